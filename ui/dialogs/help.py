"""F1: the help text of a page, offline, with its pictures and a list of the other texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import resources
from ui import theme
from ui.widgets.buttons import scrolled

# pages whose text stands under another page's name
SHARED = {"dues_receive": "dues", "imports": "import", "invoice_take": "papers"}
CALLED = {"voucher": "填凭证"}  # a page whose title is that of its list
MISSING = "# 这一页还没有说明\n\n左边的列表里有其他各页的说明。"


def text_key(key: str) -> str:
    """The name of the text of a page: its own, or that of the page it belongs to."""
    return SHARED[key] if key in SHARED and not resources.path(f"texts/{key}.md").exists() else key


def help_text(key: str) -> str:
    """The Markdown of this page; a friendly sentence when there is none."""
    path = resources.path(f"texts/{text_key(key)}.md")
    return path.read_text(encoding="utf-8") if path.exists() else MISSING


class HelpWindow(QDialog):
    """One for the whole program; it stays beside the window while one works."""

    _open: ClassVar[HelpWindow | None] = None

    def __init__(self, parent: QWidget, pages: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(860), theme.px(620))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setSearchPaths([str(resources.path("texts"))])
        self.text.anchorClicked.connect(self._follow)
        self._rows: dict[str, QPushButton] = {}
        row = theme.space(QHBoxLayout(self), (12, 12, 12, 12), 12)
        row.addWidget(theme.fix(scrolled(self._list(pages)), width=170))
        row.addWidget(self.text, 1)

    @classmethod
    def show_page(cls, parent: QWidget, key: str, pages: Sequence[tuple[str, str]]) -> HelpWindow:
        """Open it, or turn it to this page."""
        if cls._open is None:
            cls._open = cls(parent, pages)
            cls._open.destroyed.connect(cls._forget)
        cls._open.turn_to(key)
        cls._open.show()
        cls._open.raise_()
        return cls._open

    def turn_to(self, key: str) -> None:
        """Show the text of this page."""
        self.text.document().setDefaultStyleSheet("")
        self.text.document().setMarkdown(help_text(key), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self.text.document().setDefaultFont(theme.font(theme.BODY))
        for name, made in self._rows.items():
            made.setChecked(name == text_key(key))

    @classmethod
    def _forget(cls) -> None:
        cls._open = None

    def _list(self, pages: Sequence[tuple[str, str]]) -> QWidget:
        inner = QWidget()
        column = theme.space(QVBoxLayout(inner), gap=2)
        group = QButtonGroup(self)
        for page, title in (("index", "目录"), *pages, ("keys", "全部按键")):
            key = text_key(page)
            if key not in self._rows and resources.path(f"texts/{key}.md").exists():
                made = theme.kind(QPushButton(CALLED.get(page, title)), "item")
                made.setCheckable(True)
                made.clicked.connect(lambda *_, key=key: self.turn_to(key))
                group.addButton(made)
                column.addWidget(made)
                self._rows[key] = made
        column.addStretch(1)
        return inner

    def _follow(self, url: QUrl) -> None:
        """A link to another text turns to it; anything else opens outside."""
        if url.isRelative() and url.path().endswith(".md"):
            self.turn_to(url.path().removesuffix(".md"))
        elif url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
