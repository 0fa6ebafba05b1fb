"""What the office knows already, read when asked for: balances, open amounts, the refunded voucher."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import resources
from models.kit.days import month_of, months
from models.ledger import balances
from models.ledger import earmarks as held
from models.ledger import queries as books
from models.ledger.records import Account, Voucher
from models.levy import campaigns, earmarks
from models.levy import queries as levy
from models.levy.records import Campaign, EarmarkRow, LevyRule, UpDebt


@dataclass(frozen=True)
class LeftLine:
    """An account of a voucher with what may still come back of it (fen)."""

    account: int
    name: str
    earmark: str
    side: str  # debit | credit
    left_fen: int


class Facts:
    """Facts about one set of answers; each is read once, when somebody asks."""

    def __init__(self, db: sqlite3.Connection, values: Mapping[str, Any]) -> None:
        self.db, self.values = db, values

    @property
    def day(self) -> date:
        """The voucher's day."""
        day: date = self.values["day"]
        return day

    @cached_property
    def chart(self) -> list[Account]:
        """The chart of the voucher's month."""
        return books.accounts(self.db, month_of(self.day))

    def leaves(self, keys: tuple[str, ...]) -> list[Account]:
        """The accounts in use without sub-accounts below these keys, key by key in order of code."""
        return [one for key in keys for one in self._leaves(key)]

    def _leaves(self, key: str) -> list[Account]:
        family: set[int] = set()
        for one in self.chart:
            if one.key == key or one.parent in family:
                family.add(one.id)
        month = month_of(self.day)
        return [
            one
            for one in self.chart
            if one.id in family
            and one.leaf
            and not one.hidden
            and one.valid_from <= month <= (one.valid_to or "9999-12")
        ]

    def project(self, earmark: str) -> int:
        """The account of 工会资金结转 that holds an earmark."""
        return held.fund_account(self.db, earmark)

    def balance(self, key: str | int) -> int:
        """Net balance (debit positive) of an account and all below it at the end of the voucher's month."""
        account = key if isinstance(key, int) else self._top(key)
        return balances.balance(self.db, account, month_of(self.day)) if account else 0

    def _top(self, key: str) -> int:
        return next((one.id for one in self.chart if one.key == key), 0)

    def open_fen(self, key: str, who: str) -> int:
        """What a person or partner has open on an account (debit positive)."""
        ids = books.family(self.db, self._top(key))
        marks = ", ".join("?" * len(ids))
        part, value = ("l.member = ?", int(who[2:])) if who.startswith("m:") else ("l.partner = ?", who[2:])
        row = self.db.execute(
            "select coalesce(sum(l.debit_fen - l.credit_fen), 0) from voucher_line l"
            f" join voucher v on v.id = l.voucher where l.account in ({marks}) and v.posted = 1 and {part}",
            (*ids, value),
        ).fetchone()
        return int(row[0])

    def open_items(self, key: str) -> list[tuple[str, str, int]]:
        """(who, name, fen debit positive) of everyone with something open on an account."""
        ids = books.family(self.db, self._top(key)) if self._top(key) else []
        marks = ", ".join("?" * len(ids))
        rows = self.db.execute(
            "select l.member, l.partner, m.name, sum(l.debit_fen - l.credit_fen) as fen from voucher_line l"
            " join voucher v on v.id = l.voucher left join member m on m.id = l.member"
            f" where l.account in ({marks}) and v.posted = 1 and (l.member is not null or l.partner <> '')"
            " group by l.member, l.partner having fen <> 0 order by max(l.id) desc",
            ids,
        )
        return [
            (
                f"m:{row['member']}" if row["member"] else f"p:{row['partner']}",
                row["name"] or row["partner"],
                row["fen"],
            )
            for row in rows
        ]

    def name_of(self, who: str) -> str:
        """ "m:12" and "p:某某公司" as people say them."""
        if not who.startswith("m:"):
            return who.removeprefix("p:")
        row = self.db.execute("select name from member where id = ?", (int(who[2:]),)).fetchone()
        return str(row[0]) if row else ""

    # -- levy, custody, earmarks ----------------------------------------------------------------

    @cached_property
    def rule(self) -> LevyRule:
        """How the levy of the first month asked for is split."""
        return levy.rule(self.db, str(self.values.get("from_month") or month_of(self.day)))

    @cached_property
    def expected_fen(self) -> int:
        """What the months asked for should still bring, after what has come already."""
        first, last = self.values.get("from_month"), self.values.get("to_month")
        if not first or not last or last < first:
            return 0
        span = set(months(str(first), str(last)))
        years = range(int(str(first)[:4]), int(str(last)[:4]) + 1)
        lines = [one for year in years for one in levy.status(self.db, year) if one.month in span]
        return sum(max(0, one.gap_fen) for one in lines)

    @cached_property
    def up(self) -> UpDebt:
        """What is owed to the superior union."""
        return levy.up_debt(self.db, self.day)

    @cached_property
    def campaign(self) -> Campaign | None:
        """The campaign that is meant."""
        key = self.values.get("campaign")
        return campaigns.campaign(self.db, key) if isinstance(key, int) else None

    @cached_property
    def earmark(self) -> EarmarkRow | None:
        """The earmark that is meant, when it is known."""
        name = str(self.values.get("earmark") or "")
        return earmarks.earmark(self.db, name, self.day.year) if name else None

    # -- the voucher whose money comes back -------------------------------------------------------

    @cached_property
    def voucher(self) -> Voucher | None:
        """The voucher that the answers name."""
        key = self.values.get("voucher")
        return books.voucher(self.db, key) if isinstance(key, int) else None

    def lines_of(self, kind: str) -> list[LeftLine]:
        """The income or expense accounts of that voucher with what is left after earlier refunds."""
        if self.voucher is None:
            return []
        kinds = {one.id: one.kind for one in self.chart}
        found: dict[tuple[int, str, str], LeftLine] = {}
        for line in self.voucher.lines:
            fen = line.debit_fen if kind == "expense" else line.credit_fen
            if kinds.get(line.account) == kind and fen > 0:
                place = (line.account, line.earmark, "debit" if kind == "expense" else "credit")
                before = found[place].left_fen if place in found else 0
                found[place] = LeftLine(line.account, line.full_name, line.earmark, place[2], before + fen)
        taken = self._taken(self.voucher.id)
        return [
            LeftLine(one.account, one.name, one.earmark, one.side, one.left_fen + taken.get(one.account, 0))
            for one in found.values()
        ]

    def _taken(self, voucher: int) -> dict[int, int]:
        """Account → fen (negative) that earlier refunds took back, less what was reversed of them."""
        rows = self.db.execute(
            "select l.account, sum(l.debit_fen + l.credit_fen) from voucher_line l"
            " join voucher v on v.id = l.voucher where v.posted = 1 and v.refunds = ?"
            " and (l.debit_fen < 0 or l.credit_fen < 0) and not exists"
            " (select 1 from voucher x where x.reverses = v.id and x.posted = 1) group by l.account",
            (voucher,),
        )
        return {row[0]: row[1] for row in rows}


def lecture_tax(gross_fen: int) -> int:
    """What is withheld from a lecture fee: 800 yuan or a fifth is free, then by steps; half a fen up."""
    free = 80_000 if gross_fen <= 400_000 else (gross_fen * 2 + 5) // 10
    taxed = max(0, gross_fen - free)
    with resources.path("starters/lecture_tax.csv").open(encoding="utf-8", newline="") as file:
        steps = [
            (int(row["over_fen"]), int(row["rate_bp"]), int(row["less_fen"])) for row in csv.DictReader(file)
        ]
    _, rate, less = max(step for step in steps if step[0] < taxed or step[0] == 0)
    return (taxed * rate + 5000) // 10_000 - less if taxed else 0
