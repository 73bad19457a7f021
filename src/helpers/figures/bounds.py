"""Bounds drawn as bounds: a stated number as a dot, an interval as a bar with ends, an open bound as an arrow."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.figures.canvas import Canvas, Panel, text_width
from helpers.figures.palette import BLUE, INK, QUIET

ARROW_MM = 6.0
CAP_MM = 0.8
SHORTEST_MM = 1.6  # an interval narrower than its dot is not drawn as a bar: the dot hides it
_RING = 5.4
_HEAD_MM = 0.6


@dataclass(frozen=True, slots=True)
class Bounds:
    """A stated value with its interval, as the ledger and the audit hold it.

    Attributes
    ----------
    value
        Stated or computed value; None where there is none.
    low, high
        Ends of the interval; None for unbounded.
    low_closed, high_closed
        Whether the ends belong to the interval.
    """

    value: float | None
    low: float | None
    high: float | None
    low_closed: bool | None = True
    high_closed: bool | None = True

    def ends(self) -> list[float]:
        """Return the finite numbers that a scale must hold."""
        return [end for end in (self.value, self.low, self.high) if end is not None]

    def scaled(self, by: float) -> Bounds:
        """Return the same in another unit: every end multiplied by a positive number."""
        value, low, high = (None if end is None else end * by for end in (self.value, self.low, self.high))
        return Bounds(value, low, high, self.low_closed, self.high_closed)

    def is_point(self) -> bool:
        """Whether it is one number and no interval."""
        return self.low is not None and self.low == self.high

    def is_open(self) -> bool:
        """Whether one end is not bounded, of what is known of at all."""
        return self.ends() != [] and (self.low is None or self.high is None)

    def is_excluded(self) -> bool:
        """Whether the stated value itself is outside, as in 'more than 300'."""
        return (self.value is not None) and (
            (self.value == self.low and self.low_closed is False)
            or (self.value == self.high and self.high_closed is False)
        )


def _arrow(canvas: Canvas, start: float, end: float, y: float, colour: str, gid: str | None) -> None:
    canvas.line([start, end], [y, y], colour=colour, width=1.0, gid=gid)
    canvas.marker(end, y, ">" if end > start else "<", colour=colour, size=3.2)


def draw_bounds(
    canvas: Canvas,
    panel: Panel,
    y: float,
    bounds: Bounds,
    *,
    gid: str,
    colour: str = BLUE,
    marker: str = "o",
    to_the_end: bool = False,
    is_inside: bool = False,
    has_ring: bool = False,
    shortest: float = SHORTEST_MM,
) -> bool:
    """Draw one value with its interval at height y.

    Parameters
    ----------
    canvas, panel
        Where to draw; an arrow may reach ``ARROW_MM`` beyond the panel.
    y
        Height in millimetres.
    bounds
        What to draw.
    gid
        Id of the mark: of the dot, or of the bar where there is no value; further parts have ``gid.interval`` and the like.
    colour, marker
        Look.
    to_the_end
        Whether an open bound's arrow runs to the end of the axis, for panels where it matters what it covers.
    is_inside
        Whether arrows stop at the ends of the panel, which then stand for the ends of what is possible.
    has_ring
        Whether the dot of an interval that is too narrow to be seen gets a ring (id ``gid.ring``).
    shortest
        Length in millimetres below which the dot stands for the bar.

    Returns
    -------
    bool
        Whether anything was drawn: nothing is known of a vague number.
    """
    low, high = bounds.low, bounds.high
    beyond, size = -_HEAD_MM if is_inside else 2.0, 3.6
    if bounds.value is None and low is None and high is None:
        return False
    main: str | None = None if bounds.value is not None else gid

    def part(name: str) -> str:
        nonlocal main
        taken, main = main or f"{gid}.{name}", None
        return taken

    if low is not None and high is not None:
        start, end = panel.x(low), panel.x(high)
        if panel.is_log and low <= 0:
            # a logarithmic axis has no zero: the bar runs to the left end and says so by its arrow
            _arrow(canvas, end, panel.left - beyond, y, colour, part("interval"))
        elif bounds.value is None or end - start >= shortest:
            canvas.line([start, end], [y, y], colour=colour, width=1.6, gid=part("interval"), solid_capstyle="butt")
            for bound in (low, high):
                if panel.holds(bound):
                    place = panel.x(bound)
                    canvas.line([place, place], [y - CAP_MM, y + CAP_MM], colour=colour, width=0.9)
        elif has_ring and low < high:
            canvas.marker(panel.x(bounds.value), y, "o", colour=colour, fill="none", size=_RING, gid=f"{gid}.ring")
            size = 2.2
    elif low is not None or high is not None:
        if high is None:
            start = panel.x(low if low is not None else bounds.value or 0)
            end = panel.right + beyond if to_the_end else start + ARROW_MM
            end = min(end, panel.right + beyond) if is_inside else end
            _arrow(canvas, start, end, y, colour, part("arrow"))
        else:
            start = panel.x(high)
            end = panel.left - beyond if to_the_end else max(start - ARROW_MM, panel.left - beyond)
            _arrow(canvas, start, end, y, colour, part("arrow"))
    if bounds.value is not None:
        if not panel.holds(bounds.value):
            # beyond the axis: a triangle at its end points to where the value lies
            marker = ">" if bounds.value > panel.high else "<"
        fill = "#ffffff" if bounds.is_excluded() else colour
        canvas.marker(panel.x(bounds.value), y, marker, colour=colour, fill=fill, size=size, gid=gid, zorder=4)
    return True


def draw_key(canvas: Canvas, left: float, y: float, *, has_ring: bool = False) -> None:
    """Write how bounds are drawn, in one line, from a left edge in millimetres.

    Parameters
    ----------
    canvas, left, y
        Where.
    has_ring
        Whether a second line, 3.8 mm below, says what a ring means.
    """
    x = left
    if has_ring:
        point = Bounds(0.5, 0.499, 0.501)
        draw_bounds(canvas, Panel(x, 1.0, 0.0, 1.0), y + 3.8, point, gid="key.ring", colour=QUIET, has_ring=True)
        canvas.text(
            x + 2.6, y + 3.8, "interval too narrow to be seen as a bar: rounded; its ends are in the data", colour=INK
        )
    samples: list[tuple[str, Bounds, float]] = [
        ("single number", Bounds(0.5, 0.5, 0.5), 1.0),
        ("interval: about, nearly, rounded", Bounds(0.5, 0.0, 1.0), 6.0),
        ("more than (value excluded)", Bounds(0.0, 0.0, None, False), 0.5),
        ("at least", Bounds(0.0, 0.0, None), 0.5),
        ("fewer than, at most", Bounds(1.0, None, 1.0, True, False), 6.0),
    ]
    for words, bounds, width in samples:
        has_arrow = bounds.high is None
        draw_bounds(
            canvas, Panel(x, width, 0.0, 1.0), y, bounds, gid=f"key.{words.split()[0].strip(',:')}", colour=QUIET
        )
        x += width + (ARROW_MM if has_arrow else 0) + 1.6
        canvas.text(x, y, words, colour=INK)
        x += text_width(words) + 4.5
