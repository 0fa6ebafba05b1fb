"""Asking for one member: who a line of a list is, or whom money of an unknown payer belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.dues import queries
from models.kit.errors import Refused
from models.members import search
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.form import Field, Form
from ui.widgets.member_picker import Choice, Picker


def member_picker(context: Context) -> Picker:
    """A field that finds members by number, name or pinyin initials."""

    def seek(typed: str) -> list[Choice]:
        return [
            Choice(one.id, one.name, " · ".join(p for p in (one.number, one.department or one.unit) if p))
            for one in search.find(context.office.db, typed, 8)
        ]

    def find(member: Any) -> Choice | None:
        try:
            who = queries.payer(context.office.db, int(member))
        except Refused:
            return None
        return Choice(who.id, who.name, " · ".join(p for p in (who.number, who.department or who.unit) if p))

    return Picker(seek, find, "工号、姓名或拼音首字母")


def ask_member(context: Context, parent: QWidget, title: str, facts: str = "") -> int | None:
    """The member that was chosen; None when the person gave up."""
    chosen: list[int] = []

    def take(values: Mapping[str, Any]) -> None:
        chosen.append(int(values["member"]))

    form = Form([Field("member", "会员", lambda: member_picker(context), required=True)])
    FormDialog(context, parent, title, form, take, verb="就是这位", facts=facts).exec()
    return chosen[0] if chosen else None
