"""What an entry says of day, person, place and money, taken apart from what is to be done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.calendar.headings import MONTHS, year_in
from models.calendar.pasted import close_up, fold
from models.kit import money
from models.kit.days import chinese_month_numbers, chinese_number
from models.kit.errors import Refused

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_TENS = r"(?:上中旬|中下旬|上旬|中旬|下旬|月初|月底|月末|月中)"
_DAYS = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d)[年./\-])?(?:(?P<m1>{_NUMBER})(?:月|[./](?=\d)))?(?P<d1>{_NUMBER})(?P<s1>[日号])?"
    rf"(?:(?:-+|至|到)(?:(?P<m2>{_NUMBER})(?:月|[./](?=\d)))?(?P<d2>{_NUMBER})(?P<s2>[日号])?)?"
    r"(?:\s*\(?(?:周|星期)[一二三四五六日天]\)?)?(?P<by>(?:之|以)?前)?"
)
_MONTH = re.compile(
    rf"(?P<months>{MONTHS})(?P<tens>初|底|末|中旬|上旬|下旬|中下旬|上中旬)?(?P<by>(?:之|以)?前)?"
)
_TEN = re.compile(rf"(?:本月)?(?P<tens>{_TENS})(?P<by>(?:之|以)?前)?")
_AFTER = re.compile(r"[:、,.\s]*(?:-+)?\s*")
# 8日游, 1号楼, 9月1日起: no day of the entry.
_NO_DAY = "游捐行营活楼室线文馆教起后以"
_WHO = (
    "主要负责人|负责人|责任人|牵头人|主持人|承办人|经办人|联系人|落实人|组织者|"
    "负责部门|责任部门|承办部门|牵头部门|牵头|承办|主持|负责"
)
_PLACE = "活动地点|会议地点|比赛地点|地点|场所|场地"
_TIME = "活动时间|会议时间|比赛时间|完成时间|时间|日期"
_BUDGET = "经费预算|活动经费|活动预算|预算|经费|费用"
_LABEL = rf"(?:(?P<who>{_WHO})|(?P<place>{_PLACE})|(?P<time>{_TIME})|(?P<budget>{_BUDGET}))"
_PART = re.compile(rf"{_LABEL}\s*:\s*(?P<value>.+)|(?:负责人|责任人)(?P<person>[\u3400-\u9fff·、]{{2,12}})")
_MONEY = re.compile(r"(?:预算|经费|费用)?(?:约|共)?(?P<sum>[\d.,]+)\s*(?P<ten>万)?元")
_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]")
_TAIL = re.compile(rf"[,;。、\s]+{_LABEL}\s*:\s*(?P<value>(?:[^,;。:]|(?<=\d),(?=\d{{3}}))+)[,;。]?\s*$")


@dataclass(frozen=True)
class When:
    """Time words of an entry. Numbers still; the heading above gives month and year."""

    months: tuple[int, ...] = ()
    year: int | None = None
    day: int | None = None
    last_day: int | None = None
    by: bool = False  # 8日前: the day is a limit
    words: str = ""  # 上旬
    loose: bool = False  # 三月份开展…: the month is part of the sentence


@dataclass(frozen=True)
class Item:
    """An entry taken apart."""

    text: str
    when: When = When()
    who: str = ""
    place: str = ""
    budget_fen: int | None = None


def take_apart(text: str) -> Item:
    """Time words at the front, what stands in labelled brackets or behind labels, and the rest."""
    plain, said = _labelled(close_up(text).strip("；;,，、 "))
    when, end = read_when(said.get("time", ""))
    if not end:
        when, end = read_when(plain)
        plain = plain[end:].strip()
    if when == When() or when.loose:
        plain, when = _day_behind(plain, when)
    fen = read_money(said.get("budget", ""))
    return Item(plain.strip("；;,，、 "), when, said.get("who", ""), said.get("place", ""), fen)


def read_when(text: str) -> tuple[When, int]:
    """Time words at the start and where they end: 3月8日, 8日前, 3月5日—8日, 上旬, 3月中旬：; 0 = none."""
    folded = fold(text)
    for read in (_read_days, _read_month, _read_ten):
        found = read(folded)
        if found:
            return found
    return When(), 0


def read_money(text: str) -> int | None:
    """Fen of "3000元", "约0.3万元", "3,000"; None when it is no amount to be spent."""
    found = _MONEY.fullmatch(fold(text).strip())
    try:
        fen = money.parse(found["sum"] if found else text)
    except Refused:
        return None
    fen = fen * 10_000 if found and found["ten"] else fen
    return fen if 0 <= fen <= money.LARGEST else None


def _read_days(folded: str) -> tuple[When, int] | None:
    """A day or a range of days."""
    found = _DAYS.match(folded)
    if not found or not _is_day(found, folded[found.end() :]):
        return None
    numbers = tuple(n for n in (_month_number(found["m1"]), _month_number(found["m2"])) if n)
    day, last = chinese_number(found["d1"]), chinese_number(found["d2"]) if found["d2"] else None
    if not day or any(not 1 <= n <= 12 for n in numbers) or not 1 <= day <= 31 or (last and last > 31):
        return None
    year = int(found["year"]) if found["year"] else None
    when = When(numbers, year, day, last, by=bool(found["by"]))
    return when, _end(folded, found.end())


def _read_month(folded: str) -> tuple[When, int] | None:
    """A month, or a part of one: 3月：, 3月中旬召开."""
    found = _MONTH.match(folded)
    numbers = chinese_month_numbers(found["months"]) if found else ()
    if not found or not numbers:
        return None
    year, behind = year_in(found["months"]), folded[found.end() :]
    if found["tens"]:
        tens = found["tens"]
        words = (tens if len(tens) > 1 else "月" + tens) + (found["by"] or "")
        return When(numbers, year, words=words), _end(folded, found.end())
    if found["by"]:
        return None  # "11月前完成" stays in the month it stands under
    if behind[:1] in tuple(":,、 \t-"):
        return When(numbers, year), _end(folded, found.end())
    return When(numbers, year, loose=True), 0


def _read_ten(folded: str) -> tuple[When, int] | None:
    """上旬, 月底前."""
    found = _TEN.match(folded)
    if not found:
        return None
    return When(words=found["tens"] + (found["by"] or "")), _end(folded, found.end())


def _is_day(found: re.Match[str], behind: str) -> bool:
    """Whether the numbers at the front are days: 8日 is, 8日游, 3.8节 and 20名 are not."""
    parted = not behind or behind[0] in ":,、 \t-"
    said = found["s2"] or (found["s1"] and not found["d2"])
    month = found["m1"] or found["m2"]
    if not said:
        return bool(month) and (parted or bool(found["by"]))
    if found["by"] or parted:
        return True
    return (bool(month) or found["d1"].isdigit()) and behind[0] not in _NO_DAY


def _month_number(text: str | None) -> int | None:
    """The number of a month, 0 kept out."""
    return (chinese_number(text) or 99) if text else None


def _end(folded: str, end: int) -> int:
    """Behind the stops that follow the time words."""
    after = _AFTER.match(folded, end)
    return max(after.end() if after else end, 1)


def _day_behind(text: str, when: When) -> tuple[str, When]:
    """A day in brackets at the end: 庆祝妇女节（3月8日）."""
    found = re.search(r"[(]([^()]{2,20})[)]\s*。?$", fold(text))
    if not found:
        return text, when
    behind, end = read_when(found[1])
    if behind.day is None or end < len(found[1]):
        return text, when
    return text[: found.start()].strip(), behind


def _labelled(text: str) -> tuple[str, dict[str, str]]:
    """The text without its labelled parts, and these by label."""
    said: dict[str, str] = {}
    kept, start, folded = "", 0, fold(text)
    for found in _BRACKET.finditer(folded):
        parts = _parts(text[found.start(1) : found.end(1)])
        if parts:
            said |= parts
            kept, start = kept + text[start : found.start()], found.end()
    kept += text[start:]
    return _tail(kept, said)


def _parts(inner: str) -> dict[str, str]:
    """Labelled parts of a bracket; nothing when one of them is something else."""
    said: dict[str, str] = {}
    for part in re.split(rf"[；;]|[，,\s]+(?=(?:{_WHO}|{_PLACE}|{_TIME}|{_BUDGET})\s*[:：])", inner.strip()):
        key, value = _part(part.strip())
        if not key:
            return {}
        said[key] = value
    return said


def _part(part: str) -> tuple[str, str]:
    """负责人：张三 → ("who", "张三"); 张三负责 → the same; an empty key for anything else."""
    found = _PART.fullmatch(fold(part))
    if found and found["person"]:
        return "who", found["person"]
    if found:
        key = next(name for name in ("who", "place", "time", "budget") if found[name])
        value = part[found.start("value") :].strip()
        return (key, value) if _usable(key, value) else ("", "")
    leader = re.fullmatch(r"(?:由)?([^：:]{2,16}?)(?:牵头)?负责", part)
    if leader:
        return "who", leader[1]
    return ("budget", part) if _MONEY.fullmatch(fold(part)) else ("", "")


def _tail(text: str, said: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Labels without brackets at the end: …，地点：操场，负责人：张三."""
    found = _TAIL.search(fold(text))
    while found:
        key = next(name for name in ("who", "place", "time", "budget") if found[name])
        value = text[found.start("value") : found.end("value")].strip()
        if not _usable(key, value):
            break
        said[key] = value
        text = text[: found.start()]
        found = _TAIL.search(fold(text))
    return text, said


def _usable(key: str, value: str) -> bool:
    """Whether a labelled value can be taken out of the text without losing it."""
    if key == "time":
        when, end = read_when(value)
        return bool(end) and end >= len(value) and not when.loose
    return read_money(value) is not None if key == "budget" else bool(value)
