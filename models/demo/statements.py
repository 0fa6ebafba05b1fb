"""The demo year's publication of its first half, and a month that was reopened to look something up."""

from __future__ import annotations

from datetime import date

from models.ledger import year_end
from models.office import Office
from models.statements import actions


def publish_half_year(office: Office) -> None:
    """In July, once the first half is closed; nobody objected."""
    year = office.today().year
    with office.change(f"登记公示：{year}年上半年") as change:
        key = actions.publish(
            change,
            "disclosure",
            f"{year}-06",
            (date(year, 7, 13), date(year, 7, 17)),
            "教工之家公告栏",
            note="上半年经费收支",
        )
        actions.hear(change, key, "无")


def reopen_june(office: Office) -> None:
    """June was closed too early; nothing had to be changed after all."""
    month = f"{office.today().year}-06"
    with office.change(f"反结账 {month}") as change:
        year_end.reopen_month(change, month, "核对端午慰问品的附单据")
    with office.change(f"结账 {month}") as change:
        year_end.close_month(change, month)
