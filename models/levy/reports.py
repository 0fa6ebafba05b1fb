"""The levy on paper: register, wage bills, notice and dunning letter; campaigns and earmarks as lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.entry import SPAN, YEAR, Asked, Entry
from models.kit.days import month_words, words
from models.kit.errors import Refused
from models.kit.money import capitals, yuan
from models.levy import campaigns, checks, queries
from models.levy import earmarks as register
from models.levy.entries import months_words
from models.levy.records import EARMARK_KINDS, LETTERS, MODES, MonthLevy
from models.office import Office
from models.report import As, Column, Kind, Paper, Report, Row

_MONEY = 26


def _money(title: str, group: str = "") -> Column:
    return Column(title, As.MONEY, _MONEY, total=True, group=group)


# -- register and wage bills ----------------------------------------------------------------------

_REGISTER = (
    Column("月份", As.TEXT, 22),
    _money("工资总额"),
    _money("应拨总额"),
    _money("应到账"),
    _money("实到账"),
    _money("其中留成"),
    _money("其中上缴"),
    _money("已上缴"),
    _money("少到账"),
)


def levy_register(office: Office, year: int) -> Report:
    """拨缴经费登记表: what should have come each month, what came, what was kept and sent up."""
    months = queries.status(office.db, year)
    rows = []
    for at, one in enumerate(months):
        rows.append(_register_row(one))
        if at % 3 == 2:
            rows.append(_quarter(months[at - 2 : at + 1], at // 3))
    law = queries.rule(office.db, f"{year}-12")
    until = min(office.today(), date(year, 12, 31))
    debt = queries.up_debt(office.db, until)
    since = f"，最早一笔 {words(debt.since)} 收到。" if debt.since else "。"
    notes = (
        f"比例：工资总额的 {law.rate_bp / 100:g}%，留成 {law.kept_bp / 100:g}%；{MODES[law.mode]}。",
        f"应付上级经费余额 {yuan(debt.fen)} 元{since}",
        *checks.behind(months, f"{until:%Y-%m}"),
    )
    return Report(
        "levy-register",
        "拨缴经费登记表",
        _REGISTER,
        tuple(rows),
        unit=office.unit_name,
        period=f"{year}年",
        notes=notes,
        signatures=("制表", "审核", "工会主席"),
        paper=Paper(landscape=True, row_height=6.5),
        maker=office.actor.name,
        frozen=1,
    )


def _register_row(one: MonthLevy) -> Row:
    gap = max(one.gap_fen, 0)
    figures = (one.bill.total_fen if one.bill else 0, one.whole_fen, one.expected_fen, one.received_fen)
    return Row((month_words(one.month), *figures, one.kept_fen, one.up_fen, one.remitted_fen, gap))


def _quarter(months: Sequence[MonthLevy], at: int) -> Row:
    rows = [_register_row(one).cells for one in months]
    sums = tuple(sum(row[column] for row in rows) for column in range(1, len(rows[0])))
    return Row((f"第{'一二三四'[at]}季度", *sums), Kind.SUBTOTAL)


def wage_bills(office: Office, year: int) -> Report:
    """工资总额表: heads and wage bill of each month with the paper it comes from."""
    bills = queries.wage_bills(office.db, f"{year}-01", f"{year}-12")
    before = queries.wage_bills(office.db, f"{year - 1}-01", f"{year - 1}-12")
    rows, notes = [], []
    for month, bill in sorted(bills.items()):
        law = queries.rule(office.db, month)
        mean = bill.total_fen // bill.heads if bill.heads else 0
        cells = (month_words(month), bill.heads, bill.total_fen, mean, law.expected(bill.total_fen))
        rows.append(Row((*cells, bill.document, bill.note)))
        notes.append(checks.jump(bill, before.get(f"{year - 1}{month[4:]}")))
    if not rows:
        raise Refused(f"{year}年还没有登记工资总额。", remedy="请先在“拨缴与代管”里登记。")
    columns = (
        Column("月份", As.TEXT, 24),
        Column("职工人数", As.COUNT, 18),
        _money("工资总额"),
        Column("人均工资", As.MONEY, 22),
        _money("应拨经费"),
        Column("文号", As.TEXT, 34),
        Column("说明", As.LONG, 26),
    )
    return Report(
        "wage-bill",
        "全部职工工资总额表",
        columns,
        tuple(rows),
        unit=office.name,
        period=f"{year}年",
        notes=("工资总额按统计口径，含编外和合同制人员。", *(one for one in notes if one)),
        signatures=("单位负责人", "财务负责人", "制表"),
        paper=Paper(row_height=7),
        maker=office.actor.name,
    )


# -- letters --------------------------------------------------------------------------------------


def letter(office: Office, kind: str, asked: Asked) -> Report:
    """拨缴通知单 or 催缴函 of a month or year, with the number of the letter that was written for it."""
    months = [
        one
        for one in queries.status(office.db, asked.year)
        if asked.first <= one.month <= asked.last and one.bill
    ]
    if kind == "dun":
        months = [one for one in months if one.gap_fen > 0 and one.month <= f"{office.today():%Y-%m}"]
    if not months:
        span = months_words(asked.first, asked.last)
        why = f"{span}还没有登记工资总额。" if kind == "notice" else f"{span}没有欠拨的经费，不用催缴。"
        raise Refused(why, remedy="请换一个期间，或先登记工资总额。")
    known = [
        one
        for one in queries.letters(office.db, asked.year)
        if one.kind == kind and one.from_month <= months[0].month and one.to_month >= months[-1].month
    ]
    number = known[0].number if known else ""
    return _letter(office, kind, months, (number, known[0].day if known else office.today()))


def _letter(office: Office, kind: str, months: Sequence[MonthLevy], head: tuple[str, date]) -> Report:
    law = queries.rule(office.db, months[-1].month)
    fen = sum(one.gap_fen if kind == "dun" else one.expected_fen for one in months)
    columns = (
        Column("所属月份", As.TEXT, 26),
        Column("职工人数", As.COUNT, 20 if kind == "dun" else 24),
        _money("工资总额"),
        Column("比例", As.MARK, 14 if kind == "dun" else 18),
        _money("应拨金额"),
        *((_money("已拨金额"), _money("欠拨金额")) if kind == "dun" else ()),
        Column("文号", As.TEXT, 30 if kind == "dun" else 52),
    )
    rows = tuple(Row(_letter_cells(kind, one, law.rate_bp)) for one in months)
    return Report(
        "levy-reminder" if kind == "dun" else "levy-notice",
        LETTERS[kind],
        columns,
        rows,
        unit=office.name,
        unit_label="致",
        period=months_words(months[0].month, months[-1].month),
        subject=f"编号：{head[0] or '（未编号）'}　　日期：{words(head[1])}",
        capitals=fen,
        notes=tuple(_letter_words(office, kind, fen, law.due_day)),
        signatures=("工会（盖章）", "工会主席", "经办", "单位签收"),
        paper=Paper(row_height=7.5, head_height=9),
        maker=office.actor.name,
    )


def _letter_cells(kind: str, one: MonthLevy, rate_bp: int) -> tuple[object, ...]:
    bill = one.bill
    wage, heads, paper = (bill.total_fen, bill.heads, bill.document) if bill else (0, 0, "")
    owed = (one.received_fen, one.gap_fen) if kind == "dun" else ()
    return month_words(one.month), heads, wage, f"{rate_bp / 100:g}%", one.expected_fen, *owed, paper


def _letter_words(office: Office, kind: str, fen: int, due_day: int) -> Sequence[str]:
    law = "根据《工会法》第四十三条，建立工会组织的单位按每月全部职工工资总额的 2% 向工会拨缴经费。"
    sum_words = f"{yuan(fen)} 元（大写：{capitals(fen)}）"
    if kind == "notice":
        return law, f"请将上列经费 {sum_words}于次月 {due_day} 日前拨入{office.unit_name}账户。"
    return (
        law,
        f"贵单位上列月份尚欠工会经费 {sum_words}，请于收到本函之日起 10 个工作日内拨付。",
        "逾期仍不拨缴的，工会可以依照《工会法》第四十四条向人民法院申请支付令。如已拨付，请与我会核对。",
    )


# -- campaigns and earmarks -----------------------------------------------------------------------


def campaign_register(office: Office) -> Report:
    """代管经费登记表: in, out and left of each campaign."""
    columns = (
        Column("代管项目", As.TEXT, 38),
        Column("委托方", As.TEXT, 34),
        Column("开始", As.DAY, 22),
        Column("结束", As.DAY, 22),
        _money("收入"),
        _money("付出"),
        _money("余额"),
        Column("明细科目", As.TEXT, 34),
        Column("说明", As.LONG, 26),
    )
    rows = tuple(
        Row(
            (one.name, one.principal, one.from_day, one.closed_on or one.to_day, one.in_fen, one.out_fen,
             one.left_fen, one.account_name, "已结束" if one.closed_on else one.note),
            link=f"account:{one.account}",
        )
        for one in campaigns.campaigns(office.db)
    )  # fmt: skip
    return Report(
        "campaign-register",
        "代管经费登记表",
        columns,
        rows,
        unit=office.unit_name,
        period=words(office.today()),
        notes=("代管经费不是工会收入，不列收支；项目结束时余额应为零。",),
        signatures=("制表", "审核", "工会主席"),
        paper=Paper(landscape=True, row_height=6.5),
        maker=office.actor.name,
    )


def earmark_register(office: Office, year: int) -> Report:
    """专项资金登记表: carried in, received, spent and left of each earmark."""
    columns = (
        Column("专项", As.TEXT, 34),
        Column("来源", As.TEXT, 20),
        Column("用途", As.LONG, 40),
        Column("文号", As.TEXT, 30),
        Column("使用期限", As.DAY, 22),
        _money("上年结转"),
        _money("本年收入"),
        _money("本年支出"),
        _money("余额"),
    )
    known = register.earmarks(office.db, year)
    rows = tuple(
        Row((one.name, EARMARK_KINDS[one.kind], one.purpose, one.document, one.use_by, one.before_fen,
             one.received_fen, one.spent_fen, one.left_fen))
        for one in known
    )  # fmt: skip
    return Report(
        "earmark-register",
        "专项资金登记表",
        columns,
        rows,
        unit=office.unit_name,
        period=f"{year}年",
        notes=tuple(register.warnings(known, min(office.today(), date(year, 12, 31)))),
        signatures=("制表", "审核", "工会主席"),
        paper=Paper(landscape=True, row_height=6.5),
        maker=office.actor.name,
    )


_ROOM = "拨缴与代管"
ENTRIES: tuple[Entry, ...] = (
    Entry("levy-register", "拨缴经费登记表", _ROOM, YEAR, lambda o, a: levy_register(o, a.year)),
    Entry("wage-bill", "全部职工工资总额表", _ROOM, YEAR, lambda o, a: wage_bills(o, a.year)),
    Entry("levy-notice", "拨缴工会经费通知单", _ROOM, SPAN, lambda o, a: letter(o, "notice", a)),
    Entry("levy-reminder", "工会经费催缴函", _ROOM, SPAN, lambda o, a: letter(o, "dun", a)),
    Entry("campaign-register", "代管经费登记表", _ROOM, YEAR, lambda o, _: campaign_register(o)),
    Entry("earmark-register", "专项资金登记表", _ROOM, YEAR, lambda o, a: earmark_register(o, a.year)),
)
