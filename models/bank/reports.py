"""What the bank's room prints: the reconciliation sheet, the cash count, the list of a statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.bank import cash, queries, sheets
from models.bank.records import KINDS, PASSES, BankAccount, Count, Outstanding, Sheet
from models.entry import MONTH, SPAN, Asked, Entry
from models.kit.days import month_end, month_start, month_words
from models.kit.errors import Refused
from models.ledger.books import span_words
from models.office import Office
from models.papers import CashCountPaper, OpenItem, ReconciliationPaper
from models.report import As, Column, Kind, Paper, Report, Row


def _account(office: Office, text: str) -> BankAccount:
    known = queries.accounts(office.db)
    if not text and known:
        used = [one for one in known if queries.covered_until(office.db, one)]
        return (used or known)[0]
    return queries.account_named(office.db, text)


# -- the sheet --------------------------------------------------------------------------------


def reconciliation_paper(
    office: Office, account: BankAccount, month: str, made_on: date | None = None
) -> ReconciliationPaper:
    """The sheet of a month as a paper. Raises `Refused` while the month has no statement."""
    sheet = sheets.sheet(office.db, account, month)
    if sheet.bank_fen is None:
        raise Refused(f"{month_words(month)}还没有对账单。", account.name, "请先导入对账单。")
    return ReconciliationPaper(
        unit=office.unit_name,
        day=sheet.day,
        bank_name=account.bank or account.name,
        book_fen=sheet.book_fen,
        bank_fen=sheet.bank_fen,
        bank_in=_open(sheet, "bank_in"),
        bank_out=_open(sheet, "bank_out"),
        book_in=_open(sheet, "book_in"),
        book_out=_open(sheet, "book_out"),
        account_number=account.masked,
        signers=(("财务负责人", ""), ("复核", sheet.reviewed_by), ("编制", sheet.prepared_by)),
        prepared_on=sheet.prepared_on or made_on,
        enclosed=f"银行对账单 1 份（{month_words(month)}）",
        seal=office.seal,
        made_on=made_on,
    )


def _open(sheet: Sheet, kind: str) -> tuple[OpenItem, ...]:
    return tuple(OpenItem(one.day, one.words, one.age_days, one.fen) for one in sheet.of(kind))


def _papers(office: Office, asked: Asked) -> Sequence[ReconciliationPaper]:
    return [reconciliation_paper(office, _account(office, asked.of), asked.first, asked.made_on)]


def _sheet_table(office: Office, asked: Asked) -> Report:
    """The same as a table: balances, the four lists with their ages, both adjusted balances."""
    sheet = sheets.sheet(office.db, _account(office, asked.of), asked.first)
    columns = (
        Column("日期", As.DAY, 24), Column("摘要", As.LONG, 90), Column("账龄（天）", As.COUNT, 20),
        Column("金额", As.MONEY, 32, zero="0.00"),
    )  # fmt: skip
    rows = [Row((None, "工会银行存款日记账余额", None, sheet.book_fen), Kind.SUBTOTAL)]
    rows += _list(sheet, ("bank_in", "加：", 1), ("bank_out", "减：", -1))
    rows.append(Row((None, "调节后余额（工会）", None, sheet.adjusted_book_fen), Kind.SUBTOTAL))
    rows.append(Row((None, "银行对账单余额", None, sheet.bank_fen), Kind.SUBTOTAL))
    rows += _list(sheet, ("book_in", "加：", 1), ("book_out", "减：", -1))
    rows.append(Row((None, "调节后余额（银行）", None, sheet.adjusted_bank_fen), Kind.SUBTOTAL))
    return Report(
        "bank-reconciliation", "银行存款余额调节表", columns, tuple(rows), unit=office.unit_name,
        period=month_words(sheet.month), total="", notes=(sheet.words(), *sheet.gaps),
        signatures=("财务负责人", "复核", "编制"),
    )  # fmt: skip


def _list(sheet: Sheet, *parts: tuple[str, str, int]) -> list[Row]:
    rows = []
    for kind, sign, _ in parts:
        rows.append(Row((None, f"{sign}{KINDS[kind]}", None, sheet.sum_of(kind)), Kind.SUBTOTAL))
        rows += [_item(one) for one in sheet.of(kind)]
    return rows


def _item(one: Outstanding) -> Row:
    return Row((one.day, one.words, one.age_days, one.fen), level=1)


# -- cash -------------------------------------------------------------------------------------


def count_paper(office: Office, count: Count, made_on: date | None = None) -> CashCountPaper:
    """A count as a paper."""
    draft = count.draft
    return CashCountPaper(
        unit=office.unit_name, day=draft.day, rows=draft.rows, book_fen=count.book_fen,
        unbooked_in_fen=draft.unbooked_in_fen, unbooked_out_fen=draft.unbooked_out_fen,
        explanation=draft.explanation, counter=draft.counter, witness=draft.witness, cashier=draft.cashier,
        seal=office.seal, made_on=made_on,
    )  # fmt: skip


def _last_count(office: Office, asked: Asked) -> Count:
    found = cash.last_count(office.db, month_end(asked.first))
    if found is None:
        raise Refused(f"{month_words(asked.first)}以前没有盘点过现金。", remedy="请先在“银行”页做现金盘点。")
    return found


def _count_papers(office: Office, asked: Asked) -> Sequence[CashCountPaper]:
    return [count_paper(office, _last_count(office, asked), asked.made_on)]


def _count_table(office: Office, asked: Asked) -> Report:
    count = _last_count(office, asked)
    columns = (
        Column("面额", As.MONEY, 30),
        Column("张（枚）数", As.COUNT, 30),
        Column("金额", As.MONEY, 40, True),
    )
    rows = tuple(Row((face, pieces, face * pieces)) for face, pieces in count.draft.rows)
    return Report(
        "cash-count", "现金盘点表", columns, rows, unit=office.unit_name,
        period=count.draft.day.isoformat(),
        total="实点合计",
        notes=tuple(part for part in (count.draft.explanation,) if part),
        signatures=("盘点", "监盘", "出纳"),
    )  # fmt: skip


# -- the statement ----------------------------------------------------------------------------


def statement_list(office: Office, account: BankAccount, first: str, last: str) -> Report:
    """The bank's lines of some months, each with what it is matched to."""
    columns = (
        Column("日期", As.DAY, 22), Column("摘要", As.LONG, 58), Column("对方户名", As.LONG, 48),
        Column("收入", As.MONEY, 26, total=True), Column("支出", As.MONEY, 26, total=True),
        Column("余额", As.MONEY, 27, zero="0.00"), Column("凭证", As.LONG, 20), Column("勾对", As.LONG, 32),
    )  # fmt: skip
    groups = queries.matches(office.db, account)
    book = queries.ids_of(queries.book_lines(office.db, account))
    start, end = month_start(first), month_end(last)
    rows = []
    for line in queries.bank_lines(office.db, account, end):
        if line.day < start:
            continue
        group = groups.get(line.match)
        numbers = dict.fromkeys(book[key].number for key in group.book if key in book) if group else ()
        rows.append(
            Row(
                (
                    line.day, line.words, line.partner, max(line.fen, 0) or None, max(-line.fen, 0) or None,
                    line.balance_fen, "、".join(numbers), PASSES[group.number] if group else "未勾对",
                )
            )
        )  # fmt: skip
    return Report(
        "bank-statement-list", "银行对账单勾对清单", columns, tuple(rows), unit=office.unit_name,
        period=span_words(first, last),
        subject=f"账户：{account.code} {account.name}　{account.masked}".rstrip(),
        signatures=("财务负责人", "复核", "编制"),
        paper=Paper(landscape=True, row_height=6.5, text_size=8.5),
    )  # fmt: skip


def _statement(office: Office, asked: Asked) -> Report:
    return statement_list(office, _account(office, asked.of), asked.first, asked.last)


def bank_status(office: Office, month: str) -> Report:
    """Every account's month: balances, what is outstanding, whether the sheet is signed."""
    columns = (
        Column("账户", As.TEXT, 40), Column("账面余额", As.MONEY, 30), Column("对账单余额", As.MONEY, 30),
        Column("未达账项", As.COUNT, 20), Column("相差", As.MONEY, 26, zero="0.00"),
        Column("调节表", As.TEXT, 30),
    )  # fmt: skip
    states = {"": "未签", "signed": "已签", "reopened": "重新打开"}
    rows = []
    for account in queries.accounts(office.db):
        one = sheets.sheet(office.db, account, month)
        gap = one.difference_fen if one.bank_fen is not None else None
        cells = (account.name, one.book_fen, one.bank_fen, len(one.items), gap, states[one.state])
        rows.append(Row(cells))
    return Report("bank-status", "银行对账情况表", columns, tuple(rows), unit=office.unit_name,
                  period=month_words(month), total="", signatures=("财务负责人", "出纳", "制表"))  # fmt: skip


def _status(office: Office, asked: Asked) -> Report:
    return bank_status(office, asked.first)


ENTRIES: tuple[Entry, ...] = (
    Entry(
        "bank-reconciliation", "银行存款余额调节表", "账务", MONTH, _papers, forms=True, table=_sheet_table
    ),
    Entry("bank-statement-list", "银行对账单勾对清单", "账务", SPAN, _statement),
    Entry("bank-status", "银行对账情况表", "账务", MONTH, _status),
    Entry("cash-count", "现金盘点表", "账务", MONTH, _count_papers, forms=True, table=_count_table),
)
