"""What is done with the schedule: work is added, changed, marked, moved, given up; the paper is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.calendar import actions, queries
from models.calendar.board import CLOSING, DUES, NOTE, Line
from models.calendar.records import DOING, DONE, DROPPED, PLANNED, WorkDraft, WorkItem
from models.kit.days import school_year
from models.kit.errors import Refused
from models.kit.progress import Progress
from ui.dialogs.work_item import add_work, change_work, drop_work, move_work, short
from ui.opening import open_where
from ui.tables.columns import Link
from ui.widgets.page import PageWidget
from ui.widgets.undo import offer_undo

if TYPE_CHECKING:
    from models.office import Office
    from models.report import Report
    from ui.tables.schedule_model import Record

Entry = tuple[str, str, Callable[[], object]]
_SAID = {DONE: "已完成", DOING: "进行中", PLANNED: "未开始"}
_VOUCHER = frozenset({"M03"})  # kinds of work that end in a voucher
_FEES = frozenset({"M02"})


def record_of(line: Line) -> Record:
    """The verbs of a line, or in words when it was done."""
    if line.kind == DUES:
        return (
            Link("看名单" if line.state == DONE else "登记会费", "list" if line.state == DONE else "where"),
        )
    if line.kind == CLOSING:
        return (Link("看结账" if line.state == DONE else "去结账", "where"),)
    if not line.item:
        return (Link("看会员", "where"),) if line.where else (Link("列入计划", "plan"),)
    if line.state == DONE:
        return f"{line.done_on:%m-%d} 完成" if line.done_on else "已完成"
    if line.state == DROPPED:
        return (Link("恢复", "restore"),)
    more = Link("填凭证", "voucher") if line.module in _VOUCHER else Link("登记会费", "fees")
    ends = line.module in _VOUCHER | _FEES
    return (Link("标记完成", "done"), more) if ends else (Link("标记完成", "done"),)


class CalendarActsPage(PageWidget):
    """Acts that need only the context, lines, and the month that is looked at."""

    view = "month"  # "month", "term", "year"

    # -- one line ---------------------------------------------------------------------------------

    def open_line(self, line: Line) -> None:
        """Enter: the form of planned work; the first verb of what the office knows."""
        if line.item:
            self.change(line)
        else:
            verbs = record_of(line)
            self.do_verb(line, verbs[0].key if isinstance(verbs, tuple) else "where")

    def do_verb(self, line: Line, key: str) -> None:
        """What a link of the list says."""
        acts: dict[str, Callable[[], object]] = {
            "done": lambda: self.mark([line], DONE),
            "restore": lambda: self.mark([line], PLANNED),
            "plan": lambda: self.put_into_plan(line),
            "list": lambda: open_where(self.context, line.where, 1),
            "voucher": lambda: self.context.open_page("voucher"),
            "fees": lambda: self.context.open_page("dues_receive", month=line.month),
        }
        acts.get(key, lambda: open_where(self.context, line.where))()

    def entries(self, line: Line, chosen: Sequence[Line]) -> list[Entry]:
        """The right click."""
        lines = chosen if line in chosen else [line]
        if not line.item:
            verbs = record_of(line)
            known = [
                (verb.text, "external-link", _later(self.do_verb, line, verb.key))
                for verb in verbs
                if isinstance(verb, Link)
            ]
            plan = [("列入计划…", "plus", lambda: self.put_into_plan(line))]
            return known if line.state == NOTE and not line.where else [*known, *plan]
        states = [
            (f"改成“{word}”", icon, _later(self.mark, lines, state))
            for state, word, icon in (
                (DONE, "已完成", "circle-check"),
                (DOING, "进行中", "loader-circle"),
                (PLANNED, "未开始", "circle"),
            )
        ]
        return [
            ("修改… F2", "pencil", lambda: self.change(line)),
            *states,
            ("移到别的月… Ctrl+M", "calendar-days", lambda: self.move_lines(lines)),
            ("不办了… Del", "circle-x", lambda: self.drop(lines)),
            ("删除（录错了）…", "trash-2", lambda: self.delete(lines)),
        ]

    # -- writing ----------------------------------------------------------------------------------

    def add(self, draft: WorkDraft | None = None) -> None:
        """新增事项 Ctrl+N."""
        begin = draft or WorkDraft(self.context.period, "")
        add_work(self.context, self.window(), begin, self.added).open()

    def added(self, key: int, sentence: str) -> None:
        """New work is in: say so and go there."""
        offer_undo(self.context, sentence)
        self.open(item=key)

    def put_into_plan(self, line: Line) -> None:
        """列入计划: what the office knows becomes work with a state of its own."""
        last = line.last_day or line.day
        draft = WorkDraft(
            line.month,
            line.content.partition("：")[0] if line.kind == DUES else line.content,
            day=None if line.until else line.day,
            last_day=last if line.until else None,
            who=line.who,
        )
        self.add(draft)

    def change(self, line: Line) -> None:
        """修改 F2."""
        if line.item:
            self.attempt(
                lambda: change_work(
                    self.context, self.window(), line.item, lambda said: offer_undo(self.context, said)
                ).open()
            )

    def turn(self, lines: Sequence[Line]) -> None:
        """空格: done, and back when all of them are."""
        own = [line for line in lines if line.item and line.state != DROPPED]
        if own:
            self.mark(own, PLANNED if all(line.state == DONE for line in own) else DONE)

    def mark(self, lines: Sequence[Line], state: str) -> None:
        """Set the state of planned work; the day of doing is today."""
        own = [line for line in lines if line.item]
        if not own:
            return
        named = f"“{short(own[0].content)}”" if len(own) == 1 else f"{len(own)} 项"

        def act() -> None:
            with self.context.office.change(f"{named}{_SAID[state]}") as change:
                for line in own:
                    actions.mark_item(change, line.item, state)
            offer_undo(self.context, f"{named}已改成“{_SAID[state]}”")

        self.attempt(act)

    def move_lines(self, lines: Sequence[Line]) -> None:
        """移到别的月 Ctrl+M."""
        if items := self._items(lines):
            move_work(self.context, self.window(), items, lambda said: offer_undo(self.context, said)).open()

    def drop(self, lines: Sequence[Line]) -> None:
        """不办了 Del."""
        if items := [item for item in self._items(lines) if item.state != DROPPED]:
            drop_work(self.context, self.window(), items, lambda said: offer_undo(self.context, said)).open()

    def delete(self, lines: Sequence[Line]) -> None:
        """删除: only what was entered by mistake."""
        items = self._items(lines)
        if not items:
            return
        named = f"“{short(items[0].content)}”" if len(items) == 1 else f"这 {len(items)} 项"
        text = "删除后行事历里没有这一项的记录。计划里有、只是不做的，请用“不办了”。"
        if self.context.say.confirm(f"删除{named}？", text, "删除", keep="不删", danger=True):
            with self.context.office.change(f"删除事项：{named}") as change:
                for item in items:
                    actions.delete_item(change, item.id)
            offer_undo(self.context, f"已删除{named}")

    def attempt(self, act: Callable[[], object]) -> None:
        """What the office refuses is said in a box."""
        try:
            act()
        except Refused as no:
            self.context.say.refuse(no)

    def _items(self, lines: Sequence[Line]) -> list[WorkItem]:
        """The planned work among the lines, as it is now."""
        found: list[WorkItem] = []
        self.attempt(
            lambda: found.extend(
                queries.item(self.context.office.db, line.item) for line in lines if line.item
            )
        )
        return found

    # -- paper ------------------------------------------------------------------------------------

    def set_term_start(self) -> None:
        """开学日期: from which day the weeks are counted."""
        from ui.dialogs.term_start import set_term_start

        said = lambda words: offer_undo(self.context, words)  # noqa: E731  one sentence
        set_term_start(self.context, self.window(), self.context.period, said).open()

    def import_plan(self) -> None:
        """导入计划."""
        self.context.open_page("import", kind="calendar")

    def print_paper(self) -> None:
        """打印张贴 Ctrl+P: the pages, seen before they are printed."""
        from ui.dialogs.export import print_report

        self._build(lambda report: print_report(self.context, report, self.window()))

    def export_paper(self) -> None:
        """导出 Excel Ctrl+E: the same paper as a sheet."""
        from ui.dialogs.export import export_report

        self._build(lambda report: export_report(self.context, report, self.window()))

    def _build(self, show: Callable[[Report], None]) -> None:
        """The paper of what is looked at: a month, a term or a year."""
        view, month, made_on = self.view, self.context.period, self.context.office.today()

        def work(office: Office, progress: Progress) -> Any:
            from models import catalog
            from models.calendar import reports

            entry = catalog.entry("work-schedule")
            if view == "term":
                term = school_year(month)
                entry = replace(entry, build=lambda o, _: reports.work_schedule_term(o, term))
            period = month[:4] if view == "year" else month
            return catalog.build(office, entry, catalog.Asked(period, made_on=made_on))

        self.run(work, show, says="正在准备")


def _later(act: Callable[..., object], *given: Any) -> Callable[[], object]:
    """The act with what it is given, for a menu."""
    return lambda: act(*given)
