"""What the numbers of each source are: its mentions by kind."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from helpers.columns import KINDS, REPORTED_KINDS
from helpers.figures.canvas import Canvas, fit, line_height, nothing_to_draw, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.labels import counted, number, rows, source_labels
from helpers.figures.palette import FAINT, KIND_GROUP, KIND_GROUPS, QUIET
from helpers.figures.sheets import no_marks
from helpers.figures.style import NORMAL, style

_PER_ROW: Final = 5
_MOST_PANELS: Final = 15
_LEFT_MM = 2.0
_NAMES_MM = 20.0
_GAP_MM = 3.0
_ROW_MM = 3.5
_HEAD_MM = 4.4
_BAR_MM = 2.2
_NUMBER_MM = 6.5
_REST = "all other sources"
NO_REVIEW = "no mention has been reviewed yet; the machine's draft is drawn only when asked for by name."


def reviewed(coded_mentions: pd.DataFrame, *, drafts: bool) -> pd.DataFrame:
    """Return the mentions that may be drawn: the reviewed ones, and with ``drafts`` the others too."""
    return coded_mentions if drafts else coded_mentions[coded_mentions["status"] == "reviewed"]


def _shape() -> list[tuple[str, list[str]]]:
    return [(group, [kind for kind in KINDS if KIND_GROUP[kind] == group]) for group in KIND_GROUPS]


def _panels(mentions: list[dict[str, Any]], labels: dict[str, str]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Return id, label and mentions of each panel; a corpus of many sources shows the largest and the rest together."""
    by_source: dict[str, list[dict[str, Any]]] = {source: [] for source in labels}
    for row in mentions:
        by_source[row["source_id"]].append(row)
    filled = {source: members for source, members in by_source.items() if members}
    if len(filled) <= _MOST_PANELS:
        return [(source, labels[source], members) for source, members in filled.items()]
    largest = sorted(filled, key=lambda source: -len(filled[source]))[: _MOST_PANELS - 1]
    kept = [(source, labels[source], filled[source]) for source in filled if source in largest]
    rest = [row for source, members in filled.items() if source not in largest for row in members]
    return [*kept, ("rest", f"{_REST} ({len(filled) - len(largest)})", rest)]


@style()
def draw_what_the_numbers_are(
    coded_mentions: pd.DataFrame, sources: pd.DataFrame, *, drafts: bool = False
) -> tuple[Figure, pd.DataFrame]:
    """Draw for each source how many of its mentions are of each kind; individual cases are counted and nothing else.

    Parameters
    ----------
    coded_mentions, sources
        Tables.
    drafts
        Whether mentions that nobody has reviewed are drawn too; the figure then says so.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks: one for each source and kind that occurs.
    """
    panels = _panels(rows(reviewed(coded_mentions, drafts=drafts)), source_labels(sources))
    if not panels:
        return nothing_to_draw(NO_REVIEW), no_marks()
    across = min(_PER_ROW, len(panels))
    width = (183.0 - _LEFT_MM - _NAMES_MM) / across - _GAP_MM
    width = min(width, 45.0)
    most = max(sum(row["kind"] == kind for row in members) for _, _, members in panels for kind in KINDS)
    titles = {
        # publisher and date on lines of their own
        source: [line for part in label.rsplit(", ", 1) for line in wrap(part, width, weight="bold", most=2)]
        for source, label, _ in panels
    }
    title_mm = max(map(len, titles.values())) * line_height() + 1.0
    body_mm = sum(_HEAD_MM + len(kinds) * _ROW_MM for _, kinds in _shape()) + 5.6
    n_rows = -(-len(panels) // across)
    canvas = Canvas("two_columns", n_rows * (title_mm + body_mm) + 3.0)
    marks = []
    for place, (source, label, members) in enumerate(panels):
        top = 2.0 + (place // across) * (title_mm + body_mm)
        column = place % across
        left = _LEFT_MM + _NAMES_MM + column * (width + _GAP_MM)
        # the bars of all panels share one scale, so that sources compare
        per_mention = (width - _NUMBER_MM) / most
        title_y = top + title_mm - 1.0 - len(titles[source]) * line_height() / 2
        canvas.lines(left, title_y, titles[source], weight="bold")
        y = top + title_mm
        for group, kinds in _shape():
            look = KIND_GROUPS[group]
            if column == 0:
                canvas.text(_LEFT_MM, y + _HEAD_MM / 2, look.words, colour=QUIET, slant="italic")
            y += _HEAD_MM
            start = y
            for kind in kinds:
                of_kind = [row for row in members if row["kind"] == kind]
                middle = y + _ROW_MM / 2
                if column == 0:
                    canvas.text(_LEFT_MM + 1.5, middle, fit(kind, _NAMES_MM - 2))
                if of_kind:
                    mark = mark_id("count", source, kind)
                    long = len(of_kind) * per_mention
                    canvas.box(left, middle - _BAR_MM / 2, long, _BAR_MM, facecolor=look.colour, gid=mark)
                    canvas.text(left + long + 1.0, middle, number(len(of_kind)))
                    marks.append(
                        {
                            "mark_id": mark,
                            "mention_ids": " ".join(row["mention_id"] for row in of_kind),
                            "source": label,
                            "kind": kind,
                            "n": len(of_kind),
                            "n_repeats": sum(row["same_as"] is not None for row in of_kind),
                            "is_draft": any(row["status"] == "draft" for row in of_kind),
                            "label": f"{label}: {counted(len(of_kind), 'mention')} of kind {kind}",
                        }
                    )
                else:
                    canvas.text(left + 1.0, middle, "0", colour=QUIET)
                y += _ROW_MM
            canvas.line([left, left], [start, y], colour=FAINT, width=0.6)
        if column == 0:
            canvas.text(_LEFT_MM, y + 3.0, "all mentions", weight="bold")
        canvas.text(left, y + 3.0, number(len(members)), weight="bold", size=NORMAL)
    return canvas.figure, pd.DataFrame(marks)


def caption_what_the_numbers_are(marks: pd.DataFrame) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of the figure.
    """
    title = "What the numbers in each source are"
    drawn = rows(marks)
    if not drawn:
        return Caption(
            title=title, claim="There is no mention to draw.", alt=f"No picture: {NO_REVIEW}", trace="coded_mentions"
        )
    total = sum(row["n"] for row in drawn)
    reported = sum(row["n"] for row in drawn if row["kind"] in REPORTED_KINDS)
    cases = sum(row["n"] for row in drawn if row["kind"] == "case")
    furniture = sum(row["n"] for row in drawn if row["kind"] == "furniture")
    repeats = sum(row["n_repeats"] for row in drawn if row["kind"] in REPORTED_KINDS)
    sources = list(dict.fromkeys(row["source"] for row in drawn))
    each = []
    for source in sources:
        of_source = [row for row in drawn if row["source"] == source]
        all_of_it = sum(row["n"] for row in of_source)
        figures = sum(row["n"] for row in of_source if row["kind"] in REPORTED_KINDS)
        each.append(f"{source}: {number(figures)} of {number(all_of_it)}")
    by_source = {source: {row["kind"]: row["n"] for row in drawn if row["source"] == source} for source in sources}
    return Caption(
        title=title,
        claim=(
            f"Of {counted(total, 'mention')} of numbers in {counted(len(sources), 'source')}, {number(reported)} "
            f"{'reports' if reported == 1 else 'report'} a figure ({counted(reported - repeats, 'figure')}, as some are told "
            f"again); {number(total - reported - cases - furniture)} say when, who, how old, a name or a limit, "
            f"{number(cases)} belong to individual cases, and {number(furniture)} are page furniture."
            if repeats
            else f"Of {counted(total, 'mention')} of numbers in {counted(len(sources), 'source')}, {number(reported)} "
            f"{'reports' if reported == 1 else 'report'} a figure; {number(total - reported - cases - furniture)} say when, "
            f"who, how old, a name or a limit, {number(cases)} belong to individual cases, and {number(furniture)} are page "
            "furniture."
        ),
        alt=(
            f"One panel of bars for each of {counted(len(sources), 'source')}; each bar is the number of mentions of one of "
            f"{counted(len(KINDS), 'kind')}, on one scale from zero. Mentions that report a figure, of all: {'; '.join(each)}."
        ),
        table=[
            ["kind", *sources, "all"],
            *(
                [kind, *(number(by_source[source].get(kind, 0)) for source in sources), number(n)]
                for kind in KINDS
                if (n := sum(of_it.get(kind, 0) for of_it in by_source.values()))
            ),
        ],
        notes=(
            "A mention is one place in a text where a number is stated, in digits or in words; a figure that is repeated is "
            "counted each time.",
            "Numbers from the accounts of individual cases are counted here; their values and words are shown nowhere.",
        ),
        editor=(
            (
                "Why counts and not percentages?",
                "A text has a few dozen numbers; a percentage of so few moves by several points with each, and sources of "
                "different length would look alike.",
            ),
            (
                "Does a longer bar mean a better source?",
                "No. It counts places in a text, whatever stands there; a source that repeats one figure has a longer bar.",
            ),
        ),
        trace="coded_mentions",
    )
