"""Statements on paper besides the two of the ledger: assets, final account, changes, carry-over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from models.budget import queries as budgets
from models.entry import END, YEAR, Asked, Entry
from models.kit.days import month_end, month_words, words
from models.ledger.earmarks import earmarks
from models.ledger.statement_lines import Cells, Line, Statement
from models.ledger.statements import SIGNERS, indented
from models.office import Office
from models.report import As, Column, Paper, Report, Row
from models.statements import disclosure, notes, queries
from models.statements.sheets import cards, cells, has_last_year, is_large, plain_title, sheet

# -- 国有资产情况表 -----------------------------------------------------------------------------------


def asset_schedule(office: Office, year: int, month: str = "") -> Report:
    """会工 annual form: what the union owns and owes, and how it came to that in the year."""
    which = Statement("asset_schedule", month or f"{year}-12")
    made = cells(office.db, which)
    counts = _counts(office, which)
    named = sheet("asset_schedule").columns
    money = [made.column(key) for key, _ in named]
    columns = (
        Column("项目", As.TEXT, 62),
        Column("行次", As.MARK, 12),
        Column("数量", As.COUNT, 18),
        *(Column(title, As.MONEY, 40) for _, title in named),
    )
    rows = tuple(
        Row((indented(line), line.number, counts.get(line.formula[0]), *figures), strong=_all(line, 7))
        for line, *figures in zip(made.rows, *money, strict=True)
    )
    return Report(
        "asset-schedule",
        "国有资产情况表",
        columns,
        rows,
        unit=office.unit_name,
        period=words(month_end(which.month)),
        total="",
        notes=_asset_notes(made),
        signatures=SIGNERS,
        paper=Paper(landscape=True, right=12, row_height=6.2, head_height=8, text_size=9, one_page=True),
        maker=office.actor.name,
    )


def _counts(office: Office, which: Statement) -> dict[str, int]:
    """How many things of each class there are at the end; the whole under 固定资产原值."""
    day = month_end(which.month)
    found: dict[str, int] = {}
    for card in cards(office.db):
        if card.held(day):
            keys = [f"@class.{card.kind}"] + (["fixed_asset"] if card.kind != "intangible" else [])
            for key in keys:
                found[key] = found.get(key, 0) + card.quantity
    return found


def _asset_notes(made: Cells) -> tuple[str, ...]:
    """Whether the cards' classes add up to 固定资产原值."""
    at = next(i for i, line in enumerate(made.rows) if "fixed_asset" in line.formula)
    of_cards = [i for i, line in enumerate(made.rows) if line.formula[0].startswith("@class.")]
    total = sum(made.fen(i, "closing") or 0 for i in of_cards)
    if not total:
        return ("固定资产没有登记卡片，分类栏为空。",) if made.fen(at, "closing") else ()
    if total != made.fen(at, "closing"):
        return ("分类栏取自固定资产卡片，合计与账上的固定资产原值不等，请核对。",)
    return ("分类栏取自固定资产卡片，合计与账上的固定资产原值相等。",)


def _all(line: Line, count: int) -> tuple[int, ...]:
    return tuple(range(count)) if line.kind == "total" else ()


# -- 决算表 and 变动分析 -------------------------------------------------------------------------------


def final_account(office: Office, year: int) -> Report:
    """收支决算表: the budget as approved and as adjusted, what was done, the difference and its reason."""
    made = cells(office.db, Statement("final_account", f"{year}-12"))
    money = [made.column(key) for key in ("original", "adjusted", "year", "left")]
    planned = budgets.current(office.db, year) is not None
    said = queries.words(office.db, year)
    columns = (
        Column("项目", As.TEXT, 62),
        Column("年初预算", As.MONEY, 31),
        Column("调整后预算", As.MONEY, 31),
        Column("决算数", As.MONEY, 31),
        Column("差额", As.MONEY, 31),
        Column("完成%", As.MARK, 17),
        Column("说明", As.LONG, 54),
    )
    rows = []
    for line, *figures in _filled(made, money):
        differs = any(word.startswith("-") for word in line.formula)  # a difference is not fulfilled
        rate = None if differs else _percent(figures[2] or 0, figures[1] or 0)
        if not planned:
            figures[3] = None  # no difference from a budget that there isn't
        why = said.get(f"决算：{plain_title(line)}", "")
        gap = ((4, "=C{r}-D{r}"),) if planned else ()
        rows.append(Row((indented(line), *figures, rate, why), strong=_all(line, 7), formulas=gap))
    return Report(
        "final-account",
        f"{year}年度工会经费收支决算表",
        columns,
        tuple(rows),
        unit=office.unit_name,
        period=f"{year}年度",
        total="",
        notes=_budget_notes(office, year),
        signatures=SIGNERS,
        paper=Paper(landscape=True, right=12, row_height=5.6, head_height=8, text_size=8.5),
        maker=office.actor.name,
    )


def _budget_notes(office: Office, year: int) -> tuple[str, ...]:
    if budgets.current(office.db, year) is None:
        return (f"{year} 年没有已批准的预算，预算两栏为空；决算数取自账簿。",)
    return ("差额为调整后预算减决算数；决算数不含年末结转凭证。",)


_CHANGES = (
    Column("项目", As.TEXT, 62),
    Column("本年累计数", As.MONEY, 32),
    Column("上年同期数", As.MONEY, 32),
    Column("增减额", As.MONEY, 32),
    Column("增减%", As.MARK, 20),
    Column("重大", As.MARK, 12),
    Column("变动原因", As.LONG, 66),
)


def year_on_year(office: Office, month: str) -> Report:
    """收支变动分析表: this year to date beside the same months of last year; changes of 20 % are marked."""
    made = cells(office.db, Statement("year_on_year", month))
    money = [made.column(key) for key in ("year", "last_year", "change")]
    said = queries.words(office.db, int(month[:4]))
    comparable = has_last_year(office.db, int(month[:4]))
    rows = []
    for line, *figures in _filled(made, money):
        year, last = figures[0] or 0, figures[1] or 0
        large = comparable and is_large(year, last)
        if not comparable:  # what was there when the book began is no figure of that year
            figures, last = [figures[0], None, None], 0
        why = said.get(f"变动：{plain_title(line)}", "")
        cells_ = (indented(line), *figures, _percent(year - last, abs(last)), "是" if large else None, why)
        change = ((3, "=B{r}-C{r}"),) if comparable else ()
        rows.append(Row(cells_, strong=_all(line, 7), formulas=change))
    return Report(
        "year-on-year",
        "收支变动分析表",
        _CHANGES,
        tuple(rows),
        unit=office.unit_name,
        period=f"截至{month_words(month)}",
        total="",
        notes=(
            "“重大”指增减达到或超过上年同期数的 20%。" if comparable else "上年不在本账套里，没有可比数。",
        ),
        signatures=("财务负责人", "复核", "制表"),
        paper=Paper(landscape=True, right=12, row_height=5.6, head_height=8, text_size=8.5),
        maker=office.actor.name,
    )


def _filled(made: Cells, money: Sequence[Sequence[int | None]]) -> Iterator[tuple[Any, ...]]:
    """Totals, and the lines with figures; the first detail that is left of a line says 其中."""
    said = False
    for line, *figures in zip(made.rows, *money, strict=True):
        if line.kind != "detail":
            said = False
        if line.kind != "total" and not any(figures):
            continue
        if line.kind == "detail" and not said:
            line, said = replace(line, title=f"其中：{plain_title(line)}", indent=2), True
        yield line, *figures


def _percent(fen: int, of: int) -> str | None:
    """ "−12.3%", rounded half away from zero; None where there is nothing to compare with."""
    if not of:
        return None
    tenths = (abs(fen) * 2_000 + of) // (2 * of)
    sign = "−" if fen * (1 if of > 0 else -1) < 0 and tenths else ""
    return f"{sign}{tenths // 10}.{tenths % 10}%"


# -- 结转结余表, 反结账 --------------------------------------------------------------------------------


def carry_over(office: Office, year: int) -> Report:
    """结转结余表: every earmark with what it had, got, spent and has left."""
    said = queries.words(office.db, year)
    columns = (
        Column("专项", As.LONG, 62),
        *(
            Column(name, As.MONEY, 30, total=True)
            for name in ("上年结转", "本年收入", "本年支出", "退回和更正")
        ),
        Column("年末结转", As.MONEY, 30, total=True, zero="0.00"),
        Column("拟用途", As.LONG, 50),
    )
    rows = tuple(
        Row(
            (one.name, one.carried_fen, one.income_fen, one.expense_fen, one.adjusted_fen, one.left_fen,
             said.get(f"专项：{one.name}", "应退回" if one.returns and one.left_fen > 0 else ""))
        )
        for one in earmarks(office.db, year)
    )  # fmt: skip
    return Report(
        "earmark-carryover",
        "专项资金结转表",
        columns,
        rows,
        unit=office.unit_name,
        period=f"{year}年度",
        notes=() if rows else (f"{year} 年没有专项资金。",),
        signatures=("财务负责人", "复核", "制表"),
        paper=Paper(landscape=True, right=12, row_height=7, head_height=8, text_size=9),
        maker=office.actor.name,
    )


def reopenings(office: Office, year: int) -> Report:
    """反结账登记表: who, when, why, and which vouchers were posted until the month was closed again."""
    columns = (
        Column("月份", As.MARK, 22),
        Column("反结账时间", As.MARK, 32),
        Column("经办", As.TEXT, 20),
        Column("原因", As.LONG, 60),
        Column("重新结账", As.MARK, 32),
        Column("其间记账的凭证", As.LONG, 90),
    )
    rows = tuple(
        Row(
            (
                month_words(one.month),
                _time(one.at),
                one.by,
                one.reason,
                _time(one.closed_again) or "未结账",
                "；".join(one.vouchers) or "没有",
            )
        )
        for one in queries.reopenings(office.db, f"{year}-01", f"{year}-12")
    )
    return Report(
        "reopenings",
        "反结账登记表",
        columns,
        rows,
        unit=office.unit_name,
        period=f"{year}年",
        measure="",
        notes=("取自操作日志，不能修改。",) if rows else (f"{year} 年的月份没有反结账。",),
        signatures=("经审委员", "工会主席", "财务负责人"),
        paper=Paper(landscape=True, right=12, row_height=8, head_height=8, text_size=9),
    )


def _time(text: str) -> str:
    return text[:16].replace("T", " ")


def publications(office: Office, year: int) -> Report:
    """公示登记表: what was shown, where, how many working days, what was said."""
    from models.statements.actions import KINDS

    columns = (
        Column("公示内容", As.TEXT, 40),
        Column("所属期间", As.MARK, 24),
        Column("开始", As.DAY, 26),
        Column("结束", As.DAY, 26),
        Column("工作日", As.COUNT, 16),
        Column("地点", As.LONG, 56),
        Column("意见和答复", As.LONG, 66),
    )
    found: Sequence[queries.Publication] = [
        one for one in queries.publications(office.db) if str(year) in (one.period[:4], str(one.day.year))
    ]
    rows = tuple(
        Row((KINDS.get(one.kind, one.kind), one.period, one.day, one.to_day, one.working_days, one.place,
             one.objections or one.note))
        for one in found
    )  # fmt: skip
    return Report(
        "publications",
        "公示登记表",
        columns,
        rows,
        unit=office.unit_name,
        period=f"{year}年",
        measure="",
        notes=() if rows else (f"{year} 年没有公示记录。",),
        signatures=("工会主席", "经审委员", "登记"),
        paper=Paper(landscape=True, right=12, row_height=7.5, head_height=8, text_size=9),
    )


def _disclosure(office: Office, asked: Asked) -> Report:
    return disclosure.disclosure(office, asked.year)


_ROOM = "会计报表"
ENTRIES: tuple[Entry, ...] = (
    Entry("asset-schedule", "国有资产情况表", _ROOM, YEAR, lambda o, a: asset_schedule(o, a.year)),
    Entry("final-account", "经费收支决算表", _ROOM, YEAR, lambda o, a: final_account(o, a.year)),
    Entry("year-on-year", "收支变动分析表", _ROOM, END, lambda o, a: year_on_year(o, a.last)),
    Entry("statement-notes", "会计报表附注", _ROOM, YEAR, lambda o, a: notes.notes(o, a.year)),
    Entry("earmark-carryover", "专项资金结转表", _ROOM, YEAR, lambda o, a: carry_over(o, a.year)),
    Entry("fund-disclosure", "工会经费收支公示", _ROOM, YEAR, _disclosure),
    Entry("publications", "公示登记表", _ROOM, YEAR, lambda o, a: publications(o, a.year)),
    Entry("reopenings", "反结账登记表", _ROOM, YEAR, lambda o, a: reopenings(o, a.year)),
)
