"""A field for the budget line that a purchase is meant for; left open, its account decides."""

from __future__ import annotations

from models.budget import queries
from models.budget.records import EXPENSE
from models.ledger.queries import Db
from ui.navigation import Context
from ui.widgets.form import Field
from ui.widgets.text_edits import ChoiceEdit

BY_ACCOUNT = "按科目自动对应"


def expense_lines(db: Db, year: int) -> list[tuple[int | None, str]]:
    """What may be chosen: the account decides, or one of the expense lines of the version in force."""
    spent = queries.choices(db, year)
    return [(None, BY_ACCOUNT), *((one.id, one.title) for one in spent if one.side == EXPENSE)]


def budget_field(context: Context) -> Field:
    """预算项目 of the year that is looked at."""
    lines = expense_lines(context.office.db, int(context.period[:4]))
    return Field("budget_line", "预算项目", lambda: ChoiceEdit(lines, BY_ACCOUNT))
