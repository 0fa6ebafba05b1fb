"""The books on paper: trial balance, account page, list of vouchers, and the voucher itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.kit.days import month_words, months, words
from models.ledger import balances, binding, queries
from models.ledger.records import Account, Entry, Voucher, sides
from models.office import Office
from models.papers import VoucherPaper, VoucherPaperLine
from models.report import As, Column, Kind, Paper, Report, Row

_SIDES = ("借方", "贷方")


# -- trial balance ----------------------------------------------------------------------------


def trial_balance(office: Office, month: str) -> Report:
    """科目余额表 of a month: opening of the month, the month, year to date, closing; eight columns."""
    pairs = ("期初余额", "本期发生额", "本年累计发生额", "期末余额")
    columns = (
        Column("科目编码", As.CODE, 17),
        Column("科目名称", As.TEXT, 40),
        *(Column(side, As.MONEY, 25, group=pair) for pair in pairs for side in _SIDES),
    )
    shown, left_out, totals = [], 0, [0] * 8
    for line in _four_pairs(office, month):
        account, figures = line
        if account.level == 1:
            totals = [total + fen for total, fen in zip(totals, figures, strict=True)]
        if not any(figures):
            left_out += account.level == 1
            continue
        link = f"account:{account.id}:{month}"
        shown.append(Row((account.code, account.name, *figures), level=account.level - 1, link=link))
    shown.append(Row(("合\u3000计", None, *totals), Kind.TOTAL))
    return Report(
        "trial-balance",
        "科目余额表",
        columns,
        tuple(shown),
        unit=office.unit_name,
        period=month_words(month),
        total="",
        notes=(
            f"合计只加一级科目；无余额且无发生额的一级科目 {left_out} 个未列。",
            _three_equalities(totals),
        ),
        signatures=("会计主管", "复核", "制表"),
        paper=Paper(landscape=True, row_height=4.0, head_height=10, text_size=8, top=9),
        frozen=2,
    )


def _four_pairs(office: Office, month: str) -> list[tuple[Account, list[int]]]:
    """Each account with opening, month, year and closing as (debit, credit) in fen."""
    january = month[:4] + "-01"
    to_date = balances.trial_balance(office.db, month)
    before = {} if month == january else {
        line.account.id: line for line in balances.trial_balance(office.db, _previous(month))
    }  # fmt: skip
    found = []
    for line in to_date:
        earlier = before.get(line.account.id)
        opening = earlier.closing_fen if earlier else line.opening_fen
        debit = line.debit_fen - (earlier.debit_fen if earlier else 0)
        credit = line.credit_fen - (earlier.credit_fen if earlier else 0)
        figures = [*sides(opening), debit, credit, line.debit_fen, line.credit_fen, *sides(line.closing_fen)]
        found.append((line.account, figures))
    return found


def _previous(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}"


def _three_equalities(totals: Sequence[int]) -> str:
    """The sentence under the table that says whether opening, movement and closing balance."""
    names = ("期初", "本期", "本年累计", "期末")
    wrong = [name for index, name in enumerate(names) if totals[2 * index] != totals[2 * index + 1]]
    return (
        "、".join(wrong) + "借贷不等，请用“检查账套”查明。"
        if wrong
        else "期初、本期、累计、期末借贷各自相等。"
    )


# -- account page -----------------------------------------------------------------------------

_BOOK = Paper(
    left=20,
    right=10,
    top=9,
    row_height=7.6,
    head_height=10,
    double_rule=True,
    lines_per_page=28,
    carry_lines=True,
    strike_empty=True,
    sign_each=True,
)


def account_ledger(office: Office, account: Account, first: str, last: str) -> Report:
    """三栏明细账 of one account (with its sub-accounts) for months of one year."""
    year = first[:4]
    opening, entries = balances.entries(office.db, account.id, first, last)
    group = f"{year}年"
    columns = (
        Column("月", As.MARK, 7.5, group=group),
        Column("日", As.MARK, 7.5, group=group),
        Column("凭证号数", As.MARK, 15, size=8.5),
        Column("摘要", As.LONG, 48, size=8.5),
        Column("对方科目", As.LONG, 27, size=8.5),
        Column("借方", As.MONEY, 22.5, total=True),
        Column("贷方", As.MONEY, 22.5, total=True),
        Column("借或贷", As.MARK, 6.5),
        Column("余额", As.MONEY, 23.5, zero="0.00"),
    )
    return Report(
        "account-ledger",
        "三栏明细账",
        columns,
        tuple(_ledger_rows(office, account, (first, last), opening, entries)),
        unit=office.unit_name,
        unit_label="核算单位",
        period=f"{year}年度" if (first[5:], last[5:]) == ("01", "12") else _span(first, last),
        subject=f"科目：{account.code} {account.full_name}",
        total="",
        signatures=("会计主管", "复核", "记账"),
        paper=_BOOK,
        frozen=3,
    )


def _span(first: str, last: str) -> str:
    return month_words(first) if first == last else f"{month_words(first)}－{month_words(last)}"


def _ledger_rows(
    office: Office, account: Account, span: tuple[str, str], opening: int, entries: list[Entry]
) -> list[Row]:
    """Opening line, lines by month with 本月合计 and 本年累计, and 结转下年 after December."""
    label = "上年结转" if span[0].endswith("-01") else "期初余额"
    start = _start(office, account, span[0])
    rows = []
    if opening or not entries:
        cells = (int(span[0][5:]), 1, None, label, None, None, None, *_side(opening))
        rows.append(Row(cells, Kind.CARRY))
    by_month: dict[str, list[Entry]] = {}
    for entry in entries:
        by_month.setdefault(entry.day.isoformat()[:7], []).append(entry)
    year_debit, year_credit = start
    balance = opening
    for month in months(*span):
        mine = by_month.get(month)
        if not mine:
            continue
        rows += [_entry_row(entry, first=entry is mine[0]) for entry in mine]
        debit, credit = sum(e.debit_fen for e in mine), sum(e.credit_fen for e in mine)
        year_debit, year_credit, balance = year_debit + debit, year_credit + credit, mine[-1].balance_fen
        rows.append(_sum_row("本月合计", debit, credit, balance, Kind.MONTH))
        rows.append(_sum_row("本年累计", year_debit, year_credit, balance, Kind.YEAR))
    if span[1].endswith("-12") and account.kind in ("asset", "liability", "net") and rows:
        rows.append(Row((None, 31, None, "结转下年", None, None, None, *_side(balance)), Kind.CARRY))
    return rows


def _start(office: Office, account: Account, first: str) -> tuple[int, int]:
    """Debit and credit from January to the month before `first`: where 本年累计 starts."""
    if first.endswith("-01"):
        return 0, 0
    for line in balances.trial_balance(office.db, _previous(first)):
        if line.account.id == account.id:
            return line.debit_fen, line.credit_fen
    return 0, 0


def _entry_row(entry: Entry, *, first: bool) -> Row:
    number = f"{entry.word}-{entry.number:04d}"
    month = entry.day.month if first else None
    cells = (month, entry.day.day, number, entry.summary, entry.opposite, entry.debit_fen, entry.credit_fen)
    return Row((*cells, *_side(entry.balance_fen)), red=entry.is_reversal, link=f"voucher:{entry.voucher}")


def _sum_row(label: str, debit: int, credit: int, balance: int, kind: Kind) -> Row:
    return Row((None, None, None, label, None, debit, credit, *_side(balance)), kind)


def _side(fen: int) -> tuple[str, int]:
    """借, 贷 or 平, and the amount on that side."""
    return ("借" if fen > 0 else "贷" if fen < 0 else "平", abs(fen))


# -- vouchers ---------------------------------------------------------------------------------


def voucher_list(office: Office, first: str, last: str, only: Voucher | None = None) -> Report:
    """序时簿: every voucher of the months (or one) with its lines, drafts marked."""
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
    for voucher in found:
        name = f"{voucher.word}-{voucher.number:04d}" if voucher.number else "未记账"
        for index, line in enumerate(voucher.lines):
            head = (voucher.day, name) if index == 0 else (None, None)
            tail = (voucher.attachments, voucher.maker) if index == 0 else (None, None)
            cells = (*head, line.summary, line.code, line.full_name, line.debit_fen, line.credit_fen, *tail)
            rows.append(Row(cells, red=voucher.reverses is not None, link=f"voucher:{voucher.id}"))
    posted = sum(1 for voucher in found if voucher.posted)
    waiting = len(found) - posted
    note = f"共 {posted} 张凭证" + (f"，另有 {waiting} 张还没有记账。" if waiting else "。")
    return Report(
        "voucher-list",
        "记账凭证序时簿",
        columns,
        tuple(rows),
        unit=office.unit_name,
        unit_label="核算单位",
        period=words(only.day) if only else _span(first, last),
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
