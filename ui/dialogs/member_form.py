"""Adding and changing a member: the checks stand beside the fields, private numbers stay masked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCompleter, QWidget

from models.kit import idcard
from models.kit.errors import Refused
from models.members import actions, lists, queries
from models.members.records import DAYS, OPEN, PRIVATE, STATUSES, MemberDraft, Private
from ui.dialogs.form_dialog import FormDialog
from ui.navigation import Context
from ui.widgets.day_edit import MonthEdit
from ui.widgets.form import Doubt, Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.papers_edit import PapersEdit
from ui.widgets.text_edits import ChoiceEdit, LongEdit, TextEdit

SEXES = (("男", "男"), ("女", "女"))
_SUGGESTED = ("department", "post_kind", "position", "title", "education", "political", "ethnic")
_MASKS: Mapping[str, Callable[[str], str]] = {
    "id_number": idcard.mask,
    "phone": idcard.mask_phone,
    "bank_card": idcard.mask_card,
    "address": lambda text: text[:6] + "…",
}


def add_member(context: Context, parent: QWidget | None, done: Callable[[int], None]) -> FormDialog:
    """The box for a new member; `done(id)` after saving."""
    form = MemberForm(context, None)

    def save(values: Mapping[str, Any]) -> None:
        with context.office.change(f"添加会员：{values['name']}") as change:
            key = actions.add_member(change, MemberDraft(**_draft(values)))
            if values.get("base_fen") is not None:
                actions.set_base(change, key, values.get("base_from") or context.period, values["base_fen"])
        done(key)

    form.show_values({"status": "working", "base_from": context.period})
    return _dialog(context, parent, "添加会员", form, save)


def change_member(
    context: Context, parent: QWidget | None, key: int, done: Callable[[int], None]
) -> FormDialog:
    """The box for a member on the roster; `done(id)` after saving something that differs."""
    known = queries.member(context.office.db, key)
    form = MemberForm(context, key)

    def save(values: Mapping[str, Any]) -> None:
        new = {name: values[name] for name in OPEN if name in values}
        new |= {name: values[name] for name in PRIVATE if values.get(name)}
        with context.office.change(f"修改会员：{values['name']}") as change:
            changed = actions.update_member(change, key, new)
        if changed:
            done(key)

    form.show_values({name: getattr(known, name) or None for name in OPEN})
    return _dialog(context, parent, f"修改 {known.name}", form, save)


class MemberForm(Form):
    """The fields of a member; `key` None for a new one."""

    def __init__(self, context: Context, key: int | None) -> None:
        self._context, self._key = context, key
        self._private = queries.private(context.office.db, key) if key is not None else Private()
        super().__init__(self._fields(), columns=2, label_width=68)
        self._complete()
        self.box("id_number").changed.connect(self._read_id)

    def _fields(self) -> list[Field]:
        units = [(None, "（不在分工会）")] + [
            (unit.id, unit.name) for unit in queries.units(self._context.office.db)
        ]
        month = self._context.period
        day = lambda: PapersEdit(month)  # noqa: E731  a maker, as Field wants it
        fields = [
            Field("name", "姓名", required=True, check=_check_name),
            Field("number", "工号", lambda: TextEdit("没有可以先空着"), check=self._check_number),
            Field("id_number", "身份证号", self._masked("id_number"), check=self._check_id),
            Field("phone", "手机号", self._masked("phone"), check=_check_phone),
            Field("sex", "性别", lambda: ChoiceEdit(SEXES), check=self._check_sex),
            Field("birth", "出生日期", day, check=self._check_birth),
            Field("unit", "分工会", lambda: ChoiceEdit(units)),
            Field("department", "部门"),
            Field("joined", "入会时间", day, check=self._check_joined),
            Field("hired", "来校时间", day),
        ]
        if self._key is None:
            fields += [
                Field(
                    "status",
                    "状态",
                    lambda: ChoiceEdit([(k, STATUSES[k]) for k in ("working", "retired", "kept")]),
                ),
                Field("base_fen", "计费工资", MoneyEdit),
                Field("base_from", "从几月起", lambda: MonthEdit(month)),
            ]
        fields += [
            Field("post_kind", "岗位类别"),
            Field("position", "职务"),
            Field("title", "职称"),
            Field("education", "学历"),
            Field("political", "政治面貌"),
            Field("ethnic", "民族"),
            Field("bank_card", "银行卡号", self._masked("bank_card")),
            Field("address", "住址", self._masked("address"), wide=True),
            Field("note", "备注", lambda: LongEdit(lines=2), wide=True),
        ]
        return fields

    def _masked(self, name: str) -> Callable[[], TextEdit]:
        """An empty field that says what is there already, with stars."""
        known = getattr(self._private, name)
        hint = f"现为 {_MASKS[name](known)}，不改就空着" if known else ""
        return lambda: TextEdit(hint)

    def _complete(self) -> None:
        """What others have is offered while typing."""
        for name in _SUGGESTED:
            completer = QCompleter(lists.suggestions(self._context.office.db, name), self)
            self.box(name).setCompleter(completer)

    def _read_id(self) -> None:
        """Birthday and sex out of a right ID number, where they are still empty."""
        number = idcard.tidy(self.box("id_number").value())
        if len(number) != 18 or idcard.check(number):
            return
        if self.box("birth").value() is None:
            self.box("birth").set_value(idcard.birth(number))
        if self.box("sex").value() is None:
            self.box("sex").set_value(idcard.sex(number))

    # -- checks -----------------------------------------------------------------------------------

    @property
    def _id(self) -> str:
        """The ID number typed, or the one on record; "" when it is no right one."""
        number = idcard.tidy(self.box("id_number").value()) or self._private.id_number
        return number if number and not idcard.check(number) else ""

    def _check_number(self, number: str) -> str:
        other = queries.by_number(self._context.office.db, number)
        if other is not None and other.id != self._key:
            return f"已经是{other.name}的工号。"
        return ""

    def _check_id(self, number: str) -> str:
        wrong = idcard.check(number)
        if "最后一位" in wrong:
            return Doubt("第 18 位和前 17 位对不上，请核对；确认无误也可以先保存。")
        return wrong

    def _check_birth(self, birth: date | str) -> str:
        said = idcard.birth(self._id) if self._id else None
        if said is not None and not said.isoformat().startswith(str(birth)):
            return Doubt(f"身份证号里是 {said.isoformat()}，和这里不一样，请核对。")
        return ""

    def _check_sex(self, sex: str) -> str:
        said = idcard.sex(self._id) if self._id else ""
        return Doubt(f"身份证号里是{said}，和这里不一样，请核对。") if said and said != sex else ""

    def _check_joined(self, joined: date | str) -> str:
        if str(joined) > self._context.office.today().isoformat():
            return Doubt("入会时间在今天以后，请核对。")
        birth = self.box("birth").value()
        return "入会时间早于出生日期，请核对。" if birth is not None and str(joined) < str(birth) else ""


def _dialog(
    context: Context,
    parent: QWidget | None,
    title: str,
    form: MemberForm,
    save: Callable[[Mapping[str, Any]], None],
) -> FormDialog:
    made = FormDialog(context, parent, title, form, save, width=640, facts="带 * 的要填")
    made.field_of = _field_of
    return made


def _field_of(no: Refused) -> str:
    """The field that a refusal speaks of."""
    if "身份证号" in no.where:
        return "id_number"
    return "number" if "工号" in no.where else "name" if "姓名" in no.where else ""


def _draft(values: Mapping[str, Any]) -> dict[str, Any]:
    """Form values as a draft: blanks as the draft has them."""
    made = {name: value for name, value in values.items() if name not in ("base_fen", "base_from")}
    for name in made:
        if made[name] is None and name not in (*DAYS, "unit"):
            made[name] = ""
    made["status"] = made["status"] or "working"
    made["id_number"] = idcard.tidy(made["id_number"])
    return made


def _check_name(name: str) -> str:
    return "姓名太长，请核对。" if len(name) > 40 else ""


def _check_phone(phone: str) -> str:
    digits = "".join(phone.split()).replace("-", "")
    if not digits.isdigit() or not 7 <= len(digits) <= 12:
        return Doubt("不像电话号码，请核对。")
    return ""
