"""A TrueType font whose text can be searched and copied from the PDF, rare characters included."""

from __future__ import annotations

import re
from typing import Any

from reportlab.pdfbase.ttfonts import TTFont

_WIDE = re.compile(r"> <([0-9A-F]{5,6})>")  # the library writes U+20BB7 as it is; PDF wants UTF-16


class SearchableFont(TTFont):  # type: ignore[misc]  # the library has no types
    """Like TTFont, with the map back to Unicode in UTF-16."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Add the font's parts to a document and put right what they say of characters above U+FFFF."""
        super().addObjects(doc)
        for name, part in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                part.content = _WIDE.sub(_utf16, part.content)


def _utf16(found: re.Match[str]) -> str:
    """One character as a pair of surrogates in hexadecimal."""
    return f"> <{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"
