"""The main window: navigation, tabs, pages, status; opens pages when asked and remembers how it was left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from models.kit.days import month_words, parse_month
from models.kit.errors import Refused
from ui import theme
from ui.dialogs.say import Say
from ui.navigation import PAGES, Context, Page
from ui.widgets.command_box import Hit, Provider
from ui.widgets.nav_column import NavColumn
from ui.widgets.status_line import ShellFacts, StatusLine
from ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from models.office import Office
    from ui.bus import Bus
    from ui.jobs import Runner
    from ui.memory import Memory
    from ui.widgets.drafts import DraftStore
    from ui.widgets.page import PageWidget
    from ui.widgets.toast import Toasts


@dataclass(eq=False, repr=False)  # there is one; methods that nobody calls would be made at the start
class Parts:
    """What the window is made with: the office and what knows things about it that the window does not.

    `facts(office, month)` fills the status line, `users()` the menu of users as (name, role),
    `switch(name)` makes another user the actor, `providers` answer the command box after the pages did.
    """

    office: Office
    runner: Runner
    bus: Bus
    memory: Memory
    drafts: DraftStore
    month: str  # the month to start in, "2026-03", when none is remembered
    pages: Sequence[Page] = PAGES
    providers: Sequence[Provider] = ()
    facts: Callable[[str], ShellFacts] = field(default=lambda month: ShellFacts())
    users: Callable[[], Sequence[tuple[str, str]]] = field(default=lambda: ())
    switch: Callable[[str], None] = field(default=lambda name: None)
    say: Say | None = None


class Window(QMainWindow):
    """One window per office file. `painted()` once, when the shell stands on the screen; then `begin()`."""

    painted = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self._stands = False
        self._pages = {page.key: page for page in parts.pages}
        self._open: dict[str, PageWidget | None] = {}  # tab → its page, None until it is looked at
        self._where: dict[str, tuple[str, dict[str, Any]]] = {}  # tab → page key and the record it shows
        kept = parts.memory.load("window")
        self.context = self._context(_month_or(kept.get("period"), parts.month))
        self.nav = NavColumn(parts.pages, parts.office.name)
        self.top = TopBar(self.context.period, (self._find_pages, *parts.providers), parts.users)
        self.stack = theme.kind(QStackedWidget(), "pages")
        self.status = StatusLine()
        self._toasts: Toasts | None = None
        self._connect()
        self._assemble()
        self._short_cuts()
        self._restore(kept)
        self._name()

    # -- opening and closing pages ----------------------------------------------------------------

    def appear(self) -> None:
        """Show it as it was left."""
        if self._maximized:
            self.showMaximized()
        else:
            self.show()

    def begin(self) -> None:
        """Make the page of the lit tab, after the shell stands on the screen."""
        if self.page is None:
            self._show(self.current)

    def open_page(self, key: str, **where: Any) -> PageWidget | None:
        """Open or raise the page's tab and hand it `where`. None when it could not be opened."""
        page = self._pages[key]
        tab = key if not (page.many and where) else f"{key} {sorted(where.items())}"
        self._add_tab(tab, page, where)
        shown = self._show(tab)
        if shown is not None and where:
            shown.open(**where)
        return shown

    def close_page(self, page: PageWidget) -> None:
        """Close the tab of this page, if the page lets us."""
        for tab, widget in list(self._open.items()):
            if widget is page:
                self.close_tab(tab)

    def close_tab(self, tab: str) -> bool:
        """Close one tab. False when it is the first one or its page wants to stay."""
        widget = self._open.get(tab)
        if tab not in self._open or tab == self._first or (widget is not None and not widget.may_close()):
            return False
        follower = self.top.tabs.neighbour(-1) if tab == self.current else self.current
        self.top.tabs.remove(tab)
        del self._open[tab], self._where[tab]
        if widget is not None:
            widget.close()
            self.stack.removeWidget(widget)
            widget.deleteLater()
        self._show(follower if follower in self._open else self._first)
        return True

    @property
    def page(self) -> PageWidget | None:
        """The page that is shown."""
        return self._open.get(self.current)

    def _add_tab(self, tab: str, page: Page, where: dict[str, Any], title: str = "") -> None:
        if tab in self._open:
            return
        self._open[tab] = None
        self._where[tab] = (page.key, where)
        self.top.tabs.add(tab, title or page.title, closable=tab != self._first)

    def _show(self, tab: str) -> PageWidget | None:
        """Make the page when it is looked at for the first time, and show it."""
        page = self._pages[self._where[tab][0]]
        if self._open[tab] is None and not self._make(tab, page):
            return None
        self.current = tab
        widget = self._open[tab]
        if widget is not None:
            self.stack.setCurrentWidget(widget)
            widget.first_focus().setFocus()
        self._light()
        self.status.say("")
        return widget

    def _light(self) -> None:
        """Show in the tabs and in the navigation where we are."""
        page = self._pages[self._where[self.current][0]]
        self.top.tabs.light(self.current)
        self.nav.light(page.under or page.key)

    def _make(self, tab: str, page: Page) -> bool:
        try:
            widget = page.make(self.context)
        except Refused as no:
            self.context.say.refuse(no)
            return False
        widget.titled.connect(lambda title: self.top.tabs.rename(tab, title))
        self._open[tab] = widget
        self.stack.addWidget(widget)
        return True

    # -- what the shell does itself ---------------------------------------------------------------

    def refresh_facts(self) -> None:
        """Read the status line's facts and the user again."""
        self.status.show_facts(month_words(self.context.period), self.parts.facts(self.context.period))
        self._name()

    def _name(self) -> None:
        """Who sits here and whose office it is."""
        actor = self.parts.office.actor
        roles = dict(self.parts.users())
        self.top.user.show_user(actor.name, roles.get(actor.name, ""))
        self.nav.name_office(self.parts.office.name)
        self.setWindowTitle(f"{self.parts.office.name} · 工会台账" if self.parts.office.name else "工会台账")

    def set_zoom(self, percent: int) -> None:
        """90 to 150 percent, remembered."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, percent)
            self._fold()
            self._remember()

    def step_zoom(self, by: int) -> None:
        """The next larger (1) or smaller (-1) step; 0 is 100 percent."""
        steps = theme.ZOOM_STEPS
        at = min(range(len(steps)), key=lambda i: abs(steps[i] - theme.zoom()))
        self.set_zoom(100 if not by else steps[max(0, min(len(steps) - 1, at + by))])

    def show_help(self) -> None:
        """F1: the help text of the page that is shown."""
        from ui.dialogs.help import HelpWindow

        shown = self.page
        key = (shown.help_key if shown is not None else "") or self._where[self.current][0]
        HelpWindow.show_page(self, key, [(page.key, page.title) for page in self.parts.pages])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._stands:
            self._stands = True
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask when something is being written or is not saved; then stop all work."""
        if self.parts.runner.writing and not self.context.say.confirm(
            "还有一件工作正在写入，现在关闭吗？",
            "停止后，这件工作已经做的部分全部撤回，账里不会留下一半。",
            "停止并关闭",
            keep="不关闭",
        ):
            event.ignore()
            return
        if any(widget is not None and not widget.may_close() for widget in self._open.values()):
            event.ignore()
            return
        self._remember()
        self.parts.runner.close()
        event.accept()

    # -- making -----------------------------------------------------------------------------------

    def _context(self, month: str) -> Context:
        parts = self.parts
        return Context(
            office=parts.office,
            runner=parts.runner,
            bus=parts.bus,
            say=parts.say or Say(self),
            memory=parts.memory,
            drafts=parts.drafts,
            period=month,
            open_page=self.open_page,
            close_page=self.close_page,
            toast=self._toast,
            status=lambda text: self.status.say(text),
            set_badge=lambda key, count: self.nav.badge(key, count),
        )

    def _toast(self, *words: Any, **more: Any) -> None:
        if self._toasts is None:
            from ui.widgets.toast import Toasts

            self._toasts = Toasts(self.stack)
        self._toasts.show(*words, **more)

    def _connect(self) -> None:
        self.nav.chosen.connect(self.open_page)
        self.top.tabs.chosen.connect(self._show)
        self.top.tabs.closed.connect(self.close_tab)
        self.top.period.changed.connect(self.context.set_period)
        self.top.user.switched.connect(self._switch)
        self.status.help_asked.connect(self.show_help)
        self.parts.bus.period_changed.connect(self._period_changed)
        self.parts.bus.changed.connect(self._office_changed)
        self.parts.runner.changed.connect(self.parts.bus.tell)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _assemble(self) -> None:
        right = theme.space(QVBoxLayout(), gap=0)
        for part in (self.top, self.stack, self.status):
            right.addWidget(part)
        right.setStretch(1, 1)
        whole = QWidget()
        row = theme.space(QHBoxLayout(whole), gap=0)
        row.addWidget(self.nav)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        # fits a screen of 1366×768 at 150 percent of the system
        self.setMinimumSize(880, 480)

    def _short_cuts(self) -> None:
        tabs = self.top.tabs
        for keys, act in (
            ("Ctrl+K", self.top.command.begin),
            ("Ctrl+Q", self.top.command.begin),
            ("Ctrl+W", lambda: self.close_tab(self.current)),
            ("Ctrl+Tab", lambda: self._show(tabs.neighbour(1))),
            ("Ctrl+Shift+Tab", lambda: self._show(tabs.neighbour(-1))),
            ("Ctrl++", lambda: self.step_zoom(1)),
            ("Ctrl+=", lambda: self.step_zoom(1)),
            ("Ctrl+-", lambda: self.step_zoom(-1)),
            ("Ctrl+0", lambda: self.step_zoom(0)),
            ("Alt+PgUp", lambda: self.top.period.step(-1)),
            ("Alt+PgDown", lambda: self.top.period.step(1)),
            ("F1", self.show_help),
            ("F5", lambda: self.page.refresh() if self.page is not None else None),
        ):
            QShortcut(keys, self, act)

    def _restore(self, kept: dict[str, Any]) -> None:
        """Size, tabs and zoom of last time; whatever is wrong with them counts as not there."""
        size = kept.get("size")
        fits = isinstance(size, list) and len(size) == 2 and all(isinstance(side, int) for side in size)
        wide, high = size if fits and isinstance(size, list) else (1366, 768)
        self.resize(wide, high)
        self._maximized = kept.get("maximized") is True
        self._first = self.current = next(iter(self._pages))
        self._add_tab(self._first, self._pages[self._first], {})
        tabs = kept.get("tabs")
        for entry in tabs if isinstance(tabs, list) else ():
            if isinstance(entry, dict) and entry.get("page") in self._pages and entry["page"] != self._first:
                page = self._pages[entry["page"]]
                if not page.many:
                    self._add_tab(page.key, page, {})
        current = kept.get("current")
        self.current = current if isinstance(current, str) and current in self._open else self._first
        self._light()
        self.stack.setFocus()  # else the navigation would have the ring until there is a page

    def _remember(self) -> None:
        self.parts.memory.save(
            "window",
            {
                "size": [self.width(), self.height()] if not self.isMaximized() else [1366, 768],
                "maximized": self.isMaximized(),
                "zoom": theme.zoom(),
                "period": self.context.period,
                "tabs": [{"page": self._where[tab][0]} for tab in self.top.tabs.names()],
                "current": self.current,
            },
        )

    def _fold(self) -> None:
        narrow = self.width() * 100 < theme.FOLD_BELOW * theme.zoom()
        if narrow != self.nav.folded:
            self.nav.fold(narrow)
            self.top.fold(narrow)

    def _office_changed(self, tables: frozenset[str]) -> None:
        self.refresh_facts()

    def _period_changed(self, month: str) -> None:
        self.top.period.set_month(month)
        self.refresh_facts()

    def _switch(self, name: str) -> None:
        try:
            self.parts.switch(name)
        except Refused as no:
            self.context.say.refuse(no)
        self.refresh_facts()
        for page in self._open.values():
            if page is not None:
                page.refresh()  # what the other person may do is another

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        """A click on a button of the page takes the keys out of a field, which so keeps what was typed; they
        go back to where the person was."""
        page = self.page
        if page is None or now is not page or old is None or not page.isAncestorOf(old):
            return
        QTimer.singleShot(0, old, lambda: old.setFocus() if page.hasFocus() and old.isEnabled() else None)

    def _find_pages(self, typed: str) -> list[Hit]:
        """Pages whose title or keys contain what was typed."""
        wish = typed.lower()
        found = [
            p for p in self.parts.pages if wish in p.title or any(k.lower().startswith(wish) for k in p.keys)
        ]
        return [Hit(page.title, partial(self._later, page.key), "打开", page.icon) for page in found]

    def _later(self, key: str) -> None:
        """Open it after the box has lost its popup, so that the focus goes to the page."""
        QTimer.singleShot(0, self, lambda: self.open_page(key))


def _month_or(kept: object, month: str) -> str:
    """The remembered month when it is one."""
    try:
        return parse_month(kept) if isinstance(kept, str) else month
    except Refused:
        return month
