"""What keeps two figures apart: unit, period, geography, coverage, who counted, and definition.

Two figures of one family of measures invite a comparison. This says for each pair in what they differ, and where the
sources do not say enough to know. What is unknown is never taken as equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from helpers import tables
from helpers.columns import COMPARABILITY_ASPECTS
from helpers.ledger_rows import LedgerRow, Period, read_rows
from helpers.vocabulary import Vocabulary

__all__ = ["relate", "table"]

SAME, DIFFERENT, UNKNOWN = "same", "different", "unknown"
_IN_WORDS = {
    "unit": "Unit",
    "period": "Period",
    "geography": "Area",
    "coverage": "Coverage",
    "counted_by": "Counted by",
    "definition": "What is counted",
}


def relate(aspect: str, a: LedgerRow, b: LedgerRow) -> str:
    """Return how two figures stand to each other in one aspect: same, different or unknown.

    Parameters
    ----------
    aspect
        One of :data:`helpers.columns.COMPARABILITY_ASPECTS`. For coverage, an equal number of forces is not the same
        set of forces: figures share their coverage if they rest on the same mention of it, or on all there are; without
        any, if one recorder gives both for one period in one source. Definition is the measure of the vocabulary.

    Raises
    ------
    ValueError
        If the aspect is unknown.
    """
    match aspect:
        case "unit":
            return _equal(a.unit, b.unit)
        case "period":
            return _equal(a.period, b.period)
        case "geography":
            return _equal(a.geography, b.geography)
        case "coverage":
            return _coverage(a, b)
        case "counted_by":
            return _equal(a.counted_by, b.counted_by)
        case "definition":
            return _equal(a.measure, b.measure)
        case _:
            raise ValueError(f"unknown aspect {aspect!r}")


def _equal(a: object, b: object) -> str:
    if a is None or b is None:
        return UNKNOWN
    return SAME if a == b else DIFFERENT


def _coverage(a: LedgerRow, b: LedgerRow) -> str:
    if a.kind == b.kind == "coverage":
        return DIFFERENT if a.value != b.value else UNKNOWN
    if a.coverage_id is not None and a.coverage_id == b.coverage_id:
        return SAME
    if a.coverage is None and b.coverage is None:
        is_one_data_set = a.source_id == b.source_id and all(
            _equal(x, y) == SAME for x, y in ((a.counted_by, b.counted_by), (a.period, b.period))
        )
        return SAME if is_one_data_set else UNKNOWN
    if a.coverage is None or b.coverage is None:
        return UNKNOWN
    if a.coverage != b.coverage or _equal(a.coverage_of, b.coverage_of) == DIFFERENT:
        return DIFFERENT
    return SAME if a.coverage == a.coverage_of == b.coverage_of else UNKNOWN


def table(ledger: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return what differs for each pair of figures of one family of measures.

    Parameters
    ----------
    ledger
        Columns of :data:`helpers.columns.LEDGER`; repeats are left out.
    vocabulary
        Gives the family and the labels of measures, geographies and bodies. Figures whose measure it does not have, such
        as drafts, belong to no family.

    Returns
    -------
    pandas.DataFrame
        Columns of :data:`helpers.columns.COMPARABILITY`; families in the order of the vocabulary, in each the pairs by
        period, source and place, figures without a period last.
    """
    rows_by_id = read_rows(ledger)
    quotes = {mention_id: row.quote for mention_id, row in rows_by_id.items()}
    families: dict[str, list[LedgerRow]] = {measure.family: [] for measure in vocabulary.measures.values()}
    for row in rows_by_id.values():
        if row.same_as is None and row.measure in vocabulary.measures:
            families[vocabulary.measures[row.measure].family].append(row)
    pairs = [
        _pair(family, a, b, vocabulary, quotes)
        for family, rows in families.items()
        for a, b in combinations(sorted(rows, key=_order), 2)
    ]
    return tables.frame("comparability", pairs)


def _order(row: LedgerRow) -> tuple[bool, str, str, str, int]:
    period = row.period or Period("", "")
    return (row.period is None, period.start, period.end, row.source_id, row.start)


def _pair(family: str, a: LedgerRow, b: LedgerRow, vocabulary: Vocabulary, quotes: Mapping[str, str]) -> dict[str, Any]:
    relations = {aspect: relate(aspect, a, b) for aspect in COMPARABILITY_ASPECTS}
    if _form(a) != _form(b):
        relations["definition"] = DIFFERENT  # a count of a year, one of a quarter, and a change are three definitions
    differs_in = [aspect for aspect, relation in relations.items() if aspect != "period" and relation != SAME]
    return {
        "family": family,
        "mention_id_a": a.mention_id,
        "mention_id_b": b.mention_id,
        "measure_a": a.measure,
        "measure_b": b.measure,
        **{f"{aspect}_relation": relation for aspect, relation in relations.items()},
        "differs_in": "; ".join(differs_in) or None,
        "is_comparable": not differs_in and relations["period"] != UNKNOWN,
        "what_differs": _in_words(a, b, relations, vocabulary, quotes),
    }


def _form(row: LedgerRow) -> str:
    """Return in what form a figure is given: count over so many months, share, change of some type, rate per day."""
    if row.kind == "change":
        changes = {"relative": "relative change", "percentage_points": "change in percentage points"}
        return changes.get(row.change_type or "", "change in number")
    if row.kind == "rate":
        return f"rate per {row.per}" if row.per else "rate"
    if row.kind in ("statistic", "money"):
        form = "count" if row.kind == "statistic" else "amount of money"
        months = row.period.months if row.period else None
        return f"{form} over {months} months" if months else form
    return row.kind


def _in_words(
    a: LedgerRow, b: LedgerRow, relations: Mapping[str, str], vocabulary: Vocabulary, quotes: Mapping[str, str]
) -> str:
    parts = []
    for aspect, relation in relations.items():
        if relation == SAME:
            continue
        first, second = (_aspect_in_words(aspect, row, vocabulary, quotes) for row in (a, b))
        if first == second and aspect == "definition":
            first, second = f"{first} ({_form(a)})", f"{second} ({_form(b)})"
        if first != second:
            parts.append(f"{_IN_WORDS[aspect]}: {first}; {second}.")
        elif first == "not stated":
            parts.append(f"{_IN_WORDS[aspect]}: not stated for either.")
        else:
            parts.append(f"{_IN_WORDS[aspect]}: {first} for both; whether the same ones is not stated.")
    return " ".join(parts) or "Nothing."


def _aspect_in_words(aspect: str, row: LedgerRow, vocabulary: Vocabulary, quotes: Mapping[str, str]) -> str:
    match aspect:
        case "unit":
            said = row.unit
        case "period":
            said = str(row.period) if row.period else None
        case "geography":
            said = vocabulary.label(row.geography)
        case "coverage":
            if row.kind == "coverage":
                return row.quote
            said = None if row.coverage is None else quotes.get(row.coverage_id or "", tables.number_text(row.coverage))
            if said and row.coverage_of is not None:
                said += f" of {tables.number_text(row.coverage_of)}"
        case "counted_by":
            said = vocabulary.label(row.counted_by)
        case _:
            said = vocabulary.label(row.measure)
    return said or "not stated"
