"""What a piece of work must have before it enters the calendar."""

from __future__ import annotations

import re
import unicodedata

from models.calendar.records import PlanEntry, WorkDraft, WorkItem
from models.kit.days import FIRST_YEAR, LAST_YEAR, month_end, month_start
from models.kit.money import LARGEST

LONGEST = 1000  # characters of one entry
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def problems(draft: WorkDraft) -> list[tuple[str, str]]:
    """(field, sentence) for everything that is wrong; empty when it may be entered."""
    found: list[tuple[str, str]] = []
    if not draft.content.strip():
        found.append(("content", "还没有写工作内容。"))
    elif len(draft.content) > LONGEST:
        found.append(("content", f"工作内容超过 {LONGEST} 字，请写短一些。"))
    found += _months(draft) or _days(draft)
    if draft.budget_fen is not None and not 0 <= draft.budget_fen <= LARGEST:
        found.append(("budget_fen", "预算不能是负数，也不能大得写不下。"))
    return found


def same_key(first_month: str, last_month: str, content: str) -> tuple[str, str, str]:
    """What makes two entries the same work: months and words, whatever the blanks and stops."""
    plain = unicodedata.normalize("NFKC", content)
    return first_month, last_month, re.sub(r"[\s,.;:。、“”\"'·]+", "", plain)


def key_of(entry: PlanEntry | WorkItem) -> tuple[str, str, str]:
    """`same_key` of an entry or of an item."""
    text = entry.text if isinstance(entry, PlanEntry) else entry.content
    return same_key(entry.first_month, entry.last_month, text)


def _months(draft: WorkDraft) -> list[tuple[str, str]]:
    """Whether both months are months, in order."""
    last = draft.last_month or draft.first_month
    for field, month in (("first_month", draft.first_month), ("last_month", last)):
        if not _MONTH.fullmatch(month) or not FIRST_YEAR <= int(month[:4]) <= LAST_YEAR:
            return [(field, f"“{month}”不是月份，请写成 2026-03 的样子。")]
    if last < draft.first_month:
        return [("last_month", "结束月份早于开始月份。")]
    return []


def _days(draft: WorkDraft) -> list[tuple[str, str]]:
    """Whether the days lie in the months, in order."""
    first, last = month_start(draft.first_month), month_end(draft.last_month or draft.first_month)
    for field, day in (("day", draft.day), ("last_day", draft.last_day)):
        if day and not first <= day <= last:
            return [(field, "日期不在所写的月份里。")]
    if draft.day and draft.last_day and draft.last_day < draft.day:
        return [("last_day", "结束日期早于开始日期。")]
    return []
