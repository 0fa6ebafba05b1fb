"""What the voucher pages list and look up: the 序时簿 by SQL, accounts as typed, neighbours, summaries."""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.kit.errors import Refused
from models.kit.money import parse
from models.ledger import queries
from models.ledger.typed import AccountHit as AccountHit
from models.ledger.typed import Chart as Chart
from models.office import Office

Db = sqlite3.Connection
Filters = Mapping[str, Any]

STATES = {"draft": "草稿", "posted": "已记账", "red": "红字冲销", "reversed": "已冲销"}
_REVERSED = "exists (select 1 from voucher r where r.reverses = v.id and r.posted = 1)"
_STATE = (
    f"case when v.posted = 0 then 'draft' when v.reverses is not null then 'red'"
    f" when {_REVERSED} then 'reversed' else 'posted' end"
)
_FEN = "(select coalesce(sum(debit_fen), 0) from voucher_line where voucher = v.id)"
_NAME = "v.month || '-' || v.word || '-' || iif(v.number is null, '草稿', printf('%03d', v.number))"
_PRINTED = "exists (select 1 from voucher_mark m where m.voucher = v.id and m.kind = 'printed')"
_CHECKED = "exists (select 1 from voucher_mark m where m.voucher = v.id and m.kind = 'checked')"
_BOOK_ORDER = "v.month, 1 - v.posted, v.word, coalesce(v.number, 0), v.id"
_ORDERS = {
    "day": "v.day {0}, v.word, v.number",
    "number": "v.month {0}, 1 - v.posted {0}, v.word {0}, coalesce(v.number, 0) {0}",
    "summary": "v.summary {0}",
    "fen": f"{_FEN} {{0}}",
    "attachments": "v.attachments {0}",
    "maker": "u.name {0}",
    "printed": f"{_PRINTED} {{0}}",
    "checked": f"{_CHECKED} {{0}}",
    "state": f"{_STATE} {{0}}",
}
_EXACT = {  # 筛选此值: the column's text as SQL
    "=day": "v.day",
    "=number": _NAME,
    "=summary": "v.summary",
    "=attachments": "cast(v.attachments as text)",
    "=maker": "u.name",
}
MARKS = {
    "unchecked": "没有审核", "checked": "已审核", "unprinted": "没有打印", "printed": "已打印",
    "no_papers": "附单据 0 张",
}  # fmt: skip
_MARKED = {
    "unchecked": f"v.posted = 1 and not {_CHECKED}",
    "checked": _CHECKED,
    "unprinted": f"v.posted = 1 and not {_PRINTED}",
    "printed": _PRINTED,
    "no_papers": "v.attachments = 0 and v.kind = 'normal' and v.reverses is null",
}
_NUMBER = re.compile(r"(\D{1,2}?)[-－ ]?(?:字第)? ?0*(\d{1,6}) ?号?")  # 记-12, 记字第 012 号
_CHUNK = 400


@dataclass(frozen=True)
class VoucherRow:
    """One voucher in the list, `state` a key of `STATES`."""

    id: int
    day: date
    name: str
    summary: str
    accounts: str
    fen: int
    attachments: int
    maker: str
    printed: bool
    state: str
    checked: bool = False


class VoucherList:
    """Vouchers found by SQL; `rows` gives `VoucherRow`s, a page turns them into its columns.

    Filters: `search`, `period` ("2026-11" or "2026"), `state`, and from 更多条件 `=months`
    ("2026-01~2026-03"), `=numbers` ("1~20"), `=amounts` (fen, "10000~20000"), `=account` (id),
    `=words` (a part of a summary), `=marks` (a key of `MARKS`).
    """

    def __init__(self, office: Office) -> None:
        self.office = office

    def count(self) -> int:
        """All vouchers, drafts too."""
        return int(self.office.db.execute("select count(*) from voucher").fetchone()[0])

    def ids(self, order: tuple[str, bool], filters: Filters) -> array[int]:
        """The vouchers found; without a chosen order as the book has them."""
        where, values = _where(self.office.db, filters)
        key, down = order
        by = _ORDERS.get(key, "").format("desc" if down else "asc")
        query = f"select v.id from voucher v join user u on u.id = v.maker{where} order by "
        rows = self.office.db.execute(query + (f"{by}, " if by else "") + _BOOK_ORDER, values)
        return array("q", (row[0] for row in rows))

    def records(self, ids: Sequence[int]) -> list[VoucherRow]:
        """These vouchers, in this order."""
        found: dict[int, VoucherRow] = {}
        for start in range(0, len(ids), _CHUNK):
            found |= _records(self.office.db, ids[start : start + _CHUNK])
        return [found[key] for key in ids if key in found]

    def sums(self, filters: Filters) -> Mapping[str, Any]:
        """How many, and their amounts in fen."""
        where, values = _where(self.office.db, filters)
        row = self.office.db.execute(
            f"select count(*), coalesce(sum({_FEN}), 0), sum(v.posted = 0) from voucher v"
            f" join user u on u.id = v.maker{where}",
            values,
        ).fetchone()
        drafts = f"（草稿 {row[2]} 张）" if row[2] else ""
        return {"": f"{row[0]:,} 张{drafts}", "fen": row[1]}


def _records(db: Db, ids: Sequence[int]) -> dict[int, VoucherRow]:
    marks = ", ".join("?" * len(ids))
    names: dict[int, list[str]] = {}
    for key, name in db.execute(
        "select l.voucher, a.name from voucher_line l join account a on a.id = l.account"
        f" where l.voucher in ({marks}) order by l.voucher, l.position",
        tuple(ids),
    ):
        kept = names.setdefault(key, [])
        if name not in kept:
            kept.append(name)
    rows = db.execute(
        f"select v.id, v.day, {_NAME} as name, v.summary, {_FEN} as fen, v.attachments, u.name as maker,"
        f" {_PRINTED} as printed, {_CHECKED} as checked, {_STATE} as state"
        " from voucher v join user u on u.id = v.maker"
        f" where v.id in ({marks})",
        tuple(ids),
    )
    return {row["id"]: _record(row, names.get(row["id"], [])) for row in rows}


def _record(row: sqlite3.Row, names: list[str]) -> VoucherRow:
    return VoucherRow(
        row["id"],
        date.fromisoformat(row["day"]),
        row["name"],
        row["summary"],
        "、".join(names),
        row["fen"],
        row["attachments"],
        row["maker"],
        bool(row["printed"]),
        row["state"],
        bool(row["checked"]),
    )


def _where(db: Db, filters: Filters) -> tuple[str, list[Any]]:
    parts, values = [], []
    for part, more in _conditions(db, filters):
        parts.append(part)
        values += more
    return (" where " + " and ".join(parts) if parts else ""), values


def _conditions(db: Db, filters: Filters) -> Iterator[tuple[str, list[Any]]]:
    for key, value in filters.items():
        if value in ("", None):
            continue
        if key in _EXACT:
            yield f"{_EXACT[key]} = ?", [value]
        elif key in _WIDE:
            yield _wide(db, key, str(value))
        elif key in _CONDITIONS:
            yield _CONDITIONS[key](str(value))


_WIDE = frozenset({"=months", "=numbers", "=amounts", "=account"})


def _like(text: str) -> str:
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _with_words(text: str) -> tuple[str, list[Any]]:
    """A part of the voucher's or of a line's summary."""
    line = "select 1 from voucher_line where voucher = v.id and summary like ? escape '\\'"
    return f"(v.summary like ? escape '\\' or exists ({line}))", [_like(text), _like(text)]


def _wide(db: Db, key: str, value: str) -> tuple[str, list[Any]]:
    """A condition of 更多条件; an open end is empty: "5~"."""
    if key == "=account":
        ids = queries.family(db, int(value))
        marks = ", ".join("?" * len(ids))
        return f"v.id in (select voucher from voucher_line where account in ({marks}))", list(ids)
    low, _, high = value.partition("~")
    if key == "=months":
        return "v.month between ? and ?", [low or "0000-01", high or "9999-12"]
    ends = [int(low or 0), int(high or 10**15)]
    if key == "=numbers":
        return "v.number between ? and ?", ends
    return (
        "exists (select 1 from voucher_line where voucher = v.id and debit_fen + credit_fen between ? and ?)",
        ends,
    )


def _search(text: str) -> tuple[str, list[Any]]:
    """Words in a summary or an account, a number, an amount."""
    like = _like(text)
    line = (
        "select 1 from voucher_line l join account a on a.id = l.account where l.voucher = v.id and"
        " (l.summary like ? escape '\\' or a.name like ? escape '\\' or a.code = ?"
        " or abs(l.debit_fen + l.credit_fen) = ?)"
    )
    number = _NUMBER.fullmatch(text.strip())
    word, at = (number[1], int(number[2])) if number else ("", -1)
    part = f"(v.summary like ? escape '\\' or {_NAME} like ? escape '\\' or exists ({line})"
    return part + " or (v.word = ? and v.number = ?))", [like, like, like, like, text, _fen(text), word, at]


def _period(text: str) -> tuple[str, list[Any]]:
    """A month or a year."""
    return "v.month between ? and ?", [text if len(text) == 7 else f"{text}-01", f"{text}-12"[:7]]


_CONDITIONS: Mapping[str, Callable[[str], tuple[str, list[Any]]]] = {
    "search": _search,
    "period": _period,
    "state": lambda key: (f"{_STATE} = ?", [key]),
    "=state": lambda word: (f"{_STATE} = ?", [next((k for k, w in STATES.items() if w == word), word)]),
    "=words": _with_words,
    "=marks": lambda key: (_MARKED.get(key, "1"), []),
    "=fen": lambda text: (f"{_FEN} = ?", [_fen(text)]),
}


def _fen(text: str) -> int:
    """An amount as typed, -1 when it is none."""
    try:
        return parse(text)
    except Refused:
        return -1


# -- one voucher beside another -------------------------------------------------------------------


def neighbour(db: Db, key: int | None, step: int) -> int | None:
    """The voucher after (1) or before (-1) one in book order; `key` None: the last, or the first (1)."""
    down = "" if step > 0 else " desc"
    order = f"v.month{down}, 1 - v.posted{down}, v.word{down}, coalesce(v.number, 0){down}, v.id{down}"
    query, sign = "select v.id from voucher v", ">" if step > 0 else "<"
    if key is None:
        end = "min" if step > 0 else "max"
        query += f" where v.month = (select {end}(month) from voucher)"
        row = db.execute(f"{query} order by {order} limit 1").fetchone()
    else:
        row = db.execute(
            f"{query} where v.month {sign}= (select month from voucher where id = ?) and {_place('v')} {sign}"
            f" (select {_place('o')[1:-1]} from voucher o where o.id = ?) order by {order} limit 1",
            (key, key),
        ).fetchone()
    return int(row[0]) if row else None


def _place(name: str) -> str:
    """Where a voucher stands in the book, as a row value."""
    return f"({name}.month, 1 - {name}.posted, {name}.word, coalesce({name}.number, 0), {name}.id)"


# -- facts ----------------------------------------------------------------------------------


def counts(db: Db, month: str) -> tuple[int, int]:
    """Posted vouchers of a month, and drafts of all months."""
    row = db.execute(
        "select (select count(*) from voucher where month = ? and posted = 1),"
        " (select count(*) from voucher where posted = 0)",
        (month,),
    ).fetchone()
    return int(row[0]), int(row[1])


def last_day(db: Db, month: str) -> date | None:
    """The day of the latest voucher of a month: where the next one probably goes on."""
    row = db.execute("select max(day) from voucher where month = ?", (month,)).fetchone()
    return date.fromisoformat(row[0]) if row and row[0] else None
