"""Bank slips: taken from the bank's PDF, tied to statement lines and vouchers by amount and day."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.documents import actions
from models.documents.records import Slip, SlipRead
from models.kit.errors import Refused
from models.ledger.records import voucher_name
from models.store import schema
from models.store.journal import Change

Db = sqlite3.Connection
_DAYS = 3  # the bank's day and the book's may lie so far apart

_SLIP = (
    "select s.*, v.month as v_month, v.word as v_word, v.number as v_number"
    " from bank_slip s left join voucher v on v.id = s.voucher"
)


@dataclass(frozen=True)
class Taken:
    """What came of a PDF: the ids of new slips, and how many were there already."""

    file: int
    added: tuple[int, ...]
    same: int


@dataclass(frozen=True)
class Proposal:
    """What a slip may belong to; `sure` when nothing else fits either side."""

    slip: int
    bank_lines: tuple[int, ...]
    vouchers: tuple[int, ...]

    @property
    def bank_line(self) -> int | None:
        """The one statement line that fits."""
        return self.bank_lines[0] if len(self.bank_lines) == 1 else None

    @property
    def voucher(self) -> int | None:
        """The one voucher that fits."""
        return self.vouchers[0] if len(self.vouchers) == 1 else None


# -- questions --------------------------------------------------------------------------------


def slip(db: Db, key: int) -> Slip:
    """One slip. Raises `Refused` when it is gone."""
    row = db.execute(f"{_SLIP} where s.id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("这张回单不在了。", schema.place("bank_slip", key), "请刷新后再试。")
    return _slip(row)


def of_voucher(db: Db, voucher: int) -> list[Slip]:
    """The slips of a voucher."""
    return [_slip(row) for row in db.execute(f"{_SLIP} where s.voucher = ? order by s.day, s.id", (voucher,))]


def names(db: Db) -> list[str]:
    """How the bank may write this union's name."""
    rows = db.execute(
        "select value from setting where key in ('unit_name', 'bank_account_name') and value <> ''"
    )
    return [row[0] for row in rows]


def lacking(db: Db, first: str, last: str) -> list[int]:
    """Posted vouchers of months that move bank money and have no slip; reversed pairs are left out."""
    rows = db.execute(f"{_LACKING} and v.month between ? and ? order by v.day, v.id", (first, last))
    return [row[0] for row in rows]


def lacks(db: Db, voucher: int) -> bool:
    """Whether a voucher's slip is missing, in an office that keeps slips of its month."""
    month = db.execute("select month from voucher where id = ?", (voucher,)).fetchone()[0]
    kept = db.execute("select 1 from bank_slip where substr(day, 1, 7) = ? limit 1", (month,)).fetchone()
    return bool(kept) and db.execute(f"{_LACKING} and v.id = ?", (voucher,)).fetchone() is not None


_BANK_LINE = (
    "l.account in (with recursive f(id) as (select id from account where key = 'bank' union"
    " select account from bank_account union select a.id from account a join f on a.parent = f.id)"
    " select id from f)"
)
_LACKING = (
    f"select distinct v.id from voucher v join voucher_line l on l.voucher = v.id where {_BANK_LINE}"
    " and v.posted = 1 and v.reverses is null"
    " and not exists (select 1 from voucher r where r.reverses = v.id and r.posted = 1)"
    " and not exists (select 1 from bank_slip s where s.voucher = v.id)"
)


def proposals(db: Db, keys: Sequence[int] | None = None) -> list[Proposal]:
    """For slips that are not tied yet: what fits by amount, direction and day within three days.

    A line or voucher that two slips would take is proposed to neither alone: both are asked.
    """
    rows = db.execute(
        f"{_SLIP} where (s.voucher is null or s.bank_line is null) and s.day is not null"
        " and s.in_fen + s.out_fen > 0 order by s.day, s.id"
    ).fetchall()
    slips = [_slip(row) for row in rows]
    lines = {one.id: _lines_for(db, one) for one in slips if one.bank_line is None}
    vouchers = {one.id: _vouchers_for(db, one) for one in slips if one.voucher is None}
    wanted = [_wanted(found) for found in (lines, vouchers)]
    return [
        Proposal(one.id, _free(lines, one.id, wanted[0]), _free(vouchers, one.id, wanted[1]))
        for one in slips
        if keys is None or one.id in keys
    ]


def _wanted(found: dict[int, tuple[int, ...]]) -> Counter[int]:
    return Counter(key for keys in found.values() if len(keys) == 1 for key in keys)


def _free(found: dict[int, tuple[int, ...]], slip: int, wanted: Counter[int]) -> tuple[int, ...]:
    """What fits; a single one that another slip wants too comes twice, so that it is asked."""
    keys = found.get(slip, ())
    return keys * 2 if len(keys) == 1 and wanted[keys[0]] > 1 else keys


def _span(day: date) -> tuple[str, str]:
    near = timedelta(days=_DAYS)
    return (day - near).isoformat(), (day + near).isoformat()


def _lines_for(db: Db, one: Slip) -> tuple[int, ...]:
    """Statement lines of that amount and direction, without a slip; of the same number if there is one."""
    if one.day is None:
        return ()
    rows = db.execute(
        "select b.id, b.ref from bank_line b where b.in_fen = ? and b.out_fen = ? and b.day between ? and ?"
        " and not exists (select 1 from bank_slip s where s.bank_line = b.id) order by b.day, b.id",
        (one.in_fen, one.out_fen, *_span(one.day)),
    ).fetchall()
    same = tuple(row[0] for row in rows if one.ref and row[1] == one.ref)
    return same or tuple(row[0] for row in rows)


def _vouchers_for(db: Db, one: Slip) -> tuple[int, ...]:
    """The voucher that the tied statement line was matched with, else those that fit by amount and day."""
    if one.bank_line is not None:
        rows = db.execute(
            "select distinct l.voucher from bank_match_bank b join bank_match_book k on k.match = b.match"
            " join voucher_line l on l.id = k.voucher_line where b.bank_line = ?",
            (one.bank_line,),
        ).fetchall()
        if rows:
            return tuple(row[0] for row in rows)
    if one.day is None:
        return ()
    found = db.execute(
        f"select distinct v.id from voucher v join voucher_line l on l.voucher = v.id where {_BANK_LINE}"
        " and v.posted = 1 and l.debit_fen = ? and l.credit_fen = ? and v.day between ? and ?"
        " and v.reverses is null"
        " and not exists (select 1 from voucher r where r.reverses = v.id and r.posted = 1)"
        " and not exists (select 1 from bank_slip s"
        "  where s.voucher = v.id and s.in_fen = ? and s.out_fen = ?)",
        (one.in_fen, one.out_fen, *_span(one.day), one.in_fen, one.out_fen),
    )
    return tuple(row[0] for row in found)


# -- changes ----------------------------------------------------------------------------------


def take(change: Change, name: str, content: bytes, found: Sequence[SlipRead]) -> Taken:
    """Keep the bank's PDF and its slips; one that came in another PDF before is not taken again."""
    file = actions.keep(change, name, content)
    known = {
        (row[0], row[1])
        for row in change.db.execute("select page, part from bank_slip where file = ?", (file,))
    }
    added, same = [], 0
    for one in found:
        if (one.page, one.part) in known or _there(change.db, one):
            same += 1
        else:
            added.append(change.insert("bank_slip", _row(file, one)))
    return Taken(file, tuple(added), same)


def _row(file: int, one: SlipRead) -> dict[str, object]:
    sides = {"in_fen": one.fen or 0} if one.direction == "in" else {"out_fen": one.fen or 0}
    place = {"file": file, "page": one.page, "part": one.part, "top": one.top, "bottom": one.bottom}
    sides = sides if one.direction else {}
    return {**place, **sides, "day": one.day, "partner": one.partner, "ref": one.ref, "words": one.words}


def _there(db: Db, one: SlipRead) -> bool:
    if not one.ref or one.day is None:
        return False
    query = "select 1 from bank_slip where ref = ? and day = ? and in_fen + out_fen = ?"
    return bool(db.execute(query, (one.ref, one.day.isoformat(), one.fen or 0)).fetchone())


@dataclass(frozen=True)
class SlipFields:
    """What a person puts right on a slip; exactly one of the amounts (fen) is not zero."""

    day: date
    in_fen: int
    out_fen: int
    partner: str
    ref: str
    words: str


def correct(change: Change, key: int, fields: SlipFields) -> None:
    """Put right what could not be read."""
    if (fields.in_fen == 0) == (fields.out_fen == 0) or min(fields.in_fen, fields.out_fen) < 0:
        raise Refused("收入和支出要填一个，也只能填一个。", "in_fen", "请照回单填写。")
    row = {"day": fields.day, "in_fen": fields.in_fen, "out_fen": fields.out_fen}
    row |= {"partner": fields.partner.strip(), "ref": fields.ref.strip(), "words": fields.words.strip()}
    change.update("bank_slip", key, row)


def tie(change: Change, key: int, *, bank_line: int | None = None, voucher: int | None = None) -> None:
    """Say what a slip belongs to. Raises `Refused` when the amounts differ."""
    one = slip(change.db, key)
    if bank_line is not None:
        row = change.db.execute("select in_fen, out_fen from bank_line where id = ?", (bank_line,)).fetchone()
        if row is None or (row["in_fen"], row["out_fen"]) != (one.in_fen, one.out_fen):
            raise Refused("回单和这一笔对账单的金额不一样。", remedy="请核对后选另一笔。")
        change.update("bank_slip", key, {"bank_line": bank_line})
    if voucher is not None:
        change.update("bank_slip", key, {"voucher": voucher})


def tie_proposed(change: Change) -> int:
    """Tie every slip to what alone fits it; returns how many were tied."""
    tied = 0
    for one in proposals(change.db):
        if one.bank_line is not None:
            tie(change, one.slip, bank_line=one.bank_line)
    for one in proposals(change.db):
        if one.voucher is not None:
            tie(change, one.slip, voucher=one.voucher)
            tied += 1
    return tied


def untie(change: Change, key: int) -> None:
    """Take a slip off its statement line and voucher."""
    change.update("bank_slip", key, {"bank_line": None, "voucher": None})


def drop(change: Change, key: int) -> None:
    """Take out a slip that is none; the PDF stays with the others."""
    one = slip(change.db, key)
    if one.voucher is not None or one.bank_line is not None:
        raise Refused("这张回单已经关联，不能删除。", remedy="请先取消关联。")
    change.delete("bank_slip", key)


def _slip(row: sqlite3.Row) -> Slip:
    name = voucher_name(row["v_month"], row["v_word"], row["v_number"]) if row["voucher"] else ""
    day = date.fromisoformat(row["day"]) if row["day"] else None
    plain = {
        key: row[key] for key in ("in_fen", "out_fen", "partner", "ref", "words", "bank_line", "voucher")
    }
    place = {key: row[key] for key in ("id", "file", "page", "part", "top", "bottom")}
    return Slip(**place, day=day, voucher_name=name, **plain)
