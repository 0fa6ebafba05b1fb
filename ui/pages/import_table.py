"""导入: choose a file, match its columns, look at the differences, write them as one change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from models.intake import seen as looking
from models.intake.cells import Book
from models.intake.seen import Choices
from models.kit.errors import Refused
from models.kit.progress import Progress
from models.store import copies
from ui.dialogs import choose_file
from ui.navigation import Context
from ui.pages.import_kinds import kind_of, pasted_source, read_source, told
from ui.pages.import_options import ImportOptions
from ui.pages.import_parts import STEP_WORDS, WITH_COLUMNS, WITHOUT, ImportKind, Prepared, Source
from ui.widgets.buttons import button
from ui.widgets.import_columns import ColumnsStep
from ui.widgets.import_difference import DifferenceStep
from ui.widgets.import_file import FileStep
from ui.widgets.import_result import ResultStep
from ui.widgets.import_steps import ImportSteps
from ui.widgets.page import PageWidget
from ui.widgets.undo import offer_undo, undo

if TYPE_CHECKING:
    from models.office import Office
    from ui.jobs import Job

NOT_YET = "还没有写入任何内容"
CHANGED = Refused("看差异之后，账里又有了改动。", remedy="已经重新比对，请再看一遍差异，然后写入。")


class ImportPage(PageWidget):
    """`context.open_page("import", kind="members", path=…)`; kinds are in `import_kinds.KINDS`."""

    help_key: ClassVar[str] = "import"
    kind: ImportKind
    steps: tuple[str, ...]
    files: FileStep
    columns: ColumnsStep | None
    difference: DifferenceStep
    result: ResultStep
    _last: int
    _seq: int  # the journal's number of what was written

    def __init__(self, context: Context, kind: str = "members") -> None:
        super().__init__(context, "导入")
        self.source: Source | None = None
        self.file = ""
        self.prepared: Prepared | None = None
        self._job: Job | None = None
        self._stale_plan = False
        self._marks: QWidget | None = None
        self._build(kind_of(kind))

    def reload(self) -> None:
        """Nothing of the office is shown; the tab gets its name."""
        self.titled.emit(f"导入 {self.kind.title}")

    def open(self, **where: Any) -> None:
        """kind="members", path="…/花名册.xlsx" (may be missing): begins anew when the last one is written."""
        kind = kind_of(str(where.get("kind") or self.kind.key))
        self.titled.emit(f"导入 {kind.title}")
        if kind is not self.kind:
            self._frame.hide()
            self._frame.deleteLater()
            self._build(kind)
        elif self._frame.at == self._last:
            self.restart()
        path = where.get("path")
        if path and self._frame.at == 0:
            self.read(Path(path))

    def first_focus(self) -> QWidget:
        at = self._frame.at
        if at == 0:
            return self.files.choose
        if at == self._last:
            return self.result.look
        return self.difference.table.view if at == self._last - 1 else self._frame.next

    def may_close(self) -> bool:
        """Ask when decisions would be lost; a file that was only read is no loss."""
        open_decisions = bool(self.difference.decisions) and self._frame.at != self._last
        return not open_decisions or self.context.say.confirm(
            "不导入了吗？",
            f"已经定了 {len(self.difference.decisions)} 行，关掉后要重新定；账里没有写入任何内容。",
            "不导入了",
            keep="继续导入",
        )

    # -- step 1: a file ---------------------------------------------------------------------------

    def ask_file(self) -> None:
        """选文件: the system's dialog."""
        kinds = choose_file.TABLES
        path = choose_file.to_read(self, self.context.memory, self.kind.asks, kinds)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read this file in a job, then plan."""
        kind, asked = self.kind, self.options.asked(path.name)

        def work(office: Office, progress: Progress) -> tuple[Source, Prepared]:
            source = read_source(kind, path, progress)
            return source, kind.prepare(office, source, asked, progress)

        self._begin(work, path.name)

    def take_pasted(self, text: str) -> None:
        """Plan what was pasted."""
        kind, asked = self.kind, self.options.asked("粘贴的内容")

        def work(office: Office, progress: Progress) -> tuple[Source, Prepared]:
            source = pasted_source(kind, text)
            return source, kind.prepare(office, source, asked, progress)

        self._begin(work, "粘贴的内容")

    def restart(self) -> None:
        """Another file."""
        self.source, self.prepared, self.file = None, None, ""
        self.difference.decisions.clear()
        self.files.show_choice()
        self._go(0)

    def _begin(self, work: Any, name: str) -> None:
        self._stop()
        self.file = name
        self.files.show_busy(name)
        self._job = self.run(work, self._was_read, failed=self._not_read, says=f"正在读取“{name}”")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.files.show_choice()

    def _was_read(self, answer: tuple[Source, Prepared]) -> None:
        self._job = None
        self.source = answer[0]
        self.difference.decisions.clear()
        self._take(answer[1])
        self.files.show_choice()
        self._go(1)

    def _not_read(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, Refused):
            self._go(0)
            self.files.show_refusal(error)
        else:
            self.files.show_choice()
            self.context.say.error(error)

    # -- step 2: columns --------------------------------------------------------------------------

    def choose(self, choices: Choices) -> None:
        """The person pointed at a sheet, a header row, a column: plan again."""
        self._plan_again(choices)

    def edit_cell(self, row: int, column: int, what: str) -> None:
        """自己填: another text in one cell of what was read; the file itself stays as it is."""
        seen = self.prepared.seen if self.prepared is not None else None
        if seen is None or not isinstance(self.source, Book):
            return
        place = f"{looking.CellSeen(row, column, '', '', wrong=True).place} 填什么？"
        typed = self.context.say.reason(place, f"{what}只改导入的内容，原来的文件不动。", "填上")
        if typed is not None:
            self.source = looking.with_cell(self.source, seen.sheet.name, (row, column), typed)
            self._plan_again(self.columns.choices if self.columns is not None else Choices())

    def export_problems(self) -> None:
        """导出有问题的行."""
        from ui.dialogs.export import export_report

        if self.prepared is not None and self.prepared.seen is not None:
            export_report(self.context, looking.problem_rows(self.prepared.seen), self)

    def forget_choices(self) -> None:
        """重新认列: as if nothing had been chosen."""
        self._plan_again(Choices())

    def _plan_again(self, choices: Choices) -> None:
        source, kind = self.source, self.kind
        if source is None:
            return
        asked = self.options.asked(self.file, choices)
        self._job = self.run(
            lambda office, progress: kind.prepare(office, source, asked, progress),
            self._take,
            says="正在重新比对",
        )

    def _take(self, prepared: Prepared) -> None:
        self._job = None
        self.prepared = prepared
        if self.columns is not None and prepared.seen is not None and isinstance(self.source, Book):
            no = prepared.refusal
            problem = f"{no.what}{no.remedy}" if no is not None else ""
            self.columns.show_book(
                self.source, prepared.seen, self._choices, used=prepared.used, problem=problem
            )
        if prepared.difference is not None:
            self.difference.show_plan(prepared.difference, prepared.names, told, prepared.remarks)
        self._say()

    # -- steps 3 and 4: differences, writing ------------------------------------------------------

    def write(self) -> None:
        """One change; planned again first, so that nothing unseen is written."""
        if self.prepared is None or self.prepared.difference is None or self.source is None:
            return
        if self.kind.warning and not self.context.say.confirm(
            f"写入 {self.difference.taken:,} {self.kind.unit}{self.kind.title}？",
            self.kind.warning,
            f"写入 {self.difference.taken:,} {self.kind.unit}",
            keep="先不写入",
        ):
            return
        source, kind, asked = self.source, self.kind, self.options.asked(self.file, self._choices)
        seen, decisions = self.prepared.difference, dict(self.difference.decisions)
        keep = self.columns is None or self.columns.keep.isChecked()

        def work(office: Office, progress: Progress) -> Mapping[str, int]:
            copies.when_changed(office.path, "导入前")
            fresh = kind.prepare(office, source, asked, progress)
            if fresh.difference is None or fresh.difference.lines != seen.lines:
                raise CHANGED
            with office.change(seen.title) as change:
                return kind.apply(change, fresh.plan if keep else _forgetful(fresh.plan), decisions)

        self._frame.may_go("正在写入")
        self.run(work, self._written, failed=self._not_written, writes=True, says="正在写入")

    def _written(self, counts: Mapping[str, int]) -> None:
        self.result.show_counts(counts, self.kind, self.file)
        self._seq = self._last_change()
        self.result.undo.setVisible(bool(self._seq))
        self._go(self._last)
        added = sum(counts.get(key, 0) for key in ("added", "updated"))
        offer_undo(self.context, f"已导入 {added} {self.kind.unit}：{self.file}")

    def _not_written(self, error: BaseException) -> None:
        self._frame.may_go("")
        if error is CHANGED:
            self._plan_again(self._choices)
        self._show_failure(error)

    def _last_change(self) -> int:
        from models.store import history

        try:
            return history.last_undoable(self.context.office.db).seq
        except Refused:
            return 0

    def take_back(self) -> None:
        """撤销 in the last step."""
        if undo(self.context, self._seq):
            self.restart()

    # -- the frame --------------------------------------------------------------------------------

    def _build(self, kind: ImportKind) -> None:
        self.kind = kind
        self._seq = 0
        self.source, self.prepared, self.file = None, None, ""
        self.steps = WITH_COLUMNS if kind.table is not None else WITHOUT
        self._last = len(self.steps) - 1
        self._frame = ImportSteps(self.steps)
        self.options = ImportOptions(kind.option, self._proposed_month(kind))
        self.options.changed.connect(self._option_changed)
        self._make_steps(kind)
        if self._marks is not None:
            self.head.removeWidget(self._marks)
            self._marks.deleteLater()
        self._marks = self._frame.marks
        self.head.addWidget(self._marks)
        self.body.addWidget(self._frame, 1)
        self.forget = button("重新认列", "shuffle", self.forget_choices, tip="不要刚才选的，重新自动认列")
        self._frame.add_left(self.forget)
        self._frame.ahead.connect(self._ahead)
        self._frame.back.clicked.connect(lambda *_: self._go(self._frame.at))
        self._frame.back_from_first.connect(lambda: self.context.close_page(self))
        self._go(0)

    def _proposed_month(self, kind: ImportKind) -> str:
        """Where wages begin: the first list from the book's start, or early months had no base."""
        from models.members import queries

        period = self.context.period
        return queries.wages_begin(self.context.office.db, period) if kind.option == "month" else period

    def _make_steps(self, kind: ImportKind) -> None:
        self.files = FileStep(kind.asks, kind.examples, self.options.widgets())
        self.files.asked.connect(self.ask_file)
        self.files.given.connect(self.read)
        self.files.pasted.connect(self.take_pasted)
        self.files.stopped.connect(self._stop)
        self._frame.add(self.files, "继续")
        self.columns = ColumnsStep(kind.table) if kind.table is not None else None
        if self.columns is not None:
            self.columns.chosen.connect(self.choose)
            self.columns.edited.connect(self.edit_cell)
            self.columns.exported.connect(self.export_problems)
            self._frame.add(self.columns, "看差异")
        self.difference = DifferenceStep(
            self.context, may_add=kind.may_add, label_title=kind.subject, unit=kind.unit
        )
        self.difference.decided.connect(self._say)
        self._frame.add(self.difference, "写入")
        self.result = ResultStep(kind.page[1])
        self.result.again.clicked.connect(lambda *_: self.restart())
        self.result.undo.clicked.connect(lambda *_: self.take_back())
        self.result.look.clicked.connect(lambda *_: self._look())
        self._frame.add(self.result, "完成")

    def _option_changed(self) -> None:
        """Another month while a file is already open: the differences are other ones."""
        self._stale_plan = self.source is not None

    @property
    def _choices(self) -> Choices:
        return self.columns.choices if self.columns is not None else Choices()

    def _ahead(self, at: int) -> None:
        if at == self._last - 1:
            self.write()
        else:
            if at == 0 and self._stale_plan:
                self._plan_again(self._choices)
                self._stale_plan = False
            self._go(at + 1)

    def _go(self, at: int) -> None:
        self._frame.go(at)
        self._say()
        self._frame.next.setVisible(0 < at < self._last or (at == 0 and self.source is not None))
        self.forget.setVisible(at == 1 and self.columns is not None)
        self.files.stress(self.source is None)
        self._frame.back.setVisible(at < self._last)
        if self.isVisible():
            self.first_focus().setFocus()

    def _say(self) -> None:
        """Title, foot and what the filled button says, after what is known now."""
        at = self._frame.at
        step = self.steps[at]
        about = f"第 {at + 1} 步：{STEP_WORDS[step]}"
        if at:
            about += self.options.words()
        self.set_title(f"导入{self.kind.title}", about)
        if step != "对列":
            self.context.status("")
        words = {"对列": self._say_columns, "看差异": self._say_difference, "看内容": self._say_difference}
        if step in words:
            words[step]()

    def _say_columns(self) -> None:
        prepared = self.prepared
        seen = prepared.seen if prepared is not None else None
        if prepared is None or seen is None:
            return
        look = f"，{len(seen.cells):,} 格要看" if seen.cells else ""
        self._frame.say("", f"{seen.usable:,} 行可以用{look}；{NOT_YET}")
        self._frame.may_go(prepared.refusal.what if prepared.refusal is not None else "")
        used = sum(1 for one in seen.columns if one.field)
        self.context.status(f"数据 {seen.lines:,} 行 · 认出 {used} 列")

    def _say_difference(self) -> None:
        taken, undecided = self.difference.taken, self.difference.undecided
        parts = [f"{undecided} 行还没有定，不定就不写入" if undecided else "", NOT_YET]
        self._frame.say("", "；".join(part for part in parts if part))
        self._frame.name_verb(f"写入 {taken:,} {self.kind.unit}")
        why = "" if taken else "没有要写入的内容"
        if self.kind.whole and self.difference.refused:
            why = f"还有 {self.difference.refused} 处不对，改好原表再导入，一次写全"
        self._frame.may_go(why)

    def _look(self) -> None:
        self.context.open_page(self.kind.page[0])


def _forgetful(plan: Any) -> Any:
    """The plan without the columns to be remembered."""
    return replace(plan, mapping={}) if hasattr(plan, "mapping") else plan
