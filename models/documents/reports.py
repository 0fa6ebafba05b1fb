"""Registers of papers as reports: invoices, receipt books, cheques."""

from __future__ import annotations

from datetime import date

from models.documents import invoice_queries, numbers
from models.documents.records import BOOK_KINDS, USE_STATES, Invoice, NumberBook
from models.entry import NOW, SPAN, Asked, Entry
from models.kit.days import month_end, words
from models.ledger.books import span_words
from models.office import Office
from models.report import As, Column, Kind, Paper, Report, Row

_INVOICE = (
    Column("序号", As.COUNT, 10),
    Column("开票日期", As.DAY, 20),
    Column("发票号码", As.CODE, 42),
    Column("销售方", As.LONG, 48),
    Column("项目", As.LONG, 34),
    Column("金额", As.MONEY, 24, total=True),
    Column("税额", As.MONEY, 20, total=True),
    Column("价税合计", As.MONEY, 25, total=True),
    Column("凭证", As.CODE, 28),
    Column("说明", As.LONG, 34),
)


def invoice_register(office: Office, asked: Asked) -> Report:
    """发票登记簿 of a month or year, by the day of issue; void ones are shown and not added."""
    first, last = date.fromisoformat(f"{asked.first}-01"), month_end(asked.last)
    found = invoice_queries.between(office.db, first, last)
    rows = [_invoice_row(at, one) for at, one in enumerate(found, 1)]
    return Report(
        "invoice-register",
        "发票登记簿",
        _INVOICE,
        tuple(rows),
        unit=office.unit_name,
        period=span_words(asked.first, asked.last),
        total="合计",
        signatures=("制表", "审核"),
        paper=Paper(landscape=True),
    )


def _invoice_row(at: int, one: Invoice) -> Row:
    fields = one.fields
    money = (0, 0, 0) if one.void else (fields.net_fen, fields.tax_fen, fields.total_fen)
    said = "作废" if one.void else f"抬头：{one.accepted}" if one.accepted else one.note
    cells = (at, fields.day, one.name, fields.seller, fields.item, *money, one.voucher_name, said)
    return Row(cells, red=(fields.total_fen or 0) < 0, link=f"voucher:{one.voucher}" if one.voucher else "")


_BOOK = (
    Column("号码", As.CODE, 32),
    Column("日期", As.DAY, 22),
    Column("状态", As.MARK, 16),
    Column("对方", As.LONG, 44),
    Column("事由", As.LONG, 54),
    Column("金额", As.MONEY, 26, total=True),
    Column("留存联数", As.COUNT, 20),
    Column("凭证", As.CODE, 32),
)


def book_register(office: Office, kind: str) -> Report:
    """收据 or 支票领用登记簿: every book with each of its numbers."""
    name = ("receipt-books" if kind == "receipt" else "cheque-register", f"{BOOK_KINDS[kind]}领用登记簿")
    rows: list[Row] = []
    for book in reversed(numbers.books(office.db, kind)):
        rows += _book_rows(office, book)
    return Report(
        *name,
        _BOOK,
        tuple(rows),
        unit=office.unit_name,
        period=words(office.today()),
        total="合计",
        signatures=("保管", "审核"),
        paper=Paper(landscape=True),
    )


def _book_rows(office: Office, book: NumberBook) -> list[Row]:
    """A heading line, the numbers that have an entry, and those that were passed over."""
    said = f"{book.name}　{book.text(book.first)}—{book.text(book.last)}　{book.received_on} 领用"
    said += f"　保管 {book.keeper}" if book.keeper else ""
    said += f"　{book.closed_on} 核销" if book.closed_on else f"　余 {book.left} 张"
    rows = [Row((said, *[None] * (len(_BOOK) - 1)), Kind.GROUP)]
    entries = {one.text: one for one in numbers.uses(office.db, book.id)}
    for text in sorted([*entries, *numbers.gaps(office.db, book.id)]):
        one = entries.get(text)
        if one is None:
            rows.append(Row((text, None, "没有登记", None, "跳号，请补登记", None, None, None)))
            continue
        cells = (text, one.day, USE_STATES[one.state], one.partner, one.reason, one.amount_fen or None)
        link = f"voucher:{one.voucher}" if one.voucher else ""
        rows.append(Row((*cells, one.copies or None, one.voucher_name), link=link))
    return rows


ENTRIES = (
    Entry("invoice-register", "发票登记簿", "票据", SPAN, invoice_register),
    Entry(
        "receipt-books",
        f"{BOOK_KINDS['receipt']}领用登记簿",
        "票据",
        NOW,
        lambda office, _: book_register(office, "receipt"),
    ),
    Entry(
        "cheque-register",
        f"{BOOK_KINDS['cheque']}领用登记簿",
        "票据",
        NOW,
        lambda office, _: book_register(office, "cheque"),
    ),
)
