"""Everything the program can print, in one tuple: the window's list and the command line read it here.

"To add a report": write a function in `models/<room>/reports.py` that takes the office and what it
asks for, add one `Entry` below with its id for the command line, and a sentence in
`resources/texts/reports.md`. The contract tests then hold it against every exporter.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from models.assets import reports as assets
from models.audit import reports as audit
from models.bank import reports as bank
from models.budget import guard
from models.budget import reports as budget
from models.budget.matching import Said
from models.budget.records import BudgetLine
from models.calendar import reports as calendar_reports
from models.claims import reports as claims
from models.claims.records import ADVANCE, Claim
from models.documents import reports as documents
from models.dues import arrears
from models.dues import reports as dues
from models.entry import END, MONTH, NOW, SPAN, YEAR, Asked, Entry, Printed
from models.kit.errors import Refused
from models.ledger import binding, book_entries, conversion, numbering, statements
from models.ledger import queries as books
from models.ledger import reports as ledger
from models.levy import reports as levy
from models.members import reports as members
from models.members import search
from models.office import Office
from models.papers import ClaimPaper, Paper, ReceiptPaper, VoucherPaper
from models.report import Bound, Report
from models.statements import reports as statement_reports


def _vouchers(office: Office, asked: Asked) -> Sequence[VoucherPaper]:
    if asked.of:
        found = [books.voucher_by_name(office.db, asked.of)]
    else:
        found = [one for one in books.vouchers(office.db, asked.first, asked.last) if one.posted]
    if not found:
        raise Refused(f"{asked.period} 没有已记账的凭证。", remedy="请换一个月份。")
    return [ledger.voucher_paper(office, one, office.seal, asked.made_on) for one in found]


def _bundle(office: Office, asked: Asked) -> Sequence[Paper]:
    """凭证封面, 科目汇总表 and the vouchers of a month, to be bound."""
    found = [one for one in books.vouchers(office.db, asked.first, asked.last) if one.posted]
    front = [make(office, found, asked.made_on) for make in (binding.cover, binding.summary)]
    return [*front, *(ledger.voucher_paper(office, one, office.seal, asked.made_on) for one in found)]


def _claims(office: Office, asked: Asked) -> Sequence[ClaimPaper]:
    found = claims.asked_claims(office, asked)
    return [claims.claim_paper(office, one, budget_before(office, one), asked.made_on) for one in found]


def _claim_table(office: Office, asked: Asked) -> Report:
    found = claims.asked_claims(office, asked)
    return replace(claims.claim_list(office, found, asked.period), id="claim", title="审批单")


def budget_before(office: Office, claim: Claim) -> tuple[str, int] | None:
    """The claim's budget line and what was left of it before the claim, fen; None without a line in force."""
    entered = claim.entered
    account = entered.items[0].account if entered.items else None
    said = Said(account, entered.budget_line, entered.unit, entered.activity, entered.earmark)
    standing = guard.standing(office.db, entered.day.year, said=[said], without_claim=claim.id)
    line = standing.matcher.line_of(said)
    if line is None:
        return None
    spent = entered.total_fen if claim.voucher is not None and entered.kind != ADVANCE else 0
    return _line_name(standing.lines[line]), standing.available_fen(line) + spent


def _line_name(line: BudgetLine) -> str:
    """As a form says it: names only."""
    return " · ".join(part for part in (line.account_name, line.short) if part)


def _receipts(office: Office, asked: Asked) -> Sequence[ReceiptPaper]:
    member = member_named(office, asked.of) if asked.of else None
    return dues.receipts(office, asked.first, member, asked.made_on)


def _receipt_table(office: Office, asked: Asked) -> Report:
    return dues.receipt_list(office, asked.first, member_named(office, asked.of) if asked.of else None)


def _voucher_table(office: Office, asked: Asked) -> Report:
    only = books.voucher_by_name(office.db, asked.of) if asked.of else None
    return replace(ledger.voucher_list(office, asked.first, asked.last, only), id="voucher", title="记账凭证")


def _card(office: Office, asked: Asked) -> Report:
    return members.member_card(office, member_named(office, asked.of))


def member_named(office: Office, text: str) -> int:
    """The one member that a number or a name means."""
    found = search.find(office.db, text, 5)
    exact = [one for one in found if text in (one.number, one.name)] or found
    if not exact:
        raise Refused(f"没有找到会员“{text}”。", remedy="请写工号或完整姓名。")
    if len(exact) > 1:
        names = "、".join(f"{one.name}（{one.number or '无工号'}）" for one in exact)
        raise Refused(f"叫“{text}”的不止一位：{names}。", remedy="请写工号。")
    return exact[0].id


def _schedule(office: Office, asked: Asked) -> Report:
    if len(asked.period) == 7:
        return calendar_reports.work_schedule_month(office, asked.period)
    return calendar_reports.work_schedule_year(office, asked.year)


__all__ = ["AUDIT_SHEETS", "END", "MONTH", "NOW", "REPORTS", "SPAN", "YEAR", "Asked", "Entry", "Printed"]
__all__ += ["Sheet", "audit_sheets", "budget_before", "build", "entry", "member_named"]

REPORTS: tuple[Entry, ...] = (
    Entry("work-schedule", "工作行事历", "行事历", SPAN, _schedule),
    Entry("member-roster", "会员花名册", "会员", NOW, lambda o, _: members.member_roster(o)),
    Entry("member-card", "会员登记表", "会员", NOW, _card, of="member"),
    Entry(
        "member-statistics", "会员统计表", "会员", NOW, lambda o, _: members.member_statistics(o, o.today())
    ),
    Entry("unit-statistics", "分工会统计表", "会员", NOW, lambda o, _: members.unit_statistics(o)),
    Entry("dues-schedule", "会费收缴明细表", "会费", MONTH, lambda o, a: dues.schedule(o, a.first)),
    Entry("dues-matrix", "会费收缴年度一览表", "会费", YEAR, lambda o, a: dues.matrix(o, a.year)),
    Entry("dues-arrears", "会费欠缴表", "会费", YEAR, lambda o, a: arrears.arrears(o, a.year)),
    Entry(
        "dues-arrears-units", "会费欠缴名单", "会费", YEAR, lambda o, a: arrears.arrears_by_unit(o, a.year)
    ),
    Entry("dues-reminders", "会费催缴条", "会费", YEAR, lambda o, a: arrears.reminders(o, a.year)),
    Entry("dues-batches", "会费收缴批次表", "会费", YEAR, lambda o, a: dues.batch_list(o, a.year)),
    Entry(
        "dues-tie-out", "会费台账与账簿核对表", "会费", SPAN, lambda o, a: dues.tie_out(o, a.first, a.last)
    ),
    Entry(
        "dues-receipt",
        "收款凭条",
        "会费",
        MONTH,
        _receipts,
        of="member",
        of_optional=True,
        forms=True,
        table=_receipt_table,
    ),
    Entry(
        "voucher",
        "记账凭证",
        "账务",
        SPAN,
        _vouchers,
        of="voucher",
        of_optional=True,
        forms=True,
        table=_voucher_table,
    ),
    Entry("voucher-binding", "凭证装订册", "账务", MONTH, _bundle, forms=True),
    Entry(
        "claim",
        "审批单",
        "账务",
        SPAN,
        _claims,
        of="claim",
        of_optional=True,
        forms=True,
        table=_claim_table,
    ),
    *claims.ENTRIES,
    *numbering.ENTRIES,
    *conversion.ENTRIES,
    Entry(
        "voucher-list", "记账凭证序时簿", "账务", SPAN, lambda o, a: ledger.voucher_list(o, a.first, a.last)
    ),
    *book_entries.ENTRIES,
    Entry(
        "income-expenditure",
        "收入支出表",
        "账务",
        END,
        lambda o, a: statements.income_expense(o, a.last),
    ),
    Entry("balance-sheet", "资产负债表", "账务", END, lambda o, a: statements.balance_sheet(o, a.last)),
    *statement_reports.ENTRIES,
    *budget.ENTRIES,
    *bank.ENTRIES,
    *levy.ENTRIES,
    *documents.ENTRIES,
    *assets.ENTRIES,
    Entry("operation-log", "操作日志", "监督", SPAN, lambda o, a: audit.operation_log(o.db, a.first, a.last)),
)

AUDIT_SHEETS = (
    "dues-schedule",
    "dues-matrix",
    "dues-arrears",
    "dues-tie-out",
    "voucher-list",
    "voucher",
    "trial-balance",
    "income-expenditure",
    "balance-sheet",
    "account-ledger",
    "asset-schedule",
    "final-account",
    "year-on-year",
    "statement-notes",
    "earmark-carryover",
    "publications",
    "reopenings",
    "operation-log",
)


@dataclass(frozen=True)
class Sheet:
    """One sheet for the audit committee, ready to be written; `name` is that of its file."""

    name: str
    made: Printed


def audit_sheets(office: Office, period: str, made_on: date | None) -> list[Sheet]:
    """经审用表 of a month or year; what has nothing to show in the period is left out.

    The account pages are those of every leaf account that moved in the period.
    """
    found = []
    for one in (entry(report_id) for report_id in AUDIT_SHEETS):
        for when, of in product(_periods(one, period), _subjects(office, one, period)):
            try:
                made = build(office, one, Asked(when, of, made_on))
            except Refused:
                continue
            if not isinstance(made, Report) or made.rows:
                found.append(Sheet(_sheet_name(one, when, of, made), made))
    return found


def _periods(one: Entry, period: str) -> list[str]:
    """A year's package has a monthly list for each month."""
    whole_year = len(period) == 4 and one.period == MONTH
    return [f"{period}-{number:02d}" for number in range(1, 13)] if whole_year else [period]


def _subjects(office: Office, one: Entry, period: str) -> list[str]:
    """What a report is made for: once, or for each account that moved."""
    if one.of != "account":
        return [""]
    asked = Asked(period)
    moved = {
        row[0]
        for row in office.db.execute(
            "select distinct account from month_sum where month between ? and ?", (asked.first, asked.last)
        )
    }
    return [account.code for account in books.accounts(office.db) if account.id in moved]


def _sheet_name(one: Entry, period: str, of: str, made: Printed) -> str:
    about = f"_{of}" if of else ""
    if of and isinstance(made, Report):
        about = f"_{made.subject.removeprefix('科目：').replace(' ', '')}"
    return f"{period}_{one.title}{about}"


def entry(report_id: str) -> Entry:
    """The report of that id (underscores are taken too). Raises `Refused` naming the ids."""
    wanted = report_id.replace("_", "-")
    for one in REPORTS:
        if one.id == wanted:
            return one
    raise Refused(f"没有叫“{report_id}”的报表。", remedy="用 reports 命令可以看到全部报表。")


def build(office: Office, one: Entry, asked: Asked, *, as_table: bool = False) -> Printed:
    """Make a report, stamped with the code of the journal's head. Raises `Refused` for a wrong period.

    `as_table` gives a form (voucher, receipt) as the table that says the same.
    """
    asked = replace(asked, period=_period(office, one, asked.period))
    if one.of and not one.of_optional and not asked.of:
        words = {
            "member": "哪位会员（工号或姓名）",
            "account": "哪个科目",
            "voucher": "哪张凭证",
            "asset": "哪件资产（编号）",
            "goods": "哪种物品",
            "about": "哪个维度（例如 专项，或 专项:送温暖）",
        }
        raise Refused(f"“{one.title}”要指明{words[one.of]}。", "--of")
    made = one.table(office, asked) if as_table and one.table else one.build(office, asked)
    if isinstance(made, Report):
        seal = "" if one.id in _NO_BOOK else office.seal
        return replace(made, unit=made.unit or office.unit_name).stamped(seal, asked.made_on)
    return made.stamped(office.seal, asked.made_on) if isinstance(made, Bound) else made


_NO_BOOK = frozenset({"work-schedule"})


def _period(office: Office, one: Entry, text: str) -> str:
    """The period as the report needs it; empty: this month or this year."""
    if one.period == NOW:
        return text
    today = office.today()
    text = text.strip() or (f"{today.year}" if one.period == YEAR else f"{today:%Y-%m}")
    if one.period == YEAR:
        text = text[:4]
    if not _is_period(text):
        raise Refused(f"“{text}”不是月份或年份。", "--period", "请写成 2026-03 或 2026。")
    if len(text) == 4 and one.period == MONTH:
        raise Refused(f"“{one.title}”要指明月份。", "--period", f"请写成 {text}-03 的样子。")
    return f"{text}-12" if len(text) == 4 and one.period == END else text


def _is_period(text: str) -> bool:
    if not text.isascii():
        return False
    if len(text) == 4:
        return text.isdigit() and text >= "1990"
    return len(text) == 7 and text[4] == "-" and text[:4].isdigit() and text[5:] in _MONTHS


_MONTHS = frozenset(f"{number:02d}" for number in range(1, len(calendar.month_name)))
