"""常用凭证: keep this voucher as a pattern; what recurs says how often, on which day, from when to when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from models.kit.errors import Refused
from models.ledger import templates
from models.ledger.templates import Template
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import MonthEdit
from ui.widgets.form import Field, Form
from ui.widgets.text_edits import CheckEdit, ChoiceEdit

_DAYS = [(0, "月末"), *((day, f"{day} 日") for day in range(1, 32))]


def ask_template(
    context: Context, parent: QWidget, pattern: Template, done: Callable[[Template], None]
) -> FormDialog:
    """The box for a new pattern (`id` 0) or a kept one; `done(template)` after saving."""
    form = Form(
        [
            Field("name", "名称", required=True, hint="例如“上缴上级经费”，按 F4 时按名称或拼音首字母找"),
            Field("keep_amounts", "金额", lambda: CheckEdit("连金额一起存（不勾就每次自己填）")),
            Field("every", "多久一次", lambda: ChoiceEdit(list(templates.EVERY.items())), width=160),
            Field("day_of_month", "哪一天", lambda: ChoiceEdit(_DAYS), width=160),
            Field("from_month", "从哪个月起", lambda: MonthEdit(context.period), width=160),
            Field("to_month", "到哪个月止", lambda: MonthEdit(context.period, "一直用就空着"), width=160),
        ],
        label_width=84,
    )
    form.show_values(
        {
            "name": pattern.name, "keep_amounts": pattern.keep_amounts, "every": pattern.every,
            "day_of_month": pattern.day_of_month or 0, "from_month": pattern.from_month or context.period,
            "to_month": pattern.to_month,
        }
    )  # fmt: skip

    def fit() -> None:
        for key in ("day_of_month", "from_month", "to_month"):
            form.show_field(key, bool(form.box("every").value()))
        # the box learns its height when the hidden fields have left
        QTimer.singleShot(0, box, lambda: box.say("摘要里写“{月}”，用的时候会变成那个月的月份数字。"))

    def save(values: Mapping[str, Any]) -> None:
        made = _made(pattern, values)
        with context.office.change(f"存为常用凭证：{made.name}") as change:
            key = templates.save(change, made)
        done(templates.template(context.office.db, key))

    box = FormDialog(context, parent, "常用凭证", form, save, verb="存为常用", facts=_facts(pattern))
    box.field_of = _field
    form.box("every").changed.connect(fit)
    fit()
    return box


def _made(pattern: Template, values: Mapping[str, Any]) -> Template:
    every = values["every"] or ""
    return replace(
        pattern,
        name=values["name"],
        keep_amounts=bool(values["keep_amounts"]),
        every=every,
        day_of_month=(values["day_of_month"] or None) if every else None,
        from_month=values["from_month"] if every else None,
        to_month=values["to_month"] if every else None,
    )


def _facts(pattern: Template) -> str:
    return f"{len(pattern.lines)} 行分录"


def _field(no: Refused) -> str:
    return no.where if no.where in ("name", "from_month", "to_month") else "name"
