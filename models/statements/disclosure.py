"""工会经费收支公示: one page for the board, with shares, words and a chart."""

from __future__ import annotations

import sqlite3

from models.kit.days import words
from models.kit.money import yuan
from models.ledger.earmarks import held
from models.ledger.statement_lines import Cells, Line, Statement
from models.ledger.statements import indented
from models.office import Office
from models.report import As, Bar, Column, Paper, Report, Row, Tail
from models.statements import queries
from models.statements.sheets import cells

_MOST_BARS = 7


def disclosure(office: Office, year: int) -> Report:
    """The year's sources and uses; closing vouchers are left out, lines without money too."""
    which = Statement("disclosure", f"{year}-12")
    made = cells(office.db, which)
    figures = [fen or 0 for fen in made.column("year")]
    totals = {line.number: fen for line, fen in zip(made.rows, figures, strict=True)}
    shares = _shares(made, figures)
    columns = (
        Column("项目", As.TEXT, 40),
        Column("金额", As.MONEY, 28, zero="0.00"),
        Column("占比", As.MARK, 18),
        Column("说明", As.LONG, 84),
    )
    rows = []
    for at, (line, fen) in enumerate(zip(made.rows, figures, strict=True)):
        if line.kind != "total" and not fen:
            continue
        cells_ = (indented(line), fen, shares.get(at), _said(office.db, made, at, totals))
        rows.append(Row(cells_, strong=(0, 1, 2) if line.kind == "total" else ()))
    return Report(
        "fund-disclosure",
        f"{year}年度工会经费收支情况公示",
        columns,
        tuple(rows),
        unit=office.unit_name,
        unit_label="公示单位",
        period=f"{year}年1月至12月",
        total="",
        signatures=("工会主席", "经费审查委员会主任", "财务负责人", "制表"),
        paper=Paper(title_size=17.9, row_height=7.2, head_height=9, text_size=10, one_page=True),
        maker=office.actor.name,
        tail=_tail(office, year),
    )


def _shares(made: Cells, figures: list[int]) -> dict[int, str]:
    """Per cent of income and of expense; together exactly 100.00, the largest takes what is left over."""
    found: dict[int, str] = {}
    for side in ("credit", "debit"):
        mine = [at for at, line in enumerate(made.rows) if line.side == side]
        total = sum(figures[at] for at in mine)
        if total <= 0:
            continue
        points = {at: _rounded(figures[at] * 10_000, total) for at in mine if figures[at]}
        largest = max(points, key=lambda at: points[at])
        points[largest] += 10_000 - sum(points.values())
        found |= {at: f"{bp // 100}.{bp % 100:02d}%" for at, bp in points.items()}
        found[_above(made, mine[0])] = "100.00%"
    return found


def _rounded(number: int, by: int) -> int:
    """Half away from zero."""
    half = (abs(number) * 2 + by) // (2 * by)
    return half if number >= 0 else -half


def _above(made: Cells, at: int) -> int:
    """The total over this line."""
    number = made.rows[at].number
    return next(i for i, line in enumerate(made.rows) if f"#{number}" in line.formula)


# -- words ------------------------------------------------------------------------------------------


def _said(db: sqlite3.Connection, made: Cells, at: int, totals: dict[str, int]) -> str | None:
    """What was written for the line, else what the books say of it."""
    line, year = made.rows[at], made.which.year
    kept = queries.words(db, year).get(f"公示：{line.title}")
    if kept or line.kind == "total":
        return kept or _of_total(db, line, year, totals)
    if line.side == "debit":
        return _details(made, line)
    known = {"dues_income": _dues, "levy_income": _levy}.get(line.formula[0])
    return known(db, year) if known else _earmarks(db, line, year)


def _of_total(db: sqlite3.Connection, line: Line, year: int, totals: dict[str, int]) -> str | None:
    if "@fund_opening" in line.formula:
        return _funds(db, f"{year - 1}-12")
    if "@fund_direct" not in line.formula:
        return None
    moved = totals[line.number] - totals["1"] - totals["22"]
    return _funds(db, f"{year}-12") + (f"；直接调整 {yuan(moved)}" if moved else "")


def _funds(db: sqlite3.Connection, month: str) -> str:
    """其中：结转 10,000.00；结余 57,740.30, with the running surplus where the year is not closed."""
    from models.ledger import balances

    carried = sum(held(db, month).values())
    found = balances.trial_balance(db, month)
    surplus = -sum(one.closing_fen for one in found if one.account.key == "fund_surplus")
    running = -sum(
        one.closing_fen
        for one in found
        if one.account.level == 1 and one.account.kind in ("income", "expense")
    )
    said = f"其中：结转 {yuan(carried)}；结余 {yuan(surplus)}"
    return said + (f"；还没有年结的收支差额 {yuan(running)}" if running else "")


def _dues(db: sqlite3.Connection, year: int) -> str | None:
    row = db.execute(
        "select method, rate_bp from dues_standard where from_month <= ? order by from_month desc limit 1",
        (f"{year}-12",),
    ).fetchone()
    if row is None or row["method"] != "ratio":
        return None
    return f"会员按基本工资的 {_per_cent(row['rate_bp'])} 缴纳"


def _levy(db: sqlite3.Connection, year: int) -> str | None:
    row = db.execute(
        "select rate_bp, kept_bp from levy_rule where from_month <= ? order by from_month desc limit 1",
        (f"{year}-12",),
    ).fetchone()
    if row is None:
        return None
    return f"按职工工资总额 {_per_cent(row['rate_bp'])} 拨缴，留成 {_per_cent(row['kept_bp'])}"


def _per_cent(bp: int) -> str:
    """50 → 0.5%, 6000 → 60%."""
    whole, rest = divmod(bp, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def _earmarks(db: sqlite3.Connection, line: Line, year: int) -> str | None:
    """What grants were given for."""
    rows = db.execute(
        "with recursive f(id) as (select id from account where key = ?"
        " union select c.id from account c join f on c.parent = f.id)"
        " select distinct l.earmark from voucher_line l join voucher v on v.id = l.voucher"
        " where l.account in (select id from f) and l.earmark <> '' and v.posted = 1"
        " and v.kind <> 'closing' and l.month between ? and ? order by 1",
        (line.formula[0], f"{year}-01", f"{year}-12"),
    )
    names = [row[0] for row in rows]
    return "、".join(names) or _by_account(db, line, year)


def _by_account(db: sqlite3.Connection, line: Line, year: int) -> str | None:
    found = [f"{name} {yuan(fen)}" for name, fen in _children(db, line.formula[0], year, -1)]
    return "；".join(found) or None


def _details(made: Cells, line: Line) -> str | None:
    found = _children(made.db, line.formula[0], made.which.year, 1)
    return "；".join(f"{name} {yuan(fen)}" for name, fen in found) or None


def _children(db: sqlite3.Connection, key: str, year: int, sign: int) -> list[tuple[str, int]]:
    """The second-level accounts that moved, all below them counted, the largest first; short names."""
    rows = db.execute(
        "with recursive f(id, name) as (select a.id, a.name from account p join account a on a.parent = p.id"
        " where p.key = ? union all select c.id, f.name from account c join f on c.parent = f.id)"
        " select f.name, sum(s.debit_fen - s.closing_debit_fen - s.credit_fen + s.closing_credit_fen) as net"
        " from f join month_sum s on s.account = f.id where s.month between ? and ?"
        " group by f.name having net <> 0 order by abs(net) desc",
        (key, f"{year}-01", f"{year}-12"),
    )
    return [(row[0], sign * row[1]) for row in rows]


# -- chart, period, stamp -----------------------------------------------------------------------------


def _tail(office: Office, year: int) -> Tail:
    bars = _bars(office.db, year)
    shown = queries.publications(office.db, "disclosure", str(year))
    lines = [
        _period(shown[0]) if shown else _blank_period(),
        "联系人：＿＿＿＿＿＿　　电话：＿＿＿＿＿＿＿＿",
    ]
    day = words(shown[0].day) if shown else "　　　　年　　月　　日"
    return Tail(
        "支出构成（按用途，元）" if bars else "", bars, tuple(lines), (f"{office.unit_name}（章）", day)
    )


def _bars(db: sqlite3.Connection, year: int) -> tuple[Bar, ...]:
    """Uses by second-level account, the largest first; what is beyond seven is one bar."""
    rows = db.execute(
        "select coalesce(c.name, a.name) as title,"
        " sum(s.debit_fen - s.closing_debit_fen - s.credit_fen + s.closing_credit_fen) as net"
        " from month_sum s join account a on a.id = s.account"
        " left join account p on p.id = a.parent"
        " left join account c on c.id = iif(p.parent is null, a.id, p.id)"
        " where a.class = 'expense' and s.month between ? and ? group by title having net > 0"
        " order by net desc, title",
        (f"{year}-01", f"{year}-12"),
    ).fetchall()
    found = [(row["title"], row["net"]) for row in rows]
    if len(found) > _MOST_BARS:
        rest = sum(fen for _, fen in found[_MOST_BARS - 1 :])
        found = [*found[: _MOST_BARS - 1], ("其他各项", rest)]
    total = sum(fen for _, fen in found) or 1
    return tuple(Bar(name, fen, f"{yuan(fen)}　{_tenths(fen, total)}") for name, fen in found)


def _tenths(fen: int, total: int) -> str:
    tenths = _rounded(fen * 1_000, total)
    return f"{tenths // 10}.{tenths % 10}%"


def _period(one: queries.Publication) -> str:
    until = f"至{words(one.to_day)}" if one.to_day else "起"
    days = f"（{one.working_days} 个工作日）" if one.to_day else ""
    return f"公示期：{words(one.day)}{until}{days}。{_ASK}"


def _blank_period() -> str:
    return f"公示期：　　年　　月　　日至　　月　　日。{_ASK}"


_ASK = "对公示内容有意见的，请在公示期内向经费审查委员会反映。"
