"""What the home page says of the office: money, dues, what waits, the month's schedule, the first steps."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from models.calendar import queries as plans
from models.calendar.records import DROPPED, Todo, WorkItem
from models.calendar.reminders import todo
from models.calendar.routine import DuesOfMonth, dues_of_months, routines, said_day
from models.dues import queries as dues
from models.kit.days import month_of, next_month
from models.ledger import balances
from models.ledger import queries as ledger
from models.members import queries as members
from models.office import Office


@dataclass(frozen=True)
class Slot:
    """One line of the month's schedule. `day` None: any day of it; `until` the day is a last one."""

    day: date | None
    until: bool
    content: str
    who: str = ""
    where: str = ""  # "work-item:12", "dues:2026-03", "" when there is nothing to open
    done: bool = False


@dataclass(frozen=True)
class FirstSteps:
    """How far a new office has come."""

    members: int
    bases: int
    assessed: str  # the first assessed month, "" when none is
    begun: bool  # something is in the books already

    @property
    def open(self) -> bool:
        """Whether the office still has to be set up."""
        return self.members == 0 or not (self.assessed or self.begun)


@dataclass(frozen=True)
class Overview:
    """Everything of the home page. Amounts are fen."""

    month: str
    bank_fen: int
    cash_fen: int
    dues: DuesOfMonth | None  # None: not assessed
    transit_fen: int
    income_fen: int
    expense_fen: int
    budget: tuple[int, int, int] | None  # expense budget, executed (fen), lines that are over
    drafts: int
    unclosed: tuple[str, ...]  # months that are over and not closed, in order
    todo: tuple[Todo, ...]
    agenda: tuple[Slot, ...]
    by_month: tuple[tuple[str, int, int], ...]  # month, received, still to come
    steps: FirstSteps


def overview(office: Office, month: str, today: date) -> Overview:
    """The home page of `month` as of `today`."""
    db = office.db
    year = month[:4]
    by_month = dues_of_months(db, f"{year}-01", f"{year}-12")
    income, expense = _year_so_far(db, month)
    return Overview(
        month=month,
        bank_fen=balances.balance(db, _key(db, "bank"), "9999-12"),
        cash_fen=balances.balance(db, _key(db, "cash"), "9999-12"),
        dues=by_month.get(month),
        transit_fen=sum(batch.dues_fen for batch in dues.waiting(db, month)),
        income_fen=income,
        expense_fen=expense,
        budget=_budget(db, month),
        drafts=len(ledger.drafts(db)),
        unclosed=_unclosed(db, today),
        todo=tuple(todo(office, today, by_month)),
        agenda=agenda(office, month),
        by_month=_bars(by_month, year),
        steps=first_steps(db),
    )


def first_steps(db: sqlite3.Connection) -> FirstSteps:
    """How many members and pay bases there are, and whether dues were assessed."""
    bases = db.execute("select count(distinct member) from wage_base").fetchone()[0]
    months = dues.assessed_months(db)
    return FirstSteps(members.count(db), int(bases), months[0] if months else "", plans.has_vouchers(db))


def agenda(office: Office, month: str) -> tuple[Slot, ...]:
    """The work of a month and what it brings by itself, by day; what has no day comes last."""
    slots = [_of_item(item, month) for item in plans.items(office.db, month, month) if item.state != DROPPED]
    for routine in routines(office, month):
        day, until = said_day(routine.when, month)
        slots.append(Slot(day, until, routine.content, routine.who, routine.link))
    return tuple(sorted(slots, key=lambda slot: slot.day or date.max))


def _of_item(item: WorkItem, month: str) -> Slot:
    day = item.day or item.last_day
    inside = day if day and month_of(day) == month else None
    until = item.day is None and inside is not None
    return Slot(inside, until, item.content, item.who, f"work-item:{item.id}", not item.open)


def _key(db: sqlite3.Connection, key: str) -> int:
    return int(db.execute("select id from account where key = ?", (key,)).fetchone()[0])


def _year_so_far(db: sqlite3.Connection, month: str) -> tuple[int, int]:
    """Income and expense of the year up to `month`, before the year is closed."""
    sums = {"income": 0, "expense": 0}
    rows = db.execute(
        "select a.class, sum(s.credit_fen - s.closing_credit_fen - s.debit_fen + s.closing_debit_fen)"
        " from month_sum s join account a on a.id = s.account"
        " where s.month between ? and ? and a.class in ('income', 'expense') group by a.class",
        (month[:4] + "-01", month),
    )
    for kind, fen in rows:
        sums[kind] = fen if kind == "income" else -fen
    return sums["income"], sums["expense"]


def _budget(db: sqlite3.Connection, month: str) -> tuple[int, int, int] | None:
    """What the budget in force gives for expenses, what was spent of it, and how many lines are over."""
    query = "select 1 from budget where year = ? and state in ('approved', 'published')"
    if db.execute(query, (int(month[:4]),)).fetchone() is None:
        return None
    from models.budget.execution import execution  # an office without a budget needn't load it
    from models.budget.records import EXPENSE

    seen = execution(db, month)
    return *seen.total(EXPENSE), sum(1 for one in seen.lines if one.over_fen)


def _unclosed(db: sqlite3.Connection, today: date) -> tuple[str, ...]:
    """The months of the book that are over and take vouchers still; none before the first voucher."""
    if not plans.has_vouchers(db):
        return ()
    month, closed, found = ledger.first_month(db), set(ledger.closed_months(db)), []
    while month < month_of(today):
        if month not in closed:
            found.append(month)
        month = next_month(month)
    return tuple(found)


def _bars(by_month: dict[str, DuesOfMonth], year: str) -> tuple[tuple[str, int, int], ...]:
    found = []
    for number in range(1, 13):
        one = by_month.get(f"{year}-{number:02d}")
        due, owed = (one.due_fen, one.owed_fen) if one else (0, 0)
        found.append((f"{year}-{number:02d}", due - owed, owed))
    return tuple(found)
