"""The chart: sub-accounts of one's own, both prescribed charts, what an account asks for."""

from __future__ import annotations

from datetime import date

import pytest

from models.kit.errors import Refused
from models.ledger import actions, chart, checks, queries, summaries, typed
from models.office import Office
from tests.models.ledger.vouchers import BANK, account, draft, post, simple


def below(office, code, name, parent):
    with office.change("添加科目") as change:
        return actions.add_account(change, code, name, account(office, parent))


def test_a_sub_account_is_found_by_its_initials_and_renamed(office):
    key = below(office, "13101", "何文博", "131")
    assert typed.Chart(office.db).seek("hwb")[0].account.id == key
    with office.change("改名") as change:
        chart.rename_account(change, key, "周佳音")
    assert queries.account_by_code(office.db, "13101").full_name == "其他应收款—周佳音"


def test_what_the_rules_prescribe_keeps_its_name_and_stays(office):
    key = account(office, BANK)
    for act in (
        lambda c: chart.rename_account(c, key, "银行"),
        lambda c: chart.drop_account(c, key),
        lambda c: chart.end_account(c, key, "2026-12"),
    ):
        with pytest.raises(Refused, match="制度规定"), office.change("改") as change:
            act(change)


def test_a_code_or_name_twice_is_refused(office):
    below(office, "13101", "何文博", "131")
    for code, name, said in (
        ("13101", "别人", "已经有了"),
        ("13102", "何文博", "已经有叫"),
        ("13", "甲", "更长"),
    ):
        with pytest.raises(Refused, match=said):
            below(office, code, name, "131")


def test_an_ended_account_is_greyed_and_its_use_refused_with_the_way_out(office):
    key = below(office, "23101", "慈善一日捐", "231")
    with office.change("停用") as change:
        chart.end_account(change, key, "2026-06")
    hit = typed.Chart(office.db, "2026-11").seek("慈善一日捐")[0]
    assert (hit.account.id, hit.why_not) == (key, "只用到 2026-06")
    assert typed.Chart(office.db, "2026-05").seek("慈善一日捐")[0].why_not == ""
    with pytest.raises(Refused, match=r"只用到2026年6月，请改日期或换一个科目"):
        post(office, draft(office, (BANK, 5, 0), ("23101", 0, 5), day=date(2026, 7, 1)))
    post(office, draft(office, (BANK, 5, 0), ("23101", 0, 5), day=date(2026, 6, 1)))
    with pytest.raises(Refused, match="还有凭证"), office.change("停用") as change:
        chart.end_account(change, key, "2026-05")
    with pytest.raises(Refused, match="还有余额"), office.change("停用") as change:
        chart.end_account(change, key, "2026-07")
    with pytest.raises(Refused, match="已经有凭证"), office.change("删除") as change:
        chart.drop_account(change, key)


def test_an_unused_sub_account_can_be_taken_away(office):
    key = below(office, "13101", "何文博", "131")
    with office.change("删除") as change:
        chart.drop_account(change, key)
    with pytest.raises(Refused):
        queries.account_by_code(office.db, "13101")


def test_a_book_that_begins_before_2022_has_both_charts_by_month(tmp_path):
    with Office.create(tmp_path / "old.union", "老学校", "2021-01") as office:
        old, new = (
            queries.account_by_code(office.db, "135", "2021-05"),
            queries.account_by_code(office.db, "131"),
        )
        assert (old.name, old.chart, new.name, new.chart) == ("其他应收款", 2010, "其他应收款", 2022)
        assert queries.account_by_code(office.db, "131", "2021-05").name == "应收上级经费"
        assert queries.account_by_key(office.db, "bank", "2021-05") != queries.account_by_key(
            office.db, "bank"
        )
        assert {one.chart for one in queries.accounts(office.db, "2021-12")} == {2010}
        assert typed.Chart(office.db, "2021-03").seek("结余")[0].account.code == "331"
        with pytest.raises(Refused, match="2022年1月起才能用"), office.change("记账") as change:
            actions.post_voucher(change, simple(office, day=date(2021, 3, 4)))


def test_a_new_book_has_one_chart(office):
    assert queries.chart_of(office.db, "2020-01") == queries.chart_of(office.db) == 2022


def test_accounts_that_need_it_ask_who_or_what_for(office):
    lines = draft(office, ("131", 100, 0), ("40302", 0, 100))
    accounts = queries.accounts_by_id(office.db, {line.account for line in lines.lines})
    asked = checks.missing(lines, accounts)
    assert [(one.line, one.dimensions) for one in asked] == [(0, ("member", "partner")), (1, ("earmark",))]
    below(office, "13101", "何文博", "131")
    leaf = draft(office, ("13101", 100, 0), (BANK, 0, 100))
    assert checks.missing(leaf, queries.accounts_by_id(office.db, {one.account for one in leaf.lines})) == []


def test_a_struck_summary_is_not_offered_until_it_is_taken_back(office):
    post(office, simple(office, summary="买墨盒"))
    assert summaries.used(office.db, text="墨") == ["买墨盒"]
    with office.change("划去") as change:
        summaries.strike(change, "买墨盒")
        summaries.strike(change, "买墨盒")
    assert summaries.used(office.db) == []
    with office.change("恢复") as change:
        summaries.take_back(change, "买墨盒")
    assert summaries.used(office.db) == ["买墨盒"]
