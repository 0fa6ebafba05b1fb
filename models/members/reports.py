"""Members on paper: roster, registration card, statistics by unit and by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from models.kit import idcard
from models.kit.days import month_of, words
from models.kit.money import yuan
from models.members import queries
from models.members.records import MOVEMENTS, STATUSES, Member, Private
from models.office import Office
from models.report import As, Column, Kind, Paper, Report, Row

_NO_UNIT = "未分工会"


# -- the roster -------------------------------------------------------------------------------


def member_roster(
    office: Office, *, unit: int | None = None, status: str | None = None, full_numbers: bool = False
) -> Report:
    """会员花名册, by 分工会. Numbers are masked; with `full_numbers` the caller has logged the reason."""
    members = queries.members(office.db, unit=unit, status=status)
    if status is None:
        members = [one for one in members if one.status not in ("left", "dead")]
    privates = queries.privates(office.db)
    rows, number = list[Row](), 0
    for name, people in _by_unit(members):
        rows.append(_group(f"{name}（{len(people)} 人）", len(_ROSTER)))
        for one in people:
            number += 1
            rows.append(_roster_row(number, one, privates.get(one.id, Private()), full_numbers))
    return Report(
        "member-roster",
        "会员花名册",
        _ROSTER,
        tuple(rows),
        unit=office.unit_name,
        period=words(office.today()),
        measure=f"共 {len(members)} 人",
        total="",
        signatures=("制表", "审核", "工会主席"),
        paper=Paper(landscape=True),
        frozen=3,
    )


_ROSTER = (
    Column("序号", As.COUNT, 11),
    Column("工号", As.CODE, 18),
    Column("姓名", As.TEXT, 24),
    Column("性别", As.MARK, 11),
    Column("出生日期", As.DAY, 22),
    Column("身份证号", As.CODE, 40),
    Column("部门", As.TEXT, 32),
    Column("状态", As.MARK, 18),
    Column("入会时间", As.DAY, 22),
    Column("手机号", As.CODE, 26),
    Column("备注", As.LONG, 30),
)


def _roster_row(number: int, one: Member, numbers: Private, full: bool) -> Row:
    cells = (
        number,
        one.number,
        one.name,
        one.sex,
        one.birth,
        numbers.id_number if full else idcard.mask(numbers.id_number),
        one.department,
        one.status_word,
        one.joined,
        numbers.phone if full else idcard.mask_phone(numbers.phone),
        one.note,
    )
    return Row(cells, link=f"member:{one.id}")


def _by_unit(members: Iterable[Member]) -> list[tuple[str, list[Member]]]:
    """The members of each unit, in the roster's order; those of no unit last."""
    groups: dict[str, list[Member]] = {}
    for one in members:
        groups.setdefault(one.unit_name or _NO_UNIT, []).append(one)
    return sorted(groups.items(), key=lambda group: group[0] == _NO_UNIT)


def _group(text: str, width: int) -> Row:
    return Row((text, *[None] * (width - 1)), Kind.GROUP)


# -- one member -------------------------------------------------------------------------------


def member_card(office: Office, member: int, *, full_numbers: bool = False) -> Report:
    """会员登记表 of one member: pairs of label and value, then posts, movements and pay bases."""
    one = queries.member(office.db, member)
    numbers = queries.private(office.db, member)
    if not full_numbers:
        numbers = Private(
            idcard.mask(numbers.id_number),
            idcard.mask_phone(numbers.phone),
            idcard.mask_card(numbers.bank_card),
            numbers.address and "（已登记）",
        )
    rows = [_pair(*pair) for pair in _pairs(one, numbers)]
    rows += _posts(office, member) + _movements(office, member) + _bases(office, member)
    return Report(
        "member-card",
        "工会会员登记表",
        (
            Column("项目", As.TEXT, 28),
            Column("内容", As.LONG, 58),
            Column("项目", As.TEXT, 28),
            Column("内容", As.LONG, 58),
        ),
        tuple(rows),
        unit=office.unit_name,
        period=words(office.today()),
        measure="",
        total="",
        signatures=("本人", "组织委员", "工会主席"),
        paper=Paper(row_height=8.0, one_page=True),
    )


def _pairs(one: Member, numbers: Private) -> list[tuple[str, str, str, str]]:
    return [
        ("姓名", one.name, "工号", one.number),
        ("性别", one.sex, "出生日期", one.birth),
        ("民族", one.ethnic, "政治面貌", one.political),
        ("学历", one.education, "职称", one.title),
        ("职务", one.position, "岗位类别", one.post_kind),
        ("部门", one.department, "分工会", one.unit_name),
        ("来校时间", one.hired, "入会时间", one.joined),
        ("会员状态", one.status_word, "手机号", numbers.phone),
        ("身份证号", numbers.id_number, "银行卡号", numbers.bank_card),
        ("住址", numbers.address, "备注", one.note),
    ]


def _pair(*cells: str) -> Row:
    return Row(cells)


def _posts(office: Office, member: int) -> list[Row]:
    found = queries.posts(office.db, member)
    rows = [Row((one.body, one.role, "任期", f"{one.first_day} 至 {one.last_day or '今'}")) for one in found]
    return [_group("工会任职", 4), *rows] if rows else []


def _movements(office: Office, member: int) -> list[Row]:
    rows = [
        Row((MOVEMENTS[one.kind], one.day, one.place or "", one.reason))
        for one in queries.movements(office.db, member)
    ]
    return [_group("会籍变动（变动、时间、单位、原因）", 4), *rows] if rows else []


def _bases(office: Office, member: int) -> list[Row]:
    rows = [
        Row(("计费工资", f"{yuan(one.base_fen)} 元", "起始月份", f"{one.from_month}　{one.parts}".strip()))
        for one in queries.bases_of(office.db, member)
    ]
    return [_group("计费工资", 4), *rows] if rows else []


# -- statistics -------------------------------------------------------------------------------

_BANDS = ((0, 35, "35岁及以下"), (36, 45, "36至45岁"), (46, 55, "46至55岁"), (56, 200, "56岁及以上"))


def member_statistics(office: Office, on: date) -> Report:
    """会员统计表 on a day: by status, sex, age, education and unit; women apart."""
    statuses = queries.statuses(office.db, on)
    members = [one for one in queries.members(office.db) if statuses.get(one.id, "left") in _COUNTED]
    working = [one for one in members if statuses[one.id] == "working"]
    parts: list[tuple[str, Sequence[Member], Callable[[Member], str], Sequence[str]]] = [
        ("会员状态", members, lambda one: STATUSES[statuses[one.id]], tuple(STATUSES.values())),
        ("在职会员性别", working, lambda one: one.sex or "未填", ("男", "女")),
        ("在职会员年龄", working, lambda one: age_band(one.birth, on), tuple(band[2] for band in _BANDS)),
        ("在职会员学历", working, lambda one: one.education or "未填", ()),
        ("在职会员分工会", working, lambda one: one.unit_name or _NO_UNIT, ()),
    ]
    rows = [row for part in parts for row in _part(*part)]
    return Report(
        "member-statistics",
        "会员统计表",
        (
            Column("类别", As.TEXT, 60),
            Column("人数", As.COUNT, 30),
            Column("其中：女", As.COUNT, 30),
            Column("占比", As.MARK, 30),
        ),
        tuple(rows),
        unit=office.unit_name,
        period=words(on),
        measure="单位：人",
        total="",
        signatures=("制表", "审核", "工会主席"),
    )


_COUNTED = frozenset({"working", "retired", "kept"})


def age_band(birth: str, on: date) -> str:
    """The age group on a day; a birthday of which only the month is known counts from its first day."""
    if not birth:
        return "未填"
    born = date.fromisoformat(birth if len(birth) == 10 else f"{birth}-01")
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return next(title for low, high, title in _BANDS if low <= max(age, 0) <= high)


def _part(
    title: str, members: Sequence[Member], kind: Callable[[Member], str], order: Sequence[str]
) -> list[Row]:
    """A group of lines: how many of each kind, the known kinds first, and its subtotal."""
    counted = Counter(kind(one) for one in members)
    women = Counter(kind(one) for one in members if one.sex == "女")
    kinds = [name for name in order if counted[name]]
    kinds += [name for name in counted if name not in kinds]
    whole = len(members)
    rows = [Row((name, counted[name], women[name], _share(counted[name], whole))) for name in kinds]
    total = Row(("小计", whole, sum(women.values()), _share(whole, whole)), Kind.SUBTOTAL)
    return [_group(title, 4), *rows, total]


def _share(count: int, whole: int) -> str:
    return f"{count * 100 / whole:.1f}%" if whole else ""


def unit_statistics(office: Office) -> Report:
    """分工会统计表: members by status and this month's pay base of each unit."""
    liable = {one.member: one.base_fen or 0 for one in queries.liable(office.db, month_of(office.today()))}
    rows = []
    for name, people in _by_unit(queries.members(office.db)):
        counted = Counter(one.status for one in people)
        women = sum(1 for one in people if one.sex == "女" and one.status == "working")
        base_fen = sum(liable.get(one.id, 0) for one in people)
        rows.append(
            Row((name, counted["working"], women, counted["retired"], counted["kept"], base_fen or None))
        )
    return Report(
        "unit-statistics",
        "分工会统计表",
        (
            Column("分工会", As.TEXT, 50),
            Column("在职", As.COUNT, 22, total=True),
            Column("其中：女", As.COUNT, 22, total=True),
            Column("退休", As.COUNT, 22, total=True),
            Column("保留会籍", As.COUNT, 22, total=True),
            Column("计费工资合计", As.MONEY, 34, total=True),
        ),
        tuple(rows),
        unit=office.unit_name,
        period=words(office.today()),
        signatures=("制表", "审核", "工会主席"),
    )
