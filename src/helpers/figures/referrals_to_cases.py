"""From referrals to cases: two lower bounds, and what their quotient can and cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.conventions import Conventions
from helpers.figures import scales
from helpers.figures.bounds import Bounds, draw_bounds
from helpers.figures.canvas import Canvas, line_height, nothing_to_draw, text_width, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.labels import number, period, quoted, rows
from helpers.figures.palette import BLUE, QUIET, STRIPE, VERMILION, VERMILION_WORDS
from helpers.figures.sheets import no_marks
from helpers.figures.style import NORMAL, style
from helpers.intervals import Interval
from helpers.ledger_rows import LedgerRow, read_rows
from helpers.vocabulary import Vocabulary

REFERRALS, CASES = "industry_referrals", "actionable_cases"
_CONVENTION = "reach_of_bounds"
_HUNDRED = 100
_LABEL = (2.0, 62.0)
_AXIS = (68.0, 66.0)
_RIGHT = (141.0, 41.0)
_TOP_MM = 0.5
_HEAD_MM = 10.5
_ROW_GAP_MM = 3.4
_BETWEEN_MM = 2.0
_NO_ROWS = "the ledger has no referrals with the cases that came of them."
_READINGS = {
    "without_end": "as written: neither number has an upper end",
    "next_round_number": "a guess about writers: each number lies below the next round one",
}


@dataclass(frozen=True, slots=True)
class _Entry:
    mark: str
    label: list[str]
    words: list[str]
    bounds: Bounds
    row: dict[str, Any]

    @property
    def height(self) -> float:
        return max(len(self.label), len(self.words), 1) * line_height() + _ROW_GAP_MM


@style()
def draw_referrals_to_cases(
    ledger: pd.DataFrame, vocabulary: Vocabulary, conventions: Conventions
) -> tuple[Figure, pd.DataFrame]:
    """Draw referrals and cases as the bounds that they are, and below them the cases for each hundred referrals.

    Parameters
    ----------
    ledger
        Columns of :data:`helpers.columns.LEDGER`; its bounds are drawn as they are.
    vocabulary
        Says what is counted.
    conventions
        Give the readings of a bound that are set against each other.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks.
    """
    found = {row["measure"]: row for row in rows(ledger) if row["measure"] in (REFERRALS, CASES) and not row["same_as"]}
    if len(found) < 2:
        return nothing_to_draw(_NO_ROWS), no_marks()
    stated = [_stated(found[measure], vocabulary) for measure in (REFERRALS, CASES)]
    readable = read_rows(ledger)
    cases, referrals = (readable[found[measure]["mention_id"]] for measure in (CASES, REFERRALS))
    is_draft = any(bool(found[measure]["is_draft"]) for measure in found)
    quotients = [_quotient(setting, cases, referrals, conventions, is_draft) for setting in _READINGS]
    heights = [sum(entry.height for entry in entries) for entries in (stated, quotients)]
    canvas = Canvas("two_columns", _TOP_MM + 2 * _HEAD_MM + sum(heights) + _BETWEEN_MM + 1.5)
    amounts = scales.amounts([end for entry in stated for end in entry.bounds.ends()])
    y = _panel(
        canvas,
        _TOP_MM,
        "Stated",
        "number; a lower bound says where a number begins, not where it ends",
        amounts,
        stated,
    )
    hundred = scales.linear(0.0, float(_HUNDRED))
    words = f"actionable cases for each {_HUNDRED} referrals; diamond: the printed numbers divided"
    _panel(canvas, y + _BETWEEN_MM, "What the quotient says", words, hundred, quotients)
    return canvas.figure, pd.DataFrame([entry.row for entry in (*stated, *quotients)])


def _stated(row: dict[str, Any], vocabulary: Vocabulary) -> _Entry:
    measure = vocabulary.label(row["measure"])
    when = period(row["period_start"], row["period_end"])
    counted_by = vocabulary.label(row["counted_by"])
    where = vocabulary.label(row["geography"]) or "area not stated"
    words = "; ".join(part for part in (when, counted_by, where) if part)
    mark = mark_id("stated", row["mention_id"])
    bounds = Bounds(row["value"], row["low"], row["high"], row["low_closed"], row["high_closed"])
    return _Entry(
        mark,
        wrap(f"{quoted(row['quote'])} {measure}", _LABEL[1], weight="bold"),
        wrap(words, _RIGHT[1]),
        bounds,
        {
            "mark_id": mark,
            "mention_ids": row["mention_id"],
            "what": row["measure"],
            "quote": row["quote"],
            "value": row["value"],
            "low": row["low"],
            "high": row["high"],
            "low_closed": row["low_closed"],
            "high_closed": row["high_closed"],
            "unit": row["unit"],
            "reading": None,
            "is_draft": row["is_draft"],
            "label": f"{quoted(row['quote'])}: {measure}; {words}",
        },
    )


def _quotient(setting: str, cases: LedgerRow, referrals: LedgerRow, conventions: Conventions, is_draft: bool) -> _Entry:
    choices = conventions.with_setting(_CONVENTION, setting)
    top, bottom = cases.reading(choices).interval, referrals.reading(choices).interval
    quotient = top / bottom * Interval.point(_HUNDRED)
    value = cases.value / referrals.value * _HUNDRED
    says = _says(quotient)
    reading = _READINGS[setting]
    if top.high is not None and bottom.high is not None:
        reading += f" ({number(float(top.high))} cases, {number(float(bottom.high))} referrals)"
    mark = mark_id("quotient", setting)
    low, high = (None if end is None else float(end) for end in (quotient.low, quotient.high))
    return _Entry(
        mark,
        wrap(reading, _LABEL[1]),
        wrap(says, _RIGHT[1]),
        Bounds(float(value), low, high, quotient.low_closed if low is not None else None, quotient.high_closed),
        {
            "mark_id": mark,
            "mention_ids": f"{cases.mention_id} {referrals.mention_id}",
            "what": f"cases for each {_HUNDRED} referrals",
            "quote": None,
            "value": float(value),
            "low": low,
            "high": high,
            "low_closed": quotient.low_closed if low is not None else None,
            "high_closed": quotient.high_closed if high is not None else None,
            "unit": "case",
            "reading": reading,
            "is_draft": is_draft,
            "label": f"Cases for each {_HUNDRED} referrals, {reading}: {says}; the printed numbers stand as "
            f"{number(float(value))}",
        },
    )


def _says(quotient: Interval) -> str:
    low, high = (None if end is None else number(float(end)) for end in (quotient.low, quotient.high))
    if high is None:
        return "any number above nought" if quotient.low in (None, Fraction(0)) else f"more than {low}"
    return f"{low} to {high}"


def _panel(canvas: Canvas, top: float, head: str, words: str, scale: scales.Scale, entries: list[_Entry]) -> float:
    canvas.text(_LABEL[0], top + 2.6, head, size=NORMAL, weight="bold")
    canvas.text(_LABEL[0] + text_width(head, NORMAL, "bold") + 2.4, top + 2.6, words, colour=QUIET, slant="italic")
    top += _HEAD_MM
    panel = scale.panel(*_AXIS)
    scales.dress(canvas, panel, scale, top, sum(entry.height for entry in entries))
    y = top
    for place, entry in enumerate(entries):
        if place % 2 == 0:
            canvas.box(0.5, y, canvas.width - 1, entry.height, facecolor=STRIPE, zorder=-2)
        middle = y + entry.height / 2
        is_quotient = entry.row["reading"] is not None
        canvas.lines(_LABEL[0], middle, entry.label, weight="normal" if is_quotient else "bold")
        draw_bounds(
            canvas,
            panel,
            middle,
            entry.bounds,
            gid=entry.mark,
            colour=VERMILION if is_quotient else BLUE,
            marker="D" if is_quotient else "o",
            to_the_end=True,
            has_ring=is_quotient,
        )
        colour = VERMILION_WORDS if is_quotient else QUIET
        canvas.lines(_RIGHT[0], middle, entry.words, colour=colour, weight="bold" if is_quotient else "normal")
        y += entry.height
    return y


def caption_referrals_to_cases(marks: pd.DataFrame) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        What is drawn.
    """
    title = "From referrals to actionable cases"
    drawn = rows(marks)
    if not drawn:
        return Caption(title=title, claim="No source gives referrals and cases.", alt=f"No picture: {_NO_ROWS}")
    by_what = {row["what"]: row for row in drawn if row["reading"] is None}
    quotients = [row for row in drawn if row["reading"] is not None]
    referrals, cases = by_what[REFERRALS], by_what[CASES]
    printed = number(quotients[0]["value"])
    is_open = quotients[0]["high"] is None
    claim = (
        f"{quoted(cases['quote'])} actionable cases came of {quoted(referrals['quote'])} referrals. The printed "
        f"numbers stand as {printed} to {_HUNDRED}, "
    )
    claim += (
        f"but both are lower bounds, so the source does not bound how many cases came of each {_HUNDRED} referrals."
        if is_open
        else "and their readings bound the quotient."
    )
    guesses = [row for row in quotients if row["high"] is not None]
    guessed = (
        f" If each true number lies below the next round one, it is {number(guesses[-1]['low'])} to "
        f"{number(guesses[-1]['high'])} cases for each {_HUNDRED} referrals."
        if guesses
        else ""
    )
    return Caption(
        title=title,
        claim=f"{claim}{guessed}",
        alt=(
            f"Two panels. The upper has a row for {quoted(referrals['quote'])} referrals and one for "
            f"{quoted(cases['quote'])} actionable cases, on an axis of numbers from nought; "
            f"{_ends(referrals, cases)}. The lower has the cases for each {_HUNDRED} referrals, with a diamond at "
            f"{number(quotients[0]['value'])}, the quotient "
            "of the printed numbers: " + "; ".join(f"{row['reading']}, {_drawn(row)}" for row in quotients) + "."
        ),
        notes=(
            "A referral is a report that one body passes to another; the source does not say how many can be about "
            "one person. An actionable case is what the agency developed from referrals and sent to a police force. "
            "The units differ, and the source does not say whether one referral can lead to several cases or several "
            "referrals to one.",
            "The quotient is drawn twice: by the bounds as they are written, and by a guess about how writers "
            "choose a round number (the convention “reach of bounds” in data/conventions.yml). A ring says that an "
            "interval is too narrow to be drawn.",
        ),
        editor=(
            (
                "Why not a funnel, or a flow from a wide band to a narrow one?",
                "A funnel would show a fixed part passing and the rest dropping out. Neither number has an upper "
                "end, and that the other referrals were without ground is not said.",
            ),
            (
                f"Is an arrow over the whole axis not pedantic, when everyone would say {printed} in {_HUNDRED}?",
                f"{printed} is what the printed numbers give, and the diamond shows it. The lower row shows what "
                "one must believe about the writer to get it.",
            ),
            (
                "Why is the quotient not called a share?",
                "A share has a whole of the same unit. Cases are no part of referrals, so the axis says cases for "
                f"each {_HUNDRED} referrals.",
            ),
        ),
        width="two_columns",
    )


def _ends(referrals: dict[str, Any], cases: dict[str, Any]) -> str:
    if referrals["high"] is None and cases["high"] is None:
        return "each is an open circle with an arrow to the end of the axis, for a lower bound"
    return "each is an open circle with the interval in which the number is taken to lie"


def _drawn(row: dict[str, Any]) -> str:
    if row["high"] is None:
        return "an arrow over the whole axis and beyond its end"
    return f"from {number(row['low'])} to {number(row['high'])}, a ring round the diamond, for it is too narrow to be drawn"
