"""Made-up members: names, numbers, units, pay; the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from models.kit.days import month_end
from models.members.records import MemberDraft

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
    "余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯"
    "龙史陶黎贺顾毛郝龚邵万钱严"
)
_GIVEN = (
    "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超秀霞平刚桂英华玉兰红梅鑫波辉宇琳晨悦欣然嘉怡思"
    "远文博雨桐子涵佳音海燕晓岚立群建国志诚春晖慧敏永康雅琴振东长河"
)
_DEPARTMENTS = (
    *("语文组", "数学组", "英语组", "理化组", "政史地组"),
    *("艺体组", "信息组", "教务处", "总务处", "办公室"),
)
# names that programs stumble over
_REST = ("欧阳文博", "单立群", "仇振东", "解玉洁", "查晓岚", "尉迟嘉怡", "王𠮷安", "阿依古丽·买买提")
SAME_NAME = "王伟"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Person:
    """A member to be, with the monthly pay base in fen and, if retired, the month of it."""

    draft: MemberDraft
    base_fen: int
    retired: date | None


def people(count: int, year: int, chance: random.Random, units: list[int]) -> list[Person]:
    """`count` members for an office of `year`: about one in twenty retired, one name there twice."""
    names = _names(count, chance)
    return [_person(index, name, year, chance, units) for index, name in enumerate(names)]


def _names(count: int, chance: random.Random) -> list[str]:
    fixed = [SAME_NAME, SAME_NAME, *_REST]
    made: list[str] = []
    seen = set(fixed)
    while len(made) < count:
        given = "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2))))
        name = chance.choice(_SURNAMES) + given
        if name not in seen or len(seen) > 5000:
            seen.add(name)
            made.append(name)
    for place, name in zip(sorted(chance.sample(range(count), min(len(fixed), count))), fixed, strict=False):
        made[place] = name
    return made


def _person(index: int, name: str, year: int, chance: random.Random, units: list[int]) -> Person:
    woman = chance.random() < 0.55
    retired = index % 20 == 19
    age = chance.randint(56, 68) if retired else chance.randint(24, 57)
    birth = date(year - age, chance.randint(1, 12), chance.randint(1, 28))
    joined = date(max(1985, birth.year + chance.randint(22, 26)), 9, 1)
    base = chance.randint(4_200, 9_800) * 100 + chance.randint(0, 99)
    draft = MemberDraft(
        name=name,
        number=f"Q{1001 + index}",
        sex="女" if woman else "男",
        birth=birth,
        joined=min(joined, date(year - 1, 9, 1)),
        unit=units[index % len(units)],
        department=_DEPARTMENTS[index % len(_DEPARTMENTS)],
        title=chance.choice(("", "一级教师", "高级教师", "二级教师")),
        education=chance.choice(("本科", "本科", "研究生")),
        political=chance.choice(("群众", "中共党员", "群众")),
        id_number=_id_number(birth, woman, chance),
        phone=f"1{chance.choice('3578')}{chance.randint(0, 10**9 - 1):09d}",
    )
    ended = month_end(f"{year - chance.randint(1, 6)}-{chance.randint(1, 12):02d}") if retired else None
    return Person(draft, base, ended)


def _id_number(birth: date, woman: bool, chance: random.Random) -> str:
    """A number of the right shape with its check digit; the region 999999 exists nowhere."""
    serial = chance.randint(10, 499) * 2 + (0 if woman else 1)
    digits = f"999999{birth:%Y%m%d}{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]
