"""The papers of any record: add by drop, file dialog or paste, look at them, take them off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from models.documents import actions, checks, kinds, queries, slips
from models.documents.records import PaperFile, Slip
from models.kit.errors import Refused
from models.kit.money import yuan
from models.office import Office
from ui import icons, theme
from ui.navigation import Context
from ui.widgets.buttons import button, label, switch_off
from ui.widgets.drop_bar import dropped_paths
from ui.widgets.sentence import Sentence

CHOOSE = "票据和附件 (*.pdf *.ofd *.xml *.jpg *.jpeg *.png *.xlsx *.docx *.csv *.txt);;所有文件 (*)"
_ICONS = {"jpg": "image", "png": "image", "xlsx": "file-spreadsheet", "csv": "table-2"}
_LONGEST = 14  # letters of a name on its button; the whole name is its tip
_MOST_SHOWN = 6
_MUCH = 1 << 20  # bytes: more is written in a job


class PapersStrip(QFrame):
    """`PapersStrip(context)`, then `show_row("voucher", 12, counted=3)`; no key: not saved yet.

    `counted` is the number written beside 附单据: a hint says when there are not as many papers here.
    A posted voucher may still get its papers. `title` names the record in the operation log.
    """

    def __init__(self, context: Context, title: Callable[[], str] = lambda: "") -> None:
        super().__init__()
        self.context, self.title = context, title
        self._tbl = ""
        self._key: int | None = None
        self._counted: int | None = None
        self.setAcceptDrops(True)
        theme.kind(self, "card")
        self.adder = button(
            "添加附件", "paperclip", self.choose, tip="选文件，也可以拖到这里，或按 Ctrl+V 粘贴"
        )
        self.more = button("", "ellipsis", self._more_menu, kind="icon", tip="全部附件")
        self.hint = Sentence("", "warn")
        self._row = theme.space(QHBoxLayout(self), (10, 5, 10, 5), 6)
        self._row.addWidget(self.adder)
        self._chips: list[QPushButton] = []
        self._row.addWidget(self.more)
        self._row.addWidget(self.hint, 1)
        self.none = label("把发票、合同、签到表拖到这里", "note")
        self._row.insertWidget(1, self.none)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self, self.paste)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_row(self, tbl: str, key: int | None, counted: int | None = None) -> None:
        """The papers of this record."""
        self._tbl, self._key, self._counted = tbl, key, counted
        self.reload()

    def reload(self) -> None:
        """Read them again."""
        db = self.context.office.db
        files = queries.files_of(db, self._tbl, self._key) if self._key is not None else []
        found = slips.of_voucher(db, self._key) if self._tbl == "voucher" and self._key is not None else []
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        entries = [*(self._file_chip(one) for one in files), *(self._slip_chip(one) for one in found)]
        self._chips = entries[:_MOST_SHOWN]
        for at, chip in enumerate(self._chips, 1):
            self._row.insertWidget(at, chip)
        for chip in entries[_MOST_SHOWN:]:
            chip.deleteLater()
        self.more.setVisible(len(entries) > _MOST_SHOWN)
        self.none.setVisible(not entries)
        actor = self.context.office.actor
        switch_off(self.adder, self._why_not(actor))
        said = self._hint()
        counted = self._said_count(len(files) + len(found))
        # fewer is usual: not every slip of paper is scanned
        theme.kind(self.hint, "warn" if said or len(files) + len(found) > (self._counted or 0) else "note")
        self.hint.setText(counted + said)

    def _why_not(self, actor: Any) -> str:
        if not actor.may_write:
            return "只能查看，不能添加附件。"
        return "请先记账或暂存，再添加附件。" if self._key is None else ""

    def _said_count(self, papers: int) -> str:
        if self._key is None or not papers or self._counted in (None, papers):
            return ""
        return f"附单据写的是 {self._counted} 张，这里有 {papers} 份。"

    def _hint(self) -> str:
        """What the checks of a voucher say."""
        if self._key is None or self._tbl != "voucher":
            return ""
        db = self.context.office.db
        said = [one.said for one in checks.voucher_doubts(db, self._key)]
        if slips.lacks(db, self._key):
            said.append("缺银行回单。")
        return "".join(said)

    # -- one paper --------------------------------------------------------------------------------

    def _file_chip(self, one: PaperFile) -> QPushButton:
        stem = one.name.rpartition(".")[0]
        text = stem if len(stem) <= _LONGEST else f"{stem[:_LONGEST]}…"
        tip = one.name + (f"（{one.note}）" if one.note else "")
        return self._chip(text, _ICONS.get(one.kind, "file-text"), tip, partial(self._file_menu, one))

    def _slip_chip(self, one: Slip) -> QPushButton:
        fen = one.in_fen or one.out_fen
        tip = f"银行回单 {one.day} {one.partner} {yuan(fen)}"
        return self._chip(f"回单 {yuan(fen)}", "landmark", tip, partial(self._slip_menu, one))

    def _chip(self, text: str, icon: str, tip: str, menu: Callable[[QPushButton], None]) -> QPushButton:
        made = button(text, icon, tip=tip)
        made.setAccessibleName(tip)
        made.clicked.connect(lambda *_: menu(made))
        return made

    def _file_menu(self, one: PaperFile, chip: QPushButton) -> None:
        entries = [
            ("看一看", "eye", partial(self.look, one)),
            ("用别的程序打开", "external-link", partial(self.open, one)),
        ]
        if self.context.office.actor.may_write:
            entries.append(("取下", "x", partial(self.take_off, one)))
        self._popup(chip, entries)

    def _slip_menu(self, one: Slip, chip: QPushButton) -> None:
        self._popup(
            chip,
            [
                ("看一看", "eye", partial(self.look_at_slip, one)),
                ("到回单清单", "list", lambda: self.context.open_page("papers", view="slips", slip=one.id)),
            ],
        )

    def _more_menu(self) -> None:
        files = queries.files_of(self.context.office.db, self._tbl, self._key or 0)
        self._popup(self.more, [(one.name, "file-text", partial(self.look, one)) for one in files])

    def _popup(self, under: QPushButton, entries: Sequence[tuple[str, str, Callable[[], object]]]) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for text, icon, act in entries:
            menu.addAction(icons.icon(icon), text, act)
        self.menu_shown = menu
        menu.popup(under.mapToGlobal(QPoint(0, under.height() + theme.px(2))))

    def look(self, one: PaperFile) -> None:
        """The paper in a box."""
        look_at(self, self.context, one)

    def look_at_slip(self, one: Slip) -> None:
        """The slip as a page of its own, to be printed from there."""
        show_slip(self, self.context, one)

    def open(self, one: PaperFile) -> None:
        """In another program, from a read-only copy."""
        open_outside(self.context, one)

    def take_off(self, one: PaperFile) -> None:
        """The paper leaves this record; undo brings it back."""
        if self._key is None:
            return
        try:
            with self.context.office.change(f"取下附件“{one.name}”{self._of()}") as change:
                actions.detach(change, one.id, self._tbl, self._key)
        except Refused as no:
            self.context.say.refuse(no)
            return
        say_taken_off(self.context, f"已取下“{one.name}”", one)
        self.reload()

    def _of(self) -> str:
        return f"：{self.title()}" if self.title() else ""

    # -- adding -----------------------------------------------------------------------------------

    def choose(self) -> None:
        """The file dialog; several at once."""
        chosen, _ = QFileDialog.getOpenFileNames(self, "添加附件", "", CHOOSE)
        self.add([Path(one) for one in chosen])

    def paste(self) -> None:
        """A picture or files from the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.add(paths)
        elif data.hasImage():
            self._keep([(f"粘贴的图片{self.context.office.now():%m%d%H%M%S}.png", png_of(data.imageData()))])
        else:
            self.context.status("剪贴板里没有图片或文件")

    def add(self, paths: Sequence[Path]) -> None:
        """Attach these files."""
        if self._key is None or not paths:
            return
        try:
            self._keep([(path.name, read_file(path)) for path in paths])
        except Refused as no:
            self.context.say.refuse(no)

    def _keep(self, files: Sequence[tuple[str, bytes]]) -> None:
        if self._key is None:
            return
        work = partial(_attach, tuple(files), (self._tbl, self._key), f"添加附件{self._of()}")
        if sum(len(content) for _, content in files) > _MUCH:
            job = self.context.runner.start(lambda office, progress: work(office), writes=True)
            job.done.connect(self._kept)
            job.failed.connect(self._failed)
            return
        try:
            self._kept(work(self.context.office))
        except Refused as no:
            self.context.say.refuse(no)

    def _kept(self, count: int) -> None:
        self.context.toast(f"已添加 {count} 份附件")
        self.reload()

    def _failed(self, error: BaseException) -> None:
        from ui.dialogs.export import show_failure

        show_failure(self.context, error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event) and self.adder.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add([path for path in dropped_paths(event) if path.is_file()])


def _attach(files: Sequence[tuple[str, bytes]], row: tuple[str, int], title: str, office: Office) -> int:
    with office.change(title) as change:
        for name, content in files:
            actions.attach(change, name, content, *row)
    return len(files)


def read_file(path: Path) -> bytes:
    """A file to be kept. Raises `Refused` when it can't be read or is too big."""
    try:
        if path.stat().st_size > kinds.LARGEST:
            raise Refused("文件太大，最多 20 MB。", path.name, "请分成几份，或把扫描的清晰度调低一些。")
        return path.read_bytes()
    except OSError:
        raise Refused("这个文件读不了。", path.name, "请确认文件还在，没有被别的程序占用。") from None


def png_of(image: QImage) -> bytes:
    """A pasted picture as the bytes of a PNG."""
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(data, QByteArray(b"PNG")).write(image)
    return bytes(data.data().data())


def look_at(parent: QWidget, context: Context, one: PaperFile) -> None:
    """A paper as its pages or picture; kinds without either are opened in their own program."""
    from exporters.originals import as_pdf
    from ui.dialogs.preview import PreviewDialog

    try:
        content = queries.content(context.office.db, one.id)
        pdf = as_pdf(one.kind, content)
        if pdf:
            PreviewDialog(parent.window(), one.name, pdf).exec()
        else:
            open_outside(context, one)
    except Refused as no:
        context.say.refuse(no)


def say_taken_off(context: Context, words: str, one: PaperFile) -> None:
    """It is off its record; an original that nothing needs any more may be deleted for good."""
    free = not queries.uses(context.office.db, one.id)
    verbs = (("删除原件", partial(drop_original, context, one)),) if free else ()
    context.toast(words, "原件还在，可以撤销" if free else "别处还用着这份原件", verbs)


def drop_original(context: Context, one: PaperFile) -> None:
    """Ask, then delete for ever."""
    said = "从账套里彻底删除，不能撤销。扫错了、含有不该留存的内容时才用。"
    if not context.say.confirm(f"删除原件“{one.name}”？", said, "删除", danger=True, keep="不删"):
        return
    try:
        with context.office.change(f"删除原件“{one.name}”") as change:
            actions.drop(change, one.id)
    except Refused as no:
        context.say.refuse(no)


def show_slip(parent: QWidget, context: Context, one: Slip) -> None:
    """One slip of the bank's PDF as a page of its own."""
    from exporters.originals import on_a4, part_of_page
    from ui.dialogs.preview import PreviewDialog

    try:
        content = queries.content(context.office.db, one.file)
        pdf = on_a4(part_of_page(content, one.page, one.top, one.bottom))
        PreviewDialog(parent.window(), f"回单 {one.day or ''}".strip(), pdf).exec()
    except Refused as no:
        context.say.refuse(no)


def open_outside(context: Context, one: PaperFile) -> None:
    """The read-only copy in the program that the system has for it."""
    from exporters.originals import copy_to_look_at
    from ui.dialogs.export import open_path

    try:
        place = copy_to_look_at(one.sha256, one.name, queries.content(context.office.db, one.id))
    except Refused as no:
        context.say.refuse(no)
        return
    open_path(place)
