"""The three fields that write into a voucher's cells: a summary, an account, an amount."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from models.kit.errors import Refused
from models.kit.money import plain, yuan
from models.ledger.typed import Chart
from ui.widgets.account_picker import account_picker
from ui.widgets.member_picker import Picker
from ui.widgets.money_edit import reckon
from ui.widgets.money_grid import LARGEST_FEN

_PLAIN = re.compile(r"[\d,]*\.?\d{0,2}")


class Composing(QObject):
    """Knows whether an input method is at work, so that the Enter that ends composing moves nothing."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.on = False

    def heard(self, event: QEvent) -> None:
        """An event on its way to a field."""
        if not isinstance(event, QInputMethodEvent):
            return
        if event.preeditString():
            self.on = True
        elif self.on:
            # some input methods send the Enter that ended the composing right after the text
            QTimer.singleShot(0, self, self._ended)

    def _ended(self) -> None:
        self.on = False


class SummaryCell(QLineEdit):
    """摘要."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("摘要")
        self.setMaxLength(100)


def account_cell(chart: Chart) -> Picker:
    """会计科目: found by code, Chinese or initials; parents are greyed with the reason."""
    made = account_picker(chart)
    made.setAccessibleName("会计科目")
    return made


class AmountCell(QLineEdit):
    """An amount. A plain number is painted by the grid, digit by digit; a sum like 12*35+8 is seen as typed.

    `balance_asked` when "=" was typed by an input method.
    """

    balance_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(self._typed)

    def show_fen(self, fen: int | None) -> None:
        """Begin with this amount; typing replaces it."""
        self.setText("" if not fen else plain(fen))
        self.selectAll()

    @property
    def ghost(self) -> bool:
        """Whether the grid shows the digits instead."""
        return bool(_PLAIN.fullmatch(self.text()))

    def fen(self) -> int | None:
        """The amount; None when empty. Raises `Refused`."""
        if not self.text().strip():
            return None
        fen = reckon(self.text())
        if fen < 0:
            raise Refused(
                f"“{self.text().strip()}”是负数。", remedy="平常请记在另一方（按空格），负数只用于红字冲销。"
            )
        if fen > LARGEST_FEN:
            raise Refused(f"{yuan(fen)} 超过凭证金额栏的 11 位。", remedy="请核对金额，或者拆成几张凭证。")
        return fen

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.ghost:
            super().paintEvent(event)

    def _typed(self, text: str) -> None:
        if "=" in text or "＝" in text:
            self.setText(text.replace("=", "").replace("＝", ""))
            self.balance_asked.emit()
