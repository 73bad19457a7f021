"""What differs between the figures of one family: a row for each pair, a column for each aspect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.columns import COMPARABILITY_ASPECTS
from helpers.figures.canvas import Canvas, line_height, nothing_to_draw, text_width, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.labels import counted, listed, number, period, plain, quoted, rows, source_labels
from helpers.figures.palette import BLUE, QUIET, STRIPE, VERMILION
from helpers.figures.sheets import no_marks, page_of, paginate
from helpers.figures.style import NORMAL, style
from helpers.vocabulary import Vocabulary

_FIRST = (2.0, 48.0)
_SECOND = (52.0, 48.0)
_ASPECTS_LEFT = 103.0
_ASPECT_MM = 11.6
_FIT_LEFT = _ASPECTS_LEFT + len(COMPARABILITY_ASPECTS) * _ASPECT_MM + 0.5
_TOP_MM = 8.5
_HEAD_MM = 5.5
_FOOT_MM = 2.0
_ROW_GAP_MM = 1.4
_NO_ROWS = "no two reported figures are of one family of measures."
_WORDS = {"same": "same", "different": "different", "unknown": "not known"}


@dataclass(frozen=True, slots=True)
class _Entry:
    row: dict[str, Any]
    first: list[str]
    second: list[str]
    label: str

    @property
    def height(self) -> float:
        return max(len(self.first), len(self.second)) * line_height() + _ROW_GAP_MM


def _entries(
    comparability: pd.DataFrame,
    ledger: pd.DataFrame,
    sources: pd.DataFrame,
    vocabulary: Vocabulary,
    family: str | None,
) -> list[_Entry]:
    by_source = source_labels(sources)
    words = {}
    for row in rows(ledger):
        parts = [
            vocabulary.label(row["measure"]),
            period(row["period_start"], row["period_end"]),
            by_source[row["source_id"]],
        ]
        words[row["mention_id"]] = f"{quoted(row['quote'])} {'; '.join(part for part in parts if part)}"
    entries = [
        _Entry(
            row,
            wrap(words[row["mention_id_a"]], _FIRST[1], most=3),
            wrap(words[row["mention_id_b"]], _SECOND[1], most=3),
            f"{words[row['mention_id_a']]} beside {words[row['mention_id_b']]}: {row['what_differs']}",
        )
        for row in rows(comparability)
        if family is None or row["family"] == family
    ]
    order = list(dict.fromkeys(entry.row["family"] for entry in entries))
    return sorted(entries, key=lambda entry: order.index(entry.row["family"]))


def _pages(entries: list[_Entry]) -> list[list[_Entry]]:
    return paginate(
        entries,
        height=lambda entry: entry.height,
        group=lambda entry: entry.row["family"],
        head=lambda _: _HEAD_MM,
        margins=_TOP_MM + _FOOT_MM,
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
    """Return how many pages the pairs fill; 1 where there is none.

    Parameters
    ----------
    comparability, ledger, sources, vocabulary, family
        As for :func:`draw_comparability_matrix`.
    """
    return max(1, len(_pages(_entries(comparability, ledger, sources, vocabulary, family))))


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
    """Draw for each pair of figures of a family which aspects are the same, different or not known.

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
    pages = _pages(_entries(comparability, ledger, sources, vocabulary, family))
    if not pages:
        return nothing_to_draw(_NO_ROWS), no_marks()
    entries = page_of(pages, page)
    families = list(dict.fromkeys(entry.row["family"] for entry in entries))
    height = _TOP_MM + _HEAD_MM * len(families) + sum(entry.height for entry in entries) + _FOOT_MM
    canvas = Canvas("two_columns", max(height, 20.0))
    _draw_heads(canvas)
    drafts = {row["mention_id"] for row in rows(ledger) if row["is_draft"]}
    marks = []
    y = _TOP_MM
    for name in families:
        canvas.text(_FIRST[0], y + _HEAD_MM - 2.4, plain(name), weight="bold", size=NORMAL)
        y += _HEAD_MM
        for place, entry in enumerate(entry for entry in entries if entry.row["family"] == name):
            if place % 2 == 0:
                canvas.box(0.5, y, canvas.width - 1, entry.height, facecolor=STRIPE, zorder=-2)
            marks += _draw_row(canvas, y + entry.height / 2, entry, drafts)
            y += entry.height
    return canvas.figure, pd.DataFrame(marks)


def _draw_sign(canvas: Canvas, x: float, y: float, relation: str, aspect: str, gid: str | None) -> None:
    if relation == "same":
        canvas.marker(x, y, "o", colour=BLUE, gid=gid)
    elif relation == "different":
        # two figures of different periods are what a comparison over time is made of
        canvas.marker(x, y, "X", colour=QUIET if aspect == "period" else VERMILION, size=4.0, gid=gid)
    else:
        canvas.text(x, y, "?", align="center", weight="bold", colour=VERMILION, size=NORMAL, gid=gid)


def _draw_heads(canvas: Canvas) -> None:
    x = _FIRST[0]
    for relation, words in _WORDS.items():
        _draw_sign(canvas, x + 1.2, 2.6, relation, "", None)
        canvas.text(x + 3.2, 2.6, words)
        x += 3.2 + text_width(words) + 4.0
    canvas.text(_FIRST[0], _TOP_MM - 1.8, "one figure", colour=QUIET)
    canvas.text(_SECOND[0], _TOP_MM - 1.8, "beside the other", colour=QUIET)
    for place, aspect in enumerate(COMPARABILITY_ASPECTS):
        canvas.lines(
            _ASPECTS_LEFT + (place + 0.5) * _ASPECT_MM,
            _TOP_MM - 3.1,
            plain(aspect).split(" "),
            align="center",
            colour=QUIET,
        )
    canvas.lines(_FIT_LEFT, _TOP_MM - 3.1, ["compar-", "able"], colour=QUIET)


def _draw_row(canvas: Canvas, y: float, entry: _Entry, drafts: set[str]) -> list[dict[str, Any]]:
    row = entry.row
    pair = (row["mention_id_a"], row["mention_id_b"])
    canvas.lines(_FIRST[0], y, entry.first)
    canvas.lines(_SECOND[0], y, entry.second)
    canvas.text(
        _FIT_LEFT, y, "yes" if row["is_comparable"] else "no", weight="bold" if row["is_comparable"] else "normal"
    )
    marks = []
    for place, aspect in enumerate(COMPARABILITY_ASPECTS):
        relation = row[f"{aspect}_relation"]
        mark = mark_id("pair", *pair, aspect)
        _draw_sign(canvas, _ASPECTS_LEFT + (place + 0.5) * _ASPECT_MM, y, relation, aspect, mark)
        marks.append(
            {
                "mark_id": mark,
                "mention_ids": " ".join(pair),
                "family": row["family"],
                "aspect": aspect,
                "relation": relation,
                "is_comparable": row["is_comparable"],
                "is_draft": not drafts.isdisjoint(pair),
                "label": f"{aspect.replace('_', ' ')}: {_WORDS[relation]}. {entry.label}",
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
    pairs = {row["mention_ids"]: bool(row["is_comparable"]) for row in drawn}
    n_fit = sum(pairs.values())
    tally = [
        (sum(row["aspect"] == aspect and row["relation"] != "same" for row in drawn), plain(aspect))
        for aspect in COMPARABILITY_ASPECTS
        if aspect != "period"
    ]
    differing = listed([f"{words} in {number(n)}" for n, words in tally])
    families = listed([plain(name) for name in dict.fromkeys(row["family"] for row in drawn)])
    return Caption(
        title=title,
        claim=(
            f"Of {counted(len(pairs), 'pair')} of figures of one family, {number(n_fit)} "
            f"{'differs' if n_fit == 1 else 'differ'} in nothing but the period, with everything else known."
        ),
        alt=(
            f"A table of {counted(len(pairs), 'pair')} of figures ({families}) with a column for each of unit, period, geography, "
            "coverage, who counted and definition; a dot means the same, a cross different, a question mark not known. "
            f"Different or not known: {differing}."
        ),
        notes=(
            "Different periods are no obstacle: they are what a comparison over time is made of; all else should be the same.",
            "Not known means that a source does not say; it is no evidence that the figures agree.",
        ),
    )
