"""Which part of the union's work an entry belongs to, guessed from its words."""

from __future__ import annotations

import csv
import re
from functools import cache

import resources


def module_of(text: str) -> str:
    """The key of a kind of work ("M06" activities, "M13" congress …) by the longest known word in the text.

    Words are rows of starters/modules.csv; of two words of one length the earlier row wins. Empty when
    no word is known.
    """
    plain = re.sub(r"[\s“”\"《》·]+", "", text)
    known = [(word, module) for word, module in _words() if word in plain]
    return max(known, key=lambda pair: len(pair[0]))[1] if known else ""


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """The rows of the table, in its order."""
    with resources.path("starters/modules.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["word"], row["module"]) for row in csv.DictReader(file))
