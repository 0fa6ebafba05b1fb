"""One voucher on screen: read from the books or typed, with what was typed kept as a draft."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from weakref import WeakSet

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from models.kit.days import month_end, month_of, month_start, month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import balances, lists, marks, offers, queries, reports
from models.ledger.records import Voucher, number_on_paper
from models.ledger.templates import Template
from models.ledger.typed import AccountHit, Chart
from models.office import ROLES
from ui import theme
from ui.navigation import Context
from ui.pages.voucher_side import VoucherSide
from ui.widgets.balance_strip import BalanceStrip
from ui.widgets.key_caps import KeyCaps
from ui.widgets.page import PageWidget
from ui.widgets.voucher_lines import CREDIT, DEBIT, Typed, VoucherLines, typed, typed_lines
from ui.widgets.voucher_paper import STAMPS, VoucherPaper

DRAFT_AFTER = 2000  # milliseconds after the last key
LOW = 600  # a page lower than this leaves out what paper has around the lines
SIDE_FROM = 1010  # a page narrower than this has no room for the side
_KEYS = (
    ("Enter", "下一格"), ("=", "补差额"), ("空格", "换借贷"), ("..", "抄上行摘要"), ("//", "抄首行摘要"),
    ("F7", "选科目"), ("F4", "常用凭证"), ("F3", "辅助"), ("Ctrl+D", "删行"), ("Esc", "不改了"),
)  # fmt: skip
_READ_KEYS = (
    ("PgUp", "上一张"), ("PgDn", "下一张"), ("Ctrl+P", "打印"), ("Ctrl+J", "审核"), ("Ctrl+C", "复制分录"),
    ("F10", "明细账"), ("Alt+←", "回到账簿"),
)  # fmt: skip
_CELLS = ("摘要", "会计科目", "借方", "贷方")


MOST_NEW = 20  # unsaved new vouchers in as many tabs
_sheets: WeakSet[VoucherSheet] = WeakSet()  # all open ones, so that no draft is typed in two


class VoucherSheet(PageWidget):
    """Shows and takes typing; `VoucherPage` adds the acts."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"voucher", "voucher_line", "account", "period", "voucher_mark", "paper_link", "invoice", "bank_slip"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "新增凭证")
        _sheets.add(self)
        self.saved: Voucher | None = None
        self.marks: dict[str, marks.Mark] = {}
        self.dirty = False
        self.came_from: tuple[str, dict[str, Any]] | None = None
        self.draft_key = "voucher:new"
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER)
        self.paper = VoucherPaper(Chart(context.office.db, context.period), context.period)
        self.grid = self.paper.grid
        self.balance_strip = BalanceStrip()
        self.below = theme.space(QVBoxLayout(), gap=6)  # under the sums: papers, what a budget says
        self.template: int | None = None  # the pattern that a new one was begun with
        self._tags: dict[tuple[Any, ...], str] = {}
        self.grid.tag_of = self._tag
        self.side = VoucherSide(context, self.grid.put_summary, self.use_template)
        self._assemble()

    # -- widgets ----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        left = theme.space(QVBoxLayout(), gap=10)
        left.addWidget(self.paper, 1)
        left.addWidget(self.balance_strip)
        left.addLayout(self.below)
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
        """Whether it can only be read: a posted one, or someone who only looks."""
        return bool(self.why_read_only) or (self.saved is not None and self.saved.posted)

    @property
    def why_read_only(self) -> str:
        """Why this person writes nothing here; "" for who may."""
        actor = self.context.office.actor
        return "" if actor.may_write else f"您是{ROLES[actor.role]}，凭证只能看，不能填写。"

    def first_focus(self) -> QWidget:
        return self.grid

    def reload(self) -> None:
        """What others changed: accounts, numbers, whether this one was reversed. What is typed stays."""
        self._tags.clear()
        self._use_chart()
        if self.saved is not None and not self.dirty:
            try:
                self.show_voucher(self.saved.id, keep_place=True)
            except Refused:
                self.start_new()
        else:
            self._show_all()

    def start_new(self, pattern: Voucher | None = None) -> None:
        """An empty form, the unsaved one of last time, or a copy of a voucher."""
        self.saved, self.dirty, self.template = None, False, None
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

    def use_template(self, pattern: Template, month: str = "") -> None:
        """A pattern was chosen; the page has its own."""

    def start_from(self, pattern: Template, month: str) -> None:
        """A new voucher with the lines of a pattern, on its day of that month."""
        draft = pattern.draft(month)
        self.saved, self.template = None, pattern.id
        self.draft_key = f"voucher:template:{pattern.id}:{month}"
        lines = VoucherLines()
        lines.show([typed(line) for line in draft.lines])
        today = self.context.office.today()
        day = draft.day if pattern.every else min(max(today, month_start(month)), month_end(month))
        self.paper.show_head(self.context.office.unit_name, day, 0, "")
        self._fill(lines)
        if kept := self.context.drafts.load(self.draft_key):
            self._restore(kept)
        self.dirty = True

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
        self.saved, self.dirty, self.template = saved, False, None
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
        self._use_chart()
        self.grid.show_lines(lines, self.locked)
        self.facts.setText("")
        self.balance_strip.say(self.why_read_only if self.saved is None else "", "warn")
        self._show_all()

    def _use_chart(self) -> None:
        """The accounts that the voucher's month may use."""
        day = self.paper.day.value()
        self.grid.use_chart(Chart(self._db, month_of(day) if day else self.context.period))

    def _tag(self, line: Typed) -> str:
        """What a line is about, as it stands small under its account."""
        said = line.dimensions
        key = tuple(said.items())
        if said and key not in self._tags:
            self._tags[key] = "　".join(f"{title} {name}" for title, name in offers.words(self._db, said))
        return self._tags.get(key, "")

    def _restore(self, kept: dict[str, Any]) -> None:
        day = str(kept.get("day", ""))
        self.paper.day.setText(day)
        self.paper.papers.setText(str(kept.get("papers", "")))
        self.grid.lines.restore(kept.get("lines", []))
        self.grid.show_lines(self.grid.lines, self.locked)
        self._show_all()

    def _show_all(self) -> None:
        saved = self.saved
        self.marks = marks.of_voucher(self._db, saved.id) if saved is not None else {}
        self.side.show_voucher(saved)
        self.paper.show_signers(self._signers())
        self._show_number()
        self._show_sums()
        self._show_place()
        self.show_buttons()

    def show_buttons(self) -> None:
        """Which acts there are for this voucher; the page has its own."""

    def _signers(self) -> list[tuple[str, str]]:
        """Who signs: the name of a mark stands where there is one."""
        saved = self.saved
        signers = reports.signers(self.context.office, saved.maker if saved else self.context.user)
        signed = {"审核": "checked", "出纳": "cashier"}
        return [
            (post, self.marks[signed[post]].who if signed.get(post) in self.marks else name)
            for post, name in signers
        ]

    def _stamp(self) -> str:
        saved = self.saved
        if saved is None:
            return "未记账"
        if not saved.posted:
            return "草稿"
        if saved.reverses or saved.reversed_by:
            return "红字冲销" if saved.reverses else "已冲销"
        return "已审核" if "checked" in self.marks else "已记账"

    def _show_number(self) -> None:
        saved, day = self.saved, self.paper.day.value()
        word = saved.word if saved is not None else "记"
        if saved is not None and saved.number:
            self.paper.number.setText(number_on_paper(word, saved.number))
            self.title.setText(saved.name)
            self.titled.emit(f"凭证 {saved.name}")
        else:
            month = month_of(day) if day else self.context.period
            number = queries.next_number(self._db, month, word)
            self.paper.number.setText(f"{number_on_paper(word, number)}（暂）")
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
        self.balance_strip.may_type = not self.locked
        self.balance_strip.show_account(*self._balance(hit) if hit is not None else ("",))
        if self.isVisible():
            tail = " · 按 = 补上差额" if grid.column in (DEBIT, CREDIT) else ""
            words = f"第 {grid.line + 1} 行 · {_CELLS[grid.column]}{tail}"
            self.context.status("" if self.locked else words)

    def _balance(self, hit: AccountHit) -> tuple[str, str, str]:
        day = self.paper.day.value()
        now = balances.balance(self._db, hit.account.id, month_of(day) if day else self.context.period)
        words, short = (f"{name}　余额 {_side(now)}" for name in (hit.account.full_name, hit.account.name))
        if self.locked:
            return words, "", short
        mine = [line for line in self.grid.lines.lines if line.account == hit.account.id]
        moved = sum((line.debit_fen or 0) - (line.credit_fen or 0) for line in mine)
        return words, f"，记账后 {_side(now + moved)}" if moved else "", short

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
        if month != self.grid.chart.month:
            self._use_chart()
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

    def _say_locked(self) -> None:
        """A key was pressed on a posted voucher: why nothing happens, and what can be done."""
        saved = self.saved
        if self.why_read_only:
            self.balance_strip.say(self.why_read_only, "warn")
        if saved is None or self.why_read_only:
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
