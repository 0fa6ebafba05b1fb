"""Finding members as one types: number, name, pinyin initials, last digits of the phone, unit."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from dataclasses import replace

from models.members.records import Found

_PLAIN_SOUND = "m.sort_key"
for _sign in " 12345":
    _PLAIN_SOUND = f"replace({_PLAIN_SOUND}, '{_sign}', '')"

# What a typed word may be, the better fit first: (SQL, needs).
_FITS: tuple[tuple[str, str], ...] = (
    ("m.number = :word collate nocase", ""),
    ("m.name_key = :key", ""),
    ("m.number like :start escape '!'", ""),
    ("instr(m.name_key, :key) = 1", ""),
    ("m.initials = :capitals", "letters"),
    ("instr(m.initials, :capitals) = 1", "letters"),
    ("instr(m.name_key, :key) > 0", ""),
    (f"instr({_PLAIN_SOUND}, :key) = 1", "letters"),
    ("instr(m.initials, :capitals) > 0", "letters"),
    ("p.phone like :ending", "digits"),
    ("p.id_number like :ending", "digits"),
    ("instr(m.number, :word) > 0", ""),
    ("instr(u.name, :word) > 0", ""),
    ("instr(m.department, :word) > 0", ""),
)
_WHY = {9: "手机尾号 {}", 10: "身份证尾号 {}", 12: "{unit}", 13: "{department}"}
FROM = "member m left join unit u on u.id = m.unit left join member_private p on p.member = m.id"


def find(db: sqlite3.Connection, text: str, limit: int = 20) -> list[Found]:
    """The members that fit every typed word, the best first; people who left come after all others.

    Nothing typed: everybody, in the order of the roster.
    """
    condition, rank, values = conditions(text)
    rows = db.execute(
        "select m.id, coalesce(m.number, ''), m.name, coalesce(u.name, ''), m.department, m.status,"
        f" m.sex, coalesce(p.phone, ''), m.initials, {rank} as fit from {FROM} where {condition}"
        " order by m.status in ('left', 'dead'), fit, coalesce(u.position, 0) * (fit < 0), m.number,"
        " m.sort_key, m.id limit :limit",
        {**values, "limit": limit},
    )
    return [_found(row, text) for row in rows]


def conditions(text: str) -> tuple[str, str, dict[str, str]]:
    """The SQL condition, the SQL rank and their values for a typed text; nothing typed fits everybody."""
    words = unicodedata.normalize("NFKC", text).split()[:6]
    parts, values, rank = ["1"], dict[str, str](), "-1"
    for at, word in enumerate(words):
        fits = [(n, sql) for n, (sql, needs) in enumerate(_FITS) if _may_be(word, needs)]
        named = [(n, re.sub(r":(\w+)", rf":\g<1>{at}", sql)) for n, sql in fits]
        parts.append("(" + " or ".join(sql for _, sql in named) + ")")
        values |= {f"{key}{at}": value for key, value in _values(word).items()}
        if at == 0:
            rank = "case " + " ".join(f"when {sql} then {n}" for n, sql in named) + " end"
    return " and ".join(parts), rank, values


def _may_be(word: str, needs: str) -> bool:
    if needs == "letters":
        return word.isascii() and word.isalpha()
    if needs == "digits":
        return bool(re.fullmatch(r"\d{3,17}[\dXx]", word))
    return True


def _values(word: str) -> dict[str, str]:
    literal = re.sub(r"([!%_])", r"!\1", word)
    return {
        "word": word,
        "key": re.sub(r"[·.]", "", word.casefold()) or word,
        "start": f"{literal}%",
        "capitals": word.upper(),
        "ending": f"%{word.upper()}",
    }


def _found(row: sqlite3.Row, text: str) -> Found:
    *who, fit = row
    found = Found(*who)
    why = _WHY.get(fit, "")
    if not why:
        return found
    said = why.format(text.split()[0][-4:], unit=found.unit, department=found.department)
    return replace(found, why=said)
