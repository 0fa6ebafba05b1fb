"""任职: terms in bodies of the union, from the box to the member's history, and their end."""

import pytest
from PySide6.QtWidgets import QApplication

from models.members import past, queries
from tests.build import a_member
from tests.ui.pages.on_office import put
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.post import end_post, enter_post
from ui.pages.members import MembersPage


@pytest.fixture
def key(context, office):
    put(context, office)
    with office.change("会员") as change:
        return a_member(change, "许静宜", "Q1001", sex="女")


def enter(context, key, told, **texts):
    box = enter_post(context, None, key, told.append)
    for name, text in texts.items():
        box.form.box(name).setText(text)
    box.save.click()
    return box


def test_a_term_is_entered_and_ended_and_stands_in_the_history(qtbot, context, office, key):
    told = []
    enter(context, key, told, body="工会委员会", role="财务委员", first_day="2024-03-01")
    (post,) = queries.posts(office.db, key)
    assert (post.body, post.role, str(post.first_day), post.last_day) == (
        "工会委员会", "财务委员", "2024-03-01", None,
    )  # fmt: skip
    end = end_post(context, None, post, told.append)
    end.form.box("last_day").setText("2024-02-29")
    end.save.click()
    assert "早于开始日期" in end.problem.text()
    end.form.box("last_day").setText("2026-10-31")
    end.save.click()
    assert str(queries.posts(office.db, key)[0].last_day) == "2026-10-31"
    assert told == ["已登记许静宜任工会委员会财务委员", "已登记许静宜工会委员会财务委员任期结束"]
    assert {"任工会委员会财务委员", "工会委员会财务委员任期结束"} <= {
        one.what for one in past.history(office.db, key)
    }


def test_the_same_term_twice_is_refused_in_the_box(qtbot, context, office, key):
    told = []
    enter(context, key, told, body="教代会", role="代表", first_day="2024-03-01")
    again = enter(context, key, told, body="教代会", role="代表", first_day="2025-03-01")
    assert "已经登记过" in again.problem.text()
    assert len(queries.posts(office.db, key)) == len(told) == 1
    again.form.saved()
    again.reject()


def test_the_page_ends_only_terms_that_run_on(qtbot, context, office, key):
    page = MembersPage(context)
    qtbot.addWidget(page)
    context.say.answer = 0
    page.end_post(key)
    assert queries.posts(office.db, key) == []
    enter(context, key, [], body="教代会", role="代表", first_day="2024-03-01")
    page.end_post(key)
    box = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible()][-1]
    box.form.box("last_day").setText("2026-06-30")
    box.save.click()
    assert str(queries.posts(office.db, key)[0].last_day) == "2026-06-30"
