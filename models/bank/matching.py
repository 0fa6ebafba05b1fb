"""Automatic matching (自动勾对): passes from sure to less sure; two equal candidates are never decided.

Pure: it gets the free lines of both sides and answers groups and offers. Lines are looked up by amount and
day, so that two thousand lines against two thousand take a moment.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from models.bank.records import Group, Matched, Offer, Side
from models.bank.sums import Ways, ways_of_day
from models.bank.tokens import common, numbers, tokens

NEAR, FAR, REF = 3, 31, 60  # days between the two sides: exact, by name, by number
TOGETHER = 7  # days between one line and the several that make it up
DUES = "dues_batch"
_SHOWN = 6  # candidates of one offer


class _Pool:
    """The free lines of one side by amount, in order of day."""

    def __init__(self, lines: Iterable[Side]) -> None:
        self.lines = {line.id: line for line in lines}
        self._fill()

    def _fill(self) -> None:
        self.by_fen: dict[int, list[tuple[int, int]]] = {}
        for line in self.lines.values():
            self.by_fen.setdefault(line.fen, []).append((line.day.toordinal(), line.id))
        for days in self.by_fen.values():
            days.sort()

    def near(self, fen: int, day: date, reach: int) -> Sequence[tuple[int, int]]:
        """(day, id) of the lines with that amount within `reach` days."""
        days = self.by_fen.get(fen, [])
        at = day.toordinal()
        return days[bisect_left(days, (at - reach,)) : bisect_right(days, (at + reach + 1,))]

    def count(self, fen: int, day: date, reach: int) -> int:
        """How many there are."""
        days, at = self.by_fen.get(fen, []), day.toordinal()
        return bisect_right(days, (at + reach + 1,)) - bisect_left(days, (at - reach,))

    def take(self, ids: Iterable[int]) -> None:
        """These lines are matched."""
        for key in ids:
            del self.lines[key]
        self._fill()

    def of_days(self) -> dict[date, list[Side]]:
        """The free lines by day."""
        found: dict[date, list[Side]] = {}
        for line in self.lines.values():
            found.setdefault(line.day, []).append(line)
        return found


def match(bank: Sequence[Side], book: Sequence[Side], papers: Mapping[int, frozenset[str]]) -> Matched:
    """Groups in the order of their passes, and offers for what a person must decide.

    `papers` are numbers of cheques and the like by voucher id.
    """
    run = _Run(_Pool(bank), _Pool(book))
    run.keep(_cancelled(run))
    run.keep(_exact(run))
    run.keep(_tagged(run, 2, _numbers(run, papers)))
    run.keep(_tagged(run, 3, _names(run)))
    run.keep(_batches(run))
    run.keep(_many_to_one(run))
    run.keep(_one_to_many(run))
    return Matched(tuple(run.groups), tuple(_offers(run)))


class _Run:
    """What is free and what was found so far."""

    def __init__(self, bank: _Pool, book: _Pool) -> None:
        self.bank, self.book = bank, book
        self.groups: list[Group] = []

    def keep(self, found: Iterable[Group]) -> None:
        """Keep the groups of one pass; a line that two of them claim is ambiguous, and none is kept."""
        found = list(found)
        claims = Counter(("bank", key) for one in found for key in one.bank)
        claims.update(("book", key) for one in found for key in one.book)
        sure = [
            one
            for one in found
            if all(claims["bank", key] == 1 for key in one.bank)
            and all(claims["book", key] == 1 for key in one.book)
        ]
        self.groups += sure
        self.bank.take(key for one in sure for key in one.bank)
        self.book.take(key for one in sure for key in one.book)


def _cancelled(run: _Run) -> Iterable[Group]:
    """Pass 0: a voucher and its red reversal, unless the bank shows both movements."""
    vouchers: dict[int, list[Side]] = {}
    for line in run.book.lines.values():
        if line.voucher:
            vouchers.setdefault(line.voucher, []).append(line)
    for red in list(vouchers.values()):
        first = vouchers.get(red[0].reverses)
        if not first or sum(line.fen for line in (*first, *red)) != 0:
            continue
        shown = [run.bank.count(line.fen, line.day, FAR) for line in (*first, *red)]
        if min(shown) > 0:
            continue
        reason = f"{red[0].number} 冲销 {first[0].number}，账上正负相抵，银行没有这两笔"
        yield Group(0, reason, (), tuple(line.id for line in (*first, *red)))


def _exact(run: _Run) -> Iterable[Group]:
    """Pass 1: same direction and amount, at most three days apart, the only ones on both sides."""
    for line in run.bank.lines.values():
        found = run.book.near(line.fen, line.day, NEAR)
        if len(found) != 1:
            continue
        other = run.book.lines[found[0][1]]
        if run.bank.count(other.fen, other.day, NEAR) == 1:
            yield Group(1, f"金额相同，{_apart(line, other)}{_of_dues(other)}", (line.id,), (other.id,))


Tags = Mapping[int, frozenset[str]]


def _tagged(run: _Run, number: int, tags: tuple[Tags, Tags]) -> Iterable[Group]:
    """Passes 2 and 3: same amount and something in common, the only ones on both sides."""
    (bank, book), reach = tags, REF if number == 2 else FAR
    there, here = _Tagged(run.book, book), _Tagged(run.bank, bank)
    for line in run.bank.lines.values():
        other = there.only(line, bank[line.id], reach)
        if other is None or here.only(other, book[other.id], reach) is not line:
            continue
        same = common(bank[line.id], book[other.id])
        what = f"票据号 {same} 相同" if number == 2 else f"金额相同，都有“{same}”"
        yield Group(number, f"{what}，{_apart(line, other)}{_of_dues(other)}", (line.id,), (other.id,))


class _Tagged:
    """Lines by amount and tag, in order of day: the only fitting one is found without looking at all."""

    def __init__(self, pool: _Pool, tags: Tags) -> None:
        self.pool = pool
        self.days: dict[tuple[int, str], list[tuple[int, int]]] = {}
        for line in pool.lines.values():
            for tag in tags[line.id]:
                self.days.setdefault((line.fen, tag), []).append((line.day.toordinal(), line.id))
        for days in self.days.values():
            days.sort()

    def only(self, line: Side, tags: Iterable[str], reach: int) -> Side | None:
        """The one line with that amount and one of the tags within `reach` days; None for none or several."""
        found: set[int] = set()
        at = line.day.toordinal()
        for tag in tags:
            days = self.days.get((line.fen, tag), [])
            first = bisect_left(days, (at - reach,))
            for day, key in days[first : first + 2]:
                if day <= at + reach:
                    found.add(key)
            if len(found) > 1:
                return None
        return self.pool.lines[found.pop()] if found else None


def _numbers(run: _Run, papers: Mapping[int, frozenset[str]]) -> tuple[Tags, Tags]:
    bank = {line.id: numbers(line.ref, line.words) for line in run.bank.lines.values()}
    book = {
        line.id: numbers(line.words, line.partner) | papers.get(line.voucher, frozenset())
        for line in run.book.lines.values()
    }
    return bank, book


def _names(run: _Run) -> tuple[Tags, Tags]:
    return (
        {line.id: tokens(line) for line in run.bank.lines.values()},
        {line.id: tokens(line) for line in run.book.lines.values()},
    )


def _batches(run: _Run) -> Iterable[Group]:
    """Pass 4: all lines of one dues batch, or of one voucher, are one line of the bank."""
    sums = _Sums(_wholes(run.book))
    for line in run.bank.lines.values():
        fits = sums.near(line)
        if len(fits) != 1:
            continue
        group = fits[0]
        if run.bank.count(line.fen, group[0].day, FAR) == 1:
            what = "会费批次合计相等" if group[0].source.startswith(DUES) else "一张凭证的几行合计相等"
            names = _numbers_of(group)
            yield Group(4, f"{what}（{names}），{_apart(line, group[0])}", (line.id,), _ids(group))


def _wholes(book: _Pool) -> list[tuple[Side, ...]]:
    """Lines that belong together: of a dues batch, or of a voucher with several lines on the account."""
    groups: dict[str, list[Side]] = {}
    for line in book.lines.values():
        if line.source.startswith(DUES):
            groups.setdefault(line.source, []).append(line)
        elif line.voucher:
            groups.setdefault(f"voucher:{line.voucher}", []).append(line)
    return [tuple(lines) for key, lines in groups.items() if len(lines) > 1 or key.startswith(DUES)]


class _Sums:
    """Groups of lines by their sum, in order of day."""

    def __init__(self, groups: Iterable[tuple[Side, ...]]) -> None:
        self.by_fen: dict[int, list[tuple[Side, ...]]] = {}
        for group in groups:
            self.by_fen.setdefault(sum(line.fen for line in group), []).append(group)
        for fits in self.by_fen.values():
            fits.sort(key=lambda group: group[0].day)

    def near(self, line: Side) -> list[tuple[Side, ...]]:
        """The first two groups with that line's amount at most a month from it."""
        fits = self.by_fen.get(line.fen, [])
        first = bisect_left(fits, line.day - timedelta(days=FAR), key=lambda group: group[0].day)
        return [one for one in fits[first : first + 2] if one[0].day <= line.day + timedelta(days=FAR)]


def _many_to_one(run: _Run) -> Iterable[Group]:
    """Pass 4: two to six book lines of one day are one line of the bank."""
    days = _Days(run.book)
    for line in run.bank.lines.values():
        ids = days.only(line)
        if ids:
            lines = [run.book.lines[key] for key in ids]
            said = f"{len(ids)} 笔合成一笔（{_numbers_of(lines)}），{_apart(line, lines[0])}"
            yield Group(4, said, (line.id,), ids)


def _one_to_many(run: _Run) -> Iterable[Group]:
    """Pass 4 the other way: two to six bank lines of one day are one line, or one voucher, of the book."""
    days = _Days(run.bank)
    groups: list[tuple[Side, ...]] = [(line,) for line in run.book.lines.values()]
    groups += [group for group in _wholes(run.book) if len(group) > 1]
    for group in groups:
        total = Side(group[0].id, group[0].day, sum(line.fen for line in group), "")
        ids = days.only(total)
        if ids:
            first = run.bank.lines[ids[0]]
            said = f"银行分 {len(ids)} 笔，合计相等（{_numbers_of(group)}），{_apart(first, group[0])}"
            yield Group(4, said, ids, _ids(group))


class _Days:
    """The small sums of each day, made when a line first asks for that day."""

    def __init__(self, pool: _Pool) -> None:
        self.days = pool.of_days()
        self.ways: dict[date, Ways] = {}

    def only(self, line: Side) -> tuple[int, ...]:
        """The only set of lines of one day near the line that adds up to it; () for none or several."""
        found: list[tuple[int, ...]] = []
        for by in range(-TOGETHER, TOGETHER + 1):
            day = line.day + timedelta(days=by)
            if day in self.days:
                if day not in self.ways:
                    self.ways[day] = ways_of_day(self.days[day])
                found += self.ways[day].get(line.fen, ())
            if len(found) > 1:
                return ()
        return found[0] if found else ()


def _offers(run: _Run) -> Iterable[Offer]:
    """What is left with lines of the same amount within a month: several, or one that is not sure."""
    for line in run.bank.lines.values():
        found = run.book.near(line.fen, line.day, FAR)
        if not found:
            continue
        at = line.day.toordinal()
        nearest = sorted(found, key=lambda one: (abs(one[0] - at), one[1]))[:_SHOWN]
        ids = tuple(key for _, key in nearest)
        twins = run.bank.count(line.fen, line.day, FAR)
        if len(found) > 1:
            reason = f"账上有 {len(found)} 笔同样金额，分不清是哪一笔"
        elif twins > 1:
            reason = f"对账单里有 {twins} 笔同样金额，账上只有一笔"
        else:
            reason = f"金额相同，{_apart(line, run.book.lines[ids[0]])}，名称对不上"
        yield Offer(line.id, ids, reason)


def _apart(line: Side, other: Side) -> str:
    days = abs((line.day - other.day).days)
    return f"日期差 {days} 天" if days else "日期相同"


def _of_dues(line: Side) -> str:
    return "（会费批次）" if line.source.startswith(DUES) else ""


def _numbers_of(lines: Iterable[Side]) -> str:
    return "、".join(dict.fromkeys(line.number for line in lines if line.number))


def _ids(lines: Iterable[Side]) -> tuple[int, ...]:
    return tuple(line.id for line in lines)
