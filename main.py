"""工会台账: with a command the headless face, without one (or with an office file) the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str]) -> int:
    """The program. Returns the exit status."""
    if argv and not argv[0].lower().endswith(".union"):
        from ui import cli

        return cli.run(argv)
    make_haste()
    from ui import app

    return app.run(argv)


def make_haste() -> None:
    """What makes the window's start quick."""
    # nothing that a start makes is garbage; the window turns it on again when it stands
    gc.disable()
    # before Qt, because PySide reads the source of every module that comes after it
    import models.office  # noqa: F401


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
