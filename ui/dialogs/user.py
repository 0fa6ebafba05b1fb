"""A person who uses the office: name and role."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.office import ROLES
from ui import theme
from ui.widgets.buttons import button, label
from ui.widgets.form import Field, Form
from ui.widgets.text_edits import ChoiceEdit

HINTS = {
    "treasurer": "管账、登记会费、结账",
    "chair": "审批、查看全部",
    "cashier": "登记收付款",
    "committee": "登记会员和行事历",
    "auditor": "只看不改",
    "viewer": "只看不改",
}


class UserDialog(QDialog):
    """`UserDialog.ask(parent, "添加使用人", known)` gives (name, role); `known` are names that are taken."""

    def __init__(
        self, parent: QWidget | None, title: str, known: set[str], values: tuple[str, str] = ("", "committee")
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        theme.fix(self, width=440)
        choices = [(role, f"{word}（{HINTS[role]}）") for role, word in ROLES.items()]
        self.form = Form(
            [
                Field(
                    "name",
                    "姓名",
                    required=True,
                    check=lambda name: "已经有这个名字了，请加上部门区分。" if name in known else "",
                    hint="印在凭证的制单人处",
                ),
                Field("role", "身份", lambda: ChoiceEdit(choices), required=True),
            ]
        )
        self.form.show_values({"name": values[0], "role": values[1]})
        self.form.save_asked.connect(self._go)
        column = theme.space(QVBoxLayout(self), (20, 18, 20, 16), 14)
        column.addWidget(label(title, "heading"))
        column.addWidget(self.form)
        row = theme.space(QHBoxLayout(), gap=8)
        row.addStretch(1)
        row.addWidget(button("取消", "", self.reject))
        row.addWidget(button("保存", "save", self._go, kind="filled"))
        column.addLayout(row)

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, known: set[str], values: tuple[str, str] = ("", "committee")
    ) -> tuple[str, str] | None:
        """(name, role), None when it was given up."""
        dialog = cls(parent, title, known, values)
        if dialog.exec() != cls.DialogCode.Accepted:
            return None
        got = dialog.form.values()
        return got["name"], got["role"]

    def _go(self) -> None:
        if self.form.valid():
            self.accept()
