"""Shares of what children are said to have committed, each on an axis of its own, with the definitions side by side."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.figures import scales
from helpers.figures.bounds import Bounds, draw_bounds
from helpers.figures.canvas import Canvas, Panel, line_height, nothing_to_draw, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.forces import behind, coverages
from helpers.figures.labels import counted, listed, percent, period, quoted, rows, source_labels
from helpers.figures.palette import BLUE, BLUE_WORDS, FAINT, PALE, QUIET, STRIPE, VERMILION_WORDS
from helpers.figures.sheets import no_marks
from helpers.figures.style import LARGE, NORMAL, style
from helpers.vocabulary import Vocabulary

FAMILY = "share_committed_by_children"
_LABELS = (2.0, 23.0)
_LEFT, _RIGHT = 29.0, 158.0
_GAP = 10.0
_RELATION = (165.0, 16.0)
_HEAD_MM = 22.0
_ROW_GAP_MM = 2.0
_HALF_HEAD_MM = 0.8
_NOT_STATED = "not stated"
_NO_ROWS = "the ledger has no share of what children committed."

# Aspect of the table of comparability, if there is one, what the row is called, and how a sentence names it.
_ROWS = (
    ("definition", "share of what", "what they are shares of"),
    (None, "not included, or left open", ""),
    ("unit", "unit, as coded", "the unit"),
    ("period", "when", "the period"),
    ("geography", "where", "the area"),
    ("counted_by", "who counted", "who counted"),
    ("coverage", "how many answered", "how many forces answered"),
    (None, "who says so", ""),
    (None, "coders' note", ""),
)
# In the order in which one of several pairs decides.
_RELATIONS = {
    "different": ("≠", "differs", VERMILION_WORDS),
    "unknown": ("?", "not known", QUIET),
    "same_inferred": ("=", "if inferred", QUIET),
    "same": ("=", "the same", BLUE_WORDS),
}


@style()
def draw_shares_by_children(
    ledger: pd.DataFrame, comparability: pd.DataFrame, sources: pd.DataFrame, vocabulary: Vocabulary
) -> tuple[Figure, pd.DataFrame]:
    """Draw the shares of one family, each with its definition, and say in what they differ.

    Parameters
    ----------
    ledger, comparability, sources
        Tables.
    vocabulary
        Says what each measure counts and what it leaves open.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks.
    """
    measures = {name for name, measure in vocabulary.measures.items() if measure.family == FAMILY}
    shares = [row for row in rows(ledger) if row["kind"] == "share" and row["measure"] in measures]
    own = sorted((row for row in shares if not row["same_as"]), key=lambda row: str(row["published_on"]))
    if not own:
        return nothing_to_draw(_NO_ROWS), no_marks()
    by_source, answered = source_labels(sources), coverages(ledger)
    width = (_RIGHT - _LEFT - _GAP * (len(own) - 1)) / len(own)
    columns = [_LEFT + place * (width + _GAP) for place in range(len(own))]
    cells = [[wrap(words, width) for words in _cells(row, answered, vocabulary)] for row in own]
    names = [wrap(name, _LABELS[1]) for _, name, _ in _ROWS]
    heights = [
        max(len(name), *(len(cell[line]) for cell in cells)) * line_height() + _ROW_GAP_MM
        for line, name in enumerate(names)
    ]
    canvas = Canvas("two_columns", _HEAD_MM + sum(heights) + 2.0)
    marks = []
    for left, row in zip(columns, own, strict=True):
        same = [row["mention_id"], *(other["mention_id"] for other in shares if other["same_as"] == row["mention_id"])]
        marks.append(_draw_share(canvas, left, width, row, same, by_source[row["source_id"]], vocabulary))
    relations = _relations(comparability, {row["mention_id"] for row in own})
    if relations:
        canvas.lines(
            _RELATION[0], _HEAD_MM - 3.6, wrap("beside each other", _RELATION[1]), colour=QUIET, slant="italic"
        )
    y = _HEAD_MM
    for line, (aspect, _, _) in enumerate(_ROWS):
        if line % 2 == 0:
            canvas.box(0.5, y, canvas.width - 1, heights[line], facecolor=STRIPE, zorder=-2)
        middle = y + heights[line] / 2
        canvas.lines(_LABELS[0], middle, names[line], colour=QUIET)
        for left, cell in zip(columns, cells, strict=True):
            is_missing = cell[line] == [_NOT_STATED]
            canvas.lines(
                left,
                middle,
                cell[line],
                colour=QUIET if is_missing else "#222222",
                slant="italic" if is_missing else "normal",
            )
        if aspect in relations:
            symbol, words, colour = _RELATIONS[relations[aspect]]
            canvas.text(_RELATION[0], middle, symbol, colour=colour, weight="bold", size=LARGE)
            canvas.text(_RELATION[0] + 3.4, middle, words, colour=colour)
        y += heights[line]
    return canvas.figure, pd.DataFrame(marks).assign(
        **{f"{aspect}_relation": relations.get(aspect) for aspect, _, _ in _ROWS if aspect}
    )


def _cells(row: dict[str, Any], answered: dict[str, dict[str, Any]], vocabulary: Vocabulary) -> list[str]:
    measure = vocabulary.measures[row["measure"]]
    when = period(row["period_start"], row["period_end"])
    return [
        measure.definition,
        measure.does_not_include,
        _unit(row),
        when or _NOT_STATED,
        vocabulary.label(row["geography"]) or _NOT_STATED,
        vocabulary.label(row["counted_by"]) or _NOT_STATED,
        behind(row, answered, _NOT_STATED),
        _who_says(row, vocabulary),
        row["note"] or "",
    ]


def _unit(row: dict[str, Any]) -> str:
    """Return what is counted; where coders had to infer it, it is the nearest term and does not stand in the source."""
    if not row["unit"]:
        return _NOT_STATED
    return f"{row['unit']} (nearest term; not said)" if row["unit_basis"] == "inferred" else str(row["unit"])


def _who_says(row: dict[str, Any], vocabulary: Vocabulary) -> str:
    """Say to whom the source attributes a figure; a body that coders inferred is not named, but what the source says is."""
    said = vocabulary.label(row["attributed_to"])
    if not said:
        return str(row["published_by"])
    if row["attributed_to_basis"] != "inferred":
        return f"{said}, as reported by {row['published_by']}"
    found = re.search(r"\battributed_to: ([^.]+)\.", row["inferred_why"] or "")
    return f"As reported by {row['published_by']}: {found[1] if found else f'{said} (inferred)'}"


def _relations(comparability: pd.DataFrame, mentions: set[str]) -> dict[str, str]:
    """Return how the shares stand to each other in each aspect: different if any pair differs, then unknown."""
    pairs = [row for row in rows(comparability) if {row["mention_id_a"], row["mention_id_b"]} <= mentions]
    if not pairs:
        return {}
    found = {}
    for aspect, _, _ in _ROWS:
        if aspect:
            said = {row[f"{aspect}_relation"] for row in pairs}
            found[aspect] = next(word for word in _RELATIONS if word in said)
    return found


def _draw_share(
    canvas: Canvas,
    left: float,
    width: float,
    row: dict[str, Any],
    mentions: list[str],
    source: str,
    vocabulary: Vocabulary,
) -> dict[str, Any]:
    bounds = Bounds(row["value"], row["low"], row["high"], row["low_closed"], row["high_closed"])
    gid = mark_id("share", row["mention_id"])
    canvas.text(left, 2.8, quoted(row["quote"]), weight="bold", size=NORMAL)
    canvas.text(left, 6.2, source, colour=QUIET)
    scale = scales.shares()
    whole = scale.panel(left, width)
    top, height = 9.0, 5.4
    canvas.box(left, top, width, height, facecolor=PALE, edgecolor=FAINT, linewidth=0.5, zorder=-1.5)
    scales.dress(canvas, whole, scale, top, height, labels_on_top=False)
    # a share ends at the whole, and so does the head of a bound's arrow, which is drawn around the arrow's end
    inner = Panel(left, width - _HALF_HEAD_MM, 0.0, 1 - _HALF_HEAD_MM / width)
    draw_bounds(canvas, inner, top + height / 2, bounds, gid=gid, colour=BLUE, to_the_end=True, is_inside=True)
    measure = vocabulary.measures[row["measure"]]
    return {
        "mark_id": gid,
        "mention_ids": " ".join(mentions),
        "quote": row["quote"],
        "value": row["value"],
        "low": row["low"],
        "high": row["high"],
        "low_closed": row["low_closed"],
        "high_closed": row["high_closed"],
        "unit": row["unit"],
        "measure": row["measure"],
        "definition": measure.definition,
        "source": source,
        "is_draft": row["is_draft"],
        "label": f"{quoted(row['quote'])} ({source}): {measure.label}; drawn {_drawn(row)}",
    }


def _drawn(row: dict[str, Any]) -> str:
    """Say in words which stretch of the whole is drawn."""
    low, high = row["low"], row["high"]
    if low is not None and high is not None:
        return f"as {percent(low, 1)}" if low == high else f"from {percent(low, 1)} to {percent(high, 1)}"
    if low is not None:
        return f"as an arrow from {'above ' if row['low_closed'] is False else ''}{percent(low, 1)} upwards"
    return (
        f"as an arrow from {'below ' if row['high_closed'] is False else ''}{percent(high, 1)} downwards"
        if high
        else "as stated"
    )


def caption_shares_by_children(marks: pd.DataFrame) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        What is drawn.
    """
    title = "Shares committed by children, with what each is a share of"
    drawn = rows(marks)
    if not drawn:
        return Caption(title=title, claim="No source gives such a share.", alt=f"No picture: {_NO_ROWS}")
    relations = {aspect: drawn[0][f"{aspect}_relation"] for aspect, _, _ in _ROWS if aspect}
    names = {aspect: words for aspect, _, words in _ROWS if aspect}
    differ = [names[aspect] for aspect, relation in relations.items() if relation == "different"]
    open_ = [names[aspect] for aspect, relation in relations.items() if relation == "unknown"]
    said = listed([f"{quoted(row['quote'])} ({row['source']})" for row in drawn])
    claim = f"{said} {'is' if len(drawn) == 1 else 'are'} said of "
    claim += "different wholes" if names["definition"] in differ else "one whole"
    if differ:
        claim += f": they differ in {listed(differ)}"
    if open_:
        claim += f"{', and' if differ else ';'} for {listed(open_)} the sources do not say enough to tell"
    claim += ". No growth from one to the other follows." if differ or open_ else "."
    return Caption(
        title=title,
        claim=claim,
        alt=(
            f"{counted(len(drawn), 'bar')} from 0% to 100%, each on an axis of its own: "
            + "; ".join(f"{quoted(row['quote'])} drawn {_drawn(row)}" for row in drawn)
            + f". Below, {counted(len(_ROWS), 'row')} of words give the definition of each, and a last column compares them"
            + (f": they differ in {listed(differ)}" if differ else "")
            + (f"; not known for {listed(open_)}" if open_ else "")
            + "."
        ),
        notes=(
            "Each share has an axis of its own, because nothing but the per cent sign connects them; the axes run "
            "over the whole, from nought to one hundred per cent.",
            "The bar with ends is how a fraction in words is read (data/conventions.yml); the arrow is a bound, "
            "and the open circle says that the number itself is left out.",
            "The last column is the table of comparability: what is unknown is never taken as equal.",
        ),
        editor=(
            (
                "Why not two bars beside each other?",
                "Two bars on one axis would be read as a rise. The figures have no common whole, unit, period or "
                "place, so each stands on its own axis and the words that make the difference stand between them.",
            ),
            (
                "Does the arrow not suggest that the share could be anything up to the whole?",
                "It could, as far as the source says; “more than half” gives no upper end. The arrow says so, "
                "where a bar would have invented a number.",
            ),
            (
                "Would not a statistician simply call this a rise in the share?",
                "Other publications, named in the notebook, report both shares for one series of recorded "
                "offences. From these two sources it does not follow, and the figure shows these two sources.",
            ),
        ),
        width="two_columns",
    )
