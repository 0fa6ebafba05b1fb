"""A bank's statement as a plan: which lines are new, whether the balances run, what is missing between."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from models.bank import actions, layouts, queries
from models.bank.lines import Part, read_sheet
from models.bank.records import BankAccount
from models.bank.running import Row, Run, run
from models.bank.tables import STATEMENT, Around
from models.intake.cells import Book, Sheet
from models.intake.headers import Header, Place
from models.kit.days import month_of, month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from models.members import plans
from models.office import Office
from models.store.journal import Change


@dataclass(frozen=True)
class StatementPlan:
    """What taking a statement in would do; reads only.

    fresh     lines that are not there yet, in the bank's order, each with its mark
    notes     what was understood or joined, sentences
    warnings  what a person should know: a gap, lines known under other words
    doubtful  a column was only guessed: it is asked about before anything is taken
    """

    account: BankAccount
    file: str
    sha256: str
    rows: tuple[Row, ...]
    fresh: tuple[tuple[Row, str], ...]
    opening_fen: int
    closing_fen: int
    first_day: date
    last_day: date
    tail: str
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    columns: Mapping[str, Mapping[str, str]]
    headers: tuple[tuple[Sheet, Header], ...] = ()
    layout: str = ""
    doubtful: bool = False
    skipped: tuple[tuple[str, int, str], ...] = field(default=())

    @property
    def in_fen(self) -> int:
        """Money in over the whole file."""
        return sum(row.fen for row in self.rows if row.fen > 0)

    @property
    def out_fen(self) -> int:
        """Money out over the whole file, positive."""
        return -sum(row.fen for row in self.rows if row.fen < 0)

    def as_dict(self) -> dict[str, Any]:
        """The answer of the command line, before matching."""
        return {
            "account": self.account.name,
            "rows": len(self.rows),
            "added": len(self.fresh),
            "unchanged": len(self.rows) - len(self.fresh),
            "opening_fen": self.opening_fen,
            "closing_fen": self.closing_fen,
            "in_fen": self.in_fen,
            "out_fen": self.out_fen,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "columns": {sheet: dict(taken) for sheet, taken in self.columns.items()},
            "layout": self.layout,
            "notes": list(self.notes),
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True)
class Asked:
    """What the person said about a file: account, columns, a layout's name, the opening balance in fen."""

    account: str = ""
    columns: Mapping[str, Place] | None = None
    layout: str = ""
    opening_fen: int | None = None
    sheets: tuple[str, ...] = ()
    header_rows: Mapping[str, int] | None = None


def plan_statement(office: Office, book: Book, asked: Asked | None = None) -> StatementPlan:
    """What the file would add. Raises `Refused` when a line can't be read or a balance doesn't run."""
    asked = asked or Asked()
    found, layout = layouts.locate(office.db, book, asked.columns, asked.layout, _more(asked))
    parts = [read_sheet(sheet, header, book.name) for sheet, header in found.tables]
    parts = [part for part in parts if part.rows]
    _check_days(parts, office.today(), book.name)
    if not parts:
        raise Refused("这份对账单里没有一笔收支。", book.name, "请确认选对了文件和期间。")
    tails = {part.around.tail for part in parts if part.around.tail}
    if len(tails) > 1:
        raise Refused("这个文件里有几个账户的对账单。", book.name, "请按账户分开导入。")
    tail = next(iter(tails), "")
    account = queries.account_named(office.db, asked.account, tail)
    _check_tail(account, tail, book.name)
    opening = _known_opening(office, account, asked, [row.day for part in parts for row in part.rows])
    whole, notes = _joined([_run(part.rows, part.around, book.name, opening) for part in parts], book.name)
    fresh, joined = _fresh(office, account, whole.rows)
    first, last = _span(whole, [part.around for part in parts])
    return StatementPlan(
        account, book.name, book.sha256, whole.rows, fresh, whole.opening_fen, whole.closing_fen, first, last,
        tail, (*found.notes, *plans.said(found), *notes), (*joined, *_gap(office, account, whole, first)),
        plans.taken(found, STATEMENT), found.tables, layout,
        any(header.doubtful for _, header in found.tables),
        tuple(skipped for part in parts for skipped in part.skipped),
    )  # fmt: skip


_FURTHEST = 1  # years ahead; as with vouchers, a year beyond is a slip of the pen


def _check_days(parts: Iterable[Part], today: date, file: str) -> None:
    """A day years ahead would count as covered until then. Raises `Refused`."""
    late = [row for part in parts for row in part.rows if row.day.year > today.year + _FURTHEST]
    if late:
        where = f"{file} › {late[0].sheet} › 第 {late[0].number} 行"
        what = f"第 {late[0].number} 行的日期 {late[0].day} 还远着呢，年份可能写错了。"
        raise Refused(what, where, "请核对这一行；没有写入任何内容。")


def _more(asked: Asked) -> dict[str, Any]:
    return {"sheets": asked.sheets or None, "rows": asked.header_rows}


def _check_tail(account: BankAccount, tail: str, file: str) -> None:
    if tail and account.number_tail and tail != account.number_tail:
        raise Refused(
            f"这份对账单的账号尾号是 {tail}，“{account.name}”的尾号是 {account.number_tail}，对不上。",
            file,
            "请选对账户；账户换了号码时，先在“账户”里改尾号。",
        )


def _known_opening(office: Office, account: BankAccount, asked: Asked, days: Iterable[date]) -> int | None:
    """The opening that a file without balances gets: as the person says, else where the last one ended."""
    if asked.opening_fen is not None:
        return asked.opening_fen
    return queries.bank_balance(office.db, account, min(days) - timedelta(days=1))


def _run(rows: tuple[Row, ...], said: Around, file: str, opening_fen: int | None) -> Run:
    has_balances = any(row.balance_fen is not None for row in rows)
    opening = said.opening_fen
    if opening is None and not has_balances:
        opening = opening_fen
    return run(rows, file, opening, said.closing_fen)


def _joined(runs: list[Run], file: str) -> tuple[Run, list[str]]:
    """Sheets of one file in the order of their days, each beginning where the one before ended."""
    ordered = sorted(runs, key=lambda one: (min(row.day for row in one.rows), one.rows[0].number))
    for before, after in itertools.pairwise(ordered):
        if before.closing_fen != after.opening_fen:
            raise Refused(
                f"工作表“{before.rows[0].sheet}”止于 {yuan(before.closing_fen)}，“{after.rows[0].sheet}”"
                f"从 {yuan(after.opening_fen)} 开始，两张接不上。",
                file,
                "请分开导入，或补上中间的那一段。",
            )
    notes = list(dict.fromkeys(one.how for one in ordered if one.how))
    rows = tuple(row for one in ordered for row in one.rows)
    return Run(rows, ordered[0].opening_fen, ordered[-1].closing_fen, ""), notes


def _span(whole: Run, said: list[Around]) -> tuple[date, date]:
    """From when to when: as the file says, at least from its first to its last line."""
    days = [row.day for row in whole.rows]
    first = [one.first_day for one in said if one.first_day and one.first_day <= min(days)]
    last = [one.last_day for one in said if one.last_day and one.last_day >= max(days)]
    return min([*first, min(days)]), max([*last, max(days)])


# -- what is new ------------------------------------------------------------------------------


def mark(row: Row, nth: int) -> str:
    """What tells a line from all others: day, amount with direction, balance, else number or words; two
    equal lines of one file are the first and the second."""
    own = str(row.balance_fen) if row.balance_fen is not None else row.ref or f"{row.words}|{row.partner}"
    said = f"{row.day}|{row.fen}|{own}|{nth}"
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def _fresh(
    office: Office, account: BankAccount, rows: tuple[Row, ...]
) -> tuple[tuple[tuple[Row, str], ...], list[str]]:
    """The lines that are not there yet, and what was taken for the same although it is written otherwise."""
    known, seen = queries.marks(office.db, account), Counter[tuple[object, ...]]()
    fresh: list[tuple[Row, str]] = []
    used: Counter[tuple[date, int]] = Counter()
    for row in rows:
        own = row.balance_fen if row.balance_fen is not None else (row.ref or (row.words, row.partner))
        seen[row.day, row.fen, own] += 1
        key = mark(row, seen[row.day, row.fen, own])
        if key in known:
            used[row.day, row.fen] += 1
        else:
            fresh.append((row, key))
    return _without_known(office, account, fresh, used)


def _without_known(
    office: Office, account: BankAccount, fresh: list[tuple[Row, str]], used: Counter[tuple[date, int]]
) -> tuple[tuple[tuple[Row, str], ...], list[str]]:
    """In a period that is there already a line of the same day and amount is the same line in other words."""
    until = queries.covered_until(office.db, account)
    if until is None or not fresh:
        return tuple(fresh), []
    there = Counter((line.day, line.fen) for line in queries.bank_lines(office.db, account) if line.id > 0)
    there.subtract(used)
    kept, told = [], []
    for row, key in fresh:
        if row.day <= until and there[row.day, row.fen] > 0:
            there[row.day, row.fen] -= 1
            told.append(
                f"第 {row.number} 行（{row.day} {yuan(abs(row.fen))}）和已有的一笔日期、金额相同，"
                "只是写法不同，当作同一笔，没有再加。"
            )
        else:
            kept.append((row, key))
    return tuple(kept), told


def _gap(office: Office, account: BankAccount, whole: Run, first: date) -> list[str]:
    """A sentence when the file doesn't begin where the statements before it ended."""
    reached = queries.bank_balance(office.db, account, first - timedelta(days=1))
    if reached is None or reached == whole.opening_fen:
        return []
    return [
        f"{first} 以前的对账单止于 {yuan(reached)} 元，这份从 {yuan(whole.opening_fen)} 元开始，"
        "中间缺对账单，请补导入缺的那一段。"
    ]


# -- taking it in -----------------------------------------------------------------------------


def apply_statement(change: Change, plan: StatementPlan) -> int:
    """Keep the new lines; returns how many. A file that adds nothing leaves no trace but its name."""
    account = actions.kept_account(change, plan.account)
    if plan.tail and not account.number_tail:
        change.update("bank_account", account.id, {"number_tail": plan.tail})
    if plan.fresh:
        _check_open(change, account, plan)
        _keep(change, account, plan)
    actions.file_taken(change, plan.file, plan.sha256, len(plan.fresh))
    layouts.keep_chosen(change, plan.headers, account)
    return len(plan.fresh)


def _check_open(change: Change, account: BankAccount, plan: StatementPlan) -> None:
    signed = queries.signed_month(change.db, account)
    late = [row for row, _ in plan.fresh if month_of(row.day) <= signed]
    if late:
        first = min(late, key=lambda row: row.day)
        raise Refused(
            f"{month_words(signed)}的调节表已签，这份对账单里 {first.day} 还有 {len(late)} 笔没有导入过的。",
            f"{plan.file} › {first.sheet} › 第 {first.number} 行",
            f"请先重新打开{month_words(signed)}的调节表，再导入；没有写入任何内容。",
        )


_LINE = (
    *("bank", "statement", "position", "day", "in_fen", "out_fen"),
    *("balance_fen", "words", "partner", "ref", "mark"),
)


def _keep(change: Change, account: BankAccount, plan: StatementPlan) -> None:
    """One statement for what is new: where it overlaps with what is there it begins with its new lines."""
    first = plan.first_day
    until = queries.covered_until(change.db, account)
    if until is not None and queries.bank_balance(change.db, account, first) is not None:
        first = max(first, min(*(row.day for row, _ in plan.fresh), until + timedelta(days=1)))
    opening = plan.opening_fen + sum(row.fen for row in plan.rows if row.day < first)
    statement = change.insert(
        "bank_statement",
        {
            "bank": account.id, "first_day": first, "last_day": plan.last_day, "opening_fen": opening,
            "closing_fen": plan.closing_fen, "file": plan.file, "sha256": plan.sha256,
            "at": change.now.isoformat(timespec="seconds"),
        },
    )  # fmt: skip
    change.insert_all("bank_line", _LINE, [
        (account.id, statement, n, row.day, max(row.fen, 0), max(-row.fen, 0), row.balance_fen, row.words,
         row.partner, row.ref, key)
        for n, (row, key) in enumerate(plan.fresh, 1)
    ])  # fmt: skip
