"""One view of a page that shows a year: the dues page's, the budget's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from ui.widgets.page import PageWidget


class DuesView(PageView):
    """A view with the year that it shows; at first that of the top bar."""

    def __init__(self, page: PageWidget) -> None:
        super().__init__(page)
        self.year = int(self.context.period[:4])
