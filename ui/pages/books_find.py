"""Finding in a book: Ctrl+F, the next line that has the words, Enter again for the one after."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from ui import theme
from ui.widgets.buttons import button, label
from ui.widgets.report_table import ReportTable


class FindLine(QFrame):
    """Hidden until Ctrl+F; Esc hides it again and gives the keys back to the table."""

    def __init__(self, table: ReportTable) -> None:
        super().__init__()
        self._table = table
        self.words = QLineEdit()
        self.words.setPlaceholderText("摘要、科目、凭证号或金额，Enter 找下一处")
        self.words.setAccessibleName("在账簿里查找")
        self.said = label("", "facts")
        row = theme.space(QHBoxLayout(self), gap=8)
        row.addWidget(self.words, 1)
        row.addWidget(self.said)
        row.addWidget(button("", "x", self.close_line, kind="icon", tip="关闭查找（Esc）"))
        self.words.returnPressed.connect(self.next)
        self.words.installEventFilter(self)
        self.hide()
        QShortcut(QKeySequence("F3"), table, self.next)

    def ask(self) -> None:
        """Ctrl+F."""
        self.show()
        self.words.setFocus()
        self.words.selectAll()

    def close_line(self) -> None:
        """Esc."""
        self.hide()
        self._table.view.setFocus()

    def next(self) -> None:
        """Go to the next line with the words, from the top again after the last."""
        wish = _plain(self.words.text())
        model = self._table.model
        if not wish:
            return
        hits = [line for line in range(model.rowCount()) if self._has(line, wish)]
        if not hits:
            self.said.setText("没有找到")
            return
        now = self._table.view.currentIndex().row()
        line = next((one for one in hits if one > now), hits[0])
        index = model.index(line, 0)
        self._table.view.setCurrentIndex(index)
        self._table.view.scrollTo(index)
        self.said.setText(f"第 {hits.index(line) + 1} 处，共 {len(hits)} 处")

    def _has(self, line: int, wish: str) -> bool:
        model = self._table.model
        return any(wish in _plain(model.value(line, at)) for at in range(model.columnCount()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.KeyPress:
            self.close_line()
            return True
        return False


def _plain(said: str) -> str:
    """Amounts are found with or without commas, minus signs of any kind."""
    return said.strip().replace(",", "").replace("，", "").replace("−", "-").lower()
