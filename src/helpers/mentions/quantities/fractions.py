"""Fractions in words and digits, told from ordinals and names."""

from __future__ import annotations

from decimal import Decimal

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import TIME_UNITS, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import FRACTIONS, NUMBER_WORDS, UNITS, fraction, numeral, plain
from helpers.mentions.quantities.percent import percent_end
from helpers.mentions.quantities.qualifiers import qualifier
from helpers.mentions.quantities.tokens import HYPHENS, is_digits

NOT_FRACTION_AFTER = words(
    "world party time person year day consecutive successive straight term term's place quarter half year's "
    "reading wave season man woman child son daughter day's week month since chance runway suspect victim such "
    "round option country edition lockdown attempt phase stage floor book series night occasion event "
    "anniversary meeting annual in-a-row"
)
AFTER_FRACTION = words(
    "of all more less higher lower bigger larger smaller fewer longer were was are is have had has said say "
    "want ( ) , . ; : ? ! to in on over from since by and or but – — - that who which as than the their its "
    "this those these do did would will could cent believe believed think thought felt reported told agreed "
    "live lived work worked came come went took take did didn't don't never now also still down up compared "
    "between last at for with among when if while below above after full empty again did feel feel use used "
    "knew know need needed failed off either concerned done"
)
BEFORE_PART_OF_TIME = words(
    "first second third fourth final last this next each other better per every previous latter same fiscal latest one-and-a"
)
"""Words that make "half" and "quarter" a part of a year or of a match."""
AFTER_HALF_NAME = words("time term past marathon brother sister way hour dozen hearted back final finals century")
"""Words with which "half" and "quarter" make a name: "half term", "half brother"."""
AFTER_HALF_A = words("hour mile dozen day year pint point decade century degree")
"""Measures after "half a" that are no whole of which a share is taken."""
SPANS_OF_HALF = words("hour day year decade century")
"""Those of them that are spans of time."""


def fraction_of_whole(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "a third", "two-thirds", "half", "three quarters": a part of a whole, unless an ordinal or a name ("half-term")."""
    low = doc.low
    n = doc.limit
    read = fraction(doc, t)
    start = t
    if read is None or (not doc.words[t][0].isdecimal() and low[t] not in UNITS and numeral(doc, t) is not None):
        return None  # "half a million" is a count
    last, value = read
    name = low[last - 1]
    after = low[last] if last < n else ""
    before = low[t - 1] if t else ""
    two = low[last + 1] if last + 1 < n else ""
    if name == "half" and before == "and" and low[t] == "a" and t - 3 >= floor and low[t - 3] in ("a", "an"):
        unit = TIME_UNITS.get(low[t - 2])
        if unit is not None:
            first, code = qualifier(doc, t - 3)
            return Quantity(
                max(first, floor), last, t - 3, last, "span", value=1.5, qualifier=code, is_words=True, unit=unit
            )
    touching = last < n and doc.touches(last)
    if name in ("half", "quarter"):
        if before in BEFORE_PART_OF_TIME and not (name == "half" and after == "of"):
            return None
        if before in HYPHENS and doc.touches(t) and low[t] == name:
            return None  # "first-half profit"
        if after in HYPHENS and touching and two != "a":
            return None
        if name == "half" and after == "year":
            return None
        if (
            low[t] == "half"
            and before == "the"
            and t > 1
            and low[t - 2] in ("in", "for", "during")
            and after not in ("of", "a")
        ):
            return None  # half of a year: "opened seven shops in the half"
        if name == "quarter" and low[t] == "a" and after in ("earlier", "later", "ago", "before", "after"):
            return None
        if after in AFTER_HALF_NAME:
            return None
        if after in ("an", "a") and two in AFTER_HALF_A:
            if two in SPANS_OF_HALF:
                return Quantity(t, last + 2, t, last, "span", value=value, is_words=True, unit=two)
            return None
    if name in FRACTIONS and low[t] in ("a", "an") and name not in ("half", "quarter"):
        # an ordinal reads the same: "a third consecutive month", "a third man"
        if after not in AFTER_FRACTION and after.isalpha() and last < n:
            return None
        if last < n and ((after in HYPHENS and touching) or is_digits(doc.words[last])):
            return None  # "a third-party", "a fourth 75-basis-point rise"
        if after in NOT_FRACTION_AFTER:
            return None
    if name == "quarter" and low[t] in ("a", "one") and before in ("per", "for", "every", "once") and after != "of":
        return None
    if name == "quarter" and low[t] == "a" and after == "of" and two in ("growth", "decline", "falling", "rising"):
        return None
    if before in ("a", "one") and low[t] == "half" and t > floor:
        start = t - 1
    if start > 1 and low[start - 1] == "and" and low[t] in ("a", "half") and low[start - 2] in NUMBER_WORDS:
        return None
    first, code = qualifier(doc, start)
    if name == "half" and after == "a":
        cents, form = percent_end(doc, last + 1)
        if form == "percent" or two in ("cent", "penny"):
            money = form != "percent"
            return Quantity(
                max(first, floor),
                last + 2 if money else cents,
                start,
                last,
                "money" if money else "percent",
                value=plain(Decimal(repr(value)) / 100),
                qualifier=code,
                currency=("GBP" if two == "penny" else "USD") if money else None,
                is_words=True,
            )
    points = of_a_point(doc, last)
    if points > last:
        return Quantity(
            max(first, floor),
            points,
            start,
            last,
            "points",
            value=plain(Decimal(repr(value)) / 100),
            qualifier=code,
            is_words=True,
        )
    return Quantity(
        max(first, floor),
        last,
        start,
        last,
        "fraction",
        value=value,
        qualifier=code,
        is_words=not low[t][0].isdecimal(),
    )


def of_a_point(doc: Document, t: int) -> int:
    """End of "(of) a percentage point" behind a fraction ("half a percentage point", "0.7 of a point"), else ``t``."""
    low = doc.low
    at = t
    if at < doc.limit and low[at] == "of":
        at += 1
    if low[at : at + 2] in (["a", "percentage"], ["one", "percentage"]) and low[at + 2 : at + 3] == ["point"]:
        return at + 3 if at + 3 <= doc.limit else t
    return t
