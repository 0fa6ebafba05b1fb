"""What a file really is, by its first bytes and inner names; a suffix is only a hint."""

from __future__ import annotations

from models.kit.errors import Refused

_TABLE = "请选 Excel 表格（xlsx、xls）或 csv 文件。"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_OTHERS = (
    (b"%PDF", "这是 PDF，不是表格。", "请向对方要 Excel 表格，或在 Excel 里重新录入。"),
    (b"{\\rtf", "这是写字板文档，不是表格。", _TABLE),
    (b"Rar!", "这是压缩包，不是表格。", "请先解压，再选里面的表格。"),
    (b"7z\xbc\xaf", "这是压缩包，不是表格。", "请先解压，再选里面的表格。"),
    (b"\x1f\x8b", "这是压缩包，不是表格。", "请先解压，再选里面的表格。"),
    (b"SQLite format 3\x00", "这是账套文件，不是表格。", "账套请从“打开”里打开。"),
    (b"MIME-Version", "这是网页存档，不是表格。", "请用 Excel 打开它，另存为 xlsx 后再导入。"),
    (b"MZ", "这是程序，不是表格。", _TABLE),
)
LOCKED = Refused("文件有打开密码。", remedy="请先在 Excel 里打开它，去掉密码后再导入。")


def kind_of(data: bytes) -> str:
    """One of "zip", "ole", "html", "xml", "text"; raises `Refused` for everything that is no table."""
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise Refused("文件是空的，里面没有内容。", remedy="请确认选对了文件。")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _ole_kind(data)
    if _is_picture(data):
        raise Refused("这是图片，不是表格。", remedy=_TABLE)
    for mark, what, remedy in _OTHERS:
        if data.startswith(mark):
            raise Refused(what, remedy=remedy)
    return _markup_kind(data)


def _is_picture(data: bytes) -> bool:
    """A picture by its mark; two letters alone ("BM…") may begin a text, so a zero byte is asked for too."""
    return data.startswith(_PICTURES) and (len(data) < 3 or b"\x00" in data[:64])


def _ole_kind(data: bytes) -> str:
    """An old Office file: a workbook, or what it is instead."""
    if _stream("EncryptedPackage") in data:
        raise LOCKED
    if any(_stream(name) in data for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        return "ole"
    if _stream("WordDocument") in data:
        raise Refused("这是 Word 文档，不是表格。", remedy=_TABLE)
    raise Refused("这个文件不是表格，或者已经损坏。", remedy="请用 Excel 打开它，另存为 xlsx 后再导入。")


def _stream(name: str) -> bytes:
    """How an OLE directory writes a stream's name."""
    return name.encode("utf-16-le")


def _markup_kind(data: bytes) -> str:
    """Web pages and XML tables that call themselves .xls, else plain text."""
    head = data[:4000].replace(b"\x00", b"").lower()
    if b"<workbook" in head or b"mso-application" in head:
        return "xml"
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if start.startswith(b"<") and (b"<html" in head or b"<table" in data[:200_000].lower()):
        return "html"
    if start.startswith(b"<?xml"):
        raise Refused("这是 XML 数据，不是表格。", remedy=_TABLE)
    return "text"
