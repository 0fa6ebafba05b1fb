"""辅助核算 of one voucher line: member, partner, earmark, fund, budget line, unit, activity, campaign."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from models.kit.errors import Refused
from models.ledger.dimensions import dimension
from models.ledger.offers import Offers
from models.levy import earmarks
from models.levy.records import EarmarkDraft
from ui.dialogs.dues_member import member_picker
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.form import Field, Form
from ui.widgets.member_picker import Choice, Picker
from ui.widgets.voucher_lines import DIMENSIONS

_FREE = ("partner",)  # any words may be typed
_HINTS = {
    "member": "谁借的、谁经手的", "partner": "单位或外面的人", "earmark": "专款专用的来源",
    "fund": "当年、结转、结余", "budget_line": "编码、汉字或拼音首字母", "unit": "哪个分工会",
    "activity": "哪次活动", "campaign": "替谁代管的",
}  # fmt: skip


def ask_dimensions(
    context: Context,
    parent: QWidget,
    kept: Mapping[str, Any],
    needed: tuple[Sequence[str], str],
    done: Callable[[dict[str, Any]], None],
) -> FormDialog:
    """The box; `done(values)` with "" or None for what is empty. `needed`: one of these, and why."""
    offers = Offers(context.office.db)
    order = [*needed[0], *(name for name in DIMENSIONS if name not in needed[0])]
    form = Form(
        [Field(name, dimension(name).title, _maker(context, offers, name)) for name in order], label_width=72
    )
    form.show_values(dict(kept))
    if needed[0]:
        form.check_together = lambda values: (
            {} if any(values[name] for name in needed[0]) else {needed[0][0]: needed[1]}
        )

    def save(values: Mapping[str, Any]) -> None:
        done({name: values[name] or ("" if name in _TEXT else None) for name in DIMENSIONS})

    made = FormDialog(context, parent, "辅助核算", form, save, verb="写到这一行", facts=needed[1])
    form.box(order[0]).setFocus()
    return made


_TEXT = ("partner", "earmark", "fund")


def _maker(context: Context, offers: Offers, name: str) -> Callable[[], Picker]:
    if name == "member":
        return lambda: member_picker(context)

    def seek(text: str) -> list[Choice]:
        found = [Choice(one.value, one.text, one.note) for one in offers.seek(name, text)]
        typed = text.strip()
        if name in _FREE and typed and all(typed != one.text for one in found):
            found.append(Choice(typed, typed, "照这样写"))
        return found

    def find(value: Any) -> Choice | None:
        one = offers.find(name, value) if value else None
        return Choice(one.value, one.text, one.note) if one is not None else None

    def make() -> Picker:
        picker = Picker(seek, find, _HINTS[name])
        if name in _ADDERS:
            words, add = _ADDERS[name]
            picker.use_adder(words, lambda typed: _added(context, offers, name, add(context, typed)))
        return picker

    return make


def _added(context: Context, offers: Offers, name: str, value: Any) -> Any:
    offers.forget(name)
    return value


def _add_earmark(context: Context, typed: str) -> Any:
    return _ask_name(
        context,
        ("新增专项", "专项名称", "例如：职工书屋"),
        typed,
        lambda change, name: earmarks.put_earmark(change, EarmarkDraft(name)) and name,
    )


def _add_activity(context: Context, typed: str) -> Any:
    year = int(context.period[:4])
    return _ask_name(
        context,
        ("新增活动", "活动名称", "例如：秋季运动会"),
        typed,
        lambda change, name: earmarks.put_activity(change, name, None, year=year),
    )


def _ask_name(
    context: Context, words: tuple[str, str, str], typed: str, put: Callable[[Any, str], Any]
) -> Any:
    """A box for the name of a new record; its value, None when it was given up."""
    made: list[Any] = []
    form = Form([Field("name", words[1], required=True, hint=words[2])], label_width=72)
    form.show_values({"name": typed})

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"{words[0]}：{values['name']}") as change:
            made.append(put(change, values["name"].strip()))

    box = FormDialog(context, None, words[0], form, save, verb="添加", width=420)
    box.field_of = _name_field
    box.exec()
    return made[0] if made else None


def _name_field(no: Refused) -> str:
    return "name"


_ADDERS: Mapping[str, tuple[str, Callable[[Context, str], Any]]] = {
    "earmark": ("新增专项…", _add_earmark),
    "activity": ("新增活动…", _add_activity),
}
