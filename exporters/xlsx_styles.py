"""Cell styles of the sheets we write: each different look is asked for once and numbered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

FONT = "宋体"  # every office has it
MONEY_BLANK = "#,##0.00;[Red]-#,##0.00;"  # a zero is shown as nothing
MONEY_ZERO = "#,##0.00;[Red]-#,##0.00"
DAY = "yyyy\\-mm\\-dd"
TEXT = "@"
_BUILT_IN = {"General": 0, "0": 1, TEXT: 49}
_SIDES = ("left", "right", "top", "bottom")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True)
class Style:
    """One look. `border` has a letter a side (left, right, top, bottom): m medium, t thin, blank none."""

    format: str = "General"
    align: str = "left"
    bold: bool = False
    size: int = 11
    border: str = "    "
    wrap: bool = False
    shrink: bool = False  # a long name gets smaller instead of being cut off by the next cell
    quote: bool = False  # Excel keeps the text a text after F2 and Enter
    indent: int = 0
    red: bool = False


@dataclass
class Styles:
    """Hands out the numbers of styles and writes them all down at the end."""

    _numbers: dict[Style, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The first style is the workbook's default."""
        self.number(Style())

    def number(self, style: Style) -> int:
        """The index that cells use."""
        return self._numbers.setdefault(style, len(self._numbers))

    def xml(self) -> str:
        """The whole part xl/styles.xml."""
        fonts = _Pool(_font)
        borders = _Pool(_border)
        borders.index("    ")
        formats = _Pool(str)
        cells = [_cell_xml(style, fonts, borders, formats) for style in self._numbers]
        numbered = "".join(
            f'<numFmt numFmtId="{number}" formatCode="{_escaped(code)}"/>'
            for number, code in enumerate(formats.items, 164)
        )
        known = f'<numFmts count="{len(formats.items)}">{numbered}</numFmts>' if formats.items else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<styleSheet xmlns="{_MAIN}">{known}'
            f"{fonts.xml('fonts')}"
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            f"{borders.xml('borders')}"
            '<cellStyleXfs count="1">'
            '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f'<cellXfs count="{len(cells)}">{"".join(cells)}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            "</styleSheet>"
        )


@dataclass
class _Pool:
    """Different things numbered in the order in which they are first asked for."""

    draw: Callable[[str], str]
    items: list[str] = field(default_factory=list)

    def index(self, item: str) -> int:
        """The number of one, added when it is new."""
        if item not in self.items:
            self.items.append(item)
        return self.items.index(item)

    def xml(self, name: str) -> str:
        """All of them in one element."""
        return f'<{name} count="{len(self.items)}">{"".join(map(self.draw, self.items))}</{name}>'


def _cell_xml(style: Style, fonts: _Pool, borders: _Pool, formats: _Pool) -> str:
    """One cell style."""
    code = style.format
    number = _BUILT_IN[code] if code in _BUILT_IN else 164 + formats.index(code)
    font = fonts.index(f"{style.size} {style.bold:d} {style.red:d}")
    border = borders.index(style.border)
    wrap = ' wrapText="1"' if style.wrap else ' shrinkToFit="1"' if style.shrink else ""
    indent = f' indent="{style.indent}"' if style.indent else ""
    quote = ' quotePrefix="1"' if style.quote else ""
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="{border}" xfId="0"'
        f'{quote} applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">'
        f'<alignment horizontal="{style.align}" vertical="center"{wrap}{indent}/></xf>'
    )


def _font(key: str) -> str:
    """One font: its key is size, bold, red."""
    size, bold, red = key.split()
    colour = '<color rgb="FFC00000"/>' if red == "1" else ""
    heavy = "<b/>" if bold == "1" else ""
    return f'<font>{heavy}<sz val="{size}"/>{colour}<name val="{FONT}"/><charset val="134"/></font>'


def _border(sides: str) -> str:
    """One border."""
    names = {"m": "medium", "t": "thin"}
    drawn = "".join(
        f'<{side} style="{names[kind]}"><color auto="1"/></{side}>' if kind != " " else f"<{side}/>"
        for side, kind in zip(_SIDES, sides, strict=True)
    )
    return f"<border>{drawn}<diagonal/></border>"


def _escaped(text: str) -> str:
    """Text for an attribute."""
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
