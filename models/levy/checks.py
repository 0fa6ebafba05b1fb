"""Worth saying about the levy: behind by quarter, late upward, wage bills that jump. Pure sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.kit.days import month_words, words
from models.kit.money import yuan
from models.levy.records import ENOUGH_BP, LATE_DAYS, MonthLevy, UpDebt, WageBill

_JUMP_BP = 2000  # a head's wage that moved by more than 20 % against last year


def behind(months: Sequence[MonthLevy], until: str) -> list[str]:
    """Quarters up to month `until` that got less than 95 % of what was expected (R055)."""
    found = []
    for at in range(0, len(months), 3):
        quarter = [one for one in months[at : at + 3] if one.month <= until]
        expected = sum(one.expected_fen for one in quarter)
        received = sum(one.received_fen for one in quarter)
        if len(quarter) == 3 and received * 10_000 < expected * ENOUGH_BP:
            found.append(
                f"第{'一二三四'[at // 3]}季度应收拨缴经费 {yuan(expected)} 元，实收 {yuan(received)} 元，"
                f"少 {yuan(expected - received)} 元。可以发催缴函；仍不缴的，可以依工会法申请支付令。"
            )
    return found


def late(debt: UpDebt, on: date) -> str:
    """Money for the superior that lies too long (R057), or ""."""
    if debt.fen <= 0 or debt.since is None or debt.age(on) <= LATE_DAYS:
        return ""
    since = f"最早的一笔 {words(debt.since)} 收到，已过 {debt.age(on)} 天"
    return f"应付上级经费 {yuan(debt.fen)} 元，{since}没有上缴。"


def jump(bill: WageBill, last_year: WageBill | None) -> str:
    """The wage bill of a head moved by more than 20 % (R058), or ""."""
    if last_year is None or not bill.heads or not last_year.heads or not last_year.total_fen:
        return ""
    now, then = bill.total_fen * last_year.heads, last_year.total_fen * bill.heads
    if abs(now - then) * 10_000 <= then * _JUMP_BP:
        return ""
    change = "高" if now > then else "低"
    return (
        f"{month_words(bill.month)}人均工资 {yuan(bill.total_fen // bill.heads)} 元，比上年同月"
        f"{change}出 20% 以上，请核对工资总额的口径（编外、合同人员也算在内）。"
    )
