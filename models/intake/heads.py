"""Rows that may be headings, what they say column by column, and which fields their words name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from models.intake.cells import Cell, Sheet
from models.intake.fields import Table
from models.intake.values import plain
from models.intake.words import fit, is_counting, normal
from models.kit.errors import Refused

_FILLED_IN = re.compile(r"\S[:：]\s*\S")
DEEPEST = 30  # rows looked at for headings


def may_be_headings(sheet: Sheet, start: int, height: int) -> bool:
    """Headings are texts, not amounts, days or long numbers; the lower of two rows is not the list itself."""
    rows = [[cell for cell in row if cell is not None] for row in sheet.rows[start - 1 : start - 1 + height]]
    if height > 1 and any(len(row) < 2 for row in rows):  # a title above, or a section's name below
        return False
    if height > 1 and any(_FILLED_IN.search(plain(cell)) for cell in rows[0]):  # 单位：某某学校
        return False
    cells = [cell for row in rows for cell in row]
    texts = [cell for cell in cells if isinstance(cell, str) and not re.fullmatch(r"[\d.,\s-]+", cell)]
    return bool(texts) and len(texts) * 5 >= len(cells) * 4


def headings(sheet: Sheet, start: int, height: int) -> tuple[str, ...]:
    """The heading of each column; of two rows "岗位工资" or "工资/岗位工资"."""
    if not height or not start:
        return ()
    upper = [_heading(cell) for cell in sheet.rows[start - 1]]
    if height == 1:
        return tuple(upper)
    lower = [_heading(cell) for cell in sheet.rows[start]]
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    joined, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above or (group if below else "")
        joined.append(f"{group}/{below}" if group and below and group != below else group or below)
    return tuple(joined)


def matches(headings: Sequence[str], table: Table) -> dict[tuple[str, int], float]:
    """Field and column pairs, best first, each field and column once."""
    scored = []
    for column, heading in enumerate(headings):
        for order, spec in enumerate(table.fields):
            score = max((fit(part, spec) for part in parts(heading)), default=0.0)
            if score:
                scored.append((-score, column, order, spec.key))
    chosen: dict[tuple[str, int], float] = {}
    fields, columns = set[str](), set[int]()
    for score, column, _, key in sorted(scored):
        if key not in fields and column not in columns:
            fields.add(key)
            columns.add(column)
            chosen[key, column] = -score
    return chosen


def parts(heading: str) -> tuple[str, ...]:
    """What of a two-row heading may name the field: its lower part, both together."""
    if "/" not in heading:
        return (heading,) if heading else ()
    group, _, below = heading.partition("/")
    if is_counting(below):
        return ()
    return (below, group + below, heading)


def remembered_columns(said: str, headings: Sequence[str]) -> list[int]:
    """The columns of remembered headings ("岗位工资+薪级工资"); empty unless all are there."""
    known = [normal(heading) for heading in headings]
    whole = [normal(said)] if normal(said) in known else [normal(part) for part in said.split("+")]
    return [known.index(part) for part in whole] if said and all(part in known for part in whole) else []


def check_unit(sheet: Sheet, row: int, money: Mapping[int, str]) -> None:
    """Raises `Refused` when amounts are said in 万元 or 千元: they would be taken as yuan.

    `money` are the headings of the columns of amounts, `row` is where the headings begin.
    """
    above = [plain(cell) for cells in sheet.rows[: max(row - 1, 0)] for cell in cells]
    for text in (*money.values(), *(said for said in above if money and "单位" in said)):
        if re.search("[万千]元", text):
            where = f"工作表“{sheet.name}”"
            raise Refused(f"“{text}”：金额的单位不是元。", where, "请换算成元，再导入。")


def first_filled(sheet: Sheet) -> int:
    """The first row with two cells or more (a title has one); 1-based."""
    filled = (number for number, row in enumerate(sheet.rows, 1) if sum(c is not None for c in row) > 1)
    return next(filled, next((n for n, row in enumerate(sheet.rows, 1) if row), 1))


def _heading(cell: Cell) -> str:
    """A heading in one line."""
    return re.sub(r"\s+", "", plain(cell))


def chosen_row(sheet: Sheet, places: Sequence[str | int]) -> int:
    """Where the headings stand when only the person knows the columns; 0: the list has none.

    A column chosen by its heading names the row; one chosen by its letter tells by what stands below:
    words over figures are a heading.
    """
    words = {normal(part) for place in places if isinstance(place, str) for part in place.split("+")}
    words = {word for word in words if word and not re.fullmatch(r"[a-z]{1,2}", word)}
    for number, row in enumerate(sheet.rows[:DEEPEST], 1):
        said = {normal(plain(cell)) for cell in row if cell is not None}
        if words and words <= said:
            return number
    if words:
        return 0
    filled = (n for n, row in enumerate(sheet.rows[:DEEPEST], 1) if sum(cell is not None for cell in row) > 1)
    first = next(filled, 0)
    return first if first and _over_figures(sheet, first) else 0


def _over_figures(sheet: Sheet, number: int) -> bool:
    """Whether a row has a word where nearly every row below has a figure or a day."""
    below = sheet.rows[number : number + 20]
    for column, cell in enumerate(sheet.rows[number - 1]):
        if not isinstance(cell, str) or any(sign.isdigit() for sign in cell):
            continue
        texts = [plain(row[column]) for row in below if column < len(row) and row[column] is not None]
        figures = sum(any(sign.isdigit() for sign in text) for text in texts)
        if texts and figures * 5 >= len(texts) * 4:
            return True
    return False
