"""A report's paper says what the report says, on the right page, inside its cells."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import paper_samples as samples
import pytest

from exporters.fonts import width
from exporters.layout import Laid, lay_out
from exporters.pdf import print_out, render, render_many
from exporters.pen import MM
from exporters.preview import page_count, page_text
from models.kit.errors import Cancelled, Refused
from models.kit.money import capitals, yuan
from models.report import As, Column, Kind, Paper, Report, Row

ALL = (
    samples.dues,
    samples.matrix,
    samples.month_plan,
    samples.year_plan,
    samples.trial_balance,
    samples.ledger,
    samples.sign_list,
)


def small(*rows: Row, **more: object) -> Report:
    """A report of two columns."""
    columns = (Column("事由", As.LONG, 60), Column("金额", As.MONEY, 20, total=True))
    return replace(Report("small", "小表", columns, rows, unit=samples.UNIT), **more)  # type: ignore[arg-type]


def texts(report: Report) -> list[str]:
    """The text of every page."""
    data = render(report)
    return [page_text(data, page) for page in range(page_count(data))]


@pytest.mark.parametrize("make", ALL)
def test_every_string_fits_its_cell(make: object) -> None:
    laid: Laid = lay_out(make())  # type: ignore[operator]
    for line in (line for page in laid.pages for line in page):
        for cell in line.cells:
            room = sum(laid.sheet.columns[cell.first : cell.first + cell.span]) - cell.indent
            for said in cell.fitted.lines:
                assert width(said, cell.fitted.size, cell.look.weight) <= (room - 0.9) * MM, said


@pytest.mark.parametrize("make", ALL)
def test_rows_signatures_and_notes_stay_above_the_foot_line(make: object) -> None:
    laid: Laid = lay_out(make())  # type: ignore[operator]
    for number, page in enumerate(laid.pages, 1):
        last = number == len(laid.pages)
        below = laid.sheet.body + sum(line.height for line in page) + laid.sheet.tail(last)
        assert below <= laid.sheet.foot - 2.0


def test_two_renders_are_equal_byte_by_byte() -> None:
    report = replace(samples.dues(), made_on=None)
    assert render(report) == render(report)


def test_the_first_page_of_the_dues_list_reads_as_it_should() -> None:
    first = texts(samples.dues(made_on=date(2026, 1, 28)))[0]
    for said in (
        "会费收缴明细表",
        "编制单位：示例职业技术学校工会委员会",
        "所属期：2026年1月",
        "金额单位：元",
        "姓　名",
        "第1分工会（应缴 40 人）",
        "本页小计",
        "制表：周晓梅",
        "校验码：7F3A-91C2-5D08-E4B6（账簿记录至第 1502 条）",
        "打印日期：2026年1月28日",
        "第 1 页",
        "共 7 页",
    ):
        assert said in first, said


def test_a_group_that_runs_on_says_so_on_the_next_page() -> None:
    assert "第1分工会（续，应缴 40 人）" in texts(samples.dues())[1]
    assert "第1分工会（续）　39 人" in texts(samples.matrix())[1]


def test_page_sums_add_up_to_the_total() -> None:
    pages = texts(samples.dues())
    sums = [re.search(r"本页小计[^\n\d]*\d+ 人\s*([\d,.]+)", page) for page in pages]
    fen = sum(int(found[1].replace(",", "").replace(".", "")) for found in sums if found)
    total = samples.dues().total_row
    assert total is not None
    assert fen == total.cells[5]
    assert yuan(fen) in pages[-1]


def test_capitals_and_notes_stand_on_the_last_page_only() -> None:
    report = samples.dues()
    pages = texts(report)
    said = "人民币" + capitals(report.capitals or 0)
    assert [said in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert "说明：会费按缴费基数" in pages[-1]


def test_a_book_carries_its_sums_from_page_to_page() -> None:
    report = samples.ledger()
    laid = lay_out(report)
    assert all(len(page) == 28 for page in laid.pages)
    for before, after in zip(laid.pages, laid.pages[1:], strict=False):
        assert before[-1].row.cells[3] == "过次页"
        assert after[0].row.cells[3] == "承前页"
        assert before[-1].row.cells[5:] == after[0].row.cells[5:]
    shown = [line.row for page in laid.pages for line in page if line.row.kind is Kind.DETAIL]
    wanted = [row for row in report.rows if row.kind is Kind.DETAIL]
    assert [row.cells[1:] for row in shown] == [row.cells[1:] for row in wanted]


def test_the_first_line_of_a_book_page_says_its_month_again() -> None:
    month, firsts = None, []
    for page in lay_out(samples.ledger()).pages:
        mine = [line.row.cells[0] for line in page if line.row.kind is Kind.DETAIL]
        firsts.append((mine[0], mine[0] or month))
        month = next((one for one in reversed(mine) if one is not None), month)
    assert len(firsts) > 1 and all(said == meant for said, meant in firsts)


def test_a_book_that_starts_within_the_year_carries_its_sums_from_january() -> None:
    report = samples.ledger()
    before = 1_000_00
    more = [
        replace(row, cells=(*row.cells[:5], row.cells[5] + before, *row.cells[6:]))
        if row.kind is Kind.YEAR
        else row
        for row in report.rows
    ]
    carried = [lay_out(one).pages[0][-1].row.cells for one in (report, replace(report, rows=tuple(more)))]
    assert carried[1][5] - carried[0][5] == before
    assert carried[1][6] == carried[0][6]


def test_a_carry_line_holds_the_running_sums_and_the_balance() -> None:
    report = samples.ledger()
    first = lay_out(report).pages[0]
    details = [line.row for line in first if line.row.kind is Kind.DETAIL]
    carry = first[-1].row
    assert carry.cells[5] == sum(row.cells[5] for row in details)
    assert carry.cells[6] == sum(row.cells[6] for row in details)
    assert carry.cells[8] == details[-1].cells[8]
    assert carry.cells[7] == "借"


def test_a_two_level_head_names_its_groups_once() -> None:
    page = texts(samples.trial_balance())[0]
    assert page.count("本期发生额") == 1
    assert page.count("借　方") == 4


def test_rare_characters_are_printed_or_marked_and_reported() -> None:
    printed = print_out([small(Row(("𠮷 䶮 㛃 𬭼 𪚥\U0002ffff", 100)))])
    said = page_text(printed.data, 0)
    for char in "䶮㛃𬭼":
        assert char in said
    assert "〔U+2FFFF〕" in said
    assert "\U0002ffff" in printed.missing
    assert "䶮" not in printed.missing


def test_a_negative_amount_has_a_minus() -> None:
    assert "\u221212.34" in texts(small(Row(("退回", -1234))))[0]


def test_an_amount_wider_than_its_column_is_refused_in_words() -> None:
    with pytest.raises(Refused) as caught:
        render(small(Row(("合并", 9_999_999_999_99))))
    assert "金额" in caught.value.what
    assert "9,999,999,999.99" in caught.value.what


def test_a_paper_of_one_page_shrinks_until_it_fits() -> None:
    laid = lay_out(samples.year_plan())
    assert len(laid.pages) == 1
    crowded = replace(samples.year_plan(), rows=samples.year_plan().rows[:1] * 13)
    assert lay_out(crowded).sheet.scale < 1


def test_a_paper_that_would_be_unreadable_on_one_page_is_refused() -> None:
    crowded = replace(samples.year_plan(), rows=samples.year_plan().rows * 4)
    with pytest.raises(Refused, match="放不下"):
        lay_out(crowded)


def test_a_very_long_text_runs_over_pages_without_losing_a_character() -> None:
    said = "".join(f"第{n}条" for n in range(2500))
    pages = texts(small(Row((said, 100)), total=""))
    assert len(pages) > 1
    assert all(f"第{n}条" in re.sub(r"\s", "", "".join(pages)) for n in (0, 1250, 2499))


def test_an_unknown_paper_is_refused() -> None:
    with pytest.raises(Refused, match="B7"):
        render(small(paper=Paper(size="B7")))


def test_an_empty_report_still_prints_its_head() -> None:
    assert "事　由" in texts(small())[0]


def test_several_reports_make_one_file_with_bookmarks() -> None:
    import io

    import pypdf

    data = render_many([samples.month_plan(), samples.trial_balance()])
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert [mark.title for mark in reader.outline] == ["工会工作行事历", "科目余额表"]  # type: ignore[union-attr]
    assert reader.metadata is not None
    assert reader.metadata.title == "工会工作行事历"
    assert not reader.metadata.author
    assert not reader.metadata.producer


def test_two_thousand_members_are_printed_whole() -> None:
    report = samples.dues(2000, 20)
    laid = lay_out(report)
    shown = [line.row.cells[1] for page in laid.pages for line in page if line.row.kind is Kind.DETAIL]
    assert shown == [str(1000 + n) for n in range(1, 2001)]


def test_printing_stops_when_the_person_wants_it() -> None:
    class Stop:
        """Stops at once."""

        def step(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_out([samples.month_plan()], Stop())


def test_notes_that_leave_no_room_for_the_table_are_refused() -> None:
    with pytest.raises(Refused, match="没有地方印表格"):
        render(small(Row(("甲", 1)), notes=("很长的说明。" * 900,)))


def test_a_long_memo_in_a_book_takes_the_next_line_too() -> None:
    report = samples.ledger()
    memo = "".join(f"支付第{n}批慰问品货款；" for n in range(9))
    first = replace(report.rows[1], cells=(*report.rows[1].cells[:3], memo, *report.rows[1].cells[4:]))
    laid = lay_out(replace(report, rows=(report.rows[0], first, *report.rows[2:])))
    parts = [line for page in laid.pages for line in page if line.row.cells[3] == memo]
    said = "".join(
        text for line in parts for cell in line.cells if cell.first == 3 for text in cell.fitted.lines
    )
    assert said == memo
    assert len(parts) > 1
    assert all(cell.first == 3 for line in parts[1:] for cell in line.cells)
    assert all(len(page) == 28 for page in laid.pages)
    assert all(cell.fitted.height <= 7.6 * MM for line in parts for cell in line.cells)
