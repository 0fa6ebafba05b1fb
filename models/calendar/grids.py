"""A plan that is a table: 月份 · 工作内容 · 负责人; merged cells, months across, two tables abreast."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from models.calendar.headings import Head, month_numbers, read_head, year_in
from models.calendar.items import read_mark
from models.calendar.pasted import Line, clean, fold, read_lines
from models.calendar.said import read_when
from models.calendar.walk import Found, is_closing, is_signature, walk
from models.intake.cells import Cell, Sheet
from models.kit.days import chinese_number

_HEAD_ROWS = 20  # a table's head stands in the first rows
_ROLES = {
    "month": "月份 月 月度",
    "week": "周次 周 教学周",
    "time": "起止日期 时段 时间 时间安排 工作时间 活动时间 完成时间 实施时间 起止时间",
    "day": "日期 具体时间 具体日期 日",
    "content": "工作内容 内容 主要工作 工作 工作安排 重点工作 工作要点 事项 工作事项 活动 活动内容 活动名称 "
    "项目 工作项目 活动项目 主要工作内容 主要内容 具体工作 任务 工作任务 计划工作 主题 活动主题 安排",
    "who": "负责人 责任人 牵头人 主持人 经办人 承办人 负责部门 责任部门 承办部门 牵头部门 负责 部门 "
    "责任单位 组织者 承办",
    "place": "地点 场所 场地 活动地点",
    "budget": "预算 经费 经费预算 活动经费 预算经费 预算金额 费用",
}
_ROLE = {word: role for role, words in _ROLES.items() for word in words.split()}


_TIMES = {"month", "time", "day", "week"}


@dataclass(frozen=True)
class _Table:
    """Which column says what, and where the rows begin."""

    start: int
    columns: dict[str, int]


def rows_of_sheet(sheet: Sheet, year: int) -> list[list[str]]:
    """A sheet's cells as text. Days of other years than the plan's are 3月8日 as a spreadsheet keeps it."""
    return [[_text(cell, year) for cell in row] for row in sheet.rows]


def rows_of_text(lines: tuple[Line, ...]) -> list[list[str]]:
    """The rows of a table pasted as text; empty when the text is no table."""
    rows = [_split(line.text) for line in lines]
    months = sum(1 for row in rows if len(row) > 1 and month_numbers(row[0]))
    if months < 2 and not any(_columns(row) for row in rows):
        return []
    head = next((tables[0] for tables in map(_columns, rows) if tables), {"month": 0, "content": 1})
    content = head["content"]
    if any(role not in _TIMES for role, column in head.items() if column < content) or content > len(head):
        return rows  # columns of another kind stand before the work
    return [_aligned(row, content) for row in rows]


def read_grid(rows: list[list[str]]) -> tuple[Found, ...]:
    """All entries of a table, whatever its layout; empty when it is none."""
    across = _months_across(rows)
    if across:
        return across
    for start, row in enumerate(rows[:_HEAD_ROWS]):
        tables = _columns(row)
        if tables:
            return tuple(found for columns in tables for found in _read(rows, _Table(start + 1, columns)))
    guessed = _guess(rows)
    return tuple(_read(rows, guessed)) if guessed else ()


def _read(rows: list[list[str]], table: _Table) -> list[Found]:
    """Row by row; a blank month is the one above it."""
    found: list[Found] = []
    head: Head | None = None
    for index, row in enumerate(rows[table.start :], table.start + 1):
        cells = {role: _cell(row, column) for role, column in table.columns.items()}
        filled = [cell for cell in row if cell]
        if not filled or _columns(row):
            continue
        if is_closing(Line(index, filled[0])) or all(is_signature(cell) for cell in filled):
            continue
        new, when = _time(cells, index)
        if new is None and len(filled) == 1:
            new, _ = _head(filled[0], index)
        head = new if new or _says_another_time(cells) else head
        months = read_when(when)[0].months if head is None and when else ()
        head = Head(index, when, months) if months else head
        found += _entries(cells, head, when, index)
    return found


def _says_another_time(cells: dict[str, str]) -> bool:
    """A month column or a time that says 全年, 待定, 13月: such work isn't of the month above it."""
    said, later = cells.get("month", ""), cells.get("time", "")
    if said or read_when(later)[1]:
        return bool(said)
    return bool(re.search(r"\d月|月份|年|季|学期|长期|不定|待定|另行|假期", later))


def _time(cells: dict[str, str], row: int) -> tuple[Head | None, str]:
    """The heading that a row's columns of time make, and its day."""
    days = cells.get("day") or cells.get("time", "")
    head, _ = _head(_first_is_month(cells.get("month", "")), row)
    later, when = _head(days, row)
    week = re.search(r"\d+|[一二三四五六七八九十]+", cells.get("week", ""))
    if not week:
        return head or later, when
    numbers = (head or later or Head(row, "")).numbers
    dates = fold(re.sub(r"\s+", "", days))
    year = later.year if later else None
    return Head(row, cells["week"], numbers, year, week=chinese_number(week[0]) or 0, dates=dates), ""


def _first_is_month(cell: str) -> str:
    """In a column of months, the day 2026.3.1 is how a spreadsheet keeps 2026年3月."""
    found = re.fullmatch(r"(?:(\d{4})\.)?(\d{1,2})\.1", cell)
    if not found:
        return cell
    return f"{found[1]}年{found[2]}月" if found[1] else f"{found[2]}月"


def _head(cell: str, row: int) -> tuple[Head | None, str]:
    """The month or week of a cell, or else the day it says."""
    line = Line(row, re.sub(r"\s+", "", cell))
    if re.fullmatch(r"0?[1-9]|1[0-2]", line.text):
        return Head(row, cell, (int(line.text),)), ""
    if re.fullmatch(r"(?:19|20)\d\d[-.](?:0?[1-9]|1[0-2])", line.text):
        return Head(row, cell, (int(line.text[5:]),), int(line.text[:4])), ""
    head = read_head(line)
    if head and not head.rest:
        return head, ""
    if head and head.numbers and head.rest and not head.week:
        return replace(head, rest=""), ""
    days = re.match(r"(?:((?:19|20)\d\d)[年.])?(\d{1,2})[月.]\d", line.text)
    if days and 1 <= int(days[2]) <= 12:
        year = int(days[1]) if days[1] else None
        return Head(row, cell, (int(days[2]),), year), line.text
    return None, line.text


def _entries(cells: dict[str, str], head: Head | None, when: str, row: int) -> list[Found]:
    """The entries of one cell, with the other cells of its row."""
    content = cells.get("content", "")
    if not content:
        return []
    lines = tuple(replace(line, number=row) for line in read_lines(content))
    none = Head(row, "")
    found = walk(lines, head or none)
    people = [part.strip() for part in cells.get("who", "").split("\n") if part.strip()]
    apiece = len(people) == len(found) > 1
    together = "、".join(people)
    return [
        replace(
            one,
            head=head,
            when=when,
            who=people[index] if apiece else together,
            place=cells.get("place", "").replace("\n", "、"),
            budget=cells.get("budget", ""),
        )
        for index, one in enumerate(found)
    ]


def _columns(row: list[str]) -> list[dict[str, int]]:
    """Roles of a head row, one set for each table abreast; empty when it is no head."""
    tables: list[dict[str, int]] = []
    current: dict[str, int] = {}
    for index, cell in enumerate(row):
        role = _role(cell)
        if role is None:
            continue
        if role in ("month", "time", "content") and role in current and len(current) > 1:
            tables.append(current)
            current = {}
        current.setdefault(role, index)
    tables.append(current)
    return [table for table in tables if "content" in table and _TIMES & table.keys()]


def _role(title: str) -> str | None:
    """What a column holds, by its title: 起止日期, 周次/日期, 责任处室, 活动内容及要求."""
    plain = re.sub(r"[\s:：（）()元]", "", title)
    parts = [_ROLE.get(part) for part in (plain, *re.split(r"[/／、]|及", plain))]
    found = next((role for role in parts if role), None)
    if found or len(plain) > 8:
        return found
    return "who" if re.match("责任|负责|承办|牵头|主办", plain) else None


def _guess(rows: list[list[str]]) -> _Table | None:
    """A table without a head: the column of months, and the column with the most words."""
    width = max((len(row) for row in rows), default=0)
    months = [sum(1 for row in rows if month_numbers(_cell(row, column))) for column in range(width)]
    if width < 2 or max(months) < 1:
        return None
    month_column = months.index(max(months))
    start = next(i for i, row in enumerate(rows) if month_numbers(_cell(row, month_column)))
    sizes = [sum(len(_cell(row, column)) for row in rows[start:]) for column in range(width)]
    sizes[month_column] = -1
    if max(sizes) <= 0:
        return None
    return _Table(start, {"month": month_column, "content": sizes.index(max(sizes))})


def _months_across(rows: list[list[str]]) -> tuple[Found, ...]:
    """Months in the head row, their work below them."""
    for start, row in enumerate(rows[:_HEAD_ROWS]):
        heads = {
            column: Head(start + 1, cell, month_numbers(cell), year_in(cell))
            for column, cell in enumerate(row)
            if month_numbers(cell)
        }
        if len(heads) >= 3:
            return tuple(
                found
                for column, head in heads.items()
                for index, below in enumerate(rows[start + 1 :], start + 2)
                for found in _entries({"content": _cell(below, column)}, head, "", index)
            )
    return ()


def _split(text: str) -> list[str]:
    """The cells of a line: tabs, or the upright strokes of a Markdown table. "1.\\t…" is one cell."""
    if "\t" not in text and text.count("|") >= 2:
        inner = text.removeprefix("|").rstrip("| ")
        cells = [cell.strip() for cell in inner.split("|")]
        return [] if all(re.fullmatch(r":?-+:?", cell) for cell in cells) else cells
    cells = [cell.strip() for cell in text.split("\t")]
    joined: list[str] = []
    for cell in cells:
        mark = read_mark(joined[-1]) if joined and joined[-1] else None
        if mark and mark.end == len(joined[-1]):
            joined[-1] += cell
        else:
            joined.append(cell)
    return joined


def _aligned(row: list[str], content: int) -> list[str]:
    """A row whose cells moved left where merged cells of time stand above it, or a cell's second paragraph.

    The cells of time in front go together before the column of the work, the others from there on.
    """
    if not row or not row[0] or _columns(row):
        return row
    times = 0
    while times < len(row) and _head_like(row[times]):
        times += 1
    if not times and len(row) > 2 and len(row[0]) <= 6 and _head_like(row[1]):
        times = 2  # 开学前 | 2月24日 | …
    if times == len(row):
        return row
    if times <= content:
        return row[:times] + [""] * (content - times) + row[times:]
    said = row[0] + "".join(f"（{cell}）" for cell in row[1:times])
    return [said if _head_like(row[0]) else row[times - 1]] + [""] * (content - 1) + row[times:]


def _head_like(cell: str) -> bool:
    """Whether a cell says a month, a week or days, and nothing else."""
    plain = re.sub(r"\s+", "", cell)
    head = read_head(Line(0, plain)) if plain else None
    if re.fullmatch(r"\d{1,2}", plain) or (head and not head.rest):
        return True
    when, end = read_when(plain)
    return when.day is not None and end >= len(plain)


def _cell(row: list[str], column: int) -> str:
    """A cell that may not be there."""
    return row[column] if column < len(row) else ""


def _text(cell: Cell, year: int) -> str:
    """A cell as text."""
    if isinstance(cell, date):
        said = f"{cell.year}." if cell.year in (year, year + 1) else ""
        return f"{said}{cell.month}.{cell.day}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or isinstance(cell, bool) else clean(str(cell)).strip()
