"""What one does with a voucher besides typing and posting: marks, patterns, summaries, dimensions."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton

from models.kit.days import month_of
from models.kit.errors import Refused
from models.kit.names import initials
from models.ledger import actions, checks, marks, queries, summaries, templates
from models.ledger.records import VoucherDraft
from models.ledger.templates import Template
from ui.pages.voucher_sheet import VoucherSheet
from ui.printing import print_vouchers
from ui.widgets.voucher_lines import SUMMARY, Typed, as_draft, typed
from ui.widgets.voucher_words import Ways, Word, WordList

CARRY = "voucher_entry"  # section of the window's memory


class VoucherActs(VoucherSheet):
    """Between the sheet and the page."""

    sign: QPushButton

    # -- what a line is about ---------------------------------------------------------------------

    def line_needs(self, line: Typed) -> checks.Missing | None:
        """What the line's account asks for and the line does not say."""
        hit = self.grid.chart.find(line.account) if line.account else None
        day = self.paper.day.value() or self.context.office.today()
        if hit is None:
            return None
        draft = VoucherDraft(day, "", (as_draft(line),), reverses=self.saved.reverses if self.saved else None)
        found = checks.missing(draft, {hit.account.id: hit.account})
        return found[0] if found else None

    def lacks(self, line: Typed) -> bool:
        """Whether Enter shall ask about the line before it goes on."""
        return self.line_needs(line) is not None

    def ask_about_line(self, *, on: bool = False) -> None:
        """F3: the box for member, partner, earmark …; `on`: afterwards to the next line."""
        from ui.dialogs.voucher_dimensions import ask_dimensions

        at = self.grid.line
        line = self.grid.lines.lines[at]
        if self.locked or not self.grid.commit():
            return
        if line.account is None:
            self.balance_strip.say("先选会计科目，再填辅助核算。", "warn")
            return
        asks = self.line_needs(line)
        needed = (
            (asks.dimensions, asks.sentence.split("”", 1)[-1].replace("按 F3 填写。", ""))
            if asks
            else ((), "")
        )

        def done(values: dict[str, Any]) -> None:
            for name, value in values.items():
                setattr(line, name, value)
            self.grid.changed.emit()
            self.grid.viewport().update()

        taken = ask_dimensions(self.context, self.window(), line.dimensions, needed, done).exec()
        self.grid.line = at
        if taken and on:
            self.grid.next_line()
        else:
            self.grid.jump(at, self.grid.column)

    # -- summaries ----------------------------------------------------------------------------------

    def choose_summary(self) -> WordList:
        """F7 in 摘要: the library, those used with this account first."""
        account = self.grid.lines.lines[self.grid.line].account

        def seek(text: str) -> list[Word]:
            return [Word(one, one) for one in summaries.used(self._db, 60, account=account, text=text)]

        ways = Ways(
            "打字筛选；库里没有的照打的用",
            "↑ ↓ 选，Enter 用这一条，按删除键从库里划去（凭证不变）",
            free=True,
        )
        made = WordList(self, seek, ways)
        made.chosen.connect(self.grid.put_summary)
        made.struck.connect(self._strike)
        made.show_at(self._under_cell())
        return made

    def _strike(self, text: str) -> None:
        if not self.why_read_only:
            with self.context.office.change(f"从摘要库划去：{text}") as change:
                summaries.strike(change, text)

    def _under_cell(self) -> QPoint:
        place = self.grid.cell(self.grid.line, SUMMARY).bottomLeft().toPoint()
        return self.grid.viewport().mapToGlobal(place)

    # -- patterns -----------------------------------------------------------------------------------

    def choose_template(self) -> WordList | None:
        """F4: 常用凭证; what recurs and was not made yet stands first."""
        if self.locked and self.why_read_only:
            self._say_locked()
            return None
        acts = [("把这张存为常用…", "bookmark", self.keep_template)]
        if self._waiting():
            acts.append(("到期的都填成草稿", "files", self.make_waiting))
        ways = Ways("名称或拼音首字母", "Enter 用这一张，按删除键就不要这张常用凭证了", acts=tuple(acts))
        made = WordList(self, self._seek_templates, ways)
        made.chosen.connect(self._use_template)
        made.struck.connect(self._drop_template)
        made.show_at(self._under_cell())
        return made

    def _waiting(self) -> list[templates.Due]:
        return templates.due(self._db, self.context.period)

    def _seek_templates(self, text: str) -> list[Word]:
        waiting = [
            Word((one.template.id, one.month), one.template.name, f"{one.month} 还没有填")
            for one in self._waiting()
        ]
        every = [
            Word((one.id, ""), one.name, templates.EVERY[one.every]) for one in templates.templates(self._db)
        ]
        wish = text.lower()
        return [
            word
            for word in waiting + every
            if not wish or wish in word.text.lower() or initials(word.text).lower().startswith(wish)
        ]

    def _use_template(self, chosen: tuple[int, str]) -> None:
        self.use_template(templates.template(self._db, chosen[0]), chosen[1])

    def use_template(self, pattern: Template, month: str = "") -> None:
        """Into an empty form as a whole, else its lines at the current one."""
        if self.why_read_only:
            return
        if month or self.locked or (self.saved is None and not self.grid.lines.filled):
            self.begin_template(pattern, month or self.context.period)
            return
        self.template = self.template or pattern.id
        day = self.paper.day.value()
        lines = pattern.draft(month_of(day) if day else self.context.period).lines
        self.grid.insert([typed(line) for line in lines])

    def begin_template(self, pattern: Template, month: str) -> None:
        """A voucher of its own; what was typed before is kept as a draft."""
        self.keep_draft()
        self.start_from(pattern, month)
        self.grid.jump(0, SUMMARY)
        self._type_amounts(pattern)

    def _type_amounts(self, pattern: Template) -> None:
        """The cursor waits in the first amount that is missing, on the side that the pattern has."""
        for at, (line, debit) in enumerate(zip(self.grid.lines.lines, pattern.debits, strict=False)):
            if not (line.debit_fen or line.credit_fen):
                self.grid.jump(at, 2 if debit else 3)
                return

    def _drop_template(self, chosen: tuple[int, str]) -> None:
        one = templates.template(self._db, chosen[0])
        with self.context.office.change(f"删除常用凭证：{one.name}") as change:
            templates.drop(change, one.id)
        self.context.toast("已删除常用凭证", f"{one.name}；可以在操作日志里撤销")

    def keep_template(self) -> None:
        """存为常用: this voucher as a pattern."""
        from ui.dialogs.voucher_template import ask_template

        self.grid.commit()
        lines = [line for line in self.grid.lines.drafts() if line.account]
        name = next((line.summary for line in lines if line.summary), "")
        pattern = templates.of_voucher(name, lines)
        if not lines:
            self.balance_strip.say("先选好会计科目，再存为常用凭证。", "warn")
            return
        ask_template(self.context, self.window(), pattern, self._template_kept).exec()

    def _template_kept(self, one: Template) -> None:
        self.context.toast("已存为常用凭证", f"{one.name}　填凭证时按 F4 使用")
        self.side.show_voucher(self.saved)

    def make_waiting(self) -> None:
        """A draft of every recurring voucher that is due and complete; the others are opened one by one."""
        try:
            with self.context.office.change("填制到期的常用凭证") as change:
                made, left = templates.make_due(change, self.context.period)
        except Refused as no:
            self.context.say.refuse(no)
            return
        more = f"{len(left)} 张要自己填金额：" + "、".join(one.template.name for one in left) if left else ""
        self.context.toast(f"已填好 {len(made)} 张草稿", more or "在凭证列表里一起记账")

    # -- marks --------------------------------------------------------------------------------------

    def turn_mark(self, kind: str) -> None:
        """审核, 出纳签字 …: put it, or take it back when it stands there."""
        saved = self.saved
        if saved is None or not saved.posted:
            return
        lifts, verb = kind in self.marks, marks.MARKS[kind]
        said = ""
        try:
            with self.context.office.change(f"{'取消' if lifts else ''}{verb} {saved.name}") as change:
                if lifts:
                    marks.lift(change, saved.id, kind)
                else:
                    said = marks.put(change, saved.id, kind)
        except Refused as no:
            self.balance_strip.say(f"{no.what}{no.remedy}", "warn")
            return
        self.context.toast(f"已取消{verb}" if lifts else f"已{verb}", f"{saved.name}　{said}".strip())

    def sign_menu(self) -> None:
        """出纳签字, 主席批准, and taking them back."""
        menu = QMenu(self)
        for kind in ("cashier", "approved"):
            mark = self.marks.get(kind)
            words = f"取消{marks.MARKS[kind]}（{mark.who}）" if mark else marks.MARKS[kind]
            menu.addAction(words, partial(self.turn_mark, kind))
        place = self.sign.mapToGlobal(QPoint(0, self.sign.height()))
        menu.popup(place)

    # -- a new account ------------------------------------------------------------------------------

    def add_account(self, name: str) -> int | None:
        """新增科目 in the list of accounts: the voucher stays, the new account is chosen."""
        from ui.dialogs.new_account import ask_account

        made = ask_account(self.context, self.window(), name=name if not name.isascii() else "")
        if made is not None:
            self._use_chart()
        return made

    def missing_words(self, draft: VoucherDraft) -> tuple[int, str] | None:
        """The first line that lacks what its account asks for, and the sentence."""
        accounts = queries.accounts_by_id(self._db, {line.account for line in draft.lines})
        found = checks.missing(draft, accounts)
        return (found[0].line, found[0].sentence) if found else None

    # -- other acts ----------------------------------------------------------------------------------

    def copy_voucher(self) -> None:
        """A new voucher like this one."""
        if self.saved is not None:
            self.context.open_page("voucher", copy=self.saved.id)

    def print_voucher(self) -> None:
        """Through the preview."""
        if self.saved is not None:
            print_vouchers(self, [self.saved.id])

    def drop_draft(self) -> None:
        """Throw a saved draft away."""
        saved = self.saved
        if saved is None or not self.context.say.confirm(
            f"删除草稿“{saved.summary}”吗？",
            "草稿没有记账，删除后账上没有变化。",
            "删除这张草稿",
            keep="不删",
            danger=True,
        ):
            return
        with self.context.office.change(f"删除凭证草稿：{saved.summary}") as change:
            actions.drop_draft(change, saved.id)
        self._forget_draft()
        self.context.toast("已删除草稿", saved.summary)
        self.start_new()

    def open_account(self) -> None:
        """明细账 of the current line's account."""
        account = self.grid.lines.lines[self.grid.line].account
        day = self.paper.day.value()
        if account is not None:
            self.keep_draft()
            self.context.open_page(
                "books", account=account, last=month_of(day) if day else self.context.period
            )

    def go_back(self) -> None:
        """Alt+←: to the account page this was opened from."""
        if self.came_from is not None:
            self.context.open_page(self.came_from[0], **self.came_from[1])
