"""The one form: fields from specs, checks beside the field, Enter moves on, drafts while typing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import label
from ui.widgets.drafts import DraftStore
from ui.widgets.field_box import EnterMoves
from ui.widgets.problem_line import ProblemLine
from ui.widgets.text_edits import TextEdit

DRAFT_AFTER = 2000  # milliseconds after the last key


class Doubt(str):
    """A check's answer that warns (amber) but lets the person save."""


@dataclass(frozen=True)
class Field:
    """One field.

    make    makes the edit widget: TextEdit, MoneyEdit, `lambda: DayEdit(month)`, `lambda: ChoiceEdit(…)`,
            `lambda: Picker(seek, find)`, LongEdit, `lambda: CheckEdit("…")`, or a widget of your own
            that has what `ui.widgets.field_box.FieldBox` lists
    check   value → "" or a sentence (red, must be mended) or `Doubt(sentence)` (amber, may stay)
    hint    grey sentence under the field while there is no problem
    wide    takes the whole line of a form with two columns
    width   fixed width of the edit in pixels at 100 %, 0 = as wide as there is room
    locked  why it can only be read, "" = it can be changed
    """

    key: str
    label: str
    make: Callable[[], Any] = TextEdit
    required: bool = False
    check: Callable[[Any], str] | None = None
    hint: str = ""
    wide: bool = False
    width: int = 0
    locked: str = ""


@dataclass
class _Line:
    spec: Field
    box: Any
    title: QLabel
    problem: ProblemLine
    touched: bool = field(default=False)


class Form(QWidget):
    """Built once from its fields.

        form = Form([Field("name", "姓名", required=True), Field("fee_fen", "金额", MoneyEdit)])
        form.show_values({...});  form.save_asked.connect(self._save)      # Ctrl+S
        if form.valid(): save(form.values())

    `valid()` shows all problems and goes to the first. `fail(key, sentence)` puts a problem that only
    saving found beside its field. `use_drafts(context.drafts, "member:new")` keeps what is typed;
    `saved()` after saving forgets the draft.
    """

    changed = Signal()
    save_asked = Signal()
    drafted = Signal()  # a draft was just written

    def __init__(self, fields: Sequence[Field], *, columns: int = 1, label_width: int = 80) -> None:
        super().__init__()
        self._lines = {spec.key: self._make(spec) for spec in fields}
        self._enter = EnterMoves(self)
        self.check_together: Callable[[dict[str, Any]], Mapping[str, str]] = lambda values: {}
        self._drafts: DraftStore | None = None
        self._draft_key = ""
        self._dirty = self._quiet = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER)
        self._timer.timeout.connect(self.keep_draft)
        self._assemble(columns, label_width)
        for line in self._lines.values():
            line.box.changed.connect(lambda line=line: self._changed(line))
            self._enter.watch(line.box)
            line.box.installEventFilter(self)
        save = QShortcut(QKeySequence("Ctrl+S"), self, self.save_asked.emit)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- values -----------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """All values: text, fen, date, month text, chosen value, truth; None where nothing is."""
        return {key: line.box.value() for key, line in self._lines.items()}

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show a record (missing keys become empty). Problems and "changed" are forgotten."""
        self._quiet = True
        for key, line in self._lines.items():
            line.box.set_value(values.get(key))
            line.problem.say(line.spec.hint)
            line.touched = False
            _mark(line, "")
        self._quiet = self._dirty = False

    def box(self, key: str) -> Any:
        """The edit widget of one field."""
        return self._lines[key].box

    def show_field(self, key: str, on: bool) -> None:
        """Fields that don't apply disappear."""
        line = self._lines[key]
        for part in (line.box, line.title, line.problem):
            part.setVisible(on)

    @property
    def dirty(self) -> bool:
        """Whether something was typed since `show_values` or `saved`."""
        return self._dirty

    # -- problems ---------------------------------------------------------------------------------

    def valid(self) -> bool:
        """Check everything, show what is wrong, go to the first field that must be mended."""
        together = self.check_together(self.values())
        bad = [
            line
            for line in self._lines.values()
            if not self._check(line, str(together.get(line.spec.key, "")))
        ]
        if bad:
            bad[0].box.setFocus(Qt.FocusReason.OtherFocusReason)
        return not bad

    def fail(self, key: str, sentence: str) -> None:
        """A problem that only saving found."""
        line = self._lines[key]
        line.problem.say(sentence, "error")
        _mark(line, "error")
        line.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def doubt(self, key: str, sentence: str) -> None:
        """Something to be looked at (amber); it stays until the field is changed."""
        line = self._lines[key]
        line.problem.say(sentence, "warn")
        _mark(line, "warn")

    def problem(self, key: str) -> str:
        """The sentence under this field, "" when it is fine."""
        return self._lines[key].problem.sentence

    # -- drafts -----------------------------------------------------------------------------------

    def use_drafts(self, drafts: DraftStore, key: str) -> bool:
        """Keep what is typed under this key. True when there is a draft (offer `restore_draft`)."""
        self._drafts, self._draft_key = drafts, key
        return bool(drafts.load(key))

    def restore_draft(self) -> None:
        """Type the draft in again."""
        kept = self._drafts.load(self._draft_key) if self._drafts is not None else {}
        for key, value in kept.items():
            if key in self._lines:
                self._lines[key].box.restore(value)

    def keep_draft(self) -> None:
        """Write the draft now (also when the page is left)."""
        self._timer.stop()
        if self._drafts is not None and self._dirty:
            self._drafts.save(self._draft_key, {key: line.box.draft() for key, line in self._lines.items()})
            self.drafted.emit()

    def saved(self) -> None:
        """It is in the office now, or was given up."""
        self._timer.stop()
        self._dirty = False
        if self._drafts is not None:
            self._drafts.drop(self._draft_key)

    # -- inside -----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            for line in self._lines.values():
                if line.box is watched and line.touched:
                    QTimer.singleShot(0, self, lambda line=line: self._check(line))
        return False

    def _make(self, spec: Field) -> _Line:
        box = spec.make()
        box.setAccessibleName(spec.label)
        title = label(spec.label + (" *" if spec.required else ""), "note")
        title.setBuddy(box)
        if spec.width:
            theme.fix(box, width=spec.width)
        if spec.locked:
            _lock(box, spec.locked)
        return _Line(spec, box, title, ProblemLine(spec.hint))

    def _assemble(self, columns: int, label_width: int) -> None:
        grid = theme.space(QGridLayout(self), gap=10, across=16)
        row = at = 0
        for line in self._lines.values():
            span = columns if line.spec.wide else 1
            if at + span > columns:
                row, at = row + 1, 0
            theme.least(theme.fix(line.title, width=label_width), height=theme.CONTROL)
            grid.addWidget(line.title, row, at * 2, Qt.AlignmentFlag.AlignTop)
            cell = theme.space(QVBoxLayout(), gap=4)
            cell.addWidget(
                line.box, 0, Qt.AlignmentFlag.AlignLeft if line.spec.width else Qt.AlignmentFlag(0)
            )
            cell.addWidget(line.problem)
            cell.addStretch(1)  # an alignment would keep long sentences from growing the line
            grid.addLayout(cell, row, at * 2 + 1, 1, span * 2 - 1)
            at += span
        for column in range(columns):
            grid.setColumnStretch(column * 2 + 1, 1)
        grid.setRowStretch(row + 1, 1)

    def _changed(self, line: _Line) -> None:
        if self._quiet:
            return
        self._dirty = line.touched = True
        if line.problem.tone:
            self._check(line)
        if self._drafts is not None:
            self._timer.start()
        self.changed.emit()

    def _check(self, line: _Line, together: str = "") -> bool:
        """Show what is wrong with one field; False when it must be mended."""
        said = self._sentence(line) or together
        tone = "" if not said else "warn" if isinstance(said, Doubt) else "error"
        line.problem.say(said or line.spec.hint, tone)
        _mark(line, tone)
        return tone != "error"

    def _sentence(self, line: _Line) -> str:
        value = line.box.value()
        if line.spec.locked or not line.box.isVisibleTo(self):
            return ""
        if found := line.box.problem():
            return str(found)
        if value in (None, ""):
            return f"请填写{line.spec.label}。" if line.spec.required else ""
        return line.spec.check(value) if line.spec.check is not None else ""


def _mark(line: _Line, tone: str) -> None:
    if line.box.property("problem") != tone:
        line.box.setProperty("problem", tone)
        theme.restyle(line.box)


def _lock(box: Any, why: str) -> None:
    if isinstance(box, (QLineEdit, QPlainTextEdit)):
        box.setReadOnly(True)
    else:
        box.setEnabled(False)
    box.setToolTip(why)
