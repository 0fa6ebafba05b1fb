"""Amounts in capitals, as the rules for accounting vouchers want them written."""

from __future__ import annotations

import pytest

from models.kit.money import capitals, parse


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0.00", "零元整"),
        ("10.00", "壹拾元整"),
        ("105.00", "壹佰零伍元整"),
        ("1000.50", "壹仟元伍角整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("100000000.00", "壹亿元整"),
        ("-5.00", "负伍元整"),
        ("0.50", "伍角整"),
        ("0.05", "伍分"),
        ("20.05", "贰拾元零伍分"),
        ("100010000.00", "壹亿零壹万元整"),
        ("100000001.00", "壹亿零壹元整"),
    ],
)
def test_amounts_in_capitals(amount, said):
    assert capitals(parse(amount)) == said
