"""What a movement means for a member's dues, in sentences, before it is entered."""

from __future__ import annotations

import sqlite3

from models.dues import queries
from models.dues.records import MonthDue
from models.kit.days import month_words, next_month
from models.kit.money import yuan
from models.members.records import STATUS_AFTER


def consequences(db: sqlite3.Connection, member: int, kind: str, day: str) -> list[str]:
    """What happens to the dues when a movement (key of `MOVEMENTS`) falls on a day or month."""
    month = day[:7]
    if STATUS_AFTER[kind] == "working":
        row = db.execute("select value from setting where key = 'dues_from'").fetchone()
        first = month if row and row[0] == "same" else next_month(month)
        return [f"从 {month_words(first)}起收会费。"]
    said = [f"会费收到 {month_words(month)}（含），{month_words(next_month(month))}起不再收。"]
    dues = _dues(db, member)
    owed = [one for one in dues if one.month <= month and one.owed_fen]
    if owed:
        total = sum(one.owed_fen for one in owed)
        said.append(
            f"到 {month_words(month)}还欠 {len(owed)} 个月 {yuan(total)} 元，仍然要收；"
            "不收的请在会费里登记免缴。"
        )
    paid = [one for one in dues if one.month > month and one.arrived_fen + one.transit_fen]
    if paid:
        total = sum(one.arrived_fen + one.transit_fen for one in paid)
        said.append(f"{month_words(next_month(month))}以后已经收了 {yuan(total)} 元，请核对要不要退还。")
    return said


def _dues(db: sqlite3.Connection, member: int) -> list[MonthDue]:
    """All assessed months of a member."""
    months = queries.assessed_months(db)
    if not months:
        return []
    return list(queries.month_dues(db, months[0], months[-1], member).values())
