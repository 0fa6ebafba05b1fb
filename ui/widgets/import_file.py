"""Step 选文件 of every import: choose, drop or paste; reading can be stopped; a refusal says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from models.kit.errors import Refused
from ui import icons, theme
from ui.widgets.buttons import button, card, label, link, picture

BUSY_AFTER = 300  # milliseconds; a small file is read before anything turns


class FileStep(QWidget):
    """`asked()`: show the file dialog; `given(Path)`: dropped here; `pasted(str)`: cells from the clipboard.

    `show_busy(name)`, `show_refusal(no)`, `show_choice()` change its face; `stopped()` when reading shall
    end. `options` are widgets beside the buttons (the month that wages are valid from). `examples` are
    sentences on what is understood.
    """

    asked = Signal()
    given = Signal(object)
    pasted = Signal(str)
    stopped = Signal()

    def __init__(
        self, title: str, examples: Sequence[str], options: Sequence[tuple[str, QWidget]] = ()
    ) -> None:
        super().__init__()
        self.choose = button("选文件", "folder-open", self.asked.emit, kind="filled", keys="Ctrl+O")
        self.choose.setToolTip("选一个表格文件（Ctrl+O），也可以把文件拖到这里")
        self.choose.setAutoDefault(True)  # Enter presses it too
        self.paste = button("粘贴格子", "clipboard-paste", self.take_clipboard)
        self.paste.setToolTip("在 Excel 或 WPS 里选中格子，复制，再按 Ctrl+V")
        self.busy = _Busy()
        self.busy.stop.clicked.connect(lambda *_: self.stopped.emit())
        self.refusal = _Refusal()
        self.refusal.again.clicked.connect(lambda *_: self.asked.emit())
        self.refusal.paste.clicked.connect(lambda *_: self.take_clipboard())
        self._faces = QStackedWidget()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BUSY_AFTER)
        self._timer.timeout.connect(lambda: self._faces.setCurrentIndex(1))
        self._target = _Target(self._choice(title, examples, options))
        self._target.dropped.connect(self.given)
        for face in (self._target, self.busy, self.refusal):
            self._faces.addWidget(face)
        theme.space(QVBoxLayout(self)).addWidget(self._faces, 1)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self, self.take_clipboard)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def stress(self, first: bool) -> None:
        """The filled button while no file is open; a plain one while going on is the next thing to do."""
        theme.kind(self.choose, "filled" if first else "")
        icons.put(self.choose, "folder-open", "#FFFFFF" if first else theme.TEXT)

    def show_choice(self) -> None:
        """Ask for a file."""
        self._timer.stop()
        self._faces.setCurrentIndex(0)

    def show_busy(self, name: str) -> None:
        """This file is being read."""
        self.busy.text.setText(f"正在读取“{name}”")
        self.busy.stop.setEnabled(True)
        self._timer.start()

    def show_refusal(self, no: Refused) -> None:
        """This file can't be taken: what, where, what to do."""
        self._timer.stop()
        self.refusal.say(no)
        self._faces.setCurrentIndex(2)
        self.refusal.again.setFocus()

    @property
    def refused(self) -> str:
        """What is wrong with the last file, "" when nothing is."""
        return self.refusal.what.text() if self._faces.currentIndex() == 2 else ""

    def take_clipboard(self) -> None:
        """Ctrl+V: the cells that were copied."""
        self.pasted.emit(QGuiApplication.clipboard().text())

    def _choice(
        self, title: str, examples: Sequence[str], options: Sequence[tuple[str, QWidget]]
    ) -> QVBoxLayout:
        column = theme.space(QVBoxLayout(), (24, 16, 24, 16), 12)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(picture("file-input", theme.DISABLED, 56), 0, middle)
        column.addWidget(label(title, "heading"), 0, middle)
        for text in examples:
            column.addWidget(label(text, "facts"), 0, middle)
        for says, widget in options:
            line = theme.space(QHBoxLayout(), gap=8)
            line.addStretch(1)
            name = label(says, "")
            name.setBuddy(widget)
            line.addWidget(name)
            line.addWidget(widget)
            line.addStretch(1)
            column.addLayout(line)
        row = theme.space(QHBoxLayout(), gap=12)
        row.addStretch(1)
        row.addWidget(self.choose)
        row.addWidget(self.paste)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(
            label("也可以把文件拖到这里。先看差异再决定，现在不会写入任何内容。", "note"), 0, middle
        )
        column.addStretch(1)
        return column


class _Target(QFrame):
    """Where a file is dropped: a dashed frame that turns blue."""

    dropped = Signal(object)

    def __init__(self, inner: QVBoxLayout) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._over = False
        self.setLayout(inner)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color(theme.INFO if self._over else theme.LINE_STRONG), 2 if self._over else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color(theme.INFO_TINT if self._over else theme.CARD))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _path(event) is not None:
            event.acceptProposedAction()
            self._light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light(False)
        path = _path(event)
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def _light(self, over: bool) -> None:
        self._over = over
        self.update()


def _path(event: QDropEvent) -> Path | None:
    """The first file that is held over the window."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if paths else None


class _Busy(QFrame):
    """Reading: what, and how to stop it."""

    def __init__(self) -> None:
        super().__init__()
        theme.kind(self, "card")
        self.text = label("", "heading")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.stop = button("停止读取", "x")
        column = theme.space(QVBoxLayout(self), (24, 24, 24, 24), 14)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(picture("loader-circle", theme.INFO, 40), 0, middle)
        column.addWidget(self.text, 0, middle)
        column.addWidget(theme.fix(self.bar, width=320), 0, middle)
        column.addWidget(self.stop, 0, middle)
        column.addStretch(1)


class _Refusal(QFrame):
    """What is wrong, why, what to do; another file with one key."""

    def __init__(self) -> None:
        super().__init__()
        self.what, self.where, self.remedy = (label("", kind, wrap=True) for kind in ("heading", "", "facts"))
        self.again = button("换一个文件", "folder-open")
        self.paste = link("改为粘贴格子", icon="clipboard-paste")
        box = card()
        theme.most(box, 600)
        inner = theme.space(QHBoxLayout(box), (20, 18, 20, 18), 14)
        disc = label()
        icons.put(disc, "circle-alert", theme.WARN, 20)
        disc.setAlignment(Qt.AlignmentFlag.AlignCenter)
        disc.setProperty("tone", "warn")
        inner.addWidget(theme.kind(theme.fix(disc, 40, 40), "disc"), 0, Qt.AlignmentFlag.AlignTop)
        words = theme.space(QVBoxLayout(), gap=8)
        for part in (self.what, self.where, self.remedy):
            words.addWidget(part)
        verbs = theme.space(QHBoxLayout(), (0, 8, 0, 0), 12)
        verbs.addWidget(self.again)
        verbs.addWidget(self.paste)
        verbs.addStretch(1)
        words.addLayout(verbs)
        inner.addLayout(words, 1)
        row = theme.space(QHBoxLayout(), gap=0)
        row.addStretch(1)
        row.addWidget(box, 8)
        row.addStretch(1)
        column = theme.space(QVBoxLayout(self), (24, 24, 24, 24))
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)

    def say(self, no: Refused) -> None:
        """Show it."""
        self.what.setText(no.what)
        for part, text in ((self.where, no.where), (self.remedy, no.remedy)):
            part.setText(text)
            part.setVisible(bool(text))
        self.setAccessibleName(str(no))
