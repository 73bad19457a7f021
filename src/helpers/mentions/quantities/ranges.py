"""Ranges of two numbers as one mention, and scores."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from decimal import Decimal

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import (
    CURRENCY_CODES,
    CURRENCY_NOUNS,
    CURRENCY_SIGNS,
    DOWN_VERBS,
    TIME_UNITS,
    UP_VERBS,
    words,
)
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import numeral, plain
from helpers.mentions.quantities.measures import MEASURES, unit_after
from helpers.mentions.quantities.percent import percent_end
from helpers.mentions.quantities.tokens import HYPHENS, is_number

RANGING = words("ranging range ranged ranges anywhere vary varied varying varies")
"""Words before a "from" that opens a range."""
BEFORE_RANGE = words("by of some about around")
"""Words between a verb of change and its range."""


def join_range(doc: Document, q: Quantity) -> None:
    """Ranges as one mention: "5-10%", "£31,067 - £33,366", "between 10 and 15", "three or four". "from A to B" of a change is two."""
    low, words = doc.low, doc.words
    n = doc.limit
    at = q.last
    if at + 1 >= n or q.value is None:
        return
    before = low[q.first - 1] if q.first else ""
    joiner = low[at]
    dash = joiner in ("-", "–", "—", "−", "‑")
    if not dash and joiner not in ("to", "and", "or"):
        return
    if dash and low[at + 1] == "to":
        at += 1
        if at + 1 < n and low[at + 1] in HYPHENS:
            at += 1  # "0-to-60-mph"
    between = before in ("between", "ranging", "anywhere") or (
        before == "from" and q.first >= 2 and low[q.first - 2] in RANGING
    )
    if (
        joiner == "and"
        and before != "between"
        and not (before in ("of", "by") and q.first >= 2 and low[q.first - 2] == "between")
    ):
        return
    second_at = at + 1
    currency_second = None
    if second_at < n and words[second_at] in CURRENCY_SIGNS:
        currency_second = CURRENCY_SIGNS[words[second_at]]
        second_at += 1
    elif (
        second_at < n
        and q.form == "money"
        and low[second_at] in CURRENCY_CODES
        and CURRENCY_CODES[low[second_at]] == q.currency
    ):
        currency_second = q.currency  # "Sh28 billion to Sh31 billion"
        second_at += 1
    if second_at >= n or not is_number(doc, second_at):
        return
    if doc.start[second_at] - doc.end[q.last - 1] > 6:
        return
    block = doc.blocks[doc.sentences[doc.sentence_of(q.core)].block]
    if block.kind == "row" and not doc.touches(at):
        return
    second = numeral(doc, second_at)
    if second is None:
        return
    end, form = percent_end(doc, second.last)
    value = second.value
    by = before == "by" and joiner == "to"
    if form:
        value = plain(Decimal(repr(value)) / (10_000 if form == "basis" else 100))
    if by and value > 3 * q.value and (q.form != "count" or not form):
        return  # "rose by 6,408 to 25,773": a change and the level reached, no range
    if q.form in ("percent", "points") and (not form or (by and form != q.form)):
        return
    by = by and (q.form == form or (q.form == "count" and value <= 100)) and value <= 3 * q.value
    unit_end, unit = (end, None) if form else unit_after(doc, second.last)
    if q.form == "count" and form:
        raw = q.value
        first_value = plain(Decimal(repr(raw)) / (10_000 if form == "basis" else 100))
    else:
        first_value = q.value
    if q.form == "money":
        if currency_second is None and not (q.currency and second.scale >= 1 and (second.scale > 1 or dash or between)):
            return
        if second.scale > 1 and first_value < 1000 and _scale_of(q) == 1:
            first_value = plain(Decimal(repr(first_value)) * second.scale)
    elif currency_second is not None:
        return
    elif (
        q.form == "count" and second.scale > 1 and _scale_of(q) == 1 and not form and first_value * second.scale < value
    ):
        first_value = plain(Decimal(repr(first_value)) * second.scale)
    if joiner == "to" and not between and first_value and value > 5 * first_value:
        return  # "raised by 26,000 to 173,000": two values
    if joiner == "or":
        if not (
            form == ""
            and q.form == "count"
            and isinstance(value, int)
            and isinstance(first_value, int)
            and value - first_value in (1, 2, 3, 5)
            and (first_value > 1 or value == 2)
            and value < 20
        ):
            return
    elif joiner == "to" and not between and not by:
        verb = before
        back = q.first - 1
        if verb in BEFORE_RANGE and back > 0:
            back -= 1
            verb = low[back]
        if before == "from" or (before == "by" and not form and (verb in UP_VERBS or verb in DOWN_VERBS)):
            return
        if (verb in UP_VERBS or verb in DOWN_VERBS) and (q.form in ("percent", "points", "money") or not form):
            return
    bare = dash and q.form == "count" and not form and unit is None and doc.touches(at) and doc.touches(second_at)
    if first_value == value and not bare:
        return
    if first_value >= value or first_value < 0:
        if bare and len(words[q.core]) <= 2 and value < 100:
            q.form, q.last = "score", second.last
        return
    if dash and q.form == "count" and not form and unit is None and first_value == 0:
        q.form, q.last = "score", second.last
        return
    q.high = value
    q.value = first_value
    q.last = end if form else second.last
    if form:
        q.form = form
    elif unit is not None and q.form in ("count", "measured"):
        q.form, q.unit, q.last = "measured", unit, unit_end
    elif q.last < n and low[q.last] in MEASURES and q.form == "count" and value < 1000:
        q.form, q.unit, q.last = "measured", MEASURES[low[q.last]], q.last + 1  # "1 to 1.5 degrees"
    elif q.last < n and low[q.last] in ("min", "mins", "hrs") and doc.touches(q.last):
        q.form, q.unit, q.last = "span", TIME_UNITS[low[q.last]], q.last + 1  # "25 – 40min"
    elif q.last < n and low[q.last] in CURRENCY_NOUNS and len(low[q.last]) > 1 and q.form == "count":
        q.form, q.currency, q.last = "money", CURRENCY_NOUNS[low[q.last]], q.last + 1
    q.tags.add("range")


def _scale_of(q: Quantity) -> int:
    """1 for a numeral of one token, else 1000: a numeral of several has a scale word, near enough."""
    return 1 if q.core_end - q.core == 1 else 1000
