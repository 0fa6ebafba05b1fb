"""import budget and budget status, as a person at the command line sees them."""

from __future__ import annotations

from models.budget import queries
from models.office import Office

HEAD = ("科目编码", "科目名称", "预算数")


def test_a_budget_comes_in_once(desk):
    path = desk.sheet(HEAD, ("401", "会费收入", 3000), ("402", "拨缴经费收入", 9000),
                      ("501", "职工活动支出", 8000), ("50102", "文体活动费", 5000), ("50105", "会员活动费", 3000),
                      ("50599", "其他业务费", 500), ("", "合计", 20500))  # fmt: skip
    status, answer = desk.call("import", "budget", path, "--year", 2026)
    assert (status, answer["rows"], answer["written"]) == (0, 5, 5)
    assert (answer["income_fen"], answer["expense_fen"]) == (1_200_000, 850_000)
    again = desk.call("import", "budget", path, "--year", 2026)[1]
    assert (again["rows"], again["written"]) == (5, 0)


def test_another_list_replaces_the_draft(desk):
    desk.call("import", "budget", desk.sheet(HEAD, ("401", "", 10), ("50102", "", 20)), "--year", 2026)
    desk.call("import", "budget", desk.sheet(HEAD, ("401", "", 30)), "--year", 2026)
    with Office.open(desk.path, read_only=True) as office:
        assert [line.code for line in queries.lines(office.db, 2026)] == ["401"]
        draft = queries.draft(office.db, 2026)
        assert [one.fen for one in queries.amounts(office.db, draft.id).values()] == [3_000]


def test_projects_heads_and_standards_are_taken(desk):
    head = ("科目编码", "科目名称", "项目", "人数", "标准", "次数", "预算金额", "测算依据")
    path = desk.sheet(
        head,
        ("50105", "会员活动费", "端午慰问", 168, 200, 1, 33600, "名册"),
        ("50105", "会员活动费-中秋慰问", "", 168, 300, 1, 50000, ""),
    )
    answer = desk.call("import", "budget", path, "--year", 2026)[1]
    assert answer["rows"] == 2
    assert "按预算数收" in answer["notes"][0]
    with Office.open(desk.path, read_only=True) as office:
        given = queries.amounts(office.db, queries.draft(office.db, 2026).id)
        got = [
            (line.name, given[line.id].heads, given[line.id].fen) for line in queries.lines(office.db, 2026)
        ]
    assert got == [("端午慰问", 168, 3_360_000), ("中秋慰问", None, 5_000_000)]


def test_what_cannot_be_taken_is_named_and_nothing_is_written(desk):
    path = desk.sheet(HEAD, ("401", "会费收入", 10), ("59999", "没有的", 5), ("102", "银行存款", 5),
                      ("402", "利息", 3), ("403", "上级补助收入", 9), ("40302", "专项补助", 8))  # fmt: skip
    status, answer = desk.call("import", "budget", path, "--year", 2026)
    assert status == 1
    assert [one["row"] for one in answer["refused"]] == [3, 4, 5, 6]
    assert answer["written"] == 0
    assert "写的是 9.00 元，它的下级合计 8.00 元" in answer["refused"][3]["reason"]


def test_the_year_must_be_said(desk):
    assert desk.call("import", "budget", desk.sheet(HEAD, ("401", "", 1)))[0] == 2


def test_status_gives_lines_and_findings(desk):
    path = desk.sheet(HEAD, ("402", "", 100), ("50599", "", 200))
    desk.call("import", "budget", path, "--year", 2026)
    answer = desk.call("budget", "status", 2026)[1]
    assert (answer["state"], answer["version"], answer["expense_fen"]) == ("draft", 0, 20_000)
    assert answer["findings"][0]["rule"] == "B01"
    assert "超出 100.00 元，不能列赤字" in answer["findings"][0]["sentence"]


def test_status_of_a_year_without_budget_says_so(desk):
    status, answer = desk.call("budget", "status", 2026)
    assert status == 3
    assert "还没有预算" in answer["error"]["what"]
