"""Sheets of rows: what fits a page, and which row goes on which."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

import pandas as pd

from helpers.figures.style import HIGHEST_MM

Entry = TypeVar("Entry")

NO_MARKS = ("mark_id", "mention_ids", "label")


def no_marks() -> pd.DataFrame:
    """Return the marks of a figure on which nothing is drawn."""
    return pd.DataFrame({column: pd.Series([], dtype="str") for column in NO_MARKS})


def paginate(
    entries: Sequence[Entry],
    *,
    height: Callable[[Entry], float],
    group: Callable[[Entry], object],
    head: Callable[[Entry], float],
    margins: float,
) -> list[list[Entry]]:
    """Share rows out over pages; a group that goes on over a page has its head again.

    Parameters
    ----------
    entries
        Rows in order, members of a group next to each other.
    height
        Height of a row in millimetres.
    group
        What rows of one group have in common.
    head
        Height of the head of the group that starts with a row.
    margins
        Height of all that is on each page besides groups, in millimetres.

    Returns
    -------
    list of list
        The rows of each page.
    """
    pages: list[list[Entry]] = []
    used = math.inf
    for place, entry in enumerate(entries):
        is_new = place == 0 or group(entries[place - 1]) != group(entry)
        needed = height(entry) + (head(entry) if is_new else 0)
        if used + needed > HIGHEST_MM:
            pages.append([])
            used = margins
            needed = height(entry) + head(entry)
        pages[-1].append(entry)
        used += needed
    return pages


def page_of(pages: Sequence[Sequence[Entry]], page: int) -> list[Entry]:
    """Return one page, counted from 1.

    Raises
    ------
    ValueError
        If there is no such page.
    """
    if not 1 <= page <= len(pages):
        raise ValueError(f"there is no page {page}, only {len(pages)}")
    return list(pages[page - 1])
