"""What needs doing now, asked of every room: one list for the home page and the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from models.bank import checks as bank
from models.calendar import queries
from models.calendar.records import Todo
from models.calendar.routine import (
    CLOSING_DAY,
    DUES_DAY,
    DuesOfMonth,
    day_in,
    dues_of_months,
    setting_day,
)
from models.claims import queries as claims
from models.documents.waiting import waiting as papers_waiting
from models.dues import queries as dues
from models.kit.days import month_end, month_of, month_start, month_words, next_month, words
from models.kit.money import yuan
from models.ledger import queries as ledger
from models.ledger import templates
from models.levy import earmarks
from models.levy import queries as levy
from models.members import queries as members
from models.office import Office
from models.store import backup, history

BACKUP_DAYS = 7  # a copy older than this is too old
ARRIVAL_DAYS = 10  # money deducted from pay should be in the bank by then
RETIREMENT_MONTHS = 6
INVOICE_DAYS = 30


def todo(office: Office, on: date, known: Mapping[str, DuesOfMonth] | None = None) -> list[Todo]:
    """Everything that waits, the most urgent first. `known`: the dues of months that were read already."""
    found = [
        *_clock(office, on),
        *_closing(office, on),
        *_dues(office, on, known or {}),
        *_waiting(office, on),
        *_drafts(office, on),
        *_recurring(office, on),
        *_bank(office, on),
        *_advances(office, on),
        *_papers(office, on),
        *_levy(office, on),
        *_backup(office, on),
        *_work(office, on),
        *_birthdays(office, on),
        *_retirements(office, on),
    ]
    return sorted(found, key=lambda one: (one.due, one.what))


def _todo(due: date, what: str, where: str, on: date) -> Todo:
    """Overdue from the day after."""
    return Todo(due, what, where, due < on)


def _clock(office: Office, on: date) -> Iterator[Todo]:
    """The computer's day can't be right: earlier than what was entered last, or more than a year after it."""
    last = history.heads(office.db, 1)
    if not last or last[0].seq == 1:
        return
    entered = date.fromisoformat(last[0].at[:10])
    if on < entered - timedelta(days=1) or on > entered + timedelta(days=366):
        what = f"电脑的日期是{words(on)}，最近一次登记在{words(entered)}，请核对电脑的日期。"
        yield Todo(on, what, "clock", True)


def _closing(office: Office, on: date) -> Iterator[Todo]:
    """The first month that is over and not closed; the others follow when it is."""
    if not queries.has_vouchers(office.db):
        return
    month, last = ledger.first_month(office.db), next_month(month_of(on), -1)
    closed = set(ledger.closed_months(office.db))
    while month in closed:
        month = next_month(month)
    if month <= last:
        after = next_month(month)
        day = day_in(after, setting_day(office, "closing_day", CLOSING_DAY))
        due = month_start(after).replace(day=day)
        if month.endswith("-12"):  # December is closed with its year
            yield _todo(due, f"{month[:4]}年还没有年结。", f"period:{month[:4]}", on)
        else:
            yield _todo(due, f"{month_words(month)}还没有结账。", f"period:{month}", on)


def _dues(office: Office, on: date, known: Mapping[str, DuesOfMonth]) -> Iterator[Todo]:
    """Dues still to come: the months before in one line, this month, or that nobody has assessed it yet."""
    now = month_of(on)
    first = max(ledger.first_month(office.db), next_month(now, -11))
    owing = [
        (month, known.get(month) or dues_of_months(office.db, month, month)[month])
        for month in queries.months_owing(office.db, first, now)
    ]
    yield from _arrears(office, on, [(month, one) for month, one in owing if one.owing and month < now])
    for month, one in owing:
        if one.owing and month == now:
            what = f"{month_words(month)}会费还有 {one.owing} 人没有缴，共 {yuan(one.owed_fen)} 元。"
            yield _todo(_dues_day(office, month), what, f"dues:{month}", on)
    assessed = now < first or dues.is_assessed(office.db, now)
    if not assessed and members.liable(office.db, now):
        what = f"{month_words(now)}的会费还没有核定。"
        yield _todo(_dues_day(office, now), what, f"dues:{now}", on)


def _arrears(office: Office, on: date, owing: list[tuple[str, DuesOfMonth]]) -> Iterator[Todo]:
    """Dues of earlier months: 1－10月会费还有 23 人次没有缴，共 … 元。"""
    if not owing:
        return
    first, last = owing[0][0], owing[-1][0]
    times = sum(one.owing for _, one in owing)
    people = f"{times} 人" if first == last else f"{times} 人次"
    owed = yuan(sum(one.owed_fen for _, one in owing))
    span = month_words(first) if first == last else f"{month_words(first)}至{month_words(last)}"
    what = f"{span}会费还有 {people}没有缴，共 {owed} 元。"
    yield _todo(_dues_day(office, first), what, f"arrears:{on.year}", on)


def _dues_day(office: Office, month: str) -> date:
    """Until when the dues of a month are to be received."""
    return month_start(month).replace(day=day_in(month, setting_day(office, "dues_day", DUES_DAY)))


def _waiting(office: Office, on: date) -> Iterator[Todo]:
    """Batches that were deducted and have not reached the bank."""
    for batch in dues.waiting(office.db):
        what = f"{month_words(batch.month)}会费 {yuan(batch.dues_fen + batch.pending_fen)} 元已扣未到账。"
        due = batch.received_on + timedelta(days=ARRIVAL_DAYS)
        yield _todo(due, what, f"dues-batch:{batch.id}", on)


def _drafts(office: Office, on: date) -> Iterator[Todo]:
    """Vouchers that were saved and not posted."""
    drafts = ledger.drafts(office.db)
    if drafts:
        due = min(month_end(month_of(draft.day)) for draft in drafts)
        yield _todo(due, f"还有 {len(drafts)} 张凭证没有记账。", "vouchers:drafts", on)


def _advances(office: Office, on: date) -> Iterator[Todo]:
    """Advances whose day has passed, and claims that are approved and not paid."""
    for one in claims.overdue_advances(office.db, on):
        what = f"{one.person}的借款 {yuan(one.amount_fen)} 元（{one.number}）到期没有结清。"
        yield _todo(one.due_day, what, f"claims:{one.id}", on)
    counted = claims.counts(office.db)
    if counted.get("submitted"):
        yield _todo(on, f"还有 {counted['submitted']} 张审批单等着审批。", "claims:submitted", on)
    if counted.get("approved"):
        yield _todo(on, f"还有 {counted['approved']} 张审批单已批准、没有付款。", "claims:approved", on)


def _papers(office: Office, on: date) -> Iterator[Todo]:
    """Invoices that nobody has booked for a month; slips that could not be read; numbers passed over."""
    counted = papers_waiting(office.db)
    if counted.invoices:
        due = counted.since + timedelta(INVOICE_DAYS)
        yield _todo(due, f"还有 {counted.invoices} 张发票没有入账。", "papers:invoices", on)
    if counted.slips:
        yield _todo(on, f"有 {counted.slips} 张银行回单没有读全，要核对。", "papers:slips", on)
    if counted.gaps:
        yield _todo(on, f"收据和支票有 {counted.gaps} 个号码没有登记。", "papers:numbers", on)


def _bank(office: Office, on: date) -> Iterator[Todo]:
    """A statement that has not come in; items that stay outstanding too long."""
    for one in bank.waiting(office.db, on):
        yield _todo(one.due, one.what, one.where, on)


def _recurring(office: Office, on: date) -> Iterator[Todo]:
    """Recurring vouchers of this month and of open months before that nobody made yet."""
    for one in templates.due(office.db, month_of(on)):
        yield _todo(one.day, templates.words(one), f"template:{one.template.id}:{one.month}", on)


def _levy(office: Office, on: date) -> Iterator[Todo]:
    """The superior's share that waits, from the month before it is due; earmarks past their day."""
    debt = levy.up_debt(office.db, on)
    if debt.due is not None and debt.due <= month_end(next_month(month_of(on))):
        what = f"应付上级经费 {yuan(debt.fen)} 元，{words(debt.due)}前要上缴。"
        yield _todo(debt.due, what, f"levy:{on.year}", on)
    for one in earmarks.earmarks(office.db, on.year):
        if one.use_by and one.use_by < on and one.left_fen > 0 and one.closed_on is None:
            what = f"专项“{one.name}”已过使用期限，还剩 {yuan(one.left_fen)} 元。"
            yield _todo(one.use_by, what, f"earmarks:{on.year}", on)


def _backup(office: Office, on: date) -> Iterator[Todo]:
    """The last copy is too old, or there is none."""
    copies = backup.listed(backup.folder_of(office.path))
    if not copies:
        yield Todo(on, "账套还没有备份。", "backup")
        return
    last = datetime.fromisoformat(copies[0].at).date()
    if (on - last).days > BACKUP_DAYS:
        due = last + timedelta(days=BACKUP_DAYS)
        yield _todo(due, f"上次备份是{words(last)}，已过 {(on - last).days} 天。", "backup", on)


def _work(office: Office, on: date) -> Iterator[Todo]:
    """Work of this month that is not done, and what the month before left."""
    month = month_of(on)
    for item in queries.unfinished(office.db, next_month(month, -1), month):
        due = item.due or month_end(item.last_month)
        yield _todo(due, item.content.rstrip("。；") + "。", f"work-item:{item.id}", on)


def _birthdays(office: Office, on: date) -> Iterator[Todo]:
    """How many members have a birthday in the rest of this month."""
    month = month_of(on)
    born = [one for one in members.birthdays(office.db, month) if not one.day or one.day >= on.day]
    if born:
        names = "、".join(one.name for one in born[:3]) + ("等" if len(born) > 3 else "")
        first = min((one.day for one in born if one.day), default=0)
        due = on.replace(day=first) if first else month_end(month)
        yield _todo(due, f"本月还有 {len(born)} 位会员过生日：{names}。", f"birthdays:{month}", on)


def _retirements(office: Office, on: date) -> Iterator[Todo]:
    """Who reaches the age of retirement within half a year."""
    first = month_of(on)
    for one in members.retirements(office.db, first, next_month(first, RETIREMENT_MONTHS - 1)):
        due = month_end(one.month)
        yield _todo(due, f"{one.name}{month_words(one.month)}到龄退休。", f"member:{one.member}", on)
