"""Invoices as OFD: the XML inside, the facts and tags around it, and the letters on its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from exporters.reading_invoice_xml import Fields, fields
from exporters.reading_letters import MOST_LETTERS, Letter
from exporters.reading_package import Package
from models.kit.errors import Refused

_POINTS = 72 / 25.4
_MOST_LINES = 20_000
_AGAIN = "请向对方重新要一份 OFD，或改要 PDF、XML。"
# 自定义数据 in OFD.xml
_DATA = {
    "发票号码": "number", "发票代码": "code", "开票日期": "day", "合计金额": "net", "合计税额": "tax",
    "销售方纳税人识别号": "seller_tax", "购买方纳税人识别号": "buyer_tax", "价税合计": "total",
    "销售方名称": "seller", "购买方名称": "buyer",
}  # fmt: skip
_TAGS = {
    "invoiceno": "number", "invoicecode": "code", "issuedate": "day", "item": "item",
    "buyername": "buyer", "buyertaxid": "buyer_tax", "sellername": "seller", "sellertaxid": "seller_tax",
    "taxexclusivetotalamount": "net", "taxtotalamount": "tax", "taxinclusivetotalamount": "total",
}  # fmt: skip


@dataclass
class Ofd:
    """What an OFD tells: fields by where they stand, letters by page."""

    inner: Fields = field(default_factory=dict)  # its XML attachments
    facts: Fields = field(default_factory=dict)  # CustomDatas of OFD.xml
    tags: Fields = field(default_factory=dict)  # tags that point at letters
    letters: list[Letter] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)  # points from the top left
    size: tuple[float, float] = (210 * _POINTS, 140 * _POINTS)


def read(data: bytes, most_unpacked: int) -> Ofd:
    """Everything that an OFD tells. Raises `Refused` when it is damaged, locked, or swells."""
    try:
        package = Package(data, most_unpacked)
        return _read(package)
    except Refused as no:
        raise Refused(no.what.replace("文件", "这个 OFD "), no.where, _AGAIN) from None


def _read(package: Package) -> Ofd:
    found, words = Ofd(), dict[str, str]()
    parts = [name for name in package.names if name.lower().endswith(".xml")]
    for name in parts:
        lower = name.lower()
        if "attach" in lower and not lower.endswith("attachments.xml"):
            found.inner = _inner(package.part(name)) or found.inner
        elif lower.endswith("content.xml"):
            root = _root(package.part(name))
            _page(root, found.letters, words)
            _strokes(root, found.lines)
        elif lower.endswith("document.xml"):
            found.size = _size(_root(package.part(name))) or found.size
    _data(_root(package.part("OFD.xml")), found.facts)
    for name in parts:
        if name.lower().endswith("customtag.xml"):
            _tags(_root(package.part(name)), words, found.tags)
    return found


def _data(root: Any, found: Fields) -> None:
    """自定义数据: a name and its value."""
    for element in root.iter():
        key = _DATA.get(element.get("Name", "")) if _tag(element) == "customdata" else None
        if key and (element.text or "").strip():
            found.setdefault(key, []).append(str(element.text).strip())


def _inner(data: bytes) -> Fields:
    """The fields of an XML inside; one that is no invoice (a signature, a list) tells nothing."""
    try:
        return fields(data)
    except Refused:
        return {}


def _root(data: bytes) -> Any:
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError):
        raise Refused("文件有一部分读不出，已损坏。") from None


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _tags(root: Any, words: dict[str, str], found: Fields) -> None:
    """A tag holds references to text objects; together they are its value."""
    for element in root.iter():
        key = _TAGS.get(_tag(element))
        said = "".join(
            words.get((inner.text or "").strip(), "") for inner in element.iter() if inner is not element
        )
        if key and said:
            found.setdefault(key, []).append(said)


def _page(root: Any, letters: list[Letter], words: dict[str, str]) -> None:
    """The text objects of a page or template: their letters, and their words by id."""
    for element in root.iter():
        if _tag(element) != "textobject" or len(letters) > MOST_LETTERS:
            continue
        box = _numbers(element.get("Boundary", ""))
        if len(box) != 4:
            continue
        size = (_numbers(element.get("Size", "")) or [3.0])[0]
        said = ""
        for code in (inner for inner in element.iter() if _tag(inner) == "textcode"):
            text = code.text or ""
            said += text
            letters.extend(_letters(text, code, box, size))
        words[element.get("ID", "")] = said


def _size(root: Any) -> tuple[float, float] | None:
    """The page's width and height in points."""
    for element in root.iter():
        box = _numbers(element.text or "") if _tag(element) == "physicalbox" else []
        if len(box) == 4 and 20 < box[2] < 2000 and 20 < box[3] < 2000:
            return box[2] * _POINTS, box[3] * _POINTS
    return None


def _strokes(root: Any, found: list[tuple[float, float, float, float]]) -> None:
    """The straight lines of a page's paths."""
    for element in root.iter():
        box = _numbers(element.get("Boundary", "")) if _tag(element) == "pathobject" else []
        if len(box) != 4 or len(found) > _MOST_LINES:
            continue
        data = "".join(inner.text or "" for inner in element.iter() if _tag(inner) == "abbreviateddata")
        pen = (0.0, 0.0)
        for verb, x, y in re.findall(r"([MLS])\s+(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)", data):
            place = ((box[0] + float(x)) * _POINTS, (box[1] + float(y)) * _POINTS)
            if verb == "L":
                found.append((*pen, *place))
            pen = place


def _letters(text: str, code: Any, box: list[float], size: float) -> list[Letter]:
    """Each letter of a text code where its steps put it (millimetres → points)."""
    left = box[0] + (_numbers(code.get("X", "")) or [0.0])[0]
    down = box[1] + (_numbers(code.get("Y", "")) or [size])[0]
    across, below = _steps(code.get("DeltaX", "")), _steps(code.get("DeltaY", ""))
    found = []
    for at, sign in enumerate(text):
        wide = size * (0.5 if sign.isascii() else 1.0)
        middle = (down - size * 0.38) * _POINTS
        found.append(Letter(left * _POINTS, (left + wide) * _POINTS, middle, size * _POINTS, sign))
        upright = at < len(below) and not across
        left += 0.0 if upright else across[at] if at < len(across) else wide
        down += below[at] if at < len(below) else 0.0
    return found


def _steps(said: str) -> list[float]:
    """ "g 3 2.5 4" is 2.5 three times, then 4."""
    words, found = said.split(), list[float]()
    at = 0
    while at < len(words) and len(found) < MOST_LETTERS:
        if words[at] == "g" and at + 2 < len(words) and words[at + 1].isdigit():
            found += _numbers(words[at + 2]) * min(int(words[at + 1]), 10_000)
            at += 3
        else:
            found += _numbers(words[at])
            at += 1
    return found


def _numbers(said: str) -> list[float]:
    """The numbers of an attribute; places on a page, never money."""
    return [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", said)]
