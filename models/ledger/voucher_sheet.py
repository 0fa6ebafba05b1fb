"""Posted vouchers as a table that `import vouchers` takes again with nothing lost."""

from __future__ import annotations

from typing import Any

from models.ledger import dimensions, queries
from models.ledger.books import span_words
from models.ledger.imports import KINDS, VOUCHERS
from models.ledger.records import Line, Voucher
from models.office import Office
from models.report import As, Column, Paper, Report, Row

_WIDTHS = {
    "day": 20.0,
    "number": 18.0,
    "summary": 50.0,
    "code": 18.0,
    "name": 44.0,
    "debit": 24.0,
    "credit": 24.0,
}
_SHOWS = {
    "day": As.DAY,
    "code": As.CODE,
    "debit": As.MONEY,
    "credit": As.MONEY,
    "attachments": As.COUNT,
    "pair": As.COUNT,
}
_ALWAYS = frozenset({"day", "number", "summary", "code", "name", "debit", "credit", "attachments"})
_WORDS = {kind: word for word, kind in KINDS.items()}


def voucher_sheet(office: Office, first: str, last: str) -> Report:
    """凭证导出表: every line of the posted vouchers with all it carries; columns never used are left out.

    Which register a voucher came from stays behind: registers have lists of their own.
    """
    found = [one for one in queries.vouchers(office.db, first, last) if one.posted]
    names = dimensions.all_names(office.db)
    numbers = {row[0]: _number(row[1], row[2], row[3]) for row in office.db.execute(
        "select id, month, word, number from voucher where posted = 1")}  # fmt: skip
    lines = [_said(one, line, names, numbers) for one in found for line in one.lines]
    used = {key for said in lines for key, value in said.items() if value} | _ALWAYS
    kept = [spec for spec in VOUCHERS.fields if spec.key in used]
    columns = tuple(
        Column(spec.title, _SHOWS.get(spec.key, As.LONG), _WIDTHS.get(spec.key, 24.0)) for spec in kept
    )
    return Report(
        "voucher-sheet",
        "凭证导出表",
        columns,
        tuple(Row(tuple(said.get(spec.key) or None for spec in kept)) for said in lines),
        unit=office.unit_name,
        unit_label="核算单位",
        period=span_words(first, last),
        total="",
        paper=Paper(size="A3", landscape=True, row_height=5.5, text_size=8),
        frozen=2,
    )


def _number(month: str, word: str, number: int) -> str:
    """2026-03-记-012, as another voucher names it."""
    return f"{month}-{word}-{number:03d}"


def _said(
    voucher: Voucher, line: Line, names: dict[str, dict[int, str]], numbers: dict[int, str]
) -> dict[str, Any]:
    """One line by the fields of the import."""
    said: dict[str, Any] = {
        "day": voucher.day,
        "number": f"{voucher.word}-{voucher.number:04d}",
        "summary": line.summary,
        "code": line.code,
        "name": line.full_name,
        "debit": line.debit_fen,
        "credit": line.credit_fen,
        "attachments": voucher.attachments,
        "reverses": numbers.get(voucher.reverses or 0),
        "refunds": numbers.get(voucher.refunds or 0),
        "reason": voucher.reason,
        "kind": _WORDS[voucher.kind] if voucher.kind != "normal" else None,
        "title": voucher.summary if voucher.summary != voucher.lines[0].summary else None,
        "pair": line.pair if any(one.pair != 1 for one in voucher.lines) else None,
    }
    for one in dimensions.DIMENSIONS:
        value = getattr(line, one.column)
        said[one.column] = names[one.column].get(value, value) if value else None
    return said
