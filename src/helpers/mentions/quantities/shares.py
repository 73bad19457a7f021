"""Shares of two numbers: "one in five", "four to one", "8/10"."""

from __future__ import annotations

from decimal import Decimal

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import STOPPERS, TIME_UNITS, VERBS, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import SCALES, Numeral, numeral, plain
from helpers.mentions.quantities.tokens import HYPHENS, is_number
from helpers.mentions.quantities.totals import take_counted_noun

BEST_MARKS = words("5 10 20 50 100")


def join_rating(doc: Document, q: Quantity) -> None:
    """A mark out of a best mark: "4.7/5", "8/10"."""
    at = q.last
    if at + 1 < doc.limit and doc.low[at] == "/" and doc.touches(at) and doc.touches(at + 1):
        best = doc.words[at + 1]
        if best in BEST_MARKS and q.value is not None and q.value <= int(best):
            q.form, q.of, q.unit, q.last = "of", int(best), "rating", at + 2
            q.tags.add("rating")


def join_share(doc: Document, q: Quantity) -> None:
    """Such as "one in five", "nine in 10", "1-in-5", "seven out of ten", "one in every 200", "four to one"."""
    low = doc.low
    n = doc.limit
    at = q.last
    if q.form != "count" or at + 1 >= n or not isinstance(q.value, int):
        return
    hyphen = low[at] in HYPHENS and doc.touches(at)
    if hyphen:
        at += 1
    if at + 1 >= n:
        return
    joiner = low[at]
    if q.value == 1 and not hyphen and at + 2 < n and low[at + 1] == "in" and is_one_of(doc, at):
        at += 1  # "one woman in four"
        joiner = "in"
    elif q.is_words and 1 < q.value < 10 and not hyphen and at + 2 < n and low[at + 1] == "in" and _tenths(doc, at):
        at += 1  # "three parishes in ten"
        joiner = "in"
    if joiner == "in":
        at += 1
    elif joiner == "out" and low[at + 1] == "of":
        at += 2
    elif joiner == "of" and low[at + 1] in ("every", "each"):
        at += 1
    elif joiner == "to" and q.core_end - q.core == 1:
        # "four to one", "three-to-one", "10 to 1"
        stop = at + 1
        if stop < n and low[stop] in HYPHENS:
            stop += 1
        if (
            stop < n
            and low[stop] in ("one", "1")
            and q.value > 1
            and not (stop + 1 < n and (low[stop + 1] in SCALES or low[stop + 1] in ("%", "in")))
        ):
            q.form, q.unit, q.last = "ratio", "ratio", stop + 1
        return
    else:
        return
    if hyphen and at < n and low[at] in HYPHENS:
        at += 1
    while at < n and low[at] in ("every", "each", "the", "all"):
        if low[at] in ("the", "all") and joiner == "in":
            return
        at += 1
    if at >= n:
        return
    second: Numeral | None
    if low[at] in SCALES and low[at - 1] in ("every", "each"):
        second = Numeral(at, at + 1, SCALES[low[at]], True)  # "two in every hundred"
    elif is_number(doc, at) or low[at] == "a":
        second = numeral(doc, at)
    else:
        return
    if second is None or not isinstance(second.value, int) or second.value < 2:
        return
    if second.value <= q.value or q.value < 1:
        return
    after = low[second.last] if second.last < n else ""
    if joiner == "in" and q.value > 20 and second.value not in (100, 1000, 10_000, 100_000):
        return  # "45 in 2019", "300 in 900 homes"
    if (
        joiner == "in"
        and 1900 <= second.value <= 2100
        and second.last == at + 1
        and "," not in doc.words[at]
        and second.value != 2000
    ):
        return
    if joiner == "in" and (after in TIME_UNITS and not hyphen) and q.value > 1:
        return  # "two in five years"
    if joiner == "in" and after in ("%", "per", "percent"):
        return
    if joiner == "out" and (q.value > 20 or second.value > 20) and second.value not in (100, 1000):
        q.form, q.of, q.last = "of", second.value, second.last
        take_counted_noun(doc, q)
        return
    q.form = "in"
    q.value = plain(Decimal(repr(round(q.value / second.value, 4 if second.value <= 1000 else 10))))
    q.last = second.last
    if hyphen and q.last + 1 < n and low[q.last] in HYPHENS and low[q.last + 1] == "year" and doc.touches(q.last):
        q.last += 2
        q.form = "compound"  # "a 1-in-100-year flood": what such floods are called
        return
    q.tags.add("every" if low[at - 1] in ("every", "each") else "in")


def _tenths(doc: Document, t: int) -> bool:
    """Whether the noun at ``t`` is followed by "in ten" or "in 100" and no noun of its own."""
    low = doc.low
    if low[t + 2] not in ("ten", "10", "100") or not low[t].isalpha() or low[t] in STOPPERS or low[t] in VERBS:
        return False
    after = low[t + 3] if t + 3 < doc.limit else ""
    return not after.isalpha() or after in STOPPERS or after in VERBS


def is_one_of(doc: Document, t: int) -> bool:
    """Whether the noun at ``t`` is one of so many: "one woman in four", "one respondent in every 25"."""
    low = doc.low
    at = t + 2
    if at >= doc.limit:
        return False
    if low[at] in ("every", "each") and at + 1 < doc.limit:
        at += 1
    if not low[t].isalpha() or low[t] in STOPPERS or low[t] in TIME_UNITS or not is_number(doc, at):
        return False
    second = numeral(doc, at)
    follower = low[second.last] if second is not None and second.last < doc.limit else ""
    return (
        second is not None and 2 <= second.value <= 1000 and follower not in TIME_UNITS and follower not in ("%", "per")
    )
