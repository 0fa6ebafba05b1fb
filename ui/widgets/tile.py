"""Tiles: the filter tiles of a difference view, and the cards of the home page. A click opens or narrows."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLayout,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.buttons import label, picture
from ui.widgets.sentence import Sentence


class _Plate(QAbstractButton):
    """A white block with an edge that can be pressed; `HIGH` is its least height at 100 %."""

    HIGH = 64

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._inner().sizeHint().expandedTo(QSize(0, theme.px(self.HIGH)))

    def minimumSizeHint(self) -> QSize:
        return self._inner().minimumSize().expandedTo(QSize(0, theme.px(self.HIGH)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = theme.SELECTED if self.isChecked() else theme.GROUP if self.underMouse() else theme.CARD
        ring = self.hasFocus()
        painter.setPen(
            QPen(theme.color(theme.INFO if ring or self.isChecked() else theme.LINE), 2 if ring else 1)
        )
        painter.setBrush(theme.color(ground))
        inset = 1.0 if ring else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _inner(self) -> QLayout:
        """The layout; a plate without one asks for nothing."""
        return self.layout() or QHBoxLayout()


class Tile(_Plate):
    """A count, a word, a sentence; checkable, so that a click means "only these" (64 high)."""

    def __init__(self, word: str, icon: str, tone: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self._word = word
        row = theme.space(QHBoxLayout(self), (12, 6, 12, 6), 10)
        row.addWidget(picture(icon, theme.TONES[tone][0], 20))
        words = theme.space(QVBoxLayout(), gap=0)
        line = theme.space(QHBoxLayout(), gap=6)
        self._count, self._note = label("0", "count"), Sentence("", "note")
        line.addWidget(self._count)
        line.addWidget(label(word))
        line.addStretch(1)
        words.addLayout(line)
        words.addWidget(self._note)
        row.addLayout(words, 1)
        _let_clicks_through(self)

    def show_count(self, count: int, note: str) -> None:
        """ "3 金额不同 / 多 7.60，少 11.50"."""
        self._count.setText(f"{count:,}")
        self._note.setText(note)
        self.setAccessibleName(f"{count} {self._word}，{note}")


class Card(_Plate):
    """Caption, a large number, one line that says what it means; a click opens its list (104 high)."""

    HIGH = 104

    def __init__(self, caption: str, icon: str) -> None:
        super().__init__()
        self._caption = caption
        column = theme.space(QVBoxLayout(self), (16, 12, 14, 12), 2)
        head = theme.space(QHBoxLayout(), gap=6)
        head.addWidget(picture(icon, theme.TEXT_2, 16))
        self._head = Sentence(caption, "facts")
        head.addWidget(self._head, 1)
        head.addWidget(picture("chevron-right", theme.TEXT_2, 16))
        self._number, self._note = label("", "number"), Sentence("", "note")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._foot = foot = theme.space(QHBoxLayout(), gap=8)
        foot.addWidget(self._bar, 1)
        foot.addWidget(self._note, 1)
        column.addLayout(head)
        column.addWidget(self._number)
        column.addLayout(foot)
        _let_clicks_through(self)

    def show_fact(self, number: str, note: str, *, warn: bool = False, share: float | None = None) -> None:
        """The number as text, the sentence, amber when something is missing; `share` 0 to 1 draws a bar."""
        self._number.setText(number)
        self._note.setText(note)
        theme.kind(self._note, "warn" if warn else "note")
        self._bar.setVisible(share is not None)
        self._bar.setValue(round(100 * (share or 0)))
        self._foot.setStretch(1, 0 if share is not None else 1)
        self.setAccessibleName(f"{self._caption}：{number}，{note}")

    def set_caption(self, caption: str) -> None:
        """Another caption ("11月会费 已缴 / 应缴（人）")."""
        self._caption = caption
        self._head.setText(caption)


def _let_clicks_through(button: QWidget) -> None:
    for part in button.findChildren(QWidget):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
