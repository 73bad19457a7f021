"""On whose answers a figure rests, in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from helpers.figures.labels import quoted, rows

ASKED: Final = "forces_asked"
COVERAGE: Final = "coverage"


def coverages(ledger: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the rows of the ledger that say how many forces or bodies answered or were asked, by mention."""
    return {row["mention_id"]: row for row in rows(ledger) if row["kind"] == COVERAGE}


def behind(row: Mapping[str, Any], coverage: Mapping[str, Mapping[str, Any]], otherwise: str) -> str:
    """Return how many forces a figure is based on, as quoted; that they were only asked is said.

    Parameters
    ----------
    row
        A row of the ledger.
    coverage
        What :func:`coverages` returns.
    otherwise
        What is said where the source does not say it.
    """
    found = coverage.get(row["coverage_id"] or "")
    if found is None:
        return otherwise
    return f"{quoted(found['quote'])}{' asked' if found['measure'] == ASKED else ''}"
