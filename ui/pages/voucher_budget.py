"""Under the voucher: what the budget leaves for the line that is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import theme
from ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from ui.pages.voucher_sheet import VoucherSheet


class BudgetWords(Sentence):
    """Follows the grid's line by itself; hidden where there is no budget."""

    def __init__(self, page: VoucherSheet) -> None:
        super().__init__("", "note")
        self._page = page
        page.grid.moved.connect(self.follow)
        page.grid.changed.connect(self.follow)
        self.hide()

    def follow(self, *_: object) -> None:
        """Another line, or another account on it."""
        from models.budget import guard, queries
        from models.budget.matching import Said

        page, day = self._page, self._page.paper.day.value()
        line = page.grid.lines.lines[page.grid.line]
        words, little, db = "", False, page.context.office.db
        budgeted = not page.locked and day is not None and queries.current(db, day.year) is not None
        if budgeted and day is not None and line.account is not None:
            said = Said(line.account, line.budget_line, line.unit, line.activity, line.earmark)
            words, little = guard.room_words(db, day.year, said)
        if words != self.text():
            self.setText(words)
            theme.kind(self, "warn" if little else "note")
        self.setVisible(budgeted)  # with or without words: the paper above must not jump from line to line
