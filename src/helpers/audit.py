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

What must be the same and is so only by inference is named (`holds_if`, and in the reason): the verdict holds if the
inference does. And a verdict weighs only as much as its check: that a figure agrees with its own repeat is no evidence,
so each relation has a group (`helpers.relations.group_of`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from helpers import tables, wording
from helpers.comparability import DIFFERENT, SAME, SAME_INFERRED, UNKNOWN, relate
from helpers.conventions import Conventions, Reading
from helpers.errors import CheckFailed
from helpers.intervals import Interval
from helpers.ledger_rows import LedgerRow, Period, read_rows
from helpers.relations import CLAIM, Operand, Relation, group_of

__all__ = ["CONDITION", "Comparison", "Side", "check", "compare", "run", "sensitivity"]

CONDITION = "It holds if what is inferred holds: "
"""How the last sentence of a reason begins, where the verdict rests on an inference."""

_BOUNDS = frozenset({"more_than", "at_least", "less_than", "at_most", "up_to"})
_STATED, _COMPUTED = "the stated value", "the recomputed value"
_NO_END = "{} end of {}; without one, nothing could disagree"
_ALIKE = {
    "unit": "count the same unit",
    "period": "are about the same period",
    "geography": "are about the same area",
    "coverage": "come from the same forces or bodies",
    "counted_by": "were counted by the same body",
    "definition": "measure the same thing",
    "form": "are the same sort of number",
}
# Columns that a convention can change: without a change in one of them, nothing was tried.
_MOVABLE = tuple(
    f"{side}_{end}" for side in ("stated", "computed") for end in ("low", "high", "low_closed", "high_closed")
)


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
    """Hold an audit against what the relations declare: verdict, bare arithmetic, idle recomputed value.

    Raises
    ------
    CheckFailed
        With one line for each thing that came out otherwise.
    """
    problems = []
    for row, relation in zip(frame.to_dict("records"), relations, strict=True):
        result = f"stated {_shown(row, 'stated')}, recomputed {_shown(row, 'computed')}"
        expectations: list[tuple[str, str | None, str | None]] = [
            ("the verdict", relation.expect, tables.text_of(row["verdict"])),
            ("bare arithmetic", relation.arithmetic, tables.text_of(row["arithmetic"])),
        ]
        if relation.expect_computed is not None:
            places = Decimal(relation.expect_computed)
            computed = None if pd.isna(row["computed"]) else Decimal(repr(float(row["computed"]))).quantize(places)
            if computed != places:
                expectations.append(("the recomputed value", relation.expect_computed, str(computed)))
        problems += [
            f"{relation.place or 'data/relations.yml'}: {relation.relation_id}: {what} comes out {found or 'nothing'}, "
            f"not {declared or 'nothing'} ({result}); check source and coding, or declare what comes out, with the reason"
            for what, declared, found in expectations
            if declared != found
        ]
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
        Columns of :data:`helpers.columns.SENSITIVITY`. A setting that changes neither the stated nor the recomputed
        interval of a relation is no trial of it and has no row.
    """
    rows = read_rows(ledger)
    in_use = {relation.relation_id: _audit(relation, rows, conventions) for relation in relations}
    tried = []
    for convention in conventions:
        for other in convention.others:
            changed = conventions.with_setting(convention.convention_id, other)
            for relation in relations:
                before, after = in_use[relation.relation_id], _audit(relation, rows, changed)
                if all(before.get(name) == after.get(name) for name in _MOVABLE):
                    continue
                tried.append(
                    {
                        "convention_id": convention.convention_id,
                        "setting": convention.setting,
                        "other_setting": other,
                        "relation_id": relation.relation_id,
                        "verdict": before["verdict"],
                        "other_verdict": after["verdict"],
                        "is_moved": before["verdict"] != after["verdict"],
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
        arithmetic = compare(
            relation.compare,
            Side(stated_value, stated.interval, _qualifiers([(relation.claim, figures[CLAIM])]), stated.unit),
            Side(
                computed_value,
                computed,
                _qualifiers((operand, figures[name]) for name, operand in relation.operands.items()),
                is_exact=is_exact,
            ),
        )
    results = wording.results(stated.interval, stated_value, computed, computed_value)

    def in_words(text: str | None) -> str | None:
        return None if text is None else wording.fill(text, figures, results)

    group = group_of(relation, figures, computed)
    aspects = _aspects(relation, figures)
    differing, unknown = aspects.named(DIFFERENT), aspects.named(UNKNOWN)
    # What the file says is missing comes first, then what keeps the figures apart, then what nobody says.
    missing = [wording.fill(relation.missing, figures, results)] if relation.missing else []
    if not missing and not differing:
        missing = [*gaps, *aspects.unknown_in_words(figures)]
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
    # Where the figures are kept apart or left open anyway, or a figure is only repeated, nothing rests on an inference.
    is_resting = group == "implied" or (verdict not in ("not_checkable", "not_comparable") and group != "repeat")
    condition = aspects.condition_in_words(figures) if is_resting else None
    outer = "The recomputed interval is an outer bound." if computed is not None and not is_exact else None
    reason = " ".join(filter(None, [in_words(relation.reason), condition, outer])) or None
    return {
        "relation_id": relation.relation_id,
        "group": group,
        "question": in_words(relation.question),
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
        "unknown_in": "; ".join(unknown) or None,
        "holds_if": "; ".join(aspects.named(SAME_INFERRED)) or None,
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


def _qualifiers(taken: Iterable[tuple[Operand, LedgerRow]]) -> frozenset[str]:
    return frozenset(row.qualifier for operand, row in taken if operand.take == "value") - {"exact"}


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
            gaps.append(f"the period of {_said(figures[name])} in {unit}")
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


def _said(row: LedgerRow) -> str:
    return f'"{row.words}"'


@dataclass(frozen=True, slots=True)
class _Aspects:
    """How figures stand in what must be the same: aspect, names of two or more figures, and the relation of these."""

    found: tuple[tuple[str, tuple[str, ...], str], ...]

    def named(self, how: str) -> list[str]:
        """Return the aspects in which some figures stand so to each other."""
        return list(dict.fromkeys(aspect for aspect, _, relation in self.found if relation == how))

    def unknown_in_words(self, figures: Mapping[str, LedgerRow]) -> list[str]:
        """Return what nobody states, each as "whether ..."."""
        return [
            f"whether {_alike(aspect, names, figures)}" for aspect, names, relation in self.found if relation == UNKNOWN
        ]

    def condition_in_words(self, figures: Mapping[str, LedgerRow]) -> str | None:
        """Return the sentence on what is inferred and must hold; None where nothing is."""
        inferred: dict[str, set[str]] = {}
        for aspect, names, relation in self.found:
            if relation == SAME_INFERRED:
                inferred.setdefault(aspect, set()).update(names)
        # Figures in the order in which the relation names them, aspects of the same figures together.
        of_figures: dict[str, list[str]] = {}
        for aspect, alike in inferred.items():
            said = list(dict.fromkeys(_said(row) for name, row in figures.items() if name in alike))
            of_figures.setdefault(_listed(said) if len(said) > 1 else f"both {said[0]}", []).append(aspect)
        if not of_figures:
            return None
        conditions = [f"{who} {_listed([_ALIKE[aspect] for aspect in aspects])}" for who, aspects in of_figures.items()]
        return f"{CONDITION}{'; '.join(conditions)}."


def _alike(aspect: str, names: Sequence[str], figures: Mapping[str, LedgerRow]) -> str:
    first, other = (_said(figures[name]) for name in names)
    if aspect == "baseline":
        return f"{first} starts from the period of {other}"
    return f"both {first} {_ALIKE[aspect]}" if first == other else f"{first} and {other} {_ALIKE[aspect]}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _aspects(relation: Relation, figures: Mapping[str, LedgerRow]) -> _Aspects:
    """Return how the figures stand in each aspect in which they must be alike, each held against the first named."""
    return _Aspects(
        tuple(
            (match.aspect, (match.names[0], other), _relate(match.aspect, figures[match.names[0]], figures[other]))
            for match in relation.must_match
            for other in match.names[1:]
        )
    )


def _relate(aspect: str, a: LedgerRow, b: LedgerRow) -> str:
    if aspect != "baseline":
        return relate(aspect, a, b)
    if a.baseline is None or b.period is None:
        return UNKNOWN
    return SAME if a.baseline == b.period else DIFFERENT


# Stated against recomputed


@dataclass(frozen=True, slots=True)
class Side:
    """A stated or a recomputed value.

    Attributes
    ----------
    value
        The number as stated, or what the formula gives at the stated operands.
    interval
        What it stands for.
    qualifiers
        How it, or its operands, are bounded by the source; empty for a number without any.
    unit
        One unit of the last place that is read as written; None where that is open.
    is_exact
        Whether every number of the interval can be the value; otherwise the interval is an outer bound.
    """

    value: Fraction
    interval: Interval
    qualifiers: frozenset[str] = frozenset()
    unit: Fraction | None = None
    is_exact: bool = True

    @property
    def is_bound(self) -> bool:
        """Whether the source only bounds it."""
        return bool(self.qualifiers & _BOUNDS)


def compare(how: str, stated: Side, computed: Side) -> Comparison:
    """Return what arithmetic says of a stated and a recomputed value.

    Parameters
    ----------
    how
        One of :data:`helpers.columns.COMPARISONS` other than none: how the stated value must stand to the recomputed one.
    stated, computed
        The two sides.

    Raises
    ------
    ValueError
        If `how` is not a comparison.
    """
    match how:
        case "equal":
            return _equal(stated, computed)
        case "at_least" | "more_than":
            return _ordered(computed.interval, stated.interval, how == "more_than", (_COMPUTED, _STATED))
        case "at_most" | "less_than":
            return _ordered(stated.interval, computed.interval, how == "less_than", (_STATED, _COMPUTED))
        case _:
            raise ValueError(f"unknown comparison {how!r}")


def _equal(stated: Side, computed: Side) -> Comparison:
    claim, found = stated.interval, computed.interval
    is_plain = not stated.qualifiers and not computed.qualifiers
    if stated.value == computed.value and (is_plain or claim == found):
        return Comparison("agrees")  # the same number said in the same way
    if not claim.meets(found):
        if not stated.qualifiers and stated.unit is not None and _cut_off(stated.value, stated.unit).meets(found):
            return Comparison("agrees_by_truncation")
        return Comparison("differs", claim.distance(found))
    if found.is_whole:
        return Comparison("not_checkable", missing=_NO_END.format("any", _COMPUTED))
    if stated.is_bound and claim.contains(found):
        return Comparison("agrees")
    # Two lower ends always meet ("more than 4,000", "more than 3,000"), and so do two upper ends.
    if claim.high is None and found.high is None:
        return Comparison("not_checkable", missing=_NO_END.format("an upper", _COMPUTED))
    if claim.low is None and found.low is None:
        return Comparison("not_checkable", missing=_NO_END.format("a lower", _COMPUTED))
    is_kept = computed.is_bound and computed.is_exact and found.contains(claim)
    return Comparison("agrees" if is_kept else "agrees_by_rounding")


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
