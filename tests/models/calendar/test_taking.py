"""A plan before it is taken in: what is new, what is there already, what has no month."""

from __future__ import annotations

import pytest

from models.calendar import taking
from models.intake.difference import Verdict
from models.kit.errors import Refused

TEXT = "2026年工会工作计划\n三月：\n1. 庆祝“三八”妇女节活动\n2. 慰问困难职工\n四月：\n1. 教职工运动会\n"


def test_a_plan_is_new_once_and_then_the_same(office):
    plan = taking.plan_calendar(office, TEXT, "计划.txt")
    assert [line.verdict for line in plan.difference.lines] == [Verdict.NEW] * 3
    assert "3 月 2 项" in plan.difference.notes[0]
    with office.change("导入") as change:
        assert taking.apply_calendar(change, plan) == {"added": 3, "unchanged": 0}
    again = taking.plan_calendar(office, TEXT, "计划.txt")
    assert [line.verdict for line in again.difference.lines] == [Verdict.SAME] * 3


def test_each_line_says_when(office):
    plan = taking.plan_calendar(office, "三月：\n1. 3月8日妇女节座谈会\n", "计划.txt", 2026)
    assert plan.difference.lines[0].notes[0].startswith("2026年3月8日")


def test_a_plan_of_another_year_is_pointed_out(office):
    old = taking.plan_calendar(office, TEXT.replace("2026", "2012"), "计划.txt")
    assert old.difference.notes[1].startswith("这是 2012 年的计划")
    assert len(taking.plan_calendar(office, TEXT, "计划.txt").difference.notes) == 1
    assert len(taking.plan_calendar(office, TEXT, "计划.txt", 2027).difference.notes) == 1


def test_a_text_without_months_is_refused(office):
    with pytest.raises(Refused):
        taking.plan_calendar(office, "没有月份的话。", "计划.txt")
