"""Picking reported figures out of the ledger by what they are, never by where they stand in a text."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from helpers.errors import UserError

__all__ = ["figure", "figures", "told_once"]

Row = dict[str, Any]

_ONE_STATEMENT = ("source_id", "kind", "measure", "period_start", "period_end", "geography", "coverage_id", "per")


def figures(ledger: pd.DataFrame, **wanted: Hashable) -> list[Row]:
    """Return the figures that have all wanted cells, repeats left out, missing values as None.

    Parameters
    ----------
    ledger
        Columns of :data:`helpers.columns.LEDGER`.
    **wanted
        Column and the cell it must have, for example ``measure="image_sharing_incidents", kind="statistic"``.

    Raises
    ------
    ValueError
        If the ledger has no such column.
    """
    unknown = [name for name in wanted if name not in ledger.columns]
    if unknown:
        raise ValueError(f"the ledger has no column {', '.join(unknown)}")
    rows = [
        {str(name): None if pd.isna(cell) else cell for name, cell in row.items()} for row in ledger.to_dict("records")
    ]
    return [row for row in rows if row["same_as"] is None and all(row[name] == cell for name, cell in wanted.items())]


def figure(ledger: pd.DataFrame, **wanted: Hashable) -> Row:
    """Return the one figure that has all wanted cells.

    Parameters
    ----------
    ledger, **wanted
        As in :func:`figures`.

    Raises
    ------
    UserError
        If there is none, or more than one.
    """
    found = figures(ledger, **wanted)
    if len(found) == 1:
        return found[0]
    asked = ", ".join(f"{name} {cell}" for name, cell in wanted.items())
    if not found:
        raise UserError(
            f"data/tables/ledger.csv: no figure with {asked}; the source or its coding has changed, "
            "so change what asks for it"
        )
    quotes = ", ".join(f"{row['mention_id']} ({row['quote']})" for row in found)
    raise UserError(f"data/tables/ledger.csv: {len(found)} figures with {asked}: {quotes}; ask for more of its columns")


def told_once(rows: Sequence[Row]) -> list[tuple[Row, list[Row]]]:
    """Return each figure once, with the coarser tellings of it: "8,244", also told as "more than 8,000".

    Rows of one source that have kind, measure, period, area, coverage and denominator in common tell one figure where the
    narrowest interval lies inside the others. A row that does not hold it stands for itself: a contradiction is not hidden.

    Parameters
    ----------
    rows
        Rows of the ledger, missing values as None.
    """
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in _ONE_STATEMENT), []).append(row)
    made: list[tuple[Row, list[Row]]] = []
    for members in groups.values():
        finest = min(members, key=_width)
        others = [row for row in members if row is not finest]
        made.append((finest, [row for row in others if _holds(row, finest)]))
        made.extend((row, []) for row in others if not _holds(row, finest))
    return made


def _holds(coarse: Row, fine: Row) -> bool:
    above = coarse["low"] is None or (fine["low"] is not None and fine["low"] >= coarse["low"])
    below = coarse["high"] is None or (fine["high"] is not None and fine["high"] <= coarse["high"])
    return above and below


def _width(row: Row) -> float:
    if row["low"] is None or row["high"] is None:
        return float("inf")
    return float(row["high"] - row["low"])
