"""A small box while something works that has no window of its own yet: what is done, a moving bar."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import label

LOOK = 30  # milliseconds between two looks at the work


class BusyBox(QDialog):
    """`BusyBox.wait(parent, "正在建立账套", work)` gives what the work gives and raises what it raises."""

    def __init__(self, parent: QWidget | None, says: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("工会台账")
        self.setModal(True)
        theme.fix(self, width=360)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, 0)
        column = theme.space(QVBoxLayout(self), (20, 18, 20, 20), 12)
        column.addWidget(label(says, "strong"))
        column.addWidget(bar)
        column.addWidget(label("请稍等，做完会自动继续。", "note"))

    @classmethod
    def wait(cls, parent: QWidget | None, says: str, work: Callable[[], Any]) -> Any:
        """Do it on a thread while the box is shown; the window stays alive."""
        box = cls(parent, says)
        answer: dict[str, Any] = {}
        loop = QEventLoop()
        thread = threading.Thread(target=_work, args=(work, answer), name="busy", daemon=True)
        look = QTimer(box)
        look.timeout.connect(lambda: None if thread.is_alive() else loop.quit())
        look.start(LOOK)
        box.show()
        thread.start()
        loop.exec()
        look.stop()
        box.done(0)
        box.deleteLater()
        if "error" in answer:
            raise answer["error"]
        return answer.get("value")

    def reject(self) -> None:
        """Esc does not leave: half an office file is of no use."""


def _work(work: Callable[[], Any], answer: dict[str, Any]) -> None:
    try:
        answer["value"] = work()
    except Exception as problem:  # noqa: BLE001  the worker boundary: raised again on the window's thread
        answer["error"] = problem
