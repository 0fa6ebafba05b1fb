"""The pages before they are printed: seen as the printer gets them, printed or kept as PDF from here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.kit.errors import Refused
from ui import theme
from ui.dialogs.say import Say
from ui.widgets.buttons import button, label
from ui.widgets.pdf_view import PdfView

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300.0


class PreviewDialog(QDialog):
    """`PreviewDialog(parent, "会费收缴明细表", pdf).exec()`; `beside` stands at the right of the pages."""

    def __init__(self, parent: QWidget | None, title: str, pdf: bytes, beside: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"打印预览：{title}")
        self._title, self._pdf = title, pdf
        self.resize(theme.px(900 if beside is None else 1140), theme.px(680))
        self.view = PdfView()
        self._pages = label("", "facts")
        row = self.row = theme.space(QHBoxLayout(), gap=8)
        row.addWidget(self._pages)
        row.addStretch(1)
        for made in (
            button("", "zoom-out", lambda: self.view.zoom_by(-1), kind="icon", tip="缩小"),
            button("适合宽度", "", self.view.fit_width),
            button("", "zoom-in", lambda: self.view.zoom_by(1), kind="icon", tip="放大"),
            button("存成 PDF", "file-text", self._keep),
            button("打印 Ctrl+P", "printer", self._print, kind="filled", keys="Ctrl+P"),
        ):
            row.addWidget(made)
        column = theme.space(QVBoxLayout(self), (16, 12, 16, 16), 10)
        column.addLayout(row)
        middle = theme.space(QHBoxLayout(), gap=16)
        middle.addWidget(self.view, 1)
        if beside is not None:
            middle.addWidget(beside)
        column.addLayout(middle, 1)
        self.view.page_changed.connect(lambda at, count: self._pages.setText(f"第 {at} 页，共 {count} 页"))
        self.show_pdf(pdf)
        self.view.setFocus()

    def show_pdf(self, pdf: bytes) -> None:
        """Other pages, for example on other paper."""
        self._pdf = pdf
        self.view.show_pdf(pdf)

    def _print(self) -> None:
        if print_pdf(self, self._title, self._pdf):
            self.accept()

    def _keep(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "存成 PDF", f"{self._title}.pdf", "PDF (*.pdf)")
        if chosen:
            try:
                Path(chosen).write_bytes(self._pdf)
            except OSError:
                no = Refused("PDF 没有存成。", chosen, "请换一个文件夹，或者先关掉正打开着的同名文件。")
                Say(self).refuse(no)


def print_pdf(parent: QWidget | None, title: str, pdf: bytes) -> bool:
    """Ask for the printer and print every page at its true size. False when the person gave up."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from exporters.preview import page_count, page_image

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    wide, high, _ = page_image(pdf, 0, 72.0)
    printer.setPageSize(paper_of(wide, high))
    wish = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(wish)
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return False
    count = page_count(pdf)
    paint_pages(
        printer, pdf, range(max(1, printer.fromPage() or 1), min(count, printer.toPage() or count) + 1)
    )
    return True


def paper_of(wide: int, high: int) -> QPageSize:
    """The paper for a page of so many points: A4 when it is near enough, else its own size (vouchers)."""
    short, long = sorted(round(points / 72 * 25.4, 1) for points in (wide, high))
    match = QPageSize.SizeMatchPolicy.FuzzyMatch
    return QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter, "", match)


def paint_pages(printer: QPrinter, pdf: bytes, pages: Sequence[int]) -> None:
    """Put these pages (from 1) on paper at their true size."""
    from exporters.preview import page_image

    painter = QPainter(printer)
    for at, page in enumerate(pages):
        if at:
            printer.newPage()
        wide, high, dots = page_image(pdf, page - 1, PRINT_DPI)
        scale = printer.resolution() / PRINT_DPI
        place = QRect(0, 0, round(wide * scale), round(high * scale))
        painter.drawImage(place, QImage(dots, wide, high, wide * 4, QImage.Format.Format_RGBA8888))
    painter.end()
