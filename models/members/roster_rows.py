"""One line of a roster as values of a member, with sentences on what could not be taken as it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from models.intake import values
from models.intake.cells import Sheet
from models.intake.rows import Problem, Record
from models.kit import idcard
from models.members.plans import cell_at, text_of
from models.members.tables import status_of

_UNIT = re.compile(r"(分工会|分会|支会|工会小组|小组)$")
_DEPARTMENT = re.compile(r"([组部处室科系院办馆队园]|中心|年级|校区)$")


@dataclass
class Entry:
    """A line: `values` by field (days as ISO text), what is to be told, asked or refused about it."""

    sheet: str
    row: int
    values: dict[str, str]
    told: list[str] = field(default_factory=list)
    ask: str = ""
    refused: str = ""
    derived: frozenset[str] = frozenset()  # sex, birth: read from the ID number, never over what is known

    @property
    def where(self) -> str:
        """ "花名册第12行"."""
        return f"“{self.sheet}”第 {self.row} 行"


def entry(sheet: Sheet, record: Record, today: str) -> Entry:
    """A record as an entry; a day of retirement after `today` is only planned and not taken."""
    said = {key: text_of(value) for key, value in record.values.items() if value is not None}
    made = Entry(sheet.name, record.row, said, list(record.notes))
    for problem in record.problems:
        _problem(made, sheet, problem)
    if made.values.pop("is_member", "") == "否":
        made.refused = made.refused or "表里写着不是会员，没有导入。"
    if made.values.get("retired_on", "") > today:
        day = made.values.pop("retired_on")
        made.told.append(f"退休时间 {day} 还没有到，没有写入。")
        if made.values.get("status") == "retired":
            made.ask = made.ask or f"状态写的是退休，退休时间 {day} 却还没有到，请核对。"
    _status(made, record)
    _place(made, sheet.name, record.section)
    _from_id(made)
    return made


def _problem(made: Entry, sheet: Sheet, problem: Problem) -> None:
    """A cell that can't be taken: the line is refused, asked about, or goes without that cell."""
    if problem.column == 0:
        made.refused = made.refused or problem.what
    elif problem.field == "number":
        made.refused = problem.what
    elif problem.field == "status":
        made.ask = f"{problem.what}请选在职、退休、保留会籍还是离开。"
    elif problem.field == "id_number" and "最后一位" in problem.what:
        made.values["id_number"] = idcard.tidy(values.plain(cell_at(sheet, problem.row, problem.column)))
        made.told.append(problem.what)
    else:
        made.told.append(f"{problem.cell}：{problem.what.rstrip('。')}，这一格没有写入。")


def _status(made: Entry, record: Record) -> None:
    """The status out of its own column, 是否退休, a word in 人员类别, or the heading above the line."""
    retired = made.values.pop("retired", "")
    by_kind = status_of(made.values.get("post_kind", ""))
    if "status" not in made.values and not made.ask:
        if retired:
            made.values["status"] = "retired" if retired == "是" else "working"
        elif by_kind:
            made.values["status"] = by_kind
            del made.values["post_kind"]
        elif status_of(record.section):
            made.values["status"] = status_of(record.section)
    if made.values.get("status", "retired") != "retired":
        made.values.pop("retired_on", None)
    elif made.values.get("retired_on"):
        made.values["status"] = "retired"


def _place(made: Entry, sheet: str, section: str) -> None:
    """分工会 and department out of the heading above the line or the sheet's name, where no column says."""
    for said in (section, sheet):
        name = re.sub(r"\s+", "", said)
        if _UNIT.search(name):
            made.values.setdefault("unit", name)
        elif _DEPARTMENT.search(name) and not status_of(name):
            made.values.setdefault("department", name)
    if "unit" in made.values:
        made.values["unit"] = re.sub(r"\s+", "", made.values["unit"])


def _from_id(made: Entry) -> None:
    """Sex and birthday out of the ID number where the list doesn't say; otherwise they should agree."""
    number = made.values.get("id_number", "")
    born = idcard.birth(number) if number else None
    if born is None:
        return
    derived = set[str]()
    for key, title, found in (("birth", "出生日期", born.isoformat()), ("sex", "性别", idcard.sex(number))):
        said = made.values.get(key)
        if not said:
            made.values[key] = found
            derived.add(key)
        elif not found.startswith(said):
            made.told.append(f"{title}“{said}”和身份证号里的“{found}”不一致，按表里的写入。")
    made.derived = frozenset(derived)
