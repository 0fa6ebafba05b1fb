"""Pages that show everything of the kit, with made-up people: the model for whoever writes a page."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.navigation import Context
from ui.tables.columns import Draw, Link, Pill, TableColumn
from ui.tables.list_source import Filters, ListSource, Order
from ui.widgets.bar_chart import Bar, BarChart
from ui.widgets.buttons import button, card, scrolled
from ui.widgets.day_edit import DayEdit, MonthEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_strip import Filter
from ui.widgets.form import Doubt, Field, Form
from ui.widgets.member_picker import Choice, Picker
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.month_grid import MonthGrid
from ui.widgets.page import PageWidget
from ui.widgets.pill import PillLabel
from ui.widgets.record_table import RecordTable
from ui.widgets.steps import Steps
from ui.widgets.text_edits import CheckEdit, ChoiceEdit, LongEdit, TextEdit
from ui.widgets.tile import Card, Tile

SURNAMES = "华陶谢欧曹区何上郑吴解金严陈周沈"
GIVEN = ("海燕", "建国", "雨桐", "文博", "浩然", "秋月", "丽华", "淑芬", "德厚", "云帆", "永康")
UNITS = ("语文组", "数学组", "英语组", "理化组")
STATES = ("在册", "退休", "新入会", "保留会籍")
TONES = {"在册": "ok", "退休": "grey", "新入会": "info", "保留会籍": "warn"}

COLUMNS = (
    TableColumn("number", "工号", Draw.CODE, 68, quiet=True),
    TableColumn("name", "姓名", width=82),
    TableColumn("unit", "部门", width=118),
    TableColumn("sex", "性别", width=50),
    TableColumn("state", "状态", Draw.PILL, 98, tones=TONES),
    TableColumn("joined", "入会", Draw.DAY, 84),
    TableColumn("base_fen", "计费工资(元)", Draw.MONEY, 112, total=True),
    TableColumn("fee_fen", "月会费(元)", Draw.MONEY, 96, total=True),
)


def member(number: int) -> tuple[Any, ...]:
    """A made-up member, the same each time."""
    name = SURNAMES[number % len(SURNAMES)] + GIVEN[number * 7 % len(GIVEN)]
    state = STATES[0] if number % 5 else STATES[number // 5 % 4]
    base = 500000 + number * 12345 % 700000
    fee = None if state == "退休" else base // 1000 * 5
    joined = f"{2000 + number % 25}-{number % 12 + 1:02d}"
    return (f"Q{1000 + number}", name, UNITS[number // 40 % 4], "男女"[number % 2], state, joined, base, fee)


class MadeUpMembers:
    """A `RowSource` of any size that makes rows when they are asked for, as SQL would."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.asked: list[int] = []  # how many rows each read wanted

    def count(self) -> int:
        return self.size

    def ids(self, order: Order, filters: Filters) -> array[int]:
        found = array("q", range(1, self.size + 1))
        if filters:
            wish = {"unit": 2, "state": 4}
            found = array("q", (n for n in found if self._fits(member(n), filters, wish)))
        return array("q", reversed(found)) if order[1] else found

    def rows(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        self.asked.append(len(ids))
        return [member(number) for number in ids]

    def sums(self, filters: Filters) -> Mapping[str, Any]:
        ids = self.ids(("", False), filters)
        if len(ids) > 2000:
            return {"": f"{len(ids):,} 人"}
        rows = self.rows(ids)
        return {
            "": f"{len(ids)} 人",
            "base_fen": sum(r[6] for r in rows),
            "fee_fen": sum(r[7] or 0 for r in rows),
        }

    def _fits(self, row: tuple[Any, ...], filters: Filters, wish: dict[str, int]) -> bool:
        for key, value in filters.items():
            if key == "search" and value not in row[1] and value.lower() not in row[0].lower():
                return False
            if key in wish and row[wish[key]] != value:
                return False
            if key == "=unit" and row[2] != value:
                return False
        return True


class MembersDemo(PageWidget):
    """The list, as reference picture 02 has it."""

    watches = frozenset({"member"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, "会员", "在册 165 · 保留会籍 2 · 本年退休 1")
        empty = EmptyState(
            "还没有会员",
            "可以从 Excel 花名册导入，也可以一个一个添加。",
            [button("导入花名册", "file-input", kind="filled"), button("添加会员", "user-plus", kind="link")],
            note="花名册原来是什么样子都可以，不用改表头",
        )
        self.table = RecordTable(
            context,
            "members",
            COLUMNS,
            MadeUpMembers(168),
            ticks=True,
            frozen=3,
            search="姓名、拼音首字母、工号",
            filters=(
                Filter("unit", "全部部门", tuple((unit, unit) for unit in UNITS)),
                Filter("state", "全部状态", tuple((state, state) for state in STATES)),
            ),
            empty=empty,
            unit="人",
            order=("number", False),
        )
        self.strip.addWidget(self.table.strip, 1)
        self.strip.addWidget(button("导入花名册", "file-input"))
        self.strip.addWidget(button("导出 Excel", "file-spreadsheet", self.table.export))
        self.strip.addWidget(button("打印", "printer", self.table.print_list))
        self.strip.addWidget(button("添加会员", "user-plus", kind="filled"))
        self.body.addWidget(self.table, 1)

    def reload(self) -> None:
        self.table.reload()


DIFFERENCE = (
    TableColumn("line", "扣款单", width=84, quiet=True),
    TableColumn("number", "工号", Draw.CODE, 72),
    TableColumn("name", "姓名", width=84),
    TableColumn("unit", "部门", width=90),
    TableColumn("due_fen", "应缴(元)", Draw.MONEY, 92, total=True),
    TableColumn("paid_fen", "实扣(元)", Draw.MONEY, 88, total=True),
    TableColumn("gap_fen", "相差(元)", Draw.DIFFERENCE, 88),
    TableColumn(
        "result", "结果", Draw.PILL, 100, tones={"金额不同": "warn", "未缴": "error", "名册外": "info"}
    ),
    TableColumn("why", "说明", Draw.SENTENCE, 200, stretch=True, quiet=True),
    TableColumn("todo", "怎么办", Draw.LINKS, 190),
)
TINTS = {"金额不同": "warn", "未缴": "error", "名册外": "other", "待确认": "grey"}
_BOOK, _CHANGE = Link("按实扣登记", "as_paid"), Link("改应缴", "change_due")
_OWE, _FREE = Link("记欠缴", "owe"), Link("申请免缴", "exempt")
ROWS: dict[int, tuple[Any, ...]] = {
    1: ("第 19 行", "Q1017", "赵晓岚", "语文组", 4155, 3655, -500, "金额不同", "9 月调资后没有改扣款", Pill("已定：按实扣登记", "ok", "check")),
    2: ("第 55 行", "Q1052", "姜文博", "英语组", 3820, 4580, 760, "金额不同", "补扣 10 月少扣 7.60", (_BOOK, _CHANGE)),
    3: ("", "Q1023", "柏雨桐", "数学组", 6120, None, None, "未缴", "产假，工资由社保发", (_OWE, _FREE)),
    4: ("第 158 行", "—", "高启明", "后勤", None, 2850, None, "名册外", "临时用工，名册里没有此人", (Link("退回", "back"), Link("加入名册", "join"))),
    5: ("第 124 行", "—", "谢玉洁", "艺体", None, 6010, None, "待确认", "金额与解玉洁相同", (Link("就是解玉洁", "same"), Link("不是", "other"))),
}  # fmt: skip


def difference_table(context: Context) -> RecordTable:
    """A list with row tints, decisions as verbs and a decided pill."""
    source = ListSource(DIFFERENCE, ROWS)
    return RecordTable(
        context, "difference", DIFFERENCE, source, tint=lambda row: TINTS[row[7]], search="姓名"
    )


PEOPLE = {number: member(number) for number in range(1, 41)}


def seek_people(typed: str) -> list[Choice]:
    """People whose number or name holds what was typed; retired ones are greyed."""
    return [
        Choice(number, row[1], f"{row[0]} · {row[2]}", "已经退休" if row[4] == "退休" else "")
        for number, row in PEOPLE.items()
        if typed.lower() in row[0].lower() or typed in row[1]
    ]


def find_person(number: int) -> Choice | None:
    """The person with this id."""
    return Choice(number, PEOPLE[number][1], PEOPLE[number][0]) if number in PEOPLE else None


def check_name(name: str) -> str:
    """One character is too short for a name, a blank inside is doubtful."""
    if len(name) < 2:
        return "姓名至少两个字，请写全。"
    return Doubt("姓名中间有空格，确认无误可以保存。") if " " in name else ""


def demo_form() -> Form:
    """Every kind of field."""
    return Form(
        [
            Field("name", "姓名", required=True, check=check_name),
            Field("number", "工号", lambda: TextEdit("例如 Q1005"), hint="不填就由程序编号"),
            Field("fee_fen", "金额", MoneyEdit, required=True, width=160),
            Field("day", "日期", lambda: DayEdit("2026-11"), required=True, width=160),
            Field("month", "月份", lambda: MonthEdit("2026-11"), width=160),
            Field("unit", "部门", lambda: ChoiceEdit([(unit, unit) for unit in UNITS]), width=160),
            Field("person", "经办人", lambda: Picker(seek_people, find_person)),
            Field("union", "会籍", lambda: CheckEdit("愿意加入工会")),
            Field("note", "说明", LongEdit, wide=True),
            Field("sum", "月会费", MoneyEdit, locked="按计费工资算出来的，不能改"),
        ],
        columns=2,
    )


class FormDemo(PageWidget):
    """The form in a card."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "添加会员", "带 * 的要填")
        self.form = demo_form()
        box = card()
        theme.space(QVBoxLayout(box), (16, 16, 16, 16)).addWidget(scrolled(self.form))
        self.add_action(button("返回", "arrow-left"), button("保存 Ctrl+S", "save", kind="filled"))
        self.body.addWidget(box, 1)


class HomeDemo(PageWidget):
    """Cards, chart, calendar, pills, steps, tiles: the small parts together."""

    def __init__(self, context: Context) -> None:  # noqa: PLR0915  a list of parts
        super().__init__(context, "上午好，许老师", "2026年11月9日 星期一 · 农历十月初一")
        self.add_action(
            button("登记会费", "wallet"), button("新增凭证 Ctrl+N", "plus", kind="filled", keys="Ctrl+N")
        )
        whole = QWidget()
        column = theme.space(QVBoxLayout(whole), gap=12)
        self.body.addWidget(scrolled(whole), 1)
        cards = theme.space(QHBoxLayout(), gap=12)
        for caption, icon, number, note, warn, share in (
            ("银行存款余额（元）", "landmark", "286,430.56", "与 10-31 对账单一致", False, None),
            ("11 月会费 已缴 / 应缴（人）", "wallet", "161 / 166", "还差 5 人 308.95 元", True, None),
            ("年度预算执行", "chart-pie", "62.4%", "支出 268,320 / 430,000", False, 0.624),
            ("待审核凭证", "receipt-text", "3", "审核后才能结 10 月的账", True, None),
        ):
            made = Card(caption, icon)
            made.show_fact(number, note, warn=warn, share=share)
            cards.addWidget(made, 1)
        column.addLayout(cards)
        tiles = theme.space(QHBoxLayout(), gap=12)
        for word, icon, tone, count, note in (
            ("一致", "circle-check", "ok", 158, "应收等于实扣"),
            ("金额不同", "circle-alert", "warn", 3, "多 7.60，少 11.50"),
            ("未缴", "circle-x", "error", 5, "名册里有，单上没有"),
            ("名册外", "user-x", "info", 1, "单上有，名册里没有"),
            ("待确认", "circle-question-mark", "grey", 1, "姓名相近，要您认一下"),
        ):
            tile = Tile(word, icon, tone)
            tile.show_count(count, note)
            tiles.addWidget(tile, 1)
        column.addLayout(tiles)
        low = theme.space(QHBoxLayout(), gap=12)
        chart_card = card()
        inner = theme.space(QVBoxLayout(chart_card), (16, 14, 16, 12), 8)
        self.marks = Steps(("选文件", "对列", "看差异", "登记"))
        self.marks.show_step(2)
        inner.addWidget(self.marks)
        chart = BarChart()
        chart.show_bars(
            [Bar(f"{n}月", 640000 + n * 1000, 30000 if n == 11 else 0, n == 11) for n in range(1, 12)]
        )
        inner.addWidget(chart, 1)
        low.addWidget(chart_card, 1)
        month_card = card()
        grid = MonthGrid(date(2026, 11, 9))
        grid.show_dots({date(2026, 11, 2): "ok", date(2026, 11, 20): "warn", date(2026, 11, 13): "info"})
        theme.space(QVBoxLayout(month_card), (10, 10, 10, 10)).addWidget(grid)
        low.addWidget(month_card)
        column.addLayout(low, 1)
        column.addWidget(PillLabel(Pill("未结账", "warn", "circle-alert")))
