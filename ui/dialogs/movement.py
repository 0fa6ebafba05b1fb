"""会籍变动: what happened, when, and what it means for the dues."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.dues import leaving
from models.members import actions, queries
from models.members.records import MOVEMENTS, STATUS_AFTER, STATUSES
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.form import Field, Form
from ui.widgets.papers_edit import PapersEdit
from ui.widgets.text_edits import ChoiceEdit

_WITH_PLACE = {"transfer_in": "从哪里转入", "transfer_out": "转到哪里"}


def enter_movement(
    context: Context, parent: QWidget | None, key: int, done: Callable[[str], None], kind: str = ""
) -> FormDialog:
    """The box for a movement of one member; `done(sentence)` after saving."""
    known = queries.member(context.office.db, key)
    form = _form(context.period, known.status)

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"会籍变动：{known.name}{MOVEMENTS[values['kind']]}") as change:
            actions.move(
                change,
                key,
                values["kind"],
                values["day"],
                place=values["place"] or "",
                reason=values["reason"] or "",
                approved_by=values["approved_by"] or "",
            )
        done(f"已登记{known.name}{MOVEMENTS[values['kind']]}")

    title = f"{known.name} 会籍变动"
    made = FormDialog(context, parent, title, form, save, verb="登记", facts=f"现在{STATUSES[known.status]}")

    def look() -> None:
        chosen, day = form.box("kind").value(), form.box("day").value()
        form.show_field("place", chosen in _WITH_PLACE)
        if chosen and day:
            made.say("会费：" + "".join(leaving.consequences(context.office.db, key, chosen, str(day))))
        else:
            made.say("")

    form.show_values({"kind": kind or None, "day": context.office.today()})
    form.changed.connect(look)
    look()
    return made


def _form(month: str, status: str) -> Form:
    return Form(
        [
            Field("kind", "变动", lambda: ChoiceEdit(_kinds(status)), required=True, width=200),
            Field("day", "日期", lambda: PapersEdit(month), required=True, width=200),
            Field("place", "单位"),
            Field("reason", "原因"),
            Field("approved_by", "谁批准的", hint="例如：工会委员会 10 月 20 日会议"),
        ],
        label_width=72,
    )


def _kinds(status: str) -> list[tuple[str, str]]:
    """What can happen to somebody of this status."""
    return [(key, word) for key, word in MOVEMENTS.items() if STATUS_AFTER[key] != status]
