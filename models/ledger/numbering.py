"""断号检查: the numbers of each month and word, which are missing or out of order, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.entry import SPAN, Asked, Entry
from models.kit.days import month_words
from models.ledger.queries import Db
from models.office import Office
from models.report import As, Column, Paper, Report, Row

_MOST_NAMED = 12


@dataclass(frozen=True)
class Run:
    """The numbers of one month and word. `early` are those whose day lies before that of the one above."""

    month: str
    word: str
    count: int
    first: int
    last: int
    missing: tuple[int, ...]
    early: tuple[int, ...] = ()

    @property
    def whole(self) -> bool:
        """From 1 on without a gap."""
        return not self.missing


def runs(db: Db, first: str, last: str) -> list[Run]:
    """Every month and word that has posted vouchers, in order."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for month, word, number, day in db.execute(
        "select month, word, number, day from voucher where posted = 1 and month between ? and ?"
        " order by month, word, number",
        (first, last),
    ):
        found.setdefault((month, word), []).append((number, day))
    return [_run(month, word, numbered) for (month, word), numbered in found.items()]


def _run(month: str, word: str, numbered: Sequence[tuple[int, str]]) -> Run:
    numbers = [number for number, _ in numbered]
    there = set(numbers)
    missing = tuple(number for number in range(1, numbers[-1] + 1) if number not in there)
    early = tuple(
        number for (number, day), (_, above) in zip(numbered[1:], numbered[:-1], strict=True) if day < above
    )
    return Run(month, word, len(numbers), numbers[0], numbers[-1], missing, early)


def sentence(found: Sequence[Run]) -> str:
    """What the check says in one sentence, with what to do."""
    gone = [one for one in found if one.missing]
    if not found:
        return "这段时间没有已记账的凭证。"
    if not gone:
        return f"共 {sum(one.count for one in found)} 张凭证，字号都连续，没有断号。"
    names = "；".join(f"{month_words(one.month)} {one.word}字缺 {numbers(one.missing)}" for one in gone)
    return (
        f"{names}。字号记账时自动连续编，缺号只会是从别处带来的："
        "请找出原凭证补记，找不到的写一份说明，和凭证一起装订。"
    )


def numbers(missing: Sequence[int]) -> str:
    """ "003、007 等 14 个号"."""
    said = "、".join(f"{number:03d}" for number in missing[:_MOST_NAMED])
    return said + (f" 等 {len(missing)} 个号" if len(missing) > _MOST_NAMED else "")


def gap_report(office: Office, first: str, last: str) -> Report:
    """断号检查表."""
    found = runs(office.db, first, last)
    rows = tuple(
        Row(
            (
                one.month, one.word, one.count, f"{one.first:03d}", f"{one.last:03d}",
                numbers(one.missing) if one.missing else "连续",
                f"{numbers(one.early)} 日期早于前号" if one.early else "",
            ),
            strong=(5,) if one.missing else (),
        )
        for one in found
    )  # fmt: skip
    columns = (
        Column("月份", As.TEXT, 22),
        Column("凭证字", As.TEXT, 16),
        Column("张数", As.COUNT, 16, total=True),
        Column("首号", As.CODE, 16),
        Column("末号", As.CODE, 16),
        Column("缺号", As.TEXT, 40),
        Column("日期顺序", As.TEXT, 54),
    )
    period = month_words(first) if first == last else f"{month_words(first)}至{month_words(last)}"
    if (first, last) == (f"{first[:4]}-01", f"{first[:4]}-12"):
        period = f"{first[:4]}年"
    return Report(
        "voucher-gaps",
        "凭证断号检查表",
        columns,
        rows,
        unit=office.unit_name,
        unit_label="核算单位",
        period=period,
        measure="",
        notes=(sentence(found),),
        signatures=("检查人", "复核"),
        paper=Paper(),
        maker=office.actor.name,
    )


def _gaps(office: Office, asked: Asked) -> Report:
    return gap_report(office, asked.first, asked.last)


ENTRIES: tuple[Entry, ...] = (Entry("voucher-gaps", "凭证断号检查表", "账务", SPAN, _gaps),)
