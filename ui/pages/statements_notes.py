"""附注: ten headings at the left, what is printed under each at the right; Enter writes its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.kit.money import yuan
from models.statements import actions, notes, queries
from ui import theme
from ui.dialogs.words import write_words
from ui.pages.dues_prints import print_entry
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, card, label, scrolled
from ui.widgets.page_view import PageView
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

COLUMNS = (
    TableColumn("number", "序", Draw.MARK, 36, sortable=False),
    TableColumn("title", "标题", Draw.SENTENCE, 160, stretch=True, sortable=False),
    TableColumn("state", "文字", Draw.PILL, 76, sortable=False, tones={"自动": "grey", "已写": "ok"}),
)


class NotesView(PageView):
    """The notes of the year of the month in the top bar."""

    KEY, TITLE = "notes", "附注"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.table = RecordTable(
            self.context, "notes", COLUMNS, ListSource(COLUMNS, {}, unit="个标题"), unit="个标题"
        )
        self.table.title = lambda: "附注"
        self.table.current.connect(self._show)
        self.table.opened.connect(lambda at: self.write())
        self.heading = label("", "strong")
        self.text = label("", wrap=True)
        self.write_button = button("改文字", "pencil", self.write, kind="filled", tip="Enter 也可以")
        self.strip.addStretch(1)
        for each in (button("打印 Ctrl+P", "printer", self._print, keys="Ctrl+P"), self.write_button):
            self.strip.addWidget(each)
        row = theme.space(QHBoxLayout(), gap=12)
        row.addWidget(self.table, 4)
        row.addWidget(self._card(), 6)
        self.column.addLayout(row, 1)

    def _card(self) -> QFrame:
        frame = card()
        column = theme.space(QVBoxLayout(frame), (16, 12, 16, 12), 8)
        column.addWidget(self.heading)
        inner = QWidget()
        words = theme.space(QVBoxLayout(inner), gap=6)
        words.addWidget(self.text)
        words.addStretch(1)
        column.addWidget(scrolled(inner), 1)
        return frame

    def reload(self) -> None:
        kept = queries.words(self.context.office.db, self._year())
        rows = {
            at: (str(at + 1), one.title, "已写" if one.key in kept else "自动")
            for at, one in enumerate(notes.HEADINGS)
        }
        self.table.use_source(ListSource(COLUMNS, rows, unit="个标题"))
        self.write_button.setEnabled(self.context.office.actor.may_write)
        at = self.table.current_id()
        if at is None:
            self.table.select(0)
        else:
            self._show(at)

    def facts(self) -> str:
        return f"{self._year()}年会计报表附注"

    def first_focus(self) -> QWidget:
        return self.table.view

    def _year(self) -> int:
        return int(self.context.period[:4])

    def _show(self, at: int) -> None:
        db, year = self.context.office.db, self._year()
        one = notes.HEADINGS[at]
        said = queries.words(db, year).get(one.key) or one.said(db, year)
        rows = one.table(db, year) if one.table else []
        lines = [
            f"{title.strip('　')}　年初（上年）{yuan(first)}　年末（本年）{yuan(last)}"
            for title, first, last in rows
        ]
        self.heading.setText(one.title)
        self.text.setText("\n".join([said, *(["", *lines] if lines else [])]))

    def write(self) -> None:
        """The words under this heading."""
        at = self.table.current_id()
        if at is None or not self.context.office.actor.may_write:
            return
        one, year = notes.HEADINGS[at], self._year()

        def save(said: str) -> None:
            with self.context.office.change(f"附注文字：{one.title}") as change:
                actions.write_words(change, year, one.key, said)

        write_words(self, (one.title, f"{year}年附注"), one.key, save).exec()

    def _print(self) -> None:
        print_entry(self.context, self, "statement-notes", str(self._year()))
