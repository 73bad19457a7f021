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
from helpers.figures.labels import counted, number, period, plain, quoted, rows
from helpers.figures.palette import FAINT, QUIET, STRIPE, VERMILION_WORDS
from helpers.figures.sheets import no_marks, page_of, paginate
from helpers.figures.style import NORMAL, style
from helpers.vocabulary import Vocabulary

_NUMBER_MM = 7.0
_LABEL = (8.5, 64.0)
_CELLS_LEFT = 74.5
_CELL_MM = 10.6
_PITCH_MM = 3.4
_ACROSS = 3
_MOST_COLUMNS = 10
_TOP_MM = 9.5
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
}
_NAMES: Final = {"counted_by": "who counted"}
_WORDS: Final = {"same": "same", "different": "different", "unknown": "not known"}
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
                    label = f"{labels[row['mention_id_a']]} beside {labels[row['mention_id_b']]}: {row['what_differs']}"
                    marks += _draw_cell(canvas, _CELLS_LEFT + column * _CELL_MM, y, entry.height, row, label, drafts)
            y += entry.height
    return canvas.figure, pd.DataFrame(marks)


def _draw_key(canvas: Canvas) -> None:
    x = 2.0
    for aspect in COMPARABILITY_ASPECTS:
        letter, words = _LETTERS[aspect], _NAMES.get(aspect, plain(aspect))
        canvas.text(x, 2.8, letter, weight="bold", colour=QUIET if aspect == "period" else VERMILION_WORDS)
        canvas.text(x + 3.4, 2.8, words)
        x += 3.4 + text_width(words) + 4.0
    canvas.text(x, 2.8, "differs", colour=QUIET, slant="italic")
    x = 2.0
    canvas.text(x, 6.4, "C?", colour=QUIET)
    canvas.text(x + 4.0, 6.4, "coverage is not known")
    x += 4.0 + text_width("coverage is not known") + 5.0
    canvas.marker(x, 6.4, ".", colour=FAINT, size=1.5)
    canvas.text(x + 1.5, 6.4, "the same")
    x += 1.5 + text_width("the same") + 5.0
    canvas.box(x, 5.0, 5.0, 2.8, facecolor=_TINT)
    canvas.text(x + 6.5, 6.4, "comparable: nothing but the period differs, and all is known")


def _draw_cell(
    canvas: Canvas, left: float, top: float, height: float, row: dict[str, Any], label: str, drafts: set[str]
) -> list[dict[str, Any]]:
    pair = (row["mention_id_a"], row["mention_id_b"])
    if row["is_comparable"]:
        canvas.box(left, top, _CELL_MM, height, facecolor=_TINT, zorder=-1)
    canvas.box(left, top, _CELL_MM, height, facecolor="none", edgecolor=FAINT, linewidth=0.4, zorder=-0.5)
    marks = []
    for place, aspect in enumerate(COMPARABILITY_ASPECTS):
        relation = row[f"{aspect}_relation"]
        mark = mark_id("pair", *pair, aspect)
        x = left + _CELL_MM / 2 + (place % _ACROSS - 1) * _PITCH_MM
        y = top + height / 2 + (place // _ACROSS - 0.5) * line_height()
        colour = QUIET if aspect == "period" or relation == "unknown" else VERMILION_WORDS
        if relation == "same":
            canvas.marker(x, y, ".", colour=FAINT, size=1.5, gid=mark)
        elif relation == "different":
            canvas.text(x, y, _LETTERS[aspect], align="center", weight="bold", colour=colour, gid=mark)
        else:
            canvas.text(x, y, f"{_LETTERS[aspect]}?", align="center", colour=colour, gid=mark)
        marks.append(
            {
                "mark_id": mark,
                "mention_ids": " ".join(pair),
                "family": row["family"],
                "aspect": aspect,
                "relation": relation,
                "is_comparable": row["is_comparable"],
                "is_draft": not drafts.isdisjoint(pair),
                "label": f"{_NAMES.get(aspect, plain(aspect))}: {_WORDS[relation]}. {label}",
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
    pairs = {row["mention_ids"]: row for row in drawn}
    n_fit = sum(bool(row["is_comparable"]) for row in pairs.values())
    tally = {
        aspect: sum(row["aspect"] == aspect and row["relation"] != "same" for row in drawn)
        for aspect in COMPARABILITY_ASPECTS
    }
    differing = ", ".join(f"{_NAMES.get(aspect, plain(aspect))} {number(n)}" for aspect, n in tally.items())
    families = {name: sum(row["family"] == name for row in pairs.values()) for name in dict.fromkeys(marks["family"])}
    each = ", ".join(f"{plain(name)} {number(n)}" for name, n in families.items())
    return Caption(
        title=title,
        claim=(
            f"Of {counted(len(pairs), 'pair')} of figures of one family{on_page(n_pages)}, {number(n_fit)} "
            f"{'differs' if n_fit == 1 else 'differ'} in nothing but the period, with everything else known."
        ),
        alt=(
            f"A matrix for each of {counted(len(families), 'family', 'families')} of figures, with "
            f"{counted(len(pairs), 'pair')} "
            f"in all ({each}). Each cell has a letter for every aspect that differs between the two figures, with "
            "a question "
            f"mark where it is not known. Pairs in which an aspect differs or is not known: {differing}."
        ),
        notes=(
            "Different periods are no obstacle: they are what a comparison over time is made of; all else should "
            "be the same.",
            "Not known means that a source does not say; it is no evidence that the figures agree.",
        ),
        editor=(
            (
                "May the pairs in tinted cells be joined by a line?",
                "Nothing in the coding speaks against it. The sources may still differ in what they do not say, "
                "such as a change in "
                "recording between two periods.",
            ),
            (
                "Why letters and not colours?",
                "Six aspects are more than colours tell apart, and a letter is read the same in print, on a "
                "screen and aloud.",
            ),
        ),
    )
