"""Invoices and bank slips come in here: files are read in a process of their own, or refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from exporters.reading import Limits, ask, bytes_of
from models.documents import settling
from models.documents.records import InvoiceRead, SlipRead
from models.kit.errors import Refused
from models.kit.progress import SILENT, Progress

_LIMITS = Limits(seconds=25)
_AGAIN = "请向对方重新要一份；也可以手工填写，原件照样留存。"
_ENDINGS = (".xml", ".ofd", ".pdf", ".zip", ".jpg", ".jpeg", ".png")
MOST_FILES = 500


def invoice_files(paths: Iterable[Path]) -> list[Path]:
    """The files that may be invoices: those given, and those in given folders; each once, by name."""
    found: dict[Path, None] = {}
    for path in paths:
        inner = sorted(path.rglob("*")) if path.is_dir() else [path]
        for one in inner:
            if not path.is_dir() or (one.suffix.lower() in _ENDINGS and one.is_file()):
                found[one] = None
            if len(found) > MOST_FILES:
                raise Refused(f"一次最多 {MOST_FILES} 个文件。", str(path), "请分几次拖进来。")
    return list(found)


def read_invoices(
    path: Path, today: date, *, progress: Progress = SILENT, limits: Limits = _LIMITS
) -> list[InvoiceRead]:
    """The invoices of a file; a picture is one with nothing read. Raises `Refused`, `Cancelled`."""
    data = bytes_of(path, limits)
    found = _asked(data, path.name, "invoices", limits=limits, progress=progress)
    return [_invoice(raw, path.name, data, today) for raw in found]


def _invoice(raw: dict[str, Any], name: str, data: bytes, today: date) -> InvoiceRead:
    fields, asked = settling.invoice(raw["fields"], today)
    inner = f"{name} › {raw['name']}" if raw["name"] else name
    return InvoiceRead(inner, raw["data"] or data, raw["page"], fields, asked)


def read_slips(
    path: Path, ours: Sequence[str], *, progress: Progress = SILENT, limits: Limits = _LIMITS
) -> tuple[bytes, list[SlipRead]]:
    """(the PDF, its slips); `ours` are the union's names. Raises `Refused`, `Cancelled`."""
    data = bytes_of(path, limits)
    found = _asked(data, path.name, "slips", limits=limits, progress=progress)
    return data, [settling.slip(raw, ours) for raw in found]


def _asked(data: bytes, name: str, what: str, **how: Any) -> list[dict[str, Any]]:
    """The process's answer; what it says of spreadsheets is said of papers instead."""
    if not data:
        raise Refused("文件是空的，里面没有内容。", name, "请确认选对了文件，或向对方重新要一份。")
    try:
        answer = ask(data, name, how["limits"], how["progress"], what=what)
    except Refused as no:
        excel = "Excel" in no.remedy or "工作表" in no.remedy
        raise Refused(no.what, no.where, _AGAIN if excel else no.remedy) from None
    found: list[dict[str, Any]] = answer["papers" if what == "invoices" else "slips"]
    return found
