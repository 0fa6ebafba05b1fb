"""备份到 U 盘: choose the folder (the one of last time first), copy in a job, remember when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.kit.errors import Refused
from ui.dialogs import choose_file
from ui.memory import Memory
from ui.widgets.page import PageWidget

SECTION = "stick"


def backup_to_folder(page: PageWidget) -> None:
    """Ask where and copy; the toast says where it is."""
    context = page.context
    folder = choose_file.folder(page.window(), context.memory, "选择 U 盘上放备份的文件夹")
    if folder is not None:
        copy_to(page, folder)


def copy_to(page: PageWidget, folder: Path) -> None:
    """A verified copy into this folder, in a job."""
    context = page.context
    if folder.resolve() == context.office.path.parent.resolve():
        context.say.refuse(
            Refused("这就是账套所在的文件夹。", str(folder), "备份要放在另一个磁盘上，例如 U 盘。")
        )
        return

    def work(office: Any, progress: Any) -> str:
        from models.store import backup

        progress.step(0, 1, "正在备份")
        return str(backup.make(office.path, folder, reason="U 盘"))

    def done(made: str) -> None:
        at = context.office.now().isoformat(timespec="seconds")
        context.memory.save(SECTION, {"folder": str(folder), "at": at})
        context.toast("已备份到 U 盘，并检查通过", Path(made).name, (("打开文件夹", lambda: _open(folder)),))
        page.refresh()

    page.run(work, done, says="正在备份到 U 盘")


def last_stick(memory: Memory) -> tuple[str, str]:
    """(folder, ISO time) of the last copy on a stick, ("", "") when there was none."""
    kept = memory.load(SECTION)
    return str(kept.get("folder", "")), str(kept.get("at", ""))


def _open(folder: Path) -> None:
    from ui.dialogs.export import open_path

    open_path(folder)
