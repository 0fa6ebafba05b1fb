"""Changes to the budget. Each function does one thing a treasurer would name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.budget import planning, queries
from models.budget.records import (
    APPROVED,
    BLOCK,
    DRAFT,
    DROPPED,
    EXPENSE,
    INCOME,
    PUBLISHED,
    REVIEWED,
    SEVERITIES,
    SOURCES,
    Finding,
    LinePlan,
    Version,
)
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import queries as books
from models.store.journal import Change

_MOST_HEADS = 1_000_000
_CLASSES = (INCOME, EXPENSE)


# -- versions ---------------------------------------------------------------------------------


def begin(change: Change, year: int) -> Version:
    """A new draft: the first budget of a year, or an adjustment of the one in force with its amounts."""
    open_one = queries.draft(change.db, year)
    if open_one is not None:
        raise Refused(f"{year} 年的{open_one.name}还在编制。", remedy="请先批准它，或删除它。")
    now = queries.current(change.db, year)
    if now is None:
        return _first(change, year)
    values = {
        **_head(change, year, now.version + 1),
        "use_carryover_fen": now.use_carryover_fen,
        "use_surplus_fen": now.use_surplus_fen,
        "roster_day": now.roster_day,
    }
    key = change.insert("budget", values)
    for one in queries.amounts(change.db, now.id).values():
        row = {name: getattr(one, name) for name in _AMOUNT if name != "reason"}
        change.insert("budget_amount", {"budget": key, "line": one.line, **row})
    return queries.version(change.db, key)


def _first(change: Change, year: int) -> Version:
    """A dropped draft has kept its place; it is taken up again, empty."""
    row = change.db.execute("select id from budget where year = ? and version = 0", (year,)).fetchone()
    if row is None:
        return queries.version(change.db, change.insert("budget", _head(change, year, 0)))
    change.update("budget", row["id"], {"state": DRAFT})
    return queries.version(change.db, row["id"])


def _head(change: Change, year: int, number: int) -> dict[str, object]:
    return {
        "year": year,
        "version": number,
        "state": DRAFT,
        "at": change.now.isoformat(timespec="seconds"),
        "by": change.actor,
    }


def set_head(change: Change, version: int, values: Mapping[str, Any]) -> None:
    """Money of earlier years that is used (fen), the roster day, the reason of an adjustment, a note."""
    kept = {name: values[name] for name in _HEAD if name in values}
    _open(change, version)
    for name in ("use_carryover_fen", "use_surplus_fen"):
        if (kept.get(name) or 0) < 0:
            raise Refused("动用结转结余的金额不能是负数。", remedy="不动用就写 0。")
    if kept:
        change.update("budget", version, kept)


_HEAD = ("use_carryover_fen", "use_surplus_fen", "roster_day", "reason", "note", "document")


def review(change: Change, version: int) -> None:
    """The committee and the audit committee have discussed the draft."""
    one = _open(change, version)
    if one.state == REVIEWED:
        raise Refused("这份预算已经审议过了。")
    _check_filled(change, one)
    change.update("budget", version, {"state": REVIEWED})


def back_to_draft(change: Change, version: int) -> None:
    """What was reviewed is worked on again."""
    _open(change, version)
    change.update("budget", version, {"state": DRAFT})


@dataclass(frozen=True)
class Approval:
    """What the approval says: its day and the number of the document."""

    day: date
    document: str = ""


def approve(change: Change, version: int, approval: Approval) -> None:
    """Lock the amounts. Refused while a blocking rule has something to say."""
    one = _open(change, version)
    _check_filled(change, one)
    if one.version and not one.reason.strip():
        raise Refused("预算调整还没有写理由。", one.name, "请写上为什么调整。")
    if approval.day > change.today:
        raise Refused("批准日期还没有到。", str(approval.day), "请写实际批准的日子。")
    stops = blocking(planning.findings(change.db, one, change.today))
    if stops:
        raise Refused(stops[0].sentence, f"规则 {stops[0].code}", "改好后再批准。")
    change.update(
        "budget",
        version,
        {"state": APPROVED, "approved_on": approval.day, "document": approval.document.strip()},
    )
    change.final("预算已批准，要改请做预算调整。")


def blocking(found: tuple[Finding, ...]) -> list[Finding]:
    """Those that stop an approval."""
    return [one for one in found if one.severity == BLOCK]


def publish(change: Change, version: int) -> None:
    """It was reported to the members and put up."""
    one = queries.version(change.db, version)
    if one.state != APPROVED:
        raise Refused("批准以后才能公布。" if not one.locked else "这份预算已经公布了。")
    change.update("budget", version, {"state": PUBLISHED})
    change.final("预算已经公布，不能撤销。")


def drop(change: Change, version: int) -> None:
    """Give a draft up, with its amounts; lines that nothing else uses go too."""
    one = _open(change, version)
    for row in change.db.execute("select id from budget_amount where budget = ?", (version,)).fetchall():
        change.delete("budget_amount", row["id"])
    for line in queries.lines(change.db, one.year):
        _drop_unused(change, line.id)
    if one.version:
        change.delete("budget", version)
    else:
        change.update("budget", version, {"state": DROPPED})


def _open(change: Change, version: int) -> Version:
    one = queries.version(change.db, version)
    if one.locked:
        raise Refused(f"{one.year} 年{one.name}已批准，不能改。", remedy="要改请做预算调整。")
    return one


def _check_filled(change: Change, one: Version) -> None:
    if not any(amount.fen for amount in queries.amounts(change.db, one.id).values()):
        raise Refused(f"{one.year} 年{one.name}还没有一项预算数。", remedy="请先填预算数。")


# -- lines ------------------------------------------------------------------------------------

_AMOUNT = ("fen", "heads", "standard_fen", "times", "source", "basis", "reason")
_LINE = ("account", "name", "unit", "activity", "earmark")


def add_line(change: Change, version: int, plan: LinePlan) -> int:
    """A line with its amount. The same account, project and unit stand once a year. Returns the line's id."""
    one = _open(change, version)
    side = _side(change, plan)
    _check_amount(plan)
    line = _known_line(change, one.year, plan)
    if line is None:
        line = change.insert("budget_line", {"year": one.year, "side": side, **_fields(plan, _LINE)})
    elif line in queries.amounts(change.db, version):
        raise Refused(
            f"“{_title(change, plan)}”已经有一项预算了。", remedy="请改那一项，或写上不同的项目名称。"
        )
    change.insert("budget_amount", {"budget": version, "line": line, **_fields(plan, _AMOUNT)})
    return line


def _known_line(change: Change, year: int, plan: LinePlan) -> int | None:
    row = change.db.execute(
        "select id from budget_line"
        " where year = ? and account = ? and name = ? and unit is ? and earmark = ?",
        (year, plan.account, plan.name.strip(), plan.unit, plan.earmark.strip()),
    ).fetchone()
    return int(row["id"]) if row else None


def change_line(change: Change, version: int, line: int, plan: LinePlan) -> None:
    """Other amounts for a line of a draft; what it is for only while no other version has it."""
    _open(change, version)
    side = _side(change, plan)
    _check_amount(plan)
    row = change.db.execute(
        "select id from budget_amount where budget = ? and line = ?", (version, line)
    ).fetchone()
    if row is None:
        raise Refused("这一项不在这份预算里。", remedy="请刷新后再试。")
    stored = change.db.execute("select * from budget_line where id = ?", (line,)).fetchone()
    meant = {"side": side, **_fields(plan, _LINE)}
    if any(stored[name] != value for name, value in meant.items()):
        other = _known_line(change, stored["year"], plan)
        if other not in (None, line):
            raise Refused(f"“{_title(change, plan)}”已经有一项预算了。", remedy="请写上不同的项目名称。")
        if _others(change, version, line) or _used(change, line):
            raise Refused(
                "这一项批准过或已有凭证用到，科目和项目不能改。", remedy="请把它的金额改成 0，另添一项。"
            )
        change.update("budget_line", line, meant)
    change.update("budget_amount", row["id"], _fields(plan, _AMOUNT))


def drop_line(change: Change, version: int, line: int) -> None:
    """Take a line out of a draft. One that was approved before stays with 0."""
    _open(change, version)
    row = change.db.execute(
        "select id from budget_amount where budget = ? and line = ?", (version, line)
    ).fetchone()
    if row is None:
        return
    if _others(change, version, line):
        change.update(
            "budget_amount", row["id"], {"fen": 0, "heads": None, "standard_fen": None, "times": None}
        )
        return
    change.delete("budget_amount", row["id"])
    _drop_unused(change, line)


def _drop_unused(change: Change, line: int) -> None:
    held = change.db.execute("select 1 from budget_amount where line = ? limit 1", (line,)).fetchone()
    if held is None and not _used(change, line):
        change.delete("budget_line", line)


def _others(change: Change, version: int, line: int) -> bool:
    query = "select 1 from budget_amount where line = ? and budget <> ? limit 1"
    return change.db.execute(query, (line, version)).fetchone() is not None


def _used(change: Change, line: int) -> bool:
    for query in (
        "select 1 from voucher_line where budget_line = ? limit 1",
        "select 1 from claim where budget_line = ? limit 1",
        "select 1 from budget_override where line = ? limit 1",
    ):
        if change.db.execute(query, (line,)).fetchone():
            return True
    return False


def _side(change: Change, plan: LinePlan) -> str:
    """The side follows the account's class; only income and expense are budgeted."""
    row = change.db.execute("select class, code, name from account where id = ?", (plan.account,)).fetchone()
    if row is None:
        raise Refused("还没有选科目。", remedy="请选一个收入或支出科目。")
    if row["class"] not in _CLASSES:
        raise Refused(f"“{row['code']} {row['name']}”不是收入或支出科目，不编预算。", remedy="请换一个科目。")
    return str(row["class"])


def _check_amount(plan: LinePlan) -> None:
    if plan.fen < 0:
        raise Refused("预算数不能是负数。", plan.name or yuan(plan.fen), "不安排就写 0。")
    if plan.heads is not None and not 0 <= plan.heads <= _MOST_HEADS:
        raise Refused(f"人数 {plan.heads} 不对。", plan.name or "人数", "请写实际人数。")
    if plan.times is not None and plan.times < 1:
        raise Refused("次数至少是 1。", remedy="只有一次可以空着。")
    if plan.source not in SOURCES:
        raise Refused("资金来源不对。", remedy=f"请选：{'、'.join(SOURCES.values())}。")


def _fields(plan: LinePlan, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(plan, name) for name in names}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _title(change: Change, plan: LinePlan) -> str:
    account = books.accounts_by_id(change.db, {plan.account})[plan.account]
    return " · ".join(part for part in (f"{account.code} {account.full_name}", plan.name.strip()) if part)


# -- rules ------------------------------------------------------------------------------------


def set_rule(change: Change, code: str, severity: str, params: tuple[int | None, int | None]) -> None:
    """How grave a rule is and from which figures on (1/10 000); the office has looked at it now."""
    rule = queries.rules(change.db).get(code)
    if rule is None or severity not in SEVERITIES:
        raise Refused("没有这条预算规则。", code)
    if any(param is not None and not 0 <= param <= 100_000 for param in params):
        raise Refused("比例要在 0 到 1000% 之间。", rule.name, "请核对。")
    values = {"severity": severity, "param": params[0], "param2": params[1], "confirmed": 1}
    if rule.id:
        change.update("budget_rule", rule.id, values)
    else:
        change.insert("budget_rule", {"code": code, "name": rule.name, "basis": rule.basis, **values})
