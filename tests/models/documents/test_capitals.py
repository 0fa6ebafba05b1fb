"""Capitals are read back to the fen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.documents.capitals import parse_capitals
from models.kit.money import capitals


@given(st.integers(-99_999_999_999, 99_999_999_999))
def test_what_is_written_is_read_back(fen):
    assert parse_capitals(capitals(fen)) == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [("贰仟叁佰圆整", 230000), ("⊗壹佰零伍圆叁角", 10530), ("人民币：拾伍元正", 1500), ("（负）壹元整", -100),
     ("伍角整", 50), ("壹亿零叁万元整", 10_003_000_000), ("合计", None), ("", None), ("壹元X角", None)],
)  # fmt: skip
def test_other_ways_of_writing(text, fen):
    assert parse_capitals(text) == fen
