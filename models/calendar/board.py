"""The schedule as lines on a board: planned work and what the office knows, by week, month and day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.calendar import queries
from models.calendar.checks import same_key
from models.calendar.records import DOING, DONE, PLANNED, Routine, WorkItem
from models.calendar.routine import (
    CLOSING_DAY,
    DuesOfMonth,
    day_in,
    dues_of_months,
    routines,
    said_day,
    setting_day,
    treasurer,
)
from models.calendar.weeks import Week, weeks
from models.calendar.words import month_span, when_words
from models.kit.days import (
    month_end,
    month_of,
    month_start,
    months,
    next_month,
    number_of,
    school_year,
    term_months,
    weekday,
)
from models.ledger import queries as ledger
from models.members import queries as members
from models.office import Office

SOON, LATE, NOTE = "soon", "late", "note"  # states that follow from the day; NOTE has no state
SOON_DAYS = 7
PLAN, OWN = "plan", "own"
DUES, BIRTHDAYS, RETIREMENTS, CLOSING, ROUTINE = "dues", "birthdays", "retirements", "period", "routine"
KNOWN = {DUES: "会费", BIRTHDAYS: "生日", RETIREMENTS: "退休", CLOSING: "结账", ROUTINE: "例行"}
_SATURDAY = 5
_SHORT_WEEK = 2  # days of a week cut by the month's end that don't get a heading of their own


@dataclass(frozen=True)
class Line:
    """One line. `day` is where it stands in the month, None: any time in it; `until`: by that day.

    `kind` says where it comes from: PLAN, OWN, or one of KNOWN. `item` is the id of planned work, 0 for
    what the office knows. `where` is what can be opened ("dues:2026-03", "member:7"), "" nothing.
    """

    kind: str
    month: str
    content: str
    when: str = ""
    day: date | None = None
    last_day: date | None = None
    until: bool = False
    who: str = ""
    place: str = ""
    state: str = NOTE
    item: int = 0
    source: str = ""
    module: str = ""
    where: str = ""
    done_on: date | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """The days of its month on which something is, for the dots of a small month."""
        if self.day is None:
            return ()
        last = min(self.last_day or self.day, month_end(self.month))
        return tuple(self.day + timedelta(days=step) for step in range(max(0, (last - self.day).days) + 1))


@dataclass(frozen=True)
class Section:
    """A heading and its lines: 第 9 周, 九月, 本月内."""

    title: str
    note: str
    lines: tuple[Line, ...]


def span_of(view: str, month: str) -> tuple[str, ...]:
    """The months that "month", "term" or "year" shows when one looks at `month`."""
    if view == "term":
        return term_months(school_year(month))
    return months(f"{month[:4]}-01", f"{month[:4]}-12") if view == "year" else (month,)


def span_lines(office: Office, span: Sequence[str], *, dropped: bool = False) -> tuple[Line, ...]:
    """Everything of several months; work that goes on stands in the first of its months."""
    found: list[Line] = []
    seen: set[int] = set()
    dues = dues_of_months(office.db, span[0], span[-1])
    for month in span:
        for line in _month_lines(office, month, dues, dropped):
            if not line.item or line.item not in seen:
                found.append(line)
                seen.add(line.item)
    return tuple(found)


def _month_lines(
    office: Office, month: str, dues: Mapping[str, DuesOfMonth], dropped: bool
) -> tuple[Line, ...]:
    """One month; `dues` are the sums of all months that are looked at."""
    today = office.today()
    items = queries.items(office.db, month, month, dropped=dropped)
    found = [line_of(item, month, today) for item in items]
    entered = {_core(item.content) for item in items}
    found += [
        line
        for line in _known(office, month, dues)
        if _core(line.content) not in entered  # it was put into the plan
    ]
    return _sorted(found)


def _core(content: str) -> tuple[str, str, str]:
    """The words that stay: 收缴11月会费 of 收缴11月会费：应缴 57 人."""
    return same_key("", "", content.partition("：")[0])


def by_weeks(office: Office, month: str, lines: Sequence[Line]) -> tuple[Section, ...]:
    """A month's lines under its weeks; weeks without lines are left out, 本月内 stands at the end."""
    found = []
    for week, last_number in _joined(weeks(office, month)):
        inside = tuple(line for line in lines if line.day and week.first <= line.day <= week.last)
        if inside:
            found.append(Section(_week_title(week.number, last_number), _span(week), inside))
    loose = tuple(line for line in lines if line.day is None)
    if loose:
        found.append(Section("本月内", f"没有定日期的 {len(loose)} 项", loose))
    return tuple(found)


def by_months(office: Office, span: Sequence[str], lines: Sequence[Line]) -> tuple[Section, ...]:
    """The lines of a term or a year under their months; months without lines are left out."""
    found = []
    for month in span:
        inside = tuple(line for line in lines if line.month == month)
        if inside:
            title = f"{month[:4]}年{number_of(month)}月"
            words = week_words(office, (month,))
            note = f"{len(inside)} 项" + (f"，{words}" if words else "")
            found.append(Section(title, note, inside))
    return tuple(found)


def week_words(office: Office, span: Sequence[str]) -> str:
    """第 9－13 周, for the months of one term; "" in the holidays."""
    found = [week for month in span for week in weeks(office, month)]
    numbers = [week.number for week in found if week.number and week.first.weekday() < _SATURDAY]
    if not numbers:
        return ""
    first, last = min(numbers), max(numbers)
    return f"第 {first} 周" if first == last else f"第 {first}–{last} 周"


def line_of(item: WorkItem, month: str, today: date) -> Line:
    """A piece of work as a line of one of its months."""
    day = item.day or item.last_day
    inside = day if day and month_of(day) == month else None
    return Line(
        kind=PLAN if item.source else OWN,
        month=month,
        content=item.content.rstrip("。；"),
        when=_when(item, month),
        day=inside,
        last_day=item.last_day if inside else None,
        until=item.day is None and item.last_day is not None,
        who=item.who,
        place=item.place,
        state=state_of(item, today),
        item=item.id,
        source=item.source,
        module=item.module,
        where=f"work-item:{item.id}",
        done_on=item.done_on,
    )


def state_of(item: WorkItem, today: date) -> str:
    """Its state; open work whose day is over is LATE, what must be done within a week SOON."""
    if not item.open:
        return item.state
    due = item.due or month_end(item.last_month)
    if due < today:
        return LATE
    # an event is on its day; only what has a last day can run out
    if item.state == PLANNED and item.day and not item.last_day:
        return PLANNED
    return SOON if due <= today + timedelta(days=SOON_DAYS) else item.state


def tone_of_day(states: Sequence[str]) -> str:
    """The state that a day's dot shows: the most urgent one."""
    order = (LATE, SOON, DOING, PLANNED, NOTE, DONE)
    return next((state for state in order if state in states), NOTE)


def _known(office: Office, month: str, dues: Mapping[str, DuesOfMonth]) -> Iterator[Line]:
    """What the month brings by itself, with the state that the books show."""
    for routine in routines(office, month):
        yield from _of_routine(office, month, routine, dues)
    before = next_month(month, -1)
    if before >= ledger.first_month(office.db) and ledger.is_closed(office.db, before):
        day = month_start(month).replace(day=day_in(month, setting_day(office, "closing_day", CLOSING_DAY)))
        content = f"完成{number_of(before)}月账务结账，编制银行存款余额调节表"
        who, where = treasurer(office), f"period:{before}"
        yield Line(CLOSING, month, content, f"{day.day}日前", day, None, True, who, state=DONE, where=where)


def _of_routine(
    office: Office, month: str, routine: Routine, dues: Mapping[str, DuesOfMonth]
) -> Iterator[Line]:
    """A routine as a line; people who retire have one each."""
    kind = routine.link.partition(":")[0] or ROUTINE
    day, until = said_day(routine.when, month)
    when = "" if day is None else f"{day.day}日前" if until else f"{day.day}日 {weekday(day)}"
    line = Line(kind, month, routine.content, when, day, None, until, routine.who, where=routine.link)
    if kind == RETIREMENTS:
        for one in members.retirements(office.db, month, month):
            content = f"{one.name}本月到龄退休（会费缴至{number_of(month)}月）"
            yield replace(
                line, content=content, when=f"{month_end(month).day}日前", where=f"member:{one.member}"
            )
    elif kind in (DUES, CLOSING) and day is not None:
        yield replace(line, state=_book_state(dues.get(month) if kind == DUES else None, day, office.today()))
    else:
        yield replace(line, where="")


def _book_state(sums: DuesOfMonth | None, due: date, today: date) -> str:
    """How far dues are (None: not assessed, or it is no dues) when they are due on a day."""
    if sums and sums.payers and not sums.owing:
        return DONE
    if due < today:
        return LATE
    if due <= today + timedelta(days=SOON_DAYS):
        return SOON
    return DOING if sums and sums.owing < sums.payers else PLANNED


def _sorted(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: line.day or date.max))


def _when(item: WorkItem, month: str) -> str:
    """16日 周一, 5－8日, 30日前, 上旬; without one the months it takes."""
    words = when_words(item, month).replace("（", " ").replace("）", "")
    return words or month_span(item)


def _joined(found: Sequence[Week]) -> list[tuple[Week, int]]:
    """The weeks; one of a day or two at the month's end belongs to the week before. With its last number."""
    joined = [(week, week.number) for week in found]
    tail, _ = joined[-1]
    if len(joined) > 1 and (tail.last - tail.first).days < _SHORT_WEEK:
        before, _ = joined[-2]
        joined[-2:] = [(replace(before, last=tail.last), tail.number)]
    return joined


def _week_title(first: int, last: int) -> str:
    """第 9 周, 第 12–13 周, 假期."""
    if not first and not last:
        return "假期"
    return f"第 {first or last} 周" if first == last or not (first and last) else f"第 {first}–{last} 周"


def _span(week: Week) -> str:
    return f"{week.first:%m-%d} 至 {week.last:%m-%d}" if week.first != week.last else f"{week.first:%m-%d}"
