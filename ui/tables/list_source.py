"""Where a list's rows come from: the protocol that rooms' queries fulfil, and a source for rows at hand."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from ui.tables.columns import Link, Pill, TableColumn, shown

Order = tuple[str, bool]  # (column key, descending)
Filters = Mapping[str, Any]  # "search" → text; filter key → chosen value; "=column" → 筛选此值


class RowSource(Protocol):
    """What a list asks. A room's `queries.py` gives an object like this; sorting and filtering is SQL.

    The tuple of a row has one value per column, in the columns' order (see `Draw` for what each holds);
    values after the last column belong to the page (`RecordTable.row_of(id)`), for example a state.
    """

    def count(self) -> int:
        """All rows there are without any filter: tells an empty list from one where nothing matches."""
        ...

    def ids(self, order: Order, filters: Filters) -> array[int]:
        """The ids found, in order: `array("q", …)`."""
        ...

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """The rows of these ids, in this order; asked for 200 at a time."""
        ...

    def sums(self, filters: Filters) -> Mapping[str, Any]:
        """Sums over all rows found, by column key (fen or counts); "" → a word like "168 人"."""
        ...


class ListSource:
    """Rows that are all at hand: small lists, difference views. `rows` is id → tuple, in natural order.

    `match(row, key, value)` decides about filters of the page's own; the search looks into all texts.
    """

    def __init__(
        self,
        columns: Sequence[TableColumn],
        rows: Mapping[int, tuple[Any, ...]],
        match: Callable[[tuple[Any, ...], str, Any], bool] | None = None,
        unit: str = "行",
    ) -> None:
        self._columns = tuple(columns)
        self._rows = dict(rows)
        self._match = match
        self._unit = unit

    def put(self, number: int, row: tuple[Any, ...]) -> None:
        """Change or add one row; then `table.refresh_row(number)` or `table.reload()`."""
        self._rows[number] = row

    def count(self) -> int:
        """All rows."""
        return len(self._rows)

    def ids(self, order: Order, filters: Filters) -> array[int]:
        """Filtered in Python; sorted by the value, empty ones last."""
        found = [number for number, row in self._rows.items() if self._fits(row, filters)]
        key, descending = order
        at = next((i for i, column in enumerate(self._columns) if column.key == key), None)
        if at is not None:
            found.sort(key=lambda number: _sort_key(self._rows[number][at]), reverse=descending)
        return array("q", found)

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """The rows of these ids."""
        return [self._rows[number] for number in ids]

    def sums(self, filters: Filters) -> Mapping[str, Any]:
        """Sums of the columns that ask for one."""
        rows = [row for row in self._rows.values() if self._fits(row, filters)]
        found: dict[str, Any] = {"": f"{len(rows):,} {self._unit}"}
        for at, column in enumerate(self._columns):
            if column.total:
                found[column.key] = sum(row[at] or 0 for row in rows)
        return found

    def _fits(self, row: tuple[Any, ...], filters: Filters) -> bool:
        return all(self._fits_one(row, key, value) for key, value in filters.items())

    def _fits_one(self, row: tuple[Any, ...], key: str, value: Any) -> bool:
        if key == "search":
            texts = (shown(cell, column.draw) for cell, column in zip(row, self._columns, strict=False))
            return any(str(value).lower() in text.lower() for text in texts)
        if key.startswith("="):
            at = next((i for i, column in enumerate(self._columns) if column.key == key[1:]), None)
            return at is None or shown(row[at], self._columns[at].draw) == value
        return self._match is None or self._match(row, key, value)


def _sort_key(value: Any) -> tuple[int, Any]:
    if value is None or value == "":
        return (2, "")
    if isinstance(value, (Pill, Link)):
        value = value.text
    if isinstance(value, tuple):
        value = "".join(shown(part, _TEXT) for part in value)
    return (0, value) if isinstance(value, int) else (1, str(value))


_TEXT = TableColumn("", "").draw
