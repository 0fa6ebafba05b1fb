"""What a new office file begins with: settings, users, the chart of accounts, the dues standard, holidays."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date

import resources
from models.kit.errors import Refused
from models.store.journal import Change

# Signatures and roles that an office fills in later; the names are the posts, not people.
USERS = (("财务委员", "treasurer"), ("工会主席", "chair"), ("出纳", "cashier"), ("经审委员", "auditor"))


def first_month(text: str) -> str:
    """The first month of the book, checked; empty text means January of this year."""
    if not text:
        return f"{date.today().year}-01"
    if not re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])", text):
        raise Refused(f"“{text}”不是月份。", "--from", "请写成 2026-01 的样子。")
    return text


def fill(change: Change, name: str, from_month: str) -> None:
    """Everything a new file holds before its first month."""
    unit = name if name.endswith(("工会", "工会委员会")) else f"{name}工会委员会"
    for key, value in (("office_name", name), ("unit_name", unit), ("first_month", from_month)):
        change.insert("setting", {"key": key, "value": value})
    change.insert_all("user", ("name", "role"), _users(change.actor_name))
    _accounts(change, from_month)
    change.insert(
        "dues_standard",
        {"from_month": "2000-01", "method": "ratio", "rate_bp": 50, "step_fen": 1000,
         "basis": "全国总工会关于收交工会会费的通知：本人每月基本工资的 0.5%，尾数不足十元部分不计"},
    )  # fmt: skip
    _holidays(change)
    for lay in LATER.values():
        lay(change)


def missing(db: sqlite3.Connection) -> list[str]:
    """The starters that a file from before them does not have yet."""
    return [table for table in LATER if not db.execute(f"select 1 from {table} limit 1").fetchone()]


def complete(change: Change) -> None:
    """Lay what is missing; a file of an older version gets it at its first opening."""
    for table in missing(change.db):
        LATER[table](change)


def _users(actor: str) -> list[tuple[str, str]]:
    return [(actor, "treasurer")] + [
        (name, role) for name, role in USERS if role != "treasurer" and name != actor
    ]


CHARTS = {2010: ("2010-01", "2021-12"), 2022: ("2022-01", None)}  # the months a prescribed chart is used in


def _accounts(change: Change, first_month: str) -> None:
    """The prescribed accounts: those of 2010 too when the book begins before 2022."""
    for chart, (_, last) in CHARTS.items():
        if last is None or first_month <= last:
            _chart(change, chart)


def _chart(change: Change, chart: int) -> None:
    """One chart, parents before children."""
    ids: dict[str, int] = {}
    first, last = CHARTS[chart]
    with resources.path(f"starters/accounts_{chart}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ids[row["code"]] = change.insert(
                "account",
                {
                    "key": row["key"] or None,
                    "code": row["code"],
                    "name": row["name"],
                    "class": row["class"],
                    "side": row["side"],
                    "parent": ids[row["parent"]] if row["parent"] else None,
                    "locked": 1,
                    "hidden": int(row["use"] == "N"),
                    "initials": row["initials"],
                    "chart": chart,
                    "valid_from": first,
                    "valid_to": last,
                },
            )


def _levy_rules(change: Change) -> None:
    """How the levy is split until the office lays down its own."""
    with resources.path("starters/levy_rules.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            counts = {name: int(row[name]) for name in ("rate_bp", "kept_bp", "accrue", "due_day")}
            change.insert("levy_rule", {**row, **counts})


def _holidays(change: Change) -> None:
    place = resources.path("starters/holidays.csv")
    if not place.exists():
        return
    with place.open(encoding="utf-8", newline="") as file:
        rows = [(row["day"], row["name"], row["kind"]) for row in csv.DictReader(file)]
    change.insert_all("holiday", ("day", "name", "kind"), rows)


def _asset_classes(change: Change) -> None:
    """Classes of assets with their lives; the superior's own figures may differ, so they are rows."""
    with resources.path("starters/asset_classes.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            (row["name"], row["kind"], int(row["life_months"]), int(row["threshold_fen"]), row["prefix"],
             int(row["depreciated"]), at)
            for at, row in enumerate(csv.DictReader(file), 1)
        ]  # fmt: skip
    columns = ("name", "kind", "life_months", "threshold_fen", "prefix", "depreciated", "position")
    change.insert_all("asset_class", columns, rows)


def _bank_account(change: Change) -> None:
    """The basic account of the bank."""
    bank = change.db.execute("select id from account where key = 'bank' order by chart desc").fetchone()
    change.insert("bank_account", {"account": bank["id"], "name": "基本户"})


# Starters that came with later versions: table → what lays it.
LATER: Mapping[str, Callable[[Change], None]] = {
    "levy_rule": _levy_rules,
    "asset_class": _asset_classes,
    "bank_account": _bank_account,
}
