"""What a line is about besides its account: units, members, activities … by the names that lists carry."""

from __future__ import annotations

from dataclasses import dataclass

from models.kit.errors import Refused
from models.ledger.queries import Db


@dataclass(frozen=True)
class Dimension:
    """A column of `voucher_line`. `sql` names its rows; text dimensions have none and are their own name."""

    column: str
    title: str
    sql: str = ""


_MEMBER = "select id, trim(coalesce(number, '') || ' ' || name) from member"
_BUDGET = (
    "select b.id, b.year || ' ' || a.code || ' ' || b.name || coalesce(' ' || u.name, '')"
    " || iif(b.earmark = '', '', ' ' || b.earmark)"
    " from budget_line b join account a on a.id = b.account left join unit u on u.id = b.unit"
)
DIMENSIONS: tuple[Dimension, ...] = (
    Dimension("fund", "资金来源"),
    Dimension("earmark", "专项"),
    Dimension("unit", "分工会", "select id, name from unit"),
    Dimension("member", "会员", _MEMBER),
    Dimension("partner", "往来单位"),
    Dimension("budget_line", "预算项", _BUDGET),
    Dimension("activity", "活动", "select id, year || ' ' || name from activity"),
    Dimension("campaign", "代管项目", "select id, name from campaign"),
)


def dimension(column: str) -> Dimension:
    """The dimension of that column. Raises `Refused` when there is none."""
    for one in DIMENSIONS:
        if one.column == column or one.title == column:
            return one
    raise Refused(f"没有叫“{column}”的核算维度。", remedy="可以写：" + "、".join(d.title for d in DIMENSIONS))


def names(db: Db, one: Dimension) -> dict[int, str]:
    """Id → name of every row that a dimension may point to."""
    return {row[0]: " ".join(row[1].split()) for row in db.execute(one.sql)} if one.sql else {}


def all_names(db: Db) -> dict[str, dict[int, str]]:
    """The names of every dimension by its column."""
    return {one.column: names(db, one) for one in DIMENSIONS}


class Known:
    """Names read once, asked line by line."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._ids: dict[str, dict[str, int]] = {}

    def id_of(self, column: str, name: str) -> int:
        """The row that a dimension's name means. Raises `Refused` for an unknown or doubtful one."""
        one = dimension(column)
        if column not in self._ids:
            found: dict[str, int] = {}
            for key, said in names(self._db, one).items():
                found[said] = -1 if said in found else key
            self._ids[column] = found
        key = self._ids[column].get(" ".join(name.split()), 0)
        if not key:
            raise Refused(
                f"账套里没有叫“{name}”的{one.title}。", remedy=f"请先登记它，或清空“{one.title}”这一格。"
            )
        if key < 0:
            raise Refused(f"叫“{name}”的{one.title}不止一个。", remedy="请先让它们的名称不同。")
        return key
