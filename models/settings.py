"""What an office settles once: its names, days, rules of retirement, holidays, accounts; all checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.kit.days import month_words, parse_month
from models.kit.errors import Refused
from models.ledger import balances, queries
from models.store.journal import Change

WOMEN = {"women_cadre": "按女干部（原 55 周岁起延迟）", "women_worker": "按女工人（原 50 周岁起延迟）"}
SIGNERS = {"blank": "留空，打印后手签", "filled": "印上使用人的姓名", "marks": "印上在程序里签过字的人"}
HOLIDAY_KINDS = {"off": "放假", "work": "调休上班"}


def read(db: sqlite3.Connection, key: str, default: str = "") -> str:
    """One setting as text."""
    row = db.execute("select value from setting where key = ?", (key,)).fetchone()
    return str(row[0]) if row else default


def put(change: Change, key: str, value: str) -> None:
    """Keep one setting; nothing is journalled when it is so already."""
    row = change.db.execute("select id from setting where key = ?", (key,)).fetchone()
    if row is None:
        change.insert("setting", {"key": key, "value": value})
    else:
        change.update("setting", row[0], {"value": value})


def set_names(change: Change, name: str, unit_name: str) -> None:
    """The school's name and the union's full name as printed."""
    name, unit_name = name.strip(), unit_name.strip()
    if not name:
        raise Refused("还没有写单位名称。", "name", "请写上学校名称。")
    put(change, "office_name", name)
    put(change, "unit_name", unit_name or f"{name}工会委员会")


def set_tax_number(change: Change, number: str) -> None:
    """统一社会信用代码 of the union, by which invoices are checked; empty: by name alone."""
    number = number.strip().upper()
    if number and not (number.isascii() and number.isalnum() and 15 <= len(number) <= 20):
        raise Refused("税号应是 15 到 20 位数字和字母。", "tax_number", "请照法人资格证书填写。")
    put(change, "unit_tax_number", number)


def why_first_month_stays(db: sqlite3.Connection) -> str:
    """Why the first month of the book can't be another one; empty when it can."""
    for query, why in (
        ("select 1 from voucher limit 1", "账里已经有凭证"),
        ("select 1 from dues_due limit 1", "已经核定过会费"),
        ("select 1 from period where state = 'closed' limit 1", "已经结过账"),
        ("select 1 from opening_balance limit 1", "已经录过期初余额"),
    ):
        if db.execute(query).fetchone():
            return f"{why}，启用月份不能再改。"
    return ""


def set_first_month(change: Change, month: str) -> None:
    """From which month on this book is kept. Raises `Refused` once something is in it."""
    month = parse_month(month)
    if month == queries.first_month(change.db):
        return
    why = why_first_month_stays(change.db)
    if why:
        raise Refused(why, month_words(month), "请新建一个账套。")
    put(change, "first_month", month)


def set_day(change: Change, key: str, day: int) -> None:
    """ "dues_day" or "closing_day": until which day of the month."""
    if key not in ("dues_day", "closing_day") or not 1 <= day <= 31:
        raise Refused("日期要在 1 到 31 之间。", key, "大于当月天数时按月末算。")
    put(change, key, str(day))


def set_retirement(change: Change, women: str) -> None:
    """As what a woman counts whose post is not that of a worker."""
    if women not in WOMEN:
        raise Refused("没有这种退休规则。")
    put(change, "retirement_women", women)


def set_signers(change: Change, way: str) -> None:
    """Whether names are printed under papers."""
    if way not in SIGNERS:
        raise Refused("没有这种签名方式。")
    put(change, "print_signers", way)


# -- holidays ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class HolidayRow:
    """A day off, or a weekend that is worked."""

    id: int
    day: date
    name: str
    kind: str


def holidays(db: sqlite3.Connection, year: int) -> list[HolidayRow]:
    """The days of a year, in order."""
    rows = db.execute(
        "select id, day, name, kind from holiday where day between ? and ? order by day",
        (f"{year}-01-01", f"{year}-12-31"),
    )
    return [HolidayRow(row[0], date.fromisoformat(row[1]), row[2], row[3]) for row in rows]


def holiday_years(db: sqlite3.Connection) -> list[int]:
    """The years that have any, in order."""
    return [int(row[0]) for row in db.execute("select distinct substr(day, 1, 4) from holiday order by 1")]


def put_holiday(change: Change, day: date, name: str, kind: str, key: int | None = None) -> int:
    """Add a day, or change the one of that id. One entry a day."""
    if kind not in HOLIDAY_KINDS:
        raise Refused("请选放假还是上班。", "kind")
    if not name.strip():
        raise Refused("还没有写是什么节日。", "name")
    twin = change.db.execute("select id from holiday where day = ?", (day.isoformat(),)).fetchone()
    if twin and twin[0] != key:
        raise Refused(f"{day:%Y-%m-%d} 已经登记过了。", "day", "请改原来那一条。")
    row = {"day": day, "name": name.strip(), "kind": kind}
    if key is None:
        return change.insert("holiday", row)
    change.update("holiday", key, row)
    return key


def drop_holidays(change: Change, keys: Sequence[int]) -> None:
    """Take days out of the table."""
    for key in keys:
        change.delete("holiday", key)


# -- accounts ---------------------------------------------------------------------------------


def hide_account(change: Change, key: int, hidden: bool) -> None:
    """停用 or 启用 an account. One that code needs or that has a balance stays in use."""
    row = change.db.execute("select name, key from account where id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("没有这个科目。", remedy="请刷新后再试。")
    if hidden and row["key"] in ("bank", "cash", "dues_income", "other_payable"):
        raise Refused(f"“{row['name']}”登记会费和收付款要用，不能停用。")
    if hidden and balances.balance(change.db, key, "9999-12"):
        raise Refused(f"“{row['name']}”还有余额，不能停用。", remedy="请先把余额转走。")
    change.update("account", key, {"hidden": int(hidden)})


def opening(db: sqlite3.Connection, year: int) -> dict[str, tuple[int, int]]:
    """期初余额 by account code: (debit fen, credit fen)."""
    rows = db.execute(
        "select a.code, o.debit_fen, o.credit_fen from opening_balance o join account a on a.id = o.account"
        " where o.year = ?",
        (year,),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def next_code(db: sqlite3.Connection, parent: int) -> str:
    """A code for one more sub-account: behind the last one, else the parent's with 01."""
    above = db.execute("select code from account where id = ?", (parent,)).fetchone()[0]
    last = db.execute("select max(code) from account where parent = ?", (parent,)).fetchone()[0]
    return str(int(last) + 1) if last and str(last).isdigit() else f"{above}01"
