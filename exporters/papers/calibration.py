"""The test page for bought forms: the form's lines thin, a ruler in millimetres, what to do in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.papers.measures import LINES, Form, measures_of
from exporters.papers.pages import Shift, print_leaves
from exporters.pdf import Printed
from exporters.pen import GREY, Pen, Type


def calibration(size: str, shift: Shift) -> Printed:
    """One sheet of that paper with the form's edges, moved as vouchers will be. Raises `Refused`."""
    form = measures_of(size)
    return print_leaves("凭证校准页", [_Test(form, shift)], form.page, fixed=True, shift=shift)


@dataclass(frozen=True)
class _Test:
    form: Form
    shift: Shift

    def draw(self, pen: Pen, down: float) -> None:
        """Draw it, `down` millimetres below the page's top edge."""
        form = self.form
        left, right = form.edges[0], form.edges[-1]
        top = down + form.top
        rows = [top, *(top + form.head + at * form.row for at in range(LINES + 1))]
        rows.append(rows[-1] + form.total)
        for y in rows:
            pen.rule(left, y, right, y, colour=GREY)
        for x in form.edges:
            pen.rule(x, top, x, rows[-1], colour=GREY)
        for x in (left, right):
            for y in (top, rows[-1]):
                pen.rule(x - 4, y, x + 4, y, width=1.0)
                pen.rule(x, y - 4, x, y + 4, width=1.0)
        self._rulers(pen, left, top)
        said = f"现在：向右 {self.shift.right:+.1f} 毫米，向下 {self.shift.down:+.1f} 毫米"
        pen.text(
            left,
            down + form.top - 10,
            "凭证校准页：和凭证纸叠起来对着光看，四角的十字要落在表格的四角上。",
            Type(9.0),
        )
        pen.text(left, down + form.top - 5, said, Type(9.0))

    def _rulers(self, pen: Pen, left: float, top: float) -> None:
        """A mark each millimetre from the table's corner, a longer one each five."""
        for at in range(-10, 11):
            long = 3.0 if at % 5 == 0 else 1.6
            pen.rule(left + 20 + at, top, left + 20 + at, top - long)
            pen.rule(left, top + 20 + at, left - long, top + 20 + at)
