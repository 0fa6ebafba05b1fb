"""A field that finds a voucher by its number, summary or amount."""

from __future__ import annotations

from models.kit.money import yuan
from models.ledger.lists import VoucherList, VoucherRow
from models.office import Office
from ui.widgets.member_picker import Choice, Picker

_MOST = 30


def voucher_picker(office: Office) -> Picker:
    """A field for a voucher; the latest ones are offered first."""
    source = VoucherList(office)

    def choice(row: VoucherRow) -> Choice:
        why = "已冲销，不能再关联" if row.state in ("red", "reversed") else ""
        return Choice(row.id, f"{row.day} {row.name}　{row.summary}", yuan(row.fen), why)

    def seek(text: str) -> list[Choice]:
        ids = source.ids(("day", True), {"search": text} if text else {})
        return [choice(row) for row in source.records(ids[:_MOST])]

    def find(key: int) -> Choice | None:
        found = source.records([key])
        return choice(found[0]) if found else None

    return Picker(seek, find, "凭证号、摘要或金额")
