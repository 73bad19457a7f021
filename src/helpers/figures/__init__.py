"""Figures: pure functions that draw tables, and one function that saves what they draw.

Each chart has a module of its own with ``draw_NAME``, which takes tables and returns a figure and its marks, and
``caption_NAME``, which takes the marks and returns the words. A notebook saves and shows::

    figure, marks = figures.draw_what_the_numbers_are(coded_mentions, sources)
    figures.save(figure, "what_the_numbers_are", corpus, marks, **figures.caption_what_the_numbers_are(marks))
    figures.show(corpus, "what_the_numbers_are")

A table without rows gives a picture that says so, and the same five files: a notebook runs on any corpus.
"""

from __future__ import annotations

from helpers.figures.agreement_of_codings import caption_agreement_of_codings, draw_agreement_of_codings
from helpers.figures.canvas import nothing_to_draw
from helpers.figures.captions import Caption
from helpers.figures.comparability_matrix import (
    caption_comparability_matrix,
    count_pages_comparability_matrix,
    draw_comparability_matrix,
)
from helpers.figures.contract import mark_id, save
from helpers.figures.draft_against_review import caption_draft_against_review, draw_draft_against_review
from helpers.figures.every_reported_figure import (
    caption_every_reported_figure,
    count_pages_every_reported_figure,
    draw_every_reported_figure,
)
from helpers.figures.paged import save_pages, show_pages
from helpers.figures.passages_map import caption_passages_map, count_pages_passages_map, draw_passages_map
from helpers.figures.show import show
from helpers.figures.stated_and_recomputed import (
    caption_stated_and_recomputed,
    count_pages_stated_and_recomputed,
    draw_stated_and_recomputed,
)
from helpers.figures.style import style
from helpers.figures.what_the_numbers_are import caption_what_the_numbers_are, draw_what_the_numbers_are

__all__ = [
    "Caption",
    "caption_agreement_of_codings",
    "caption_comparability_matrix",
    "caption_draft_against_review",
    "caption_every_reported_figure",
    "caption_passages_map",
    "caption_stated_and_recomputed",
    "caption_what_the_numbers_are",
    "count_pages_comparability_matrix",
    "count_pages_every_reported_figure",
    "count_pages_passages_map",
    "count_pages_stated_and_recomputed",
    "draw_agreement_of_codings",
    "draw_comparability_matrix",
    "draw_draft_against_review",
    "draw_every_reported_figure",
    "draw_passages_map",
    "draw_stated_and_recomputed",
    "draw_what_the_numbers_are",
    "mark_id",
    "nothing_to_draw",
    "save",
    "save_pages",
    "show",
    "show_pages",
    "style",
]
