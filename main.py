"""工会台账: with a command the headless face, without one (or with an office file) the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str]) -> int:
    """The program. Returns the exit status."""
    if argv and not argv[0].lower().endswith(".union"):
        from ui import cli

        return cli.run(argv)
    from ui import app

    return app.run(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
