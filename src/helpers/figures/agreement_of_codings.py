"""How well the codings agree: mentions by F1, fields by Cohen's kappa beside the bare agreement with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.agreement import LEAST_OVERLAP
from helpers.figures import scales
from helpers.figures.bounds import Bounds, draw_bounds
from helpers.figures.canvas import Canvas, Panel, fit, line_height, nothing_to_draw, text_width, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.labels import MINUS, counted, number, percent, plain, rows
from helpers.figures.palette import BLUE, INK, QUIET, STRIPE, VERMILION
from helpers.figures.sheets import no_marks
from helpers.figures.style import NORMAL, style

_FIELD = (2.0, 33.0)
_BLOCK_MM = 73.5
_AXIS_MM = 30.0
_COLUMNS_MM = (4.0, 14.0, 24.0)  # from the right end of an axis: F1 or kappa, bare agreement, n
_HEADING_MM = 11.0
_ROW_MM = 4.6
_HEAD_MM = 4.8
_FOOT_MM = 2.5
_OFFSET_MM = 0.95
_MOST = 2
_NO_ROWS = "no source has been coded twice, and none has been reviewed."
_NOBODY = "Who coded is not said: data/corpus.yml has no coded_by."
_EXACT = "span: exact"
COMPARISONS = {
    "first_second": "First and second coding, blind",
    "first_reviewed": "First and reviewed coding",
    "second_reviewed": "Second and reviewed coding",
    "draft_reviewed": "Machine's draft and reviewed coding",
}
_OVERLAP = f"{Fraction(LEAST_OVERLAP).limit_denominator(100)}"
_RULE = (
    f"Two mentions are the same where they share at least {_OVERLAP} of the characters that either has (best overlap first, one "
    "to one); under “the very same characters” only those with the same first and last character count."
)


def _is_span(field: str) -> bool:
    return field == "span" or field.startswith("span:")


def _field_in_words(field: str) -> str:
    if field == "span":
        return f"all, overlap of {_OVERLAP}"
    return "all, very same characters" if field == _EXACT else plain(field).replace("span: ", "kind ")


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
    coded_by: str | None = None,
) -> tuple[Figure, pd.DataFrame]:
    """Draw F1 of the mentions, and kappa and bare agreement of each field, side by side for one or two comparisons.

    Parameters
    ----------
    agreement, coded_mentions
        Tables.
    comparisons
        One or two terms of the table's column ``comparison``; those without rows are left out.
    coded_by
        Who made the codings, in a sentence or two (:class:`helpers.about.About`); it stands over the panels.

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
        ("Mentions found: F1", [field for field in fields if _is_span(field)]),
        ("Fields: kappa, and bare agreement", [field for field in fields if not _is_span(field)]),
    ]
    groups = [(title, members) for title, members in groups if members]
    lows = [row["kappa_low"] for (name, _), row in table.items() if name in present and row["kappa_low"] is not None]
    scale = scales.linear(min([0.0, *lows]), 1.0)
    body = sum(_HEAD_MM + len(members) * _ROW_MM for _, members in groups)
    who = wrap(coded_by or _NOBODY, 183.0 - 2 * _FIELD[0], most=3)
    first = 5.5 + len(who) * line_height()
    top = first + _HEADING_MM
    canvas = Canvas("two_columns", top + body + _FOOT_MM)
    canvas.lines(_FIELD[0], 1.5 + len(who) * line_height() / 2, who, slant="italic")
    _draw_key(canvas, first - 1.5)
    panels = {
        name: scale.panel(_FIELD[0] + _FIELD[1] + 2 + place * _BLOCK_MM, _AXIS_MM) for place, name in enumerate(present)
    }
    for name, panel in panels.items():
        words = fit(COMPARISONS[name], _BLOCK_MM - 2, weight="bold", size=NORMAL)
        canvas.text(panel.left, top - 7.2, words, weight="bold", size=NORMAL)
        scales.dress(canvas, panel, scale, top, body)
    marks = []
    y = top
    for title, members in groups:
        canvas.text(_FIELD[0], y + _HEAD_MM / 2, title, weight="bold")
        is_spans = _is_span(members[0])
        for panel in panels.values():
            heads = ("F1", "", "n of each") if is_spans else ("kappa", "same", "pairs")
            for place, head in zip(_COLUMNS_MM, heads, strict=True):
                canvas.text(panel.right + place, y + _HEAD_MM / 2, head, colour=QUIET)
        y += _HEAD_MM
        for place, field in enumerate(members):
            if place % 2 == 0:
                canvas.box(0.5, y, canvas.width - 1, _ROW_MM, facecolor=STRIPE, zorder=-2)
            middle = y + _ROW_MM / 2
            canvas.text(_FIELD[0] + 1.5, middle, fit(_field_in_words(field), _FIELD[1] - 2))
            for name, panel in panels.items():
                if (name, field) in table:
                    marks.append(_draw_cell(canvas, panel, middle, table[name, field], sources[name]))
            y += _ROW_MM
    return canvas.figure, pd.DataFrame(marks)


def _draw_key(canvas: Canvas, y: float) -> None:
    x = _FIELD[0]
    for name, marker, colour, bounds, words in (
        ("f1", "s", VERMILION, Bounds(0.5, 0.5, 0.5), "F1"),
        ("kappa", "o", BLUE, Bounds(0.5, 0.0, 1.0), "kappa with its 95% interval"),
        ("agreement", "|", INK, Bounds(0.5, 0.0, 1.0), "bare agreement (same) with Wilson's 95% interval, below kappa"),
    ):
        width = 6.0 if bounds.low != bounds.high else 1.0
        draw_bounds(canvas, Panel(x, width, 0.0, 1.0), y, bounds, gid=f"key.{name}", colour=colour, marker=marker)
        canvas.text(x + width + 1.6, y, words)
        x += width + 1.6 + text_width(words) + 5.0


def _draw_cell(canvas: Canvas, panel: Panel, y: float, row: dict[str, Any], sources: str) -> dict[str, Any]:
    mark = mark_id("agreement", row["comparison"], row["field"].replace(": ", ":"))
    is_span = _is_span(row["field"])
    first, second, third = (panel.right + place for place in _COLUMNS_MM)
    if is_span:
        value = row["f1"]
        draw_bounds(canvas, panel, y, Bounds(value, value, value), gid=mark, colour=VERMILION, marker="s")
        canvas.text(first, y, _two_digits(value))
        n = (
            f"{number(row['n_first'])} and {number(row['n_second'])}"
            if row["n_first"] is not None and row["n_second"] is not None
            else number(row["n"])
        )
    else:
        value, n = row["kappa"], number(row["n"])
        # where all pairs agree the interval of kappa is a point; the interval of the bare agreement is not
        bounds = Bounds(value, row["kappa_low"], row["kappa_high"])
        is_drawn = draw_bounds(canvas, panel, y - _OFFSET_MM, bounds, gid=mark, colour=BLUE)
        if is_drawn:
            canvas.text(first, y, _two_digits(value))
        else:
            canvas.text(first, y, "none", colour=QUIET, slant="italic", gid=mark)
        if row["agreement"] is not None:
            bare = Bounds(row["agreement"], row["agreement_low"], row["agreement_high"])
            draw_bounds(
                canvas, panel, y + _OFFSET_MM, bare, gid=f"{mark}.agreement", colour=INK, marker="|", shortest=0.1
            )
            canvas.text(second, y, percent(row["agreement"], 0))
    canvas.text(third, y, n)
    return {
        "mark_id": mark,
        "mention_ids": None,
        "source_ids": sources,
        "comparison": row["comparison"],
        "field": row["field"],
        **{
            name: row[name]
            for name in (
                *("n", "n_first", "n_second", "precision", "recall", "f1"),
                *("agreement", "agreement_low", "agreement_high", "kappa", "kappa_low", "kappa_high"),
            )
        },
        "label": f"{COMPARISONS[row['comparison']]}, {_field_in_words(row['field'])}: {_in_words(row, n)}",
    }


def _in_words(row: dict[str, Any], n: str) -> str:
    if _is_span(row["field"]):
        return f"F1 {_two_digits(row['f1'])}; {n} mentions"
    words = f"kappa {_two_digits(row['kappa'])}"
    if row["agreement"] is not None:
        words += f"; {percent(row['agreement'], 0)} the same"
        if row["agreement_low"] is not None and row["agreement_high"] is not None:
            words += f" (95% interval {percent(row['agreement_low'], 0)} to {percent(row['agreement_high'], 0)})"
    return f"{words}; {counted(row['n'], 'pair')}"


def _two_digits(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}".replace("-", MINUS)


def caption_agreement_of_codings(marks: pd.DataFrame, *, coded_by: str | None = None) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of the figure.
    coded_by
        Who made the codings, as it was drawn.
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
    said = []
    for name in dict.fromkeys(row["comparison"] for row in drawn):
        of_it = {row["field"]: row for row in drawn if row["comparison"] == name}
        parts = []
        if (span := of_it.get("span")) and span["f1"] is not None:
            parts.append(f"the same mentions with F1 {_two_digits(span['f1'])}{_of_each(span)}")
        if (exact := of_it.get(_EXACT)) and exact["f1"] is not None:
            parts.append(f"with the very same characters {_two_digits(exact['f1'])}")
        kappas = sorted((row["kappa"], plain(row["field"])) for row in of_it.values() if row["kappa"] is not None)
        if kappas:
            lowest, highest = kappas[0], kappas[-1]
            ends = f"kappa of the fields from {_two_digits(lowest[0])} ({lowest[1]})"
            parts.append(
                f"{ends} to {_two_digits(highest[0])}" if highest[0] > lowest[0] else ends.replace("from", "is", 1)
            )
        said.append(f"{COMPARISONS[name]}: {', '.join(parts) or 'nothing defined'}")
    who = coded_by or _NOBODY
    head = ["compared", "what", "F1 or kappa", "same", "95% interval of same", "n"]
    by_comparison = sorted(drawn, key=lambda row: list(COMPARISONS).index(row["comparison"]))
    table = [head, *map(_row_of_table, by_comparison)]
    return Caption(
        title=title,
        claim=f"{'. '.join(said)}. {who}",
        alt=(
            f"{counted(len(said), 'panel')} of rows on an axis that ends at 1: squares for F1 of the mentions, dots for kappa of "
            f"each field with a bar as its interval, and below each dot the bare agreement with its interval. {'. '.join(said)}."
        ),
        in_words=(_RULE,),
        table=table,
        notes=(
            "F1 is the harmonic mean of precision and recall of the mentions; n counts the mentions of either coding. A kind's "
            "F1 asks for the same kind as well.",
            "Kappa is agreement beyond what chance would give; it is undefined where both codings use a single value. Where all "
            "pairs agree its interval is a point and says nothing of how few they are: the interval of Wilson (1927) for the "
            "bare agreement, drawn below it, does.",
            "Two codings by the same kind of coder can agree on the same error: agreement is not correctness.",
        ),
        editor=(
            (
                "Is kappa of 1 perfect coding?",
                "It is perfect agreement on the pairs there are, and of few pairs that is weak evidence: the interval of "
                "the bare agreement beside it says how much disagreement the same count would still allow.",
            ),
            (
                "May F1, kappa and bare agreement share an axis?",
                "They share its ends and nothing else: F1 and the bare agreement are not corrected for chance. So they have "
                "different symbols and stand in groups or lines of their own.",
            ),
            ("Who coded?", who),
        ),
        trace="coded_mentions",
    )


def _of_each(row: dict[str, Any]) -> str:
    if row["n_first"] is None or row["n_second"] is None:
        return ""
    return f" ({number(row['n_first'])} and {number(row['n_second'])} mentions)"


def _row_of_table(row: dict[str, Any]) -> list[str]:
    is_span = _is_span(row["field"])
    has_interval = row["agreement_low"] is not None and row["agreement_high"] is not None
    return [
        COMPARISONS[row["comparison"]],
        _field_in_words(row["field"]),
        _two_digits(row["f1"] if is_span else row["kappa"]),
        "" if row["agreement"] is None else percent(row["agreement"], 0),
        f"{percent(row['agreement_low'], 0)} to {percent(row['agreement_high'], 0)}" if has_interval else "",
        _of_each(row).strip(" ()") or number(row["n"]),
    ]
