"""Vouchers on paper: the list of them, and the voucher itself."""

from __future__ import annotations

from datetime import date

from models.kit.days import words
from models.ledger import binding, queries
from models.ledger.books import span_words
from models.ledger.records import Voucher
from models.office import Office
from models.papers import VoucherPaper, VoucherPaperLine
from models.report import As, Column, Paper, Report, Row

# -- vouchers ---------------------------------------------------------------------------------


def voucher_list(office: Office, first: str, last: str, only: Voucher | None = None) -> Report:
    """序时簿: every posted voucher of the months with its lines, as the books have them; or `only` one."""
    columns = (
        Column("日期", As.DAY, 22),
        Column("凭证号", As.MARK, 20),
        Column("摘要", As.LONG, 62),
        Column("科目编码", As.CODE, 18),
        Column("会计科目", As.LONG, 48),
        Column("借方", As.MONEY, 26, total=True),
        Column("贷方", As.MONEY, 26, total=True),
        Column("附单据", As.COUNT, 14),
        Column("制单", As.TEXT, 18),
    )
    rows = []
    found = [only] if only else queries.vouchers(office.db, first, last)
    listed = found if only else [one for one in found if one.posted]
    for voucher in listed:
        name = f"{voucher.word}-{voucher.number:04d}" if voucher.number else "未记账"
        for index, line in enumerate(voucher.lines):
            head = (voucher.day, name) if index == 0 else (None, None)
            tail = (voucher.attachments, voucher.maker) if index == 0 else (None, None)
            cells = (*head, line.summary, line.code, line.full_name, line.debit_fen, line.credit_fen, *tail)
            rows.append(Row(cells, red=voucher.reverses is not None, link=f"voucher:{voucher.id}"))
    posted = sum(1 for voucher in found if voucher.posted)
    waiting = len(found) - posted
    note = f"共 {posted} 张凭证" + (f"，另有 {waiting} 张还没有记账，没有列入。" if waiting else "。")
    return Report(
        "voucher-list",
        "记账凭证序时簿",
        columns,
        tuple(rows),
        unit=office.unit_name,
        unit_label="核算单位",
        period=words(only.day) if only else span_words(first, last),
        notes=(note,),
        signatures=("会计主管", "复核", "制表"),
        paper=Paper(landscape=True, right=12, row_height=6, head_height=8, text_size=8.5),
        frozen=2,
    )


def voucher_paper(
    office: Office, voucher: Voucher, seal: str = "", made_on: date | None = None
) -> VoucherPaper:
    """A voucher as its printed form; a draft prints 未记账 instead of the code."""
    printed = office.db.execute(
        "select count(*) from voucher_mark where voucher = ? and kind = 'printed'", (voucher.id,)
    ).fetchone()[0]
    lines = tuple(
        VoucherPaperLine(
            line.summary,
            *_main_and_detail(line.full_name),
            debit_fen=line.debit_fen,
            credit_fen=line.credit_fen,
            posted=voucher.posted,
        )
        for line in voucher.lines
    )
    return VoucherPaper(
        unit=office.unit_name,
        day=voucher.day,
        number=voucher.number or queries.next_number(office.db, voucher.month, voucher.word),
        lines=lines,
        word=voucher.word,
        attachments=voucher.attachments,
        signers=binding.signers_of(office, voucher, signers(office, voucher.maker)),
        posted=voucher.posted,
        seal=seal,
        made_on=made_on,
        copy=printed + 1,
    )


def signers(office: Office, maker: str) -> tuple[tuple[str, str], ...]:
    """Blank for hand-written names but for the maker, or filled in, as the settings say."""
    if office.setting("print_signers", "blank") != "filled":
        return (("会计主管", ""), ("审核", ""), ("记账", ""), ("出纳", ""), ("制单", maker))
    names: dict[str, str] = {}
    for user in office.users():
        names.setdefault(user.role, user.name)
    treasurer, chair, cashier = (names.get(role, "") for role in ("treasurer", "chair", "cashier"))
    return (("会计主管", treasurer), ("审核", chair), ("记账", treasurer), ("出纳", cashier), ("制单", maker))


def _main_and_detail(full_name: str) -> tuple[str, str]:
    main, _, detail = full_name.partition("—")
    return main, detail
