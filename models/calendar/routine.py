"""What a month brings by itself: the month to close, dues to receive, festivals, birthdays, retirements."""

from __future__ import annotations

import csv
import re
import sqlite3
from dataclasses import dataclass
from datetime import date
from functools import cache

import resources
from models.calendar.festivals import WITH_GOODS, festivals
from models.calendar.records import Routine
from models.dues import queries as dues
from models.kit.days import month_end, month_start, next_month, number_of
from models.kit.money import yuan
from models.ledger import queries as ledger
from models.members import queries as members
from models.office import Office

DUES_DAY, CLOSING_DAY = 20, 10  # of the month; settings of the same names change them
_QUARTERS = {3: "一", 6: "二", 9: "三", 12: "四"}


@dataclass(frozen=True)
class DuesOfMonth:
    """A month's dues in one line."""

    payers: int
    due_fen: int
    owing: int
    owed_fen: int


def routines(office: Office, month: str) -> list[Routine]:
    """The routine work of a month, in the order in which a board lists it."""
    return [
        *_closing(office, month),
        *_dues(office, month),
        *_festivals(month),
        *_prescribed(month, treasurer(office)),
        *_birthdays(office.db, month),
        *_retirements(office.db, month),
    ]


def year_words(month: str) -> list[str]:
    """The routine work of a month for the year's paper, without names and sums."""
    number = number_of(month)
    before = "上年度12月结账" if number == 1 else f"{number - 1}月结账"
    goods = "、".join(name for _, name in festivals(month) if name in WITH_GOODS)
    words = [f"{before}；会费收缴", *(routine.short for routine in _prescribed(month))]
    return [*words, f"{goods}慰问品"] if goods else words


def treasurer(office: Office) -> str:
    """Who keeps the office's money."""
    return next((user.name for user in office.users() if user.role == "treasurer"), "")


def dues_of_months(db: sqlite3.Connection, first: str, last: str) -> dict[str, DuesOfMonth]:
    """Payers and sums of months that have been assessed."""
    sums: dict[str, list[int]] = {}
    for (_, month), due in dues.month_dues(db, first, last).items():
        row = sums.setdefault(month, [0, 0, 0, 0])
        row[0] += due.due_fen > 0
        row[1] += due.due_fen
        row[2] += due.owed_fen > 0
        row[3] += due.owed_fen
    return {month: DuesOfMonth(*row) for month, row in sorted(sums.items())}


def setting_day(office: Office, key: str, default: int) -> int:
    """A day of the month from the settings; what is no day there counts as the default."""
    text = office.setting(key, str(default))
    return int(text) if text.isdecimal() and 1 <= int(text) <= 31 else default


def said_day(when: str, month: str) -> tuple[date | None, bool]:
    """The day that a routine's `when` names in a month, and whether it is a last one; 全月 has none."""
    found = re.search(r"(\d+)日(前?)", when)
    if not found:
        return None, False
    return month_start(month).replace(day=day_in(month, int(found[1]))), bool(found[2])


def day_in(month: str, day: int) -> int:
    """The day, or the month's last one when it is shorter."""
    return min(day, month_end(month).day)


def _closing(office: Office, month: str) -> list[Routine]:
    """The month before, unless it is closed or lies before the book."""
    before = next_month(month, -1)
    if before < ledger.first_month(office.db) or ledger.is_closed(office.db, before):
        return []
    day = setting_day(office, "closing_day", CLOSING_DAY)
    content = f"完成{number_of(before)}月账务结账，编制银行存款余额调节表"
    return [
        Routine(
            content, f"{number_of(month)}月{day_in(month, day)}日前", treasurer(office), f"period:{before}"
        )
    ]


def _dues(office: Office, month: str) -> list[Routine]:
    """The month's dues, with payers and sum once they are assessed."""
    number = number_of(month)
    day = day_in(month, setting_day(office, "dues_day", DUES_DAY))
    content = f"收缴{number}月会费"
    sums = dues_of_months(office.db, month, month).get(month)
    if sums and sums.payers:
        content += f"：应缴 {sums.payers} 人，{yuan(sums.due_fen)} 元"
        content += f"，未缴 {sums.owing} 人" if 0 < sums.owing < sums.payers else ""
        content += "" if sums.owing else "，已收齐"
    return [Routine(content, f"{number}月{day}日前", treasurer(office), f"dues:{month}")]


def _festivals(month: str) -> list[Routine]:
    """Festivals with goods for the members."""
    return [
        Routine(f"{name}慰问品发放、签领", f"{day.month}月{day.day}日")
        for day, name in festivals(month)
        if name in WITH_GOODS
    ]


def _prescribed(month: str, who: str = "") -> list[Routine]:
    """The rows of starters/routines.csv for this month."""
    number = number_of(month)
    quarter = _QUARTERS.get(number, "")
    return [
        Routine(
            work.format(quarter=quarter),
            f"{number}月{day_in(month, day)}日前",
            who,
            short=short.format(quarter=quarter),
        )
        for numbers, day, work, short in _table()
        if number in numbers
    ]


def _birthdays(db: sqlite3.Connection, month: str) -> list[Routine]:
    """Who has a birthday, with the day and never the year."""
    born = members.birthdays(db, month)
    if not born:
        return []
    names = "、".join(f"{one.name}（{one.day}日）" if one.day else one.name for one in born)
    return [Routine(f"会员生日 {len(born)} 人：{names}", "全月", link=f"birthdays:{month}")]


def _retirements(db: sqlite3.Connection, month: str) -> list[Routine]:
    """Who reaches the age of retirement."""
    going = members.retirements(db, month, month)
    if not going:
        return []
    names = "、".join(one.name for one in going)
    number = number_of(month)
    content = f"本月到龄退休会员 {len(going)} 人：{names}（会费缴至{number}月）"
    return [Routine(content, f"{number}月{month_end(month).day}日", link=f"retirements:{month}")]


@cache
def _table() -> tuple[tuple[frozenset[int], int, str, str], ...]:
    """Months, day, work, and the work in short."""
    with resources.path("starters/routines.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (frozenset(map(int, row["months"].split())), int(row["day"]), row["work"], row["short"])
            for row in csv.DictReader(file)
        )
