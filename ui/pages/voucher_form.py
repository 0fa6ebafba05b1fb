"""凭证: one voucher as a paper form, filled by keyboard; posted ones are read, reversed, copied, printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut

from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger import actions, lists, queries, templates
from models.ledger.records import Voucher, VoucherDraft
from ui.dialogs.over_budget import OverBudget
from ui.navigation import Context
from ui.pages.voucher_acts import CARRY, VoucherActs
from ui.pages.voucher_budget import BudgetWords
from ui.printing import print_vouchers
from ui.widgets.buttons import button, relabel, switch_off
from ui.widgets.papers_strip import PapersStrip
from ui.widgets.voucher_lines import CREDIT, DEBIT, SUMMARY


class VoucherPage(VoucherActs):
    """`open(voucher=7)` shows one, `open(copy=7)` begins a copy, `open(template=3, month="2026-11")` one
    of a pattern; without any a new one is begun."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.budget = OverBudget(context)
        self.budget_words = BudgetWords(self)
        self.below.addWidget(self.budget_words)
        self._buttons()
        self.attached = PapersStrip(context, lambda: self.saved.name if self.saved is not None else "")
        self.below.addWidget(self.attached)
        self._connect()
        self.start_new()

    def _buttons(self) -> None:
        turns = (
            ("arrow-left-to-line", "首张", lambda: self.turn_to(lists.neighbour(self._db, None, 1))),
            ("chevron-left", "上一张（PgUp）", lambda: self.turn(-1)),
            ("chevron-right", "下一张（PgDn）", lambda: self.turn(1)),
            ("arrow-right-to-line", "末张", lambda: self.turn_to(lists.neighbour(self._db, None, -1))),
        )
        for at, (icon, tip, act) in enumerate(turns):
            self.head.insertWidget(at, button("", icon, act, kind="icon", tip=tip))
        self.copy = button("复制", "copy", self.copy_voucher, tip="照着这张填一张新的")
        self.pattern = button("存为常用", "bookmark", self.keep_template, tip="存成常用凭证，以后按 F4 使用")
        self.check = button("审核", "shield-check", lambda: self.turn_mark("checked"), keys="Ctrl+J")
        self.sign = button("签字", "pencil", self.sign_menu, tip="出纳签字、主席批准")
        self.reverse = button("冲销", "undo-2", self.reverse_voucher)
        self.print = button("打印", "printer", self.print_voucher, keys="Ctrl+P")
        self.drop = button("删除草稿", "trash-2", self.drop_draft)
        self.keep = button(
            "暂存", "save", self.keep_voucher, keys="Ctrl+Shift+S", tip="存成草稿，以后再记账（Ctrl+Shift+S）"
        )
        self.post = button("记账 Ctrl+S", "check", self.post_voucher)
        self.post_new = button("记账并新增 F12", "plus", self.post_and_new, kind="filled")
        self.add_action(self.check, self.sign, self.copy, self.reverse, self.print, self.pattern, self.drop)
        self.add_action(self.keep, self.post, self.post_new)

    def _connect(self) -> None:
        grid = self.grid
        self._timer.timeout.connect(self.keep_draft)
        self.paper.changed.connect(self._typed)
        self.paper.changed.connect(self._show_number)
        self.paper.day.textChanged.connect(lambda _: self.check_day())
        grid.changed.connect(self._typed)
        grid.moved.connect(lambda *_: self._show_place())
        grid.said.connect(self.balance_strip.say)
        grid.turned.connect(self.turn)
        grid.escaped.connect(self.give_up)
        grid.refused.connect(self._say_locked)
        grid.needs = self.lacks
        grid.carries = bool(self.context.memory.load(CARRY).get("carries"))
        grid.carry_asked.connect(self._carry)
        grid.account.use_adder("新增科目…", self.add_account)
        grid.asked.connect(self._asked)
        grid.told.connect(self.context.status)
        self.balance_strip.book.clicked.connect(lambda *_: self.open_account())
        self.balance_strip.about.clicked.connect(lambda *_: self.ask_about_line())
        self.balance_strip.even.clicked.connect(lambda *_: grid.balance())
        for keys, act in (
            # not the button's own key: that one clicks a tenth of a second later, under fast fingers
            ("F12", self.post_and_new),
            ("Ctrl+S", self.post_voucher),
            ("F6", self.post_voucher),
            ("F8", self.post_voucher),
            ("Ctrl+N", self.begin_another),
            ("Alt+Left", self.go_back),
            ("Ctrl+PgUp", lambda: self.turn_to(lists.neighbour(self._db, None, 1))),
            ("Ctrl+PgDown", lambda: self.turn_to(lists.neighbour(self._db, None, -1))),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def open(self, **where: Any) -> None:
        if "voucher" in where:
            if self.saved is None or self.saved.id != where["voucher"]:
                self.turn_to(int(where["voucher"]))
        elif "copy" in where:
            self._begin_copy(int(where["copy"]))
        elif "template" in where and self.saved is None and self.template != int(where["template"]):
            pattern = templates.template(self._db, int(where["template"]))
            self.begin_template(pattern, str(where.get("month") or self.context.period))

    def _begin_copy(self, key: int) -> None:
        """Once; raised again the tab goes on with what was typed into the copy."""
        if self.saved is None and self.dirty and self.draft_key == f"voucher:copy:{key}":
            return
        self.keep_draft()
        self.start_new(queries.voucher(self._db, key))

    def _asked(self, what: str) -> None:
        """The grid wants something opened for the current line."""
        if what == "sum":
            self.balance_strip.say("金额格里可以直接写算式，例如 12*35+8，按 Enter 算出来。", "warn")
            return
        acts: dict[str, Callable[[], object]] = {
            "summaries": self.choose_summary,
            "templates": self.choose_template,
            "account": self.open_account,
            "dimensions": lambda: self.ask_about_line(on=self.lacks(self.grid.lines.lines[self.grid.line])),
        }
        acts[what]()

    def _carry(self, on: bool) -> None:
        self.grid.carries = on
        self.context.memory.save(CARRY, {"carries": on})

    def show_buttons(self) -> None:
        saved = self.saved
        self.attached.show_row("voucher", saved.id if saved else None, saved.attachments if saved else None)
        posted, no = saved is not None and saved.posted, self.why_read_only
        for each in (self.post, self.keep):
            each.setVisible(not posted)
        self.drop.setVisible(saved is not None and not posted)
        relabel(self.post_new, "新增凭证 F12" if posted else "记账并新增 F12")
        for each in (self.reverse, self.check, self.sign):
            each.setVisible(posted)
        relabel(self.check, "取消审核" if "checked" in self.marks else "审核")
        self.copy.setVisible(saved is not None)
        self.print.setVisible(saved is not None)
        for each in (
            self.post,
            self.keep,
            self.drop,
            self.post_new,
            self.check,
            self.sign,
            self.pattern,
            self.copy,
        ):
            switch_off(each, no)
        why = no
        if saved is not None and saved.reversed_by:
            why = "已经冲销过了"
        elif saved is not None and saved.reverses:
            why = "它本身是冲销凭证"
        switch_off(self.reverse, why)
        self._squeeze()

    # -- saving -----------------------------------------------------------------------------------

    def _draft(self, *, whole: bool) -> VoucherDraft | None:
        """What is typed as a draft; None after saying what is missing and going there."""
        if not self.grid.commit():
            return None
        day = self.paper.day.value()
        if day is None:
            self.balance_strip.say(self.paper.day.problem() or "还没有填日期。")
            self.paper.day.setFocus()
            return None
        problem = self.grid.lines.problem()
        if problem is None and whole and self.grid.lines.debit_fen != self.grid.lines.credit_fen:
            problem = self._unbalanced()
        if problem is not None:
            self.grid.jump(problem[0], problem[1])
            self.balance_strip.say(problem[2])
            return None
        lines = self.grid.lines.drafts()
        summary = next(line.summary for line in lines if line.summary)
        base = actions.as_draft(self.saved) if self.saved is not None else VoucherDraft(day, summary, lines)
        return replace(base, day=day, summary=summary, lines=lines, attachments=self.paper.attachments)

    def _unbalanced(self) -> tuple[int, int, str]:
        lines = self.grid.lines
        gap = lines.debit_fen - lines.credit_fen
        words = (
            f"借方合计 {yuan(lines.debit_fen)}，贷方合计 {yuan(lines.credit_fen)}，还差 {yuan(abs(gap))}。"
        )
        words += "光标放在金额格里按 = 可以补上。"
        return max(0, lines.filled - 1), CREDIT if gap > 0 else DEBIT, words

    def post_voucher(self) -> bool:
        """记账: checked, numbered, frozen."""
        draft = None if self.locked else self._draft(whole=True)
        if draft is None or not self._complete(draft) or not self.before_post(draft):
            return False
        try:
            with self.context.office.change(f"记账：{draft.summary}") as change:
                if self.saved is None:
                    posted = actions.post_voucher(change, draft)
                else:
                    actions.change_draft(change, self.saved.id, draft)
                    posted = actions.post_saved(change, self.saved.id)
                if self.template is not None:
                    templates.count_use(change, self.template, posted)
                self.budget.keep(change, posted)
        except Refused as no:
            self.balance_strip.say(f"{no.what}{no.remedy}")
            return False
        self._forget_draft()
        self._after_posting(posted)
        return True

    def before_post(self, draft: VoucherDraft) -> bool:
        """Asks what only this office can answer before a voucher is posted; False stops it."""
        return self.budget.ask(draft)

    def _complete(self, draft: VoucherDraft) -> bool:
        """Whose money it is, what a grant is for: asked in place, for what is in the books stays there."""
        lacking = self.missing_words(draft)
        if lacking is None:
            return True
        filled = [at for at, line in enumerate(self.grid.lines.lines) if not line.empty]
        self.grid.jump(filled[lacking[0]], SUMMARY)
        self.balance_strip.say(lacking[1])
        return False

    def _after_posting(self, posted: Voucher) -> None:
        note = f"附单据 {posted.attachments} 张"
        if not posted.attachments and posted.kind == "normal" and not posted.reverses:
            note += "，请核对有没有原始单据"
        key = posted.id
        verbs = (("打印", lambda: print_vouchers(self, [key])),)
        note = self.budget.remind() or note
        self.context.toast(f"已记账 {posted.name}", f"{yuan(posted.debit_fen)} 元 · {note}", verbs)
        self.show_voucher(posted.id)

    def post_and_new(self) -> None:
        """F12: post, and a new form with the same day."""
        if self.why_read_only:
            return
        if not self.locked:
            day = self.paper.day.value()
            if not self.post_voucher():
                return
            self.start_new()
            self.paper.day.set_value(day)
            self.dirty = False
        else:
            self.start_new()
        self.grid.jump(0, SUMMARY)

    def keep_voucher(self) -> bool:
        """暂存: a draft in the books, listed with the others."""
        draft = None if self.locked else self._draft(whole=False)
        if draft is None:
            return False
        try:
            with self.context.office.change(f"暂存凭证：{draft.summary}") as change:
                if self.saved is None:
                    key = actions.save_draft(change, draft)
                else:
                    key = self.saved.id
                    actions.change_draft(change, key, draft)
                if self.template is not None:
                    templates.count_use(change, self.template, queries.voucher(change.db, key))
        except Refused as no:
            self.balance_strip.say(f"{no.what}没填完的内容已经自动存下，可以接着填。")
            return False
        self._forget_draft()
        self.show_voucher(key)
        self.context.toast("已存成草稿", "在凭证列表里可以继续填、一起记账")
        return True

    # -- other acts -------------------------------------------------------------------------------

    def turn(self, step: int) -> None:
        """上一张, 下一张; behind the last one is a new one."""
        beside = lists.neighbour(self._db, self.saved.id, step) if self.saved else None
        if self.saved is None and step < 0:
            beside = lists.neighbour(self._db, None, -1)
        if beside is not None:
            self.turn_to(beside)
        elif self.saved is not None and step > 0:
            self.keep_draft()
            self.start_new()
        else:
            self.context.status("前面没有凭证了" if step < 0 else "后面没有凭证了")

    def turn_to(self, key: int | None) -> None:
        """Show this voucher; what is typed is kept as a draft."""
        if key is not None:
            self.keep_draft()
            self.show_voucher(key)
            self.grid.setFocus()

    def begin_another(self) -> None:
        """Ctrl+N."""
        self.keep_draft()
        self.start_new()
        self.grid.jump(0, SUMMARY)

    def reverse_voucher(self) -> None:
        """红字冲销."""
        from ui.dialogs.reversal import ask_reversal

        if self.saved is not None:
            ask_reversal(self.context, self.window(), self.saved, self._reversed).exec()

    def _reversed(self, red: Voucher) -> None:
        self.show_voucher(red.id)
        self.context.toast(f"已冲销，红字凭证 {red.name}", red.summary)

    def give_up(self) -> None:
        """The second Esc."""
        if not self.dirty:
            self.context.close_page(self)
            return
        answer = self.context.say.choose(
            "这张凭证还没有保存。",
            "可以存成草稿，以后再记账；也可以不要。",
            ("存成草稿", "不要了"),
            keep="继续填",
        )
        if answer == 0:
            self.keep_voucher()
        elif answer == 1:
            self._forget_draft()
            self.start_new() if self.saved is None else self.show_voucher(self.saved.id)

    def may_close(self) -> bool:
        """A new one is found again at the next opening; a copy or a draft asks."""
        self.keep_draft()
        if not self.dirty or self.draft_key.startswith("voucher:new"):
            return True
        answer = self.context.say.choose(
            "这张凭证改过，还没有保存。",
            "可以存成草稿，也可以不要这次的改动。",
            ("存成草稿", "不要了"),
            keep="继续填",
        )
        if answer == 0:
            return self.keep_voucher()
        if answer == 1:
            self._forget_draft()
        return answer == 1
