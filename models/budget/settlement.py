"""分工会经费结算单: the page that the leader of a branch or group signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from models.budget import quotas
from models.budget.explanation import until
from models.budget.records import Spent, UnitQuota
from models.kit.days import month_end
from models.kit.errors import Refused
from models.kit.money import yuan
from models.office import Office
from models.report import As, Column, Kind, Paper, Report, Row

_UNIT = "分工会（小组）："
_SURE = "以上各笔支出的事项、人数和金额我已核对，情况属实。"
_COLUMNS = (
    Column("日期", As.DAY, 24),
    Column("凭证", As.TEXT, 30),
    Column("摘要", As.LONG, 66),
    Column("金额", As.MONEY, 28, total=True),
    Column("额度余额", As.MONEY, 28),
)


def unit_settlements(office: Office, month: str, unit: str = "") -> list[Report]:
    """One page for every unit with a quota, or for the one that is named. Raises `Refused`."""
    month = until(office, month)
    found = [one for one in quotas.unit_quotas(office.db, month) if unit in ("", one.name)]
    if not found:
        what = f"没有叫“{unit}”并且有额度的分工会。" if unit else f"{month[:4]} 年预算里没有分工会的额度。"
        raise Refused(what, remedy="请在“预算 › 额度”里按人数安排。")
    span = (date(int(month[:4]), 1, 1), month_end(month))
    return [_page(office, one, quotas.unit_spent(office.db, one.unit, span), month) for one in found]


def _page(office: Office, quota: UnitQuota, spent: Sequence[Spent], month: str) -> Report:
    left, rows = quota.quota_fen, []
    for one in spent:
        left -= one.fen
        rows.append(
            Row((one.day, one.voucher_name, one.summary, one.fen, left), link=f"voucher:{one.voucher}")
        )
    heads = quota.planned_heads if quota.planned_heads is not None else quota.heads
    basis = f"（{heads} 人 × {yuan(quota.standard_fen)} 元）" if quota.standard_fen is not None else ""
    notes = [
        f"年度额度 {yuan(quota.quota_fen)} 元{basis}，已用 {yuan(quota.spent_fen)} 元，"
        f"剩余 {yuan(quota.quota_fen - quota.spent_fen)} 元。"
    ]
    if quota.advance_fen:
        notes.append(f"借款未结 {yuan(quota.advance_fen)} 元，请凭票据报销或退回。")
    notes.append(_SURE)
    return Report(
        "unit-settlement",
        "分工会经费结算单",
        _COLUMNS,
        tuple(rows),
        unit=office.unit_name,
        period=f"{month[:4]}年1月－{int(month[5:])}月",
        subject=f"{_UNIT}{quota.name}\u3000\u3000负责人：{quota.leader}",
        notes=tuple(notes),
        signatures=("分工会负责人", "经办人", "财务委员", "工会主席"),
        paper=Paper(row_height=7, head_height=8, text_size=9.5),
        maker=office.actor.name,
    )


def settlement_sheet(office: Office, month: str, unit: str = "") -> Report:
    """The page of one unit, or all of them in one report, each on pages of its own."""
    pages = unit_settlements(office, month, unit)
    if len(pages) == 1:
        return pages[0]
    rows: list[Row] = []
    for page in pages:
        name, leader = page.subject.removeprefix(_UNIT).split("\u3000\u3000")
        rows.append(Row((f"{name}\u3000{leader}\u3000{page.notes[0]}",), Kind.GROUP))
        rows += page.rows
        spent = sum(row.cells[3] for row in page.rows)
        rows.append(Row((f"{name}合计", None, None, spent, None), Kind.SUBTOTAL))
    paper = replace(pages[0].paper, group_new_page=True, sign_each=True)
    return replace(pages[0], subject="", rows=tuple(rows), notes=(), legend=_SURE, paper=paper, total="")
