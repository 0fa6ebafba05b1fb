"""A box for a few sentences under a heading of the statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from models.statements import queries
from ui.dialogs.form_dialog import FormDialog
from ui.widgets.form import Field, Form
from ui.widgets.page_view import PageView
from ui.widgets.text_edits import LongEdit


def write_words(
    view: PageView, title: tuple[str, str], heading: str, save: Callable[[str], None], *, hint: str = ""
) -> FormDialog:
    """`title` is (title, facts); what was written before is shown, empty takes the computed words again."""
    form = Form([Field("words", "文字", lambda: LongEdit(lines=6), hint=hint or "留空就用自动写的文字")],
                label_width=48)  # fmt: skip

    def keep(values: Mapping[str, Any]) -> None:
        save(str(values["words"] or ""))
        view.context.toast(f"已保存“{title[0]}”的文字")

    made = FormDialog(view.context, view, title[0], form, keep, facts=title[1])
    year = int(view.context.period[:4])
    form.show_values({"words": queries.words(view.context.office.db, year).get(heading, "")})
    return made
