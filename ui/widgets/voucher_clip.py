"""Lines of a voucher on the clipboard: ours with all they carry, and tables as Excel puts them there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from models.kit.errors import Refused
from models.kit.money import plain
from models.ledger.typed import Chart
from ui.widgets.money_edit import reckon
from ui.widgets.voucher_lines import Typed

OURS = "application/x-union-voucher-lines"
_MOST = 500  # lines that are taken at once


def copy(lines: Sequence[Typed], chart: Chart) -> None:
    """Put lines on the clipboard: for another voucher, and as a table for Excel."""
    data = QMimeData()
    kept = json.dumps([asdict(line) for line in lines], ensure_ascii=False)
    data.setData(OURS, kept.encode())
    data.setText("\n".join("\t".join(_cells(line, chart)) for line in lines))
    QGuiApplication.clipboard().setMimeData(data)


def _cells(line: Typed, chart: Chart) -> tuple[str, str, str, str]:
    hit = chart.find(line.account) if line.account else None
    sides = (plain(fen) if fen else "" for fen in (line.debit_fen, line.credit_fen))
    return (line.summary, hit.words if hit is not None else "", *sides)  # type: ignore[return-value]


def has_lines() -> bool:
    """Whether the clipboard holds lines rather than a word for one cell."""
    data = QGuiApplication.clipboard().mimeData()
    return data is not None and (data.hasFormat(OURS) or "\t" in data.text())


def lines(chart: Chart) -> tuple[list[Typed], list[str]]:
    """The clipboard's lines, and a sentence for each that could not be read as a whole."""
    data = QGuiApplication.clipboard().mimeData()
    if data.hasFormat(OURS):
        return _ours(bytes(data.data(OURS).data()), chart), []
    found: list[Typed] = []
    doubts: list[str] = []
    rows = [row for row in data.text().replace("\r", "").split("\n") if row.strip()]
    for number, row in enumerate(rows[:_MOST], 1):
        cells = [cell.strip() for cell in row.split("\t")]
        if not _is_head(cells):
            found.append(_read(cells, number, chart, doubts))
    if len(rows) > _MOST:
        doubts.append(f"一次最多粘贴 {_MOST} 行，后面的没有粘贴。")
    return found, doubts


def _ours(content: bytes, chart: Chart) -> list[Typed]:
    """Lines of this program; an account that this office does not have is left empty."""
    names = Typed.__dataclass_fields__
    found = [Typed(**{key: one[key] for key in one if key in names}) for one in json.loads(content)]
    for line in found:
        if line.account is not None and chart.find(line.account) is None:
            line.account = None
    return found


def _is_head(cells: Sequence[str]) -> bool:
    return "摘要" in cells or "会计科目" in cells or "科目" in cells


def _read(cells: Sequence[str], number: int, chart: Chart, doubts: list[str]) -> Typed:
    """摘要, 科目, 借方, 贷方; a table without summaries begins with the account."""
    line = Typed()
    words = list(cells[:4]) + [""] * (4 - len(cells))
    if len(cells) == 3:
        words = ["", *cells]
    line.summary = words[0][:100]
    if words[1]:
        line.account = _account(words[1], chart)
        if line.account is None:
            doubts.append(f"第 {number} 行的“{words[1]}”没有找到对应的科目，请自己选。")
    for name, text in (("debit_fen", words[2]), ("credit_fen", words[3])):
        setattr(line, name, _fen(text, number, doubts))
    return line


def _account(text: str, chart: Chart) -> int | None:
    """The one leaf that a code or a name means; a full name may have its code before it."""
    code, _, rest = text.partition(" ")
    for wish in (text, code, rest, text.replace("-", "—").rpartition("—")[2]):
        hits = [hit.account for hit in chart.seek(wish) if not hit.why_not] if wish else []
        same = [one for one in hits if wish in (one.code, one.name, one.full_name)]
        if len(same) == 1:
            return same[0].id
    return None


def _fen(text: str, number: int, doubts: list[str]) -> int | None:
    if not text.strip(" -—¥￥"):
        return None
    try:
        return reckon(text.strip(" ¥￥")) or None
    except Refused:
        doubts.append(f"第 {number} 行的金额“{text}”看不懂，没有填。")
        return None
