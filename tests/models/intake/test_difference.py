"""What an import would change, shown before it does."""

from __future__ import annotations

from models.intake.difference import Difference, Line, Verdict, compare, merge
from models.report import text


def test_a_blank_never_wipes_and_the_same_is_no_change() -> None:
    old = {"name": "王伟", "unit": "语文组", "phone": "1", "note": None}
    new = {"name": "王伟", "unit": "数学组", "phone": "", "note": None}
    assert compare(old, new, ("name", "unit", "phone", "note")) == (("unit", "语文组", "数学组"),)


def test_what_was_empty_is_filled() -> None:
    assert compare({}, {"phone": "1"}, ("phone",)) == (("phone", None, "1"),)
    assert compare({"base_fen": 5}, {"base_fen": 0}, ("base_fen",)) == (("base_fen", 5, 0),)


def difference() -> Difference:
    """One line of each verdict."""
    return Difference(
        "导入花名册",
        (
            Line(Verdict.NEW, "教职工", 3, "秦东民"),
            Line(Verdict.CHANGED, "教职工", 4, "邹丽俊", (("unit", "语文组", "数学组"),), target=7),
            Line(Verdict.REFUSED, "教职工", 5, "彭敏燕", reason="没有填姓名。"),
        ),
    )


def test_verdicts_are_counted_and_summed_up() -> None:
    found = difference()
    assert found.counts[Verdict.NEW] == 1
    assert found.counts[Verdict.SAME] == 0
    assert found.summary() == "共3行：新增1、修改1、不收1。"
    assert found.writes
    assert [line.row for line in found.of(Verdict.REFUSED)] == [5]
    assert not Difference("x", ()).writes
    assert Difference("x", ()).summary() == "没有可以导入的行。"


def test_the_report_shows_sheet_row_old_and_new() -> None:
    report = difference().to_report({"unit": "分工会"})
    shown = [
        [text(cell, column) for cell, column in zip(row.cells, report.columns, strict=True)]
        for row in report.rows
    ]
    assert shown[1] == ["教职工", "4", "修改", "邹丽俊", "分工会：语文组 → 数学组", ""]
    assert shown[2][-1] == "没有填姓名。"
    assert report.rows[1].link == "member:7"
    assert report.notes == ("共3行：新增1、修改1、不收1。",)


def test_sheets_come_together() -> None:
    assert merge("全部", [difference(), difference()]).summary() == "共6行：新增2、修改2、不收2。"
