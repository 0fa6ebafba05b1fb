"""Makes the demo office: every step on its own day, through the actions that the window uses."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import resources
from models.budget import posting
from models.calendar import actions as calendar
from models.calendar import queries as plans
from models.calendar.imports import read_plan
from models.demo import approvals, bank, books, entry, levies, papers, people, spending, statements, things
from models.dues import actions as dues
from models.dues import booking, imports, queries
from models.intake.cells import Book, Cell, Sheet
from models.kit.days import month_end, month_words
from models.ledger import actions as ledger
from models.ledger import queries as accounts
from models.ledger.records import LineDraft, VoucherDraft
from models.members import actions as members
from models.office import Office
from models.report import As, Column, Report, Row

NAME = "示例中学"
USERS = {"chair": "陈立群", "cashier": "何文博", "auditor": "沈慧敏"}
TREASURER = "许静宜"
UNITS = ("第一分工会", "第二分工会", "第三分工会", "第四分工会")
_OUTSIDER = "高启明"


@dataclass(frozen=True)
class Made:
    """What was made."""

    path: Path
    members: int
    vouchers: int
    year: int
    open_month: str  # the month whose deduction list has not come in yet


def make(path: Path, *, members: int = 168, seed: int = 7, today: date | None = None) -> Made:
    """A new file at `path` (never over an existing one), with the year up to `today`.

    In January and February the year before is shown, so that there is something to see.
    """
    today = today or date.today()
    year = today.year if today.month > 2 else today.year - 1
    last = today.month - 1 if year == today.year else 12
    office = Office.create(path, NAME, f"{year}-01", TREASURER)
    with office:
        story = _Story(office, year, last, random.Random(seed))
        story.begin(members)
        for number in range(1, last + 1):
            story.month(number)
        story.present(today)
        entry.keep_patterns(office, f"{year}-{min(last + 1, 12):02d}")
        count = office.db.execute("select count(*) from voucher where posted = 1").fetchone()[0]
    return Made(path, members, count, year, f"{year}-{min(last + 1, 12):02d}")


class _Story:
    """The office while its year is told."""

    def __init__(self, office: Office, year: int, last: int, chance: random.Random) -> None:
        self.office, self.year, self.last, self.chance = office, year, last, chance

    def on(self, month: int, day: int, hour: int = 10) -> date:
        """Let it be that day."""
        now = datetime.combine(date(self.year, month, day), time(hour, 20))
        self.office.clock = lambda: now
        return now.date()

    def begin(self, count: int) -> None:
        """Users, units, people, opening balances, the year's plan."""
        self.on(1, 4)
        with self.office.change("设置用户") as change:
            for row in change.db.execute("select id, role from user").fetchall():
                if row["role"] in USERS:
                    change.update("user", row["id"], {"name": USERS[row["role"]]})
        with self.office.change("建立分工会和花名册") as change:
            units = [members.add_unit(change, name) for name in UNITS]
            for person in people.people(count, self.year, self.chance, units):
                key = members.add_member(change, person.draft)
                if person.retired:
                    members.move(change, key, "retire", person.retired)
                else:
                    members.set_base(change, key, f"{self.year}-01", person.base_fen, source="工资基数表")
        with self.office.change("录入期初余额") as change:
            ledger.set_opening(change, self.year, books.OPENING)
        levies.begin(self.office, self.year)
        things.cards(self.office, self.year)
        papers.begin(self.office)
        with self.office.change(f"核定{self.year}年应缴会费") as change:
            dues.assess(change, f"{self.year}-01", f"{self.year}-12")
        text = resources.path("starters/demo_plan.txt").read_text(encoding="utf-8")
        with self.office.change(f"导入{self.year}年行事历") as change:
            calendar.import_plan(change, read_plan(text, self.year), f"{self.year}年工会工作计划")
        spending.lay(self.office, self.year)
        self.on(1, 6)
        spending.approve(self.office, self.year)

    def half_year(self) -> None:
        """The branches settle their quota, the first half's accounts are on the board."""
        self.on(7, 6)
        statements.reopen_june(self.office)
        self.on(7, 14)
        spending.settle(self.office, f"{self.year}-06")
        self.on(7, 20)
        statements.publish_half_year(self.office)

    def month(self, number: int) -> None:
        """A month as it was: dues, vouchers, work done, closed in the month after."""
        month = f"{self.year}-{number:02d}"
        self.on(number, 8)
        plan = imports.plan(self.office.db, _book(self.office, month, self.chance), default_year=self.year)
        with self.office.change(f"登记{month_words(month)}会费扣款单") as change:
            booking.book(change, plan, booking.Booking(on=date(self.year, number, 9)))
        self.vouchers(number, 31)
        if number == 3:
            things.prizes(self.office, self.on(3, 26))
        spending.outings(self.office, number)
        if number == 7:
            self.half_year()
        if number == 9:
            self.on(9, 22)
            spending.adjust(self.office, self.year)
        self.approvals(number)
        self.on(number, month_end(month).day, 16)
        things.depreciation(self.office, month)
        with self.office.change(f"{month_words(month)}工作完成情况") as change:
            for item in plans.items(change.db, month, month):
                if item.state == "planned" and item.last_month == month:
                    calendar.mark_item(change, item.id, "done", change.today)
        papers.month(self.office, month)
        bank.count_cash(self.office, month_end(month))
        if number < self.last:
            self.on(number + 1, 3)
            bank.month(self.office, month, last=False)
            entry.check(self.office, month)
            with self.office.change(f"结账 {month_words(month)}") as change:
                ledger.close_month(change, month)

    def approvals(self, number: int) -> None:
        """Claims and advances of a month; a collection for charity; the earmark of a grant."""
        if number == 4:
            levies.collection(self.office, self.on(4, 28), going=False)
            levies.collection(self.office, self.on(4, 30), going=True)
        if number == 8:
            levies.reading_room(self.office, self.on(8, 28))
        if number == 3:
            approvals.help_payout(self.office, self.on(3, 12))
            approvals.meeting(self.office, self.on(3, 24))
        if number == 5:
            approvals.training(self.office, self.on(5, 6))
            approvals.after_training(self.office, self.on(5, 22))
        if number == self.last:
            approvals.open_advance(self.office, self.on(number, 6))

    def vouchers(self, number: int, until: int) -> None:
        """The other vouchers of a month up to a day; one of September is reversed and made anew."""
        for event in books.events(168):
            if event.month != number or event.day > until:
                continue
            day = self.on(event.month, event.day, 14)
            if event.act:
                levies.happen(self.office, event, day)
                continue
            draft = self.draft(day, event, event.lines)
            with self.office.change(f"记账：{event.summary}") as change:
                wrong = posting.post(change, draft, spending.OVER)
            if (event.month, event.day, event.summary) == books.WRONG:
                self.correct(event, wrong.id)

    def correct(self, event: books.Event, wrong: int) -> None:
        """红字冲销 and a new voucher, two days later."""
        day = self.on(event.month, event.day + 2, 15)
        code = event.lines[0][0]
        lines = ((code, books.RIGHT_FEN, 0), ("102", 0, books.RIGHT_FEN))
        with self.office.change(f"更正：{event.summary}") as change:
            ledger.reverse(change, wrong, "金额与发票不符", day)
            ledger.post_voucher(change, self.draft(day, event, lines))

    def draft(self, day: date, event: books.Event, lines: tuple[tuple[str, int, int], ...]) -> VoucherDraft:
        """A voucher of account codes."""
        made = []
        cause = levies.activity(self.office, self.year, event.summary)
        for code, debit, credit in lines:
            account = accounts.account_by_code(self.office.db, code)
            purpose = event.earmark if account.kind in ("income", "expense") else ""
            activity = cause if account.kind == "expense" else None
            made.append(LineDraft(account.id, debit, credit, earmark=purpose, activity=activity))
        return VoucherDraft(day, event.summary, tuple(made), attachments=event.attachments)

    def present(self, today: date) -> None:
        """The running month so far, and one draft that waits."""
        bank.month(self.office, f"{self.year}-{self.last:02d}", last=True)
        if self.last == 12:
            return
        number = self.last + 1
        self.vouchers(number, today.day)
        day = self.on(number, today.day, 9)
        event = books.Event(
            number, today.day, "工会活动室灯具更换", 2, (("50302", 46_800, 0), ("102", 0, 46_800))
        )
        with self.office.change("暂存凭证：工会活动室灯具更换") as change:
            ledger.save_draft(change, self.draft(day, event, event.lines))
        approvals.waiting(self.office, day)
        papers.month(self.office, f"{self.year}-{number:02d}")
        papers.waiting(self.office)


def deduction_list(office: Office, month: str, seed: int = 7) -> Report:
    """The payroll department's list of a month, with the slips that such lists have."""
    rows = _list_rows(office, month, random.Random(f"{seed}-{month}"))
    columns = (
        Column("序号", As.COUNT, 12),
        Column("工号", As.CODE, 20),
        Column("姓名", As.TEXT, 26),
        Column("部门", As.TEXT, 36),
        Column("代扣会费", As.MONEY, 28, total=True),
    )
    table = tuple(Row((index, *row)) for index, row in enumerate(rows, 1))
    title = f"{month_words(month)}工会会费代扣明细表"
    return Report("deductions", title, columns, table, unit=f"{NAME}财务处", period=month_words(month))


def _list_rows(office: Office, month: str, chance: random.Random) -> list[tuple[str, str, str, int]]:
    """(number, name, department, fen): some missing, some with another amount, now and then an outsider."""
    owing = [
        one for one in queries.month_dues(office.db, month, month).values() if one.due_fen and not one.exempt
    ]
    payers = queries.payers(office.db)
    order = sorted(owing, key=lambda one: payers[one.member].number)
    missing = set(chance.sample(range(len(order)), min(len(order) // 3, chance.choice((0, 1, 2, 4)))))
    other = set(chance.sample(range(len(order)), min(len(order) // 3, chance.choice((0, 1, 2)))))
    rows = []
    for index, one in enumerate(order):
        if index in missing:
            continue
        who = payers[one.member]
        fen = max(500, one.due_fen + chance.choice((-500, 500, -120))) if index in other else one.due_fen
        rows.append((who.number, who.name, who.department, fen))
    if chance.random() < 0.2:
        rows.append(("", _OUTSIDER, "总务处", 2_850))
    return rows


def _book(office: Office, month: str, chance: random.Random) -> Book:
    """The same list as a foreign file in memory."""
    head: list[list[Cell]] = [
        [f"{month_words(month)}工会会费代扣明细表"],
        ["单位：元"],
        ["序号", "工号", "姓名", "部门", "代扣会费"],
    ]
    rows: list[list[Cell]] = [
        [index, number, name, department, fen / 100]
        for index, (number, name, department, fen) in enumerate(_list_rows(office, month, chance), 1)
    ]
    name = f"{month_words(month)}会费代扣表.xlsx"
    return Book(name, "xlsx", "", (Sheet(month_words(month), head + rows),))
