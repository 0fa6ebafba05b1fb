"""The fields of a guided entry: each question becomes a widget that finds by code, Chinese or initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from models.guided.facts import Facts
from models.guided.records import NEW, Ask
from models.kit.money import yuan
from models.ledger.lists import Chart, VoucherList
from models.levy import campaigns, earmarks
from models.members import search
from models.office import Office
from ui.widgets.day_edit import DayEdit, MonthEdit
from ui.widgets.form import Field
from ui.widgets.member_picker import Choice, Picker
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import CheckEdit, ChoiceEdit, TextEdit

_NARROW = {"money": 150, "day": 150, "month": 150, "count": 90}
MOST = 30


class CountEdit(TextEdit):
    """A small whole number; `value()` is None when empty."""

    def value(self) -> Any:
        """The number."""
        text = self.text().strip()
        return int(text) if text.isascii() and text.isdigit() else None

    def problem(self) -> str:
        """Not a whole number."""
        text = self.text().strip()
        fine = self.value() is not None and len(text) <= 4
        return "" if not text or fine else "请填张数，例如 2。"


def fields(office: Office, asks: Sequence[Ask], facts: Callable[[], Facts]) -> list[Field]:
    """The fields of these questions. `facts()` gives what is known with the answers so far."""
    return [
        Field(
            one.key,
            "" if one.kind == "check" else one.label,
            _maker(office, one, facts),
            required=one.required and one.kind not in ("check", "choice", "line"),
            hint=one.hint,
            width=_NARROW.get(one.kind, 0),
        )
        for one in asks
    ]


def _maker(office: Office, ask: Ask, facts: Callable[[], Facts]) -> Callable[[], Any]:
    month = f"{office.today():%Y-%m}"
    plain: dict[str, Callable[[], Any]] = {
        "money": MoneyEdit,
        "day": lambda: DayEdit(month),
        "month": lambda: MonthEdit(month),
        "count": CountEdit,
        "check": lambda: CheckEdit(ask.label),
        "choice": lambda: ChoiceEdit(ask.choices),
        "line": lambda: ChoiceEdit(()),
        "account": lambda: _accounts(office, ask, facts),
        "earmark": lambda: _earmarks(office),
        "campaign": lambda: _campaigns(office, known="known" in ask.of),
        "who": lambda: _people(office, ask, facts),
        "voucher": lambda: _vouchers(office),
    }
    return plain.get(ask.kind, TextEdit)


def _accounts(office: Office, ask: Ask, facts: Callable[[], Facts]) -> Any:
    """A few accounts are a choice, many are found by typing."""
    leaves = facts().leaves(ask.of)
    if len(leaves) <= 8 and ask.offered:
        return ChoiceEdit([(one.id, f"{one.code} {one.name}") for one in leaves])
    chart = Chart(office.db)
    allowed = {one.id: one for one in leaves}

    def choice(key: int) -> Choice:
        return Choice(key, f"{allowed[key].code} {allowed[key].full_name}")

    def seek(text: str) -> list[Choice]:
        return [choice(hit.account.id) for hit in chart.seek(text) if hit.account.id in allowed][:MOST]

    return Picker(seek, lambda key: choice(key) if key in allowed else None, "编号、汉字或拼音首字母")


def _new(text: str, known: Sequence[Choice]) -> list[Choice]:
    """What was typed can be made, unless it is there."""
    name = text.strip()
    if not name or any(one.text == name for one in known):
        return []
    return [Choice(f"{NEW}{name}", name, "新建")]


def _made(value: Any) -> Choice | None:
    """A new one that was chosen before."""
    text = str(value)
    return Choice(text, text.removeprefix(NEW), "新建") if text.startswith(NEW) else None


def _earmarks(office: Office) -> Picker:
    year = office.today().year

    def all_of() -> list[Choice]:
        rows = earmarks.earmarks(office.db, year)
        return [
            Choice(one.name, one.name, f"还有 {yuan(one.left_fen)}") for one in rows if one.closed_on is None
        ]

    def seek(text: str) -> list[Choice]:
        found = _fitting(all_of(), text)
        return [*found, *_new(text, found)]

    def find(value: Any) -> Choice | None:
        return _made(value) or next((one for one in all_of() if one.value == value), None)

    return Picker(seek, find, "专项名称，没有的可以新建")


def _campaigns(office: Office, *, known: bool) -> Picker:
    def all_of() -> list[Choice]:
        return [
            Choice(one.id, one.name, f"余额 {yuan(one.left_fen)}")
            for one in campaigns.campaigns(office.db, open_only=True)
        ]

    def seek(text: str) -> list[Choice]:
        found = _fitting(all_of(), text)
        return found if known else [*found, *_new(text, found)]

    def find(value: Any) -> Choice | None:
        return _made(value) or next((one for one in all_of() if one.value == value), None)

    return Picker(seek, find, "项目名称" if known else "项目名称，没有的可以新建")


def _people(office: Office, ask: Ask, facts: Callable[[], Facts]) -> Picker:
    """Who has something open first, then members, then the words as they stand."""
    account = ask.of[0] if ask.of else ""

    def open_ones() -> list[Choice]:
        if not account:
            return []
        return [
            Choice(who, name, f"{'欠' if fen > 0 else '应付'} {yuan(abs(fen))}")
            for who, name, fen in facts().open_items(account)
        ]

    def seek(text: str) -> list[Choice]:
        found = _fitting(open_ones(), text)
        if text.strip():
            there = {one.value for one in found}
            people = [
                Choice(f"m:{one.id}", one.name, f"{one.number} {one.department or one.unit}".strip())
                for one in search.find(office.db, text, 8)
            ]
            found += [one for one in people if one.value not in there]
            if not any(one.text == text.strip() for one in found):
                found.append(Choice(f"p:{text.strip()}", text.strip(), "往来单位或校外人员"))
        return found

    def find(value: Any) -> Choice | None:
        return Choice(value, facts().name_of(str(value)))

    return Picker(seek, find, "姓名、工号、拼音首字母，或单位名称")


def _vouchers(office: Office) -> Picker:
    rows = VoucherList(office)

    def choice(key: int) -> Choice | None:
        found = rows.records([key])
        if not found:
            return None
        one = found[0]
        return Choice(key, one.summary, f"{one.day:%m-%d} {one.name}　{yuan(one.fen)}")

    def seek(text: str) -> list[Choice]:
        words = {"search": text.strip()} if text.strip() else {}
        ids = rows.ids(("day", True), {**words, "state": "posted"})
        return [made for key in ids[:MOST] if (made := choice(key)) is not None]

    return Picker(seek, choice, "字号、摘要或金额")


def _fitting(choices: Sequence[Choice], text: str) -> list[Choice]:
    """Those whose name has the words or the initials."""
    from models.kit import names

    wish = text.strip().lower()
    return [
        one
        for one in choices
        if not wish or wish in one.text.lower() or wish in names.initials(one.text).lower()
    ]
