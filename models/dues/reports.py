"""Dues on paper: the month's schedule to sign, the year matrix, tie-out, batches, receipts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

from models.dues import queries, year
from models.dues.records import WAYS, MonthDue, Payer, YearLine
from models.kit.days import month_words, months
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import queries as books
from models.office import Office
from models.papers import ReceiptPaper
from models.report import As, Column, Kind, Paper, Report, Row, Shown

NO_UNIT = "未分工会"


# -- the month's schedule to sign --------------------------------------------------------------


_SCHEDULE = (
    Column("序号", As.MARK, 10),
    Column("工号", As.CODE, 13),
    Column("姓名", As.TEXT, 18),
    Column("部门", As.TEXT, 27),
    Column("缴费基数", As.MONEY, 22),
    Column("应缴会费", As.MONEY, 19, total=True),
    Column("实缴会费", As.MONEY, 19, total=True),
    Column("签名", As.SIGN, 27),
    Column("备注", As.LONG, 17, size=7.5),
)


def schedule(office: Office, month: str) -> Report:
    """会费收缴明细表 of a month, by 分工会, with a column to sign."""
    if not queries.is_assessed(office.db, month):
        raise Refused(
            f"{month_words(month)}还没有核定应缴会费。", remedy="请先核定应缴，或登记这个月的扣款单。"
        )
    dues = {one.member: one for one in queries.month_dues(office.db, month, month).values()}
    dues = {member: one for member, one in dues.items() if one.liable or one.arrived_fen or one.transit_fen}
    why = queries.reasons(office.db, month, month)
    said = queries.notes(office.db, month)
    rows: list[Row] = []
    for unit, people in _by_unit(queries.payers(office.db).values(), dues):
        details = [
            _schedule_row(
                who, dues[who.id], len([r for r in rows if r.kind is Kind.DETAIL]) + index, why, said
            )
            for index, who in enumerate(people, 1)
        ]
        rows += grouped(unit, f"应缴 {len(people)} 人", _SCHEDULE, details)
    received = sum(one.arrived_fen + one.transit_fen for one in dues.values())
    return Report(
        "dues-schedule",
        "会费收缴明细表",
        _SCHEDULE,
        tuple(rows),
        unit=office.unit_name,
        period=f"所属期：{month_words(month)}",
        total=f"合\u3000计\u3000{len(dues)} 人",
        capitals=received,
        signatures=("制表", "审核", "工会主席", "代扣部门（盖章）"),
        paper=Paper(row_height=7.7, head_height=9, sign_each=True, page_subtotal=True),
        maker=office.actor.name,
        frozen=3,
    )


def _schedule_row(
    who: Payer, due: MonthDue, number: int, why: dict[tuple[int, str], str], said: dict[int, str]
) -> Row:
    note = why.get((who.id, due.month), "") or said.get(who.id, "")
    if due.transit_fen:
        note = "已扣未到账" + (f"；{note}" if note else "")
    elif due.exempt:
        note = f"免缴：{note}"
    elif due.owed_fen and not note:
        note = "欠缴" if not due.arrived_fen else f"欠 {yuan(due.owed_fen)}"
    paid = due.arrived_fen + due.transit_fen
    cells = (
        number,
        who.number,
        who.name,
        who.department or who.unit,
        due.base_fen,
        due.due_fen,
        paid,
        None,
        note,
    )
    return Row(cells, link=f"member:{who.id}")


def _by_unit(payers: Iterable[Payer], wanted: dict[int, MonthDue]) -> list[tuple[str, list[Payer]]]:
    groups: dict[str, list[Payer]] = {}
    for who in payers:
        if who.id in wanted:
            groups.setdefault(who.unit or NO_UNIT, []).append(who)
    return list(groups.items())


def grouped(unit: str, said: str, columns: Sequence[Column], details: list[Row]) -> list[Row]:
    """A group line, its rows, and its subtotal."""
    sums = [
        sum(row.cells[index] or 0 for row in details) if column.total else None
        for index, column in enumerate(columns)
    ]
    subtotal = (f"{unit}小计\u3000{len(details)} 人", *sums[1:])
    return [Row((f"{unit}（{said}）",), Kind.GROUP), *details, Row(subtotal, Kind.SUBTOTAL)]


# -- the year -----------------------------------------------------------------------------------


def matrix(office: Office, number: int) -> Report:
    """会费收缴年度一览表: members × months, what arrived; 欠, 免 and * where it isn't what was due."""
    lines = year.matrix(office.db, number, office.today())
    columns = (
        Column("序号", As.MARK, 8),
        Column("姓名", As.TEXT, 16),
        Column("部门", As.TEXT, 21),
        *(Column(f"{m}月", As.MONEY, 13.2, total=True) for m in range(1, 13)),
        Column("实缴合计", As.MONEY, 18, total=True),
        Column("应缴合计", As.MONEY, 18, total=True),
        Column("欠(－)溢", As.MONEY, 15, total=True),
    )
    rows: list[Row] = []
    groups: dict[str, list[YearLine]] = {}
    for line in lines:
        groups.setdefault(line.payer.unit or NO_UNIT, []).append(line)
    count = 0
    for unit, people in groups.items():
        details = [_matrix_row(count + index, line) for index, line in enumerate(people, 1)]
        count += len(details)
        rows += grouped(unit, f"{len(people)} 人", columns, details)
    tie = year.tie_out(office.db, f"{number}-01", f"{number}-12")
    return Report(
        "dues-matrix",
        "会费收缴年度一览表",
        columns,
        tuple(rows),
        unit=office.unit_name,
        period=f"{number}年度（1月至12月）",
        total=f"合\u3000计\u3000{count} 人",
        legend="注：“欠”为当月应缴未缴，“*”为实缴与应缴不等，“在途”为已扣未到账（未计入实缴），“免”为免缴并有依据，"
        "空格为当月不应缴或未到期；欠(－)溢＝实缴合计－应缴合计（只算已收缴的月份）。",
        notes=(_tie_words(tie.register_fen, tie.ledger_fen),),
        signatures=("制表", "审核", "经费审查委员会", "工会主席"),
        paper=Paper(
            landscape=True, row_height=4.95, head_height=7, text_size=7.5, sign_each=True, page_subtotal=True
        ),
        maker=office.actor.name,
        frozen=3,
    )


def _matrix_row(number: int, line: YearLine) -> Row:
    cells = [_matrix_cell(due, state) for due, state in zip(line.months, line.states, strict=True)]
    due = sum(
        one.due_fen
        for one, state in zip(line.months, line.states, strict=True)
        if one and state != year.AHEAD
    )
    who = line.payer
    received = line.arrived_fen
    totals = (received, due, received - due)
    return Row((number, who.name, who.department or who.unit, *cells, *totals), link=f"member:{who.id}")


def _matrix_cell(due: MonthDue | None, state: str) -> int | None:
    if due is None or state in (year.OUTSIDE, year.AHEAD):
        return None
    if state == year.OWED:
        return Shown(0, "欠")
    if state == year.EXEMPT:
        return Shown(0, "免")
    if state == year.TRANSIT:
        return Shown(due.arrived_fen, "在途")
    if due.arrived_fen != due.due_fen:
        return Shown(due.arrived_fen, f"*{yuan(due.arrived_fen)}")
    return due.arrived_fen


def _tie_words(register: int, ledger: int) -> str:
    if register == ledger:
        return f"本年到账的会费批次 {yuan(register)}，与账上“会费收入”中会费批次的发生额一致。"
    gap = yuan(register - ledger)
    return f"会费批次 {yuan(register)} 与账上“会费收入” {yuan(ledger)} 不一致，差 {gap}，请查明。"


def tie_out(office: Office, first: str, last: str) -> Report:
    """会费与账簿核对表: each month's register, ledger, difference, and the lines that are no dues batches."""
    columns = (
        Column("月份", As.MARK, 22),
        Column("应缴会费", As.MONEY, 27, total=True),
        Column("会费台账到账", As.MONEY, 27, total=True, zero="0.00"),
        Column("账上会费收入（会费批次）", As.MONEY, 30, total=True, zero="0.00"),
        Column("差额", As.MONEY, 22, total=True, zero="0.00"),
        Column("账上其他会费收入", As.MONEY, 26, total=True),
        Column("结果", As.MARK, 18),
    )
    rows, others = [], []
    for month in months(first, last):
        tie = year.tie_out(office.db, month, month)
        due = sum(one.due_fen for one in queries.month_dues(office.db, month, month).values())
        gap = tie.register_fen - tie.ledger_fen
        cells = (month_words(month), due, tie.register_fen, tie.ledger_fen, gap, tie.other_fen)
        rows.append(Row((*cells, "相符" if tie.ok else "不符"), link=f"account:dues_income:{month}"))
        others += [f"{name} {yuan(fen)}" for _, name, fen in tie.others]
    notes = ["到账按凭证所在月份列示；冲回的批次以红字减去。"]
    if others:
        notes.append("不属于会费批次的会费收入（调节事项）：" + "、".join(others) + "。")
    return Report(
        "dues-tie-out",
        "会费台账与账簿核对表",
        columns,
        tuple(rows),
        unit=office.unit_name,
        period=month_words(first) if first == last else f"{month_words(first)}－{month_words(last)}",
        total="合\u3000计",
        notes=tuple(notes),
        signatures=("核对", "复核", "经审委员"),
        paper=Paper(row_height=7.5, head_height=11, text_size=8.5),
        frozen=1,
    )


_BATCHES = (
    Column("所属月份", As.MARK, 24),
    Column("方式", As.MARK, 20),
    Column("人数", As.COUNT, 13),
    Column("会费", As.MONEY, 25, total=True),
    Column("待查款", As.MONEY, 21, total=True),
    Column("收缴日期", As.DAY, 23),
    Column("到账日期", As.DAY, 23),
    Column("状态", As.MARK, 23),
    Column("凭证", As.MARK, 30, size=8),
    Column("来源", As.LONG, 48, size=8),
)


def batch_list(office: Office, number: int) -> Report:
    """会费收缴批次表 of a year."""
    from models.dues.records import BATCH_STATES

    rows = [
        Row(
            (
                month_words(one.month),
                WAYS[one.way],
                one.members,
                one.dues_fen if one.state != "reversed" else 0,
                one.pending_fen if one.state != "reversed" else 0,
                one.received_on,
                one.arrived_on,
                BATCH_STATES[one.state],
                one.voucher_name,
                one.source if one.state != "reversed" else f"{one.source}（冲回：{one.note}）",
            ),
            link=f"voucher:{one.voucher}" if one.voucher else "",
        )
        for one in queries.batches(office.db, f"{number}-01", f"{number}-12")
    ]
    return Report(
        "dues-batches",
        "会费收缴批次表",
        _BATCHES,
        tuple(rows),
        unit=office.unit_name,
        period=f"{number}年度",
        signatures=("制表", "审核", "工会主席"),
        paper=Paper(landscape=True, right=12, row_height=7, head_height=8, text_size=8.5),
        maker=office.actor.name,
    )


# -- receipts ---------------------------------------------------------------------------------


def receipts(
    office: Office, month: str, member: int | None = None, made_on: date | None = None
) -> list[ReceiptPaper]:
    """收款凭条 for the payments of a month (of one member, or all): one a member."""
    slips = _slips(office, queries.arrived(office.db, month, member), made_on)
    if not slips:
        raise Refused(f"{month_words(month)}没有到账的会费可以开凭条。", remedy="请先登记到账。")
    return slips


def receipts_of(office: Office, voucher: int) -> list[ReceiptPaper]:
    """收款凭条 for what one voucher took in: one a member, for all the months that were paid together."""
    return _slips(office, queries.arrived(office.db, "", voucher=voucher), None)


def _slips(office: Office, payments: Sequence[sqlite3.Row], made_on: date | None) -> list[ReceiptPaper]:
    paid: dict[int, list[sqlite3.Row]] = {}
    for row in payments:
        paid.setdefault(row["member"], []).append(row)
    payers = queries.payers(office.db)
    return [_receipt(office, payers[key], rows, made_on) for key, rows in paid.items()]


def receipt_list(office: Office, month: str, member: int | None = None) -> Report:
    """收款凭条清单: what stands on the slips of a month, as a table."""
    slips = receipts(office, month, member)
    columns = (
        Column("编号", As.CODE, 28),
        Column("日期", As.DAY, 24),
        Column("交款人", As.TEXT, 40),
        Column("所属分工会", As.TEXT, 30),
        Column("金额", As.MONEY, 24, total=True),
        Column("方式", As.MARK, 12),
        Column("专用收据号", As.CODE, 14, size=7.5),
    )
    rows = tuple(
        Row((slip.number, slip.day, slip.payer, slip.branch, slip.amount_fen, slip.way, slip.receipt_number))
        for slip in slips
    )
    return Report(
        "dues-receipt",
        "收款凭条清单",
        columns,
        rows,
        unit=office.unit_name,
        period=month_words(month),
        total=f"合\u3000计\u3000{len(rows)} 人",
        signatures=("制表", "审核"),
        maker=office.actor.name,
    )


def _receipt(office: Office, who: Payer, rows: Sequence[sqlite3.Row], made_on: date | None) -> ReceiptPaper:
    last = rows[-1]
    batch = queries.batch(office.db, last["batch"])
    voucher = books.voucher(office.db, last["voucher"])
    months_paid = "、".join(month_words(month) for month in sorted({row["month"] for row in rows}))
    way = "现金" if last["way"] == "cash" else "转账" if last["way"] == "transfer" else "其他"
    return ReceiptPaper(
        unit=office.unit_name,
        day=date.fromisoformat(last["arrived_on"]),
        number=f"{voucher.day:%Y}{last['id']:06d}",
        payer=f"{who.name}（工号 {who.number}）" if who.number else who.name,
        branch=who.unit or who.department,
        reason=f"{months_paid}工会会费" + ("（工资代扣）" if last["way"] == "payroll" else ""),
        amount_fen=sum(row["amount_fen"] for row in rows),
        way=way,
        cashier=voucher.maker,
        receipt_number=batch.receipt_no,
        seal=office.seal,
        made_on=made_on,
    )
