"""A numeral with everything that is joined to it."""

from __future__ import annotations

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import numeral
from helpers.mentions.quantities.denominators import join_denominator
from helpers.mentions.quantities.measures import join_percent_and_unit
from helpers.mentions.quantities.money import join_currency_and_sign
from helpers.mentions.quantities.multiples import join_times
from helpers.mentions.quantities.qualifiers import join_after_qualifier, qualifier
from helpers.mentions.quantities.ranges import join_range
from helpers.mentions.quantities.shares import join_rating, join_share
from helpers.mentions.quantities.spans import join_compound, join_span
from helpers.mentions.quantities.tokens import HYPHENS, ORDINALS
from helpers.mentions.quantities.totals import join_total
from helpers.mentions.quantities.words_that_count import ONE_AFTER, counts_in_words

BARE_FORMS = words("count percent money measured points")
"""Forms that a second number may still change."""


def numeric(doc: Document, t: int, floor: int) -> Quantity | None:
    """A numeral with everything that is joined to it."""
    low, words = doc.low, doc.words
    n = doc.limit
    read = numeral(doc, t)
    if read is None:
        if words[t][0].isdecimal():
            last = t + 1
            return Quantity(t, last, t, last, "name", note="number with marks")
        return None
    word = low[t]
    after = low[read.last] if read.last < n else ""
    if read.is_words and not counts_in_words(doc, t, read, after):
        return None
    touching = read.last < n and doc.touches(read.last)
    if touching and read.is_words and after in HYPHENS and read.last + 1 < n and low[read.last + 1] in ORDINALS:
        return None  # "the twenty-first conference"
    if touching and after in ("st", "nd", "rd", "th") and words[t].isdecimal():
        century = read.last + 1 < n and low[read.last + 1] in ("century", "centuries")
        return Quantity(t, read.last + (2 if century else 1), t, read.last, "time" if century else "ordinal")
    q = Quantity(t, read.last, t, read.last, "count", value=read.value, is_words=read.is_words, decimals=read.decimals)
    join_currency_and_sign(doc, q, floor)
    join_percent_and_unit(doc, q, read)
    if q.form == "count":
        join_rating(doc, q)
    if q.form in BARE_FORMS:
        join_share(doc, q)
    if q.form in BARE_FORMS:
        join_range(doc, q)
    if q.form == "count":
        join_span(doc, q)
    if q.form == "count":
        join_compound(doc, q)
    if q.form == "count":
        join_total(doc, q)
    if q.form == "count":
        join_times(doc, q)
    if q.form in ("count", "money", "measured"):
        q.amount_end = q.last
        join_denominator(doc, q)
    if q.first >= floor:
        first, code = qualifier(doc, q.first)
        if first >= floor and code != "exact":
            sentence = doc.sentences[doc.sentence_of(t)]
            if first >= sentence.first:
                q.first, q.qualifier = first, code
    else:
        q.first = floor
    join_after_qualifier(doc, q)
    if word == "one" and q.form == "count" and q.qualifier == "exact" and read.last == t + 1 and after in ONE_AFTER:
        return None
    return q
