"""The books as journals of other programs: hledger and beancount, with assertions at each year's end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.kit import disk
from models.kit.errors import Refused
from models.kit.money import plain
from models.ledger import balances, dimensions, queries
from models.ledger.records import Account, Line, Voucher, voucher_name
from models.office import Office

_ROOTS = {
    "asset": "assets",
    "liability": "liabilities",
    "net": "equity",
    "income": "income",
    "expense": "expenses",
}
_TYPES = {"asset": "A", "liability": "L", "net": "E", "income": "R", "expense": "X"}


def export(office: Office, form: str, path: Path) -> int:
    """Write the books for hledger or beancount; returns the number of transactions. Raises `Refused`."""
    books = _read(office)
    writer = _beancount if form == "beancount" else _hledger
    aside = path.with_name(f".~{path.name}.part")
    try:
        with aside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in writer(books))
        disk.flush(aside)
        disk.put(aside, path)
    except OSError as error:
        raise Refused("文件写不出来。", str(path), "请检查文件夹和磁盘空间。") from error
    finally:
        disk.discard(aside)
    return len(books.vouchers)


@dataclass(frozen=True)
class _Books:
    """What both journals are written from."""

    head: str
    chart: Mapping[int, Account]
    vouchers: Sequence[Voucher]
    opening_year: int
    opening: Sequence[tuple[int, int]]  # account, fen debit positive
    ends: Mapping[int, Sequence[tuple[int, int]]]  # by year: account, balance in fen
    names: Mapping[int, str]  # of vouchers, by id
    about: Mapping[str, Mapping[int, str]]  # of dimensions

    @property
    def used(self) -> list[Account]:
        """Accounts that are spoken of, by code."""
        keys = {line.account for one in self.vouchers for line in one.lines}
        keys |= {account for account, _ in self.opening}
        return sorted((self.chart[key] for key in keys), key=lambda one: (one.code, one.id))

    @property
    def start(self) -> str:
        """The first day."""
        days = [self.vouchers[0].day.isoformat()] if self.vouchers else []
        return min([*days, *([f"{self.opening_year}-01-01"] if self.opening else [])], default="2022-01-01")

    def said(self, line: Line) -> list[tuple[str, str]]:
        """The dimensions of a line by their names."""
        found = []
        for one in dimensions.DIMENSIONS:
            value = getattr(line, one.column)
            if value:
                found.append((one.column, str(self.about[one.column].get(value, value))))
        return found

    def marks(self, voucher: Voucher) -> list[tuple[str, str]]:
        """What a voucher is besides its lines."""
        marks = [("kind", voucher.kind)] if voucher.kind != "normal" else []
        if voucher.reverses:
            marks.append(("reverses", self.names[voucher.reverses]))
        if voucher.refunds:
            marks.append(("refunds", self.names[voucher.refunds]))
        return marks


def _read(office: Office) -> _Books:
    db = office.db
    vouchers = [one for one in queries.vouchers(db, "0000-01", "9999-12") if one.posted]
    vouchers.sort(key=lambda one: (one.day, one.word, one.number or 0))
    rows = db.execute(
        "select year, account, debit_fen - credit_fen from opening_balance order by account"
    ).fetchall()
    years = sorted({one.day.year for one in vouchers})
    return _Books(
        f"{_line(office.unit_name)}  {office.seal}",
        _chart(db),
        vouchers,
        rows[0][0] if rows else 0,
        [(row[1], row[2]) for row in rows if row[2]],
        {year: list(_ends(db, year)) for year in years},
        {one.id: voucher_name(one.month, one.word, one.number) for one in vouchers},
        dimensions.all_names(db),
    )


def _chart(db: queries.Db) -> dict[int, Account]:
    """Every account; those of a chart that was given up say so, for codes and names may be the same."""
    latest = queries.chart_of(db)
    return {
        one.id: one if one.chart == latest else replace(one, full_name=f"{one.full_name}（旧制度）")
        for one in queries.accounts(db)
    }


def _ends(db: queries.Db, year: int) -> Iterator[tuple[int, int]]:
    """What each account has at the year's end; where a new chart took over, the old accounts have nothing."""
    carried = bool(queries.carried(db, f"{year}-12"))
    for one in balances.trial_balance(db, f"{year}-12"):
        if one.account.leaf and one.moved:
            yield one.account.id, 0 if carried else one.closing_fen
    if carried:
        for one in balances.trial_balance(db, f"{year + 1}-01"):
            if one.account.leaf and one.opening_fen:
                yield one.account.id, one.opening_fen


def _by_year(books: _Books) -> Iterator[tuple[int, list[Voucher]]]:
    for year in books.ends:
        yield year, [one for one in books.vouchers if one.day.year == year]


# -- hledger ------------------------------------------------------------------------------------


def _hledger(books: _Books) -> Iterator[str]:
    yield f"; {books.head}"
    yield "decimal-mark ."
    yield "commodity 1000.00 CNY"
    yield ""
    for account in books.used:
        tag = f", key:{_value(account.key)}" if account.key else ""
        yield f"account {_hledger_name(account)}  ; type:{_TYPES[account.kind]}{tag}"
    if books.opening:
        yield ""
        yield f"{books.opening_year}-01-01 * 期初余额"
        for key, fen in books.opening:
            yield f"    {_hledger_name(books.chart[key])}  {plain(fen)} CNY"
    for year, vouchers in _by_year(books):
        for voucher in vouchers:
            yield from _hledger_voucher(books, voucher)
        yield ""
        yield f"{year}-12-31 * 年末余额核对"
        for key, fen in books.ends[year]:
            yield f"    {_hledger_name(books.chart[key])}  0.00 CNY = {plain(fen)} CNY"


def _hledger_voucher(books: _Books, voucher: Voucher) -> Iterator[str]:
    marks = "".join(f", {tag}:{_value(value)}" for tag, value in books.marks(voucher))
    tail = f"  ; {marks[2:]}" if marks else ""
    code = voucher.name.replace(")", "）")
    yield ""
    yield f"{voucher.day} * ({_comment(code)}) {_comment(voucher.summary)}{tail}"
    for line in voucher.lines:
        fen = line.debit_fen - line.credit_fen
        said = "".join(f", {tag}:{_value(value)}" for tag, value in books.said(line))
        words = f"  ; {_comment(line.summary)}{said}"
        yield f"    {_hledger_name(books.chart[line.account])}  {plain(fen)} CNY{words}"


def _hledger_name(account: Account) -> str:
    """An account's name holds no colon, no semicolon and no two blanks in a row."""
    return f"{_ROOTS[account.kind]}:{account.code} {_comment(account.full_name)}"


def _comment(text: str) -> str:
    """Words in which hledger sees no tag, no date, no comment and no payee."""
    return _line(text).translate(_WIDE)


def _value(text: str) -> str:
    """A tag's value ends at a comma."""
    return _comment(text).replace(",", "，")


_WIDE = str.maketrans(
    {";": "；", "|": "／", ":": "：", "[": "［", "]": "］", "*": "＊", "!": "！", "=": "＝"}
)


def _line(text: str) -> str:
    """One line without signs that can't be seen."""
    kept = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    return " ".join(kept.split())


# -- beancount ----------------------------------------------------------------------------------


def _beancount(books: _Books) -> Iterator[str]:
    yield f"; {books.head}"
    yield f'option "title" "{_quoted(books.head.split("  ")[0])}"'
    yield 'option "operating_currency" "CNY"'
    yield ""
    for account in books.used:
        yield f"{books.start} open {_bean_name(account)} CNY"
        yield f'  name: "{_quoted(account.full_name)}"'
    if books.opening:
        yield ""
        yield f'{books.opening_year}-01-01 * "期初余额"'
        for key, fen in books.opening:
            yield f"  {_bean_name(books.chart[key])}  {plain(fen)} CNY"
    for year, vouchers in _by_year(books):
        for voucher in vouchers:
            yield from _bean_voucher(books, voucher)
        yield ""
        for key, fen in books.ends[year]:
            yield f"{year + 1}-01-01 balance {_bean_name(books.chart[key])}  {plain(fen)} CNY"


def _bean_voucher(books: _Books, voucher: Voucher) -> Iterator[str]:
    tag = " #closing" if voucher.kind == "closing" else ""
    yield ""
    yield f'{voucher.day} * "{_quoted(voucher.summary)}"{tag}'
    yield f'  voucher: "{_quoted(voucher.name)}"'
    for name, value in books.marks(voucher):
        yield f'  {name}: "{_quoted(value)}"'
    for line in voucher.lines:
        fen = line.debit_fen - line.credit_fen
        yield f"  {_bean_name(books.chart[line.account])}  {plain(fen)} CNY"
        said = [("summary", line.summary)] if line.summary != voucher.summary else []
        for name, value in (*said, *books.said(line)):
            yield f'    {name}: "{_quoted(value)}"'


def _bean_name(account: Account) -> str:
    """Parts begin with a capital or a digit and hold letters, digits and dashes alone."""
    words = "".join(sign if sign.isalnum() else "-" for sign in account.full_name)
    tidy = "-".join(part for part in words.split("-") if part)
    code = "".join(sign for sign in account.code if sign.isascii() and sign.isalnum()).upper()
    return f"{_ROOTS[account.kind].capitalize()}:{code}-{tidy}".rstrip("-")


def _quoted(text: str) -> str:
    """Inside of quotation marks."""
    return _line(text).replace("\\", "\\\\").replace('"', '\\"')
