"""When the sources appeared, on what periods they report, and which laws and rules of recording changed meanwhile."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from helpers.context import Fact
from helpers.figures.canvas import Canvas, Panel, line_height, nothing_to_draw, text_width, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.labels import counted, day_or_month, listed, number, period, plain, rows, source_labels
from helpers.figures.palette import BLUE, FAINT, GREEN, INK, QUIET, STRIPE, VERMILION, Look
from helpers.figures.scales import Scale, dress
from helpers.figures.sheets import no_marks
from helpers.figures.style import NORMAL, style
from helpers.ledger import without_repeats
from helpers.ledger_rows import Period
from helpers.vocabulary import Vocabulary

_WHAT = (2.0, 60.0)
_AXIS = (64.0, 95.0)
_KEY_MM = 5.5
_KEY_GAP_MM = 3.2
_LEVEL_MM = 3.3
_AXIS_MM = 4.5
_HEAD_MM = 5.0
_ROW_GAP_MM = 1.4
_SOURCE_GAP_MM = 1.2
_FOOT_MM = 2.5
_SPAN_MM = 2.0
_NO_ROWS = "there is no source."

FACTS: Final[dict[str, Look]] = {
    "law": Look(VERMILION, "s", "law or policy"),
    "recording": Look(GREEN, "^", "rule or advice on recording"),
    "event": Look(INK, "o", "event"),
}
_DAYS_IN_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class _Row:
    what: str
    start: str | None
    end: str | None
    words: list[str]
    figures: list[dict[str, Any]]

    @property
    def height(self) -> float:
        return max(1, len(self.words)) * line_height() + _ROW_GAP_MM


def year(date: str, *, is_end: bool = False) -> float:
    """Return an ISO day, month or year as a point in years: the middle of what is not said exactly, or its end."""
    if is_end:
        last = Period(date, date).last_day if len(date) > 4 else datetime.date(int(date), 12, 31)
        return _point(last + datetime.timedelta(days=1))
    if len(date) == 10:
        return _point(datetime.date.fromisoformat(date))
    return (_start(date) + year(date, is_end=True)) / 2


def _start(date: str) -> float:
    return _point(datetime.date.fromisoformat(f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10]))


def _point(day: datetime.date) -> float:
    first = datetime.date(day.year, 1, 1)
    return day.year + (day - first).days / _DAYS_IN_YEAR


def _rows_of(figures: list[dict[str, Any]], vocabulary: Vocabulary) -> list[_Row]:
    """Return the periods on which figures report, their baselines, and those without period, with what is counted in each."""
    groups: dict[tuple[str, str | None, str | None], list[dict[str, Any]]] = {}
    for row in figures:
        what = "period" if row["period_start"] else "none"
        groups.setdefault((what, row["period_start"], row["period_end"]), []).append(row)
        if row["baseline_start"]:
            groups.setdefault(("baseline", row["baseline_start"], row["baseline_end"]), []).append(row)
    order = {"baseline": 0, "period": 0, "none": 1}
    made = []
    for (what, start, end), members in sorted(groups.items(), key=lambda item: (order[item[0][0]], item[0][1] or "")):
        families: dict[str, int] = {}
        for row in members:
            measure = vocabulary.measures.get(row["measure"])
            name = plain(measure.family if measure else row["measure"] or "not named")
            families[name] = families.get(name, 0) + 1
        words = ", ".join(f"{name} ({n})" if n > 1 else name for name, n in families.items())
        prefix = "compared with: " if what == "baseline" else ""
        made.append(_Row(what, start, end, wrap(prefix + words, _WHAT[1] - 2.0, most=3), members))
    return made


def _levels(facts: list[tuple[str, Fact]], panel: Panel) -> list[int]:
    """Return how high above the axis each label stands, so that no line runs through the label of an earlier one."""
    places = [panel.x(year(fact.date or "")) for _, fact in facts]
    levels = [0] * len(facts)
    for place in range(len(facts) - 1, -1, -1):
        reach = places[place] + 2.0 + text_width(facts[place][1].label) + 1.0
        behind = [levels[later] for later in range(place + 1, len(facts)) if places[later] < reach]
        levels[place] = 1 + max(behind) if behind else 0
    return levels


@style()
def draw_timeline(
    ledger: pd.DataFrame, sources: pd.DataFrame, facts: Mapping[str, Fact], vocabulary: Vocabulary
) -> tuple[Figure, pd.DataFrame]:
    """Draw sources, the periods on which they report, and dated facts on one axis of time.

    Parameters
    ----------
    ledger, sources
        Tables. Rows of kind coverage are passed over: they describe other figures.
    facts
        Dated facts from outside the sources, of the kinds in `FACTS`.
    vocabulary
        For the families of measures.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks: one for each source, each period of it, and each fact.
    """
    register = sorted(rows(sources), key=lambda row: str(row["published_on"] or "9"))
    if not register:
        return nothing_to_draw(_NO_ROWS), no_marks()
    told = [row for row in rows(without_repeats(ledger)) if row["kind"] != "coverage"]
    by_source = {
        row["source_id"]: _rows_of([f for f in told if f["source_id"] == row["source_id"]], vocabulary)
        for row in register
    }
    dated = sorted(
        ((name, fact) for name, fact in facts.items() if fact.date), key=lambda item: year(item[1].date or "")
    )
    scale = _scale(register, by_source, dated)
    panel = scale.panel(*_AXIS)
    levels = _levels(dated, panel)
    lane = (max(levels, default=-1) + 1) * _LEVEL_MM
    top = _KEY_MM + lane + _AXIS_MM + 2.0
    body = sum(_HEAD_MM + sum(row.height for row in of_source) + _SOURCE_GAP_MM for of_source in by_source.values())
    canvas = Canvas("two_columns", top + body + _FOOT_MM)
    dress(canvas, panel, scale, top, body)
    _draw_key(canvas)
    if dated:
        canvas.text(_WHAT[0], _KEY_MM + 2.6, "Laws, rules and events", size=NORMAL, weight="bold")
    canvas.text(_WHAT[0], top - 2.6, "Sources, and periods reported on", size=NORMAL, weight="bold")
    marks = [
        _draw_fact(canvas, panel, name, fact, top - _AXIS_MM - 1.5 - (level + 0.5) * _LEVEL_MM, top, body)
        for (name, fact), level in zip(dated, levels, strict=True)
    ]
    labels = source_labels(sources)
    y = top
    for place, source in enumerate(register):
        of_source = by_source[source["source_id"]]
        height = _HEAD_MM + sum(row.height for row in of_source)
        if place % 2 == 0:
            canvas.box(0.5, y, canvas.width - 1, height, facecolor=STRIPE, zorder=-2)
        marks += _draw_source(canvas, panel, y, height, source, labels[source["source_id"]], of_source)
        y += height + _SOURCE_GAP_MM
    return canvas.figure, pd.DataFrame(marks)


def _scale(register: list[dict[str, Any]], by_source: Mapping[str, list[_Row]], dated: list[tuple[str, Fact]]) -> Scale:
    """Return an axis of whole years that holds publications, periods and facts; baselines may lie before it."""
    starts = [row["published_on"] for row in register if row["published_on"]]
    starts += [row.start for of_source in by_source.values() for row in of_source if row.what == "period" and row.start]
    starts += [fact.date for _, fact in dated if fact.date]
    ends = [
        *starts,
        *(row.end for of_source in by_source.values() for row in of_source if row.what == "period" and row.end),
    ]
    first, last = min(int(date[:4]) for date in starts), max(int(date[:4]) for date in ends) + 1
    ticks = tuple(float(tick) for tick in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], False, ticks, tuple(f"{tick:.0f}" for tick in ticks))


def _draw_key(canvas: Canvas) -> None:
    x, y = _WHAT[0] + 1.0, 2.4
    for look in (*FACTS.values(), Look(INK, "D", "publication (open: date inferred)")):
        canvas.marker(x, y, look.marker, colour=look.colour)
        canvas.text(x + 2.2, y, look.words)
        x += 2.2 + text_width(look.words) + _KEY_GAP_MM
    for words, fill in (("period reported on", BLUE), ("period compared with", "none")):
        canvas.box(x, y - _SPAN_MM / 2, 5.0, _SPAN_MM, facecolor=fill, edgecolor=BLUE, linewidth=0.7)
        canvas.text(x + 6.5, y, words)
        x += 6.5 + text_width(words) + _KEY_GAP_MM


def _draw_fact(
    canvas: Canvas, panel: Panel, name: str, fact: Fact, y: float, top: float, body: float
) -> dict[str, Any]:
    mark, look = mark_id("fact", name), FACTS[fact.kind]
    x = panel.x(year(fact.date or ""))
    canvas.line([x, x], [y, top - _AXIS_MM - 0.5], colour=FAINT, width=0.5)
    canvas.line([x, x], [top, top + body], colour=FAINT, width=0.5, linestyle=(0, (1, 1.5)), zorder=0)
    canvas.marker(x, y, look.marker, colour=look.colour, gid=mark, size=3.2)
    canvas.text(x + 2.0, y, fact.label)
    return {
        "mark_id": mark,
        "mention_ids": None,
        "source_ids": None,
        "fact_ids": name,
        "what": fact.kind,
        "start": fact.date,
        "end": None,
        "measures": None,
        "is_inferred": False,
        "is_draft": False,
        "label": f"{day_or_month(fact.date or '')}: {fact.label}",
    }


def _draw_source(
    canvas: Canvas, panel: Panel, top: float, height: float, source: dict[str, Any], label: str, of_source: list[_Row]
) -> list[dict[str, Any]]:
    mark = mark_id("source", source["source_id"])
    y = top + _HEAD_MM / 2
    is_inferred = source["published_on_basis"] == "inferred"
    canvas.text(_WHAT[0], y, label, weight="bold", gid=None if source["published_on"] else mark)
    if source["published_on"]:
        x = panel.x(year(source["published_on"]))
        canvas.line([x, x], [y, top + height - 0.6], colour=INK, width=0.7)
        canvas.marker(x, y, "D", colour=INK, fill="#ffffff" if is_inferred else None, gid=mark, zorder=4)
    marks = [
        {
            "mark_id": mark,
            "mention_ids": None,
            "source_ids": source["source_id"],
            "fact_ids": None,
            "what": "publication",
            "start": source["published_on"],
            "end": None,
            "measures": None,
            "is_inferred": is_inferred,
            "is_draft": False,
            "label": f"{label}: published{', date inferred' if is_inferred else ''}",
        }
    ]
    y = top + _HEAD_MM
    for place, row in enumerate(of_source, start=1):
        middle = y + row.height / 2
        canvas.lines(_WHAT[0] + 2.0, middle, row.words, colour=QUIET if row.what == "none" else INK)
        marks.append(
            _draw_row(
                canvas,
                panel,
                middle,
                mark_id("reported", source["source_id"], str(place)),
                row,
                label,
                source["published_on"],
            )
        )
        y += row.height
    return marks


def _draw_row(
    canvas: Canvas, panel: Panel, y: float, mark: str, row: _Row, label: str, published: str | None
) -> dict[str, Any]:
    if row.start is None or row.end is None:
        canvas.text(panel.left, y, "no period stated", colour=QUIET, slant="italic", gid=mark)
        when = "period not stated"
    else:
        when = period(row.start, row.end)
        # a period up to the publication ends with it, not with its month
        last = year(published) if published and published[:7] == row.end else year(row.end, is_end=True)
        left, right = panel.x(_start(row.start)), panel.x(last)
        if year(row.end, is_end=True) <= panel.low:
            canvas.marker(panel.left + 1.0, y, "<", colour=BLUE, fill="#ffffff", gid=mark)
            canvas.text(panel.left + 3.0, y, when, colour=QUIET)
        else:
            fill = BLUE if row.what == "period" else "#ffffff"
            canvas.box(
                left, y - _SPAN_MM / 2, right - left, _SPAN_MM, gid=mark, facecolor=fill, edgecolor=BLUE, linewidth=0.7
            )
    return {
        "mark_id": mark,
        "mention_ids": " ".join(figure["mention_id"] for figure in row.figures),
        "source_ids": None,
        "fact_ids": None,
        "what": row.what,
        "start": row.start,
        "end": row.end,
        "measures": " ".join(dict.fromkeys(str(figure["measure"]) for figure in row.figures)),
        "is_inferred": any(figure["period_basis"] == "relative" for figure in row.figures),
        "is_draft": any(figure["is_draft"] for figure in row.figures),
        "label": f"{label}: {when}, {' '.join(row.words)}",
    }


def caption_timeline(marks: pd.DataFrame, begins: Mapping[str, str], vocabulary: Vocabulary) -> Caption:
    """Return the words of the figure, with every number and date taken from its marks.

    Parameters
    ----------
    marks
        Marks of the figure.
    begins
        Measures that a rule may have made countable, each with the fact that is that rule; it is only said of those whose first
        period does begin in the month of the rule.
    vocabulary
        For names.
    """
    title = "Sources, the periods they report on, and the law"
    drawn = rows(marks)
    if not drawn:
        return Caption(title=title, claim="There is no source.", alt=f"No picture: {_NO_ROWS}")
    published = [row for row in drawn if row["what"] == "publication"]
    spans = [row for row in drawn if row["what"] in ("period", "baseline")]
    without = [row for row in drawn if row["what"] == "none"]
    facts = {row["fact_ids"]: row for row in drawn if row["fact_ids"]}
    dates = sorted(row["start"] for row in published if row["start"])
    n_without = sum(len(row["mention_ids"].split()) for row in without)
    began = [
        f"{vocabulary.label(measure)} in {day_or_month(facts[fact]['start'][:7])} "
        f"({facts[fact]['label'].partition(': ')[2]})"
        for measure, fact in begins.items()
        if fact in facts and _first(spans, measure) == facts[fact]["start"][:7]
    ]
    from_when = (
        f"What is counted begins with the rule that made it countable: {listed(began)}. So these sources give no number "
        "from before, and the first years hold the learning of the rule as well as the offences. "
        if began
        else ""
    )
    return Caption(
        title=title,
        claim=(
            f"{from_when}Each of the {counted(len(published), 'source')}, from {day_or_month(dates[0])} to "
            f"{day_or_month(dates[-1])}, looks back on "
            f"other periods, and {counted(n_without, 'reported figure')} {'has' if n_without == 1 else 'have'} no "
            "stated period at all."
        ),
        alt=(
            "An axis of years from "
            f"{min(row['start'] for row in drawn if row['start'] and row['what'] != 'baseline')[:4]} on. At the top "
            f"{counted(len(facts), 'dated fact')} with a dotted line each: "
            + "; ".join(row["label"] for row in facts.values())
            + f". Below, {counted(len(published), 'source')} in order of publication, each with a diamond at its date: "
            + listed([row["label"].rpartition(": ")[0] for row in published])
            + f". Under each source a bar for each period that it reports on, {number(len(spans))} in all; "
            f"{counted(len(without), 'row')} without a stated period {'has' if len(without) == 1 else 'have'} no bar."
        ),
        notes=(
            "A bar is a period that figures report on, an open bar one that they compare with, an open triangle one "
            "that lies before the axis. "
            "A number in brackets says how many figures there are, where more than one; figures told twice count once, "
            "and numbers of police forces "
            "are left out.",
            "An open diamond is a date of publication that was inferred; a month or year without a day is drawn in its "
            "middle.",
            "That a law or rule stands before a figure does not say that it moved it.",
        ),
        editor=(
            (
                "Are the laws chosen to fit a story?",
                "They are those that the sources name or that define what is counted, each with its reference below; "
                "the reader can add to "
                "data/context.yml.",
            ),
            (
                "Why are no values drawn?",
                "The bars have different units, areas and coverage; joined by height they would be read as one series, "
                "which they are not.",
            ),
        ),
    )


def _first(spans: list[dict[str, Any]], measure: str) -> str | None:
    return min((row["start"] for row in spans if measure in row["measures"].split()), default=None)
