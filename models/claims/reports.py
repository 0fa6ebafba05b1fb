"""Approvals on paper: the forms, the paste sheet, the sign-off sheet, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.claims import queries
from models.claims.records import ADVANCE, KINDS, PAYOUT, STATES, WAYS, Claim
from models.entry import MONTH, NOW, SPAN, Asked, Entry
from models.kit.days import month_words
from models.kit.errors import Refused
from models.ledger import queries as books
from models.members import queries as members
from models.office import Office
from models.papers import ClaimItemPaper, ClaimPaper, PastePaper, Recipient, SignOffPaper
from models.report import As, Column, Paper, Report, Row


def claim_paper(
    office: Office, claim: Claim, budget: tuple[str, int] | None = None, made_on: date | None = None
) -> ClaimPaper:
    """A claim as its form; `budget` is its line and what was left of it before, fen, when they are known."""
    entered = claim.entered
    names = {one.id: one.full_name for one in books.accounts(office.db)}
    items = tuple(
        ClaimItemPaper(one.summary, names.get(one.account or 0, ""), one.amount_fen) for one in entered.items
    )
    voucher = books.voucher(office.db, claim.voucher).name if claim.voucher else ""
    return ClaimPaper(
        kind=entered.kind,
        unit=office.unit_name,
        number=claim.number,
        day=entered.day,
        branch=claim.unit_name,
        handler=entered.handler,
        purpose=entered.purpose,
        items=items,
        amount_fen=entered.total_fen,
        budget=budget[0] if budget else queries.budget_title(office.db, entered.budget_line),
        budget_left_fen=budget[1] if budget else None,
        source=entered.earmark or "工会经费",
        way=WAYS[entered.way],
        payee=entered.payee or _receivers(claim),
        account=queries.masked(office.db, claim.id),
        attachments=entered.attachments,
        minutes=entered.minutes,
        large_fen=queries.limits(office.db).large_fen,
        due_day=entered.due_day,
        settlement=queries.settlement(office.db, claim) if entered.kind == ADVANCE else None,
        signed=tuple((one.kind, one.who, one.at) for one in queries.marks(office.db, claim.id)),
        voucher=voucher,
        seal=office.seal if voucher else "",
        made_on=made_on,
    )


def _receivers(claim: Claim) -> str:
    """Of a payout to several: 查晓岚等 3 人."""
    items = claim.entered.items
    if claim.entered.kind != PAYOUT or not items:
        return ""
    return f"{items[0].summary}等 {len(items)} 人" if len(items) > 1 else ""


def asked_claims(office: Office, asked: Asked) -> list[Claim]:
    """The one of that number, or all of the period. Raises `Refused` when there is none."""
    if asked.of:
        return [queries.claim_by_number(office.db, asked.of)]
    found = queries.claims(office.db, asked.first, asked.last)
    if not found:
        raise Refused(f"{asked.period} 没有审批单。", remedy="请换一个月份，或者写上编号。")
    return found


def paste_papers(office: Office, asked: Asked) -> list[PastePaper]:
    """粘贴单 of a claim or voucher; a blank one when nothing is named."""
    if not asked.of:
        return [PastePaper(office.unit_name)]
    if asked.of.count("-") == 3 or "记" in asked.of:
        voucher = books.voucher_by_name(office.db, asked.of)
        return [
            PastePaper(
                office.unit_name,
                voucher.day,
                voucher.attachments,
                voucher.debit_fen,
                voucher.summary,
                voucher.name,
                made_on=asked.made_on,
            )
        ]
    claim = queries.claim_by_number(office.db, asked.of)
    entered = claim.entered
    return [
        PastePaper(
            office.unit_name,
            entered.day,
            entered.attachments,
            entered.total_fen,
            entered.purpose,
            claim.number,
            entered.handler,
            made_on=asked.made_on,
        )
    ]


# -- sign-off sheets ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Handout:
    """What is given to people who sign for it; `fen` each, 0: only goods. No units: everybody."""

    title: str = "签领表"
    purpose: str = ""
    goods: str = ""
    fen: int = 0
    period: str = ""  # 2026年6月
    number: str = ""
    units: tuple[int, ...] = ()
    retired: bool = False  # with retired members


def member_sign_off(office: Office, handout: Handout, made_on: date | None = None) -> SignOffPaper:
    """A sheet with the members of some units. Raises `Refused` when nobody is in them."""
    groups: dict[str, list[Recipient]] = {}
    statuses = ("working", "retired") if handout.retired else ("working",)
    for one in members.members(office.db):
        if one.status in statuses and (not handout.units or one.unit in handout.units):
            groups.setdefault(one.unit_name or "未分组", []).append(Recipient(one.name, handout.fen))
    if not groups:
        raise Refused("这些分工会里没有在册的会员。", remedy="请换一个分工会。")
    return SignOffPaper(
        handout.title,
        office.unit_name,
        handout.period,
        tuple((name, tuple(people)) for name, people in groups.items()),
        handout.purpose,
        handout.goods,
        handout.number,
        made_on=made_on,
    )


def payout_sign_off(office: Office, claim: Claim, made_on: date | None = None) -> SignOffPaper:
    """The names of a payout's items, to be signed for. Raises `Refused` for another kind of claim."""
    entered = claim.entered
    if entered.kind != PAYOUT:
        raise Refused(f"{claim.number} 不是领款单，没有签领表。", remedy="请选一张领款单。")
    people = tuple(Recipient(one.summary, one.amount_fen) for one in entered.items)
    return SignOffPaper(
        "慰问金签领表" if "慰问" in entered.purpose else "签领表",
        office.unit_name,
        month_words(f"{entered.day:%Y-%m}"),
        ((claim.unit_name or office.unit_name, people),),
        entered.purpose,
        number=claim.number,
        seal=office.seal if claim.voucher else "",
        made_on=made_on,
    )


def _sign_off(office: Office, asked: Asked) -> list[SignOffPaper]:
    """Of a payout, of a unit, or of everybody."""
    if asked.of and asked.of[:4].isdigit():
        return [payout_sign_off(office, queries.claim_by_number(office.db, asked.of), asked.made_on)]
    units: tuple[int, ...] = ()
    if asked.of:
        unit = members.unit_named(office.db, asked.of)
        if unit is None:
            raise Refused(f"没有叫“{asked.of}”的分工会。", remedy="请写分工会的全名，或者领款单的编号。")
        units = (unit.id,)
    handout = Handout(period=month_words(asked.first), units=units)
    return [member_sign_off(office, handout, asked.made_on)]


# -- the list -----------------------------------------------------------------------------------


def claim_list(office: Office, found: Sequence[Claim], period: str) -> Report:
    """审批单登记簿."""
    columns = (
        Column("日期", As.DAY, 21),
        Column("编号", As.CODE, 24),
        Column("种类", As.TEXT, 26),
        Column("部门", As.TEXT, 26),
        Column("领款人", As.TEXT, 24),
        Column("事由", As.LONG, 68),
        Column("金额", As.MONEY, 26, total=True),
        Column("状态", As.MARK, 17),
        Column("凭证", As.CODE, 26),
    )
    rows = []
    for one in found:
        entered = one.entered
        voucher = books.voucher(office.db, one.voucher).name if one.voucher else ""
        cells = (entered.day, one.number, KINDS[entered.kind], one.unit_name, entered.person, entered.purpose)
        link = f"voucher:{one.voucher}" if one.voucher else ""
        rows.append(Row((*cells, entered.total_fen, STATES[one.state], voucher), link=link))
    return Report(
        "claim-list",
        "审批单登记簿",
        columns,
        tuple(rows),
        unit=office.unit_name,
        period=period,
        signatures=("制表", "审核"),
        paper=Paper(landscape=True, right=12, row_height=6.5, text_size=8.5),
    )


def advance_list(office: Office, on: date) -> Report:
    """未结清借款明细表: who owes what since when, and how long it is overdue."""
    columns = (
        Column("编号", As.CODE, 28),
        Column("借款人", As.TEXT, 30),
        Column("借款日期", As.DAY, 26),
        Column("约定还款", As.DAY, 26),
        Column("金额", As.MONEY, 30, total=True),
        Column("逾期（天）", As.COUNT, 22),
    )
    rows = [
        Row(
            (
                one.number,
                one.person,
                one.day,
                one.due_day,
                one.amount_fen,
                max((on - one.due_day).days, 0) or None,
            )
        )
        for one in queries.open_advances(office.db)
    ]
    return Report(
        "advance-list",
        "未结清借款明细表",
        columns,
        tuple(rows),
        unit=office.unit_name,
        period=f"{on.year}年{on.month}月{on.day}日",
        signatures=("制表", "审核"),
    )


def _list(office: Office, asked: Asked) -> Report:
    period = month_words(asked.period) if len(asked.period) == 7 else f"{asked.period}年"
    return claim_list(office, queries.claims(office.db, asked.first, asked.last), period)


ENTRIES: tuple[Entry, ...] = (
    Entry("claim-list", "审批单登记簿", "账务", SPAN, _list),
    Entry(
        "advance-list",
        "未结清借款明细表",
        "账务",
        NOW,
        lambda office, _: advance_list(office, office.today()),
    ),
    Entry("sign-off", "签领表", "账务", MONTH, _sign_off, of="recipients", of_optional=True, forms=True),
    Entry(
        "paste-sheet", "原始凭证粘贴单", "账务", NOW, paste_papers, of="paper", of_optional=True, forms=True
    ),
)
