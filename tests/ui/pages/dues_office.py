"""The sample office with ten months of dues, and a November list that has every kind of row."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from exporters.reading import read_book
from models.dues import actions, batches, booking, imports
from models.members import imports as rosters
from models.members import queries as members
from models.office import Office
from tests.build import an_office

DATA = Path(__file__).parents[2] / "data"
LISTS = DATA / "2026年会费代扣表.xlsx"


def make(path: Path) -> None:
    """168 people, the year assessed, January to October received and arrived on the 9th; it is November."""
    with an_office(path) as office:
        take_people(office)
        plan = imports.plan(office.db, read_book(LISTS), default_year=2026)
        months = [one.month for one in plan.months if one.month <= "2026-10"]
        days: dict[str, date | None] = {month: date(2026, int(month[5:]), 9) for month in months}
        how = booking.Booking(days=days, only=frozenset(months))
        with office.change("登记会费扣款单") as change:
            booking.book(change, plan, how)
        with office.change("收现金、免缴") as change:
            who = {one.number: one.id for one in members.members(change.db)}
            batches.receive_one(change, who["1004"], [("2026-01", 3000)], "cash", date(2026, 10, 20))
            actions.exempt(change, who["1029"], "2026-04", "2026-04", "病假，工资由社保发放")


def take_people(office: Office) -> None:
    """Roster and pay bases of the samples; the year is assessed."""
    roster = rosters.plan_members(office, read_book(DATA / "会员花名册.xlsx"))
    with office.change("导入花名册") as change:
        rosters.apply_members(change, roster)
    wages = rosters.plan_wages(office, read_book(DATA / "工资基数表.xlsx"), "2026-01")
    with office.change("导入工资基数") as change:
        rosters.apply_wages(change, wages)
    with office.change("核定应缴") as change:
        actions.assess(change, "2026-01", "2026-12")


def november(office: Office) -> str:
    """A pasted list: a month's dues with differences, one missing, one unknown, one misspelt, one twice."""
    office.clock = lambda: datetime(2026, 11, 9, 9, 41)
    liable = members.liable(office.db, "2026-11")
    rows = [
        (one.number, one.name, (one.base_fen or 0) // 1000 * 5)
        for one in sorted(liable, key=lambda one: one.number)
    ]
    lines = ["2026年11月工会会费代扣表", "工号\t姓名\t部门\t代扣会费\t备注"]
    for at, (number, name, fen) in enumerate(rows):
        note = ""
        if at in (4, 9, 15):  # not on the list
            continue
        if at == 7:
            fen, note = fen - 500, "9月调资后没有改扣款"
        elif at == 20:
            fen, note = fen + 760, "补扣10月少扣7.60"
        lines.append(f"{number}\t{name}\t\t{fen / 100:.2f}\t{note}")
    lines += ["\t高启明\t后勤\t28.50\t临时用工", f"{rows[30][0]}\t{rows[30][1]}\t\t5.00\t补扣"]
    number, name, fen = rows[15]
    lines.append(f"9{number}\t{name}\t\t{fen / 100:.2f}\t")
    return "\n".join(lines)
