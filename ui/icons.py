"""The drawings on buttons, rows and pills: Lucide outlines in any colour, made once each."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

import resources
from ui import theme

STROKE = "1.75"


def pixmap(name: str, colour: str = theme.TEXT_2, size: int = 16) -> QPixmap:
    """The drawing `name` in `colour`, `size` pixels at 100 %, painted with twice as many dots."""
    return _draw(name, colour, theme.px(size))


def icon(name: str, colour: str = theme.TEXT, size: int = 16, *, on: str = "", gap: int = 0) -> QIcon:
    """The same as an icon for buttons and menus.

    `on` is the colour while the button is checked, `gap` blank pixels at the right.
    """
    made = QIcon(_draw(name, colour, theme.px(size), gap))
    if on:
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active):
            made.addPixmap(_draw(name, on, theme.px(size), gap), mode, QIcon.State.On)
    return made


def put(
    where: QAbstractButton | QLabel, name: str, colour: str = theme.TEXT, size: int = 16, on: str = ""
) -> None:
    """Set the drawing of a button or a label; it is drawn again when the zoom changes."""
    where.setProperty("iconAt100", [name, colour, size, on])
    redraw(where)


def has(name: str) -> bool:
    """Whether there is such a drawing."""
    return resources.path(f"icons/{name}.svg").exists()


@lru_cache(maxsize=512)
def _draw(name: str, colour: str, dots: int, gap: int = 0) -> QPixmap:
    text = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    text = text.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    picture = QPixmap((dots + gap) * 2, dots * 2)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, dots * 2, dots * 2))
    painter.end()
    picture.setDevicePixelRatio(2)
    return picture


def redraw(widget: QWidget) -> None:
    """Draw again what `put` put there: the zoom or the button's word is another."""
    wish = widget.property("iconAt100")
    if not wish:
        return
    name, colour, size, on = wish
    if isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, colour, size))
    elif isinstance(widget, QAbstractButton):
        # Qt leaves 4 between icon and word, the drawings want 8
        gap = theme.px(4) if widget.text() else 0
        widget.setIcon(icon(name, colour, size, on=on, gap=gap))
        widget.setIconSize(QSize(theme.px(size) + gap, theme.px(size)))


theme.on_zoom(redraw)
