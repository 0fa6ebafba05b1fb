"""票据: invoices, bank slips, receipt books and cheques; each with its original beside it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from models.kit.errors import Refused
from ui.navigation import Context
from ui.pages.papers_invoices import InvoicesView
from ui.pages.papers_numbers import NumbersView
from ui.pages.papers_slips import SlipsView
from ui.widgets.page import PageWidget
from ui.widgets.page_view import Views


class PapersPage(PageWidget):
    """`open_page("papers", invoice=3)`, `slip=2`, `view="numbers"`; Alt+1 … Alt+3 change the view."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "paper_file",
            "paper_link",
            "invoice",
            "bank_slip",
            "bank_line",
            "number_book",
            "number_use",
            "voucher",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "票据")
        self.views = Views(self, (InvoicesView, SlipsView, NumbersView))
        self.views.show("invoices")

    def reload(self) -> None:
        self.views.reload()

    def open(self, **where: Any) -> None:
        """view=…, invoice=3, slip=2, book=1."""
        named = next((view for key, view in _OF.items() if key in where), "invoices")
        view = self.views.show(str(where.pop("view", "") or named))
        try:
            view.open(**where)
        except Refused as no:
            self.context.say.refuse(no)
        if self.isVisible():
            view.first_focus().setFocus()

    def first_focus(self) -> QWidget:
        return self.views.now.first_focus()


_OF = {"invoice": "invoices", "slip": "slips", "book": "numbers"}
