"""What the members room speaks of: members, units, movements, posts, pay bases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

STATUSES = {"working": "在职", "retired": "退休", "kept": "保留会籍", "left": "离开", "dead": "去世"}
MOVEMENTS = {
    "join": "入会",
    "transfer_in": "转入",
    "transfer_out": "转出",
    "retire": "退休",
    "keep": "保留会籍",
    "restore": "恢复",
    "quit": "退会",
    "expel": "开除会籍",
    "die": "去世",
}
STATUS_AFTER = {
    "join": "working",
    "transfer_in": "working",
    "restore": "working",
    "transfer_out": "left",
    "quit": "left",
    "expel": "left",
    "retire": "retired",
    "keep": "kept",
    "die": "dead",
}
MOVEMENT_TO = {
    "working": "restore",
    "retired": "retire",
    "kept": "keep",
    "left": "transfer_out",
    "dead": "die",
}
UNIT_KINDS = {"branch": "分工会", "group": "工会小组"}

# A day as papers know it: a date, or the month as text "2015-09" when they say no more.
Papers = date | str | None


@dataclass(frozen=True)
class Member:
    """One member as stored, without private numbers. `status` is a key of `STATUSES`."""

    id: int
    number: str
    name: str
    sex: str
    birth: str  # "1984-06-12" or "1984-06", "" unknown
    joined: str
    hired: str
    unit: int | None
    unit_name: str
    department: str
    status: str
    post_kind: str
    position: str
    title: str
    education: str
    political: str
    ethnic: str
    note: str
    initials: str

    @property
    def status_word(self) -> str:
        """在职, 退休 …"""
        return STATUSES[self.status]


@dataclass(frozen=True)
class Private:
    """Numbers that are shown in full only on request; `Office.note_access` keeps who looked."""

    id_number: str = ""
    phone: str = ""
    bank_card: str = ""
    address: str = ""


@dataclass(frozen=True)
class MemberDraft:
    """A member as a person enters one. `unit` is a unit's id; empty text is unknown."""

    name: str
    number: str = ""
    sex: str = ""
    birth: Papers = None
    joined: Papers = None
    hired: Papers = None
    unit: int | None = None
    department: str = ""
    status: str = "working"
    post_kind: str = ""
    position: str = ""
    title: str = ""
    education: str = ""
    political: str = ""
    ethnic: str = ""
    note: str = ""
    id_number: str = ""
    phone: str = ""
    bank_card: str = ""
    address: str = ""


PRIVATE = ("id_number", "phone", "bank_card", "address")
DAYS = ("birth", "joined", "hired")
OPEN = (
    "number",
    "name",
    "sex",
    "birth",
    "joined",
    "hired",
    "unit",
    "department",
    "post_kind",
    "position",
    "title",
    "education",
    "political",
    "ethnic",
    "note",
)
FIELD_TITLES = {
    "number": "工号",
    "name": "姓名",
    "sex": "性别",
    "birth": "出生日期",
    "joined": "入会时间",
    "hired": "来校时间",
    "retired_on": "退休时间",
    "base_fen": "计费工资",
    "unit": "分工会",
    "department": "部门",
    "status": "状态",
    "post_kind": "岗位类别",
    "position": "职务",
    "title": "职称",
    "education": "学历",
    "political": "政治面貌",
    "ethnic": "民族",
    "note": "备注",
    "id_number": "身份证号",
    "phone": "手机号",
    "bank_card": "银行卡号",
    "address": "住址",
}


@dataclass(frozen=True)
class Unit:
    """分工会 or 工会小组. `members` counts those who work, are retired or kept there."""

    id: int
    name: str
    kind: str
    parent: int | None
    leader: str
    position: int
    closed_on: date | None
    members: int = 0


@dataclass(frozen=True)
class Movement:
    """One step of a membership. `day` may be a month "2015-09"."""

    id: int
    member: int
    kind: str
    day: str
    place: str
    reason: str
    approved_by: str


# What a box offers first; any other words can be typed.
BODIES = ("工会委员会", "经费审查委员会", "女职工委员会", "教代会", "工会小组")
ROLES = ("主席", "副主席", "主任", "委员", "组织委员", "宣传委员", "文体委员", "财务委员", "代表", "组长")


@dataclass(frozen=True)
class Post:
    """A term in a body of the union (工会委员会, 经审委员会 …); `last_day` None: still in it."""

    id: int
    member: int
    body: str
    role: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True)
class WageBase:
    """The monthly pay that dues are reckoned on, from a month until the next one."""

    id: int
    member: int
    from_month: str
    base_fen: int
    parts: str
    source: str


class Liable(NamedTuple):  # thousands are made at a time: a tuple is made four times faster
    """Who owes dues in a month, by membership; `base_fen` None: nobody has said the pay."""

    member: int
    number: str
    name: str
    unit: str
    base_fen: int | None


@dataclass(frozen=True)
class Found:
    """An answer of the search. `why` tells what of the person fits: "手机尾号 0001"."""

    id: int
    number: str
    name: str
    unit: str
    department: str
    status: str
    sex: str
    phone: str  # in full: mask it before anyone sees it
    initials: str
    why: str = ""

    @property
    def status_word(self) -> str:
        """在职, 退休 …"""
        return STATUSES[self.status]


@dataclass(frozen=True)
class Birthday:
    """A birthday in a month; `day` 1 to 31, None when only the month is known. Never the year."""

    member: int
    name: str
    unit: str
    status: str
    day: int | None


@dataclass(frozen=True)
class Retirement:
    """The month in which a working member reaches the age. `rule` is the title of the rule used."""

    member: int
    name: str
    unit: str
    month: str
    rule: str


@dataclass(frozen=True)
class Event:
    """A line of a member's history: day or month, what happened, and where it is written."""

    day: str
    what: str
    note: str = ""
