"""额度: what branches and groups may spend, what they spent or hold, and the settlement that is signed."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.budget import actions, execution, facts, queries
from models.budget.matching import Matcher
from models.budget.records import Amount, BudgetLine, LinePlan, Spent, UnitQuota
from models.kit.days import month_end
from models.kit.errors import Refused
from models.kit.money import yuan
from models.members import queries as members
from models.store.journal import Change

Db = sqlite3.Connection


@dataclass(frozen=True)
class _Held:
    """The year's lines of units in the version in force, fen."""

    lines: Sequence[BudgetLine]
    given: dict[int, Amount]
    done: dict[int, int]
    committed: dict[int, int]
    advances: dict[int, int]


def unit_quotas(db: Db, month: str) -> list[UnitQuota]:
    """Every unit that has a quota in the year, at the end of a month."""
    held = _held(db, month)
    version = queries.latest(db, int(month[:4]))
    day = version.roster_day if version and version.roster_day else date(int(month[:4]), 1, 1)
    heads = facts.heads_by_unit(db, day)
    units = {one.id: one for one in members.units(db, closed=True)}
    found = []
    for key in dict.fromkeys(line.unit for line in held.lines if line.unit is not None):
        mine = [line for line in held.lines if line.unit == key]
        amounts = [held.given[line.id] for line in mine]
        reckoned = [one for one in amounts if one.heads is not None]
        found.append(
            UnitQuota(
                key,
                units[key].name,
                units[key].leader,
                heads.get(key, 0),
                reckoned[0].heads if reckoned else None,
                reckoned[0].standard_fen if len(reckoned) == 1 else None,
                sum(one.fen for one in amounts),
                sum(held.done.get(line.id, 0) for line in mine),
                sum(held.committed.get(line.id, 0) for line in mine),
                held.advances.get(key, 0),
            )
        )
    return sorted(found, key=lambda one: (units[one.unit].position, one.name))


def _held(db: Db, month: str) -> _Held:
    year = int(month[:4])
    version = queries.current(db, year)
    given = queries.amounts(db, version.id) if version else {}
    everything = [line for line in queries.lines(db, year) if line.id in given]
    matcher = Matcher(db, everything)
    done: dict[int, int] = defaultdict(int)
    for moved in execution.movements(db, f"{year}-01", month):
        line = matcher.line_of(moved.said)
        if line is not None:
            done[line] += moved.fen
    return _Held(
        [line for line in everything if line.unit is not None],
        given,
        done,
        execution.commitments(db, matcher, year),
        _advances(db, year),
    )


def _advances(db: Db, year: int) -> dict[int, int]:
    """Money that units hold in advance and have not settled."""
    rows = db.execute(
        "select unit, sum(amount_fen) from claim where kind = 'advance' and state = 'paid'"
        " and unit is not null and substr(day, 1, 4) = ? group by unit",
        (f"{year:04d}",),
    )
    return {row[0]: row[1] for row in rows}


def unit_spent(db: Db, unit: int, span: tuple[date, date]) -> list[Spent]:
    """The entry lines that count on a unit's quota from day to day, in book order."""
    year = span[1].year
    version = queries.current(db, year)
    given = queries.amounts(db, version.id) if version else {}
    lines = {line.id: line for line in queries.lines(db, year) if line.id in given}
    matcher = Matcher(db, lines.values())
    mine = [line for line in lines.values() if line.unit == unit]
    found = []
    for said, one in execution.expense_lines(db, span, mine):
        line = matcher.line_of(said)
        if line is not None and lines[line].unit == unit:
            found.append(one)
    return found


# -- drafting ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class QuotaPlan:
    """A quota for every unit: an account, what it is for, fen a head, heads as of a day."""

    account: int
    name: str
    standard_fen: int
    roster_day: date


def lay_quotas(change: Change, version: int, plan: QuotaPlan) -> int:
    """B13: one line a unit, heads on the roster day × standard. Lines that are there get the new figures."""
    one = queries.version(change.db, version)
    heads = facts.heads_by_unit(change.db, plan.roster_day)
    units = [unit for unit in members.units(change.db) if heads.get(unit.id)]
    if not units:
        raise Refused("名册上没有分工会，或分工会里没有会员。", remedy="请先在会员页分好分工会。")
    actions.set_head(change, version, {"roster_day": plan.roster_day})
    given = queries.amounts(change.db, version)
    known = {
        (line.account, line.name, line.unit): line.id
        for line in queries.lines(change.db, one.year)
        if line.id in given
    }
    for unit in units:
        count = heads[unit.id]
        made = LinePlan(
            plan.account,
            count * plan.standard_fen,
            plan.name,
            unit.id,
            heads=count,
            standard_fen=plan.standard_fen,
            basis=f"{plan.roster_day} 名册",
        )
        line = known.get((plan.account, plan.name.strip(), unit.id))
        if line is None:
            actions.add_line(change, version, made)
        else:
            actions.change_line(change, version, line, made)
    return len(units)


# -- settling ---------------------------------------------------------------------------------


def settle(change: Change, unit: int, month: str) -> int:
    """结算单 of a unit from January to the end of a month, with its figures as they are now."""
    quota = next((one for one in unit_quotas(change.db, month) if one.unit == unit), None)
    if quota is None:
        raise Refused("这个分工会今年没有额度。", remedy="请先在预算里给它安排额度。")
    year = int(month[:4])
    waiting = change.db.execute(
        "select id from unit_settlement where unit = ? and signed_on is null and substr(to_day, 1, 4) = ?",
        (unit, f"{year:04d}"),
    ).fetchone()
    values = {
        "unit": unit,
        "from_day": date(year, 1, 1),
        "to_day": month_end(month),
        "quota_fen": quota.quota_fen,
        "spent_fen": quota.spent_fen,
        "advance_fen": quota.advance_fen,
    }
    if waiting is not None:
        change.update("unit_settlement", waiting["id"], values)
        return int(waiting["id"])
    return change.insert("unit_settlement", values)


def sign(change: Change, settlement: int, day: date, who: str) -> None:
    """The unit's leader has signed. Refused when the books have changed since it was laid down."""
    one = queries.settlement(change.db, settlement)
    if one.signed_on is not None:
        raise Refused(f"{one.unit_name}的结算单已经签过字了。", f"{one.signed_on} {one.signed_by}")
    if not who.strip():
        raise Refused("还没有写签字人。", one.unit_name, "请写上分工会主席或小组长的姓名。")
    if day > change.today:
        raise Refused("签字日期还没有到。", str(day), "请写实际签字的日子。")
    now = sum(part.fen for part in unit_spent(change.db, one.unit, (one.from_day, one.to_day)))
    if now != one.spent_fen:
        raise Refused(
            f"结算单上的支出是 {yuan(one.spent_fen)} 元，账上现在是 {yuan(now)} 元。",
            one.unit_name,
            "请重新出结算单，再请负责人签字。",
        )
    change.update("unit_settlement", settlement, {"signed_on": day, "signed_by": who.strip()})
    change.final("结算单已签字，不能撤销。")
