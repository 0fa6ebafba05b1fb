"""What the buttons of the bank's page do: take a statement in, book its lines, print, sign, reopen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.bank import actions, imports, queries
from models.bank.records import BANK
from models.kit.days import month_words
from models.kit.errors import Refused
from models.kit.progress import Progress
from ui.dialogs import choose_file
from ui.dialogs.form_dialog import FormDialog
from ui.pages.dues_prints import print_entry
from ui.widgets.form import Field, Form
from ui.widgets.text_edits import TextEdit
from ui.widgets.undo import offer_undo, undo

if TYPE_CHECKING:
    from models.intake.cells import Book
    from models.office import Office
    from ui.pages.bank_match import MatchView
    from ui.widgets.page import PageWidget


class BankActs:
    """Acts of the matching view; it tells what is on the desk."""

    def __init__(self, page: PageWidget, view: MatchView) -> None:
        self.page, self.view, self.context = page, view, page.context

    # -- a statement ------------------------------------------------------------------------------

    def take_in(self) -> None:
        """导入对账单: a file of the bank."""
        path = choose_file.to_read(self.page, self.context.memory, "选对账单文件")
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read it in a job, then show how it was understood."""

        def work(office: Office, progress: Progress) -> tuple[Book, Any]:
            from exporters.reading import read_book

            book = read_book(path, progress=progress)
            return book, plan_or_refusal(office, book, self._asked())

        self.page.run(work, lambda found: self._show(*found), says=f"正在读取“{path.name}”")

    def _asked(self) -> imports.Asked:
        found = self.view.desk
        named = found.account.code if found and self.view.account else ""
        return imports.Asked(account=named)

    def _show(self, book: Book, plan: imports.StatementPlan | Refused) -> None:
        from ui.dialogs.bank_import import StatementDialog

        box = StatementDialog(self.context, self.page, book, self._asked())
        box.show_plan(plan)
        if box.exec() and box.plan is not None:
            self._keep(box.plan)

    def _keep(self, plan: imports.StatementPlan) -> None:
        def work(office: Office, progress: Progress) -> tuple[int, Any]:
            with office.change(f"导入对账单：{plan.file}") as change:
                added = imports.apply_statement(change, plan)
                return added, actions.match_automatically(change, plan.account)

        def done(answer: tuple[int, Any]) -> None:
            added, found = answer
            self.context.set_period(f"{plan.last_day:%Y-%m}")
            offer_undo(self.context, f"已导入 {added} 笔，{found.words()}")

        self.page.run(work, done, writes=True, says="正在导入并勾对")

    # -- vouchers ---------------------------------------------------------------------------------

    def book(self) -> None:
        """记账: the ticked free lines of the bank, else the one under the cursor, else all."""
        found = self.view.desk
        if found is None or not self.view.book_it.isEnabled():
            return
        table, ticked = self.view.tables[BANK], [one.id for one in self.view.ticked(BANK)]
        if not found.proposals:
            self.context.toast("对账单里没有要记账的", "都已经勾对了", icon="circle-alert")
            return
        from ui.dialogs.bank_book import BookDialog

        current = table.current_id()
        first = ticked or [key for key in found.proposals if key == current]
        first = [key for key in first if key in found.proposals]
        order = [*first, *(key for key in found.proposals if key not in first)]
        sure = {key for key, one in found.proposals.items() if one.sure}
        chosen = set(ticked) if ticked else sure | set(first)
        made = [found.proposals[key] for key in order]
        at = [at for at, key in enumerate(order) if key in chosen]
        BookDialog(self.context, self.page, found.account, made, at).exec()

    def guide(self, key: int) -> None:
        """业务记账 with the line's day and amount: what belongs into a register (拨缴) is booked there."""
        found = self.view.desk
        if found is None or key not in found.proposals:
            return
        one = found.proposals[key]
        event = one.guide or ("other_income" if one.line.fen > 0 else "expense")
        self.context.open_page("guided", guide=event, day=one.line.day, amount=abs(one.line.fen))

    # -- the sheet --------------------------------------------------------------------------------

    def print_sheet(self) -> None:
        """调节表 in the preview; it prints from there."""
        found = self.view.desk
        if found is None:
            return
        if found.sheet.bank_fen is None:
            self.context.say.refuse(
                Refused(f"{month_words(found.month)}还没有对账单。", found.account.name, "请先导入对账单。")
            )
            return
        print_entry(self.context, self.page, "bank-reconciliation", found.month, found.account.code)

    def sign(self) -> None:
        """签字, or reopen a sheet that is signed."""
        found = self.view.desk
        if found is None:
            return
        if found.sheet.state == "signed":
            self._reopen()
            return
        if not found.sheet.balanced:
            remedy = "请找出原因：漏导入的对账单、期初未达账项，或记错的金额。"
            self.context.say.refuse(Refused(found.sheet.words(), month_words(found.month), remedy))
            return
        self.sign_box().exec()

    def sign_box(self) -> FormDialog:
        """Who prepared and who reviewed."""
        found = self.view.desk
        if found is None:
            raise Refused("还没有读出对账单。")
        form = Form(
            [
                Field("prepared", "编制", lambda: TextEdit("编表的人"), required=True),
                Field(
                    "reviewed", "复核", lambda: TextEdit("复核的人，可以先不填"), hint="编制和复核不是同一人"
                ),
            ]
        )
        form.show_values({"prepared": self.context.office.actor.name, "reviewed": found.sheet.reviewed_by})
        box = FormDialog(self.context, self.page, "签余额调节表", form, self._sign, verb="签字", width=460)
        now = month_words(found.month)
        said = f"{found.sheet.words()}签字后，{now}和以前的勾对都锁定，要改须写明原因重新打开。"
        if missed := queries.unsigned_before(self.context.office.db, found.account, found.month):
            them = "、".join(month_words(one) for one in missed[:3]) + ("等" if missed[3:] else "")
            said += f"\n{them}的调节表还没有签，请先签；签了{now}，前面的就不能再签了。"
        box.say(said)
        return box

    def _sign(self, values: Mapping[str, Any]) -> None:
        found = self.view.desk
        if found is None:
            return
        with self.context.office.change(f"签{month_words(found.month)}余额调节表") as change:
            actions.sign(change, found.account, found.month, values["prepared"], values["reviewed"] or "")
        self.context.toast(
            f"{month_words(found.month)}的调节表已签", found.sheet.words(), (("打印", self.print_sheet),)
        )

    def _reopen(self) -> None:
        found = self.view.desk
        if found is None:
            return
        words = month_words(found.month)
        why = self.context.say.reason(
            f"为什么重新打开{words}的调节表？",
            "原因会留在表上和操作日志里。",
            "重新打开",
            hint="例如：漏了一张回单",
        )
        if not why:
            return
        try:
            with self.context.office.change(f"重新打开{words}余额调节表：{why}") as change:
                actions.reopen(change, found.account, found.month, why)
        except Refused as no:
            self.context.say.refuse(no)
            return
        self.context.toast(f"{words}的调节表已重新打开", "改好后请再签一次")

    def undo(self) -> None:
        """Ctrl+Z: the office's last change back, when it was one of the bank's room."""
        from models.store import history

        try:
            head = history.last_undoable(self.context.office.db)
            if not any(word in head.title for word in ("勾对", "对账单", "盘点", "版式", "未达")):
                raise Refused(f"最近一次修改是“{head.title}”，不是对账的。", remedy="请到“备份”页撤销。")
        except Refused as no:
            self.context.say.refuse(no)
            return
        undo(self.context, head.seq)


def plan_or_refusal(office: Office, book: Book, asked: imports.Asked) -> imports.StatementPlan | Refused:
    """The plan, or the refusal as a value: the person then says which column is what."""
    try:
        return imports.plan_statement(office, book, asked)
    except Refused as no:
        return no
