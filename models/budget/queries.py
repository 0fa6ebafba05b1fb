"""Every question to the budget's own tables. All take the connection (`office.db` or `change.db`)."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import resources
from models.budget.records import Amount, BudgetLine, Override, Rule, Settlement, Version
from models.kit.errors import Refused
from models.ledger import queries as books
from models.ledger.records import voucher_name

Db = sqlite3.Connection


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# -- versions ---------------------------------------------------------------------------------


def years(db: Db) -> list[int]:
    """The years that have a budget, in order."""
    rows = db.execute("select distinct year from budget where state <> 'dropped' order by year")
    return [row[0] for row in rows]


def versions(db: Db, year: int) -> list[Version]:
    """The versions of a year, the first one first; dropped ones are left out."""
    rows = db.execute("select * from budget where year = ? and state <> 'dropped' order by version", (year,))
    return [_version(row) for row in rows]


def version(db: Db, key: int) -> Version:
    """One version."""
    row = db.execute("select * from budget where id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("这份预算不在了。", remedy="请刷新后再试。")
    return _version(row)


def current(db: Db, year: int) -> Version | None:
    """The version in force: the latest that was approved."""
    return next((one for one in reversed(versions(db, year)) if one.locked), None)


def original(db: Db, year: int) -> Version | None:
    """The approved budget at the year's beginning."""
    return next((one for one in versions(db, year) if one.locked and one.version == 0), None)


def draft(db: Db, year: int) -> Version | None:
    """The version that is being worked on: draft or reviewed."""
    return next((one for one in reversed(versions(db, year)) if not one.locked), None)


def latest(db: Db, year: int) -> Version | None:
    """What a page shows first: the draft, else the version in force."""
    return draft(db, year) or current(db, year)


def _version(row: sqlite3.Row) -> Version:
    return Version(
        row["id"],
        row["year"],
        row["version"],
        row["state"],
        row["document"],
        _day(row["approved_on"]),
        row["reason"],
        row["note"],
        row["use_carryover_fen"],
        row["use_surplus_fen"],
        _day(row["roster_day"]),
    )


# -- lines and amounts ------------------------------------------------------------------------


def lines(db: Db, year: int) -> list[BudgetLine]:
    """All lines of a year: income before expense, by account and place."""
    names = {account.id: (account.code, account.full_name) for account in books.accounts(db)}
    rows = db.execute(
        "select b.*, coalesce(u.name, '') as unit_name, a.code from budget_line b"
        " join account a on a.id = b.account left join unit u on u.id = b.unit"
        " where b.year = ? order by b.side = 'expense', a.code, b.position, b.id",
        (year,),
    ).fetchall()
    return [_line(row, names[row["account"]]) for row in rows]


def _line(row: sqlite3.Row, names: tuple[str, str]) -> BudgetLine:
    return BudgetLine(
        row["id"],
        row["year"],
        row["side"],
        row["account"],
        names[0],
        names[1],
        row["name"],
        row["unit"],
        row["unit_name"],
        row["activity"],
        row["earmark"],
        row["position"],
    )


def amounts(db: Db, budget: int) -> dict[int, Amount]:
    """A version's amounts by line."""
    rows = db.execute(
        "select line, fen, heads, standard_fen, times, source, basis, reason from budget_amount"
        " where budget = ?",
        (budget,),
    )
    return {row["line"]: Amount(*row) for row in rows}


def choices(db: Db, year: int) -> list[BudgetLine]:
    """The lines of the version in force, for pickers on vouchers and claims."""
    found = current(db, year)
    given = amounts(db, found.id) if found else {}
    return [one for one in lines(db, year) if one.id in given]


# -- rules, exceptions, settlements -----------------------------------------------------------


def rules(db: Db) -> dict[str, Rule]:
    """The rules as the office has them, by code; what it never touched is as shipped, with id 0."""
    found = dict(shipped_rules())
    rows = db.execute(
        "select id, code, name, severity, param, param2, basis, confirmed from budget_rule"
    ).fetchall()
    return found | {row["code"]: _rule(row) for row in rows}


def _rule(row: sqlite3.Row) -> Rule:
    return Rule(
        row["id"],
        row["code"],
        row["name"],
        row["severity"],
        row["param"],
        row["param2"],
        row["basis"],
        bool(row["confirmed"]),
    )


@lru_cache(maxsize=1)
def shipped_rules() -> Mapping[str, Rule]:
    """The rules that a new office starts with."""
    with resources.path("starters/budget_rules.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Rule(
                0,
                row["code"],
                row["name"],
                row["severity"],
                int(row["param"]) if row["param"] else None,
                int(row["param2"]) if row["param2"] else None,
                row["basis"],
                row["confirmed"] == "1",
            )
            for row in csv.DictReader(file)
        }


def overrides(db: Db, first: str, last: str) -> list[Override]:
    """The exceptions that were permitted in months `first` to `last`, oldest first."""
    rows = db.execute(
        "select o.*, v.month as v_month, v.word, v.number,"
        " coalesce(v.day, c.day, substr(o.at, 1, 10)) as day,"
        " c.number as claim_number, u.name as who, b.year from budget_override o"
        " left join voucher v on v.id = o.voucher left join claim c on c.id = o.claim"
        " left join budget_line b on b.id = o.line join user u on u.id = o.by"
        " where substr(coalesce(v.day, c.day, o.at), 1, 7) between ? and ? order by day, o.id",
        (first, last),
    ).fetchall()
    titles = {
        one.id: one.title for year in {row["year"] for row in rows if row["year"]} for one in lines(db, year)
    }
    return [_override(row, titles) for row in rows]


def _override(row: sqlite3.Row, titles: dict[int, str]) -> Override:
    named = (
        voucher_name(row["v_month"], row["word"], row["number"]) if row["voucher"] else row["claim_number"]
    )
    return Override(
        row["id"],
        row["rule"],
        date.fromisoformat(row["day"]),
        named or "",
        row["voucher"],
        titles.get(row["line"], ""),
        row["over_fen"],
        row["reason"],
        row["who"],
    )


def settlements(db: Db, year: int) -> list[Settlement]:
    """What was settled with units in a year."""
    rows = db.execute(
        "select s.*, u.name as unit_name from unit_settlement s join unit u on u.id = s.unit"
        " where substr(s.to_day, 1, 4) = ? order by u.position, u.name, s.id",
        (f"{year:04d}",),
    )
    return [_settlement(row) for row in rows]


def settlement(db: Db, key: int) -> Settlement:
    """One settlement."""
    row = db.execute(
        "select s.*, u.name as unit_name from unit_settlement s join unit u on u.id = s.unit where s.id = ?",
        (key,),
    ).fetchone()
    if row is None:
        raise Refused("这份结算单不在了。", remedy="请刷新后再试。")
    return _settlement(row)


def _settlement(row: sqlite3.Row) -> Settlement:
    return Settlement(
        row["id"],
        row["unit"],
        row["unit_name"],
        date.fromisoformat(row["from_day"]),
        date.fromisoformat(row["to_day"]),
        row["quota_fen"],
        row["spent_fen"],
        row["advance_fen"],
        _day(row["signed_on"]),
        row["signed_by"],
        row["note"],
    )
