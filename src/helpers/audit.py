"""The audit: declared relations recomputed, each with a verdict that claims no more than the numbers allow.

The stated value stays as it is; the recomputed one stands beside it, both as intervals (`helpers.conventions`). A verdict
says whether numbers are consistent with each other. It never says which of them is wrong.

============================  ==========================================================================================
agrees                        it holds without any tolerance: equal numbers, or a bound that is surely kept
agrees_by_rounding            the two intervals meet, but only because of their width
agrees_by_truncation          they do not meet; the stated digits are the recomputed value cut off after them
differs                       none of these; the distance between the intervals is given
not_checkable                 something is missing, or no value could make the check fail
not_comparable                an aspect that must be the same differs; the bare arithmetic is given beside it
============================  ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from helpers import tables
from helpers.comparability import DIFFERENT, UNKNOWN, relate
from helpers.conventions import Conventions, Reading
from helpers.errors import CheckFailed
from helpers.intervals import Interval
from helpers.ledger_rows import LedgerRow, Period, read_rows
from helpers.relations import CLAIM, Operand, Relation

__all__ = ["Comparison", "check", "compare", "run", "sensitivity"]

_STATED, _COMPUTED = "the stated value", "the recomputed value"
_NO_END = "{} end of {}; without one, nothing could disagree"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What arithmetic says of a stated and a recomputed value.

    Attributes
    ----------
    verdict
        One of :data:`helpers.columns.VERDICTS`.
    beyond
        For differs: the distance between the intervals.
    missing
        For not_checkable: what is missing.
    """

    verdict: str
    beyond: Fraction | None = None
    missing: str | None = None


def run(
    ledger: pd.DataFrame, relations: Sequence[Relation], conventions: Conventions, *, is_guarded: bool = True
) -> pd.DataFrame:
    """Recompute every relation.

    Parameters
    ----------
    ledger
        Columns of :data:`helpers.columns.LEDGER`.
    relations
        The declared checks, from `helpers.relations.load`.
    conventions
        Choices in the reading of bounds and roundings.
    is_guarded
        Whether a verdict other than the declared one is an error. Turn it off to see what other conventions do.

    Returns
    -------
    pandas.DataFrame
        Columns of :data:`helpers.columns.AUDIT`, in the order of the relations. Stated and recomputed values are in the
        unit of the claim.

    Raises
    ------
    CheckFailed
        If it is guarded and verdicts differ from the declared ones, with one line for each.
    """
    rows = read_rows(ledger)
    frame = tables.frame("audit", [_audit(relation, rows, conventions) for relation in relations])
    if is_guarded:
        check(frame, relations)
    return frame


def check(frame: pd.DataFrame, relations: Iterable[Relation]) -> None:
    """Hold the verdicts of an audit against the declared ones.

    Raises
    ------
    CheckFailed
        With one line for each verdict that is not the declared one.
    """
    places = {relation.relation_id: relation.place or "data/relations.yml" for relation in relations}
    problems = []
    for row in frame.to_dict("records"):
        if row["verdict"] != row["expected"]:
            found = f"stated {_shown(row, 'stated')}, recomputed {_shown(row, 'computed')}"
            problems.append(
                f"{places[row['relation_id']]}: {row['relation_id']} comes out {row['verdict']}, not {row['expected']} "
                f"({found}); check the source and its coding, or change 'expect' and give the reason"
            )
    if problems:
        raise CheckFailed("\n".join(problems))


def _shown(row: Mapping[Any, Any], prefix: str) -> str:
    return "nothing" if pd.isna(row[prefix]) else tables.number_text(row[prefix])


def sensitivity(ledger: pd.DataFrame, relations: Sequence[Relation], conventions: Conventions) -> pd.DataFrame:
    """Recompute every relation under every other setting of every convention, one at a time.

    Parameters
    ----------
    ledger, relations, conventions
        As for `run`.

    Returns
    -------
    pandas.DataFrame
        Columns of :data:`helpers.columns.SENSITIVITY`.
    """
    rows = read_rows(ledger)
    verdicts = {relation.relation_id: _audit(relation, rows, conventions)["verdict"] for relation in relations}
    tried = []
    for convention in conventions:
        for other in convention.others:
            changed = conventions.with_setting(convention.convention_id, other)
            for relation in relations:
                verdict = verdicts[relation.relation_id]
                other_verdict = _audit(relation, rows, changed)["verdict"]
                tried.append(
                    {
                        "convention_id": convention.convention_id,
                        "setting": convention.setting,
                        "other_setting": other,
                        "relation_id": relation.relation_id,
                        "verdict": verdict,
                        "other_verdict": other_verdict,
                        "is_moved": verdict != other_verdict,
                    }
                )
    return tables.frame("sensitivity", tried)


# One relation


def _audit(relation: Relation, rows: Mapping[str, LedgerRow], conventions: Conventions) -> dict[str, Any]:
    figures = {CLAIM: rows[relation.claim.mention_id]}
    figures |= {name: rows[operand.mention_id] for name, operand in relation.operands.items()}
    stated, stated_value = _read(relation.claim, figures[CLAIM], conventions)
    computed, computed_value, is_exact, gaps = _recompute(relation, figures, conventions)
    arithmetic = None
    if computed is not None and computed_value is not None and relation.compare != "none":
        is_plain = all(
            operand.take != "value" or figures[name].qualifier == "exact"
            for name, operand in {CLAIM: relation.claim, **relation.operands}.items()
        )
        arithmetic = compare(relation.compare, stated, stated_value, computed, computed_value, is_plain=is_plain)
    differing, unknown = _aspects(relation, figures)
    # What the file says is missing comes first, then what keeps the figures apart, then what nobody says.
    missing = [relation.missing] if relation.missing else []
    if not missing and not differing:
        missing = [*gaps, *unknown]
    if missing:
        verdict = "not_checkable"
    elif differing:
        verdict = "not_comparable"
    elif arithmetic is None:
        raise ValueError(f"{relation.relation_id}: nothing is recomputed and nothing is missing")
    else:
        verdict = arithmetic.verdict
        missing = [arithmetic.missing] if arithmetic.missing else []
    is_bare = verdict == "not_comparable" or (verdict == "not_checkable" and bool(unknown) and not relation.missing)
    says = arithmetic.verdict if arithmetic is not None and arithmetic.verdict != "not_checkable" else None
    reason = relation.reason
    if computed is not None and not is_exact:
        reason = " ".join(filter(None, [reason, "The recomputed interval is an outer bound."]))
    return {
        "relation_id": relation.relation_id,
        "question": relation.question,
        "claim_id": relation.claim.mention_id,
        "claim_quote": figures[CLAIM].quote,
        "operand_ids": "; ".join(f"{name}={operand.mention_id}" for name, operand in relation.operands.items()) or None,
        "formula": _formula_text(relation),
        "compare": relation.compare,
        "stated": stated_value,
        **stated.interval.fields("stated_"),
        "computed": computed_value,
        **(computed.fields("computed_") if computed is not None else {}),
        "verdict": verdict,
        "beyond_intervals": arithmetic.beyond if verdict == "differs" and arithmetic is not None else None,
        "arithmetic": says if is_bare else None,
        "differs_in": "; ".join(differing) if verdict == "not_comparable" else None,
        "missing": "; ".join(missing) if verdict == "not_checkable" else None,
        "expected": relation.expect,
        "reason": reason,
    }


def _formula_text(relation: Relation) -> str | None:
    if relation.formula is None:
        return None
    constants = ", ".join(f"{name} = {tables.number_text(value)}" for name, value in relation.constants.items())
    return f"{relation.formula.text} where {constants}" if constants else relation.formula.text


def _read(operand: Operand, row: LedgerRow, conventions: Conventions) -> tuple[Reading, Fraction]:
    if operand.take == "value":
        return row.reading(conventions), row.value
    number: Fraction = getattr(row, operand.take)
    return Reading(Interval.point(number), None, ()), number


def _recompute(
    relation: Relation, figures: Mapping[str, LedgerRow], conventions: Conventions
) -> tuple[Interval | None, Fraction | None, bool, list[str]]:
    """Return the recomputed interval and value, whether the interval is exact, and what is missing for it."""
    if relation.formula is None:
        return None, None, True, []
    box: dict[str, Interval] = {name: Interval.point(value) for name, value in relation.constants.items()}
    point: dict[str, Fraction] = dict(relation.constants)
    gaps = []
    for name, operand in relation.operands.items():
        reading, point[name] = _read(operand, figures[name], conventions)
        box[name] = reading.interval
    for function in relation.formula.functions:
        unit, _, name = function.removesuffix(")").partition("(")
        length = _length(unit, figures[name].period, conventions.setting("days_in_year"))
        if length is None:
            gaps.append(f"period of {_said(name, figures[name])} in {unit}")
        else:
            point[function], box[function] = length, Interval.point(length)
    if gaps:
        return None, None, True, gaps
    try:
        found = relation.formula.over(box)
        return found.interval, relation.formula.at(point), found.is_exact, []
    except ZeroDivisionError:
        return None, None, True, ["a divisor other than zero"]


def _length(unit: str, period: Period | None, days_in_year: str) -> Fraction | None:
    """Return the length of a period in days, months or years; None where it is unknown or not in whole months."""
    if period is None:
        return None
    months = period.months
    if unit == "days":
        if days_in_year == "as_in_period" or months is None or months % 12:
            return Fraction(period.days)
        return Fraction(days_in_year) * months / 12
    if months is None:
        return None
    return Fraction(months) if unit == "months" else Fraction(months, 12)


def _said(name: str, row: LedgerRow) -> str:
    return f'{name} ("{row.quote}")'


def _aspects(relation: Relation, figures: Mapping[str, LedgerRow]) -> tuple[list[str], list[str]]:
    """Return the aspects that differ though they must not, and what is not stated of the others."""
    differing, unknown = [], []
    for match in relation.must_match:
        first, *others = match.names
        relations = [(other, _relate(match.aspect, figures[first], figures[other])) for other in others]
        if any(how == DIFFERENT for _, how in relations):
            differing.append(match.aspect)
        unknown += [
            f"whether {_said(first, figures[first])} and {_said(other, figures[other])} have the same {match.aspect}"
            for other, how in relations
            if how == UNKNOWN
        ]
    return differing, unknown


def _relate(aspect: str, a: LedgerRow, b: LedgerRow) -> str:
    if aspect != "baseline":
        return relate(aspect, a, b)
    if a.baseline is None or b.period is None:
        return UNKNOWN
    return "same" if a.baseline == b.period else DIFFERENT


# Stated against recomputed


def compare(
    how: str,
    stated: Reading,
    stated_value: Fraction,
    computed: Interval,
    computed_value: Fraction,
    *,
    is_plain: bool,
) -> Comparison:
    """Return what arithmetic says of a stated and a recomputed value.

    Parameters
    ----------
    how
        One of :data:`helpers.columns.COMPARISONS` other than none: how the stated value must stand to the recomputed one.
    stated, computed
        Their intervals.
    stated_value, computed_value
        The stated number, and what the formula gives at the stated operands.
    is_plain
        Whether neither the claim nor an operand has a qualifier, so that equal numbers are equal claims.

    Raises
    ------
    ValueError
        If `how` is not a comparison.
    """
    if how == "equal":
        return _equal(stated, stated_value, computed, is_plain and stated_value == computed_value)
    if how in ("at_least", "more_than"):
        return _ordered(computed, stated.interval, how == "more_than", (_COMPUTED, _STATED))
    if how in ("at_most", "less_than"):
        return _ordered(stated.interval, computed, how == "less_than", (_STATED, _COMPUTED))
    raise ValueError(f"unknown comparison {how!r}")


def _equal(stated: Reading, stated_value: Fraction, computed: Interval, is_same_number: bool) -> Comparison:
    claim = stated.interval
    if is_same_number or (claim.is_point and claim == computed):
        return Comparison("agrees")
    if not claim.meets(computed):
        if stated.unit is not None and _cut_off(stated_value, stated.unit).meets(computed):
            return Comparison("agrees_by_truncation")
        return Comparison("differs", claim.distance(computed))
    # A bound is kept for sure when all that may be true of the one side lies within it.
    if (not claim.is_bounded and claim.contains(computed)) or (not computed.is_bounded and computed.contains(claim)):
        return _bound_kept(claim, computed)
    if (claim.low is None and computed.low is None) or (claim.high is None and computed.high is None):
        return _cannot_fail(claim, computed)
    return Comparison("agrees_by_rounding")


def _bound_kept(claim: Interval, computed: Interval) -> Comparison:
    """Return the verdict where one interval has no end on some side and lies around the other."""
    if claim.contains(computed) and not computed.is_whole:
        return Comparison("agrees")
    # "More than 4,000" cannot be contradicted by "more than 3,000".
    is_open_both = (claim.low is None and computed.low is None) or (claim.high is None and computed.high is None)
    return _cannot_fail(claim, computed) if is_open_both or computed.is_whole else Comparison("agrees")


def _cannot_fail(claim: Interval, computed: Interval) -> Comparison:
    side = "an upper" if claim.high is None and computed.high is None else "a lower"
    if computed.is_whole:
        side = "any"
    return Comparison("not_checkable", missing=_NO_END.format(side, _COMPUTED))


def _cut_off(value: Fraction, unit: Fraction) -> Interval:
    """Return the numbers that give the stated digits when cut off after them, towards zero."""
    if value < 0:
        return Interval(value - unit, value, False, True)
    return Interval(value, value + unit, True, False)


def _ordered(left: Interval, right: Interval, is_strict: bool, names: tuple[str, str]) -> Comparison:
    """Compare "left at most right", or "left less than right"."""
    if left.is_surely_less_than(right) if is_strict else left.is_surely_at_most(right):
        return Comparison("agrees")
    if right.high is None:
        return Comparison("not_checkable", missing=_NO_END.format("an upper", names[1]))
    if left.low is None:
        return Comparison("not_checkable", missing=_NO_END.format("a lower", names[0]))
    may_hold = left.may_be_less_than(right) if is_strict else left.may_be_at_most(right)
    return Comparison("agrees_by_rounding") if may_hold else Comparison("differs", left.low - right.high)
