"""Invoices as XML: the tax bureau's own, the accounting standard's, and the one inside an OFD."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

from models.kit.errors import Refused

Fields = dict[str, list[str]]

# What the remark of a red invoice says of the blue one.
RED_OF = r"(?:被红冲蓝字(?:数电)?(?:电子)?发票|对应正数发票(?:代码[:：]?\d{10,12})?)号码[:：]?(\d{20}|\d{8})"
_MOST_ELEMENTS = 200_000
# Names of elements, without their spaces, in small letters → what they tell.
_NAMES = {
    "number": "invoicenumber invoiceno einvoicenumber eiid fphm numberofinvoice",
    "code": "invoicecode codeofinvoice fpdm",
    "day": "issuetime issuedate dateofissue invoicedate kprq",
    "seller": "sellername nameofseller xfmc",
    "seller_tax": "selleridnum sellertaxid sellertaxno taxidofseller xfsbh",
    "buyer": "buyername nameofbuyer nameofpurchaser purchasername gfmc",
    "buyer_tax": "buyeridnum buyertaxid buyertaxno taxidofbuyer taxidofpurchaser purchasertaxno gfsbh",
    "net": "totalamwithouttax taxexclusivetotalamount totalamountexcludingtax totalamountwithouttax hjje",
    "tax": "totaltaxam taxtotalamount totaltaxamount hjse",
    "total": "totaltax-includedamount taxinclusivetotalamount totalamountincludingtax jshj",
    "capitals": "totaltax-includedamountinchinese totalamountincludingtaxinwords jshjdx",
    "item": "itemname item nameofgoodsorservices spmc",
    "red_of": "originalinvoicenumber originalinvoiceno blueinvoicenumber blueinvoiceno yfphm",
    "note": "remark note bz",
}
_KEY = {name: key for key, names in _NAMES.items() for name in names.split()}
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([\w-]+)""")


def fields(data: bytes) -> Fields:
    """What the XML tells, by what it means; every value that was met, in order.

    Raises `Refused` when it is no XML, refers to what is outside, or is no invoice.
    """
    found: Fields = {}
    for element in _elements(data):
        text = (element.text or "").strip()
        key = _KEY.get(_plain(element.tag))
        if key and text:
            found.setdefault(key, []).append(text)
        _kind(element, found)
    for note in found.get("note", ()):
        found.setdefault("red_of", []).extend(re.findall(RED_OF, re.sub(r"\s", "", note)))
    if not found.get("number") and not found.get("total"):
        raise Refused("这个 XML 里没有认出发票。", remedy="请确认选的是发票文件，不是清单或别的数据。")
    return found


def _elements(data: bytes) -> list[Any]:
    text = _text(data)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused("文件里有不该有的外部引用，没有读它。", remedy="请向对方重新要一份。")
    try:
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (ElementTree.ParseError, ValueError):
        raise Refused("XML 不完整或已损坏，读不出来。", remedy="请向对方重新要一份。") from None
    elements = list(root.iter())
    if len(elements) > _MOST_ELEMENTS:
        raise Refused("XML 的内容太多，不像发票。", remedy="请确认选对了文件。")
    return elements


def _text(data: bytes) -> str:
    """The XML as text, in the encoding that it declares."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        said = _DECLARED.search(data[:200])
        encoding = said[1].decode("ascii").lower() if said else "utf-8"
        encoding = {"gb2312": "gb18030", "gbk": "gb18030", "utf-8": "utf-8-sig"}.get(encoding, encoding)
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise Refused("XML 里的文字读不出来。", remedy="请向对方重新要一份。") from None


def _plain(tag: Any) -> str:
    return str(tag).rpartition("}")[2].rpartition(":")[2].lower()


def _kind(element: Any, found: Fields) -> None:
    """Labels have their word in an element of their own: 普通发票, and whether it is a blue one."""
    name = _plain(element.tag)
    if name not in ("generalorspecialvat", "inissutype"):
        return
    said = {_plain(child.tag): (child.text or "").strip() for child in element}
    if name == "inissutype":
        if said.get("labelcode") == "N":
            found.setdefault("red", []).append("1")
    elif "发票" in said.get("labelname", ""):
        found.setdefault("kind", []).append(f"电子发票（{said['labelname']}）")
