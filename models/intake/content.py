"""Columns known by what stands in them, for lists without headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from models.intake import values
from models.intake.cells import Cell, Sheet
from models.intake.fields import DEPARTMENT_WORDS, UNIT_WORDS, FieldSpec
from models.intake.values import Parse
from models.kit import idcard

SAMPLE = 60  # rows looked at
_LEAST = 2  # fewer cells say nothing
_UNIT = re.compile(r"(分会|分工会|工会小组|工会)$")
_DEPARTMENT = re.compile(r"([组部处室科系院办馆队园]|中心|年级|校区|办公室)$")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜"
    "崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙贺陶顾毛郝龚邵万覃武钱戚严莫孔向汤常温康施文牛樊葛邢安齐"
    "易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管"
    "柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戈岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬"
    "边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼"
    "盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戎伏鹿薄邸雍"
    "辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戚茅利於勾后富尧谷幸苍寸回税但贝训欧司上诸皇尉慕令"
)


def suits(sheet: Sheet, first_row: int, column: int, spec: FieldSpec) -> bool:
    """Whether most of what stands in a column can be the field's value."""
    cells = _sample(sheet, first_row, column)
    fine = sum(1 for cell in cells if not spec.parse(cell).problem)
    return fine * 2 >= len(cells)


def hopeless(sheet: Sheet, first_row: int, column: int, spec: FieldSpec) -> bool:
    """Whether nothing that stands in a column can be the field's value: 岗位 over 教师 is no pay."""
    cells = _sample(sheet, first_row, column)
    return bool(cells) and all(spec.parse(cell).problem for cell in cells)


def recognise(
    sheet: Sheet, first_row: int, fields: Sequence[FieldSpec], columns: Iterable[int]
) -> dict[str, int]:
    """Field → column, only where the content leaves no other reading."""
    samples = {column: _sample(sheet, first_row, column) for column in sorted(columns)}
    free = {column: cells for column, cells in samples.items() if len(cells) >= _LEAST and not _counts(cells)}
    found: dict[str, int] = {}
    for kind, looks in _KINDS:
        wanted = [spec for spec in fields if spec.key not in found and _is_kind(spec, kind)]
        fitting = [column for column, cells in free.items() if looks(cells)]
        if wanted and fitting and (len(fitting) == 1 or kind not in _ONLY_ONE):
            found[wanted[0].key] = fitting[0]
        for column in fitting:
            free.pop(column)
    return found | _closed(fields, found, free)


def _closed(
    fields: Sequence[FieldSpec], found: Mapping[str, int], free: Mapping[int, Sequence[Cell]]
) -> dict[str, int]:
    """Fields of few words (男 女, 在职 退休): a column with nothing else is theirs."""
    more: dict[str, int] = {}
    for spec in fields:
        if spec.key in found or spec.parse in _OPEN:
            continue
        fitting = [column for column, cells in free.items() if column not in more.values()
                   and all(isinstance(cell, str) and not cell.strip().isdigit() for cell in cells)
                   and not any(spec.parse(cell).problem for cell in cells)]  # fmt: skip
        if len(fitting) == 1:
            more[spec.key] = fitting[0]
    return more


def _sample(sheet: Sheet, first_row: int, column: int) -> list[Cell]:
    """The filled cells of the column's first rows."""
    rows = sheet.rows[first_row - 1 : first_row - 1 + SAMPLE]
    cells = [row[column] for row in rows if column < len(row)]
    return [cell for cell in cells if not values.is_blank(cell)]


def _counts(cells: Sequence[Cell]) -> bool:
    """1, 2, 3, …: the list's own counting."""
    said = [values.plain(cell) for cell in cells]
    return all(text.isdigit() and len(text) < 6 for text in said) and said[0] == "1" and said[1] == "2"


def _most(cells: Sequence[Cell], right: Callable[[Cell], bool]) -> bool:
    """At least four of five."""
    return sum(1 for cell in cells if right(cell)) * 5 >= len(cells) * 4


def _ids(cells: Sequence[Cell]) -> bool:
    """Resident ID numbers."""
    return _most(cells, lambda cell: not idcard.check(values.plain(cell)))


def _phones(cells: Sequence[Cell]) -> bool:
    """Mobile phone numbers."""
    return _most(cells, lambda cell: bool(re.fullmatch(r"1[3-9]\d{9}", values.plain(cell))))


def _names(cells: Sequence[Cell]) -> bool:
    """Two to four Chinese characters that begin with a surname."""

    def right(cell: Cell) -> bool:
        """One name."""
        said = values.name(cell).value or ""
        return 2 <= len(said) <= 4 and said[0] in _SURNAMES and not _DEPARTMENT.search(said[2:])

    return _most(cells, right)


def _units(cells: Sequence[Cell]) -> bool:
    """第3分工会, 语文工会小组."""
    return _most(cells, lambda cell: isinstance(cell, str) and bool(_UNIT.search(cell.strip())))


def _departments(cells: Sequence[Cell]) -> bool:
    """语文组, 后勤服务中心."""
    return _most(cells, lambda cell: isinstance(cell, str) and bool(_DEPARTMENT.search(cell.strip())))


def _days(cells: Sequence[Cell]) -> bool:
    """Real days or texts of day and month; bare numbers don't count."""
    return _most(cells, lambda cell: not isinstance(cell, int | float) and not values.day(cell).problem)


def _codes(cells: Sequence[Cell]) -> bool:
    """Different numbers of one length that are texts or rise line by line."""
    said = [values.plain(cell) for cell in cells]
    if len(set(said)) < len(said) or len({len(text) for text in said}) > 1 or len(said[0]) > 12:
        return False
    if not all(re.fullmatch(r"[A-Za-z]{0,3}\d{2,}", text) for text in said):
        return False
    return all(isinstance(cell, str) for cell in cells) or said == sorted(said)


def _amounts(cells: Sequence[Cell]) -> bool:
    """Amounts of money above zero."""
    return _most(cells, lambda cell: (values.amount(cell).value or 0) > 0)


_OPEN: tuple[Parse, ...] = (
    *(values.text, values.name, values.code, values.amount, values.count),
    *(values.day, values.month, values.id_number, values.phone),
)
_TEXT_UNIT, _TEXT_DEPARTMENT = "unit", "department"
_KINDS: tuple[tuple[Parse | str, Callable[[Sequence[Cell]], bool]], ...] = (
    (values.id_number, _ids),
    (values.phone, _phones),
    (values.day, _days),
    (_TEXT_UNIT, _units),
    (_TEXT_DEPARTMENT, _departments),
    (values.name, _names),
    (values.code, _codes),
    (values.amount, _amounts),
)
# Of two such columns none is taken: nothing in them says which is meant.
_ONLY_ONE = (values.day, values.amount, values.name)


def _is_kind(spec: FieldSpec, kind: Parse | str) -> bool:
    """Whether a field takes that kind of content."""
    if kind == _TEXT_UNIT:
        return spec.parse is values.text and bool(set(UNIT_WORDS[:2]) & set(spec.words))
    if kind == _TEXT_DEPARTMENT:
        return spec.parse is values.text and bool(set(DEPARTMENT_WORDS[:2]) & set(spec.words))
    return spec.parse is kind
