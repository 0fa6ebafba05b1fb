"""The headless face: the same work through the same services, without a display and without Qt."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from models.kit.errors import Cancelled, Refused


def run(argv: Sequence[str]) -> int:
    """Run one command line; returns the exit status (0 done, 1 done with findings, 2 usage, 3 refused)."""
    from models.store.connection import in_words
    from ui.cli.answer import fail, show
    from ui.cli.line import Usage, parse

    _speak_utf8()
    json_out = "--json" in argv
    try:
        args = parse(argv)
        return show(args.run(args), json_out)
    except BrokenPipeError:
        return 0
    except Usage as problem:
        return fail(problem.what, json_out, 2)
    except Refused as refusal:
        return fail(refusal, json_out, 3)
    except (Cancelled, KeyboardInterrupt):
        return fail(Refused("已停止，没有写入任何内容。"), json_out, 3)
    except Exception as fault:  # noqa: BLE001  the outermost boundary: a person never sees a traceback
        known = in_words(fault)
        return fail(known if isinstance(known, Refused) else _noted(fault), json_out, 3)


def _noted(fault: Exception) -> Refused:
    """Keep an unexpected fault in the log, without the values that were worked on."""
    import traceback

    from ui.memory import data_folder

    place = data_folder() / "faults.log"
    frames = traceback.extract_tb(fault.__traceback__)
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    try:
        with place.open("a", encoding="utf-8") as log:
            log.write("\n".join([type(fault).__name__, *lines, ""]) + "\n")
    except OSError:
        return Refused("程序出了意外，这次没有写入任何内容。")
    return Refused("程序出了意外，这次没有写入任何内容。", str(place), "请把这个记录文件交给帮您的人。")


def _speak_utf8() -> None:
    """Chinese on any console and from any pipe; an old code page or odd bytes must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    come_in = getattr(sys.stdin, "reconfigure", None)
    if come_in:
        come_in(encoding="utf-8", errors="replace")
