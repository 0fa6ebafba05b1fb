"""A deduction list as the window prepares it: understood, planned, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from models.dues import imports, queries
from models.dues.imports import DEDUCTIONS
from models.dues.records import ListPlan
from models.intake import seen as looking
from models.intake.cells import Book, Sheet
from models.intake.headers import Header, find_header
from models.intake.seen import Choices, Seen
from models.intake.taken import taken_before
from models.kit.days import month_end, month_of, month_words
from models.kit.errors import Refused
from models.ledger import queries as books
from models.office import Office


@dataclass(frozen=True)
class Prepared:
    """`plan` is None while the file can't be taken; `refusal` then says why, `seen` shows the sheet.

    names  every member by id, "解玉洁（1003 语文组）", for the rows that a person decides about
    """

    plan: ListPlan | None
    seen: Seen
    used: tuple[str, ...] = ()
    refusal: Refused | None = None
    remarks: tuple[str, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)


def prepare(office: Office, book: Book, choices: Choices | None = None, month: str = "") -> Prepared:
    """Plan a file. `month` is what the person says of a file that names none. Raises `Refused`."""
    choices = choices or Choices()
    if not any(sheet.rows for sheet in book.sheets):
        raise Refused("文件里没有内容。", book.name, "请确认选对了文件。")
    if choices.sheet:
        book = replace(book, sheets=tuple(one for one in book.sheets if one.name == choices.sheet))
    columns = choices.columns or None
    try:
        plan, said = _plan(office, book, choices, month)
    except Refused as no:
        sheet, header = _where(office, book, choices)
        return Prepared(None, looking.see(sheet, header, DEDUCTIONS), refusal=no)
    found = imports.locate(office.db, book, columns=columns, header_row=choices.row)
    sheet, header = found.tables[0]
    used = tuple(dict.fromkeys(one.name for one, _ in found.tables))
    return Prepared(
        plan,
        looking.see(sheet, header, DEDUCTIONS),
        used,
        None,
        (*said, *_remarks(office, plan)),
        _names(office),
    )


def _plan(office: Office, book: Book, choices: Choices, month: str) -> tuple[ListPlan, tuple[str, ...]]:
    """With the month of the file itself; the person's word counts where the file names none."""

    def plan(only: str) -> ListPlan:
        return imports.plan(
            office.db,
            book,
            only_month=only,
            default_year=office.today().year,
            columns=choices.columns or None,
            header_row=choices.row,
        )

    try:
        return plan(""), ()
    except Refused:
        if not month:
            raise
        found = plan(month)
    return found, (f"单子上没有写月份，按{month_words(month)}登记。",)


def _where(office: Office, book: Book, choices: Choices) -> tuple[Sheet, Header]:
    """The sheet to show although nothing can be taken from it."""
    try:
        columns = choices.columns or None
        return imports.locate(office.db, book, columns=columns, header_row=choices.row).tables[0]
    except Refused:
        sheet = max(book.sheets, key=lambda one: len(one.rows))
    header = find_header(sheet, DEDUCTIONS, row=choices.row) if choices.row is not None else None
    return sheet, header or looking.unknown(sheet, choices.row, choices.columns)


def _remarks(office: Office, plan: ListPlan) -> tuple[str, ...]:
    remarks = [*_odd_months(office, plan), *plan.notes]
    before = taken_before(office.db, plan.sha256)
    if before is not None:
        remarks.insert(0, f"这份文件 {before.at[:10]} 已经登记过一次，只会登记有变化的行。")
    new = [one.month for one in plan.months if not one.assessed]
    partly = {month for month in new if queries.is_assessed(office.db, month)}
    for said, months in (("还没有核定应缴", set(new) - partly), ("有新会员还没有核定应缴", partly)):
        if months:
            remarks.append(
                f"{'、'.join(map(month_words, sorted(months)))}{said}，登记时按现在的标准一并核定。"
            )
    for one in plan.months:
        remarks += one.faults
    return tuple(remarks)


def _odd_months(office: Office, plan: ListPlan) -> list[str]:
    """A list of another time: from before the book, mostly last year's file, or of months still to come."""
    first, now = books.first_month(office.db), month_of(office.today())
    early = [month_words(one.month) for one in plan.months if one.month < first]
    late = [month_words(one.month) for one in plan.months if one.month > now]
    said = []
    if early:
        said.append(
            f"{'、'.join(early)}在启用月份（{month_words(first)}）之前，请先看看是不是选错了文件，例如去年的单子。"
        )
    if late:
        said.append(f"{'、'.join(late)}还没有到，请确认钱已经扣了再登记。")
    return said


def _names(office: Office) -> dict[int, str]:
    found = {}
    for who in queries.payers(office.db).values():
        note = " ".join(part for part in (who.number, who.department or who.unit) if part)
        found[who.id] = f"{who.name}（{note}）" if note else who.name
    return found


def likely_day(office: Office, month: str) -> date:
    """The bank's day that is proposed: the month's end, or today while the month runs or is closed."""
    day = min(month_end(month), office.today())
    return office.today() if books.is_closed(office.db, month_of(day)) else day
