"""Coded texts as choices with their signs: what the reader would see, and what the coder chose."""

from __future__ import annotations

from typing import Any, NamedTuple

from helpers.fitting.coded_texts import PARTLY, CodedText, pairs
from helpers.fitting.log_linear import Choice, Labelled
from helpers.mentions.dates import parse_published
from helpers.mentions.kinds import NEAR, choose_kinds
from helpers.mentions.model import FIGURE_KINDS, Quantity, Span
from helpers.mentions.period_choice import PeriodCandidates
from helpers.mentions.periods import attach_periods
from helpers.mentions.reader import propose_kinds
from helpers.mentions.settle import settle
from helpers.mentions.unit_choice import UnitCandidates, is_fixed, same_noun, settled
from helpers.mentions.units import attach_units
from helpers.mentions.weights import LabelWeights, choose

__all__ = ["Examples", "Weights", "examples"]


class Examples(NamedTuple):
    """Choices of kinds, of units and of periods."""

    kinds: list[Labelled]
    units: list[Choice]
    periods: list[Choice]


class Weights(NamedTuple):
    """Weights for the three choices."""

    kinds: LabelWeights
    units: dict[str, int]
    periods: dict[str, int]


def examples(coded: CodedText, weights: Weights | None = None) -> Examples:
    """The choices that one coded text shows.

    Parameters
    ----------
    coded
        The text and its coding.
    weights
        Weights fitted to other texts: what they choose stands for the numbers before, as it does in reading,
        mistakes included. Without them the coder's choices stand.
    """
    draft = propose_kinds(coded.text)
    doc, found = draft.doc, draft.quantities
    spans = [(doc.start[q.first], doc.end[q.last - 1]) for q in found]
    gold = {j: coded.mentions[i] for i, j in pairs([(m["start"], m["end"]) for m in coded.mentions], spans)}
    proposed = [q.kind for q in found]
    if weights is not None:
        choose_kinds(draft, weights.kinds)
    kinds = []
    for i, q in enumerate(found):
        if i not in gold:
            continue
        features = draft.own(i)
        for prefix, step in NEAR:
            features += [prefix + sign for sign in draft.sentence(q.sentence + step)]
        kinds.append(Labelled(features, gold[i]["kind"]))
        if weights is None:
            q.kind = gold[i]["kind"]
    for q, kind in zip(found, proposed, strict=True):
        settle(doc, q, kind)
    attach_units(doc, found)
    units = _units(UnitCandidates(doc, found), found, gold, weights)
    published = parse_published(coded.published)
    attach_periods(doc, found, published)
    periods = _periods(PeriodCandidates(doc, found, published), found, gold, weights)
    return Examples(kinds, units, periods)


Gold = dict[int, dict[str, Any]]


def _choice(offered: dict[str, tuple[Any, set[str]]], key: str) -> Choice:
    return Choice([signs for _, signs in offered.values()], frozenset(n for n, one in enumerate(offered) if one == key))


def _tells(mention: dict[str, Any] | None, field: str) -> bool:
    """Whether a coded mention says what a field of a reported figure is."""
    if mention is None or mention["kind"] not in FIGURE_KINDS:
        return False
    return field in mention or PARTLY not in mention


def _units(candidates: UnitCandidates, found: list[Quantity], gold: Gold, weights: Weights | None) -> list[Choice]:
    out = []
    for i, q in enumerate(found):
        if q.kind not in FIGURE_KINDS:
            continue
        coded = gold[i].get("unit") if i in gold else q.unit
        unit = str(coded) if coded else None
        if is_fixed(q):
            unit = settled(q)
        else:
            offered = candidates.of(i)
            if _tells(gold.get(i), "unit"):
                out.append(_choice(offered, same_noun(unit)))
            if weights is not None:
                unit = choose(offered.values(), weights.units)
        candidates.gave(q, unit)
    return out


def _periods(candidates: PeriodCandidates, found: list[Quantity], gold: Gold, weights: Weights | None) -> list[Choice]:
    out = []
    for i, q in enumerate(found):
        if q.kind not in FIGURE_KINDS:
            continue
        span = q.period
        offered = candidates.of(i)
        if i in gold:
            coded = str(gold[i].get("period") or "")
            if _tells(gold[i], "period"):
                out.append(_choice(offered, coded))
            span = offered[coded][0] if coded in offered else _span(coded)
        if weights is not None:
            span = candidates.bounded(q, choose(offered.values(), weights.periods))
        candidates.gave(q, span)
    return out


def _span(iso: str) -> Span | None:
    """The period that an ISO interval by month, or a day, names."""
    if not iso:
        return None
    first, _, last = iso.partition("/")
    start = 12 * int(first[:4]) + int(first[5:7]) - 1
    end = 12 * int(last[:4]) + int(last[5:7]) - 1 if last else start
    return Span(start, end, None if last else iso)
