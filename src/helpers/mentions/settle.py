"""What follows from the kind of a number: the sign, type and value of a change, the extent of a coverage's quote.

The grammar proposes a kind and works this out for it; where the weights choose another kind, it is worked out again
from the value as written.
"""

from __future__ import annotations

from helpers.mentions.classify import clause, noun_after
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import DOWN_NOUNS, DOWN_VERBS, UP_NOUNS, UP_VERBS
from helpers.mentions.model import Quantity

__all__ = ["settle"]

CHANGE_TYPES = {
    "percent": "relative", "fraction": "relative", "in": "relative", "verb": "relative", "times": "relative", "fold": "relative",
    "ratio": "relative", "points": "percentage_points", "basis": "percentage_points",
}  # fmt: skip
"""Type of a change by the form of its number; any other form is an absolute one."""


def settle(doc: Document, q: Quantity, proposed: str) -> None:
    """Makes the fields of a number fit its kind, where that is not the proposed one.

    Parameters
    ----------
    doc, q
        The document and the number; ``q.kind`` is the chosen kind, ``q.written`` its value as written.
    proposed
        The kind for which the fields stand now.
    """
    if q.form == "capital" and q.kind not in ("identifier", "furniture"):
        q.first, q.form = q.core, "count"  # "Kent 34" counts, unlike "Radio 4"
    if q.kind == proposed:
        return
    if proposed == "change":
        q.value = q.written
        q.change_type = q.direction = None
    if proposed == "coverage" and "noun inside" in q.tags and q.form == "count":
        q.last = q.core_end
        q.tags.discard("noun inside")
    if q.kind == "change":
        _as_change(doc, q)
    elif q.kind == "share":
        if q.form == "count" and isinstance(q.value, int | float) and 1 < q.value <= 100:
            q.value = round(q.value / 100, 10)  # the sign is said elsewhere, as in the head of a table
        q.unit = None if q.unit in ("ratio", "interest rate") else q.unit
    elif q.kind == "rate" and q.form in ("times", "fold"):
        q.unit = "ratio"
    elif q.kind == "coverage" and q.form == "count":
        _, stop = noun_after(doc, q, clause(doc, q)[1])
        if stop > q.last:
            q.last = stop
            q.tags.add("noun inside")
    if q.kind in ("statistic", "money", "rate") and q.sign < 0 and isinstance(q.value, int | float) and q.value > 0:
        q.value = -q.value


def _as_change(doc: Document, q: Quantity) -> None:
    q.change_type = CHANGE_TYPES.get(q.form, "absolute")
    sign = q.move or q.sign or (1 if _is_level(doc, q) else _nearest_move(doc, q))
    q.direction = "decrease" if sign < 0 else "increase"
    if q.unit == "ratio":
        q.unit = None
    if not isinstance(q.value, int | float):
        return
    if q.form in ("times", "fold", "ratio") and q.value > 0:
        q.value = round(1 / q.value - 1, 4) if sign < 0 and q.value > 1 else round(q.value - 1, 4)
        if q.value < 0:
            q.direction = "decrease"
    elif sign < 0 < q.value:
        q.value = -q.value


LEVELS = frozenset({"to", "from", "at", "was", "is", "were", "are", "with", "than", "against", "of", "reached"})


def _is_level(doc: Document, q: Quantity) -> bool:
    """Such as "growth eased to 7.8% from 8.5%": how fast something grows, whatever that rate did."""
    return q.first > 0 and doc.low[q.first - 1] in LEVELS


def _nearest_move(doc: Document, q: Quantity) -> int:
    """1 or -1 by the nearest word of rise or fall in the sentence; 0 where there is none."""
    first, last = clause(doc, q)
    low = doc.low
    for distance in range(1, 25):
        for t in (q.first - distance, q.last - 1 + distance):
            if first <= t < last:
                if low[t] in UP_VERBS or low[t] in UP_NOUNS:
                    return 1
                if low[t] in DOWN_VERBS or low[t] in DOWN_NOUNS:
                    return -1
    return 0
