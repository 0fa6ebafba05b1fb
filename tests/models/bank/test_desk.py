"""The desk of a month: which lines lie on it."""

from __future__ import annotations

from models.bank.desk import desk
from tests.models.bank.statements import account, post, take


def test_before_the_first_statement_only_the_month_lies_there(office):
    post(office, "08-05", -12_345, "付奖品款")
    post(office, "10-10", -5_000, "慰问甲")
    assert [one.words for one in desk(office.db, account(office), "2026-10").book] == ["慰问甲"]


def test_from_the_first_statement_on_all_that_is_free_lies_there(office):
    for when, said in (("07-05", "更早"), ("08-05", "付奖品款"), ("10-10", "慰问甲")):
        post(office, when, -5_000, said)
    take(office, ("08-01", 100, "结息"))
    found = desk(office.db, account(office), "2026-10")
    assert [one.words for one in found.book] == ["付奖品款", "慰问甲"]
    assert [one.fen for one in found.bank] == [100]
