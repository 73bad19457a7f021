"""What differs between the figures of one family: each beside each, with a letter for every aspect that is not the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from helpers.columns import COMPARABILITY_ASPECTS
from helpers.figures.canvas import Canvas, line_height, nothing_to_draw, text_width, wrap
from helpers.figures.captions import Caption, on_page
from helpers.figures.contract import mark_id
from helpers.figures.labels import counted, listed, number, period, plain, quoted, rows
from helpers.figures.palette import BLUE, FAINT, PALE, QUIET, STRIPE, VERMILION_WORDS
from helpers.figures.sheets import no_marks, page_of, paginate
from helpers.figures.style import NORMAL, style
from helpers.vocabulary import Vocabulary

_NUMBER_MM = 5.5
_LABEL = (7.0, 47.0)
_CELLS_LEFT = 56.0
_CELL_MM = 13.9
_PITCH_MM = 3.3
_ACROSS = 4
_MOST_COLUMNS = 9
_KEY_MM = (2.8, 6.4, 10.0, 13.6)
_TOP_MM = 16.5
_HEAD_MM = 5.5
_FOOT_MM = 2.0
_ROW_GAP_MM = 1.5
_TINT: Final = "#d6e8f5"  # pale blue of the palette
_LETTERS: Final = {
    "unit": "U",
    "period": "P",
    "geography": "G",
    "coverage": "C",
    "counted_by": "W",
    "definition": "D",
    "form": "F",
}
_NAMES: Final = {"counted_by": "who counted", "form": "form (count, share, change, rate)"}
_SHORT: Final = {"counted_by": "who counted"}
_WORDS: Final = {
    "same": "same",
    "same_inferred": "same, but inferred",
    "different": "different",
    "unknown": "not known",
}
_IN_TIME: Final = {
    "same_period": "same period",
    "overlapping": "periods overlap",
    "other_period": "another period",
    "unknown": "a period is not known",
}
_LOOKS: Final = {
    "stated": "yes, as stated",
    "inferred": "if what is inferred holds",
    "restatement": "one figure told twice",
    "neither": "no",
}
_NO_ROWS = "no two reported figures are of one family of measures."

Pairs = dict[frozenset[str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One row of a matrix: a figure, and those of its family that stand in the columns of this block."""

    family: str
    block: int
    place: int
    mention_id: str
    columns: tuple[str, ...]
    lines: list[str]
    label: str

    @property
    def height(self) -> float:
        return max(len(self.lines), 2) * line_height() + _ROW_GAP_MM


def _pairs(comparability: pd.DataFrame, family: str | None) -> Pairs:
    return {
        frozenset((row["mention_id_a"], row["mention_id_b"])): row
        for row in rows(comparability)
        if family is None or row["family"] == family
    }


def _words(ledger: pd.DataFrame, sources: pd.DataFrame, vocabulary: Vocabulary) -> dict[str, str]:
    publishers = {row["source_id"]: row["publisher"] or row["source_id"] for row in rows(sources)}
    words = {}
    for row in rows(ledger):
        parts = (
            vocabulary.label(row["measure"]),
            period(row["period_start"], row["period_end"]) or "period not stated",
            publishers[row["source_id"]],
        )
        words[row["mention_id"]] = f"{quoted(row['quote'])} {'; '.join(part for part in parts if part)}"
    return words


def _entries(pairs: Pairs, words: dict[str, str]) -> list[_Entry]:
    members: dict[str, dict[str, None]] = {}
    for row in pairs.values():
        # the table puts the earlier figure first, so its order is the order of the family
        members.setdefault(row["family"], {}).update({row["mention_id_a"]: None})
    for row in pairs.values():
        members[row["family"]].update({row["mention_id_b"]: None})
    entries = []
    for family, of_family in members.items():
        mentions = tuple(of_family)
        for block, first in enumerate(range(0, max(1, len(mentions) - 1), _MOST_COLUMNS)):
            columns = mentions[first : min(first + _MOST_COLUMNS, len(mentions) - 1)]
            for place in range(first, len(mentions)):
                mention = mentions[place]
                entries.append(
                    _Entry(
                        family, block, place, mention, columns, wrap(words[mention], _LABEL[1], most=3), words[mention]
                    )
                )
    return entries


def _pages(entries: list[_Entry]) -> list[list[_Entry]]:
    return paginate(
        entries,
        height=lambda entry: entry.height,
        group=lambda entry: (entry.family, entry.block),
        head=lambda _: _HEAD_MM,
        margins=_TOP_MM + _FOOT_MM,
        keep_together=True,
    )


@style()
def count_pages_comparability_matrix(
    comparability: pd.DataFrame,
    ledger: pd.DataFrame,
    sources: pd.DataFrame,
    vocabulary: Vocabulary,
    *,
    family: str | None = None,
) -> int:
    """Return how many pages the families fill; 1 where there is no pair.

    Parameters
    ----------
    comparability, ledger, sources, vocabulary, family
        As for :func:`draw_comparability_matrix`.
    """
    pairs = _pairs(comparability, family)
    return max(1, len(_pages(_entries(pairs, _words(ledger, sources, vocabulary)))))


@style()
def draw_comparability_matrix(
    comparability: pd.DataFrame,
    ledger: pd.DataFrame,
    sources: pd.DataFrame,
    vocabulary: Vocabulary,
    *,
    family: str | None = None,
    page: int = 1,
) -> tuple[Figure, pd.DataFrame]:
    """Draw the figures of each family against each other, with a letter for each aspect that differs or is not known.

    Parameters
    ----------
    comparability, ledger, sources
        Tables.
    vocabulary
        Controlled terms of the corpus, for labels.
    family
        One family of measures; None for all.
    page
        Which page, from 1.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks: one for each pair and aspect.
    """
    pairs = _pairs(comparability, family)
    pages = _pages(_entries(pairs, _words(ledger, sources, vocabulary)))
    if not pages:
        return nothing_to_draw(_NO_ROWS), no_marks()
    entries = page_of(pages, page)
    groups = list(dict.fromkeys((entry.family, entry.block) for entry in entries))
    height = _TOP_MM + _HEAD_MM * len(groups) + sum(entry.height for entry in entries) + _FOOT_MM
    canvas = Canvas("two_columns", max(height, 20.0))
    _draw_key(canvas)
    drafts = {row["mention_id"] for row in rows(ledger) if row["is_draft"]}
    labels = {entry.mention_id: entry.label for entry in _entries(pairs, _words(ledger, sources, vocabulary))}
    shorts = {
        row[
            "mention_id"
        ]: f"{quoted(row['quote'])} ({period(row['period_start'], row['period_end']) or 'period not stated'})"
        for row in rows(ledger)
    }
    marks: list[dict[str, Any]] = []
    y = _TOP_MM
    for group in groups:
        members = [entry for entry in entries if (entry.family, entry.block) == group]
        canvas.text(2.0, y + _HEAD_MM - 2.0, plain(group[0]), weight="bold", size=NORMAL)
        first = group[1] * _MOST_COLUMNS
        for place in range(len(members[0].columns)):
            middle = _CELLS_LEFT + (place + 0.5) * _CELL_MM
            canvas.text(middle, y + _HEAD_MM - 2.0, number(first + place + 1), align="center", colour=QUIET)
        y += _HEAD_MM
        for place, entry in enumerate(members):
            if place % 2 == 0:
                canvas.box(0.5, y, canvas.width - 1, entry.height, facecolor=STRIPE, zorder=-2)
            middle = y + entry.height / 2
            canvas.text(_NUMBER_MM, middle, number(entry.place + 1), align="right", colour=QUIET)
            canvas.lines(_LABEL[0], middle, entry.lines)
            for column, other in enumerate(entry.columns):
                row = pairs.get(frozenset((entry.mention_id, other)))
                if first + column < entry.place and row is not None:
                    marks += _draw_cell(
                        canvas, _CELLS_LEFT + column * _CELL_MM, y, entry.height, row, labels, shorts, drafts
                    )
            y += entry.height
    return canvas.figure, pd.DataFrame(marks)


def _draw_key(canvas: Canvas) -> None:
    first, second, third, fourth = _KEY_MM
    x = 2.0
    for aspect in COMPARABILITY_ASPECTS:
        letter, words = _LETTERS[aspect], _NAMES.get(aspect, plain(aspect))
        canvas.text(x, first, letter, weight="bold", colour=QUIET if aspect == "period" else VERMILION_WORDS)
        canvas.text(x + 3.4, first, words)
        x += 3.4 + text_width(words) + 4.0
    canvas.text(x, first, "differs", colour=QUIET, slant="italic")
    x = 2.0
    for sign, words in (("C?", "not known"), ("P∩", "periods overlap")):
        canvas.text(x, second, sign, colour=QUIET)
        canvas.text(x + 4.2, second, words)
        x += 4.2 + text_width(words) + 5.0
    _draw_same(canvas, x, second, is_inferred=False, gid=None)
    canvas.text(x + 2.0, second, "the same, as the sources state it")
    x += 2.0 + text_width("the same, as the sources state it") + 5.0
    _draw_same(canvas, x, second, is_inferred=True, gid=None)
    canvas.text(x + 2.0, second, "the same, but inferred for one of the two or both")
    x = 2.0
    for look, words in (
        ("stated", "may be compared over time: only the period differs, and all else is stated to be the same"),
        ("inferred", "if what is inferred holds"),
    ):
        _draw_frame(canvas, x, third - 1.4, 5.0, 2.8, look)
        canvas.text(x + 6.5, third, words)
        x += 6.5 + text_width(words) + 5.0
    _draw_frame(canvas, 2.0, fourth - 1.4, 5.0, 2.8, "restatement")
    canvas.text(8.5, fourth, "nothing differs, not even the period: one figure told again, not a comparison over time")


def _draw_same(canvas: Canvas, x: float, y: float, *, is_inferred: bool, gid: str | None) -> None:
    if is_inferred:
        canvas.marker(x, y, "o", colour=QUIET, fill="#ffffff", size=2.4, gid=gid)
    else:
        canvas.marker(x, y, ".", colour=QUIET, size=1.6, gid=gid)


def _draw_frame(canvas: Canvas, left: float, top: float, width: float, height: float, look: str) -> None:
    """Draw what frames a pair: filled where it may be compared, outlined where only by inference, hatched for a restatement."""
    inset = 0.5
    inside = (left + inset, top + inset, width - 2 * inset, height - 2 * inset)
    if look == "stated":
        canvas.box(left, top, width, height, facecolor=_TINT, zorder=-1)
    elif look == "inferred":
        canvas.box(*inside, facecolor="none", edgecolor=BLUE, linewidth=0.9, linestyle=(0, (3, 1.5)), zorder=-0.4)
    elif look == "restatement":
        canvas.box(left, top, width, height, facecolor=PALE, zorder=-1)
        canvas.box(*inside, facecolor="none", edgecolor=QUIET, linewidth=0.5, zorder=-0.4)


def _look_of(row: dict[str, Any]) -> str:
    """Return what may be done with a pair: compared as stated, compared if the inference holds, a restatement, or neither."""
    if row["is_comparable"]:
        return "stated"
    if row["comparable_if"]:
        return "inferred"
    others = [row[f"{aspect}_relation"] for aspect in COMPARABILITY_ASPECTS if aspect != "period"]
    is_told_again = row["relation_in_time"] == "same_period" and all(state.startswith("same") for state in others)
    return "restatement" if is_told_again else "neither"


def _draw_cell(
    canvas: Canvas,
    left: float,
    top: float,
    height: float,
    row: dict[str, Any],
    labels: dict[str, str],
    shorts: dict[str, str],
    drafts: set[str],
) -> list[dict[str, Any]]:
    pair = (row["mention_id_a"], row["mention_id_b"])
    look = _look_of(row)
    _draw_frame(canvas, left, top, _CELL_MM, height, look)
    canvas.box(left, top, _CELL_MM, height, facecolor="none", edgecolor=FAINT, linewidth=0.4, zorder=-0.5)
    a, b = (labels[mention] for mention in pair)
    marks = []
    for place, aspect in enumerate(COMPARABILITY_ASPECTS):
        state = row[f"{aspect}_relation"]
        mark = mark_id("pair", *pair, aspect)
        x = left + _CELL_MM / 2 + (place % _ACROSS - (_ACROSS - 1) / 2) * _PITCH_MM
        y = top + height / 2 + (place // _ACROSS - 0.5) * line_height()
        is_obstacle = aspect != "period" and state == "different"
        if state in ("same", "same_inferred"):
            _draw_same(canvas, x, y, is_inferred=state == "same_inferred", gid=mark)
        else:
            sign = (
                "?"
                if state == "unknown"
                else "∩"
                if aspect == "period" and row["relation_in_time"] == "overlapping"
                else ""
            )
            canvas.text(
                x,
                y,
                _LETTERS[aspect] + sign,
                align="center",
                weight="bold" if state == "different" else "normal",
                colour=VERMILION_WORDS if is_obstacle else QUIET,
                gid=mark,
            )
        marks.append(
            {
                "mark_id": mark,
                "mention_ids": " ".join(pair),
                "family": row["family"],
                "one": a,
                "other": b,
                "pair": f"{shorts[pair[0]]} and {shorts[pair[1]]}",
                "aspect": aspect,
                "relation": state,
                "relation_in_time": row["relation_in_time"],
                "may_be_compared": look,
                "comparable_if": row["comparable_if"],
                "is_draft": not drafts.isdisjoint(pair),
                "label": f"{_SHORT.get(aspect, plain(aspect))}: {_WORDS[state]}. {a} beside {b}: {row['what_differs']}",
            }
        )
    return marks


def caption_comparability_matrix(marks: pd.DataFrame, *, page: int = 1, n_pages: int = 1) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of one page.
    page, n_pages
        Which page it is, of how many.
    """
    title = "What differs between figures that a reader may want to compare"
    if n_pages > 1:
        title += f" (page {page} of {n_pages})"
    drawn = rows(marks)
    if not drawn:
        return Caption(title=title, claim="There is no pair of figures to compare.", alt=f"No picture: {_NO_ROWS}")
    pairs: dict[str, list[dict[str, Any]]] = {}
    for row in drawn:
        pairs.setdefault(row["mention_ids"], []).append(row)
    firsts = [of_pair[0] for of_pair in pairs.values()]
    looks = {look: [row for row in firsts if row["may_be_compared"] == look] for look in _LOOKS}
    n = {look: len(members) for look, members in looks.items()}
    conditionally = f", and {number(n['inferred'])} if what is inferred holds" if n["inferred"] else ""
    claim = (
        f"Of {counted(len(pairs), 'pair')} of figures of one family{on_page(n_pages)}, "
        f"{number(n['stated']) if n['stated'] else 'none'} may be compared over time by what the sources state"
        f"{conditionally}. "
        f"{number(n['restatement']) if n['restatement'] else 'None'} "
        f"{'tells' if n['restatement'] == 1 else 'tell'} one figure twice; in {number(n['neither'])} more than the period "
        "differs, or too little is known."
    )
    tally = {
        aspect: [
            sum(row["aspect"] == aspect and row["relation"] == state for row in drawn)
            for state in ("different", "unknown")
        ]
        for aspect in COMPARABILITY_ASPECTS
    }
    differing = "; ".join(
        f"{_SHORT.get(aspect, plain(aspect))} {number(n)} and {number(unknown)}"
        for aspect, (n, unknown) in tally.items()
    )
    named = [
        f"{words}: {'; '.join(_beside(row) for row in looks[look])}."
        for look, words in (("stated", "May be compared as stated"), ("inferred", "If what is inferred holds"))
        if looks[look]
    ]
    families = list(dict.fromkeys(marks["family"]))
    return Caption(
        title=title,
        claim=claim,
        alt=(
            f"A matrix for each of {counted(len(families), 'family', 'families')} of figures "
            f"({listed([plain(name) for name in families])}), with {counted(len(pairs), 'cell')}, one for each pair; in it a "
            "letter for every aspect that differs, with a question mark where it is not known. Pairs in which an aspect differs "
            f"and in which it is not known: {differing}. {' '.join(named)}"
        ).strip(),
        table=[
            [
                "one figure",
                "the other",
                "differs in",
                "not known",
                "same by inference only",
                "periods",
                "may be compared",
            ],
            *(_row_of_table(of_pair) for of_pair in pairs.values()),
        ],
        notes=(
            "Different periods are no obstacle: they are what a comparison over time is made of; all else should be the same.",
            "Two figures of one and the same period are no comparison over time: one tells the other again, or is a part of it.",
            "Not known means that a source does not say; it is never taken as the same. A ring marks what is the same only "
            "because somebody inferred it for one of the two or both.",
        ),
        editor=(
            (
                "May the pairs in filled cells be joined by a line?",
                "By what the coding holds, yes; it cannot see what the sources do not say, such as a change in recording or in "
                "the readiness to report between two periods."
                if looks["stated"]
                else "There is none on this page: no pair is stated to be the same in all but its period.",
            ),
            (
                "And those in dashed frames?",
                "Only with the condition in the same sentence: if the inference holds, for instance that the same forces "
                "answered for both periods. The table in words names it for each pair."
                if looks["inferred"]
                else "There is none on this page.",
            ),
            (
                "Why letters and not colours?",
                f"{number(len(COMPARABILITY_ASPECTS))} aspects are more than colours tell apart, and a letter is read the same "
                "in print, on a screen and aloud.",
            ),
        ),
    )


def _beside(row: dict[str, Any]) -> str:
    condition = ", ".join(_SHORT.get(aspect, plain(aspect)) for aspect in (row["comparable_if"] or "").split("; "))
    return f"{row['pair']}{f', inferred in {condition}' if condition else ''}"


def _row_of_table(of_pair: list[dict[str, Any]]) -> list[str]:
    first = of_pair[0]

    def aspects(state: str) -> str:
        return ", ".join(_SHORT.get(row["aspect"], plain(row["aspect"])) for row in of_pair if row["relation"] == state)

    return [
        first["one"],
        first["other"],
        aspects("different"),
        aspects("unknown"),
        aspects("same_inferred"),
        _IN_TIME[first["relation_in_time"]],
        _LOOKS[first["may_be_compared"]],
    ]
