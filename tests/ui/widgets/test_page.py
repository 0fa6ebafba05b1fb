"""The page's frame: it reloads when it must, works in jobs, and goes when it is closed."""

from __future__ import annotations

import looks
import pytest
from kitchen_sink import FormDemo, HomeDemo, MembersDemo
from PySide6.QtWidgets import QLabel

from models.kit.errors import Refused
from ui.widgets.page import PageWidget


class Counting(PageWidget):
    """Counts its reloads."""

    watches = frozenset({"member"})
    follows_period = True

    def __init__(self, context):
        super().__init__(context, "数一数")
        self.reloads = 0

    def reload(self):
        self.reloads += 1


@pytest.fixture
def page(context, qtbot):
    made = Counting(context)
    qtbot.addWidget(made)
    return made


def test_a_page_reads_at_its_first_show_and_not_before(page):
    assert page.reloads == 0
    page.show()
    assert page.reloads == 1


def test_a_shown_page_reloads_when_a_table_it_watches_changed(page, context):
    page.show()
    context.bus.tell(frozenset({"voucher"}))
    assert page.reloads == 1
    context.bus.tell(frozenset({"member", "voucher"}))
    assert page.reloads == 2


def test_a_hidden_page_waits_until_it_is_shown(page, context):
    page.show()
    page.hide()
    context.bus.tell(frozenset({"member"}))
    context.set_period("2026-12")
    assert page.reloads == 1
    page.show()
    assert page.reloads == 2


def test_another_month_reloads_the_pages_that_follow_it(page, context):
    page.show()
    context.set_period("2026-10")
    assert (page.reloads, context.period) == (2, "2026-10")


def test_a_job_gives_its_value_to_the_page(page, qtbot):
    got = []
    page.run(lambda office, progress: 42, got.append)
    qtbot.waitUntil(lambda: got == [42])


def test_a_refusal_in_a_job_is_told_as_a_sentence(page, context, qtbot):
    def work(office, progress):
        raise Refused("2026年3月 已结账。")

    page.run(work)
    qtbot.waitUntil(lambda: context.say.boxes == [("refuse", "2026年3月 已结账。")])


def test_a_fault_in_a_job_opens_the_fault_box(page, context, qtbot):
    page.run(lambda office, progress: 1 // 0)
    qtbot.waitUntil(lambda: context.say.boxes[0][0] == "error" if context.say.boxes else False)


def test_a_second_writing_job_is_refused_with_a_box(page, context):
    page.run(lambda office, progress: None, writes=True)
    assert page.run(lambda office, progress: None, writes=True) is None
    assert context.say.boxes[0][0] == "refuse"


def test_the_bar_appears_only_for_long_work(page, qtbot):
    page.show()
    page.run(lambda office, progress: None)
    assert not page.bar.isVisible()
    page.bar._appear()
    page.bar._widen()
    assert page.bar.stop.isVisible()


@pytest.mark.parametrize("make", [MembersDemo, FormDemo, HomeDemo, Counting])
def test_a_closed_page_dies(context, make, qapp):
    assert looks.dies(lambda: make(context))


@pytest.mark.parametrize("make", [MembersDemo, FormDemo, HomeDemo])
@pytest.mark.parametrize("percent", [100, 125, 150])
def test_nothing_is_cut_or_overlaps_at_any_zoom(context, qtbot, qapp, make, percent):
    from ui import theme

    theme.apply(qapp, percent)
    page = make(context)
    qtbot.addWidget(page)
    page.resize(1366 - theme.px(theme.NAV_WIDE if percent == 100 else theme.NAV_NARROW), 768 - theme.px(76))
    page.show()
    try:
        assert looks.look_at(page) == []
        looks.grab(page, f"{make.__name__}_{percent}")
    finally:
        theme.apply(qapp, 100)


def test_the_look_finds_english_and_cut_words(qtbot):
    label = QLabel("Very long English sentence")
    box = bare_box(label)
    qtbot.addWidget(box)
    box.show()
    said = " ".join(looks.look_at(box))
    assert "英文 Very" in said
    assert "只有 40" in said


def bare_box(label):
    """A bare box with a label that is too narrow."""
    from PySide6.QtWidgets import QWidget

    box = QWidget()
    box.resize(200, 40)
    label.setParent(box)
    label.setFixedWidth(40)
    return box
