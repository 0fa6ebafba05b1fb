"""The papers for the board, and the list of what needs doing."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from models.calendar import actions
from models.calendar.imports import read_plan
from models.calendar.records import DONE
from models.calendar.reminders import todo
from models.calendar.reports import work_schedule_month, work_schedule_term, work_schedule_year
from models.dues import actions as dues
from models.dues import batches
from models.office import Office
from models.report import Kind, Report
from models.store import backup

DATA = Path(__file__).parents[2] / "data"
ON = date(2026, 3, 5)


def take(office: Office, text: str, year: int = 2026) -> None:
    with office.change("导入") as change:
        actions.import_plan(change, read_plan(text, year), "计划.txt")


def member(office: Office, name: str, birth: str, number: str) -> int:
    row = {"name": name, "birth": birth, "number": number, "sex": "男", "joined": "2000-09"}
    with office.change("会员") as change:
        key = change.insert("member", row | {"name_key": name, "initials": "", "sort_key": name})
        base = {"member": key, "from_month": "2026-01", "base_fen": 500_000}
        change.insert("wage_base", base)
    return key


def parts(report: Report) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Rows of the plan and of the routine work, without their last, empty column."""
    second = next(i for i, row in enumerate(report.rows) if row.cells == ("二、本月例行事项",))
    plan = [row.cells[:5] for row in report.rows[1:second] if row.kind is Kind.DETAIL]
    return plan, [row.cells[:5] for row in report.rows[second + 1 :]]


def waiting(office: Office, on: date = ON) -> dict[str, tuple[date, str, bool]]:
    return {one.where: (one.due, one.what, one.overdue) for one in todo(office, on)}


def test_a_months_paper_shows_the_plan_with_days_people_and_places(office: Office) -> None:
    take(
        office,
        "二、三月\n1、长事项\n三月\n1、28日 欢送会（负责人：刘敏；地点：会议室）\n2、30日前 总结\n3、上旬 例会",
    )
    report = work_schedule_month(office, "2026-03")
    plan, _ = parts(report)
    assert plan == [
        (1, "28日（周六）", "欢送会", "刘敏", "会议室"),
        (2, "30日前", "总结", None, None),
        (3, "上旬", "例会", None, None),
        (4, None, "长事项（2－3月）", None, None),
    ]
    assert (report.period, report.measure) == ("二〇二六年三月", "2025－2026学年第二学期")
    assert report.unit == "某某中学工会委员会"
    assert sum(column.width for column in report.columns) == 170
    assert report.rows[1].link.startswith("work-item:")


def test_a_month_without_a_plan_keeps_a_line_for_writing(office: Office) -> None:
    report = work_schedule_month(office, "2026-05")
    assert [row.kind for row in report.rows[:3]] == [Kind.GROUP, Kind.EMPTY, Kind.GROUP]


def test_a_months_paper_adds_what_the_office_knows(office: Office) -> None:
    member(office, "宋春豪", "1985-06-11", "1")
    member(office, "姚洋兰", "1990-06-03", "2")
    member(office, "李建平", "1964-11-20", "3")
    with office.change("核定") as change:
        dues.assess(change, "2026-06", "2026-06")
    _, routine = parts(work_schedule_month(office, "2026-06"))
    assert [(cells[1], cells[2]) for cells in routine] == [
        ("6月10日前", "完成5月账务结账，编制银行存款余额调节表"),
        ("6月20日前", "收缴6月会费：应缴 3 人，75.00 元"),
        ("6月19日", "端午节慰问品发放、签领"),
        ("6月25日前", "二季度工会经费：核对拨缴到账，办理上解"),
        ("全月", "会员生日 2 人：姚洋兰（3日）、宋春豪（11日）"),
    ]
    assert [cells[3] for cells in routine] == ["周晓梅", "周晓梅", None, "周晓梅", None]
    assert "19" not in str(routine[-1][2])  # never the year of birth


def test_who_reaches_the_age_stands_in_the_month_of_it(office: Office) -> None:
    member(office, "李建平", "1965-03-20", "3")
    found = [
        month
        for month in range(1, 13)
        if "本月到龄退休会员 1 人：李建平" in str(work_schedule_month(office, f"2025-{month:02d}").rows)
    ]
    assert found == [4]  # sixty, and a month more under the gradual raise


def test_the_first_month_of_the_book_has_no_month_to_close(office: Office) -> None:
    _, routine = parts(work_schedule_month(office, "2026-01"))
    assert not any("结账，编制" in str(cells[2]) for cells in routine)


def test_the_years_paper_has_all_entries_and_months_that_belong_together(office: Office) -> None:
    take(office, (DATA / "plan_2012.txt").read_text(encoding="utf-8"), 2012)
    report = work_schedule_year(office, 2012)
    assert [row.cells[0] for row in report.rows][5:8] == ["六月", "七月\n八月", "九月"]
    assert len(report.rows) == 11
    lines = [line for row in report.rows for line in str(row.cells[1]).split("\n")]
    assert len(lines) == 39
    assert report.rows[6].cells[1] == (
        "1.\u2002工会主席参加区培训。\n2.\u2002开展暑期教师读书活动和征文活动。\n"
        "3.\u2002“168”爱生活动情况小结，表彰先进个人。"
    )
    assert str(report.rows[6].cells[2]).startswith("· 6、7月结账；会费收缴")
    assert report.measure == "计划 39 项（七、八月合并安排）"
    assert report.period == "二〇一二年"
    assert report.paper.one_page


def test_work_of_many_months_stands_below_the_years_table(office: Office) -> None:
    take(office, "一月\n1、甲事\n十二月\n1、乙事\n二、三月\n1、丙事\n每月：\n1、收会费。")
    report = work_schedule_year(office, 2026)
    assert report.notes[-1] == "贯穿多月：收会费（1－12月）。"
    assert [row.cells[1] for row in report.rows if row.cells[1]] == [
        "1.\u2002甲事",
        "1.\u2002丙事",
        "1.\u2002乙事",
    ]


def test_a_terms_paper_runs_over_the_years_end(office: Office) -> None:
    take(office, "九月\n1、甲事\n一月\n1、乙事\n十二月\n1、丙事", 2026)
    report = work_schedule_term(office, "2026-2027-1")
    assert [row.cells[0] for row in report.rows] == ["九月", "十月", "十一月", "十二月", "一月"]
    assert report.rows[-1].cells[1] == "1.\u2002乙事"
    assert report.period == "2026－2027学年第一学期"


def test_open_work_waits_until_it_is_done(office: Office) -> None:
    take(office, "二月\n1、旧事项\n三月\n1、2日 例会\n2、总结工作。\n四月\n1、后来的")
    found = waiting(office)
    assert {(due, what, late) for where, (due, what, late) in found.items() if "work-item" in where} == {
        (date(2026, 2, 28), "旧事项。", True),
        (date(2026, 3, 2), "例会。", True),
        (date(2026, 3, 31), "总结工作。", False),
    }
    with office.change("完成") as change:
        for where in found:
            if where.startswith("work-item:"):
                actions.mark_item(change, int(where.split(":")[1]), DONE)
    assert not any(where.startswith("work-item:") for where in waiting(office))


def test_dues_wait_to_be_assessed_then_received_then_banked(office: Office) -> None:
    first, second = member(office, "甲某", "1985-07-11", "1"), member(office, "乙某", "1990-08-03", "2")
    assert waiting(office)["dues:2026-03"] == (date(2026, 3, 20), "2026年3月的会费还没有核定。", False)
    with office.change("核定") as change:
        dues.assess(change, "2026-02", "2026-03")
    found = waiting(office)
    assert found["arrears:2026"] == (date(2026, 2, 20), "2026年2月会费还有 2 人没有缴，共 50.00 元。", True)
    assert found["dues:2026-03"] == (date(2026, 3, 20), "2026年3月会费还有 2 人没有缴，共 50.00 元。", False)
    with office.change("登记") as change:
        batch = batches.open_batch(change, "2026-02", "payroll", date(2026, 2, 20), ("", ""))
        batches.add_paid(change, batch, [(who, "2026-02", 2500, "", "") for who in (first, second)])
    found = waiting(office)
    assert "arrears:2026" not in found
    assert found[f"dues-batch:{batch}"] == (date(2026, 3, 2), "2026年2月会费 50.00 元已扣未到账。", True)
    with office.change("到账") as change:
        batches.arrive(change, batch, date(2026, 3, 4))
    found = waiting(office)
    assert f"dues-batch:{batch}" not in found
    assert found["period:2026-01"][1] == "2026年1月还没有结账。"


def test_months_in_arrears_are_one_line(office: Office) -> None:
    member(office, "甲某", "1985-07-11", "1")
    member(office, "乙某", "1990-08-03", "2")
    with office.change("核定") as change:
        dues.assess(change, "2026-01", "2026-04")
    found = waiting(office, date(2026, 4, 1))
    assert found["arrears:2026"] == (
        date(2026, 1, 20),
        "2026年1月至2026年3月会费还有 6 人次没有缴，共 150.00 元。",
        True,
    )
    assert [where for where in found if where.startswith("dues:")] == ["dues:2026-04"]


def test_a_backup_waits_when_there_is_none_or_an_old_one(office: Office) -> None:
    assert waiting(office)["backup"] == (ON, "账套还没有备份。", False)
    backup.make(office.path)
    today = datetime.now().date()
    assert "backup" not in waiting(office, today)
    later = date.fromordinal(today.toordinal() + 9)
    assert "已过 9 天" in waiting(office, later)["backup"][1]


def test_birthdays_and_retirements_are_told_in_time(office: Office) -> None:
    member(office, "宋春豪", "1985-03-11", "1")
    member(office, "姚洋兰", "1990-03-03", "2")
    found = waiting(office)
    assert found["birthdays:2026-03"] == (date(2026, 3, 11), "本月还有 1 位会员过生日：宋春豪。", False)
    retiring = member(office, "李建平", "1965-03-20", "3")
    days = [date(year, month, 5) for year in (2024, 2025) for month in range(1, 13)]
    told = [f"{day:%Y-%m}" for day in days if f"member:{retiring}" in waiting(office, day)]
    assert told == ["2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-04"]


def test_the_most_urgent_comes_first(office: Office) -> None:
    take(office, "三月\n1、20日 晚\n2、2日 早")
    days = [one.due for one in todo(office, ON)]
    assert days == sorted(days)
