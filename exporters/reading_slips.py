"""A bank's PDF of slips: cut into slips, several on a page or one, and what each of them says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from exporters import reading_pdf
from exporters.reading_letters import Line, after, lines
from models.kit.errors import Refused

_TITLE = re.compile(
    r"(?:电子)?回单(?:凭证)?(?:[（(][^（）()]{1,12}[）)])?$|(?:电子)?回单$|^.{0,24}(?:电子回单|专用回单|客户回单|业务回单|补打回单|入账回单|付款回单|收款回单)"
)
_NO_TITLE = re.compile(r"回单(?:编号|号码|号|验证码|类型|专用章|打印)|[:：]")
_DAY = r"(\d{4}[年.\-/]?\d{1,2}[月.\-/]?\d{1,2}日?)"
_WHOLE_DAY = r"(20\d{2}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?)"
_DAYS = (r"记账日期", r"入账日期", r"交易日期", r"交易时间", r"日期")
_AMOUNT = r"(?:人民币|RMB|CNY)?[¥￥]?([-−]?[\d,，]+\.\d{2})"
_REF = ("交易流水号", "流水号", "电子回单号码", "回单编号", "回单号码", "凭证号码", "业务编号")
_PARTY = r"(?:户名|全称|名称)[:：]?"
_CAPITALS = "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]{3,}"
_BOX = re.compile(
    r"(?:付款人|收款人|付款方|收款方|付|收|款|人|方)*(?:户名|全称|名称|账号|帐号|开户)[^:：]{0,4}[:：]?"
)


def slips(data: bytes) -> list[dict[str, Any]]:
    """{"page", "part", "top", "bottom" (thousandths of the page's height), "fields"} of each slip.

    Raises `Refused` when the file is no PDF or has no words.
    """
    if b"%PDF-" not in data[:1024]:
        raise Refused("这不是 PDF。", remedy="请在网上银行里把回单下载成 PDF。")
    found, words = [], 0
    with reading_pdf.opened(data) as document:
        for at in range(len(document)):
            height, letters = reading_pdf.letters(document[at])
            rows = lines(letters)
            words += len(rows)
            found += _page(at + 1, height, rows)
    if not words:
        raise Refused(
            "这个 PDF 里没有文字，是扫描的图片。", remedy="请在网上银行下载电子回单，或当附件留存。"
        )
    if not found:
        raise Refused("这个 PDF 里没有认出银行回单。", remedy="请确认选的是回单；对账单请在银行页导入。")
    return found


def _page(page: int, height: float, rows: Sequence[Line]) -> list[dict[str, Any]]:
    """The slips of a page: each begins at its title."""
    if not rows:
        return []
    titles = [at for at, row in enumerate(rows) if _is_title(row)]
    starts = [titles[0], *(at for before, at in pairwise(titles) if at - before > 3)] if titles else []
    if len(starts) < 2:
        said = _fields(rows)
        known = titles or ("amount" in said and any("回单" in row.text for row in rows))
        return [_slip((page, 1), (0, 1000), said)] if known else []
    tops = [_top(rows, at, height) for at in starts]
    tops[0] = 0
    ends = [*starts[1:], len(rows)]
    return [
        _slip(
            (page, part), (tops[part - 1], tops[part] if part < len(tops) else 1000), _fields(rows[start:end])
        )
        for part, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def _is_title(row: Line) -> bool:
    return bool(_TITLE.search(row.text)) and not _NO_TITLE.search(row.text) and len(row.text) <= 40


def _top(rows: Sequence[Line], at: int, height: float) -> int:
    """Where a slip is cut off from the one above: between its title and the row before, in thousandths."""
    title, above = rows[at], rows[at - 1] if at else rows[at]
    room = min(title.middle - above.middle, title.letters[0].height * 3)
    return max(0, min(1000, round((title.middle - room * 0.6) / max(height, 1.0) * 1000)))


def _slip(place: tuple[int, int], box: tuple[int, int], said: dict[str, list[str]]) -> dict[str, Any]:
    return {"page": place[0], "part": place[1], "top": box[0], "bottom": box[1], "fields": said}


def _fields(rows: Sequence[Line]) -> dict[str, list[str]]:
    """What a slip says, by what it means."""
    payer, payee = _parties(rows)
    found = {
        "day": _first(rows, [f"{label}[:：]?{_DAY}" for label in _DAYS]) or _anywhere(rows, _WHOLE_DAY),
        "amount": _first(rows, [rf"[（(]?小写[)）]?(?:金额)?[:：]?{_AMOUNT}", rf"金额[:：]?{_AMOUNT}"])
        or _anywhere(rows, r"[¥￥]([-−]?[\d,，]+\.\d{2})"),
        "capitals": _anywhere(rows, f"({_CAPITALS})"),
        "payer": payer,
        "payee": payee,
        "ref": _ref(rows),
        "words": _words(rows),
        "way": _anywhere(rows, r"借贷标[志识][:：]?(借|贷)")
        or _anywhere(rows, r"(付款回单|收款回单|来账|往账)"),
    }
    return {key: values for key, values in found.items() if values}


def _first(rows: Sequence[Line], patterns: Sequence[str]) -> list[str]:
    """All values of the first pattern that is met at all."""
    for pattern in patterns:
        found = _anywhere(rows, pattern)
        if found:
            return found
    return []


def _anywhere(rows: Sequence[Line], pattern: str) -> list[str]:
    return [found[1] for row in rows for found in re.finditer(pattern, row.text)]


def _ref(rows: Sequence[Line]) -> list[str]:
    return _first(rows, [rf"{label}[:：]?([A-Za-z0-9\-]{{4,}})" for label in _REF])


def _words(rows: Sequence[Line]) -> list[str]:
    """摘要 or 用途."""
    for label in ("摘要", "用途", "附言"):
        for row, start in after(rows, label + "[:：]?"):
            said = row.value(start)
            if said:
                return [said]
    return []


def _parties(rows: Sequence[Line]) -> tuple[list[str], list[str]]:
    """Payer and payee: 付款人…户名 and 收款人…户名, side by side or one below the other."""
    direct = [_value_after(rows, rf"{who}(?:{_PARTY}|[:：])") for who in ("付款[人方]", "收款[人方]")]
    if all(direct):
        return direct[0], direct[1]
    places = after(rows, _PARTY)
    found = []
    for row, start in places:
        others = [at for other, at in places if other is row and at > start]
        stop = None
        if others:
            box = [one for one in _BOX.finditer(row.text) if one.end() == min(others)]
            stop = box[0].start() if box else min(others)
        said = row.value(start, stop)
        if said:
            found.append(said)
    if len(found) < 2:
        return direct[0], direct[1]
    first_pays = _order(rows)
    return ([found[0]], [found[1]]) if first_pays else ([found[1]], [found[0]])


def _value_after(rows: Sequence[Line], label: str) -> list[str]:
    found = []
    for row, start in after(rows, label):
        other = re.search(r"[收付]款[人方]", row.text[start:])
        said = row.value(start, start + other.start() if other else None)
        if said:
            found.append(said)
    return found[:1]


def _order(rows: Sequence[Line]) -> bool:
    """Whether 付款 is named before 收款: above it, or to its left."""
    places: dict[str, tuple[float, float]] = {}
    for row in rows:
        for at, sign in enumerate(row.text):
            if sign in "付收" and sign not in places:
                places[sign] = (row.left(at), row.middle)
    if len(places) < 2:
        return True
    pays, takes = places["付"], places["收"]
    return pays[0] < takes[0] - 20 or (abs(pays[0] - takes[0]) <= 20 and pays[1] <= takes[1])
