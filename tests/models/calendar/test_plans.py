"""Plans as offices write them: the month list comes out whole, and nothing else does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calendar.imports import digest, read_plan, read_source, year_of_plan
from models.calendar.records import Plan
from models.intake.cells import Book, Cell, Sheet
from models.kit.errors import Refused

DATA = Path(__file__).parents[2] / "data"


def lines(plan: Plan) -> list[str]:
    """Entries as "03 text" or "07-08 text"."""
    spans = ((e.first_month[5:], e.last_month[5:], e.text) for e in plan.entries)
    return [f"{a} {text}" if a == b else f"{a}-{b} {text}" for a, b, text in spans]


def real(year: int) -> Plan:
    return read_plan((DATA / f"plan_{year}.txt").read_text(encoding="utf-8"), year)


def test_the_plan_of_2012_comes_in_whole() -> None:
    plan = real(2012)
    assert plan.by_month() == {1: 4, 2: 3, 3: 4, 4: 3, 5: 3, 6: 3, 7: 3, 9: 4, 10: 3, 11: 3, 12: 6}
    assert len(plan.entries) == 39
    assert plan.unplaced == ()
    assert {e.last_month for e in plan.entries if e.first_month == "2012-07"} == {"2012-08"}
    assert plan.entries[0].text == "开展第五轮“武进区教职工帮困互济会”工作。"
    assert plan.entries[0].line == 32
    assert plan.entries[-1].text == "做好“会员评家”工作。"


def test_the_plan_of_2023_comes_in_whole() -> None:
    plan = real(2023)
    assert plan.by_month() == {2: 5, 3: 5, 4: 5, 5: 6, 6: 7, 7: 1}
    assert len(plan.entries) == 29
    assert plan.unplaced == ()
    assert plan.entries[1].text == "举办 2022 年下半年教师退休欢送会"
    assert plan.entries[-1].text == "教师学习、培训与休养"
    assert (plan.entries[-1].first_month, plan.entries[-1].last_month) == ("2023-07", "2023-08")
    assert plan.entries[5].heading == "三月："


HEADINGS = [
    ("三月份工作：", "03"),
    ("三月：", "03"),
    ("#### 三月：", "03"),
    ("**三月**", "03"),
    ("3月", "03"),
    ("３ 月 份", "03"),
    ("2026年3月", "03"),
    ("（三）三月份", "03"),
    ("三、三月份主要工作安排", "03"),
    ("【三月份】", "03"),
    ("★三月（师德建设月）", "03"),
    ("9-10月", "09-10"),
    ("9月—10月：", "09-10"),
    ("七、八月份", "07-08"),
    ("七月、八月：", "07-08"),
    ("7、8月", "07-08"),
    ("十一、十二月份工作：", "11-12"),
    ("寒假工作：", "01-02"),
    ("暑假", "07-08"),
    ("第一季度：", "01-03"),
    ("元月份", "01"),
]


@pytest.mark.parametrize(("heading", "span"), HEADINGS)
def test_every_form_of_a_month_heading_opens_its_month(heading: str, span: str) -> None:
    plan = read_plan(f"工会工作行事历\n{heading}\n1、第一件事\n2、第二件事\n", 2026)
    assert lines(plan) == [f"{span} 第一件事", f"{span} 第二件事"]


@pytest.mark.parametrize(
    "written",
    [
        "1、甲事项\n2、乙事项",
        "1. 甲事项\n2 .乙事项",
        "（1）甲事项\n（2）乙事项",
        "①甲事项\n②乙事项",
        "• 甲事项\n• 乙事项",
        "- 甲事项\n- 乙事项",
        "★1、甲事项\n★2、乙事项",
        "一、甲事项\n二、乙事项",
        "1 甲事项\n2 乙事项",
        "1甲事项\n2乙事项",
        "甲事项\n乙事项",
        "1、甲事项；2、乙事项；",
        "1、甲事项        2.乙事项",
        "①甲事项；②乙事项",
        "甲事项；乙事项",
        "1\\. 甲事项\n2\\. 乙事项",
        "1、\n甲事项\n2、\n乙事项",
        "1、甲事项\n\n\n2、乙事项\n- 3 -\n",
        "（一）重点工作\n1、甲事项\n（二）常规工作\n1、乙事项",
        "重点工作：\n1、甲事项\n常规工作：\n1、乙事项",
    ],
)
def test_entries_are_found_however_they_are_marked(written: str) -> None:
    assert lines(read_plan(f"三月\n{written}\n四月\n1、丙事项", 2026)) == [
        "03 甲事项",
        "03 乙事项",
        "04 丙事项",
    ]


@pytest.mark.parametrize(
    "joined", ["三月：1、甲事项；2、乙事项", "三月份  1、甲事项 2、乙事项", "3月：甲事项；乙事项"]
)
def test_work_on_the_line_of_its_heading_is_taken(joined: str) -> None:
    assert lines(read_plan(joined, 2026)) == ["03 甲事项", "03 乙事项"]


def test_a_month_and_its_work_may_share_a_line_without_a_stop() -> None:
    text = "三、每月活动安排\n三月份 庆三八踢毽子比赛\n十月份 乒乓球比赛 分组进行\n十一月 游艺活动\n四、分组情况\n第一组\n组长 孙某\n"
    assert lines(read_plan(text, 2026)) == ["03 庆三八踢毽子比赛", "10 乒乓球比赛 分组进行", "11 游艺活动"]


def test_a_text_that_lost_its_line_breaks_is_parted_again() -> None:
    text = "2012年工会工作行事历 一月份工作： 1. 开展互济会工作。 2.做好总结。 二月份工作： 1、制定计划。"
    assert lines(read_plan(text, 2012)) == ["01 开展互济会工作。", "01 做好总结。", "02 制定计划。"]


def test_a_broken_line_is_joined_and_a_page_number_passed_over() -> None:
    text = "三月：\n1. 组织全体教职工开展“中国梦·劳动美”主题演讲比赛并评选\n- 2 -\n优秀选手\n2. 召开会议。\n"
    joined = "03 组织全体教职工开展“中国梦·劳动美”主题演讲比赛并评选优秀选手"
    assert lines(read_plan(text, 2026)) == [joined, "03 召开会议。"]


def test_points_below_an_entry_stay_with_it() -> None:
    text = "三月：\n1、读书活动：\n（1）发书\n（2）征文\n2、三八节\n - 插花\n - 茶话会\n"
    assert lines(read_plan(text, 2026)) == ["03 读书活动：（1）发书；（2）征文", "03 三八节：插花；茶话会"]


def test_a_paragraph_between_numbered_entries_loses_none_of_them() -> None:
    text = "三月份:\n\n1.甲事项。\n\n主要节日：植树节。\n\n2、乙事项。\n\n四月份:\n\n1.丙事项。\n\n各部门要配合。\n"
    plan = read_plan(text, 2026)
    assert lines(plan) == ["03 甲事项。", "03 主要节日：植树节。", "03 乙事项。", "04 丙事项。"]
    assert plan.unplaced == ("各部门要配合。",)
    prose = text + "\n1、提高认识，加强领导。\n2、落实责任。\n"
    assert lines(read_plan(prose, 2026)) == lines(plan)


def test_a_months_theme_is_no_entry() -> None:
    text = "三月：师德建设月\n1、甲事项\n四月——读书月\n1、乙事项"
    assert lines(read_plan(text, 2026)) == ["03 甲事项", "04 乙事项"]


def test_numbered_headings_are_not_read_as_pairs_of_months() -> None:
    text = "一、二月份工作\n1、甲事\n二、三月份工作\n1、乙事\n三、四月份\n1、丙事\n六、七、八月份\n1、丁事"
    assert lines(read_plan(text, 2026)) == ["02 甲事", "03 乙事", "04 丙事", "07-08 丁事"]
    assert lines(read_plan("一、二月\n1、甲事\n三月\n1、乙事", 2026)) == ["01-02 甲事", "03 乙事"]


def test_only_the_month_list_gives_entries() -> None:
    text = (
        "某某小学工会工作计划\n2023年2月\n指导思想：\n1、以教育方针为指导。\n具体工作\n"
        "1、3月份开展师德月活动，加强师德师风建设。\n二月\n1、甲事项\n三月\n1、乙事项\n"
        "四、工作要求\n1、加强领导，狠抓落实。\n某某小学工会委员会\n二〇二三年二月一日\n"
    )
    plan = read_plan(text, 2023)
    assert lines(plan) == ["02 甲事项", "03 乙事项"]
    assert plan.unplaced == ()


def test_the_rest_of_a_web_page_is_not_read() -> None:
    text = "三月份\n1、甲事项。\n【工会工作计划】相关文章：\n小学工会计划07-03\n1、别的文章\n"
    assert lines(read_plan(text, 2026)) == ["03 甲事项。"]


def test_entries_without_a_month_are_kept_apart() -> None:
    plan = read_plan("工作安排\n1、先做这个\n二月\n1、甲事项\n其他：\n1、机动事项\n", 2026)
    assert lines(plan) == ["02 甲事项"]
    assert plan.unplaced == ("先做这个", "机动事项")


def test_work_of_every_month_spans_the_whole_plan() -> None:
    plan = read_plan("三月：\n1、甲事\n十一月：\n1、乙事\n每月工作：\n1、收会费\n", 2026)
    assert lines(plan)[-1] == "03-11 收会费"


def test_a_school_year_runs_into_the_next_year() -> None:
    text = "九月\n1、甲\n十二月\n1、乙\n一月\n1、丙\n寒假：\n丁事\n"
    months = [(e.first_month, e.last_month) for e in read_plan(text, 2025).entries]
    assert months == [
        ("2025-09", "2025-09"),
        ("2025-12", "2025-12"),
        ("2026-01", "2026-01"),
        ("2026-01", "2026-02"),
    ]


def test_a_heading_over_the_years_end_says_both_years() -> None:
    (entry,) = read_plan("11月至次年1月\n1、总结工作", 2026).entries
    assert (entry.first_month, entry.last_month) == ("2026-11", "2027-01")


def test_months_out_of_order_stay_in_their_year() -> None:
    plan = read_plan("三月\n1、甲\n二月\n1、乙\n四月\n1、丙", 2026)
    assert {e.first_month[:4] for e in plan.entries} == {"2026"}


def test_a_year_in_the_heading_goes_before_the_given_one() -> None:
    plan = read_plan("2025年12月\n1、甲\n2026年1月\n1、乙\n2月\n1、丙", 2030)
    assert [e.first_month for e in plan.entries] == ["2025-12", "2026-01", "2026-02"]


DAYS = [
    ("3月8日 庆祝三八节", date(2026, 3, 8), None, "庆祝三八节"),
    ("3月8日：庆祝三八节", date(2026, 3, 8), None, "庆祝三八节"),
    ("8日：庆祝三八节", date(2026, 3, 8), None, "庆祝三八节"),
    ("3.8 庆祝三八节", date(2026, 3, 8), None, "庆祝三八节"),
    ("三月八日，庆祝三八节", date(2026, 3, 8), None, "庆祝三八节"),
    ("3月8日（周日）庆祝三八节", date(2026, 3, 8), None, "庆祝三八节"),
    ("庆祝三八节（3月8日）", date(2026, 3, 8), None, "庆祝三八节"),
    ("3月5日—8日 庆祝三八节", date(2026, 3, 5), date(2026, 3, 8), "庆祝三八节"),
    ("5-8日 庆祝三八节", date(2026, 3, 5), date(2026, 3, 8), "庆祝三八节"),
    ("20日前完成登记", None, date(2026, 3, 20), "完成登记"),
    ("3.8节庆祝活动", None, None, "3.8节庆祝活动"),
    ("一日游活动", None, None, "一日游活动"),
    ("20名教师参加培训", None, None, "20名教师参加培训"),
    ("1号楼消防演练", None, None, "1号楼消防演练"),
    ("3月32日 错日", None, None, "3月32日 错日"),
]


@pytest.mark.parametrize(("written", "day", "last_day", "text"), DAYS)
def test_a_day_at_the_front_is_taken_out(
    written: str, day: date | None, last_day: date | None, text: str
) -> None:
    (entry,) = read_plan(f"三月\n1、{written}", 2026).entries
    assert (entry.day, entry.last_day, entry.text) == (day, last_day, text)


def test_a_part_of_the_month_becomes_a_note() -> None:
    entries = read_plan("三月\n1、上旬召开教代会\n2、中旬：春游\n3、月底前交材料", 2026).entries
    assert [(e.note, e.text) for e in entries] == [
        ("上旬", "召开教代会"),
        ("中旬", "春游"),
        ("月底前", "交材料"),
    ]


def test_a_day_alone_on_its_line_counts_for_the_lines_below() -> None:
    entries = read_plan("3月\n3月8日\n庆祝三八节\n慰问女教师", 2026).entries
    assert [(e.day, e.text) for e in entries] == [
        (date(2026, 3, 8), "庆祝三八节"),
        (date(2026, 3, 8), "慰问女教师"),
    ]


def test_persons_places_and_money_are_taken_out_of_the_text() -> None:
    text = (
        "三月\n1、三八节活动（预算3000元，负责人：周老师，地点：会议室）\n2、春游【责任人：李四、王五】\n"
        "3、登记工作（张三负责）\n4、体检，地点：区医院，负责人：赵六\n5、“最美教师”评选（女工委）\n"
    )
    entries = read_plan(text, 2026).entries
    assert [(e.text, e.who, e.place, e.budget_fen) for e in entries] == [
        ("三八节活动", "周老师", "会议室", 300_000),
        ("春游", "李四、王五", "", None),
        ("登记工作", "张三", "", None),
        ("体检", "赵六", "区医院", None),
        ("“最美教师”评选（女工委）", "", "", None),
    ]


def test_weeks_count_on_from_the_last_dated_one() -> None:
    text = "第1周（2月23日—2月27日）\n1、开学大会\n第2周：小组长会议\n第6周\n清明祭扫\n"
    entries = read_plan(text, 2026).entries
    assert [(e.first_month, e.last_month, e.day, e.note) for e in entries] == [
        ("2026-02", "2026-02", date(2026, 2, 23), "第1周"),
        ("2026-03", "2026-03", date(2026, 3, 2), "第2周"),
        ("2026-03", "2026-04", date(2026, 3, 30), "第6周"),
    ]


def test_weeks_below_a_month_belong_to_it_and_other_weeks_to_nobody() -> None:
    plan = read_plan("第1周：预备会\n三月\n第一周：学习文件\n第二周：三八节活动", 2026)
    assert lines(plan) == ["03 学习文件", "03 三八节活动"]
    assert plan.unplaced == ("预备会",)


def test_the_title_of_a_paper_for_one_month_is_its_heading() -> None:
    plan = read_plan("某某学校工会2026年3月工作安排\n1、3日 例会\n2、8日：三八节活动\n", 2026)
    assert [(e.day, e.text) for e in plan.entries] == [
        (date(2026, 3, 3), "例会"),
        (date(2026, 3, 8), "三八节活动"),
    ]


def test_a_list_of_days_needs_no_headings() -> None:
    plan = read_plan("1、3月8日 庆祝妇女节\n2、常规走访\n3、3月12日 植树活动\n", 2026)
    assert lines(plan) == ["03 庆祝妇女节", "03 植树活动"]
    assert plan.unplaced == ("常规走访",)


def test_text_behind_a_copy_guard_is_cleaned() -> None:
    plan = read_plan(
        "七、八月份工作:\n1、組織(zhī)教工學(xué)習(xí)\n2、開展(zhǎn)活動(dòng)（女性学堂）\n", 2012
    )
    assert lines(plan) == ["07-08 組織教工學習", "07-08 開展活動（女性学堂）"]


@pytest.mark.parametrize(
    "text", ["", "今年工会工作要点\n1、加强学习\n2、加强领导", "三月：\n四月：\n", "x" * 5000, "\ufeff\n\n"]
)
def test_a_text_without_a_month_list_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_plan(text, 2026)
    assert "没有按月列出" in refusal.value.what
    assert refusal.value.remedy


def test_a_plan_without_a_given_year_takes_its_own_or_todays() -> None:
    today = date(2030, 5, 1)
    assert read_source("2012年行事历\n三月\n1、甲事", None, today).entries[0].first_month == "2012-03"
    assert read_source("三月\n1、甲事", None, today).entries[0].first_month == "2030-03"
    rows: list[list[Cell]] = [["2026年行事历"], ["月份", "内容"], ["三月", "甲事"]]
    book = Book("计划.xlsx", "xlsx", "abc", (Sheet("安排", rows),))
    assert read_source(book, None, today).entries[0].first_month == "2026-03"
    assert read_source(book, 2027, today).entries[0].first_month == "2027-03"
    assert (digest(book), len(digest("三月"))) == ("abc", 64)


def test_a_plan_says_its_own_year() -> None:
    assert year_of_plan("礼河实验学校2012年工会工作计划") == 2012
    assert year_of_plan("2022-2023 学年第二学期工会工作计划") == 2023
    assert year_of_plan("2025—2026学年度第一学期") == 2025
    assert year_of_plan("工会工作计划") is None


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="三四月份一二12、.（）():：；\n\t 开展活动日8-—第周|#*寒假年2026每", max_size=80))
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    try:
        plan = read_plan(text, 2026)
    except Refused:
        return
    assert all(entry.text and entry.first_month <= entry.last_month for entry in plan.entries)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(alphabet="组织召开学习庆祝慰问教师", min_size=3, max_size=12), min_size=1, max_size=9)
)
def test_a_numbered_list_comes_back_as_it_was_written(works: list[str]) -> None:
    written = "\n".join(f"{number}、{work}" for number, work in enumerate(works, 1))
    assert [entry.text for entry in read_plan(f"五月份\n{written}", 2026).entries] == works
