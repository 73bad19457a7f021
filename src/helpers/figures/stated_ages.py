"""Stated ages: which ages the sources name, which of them have a count, and what the counts count."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.ages import stated_ages
from helpers.figures.bounds import ARROW_MM
from helpers.figures.canvas import Canvas, line_height, nothing_to_draw, text_width, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.forces import behind, coverages
from helpers.figures.labels import counted, listed, number, period, plain, quoted, rows, source_labels
from helpers.figures.palette import BLUE, FAINT, INK, PALE, QUIET, SKY_BLUE
from helpers.figures.sheets import no_marks
from helpers.figures.style import NORMAL, style
from helpers.vocabulary import Vocabulary

FAMILY = "victims_by_age"
_QUOTE = (4.0, 31.0)
_CELLS = (37.0, 72.0)
_COUNT = 118.0
_WHAT = (130.0, 51.0)
_TOP_MM = 14.0
_HEAD_MM = 7.4
_ROW_GAP_MM = 2.2
_MISSING_GAP_MM = 2.6
_NO_ROWS = "no source names an age."


@style()
def draw_stated_ages(
    coded_mentions: pd.DataFrame,
    ledger: pd.DataFrame,
    sources: pd.DataFrame,
    audit: pd.DataFrame,
    vocabulary: Vocabulary,
) -> tuple[Figure, pd.DataFrame]:
    """Draw every age that a source names in aggregate as the years it covers, with its count in words.

    Parameters
    ----------
    coded_mentions, ledger, sources, audit
        Tables. Mentions of kind ``case`` are never read.
    vocabulary
        Says which measures count by age.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks.
    """
    measures = {name for name, measure in vocabulary.measures.items() if measure.family == FAMILY}
    named = stated_ages(coded_mentions, ledger, measures)
    if named.empty:
        return nothing_to_draw(_NO_ROWS), no_marks()
    entries = rows(named)
    figures, answered = {row["mention_id"]: row for row in rows(ledger)}, coverages(ledger)
    oldest = int(max(row["first_age"] if row["last_age"] is None else row["last_age"] for row in entries))
    order = [str(row["source_id"]) for row in sorted(rows(sources), key=lambda row: str(row["published_on"]))]
    by_source = source_labels(sources)
    groups = [(source, [row for row in entries if row["source_id"] == source]) for source in order]
    groups = [(source, members) for source, members in groups if members]
    missing = {source: _missing(audit, members) for source, members in groups}
    words = {
        row["mention_id"]: (
            wrap(quoted(row["quote"]), _QUOTE[1], weight="bold"),
            wrap(_what(row, vocabulary), _WHAT[1]),
        )
        for row in entries
    }
    heights = {key: max(map(len, lines)) * line_height() + _ROW_GAP_MM for key, lines in words.items()}
    foot = {
        source: [line for text in texts for line in wrap(text, _WHAT[0] + _WHAT[1] - _CELLS[0])]
        for source, texts in missing.items()
    }
    height = _TOP_MM + len(groups) * _HEAD_MM + sum(heights.values()) + 1.0
    height += sum(len(lines) * line_height() + _MISSING_GAP_MM for lines in foot.values() if lines)
    canvas = Canvas("two_columns", max(20.0, height))
    step = _CELLS[1] / (oldest + 1)
    _draw_head(canvas, oldest, step)
    marks = []
    y = _TOP_MM
    for source, members in groups:
        canvas.line([2.0, canvas.width - 2.0], [y + 0.8, y + 0.8], colour=FAINT, width=0.5)
        head = by_source[source]
        canvas.text(2.0, y + 4.2, f"{head}{_about(members, figures, answered, vocabulary)}", weight="bold", size=NORMAL)
        y += _HEAD_MM
        for row in members:
            tall = heights[row["mention_id"]]
            marks.append(_draw_row(canvas, y + tall / 2, row, words[row["mention_id"]], oldest, step, head))
            y += tall
        if foot[source]:
            tall = len(foot[source]) * line_height() + _MISSING_GAP_MM
            canvas.lines(_CELLS[0], y + tall / 2 - 0.4, foot[source], colour=QUIET, slant="italic")
            y += tall
    return canvas.figure, pd.DataFrame(marks)


def _what(row: dict[str, Any], vocabulary: Vocabulary) -> str:
    """Say what the age says: what its count counts, or the coders' note, or what its form alone tells."""
    if row["measure"]:
        return vocabulary.label(row["measure"])
    if row["note"]:
        text = str(row["note"]).split(",")[0].rstrip(".")
        return f"{text[0].lower()}{text[1:]}"
    if row["last_age"] is None:
        return "the lowest age named"
    if row["first_age"] == row["last_age"]:
        return "an age named"
    return "the age group that the figures are about"


def _missing(audit: pd.DataFrame, members: list[dict[str, Any]]) -> list[str]:
    """Return what the audit says is missing before the counts can be made shares, once each."""
    counts = {row["count_id"] for row in members if row["count_id"]}
    found = [
        f"Missing: {row['missing']}."
        for row in rows(audit)
        if row["claim_id"] in counts and row["verdict"] == "not_checkable" and row["missing"]
    ]
    return list(dict.fromkeys(found))


def _about(
    members: list[dict[str, Any]],
    figures: dict[str, dict[str, Any]],
    answered: dict[str, dict[str, Any]],
    vocabulary: Vocabulary,
) -> str:
    """Say once for a source's counts: when, where, and how many forces stand behind them."""
    counts = [figures[row["count_id"]] for row in members if row["count_id"]]
    if not counts:
        source = members[0]["source_id"]
        families = [
            vocabulary.measures[row["measure"]].family for row in figures.values() if _is_of(row, source, vocabulary)
        ]
        subjects = listed([plain(family) for family in dict.fromkeys(families)])
        return f"   no count by age; figures on {subjects}" if subjects else "   no count by age"
    first = counts[0]
    parts = [
        period(first["period_start"], first["period_end"]),
        vocabulary.label(first["geography"]),
        behind(first, answered, ""),
    ]
    return "   " + "; ".join(part for part in parts if part)


def _is_of(row: dict[str, Any], source: str, vocabulary: Vocabulary) -> bool:
    return bool(row["source_id"] == source and row["measure"] in vocabulary.measures)


def _is_scope(row: dict[str, Any]) -> bool:
    """Whether all figures are about an age group: it has an upper end, and no count or note of its own."""
    return (
        row["count"] is None and not row["note"] and row["last_age"] is not None and row["last_age"] > row["first_age"]
    )


def _draw_head(canvas: Canvas, oldest: int, step: float) -> None:
    middle = _TOP_MM - 2.4
    canvas.text(_QUOTE[0], middle, "as written", colour=QUIET)
    canvas.text(_COUNT, middle, "how many", colour=QUIET)
    canvas.text(_WHAT[0] + 4, middle, "of what", colour=QUIET)
    canvas.text(_CELLS[0], middle - 4.2, "age in completed years (which ages are meant, not how many)", colour=QUIET)
    for age in range(oldest + 1):
        canvas.text(_CELLS[0] + (age + 0.5) * step, middle, str(age), align="center", colour=QUIET)
    x = 2.0
    for look, words in (
        ({"facecolor": BLUE}, "ages with a count"),
        ({"facecolor": SKY_BLUE}, "ages named without a count"),
        ({"facecolor": "none", "edgecolor": BLUE, "linewidth": 0.9}, "ages that the figures of the source are about"),
    ):
        canvas.box(x, 0.9, step * 0.8, 2.6, **look)
        canvas.text(x + step * 0.8 + 1.4, 2.2, words)
        x += step * 0.8 + 1.4 + text_width(words) + 6.0


def _draw_row(
    canvas: Canvas,
    y: float,
    row: dict[str, Any],
    words: tuple[list[str], list[str]],
    oldest: int,
    step: float,
    source: str,
) -> dict[str, Any]:
    gid = mark_id("age", row["mention_id"])
    first, is_open = int(row["first_age"]), row["last_age"] is None
    last = first if is_open else int(row["last_age"])
    has_count = row["count"] is not None
    colour = BLUE if has_count else SKY_BLUE
    canvas.lines(_QUOTE[0], y, words[0], weight="bold")
    for age in range(oldest + 1):
        canvas.box(_CELLS[0] + age * step + 0.25, y - 1.5, step - 0.5, 3.0, facecolor=PALE, zorder=-1.5)
    look: dict[str, Any] = (
        {"facecolor": "none", "edgecolor": BLUE, "linewidth": 0.9} if _is_scope(row) else {"facecolor": colour}
    )
    left, across = _CELLS[0] + first * step + 0.25, (last - first + 1) * step - 0.5
    canvas.box(left, y - 1.5, across, 3.0, gid=gid, zorder=1, **look)
    if is_open:
        start = _CELLS[0] + (first + 1) * step
        canvas.line([start, start + ARROW_MM], [y, y], colour=SKY_BLUE, width=1.2)
        canvas.marker(start + ARROW_MM, y, ">", colour=SKY_BLUE, size=3.2)
    if has_count:
        canvas.text(_WHAT[0], y, quoted(row["count_quote"]), weight="bold", align="right")
    else:
        # a dash where all figures are about these ages: their numbers stand with the other figures, not here
        words_of_count = "\N{EN DASH}" if _is_scope(row) else "no count"
        canvas.text(_WHAT[0], y, words_of_count, colour=QUIET, slant="italic", align="right")
    canvas.lines(_WHAT[0] + 4, y, words[1], colour=INK)
    what = " ".join(words[1])
    ages = f"from age {first}" if is_open else f"age {first}" if first == last else f"ages {first} to {last}"
    return {
        "mark_id": gid,
        "mention_ids": " ".join(part for part in (row["mention_id"], row["count_id"]) if part),
        "first_age": first,
        "last_age": None if is_open else last,
        "count": row["count"],
        "unit": row["unit"],
        "measure": row["measure"],
        "count_id": row["count_id"],
        "what": what,
        "source": source,
        "is_draft": row["is_draft"],
        "label": (
            f"{quoted(row['quote'])} ({source}), {ages}: "
            + (f"{quoted(row['count_quote'])} {what}" if has_count else what if _is_scope(row) else f"{what}, no count")
        ),
    }


def caption_stated_ages(marks: pd.DataFrame, comparability: pd.DataFrame) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        What is drawn.
    comparability
        Says which of the counts may be compared.
    """
    title = "Stated ages, and the counts that go with them"
    drawn = rows(marks)
    if not drawn:
        return Caption(title=title, claim="No source names an age.", alt=f"No picture: {_NO_ROWS}")
    with_count = [row for row in drawn if row["count"] is not None]
    ids = {row["count_id"] for row in with_count}
    pairs = [row for row in rows(comparability) if {row["mention_id_a"], row["mention_id_b"]} <= ids]
    comparable = sum(bool(row["is_comparable"]) for row in pairs)
    claim = (
        f"{counted(len({row['source'] for row in drawn}), 'source')} name "
        f"{counted(len(drawn), 'age or age group', 'ages or age groups')}; only {number(len(with_count))} of them "
        "have a count, and "
    )
    claim += (
        f"of the {counted(len(pairs), 'pair')} of counts {number(comparable) if comparable else 'none'} may be "
        "compared as they stand."
        if pairs
        else "there is nothing to compare it with."
    )
    claim += " The sources give no distribution of ages."
    return Caption(
        title=title,
        claim=claim,
        alt=(
            f"A table of {counted(len(drawn), 'row')}, grouped by source, each with a strip of one cell for every "
            "year of age on which the ages that are meant are filled. With a count: "
            + ("; ".join(f"{quoted(number(row['count']))} {row['what']}" for row in with_count) or "none")
            + f". Without: {counted(len(drawn) - len(with_count), 'row')}."
        ),
        notes=(
            "A filled cell says that an age is meant; it says nothing about how many children are of that age. The "
            "numbers stand beside the strip as words. A dash stands beside an age group that all figures of a source are "
            "about: it has no count of its own.",
            "A year of age is a completed year: “under” a number leaves that age out, “and under” takes it in.",
            "Ages in accounts of individual children are not read, not counted and not drawn.",
        ),
        editor=(
            (
                "Why no bars for the counts?",
                "Bars of "
                + listed([quoted(number(row["count"])) for row in with_count])
                + " would put victims beside offences, groups of many years beside single years, and different sets of forces "
                "beside each other. There is no fair common axis for them.",
            ),
            (
                "The widest strip is not the largest number. Does that mislead?",
                "It would if the strips were read as amounts; so all strips are equally thin, the head says that "
                "they show which ages are meant, and the numbers are set in bold.",
            ),
            (
                "Why draw ages without a count at all?",
                "They are what a reader remembers of such articles. Beside the others one sees that no number of "
                "children stands behind them.",
            ),
        ),
        width="two_columns",
        trace="coded_mentions",
    )
