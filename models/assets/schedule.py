"""Straight-line depreciation without residual value: cost / months, floored; the rest in the last month."""

from __future__ import annotations

from models.assets.records import Asset
from models.kit.days import next_month, number_of, year_of


def month_number(start: str, month: str) -> int:
    """Which month of its life `month` is, 1 for the first; below 1 before its start."""
    return (year_of(month) - year_of(start)) * 12 + number_of(month) - number_of(start) + 1


def of_month(asset: Asset, month: str, before_fen: int) -> int:
    """The depreciation of one month in fen, when `before_fen` has been taken already.

    The month of acquisition counts, that of disposal doesn't.
    """
    at = month_number(asset.start_month, month)
    left = asset.cost_fen - before_fen
    if not asset.depreciated or at < 1 or left <= 0 or (asset.before_to and month <= asset.before_to):
        return 0
    if asset.state in ("pending", "disposed"):
        return 0
    return left if at >= asset.life_months else min(asset.monthly_fen, left)


def last_month(asset: Asset) -> str:
    """The month in which the rest is taken."""
    return next_month(asset.start_month, asset.life_months - 1)
