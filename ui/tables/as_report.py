"""What a list shows, as a `Report`: for the sheet, the paper and the clipboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from models.report import As, Column, Kind, Report, Row
from ui.tables.columns import DASH, Draw, TableColumn, shown
from ui.tables.list_model import ListModel

_AS = {
    Draw.MONEY: As.MONEY,
    Draw.DIFFERENCE: As.MONEY,
    Draw.COUNT: As.COUNT,
    Draw.DAY: As.DAY,
    Draw.CODE: As.CODE,
    Draw.MARK: As.MARK,
    Draw.MATRIX: As.MARK,
    Draw.SENTENCE: As.LONG,
}
PIXELS_PER_MM = 4.2  # a column of 100 pixels is 24 mm on paper
_AS_THEY_ARE = frozenset({As.MONEY, As.COUNT})


def list_report(
    model: ListModel, places: Sequence[int], title: str, lines: Iterable[int] | None = None
) -> Report:
    """The columns at `places`, in this order, and all lines found (or only `lines`)."""
    wanted = [at for at in places if model.columns[at].key and model.columns[at].draw is not Draw.LINKS]
    columns = tuple(_column(model.columns[at]) for at in wanted)
    rows = range(model.rowCount()) if lines is None else lines
    cells = tuple(
        Row(
            tuple(_cell(model.value(line, at), model.columns[at], columns[i]) for i, at in enumerate(wanted)),
            Kind.DETAIL,
        )
        for line in rows
    )
    money = any(column.show is As.MONEY for column in columns)
    return Report(
        id="list", title=title, columns=columns, rows=cells, measure="金额单位：元" if money else ""
    )


def tab_separated(model: ListModel, places: Sequence[int], lines: Sequence[int], *, head: bool) -> str:
    """For the clipboard: amounts without thousands, so that a sheet takes them as numbers."""
    wanted = [at for at in places if model.columns[at].key and model.columns[at].draw is not Draw.LINKS]
    table = [[model.columns[at].title for at in wanted]] if head else []
    table += [[_plain(model.value(line, at), model.columns[at]) for at in wanted] for line in lines]
    return "\n".join("\t".join(cells) for cells in table)


def _column(column: TableColumn) -> Column:
    title = column.title.replace("(元)", "")
    return Column(
        title, _AS.get(column.draw, As.TEXT), round(column.width / PIXELS_PER_MM, 1), total=column.total
    )


def _cell(value: Any, column: TableColumn, on_paper: Column) -> Any:
    if on_paper.show in _AS_THEY_ARE and (value is None or isinstance(value, int)):
        return value
    return shown(value, column.draw).replace(DASH, "")


def _plain(value: Any, column: TableColumn) -> str:
    text = shown(value, column.draw)
    if column.draw in (Draw.MONEY, Draw.DIFFERENCE):
        text = text.replace(",", "").replace("\u2212", "-").replace(DASH, "")
    return " ".join(text.split())
