"""Beside the schedule: the small month with its dots, counts by state, where the work comes from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from models.calendar.board import KNOWN, LATE, NOTE, OWN, PLAN, SOON, Line, tone_of_day
from models.calendar.records import DOING, DONE, DROPPED, PLANNED
from models.kit.days import month_of
from ui import theme
from ui.tables.columns import Pill
from ui.widgets.buttons import label, rule, scrolled
from ui.widgets.count_row import CountRow
from ui.widgets.facts import empty_layout
from ui.widgets.month_grid import MonthGrid

WIDE = 268
STATES = {  # state → its word, tone and drawing
    DONE: Pill("已完成", "ok", "circle-check"),
    DOING: Pill("进行中", "info", "loader-circle"),
    PLANNED: Pill("未开始", "grey", "circle"),
    SOON: Pill("快到期", "warn", "circle-alert"),
    LATE: Pill("已逾期", "error", "triangle-alert"),
    NOTE: Pill("提醒", "grey", "info"),
    DROPPED: Pill("不办了", "grey", "circle-x"),
}
_ALWAYS = (DONE, DOING, PLANNED)
_ONE_COLUMN = 4  # more kinds of states than this stand two in a line
_NAME = 8  # signs of a plan's name beside its tick


class CalendarSide(QFrame):
    """`show_lines(...)`. `narrowed()` when a tick or a state was pressed: then ask `shows(line)`."""

    chosen = Signal(object)  # a day
    turned = Signal(str)  # another month
    narrowed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        theme.kind(self, "card")
        theme.fix(self, width=WIDE)
        self.grid = MonthGrid(today, today)
        self.counts = {state: self._row(state) for state in STATES}
        self.ticks: dict[str, QCheckBox] = {}
        self._off: set[str] = set()
        self._count_title = label("", "strong")
        self._count_title.setIndent(theme.px(6))
        inner = QWidget()
        for row in self.counts.values():
            row.setParent(inner)  # those that count nothing stand in no layout
            row.hide()
        column = theme.space(QVBoxLayout(inner), (10, 10, 10, 10), 0)
        column.addWidget(self.grid)
        column.addSpacing(theme.px(6))
        column.addWidget(rule())
        self._count_grid = theme.space(QGridLayout(), (0, 10, 0, 8), 0, 6)
        column.addLayout(self._count_grid)
        column.addWidget(rule())
        self._tick_grid = theme.space(QGridLayout(), (6, 10, 0, 0), 6, 4)
        column.addLayout(self._tick_grid)
        column.addStretch(1)
        theme.space(QVBoxLayout(self), (1, 1, 1, 1), 0).addWidget(scrolled(inner))
        self.grid.chosen.connect(self.chosen)
        self.grid.turned.connect(self.turned)

    def show_month(self, month: str, day: date) -> None:
        """This month; `day` is lit when it lies in it."""
        self.grid.blockSignals(True)
        if month_of(self.grid.days.day) != month:
            self.grid.days.day = day
        self.grid.show_month(month)
        self.grid.blockSignals(False)

    def show_lines(self, lines: Sequence[Line], month: str, title: str) -> None:
        """Dots of `month`, counts and sources of all these lines."""
        self._show_dots([line for line in lines if line.month == month and self._is_on(line)])
        self._show_sources(lines)
        self._show_counts([line for line in lines if self._is_on(line)], title)

    def shows(self, line: Line) -> bool:
        """Whether ticks and states let this line through."""
        pressed = {state for state, row in self.counts.items() if row.isChecked()}
        return self._is_on(line) and (line.state in pressed if pressed else line.state != DROPPED)

    def clear(self) -> None:
        """Show everything again."""
        self._off.clear()
        for row in (*self.counts.values(), *self.ticks.values()):
            row.blockSignals(True)
            row.setChecked(isinstance(row, QCheckBox))
            row.blockSignals(False)
        self.narrowed.emit()

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self._off) or any(row.isChecked() for row in self.counts.values())

    # -- inside -----------------------------------------------------------------------------------

    def _row(self, state: str) -> CountRow:
        pill = STATES[state]
        row = CountRow(pill.text, pill.icon, pill.tone)
        row.toggled.connect(lambda _: self.narrowed.emit())
        return row

    def _is_on(self, line: Line) -> bool:
        return _source(line) not in self._off

    def _show_dots(self, lines: Sequence[Line]) -> None:
        states: dict[date, list[str]] = {}
        for line in lines:
            if line.state != DROPPED:
                for day in line.days:
                    states.setdefault(day, []).append(line.state)
        tones = {day: STATES[tone_of_day(found)].tone for day, found in states.items()}
        self.grid.show_dots({day: "info" if tone == "grey" else tone for day, tone in tones.items()})

    def _show_counts(self, lines: Sequence[Line], title: str) -> None:
        counts = {state: sum(line.state == state for line in lines) for state in STATES}
        shown = [
            state
            for state, count in counts.items()
            if count or state in _ALWAYS or self.counts[state].isChecked()
        ]
        across = 1 if len(shown) <= _ONE_COLUMN else 2
        while self._count_grid.count():
            self._count_grid.takeAt(0)
        self._count_title.setText(f"{title} {len(lines) - counts[DROPPED]} 项")
        theme.least(self._count_title, height=26)
        self._count_grid.addWidget(self._count_title, 0, 0, 1, 2)
        for state, row in self.counts.items():
            row.show_count(counts[state])
            row.setVisible(state in shown)
            if state in shown:
                at = shown.index(state)
                self._count_grid.addWidget(row, 1 + at // across, at % across, 1, 3 - across)

    def _show_sources(self, lines: Sequence[Line]) -> None:
        """A tick for each plan, for what was entered by hand, and for each kind that the office knows."""
        wanted = [*_plans(lines), (OWN, _with_count("临时事项", lines, OWN), "")]
        wide = [one for one in wanted if one[0] != OWN or any(line.kind == OWN for line in lines)]
        small = [(kind, word, f"程序知道的：{word}") for kind, word in KNOWN.items()]
        names = [one[:2] for one in (*wide, *small)]
        if names == [(key, tick.text()) for key, tick in self.ticks.items()]:
            return
        focus = next((key for key, tick in self.ticks.items() if tick.hasFocus()), "")
        empty_layout(self._tick_grid)
        self.ticks = {key: self._tick(key, text, tip) for key, text, tip in (*wide, *small)}
        self._tick_grid.addWidget(theme.least(label("来自", "strong"), height=22), 0, 0, 1, 3)
        for at, (key, _, _) in enumerate(wide):
            self._tick_grid.addWidget(self.ticks[key], 1 + at, 0, 1, 3)
        for at, (key, _, _) in enumerate(small):
            self._tick_grid.addWidget(self.ticks[key], 1 + len(wide) + at // 3, at % 3)
        if focus in self.ticks:
            self.ticks[focus].setFocus()

    def _tick(self, key: str, text: str, tip: str) -> QCheckBox:
        made = QCheckBox(text)
        made.setChecked(key not in self._off)
        made.setToolTip(tip)
        made.toggled.connect(lambda on: self._turn(key, on))
        return made

    def _turn(self, key: str, on: bool) -> None:
        self._off = self._off - {key} if on else self._off | {key}
        self.narrowed.emit()


def _source(line: Line) -> str:
    """The key of the tick that a line belongs to."""
    return f"{PLAN}:{line.source}" if line.kind == PLAN else line.kind


def _plans(lines: Sequence[Line]) -> list[tuple[str, str, str]]:
    """Key, words and whole name of each plan; a single one is called 年度计划."""
    found = dict.fromkeys(line.source for line in lines if line.kind == PLAN)
    names = {source: PurePath(source).stem for source in found}
    return [
        (
            f"{PLAN}:{source}",
            _with_count("年度计划" if len(found) == 1 else _short(name), lines, PLAN, source),
            source,
        )
        for source, name in names.items()
    ]


def _short(name: str) -> str:
    return name if len(name) <= _NAME else name[:_NAME] + "…"


def _with_count(word: str, lines: Sequence[Line], kind: str, source: str = "") -> str:
    count = sum(line.kind == kind and line.source == source for line in lines if line.state != DROPPED)
    return f"{word}（{count} 项）"
