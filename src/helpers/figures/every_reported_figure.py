"""Every reported figure on one page, with its bounds: grouped by what an axis can hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.figures import scales
from helpers.figures.bounds import Bounds, draw_bounds, draw_key
from helpers.figures.canvas import Canvas, Panel, line_height, nothing_to_draw, text_width, wrap
from helpers.figures.captions import Caption, on_page
from helpers.figures.contract import mark_id
from helpers.figures.labels import counted, number, period, quoted, rows, source_labels
from helpers.figures.palette import QUIET, STRIPE
from helpers.figures.sheets import no_marks, page_of, paginate
from helpers.figures.style import NORMAL, style
from helpers.vocabulary import Vocabulary

_QUOTE = (2.0, 27.0)
_AXIS = (31.0, 35.0)
_MEASURE = (74.5, 57.0)
_PERIOD = (132.5, 26.0)
_SOURCE = (159.5, 22.5)
_TOP_MM = 7.5
_HEAD_MM = 8.0
_FOOT_MM = 4.0
_ROW_GAP_MM = 1.2
_GROUPS = ("counts", "shares", "changes", "changes in percentage points", "changes in number", "money", "rates")
_NO_ROWS = "no reported figure has been reviewed."


@dataclass(frozen=True, slots=True)
class _Group:
    order: int
    title: str
    words: str
    unit: str = ""


@dataclass(slots=True)
class _Entry:
    row: dict[str, Any]
    mention_ids: list[str]
    group: _Group
    quote: list[str]
    measure: list[str]
    period: list[str]
    source: list[str]
    label: str
    height: float = field(default=0.0)


def group_of(row: dict[str, Any]) -> _Group:
    """Return the group of a ledger row: figures of one group share an axis."""
    kind, unit = row["kind"], str(row.get("unit") or "")
    if kind == "share":
        return _Group(1, "Shares", "percent of the whole named")
    if kind == "change":
        if row.get("change_type") == "percentage_points":
            return _Group(3, "Changes", "percentage points")
        if row.get("change_type") == "absolute":
            return _Group(4, "Changes", f"number of {unit}" if unit else "number", unit)
        return _Group(2, "Changes", "percent of the earlier value; doubled is +100%")
    if kind == "money":
        per = f" per {row['per']}" if row.get("per") else ""
        return _Group(5, "Money", f"{unit}{per}", f"{unit}{per}")
    if kind == "rate":
        per = f"{unit} per {row['per']}" if row.get("per") else unit
        return _Group(6, "Rates", per, per)
    return _Group(0, "Counts", "number of the unit named")


def _scale(group: _Group, ends: list[float]) -> scales.Scale:
    if group.order == 1:
        return scales.shares() if all(0 <= end <= 1 for end in ends) else scales.changes(ends)
    if group.order == 2:
        return scales.changes(ends)
    if group.order == 3:
        return scales.changes(ends, lambda value: number(round(value * 100, 10)))
    if group.order == 4:
        return scales.changes(ends, number)
    if group.order == 5:
        return scales.amounts(ends, scales.money(group.unit.split(" ")[0]))
    return scales.amounts(ends)


def _bounds(row: dict[str, Any]) -> Bounds:
    return Bounds(row["value"], row["low"], row["high"], row["low_closed"], row["high_closed"])


def _entries(ledger: pd.DataFrame, sources: pd.DataFrame, vocabulary: Vocabulary) -> list[_Entry]:
    by_source = source_labels(sources)
    publishers = {row["source_id"]: str(row["publisher"] or row["source_id"]) for row in rows(sources)}
    all_rows = rows(ledger)
    repeats: dict[str, list[str]] = {}
    for row in all_rows:
        if row["same_as"]:
            repeats.setdefault(row["same_as"], []).append(row["mention_id"])
    measure_order = {name: place for place, name in enumerate(vocabulary.measures)}
    entries = []
    for row in all_rows:
        if row["same_as"]:
            continue
        measure = vocabulary.label(row["measure"]) or str(row["unit"] or "")
        when = period(row["period_start"], row["period_end"])
        star = "*" if row["period_basis"] == "relative" else ""
        if row["kind"] == "change" and (row["baseline_start"] or row["baseline_end"]):
            since = period(row["baseline_start"], row["baseline_end"])
            when_words = f"{since} to {when}{star}" if when else f"since {since}"
        else:
            when_words = f"{when}{star}" if when else "not stated"
        source = by_source[row["source_id"]]
        entries.append(
            _Entry(
                row,
                [row["mention_id"], *repeats.get(row["mention_id"], [])],
                group_of(row),
                wrap(quoted(row["quote"]), _QUOTE[1], weight="bold", most=3),
                wrap(measure, _MEASURE[1], most=3),
                wrap(when_words, _PERIOD[1], most=2),
                wrap(publishers[row["source_id"]], _SOURCE[1], most=2),
                f"{quoted(row['quote'])}: {measure}; {when_words.rstrip('*')}; {source}",
            )
        )
    for entry in entries:
        most = max(len(entry.quote), len(entry.measure), len(entry.period), len(entry.source))
        entry.height = most * line_height() + _ROW_GAP_MM
    positions = {row["mention_id"]: place for place, row in enumerate(all_rows)}
    last = len(measure_order)
    entries.sort(
        key=lambda entry: (
            entry.group.order,
            entry.group.unit,
            measure_order.get(entry.row["measure"], last),
            str(entry.row["period_start"] or "~"),
            positions[entry.row["mention_id"]],
        )
    )
    return entries


def _pages(entries: list[_Entry]) -> list[list[_Entry]]:
    return paginate(
        entries,
        height=lambda entry: entry.height,
        group=lambda entry: entry.group,
        head=lambda _: _HEAD_MM,
        margins=_TOP_MM + _FOOT_MM,
    )


@style()
def count_pages_every_reported_figure(ledger: pd.DataFrame, sources: pd.DataFrame, vocabulary: Vocabulary) -> int:
    """Return how many pages the ledger fills; 1 where it is empty.

    Parameters
    ----------
    ledger, sources
        Tables.
    vocabulary
        Controlled terms of the corpus.
    """
    return max(1, len(_pages(_entries(ledger, sources, vocabulary))))


@style()
def draw_every_reported_figure(
    ledger: pd.DataFrame, sources: pd.DataFrame, vocabulary: Vocabulary, *, page: int = 1
) -> tuple[Figure, pd.DataFrame]:
    """Draw one row for each reported figure of the ledger, repeats of the same figure left to the first.

    Parameters
    ----------
    ledger, sources
        Tables.
    vocabulary
        Controlled terms of the corpus, for labels and order.
    page
        Which page, from 1; a ledger of some forty rows fills one.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks.
    """
    pages = _pages(_entries(ledger, sources, vocabulary))
    if not pages:
        return nothing_to_draw(_NO_ROWS), no_marks()
    entries = page_of(pages, page)
    groups = list(dict.fromkeys(entry.group for entry in entries))
    height = _TOP_MM + sum(entry.height for entry in entries) + _HEAD_MM * len(groups) + _FOOT_MM
    canvas = Canvas("two_columns", height)
    draw_key(canvas, _QUOTE[0], 3.2)
    top = _TOP_MM
    marks = []
    for group in groups:
        members = [entry for entry in entries if entry.group == group]
        scale = _scale(group, [end for entry in members for end in _bounds(entry.row).ends()])
        panel = scale.panel(*_AXIS)
        below = top + _HEAD_MM
        scales.dress(canvas, panel, scale, below, sum(entry.height for entry in members))
        words = group.words + ("; logarithmic axis: each step is ten times the one before" if scale.is_log else "")
        canvas.text(_QUOTE[0], top + 2.6, group.title, size=NORMAL, weight="bold")
        canvas.text(
            _QUOTE[0] + text_width(group.title, NORMAL, "bold") + 2, top + 2.6, words, colour=QUIET, slant="italic"
        )
        for (left, _), head in zip((_MEASURE, _PERIOD, _SOURCE), ("what it is", "when", "published by"), strict=True):
            canvas.text(left, below - 2.2, head if top == _TOP_MM else "", colour=QUIET)
        y = below
        for place, entry in enumerate(members):
            middle = y + entry.height / 2
            if place % 2 == 0:
                canvas.box(0.5, y, canvas.width - 1, entry.height, facecolor=STRIPE, zorder=-2)
            marks.append(_draw_row(canvas, panel, middle, entry))
            y += entry.height
        top = y
    has_star = any(entry.row["period_basis"] == "relative" for entry in entries)
    canvas.text(
        _QUOTE[0],
        canvas.height - 2.0,
        "" if not has_star else "* worked out from words such as “last year” and the date of publication",
        colour=QUIET,
    )
    return canvas.figure, pd.DataFrame(marks)


def _draw_row(canvas: Canvas, panel: Panel, y: float, entry: _Entry) -> dict[str, Any]:
    row, bounds = entry.row, _bounds(entry.row)
    mark = mark_id("figure", row["mention_id"])
    canvas.lines(_QUOTE[0], y, entry.quote, weight="bold")
    canvas.lines(_MEASURE[0], y, entry.measure)
    canvas.lines(_PERIOD[0], y, entry.period)
    canvas.lines(_SOURCE[0], y, entry.source)
    if not draw_bounds(canvas, panel, y, bounds, gid=mark):
        canvas.text(panel.left + 1, y, "no number stated", colour=QUIET, slant="italic", gid=mark)
    return {
        "mark_id": mark,
        "mention_ids": " ".join(entry.mention_ids),
        "group": f"{entry.group.title}: {entry.group.words}",
        "quote": row["quote"],
        "value": bounds.value,
        "low": bounds.low,
        "high": bounds.high,
        "low_closed": bounds.low_closed,
        "high_closed": bounds.high_closed,
        "unit": row["unit"],
        "measure": row["measure"],
        "period_start": row["period_start"],
        "period_end": row["period_end"],
        "is_draft": row["is_draft"],
        "label": entry.label,
    }


def caption_every_reported_figure(marks: pd.DataFrame, *, page: int = 1, n_pages: int = 1) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of one page.
    page, n_pages
        Which page it is, of how many.
    """
    title = "Every reported figure, with its bounds"
    if n_pages > 1:
        title += f" (page {page} of {n_pages})"
    drawn = rows(marks)
    if not drawn:
        return Caption(
            title=title,
            claim="There is no reported figure to draw.",
            alt=f"No picture: {_NO_ROWS}",
            width="two_columns",
        )
    groups: dict[str, int] = {}
    for row in drawn:
        title_of = row["group"].split(":")[0]
        groups[title_of] = groups.get(title_of, 0) + 1
    n_open = sum(row["value"] is not None and (row["low"] is None or row["high"] is None) for row in drawn)
    n_points = sum(row["low"] is not None and row["low"] == row["high"] for row in drawn)
    n_sources = len({mention.rpartition(":")[0] for row in drawn for mention in row["mention_ids"].split()})
    wide = len(drawn) - n_open - n_points
    parts = ", ".join(f"{name.lower()} {number(n)}" for name, n in groups.items())
    return Caption(
        title=title,
        claim=(
            f"Of {counted(len(drawn), 'reported figure')} in {counted(n_sources, 'source')}{on_page(n_pages)}, "
            f"{number(n_points)} "
            f"{'is a single number' if n_points == 1 else 'are single numbers'}; {number(n_open)} "
            f"{'gives' if n_open == 1 else 'give'} only a bound and {number(wide)} "
            f"{'stands' if wide == 1 else 'stand'} for an interval."
        ),
        alt=(
            f"A table of {counted(len(drawn), 'row')} beside an axis, in groups: {parts}. Each row gives the number as "
            "quoted, what it is, when and who published it; a dot marks the stated value, a bar an interval, and an arrow "
            f"a bound that is open to one side, of which there are {number(n_open)}."
        ),
        notes=(
            "Figures that repeat one another are drawn once; their mentions are all in the row's mention_ids.",
            "Rows of one group share a scale, not a definition: whether two figures may be compared is said by the table "
            "of comparability.",
            "An interval narrower than the dot is hidden by it; its ends stand in the data beside the picture.",
            "How wide an interval is follows from the words and digits of the source and from the conventions in use.",
        ),
        editor=(
            (
                "Why are all arrows equally long?",
                "A source that says 'more than' names no other end. The arrow says in which direction the number "
                "may lie, not how far.",
            ),
            (
                "Does the shared axis invite comparisons that the definitions forbid?",
                "It might, so no line joins two rows, each row says what it counts, when and where it stands, "
                "and another figure "
                "says which pairs may be compared.",
            ),
            (
                "Does a logarithmic axis hide differences?",
                "Yes: on it twice as much is a small step. It is used because the counts differ by far more than "
                "any linear axis shows; "
                "nothing is drawn as a bar from its end, and the number stands in every row.",
            ),
        ),
        width="two_columns",
    )
