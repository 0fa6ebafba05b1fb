"""Filling a voucher as fingers do: keys, Chinese as an input method commits it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.models.ledger.vouchers import BANK, OFFICE_COST

K = Qt.Key


def press(page, key, mods=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(page.grid if page.locked else page.grid.field, key, mods)


def type_in(page, *words):
    """Each word into its cell, Enter after it; "=" and " " are keys."""
    for word in words:
        if word in ("=", " "):
            press(page, K.Key_Equal if word == "=" else K.Key_Space)
            continue
        write(page, word)
        press(page, K.Key_Return)


def write(page, word):
    """Letters by keys, Chinese as an input method commits it."""
    field = page.grid.field
    if word.isascii():
        QTest.keyClicks(field, word)
    else:
        event = QInputMethodEvent()
        event.setCommitString(word)
        QApplication.sendEvent(field, event)


def cell(page):
    return page.grid.line, page.grid.column


def fill(page, fen_words="12"):
    type_in(page, "买办公用品", OFFICE_COST, fen_words, "..", BANK)
    type_in(page, "=")
