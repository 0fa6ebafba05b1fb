"""How vouchers are printed: paper, bought forms, what goes with them, which numbers, where on the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.memory import Memory
from ui.widgets.buttons import button, label, rule
from ui.widgets.text_edits import CheckEdit, ChoiceEdit, TextEdit

WIDTH = 232
OWN = "own"
SIZES = (
    ("240x140", "凭证纸 240×140"),
    ("240x120", "凭证纸 240×120"),
    ("210x120", "凭证纸 210×120"),
    ("A5", "A5 纸（横）"),
    ("A4", "A4 纸，一页两张"),
    ("A4x3", "A4 纸，一页三张"),
    (OWN, "别的尺寸"),
)
_FURTHEST = 20  # half millimetres either way
_RANGE = re.compile(r"\s*(\d{1,4})\s*(?:[-－~～—到至]\s*(\d{1,4})\s*)?")


@dataclass(frozen=True)
class Setup:
    """What was chosen. `size` as `print_papers` takes it; the shift in millimetres; numbers (0, 0): none."""

    size: str = "240x140"
    preprinted: bool = False
    right: float = 0.0
    down: float = 0.0
    cover: bool = False
    summary: bool = False
    numbers: tuple[int, int] = (0, 0)


def kept_setup(memory: Memory, printer: str) -> Setup:
    """What was used last, with the place that this printer needs on that paper."""
    kept = memory.load("printing")
    size = str(kept.get("voucher_paper") or SIZES[0][0])
    found = Setup(size, preprinted=bool(kept.get("preprinted")))
    return with_shift(found, memory, printer)


def with_shift(setup: Setup, memory: Memory, printer: str) -> Setup:
    """The same with the place remembered for printer and paper."""
    shifts = memory.load("printing").get("shifts")
    place = shifts.get(f"{printer}|{setup.size}") if isinstance(shifts, dict) else None
    if isinstance(place, list) and len(place) == 2 and all(isinstance(one, (int, float)) for one in place):
        return replace(setup, right=float(place[0]), down=float(place[1]))
    return replace(setup, right=0.0, down=0.0)


def keep_setup(memory: Memory, printer: str, setup: Setup) -> None:
    """Remember paper and place; cover and numbers are of this time only."""
    kept = memory.load("printing")
    shifts = kept.get("shifts")
    places = dict(shifts) if isinstance(shifts, dict) else {}
    places[f"{printer}|{setup.size}"] = [setup.right, setup.down]
    values = {"voucher_paper": setup.size, "preprinted": setup.preprinted, "shifts": places}
    memory.save("printing", {**kept, **values})


def read_numbers(text: str) -> tuple[int, int] | None:
    """ "1-20" or "7"; (0, 0) when empty, None when it can't be read."""
    if not text.strip():
        return 0, 0
    found = _RANGE.fullmatch(text.replace("记-", "").replace("记", ""))
    if found is None or not int(found[1]):
        return None
    first = int(found[1])
    return first, int(found[2] or first)


class PrintPanel(QFrame):
    """`changed` when the pages look different; `setup()` is what is chosen, None while it can't be read."""

    changed = Signal()
    paper_changed = Signal()  # another paper: its own place is wanted
    test_asked = Signal()

    def __init__(self, setup: Setup, month: str) -> None:
        super().__init__()
        theme.fix(self, width=WIDTH)
        known = setup.size in dict(SIZES)
        self.size_choice = ChoiceEdit(SIZES)
        self.size_choice.setAccessibleName("凭证用纸")
        self.size_choice.set_value(setup.size if known else OWN)
        self.own = TextEdit("宽x高，例如 230x130")
        self.own.setAccessibleName("纸张宽和高（毫米）")
        self.own.set_value("" if known else setup.size)
        self.preprinted = CheckEdit("套打：纸上已印好表格")
        self.preprinted.set_value(setup.preprinted)
        self.numbers = TextEdit("例如 1-20，空着印选中的")
        self.numbers.setAccessibleName(f"{month}的凭证号")
        self.cover = CheckEdit("前面加凭证封面")
        self.summary = CheckEdit("前面加科目汇总表")
        self.right, self.down = (_shift(name) for name in ("向右", "向下"))
        self.problem = label("", "error", wrap=True)
        self._assemble(month)
        self.show_shift(setup)
        self._connect()

    def setup(self) -> Setup | None:
        """What is chosen; None, with a sentence, while a number can't be read."""
        numbers = read_numbers(self.numbers.value())
        chosen = self.size_choice.value()
        size = self.own.value() if chosen == OWN else str(chosen)
        said = "" if numbers is not None else "凭证号请写成 1-20 的样子。"
        if not size:
            said = "请写纸张的宽和高，例如 230x130。"
        self.problem.setText(said)
        self.problem.setVisible(bool(said))
        if said or numbers is None:
            return None
        return Setup(
            size,
            self.preprinted.value(),
            self.right.value() / 2,
            self.down.value() / 2,
            self.cover.value(),
            self.summary.value(),
            numbers,
        )

    def show_shift(self, setup: Setup) -> None:
        """The place of this paper, without telling."""
        for edit, place in ((self.right, setup.right), (self.down, setup.down)):
            edit.blockSignals(True)
            edit.set_value(round(place * 2))
            edit.blockSignals(False)

    def _assemble(self, month: str) -> None:
        column = theme.space(QVBoxLayout(self), (0, 0, 0, 0), 8)
        parts: tuple[QWidget, ...] = (
            label("用纸", "strong"), self.size_choice, self.own, self.preprinted, rule(),
            label(f"{month}的凭证号", "strong"), self.numbers, self.cover, self.summary, rule(),
            label("位置（毫米）", "strong"),
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
        for name, edit in (("向右", self.right), ("向下", self.down)):
            row = theme.space(QHBoxLayout(), gap=8)
            row.addWidget(label(name, "note"))
            row.addWidget(edit, 1)
            column.addLayout(row)
        column.addWidget(button("打印校准页", "printer", self.test_asked.emit))
        column.addWidget(
            label("位置按打印机和纸张记住。先印一张校准页，和凭证纸叠起来对着光看。", "caption", wrap=True)
        )
        column.addWidget(self.problem)
        column.addStretch(1)
        self.problem.hide()
        self.own.setVisible(self.size_choice.value() == OWN)

    def _connect(self) -> None:
        self.size_choice.changed.connect(self._other_paper)
        for text in (self.own, self.numbers):
            text.editingFinished.connect(self.changed.emit)
        edits: tuple[Any, ...] = (self.preprinted, self.cover, self.summary, self.right, self.down)
        for edit in edits:
            edit.changed.connect(self.changed.emit)

    def _other_paper(self) -> None:
        own = self.size_choice.value() == OWN
        self.own.setVisible(own)
        if own and not self.own.value():
            self.own.setFocus()
            return
        self.paper_changed.emit()


def _shift(name: str) -> ChoiceEdit:
    """Half millimetres from −10 to 10."""
    edit = ChoiceEdit(
        [(half, f"{half / 2:+.1f}" if half else "0") for half in range(-_FURTHEST, _FURTHEST + 1)]
    )
    edit.setAccessibleName(f"位置{name}多少毫米")
    return edit
