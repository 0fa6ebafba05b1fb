"""Every entry of two real plans finds its part of the union's work."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.calendar.imports import read_plan
from models.calendar.modules import module_of

DATA = Path(__file__).parents[2] / "data"
TRACE = {
    2012: "M10 M10 M26 M13 M26 M26 M28 M06 M21 M29 M07 M21 M23 M22 M15 M17 M19 M13+M15 M14+M17 M07 M29 M21 "
    "M28 M06+M08 M28 M24 M28 M06 M06 M13 M06 M20 M06 M13 M07 M10 M08 M25 M15",
    2023: "M26 M08 M26 M17 M21 M06 M06 M21 M18 M06 M25+M17 M17 M12 M21 M13 M08 M17 M28 M06 M21 M13 M18 "
    "M21 M08 M15 M13 M26 M24 M21+M06",
}


@pytest.mark.parametrize("year", TRACE)
def test_every_entry_of_a_plan_is_given_its_module(year: int) -> None:
    plan = read_plan((DATA / f"plan_{year}.txt").read_text(encoding="utf-8"), year)
    expected = TRACE[year].split()
    assert len(expected) == len(plan.entries)
    wrong = [
        (entry.text, module_of(entry.text), wanted)
        for entry, wanted in zip(plan.entries, expected, strict=True)
        if module_of(entry.text) not in wanted.split("+")
    ]
    assert wrong == []


def test_words_nobody_knows_give_no_module() -> None:
    assert module_of("装修新办公室") == ""


def test_the_longer_word_decides() -> None:
    assert module_of("慰问退休教师") == "M08"
    assert module_of("开展退休教师欢送会慰问演讲比赛") == "M06"
