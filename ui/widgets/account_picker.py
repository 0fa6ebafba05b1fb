"""A field that finds an account by code, Chinese or pinyin initials."""

from __future__ import annotations

from models.ledger.lists import AccountHit, Chart
from ui.widgets.member_picker import Choice, Picker


def account_picker(chart: Chart, *, parents: bool = False) -> Picker:
    """A field for an account; `parents` lets those with sub-accounts be chosen."""

    def choice(hit: AccountHit) -> Choice:
        return Choice(hit.account.id, hit.words, "", hit.why_not)

    def find(key: int) -> Choice | None:
        hit = chart.find(key)
        return choice(hit) if hit is not None else None

    hint = "编号、汉字或拼音首字母"
    return Picker(lambda text: [choice(hit) for hit in chart.seek(text, parents=parents)], find, hint)
