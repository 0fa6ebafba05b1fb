"""会员: the roster with its filters and sums, one member beside it, and everything that is done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from models.dues import checks as dues_checks
from models.dues import queries as dues
from models.dues.records import Standard
from models.kit.days import year_of
from models.kit.errors import Refused
from models.members import lists, queries
from models.members.records import STATUSES
from models.members.rows import MemberRows
from ui import icons, theme
from ui.navigation import Context
from ui.pages.members_acts import MemberActsPage
from ui.pages.members_detail import TONES, MemberDetail
from ui.tables.columns import Draw, TableColumn
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_strip import Filter
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    pass

DETAIL, NARROW = 380, 860  # pixels at 100 %: the detail's width, and where it goes over the list

# In the order of `models.members.rows.KEYS`.
COLUMNS = (
    TableColumn("number", "工号", Draw.CODE, 68, quiet=True),
    TableColumn("name", "姓名", width=78),
    TableColumn("unit", "分工会", width=90),
    TableColumn("department", "部门", width=110, hidden=True),
    TableColumn("sex", "性别", width=50),
    TableColumn("status", "状态", Draw.PILL, 86, tones=TONES),
    TableColumn("joined", "入会", Draw.DAY, 94),
    TableColumn("base", "计费工资(元)", Draw.MONEY, 112, total=True),
    TableColumn("dues", "月会费(元)", Draw.MONEY, 96, total=True),
    TableColumn("birth", "出生日期", Draw.DAY, 104, hidden=True),
    TableColumn("hired", "来校时间", Draw.DAY, 104, hidden=True),
    TableColumn("position", "职务", width=90, hidden=True),
    TableColumn("title", "职称", width=90, hidden=True),
    TableColumn("education", "学历", width=80, hidden=True),
    TableColumn("phone", "手机", Draw.CODE, 112, hidden=True),
    TableColumn("note", "备注", Draw.SENTENCE, 160, hidden=True),
)


class MembersPage(MemberActsPage):
    """`open(member=7)` goes to a member, `open(unit=3)` and `open(status="retired")` narrow the list."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"member", "member_private", "movement", "unit", "wage_base", "dues_due", "dues_paid", "dues_batch"}
    )
    follows_period: ClassVar[bool] = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, "会员")
        self._standard: Standard | None = None
        self.rows = MemberRows(context.office.db, context.period, self._reckon)
        self.table = RecordTable(
            context,
            "members",
            COLUMNS,
            self.rows,
            ticks=True,
            frozen=3,
            search="姓名、拼音首字母、工号",
            filters=(
                Filter("unit", "全部分工会", width=132),
                Filter("status", "全部状态", tuple(STATUSES.items()), width=118),
                Filter("sex", "性别", (("男", "男"), ("女", "女")), width=90),
            ),
            empty=self._empty(),
            unit="人",
            order=("number", False),
        )
        self.table.title = lambda: "会员名单"
        self.table.menu = self._row_menu
        self.detail = MemberDetail(context, self._reckon)
        self._assemble()
        self._connect()

    def reload(self) -> None:
        """Units, counts, rows; the detail again when its member is still there."""
        db, period = self.context.office.db, self.context.period
        self.rows.month = period
        self._standard = _standard(db, period)
        self.table.strip.set_choices("unit", [(str(unit.id), unit.name) for unit in queries.units(db)])
        counts = lists.counts(db, year_of(period))
        self.set_title("会员", counts.words())
        for made in self._needs_members:
            made.setEnabled(bool(counts.all))
        self.table.reload()

    def open(self, **where: Any) -> None:
        """Go to a member, or show only a unit or a status."""
        for key in ("unit", "status", "sex"):
            if key in where:
                self.table.strip.choose(key, str(where[key]))
        member = where.get("member")
        if member is not None:
            if self.table.model.line_of(int(member)) < 0:
                self.table.strip.clear()
            self.table.select(int(member), 1)
            self._show_detail(int(member))
        if where.get("add"):
            self.add()

    def first_focus(self) -> QWidget:
        return self.table.strip.search or self.table.view

    # -- inside -----------------------------------------------------------------------------------

    def _empty(self) -> EmptyState:
        return EmptyState(
            "还没有会员",
            "可以从 Excel 花名册导入，也可以一个一个添加。",
            [
                button("导入花名册", "file-input", self.import_roster, kind="filled"),
                button("添加会员", "user-plus", self.add, kind="link"),
            ],
            note="花名册原来是什么样子都可以，不用改表头",
        )

    def _assemble(self) -> None:
        self.strip.addWidget(self.table.strip, 1)
        self.importer = button("导入", "file-input")
        self.importer.clicked.connect(lambda *_: self._drop(self.importer, self._import_menu()))
        self.exporter = button("导出 Excel", "file-spreadsheet")
        self.exporter.clicked.connect(
            lambda *_: self._drop(self.exporter, self._paper_menu(self.export_report))
        )
        self.printer = button("打印", "printer")
        self.printer.clicked.connect(lambda *_: self._drop(self.printer, self._paper_menu(self.print_report)))
        self.adder = button("添加会员", "user-plus", self.add, kind="filled", keys="Ctrl+N")
        self.adder.setToolTip("添加会员（Ctrl+N）")
        self._needs_members = (self.exporter, self.printer)
        for made in (self.importer, self.exporter, self.printer, self.adder):
            self.strip.addWidget(made)
        self.add_action(button("分工会", "landmark", self.manage_units, tip="添加、改名、负责人、撤销"))
        self._row = theme.space(QHBoxLayout(), gap=12)
        self._row.addWidget(self.table, 1)
        self._row.addWidget(theme.fix(self.detail, width=DETAIL))
        self.body.addLayout(self._row, 1)
        self._narrow = False

    def _connect(self) -> None:
        detail = self.detail
        self.table.current.connect(lambda key: self._show_detail(key))
        self.table.opened.connect(self._opened)
        self.table.loaded.connect(self._loaded)
        detail.edit.connect(self.change)
        detail.moves.connect(self.enter_movement)
        detail.base.connect(self.set_base)
        detail.posts.connect(self.enter_post)
        detail.card.connect(lambda key: self.print_report("member-card", key))
        detail.dues.connect(lambda key: self.context.open_page("dues", member=key))
        detail.more.connect(lambda key: self._drop(detail.more_button, self._more_menu(key)))
        detail.back.connect(self._back_to_list)
        for keys, act in (
            ("F6", self._swap_focus),
            ("F2", lambda: self._with_current(self.change)),
            ("Ctrl+M", lambda: self._with_current(self.enter_movement)),
            ("Ctrl+P", lambda: self._drop(self.printer, self._paper_menu(self.print_report))),
            ("Ctrl+E", lambda: self._drop(self.exporter, self._paper_menu(self.export_report))),
        ):
            QShortcut(QKeySequence(keys), self, act)
        QShortcut(QKeySequence("Esc"), self.detail, self._back_to_list)

    def _reckon(self, base_fen: int | None) -> int | None:
        return dues_checks.reckon(self._standard, base_fen) if self._standard is not None else None

    def _with_current(self, act: Callable[[int], object]) -> None:
        key = self.table.current_id()
        if key is not None:
            act(key)

    # -- menus ------------------------------------------------------------------------------------

    def _drop(self, under: QPushButton, entries: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        """A menu under a button."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for text, icon, act in entries:
            menu.addAction(icons.icon(icon), text, act)
        self.menu_shown = menu
        menu.popup(under.mapToGlobal(QPoint(0, under.height() + theme.px(4))))

    def _import_menu(self) -> list[tuple[str, str, Callable[[], object]]]:
        return [
            ("花名册", "users", self.import_roster),
            ("工资基数表", "calculator", self.import_wages),
        ]

    def _paper_menu(self, act: Callable[[str], object]) -> list[tuple[str, str, Callable[[], object]]]:
        listed = self.table.export if act == self.export_report else self.table.print_list
        return [
            ("眼前的名单", "list", listed),
            ("会员花名册", "users", lambda: act("member-roster")),
            ("会员统计表", "chart-pie", lambda: act("member-statistics")),
            ("分工会统计表", "chart-pie", lambda: act("unit-statistics")),
        ]

    def _more_menu(self, key: int) -> list[tuple[str, str, Callable[[], object]]]:
        return [
            ("会籍变动… Ctrl+M", "shuffle", lambda: self.enter_movement(key)),
            ("改计费工资…", "calculator", lambda: self.set_base(key)),
            ("登记任职…", "vote", lambda: self.enter_post(key)),
            ("结束任职…", "circle-check", lambda: self.attempt(self.end_post, key)),
            ("撤掉一条变动…", "undo-2", lambda: self.attempt(self.take_movement_back, key)),
            ("导出登记表", "file-spreadsheet", lambda: self.export_report("member-card", key)),
            ("打印登记表", "printer", lambda: self.print_report("member-card", key)),
            ("清除个人号码…", "trash-2", lambda: self.attempt(self.erase_numbers, key)),
        ]

    def _row_menu(self, key: int) -> list[tuple[str, str, Callable[[], object]]]:
        chosen = self.table.selected_ids()
        count = len(chosen)
        found: list[tuple[str, str, Callable[[], object]]] = [
            ("修改… F2", "pencil", lambda: self.change(key)),
            *self._more_menu(key),
        ]
        if count:
            found.append((f"把所选 {count} 人调到…", "users", lambda: self.move_to_unit(chosen)))
        return found

    # -- list and detail --------------------------------------------------------------------------

    def _show_detail(self, key: int | None) -> None:
        try:
            self.detail.show_member(key)
        except Refused:
            self.detail.show_member(None)
        self._lay()

    def _loaded(self) -> None:
        """Other rows: the detail of the first one when its own is not among them."""
        if self.table.current_id() is None and self.table.model.rowCount():
            self.table.select(self.table.model.id_at(0), 1)
        self._show_detail(self.table.current_id())

    def _opened(self, key: int) -> None:
        """Enter and double click: the detail where it is hidden, else the form."""
        if self._narrow:
            self.table.hide()
            self.detail.show()
            self.detail.edit_button.setFocus()
        else:
            # after the double click is over, so that the box gets no stray release
            QTimer.singleShot(0, self, lambda: self.change(key))

    def _back_to_list(self) -> None:
        if self._narrow:
            self.table.show()
            self.detail.hide()
        self.table.view.setFocus()

    def _swap_focus(self) -> None:
        """F6: from the list into the detail and back."""
        if self.detail.isAncestorOf(self.focusWidget() or self):
            self._back_to_list()
        elif self._narrow:
            self._with_current(self._opened)
        else:
            self.detail.edit_button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        """The detail beside the list, or over it where there is no room for both."""
        narrow = self.width() < theme.px(NARROW)
        has = self.detail.member is not None
        if narrow != self._narrow:
            self._narrow = narrow
            self.detail.let_back(narrow)
            self.detail.setMinimumWidth(0 if narrow else theme.px(DETAIL))
            self.detail.setMaximumWidth(16_777_215 if narrow else theme.px(DETAIL))
            self.table.show()
            self.detail.setVisible(has and not narrow)
        elif not narrow:
            self.detail.setVisible(has)
        elif not has:
            self.table.show()
            self.detail.hide()


def _standard(db: Any, month: str) -> Standard | None:
    """The dues standard of a month, None before the first one."""
    try:
        return dues.standard_at(db, month)
    except Refused:
        return None
