"""Taking in wage lists: the pay that dues are reckoned on, from a month on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from models.intake import headers, rows
from models.intake.cells import Book, Sheet
from models.intake.difference import Changes, Difference, Line, Verdict
from models.intake.headers import Header, Place
from models.intake.people import Match, People
from models.intake.rows import Record
from models.intake.words import is_unsure, normal
from models.kit.days import month_words, parse_month
from models.kit.money import yuan
from models.kit.progress import SILENT, Progress
from models.members import plans, queries
from models.members.plans import SKIP, TAKE, Decisions, ImportPlan, Told
from models.members.tables import WAGES
from models.office import Office
from models.store.journal import Change, next_head

_LOOKED_AT = 60  # lines that tell whether a 合计 is that of the base
_LOW_FEN, _HIGH_FEN = 50_000, 10_000_000  # below 500 or above 100,000 yuan a month somebody should look
_PARTS = (("post_pay", "岗位工资"), ("grade_pay", "薪级工资"))


def plan_wages(
    office: Office,
    book: Book,
    from_month: str,
    *,
    columns: Mapping[str, Place] | None = None,
    sheets: Iterable[str] | None = None,
    header_rows: Mapping[str, int] | None = None,
    progress: Progress = SILENT,
) -> ImportPlan:
    """What taking these bases in from `from_month` on would do; reads only. Raises `Refused`."""
    from_month = parse_month(from_month)
    found = plans.locate(office.db, book, WAGES, columns=columns, sheets=sheets, rows=header_rows)
    found = replace(found, tables=tuple((sheet, _without_gross(sheet, one)) for sheet, one in found.tables))
    against = _Against(queries.people(office.db), queries.bases(office.db, from_month))
    lines, skipped = list[Line](), list[Told]()
    for done, (sheet, header) in enumerate(found.tables):
        progress.step(done, len(found.tables), "正在核对工资基数")
        read = rows.read(sheet, header, WAGES)
        lines += [against.line(sheet, record) for record in read.records]
        skipped += [Told(sheet.name, row, why) for row, why in read.skipped]
    lines = [against.after_all(line) for line in lines]
    plans.check_usable(book, WAGES, lines)
    notes = (*book.notes, *found.notes, *plans.said(found), *_without(office, from_month, lines))
    return ImportPlan(
        kind="wages",
        file=book.name,
        sha256=book.sha256,
        difference=Difference(_title(from_month, book), tuple(lines), notes),
        warnings=tuple(Told(line.sheet, line.row, note) for line in lines for note in line.notes),
        columns=plans.taken(found, WAGES),
        skipped=tuple(skipped),
        notes=notes,
        doubtful=any(header.doubtful for _, header in found.tables),
        from_month=from_month,
        signature=headers.signature(found.tables[0][1]),
        mapping=plans.mapping_to_keep(found.tables[0][1]),
        headers=found.tables,
        head=next_head(office.db) - 1,
    )


def _without_gross(sheet: Sheet, header: Header) -> Header:
    """A 合计 that also holds 绩效 and allowances is not the base where both its parts stand beside it."""
    spec, keys = WAGES.field("base"), [key for key, _ in _PARTS]
    if header.how.get("base") != "name" or not all(key in header.columns for key in keys):
        return header
    heading = header.headings[header.columns["base"]]
    if not is_unsure(heading, spec):
        return header
    some = replace(sheet, rows=sheet.rows[: header.first_row + _LOOKED_AT])
    said = [one.values for one in rows.read(some, header, WAGES).records]
    full = [one for one in said if None not in (one.get("base"), *(one.get(key) for key in keys))]
    off = [one for one in full if sum(one[key] for key in keys) != one["base"]]
    if not off or (len(off) < 5 and not normal(heading).startswith("应发")) or len(off) * 2 <= len(full):
        return header
    columns = {key: column for key, column in header.columns.items() if key != "base"}
    how = {key: way for key, way in header.how.items() if key != "base"}
    note = f"“{heading}”不是岗位工资加薪级工资，没有用它，按这两项相加。"
    return replace(header, columns=columns, how=how, notes=(*header.notes, note))


def _title(from_month: str, book: Book) -> str:
    return f"导入工资基数（{month_words(from_month)}起）：{book.name}"


def apply_wages(change: Change, plan: ImportPlan, decisions: Decisions | None = None) -> dict[str, int]:
    """Take planned bases in. Returns {"added", "updated", "unchanged"}; the same again writes nothing."""
    plans.check_fresh(change, plan)
    taken = [(line.target or 0, line) for line in plan.difference.of(Verdict.NEW, Verdict.CHANGED)]
    taken += _decided(plan, decisions or {})
    counts = {"added": 0, "updated": 0, "unchanged": len(plan.difference.of(Verdict.SAME))}
    there = dict(
        change.db.execute(
            "select member, id from wage_base where from_month = ?", (plan.from_month,)
        ).fetchall()
    )
    valid = queries.bases(change.db, plan.from_month)
    new = []
    for member, line in taken:
        counts["updated" if member in valid else "added"] += 1
        row = _row(line, plan)
        if member in there:
            change.update("wage_base", there[member], row)
        else:
            new.append((member, plan.from_month, *row.values()))
    if taken:
        change.insert_all("wage_base", ("member", "from_month", "base_fen", "parts", "source"), new)
        plans.file_taken(change, plan, WAGES, len(taken))
    return counts


def _decided(plan: ImportPlan, decisions: Decisions) -> list[tuple[int, Line]]:
    """The lines that a person gave to a member, or took as they stand."""
    found = []
    for line in plan.difference.of(Verdict.ASK):
        decision = decisions.get((line.sheet, line.row), SKIP)
        target = line.target if decision == TAKE else decision
        if isinstance(target, int):
            found.append((target, line))
    return found


def _row(line: Line, plan: ImportPlan) -> dict[str, Any]:
    return {"base_fen": line.values["base_fen"], "parts": line.values["parts"], "source": plan.file}


def _without(office: Office, from_month: str, lines: Iterable[Line]) -> list[str]:
    """A sentence on those who owe dues and are not in the list."""
    met = {line.target for line in lines} | {key for line in lines for key in line.candidates}
    left = [one.name for one in queries.liable(office.db, from_month) if one.member not in met]
    if not left:
        return []
    some = "、".join(left[:5]) + ("等" if len(left) > 5 else "")
    return [f"有 {len(left)} 位在职会员不在这份表里（{some}），他们的计费工资没有变。"]


class _Against:
    """The lines of a wage list against the register; remembers who has been met."""

    def __init__(self, people: People, bases: Mapping[int, int]) -> None:
        self.people, self.bases = people, bases
        self.met: dict[int, tuple[str, int]] = {}
        self.two_bases: dict[int, str] = {}

    def line(self, sheet: Sheet, record: Record) -> Line:
        """What becomes of a line."""
        said = record.values
        made = _Made(sheet, record)
        base_fen, ask, refused = _base(record)
        if refused or base_fen is None:
            return made.line(Verdict.REFUSED, reason=refused)
        match = self._match(said, record.section)
        made.values = {"base_fen": base_fen, "parts": _parts(said)}
        if match.kind == "unknown":
            return made.line(Verdict.REFUSED, reason=match.why)
        if not match.sure or match.member_id is None:
            candidates = match.candidates or tuple(filter(None, [match.member_id]))
            return made.line(Verdict.ASK, reason=match.why, candidates=candidates)
        return self._meets(made, match.member_id, ask)

    def _match(self, said: Mapping[str, Any], section: str) -> Match:
        keys = {key: said.get(key) or "" for key in ("number", "name", "id_number")}
        return self.people.match(**keys, unit=said.get("unit") or section)

    def _meets(self, made: _Made, key: int, ask: str) -> Line:
        """A line about a member."""
        if key in self.met:
            where, base_fen = self.met[key]
            if base_fen != made.values["base_fen"]:
                self.two_bases[key] = made.where
            why = f"和{where}是同一位会员，只能要其中一行。"
            return made.line(Verdict.ASK, reason=why, candidates=(key,))
        self.met[key] = made.where, made.values["base_fen"]
        base_fen, before = made.values["base_fen"], self.bases.get(key)
        changes: Changes = () if before == base_fen else (("base_fen", before, base_fen),)
        if ask:
            return made.line(Verdict.ASK, reason=ask, changes=changes, target=key)
        if not changes:
            return made.line(Verdict.SAME, target=key)
        return made.line(Verdict.NEW if before is None else Verdict.CHANGED, changes=changes, target=key)

    def after_all(self, line: Line) -> Line:
        """Of two lines with different bases for one person, none is taken unasked."""
        if line.verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME) and line.target in self.two_bases:
            why = f"和{self.two_bases[line.target]}是同一位会员，计费工资不同，只能要其中一行。"
            return replace(line, verdict=Verdict.ASK, reason=why)
        return line


class _Made:
    """The parts of a `Line` that are known from the start."""

    def __init__(self, sheet: Sheet, record: Record) -> None:
        said = record.values
        self.sheet, self.row = sheet.name, record.row
        self.label = f"{said.get('number') or ''} {said.get('name') or ''}".strip()
        self.values: dict[str, Any] = {}
        self.problems = [problem for problem in record.problems if problem.column]
        self.notes = list(record.notes)

    @property
    def where(self) -> str:
        """ "“工资”第 12 行"."""
        return f"“{self.sheet}”第 {self.row} 行"

    def line(self, verdict: Verdict, **more: Any) -> Line:
        """The finished line with its notes."""
        notes = [*self.notes]
        base_fen = self.values.get("base_fen")
        if base_fen is not None and not _LOW_FEN <= base_fen <= _HIGH_FEN:
            notes.append(f"计费工资 {yuan(base_fen)} 不太寻常，请核对。")
        if verdict is not Verdict.REFUSED:
            notes += [f"{problem.cell}：{problem.what}" for problem in self.problems]
        return Line(verdict, self.sheet, self.row, self.label, values=self.values, notes=tuple(notes), **more)


def _base(record: Record) -> tuple[int | None, str, str]:
    """The base (fen), what must be asked about it, and why there is none."""
    said = record.values
    wrong = next((p for p in record.problems if p.field in ("base", "post_pay", "grade_pay", "number")), None)
    if wrong is not None:
        return None, "", f"{wrong.cell}：{wrong.what}"
    parts = [said[key] for key, _ in _PARTS if said.get(key) is not None]
    stated = said.get("base")
    base = stated if stated is not None else sum(parts) if parts else None
    if base is None:
        return None, "", "没有填计费工资。"
    if base <= 0:
        return None, "", f"计费工资是 {yuan(base)}，没有写入。"
    if stated is not None and len(parts) == len(_PARTS) and sum(parts) != stated:
        return base, f"合计写的是 {yuan(stated)}，岗位工资和薪级工资相加是 {yuan(sum(parts))}，请核对。", ""
    return base, "", ""


def _parts(said: Mapping[str, Any]) -> str:
    """岗位工资 4,852.00；薪级工资 3,236.73."""
    named = [f"{title} {yuan(said[key])}" for key, title in _PARTS if said.get(key) is not None]
    return "；".join(named)
