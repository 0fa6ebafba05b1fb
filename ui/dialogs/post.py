"""任职: a post in a body of the union, with its term; and the day on which a term ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from models.members import actions, queries
from models.members.records import BODIES, ROLES, Post
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import DayEdit
from ui.widgets.form import Field, Form

Done = Callable[[str], None]


def enter_post(context: Context, parent: QWidget | None, key: int, done: Done) -> FormDialog:
    """The box for a term of one member; `done(sentence)` after saving."""
    known = queries.member(context.office.db, key)
    held = queries.posts(context.office.db, key, on=context.office.today())
    form = Form(
        [
            Field("body", "组织", required=True, hint="例如：工会委员会、教代会"),
            Field("role", "职务", required=True, hint="例如：组织委员、代表"),
            Field("first_day", "从哪天起", lambda: DayEdit(context.period), required=True, width=180),
            Field("last_day", "到哪天止", lambda: DayEdit(context.period, "还在任就空着"), width=180),
        ],
        label_width=72,
    )
    everybody = queries.posts(context.office.db)
    for name, usual in (("body", BODIES), ("role", ROLES)):
        words = dict.fromkeys([*usual, *(getattr(one, name) for one in everybody)])
        completer = QCompleter(list(words), form)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        form.box(name).setCompleter(completer)

    def save(values: Mapping[str, Any]) -> None:
        body, role = values["body"].strip(), values["role"].strip()
        with context.office.change(f"任职：{known.name}{body}{role}") as change:
            actions.set_post(change, key, body, role, (values["first_day"], values["last_day"]))
        done(f"已登记{known.name}任{body}{role}")

    facts = "现任" + "、".join(f"{one.body}{one.role}" for one in held) if held else "现在没有任职"
    return FormDialog(context, parent, f"{known.name} 任职", form, save, verb="登记", facts=facts)


def end_post(context: Context, parent: QWidget | None, post: Post, done: Done) -> FormDialog:
    """The box for the last day of a term that runs on."""
    known = queries.member(context.office.db, post.member)
    words = f"{known.name}{post.body}{post.role}"
    form = Form(
        [Field("last_day", "到哪天止", lambda: DayEdit(context.period), required=True, width=180)],
        label_width=72,
    )

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"任职结束：{words}") as change:
            actions.end_post(change, post.id, values["last_day"])
        done(f"已登记{words}任期结束")

    made = FormDialog(
        context, parent, "结束任职", form, save, verb="登记", facts=f"{words}，{post.first_day} 起"
    )
    form.show_values({"last_day": context.office.today()})
    return made
