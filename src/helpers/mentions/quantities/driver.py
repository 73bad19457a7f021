"""Where a number may begin, and which piece of the grammar reads it there."""

from __future__ import annotations

from helpers.mentions import dates
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import BARE_CHANGE_VERBS, CHANGE_VERBS, FOLDS, MULTIPLES, VAGUE
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import FRACTIONS, NUMBER_WORDS, SCALES, VULGAR
from helpers.mentions.quantities.ages import DECADES_OF_LIFE, age, decade_of_life
from helpers.mentions.quantities.contacts import contacts
from helpers.mentions.quantities.dates_and_times import date_or_time
from helpers.mentions.quantities.denominators import scale_denominator, standalone_denominator
from helpers.mentions.quantities.fractions import fraction_of_whole
from helpers.mentions.quantities.joined import numeric
from helpers.mentions.quantities.lists import list_number, ratio, thousands
from helpers.mentions.quantities.multiples import change_verb, multiple
from helpers.mentions.quantities.names import name
from helpers.mentions.quantities.tokens import NUMERIC_STARTS
from helpers.mentions.quantities.vague import vague, vague_scale

PIECES_OF_DIGITS = (
    thousands,
    list_number,
    ratio,
    age,
    date_or_time,
    name,
    standalone_denominator,
    fraction_of_whole,
    numeric,
)
"""Tried in this order at a token of digits: what takes more of the text comes first."""
PIECES_OF_NUMBER_WORDS = (age, name, standalone_denominator, fraction_of_whole, numeric)
TRIGGERS = {
    **dict.fromkeys(NUMBER_WORDS, PIECES_OF_NUMBER_WORDS),
    **dict.fromkeys(("a", "an", "half", "quarter"), (fraction_of_whole, numeric)),
    **dict.fromkeys(dates.MONTHS, (date_or_time,)),
    **dict.fromkeys(("q", "h", "fy", "first", "second", "third", "fourth", "final"), (date_or_time,)),
    **dict.fromkeys((*CHANGE_VERBS, *BARE_CHANGE_VERBS), (change_verb,)),
    **dict.fromkeys((*FOLDS, *MULTIPLES), (multiple,)),
    **dict.fromkeys(VAGUE, (vague,)),
    **dict.fromkeys(("few", "several", "couple"), (vague_scale,)),
    **dict.fromkeys(("hundred", "thousand", "million", "billion"), (scale_denominator,)),
    **dict.fromkeys(DECADES_OF_LIFE, (decade_of_life,)),
}
"""Words at which a number may begin, with the pieces to try there."""
# These words are frequent, and begin a number only before the words listed with them.
NEXT_WORDS = {
    **dict.fromkeys(("a", "an"), frozenset(FRACTIONS) | frozenset(SCALES) | {"dozen", "quarter", "half"}),
    **dict.fromkeys(("second", "third", "fourth", "final"), frozenset({"quarter", "half"})),
    **dict.fromkeys(("few", "several"), frozenset(SCALES)),
    "couple": frozenset({"of"}),
    "first": frozenset({"quarter", "half"}) | frozenset(NUMBER_WORDS) | frozenset(str(n) for n in range(2, 13)),
}


def quantities(doc: Document) -> list[Quantity]:
    """Every number in a document, joined, in order, without overlaps."""
    found: list[Quantity] = []
    reserved = sorted(contacts(doc))
    words, low, starts = doc.words, doc.low, doc.start
    n = len(words)
    next_reserved = 0
    block = -1
    after = 0
    floor = 0  # tokens before this belong to the mention found last
    if any(c in VULGAR or c.isdecimal() for c in set(doc.text) if not c.isascii()):
        candidates = [
            k
            for k in range(n)
            if low[k] in TRIGGERS or words[k][0].isdecimal() or words[k][0] in NUMERIC_STARTS or words[k] in VULGAR
        ]
    else:
        candidates = [k for k, word in enumerate(low) if word in TRIGGERS or word[0] in NUMERIC_STARTS]
    for t in candidates:
        if t < after:
            continue
        word = words[t]
        c = word[0]
        is_digit = c.isdecimal() or (c == "." and len(word) > 1)
        if not is_digit and c not in VULGAR:
            if low[t] not in TRIGGERS:
                continue
            following = NEXT_WORDS.get(low[t])
            if following is not None and not (t + 1 < n and low[t + 1] in following):
                continue
        if t >= doc.limit or block < 0:
            block += 1
            while doc.blocks[block].last <= t:
                block += 1
            doc.limit = doc.blocks[block].last
        while next_reserved < len(reserved) and reserved[next_reserved][1] <= starts[t]:
            next_reserved += 1
        if next_reserved < len(reserved) and reserved[next_reserved][0] <= doc.end[t] - 1 and is_digit:
            begin, stop, what = reserved[next_reserved]
            first = t
            while first > floor and starts[first - 1] >= begin:
                first -= 1
            last = t + 1
            while last < n and doc.end[last] <= stop:
                last += 1
            if what == "web":
                first, last = t, t + 1
            if starts[first] >= begin - 1:
                found.append(Quantity(first, last, first, last, "name" if what == "postcode" else "contact", note=what))
                after = floor = last
                continue
        bound = max(floor, doc.blocks[block].first)
        for piece in TRIGGERS.get(low[t], PIECES_OF_DIGITS):
            quantity = piece(doc, t, bound)
            if quantity is not None:
                break
        else:
            continue
        if quantity.first < floor and found:
            # an expression that starts inside the one before it ("12 months" + "to March 2021") takes its place
            while found and found[-1].last > quantity.first:
                if found[-1].core_end <= quantity.first:
                    found[-1].last = quantity.first  # it keeps its numeral
                else:
                    found.pop()
        found.append(quantity)
        floor = quantity.last
        after = max(quantity.last, t + 1)
    doc.limit = n
    return found
