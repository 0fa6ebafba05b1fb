"""Asking for a file to read or a name to write, in Chinese, beginning where the last one was."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.memory import Memory

TABLES = "表格 (*.xlsx *.xls *.xlsm *.csv *.txt *.ods);;所有文件 (*)"
OFFICES = "工会台账 (*.union);;所有文件 (*)"
KINDS = {
    "xlsx": "Excel 表格 (*.xlsx)",
    "pdf": "PDF (*.pdf)",
    "csv": "CSV 表格 (*.csv)",
    "json": "JSON (*.json)",
}


def to_read(parent: QWidget | None, memory: Memory, title: str, kinds: str = TABLES) -> Path | None:
    """The file to read, None when the person gave up."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, _folder(memory), kinds)
    return _remember(memory, chosen)


def to_write(parent: QWidget | None, memory: Memory, title: str, name: str) -> Path | None:
    """Where to write; `name` ("2026年11月_会员花名册_20261109.xlsx") is proposed and decides the kind."""
    suffix = name.rpartition(".")[2]
    start = str(Path(_folder(memory)) / name)
    chosen, _ = QFileDialog.getSaveFileName(parent, title, start, KINDS.get(suffix, f"文件 (*.{suffix})"))
    path = _remember(memory, chosen)
    return path if path is None or path.suffix else path.with_suffix(f".{suffix}")


def folder(parent: QWidget | None, memory: Memory, title: str) -> Path | None:
    """A folder, for example on a stick."""
    chosen = QFileDialog.getExistingDirectory(parent, title, _folder(memory))
    return Path(chosen) if chosen else None


def proposed_name(title: str, period: str, today: date | None, suffix: str) -> str:
    """ "2026年11月_会员花名册_20261109.xlsx", without characters that a file name can't have."""
    words = "_".join(part for part in (period, title, f"{today:%Y%m%d}" if today else "") if part)
    return re.sub(r'[\\/:*?"<>|\s]+', "", words) + f".{suffix}"


def _folder(memory: Memory) -> str:
    kept = memory.load("files").get("folder")
    return kept if isinstance(kept, str) and Path(kept).is_dir() else str(Path.home())


def _remember(memory: Memory, chosen: str) -> Path | None:
    if not chosen:
        return None
    memory.save("files", {"folder": str(Path(chosen).parent)})
    return Path(chosen)
