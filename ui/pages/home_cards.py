"""The four cards of the home page: bank, dues of the month, the year so far, what keeps a month open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.kit.days import month_words, number_of
from models.kit.money import yuan
from models.kit.shares import percent
from ui import theme
from ui.navigation import Context
from ui.widgets.tile import Card

if TYPE_CHECKING:
    from models.overview import Overview


class Cards(QWidget):
    """Each says a number and what it means; a click opens its list."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.bank = Card("银行存款（元）", "landmark")
        self.dues = Card("会费 已缴/应缴", "wallet")
        self.year = Card("本年结余（元）", "chart-pie")
        self.open = Card("未记账凭证", "receipt-text")
        row = theme.space(QHBoxLayout(self), gap=12)
        for card in (self.bank, self.dues, self.year, self.open):
            row.addWidget(card, 1)
        self._opens: tuple[str, dict[str, str]] = ("vouchers", {})
        self._year: tuple[str, dict[str, str]] = ("reports", {"report": "trial-balance"})
        self.bank.clicked.connect(lambda *_: context.open_page("books", account="102"))
        self.dues.clicked.connect(lambda *_: context.open_page("dues", view="matrix", month=context.period))
        self.year.clicked.connect(lambda *_: context.open_page(self._year[0], **self._year[1]))
        self.open.clicked.connect(lambda *_: context.open_page(self._opens[0], **self._opens[1]))

    def show_cards(self, seen: Overview) -> None:
        """The numbers of an overview."""
        self.bank.show_fact(yuan(seen.bank_fen), f"另有库存现金 {yuan(seen.cash_fen)}")
        self._show_dues(seen)
        self._show_year(seen)
        self._show_open(seen)

    def _show_dues(self, seen: Overview) -> None:
        number = number_of(seen.month)
        self.dues.set_caption(f"{number} 月会费 已缴/应缴")
        if seen.dues is None:
            self.dues.show_fact("—", "这个月还没有核定会费", warn=True)
            return
        paid = seen.dues.payers - seen.dues.owing
        note = f"还差 {seen.dues.owing} 人 {yuan(seen.dues.owed_fen)} 元" if seen.dues.owing else "已经收齐"
        if seen.transit_fen:
            note += f"，其中在途 {yuan(seen.transit_fen)}"
        self.dues.show_fact(f"{paid} / {seen.dues.payers}", note, warn=seen.dues.owing > 0)

    def _show_budget(self, planned: int, done: int, over: int, year: str) -> None:
        self._year = ("budget", {"view": "execution", "year": year})
        self.year.set_caption(f"{year} 年度预算执行")
        share = min(1.0, max(0.0, done / planned)) if planned > 0 else 0.0
        note = f"{over} 项超预算" if over else f"还可用 {yuan(planned - done)} 元"
        self.year.setToolTip(f"支出预算 {yuan(planned)} 元，已支出 {yuan(done)} 元")
        self.year.show_fact(percent(done, planned) or "—", note, share=share, warn=bool(over))

    def _show_year(self, seen: Overview) -> None:
        if seen.budget is not None:
            self._show_budget(*seen.budget, seen.month[:4])
            return
        self._year = ("reports", {"report": "trial-balance", "period": seen.month})
        self.year.set_caption(f"{seen.month[:4]} 年结余（元）")
        share = min(1.0, max(0.0, seen.expense_fen / seen.income_fen)) if seen.income_fen > 0 else 0.0
        note = f"支出占收入 {round(share * 100)}%" if seen.income_fen > 0 else "还没有收入"
        self.year.setToolTip(f"收入 {yuan(seen.income_fen)} 元，支出 {yuan(seen.expense_fen)} 元")
        self.year.show_fact(yuan(seen.income_fen - seen.expense_fen), note, share=share)

    def _show_open(self, seen: Overview) -> None:
        first = month_words(seen.unclosed[0]) if seen.unclosed else ""
        if seen.drafts:
            self._opens = ("vouchers", {"state": "draft"})
            self.open.set_caption("未记账凭证（张）")
            note = f"记账后才能结 {first}的账" if first else "检查无误后记账"
            self.open.show_fact(str(seen.drafts), note, warn=True)
            return
        self._opens = ("closing", {"period": seen.unclosed[0]} if seen.unclosed else {})
        self.open.set_caption("待结账月份（个）")
        note = f"先结 {first}" if first else "过完的月份都已结账"
        self.open.show_fact(str(len(seen.unclosed)), note, warn=bool(first))
