"""The plan of taking a roster in: each line new, changed, the same, refused or to be asked about."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from models.intake import headers, rows
from models.intake.cells import Book
from models.intake.difference import Changes, Difference, Line, Verdict
from models.intake.headers import Found, Place
from models.intake.people import Match, People
from models.kit import days, names
from models.kit.progress import SILENT, Progress
from models.members import plans, queries
from models.members.plans import ImportPlan, Told
from models.members.roster_rows import Entry, entry
from models.members.tables import MEMBERS
from models.office import Office
from models.store.journal import next_head

FIELDS = (
    *("number", "name", "sex", "birth", "joined", "hired", "unit", "department", "status", "retired_on"),
    *("post_kind", "position", "title", "education", "political", "ethnic", "note"),
    *("id_number", "phone", "bank_card", "address"),
)
_DAYS = frozenset({"birth", "joined", "hired", "retired_on"})
_LOST = re.compile("[?？*＊□■\ufffd]")  # what stands for a character that a payroll system doesn't have


def plan_members(
    office: Office,
    book: Book,
    *,
    columns: Mapping[str, Place] | None = None,
    sheets: Iterable[str] | None = None,
    header_rows: Mapping[str, int] | None = None,
    progress: Progress = SILENT,
) -> ImportPlan:
    """What taking this roster in would do; reads only. Raises `Refused` when no line can be used."""
    found = plans.locate(office.db, book, MEMBERS, columns=columns, sheets=sheets, rows=header_rows)
    entries, skipped = _entries(found, office.today().isoformat())
    _one_name_a_unit(office.db, entries)
    _refuse_twins(entries)
    against = _Against(queries.people(office.db), known(office.db))
    lines = []
    for done, one in enumerate(entries):
        if done % 200 == 0:
            progress.step(done, len(entries), "正在核对花名册")
        lines.append(against.line(one))
    plans.check_usable(book, MEMBERS, lines)
    first = found.tables[0][1]
    notes = (*book.notes, *found.notes, *_said(found), *against.missing())
    return ImportPlan(
        kind="members",
        file=book.name,
        sha256=book.sha256,
        difference=Difference(f"导入花名册：{book.name}", tuple(lines), notes),
        warnings=tuple(Told(one.sheet, one.row, said) for one in entries for said in one.told),
        columns=plans.taken(found, MEMBERS),
        skipped=skipped,
        notes=notes,
        doubtful=any(header.doubtful for _, header in found.tables),
        new_units=_new_units(office.db, lines),
        signature=headers.signature(first),
        mapping=plans.mapping_to_keep(first),
        headers=found.tables,
        head=next_head(office.db) - 1,
    )


def _entries(found: Found, today: str) -> tuple[list[Entry], tuple[Told, ...]]:
    """The lines of all sheets, and the rows that are no lines."""
    entries, skipped = list[Entry](), list[Told]()
    for sheet, header in found.tables:
        read = rows.read(sheet, header, MEMBERS)
        entries += [entry(sheet, record, today) for record in read.records]
        skipped += [Told(sheet.name, row, why) for row, why in read.skipped]
    return entries, tuple(skipped)


def _one_name_a_unit(db: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    """第1分工会, 第１分工会 and 第一分工会 are one: as the office calls it, or as it stands first."""
    known = {days.arabic(unit.name): unit.name for unit in queries.units(db, closed=True)}
    for one in entries:
        if one.values.get("unit"):
            one.values["unit"] = known.setdefault(days.arabic(one.values["unit"]), one.values["unit"])


def _said(found: Found) -> list[str]:
    """What is to be said about the headings, once."""
    return list(dict.fromkeys(note for _, header in found.tables for note in header.notes))


def _new_units(db: sqlite3.Connection, lines: Sequence[Line]) -> tuple[str, ...]:
    """Units that the file names and the office doesn't have yet, 第2 before 第10."""
    have = {unit.name for unit in queries.units(db, closed=True)}
    named = [line.values.get("unit", "") for line in lines if line.verdict is not Verdict.REFUSED]
    return tuple(sorted({name for name in named if name and name not in have}, key=_in_order))


def _in_order(name: str) -> list[tuple[int, str]]:
    """Numbers by their size, other text by its sound."""
    parts = re.split(r"(\d+)", days.arabic(name))
    return [(int(part), "") if part.isdigit() else (0, names.sort_key(part)) for part in parts]


def _refuse_twins(entries: Sequence[Entry]) -> None:
    """A number or ID number that stands in the file twice: none of the lines is taken."""
    for key, title in (("number", "工号"), ("id_number", "身份证号")):
        places = defaultdict(list)
        for one in entries:
            if one.values.get(key) and not one.refused:
                places[one.values[key].casefold()].append(one)
        for twins in places.values():
            if len(twins) < 2:
                continue
            where = "、".join(one.where for one in twins)
            said = f"工号 {twins[0].values[key]} " if key == "number" else f"同一个{title}"
            for one in twins:
                one.refused = f"{said}在{where}都有，请核对后只留一行。"


def known(db: sqlite3.Connection) -> dict[int, dict[str, str]]:
    """What the register knows of everybody, by field, in the writing of the lists."""
    result = db.execute(
        "select m.id, coalesce(m.number, ''), m.name, m.sex, coalesce(m.birth, ''), coalesce(m.joined, ''),"
        " coalesce(m.hired, ''), coalesce(u.name, ''), m.department, m.status, coalesce((select max(v.day)"
        " from movement v where v.member = m.id and v.kind = 'retire'), ''), m.post_kind, m.position,"
        " m.title, m.education, m.political, m.ethnic, m.note, coalesce(p.id_number, ''),"
        " coalesce(p.phone, ''), coalesce(p.bank_card, ''), coalesce(p.address, '') from member m"
        " left join unit u on u.id = m.unit left join member_private p on p.member = m.id"
    )
    return {row[0]: dict(zip(FIELDS, row[1:], strict=True)) for row in map(tuple, result)}


def changes_of(
    old: Mapping[str, str], new: Mapping[str, str], derived: frozenset[str], *, confirmed: bool = False
) -> Changes:
    """What a line changes: blanks wipe nothing, a bare month never replaces the day that lies in it.

    A name that is written in another way changes only when a person has `confirmed` who is meant.
    """
    found = []
    for key in FIELDS:
        value, before = new.get(key, ""), old.get(key, "")
        if not value or value == before or (before and key in derived):
            continue
        if key in _DAYS and len(before) > len(value) and before.startswith(value):
            continue
        if key == "name" and not confirmed and not (_LOST.search(before) and not _LOST.search(value)):
            continue
        found.append((key, before, value))
    return tuple(found)


class _Against:
    """The lines of a file against the register, one by one; remembers who has been met."""

    def __init__(self, people: People, known: Mapping[int, Mapping[str, str]]) -> None:
        self.people, self.known = people, known
        self.met: dict[int, Entry] = {}
        self.new: dict[str, list[Entry]] = defaultdict(list)

    def line(self, one: Entry) -> Line:
        """What becomes of a line."""
        if one.refused:
            return _line(one, Verdict.REFUSED, reason=one.refused)
        match = self._match(one)
        if match.kind == "unknown":
            return self._new(one)
        if not match.sure or match.member_id is None:
            candidates = match.candidates or tuple(filter(None, [match.member_id]))
            return _line(one, Verdict.ASK, reason=match.why, candidates=candidates)
        return self._meets(one, match.member_id)

    def missing(self) -> list[str]:
        """A sentence on working members who are not in the file."""
        left = [
            row["name"]
            for key, row in self.known.items()
            if key not in self.met and row["status"] == "working"
        ]
        if not left or not self.met:
            return []
        some = "、".join(left[:5]) + ("等" if len(left) > 5 else "")
        return [f"有 {len(left)} 位在职会员不在这份表里（{some}），没有改动他们。"]

    def _match(self, one: Entry) -> Match:
        """As the kit finds people, but a line with a number or ID of its own is a person of its own."""
        if not self.known:
            return Match("unknown")
        said = one.values
        keys = {key: said.get(key, "") for key in ("number", "name", "id_number", "phone")}
        match = self.people.match(**keys, unit=said.get("unit", ""))
        if match.kind == "ambiguous" and said.get("department"):
            match = self.people.match(**keys, unit=said["department"])
        if keys["number"] and keys["number"].casefold() in self.people.by_number:
            return match
        if keys["id_number"] and keys["id_number"] in self.people.by_id_number:
            return match
        return self._not_another(one, match)

    def _not_another(self, one: Entry, match: Match) -> Match:
        """Met by name alone: an own number with a like name, or another ID number, is somebody else."""
        said = one.values
        same = self.people.by_name.get(names.key(said["name"]), [])
        if not same and (said.get("number") or said.get("id_number")):
            return Match("unknown")
        theirs = [self.known[person.id]["id_number"] for person in same]
        if said.get("id_number") and same and all(theirs):
            return Match("unknown")
        if match.kind == "name" and match.member_id is not None:
            return self._same_birth(one, match.member_id) or match
        return match

    def _same_birth(self, one: Entry, key: int) -> Match | None:
        """A doubt when the list's birthday isn't that of the member of the same name."""
        theirs, ours = self.known[key]["birth"][:7], one.values.get("birth", "")[:7]
        if not theirs or not ours or theirs == ours:
            return None
        why = f"花名册里的“{one.values['name']}”生于 {theirs}，这里写的是 {ours}，请确认是不是同一个人。"
        return Match("doubtful", key, (key,), why)

    def _new(self, one: Entry) -> Line:
        """Somebody new, unless the file names the same person without telling the two apart."""
        key = names.key(one.values["name"])
        for other in self.new[key]:
            if not _told_apart(one.values, other.values):
                why = f"和{other.where}同名，看不出是不是同一个人，请补上工号、身份证号或部门。"
                return _line(one, Verdict.ASK, reason=why)
        self.new[key].append(one)
        if one.ask:
            return _line(one, Verdict.ASK, reason=one.ask)
        return _line(one, Verdict.NEW)

    def _meets(self, one: Entry, key: int) -> Line:
        """A line about a member."""
        if key in self.met:
            why = f"和{self.met[key].where}是同一位会员，只能要其中一行。"
            return _line(one, Verdict.ASK, reason=why, candidates=(key,))
        owners = self.people.by_id_number.get(one.values.get("id_number", ""), [])
        if owners and all(owner.id != key for owner in owners):
            why = f"这个身份证号在花名册里是“{owners[0].name}”的，请核对。"
            return _line(one, Verdict.ASK, reason=why, candidates=(key, owners[0].id))
        self.met[key] = one
        _tell_name(one, self.known[key]["name"])
        found = changes_of(self.known[key], one.values, one.derived)
        _tell_change(one, found)
        if one.ask:
            return _line(one, Verdict.ASK, changes=found, reason=one.ask, target=key)
        return _line(one, Verdict.CHANGED if found else Verdict.SAME, changes=found, target=key)


def _tell_change(one: Entry, found: Changes) -> None:
    """A status that changes without a day is dated with the month of the import; say so."""
    changed = {key: new for key, _, new in found}
    if "status" in changed and not (changed["status"] == "retired" and one.values.get("retired_on")):
        one.told.append("状态有变化，表里没有写时间，按今天登记，请核对。")


def _tell_name(one: Entry, ours: str) -> None:
    """A name written in another way is told and left as it is."""
    said = one.values["name"]
    if names.key(said) != names.key(ours) and not _LOST.search(ours):
        one.told.append(f"表里写作“{said}”，花名册里是“{ours}”，姓名没有改。")


def _told_apart(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two lines of one name say different things where both speak."""
    keys = ("number", "id_number", "birth", "unit", "department", "phone")
    return any(one.get(key) and other.get(key) and one[key] != other[key] for key in keys)


def _line(
    one: Entry,
    verdict: Verdict,
    *,
    reason: str = "",
    changes: Changes = (),
    target: int | None = None,
    candidates: tuple[int, ...] = (),
) -> Line:
    said = one.values
    label = f"{said.get('number', '')} {said.get('name', '')}".strip()
    return Line(
        verdict=verdict,
        sheet=one.sheet,
        row=one.row,
        label=label,
        changes=changes,
        reason=reason,
        values=said,
        target=target,
        candidates=candidates,
        notes=tuple(one.told),
    )
