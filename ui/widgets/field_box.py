"""What all entry fields have in common: a value, a problem they name themselves, Enter that moves on."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, SignalInstance
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldBox(Protocol):
    """A field as the form sees it. All our edit widgets are one; a page may bring its own.

    `problem()` is a sentence when what was typed can't be read ("“1,2,3.4.5”不是金额。"), else "".
    Drafts keep `draft()` and give it back to `restore()`: plain JSON values.
    """

    changed: SignalInstance

    def value(self) -> Any: ...

    def set_value(self, value: Any) -> None: ...

    def problem(self) -> str: ...

    def draft(self) -> Any: ...

    def restore(self, kept: Any) -> None: ...


class EnterMoves(QObject):
    """Enter goes to the next field and never submits; the Enter that ends composing stays where it is."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._composing = False

    def watch(self, widget: QWidget) -> None:
        """Watch one edit widget."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._input(event)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            return isinstance(watched, QWidget) and self._enter(watched, event)
        return False

    def _input(self, event: QInputMethodEvent) -> None:
        if event.preeditString():
            self._composing = True
        elif self._composing:
            # some input methods send the Enter that ended the composing right after the text
            QTimer.singleShot(0, self, self._composed)

    def _composed(self) -> None:
        self._composing = False

    def _enter(self, widget: QWidget, event: QKeyEvent) -> bool:
        if self._composing:
            return True
        many_lines = isinstance(widget, QPlainTextEdit)
        if many_lines and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        follower = _beside(widget, back=back)
        while follower is not widget and not _takes_keys(follower):
            follower = _beside(follower, back=back)
        follower.setFocus(Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason)
        return True


def _beside(widget: QWidget, *, back: bool) -> QWidget:
    """The next one in the Tab order; the chain is a ring, so there always is one."""
    return (widget.previousInFocusChain() if back else widget.nextInFocusChain()) or widget


def _takes_keys(widget: QWidget) -> bool:
    return bool(
        widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )
