"""The rows of one sheet of a statement as amounts with a direction; nothing is dropped silently."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from models.bank.running import Row
from models.bank.tables import CLOSING_WORDS, OPENING_WORDS, STATEMENT, Around, around
from models.intake import rows, values
from models.intake.cells import Sheet
from models.intake.headers import Header
from models.intake.rows import Record
from models.kit.errors import Refused
from models.kit.money import yuan

_TOTALS = re.compile("合计|总计|小计|累计|总笔数|笔数")
_LONGEST = 200  # characters of a line's words that are kept


@dataclass(frozen=True)
class Part:
    """One sheet: its lines in the order of the file, and what stands around them."""

    rows: tuple[Row, ...]
    around: Around
    skipped: tuple[tuple[str, int, str], ...]


def read_sheet(sheet: Sheet, header: Header, file: str) -> Part:
    """Every line of the sheet. Raises `Refused` naming the first one that can't be used."""
    _check_columns(header, file)
    found = rows.read(sheet, header, STATEMENT)
    ends: dict[str, int] = {}
    lines: list[Row] = []
    skipped = [(sheet.name, number, why) for number, why in found.skipped]
    for record in found.records:
        if _is_end(sheet, record, ends):
            skipped.append((sheet.name, record.row, "只写余额的行"))
            continue
        if _is_remark(record):
            skipped.append((sheet.name, record.row, "没有日期和金额的行"))
            continue
        lines.append(_line(sheet, record, file))
    last = max((row.number for row in lines), default=header.first_row)
    said = around(sheet, max(header.row - 1, 0), range(last + 1, len(sheet.rows) + 1))
    said = Around(
        said.tail, said.first_day, said.last_day, ends.get("opening", said.opening_fen),
        ends.get("closing", said.closing_fen),
    )  # fmt: skip
    return Part(tuple(lines), said, tuple(skipped))


def _check_columns(header: Header, file: str) -> None:
    """Amounts are in two columns, in one with a sign, or in one beside a direction."""
    have = set(header.columns)
    if "day" not in have:
        raise Refused("对账单里没有认出日期列。", file, "请用“列对应”指出哪一列是交易日期。")
    if not have & {"in", "out", "amount"}:
        raise Refused("对账单里没有认出金额列。", file, "请用“列对应”指出收入和支出在哪两列。")
    if "amount" not in have and len(have & {"in", "out"}) == 1:
        missing = "收入（贷方）" if "in" not in have else "支出（借方）"
        raise Refused(f"对账单里没有认出{missing}那一列。", file, "请用“列对应”指出它在哪一列。")


def _is_end(sheet: Sheet, record: Record, ends: dict[str, int]) -> bool:
    """A row that only repeats the opening or closing balance, or a total that was not seen as one."""
    said = record.values
    if any(said.get(key) for key in ("in", "out", "amount")) and said.get("day") is not None:
        return False
    text = " ".join(values.plain(cell) for cell in sheet.rows[record.row - 1])
    amounts = any(said.get(key) for key in ("in", "out", "amount"))
    if not amounts and said.get("balance") is not None and OPENING_WORDS.search(text):
        ends.setdefault("opening", said["balance"])
        return True
    if not amounts and said.get("balance") is not None and CLOSING_WORDS.search(text):
        ends["closing"] = said["balance"]
        return True
    return said.get("day") is None and bool(_TOTALS.search(text))


_FIGURES = ("in", "out", "amount", "balance")


def _is_remark(record: Record) -> bool:
    """A line under the table with words only (打印日期, 以下空白): no day and no figure, readable or not."""
    said = record.values
    wrong = {problem.field for problem in record.problems}
    return said.get("day") is None and not any(said.get(key) or key in wrong for key in _FIGURES)


def _line(sheet: Sheet, record: Record, file: str) -> Row:
    where = f"{file} › {sheet.name} › 第 {record.row} 行"
    said = record.values
    if record.problems:
        first = record.problems[0]
        raise Refused(
            first.what, f"{file} › {sheet.name} › {first.cell}", "请改好这一格再导入；没有写入任何内容。"
        )
    if said.get("day") is None:
        raise Refused(f"第 {record.row} 行没有日期。", where, "请补上日期，或删去这一行；没有写入任何内容。")
    return Row(
        sheet.name,
        record.row,
        said["day"],
        _amount(said, where, record.row),
        said.get("balance"),
        _words(said),
        _partner(said)[:_LONGEST],
        said.get("ref") or "",
    )


def _partner(said: dict[str, Any]) -> str:
    """The other side: named as such, else the payee of what went out and the payer of what came in."""
    if said.get("partner"):
        return str(said["partner"])
    went = bool(said.get("out")) or (said.get("amount") or 0) < 0 or said.get("side") == "out"
    return str(said.get("payee" if went else "payer") or "")


def _words(said: dict[str, Any]) -> str:
    """摘要 and 用途 together, once each."""
    words, more = said.get("words") or "", said.get("more") or ""
    return (f"{words} {more}" if more and more not in words else words)[:_LONGEST].strip()


def _amount(said: dict[str, Any], where: str, number: int) -> int:
    """Money in positive, out negative. 贷方 on the bank's paper is money in; a red amount turns the side."""
    into, out = said.get("in") or 0, said.get("out") or 0
    if into and out:
        what = f"第 {number} 行的收入 {yuan(into)} 和支出 {yuan(out)} 都有金额，看不出是收还是付。"
        raise Refused(what, where, "请核对这一行；没有写入任何内容。")
    fen = into - out
    if not fen and said.get("amount"):
        fen = _signed(said["amount"], said.get("side"))
    if not fen:
        raise Refused(f"第 {number} 行没有金额。", where, "请补上金额，或删去这一行；没有写入任何内容。")
    return int(fen)


def _signed(fen: int, side: str | None) -> int:
    """An amount with its direction beside it; without one its own sign says it."""
    if side is None:
        return fen
    return abs(fen) if side == "in" else -abs(fen)
