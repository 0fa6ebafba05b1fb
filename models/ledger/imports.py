"""Vouchers that another program kept: a foreign table → drafts and problems, numbers kept."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from models.intake import fields, headers, rows
from models.intake.cells import Book
from models.intake.fields import FieldSpec, Table
from models.intake.headers import Place
from models.kit.days import month_of
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import actions, queries
from models.ledger.exchange import check_reversal
from models.ledger.newcomers import Chart
from models.ledger.records import LineDraft, VoucherDraft, voucher_name
from models.store.journal import Change

VOUCHERS = Table(
    "vouchers",
    "凭证表",
    (
        FieldSpec("day", "日期", ("凭证日期", "记账日期", "制单日期", "业务日期"), fields.DAY),
        FieldSpec("number", "凭证号", ("凭证编号", "凭证字号", "字号", "凭证号数", "凭证号码"), fields.TEXT),
        FieldSpec("summary", "摘要", ("摘要说明", "业务摘要", "说明"), fields.TEXT),
        FieldSpec("code", "科目编码", ("科目代码", "科目编号", "会计科目编码", "编码"), fields.CODE),
        FieldSpec("name", "科目名称", ("会计科目", "科目", "科目全称"), fields.TEXT),
        FieldSpec("debit", "借方", ("借方金额", "借方发生额", "借"), fields.MONEY),
        FieldSpec("credit", "贷方", ("贷方金额", "贷方发生额", "贷"), fields.MONEY),
        FieldSpec(
            "attachments", "附件张数", ("附单据数", "附件数", "附单据", "附件", "单据张数"), fields.COUNT
        ),
        FieldSpec("earmark", "项目", ("项目名称", "核算项目", "专项"), fields.TEXT),
        FieldSpec("reverses", "冲销凭证", ("冲销凭证号", "被冲销凭证", "红冲凭证"), fields.TEXT),
    ),
    key_fields=("debit", "credit"),
)
Grouped = dict[tuple[str, str, int], list[tuple[str, rows.Record]]]
_NUMBER = re.compile(r"^(?P<word>[^\d\s-]*?)字?第?[\s-]*(?:\d{1,4}[\s-]+)*(?P<number>\d{1,6})号?$")


@dataclass(frozen=True)
class Bad:
    """A line that can't be taken: sheet, row from 1, and the sentence."""

    sheet: str
    row: int
    reason: str


@dataclass
class Found:
    """One voucher of the file."""

    name: str  # as the file calls it
    word: str
    number: int
    sheet: str
    row: int
    draft: VoucherDraft
    reverses: str = ""


@dataclass(frozen=True)
class VoucherPlan:
    """What importing would do. Nothing is written while `refused` has a line."""

    file: str
    vouchers: tuple[Found, ...]
    same: int
    refused: tuple[Bad, ...]
    chart: Chart
    lines: int = 0
    notes: tuple[str, ...] = field(default=())


def plan_vouchers(
    db: sqlite3.Connection,
    book: Book,
    *,
    columns: Mapping[str, Place] | None = None,
    header_rows: Mapping[str, int] | None = None,
) -> VoucherPlan:
    """Lines of a foreign voucher list, grouped to vouchers in the order of their numbers."""
    found = headers.find_tables(book, VOUCHERS, overrides=columns, rows=header_rows)
    chart = Chart(queries.accounts(db))
    grouped: Grouped = {}
    bad: list[Bad] = []
    for sheet, header in found.tables:
        _group(sheet.name, rows.read(sheet, header, VOUCHERS), grouped, bad)
    vouchers = [_voucher(key, lines, chart, bad) for key, lines in sorted(grouped.items())]
    fresh, same = _fresh(db, [one for one in vouchers if one], bad)
    _check_numbers(db, fresh, bad)
    count = sum(len(lines) for lines in grouped.values())
    if not count and not bad:
        raise Refused("这份凭证表里没有一行可以用。", book.name, "请确认选对了文件和工作表。")
    return VoucherPlan(book.name, tuple(fresh), same, tuple(bad), chart, count, found.notes)


def _group(sheet: str, read: rows.Rows, grouped: Grouped, bad: list[Bad]) -> None:
    """Lines by month, word and number; a line without day and number belongs to the voucher above."""
    key: tuple[str, str, int] | None = None
    for record in read.records:
        if record.problems:
            bad.append(Bad(sheet, record.row, record.problems[0].what))
            continue
        said = record.values
        if said.get("day") is not None or said.get("number"):
            key = _key(sheet, record, key, bad)
        if key is not None:
            grouped.setdefault(key, []).append((sheet, record))
        elif said.get("day") is None and not said.get("number"):
            bad.append(Bad(sheet, record.row, "没有日期和凭证号，看不出是哪张凭证的。"))


def _key(
    sheet: str, record: rows.Record, above: tuple[str, str, int] | None, bad: list[Bad]
) -> tuple[str, str, int] | None:
    day, said = record.values.get("day"), record.values.get("number") or ""
    match = _NUMBER.match(said.strip())
    if not isinstance(day, date):
        if above and said and match and int(match["number"]) == above[2]:
            return above
        bad.append(Bad(sheet, record.row, "日期没有写全，要写到哪一天。"))
        return None
    if not match:
        bad.append(Bad(sheet, record.row, f"“{said}”看不出凭证号。" if said else "没有写凭证号。"))
        return None
    return month_of(day), match["word"] or "记", int(match["number"])


def _voucher(
    key: tuple[str, str, int], lines: list[tuple[str, rows.Record]], chart: Chart, bad: list[Bad]
) -> Found | None:
    """One voucher of its lines; what is wrong goes to `bad`."""
    sheet, first = lines[0]
    before = len(bad)
    made = [_line(sheet, record, chart, bad) for _, record in lines]
    days = {record.values["day"] for _, record in lines if record.values.get("day")}
    name = voucher_name(*key)
    if len(days) > 1:
        bad.append(Bad(sheet, first.row, f"{name} 的各行日期不一样。"))
    debit = sum(line.debit_fen for line in made if line)
    credit = sum(line.credit_fen for line in made if line)
    if len(bad) == before and debit != credit:
        gap = yuan(abs(debit - credit))
        bad.append(Bad(sheet, first.row, f"{name} 借方 {yuan(debit)}，贷方 {yuan(credit)}，差 {gap}。"))
    if len(bad) > before:
        return None
    said = [record.values for _, record in lines]
    draft = VoucherDraft(
        next(iter(days)),
        next((one["summary"] for one in said if one.get("summary")), ""),
        tuple(line for line in made if line),
        attachments=max((one.get("attachments") or 0 for one in said), default=0),
        word=key[1],
    )
    reverses = next((one["reverses"] for one in said if one.get("reverses")), "")
    return Found(name, key[1], key[2], sheet, first.row, draft, reverses)


def _line(sheet: str, record: rows.Record, chart: Chart, bad: list[Bad]) -> LineDraft | None:
    said = record.values
    debit, credit = said.get("debit") or 0, said.get("credit") or 0
    if (debit == 0) == (credit == 0):
        bad.append(Bad(sheet, record.row, "借方和贷方要写一个，也只能写一个。"))
        return None
    try:
        account = chart.find(said.get("code") or "", said.get("name") or "")
    except Refused as refusal:
        bad.append(Bad(sheet, record.row, str(refusal)))
        return None
    return LineDraft(account, debit, credit, said.get("summary") or "", earmark=said.get("earmark") or "")


def _fresh(db: sqlite3.Connection, vouchers: list[Found], bad: list[Bad]) -> tuple[list[Found], int]:
    """Leave out what is in the book already; the same number with other content is refused."""
    fresh, same = [], 0
    for one in vouchers:
        row = db.execute(
            "select id from voucher where month = ? and word = ? and number = ? and posted = 1",
            (month_of(one.draft.day), one.word, one.number),
        ).fetchone()
        if row is None:
            fresh.append(one)
            continue
        old = queries.voucher(db, row["id"])
        mine = [(line.account, line.debit_fen, line.credit_fen) for line in one.draft.lines]
        if old.day == one.draft.day and mine == [(n.account, n.debit_fen, n.credit_fen) for n in old.lines]:
            same += 1
        else:
            bad.append(Bad(one.sheet, one.row, f"账里已经有 {one.name}，内容不一样。"))
    return fresh, same


def _check_numbers(db: sqlite3.Connection, fresh: list[Found], bad: list[Bad]) -> None:
    """The numbers that the file brings are kept, so they must follow on without a gap."""
    following: dict[tuple[str, str], int] = {}
    for one in fresh:
        month = month_of(one.draft.day)
        due = following.get((month, one.word)) or queries.next_number(db, month, one.word)
        if one.number != due:
            missing = voucher_name(month, one.word, due)
            bad.append(Bad(one.sheet, one.row, f"{one.name} 前面缺 {missing}，凭证号不能断。"))
        following[month, one.word] = one.number + 1


def apply_vouchers(change: Change, plan: VoucherPlan) -> int:
    """Post every voucher of the file under its own number; returns how many. Refused while a line is bad."""
    if plan.refused:
        first = plan.refused[0]
        where = f"{plan.file} › {first.sheet} › 第 {first.row} 行"
        raise Refused(first.reason, where, f"共 {len(plan.refused)} 处问题，改好后再导入；没有写入任何凭证。")
    made = plan.chart.create(change)
    posted: dict[tuple[str, int], int] = {}
    for one in plan.vouchers:
        lines = tuple(replace(line, account=made.get(line.account, line.account)) for line in one.draft.lines)
        draft = replace(one.draft, lines=lines, reverses=_target(change, one, posted))
        if draft.reverses is not None:
            check_reversal(change.db, draft)
        done = actions.post_voucher(change, draft)
        posted[_mark(one.name)] = done.id
    return len(plan.vouchers)


def _target(change: Change, one: Found, posted: dict[tuple[str, int], int]) -> int | None:
    """The voucher that a red one takes back, by the number that the file gives."""
    if not one.reverses:
        return None
    digits = re.findall(r"\d+", one.reverses)
    month = month_of(one.draft.day)
    if len(digits) >= 3 and len(digits[0]) == 4:
        month = f"{digits[0]}-{int(digits[1]):02d}"
    elif len(digits) == 2:
        month = f"{month[:4]}-{int(digits[0]):02d}"
    if not digits:
        where = f"{one.sheet} › 第 {one.row} 行"
        raise Refused(f"“{one.reverses}”看不出是哪张凭证。", where, "没有写入任何凭证。")
    key = posted.get((f"{month}-{one.word}", int(digits[-1])))
    if key is not None:
        return key
    return queries.voucher_by_name(change.db, voucher_name(month, one.word, int(digits[-1]))).id


def _mark(name: str) -> tuple[str, int]:
    head, _, number = name.rpartition("-")
    return head, int(number)
