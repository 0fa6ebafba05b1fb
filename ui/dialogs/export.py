"""导出 and 打印 of any `Report`: a name, a job, a message with 打开 and 打开文件夹."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from models.kit.days import month_words
from models.kit.errors import Refused
from models.report import Report
from ui.dialogs import choose_file
from ui.navigation import Context


def export_report(context: Context, report: Report, parent: QWidget | None, suffix: str = "xlsx") -> None:
    """Ask for a name and write the report in a job. `suffix`: xlsx, pdf, csv or json."""
    name = choose_file.proposed_name(
        report.title, month_words(context.period), context.office.today(), suffix
    )
    path = choose_file.to_write(parent, context.memory, "导出到", name)
    if path is not None:
        write_in_job(context, report, path)


def write_in_job(context: Context, report: Report, path: Path) -> None:
    """Write it and tell where it is."""

    def work(office: Any, progress: Any) -> Any:
        from exporters.write import write

        return write(report, path, progress=progress)

    job = context.runner.start(work)
    job.done.connect(lambda written: _tell(context, path, written, len(report.rows)))
    job.failed.connect(lambda error: show_failure(context, error))


def print_report(context: Context, report: Report, parent: QWidget | None) -> None:
    """Make the pages in a job and show them; printing starts there."""

    def work(office: Any, progress: Any) -> bytes:
        from exporters.pdf import render

        return render(report)

    def show(pdf: bytes) -> None:
        from ui.dialogs.preview import PreviewDialog

        PreviewDialog(parent, report.title, pdf).exec()

    job = context.runner.start(work)
    job.done.connect(show)
    job.failed.connect(lambda error: show_failure(context, error))


def open_path(path: Path) -> None:
    """Open a file or a folder with the system's program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_failure(context: Context, error: BaseException) -> None:
    """A refusal as a sentence, anything else as a fault."""
    if isinstance(error, Refused):
        context.say.refuse(error)
    else:
        context.say.error(error)


def _tell(context: Context, path: Path, written: Any, rows: int) -> None:
    missing = getattr(written, "missing", ())
    note = f"{path.name}，有 {len(missing)} 个字没有字形，已写出编码" if missing else path.name
    verbs = (("打开", lambda: open_path(path)), ("打开文件夹", lambda: open_path(path.parent)))
    context.toast(f"已导出 {rows} 行", note, verbs)
