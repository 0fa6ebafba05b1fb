"""The process that reads foreign files: it alone meets them, with little memory and little time."""

from __future__ import annotations

import sys
from typing import Any


def main() -> int:
    """Answer the one request on stdin: a line of settings, then the bytes of the file."""
    import json
    import pickle

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
        return read(data, settings)
    except Refused as refused:
        return {"refused": (refused.what, refused.where, refused.remedy)}
    except MemoryError:
        return {"too_big": True}
    except BaseException as error:  # noqa: BLE001 - the last wall before foreign bytes; Rust panics are no Exception
        return {"broken": type(error).__name__}


def read(data: bytes, settings: dict[str, Any]) -> dict[str, Any]:
    """The file by what it is."""
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


def _hold_memory(memory: int, seconds: int) -> None:
    """Ask the system to end this process before it takes more; elsewhere the parent watches."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    raise SystemExit(main())
