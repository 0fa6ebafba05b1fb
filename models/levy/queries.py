"""Every question to the levy's registers. All take the connection."""

from __future__ import annotations

import sqlite3
from datetime import date

from models.kit.days import month_end, month_of, months, next_month
from models.ledger import queries as books
from models.ledger.records import voucher_name
from models.levy.records import (
    Letter,
    LevyRule,
    MonthLevy,
    Receipt,
    Remittance,
    UpDebt,
    WageBill,
)

Db = sqlite3.Connection


# -- rules and wage bills -------------------------------------------------------------------------


def rules(db: Db) -> list[LevyRule]:
    """All rules, the latest first."""
    rows = db.execute("select * from levy_rule order by from_month desc")
    return [_rule(row) for row in rows]


def rule(db: Db, month: str) -> LevyRule:
    """The rule of a month; where none is laid down, 2 % of which 60 % are kept, paid in full (A)."""
    row = db.execute(
        "select * from levy_rule where from_month <= ? order by from_month desc limit 1", (month,)
    ).fetchone()
    return _rule(row) if row else LevyRule()


def _rule(row: sqlite3.Row) -> LevyRule:
    return LevyRule(
        row["id"],
        row["from_month"],
        row["rate_bp"],
        row["kept_bp"],
        row["mode"],
        bool(row["accrue"]),
        row["returned_as"],
        row["due_day"],
        row["basis"],
    )


def wage_bills(db: Db, first: str, last: str) -> dict[str, WageBill]:
    """The wage bills of months, by month."""
    rows = db.execute("select * from wage_bill where month between ? and ?", (first, last))
    return {
        row["month"]: WageBill(
            row["month"], row["heads"], row["total_fen"], row["document"], row["note"], row["id"]
        )
        for row in rows
    }


# -- receipts and remittances -------------------------------------------------------------------


def receipts(db: Db, first: str, last: str) -> list[Receipt]:
    """Receipts that are for any of these months, by day."""
    rows = db.execute(
        "select r.*, v.month as vmonth, v.word, v.number from levy_receipt r"
        " left join voucher v on v.id = r.voucher where r.from_month <= ? and r.to_month >= ?"
        " order by r.day, r.id",
        (last, first),
    )
    return [_receipt(row) for row in rows]


def _receipt(row: sqlite3.Row) -> Receipt:
    return Receipt(
        row["id"],
        date.fromisoformat(row["day"]),
        row["from_month"],
        row["to_month"],
        row["mode"],
        row["total_fen"],
        row["kept_fen"],
        row["up_fen"],
        row["official_number"],
        row["payer"],
        row["voucher"],
        voucher_name(row["vmonth"], row["word"], row["number"]) if row["voucher"] else "",
        row["reversal"] is not None,
    )


def receipt_by_number(db: Db, number: str) -> Receipt | None:
    """The receipt in force that has this official number."""
    row = db.execute(
        "select r.*, v.month as vmonth, v.word, v.number from levy_receipt r"
        " left join voucher v on v.id = r.voucher where r.official_number = ? and r.reversal is null",
        (number,),
    ).fetchone()
    return _receipt(row) if row else None


def remittances(db: Db, first: date, last: date) -> list[Remittance]:
    """What went up between two days."""
    rows = db.execute(
        "select r.*, v.month as vmonth, v.word, v.number from levy_remittance r"
        " left join voucher v on v.id = r.voucher where r.day between ? and ? order by r.day, r.id",
        (first.isoformat(), last.isoformat()),
    )
    return [
        Remittance(
            row["id"],
            date.fromisoformat(row["day"]),
            row["fen"],
            row["receipt_number"],
            row["note"],
            row["voucher"],
            voucher_name(row["vmonth"], row["word"], row["number"]) if row["voucher"] else "",
            row["reversal"] is not None,
        )
        for row in rows
    ]


# -- the register -------------------------------------------------------------------------------


def status(db: Db, year: int) -> list[MonthLevy]:
    """Twelve months: expected, received, kept, for the superior, sent up (the oldest first)."""
    first, last = f"{year}-01", f"{year}-12"
    bills = wage_bills(db, first, last)
    got: dict[str, tuple[int, int, int]] = {}
    for one in receipts(db, first, last):
        if not one.voided:
            _spread(got, one, wage_bills(db, one.from_month, one.to_month))
    sent = _sent(db, year, got)
    return [
        _month(db, month, bills.get(month), got.get(month, (0, 0, 0)), sent) for month in months(first, last)
    ]


def _month(
    db: Db, month: str, bill: WageBill | None, got: tuple[int, int, int], sent: dict[str, int]
) -> MonthLevy:
    law = rule(db, month)
    whole = law.expected(bill.total_fen) if bill else 0
    kept, up = law.split(whole)
    full = law.mode == "A"
    return MonthLevy(
        month, bill, whole, kept, up if full else 0, whole if full else kept, *got, sent.get(month, 0)
    )


def _spread(got: dict[str, tuple[int, int, int]], one: Receipt, bills: dict[str, WageBill]) -> None:
    """A receipt for several months goes to them as their wage bills stand, evenly where none is known."""
    span = months(one.from_month, one.to_month)
    weights = [bills[month].total_fen if month in bills else 0 for month in span]
    if not all(weights):
        weights = [1] * len(span)
    for place, fen in enumerate((one.total_fen, one.kept_fen, one.up_fen)):
        done = before = 0
        for month, weight in zip(span, weights, strict=True):
            before += weight
            part = fen * before // sum(weights) - done
            done += part
            parts = list(got.get(month, (0, 0, 0)))
            parts[place] += part
            got[month] = (parts[0], parts[1], parts[2])


def _sent(db: Db, year: int, got: dict[str, tuple[int, int, int]]) -> dict[str, int]:
    """What went up, laid on the months whose share it was: what earlier years left first, then in order."""
    row = db.execute(
        "select coalesce(sum(up_fen), 0) from levy_receipt where reversal is null and to_month < ?",
        (f"{year}-01",),
    ).fetchone()
    before = int(row[0]) + _opening(db)
    total = db.execute("select coalesce(sum(fen), 0) from levy_remittance where reversal is null").fetchone()[
        0
    ]
    left = max(0, int(total) - before)
    sent = {}
    for month in months(f"{year}-01", f"{year}-12"):
        part = min(left, got.get(month, (0, 0, 0))[2])
        sent[month] = part
        left -= part
    return sent


def _opening(db: Db) -> int:
    """What was owed to the superior when the book began."""
    moves = _moves(db, "due_to_superior", date.min)
    return sum(fen for _, fen in moves)


def up_debt(db: Db, on: date) -> UpDebt:
    """What is owed to the superior on a day: balance of 应付上级经费, and how long its oldest part lies."""
    moves = _moves(db, "due_to_superior", on)
    paid = -sum(fen for _, fen in moves if fen < 0)
    left: list[tuple[date, int]] = []
    for day, fen in moves:
        used = min(paid, max(fen, 0))
        paid -= used
        if fen > used:
            left.append((day, fen - used))
    total = sum(fen for _, fen in left) - paid
    since = left[0][0] if left and total > 0 else None
    return UpDebt(total, since, _due_day(db, since) if since else None)


def _due_day(db: Db, since: date) -> date:
    """The due day of the month after the money came."""
    after = next_month(month_of(since))
    day = min(rule(db, month_of(since)).due_day, month_end(after).day)
    return month_end(after).replace(day=day)


def _moves(db: Db, key: str, on: date) -> list[tuple[date, int]]:
    """(day, credit − debit fen) of an account family up to a day, the opening balance first."""
    row = db.execute("select id from account where key = ? order by chart desc limit 1", (key,)).fetchone()
    if row is None:
        return []
    ids = books.family(db, row[0])
    marks = ", ".join("?" * len(ids))
    opened = db.execute(
        f"select year, sum(credit_fen - debit_fen) from opening_balance where account in ({marks})"
        " group by year order by year",
        ids,
    ).fetchall()
    lines = db.execute(
        "select v.day, sum(l.credit_fen - l.debit_fen) from voucher_line l join voucher v on v.id = l.voucher"
        f" where l.account in ({marks}) and v.posted = 1 and v.day <= ? group by v.id order by v.day, v.id",
        (*ids, on.isoformat()),
    ).fetchall()
    moves = [(date(year, 1, 1), int(fen)) for year, fen in opened if fen]
    return moves + [(date.fromisoformat(day), int(fen)) for day, fen in lines if fen]


# -- letters --------------------------------------------------------------------------------------


def letters(db: Db, year: int) -> list[Letter]:
    """Notices and dunning letters that were written in a year, the latest first."""
    rows = db.execute(
        "select * from levy_letter where day between ? and ? order by day desc, id desc",
        (f"{year}-01-01", f"{year}-12-31"),
    )
    return [
        Letter(
            row["id"],
            row["kind"],
            row["number"],
            date.fromisoformat(row["day"]),
            row["from_month"],
            row["to_month"],
            row["due_fen"],
            row["received_fen"],
            row["note"],
        )
        for row in rows
    ]


def tie(db: Db) -> tuple[str, str]:
    """Whether register and ledger say the same of every receipt and remittance: (problem, what is fine)."""
    row = db.execute(
        "select v.month, v.word, v.number from (select voucher, total_fen as fen, reversal from levy_receipt"
        " union all select voucher, fen, reversal from levy_remittance) r"
        " left join voucher v on v.id = r.voucher where v.id is null or v.posted = 0"
        " or r.fen <> (select sum(debit_fen) from voucher_line where voucher = v.id)"
        " or (r.reversal is null) = exists"
        "   (select 1 from voucher x where x.reverses = v.id and x.posted = 1) limit 1"
    ).fetchone()
    if row is not None:
        name = voucher_name(*row) if row[0] else "一笔拨缴记录"
        return f"{name} 和拨缴台账对不上", ""
    count = db.execute(
        "select (select count(*) from levy_receipt) + (select count(*) from levy_remittance)"
    ).fetchone()[0]
    return "", f"{count} 笔收缴"
