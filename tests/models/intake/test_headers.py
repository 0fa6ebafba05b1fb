"""Headings in every shape that offices send."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from exporters.reading import read_book
from models.intake import rows
from models.intake.cells import Book, Fault
from models.intake.headers import find_header, find_tables, missing, remember, signature
from models.intake.words import normal
from models.kit.errors import Refused
from tests.models.intake.tables import DUES, ROSTER, WAGES, sheet

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("1、姓名", "姓名"), ("您的姓名：", "姓名"), ("2、您所在的分工会", "分工会"), ("姓 名", "姓名"),
        ("代扣会费（元）", "代扣会费"), ("3、参加项目【多选题】", "参加项目"), ("*工号(必填)", "*工号"),
        ("入会\n时间", "入会时间"), ("请填写您的手机号：", "手机号"), ("（元）", "(元)"),
    ],
)  # fmt: skip
def test_headings_are_brought_to_their_word(heading: str, word: str) -> None:
    assert normal(heading) == word


def test_title_and_remark_lines_stand_above() -> None:
    found = find_header(
        sheet(
            ["2026年1月会费代扣表"],
            ["单位：元", None, "制表：人事处"],
            ["序号", "工号", "姓名", "部门", "代扣会费"],
            [1, "1000", "秦东民", "财经系", 40.4],
        ),
        DUES,
    )
    assert found is not None
    assert (found.row, found.first_row) == (3, 4)
    assert found.columns == {"number": 1, "name": 2, "department": 3, "amount": 4}
    assert set(found.how.values()) == {"name"}
    assert found.unused == (0,)
    assert not found.doubtful


def test_a_head_of_two_rows_with_a_group_is_joined() -> None:
    two = sheet(
        ["工资表"],
        ["工号", "姓名", "工资", None, None, "备注"],
        [None, None, "岗位工资", "薪级工资", "合计", None],
        ["1000", "秦东民", 4852, 3236.73, 8088.73],
    )
    found = find_header(two, WAGES)
    assert found is not None
    assert (found.row, found.rows, found.first_row) == (2, 2, 4)
    assert found.headings == ("工号", "姓名", "工资/岗位工资", "工资/薪级工资", "工资/合计", "备注")
    assert found.columns == {"number": 0, "name": 1, "base": 4}


def test_a_heading_in_two_lines_of_one_cell_is_one_heading() -> None:
    found = find_header(sheet(["姓名", "代扣\n会费"], ["王伟", 5]), DUES)
    assert found is not None
    assert found.columns == {"name": 0, "amount": 1}


def test_the_better_of_two_amounts_is_taken() -> None:
    found = find_header(sheet(["姓名", "应扣会费", "实扣会费", "合计"], ["王伟", 5, 4, 4]), DUES)
    assert found is not None
    assert found.columns["amount"] == 2


def test_somebody_elses_name_and_phone_are_not_the_persons() -> None:
    found = find_header(
        sheet(["工号", "配偶姓名", "紧急联系人电话", "性别"], ["1", "李四", "13812340001", "男"]), ROSTER
    )
    assert found is not None
    assert set(found.columns) == {"number", "sex"}


def test_a_column_that_only_sounds_right_is_left_alone_when_its_content_is_not() -> None:
    found = find_header(sheet(["姓名", "会费起止月份"], ["王伟", "2026年1-12月"], ["李娜", "全年"]), DUES)
    assert found is not None
    assert found.columns == {"name": 0}


def test_a_list_without_headings_is_known_by_content_and_asked_about() -> None:
    found = find_header(
        sheet(
            [1, "1000", "王伟", "语文组", 40.4],
            [2, "1001", "李娜", "数学组", 23.75],
            [3, "1002", "张强", "英语组", 32],
        ),
        DUES,
    )
    assert found is not None
    assert found.columns == {"number": 1, "name": 2, "department": 3, "amount": 4}
    assert (found.row, found.doubtful, set(found.how.values())) == (0, True, {"content"})
    assert "请核对" in found.notes[0]


def test_of_two_unnamed_amounts_none_is_guessed() -> None:
    found = find_header(sheet(["王伟", 40.4, 3.5], ["李娜", 23.75, 4.5], ["张强", 32.2, 1.5]), DUES)
    assert found is not None
    assert "amount" not in found.columns


def test_a_missing_name_heading_is_found_by_content() -> None:
    found = find_header(
        sheet(["部门", "工友", "代扣会费"], ["语文组", "王伟", 5], ["数学组", "李娜", 6]), DUES
    )
    assert found is not None
    assert found.columns["name"] == 1
    assert found.how["name"] == "content"
    assert found.doubtful


def test_what_the_person_chose_goes_first_and_columns_add_up() -> None:
    wages = sheet(["工号", "姓名", "岗位工资", "薪级工资", "合计"], ["1000", "王伟", 10.5, 20.25, 99])
    found = find_header(wages, WAGES, overrides={"base": "岗位工资+D", "number": ""})
    assert found is not None
    assert (found.columns, found.added) == ({"name": 1, "base": 2}, {"base": (3,)})
    assert found.how["base"] == "chosen"
    assert rows.read(wages, found, WAGES).records[0].values["base"] == 3075


def test_a_choice_that_isnt_there_is_refused() -> None:
    with pytest.raises(Refused, match="没有“薪水”这一列"):
        find_header(sheet(["姓名", "会费"], ["王伟", 5]), DUES, overrides={"amount": "薪水"})


def test_a_mapping_is_remembered_by_the_headings() -> None:
    first = sheet(["工号", "姓名", "岗位工资", "薪级工资"], ["1000", "王伟", 10, 20])
    chosen = find_header(first, WAGES, overrides={"base": "C+D"})
    assert chosen is not None
    kept = remember(chosen)
    again = find_header(
        sheet(["说明"], ["姓名", "工号", "薪级工资", "岗位工资"], ["王伟", "1000", 20, 10]),
        WAGES,
        remembered=kept,
    )
    assert kept["base"] == "岗位工资+薪级工资"
    assert again is not None
    assert (again.columns["base"], again.added["base"], again.how["base"]) == (3, (2,), "remembered")
    assert signature(chosen) == "工号|姓名|岗位工资|薪级工资"


def test_the_head_may_be_moved_by_the_person() -> None:
    found = find_header(sheet(["姓名", "会费"], ["姓名", "金额"], ["王伟", 5]), DUES, row=2)
    assert found is not None
    assert found.first_row == 3


def test_two_columns_of_one_name_are_pointed_out() -> None:
    found = find_header(sheet(["姓名", "会费", "姓名", "会费"], ["王伟", 5, "李娜", 6]), DUES)
    assert found is not None
    assert "A、C 列都叫“姓名”，用的是 A 列。" in found.notes


def test_all_sheets_with_the_table_are_taken_and_the_others_named() -> None:
    good = sheet(["姓名", "会费"], ["王伟", 5])
    book = Book(
        "x.xlsx",
        "xlsx",
        "",
        (
            replace(good, name="1月"),
            replace(sheet(["说明文字"]), name="说明"),
            replace(good, name="旧", hidden=True),
            replace(good, name="2月"),
        ),
    )
    found = find_tables(book, DUES)
    assert [s.name for s, _ in found.tables] == ["1月", "2月"]
    assert found.notes == (
        "工作表“说明”里没有认出“会费代扣表”的表头，没有用它。",
        "工作表“旧”是隐藏的，没有用它。",
    )


def test_a_book_without_the_table_is_refused() -> None:
    with pytest.raises(Refused, match="没有认出“会费代扣表”的表头"):
        find_tables(Book("x.xlsx", "xlsx", "", (sheet(["天气", "晴"]),)), DUES)


def test_totals_signatures_heads_remarks_and_sections_are_no_people() -> None:
    listed = sheet(
        ["序号", "工号", "姓名", "代扣会费"],
        ["栏次", 1, 2, 3],
        ["一、语文组（2人）"],
        [1, "1000", "王伟", 40.4],
        [2, "1001", "李娜", 20],
        ["小计", None, "2人", 60.4],
        [],
        ["序号", "工号", "姓名", "代扣会费"],
        ["数学组"],
        [3, "1002", "张强", 32],
        ["合 计", None, None, 92.4],
        ["制表人：", None, "审核人：李四"],
        ["注：本表一式两份"],
    )
    found = find_header(listed, DUES)
    assert found is not None
    read = rows.read(listed, found, DUES)
    assert [(r.row, r.values["name"], r.section) for r in read.records] == [
        (4, "王伟", "语文组"), (5, "李娜", "语文组"), (10, "张强", "数学组"),
    ]  # fmt: skip
    assert dict(read.skipped) == {
        2: "表头", 3: "小标题", 6: "合计", 8: "表头", 9: "小标题", 11: "合计", 12: "签字", 13: "说明",
    }  # fmt: skip


def test_a_department_merged_downwards_is_everybodys() -> None:
    listed = sheet(
        ["部门", "姓名", "会费"], ["语文组", "王伟", 5], [None, "李娜", 6], ["数学组", "张强", 7],
        merged=((2, 1, 3, 1),),
    )  # fmt: skip
    found = find_header(listed, DUES)
    assert found is not None
    read = rows.read(listed, found, DUES)
    assert [r.values["department"] for r in read.records] == ["语文组", "语文组", "数学组"]


def test_problems_name_their_cell_and_a_missing_name_refuses_the_line() -> None:
    listed = sheet(["工号", "姓名", "身份证号", "会费"], ["1000", "王伟", 3.2e17, 5], ["1001", None, None, 6])
    found = find_header(listed, ROSTER)
    assert found is not None
    read = rows.read(listed, found, ROSTER)
    assert (read.problems[0].cell, read.problems[0].what) == (
        "C2",
        "身份证号变成了小数，后面的数字已经丢了。",
    )
    assert read.records[0].refused == ""
    assert read.records[1].refused == "没有填姓名。"


def test_a_fault_of_the_file_is_the_cells_problem() -> None:
    listed = replace(sheet(["姓名", "会费"], ["王伟", None]), faults=(Fault(2, 2, "公式没有算出的值"),))
    found = find_header(listed, DUES)
    assert found is not None
    read = rows.read(listed, found, DUES)
    assert [p.what for p in read.problems] == [
        "公式没有算出的值。请用 Excel 打开它，保存一次，再导入。",
        "会费不能用。",
    ]


def test_the_sample_lists_are_read_whole() -> None:
    expected = {
        "会员花名册.xlsx": (ROSTER, 168),
        "工资基数表.xlsx": (WAGES, 168),
        "2026年会费代扣表.xlsx": (DUES, 1885),
    }
    for name, (table, count) in expected.items():
        found = find_tables(read_book(DATA / name), table)
        read = [rows.read(s, header, table) for s, header in found.tables]
        assert sum(len(part.records) for part in read) == count
        assert not [problem for part in read for problem in part.problems]


def test_a_title_above_or_a_section_below_is_no_second_row_of_headings() -> None:
    titled = sheet(["第1分工会花名册"], ["序号", "工号", "姓名", "部门"], [1, "1000", "秦东民", "财经系"])
    header = find_header(titled, ROSTER)
    assert header is not None
    assert (header.row, header.rows) == (2, 1)
    assert "unit" not in header.columns
    section = sheet(["序号", "工号", "姓名", "部门"], ["第1分工会"], [1, "1000", "秦东民", "财经系"])
    header = find_header(section, ROSTER)
    assert header is not None
    assert (header.row, header.rows, header.first_row) == (1, 1, 2)


def test_columns_of_few_words_are_known_without_headings() -> None:
    people = [["1000", "秦东民", "女"], ["1001", "邹丽俊", "男"], ["1002", "彭敏燕", "男"]]
    header = find_header(sheet(*people), ROSTER)
    assert header is not None
    assert header.columns["sex"] == 2
    assert header.doubtful


def test_a_column_called_only_number_is_the_persons_when_it_holds_their_numbers() -> None:
    listed = sheet(["编号", "姓名", "会费"], ["Q1001", "王伟", 5], ["Q1002", "李娜", 6], ["Q1003", "张强", 7])
    found = find_header(listed, DUES)
    assert found is not None
    assert (found.columns["number"], found.how["number"], found.doubtful) == (0, "content", True)
    counted = find_header(sheet(["编号", "姓名", "会费"], [1, "王伟", 5], [2, "李娜", 6]), DUES)
    assert counted is not None
    assert "number" not in counted.columns


def test_a_sheet_without_the_amounts_is_left_out_where_another_has_them() -> None:
    roster = replace(sheet(["工号", "姓名"], ["1000", "王伟"]), name="花名册")
    notes = replace(sheet(["王伟", "语文组"], ["李娜", "数学组"], ["张强", "英语组"]), name="草稿")
    good = replace(sheet(["姓名", "会费"], ["王伟", 5]), name="1月")
    found = find_tables(Book("x.xlsx", "xlsx", "", (roster, notes, good)), DUES)
    assert [s.name for s, _ in found.tables] == ["1月"]
    assert found.notes[0] == "工作表“花名册”里没有“会费”这一列，没有用它。"
    alone = find_tables(Book("x.xlsx", "xlsx", "", (roster,)), DUES)
    assert [spec.key for spec in missing(alone.tables[0][1], DUES)] == ["amount"]


def test_groups_over_several_columns_head_a_roster() -> None:
    listed = sheet(
        ["某某学校花名册"],
        ["序号", "基本情况", None, None, "工会情况", None, "备注"],
        [None, "姓 名", "性别", "身份证号", "所属分工会", "入会\n时间", None],
        [1, "王伟", "男", "320402199311240192", "第1分工会", "2016.09", "x"],
    )
    found = find_header(listed, ROSTER)
    assert found is not None
    assert (found.row, found.rows) == (2, 2)
    read = rows.read(listed, found, ROSTER).records[0].values
    assert read["joined"] == "2016-09"
    assert read["unit"] == "第1分工会"
    assert read["note"] == "x"


def test_a_list_in_two_columns_of_people_is_read_in_both() -> None:
    listed = sheet(
        ["2026年3月会费"],
        ["序号", "姓名", "会费", "序号", "姓名", "会费"],
        [1, "王伟", 5, 3, "张强", 7],
        [2, "李娜", 6, None, None, None],
    )
    found = find_tables(Book("x.xlsx", "xlsx", "", (listed,)), DUES)
    people = [
        (r.row, r.values["name"], r.values["amount"])
        for s, h in found.tables
        for r in rows.read(s, h, DUES).records
    ]
    assert people == [(3, "王伟", 500), (4, "李娜", 600), (3, "张强", 700)]


def test_printed_numbers_without_a_person_are_empty_lines() -> None:
    listed = sheet(["序号", "姓名", "会费"], [1, "王伟", 5], [2, None, None], [3, None, 6])
    found = find_header(listed, DUES)
    assert found is not None
    read = rows.read(listed, found, DUES)
    assert [(r.row, r.refused) for r in read.records] == [(2, ""), (4, "没有填姓名。")]
    assert read.skipped == ((3, "空行"),)
