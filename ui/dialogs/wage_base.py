"""The pay base of one member from a month on, with the dues that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.dues import checks as dues_checks
from models.dues import queries as dues
from models.kit.errors import Refused
from models.kit.money import yuan
from models.members import actions, queries
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import MonthEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit


def set_base(context: Context, parent: QWidget | None, key: int, done: Callable[[str], None]) -> FormDialog:
    """The box; `done(sentence)` after saving."""
    known = queries.member(context.office.db, key)
    now = queries.base_of(context.office.db, key, context.period)
    form = Form(
        [
            Field("from_month", "从几月起", lambda: MonthEdit(context.period), required=True, width=160),
            Field(
                "base_fen", "计费工资", MoneyEdit, required=True, width=160, hint="岗位工资加薪级工资，每月"
            ),
            Field("source", "根据", hint="例如：人事处 9 月调资通知"),
        ],
        label_width=72,
    )

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"计费工资：{known.name}") as change:
            actions.set_base(
                change, key, values["from_month"], values["base_fen"], source=values["source"] or ""
            )
        done(f"已登记{known.name}的计费工资")

    facts = f"现在 {yuan(now.base_fen)}（{now.from_month} 起）" if now else "还没有登记"
    made = FormDialog(context, parent, f"{known.name} 计费工资", form, save, facts=facts)

    def look() -> None:
        made.say(_dues(context, form.box("from_month").value(), form.box("base_fen").value()))

    form.show_values({"from_month": context.period, "base_fen": now.base_fen if now else None})
    form.changed.connect(look)
    look()
    return made


def _dues(context: Context, month: str | None, base_fen: int | None) -> str:
    """ "每月会费 25.90 元；已经核定的月份不会自动改。"."""
    if month is None or base_fen is None:
        return ""
    try:
        fen = dues_checks.reckon(dues.standard_at(context.office.db, month), base_fen)
    except Refused as no:
        return no.what
    said = f"每月会费 {yuan(fen or 0)} 元。"
    if dues.is_assessed(context.office.db, month):
        said += "这个月的会费已经核定，差额要在会费里确认后才补。"
    return said
