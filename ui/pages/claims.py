"""审批单: expense claims, advances and payouts; filled, approved, paid with their voucher, printed."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from models.claims import actions, lists, queries
from models.claims.records import ADVANCE, EXPENSE, KINDS, PAYOUT, STATES, Claim
from models.kit.days import month_words, year_of
from models.kit.errors import Refused
from models.kit.money import yuan
from models.ledger.records import Voucher
from ui.dialogs import claim_acts as acts
from ui.dialogs import claim_form as forms
from ui.navigation import Context
from ui.pages.claims_prints import hand_out_box, print_claims
from ui.pages.dues_prints import print_entry
from ui.tables.columns import Draw, Link, Pill, TableColumn
from ui.widgets.buttons import button, relabel, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_strip import Filter
from ui.widgets.page import PageWidget
from ui.widgets.papers_strip import PapersStrip
from ui.widgets.record_table import RecordTable

_TONES = {
    "草稿": "warn",
    "待审批": "info",
    "待付款": "info",
    "已付款": "ok",
    "已结清": "ok",
    "未批准": "error",
}
_TONES |= {"已作废": "grey", "借款未结清": "warn", "借款逾期": "error"}
_SHORT = {EXPENSE: "报销", ADVANCE: "借款", PAYOUT: "领款"}
COLUMNS = (
    TableColumn("day", "日期", Draw.DAY, 100),
    TableColumn("number", "编号", Draw.CODE, 104),
    TableColumn("kind", "种类", width=56),
    TableColumn("purpose", "事由", Draw.SENTENCE, 150, stretch=True),
    TableColumn("person", "收款人", Draw.SENTENCE, 94),
    TableColumn("fen", "金额(元)", Draw.MONEY, 100, total=True),
    TableColumn("state", "状态", Draw.PILL, 104, tones=_TONES),
    TableColumn("next", "下一步", Draw.LINKS, 132, sortable=False),
    TableColumn("unit", "部门", Draw.SENTENCE, 94, quiet=True),
    TableColumn("voucher", "凭证", Draw.CODE, 116, quiet=True),
)
STATE_AT = len(COLUMNS)  # behind the columns: the key of the state, then of the kind
_NEXT = {
    "draft": (("submit", "提交"), ("edit", "修改")),
    "submitted": (("approve", "批准"), ("refuse", "退回")),
    "approved": (("pay", "付款"),),
    "refused": (("edit", "修改"), ("drop", "作废")),
}
_LENT = (("settle", "报销结清"), ("return", "还款"))


class ClaimRows:
    """`ClaimList` as rows of `COLUMNS`."""

    def __init__(self, context: Context) -> None:
        self._office = context.office
        self._list = lists.ClaimList(context.office)

    def count(self) -> int:
        """All claims."""
        return self._list.count()

    def ids(self, order: tuple[str, bool], filters: Mapping[str, Any]) -> array[int]:
        """Those found."""
        return self._list.ids(order, filters)

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """As the columns want them."""
        return [self._row(record) for record in self._list.records(ids)]

    def sums(self, filters: Mapping[str, Any]) -> Mapping[str, Any]:
        """Count and amount."""
        return self._list.sums(filters)

    def _row(self, one: lists.ClaimRow) -> tuple[Any, ...]:
        word = STATES[one.state]
        if one.kind == ADVANCE and one.state == "paid":
            late = one.due_day is not None and one.due_day < self._office.today()
            word = "借款逾期" if late else "借款未结清"
        steps = _LENT if one.kind == ADVANCE and one.state == "paid" else _NEXT.get(one.state, ())
        links = tuple(Link(text, key) for key, text in steps)
        return (
            one.day, one.number, _SHORT[one.kind], one.purpose, one.person, one.fen, Pill(word, _TONES[word]),
            links, one.unit, one.voucher, one.state, one.kind,
        )  # fmt: skip


class ClaimsPage(PageWidget):
    """`open(show=…)`: a state, or the id of a claim; `open(fill="expense")`: a new one."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"claim", "claim_item", "claim_mark", "voucher", "paper_link"}
    )
    follows_period = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, "审批单")
        self.table = RecordTable(
            context,
            "claims",
            COLUMNS,
            ClaimRows(context),
            ticks=True,
            frozen=3,
            search="事由、编号、姓名、金额",
            filters=(
                Filter("period", "全部月份", width=132),
                Filter("kind", "全部种类", tuple(KINDS.items()), 148),
                Filter("state", "全部状态", tuple(STATES.items()), 116),
            ),
            empty=EmptyState(
                "还没有审批单",
                "报销、借款、领款先填审批单，批准后付款，凭证自动生成。",
                [button("填报销单", "plus", lambda: self.fill(EXPENSE))],
            ),
            unit="张",
        )
        self._month = ""
        self.table.title = lambda: f"审批单 {month_words(self.context.period)}"
        self.table.menu = self._menu
        self._assemble()
        self.table.opened.connect(self.look_at)
        self.table.verb.connect(self.step)
        self.table.current.connect(lambda _: self._offer())
        self.table.loaded.connect(self._offer)

    def _assemble(self) -> None:
        self.strip.addWidget(self.table.strip, 1)
        self.strip.addWidget(button("签领表", "list-checks", self.hand_out))
        self.limits = button("审批标准", "sliders-horizontal", self.set_limits)
        self.strip.addWidget(self.limits)
        self.strip.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        self.print = button("打印 Ctrl+P", "printer", self.print_chosen, keys="Ctrl+P")
        self.strip.addWidget(self.print)
        self.next = button("下一步 F8", "play", self.do_next, keys="F8")
        self.advance = button("借款单", "handshake", lambda: self.fill(ADVANCE))
        self.payout = button("领款单", "banknote", lambda: self.fill(PAYOUT))
        self.new = button("填报销单 Ctrl+N", "plus", lambda: self.fill(EXPENSE), kind="filled", keys="Ctrl+N")
        self.add_action(self.next, self.advance, self.payout, self.new)
        self.body.addWidget(self.table, 1)
        self.papers = PapersStrip(self.context, self._named)
        self.body.addWidget(self.papers)

    def first_focus(self) -> QWidget:
        return self.table.view

    def reload(self) -> None:
        month = self.context.period
        if month != self._month:
            year = str(year_of(month))
            self.table.strip.set_choices("period", ((month, month_words(month)), (year, f"{year}年")))
            if not self._month:
                self.table.strip.choose("period", year)
            self._month = month
        counts = queries.counts(self.context.office.db)
        waiting = [f"{STATES[key]} {counts[key]} 张" for key in ("submitted", "approved") if counts.get(key)]
        lent = queries.open_advances(self.context.office.db)
        if lent:
            waiting.append(f"借款未结清 {len(lent)} 笔 {yuan(sum(one.amount_fen for one in lent))} 元")
        self.set_title("审批单", " · ".join(waiting))
        self.context.set_badge("claims", counts.get("submitted", 0) + counts.get("approved", 0))
        for act in (self.new, self.advance, self.payout, self.limits):
            switch_off(act, self._why_not())
        self.table.reload()
        self._offer()

    def open(self, **where: Any) -> None:
        show = str(where.get("show", ""))
        if show:
            self.table.strip.clear()
        if show in STATES:
            self.table.strip.choose("state", show)
        elif show == ADVANCE:
            self.table.strip.choose("kind", ADVANCE)
            self.table.strip.choose("state", "paid")
        elif show.isdigit():
            self.table.select(int(show))
        if where.get("fill") in KINDS:
            self.fill(str(where["fill"]))

    def _why_not(self) -> str:
        actor = self.context.office.actor
        return "" if actor.may_write else "只能查看，不能登记"

    # -- what can be done next --------------------------------------------------------------------

    def _offer(self) -> None:
        """The button says what the chosen claim waits for."""
        steps = self._steps()
        text = steps[0][1] if steps else "下一步"
        relabel(self.next, f"{text} F8")
        key = self.table.current_id()
        row = self.table.row_of(key) if key is not None and self.table.model.line_of(key) >= 0 else None
        self.papers.setVisible(row is not None)
        if row is not None and key is not None:
            self.papers.show_row("claim", key, queries.claim(self.context.office.db, key).entered.attachments)
        switch_off(self.next, self._why_not() or ("" if steps else "这张单据没有要做的了"))

    def _named(self) -> str:
        """The chosen claim, for the operation log."""
        key = self.table.current_id()
        return self.table.row_of(key)[1] if key is not None else ""

    def _steps(self) -> Sequence[tuple[str, str]]:
        key = self.table.current_id()
        if key is None or self.table.model.line_of(key) < 0:
            return ()
        row = self.table.row_of(key)
        state, kind = row[STATE_AT], row[STATE_AT + 1]
        return _LENT if kind == ADVANCE and state == "paid" else _NEXT.get(state, ())

    def do_next(self) -> None:
        """F8: the first of the next steps."""
        key, steps = self.table.current_id(), self._steps()
        if key is not None and steps:
            self.step(key, steps[0][0])

    def step(self, key: int, verb: str) -> None:
        """A link of the column 下一步, or an entry of the menu."""
        why = self._why_not()
        if why:
            self.context.status(why)
            return
        claim = queries.claim(self.context.office.db, key)
        if verb in ("submit", "take_back", "drop"):
            self._plain(claim, verb)
        elif verb == "edit":
            forms.change_claim(self.context, self, key, self._filled).exec()
        elif verb == "settle":
            self._settle(claim)
        elif verb == "invoices":
            if (box := acts.ask_invoices(self.context, self, claim, self.refresh)) is not None:
                box.exec()
        else:
            self._asked(claim, verb)

    def _asked(self, claim: Claim, verb: str) -> None:
        """Steps that ask something first."""
        if verb in ("approve", "refuse", "sign"):
            ask = {"approve": acts.ask_approval, "refuse": acts.ask_refusal, "sign": acts.ask_signature}[verb]
            ask(self.context, self, claim, lambda: self._done(claim, verb)).exec()
        else:
            pay = {"pay": acts.ask_payment, "return": acts.ask_return, "reverse": acts.ask_reversal}[verb]
            pay(self.context, self, claim, lambda voucher: self._posted(claim, verb, voucher)).exec()

    def _plain(self, claim: Claim, verb: str) -> None:
        """Steps that ask nothing, or only whether it is meant."""
        if verb == "drop" and not self.context.say.confirm(
            f"作废 {claim.number} 吗？",
            "作废后不能恢复，编号留着不再用。",
            "作废",
            keep="不作废",
            danger=True,
        ):
            return
        word, act = {
            "submit": ("提交", actions.submit),
            "take_back": ("撤回", actions.take_back),
            "drop": ("作废", actions.drop),
        }[verb]
        try:
            with self.context.office.change(f"{word} {claim.number}") as change:
                act(change, claim.id)
        except Refused as no:
            self.context.say.refuse(no)
            return
        self._done(claim, verb)

    def _settle(self, claim: Claim) -> None:
        """An expense claim against this advance: the waiting one is opened, else a new one."""
        other = queries.settled_by(self.context.office.db, claim.id)
        if other is not None:
            self.context.status(f"{claim.number} 正由 {other.number} 冲抵")
            self.table.select(other.id)
            return
        box = forms.fill_claim(self.context, self, EXPENSE, self._filled)
        entered = claim.entered
        shown = {
            "unit": entered.unit,
            "handler": entered.person,
            "purpose": entered.purpose,
            "way": entered.way,
        }
        box.form.show_values(box.form.values() | shown | {"payee": entered.person, "settles": claim.id})
        box.exec()

    def _done(self, claim: Claim, verb: str) -> None:
        said = {
            "submit": "已提交",
            "take_back": "已撤回",
            "drop": "已作废",
            "approve": "已批准",
            "refuse": "已退回",
        }
        self.context.toast(f"{claim.number} {said.get(verb, '已登记签字')}")
        self.refresh()

    def _posted(self, claim: Claim, verb: str, voucher: Voucher) -> None:
        said = {"pay": "已付款", "return": "借款已收回", "reverse": "付款已冲销"}[verb]
        see = ("看凭证", lambda: self.context.open_page("voucher", voucher=voucher.id))
        self.context.toast(f"{claim.number} {said}", voucher.name, (see,))
        self.refresh()

    # -- new, printed -----------------------------------------------------------------------------

    def fill(self, kind: str) -> None:
        """A new one of this kind."""
        forms.fill_claim(self.context, self, kind, self._filled).exec()

    def _filled(self, key: int, _: bool) -> None:
        claim = queries.claim(self.context.office.db, key)
        verb = ("打印", lambda: print_claims(self, [key]))
        self.context.toast(f"{claim.number} 已提交审批", claim.entered.purpose, (verb,))
        self.refresh()
        self.table.select(key)

    def look_at(self, key: int) -> None:
        """Enter: what can still be changed in its form, the others as paper."""
        claim = queries.claim(self.context.office.db, key)
        if claim.state in ("draft", "submitted", "refused") and not self._why_not():
            forms.change_claim(self.context, self, key, self._filled).exec()
        else:
            print_claims(self, [key])

    def print_chosen(self) -> None:
        """The ticked or selected forms."""
        keys = self.table.selected_ids()
        if not keys:
            self.context.status("请先选审批单")
            return
        print_claims(self, keys)

    def hand_out(self) -> None:
        """签领表: of the chosen payout, else of members."""
        hand_out_box(self.context, self).exec()

    def set_limits(self) -> None:
        """大额标准 and 借款期限."""
        acts.ask_limits(self.context, self, lambda: self.context.toast("审批标准已保存")).exec()

    def _menu(self, key: int) -> list[tuple[str, str, Any]]:
        claim = queries.claim(self.context.office.db, key)
        entries: list[tuple[str, str, Any]] = [("打印这张", "printer", lambda: print_claims(self, [key]))]
        paste = (
            "打印粘贴单",
            "paperclip",
            lambda: print_entry(self.context, self, "paste-sheet", "", claim.number),
        )
        entries.append(paste)
        if claim.entered.kind == PAYOUT:
            sheet = lambda: print_entry(self.context, self, "sign-off", self.context.period, claim.number)  # noqa: E731
            entries.append(("打印签领表", "list-checks", sheet))
        if claim.voucher is not None:
            see = lambda: self.context.open_page("voucher", voucher=claim.voucher)  # noqa: E731
            entries.append(("看凭证", "receipt-text", see))
        return entries + ([] if self._why_not() else self._verbs(claim))

    def _verbs(self, claim: Claim) -> list[tuple[str, str, Any]]:
        """What may be done to it, in the menu."""
        words = {
            "sign": ("登记签字", "pencil", ("submitted", "approved")),
            "invoices": ("附上发票", "ticket", ("draft", "submitted", "approved", "refused")),
            "take_back": ("撤回修改", "undo-2", ("submitted", "approved")),
            "drop": ("作废", "trash-2", ("draft", "submitted", "approved", "refused")),
            "reverse": ("冲销付款", "rotate-ccw", ("paid", "settled")),
        }
        return [
            (text, icon, lambda verb=verb: self.step(claim.id, verb))
            for verb, (text, icon, states) in words.items()
            if claim.state in states
        ]
