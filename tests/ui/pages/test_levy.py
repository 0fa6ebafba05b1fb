"""拨缴与代管: the months with what is missing, the records, letters, campaigns, earmarks, activities."""

from __future__ import annotations

from datetime import date, datetime

import looks
import pytest

from models.levy import campaigns, earmarks, queries
from models.levy.records import EarmarkDraft
from tests.models.guided.cases import happen
from tests.models.levy.test_levy import bills, receive, remit
from tests.ui.pages.on_office import put, shown
from ui.dialogs import levy_boxes
from ui.pages.levy import VIEWS, LevyPage


@pytest.fixture
def page(qtbot, context, office):
    office.clock = lambda: datetime(2026, 6, 10, 9, 41)
    bills(office, "2026-01", "2026-02", "2026-03")
    receive(office)
    remit(office, 1_000_000)
    return shown(qtbot, LevyPage(put(context, office, "2026-06")))


def table(page):
    return page.views.now.table


def test_the_months_say_what_came_and_what_waits(page):
    rows = {key: table(page).row_of(key) for key in (1, 4)}
    assert rows[1][2:9] == (60_000_000, 1_200_000, 1_200_000, 720_000, 480_000, 480_000, None)
    assert rows[1][9] == "收齐" and rows[4][9] == "没有登记"
    said = [line.sentence for line in page.views.now.said]
    assert "已过 82 天没有上缴" in said[0]


def test_money_is_taken_in_the_guided_entry_with_what_is_missing(page, office, told):
    bills(office, "2026-04")
    page.views.now._do(4, "receive")
    key, where = told.opened[-1]
    assert key == "guided" and where["guide"] == "levy_full"
    assert (where["from_month"], where["amount"]) == ("2026-04", 1_200_000)


def test_a_wage_bill_is_typed_and_says_the_levy(page, office, context, qtbot):
    box = levy_boxes.wage_bill(context, page, "2026-04", None)
    qtbot.addWidget(box)
    box.form.box("heads").setText("60")
    box.form.box("total").setText("600000")
    assert "应拨经费 12,000.00 元（2%），其中留成 7,200.00 元，上缴 4,800.00 元" in box.said.text()
    box.try_save()
    assert queries.wage_bills(office.db, "2026-04", "2026-04")["2026-04"].total_fen == 60_000_000


def test_the_records_show_receipts_remittances_and_what_was_taken_back(page, office, told):
    from models.guided.reversal import reverse_voucher

    old = queries.remittances(office.db, date(2026, 1, 1), date(2026, 12, 31))[0]
    with office.change("冲销") as change:
        reverse_voucher(change, old.voucher, "记错了", date(2026, 6, 10))
    page.open(view="moves")
    rows = [table(page).row_of(key) for key in (1, -1)]
    assert rows[0][3:6] == (3_600_000, 2_160_000, 1_440_000)
    assert rows[1][1].text == "已冲回" and rows[1][6] is None
    page.views.now._look(1)
    assert told.opened[-1][0] == "voucher"


def test_a_rule_is_laid_down_and_the_last_one_stays(page, office, context, qtbot):
    page.open(view="letters")
    box = levy_boxes.rule(context, page, None)
    qtbot.addWidget(box)
    box.form.box("kept").setText("70")
    box.form.box("basis").set_value("省总工会文件")
    box.try_save()
    assert queries.rule(office.db, "2026-06").kept_bp == 7000
    assert queries.rule(office.db, "2026-05").kept_bp == 6000
    page.views.now._rule(queries.rule(office.db, "2026-06").id, "drop")
    assert queries.rule(office.db, "2026-06").kept_bp == 6000


def test_a_campaign_is_made_filled_and_ended(page, office, context, told, qtbot):
    page.open(view="campaigns")
    box = levy_boxes.campaign(context, page, None)
    qtbot.addWidget(box)
    box.form.box("name").setText("2026慈善一日捐")
    box.form.box("principal").setText("县慈善总会")
    box.try_save()
    key = campaigns.campaigns(office.db)[0].id
    happen(office, "custody_in", campaign=key, amount=100, day=date(2026, 6, 1))
    page.views.now._do(key, "close")
    assert "还有 1.00 元" in str(context.say.boxes[-1])
    page.views.now._do(key, "out")
    assert told.opened[-1] == ("guided", {"guide": "custody_out", "campaign": key, "amount": 100})
    happen(office, "custody_out", campaign=key, amount=100, day=date(2026, 6, 2))
    page.views.now._do(key, "close")
    assert campaigns.campaign(office.db, key).closed_on == date(2026, 6, 10)


def test_an_earmark_that_lines_carry_is_registered(page, office, context, qtbot):
    happen(office, "superior_grant", amount=500, earmark="职工书屋", day=date(2026, 6, 1))
    page.open(view="earmarks")
    assert table(page).row_of(-1)[8] == "没登记"
    assert "还没有登记" in page.views.now.said[0].sentence
    box = levy_boxes.earmark(context, page, page.views.now.known[-1])
    qtbot.addWidget(box)
    box.form.box("document").setText("区工发〔2026〕18号")
    box.try_save()
    assert earmarks.earmark(office.db, "职工书屋", 2026).document == "区工发〔2026〕18号"


def test_an_activity_is_added(page, office, context, qtbot):
    page.open(view="activities")
    box = levy_boxes.activity(context, page, 2026, None)
    qtbot.addWidget(box)
    box.form.box("name").setText("春游")
    box.try_save()
    assert [one.name for one in earmarks.activities(office.db, 2026)] == ["春游"]


def test_who_only_looks_sees_all_and_writes_nothing(page, office, context):
    from models.office import User

    office.actor = User(office.actor.id, "沈慧敏", "auditor")
    for view in VIEWS:
        page.open(view=view.KEY)
    page.open(view="months")
    assert not page.views.now.receive.isEnabled() and "只能查看" in page.views.now.receive.toolTip()


@pytest.mark.parametrize(("zoom", "wide"), [(100, 924), (125, 1190), (150, 1290)])
def test_nothing_is_cut(page, office, qapp, zoom, wide):
    from ui import theme

    with office.change("登记专项") as change:
        earmarks.put_earmark(change, EarmarkDraft("职工书屋", use_by=date(2026, 5, 1)))
    theme.apply(qapp, zoom)
    page.resize(wide, 692)
    try:
        for view in VIEWS:
            page.open(view=view.KEY)
            assert looks.look_at(page) == [], view.KEY
    finally:
        theme.apply(qapp, 100)


def test_the_page_dies(context, office):
    put(context, office)
    assert looks.dies(lambda: LevyPage(context))
