"""预算编制说明: the skeleton with its sentences computed; what only people know is left to be written."""

from __future__ import annotations

from collections.abc import Sequence

from models.budget import facts, planning, queries, rules
from models.budget.records import EXPENSE, INCOME, SIDES, Planned, Version
from models.kit.errors import Refused
from models.kit.money import yuan
from models.kit.shares import percent
from models.office import Office
from models.report import As, Column, Kind, Paper, Report, Row

_LARGEST = 5  # lines that the expense paragraph names
_BASES = "编制依据：工会会计制度、基层工会经费收支管理办法、工会预算管理办法，以及上级工会的有关规定。"


def version_of(office: Office, year: int) -> Version:
    """The version that is printed: in force, else the draft. Raises `Refused`."""
    found = queries.current(office.db, year) or queries.draft(office.db, year)
    if found is None:
        raise Refused(f"{year} 年还没有预算。", remedy="请先在“预算”页编制。")
    return found


def until(office: Office, month: str) -> str:
    """A month that has not come yet is the present one: a year is shown as far as it has gone."""
    return max(min(month, f"{office.today():%Y-%m}"), f"{month[:4]}-01")


# -- the paper ---------------------------------------------------------------------------------


def notes(office: Office, year: int) -> Report:
    """预算编制说明 of a year, ready to be completed by hand."""
    version = version_of(office, year)
    rows = planning.planned(office.db, version)
    made: list[Row] = []
    for heading, sentences in (
        ("一、编制依据和原则", (_BASES, "编制原则：量入为出、收支平衡、专款专用，经费主要用于服务会员。")),
        ("二、收入预算", _income(office, rows, year)),
        ("三、支出预算", _expense(office, rows)),
        ("四、收支平衡和结转结余", _balance(office, version, rows)),
        ("五、需要说明的事项", _remarks(office, version)),
    ):
        made.append(Row((heading,), Kind.GROUP))
        made += [Row((sentence,)) for sentence in sentences]
    return Report(
        "budget-notes",
        "工会经费预算编制说明",
        (Column("内容", As.LONG, 172),),
        tuple(made),
        unit=office.unit_name,
        period=f"{year}年度",
        total="",
        signatures=("工会主席", "财务委员"),
        paper=Paper(row_height=8, head_height=7, text_size=10),
        maker=office.actor.name,
    )


def _income(office: Office, rows: Sequence[Planned], year: int) -> list[str]:
    mine = [one for one in rows if one.line.side == INCOME]
    found = [_sum_words(mine, INCOME)]
    for one in mine:
        basis = f"：{one.amount.basis_words}" if one.amount.basis_words else ""
        found.append(f"{one.line.title} {yuan(one.amount.fen)} 元{basis}。")
    for reckoned in (facts.dues_expected(office.db, year), facts.levy_expected(office.db, year)):
        if reckoned is not None:
            found.append(f"测算：{reckoned.words}，即 {yuan(reckoned.fen)} 元。")
    return found


def _expense(office: Office, rows: Sequence[Planned]) -> list[str]:
    mine = [one for one in rows if one.line.side == EXPENSE]
    total = sum(one.amount.fen for one in mine)
    found = [_sum_words(mine, EXPENSE)]
    tops = planning.tops(office.db)
    direct = sum(
        one.amount.fen
        for one in mine
        if tops.get(one.line.account) in ("act_exp", "service_exp", "rights_exp")
    )
    share = percent(direct, total) or "0.0%"
    found.append(f"直接用于会员的职工活动、职工服务和维权支出 {yuan(direct)} 元，占支出预算 {share}。")
    for one in sorted(mine, key=lambda one: -one.amount.fen)[:_LARGEST]:
        if one.amount.fen:
            basis = f"：{one.amount.basis_words}" if one.amount.basis_words else ""
            share = percent(one.amount.fen, total)
            found.append(f"{one.line.title} {yuan(one.amount.fen)} 元，占 {share}{basis}。")
    return found


def _sum_words(rows: Sequence[Planned], side: str) -> str:
    now, last = sum(one.amount.fen for one in rows), sum(one.last_budget_fen for one in rows)
    done = sum(one.last_done_fen for one in rows)
    said = f"本年{SIDES[side]}预算 {yuan(now)} 元"
    if not last and not done:
        return f"{said}。"
    gap = now - last
    word = "增加" if gap >= 0 else "减少"
    share = f"（{percent(abs(gap), last)}）" if last else ""
    return f"{said}，比上年预算 {yuan(last)} 元{word} {yuan(abs(gap))} 元{share}；上年执行 {yuan(done)} 元。"


def _balance(office: Office, version: Version, rows: Sequence[Planned]) -> list[str]:
    left = facts.left(office.db, version.year)
    income, expense = (
        sum(one.amount.fen for one in rows if one.line.side == side) for side in (INCOME, EXPENSE)
    )
    found = [
        f"年初结转 {yuan(left.carryover_fen)} 元，结余 {yuan(left.surplus_fen)} 元；"
        f"本年动用结转 {yuan(version.use_carryover_fen)} 元、结余 {yuan(version.use_surplus_fen)} 元。"
    ]
    usable = version.use_carryover_fen + version.use_surplus_fen
    found.append(rules.balance_words(income, expense, usable))
    return found + [f"专项“{name}”上年结转 {yuan(fen)} 元。" for name, fen in left.earmarks]


def _remarks(office: Office, version: Version) -> list[str]:
    told = planning.findings(office.db, version, office.today())
    found = [one.sentence for one in told if one.code != "B11"]  # B11 speaks of execution
    return (found or ["没有需要特别说明的事项。"]) + ["重点工作和与上年变化较大的原因（请补写）："]
