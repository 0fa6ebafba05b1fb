"""Unsaved forms: kept beside the office file two seconds after the last key, found again after a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

from ui.memory import write_json


class DraftStore(Protocol):
    """Where a form keeps what was typed. Values are JSON: text, whole numbers, truth, None, lists."""

    def load(self, key: str) -> dict[str, Any]: ...

    def save(self, key: str, values: dict[str, Any]) -> bool: ...

    def drop(self, key: str) -> None: ...


class Drafts:
    """All drafts of one office in `<office>.drafts.json`. `path=None` keeps them in memory only."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._all = _read(path)

    @classmethod
    def beside(cls, office_path: Path) -> Drafts:
        """The drafts of this office file."""
        return cls(office_path.with_name(office_path.name + ".drafts.json"))

    def load(self, key: str) -> dict[str, Any]:
        """The draft, {} when there is none."""
        return dict(self._all.get(key, {}))

    def save(self, key: str, values: dict[str, Any]) -> bool:
        """Keep it. False when it could not be written to disk."""
        self._all[key] = values
        return self._write()

    def drop(self, key: str) -> None:
        """The form was saved or given up."""
        if self._all.pop(key, None) is not None:
            self._write()

    def keys(self) -> tuple[str, ...]:
        """Which forms have a draft, for "找回上次没保存的…"."""
        return tuple(self._all)

    def _write(self) -> bool:
        if self._path is None:
            return True
        if not self._all:
            self._path.unlink(missing_ok=True)
            return True
        return write_json(self._path, self._all)


def _read(path: Path | None) -> dict[str, dict[str, Any]]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in found.items() if isinstance(v, dict)} if isinstance(found, dict) else {}
