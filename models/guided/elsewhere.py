"""Events that a page of their own takes care of: dues, assets and goods, the year's end."""

from __future__ import annotations

from models.guided.records import Guide

ASSETS, YEAR_END = "资产和物品", "年末"

GUIDES: tuple[Guide, ...] = (
    Guide(
        "dues", "收会费", "拨缴经费和会费",
        "工资部门代扣或会员交来的会费，在会费页登记，凭证自动生成。", ("E01",),
        elsewhere="dues_receive",
    ),
    Guide(
        "assets", "买资产、收资产、折旧、处置", ASSETS, "固定资产在资产页登记卡片，凭证的两组分录自动生成。",
        ("E12", "E13", "E14", "E15", "E16"), elsewhere="assets?cards",
    ),
    Guide(
        "goods", "物品入库和领用", ASSETS, "慰问品、奖品等先入库再领用的，在资产页的物品里登记。",
        ("E17", "E18"), elsewhere="assets?goods",
    ),
    Guide(
        "year_end", "年末结转", YEAR_END,
        "收入、支出结转到工会资金结转，不限用途的再转入结余，在结账页一次做完。",
        ("E22", "E23", "E24"), elsewhere="closing",
    ),
)  # fmt: skip
