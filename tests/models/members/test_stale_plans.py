"""A list that was looked at is taken in only while the register is as it was then."""

from __future__ import annotations

import pytest

from models.intake.cells import Book, Sheet
from models.kit.errors import Refused
from models.members import imports, queries
from models.office import Office

ROSTER = Book(
    "名册.xlsx",
    "xlsx",
    "0" * 64,
    (Sheet("名册", [["姓名", "部门"], ["王伟", "语文组"], ["李明", "数学组"]]),),
)


def test_a_roster_without_numbers_that_is_taken_twice_makes_nobody_twice(office: Office) -> None:
    plan = imports.plan_members(office, ROSTER)
    with office.change("导入") as change:
        imports.apply_members(change, plan)
    with pytest.raises(Refused, match="又改过"), office.change("导入") as change:
        imports.apply_members(change, plan)
    assert queries.count(office.db) == 2


def test_changes_elsewhere_in_the_office_do_not_make_a_plan_stale(office: Office) -> None:
    plan = imports.plan_members(office, ROSTER)
    with office.change("设置") as change:
        change.insert("setting", {"key": "别的", "value": "1"})
    with office.change("导入") as change:
        assert imports.apply_members(change, plan)["added"] == 2
