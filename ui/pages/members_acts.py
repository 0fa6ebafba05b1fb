"""What is done with members: entered, changed, moved, printed. The page gives these acts their buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.kit.errors import Refused
from models.kit.progress import Progress
from models.members import actions, queries
from models.members.records import MOVEMENTS
from ui.widgets.page import PageWidget
from ui.widgets.undo import offer_undo

if TYPE_CHECKING:
    from models.office import Office
    from models.report import Report


class MemberActsPage(PageWidget):
    """Acts that need nothing but the context and whom they are about."""

    def added(self, key: int) -> None:
        """A new member is in: say so and go there."""
        name = queries.member(self.context.office.db, key).name
        offer_undo(self.context, f"已添加会员{name}")
        self.open(member=key)

    def add(self) -> None:
        """添加会员 Ctrl+N."""
        from ui.dialogs.member_form import add_member

        add_member(self.context, self.window(), self.added).open()

    def change(self, key: int) -> None:
        """修改 F2."""
        from ui.dialogs.member_form import change_member

        name = queries.member(self.context.office.db, key).name
        done = lambda _key: offer_undo(self.context, f"已修改{name}的资料")  # noqa: E731  one sentence
        change_member(self.context, self.window(), key, done).open()

    def enter_movement(self, key: int, kind: str = "") -> None:
        """会籍变动."""
        from ui.dialogs.movement import enter_movement

        enter_movement(self.context, self.window(), key, self.say_done, kind).open()

    def take_movement_back(self, key: int) -> None:
        """撤掉一条变动: one that was entered by mistake, also when it is not the last change."""
        known = queries.member(self.context.office.db, key)
        moves = queries.movements(self.context.office.db, key)
        words = [f"{one.day} {MOVEMENTS[one.kind]}" for one in moves]
        at = self.context.say.choose(
            f"撤掉{known.name}的哪一条变动？",
            "状态按留下的变动重新算；撤掉的也记在操作日志里。" if moves else "还没有登记过变动。",
            words,
        )
        if at < len(moves):
            with self.context.office.change(f"撤掉变动：{known.name} {words[at]}") as change:
                actions.remove_movement(change, moves[at].id)
            self.say_done(f"已撤掉{known.name} {words[at]}")

    def erase_numbers(self, key: int) -> None:
        """清除个人号码: for somebody who left for good."""
        known = queries.member(self.context.office.db, key)
        if not self.context.say.confirm(
            f"清除{known.name}的个人号码？",
            "身份证号、手机号、银行卡号、住址都会清掉，不能撤销；会籍和会费记录留着。",
            "清除号码",
            keep="不清除",
            danger=True,
        ):
            return
        with self.context.office.change(f"清除个人号码：{known.name}") as change:
            actions.erase_private(change, key)
        self.context.toast(f"已清除{known.name}的个人号码")

    def set_base(self, key: int) -> None:
        """改计费工资."""
        from ui.dialogs.wage_base import set_base

        set_base(self.context, self.window(), key, self.say_done).open()

    def enter_post(self, key: int) -> None:
        """登记任职: a post in a body of the union for a term."""
        from ui.dialogs.post import enter_post

        enter_post(self.context, self.window(), key, self.say_done).open()

    def end_post(self, key: int) -> None:
        """结束任职: choose which of the terms that run on, then its last day."""
        from ui.dialogs.post import end_post

        known = queries.member(self.context.office.db, key)
        running = [one for one in queries.posts(self.context.office.db, key) if one.last_day is None]
        at = self.context.say.choose(
            f"结束{known.name}的哪一个任职？",
            "以前的任期留在变动记录里。" if running else "没有正在担任的职务。",
            [f"{one.body}{one.role}（{one.first_day} 起）" for one in running],
        )
        if at < len(running):
            end_post(self.context, self.window(), running[at], self.say_done).open()

    def move_to_unit(self, chosen: list[int]) -> None:
        """把这些人调到别的分工会."""
        from ui.dialogs.units import choose_unit

        if chosen:
            choose_unit(self.context, self.window(), chosen, self.say_done).open()

    def manage_units(self) -> None:
        """分工会."""
        from ui.dialogs.units import UnitsDialog

        UnitsDialog(self.context, self.window()).exec()

    def import_roster(self) -> None:
        """导入花名册."""
        self.context.open_page("import", kind="members")

    def import_wages(self) -> None:
        """导入工资基数表."""
        self.context.open_page("import", kind="wages")

    def export_report(self, report_id: str, member: int | None = None) -> None:
        """A report of the catalog to a sheet."""
        from ui.dialogs.export import export_report

        self._build(report_id, member, lambda report: export_report(self.context, report, self.window()))

    def print_report(self, report_id: str, member: int | None = None) -> None:
        """A report of the catalog through the preview."""
        from ui.dialogs.export import print_report

        self._build(report_id, member, lambda report: print_report(self.context, report, self.window()))

    def say_done(self, sentence: str) -> None:
        """It worked; offer to take it back."""
        offer_undo(self.context, sentence)

    def attempt(self, act: Callable[[int], None], key: int) -> None:
        """What the office refuses is said in a box."""
        try:
            act(key)
        except Refused as no:
            self.context.say.refuse(no)

    def _build(self, report_id: str, member: int | None, show: Callable[[Report], None]) -> None:
        """Make a report in a job; a member's card by id, since numbers and names may be missing or twice."""
        made_on = self.context.office.today()

        def work(office: Office, progress: Progress) -> Any:
            from models import catalog
            from models.members import reports

            entry = catalog.entry(report_id)
            if member is not None:
                entry = replace(entry, of_optional=True, build=lambda o, _: reports.member_card(o, member))
            return catalog.build(office, entry, catalog.Asked(made_on=made_on))

        self.run(work, show, says="正在准备")
