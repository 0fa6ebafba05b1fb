"""Tiles: the filter tiles of a difference view, and the cards of the home page. A click opens or narrows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import label, picture
from ui.widgets.sentence import Sentence


class Tile(QPushButton):
    """A count, a word, a sentence; checkable, so that a click means "only these" (64 high)."""

    def __init__(self, word: str, icon: str, tone: str) -> None:
        super().__init__()
        theme.kind(self, "tile")
        self.setCheckable(True)
        self._word = word
        self._inside = row = theme.space(QHBoxLayout(self), (12, 6, 12, 6), 10)
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

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint().expandedTo(QSize(0, theme.px(64)))

    def minimumSizeHint(self) -> QSize:
        return self._inside.minimumSize().expandedTo(QSize(0, theme.px(64)))


class Card(QPushButton):
    """Caption, a large number, one line that says what it means; a click opens its list (104 high)."""

    def __init__(self, caption: str, icon: str) -> None:
        super().__init__()
        theme.kind(self, "tile")
        self._caption = caption
        self._inside = column = theme.space(QVBoxLayout(self), (16, 12, 14, 12), 2)
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

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint().expandedTo(QSize(0, theme.px(104)))

    def minimumSizeHint(self) -> QSize:
        return self._inside.minimumSize().expandedTo(QSize(0, theme.px(104)))


def _let_clicks_through(button: QPushButton) -> None:
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    for part in button.findChildren(QWidget):
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
