"""What stands over the list of members, and changes of many at once."""

from __future__ import annotations

import pytest

from models.members import actions, lists, queries
from tests.build import a_member


def test_counts_name_the_statuses_and_who_retired_this_year(office):
    with office.change("会员") as change:
        a_member(change, "许静宜")
        for name, day in (("谢雨桐", "2026-03"), ("欧阳浩然", "2025-12-31")):
            actions.move(change, a_member(change, name), "retire", day)
    counts = lists.counts(office.db, 2026)
    assert counts.all == 3
    assert counts.words() == "在职 1 · 退休 2 · 本年退休 1"
    assert lists.counts(office.db, 2024).words() == "在职 1 · 退休 2"


def test_members_are_moved_together_and_those_already_there_are_not_counted(office):
    with office.change("会员") as change:
        unit = actions.add_unit(change, "第1分工会")
        keys = [a_member(change, "许静宜"), a_member(change, "谢雨桐", unit=unit)]
    with office.change("调动") as change:
        assert lists.move_to_unit(change, keys, unit) == 1
    assert {queries.member(office.db, key).unit for key in keys} == {unit}


def test_suggestions_are_what_others_have_most_often(office):
    with office.change("会员") as change:
        for number, department in enumerate(("语文组", "数学组", "语文组", "")):
            a_member(change, f"某{number}", department=department)
    assert lists.suggestions(office.db, "department") == ["语文组", "数学组"]
    with pytest.raises(KeyError):
        lists.suggestions(office.db, "id_number")
