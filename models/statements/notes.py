"""会计报表附注: headings with computed tables, and words that the treasurer writes once a year."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from models.assets.queries import depreciation_on
from models.kit.money import yuan
from models.ledger import balances, year_end
from models.ledger import queries as books
from models.ledger.earmarks import earmarks
from models.ledger.records import Balance
from models.ledger.statement_lines import Cells, Statement
from models.ledger.statements import SIGNERS
from models.office import Office
from models.report import As, Column, Kind, Paper, Report, Row
from models.statements import queries
from models.statements.sheets import cells, has_last_year, is_large, plain_title

Table = Callable[[sqlite3.Connection, int], list[tuple[str, int, int]]]


@dataclass(frozen=True)
class Heading:
    """One part of the notes: its words when nothing was written, and the table under them."""

    key: str
    title: str
    said: Callable[[sqlite3.Connection, int], str]
    table: Table | None = None


def notes(office: Office, year: int) -> Report:
    """The notes of a year: (what, at its beginning or last year, at its end or this year)."""
    kept = queries.words(office.db, year)
    columns = (
        Column("内容", As.LONG, 112),
        Column("年初（上年）", As.MONEY, 30),
        Column("年末（本年）", As.MONEY, 30),
    )
    rows: list[Row] = []
    for number, heading in enumerate(HEADINGS, 1):
        rows.append(Row((f"{_CHINESE[number - 1]}、{heading.title}", None, None), Kind.GROUP))
        said = kept.get(heading.key) or heading.said(office.db, year)
        rows += [Row((line, None, None), level=1) for line in said.split("\n") if line.strip()]
        if heading.table:
            rows += [Row(cells_, level=1) for cells_ in heading.table(office.db, year)]
    return Report(
        "statement-notes",
        "会计报表附注",
        columns,
        tuple(rows),
        unit=office.unit_name,
        period=f"{year}年度",
        total="",
        signatures=SIGNERS,
        paper=Paper(row_height=6.5, head_height=8, text_size=9.5),
        maker=office.actor.name,
    )


_CHINESE = "一二三四五六七八九十"


def _none(_: sqlite3.Connection, __: int) -> str:
    return "无。"


def _declared(db: sqlite3.Connection, year: int) -> str:
    rules = "财会〔2021〕7号" if books.chart_of(db, f"{year}-12") >= 2022 else "2010年1月1日起施行"
    return (
        f"本单位 {year} 年度会计报表按照财政部《工会会计制度》（{rules}）编制，"
        "真实、完整地反映了本单位的财务状况和收支情况。"
    )


def _policy(db: sqlite3.Connection, year: int) -> str:
    said = [
        "会计年度自公历1月1日起至12月31日止，以人民币元为记账单位，采用借贷记账法。",
        "一般采用收付实现制；应收应付上下级经费、其他应收应付、固定资产折旧等按制度采用权责发生制。",
    ]
    if depreciation_on(db) and books.chart_of(db, f"{year}-12") >= 2022:
        said.append("固定资产按年限平均法按月计提折旧，不预留残值；折旧冲减资产基金，不计入支出。")
    else:
        said.append("固定资产不计提折旧。")
    said.append(f"收支结转：{year_end.MODES[year_end.mode(db)]}。")
    return "\n".join(said)


def _changed(db: sqlite3.Connection, year: int) -> str:
    if not has_last_year(db, year):
        return "上年不在本账套里，没有可比数。"
    found = _large(db, year)
    if not found:
        return "收入和支出各项与上年相比，增减都没有达到 20%。"
    return f"与上年相比增减达到 20% 的有 {len(found)} 项："


def _large(db: sqlite3.Connection, year: int) -> list[tuple[str, int, int]]:
    """Lines that changed by 20 % and more: (title with its reason, last year, this year)."""
    if not has_last_year(db, year):
        return []
    made = cells(db, Statement("year_on_year", f"{year}-12"))
    why = queries.words(db, year)
    found = []
    for at, line in enumerate(made.rows):
        if line.kind != "line":
            continue
        last, now = made.fen(at, "last_year") or 0, made.fen(at, "year") or 0
        if is_large(now, last):
            title = plain_title(line)
            reason = why.get(f"变动：{title}", "")
            found.append((f"{title}{'：' + reason if reason else ''}", last, now))
    return found


def _assets(db: sqlite3.Connection, year: int) -> list[tuple[str, int, int]]:
    made: Cells = cells(db, Statement("asset_schedule", f"{year}-12"))
    found = []
    for at, line in enumerate(made.rows):
        opening, closing = made.fen(at, "opening") or 0, made.fen(at, "closing") or 0
        if (opening or closing) and line.kind != "total":
            found.append(("　" * (line.indent - 1) + line.title, opening, closing))
    return found


def _leaves(*keys: str) -> Table:
    """The leaf accounts under these keys that have a balance, shown on their own side."""

    def table(db: sqlite3.Connection, year: int) -> list[tuple[str, int, int]]:
        found = balances.trial_balance(db, f"{year}-12")
        tops = {one.account.id: one for one in found if one.account.key in keys}
        by_id = {one.account.id: one for one in found}
        rows = []
        for one in found:
            top = _top(one, by_id)
            if one.account.leaf and top in tops and (one.opening_fen or one.closing_fen):
                sign = 1 if one.account.side == "debit" else -1
                rows.append((one.account.full_name, sign * one.opening_fen, sign * one.closing_fen))
        return rows

    return table


def _by_party(*keys: str) -> Table:
    """The same with the persons and partners that lines name, each under its account."""
    accounts = _leaves(*keys)

    def table(db: sqlite3.Connection, year: int) -> list[tuple[str, int, int]]:
        parties = _parties(db, year)
        rows = []
        for name, opening, closing in accounts(db, year):
            mine = parties.get(name, [])
            rows.append((name, opening, closing))
            rows += [(f"\u3000{one[0]}", one[1], one[2]) for one in mine]
            first, last = opening - sum(one[1] for one in mine), closing - sum(one[2] for one in mine)
            if mine and (first or last):
                rows.append(("\u3000没有写明单位或个人的", first, last))
        return rows

    return table


def _parties(db: sqlite3.Connection, year: int) -> dict[str, list[tuple[str, int, int]]]:
    """Full name of an account → (who, at the beginning, at the end), on the account's own side."""
    chart = {one.id: one for one in books.accounts(db)}
    found: dict[str, list[tuple[str, int, int]]] = {}
    for row in db.execute(
        "select l.account, coalesce(m.name, l.partner) as who,"
        " sum(iif(l.month < ?, l.debit_fen - l.credit_fen, 0)) as opening,"
        " sum(l.debit_fen - l.credit_fen) as closing"
        " from voucher_line l join voucher v on v.id = l.voucher left join member m on m.id = l.member"
        " where v.posted = 1 and l.month <= ? and (l.member is not null or l.partner <> '')"
        " group by l.account, l.member, l.partner having opening <> 0 or closing <> 0"
        " order by abs(closing) desc, who",
        (f"{year}-01", f"{year}-12"),
    ):
        account = chart[row["account"]]
        sign = 1 if account.side == "debit" else -1
        mine = found.setdefault(account.full_name, [])
        mine.append((row["who"], sign * row["opening"], sign * row["closing"]))
    return found


def _top(one: Balance, by_id: dict[int, Balance]) -> int:
    account = one.account
    while account.parent:
        account = by_id[account.parent].account
    return account.id


def _earmarked(db: sqlite3.Connection, year: int) -> list[tuple[str, int, int]]:
    return [
        (
            f"{one.name}（收 {yuan(one.income_fen)}，支 {yuan(one.expense_fen)}）",
            one.carried_fen,
            one.left_fen,
        )
        for one in earmarks(db, year)
    ]


def _asset_words(db: sqlite3.Connection, year: int) -> str:
    count = db.execute(
        "select count(*), coalesce(sum(quantity), 0) from asset where fund = 'union' and acquired_on <= ?"
        " and (disposed_on is null or disposed_on > ?)",
        (f"{year}-12-31", f"{year}-12-31"),
    ).fetchone()
    return f"年末登记固定资产卡片 {count[0]} 张、{count[1]} 件。" if count[0] else "没有登记固定资产卡片。"


def _or_none(table: Table, said: str) -> Callable[[sqlite3.Connection, int], str]:
    def words(db: sqlite3.Connection, year: int) -> str:
        return said if table(db, year) else "无。"

    return words


_DEBTS = _by_party(
    "due_from_superior", "other_receivable", "due_to_superior", "other_payable", "loan_out", "loan_in"
)
_CUSTODIAL = _leaves("custodial")
HEADINGS: tuple[Heading, ...] = (
    Heading("declared", "遵循工会会计制度的声明", _declared),
    Heading("policy", "重要会计政策", _policy),
    Heading("changes", "收支重大变化说明", _changed, _large),
    Heading("assets", "资产情况", _asset_words, _assets),
    Heading("debts", "应收应付款项明细", _or_none(_DEBTS, "各明细科目余额如下："), _DEBTS),
    Heading("custodial", "代管经费明细", _or_none(_CUSTODIAL, "代管经费不计入收支，余额如下："), _CUSTODIAL),
    Heading("earmarks", "专项资金使用情况", _or_none(_earmarked, "各专项结转如下："), _earmarked),
    Heading("contingent", "或有事项", _none),
    Heading("after", "资产负债表日后事项", _none),
    Heading("other", "其他需要说明的事项", _none),
)
