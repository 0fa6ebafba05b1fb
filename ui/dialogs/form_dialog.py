"""A box around a form: title, fields, what will follow, 保存 and 取消; nothing typed is lost unasked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.kit.errors import Refused
from ui import theme
from ui.navigation import Context
from ui.widgets.buttons import button, label, scrolled
from ui.widgets.form import Form
from ui.widgets.sentence import Sentence

Save = Callable[[Mapping[str, Any]], None]
HIGHEST = 620  # pixels at 100 %: fits under the title bar of a 768 screen


class FormDialog(QDialog):
    """`FormDialog(context, parent, "添加会员", form, save, verb="添加会员 Ctrl+S")`, then `exec()`.

    `save(values)` writes; a `Refused` of it goes to the field named by `field_of(no)`, else under the fields.
    `said` is a label under the form for what will happen.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        title: str,
        form: Form,
        save: Save,
        *,
        verb: str = "保存",
        width: int = 520,
        facts: str = "",
        above: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context, self.form, self._save = context, form, save
        self.field_of: Callable[[Refused], str] = lambda no: ""
        self.setWindowTitle("工会台账")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.fix(self, width=width)
        self.said = label("", "note", wrap=True)
        self.said.hide()
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.save = button(f"{verb} Ctrl+S", "save", self.try_save, kind="filled")
        self.cancel = button("取消 Esc", "", self.reject)
        self._assemble(title, facts, above)
        form.save_asked.connect(self.try_save)
        self.save.setAutoDefault(False)
        self.cancel.setAutoDefault(False)
        self._fit()

    def _assemble(self, title: str, facts: str, above: QWidget | None) -> None:
        column = theme.space(QVBoxLayout(self), gap=0)
        head = theme.space(QHBoxLayout(), (20, 16, 20, 8), 10)
        head.addWidget(label(title, "heading"))
        head.addWidget(Sentence(facts, "facts"), 1)
        column.addLayout(head)
        body = QWidget()
        inner = theme.space(QVBoxLayout(body), (20, 6, 20, 14), 10)
        if above is not None:
            inner.addWidget(above)
        inner.addWidget(self.form)
        inner.addWidget(self.said)
        inner.addWidget(self.problem)
        inner.addStretch(1)
        self._body = body
        self._area = scrolled(body)
        column.addWidget(self._area, 1)
        column.addWidget(self._foot())

    def say(self, text: str) -> None:
        """What saving will do."""
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self._fit()

    def try_save(self) -> None:
        """Ctrl+S: check, write, close; what is wrong stands beside its field."""
        self._refuse("")
        if not self.form.valid():
            self._fit()
            return
        try:
            self._save(self.form.values())
        except Refused as no:
            field = self.field_of(no)
            if field:
                self.form.fail(field, f"{no.what}{no.remedy}")
                self._fit()
            else:
                self._refuse(f"{no.what}{no.remedy}")
            return
        self.form.saved()
        self.accept()

    def reject(self) -> None:
        """Esc: ask before anything typed is lost."""
        if self.form.dirty and not self.context.say.confirm(
            "不保存了吗？", "刚才填的内容会丢掉。", "不保存", keep="继续填"
        ):
            return
        self.form.saved()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter moves between fields and never saves
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    def _refuse(self, text: str) -> None:
        """Why it was not written, whole, under the fields and in sight; "" takes it away."""
        if text == self.problem.text():
            return
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self._fit()
        if text:
            self._area.ensureWidgetVisible(self.problem)

    def _foot(self) -> QFrame:
        foot = theme.kind(QFrame(), "foot")
        row = theme.space(QHBoxLayout(foot), (20, 10, 20, 12), 8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        return foot

    def _fit(self) -> None:
        """As high as the fields need, never higher than a small screen."""
        layout = self._body.layout()
        inner = self._body.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            inner = layout.heightForWidth(self.width())
        wants = inner + theme.px(118)  # title and foot
        screen = self.screen().availableGeometry().height() - theme.px(40) if self.screen() else wants
        self.setFixedHeight(min(wants, theme.px(HIGHEST), max(screen, theme.px(320))))
