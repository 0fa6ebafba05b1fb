"""Old .xls files looked through for cells that show an error: the cell reader leaves those blank."""

from __future__ import annotations

import struct

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_FORMULA, _EOF, _SHEET, _BOOL_OR_ERROR, _BEGIN = 0x0006, 0x000A, 0x0085, 0x0205, 0x0809
_LOCK = 0x002F
_LAST_SECTOR = 0xFFFFFFF9  # greater numbers end a chain or mark free sectors

Error = tuple[int, int, str]  # row, column (1-based), what the cell shows


class _LostError(Exception):
    """The container leads nowhere; the cell reader will say so."""


def errors(data: bytes) -> list[list[Error]]:
    """The error cells of each sheet, in the workbook's order; empty when the container can't be followed."""
    try:
        book = _stream(data)
        return [_sheet_errors(book, at) for at in _sheets(book)]
    except (struct.error, IndexError, _LostError):
        return []


def is_locked(data: bytes) -> bool:
    """Whether the workbook asks for a password (its cells are then enciphered)."""
    try:
        return any(kind == _LOCK for kind, _ in _records(_stream(data), 0))
    except (struct.error, IndexError, _LostError):
        return False


def _sheets(book: bytes) -> list[int]:
    """Where each worksheet begins in the stream."""
    found = []
    for kind, body in _records(book, 0):
        if kind == _SHEET and body[5] == 0:
            found.append(int(struct.unpack_from("<I", body)[0]))
    return found


def _sheet_errors(book: bytes, start: int) -> list[Error]:
    """Cells of one sheet whose value or stored result is an error."""
    found = []
    for kind, body in _records(book, start):
        code = None
        if kind == _BOOL_OR_ERROR and len(body) >= 8 and body[7]:
            code = body[6]
        elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            code = body[8]
        if code is not None:
            row, column = struct.unpack_from("<HH", body)
            found.append((row + 1, column + 1, _ERRORS.get(code, "#错误")))
    return found


def _records(book: bytes, at: int) -> list[tuple[int, bytes]]:
    """The records of one substream, charts inside it left out."""
    records, depth = [], 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        depth += (kind == _BEGIN) - (kind == _EOF)
        if depth == 1 and kind in (_FORMULA, _SHEET, _BOOL_OR_ERROR, _LOCK):
            records.append((kind, book[at + 4 : at + 4 + size]))
        at += 4 + size
        if depth <= 0:
            break
    return records


def _stream(data: bytes) -> bytes:
    """The workbook's bytes out of the container; raises `_LostError` when it isn't there."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise _LostError
    table = _sector_table(data, size)
    directory = _chain(data, table, struct.unpack_from("<I", data, 48)[0], size)
    for entry in (directory[at : at + 128] for at in range(0, len(directory) - 127, 128)):
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        start, length = struct.unpack_from("<II", entry, 116)
        if name.lower() in ("workbook", "book") and length >= struct.unpack_from("<I", data, 56)[0]:
            return _chain(data, table, start, size)[:length]
    raise _LostError


def _sector_table(data: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    lists = list(struct.unpack_from("<109I", data, 76))
    more = struct.unpack_from("<I", data, 68)[0]
    seen = 0
    while more <= _LAST_SECTOR and seen < 1000:
        block = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        lists += block[:-1]
        more, seen = block[-1], seen + 1
    table: list[int] = []
    for sector in lists:
        if sector <= _LAST_SECTOR:
            table += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return table


def _chain(data: bytes, table: list[int], sector: int, size: int) -> bytes:
    """The bytes of a chain of sectors; a chain that bites its tail ends."""
    parts, left = [], len(table) + 1
    while sector <= _LAST_SECTOR and left:
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        sector, left = table[sector], left - 1
    return b"".join(parts)
