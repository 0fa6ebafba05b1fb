"""The year matrix as a list: state words become marks, two rows of sums, the month of now is tinted."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from models.dues import year
from models.dues.lists import MONTHS, MatrixList
from ui.tables.columns import Draw, Pill, TableColumn

MARKS: Mapping[str, Pill | str] = {
    year.PAID: "✓",
    year.TRANSIT: Pill(year.TRANSIT, "info"),
    year.PARTIAL: Pill(year.PARTIAL, "warn"),
    year.OWED: Pill(year.OWED, "error"),
    year.EXEMPT: Pill(year.EXEMPT, "grey"),
    year.OUTSIDE: "—",
    year.AHEAD: "·",
}
LEGEND: tuple[tuple[Pill | str, str], ...] = (
    ("✓", "已缴"),
    (MARKS[year.TRANSIT], "没到账"),
    (MARKS[year.PARTIAL], "没缴足"),
    (MARKS[year.OWED], "到期没缴"),
    (MARKS[year.EXEMPT], "已批准"),
    ("—", "不应缴"),
    ("·", "没到期"),
)
FIRST_MONTH = 3  # place of January
_LONG = 3  # owed months from which the age is red


def columns(now: str) -> tuple[TableColumn, ...]:
    """`now` is the key of the month that is tinted ("m11"), "" for none."""
    months = (
        TableColumn(
            key,
            f"{int(key[1:])}月",
            Draw.MATRIX,
            45 if int(key[1:]) > 9 else 42,
            tint=key == now,
            strong=key == MONTHS[-1],
        )
        for key in MONTHS
    )
    return (
        TableColumn("number", "工号", Draw.CODE, 66, quiet=True),
        TableColumn("name", "姓名", width=80),
        TableColumn("unit", "部门", width=78, quiet=True, stretch=True),
        *months,
        TableColumn("due", "应缴(元)", Draw.MONEY, 92),
        TableColumn("paid", "已缴(元)", Draw.MONEY, 92),
        TableColumn("transit", "其中在途(元)", Draw.MONEY, 110, hidden=True),
        TableColumn("owed", "欠缴(元)", Draw.MONEY, 84, bold=True),
        TableColumn("age", "账龄", Draw.DUE, 66),
    )


class MatrixRows:
    """A `MatrixList` as the list paints it."""

    def __init__(self, lines: MatrixList) -> None:
        self.lines = lines

    def count(self) -> int:
        """All members of the year."""
        return self.lines.count()

    def ids(self, order: tuple[str, bool], filters: Mapping[str, Any]) -> array[int]:
        """The members found."""
        return self.lines.ids(order, filters)

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """The rows with marks in place of words."""
        return [_marked(row) for row in self.lines.rows(ids)]

    def sums(self, filters: Mapping[str, Any]) -> Mapping[str, Any]:
        """Sums of the members found, with the name of the unit that is looked at."""
        return {**self.lines.sums(filters), "whose": filters.get("unit") or ("所选" if filters else "全会")}


def sum_lines(total: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """实收 and 欠缴 under the matrix."""
    whose = total.get("whose", "")
    received = {key: total.get(key) for key in (*MONTHS, "due", "paid", "transit", "owed")}
    owing = {key: str(total.get(f"owing {key}") or "") for key in MONTHS}
    return [
        {"": f"{whose} 实收(元)", **received, "age": ""},
        {"": f"{whose} 欠缴(人)", **owing, "owed": f"{total.get('owing', 0)} 人"},
    ]


def _marked(row: tuple[Any, ...]) -> tuple[Any, ...]:
    end = FIRST_MONTH + len(MONTHS)
    marks = tuple(MARKS[word] for word in row[FIRST_MONTH:end])
    *rest, age = row[end:]
    tone = "error" if age and int(age.split()[0]) >= _LONG else "warn"
    shown = tuple("" if fen is None else fen for fen in rest)  # nothing owed stays empty, not a dash
    return (*row[:FIRST_MONTH], *marks, *shown, Pill(age, tone) if age else "")
