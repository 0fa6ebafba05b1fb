"""Headings of a plan's month list: 三月份工作：, 七、八月, 9-10月, 寒假, 第3周, 2026年3月 and their kin."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from models.calendar.pasted import Line, fold
from models.kit.days import FIRST_YEAR, LAST_YEAR, arabic, chinese_month_numbers, chinese_number

NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十元]{1,3})"
YEAR = r"(?:(?:\d{4}|[〇零○一二三四五六七八九]{4})年)"
_LATER = r"(?:次年|翌年|来年|下年)"
_NEXT = rf"(?:[、,和与及/\-至到]+(?:{YEAR}|{_LATER})?{NUMERAL}(?:月份?)?)"
MONTHS = rf"{YEAR}?{_LATER}?{NUMERAL}(?:月份?)?{_NEXT}*(?<=[月份])"
_KIND = "(?:主要|重点|重要|常规|具体|工会|日常|各项|工作|活动|任务|事项|安排|计划|要点|内容|目标|行事历|日程)"
WORDS = rf"(?:的?{_KIND}*表?(?:如下)?)"
_OPEN, _CLOSE = r"[\[(<《“\"★☆◆●■▲•※]*", r"[\])>》”\"]*"
_MARK = r"(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.)])"
_THEME = r"(?:\([^()]*\)|\[[^\[\]]*\])?"
_SEASONS = {"寒假": (1, 2), "暑假": (7, 8), "暑期": (7, 8), "上半年": (1, 6), "下半年": (7, 12)}
_SEASONS |= {"一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12)}
_SEASON = r"第?(寒假|暑假|暑期|上半年|下半年|[一二三四]季度)(?:期间|期|里|中|间)?"
_ALWAYS = r"(?:贯穿)?(?:全年|每月|各月|每个月|常年|长期|全学期|整学期)(?:性|的)?"
_WEEK = r"第(\d{1,2}|[一二三四五六七八九十]{1,3})(?:教学)?[周週]次?"
_DATES = r"\(?((?:\d{1,2}[月./])?\d{1,2}[日号]?-(?:\d{1,2}[月./])?\d{1,2}[日号]?)\)?"


@dataclass(frozen=True)
class Head:
    """A heading of the list."""

    line: int
    label: str  # as written
    numbers: tuple[int, ...] = ()  # months; empty for weeks without a month, and for `always`
    year: int | None = None  # when the heading says it
    rest: str = ""  # work written on the same line
    dashed: bool = False  # `rest` stands behind a dash: work, or the month's theme
    marked: bool = False  # numbered itself: 三、五月
    always: bool = False  # 全年, 每月: the whole plan
    week: int = 0
    dates: str = ""  # of 第3周（3月6日—3月12日）
    enumerated: tuple[int, ...] = ()  # the other reading of 一、二月: item one, February
    bare: bool = False  # nothing but year and month: may be the date of the paper


def read_heads(lines: tuple[Line, ...]) -> dict[int, Head]:
    """All headings, by index of their line. 一、二月 and 二、三月 in a row are items, not pairs of months."""
    heads = {index: head for index, line in enumerate(lines) if line.text and (head := read_head(line))}
    doubtful = [head for head in heads.values() if head.enumerated]
    starts = {head.numbers[0] for head in doubtful}
    chained = any(head.enumerated[-1] in starts for head in doubtful)
    if not chained and not any(head.marked for head in heads.values()):
        return heads
    return {
        index: replace(head, numbers=head.enumerated) if head.enumerated else head
        for index, head in heads.items()
    }


def read_head(line: Line) -> Head | None:
    """The heading that a line is, or that opens it; None for any other line."""
    tight, places = _tighten(line.text)
    for read in (_week_head, _month_head, _season_head, _always_head):
        found = read(tight)
        if not found:
            continue
        head, end = found
        rest = _rest(line.text, tight, places, end)
        if rest is None or (head.always and not rest and tight[-1] != ":"):
            continue
        bare = head.bare and not rest and end == len(tight)
        dashed = tight[end : end + 1] == "-"
        return replace(head, line=line.number, label=line.text, rest=rest, dashed=dashed, bare=bare)
    return None


def read_title(line: Line) -> Head | None:
    """The month in the title of a paper for one month: 某某学校工会2026年3月工作安排."""
    tight, _ = _tighten(line.text)
    found = re.fullmatch(rf"[^\d:,。;]{{2,24}}?({MONTHS})({WORDS})[:]?", tight)
    numbers = chinese_month_numbers(found[1]) if found and found[2] else ()
    if not found or not _in_a_row(numbers):
        return None
    return Head(line.number, line.text, numbers, year_in(found[1]))


def month_numbers(text: str) -> tuple[int, ...]:
    """The months of "三月", "9-10月", "寒假", "一季度"; empty for other words."""
    tight, _ = _tighten(text)
    found = re.fullmatch(rf"{_OPEN}({MONTHS}){WORDS}{_CLOSE}{_THEME}:?", tight)
    if found:
        return chinese_month_numbers(found[1])
    season = re.fullmatch(rf"{_SEASON}{WORDS}:?", tight)
    return _season_numbers(season[1]) if season else ()


def year_in(text: str) -> int | None:
    """The year written in a heading: 2026年, 二〇二六年."""
    found = re.search(r"(\d{4})年", arabic(text))
    return int(found[1]) if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR else None


def _month_head(tight: str) -> tuple[Head, int] | None:
    """三月份工作： with or without number, signs and theme."""
    plain = re.match(rf"{_OPEN}({MONTHS}){WORDS}{_CLOSE}{_THEME}", tight)
    marked = re.match(rf"{_OPEN}{_MARK}{_OPEN}({MONTHS}){WORDS}{_CLOSE}{_THEME}", tight)
    readings = [found for found in (plain, marked) if found and _in_a_row(chinese_month_numbers(found[1]))]
    if not readings:
        return None
    found = readings[0]
    numbers, year = chinese_month_numbers(found[1]), year_in(found[1])
    other = chinese_month_numbers(readings[1][1]) if len(readings) == 2 else ()
    bare = bool(year) and found.end(1) == found.end()
    mark = found is marked and not tight.startswith(("(", "["))
    return Head(0, "", numbers, year, marked=mark, enumerated=other, bare=bare), found.end()


def _season_head(tight: str) -> tuple[Head, int] | None:
    """寒假工作：, 第一季度."""
    found = re.match(rf"{_OPEN}{_MARK}?{_SEASON}{WORDS}{_CLOSE}{_THEME}", tight)
    return (Head(0, "", _season_numbers(found[1])), found.end()) if found else None


def _always_head(tight: str) -> tuple[Head, int] | None:
    """每月工作：, 全年常规工作：."""
    found = re.match(rf"{_OPEN}{_MARK}?{_ALWAYS}{WORDS}{_CLOSE}{_THEME}", tight)
    return (Head(0, "", always=True), found.end()) if found else None


def _week_head(tight: str) -> tuple[Head, int] | None:
    """第3周, 三月第一周：, 第3周（3月6日—3月12日）."""
    found = re.match(rf"{_OPEN}(?:{_MARK})?({MONTHS})?的?{_WEEK}{_CLOSE}(?:{_DATES})?", tight)
    if not found:
        return None
    numbers = chinese_month_numbers(found[1]) if found[1] else ()
    year = year_in(found[1]) if found[1] else None
    week = chinese_number(found[2]) or 0
    return Head(0, "", numbers, year, week=week, dates=found[3] or ""), found.end()


def _season_numbers(season: str) -> tuple[int, ...]:
    """寒假 → (1, 2)."""
    first, last = _SEASONS[season]
    return tuple(range(first, last + 1))


def _rest(text: str, tight: str, places: list[int], end: int) -> str | None:
    """The work behind a heading; None when the line only begins like one (三月份开展…)."""
    if tight[end:] in ("", ".", "。", "、"):
        return ""
    if tight[end] in ":-|":
        after = re.match(r"[:\-|]+", tight[end:])
        start = end + (after.end() if after else 1)
        return text[places[start] :].strip() if start < len(tight) else ""
    parted = places[end] - places[end - 1] > 1
    return text[places[end] :].strip() if parted else None


def _tighten(text: str) -> tuple[str, list[int]]:
    """The folded text without blanks, and where each of its characters stood."""
    places = [index for index, sign in enumerate(text) if not sign.isspace()]
    folded = fold(text)
    return "".join(folded[index] for index in places), places


def _in_a_row(numbers: tuple[int, ...]) -> bool:
    """Whether the months follow one another; December is followed by January."""
    return bool(numbers) and all(after == before % 12 + 1 for before, after in pairwise(numbers))
