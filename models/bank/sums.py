"""Several lines of one day that make up one amount: small subsets, each sum with the ways to reach it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from models.bank.records import Side

MOST = 6  # lines in one group
_DENSE = 12  # a day with more lines than this is only summed whole and by name: subsets would explode

Ways = dict[int, list[tuple[int, ...]]]  # sum in fen → the first two sets of line ids that make it


def ways_of_day(lines: Sequence[Side]) -> Ways:
    """Sums of 2 to `MOST` lines of one day; each direction by itself."""
    found: Ways = {}
    for side in ([one for one in lines if one.fen > 0], [one for one in lines if one.fen < 0]):
        for group in _groups(side):
            kept = found.setdefault(sum(one.fen for one in group), [])
            if len(kept) < 2:
                kept.append(tuple(one.id for one in group))
    return found


def _groups(side: Sequence[Side]) -> list[tuple[Side, ...]]:
    if len(side) < 2:
        return []
    if len(side) <= _DENSE:
        return [group for size in range(2, min(MOST, len(side)) + 1) for group in combinations(side, size)]
    by_name: dict[str, list[Side]] = {}
    for one in side:
        by_name.setdefault(one.partner or one.words, []).append(one)
    named = [tuple(lines) for lines in by_name.values() if 2 <= len(lines) < len(side)]
    return [tuple(side), *named]
