"""A field that finds an account by code, Chinese or pinyin initials."""

from __future__ import annotations

from collections.abc import Callable

from models.ledger.typed import AccountHit, Chart
from ui.widgets.member_picker import Choice, Picker, Seek


def account_picker(chart: Chart, *, parents: bool = False) -> Picker:
    """A field for an account; `parents` lets those with sub-accounts be chosen."""
    seek, find = account_answers(chart, parents=parents)
    return Picker(seek, find, "编号、汉字或拼音首字母")


def account_answers(chart: Chart, *, parents: bool = False) -> tuple[Seek, Callable[[int], Choice | None]]:
    """What a picker asks the chart while one types, and when a stored account is shown."""

    def choice(hit: AccountHit) -> Choice:
        return Choice(hit.account.id, hit.words, "", hit.why_not)

    def find(key: int) -> Choice | None:
        hit = chart.find(key)
        return choice(hit) if hit is not None else None

    return lambda text: [choice(hit) for hit in chart.seek(text, parents=parents)], find
