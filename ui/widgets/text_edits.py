"""Plain fields of a form: one line, many lines, one of several, yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from ui import theme


class TextEdit(QLineEdit):
    """One line of text; blanks at the ends are dropped."""

    changed = Signal()

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.textChanged.connect(lambda _: self.changed.emit())

    def value(self) -> str:
        """What was typed."""
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        """Show this text."""
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)

    def problem(self) -> str:
        """Text is always fine."""
        return ""

    def draft(self) -> str:
        """As typed."""
        return self.text()

    def restore(self, kept: Any) -> None:
        """As typed."""
        self.setText(str(kept))


class LongEdit(QPlainTextEdit):
    """Several lines; Tab leaves it, Ctrl+Enter too."""

    changed = Signal()

    def __init__(self, hint: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        theme.fix(self, height=18 + 22 * lines)
        self.textChanged.connect(self.changed)

    def value(self) -> str:
        """What was typed."""
        return self.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Show this text."""
        self.setPlainText("" if value is None else str(value))

    def problem(self) -> str:
        """Text is always fine."""
        return ""

    def draft(self) -> str:
        """As typed."""
        return self.toPlainText()

    def restore(self, kept: Any) -> None:
        """As typed."""
        self.setPlainText(str(kept))


class ChoiceEdit(QComboBox):
    """One of (value, text). `value()` is None while nothing is chosen."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[Any, str]], hint: str = "请选择") -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.set_choices(choices)
        self.currentIndexChanged.connect(lambda _: self.changed.emit())

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Other choices; what is chosen stays when it is still there."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        for value, text in choices:
            self.addItem(text, value)
        self.setCurrentIndex(self.findData(kept) if kept is not None else -1)
        self.blockSignals(False)

    def value(self) -> Any:
        """The chosen value."""
        return self.currentData() if self.currentIndex() >= 0 else None

    def set_value(self, value: Any) -> None:
        """Choose it; something unknown chooses nothing."""
        self.setCurrentIndex(self.findData(value) if value is not None else -1)

    def problem(self) -> str:
        """A choice is always fine."""
        return ""

    def draft(self) -> Any:
        """The chosen value."""
        return self.value()

    def restore(self, kept: Any) -> None:
        """Choose it again."""
        self.set_value(kept)


class CheckEdit(QCheckBox):
    """Yes or no."""

    changed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        theme.least(self, height=theme.CONTROL)
        self.toggled.connect(lambda _: self.changed.emit())

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))

    def problem(self) -> str:
        """Always fine."""
        return ""

    def draft(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def restore(self, kept: Any) -> None:
        """Tick it or not."""
        self.setChecked(bool(kept))
