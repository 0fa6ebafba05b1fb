"""备份: copies of the office file with what they hold, restoring beside it, and whether it can be trusted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.kit.errors import Refused
from models.store import backup, copies
from ui import theme
from ui.dialogs import choose_file
from ui.dialogs.export import open_path
from ui.dialogs.other_window import open_in_window
from ui.dialogs.restore import RestoreDialog
from ui.dialogs.stick import backup_to_folder, last_stick
from ui.navigation import Context
from ui.pages.backup_trust import CodeCard, TrustCard, UndoCard
from ui.tables.columns import Draw, Link, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, scrolled
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageWidget
from ui.widgets.record_table import RecordTable

COLUMNS = (
    TableColumn("at", "时间", Draw.TEXT, 142),
    TableColumn("reason", "原因", Draw.TEXT, 88),
    TableColumn("members", "会员", Draw.COUNT, 64),
    TableColumn("vouchers", "凭证", Draw.COUNT, 64),
    TableColumn("head", "日志到", Draw.TEXT, 92),
    TableColumn("size", "大小", Draw.TEXT, 88, sortable=False),
    TableColumn("verbs", "处理", Draw.LINKS, 80, sortable=False),
    TableColumn("file", "文件", Draw.SENTENCE, 80, stretch=True, quiet=True),
)


class BackupPage(PageWidget):
    """List at the left; checks, code and undo at the right."""

    watches: ClassVar[frozenset[str]] = frozenset({"setting", "member", "voucher", "dues_batch", "work_item"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "备份")
        self._copies: list[backup.Copy] = []
        first = button("现在备份", "hard-drive-download", self.back_up)
        self.table = RecordTable(
            context,
            "backups",
            COLUMNS,
            ListSource(COLUMNS, {}, unit="份"),
            empty=EmptyState("还没有备份", "平时会自动备份，也可以现在就做一份。", [first], mark="save"),
            unit="份",
        )
        self.table.title = lambda: "备份清单"
        self.table.verb.connect(lambda at, verb: self.restore(self._path(at)))
        self.table.opened.connect(lambda at: self.restore(self._path(at)))
        self.table.menu = lambda at: [
            ("恢复成新文件", "rotate-ccw", lambda: self.restore(self._path(at))),
            ("打开文件夹", "folder-open", self.open_folder),
        ]
        self.trust, self.code, self.undo = TrustCard(self), CodeCard(self), UndoCard(self)
        self._assemble()

    def reload(self) -> None:
        path = self.context.office.path
        self._copies = backup.listed(backup.folder_of(path))
        rows = {at: _shown(copy) for at, copy in enumerate(self._copies)}
        self.table.use_source(ListSource(COLUMNS, rows, unit="份"))
        self.set_title("备份", self._facts())
        self.undo.reload()

    def first_focus(self) -> QWidget:
        return self.table.view if self._copies else self.here

    def open(self, **where: Any) -> None:
        """`open_page("backup", check=True)` starts the check."""
        if where.get("check"):
            self.trust.start()

    # -- making copies ----------------------------------------------------------------------------

    def back_up(self) -> None:
        """备份到本机, in a job."""

        def work(office: Any, progress: Any) -> str:
            progress.step(0, 1, "正在备份")
            return str(backup.make(office.path))

        self.run(work, self._kept, says="正在备份")

    def open_folder(self) -> None:
        """The folder with the copies."""
        open_path(backup.folder_of(self.context.office.path))

    def _kept(self, made: str) -> None:
        self.context.toast("已备份，并检查通过", Path(made).name, (("打开文件夹", self.open_folder),))
        self.context.bus.tell(frozenset({"backup"}))
        self.reload()

    # -- restoring --------------------------------------------------------------------------------

    def choose(self) -> None:
        """Restore from a file elsewhere, for example on a stick."""
        path = choose_file.to_read(self.window(), self.context.memory, "选择备份文件", choose_file.OFFICES)
        if path is not None:
            self.restore(path)

    def restore(self, copy: Path) -> None:
        """Look at both files in a job, then ask, then write a new one beside the live file."""
        live = self.context.office.path

        def work(office: Any, progress: Any) -> tuple[copies.Described, copies.Described]:
            progress.step(0, 2, "正在检查备份")
            chosen = copies.describe(copy)
            progress.step(1, 2, "正在对照现在的账套")
            return chosen, copies.describe(live, check=False)

        self.run(work, lambda pair: self._ask(*pair), says="正在检查备份")

    def _ask(self, copy: copies.Described, live: copies.Described) -> None:
        free = copies.free_place(live.path, f"{self.context.office.today():%Y%m%d}")
        place = RestoreDialog.ask(self.window(), copy, live, free, self.context.memory)
        if place is None:
            return

        def work(office: Any, progress: Any) -> str:
            progress.step(0, 1, "正在恢复")
            backup.restore(copy.path, place)
            return str(place)

        self.run(work, self._restored, says="正在恢复")

    def _restored(self, made: str) -> None:
        path = Path(made)
        verbs = (("打开", lambda: self._open(path)), ("打开文件夹", lambda: open_path(path.parent)))
        self.context.toast("已恢复成新文件，现在的账套没有动", path.name, verbs)

    def _open(self, path: Path) -> None:
        if not open_in_window(path):
            self.context.say.refuse(
                Refused("新的窗口没有打开。", str(path), "请关掉这个窗口，再从“打开账套”里选这个文件。")
            )

    # -- making the page --------------------------------------------------------------------------

    def _path(self, at: int) -> Path:
        return backup.folder_of(self.context.office.path) / self._copies[at].file

    def _facts(self) -> str:
        now = self.context.office.now()
        parts = [f"最近一次 {_when(self._copies[0].at, now)}" if self._copies else "还没有备份"]
        _, stick = last_stick(self.context.memory)
        parts.append(f"U 盘 {_when(stick, now)}" if stick else "还没有备份到 U 盘")
        return " · ".join(parts)

    def _assemble(self) -> None:
        self.here = button("备份到本机", "hard-drive-download", self.back_up, kind="filled")
        self.add_action(
            button("从文件恢复", "rotate-ccw", self.choose),
            button("备份到 U 盘", "hard-drive-download", lambda: backup_to_folder(self)),
            self.here,
        )
        inner = QWidget()
        right = theme.space(QVBoxLayout(inner), gap=12)
        right.addWidget(self.trust, 1)
        right.addWidget(self.code)
        right.addWidget(self.undo)
        row = theme.space(QHBoxLayout(), gap=12)
        row.addWidget(self.table, 64)
        row.addWidget(scrolled(inner), 36)
        self.body.addLayout(row, 1)


def _shown(copy: backup.Copy) -> tuple[object, ...]:
    return (
        copy.at[:16].replace("T", " "),
        copy.reason,
        copy.members,
        copy.vouchers,
        f"第 {copy.head} 条",
        f"{copy.size / 1024 / 1024:.1f} 兆",
        (Link("恢复", "restore"),),
        copy.file,
    )


def _when(at: str, now: datetime) -> str:
    moment = datetime.fromisoformat(at).replace(tzinfo=None)
    if moment.date() == now.date():
        return f"今天 {moment:%H:%M}"
    return f"{moment:%m-%d %H:%M}" if moment.year == now.year else f"{moment:%Y-%m-%d}"
