"""Paired timing: a job and its floor in turn, the median of the ratios."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One line of the table. `value` is what is judged: a ratio, an exponent, a count."""

    job: str
    cpu_ms: float
    floor_ms: float
    value: float
    limit: float
    kind: str = "ratio"

    @property
    def ok(self) -> bool:
        """Whether the limit holds."""
        return self.value <= self.limit


def paired(
    job: str, work: Callable[[], object], floor: Callable[[], object], limit: float, rounds: int = 5
) -> Result:
    """Run both in turn; one round before counts for nothing."""
    work(), floor()
    mine, theirs = [], []
    for _ in range(rounds):
        mine.append(cpu(work))
        theirs.append(cpu(floor))
    ratio = statistics.median(a / b for a, b in zip(mine, theirs, strict=True))
    return Result(job, statistics.median(mine), statistics.median(theirs), ratio, limit)


def cpu(work: Callable[[], object]) -> float:
    """Processor milliseconds of one call. A call that returns a number has timed itself."""
    start = time.process_time()
    own = work()
    spent = (time.process_time() - start) * 1000
    return own if isinstance(own, float) else spent


def growth(
    job: str, work: Callable[[int], Callable[[], object]], small: int, large: int, limit: float
) -> Result:
    """The exponent with which a job's time grows from a small to a large book."""
    runs = {}
    for size in (small, large):
        call = work(size)
        call()
        runs[size] = min(cpu_many(call) for _ in range(5))
    exponent = math.log10(runs[large] / runs[small]) / math.log10(large / small)
    return Result(job, runs[large], runs[small], exponent, limit, "exponent")


def cpu_many(call: Callable[[], object], times: int = 20) -> float:
    """Processor milliseconds a call, over many."""
    start = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - start) * 1000 / times


def table(results: list[Result]) -> str:
    """Markdown, and the closing line."""
    lines = ["| job | cpu ms | floor ms | value | limit | |", "|---|---|---|---|---|---|"]
    for one in results:
        word = "ok" if one.ok else "OVER"
        lines.append(
            f"| {one.job} | {one.cpu_ms:.1f} | {one.floor_ms:.1f} | {one.value:.2f} {one.kind} | {one.limit:g} | {word} |"
        )
    good = sum(1 for one in results if one.ok)
    return "\n".join([*lines, "", f"{good} passed, {len(results) - good} failed"])
