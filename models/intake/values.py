"""One cell of a foreign table as the value it means, or the sentence that says why it can't be."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from models.intake.cells import Cell
from models.kit import idcard, money, names
from models.kit.errors import Refused


@dataclass(frozen=True)
class Parsed:
    """`value` is None for an empty cell and for a problem; `notes` tell what was put right."""

    value: Any = None
    problem: str = ""
    notes: tuple[str, ...] = ()


Parse = Callable[[Cell], Parsed]

EMPTY = Parsed()
LONGEST_TEXT = 2000
_UNSEEN = re.compile(r"[\s\u200b-\u200f\ufeff]")
_NOISE = Decimal("0.000001")  # yuan: what floating addition leaves behind, never a real third decimal
_NOTHING = {"", "-", "--", "—", "——", "－", "/", "／", "\\", "无", "空", "n/a", "na", "null", "none"}
_SOMETHING = frozenset("0123456789") | frozenset(map(chr, range(0x4E00, 0xA000))) - {"无", "空"}
_LONGEST_NOTHING = 8  # a longer text is never one of them, unless it is all spaces
_NO_DAY = "“{}”看不出是哪一天，请写成 2015-09-01 或 2015-09。"


def plain(cell: Cell) -> str:
    """A cell as the text that a person sees in it; a whole decimal number has no ".0"."""
    if type(cell) is str:
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


def is_blank(cell: Cell) -> bool:
    """Nothing, only spaces, or a dash that stands for nothing."""
    if not isinstance(cell, str):
        return cell is None
    if cell[:1] in _SOMETHING:  # as most cells begin: seen at once
        return False
    return (len(cell) <= _LONGEST_NOTHING and _narrow(cell).casefold() in _NOTHING) or not cell.strip()


def text(cell: Cell) -> Parsed:
    """Any text, one line, without spaces around it."""
    said = plain(cell).replace("_x000D_", "")  # how Excel stores a line break of Windows
    if said in _NOTHING:
        return EMPTY
    said = " ".join(unicodedata.normalize("NFC", said).split())
    if len(said) > LONGEST_TEXT:
        return Parsed(problem=f"文字有{len(said)}个字，最多{LONGEST_TEXT}个，请缩短。")
    return Parsed(said or None)


def name(cell: Cell) -> Parsed:
    """A person's name, cleaned; a number or a long text is none."""
    if is_blank(cell):
        return EMPTY
    cleaned, notes = names.clean(plain(cell))
    if not isinstance(cell, str) or not re.search(r"[^\W\d_]|[\ue000-\uf8ff]", cleaned):
        return Parsed(problem=f"“{plain(cell)}”不像姓名。")
    if re.search(r"[^\W\d_]\s*[/／、，,;；]\s*[^\W\d_]", cleaned):
        return Parsed(problem=f"“{cleaned[:12]}”是几个人的姓名，请一行写一位。")
    if len(cleaned) > 40:
        return Parsed(problem=f"“{cleaned[:12]}…”太长，不像姓名。")
    return Parsed(cleaned, notes=notes)


def code(cell: Cell) -> Parsed:
    """A number that names something (member number, account code): text, leading zeros kept."""
    if is_blank(cell):
        return EMPTY
    if isinstance(cell, bool | date):
        return Parsed(problem=f"“{plain(cell)}”不像编号。")
    said = re.sub(r"[\s'‘’]", "", _narrow(plain(cell)))
    rounded = isinstance(cell, float) and not re.fullmatch(r"-?\d+", said)
    if rounded or re.fullmatch(r"\d(\.\d+)?E\+?\d+", said, re.IGNORECASE):
        return Parsed(problem=f"“{said}”变成了小数，编号的后几位可能丢了。")
    whole = re.fullmatch(r"(\d+)\.0+", said)
    return Parsed(whole.group(1) if whole else said)


def amount(cell: Cell) -> Parsed:
    """Money: integer fen. A float is read by its shortest decimal writing, never calculated with."""
    if cell is None or is_blank(cell):
        return EMPTY
    if isinstance(cell, bool | date):
        return Parsed(problem=f"“{plain(cell)}”不是金额。")
    try:
        if isinstance(cell, str):
            return Parsed(_said_fen(cell))
        return Parsed(money.exact(_without_noise(cell), plain(cell)))
    except Refused as refused:
        return Parsed(problem=str(refused))


def count(cell: Cell) -> Parsed:
    """A whole number of people or things."""
    if is_blank(cell):
        return EMPTY
    said = re.sub(r"[,，\s]|(人|个|张|份|名|次|套|件|岁|年)$", "", _narrow(plain(cell)))
    if isinstance(cell, bool | date) or not re.fullmatch(r"[+-]?\d{1,9}(\.0+)?", said):
        return Parsed(problem=f"“{plain(cell)}”不是整数。")
    return Parsed(int(said.split(".")[0]))


def phone(cell: Cell) -> Parsed:
    """A telephone number as digits; several in one cell: the first, with a note."""
    if is_blank(cell):
        return EMPTY
    said = re.sub(r"(?<=\d)[\s-]+(?=\d)", "", _narrow(plain(cell)))
    parts = [part for part in re.split(r"[/;；,，、\s]+", said) if part]
    number = re.sub(r"^(\+?86)(?=1\d{10}$)|[^\d]", "", parts[0]) if parts else ""
    if re.search(r"[Ee]\+", said) or not 5 <= len(number) <= 12:
        return Parsed(problem=f"“{plain(cell)}”不像电话号码。")
    notes = (f"一格里有{len(parts)}个号码，用第一个。",) if len(parts) > 1 else ()
    if number.startswith("1") and len(number) != 11 and len(number) > 8:
        return Parsed(problem=f"手机号应是11位，这里是{len(number)}位。")
    return Parsed(number, notes=notes)


def id_number(cell: Cell) -> Parsed:
    """A resident ID number as text, checked; a number that Excel has rounded is told as such."""
    if is_blank(cell):
        return EMPTY
    said = idcard.tidy(plain(cell))
    if isinstance(cell, bool | date):
        return Parsed(problem=f"“{plain(cell)}”不是身份证号。")
    if isinstance(cell, float) or (isinstance(cell, int) and len(said) > 15):
        return Parsed(problem="身份证号变成了小数，后面的数字已经丢了。")
    problem = idcard.check(said)
    note = idcard.note(said)
    return Parsed(problem=problem) if problem else Parsed(said, notes=(note,) if note else ())


def day(cell: Cell) -> Parsed:
    """A day (`date`) or, where only a month is said, the month as text "2015-09"."""
    if is_blank(cell):
        return EMPTY
    if isinstance(cell, bool):
        return Parsed(problem=_NO_DAY.format(plain(cell)))
    if isinstance(cell, date):
        return Parsed(cell)
    if isinstance(cell, float):
        return _float_day(cell)
    return _said_day(plain(cell))


def month(cell: Cell) -> Parsed:
    """A month as text "2026-03", also out of a day."""
    parsed = day(cell)
    if isinstance(parsed.value, date):
        return Parsed(f"{parsed.value:%Y-%m}", notes=parsed.notes)
    if parsed.problem:
        return Parsed(problem=parsed.problem.replace("是哪一天", "是哪个月").replace("2015-09-01 或 ", ""))
    return parsed


def choice(options: Mapping[str, tuple[str, ...]]) -> Parse:
    """A parse that knows the words for each option: `choice({"在职": ("在岗", "在编"), …})`."""
    known = {_narrow(word): option for option, words in options.items() for word in (option, *words)}

    def chosen(cell: Cell) -> Parsed:
        """The option a cell names."""
        if is_blank(cell):
            return EMPTY
        option = known.get(_narrow(plain(cell)))
        if option is None:
            return Parsed(problem=f"“{plain(cell)}”认不出，可以写：{'、'.join(options)}。")
        return Parsed(option)

    return chosen


def serial_day(number: int) -> date | None:
    """The day that Excel counts as `number` (1900 epoch), None outside of 1927 to 2064."""
    return date(1899, 12, 30) + timedelta(days=number) if 10_000 <= number <= 60_000 else None


def _narrow(said: str) -> str:
    """Half-width, without spaces of any kind."""
    if said.isascii() and said.isalnum():
        return said
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", said))


def _number_text(number: float) -> str:
    """A decimal number as written: 1000.0 → "1000", 40.4 → "40.4", 3.2e17 stays so."""
    if math.isfinite(number) and number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return repr(number).upper()


def _without_noise(number: float | int) -> Decimal:
    """The decimal number that was meant: 23.749999999999996 is 23.75, 23.7451 stays as it is."""
    if isinstance(number, float) and not math.isfinite(number):
        raise Refused(f"“{number}”不是金额。")
    exact = Decimal(repr(number))
    if abs(exact) > money.LARGEST:
        return exact
    near = exact.quantize(Decimal("0.01"))
    return near if abs(exact - near) < _NOISE else exact


def _said_fen(said: str) -> int:
    """An amount in words or digits; long decimals out of a csv are freed of noise like floats."""
    if re.fullmatch(r"\s*-?\d+\.\d{6,}\s*", said):
        return money.exact(_without_noise(float(said)), said.strip())
    return money.parse(said)


def _float_day(number: float) -> Parsed:
    """A decimal number in a column of days: 2015.09 is September, 2015.1 may be January or October."""
    said = _number_text(number)
    if re.fullmatch(r"(19|20)\d\d\.1", said):
        year = said[:4]
        return Parsed(problem=f"“{said}”可能是{year}年1月，也可能是{year}年10月，请写明。")
    if re.fullmatch(r"\d{5}\.\d+", said):
        return _said_day(said.split(".")[0])
    return _said_day(said)


def _said_day(said: str) -> Parsed:
    """A day or month in one of the writings that lists have."""
    tidy = re.sub(r"(日|号)?(上午|下午)?(\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?$", "", _day_words(said))
    if re.fullmatch(r"\d{5}", tidy):
        return _from_serial(tidy, said)
    parts = _day_parts(tidy)
    if parts is None:
        return Parsed(problem=_NO_DAY.format(said))
    year, month_number, day_number = parts
    year += 0 if year > 99 else 2000 if year < 40 else 1900
    if not 1 <= month_number <= 12:
        return Parsed(problem=f"“{said}”里没有{month_number}月这个月份。")
    if day_number is None:
        return Parsed(f"{year}-{month_number:02d}")
    try:
        return Parsed(date(year, month_number, day_number))
    except ValueError:
        return Parsed(problem=f"“{said}”这一天不存在，请核对。")


def _day_words(said: str) -> str:
    """Half-width, Chinese digits as figures, 年 and 月 as dots."""
    tidy = _narrow(said).strip("'")
    if re.search("[〇零一二三四五六七八九]{4}年", tidy):
        tidy = tidy.translate(str.maketrans("〇零一二三四五六七八九", "00123456789"))
    tidy = re.sub(r"[年月/／.。．、_—–-]+", ".", tidy)
    return re.sub(r"(?<=\d)T(?=\d\d:)", "", tidy).removesuffix("份").rstrip(".")


def _day_parts(tidy: str) -> tuple[int, int, int | None] | None:
    """Year, month and day (if said) as numbers."""
    together = re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)?", tidy)
    apart = re.fullmatch(r"(\d{4}|\d\d)\.(\d{1,2})(?:\.(\d{1,2}))?", tidy)
    found = together or apart
    if not found or (apart and len(apart.group(1)) == 2 and not apart.group(3)):
        return None
    year, month_number, day_number = found.groups()
    return int(year), int(month_number), int(day_number) if day_number else None


def _from_serial(tidy: str, said: str) -> Parsed:
    """A bare five-digit number as Excel's count of days."""
    found = serial_day(int(tidy))
    if found is None:
        return Parsed(problem=_NO_DAY.format(said))
    return Parsed(found, notes=(f"“{said}”是 Excel 的日期序号，读作{found.isoformat()}。",))
