"""Reports as CSV for other programs and as JSON for scripts; money exact to the fen."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from exporters.guard import quoted
from models.kit.money import plain
from models.report import As, Column, Report, Row, text


def save_csv(report: Report, path: Path) -> int:
    """Column titles and all rows in UTF-8 with mark, so that Excel shows Chinese; returns the rows."""
    rows = report.all_rows()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([quoted(_name(column)) for column in report.columns])
        writer.writerows([_csv_cells(report, row) for row in rows])
    return len(rows)


def save_json(report: Report, path: Path) -> int:
    """The report as one JSON object; returns the rows."""
    path.write_text(json.dumps(as_json(report), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(report.rows)


def as_json(report: Report) -> dict[str, Any]:
    """A report as plain values: money in fen, days as ISO text, totals by column name with `_fen`."""
    total = report.total_row
    sums = zip(report.columns, total.cells, strict=True) if total else ()
    return {
        "id": report.id,
        "title": report.title,
        "unit": report.unit,
        "period": report.period,
        "columns": [
            {"title": column.title, "group": column.group, "as": _kind(column)} for column in report.columns
        ],
        "rows": [
            {"kind": row.kind.value, "cells": [_plain(value) for value in row.cells]} for row in report.rows
        ],
        "totals": {_key(column): value for column, value in sums if column.total},
        "notes": list(report.notes),
    }


def _csv_cells(report: Report, row: Row) -> list[str]:
    """One row as text; amounts and counts are bare numbers."""
    cells = [*row.cells, *([None] * (len(report.columns) - len(row.cells)))]
    return [_csv_cell(value, column, row) for value, column in zip(cells, report.columns, strict=True)]


def _csv_cell(value: Any, column: Column, row: Row) -> str:
    """One value."""
    if isinstance(value, int) and not isinstance(value, bool):
        return plain(value) if column.show is As.MONEY else str(value)
    return quoted(text(value, column, row.kind))


def _name(column: Column) -> str:
    """A column's whole name: 期末余额借方."""
    return column.group + column.title


def _key(column: Column) -> str:
    """The name of a total; `_fen` says the unit."""
    return f"{_name(column)}_fen" if column.show is As.MONEY else _name(column)


def _kind(column: Column) -> str:
    """What a column's values are: money is fen."""
    return "money_fen" if column.show is As.MONEY else column.show.value


def _plain(value: Any) -> Any:
    """A value that JSON can hold."""
    return value.isoformat() if isinstance(value, date) else value
