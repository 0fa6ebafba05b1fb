"""One line that tells how far long work is: after one second a turning mark, after five a bar with 取消."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from ui import theme
from ui.jobs import Job
from ui.widgets.buttons import button, label, picture

SHOW_AFTER, BAR_AFTER = 1000, 5000  # milliseconds


class JobBar(QFrame):
    """Stays hidden for short work. `watch(job, "正在读取工资表")` follows one job at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.kind(self, "card")
        row = theme.space(QHBoxLayout(self), (14, 6, 14, 6), 10)
        self._mark = picture("loader-circle", theme.INFO)
        self.text = label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = button("取消", "x", self._cancel)
        for part in (self._mark, self.text):
            row.addWidget(part)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self._job: Job | None = None
        self._short, self._long = QTimer(self), QTimer(self)
        for timer, wait, act in (
            (self._short, SHOW_AFTER, self._appear),
            (self._long, BAR_AFTER, self._widen),
        ):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(act)
        self.hide()

    def watch(self, job: Job, says: str = "正在处理") -> None:
        """Follow this job until it ends."""
        self._job = job
        self.text.setText(says)
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.stop.hide()
        self.stop.setEnabled(True)
        job.stepped.connect(self._step)
        job.ended.connect(self._end)
        self._short.start()
        self._long.start()

    def _appear(self) -> None:
        self.show()

    def _widen(self) -> None:
        self.bar.show()
        self.stop.show()

    def _step(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)
        if text:
            self.text.setText(text)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.text.setText("正在停止")
            self.stop.setEnabled(False)

    def _end(self) -> None:
        self._job = None
        self._short.stop()
        self._long.stop()
        self.hide()
