"""Who may use this office: names, roles, an optional PIN; nobody is ever deleted."""

from __future__ import annotations

import hashlib
import hmac
import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.kit.errors import Refused
from models.office import ROLES, Office, User
from models.store.journal import Change

PIN_DIGITS = (4, 12)
WRONG_ALLOWED = 5  # wrong PINs in a row before one has to wait
_WAIT, _LONGEST_WAIT = 30, 1800  # seconds; doubled with each further wrong PIN
_COST, _BLOCK, _MEMORY = 1 << 15, 8, 64 << 20  # scrypt: n, r, and room for 128·n·r bytes


@dataclass(frozen=True)
class UserRow:
    """A user as the settings list one."""

    id: int
    name: str
    role: str
    active: bool
    has_pin: bool
    changes: int  # how many changes of the journal are theirs


def all_users(db: sqlite3.Connection) -> list[UserRow]:
    """Everybody, also those who may not use it any more, in the order in which they were added."""
    rows = db.execute(
        "select u.id, u.name, u.role, u.active, u.pin <> '',"
        " (select count(*) from journal_head h where h.actor = u.id) from user u order by u.active desc, u.id"
    )
    return [UserRow(row[0], row[1], row[2], bool(row[3]), bool(row[4]), row[5]) for row in rows]


def add_user(change: Change, name: str, role: str) -> int:
    """One more person. Raises `Refused` for an empty or known name."""
    return change.insert("user", {"name": _new_name(change, name, 0), "role": _known(role)})


def rename_user(change: Change, key: int, name: str) -> None:
    """A real name in place of a post's, or one that changed; vouchers show it from now on."""
    change.update("user", key, {"name": _new_name(change, name, key)})


def set_role(change: Change, key: int, role: str) -> None:
    """Another role. The last treasurer keeps hers."""
    if role != "treasurer":
        _keep_a_treasurer(change, key)
    change.update("user", key, {"role": _known(role)})


def set_active(change: Change, key: int, on: bool) -> None:
    """停用 or 启用. Nobody stops themselves, and a treasurer stays."""
    if not on:
        if key == change.actor:
            raise Refused("不能停用正在使用的自己。", remedy="请先换成别的使用人，再来停用。")
        _keep_a_treasurer(change, key)
    change.update("user", key, {"active": int(on)})


def set_pin(change: Change, key: int, pin: str) -> None:
    """Ask for these digits when this user sits down; "" asks for nothing any more."""
    if pin and not (pin.isascii() and pin.isdigit() and PIN_DIGITS[0] <= len(pin) <= PIN_DIGITS[1]):
        raise Refused(f"口令要 {PIN_DIGITS[0]} 到 {PIN_DIGITS[1]} 位数字。")
    change.update("user", key, {"pin": _scrambled(pin) if pin else ""})
    change.final("口令的改动不能撤销，请再改一次。")


def has_pin(office: Office, user: User) -> bool:
    """Whether this user is asked for a PIN."""
    return office.asks_pin(user)


def check_pin(office: Office, user: User, pin: str) -> bool:
    """Whether these are the digits. Each try is logged; `Refused` says how long to wait after five wrong."""
    stored = _pin(office, user)
    if not stored:
        return True
    left = seconds_to_wait(office, user)
    if left:
        words = f"{left} 秒" if left < 100 else f"{-(-left // 60)} 分钟"
        raise Refused("口令连续输错了，现在不能再试。", user.name, f"请等 {words}再试。")
    salt, _, kept = stored.partition("$")
    right = hmac.compare_digest(_hash(pin, bytes.fromhex(salt)), kept)
    office.note_access(_field(user), _RIGHT if right else _WRONG)
    return right


def seconds_to_wait(office: Office, user: User) -> int:
    """How long this user's PIN can't be tried, from the tries in the file's log; 0: now."""
    rows = office.db.execute(
        "select at, reason from access_log where field = ? order by id desc limit 50", (_field(user),)
    ).fetchall()
    wrong = 0
    for row in rows:
        if row["reason"] == _RIGHT:
            break
        wrong += 1
    if wrong < WRONG_ALLOWED:
        return 0
    wait = min(_WAIT << (wrong - WRONG_ALLOWED), _LONGEST_WAIT)
    until = datetime.fromisoformat(rows[0]["at"]) + timedelta(seconds=wait)
    # a clock that was set back must not lock a person out for longer than the wait
    return min(wait, max(0, -int((office.now() - until).total_seconds() // 1)))


_RIGHT, _WRONG = "口令正确", "口令不对"


def _field(user: User) -> str:
    return f"pin:{user.id}"


def _pin(office: Office, user: User) -> str:
    row = office.db.execute("select pin from user where id = ?", (user.id,)).fetchone()
    return str(row[0]) if row else ""


def _scrambled(pin: str) -> str:
    salt = os.urandom(16)
    return f"{salt.hex()}${_hash(pin, salt)}"


def _hash(pin: str, salt: bytes) -> str:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, maxmem=_MEMORY, dklen=32).hex()


def _known(role: str) -> str:
    if role not in ROLES:
        raise Refused("没有这种身份。", remedy="请从列出的身份里选一种。")
    return role


def _new_name(change: Change, name: str, key: int) -> str:
    name = "".join(name.split())
    if not name:
        raise Refused("还没有写姓名。")
    if len(name) > 20:
        raise Refused("姓名太长了。", name, "请写 20 个字以内。")
    if change.db.execute("select 1 from user where name = ? and id <> ?", (name, key)).fetchone():
        raise Refused(f"已经有叫“{name}”的使用人。", remedy="请换一个名字，例如加上部门。")
    return name


def _keep_a_treasurer(change: Change, key: int) -> None:
    others = change.db.execute(
        "select 1 from user where role = 'treasurer' and active = 1 and id <> ? limit 1", (key,)
    ).fetchone()
    mine = change.db.execute("select role from user where id = ? and active = 1", (key,)).fetchone()
    if mine and mine[0] == "treasurer" and not others:
        raise Refused("账套里要留一位财务委员。", remedy="请先让另一位担任财务委员，再改这一位。")
