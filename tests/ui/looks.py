"""What a machine can see of a page: cut or overlapping text, small type, missing glyphs, English words."""

from __future__ import annotations

import gc
import os
import re
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QWidget,
)

from ui.widgets.sentence import Sentence

ALLOWED = {
    "excel", "pdf", "csv", "json", "wps", "ctrl", "alt", "shift", "enter", "esc", "tab", "f1", "f4", "f7", "f9",
    "f12", "pgup", "pgdn", "insert", "u", "xlsx", "xls", "union",
}  # fmt: skip
SMALLEST = 12  # pixels at 100 %
FOLDER = Path(os.environ.get("LOOKS", "/tmp/looks"))


def look_at(widget: QWidget) -> list[str]:
    """All complaints about a shown widget, as sentences; [] when it is fine."""
    QApplication.processEvents()
    complaints: list[str] = []
    for part in _shown(widget):
        complaints += [f"{_name(part)}: {said}" for said in (*_words(part), *_size(part), *_cut(part))]
    for parent in (widget, *_shown(widget)):
        complaints += _overlaps(parent)
    return complaints


def grab(widget: QWidget, name: str) -> Path:
    """A picture of the widget for looking at; $LOOKS says where."""
    QApplication.processEvents()
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    widget.grab().save(str(path))
    return path


def dies(make: Callable[[], QWidget]) -> bool:
    """Whether a page or dialog really goes when it is closed."""
    gc.freeze()  # what other tests left is not searched again: it is most of the heap
    try:
        widget = make()
        widget.show()
        QApplication.processEvents()
        seen = weakref.ref(widget)
        widget.close()
        widget.deleteLater()
        del widget
        for _ in range(3):
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QApplication.processEvents()
            gc.collect()
            if seen() is None:
                return True
        return False
    finally:
        gc.unfreeze()


def _shown(widget: QWidget) -> list[QWidget]:
    return [part for part in widget.findChildren(QWidget) if part.isVisible()]


def _text(part: QWidget) -> str:
    if isinstance(part, (QLabel, QAbstractButton)):
        return part.text().replace("&", "")
    if isinstance(part, QComboBox):
        return part.currentText()
    if isinstance(part, QLineEdit):
        return part.text() or part.placeholderText()
    return ""


def _words(part: QWidget) -> Iterator[str]:
    text = _text(part)
    if "\ufffd" in text:
        yield f"“{text}”里有坏字"
    # names of files and numbers with letters in them (tax numbers) are no words
    for word in re.findall(r"[A-Za-z]{2,}", re.sub(r"\S+\.\w{3,5}\b|\d{6}[0-9A-Z]{8,}", "", text)):
        if word.lower() not in ALLOWED:
            yield f"“{text}”里有英文 {word}"
    metrics = QFontMetrics(part.font())
    missing = [sign for sign in text if not sign.isspace() and not metrics.inFontUcs4(ord(sign))]
    if missing:
        yield f"“{text}”缺字形 {missing}"
    if isinstance(part, QPushButton) and not text and not part.accessibleName():
        yield "按钮没有文字也没有名称"


def _size(part: QWidget) -> Iterator[str]:
    if _text(part) and 0 < part.font().pixelSize() < SMALLEST:
        yield f"“{_text(part)}”字号 {part.font().pixelSize()}"


def _cut(part: QWidget) -> Iterator[str]:
    text = _text(part)
    if not text or isinstance(part, (Sentence, QLineEdit)) or (isinstance(part, QLabel) and part.wordWrap()):
        return
    wide = QFontMetrics(part.font()).horizontalAdvance(text)
    room = part.width()
    if isinstance(part, QPushButton) and not part.icon().isNull():
        room -= part.iconSize().width()
    if isinstance(part, QCheckBox):
        room -= 24
    if wide > room + 1:
        yield f"“{text}”要 {wide}，只有 {room}"


def _overlaps(parent: QWidget) -> list[str]:
    """Children of one layout that lie over one another."""
    layout = parent.layout()
    if layout is None:
        return []
    kids = [
        kid
        for kid in parent.children()
        if isinstance(kid, QWidget) and kid.isVisible() and _laid(parent, kid)
    ]
    boxes = [(kid, QRect(kid.mapTo(parent, QPoint(0, 0)), kid.size())) for kid in kids]
    found = []
    for at, (one, first) in enumerate(boxes):
        for other, second in boxes[at + 1 :]:
            common = first.intersected(second)
            if common.width() > 1 and common.height() > 1:
                found.append(f"{_name(one)} 压住 {_name(other)}")
    return found


def _laid(parent: QWidget, kid: QWidget) -> bool:
    """Whether a layout placed it; what lies over others on purpose is placed by hand."""
    top = parent.layout()
    layouts = [] if top is None or isinstance(top, QStackedLayout) else [top, *top.findChildren(QLayout)]
    return any(layout.indexOf(kid) >= 0 for layout in layouts)


def _name(part: QWidget) -> str:
    return f"{type(part).__name__}({_text(part) or part.accessibleName()})"
