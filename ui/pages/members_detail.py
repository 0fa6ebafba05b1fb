"""One member beside the list: 基本, 会籍, 会费; private numbers masked, showing them is logged."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.dues import queries as dues
from models.kit import days, idcard
from models.kit.money import yuan
from models.members import past, queries
from models.members.records import Member, Private
from ui import theme
from ui.navigation import Context
from ui.tables.columns import Pill
from ui.widgets.buttons import button, label, link, picture, rule, scrolled
from ui.widgets.facts import BREAK, Avatar, FactList, SmallTable, Timeline
from ui.widgets.pill import PillLabel
from ui.widgets.sentence import Sentence

TONES = {"在职": "ok", "退休": "grey", "保留会籍": "warn", "离开": "error", "去世": "grey"}
RECENT = 3  # events on the first tab
_TABS = ("基本", "会籍", "会费")
_NUMBERS = (("id_number", "身份证号"), ("phone", "手机号"), ("bank_card", "银行卡号"), ("address", "住址"))


class MemberDetail(QFrame):
    """`show_member(7)`. What the person wants to do comes back as signals with the member's id."""

    edit = Signal(int)
    moves = Signal(int)
    base = Signal(int)
    posts = Signal(int)
    card = Signal(int)
    dues = Signal(int)
    more = Signal(int)
    back = Signal()

    def __init__(self, context: Context, reckon: Callable[[int | None], int | None]) -> None:
        super().__init__()
        theme.kind(self, "card")
        self.context, self._reckon = context, reckon
        self.member: Member | None = None
        self._full = False  # the private numbers of this member are shown
        self.avatar = Avatar()
        self.name, self.about = label("", "heading"), Sentence("", "note")
        self.state = PillLabel(Pill("", "grey"))
        self.close_button = button("", "arrow-left", self.back.emit, kind="icon", tip="返回列表（Esc）")
        self.close_button.hide()
        self.edit_button = button("", "pencil", lambda: self._tell(self.edit), kind="icon", tip="修改（F2）")
        self.more_button = button("", "ellipsis", lambda: self._tell(self.more), kind="icon", tip="更多")
        self.facts, self.recent, self.all_events = FactList(), Timeline(), Timeline()
        self.reveal = QPushButton()  # made anew with each member
        self.all_link = link("", lambda: self.show_tab(1))
        self.months = SmallTable(("月", "应缴(元)", "已缴(元)", "还欠(元)"))
        self.bases = Timeline()
        self.dues_facts = FactList()
        self._tabs: list[QPushButton] = []
        self.stack = QStackedWidget()
        self._filled: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(40)
        self._timer.timeout.connect(self._fill)
        self._assemble()

    def show_member(self, key: int | None, *, at_once: bool = False) -> None:
        """Show this member; walking quickly through the list shows only where it stops."""
        if key is None:
            self.member = None
            self.hide()
            return
        other = self.member is None or self.member.id != key
        self._full = self._full and not other
        self.member = queries.member(self.context.office.db, key)
        self._head()
        self._filled.clear()
        if at_once:
            self._fill()
        else:
            self._timer.start()

    def show_tab(self, at: int) -> None:
        """基本, 会籍 or 会费."""
        self._tabs[at].setChecked(True)
        self.stack.setCurrentIndex(at)
        self._fill()

    def let_back(self, on: bool) -> None:
        """In a narrow window the detail lies over the list; then there is a way back."""
        self.close_button.setVisible(on)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    # -- inside -----------------------------------------------------------------------------------

    def _assemble(self) -> None:
        head = theme.space(QHBoxLayout(), (16, 14, 12, 8), 10)
        words = theme.space(QVBoxLayout(), gap=2)
        line = theme.space(QHBoxLayout(), gap=8)
        line.addWidget(self.name)
        line.addWidget(self.state)
        line.addStretch(1)
        words.addLayout(line)
        words.addWidget(self.about)
        head.addWidget(self.close_button)
        head.addWidget(self.avatar)
        head.addLayout(words, 1)
        head.addWidget(self.edit_button)
        head.addWidget(self.more_button)
        column = theme.space(QVBoxLayout(self), (1, 1, 1, 1), 0)
        column.addLayout(head)
        column.addLayout(self._tab_row())
        column.addWidget(rule())
        for made in (self._basic(), self._membership(), self._money()):
            self.stack.addWidget(made)
        column.addWidget(self.stack, 1)
        column.addWidget(rule())
        foot = theme.space(QHBoxLayout(), (16, 10, 16, 10), 8)
        foot.addWidget(button("本人会费", "wallet", lambda: self._tell(self.dues)))
        foot.addWidget(button("打印登记表", "printer", lambda: self._tell(self.card)))
        foot.addStretch(1)
        column.addLayout(foot)

    def _tab_row(self) -> QHBoxLayout:
        row = theme.space(QHBoxLayout(), (16, 0, 16, 0), 20)
        group = QButtonGroup(self)
        for at, title in enumerate(_TABS):
            made = theme.fix(theme.kind(QPushButton(title), "tab"), height=theme.TOP_BAR - 1)
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(lambda *_, at=at: self.show_tab(at))
            group.addButton(made)
            self._tabs.append(made)
            row.addWidget(made)
        row.addStretch(1)
        self._tabs[0].setChecked(True)
        return row

    def _basic(self) -> QWidget:
        self.events_head = theme.space(QHBoxLayout(), gap=8)
        self.events_head.addWidget(label("变动记录", "strong"))
        self.events_head.addStretch(1)
        self.events_head.addWidget(self.all_link)
        return _tab(self.facts, rule(), self.events_head, self.recent)

    def _membership(self) -> QWidget:
        row = theme.space(QHBoxLayout(), gap=8)
        row.addWidget(button("会籍变动", "shuffle", lambda: self._tell(self.moves)))
        row.addWidget(button("登记任职", "vote", lambda: self._tell(self.posts)))
        row.addStretch(1)
        return _tab(row, self.all_events)

    def _money(self) -> QWidget:
        row = theme.space(QHBoxLayout(), gap=8)
        row.addWidget(label("计费工资", "strong"))
        row.addStretch(1)
        row.addWidget(link("改计费工资", lambda: self._tell(self.base), "pencil"))
        return _tab(self.dues_facts, self.months, rule(), row, self.bases)

    def _tell(self, signal: object) -> None:
        if self.member is not None:
            signal.emit(self.member.id)  # type: ignore[attr-defined]  # a bound signal

    def _head(self) -> None:
        one = self.member
        if one is None:
            return
        self.avatar.show_name(one.name)
        self.name.setText(one.name)
        self.state.show_pill(Pill(one.status_word, TONES[one.status_word]))
        parts = (one.number, one.unit_name, one.department, one.position)
        self.about.setText(" · ".join(part for part in parts if part))

    def _fill(self) -> None:
        """Fill the tab that is shown, once for each member."""
        self._timer.stop()
        at = self.stack.currentIndex()
        if self.member is None or at in self._filled:
            return
        self._filled.add(at)
        (self._fill_basic, self._fill_events, self._fill_dues)[at](self.member)

    def _fill_basic(self, one: Member) -> None:
        db = self.context.office.db
        numbers = queries.private(db, one.id)
        base = queries.base_of(db, one.id, self.context.period)
        fee = self._reckon(base.base_fen if base else None) if one.status == "working" else None
        self.facts.show_facts(
            [
                ("身份证号", self._id_line(numbers)),
                ("手机", numbers.phone if self._full else idcard.mask_phone(numbers.phone)),
                ("", self._reveal_link(numbers)),
                ("性别、出生", " · ".join(part for part in (one.sex, day_words(one.birth)) if part)),
                BREAK,
                ("入会时间", day_words(one.joined)),
                ("计费工资", f"{yuan(base.base_fen)} 元（{base.from_month} 起）" if base else "还没有登记"),
                ("月会费", f"{yuan(fee)} 元" if fee is not None else ""),
                ("收款卡号", self._card(numbers)),
                BREAK,
                ("来校时间", day_words(one.hired)),
                ("岗位类别", one.post_kind),
                ("职务", one.position),
                ("职称", one.title),
                ("学历", one.education),
                ("政治面貌", one.political),
                ("民族", one.ethnic),
                ("住址", self._address(numbers)),
                ("备注", one.note),
            ]
        )
        events = self._events(one)
        self.recent.show_events(events[:RECENT])
        self.all_link.setText(f"全部 {len(events)} 条")
        self.all_link.setVisible(len(events) > RECENT)

    def _fill_events(self, one: Member) -> None:
        self.all_events.show_events(self._events(one) or [("", "还没有变动记录", "")])

    def _fill_dues(self, one: Member) -> None:
        db = self.context.office.db
        year = days.year_of(self.context.period)
        found = dues.month_dues(db, f"{year}-01", f"{year}-12", one.id)
        months = [found[place] for place in sorted(found, key=lambda place: place[1])]
        now = days.month_of(self.context.office.today())
        rows = [
            (
                f"{int(m.month[5:])} 月",
                yuan(m.due_fen),
                yuan(m.arrived_fen + m.transit_fen),
                _owed(m.owed_fen) if m.month <= now else "未到期",
            )
            for m in months
        ]
        owed = sum(m.owed_fen for m in months if m.month <= now)
        self.dues_facts.show_facts([(f"{year} 年", _year_words(len(months), owed))])
        total = (
            "合计",
            yuan(sum(m.due_fen for m in months)),
            yuan(sum(m.arrived_fen + m.transit_fen for m in months)),
            _owed(owed),
        )
        self.months.setVisible(bool(rows))
        tones = ["note" if m.month > now else "error" if m.owed_fen else "" for m in months]
        self.months.show_rows([*rows, total], total=True, tones=tones)
        bases = queries.bases_of(db, one.id)
        self.bases.show_events(
            [(f"{b.from_month} 起", f"{yuan(b.base_fen)} 元", b.parts or b.source) for b in bases]
            or [("", "还没有登记", "")]
        )

    def _events(self, one: Member) -> list[tuple[str, str, str]]:
        return [(event.day, event.what, event.note) for event in past.history(self.context.office.db, one.id)]

    # -- private numbers --------------------------------------------------------------------------

    def _id_line(self, numbers: Private) -> QWidget | str:
        if not numbers.id_number:
            return ""
        made = QWidget()
        row = theme.space(QHBoxLayout(made), gap=6)
        shown = numbers.id_number if self._full else idcard.mask(numbers.id_number)
        text = label(shown)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(text)
        wrong = idcard.check(numbers.id_number)
        row.addWidget(picture("circle-alert" if wrong else "check", theme.WARN if wrong else theme.OK, 14))
        word = label("要核对" if wrong else "已核对", "warn" if wrong else "ok")
        word.setToolTip(wrong)
        row.addWidget(word)
        row.addStretch(1)
        return made

    def _card(self, numbers: Private) -> str:
        if not numbers.bank_card:
            return ""
        return numbers.bank_card if self._full else f"尾号 {numbers.bank_card[-4:]}"

    def _address(self, numbers: Private) -> str:
        return numbers.address if self._full or len(numbers.address) <= 6 else numbers.address[:6] + "…"

    def _reveal_link(self, numbers: Private) -> QWidget | str:
        if self._full or not any(getattr(numbers, key) for key, _ in _NUMBERS):
            return ""
        made = QWidget()
        row = theme.space(QHBoxLayout(made))
        self.reveal = link("显示完整号码（会留下记录）", self._reveal, "eye")
        row.addWidget(self.reveal)
        row.addStretch(1)
        return made

    def _reveal(self) -> None:
        """Show the numbers of this member in full and log each of them."""
        one = self.member
        if one is None:
            return
        numbers = queries.private(self.context.office.db, one.id)
        for key, title in _NUMBERS:
            if getattr(numbers, key):
                self.context.office.note_access(title, "在会员页查看", one.id)
        self._full = True
        self._filled.discard(0)
        self._fill()


def _tab(*parts: QWidget | QHBoxLayout) -> QWidget:
    inner = QWidget()
    column = theme.space(QVBoxLayout(inner), (16, 12, 16, 12), 12)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    column.addStretch(1)
    return scrolled(inner)


def day_words(day: str) -> str:
    """ "1984年6月12日", "2020年9月"; a text that is neither stays as it is."""
    parts = day.split("-")
    if len(parts) == 3:
        return f"{parts[0]}年{int(parts[1])}月{int(parts[2])}日"
    return f"{parts[0]}年{int(parts[1])}月" if len(parts) == 2 else day


def _owed(fen: int) -> str:
    return yuan(fen) if fen else "—"


def _year_words(count: int, owed: int) -> str:
    if not count:
        return "还没有核定会费"
    return f"已核定 {count} 个月，" + (f"还欠 {yuan(owed)} 元" if owed else "没有欠缴")
