"""The line under a field: a grey hint, or an icon and a sentence in red or amber."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.buttons import label, picture

_INK = {"error": theme.BRAND, "warn": theme.WARN}


class ProblemLine(QWidget):
    """Takes no room while it has nothing to say."""

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self.tone = ""
        self._mark = picture("circle-alert", theme.BRAND, 14)
        self._text = label("", "note", wrap=True)
        row = theme.space(QHBoxLayout(self), (0, 0, 0, 0), 6)
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        self.say(hint)

    @property
    def sentence(self) -> str:
        """The problem that is shown; "" for a hint."""
        return self._text.text() if self.tone else ""

    def say(self, text: str, tone: str = "") -> None:
        """Show it; `tone` is "error", "warn" or "" for a hint."""
        self.tone = tone if text else ""
        self._text.setText(text)
        theme.kind(self._text, tone or "note")
        if tone:
            icons.put(self._mark, "circle-alert", _INK[tone], 14)
        self._mark.setVisible(bool(tone))
        if self.parent() is not None or not text:
            self.setVisible(bool(text))  # without a parent it would flash as a window of its own
