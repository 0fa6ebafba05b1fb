"""Colours, sizes, fonts and the zoom; nothing else in the window sets a colour or a size."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QGridLayout, QLayout, QWidget

import resources

TEXT, TEXT_2, CAPTION, DISABLED = "#1F2937", "#4B5563", "#6B7280", "#9CA3AF"
PAGE, CARD, HEADER, GROUP = "#F5F6F8", "#FFFFFF", "#F2F4F7", "#FAFBFC"
LINE, LINE_STRONG, ROW_LINE = "#E5E7EB", "#D0D5DD", "#EEF0F3"
BRAND, BRAND_HOVER, BRAND_TINT = "#B42318", "#971C12", "#FDECEC"
INFO, INFO_TINT, SELECTED = "#175CD3", "#EAF1FD", "#E8F0FE"
OK, OK_TINT = "#067647", "#E7F6EE"
WARN, WARN_TINT, WARN_ROW = "#8A5800", "#FEF3D0", "#FFFBEC"
ERROR_ROW, OTHER_ROW = "#FFF7F6", "#F5F9FF"
CHART_PAST, CHART_NOW, CHART_MISSING = "#A9C4F2", "#175CD3", "#F5B83D"
TOAST, TOAST_LINK, TOAST_OK = "#1F2937", "#93C5FD", "#6EE7B7"
PAPER_BLUE, PAPER_RED, PAPER_LINE = "#7FA3CC", "#D26A62", "#9CA3AF"

TONES = {  # tone → (text colour, tint); the tones a pill, a tile or a row may have
    "ok": (OK, OK_TINT),
    "warn": (WARN, WARN_TINT),
    "error": (BRAND, BRAND_TINT),
    "info": (INFO, INFO_TINT),
    "grey": (TEXT_2, HEADER),
}
ROW_TINTS = {
    "warn": WARN_ROW,
    "error": ERROR_ROW,
    "other": OTHER_ROW,
    "ok": OK_TINT,
    "grey": GROUP,
    "chosen": SELECTED,
}

BODY, SMALL, SMALLEST, HEADING, NUMBER = 14, 13, 12, 18, 26
CONTROL, NAV_ROW, ROW, ROW_ROOMY, ROW_TALL, HEAD_ROW, PILL = 34, 34, 30, 36, 50, 36, 24
NAV_WIDE, NAV_NARROW, TOP_BAR, STATUS_BAR, FOLD_BELOW = 176, 52, 48, 28, 1100
ZOOM_STEPS = (90, 100, 110, 125, 150)


W = TypeVar("W", bound=QWidget)
L = TypeVar("L", bound=QLayout)


class Looks(QObject):
    """Tells everyone who measured something that the zoom is another now."""

    changed = Signal()


looks = Looks()
_redraws: list[Callable[[QWidget], None]] = []
_state: dict[str, str | int] = {"family": "", "zoom": 100}


def zoom() -> int:
    """The zoom in percent, 90 to 150."""
    return int(_state["zoom"])


def px(size: float) -> int:
    """A measure of the drawings (at 100 %) as pixels of today's zoom."""
    return round(size * zoom() / 100)


def color(value: str) -> QColor:
    """A token as a QColor; made once."""
    return _color(value)


def font(size: int = BODY, bold: bool = False, serif: bool = False) -> QFont:
    """A font for own painting, `size` in pixels at 100 %. Shared: copy it before changing it."""
    return _font(size, bold, serif, zoom(), str(_state["family"]))


def load_fonts() -> None:
    """The program's own fonts; on Windows the system's screen font is preferred when it is there."""
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "UnionExtB.ttf"):
        QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{name}")))
    _state["family"] = "Noto Sans SC"
    if sys.platform == "win32" and "Microsoft YaHei UI" in QFontDatabase.families():
        _state["family"] = "Microsoft YaHei UI"


def load_serif() -> str:
    """The family for titles of paper-like forms; read from disk at its first use."""
    if "serif" not in _state:
        at = QFontDatabase.addApplicationFont(str(resources.path("fonts/NotoSerifSC-Bold.ttf")))
        found = QFontDatabase.applicationFontFamilies(at) if at >= 0 else []
        _state["serif"] = found[0] if found else str(_state["family"])
    return str(_state["serif"])


def apply(app: QApplication, percent: int = 100) -> None:
    """Dress the whole program at this zoom; called again it changes the zoom of everything that is open."""
    from ui.style import sheet

    percent = max(ZOOM_STEPS[0], min(ZOOM_STEPS[-1], percent))
    if not _state["family"]:
        load_fonts()
        app.setPalette(_palette())
    elif percent == zoom():
        return
    _state["zoom"] = percent
    app.setFont(font())
    app.setStyleSheet(sheet(str(_state["family"]), px))
    for widget in app.allWidgets():
        _measure(widget)
        for redraw in _redraws:
            redraw(widget)
    looks.changed.emit()


def on_zoom(redraw: Callable[[QWidget], None]) -> None:
    """Have `redraw(widget)` called for every widget that is open when the zoom changes."""
    _redraws.append(redraw)


def fix(widget: W, width: int = 0, height: int = 0) -> W:
    """Fixed size in pixels at 100 % (0 = free); follows the zoom. Returns the widget."""
    widget.setProperty("fixedAt100", (width, height))
    _measure(widget)
    return widget


def least(widget: W, width: int = 0, height: int = 0) -> W:
    """Minimum size in pixels at 100 %; follows the zoom. Returns the widget."""
    widget.setProperty("leastAt100", (width, height))
    _measure(widget)
    return widget


def most(widget: W, width: int) -> W:
    """Maximum width in pixels at 100 %; follows the zoom. Returns the widget."""
    widget.setProperty("mostAt100", width)
    _measure(widget)
    return widget


def space(layout: L, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 8, across: int = -1) -> L:
    """Margins (left, top, right, bottom) and gap of a layout in pixels at 100 %. Returns the layout.

    `across` is another gap between the columns of a grid.
    """
    layout.setProperty("spaceAt100", (*margins, gap, across))
    _space(layout)
    return layout


def kind(widget: W, name: str) -> W:
    """Give the widget one of the looks of `ui/style.py` ("card", "title", "filled" …). Returns the widget."""
    if widget.property("kind") != name:
        widget.setProperty("kind", name)
        restyle(widget)
    return widget


def tune(widget: W, **properties: str) -> W:
    """Set Qt's own properties by the names of their values: `tune(made, focusPolicy="TabFocus")`.

    For what stands in the window from the start: the first use of `Qt` in Python builds its ninety
    enums, which takes longer than opening the office file. Returns the widget.
    """
    for name, value in properties.items():
        if not widget.setProperty(name, value):
            raise ValueError(f"{name}: {value}")
    return widget


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again after one of its properties changed."""
    if widget.parentWidget() is None and not widget.isVisible():
        return
    from PySide6.QtCore import Qt

    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        # before the first show the sheet has not looked yet
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()


def _measure(widget: QWidget) -> None:
    if fixed := widget.property("fixedAt100"):
        _set(fixed, widget.setFixedWidth, widget.setFixedHeight)
    if small := widget.property("leastAt100"):
        _set(small, widget.setMinimumWidth, widget.setMinimumHeight)
    if wide := widget.property("mostAt100"):
        widget.setMaximumWidth(px(wide))
    layout = widget.layout()
    if layout is not None:
        for each in (layout, *layout.findChildren(QLayout)):
            _space(each)


def _set(size: tuple[int, int], wide: Callable[[int], None], high: Callable[[int], None]) -> None:
    if size[0]:
        wide(px(size[0]))
    if size[1]:
        high(px(size[1]))


def _space(layout: QLayout) -> None:
    wish = layout.property("spaceAt100")
    if wish:
        layout.setContentsMargins(*(px(side) for side in wish[:4]))
        layout.setSpacing(px(wish[4]))
        if wish[5] >= 0 and isinstance(layout, QGridLayout):
            layout.setHorizontalSpacing(px(wish[5]))


@lru_cache(maxsize=64)
def _color(value: str) -> QColor:
    return QColor(value)


@lru_cache(maxsize=64)
def _font(size: int, bold: bool, serif: bool, percent: int, family: str) -> QFont:
    made = QFont(load_serif() if serif else family)
    made.setPixelSize(round(size * percent / 100))
    made.setBold(bold)
    return made


def _palette() -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, value in (
        (roles.Window, PAGE),
        (roles.WindowText, TEXT),
        (roles.Base, CARD),
        (roles.AlternateBase, CARD),
        (roles.Text, TEXT),
        (roles.Button, CARD),
        (roles.ButtonText, TEXT),
        (roles.Highlight, SELECTED),
        (roles.HighlightedText, TEXT),
        (roles.ToolTipBase, TEXT),
        (roles.ToolTipText, CARD),
        (roles.PlaceholderText, CAPTION),
        (roles.Link, INFO),
    ):
        palette.setColor(role, color(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, color(DISABLED))
    return palette
