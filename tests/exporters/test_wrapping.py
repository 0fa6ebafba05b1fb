"""Lines break where Chinese lines may break, and nothing is ever cut."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.fonts import Weight, width
from exporters.wrapping import SMALLEST, clean, fit, fit_height, one_line

MEMO = "冲销2025年9月5日记字第0002号凭证（金额误记），教师节宣传展板1,280.00元；另附说明。"


def test_a_short_text_keeps_its_size_and_line() -> None:
    assert fit("工会", 100, 9).lines == ("工会",)
    assert fit("工会", 100, 9).size == 9


def test_text_shrinks_to_six_and_a_half_points_before_it_wraps() -> None:
    assert fit("区教师发展中心", 50, 9).size == 7.1
    assert len(fit("区教师发展中心", 40, 9).lines) == 2
    assert fit("区教师发展中心", 40, 9).size >= SMALLEST


def test_a_long_text_wraps_at_its_own_size() -> None:
    fitted = fit(MEMO, 120, 9, wraps=True)
    assert fitted.size == 9
    assert len(fitted.lines) > 2


def test_a_long_text_shrinks_a_little_rather_than_leave_one_character_alone() -> None:
    assert fit("完成五月账务结账编制银行", 104, 9, wraps=True).lines == ("完成五月账务结账编制银行",)


def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    for room in range(60, 200, 7):
        lines = fit(MEMO, room, 9, wraps=True).lines
        assert not any(line[0] in "，。；）、" for line in lines), room
        assert not any(line[-1] in "（“" for line in lines), room


def test_amounts_and_names_with_brackets_stay_whole() -> None:
    lines = fit("会员生日慰问 3 人：宋春豪（1日）、姚洋兰（13日）、欧阳娜（27日）", 110, 9, wraps=True).lines
    for whole in ("宋春豪（1日）", "姚洋兰（13日）", "欧阳娜（27日）"):
        assert sum(whole in line for line in lines) == 1
    assert any("1,280.00" in line for line in fit(MEMO, 120, 9, wraps=True).lines)


def test_a_row_of_fixed_height_gets_smaller_type() -> None:
    fitted = fit_height(MEMO, 130, 22, 8.5)
    assert fitted.size < 8.5
    assert "".join(fitted.lines) == MEMO


def test_one_line_never_exceeds_its_room() -> None:
    size = one_line("示例职业技术学校工会委员会" * 4, 300, 16, Weight.BOLD)
    assert width("示例职业技术学校工会委员会" * 4, size, Weight.BOLD) <= 300.01


def test_control_and_invisible_characters_are_dropped_and_line_ends_kept() -> None:
    assert clean("张\x00三\u200b\ufeff\t李\r\n四\U000e0101") == "张三 李\n四"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="工会经费，。（）“”12.,aB 𠮷\n", max_size=60), st.integers(20, 200))
def test_wrapping_keeps_every_character_but_blanks_at_line_ends(said: str, room: int) -> None:
    lines = fit(said, room, 9, wraps=True).lines
    assert "".join(lines).replace(" ", "") == said.replace("\n", "").replace(" ", "")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="工会经费，。（）12.,aB", min_size=1, max_size=60), st.integers(20, 200))
def test_wrapped_lines_fit_their_room(said: str, room: int) -> None:
    fitted = fit(said, room, 9, wraps=True)
    assert max(width(line, fitted.size) for line in fitted.lines) <= room + 0.01
