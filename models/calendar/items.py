"""Entries of a plan: their numbers, and several of them on one line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.calendar.pasted import CJK, fold
from models.kit.days import chinese_number

CHINESE, CHINESE_BRACKET, DIGIT, DIGIT_BRACKET, CIRCLED, BULLET = range(6)
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
# A dot before a digit is a decimal or a day (3.8), unless the digits are a year (1.2026年度…).
_DIGIT = r"(\d{1,2}) ?(?:、|[.,:]+ ?(?=\D|$|(?:19|20)\d\d))"
_MARKS = (
    (DIGIT, re.compile(_DIGIT)),
    (DIGIT_BRACKET, re.compile(r"\(?(\d{1,2})\)[、.]?")),
    (CIRCLED, re.compile(rf"([{_CIRCLES}])[、.]?")),
    (CHINESE, re.compile(rf"({_NUMERAL})[、.]")),
    (CHINESE_BRACKET, re.compile(rf"\(({_NUMERAL})\)[、.]?")),
    (BULLET, re.compile(r"()(?:[•·○□■◇◆▲△★☆➢✓√※+]+|-+(?![\d-])|\*(?= ))(?: ?\[[ xX]?\])?")),
)
_NO_COUNT = "年月日号个名届次周点元人场期项至天位所条件\\-"
_LOOSE = re.compile(rf"(\d{{1,2}})(?: +(?=[{CJK}“《])|(?=[{CJK}“《])(?![{_NO_COUNT}]))")
_INNER = {
    # behind a stop, a blank or a word; 第1、2小组 and 1、2、3名 are no entries
    DIGIT: re.compile(rf"(?<![第\d到至和与\-.、/])(?:(?<=[;。.!?,:)”\s])|(?<=[{CJK}])){_DIGIT}(?!\d+[、.])"),
    DIGIT_BRACKET: re.compile(r"\(?(\d{1,2})\)[、.]?"),
    CIRCLED: re.compile(rf"([{_CIRCLES}])[、.]?"),
    CHINESE: re.compile(rf"(?<=[;。.!?\s])({_NUMERAL})[、.]"),
    CHINESE_BRACKET: re.compile(rf"(?<=[;。.!?\s])\(({_NUMERAL})\)[、.]?"),
}


@dataclass(frozen=True)
class Mark:
    """The number or sign in front of an entry."""

    family: int
    number: int  # 0 for bullets
    end: int  # where the entry's words begin


def read_mark(text: str, expected: int = 0) -> Mark | None:
    """The mark at the start; with `expected` also a plain number in sequence: "2 开展…", "2开展…"."""
    folded = fold(text)
    for family, pattern in _MARKS:
        found = pattern.match(folded)
        if found:
            inner = read_mark(text[found.end() :]) if family == BULLET else None  # ★1、
            if inner:
                return Mark(inner.family, inner.number, found.end() + inner.end)
            return Mark(family, _value(found[1]), found.end())
    loose = _LOOSE.match(folded)
    if loose and expected and int(loose[1]) == expected:
        return Mark(DIGIT, expected, loose.end())
    return None


def split_run(text: str, mark: Mark) -> list[str]:
    """The entries on a marked line: "1、…；2、…", "….        6.加强…". Their numbers follow one another."""
    if mark.family == BULLET:
        return [text[mark.end :].strip()]
    start, number = mark.end, mark.number
    parts: list[str] = []
    for found in _INNER[mark.family].finditer(fold(text), start):
        if _value(found[1]) == number + 1 and found.start() > start:
            parts.append(text[start : found.start()])
            start, number = found.end(), number + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def split_words(text: str) -> list[str]:
    """The entries of an unnumbered line: parted by semicolons outside of brackets and quotes."""
    depth, start, parts = 0, 0, []
    for index, sign in enumerate(text):
        depth += (sign in "（(“《【[") - (sign in "）)”》】]")
        if sign in "；;" and depth <= 0:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip("；;。 ")]


def _value(sign: str) -> int:
    """The number that a mark says; 0 for bullets."""
    if sign and sign in _CIRCLES:
        return _CIRCLES.index(sign) + 1
    return chinese_number(sign) or 0
