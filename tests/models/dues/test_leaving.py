"""What a movement means for the dues, said before it is entered."""

from __future__ import annotations

from models.dues import actions, leaving
from tests.build import a_member


def test_leaving_says_the_last_month_and_what_is_still_owed(office):
    with office.change("会员") as change:
        key = a_member(change, base_fen=438_600)
    with office.change("核定") as change:
        actions.assess(change, "2026-09", "2026-11")
    said = "".join(leaving.consequences(office.db, key, "retire", "2026-10-20"))
    assert "会费收到 2026年10月（含），2026年11月起不再收。" in said
    assert "到 2026年10月还欠 2 个月 43.80 元" in said


def test_joining_says_when_dues_begin_by_the_offices_rule(office):
    with office.change("会员") as change:
        key = a_member(change, joined=None)
    assert leaving.consequences(office.db, key, "join", "2026-11-05") == ["从 2026年12月起收会费。"]


def test_nothing_is_owed_where_nothing_was_assessed(office):
    with office.change("会员") as change:
        key = a_member(change)
    assert len(leaving.consequences(office.db, key, "quit", "2026-10")) == 1
