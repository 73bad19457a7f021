"""Which number words state a number, and which are pronouns, articles and idioms."""

from __future__ import annotations

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import STOPPERS, TIME_UNITS, VERBS, words
from helpers.mentions.numerals import SCALES, UNITS, Numeral
from helpers.mentions.quantities.shares import is_one_of
from helpers.mentions.quantities.tokens import HYPHENS, is_number

ONE_AFTER = words(
    "in out per percent % hundred thousand million billion trillion year month week day hour minute third half "
    "quarter fifth tenth sixth eighth seventh ninth year's month's week's"
)
IDIOMS_AFTER = words(
    "off stop time sided way fits man woman liner size upmanship piece track trick hit shot handed on by goal point run try"
)
AFTER_ONE_HYPHEN = words("in third fifth quarter tenth")
"""What follows "one-" in a number: "one-in-five", "one-third"."""
BEFORE_ONE_DAY = words("in than within for just only")
"""Words that make "one day" a span of time."""
AFTER_ZERO = words("tolerance sum carbon emission emissions waste hours hour in - based")
"""Words with which "zero" makes a name: "zero tolerance", "zero-hours"."""
BEFORE_ZERO = words("net ground near absolute sub -")
"""The same, before it: "net zero"."""
BEFORE_DOZEN = words("a half two three several few")


ONE_COUNTED = words(
    "death homicide murder fatality case arrest conviction assault charge count dose injury abstention plant pill offence "
    "vote complaint crash collision fire goal point seat win loss"
)
"""Nouns that are tallied: "one death" before them states a number, where "one man" or "one thing" says which."""
NOT_BEFORE_ONE = words("no any every this that each the which in")


def _for_every(doc: Document, t: int) -> bool:
    """Whether "for every" and a number follow within a few words: "one accident for every 1.26 million flights"."""
    for at in range(t, min(t + 4, doc.limit - 2)):
        if doc.low[at] == "for":
            return doc.low[at + 1] in ("every", "each") and is_number(doc, at + 2)
    return False


def counts_in_words(doc: Document, t: int, read: Numeral, after: str) -> bool:
    """Whether a number word states a number: not "one" as pronoun or article, "two-way", "zero tolerance", "no one"."""
    low = doc.low
    word = low[t]
    before = low[t - 1] if t else ""
    single = read.last == t + 1
    if not single:
        return True
    touching = read.last < doc.limit and doc.touches(read.last)
    second = low[read.last + 1] if read.last + 1 < doc.limit else ""
    if word == "one":
        if second == "in" and after.isalpha() and is_one_of(doc, read.last):
            return True  # "one woman in four"
        if touching and after in HYPHENS:
            return second in TIME_UNITS or second in AFTER_ONE_HYPHEN
        if after in ("to", "or") and second in UNITS and 1 < UNITS[second] <= 3:
            return True  # "one to two years", "one or two people"
        if after == "every" and is_number(doc, read.last + 1):
            return True  # "one every four minutes"
        if "for" in low[read.last : read.last + 4] and _for_every(doc, read.last):
            return True
        if before in ("just", "only", "but") and after in ONE_COUNTED:
            return True
        if after in ONE_COUNTED and not doc.words[t][0].isupper() and before not in NOT_BEFORE_ONE:
            return True
        if after in ONE_AFTER and not (after == "day" and before not in BEFORE_ONE_DAY):
            if after == "in":
                if second == "a":
                    return read.last + 2 < doc.limit and low[read.last + 2] in SCALES  # "one in a million"
                return is_number(doc, read.last + 1) or second in ("every", "each")
            if after == "out":
                return second == "of"
            return True
        if before in ("and", "with", ",") and after.isalpha() and after not in STOPPERS and after not in VERBS:
            # one of several counts: "22 people in that corridor and one nurse"
            start = max(doc.sentences[doc.sentence_of(t)].first, t - 12)
            if any(is_number(doc, k) for k in range(start, t - 1)):
                return True
        if before in ("least", "than"):
            return True
        return before == "to" and t >= 2 and is_number(doc, t - 2)
    if word in ("zero", "nil"):
        return not (after in AFTER_ZERO or before in BEFORE_ZERO)
    if touching and after in HYPHENS:
        return second not in IDIOMS_AFTER or second in TIME_UNITS
    if word == "dozen":
        return before in BEFORE_DOZEN
    return not (before in ("big", "famous") and doc.words[t][0].isupper())
