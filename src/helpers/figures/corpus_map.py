"""The map of a corpus: which source gives which measure for which period, with bounds and with what it is based on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from helpers import selection
from helpers.figures.bounds import Bounds, draw_bounds, draw_key
from helpers.figures.canvas import Canvas, Panel, line_height, nothing_to_draw, text_width, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.forces import COVERAGE, behind, coverages
from helpers.figures.labels import counted, listed, number, period, plain, quoted, rows, source_labels
from helpers.figures.palette import BLUE, INK, PALE, QUIET, STRIPE, VERMILION_WORDS
from helpers.figures.sheets import no_marks
from helpers.figures.style import HIGHEST_MM, style
from helpers.vocabulary import Vocabulary

_MEASURE = (2.0, 48.0)
_LETTER_MM = 51.5
_QUOTE = (55.0, 29.0)
_BOUND_MM = 87.0
_AXIS = (98.0, 44.0)
_BASE = (145.0, 37.0)
_TOP_MM = 21.7
_FOOT_MM = 1.5
_ROW_GAP_MM = 1.1
_BAR_MM = 1.7
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MONTHS_IN_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class _Lane:
    row: dict[str, Any]
    also: list[dict[str, Any]]
    letter: str
    measure: list[str]
    quote: list[str]
    base: list[str]

    @property
    def height(self) -> float:
        return max(len(self.measure), len(self.quote), len(self.base)) * line_height() + _ROW_GAP_MM


def _month(date: str) -> int:
    return int(date[:4]) * _MONTHS_IN_YEAR + (int(date[5:7]) if len(date) > 4 else 1) - 1


def _published(source: Mapping[str, Any]) -> str:
    return str(source["published_on"] or "")


def _base(row: dict[str, Any], coverage: Mapping[str, dict[str, Any]], vocabulary: Vocabulary) -> list[str]:
    area = vocabulary.label(row["geography"]) or "area not stated"
    forces = behind(row, coverage, "")
    if not forces:
        return wrap(area, _BASE[1], most=3)
    # how many answered is not broken over two lines
    *lines, end = wrap(f"{area};", _BASE[1], most=3)
    joined = f"{end} {forces}"
    return [*lines, joined] if text_width(joined) <= _BASE[1] else [*lines, end, forces]


def _lanes(
    ledger: pd.DataFrame, letters: Mapping[str, str], vocabulary: Vocabulary, wanted: tuple[str | None, str | None]
) -> list[_Lane]:
    coverage = coverages(ledger)
    figures = [
        row
        for row in selection.figures(ledger)
        if row["kind"] != COVERAGE and row["source_id"] in letters and _is_within(row, *wanted)
    ]
    order = {measure: place for place, measure in enumerate(vocabulary.measures)}
    families = list(dict.fromkeys(measure.family for measure in vocabulary.measures.values()))

    def place(told: tuple[dict[str, Any], list[dict[str, Any]]]) -> tuple[int, int, str, str]:
        row = told[0]
        measure = vocabulary.measures.get(row["measure"] or "")
        return (
            families.index(measure.family) if measure else len(families),
            order.get(row["measure"], len(order)),
            str(row["period_start"] or row["baseline_start"] or "9999"),
            letters[row["source_id"]],
        )

    lanes = []
    for row, also in sorted(selection.told_once(figures), key=place):
        quote = wrap(quoted(row["quote"]), _QUOTE[1], weight="bold", most=3)
        lanes.append(
            _Lane(
                row,
                also,
                letters[row["source_id"]],
                wrap(vocabulary.label(row["measure"]) or "not coded", _MEASURE[1], most=3),
                quote,
                _base(row, coverage, vocabulary),
            )
        )
    return lanes


def _is_within(row: dict[str, Any], first: str | None, last: str | None) -> bool:
    """Whether a figure's period meets the wanted one; figures without a period are always within."""
    start, end = row["period_start"] or row["baseline_start"], row["period_end"] or row["period_start"]
    if start is None:
        return True
    return (last is None or _month(start) <= _month(last)) and (
        first is None or end is None or _month(end) >= _month(first)
    )


@dataclass(frozen=True, slots=True)
class _Time:
    first: int
    last: int

    def is_before(self, end: str) -> bool:
        """Whether a period that ends with a month lies before the axis."""
        return _month(end) < self.first

    def x(self, month: float) -> float:
        inside = min(max(month, self.first), self.last)
        return _AXIS[0] + (inside - self.first) / (self.last - self.first) * _AXIS[1]


def _time(lanes: Sequence[_Lane], published: Sequence[str]) -> _Time:
    dates = [str(lane.row[name]) for lane in lanes for name in ("period_start", "period_end") if lane.row[name]]
    months = [_month(date) for date in (*dates, *[date for date in published if date])] or [0, 1]
    # whole calendar years, the first of the periods and the last of all
    return _Time(
        min(months) // _MONTHS_IN_YEAR * _MONTHS_IN_YEAR - _MONTHS_IN_YEAR,
        (max(months) // _MONTHS_IN_YEAR + 1) * _MONTHS_IN_YEAR,
    )


@style()
def draw_corpus_map(
    ledger: pd.DataFrame,
    sources: pd.DataFrame,
    vocabulary: Vocabulary,
    *,
    only: Sequence[str] = (),
    first: str | None = None,
    last: str | None = None,
) -> tuple[Figure, pd.DataFrame]:
    """Draw what a corpus holds: a row for each figure, by measure, with its period, its bounds and what it is based on.

    A figure that one source tells twice, once exactly and once in a round number, has one row.

    Parameters
    ----------
    ledger, sources
        Tables.
    vocabulary
        For the names and the order of measures, and the names of areas.
    only
        Sources to draw; all of them where empty.
    first, last
        Months between which a figure's period must lie at least in part.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks.
    """
    register = sorted(rows(sources), key=_published)
    chosen = [row for row in register if not only or row["source_id"] in only]
    letters = {str(row["source_id"]): letter for row, letter in zip(chosen, _LETTERS, strict=False)}
    lanes = _lanes(ledger, letters, vocabulary, (first, last))
    if not lanes:
        return nothing_to_draw("the ledger has no figure of these sources in this period."), no_marks()
    height = _TOP_MM + sum(lane.height for lane in lanes) + _FOOT_MM
    if height > HIGHEST_MM:
        raise ValueError(f"{len(lanes)} figures do not fit a page; choose fewer sources or a shorter period")
    canvas = Canvas("two_columns", height)
    time = _time(lanes, [_published(row) for row in chosen])
    _head(canvas, chosen, letters, source_labels(sources), time)
    marks = []
    y = _TOP_MM
    stripe = False
    for _, members in groupby(lanes, key=lambda lane: lane.row["measure"]):
        group = list(members)
        tall = sum(lane.height for lane in group)
        if stripe := not stripe:
            canvas.box(0.5, y, canvas.width - 1, tall, facecolor=STRIPE, zorder=-3)
        for place, lane in enumerate(group):
            middle = y + lane.height / 2
            if place == 0:
                canvas.lines(_MEASURE[0], middle, lane.measure)
            canvas.text(_LETTER_MM, middle, lane.letter, weight="bold")
            canvas.lines(_QUOTE[0], middle, lane.quote, weight="bold")
            canvas.lines(_BASE[0], middle, lane.base, colour=INK if lane.row["coverage_id"] else QUIET)
            marks.append(_draw_lane(canvas, time, middle, lane, vocabulary))
            y += lane.height
    for year in range(time.first, time.last + 1, _MONTHS_IN_YEAR):
        canvas.line([time.x(year)] * 2, [_TOP_MM, y], colour=PALE, width=0.5, zorder=-2)
    return canvas.figure, pd.DataFrame(marks)


def _head(
    canvas: Canvas,
    chosen: Sequence[dict[str, Any]],
    letters: Mapping[str, str],
    labels: Mapping[str, str],
    time: _Time,
) -> None:
    """Write which letter is which source, how bounds and periods are drawn, the years and when each source appeared."""
    x = 2.0
    for row in chosen:
        source = str(row["source_id"])
        canvas.text(x, 2.4, letters[source], weight="bold")
        canvas.text(x + 2.6, 2.4, labels[source])
        x += 2.6 + text_width(labels[source]) + 4.0
    draw_key(canvas, 2.0, 6.6)
    x = 2.0
    for words, is_filled in (("period; the source says how many forces", True), ("period; it does not say", False)):
        canvas.box(x, 10.8 - _BAR_MM / 2, 5.0, _BAR_MM, **_look(is_filled))
        canvas.text(x + 6.6, 10.8, words)
        x += 6.6 + text_width(words) + 4.5
    heads = (
        (_MEASURE[0], "measure"),
        (_QUOTE[0], "as stated"),
        (_BOUND_MM, "bound"),
        (_BASE[0], "area; forces behind it"),
    )
    for left, head in heads:
        canvas.text(left, _TOP_MM - 2.0, head, colour=QUIET)
    for year in range(time.first, time.last, _MONTHS_IN_YEAR):
        label = str(year // _MONTHS_IN_YEAR)
        if text_width(label) < 2 * (time.x(year + _MONTHS_IN_YEAR) - time.x(year)) and int(label) % 2 == 0:
            canvas.text(time.x(year + _MONTHS_IN_YEAR / 2), _TOP_MM - 2.0, label, align="center", colour=QUIET)
    for row in chosen:
        if published := _published(row):
            place = time.x(_month(published) + 0.5)
            canvas.text(
                place,
                _TOP_MM - 5.4,
                letters[str(row["source_id"])],
                weight="bold",
                align="center",
                colour=VERMILION_WORDS,
            )
    canvas.text(_AXIS[0] - 1.0, _TOP_MM - 5.4, "published", align="right", colour=VERMILION_WORDS)


def _draw_lane(canvas: Canvas, time: _Time, y: float, lane: _Lane, vocabulary: Vocabulary) -> dict[str, Any]:
    row = lane.row
    mark = mark_id("figure", row["mention_id"])
    bounds = Bounds(row["value"], row["low"], row["high"], row["low_closed"], row["high_closed"])
    # the sign of the bound alone, without scale: measures have different units
    sign = Bounds(
        0.5,
        None if row["low"] is None else 0.5 if bounds.low == bounds.value or row["high"] is None else 0.0,
        None if row["high"] is None else 0.5 if bounds.high == bounds.value or row["low"] is None else 1.0,
        row["low_closed"],
        row["high_closed"],
    )
    is_left = row["low"] is None
    draw_bounds(
        canvas, Panel(_BOUND_MM + (5.0 if is_left else 0.0), 4.0, 0.0, 1.0), y, sign, gid=f"{mark}.bound", colour=QUIET
    )
    if row["baseline_start"] is not None:
        _span(
            canvas, time, y, row["baseline_start"], row["baseline_end"] or row["baseline_start"], None, is_filled=False
        )
    if row["period_start"] is not None and row["period_end"] is not None:
        if row["baseline_end"] is not None:
            x = [time.x(_month(row["baseline_end"]) + 1), time.x(_month(row["period_start"]))]
            canvas.line(x, [y, y], colour=BLUE, width=0.7, linestyle=(0, (1, 1.5)))
        _span(canvas, time, y, row["period_start"], row["period_end"], mark, is_filled=row["coverage_id"] is not None)
    else:
        words, left = "no period stated", _AXIS[0] + 1.0
        if row["baseline_start"] is not None:
            is_earlier = time.is_before(row["baseline_end"] or row["baseline_start"])
            words = f"{row['baseline_start'][:4]}, until not stated" if is_earlier else "until not stated"
            left = time.x(_month(row["baseline_end"] or row["baseline_start"]) + 1) + 1.8
        canvas.text(left, y, words, colour=QUIET, slant="italic", gid=mark)
    when = period(row["period_start"], row["period_end"]) or "no period stated"
    return {
        "mark_id": mark,
        "mention_ids": " ".join(
            [
                row["mention_id"],
                *[said["mention_id"] for said in lane.also],
                *([row["coverage_id"]] if row["coverage_id"] else []),
            ]
        ),
        "source": lane.letter,
        "measure": row["measure"],
        "kind": row["kind"],
        "quote": row["quote"],
        "value": row["value"],
        "low": row["low"],
        "high": row["high"],
        "period_start": row["period_start"],
        "period_end": row["period_end"],
        "baseline_start": row["baseline_start"],
        "baseline_end": row["baseline_end"],
        "geography": row["geography"],
        "counted_by": row["counted_by"],
        "coverage": row["coverage"],
        "is_draft": row["is_draft"],
        "label": f"{lane.letter}, {when}: {quoted(row['quote'])}, {vocabulary.label(row['measure'])}",
    }


def _span(canvas: Canvas, time: _Time, y: float, start: str, end: str, gid: str | None, *, is_filled: bool) -> None:
    if time.is_before(end):
        canvas.marker(_AXIS[0], y, "<", colour=BLUE, size=3.0)
        return
    left, right = time.x(_month(start)), time.x(_month(end) + 1)
    canvas.box(left, y - _BAR_MM / 2, max(right - left, 0.6), _BAR_MM, gid=gid, **_look(is_filled))


def _look(is_filled: bool) -> dict[str, Any]:
    return {"facecolor": BLUE} if is_filled else {"facecolor": "#ffffff", "edgecolor": BLUE, "linewidth": 0.7}


def caption_corpus_map(marks: pd.DataFrame) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of the figure.
    """
    title = "What the corpus holds"
    drawn = rows(marks)
    if not drawn:
        return Caption(title=title, claim="There is no figure to draw.", alt="No picture: no figure is chosen.")
    by_measure: dict[str, list[dict[str, Any]]] = {}
    for row in drawn:
        by_measure.setdefault(str(row["measure"]), []).append(row)
    periods = {measure: len(_periods(members)) for measure, members in by_measure.items()}
    again = [measure for measure, n in periods.items() if n > 1]
    shared = [measure for measure, members in by_measure.items() if len({row["source"] for row in members}) > 1]
    undated = sum(row["period_start"] is None for row in drawn)
    bounds = sum(row["low"] is None or row["high"] is None for row in drawn)
    covered = sum(row["coverage"] is not None for row in drawn)
    n_sources = len({row["source"] for row in drawn})
    named = {
        "Measures with figures for more than one period": again,
        "Measures with figures from more than one source": shared,
    }
    return Caption(
        title=title,
        claim=(
            f"{counted(n_sources, 'source gives', 'sources give')} {counted(len(drawn), 'figure')} of "
            f"{counted(len(by_measure), 'measure')}. Only {number(len(again))} of the measures have figures for more than one "
            f"period, and none for more than {number(max(periods.values()))}; only {number(len(shared))} "
            f"{'has' if len(shared) == 1 else 'have'} figures from more than one source. These are points, not series."
        ),
        alt=(
            f"A table of {counted(len(drawn), 'row')} beside an axis of years, one row for each figure that a source gives, "
            "grouped by measure; a bar lies over the months that the figure is about. "
            f"Rows without a period: {number(undated)}; rows that give a bound only: {number(bounds)}; rows for which the source "
            f"says how many forces the figure is based on: {number(covered)}."
        ),
        notes=(
            "A filled bar: the source says how many police forces the figure is based on, or were asked. An outlined bar: it "
            "does not.",
            "Of a change, the outlined bar or the arrow at the left is what it is compared with, joined by dots to the period it "
            "leads to.",
            "A number that one source tells both exactly and round has one row, with the exact telling.",
            "Figures that say how many forces answered stand at the right of those that are based on them.",
            *(f"{words}: {listed([plain(measure) for measure in found])}." for words, found in named.items() if found),
        ),
        editor=(
            (
                "Why no values on an axis?",
                "The measures have different units. This is a map of what is there; the values stand in the figure of every "
                "reported figure.",
            ),
            (
                "Does a bar mean that the number is sound?",
                "No. It means that the text says what time the number is about. Who counted, and how well, it seldom says.",
            ),
        ),
    )


def _periods(members: Sequence[Mapping[str, Any]]) -> set[tuple[Any, Any]]:
    """Return the periods of which a measure itself is stated, changes left out."""
    return {
        (row["period_start"], row["period_end"])
        for row in members
        if row["kind"] != "change" and row["period_start"] is not None
    }
