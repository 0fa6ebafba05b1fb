"""The command box finds parts of pages, events and reports; each of them opens."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from models.catalog import REPORTS
from models.guided.catalog import GUIDES
from models.kit import names
from ui.acts import ACTS, find_acts, find_reports, initials
from ui.navigation import PAGES
from ui.pages import settings
from ui.widgets.page import PageWidget


def titles(hits):
    return [hit.title for hit in hits]


def test_initials_are_those_of_the_dictionary():
    said = [one.title for one in (*ACTS, *GUIDES, *REPORTS)]
    letters = re.compile("[^a-z0-9]")
    assert [initials(word).replace(" ", "") for word in said] == [
        letters.sub("", names.initials(word).lower()) for word in said
    ]


@pytest.mark.parametrize("typed", ["现金盘点", "xjpd", "盘点"])
def test_a_part_of_a_page_is_found_by_words_and_initials(context, typed):
    assert "现金盘点" in titles(find_acts(context, typed))


@pytest.mark.parametrize(
    ("typed", "title"), [("sxf", "付银行手续费"), ("年结", "月结、年结"), ("fanjz", ""), ("jtzj", "计提折旧")]
)
def test_common_acts_are_found_by_what_people_type(context, typed, title):
    found = titles(find_acts(context, typed))
    assert title in found if title else not found


def test_an_event_opens_its_guide(context, told):
    hit = next(hit for hit in find_acts(context, "bxbjq") if hit.title == "报销并结清借款")
    hit.act()
    assert told.opened == [("guided", {"guide": "advance_settled"})]


def test_a_report_opens_in_the_reports(context, told):
    find_reports(context, "tjb")  # 调节表 is no beginning of a title
    assert titles(find_reports(context, "yhckyetjb")) == ["银行存款余额调节表"]
    find_reports(context, "调节表")[0].act()
    assert told.opened == [("reports", {"report": "bank-reconciliation"})]


def test_every_act_names_a_page_and_a_part_of_it():
    pages = {page.key for page in PAGES}
    for act in ACTS:
        assert act.page in pages
        if "part" in act.where:
            assert act.where["part"] in {part.KEY for part in settings.PARTS}
        if "report" in act.where:
            assert act.where["report"] in {entry.id for entry in REPORTS}
        if "view" in act.where:
            assert act.where["view"] in _views(act.page), act


def _views(page: str) -> set[str]:
    module = import_module(f"ui.pages.{page}")
    kinds = [one for one in vars(module).values() if isinstance(one, type) and hasattr(one, "KEY")]
    return {one.KEY for one in kinds if not issubclass(one, PageWidget)}
