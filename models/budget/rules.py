"""The rules B01–B14 of a budget and its execution: each a function that gives its sentences with figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.budget.facts import Left, Reckoned
from models.budget.records import (
    BLOCK,
    EXPENSE,
    INCOME,
    INFO,
    OFF,
    WARN,
    Execution,
    Finding,
    Planned,
    Rule,
    Version,
)
from models.kit.money import yuan
from models.kit.shares import percent

Said = tuple[str, int | None]  # the sentence, and the line it is about
_ORDER = {BLOCK: 0, WARN: 1, INFO: 2}
_DIRECT = ("act_exp", "service_exp", "rights_exp")


@dataclass(frozen=True)
class Case:
    """All that the rules look at. `tops` gives the first-level key of an account's id."""

    version: Version
    planned: Sequence[Planned]
    tops: Mapping[int, str | None]
    left: Left
    dues: Reckoned | None = None
    levy: Reckoned | None = None
    adjustments: int = 0  # this version included
    execution: Execution | None = None
    december_fen: Mapping[int, int] = field(default_factory=dict)  # spent in December by line
    heads: Mapping[int, int] = field(default_factory=dict)  # members by unit on the roster day
    today: date | None = None

    def total(self, side: str) -> int:
        """Σ of a side."""
        return sum(one.amount.fen for one in self.planned if one.line.side == side)

    def share(self, *keys: str) -> int:
        """Σ of the expense lines under these first-level accounts."""
        return sum(
            one.amount.fen
            for one in self.planned
            if one.line.side == EXPENSE and self.tops.get(one.line.account) in keys
        )


def check(case: Case, rules: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """What the rules say, the gravest first. A rule without data to look at says nothing."""
    found = [
        Finding(code, rule.severity, sentence, line)
        for code, look in _RULES.items()
        if (rule := rules.get(code)) is not None and rule.severity != OFF
        for sentence, line in look(case, rule)
    ]
    return tuple(sorted(found, key=lambda one: (_ORDER[one.severity], one.code)))


def balance_words(income: int, expense: int, usable: int) -> str:
    """B01 as one sentence, also when it holds."""
    room = income + usable - expense
    sums = f"收入预算 {yuan(income)} 元，可用结转结余 {yuan(usable)} 元，支出预算 {yuan(expense)} 元"
    if room < 0:
        return f"{sums}：超出 {yuan(-room)} 元，不能列赤字。请减支出，或经批准动用结余。"
    return f"{sums}：收支平衡，余 {yuan(room)} 元。"


def b01(case: Case, _: Rule) -> Iterator[Said]:
    """Σ expense ≤ Σ income + usable carry-over and surplus; and no more is used than there is."""
    version = case.version
    usable = version.use_carryover_fen + version.use_surplus_fen
    income, expense = case.total(INCOME), case.total(EXPENSE)
    if expense > income + usable:
        yield balance_words(income, expense, usable), None
    for words, used, there in (
        ("结转", version.use_carryover_fen, case.left.carryover_fen),
        ("结余", version.use_surplus_fen, case.left.surplus_fen),
    ):
        if used > max(0, there):
            yield f"预算动用{words} {yuan(used)} 元，年初{words}只有 {yuan(max(0, there))} 元。", None


def b02(case: Case, _: Rule) -> Iterator[Said]:
    """What an earmarked income gives beyond its own project may not carry other expenses."""
    money: dict[str, int] = {}
    for one in case.planned:
        if one.line.earmark:
            sign = 1 if one.line.side == INCOME else -1
            money[one.line.earmark] = money.get(one.line.earmark, 0) + sign * one.amount.fen
    idle = {name: fen for name, fen in money.items() if fen > 0}
    usable = case.version.use_carryover_fen + case.version.use_surplus_fen
    room = case.total(INCOME) + usable - case.total(EXPENSE)
    if not idle or room >= sum(idle.values()):
        return
    for name, fen in sorted(idle.items()):
        said = f"专项“{name}”的收入比它的支出多 {yuan(fen)} 元，多出的钱安排到了别的支出上。"
        yield f"{said}请给这个专项安排支出，或减少其他支出。", None


def _at_least(case: Case, rule: Rule, words: str, *keys: str) -> Iterator[Said]:
    total, part = case.total(EXPENSE), case.share(*keys)
    if total and part * 10_000 < total * (rule.param or 0):
        yield f"{words} {yuan(part)} 元，占支出 {percent(part, total)}，低于 {_bp(rule.param)}。", None


def _at_most(case: Case, rule: Rule, words: str, *keys: str) -> Iterator[Said]:
    total, part = case.total(EXPENSE), case.share(*keys)
    if total and part * 10_000 > total * (rule.param or 0):
        yield f"{words} {yuan(part)} 元，占支出 {percent(part, total)}，高于 {_bp(rule.param)}。", None


def b04(case: Case, rule: Rule) -> Iterator[Said]:
    """Direct service to members."""
    return _at_least(case, rule, "职工活动、职工服务和维权支出", *_DIRECT)


def b05(case: Case, rule: Rule) -> Iterator[Said]:
    """Share of activities."""
    return _at_least(case, rule, "职工活动支出", "act_exp")


def b06(case: Case, rule: Rule) -> Iterator[Said]:
    """Share of operations."""
    return _at_most(case, rule, "业务支出", "business_exp")


def b07(case: Case, rule: Rule) -> Iterator[Said]:
    """Share of capital expenditure."""
    return _at_most(case, rule, "资本性支出", "capital_exp")


def b08(case: Case, rule: Rule) -> Iterator[Said]:
    """Reserve: the lines that call themselves 预备费."""
    total = case.total(EXPENSE)
    part = sum(one.amount.fen for one in case.planned if "预备费" in one.line.name)
    if total and part * 10_000 > total * (rule.param or 0):
        yield f"预备费 {yuan(part)} 元，占支出预算 {percent(part, total)}，高于 {_bp(rule.param)}。", None


def b09(case: Case, rule: Rule) -> Iterator[Said]:
    """Idle money: what is left over the years against a year's income."""
    kept, income = case.left.carryover_fen + case.left.surplus_fen, case.total(INCOME)
    if income and kept * 10_000 > income * (rule.param or 0):
        times = f"{(rule.param or 0) / 10_000:g}"
        yield (
            f"年初累计结转结余 {yuan(kept)} 元，超过全年收入预算 {yuan(income)} 元的 {times} 倍，"
            "请考虑安排使用。",
            None,
        )


def b10(case: Case, rule: Rule) -> Iterator[Said]:
    """As many adjustments a year as the rule says."""
    allowed = rule.param or 1
    if case.adjustments > allowed:
        said = f"这是今年第 {case.adjustments} 次调整预算，一年一般只调整 {allowed} 次。"
        yield f"{said}请写明理由，并按原程序报批。", None


def b11(case: Case, rule: Rule) -> Iterator[Said]:
    """Too slow until 30 September, or too much in December."""
    seen = case.execution
    if seen is None or case.today is None:
        return
    slow = seen.month >= f"{seen.year}-09"
    for one in seen.side(EXPENSE):
        if not one.budget_fen:
            continue
        december = case.december_fen.get(one.line.id, 0)
        if one.done_fen and december * 10_000 > one.done_fen * (rule.param2 or 0):
            share = percent(december, one.done_fen)
            yield f"{one.line.title}：十二月支出 {yuan(december)} 元，占全年的 {share}。", one.line.id
        elif slow and one.done_fen * 10_000 < one.budget_fen * (rule.param or 0):
            rate = percent(one.done_fen, one.budget_fen)
            said = (
                f"{one.line.title}：到 {int(seen.month[5:])} 月底支出 {yuan(one.done_fen)} 元，执行 {rate}，"
            )
            yield f"{said}低于 {_bp(rule.param)}。", one.line.id


def b12(case: Case, rule: Rule) -> Iterator[Said]:
    """Dues and levy as budgeted against what they are reckoned to be."""
    for key, words, reckoned in (
        ("dues_income", "会费收入", case.dues),
        ("levy_income", "拨缴经费收入", case.levy),
    ):
        mine = [
            one for one in case.planned if one.line.side == INCOME and case.tops.get(one.line.account) == key
        ]
        if reckoned is None or not mine:
            continue
        planned = sum(one.amount.fen for one in mine)
        gap = abs(planned - reckoned.fen)
        if gap * 10_000 > reckoned.fen * (rule.param or 0):
            said = f"{words}预算 {yuan(planned)} 元，{reckoned.words}"
            yield f"{said}，相差 {yuan(gap)} 元。", mine[0].line.id


def b13(case: Case, _: Rule) -> Iterator[Said]:
    """Quotas of units: heads on the roster day."""
    day = case.version.roster_day
    if day is None:
        return
    for one in case.planned:
        unit = one.line.unit
        if unit is None or one.amount.heads is None:
            continue
        there = case.heads.get(unit, 0)
        if there != one.amount.heads:
            said = f"{one.line.unit_name}的额度按 {one.amount.heads} 人算，{day} 名册上有 {there} 人。"
            yield said, one.line.id


def b14(case: Case, _: Rule) -> Iterator[Said]:
    """Earmarked money that was left must stand in this year's budget; free money needs an approval."""
    planned = {one.line.earmark for one in case.planned if one.line.side == EXPENSE}
    for name, fen in case.left.earmarks:
        if name not in planned:
            yield f"专项“{name}”上年结转 {yuan(fen)} 元，本年支出预算里没有安排。", None
    if case.version.use_surplus_fen and case.version.locked and not case.version.document:
        yield f"动用结余 {yuan(case.version.use_surplus_fen)} 元，还没有写批复文号。", None


def _bp(param: int | None) -> str:
    return f"{(param or 0) / 100:g}%"


_RULES: dict[str, Callable[[Case, Rule], Iterator[Said]]] = {
    "B01": b01,
    "B02": b02,
    "B04": b04,
    "B05": b05,
    "B06": b06,
    "B07": b07,
    "B08": b08,
    "B09": b09,
    "B10": b10,
    "B11": b11,
    "B12": b12,
    "B13": b13,
    "B14": b14,
}
