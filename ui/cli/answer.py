"""What a command answers: one JSON object for programs, lines for people, and an exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models.kit.errors import Refused


@dataclass
class Answer:
    """`payload` is the JSON object, `lines` what people read; status 1 when something wants a person.

    raw: the lines are the answer even with --json (voucher post, verify --list)
    """

    payload: dict[str, Any] = field(default_factory=dict)
    lines: Sequence[str] = ()
    status: int = 0
    raw: bool = False


def show(answer: Answer, json_out: bool) -> int:
    """Print an answer; returns its status."""
    if json_out and not answer.raw:
        say(json.dumps(answer.payload, ensure_ascii=False))
    else:
        for line in answer.lines:
            say(line)
    return answer.status


def fail(refusal: Refused, json_out: bool, status: int) -> int:
    """Print a refusal; returns the status."""
    if json_out:
        say(json.dumps({"error": refusal.as_dict()}, ensure_ascii=False))
    else:
        warn(str(refusal))
    return status


def say(text: str) -> None:
    """One line to stdout, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def warn(text: str) -> None:
    """One line to stderr."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
