"""A school's union on 3 November: dues, levy and vouchers since January, September closed, October open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.bank import queries as bank
from models.demo import bank as statements
from models.demo import books, levies, things
from models.kit.days import month_end
from models.ledger import actions as ledger
from models.ledger import queries
from models.ledger.records import LineDraft, VoucherDraft
from models.office import Office
from tests.build import NOW
from tests.ui.pages import dues_office

LAST, OPEN = 9, 10  # the last closed month and the one that is still open
TREASURER, CASHIER = "许静宜", "何文博"
BOUNCED = ("10-27", 100_000, "退汇 账号户名不符", "周文彬")
INTEREST, FEE = ("10-21", 4_318, "结息", ""), ("10-31", -1_500, "账户管理费", "")
DRAFTED_FEN = 8_650  # paid from the cash box, its voucher a draft
_NAMES = {"treasurer": TREASURER, "cashier": CASHIER, "auditor": "沈慧敏"}
_EVENTS = {"levy", "remit"}


def make(path: Path) -> None:
    """The whole office; every closed month has its statement signed, cash counted, depreciation taken."""
    dues_office.make(path)
    with Office.open(path) as office:
        office.clock = lambda: NOW
        _begin(office)
        for number in range(1, OPEN + 1):
            _spend(office, number)
            if number <= LAST:
                _close(office, f"2026-{number:02d}")
        _keep_drafts(office)


def _begin(office: Office) -> None:
    with office.change("设置用户") as change:
        for row in change.db.execute("select id, role from user").fetchall():
            if row["role"] in _NAMES:
                change.update("user", row["id"], {"name": _NAMES[row["role"]]})
    with office.change("录入期初余额") as change:
        ledger.set_opening(change, 2026, books.OPENING)
    levies.begin(office, 2026)
    things.cards(office, 2026)


def _spend(office: Office, number: int) -> None:
    """The month's vouchers besides dues; wage bill, levy and remittance through their register."""
    for event in books.events(168):
        if event.month != number:
            continue
        day = date(2026, number, event.day)
        if event.act in _EVENTS:
            levies.happen(office, event, day)
            continue
        with office.change(f"记账：{event.summary}") as change:
            ledger.post_voucher(change, _draft(office, day, event))


def _draft(office: Office, day: date, event: books.Event) -> VoucherDraft:
    made = []
    for code, debit, credit in event.lines:
        account = queries.account_by_code(office.db, code)
        purpose = event.earmark if account.kind == "income" else ""
        made.append(LineDraft(account.id, debit, credit, earmark=purpose))
    return VoucherDraft(day, event.summary, tuple(made), attachments=max(1, event.attachments))


def _close(office: Office, month: str) -> None:
    things.depreciation(office, month)
    statements.count_cash(office, month_end(month))
    statements.month(office, month, last=False)
    with office.change(f"结账 {month}") as change:
        ledger.close_month(change, month)


def _keep_drafts(office: Office) -> None:
    """Two of October that wait to be posted by another person."""
    for day, summary, code, fen, against, partner in (
        (29, "教工之家保洁用品（现金）", "50501", DRAFTED_FEN, "101", ""),
        (30, "职工书屋续订报刊，下月付款", "50304", 64_800, "221", "城中邮政书报社"),
    ):
        cost, other = (queries.account_by_code(office.db, one).id for one in (code, against))
        lines = (LineDraft(cost, fen, 0), LineDraft(other, 0, fen, partner=partner))
        with office.change(f"暂存凭证：{summary}") as change:
            draft = VoucherDraft(date(2026, OPEN, day), summary, lines, attachments=2)
            ledger.save_draft(change, draft)


def statement(office: Office, folder: Path) -> Path:
    """October as the bank gives it: csv in GBK, lines above the headings, each payment a day later, and what
    nobody booked."""
    account = bank.accounts(office.db)[0]
    moves = [(f"10-{min(line.day.day + 1, 31):02d}", line.fen, _words(line.words), line.partner)
             for line in bank.book_lines(office.db, account, date(2026, 10, 31), free=True)
             if line.day.month == OPEN and line.id > 0]  # fmt: skip
    balance = bank.bank_balance(office.db, account, date(2026, 9, 30)) or 0
    lines = ["账号：3205************1286,户名：青禾中学工会委员会", "起始日期：20261001,截止日期：20261031"]
    lines.append("交易日期,摘要,借方发生额(支出),贷方发生额(收入),余额,对方户名")
    for day, fen, words, partner in sorted([*moves, INTEREST, FEE, BOUNCED]):
        balance += fen
        out, into = (f'"{-fen / 100:,.2f}"', "") if fen < 0 else ("", f'"{fen / 100:,.2f}"')
        lines.append(f'2026{day.replace("-", "")},{words},{out},{into},"{balance / 100:,.2f}",{partner}')
    path = folder / "对账单202610.csv"
    path.write_bytes("\r\n".join(lines).encode("gbk"))
    return path


def _words(said: str) -> str:
    """A bank keeps fewer words."""
    return said.replace("，", " ").replace(",", " ")[:12]
