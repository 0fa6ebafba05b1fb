"""A recurring voucher that has nothing to say for a month: passed over, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.kit.days import month_words
from models.ledger import templates
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.form import Field, Form


def ask_skip(context: Context, key: int, month: str) -> FormDialog:
    """The box for the reason; the month is not asked for again afterwards."""
    one = templates.template(context.office.db, key)
    form = Form([Field("reason", "原因", required=True, hint="例如：这个月没有发生")], label_width=60)

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"{month_words(month)}不填“{one.name}”") as change:
            templates.skip(change, key, month, values["reason"])
        context.toast(f"{month_words(month)}不再提醒“{one.name}”")

    return FormDialog(
        context, None, f"{month_words(month)}不填“{one.name}”", form, save, verb="这个月不用", width=460
    )
