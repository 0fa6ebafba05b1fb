"""The kinds of tables that can be taken in: their words, how they are planned, how they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.intake import seen as looking
from models.intake.cells import Book, Sheet
from models.intake.difference import Difference, Line, Verdict
from models.intake.fields import Table
from models.intake.headers import Header, find_header, find_tables
from models.intake.seen import Choices
from models.kit.errors import Refused
from models.kit.money import yuan
from models.kit.progress import Progress
from models.ledger.imports import VOUCHERS
from models.members.plans import shown
from models.members.records import FIELD_TITLES
from models.members.tables import MEMBERS, WAGES
from ui.pages.import_parts import Asked, ImportKind, Prepared, Source

if TYPE_CHECKING:
    from models.office import Office
    from models.store.journal import Change


def read_source(kind: ImportKind, path: Path, progress: Progress) -> Source:
    """The file as its kind needs it."""
    from exporters import reading
    from models.calendar import imports

    if kind.table is None and path.suffix.lower() in imports.TEXT_FILES:
        return reading.read_plain(path)
    limits = reading.VOUCHERS if kind.key == "vouchers" else None
    return reading.read_book(path, progress=progress, limits=limits)


def pasted_source(kind: ImportKind, text: str) -> Source:
    """What was pasted. Raises `Refused` when it is nothing."""
    from exporters import reading

    if kind.table is not None or not text.strip():
        return reading.read_text(text)
    return text


def told(line: Line) -> str:
    """What becomes of a line, in one sentence: the question first, then what it changes."""
    said = [
        f"{FIELD_TITLES.get(key, key)}：{shown(key, old)} → {shown(key, new)}"
        for key, old, new in line.changes
    ]
    if line.verdict is Verdict.NEW and not said:
        said = [shown(key, line.values[key]) for key in _ABOUT if line.values.get(key)]
        said = ["，".join(said)]
    return "；".join(part.rstrip("。；") for part in (line.reason, *said, *line.notes) if part)


_ABOUT = ("unit", "department", "status", "sex", "joined")


# -- members ------------------------------------------------------------------------------------


def _members(office: Office, source: Source, asked: Asked, progress: Progress) -> Prepared:
    from models.members import imports

    def plan(book: Book, more: Mapping[str, Any]) -> Any:
        return imports.plan_members(office, book, progress=progress, **more)

    return _table(office, source, asked, MEMBERS, plan)


def _wages(office: Office, source: Source, asked: Asked, progress: Progress) -> Prepared:
    from models.members import imports

    def plan(book: Book, more: Mapping[str, Any]) -> Any:
        return imports.plan_wages(office, book, asked.month, progress=progress, **more)

    return _table(office, source, asked, WAGES, plan)


def _table(
    office: Office,
    source: Source,
    asked: Asked,
    table: Table,
    make: Callable[[Book, Mapping[str, Any]], Any],
) -> Prepared:
    """The plan with the sheet as it was understood; without a plan the sheet still shows where to point."""
    if not isinstance(source, Book):
        raise Refused("这不是表格。", remedy="请选 Excel 或 csv 文件。")
    choices = asked.choices
    rows = None if choices.row is None else {sheet.name: choices.row for sheet in source.sheets}
    more = {
        "columns": choices.columns or None,
        "sheets": [choices.sheet] if choices.sheet else None,
        "header_rows": rows,
    }
    try:
        plan = make(source, more)
    except Refused as no:
        sheet, header = _where(office, source, choices, table)
        return Prepared(None, None, looking.see(sheet, header, table), refusal=no)
    sheet, header = plan.headers[0]
    return Prepared(
        plan,
        plan.difference,
        looking.settled(looking.see(sheet, header, table), plan.difference),
        tuple(dict.fromkeys(one.name for one, _ in plan.headers)),
        names=_names(office, plan.difference),
        remarks=_remarks(office, source, plan),
    )


def _where(office: Office, book: Book, choices: Choices, table: Table) -> tuple[Sheet, Header]:
    """The sheet to show although nothing can be taken from it."""
    from models.members import plans

    rows = None if choices.row is None else {sheet.name: choices.row for sheet in book.sheets}
    try:
        found = plans.locate(
            office.db,
            book,
            table,
            columns=choices.columns or None,
            sheets=[choices.sheet] if choices.sheet else None,
            rows=rows,
        )
        return found.tables[0]
    except Refused:
        sheet = next(
            (one for one in book.sheets if one.name == choices.sheet),
            max(book.sheets, key=lambda one: len(one.rows)),
        )
    header = None
    if choices.row is not None:
        header = find_header(sheet, table, row=choices.row)
    return sheet, header or looking.unknown(sheet, choices.row, choices.columns)


def _names(office: Office, difference: Difference) -> dict[int, str]:
    """The people whom lines may mean."""
    from models.members import queries

    wanted = {
        key for line in difference.of(Verdict.ASK) for key in (*line.candidates, *filter(None, [line.target]))
    }
    if not wanted:
        return {}
    found = queries.people(office.db).all
    return {
        key: _person(found[key].name, found[key].number, found[key].unit) for key in wanted if key in found
    }


def _person(name: str, number: str, unit: str) -> str:
    note = " ".join(part for part in (number, unit) if part)
    return f"{name}（{note}）" if note else name


def _remarks(office: Office, book: Book, plan: Any) -> tuple[str, ...]:
    """What is to be said over the differences."""
    from models.intake.taken import taken_before

    remarks = list(plan.notes)
    before = taken_before(office.db, book.sha256)
    if before is not None:
        remarks.insert(0, f"这份文件 {before.at[:10]} 已经导入过一次。")
    if plan.new_units:
        remarks.append(f"将新建分工会：{'、'.join(plan.new_units)}。")
    return tuple(remarks)


# -- the plan of the year -----------------------------------------------------------------------


def _calendar(office: Office, source: Source, asked: Asked, progress: Progress) -> Prepared:
    from models.calendar import taking

    plan = taking.plan_calendar(office, source, asked.file, asked.year)
    return Prepared(plan, plan.difference, remarks=plan.difference.notes)


# -- vouchers -----------------------------------------------------------------------------------


def _vouchers(office: Office, source: Source, asked: Asked, progress: Progress) -> Prepared:
    """Vouchers of another program; what is wrong is listed by its line, then nothing can be written."""
    from models.budget import guard
    from models.ledger import imports

    if not isinstance(source, Book):
        raise Refused("这不是表格。", remedy="请选 Excel 或 csv 文件。")
    choices = asked.choices
    sheets = tuple(one for one in source.sheets if choices.sheet in ("", one.name))
    book = replace(source, sheets=sheets)
    rows = None if choices.row is None else {sheet.name: choices.row for sheet in sheets}
    columns = choices.columns or None
    try:
        found = find_tables(book, VOUCHERS, overrides=columns, rows=rows)
        plan = imports.plan_vouchers(office.db, book, columns=columns, header_rows=rows)
    except Refused as no:
        sheet, header = _where(office, source, choices, VOUCHERS)
        return Prepared(None, None, looking.see(sheet, header, VOUCHERS), refusal=no)
    progress.step(1, 1)
    difference = _voucher_lines(plan)
    remarks = (f"{plan.same} 张账里已经有，不再写入。",) if plan.same else ()
    over = guard.look_at_many(office.db, [one.draft for one in plan.vouchers])
    return Prepared(
        plan,
        difference,
        looking.see(*found.tables[0], VOUCHERS),
        tuple(dict.fromkeys(one.name for one, _ in found.tables)),
        remarks=(*remarks, *plan.notes, *(f"超预算：{sentence}" for sentence in over)),
    )


def _voucher_lines(plan: Any) -> Difference:
    """Each voucher as a line, and each line that can't be taken."""
    lines = [
        Line(
            Verdict.NEW,
            one.sheet,
            one.row,
            one.name,
            notes=(f"{one.draft.day.isoformat()} {one.draft.summary} {_total(one)} 元",),
        )
        for one in plan.vouchers
    ]
    lines += [Line(Verdict.REFUSED, bad.sheet, bad.row, "", reason=bad.reason) for bad in plan.refused]
    return Difference(f"导入凭证：{plan.file}", tuple(lines))


def _total(voucher: Any) -> str:
    return yuan(sum(line.debit_fen for line in voucher.draft.lines))


def _apply_vouchers(change: Change, plan: Any, decisions: Mapping[tuple[str, int], Any]) -> Mapping[str, int]:
    from models.ledger import imports

    return {"added": imports.apply_vouchers(change, plan)}


def _apply_members(change: Change, plan: Any, decisions: Mapping[tuple[str, int], Any]) -> Mapping[str, int]:
    from models.members import imports

    return imports.apply_members(change, plan, decisions)


def _apply_wages(change: Change, plan: Any, decisions: Mapping[tuple[str, int], Any]) -> Mapping[str, int]:
    from models.members import imports

    return imports.apply_wages(change, plan, decisions)


def _apply_calendar(change: Change, plan: Any, decisions: Mapping[tuple[str, int], Any]) -> Mapping[str, int]:
    from models.calendar import taking

    return taking.apply_calendar(change, plan)


KINDS: tuple[ImportKind, ...] = (
    ImportKind(
        "members",
        "花名册",
        "users",
        "人",
        "选花名册文件",
        (
            "Excel、WPS、csv 都可以，原来是什么样子都行，不用改表头。",
            "有姓名就能导入；有工号、身份证号、部门、入会时间更好。",
        ),
        MEMBERS,
        _members,
        _apply_members,
        ("members", "看会员"),
        may_add=True,
    ),
    ImportKind(
        "wages",
        "工资基数表",
        "calculator",
        "人",
        "选工资基数表",
        (
            "会费按计费工资计算：岗位工资加薪级工资，或者表里的合计。",
            "按工号和姓名对人，对不上的会问您。",
        ),
        WAGES,
        _wages,
        _apply_wages,
        ("members", "看会员"),
        option="month",
    ),
    ImportKind(
        "calendar",
        "工作计划",
        "calendar-days",
        "项",
        "选工作计划",
        (
            "分月写的计划：Excel 表格或文字都可以。",
            "计划在 Word 里时，请全选、复制，再到这里粘贴。",
        ),
        None,
        _calendar,
        _apply_calendar,
        ("calendar", "看行事历"),
        option="year",
        subject="工作内容",
    ),
    ImportKind(
        "vouchers",
        "凭证",
        "receipt-text",
        "张",
        "选凭证表",
        (
            "从别的记账软件导出的凭证表：日期、凭证号、摘要、科目、借方、贷方。",
            "凭证号照原来的，要连着账里最后一张；有一处不对，就一张也不写入。",
        ),
        VOUCHERS,
        _vouchers,
        _apply_vouchers,
        ("vouchers", "看凭证"),
        whole=True,
        warning="导入后就是已记账的凭证，不能撤销，要改只能红字冲销。",
        subject="凭证",
    ),
)  # fmt: skip


def kind_of(key: str) -> ImportKind:
    """The kind of that key; raises KeyError."""
    return {kind.key: kind for kind in KINDS}[key]


def titles() -> Sequence[tuple[str, str]]:
    """Key and title of every kind."""
    return [(kind.key, kind.title) for kind in KINDS]
