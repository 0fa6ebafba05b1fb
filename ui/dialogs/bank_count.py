"""现金盘点: pieces by denomination, what is not booked yet, the difference live, who was there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from models.bank import cash
from models.bank.records import FACES, CountDraft
from models.kit.days import month_end
from models.kit.errors import Refused
from models.kit.money import yuan
from ui import theme
from ui.navigation import Context
from ui.tables.columns import Pill
from ui.widgets.buttons import button, label
from ui.widgets.day_edit import DayEdit
from ui.widgets.form import Field, Form
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.pill import PillLabel
from ui.widgets.text_edits import TextEdit

_NAMES = {50: "5 角", 10: "1 角", 5: "5 分", 2: "2 分", 1: "1 分"}


class Pieces(QLineEdit):
    """How many notes or coins: a whole number; Enter and ↓ go to the next face, ↑ back."""

    moved = Signal(int)

    def __init__(self, face: int) -> None:
        super().__init__()
        self.face = face
        self.setValidator(QIntValidator(0, 99_999, self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setPlaceholderText("0")
        self.setAccessibleName(f"{face_words(face)}的张数")
        theme.fix(self, 84, 28)

    def value(self) -> int:
        """The number; nothing typed is none."""
        return int(self.text() or 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.moved.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.moved.emit(-1)
        else:
            super().keyPressEvent(event)


class CountDialog(QDialog):
    """`CountDialog(context, parent).exec()`; saved counts can be printed and their difference booked."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.context = context
        self.made = 0  # the row of the count that was kept
        self.setWindowTitle("工会台账")
        theme.fix(self, 780, 520)
        self.pieces = [Pieces(face) for face in FACES]
        self.sums = [label("", "facts") for _ in FACES]
        self.total, self.book, self.gap = (label("", "count") for _ in range(3))
        self.verdict = PillLabel(Pill("账款相符", "ok", "check"))
        self.problem = label("", "error", wrap=True)
        self.form = self._form()
        self.save = button("保存 Ctrl+S", "save", self.keep, kind="filled", keys="Ctrl+S")
        self._assemble()
        for at, one in enumerate(self.pieces):
            one.textChanged.connect(self._reckon)
            one.moved.connect(lambda by, at=at: self._go(at + by))
        for keys in self.form.findChildren(QShortcut):
            keys.setEnabled(False)  # Ctrl+S is the button's: two of them would be none
        self.form.changed.connect(self._reckon)
        self._reckon()
        self.pieces[0].setFocus()

    def _form(self) -> Form:
        form = Form(
            [
                Field("day", "盘点日期", lambda: DayEdit(self.context.period), required=True, width=160),
                Field("in", "已收未入账", MoneyEdit, width=160, hint="有单据、还没有记账的收款"),
                Field("out", "已付未入账", MoneyEdit, width=160, hint="有单据、还没有记账的付款"),
                Field("explanation", "差额原因", lambda: TextEdit("有差额时要写")),
                Field("counter", "盘点人", TextEdit, required=True, width=160),
                Field("witness", "监盘人", TextEdit, width=160),
                Field("cashier", "出纳", TextEdit, width=160),
            ]
        )
        office = self.context.office
        day = min(office.today(), month_end(self.context.period))  # of an earlier month its end is counted
        self._drafted = (day, *cash.drafted_fen(office.db, day))
        people = {user.role: user.name for user in office.users()}
        form.show_values(
            {
                "day": day,
                "in": self._drafted[1] or None,
                "out": self._drafted[2] or None,
                "counter": office.actor.name,
                "cashier": people.get("cashier", ""),
                "witness": people.get("auditor", ""),
            }
        )
        return form

    def _assemble(self) -> None:
        grid = theme.space(QGridLayout(), gap=4)
        for at, text in enumerate(("面额", "张（枚）数", "金额（元）")):
            grid.addWidget(_right(label(text, "note")) if at else label(text, "note"), 0, at)
        for at, face in enumerate(FACES, 1):
            grid.addWidget(label(face_words(face)), at, 0)
            grid.addWidget(self.pieces[at - 1], at, 1)
            grid.addWidget(_right(self.sums[at - 1]), at, 2)
        grid.setRowStretch(len(FACES) + 1, 1)
        body = theme.space(QHBoxLayout(), (20, 0, 20, 8), 28)
        body.addLayout(grid, 2)
        body.addWidget(self.form, 3)
        foot = theme.kind(QFrame(), "foot")
        row = theme.space(QHBoxLayout(foot), (20, 10, 20, 12), 8)
        for text, number in (("实点", self.total), ("应有", self.book), ("差额", self.gap)):
            row.addWidget(label(text, "note"))
            row.addWidget(number)
        row.addWidget(self.verdict)
        row.addStretch(1)
        row.addWidget(button("取消 Esc", "", self.reject))
        row.addWidget(self.save)
        column = theme.space(QVBoxLayout(self), gap=0)
        head = theme.space(QHBoxLayout(), (20, 16, 20, 8), 10)
        head.addWidget(label("现金盘点", "heading"))
        head.addWidget(label("只填张数，Enter 到下一格", "facts"))
        head.addStretch(1)
        column.addLayout(head)
        column.addLayout(body, 1)
        problem = theme.space(QHBoxLayout(), (20, 0, 20, 8))
        problem.addWidget(self.problem)
        column.addLayout(problem)
        column.addWidget(foot)
        self.problem.hide()

    def _go(self, at: int) -> None:
        if at < 0:
            return
        target: Any = self.pieces[at] if at < len(self.pieces) else self.form.box("in")
        target.setFocus()

    def draft(self) -> CountDraft:
        """What is filled in."""
        said = self.form.values()
        return CountDraft(
            said["day"] or self.context.office.today(),
            tuple((one.face, one.value()) for one in self.pieces),
            said["in"] or 0,
            said["out"] or 0,
            *(said[key] or "" for key in ("explanation", "counter", "witness", "cashier")),
        )

    def _follow_day(self) -> None:
        """On another day other drafts wait; what was typed in their place stays."""
        day = self.form.values()["day"]
        if day is None or day == self._drafted[0]:
            return
        before, self._drafted = self._drafted, (day, *cash.drafted_fen(self.context.office.db, day))
        for key, old, fen in zip(("in", "out"), before[1:], self._drafted[1:], strict=True):
            if (self.form.values()[key] or 0) == old:
                self.form.box(key).set_value(fen or None)

    def _reckon(self) -> None:
        self._follow_day()
        draft = self.draft()
        for made, (face, pieces) in zip(self.sums, draft.rows, strict=True):
            made.setText(yuan(face * pieces) if pieces else "")
        book = cash.book_fen(self.context.office.db, draft.day)
        wanted = book + draft.unbooked_in_fen - draft.unbooked_out_fen
        gap = draft.counted_fen - wanted
        self.total.setText(yuan(draft.counted_fen))
        self.book.setText(yuan(wanted))
        self.gap.setText(yuan(abs(gap)))
        over = Pill("长款" if gap > 0 else "短款", "warn", "circle-alert")
        self.verdict.show_pill(over if gap else Pill("账款相符", "ok", "check"))

    def keep(self) -> None:
        """保存."""
        self.problem.hide()
        if not self.form.valid():
            return
        draft = self.draft()
        try:
            with self.context.office.change(f"{draft.day} 现金盘点") as change:
                self.made = cash.keep_count(change, draft)
        except Refused as no:
            self.problem.setText(f"{no.what}{no.where}。{no.remedy}")
            self.problem.show()
            return
        self.accept()


def face_words(face: int) -> str:
    """ "100 元", "5 角"."""
    return _NAMES.get(face, f"{face // 100} 元")


def _right(made: QLabel) -> QLabel:
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
