"""Settings › 期初余额: what stood in the old books when this one begins; both sides must be equal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models import settings
from models.kit.days import month_words
from models.kit.money import yuan
from models.ledger import actions, queries
from models.ledger.records import Account
from ui import theme
from ui.pages.settings_accounts import KINDS
from ui.tables.columns import Pill
from ui.widgets.buttons import button, card, label, scrolled, switch_off
from ui.widgets.field_box import EnterMoves
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.page import PageWidget
from ui.widgets.pill import PillLabel
from ui.widgets.setting_part import SettingPart

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OpeningPart(SettingPart):
    """Leaf accounts with two amounts each; Enter goes down, the sums run along."""

    KEY, TITLE, ICON = "opening", "期初余额", "scale"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self._edits: dict[str, tuple[MoneyEdit, MoneyEdit]] = {}
        self._quiet = self._dirty = False
        self.save_button = button("保存期初余额 Ctrl+S", "save", self.save, kind="filled", keys="Ctrl+S")
        self.add_action(self.save_button)
        self._frame = card()
        self._column = theme.space(QVBoxLayout(self._frame), (1, 1, 1, 1), 0)
        self._area: QWidget | None = None
        self._debit, self._credit = label("0.00", "strong"), label("0.00", "strong")
        self._gap, self._pill = label(), PillLabel(Pill("平", "ok", "check"))
        self.column.addWidget(self._frame, 1)
        self.column.addWidget(self._foot())

    def dirty(self) -> bool:
        return self._dirty

    def reload(self) -> None:
        if self._dirty:
            return
        db = self.context.office.db
        first = queries.first_month(db)
        self.note.setText(
            f"{month_words(first)}开始记账以前各科目的余额，从旧账抄来。借方合计要等于贷方合计。"
        )
        kept = settings.opening(db, int(first[:4]))
        self._build([a for a in queries.accounts(db, first) if a.leaf and (not a.hidden or a.code in kept)])
        self._quiet = True
        for code, (debit, credit) in self._edits.items():
            fen = kept.get(code, (0, 0))
            debit.set_value(fen[0] or None)
            credit.set_value(fen[1] or None)
        self._quiet = False
        year = first[:4]
        closed = any(month.startswith(year) for month in queries.closed_months(db))
        why = f"{year} 年已经结过账，期初余额不能再改。要改请先反结账。" if closed else ""
        for pair in self._edits.values():
            for edit in pair:
                edit.setReadOnly(bool(why))
        switch_off(self.save_button, why)
        if why:
            self.note.setText(why)
        self._sum()

    def save(self) -> None:
        """All amounts in one change."""
        for pair in self._edits.values():
            for edit in pair:
                if edit.problem():
                    edit.setFocus()
                    self.context.toast(edit.problem(), icon="circle-alert")
                    return
        rows = [
            (code, debit.value() or 0, credit.value() or 0)
            for code, (debit, credit) in self._edits.items()
            if debit.value() or credit.value()
        ]
        year = int(queries.first_month(self.context.office.db)[:4])
        self._dirty = False
        if not self.write("录入期初余额", lambda c: actions.set_opening(c, year, rows), "期初余额已保存"):
            self._dirty = True

    # -- making -----------------------------------------------------------------------------------

    def _build(self, accounts: list[Account]) -> None:
        if list(self._edits) == [account.code for account in accounts]:
            return
        if self._area is not None:
            self._area.deleteLater()
        self._edits = {}
        inner = QWidget()
        grid = theme.space(QGridLayout(inner), (16, 10, 16, 10), 6, across=12)
        for column, (words, align) in enumerate(
            (("编码", _LEFT), ("科目", _LEFT), ("借方余额(元)", _RIGHT), ("贷方余额(元)", _RIGHT))
        ):
            grid.addWidget(label(words, "facts"), 0, column, align)
        moves = EnterMoves(inner)
        line, kind = 1, ""
        for account in accounts:
            if account.kind != kind:
                kind = account.kind
                grid.addWidget(label(KINDS[kind], "strong"), line, 0, 1, 4)
                line += 1
            self._add(grid, line, account, moves)
            line += 1
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(line, 1)
        self._area = scrolled(inner)
        self._column.addWidget(self._area)

    def _add(self, grid: QGridLayout, line: int, account: Account, moves: EnterMoves) -> None:
        pair = (MoneyEdit(""), MoneyEdit(""))
        grid.addWidget(label(account.code, "facts"), line, 0)
        grid.addWidget(label(account.full_name), line, 1)
        for column, (edit, side) in enumerate(zip(pair, ("借方", "贷方"), strict=True), 2):
            edit.setAccessibleName(f"{account.full_name} {side}")
            edit.changed.connect(self._typed)
            moves.watch(edit)
            grid.addWidget(theme.fix(edit, width=150), line, column)
        usual = pair[0] if account.side == "debit" else pair[1]
        other = pair[1] if account.side == "debit" else pair[0]
        usual.setPlaceholderText("0.00")
        other.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Enter and Tab go down the usual side
        self._edits[account.code] = pair

    def _foot(self) -> QFrame:
        frame = card()
        row = theme.space(QHBoxLayout(frame), (16, 8, 16, 8), 8)
        row.addWidget(label("借方合计", "facts"))
        row.addWidget(self._debit)
        row.addSpacing(16)
        row.addWidget(label("贷方合计", "facts"))
        row.addWidget(self._credit)
        row.addSpacing(16)
        row.addWidget(self._gap)
        row.addWidget(self._pill)
        row.addStretch(1)
        return frame

    def _typed(self) -> None:
        if not self._quiet:
            self._dirty = True
            self._sum()

    def _sum(self) -> None:
        debit = sum(pair[0].value() or 0 for pair in self._edits.values())
        credit = sum(pair[1].value() or 0 for pair in self._edits.values())
        self._debit.setText(yuan(debit))
        self._credit.setText(yuan(credit))
        gap = debit - credit
        self._gap.setText(f"差额 {yuan(abs(gap))}" if gap else "")
        words = "平" if not gap else "借方多" if gap > 0 else "贷方多"
        self._pill.show_pill(Pill(words, "warn" if gap else "ok", "circle-alert" if gap else "check"))
