"""The answers to one guided entry: fields on the left, the voucher and the balances beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.guided import posting
from models.guided.facts import Facts
from models.guided.records import Effect, Guide, Preview
from models.kit.days import words
from models.kit.errors import Refused
from models.kit.money import yuan
from ui import theme
from ui.navigation import Context
from ui.pages.guided_fields import fields
from ui.widgets.buttons import card, label, scrolled
from ui.widgets.entry_preview import EntryPreview
from ui.widgets.form import Form
from ui.widgets.problem_line import ProblemLine
from ui.widgets.sentence import Sentence

WAIT = 60  # milliseconds after a key until the preview follows
BESIDE = 660  # pixels at 100 %: less is too narrow for two columns
_GAP = "请填写"
_PLACE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class GuideSheet(QWidget):
    """`show_guide(guide, values)`; `changed` when the preview is another one."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.guide: Guide | None = None
        self.form: Form | None = None
        self.preview = Preview("")
        self._suggested: dict[str, Any] = {}
        self.title, self.when = label("", "heading"), label("", "note", wrap=True)
        self.problem = ProblemLine("")
        self.paper, self.said = EntryPreview(), QVBoxLayout()
        self.effects = theme.space(QVBoxLayout(), gap=4)
        self._holder = theme.space(QVBoxLayout(), gap=0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.look)
        self._assemble()

    def _assemble(self) -> None:
        self._whole = theme.space(QHBoxLayout(self), gap=12)
        left, right = card(), card()
        column = theme.space(QVBoxLayout(left), (18, 14, 18, 14), 8)
        column.addWidget(self.title)
        column.addWidget(self.when)
        inner = QWidget()
        body = theme.space(QVBoxLayout(inner), (0, 6, 6, 0), 8)
        body.addLayout(self._holder)
        body.addWidget(self.problem)
        body.addStretch(1)
        column.addWidget(scrolled(inner), 1)
        self._side = theme.space(QVBoxLayout(right), (18, 14, 18, 14), 14)
        self._side.addWidget(self.paper, 3)
        notes = theme.space(QVBoxLayout(), gap=8)
        theme.space(self.said, gap=4)
        notes.addLayout(self.said)
        self._balances = label("余额变化", "strong")
        notes.addWidget(self._balances)
        notes.addLayout(self.effects)
        notes.addStretch(1)
        self._side.addLayout(notes, 2)
        self._right: QFrame = right
        self._whole.addWidget(left, 10)
        self._whole.addWidget(right, 11)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the fields the voucher goes below them."""
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        beside = self.width() >= theme.px(BESIDE)
        self._whole.setDirection(across if beside else down)
        self._side.setDirection(down if beside else across)

    # -- one guide ------------------------------------------------------------------------------

    def show_guide(self, guide: Guide, values: dict[str, Any] | None = None) -> None:
        """Ask what this guide asks; `values` are answers that are known already."""
        self.guide = guide
        self.title.setText(guide.title)
        self.when.setText(guide.when)
        self.problem.say("")
        self._right.setVisible(not guide.elsewhere)
        self._drop_form()
        if not guide.elsewhere:
            self._make_form(guide, values or {})
            self.look()
        self.changed.emit()

    def _drop_form(self) -> None:
        self._timer.stop()
        if self.form is not None:
            self._holder.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = None
        self._suggested = {}

    def _make_form(self, guide: Guide, values: dict[str, Any]) -> None:
        office = self.context.office
        start = {"day": office.today(), **values}
        known = Facts(office.db, start)
        asks = (posting.LAID[0], *guide.asks, *posting.LAID[1:])
        self.form = Form(fields(office, asks, lambda: self._facts() if self.form else known), label_width=94)
        first = {
            ask.key: ask.choices[0][0] if ask.kind == "choice" else leaves[0].id
            for ask in guide.asks
            if ask.kind == "choice"
            or (ask.kind == "account" and ask.offered and (leaves := known.leaves(ask.of)))
        }
        self.form.show_values({**first, **start})
        for ask in guide.asks:
            if ask.kind == "line" or (
                ask.kind == "account" and ask.offered and len(known.leaves(ask.of)) < 2
            ):
                self.form.show_field(ask.key, False)
        for keys in self.form.findChildren(QShortcut):
            keys.setEnabled(False)  # Ctrl+S is the page's: two of them would be none
        self.form.changed.connect(self._timer.start)
        self._holder.addWidget(self.form)
        self.form.show()  # now: the keys may go into it at once

    def _facts(self) -> Facts:
        return Facts(self.context.office.db, self.values())

    def values(self) -> dict[str, Any]:
        """The answers so far."""
        if self.form is None:
            return {}
        said = self.form.values()
        return {**said, "day": said.get("day") or self.context.office.today()}

    def start_again(self) -> None:
        """The same event once more, on the same day."""
        if self.guide is not None:
            kept = {"day": self.values().get("day")}
            self.show_guide(self.guide, kept)
            self.first_field().setFocus()

    def first_field(self) -> QWidget:
        """Where the keys go: the first question that has no answer yet, else the first; the day is there."""
        if self.form is None or self.guide is None:
            return self
        boxes = [self.form.box(ask.key) for ask in self.guide.asks]
        shown = [one for one in boxes if one.isVisibleTo(self.form)] or [self.form.box("day")]
        box: QWidget = next((one for one in shown if one.value() in (None, "", 0)), shown[0])
        return box

    def last_field(self) -> QWidget:
        """After this one the keys go on to 记账."""
        box: QWidget = self.form.box("attachments") if self.form is not None else self
        return box

    # -- what follows from the answers ------------------------------------------------------------

    def look(self) -> None:
        """Reckon the preview now."""
        self._timer.stop()
        if self.form is None or self.guide is None:
            return
        self._fill_lines()
        try:
            found = posting.preview(self.context.office.db, self.guide, self.values())
            if self._suggest(found):
                found = posting.preview(self.context.office.db, self.guide, self.values())
        except Refused as no:
            found = Preview("", problems=(f"{no.what}{no.remedy}",))
        self.preview = found
        self._show(found)
        self.changed.emit()

    def _fill_lines(self) -> None:
        """The lines of the voucher that was named, as a choice; one alone need not be asked."""
        for ask in self.guide.asks if self.guide is not None else ():
            if ask.kind == "line" and self.form is not None:
                lines = self._facts().lines_of(ask.of[0])
                box = self.form.box(ask.key)
                box.set_choices([(one.account, f"{one.name}（可退 {yuan(one.left_fen)}）") for one in lines])
                if lines and box.value() is None:
                    box.set_value(lines[0].account)
                if (len(lines) > 1) != box.isVisibleTo(self.form):
                    self.form.show_field(ask.key, len(lines) > 1)

    def _suggest(self, found: Preview) -> bool:
        """Fill empty fields with what follows from the others; True when something was."""
        filled = False
        values = self.values()
        for key in {*found.suggested, *self._suggested}:
            box = self.form.box(key) if self.form is not None else None
            mine = values.get(key) in (None, 0) or values.get(key) == self._suggested.get(key)
            if box is None or box.hasFocus() or not mine:
                continue
            wanted = self.guide.suggest(self._said({**values, key: None})).get(key) if self.guide else None
            if wanted != values.get(key):
                box.blockSignals(True)
                box.set_value(wanted)
                box.blockSignals(False)
                filled = True
            if wanted is not None:
                self._suggested[key] = wanted
        return filled

    def _said(self, values: dict[str, Any]) -> Any:
        return posting.said_of(self.context.office.db, self.guide, values) if self.guide else None

    def _show(self, found: Preview) -> None:
        day: date = self.values()["day"]
        self.paper.show_preview(found, words(day))
        _clear(self.said)
        gaps = [one for one in found.problems if one.startswith(_GAP)]
        if gaps:
            still = "、".join(one.removeprefix(_GAP).rstrip("。") for one in gaps)
            self.said.addWidget(label(f"还要填：{still}", "note", wrap=True))
        for one in found.problems:
            if one not in gaps:
                self.said.addWidget(_sentence(one, "error"))
        for one in found.worth:
            self.said.addWidget(_sentence(one, "warn"))
        self._show_effects(found.effects)
        if self.form is not None:
            box = self.form.box("summary")
            box.setPlaceholderText(found.summary)

    def _show_effects(self, effects: Sequence[Effect]) -> None:
        _clear(self.effects)
        self._balances.setVisible(bool(effects))
        for one in effects:
            line = QWidget()
            row = theme.space(QHBoxLayout(line), gap=8)
            row.addWidget(Sentence(one.account.rpartition("—")[2]), 1)
            change = label(f"{yuan(one.before_fen)} → {yuan(one.after_fen)}")
            change.setAlignment(_PLACE)
            row.addWidget(change)
            self.effects.addWidget(line)

    def say_problem(self, no: Refused) -> None:
        """Why it was not posted: beside its field, or under all of them."""
        if self.form is not None and no.where in self.form.values():
            self.form.fail(no.where, f"{no.what}{no.remedy}")
        else:
            self.problem.say(f"{no.what}{no.remedy}", "error")


def _sentence(text: str, tone: str) -> ProblemLine:
    line = ProblemLine(text)
    line.say(text, tone)
    return line


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
