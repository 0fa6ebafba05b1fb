"""Step 看差异 of a deduction list: tiles that filter, the rows that need a person, what is decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.dues.records import (
    ALREADY,
    DIFFERS,
    DOUBTFUL,
    LOWER,
    REPEATED,
    SAME,
    STATE_WORDS,
    UNKNOWN,
    UNPAID,
    Decision,
    ListMonth,
    ListRow,
)
from models.kit.money import yuan
from ui import theme
from ui.navigation import Context
from ui.pages.dues_answers import NOTES, OPEN, Answer, answers, recognised, word_of
from ui.tables.columns import Draw, Link, Pill, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import label, link
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.sentence import Sentence
from ui.widgets.tile import Tile

TONES = {
    SAME: "ok", DIFFERS: "warn", UNPAID: "error", UNKNOWN: "info", DOUBTFUL: "grey", REPEATED: "warn",
    LOWER: "warn", ALREADY: "ok",
}  # fmt: skip
_GROUND = {
    DIFFERS: "warn",
    UNPAID: "error",
    UNKNOWN: "other",
    DOUBTFUL: "grey",
    REPEATED: "warn",
    LOWER: "warn",
}
_ICONS = {
    SAME: "circle-check", DIFFERS: "circle-alert", UNPAID: "circle-x", UNKNOWN: "user-x",
    DOUBTFUL: "circle-question-mark", REPEATED: "copy", LOWER: "arrow-down", ALREADY: "history",
}  # fmt: skip
ORDER = (SAME, DIFFERS, UNPAID, UNKNOWN, DOUBTFUL, REPEATED, LOWER, ALREADY)
# Who is doubtful comes before who is missing: it is often the same person.
_FIRST = (SAME, DIFFERS, DOUBTFUL, UNPAID, UNKNOWN, REPEATED, LOWER, ALREADY)
_PLAIN = frozenset({DIFFERS, UNPAID, LOWER})  # who it is and what was paid is clear
_ALWAYS = frozenset({SAME, DIFFERS, UNPAID, UNKNOWN, DOUBTFUL})  # their tiles stand even at 0
_TODO = 8

COLUMNS = (
    TableColumn("place", "扣款单", width=84, quiet=True, sortable=False),
    TableColumn("number", "工号", Draw.CODE, 72, quiet=True),
    TableColumn("name", "姓名", width=84),
    TableColumn("unit", "部门", width=92, quiet=True),
    TableColumn("due", "应缴(元)", Draw.MONEY, 88, total=True),
    TableColumn("paid", "实扣(元)", Draw.MONEY, 88, total=True),
    TableColumn("gap", "相差(元)", Draw.DIFFERENCE, 88),
    TableColumn(
        "state", "结果", Draw.PILL, 96, tones={STATE_WORDS[key]: tone for key, tone in TONES.items()}
    ),
    TableColumn("todo", "怎么办", Draw.LINKS, 196, sortable=False),
    TableColumn("why", "说明", Draw.SENTENCE, 150, stretch=True, quiet=True, sortable=False),
)


class DuesDifference(QWidget):
    """`show_month(month, names)`; `decisions` is what was decided, by `ListRow.key`; `decided()` tells.

    asked(row, answer)  an answer needs a reason, a member, or a new member first: the page asks and
                        calls `decide`
    """

    decided = Signal()
    asked = Signal(object, object)
    done_all = Signal()  # Enter on the last open row: the keys go on to the filled button

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.decisions: dict[str, Decision] = {}
        self.month: ListMonth | None = None
        self._names: Mapping[int, str] = {}
        self._rows: dict[int, ListRow] = {}
        self._turned: dict[int, int] = {}  # how far Tab has turned the verbs of a row
        self._only = ""
        self.tiles = {state: Tile(STATE_WORDS[state], _ICONS[state], TONES[state]) for state in ORDER}
        self.plain = link("其余按建议", self.answer_plain)
        self.plain.setToolTip("金额不同的按实扣登记，未缴的记欠缴，比上次少的照上次的；名册外和待确认的不动")
        self.count, self.folded = label("", "strong"), Sentence("", "facts")
        self.table = RecordTable(
            context,
            "dues.difference",
            COLUMNS,
            ListSource(COLUMNS, {}),
            tint=lambda row: row[len(COLUMNS)],
            search="姓名、工号、部门",
            empty=EmptyState("没有要看的行", "单子和应缴完全一致，可以直接登记。", mark="check"),
        )
        theme.least(self.table, height=190)
        self.table.title = lambda: "扣款单差异"
        self.table.menu = self._menu
        self.table.verb.connect(self._verb)
        self.table.opened.connect(self._enter)
        self.table.view.clicked.connect(self._clicked)
        self.table.view.installEventFilter(self)
        self.table.sum_lines(self._sum_lines)
        self._assemble()

    # -- for the page -----------------------------------------------------------------------------

    def show_month(self, month: ListMonth, names: Mapping[int, str]) -> None:
        """Show a month's rows; what was decided stays."""
        self.month, self._names = month, names
        self._rows = dict(enumerate(month.rows))
        self._turned.clear()
        for state in ORDER:
            count = len(month.of(state))
            self.tiles[state].show_count(count, self._note(state))
            self.tiles[state].setVisible(bool(count) or state in _ALWAYS)
            self.tiles[state].setEnabled(bool(count))
        self.show_only("")

    def show_only(self, state: str) -> None:
        """Only the rows of one state; "" all that need a person."""
        self._only = state
        for key, tile in self.tiles.items():
            tile.setChecked(key == state)
        self._fill()

    def open_rows(self) -> list[int]:
        """The rows that nobody has decided about, in the list's order."""
        return [
            number
            for number, row in self._rows.items()
            if row.state in OPEN and row.key not in self.decisions and not self._found(row)
        ]

    def decide(self, row: ListRow, decision: Decision | None) -> None:
        """Decide about a row; None takes the decision back."""
        before = self.decisions.pop(row.key, None)
        if decision is not None:
            self.decisions[row.key] = decision
        number = next((at for at, one in self._rows.items() if one.key == row.key), None)
        if number is not None:
            self._redraw(number)
        meant = {one.member for one in (before, decision) if one is not None and one.member is not None}
        for other, missing in self._rows.items():  # whom this row means is not missing, or is again
            if missing.state == UNPAID and missing.member in meant:
                if self._found(missing):
                    self.decisions.pop(missing.key, None)
                self._redraw(other)
        self._say_count()
        self.decided.emit()

    def answer_plain(self) -> None:
        """其余按建议: the open rows where money and person are clear take their suggestion at once."""
        for number in self.open_rows():
            row = self._rows[number]
            if row.state in _PLAIN:
                self.decide(row, answers(row, self._names)[0].decision)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab turns the verbs, ↓ goes to the next open row, Esc leaves the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        number = self.table.current_id()
        if number is None or event.modifiers():
            return False
        acts: dict[int, Callable[[int], bool]] = {
            Qt.Key.Key_Tab: self._turn,
            Qt.Key.Key_Down: self._next_open,
            Qt.Key.Key_Backspace: self._take_back,
            Qt.Key.Key_Delete: self._take_back,
        }
        act = acts.get(event.key())
        return act(number) if act is not None else False

    # -- keys and verbs ---------------------------------------------------------------------------

    def _answers(self, number: int) -> tuple[Answer, ...]:
        """The verbs of a row as they are turned now."""
        found = answers(self._rows[number], self._names)
        by = self._turned.get(number, 0) % len(found) if found else 0
        return (*found[by:], *found[:by])

    def _turn(self, number: int) -> bool:
        row = self._rows[number]
        if row.key in self.decisions or len(self._answers(number)) < 2 or row.state not in OPEN:
            return False
        self._turned[number] = self._turned.get(number, 0) + 1
        self._redraw(number)
        return True

    def _next_open(self, number: int) -> bool:
        """To the next row that is open, if there is one below."""
        order = list(self.table.model.ids())
        below = order[order.index(number) + 1 :]
        waiting = set(self.open_rows())
        found = next((other for other in below if other in waiting), None)
        if found is None:
            return False
        self.table.select(found, _TODO)
        return True

    def _take_back(self, number: int) -> bool:
        self.decide(self._rows[number], None)
        return True

    def _enter(self, number: int) -> None:
        """Enter takes the suggestion and goes on; on a decided row it takes the decision back."""
        row = self._rows[number]
        if row.key in self.decisions:
            self.decide(row, None)
        elif row.state in OPEN and not self._found(row):
            self._give(number, self._answers(number)[0])

    def _verb(self, number: int, key: str) -> None:
        if key == "more":
            self._choose(number)
            return
        found = next((one for one in self._answers(number) if one.key == key), None)
        if found is not None:
            self._give(number, found)

    def _choose(self, number: int) -> None:
        """其他…: all that may be decided, in a box."""
        row, found = self._rows[number], self._answers(number)
        where = f"第 {row.row} 行“{row.name}”" if row.row else row.name
        at = self.context.say.choose(f"{where}怎么办？", row.why, [one.word for one in found])
        if at < len(found):
            self._give(number, found[at])

    def _give(self, number: int, answer: Answer) -> None:
        row = self._rows[number]
        if answer.asks:
            self.asked.emit(row, answer)
        else:
            self.decide(row, answer.decision)
        if row.key in self.decisions:
            self.table.select(number, _TODO)
            if not self._next_open(number) and not self.open_rows():
                self.done_all.emit()

    def _clicked(self, index: QModelIndex) -> None:
        """A click on the green pill takes the decision back."""
        if index.column() == _TODO and isinstance(self.table.model.value(index.row(), _TODO), Pill):
            self._take_back(self.table.model.id_at(index.row()))

    def _menu(self, number: int) -> Sequence[tuple[str, str, Callable[[], object]]]:
        row = self._rows[number]
        verbs: list[tuple[str, str, Callable[[], object]]] = [
            (one.word, "check", partial(self._give, number, one)) for one in answers(row, self._names)
        ]
        if row.key in self.decisions:
            verbs.append(("撤回决定", "undo-2", partial(self.decide, row, None)))
        if row.member is not None:
            verbs.append(("看会员", "user", partial(self.context.open_page, "members", member=row.member)))
        return verbs

    # -- showing ----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        tiles = theme.space(QHBoxLayout(), gap=12)
        for state, tile in self.tiles.items():
            tile.clicked.connect(partial(self._press, state))
            tiles.addWidget(tile, 1)
        line = theme.space(QHBoxLayout(), gap=8)
        line.addWidget(self.count)
        line.addWidget(self.folded, 1)
        line.addWidget(self.plain)
        line.addWidget(theme.least(self.table.strip, 200))
        self.line = line
        column = theme.space(QVBoxLayout(self), gap=10)
        column.addLayout(tiles)
        column.addLayout(line)
        column.addWidget(self.table, 1)

    def _press(self, state: str) -> None:
        self.show_only(state if self.tiles[state].isChecked() else "")

    def _fill(self) -> None:
        wanted = {self._only} if self._only else OPEN
        ranked = sorted(
            (number for number, row in self._rows.items() if row.state in wanted),
            key=lambda number: _FIRST.index(self._rows[number].state),
        )
        rows = {number: self._shown(number, self._rows[number]) for number in ranked}
        self.table.use_source(ListSource(COLUMNS, rows))
        self._say_count()
        waiting = set(self.open_rows())
        first = next((number for number in ranked if number in waiting), ranked[0] if ranked else None)
        if first is not None:
            self.table.select(first, _TODO)

    def _shown(self, number: int, row: ListRow) -> tuple[Any, ...]:
        listed = row.row > 0
        known = row.member is not None
        against = row.booked_fen if row.state == LOWER else row.due_fen
        gap = row.paid_fen - against if known and listed else None
        several = self.month is not None and "、" in self.month.sheet
        place = (f"{row.sheet} {row.row}" if several else f"第 {row.row} 行") if listed else ""
        return (
            place,
            row.number or "—",
            row.name or "（没有姓名）",
            row.unit,
            row.due_fen if known else None,
            row.paid_fen if listed else None,
            gap,
            STATE_WORDS[row.state],
            self._todo(number, row),
            self._why(row),
            _GROUND.get(row.state, ""),
        )

    def _why(self, row: ListRow) -> str:
        decision = self.decisions.get(row.key)
        if decision is not None and decision.act in ("exempt", "correct") and decision.text:
            return f"{decision.text}；{row.why}" if row.why else decision.text
        return row.why

    def _found(self, row: ListRow) -> bool:
        """A missing member whom another row turned out to be."""
        return row.state == UNPAID and row.member in recognised(self.decisions)

    def _todo(self, number: int, row: ListRow) -> Any:
        decision = self.decisions.get(row.key)
        if decision is not None:
            return Pill(f"已定：{word_of(row, decision, self._names)}", "ok", "check")
        if self._found(row):
            return Pill("不用定：已认出", "ok", "check")
        if row.state not in OPEN:
            return ()
        found = self._answers(number)
        links = [Link(one.word, one.key) for one in found[:2]]
        if len(found) > 2 and sum(len(one.text) for one in links) > 10:
            links = [links[0], Link("其他…", "more")]
        return tuple(links)

    def _redraw(self, number: int) -> None:
        source = self.table.model.source
        if isinstance(source, ListSource) and self.table.model.line_of(number) >= 0:
            source.put(number, self._shown(number, self._rows[number]))
            self.table.refresh_row(number)

    def _say_count(self) -> None:
        if self.month is None:
            return
        total = self.table.model.rowCount()
        self.plain.setVisible(any(self._rows[number].state in _PLAIN for number in self.open_rows()))
        if self._only:
            self.count.setText(f"{STATE_WORDS[self._only]} {total} 行")
            self.folded.setText("再点一次上面的格子，回到要看的行")
        else:
            folded = [
                f"{STATE_WORDS[key]}的 {len(self.month.of(key))} 行"
                for key in (SAME, ALREADY)
                if self.month.of(key)
            ]
            self.count.setText(f"要看的 {total} 行")
            self.folded.setText("、".join(folded) + "已收起" if folded else "")
        self.table.sums.show_sums(self._sum_lines(self.table.model.total))

    def _sum_lines(self, total: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        waiting = len(self.open_rows())
        said = f"还有 {waiting} 行没有决定" if waiting else "都已决定"
        return [{**total, "todo": said}]

    def _note(self, state: str) -> str:
        month = self.month
        rows = month.of(state) if month is not None else []
        if state == DIFFERS and rows:
            gaps = [row.paid_fen - row.due_fen for row in rows]
            more, less = sum(gap for gap in gaps if gap > 0), -sum(gap for gap in gaps if gap < 0)
            parts = [f"多 {yuan(more)}" if more else "", f"少 {yuan(less)}" if less else ""]
            return "，".join(part for part in parts if part)
        if state == UNPAID and rows:
            return f"单上没有，共 {yuan(sum(row.due_fen for row in rows))}"
        return NOTES[state] if rows or state == SAME else "没有"
