"""Tables for reading: figures and their definitions in words, as a reader who quotes them needs them side by side."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.figures.forces import behind, coverages
from helpers.figures.labels import period, quoted, rows, source_labels
from helpers.ledger import without_repeats
from helpers.stories.selecting import Row
from helpers.vocabulary import Vocabulary

NOT_STATED = "not stated"


def measures_of(vocabulary: Vocabulary, families: Iterable[str]) -> list[str]:
    """Return the measures of some families, in the order of the families and then of the vocabulary."""
    return [name for family in families for name, measure in vocabulary.measures.items() if measure.family == family]


def definitions(vocabulary: Vocabulary, measures: Iterable[str]) -> pd.DataFrame:
    """Return what measures count and what they leave out.

    Returns
    -------
    pandas.DataFrame
        ``label``, ``unit``, ``definition``, ``does_not_include``, one row a measure.
    """
    return pd.DataFrame(
        [
            {
                "label": vocabulary.measures[name].label,
                "unit": vocabulary.measures[name].unit,
                "definition": vocabulary.measures[name].definition,
                "does_not_include": vocabulary.measures[name].does_not_include,
            }
            for name in measures
        ],
        columns=["label", "unit", "definition", "does_not_include"],
    )


def units(vocabulary: Vocabulary, names: Iterable[str]) -> pd.DataFrame:
    """Return what units are: ``unit`` and ``definition``."""
    return pd.DataFrame(
        [{"unit": name, "definition": vocabulary.units[name].definition} for name in names],
        columns=["unit", "definition"],
    )


def in_words(
    ledger: pd.DataFrame, sources: pd.DataFrame, vocabulary: Vocabulary, measures: Iterable[str]
) -> pd.DataFrame:
    """Return the figures of some measures with everything that a quotation has to carry, in words.

    Returns
    -------
    pandas.DataFrame
        ``quote``, ``label``, ``unit``, ``period``, ``compared_with``, ``area``, ``coverage``, ``counted_by``, ``said_by`` and
        ``source``; what a source leaves out is "not stated".
    """
    by_source, answered = source_labels(sources), coverages(ledger)
    figures = rows(without_repeats(ledger))
    said = [
        _words(row, by_source, answered, vocabulary) for name in measures for row in figures if row["measure"] == name
    ]
    return pd.DataFrame(said, columns=_COLUMNS)


_COLUMNS = (
    "quote",
    "label",
    "unit",
    "period",
    "compared_with",
    "area",
    "coverage",
    "counted_by",
    "said_by",
    "source",
)


def when(row: Row) -> str:
    """Write the period of a figure, and say where it is worked out from words such as "last year"."""
    words = period(row["period_start"], row["period_end"])
    if not words:
        return NOT_STATED
    return f"{words} (worked out)" if row["period_basis"] == "relative" else words


def _words(row: Row, by_source: dict[str, str], answered: dict[str, Row], vocabulary: Vocabulary) -> dict[str, str]:
    baseline = period(row["baseline_start"], row["baseline_end"])
    return {
        "quote": quoted(row["quote"]),
        "label": vocabulary.label(row["measure"]),
        "unit": row["unit"] or NOT_STATED,
        "period": when(row),
        "compared_with": baseline or (NOT_STATED if row["kind"] == "change" else ""),
        "area": vocabulary.label(row["geography"]) or NOT_STATED,
        "coverage": behind(row, answered, NOT_STATED),
        "counted_by": vocabulary.label(row["counted_by"]) or NOT_STATED,
        "said_by": vocabulary.label(row["attributed_to"]) or NOT_STATED,
        "source": by_source[row["source_id"]],
    }
