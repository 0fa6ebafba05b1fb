"""One more sub-account, from the chart or from inside a voucher; afterwards it is the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models import settings
from models.kit.errors import Refused
from models.ledger import actions, queries
from models.ledger.records import Account
from models.ledger.typed import Chart
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.account_picker import account_picker
from ui.widgets.form import Field, Form


def ask_account(
    context: Context, parent: QWidget | None, above: Account | None = None, name: str = ""
) -> int | None:
    """The new account's id; None when it was given up. Without `above` the box asks for that too."""
    made: list[int] = []
    form = Form(
        [
            Field("above", "上级科目", lambda: _above(context), required=True,
                  hint="新科目放在它下面", locked="" if above is None else "已经选好了"),
            Field("code", "编码", required=True, width=160, check=_code),
            Field("name", "名称", required=True, hint="例如“基本户”“困难补助”，或借款人的姓名"),
        ]
    )  # fmt: skip
    box = FormDialog(context, parent, "添加下级科目", form, _saver(context, made), verb="添加科目", width=480)
    box.field_of = lambda no: "code" if "编码" in no.what else "above" if "不能再分" in no.what else "name"

    def propose(*_: object) -> None:
        chosen = form.box("above").value()
        if chosen is not None:
            form.box("code").set_value(settings.next_code(context.office.db, chosen))

    form.show_values({"above": above.id if above is not None else None, "name": name})
    propose()
    form.box("above").changed.connect(propose)
    form.box("name" if above is not None else "above").setFocus()
    box.exec()
    return made[0] if made else None


def _above(context: Context) -> Any:
    return account_picker(Chart(context.office.db), parents=True)


def _saver(context: Context, made: list[int]) -> Callable[[Mapping[str, Any]], None]:
    def save(values: Mapping[str, Any]) -> None:
        above = queries.accounts_by_id(context.office.db, {values["above"]}).get(values["above"])
        if above is None:
            raise Refused("请选上级科目。")
        with context.office.change(
            f"添加科目：{values['code']} {above.full_name}—{values['name']}"
        ) as change:
            made.append(actions.add_account(change, values["code"], values["name"], above.id))

    return save


def _code(code: str) -> str:
    return "" if code.isascii() and code.isdigit() else "编码只能是数字。"
