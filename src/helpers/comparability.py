"""What keeps two figures apart: unit, period, geography, coverage, who counted, definition, and form.

Two figures of one family of measures invite a comparison. This says for each pair in what they differ, in what they are
the same only if an inference holds, and where the sources do not say enough to know. What is unknown is never taken as
equal, and nothing is known of what neither source states.

==============  ==================================================================================================
same            equal, and stated for both
same_inferred   equal, but for at least one of them it is inferred
different       not equal
unknown         not stated for one or both, or equal in number only (38 forces here and 38 there)
==============  ==================================================================================================
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

__all__ = ["DIFFERENT", "SAME", "SAME_INFERRED", "UNKNOWN", "relate", "relation_in_time", "table"]

SAME, SAME_INFERRED, DIFFERENT, UNKNOWN = "same", "same_inferred", "different", "unknown"
_IN_WORDS = {
    "unit": "Unit",
    "period": "Period",
    "geography": "Area",
    "coverage": "Coverage",
    "counted_by": "Counted by",
    "definition": "What is counted",
    "form": "Form",
}
_MONTHS = {1: "a month", 3: "a quarter", 12: "a year"}


def relate(aspect: str, a: LedgerRow, b: LedgerRow) -> str:
    """Return how two figures stand to each other in one aspect: same, same_inferred, different or unknown.

    Parameters
    ----------
    aspect
        One of :data:`helpers.columns.COMPARABILITY_ASPECTS`. For coverage, an equal number of forces is not the same
        set of forces: figures share their coverage if they rest on the same mention of it, or on all there are; where
        neither has any, it is unknown. An inferred unit is the nearest term for what a source leaves open, so another
        unit beside it is unknown, not different. Definition is the measure of the vocabulary. Form is what sort of
        number it is: a count over so many months, a share, a rate per day, a change.

    Raises
    ------
    ValueError
        If the aspect is unknown.
    """
    match aspect:
        case "unit":
            found = _equal(a.unit, b.unit)
            if found == DIFFERENT and "unit" in a.inferred | b.inferred:
                return UNKNOWN
        case "period":
            found = _equal(a.period, b.period)
        case "geography":
            found = _equal(a.geography, b.geography)
        case "coverage":
            found = _coverage(a, b)
        case "counted_by":
            found = _equal(a.counted_by, b.counted_by)
        case "definition":
            found = _equal(a.measure, b.measure)
        case "form":
            return _related_form(a, b)
        case _:
            raise ValueError(f"unknown aspect {aspect!r}")
    return SAME_INFERRED if found == SAME and aspect in a.inferred | b.inferred else found


def relation_in_time(a: LedgerRow, b: LedgerRow) -> str:
    """Return how the periods of two figures lie: same_period, overlapping, other_period, or unknown."""
    if a.period is None or b.period is None:
        return UNKNOWN
    if a.period == b.period:
        return "same_period"
    return "overlapping" if a.period.overlaps(b.period) else "other_period"


def _equal(a: object, b: object) -> str:
    if a is None or b is None:
        return UNKNOWN
    return SAME if a == b else DIFFERENT


def _coverage(a: LedgerRow, b: LedgerRow) -> str:
    if a.kind == b.kind == "coverage":
        return DIFFERENT if a.value != b.value else UNKNOWN
    if a.coverage_id is not None and a.coverage_id == b.coverage_id:
        return SAME
    if a.coverage is None or b.coverage is None:
        return UNKNOWN
    if a.coverage != b.coverage or _equal(a.coverage_of, b.coverage_of) == DIFFERENT:
        return DIFFERENT
    return SAME if a.coverage == a.coverage_of == b.coverage_of else UNKNOWN


def _related_form(a: LedgerRow, b: LedgerRow) -> str:
    if _sort(a) != _sort(b):
        return DIFFERENT
    if not _has_length(a):
        return SAME
    found = _equal(_months(a), _months(b))
    return SAME_INFERRED if found == SAME and "period" in a.inferred | b.inferred else found


def _sort(row: LedgerRow) -> str:
    """Return what sort of number a figure is, without the length of its period."""
    if row.kind == "change":
        changes = {"relative": "relative change", "percentage_points": "change in percentage points"}
        return changes.get(row.change_type or "", "change in number")
    if row.kind == "rate":
        return f"rate per {row.per}" if row.per else "rate"
    return {"statistic": "count", "money": "amount of money", "coverage": "number of bodies"}.get(row.kind, row.kind)


def _has_length(row: LedgerRow) -> bool:
    """Whether the number grows with the length of its period."""
    return row.kind in ("statistic", "money")


def _months(row: LedgerRow) -> int | None:
    return row.period.months if row.period else None


def _form_in_words(row: LedgerRow) -> str:
    if not _has_length(row):
        return _sort(row)
    months = _months(row)
    if months is None:
        return f"{_sort(row)} over a period of unknown length"
    return f"{_sort(row)} over {_MONTHS.get(months, f'{months} months')}"


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
    in_time = relation_in_time(a, b)
    differs_in = [
        aspect for aspect, relation in relations.items() if aspect != "period" and relation in (DIFFERENT, UNKNOWN)
    ]
    # A period that is inferred may be another one, and then the order in time may be another too.
    resting = [aspect for aspect, relation in relations.items() if relation == SAME_INFERRED]
    if "period" in a.inferred | b.inferred and "period" not in resting:
        resting.insert(0, "period")
    may_be = not differs_in and in_time == "other_period"
    return {
        "family": family,
        "mention_id_a": a.mention_id,
        "mention_id_b": b.mention_id,
        "measure_a": a.measure,
        "measure_b": b.measure,
        **{f"{aspect}_relation": relation for aspect, relation in relations.items()},
        "differs_in": "; ".join(differs_in) or None,
        "relation_in_time": in_time,
        "is_comparable": may_be and not resting,
        "comparable_if": "; ".join(resting) or None if may_be else None,
        "what_differs": _in_words(a, b, relations, vocabulary, quotes),
    }


def _in_words(
    a: LedgerRow, b: LedgerRow, relations: Mapping[str, str], vocabulary: Vocabulary, quotes: Mapping[str, str]
) -> str:
    parts = []
    for aspect, relation in relations.items():
        if relation in (SAME, SAME_INFERRED):
            continue
        first, second = (_aspect_in_words(aspect, row, vocabulary, quotes) for row in (a, b))
        if first != second:
            is_nearest = aspect == "unit" and relation == UNKNOWN and "not stated" not in (first, second)
            but = "; the one inferred is only the nearest term" if is_nearest else ""
            parts.append(f"{_IN_WORDS[aspect]}: {first}; {second}{but}.")
        elif first == "not stated":
            parts.append(f"{_IN_WORDS[aspect]}: not stated for either.")
        else:
            open_end = "; whether the same ones is not stated" if aspect == "coverage" else ""
            parts.append(f"{_IN_WORDS[aspect]}: {first} for both{open_end}.")
    inferred = [_IN_WORDS[aspect].lower() for aspect, relation in relations.items() if relation == SAME_INFERRED]
    if inferred:
        parts.append(f"The same only if what is inferred holds: {', '.join(inferred)}.")
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
        case "form":
            said = _form_in_words(row)
        case _:
            said = vocabulary.label(row.measure)
    return said or "not stated"
