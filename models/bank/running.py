"""Running balances of a statement: in which order its lines stand, and where they don't run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.kit.errors import Refused
from models.kit.money import yuan


@dataclass(frozen=True)
class Row:
    """One line as the file has it: money in positive, out negative; `number` is its row in the sheet."""

    sheet: str
    number: int
    day: date
    fen: int
    balance_fen: int | None
    words: str = ""
    partner: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Run:
    """Lines in the bank's own order, with the balances at both ends."""

    rows: tuple[Row, ...]
    opening_fen: int
    closing_fen: int
    how: str  # "" as in the file, else a sentence


@dataclass(frozen=True)
class Break:
    """Where a balance doesn't follow: the row, what it should be, what it says."""

    row: Row
    wanted_fen: int
    said_fen: int


def run(rows: Sequence[Row], file: str, opening_fen: int | None, closing_fen: int | None) -> Run:
    """The lines of one sheet in the order in which their balances run. Raises `Refused` when they don't.

    Banks list the oldest or the newest first, some by day with the newest day first and the oldest line of
    a day first; each is tried. `opening_fen` and `closing_fen` are what the file says beside its table.
    """
    tried = [(list(order), how, _breaks(order, opening_fen)) for order, how in _orders(rows)]
    order, how, wrong = min(tried, key=lambda one: len(one[2]))
    if wrong:
        turned = [replace(row, fen=-row.fen) for row in order]
        raise _swapped(file) if not _breaks(turned, opening_fen) else _refusal(file, wrong[0], len(wrong))
    opening = _opening(order, opening_fen)
    if opening is None:
        raise Refused(
            "这份对账单没有余额列，也没有写期初余额，算不出余额。",
            file,
            "请填上期初余额再导入；或请银行给一份有余额的对账单。",
        )
    closing = opening + sum(row.fen for row in order)
    if closing_fen is not None and closing != closing_fen:
        raise Refused(
            f"期初 {yuan(opening)} 加收入减支出是 {yuan(closing)}，文件里的期末余额是 {yuan(closing_fen)}。",
            file,
            "文件可能缺了几行；请向银行重新下载这一段的对账单，没有写入任何内容。",
        )
    return Run(tuple(order), opening, closing, how)


def _orders(rows: Sequence[Row]) -> list[tuple[Sequence[Row], str]]:
    back = list(reversed(rows))
    return [
        (rows, ""),
        (back, "文件里最近的一笔在最前，已按时间先后读入。"),
        (sorted(rows, key=lambda row: row.day), "文件里的行不按日期排，已按日期读入。"),
        (sorted(back, key=lambda row: row.day), "文件里的行不按日期排，已按日期读入。"),
    ]


def _breaks(rows: Sequence[Row], opening_fen: int | None) -> list[Break]:
    """Every line whose balance is not the one before with its amount; after a break it starts anew."""
    running, found = opening_fen, []
    for row in rows:
        wanted = None if running is None else running + row.fen
        if row.balance_fen is None:
            running = wanted
            continue
        if wanted is not None and wanted != row.balance_fen:
            found.append(Break(row, wanted, row.balance_fen))
        running = row.balance_fen
    return found


def _opening(rows: Sequence[Row], said: int | None) -> int | None:
    """The balance before the first line: as the file says, else reckoned back from the first balance."""
    if said is not None:
        return said
    moved = 0
    for row in rows:
        moved += row.fen
        if row.balance_fen is not None:
            return row.balance_fen - moved
    return None


def _swapped(file: str) -> Refused:
    return Refused(
        "收入和支出两列反了：对调以后余额逐笔接得上。",
        file,
        "银行的“贷方”是收入、“借方”是支出；这份表相反，请用“列对应”把两列对调。没有写入任何内容。",
    )


def _refusal(file: str, wrong: Break, count: int) -> Refused:
    row = wrong.row
    more = f"（这样的地方共 {count} 处）" if count > 1 else ""
    return Refused(
        f"第 {row.number} 行（{row.day} {row.words or row.partner}）的余额接不上：按上一行算应是 "
        f"{yuan(wrong.wanted_fen)}，表里写的是 {yuan(wrong.said_fen)}{more}。",
        f"{file} › {row.sheet} › 第 {row.number} 行",
        "可能缺了行、改过数，或借贷两列认反了；请核对这一行，或向银行重新下载。没有写入任何内容。",
    )
