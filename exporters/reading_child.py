"""The process that reads foreign files: it alone meets them, with little memory and little time."""

from __future__ import annotations

import sys
from typing import Any

_ERROR_TEXTS = ("#REF!", "#N/A", "#VALUE!", "#DIV/", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "Err:")


def main() -> int:
    """Answer the one request on stdin: a line of settings, then the bytes of the file."""
    import gc
    import json
    import pickle

    gc.disable()  # a short life full of lists: collecting would only cost time
    settings = json.loads(sys.stdin.buffer.readline())
    sys.path[:0] = settings["paths"]
    data = sys.stdin.buffer.read()
    _hold_memory(settings["memory"], settings["seconds"])
    answer = _answer(data, settings)
    sys.stdout.buffer.write(pickle.dumps(answer, protocol=5))
    sys.stdout.buffer.flush()
    return 0


def _answer(data: bytes, settings: dict[str, Any]) -> dict[str, Any]:
    """The tables of the file, or why there are none. Nothing escapes: a foreign file may break any reader."""
    from models.kit.errors import Refused

    try:
        answer = read(data, settings)
        for sheet in answer.get("sheets", ()):
            _take_out_errors(sheet)
        return answer
    except Refused as refused:
        return {"refused": (refused.what, refused.where, refused.remedy)}
    except MemoryError:
        return {"too_big": True}
    except BaseException as error:  # noqa: BLE001 - the last wall before foreign bytes; Rust panics are no Exception
        return {"broken": type(error).__name__}


def read(data: bytes, settings: dict[str, Any]) -> dict[str, Any]:
    """The file by what it is, or as what it was asked for: invoices, slips."""
    if "what" in settings:
        from exporters.reading_paper_child import read_papers

        return read_papers(data, settings)
    from exporters.reading_sniff import kind_of

    kind = kind_of(data)
    if kind == "text":
        return _text(data, settings)
    if kind in ("html", "xml"):
        from exporters.reading_markup import page, spreadsheet_xml

        return (page if kind == "html" else spreadsheet_xml)(data, settings)
    from exporters.reading_sheets import old_workbook, workbook

    return (workbook if kind == "zip" else old_workbook)(data, settings)


def _text(data: bytes, settings: dict[str, Any]) -> dict[str, Any]:
    """A csv or tab-separated file as one sheet."""
    from exporters.reading_text import decode, sheet

    return {"kind": "csv", "sheets": [sheet(decode(data), settings)], "notes": []}


def _take_out_errors(sheet: dict[str, Any]) -> None:
    """Texts like #REF! (csv, ods, pasted values) are faults of their cells, not values."""
    found = [
        (row, column, cell)
        for row, cells in enumerate(sheet["rows"], 1)
        for column, cell in enumerate(cells, 1)
        if cell.__class__ is str and cell[0] in "#E" and cell.rstrip("0123456789") in _ERROR_TEXTS
    ]
    for row, column, cell in found:
        sheet["rows"][row - 1][column - 1] = None
        sheet["faults"].append((row, column, f"错误值 {cell}"))


def _hold_memory(memory: int, seconds: int) -> None:
    """Ask the system to end this process before it takes more; elsewhere the parent watches."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 2, seconds + 3))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    raise SystemExit(main())
