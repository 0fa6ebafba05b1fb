"""Money is integer fen. Here it is shown, read and written out in capitals; no float ever."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from models.kit.errors import Refused

MINUS = "\u2212"
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
LARGEST = 99_999_999_999_99  # fen: the widest amount that any paper of the office can carry


def yuan(fen: int, thousands: bool = True) -> str:
    """`123450` → "1,234.50"; negative with a real minus sign."""
    sign = MINUS if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{part:02d}" if thousands else f"{sign}{whole}.{part:02d}"


def plain(fen: int) -> str:
    """`-123450` → "-1234.50": for files that machines read."""
    sign = "-" if fen < 0 else ""
    whole, part = divmod(abs(fen), 100)
    return f"{sign}{whole}.{part:02d}"


def parse(text: str) -> int:
    """What a person typed or a list says, as fen: "1,234.5", "￥1 234.50元", "１２．５", "(5.00)" is −500.

    Raises `Refused` when it is no amount or has more than two decimals.
    """
    cleaned = unicodedata.normalize("NFKC", text).strip().replace(MINUS, "-").replace("−", "-")
    cleaned = re.sub(r"[\s¥￥]|元整?$|圆整?$|RMB|CNY", "", cleaned)
    if re.fullmatch(
        r"\(?[+-]?\d{1,3}([,，]\d{3})+(\.\d*)?\)?", cleaned
    ):  # 42,70 is no thousand: never guessed
        cleaned = re.sub("[,，]", "", cleaned)
    bracketed = re.fullmatch(r"\((.+)\)", cleaned)
    if bracketed:
        cleaned = "-" + bracketed.group(1)
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", cleaned):
        raise Refused(f"“{text}”不是金额。", remedy="请写成 1234.50 的样子。")
    return exact(Decimal(cleaned), text)


def exact(value: Decimal, said: str = "") -> int:
    """A decimal number of yuan as fen; refuses a third decimal and what no paper can carry."""
    try:
        fen = value * 100
        whole = fen.to_integral_value()
    except InvalidOperation:
        raise Refused(f"“{said or value}”不是金额。") from None
    if fen != whole:
        raise Refused(f"“{said or value}”的小数超过两位。", remedy="金额只到分。")
    if abs(whole) > LARGEST:
        raise Refused(f"“{said or value}”太大了。", remedy="请核对金额。")
    return int(whole)


def capitals(fen: int) -> str:
    """RMB capitals, 规范 form: 整 after 元 or 角, none after 分; 1,000.50 is 壹仟元伍角整."""
    if fen < 0:
        return "负" + capitals(-fen)
    whole, part = divmod(fen, 100)
    jiao, cents = divmod(part, 10)
    words = _whole(whole) + "元" if whole else ""
    if not part:
        return (words or "零元") + "整"
    if jiao:
        tail = _DIGITS[jiao] + "角" + (_DIGITS[cents] + "分" if cents else "整")
        # 支付结算 wording: a run of zeros before 角 is read (107,000.53 → …柒仟元零伍角叁分),
        # a single one isn't (1,680.32 → …捌拾元叁角贰分), nor before 角整 (1,000.50)
        gap = "零" if whole and whole % 100 == 0 and cents else ""
        return words + gap + tail
    return words + ("零" if whole else "") + _DIGITS[cents] + "分"


def _whole(number: int) -> str:
    """A whole number of yuan in capitals, group by group of four digits."""
    groups: list[int] = []
    while number:
        number, low = divmod(number, 10_000)
        groups.append(low)
    words = ""
    pending_zero = False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if not group:
            pending_zero = bool(words)
            if index == 2 and words and len(groups) > 3:
                words += "亿"
            continue
        if words and (pending_zero or group < 1000):
            words += "零"
        name = _GROUPS[index] if index < 3 else "万"
        words += _group(group) + name
        pending_zero = False
    return words


def _group(number: int) -> str:
    """1 to 9999 in capitals with inner zeros read once: 1005 → 壹仟零伍."""
    words, zero = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + _PLACES[place]
            zero = False
        else:
            zero = True
    return words
