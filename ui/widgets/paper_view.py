"""An original beside what was read from it: its pages, its picture, or the sentence that it has none."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.kit.errors import Refused
from ui import theme
from ui.widgets.buttons import card, label, picture
from ui.widgets.pdf_view import PdfView

_MOST_DOTS = 2400  # a picture's longer side on screen; a phone's photograph has twice as many


class PaperView(QStackedWidget):
    """`show_paper(kind, content)`; `show_nothing(words)` between two papers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = PdfView()
        self.pages.setAccessibleName("原件")
        self.picture = _Picture()
        self._none = card()
        self._words, self._note = label("", "strong", wrap=True), label("", "facts", wrap=True)
        column = theme.space(QVBoxLayout(self._none), (24, 24, 24, 24), 10)
        column.addStretch(1)
        column.addWidget(picture("file-text", theme.DISABLED, 48), 0, Qt.AlignmentFlag.AlignHCenter)
        for each in (self._words, self._note):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(each)
        column.addStretch(1)
        for face in (self._none, self.pages, self.picture):
            self.addWidget(face)
        self.show_nothing("选一行，看它的原件")

    def show_paper(self, kind: str, content: bytes, part: tuple[int, int, int] | None = None) -> None:
        """The original; `part` is (page from 1, top, bottom in thousandths) of a PDF."""
        from exporters.originals import as_pdf, part_of_page

        if kind in ("jpg", "png"):
            self._show_picture(content)
            return
        try:
            pdf = part_of_page(content, *part) if part else as_pdf(kind, content)
            if pdf:
                self.pages.show_pdf(pdf)
                self.setCurrentWidget(self.pages)
            else:
                self.show_nothing("这种文件没有票面图样", "左边是从里面读到的内容；可以打开原件查看。")
        except Refused as no:
            self.show_nothing(no.what, no.remedy)

    def go(self, page: int) -> None:
        """To a page of the PDF, from 1."""
        self.pages.go(page)

    def show_nothing(self, words: str, note: str = "") -> None:
        """A sentence instead of a paper."""
        self._words.setText(words)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setCurrentWidget(self._none)

    def _show_picture(self, content: bytes) -> None:
        found = read_picture(content, _MOST_DOTS)
        if found is None:
            self.show_nothing("这张图片读不出来", "文件可能不完整，请重新拍一张。")
            return
        self.picture.show_pixmap(found)
        self.setCurrentWidget(self.picture)


def read_picture(content: bytes, most: int) -> QPixmap | None:
    """A picture no larger than `most` dots a side; None when it can't be read."""
    data = QBuffer()
    data.setData(QByteArray(content))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(data)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > most:
        reader.setScaledSize(size.scaled(QSize(most, most), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)


class _Picture(QWidget):
    """A picture as large as there is room, on grey."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self.setAccessibleName("原件")

    def show_pixmap(self, pixmap: QPixmap) -> None:
        """Another picture."""
        self._pixmap = pixmap
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme.color(theme.LINE))
        if self._pixmap.isNull():
            return
        room = self.rect().adjusted(theme.px(16), theme.px(16), -theme.px(16), -theme.px(16))
        size = self._pixmap.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = room.center().x() - size.width() // 2, room.center().y() - size.height() // 2
        painter.drawPixmap(left, top, size.width(), size.height(), self._pixmap)
