"""Buttons, labels and links made in one line, so that all pages look alike."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QScrollArea, QWidget

from ui import icons, theme

_INK = {"filled": "#FFFFFF", "link": theme.INFO, "danger": theme.BRAND, "toast": theme.TOAST_LINK}


def button(
    text: str,
    icon: str = "",
    act: Callable[[], object] | None = None,
    *,
    kind: str = "",
    keys: str = "",
    tip: str = "",
) -> QPushButton:
    """A button 34 high. `kind`: "" plain, "filled" (one a page), "danger", "link", "icon" (no text).

    `keys` ("Ctrl+N") is its short cut; write it into `text` where there is room. An icon button must
    have a `tip`, which is its accessible name too.
    """
    made = QPushButton(text)
    # the keyboard reaches it, a click leaves the focus where the person was typing
    theme.tune(made, focusPolicy="TabFocus")
    if kind:
        theme.kind(made, kind)
    if icon:
        icons.put(made, icon, _INK.get(kind, theme.TEXT))
    if kind == "icon":
        theme.fix(made, width=34)
    if keys:
        made.setShortcut(keys)
    if tip:
        made.setToolTip(tip)
        made.setAccessibleName(tip)
    if act is not None:
        made.clicked.connect(lambda *_: act())
    return made


def link(text: str, act: Callable[[], object] | None = None, icon: str = "") -> QPushButton:
    """A blue word that does something."""
    return button(text, icon, act, kind="link")


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """A label in one of the kinds of `ui/style.py` ("title", "facts", "caption", "strong", "error" …)."""
    made = QLabel(text)
    theme.tune(made, textFormat="PlainText")
    made.setWordWrap(wrap)
    return theme.kind(made, kind) if kind else made


def picture(name: str, colour: str = theme.TEXT_2, size: int = 16) -> QLabel:
    """An icon that is no button."""
    made = QLabel()
    icons.put(made, name, colour, size)
    return theme.fix(made, size, size)


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin grey line."""
    return theme.kind(QFrame(parent), "rule")


def card(parent: QWidget | None = None) -> QFrame:
    """A white block with a thin edge; give it a layout."""
    return theme.kind(QFrame(parent), "card")


def scrolled(inner: QWidget) -> QScrollArea:
    """A scroll area for a form or a column that may be higher than the window; a page has one at most."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    theme.tune(area, horizontalScrollBarPolicy="ScrollBarAlwaysOff", focusPolicy="NoFocus")
    inner.setAutoFillBackground(False)
    return area


def relabel(which: QAbstractButton, text: str) -> None:
    """Other words on a button; Qt's `setText` alone takes its short cut away."""
    keys = which.shortcut()
    which.setText(text)
    which.setShortcut(keys)


def switch_off(which: QAbstractButton, why: str) -> None:
    """Disable it and say why; `why=""` enables it again."""
    which.setEnabled(not why)
    which.setToolTip(why)
