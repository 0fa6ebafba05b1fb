"""F1: every text is there for its page, its links and pictures lead somewhere, and the list turns to it."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget

import resources
from ui.dialogs.help import MISSING, HelpWindow, help_text, text_key
from ui.navigation import PAGES

MINE = ("index", "home", "settings", "backup", "log", "keys")
FOLDER = resources.path("texts")


@pytest.mark.parametrize("key", MINE)
def test_a_text_is_chinese_short_and_its_pictures_are_there(key):
    text = help_text(key)
    assert text.startswith("# ") and len(text) < 3000
    for place in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text):
        picture = FOLDER / place
        assert picture.exists() and picture.stat().st_size <= 120_000


def test_links_lead_to_texts_of_pages():
    known = {name for page in PAGES for name in (page.key, text_key(page.key))} | {"index", "keys"}
    for place in re.findall(r"\]\(([a-z_]+)\.md\)", help_text("index")):
        assert place in known


def test_the_list_turns_to_a_text_and_links_are_followed(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    window = HelpWindow.show_page(parent, "home", [(page.key, page.title) for page in PAGES])
    assert window._rows["home"].isChecked()
    assert "四张卡片" in window.text.toPlainText()
    window._follow(QUrl("backup.md"))
    assert window._rows["backup"].isChecked()
    window._rows["keys"].click()
    assert "Alt+1" in window.text.toPlainText()
    window.close()


def test_what_has_no_text_says_so():
    assert help_text("no_such_page") == MISSING
