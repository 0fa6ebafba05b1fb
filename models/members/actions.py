"""Every change to the roster: members, movements, units, posts, pay bases."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from models.kit import names
from models.kit.days import words
from models.kit.errors import Refused
from models.members import checks, queries
from models.members.records import (
    DAYS,
    MOVEMENTS,
    OPEN,
    PRIVATE,
    STATUS_AFTER,
    STATUSES,
    MemberDraft,
    Papers,
)
from models.store.journal import Change

# -- members ----------------------------------------------------------------------------------


def add_member(change: Change, draft: MemberDraft) -> int:
    """Put a new member on the roster; with a day of joining also the movement 入会. Returns the id.

    Raises `Refused` when the name is missing, or number or ID number are somebody else's.
    """
    row = member_row({key: getattr(draft, key) for key in OPEN})
    _check_free(change, row["number"], draft.id_number, None)
    key = change.insert("member", {**row, "status": draft.status})
    numbers = {name: getattr(draft, name) for name in PRIVATE}
    if any(numbers.values()):
        change.insert("member_private", {"member": key, "salt": new_salt(), **numbers})
    if row["joined"]:
        change.insert("movement", {"member": key, "kind": "join", "day": row["joined"]})
    return key


def update_member(change: Change, key: int, values: Mapping[str, Any]) -> bool:
    """Change what is known of a member; keys as in `MemberDraft`, but status moves by `move`.

    False when nothing differs. Raises `Refused` like `add_member`.
    """
    known = queries.member(change.db, key)
    _check_free(change, values.get("number", known.number) or None, values.get("id_number", ""), key)
    return write_member(change, key, values)


def write_member(change: Change, key: int, values: Mapping[str, Any]) -> bool:
    """As `update_member`, for lists that have been checked as a whole."""
    given = {name: value for name, value in values.items() if name in OPEN}
    changed = bool(given) and change.update("member", key, member_row(given))
    numbers = {name: value or "" for name, value in values.items() if name in PRIVATE}
    return (bool(numbers) and _set_private(change, key, numbers)) or changed


def member_row(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the table keeps them: the name cleaned and read aloud, days checked, blanks as such."""
    row = {key: value or "" for key, value in values.items()}
    for key in DAYS:
        if key in row:
            row[key] = _papers(row[key])
    if "number" in row:
        row["number"] = row["number"].strip() or None
    if "unit" in row:
        row["unit"] = row["unit"] or None
    if "name" in row:
        row |= _name_columns(row["name"])
    return row


def new_salt() -> str:
    """A fresh salt for a sealed row, so that equal numbers never show as equal digests."""
    return secrets.token_hex(8)


def erase_private(change: Change, key: int) -> None:
    """Take a member's private numbers away for good, also from what undo keeps."""
    row = change.db.execute("select id from member_private where member = ?", (key,)).fetchone()
    if row is None:
        return
    blank = dict.fromkeys(PRIVATE, "")
    change.update("member_private", row["id"], {**blank, "salt": new_salt()})
    change.forget("member_private", row["id"])
    change.final("个人号码已经清除，不能恢复。")


def _set_private(change: Change, key: int, numbers: Mapping[str, str]) -> bool:
    row = change.db.execute("select * from member_private where member = ?", (key,)).fetchone()
    if row is None:
        if any(numbers.values()):
            change.insert("member_private", {"member": key, "salt": new_salt(), **numbers})
        return any(numbers.values())
    if all(row[name] == value for name, value in numbers.items()):
        return False
    return change.update("member_private", row["id"], {**numbers, "salt": new_salt()})


def _name_columns(text: str) -> dict[str, str]:
    name, _ = names.clean(text)
    if not name:
        raise Refused("还没有写姓名。", "会员 › 姓名", "请写上姓名。")
    return {
        "name": name,
        "name_key": names.key(name),
        "initials": names.initials(name),
        "sort_key": names.sort_key(name),
    }


def _papers(value: Papers) -> str | None:
    """A day or month as the table keeps it."""
    if not value:
        return None
    text = value.isoformat() if isinstance(value, date) else value
    try:
        date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    except ValueError:
        raise Refused(f"“{text}”不是日期。", remedy="请写成 2015-09-01 或 2015-09。") from None
    return text


def _check_free(change: Change, number: str | None, id_number: str, key: int | None) -> None:
    """Number and ID number belong to one person each."""
    other = queries.by_number(change.db, number) if number else None
    if other is not None and other.id != key:
        raise Refused(
            f"工号 {number} 已经是{other.name}的。", "会员 › 工号", "请核对工号，一个工号只能一人用。"
        )
    if not id_number:
        return
    row = change.db.execute(
        "select m.id, m.name from member_private p join member m on m.id = p.member"
        " where p.id_number = ? and m.id is not ?",
        (id_number, key),
    ).fetchone()
    if row is not None:
        raise Refused(f"这个身份证号已经是{row['name']}的。", "会员 › 身份证号", "请核对是不是同一个人。")


# -- movements --------------------------------------------------------------------------------


def move(
    change: Change,
    key: int,
    kind: str,
    day: date | str,
    *,
    place: str = "",
    reason: str = "",
    approved_by: str = "",
) -> int:
    """Enter a movement (a key of `MOVEMENTS`); the status follows from the latest one. Returns its id.

    Raises `Refused` when the member already is what the movement would make, or died before.
    """
    known = queries.member(change.db, key)
    when = _papers(day) or ""
    if not when:
        raise Refused(f"{known.name}的{MOVEMENTS[kind]}要写日期。", "会员 › 会籍变动", "请写上日期或月份。")
    past = [(one.kind, one.day) for one in queries.movements(change.db, key)]
    _check_step(known.name, (kind, when), checks.status_on(when, known.status, known.joined, past), past)
    made = change.insert(
        "movement",
        {
            "member": key,
            "kind": kind,
            "day": when,
            "place": place,
            "reason": reason,
            "approved_by": approved_by,
        },
    )
    if kind in ("join", "transfer_in") and not known.joined:
        change.update("member", key, {"joined": when})
    _set_status(change, key, known.status)
    return made


def remove_movement(change: Change, movement: int) -> None:
    """Take a movement away that was entered by mistake; the status follows from the rest."""
    row = change.db.execute("select member, kind from movement where id = ?", (movement,)).fetchone()
    if row is None:
        raise Refused("这条变动已经不在了。", remedy="请刷新后再试。")
    change.delete("movement", movement)
    known = queries.member(change.db, row["member"])
    rest = queries.movements(change.db, known.id)
    _set_status(change, known.id, known.status if rest else "working")


def _check_step(name: str, step: tuple[str, str], before: str, past: list[tuple[str, str]]) -> None:
    kind, when = step
    if before == "dead":
        raise Refused(f"{name}已经登记去世，之后不能再有变动。", "会员 › 会籍变动", "请核对日期。")
    if step in past:
        raise Refused(f"{name}在 {when} 的“{MOVEMENTS[kind]}”已经登记过。", "会员 › 会籍变动")
    dated = any(day <= when for _, day in past)
    if dated and STATUS_AFTER[kind] == before:
        raise Refused(
            f"{name}在 {when} 已经是“{STATUSES[before]}”。", "会员 › 会籍变动", "请核对变动和日期。"
        )


def _set_status(change: Change, key: int, fallback: str) -> None:
    """The status that the latest movement leaves."""
    steps = queries.movements(change.db, key)
    change.update("member", key, {"status": STATUS_AFTER[steps[-1].kind] if steps else fallback})


# -- units and posts --------------------------------------------------------------------------


def add_unit(change: Change, name: str, kind: str = "", parent: int | None = None, leader: str = "") -> int:
    """A new 分工会 or 工会小组 (`kind` "branch" or "group", empty: as the name says). Returns its id."""
    name = _unit_name(change, name, None)
    last = change.db.execute("select coalesce(max(position), 0) from unit").fetchone()[0]
    row = {"name": name, "kind": kind or kind_of_unit(name), "parent": parent, "leader": leader}
    return change.insert("unit", {**row, "position": last + 1})


def update_unit(change: Change, key: int, values: Mapping[str, Any]) -> bool:
    """Change a unit's name, kind, parent, leader or position."""
    row = dict(values)
    if "name" in row:
        row["name"] = _unit_name(change, row["name"], key)
    if row.get("parent") == key:
        raise Refused("一个分工会不能是自己的上级。", "会员 › 组织")
    return change.update("unit", key, row)


def close_unit(change: Change, key: int, day: date) -> None:
    """Dissolve a unit from a day on. Raises `Refused` while members belong to it."""
    unit = next((one for one in queries.units(change.db, closed=True) if one.id == key), None)
    if unit is None:
        raise Refused("没有这个分工会。", remedy="请刷新后再试。")
    if unit.members:
        raise Refused(
            f"“{unit.name}”还有 {unit.members} 位会员。", "会员 › 组织", "请先把他们调到别的分工会。"
        )
    change.update("unit", key, {"closed_on": day})


def kind_of_unit(name: str) -> str:
    """ "group" for names that end as groups do, otherwise "branch"."""
    return "group" if re.search(r"组$", name) else "branch"


def _unit_name(change: Change, text: str, key: int | None) -> str:
    name = re.sub(r"\s+", "", text)
    if not name:
        raise Refused("还没有写分工会的名称。", "会员 › 组织", "请写上名称。")
    other = queries.unit_named(change.db, name)
    if other is not None and other.id != key:
        raise Refused(f"已经有“{name}”了。", "会员 › 组织", "请换一个名称。")
    return name


def set_post(change: Change, key: int, body: str, role: str, term: tuple[date, date | None]) -> int:
    """A post in a body of the union for a term (first and last day). Returns its id."""
    first, last = term
    if last is not None and last < first:
        raise Refused("任期的结束日期早于开始日期。", "会员 › 任职", "请核对两个日期。")
    for one in queries.posts(change.db, key):
        over = one.last_day is not None and one.last_day < first
        if (one.body, one.role) == (body, role) and not over and (last is None or one.first_day <= last):
            raise Refused(f"这一任{body}{role}已经登记过，从{words(one.first_day)}起。", "会员 › 任职")
    row = {"member": key, "body": body, "role": role, "first_day": first, "last_day": last}
    return change.insert("post", row)


def end_post(change: Change, post: int, last_day: date) -> None:
    """A post ends on that day."""
    row = change.db.execute("select first_day from post where id = ?", (post,)).fetchone()
    if row is None or date.fromisoformat(row["first_day"]) > last_day:
        raise Refused("任期的结束日期早于开始日期。", "会员 › 任职", "请核对日期。")
    change.update("post", post, {"last_day": last_day})


# -- pay bases --------------------------------------------------------------------------------


def set_base(
    change: Change, key: int, from_month: str, base_fen: int, *, source: str = "", parts: str = ""
) -> bool:
    """The pay base (fen) from a month on; False when it already is so and nothing new is said."""
    if base_fen < 0:
        raise Refused("计费工资不能是负数。", "会员 › 计费工资", "请核对金额。")
    valid = queries.base_of(change.db, key, from_month)
    if valid is not None and valid.from_month == from_month:
        row = {"base_fen": base_fen, "parts": parts or valid.parts, "source": source or valid.source}
        return valid.base_fen != base_fen and change.update("wage_base", valid.id, row)
    if valid is not None and valid.base_fen == base_fen:
        return False
    row = {"member": key, "from_month": from_month, "base_fen": base_fen, "parts": parts, "source": source}
    change.insert("wage_base", row)
    return True
