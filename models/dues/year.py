"""The year matrix, arrears with age, and the tie-out of the register to the ledger."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

from models.dues import queries
from models.dues.records import MonthDue, MonthFacts, Payer, TieOut, YearLine
from models.kit.days import month_of, months, number_of, year_of
from models.ledger import balances

PAID, TRANSIT, PARTIAL, OWED, EXEMPT, OUTSIDE, AHEAD = "已缴", "在途", "部分", "欠缴", "免缴", "—", "·"


def matrix(db: sqlite3.Connection, year: int, today: date) -> list[YearLine]:
    """Every member who owes or paid anything that year, in the order of units and numbers.

    A month is owed once it has begun to be collected: it is over, or a batch of it exists.
    """
    span = months(f"{year}-01", f"{year}-12")
    dues = queries.month_dues(db, span[0], span[-1])
    collected = collected_months(db, span, today)
    by_member: dict[int, dict[str, MonthDue]] = {}
    for (member, month), due in dues.items():
        by_member.setdefault(member, {})[month] = due
    lines = [
        _line(payer, span, by_member[member], collected)
        for member, payer in queries.payers(db).items()
        if member in by_member
    ]
    return [replace(line, age=_age(line, month_of(today))) if line.owed_months else line for line in lines]


def collected_months(db: sqlite3.Connection, span: tuple[str, ...], today: date) -> set[str]:
    """The months of the span that are over or have a batch."""
    this = month_of(today)
    rows = db.execute(
        "select distinct month from dues_batch where month between ? and ? and state <> 'reversed'",
        (span[0], span[-1]),
    )
    return {row[0] for row in rows} | {month for month in span if month < this}


def _line(payer: Payer, span: tuple[str, ...], dues: dict[str, MonthDue], collected: set[str]) -> YearLine:
    row = tuple(dues.get(month) for month in span)
    states = tuple(state_of(due, month in collected) for due, month in zip(row, span, strict=True))
    owed = tuple(month for month, state in zip(span, states, strict=True) if state in (OWED, PARTIAL))
    return YearLine(
        payer=payer,
        months=row,
        states=states,
        due_fen=sum(due.due_fen for due in dues.values()),
        arrived_fen=sum(due.arrived_fen for due in dues.values()),
        transit_fen=sum(due.transit_fen for due in dues.values()),
        owed_fen=sum(dues[month].owed_fen for month in owed),
        owed_months=owed,
    )


def _age(line: YearLine, this: str) -> int:
    """How old the oldest arrears are, in months: January's dues are ten months old in November."""
    oldest = line.owed_months[0]
    return max(1, (year_of(this) - year_of(oldest)) * 12 + number_of(this) - number_of(oldest))


def state_of(due: MonthDue | None, collected: bool) -> str:
    """The word for one cell of the matrix."""
    if due is None:
        return OUTSIDE
    received = due.arrived_fen + due.transit_fen
    if due.owed_fen == 0 and received:
        return TRANSIT if due.transit_fen else PAID
    if not due.liable:
        return OUTSIDE
    if due.due_fen == 0:
        return EXEMPT if due.exempt else PAID if due.base_fen is not None else OUTSIDE
    if received:
        return PARTIAL
    return OWED if collected else AHEAD


def month_facts(db: sqlite3.Connection, year: int, today: date) -> list[MonthFacts]:
    """The twelve months of a year as assessed and collected."""
    span = months(f"{year}-01", f"{year}-12")
    cells: dict[str, list[MonthDue]] = {month: [] for month in span}
    for one in queries.month_dues(db, span[0], span[-1]).values():
        cells[one.month].append(one)
    collected = collected_months(db, span, today)
    return [_facts(month, cells[month], month in collected) for month in span]


def _facts(month: str, cells: list[MonthDue], collected: bool) -> MonthFacts:
    owed = sum(one.owed_fen for one in cells)
    state = "没有核定" if not cells else "收齐" if not owed else "有欠缴" if collected else "没到期"
    return MonthFacts(
        month,
        sum(1 for one in cells if one.due_fen),
        sum(one.due_fen for one in cells),
        sum(one.arrived_fen for one in cells),
        sum(one.transit_fen for one in cells),
        owed,
        sum(1 for one in cells if one.exempt),
        state,
    )


def arrears(db: sqlite3.Connection, year: int, today: date) -> list[YearLine]:
    """Who owes, most months first."""
    lines = [line for line in matrix(db, year, today) if line.owed_fen]
    return sorted(lines, key=lambda line: (-len(line.owed_months), -line.owed_fen))


def tie_out(db: sqlite3.Connection, first: str, last: str) -> TieOut:
    """Σ of the register (arrived less reversed, by the vouchers' months) against dues income."""
    register = db.execute(
        "select coalesce(sum(iif(v.id = b.reversal, -p.amount_fen, p.amount_fen)), 0)"
        " from dues_batch b join dues_paid p on p.batch = b.id and p.member is not null"
        " join voucher v on v.id in (b.voucher, b.reversal)"
        " where b.state in ('arrived', 'reversed') and v.month between ? and ?",
        (first, last),
    ).fetchone()[0]
    lines = balances.dues_income_by_source(db, first, last)
    from_batches = sum(fen for _, _, source, fen in lines if source == "dues_batch")
    others = tuple((key, name, fen) for key, name, source, fen in lines if source != "dues_batch")
    return TieOut(register, from_batches, sum(fen for _, _, fen in others), others)
