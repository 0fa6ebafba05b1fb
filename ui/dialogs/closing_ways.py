"""Boxes of the closing page: how often one closes, what stays of an earmark, what the opening is held for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models import settings
from models.kit.money import yuan
from models.ledger import statements, year_end
from models.ledger.earmarks import Earmark, opening_free, word_opening
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.text_edits import ChoiceEdit, TextEdit

Done = Callable[[str], None]


def choose_ways(context: Context, parent: QWidget | None, done: Done) -> FormDialog:
    """结账方式: monthly or annual, and where the running surplus stands in the balance sheet."""
    form = Form(
        [
            Field("mode", "收支结转", lambda: ChoiceEdit(list(year_end.MODES.items())), required=True),
            Field("surplus", "月度报表", lambda: ChoiceEdit(list(statements.SURPLUS.items())), required=True,
                  hint="资产负债表里，还没有结转的本年收支差额放在哪里"),
        ],
        label_width=80,
    )  # fmt: skip

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change("设置结账方式") as change:
            settings.put(change, "closing_mode", values["mode"])
            settings.put(change, "surplus_line", values["surplus"])
        done("结账方式已保存")

    made = FormDialog(context, parent, "结账方式", form, save)
    db = context.office.db
    form.show_values({"mode": year_end.mode(db), "surplus": statements.surplus_line(db)})
    return made


def keep_of_earmark(
    context: Context,
    parent: QWidget | None,
    one: Earmark,
    now: tuple[int, str],
    done: Callable[[int, str], None],
) -> FormDialog:
    """留存多少: of what is left of an earmark; the rest goes to the surplus. `now` is (fen, reason)."""
    most = max(one.left_fen, 0)

    def check(fen: int | None) -> str:
        if fen is None or not 0 <= fen <= most:
            return f"请填 0 到 {yuan(most)} 之间的金额。"
        return ""

    form = Form(
        [
            Field("fen", "留在结转", MoneyEdit, required=True, check=check, width=180),
            Field("reason", "理由", TextEdit, hint="印在专项资金结转表里"),
        ],
        label_width=80,
    )

    def save(values: Mapping[str, Any]) -> None:
        done(int(values["fen"] or 0), str(values["reason"] or ""))

    made = FormDialog(context, parent, f"“{one.name}”留多少", form, save, verb="确定",
                      facts=f"余 {yuan(one.left_fen)} 元")  # fmt: skip
    form.show_values({"fen": now[0], "reason": now[1]})
    return made


def word_the_opening(context: Context, parent: QWidget | None, done: Done) -> FormDialog:
    """期初结转的用途: how much of the opening carry-over is held for which earmark."""
    form = Form(
        [
            Field("name", "专项名称", required=True),
            Field("fen", "金额", MoneyEdit, required=True, width=180, hint="填 0 表示取消"),
        ],
        label_width=80,
    )

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"期初结转写明专项：{values['name']}") as change:
            word_opening(change, values["name"], int(values["fen"] or 0))
        done(f"已写明“{values['name']}”")

    free = yuan(max(opening_free(context.office.db), 0))
    return FormDialog(context, parent, "期初结转的用途", form, save, facts=f"没有写明用途的 {free} 元")
