"""开学日期: the day on which a school term began; the weeks of the schedule are counted from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from models import settings
from models.calendar.weeks import term_start
from models.kit.days import month_of, next_month, school_year, term_months, term_words
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import DayEdit
from ui.widgets.form import Field, Form


def set_term_start(
    context: Context, parent: QWidget | None, month: str, done: Callable[[str], None]
) -> FormDialog:
    """The box for the term in which `month` lies; `done(sentence)` after saving."""
    term = school_year(month)
    first = term_months(term)[0]

    def check(day: date) -> str:
        near = (next_month(first, -1), first, next_month(first))
        return "" if month_of(day) in near else f"{term_words(term)}不会在这一天开学，请核对。"

    form = Form(
        [Field("day", "开学日期", lambda: DayEdit(first), required=True, check=check, width=180)],
        label_width=72,
    )

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"开学日期：{term_words(term)}") as change:
            settings.put(change, f"term_start_{term}", values["day"].isoformat())
        done(f"已改{term_words(term)}的开学日期")

    made = FormDialog(context, parent, "开学日期", form, save, width=460, facts=term_words(term))
    made.say("这一天所在的星期是第 1 周，后面的周次从它数起。")
    form.show_values({"day": term_start(context.office, term)})
    return made
