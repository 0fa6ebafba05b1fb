"""设置: the parts in a list at the left, the chosen one beside it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme
from ui.navigation import Context
from ui.pages.settings_access import AccessPart
from ui.pages.settings_accounts import AccountsPart
from ui.pages.settings_holidays import HolidaysPart
from ui.pages.settings_office import OfficePart, RulesPart
from ui.pages.settings_opening import OpeningPart
from ui.pages.settings_users import UsersPart
from ui.widgets.buttons import card
from ui.widgets.page import PageWidget
from ui.widgets.setting_part import SettingPart

PARTS: tuple[type[SettingPart], ...] = (
    OfficePart,
    UsersPart,
    RulesPart,
    OpeningPart,
    AccountsPart,
    HolidaysPart,
    AccessPart,
)


class SettingsPage(PageWidget):
    """`context.open_page("settings", part="accounts")` goes to a part."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"setting", "user", "holiday", "account", "opening_balance", "period", "voucher"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "设置")
        self.parts: dict[str, SettingPart] = {}
        self._rows: dict[str, QPushButton] = {}
        self.stack = QStackedWidget()
        row = theme.space(QHBoxLayout(), gap=16)
        row.addWidget(self._list())
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        self.current = PARTS[0].KEY

    def reload(self) -> None:
        self.facts.setText(self.context.office.unit_name)
        self._show(self.current)

    def open(self, **where: Any) -> None:
        part = str(where.get("part") or self.current)
        if part in self._rows and self._show(part):
            self.parts[part].open(**{key: value for key, value in where.items() if key != "part"})

    def first_focus(self) -> QWidget:
        return self._rows[self.current]

    def may_close(self) -> bool:
        return self._may_leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        keys = list(self._rows)
        if step and self._rows[self.current].hasFocus():
            at = max(0, min(len(keys) - 1, keys.index(self.current) + step))
            if self._show(keys[at]):
                self._rows[keys[at]].setFocus()
        else:
            super().keyPressEvent(event)

    def _show(self, key: str) -> bool:
        """Make the part when it is looked at for the first time; False when the one before wants to stay."""
        if key != self.current and not self._may_leave():
            self._rows[self.current].setChecked(True)
            return False
        if key not in self.parts:
            part = next(kind for kind in PARTS if key == kind.KEY)(self)
            self.parts[key] = part
            self.stack.addWidget(part)
        self.current = key
        self._rows[key].setChecked(True)
        if not self.parts[key].dirty():
            self.parts[key].reload()
        self.stack.setCurrentWidget(self.parts[key])
        return True

    def _may_leave(self) -> bool:
        part = self.parts.get(self.current)
        if part is None or not part.dirty():
            return True
        if not self.context.say.confirm(
            f"“{part.TITLE}”里改的还没有保存，要离开吗？",
            "离开后刚才改的内容就没有了。",
            "不保存，离开",
            keep="留下",
        ):
            return False
        self.stack.removeWidget(part)
        part.deleteLater()
        del self.parts[self.current]
        return True

    def _list(self) -> QFrame:
        frame = theme.fix(card(), width=168)
        column = theme.space(QVBoxLayout(frame), (8, 8, 8, 8), 2)
        group = QButtonGroup(self)
        for kind in PARTS:
            made = theme.kind(QPushButton(kind.TITLE), "item")
            made.setCheckable(True)
            icons.put(made, kind.ICON, theme.TEXT_2, on=theme.INFO)
            made.clicked.connect(lambda *_, key=kind.KEY: self._show(key))
            group.addButton(made)
            column.addWidget(made)
            self._rows[kind.KEY] = made
        column.addStretch(1)
        return frame
