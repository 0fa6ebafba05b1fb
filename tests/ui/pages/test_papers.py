"""票据: invoices dropped, shown beside their originals, put right, taken, booked; slips and numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from invoice_samples import BLUE, bureau_xml, ofd, pdf
from looks import dies, look_at
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from slip_samples import ALL
from slip_samples import pdf as slip_pdf

from models.documents import invoice_queries, numbers, queries, slips
from models.documents.numbers import BookDraft
from models.ledger import queries as books
from models.office import Office
from tests.models.ledger.vouchers import account, post, simple
from tests.ui.pages.on_office import put, shown
from ui import theme
from ui.dialogs.invoice import ask_booking, ask_correction, ask_link
from ui.dialogs.number_book import ask_book, ask_use
from ui.dialogs.slip import ask_slip, ask_tie
from ui.pages.invoice_take import InvoiceTakePage
from ui.pages.papers import PapersPage


@pytest.fixture
def folder(tmp_path):
    """Files as they come: two good ones, the same again, another buyer, other capitals, a broken one."""
    made = {
        "毛巾.pdf": pdf(BLUE),
        "雨伞.ofd": ofd(replace(BLUE, number="26322000000012345679")),
        "毛巾.xml": bureau_xml(BLUE),
        "学校抬头.xml": bureau_xml(replace(BLUE, number="26322000000012345680", buyer="青禾中学")),
        "大写不同.pdf": pdf(replace(BLUE, number="26322000000012345681", capitals="贰仟叁佰零壹圆整")),
        "坏的.ofd": ofd()[:800],
    }
    place = tmp_path / "三月"
    place.mkdir()
    for name, content in made.items():
        (place / name).write_bytes(content)
    return place


@pytest.fixture
def taking(qtbot, context, office, folder):
    page = InvoiceTakePage(put(context, office))
    page.open(paths=[str(folder)])
    return shown(qtbot, page)


def key_of(page, name):
    return next(key for key, one in page.items.items() if one.file == name)


def states(page):
    return {one.file: page.state(one) for one in page.items.values()}


def test_every_file_says_what_can_be_done_with_it(taking):
    assert states(taking) == {
        "坏的.ofd": "读不出来", "大写不同.pdf": "要核对", "学校抬头.xml": "抬头不符",
        "毛巾.xml 等 2 份": "可以登记", "雨伞.ofd": "可以登记",
    }  # fmt: skip
    assert "登记 2 张" in taking.taker.text()


def test_only_what_is_ready_is_taken_and_the_rest_stays(qtbot, taking, office):
    taking.take_all()
    qtbot.waitUntil(lambda: not taking._jobs)
    assert office.db.execute("select count(*) from invoice").fetchone()[0] == 2
    assert sorted(states(taking)) == ["坏的.ofd", "大写不同.pdf", "学校抬头.xml"]
    assert [one.name for one in queries.files_of(office.db, "invoice", 1)] == ["毛巾.pdf"]


def test_what_is_dropped_once_more_is_told(qtbot, taking, folder):
    taking.open(paths=[str(folder / "毛巾.pdf")])
    qtbot.waitUntil(lambda: not taking._jobs)
    assert states(taking)["毛巾.pdf"] == "已登记过"
    taking.show_item(key_of(taking, "毛巾.pdf"))
    assert "不用登记两次" in taking.said.text()


def test_what_was_asked_is_shown_at_its_field_and_answered(taking):
    taking.show_item(key_of(taking, "大写不同.pdf"))
    assert "大写是 2,301.00" in taking.form.problem("total_fen")
    assert taking.sure.isVisible()
    taking.confirm()
    assert states(taking)["大写不同.pdf"] == "可以登记"
    assert not taking.sure.isVisible()


def test_a_wrong_buyer_is_asked_for_its_reason(taking):
    taking.show_item(key_of(taking, "学校抬头.xml"))
    assert "不是“青禾中学工会委员会”" in taking.said.text()
    taking.form.box("accepted").setText("商家不能重开")
    assert states(taking)["学校抬头.xml"] == "可以登记"


def test_a_corrected_field_is_looked_at_at_once(taking):
    taking.show_item(key_of(taking, "毛巾.xml 等 2 份"))
    taking.form.box("total_fen").setText("2300.01")
    assert states(taking)["毛巾.xml 等 2 份"] == "要核对"
    taking.form.box("total_fen").setText("2300")
    assert states(taking)["毛巾.xml 等 2 份"] == "可以登记"


def test_the_original_is_seen_beside_what_was_read(taking):
    for name in ("毛巾.xml 等 2 份", "雨伞.ofd", "大写不同.pdf"):
        taking.show_item(key_of(taking, name))
        assert taking.paper.currentWidget() is taking.paper.pages
        assert taking.paper.pages.pages == 1
    taking.show_item(key_of(taking, "坏的.ofd"))
    assert taking.paper.currentWidget() is not taking.paper.pages
    assert not taking.form.isEnabled()


def test_one_is_left_out_and_closing_asks_about_the_others(taking):
    taking.show_item(key_of(taking, "毛巾.xml 等 2 份"))
    taking.leave_out()
    assert "毛巾.xml 等 2 份" not in states(taking)
    taking.context.say.answer = 1
    assert not taking.may_close()
    assert "没有登记" in taking.context.say.boxes[-1][1]


# -- the page -----------------------------------------------------------------------------------


@pytest.fixture
def taken(office, folder):
    """Two invoices of the register."""
    from exporters.reading_invoice import read_invoices
    from models.documents import invoices
    from models.documents.invoices import Original

    with office.change("登记") as change:
        return [
            invoices.add(change, one.fields, Original(one.file, one.content))
            for name in ("毛巾.pdf", "雨伞.ofd")
            for one in read_invoices(folder / name, office.today())
        ]


@pytest.fixture
def page(qtbot, context, office, taken):
    return shown(qtbot, PapersPage(put(context, office)))


def test_files_dropped_on_the_page_are_read(page, told, folder):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    drop = page.views.now.drop
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    drop.dropEvent(event)
    assert told.opened == [("invoice_take", {"paths": (str(folder),)})]


def test_the_list_shows_the_original_of_the_chosen_one(page, taken):
    view = page.views.now
    page.open(invoice=taken[1])
    assert view.chosen.id == taken[1]
    assert view.paper.currentWidget() is view.paper.pages


def test_chosen_invoices_become_a_draft_that_is_opened(page, told, office, taken, context):
    made = ask_booking(context, page, taken, lambda key: told.opened.append(("voucher", {"voucher": key})))
    made.form.box("expense").set_value(account(office, "50599"))
    made.try_save()
    voucher = told.opened[-1][1]["voucher"]
    assert books.voucher(office.db, voucher).attachments == 2
    assert [one.voucher for one in invoice_queries.of_voucher(office.db, voucher)] == [voucher] * 2


def test_a_booking_before_the_invoices_day_is_doubted(page, context, taken):
    made = ask_booking(context, page, taken, lambda key: None)
    made.form.box("day").set_value(date(2026, 3, 1))
    made.form.valid()
    assert "晚于这一天" in made.form.problem("day")


def test_invoices_are_tied_to_a_posted_voucher_and_the_sums_are_told(page, told, office, taken, context):
    voucher = post(office, simple(office, 460000)).id
    made = ask_link(context, page, taken, page.views.now._linked)
    made.form.box("voucher").set_value(voucher)
    made.try_save()
    assert told.toasts[-1] == "已关联，金额相符"
    assert queries.count(office.db, "voucher", voucher) == 2


def test_a_number_typed_twice_is_told_at_its_field(page, context):
    made = ask_correction(context, page, None, lambda words: None)
    values = {"number": BLUE.number, "day": date(2026, 3, 5), "seller": "甲", "total_fen": 100}
    for name, value in values.items():
        made.form.box(name).set_value(value)
    made.try_save()
    assert "已经在" in made.form.problem("number")


def test_void_and_release_are_written_with_their_reason(page, office, taken):
    view = page.views.now
    page.context.say.words = "商家作废重开"
    view.void(taken[0])
    assert invoice_queries.invoice(office.db, taken[0]).void
    view.drop_one(taken[1])
    assert view.source.count() == 1


def test_an_auditor_sees_everything_and_writes_nothing(qtbot, context, office, taken):
    office.actor = next(user for user in office.users() if user.role == "auditor")
    page = shown(qtbot, PapersPage(put(context, office)))
    view = page.views.now
    for made in (view.choose, view.booker, view.linker, view.typer):
        assert not made.isEnabled() and "只能查看" in made.toolTip()
    assert not page.views.show("numbers").adder.isEnabled()


# -- slips --------------------------------------------------------------------------------------


@pytest.fixture
def with_slips(office, tmp_path):
    """Three slips of one PDF, and the voucher of the first."""
    from exporters.reading_invoice import read_slips

    path = tmp_path / "回单.pdf"
    path.write_bytes(slip_pdf(ALL, a_page=3))
    content, found = read_slips(path, slips.names(office.db))
    voucher = post(office, simple(office, 230000, day=date(2026, 3, 8))).id
    with office.change("登记") as change:
        return voucher, slips.take(change, path.name, content, found).added


def test_slips_come_in_by_a_job_and_what_fits_is_tied(qtbot, context, told, office, tmp_path):
    post(office, simple(office, 230000, day=date(2026, 3, 8)))
    path = tmp_path / "回单.pdf"
    path.write_bytes(slip_pdf(ALL, a_page=3))
    page = shown(qtbot, PapersPage(put(context, office)))
    page.views.show("slips").take([path])
    qtbot.waitUntil(lambda: bool(told.toasts))
    assert told.toasts[-1] == "登记了 3 张回单"
    assert slips.slip(office.db, 1).voucher_name == "2026-03-记-001"


def test_each_slip_is_shown_as_its_own_page(qtbot, context, office, with_slips):
    page = shown(qtbot, PapersPage(put(context, office)))
    page.open(slip=with_slips[1][1])
    view = page.views.now
    assert view.KEY == "slips" and view.paper.pages.pages == 1
    wide, high = view.paper.pages._shapes[0]
    assert wide > high  # a third of a page lies


def test_a_slip_is_tied_and_put_right_by_hand(page, context, office, with_slips):
    voucher, keys = with_slips
    said = []
    made = ask_tie(context, page, keys[0], said.append)
    assert made.form.box("fitting").value() == voucher
    made.try_save()
    assert slips.slip(office.db, keys[0]).voucher == voucher
    made = ask_slip(context, page, keys[1], said.append)
    made.form.box("partner").setText("青禾中学财务处")
    made.try_save()
    assert slips.slip(office.db, keys[1]).partner == "青禾中学财务处"


# -- numbers ------------------------------------------------------------------------------------


def test_a_book_comes_in_and_the_next_number_stands_in_the_form(page, context, office):
    made = ask_book(context, page, "receipt", lambda words: None)
    made.form.box("first").setText("00012301")
    made.form.box("last").setText("00012350")
    made.try_save()
    [book] = numbers.books(office.db)
    made = ask_use(context, page, book, lambda words: None)
    assert made.form.box("number").value() == "00012301"
    made.form.box("partner").setText("青禾中学")
    made.form.box("amount_fen").set_value(84500)
    made.try_save()
    assert numbers.book(office.db, book.id).used == 1


def test_a_missing_word_is_told_at_its_field(page, context, office):
    with office.change("领用") as change:
        key = numbers.add_book(
            change, BookDraft("cheque", "转账支票", "30200101", "30200125", date(2026, 1, 2))
        )
    made = ask_use(context, page, numbers.book(office.db, key), lambda words: None)
    made.try_save()
    assert made.form.problem("partner") == "还没有写收款人。"


def test_numbers_that_were_passed_over_stand_in_the_list(qtbot, context, office):
    with office.change("领用") as change:
        key = numbers.add_book(change, BookDraft("receipt", "收据", "001", "010", date(2026, 1, 2)))
        for number in (1, 3):
            numbers.use(change, numbers.UseDraft(key, number, "used", date(2026, 2, 1), "甲", "", 100))
    page = shown(qtbot, PapersPage(put(context, office)))
    page.open(view="numbers")
    view = page.views.now
    assert [view.list.row_of(key)[0] for key in view.list.model.ids()] == ["003", "002", "001"]
    assert "有 1 个号码没有登记" in view.next.text()
    page.context.say.words = "停用"
    view.cancel_rest()
    assert numbers.book(office.db, key).closed_on == office.today()


# -- looks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("zoom", "wide", "high"), [(100, 1190, 692), (100, 1040, 692), (125, 1146, 660)])
@pytest.mark.parametrize("view", ["invoices", "slips", "numbers"])
def test_nothing_is_cut_or_overlaps(qtbot, qapp, context, office, view, zoom, wide, high, taken, with_slips):
    theme.apply(qapp, zoom)
    try:
        page = shown(qtbot, PapersPage(put(context, office)), wide, high)
        page.open(view=view)
        assert page.minimumSizeHint().width() <= wide
        assert [one for one in look_at(page) if "英文 XML" not in one and "英文 OFD" not in one] == []
    finally:
        theme.apply(qapp, 100)


def test_the_taking_page_fits(qtbot, context, office, folder, qapp):
    page = InvoiceTakePage(put(context, office))
    page.open(paths=[str(folder)])
    shown(qtbot, page, 1000, 640)
    assert page.minimumSizeHint().width() <= 1000
    assert [one for one in look_at(page) if not ("TextEdit" in one and "英文" in one)] == []  # tax numbers


def test_the_pages_die_when_they_are_closed(context, office: Office):
    put(context, office)
    assert dies(lambda: PapersPage(context))
    assert dies(lambda: InvoiceTakePage(context))
