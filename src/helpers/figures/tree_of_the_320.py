"""The tree of the 320: arrests in a crackdown, the offenders said to be among them, and two groups that may overlap."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.figures import scales
from helpers.figures.bounds import Bounds, draw_bounds
from helpers.figures.canvas import Canvas, Panel, line_height, nothing_to_draw, text_width, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.labels import listed, number, period, plain, quoted, rows
from helpers.figures.palette import BLUE, FAINT, INK, QUIET, STRIPE, VERMILION
from helpers.figures.sheets import no_marks
from helpers.figures.style import NORMAL, style
from helpers.vocabulary import Vocabulary

ALL, CHOSEN, GROUPS = (
    "arrests_online_crackdown",
    "arrests_most_dangerous_offenders",
    ("arrests_high_harm_offenders", "arrests_positions_of_trust"),
)
AMONG = "most_dangerous_among_all_arrests"
_INDENT_MM = 5.0
_LABEL = (3.0, 66.0)
_AXIS = (72.0, 78.0)
_VALUE = (153.0, 29.0)
_BAR_MM = 3.2
_TOP_MM = 0.5
_HEAD_MM = 10.5
_ROW_GAP_MM = 2.6
_ZOOM_MM = 5.0
_TICKS_MM = 5.0  # the tick labels above the enlarged axis
_FOOT_MM = 6.0
_ASTERISK = "* worked out from words such as “since the first lockdown” and the date of publication"
_NO_ROWS = "the ledger lacks one of the figures of the tree."


@style()
def draw_tree_of_the_320(
    ledger: pd.DataFrame, audit: pd.DataFrame, vocabulary: Vocabulary
) -> tuple[Figure, pd.DataFrame]:
    """Draw the arrests of the crackdown, the chosen offenders at the same scale, and those enlarged with their groups.

    Parameters
    ----------
    ledger, audit
        Tables.
    vocabulary
        Says what is counted.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks.
    """
    exact = [row for row in rows(ledger) if row["qualifier"] == "exact" and row["value"] is not None]
    figures = {row["measure"]: row for row in exact if not row["same_as"]}
    if not {ALL, CHOSEN, *GROUPS} <= set(figures):
        return nothing_to_draw(_NO_ROWS), no_marks()
    repeats: dict[str, list[str]] = {}
    for row in exact:
        repeats.setdefault(row["same_as"] or row["mention_id"], []).append(row["mention_id"])
    among = next((row for row in rows(audit) if row["relation_id"] == AMONG), None)
    crackdown, chosen, groups = figures[ALL], figures[CHOSEN], [figures[name] for name in GROUPS]
    either, neither = overlap_of(chosen["value"], [row["value"] for row in groups])
    is_part = among is not None and among["verdict"].startswith("agrees")
    said = _among_words(among)

    labels = {
        row["mention_id"]: wrap(
            f"{quoted(row['quote'])} {vocabulary.label(row['measure'])}", _LABEL[1] - depth * _INDENT_MM, weight="bold"
        )
        for row, depth in ((crackdown, 0), (chosen, 1), *((row, 1) for row in groups))
    }
    derived = (("in at least one of the two groups", either), ("in neither group", neither))
    n_lines = max(len(lines) for lines in labels.values())
    tall = max(n_lines, 2) * line_height() + _ROW_GAP_MM
    said_from = _AXIS[0] + _AXIS[1] * chosen["value"] / scales.amounts([crackdown["value"]]).high + 3.0
    said_lines = wrap(said, _AXIS[0] + _AXIS[1] - said_from)
    second = max(tall, len(said_lines) * line_height() + _ROW_GAP_MM)
    height = _TOP_MM + 2 * _HEAD_MM + 6 * tall + second + _ZOOM_MM + _FOOT_MM
    canvas = Canvas("two_columns", height)

    marks = []
    words = "number, from nought; a step to the right is said to be a part of what stands above"
    y = _head(canvas, _TOP_MM, "All arrests of the crackdown", words)
    outer = scales.amounts([crackdown["value"]])
    upper = outer.panel(*_AXIS)
    scales.dress(canvas, upper, outer, y, tall + second)
    marks.append(_bar(canvas, upper, y + tall / 2, crackdown, labels, vocabulary, repeats, depth=0))
    middle = y + tall + second / 2
    _elbow(canvas, y + tall / 2 + line_height(), middle, depth=0, is_dashed=not is_part)
    marks.append(_bar(canvas, upper, middle, chosen, labels, vocabulary, repeats, depth=1, is_dashed=not is_part))
    tall_said = len(said_lines) * line_height()
    widest = max(text_width(line) for line in said_lines)
    canvas.box(said_from - 0.6, middle - tall_said / 2, widest + 1.2, tall_said, facecolor="#ffffff", zorder=-0.5)
    canvas.lines(said_from, middle, said_lines, colour=QUIET, slant="italic")
    y += tall + second
    bottom_of_outer = y
    y += _ZOOM_MM
    inner = _up_to(chosen["value"])
    lower = inner.panel(*_AXIS)
    y = _head(canvas, y, f"The {quoted(chosen['quote'])}, enlarged", "number of offenders")
    for near, far in ((upper.left, lower.left), (upper.x(chosen["value"]), lower.right)):
        canvas.line(
            [near, far], [bottom_of_outer, y - _TICKS_MM], colour=FAINT, width=0.6, linestyle=(0, (4, 3)), zorder=-1
        )
    scales.dress(canvas, lower, inner, y, 5 * tall)
    marks.append(_bar(canvas, lower, y + tall / 2, chosen, labels, vocabulary, repeats, depth=0, enlarged=True))
    for place, row in enumerate(groups, start=1):
        middle = y + (place + 0.5) * tall
        _elbow(canvas, y + tall / 2 + line_height(), middle, depth=0)
        marks.append(_bar(canvas, lower, middle, row, labels, vocabulary, repeats, depth=1))
    mentions = [row["mention_id"] for row in (chosen, *groups)]
    for place, (words, bounds) in enumerate(derived, start=3):
        middle = y + (place + 0.5) * tall
        canvas.box(0.5, middle - tall / 2, canvas.width - 1, tall, facecolor=STRIPE, zorder=-2)
        marks.append(_derived(canvas, lower, middle, words, bounds, mentions, bool(chosen["is_draft"])))
    if any(row["period_basis"] == "relative" for row in (crackdown, chosen, *groups)):
        canvas.text(_LABEL[0], height - _FOOT_MM / 2, _ASTERISK, colour=QUIET)
    return canvas.figure, pd.DataFrame(marks)


def overlap_of(whole: float, parts: list[float]) -> tuple[Bounds, Bounds]:
    """Return how many of a whole can be in at least one of some groups that may overlap, and how many in none.

    Parameters
    ----------
    whole
        Size of the whole.
    parts
        Sizes of groups within it.

    Raises
    ------
    ValueError
        If a group is larger than the whole.
    """
    if any(part > whole for part in parts):
        raise ValueError(f"a group of {number(max(parts))} does not fit into {number(whole)}")
    least, most = max(parts), min(whole, sum(parts))
    return Bounds(None, least, most), Bounds(None, whole - most, whole - least)


def _among_words(among: dict[str, Any] | None) -> str:
    if among is None or among["verdict"].startswith("agrees"):
        return "The smaller number is said to be among the larger."
    differs = listed([plain(aspect) for aspect in str(among["differs_in"] or "what is counted").split("; ")])
    return (
        f"Dashed: the source says that these were among the arrests, but the two figures differ in {differs} "
        f"({plain(among['verdict'])}), so how large a part they are does not follow."
    )


def _up_to(most: float) -> scales.Scale:
    """Return a scale that ends at a whole, with its last tick there; ticks too near the end are left out."""
    rough = scales.counts(int(most))
    step = rough.ticks[1] - rough.ticks[0]
    ticks = (*(tick for tick in rough.ticks if tick <= most - step / 2), float(most))
    return scales.Scale(0.0, float(most), False, ticks, tuple(number(tick) for tick in ticks))


def _head(canvas: Canvas, top: float, head: str, words: str) -> float:
    canvas.text(_LABEL[0] - 1, top + 2.6, head, size=NORMAL, weight="bold")
    canvas.text(_LABEL[0] + text_width(head, NORMAL, "bold") + 1.6, top + 2.6, words, colour=QUIET, slant="italic")
    return top + _HEAD_MM


def _elbow(canvas: Canvas, top: float, y: float, *, depth: int, is_dashed: bool = False) -> None:
    x = _LABEL[0] + depth * _INDENT_MM + 1.2
    dashes = {"linestyle": (0, (2, 2))} if is_dashed else {}
    canvas.line([x, x, x + _INDENT_MM - 2.0], [top, y, y], colour=QUIET, width=0.7, **dashes)


def _bar(
    canvas: Canvas,
    panel: Panel,
    y: float,
    row: dict[str, Any],
    labels: dict[str, list[str]],
    vocabulary: Vocabulary,
    repeats: dict[str, list[str]],
    *,
    depth: int,
    is_dashed: bool = False,
    enlarged: bool = False,
) -> dict[str, Any]:
    gid = mark_id("enlarged" if enlarged else "count", row["mention_id"])
    left = _LABEL[0] + depth * _INDENT_MM
    if enlarged:
        canvas.text(left, y, f"all {quoted(row['quote'])}", weight="bold")
    else:
        canvas.lines(left, y, labels[row["mention_id"]], weight="bold")
    look: dict[str, Any] = {"facecolor": BLUE}
    if is_dashed:
        look = {"facecolor": "#ffffff", "edgecolor": BLUE, "linewidth": 0.9, "linestyle": (0, (2, 1.2))}
    canvas.box(panel.left, y - _BAR_MM / 2, panel.x(row["value"]) - panel.left, _BAR_MM, gid=gid, zorder=1, **look)
    when = period(row["period_start"], row["period_end"]) + ("*" if row["period_basis"] == "relative" else "")
    words = "" if enlarged else when
    canvas.lines(_VALUE[0], y, wrap(words, _VALUE[1]) if words else [], colour=QUIET)
    return {
        "mark_id": gid,
        "mention_ids": " ".join(repeats.get(row["mention_id"], [row["mention_id"]])),
        "what": "enlarged" if enlarged else row["measure"],
        "quote": row["quote"],
        "value": row["value"],
        "low": row["value"],
        "high": row["value"],
        "unit": row["unit"],
        "is_dashed": is_dashed,
        "is_draft": row["is_draft"],
        "label": f"{quoted(row['quote'])}: {vocabulary.label(row['measure'])}; {when.rstrip('*')}",
    }


def _derived(
    canvas: Canvas, panel: Panel, y: float, words: str, bounds: Bounds, mentions: list[str], is_draft: bool
) -> dict[str, Any]:
    gid = mark_id("derived", words)
    canvas.text(_LABEL[0], y, words, slant="italic")
    draw_bounds(canvas, panel, y, bounds, gid=gid, colour=VERMILION)
    low, high = bounds.low or 0.0, bounds.high or 0.0
    said = f"{number(low)} to {number(high)}" if low != high else number(low)
    canvas.text(_VALUE[0], y, said, weight="bold", colour=INK)
    return {
        "mark_id": gid,
        "mention_ids": " ".join(mentions),
        "what": words,
        "quote": None,
        "value": None,
        "low": low,
        "high": high,
        "unit": "offender",
        "is_dashed": False,
        "is_draft": is_draft,
        "label": f"Offenders {words}: {said}, since the groups may overlap",
    }


def caption_tree_of_the_320(marks: pd.DataFrame) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        What is drawn.
    """
    drawn = rows(marks)
    if not drawn:
        return Caption(
            title="The tree of the arrests",
            claim="The figures of the tree are not all there.",
            alt=f"No picture: {_NO_ROWS}",
        )
    by_what = {row["what"]: row for row in drawn}
    crackdown, chosen = by_what[ALL], by_what[CHOSEN]
    first, second = (by_what[name] for name in GROUPS)
    either, neither = (row for row in drawn if row["value"] is None)
    title = f"The tree of the {chosen['quote']}"
    claim = (
        f"Of {quoted(chosen['quote'])} arrested offenders, {quoted(first['quote'])} were considered high-harm and "
        f"{quoted(second['quote'])} held positions of trust. The two groups may overlap, so {number(either['low'])} "
        f"to {number(either['high'])} are in at least one and {number(neither['low'])} to {number(neither['high'])} "
        "in neither."
    )
    if chosen["is_dashed"]:
        claim += f" What part they are of the {quoted(crackdown['quote'])} arrests does not follow."
    return Caption(
        title=title,
        claim=claim,
        alt=(
            f"Two panels of bars from nought. The upper has {quoted(crackdown['quote'])} arrests and, below it at "
            f"the same scale, the {quoted(chosen['quote'])} "
            f"offenders{' as a dashed outline' if chosen['is_dashed'] else ''}. Thin lines lead from the short bar "
            f"to the lower panel, in which it fills the whole axis, with bars for {quoted(first['quote'])} and "
            f"{quoted(second['quote'])} below it, and two intervals: in at least one group {number(either['low'])} "
            f"to {number(either['high'])}, in neither {number(neither['low'])} to {number(neither['high'])}."
        ),
        notes=(
            "An arrest is no conviction, and arrests are not persons: one person can be arrested more than once.",
            "The bars of both groups begin at nought because they are counts; where one lies inside the other is "
            "not known. The intervals follow from the three counts alone, by the least and the greatest overlap that "
            "they leave room for.",
            "An asterisk marks a period that is worked out from words such as “since the first lockdown” and the "
            "date of publication.",
        ),
        editor=(
            (
                "Why not a tree map or nested circles?",
                "They would have to place the smaller group inside or outside the larger one. Nobody says where it "
                "lies, so the figure gives the counts as bars and what follows as intervals.",
            ),
            (
                "Does the dashed bar not still say that they are part of the arrests?",
                "The source says so, and the figure says that the source says so. The dashes and the line below it "
                "carry the audit's verdict.",
            ),
            (
                "Why enlarge at all?",
                "At the scale of all arrests the groups would be slivers. The thin lines and the axis, which ends "
                "at the whole, say that the scale changes.",
            ),
        ),
        width="two_columns",
    )
