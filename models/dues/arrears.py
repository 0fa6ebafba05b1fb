"""Arrears on paper: who owes with age, by 分工会 for its leader, and strips to hand over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from models.dues import year
from models.dues.checks import age_words
from models.dues.lists import month_list
from models.dues.records import YearLine
from models.dues.reports import NO_UNIT, grouped
from models.kit.errors import Refused
from models.kit.money import yuan
from models.office import Office
from models.report import As, Column, Paper, Report, Row

_ARREARS = (
    Column("序号", As.MARK, 10), Column("工号", As.CODE, 14), Column("姓名", As.TEXT, 20),
    Column("分工会", As.TEXT, 28), Column("欠缴月份", As.LONG, 46), Column("月数", As.COUNT, 11),
    Column("账龄", As.MARK, 20, size=8.5), Column("欠缴金额", As.MONEY, 23, total=True),
)  # fmt: skip


def arrears(office: Office, number: int) -> Report:
    """会费欠缴表: who owes, which months, how old, by 分工会."""
    lines = year.arrears(office.db, number, office.today())
    rows = [
        Row(
            (
                index,
                line.payer.number,
                line.payer.name,
                line.payer.unit or NO_UNIT,
                month_list(line.owed_months),
                len(line.owed_months),
                age_words(line.age),
                line.owed_fen,
            ),
            link=f"member:{line.payer.id}",
        )
        for index, line in enumerate(lines, 1)
    ]
    ages = {bucket: [one for one in lines if age_words(one.age) == bucket] for bucket in _BUCKETS}
    said = "；".join(_age_line(bucket, people) for bucket, people in ages.items())
    return Report(
        "dues-arrears",
        "会费欠缴表",
        _ARREARS,
        tuple(rows),
        unit=office.unit_name,
        period=f"{number}年（截至 {office.today():%Y-%m-%d}）",
        total=f"合\u3000计\u3000{len(lines)} 人",
        notes=(said, "连续六个月以上无故不缴的，由会议研究，不自动除名。"),
        signatures=("制表", "审核", "工会主席"),
        paper=Paper(row_height=7, head_height=9),
        maker=office.actor.name,
        frozen=3,
    )


def arrears_by_unit(office: Office, number: int) -> Report:
    """会费欠缴名单: the same people, each 分工会 on a page of its own, to be handed to its leader."""
    whole = arrears(office, number)
    groups: dict[str, list[Row]] = {}
    for row in whole.rows:
        groups.setdefault(row.cells[3], []).append(row)
    rows: list[Row] = []
    for unit, people in sorted(groups.items()):
        numbered = [replace(row, cells=(at, *row.cells[1:])) for at, row in enumerate(people, 1)]
        rows += grouped(unit, f"{len(people)} 人", whole.columns, numbered)
    paper = replace(whole.paper, group_new_page=True)
    title = "会费欠缴名单"
    return replace(whole, id="dues-arrears-units", title=title, rows=tuple(rows), notes=(), paper=paper)


def reminders(office: Office, number: int, members: Collection[int] = ()) -> Report:
    """会费催缴条: one strip a member, to be cut and handed over; `members` empty: all who owe."""
    lines = [
        one
        for one in year.arrears(office.db, number, office.today())
        if one.payer.id in members or not members
    ]
    lines.sort(key=lambda line: (line.payer.unit, line.payer.number))
    if not lines:
        raise Refused(f"{number}年没有欠缴的会员。", remedy="不用催缴。")
    columns = (
        Column("姓名", As.TEXT, 20),
        Column("部门", As.TEXT, 26),
        Column("内容", As.LONG, 84),
        Column("欠缴金额", As.MONEY, 20, total=True),
        Column("本人签收", As.SIGN, 22),
    )
    rows: list[Row] = []
    for unit in dict.fromkeys(line.payer.unit or NO_UNIT for line in lines):
        people = [line for line in lines if (line.payer.unit or NO_UNIT) == unit]
        rows += grouped(unit, f"{len(people)} 人", columns, [_strip(line) for line in people])
    return Report(
        "dues-reminders",
        "会费催缴条",
        columns,
        tuple(rows),
        unit=office.unit_name,
        period=f"{number}年（截至 {office.today():%Y-%m-%d}）",
        total=f"合\u3000计\u3000{len(lines)} 人",
        notes=("沿横线裁开，交本人；已经缴了的请告诉工会财务委员核对。",),
        signatures=("经办",),
        paper=Paper(row_height=16, head_height=8),
        maker=office.actor.name,
    )


def _strip(line: YearLine) -> Row:
    who, months_owed = line.payer, month_list(line.owed_months)
    said = (
        f"{who.name}老师：您 {months_owed}的工会会费共 {yuan(line.owed_fen)} 元还没有缴，"
        "请在本月内缴给工会财务委员。"
    )
    return Row((who.name, who.department or who.unit, said, line.owed_fen, None), link=f"member:{who.id}")


def _age_line(bucket: str, people: Sequence[YearLine]) -> str:
    return f"{bucket}：{len(people)} 人 {yuan(sum(one.owed_fen for one in people))} 元"


_BUCKETS = ("1–2 个月", "3–5 个月", "6 个月以上")
