"""Words on figures: numbers, periods, sources and quotes as a reader expects them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.period_words import MONTHS as MONTHS
from helpers.period_words import day_or_month as day_or_month
from helpers.period_words import period as period

MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"

Row = Mapping[Any, Any]


def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table as a list of mappings, missing values as None."""
    return [
        {str(name): (None if pd.isna(value) else value) for name, value in row.items()}
        for row in table.to_dict("records")
    ]


def number(value: float, decimals: int | None = None) -> str:
    """Write a number with thousands separators and a real minus sign.

    Parameters
    ----------
    value
        The number.
    decimals
        Digits after the point; None for as many as three significant digits need, and none for whole numbers.
    """
    if decimals is None:
        decimals = 0 if float(value).is_integer() else max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{abs(value):,.{decimals}f}"
    if decimals and "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if value < 0 and text.strip("0.,") else text


def percent(fraction: float, decimals: int | None = None) -> str:
    """Write a fraction of one as a percentage."""
    return f"{number(round(fraction * 100, 10), decimals)}%"


def quoted(quote: str | None) -> str:
    """Write a quote in curly quotation marks, blanks and line ends as one blank."""
    return f"“{' '.join(quote.split())}”" if quote else ""


def source_label(source: Row) -> str:
    """Write a source in a few words: publisher and date; its id where the publisher is not known.

    Parameters
    ----------
    source
        A row of the table of sources.
    """
    publisher = source.get("publisher") or source["source_id"]
    date = source.get("published_on")
    return f"{publisher}, {day_or_month(str(date))}" if date else f"{publisher}, undated"


def source_labels(sources: pd.DataFrame) -> dict[str, str]:
    """Return the label of each source; where two would read the same, their ids tell them apart."""
    made = {str(row["source_id"]): source_label(row) for row in rows(sources)}
    return {
        source_id: label if list(made.values()).count(label) == 1 else f"{label} ({source_id})"
        for source_id, label in made.items()
    }


def plain(term: str) -> str:
    """Write an id in words: agrees_by_rounding as 'agrees by rounding'."""
    return term.replace("_", " ")


def counted(n: int, singular: str, plural: str | None = None) -> str:
    """Write a count with its noun: 1 mark, 2 marks."""
    return f"{number(n)} {singular if n == 1 else plural or singular + 's'}"


def listed(items: list[str]) -> str:
    """Write a list in words: a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
