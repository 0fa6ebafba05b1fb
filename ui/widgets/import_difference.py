"""Step 看差异 of an import: tiles that filter, each line's change, and what a person decides about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from models.intake.difference import Difference, Line, Verdict
from models.members.plans import NEW, SKIP, TAKE, Decision
from ui import theme
from ui.navigation import Context
from ui.tables.columns import Draw, Link, Pill, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import picture
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.sentence import Sentence
from ui.widgets.tile import Tile

TONES = {"新增": "info", "修改": "warn", "相同": "ok", "不收": "error", "要问": "grey"}
ROWS = {"修改": "", "不收": "error", "要问": "warn"}
_TILES = (
    (Verdict.ASK, "circle-question-mark", "grey", "要您定一下"),
    (Verdict.REFUSED, "circle-x", "error", "看原因，改好再导"),
    (Verdict.CHANGED, "pencil", "warn", "旧的 → 新的"),
    (Verdict.NEW, "plus", "info", "还没有的"),
    (Verdict.SAME, "circle-check", "ok", "不用动，已折叠"),
)
_FIRST = [verdict for verdict, *_ in _TILES]
MOST_REMARKS = 3

COLUMNS = (
    TableColumn("place", "原表", width=120, quiet=True, sortable=False),
    TableColumn("label", "工号、姓名", width=150),
    TableColumn("verdict", "结果", Draw.PILL, 76, tones=TONES),
    TableColumn("what", "改什么、为什么", Draw.SENTENCE, 300, stretch=True),
    TableColumn("todo", "怎么办", Draw.LINKS, 190, sortable=False),
)


class DifferenceStep(QWidget):
    """`show_plan(…)`; `decisions` is what the person decided, `decided()` when that changed."""

    decided = Signal()

    def __init__(
        self, context: Context, *, may_add: bool, label_title: str = "工号、姓名", unit: str = "人"
    ) -> None:
        super().__init__()
        self.context, self.may_add, self.unit = context, may_add, unit
        self.decisions: dict[tuple[str, int], Decision] = {}
        self._lines: tuple[Line, ...] = ()
        self._names: Mapping[int, str] = {}
        self._told: Any = None
        self._only: Verdict | None = None
        wide = 360 if not may_add and unit == "项" else 150
        columns = tuple(
            column if column.key != "label" else TableColumn("label", label_title, Draw.SENTENCE, wide)
            for column in COLUMNS
        )
        self.columns = columns
        self.tiles: dict[Verdict, Tile] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.remarks = theme.space(QVBoxLayout(), gap=4)
        self.table = RecordTable(
            context,
            f"import.{'plan' if unit == '项' else 'people'}",
            columns,
            ListSource(columns, {}),
            tint=lambda row: ROWS.get(row[2].text if isinstance(row[2], Pill) else str(row[2]), ""),
            empty=EmptyState("没有要看的行", "和账里的完全一样，不用写入。", mark="check"),
            unit="行",
        )
        self.table.opened.connect(self._enter)
        self.table.verb.connect(self._do)
        self.table.menu = self._menu
        self._assemble()

    def show_plan(
        self, difference: Difference, names: Mapping[int, str], told: Any, remarks: Sequence[str] = ()
    ) -> None:
        """Show another plan; what was decided about its lines stays."""
        self._lines, self._names, self._told = difference.lines, names, told
        asked = {(line.sheet, line.row) for line in difference.of(Verdict.ASK)}
        self.decisions = {place: answer for place, answer in self.decisions.items() if place in asked}
        for verdict, _, _, note in _TILES:
            count = difference.counts[verdict]
            self.tiles[verdict].show_count(count, note if count else "没有")
            self.tiles[verdict].setEnabled(bool(count))
        self._say_remarks(remarks)
        self.show_only(None)

    def show_only(self, verdict: Verdict | None) -> None:
        """Only the lines of one verdict; None: all that need a look."""
        self._only = verdict
        for key, tile in self.tiles.items():
            tile.setChecked(key is verdict)
        self._fill()

    @property
    def undecided(self) -> int:
        """How many lines wait for a decision."""
        return sum(
            1 for line in self._lines if line.verdict is Verdict.ASK and _place(line) not in self.decisions
        )

    @property
    def refused(self) -> int:
        """How many lines can't be taken."""
        return sum(1 for line in self._lines if line.verdict is Verdict.REFUSED)

    @property
    def taken(self) -> int:
        """How many lines will be written as things stand."""
        sure = sum(1 for line in self._lines if line.verdict in (Verdict.NEW, Verdict.CHANGED))
        return sure + sum(1 for answer in self.decisions.values() if answer != SKIP)

    def decide(self, number: int, answer: Decision | None) -> None:
        """Decide about the line with this id; None takes the decision back."""
        line = self._lines[number]
        if answer is None:
            self.decisions.pop(_place(line), None)
        else:
            self.decisions[_place(line)] = answer
        source = self.table.model.source
        if isinstance(source, ListSource):
            source.put(number, self._row(line))
        self.table.refresh_row(number)
        self.decided.emit()

    # -- inside -----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        tiles = theme.space(QHBoxLayout(), gap=10)
        for verdict, icon, tone, _ in _TILES:
            tile = self.tiles[verdict] = Tile(verdict.value, icon, tone)
            tile.clicked.connect(partial(self._press, verdict, tile))
            tiles.addWidget(tile, 1)
        column = theme.space(QVBoxLayout(self), gap=10)
        column.addLayout(tiles)
        column.addLayout(self.remarks)
        column.addWidget(self.table, 1)

    def _press(self, verdict: Verdict, tile: Tile, *_: bool) -> None:
        self.show_only(verdict if tile.isChecked() else None)

    def _fill(self) -> None:
        ranked = sorted(
            (number for number, line in enumerate(self._lines) if self._shows(line)),
            key=lambda number: _FIRST.index(self._lines[number].verdict),
        )
        rows = {number: self._row(self._lines[number]) for number in ranked}
        self.table.use_source(ListSource(self.columns, rows))
        if ranked:
            self.table.select(ranked[0], 3)

    def _shows(self, line: Line) -> bool:
        if self._only is None:
            return line.verdict is not Verdict.SAME
        return line.verdict is self._only

    def _row(self, line: Line) -> tuple[Any, ...]:
        many = len({one.sheet for one in self._lines}) > 1
        place = f"第 {line.row} 行" if line.row else ""
        where = f"{line.sheet} {line.row}" if many else place
        return (where, line.label, line.verdict.value, self._told(line), self._todo(line))

    def _todo(self, line: Line) -> Any:
        if line.verdict is not Verdict.ASK:
            return ()
        answer = self.decisions.get(_place(line))
        if answer is not None:
            return Pill(f"已定：{self._word(answer, line)}", "ok", "check")
        first, *rest = self._answers(line)
        links = [Link(first[0], str(first[1]))] if len(rest) < 3 else [Link("选一种…", "more")]
        if len(rest) == 1:
            links.append(Link(rest[0][0], str(rest[0][1])))
        elif len(rest) > 1 and len(links) == 1 and links[0].key != "more":
            links.append(Link("其他…", "more"))
        return tuple(links)

    def _answers(self, line: Line) -> list[tuple[str, Decision]]:
        """What may be decided, the likeliest first, leaving out last."""
        found: list[tuple[str, Decision]] = [
            (f"就是{self._names.get(key, '').partition('（')[0]}", key) for key in line.candidates
        ]
        if line.target is not None and not line.candidates:
            found.append(("照表写入", TAKE))
        if self.may_add:
            found.append(("作为新会员", NEW))
        found.append(("不导入", SKIP))
        return found

    def _word(self, answer: Decision, line: Line) -> str:
        return next((word for word, value in self._answers(line) if value == answer), "")

    def _enter(self, number: int) -> None:
        """Enter: take the likeliest answer; on a decided line, take it back."""
        line = self._lines[number]
        if line.verdict is not Verdict.ASK:
            return
        if _place(line) in self.decisions:
            self.decide(number, None)
        else:
            self._do(number, str(self._answers(line)[0][1]) if len(self._answers(line)) < 4 else "more")

    def _do(self, number: int, key: str) -> None:
        line = self._lines[number]
        answers = self._answers(line)
        if key == "more":
            words = [self._whole(word, value) for word, value in answers]
            at = self.context.say.choose(f"{line.label}：怎么办？", line.reason, words)
            if at < len(answers):
                self.decide(number, answers[at][1])
            return
        self.decide(number, next(value for _, value in answers if str(value) == key))

    def _whole(self, word: str, value: Decision) -> str:
        return f"就是{self._names[value]}" if isinstance(value, int) and value in self._names else word

    def _menu(self, number: int) -> Sequence[tuple[str, str, Any]]:
        line = self._lines[number]
        if line.verdict is not Verdict.ASK:
            return ()
        verbs = [
            (self._whole(word, value), "check", partial(self.decide, number, value))
            for word, value in self._answers(line)
        ]
        if _place(line) in self.decisions:
            verbs.append(("撤回决定", "undo-2", partial(self.decide, number, None)))
        return verbs

    def _say_remarks(self, remarks: Sequence[str]) -> None:
        while (item := self.remarks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for text in list(remarks)[:MOST_REMARKS]:
            self.remarks.addWidget(_remark(text))
        more = list(remarks)[MOST_REMARKS:]
        if more:
            line = _remark(f"还有 {len(more)} 条说明，停在这里可以看到。")
            line.setToolTip("\n".join(more))
            self.remarks.addWidget(line)


def _place(line: Line) -> tuple[str, int]:
    return line.sheet, line.row


def _remark(text: str) -> QWidget:
    made = QWidget()
    row = theme.space(QHBoxLayout(made), gap=8)
    row.addWidget(picture("info", theme.INFO))
    row.addWidget(Sentence(text, "facts"), 1)
    return made
