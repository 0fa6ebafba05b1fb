"""The layouts of different banks: the same two movements are read from each, and overlaps join in any way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.bank import imports, queries
from models.intake.cells import Book, Sheet
from models.kit.days import month_end
from models.kit.errors import Refused
from tests.models.bank.statements import account, book_of, running

TWO_COLUMNS = [
    ["[HISTORYDETAIL]"],
    ["凭证号", "本方账号", "对方账号", "交易时间", "借/贷", "借方发生额", "贷方发生额", "对方行号", "摘要", "用途", "对方单位", "余额"],
    ["0", "1102", "6222", "2026-01-05 10:11:12", "贷", "0.00", "500.00", "", "收款", "会费", "某校", "1,500.00"],
    ["12", "1102", "6222", "2026-01-06 10:11:12", "借", "23.45", "0.00", "", "付", "用品", "某店", "1,476.55"],
]  # fmt: skip
NEWEST_FIRST = [
    ["账户明细"],
    ["账号：10-500 0010 4000 8899", "", "户名：某工会"],
    ["交易时间", "收入金额", "支出金额", "账户余额", "交易行名", "对方账号", "对方户名", "交易用途", "附言"],
    ["2026-01-06 10:11:12", "", "23.45", "1476.55", "", "622", "某店", "用品", ""],
    ["2026-01-05 09:00:00", "500.00", "", "1500.00", "", "622", "某校", "会费", "3月"],
    ["打印时间：2026-02-01"],
]
BRACKETS = [
    ["账号", "账户名称", "交易时间", "借方发生额（支取）", "贷方发生额（收入）", "余额", "币种", "对方户名", "对方账号", "记账日期", "摘要", "备注"],
    ["3200", "某工会", "20260105 10:11:12", "0", "500.00", "1500.00", "人民币元", "某校", "6222", "20260105", "转账", "会费"],
    ["3200", "某工会", "20260106 10:11:12", "23.45", "0", "1476.55", "人民币元", "某店", "6222", "20260106", "转账", "用品"],
]  # fmt: skip
PAYER_AND_PAYEE = [
    ["查询账号", "325"],
    [
        "交易类型",
        "付款人账号",
        "付款人名称",
        "收款人账号",
        "收款人名称",
        "交易日期",
        "交易金额",
        "交易后余额",
        "交易流水号",
        "用途",
    ],
    ["来账", "1", "某校", "2", "某工会", "20260105", "500.00", "1500.00", "A0012345", "会费"],
    ["往账", "2", "某工会", "1", "某店", "20260106", "-23.45", "1476.55", "A0012346", "用品"],
]
TWO_ROWS = [
    ["交易日期", "摘要", "发生额", "", "余额", "对方户名"],
    ["", "", "借方", "贷方", "", ""],
    ["2026-01-05", "会费", "", "500", "1500", "某校"],
    ["2026-01-06", "用品", "23.45", "", "1476.55", "某店"],
    ["借方笔数：1", "贷方笔数：1", "", "", "", ""],
]
DIRECTION = [
    ["日期", "交易类型", "收/支", "金额(元)", "余额(元)", "对方"],
    ["2026/1/5", "转账", "收入", "500", "1500", "某校"],
    ["2026/1/6", "转账", "支出", "23.45", "1476.55", "某店"],
]
ENDS = [
    ["日期", "摘要", "支出", "收入", "余额", "对方户名"],
    ["2026-01-01", "承前页", "", "", "1000", ""],
    ["2026-01-05", "会费", "", "500", "1500", "某校"],
    ["2026-01-06", "用品", "23.45", "", "1476.55", "某店"],
    ["本月合计", "", "23.45", "500", "", ""],
    ["", "期末余额", "", "", "1476.55", ""],
]
ALL = (TWO_COLUMNS, NEWEST_FIRST, BRACKETS, PAYER_AND_PAYEE, TWO_ROWS, DIRECTION, ENDS)


def plan(office, rows):
    return imports.plan_statement(office, Book("对账单.csv", "csv", "", (Sheet("1", rows),)))


@pytest.mark.parametrize("rows", ALL)
def test_each_layout_gives_the_same_movements(office, rows):
    made = plan(office, rows)
    assert [(row.day.isoformat(), row.fen, row.partner) for row in made.rows] == [
        ("2026-01-05", 50_000, "某校"),
        ("2026-01-06", -2_345, "某店"),
    ]
    assert (made.opening_fen, made.closing_fen, made.doubtful) == (100_000, 147_655, False)


def test_columns_that_are_swapped_are_named(office):
    head = ["日期", "摘要", "贷方", "借方", "余额"]
    rows = [["2026-01-05", "会费", "", "500", "1500"], ["2026-01-06", "用品", "23.45", "", "1476.55"]]
    with pytest.raises(Refused, match="两列反了"):
        plan(office, [head, *rows])


MOVE = st.tuples(st.integers(1, 28), st.integers(-50_000, 50_000).filter(bool))


@given(moves=st.lists(MOVE, min_size=2, max_size=8), cut=st.data())
def test_two_overlapping_files_are_one(fresh_office, moves, cut):
    office = fresh_office()
    said = [
        (f"1-{number:02d}", fen, f"第{at}笔")
        for at, (number, fen) in enumerate(sorted(moves, key=lambda m: m[0]))
    ]
    days = sorted({when for when, _, _ in said})
    first_until = cut.draw(st.sampled_from(days))
    second_from = cut.draw(st.sampled_from([when for when in days if when <= first_until]))
    whole = running(0, *said)
    first = [row for row, (when, _, _) in zip(whole, said, strict=True) if when <= first_until]
    second = [row for row, (when, _, _) in zip(whole, said, strict=True) if when >= second_from]
    for rows in (first, second[::-1], whole):
        made = imports.plan_statement(office, book_of(rows))
        assert made.warnings == ()
        with office.change("导入") as change:
            imports.apply_statement(change, made)
    lines = queries.bank_lines(office.db, account(office))
    assert sorted(line.words for line in lines) == sorted(words for _, _, words in said)
    assert queries.bank_balance(office.db, account(office), month_end("2026-01")) == sum(
        fen for _, fen in moves
    )
    assert queries.gaps(office.db, account(office)) == []
