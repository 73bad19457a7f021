"""A part with its total: "12 of the 14 groups"."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from helpers.mentions import dates
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import STOPPERS, TIME_UNITS, VERBS, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import numeral
from helpers.mentions.quantities.percent import percent_end
from helpers.mentions.quantities.tokens import is_number

BEFORE_TOTAL = words(
    "the its their his her my nation country all these those our a total nearly almost around about roughly approximately some more than over"
)
"""Words between "of" and the total."""


def join_total(doc: Document, q: Quantity) -> None:
    """Such as "12 of the 14 groups", "40 of 44 forces", "17 out of its 30 schools": one mention with its total and counted noun."""
    low = doc.low
    n = doc.limit
    at = q.last
    if at + 1 >= n:
        return
    # a counted noun may stand before "of": "12 groups of the 14" is too rare to read
    if low[at] == "out" and low[at + 1] == "of":
        at += 2
    elif low[at] == "of":
        at += 1
    else:
        return
    while at < n and (low[at].endswith("'s") or low[at] in BEFORE_TOTAL):
        at += 1
        if at - q.last > 5:
            return
    if at >= n or not is_number(doc, at):
        return
    if dates.is_year(doc, at):
        return
    second = numeral(doc, at)
    if second is None or second.value <= (q.value or 0):
        return
    _after, form = percent_end(doc, second.last)
    if form or (second.last < n and low[second.last] in TIME_UNITS):
        return
    q.form, q.of, q.last = "of", second.value, second.last
    take_counted_noun(doc, q)


def take_counted_noun(doc: Document, q: Quantity) -> None:
    """Takes the counted noun behind "12 of the 14" into the quote, as the manual wants."""
    low = doc.low
    at = q.last
    n = doc.limit
    stop = at
    while (
        stop < n
        and stop - at < 4
        and low[stop].isalpha()
        and low[stop] not in STOPPERS
        and low[stop] not in VERBS
        and doc.start[stop] - doc.end[stop - 1] == 1
    ):
        stop += 1
        if low[stop - 1].endswith("s") and not low[stop - 1].endswith("ss"):
            break
    if stop > at:
        q.last = stop
        q.unit = low[stop - 1]
        q.tags.add("noun inside")
