"""资产: fixed assets with depreciation and disposal, goods in stock, counts."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from models.kit.errors import Refused
from ui.navigation import Context
from ui.pages.assets_cards import CardsView
from ui.pages.assets_counts import CountsView
from ui.pages.assets_goods import GoodsView
from ui.widgets.page import PageWidget
from ui.widgets.page_view import Views


class AssetsPage(PageWidget):
    """`open_page("assets", asset=3)`, `view="goods"`, `view="counts"`; Alt+1 … Alt+3 change the view."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {
            "asset",
            "asset_class",
            "depreciation",
            "goods",
            "goods_move",
            "stock_count",
            "stock_count_row",
            "voucher",
        }
    )
    follows_period: ClassVar[bool] = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, "资产")
        self.views = Views(self, (CardsView, GoodsView, CountsView))
        self.views.show("cards")

    def reload(self) -> None:
        self.views.reload()

    def open(self, **where: Any) -> None:
        """view=…, asset=3, goods=2."""
        key = str(where.pop("view", "") or ("goods" if "goods" in where else "cards"))
        view = self.views.show(key)
        try:
            view.open(**where)
        except Refused as no:
            self.context.say.refuse(no)
        if self.isVisible():
            view.first_focus().setFocus()

    def first_focus(self) -> QWidget:
        return self.views.now.first_focus()
