"""The budget on paper: for the assembly with last year beside, execution, adjustment, quotas, settlements."""

from __future__ import annotations

from collections.abc import Sequence

from models.budget import execution, explanation, planning, queries, quotas
from models.budget.explanation import until, version_of
from models.budget.projects import project_list
from models.budget.records import (
    EXPENSE,
    INCOME,
    SIDES,
    SOURCES,
    STATES,
    Executed,
    Execution,
    Planned,
    Version,
)
from models.budget.settlement import settlement_sheet
from models.entry import END, YEAR, Entry
from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from models.kit.shares import percent
from models.office import Office
from models.report import As, Column, Kind, Paper, Report, Row

_SIGNERS = ("工会主席", "经审主任", "财务委员", "制表")
_NUMERALS = ("一", "二")
_BLOCKS = 10  # squares of a full bar


# -- the budget of a year ----------------------------------------------------------------------

_BUDGET = (
    Column("科目编码", As.CODE, 17),
    Column("科目", As.LONG, 38),
    Column("项目", As.LONG, 33),
    Column("上年预算", As.MONEY, 23, total=True),
    Column("上年执行", As.MONEY, 23, total=True),
    Column("本年预算", As.MONEY, 23, total=True),
    Column("增减额", As.MONEY, 22, total=True),
    Column("增减%", As.MARK, 14),
    Column("资金来源", As.MARK, 17),
    Column("测算依据", As.LONG, 48, size=7.5),
)


def budget(office: Office, year: int) -> Report:
    """收支预算表: income, then expense; last year's budget and execution beside each line."""
    version = version_of(office, year)
    rows = planning.planned(office.db, version)
    made: list[Row] = []
    for numeral, side in zip(_NUMERALS, (INCOME, EXPENSE), strict=True):
        mine = [one for one in rows if one.line.side == side]
        made.append(Row((f"{numeral}、{SIDES[side]}预算",), Kind.GROUP))
        made += [_budget_row(one) for one in mine]
        made.append(_budget_sum(mine, f"{SIDES[side]}合计"))
    usable = version.use_carryover_fen + version.use_surplus_fen
    income, expense = (sum(x.amount.fen for x in rows if x.line.side == side) for side in (INCOME, EXPENSE))
    made.append(
        Row(("收支差额", None, None, None, None, income - expense, None, None, None, None), Kind.TOTAL)
    )
    return Report(
        "budget",
        "工会经费收支预算表",
        _BUDGET,
        tuple(made),
        unit=office.unit_name,
        period=f"{year}年度",
        subject=_state_words(version),
        total="",
        notes=(
            f"本年动用结转 {yuan(version.use_carryover_fen)} 元、结余 {yuan(version.use_surplus_fen)} 元。",
        )
        if usable
        else (),
        signatures=_SIGNERS,
        paper=Paper(landscape=True, left=18, right=12, row_height=6.2, head_height=8, text_size=8.5),
        maker=office.actor.name,
        frozen=3,
    )


def _state_words(version: Version) -> str:
    words = [version.name, STATES[version.state]]
    if version.document:
        words.append(f"批复：{version.document}")
    if version.approved_on:
        words.append(f"批准日期：{version.approved_on}")
    return "　".join(words)


def _budget_row(one: Planned) -> Row:
    return Row(
        (
            one.line.code,
            one.line.account_name,
            one.line.short,
            one.last_budget_fen,
            one.last_done_fen,
            one.amount.fen,
            one.change_fen,
            percent(one.change_fen, one.last_budget_fen),
            SOURCES[one.amount.source] if one.line.side == EXPENSE else "",
            one.amount.basis_words,
        ),
        formulas=((6, "=F{r}-D{r}"),),
    )


def _budget_sum(rows: Sequence[Planned], label: str) -> Row:
    last = sum(one.last_budget_fen for one in rows)
    done = sum(one.last_done_fen for one in rows)
    now = sum(one.amount.fen for one in rows)
    cells = (label, None, None, last, done, now, now - last, percent(now - last, last), None, None)
    return Row(cells, Kind.SUBTOTAL)


# -- execution ---------------------------------------------------------------------------------

_EXECUTION = (
    Column("科目编码", As.CODE, 17),
    Column("科目", As.LONG, 40),
    Column("项目", As.LONG, 40),
    Column("年度预算", As.MONEY, 24, total=True),
    Column("本月", As.MONEY, 22, total=True),
    Column("累计", As.MONEY, 24, total=True),
    Column("执行率", As.MARK, 15),
    Column("进度", As.TEXT, 27, size=6.5),
    Column("已批未付", As.MONEY, 22, total=True),
    Column("可用余额", As.MONEY, 24, total=True),
)


def execution_sheet(office: Office, month: str) -> Report:
    """预算执行进度表: budget, month, cumulative, rate with a bar, committed, what is left."""
    seen = execution.execution(office.db, month := until(office, month))
    if seen.version is None:
        raise Refused(f"{seen.year} 年没有批准的预算，没有执行进度。", remedy="请先批准预算。")
    made: list[Row] = []
    for numeral, side in zip(_NUMERALS, (INCOME, EXPENSE), strict=True):
        made.append(Row((f"{numeral}、{SIDES[side]}",), Kind.GROUP))
        made += [_executed_row(one) for one in seen.side(side)]
        made += [
            Row((one.code, one.name, "没有预算项", 0, one.month_fen, one.done_fen, "", "", 0, -one.done_fen))
            for one in seen.loose
            if one.side == side
        ]
        made.append(_executed_sum(seen, side))
    over = [one for one in seen.side(EXPENSE) if one.over_fen]
    notes = [f"时间进度 {percent(seen.time_bp, 10_000)}。执行率为累计占调整后预算的比例。"]
    notes += [f"{one.line.title} 超出预算 {yuan(one.over_fen)} 元。" for one in over]
    return Report(
        "budget-execution",
        "预算执行进度表",
        _EXECUTION,
        tuple(made),
        unit=office.unit_name,
        period=month_words(month),
        total="",
        notes=tuple(notes),
        signatures=_SIGNERS,
        paper=Paper(landscape=True, left=18, right=12, row_height=6, head_height=8, text_size=8.5),
        maker=office.actor.name,
        frozen=3,
    )


def _executed_row(one: Executed) -> Row:
    return Row(
        (
            one.line.code,
            one.line.account_name,
            one.line.short,
            one.budget_fen,
            one.month_fen,
            one.done_fen,
            percent(one.done_fen, one.budget_fen),
            bar(one.done_fen, one.budget_fen),
            one.committed_fen,
            one.left_fen,
        ),
        link=f"budget-line:{one.line.id}",
        formulas=((9, "=D{r}-F{r}-I{r}"),),
    )


def _executed_sum(seen: Execution, side: str) -> Row:
    lines = seen.side(side)
    loose = [one for one in seen.loose if one.side == side]
    planned = sum(one.budget_fen for one in lines)
    month = sum(one.month_fen for one in lines) + sum(one.month_fen for one in loose)
    done = sum(one.done_fen for one in lines) + sum(one.done_fen for one in loose)
    waiting = sum(one.committed_fen for one in lines)
    cells = (f"{SIDES[side]}合计", None, None, planned, month, done, percent(done, planned))
    return Row((*cells, bar(done, planned), waiting, planned - done - waiting), Kind.SUBTOTAL)


def bar(part: int, whole: int) -> str:
    """A bar of squares: ■■■■□□ ; a full one is the whole."""
    if not whole:
        return ""
    filled = max(0, min(_BLOCKS, (part * _BLOCKS + whole // 2) // whole))
    return "■" * filled + "□" * (_BLOCKS - filled)


# -- adjustment --------------------------------------------------------------------------------

_ADJUSTMENT = (
    Column("科目编码", As.CODE, 18),
    Column("科目", As.LONG, 40),
    Column("项目", As.LONG, 36),
    Column("原预算", As.MONEY, 26, total=True),
    Column("调增", As.MONEY, 24, total=True),
    Column("调减", As.MONEY, 24, total=True),
    Column("调整后", As.MONEY, 26, total=True),
    Column("理由", As.LONG, 56, size=8),
)


def adjustment(office: Office, year: int) -> Report:
    """预算调整表 of the latest adjustment: the lines that changed."""
    changed = [one for one in queries.versions(office.db, year) if one.version]
    if not changed:
        raise Refused(f"{year} 年没有调整过预算。", remedy="要调整请在“预算”页新建预算调整。")
    version = changed[-1]
    rows = planning.planned(office.db, version)
    made: list[Row] = []
    for side in (INCOME, EXPENSE):
        mine = [one for one in rows if one.line.side == side and one.amount.fen != one.before_fen]
        if mine:
            made.append(Row((SIDES[side],), Kind.GROUP))
            made += [_adjusted_row(one, version) for one in mine]
            made.append(_adjusted_sum(mine, f"{SIDES[side]}调整合计"))
    whole = [sum(one.amount.fen for one in rows if one.line.side == side) for side in (INCOME, EXPENSE)]
    notes = [f"调整后收入预算 {yuan(whole[0])} 元，支出预算 {yuan(whole[1])} 元。"]
    if version.reason:
        notes.insert(0, f"调整理由：{version.reason}")
    return Report(
        "budget-adjustment",
        "预算调整表",
        _ADJUSTMENT,
        tuple(made),
        unit=office.unit_name,
        period=f"{year}年度",
        subject=_state_words(version),
        total="",
        notes=tuple(notes),
        signatures=_SIGNERS,
        paper=Paper(landscape=True, left=18, right=12, row_height=6.5, head_height=8, text_size=9),
        maker=office.actor.name,
    )


def _adjusted_row(one: Planned, version: Version) -> Row:
    gap = one.amount.fen - one.before_fen
    return Row(
        (
            one.line.code,
            one.line.account_name,
            one.line.short,
            one.before_fen,
            max(0, gap),
            max(0, -gap),
            one.amount.fen,
            one.amount.reason or version.reason,
        ),
        formulas=((6, "=D{r}+E{r}-F{r}"),),
    )


def _adjusted_sum(rows: Sequence[Planned], label: str) -> Row:
    gaps = [one.amount.fen - one.before_fen for one in rows]
    more, less = sum(gap for gap in gaps if gap > 0), -sum(gap for gap in gaps if gap < 0)
    before, after = sum(one.before_fen for one in rows), sum(one.amount.fen for one in rows)
    return Row((label, None, None, before, more, less, after, None), Kind.SUBTOTAL)


# -- quotas and exceptions ---------------------------------------------------------------------

_QUOTAS = (
    Column("分工会（小组）", As.TEXT, 36),
    Column("负责人", As.TEXT, 20),
    Column("人数", As.COUNT, 12, total=True),
    Column("标准", As.MONEY, 20),
    Column("额度", As.MONEY, 24, total=True),
    Column("已用", As.MONEY, 24, total=True),
    Column("已批未付", As.MONEY, 22, total=True),
    Column("其中借款未结", As.MONEY, 24, total=True),
    Column("余额", As.MONEY, 24, total=True),
    Column("使用率", As.MARK, 16),
)


def unit_quotas(office: Office, month: str) -> Report:
    """分工会额度使用表."""
    found = quotas.unit_quotas(office.db, month := until(office, month))
    if not found:
        raise Refused(f"{month[:4]} 年预算里没有分工会的额度。", remedy="请在“预算 › 额度”里按人数安排。")
    version = version_of(office, int(month[:4]))
    day = f"人数按 {version.roster_day} 的名册。" if version.roster_day else "人数按预算所列。"
    rows = [
        Row(
            (
                one.name,
                one.leader,
                one.planned_heads if one.planned_heads is not None else one.heads,
                one.standard_fen,
                one.quota_fen,
                one.spent_fen,
                one.committed_fen,
                one.advance_fen,
                one.left_fen,
                percent(one.spent_fen, one.quota_fen),
            ),
            formulas=((8, "=E{r}-F{r}-G{r}"),),
        )
        for one in found
    ]
    return Report(
        "unit-quotas",
        "分工会额度使用表",
        _QUOTAS,
        tuple(rows),
        unit=office.unit_name,
        period=month_words(month),
        notes=(day,),
        signatures=("工会主席", "财务委员", "制表"),
        paper=Paper(landscape=True, row_height=6.5, head_height=8, text_size=9),
        maker=office.actor.name,
        frozen=1,
    )


_OVERRIDES = (
    Column("日期", As.DAY, 22),
    Column("单据", As.TEXT, 30),
    Column("规则", As.MARK, 14),
    Column("预算项", As.LONG, 60),
    Column("超出金额", As.MONEY, 26, total=True),
    Column("理由", As.LONG, 70),
    Column("准许人", As.TEXT, 22),
)


def override_list(office: Office, year: int) -> Report:
    """超预算支出说明表: every exception with its reason, for the audit committee."""
    rows = [
        Row(
            (one.day, one.document, one.rule, one.line, one.over_fen, one.reason, one.who),
            link=f"voucher:{one.voucher}" if one.voucher else "",
        )
        for one in queries.overrides(office.db, f"{year}-01", f"{year}-12")
    ]
    return Report(
        "budget-overrides",
        "超预算支出说明表",
        _OVERRIDES,
        tuple(rows),
        unit=office.unit_name,
        period=f"{year}年度",
        signatures=("经审主任", "工会主席", "制表"),
        paper=Paper(landscape=True, row_height=6.5, head_height=8, text_size=9),
        maker=office.actor.name,
    )


_ROOM = "预算"
ENTRIES: tuple[Entry, ...] = (
    Entry("budget", "工会经费收支预算表", _ROOM, YEAR, lambda o, a: budget(o, a.year)),
    Entry("budget-notes", "预算编制说明", _ROOM, YEAR, lambda o, a: explanation.notes(o, a.year)),
    Entry("budget-projects", "项目预算明细表", _ROOM, YEAR, lambda o, a: project_list(o, a.year)),
    Entry("budget-execution", "预算执行进度表", _ROOM, END, lambda o, a: execution_sheet(o, a.last)),
    Entry("budget-adjustment", "预算调整表", _ROOM, YEAR, lambda o, a: adjustment(o, a.year)),
    Entry("unit-quotas", "分工会额度使用表", _ROOM, END, lambda o, a: unit_quotas(o, a.last)),
    Entry("unit-settlement", "分工会经费结算单", _ROOM, END, lambda o, a: settlement_sheet(o, a.last, a.of)),
    Entry("budget-overrides", "超预算支出说明表", _ROOM, YEAR, lambda o, a: override_list(o, a.year)),
)
