"""代管项目: money held for others, one sub-account of 代管经费 each; never below zero, zero at its end."""

from __future__ import annotations

import sqlite3
from datetime import date

from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import actions as ledger
from models.levy.records import Campaign, CampaignDraft
from models.store.journal import Change

_KEY = "custodial"


def campaigns(db: sqlite3.Connection, *, open_only: bool = False) -> list[Campaign]:
    """All campaigns with their money, those that run first, the latest first."""
    rows = db.execute(
        "select c.*, a.code || ' ' || a.name as account_name,"
        " coalesce((select sum(credit_fen - debit_fen) from opening_balance where account = c.account), 0)"
        " as opening,"
        " coalesce((select sum(l.credit_fen) from voucher_line l join voucher v on v.id = l.voucher"
        "   where l.account = c.account and v.posted = 1), 0) as came,"
        " coalesce((select sum(l.debit_fen) from voucher_line l join voucher v on v.id = l.voucher"
        "   where l.account = c.account and v.posted = 1), 0) as went"
        " from campaign c join account a on a.id = c.account"
        " where ? = 0 or c.closed_on is null order by c.closed_on is not null, c.from_day desc, c.id desc",
        (int(open_only),),
    )
    return [_campaign(row) for row in rows]


def campaign(db: sqlite3.Connection, key: int) -> Campaign:
    """One campaign. Raises `Refused` when it is gone."""
    found = next((one for one in campaigns(db) if one.id == key), None)
    if found is None:
        raise Refused("这个代管项目不在了。", remedy="请刷新后再试。")
    return found


def _campaign(row: sqlite3.Row) -> Campaign:
    came = row["opening"] + row["came"]
    return Campaign(
        row["id"],
        row["name"],
        row["principal"],
        row["account"],
        row["account_name"],
        date.fromisoformat(row["from_day"]),
        date.fromisoformat(row["to_day"]) if row["to_day"] else None,
        date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
        row["note"],
        came,
        row["went"],
        came - row["went"],
    )


def loose_fen(db: sqlite3.Connection) -> int:
    """The opening balance of 代管经费 that no campaign holds yet (credit fen)."""
    row = db.execute(
        "select coalesce(sum(o.credit_fen - o.debit_fen), 0) from opening_balance o join account a"
        " on a.id = o.account where a.key = ? and not exists (select 1 from campaign where account = a.id)",
        (_KEY,),
    ).fetchone()
    return int(row[0])


def start(change: Change, draft: CampaignDraft, *, takes_opening: bool = False) -> int:
    """A new campaign with a sub-account of its own. Raises `Refused`.

    `takes_opening`: the opening balance of 代管经费 that was not split belongs to it.
    """
    name = _checked(change, draft)
    loose = loose_fen(change.db)
    if loose and not takes_opening:
        raise Refused(
            f"代管经费有期初余额 {yuan(loose)} 元没有分到项目。",
            "takes_opening",
            "它是这个项目的就勾上“期初余额归这个项目”；不是的话，先给它建一个项目。",
        )
    account = _account(change, name)
    if loose:
        _move_opening(change, account)
    return change.insert(
        "campaign",
        {
            "name": name,
            "principal": draft.principal.strip(),
            "account": account,
            "from_day": draft.from_day,
            "to_day": draft.to_day,
            "note": draft.note.strip(),
        },
    )


def _checked(change: Change, draft: CampaignDraft, key: int | None = None) -> str:
    name = draft.name.strip()
    if not name:
        raise Refused("还没有写代管项目的名称。", "name", "例如：慈善一日捐。")
    twin = change.db.execute("select id from campaign where name = ?", (name,)).fetchone()
    if twin and twin["id"] != key:
        raise Refused(f"已经有叫“{name}”的代管项目。", "name", "同一件事每年做，请带上年份。")
    if draft.to_day and draft.to_day < draft.from_day:
        raise Refused("结束日期早于开始日期。", "to_day", "请改一下日期。")
    return name


def _account(change: Change, name: str) -> int:
    """The sub-account of that name that no campaign has yet, else a new one."""
    parent = change.db.execute(
        "select id, code from account where key = ? order by chart desc limit 1", (_KEY,)
    ).fetchone()
    if parent is None:
        raise Refused("科目表里没有代管经费。", "设置 › 科目", "请恢复这个科目。")
    free = change.db.execute(
        "select id from account where parent = ? and name = ?"
        " and not exists (select 1 from campaign where account = account.id)",
        (parent["id"], name),
    ).fetchone()
    if free:
        return int(free["id"])
    codes = [
        int(code)
        for (code,) in change.db.execute("select code from account where parent = ?", (parent["id"],))
        if code.isdigit()
    ]
    code = str(max(codes) + 1) if codes else f"{parent['code']}01"
    return ledger.add_account(change, code, name, parent["id"])


def _move_opening(change: Change, account: int) -> None:
    """The opening balance goes down to the sub-account; refused by the file once a month is closed."""
    parent = change.db.execute(
        "select id from account where key = ? order by chart desc limit 1", (_KEY,)
    ).fetchone()
    for row in change.db.execute(
        "select id from opening_balance where account = ?", (parent["id"],)
    ).fetchall():
        change.update("opening_balance", row["id"], {"account": account})


def change_campaign(change: Change, key: int, draft: CampaignDraft) -> None:
    """Other words about a campaign; its sub-account is renamed with it."""
    name = _checked(change, draft, key)
    row = change.db.execute("select account from campaign where id = ?", (key,)).fetchone()
    if row is None:
        raise Refused("这个代管项目不在了。", remedy="请刷新后再试。")
    values = {
        "name": name,
        "principal": draft.principal.strip(),
        "from_day": draft.from_day,
        "to_day": draft.to_day,
        "note": draft.note.strip(),
    }
    change.update("campaign", key, values)
    change.update("account", row["account"], {"name": name})


def close_campaign(change: Change, key: int, on: date) -> None:
    """结束: nothing may be left in it."""
    known = campaign(change.db, key)
    if known.closed_on:
        raise Refused(f"“{known.name}”已经结束了。")
    if known.left_fen:
        raise Refused(
            f"“{known.name}”还有 {yuan(known.left_fen)} 元没有上缴或退回，不能结束。",
            remedy="请先把余额付出去，再结束。",
        )
    if on < known.from_day:
        raise Refused("结束日期早于开始日期。", "day", "请改一下日期。")
    change.update("campaign", key, {"closed_on": on})


def reopen_campaign(change: Change, key: int) -> None:
    """It goes on after all."""
    change.update("campaign", key, {"closed_on": None})
