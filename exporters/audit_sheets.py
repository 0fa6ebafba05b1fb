"""The audit committee's sheets as files: each table as xlsx and pdf, papers as pdf."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from exporters.write import safe_name, write, write_many, write_papers
from models.kit.errors import Refused
from models.kit.progress import SILENT, Progress
from models.papers import Paper
from models.report import Bound, Report


class Sheet(Protocol):
    """A file's name without its suffix, and what stands in it."""

    @property
    def name(self) -> str: ...

    @property
    def made(self) -> Report | Bound | Sequence[Paper]: ...


def write_sheets(sheets: Sequence[Sheet], folder: Path, *, progress: Progress = SILENT) -> list[Path]:
    """Write them all into a folder; returns the files. Raises `Refused`, `Cancelled`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("文件夹建不了。", str(folder), "请换一个文件夹。") from error
    files: list[Path] = []
    for done, sheet in enumerate(sheets):
        progress.step(done, len(sheets), sheet.name)
        name = safe_name(sheet.name)
        if isinstance(sheet.made, Bound):
            files.append(write_many(sheet.made.reports, folder / f"{name}.pdf").path)
        elif isinstance(sheet.made, Report):
            files += [write(sheet.made, folder / f"{name}.{suffix}").path for suffix in ("xlsx", "pdf")]
        else:
            files.append(write_papers(sheet.made, folder / f"{name}.pdf").path)
    progress.step(len(sheets), len(sheets))
    return files
