"""Who a line of a foreign list is about: found by number and name, asked where two could be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from models.kit import names

Kind = Literal["exact", "name", "doubtful", "ambiguous", "unknown"]
_LOST = "?？*＊□■×\ufffd"  # what stands for a character that a payroll system doesn't have
_VARIANTS = ("𠮷吉", "䶮龑", "旸暘", "镕熔", "堃坤", "喆哲", "昇升", "峯峰", "渊淵", "於于", "囯国", "甯宁")


@dataclass(frozen=True)
class PersonKey:
    """What is known of a member, as far as it tells people apart. `name_key` is `names.key(name)`."""

    id: int
    number: str
    name: str
    name_key: str
    unit: str = ""
    department: str = ""
    id_number: str = ""
    phone: str = ""
    initials: str = ""
    state: str = ""


@dataclass(frozen=True)
class Match:
    """The answer for one line.

    kind        exact: number and name agree (or ID); name: the only one of that name;
                doubtful: probably `member_id` or one of `candidates`, to be confirmed;
                ambiguous: several `candidates`; unknown: nobody
    why         a sentence for the person, empty where nothing is to be said
    """

    kind: Kind
    member_id: int | None = None
    candidates: tuple[int, ...] = ()
    why: str = ""

    @property
    def sure(self) -> bool:
        """Whether it may be taken without asking."""
        return self.kind in ("exact", "name")


class People:
    """All members, indexed once; thousands of lines are then matched in a moment."""

    def __init__(self, people: Iterable[PersonKey]) -> None:
        self.all = {person.id: person for person in people}
        self.by_number = _index((p.number.casefold(), p) for p in self.all.values() if p.number)
        self.by_name = _index((p.name_key or names.key(p.name), p) for p in self.all.values())
        self.by_id_number = _index((p.id_number, p) for p in self.all.values() if p.id_number)
        self._by_sound: dict[str, list[PersonKey]] | None = None
        self._by_gap: dict[str, list[PersonKey]] | None = None

    def match(
        self, *, number: str = "", name: str = "", unit: str = "", id_number: str = "", phone: str = ""
    ) -> Match:
        """The member of a line. `unit` is whatever the line says of where: 分工会 or 部门."""
        key = names.key(name) if name else ""
        numbered = self.by_number.get(number.strip().casefold(), []) if number else []
        if numbered:
            return self._numbered(numbered, name, key)
        identified = self.by_id_number.get(id_number, []) if id_number else []
        if len(identified) == 1:
            return _identified(identified[0], name, key)
        if not key:
            return Match("unknown", why=f"花名册里没有工号“{number}”。" if number else "这一行没有姓名。")
        found = self._named(key, name, unit, phone)
        return self._with_wrong_number(found, number, name) if number else found

    def _numbered(self, people: Sequence[PersonKey], name: str, key: str) -> Match:
        """Somebody has the number: the name decides how sure that is."""
        if not key:
            return (
                Match("exact", people[0].id) if len(people) == 1 else _several(people, "工号相同的有{}人。")
            )
        same = [person for person in people if (person.name_key or names.key(person.name)) == key]
        if len(same) == 1:
            return Match("exact", same[0].id)
        if len(people) > 1:
            return _several(people, "工号相同的有{}人。")
        person = people[0]
        if _one_rare_character(names.key(person.name), key):
            return Match("exact", person.id, why=f"“{name}”与花名册“{person.name}”是同一字的两种写法。")
        others = tuple(p.id for p in self.by_name.get(key, []) if p.id != person.id)
        why = f"工号 {person.number} 在花名册里是“{person.name}”，表里写的是“{name}”。"
        return Match("doubtful", person.id, (person.id, *others), why)

    def _named(self, key: str, name: str, unit: str, phone: str) -> Match:
        """By name: one is taken, several are narrowed by place or phone, none is looked for nearby."""
        people = self.by_name.get(key, [])
        if len(people) == 1:
            return Match("name", people[0].id)
        if not people:
            return self._nearby(key, name, unit)
        for narrowed in (
            [p for p in people if phone and p.phone == phone],
            [p for p in people if unit and unit in (p.unit, p.department)],
        ):
            if len(narrowed) == 1:
                return Match("name", narrowed[0].id, why=f"叫“{name}”的有{len(people)}人，按部门或手机认出。")
        active = [p for p in people if p.state not in _GONE]
        return _several(active if len(active) > 1 else people, f"叫“{name}”的有{{}}人，请选是哪一位。")

    def _with_wrong_number(self, found: Match, number: str, name: str) -> Match:
        """The number is nobody's: a person found by name alone is to be confirmed."""
        if found.kind == "unknown":
            return Match("unknown", why=f"花名册里没有工号“{number}”，也没有“{name}”。")
        person = self.all[found.member_id] if found.member_id is not None else None
        if person is None:
            return found
        if not person.number:
            return Match("name", person.id, why=f"“{name}”在花名册里还没有工号。")
        why = f"花名册里没有工号“{number}”；“{person.name}”的工号是 {person.number}。"
        return Match("doubtful", person.id, (person.id,), why)

    def _nearby(self, key: str, name: str, unit: str) -> Match:
        """Nobody of that name: one character off, or the same sound, is offered but never taken."""
        gaps = self._gaps()
        near = {
            p.id: p for gap in _gap_keys(key) for p in gaps.get(gap, []) if _one_off(names.key(p.name), key)
        }
        if len(key) > 1 and any(sign >= "\u3400" for sign in key):
            near |= {p.id: p for p in self._sounds().get(names.pinyin(key), [])}
        if not near:
            return Match("unknown", why=f"花名册里没有“{name}”。")
        people = sorted(near.values(), key=lambda p: (unit not in (p.unit, p.department), p.id))[:8]
        said = "、".join(f"“{person.name}”" for person in people)
        only = people[0].id if len(people) == 1 else None
        return Match("doubtful", only, tuple(p.id for p in people), f"花名册里没有“{name}”，相近的有{said}。")

    def _gaps(self) -> dict[str, list[PersonKey]]:
        """Names with one character left out, made when first asked for."""
        if self._by_gap is None:
            pairs = ((gap, p) for p in self.all.values() for gap in _gap_keys(names.key(p.name)))
            self._by_gap = _index(pairs)
        return self._by_gap

    def _sounds(self) -> dict[str, list[PersonKey]]:
        """Names by their sound, made when first asked for."""
        if self._by_sound is None:
            self._by_sound = _index((names.pinyin(names.key(p.name)), p) for p in self.all.values())
        return self._by_sound


_GONE = ("转出", "退会", "去世", "已故", "离职", "left", "dead", "transferred")


def match(
    people: Sequence[PersonKey],
    *,
    number: str = "",
    name: str = "",
    unit: str = "",
    id_number: str = "",
    phone: str = "",
) -> Match:
    """One line against a few people; for a whole list make a `People` once."""
    return People(people).match(number=number, name=name, unit=unit, id_number=id_number, phone=phone)


def _index(pairs: Iterable[tuple[str, PersonKey]]) -> dict[str, list[PersonKey]]:
    """Everybody under their key."""
    index: dict[str, list[PersonKey]] = defaultdict(list)
    for key, person in pairs:
        index[key].append(person)
    return dict(index)


def _identified(person: PersonKey, name: str, key: str) -> Match:
    """The ID number is somebody's: the name should be theirs too."""
    if not key or names.key(person.name) == key or _one_rare_character(names.key(person.name), key):
        return Match("exact", person.id)
    why = f"这个身份证号在花名册里是“{person.name}”，表里写的是“{name}”。"
    return Match("doubtful", person.id, (person.id,), why)


def _several(people: Sequence[PersonKey], why: str) -> Match:
    """More than one could be meant."""
    return Match("ambiguous", None, tuple(person.id for person in people), why.format(len(people)))


def _one_rare_character(ours: str, theirs: str) -> bool:
    """Whether two names differ only by a rare character that the other side had to write in another way."""
    if len(ours) != len(theirs):
        return False
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    if len(pairs) != 1:
        return not pairs
    a, b = pairs[0]
    if a in _LOST or b in _LOST or any(a in pair and b in pair for pair in _VARIANTS):
        return True
    rare = not (names.is_common(a) and names.is_common(b))
    return rare and names.pinyin(a) == names.pinyin(b)


def _gap_keys(key: str) -> set[str]:
    """The name with each of its characters left out in turn, and whole."""
    return {key, *(key[:at] + "_" + key[at + 1 :] for at in range(len(key))), *_shorter(key)}


def _shorter(key: str) -> set[str]:
    """The name without one of its characters, if enough is left to say something."""
    return {key[:at] + key[at + 1 :] for at in range(len(key))} if len(key) > 2 else set()


def _one_off(ours: str, theirs: str) -> bool:
    """One character replaced or left out; of a two-character name the surname must stay."""
    if len(ours) == len(theirs):
        differing = [at for at, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b]
        return len(differing) == 1 and (len(ours) > 2 or (theirs[differing[0]] in _LOST))
    longer, shorter = sorted((ours, theirs), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and shorter in _shorter(longer)
