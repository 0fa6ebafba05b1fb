"""The demo year's publications: the half-year's accounts on the board in July."""

from __future__ import annotations

from datetime import date

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
