"""All measurements that need no window; `window.py` beside it has the others."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import books, import_speed, ledger_speed, rooms, window
from bench.measure import Result, cpu, growth, paired, table
from models.dues import booking, imports
from models.dues import queries as dues
from models.intake.cells import Book, Sheet
from models.ledger import balances
from models.ledger import queries as ledger
from models.members import imports as roster
from models.members import search
from models.office import Office
from models.store import verify
from models.store.journal import digest, stored_rows

SMALL, LARGE, HUGE = 10_000, 240_000, 1_000_000


def copy_of(path: Path, place: Path) -> Office:
    """A fresh copy of a made office, open."""
    target = place / f"{path.stem}-{len(list(place.iterdir()))}.union"
    shutil.copyfile(path, target)
    return Office.open(target)


def floor_insert(path: Path, place: Path, seqs: list[tuple[str, str, list[tuple]]]) -> float:
    """The same rows and their journal rows by executemany, under the same pragmas and triggers."""
    with copy_of(path, place) as office:
        db = office.db

        def write() -> None:
            db.execute("begin immediate")
            for table_name, columns, rows in seqs:
                marks = ", ".join("?" * len(columns.split(",")))
                db.executemany(f"insert into {table_name} ({columns}) values ({marks})", rows)
            db.execute("commit")

        return cpu(write)


def written_by(office: Office, head: int, tables: tuple[str, ...]) -> list[tuple[str, str, list[tuple]]]:
    """What a change wrote: rows of these tables and its journal rows, for the floor to write again."""
    found = []
    for name in tables:
        columns = ", ".join(row[1] for row in office.db.execute(f"pragma table_info({name})"))
        rows = office.db.execute(
            f"select {columns} from {name} where id in (select key from journal_row where head = ? and tbl = ?)",
            (head, name),
        ).fetchall()
        found.append((name, columns, [tuple(row) for row in rows]))
    names = "head, tbl, key, before, after"
    journal = office.db.execute(f"select {names} from journal_row where head = ?", (head,)).fetchall()
    found.append(("journal_row", names, [tuple(row) for row in journal]))
    heads = "seq, at, actor, actor_name, title, undoes, final, row_count, version, prev, hash"
    rows = office.db.execute(f"select {heads} from journal_head where seq = ?", (head,)).fetchall()
    return [*found, ("journal_head", heads, [tuple(row) for row in rows])]


def month_of_dues(place: Path) -> Result:
    """A month's list of 5,000 booked as one change with its voucher."""
    base = books.roster(5000)
    ready = books.folder() / "assessed-5000.union"
    if not ready.exists():
        from models.dues import actions

        shutil.copyfile(base, ready)
        with Office.open(ready) as office, office.change("核定") as change:
            actions.assess(change, "2026-03", "2026-03")
    with copy_of(ready, place) as office:
        due = dues.month_dues(office.db, "2026-03", "2026-03")
        payers = dues.payers(office.db)
        rows = [["工号", "姓名", "代扣会费"]]
        rows += [
            [payers[one.member].number, payers[one.member].name, one.due_fen / 100] for one in due.values()
        ]
        book = Book("3月.xlsx", "xlsx", "", (Sheet("2026年3月", rows),))
        plan = imports.plan(office.db, book, default_year=2026)
        with office.change("登记") as change:
            booking.book(change, plan, booking.Booking(date(2026, 3, 9)))
        head = office.db.execute("select max(seq) from journal_head").fetchone()[0]
        again = written_by(office, head, ("dues_batch", "dues_paid", "voucher", "voucher_line"))
        again = [one for one in again if one[0] not in ("voucher", "voucher_line", "dues_batch")]
        again.insert(
            0,
            (
                "dues_batch",
                "month, way, state, received_on",
                [("2026-03", "payroll", "deducted", "2026-03-09")],
            ),
        )

    def work() -> float:
        with copy_of(ready, place) as office:

            def book_it() -> None:
                with office.change("登记") as change:
                    booking.book(change, plan, booking.Booking(date(2026, 3, 9)))

            return cpu(book_it)

    return paired("a month of dues, 5,000 members", work, lambda: floor_insert(ready, place, again), 2.5)


def roster_rows(place: Path) -> Result:
    """A roster of 5,000 rows: read, recognised, compared, written."""
    from openpyxl import Workbook

    from exporters.reading import read_book

    blank = books.folder() / "blank.union"
    if not blank.exists():
        Office.create(blank, "账册", "2026-01").close()
    path = place / "花名册.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["工号", "姓名", "性别", "出生日期", "所属分工会", "入会时间", "手机号", "备注"])
    for index in range(5000):
        name = books.SURNAMES[index % 20] + books.GIVEN[index // 20 % 30] + books.GIVEN[index // 600 % 30]
        sheet.append([f"{10000 + index}", name, "男", date(1980, 1, 1 + index % 28), f"第{index % 4 + 1}分工会",
                      date(2010, 9, 1), f"138{index:08d}", None])  # fmt: skip
    book.save(path)

    def work() -> float:
        with copy_of(blank, place) as office:

            def take() -> None:
                plan = roster.plan_members(office, read_book(path))
                with office.change("导入") as change:
                    roster.apply_members(change, plan)

            return cpu(take)

    with copy_of(blank, place) as office:
        plan = roster.plan_members(office, read_book(path))
        with office.change("导入") as change:
            roster.apply_members(change, plan)
        head = office.db.execute("select max(seq) from journal_head").fetchone()[0]
        again = written_by(office, head, ("unit", "member", "member_private", "movement"))

    def floor() -> float:
        from python_calamine import CalamineWorkbook

        read = cpu(lambda: CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())
        return read + floor_insert(blank, place, again)

    return paired("a roster of 5,000 rows", work, floor, 4.0)


def trial_grows(large: int) -> Result:
    """The trial balance on a small and a large book."""

    def trial(size: int) -> Callable[[], object]:
        office = Office.open(books.book(size), read_only=True)
        last = ledger.last_month(office.db)
        return lambda: balances.trial_balance(office.db, last)

    return growth(f"trial balance, {SMALL:,} → {large:,} postings", trial, SMALL, large, 0.2)


def searching() -> Result:
    """As one types, among 10,000 members, against a plain LIKE over one column."""
    office = Office.open(books.roster(10_000), read_only=True)

    def floor() -> None:
        for _ in range(10):
            office.db.execute("select id from member where name like '%小小%' limit 20").fetchall()

    def work() -> None:
        for _ in range(10):
            search.find(office.db, "小小", 20)

    return paired("search as you type, 10,000 members, no hit", work, floor, 12.0)


def chain() -> Result:
    """Verifying the hash chain against only reading its rows."""
    office = Office.open(books.book(SMALL), read_only=True)
    names = "seq, at, actor, actor_name, title, undoes, final, row_count, version, prev, hash"

    def work() -> None:
        for row in office.db.execute(f"select {names} from journal_head order by seq").fetchall():
            assert digest(tuple(row)[:10], stored_rows(office.db, row["seq"])) == row["hash"]

    def floor() -> None:
        for row in office.db.execute("select * from journal_row"):
            json.dumps(row["key"])

    return paired("verify the chain", work, floor, 7.0)


def trusting(large: int) -> Result:
    """Every row against its last journalled state, grown."""

    def work(size: int) -> Callable[[], object]:
        office = Office.open(books.book(size), read_only=True)
        return lambda: list(verify.store_checks(office.db))

    return growth(f"verify the whole file, {SMALL:,} → {large:,}", work, SMALL, large, 1.05)


def main() -> int:
    """Run what is asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--big", action="store_true")
    options = parser.parse_args()
    large = HUGE if options.big else LARGE
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        jobs: dict[str, Callable[[], Result | list[Result]]] = {
            "start": window.start,
            "memory": lambda: window.memory(books.book(large)),
            "list": window.list_of_many,
            "dues": lambda: month_of_dues(place),
            "roster": lambda: roster_rows(place),
            "balances": lambda: trial_grows(large),
            "ledger": lambda: ledger_speed.everything(large),
            "import": lambda: import_speed.beside_hledger(),
            "closing": lambda: rooms.checklist(large),
            "matching": rooms.matching,
            "invoices": rooms.invoice_list,
            "pages": lambda: rooms.pages(large),
            "search": searching,
            "chain": chain,
            "verify": lambda: trusting(large),
        }
        results: list[Result] = []
        for key, job in jobs.items():
            if options.only in key:
                found = job()
                results += found if isinstance(found, list) else [found]
    print(table(results))
    return 0 if all(one.ok for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
