"""Every reported figure on one page, with its bounds: grouped by what an axis can hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from helpers.figures import scales
from helpers.figures.bounds import ARROW_MM, SHORTEST_MM, Bounds, draw_bounds, draw_key
from helpers.figures.canvas import Canvas, Panel, line_height, nothing_to_draw, text_width, wrap
from helpers.figures.captions import Caption, on_page
from helpers.figures.contract import mark_id
from helpers.figures.forces import ASKED
from helpers.figures.labels import counted, listed, number, percent, period, quoted, rows, source_labels
from helpers.figures.palette import QUIET, STRIPE
from helpers.figures.sheets import no_marks, page_of, paginate
from helpers.figures.style import NORMAL, style
from helpers.vocabulary import Vocabulary

_QUOTE = (2.0, 26.5)
_AXIS = (29.5, 23.5)
_MEASURE = (56.5, 54.5)
_WHERE = (112.0, 18.5)
_PERIOD = (131.5, 26.5)
_SOURCE = (159.0, 23.5)
_TOP_MM = 10.5
_HEAD_MM = 7.6
_FOOT_MM = 6.5
_ROW_GAP_MM = 1.0
_GROUPS = ("counts", "shares", "changes", "changes in percentage points", "changes in number", "money", "rates")
_MOST_IN_ALT = 8
_SAID: Final = {
    "single number": ("is a single number", "are single numbers"),
    "bound": ("gives only a bound", "give only a bound"),
    "interval": ("stands for an interval that can be seen", "stand for intervals that can be seen"),
    "narrow interval": ("stands for an interval too narrow to be seen", "stand for intervals too narrow to be seen"),
    "words": ("is a word without a number", "are words without a number"),
}
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
    where: list[str]
    period: list[str]
    source: list[str]
    words: tuple[str, ...]
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
        # nothing can fall by more than all of it: the axis ends there
        return scales.changes([end for end in ends if end >= -1.0])
    if group.order == 3:
        return scales.changes(ends, lambda value: number(round(value * 100, 10)))
    if group.order == 4:
        return scales.changes(ends, number)
    if group.order == 5:
        return scales.amounts(ends, scales.money(group.unit.split(" ")[0]))
    return scales.amounts(ends)


def _room_on_the_left(group: _Group, bounds: list[Bounds]) -> list[float]:
    """Return what the axis must hold so that arrows to the left are seen: an order of magnitude, or all there was to fall."""
    ends = [one.high for one in bounds if one.low is None and one.high is not None]
    if group.order == 2:
        return [-1.0] if ends else []
    return [end / 10 for end in ends if group.order in (0, 5, 6) and end > 0]


def _bounds(row: dict[str, Any]) -> Bounds:
    return Bounds(row["value"], row["low"], row["high"], row["low_closed"], row["high_closed"])


def _entries(ledger: pd.DataFrame, sources: pd.DataFrame, vocabulary: Vocabulary) -> list[_Entry]:
    by_source = source_labels(sources)
    publishers = {row["source_id"]: str(row["publisher"] or row["source_id"]) for row in rows(sources)}
    names = list(publishers.values())
    for row in rows(sources):
        if names.count(publishers[row["source_id"]]) > 1:
            publishers[row["source_id"]] = by_source[row["source_id"]]
    all_rows = rows(ledger)
    repeats: dict[str, list[str]] = {}
    for row in all_rows:
        if row["same_as"]:
            repeats.setdefault(row["same_as"], []).append(row["mention_id"])
    by_id = {row["mention_id"]: row for row in all_rows}
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
        where = _where(row, by_id, vocabulary)
        entries.append(
            _Entry(
                row,
                [row["mention_id"], *repeats.get(row["mention_id"], [])],
                group_of(row),
                wrap(quoted(row["quote"]), _QUOTE[1], weight="bold", most=3),
                wrap(measure, _MEASURE[1], most=3),
                wrap(_where(row, by_id, vocabulary, is_short=True), _WHERE[1], most=3),
                wrap(when_words, _PERIOD[1], most=2),
                wrap(publishers[row["source_id"]], _SOURCE[1], most=3),
                (measure, where, when_words.rstrip("*"), source),
                f"{quoted(row['quote'])}: {measure}; {where}; {when_words.rstrip('*')}; {source}",
            )
        )
    for entry in entries:
        most = max(map(len, (entry.quote, entry.measure, entry.where, entry.period, entry.source)))
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


def _where(
    row: dict[str, Any], by_id: dict[str, dict[str, Any]], vocabulary: Vocabulary, *, is_short: bool = False
) -> str:
    """Return the area of a figure and how many bodies it rests on, as the measure of their number words it."""
    area = vocabulary.short(row["geography"]) if is_short else vocabulary.label(row["geography"])
    area = area or "area not stated"
    if row["coverage"] is None:
        return area
    of = f" of {number(row['coverage_of'])}" if row["coverage_of"] is not None else ""
    counted_as = by_id.get(str(row["coverage_id"]), {})
    if is_short:
        return f"{area}; {number(row['coverage'])}{of}{' asked' if counted_as.get('measure') == ASKED else ''}"
    bodies = vocabulary.label(counted_as.get("measure")) or counted_as.get("unit") or "bodies"
    return f"{area}; {number(row['coverage'])}{of} {bodies}"


def _footnote(entries: list[_Entry], vocabulary: Vocabulary) -> str:
    """Return what the short names of areas stand for, and what the star means."""
    areas = {str(entry.row["geography"]) for entry in entries if entry.row["geography"]}
    shortened = {vocabulary.short(area): vocabulary.label(area) for area in areas}
    notes = ["bodies: how many stand behind the number, where the source says it"]
    notes += [f"{short}: {label}" for short, label in sorted(shortened.items()) if short != label]
    if any(entry.row["period_basis"] == "relative" for entry in entries):
        notes.append("* worked out from words such as “last year” and the date of publication")
    return "; ".join(notes)


def _pages(entries: list[_Entry]) -> list[list[_Entry]]:
    return paginate(
        entries,
        height=lambda entry: entry.height,
        group=lambda entry: entry.group,
        head=lambda _: _HEAD_MM,
        margins=_TOP_MM + _FOOT_MM,
        keep_together=True,
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
    draw_key(canvas, _QUOTE[0], 2.8, has_ring=True)
    top = _TOP_MM
    marks = []
    for group in groups:
        members = [entry for entry in entries if entry.group == group]
        bounds = [_bounds(entry.row) for entry in members]
        scale = scales.with_room(
            _scale(group, [*(end for one in bounds for end in one.ends()), *_room_on_the_left(group, bounds)]),
            [one.low for one in bounds if one.low is not None and one.high is None],
            _AXIS[1],
            ARROW_MM + 1.0,
        )
        panel = scale.panel(*_AXIS)
        below = top + _HEAD_MM
        scales.dress(canvas, panel, scale, below, sum(entry.height for entry in members))
        words = group.words + ("; logarithmic axis: each grid line is ten times the one before" if scale.is_log else "")
        canvas.text(_QUOTE[0], top + 2.6, group.title, size=NORMAL, weight="bold")
        canvas.text(
            _QUOTE[0] + text_width(group.title, NORMAL, "bold") + 2, top + 2.6, words, colour=QUIET, slant="italic"
        )
        heads = ("what it is", "where; bodies", "when", "published by")
        for (left, _), head in zip((_MEASURE, _WHERE, _PERIOD, _SOURCE), heads, strict=True):
            # the last tick's label may reach beyond its axis
            clear = panel.x(scale.ticks[-1]) + text_width(scale.labels[-1]) / 2 + 1.2
            canvas.text(max(left, clear), below - 2.2, head if top == _TOP_MM else "", colour=QUIET)
        y = below
        for place, entry in enumerate(members):
            middle = y + entry.height / 2
            if place % 2 == 0:
                canvas.box(0.5, y, canvas.width - 1, entry.height, facecolor=STRIPE, zorder=-2)
            marks.append(_draw_row(canvas, panel, middle, entry))
            y += entry.height
        top = y
    footnote = wrap(_footnote(entries, vocabulary), canvas.width - 2 * _QUOTE[0], most=2)
    canvas.lines(_QUOTE[0], canvas.height - _FOOT_MM / 2, footnote, colour=QUIET)
    return canvas.figure, pd.DataFrame(marks)


def _draw_row(canvas: Canvas, panel: Panel, y: float, entry: _Entry) -> dict[str, Any]:
    row, bounds = entry.row, _bounds(entry.row)
    mark = mark_id("figure", row["mention_id"])
    canvas.lines(_QUOTE[0], y, entry.quote, weight="bold")
    canvas.lines(_MEASURE[0], y, entry.measure)
    canvas.lines(_WHERE[0], y, entry.where)
    canvas.lines(_PERIOD[0], y, entry.period)
    canvas.lines(_SOURCE[0], y, entry.source)
    if not draw_bounds(canvas, panel, y, bounds, gid=mark, is_inside=True, has_ring=True):
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
        "measure_label": entry.words[0],
        "where": entry.words[1],
        "when": entry.words[2],
        "source": entry.words[3],
        "drawn_as": _drawn_as(panel, bounds),
        "unit_of_axis": "percent" if entry.group.order in (1, 2, 3) else entry.group.unit or "number",
        "period_start": row["period_start"],
        "period_end": row["period_end"],
        "is_draft": row["is_draft"],
        "label": entry.label,
    }


def _drawn_as(panel: Panel, bounds: Bounds) -> str:
    """Return which of the marks of the key a row has."""
    if not bounds.ends():
        return "words"
    if bounds.is_point():
        return "single number"
    if bounds.low is None or bounds.high is None:
        return "bound"
    is_seen = (panel.is_log and bounds.low <= 0) or panel.x(bounds.high) - panel.x(bounds.low) >= SHORTEST_MM
    return "interval" if is_seen or bounds.value is None else "narrow interval"


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
    n = {how: sum(row["drawn_as"] == how for row in drawn) for how in _SAID}
    mentions = {mention for row in drawn for mention in row["mention_ids"].split()}
    n_sources = len({mention.rpartition(":")[0] for mention in mentions})
    parts = ", ".join(f"{name.lower()} {number(n_of)}" for name, n_of in groups.items())
    said = listed([f"{number(n_of)} {_SAID[how][n_of != 1]}" for how, n_of in n.items() if n_of])
    some = [row for row in drawn if row["drawn_as"] in ("bound", "interval")]
    pairs = "; ".join(f"{quoted(row['quote'])}, {row['measure_label']}, {row['when']}" for row in some[:_MOST_IN_ALT])
    rest = f"; and {number(len(some) - _MOST_IN_ALT)} more" if len(some) > _MOST_IN_ALT else ""
    return Caption(
        title=title,
        claim=(
            f"{counted(len(mentions), 'mention')} in {counted(n_sources, 'source')} "
            f"{'reports' if len(mentions) == 1 else 'report'} {counted(len(drawn), 'figure')}{on_page(n_pages)}. "
            f"Of the {counted(len(drawn), 'figure')}, {said}."
        ),
        alt=(
            f"A table of {counted(len(drawn), 'row')} beside axes, in groups: {parts}. Each row gives a number as quoted, what "
            "it is, where, when and who published it; a dot marks a single number, a bar an interval, a ringed dot one too "
            f"narrow to be seen, and an arrow an open bound. Bounds and wide intervals: {pairs}{rest}."
            if some
            else f"A table of {counted(len(drawn), 'row')} beside axes, in groups: {parts}. Each row gives a number as quoted, "
            "what it is, where, when and who published it, and a dot at its value."
        ),
        table=[
            ["as quoted", "at least", "at most", "what it is", "where, and on how many it rests", "when", "source"],
            *(
                [
                    quoted(row["quote"]),
                    _end_in_words(row, "low"),
                    _end_in_words(row, "high"),
                    *(row[name] for name in ("measure_label", "where", "when", "source")),
                ]
                for row in drawn
            ),
        ],
        notes=(
            "A figure that is repeated is drawn once; all its mentions are in the row's mention_ids.",
            "Rows of one group share a scale, not a definition: whether two figures may be compared is said by the table of "
            "comparability.",
            "A ringed dot is an interval that would be narrower than the dot; its ends stand in the table in words.",
            "How wide an interval is follows from the words and digits of the source and from the conventions in use.",
        ),
        editor=(
            (
                "Why are the arrows equally long?",
                "A source that says 'more than' names no other end. The arrow says in which direction the number may lie, not "
                "how far; it is shorter only where the axis ends at what is possible, such as a fall by all there was.",
            ),
            (
                "Does the shared axis invite comparisons that the definitions forbid?",
                "It might, so no line joins two rows, each row says what it counts, where, when and on whose answers it rests, "
                "and another figure says which pairs may be compared.",
            ),
            (
                "Does a logarithmic axis hide differences?",
                "Yes: on it twice as much is a small step. It is used because the counts differ by far more than any linear "
                "axis shows; nothing is drawn as a bar from its end, and the number stands in every row.",
            ),
        ),
        width="two_columns",
    )


def _end_in_words(row: dict[str, Any], end: str) -> str:
    if row[end] is None:
        return "" if row["value"] is None and row["low"] is None and row["high"] is None else "open"
    value = row[end]
    words = percent(value) if row["unit_of_axis"] == "percent" else number(value)
    if row[f"{end}_closed"]:
        return words
    return f"{'above' if end == 'low' else 'below'} {words}"
