"""What a line may be about, offered while one types: units, earmarks, activities, partners …"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.kit.names import initials
from models.ledger.dimensions import dimension, names
from models.ledger.queries import Db

FUNDS = ("当年", "结转", "结余")
_QUERIES = {
    "unit": "select id, name, '' from unit order by position, id",
    "activity": "select id, name, coalesce(day, year || '年') from activity where closed_on is null"
    " order by year desc, day desc, id desc",
    "campaign": "select id, name, principal from campaign where closed_on is null order by id desc",
    "budget_line": "select b.id, a.code || ' ' || a.name || iif(b.name = '', '', '—' || b.name),"
    " b.year || '年' from budget_line b join account a on a.id = b.account"
    " order by b.year desc, b.position, b.id",
    "earmark": "select name, name, purpose from earmark where closed_on is null union"
    " select earmark, earmark, '' from voucher_line where earmark <> ''"
    "  and earmark not in (select name from earmark)",
    "partner": "select partner, partner, count(*) || ' 次' from"
    " (select partner from voucher_line where partner <> '' order by id desc limit 2000)"
    " group by partner order by count(*) desc, partner",
}


@dataclass(frozen=True)
class Offer:
    """One that can be chosen: what is stored, what is shown, and what stands beside it."""

    value: Any
    text: str
    note: str = ""


class Offers:
    """Read once a box; asked letter by letter."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._all: dict[str, list[tuple[Offer, str]]] = {}

    def seek(self, column: str, text: str) -> list[Offer]:
        """Those whose name holds the text, or whose pinyin initials begin with it."""
        wish = text.strip().lower()
        found = []
        for offer, letters in self._of(column):
            if not wish or wish in f"{offer.text}{offer.note}".lower() or letters.startswith(wish):
                found.append(offer)
        return found

    def find(self, column: str, value: Any) -> Offer | None:
        """A stored value as it is shown; also one that is no longer offered."""
        for offer, _ in self._of(column):
            if offer.value == value:
                return offer
        if isinstance(value, str):
            return Offer(value, value)
        name = names(self._db, dimension(column)).get(value)
        return Offer(value, name) if name else None

    def forget(self, column: str) -> None:
        """Something was added."""
        self._all.pop(column, None)

    def _of(self, column: str) -> list[tuple[Offer, str]]:
        if column not in self._all:
            if column == "fund":
                rows: list[tuple[Any, str, str]] = [(name, name, "") for name in FUNDS]
            else:
                rows = [tuple(row) for row in self._db.execute(_QUERIES[column])]
            self._all[column] = [(Offer(*row), initials(row[1]).lower()) for row in rows]
        return self._all[column]


def words(db: Db, dimensions: dict[str, Any]) -> list[tuple[str, str]]:
    """What a line says besides its account, as (title, name) pairs."""
    offers = Offers(db)
    found = []
    for column, value in dimensions.items():
        offer = Offer(value, names(db, dimension(column)).get(value, "")) if column == "member" else None
        offer = offer or offers.find(column, value)
        if offer is not None and offer.text:
            found.append((dimension(column).title, " ".join(offer.text.split())))
    return found
