"""A figure laid out in millimetres, as a printer would: text columns, axes and marks share one ruler.

Tables of rows beside an axis (forest plots) need text and marks on one line at print size; matplotlib's layout engines
place axes, not rows, so the rows are placed here and the axes only carry scale, ticks and grid.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from helpers.figures.palette import INK
from helpers.figures.style import (
    BAND_MM,
    FONT,
    HIGHEST_MM,
    LOWEST_MM,
    MM_PER_INCH,
    POINTS_PER_MM,
    SMALL,
    WIDTHS_MM,
    Width,
    style,
)

Align = Literal["left", "center", "right"]
Weight = Literal["normal", "bold"]

LINE_SPACING = 1.18
HALF_CAPITAL = 0.36  # half the height of DejaVu Sans's capitals, in parts of the font size
_MEASURING_DPI = 300
NOTHING_TO_DRAW = "nothing-to-draw"


@lru_cache(maxsize=1)
def _measuring_renderer() -> RendererAgg:
    return RendererAgg(1, 1, _MEASURING_DPI)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    return frozenset(get_font(str(findfont(FontProperties(family=FONT)))).get_charmap())


def printable(text: str) -> str:
    """Put the replacement character for letters that the font of all figures does not have."""
    if text.isascii():
        return text
    return "".join(letter if ord(letter) in _letters() else "\N{REPLACEMENT CHARACTER}" for letter in text)


@lru_cache(maxsize=8192)
def text_width(text: str, size: float = SMALL, weight: Weight = "normal") -> float:
    """Return the width of one line of text in millimetres."""
    font = FontProperties(family=FONT, size=size, weight=weight)
    renderer = _measuring_renderer()
    width, _, _ = renderer.get_text_width_height_descent(printable(text), font, False)  # type: ignore[no-untyped-call]
    return float(width) / _MEASURING_DPI * MM_PER_INCH


def line_height(size: float = SMALL) -> float:
    """Return the distance of two lines of text in millimetres."""
    return size * LINE_SPACING / POINTS_PER_MM


def wrap(
    text: str, width: float, *, size: float = SMALL, weight: Weight = "normal", most: int | None = None
) -> list[str]:
    """Break text into lines that fit a width.

    Parameters
    ----------
    text
        One paragraph.
    width
        Width of the column in millimetres.
    size, weight
        Font size in points, and weight.
    most
        Greatest number of lines; the last then ends in an ellipsis.

    Returns
    -------
    list of str
        The lines, at least one. A word longer than the column is cut at the column's end and goes on in the next line.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if text_width(joined, size, weight) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while text_width(line, size, weight) > width and len(line) > 1:
            cut = len(line) - 1
            while cut > 1 and text_width(line[:cut], size, weight) > width:
                cut -= 1
            lines.append(line[:cut])
            line = line[cut:]
    lines.append(line)
    if most is not None and len(lines) > most:
        last = lines[most - 1]
        while last and text_width(last + "…", size, weight) > width:
            last = last[:-1].rstrip()
        lines = [*lines[: most - 1], last + "…"]
    return lines


def fit(text: str, width: float, *, size: float = SMALL, weight: Weight = "normal") -> str:
    """Shorten text to one line of a width, ending in an ellipsis where something is left out."""
    return wrap(text, width, size=size, weight=weight, most=1)[0]


@dataclass(frozen=True, slots=True)
class Panel:
    """A stretch of the page with a scale: from value to millimetres.

    Attributes
    ----------
    left, width
        Where the scale lies on the page, in millimetres.
    low, high
        Values at its two ends.
    is_log
        Whether equal distances are equal ratios.
    """

    left: float
    width: float
    low: float
    high: float
    is_log: bool = False

    @property
    def right(self) -> float:
        """Right end in millimetres."""
        return self.left + self.width

    def x(self, value: float) -> float:
        """Return the place of a value, in millimetres from the left edge of the page; values outside lie at the ends."""
        inside = min(max(value, self.low), self.high)
        if self.is_log:
            part = (math.log10(inside) - math.log10(self.low)) / (math.log10(self.high) - math.log10(self.low))
        else:
            part = (inside - self.low) / (self.high - self.low)
        return self.left + part * self.width

    def holds(self, value: float) -> bool:
        """Whether a value lies on the scale."""
        return self.low <= value <= self.high


class Canvas:
    """A figure of one of the two widths, with a ruler in millimetres from the top left corner.

    To be used inside :func:`helpers.figures.style.style`, which each drawing function wears as a decorator.

    Parameters
    ----------
    width
        One or two journal columns.
    height
        Height of the drawing in millimetres. Under it the figure has a band of its own, in which
        :func:`helpers.figures.contract.save` names the sources.

    Raises
    ------
    ValueError
        If the height is not one that fits a page.
    """

    def __init__(self, width: Width, height: float) -> None:
        if not LOWEST_MM <= height <= HIGHEST_MM:
            raise ValueError(f"a figure of {height:.1f} mm does not fit a page: {LOWEST_MM:g} to {HIGHEST_MM:g} mm")
        self.width = WIDTHS_MM[width]
        self.height = height
        self._whole = height + BAND_MM[width]
        self.figure = Figure(figsize=(self.width / MM_PER_INCH, self._whole / MM_PER_INCH))
        self.ruler = (
            Affine2D().scale(1 / MM_PER_INCH, -1 / MM_PER_INCH).translate(0, self._whole / MM_PER_INCH)
            + self.figure.dpi_scale_trans
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = SMALL,
        align: Align = "left",
        weight: Weight = "normal",
        colour: str = INK,
        slant: Literal["normal", "italic"] = "normal",
        gid: str | None = None,
    ) -> Text | None:
        """Write one line whose capitals are centred on height y; nothing for empty text."""
        if not text:
            return None
        return self.figure.text(
            x,
            y + HALF_CAPITAL * size / POINTS_PER_MM,
            printable(text),
            transform=self.ruler,
            fontsize=size,
            fontweight=weight,
            fontstyle=slant,
            color=colour,
            ha=align,
            va="baseline",
            gid=gid,
            parse_math=False,
        )

    def lines(self, x: float, y: float, lines: Sequence[str], *, size: float = SMALL, **look: Any) -> None:
        """Write lines below each other, centred on height y."""
        step = line_height(size)
        top = y - step * (len(lines) - 1) / 2
        gid = look.pop("gid", None)
        for number, line in enumerate(lines):
            # an id may stand only once in an SVG: it goes to the first line
            self.text(x, top + number * step, line, size=size, gid=gid if number == 0 else None, **look)

    def line(
        self, x: Sequence[float], y: Sequence[float], *, colour: str = INK, width: float = 0.9, **look: Any
    ) -> Line2D:
        """Draw a line through points given in millimetres."""
        made = Line2D(list(x), list(y), color=colour, linewidth=width, transform=self.ruler, **look)
        self.figure.add_artist(made)
        return made

    def marker(
        self,
        x: float,
        y: float,
        marker: str,
        *,
        colour: str = INK,
        fill: str | None = None,
        size: float = 3.6,
        gid: str | None = None,
        zorder: float = 3,
    ) -> Line2D:
        """Draw one marker; an open one where fill is white."""
        made = Line2D(
            [x],
            [y],
            marker=marker,
            markersize=size,
            color=colour,
            markeredgecolor=colour,
            markerfacecolor=colour if fill is None else fill,
            linestyle="none",
            transform=self.ruler,
            gid=gid,
            zorder=zorder,
        )
        self.figure.add_artist(made)
        return made

    def box(
        self, left: float, top: float, width: float, height: float, *, gid: str | None = None, **look: Any
    ) -> Rectangle:
        """Draw a rectangle."""
        look.setdefault("linewidth", 0)
        made = Rectangle((left, top), width, height, transform=self.ruler, gid=gid, **look)
        self.figure.add_artist(made)
        return made

    def axes(self, panel: Panel, top: float, height: float) -> Axes:
        """Place axes under a panel: scale, ticks and grid; what is drawn on it is placed by the panel."""
        made = self.figure.add_axes(
            (
                panel.left / self.width,
                1 - (top + height) / self._whole,
                panel.width / self.width,
                height / self._whole,
            )
        )
        made.set_xscale("log" if panel.is_log else "linear")
        made.set_xlim(panel.low, panel.high)
        made.set_ylim(0, 1)
        made.set_yticks([])
        made.set_zorder(-1)
        return made


@style()
def nothing_to_draw(reason: str, width: Width = "two_columns") -> Figure:
    """Return the picture for a table without rows: one sentence that says why.

    A notebook runs on any corpus, so a chart without rows is not an error: its files are written all the same, and say so.

    Parameters
    ----------
    reason
        Why there is nothing, in a sentence.
    width
        One or two journal columns.
    """
    lines = wrap(f"Nothing to draw: {reason}", WIDTHS_MM[width] - 12, size=7)
    canvas = Canvas(width, max(LOWEST_MM, 12 + len(lines) * line_height(7)))
    canvas.lines(6, canvas.height / 2, lines, size=7)
    canvas.figure.set_gid(NOTHING_TO_DRAW)
    return canvas.figure
