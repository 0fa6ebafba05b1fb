"""Values as the office file keeps them: whole numbers and text, nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

Value = str | int | None
_AS_IS: frozenset[type] = frozenset({int, type(None)})
_TEXTS: frozenset[type] = frozenset({str, type(None)})


def stored(value: Any) -> Value:
    """A value as the file keeps it: days as ISO text, truth as 0/1, text in NFC. No floats."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if value is None or type(value) is int:
        return value
    if isinstance(value, (bool, int)):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong in the office file")


def all_stored(rows: Sequence[Sequence[Any]]) -> list[tuple[Value, ...]]:
    """Rows as the file keeps them, looked at column by column: thousands of rows stay quick."""
    columns: list[Sequence[Value]] = []
    for column in zip(*rows, strict=True):
        kinds = set(map(type, column))
        whole = kinds <= _AS_IS or (kinds <= _TEXTS and all(map(str.isascii, filter(None, column))))
        columns.append(column if whole else [stored(value) for value in column])
    return list(zip(*columns, strict=True))
