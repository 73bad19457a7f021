"""Sentences about numbers in which no number is typed: each stands as a placeholder and is filled from the data.

``{claim}`` and ``{a}`` are quotes as written in the source; ``{a.period}``, ``{a.baseline}`` and ``{a.coverage}`` come
from the ledger, and for a change ``{a.years_between}`` and ``{a.years_counted}``: the years from its baseline to its
period, and as many with both end years counted. ``{stated}``, ``{computed}`` and their ends ``{computed_low}``,
``{computed_high}`` come from the audit, as ``{computed:number}`` (the default), ``{computed:percent}``,
``{computed:points}``, which is a percentage without its sign, for percentage points, or ``{computed:count}``, for things
that are whole or not at all: the ends are rounded inwards, to the least and the greatest whole number between them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from string import Formatter

from helpers.intervals import Interval
from helpers.ledger_rows import LedgerRow
from helpers.tables import number_text

__all__ = ["RESULTS", "fill", "problem"]

RESULTS = tuple(f"{name}{end}" for name in ("stated", "computed") for end in ("", "_low", "_high"))
_FROM_LEDGER = ("period", "baseline", "coverage", "years_between", "years_counted")
_FORMATS = ("", "number", "percent", "points", "count")
_SIGNIFICANT = 3
_NUMERALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def problem(text: str, names: Collection[str], *, is_computed: bool) -> str | None:
    """Return what is wrong with a sentence and how to mend it, or None.

    Parameters
    ----------
    text
        The sentence with its placeholders.
    names
        Figures that it may name.
    is_computed
        Whether something is recomputed, so that there is a result to show.
    """
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        return f"{error} in {text!r}; write placeholders as {{claim}}"
    for literal, field, form, conversion in parts:
        if digits := re.search(r"\d+", literal):
            return (
                f"the number {digits[0]!r} is typed; write a placeholder such as {{claim}} or {{computed}} in its place"
            )
        if field is None:
            continue
        name, _, of_ledger = field.partition(".")
        is_result = name in RESULTS and not of_ledger and (is_computed or not name.startswith("computed"))
        is_figure = name in names and of_ledger in ("", *_FROM_LEDGER)
        if not (is_result or is_figure) or conversion:
            known = ", ".join([*names, *(RESULTS if is_computed else RESULTS[:3])])
            of_figures = ", ".join(f".{name}" for name in _FROM_LEDGER)
            return f"unknown placeholder {{{field}}}; use one of {known}, or {of_figures} of a figure"
        if form not in _FORMATS or (form and not is_result):
            return f"unknown form {form!r} of {{{field}}}; results can be number, percent, points or count, quotes have no form"
    return None


def fill(text: str, figures: Mapping[str, LedgerRow], results: Mapping[str, Fraction | None]) -> str:
    """Return a sentence with its placeholders filled.

    Parameters
    ----------
    text
        A sentence without a `problem`.
    figures
        Rows by the names that the sentence may use.
    results
        Stated and recomputed values and ends, by the names in `RESULTS`; None where there is no such end.
    """
    filled = []
    for literal, field, form, _ in Formatter().parse(text):
        filled.append(literal)
        if field is None:
            continue
        name, _, of_ledger = field.partition(".")
        if name in figures:
            filled.append(_of_figure(figures[name], of_ledger))
        else:
            filled.append(_of_result(results[name], form or "number", name))
    return "".join(filled)


def results(
    stated: Interval, stated_value: Fraction, computed: Interval | None, value: Fraction | None
) -> dict[str, Fraction | None]:
    """Return what a sentence may say of the stated and the recomputed value."""
    return {
        "stated": stated_value,
        "stated_low": stated.low,
        "stated_high": stated.high,
        "computed": value,
        "computed_low": None if computed is None else computed.low,
        "computed_high": None if computed is None else computed.high,
    }


def _of_figure(row: LedgerRow, of_ledger: str) -> str:
    if not of_ledger:
        return row.words
    said = getattr(row, of_ledger)
    if said is None:
        return "not stated"
    if isinstance(said, int):
        return _NUMERALS[said] if said < len(_NUMERALS) else str(said)
    return number_text(said) if isinstance(said, Fraction) else str(said)


def _of_result(number: Fraction | None, form: str, name: str) -> str:
    if number is None:
        return "without end"
    if form == "count":
        return f"{_whole(number, name):,}"
    if form in ("percent", "points"):
        return f"{_short(number * 100)}{'%' if form == 'percent' else ''}"
    return _short(number)


def _whole(number: Fraction, name: str) -> int:
    """Return the whole number at an end, counted inwards; the nearest one to a value."""
    if name.endswith("_low"):
        return math.ceil(number)
    return math.floor(number) if name.endswith("_high") else round(number)


def _short(number: Fraction) -> str:
    """Write a number as people do in a sentence: three significant digits, or to the whole, with thousands set apart."""
    if abs(number) >= 10 ** (_SIGNIFICANT - 1):
        return f"{round(number):,}"
    return number_text(float(f"{float(number):.{_SIGNIFICANT}g}"))
