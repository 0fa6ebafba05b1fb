"""A first draft from what is known: last year's lines and execution, dues and levy as reckoned."""

from __future__ import annotations

from models.budget import actions, execution, facts, planning, queries
from models.budget.records import Amount, BudgetLine, LinePlan, Version
from models.kit.errors import Refused
from models.ledger import queries as books
from models.store.journal import Change


def begin_from_last_year(change: Change, year: int) -> Version:
    """A first draft like last year: its lines, amounts and bases, and what was spent without a line.

    After a year without an approved budget the lines are what came in and was spent. Dues and levy
    are reckoned anew.
    """
    made = actions.begin(change, year)
    if made.version:
        return made
    seen = execution.execution(change.db, f"{year - 1}-12")
    given = queries.amounts(change.db, seen.version.id) if seen.version else {}
    plans = [_again(one.line, given[one.line.id]) for one in seen.lines]
    plans += [
        LinePlan(one.account, 0 if seen.version else max(0, one.done_fen), basis="按上年执行")
        for one in seen.loose
        if one.done_fen > 0
    ]
    if not plans:
        raise Refused(
            f"{year - 1} 年没有预算，也没有收支，没有可以照搬的。", remedy="请新建一份空的预算，一项一项添。"
        )
    for plan in plans:
        actions.add_line(change, made.id, plan)
    fill_reckoned(change, made.id)
    return queries.version(change.db, made.id)


def _again(line: BudgetLine, one: Amount) -> LinePlan:
    """Last year's line as one of this year; its activity is over."""
    return LinePlan(
        line.account,
        one.fen,
        line.name,
        line.unit,
        None,
        line.earmark,
        one.heads,
        one.standard_fen,
        one.times,
        one.source,
        one.basis,
    )


def fill_reckoned(change: Change, version: int) -> int:
    """B12: 会费收入 from what members owe, 拨缴经费收入 from the wage bill. Returns how many it did."""
    year = queries.version(change.db, version).year
    tops, found = planning.tops(change.db), 0
    given = queries.amounts(change.db, version)
    for key, reckoned in (
        ("dues_income", facts.dues_expected(change.db, year)),
        ("levy_income", facts.levy_expected(change.db, year)),
    ):
        if reckoned is None:
            continue
        mine = [
            line
            for line in queries.lines(change.db, year)
            if line.id in given and tops.get(line.account) == key
        ]
        if len(mine) > 1:  # split by a person, who knows how
            continue
        account = mine[0].account if mine else books.account_by_key(change.db, key, f"{year}-01")
        plan = LinePlan(account, reckoned.fen, mine[0].name if mine else "", basis=reckoned.words)
        if mine:
            actions.change_line(change, version, mine[0].id, plan)
        else:
            actions.add_line(change, version, plan)
        found += 1
    return found
