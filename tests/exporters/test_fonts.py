"""Every character of a name is drawn or marked, never a silent box."""

from __future__ import annotations

import pytest

import resources
from exporters.fonts import Weight, measure, missing, width

COMMITTED = {"UnionSans", "UnionSansMedium", "UnionSansBold", "UnionSerifBold", "UnionExtB", ""}


def test_an_ordinary_text_is_one_run_in_its_own_weight() -> None:
    runs = measure("工会经费 1,234.50", Weight.MEDIUM).runs
    assert [(run.font, run.text) for run in runs] == [("UnionSansMedium", "工会经费 1,234.50")]


@pytest.mark.parametrize("char", "䶮㛃𬭼𠮷龘")
def test_rare_characters_of_names_are_found_in_a_font(char: str) -> None:
    assert missing(char) == ""
    assert measure(char, Weight.REGULAR).runs[0].text == char


def test_a_character_outside_the_bold_subset_is_thickened() -> None:
    runs = measure("王䶮", Weight.BOLD).runs
    assert [(run.text, run.stroke) for run in runs] == [("王", False), ("䶮", True)]


def test_a_character_in_no_font_is_written_as_its_number_and_reported() -> None:
    measured = measure("王\U0002ffff永", Weight.REGULAR)
    assert "".join(run.text for run in measured.runs) == "王〔U+2FFFF〕永"
    assert measured.missing == "\U0002ffff"


def test_ticks_and_boxes_are_lines_and_need_no_font() -> None:
    assert [run.font for run in measure("☑√☐", Weight.REGULAR).runs] == [""]
    assert missing("☑√☐") == ""


def test_digits_are_equally_wide_and_chinese_is_one_em() -> None:
    assert len({width(digit, 10) for digit in "0123456789"}) == 1
    assert width("工会经费", 10) == pytest.approx(40)


def test_the_width_of_mixed_text_is_the_sum_of_its_runs() -> None:
    measured = measure("𠮷永䶮", Weight.MEDIUM)
    assert measured.units == pytest.approx(sum(run.units for run in measured.runs))


def test_fonts_lie_where_resources_says_with_their_licences() -> None:
    for name in ("NotoSansSC-Regular.ttf", "UnionExtB.ttf", "LICENSE-Noto.txt", "LICENSE-UnionExtB.txt"):
        assert resources.path(f"fonts/{name}").is_file()


def test_a_surname_never_needs_a_system_font() -> None:
    for surname in ("欧阳", "上官", "司徒", "仝", "郄", "逄", "缑", "隗", "禤"):
        assert {run.font for run in measure(surname, Weight.MEDIUM).runs} <= COMMITTED
