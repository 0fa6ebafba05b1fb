"""What a file really is, by its bytes; and a name for it that is safe on every system."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile

from models.kit.errors import Refused

LARGEST = 20 * 1024 * 1024  # bytes of one file
KINDS = ("pdf", "ofd", "xml", "jpg", "png", "xlsx", "docx", "csv", "txt")
_WANTED = "可以留存的有 PDF、OFD、XML、JPG、PNG、xlsx、docx、csv 和 txt。"
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_LONGEST = 100  # letters of a name
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|script)\b", re.IGNORECASE)


def kind_of(name: str, content: bytes) -> str:
    """One of `KINDS`. Raises `Refused` for what is empty, too big, or none of them."""
    if not content:
        raise Refused("文件是空的，里面没有内容。", name, "请确认选对了文件，或向对方重新要一份。")
    if len(content) > LARGEST:
        size = len(content) / 1024 / 1024
        raise Refused(f"文件有 {size:.0f} MB，最多 20 MB。", name, "请分成几份，或把扫描的清晰度调低一些。")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if is_package(content):
        return _package(name, content)
    return _text(name, content)


def is_package(content: bytes) -> bool:
    """Whether it is a zip of some kind."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _package(name: str, content: bytes) -> str:
    """What a zip holds, by the names inside; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = {inner.lower() for inner in package.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        raise Refused("文件不完整或已损坏，打不开。", name, "请向对方重新要一份。") from None
    if any(inner.endswith("vbaproject.bin") for inner in names):
        raise Refused("文件里带有宏程序，不能留存。", name, "请另存为不带宏的文件，或存成 PDF。")
    for inner, kind in (("ofd.xml", "ofd"), ("xl/workbook.xml", "xlsx"), ("word/document.xml", "docx")):
        if inner in names:
            return kind
    raise Refused("这是压缩包，不能直接留存。", name, "请先解压，再选里面的文件。")


def _text(name: str, content: bytes) -> str:
    """XML, or plain text in one of the encodings in use."""
    head = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if _HTML.search(head[:1024]):
        raise Refused("这是网页，不能留存。", name, "请在浏览器里打印成 PDF，再留存 PDF。")
    if head.startswith(b"<"):
        return "xml"
    if not _reads_as_text(content):
        raise Refused("这种文件不能留存。", name, _WANTED)
    return "csv" if name.lower().endswith(".csv") else "txt"


def _reads_as_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in content:
        return False
    else:
        encodings = ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(unicodedata.category(letter) == "Cc" and letter not in "\r\n\t\f" for letter in text)
    return False


def clean_name(name: str, kind: str) -> str:
    """The name alone, without folders, unseen or turning characters, and with the ending of its kind."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    name = "".join(letter for letter in name if unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cn"))
    name = _FORBIDDEN.sub("_", re.split(r"[/\\]", name)[-1]).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or ending.lower() not in (*KINDS, "jpeg"):
        stem = name
    stem = stem.strip(" .")[:_LONGEST] or "附件"
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem}.{kind}"
