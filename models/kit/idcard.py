"""Resident ID numbers are checked here, read for birthday and sex, and masked before anyone sees them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from operator import mul

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_BLANKS = re.compile(r"[\s'‘’`\u200b-\u200f\u2060\ufeff\u00ad-]")


def tidy(text: str) -> str:
    """The number without spaces, hyphens and quote marks, half-width, with a capital X."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).upper()


def check(text: str) -> str:
    """The sentence that says what is wrong with the number; "" when it is right.

    Region codes are not checked (they change; 81, 82 and 83 are residence permits). Old numbers of
    15 digits pass; `note` tells of them.
    """
    number = tidy(text)
    if not re.fullmatch(r"\d{17}[\dX]|\d{15}", number):
        return _wrong_shape(number)
    if birth(number) is None:
        return "身份证号里的出生日期不存在，请核对。"
    if len(number) == 18 and number[17] != _check_digit(number):
        return "身份证号最后一位对不上，可能抄错了一位，请核对。"
    return ""


def note(text: str) -> str:
    """What is worth telling of a right number: "" or that it is an old one of 15 digits."""
    return "身份证号是15位旧号码。" if len(tidy(text)) == 15 and not check(text) else ""


def birth(text: str) -> date | None:
    """The birthday in the number, None when there is none."""
    number = tidy(text)
    digits = number[6:14] if len(number) == 18 else "19" + number[6:12] if len(number) == 15 else ""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return day if day.year >= 1880 else None


def sex(text: str) -> str:
    """男 or 女 as the number says, "" when it is no number."""
    number = tidy(text)
    digit = number[16:17] if len(number) == 18 else number[14:15] if len(number) == 15 else ""
    return ("男" if int(digit) % 2 else "女") if digit.isdigit() else ""


def mask(text: str) -> str:
    """`320102199011231231` → "320***********1231"; whatever is too short shows only stars."""
    return _stars(tidy(text), 3, 4)


def mask_phone(text: str) -> str:
    """`13812340001` → "138****0001"."""
    return _stars(tidy(text), 3, 4)


def mask_card(text: str) -> str:
    """A bank card number: stars and the last four digits."""
    return _stars(tidy(text), 0, 4)


def _check_digit(number: str) -> str:
    """The 18th sign that the first 17 ask for."""
    return _CHECKS[sum(map(mul, map(int, number[:17]), _WEIGHTS)) % 11]


def _wrong_shape(number: str) -> str:
    """Why a text can't be an ID number at all."""
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", number):
        return "身份证号变成了小数，后面的数字已经丢了。"
    if re.fullmatch(r"[\dX]+", number):
        return f"身份证号应是18位，这里是{len(number)}位，请核对。"
    return "身份证号里有不是数字的字符，请核对。"


def _stars(number: str, head: int, tail: int) -> str:
    """`number` with stars between its first `head` and last `tail` signs."""
    hidden = len(number) - head - tail
    if hidden <= 0:
        return "*" * len(number)
    return number[:head] + "*" * hidden + number[len(number) - tail :]
