"""What the shell shows of an office, and what its command box finds: read through the rooms' queries."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import queries as ledger
from models.office import Office
from models.store import backup, history
from ui.navigation import Context
from ui.widgets.command_box import Hit
from ui.widgets.status_line import ShellFacts

LATE_AFTER = 7  # days without a backup
MOST = 6


def facts_of(office: Office, month: str) -> ShellFacts:
    """Month state, last saved, last backup, 校验码."""
    heads = history.heads(office.db, limit=1)
    saved = f"已保存 {_when(heads[0].at, office.now())}" if heads else ""
    copies = backup.listed(backup.folder_of(Path(office.path)))
    at = copies[0].at if copies else ""
    late = not at or (office.now() - _naive(at)).days > LATE_AFTER
    return ShellFacts(
        month_state="已结账" if ledger.is_closed(office.db, month) else "未结账",
        saved=saved,
        backup=f"备份 {_when(at, office.now())}" if at else "还没有备份",
        backup_late=late,
        seal=office.seal.rpartition(" ")[2],
    )


def find_members(context: Context, typed: str) -> list[Hit]:
    """People by number, name, initials or the end of their phone."""
    from models.members import search

    return [
        Hit(
            found.name,
            partial(context.open_page, "members", member=found.id),
            " · ".join(part for part in (found.number, found.unit) if part),
            "user",
        )
        for found in search.find(context.office.db, typed, limit=MOST)
    ]


def find_vouchers(context: Context, typed: str) -> list[Hit]:
    """A voucher of the month that is looked at by its number, of any month by 2026-03-记-012."""
    plain = typed.replace("号", "").replace(" ", "")
    name = f"{context.period}-{plain.replace('记', '').strip('-')}" if len(plain) <= 6 else plain
    try:
        one = ledger.voucher_by_name(context.office.db, name)
    except Refused:
        return []
    note = f"{one.summary[:12]} {yuan(one.debit_fen)}"
    return [Hit(one.name, partial(context.open_page, "voucher", voucher=one.id), note, "receipt-text")]


def _when(at: str, now: datetime) -> str:
    """ "今天 09:41", "11-06", or with the year when it is another one."""
    moment = _naive(at)
    if moment.date() == now.date():
        return f"今天 {moment:%H:%M}"
    return f"{moment:%m-%d}" if moment.year == now.year else f"{moment:%Y-%m-%d}"


def _naive(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=None)
