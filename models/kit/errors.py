"""The two ways in which work ends early: refused for a reason, or cancelled by the person."""

from __future__ import annotations


class Refused(Exception):
    """The office says no. Written for the user: what is wrong, where, and what to do.

    what    one full sentence that names the thing ("2026年3月 已结账。")
    where   file, sheet, row and column or record, may be empty ("花名册.xlsx › 教职工 › 第 12 行 › 身份证号")
    remedy  the way out ("请改用更正凭证。"), may be empty
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """All three parts as people read them."""
        place = f"（{self.where}）" if self.where else ""
        return f"{self.what}{place}{self.remedy}"

    def as_dict(self) -> dict[str, str]:
        """The answer of the command line."""
        return {"what": self.what, "where": self.where, "remedy": self.remedy}


class Cancelled(Exception):
    """The person pressed 停止. The open change rolls back; nothing was written."""
