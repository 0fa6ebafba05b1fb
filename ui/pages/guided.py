"""业务记账: choose what happened, answer a few questions, see the voucher, post it; all by keys."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.guided import posting
from models.guided.catalog import GUIDES, guide
from models.guided.records import Guide
from models.kit.errors import Refused
from models.ledger.records import Voucher
from ui import theme
from ui.dialogs.over_budget import OverBudget
from ui.navigation import Context
from ui.pages.guided_list import GuideList
from ui.pages.guided_sheet import GuideSheet
from ui.widgets.buttons import button, relabel, switch_off
from ui.widgets.key_caps import KeyCaps
from ui.widgets.page import PageWidget

_KEYS = (
    ("↑ ↓", "选业务"), ("Enter", "下一格"), ("Ctrl+F", "找业务"), ("Ctrl+S", "记账"),
    ("Ctrl+Shift+S", "存草稿"),
)  # fmt: skip
_READS = "您现在的身份只能查看，不能记账"


class GuidedPage(PageWidget):
    """`open_page("guided", guide="levy_up", amount=1440000)`: an event, with answers known already."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"voucher", "account", "wage_bill", "levy_rule", "campaign", "earmark", "period"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "业务记账", "选发生了什么事，填几格，凭证自动填好")
        self.events, self.sheet = GuideList(), GuideSheet(context)
        self._typed: dict[str, dict[str, Any]] = {}
        self.budget = OverBudget(context)
        self.keep = button(
            "作为草稿",
            "save",
            self.keep_draft,
            keys="Ctrl+Shift+S",
            tip="存成草稿，以后再记账（Ctrl+Shift+S）",
        )
        self.post = button("记账 Ctrl+S", "check", self.post_entry, kind="filled", keys="Ctrl+S")
        self.post.setAutoDefault(True)
        self.seek = button(
            "", "search", self.events.search.setFocus, kind="icon", keys="Ctrl+F", tip="找业务（Ctrl+F）"
        )
        self.events.chosen.connect(self.show_guide)
        self.events.taken.connect(self._take)
        self.sheet.changed.connect(self._follow)
        self._assemble()
        self.events.light(GUIDES[1].key)

    def _assemble(self) -> None:
        self.add_action(self.seek, self.keep, self.post)
        row = theme.space(QHBoxLayout(), gap=12)
        row.addWidget(self.events)
        row.addWidget(self.sheet, 1)
        self.body.addLayout(row, 1)
        self.body.addWidget(KeyCaps(_KEYS))

    @property
    def guide(self) -> Guide:
        """The event that is asked about."""
        return self.sheet.guide or GUIDES[0]

    def reload(self) -> None:
        self.sheet.look()

    def open(self, **where: Any) -> None:
        """guide="levy_up", and answers by the key of their question."""
        key = str(where.pop("guide", "") or self.guide.key)
        self.events.light(key)
        self.sheet.show_guide(guide(key), where)
        self._chain()
        if self.isVisible():
            self.sheet.first_field().setFocus()

    def first_focus(self) -> QWidget:
        return self.events.search

    def may_close(self) -> bool:
        form = self.sheet.form
        return (
            form is None
            or not form.dirty
            or self.context.say.confirm("不记这笔账了吗？", "刚才填的内容会丢掉。", "不记了", keep="继续填")
        )

    def show_guide(self, key: str) -> None:
        """Ask about this event; what was typed for another one is there again when one comes back."""
        if self.sheet.guide is not None and self.sheet.guide.key == key:
            return
        self._remember()
        day = {"day": self.sheet.values()["day"]} if self.sheet.form is not None else {}
        self.sheet.show_guide(guide(key), self._typed.pop(key, day))
        self._chain()

    def _remember(self) -> None:
        """What was typed for the event that is left: walking through the list loses nothing."""
        form = self.sheet.form
        if form is not None and form.dirty:
            self._typed[self.guide.key] = self.sheet.values()

    def _chain(self) -> None:
        """After the last field the keys go to 记账."""
        if self.sheet.form is not None:
            QWidget.setTabOrder(self.sheet.last_field(), self.post)

    def _take(self, key: str) -> None:
        self.show_guide(key)
        if self.guide.elsewhere:
            self.post.setFocus()
        else:
            self.sheet.first_field().setFocus()

    def _follow(self) -> None:
        """The buttons say what can be done."""
        one, reads = self.guide, "" if self.context.office.actor.may_write else _READS
        relabel(self.post, "去登记 Ctrl+S" if one.elsewhere else "记账 Ctrl+S")
        switch_off(self.post, "" if one.elsewhere else reads)
        self.keep.setVisible(not one.elsewhere)
        switch_off(self.keep, reads or posting.why_no_draft(one))

    # -- writing ----------------------------------------------------------------------------------

    def post_entry(self) -> None:
        """Ctrl+S: check, post, and begin again."""
        one = self.guide
        if one.elsewhere:
            page, _, view = one.elsewhere.partition("?")
            self.context.open_page(page, **({"view": view} if view else {}))
            return
        values = self._answers()
        if values is None:
            return
        try:
            if not self.budget.ask(posting.draft(self.context.office.db, one, values)):
                return
            with self.context.office.change(f"记账：{self.sheet.preview.summary or one.title}") as change:
                made = posting.post(change, one, values)
                self.budget.keep(change, made)
        except Refused as no:
            self.sheet.say_problem(no)
            return
        self._posted(one, values, made)

    def _posted(self, one: Guide, values: dict[str, Any], made: Voucher) -> None:
        look = ("看凭证", lambda: self.context.open_page("voucher", voucher=made.id))
        self.context.toast(f"已记账 {made.name}", made.summary, (look,))
        self.sheet.start_again()
        self._chain()
        if one.then == "copy":
            self.context.open_page("voucher", copy=values["voucher"])

    def keep_draft(self) -> None:
        """Ctrl+Shift+S: save it without a number."""
        values = self._answers()
        if values is None or posting.why_no_draft(self.guide):
            return
        try:
            with self.context.office.change(f"暂存凭证：{self.sheet.preview.summary}") as change:
                key = posting.keep(change, self.guide, values)
        except Refused as no:
            self.sheet.say_problem(no)
            return
        look = ("看草稿", lambda: self.context.open_page("voucher", voucher=key))
        self.context.toast("已存成草稿", self.sheet.preview.summary, (look,))
        self.sheet.start_again()
        self._chain()

    def _answers(self) -> dict[str, Any] | None:
        """The answers when every field can be read; otherwise the first bad one has the keys."""
        form = self.sheet.form
        if form is None or not self.context.office.actor.may_write:
            return None
        self.sheet.look()
        self.sheet.problem.say("")
        return self.sheet.values() if form.valid() else None
