"""Receipt books and cheques: ranges of numbers, and what became of each number."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from models.documents.records import BOOK_KINDS, NumberBook, NumberUse
from models.kit.errors import Refused
from models.ledger.records import voucher_name
from models.store import schema
from models.store.journal import Change

Db = sqlite3.Connection
_LARGEST_BOOK = 10_000  # numbers of one book; a slip of the finger would make a million gaps


# -- questions --------------------------------------------------------------------------------

_BOOK = (
    "select b.*, coalesce(sum(u.state = 'used'), 0) as used, coalesce(sum(u.state = 'void'), 0) as void,"
    " coalesce(sum(u.state = 'cancelled'), 0) as cancelled, max(u.number) as latest,"
    " coalesce(sum(u.amount_fen), 0) as amount_fen from number_book b left join number_use u on u.book = b.id"
)


def books(db: Db, kind: str = "") -> list[NumberBook]:
    """All books of a kind (or both), the newest first."""
    where = "where b.kind = ? " if kind else ""
    rows = db.execute(
        f"{_BOOK} {where}group by b.id order by b.received_on desc, b.first desc", (kind,) if kind else ()
    )
    return [_book(row) for row in rows]


def book(db: Db, key: int) -> NumberBook:
    """One book. Raises `Refused` when it is gone."""
    row = db.execute(f"{_BOOK} where b.id = ? group by b.id", (key,)).fetchone()
    if row is None:
        raise Refused("这一本票据不在了。", schema.place("number_book", key), "请刷新后再试。")
    return _book(row)


def uses(db: Db, book_key: int) -> list[NumberUse]:
    """What became of the numbers of a book, in order."""
    of = book(db, book_key)
    rows = db.execute(
        "select u.*, v.month, v.word, v.number as v_number from number_use u"
        " left join voucher v on v.id = u.voucher where u.book = ? order by u.number",
        (book_key,),
    )
    return [_use(of, row) for row in rows]


def gaps(db: Db, book_key: int) -> list[str]:
    """Numbers below the latest that have no entry, as they are printed."""
    of = book(db, book_key)
    if of.latest is None:
        return []
    known = {row[0] for row in db.execute("select number from number_use where book = ?", (book_key,))}
    return [of.text(number) for number in range(of.first, of.latest) if number not in known]


def next_number(db: Db, kind: str) -> tuple[NumberBook, int] | None:
    """The number to be used next, of the oldest open book that has one; None when all are used up."""
    open_books = [one for one in books(db, kind) if one.closed_on is None and one.left > 0]
    for one in sorted(open_books, key=lambda one: (one.received_on, one.first)):
        number = one.first if one.latest is None else one.latest + 1
        if number <= one.last:
            return one, number
    return None


def _book(row: sqlite3.Row) -> NumberBook:
    names: tuple[str, ...] = ("id", "kind", "name", "prefix", "first", "last", "width", "keeper", "note")
    names += ("used", "void", "cancelled", "latest", "amount_fen")
    closed = date.fromisoformat(row["closed_on"]) if row["closed_on"] else None
    return NumberBook(
        received_on=date.fromisoformat(row["received_on"]),
        closed_on=closed,
        **{name: row[name] for name in names},
    )


def _use(of: NumberBook, row: sqlite3.Row) -> NumberUse:
    names = ("id", "book", "number", "state", "partner", "reason", "amount_fen", "copies", "voucher")
    name = voucher_name(row["month"], row["word"], row["v_number"]) if row["voucher"] else ""
    return NumberUse(
        text=of.text(row["number"]),
        day=date.fromisoformat(row["day"]),
        voucher_name=name,
        **{name: row[name] for name in names},
    )


# -- changes ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class BookDraft:
    """A book that came in. `first` and `last` as they are printed, with prefix and zeros: "NO00012301"."""

    kind: str
    name: str
    first: str
    last: str
    received_on: date
    keeper: str = ""
    note: str = ""


def add_book(change: Change, draft: BookDraft) -> int:
    """Register a book. Raises `Refused` when its numbers can't be, or overlap with another book's."""
    if draft.kind not in BOOK_KINDS:
        raise Refused("请选收据还是支票。", "kind")
    if not draft.name.strip():
        raise Refused("还没有写名称。", "name", "例如“工会经费收入专用收据”或“工商银行转账支票”。")
    prefix, first, width = split_number(draft.first, "first")
    prefix_last, last, width_last = split_number(draft.last, "last")
    if (prefix, width) != (prefix_last, width_last) or last < first:
        raise Refused("起号和止号对不上。", "last", "请照票面写全，位数要一样，例如 00012301 到 00012350。")
    if last - first >= _LARGEST_BOOK:
        raise Refused(f"一本有 {last - first + 1:,} 个号码，太多了。", "last", "请核对止号。")
    row: dict[str, str | int] = {
        "kind": draft.kind,
        "name": draft.name.strip(),
        "prefix": prefix,
        "first": first,
        "last": last,
    }
    _no_overlap(change.db, row)
    row |= {"width": width, "received_on": draft.received_on.isoformat()}
    return change.insert("number_book", {**row, "keeper": draft.keeper.strip(), "note": draft.note.strip()})


def _no_overlap(db: Db, row: dict[str, str | int]) -> None:
    other = db.execute(
        "select id from number_book where kind = :kind and name = :name and prefix = :prefix"
        " and first <= :last and last >= :first",
        row,
    ).fetchone()
    if other:
        known = book(db, other[0])
        span = f"{known.text(known.first)}—{known.text(known.last)}"
        raise Refused(f"这段号码和 {known.received_on} 领的 {span} 重叠。", "first", "请核对起号和止号。")


def split_number(text: str, where: str = "") -> tuple[str, int, int]:
    """ "NO00012301" → ("NO", 12301, 8)."""
    import re

    found = re.fullmatch(r"(.*?)(\d{1,18})", text.strip())
    if not found or len(found[1]) > 8:
        raise Refused(f"“{text.strip()}”不是票据号码。", where, "请照票面写全，例如 00012301。")
    return found[1], int(found[2]), len(found[2])


def close_book(change: Change, key: int, day: date) -> None:
    """A book is handed in (核销). Every number must have an entry first."""
    of = book(change.db, key)
    if of.closed_on is not None:
        raise Refused("这一本已经核销过了。")
    if of.left:
        raise Refused(f"还有 {of.left} 个号码没有登记。", of.name, "请先登记用途；没用的可以“核销余号”。")
    change.update("number_book", key, {"closed_on": day})


def cancel_rest(change: Change, key: int, day: date, reason: str) -> int:
    """The numbers that were never used are cancelled; returns how many."""
    of = book(change.db, key)
    if not reason.strip():
        raise Refused("核销余号要写明原因。", "reason", "例如“旧版收据停用，余号交回”。")
    known = {row[0] for row in change.db.execute("select number from number_use where book = ?", (key,))}
    rest = [number for number in range(of.first, of.last + 1) if number not in known]
    columns = ("book", "number", "state", "day", "reason")
    change.insert_all(
        "number_use", columns, [(key, number, "cancelled", day, reason.strip()) for number in rest]
    )
    return len(rest)


@dataclass(frozen=True)
class UseDraft:
    """What became of a number; amount in fen. A void one has a reason, and how many copies are kept."""

    book: int
    number: int
    state: str
    day: date
    partner: str = ""
    reason: str = ""
    amount_fen: int = 0
    copies: int = 0
    voucher: int | None = None


def use(change: Change, draft: UseDraft) -> int:
    """Enter a number once. Raises `Refused` when it is out of range, entered already, or lacks a word."""
    of = book(change.db, draft.book)
    _check_use(change.db, of, draft)
    row = change.db.execute(
        "select state, day from number_use where book = ? and number = ?", (of.id, draft.number)
    ).fetchone()
    if row:
        from models.documents.records import USE_STATES

        said = f"{of.text(draft.number)} 已经在 {row['day']} 登记过（{USE_STATES[row['state']]}）。"
        raise Refused(said, "number", "请核对号码。")
    return change.insert("number_use", _use_row(draft))


def correct_use(change: Change, key: int, draft: UseDraft) -> None:
    """Put an entry right; the number stays."""
    of = book(change.db, draft.book)
    _check_use(change.db, of, draft)
    change.update("number_use", key, _use_row(draft))


def _check_use(db: Db, of: NumberBook, draft: UseDraft) -> None:
    if of.closed_on is not None:
        raise Refused("这一本已经核销，不能再登记。", "number")
    if not of.first <= draft.number <= of.last:
        span = f"{of.text(of.first)}—{of.text(of.last)}"
        raise Refused(f"号码不在这一本（{span}）里。", "number", "请核对号码。")
    if draft.day < of.received_on:
        raise Refused(f"日期早于领用日期 {of.received_on}。", "day", "请核对日期。")
    if draft.state == "used" and not draft.partner.strip():
        what = "交款人" if of.kind == "receipt" else "收款人"
        raise Refused(f"还没有写{what}。", "partner")
    if draft.state == "used" and draft.amount_fen <= 0:
        raise Refused("还没有写金额。", "amount_fen")
    if draft.state == "void" and not draft.reason.strip():
        raise Refused("作废要写明原因。", "reason", "例如“填错金额”。")
    if (
        draft.voucher is not None
        and not db.execute("select 1 from voucher where id = ?", (draft.voucher,)).fetchone()
    ):
        raise Refused("这张凭证不在了。", "voucher", "请刷新后再选。")


def _use_row(draft: UseDraft) -> dict[str, object]:
    used = draft.state == "used"
    return {
        "book": draft.book,
        "number": draft.number,
        "state": draft.state,
        "day": draft.day,
        "partner": draft.partner.strip(),
        "reason": draft.reason.strip(),
        "amount_fen": draft.amount_fen if used else 0,
        "copies": 0 if used else draft.copies,
        "voucher": draft.voucher if used else None,
    }
