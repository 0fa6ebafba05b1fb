"""会计报表: statements whose every figure explains itself, the notes with their words, publications."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from ui.navigation import Context
from ui.pages.statements_forms import FormsView
from ui.pages.statements_notes import NotesView
from ui.pages.statements_public import PublicView
from ui.pages.statements_sheet import SheetView
from ui.widgets.page import PageWidget
from ui.widgets.page_view import Views


class StatementsPage(PageWidget):
    """`open_page("statements", sheet="balance_sheet")`, `view="notes"`, `view="public"`; Alt+1 … Alt+4."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"voucher", "opening_balance", "period", "setting", "budget", "budget_amount", "asset",
         "statement_words", "publication", "holiday", "form_template"}
    )  # fmt: skip
    follows_period: ClassVar[bool] = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, "会计报表")
        self.views = Views(self, (SheetView, NotesView, PublicView, FormsView))
        self.views.show("sheet")

    def reload(self) -> None:
        self.views.reload()

    def open(self, **where: Any) -> None:
        """view=…, sheet="income_expenditure", month="2026-03"."""
        key = str(where.pop("view", "") or "sheet")
        self.views.show(key).open(**where)

    def first_focus(self) -> QWidget:
        return self.views.now.first_focus()
