"""Approval forms, sign-off sheets, counts and reconciliations: what stands on them, and that all of it fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import paper_samples as samples
import pytest

from exporters.papers import Shift, calibration, print_papers
from exporters.papers.count import face_name
from exporters.papers.measures import measures_of
from exporters.preview import page_count, page_image, page_text
from models.kit.errors import Refused
from models.papers import (
    CashCountPaper,
    ClaimItemPaper,
    ClaimPaper,
    CoverPaper,
    LabelPaper,
    OpenItem,
    PastePaper,
    Recipient,
    ReconciliationPaper,
    SettlementPaper,
    SignOffPaper,
    SummaryPaper,
    VoucherPaperLine,
)

UNIT, DAY = "示例中学工会委员会", date(2026, 3, 20)
SIZES = ("240x140", "240x120", "210x120", "A5", "A4", "A4x3", "200x100", "300x200")


def text(papers, size="", page=0, **more):
    return page_text(print_papers(papers, size, **more).data, page)


def claim(**more):
    items = tuple(ClaimItemPaper(f"第 {n} 项", "职工活动支出—文体活动费", 10_000 * n) for n in (1, 2, 3))
    values = {"payee": "示例体育中心", "account": "示例银行（尾号 3307）", "attachments": 4} | more
    return ClaimPaper(
        "expense", UNIT, "2026-报-012", DAY, "第一分工会", "刘敏", "羽毛球赛", items, 60_000, **values
    )


# -- vouchers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_a_voucher_says_the_same_on_every_paper(size):
    said = "".join(text([samples.voucher()], size).split())
    for part in ("记字第0002号", "附单据2张", "叁万陆仟元整", "制单：周晓梅", "共1页"):
        assert part in said, part
    assert said.count("3600000") == 3


@pytest.mark.parametrize(
    ("size", "width", "height"), [("240x120", 240, 120), ("A4x3", 210, 297), ("200x100", 200, 100)]
)
def test_the_page_has_the_size_of_the_paper(size, width, height):
    wide, high, _ = page_image(print_papers([samples.voucher()], size).data, 0, 25.4)
    assert abs(wide - width) <= 1 and abs(high - height) <= 1  # a part of a dot makes one more


@pytest.mark.parametrize("size", SIZES)
def test_the_form_lies_within_its_paper(size):
    form = measures_of(size)
    below = form.top + form.head + 5 * form.row + form.total + form.below
    assert form.edges[-1] <= form.width - 5
    assert below + 3 <= form.tall - form.foot
    assert form.title + 0.29 * form.sizes[2] + 1 < form.top - 4.4 - 1.2


@pytest.mark.parametrize("size", ["A6", "100x50", "999x100", "240", "24x14"])
def test_paper_that_is_too_small_or_unknown_is_refused(size):
    with pytest.raises(Refused, match="纸"):
        print_papers([samples.voucher()], size)


def test_on_a_bought_form_only_what_varies_is_printed():
    said = text([samples.voucher()], preprinted=True)
    for part in ("示例中学工会委员会", "2025年3月20日", "0002", "银行存款", "叁万陆仟元整", "周晓梅"):
        assert part in said, part
    for part in ("记账凭证", "摘", "总账科目", "核算单位", "附单据", "制单", "字第"):
        assert part not in said, part


def test_the_offset_moves_everything_to_the_right_and_down():
    still = print_papers([samples.voucher()])
    moved = print_papers([samples.voucher()], shift=Shift(5.0, 2.5))
    assert still.data != moved.data
    before, after = (_first_ink(one.data) for one in (still, moved))
    assert (after[0] - before[0], after[1] - before[1]) == (10, 5)


def _first_ink(pdf):
    """The leftmost and topmost dark dot at two dots a millimetre."""
    wide, _, dots = page_image(pdf, 0, 50.8)
    dark = [at for at in range(0, len(dots), 4) if dots[at] < 160]
    return min(at // 4 % wide for at in dark), min(at // 4 // wide for at in dark)


def test_the_calibration_page_says_where_the_vouchers_are_now():
    made = calibration("240x140", Shift(1.0, -0.5))
    assert (made.pages, "向右 +1.0 毫米，向下 -0.5 毫米" in page_text(made.data, 0)) == (1, True)


def test_cover_and_summary_go_before_the_vouchers_on_the_same_paper():
    cover = CoverPaper(UNIT, "2026-03", 1, 20, 20, 46)
    rows = tuple((f"科目 {n}", n * 100, 0) for n in range(1, 31))
    summary = SummaryPaper(
        UNIT, "2026年3月", "记字第 0001 号－第 0020 号", (*rows, ("银行存款", 0, 46_500)), 20
    )
    made = print_papers([cover, summary, samples.voucher()], "240x140")
    pages = [page_text(made.data, at) for at in range(made.pages)]
    assert "记字第 0020 号" in pages[0] and "46 张" in pages[0]
    assert "转下页（2/2）" in pages[1]
    assert "465.00" in pages[2] and "人民币（大写）肆佰陆拾伍元整" in pages[2]
    assert "记字第 0002 号" in pages[3]


# -- approvals ------------------------------------------------------------------------------------


def test_an_expense_form_says_everything_that_is_signed_for():
    said = text([claim(budget="文体活动费", budget_left_fen=600_000, signed=(("approved", "陈立群", DAY),))])
    for part in ("支出报销审批单", "2026-报-012", "第一分工会", "4 张", "人民币（大写）陆佰元整", "¥600.00", "6,000.00",
                 "示例体育中心", "尾号 3307", "分工会主席", "财务审核", "经费审查", "工会主席审批", "陈立群", "经办人：刘　敏",
                 "证明（验收）人", "领款人"):  # fmt: skip
        assert part in said, part


def test_seven_items_take_two_sheets_and_the_sum_stands_on_the_last():
    items = claim().items * 3
    made = print_papers([replace(claim(), items=items[:7])])
    assert made.pages == 2
    first, second = page_text(made.data, 0), page_text(made.data, 1)
    assert "转下页（2/2）" in first and "人民币（大写）" not in first
    assert "（2/2）" in second and "人民币（大写）" in second
    assert print_papers([replace(claim(), items=items[:7])], "A4").pages == 1


def test_a_large_sum_leaves_room_for_the_minutes_or_names_them():
    assert "会议纪要号：＿" in text([replace(claim(), amount_fen=500_000)])
    assert "会议纪要：工会〔2026〕3 号" in text([replace(claim(), minutes="工会〔2026〕3 号")])
    assert "会议纪要" not in text([claim()])


def test_an_advance_slip_shows_its_term_and_how_it_was_settled():
    slip = replace(claim(), kind="advance", items=(), payee="刘敏", due_day=date(2026, 4, 19))
    said = text([slip])
    assert "借款期限" in said and "30 天" in said and "2026年4月19日" in said
    settled = replace(
        slip, settlement=SettlementPaper(date(2026, 4, 10), 42_000, 18_000, 0, "2026-04-记-007")
    )
    said = text([settled])
    assert "420.00" in said and "180.00" in said and "2026-04-记-007" in said


def test_a_payout_slip_names_what_is_paid():
    said = text([replace(claim(), kind="payout", payee="唐桂杰")])
    assert "领款人签名" in said and "唐桂杰" in said and "第 2 项 200.00 元" in said


def test_a_paste_sheet_is_blank_or_filled():
    assert "粘贴处" in text([PastePaper(UNIT)])
    said = text([PastePaper(UNIT, DAY, 4, 60_000, "羽毛球赛", "2026-报-012", "刘敏")], "240x140")
    assert "4 张" in said and "¥600.00" in said and "人民币陆佰元整" in said


# -- sign-off sheets ------------------------------------------------------------------------------


def people(count, fen=20_000):
    return tuple(Recipient(samples.name_of(n), fen) for n in range(1, count + 1))


def test_every_branch_has_its_own_pages_and_the_whole_stands_on_the_last():
    groups = (("第一分工会", people(61)), ("第二分工会", people(47)))
    made = print_papers(
        [SignOffPaper("慰问品签领表", UNIT, "2026年6月", groups, "端午节慰问", "粽子礼盒 1 盒")]
    )
    assert made.pages == 3
    first, second, third = (page_text(made.data, at) for at in range(3))
    assert "本页小计" in first and "¥6,200.00" in first and "¥12,200.00" not in first
    assert "¥12,200.00" in second and "壹万贰仟贰佰元整" in second
    assert "第二分工会（47 人）" in third and "¥9,400.00" in third and "¥21,600.00" in third
    assert "标准：200.00 元／人" in first


def test_different_amounts_and_different_goods_have_their_own_column():
    mixed = (Recipient("甲", 100_00), Recipient("乙", 250_50))
    said = text([SignOffPaper("慰问金签领表", UNIT, "2026年6月", (("第一分工会", mixed),))])
    assert "250.50" in said and "标准" not in said
    prizes = (Recipient("甲", 0, "一等奖 保温杯"), Recipient("乙", 0, "二等奖 毛巾"))
    said = text([SignOffPaper("奖品签领表", UNIT, "2026年6月", (("第一分工会", prizes),))])
    assert "二等奖 毛巾" in said and "奖项／物品" in said


# -- counts and reconciliations ---------------------------------------------------------------------


def test_a_cash_count_adds_up_and_says_what_is_missing():
    paper = CashCountPaper(UNIT, DAY, ((10_000, 20), (5_000, 5), (5, 2)), 225_000, 500, 600, "找零差错")
    assert (paper.counted_fen, paper.expected_fen, paper.difference_fen) == (225_010, 224_900, 110)
    said = text([paper])
    for part in ("2,250.10", "2,249.00", "长款", "1.10", "5 分", "找零差错", "贰仟贰佰伍拾元壹角整"):
        assert part in said, part
    assert [face_name(one) for one in (10_000, 100, 50, 10, 5, 1)] == [
        "100 元",
        "1 元",
        "5 角",
        "1 角",
        "5 分",
        "1 分",
    ]


def reconciliation(**more):
    item = lambda day, words, age, fen: (OpenItem(day, words, age, fen),)  # noqa: E731
    last = date(2025, 12, 31)
    return ReconciliationPaper(
        UNIT, last, "示例银行城中支行", 7_585_886, 7_014_976,
        item(last, "退回材料款", 0, 32_000), item(last, "账户管理费", 0, 1_500),
        item(date(2025, 12, 20), "代扣下半年会费", 11, 901_410), item(date(2025, 12, 5), "帮扶转账", 26, 300_000),
        **more,
    )  # fmt: skip


def test_both_sides_of_the_reconciliation_are_equal():
    said = text([reconciliation(enclosed="银行对账单 1 份")])
    assert said.count("76,163.86") == 2
    for part in (
        "75,858.86",
        "70,149.76",
        "调节后余额相等，差额 0.00",
        "未达账项 4 笔，超过 30 天 0 笔",
        "银行对账单 1 份",
    ):
        assert part in said, part


def test_many_open_items_stay_on_one_page_and_what_has_no_room_is_summed_up():
    many = tuple(OpenItem(date(2024, 5, 3), f"第 {n} 笔", 600, 100) for n in range(20))
    made = print_papers([replace(reconciliation(), book_out=many)])
    assert made.pages == 1
    assert "超过 30 天 20 笔" in page_text(made.data, 0)
    made = print_papers([replace(reconciliation(), book_out=many * 3)])
    said = page_text(made.data, 0)
    assert made.pages == 1
    assert "其余 37 笔，见勾对清单" in said and "37.00" in said
    assert "60.00" in said  # the sum of all sixty stands above them


def test_papers_without_a_printing_day_are_the_same_bytes_each_time():
    for papers in ([claim()], [reconciliation()], [PastePaper(UNIT)]):
        assert print_papers(papers).data == print_papers(papers).data
        assert page_count(print_papers(papers).data) == 1


# -- long names -----------------------------------------------------------------------------------

LONG = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县第一高级中学附属实验学校工会委员会"


def _gaps(data, words):
    """The places of words on the first page: left and right edges in points, each found once."""
    import pypdfium2

    page = pypdfium2.PdfDocument(data)[0]
    found = page.get_textpage()
    edges = []
    for one in words:
        at = found.search(one).get_next()
        boxes = [found.get_charbox(at[0] + step) for step in range(at[1])]
        edges.append((boxes[0][0], boxes[-1][2], boxes[0][1]))
    return edges


@pytest.mark.parametrize("size", SIZES)
def test_a_long_unit_stands_beside_the_day_on_a_voucher(size):
    made = print_papers([replace(samples.voucher(), unit=LONG)], size)
    unit, day = _gaps(made.data, [LONG[-6:], "2025年3月20日"])
    assert unit[1] < day[0]


def test_a_long_unit_and_cashier_stand_apart_on_a_receipt():
    paper = replace(samples.receipt(), unit=LONG, cashier="阿依古丽·买买提江·吐尔逊")
    unit, day, number, cashier, signed = _gaps(
        print_papers([paper]).data, [LONG[-6:], "2026年2月27日", "No. 2026", "吐尔逊", "交款人签名"]
    )
    assert unit[1] < day[0] and day[1] < number[0] and cashier[1] < signed[0]


def test_a_sum_that_no_voucher_holds_names_the_voucher():
    line = VoucherPaperLine("转存", "银行存款", debit_fen=123_456_789_012)
    with pytest.raises(Refused, match=r"11 位.*2025-03 记字第 0002 号"):
        print_papers([replace(samples.voucher(), lines=(line,))])


# -- asset labels ---------------------------------------------------------------------------------


def label(number="TY-0001", **more):
    values = {"place": "教工之家", "keeper": "何文博"} | more
    return LabelPaper(UNIT, number, "台式电脑", "通用设备", DAY, **values)


def test_twenty_four_labels_make_a_sheet():
    made = print_papers([label(f"TY-{n:04d}") for n in range(1, 26)])
    assert made.pages == 2
    first = page_text(made.data, 0)
    for part in (UNIT, "TY-0001", "TY-0024", "台式电脑", "通用设备", "2026-03-20", "教工之家", "何文博"):
        assert part in first, part
    assert "TY-0025" in page_text(made.data, 1)


def test_a_label_stays_within_its_place_on_the_sheet():
    wide, high, dots = page_image(print_papers([label(place="很长的地点" * 8)]).data, 0, 50.8)
    dark = [at // 4 for at in range(0, len(dots), 4) if dots[at] < 160]
    assert max(at % wide for at in dark) < 2 * 70 and max(at // wide for at in dark) < 2 * 37.5
    assert high > wide
