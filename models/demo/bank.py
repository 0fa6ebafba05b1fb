"""The demo's bank: a statement for each month with a few days between, matched and signed; cash counted."""

from __future__ import annotations

from datetime import date, timedelta

from models.bank import actions, cash, imports, proposals, queries
from models.bank.records import FACES, BankAccount, CountDraft, Side
from models.intake.cells import Book, Cell, Sheet
from models.kit.days import month_end, month_start, month_words, next_month
from models.office import Office

_FEE = ("账户管理费", -1_500)
_FEE_MONTHS = (5,)  # booked in the month after; and always in the last month, so that something is left to do
_LATE_MONTHS = (3, 6, 10)  # the month's last payment reaches the bank in the month after
_SHORT = (7, 50)  # a count with half a yuan missing
_PARTNERS = ("城南文化用品有限公司", "惠民超市", "新华书店", "康乐体育用品店", "清泉印务")
_HEAD: list[Cell] = ["交易日期", "摘要", "借方发生额", "贷方发生额", "余额", "对方户名", "流水号"]


def month(office: Office, text: str, *, last: bool) -> None:
    """The statement of a month; all but the last one are matched, their leftovers booked, and signed."""
    account = queries.accounts(office.db)[0]
    if not account.bank:
        with office.change("登记银行账户") as change:
            actions.describe_account(change, account, bank="示例银行城中支行", number="1286", kind="basic")
        account = queries.accounts(office.db)[0]
    _book_leftovers(office, account, text)
    pairs = _shown(office, account, text)
    fee = int(text[5:]) in _FEE_MONTHS or last
    plan = imports.plan_statement(office, _file(office, account, text, [*pairs, *([None] if fee else [])]))
    with office.change(f"导入{month_words(text)}对账单") as change:
        imports.apply_statement(change, plan)
    if last:
        return
    with office.change(f"{month_words(text)}自动勾对") as change:
        actions.match_automatically(change, account)
    _match_rest(office, account, text, pairs)
    with office.change(f"{month_words(text)}余额调节表签字") as change:
        actions.sign(change, account, text, office.actor.name, "何文博")


def _book_leftovers(office: Office, account: BankAccount, text: str) -> None:
    """What the bank took last month and nobody knew of is booked at this month's end."""
    free = [line for line in queries.bank_lines(office.db, account, free=True) if line.id > 0]
    found = [one for one in proposals.proposals(office.db, account, free) if one.account]
    if found:
        with office.change("从对账单记账") as change:
            proposals.post(change, account, found, month_end(text))


def _shown(office: Office, account: BankAccount, text: str) -> list[tuple[Side, date]]:
    """The book lines that the bank has by the month's end, with the bank's day."""
    end = month_end(text)
    free = queries.book_lines(office.db, account, end, free=True)
    reds = {line.reverses for line in free if line.reverses}
    free = [line for line in free if not line.reverses and line.voucher not in reds]
    late = [line for line in free if line.fen < 0 and line.day >= month_start(text)][-1:]
    if int(text[5:]) in _LATE_MONTHS:
        free = [line for line in free if line not in late]
    first = month_start(text)
    return [(line, min(end, max(first, line.day + timedelta(days=line.id % 3)))) for line in free]


def _file(office: Office, account: BankAccount, text: str, pairs: list[tuple[Side, date] | None]) -> Book:
    """The bank's own table of the month."""
    end = month_end(text)
    rows: list[tuple[date, str, int, str]] = []
    for pair in pairs:
        if pair is None:
            rows.append((end, *_FEE, ""))
            continue
        line, day = pair
        rows.append((day, _words(line), line.fen, _partner(line)))
    before = month_end(next_month(text, -1))
    balance = queries.bank_balance(office.db, account, before)
    balance = queries.book_balance(office.db, account.account, before) if balance is None else balance
    table: list[list[Cell]] = [
        [f"账号：3205********1286　户名：{office.unit_name}"],
        [f"{month_start(text)} 至 {end}"],
        list(_HEAD),
    ]
    for number, (day, words, fen, partner) in enumerate(sorted(rows, key=lambda row: row[0]), 1):
        balance += fen
        out, into = (abs(fen) / 100, None) if fen < 0 else (None, fen / 100)
        ref = f"{end:%y%m}{number:06d}"
        table.append([day.isoformat(), words, out, into, balance / 100, partner, ref])
    return Book(f"{month_words(text)}对账单.xlsx", "xlsx", "", (Sheet("对账单", table),))


def _words(line: Side) -> str:
    return "结息" if "利息" in line.words else line.words[:14]


def _partner(line: Side) -> str:
    if "利息" in line.words:
        return ""
    if line.fen > 0:
        return "示例中学"
    return "市总工会" if "上缴" in line.words else line.partner or _PARTNERS[line.id % len(_PARTNERS)]


def _match_rest(office: Office, account: BankAccount, text: str, pairs: list[tuple[Side, date]]) -> None:
    """What was ambiguous is matched as the bank meant it."""
    bank = {
        (one.day, one.fen, one.words): one.id for one in queries.bank_lines(office.db, account, free=True)
    }
    book = queries.ids_of(queries.book_lines(office.db, account, month_end(text), free=True))
    rest = [(line, bank.get((day, line.fen, _words(line)))) for line, day in pairs if line.id in book]
    if any(key for _, key in rest):
        with office.change(f"{month_words(text)}手工勾对") as change:
            for line, key in rest:
                if key:
                    actions.match_by_hand(change, account, [key], [line.id], "按回单核对")


def count_cash(office: Office, day: date) -> None:
    """The cash box counted at a month's end."""
    fen = cash.book_fen(office.db, day)
    short = _SHORT[1] if day.month == _SHORT[0] else 0
    rows, left = [], max(fen - short, 0)
    for face in FACES:
        rows.append((face, left // face))
        left %= face
    draft = CountDraft(
        day, tuple(rows), explanation="找零时少收，已向经手人说明" if short else "", counter="何文博",
        witness="沈慧敏", cashier="何文博",
    )  # fmt: skip
    with office.change(f"{day} 现金盘点") as change:
        cash.keep_count(change, draft)
