"""The style sheet, built for one zoom: every control's edge, ground and states."""

from __future__ import annotations

from collections.abc import Callable

import resources
from ui import theme as t

Px = Callable[[float], int]


def sheet(family: str, px: Px) -> str:
    """The whole style sheet for `family` with all sizes through `px`."""
    return "\n".join(
        (_ground(family, px), _labels(px), _buttons(px), _rows(px), _fields(px), _tables(px), _rest(px))
    )


def _icon(name: str) -> str:
    return resources.path(f"icons/{name}.svg").as_posix()


def _discs(px: Px) -> str:
    return "\n".join(
        f'QLabel[kind="disc"][tone="{tone}"] {{ background: {tint}; border-radius: {px(40) // 2}px; }}'
        for tone, (_, tint) in t.TONES.items()
    )


def _ground(family: str, px: Px) -> str:
    return f"""
QWidget {{ font-family: "{family}"; font-size: {px(14)}px; color: {t.TEXT}; }}
QWidget[kind="page"], QWidget[kind="pages"], QMainWindow {{ background: {t.PAGE}; }}
QFrame[kind="card"] {{ background: {t.CARD}; border: 1px solid {t.LINE}; border-radius: {px(8)}px; }}
QFrame[kind="nav"] {{ background: {t.CARD}; border-right: 1px solid {t.LINE}; }}
QFrame[kind="topbar"] {{ background: {t.CARD}; border-bottom: 1px solid {t.LINE}; }}
QFrame[kind="statusbar"] {{ background: {t.CARD}; border-top: 1px solid {t.LINE}; }}
QFrame[kind="foot"] {{ background: {t.GROUP}; border-bottom-left-radius: {px(10)}px;
    border-bottom-right-radius: {px(10)}px; }}
QFrame[kind="rule"] {{ background: {t.LINE}; max-height: 1px; min-height: 1px; border: none; }}
QFrame[kind="popup"] {{ background: {t.CARD}; border: 1px solid {t.LINE_STRONG}; border-radius: {px(8)}px; }}
QFrame[kind="toast"] {{ background: {t.TOAST}; border-radius: {px(8)}px; }}
QFrame[kind="grey"] {{ background: {t.LINE}; border: 1px solid {t.LINE}; border-radius: {px(8)}px; }}
QDialog {{ background: {t.CARD}; }}
"""


def _labels(px: Px) -> str:
    return f"""
QLabel {{ background: transparent; }}
QLabel[kind="title"], QLabel[kind="heading"] {{ font-size: {px(18)}px; font-weight: 700; }}
QLabel[kind="facts"] {{ color: {t.TEXT_2}; }}
QLabel[kind="caption"] {{ font-size: {px(13)}px; color: {t.CAPTION}; }}
QLabel[kind="note"] {{ font-size: {px(13)}px; color: {t.TEXT_2}; }}
QLabel[kind="small"] {{ font-size: {px(12)}px; color: {t.TEXT_2}; }}
QLabel[kind="smalltext"] {{ font-size: {px(12)}px; color: {t.TEXT}; }}
QLabel[kind="strong"] {{ font-weight: 700; }}
QLabel[kind="number"] {{ font-size: {px(26)}px; font-weight: 700; }}
QLabel[kind="count"] {{ font-size: {px(18)}px; font-weight: 700; }}
QLabel[kind="error"] {{ font-size: {px(13)}px; color: {t.BRAND}; }}
QLabel[kind="warn"] {{ font-size: {px(13)}px; color: {t.WARN}; }}
QLabel[kind="ok"] {{ font-size: {px(13)}px; color: {t.OK}; }}
QLabel[kind="badge"] {{ font-size: {px(12)}px; color: {t.TEXT_2}; background: {t.HEADER};
    border-radius: {px(9)}px; padding: 0 {px(6)}px; }}
QLabel[kind="keycap"] {{ font-size: {px(12)}px; color: {t.TEXT_2}; background: {t.CARD};
    border: 1px solid {t.LINE_STRONG}; border-radius: {px(4)}px; padding: 1px {px(6)}px; }}
QLabel[kind="avatar"] {{ color: {t.INFO}; background: {t.INFO_TINT}; font-weight: 700;
    border-radius: {px(28) // 2}px; }}
QLabel[kind="mark"] {{ background: {t.BRAND}; border-radius: {px(6)}px; }}
{_discs(px)}
QLabel[kind="toasttext"] {{ color: white; }}
QLabel[kind="toastnote"] {{ color: #D1D5DB; font-size: {px(13)}px; }}
QLabel[kind="nav-group"] {{ font-size: {px(12)}px; color: {t.CAPTION}; }}
"""


def _buttons(px: Px) -> str:
    return f"""
QPushButton {{ background: {t.CARD}; border: 1px solid {t.LINE_STRONG}; border-radius: {px(6)}px;
    padding: 0 {px(12)}px; min-height: {px(32)}px; }}
QPushButton:hover {{ background: {t.HEADER}; }}
QPushButton:focus {{ border: 2px solid {t.INFO}; padding: 0 {px(12) - 1}px; min-height: {px(32) - 2}px; }}
QPushButton:disabled {{ color: {t.DISABLED}; background: {t.GROUP}; border-color: {t.LINE}; }}
QPushButton:checked {{ color: {t.INFO}; background: {t.SELECTED}; border-color: {t.INFO}; }}
QPushButton[kind="filled"] {{ background: {t.BRAND}; border-color: {t.BRAND}; color: white; }}
QPushButton[kind="filled"]:hover {{ background: {t.BRAND_HOVER}; }}
QPushButton[kind="filled"]:focus {{ border: 2px solid {t.INFO}; }}
QPushButton[kind="filled"]:disabled {{ background: {t.LINE}; border-color: {t.LINE}; color: {t.CAPTION}; }}
QPushButton[kind="danger"] {{ color: {t.BRAND}; border-color: #E9A9A3; }}
QPushButton[kind="icon"] {{ padding: 0; }}
QPushButton[kind="link"], QPushButton[kind="toast"] {{ border: none; background: transparent; color: {t.INFO};
    padding: 0 {px(2)}px; min-height: {px(22)}px; }}
QPushButton[kind="link"]:hover, QPushButton[kind="toast"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {t.INFO}; padding: 0; }}
QPushButton[kind="link"]:disabled {{ color: {t.DISABLED}; }}
QPushButton[kind="toast"] {{ color: {t.TOAST_LINK}; }}
QPushButton[kind="bare"] {{ border: none; background: transparent; padding: 0; min-height: {px(16)}px; }}
QPushButton[kind="baresmall"] {{ border: none; background: transparent; padding: 0; min-height: {px(18)}px;
    font-size: {px(12)}px; color: {t.TEXT_2}; }}
QPushButton[kind="baresmall"]:focus {{ border: 2px solid {t.INFO}; }}
QPushButton[kind="bare"]:focus {{ border: 2px solid {t.INFO}; border-radius: {px(4)}px; }}
"""


def _rows(px: Px) -> str:
    """Buttons that are rows: navigation, tabs, days, items of a list."""
    return f"""
QPushButton[kind="nav"] {{ text-align: left; border: none; background: transparent; min-height: {px(24)}px;
    padding: 0 {px(12)}px; border-radius: {px(6)}px; }}
QPushButton[kind="nav"]:hover {{ background: {t.HEADER}; }}
QPushButton[kind="nav"]:checked {{ background: {t.BRAND_TINT}; color: {t.BRAND}; font-weight: 700; }}
QPushButton[kind="nav"]:focus {{ border: 2px solid {t.INFO}; padding: 0 {px(12) - 2}px;
    min-height: {px(34) - 4}px; }}
QPushButton[kind="nav"][folded="yes"] {{ padding: 0 {px(9)}px; }}
QPushButton[kind="nav"][folded="yes"]:focus {{ padding: 0 {px(9) - 2}px; }}
QPushButton[kind="tab"] {{ border: none; border-bottom: 2px solid transparent; border-radius: 0;
    background: transparent; padding: 0 {px(2)}px; min-height: {px(45)}px; }}
QPushButton[kind="tab"]:checked {{ border-bottom-color: {t.BRAND}; font-weight: 700; color: {t.TEXT}; }}
QPushButton[kind="tab"]:focus {{ color: {t.INFO}; }}
QPushButton[kind="day"] {{ border: none; background: transparent; padding: 0; min-height: {px(28)}px; }}
QPushButton[kind="day"]:hover {{ background: {t.HEADER}; }}
QPushButton[kind="day"]:checked {{ background: {t.INFO}; color: white; }}
QPushButton[kind="day"]:focus {{ border: 2px solid {t.INFO}; }}
QPushButton[kind="item"] {{ text-align: left; border: none; border-radius: {px(4)}px; background: transparent;
    padding: 0 {px(10)}px; min-height: {px(30)}px; }}
QPushButton[kind="item"]:hover {{ background: {t.HEADER}; }}
QPushButton[kind="item"]:checked {{ background: {t.SELECTED}; color: {t.INFO}; font-weight: 700;
    border-left: 3px solid {t.INFO}; padding-left: {px(10) - 3}px; }}
QPushButton::menu-indicator {{ width: 0; }}
"""


def _fields(px: Px) -> str:
    box = "QLineEdit, QComboBox, QSpinBox"
    focus = ", ".join(f"{name}:focus" for name in box.split(", "))
    off = ", ".join(f"{name}:disabled" for name in box.split(", "))
    return f"""
{box} {{ background: {t.CARD}; border: 1px solid {t.LINE_STRONG}; border-radius: {px(6)}px;
    padding: 0 {px(8)}px; min-height: {px(32)}px; selection-background-color: #BFD6FB;
    selection-color: {t.TEXT}; }}
QPlainTextEdit {{ background: {t.CARD}; border: 1px solid {t.LINE_STRONG}; border-radius: {px(6)}px;
    padding: {px(4)}px; selection-background-color: #BFD6FB; selection-color: {t.TEXT}; }}
{focus} {{ border: 2px solid {t.INFO}; padding: 0 {px(8) - 1}px; min-height: {px(32) - 2}px; }}
QPlainTextEdit:focus {{ border: 2px solid {t.INFO}; padding: {px(4) - 1}px; }}
QPlainTextEdit:disabled {{ background: {t.GROUP}; color: {t.DISABLED}; border-color: {t.LINE}; }}
{off} {{ background: {t.GROUP}; color: {t.DISABLED}; border-color: {t.LINE}; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {t.GROUP}; color: {t.TEXT_2}; }}
QLineEdit[problem="error"], QPlainTextEdit[problem="error"], QComboBox[problem="error"] {{
    border: 1px solid {t.BRAND}; }}
QLineEdit[problem="warn"], QPlainTextEdit[problem="warn"], QComboBox[problem="warn"] {{
    border: 1px solid {t.WARN}; }}
QLineEdit[kind="bare"] {{ border: none; background: transparent; padding: 0; }}
QComboBox {{ padding-right: {px(26)}px; }}
QComboBox:focus {{ padding-right: {px(26) - 1}px; }}
QComboBox::drop-down {{ border: none; width: {px(26)}px; }}
QComboBox::down-arrow {{ image: url({_icon("style-down")}); width: {px(14)}px; height: {px(14)}px; }}
QComboBox::down-arrow:disabled {{ image: url({_icon("style-down-off")}); }}
QComboBox QAbstractItemView {{ background: {t.CARD}; border: 1px solid {t.LINE_STRONG}; outline: 0;
    selection-background-color: {t.SELECTED}; selection-color: {t.TEXT}; padding: {px(4)}px; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}px; background: transparent; min-height: {px(24)}px; }}
QCheckBox::indicator {{ width: {px(16)}px; height: {px(16)}px; border: 1px solid {t.LINE_STRONG};
    border-radius: {px(4)}px; background: {t.CARD}; }}
QCheckBox::indicator:checked {{ background: {t.INFO}; border-color: {t.INFO};
    image: url({_icon("style-check")}); }}
QCheckBox::indicator:indeterminate {{ background: {t.INFO}; border-color: {t.INFO};
    image: url({_icon("style-partly")}); }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {t.INFO}; }}
QRadioButton::indicator {{ width: {px(14)}px; height: {px(14)}px; border: 1px solid {t.LINE_STRONG};
    border-radius: {px(8)}px; background: {t.CARD}; }}
QRadioButton::indicator:checked {{ border: {px(5)}px solid {t.INFO}; width: {px(6)}px; height: {px(6)}px; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.DISABLED}; }}
"""


def _tables(px: Px) -> str:
    return f"""
QTableView, QListView, QTreeView {{ background: {t.CARD}; border: none; outline: 0;
    gridline-color: transparent; selection-background-color: {t.SELECTED}; selection-color: {t.TEXT}; }}
QHeaderView {{ background: {t.HEADER}; border: none; }}
QHeaderView::section {{ background: {t.HEADER}; color: {t.TEXT_2}; border: none;
    border-bottom: 1px solid {t.LINE}; padding: 0 {px(10)}px; font-weight: 400; }}
QHeaderView::section:hover {{ background: {t.LINE}; }}
QTableCornerButton::section {{ background: {t.HEADER}; border: none; }}
QAbstractScrollArea::corner {{ background: transparent; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: {px(10)}px; margin: 2px; }}
QScrollBar::handle {{ background: {t.LINE_STRONG}; border-radius: {max(px(3), 3)}px; min-height: {px(28)}px;
    min-width: {px(28)}px; }}
QScrollBar::handle:hover {{ background: {t.DISABLED}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; width: 0; height: 0; }}
"""


def _rest(px: Px) -> str:
    return f"""
QMenu {{ background: {t.CARD}; border: 1px solid {t.LINE_STRONG}; border-radius: {px(8)}px;
    padding: {px(4)}px; }}
QMenu::item {{ padding: {px(6)}px {px(24)}px {px(6)}px {px(10)}px; border-radius: {px(4)}px; }}
QMenu::item:selected {{ background: {t.SELECTED}; }}
QMenu::item:disabled {{ color: {t.DISABLED}; }}
QMenu::separator {{ height: 1px; background: {t.LINE}; margin: {px(4)}px {px(6)}px; }}
QMenu::icon {{ padding-left: {px(8)}px; }}
QToolTip {{ background: {t.TEXT}; color: white; border: none; padding: {px(4)}px {px(8)}px;
    font-size: {px(13)}px; }}
QProgressBar {{ background: {t.LINE}; border: none; border-radius: {px(3)}px; min-height: {px(6)}px;
    max-height: {px(6)}px; }}
QProgressBar::chunk {{ background: {t.INFO}; border-radius: {px(3)}px; }}
QSplitter::handle {{ background: transparent; }}
QTextBrowser {{ background: {t.CARD}; border: none; }}
"""
