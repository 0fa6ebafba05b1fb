"""Paper on screen: the pages of a PDF on grey, fit to width, scrolled, zoomed; drawn when they are seen."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui import theme

GAP, KEPT, SHADE = 16, 8, 3
ZOOMS = (50, 75, 100, 125, 150, 200)
PROBE_DPI = 18.0  # a small picture tells the page's shape


class PdfView(QAbstractScrollArea):
    """`show_pdf(bytes)`. Keys: PgUp PgDn, Ctrl + wheel or `zoom_by(±1)`, `fit_width()`."""

    page_changed = Signal(int, int)  # page that is shown from 1, how many there are

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf = b""
        self._shapes: list[tuple[int, int]] = []  # dots at PROBE_DPI
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._percent = 0  # 0: fit to width
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览")
        self.verticalScrollBar().valueChanged.connect(lambda _: self._moved())
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._shapes)

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 1; 0 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        places = self._places()
        return next(
            (at + 1 for at, place in enumerate(places) if place.bottom() + GAP >= middle), len(places)
        )

    def show_pdf(self, pdf: bytes) -> None:
        """Show these pages from the first."""
        from exporters.preview import page_count, page_image

        self._pdf = pdf
        self._pictures.clear()
        self._shapes = []
        if pdf:
            self._shapes = [page_image(pdf, page, PROBE_DPI)[:2] for page in range(page_count(pdf))]
        self.verticalScrollBar().setValue(0)
        self._lay()

    def fit_width(self) -> None:
        """As wide as there is room."""
        self._percent = 0
        self._lay()

    def zoom_by(self, step: int) -> None:
        """Larger (1) or smaller (-1) in steps of `ZOOMS`."""
        now = self._percent or self._fit_percent()
        larger = [zoom for zoom in ZOOMS if zoom > now + 1]
        smaller = [zoom for zoom in ZOOMS if zoom < now - 1]
        self._percent = (
            (larger[:1] if step > 0 else smaller[-1:] or ZOOMS[:1] or [100])[0]
            if (larger or step < 0)
            else ZOOMS[-1]
        )
        self._lay()

    def go(self, page: int) -> None:
        """Scroll to a page, from 1."""
        if 1 <= page <= self.pages:
            self.verticalScrollBar().setValue(self._places()[page - 1].top() - theme.px(GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - event.angleDelta().y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() in turns:
            self.go(self.page + turns[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self._paint()
            return True
        return super().viewportEvent(event)

    def _dpi(self) -> float:
        return 96.0 * (self._percent or self._fit_percent()) / 100

    def _fit_percent(self) -> float:
        widest = max((wide for wide, _ in self._shapes), default=1)
        room = self.viewport().width() - 2 * theme.px(24)
        return max(20.0, room / (widest * 96.0 / PROBE_DPI) * 100)

    def _places(self) -> list[QRect]:
        """Where each page lies, before scrolling."""
        places, top, scale = [], theme.px(GAP), self._dpi() / PROBE_DPI
        for wide, high in self._shapes:
            width, height = round(wide * scale), round(high * scale)
            left = max(theme.px(GAP), (self.viewport().width() - width) // 2)
            places.append(QRect(left, top, width, height))
            top += height + theme.px(GAP)
        return places

    def _lay(self) -> None:
        places = self._places()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        bottom = places[-1].bottom() + theme.px(GAP) if places else 0
        down.setRange(0, max(0, bottom - self.viewport().height()))
        down.setPageStep(self.viewport().height())
        down.setSingleStep(theme.px(40))
        widest = max((place.right() + theme.px(GAP) for place in places), default=0)
        across.setRange(0, max(0, widest - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        self._moved()

    def _moved(self) -> None:
        self.viewport().update()
        self.page_changed.emit(self.page, self.pages)

    def _paint(self) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.color(theme.LINE))
        shift = (-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for page, place in enumerate(self._places()):
            seen = place.translated(*shift)
            if seen.intersects(self.viewport().rect()):
                painter.fillRect(seen.adjusted(1, 1, SHADE, SHADE), theme.color(theme.LINE_STRONG))
                painter.drawImage(seen, self._picture(page, place.width()))

    def _picture(self, page: int, width: int) -> QImage:
        ratio = self.devicePixelRatioF()
        key = (page, round(width * ratio))
        if key not in self._pictures:
            from exporters.preview import page_image

            wide, high, dots = page_image(self._pdf, page, self._dpi() * ratio)
            # copied: QImage does not keep the bytes alive
            self._pictures[key] = QImage(dots, wide, high, wide * 4, QImage.Format.Format_RGBA8888).copy()
            if len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)
        return self._pictures[key]
