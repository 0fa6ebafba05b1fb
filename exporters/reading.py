"""Foreign tables come in here: a file is read in a process of its own and becomes a `Book`, or is refused."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any

from exporters.reading_watch import Watch
from models.intake.cells import Book, Fault, Sheet
from models.kit.errors import Refused
from models.kit.progress import SILENT, Progress

_ROOT = Path(__file__).resolve().parent.parent
_TOO_BIG = "请只保留要导入的工作表和列，另存为新文件再导入。"
_SAVE_AGAIN = "请用 Excel 打开它，另存为新的 xlsx 后再导入。"
_POLL = 0.1  # seconds between two looks at the person's 停止


@dataclass(frozen=True)
class Limits:
    """How much of a foreign file is taken on; the answer comes within 20 seconds and 400 MB.

    A list of vouchers may ask for more (`VOUCHERS`), and then takes longer.
    """

    rows: int = 50_100  # 50,000 people, and the lines above and below them
    columns: int = 200
    sheets: int = 100
    file_bytes: int = 20 * 1024 * 1024
    unpacked: int = 200 * 1024 * 1024  # bytes of all parts of a zip, half of it for one
    seconds: int = 18
    memory: int = 400 * 1024 * 1024


VOUCHERS = Limits(
    rows=300_100, file_bytes=60 * 1024 * 1024, unpacked=800 * 1024 * 1024, seconds=90, memory=1400 << 20
)


def read_book(path: Path, *, progress: Progress = SILENT, limits: Limits | None = None) -> Book:
    """The tables of a file; raises `Refused` in plain words, `Cancelled` when the person stops it."""
    limits = limits or Limits()
    data = bytes_of(path, limits)
    answer = ask(data, path.name, limits, progress)
    return _book(answer, path.name, data)


def read_text(text: str, name: str = "粘贴", limits: Limits | None = None) -> Book:
    """Cells pasted from a spreadsheet, or lines: one sheet."""
    from exporters.reading_text import sheet

    limits = limits or Limits()
    data = text.encode("utf-8", "surrogatepass")
    if not text.strip():
        raise Refused("没有粘贴到内容。", name, "请先在表格里选中要导入的格子，复制后再粘贴。")
    try:
        answer = {
            "kind": "paste",
            "sheets": [sheet(text.replace("\x00", ""), _settings(limits))],
            "notes": [],
        }
    except Refused as refused:
        raise Refused(refused.what, name, refused.remedy) from None
    return _book(answer, name, data)


def read_plain(path: Path, limits: Limits | None = None) -> str:
    """A text file (a plan, a chain list) whatever its encoding; raises `Refused` when it is no text."""
    from exporters.reading_sniff import kind_of
    from exporters.reading_text import decode

    data = bytes_of(path, limits or Limits())
    try:
        if kind_of(data) not in ("text", "html"):
            raise Refused("这是表格，不是文字。", remedy="请选 txt 文字文件。")
        return decode(data).replace("\r\n", "\n").replace("\r", "\n")
    except Refused as refused:
        raise Refused(refused.what, path.name, refused.remedy) from None


def bytes_of(path: Path, limits: Limits) -> bytes:
    """The file's bytes, or why they can't be had."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Refused("这是文件夹，不是文件。", path.name, "请选里面的表格文件。")
        if size > limits.file_bytes:
            most = limits.file_bytes // 1024 // 1024
            raise Refused(f"文件有{size // 1024 // 1024}MB，最多{most}MB。", path.name, _TOO_BIG)
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused("找不到这个文件。", str(path), "请确认文件还在原处。") from None
    except PermissionError:
        raise Refused("这个文件读不了。", path.name, "如果它正在 Excel 里打开，请先关掉再试。") from None
    except OSError:
        raise Refused("文件读到一半断了。", path.name, "请把它复制到本机硬盘，再试一次。") from None


def _settings(limits: Limits) -> dict[str, int]:
    """The limits as the readers know them."""
    kept = ("rows", "columns", "sheets", "unpacked", "memory")
    return {key: int(getattr(limits, key)) for key in kept}


def ask(data: bytes, name: str, limits: Limits, progress: Progress, *, what: str = "") -> dict[str, Any]:
    """Send the file to the reading process and wait, looking at 停止 ten times a second.

    `what` asks for papers instead of tables: "invoices", "slips". Raises `Refused`, `Cancelled`.
    """
    settings: dict[str, Any] = {**_settings(limits), "seconds": limits.seconds, "paths": _paths()}
    if what:
        settings["what"] = what
    request = json.dumps(settings).encode() + b"\n" + data
    until = monotonic() + limits.seconds
    with _child() as child:
        watch = Watch(child, limits.memory)
        _feed(child, request)
        while True:
            progress.step(0, 0, f"正在读取“{name}”")
            try:
                out, err = child.communicate(timeout=_POLL)
                return _understood(out, err, child.returncode, name)
            except subprocess.TimeoutExpired:
                pass
            if monotonic() > until:
                raise _too_slow(limits, name)
            if watch.out_of_memory(monotonic()):
                raise Refused("读这个文件需要的内存太多。", name, _TOO_BIG)


def _feed(child: subprocess.Popen[bytes], request: bytes) -> None:
    """Hand the file over on a thread of its own: `communicate` forgets what it had not written when its
    first wait ran out, and a child that starts slowly would wait for the rest for ever."""
    pipe, child.stdin = child.stdin, None

    def write() -> None:
        if pipe is not None:
            with suppress(OSError):  # the child may have ended before it had read everything
                pipe.write(request)
            _close(pipe)

    Thread(target=write, name="feed", daemon=True).start()


@contextmanager
def _child() -> Generator[subprocess.Popen[bytes]]:
    """The reading process; whatever happens here, it does not outlive the question."""
    # on Windows the environment's python only starts another one, which could be neither watched nor ended
    python = getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable
    command = [python, "-I", "-S", str(_ROOT / "exporters" / "reading_child.py")]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    pipe = subprocess.PIPE
    child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, creationflags=flags)
    try:
        yield child
    finally:
        if child.poll() is None:
            child.kill()
        for stream in (child.stdin, child.stdout, child.stderr):
            if stream and not stream.closed:
                _close(stream)
        child.wait()


def _close(stream: Any) -> None:
    """Close a pipe whose other end may be gone."""
    try:
        stream.close()
    except OSError:
        return


def _paths() -> list[str]:
    """Where the child finds this program and the libraries it needs; it starts without site packages."""
    from importlib.util import find_spec

    found = (find_spec(name) for name in ("python_calamine", "pypdfium2", "pypdfium2_raw"))
    library = {str(Path(one.origin).parent.parent): None for one in found if one and one.origin}
    return [str(_ROOT), *library]


def _understood(out: bytes, err: bytes, code: int, name: str) -> dict[str, Any]:
    """The child's answer, or what its death means."""
    if code == 0 and out:
        answer: dict[str, Any] = _OnlyData(io.BytesIO(out)).load()
    else:
        answer = {"too_big": b"memory allocation" in err or code == -9, "broken": str(code)}
    if "refused" in answer:
        what, where, remedy = answer["refused"]
        raise Refused(what, f"{name} › {where}" if where else name, remedy)
    if answer.get("too_big"):
        raise Refused("读这个文件需要的内存太多。", name, _TOO_BIG)
    if "broken" in answer:
        raise Refused("文件不完整或已损坏，读不出来。", name, _SAVE_AGAIN)
    return answer


class _OnlyData(pickle.Unpickler):
    """The child has met foreign bytes: of its answer only plain values and days are taken."""

    def find_class(self, module: str, name: str) -> type:
        """Days are the one class that may come."""
        if (module, name) == ("datetime", "date"):
            return date
        raise pickle.UnpicklingError(name)


def _book(answer: dict[str, Any], name: str, data: bytes) -> Book:
    """The answer as a `Book`; a file without a single cell is refused."""
    sheets = tuple(
        Sheet(
            s["name"] or Path(name).stem,
            s["rows"],
            s["hidden"],
            tuple(Fault(*f) for f in s["faults"]),
            tuple(s["merged"]),
        )
        for s in answer["sheets"]
    )
    if not any(sheet.rows for sheet in sheets) and any(sheet.faults for sheet in sheets):
        raise Refused("表里的公式都没有算出的值。", name, "请用 Excel 打开它，保存一次，再导入。")
    if not any(sheet.rows for sheet in sheets):
        raise Refused(
            "文件里一个格子的内容也没有读到。",
            name,
            "请用 Excel 打开看一看；有内容的话，另存为新的 xlsx 再导入。",
        )
    return Book(name, answer["kind"], hashlib.sha256(data).hexdigest(), sheets, tuple(answer["notes"]))


def _too_slow(limits: Limits, name: str) -> Refused:
    """The answer to a file that takes for ever."""
    return Refused(f"读了{limits.seconds}秒还没有读完。", name, _TOO_BIG)
