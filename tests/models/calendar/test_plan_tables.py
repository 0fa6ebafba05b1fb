"""Plans that are tables: pasted, from Markdown, from a spreadsheet."""

from __future__ import annotations

from datetime import date

import pytest

from models.calendar.imports import read_book, read_plan, read_sheet
from models.calendar.records import Plan
from models.intake.cells import Book, Cell, Sheet
from models.kit.errors import Refused


def sheet(*rows: list[Cell]) -> Plan:
    return read_sheet(Sheet("计划", list(rows)), 2026)


def brief(plan: Plan) -> list[tuple[str, str, str]]:
    return [(entry.first_month[5:], entry.text, entry.who) for entry in plan.entries]


def test_merged_month_cells_count_for_the_rows_below() -> None:
    plan = sheet(
        ["青禾中学工会2026年行事历"],
        ["序号", "月份", "工作内容", "负责人", "地点", "经费（元）"],
        [1, "三月", "三八节", "张三", "操场", 3000],
        [2, None, "学雷锋", "李四"],
        [3, "四月", "1、体检\n2、春游", "王五\n赵六"],
        ["制表：张三"],
    )
    assert brief(plan) == [
        ("03", "三八节", "张三"),
        ("03", "学雷锋", "李四"),
        ("04", "体检", "王五"),
        ("04", "春游", "赵六"),
    ]
    assert (plan.entries[0].place, plan.entries[0].budget_fen, plan.entries[0].line) == ("操场", 300_000, 3)


def test_days_that_a_spreadsheet_turned_into_dates_are_the_plans_days() -> None:
    plan = sheet(
        ["时间", "活动内容", "负责人"],
        [date(2025, 3, 8), "三八节", "张三"],
        ["3月12日", "植树"],
        ["5月中旬", "春游"],
        [date(2026, 6, 1), "儿童节"],
    )
    assert [(e.first_month, e.day, e.note) for e in plan.entries] == [
        ("2026-03", date(2026, 3, 8), ""),
        ("2026-03", date(2026, 3, 12), ""),
        ("2026-05", None, "中旬"),
        ("2026-06", date(2026, 6, 1), ""),
    ]


def test_months_as_numbers_and_dates_are_months() -> None:
    plan = sheet(["月份", "事项"], [3, "甲事"], [4.0, "乙事"], ["5", "丙事"], [date(2026, 6, 1), "丁事"])
    assert [e.first_month for e in plan.entries] == ["2026-03", "2026-04", "2026-05", "2026-06"]
    assert plan.entries[-1].day is None


def test_weeks_take_their_days_from_the_column_beside_them() -> None:
    plan = sheet(
        ["周次", "日期", "工作内容"],
        ["第1周", "2.23-2.27", "开学"],
        [2, "3.2-3.6", "例会"],
        [3, None, "三八节活动"],
    )
    assert [(e.day, e.last_day, e.note) for e in plan.entries] == [
        (date(2026, 2, 23), date(2026, 2, 27), "第1周"),
        (date(2026, 3, 2), date(2026, 3, 6), "第2周"),
        (date(2026, 3, 9), date(2026, 3, 13), "第3周"),
    ]


def test_months_across_the_head_are_read_column_by_column() -> None:
    plan = sheet(
        ["类别", "一月", "二月", "三月"],
        ["会议", "例会", "小组会", ""],
        ["活动", "1、慰问\n2、联欢", "", "三八节"],
    )
    assert [(e.first_month[5:], e.text) for e in plan.entries] == [
        ("01", "例会"),
        ("01", "慰问"),
        ("01", "联欢"),
        ("02", "小组会"),
        ("03", "三八节"),
    ]


def test_two_tables_abreast_are_both_read() -> None:
    plan = sheet(
        ["月份", "工作内容", "月份", "工作内容"],
        ["1月", "慰问", "7月", "培训"],
        ["2月", "计划", "8月", "疗养"],
        ["", "会议", "", ""],
    )
    assert [(e.first_month[5:], e.text) for e in plan.entries] == [
        ("01", "慰问"),
        ("02", "计划"),
        ("02", "会议"),
        ("07", "培训"),
        ("08", "疗养"),
    ]


def test_a_table_without_a_head_is_understood() -> None:
    assert brief(sheet(["三月", "三八节"], ["", "学雷锋"], ["四月", "体检"])) == [
        ("03", "三八节", ""),
        ("03", "学雷锋", ""),
        ("04", "体检", ""),
    ]


def test_a_single_column_is_read_as_text() -> None:
    plan = sheet(["三月份工作"], ["1、三八节"], ["2、学雷锋"], [None], ["四月份工作"], ["1、体检"])
    assert [e.first_month[5:] for e in plan.entries] == ["03", "03", "04"]


def test_a_pasted_table_keeps_the_paragraphs_of_its_cells() -> None:
    text = (
        "月份\t工作内容\t负责人\n三月\t1、庆祝三八节\n2、学雷锋\t张三\n四月\t组织体检\t李四\n\t春游\t王五\n"
    )
    assert brief(read_plan(text, 2026)) == [
        ("03", "庆祝三八节", ""),
        ("03", "学雷锋", "张三"),
        ("04", "组织体检", "李四"),
        ("04", "春游", "王五"),
    ]


def test_a_markdown_table_is_a_table() -> None:
    text = (
        "| 月份 | 主要工作 | 责任人 |\n|---|---|---|\n"
        "| 3月 | 1. 三八节 2. 学雷锋 | 张三 |\n| 4月 | 体检 | 李四 |\n"
    )
    assert brief(read_plan(text, 2026)) == [
        ("03", "三八节", "张三"),
        ("03", "学雷锋", "张三"),
        ("04", "体检", "李四"),
    ]


def test_rows_that_moved_left_below_merged_cells_are_put_right() -> None:
    text = (
        "某某中学第二学期安排\n起止日期 | 主要工作 | 责任处室 | |\n开学前 | 2月24日 | 行政会 | 办公室 |\n"
        "2月25日 | 教职工大会 | 教科室 | |\n第一周 | 3月1日-3月7日 | 开学典礼 | 教育处、团委 |\n迎检 | 督导室 | ||\n"
        "第二周 | 3月8日-3月14日 | 主题班会 | 教育处 |\n三八妇女节活动 | 工会 | ||\n"
    )
    plan = read_plan(text, 2026)
    assert brief(plan) == [
        ("02", "行政会", "办公室"),
        ("02", "教职工大会", "教科室"),
        ("03", "开学典礼", "教育处、团委"),
        ("03", "迎检", "督导室"),
        ("03", "主题班会", "教育处"),
        ("03", "三八妇女节活动", "工会"),
    ]
    assert (plan.entries[-1].day, plan.entries[-1].note) == (date(2026, 3, 8), "第2周")


def test_tabs_behind_numbers_make_no_table() -> None:
    assert brief(read_plan("三月：\n1.\t三八节\n2.\t学雷锋\n", 2026)) == [
        ("03", "三八节", ""),
        ("03", "学雷锋", ""),
    ]


def test_the_sheet_with_the_list_is_taken_from_a_book() -> None:
    book = Book(
        "计划.xlsx",
        "xlsx",
        "",
        (Sheet("说明", [["填表说明"]]), Sheet("安排", [["月份", "内容"], ["三月", "三八节"]])),
    )
    assert brief(read_book(book, 2026)) == [("03", "三八节", "")]


def test_a_book_without_a_list_is_refused() -> None:
    with pytest.raises(Refused):
        read_book(Book("名单.xlsx", "xlsx", "", (Sheet("名单", [["姓名", "工号"], ["张三", 1]]),)), 2026)
    with pytest.raises(Refused):
        read_book(Book("空.xlsx", "xlsx", "", ()), 2026)
