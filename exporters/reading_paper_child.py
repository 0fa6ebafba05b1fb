"""What the reading process answers for papers: the invoices of a file, or the slips of a bank's PDF."""

from __future__ import annotations

from typing import Any

from exporters import reading_invoice_layout, reading_invoice_xml
from exporters.reading_invoice_xml import Fields
from exporters.reading_letters import lines
from models.kit.errors import Refused

_PACKED = "请先解压，再选里面的 XML、OFD 或 PDF。"
# Where a structured source and the page's look differ in these, the person is asked; elsewhere a look
# only fills what the structured source leaves open.
_COMPARED = ("number", "total", "code")
MOST_INNER = 200  # invoices in one zip


def read_papers(data: bytes, settings: dict[str, Any]) -> dict[str, Any]:
    """{"papers": [{"name", "kind", "data", "page", "fields"}]} or {"slips": […]}."""
    if settings["what"] == "slips":
        from exporters.reading_slips import slips

        return {"slips": slips(data)}
    return {"papers": _invoices("", data, settings, inside=False)}


def _invoices(name: str, data: bytes, settings: dict[str, Any], *, inside: bool) -> list[dict[str, Any]]:
    """The invoices of one file; `data` goes along for files that came out of a zip."""
    from models.documents.kinds import is_package, kind_of

    if is_package(data):
        return _package(data, settings, inside=inside)
    kind = kind_of(name or "文件", data)
    if kind == "xml":
        found = [(1, reading_invoice_xml.fields(data))]
    elif kind == "pdf":
        found = _pdf(data)
    elif kind in ("jpg", "png"):
        found = [(1, {})]
    else:
        raise Refused("这不是发票文件。", remedy="发票请选 XML、OFD、PDF，或拍的照片。")
    return [_paper((name, data if inside else b""), kind, page, said) for page, said in found]


def _paper(file: tuple[str, bytes], kind: str, page: int, said: Fields) -> dict[str, Any]:
    return {"name": file[0], "data": file[1], "kind": kind, "page": page, "fields": said}


def _package(data: bytes, settings: dict[str, Any], *, inside: bool) -> list[dict[str, Any]]:
    """An OFD, or a zip with invoices in it (one level deep)."""
    from exporters.reading_package import Package

    package = Package(data, settings["unpacked"])
    names = {name.lower() for name in package.names}
    if "ofd.xml" in names:
        return [_paper(("", data if inside else b""), "ofd", 1, _ofd(data, settings))]
    if inside or names & {"xl/workbook.xml", "word/document.xml"}:
        raise Refused("这不是发票文件。", remedy=_PACKED)
    wanted = [name for name in package.names if name.lower().endswith((".xml", ".ofd", ".pdf"))]
    if len(wanted) > MOST_INNER:
        raise Refused(f"压缩包里有 {len(wanted)} 个文件，最多 {MOST_INNER} 个。", remedy="请解压后分几次选。")
    if not wanted:
        raise Refused("压缩包里没有认出发票。", remedy=_PACKED)
    found = []
    for name in wanted:
        try:
            papers = _invoices(name, package.part(name), settings, inside=True)
        except Refused as no:
            raise Refused(no.what, name, f"{no.remedy}压缩包里别的文件，请解压后单独选。") from no
        for paper in papers:
            paper["name"], paper["data"] = name, package.part(name)
            found.append(paper)
    return found


def _ofd(data: bytes, settings: dict[str, Any]) -> Fields:
    from exporters.reading_ofd import read

    told = read(data, settings["unpacked"])
    look = reading_invoice_layout.fields(lines(told.letters)) if told.letters else {}
    said = _together([told.inner, told.facts, told.tags], look)
    if not said:
        raise Refused("这个 OFD 里没有认出发票。", remedy="请改要 PDF 或 XML 的发票，或手工填写。")
    return said


def _pdf(data: bytes) -> list[tuple[int, Fields]]:
    """(page, fields) of each invoice; pages without a number of their own go with the one before."""
    from exporters import reading_pdf

    found: list[tuple[int, Fields]] = []
    with reading_pdf.opened(data) as document:
        for at in range(len(document)):
            look = reading_invoice_layout.fields(lines(reading_pdf.letters(document[at])[1]))
            if found and look.get("number", found[-1][1].get("number")) == found[-1][1].get("number"):
                _merge(found[-1][1], look)
            else:
                found.append((at + 1, look))
        facts = _facts(reading_pdf.facts(document))
        inner = [_inner(content) for _, content in reading_pdf.carried(document)]
    if len(found) == 1:
        found = [(found[0][0], _together([*inner, facts], found[0][1]))]
    return found


def _facts(said: dict[str, str]) -> Fields:
    keys = {"InvoiceNumber": "number", "IssueTime": "day", "SellerIdNum": "seller_tax"}
    keys |= {"TotalAmWithoutTax": "net", "TotalTaxAm": "tax", "TotalTax-includedAmount": "total"}
    return {keys[name]: [value] for name, value in said.items()}


def _inner(data: bytes) -> Fields:
    try:
        return reading_invoice_xml.fields(data)
    except Refused:
        return {}


def _merge(into: Fields, more: Fields) -> None:
    for key, values in more.items():
        into.setdefault(key, []).extend(values)


def _together(sources: list[Fields], look: Fields) -> Fields:
    """All structured sources; of the look what they leave open, and what must agree with them."""
    found: Fields = {}
    for source in sources:
        _merge(found, source)
    for key, values in look.items():
        if key not in found or key in _COMPARED:
            found.setdefault(key, []).extend(values)
    return found
