"""One voucher on screen: read from the books or typed, with what was typed kept as a draft."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, ClassVar
from weakref import WeakSet

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.kit.days import month_end, month_of, month_start, month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import balances, lists, queries, reports, summaries
from models.ledger.records import Voucher
from ui import theme
from ui.navigation import Context
from ui.pages.voucher_side import VoucherSide
from ui.widgets.balance_strip import BalanceStrip
from ui.widgets.key_caps import KeyCaps
from ui.widgets.page import PageWidget
from ui.widgets.voucher_lines import CREDIT, DEBIT, SUMMARY, VoucherLines, typed_lines
from ui.widgets.voucher_paper import STAMPS, VoucherPaper

DRAFT_AFTER = 2000  # milliseconds after the last key
LOW = 600  # a page lower than this leaves out what paper has around the lines
SIDE_FROM = 1010  # a page narrower than this has no room for the side
_KEYS = (
    ("Enter", "下一格"), ("=", "补差额"), ("空格", "换借贷"), ("..", "抄上行摘要"), ("//", "抄首行摘要"),
    ("F7", "选科目"), ("Ctrl+D", "删行"), ("Esc", "不改了"),
)  # fmt: skip
_READ_KEYS = (("PgUp", "上一张"), ("PgDn", "下一张"), ("Ctrl+P", "打印"), ("Alt+←", "回到账簿"))
_CELLS = ("摘要", "会计科目", "借方", "贷方")


MOST_NEW = 20  # unsaved new vouchers in as many tabs
_sheets: WeakSet[VoucherSheet] = WeakSet()  # all open ones, so that no draft is typed in two


class VoucherSheet(PageWidget):
    """Shows and takes typing; `VoucherPage` adds the acts."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"voucher", "voucher_line", "account", "period", "voucher_mark"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "新增凭证")
        _sheets.add(self)
        self.saved: Voucher | None = None
        self.dirty = False
        self.came_from: tuple[str, dict[str, Any]] | None = None
        self.draft_key = "voucher:new"
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER)
        self.paper = VoucherPaper(lists.Chart(context.office.db), context.period)
        self.grid = self.paper.grid
        self.balance_strip = BalanceStrip()
        self.side = VoucherSide(context, self.grid.put_summary)
        self._assemble()

    # -- widgets ----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        left = theme.space(QVBoxLayout(), gap=10)
        left.addWidget(self.paper, 1)
        left.addWidget(self.balance_strip)
        self.keys = QStackedWidget()
        self.keys.addWidget(KeyCaps(_KEYS))
        self.keys.addWidget(KeyCaps(_READ_KEYS))
        left.addWidget(self.keys)
        whole = QWidget()
        row = theme.space(QHBoxLayout(whole), gap=12)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self.body.addWidget(whole, 1)

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def _db(self) -> Any:
        return self.context.office.db

    @property
    def locked(self) -> bool:
        """Whether it can only be read."""
        return self.saved is not None and self.saved.posted

    def first_focus(self) -> QWidget:
        return self.grid

    def reload(self) -> None:
        """What others changed: accounts, numbers, whether this one was reversed. What is typed stays."""
        self.grid.use_chart(lists.Chart(self._db))
        if self.saved is not None and not self.dirty:
            try:
                self.show_voucher(self.saved.id, keep_place=True)
            except Refused:
                self.start_new()
        else:
            self._show_all()

    def start_new(self, pattern: Voucher | None = None) -> None:
        """An empty form, the unsaved one of last time, or a copy of a voucher."""
        self.saved, self.dirty = None, False
        lines = VoucherLines()
        day, papers = self._next_day(), 0
        self.draft_key = f"voucher:copy:{pattern.id}" if pattern is not None else self._free_key()
        if pattern is not None:
            lines.show(typed_lines(pattern))
            self._sign_right(lines)
        self.paper.show_head(self.context.office.unit_name, day, papers, "")
        self._fill(lines)
        kept = self.context.drafts.load(self.draft_key)
        if kept:
            self._restore(kept)
            self.facts.setText("找回了上次没保存的内容")
        self.dirty = bool(kept) or pattern is not None

    def _sign_right(self, lines: VoucherLines) -> None:
        """A copy of a red voucher has the amounts as they were."""
        for line in lines.lines:
            line.debit_fen = abs(line.debit_fen) if line.debit_fen else None
            line.credit_fen = abs(line.credit_fen) if line.credit_fen else None

    def _free_key(self) -> str:
        """Where an unsaved new voucher is kept; never where another open page is typing one."""
        held = {page.draft_key for page in _sheets if page is not self and isValid(page) and page.dirty}
        names = ("voucher:new", *(f"voucher:new:{number}" for number in range(2, MOST_NEW)))
        free = [name for name in names if name not in held] or [names[-1]]
        return next((name for name in free if self.context.drafts.load(name)), free[0])

    def show_voucher(self, key: int, *, keep_place: bool = False) -> None:
        """A stored voucher; a draft goes on with what was typed into it last time."""
        place = (self.grid.line, self.grid.column)
        saved = queries.voucher(self._db, key)
        self.saved, self.dirty = saved, False
        self.draft_key = f"voucher:{key}"
        lines = VoucherLines()
        lines.show(typed_lines(saved))
        self.paper.show_head(self.context.office.unit_name, saved.day, saved.attachments, "")
        self._fill(lines)
        if not saved.posted and (kept := self.context.drafts.load(self.draft_key)):
            self._restore(kept)
            self.dirty = True
        if keep_place:
            self.grid.jump(*place) if self.grid.hasFocus() else None

    def _fill(self, lines: VoucherLines) -> None:
        self.paper.lock(self.locked)
        self.keys.setCurrentIndex(1 if self.locked else 0)
        self.grid.show_lines(lines, self.locked)
        self.facts.setText("")
        self.balance_strip.say("")
        self._show_all()

    def _restore(self, kept: dict[str, Any]) -> None:
        day = str(kept.get("day", ""))
        self.paper.day.setText(day)
        self.paper.papers.setText(str(kept.get("papers", "")))
        self.grid.lines.restore(kept.get("lines", []))
        self.grid.show_lines(self.grid.lines, self.locked)
        self._show_all()

    def _show_all(self) -> None:
        saved = self.saved
        self.side.show_voucher(saved)
        self.paper.show_signers(
            reports.signers(self.context.office, saved.maker if saved else self.context.user)
        )
        self._show_number()
        self._show_sums()
        self._show_place()
        self.show_buttons()

    def show_buttons(self) -> None:
        """Which acts there are for this voucher; the page has its own."""

    def _stamp(self) -> str:
        saved = self.saved
        if saved is None:
            return "未记账"
        if not saved.posted:
            return "草稿"
        return "红字冲销" if saved.reverses else "已被冲销" if saved.reversed_by else "已记账"

    def _show_number(self) -> None:
        saved, day = self.saved, self.paper.day.value()
        word = saved.word if saved is not None else "记"
        if saved is not None and saved.number:
            short = f"{word}-{saved.number:04d}"
            self.paper.number.setText(f"{word}字第 {saved.number:04d} 号")
            self.title.setText(short)
            self.titled.emit(f"凭证 {short}")
        else:
            month = month_of(day) if day else self.context.period
            self.paper.number.setText(f"{word}字第 {queries.next_number(self._db, month, word):04d} 号（暂）")
            self.title.setText("草稿" if saved is not None else "新增凭证")
            self.titled.emit("凭证 草稿" if saved is not None else "新增凭证")
        self.paper.title.show_stamp(self._stamp())
        if not self.facts.text() or self.facts.text() in STAMPS:
            self.facts.setText(self._stamp() if self.paper.title.isHidden() else "")

    def _show_sums(self) -> None:
        self.balance_strip.show_sums(self.grid.lines.debit_fen, self.grid.lines.credit_fen)
        self.balance_strip.even.setDisabled(self.locked)

    def _show_place(self) -> None:
        """The current account's balance in the strip, the cell in the status line."""
        grid = self.grid
        line = grid.lines.lines[grid.line]
        hit = grid.chart.find(line.account) if line.account else None
        self.balance_strip.show_account(*self._balance(hit) if hit is not None else ("",))
        if self.isVisible():
            tail = " · 按 = 补上差额" if grid.column in (DEBIT, CREDIT) else ""
            words = f"第 {grid.line + 1} 行 · {_CELLS[grid.column]}{tail}"
            self.context.status("" if self.locked else words)

    def _balance(self, hit: lists.AccountHit) -> tuple[str, str]:
        day = self.paper.day.value()
        now = balances.balance(self._db, hit.account.id, month_of(day) if day else self.context.period)
        words = f"{hit.account.full_name}　余额 {_side(now)}"
        if self.locked:
            return words, ""
        mine = [line for line in self.grid.lines.lines if line.account == hit.account.id]
        moved = sum((line.debit_fen or 0) - (line.credit_fen or 0) for line in mine)
        return words, f"，记账后 {_side(now + moved)}" if moved else ""

    def _next_day(self) -> date:
        """Today in this month, else the latest day used in the month that is looked at."""
        today, month = self.context.office.today(), self.context.period
        if month_of(today) == month:
            return today
        latest = lists.last_day(self._db, month)
        return latest or (month_end(month) if month < month_of(today) else month_start(month))

    # -- typing -----------------------------------------------------------------------------------

    def _typed(self) -> None:
        if self.locked:
            return
        self.dirty = True
        self._timer.start()
        self._show_sums()
        self._show_place()

    def check_day(self) -> None:
        """A day in a month that takes no vouchers is said while it is typed, not only when saving."""
        day = self.paper.day.value()
        if day is None or self.locked:
            return
        month = month_of(day)
        if month < queries.first_month(self._db):
            self.balance_strip.say(f"{month_words(month)}在账套启用之前，请改日期。", "warn")
        elif queries.is_closed(self._db, month):
            self.balance_strip.say(f"{month_words(month)}已经结账，请改日期，或者先反结账。", "warn")
        else:
            self.balance_strip.say("")

    def keep_draft(self) -> None:
        """What was typed, kept beside the office file."""
        self._timer.stop()
        if not self.dirty or self.locked:
            return
        values = {
            "day": self.paper.day.text(),
            "papers": self.paper.papers.text(),
            "lines": self.grid.lines.kept(),
        }
        if self.context.drafts.save(self.draft_key, values):
            self.facts.setText(f"草稿已自动保存 {self.context.office.now():%H:%M}")

    def _forget_draft(self) -> None:
        self._timer.stop()
        self.dirty = False
        self.context.drafts.drop(self.draft_key)

    def choose_summary(self) -> None:
        """F7 in 摘要: the ones used most."""
        menu = QMenu(self)
        for text in summaries.used(self._db):
            menu.addAction(text.replace("&", "&&"), partial(self.grid.put_summary, text))
        place = self.grid.cell(self.grid.line, SUMMARY).bottomLeft().toPoint()
        menu.popup(self.grid.viewport().mapToGlobal(place))

    def _say_locked(self) -> None:
        """A key was pressed on a posted voucher: why nothing happens, and what can be done."""
        saved = self.saved
        if saved is None:
            return
        closed = queries.is_closed(self._db, saved.month)
        why = f"{month_words(saved.month)}已经结账，凭证只能看。" if closed else "凭证已记账，不能改。"
        done = bool(saved.reversed_by or saved.reverses)
        self.balance_strip.say(why + ("" if done else "要更正请点“冲销”。"), "warn")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < theme.px(LOW)
        self.side.setVisible(self.width() >= theme.px(SIDE_FROM))
        self.keys.setVisible(not low)
        if low != self.paper.title.isHidden():
            self.paper.use_low_form(low)
            self._show_number()


def _side(fen: int) -> str:
    """ "借 3,000.00", "平"."""
    return "平" if not fen else f"{'借' if fen > 0 else '贷'} {yuan(abs(fen))}"
