"""Reckoning dues: pure rules, exact to the fen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.dues.records import Standard
from models.kit.days import month_words, year_of
from models.kit.errors import Refused

_FURTHEST = 5  # years ahead of today


def reckon(standard: Standard, base_fen: int | None) -> int | None:
    """A month's dues; None when the standard needs a base and there is none.

    Ratio, 会费通知: the part of the base under ten yuan is dropped, then 0.5 %
    (4,386.00 → 21.90; 9.99 → 0.00): `base_fen // 1000 * 5` for the usual rate and step.
    """
    if standard.method == "fixed":
        return standard.fixed_fen
    if base_fen is None:
        return None
    if standard.method == "tiers":
        reached = [fen for start, fen in sorted(standard.tiers) if base_fen >= start]
        return reached[-1] if reached else 0
    full_steps = base_fen // standard.step_fen * standard.step_fen
    return full_steps * standard.rate_bp // 10_000


def check_not_far(month: str, today: date) -> None:
    """Raises `Refused` for a month that nobody means: 2062-03 is a slip of the finger for 2026-03."""
    if year_of(month) > today.year + _FURTHEST:
        raise Refused(f"{month_words(month)}还远着呢，月份可能写错了。", remedy="请核对年份。")


def age_words(months: int) -> str:
    """The bucket of arrears that are so many months old: 1–2, 3–5, 6 and more."""
    if months >= 6:
        return "6 个月以上"
    return "3–5 个月" if months >= 3 else "1–2 个月"


def spread(owed: Sequence[tuple[str, int]], amount_fen: int) -> list[tuple[str, int]]:
    """An amount over the months it is paid for: each what it owes, in order; what is left on the last."""
    rows, left = [], amount_fen
    for month, fen in owed:
        part = min(fen, left)
        if part > 0:
            rows.append((month, part))
        left -= max(0, part)
    if left > 0 and owed:
        last = owed[-1][0]
        before = rows.pop()[1] if rows and rows[-1][0] == last else 0
        rows.append((last, before + left))
    return rows
