"""Figures that may need more than one page: saved page by page, the first under the figure's own name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pandas as pd
from matplotlib.figure import Figure

from helpers.corpus import Corpus
from helpers.figures.captions import Caption
from helpers.figures.contract import save
from helpers.figures.show import show


class CaptionPage(Protocol):
    """A function that words one page of a figure."""

    def __call__(self, marks: pd.DataFrame, *, page: int, n_pages: int) -> Caption:
        """Return the words of a page from its marks."""


def save_pages(
    name: str,
    corpus: Corpus,
    n_pages: int,
    draw: Callable[[int], tuple[Figure, pd.DataFrame]],
    caption: CaptionPage,
) -> list[str]:
    """Draw and save every page of a figure.

    Parameters
    ----------
    name
        File stem; page 2 and later have ``_2`` and so on behind it.
    corpus
        Where the files go.
    n_pages
        Number of pages; a figure with nothing to draw still has one, which says so.
    draw
        Draws one page, counted from 1.
    caption
        Words one page.

    Returns
    -------
    list of str
        File stems, in the order of the pages.
    """
    names = []
    for page in range(1, max(1, n_pages) + 1):
        figure, marks = draw(page)
        names.append(name if page == 1 else f"{name}_{page}")
        save(figure, names[-1], corpus, marks, **caption(marks, page=page, n_pages=max(1, n_pages)))
    return names


def show_pages(corpus: Corpus, names: list[str]) -> None:
    """Show saved pages in a notebook, one below the other."""
    for name in names:
        show(corpus, name)
