"""The demo's levy, custodial money and earmark: wage bills, receipts, remittances, a collection in April."""

from __future__ import annotations

from datetime import date

from models.demo.books import Event
from models.guided import posting
from models.guided.catalog import guide
from models.kit.days import month
from models.levy import actions, campaigns, earmarks
from models.levy.records import CampaignDraft, EarmarkDraft, ReceiptDraft, RemittanceDraft, WageBill
from models.office import Office

_HEADS = 168
_BACK_PAY = {3: 1_500_000}  # fen: paid late in March, and left out of what the school sent
READING_ROOM = "职工书屋"
GIVEN_FEN = 1_260_000


def begin(office: Office, year: int) -> None:
    """Whose the opening balance of 代管经费 is, and the earmark that comes in September."""
    with office.change("设代管项目：爱心互助会") as change:
        draft = CampaignDraft(
            "爱心互助会", date(year, 1, 1), "教职工互助会", note="每人每年 100 元，年底结算"
        )
        campaigns.start(change, draft, takes_opening=True)


ACTIVITIES = {  # summary of a voucher → the activity it is for
    "“三八”节插花活动材料费": ("“三八”节插花", 3, 6),
    "教职工春季健步走活动用品": ("春季健步走", 4, 24),
    "运动会零星用品（现金）": ("秋季趣味运动会", 10, 16),
    "秋季教职工趣味运动会奖品": ("秋季趣味运动会", 10, 16),
}


def activity(office: Office, year: int, summary: str) -> int | None:
    """The activity that a voucher is for, made when it is first needed."""
    if summary not in ACTIVITIES:
        return None
    name, number, day = ACTIVITIES[summary]
    known = next((one.id for one in earmarks.activities(office.db, year) if one.name == name), None)
    if known is not None:
        return known
    with office.change(f"添加活动：{name}") as change:
        return earmarks.put_activity(change, name, date(year, number, day), year=year)


def happen(office: Office, event: Event, day: date) -> None:
    """The wage bill with the levy that follows from it, or what goes up."""
    fen = event.lines[0][1]
    which = month(day.year, event.month)
    if event.act == "remit":
        with office.change(event.summary) as change:
            actions.remit(
                change, RemittanceDraft(day, fen, f"S{day:%m%d}", event.summary, None, event.attachments)
            )
        return
    bill = fen * 50 + _BACK_PAY.get(event.month, 0)
    with office.change(f"登记{event.month}月工资总额") as change:
        paper = f"财务〔{day.year}〕{event.month}号"
        actions.set_wage_bill(change, WageBill(which, _HEADS, bill, paper))
    with office.change(event.summary) as change:
        number = f"{day.year}{event.month:04d}"
        receipt = ReceiptDraft(day, which, which, fen, "A", number, office.name, None, event.attachments)
        actions.receive(change, receipt, event.summary)


def collection(office: Office, day: date, *, going: bool) -> None:
    """慈善一日捐: collected, and a few days later handed on and closed."""
    if not going:
        answers = {"day": day, "campaign": f"新：{day.year}慈善一日捐", "amount": GIVEN_FEN, "attachments": 2}
        with office.change("收慈善一日捐") as change:
            posting.post(change, guide("custody_in"), answers)
        return
    one = next(one for one in campaigns.campaigns(office.db, open_only=True) if one.left_fen == GIVEN_FEN)
    with office.change(f"上缴{one.name}") as change:
        draft = CampaignDraft(one.name, one.from_day, "区慈善总会", day)
        campaigns.change_campaign(change, one.id, draft)
        answers = {"day": day, "campaign": one.id, "amount": GIVEN_FEN, "attachments": 2}
        posting.post(change, guide("custody_out"), answers)
        campaigns.close_campaign(change, one.id, day)


def reading_room(office: Office, day: date) -> None:
    """The earmark of the superior's grant, before its money comes."""
    with office.change(f"登记专项：{READING_ROOM}") as change:
        draft = EarmarkDraft(
            READING_ROOM,
            "superior",
            "添置图书和书架",
            f"区工发〔{day.year}〕18号",
            day,
            date(day.year + 1, 6, 30),
            return_unspent=True,
        )
        earmarks.put_earmark(change, draft)
