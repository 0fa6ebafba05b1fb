"""项目预算明细表: the expense lines that are projects, with heads, standard and times."""

from __future__ import annotations

from models.budget import planning
from models.budget.explanation import version_of
from models.budget.records import EXPENSE, SOURCES, Planned
from models.kit.errors import Refused
from models.office import Office
from models.report import As, Column, Paper, Report, Row

_COLUMNS = (
    Column("项目", As.LONG, 48),
    Column("科目", As.LONG, 44),
    Column("人数", As.COUNT, 15),
    Column("标准", As.MONEY, 22),
    Column("次数", As.COUNT, 13),
    Column("预算数", As.MONEY, 27, total=True),
    Column("资金来源", As.MARK, 20),
    Column("专项", As.TEXT, 28),
    Column("测算依据", As.LONG, 48, size=8),
)


def project_list(office: Office, year: int) -> Report:
    """Every expense line that has a project, a unit, or heads × standard. Raises `Refused` without one."""
    version = version_of(office, year)
    mine = [one for one in planning.planned(office.db, version) if one.line.side == EXPENSE and _project(one)]
    if not mine:
        raise Refused(f"{year} 年预算里没有分项目的支出。", remedy="请在“预算 › 编制”里写上项目名称或人数。")
    return Report(
        "budget-projects",
        "项目预算明细表",
        _COLUMNS,
        tuple(_row(one) for one in mine),
        unit=office.unit_name,
        period=f"{year}年度",
        signatures=("工会主席", "财务委员", "制表"),
        paper=Paper(landscape=True, left=18, right=12, row_height=6.5, head_height=8, text_size=9),
        maker=office.actor.name,
        frozen=1,
    )


def _project(one: Planned) -> bool:
    return bool(one.line.short or one.line.earmark or one.amount.heads is not None)


def _row(one: Planned) -> Row:
    reckoned = one.amount.reckoned_fen is not None
    return Row(
        (
            one.line.short or one.line.account_name,
            one.line.place,
            one.amount.heads,
            one.amount.standard_fen,
            one.amount.times or (1 if reckoned else None),
            one.amount.fen,
            SOURCES[one.amount.source],
            one.line.earmark,
            one.amount.basis,
        ),
        formulas=((5, "=C{r}*D{r}*E{r}"),) if reckoned else (),
    )
