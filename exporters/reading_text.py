"""Plain text tables: which encoding, which separator, and where a quote was left open."""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice
from typing import Any

from models.kit.errors import Refused

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ("\t", ",", ";", "，", "|")
_AS_TEXT = re.compile(r'^="(.*)"$')  # how some systems keep leading zeros in a csv
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")  # never in a text; a closing \x1a of old systems is cut
# 2015.1 was October if a spreadsheet wrote the number 2015.10: as a number it is asked about, as a text not
_TWO_MONTHS = re.compile(r"^(19|20)\d\d\.1$")
_LONGEST_FIELD = 100_000
_SAVE_AGAIN = "请用 Excel 打开它，另存为“CSV UTF-8”或 xlsx 后再导入。"


def decode(data: bytes) -> str:
    """The text of a file; raises `Refused` when its encoding can't be told surely."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if b"\x00" in data:
        return _strict(data, _by_zeros(data))
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _plausible(text):
            return _strict(data.rstrip(b"\x1a"), encoding)
    raise Refused("看不出这个文件用的是什么编码。", remedy=_SAVE_AGAIN)


def table(text: str, most_rows: int) -> list[list[str | float | None]]:
    """The cells of a text, separated by what its lines agree on; raises `Refused` with the line."""
    separator = _separator(list(islice(io.StringIO(text), 60)))
    if separator is None:
        return [[line.strip() or None] for line in islice(io.StringIO(text), most_rows + 1)]
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=separator != "\t")
    rows: list[list[str | float | None]] = []
    begun = 1
    try:
        for row in reader:
            begun = reader.line_num + 1
            rows.append([_cell(value) for value in row])
            if len(rows) > most_rows:
                break
    except csv.Error:
        raise Refused(
            f"第{begun}行的引号没有配对。", remedy="请用 Excel 或记事本打开，补上或去掉这个引号。"
        ) from None
    return rows


def sheet(text: str, limits: dict[str, int]) -> dict[str, Any]:
    """The text as one sheet without trailing blanks; raises `Refused` when it is too long or too wide."""
    rows = table(text, limits["rows"])
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > limits["rows"]:
        raise Refused(f"表里超过{limits['rows']}行。", remedy="请分成几个文件，再分别导入。")
    if max(map(len, rows), default=0) > limits["columns"]:
        raise Refused(f"表里超过{limits['columns']}列。", remedy="请删掉右边不用的列，存好再导入。")
    return {"name": "", "rows": rows, "hidden": False, "faults": [], "merged": []}


def _strict(data: bytes, encoding: str) -> str:
    """Decoded, or refused; a zero character is never text."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("文件里有读不出的字符，可能没有下载完整。", remedy=_SAVE_AGAIN) from None
    if _CONTROL.search(text[:_LONGEST_FIELD]):
        raise Refused("这不是文字文件，里面有程序数据。", remedy="请选 Excel 表格（xlsx、xls）或 csv 文件。")
    return text


def _by_zeros(data: bytes) -> str:
    """Which UTF-16 the zero bytes speak for; utf-8 (which then refuses them) when none."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or max(even, odd) < len(sample) // 20 or min(even, odd) * 10 > max(even, odd):
        return "utf-8"
    return "utf-16-le" if odd > even else "utf-16-be"


def _plausible(text: str) -> bool:
    """Whether a text read as GB18030 looks like Chinese: most of its characters are everyday ones."""
    odd = [sign for sign in text[:20_000] if ord(sign) > 127]
    if not odd:
        return True
    strange = sum(1 for sign in odd if not _everyday(sign))
    return strange * 3 <= len(odd)


def _everyday(sign: str) -> bool:
    """In GB2312: Hanzi of level one or two, punctuation, full-width letters."""
    try:
        return len(sign.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def _separator(lines: list[str]) -> str | None:
    """The sign that most of the first lines have equally often, None when they have none."""
    sample = [re.sub(r'"[^"]*"', "", line) for line in lines if line.strip()][:40]
    best, best_score = None, 0
    for sign in _SEPARATORS:
        counts = [line.count(sign) for line in sample]
        usual = max(set(counts), key=lambda n: (counts.count(n) if n else 0, n), default=0)
        score = counts.count(usual) * min(usual, 3) if usual else 0
        if score > best_score and counts.count(usual) * 3 >= len(sample):
            best, best_score = sign, score
    return best


def _cell(value: str) -> str | float | None:
    """A field without the Excel guard around it; nothing for an empty one."""
    said = value.strip()
    if _TWO_MONTHS.match(said):
        return float(said)
    found = _AS_TEXT.match(said)
    return (found.group(1) if found else said) or None
