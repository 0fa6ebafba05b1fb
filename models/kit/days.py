"""Months and days as the office writes them: "2026-03" as text, days as dates, school terms, working days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from models.kit.errors import Refused

DASHES = "-‐‑‒–—―−－~～〜至到"
FIRST_YEAR, LAST_YEAR = 1900, 2100
# A school year starts in September; its second term starts in February. Offices whose terms start
# in other months give their own pair.
TERM_STARTS = (9, 2)
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_NUMERALS = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
}
_NUMERALS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"廿": "二十", "卅": "三十"}
_NUMERAL = "[〇零○一二三四五六七八九十廿卅]+"


def month(year: int, number: int) -> str:
    """`(2026, 3)` → "2026-03"; `(2026, 14)` is February 2027, so that a plan may run over the year's end."""
    over, rest = divmod(number - 1, 12)
    return f"{year + over:04d}-{rest + 1:02d}"


def month_of(day: date) -> str:
    """The month in which a day lies."""
    return month(day.year, day.month)


def year_of(text: str) -> int:
    """ "2026-03" → 2026."""
    return int(text[:4])


def number_of(text: str) -> int:
    """ "2026-03" → 3."""
    return int(text[5:7])


def next_month(text: str, by: int = 1) -> str:
    """The month `by` months later; negative goes back."""
    return month(year_of(text), number_of(text) + by)


def months(first: str, last: str) -> tuple[str, ...]:
    """All months from `first` to `last`, both included; empty when `last` is earlier."""
    count = 12 * (year_of(last) - year_of(first)) + number_of(last) - number_of(first) + 1
    return tuple(next_month(first, step) for step in range(count))


def month_start(text: str) -> date:
    """The first day of a month."""
    return date(year_of(text), number_of(text), 1)


def month_end(text: str) -> date:
    """The last day of a month."""
    return month_start(next_month(text)) - timedelta(days=1)


def words(day: date) -> str:
    """ "2026年3月8日"."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_words(text: str) -> str:
    """ "2026-03" → "2026年3月"."""
    return f"{year_of(text)}年{number_of(text)}月"


def weekday(day: date) -> str:
    """ "周一" … "周日"."""
    return _WEEKDAYS[day.weekday()]


def chinese_month(number: int) -> str:
    """6 → "六月", 12 → "十二月"."""
    tens, ones = divmod(number, 10)
    return ("十" if tens else "") + ("一二三四五六七八九"[ones - 1] if ones else "") + "月"


def chinese_year(year: int) -> str:
    """2023 → "二〇二三年"."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year)) + "年"


def term_words(term: str) -> str:
    """ "2022-2023-2" → "2022－2023学年第二学期"."""
    first, second, number = term.split("-")
    return f"{first}－{second}学年第{'一' if number == '1' else '二'}学期"


def school_year(text: str, starts: tuple[int, int] = TERM_STARTS) -> str:
    """The school term in which a month lies: "2026-03" → "2025-2026-2", "2026-09" → "2026-2027-1"."""
    year, number = year_of(text), number_of(text)
    autumn, spring = starts
    first = year if number >= autumn else year - 1
    term = 2 if spring <= number < autumn else 1
    return f"{first}-{first + 1}-{term}"


def term_months(term: str, starts: tuple[int, int] = TERM_STARTS) -> tuple[str, ...]:
    """The months of a school term: "2025-2026-2" → 2026-02 … 2026-08."""
    first, second, number = (int(part) for part in term.split("-"))
    autumn, spring = starts
    if number == 1:
        return months(month(first, autumn), next_month(month(second, spring), -1))
    return months(month(second, spring), next_month(month(second, autumn), -1))


def arabic(text: str) -> str:
    """Full-width digits and Chinese numerals as plain digits: 二〇二六年十一月 → 2026年11月."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(_NUMERAL, lambda found: _number(found.group()), plain)


def chinese_number(text: str) -> int | None:
    """ "十二" → 12, "廿三" → 23, "１２" → 12; None when it is no number below a hundred."""
    plain = arabic(text.strip())
    return int(plain) if re.fullmatch(r"\d{1,2}", plain) else None


def parse_month(text: str, *, year: int | None = None) -> str:
    """A typed or pasted month: 2026-03, 2026.3, 2026年3月, 202603, 二〇二六年三月; 3月 with `year`.

    Raises `Refused` when it is no month, or has no year and none is given.
    """
    plain = _date_text(text)
    full = re.fullmatch(r"(\d{4})[-./年]?(\d{2})|(\d{4})[-./年](\d{1,2})", plain.removesuffix("月"))
    if full:
        return _checked_month(int(full[1] or full[3]), int(full[2] or full[4]), text)
    short = re.fullmatch(r"(\d{1,2})(月份?)?", plain)
    if short and year is not None:
        return _checked_month(year, int(short[1]), text)
    raise Refused(f"“{text}”不是月份。", remedy="请写成 2026-03 或 2026年3月 的样子。")


def parse_day(text: str, *, year: int | None = None) -> date:
    """A typed or pasted day: 2026-3-8, 2026.03.08, 20260308, 2026年3月8日, 二〇二六年三月八日.

    With `year` also 3月8日, 11-5, 3.8. Raises `Refused` when there is no such day.
    """
    plain = _date_text(text).removesuffix("日").removesuffix("号")
    full = re.fullmatch(r"(\d{4})([-./年])(\d{1,2})[-./月](\d{1,2})|(\d{4})(\d{2})(\d{2})", plain)
    if full:
        parts = (full[1], full[3], full[4]) if full[1] else (full[5], full[6], full[7])
        return _checked_day(int(parts[0]), int(parts[1]), int(parts[2]), text)
    short = re.fullmatch(r"(\d{1,2})[-./月](\d{1,2})", plain)
    if short and year is not None:
        return _checked_day(year, int(short[1]), int(short[2]), text)
    raise Refused(f"“{text}”不是日期。", remedy="请写成 2026-03-08 或 2026年3月8日 的样子。")


def chinese_month_numbers(text: str) -> tuple[int, ...]:
    """The months a heading names: "七、八月份" → (7, 8), "9-10月" → (9, 10), "11月至次年1月" → (11, 12, 1).

    Empty when the text names no month.
    """
    plain = re.sub(r"\s+", "", text).replace("元月", "1月")
    plain = re.sub(f"[{DASHES}]", "-", arabic(plain))
    plain = re.sub(r"\d{4}年|次年|翌年|来年|本年|当年|份|工作", "", plain).strip(":;-、.")
    if not re.fullmatch(r"\d{1,2}(月?[-、,，和与及/]\d{1,2})*月", plain):
        return ()
    if any(not 1 <= int(number) <= 12 for number in re.findall(r"\d+", plain)):
        return ()
    found: list[int] = []
    for part in re.split(r"[、,，和与及/]", plain.replace("月", "")):
        first, *rest = (int(number) for number in part.split("-"))
        found += _span(first, rest[-1] if rest else first)
    return tuple(found)


def is_working(day: date, holidays: Mapping[date, str]) -> bool:
    """Whether the office works on that day. `holidays` maps days to "off" or "work" (a worked weekend)."""
    kind = holidays.get(day)
    return kind == "work" if kind else day.weekday() < 5


def working_days(first: date, last: date, holidays: Mapping[date, str]) -> Iterator[date]:
    """The working days from `first` to `last`, both included."""
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        if is_working(day, holidays):
            yield day


def working_day_on_or_after(day: date, holidays: Mapping[date, str]) -> date:
    """The day itself when the office works, otherwise the next one that is worked."""
    while not is_working(day, holidays):
        day += timedelta(days=1)
    return day


def _number(numeral: str) -> str:
    """二〇二六 → "2026" digit by digit; 十一, 二十三, 廿 by place."""
    for short, full in _TENS.items():
        numeral = numeral.replace(short, full)
    if "十" not in numeral:
        return "".join(str(_NUMERALS[sign]) for sign in numeral)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1 or ones == "十":  # 十十, 二三十: no number, left as it stands
        return numeral
    return str(10 * (_NUMERALS[tens] if tens else 1) + (_NUMERALS[ones] if ones else 0))


def _date_text(text: str) -> str:
    """Digits made plain; blanks, weekday and time of day taken away."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", plain)
    plain = re.sub(r"\(?(周|星期|礼拜)[一二三四五六日天]\)?$", "", plain)
    plain = plain.replace("元月", "1月").removesuffix("份")
    return re.sub(r"[‐‑‒–—―−]", "-", arabic(re.sub(r"\s+", "", plain)))


def _span(first: int, last: int) -> list[int]:
    """11 to 1 goes over the year's end."""
    return [(number - 1) % 12 + 1 for number in range(first, last + 1 + (12 if last < first else 0))]


def _checked_month(year: int, number: int, said: str) -> str:
    """The month, or a refusal in the words the person wrote."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= number <= 12:
        raise Refused(f"没有“{said}”这个月份。", remedy="请核对年份和月份。")
    return month(year, number)


def _checked_day(year: int, number: int, day: int, said: str) -> date:
    """The day, or a refusal in the words the person wrote."""
    if not 1 <= day <= month_end(_checked_month(year, number, said)).day:
        raise Refused(f"没有“{said}”这一天。", remedy="请核对月份和日期。")
    return date(year, number, day)
