"""Asking for a user's PIN, and setting one; the wait after five wrong ones is in the office file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models import users
from models.kit.errors import Refused
from models.office import ROLES, Office, User
from ui import theme
from ui.widgets.buttons import button, label
from ui.widgets.form import Field, Form
from ui.widgets.problem_line import ProblemLine
from ui.widgets.text_edits import ChoiceEdit, TextEdit


class PinEdit(TextEdit):
    """Digits that nobody over the shoulder can read."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(users.PIN_DIGITS[1])


class PinDialog(QDialog):
    """`PinDialog.passes(parent, office, user)`: True at once when the user has no PIN."""

    def __init__(
        self, parent: QWidget | None, office: Office, user: User, others: Sequence[User] = ()
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("输入口令")
        theme.fix(self, width=380)
        self.user, self._office, self._others = user, office, tuple(others)
        self.who = ChoiceEdit([(one.name, f"{one.name}（{ROLES[one.role]}）") for one in others])
        self.line = PinEdit()
        self.line.setAccessibleName("口令")
        self.problem = ProblemLine("")
        column = theme.space(QVBoxLayout(self), (20, 18, 20, 16), 10)
        column.addWidget(
            label("现在谁在用？" if others else f"{user.name}（{ROLES[user.role]}）的口令", "heading")
        )
        if others:
            self.who.set_value(user.name)
            self.who.setAccessibleName("使用人")
            self.who.changed.connect(self._choose)
            column.addWidget(self.who)
        column.addWidget(self.line)
        column.addWidget(self.problem)
        row = theme.space(QHBoxLayout(), gap=8)
        row.addStretch(1)
        row.addWidget(button("取消", "", self.reject))
        enter = button("进入", "lock-open", self.enter, kind="filled")
        enter.setDefault(True)
        row.addWidget(enter)
        column.addLayout(row)
        self.line.setFocus()

    @classmethod
    def passes(cls, parent: QWidget | None, office: Office, user: User) -> bool:
        """Whether this user may sit down."""
        return not users.has_pin(office, user) or cls(parent, office, user).exec() == cls.DialogCode.Accepted

    @classmethod
    def sit_down(cls, office: Office) -> User | None:
        """Who begins to work: nobody is asked when the one who would has no PIN; None: given up."""
        if not users.has_pin(office, office.actor):
            return office.actor
        dialog = cls(None, office, office.actor, office.users())
        return dialog.user if dialog.exec() == cls.DialogCode.Accepted else None

    def _choose(self) -> None:
        self.user = next((one for one in self._others if one.name == self.who.value()), self.user)
        self.line.setEnabled(users.has_pin(self._office, self.user))
        self.line.setPlaceholderText("" if self.line.isEnabled() else "没有口令，直接进入")
        self.problem.say("")

    def enter(self) -> None:
        """Try what was typed."""
        try:
            right = users.check_pin(self._office, self.user, self.line.text().strip())
        except Refused as no:
            self.problem.say(f"{no.what}{no.remedy}", "error")
            return
        if right:
            self.accept()
            return
        self.problem.say("口令不对，请再输一次。连续输错 5 次要等一会儿。", "error")
        self.line.clear()
        self.line.setFocus()


class NewPinDialog(QDialog):
    """Two times the same digits; both empty takes the PIN away."""

    def __init__(self, parent: QWidget | None, name: str, *, had: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置口令")
        theme.fix(self, width=420)
        hint = "4 到 12 位数字；两格都空着就取消口令" if had else "4 到 12 位数字"
        self.form = Form(
            [
                Field("pin", "新口令", PinEdit, required=not had, hint=hint),
                Field("again", "再输一次", PinEdit, required=not had),
            ]
        )
        self.form.check_together = lambda values: (
            {} if values["pin"] == values["again"] else {"again": "两次输入的不一样。"}
        )
        self.form.save_asked.connect(self._go)
        column = theme.space(QVBoxLayout(self), (20, 18, 20, 16), 12)
        column.addWidget(label(f"{name}的口令", "heading"))
        column.addWidget(
            label("换成这位使用人时要输入。忘记了可以由财务委员在“设置”里重新设置。", "note", wrap=True)
        )
        column.addWidget(self.form)
        row = theme.space(QHBoxLayout(), gap=8)
        row.addStretch(1)
        row.addWidget(button("取消", "", self.reject))
        row.addWidget(button("保存口令", "save", self._go, kind="filled"))
        column.addLayout(row)

    @classmethod
    def ask(cls, parent: QWidget | None, name: str, *, had: bool) -> str | None:
        """The digits, "" for no PIN any more, None when it was given up."""
        dialog = cls(parent, name, had=had)
        return dialog.form.values()["pin"] if dialog.exec() == cls.DialogCode.Accepted else None

    def _go(self) -> None:
        if self.form.valid():
            self.accept()
