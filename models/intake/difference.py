"""What an import would do, line by line, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from models.report import As, Column, Kind, Paper, Report, Row


class Verdict(Enum):
    """What becomes of a line."""

    NEW = "新增"
    CHANGED = "修改"
    SAME = "相同"
    REFUSED = "不收"
    ASK = "要问"


Changes = tuple[tuple[str, Any, Any], ...]  # (field key, old, new)
Show = Callable[[str, Any], str]  # how a field's value is shown: masked ID, amount in yuan


@dataclass(frozen=True)
class Line:
    """One line of the foreign list. `row` is 1-based in `sheet`; `target` is the record it meets, if any."""

    verdict: Verdict
    sheet: str
    row: int
    label: str  # who or what it is about, as the list says
    changes: Changes = ()
    reason: str = ""  # why it is refused or asked
    values: Mapping[str, Any] = field(default_factory=dict)
    target: int | None = None
    candidates: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def compare(old: Mapping[str, Any], new: Mapping[str, Any], fields: Iterable[str]) -> Changes:
    """What `new` changes in `old`. A blank (None, "") never wipes what is there."""
    found = []
    for key in fields:
        value = new.get(key)
        if value is None or value == "":
            continue
        before = old.get(key)
        if before != value:
            found.append((key, before, value))
    return tuple(found)


@dataclass(frozen=True)
class Difference:
    """All lines of an import with their verdicts."""

    title: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many lines of each verdict, also none."""
        counted = Counter(line.verdict for line in self.lines)
        return {verdict: counted[verdict] for verdict in Verdict}

    def of(self, *verdicts: Verdict) -> tuple[Line, ...]:
        """The lines of these verdicts, in the list's order."""
        return tuple(line for line in self.lines if line.verdict in verdicts)

    @property
    def writes(self) -> bool:
        """Whether taking it in would change anything."""
        return any(line.verdict in (Verdict.NEW, Verdict.CHANGED) for line in self.lines)

    def summary(self) -> str:
        """ "共168行：新增3、修改2、相同163。"."""
        counted = "、".join(f"{verdict.value}{n}" for verdict, n in self.counts.items() if n)
        return f"共{len(self.lines)}行：{counted}。" if counted else "没有可以导入的行。"

    def to_report(self, titles: Mapping[str, str], show: Show = lambda _key, value: plain(value)) -> Report:
        """For the screen and for export. `titles` are field key → name; `show` masks and formats values."""
        rows = [_row(line, titles, show) for line in self.lines]
        return Report(
            id="import-difference",
            title=self.title,
            columns=_COLUMNS,
            rows=tuple(rows),
            measure="",
            total="",
            notes=(self.summary(), *self.notes),
            paper=Paper(landscape=True),
            frozen=4,
        )


_COLUMNS = (
    Column("工作表", As.TEXT, 28),
    Column("行", As.COUNT, 12),
    Column("结果", As.MARK, 16),
    Column("姓名", As.TEXT, 28),
    Column("改了什么", As.LONG, 90),
    Column("说明", As.LONG, 80),
)


def plain(value: Any) -> str:
    """A value as text; a blank is "空"."""
    return "空" if value is None or value == "" else str(value)


def merge(title: str, parts: Sequence[Difference]) -> Difference:
    """Several sheets as one difference."""
    lines = tuple(line for part in parts for line in part.lines)
    return Difference(title, lines, tuple(note for part in parts for note in part.notes))


def _row(line: Line, titles: Mapping[str, str], show: Show) -> Row:
    """A line of the report: changes as "部门：数学组 → 语文组"."""
    said = [f"{titles.get(key, key)}：{show(key, old)} → {show(key, new)}" for key, old, new in line.changes]
    about = "".join((line.reason, *line.notes))
    link = f"member:{line.target}" if line.target is not None else ""
    cells = (line.sheet, line.row, line.verdict.value, line.label, "；".join(said), about)
    return Row(cells, Kind.DETAIL, link=link)
