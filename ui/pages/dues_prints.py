"""Everything the dues pages print: built from the catalog in a job, then shown in the preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.kit.progress import Progress
from models.report import Report
from ui.dialogs.export import show_failure
from ui.navigation import Context

if TYPE_CHECKING:
    from models.office import Office


def print_entry(context: Context, parent: QWidget, report_id: str, period: str, of: str = "") -> None:
    """A report or a pile of papers of the catalog, in the preview."""
    from models import catalog

    title = catalog.entry(report_id).title

    def work(office: Office, progress: Progress) -> bytes:
        asked = catalog.Asked(period, of, office.today())
        return _rendered(catalog.build(office, catalog.entry(report_id), asked))

    _preview(context, parent, title, work)


def print_made(context: Context, parent: QWidget, title: str, make: Any) -> None:
    """What `make(office)` gives: a report, several, or papers."""

    def work(office: Office, progress: Progress) -> bytes:
        return _rendered(make(office))

    _preview(context, parent, title, work)


def _preview(context: Context, parent: QWidget, title: str, work: Any) -> None:
    def show(pdf: bytes) -> None:
        from ui.dialogs.preview import PreviewDialog

        PreviewDialog(parent.window(), title, pdf).exec()

    job = context.runner.start(work)
    job.done.connect(show)
    job.failed.connect(lambda error: show_failure(context, error))


def _rendered(made: Any) -> bytes:
    """Pages of a report, of several reports, or of receipts."""
    from exporters import papers, pdf

    if isinstance(made, Report):
        return pdf.render(made)
    if made and isinstance(made[0], Report):
        return pdf.render_many(made)
    return papers.print_papers(made, "").data
