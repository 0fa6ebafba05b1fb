"""常用凭证: kept, called, made each month."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.kit.errors import Refused
from models.ledger import actions, queries, templates
from tests.models.ledger.vouchers import simple


def kept(office, name="付办公费", **more):
    one = replace(templates.of_voucher(name, simple(office, 1200, summary="{月}月办公费").lines), **more)
    one = replace(one, lines=tuple(replace(line, summary="{月}月办公费") for line in one.lines))
    with office.change("存为常用凭证") as change:
        return templates.save(change, one)


def test_a_voucher_is_kept_with_or_without_its_amounts(office):
    with_amounts, without = kept(office), kept(office, "付别的", keep_amounts=False)
    one, two = templates.template(office.db, with_amounts), templates.template(office.db, without)
    assert (one.ready, two.ready) == (True, False)
    assert [line.debit_fen for line in two.lines] == [0, 0]
    assert one.debits == two.debits == (True, False)
    assert one.draft("2026-11").summary == "11月办公费"


def test_what_can_not_be_a_template_says_why(office):
    kept(office)
    for name, more, said in (
        ("付办公费", {}, "已经有叫"),
        ("", {}, "名称"),
        ("空", {"lines": (), "debits": ()}, "还没有选科目"),
        ("每月", {"every": "month"}, "从哪个月"),
        ("每月", {"every": "month", "from_month": "2026-05", "to_month": "2026-04"}, "之前"),
    ):
        with pytest.raises(Refused, match=said):
            kept(office, name, **more)


def test_a_recurring_one_waits_until_it_was_made_or_passed_over(office):
    key = kept(office, every="month", from_month="2026-09", day_of_month=31)
    waiting = templates.due(office.db, "2026-11")
    assert [(one.month, str(one.day)) for one in waiting] == [
        ("2026-09", "2026-09-30"), ("2026-10", "2026-10-31"), ("2026-11", "2026-11-30"),
    ]  # fmt: skip
    with office.change("十月不用") as change:
        templates.skip(change, key, "2026-10", "十月没有发生")
    with office.change("生成") as change:
        made, left = templates.make_due(change, "2026-11")
    assert ([one.month for one in made], left) == (["2026-09", "2026-11"], [])
    assert templates.due(office.db, "2026-11") == []
    with office.change("删除草稿") as change:
        actions.drop_draft(change, made[0].id)
    assert [one.month for one in templates.due(office.db, "2026-11")] == ["2026-09"]
    assert templates.words(templates.due(office.db, "2026-11")[0]) == "2026年9月的“付办公费”还没有填。"


def test_a_quarterly_one_waits_at_the_end_of_quarters_and_not_in_closed_months(office):
    kept(office, every="quarter", from_month="2026-01", keep_amounts=False)
    assert [one.month for one in templates.due(office.db, "2026-11")] == ["2026-03", "2026-06", "2026-09"]
    with office.change("结账") as change:
        for month in ("2026-01", "2026-02", "2026-03"):
            actions.close_month(change, month)
        made, left = templates.make_due(change, "2026-11")
    assert (made, [one.month for one in left]) == ([], ["2026-06", "2026-09"])


def test_one_can_be_changed_and_taken_away(office):
    key = kept(office)
    with office.change("改") as change:
        templates.save(change, replace(templates.template(change.db, key), name="付快递费"))
    assert [(one.name, len(one.lines)) for one in templates.templates(office.db)] == [("付快递费", 2)]
    with office.change("记账") as change:
        done = actions.post_voucher(change, templates.template(change.db, key).draft("2026-11"))
        templates.count_use(change, key, done)
        templates.drop(change, key)
    assert templates.templates(office.db) == []
    assert queries.voucher(office.db, done.id).posted
    with pytest.raises(Refused, match="不在了"):
        templates.template(office.db, key)
