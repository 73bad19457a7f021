"""Spans of time and compound adjectives."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import TIME_UNITS, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import numeral
from helpers.mentions.quantities.tokens import HYPHENS, is_number

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
        if low[at] in ("second", "ms") and not (
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
        _smaller_spans(doc, q)


def _smaller_spans(doc: Document, q: Quantity) -> None:
    """The rest of a span that is stated in several units; its value is in the first of them.

    Such as "three years and four months", "one hour 32 minutes", "3 years, 2 months, 14 days, and 16 hours".
    """
    low = doc.low
    n = doc.limit
    unit = q.unit or ""
    parts = 1
    while q.last + 1 < n:
        at = q.last
        if low[at] == ",":
            at += 1
        if at + 1 < n and low[at] == "and":
            at += 1
        if at >= n or not is_number(doc, at):
            return
        rest = numeral(doc, at)
        if rest is None or rest.last >= n:
            return
        smaller = TIME_UNITS.get(low[rest.last], "")
        factor = SMALLER_SPANS.get(unit, {}).get(smaller)
        if factor is None:
            return
        parts *= factor
        if q.value is not None and q.high is None:
            q.value = round(q.value + rest.value / parts, 4)
        unit = smaller
        q.last = rest.last + 1


SMALLER_SPANS = {
    "year": {"month": 12, "week": 52, "day": 365},
    "month": {"week": 4, "day": 30},
    "week": {"day": 7},
    "day": {"hour": 24},
    "hour": {"minute": 60},
    "minute": {"second": 60},
}
"""How many of the smaller unit make the larger."""


def join_compound(doc: Document, q: Quantity) -> None:
    """A number that is part of a compound adjective: "three-bedroom", "16-bed"; it labels, it does not count."""
    at = q.last
    if at + 1 >= doc.limit or doc.low[at] not in ("-", "‑") or not doc.touches(at) or not doc.touches(at + 1):
        return
    if doc.low[at + 1].isalpha() and doc.low[at + 1] not in NO_COMPOUND:
        q.form, q.last = "compound", at + 2
