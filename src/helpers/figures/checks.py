"""What a reader must be able to read: the text of a figure as it is drawn, checked at print size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.text import Text

from helpers.figures.style import LOWEST_MM, MM_PER_INCH, PAGE_MM, PNG_DPI, SMALLEST_POINTS, WIDTHS_MM, Width

STAMP = "draft-stamp"
_TOUCHING_PIXELS = 2.0  # at 300 dpi: 0.17 mm, less than the gap of two letters
LEAST_CONTRAST = 4.5  # level AA for small text
_ROUNDING_POINTS = 1e-6


@dataclass(frozen=True, slots=True)
class DrawnText:
    """One line of text as a renderer draws it.

    Attributes
    ----------
    text
        The words.
    points
        Font size.
    font
        Font file.
    contrast
        Contrast with white, from 1 to 21, as in the Web Content Accessibility Guidelines 2.2.
    left, top, right, bottom
        Box in pixels from the top left corner.
    """

    text: str
    points: float
    font: str
    contrast: float
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: DrawnText) -> bool:
        """Whether two boxes cover each other by more than touching."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _TOUCHING_PIXELS and down > _TOUCHING_PIXELS


class _Recorder(RendererAgg):
    """A renderer that notes each line of text it is given, so that ticks outside the axes are not counted."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        super().__init__(width, height, dpi)  # type: ignore[no-untyped-call]
        self.drawn: list[DrawnText] = []
        self._open: list[str | None] = []

    def open_group(self, s: str, gid: str | None = None) -> None:
        self._open.append(gid)

    def close_group(self, s: str) -> None:
        self._open.pop()

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Text | None = None,
    ) -> None:
        if STAMP in self._open or not s.strip():
            return
        width, height, descent = self.get_text_width_height_descent(s, prop, ismath)  # type: ignore[no-untyped-call]
        turn = math.radians(angle)
        corners = [(0.0, descent), (width, descent), (width, descent - height), (0.0, descent - height)]
        # y runs downwards, so a turn to the left has the opposite sign
        xs = [x + across * math.cos(turn) + down * math.sin(turn) for across, down in corners]
        ys = [y - across * math.sin(turn) + down * math.cos(turn) for across, down in corners]
        self.drawn.append(
            DrawnText(
                s,
                prop.get_size_in_points(),
                str(findfont(prop)),
                contrast_with_white(gc.get_rgb()),
                min(xs),
                min(ys),
                max(xs),
                max(ys),
            )
        )


def contrast_with_white(colour: Sequence[float]) -> float:
    """Return the contrast ratio of a colour (red, green, blue from 0 to 1) with white, by WCAG 2.2."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def drawn_text(figure: Figure) -> list[DrawnText]:
    """Return every line of text that drawing the figure at print size puts on the page, the draft stamp apart."""
    before = figure.dpi
    figure.set_dpi(PNG_DPI)
    try:
        renderer = _Recorder(figure.bbox.width, figure.bbox.height, PNG_DPI)
        figure.draw(renderer)
    finally:
        figure.set_dpi(before)
    return renderer.drawn


def problems(figure: Figure, width: Width) -> list[str]:
    """Return what a printer would send back: one sentence for each fault of size, font or placing.

    Parameters
    ----------
    figure
        The figure, in its print size.
    width
        Number of journal columns that it must be as wide as.
    """
    across, down = (inches * MM_PER_INCH for inches in figure.get_size_inches())
    found = []
    if abs(across - WIDTHS_MM[width]) > 0.01:
        found.append(f"it is {across:.1f} mm wide where {width.replace('_', ' ')} are {WIDTHS_MM[width]:g} mm")
    if not LOWEST_MM <= down <= PAGE_MM:
        found.append(f"it is {down:.1f} mm high; {LOWEST_MM:g} to {PAGE_MM:g} mm fit a page")
    right, bottom = across / MM_PER_INCH * PNG_DPI, down / MM_PER_INCH * PNG_DPI
    shipped = Path(matplotlib.get_data_path()).resolve()
    texts = drawn_text(figure)
    for text in texts:
        if text.points < SMALLEST_POINTS - _ROUNDING_POINTS:
            found.append(f"{text.text!r} is set in {text.points:g} pt; the smallest is {SMALLEST_POINTS:g} pt")
        if text.contrast < LEAST_CONTRAST:
            found.append(
                f"{text.text!r} is too pale: contrast {text.contrast:.1f}, at least {LEAST_CONTRAST:g} is readable"
            )
        if not Path(text.font).resolve().is_relative_to(shipped):
            found.append(f"{text.text!r} is set in {Path(text.font).name}, a font of this machine")
        if min(text.left, text.top) < -1 or text.right > right + 1 or text.bottom > bottom + 1:
            found.append(f"{text.text!r} runs out of the picture")
    ordered = sorted(texts, key=lambda text: text.top)
    for number, text in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.top >= text.bottom:
                break
            if text.overlaps(other):
                found.append(f"{text.text!r} and {other.text!r} overlap")
    return found
