"""Settings: names, first month, days, holidays, accounts; what is refused and why."""

from __future__ import annotations

from datetime import date

import pytest

from models import settings
from models.kit.errors import Refused
from models.ledger import actions as ledger
from models.ledger import queries
from models.office import Office


def act(office: Office, do):
    with office.change("设置") as change:
        return do(change)


def test_names_are_kept_and_an_empty_union_name_follows_the_school(office: Office) -> None:
    act(office, lambda change: settings.set_names(change, " 青禾中学 ", ""))
    assert (office.name, office.unit_name) == ("青禾中学", "青禾中学工会委员会")
    with pytest.raises(Refused):
        act(office, lambda change: settings.set_names(change, " ", "某工会"))


def test_the_same_setting_again_is_not_journalled(office: Office) -> None:
    act(office, lambda change: settings.set_day(change, "dues_day", 15))
    before = office.seal
    act(office, lambda change: settings.set_day(change, "dues_day", 15))
    assert office.db.execute("select value from setting where key = 'dues_day'").fetchone()[0] == "15"
    assert office.seal.split()[0] in (before.split()[0], f"第{int(before[1:-21]) + 1}条")


@pytest.mark.parametrize(("key", "day"), [("dues_day", 0), ("dues_day", 32), ("pay_day", 5)])
def test_a_day_is_a_day_of_the_month(office: Office, key: str, day: int) -> None:
    with pytest.raises(Refused):
        act(office, lambda change: settings.set_day(change, key, day))


def test_the_first_month_moves_only_while_nothing_is_in_the_book(office: Office) -> None:
    act(office, lambda change: settings.set_first_month(change, "2026-03"))
    assert queries.first_month(office.db) == "2026-03"
    act(office, lambda change: ledger.set_opening(change, 2026, [("102", 100, 0), ("322", 0, 100)]))
    assert "期初余额" in settings.why_first_month_stays(office.db)
    with pytest.raises(Refused):
        act(office, lambda change: settings.set_first_month(change, "2026-04"))


def test_unknown_ways_are_refused(office: Office) -> None:
    for do in (settings.set_retirement, settings.set_signers):
        with pytest.raises(Refused):
            act(office, lambda change, do=do: do(change, "sometimes"))
    act(office, lambda change: settings.set_signers(change, "filled"))
    assert settings.read(office.db, "print_signers") == "filled"


def test_holidays_are_added_changed_and_dropped(office: Office) -> None:
    key = act(office, lambda c: settings.put_holiday(c, date(2030, 5, 1), "劳动节", "off"))
    with pytest.raises(Refused, match="已经登记过"):
        act(office, lambda c: settings.put_holiday(c, date(2030, 5, 1), "又一个", "off"))
    act(office, lambda c: settings.put_holiday(c, date(2030, 5, 2), "调休", "work", key))
    assert [(row.day.day, row.kind) for row in settings.holidays(office.db, 2030)] == [(2, "work")]
    assert settings.holiday_years(office.db)[-1] == 2030
    act(office, lambda c: settings.drop_holidays(c, [key]))
    assert settings.holidays(office.db, 2030) == []


def test_accounts_in_use_are_not_hidden(office: Office) -> None:
    chart = {account.code: account for account in queries.accounts(office.db)}
    with pytest.raises(Refused, match="不能停用"):
        act(office, lambda c: settings.hide_account(c, chart["102"].id, True))
    act(office, lambda c: ledger.set_opening(c, 2026, [("162", 100, 0), ("322", 0, 100)]))
    with pytest.raises(Refused, match="余额"):
        act(office, lambda c: settings.hide_account(c, chart["162"].id, True))
    act(office, lambda c: settings.hide_account(c, chart["111"].id, False))
    assert not {a.code: a for a in queries.accounts(office.db)}["111"].hidden


def test_the_next_code_follows_the_last_sub_account(office: Office) -> None:
    bank = {account.code: account for account in queries.accounts(office.db)}["102"]
    assert settings.next_code(office.db, bank.id) == "10201"
    act(office, lambda c: ledger.add_account(c, "10201", "基本户", bank.id))
    assert settings.next_code(office.db, bank.id) == "10202"
