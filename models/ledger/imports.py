"""Vouchers that another program kept: a foreign table → drafts and problems, numbers kept."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from models.intake import fields, headers, rows
from models.intake.cells import Book
from models.intake.fields import FieldSpec, Table
from models.intake.headers import Place
from models.kit.errors import Refused
from models.kit.money import yuan
from models.kit.sweeping import unswept
from models.ledger import bulk, queries
from models.ledger.dimensions import Known
from models.ledger.newcomers import Chart
from models.ledger.plain_lines import plain_lines
from models.ledger.records import LineDraft, VoucherDraft, voucher_name
from models.store.journal import Change

KINDS = {"普通": "normal", "结账": "closing", "结转": "carried"}
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
        FieldSpec("reason", "冲销原因", (), fields.TEXT),
        FieldSpec("refunds", "退款对应凭证", (), fields.TEXT),
        FieldSpec("kind", "凭证性质", (), fields.CHOICE(dict.fromkeys(KINDS, ()))),
        FieldSpec("title", "整张摘要", (), fields.TEXT),
        FieldSpec("pair", "分录组", (), fields.COUNT),
        FieldSpec("fund", "资金来源", (), fields.TEXT),
        FieldSpec("partner", "往来单位", ("往来单位名称",), fields.TEXT),
        FieldSpec("unit", "核算分工会", (), fields.TEXT),
        FieldSpec("member", "核算会员", (), fields.TEXT),
        FieldSpec("budget_line", "预算项", (), fields.TEXT),
        FieldSpec("activity", "核算活动", (), fields.TEXT),
        FieldSpec("campaign", "代管项目", (), fields.TEXT),
    ),
    key_fields=("debit", "credit"),
)
_CARRIED_UNTIL = "2022-01"  # when the system of 2022 took over
_TEXTS = ("earmark", "fund", "partner")
_HEADS = ("kind", "reason", "reverses", "refunds", "title")
_ROWS = ("unit", "member", "budget_line", "activity", "campaign")
Key = tuple[str, str, int]
Grouped = dict[Key, list[tuple[str, rows.Record]]]
_NUMBER = re.compile(
    r"^(?!-)(?P<word>[^\W\d_]{0,6}?)字?第?[\s-]*(?:\d{1,4}[\s-]+)*(?P<number>0*[1-9]\d{0,5})号?$"
)


@dataclass(frozen=True)
class Bad:
    """A line that can't be taken: sheet, row from 1, and the sentence."""

    sheet: str
    row: int
    reason: str


@dataclass(slots=True)
class Found:
    """One voucher of the file."""

    name: str  # as the file calls it
    word: str
    number: int
    sheet: str
    row: int
    draft: VoucherDraft
    reverses: str = ""
    refunds: str = ""


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
    with unswept():
        return _plan(db, book, columns, header_rows)


def _plan(
    db: sqlite3.Connection,
    book: Book,
    columns: Mapping[str, Place] | None,
    header_rows: Mapping[str, int] | None,
) -> VoucherPlan:
    found = headers.find_tables(book, VOUCHERS, overrides=columns, rows=header_rows)
    grouped = _Grouped()
    has: set[str] = set()
    for sheet, header in found.tables:
        has.update(header.columns)
        plain = plain_lines(VOUCHERS, sheet, header)
        grouped.add(sheet.name, rows.read(sheet, header, VOUCHERS, plain.read if plain else None))
    maker = _Maker(db, grouped.bad, has)
    vouchers = [maker.voucher(key, lines) for key, lines in sorted(grouped.lines.items())]
    fresh, same = _fresh(db, [one for one in vouchers if one], grouped.bad)
    _check_numbers(db, fresh, grouped.bad)
    count = sum(map(len, grouped.lines.values()))
    if not count and not grouped.bad:
        raise Refused("这份凭证表里没有一行可以用。", book.name, "请确认选对了文件和工作表。")
    return VoucherPlan(book.name, tuple(fresh), same, tuple(grouped.bad), maker.chart, count, found.notes)


class _Grouped:
    """Lines by month, word and number; a line without day and number belongs to the voucher above."""

    def __init__(self) -> None:
        self.lines: Grouped = {}
        self.bad: list[Bad] = []
        self._keys: dict[tuple[Any, str], Key | None] = {}  # texts repeat

    def add(self, sheet: str, read: rows.Rows) -> None:
        """The lines of one sheet."""
        key: Key | None = None
        for record in read.records:
            said = record.values
            if record.problems:
                self.bad.append(Bad(sheet, record.row, record.problems[0].what))
                continue
            day, number = said.get("day"), said.get("number")
            if day is not None or number:
                key = self._keys.get((day, number or "")) or self._key(sheet, record, key)
            if key is not None:
                self.lines.setdefault(key, []).append((sheet, record))
            elif day is None and not number:
                self.bad.append(Bad(sheet, record.row, "没有日期和凭证号，看不出是哪张凭证的。"))

    def _key(self, sheet: str, record: rows.Record, above: Key | None) -> Key | None:
        day, said = record.values.get("day"), record.values.get("number") or ""
        match = _NUMBER.match(said.strip())
        if not isinstance(day, date):
            if above and said and match and int(match["number"]) == above[2]:
                return above
            self.bad.append(Bad(sheet, record.row, "日期没有写全，要写到哪一天。"))
            return None
        if not match:
            why = f"“{said}”看不出凭证号。" if said else "没有写凭证号。"
            self.bad.append(Bad(sheet, record.row, why))
            return None
        key = self._keys[day, said] = (day.isoformat()[:7], match["word"] or "记", int(match["number"]))
        return key


class _Maker:
    """Makes vouchers of their lines; what is wrong goes to `bad`."""

    def __init__(self, db: sqlite3.Connection, bad: list[Bad], has: set[str]) -> None:
        self.chart = Chart(queries.accounts(db))
        self.bad = bad
        self._texts = [key for key in _TEXTS if key in has]
        self._rows = [key for key in _ROWS if key in has]
        self._heads = [key for key in _HEADS if key in has]
        self._known = Known(db)
        self._accounts: dict[tuple[str, str, bool], int] = {}
        self._month, self._old = "", False  # of the voucher that is made, and whether it has the older chart

    def voucher(self, key: Key, lines: list[tuple[str, rows.Record]]) -> Found | None:
        """One voucher, None when something is wrong with it."""
        sheet, first = lines[0]
        before = len(self.bad)
        self._month, self._old = key[0], self.chart.is_old(key[0])
        made = [self._line(sheet, record) for _, record in lines]
        said = [record.values for _, record in lines]
        name = voucher_name(*key)
        days = {one["day"] for one in said if one.get("day")}
        if len(days) > 1:
            self.bad.append(Bad(sheet, first.row, f"{name} 的各行日期不一样。"))
        gap = sum(line.debit_fen - line.credit_fen for line in made if line)
        if len(self.bad) == before and gap:
            self.bad.append(Bad(sheet, first.row, _unbalanced(name, made)))
        about = {one: _first(said, one) for one in self._heads}
        if about.get("kind") == "结转" and key[0] > _CARRIED_UNTIL:
            self.bad.append(Bad(sheet, first.row, f"{name} 标成“结转”，那只用于新旧制度衔接，请改为“普通”。"))
        if len(self.bad) > before:
            return None
        draft = VoucherDraft(
            days.pop(),
            about.get("title") or _first(said, "summary"),
            tuple(line for line in made if line),
            attachments=max((one.get("attachments") or 0 for one in said), default=0),
            word=key[1],
            kind=KINDS.get(about.get("kind", ""), "normal"),
            reason=about.get("reason", ""),
        )
        back = about.get("reverses", ""), about.get("refunds", "")
        return Found(name, key[1], key[2], sheet, first.row, draft, *back)

    def _line(self, sheet: str, record: rows.Record) -> LineDraft | None:
        said = record.values
        debit, credit = said.get("debit") or 0, said.get("credit") or 0
        if (debit == 0) == (credit == 0):
            self.bad.append(Bad(sheet, record.row, "借方和贷方要写一个，也只能写一个。"))
            return None
        try:
            account = self._account(said.get("code") or "", said.get("name") or "")
            about = self._about(said)
        except Refused as refusal:
            self.bad.append(Bad(sheet, record.row, str(refusal)))
            return None
        return LineDraft(account, debit, credit, said.get("summary") or "", said.get("pair") or 1, **about)

    def _account(self, code: str, name: str) -> int:
        key = self._accounts.get((code, name, self._old))
        if key is None:
            key = self._accounts[code, name, self._old] = self.chart.find(code, name, self._month)
        return key

    def _about(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """The line's dimensions, by the names that the file gives."""
        about: dict[str, Any] = {key: said[key] for key in self._texts if said.get(key)}
        for key in self._rows:
            if said.get(key):
                about[key] = self._known.id_of(key, said[key])
        return about


def _first(said: Sequence[Mapping[str, Any]], key: str) -> str:
    """The first thing that the lines say of their voucher."""
    return next((str(one[key]) for one in said if one.get(key)), "")


def _unbalanced(name: str, made: Sequence[LineDraft | None]) -> str:
    debit = sum(line.debit_fen for line in made if line)
    credit = sum(line.credit_fen for line in made if line)
    return f"{name} 借方 {yuan(debit)}，贷方 {yuan(credit)}，差 {yuan(abs(debit - credit))}。"


def _fresh(db: sqlite3.Connection, vouchers: list[Found], bad: list[Bad]) -> tuple[list[Found], int]:
    """Leave out what is in the book already; the same number with other content is refused."""
    kept = {
        (row[0], row[1], row[2]): row[3]
        for row in db.execute("select month, word, number, id from voucher where posted = 1")
    }
    fresh, same = [], 0
    for one in vouchers:
        key = kept.get((one.draft.day.isoformat()[:7], one.word, one.number))
        if key is None:
            fresh.append(one)
            continue
        old = queries.voucher(db, key)
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
        month = one.draft.day.isoformat()[:7]
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
    with unswept():
        try:
            return _apply(change, plan)
        except Refused as no:
            remedy = no.remedy if _NOTHING in no.remedy else f"{no.remedy}{_NOTHING}。"
            raise Refused(no.what, no.where or plan.file, remedy) from no


_NOTHING = "没有写入任何凭证"


def _apply(change: Change, plan: VoucherPlan) -> int:
    made = plan.chart.create(change)
    numbered = [
        bulk.Numbered(
            _placed(one.draft, made), one.number, _target(one, one.reverses), _target(one, one.refunds)
        )
        for one in plan.vouchers
    ]
    bulk.post_all(change, numbered)
    return len(numbered)


def _placed(draft: VoucherDraft, made: Mapping[int, int]) -> VoucherDraft:
    """On the accounts that were just made."""
    if not any(line.account in made for line in draft.lines):
        return draft
    lines = tuple(replace(line, account=made.get(line.account, line.account)) for line in draft.lines)
    return replace(draft, lines=lines)


def _target(one: Found, said: str) -> tuple[str, str, int] | None:
    """The voucher that a red one takes back, by the number that the file gives: month, word, number."""
    if not said:
        return None
    digits = re.findall(r"\d+", said)
    month = one.draft.day.isoformat()[:7]
    if len(digits) >= 3 and len(digits[0]) == 4:
        month = f"{digits[0]}-{int(digits[1]):02d}"
    elif len(digits) == 2:
        month = f"{month[:4]}-{int(digits[0]):02d}"
    if not digits:
        where = f"{one.sheet} › 第 {one.row} 行"
        raise Refused(f"“{said}”看不出是哪张凭证。", where, "没有写入任何凭证。")
    word = re.sub(r"[\d\s字第号年月－-]", "", said)
    return month, word or one.word, int(digits[-1])
