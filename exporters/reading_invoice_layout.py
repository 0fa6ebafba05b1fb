"""Invoices by how they look: labels on a page and what stands beside them, in the new and the old form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporters.reading_invoice_xml import RED_OF, Fields
from exporters.reading_letters import Line, after

_NAME = r"名称[:：]"
_TAX = r"(?:纳税人识别号|统一社会信用代码)[:：]"
_AMOUNT = r"[¥￥]?([-−(（]?[\d,，]+\.\d{2}[)）]?)"
_CAPITALS = "[负零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]{2,}"
_KINDS = (
    "电子发票（增值税专用发票）",
    "电子发票（普通发票）",
    "电子发票（铁路电子客票）",
    "电子发票（航空运输电子客票行程单）",
    "增值税电子专用发票",
    "增值税电子普通发票",
    "增值税专用发票",
    "增值税普通发票",
)


def fields(rows: Sequence[Line]) -> Fields:
    """What the page tells, by what it means; every value that was met."""
    whole = "".join(row.text for row in rows)
    found: Fields = {
        "number": _behind(rows, r"(?<!数电)(?<!蓝字)(?<!正数)发票号码[:：]?", r"\d{8,20}"),
        "code": _behind(rows, r"(?<!正数)发票代码[:：]?", r"\d{10,12}"),
        "day": _behind(rows, r"开票日期[:：]?", r"\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?"),
        "total": _behind(rows, r"[（(]小写[)）]", _AMOUNT) or _behind(rows, r"票价[:：]?", _AMOUNT),
        "capitals": _behind(rows, r"[（(]大写[)）]", f"[^\\w\\s]?({_CAPITALS})"),
        "item": _items(rows),
        "red_of": re.findall(RED_OF, whole),
    }
    found["buyer"], found["seller"] = _sides(rows, _NAME)
    found["buyer_tax"], found["seller_tax"] = _sides(rows, _TAX)
    found["net"], found["tax"] = _sums(rows)
    plain = whole.replace("(", "（").replace(")", "）")
    found["kind"] = [kind for kind in _KINDS if kind in plain][:1]
    return {key: values for key, values in found.items() if values}


def _behind(rows: Sequence[Line], label: str, pattern: str) -> list[str]:
    """What fits a pattern right behind a label, in its row."""
    found = []
    for row, start in after(rows, label):
        said = re.match(pattern, row.text[start:])
        if said:
            found.append(said[1] if said.lastindex else said[0])
    return found


def _sides(rows: Sequence[Line], label: str) -> tuple[list[str], list[str]]:
    """The buyer's and the seller's: side by side the left one is the buyer's, else the upper one."""
    places = after(rows, label)
    found = []
    for row, start in places:
        others = [at for other, at in places if other is row and at > start]
        stop = _label_before(row.text, min(others)) if others else None
        found.append((row, row.value(start, stop)))
    if len(found) < 2:
        return _one_side(found, [start for _, start in places])
    (buyer_row, buyer), (seller_row, seller) = found[0], found[1]
    level = abs(buyer_row.middle - seller_row.middle) < buyer_row.letters[0].height
    if level and buyer_row.left(0) > seller_row.left(0):
        buyer, seller = seller, buyer
    return [buyer] if buyer else [], [seller] if seller else []


def _one_side(found: Sequence[tuple[Line, str]], starts: Sequence[int]) -> tuple[list[str], list[str]]:
    """A single one is whose its row says it is; else nobody's."""
    for (row, said), start in zip(found, starts, strict=True):
        before = row.text[:start]
        if said and "购" in before:
            return [said], []
        if said and "销" in before:
            return [], [said]
    return [], []


def _label_before(text: str, at: int) -> int:
    """Where the label that ends at `at` begins, with what is written upright before it."""
    head = text[:at]
    found = re.search(
        r"[购买方信息销售]?(?:统一社会信用代码/?)?(?:名称|纳税人识别号|统一社会信用代码)[:：]$", head
    )
    return found.start() if found else at


def _sums(rows: Sequence[Line]) -> tuple[list[str], list[str]]:
    """Amount and tax of the row 合计; a tax of stars is none."""
    for row in rows:
        found = re.search(r"(?<!税)合计(?![（(])", row.text)
        if not found:
            continue
        rest = row.text[found.end() :]
        amounts = re.findall(_AMOUNT, rest)
        if len(amounts) >= 2:
            return [amounts[0]], [amounts[1]]
        if amounts:
            free = re.search(r"\*+$|免税|不征税", rest)
            return [amounts[0]], ["0.00"] if free else []
    return [], []


def _items(rows: Sequence[Line]) -> list[str]:
    """The names of what was bought: *类别*名称 at the left."""
    found = []
    for row in rows:
        at = re.search(r"\*[^*\d]{1,20}\*", row.text)
        if at and at.start() <= 2:
            found.append(row.value(at.start()))
    return found
