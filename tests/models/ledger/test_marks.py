"""审核, 出纳签字, 主席批准 beside a frozen voucher."""

from __future__ import annotations

from datetime import date

import pytest

from models.kit.errors import Refused
from models.ledger import actions, marks
from models.office import Office
from tests.build import NOW
from tests.models.ledger.vouchers import keep, post, simple


def as_user(office: Office, name: str) -> Office:
    opened = Office.open(office.path, name)
    opened.clock = lambda: NOW
    return opened


def test_who_checked_takes_it_back_and_nobody_else(office):
    done = post(office, simple(office))
    with as_user(office, "工会主席") as chair, chair.change("审核") as change:
        assert marks.put(change, done.id, "checked") == ""
    found = marks.of_voucher(office.db, done.id)["checked"]
    assert found.who == "工会主席"
    with pytest.raises(Refused, match="由工会主席来取消"), office.change("取消") as change:
        marks.lift(change, done.id, "checked")
    with as_user(office, "工会主席") as chair, chair.change("取消") as change:
        marks.lift(change, done.id, "checked")
    assert marks.of_voucher(office.db, done.id) == {}


def test_maker_and_checker_in_one_person_is_a_doubt_until_the_setting_forbids_it(office):
    one, two = post(office, simple(office)), post(office, simple(office))
    with office.change("审核") as change:
        assert "同一个人" in marks.put(change, one.id, "checked")
        change.insert("setting", {"key": marks.STRICT, "value": "1"})
    with pytest.raises(Refused, match="要由别人审核"), office.change("审核") as change:
        marks.put(change, two.id, "checked")
    with office.change("签字") as change:
        assert marks.put(change, two.id, "cashier") == ""


def test_a_batch_says_how_many_were_checked_and_why_others_not(office):
    one, two = post(office, simple(office)), post(office, simple(office))
    saved = keep(office, simple(office))
    with office.change("审核") as change:
        marks.put(change, one.id, "checked")
    result = marks.put_all(office, [one.id, two.id, saved], "checked")
    assert result.words() == "成功 1 张，2 张没有审核"
    assert [why for _, why in result.refused] == [
        "2026-03-记-001 已经审核过了。",
        "2026-03-记-草稿 还没有记账，不能审核。",
    ]


def test_in_a_closed_month_a_check_stays(office):
    done = post(office, simple(office, day=date(2026, 1, 5)))
    with office.change("审核") as change:
        marks.put(change, done.id, "checked")
        actions.close_month(change, "2026-01")
    with pytest.raises(Refused, match="已经结账"), office.change("取消") as change:
        marks.lift(change, done.id, "checked")
    with pytest.raises(Refused, match="没有出纳签字"), office.change("取消") as change:
        marks.lift(change, done.id, "cashier")
