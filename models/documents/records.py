"""What the office keeps of papers: files by content, what they belong to. Money is fen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PaperFile:
    """One kept original. `kind` is what its bytes are ("pdf", "ofd", …), whatever it was called."""

    id: int
    name: str
    kind: str
    size: int  # bytes
    sha256: str
    at: str
    note: str = ""  # what was written beside the link, when asked for the papers of a row

    @property
    def is_picture(self) -> bool:
        """Whether it is shown as a picture as it stands."""
        return self.kind in ("jpg", "png")
