"""Recorded offences by year: each total over its own years, with who answered; only what may be compared is joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from helpers import selection
from helpers.context import Context, Fact
from helpers.errors import UserError
from helpers.figures.canvas import Canvas, line_height, text_width, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.forces import behind
from helpers.figures.labels import counted, day_or_month, listed, number, percent, period, quoted, rows
from helpers.figures.palette import BLUE, INK, PALE, QUIET, VERDICTS, VERMILION
from helpers.figures.scales import signed
from helpers.figures.stated_and_recomputed import operand_mentions
from helpers.figures.style import NORMAL, style
from helpers.figures.two_statements_2015_16 import ASPECTS
from helpers.ledger_rows import Period
from helpers.vocabulary import Vocabulary

MEASURES: Final = ("cyber_flagged_sexual_offences", "sexual_communication_offences")
BEGINNINGS: Final[Mapping[str, str]] = {
    "cyber_flagged_sexual_offences": "cyber_flag",
    "sexual_communication_offences": "sexual_communication",
}

_LEFT_MM = 13.0
_RIGHT_MM = 3.0
_HEAD_MM = 7.5
_GAP_MM = 8.5
_FOOT_MM = 0.5
_TALLEST_MM = 64.0
_ARROW_FROM_END_MM = 1.5  # the arrow of a bound runs beside the words and dots of the other totals of its year
_HEAD_OF_ARROW_MM = 0.6
_FIRST_MONTH: Final = 4
_MONTHS_IN_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class _Total:
    """A total over whole years."""

    row: dict[str, Any]
    also: tuple[str, ...]
    months: int

    @property
    def mention_id(self) -> str:
        return str(self.row["mention_id"])

    @property
    def years(self) -> int:
        return self.months // _MONTHS_IN_YEAR

    @property
    def a_year(self) -> float:
        return float(self.row["value"]) / self.years

    @property
    def has_end(self) -> bool:
        return self.row["high"] is not None


def _month(date: str) -> int:
    return int(date[:4]) * _MONTHS_IN_YEAR + int(date[5:7] or 1) - 1


def _totals(ledger: pd.DataFrame, measure: str) -> tuple[list[_Total], list[dict[str, Any]]]:
    """Return the totals of a measure over whole years, and the counts over other periods."""
    totals, others = [], []
    for row, coarser in selection.told_once(selection.figures(ledger, measure=measure, kind="statistic")):
        months = (
            None
            if row["period_start"] is None or row["period_end"] is None
            else Period(row["period_start"], row["period_end"]).months
        )
        if months is None or months % _MONTHS_IN_YEAR:
            others.append(row)
        else:
            totals.append(_Total(row, tuple(str(said["mention_id"]) for said in coarser), months))
    return sorted(totals, key=lambda total: (total.row["period_start"], total.a_year)), others


def comparable(comparability: pd.DataFrame) -> dict[frozenset[str], list[str]]:
    """Return the pairs that may be compared over time, each with the aspects that are only inferred to be the same."""
    return {
        frozenset((row["mention_id_a"], row["mention_id_b"])): (
            str(row["comparable_if"]).split("; ") if row["comparable_if"] else []
        )
        for row in rows(comparability)
        if row["is_comparable"] or row["comparable_if"]
    }


def _changes(audit: pd.DataFrame, ledger: pd.DataFrame) -> dict[frozenset[str], dict[str, Any]]:
    """Return the audit's rows that hold a stated change against two figures, by these two."""
    kinds = {row["mention_id"]: row["kind"] for row in rows(ledger)}
    return {
        frozenset(operand_mentions(row["operand_ids"])): row
        for row in rows(audit)
        if kinds.get(row["claim_id"]) == "change" and row["computed"] is not None
    }


class _Axis:
    """Time across, offences a year upwards, both in millimetres."""

    def __init__(self, first: int, last: int, width: float, most: float) -> None:
        self.first, self.last = first, last
        self.per_offence = _TALLEST_MM / most
        self.per_month = (width - _LEFT_MM - _RIGHT_MM) / (last - first)

    def x(self, month: float) -> float:
        return _LEFT_MM + (month - self.first) * self.per_month

    def height(self, offences: float) -> float:
        return offences * self.per_offence


def _top_of(most: float) -> tuple[list[float], float]:
    ticks = [float(tick) for tick in MaxNLocator(nbins=5, steps=[1, 2, 5, 10], integer=True).tick_values(0, most)]
    return ticks, ticks[-1]


@style()
def draw_recorded_offences_by_year(
    ledger: pd.DataFrame,
    comparability: pd.DataFrame,
    audit: pd.DataFrame,
    vocabulary: Vocabulary,
    context: Context,
    *,
    measures: Sequence[str] = MEASURES,
    beginnings: Mapping[str, str] = BEGINNINGS,
) -> tuple[Figure, pd.DataFrame]:
    """Draw the totals of recorded offences over the years that they are about, with area and forces beside each.

    Each measure has a panel of its own, since what is counted differs; all panels have one scale. A total over several years
    is drawn at its mean. Two totals are joined only where the comparability table says that nothing but the period differs.

    Parameters
    ----------
    ledger, comparability, audit
        Tables.
    vocabulary
        For the names of measures and areas.
    context
        For the dates before which there was nothing to record.
    measures
        What is drawn, one panel each.
    beginnings
        Measure to the fact of the context with which its recording begins.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks: totals and joins.

    Raises
    ------
    UserError
        If a measure has no total over whole years.
    """
    panels = {measure: _totals(ledger, measure) for measure in measures}
    empty = [measure for measure, (totals, _) in panels.items() if not totals]
    if empty or not panels:
        raise UserError(
            f"data/tables/ledger.csv: no total of {listed(empty) or 'any measure'} over whole years; choose other measures"
        )
    facts = {measure: context.fact(beginnings[measure]) for measure in panels if measure in beginnings}
    all_totals = [total for totals, _ in panels.values() for total in totals]
    starts = [_month(total.row["period_start"]) for total in all_totals]
    starts += [_month(str(fact.date)) - 1 for fact in facts.values()]
    ends = [_month(total.row["period_end"]) + 1 for total in all_totals]
    tops = {measure: _top_of(max(total.a_year for total in totals)) for measure, (totals, _) in panels.items()}
    most = max(top for _, top in tops.values())
    axis = _Axis(_financial_year(min(starts)), _financial_year(max(ends) + _MONTHS_IN_YEAR - 1), 183.0, most)
    by_mention = {row["mention_id"]: row for row in rows(ledger)}
    footnotes = _footnotes(all_totals, by_mention)
    closing = [line for place, note in enumerate(footnotes) for line in wrap(f"{'*' * (place + 1)} {note}", 178.0)]
    height = sum(_HEAD_MM + axis.height(top) + _GAP_MM for _, top in tops.values()) + _FOOT_MM
    canvas = Canvas("two_columns", height + len(closing) * line_height())
    allowed, changes = comparable(comparability), _changes(audit, ledger)
    marks: list[dict[str, Any]] = []
    y = 0.0
    for measure, (totals, others) in panels.items():
        ticks, top = tops[measure]
        base = y + _HEAD_MM + axis.height(top)
        _frame(canvas, axis, base, ticks, vocabulary.label(measure))
        if measure in facts:
            marks.append(_beginning(canvas, axis, base, top, facts[measure], beginnings[measure]))
        marks += _joins(canvas, axis, base, totals, allowed, changes)
        marks += _draw_totals(canvas, axis, base, top, totals, by_mention, vocabulary, footnotes)
        for mark in marks:
            mark.setdefault("measure", measure)
            mark.setdefault("left_out", "; ".join(_left_out(row) for row in others) or None)
        y = base + _GAP_MM
    canvas.lines(2.0, y + line_height() * (len(closing) - 1) / 2, closing, colour=QUIET)
    return canvas.figure, pd.DataFrame(marks)


def _footnotes(totals: Sequence[_Total], by_mention: Mapping[str, dict[str, Any]]) -> list[str]:
    """Return what the coders noted on the forces behind the totals, each note once."""
    coverage = [by_mention.get(total.row["coverage_id"] or "") for total in totals]
    return list(dict.fromkeys(str(row["note"]) for row in coverage if row and row["note"]))


def _financial_year(month: int) -> int:
    """Return the first month of the financial year that a month lies in."""
    return month - (month - (_FIRST_MONTH - 1)) % _MONTHS_IN_YEAR


def _left_out(row: dict[str, Any]) -> str:
    return f"{quoted(row['quote'])} ({period(row['period_start'], row['period_end']) or 'no period stated'})"


def _frame(canvas: Canvas, axis: _Axis, base: float, ticks: Sequence[float], label: str) -> None:
    """Draw the panel's name, its value lines, and the financial years below."""
    top = base - axis.height(ticks[-1])
    canvas.text(2.0, top - 4.6, label.capitalize(), size=NORMAL, weight="bold")
    canvas.text(
        2.0 + text_width(label.capitalize(), NORMAL, "bold") + 2,
        top - 4.6,
        "recorded in a year",
        colour=QUIET,
        slant="italic",
    )
    right = axis.x(axis.last)
    for tick in ticks:
        place = base - axis.height(tick)
        canvas.line([_LEFT_MM, right], [place, place], colour=INK if tick == 0 else PALE, width=0.6, zorder=0.5)
        canvas.text(_LEFT_MM - 1.5, place, number(tick), align="right", colour=QUIET)
    for start in range(axis.first, axis.last, _MONTHS_IN_YEAR):
        canvas.line([axis.x(start)] * 2, [base, base + 1.2], colour=INK, width=0.6)
        year = start // _MONTHS_IN_YEAR
        canvas.text(axis.x(start + _MONTHS_IN_YEAR / 2), base + 2.8, f"{year}-{(year + 1) % 100:02d}", align="center")
    canvas.line([right, right], [base, base + 1.2], colour=INK, width=0.6)


def _beginning(canvas: Canvas, axis: _Axis, base: float, top: float, fact: Fact, fact_id: str) -> dict[str, Any]:
    """Shade the time before a law or a rule of recording, and say which."""
    date = str(fact.date)
    end = axis.x(_month(date))
    height = axis.height(top)
    canvas.box(_LEFT_MM, base - height, end - _LEFT_MM, height, facecolor=PALE, alpha=0.6, zorder=-2)
    mark = mark_id("beginning", fact_id)
    canvas.line([end, end], [base, base - height], colour=QUIET, width=0.8, linestyle=(0, (1, 1.5)), gid=mark)
    before = "no such offence before" if fact.kind == "law" else "no duty to record it before"
    words = f"{day_or_month(date)}: {fact.label}; {before}"
    lines = wrap(words, end - _LEFT_MM - 3.0)
    step = line_height()
    canvas.lines(_LEFT_MM + 1.5, base - height + 2.5 + step * (len(lines) - 1) / 2, lines, colour=QUIET, slant="italic")
    return {
        "mark_id": mark,
        "mention_ids": None,
        "fact_ids": fact_id,
        "what": "beginning",
        "period_start": date,
        "is_draft": False,
        "label": words,
    }


def _joins(
    canvas: Canvas,
    axis: _Axis,
    base: float,
    totals: Sequence[_Total],
    allowed: Mapping[frozenset[str], list[str]],
    changes: Mapping[frozenset[str], dict[str, Any]],
) -> list[dict[str, Any]]:
    """Join each total with the next one that may be compared with it."""
    marks = []
    for place, first in enumerate(totals):
        later = [
            total
            for total in totals[place + 1 :]
            if frozenset((first.mention_id, total.mention_id)) in allowed
            and total.row["period_start"] > first.row["period_end"]
        ]
        if not later or not first.has_end or not later[0].has_end:
            continue
        second = later[0]
        mark = mark_id("join", first.mention_id, second.mention_id)
        x = [axis.x(_month(first.row["period_end"]) + 1), axis.x(_month(second.row["period_start"]))]
        y = [base - axis.height(total.a_year) for total in (first, second)]
        canvas.line(x, y, colour=BLUE, width=0.9, linestyle=(0, (3, 2)), gid=mark)
        change = second.a_year / first.a_year - 1
        checked = changes.get(frozenset((first.mention_id, second.mention_id)))
        words = _signed(change)
        if checked is not None:
            words += f"; the source says {quoted(checked['claim_quote'])}"
        missing = period_between(first.row["period_end"], second.row["period_start"])
        conditions = [ASPECTS[aspect] for aspect in allowed[frozenset((first.mention_id, second.mention_id))]]
        lines = [words, *([f"no total for {missing}"] if missing else [])]
        lines += wrap(f"comparable if what is inferred holds: {listed(conditions)}", 60.0) if conditions else []
        # to the right of the middle and below: the words of the totals stand at both ends
        canvas.lines(
            (x[0] + x[1]) / 2 + 3.0, (y[0] + y[1]) / 2 + 1.5 + line_height() * (len(lines) - 1) / 2, lines, colour=QUIET
        )
        mentions = [first.mention_id, second.mention_id, *([checked["claim_id"]] if checked else [])]
        marks.append(
            {
                "mark_id": mark,
                "mention_ids": " ".join(mentions),
                "what": "join",
                "change": change,
                "stated_change": checked["claim_quote"] if checked else None,
                "verdict": checked["verdict"] if checked else None,
                "not_stated_between": missing or None,
                "holds_if": "; ".join(conditions) or None,
                "is_draft": first.row["is_draft"] or second.row["is_draft"],
                "label": f"joined, as only the period is known to differ: {_in_words(first.row)} and {_in_words(second.row)}",
            }
        )
    return marks


def period_between(end: str, start: str) -> str:
    """Return the months between two periods in words, '' where there is none."""
    first, last = _month(end) + 1, _month(start) - 1
    if last < first:
        return ""
    return period(*(f"{month // _MONTHS_IN_YEAR}-{month % _MONTHS_IN_YEAR + 1:02d}" for month in (first, last)))


def _draw_totals(
    canvas: Canvas,
    axis: _Axis,
    base: float,
    top_of_axis: float,
    totals: Sequence[_Total],
    by_mention: Mapping[str, dict[str, Any]],
    vocabulary: Vocabulary,
    footnotes: Sequence[str],
) -> list[dict[str, Any]]:
    marks = []
    for total in totals:
        row = total.row
        mark = mark_id("total", total.mention_id)
        x = [axis.x(_month(row["period_start"])), axis.x(_month(row["period_end"]) + 1)]
        y = base - axis.height(total.a_year)
        colour = BLUE if total.has_end else VERMILION
        canvas.line(x, [y, y], colour=colour, width=1.6 if total.years == 1 else 0.8, gid=mark, solid_capstyle="butt")
        middle = (x[0] + x[1]) / 2
        if total.years > 1:
            for end in x:
                canvas.line([end, end], [y - 1.0, y + 1.0], colour=colour, width=0.8)
        if total.has_end:
            canvas.marker(middle, y, "o", colour=colour)
        else:
            # to the top of the axis, past every other total: an arrow that stopped below one would read as a range
            place, end = x[1] - _ARROW_FROM_END_MM, base - axis.height(top_of_axis) + _HEAD_OF_ARROW_MM
            canvas.line([place, place], [y, end], colour=colour, width=1.0, gid=f"{mark}.arrow")
            canvas.marker(place, end, "^", colour=colour, size=3.2)
            canvas.marker(place, y, "o", colour=colour, fill="#ffffff", zorder=4)
        coverage = by_mention.get(row["coverage_id"] or "")
        forces = behind(row, by_mention, "number of forces not stated")
        said = forces
        if coverage and coverage["note"] in footnotes:
            said += f" ({coverage['note'].rstrip('.')})"
            forces += "*" * (footnotes.index(coverage["note"]) + 1)
        mean = f"{number(round(total.a_year))} a year in the mean"
        told = f" in {counted(total.years, 'year')}: {mean}" if total.years > 1 else ""
        area = vocabulary.label(row["geography"]) or "area not stated"
        is_upper = any(
            other.row["period_start"] == row["period_start"] and other.a_year < total.a_year for other in totals
        )
        has_arrow_beside = any(
            not other.has_end and other.row["period_end"] == row["period_end"] and other.a_year < total.a_year
            for other in totals
        )
        beside = 2.0 + (_ARROW_FROM_END_MM if has_arrow_beside else 0.0)
        free = x[1] - x[0] - beside if is_upper else _free(axis, total, totals)
        head = quoted(row["quote"])
        published = f"{row['published_by']}, {day_or_month(row['published_on'])}"
        lines = wrap(f"{forces}, {area}", free) + wrap(published, free)
        # of two totals of one year, the upper has its words above and the lower below
        top = y - 2.4 - line_height() * len(lines) if is_upper else y + 3.0
        canvas.text(x[0] + 1.0, top, head, weight="bold", size=NORMAL)
        canvas.text(x[0] + 1.5 + text_width(head, NORMAL, "bold"), top, told.lstrip())
        canvas.lines(x[0] + 1.0, top + line_height() * (len(lines) + 1) / 2, lines, colour=QUIET)
        marks.append(
            {
                "mark_id": mark,
                "mention_ids": " ".join([total.mention_id, *total.also, *([row["coverage_id"]] if coverage else [])]),
                "what": "total",
                "quote": row["quote"],
                "value": row["value"],
                "low": row["low"],
                "high": row["high"],
                "period_start": row["period_start"],
                "period_end": row["period_end"],
                "years": total.years,
                "a_year": total.a_year,
                "geography": row["geography"],
                "coverage": row["coverage"],
                "published_by": row["published_by"],
                "note": row["note"],
                "is_draft": row["is_draft"],
                "label": f"{_in_words(row)}{told}; {said}, {area}; {row['published_by']}",
            }
        )
    return marks


def _free(axis: _Axis, total: _Total, totals: Sequence[_Total]) -> float:
    """Return how wide the words below a total may be: up to the next total, at most 60 mm."""
    start = _month(total.row["period_start"])
    later = [_month(other.row["period_start"]) for other in totals if _month(other.row["period_start"]) > start]
    end = min([*later, axis.last])
    return min(60.0, axis.x(end) - axis.x(start) - 2.0)


def _signed(change: float) -> str:
    return signed(change, lambda fraction: percent(fraction, 0))


def _in_words(total: Mapping[str, Any]) -> str:
    return f"{quoted(total['quote'])} of {period(total['period_start'], total['period_end'])}"


def caption_recorded_offences_by_year(marks: pd.DataFrame) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of the figure.
    """
    drawn = rows(marks)
    totals = [row for row in drawn if row["what"] == "total"]
    joins = [row for row in drawn if row["what"] == "join"]
    panels = list(dict.fromkeys(row["measure"] for row in totals))
    by_mention = {row["mention_ids"].split()[0]: row for row in totals}
    joined = [
        " and ".join(_in_words(by_mention[mention]) for mention in join["mention_ids"].split()[:2])
        + f" ({_signed(join['change'])}"
        + (f", if what is inferred of them holds: {listed(join['holds_if'].split('; '))})" if join["holds_if"] else ")")
        for join in joins
    ]
    left_out = list(dict.fromkeys(row["left_out"] for row in totals if row["left_out"]))
    said = [
        f"{quoted(row['stated_change'])}: {VERDICTS[row['verdict']].words}" for row in joins if row["stated_change"]
    ]
    bounds = [row for row in totals if row["high"] is None]
    return Caption(
        title="Recorded offences by year, with who answered",
        claim=(
            f"Of {counted(len(totals), 'total')} of recorded offences in whole years, "
            + (
                f"only these may be held against each other: {listed(joined)}. What rose is the number of offences that forces "
                "recorded and marked; whether there were more of them cannot be told."
                if joined
                else "no two may be held against each other."
            )
        ),
        alt=(
            f"{counted(len(panels), 'panel')} over the same financial years, one for each kind of offence, with offences a year "
            "upwards from zero on one scale. Each total is a level line over its years: "
            f"{'. '.join(row['label'] for row in totals)}. "
            + (f"A broken line joins {listed(joined)}. " if joined else "No two totals are joined. ")
            + ("A lower bound has an open dot and an arrow to the top of the axis. " if bounds else "")
            + "Time before the offence existed, or before the mark was required, is shaded."
        ),
        notes=(
            "A total over several years is drawn at its mean; the single years are not stated, and were not alike if the "
            "number grew.",
            "A broken line joins two totals where the comparability table finds that nothing but the period differs, as far "
            "as it is stated; what is only inferred stands beside it. It shows no "
            "value for the years between, and its slope is no yearly growth.",
            *[
                f"On {quoted(row['quote'])} the coders note: {row['note']}"
                for row in totals
                if row["note"] and any(row["mention_ids"].split()[0] in join["mention_ids"].split() for join in joins)
            ],
            *([f"The audit on the stated change: {listed(said)}."] if said else []),
            *([f"Left out, as these are not totals of whole years: {listed(left_out)}."] if left_out else []),
        ),
        editor=(
            (
                "Why two panels, when both count online offences?",
                "Because they count different things: a mark that can be set on any sexual offence against a child, and one "
                "offence in law. Adding or joining them would count some offences twice and others not at all.",
            ),
            (
                "Does the joined line not show growth of the offences themselves?",
                "It starts in the first year of the mark. Forces learn to set it, and victims to report; both raise the number "
                "without a single offence more.",
            ),
            (
                "Why is a lower bound not joined with the count of a later year?",
                "Any number above it would do, so the slope could be anything; and its area and forces differ.",
            ),
        ),
    )
