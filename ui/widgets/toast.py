"""Short dark messages in the lower right corner: six seconds, longer under the mouse, at most two verbs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.buttons import button, label, picture

STAYS = 6000  # milliseconds
MOST = 3  # at once; the oldest goes first
FOOT = 64  # pixels at 100 %: the buttons at the foot of a page stay in sight and within reach


class Toast(QFrame):
    """One message. It closes itself."""

    def __init__(
        self,
        parent: QWidget,
        text: str,
        note: str = "",
        verbs: Sequence[tuple[str, Callable[[], object]]] = (),
        icon: str = "circle-check",
    ) -> None:
        super().__init__(parent)
        theme.kind(self, "toast")
        row = theme.space(QHBoxLayout(self), (14, 8, 10, 8), 12)
        row.addWidget(picture(icon, theme.TOAST_OK, 20))
        words = theme.space(QVBoxLayout(), gap=2)
        words.addWidget(label(text, "toasttext"))
        if note:
            words.addWidget(label(note, "toastnote"))
        row.addLayout(words, 1)
        for says, act in verbs[:2]:
            row.addWidget(button(says, "", partial(self._do, act), kind="toast"))
        close = button("", "", self.deleteLater, kind="bare", tip="关闭提示")
        icons.put(close, "x", "#D1D5DB", 16)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.deleteLater)
        self._timer.start(STAYS)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start(STAYS)

    def _do(self, act: Callable[[], object]) -> None:
        self.deleteLater()
        act()


class Toasts(QObject):
    """Stacks the messages above the lower edge of `host`."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._shown: list[Toast] = []
        host.installEventFilter(self)
        if isinstance(host, QStackedWidget):
            host.currentChanged.connect(lambda _: self._place())  # another page is laid over the messages

    def show(
        self,
        text: str,
        note: str = "",
        verbs: Sequence[tuple[str, Callable[[], object]]] = (),
        icon: str = "circle-check",
    ) -> None:
        """A new message below the others."""
        toast = Toast(self._host, text, note, verbs, icon)
        self._shown.append(toast)
        toast.destroyed.connect(lambda: self._gone(toast))
        for old in self._shown[:-MOST]:
            old.deleteLater()
        toast.show()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _gone(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
        if shiboken6.isValid(self._host):
            self._place()

    def _place(self) -> None:
        bottom = self._host.height() - theme.px(FOOT)
        for toast in reversed(self._shown):
            toast.adjustSize()
            toast.resize(
                min(max(toast.width(), theme.px(360)), self._host.width() - theme.px(32)), toast.height()
            )
            bottom -= toast.height()
            toast.move(self._host.width() - toast.width() - theme.px(20), bottom)
            toast.raise_()
            bottom -= theme.px(10)
