"""A quarter against the years before it, per month, with what chance and growth alone allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from helpers.context import Fact
from helpers.errors import UserError
from helpers.figures import scales
from helpers.figures.bounds import Bounds, draw_bounds
from helpers.figures.canvas import Canvas, line_height, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.forces import behind, coverages
from helpers.figures.labels import counted, listed, number, percent, period, quoted, rows
from helpers.figures.palette import INK, QUIET, STRIPE, VERDICTS, VERMILION
from helpers.figures.stated_and_recomputed import operand_mentions
from helpers.figures.style import NORMAL, style
from helpers.intervals import exact
from helpers.ledger_rows import Period
from helpers.rates import MonthlyRate, ratio
from helpers.vocabulary import Vocabulary

COMPARISON: Final = "lockdown_quarter_against_years_before"
GROWTH: Final = "growth_in_each_year"

_WHAT = (2.0, 42.0)
_STATED = (46.0, 19.0)
_AXIS = (67.0, 68.0)
_RATE = (141.0, 18.0)
_FORCES = (160.5, 22.0)
_TOP_MM = 10.0
_ROW_GAP_MM = 3.0
_ASTERISK = "* worked out by the coders from words in the text; these months are not stated"
_MONTHS_IN_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    what: list[str]
    stated: list[str]
    rate: list[str]
    forces: list[str]
    bounds: Bounds
    look: tuple[str, str]
    mark: dict[str, Any]

    @property
    def height(self) -> float:
        most = max(len(self.what), len(self.stated), len(self.rate), len(self.forces))
        return most * line_height() + _ROW_GAP_MM


def compared(ledger: pd.DataFrame, audit: pd.DataFrame) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return the quarter, the years before it, and the audit's row that compares them.

    Raises
    ------
    UserError
        If the audit does not have the comparison, or the ledger not its figures.
    """
    relation = _relation(audit, COMPARISON)
    by_mention = {row["mention_id"]: row for row in rows(ledger)}
    mentions = [relation["claim_id"], *operand_mentions(relation["operand_ids"])]
    missing = [mention for mention in mentions if mention not in by_mention]
    if missing or len(mentions) != 2:
        raise UserError(
            f"data/relations.yml: {COMPARISON} must compare one figure of the ledger with another; "
            + (f"{missing[0]} is not there" if missing else f"it names {len(mentions)}")
        )
    return by_mention[mentions[0]], by_mention[mentions[1]], relation


def rate_of(row: dict[str, Any]) -> MonthlyRate:
    """Return the monthly rate of a count in the ledger.

    Raises
    ------
    UserError
        If the row has no period of whole months.
    """
    if row["period_start"] is None or row["period_end"] is None:
        raise UserError(f"data/tables/ledger.csv: {row['mention_id']} has no period; a rate a month needs one")
    return MonthlyRate.over(row["value"], Period(row["period_start"], row["period_end"]))


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a total over years, when numbers from outside the sources are taken off.

    Attributes
    ----------
    period
        The months that no number from outside is about.
    rate
        What is left, a month.
    """

    period: Period
    rate: MonthlyRate


def rest_of_years(total: MonthlyRate, period: Period, facts: Sequence[Fact]) -> Rest:
    """Take numbers from outside the sources, for the first years of a total, off it.

    Parameters
    ----------
    total, period
        The total and its months.
    facts
        One for each year, in their order, with a figure that names its months.

    Raises
    ------
    UserError
        If the facts do not follow each other from the beginning of the period, or leave no months.
    """
    start, left = period.start, total.count
    for fact in facts:
        told = fact.figure
        if told is None or told.period_start != start or told.period_end is None or told.period_end >= period.end:
            raise UserError(
                f"data/context.yml: {fact.label!r} is not about months of {period} from {start} on; correct its figure"
            )
        left -= exact(told.value)
        start = _next_month(told.period_end)
    rest = Period(start, period.end)
    return Rest(rest, MonthlyRate.over(left, rest))


def _next_month(month: str) -> str:
    year, number_of_month = int(month[:4]), int(month[5:7])
    return f"{year + number_of_month // 12}-{number_of_month % 12 + 1:02d}"


def _relation(audit: pd.DataFrame, relation_id: str) -> dict[str, Any]:
    found = [row for row in rows(audit) if row["relation_id"] == relation_id]
    if not found:
        raise UserError(f"data/tables/audit.csv: no relation {relation_id}; declare it in data/relations.yml")
    return found[0]


def _scale(most: float) -> scales.Scale:
    """Return an axis from zero that ends close above the largest value: the intervals are narrow."""
    ticks = tuple(float(tick) for tick in MaxNLocator(nbins=6, steps=[1, 2, 5, 10]).tick_values(0.0, most))
    return scales.Scale(ticks[0], ticks[-1], False, ticks, tuple(number(tick) for tick in ticks))


def _in_words(missing: str) -> str:
    """Return what the audit misses as a sentence, with the quotes alone, without its names for the figures."""
    plainly = re.sub(r'"([^"]+)"', r"“\1”", re.sub(r'\b[a-z]+ \("([^"]+)"\)', r'"\1"', missing))
    return f"the source does not say {plainly}" if plainly.startswith("whether ") else f"not stated is {plainly}"


def _entry(
    name: str, row: dict[str, Any], level: float, look: tuple[str, str], forces: str, *, is_compared: bool
) -> _Entry:
    rate = rate_of(row)
    low, high = rate.by_chance(level)
    value = float(rate.value)
    when = period(row["period_start"], row["period_end"])
    is_worked_out = row["period_basis"] == "relative"
    star = "*" if is_worked_out else ""
    mentions = [row["mention_id"], *([row["coverage_id"]] if row["coverage_id"] else [])]
    mark = {
        "mark_id": mark_id("rate", name),
        "mention_ids": " ".join(mentions),
        "name": name,
        "quote": row["quote"],
        "period_start": row["period_start"],
        "period_end": row["period_end"],
        "n": row["value"],
        "months": rate.months,
        "per_month": value,
        "per_month_low": low,
        "per_month_high": high,
        "level": level,
        "coverage": row["coverage"],
        "is_compared": is_compared,
        "is_worked_out": is_worked_out,
        "is_draft": row["is_draft"],
        "label": (
            f"{when}{' (worked out)' if is_worked_out else ''}: {quoted(row['quote'])} in "
            f"{counted(rate.months, 'month')}, {number(round(value))} a month; {forces}"
        ),
    }
    return _Entry(
        name,
        wrap(f"{when}{star}, {counted(rate.months, 'month')}", _WHAT[1]),
        wrap(quoted(row["quote"]), _STATED[1], weight="bold"),
        [number(round(value)), f"({number(round(low))} to {number(round(high))})"],
        wrap(forces, _FORCES[1]),
        Bounds(value, low, high),
        look,
        mark,
    )


def _last_year(before: dict[str, Any], growth: dict[str, Any], forces: str) -> _Entry | None:
    """Return what growth in each year says of the last of the years: it lies above their mean, by an unknown amount."""
    rate = rate_of(before)
    if growth["claim_id"] != before["mention_id"] or rate.months <= _MONTHS_IN_YEAR or rate.months % _MONTHS_IN_YEAR:
        return None
    mean = float(rate.value)
    last = Period(f"{int(before['period_end'][:4]) - 1}{before['period_start'][4:7]}", before["period_end"])
    when = period(last.start, last.end)
    mark = {
        "mark_id": mark_id("rate", "last-year"),
        "mention_ids": before["mention_id"],
        "name": "last_year",
        "quote": None,
        "period_start": last.start,
        "period_end": last.end,
        "n": None,
        "months": last.months,
        "per_month": None,
        "per_month_low": mean,
        "per_month_high": None,
        "level": None,
        "coverage": before["coverage"],
        "is_compared": False,
        "is_worked_out": False,
        "is_draft": before["is_draft"],
        "label": f"{when}: not stated; if the offences grew in each year, more than {number(round(mean))} a month",
    }
    return _Entry(
        "last_year",
        wrap(f"{when} alone, if offences grew in each year, as the source says", _WHAT[1]),
        wrap("not stated", _STATED[1]),
        wrap(f"more than {number(round(mean))}", _RATE[1]),
        wrap(forces, _FORCES[1]),
        Bounds(mean, mean, None, low_closed=False),
        (QUIET, "o"),
        mark,
    )


@style()
def draw_lockdown_quarter(
    ledger: pd.DataFrame, audit: pd.DataFrame, vocabulary: Vocabulary, *, level: float = 0.95
) -> tuple[Figure, pd.DataFrame]:
    """Draw the lockdown quarter and the three years before it as rates a month.

    Parameters
    ----------
    ledger, audit
        Tables; the audit's row ``lockdown_quarter_against_years_before`` says which two figures are compared, and
        ``growth_in_each_year`` that the source speaks of growth within the earlier one.
    vocabulary
        For the name of what is counted.
    level
        Confidence level of the intervals.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks.

    Raises
    ------
    UserError
        If a figure or a relation is missing, or a period does not consist of whole months.
    """
    quarter, before, relation = compared(ledger, audit)
    growth = _relation(audit, GROWTH)
    coverage = coverages(ledger)
    forces = [behind(row, coverage, "how many forces: not stated") for row in (before, quarter)]
    entries = [
        _entry("years_before", before, level, (INK, "o"), forces[0], is_compared=True),
        _last_year(before, growth, forces[0]),
        _entry("quarter", quarter, level, (VERMILION, "D"), forces[1], is_compared=True),
    ]
    drawn = [entry for entry in entries if entry is not None]
    missing = f": {_in_words(relation['missing'])}" if relation["missing"] else ""
    bare = f" Bare arithmetic: {VERDICTS[relation['arithmetic']].words}." if relation["arithmetic"] else ""
    verdict = wrap(f"{VERDICTS[relation['verdict']].words}{missing}.{bare}", 164.0)
    asterisk = wrap(_ASTERISK, 178.0) if any(entry.mark["is_worked_out"] for entry in drawn) else []
    closing = len(verdict) + len(asterisk)
    height = _TOP_MM + sum(entry.height for entry in drawn) + 4.0 + closing * line_height() + 3.0
    canvas = Canvas("two_columns", height)
    scale = _scale(max(end for entry in drawn for end in entry.bounds.ends()))
    panel = scale.panel(*_AXIS)
    body = sum(entry.height for entry in drawn)
    scales.dress(canvas, panel, scale, _TOP_MM, body)
    label = vocabulary.label(quarter["measure"])
    canvas.text(_WHAT[0], 2.6, f"Recorded {label}, a month", size=NORMAL, weight="bold")
    for (left, _), head in (
        (_STATED, "stated"),
        (_RATE, f"a month ({percent(level)})"),
        (_FORCES, "who answered"),
    ):
        canvas.text(left, _TOP_MM - 2.4, head, colour=QUIET)
    y = _TOP_MM
    for place, entry in enumerate(drawn):
        if place % 2 == 0:
            canvas.box(0.5, y, canvas.width - 1, entry.height, facecolor=STRIPE, zorder=-2)
        middle = y + entry.height / 2
        is_stated = entry.mark["quote"] is not None
        canvas.lines(_WHAT[0], middle, entry.what)
        canvas.lines(
            _STATED[0],
            middle,
            entry.stated,
            weight="bold" if is_stated else "normal",
            colour=INK if is_stated else QUIET,
        )
        colour, marker = entry.look
        draw_bounds(
            canvas,
            panel,
            middle,
            entry.bounds,
            gid=entry.mark["mark_id"],
            colour=colour,
            marker=marker,
            to_the_end=True,
        )
        canvas.lines(_RATE[0], middle, entry.rate)
        canvas.lines(_FORCES[0], middle, entry.forces, colour=INK if entry.mark["coverage"] is not None else QUIET)
        y += entry.height
    look = VERDICTS[relation["verdict"]]
    y += 4.0 + (len(verdict) - 1) * line_height() / 2
    canvas.text(
        _WHAT[0],
        y - (len(verdict) - 1) * line_height() / 2,
        f"{look.symbol} Audit:",
        weight="bold",
        colour=look.for_words,
    )
    canvas.lines(_WHAT[0] + 14.0, y, verdict, colour=look.for_words)
    y += (len(verdict) + len(asterisk)) * line_height() / 2 + 1.0
    canvas.lines(_WHAT[0], y, asterisk, colour=QUIET)
    marks = pd.DataFrame([entry.mark for entry in drawn])
    marks["verdict"] = relation["verdict"]
    return canvas.figure, marks


def caption_lockdown_quarter(
    marks: pd.DataFrame, *, facts: Sequence[Fact] = (), outside: Sequence[Fact] = ()
) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of the figure.
    facts
        What a reader should know that does not stand in the sources; each becomes a note with its reference.
    outside
        Numbers that others publish for the first of the years before; with them the last year is worked out in a note.
    """
    by_name = {row["name"]: row for row in rows(marks)}
    quarter, before, last = by_name["quarter"], by_name["years_before"], by_name.get("last_year")
    pair = (before, quarter)
    level = percent(quarter["level"])
    times, low, high = ratio(_rate(quarter), _rate(before), quarter["level"])
    more = f"{percent(abs(times - 1), 0)} {'more' if times >= 1 else 'fewer'}"
    when, years = (period(row["period_start"], row["period_end"]) for row in (quarter, before))
    unknown = [period(row["period_start"], row["period_end"]) for row in pair if row["coverage"] is None]
    grown = (
        " The source says that the offences grew in each of the years before, so their last one, "
        f"{period(last['period_start'], last['period_end'])}, lies above that mean, how far is "
        "unknown, and may lie above the quarter."
        if last
        else ""
    )
    noted: list[str] = []
    if outside:
        rest = rest_of_years(_rate(before), Period(before["period_start"], before["period_end"]), outside)
        a_month = number(round(float(rest.rate.value)))
        side = "above" if rest.rate.value > _rate(quarter).value else "not above"
        grown += (
            f" With numbers from outside the sources for the other years it comes to about {a_month} a month, {side} the "
            "quarter, if the same forces are behind them all."
        )
        noted.append(
            f"From outside the sources: {' '.join(_cited(fact) for fact in outside)} If {quoted(before['quote'])} is of the "
            f"same forces and holds these numbers, it leaves about {number(float(rest.rate.count))} for "
            f"{period(rest.period.start, rest.period.end)}, about {a_month} a month: {side} the "
            f"{number(round(quarter['per_month']))} of the quarter."
        )
    worked_out = listed(
        [
            f"{period(row['period_start'], row['period_end'])} ({quoted(row['quote'])})"
            for row in pair
            if row["is_worked_out"]
        ]
    )
    intervals = [f"{number(round(row['per_month_low']))} to {number(round(row['per_month_high']))}" for row in pair]
    return Caption(
        title="The lockdown quarter against the years before, per month",
        claim=(
            f"In {when} the police forces recorded {number(round(quarter['per_month']))} offences a month, {more} than in the "
            f"mean month of {years} ({number(round(before['per_month']))}).{grown}"
            + (f" How many forces answered is not stated for {listed(unknown)}." if unknown else "")
            + " That lockdown raised the number does not follow."
        ),
        alt=(
            f"An axis of recorded offences a month from zero, with {counted(len(by_name), 'row')}. "
            + ". ".join(str(row["label"]) for row in by_name.values())
            + f". Intervals at {level}: {listed(intervals)}."
            + (" An open dot with an arrow to the end of the axis stands for the last of the years." if last else "")
        ),
        notes=(
            f"The counts are complete, not samples. The intervals ({level}) show how far chance alone would move such a count, "
            "as if offences came independently; they do not (one offender can commit many), so the true uncertainty is "
            "probably wider.",
            f"The quarter has {times:.2f} times the offences of a mean month before ({low:.2f} to {high:.2f} by chance alone).",
            "The axis starts at zero. A quarter is held against whole years, so seasons are not allowed for.",
            *([f"An asterisk marks a period that the coders worked out: {worked_out}."] if worked_out else []),
            *noted,
            *(_cited(fact) for fact in facts),
        ),
        editor=(
            (
                "Do the two intervals, which do not meet, not prove a rise?"
                if _are_apart(*pair)
                else "Is there a rise at all?",
                (
                    "They make chance an unlikely reason. "
                    if _are_apart(*pair)
                    else "The intervals meet, so chance alone could have made the difference. "
                )
                + "Three other reasons remain: growth that was under way before, other forces behind the two totals, "
                + "and the season.",
            ),
            (
                "Why is a year drawn for which there is no number?",
                "Because a reader will take the mean of the years for the level before lockdown. If they grew, as the source "
                "says, the last one was higher; the arrow says what follows from the text, and no more.",
            ),
            (
                "Should the axis not be cut to show the difference?",
                "No: from zero, the difference is seen beside the whole of which it is a part.",
            ),
        ),
    )


def _cited(fact: Fact) -> str:
    return f"{fact.what} ({fact.reference.publisher}: {fact.reference.title})"


def _are_apart(before: dict[str, Any], quarter: dict[str, Any]) -> bool:
    return bool(
        before["per_month_high"] < quarter["per_month_low"] or quarter["per_month_high"] < before["per_month_low"]
    )


def _rate(mark: dict[str, Any]) -> MonthlyRate:
    return MonthlyRate.over(mark["n"], Period(mark["period_start"], mark["period_end"]))
