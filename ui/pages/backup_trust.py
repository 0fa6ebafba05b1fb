"""Beside the backups: checking the office file, comparing a printed 校验码, taking the last change back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.kit.errors import Refused
from models.store import history
from models.store.verify import Check
from ui import theme
from ui.widgets.buttons import button, label, link, picture, switch_off
from ui.widgets.page import PageWidget
from ui.widgets.problem_line import ProblemLine
from ui.widgets.sentence import Sentence
from ui.widgets.text_edits import TextEdit


class TrustCard(QFrame):
    """检查账套: every check with a green or red mark, and the code of the journal's head."""

    def __init__(self, page: PageWidget) -> None:
        super().__init__()
        theme.kind(self, "card")
        self._page = page
        self.checks: list[Check] = []
        self.start_button = button("检查账套", "shield-check", self.start)
        self.verdict = label("把文件、凭证、日志、会费和账簿从头核对一遍。", "note", wrap=True)
        self._lines = theme.space(QVBoxLayout(), (0, 0, 4, 0), 3)
        self._lines.addStretch(1)
        column = theme.space(QVBoxLayout(self), (16, 12, 12, 12), 8)
        head = theme.space(QHBoxLayout(), gap=8)
        head.addWidget(label("检查账套", "strong"))
        head.addStretch(1)
        head.addWidget(self.start_button)
        column.addLayout(head)
        column.addWidget(self.verdict)
        column.addLayout(self._lines, 1)

    def start(self) -> None:
        """All checks in a job, one after the other."""

        def work(office: Any, progress: Any) -> tuple[list[Check], str]:
            from models import trust

            found = []
            for check in trust.checks(office.db):
                found.append(check)
                progress.step(len(found), 11, f"正在检查：{check.name}")
            return found, office.seal

        switch_off(self.start_button, "正在检查")
        job = self._page.run(work, self._show, says="正在检查账套")
        if job is None:
            switch_off(self.start_button, "")
        else:
            job.ended.connect(lambda: switch_off(self.start_button, ""))

    def _show(self, answer: tuple[list[Check], str]) -> None:
        self.checks, seal = answer
        while self._lines.count() > 1:
            item = self._lines.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for at, check in enumerate(self.checks):
            self._lines.insertWidget(at, _line(check))
        wrong = sum(not check.ok for check in self.checks)
        theme.kind(self.verdict, "error" if wrong else "ok")
        self.verdict.setText(
            f"{wrong} 项不对，请先不要登记，把账套文件和备份一起留好。"
            if wrong
            else f"{len(self.checks)} 项都对。校验码 {seal}"
        )


class CodeCard(QFrame):
    """核对校验码: what a printed paper says against this file."""

    def __init__(self, page: PageWidget) -> None:
        super().__init__()
        theme.kind(self, "card")
        self._page = page
        self.line = TextEdit("第84条 67DE-3650-C9A6-92A3")
        self.line.setAccessibleName("打印件上的校验码")
        self.line.returnPressed.connect(self.compare)
        self.answer = ProblemLine("打印件的页脚有校验码，照着输入。")
        column = theme.space(QVBoxLayout(self), (16, 12, 12, 12), 8)
        column.addWidget(label("核对校验码", "strong"))
        row = theme.space(QHBoxLayout(), gap=8)
        row.addWidget(self.line, 1)
        row.addWidget(button("核对", "fingerprint", self.compare))
        column.addLayout(row)
        self._good = theme.space(QHBoxLayout(), gap=6)
        self._mark, self._said = picture("circle-check", theme.OK, 14), label("", "ok", wrap=True)
        self._good.addWidget(self._mark)
        self._good.addWidget(self._said, 1)
        column.addLayout(self._good)
        column.addWidget(self.answer)
        self._show_good("")

    def compare(self) -> None:
        """Reckon the journal up to that entry and compare, in a job."""
        text = self.line.value()
        if not text:
            self.line.setFocus()
            return
        self._page.run(
            lambda office, progress: history.compare_code(office.db, text),
            self._show,
            failed=self._failed,
            says="正在核对校验码",
        )

    def _show(self, answer: history.CodeAnswer) -> None:
        if answer.state == "same":
            self.answer.say("")
            self._show_good(answer.said)
        else:
            self._show_good("")
            self.answer.say(answer.said, "warn" if answer.state == "earlier" else "error")

    def _failed(self, error: BaseException) -> None:
        self._show_good("")
        if isinstance(error, Refused):
            self.answer.say(f"{error.what}{error.remedy}", "error")
        else:
            self._page.context.say.error(error)

    def _show_good(self, said: str) -> None:
        self._said.setText(said)
        self._mark.setVisible(bool(said))
        self._said.setVisible(bool(said))


class UndoCard(QFrame):
    """撤销最近一次操作, by its title; or why it can't be."""

    def __init__(self, page: PageWidget) -> None:
        super().__init__()
        theme.kind(self, "card")
        self._page = page
        self.title, self.why = Sentence(""), Sentence("", "note")
        self.act = button("撤销", "undo-2", self.undo)
        column = theme.space(QVBoxLayout(self), (16, 12, 12, 12), 6)
        head = theme.space(QHBoxLayout(), gap=8)
        head.addWidget(label("撤销最近一次操作", "strong"))
        head.addStretch(1)
        head.addWidget(link("操作日志", lambda: page.context.open_page("log")))
        column.addLayout(head)
        row = theme.space(QHBoxLayout(), gap=8)
        words = theme.space(QVBoxLayout(), gap=0)
        words.addWidget(self.title)
        words.addWidget(self.why)
        row.addLayout(words, 1)
        row.addWidget(self.act)
        column.addLayout(row)

    def reload(self) -> None:
        """The last change that can be taken back."""
        office = self._page.context.office
        try:
            head = history.last_undoable(office.db)
        except Refused as no:
            self.title.setText(no.what)
            self.why.setText(no.where)
            switch_off(self.act, no.what)
            return
        self.title.setText(f"“{head.title}”")
        self.why.setText(f"第 {head.seq} 条 · {head.at[:16].replace('T', ' ')} {head.actor}")
        switch_off(self.act, "")

    def undo(self) -> None:
        """After asking, with its name."""
        context = self._page.context
        if not context.say.confirm(
            f"撤销{self.title.text()}？",
            "撤销也记在操作日志里，凭证和结账不能这样撤销。",
            "撤销这一步",
            keep="不撤销",
        ):
            return
        try:
            title = context.office.undo()
        except Refused as no:
            context.say.refuse(no)
        else:
            context.toast(f"已撤销：{title}")


def _line(check: Check) -> QWidget:
    row = QWidget()
    line = theme.space(QHBoxLayout(row), gap=8)
    line.addWidget(picture("circle-check" if check.ok else "circle-x", theme.OK if check.ok else theme.BRAND))
    line.addWidget(label(check.name))
    said = Sentence(check.detail, "note" if check.ok else "error")
    said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(said, 1)
    return row
