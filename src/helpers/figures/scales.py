"""Scales: ends that hold the data and ticks that a reader would choose."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, MaxNLocator, NullFormatter, NullLocator

from helpers.figures.canvas import Canvas, Panel, text_width
from helpers.figures.labels import MINUS, number, percent
from helpers.figures.palette import FAINT

_LOG_FROM_RATIO = 50.0
_TICK_GAP_MM = 2.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Ends, ticks and words of an axis.

    Attributes
    ----------
    low, high
        Values at the ends.
    is_log
        Whether equal distances are equal ratios.
    ticks
        Values with a tick.
    labels
        Their labels.
    """

    low: float
    high: float
    is_log: bool
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    def panel(self, left: float, width: float) -> Panel:
        """Place the scale on a page, in millimetres."""
        return Panel(left, width, self.low, self.high, self.is_log)


def _linear(low: float, high: float, write: Callable[[float], str]) -> Scale:
    if low == high:
        low, high = (0.0, high) if high > 0 else (low, 0.0) if low < 0 else (0.0, 1.0)
    ticks = [float(tick) for tick in MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)]
    return Scale(ticks[0], ticks[-1], False, tuple(ticks), tuple(write(tick) for tick in ticks))


def amounts(ends: Sequence[float], write: Callable[[float], str] = number) -> Scale:
    """Return a scale for counts and amounts: logarithmic where they differ by far, else linear from zero.

    Parameters
    ----------
    ends
        All finite values and bounds to be held.
    write
        How a tick is labelled.
    """
    positive = [end for end in ends if end > 0]
    has_nought = any(end == 0 for end in ends)
    has_negative = any(end < 0 for end in ends)
    if positive and not has_negative and max(positive) / min(positive) >= _LOG_FROM_RATIO:
        # an interval that begins at nought gets a step of its own, on which its arrow points to what no such axis can hold
        first = math.floor(math.log10(min(positive))) - has_nought
        last = math.ceil(math.log10(max(positive)) - 1e-9)
        ticks = tuple(10.0**power for power in range(first, last + 1))
        return Scale(ticks[0], ticks[-1], True, ticks, tuple(write(tick) for tick in ticks))
    return _linear(min([0.0, *ends]), max([0.0, *ends]), write)


def with_room(scale: Scale, to_right: Sequence[float], width: float, arrow: float) -> Scale:
    """Return a scale that goes on beyond its last tick, so that arrows of a length find room on the axis.

    Parameters
    ----------
    scale
        The scale.
    to_right
        Values from which an arrow points to the right.
    width, arrow
        Length of the axis and of an arrow, in millimetres.
    """
    parts = [part for value in to_right if (part := scale.panel(0.0, 1.0).x(value)) > 0]
    # a value at part p of a stretch of w must leave room for the arrow: p * w + arrow <= width
    stretch = min([width, *((width - arrow) / part for part in parts)])
    if stretch >= width:
        return scale
    if scale.is_log:
        high = scale.low * (scale.high / scale.low) ** (width / stretch)
    else:
        high = scale.low + (scale.high - scale.low) * width / stretch
    return Scale(scale.low, high, scale.is_log, scale.ticks, scale.labels)


def linear(low: float, high: float) -> Scale:
    """Return a linear scale between two values, with plain numbers as labels."""
    return _linear(low, high, number)


def counts(most: int) -> Scale:
    """Return a linear scale from zero for whole numbers."""
    ticks = [
        float(tick) for tick in MaxNLocator(nbins=4, steps=[1, 2, 5, 10], integer=True).tick_values(0.0, max(most, 1))
    ]
    return Scale(ticks[0], ticks[-1], False, tuple(ticks), tuple(number(tick) for tick in ticks))


def shares() -> Scale:
    """Return the scale of a part of a whole: 0% to 100%."""
    ticks = (0.0, 0.25, 0.5, 0.75, 1.0)
    return Scale(0.0, 1.0, False, ticks, tuple(percent(tick) for tick in ticks))


def signed(value: float, write: Callable[[float], str]) -> str:
    """Write a change with its sign."""
    return f"+{write(value)}" if value > 0 else write(value)


def changes(ends: Sequence[float], write: Callable[[float], str] = percent) -> Scale:
    """Return a scale for growth and fall that holds zero."""
    return _linear(min([0.0, *ends]), max([0.0, *ends]), lambda value: signed(value, write))


def ratios(ends: Sequence[float]) -> Scale:
    """Return a logarithmic scale in whole powers of ten for multiples of a value, which lies at 1."""
    first = math.floor(math.log10(min([1.0, *ends])) + 1e-9)
    last = max(math.ceil(math.log10(max([1.0, *ends])) - 1e-9), first + 1)
    ticks = tuple(10.0**power for power in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], True, ticks, tuple(f"{number(tick)} ×" for tick in ticks))


def money(currency: str) -> Callable[[float], str]:
    """Return how amounts of a currency are written on a tick: £10 billion, 10 billion SEK."""
    sign = {"GBP": "£", "USD": "$", "EUR": "€"}.get(currency)

    def write(value: float) -> str:
        size, word = next(
            (pair for pair in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")) if abs(value) >= pair[0]),
            (1.0, ""),
        )
        digits = number(abs(value) / size)
        text = f"{sign}{digits} {word}".strip() if sign else f"{digits} {word} {currency}".replace("  ", " ")
        return f"{MINUS}{text}" if value < 0 else text

    return write


def dress(
    canvas: Canvas,
    panel: Panel,
    scale: Scale,
    top: float,
    height: float,
    *,
    labels_on_top: bool = True,
    baseline: float = 0.0,
) -> Axes:
    """Draw axes for a scale: grid, ticks, and as many tick labels as fit beside each other.

    Parameters
    ----------
    canvas, panel, scale
        Where, and what.
    top, height
        The axes' place in millimetres.
    labels_on_top
        Whether the tick labels stand above the axes.
    baseline
        Value at which a stronger line stands, where it lies on the axis.
    """
    axes = canvas.axes(panel, top, height)
    axis = axes.xaxis
    axis.set_minor_locator(NullLocator())
    axis.set_minor_formatter(NullFormatter())
    axis.set_major_locator(FixedLocator(scale.ticks))
    kept = _labels_that_fit(panel, scale)
    axis.set_ticklabels(kept)
    axes.spines["top" if labels_on_top else "bottom"].set_visible(True)
    axes.spines["bottom" if labels_on_top else "top"].set_visible(False)
    axes.tick_params(
        axis="x", top=labels_on_top, bottom=not labels_on_top, labeltop=labels_on_top, labelbottom=not labels_on_top
    )
    if scale.low < baseline < scale.high:
        axes.axvline(baseline, color=FAINT, linewidth=0.8, zorder=0.5)
    return axes


def _labels_that_fit(panel: Panel, scale: Scale) -> list[str]:
    """Return the tick labels with regular gaps left, so that no two run into each other, nought or the last tick kept."""
    last = len(scale.ticks) - 1
    nought = scale.ticks.index(0.0) if 0.0 in scale.ticks else 0
    fitting = []
    for stride in range(1, last + 2):
        kept = [place for place in range(last + 1) if (place - nought) % stride == 0]
        reached = -math.inf
        for place in kept:
            half = text_width(scale.labels[place]) / 2
            if panel.x(scale.ticks[place]) - half < reached + _TICK_GAP_MM:
                break
            reached = panel.x(scale.ticks[place]) + half
        else:
            fitting.append(kept)
    if not fitting:
        return list(scale.labels)
    chosen = (
        next((kept for kept in fitting if len(kept) > 1 and last in kept), fitting[0]) if nought == 0 else fitting[0]
    )
    return [label if place in chosen else "" for place, label in enumerate(scale.labels)]
