"""A voucher as it looks on paper, to be typed into: title, stamp, day, number, lines, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QIntValidator, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.ledger.typed import Chart
from ui import theme
from ui.widgets.buttons import label
from ui.widgets.day_edit import DayEdit
from ui.widgets.field_box import EnterMoves
from ui.widgets.sentence import Sentence
from ui.widgets.voucher_grid import VoucherGrid

STAMPS = {
    "未记账": theme.WARN,
    "草稿": theme.WARN,
    "已记账": theme.OK,
    "红字冲销": theme.BRAND,
    "已审核": theme.OK,
    "已冲销": theme.BRAND,
}
TITLE = 50


class _Title(QWidget):
    """记账凭证 with its double rule, the stamp beside it, turned."""

    def __init__(self) -> None:
        super().__init__()
        self.stamp = ""
        theme.fix(self, height=TITLE)

    def show_stamp(self, stamp: str) -> None:
        """One of `STAMPS`, or ""."""
        self.stamp = stamp
        self.setAccessibleName(f"记账凭证{'，' + stamp if stamp else ''}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle, wide = self.width() / 2, theme.px(161)
        painter.setFont(theme.font(22, serif=True))
        painter.setPen(theme.color(theme.TEXT))
        title = QRectF(middle - wide / 2, 0, wide, theme.px(36))
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, "记 账 凭 证")
        for down in (39, 42):
            painter.fillRect(
                QRectF(round(middle - wide / 2), theme.px(down), wide, 1), theme.color(theme.TEXT)
            )
        if self.stamp:
            self._stamp(painter, middle + wide / 2 + theme.px(64))

    def _stamp(self, painter: QPainter, middle: float) -> None:
        colour = theme.color(STAMPS[self.stamp])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(middle, theme.px(27))
        painter.rotate(-8)
        box = QRectF(-theme.px(46), -theme.px(16), theme.px(92), theme.px(32))
        painter.setPen(QPen(colour, 2))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        painter.setFont(theme.font(16, bold=True))
        painter.drawText(
            box, Qt.AlignmentFlag.AlignCenter, " ".join(self.stamp) if len(self.stamp) < 4 else self.stamp
        )


class VoucherPaper(QFrame):
    """`changed` when day or papers were typed; the lines are `grid`'s."""

    changed = Signal()

    def __init__(self, chart: Chart, month: str) -> None:
        super().__init__()
        theme.kind(self, "card")
        self.title, self.grid = _Title(), VoucherGrid(chart)
        self.unit = Sentence()
        self.day = theme.fix(DayEdit(month), width=148)
        self.day.setAccessibleName("凭证日期")
        self.number = label("", "facts")
        self.papers = theme.fix(QLineEdit(), width=52)
        self.papers.setValidator(QIntValidator(0, 999, self))
        self.papers.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.papers.setAccessibleName("附单据张数")
        self.signers = [Sentence() for _ in range(5)]
        self._enter = EnterMoves(self)
        for field in (self.day, self.papers):
            self._enter.watch(field)
        self.day.textChanged.connect(lambda _: self.changed.emit())
        self.papers.textEdited.connect(lambda _: self.changed.emit())
        self._assemble()

    def _assemble(self) -> None:
        column = theme.space(QVBoxLayout(self), (20, 4, 20, 8), 6)
        column.addWidget(self.title)
        meta = theme.space(QHBoxLayout(), gap=6)
        meta.addWidget(self.unit, 5)
        meta.addWidget(self.day)
        meta.addStretch(2)
        meta.addWidget(self.number)
        meta.addSpacing(12)
        for part in (label("附单据"), self.papers, label("张")):
            meta.addWidget(part)
        column.addLayout(meta)
        column.addWidget(self.grid, 1)
        foot = theme.space(QHBoxLayout(), gap=8)
        for each in self.signers:
            foot.addWidget(each, 1)
        column.addLayout(foot)

    def show_head(self, unit: str, day: date, papers: int, number: str) -> None:
        """Unit, day, 附单据 and the words of the number ("记字第 0047 号（暂）")."""
        self.unit.setText(f"单位：{unit}")
        for field in (self.day, self.papers):
            field.blockSignals(True)
        self.day.set_value(day)
        self.day.month = f"{day:%Y-%m}"
        self.papers.setText(str(papers))
        for field in (self.day, self.papers):
            field.blockSignals(False)
        self.number.setText(number)

    def show_signers(self, signers: Sequence[tuple[str, str]]) -> None:
        """(label, name) pairs under the lines."""
        for each, (post, name) in zip(self.signers, signers, strict=False):
            each.setText(f"{post}　{name}")

    def use_low_form(self, low: bool) -> None:
        """Without title and signatures, where the window is low."""
        for part in (self.title, *self.signers):
            part.setVisible(not low)
        self.grid.use_low_rows(low)

    def lock(self, locked: bool) -> None:
        """Only reading: the fields keep their text and take no keys."""
        for field in (self.day, self.papers):
            field.setReadOnly(locked)
            field.setFocusPolicy(Qt.FocusPolicy.NoFocus if locked else Qt.FocusPolicy.StrongFocus)

    @property
    def attachments(self) -> int:
        """附单据 as typed, 0 when empty."""
        return int(self.papers.text() or 0)
