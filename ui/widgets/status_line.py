"""The line at the foot: month and its state, saved, last backup, 校验码; right: counts and sums, F1."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui import icons, theme
from ui.widgets.buttons import button, label


class ShellFacts(NamedTuple):
    """What the shell shows of the office; all sentences ready to read, "" hides the part."""

    month_state: str = ""  # "未结账"
    saved: str = ""  # "已保存 09:41"
    backup: str = ""  # "备份 今天 08:12，U 盘 11-06"
    backup_late: bool = False  # amber instead of green
    seal: str = ""  # "7F3A-91C2-0B5E"


class _Fact(QWidget):
    """An icon of 14 and a word."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._name = icon
        self._icon = theme.fix(QLabel(), 14, 14)
        self._text = label("", "small")
        row = theme.space(QHBoxLayout(self), gap=6)
        row.addWidget(self._icon)
        row.addWidget(self._text)
        self.hide()  # until there is something to say

    def say(self, text: str, colour: str = theme.TEXT_2, icon: str = "") -> None:
        if text:
            icons.put(self._icon, icon or self._name, colour, 14)
        self._text.setText(text)
        self.setVisible(bool(text))


class StatusLine(QFrame):
    """28 high. `help_asked()` when F1 is clicked."""

    help_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._seal = ""
        theme.fix(theme.kind(self, "statusbar"), height=theme.STATUS_BAR)
        row = theme.space(QHBoxLayout(self), (16, 0, 16, 0), 20)
        self.month, self.saved, self.backup, self.seal = (
            _Fact(icon) for icon in ("calendar", "circle-check", "hard-drive-download", "fingerprint")
        )
        for part in (self.month, self.saved, self.backup, self.seal):
            row.addWidget(part)
        row.addStretch(1)
        self.right: QLabel = label("", "smalltext")
        row.addWidget(self.right)
        row.addWidget(button("F1 帮助", "", self.help_asked.emit, kind="baresmall"))

    def show_facts(self, month: str, facts: ShellFacts) -> None:
        """Show the month in words and the office's facts."""
        self.month.say(" · ".join(part for part in (month, facts.month_state) if part))
        self.saved.say(facts.saved, theme.OK, "circle-check")
        late = theme.WARN if facts.backup_late else theme.OK
        self.backup.say(facts.backup, late, "circle-alert" if facts.backup_late else "hard-drive-download")
        self._seal = facts.seal
        self.seal.say(f"校验码 {facts.seal}" if facts.seal else "")
        self._fit()

    def say(self, text: str) -> None:
        """The right side: counts and sums of what is selected."""
        self.right.setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The 校验码 gives way where there is no room for everything; it is on every print too."""
        layout = self.layout()
        self.seal.setVisible(bool(self._seal))
        if self._seal and layout is not None and layout.sizeHint().width() > self.width():
            self.seal.hide()
