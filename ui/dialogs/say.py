"""The one place for message boxes: tell, refuse, confirm, ask for a reason, report a fault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.kit.errors import Refused

if TYPE_CHECKING:
    from ui.dialogs.box import Box


class Say:
    """Boxes over one window. Tests put a recording twin in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent

    def tell(self, title: str, text: str = "") -> None:
        """A result that needs to be read. For "it worked" use the toast."""
        self._box(title=title, text=text).offer([("知道了", "", "")]).ask()

    def refuse(self, no: Refused, verbs: Sequence[str] = ()) -> int:
        """What is wrong, where, what to do. Index of a verb, or len(verbs) for 知道了."""
        box = self._box(title=no.what, text=no.where, remedy=no.remedy, picture=("circle-alert", "warn"))
        return box.offer([*((verb, "", "") for verb in verbs), ("知道了", "", "")]).ask()

    def confirm(
        self,
        question: str,
        consequence: str,
        verb: str,
        *,
        keep: str = "取消",
        danger: bool = False,
        note: str = "",
    ) -> bool:
        """Name the thing and the consequence; `verb` does it, `keep` is safe and has the focus."""
        picture = ("trash-2", "error") if danger else ("circle-question-mark", "info")
        box = self._box(title=question, text=consequence, remedy=note, picture=picture)
        kind, icon = ("danger", "trash-2") if danger else ("", "")
        return box.offer([(verb, icon, kind), (keep, "", "")]).ask() == 0

    def choose(self, question: str, text: str, verbs: Sequence[str], *, keep: str = "取消") -> int:
        """Several ways to go on: the index of the verb, or len(verbs) for `keep`."""
        box = self._box(title=question, text=text, picture=("circle-question-mark", "info"))
        return box.offer([*((verb, "", "") for verb in verbs), (keep, "", "")]).ask()

    def reason(self, question: str, text: str, verb: str, *, hint: str = "") -> str | None:
        """Ask for one line, for example why something is exempted; None when it was given up."""
        box = self._box(title=question, text=text, picture=("pencil", "info"))
        from PySide6.QtWidgets import QLineEdit

        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.setAccessibleName(question)
        box.words.addWidget(line)
        box.offer([(verb, "", "filled"), ("取消", "", "")])
        line.setFocus()
        line.returnPressed.connect(lambda: box.press(0) if line.text().strip() else None)
        return line.text().strip() or None if box.ask() == 0 else None

    def error(self, fault: BaseException) -> None:
        """Something that should not happen. The trace folds; it can be copied."""
        import traceback

        trace = "".join(traceback.format_exception(fault))
        box = self._box(
            title="程序遇到了没有预料到的情况",
            text="刚才这一步没有做完，账里没有写进一半的内容。可以再试一次。",
            remedy="如果还是这样，请复制详情，发给维护程序的人。",
            picture=("circle-x", "error"),
        )
        box.offer([("知道了", "", "")])
        box.fold_details(trace)
        box.ask()

    def _box(self, **words: Any) -> Box:
        # imported at the first box: most days begin without one
        from ui.dialogs.box import Box

        return Box(self._parent, **words)
