"""预算 › 执行: what became of each line; Enter shows the vouchers behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from models.budget import execution
from models.budget.records import EXPENSE, INCOME, SIDES, Executed, Execution, Loose
from models.kit.days import month_words
from models.kit.money import yuan
from models.kit.progress import Progress
from models.kit.shares import percent
from models.office import Office
from ui import theme
from ui.dialogs.budget_spent import SpentDialog
from ui.pages.budget_view import BudgetView
from ui.tables.columns import Draw, Pill, Share, TableColumn
from ui.tables.list_source import ListSource
from ui.widgets.buttons import button, label
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_strip import Filter
from ui.widgets.pill import PillLabel
from ui.widgets.record_table import RecordTable
from ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from ui.pages.budget import BudgetPage

COLUMNS = (
    TableColumn("side", "收支", Draw.PILL, 64, tones={"收入": "ok", "支出": "info"}),
    TableColumn("account", "科目", Draw.SENTENCE, 150, stretch=True),
    TableColumn("name", "项目", Draw.SENTENCE, 130),
    TableColumn("budget", "年度预算(元)", Draw.MONEY, 110),
    TableColumn("month", "本月(元)", Draw.MONEY, 100),
    TableColumn("done", "累计(元)", Draw.MONEY, 110),
    TableColumn("rate", "执行率", Draw.SHARE, 132),
    TableColumn("committed", "已批未付(元)", Draw.MONEY, 104),
    TableColumn("left", "可用余额(元)", Draw.MONEY, 110, bold=True),
    TableColumn(
        "state", "状态", Draw.PILL, 96, tones={"超预算": "error", "将用完": "warn", "没有预算项": "warn"}
    ),
)
_NEARLY = 8_000  # 1/10 000 of a line from which on it is nearly used up


class ExecutionView(BudgetView):
    """At the end of the top bar's month; lines that are over come in red."""

    KEY, TITLE = "execution", "执行"

    def __init__(self, page: BudgetPage) -> None:
        super().__init__(page)
        self.seen: Execution | None = None
        self.words = label("", "strong")
        self.table = RecordTable(
            self.context,
            "budget.execution",
            COLUMNS,
            ListSource(COLUMNS, {}),
            frozen=2,
            search="科目、项目",
            filters=(
                Filter("state", "全部状态", tuple((one, one) for one in ("超预算", "将用完", "没有预算项"))),
            ),
            tint=lambda row: row[len(COLUMNS)],
            empty=EmptyState("还没有批准的预算", "预算批准以后，这里看每一项的执行。"),
            unit="项",
        )
        self.table.title = lambda: f"{month_words(self.month)}预算执行"
        self.table.opened.connect(self.drill)
        self.table.sum_lines(self._sums)
        self._assemble()

    def _assemble(self) -> None:
        self.strip.addWidget(self.words)
        self.strip.addWidget(self.table.strip, 1)
        self.strip.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        self.strip.addWidget(button("超预算说明", "list-checks", self._overrides, tip="超出预算的支出和理由"))
        self.strip.addWidget(
            button(
                "打印进度表",
                "printer",
                lambda: self.print_report("budget-execution", self.month),
                kind="filled",
            )
        )
        self.column.addWidget(self.table, 1)
        foot = theme.space(QHBoxLayout(), gap=8)
        self.pill = PillLabel(Pill("", "grey"))
        self.said = Sentence("", "")
        foot.addWidget(self.pill)
        foot.addWidget(self.said, 1)
        foot.addWidget(label("Enter 看凭证", "note"))
        self.column.addLayout(foot)

    def reload(self) -> None:
        month = self.month

        def work(office: Office, progress: Progress) -> Execution:
            return execution.execution(office.db, month)

        self.page.run(work, self._take, says="正在读取预算执行")

    def _take(self, seen: Execution) -> None:
        if seen.month != self.month:
            return
        self.seen = seen
        self.words.setText(f"到{month_words(seen.month)}")
        rows = {one.line.id: _row(one) for one in seen.lines}
        if seen.version is not None:
            rows |= {-one.account: _loose_row(one) for one in seen.loose}
        self.table.use_source(ListSource(COLUMNS, rows, _match))
        over = [one for one in seen.side(EXPENSE) if one.over_fen]
        word, tone = (f"超预算 {len(over)} 项", "error") if over else ("没有超预算", "ok")
        self.pill.setVisible(seen.version is not None)
        self.pill.show_pill(Pill(word, tone, "circle-alert" if over else "check"))
        self.said.setText(_words(seen))

    def drill(self, number: int) -> None:
        """The vouchers behind a line's figure; an account without a line opens its page."""
        if number < 0:
            self.context.open_page("books", account=-number, last=self.month)
            return
        seen = self.seen
        one = next((each for each in seen.lines if each.line.id == number), None) if seen else None
        if one is not None:
            parts = execution.spent(self.context.office.db, number, self.month)
            SpentDialog(
                self.context, self.window(), f"{one.line.title}　到{month_words(self.month)}", parts
            ).exec()

    def open(self, **where: Any) -> None:
        """line=12."""
        if "line" in where:
            self.table.select(int(where["line"]))

    def facts(self) -> str:
        return "每一项用了多少、还剩多少"

    def first_focus(self) -> Any:
        return self.table.view

    def _overrides(self) -> None:
        self.context.open_page("reports", report="budget-overrides", period=str(self.budget.year))

    def _sums(self, _: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        seen = self.seen
        return [_sum(seen, side) for side in (INCOME, EXPENSE)] if seen is not None and seen.version else []


def _sum(seen: Execution, side: str) -> dict[str, Any]:
    lines, loose = seen.side(side), [one for one in seen.loose if one.side == side]
    planned, done = seen.total(side)
    return {
        "": f"{SIDES[side]}合计",
        "budget": planned,
        "month": sum(one.month_fen for one in lines) + sum(one.month_fen for one in loose),
        "done": done,
        "committed": sum(one.committed_fen for one in lines),
        "left": planned - done - sum(one.committed_fen for one in lines),
    }


def _words(seen: Execution) -> str:
    if seen.version is None:
        return ""
    said = [f"时间进度 {percent(seen.time_bp, 10_000)}"]
    for side in (INCOME, EXPENSE):
        planned, done = seen.total(side)
        said.append(f"{SIDES[side]}执行 {percent(done, planned) or '—'}（{yuan(done)} / {yuan(planned)} 元）")
    return "，".join(said)


def _state(one: Executed) -> str:
    if one.line.side != EXPENSE:
        return ""
    if one.left_fen < 0:
        return "超预算"
    used = one.done_fen + one.committed_fen
    return "将用完" if one.budget_fen and used * 10_000 >= one.budget_fen * _NEARLY else ""


def _row(one: Executed) -> tuple[Any, ...]:
    state = _state(one)
    return (
        SIDES[one.line.side],
        one.line.place,
        one.line.short,
        one.budget_fen,
        one.month_fen or None,
        one.done_fen,
        _share(one, state),
        one.committed_fen or None,
        one.left_fen,
        state,
        "error" if state == "超预算" else "",
    )


def _share(one: Executed, state: str) -> Share | None:
    """The execution rate with the tone of its state."""
    if one.rate_bp is None:
        return None
    tone = {"超预算": "error", "将用完": "warn"}.get(state, "info")
    return Share(one.rate_bp, percent(one.done_fen, one.budget_fen), tone)


def _loose_row(one: Loose) -> tuple[Any, ...]:
    account = f"{one.code} {one.name.rpartition('—')[2]}"
    cells = (SIDES[one.side], account, "", None, one.month_fen or None, one.done_fen, None, None, None)
    return (*cells, "没有预算项" if one.side == EXPENSE else "", "warn" if one.side == EXPENSE else "")


def _match(row: tuple[Any, ...], key: str, value: Any) -> bool:
    return key != "state" or row[9] == value
