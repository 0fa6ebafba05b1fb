"""Rosters and wage lists as offices send them, planned line by line and taken in once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.reading import read_book
from models.intake.cells import Book, Cell, Sheet
from models.intake.difference import Verdict
from models.kit.errors import Refused
from models.members import actions, imports, queries
from models.office import Office
from tests.build import a_member

DATA = Path(__file__).parents[2] / "data"
HEAD = ("工号", "姓名", "性别", "出生年月", "身份证号码", "部门", "分工会", "人员状态", "入会时间", "手机号")
ID_ONE, ID_TWO = "320402200204062306", "320402199311240192"


def a_book(*rows: Sequence[Cell], name: str = "Sheet1", **more: Sequence[Sequence[Cell]]) -> Book:
    """A file with these rows; further sheets by name."""
    sheets = [(name, rows), *more.items()]
    return Book("名册.xlsx", "xlsx", "0" * 64, tuple(Sheet(n, [list(r) for r in rs]) for n, rs in sheets))


def roster(*rows: Sequence[Cell]) -> Book:
    """A roster with the usual headings."""
    return a_book(HEAD, *rows)


def take(office: Office, book: Book, decisions: imports.Decisions | None = None) -> dict[str, int]:
    """Plan and take in."""
    plan = imports.plan_members(office, book)
    with office.change("导入") as change:
        return imports.apply_members(change, plan, decisions)


def verdicts(office: Office, book: Book) -> list[tuple[Verdict, str]]:
    """What would become of each line, and why."""
    return [(line.verdict, line.reason) for line in imports.plan_members(office, book).difference.lines]


# -- the sample files -------------------------------------------------------------------------


def test_the_sample_roster_is_taken_once_and_the_wages_with_it(office: Office) -> None:
    book = read_book(DATA / "会员花名册.xlsx")
    assert take(office, book) == {"added": 168, "updated": 0, "unchanged": 0, "units": 4}
    seal = office.seal
    assert take(office, book) == {"added": 0, "updated": 0, "unchanged": 168, "units": 0}
    assert office.seal == seal
    wages = read_book(DATA / "工资基数表.xlsx")
    plan = imports.plan_wages(office, wages, "2026-01")
    assert plan.as_dict()["added"] == 168
    with office.change("导入") as change:
        imports.apply_wages(change, plan)
    assert imports.plan_wages(office, wages, "2026-01").as_dict()["unchanged"] == 168
    owing = queries.liable(office.db, "2026-01")
    assert len(owing) == 159
    assert sum((one.base_fen or 0) // 1000 * 5 for one in owing) == 482330
    assert [unit.name for unit in queries.units(office.db)] == [f"第{n}分工会" for n in (1, 2, 3, 4)]


def test_what_the_command_line_prints(office: Office) -> None:
    told = imports.plan_members(
        office, roster(["1000", "王伟"], ["1000", "李娜"], ["1001", "赵敏"])
    ).as_dict()
    assert (told["rows"], told["added"], told["updated"], told["unchanged"]) == (3, 1, 0, 0)
    assert told["refused"] == [
        {
            "sheet": "Sheet1",
            "row": row,
            "reason": "工号 1000 在“Sheet1”第 2 行、“Sheet1”第 3 行都有，请核对后只留一行。",
        }
        for row in (2, 3)
    ]
    assert told["columns"]["Sheet1"]["手机号"] == "手机号"


# -- who is who -------------------------------------------------------------------------------


def test_a_number_with_another_name_is_asked_and_not_overwritten(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change, "王伟", "1000")
    book = roster(["1000", "李娜"])
    [(verdict, why)] = verdicts(office, book)
    assert verdict is Verdict.ASK
    assert "王伟" in why
    assert "李娜" in why
    take(office, book)
    assert queries.member(office.db, one).name == "王伟"
    take(office, book, {("Sheet1", 2): one})
    assert queries.member(office.db, one).name == "李娜"


def test_two_new_people_of_one_name_stay_two(office: Office) -> None:
    apart = roster(
        ["1000", "王伟"],
        ["1001", "王伟"],
        [None, "李娜", None, None, ID_ONE],
        [None, "李娜", None, None, ID_TWO],
    )
    assert take(office, apart)["added"] == 4
    assert [v for v, _ in verdicts(office, apart)] == [Verdict.SAME] * 4


def test_the_same_name_twice_without_anything_else_is_asked(office: Office) -> None:
    asked = verdicts(office, roster([None, "王伟"], [None, "王伟"]))
    assert [verdict for verdict, _ in asked] == [Verdict.NEW, Verdict.ASK]
    assert "第 2 行" in asked[1][1]
    units = roster([None, "王伟", None, None, None, "数学组"], [None, "王伟", None, None, None, "语文组"])
    assert [verdict for verdict, _ in verdicts(office, units)] == [Verdict.NEW, Verdict.NEW]


def test_a_new_colleague_of_a_known_name_is_somebody_else(office: Office) -> None:
    with office.change("登记") as change:
        a_member(change, "王伟", "1000", id_number=ID_ONE)
        a_member(change, "李娜", "", birth="1980-05")
    lines = verdicts(
        office,
        roster(
            ["1050", "王伟", None, None, ID_TWO],
            ["1051", "王伟"],
            [None, "李娜", None, "1990-01"],
            ["1052", "李那"],
            [None, "王炜"],
        ),
    )
    kinds = [verdict for verdict, _ in lines]
    assert kinds == [Verdict.NEW, Verdict.ASK, Verdict.ASK, Verdict.NEW, Verdict.ASK]


def test_a_person_known_by_id_number_may_get_a_new_number(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change, "王伟", "1000", id_number=ID_ONE)
    assert take(office, roster(["2000", "王伟", None, None, ID_ONE]))["updated"] == 1
    assert queries.member(office.db, one).number == "2000"


def test_two_lines_about_one_member_are_asked(office: Office) -> None:
    with office.change("登记") as change:
        a_member(change, "王伟", "1000")
    lines = verdicts(office, roster(["1000", "王伟"], [None, "王伟"]))
    assert [verdict for verdict, _ in lines] == [Verdict.SAME, Verdict.ASK]


@pytest.mark.parametrize(
    ("written", "kept"), [("李？", "李𣲗"), ("1.李𣲗（男）", "李𣲗"), ("李 𣲗", "李𣲗"), ("李𣲗*", "李𣲗")]
)
def test_a_rare_name_survives_a_list_that_cannot_write_it(office: Office, written: str, kept: str) -> None:
    with office.change("登记") as change:
        one = a_member(change, "李𣲗", "1000")
    assert [verdict for verdict, _ in verdicts(office, roster(["1000", written]))] == [Verdict.SAME]
    take(office, roster(["1000", written], ["1001", "赵敏"]))
    assert queries.member(office.db, one).name == kept


# -- values -----------------------------------------------------------------------------------


def test_a_blank_wipes_nothing_and_a_month_keeps_the_day(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change, "王伟", "1000", sex="男", department="数学组", phone="13812340001")
    assert (
        take(office, roster(["1000", "王伟", None, None, None, "语文组", None, None, "2015.09"]))["updated"]
        == 1
    )
    known = queries.member(office.db, one)
    assert (known.sex, known.department, known.joined) == ("男", "语文组", "2015-09-01")
    assert queries.private(office.db, one).phone == "13812340001"


def test_sex_and_birthday_come_from_the_id_number_but_never_over_what_is_known(office: Office) -> None:
    with office.change("登记") as change:
        known = a_member(change, "李娜", "1001", sex="女", birth="1993-01-01")
    plan = imports.plan_members(
        office,
        roster(
            ["1000", "王伟", None, None, ID_ONE],
            ["1001", "李娜", None, None, ID_TWO],
            ["1002", "赵敏", "女", "1990-01", "320411198508198153"],
        ),
    )
    with office.change("导入") as change:
        imports.apply_members(change, plan)
    new = queries.by_number(office.db, "1000")
    assert new is not None
    assert (new.sex, new.birth) == ("女", "2002-04-06")
    assert queries.member(office.db, known).birth == "1993-01-01"
    assert [told.row for told in plan.warnings] == [4, 4]


def test_a_wrong_check_digit_is_kept_and_told_a_damaged_number_is_not_written(office: Office) -> None:
    plan = imports.plan_members(
        office,
        roster(["1000", "王伟", None, None, ID_ONE[:-1] + "9"], ["1001", "李娜", None, None, 3.20402e17]),
    )
    with office.change("导入") as change:
        imports.apply_members(change, plan)
    kept = {
        queries.member(office.db, key).number: one.id_number
        for key, one in queries.privates(office.db).items()
    }
    assert kept == {"1000": ID_ONE[:-1] + "9"}
    assert [told.row for told in plan.warnings] == [2, 3]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("在职", "working"),
        ("退休", "retired"),
        ("已退休", "retired"),
        ("调出", "left"),
        ("停薪留职", "kept"),
        ("病故", "dead"),
    ],
)
def test_words_for_status_are_understood(office: Office, word: str, status: str) -> None:
    take(office, roster(["1000", "王伟", None, None, None, None, None, word]))
    known = queries.by_number(office.db, "1000")
    assert known is not None
    assert known.status == status


def test_an_unknown_status_is_asked_and_may_be_taken_without_it(office: Office) -> None:
    book = roster(["1000", "王伟", None, None, None, None, None, "飞升"])
    assert verdicts(office, book)[0][0] is Verdict.ASK
    assert take(office, book, {("Sheet1", 2): imports.TAKE})["added"] == 1
    assert queries.members(office.db)[0].status == "working"


def test_somebody_who_retires_owes_until_the_month_of_the_list(office: Office) -> None:
    with office.change("登记") as change:
        one = a_member(change, "王伟", "1000", base_fen=500000)
    take(office, roster(["1000", "王伟", None, None, None, None, None, "退休"]))
    assert [len(queries.liable(office.db, month)) for month in ("2026-10", "2026-11", "2026-12")] == [1, 1, 0]
    assert queries.movements(office.db, one)[-1].day == "2026-11-09"


def test_a_day_of_retirement_makes_the_movement_and_may_come_later(office: Office) -> None:
    head = ("工号", "姓名", "是否退休", "退休时间")
    take(office, a_book(head, ["1000", "王伟", "是", None], ["1001", "李娜", "是", "2026.03"]))
    assert [one.number for one in queries.liable(office.db, "2026-03")] == ["1001"]
    take(office, a_book(head, ["1000", "王伟", "是", "2026.06"], ["1001", "李娜", "是", "2026.03"]))
    assert [one.number for one in queries.liable(office.db, "2026-06")] == ["1000"]
    assert queries.liable(office.db, "2026-07") == []


def test_joining_makes_a_movement_that_follows_corrections(office: Office) -> None:
    take(office, roster(["1000", "王伟", *[None] * 6, "2015年9月"]))
    take(office, roster(["1000", "王伟", *[None] * 6, "2016年9月"]))
    [step] = queries.movements(office.db, queries.members(office.db)[0].id)
    assert (step.kind, step.day) == ("join", "2016-09")


# -- layouts ----------------------------------------------------------------------------------


def test_units_come_from_sheets_and_headings_between_the_lines(office: Office) -> None:
    rows = [["工号", "姓名", "部门"], ["1000", "王伟", "数学组"], ["合计", "1人"]]
    grouped = [
        ["工号", "姓名"],
        ["第3分工会"],
        ["1002", "赵敏"],
        ["小计", "1人"],
        ["离退休人员"],
        ["1003", "孙立"],
    ]
    book = a_book(
        *rows,
        name="第1分工会",
        第2分工会=[rows[0], ["1001", "李娜", "语文组"], ["制表人：", ""]],
        其他=grouped,
    )
    take(office, book)
    found = {one.number: (one.unit_name, one.status) for one in queries.members(office.db)}
    assert found["1000"] == ("第1分工会", "working")
    assert found["1001"] == ("第2分工会", "working")
    assert found["1002"] == ("第3分工会", "working")
    assert found["1003"][1] == "retired"


def test_only_the_chosen_sheets_are_taken(office: Office) -> None:
    book = a_book(["工号", "姓名"], ["1000", "王伟"], name="甲", 乙=[["工号", "姓名"], ["1001", "李娜"]])
    plan = imports.plan_members(office, book, sheets=["乙"])
    assert [line.label for line in plan.difference.lines] == ["1001 李娜"]


def test_two_rows_of_headings_and_the_column_a_person_chose(office: Office) -> None:
    book = a_book(
        ["花名册", None, None, None],
        ["基本信息", None, "联系", None],
        ["代号", "姓名", "手机", "办公"],
        ["A01", "王伟", 13812340001, "3201"],
    )
    plan = imports.plan_members(office, book, columns={"number": "代号"})
    with office.change("导入") as change:
        imports.apply_members(change, plan)
    assert queries.by_number(office.db, "A01") is not None
    again = imports.plan_members(office, book)
    assert again.as_dict()["unchanged"] == 1
    assert again.as_dict()["columns"]["Sheet1"]["工号"].endswith("代号")


@pytest.mark.parametrize(
    "rows", [[], [["工号", "姓名"]], [["工号", "姓名"], ["1000", None]], [["菜名", "价格"], ["鱼", 12]]]
)
def test_a_file_without_a_usable_line_is_refused(office: Office, rows: list[list[Any]]) -> None:
    with pytest.raises(Refused):
        imports.plan_members(office, a_book(*rows))


# -- wages ------------------------------------------------------------------------------------


def wages(office: Office, *rows: Sequence[Cell], head: Sequence[Cell] = ()) -> imports.ImportPlan:
    """The plan of a wage list."""
    return imports.plan_wages(
        office, a_book(head or ("工号", "姓名", "岗位工资", "薪级工资", "合计"), *rows), "2026-07"
    )


@pytest.fixture
def paid(office: Office) -> Office:
    """Two members, one with a base."""
    with office.change("登记") as change:
        a_member(change, "王伟", "1000", base_fen=500000)
        a_member(change, "李娜", "1001")
        a_member(change, "李娜", "1002", status="retired")
    return office


@pytest.mark.parametrize(
    ("row", "verdict", "why"),
    [
        (["1000", "王伟", 3000, 2000, 5000], Verdict.SAME, ""),
        (["1000", "王伟", 3000.5, 2000.25, None], Verdict.CHANGED, ""),
        (["1001", "李娜", None, None, 6000], Verdict.NEW, ""),
        (["1000", "王伟", 3000, 2000, 5100], Verdict.ASK, "5,100.00"),
        (["1000", "赵敏", 3000, 2000, 5000], Verdict.ASK, "王伟"),
        ([None, "李娜", 3000, 2000, 5000], Verdict.ASK, "2人"),
        (["1009", "孙立", 3000, 2000, 5000], Verdict.REFUSED, "没有"),
        (["1000", "王伟", "面议", 2000, None], Verdict.REFUSED, "C2"),
        (["1000", "王伟", None, None, None], Verdict.REFUSED, "没有填"),
        (["1000", "王伟", 0, 0, 0], Verdict.REFUSED, "0.00"),
    ],
)
def test_a_line_of_pay(paid: Office, row: list[Cell], verdict: Verdict, why: str) -> None:
    plan = wages(paid, row, ["1002", "李娜", 1, 1, 2])
    assert plan.difference.lines[0].verdict is verdict
    assert why in plan.difference.lines[0].reason


def test_bases_are_taken_from_a_month_on_and_asked_ones_as_decided(paid: Office) -> None:
    plan = wages(paid, ["1000", "王伟", 3000, 2000, 5100], [None, "李娜", 3500, 2600.5, None])
    lady = queries.by_number(paid.db, "1001")
    assert lady is not None
    with paid.change("导入") as change:
        counts = imports.apply_wages(change, plan, {("Sheet1", 2): imports.TAKE, ("Sheet1", 3): lady.id})
    assert counts == {"added": 1, "updated": 1, "unchanged": 0}
    before, now = queries.bases(paid.db, "2026-06"), queries.bases(paid.db, "2026-07")
    assert sorted(before.values()) == [500000]
    assert sorted(now.values()) == [510000, 610050]


def test_who_owes_and_is_not_in_the_wage_list_is_named(paid: Office) -> None:
    assert any("李娜" in note for note in wages(paid, ["1000", "王伟", 1, 1, 2]).notes)


def test_several_columns_of_pay_add_up(paid: Office) -> None:
    book = a_book(["工号", "姓名", "岗位", "薪级", "补贴"], ["1001", "李娜", 3000, 2000, 100])
    plan = imports.plan_wages(
        paid, book, "2026-01", columns={"base": "C+D+E", "post_pay": "", "grade_pay": ""}
    )
    assert plan.difference.lines[0].values["base_fen"] == 510000


# -- any roster -------------------------------------------------------------------------------

_NAMES = st.text("王李张单解仇查欧阳伟娜𣲗喆敏·", min_size=2, max_size=4).filter(
    lambda name: "·" not in (name[0], name[-1])
)
_ROWS = st.lists(
    st.tuples(
        _NAMES,
        st.sampled_from(["男", "女", None]),
        st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2005, 1, 1))),
        st.sampled_from([None, "数学组", "语文组"]),
        st.sampled_from([None, "第1分工会", "第2分工会"]),
        st.sampled_from([None, "在职", "退休", "保留会籍"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_ROWS)
def test_the_same_roster_again_changes_nothing(
    blank_office: Path, tmp_path_factory: Any, rows: list[Any]
) -> None:
    path = tmp_path_factory.mktemp("any") / "office.union"
    path.write_bytes(blank_office.read_bytes())
    listed = [
        [str(1000 + at), name, sex, born, None, department, unit, status]
        for at, (name, sex, born, department, unit, status) in enumerate(rows)
    ]
    with Office.open(path) as office:
        assert take(office, roster(*listed))["added"] == len(rows)
        assert take(office, roster(*listed)) == {"added": 0, "updated": 0, "unchanged": len(rows), "units": 0}
        assert actions.kind_of_unit("第1分工会") == "branch"
