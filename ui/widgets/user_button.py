"""Who sits here, with the role; a click offers the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout

from ui import theme
from ui.widgets.buttons import label


class UserButton(QPushButton):
    """`users()` gives (name, role) of everyone who may use this office; `switched(name)` is the wish."""

    switched = Signal(str)

    def __init__(self, users: Callable[[], Sequence[tuple[str, str]]]) -> None:
        super().__init__()
        self._users = users
        theme.fix(theme.kind(self, "bare"), width=104, height=36)
        theme.tune(self, focusPolicy="TabFocus")
        row = theme.space(QHBoxLayout(self), (4, 0, 4, 0), 8)
        self._mark = theme.tune(theme.fix(label("", "avatar"), 28, 28), alignment="AlignCenter")
        self._name, self._role = label(), label("", "small")
        words = theme.space(QVBoxLayout(), gap=0)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._role)
        words.addStretch(1)
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        self.clicked.connect(lambda *_: self._open())

    def show_user(self, name: str, role: str) -> None:
        """This is who sits here now."""
        self._mark.setText(name[:1] or "·")
        self._name.setText(name if len(name) <= 4 else name[:3] + "…")
        self._role.setText(role)
        self.setAccessibleName(f"现在的使用人：{name} {role}")
        self.setToolTip(f"{name} {role}，点一下可以换人")

    def menu_for(self) -> QMenu:
        """The menu of users, one entry each."""
        from PySide6.QtCore import Qt

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, role in self._users():
            menu.addAction(f"换成 {name}（{role}）", partial(self.switched.emit, name))
        return menu

    def _open(self) -> None:
        menu = self.menu_for()
        if menu.isEmpty():
            menu.addAction("还没有别的使用人，可以在“设置”里添加").setEnabled(False)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
