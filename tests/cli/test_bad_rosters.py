"""Rosters, wage lists and plans that are not quite what they look like."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Desk, Row


def wages(desk: Desk, *rows: Row) -> tuple[int, dict[str, object]]:
    """Take a wage list in."""
    return desk.call("import", "wages", desk.sheet(*rows), "--from", "2026-01")


def test_who_filled_the_form_is_no_heading(desk: Desk) -> None:
    file = desk.sheet(
        ("某某学校工会", None, None, None),
        ("填表日期：2026年9月", None, "单位：某校", None),
        ("工号", "姓  名", "参加工作\n时间", "入会\n时间"),
        ("8", "王伟", "2001.09", "2002.3"),
    )
    assert desk.call("import", "members", file)[1]["added"] == 1
    (one,) = desk.call("members", "王伟")[1]["members"]
    assert one["department"] == ""


def test_a_retirement_still_to_come_retires_nobody_unasked(desk: Desk) -> None:
    file = desk.sheet(("工号", "姓名", "人员状态", "退休时间"), ("1000", "秦东民", "退休", "2199-06"))
    status, answer = desk.call("import", "members", file)
    assert (status, answer["updated"], answer["asked"]) == (1, 0, 1)
    assert desk.call("members", "秦东民")[1]["members"][0]["status"] == "working"


def test_a_column_that_says_working_or_retired_is_the_status(desk: Desk) -> None:
    file = desk.sheet(("工号", "姓名", "在职/退休"), ("8", "王伟", "退休"))
    desk.call("import", "members", file)
    assert desk.call("members", "王伟")[1]["members"][0]["status"] == "retired"


def test_counts_below_a_roster_are_no_members(desk: Desk) -> None:
    rows = [("序号", "姓名", "性别"), (1, "王伟", "男"), ("男：1人", None, "女：0人"), ("共1人", None, None)]
    status, answer = desk.call("import", "members", desk.sheet(*rows))
    assert (status, answer["rows"], answer["added"]) == (0, 1, 1)


def test_who_is_no_member_is_not_made_one(desk: Desk) -> None:
    file = desk.sheet(("工号", "姓名", "是否会员"), ("8", "王伟", "是"), ("9", "李强", "否"))
    status, answer = desk.call("import", "members", file)
    assert (status, answer["added"]) == (1, 1)
    assert "不是会员" in answer["refused"][0]["reason"]


def test_two_names_in_a_cell_are_no_person(desk: Desk) -> None:
    rows = [
        ("工号", "姓名"),
        ("7", "王伟"),
        ("8", "钱七/钱八"),
        ("9", "孙九、周十"),
        ("10", "阿依古丽·买买提"),
    ]
    _, answer = desk.call("import", "members", desk.sheet(*rows))
    assert (answer["added"], len(answer["refused"])) == (2, 2)


def test_one_unit_in_three_writings_is_one(desk: Desk) -> None:
    rows = [
        ("分工会", "工号", "姓名"),
        ("第1分工会", "7", "王伟"),
        ("第１分工会", "8", "李强"),
        ("第一分工会", "9", "周平"),
    ]
    assert desk.call("import", "members", desk.sheet(*rows))[1]["units"] == ["第1分工会"]


@pytest.mark.parametrize(("heading", "count"), [("应发合计", 1), ("应发工资", 1), ("合计", 5)])
def test_pay_with_bonuses_is_not_the_base(desk: Desk, heading: str, count: int) -> None:
    people = [("1000", "秦东民"), ("1001", "邹丽俊"), ("1002", "彭敏燕"), ("1003", "范然博"), ("7", "无此人")]
    rows = [(*who, 5000, 3000, 2000, 10000) for who in people[:count]]
    status, answer = wages(desk, ("工号", "姓名", "岗位工资", "薪级工资", "绩效", heading), *rows)
    assert answer["updated"] == min(count, 4)
    assert any(heading in str(note) for note in answer["notes"])  # type: ignore[attr-defined]
    assert status == (1 if count == 5 else 0)


@pytest.mark.parametrize(
    "heading", ["应发工资", "合计", "绩效合计", "实发工资", "社保缴费基数", "计费工资(万元)"]
)
def test_a_sum_that_may_be_anything_is_asked_about(desk: Desk, heading: str) -> None:
    before = desk.state()
    assert wages(desk, ("工号", "姓名", heading), ("1000", "秦东民", 9000), ("1001", "邹丽俊", 8000))[0] == 3
    assert desk.state() == before


def test_an_unsure_column_is_taken_once_the_person_has_said_so(desk: Desk) -> None:
    file = desk.sheet(("工号", "姓名", "应发工资"), ("1000", "秦东民", 9000))
    chosen = ("--column", "计费工资=应发工资")
    assert desk.call("import", "wages", file, "--from", "2026-01", *chosen)[1]["updated"] == 1


def test_a_column_of_words_is_no_pay(desk: Desk) -> None:
    assert (
        wages(desk, ("工号", "姓名", "岗位", "计费工资"), ("1000", "秦东民", "教师", 9000))[1]["updated"] == 1
    )


def test_two_bases_for_one_person_are_both_asked_about(desk: Desk) -> None:
    _, answer = wages(desk, ("工号", "姓名", "计费工资"), ("1001", "邹丽俊", 8000), ("1001", "邹丽俊", 9000))
    assert (answer["updated"], answer["asked"]) == (0, 2)


def test_work_without_a_month_is_not_put_to_the_month_above(desk: Desk) -> None:
    rows = [
        ("月份", "工作内容"),
        ("1月", "慰问"),
        (None, "总结"),
        ("全年", "收会费"),
        ("13月", "某事"),
        ("3月", "植树"),
    ]
    status, answer = desk.call("import", "calendar", desk.sheet(*rows), "--year", "2026")
    assert (status, answer["by_month"]) == (1, {"1": 2, "3": 1})
    assert answer["unplaced"] == ["收会费", "某事"]


def test_a_refused_plan_names_its_file(desk: Desk) -> None:
    _, answer = desk.call("import", "calendar", desk.sheet(("随便", "写写"), name="计划.xlsx"))
    assert answer["error"]["where"] == "计划.xlsx"
