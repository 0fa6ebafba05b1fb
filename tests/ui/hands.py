"""Two hands and a pair of eyes at the real window: keys, clicks and an input method, counted step by step."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QFileDialog, QLabel, QWidget

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PINYIN = 3  # keys that a Chinese character takes on average
PATIENCE = 20_000  # milliseconds until a job must have ended
_PLAIN = Qt.KeyboardModifier.NoModifier

Answer = Callable[[QDialog], object]


@dataclass
class Count:
    """What one step took. A prompt is a dialog of any kind: form, question, preview, file, printer."""

    keys: int = 0
    clicks: int = 0
    prompts: int = 0


class Clock:
    """The day that all connections of the office are told."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 9, 41)


class Hands(QObject):
    """Works on one window. `step` begins a count; dialogs are answered by what `answer` was given before."""

    def __init__(self, qtbot: Any, window: Any) -> None:
        super().__init__()
        self.qtbot, self.window = qtbot, window
        self.counts: dict[str, Count] = {}
        self.typed: list[str] = []
        self.surprises: list[str] = []
        self.pages: list[bytes] = []  # what previews showed
        self._answers: deque[Answer] = deque()
        self._files: deque[Path] = deque()
        self._open: list[QDialog] = []
        self._answering = 0  # dialogs whose answer is being given right now
        self.step("")
        QApplication.instance().installEventFilter(self)

    def let_go(self) -> None:
        """Watch no longer."""
        QApplication.instance().removeEventFilter(self)

    # -- counting ---------------------------------------------------------------------------------

    def step(self, name: str) -> None:
        """From now on everything counts for this step."""
        self._now = self.counts.setdefault(name, Count())

    @property
    def prompts(self) -> int:
        """All dialogs so far."""
        return sum(one.prompts for one in self.counts.values())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every dialog that appears is a prompt, and gets its answer once it stands."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog) and watched not in self._open:
            self._now.prompts += 1
            self._open.append(watched)
            watched.finished.connect(lambda _, dialog=watched: self._open.remove(dialog))
            QTimer.singleShot(0, self, lambda: self._react(watched))
        return False

    def _react(self, dialog: QDialog) -> None:
        self._answering += 1
        try:
            if self._answers:
                self._answers.popleft()(dialog)
        finally:
            self._answering -= 1
            if dialog in self._open:
                words = [one.text() for one in dialog.findChildren(QLabel) if one.text()]
                self.surprises.append(" / ".join([type(dialog).__name__, *words]))
                dialog.done(0)

    # -- doing ------------------------------------------------------------------------------------

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = _PLAIN) -> None:
        """Press these keys where the focus is; with `held` it counts as one key each."""
        for key in keys:
            self._now.keys += 1
            QTest.keyClick(self._focus(), key, held)
        self.settle()

    def write(self, text: str) -> None:
        """Type digits and Latin letters."""
        self.typed.append(text)
        self._now.keys += len(text)
        QTest.keyClicks(self._focus(), text)

    def commit(self, text: str) -> None:
        """Chinese text, as an input method hands it over."""
        self.typed.append(text)
        self._now.keys += PINYIN * len(text)
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self._focus(), event)

    def click(self, widget: QWidget) -> None:
        """One click with the left button on something that can be seen and pressed."""
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        self._now.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _PLAIN, widget.rect().center())
        self.settle()

    def click_on(self, words: str, inside: QWidget | None = None) -> None:
        """Click the button that says so."""
        where = inside or self.window.page
        found = [
            one
            for one in where.findChildren(QAbstractButton)
            if one.isVisible() and words in (one.text().strip(), one.accessibleName())
        ]
        assert len(found) == 1, (words, [one.text() for one in where.findChildren(QAbstractButton)])
        self.click(found[0])

    def choose(self, words: str) -> None:
        """↓ in the choice that has the focus until it says so."""
        box = self._focus()
        assert isinstance(box, QComboBox), (box, box.accessibleName(), box.window())
        while box.currentText() != words:
            before = box.currentIndex()
            self.press(KEY.Key_Down)
            assert box.currentIndex() != before, (words, [box.itemText(at) for at in range(box.count())])

    def go_to(self, words: str) -> None:
        """Ctrl+K, a few letters or digits, Enter."""
        self.press(KEY.Key_K, held=CTRL)
        self.write(words)
        self.press(KEY.Key_Return)

    def answer(self, *answers: Answer) -> None:
        """What the next dialogs get, in their order."""
        self._answers.extend(answers)

    def give(self, path: Path) -> None:
        """The next dialog for a file, a folder or the printer gets this one."""
        self._files.append(path)

    def take_paper(self, dialog: QDialog) -> None:
        """In a preview: remember the pages, Ctrl+P."""
        self.pages.append(dialog._pdf)
        self.press(KEY.Key_P, held=CTRL)

    def settle(self) -> None:
        """Until all jobs have ended and every dialog is answered (within a dialog: the jobs)."""
        QApplication.processEvents()
        self.qtbot.waitUntil(
            lambda: (
                not self.window.parts.runner._jobs
                and len(self._open) <= self._answering
                and not self._sinking()
            ),
            timeout=PATIENCE,
        )
        QApplication.processEvents()

    def _sinking(self) -> bool:
        """A button is down: pressed by its short cut, it acts a tenth of a second later."""
        top = QApplication.activeModalWidget() or self.window
        return any(one.isDown() for one in top.findChildren(QAbstractButton))

    def _focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        top = QApplication.activeModalWidget() or self.window
        if QApplication.activeWindow() is not top:
            top.activateWindow()
            QApplication.processEvents()
        return top.focusWidget() or top

    # -- the system's own dialogs -----------------------------------------------------------------

    def patch(self, monkeypatch: Any) -> None:
        """File and printer dialogs answer at once with what `give` was told, and are counted."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        def name(*_: Any, **__: Any) -> tuple[str, str]:
            self._now.prompts += 1
            return str(self._files.popleft()), ""

        def print_to(dialog: QPrintDialog) -> QDialog.DialogCode:
            self._now.prompts += 1
            dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            dialog.printer().setOutputFileName(str(self._files.popleft()))
            return QDialog.DialogCode.Accepted

        monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(name))
        monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(name))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_, **__: name()[0]))
        monkeypatch.setattr(QPrintDialog, "exec", print_to)
