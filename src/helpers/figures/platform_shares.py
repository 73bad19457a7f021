"""Shares of a platform beside the totals of their periods: what a share is a share of, and what it can be at most in numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.context import Fact
from helpers.errors import UserError
from helpers.figures import scales
from helpers.figures.canvas import Canvas, Panel, line_height, nothing_to_draw, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.labels import counted, listed, number, percent, period, plain, quoted, rows
from helpers.figures.palette import BLUE, FAINT, INK, QUIET, SKY_BLUE
from helpers.figures.sheets import no_marks
from helpers.figures.style import NORMAL, style
from helpers.ledger_rows import Period
from helpers.vocabulary import Vocabulary

SHARES_OF = "grooming_cases_involving_instagram"
TOTALS_OF = "sexual_communication_offences"

_WHO = (2.0, 44.0)
_SHARE = (52.0, 50.0)
_TOTAL = (122.0, 50.0)
_TOP_MM = 17.0
_ROW_MM = 22.0
_FOOT_MM = 3.0
_BAR_MM = 5.0
_INFERRED = {"coverage": "that the same forces answered", "period": "the dates of the periods", "geography": "the area"}
_ASTERISK_MM = 4.0
_ASTERISK = "* worked out: the source does not give this period in dates"
_NO_ROWS = "no share of a platform is in the ledger."


@dataclass(frozen=True, slots=True)
class _Entry:
    share: dict[str, Any]
    total: dict[str, Any] | None
    months: int | None

    @property
    def a_month(self) -> float | None:
        """All recorded offences a month, in the period of the share."""
        if self.total is None or self.months is None or self.total["value"] is None:
            return None
        return float(self.total["value"]) / self.months

    @property
    def at_most(self) -> float | None:
        """Most offences a month that the share can stand for: its upper end, of all of them."""
        return None if self.a_month is None or self.share["high"] is None else self.a_month * self.share["high"]


def _entries(shares: Sequence[dict[str, Any]], totals: Sequence[dict[str, Any]]) -> list[_Entry]:
    entries = []
    for share in sorted(shares, key=lambda row: (row["period_start"] or "", row["period_end"] or "")):
        when = (share["period_start"], share["period_end"])
        beside = [row for row in totals if (row["period_start"], row["period_end"]) == when and None not in when]
        if len(beside) > 1:
            raise UserError(
                f"data/tables/ledger.csv: {len(beside)} totals for {period(*when)}, "
                f"{listed([row['mention_id'] for row in beside])}; "
                "one of them must be named"
            )
        months = Period(*when).months if None not in when else None
        entries.append(_Entry(share, beside[0] if beside else None, months))
    return entries


def _forces(row: dict[str, Any]) -> str:
    if row["coverage"] is None:
        return "forces not stated"
    words = counted(int(row["coverage"]), "force")
    return f"{words} (inferred)" if row["coverage_basis"] == "inferred" else words


@style()
def draw_platform_shares(
    shares: Sequence[dict[str, Any]], totals: Sequence[dict[str, Any]], vocabulary: Vocabulary
) -> tuple[Figure, pd.DataFrame]:
    """Draw shares as parts of a whole of unknown size, and beside each what it can be at most in numbers.

    Parameters
    ----------
    shares
        Rows of the ledger: shares of one measure.
    totals
        Rows of the ledger: counts that the shares may be shares of, found by their period.
    vocabulary
        For names.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks: one for each share, one for each total that is beside it.

    Raises
    ------
    UserError
        If two totals have the period of one share.
    """
    entries = _entries(shares, totals)
    if not entries:
        return nothing_to_draw(_NO_ROWS), no_marks()
    is_worked_out = any(_star(entry.share) for entry in entries)
    height = _TOP_MM + len(entries) * _ROW_MM + _FOOT_MM + (_ASTERISK_MM if is_worked_out else 0.0)
    canvas = Canvas("two_columns", height)
    body = len(entries) * _ROW_MM
    measure = vocabulary.label(entries[0].share["measure"])
    canvas.text(_WHO[0], 3.0, "What the source states", size=NORMAL, weight="bold")
    canvas.text(_SHARE[0], 3.0, "Share", size=NORMAL, weight="bold")
    canvas.lines(_SHARE[0], 7.6, wrap(f"{measure}, of cases whose number is not stated", 66.0), colour=QUIET)
    scale = scales.shares()
    panel = scale.panel(*_SHARE)
    scales.dress(canvas, panel, scale, _TOP_MM, body)
    monthly = [entry.a_month for entry in entries if entry.a_month is not None]
    counts_panel: Panel | None = None
    if monthly:
        of_total = scales.amounts([0.0, *monthly])
        counts_panel = of_total.panel(*_TOTAL)
        scales.dress(canvas, counts_panel, of_total, _TOP_MM, body)
        canvas.text(_TOTAL[0], 3.0, "In numbers, at most", size=NORMAL, weight="bold")
        label = vocabulary.label(next(entry.total["measure"] for entry in entries if entry.total))
        canvas.lines(_TOTAL[0], 7.6, wrap(f"{label}, a month", 58.0), colour=QUIET)
    marks: list[dict[str, Any]] = []
    for place, entry in enumerate(entries):
        y = _TOP_MM + (place + 0.5) * _ROW_MM
        if place:
            top = _TOP_MM + place * _ROW_MM
            canvas.line([0.5, canvas.width - 0.5], [top, top], colour=FAINT, width=0.4)
        _who(canvas, y, entry, vocabulary)
        marks.append(_draw_share(canvas, panel, y, entry))
        if counts_panel is not None and entry.total is not None and entry.a_month is not None:
            marks.append(_draw_total(canvas, counts_panel, y, entry, entry.total, entry.a_month))
    if is_worked_out:
        canvas.text(_WHO[0], height - _FOOT_MM, _ASTERISK, colour=QUIET)
    return canvas.figure, pd.DataFrame(marks)


def _star(row: dict[str, Any]) -> str:
    """Return the asterisk of a period that the source does not give in dates."""
    return "*" if row["period_basis"] == "relative" else ""


def _who(canvas: Canvas, y: float, entry: _Entry, vocabulary: Vocabulary) -> None:
    share, total = entry.share, entry.total
    lines = [quoted(share["quote"])]
    when = (period(share["period_start"], share["period_end"]) or "period not stated") + _star(share)
    lines.append(f"{when} ({counted(entry.months, 'month')})" if entry.months else when)
    lines += [vocabulary.label(share["geography"]) or "area not stated", _forces(share)]
    if total:
        lines.append(f"beside it {quoted(total['quote'])} offences, {_forces(total)}")
    wrapped = [part for line in lines for part in wrap(line, _WHO[1])]
    step = line_height()
    top = y - step * (len(wrapped) - 1) / 2
    for number_of_line, line in enumerate(wrapped):
        canvas.text(_WHO[0], top + number_of_line * step, line, weight="bold" if number_of_line == 0 else "normal")


def _draw_share(canvas: Canvas, panel: Panel, y: float, entry: _Entry) -> dict[str, Any]:
    share = entry.share
    mark = mark_id("share", share["mention_id"])
    top = y - _BAR_MM / 2
    canvas.box(panel.left, top, panel.width, _BAR_MM, facecolor="none", edgecolor=QUIET, linewidth=0.5, linestyle=":")
    canvas.box(panel.left, top, panel.x(share["value"]) - panel.left, _BAR_MM, gid=mark, facecolor=SKY_BLUE)
    _ends(canvas, panel, y, share["low"], share["high"])
    words = percent(share["value"])
    if None not in (share["low"], share["high"]) and share["low"] != share["high"]:
        words += f" (rounded: {percent(share['low'], 1)} to {percent(share['high'], 1)})"
    canvas.text(panel.left, y + _BAR_MM / 2 + 2.4, words)
    return _mark(mark, "share", share, entry, value=share["value"], low=share["low"], high=share["high"]) | {
        "label": f"{quoted(share['quote'])}, {period(share['period_start'], share['period_end'])}: {words} of cases whose "
        "number is not stated"
    }


def _draw_total(
    canvas: Canvas, panel: Panel, y: float, entry: _Entry, total: dict[str, Any], a_month: float
) -> dict[str, Any]:
    mark = mark_id("total", total["mention_id"])
    top = y - _BAR_MM / 2
    canvas.box(
        panel.left,
        top,
        panel.x(a_month) - panel.left,
        _BAR_MM,
        gid=mark,
        facecolor="none",
        edgecolor=INK,
        linewidth=0.6,
    )
    words = f"all: {quoted(total['quote'])} in {counted(entry.months or 0, 'month')}, {number(round(a_month))} a month"
    canvas.text(panel.left, top - 2.2, words)
    if entry.at_most is not None:
        end = panel.x(entry.at_most)
        canvas.line([end, panel.left + 1.2], [y, y], colour=BLUE, width=1.2)
        canvas.marker(panel.left + 1.2, y, "<", colour=BLUE, size=3.2)
        canvas.line([end, end], [top, top + _BAR_MM], colour=BLUE, width=1.6)
        canvas.text(
            panel.left, y + _BAR_MM / 2 + 2.4, f"with the platform: at most {number(math.ceil(entry.at_most))} a month"
        )
    return _mark(mark, "total", total, entry, value=total["value"], low=total["low"], high=total["high"]) | {
        "mention_ids": " ".join([total["mention_id"], entry.share["mention_id"]]),
        "label": f"{quoted(total['quote'])} offences in {period(total['period_start'], total['period_end'])}, "
        f"{number(round(a_month))} a month; with the platform at most "
        f"{number(math.ceil(entry.at_most)) if entry.at_most is not None else 'an unknown number'}",
    }


def _ends(canvas: Canvas, panel: Panel, y: float, low: float | None, high: float | None) -> None:
    """Draw the ends of an interval across the end of a bar."""
    if low is None or high is None:
        return
    canvas.line([panel.x(low), panel.x(high)], [y, y], colour=INK, width=0.9)
    for end in (low, high):
        canvas.line([panel.x(end)] * 2, [y - 1.6, y + 1.6], colour=INK, width=0.9)


def _mark(mark: str, what: str, row: dict[str, Any], entry: _Entry, **drawn: Any) -> dict[str, Any]:
    return {
        "mark_id": mark,
        "mention_ids": row["mention_id"],
        "what": what,
        "quote": row["quote"],
        **drawn,
        "period_start": row["period_start"],
        "period_end": row["period_end"],
        "period_basis": row["period_basis"],
        "months": entry.months,
        "geography": row["geography"],
        "coverage": row["coverage"],
        "a_month": entry.a_month if what == "total" else None,
        "at_most_a_month": entry.at_most if what == "total" else None,
        "is_draft": row["is_draft"],
    }


def caption_platform_shares(
    marks: pd.DataFrame, pair: dict[str, Any] | None, vocabulary: Vocabulary, *, elsewhere: Fact | None = None
) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of the figure.
    pair
        What the table of comparability says of the first and the last share; None where they are not two.
    vocabulary
        For names.
    elsewhere
        What another publication says of the denominator.
    """
    title = f"What the shares are shares of: {vocabulary.label(SHARES_OF)}"
    drawn = rows(marks)
    if not drawn:
        return Caption(title=title, claim="There is no share of a platform.", alt=f"No picture: {_NO_ROWS}")
    shares = [row for row in drawn if row["what"] == "share"]
    totals = {(row["period_start"], row["period_end"]): row for row in drawn if row["what"] == "total"}
    said = [f"{percent(row['value'])} in {period(row['period_start'], row['period_end'])}" for row in shares]
    compared = "The two may not be compared"
    if pair and pair["is_comparable"]:
        compared = "The two differ in period only, so the share may be said to have risen"
    elif pair and pair["comparable_if"]:
        inferred = listed([_INFERRED.get(name, plain(name)) for name in pair["comparable_if"].split("; ")])
        compared = f"If what is inferred holds ({inferred}), the share may be said to have risen"
    most = [
        f"at most {number(math.ceil(total['at_most_a_month']))} of {number(round(total['a_month']))} offences a month "
        "in "
        f"{period(total['period_start'], total['period_end'])}"
        for total in totals.values()
        if total["at_most_a_month"] is not None
    ]
    in_numbers = f" In numbers they allow {listed(most)}: that the number rose does not follow." if most else ""
    return Caption(
        title=title,
        claim=f"The shares are {listed(said)}, of cases whose number is not stated. "
        + (f"{compared}." if len(shares) == 2 else "")
        + in_numbers,
        alt=(
            f"{counted(len(shares), 'row')}, the earlier period above. Left, what the source states. Middle, a bar "
            "from zero on an axis "
            f"of 0% to 100%: {listed([percent(row['value']) for row in shares])}, each with the ends of its rounding, "
            "in a dotted frame "
            "for all cases. Right, for the same period, a frame for all recorded offences a month with an arrow from "
            "the "
            f"most that the share can stand for down to zero: {listed(most) or 'no total is stated'}."
        ),
        notes=(
            *([f"{elsewhere.what} ({elsewhere.reference.publisher}, {elsewhere.reference.url})"] if elsewhere else []),
            "A share is of the cases in which something is known. The source does not say of how many; the dotted "
            "frame is a whole of unknown size.",
            "The arrow begins where the upper end of the rounded share, of all recorded offences, would lie. If the "
            "platform is known in "
            "fewer of them, the number is smaller; how much smaller is not stated, so the arrow runs to zero.",
            "Right, totals of periods of different length are brought to one month: "
            f"{listed([_by_months(row) for row in totals.values()])}. "
            "Where the number of forces is not stated, nobody can say whether the totals have the same coverage.",
            *_worked_out(shares),
        )
        if totals
        else ("The source does not say of how many cases the shares are shares.", *_worked_out(shares)),
        editor=(
            (
                "Why is the right half not two bars?",
                "Bars would say how many offences involved the platform. The sources only allow an upper end.",
            ),
            (
                "Three months against three years: is that fair?",
                "As shares, yes, if recording did not change. The long period hides what happened within it: if the "
                "share rose year by year, the "
                "last year before may have been close to the later value, and the source does not say.",
            ),
            (
                f"Is {percent(shares[-1]['value'])} exact?",
                f"It is printed without decimals, so it stands for {percent(shares[-1]['low'], 1)} to "
                f"{percent(shares[-1]['high'], 1)} as read "
                "here; the difference of the shares is larger than rounding can make."
                if None not in (shares[-1]["low"], shares[-1]["high"])
                else "Its bounds are open.",
            ),
        ),
    )


def _worked_out(shares: list[dict[str, Any]]) -> list[str]:
    found = [period(row["period_start"], row["period_end"]) for row in shares if _star(row)]
    return [
        f"An asterisk marks a period that the source does not give in dates, and that was worked out: {listed(found)}."
    ] * bool(found)


def _by_months(row: dict[str, Any]) -> str:
    return f"{quoted(row['quote'])} by {counted(row['months'], 'month')}"
