"""Settings of the office itself: names and first month; days and rules; how papers are signed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models import settings
from models.calendar.routine import CLOSING_DAY, DUES_DAY
from models.kit.errors import Refused
from models.store.journal import Change
from ui import theme
from ui.widgets.buttons import button, card
from ui.widgets.day_edit import MonthEdit
from ui.widgets.form import Field, Form
from ui.widgets.page import PageWidget
from ui.widgets.setting_part import SettingPart
from ui.widgets.text_edits import ChoiceEdit, TextEdit


class _FormPart(SettingPart):
    """A form in a card with 保存 in the title line; Ctrl+S saves too."""

    def __init__(self, page: PageWidget, form: Form) -> None:
        super().__init__(page)
        self.form = form
        self.form.save_asked.connect(self.save)
        self.save_button = button("保存 Ctrl+S", "save", self.save, kind="filled")
        self.add_action(self.save_button)
        self.column.addWidget(in_card(form))
        self.column.addStretch(1)

    def dirty(self) -> bool:
        return self.form.dirty

    def save(self) -> None:
        """Check and write."""


def in_card(inner: QWidget) -> QFrame:
    """A white block around it, as wide as sentences are readable."""
    frame = theme.most(card(), 760)
    theme.space(QVBoxLayout(frame), (20, 16, 20, 16)).addWidget(inner)
    return frame


class OfficePart(_FormPart):
    """Names and the first month."""

    KEY, TITLE, ICON = "office", "单位", "landmark"
    NOTE = "名称印在凭证和报表上。"

    def __init__(self, page: PageWidget) -> None:
        month = page.context.period
        super().__init__(
            page,
            Form(
                [
                    Field("name", "单位名称", required=True, hint="学校名称，例如“青禾中学”"),
                    Field("unit", "工会全称", hint="印在“编制单位”后面；空着就用“单位名称＋工会委员会”"),
                    Field("tax", "工会税号", hint="统一社会信用代码；登记发票时核对购买方，空着只核对名称"),
                    Field("month", "启用月份", lambda: MonthEdit(month), required=True, width=160),
                ]
            ),
        )

    def reload(self) -> None:
        office = self.context.office
        why = settings.why_first_month_stays(office.db)
        names = {"name": office.name, "unit": office.unit_name, "tax": office.setting("unit_tax_number")}
        self.form.show_values({**names, "month": office.setting("first_month")})
        box = self.form.box("month")
        box.setEnabled(not why)
        box.setToolTip(why)

    def save(self) -> None:
        if not self.form.valid():
            return
        values = self.form.values()
        try:
            with self.context.office.change("修改单位名称和启用月份") as change:
                settings.set_names(change, values["name"], values["unit"])
                settings.set_tax_number(change, values["tax"] or "")
                settings.set_first_month(change, values["month"])
        except Refused as no:
            self.form.fail({"name": "name", "tax_number": "tax"}.get(no.where, "month"), no.what)
            return
        self.form.saved()
        self.context.toast("单位已保存")


class RulesPart(_FormPart):
    """Until when dues are received and months closed; as what women retire; names under papers."""

    KEY, TITLE, ICON = "rules", "日期与规则", "sliders-horizontal"
    NOTE = "待办里的期限、到龄退休的提醒和打印件的签名按这里算。"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(
            page,
            Form(
                [
                    Field("dues_day", "会费收缴日", TextEdit, check=_day, width=88, hint="每月几日前收齐"),
                    Field(
                        "closing_day", "结账日", TextEdit, check=_day, width=88, hint="每月几日前结上个月的账"
                    ),
                    Field(
                        "women",
                        "女职工退休",
                        lambda: ChoiceEdit(list(settings.WOMEN.items())),
                        hint="会员登记了“工勤”岗位的按女工人算，其余按这里",
                    ),
                    Field(
                        "signers",
                        "凭证签名",
                        lambda: ChoiceEdit(list(settings.SIGNERS.items())),
                        hint="会计主管、出纳、制单印不印姓名",
                    ),
                ],
                label_width=92,
            ),
        )

    def reload(self) -> None:
        office = self.context.office
        self.form.show_values(
            {
                "dues_day": office.setting("dues_day", str(DUES_DAY)),
                "closing_day": office.setting("closing_day", str(CLOSING_DAY)),
                "women": office.setting("retirement_women", "women_cadre"),
                "signers": office.setting("print_signers", "blank"),
            }
        )

    def save(self) -> None:
        if not self.form.valid():
            return
        values = self.form.values()

        def act(change: Change) -> None:
            settings.set_day(change, "dues_day", int(values["dues_day"]))
            settings.set_day(change, "closing_day", int(values["closing_day"]))
            settings.set_retirement(change, values["women"])
            settings.set_signers(change, values["signers"])

        if self.write("修改日期与规则", act, "日期与规则已保存"):
            self.form.saved()


def _day(text: str) -> str:
    good = text.isascii() and text.isdigit() and 1 <= int(text) <= 31
    return "" if good else "请填 1 到 31 之间的数。"
