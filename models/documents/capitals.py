"""Amounts in Chinese capitals, read back: 壹仟零伍拾圆叁角整 is 105030 fen."""

from __future__ import annotations

import re

_DIGITS = {sign: at for at, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}
_PLAIN = str.maketrans("圆正〇两弍弎", "元整零贰贰叁")


def parse_capitals(text: str) -> int | None:
    """Fen, or None when it is no amount in capitals."""
    said = re.sub(r"[\s人民币:：¥￥⊗ⓧ]", "", text).translate(_PLAIN)
    sign = -1 if re.match(r"[负（(]", said) else 1
    said = said.strip("负（）()").removesuffix("整")
    found = re.fullmatch(r"(?:(.+)元)?零?(?:(.)角)?零?(?:(.)分)?", said)
    if not found or not any(found.groups()):
        return None
    whole = _whole(found[1]) if found[1] else 0
    parts = [_DIGITS.get(found[at]) if found[at] else 0 for at in (2, 3)]
    if whole is None or parts[0] is None or parts[1] is None:
        return None
    return sign * (whole * 100 + parts[0] * 10 + parts[1])


def _whole(text: str) -> int | None:
    """A whole number: parts of 亿 and 万, each below ten thousand."""
    total = 0
    for unit, worth in (("亿", 10**8), ("万", 10**4)):
        head, found, rest = text.partition(unit)
        if found:
            part = _whole(head) if unit == "亿" and "万" in head else _group(head)
            if part is None:
                return None
            total, text = total + part * worth, rest
    part = _group(text)
    return None if part is None else total + part


def _group(text: str) -> int | None:
    """Below ten thousand; 拾 alone is ten."""
    total, digit = 0, None
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[sign]
            digit = None
        else:
            return None
    return total + (digit or 0)
