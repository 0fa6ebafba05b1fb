"""A small plan for the tests of the schedule, and short words for what they look at."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDialog

from models.calendar import actions, queries
from models.calendar.records import WorkDraft
from models.office import Office
from ui.tables.schedule_model import WORK

PLAN = "2026年工会工作计划.xlsx"


def add(office: Office, content: str, month: str = "2026-11", **values) -> int:
    with office.change("录入") as change:
        return actions.add_item(change, WorkDraft(month, content, **values))


def plan_of(office: Office) -> Office:
    """November of a small plan, on the 9th."""
    add(office, "运动会", day=date(2026, 11, 4), who="何文博", place="操场", source=PLAN)
    add(office, "小组长会议", day=date(2026, 11, 11), who="陈立群", place="二楼会议室", source=PLAN)
    add(office, "报名截止", last_day=date(2026, 11, 13), source=PLAN)
    add(office, "师徒中期检查", day=date(2026, 11, 27), source=PLAN)
    add(office, "上缴上级工会经费", last_day=date(2026, 11, 20), module="M03")
    add(office, "编预算", source=PLAN)
    return office


def rows(page) -> list[str]:
    """The first words of all rows, headings in brackets."""
    model = page.table.model
    return [
        f"[{model.words(row, 0)}]" if model.heading(row) else model.words(row, WORK)
        for row in range(model.rowCount())
    ]


def line(page, content: str):
    return next(one for one in page.lines if one.content == content)


def go(page, content: str):
    assert page.table.go_to(lambda one: one.content == content)
    page.table.view.setFocus()
    return page.table.view


def cell(page, content: str, at: int) -> str:
    model = page.table.model
    return model.words(model.find(lambda one: one.content == content), at)


def dialog(page) -> QDialog:
    return [one for one in page.window().findChildren(QDialog) if one.isVisible()][-1]


def state(page, content: str) -> str:
    found = queries.items(page.context.office.db, "2026-01", "2027-12", dropped=True)
    return next(one.state for one in found if one.content == content)
