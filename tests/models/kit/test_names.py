"""Names as lists contaminate them, and names as people search for them."""

from __future__ import annotations

import pytest

from models.kit import names


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("王 伟", "王伟"),
        ("王\u3000伟", "王伟"),
        ("\ufeff王\u200b伟\u00ad", "王伟"),
        ("王\u00a0伟", "王伟"),
        ("1.王伟", "王伟"),
        ("１２、王伟", "王伟"),
        ("（3）王伟", "王伟"),
        ("①王伟", "王伟"),
        ("王伟（女）", "王伟"),
        ("王伟(数学组", "王伟"),
        ("王伟（女）(退休)*", "王伟"),
        ("王伟*", "王伟"),
        ("王伟2", "王伟"),
        ("欧阳 文博", "欧阳文博"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"),
        ("John  Smith", "John Smith"),
    ],
)
def test_what_lists_add_to_a_name_is_taken_off(dirty: str, clean: str) -> None:
    assert names.clean(dirty)[0] == clean


@pytest.mark.parametrize("name", ["𠮷永䶮", "㛃𬭼", "龘", "﨑本", "王〇", "张三丰"])
def test_rare_characters_stay_as_they_are(name: str) -> None:
    assert names.clean(name) == (name, ())


def test_what_was_taken_off_is_told() -> None:
    assert names.clean("欧阳 文博")[1] == ("姓名中间有空格，“欧阳 文博”按“欧阳文博”处理。",)
    assert names.clean("王伟（女）")[1] == ("“王伟（女）”按“王伟”处理。",)


def test_private_characters_and_lost_ones_are_pointed_out() -> None:
    assert "自造字" in names.clean("王\ue001")[1][0]
    assert names.clean("李?") == ("李?", ("姓名里有认不出的字，请核对。",))
    assert names.clean("王*") == ("王*", ("姓名里有认不出的字，请核对。",))


def test_a_name_never_becomes_empty() -> None:
    assert [names.clean(text)[0] for text in ("3", "*", "（女）")] == [
        "3",
        "*",
        "（女）",
    ]


def test_the_key_is_the_same_for_two_writings_of_one_name() -> None:
    assert names.key("阿依古丽·买买提") == names.key("阿依古丽 买买提") == "阿依古丽买买提"
    assert names.key("JOHN Smith") == names.key("John  smith")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("单雄信", "SXX"), ("解缙", "XJ"), ("仇英", "QY"), ("查良镛", "ZLY"), ("区志明", "OZM"),
        ("曾国藩", "ZGF"), ("朴树", "PS"), ("盖叫天", "GJT"), ("任我行", "RWX"), ("尉迟恭", "YCG"),
        ("万俟卨", "MQX"), ("欧阳修", "OYX"), ("单于慧", "CYH"), ("𠮷永", "𠮷Y"),
        ("阿依古丽·买买提", "AYGLMMT"), ("John Smith", "JS"), ("", ""),
    ],
)  # fmt: skip
def test_initials_read_surnames_as_surnames_are_read(name: str, letters: str) -> None:
    assert names.initials(name) == letters


def test_sorting_is_by_sound() -> None:
    people = ["张三", "查理", "安然", "曾杰", "任平", "单田"]
    assert sorted(people, key=names.sort_key) == [
        "安然",
        "任平",
        "单田",
        "曾杰",
        "查理",
        "张三",
    ]


def test_everyday_characters_are_told_from_rare_ones() -> None:
    assert names.is_common("伟")
    assert not names.is_common("喆")
    assert not names.is_common("𠮷")
