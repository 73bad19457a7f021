"""Sheets of rows: what fits a page, and which row goes on which."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import groupby
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
    keep_together: bool = False,
) -> list[list[Entry]]:
    """Share rows out over pages: a group stays together where it can; one that goes on over a page has its head again.

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
    keep_together
        Whether a group that would not fit the rest of a page begins the next.

    Returns
    -------
    list of list
        The rows of each page.
    """
    pages: list[list[Entry]] = []
    used = math.inf
    for _, members in groupby(entries, key=group):
        of_group = list(members)
        whole = head(of_group[0]) + sum(map(height, of_group))
        if keep_together and used + whole > HIGHEST_MM and margins + whole <= HIGHEST_MM:
            used = math.inf
        needs_head = True
        for entry in of_group:
            if used + height(entry) + (head(entry) if needs_head else 0) > HIGHEST_MM:
                pages.append([])
                used, needs_head = margins, True
            used += height(entry) + (head(entry) if needs_head else 0)
            needs_head = False
            pages[-1].append(entry)
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
