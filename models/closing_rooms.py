"""What the registers say before a month or year is closed: dues, bank, cash, assets, levy, budget."""

from __future__ import annotations

import sqlite3

from models.assets import queries as assets
from models.budget.execution import execution
from models.calendar.routine import dues_of_months
from models.closing_books import Point, Span
from models.dues import queries as dues
from models.dues import year as register
from models.kit.days import month_end, month_words, months
from models.kit.money import yuan
from models.ledger import balances, queries


def points(db: sqlite3.Connection, span: Span) -> list[Point]:
    """Everything that needs a register; what is not used is said so."""
    made = [_bank(db, span), _cash_count(db, span), _depreciation(db, span), _asset_ties(db, span),
            _levy(db, span), _advances(db, span), _recurring(db, span), _budget(db, span)]  # fmt: skip
    if not span.whole_year:
        made += [_dues(db, span.last)]
    return [*made, _transit(db, span), _tie(db, span)]


# -- dues -----------------------------------------------------------------------------------------


def _dues(db: sqlite3.Connection, month: str) -> Point:
    one = dues_of_months(db, month, month).get(month)
    if one is None:
        return Point("会费已收齐", False, "这个月没有核定会费", where=f"dues:{month}")
    said = f"还有 {one.owing} 人没有缴，共 {yuan(one.owed_fen)} 元" if one.owing else f"{one.payers} 人"
    return Point("会费已收齐", not one.owing, said, where=f"dues:{month}" if one.owing else "")


def _transit(db: sqlite3.Connection, span: Span) -> Point:
    waiting = [one for month in months(span.first, span.last) for one in dues.waiting(db, month)]
    waiting = list({one.id: one for one in waiting}.values())
    fen = sum(batch.dues_fen + batch.pending_fen for batch in waiting)
    where = f"dues-batch:{waiting[0].id}" if waiting else ""
    return Point("扣款都已到账", not waiting, f"{yuan(fen)} 元还没有到账" if waiting else "", where=where)


def _tie(db: sqlite3.Connection, span: Span) -> Point:
    tie = register.tie_out(db, span.first, span.last)
    said = f"两边都是 {yuan(tie.register_fen)} 元"
    if not tie.ok:
        said = f"台账 {yuan(tie.register_fen)}，账上 {yuan(tie.ledger_fen)}"
    return Point("会费台账与账簿一致", tie.ok, said)


# -- money ----------------------------------------------------------------------------------------


def _bank(db: sqlite3.Connection, span: Span) -> Point:
    name = "银行已对账"
    used = db.execute(
        "select b.id, b.name, max(s.last_day) from bank_account b join bank_statement s on s.bank = b.id"
        " where b.closed_on is null or b.closed_on > ? group by b.id order by b.id",
        (f"{span.first}-01",),
    ).fetchall()
    if not used:
        return Point(name, True, "还没有导入过对账单", applies=False)
    signed = {
        row[0]
        for row in db.execute(
            "select bank from reconciliation where month = ? and state = 'signed'", (span.last,)
        )
    }
    end = month_end(span.last).isoformat()
    short = [row for row in used if row[2] < end and row[0] not in signed]
    left = [row for row in used if row[0] not in signed]
    if short:
        said = f"“{short[0][1]}”的对账单只到 {short[0][2]}"
    else:
        said = f"“{left[0][1]}”的余额调节表还没有签" if left else f"{len(used)} 个账户都已签"
    return Point(name, not left, said, where=f"bank:{span.last}" if left else "")


def _cash_count(db: sqlite3.Connection, span: Span) -> Point:
    name = "现金已盘点"
    row = db.execute("select id from account where key = 'cash' order by chart desc limit 1").fetchone()
    fen = balances.balance(db, row[0], span.last) if row else 0
    if not fen:
        return Point(name, True, "月末没有现金", applies=False)
    count = db.execute(
        "select day, counted_fen - book_fen - unbooked_in_fen + unbooked_out_fen from cash_count"
        " where substr(day, 1, 7) = ?"
        " order by day desc limit 1",
        (span.last,),
    ).fetchone()
    if count is None:
        return Point(name, False, f"账上有现金 {yuan(fen)}，月末没有盘点", where=f"cash-count:{span.last}")
    if count[1]:
        return Point(name, False, f"{count[0]} 盘点相差 {yuan(count[1])}", where=f"cash-count:{span.last}")
    return Point(name, True, f"{count[0]} 盘点相符")


def _levy(db: sqlite3.Connection, span: Span) -> Point:
    """应付上级经费 at the end: what was received for the superior and not sent on."""
    name = "应上缴的经费已上缴"
    row = db.execute("select id from account where key = 'due_to_superior' order by chart desc").fetchone()
    ids = queries.family(db, row[0]) if row else []
    fen = -balances.balance(db, row[0], span.last) if row else 0
    marks = ", ".join("?" * len(ids))
    used = (
        ids
        and db.execute(f"select 1 from month_sum where account in ({marks}) limit 1", tuple(ids)).fetchone()
    )
    if not fen and not used:
        return Point(name, True, "没有经本单位上缴的经费", applies=False)
    said = f"还有 {yuan(fen)} 没有上缴" if fen > 0 else f"多缴了 {yuan(-fen)}" if fen else "已全部上缴"
    return Point(name, not fen, said, where=f"levy:{span.year}" if fen else "")


def _advances(db: sqlite3.Connection, span: Span) -> Point:
    """Advances past their day, and receivables that have not moved for 30 days."""
    name = "借款没有超期"
    end = month_end(span.last).isoformat()
    late = db.execute(
        "select number, handler, amount_fen, due_day from claim where kind = 'advance' and state = 'paid'"
        " and due_day is not null and due_day < ? order by due_day",
        (end,),
    ).fetchall()
    if late:
        fen = sum(row[2] for row in late)
        said = f"{len(late)} 笔借款过了还款日，共 {yuan(fen)}，最早的是{late[0][1]}（{late[0][3]}）"
        return Point(name, False, said, where="claims:advance")
    row = db.execute("select id from account where key = 'other_receivable' order by chart desc").fetchone()
    fen = balances.balance(db, row[0], span.last) if row else 0
    if not fen:
        return Point(name, True, "没有其他应收款", applies=False)
    moved = db.execute(
        "select 1 from voucher_line l join voucher v on v.id = l.voucher where l.account in"
        f" ({', '.join(str(key) for key in queries.family(db, row[0]))}) and v.posted = 1"
        " and v.day between date(?, '-30 days') and ? limit 1",
        (end, end),
    ).fetchone()
    said = f"其他应收款 {yuan(fen)}" + ("" if moved else "，30 天没有变动")
    return Point(name, bool(moved), said, where="" if moved else f"account:{row[0]}:{span.last}")


# -- assets ---------------------------------------------------------------------------------------


def _depreciation(db: sqlite3.Connection, span: Span) -> Point:
    name = "折旧已计提"
    if db.execute("select 1 from asset limit 1").fetchone() is None:
        return Point(name, True, "没有登记固定资产卡片", applies=False)
    if not assets.depreciation_on(db):
        return Point(name, True, "本单位设置为不计提折旧", applies=False)
    first = max(span.first, queries.first_month(db))
    fen = sum(line.fen for line in assets.due(db, first, span.last))
    said = f"还有 {yuan(fen)} 没有计提" if fen else ""
    return Point(name, not fen, said, where=f"depreciation:{span.last}" if fen else "")


def _asset_ties(db: sqlite3.Connection, span: Span) -> Point:
    name = "资产登记与账一致"
    if db.execute("select 1 from asset union all select 1 from goods limit 1").fetchone() is None:
        return Point(name, True, "没有登记固定资产和物品", applies=False)
    wrong = [tie for tie in assets.ties(db, span.last) if not tie.ok]
    said = "；".join(
        f"{tie.account}登记 {yuan(tie.register_fen)}，账上 {yuan(tie.ledger_fen)}" for tie in wrong
    )
    return Point(name, not wrong, said, where="assets" if wrong else "")


# -- templates and budget ---------------------------------------------------------------------------

_STEP = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12}


def _recurring(db: sqlite3.Connection, span: Span) -> Point:
    """Recurring vouchers whose month came and that were neither made nor passed over."""
    name = "定期凭证都已生成"
    rows = db.execute(
        "select id, name, every, from_month, to_month from voucher_template where every <> ''"
    ).fetchall()
    if not rows:
        return Point(name, True, "没有设定期凭证", applies=False)
    done = {(row[0], row[1]) for row in db.execute("select template, month from voucher_template_done")}
    missing = [
        (row["name"], month)
        for row in rows
        for month in months(max(span.first, row["from_month"]), min(span.last, row["to_month"] or span.last))
        if not _since(row["from_month"], month) % _STEP[row["every"]] and (row["id"], month) not in done
    ]
    said = f"“{missing[0][0]}”{month_words(missing[0][1])}没有生成，共 {len(missing)} 张" if missing else ""
    return Point(name, not missing, said, where="templates" if missing else "")


def _since(first: str, month: str) -> int:
    return (int(month[:4]) - int(first[:4])) * 12 + int(month[5:]) - int(first[5:])


def _budget(db: sqlite3.Connection, span: Span) -> Point:
    """Expense lines of the budget in force that are overspent; the list itself is on the budget's page."""
    name = "支出没有超预算"
    done = execution(db, span.last)
    if done.version is None:
        return Point(name, True, "今年没有批准的预算", applies=False)
    over = [one for one in done.lines if one.over_fen]
    said = "；".join(f"“{one.line.title}”超 {yuan(one.over_fen)}" for one in over[:3])
    said += f" 等 {len(over)} 项" if len(over) > 3 else ""
    return Point(name, not over, said, where=f"budget:{span.year}" if over else "")
