"""Vouchers and receipts: digits in their cells, capitals, continuation sheets, drafts."""

from __future__ import annotations

from dataclasses import replace

import paper_samples as samples
import pytest

from exporters.papers import print_papers, render_receipts, render_vouchers
from exporters.papers.voucher import leaves_of
from exporters.preview import page_count, page_text
from models.kit.errors import Refused
from models.papers import VoucherPaperLine


def test_a_voucher_says_who_when_what_and_how_much() -> None:
    said = page_text(render_vouchers([samples.voucher()]), 0)
    for part in (
        "核算单位：示例中学工会委员会",
        "2025年3月20日",
        "记字第 0002 号",
        "附单据 2 张",
        "人民币（大写）叁万陆仟元整",
        "会计主管：王建国",
        "出纳：刘　敏",
        "校验码：7F3A-91C2-5D08-E4B6",
    ):
        assert part in said, part


def test_digits_stand_one_by_one_with_the_mark_in_totals() -> None:
    said = "".join(page_text(render_vouchers([samples.voucher()]), 0).split())
    assert said.count("3600000") == 3
    assert said.count("¥3600000") == 2


def test_ten_lines_take_two_sheets_and_only_the_last_has_sums() -> None:
    data = render_vouchers([samples.closing()])
    assert page_count(data) == 2
    first, second = page_text(data, 0), page_text(data, 1)
    assert "转下页（2/2）" in first
    assert "人民币" not in first
    assert "¥" not in first
    assert "人民币（大写）壹拾壹万伍仟柒佰伍拾玖元整" in second
    assert "记字第 0009 号（1/2）" in first


def test_two_sheets_share_an_a4_page() -> None:
    assert page_count(render_vouchers([samples.closing()], "A4")) == 1
    assert page_count(render_vouchers([samples.closing(), samples.voucher()], "A4")) == 2


def test_a_reversal_is_negative_in_capitals_too_and_a_draft_has_no_code() -> None:
    said = page_text(render_vouchers([samples.reversal()]), 0)
    assert "负壹仟贰佰捌拾元整" in said
    assert "未记账" in said
    assert "校验码" not in said
    assert "第 2 次打印" in said


def test_eleven_digits_fit_and_twelve_are_refused() -> None:
    line = VoucherPaperLine("转存", "银行存款", "", 999_999_999_99)
    assert render_vouchers([replace(samples.voucher(), lines=(line,))]).startswith(b"%PDF")
    with pytest.raises(Refused, match="11 位"):
        render_vouchers([replace(samples.voucher(), lines=(replace(line, debit_fen=1_000_000_000_00),))])


def test_sixty_characters_of_memo_are_printed_whole() -> None:
    memo = "".join(f"支付第{n}批慰问品" for n in range(8))[:60]
    line = replace(samples.voucher().lines[0], memo=memo)
    said = page_text(render_vouchers([replace(samples.voucher(), lines=(line,))]), 0)
    assert memo in "".join(said.split())


def test_a_voucher_without_lines_is_one_sheet() -> None:
    assert len(leaves_of(replace(samples.voucher(), lines=()))) == 1


def test_vouchers_on_unknown_paper_are_refused() -> None:
    with pytest.raises(Refused, match="A5"):
        render_vouchers([samples.voucher()], "A6")


def test_a_receipt_has_three_copies_on_one_page() -> None:
    data = render_receipts([samples.receipt()])
    said = page_text(data, 0)
    assert page_count(data) == 1
    assert said.count("朱娟轩（工号 1004）") == 3
    assert said.count("人民币（大写）壹拾伍元伍角整") == 3
    assert said.count("¥15.50") == 3
    assert said.count("No. 2026000127") == 3


def test_papers_of_the_same_values_are_equal_files() -> None:
    paper = replace(samples.voucher(), made_on=None)
    assert render_vouchers([paper]) == render_vouchers([paper])
    slip = replace(samples.receipt(), made_on=None)
    assert render_receipts([slip]) == render_receipts([slip])


def test_either_kind_of_paper_is_printed_by_the_same_call() -> None:
    assert print_papers([samples.receipt()]).pages == 1
    assert print_papers([samples.closing()]).pages == 2
    assert print_papers([samples.closing()], "A4").pages == 1
