"""凭证: the 序时簿 as a list; drafts posted, vouchers checked and printed together, gaps looked for."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from models.budget import posting as budget
from models.kit.days import month_words, year_of
from models.ledger import actions, lists, marks
from models.ledger.posting import Posted
from models.office import ROLES
from ui.navigation import Context
from ui.printing import print_vouchers
from ui.tables.columns import Draw, Pill, TableColumn
from ui.widgets.buttons import button, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_strip import Filter
from ui.widgets.page import PageWidget
from ui.widgets.record_table import RecordTable
from ui.widgets.voucher_search import VoucherSearch, said

_TONES = {"草稿": "warn", "已记账": "ok", "红字冲销": "error", "已冲销": "grey"}
MEMORY = "voucher_list"  # section of the window's memory: the conditions of last time
_MORE = ("=months", "=numbers", "=amounts", "=account", "=words", "=marks")
COLUMNS = (
    TableColumn("day", "日期", Draw.DAY, 108),
    TableColumn("number", "字号", Draw.TEXT, 124),
    TableColumn("summary", "摘要", Draw.SENTENCE, 200, stretch=True),
    TableColumn("accounts", "会计科目", Draw.SENTENCE, 160, sortable=False, quiet=True),
    TableColumn("fen", "金额(元)", Draw.MONEY, 116, total=True),
    TableColumn("attachments", "附单据", Draw.COUNT, 72),
    TableColumn("maker", "制单", width=74),
    TableColumn("checked", "审核", Draw.MARK, 60),
    TableColumn("printed", "打印", Draw.MARK, 60),
    TableColumn("state", "状态", Draw.PILL, 100, tones=_TONES),
)
DRAFT_AT = len(COLUMNS)  # behind the columns: whether it is a draft


class VoucherRows:
    """`VoucherList` as rows of `COLUMNS`."""

    def __init__(self, context: Context) -> None:
        self._list = lists.VoucherList(context.office)

    def count(self) -> int:
        """All vouchers."""
        return self._list.count()

    def ids(self, order: tuple[str, bool], filters: Mapping[str, Any]) -> array[int]:
        """Those found."""
        return self._list.ids(order, filters)

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """As the columns want them."""
        return [_row(record) for record in self._list.records(ids)]

    def sums(self, filters: Mapping[str, Any]) -> Mapping[str, Any]:
        """Count and amount."""
        return self._list.sums(filters)


def _row(one: lists.VoucherRow) -> tuple[Any, ...]:
    state = lists.STATES[one.state]
    return (
        one.day,
        one.name,
        one.summary,
        one.accounts,
        one.fen,
        one.attachments,
        one.maker,
        "✓" if one.checked else "",
        "✓" if one.printed else "",
        Pill(state, _TONES[state]),
        one.state == "draft",
    )


class VouchersPage(PageWidget):
    """`open(state="draft")` shows the drafts of all months."""

    watches: ClassVar[frozenset[str]] = frozenset({"voucher", "voucher_line", "voucher_mark", "account"})
    follows_period = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, "凭证")
        empty = EmptyState(
            "还没有凭证",
            "可以填一张，也可以从别的软件导入。登记会费时凭证会自动填好。",
            [
                button("新增凭证", "plus", self.add),
                button(
                    "导入凭证",
                    "file-input",
                    lambda: context.open_page("import", kind="vouchers"),
                    kind="link",
                ),
            ],
        )
        self.table = RecordTable(
            context,
            "vouchers",
            COLUMNS,
            VoucherRows(context),
            ticks=True,
            frozen=3,
            search="摘要、科目、字号、金额",
            filters=(
                Filter("period", "全部月份", width=152),
                Filter("state", "全部状态", tuple(lists.STATES.items()), 132),
            ),
            tint=lambda row: "warn" if row[DRAFT_AT] else "",
            empty=empty,
            unit="张",
        )
        self._month = ""
        self.table.title = self._title
        self.table.menu = self._menu
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        self.more = button("更多条件", "sliders-horizontal", self.ask_more)
        self.strip.addWidget(self.table.strip, 1)
        self.strip.addWidget(self.more)
        self.strip.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        self.print = button(
            "打印凭证", "printer", self.print_chosen, keys="Ctrl+P", tip="打印勾选的凭证（Ctrl+P）"
        )
        self.strip.addWidget(self.print)
        self.gaps = button("断号检查", "list-checks", self.look_for_gaps, tip="看这一年的字号有没有缺")
        self.check = button(
            "审核", "shield-check", self.check_chosen, keys="Ctrl+J", tip="审核勾选的凭证（Ctrl+J）"
        )
        self.post = button("草稿记账", "check", self.post_chosen)
        self.guided = button(
            "业务记账",
            "handshake",
            lambda: self.context.open_page("guided"),
            tip="选发生了什么事，凭证自动填好",
        )
        self.add_action(
            self.gaps,
            self.guided,
            self.check,
            self.post,
            button("新增凭证 Ctrl+N", "plus", self.add, kind="filled", keys="Ctrl+N"),
        )
        self.body.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.table.opened.connect(lambda key: self.context.open_page("voucher", voucher=key))
        self.table.strip.changed.connect(self._remember)
        kept = self.context.memory.load(MEMORY)
        for key in _MORE:
            if kept.get(key):
                self.table.strip.only(key[1:], str(kept[key]))
        if kept.get("state") in lists.STATES:
            self.table.strip.choose("state", kept["state"])

    def _remember(self) -> None:
        """The conditions come back with the window; the month is the window's own."""
        chosen = {key: value for key, value in self.table.strip.values().items() if key in (*_MORE, "state")}
        self.context.memory.save(MEMORY, chosen)
        self._show_facts()

    def _show_facts(self) -> None:
        """How many there are, and by which conditions the list is narrowed."""
        month, kept = self.context.period, self.table.strip.values()
        posted, drafts = lists.counts(self.context.office.db, month)
        words = f"{month_words(month)} {posted} 张" + (f" · 草稿 {drafts} 张没有记账" if drafts else "")
        if any(key in kept for key in _MORE):
            words = "只列出：" + said(kept, lists.Chart(self.context.office.db))
        self.set_title("凭证", words)
        self.context.set_badge("vouchers", drafts)

    def first_focus(self) -> QWidget:
        return self.table.view

    def reload(self) -> None:
        month = self.context.period
        strip = self.table.strip
        if month != self._month:
            kept = strip.values().get("period", "")
            year = str(year_of(month))
            strip.set_choices("period", ((month, month_words(month)), (year, f"{year}年")))
            spans = "=months" in strip.values()  # a span of months that was chosen last time stays
            if (not self._month or len(str(kept)) == 7) and not spans:
                strip.choose("period", month)
            self._month = month
        self._show_facts()
        drafts = lists.counts(self.context.office.db, month)[1]
        actor = self.context.office.actor
        no = "" if actor.may_write else f"您是{ROLES[actor.role]}，只能看，不能记账和审核。"
        switch_off(self.post, no or ("" if drafts else "没有等着记账的草稿"))
        switch_off(self.check, no)
        self.table.reload()

    def open(self, **where: Any) -> None:
        if "state" in where:
            self.table.strip.clear()
            self.table.strip.choose("state", str(where["state"]))
        if "marks" in where:
            self.table.strip.only("marks", str(where["marks"]))

    def add(self) -> None:
        """新增凭证."""
        self.context.open_page("voucher")

    def ask_more(self) -> None:
        """更多条件."""
        chart = lists.Chart(self.context.office.db)
        kept = self.table.strip.values()
        VoucherSearch(self, chart, self.context.period, self.narrow, kept).show_under(self.more)

    def narrow(self, conditions: Mapping[str, str]) -> None:
        """Only vouchers that meet these conditions; a span of months goes before the chosen month."""
        if "=months" in conditions:
            self.table.strip.choose("period", "")
        for key in _MORE:
            if key in conditions or key in self.table.strip.values():
                self.table.strip.only(key[1:], conditions.get(key, ""))

    def print_chosen(self) -> None:
        """The ticked or selected vouchers, as papers."""
        print_vouchers(self, self.table.selected_ids())

    def post_chosen(self) -> None:
        """Post the drafts among the chosen ones; without a choice all that are shown, after asking."""
        chosen = [key for key in self.table.selected_ids() if self.table.row_of(key)[DRAFT_AT]]
        keys = chosen if len(chosen) > 1 or self.table.model.chosen else self._shown_drafts()
        if not keys:
            self.context.say.tell("这里没有草稿。", "清除筛选，或者换一个月份再看。")
            return
        if self.context.say.confirm(
            f"把 {len(keys)} 张草稿记账吗？",
            "记账以后编上字号，不能再改，只能红字冲销。",
            f"记账 {len(keys)} 张",
        ):
            self.run(
                lambda office, progress: budget.post_drafts(office, keys, progress),
                self._posted,
                writes=True,
                says="正在记账",
            )

    def check_chosen(self) -> None:
        """审核 the ticked ones; without a tick the one that the cursor is on."""
        keys = [key for key in self.table.selected_ids() if not self.table.row_of(key)[DRAFT_AT]]
        if not keys:
            self.context.say.tell("没有选中已记账的凭证。", "请先勾选要审核的凭证；草稿要先记账。")
            return
        self.run(
            lambda office, progress: marks.put_all(office, keys, "checked", progress),
            self._checked,
            writes=True,
            says="正在审核",
        )

    def _checked(self, result: marks.Marked) -> None:
        self._tell(result, f"已审核 {len(result.names)} 张")

    def look_for_gaps(self) -> None:
        """断号检查."""
        from ui.dialogs.number_gaps import NumberGaps

        NumberGaps(self.context, self.window()).exec()

    def _shown_drafts(self) -> list[int]:
        filters = {**self.table.strip.values(), "state": "draft"}
        return list(lists.VoucherList(self.context.office).ids(("day", False), filters))

    def _posted(self, result: Posted) -> None:
        self._tell(result, f"已记账 {len(result.names)} 张")

    def _tell(self, result: Posted, done: str) -> None:
        """How many, and why others not."""
        if result.refused:
            lines = "\n".join(f"{name}：{why}" for name, why in result.refused[:12])
            self.context.say.tell(f"{result.words()}。", lines)
        else:
            self.context.toast(done, "、".join(result.names[:3]))
        self.table.model.tick_all(False)
        self.refresh()

    def _title(self) -> str:
        return f"凭证 {month_words(self.context.period)}"

    def _menu(self, key: int) -> list[tuple[str, str, Any]]:
        acts: list[tuple[str, str, Any]] = [
            ("复制成新凭证", "copy", lambda: self.context.open_page("voucher", copy=key)),
            ("打印这张", "printer", lambda: print_vouchers(self, [key])),
        ]
        if not self.table.row_of(key)[DRAFT_AT]:
            acts.append(("审核选中的凭证", "shield-check", self.check_chosen))
        else:
            acts.append(("删除草稿", "trash-2", lambda: self._drop(key)))
        return acts

    def _drop(self, key: int) -> None:
        summary = self.table.row_of(key)[2]
        if self.context.say.confirm(
            f"删除草稿“{summary}”吗？",
            "草稿没有记账，删除后账上没有变化。",
            "删除这张草稿",
            keep="不删",
            danger=True,
        ):
            with self.context.office.change(f"删除凭证草稿：{summary}") as change:
                actions.drop_draft(change, key)
            self.refresh()
