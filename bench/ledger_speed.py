"""The books' speed: trial balance, account page, one voucher, a year's journal as a PDF, each beside its floor."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import books
from bench.measure import Result, growth, paired, table
from exporters.fonts import Weight
from exporters.layout import lay_out
from exporters.pdf import open_canvas, render
from models.ledger import actions, balances, queries
from models.ledger.books import account_ledger
from models.ledger.records import LineDraft, VoucherDraft
from models.ledger.reports import voucher_list
from models.office import Office
from models.report import Report

SMALL, LARGE = 10_000, 240_000


def trial(size: int) -> Result:
    """Trial balance against summing the covering index."""
    office = Office.open(books.book(size), read_only=True)
    last = queries.last_month(office.db)
    db = office.db
    floor = sqlite3.connect(":memory:")
    floor.execute("create table posting (account integer, voucher integer, debit integer, credit integer)")
    lines = db.execute("select account, voucher, debit_fen, credit_fen from voucher_line")
    floor.executemany("insert into posting values (?, ?, ?, ?)", map(tuple, lines))
    floor.execute("create index posting_all on posting (account, voucher, debit, credit)")
    query = "select account, sum(debit), sum(credit) from posting indexed by posting_all group by account"
    return paired(
        f"trial balance, {size:,} postings / sum of the covering index",
        lambda: [balances.trial_balance(db, last) for _ in range(5)],
        lambda: [floor.execute(query).fetchall() for _ in range(5)],
        0.1,
    )


def page(size: int) -> Callable[[], object]:
    """A month of an account's page."""
    office = Office.open(books.book(size), read_only=True)
    account = queries.account_by_key(office.db, "act_exp.culture", "2010-06")
    return lambda: balances.entries(office.db, account, "2010-06", "2010-06")


def journals() -> list[Report]:
    """A year's account page, and a year's list of vouchers: some 300 pages each."""
    office = Office.open(books.book(LARGE), read_only=True)
    account = next(one for one in queries.accounts(office.db, "2011-01") if one.key == "bank")
    return [
        account_ledger(office, account, "2011-01", "2011-12"),
        voucher_list(office, "2011-01", "2011-09"),
    ]


def bare(report: Report) -> Callable[[], bytes]:
    """The same text drawn on as many pages, string by string, and nothing else: no setting, no rules."""
    drawn = []
    for lines in lay_out(report).pages:
        texts = []
        for number, line in enumerate(lines):
            for cell in line.cells:
                texts += [(60 + 40 * cell.first, 800 - 22 * number, said) for said in cell.fitted.lines]
        drawn.append(texts)

    def draw() -> bytes:
        buffer = BytesIO()
        canvas = open_canvas(buffer, report.title, fixed=True)
        for texts in drawn:
            canvas.setFont(Weight.REGULAR.value, 8.5)
            for x, y, said in texts:
                canvas.drawString(x, y, said)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    return draw


def printing(report: Report) -> Result:
    """From the report to the finished PDF."""
    pages = len(lay_out(report).pages)
    job = f"{report.title}, {pages} pages as a PDF / the same text bare"
    return paired(job, lambda: render(report), bare(report), 2.0, rounds=3)


def posting() -> Result:
    """One voucher from the button to the disk, in wall milliseconds: printed, and judged only when it is felt."""
    with (
        tempfile.TemporaryDirectory() as name,
        Office.create(Path(name) / "a.union", "账册", "2026-01") as office,
    ):
        cost = queries.account_by_key(office.db, "business_exp.other")
        bank = queries.account_by_key(office.db, "bank")
        spent = []
        for index in range(60):
            lines = (LineDraft(cost, 1200 + index), LineDraft(bank, 0, 1200 + index))
            start = time.perf_counter()
            with office.change("记账") as change:
                actions.post_voucher(change, VoucherDraft(date(2026, 1, 8), f"办公用品 {index}", lines, 1))
            spent.append((time.perf_counter() - start) * 1000)
    spent.sort()
    said = f"posting one voucher (95 % within {spent[56]:.1f} ms, worst {spent[-1]:.1f})"
    return Result(said, spent[30], 0, spent[30], 100, "ms")


def everything(large: int) -> list[Result]:
    """The books' part of the bench."""
    return [
        trial(large),
        growth(f"account page, {SMALL:,} → {large:,} postings", page, SMALL, large, 0.2),
        *map(printing, journals()),
        posting(),
    ]


def main() -> int:
    """All of them, as a table."""
    results = everything(LARGE)
    print(table(results))
    return 0 if all(one.ok for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
