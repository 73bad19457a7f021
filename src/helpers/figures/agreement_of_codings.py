"""How well the codings agree: spans by F1, fields by Cohen's kappa with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.figures import scales
from helpers.figures.bounds import Bounds, draw_bounds
from helpers.figures.canvas import Canvas, Panel, fit, nothing_to_draw
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.labels import MINUS, counted, number, plain, rows
from helpers.figures.palette import BLUE, QUIET, STRIPE, VERMILION
from helpers.figures.sheets import no_marks
from helpers.figures.style import NORMAL, style

_FIELD = (2.0, 28.0)
_BLOCK_MM = 76.0
_AXIS_MM = 38.0
_NUMBERS_MM = 4.0
_N_MM = 20.0
_TOP_MM = 10.5
_ROW_MM = 3.9
_HEAD_MM = 4.6
_FOOT_MM = 2.5
_MOST = 2
_NO_ROWS = "no source has been coded twice, and none has been reviewed."
COMPARISONS = {
    "first_second": "First and second coding, blind",
    "first_reviewed": "First and reviewed coding",
    "second_reviewed": "Second and reviewed coding",
    "draft_reviewed": "Machine's draft and reviewed coding",
}


def _is_span(field: str) -> bool:
    return field == "span" or field.startswith("span:")


def _sources_of(coded_mentions: pd.DataFrame, comparison: str) -> str:
    """Return the sources that a comparison is about: those where both sides have a mention."""
    sides = {"first": "first_kind", "second": "second_kind", "draft": "draft_kind"}
    there = coded_mentions["mention_id"].notna()
    for side in comparison.split("_"):
        there &= coded_mentions["status"] == "reviewed" if side == "reviewed" else coded_mentions[sides[side]].notna()
    return " ".join(dict.fromkeys(coded_mentions.loc[there, "source_id"].astype(str)))


@style()
def draw_agreement_of_codings(
    agreement: pd.DataFrame,
    coded_mentions: pd.DataFrame,
    *,
    comparisons: Sequence[str] = ("first_second", "draft_reviewed"),
) -> tuple[Figure, pd.DataFrame]:
    """Draw F1 of the spans and kappa of each field, side by side for one or two comparisons.

    Parameters
    ----------
    agreement, coded_mentions
        Tables.
    comparisons
        One or two terms of the table's column ``comparison``; those without rows are left out.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks.

    Raises
    ------
    ValueError
        If more than two comparisons are asked for.
    """
    if len(comparisons) > _MOST:
        raise ValueError(f"{len(comparisons)} comparisons do not fit beside each other; draw at most {_MOST}")
    table = {(row["comparison"], row["field"]): row for row in rows(agreement)}
    present = [name for name in comparisons if any(key[0] == name for key in table)]
    sources = {name: _sources_of(coded_mentions, name) for name in present}
    present = [name for name in present if sources[name]]
    if not present:
        return nothing_to_draw(_NO_ROWS), no_marks()
    fields = list(dict.fromkeys(field for name, field in table if name in present))
    groups = [
        ("Mentions: F1", [field for field in fields if _is_span(field)]),
        ("Fields: Cohen's kappa", [field for field in fields if not _is_span(field)]),
    ]
    groups = [(title, members) for title, members in groups if members]
    lows = [row["kappa_low"] for (name, _), row in table.items() if name in present and row["kappa_low"] is not None]
    scale = scales.linear(min([0.0, *lows]), 1.0)
    body = sum(_HEAD_MM + len(members) * _ROW_MM for _, members in groups)
    canvas = Canvas("two_columns", _TOP_MM + body + _FOOT_MM)
    panels = {
        name: scale.panel(_FIELD[0] + _FIELD[1] + 2 + place * _BLOCK_MM, _AXIS_MM) for place, name in enumerate(present)
    }
    for name, panel in panels.items():
        canvas.text(
            panel.left,
            2.8,
            fit(COMPARISONS[name], _BLOCK_MM - 2, weight="bold", size=NORMAL),
            weight="bold",
            size=NORMAL,
        )
        scales.dress(canvas, panel, scale, _TOP_MM, body)
        canvas.text(panel.right + _NUMBERS_MM, _TOP_MM - 2.2, "value", colour=QUIET)
        canvas.text(panel.right + _N_MM, _TOP_MM - 2.2, "n", align="right", colour=QUIET)
    marks = []
    y = _TOP_MM
    for title, members in groups:
        canvas.text(_FIELD[0], y + _HEAD_MM / 2, title, weight="bold")
        y += _HEAD_MM
        for place, field in enumerate(members):
            if place % 2 == 0:
                canvas.box(0.5, y, canvas.width - 1, _ROW_MM, facecolor=STRIPE, zorder=-2)
            middle = y + _ROW_MM / 2
            words = plain(field).replace("span: ", "kind ").replace("span", "all mentions")
            canvas.text(_FIELD[0] + 1.5, middle, fit(words, _FIELD[1] - 2))
            for name, panel in panels.items():
                if (name, field) in table:
                    marks.append(_draw_cell(canvas, panel, middle, table[name, field], sources[name]))
            y += _ROW_MM
    return canvas.figure, pd.DataFrame(marks)


def _draw_cell(canvas: Canvas, panel: Panel, y: float, row: dict[str, Any], sources: str) -> dict[str, Any]:
    mark = mark_id("agreement", row["comparison"], row["field"].replace(": ", ":"))
    is_span = _is_span(row["field"])
    value = row["f1"] if is_span else row["kappa"]
    bounds = Bounds(value, row["kappa_low"], row["kappa_high"]) if not is_span else Bounds(value, value, value)
    colour, marker, name = (VERMILION, "s", "F1") if is_span else (BLUE, "o", "kappa")
    if draw_bounds(canvas, panel, y, bounds, gid=mark, colour=colour, marker=marker):
        canvas.text(panel.right + _NUMBERS_MM, y, _two_digits(value))
    else:
        words = "undefined: a single value" if not is_span else "undefined: none"
        canvas.text(panel.left + 1.5, y, words, colour=QUIET, slant="italic", gid=mark)
    canvas.text(panel.right + _N_MM, y, number(row["n"]), align="right")
    return {
        "mark_id": mark,
        "mention_ids": None,
        "source_ids": sources,
        "comparison": row["comparison"],
        "field": row["field"],
        "n": row["n"],
        "precision": row["precision"],
        "recall": row["recall"],
        "f1": row["f1"],
        "agreement": row["agreement"],
        "kappa": row["kappa"],
        "kappa_low": row["kappa_low"],
        "kappa_high": row["kappa_high"],
        "label": (
            f"{COMPARISONS[row['comparison']]}, {row['field']}: {name} {_two_digits(value)}, n = {number(row['n'])}"
        ),
    }


def _two_digits(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}".replace("-", MINUS)


def caption_agreement_of_codings(marks: pd.DataFrame) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of the figure.
    """
    title = "How well the codings agree"
    drawn = rows(marks)
    if not drawn:
        return Caption(
            title=title,
            claim="There is no pair of codings to compare.",
            alt=f"No picture: {_NO_ROWS}",
            trace="coded_mentions",
        )
    said, seen = [], []
    for name in dict.fromkeys(row["comparison"] for row in drawn):
        of_it = [row for row in drawn if row["comparison"] == name]
        span = next((row for row in of_it if row["field"] == "span" and row["f1"] is not None), None)
        kappas = sorted((row["kappa"], plain(row["field"])) for row in of_it if row["kappa"] is not None)
        parts = []
        if span:
            parts.append(f"the same mentions with F1 {_two_digits(span['f1'])} (n = {number(span['n'])})")
        if kappas:
            lowest, highest = kappas[0], kappas[-1]
            parts.append(
                f"kappa from {_two_digits(lowest[0])} ({lowest[1]}) to {_two_digits(highest[0])} ({highest[1]})"
            )
        said.append(f"{COMPARISONS[name]}: {'; '.join(parts) or 'nothing defined'}")
        seen.append(
            f"{COMPARISONS[name]}: "
            + ", ".join(
                f"{plain(row['field'])} {_two_digits(value)}"
                for row in of_it
                if (value := row["f1"] if _is_span(row["field"]) else row["kappa"]) is not None
            )
        )
    return Caption(
        title=title,
        claim=". ".join(said) + ".",
        alt=(
            f"A table of fields with {counted(len(seen), 'panel')} from 0 to 1. Squares are F1 of the mentions "
            "found; dots are "
            f"Cohen's kappa with its 95% interval as a bar. {'. '.join(seen)}."
        ),
        notes=(
            "F1 is the harmonic mean of precision and recall of the mentions; n counts the mentions of both codings.",
            "Kappa is agreement beyond what chance would give; it is undefined where both codings use a single "
            "value, and its "
            "interval is wide where pairs are few.",
            "Two codings by the same kind of coder can agree on the same error: agreement is not correctness.",
        ),
        editor=(
            (
                "Is kappa of 1 perfect coding?",
                "It is perfect agreement. Where all pairs have the same value but one, a single change moves "
                "kappa far; n and the "
                "interval stand beside it for that reason.",
            ),
            (
                "May F1 and kappa share an axis?",
                "They share its ends and nothing else: F1 is not corrected for chance. So they have different "
                "symbols and stand in "
                "groups of their own.",
            ),
        ),
        trace="coded_mentions",
    )
