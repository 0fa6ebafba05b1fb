"""A worksheet's XML looked through before it is read: how far it really goes, which cells are no values."""

from __future__ import annotations

import re

from exporters.reading_package import unescape
from models.kit.errors import Refused

BLANK_STOP = 200  # so many blank rows end a sheet: what stands below has been forgotten there
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d+)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,4})(\d{1,8})[\"']")
_COLUMNS = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr\s*=\s*[\"']([A-Z]{2,4})\d")
_USUAL_COLUMNS = re.compile(rb"<c r=\"([A-Z]{2,4})\d")  # as nearly all programs write it: ten times as fast
_FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_STORED = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*>([^<]+)</")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*/>")
_REFERENCE = re.compile(rb"ref\s*=\s*[\"']A1(?::([A-Z]{1,3})(\d+))?[\"']")
_SHARED = re.compile(rb"\bsi\s*=\s*[\"'](\d+)[\"']")

Formula = tuple[int, int, str]  # row, column (1-based), text as the sheet has it
Error = tuple[int, int, str]


def mended(xml: bytes, most_rows: int, most_columns: int) -> bytes | None:
    """The sheet without what lies beyond its last row, None when it can be read as it stands.

    A declared size is never believed: where it is huge it goes. Raises `Refused` when the sheet
    really is too long or too wide.
    """
    end = _end(xml, most_rows)
    kept = xml if end is None else xml[:end]
    names = set((_USUAL_COLUMNS if b'<c r="' in kept else _COLUMNS).findall(kept))
    wide = [name for name in names if column_number(name) > most_columns]
    if wide:
        kept = _narrowed(kept, most_columns)
    honest = end is None and not wide and not _huge(xml[:4000], most_rows, most_columns)
    if honest:
        return None
    body = _DIMENSION.sub(b"", kept, count=1)
    return body if end is None else body + _closing(xml)


def goes_on(xml: bytes, most_rows: int) -> bool:
    """Whether there is something below the great gap where reading ends."""
    end = _end(xml, most_rows)
    return end is not None and bool(_VALUE.search(xml, end, max(xml.rfind(b"sheetData>"), end)))


def errors(xml: bytes) -> list[Error]:
    """Cells that show #REF! and the like."""
    if b't="e"' not in xml and b"t='e'" not in xml:
        return []
    found = []
    for attributes, inner in _cells(xml):
        place = _PLACE.search(attributes)
        if place and re.search(rb"\st\s*=\s*[\"']e[\"']", attributes):
            stored = _STORED.search(inner)
            text = unescape(stored.group(1).decode("utf-8", "replace")) if stored else "#错误"
            found.append((int(place.group(2)), column_number(place.group(1)), text))
    return found


def unworked(xml: bytes) -> list[Formula]:
    """Formulas whose result the file doesn't hold."""
    if b"<f" not in xml and b":f" not in xml:
        return []
    found, shared = [], dict[bytes, tuple[str, int, int]]()
    for attributes, inner in _cells(xml):
        formula, place = _FORMULA.search(inner), _PLACE.search(attributes)
        if not formula or not place:
            continue
        row, column = int(place.group(2)), column_number(place.group(1))
        text = _formula_text(formula, (row, column), shared)
        if not _STORED.search(inner[: formula.start()] + inner[formula.end() :]):
            found.append((row, column, text))
    return found


def column_number(letters: bytes | str) -> int:
    """ "A" → 1, "AA" → 27."""
    number = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        number = number * 26 + letter - 64
    return number


def _end(xml: bytes, most_rows: int) -> int | None:
    """Where the rows end that count, None when the sheet ends there itself."""
    if _is_dense(xml, most_rows):
        return None
    filled = number = 0
    start, last = None, None
    for row in _ROW.finditer(xml):
        if last is not None and _VALUE.search(xml, last, row.start()):
            filled = number
        found = _NUMBER.search(row.group(1))
        number = int(found.group(1)) if found else number + 1
        if number - filled > BLANK_STOP + 1:
            start = row.start()
            break
        if filled > most_rows:
            raise Refused(f"表里超过{most_rows}行。", remedy="请分成几个文件，再分别导入。")
        last = row.end()
    return start


def _is_dense(xml: bytes, most_rows: int) -> bool:
    """Whether the last row's number shows at once that there are neither too many rows nor a great gap."""
    last = _ROW.match(xml, max(xml.rfind(b"<row "), 0))
    number = _NUMBER.search(last.group(1)) if last else None
    if number is None:
        return False
    return int(number.group(1)) <= min(most_rows, xml.count(b"<row ") + BLANK_STOP)


def _huge(head: bytes, most_rows: int, most_columns: int) -> bool:
    """Whether the declared size asks for more than the limits; such a declaration is dropped."""
    dimension = _DIMENSION.search(head)
    if not dimension:
        return False
    reference = _REFERENCE.search(dimension.group())
    if not reference or not reference.group(1):
        return not reference
    return int(reference.group(2)) > most_rows or column_number(reference.group(1)) > most_columns


def _narrowed(xml: bytes, most_columns: int) -> bytes:
    """Without empty cells far to the right; a filled one there is refused."""

    def near(cell: re.Match[bytes]) -> bytes:
        """The cell itself, or nothing."""
        place = _PLACE.search(cell.group(1))
        if not place or column_number(place.group(1)) <= most_columns:
            return cell.group()
        if _VALUE.search(cell.group(2) or b""):
            where = f"{place.group(1).decode()}{place.group(2).decode()}"
            raise Refused(
                f"{where} 有内容，超过了{most_columns}列。", remedy="请删掉右边不用的列，存好再导入。"
            )
        return b""

    return _CELL.sub(near, xml)


def _closing(xml: bytes) -> bytes:
    """The end of a sheet whose rows were cut: from the closing tag on, so merged ranges stay."""
    end = xml.rfind(b"</", 0, max(xml.rfind(b"sheetData>"), 0))
    return xml[end:] if end > 0 else b"</sheetData></worksheet>"


def _cells(xml: bytes) -> list[tuple[bytes, bytes]]:
    """Attributes and inside of every cell."""
    return _CELL.findall(xml)


def _formula_text(
    formula: re.Match[bytes], place: tuple[int, int], shared: dict[bytes, tuple[str, int, int]]
) -> str:
    """The formula of a cell, also where it only points to one shared with other cells."""
    text = unescape((formula.group(2) or b"").decode("utf-8", "replace"))
    group = _SHARED.search(formula.group(1))
    if not group:
        return text
    if text:
        shared[group.group(1)] = (text, *place)
        return text
    origin = shared.get(group.group(1))
    return _moved(origin[0], place[0] - origin[1]) if origin and origin[2] == place[1] else ""


def _moved(text: str, rows: int) -> str:
    """A formula copied down by so many rows (absolute rows stay)."""
    return re.sub(
        r"(?<![A-Z$0-9])(\$?[A-Z]{1,3})(\d+)\b", lambda m: f"{m.group(1)}{int(m.group(2)) + rows}", text
    )
