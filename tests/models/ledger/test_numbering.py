"""断号检查."""

from __future__ import annotations

from datetime import date

from models.ledger import numbering
from models.ledger.numbering import Run
from tests.models.ledger.vouchers import post, simple


def test_numbers_given_by_posting_have_no_gap(office):
    for day in (3, 9, 5):
        post(office, simple(office, day=date(2026, 3, day)))
    found = numbering.runs(office.db, "2026-01", "2026-12")
    assert found == [Run("2026-03", "记", 3, 1, 3, (), (3,))]
    assert "字号都连续" in numbering.sentence(found)
    report = numbering.gap_report(office, "2026-01", "2026-12")
    assert report.rows[0].cells == ("2026-03", "记", 3, "001", "003", "连续", "003 日期早于前号")


def test_a_gap_is_named_with_what_to_do(office):
    gone = Run("2026-03", "记", 2, 1, 20, tuple(range(2, 20)))
    words = numbering.sentence([gone])
    assert words.startswith("2026年3月 记字缺 002、003、")
    assert "等 18 个号" in words
    assert "补记" in words
    assert numbering.sentence([]) == "这段时间没有已记账的凭证。"
