"""The demo year's approvals: an expense claim, a payout to three, an advance settled, one that is overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.claims import actions, paying, queries
from models.claims.records import ADVANCE, EXPENSE, PAYOUT, ClaimDraft, Item
from models.ledger import queries as books
from models.members import queries as members
from models.office import Office
from models.store.journal import Change

_CHAIR, _CASHIER = "陈立群", "何文博"
_MEETING = (("会场布置和会标", 68_000), ("会议资料印制 120 份", 84_000), ("选票和用品", 34_000))
_HELP_FEN = 100_000


def meeting(office: Office, day: date) -> None:
    """The members' meeting, claimed, approved and paid on one day."""
    with office.change("填报销审批单：会员代表大会") as change:
        account = books.account_by_code(change.db, "50502").id
        items = tuple(Item(said, account, fen) for said, fen in _MEETING)
        key = actions.add_claim(
            change,
            ClaimDraft(
                EXPENSE, day, "会员代表大会会务费用", items, handler=_person(office, 4),
                unit=_unit(office, 0), payee="示例图文制作中心", bank="示例银行城中支行",
                account_number="3205000000001286", attachments=4,
            ),
        )  # fmt: skip
        actions.submit(change, key)
        actions.sign(change, key, "witness", _person(office, 7))
        actions.approve(change, key, _CHAIR)
    with office.change("付款：会员代表大会会务费用") as change:
        paying.pay(change, key, day)


def help_payout(office: Office, day: date) -> None:
    """Three families in need, one payout."""
    with office.change("填领款单：困难职工帮扶") as change:
        account = books.account_by_code(change.db, "50404").id
        items = tuple(Item(_person(office, at), account, _HELP_FEN) for at in (23, 61, 98))
        draft = ClaimDraft(
            PAYOUT, day, "困难职工帮扶 3 户", items, handler=_person(office, 11), attachments=3
        )
        key = actions.add_claim(change, draft)
        actions.submit(change, key)
        actions.sign(change, key, "checked", _CASHIER)
        actions.approve(change, key, _CHAIR)
    with office.change("付款：困难职工帮扶 3 户") as change:
        paying.pay(change, key, day)


def training(office: Office, day: date) -> None:
    """An advance for a course."""
    with office.change("填借款单：工会干部外出培训") as change:
        key = _advance(change, ClaimDraft(ADVANCE, day, "工会干部外出培训", (), 160_000))
    with office.change("付款：工会干部外出培训借款") as change:
        paying.pay(change, key, day)


def after_training(office: Office, day: date) -> None:
    """What was spent of it, and what came back."""
    with office.change("填报销审批单：冲抵培训借款") as change:
        account = books.account_by_code(change.db, "50501").id
        items = (Item("培训费", account, 98_000), Item("往返车票", account, 44_800))
        who = _person(office, 15)
        lent = queries.open_advances(change.db, who)[0]
        draft = ClaimDraft(EXPENSE, day, "工会干部外出培训费用", items, handler=who, payee=who)
        draft = replace(draft, attachments=3, settles=lent.id)
        claim = actions.add_claim(change, draft)
        actions.submit(change, claim)
        actions.approve(change, claim, _CHAIR)
    with office.change("结清：工会干部外出培训借款") as change:
        paying.pay(change, claim, day)


def open_advance(office: Office, day: date) -> None:
    """An advance that nobody has settled; its day has passed soon."""
    with office.change("填借款单：俱乐部活动备用金") as change:
        due = day.replace(day=20)
        draft = ClaimDraft(ADVANCE, day, "羽毛球俱乐部活动备用金", (), 50_000, due_day=due)
        key = _advance(change, draft)
    with office.change("付款：俱乐部活动备用金") as change:
        paying.pay(change, key, day)


def waiting(office: Office, day: date) -> None:
    """A claim that waits for the chair."""
    with office.change("填报销审批单：职工书屋书架") as change:
        account = books.account_by_code(change.db, "50304").id
        items = (Item("书架配件", account, 36_000), Item("新书上架标签", account, 8_600))
        draft = ClaimDraft(
            EXPENSE, day, "职工书屋书架配件和标签", items, handler=_person(office, 30),
            unit=_unit(office, 1), payee="示例办公用品商行", attachments=2,
        )  # fmt: skip
        actions.submit(change, actions.add_claim(change, draft))


def _advance(change: Change, draft: ClaimDraft) -> int:
    """Entered for a member, and approved."""
    found = members.members(change.db)
    who = found[15 % len(found)]
    draft = replace(draft, handler=who.name, member=who.id, payee=who.name, unit=who.unit)
    key = actions.add_claim(change, draft)
    actions.submit(change, key)
    actions.approve(change, key, _CHAIR)
    return key


def _person(office: Office, at: int) -> str:
    found = members.members(office.db)
    return found[at % len(found)].name


def _unit(office: Office, at: int) -> int:
    return members.units(office.db)[at].id
