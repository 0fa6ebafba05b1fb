"""Drawing on one page in millimetres from its top left edge: rules first, then all text in one object."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from exporters.fonts import STROKE, Measured, Run, Weight, measure

MM = 72 / 25.4  # points in a millimetre
FRAME, THIN = 1.0, 0.4  # the only two weights of rules, in points

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
RED: Colour = (0xC0 / 255, 0.0, 0.0)
BLUE: Colour = (0x4A / 255, 0x6F / 255, 0xA5 / 255)
GREY: Colour = (0x8A / 255, 0x8A / 255, 0x8A / 255)
DARK: Colour = (0x44 / 255, 0x44 / 255, 0x44 / 255)

_SHARE = {"left": 0.0, "centre": 0.5, "right": 1.0}


@dataclass(frozen=True)
class Type:
    """How a text looks: size in points, weight, colour, extra space between characters in points."""

    size: float = 9.0
    weight: Weight = Weight.REGULAR
    colour: Colour = BLACK
    spacing: float = 0.0


@dataclass
class Pen:
    """Collects one page's rules and texts; `flush` writes them to the canvas."""

    canvas: Any  # reportlab.pdfgen.canvas.Canvas
    height: float  # of the page in millimetres
    missing: dict[str, None] = field(default_factory=dict)  # characters printed as 〔U+…〕, in order
    _rules: dict[tuple[float, Colour], list[tuple[float, float, float, float]]] = field(default_factory=dict)
    _texts: list[tuple[float, float, Run, Type]] = field(default_factory=list)

    def text(self, x: float, y: float, said: str, look: Type, align: str = "left") -> None:
        """One line of text; `y` is its optical centre, `x` its left end, middle or right end."""
        if not said:
            return
        measured = measure(said, look.weight)
        for char in measured.missing:
            self.missing.setdefault(char)
        if len(measured.runs) == 1 and measured.runs[0].font and align == "left":
            run = measured.runs[0]
            self._texts.append((x * MM, (self.height - y) * MM - 0.36 * look.size, run, look))
            return
        start = x * MM - _SHARE[align] * run_length(measured, said, look)
        base = (self.height - y) * MM - 0.36 * look.size
        for run in measured.runs:
            if run.font:
                self._texts.append((start, base, run, look))
            else:
                self._signs(run.text, start, base, look)
            start += run.units * look.size + len(run.text) * look.spacing

    def rule(
        self, x0: float, y0: float, x1: float, y1: float, *, width: float = THIN, colour: Colour = BLACK
    ) -> None:
        """A straight line, `width` in points."""
        lines = self._rules.setdefault((width, colour), [])
        lines.append((x0 * MM, (self.height - y0) * MM, x1 * MM, (self.height - y1) * MM))

    def box(self, x: float, y: float, w: float, h: float, *, width: float = THIN) -> None:
        """The four sides of a rectangle, with closed corners."""
        over = width / MM / 2
        self.rule(x - over, y, x + w + over, y, width=width)
        self.rule(x - over, y + h, x + w + over, y + h, width=width)
        self.rule(x, y, x, y + h, width=width)
        self.rule(x + w, y, x + w, y + h, width=width)

    def tick(self, x: float, y: float, size: float, *, width: float = 0.9) -> None:
        """A tick drawn as two lines around the centre (x, y), `size` millimetres wide."""
        low = (x - size * 0.12, y + size * 0.36)
        self.rule(x - size / 2, y, *low, width=width)
        self.rule(*low, x + size / 2, y - size * 0.46, width=width)

    def flush(self) -> None:
        """Write everything to the page and forget it."""
        for (width, colour), lines in self._rules.items():
            self.canvas.setLineWidth(width)
            self.canvas.setStrokeColorRGB(*colour)
            self.canvas.lines(lines)
        self._write()
        self._rules.clear()
        self._texts.clear()

    def _write(self) -> None:
        """All texts in one text object; only what changes is said again."""
        self.canvas.setLineWidth(STROKE)
        out = self.canvas.beginText()
        now: tuple[Any, ...] = ()
        for x, base, run, look in self._texts:
            then = (run.font, look.size, look.colour, look.spacing, run.stroke)
            if then != now:
                _set(out, run, look)
                now = then
            out.setTextOrigin(x, base)
            out.textOut(run.text)
        self.canvas.drawText(out)

    def _signs(self, signs: str, start: float, base: float, look: Type) -> None:
        """Ticks and boxes of a text, one em each, as lines."""
        em = look.size / MM
        for index, sign in enumerate(signs):
            x = (start + index * (look.size + look.spacing)) / MM + em / 2
            y = self.height - (base + 0.36 * look.size) / MM
            if sign in "☐☑☒":
                self.box(x - em * 0.4, y - em * 0.4, em * 0.8, em * 0.8, width=0.6)
            if sign in "☑✓√":
                self.tick(x, y, em * 0.6)
            if sign == "☒":
                self.rule(x - em * 0.3, y - em * 0.3, x + em * 0.3, y + em * 0.3, width=0.6)
                self.rule(x - em * 0.3, y + em * 0.3, x + em * 0.3, y - em * 0.3, width=0.6)


def run_length(measured: Measured, said: str, look: Type) -> float:
    """Points from the first to the last character, with the space between them."""
    return measured.units * look.size + max(len(said) - 1, 0) * look.spacing


def _set(out: Any, run: Run, look: Type) -> None:
    """Font, colour, spacing and stroke of the text that follows."""
    out.setFont(run.font, look.size)
    out.setFillColorRGB(*look.colour)
    out.setCharSpace(look.spacing)
    out.setTextRenderMode(2 if run.stroke else 0)
    if run.stroke:
        out.setStrokeColorRGB(*look.colour)
