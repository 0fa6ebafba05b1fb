"""Starting the window: looks, Chinese Qt texts, faults, the office file; first paint before heavy work."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from models.kit.errors import Refused
from models.office import ROLES, Office, User
from ui import faults, theme
from ui.bus import Bus
from ui.dialogs.say import Say
from ui.jobs import Runner
from ui.memory import Memory, data_folder, last_office, recent_offices, remember_office, window_file
from ui.navigation import PAGES, Context, Page
from ui.widgets.command_box import Hit
from ui.widgets.drafts import Drafts
from ui.widgets.status_line import ShellFacts
from ui.window import Parts, Window


def run(argv: Sequence[str]) -> int:
    """Open the window; returns when it is closed."""
    app = prepare(argv)
    memory = Memory(window_file())
    zoom = memory.load("window").get("zoom")
    theme.apply(app, zoom if isinstance(zoom, int) else 100)
    faults.install(data_folder(), Say(None).error)
    office = find_office(memory, Path(argv[0]) if argv else None)
    if office is None or not sit_down(office):
        return 0
    window = make_window(office, memory)
    window.painted.connect(lambda: after_first_paint(window))
    window.appear()
    status = app.exec()
    close_office(office)
    return status


def prepare(argv: Sequence[str]) -> QApplication:
    """The application with Chinese texts for Qt's own dialogs."""
    # as an argument, because setStyle would hand its style to Python, with the 10 ms of its enums
    app = QApplication([sys.argv[0], "-style", "fusion", *argv])
    app.setApplicationName("union-office")
    app.setApplicationDisplayName("工会台账")
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


def find_office(memory: Memory, said: Path | None) -> Office | None:
    """The office named on the line, else the one of last time, else what the person chooses."""
    last = os.environ.get("UNION_OFFICE") or last_office()
    path = said or (Path(last) if last and Path(last).exists() else None)
    while True:
        if path is not None:
            try:
                office = Office.open(path)
            except Refused as no:
                Say(None).refuse(no)
            else:
                remember_office(memory, path)
                return office
        path = _ask_for_office(memory)
        if path is None:
            return None


def make_window(office: Office, memory: Memory, pages: Sequence[Page] = PAGES) -> Window:
    """The window on this office, with everything wired."""
    bus = Bus()
    office.listeners.append(bus.tell)
    runner = Runner(lambda: Office.open(office.path, office.actor.name))
    window = Window(
        Parts(
            office=office,
            runner=runner,
            bus=bus,
            memory=memory,
            drafts=Drafts.beside(office.path),
            month=_this_month(),
            pages=pages,
            facts=lambda month: _facts(office, month),
            users=lambda: [(user.name, ROLES[user.role]) for user in office.users()],
            switch=lambda name: switch_user(office, name, lambda user: _may_sit(window, office, user)),
        )
    )
    window.top.command.providers.append(lambda typed: _find(window.context, typed))
    return window


def sit_down(office: Office) -> bool:
    """Who begins to work; False, and the file is closed, when a PIN was asked for and not given."""
    if not office.asks_pin(office.actor):
        return True
    from ui.dialogs.pin import PinDialog

    user = PinDialog.sit_down(office)
    if user is None:
        office.close()
        return False
    office.actor = user
    return True


def switch_user(office: Office, name: str, may: Callable[[User], bool] = lambda user: True) -> None:
    """Another person sits down, when `may` says so. Raises `Refused` when there is no such user."""
    for user in office.users():
        if user.name == name:
            if may(user):
                office.actor = user
            return
    raise Refused(f"账套里没有叫“{name}”的使用人。", remedy="可以在“设置”里添加。")


def after_first_paint(window: Window) -> None:
    """What may take time: the page, the facts of the status line, the file's quick check in the worker."""
    from models.store import verify

    gc.enable()
    window.begin()
    window.refresh_facts()
    _keep_copies(window)

    job = window.parts.runner.start(lambda office, progress: verify.quick(office.db))

    def tell(answer: str) -> None:
        if answer != "ok":
            window.context.say.refuse(
                Refused("账套文件有损坏。", str(window.parts.office.path), "请先不要登记，从最近的备份恢复。")
            )

    job.done.connect(tell)


def close_office(office: Office) -> None:
    """A backup when something changed since the last one, then let the file go."""
    from ui import keeper

    try:
        keeper.at_the_end(office)
    except Refused as no:
        Say(None).refuse(no)
    office.close()


def _ask_for_office(memory: Memory) -> Path | None:
    from models import settings
    from models.store import backup, copies
    from ui.dialogs.start import StartDialog, Ways

    def make(path: Path, name: str, first_month: str, *more: str) -> None:
        treasurer, unit = more or ("财务委员", "")
        with Office.create(path, name, first_month, treasurer) as office:
            if unit:
                with office.change("填写工会全称") as change:
                    settings.set_names(change, name, unit)

    def demo(path: Path) -> None:
        from models import demo

        demo.make(path)

    ways = Ways(make, demo, recent_offices(memory), backup.restore, copies.describe)
    return StartDialog.ask(ways, memory, _this_month())


def _may_sit(window: Window, office: Office, user: User) -> bool:
    from ui.dialogs.pin import PinDialog

    return PinDialog.passes(window, office, user)


def _keep_copies(window: Window) -> None:
    """Backups every half hour, and a word when the file lies where it may be lost."""
    from models.store import opening
    from ui.keeper import Keeper

    keeper = Keeper(window.parts.office, window.parts.runner, window)
    keeper.told.connect(
        lambda said: window.context.toast(said, "可以在“备份”里再试一次", icon="circle-alert")
    )
    keeper.kept.connect(window.refresh_facts)
    risky = opening.place_warning(window.parts.office.path)
    if risky:
        what, _, remedy = risky.partition("。")
        window.context.toast(what, remedy, icon="circle-alert")


def _facts(office: Office, month: str) -> ShellFacts:
    from ui.office_facts import facts_of

    return facts_of(office, month)


def _find(context: Context, typed: str) -> list[Hit]:
    from ui.acts import find_acts, find_reports
    from ui.office_facts import find_members, find_vouchers

    return [
        *find_acts(context, typed),
        *find_members(context, typed),
        *find_vouchers(context, typed),
        *find_reports(context, typed),
    ]


def _this_month() -> str:
    from datetime import date

    return f"{date.today():%Y-%m}"
