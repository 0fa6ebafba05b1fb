"""登记扣款单: choose the list, match its columns, look at the differences, book the batch."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.dues import booking, prepared, queries
from models.dues.imports import DEDUCTIONS
from models.dues.prepared import Prepared
from models.dues.records import Booked
from models.intake import seen as looking
from models.intake.cells import Book
from models.intake.seen import Choices
from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.money import yuan
from models.kit.progress import Progress
from models.store import copies
from ui import icons, theme
from ui.dialogs import choose_file
from ui.navigation import Context
from ui.pages.dues_booked import BookedStep
from ui.pages.dues_look import LookStep
from ui.widgets.buttons import scrolled
from ui.widgets.day_edit import MonthEdit
from ui.widgets.import_columns import ColumnsStep
from ui.widgets.import_file import FileStep
from ui.widgets.import_steps import ImportSteps
from ui.widgets.page import PageWidget

if TYPE_CHECKING:
    from models.office import Office
    from ui.jobs import Job

STEPS = ("选文件", "对列", "看差异", "登记")
FILE, MATCH, LOOK, DONE = range(4)
KEYS = "Enter 选建议的做法 · Tab 换做法 · ↓ 下一行"
_ROOM_FOR_NOTE, _ROOM_FOR_KEYS = 820, 1000  # width at 100 % from which the foot has its sentences


class DuesReceivePage(PageWidget):
    """`context.open_page("dues_receive", month="2026-11", path=…)`."""

    help_key: ClassVar[str] = "dues"

    def __init__(self, context: Context) -> None:
        super().__init__(context, "登记会费")
        self.book: Book | None = None
        self.prepared: Prepared | None = None
        self._job: Job | None = None
        self._month = context.period
        self.month = MonthEdit(context.period)
        self.month.set_value(context.period)
        self.month.setAccessibleName("单子上没写月份时，是哪个月的")
        self.files = FileStep(
            "选工资部门给的会费扣款单",
            (
                "Excel、WPS、csv 都可以，一个月一张表或全年一个文件都行，不用改表头。",
                "有姓名和扣款金额就能登记；有工号对得更准。",
            ),
            [("单子上没写月份时，按这个月登记", theme.fix(self.month, width=130))],
        )
        self.columns = ColumnsStep(DEDUCTIONS)
        self.columns.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.look = LookStep(context)
        self.booked = BookedStep(context)
        self.frame = ImportSteps(STEPS)
        self._connect()
        self._assemble()
        self._go(FILE)

    # -- for the window ---------------------------------------------------------------------------

    def open(self, **where: Any) -> None:
        """month="2026-11" is shown first; path="…/扣款单.xlsx" is read at once."""
        self._month = str(where.get("month") or self.context.period)
        if self.frame.at == DONE:
            self.restart()
        self.month.month = self._month
        self.month.set_value(self._month)
        if where.get("path"):
            self.read(Path(where["path"]))
        elif self.prepared is not None:
            self.look.show_month_named(self._month)

    def first_focus(self) -> QWidget:
        return {
            FILE: self.files.choose,
            MATCH: self.frame.next,
            LOOK: self.look.difference.table.view,
            DONE: self.booked.look,
        }[self.frame.at]

    def may_close(self) -> bool:
        """Decisions would be lost; a list that was only looked at is no loss."""
        count = len(self.look.difference.decisions)
        if not count or self.frame.at == DONE:
            return True
        return self.context.say.confirm(
            "这份扣款单不登记了吗？",
            f"已经定了 {count} 行，关掉后要重新定；账里没有写入任何内容。",
            "不登记了",
            keep="继续登记",
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say()

    # -- step 1: the file -------------------------------------------------------------------------

    def ask_file(self) -> None:
        """选文件: the system's dialog."""
        path = choose_file.to_read(self, self.context.memory, "选会费扣款单")
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read this file in a job and hold it against what is due."""

        def source(progress: Progress) -> Book:
            from exporters import reading

            return reading.read_book(path, progress=progress)

        self._begin(source, path.name)

    def take_pasted(self, text: str) -> None:
        """The same with cells from the clipboard."""

        def source(progress: Progress) -> Book:
            from exporters import reading

            return reading.read_text(text)

        self._begin(source, "粘贴的内容")

    def restart(self) -> None:
        """Another list."""
        self.book, self.prepared = None, None
        self.look.forget()
        self.files.show_choice()
        self._go(FILE)

    def _begin(self, source: Callable[[Progress], Book], name: str) -> None:
        self._stop()
        self.files.show_busy(name)
        month = self._said_month()

        def work(office: Office, progress: Progress) -> tuple[Book, Prepared]:
            book = source(progress)
            return book, prepared.prepare(office, book, None, month)

        self._job = self.run(work, self._was_read, failed=self._not_read, says=f"正在读取“{name}”")

    def _said_month(self) -> str:
        """What the person says of a list that names no month."""
        return str(self.month.value() or "")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.files.show_choice()

    def _was_read(self, answer: tuple[Book, Prepared]) -> None:
        self._job = None
        self.book = answer[0]
        self.look.forget()
        self.files.show_choice()
        self._take(answer[1])
        sure = answer[1].plan is not None and not answer[1].plan.doubtful
        self._go(LOOK if sure else MATCH)

    def _not_read(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, Refused):
            self._go(FILE)
            self.files.show_refusal(error)
        else:
            self.files.show_choice()
            self.context.say.error(error)

    # -- step 2: columns --------------------------------------------------------------------------

    def choose(self, choices: Choices) -> None:
        """The person pointed at a sheet, a header row, a column: plan again."""
        book, month = self.book, self._said_month()
        if book is None:
            return
        self._job = self.run(
            lambda office, progress: prepared.prepare(office, book, choices, month),
            self._take,
            says="正在重新比对",
        )

    def edit_cell(self, row: int, column: int, what: str) -> None:
        """自己填: another text in one cell of what was read; the file itself stays as it is."""
        if self.prepared is None or self.book is None:
            return
        place = f"{looking.CellSeen(row, column, '', '', wrong=True).place} 填什么？"
        typed = self.context.say.reason(place, f"{what}只改登记的内容，原来的文件不动。", "填上")
        if typed is not None:
            self.book = looking.with_cell(self.book, self.prepared.seen.sheet.name, (row, column), typed)
            self.choose(self.columns.choices)

    def export_problems(self) -> None:
        """导出有问题的行."""
        from ui.dialogs.export import export_report

        if self.prepared is not None:
            export_report(self.context, looking.problem_rows(self.prepared.seen), self)

    def _take(self, found: Prepared) -> None:
        self._job = None
        self.prepared = found
        if self.book is not None:
            no = found.refusal
            problem = f"{no.what}{no.remedy}" if no is not None else ""
            self.columns.show_book(
                self.book, found.seen, self.columns.choices, used=found.used, problem=problem
            )
        if found.plan is not None:
            self.look.show_prepared(found, self._month)
        self._say()

    # -- step 4: booking --------------------------------------------------------------------------

    def write(self) -> None:
        """登记: one change for all months."""
        plan = self.prepared.plan if self.prepared is not None else None
        problem = self.look.balance.problem
        if plan is None:
            return
        if problem:
            self.context.say.refuse(Refused(problem, f"{month_words(self.look.now.month)}的到账"))
            self.look.balance.day_edit.setFocus()
            return
        if not self.look.bank_agrees():
            return
        how = self.look.how()
        months = "、".join(month_words(one.month) for one in plan.months if how.takes(one.month))

        def work(office: Office, progress: Progress) -> list[tuple[Booked, int | None]]:
            copies.when_changed(office.path, "登记前")
            with office.change(f"登记{months}会费扣款单"[:120]) as change:
                done = booking.book(change, plan, how)
            return [(one, queries.batch(office.db, one.batch).voucher if one.batch else None) for one in done]

        self.frame.may_go("正在登记")
        self.run(work, self._written, failed=self._not_written, writes=True, says="正在登记")

    def _written(self, done: list[tuple[Booked, int | None]]) -> None:
        self.look.difference.decisions.clear()
        self.booked.show_done(done)
        self._go(DONE)
        people = sum(one.members for one, _ in done)
        if not any(one.batch for one, _ in done):
            self.context.toast("没有新的内容要登记", "和上次登记的一样")
            return
        vouchers = [(one.voucher, key) for one, key in done if key]
        verbs: list[tuple[str, Callable[[], object]]] = [
            ("看批次", lambda: self.context.open_page("dues", view="batches"))
        ]
        if len(vouchers) == 1:
            see = partial(self.context.open_page, "voucher", voucher=vouchers[0][1])
            verbs.insert(0, ("看凭证", see))
        note = "登记错了可以在“批次”里整批冲回"
        self.context.toast(f"已登记 {people} 人次会费", note, tuple(verbs))

    def _not_written(self, error: BaseException) -> None:
        self.frame.may_go("")
        if isinstance(error, Refused) and "重新算" in error.what:
            self.choose(self.columns.choices)
        self._show_failure(error)

    # -- the frame --------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.files.asked.connect(self.ask_file)
        self.files.given.connect(self.read)
        self.files.pasted.connect(self.take_pasted)
        self.files.stopped.connect(self._stop)
        self.columns.chosen.connect(self.choose)
        self.columns.edited.connect(self.edit_cell)
        self.columns.exported.connect(self.export_problems)
        self.look.changed.connect(self._say)
        self.look.stale.connect(lambda: self.choose(self.columns.choices))
        self.look.difference.done_all.connect(lambda: self.frame.next.setFocus())
        self.booked.again.clicked.connect(lambda *_: self.restart())
        self.frame.ahead.connect(self._ahead)
        self.frame.back.clicked.connect(lambda *_: self._go(self.frame.at))
        self.frame.back_from_first.connect(lambda: self.context.close_page(self))

    def _assemble(self) -> None:
        self.head.addWidget(self.frame.marks)
        for widget, verb, icon in (
            (self.files, "继续", "arrow-right"),
            (self.columns, "看差异", "arrow-right"),
            (scrolled(self.look), "登记本批", "check"),
            (self.booked, "完成", "check"),
        ):
            self.frame.add(widget, verb, icon)
        self.body.addWidget(self.frame, 1)

    def _ahead(self, at: int) -> None:
        if at == LOOK:
            self.write()
        elif at == DONE:
            self.context.open_page("dues", view="matrix")
        else:
            self._go(at + 1)

    def _go(self, at: int) -> None:
        self.frame.go(at)
        icons.put(self.frame.next, "check" if at == LOOK else "arrow-right", "#FFFFFF")
        self.frame.next.setVisible(at in (MATCH, LOOK) or (at == FILE and self.prepared is not None))
        self.frame.back.setVisible(at != DONE)
        self.files.stress(self.prepared is None)
        self._say()
        if self.isVisible():
            self.first_focus().setFocus()

    def _say(self) -> None:
        """Title, foot and the filled button, after what is known now."""
        at = self.frame.at
        name = self.book.name if self.book is not None else ""
        if at == FILE or not self.look.months:
            self.set_title("登记会费", name or "先看差异再登记，看的时候不会写入任何内容")
        else:
            lines = sum(1 for row in self.look.now.rows if row.row)
            self.set_title(f"登记 {month_words(self.look.now.month)}会费", f"{name} · {lines} 行")
        self.titled.emit(f"登记会费 {int(self.look.now.month[5:])}月" if self.look.months else "登记会费")
        if at == MATCH:
            self._say_columns()
        elif at == LOOK and self.look.months:
            self._say_difference()
        elif at != LOOK:
            self.context.status("")

    def _say_columns(self) -> None:
        found = self.prepared
        if found is None:
            return
        no = found.refusal
        look = f"，{len(found.seen.cells):,} 格要看" if found.seen.cells else ""
        self.frame.say("", f"{found.seen.usable:,} 行可以用{look}；还没有写入任何内容")
        self.frame.may_go(no.what if no is not None else "")

    def _say_difference(self) -> None:
        waiting, taken = len(self.look.difference.open_rows()), self.look.taken()
        people, months = sum(one.members for one in taken), len(taken)
        self.frame.name_verb(
            f"登记本批 {people} 人" if months == 1 else f"登记 {months} 个月 {people:,} 人次"
        )
        pending = sum(one.pending_fen for one in taken)
        left = f"{yuan(pending)} 元记不到人，先挂“其他应付款”" if pending else ""
        room = self.width() * 100 / theme.zoom()
        self.frame.say(left if room > _ROOM_FOR_NOTE else "", KEYS if room > _ROOM_FOR_KEYS else "")
        self.context.status(f"还有 {waiting} 行没有决定" if waiting else "都已决定，可以登记")
