"""上级报表: the superior's own forms; point at a cell, say what belongs there, fill the form each year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from exporters.form_reading import FormSheet, place, read_form
from models.kit.errors import Refused
from models.statements import forms
from models.statements.meanings import UNITS, Meaning, Meanings, search
from ui import theme
from ui.dialogs import choose_file
from ui.dialogs.export import open_path
from ui.dialogs.form_dialog import FormDialog
from ui.tables.columns import Draw, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, card, label, switch_off
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import Field, Form
from ui.widgets.form_grid import FormGrid
from ui.widgets.member_picker import Choice, Picker
from ui.widgets.page_view import PageView
from ui.widgets.period_bar import PeriodButton
from ui.widgets.record_table import RecordTable
from ui.widgets.text_edits import ChoiceEdit

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget

_KINDS = "Excel 表格 (*.xlsx)"
_PERIODS = (("year", "每年填"), ("month", "每月填"))
COLUMNS = (
    TableColumn("cell", "单元格", Draw.TEXT, 64, sortable=False),
    TableColumn("title", "填什么", Draw.SENTENCE, 120, stretch=True, sortable=False),
    TableColumn("value", "数值", Draw.SENTENCE, 104, sortable=False),
)


@dataclass(frozen=True)
class _Opened:
    """The form that is shown: its sheets and what its cells come to."""

    form: forms.Form
    sheets: tuple[FormSheet, ...]
    placed: tuple[forms.Placed, ...]


class FormsView(PageView):
    """Arrows move in the form, Enter says what belongs into the cell."""

    KEY, TITLE = "forms", "上级报表"

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.now: _Opened | None = None
        self.meanings: list[Meaning] = []
        self._quiet = False
        self.choice = ChoiceEdit([], "还没有报表")
        self.choice.setAccessibleName("上级报表")
        self.month = PeriodButton(self.context.period)
        self.tabs, self.grid = QTabBar(), FormGrid()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.where, self.there = label("", "strong"), label("", "note", wrap=True)
        self.picker = Picker(self._seek, self._find, "打字找：货币资金 期末")
        self.unit = ChoiceEdit(list(UNITS.items()))
        self.clear = button("不填这一格", "x", lambda: self._say(""))
        none = EmptyState("还没有指定单元格", "在左边要填的格上按 Enter，打字选填什么。")
        self.table = RecordTable(
            self.context, "form.cells", COLUMNS, ListSource(COLUMNS, {}), unit="格", empty=none
        )
        self.fill_button = button("填报", "file-spreadsheet", self.fill, kind="filled")
        self.faces = QStackedWidget()
        self._connect()
        self._assemble()

    def _connect(self) -> None:
        self.choice.changed.connect(self._chosen)
        self.month.changed.connect(self.context.set_period)
        self.tabs.currentChanged.connect(lambda _: self._show_sheet())
        self.grid.pointed.connect(self._pointed)
        self.grid.entered.connect(self.picker.setFocus)
        self.picker.changed.connect(self._picked)
        self.picker.returnPressed.connect(self._entered)
        self.unit.changed.connect(self._picked)
        self.table.opened.connect(self._go)

    def _assemble(self) -> None:
        for part in (self.choice, self.month):
            self.strip.addWidget(part)
        self.strip.addStretch(1)
        self.changing = (
            button("添加报表", "file-plus-2", self.add),
            button("换新表样", "refresh-cw", self.renew, tip="下一年发了新的空表，单元格照旧"),
            button("删除报表", "trash-2", self.drop),
        )
        for each in (*self.changing, self.fill_button):
            self.strip.addWidget(each)
        left = theme.space(QVBoxLayout(), gap=0)
        frame = card()
        inside = theme.space(QVBoxLayout(frame), (1, 1, 1, 1), 0)
        inside.addWidget(self.tabs)
        inside.addWidget(self.grid, 1)
        left.addWidget(frame, 1)
        body = QWidget()
        row = theme.space(QHBoxLayout(body), gap=12)
        row.addLayout(left, 6)
        row.addWidget(self._side(), 4)
        empty = EmptyState(
            "还没有上级报表",
            "把上级发的空表（xlsx）添加进来，指一次每一格填什么，以后每年一键填好。",
            [button("添加报表", "file-plus-2", self.add)],
        )
        for face in (empty, body):
            self.faces.addWidget(face)
        self.column.addWidget(self.faces, 1)

    def _side(self) -> QFrame:
        frame = card()
        column = theme.space(QVBoxLayout(frame), (14, 12, 14, 12), 8)
        column.addWidget(self.where)
        column.addWidget(self.there)
        column.addWidget(self.picker)
        row = theme.space(QHBoxLayout(), gap=8)
        row.addWidget(theme.fix(self.unit, width=110))
        row.addWidget(self.clear)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        return frame

    # -- showing ----------------------------------------------------------------------------------

    def reload(self) -> None:
        db = self.context.office.db
        found = forms.forms(db)
        self.month.set_month(self.context.period)
        kept = self.choice.value()
        self._quiet = True
        self.choice.set_choices([(one.id, one.name) for one in found])
        self.choice.set_value(
            kept if any(one.id == kept for one in found) else found[0].id if found else None
        )
        self._quiet = False
        self.faces.setCurrentIndex(1 if found else 0)
        no = "" if self.context.office.actor.may_write else "您只能查看，不能指定。"
        for part in (self.clear, self.picker, self.unit):
            part.setEnabled(not no)
        for at, each in enumerate(self.changing):
            switch_off(each, no or ("" if found or at == 0 else "还没有上级报表。"))
        if found:
            self._open(int(self.choice.value()))
        else:
            self.now = None
        switch_off(self.fill_button, "" if found else "还没有上级报表。")

    def facts(self) -> str:
        return "指一次单元格，每年自动填"

    def first_focus(self) -> QWidget:
        return self.grid

    def _chosen(self) -> None:
        if not self._quiet and self.choice.value() is not None:
            self._open(int(self.choice.value()))

    def _open(self, key: int) -> None:
        office = self.context.office
        month = self._until(forms.form(office.db, key))
        known = Meanings(office, month)
        self.meanings = known.all()
        try:
            sheets = (
                self.now.sheets if self._same(key) and self.now else read_form(forms.content(office.db, key))
            )
            placed = tuple(forms.placed(office, key, month))
        except Refused as no:
            self.context.say.refuse(no)
            return
        same = self._same(key)
        self.now = _Opened(forms.form(office.db, key), sheets, placed)
        if not same:
            self._show_tabs()
        self._show_sheet()
        rows = {
            at: (f"{one.cell.cell}", one.title, _shown(one.value), one.cell.sheet)
            for at, one in enumerate(placed)
        }
        self.table.use_source(ListSource(COLUMNS, rows, unit="格"))

    def _same(self, key: int) -> bool:
        db = self.context.office.db
        return (
            self.now is not None
            and self.now.form.id == key
            and self.now.form.file == forms.form(db, key).file
        )

    def _until(self, form: forms.Form) -> str:
        month = self.context.period
        return f"{month[:4]}-12" if form.period == "year" else month

    def _show_tabs(self) -> None:
        self._quiet = True
        while self.tabs.count():
            self.tabs.removeTab(0)
        for sheet in self.now.sheets if self.now else ():
            self.tabs.addTab(sheet.name + ("（隐藏）" if sheet.hidden else ""))
        self._quiet = False

    def _sheet(self) -> FormSheet | None:
        at = self.tabs.currentIndex()
        return self.now.sheets[at] if self.now and 0 <= at < len(self.now.sheets) else None

    def _show_sheet(self) -> None:
        sheet = self._sheet()
        if self._quiet or sheet is None or self.now is None:
            return
        said = {
            place(one.cell.cell): (_shown(one.value), one.title)
            for one in self.now.placed
            if one.cell.sheet == sheet.name
        }
        self.grid.show_sheet(sheet, said)
        self._pointed(self.grid.cell())

    def _pointed(self, cell: str) -> None:
        sheet = self._sheet()
        if sheet is None or not cell or self.now is None:
            return
        known = next((p for p in self.now.placed if p.cell.sheet == sheet.name and p.cell.cell == cell), None)
        here = sheet.cells.get(place(cell))
        self.where.setText(f"{sheet.name} · {cell}")
        words = "这一格填什么：" if here is None or not here.text else f"原来是“{here.text}”"
        if here is not None and here.formula:
            words = f"公式 {here.formula}：不会改写，只用来核对。"
        self.there.setText(words + (f"　现在是 {_shown(known.value)}" if known else ""))
        self._quiet = True
        self.picker.set_value(known.cell.meaning if known else None)
        self.unit.set_value(known.cell.unit if known else "yuan")
        self._quiet = False

    # -- saying -----------------------------------------------------------------------------------

    def _seek(self, text: str) -> list[Choice]:
        found = [Choice(one.key, one.title, one.group) for one in search(self.meanings, text)]
        typed = text.strip()
        return [*found, Choice(f"text/{typed}", f"固定文字“{typed}”", "每次一样")] if typed else found

    def _find(self, key: Any) -> Choice | None:
        text = str(key)
        if text.startswith("text/"):
            return Choice(text, f"固定文字“{text.removeprefix('text/')}”")
        one = next((each for each in self.meanings if each.key == text), None)
        return Choice(one.key, one.title, one.group) if one else None

    def _entered(self) -> None:
        """Enter takes the lit answer and goes back to the sheet, for the next cell."""
        if self.picker.accept():
            self.grid.setFocus()

    def _picked(self) -> None:
        if not self._quiet and self.picker.value():
            self._say(str(self.picker.value()))

    def _say(self, meaning: str) -> None:
        sheet, cell = self._sheet(), self.grid.cell()
        if sheet is None or not cell or self.now is None:
            return
        key, unit = self.now.form.id, str(self.unit.value() or "yuan")
        try:
            with self.context.office.change(f"上级报表：{self.now.form.name} {cell}") as change:
                forms.map_cell(change, key, (sheet.name, cell), meaning, unit)
        except Refused as no:
            self.context.say.refuse(no)
            return
        self._open(key)
        self.grid.setFocus()

    def _go(self, at: int) -> None:
        if self.now is None:
            return
        one = self.now.placed[at].cell
        names = [sheet.name for sheet in self.now.sheets]
        if one.sheet in names:
            self.tabs.setCurrentIndex(names.index(one.sheet))
            self.grid.go(one.cell)
            self.grid.setFocus()

    # -- files ------------------------------------------------------------------------------------

    def add(self) -> None:
        """A new blank form."""
        path = choose_file.to_read(self, self.context.memory, "选上级发的空表", _KINDS)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Ask for its name and keep it."""
        content = self._read(path)
        if content is None:
            return
        form = Form(
            [
                Field("name", "报表名称", required=True),
                Field("period", "多久填一次", lambda: ChoiceEdit(list(_PERIODS)), required=True),
            ]
        )

        def save(values: dict[str, Any]) -> None:
            with self.context.office.change(f"添加上级报表：{values['name']}") as change:
                key = forms.add_form(change, values["name"], (path.name, content), values["period"])
            self.page.refresh()
            self.choice.set_value(key)

        made = FormDialog(self.context, self, "添加上级报表", form, save, verb="添加", facts=path.name)  # type: ignore[arg-type]
        form.show_values({"name": path.stem, "period": "year"})
        made.exec()

    def _read(self, path: Path) -> bytes | None:
        try:
            content = path.read_bytes()
            read_form(content)
        except OSError:
            self.context.say.refuse(Refused("这个文件读不了。", path.name, "请先在 Excel 里关掉它。"))
        except Refused as no:
            self.context.say.refuse(no)
        else:
            return content
        return None

    def renew(self) -> None:
        """Another year's blank with the same cells."""
        path = choose_file.to_read(self, self.context.memory, "选新的空表", _KINDS) if self.now else None
        content = self._read(path) if path else None
        if path is None or content is None or self.now is None:
            return
        with self.context.office.change(f"换新表样：{self.now.form.name}") as change:
            forms.replace_form(change, self.now.form.id, (path.name, content))
        self.context.toast("已换成新的空表", "单元格照旧，请核对一遍")
        self.page.refresh()

    def drop(self) -> None:
        """Take the form away."""
        if self.now is None:
            return
        name = self.now.form.name
        if self.context.say.confirm(
            f"删除上级报表“{name}”？", "指定过的单元格也会删掉，可以撤销。", "删除", danger=True, keep="不删"
        ):
            with self.context.office.change(f"删除上级报表：{name}") as change:
                forms.drop_form(change, self.now.form.id)
            self.page.refresh()

    def fill(self) -> None:
        """A filled copy, written where the person says."""
        if self.now is None:
            return
        form, month = self.now.form, self._until(self.now.form)
        period = f"{month[:4]}年" if form.period == "year" else month
        name = choose_file.proposed_name(form.name, period, self.context.office.today(), "xlsx")
        path = choose_file.to_write(self, self.context.memory, "填好的报表存到", name)
        if path is None:
            return

        def work(office: Any, progress: Any) -> Any:
            from exporters.form_filling import Entry, fill, write_form

            entries = [
                Entry(one.cell.sheet, one.cell.cell, one.value, one.title)
                for one in forms.placed(office, form.id, month)
            ]
            made = fill(forms.content(office.db, form.id), entries)
            write_form(made.content, path)
            return made

        self.page.run(work, lambda made: self._filled(path, made), says="正在填报")

    def _filled(self, path: Path, made: Any) -> None:
        wrong = [one for one in made.checks if not one.ok]
        said = [
            f"{one.sheet} {one.cell}：表里算出 {one.form:,.2f}，账上{one.title} {_shown(one.books)}"
            for one in wrong
        ]
        said += [f"没有“{one.sheet}”这张工作表，{one.title}没有填" for one in made.missing]
        if said:
            self.context.say.tell("已填好，有几处要核对", "\n".join(said))
        verbs = (("打开", lambda: open_path(path)), ("打开文件夹", lambda: open_path(path.parent)))
        checked = f"，{len(made.checks)} 个公式核对相符" if made.checks and not wrong else ""
        self.context.toast(f"已填 {len(made.written)} 格{checked}", path.name, verbs)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:,.2f}" if value % 1 else f"{value:,.0f}"
