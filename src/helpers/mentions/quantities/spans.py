"""Spans of time and compound adjectives."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import TIME_UNITS, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import numeral
from helpers.mentions.quantities.tokens import HYPHENS

INSIDE_SPAN = words(
    "more full consecutive successive straight whole calendar financial working further solid long extra additional previous such school"
)
"""Words between a numeral and its unit of time: "five more years"."""
NO_COMPOUND = words("in to and or out plus odd a fold")
"""What follows a hyphen without making a compound adjective of the number."""


def join_span(doc: Document, q: Quantity) -> None:
    """Spans of time: "four years", "two-day", "12-month", "3½ hours", "five more years"."""
    low = doc.low
    n = doc.limit
    at = q.last
    if (at < n and low[at] in HYPHENS and doc.touches(at)) or (
        at < n and low[at] in INSIDE_SPAN and at + 1 < n and low[at + 1] in TIME_UNITS
    ):
        at += 1
    if at < n and low[at] in TIME_UNITS:
        unit = TIME_UNITS[low[at]]
        if low[at] in ("term", "season", "second", "quarter") and (q.value or 0) != 1 and low[at - 1] not in HYPHENS:
            return
        if low[at] in ("second", "min", "ms") and not (
            low[at - 1] in HYPHENS or q.value == 1 or low[at + 1 : at + 2] == ["read"]
        ):
            return
        if (
            isinstance(q.value, int)
            and q.value > 1000
            and unit in ("day", "week", "month", "year")
            and low[q.last] not in TIME_UNITS
        ):
            return  # "42,000 working days" are counted
        q.form, q.unit, q.last = "span", unit, at + 1
        smaller = {
            "year": ("month", "week", "day"),
            "month": ("week", "day"),
            "hour": ("minute",),
            "minute": ("second",),
            "week": ("day",),
        }
        rest = numeral(doc, q.last + 1) if low[q.last : q.last + 1] == ["and"] and q.last + 2 < n else None
        if rest is not None and rest.last < n and TIME_UNITS.get(low[rest.last], "") in smaller.get(unit, ()):
            q.last = rest.last + 1  # "three years and four months"


def join_compound(doc: Document, q: Quantity) -> None:
    """A number that is part of a compound adjective: "three-bedroom", "16-bed"; it labels, it does not count."""
    at = q.last
    if at + 1 >= doc.limit or doc.low[at] not in ("-", "‑") or not doc.touches(at) or not doc.touches(at + 1):
        return
    if doc.low[at + 1].isalpha() and doc.low[at + 1] not in NO_COMPOUND:
        q.form, q.last = "compound", at + 2
