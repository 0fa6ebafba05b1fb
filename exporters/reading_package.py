"""The zip around a spreadsheet: what is in it, and the guards that let nothing swell or lie."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from models.kit.errors import Refused

MOST_ENTRIES = 2000
MOST_RATIO = 200  # asked of parts over one MB: a bomb is a thousand times as big as its file
_KEPT = 32 * 1024 * 1024
_DAMAGED = "请向对方重新要一份，或用 Excel 打开后另存再导入。"
_REL = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")


class Package:
    """An opened zip whose parts are read only through the guards."""

    def __init__(self, data: bytes, most_unpacked: int) -> None:
        self.most_unpacked = most_unpacked
        self.most_part = most_unpacked // 2
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
            raise Refused("文件不完整或已损坏，打不开。", remedy=_DAMAGED) from None
        self.names = [info.filename for info in self.zip.infolist()]
        self._kept: dict[str, bytes] = {}  # parts already unpacked and checked, as long as they are small
        self._check_names()
        self._check_sizes()
        self.book = self._book()

    def kind(self) -> str:
        """ "xlsx", "xlsb" or "ods"; raises `Refused` for other zips."""
        names = {name.lower() for name in self.names}
        if "xl/workbook.bin" in names or r"xl\workbook.bin" in names:
            return "xlsb"
        if self.book or r"xl\workbook.xml" in names:
            return "xlsx"
        if any(name.startswith("word/") for name in names):
            raise Refused("这是 Word 文档，不是表格。", remedy="请把表格复制到 Excel 里存好再导入。")
        if any(name.startswith("ppt/") for name in names):
            raise Refused("这是幻灯片，不是表格。", remedy="请选 Excel 表格（xlsx、xls）或 csv 文件。")
        if "content.xml" in names:
            return self._open_document()
        if "[content_types].xml" in names:
            raise Refused("文件里没有工作簿，已损坏。", remedy=_DAMAGED)
        raise Refused("这是压缩包，不是表格。", remedy="请先解压，再选里面的表格。")

    def part(self, name: str) -> bytes:
        """One part, unpacked no further than its limit and checked; XML with a DTD is refused."""
        if name in self._kept:
            return self._kept[name]
        try:
            with self.zip.open(name) as stream:
                data = stream.read(self.most_part + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ):
            raise Refused("文件有一部分读不出，已损坏。", remedy=_DAMAGED) from None
        if len(data) > self.most_part:
            raise _too_big()
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<\x00!\x00D\x00O\x00C\x00" in data:
            raise Refused(
                "文件里有不该有的外部引用，没有读它。", remedy="请用 Excel 打开后另存为新文件再导入。"
            )
        return data

    def check_parts(self) -> None:
        """Unpack every part that a reader will look at: real sizes and checksums, not declared ones."""
        left = self.most_unpacked
        for name in self.names:
            if name.lower().endswith((".xml", ".rels", ".bin")) and "/media/" not in name.lower():
                data = self.part(name)
                left -= len(data)
                if left < 0:
                    raise _too_big()
                if self.most_unpacked - left < _KEPT:
                    self._kept[name] = data

    def sheet_parts(self) -> dict[str, str]:
        """Where each sheet lies in the package: name → part."""
        targets = self._targets(self.book) if self.book else {}
        found = {}
        for attributes in _SHEET.findall(self.part(self.book)) if targets else []:
            place = targets.get(_attribute(attributes, rb"(?:\w+:)id"), "")
            if place in self.names:
                found[_attribute(attributes, b"name")] = place
        return found

    def _targets(self, part: str) -> dict[str, str]:
        """What a part refers to: id → part; of the package itself ("") its main part is under "book"."""
        folder, _, name = part.rpartition("/")
        inside = f"{folder}/" if folder else ""
        rels = f"{inside}_rels/{name}.rels"
        found = {}
        for attributes in _REL.findall(self.part(rels)) if rels in self.names else []:
            target = _attribute(attributes, b"Target")
            place = target[1:] if target.startswith("/") else inside + target.removeprefix("./")
            found[_attribute(attributes, b"Id")] = place
            if _attribute(attributes, b"Type").endswith("/officeDocument"):
                found["book"] = place
        return found

    def _book(self) -> str:
        """The part that lists the sheets, "" when the package has none."""
        place = self._targets("").get("book", "xl/workbook.xml")
        isnt_sheets = place.startswith(("word/", "ppt/")) or not place.endswith(".xml")
        return "" if isnt_sheets or place not in self.names else place

    def has_macros(self) -> bool:
        """Whether the workbook carries a program; it is never run."""
        return any(name.lower().endswith("vbaproject.bin") for name in self.names)

    def with_parts(self, changed: dict[str, bytes]) -> bytes:
        """The package again with some parts replaced, stored without packing."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
            for name in self.names:
                if name.lower().endswith((".xml", ".rels", ".bin")):
                    copy.writestr(name, changed[name] if name in changed else self.part(name))
        return target.getvalue()

    def _open_document(self) -> str:
        """A LibreOffice package: only its spreadsheets are tables; encrypted ones say so."""
        manifest = self.part("META-INF/manifest.xml") if "META-INF/manifest.xml" in self.names else b""
        if b"encryption-data" in manifest:
            raise Refused("文件有打开密码。", remedy="请先去掉密码后再导入。")
        if b"opendocument.text" in (self.part("mimetype") if "mimetype" in self.names else b""):
            raise Refused("这是文字文档，不是表格。", remedy="请把表格复制到 Excel 里存好再导入。")
        return "ods"

    def _check_names(self) -> None:
        """No flood of entries, no two of one name, none that points outside."""
        if len(self.names) > MOST_ENTRIES:
            raise _too_big()
        if len({name.casefold() for name in self.names}) != len(self.names):
            raise Refused("文件里有两个同名的部分，已损坏。", remedy=_DAMAGED)
        if any(".." in re.split(r"[/\\]", n) or n.startswith("/") or ":" in n for n in self.names):
            raise Refused("文件的内部结构不对，没有读它。", remedy=_DAMAGED)

    def _check_sizes(self) -> None:
        """What the list of contents declares: encrypted, too big, packed far too well."""
        infos = self.zip.infolist()
        if any(info.flag_bits & 1 for info in infos):
            raise Refused("文件有打开密码。", remedy="请先去掉密码后再导入。")
        if sum(info.file_size for info in infos) > self.most_unpacked or any(
            i.file_size > self.most_part for i in infos
        ):
            raise _too_big()
        for info in infos:
            if info.file_size > 1024 * 1024 and info.file_size > MOST_RATIO * max(info.compress_size, 1):
                raise _too_big()


def _attribute(attributes: bytes, name: bytes) -> str:
    """The value of an XML attribute, its five escapes resolved."""
    found = re.search(rb"(?<![\w:])" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", attributes)
    if not found:
        return ""
    text = (found.group(1) or found.group(2) or b"").decode("utf-8", "replace")
    return unescape(text)


def unescape(text: str) -> str:
    """XML escapes as characters."""
    text = re.sub(r"&#x([0-9a-fA-F]{1,6});", lambda m: _character(int(m.group(1), 16)), text)
    text = re.sub(r"&#(\d{1,7});", lambda m: _character(int(m.group(1))), text)
    for escape, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(escape, sign)
    return text


def _character(number: int) -> str:
    """The character of a number, or the sign for a lost one."""
    return chr(number) if 0 < number < 0x110000 else "\ufffd"


def _too_big() -> Refused:
    """The answer to bombs and to honest giants alike."""
    return Refused("文件解开后太大，没有读它。", remedy="请只保留要导入的工作表，另存为新文件再导入。")
