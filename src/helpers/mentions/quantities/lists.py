"""Numbers that number lines, notes and sections, and the scales at the heads of accounts."""

from __future__ import annotations

import re
from decimal import Decimal

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import CURRENCY_SIGNS
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import plain
from helpers.mentions.quantities.tokens import is_digits


def list_number(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "1." or "2.1" at the start of a line numbers the line; the point belongs to the quote."""
    if not is_digits(doc.words[t]):
        return None
    word = doc.words[t]
    sentence = doc.sentences[doc.sentence_of(t)]
    block = doc.blocks[sentence.block]
    if block.kind == "row" or len(word) > 4 or "," in word:
        return None
    n = doc.limit
    after = doc.low[t + 1] if t + 1 < n else ""
    if t == block.first:
        if (
            after in (".", ")")
            and t + 2 < block.last
            and doc.touches(t + 1)
            and len(word) <= 2
            and not doc.touches(t + 2)
        ):
            return Quantity(t, t + 2, t, t + 1, "number", note="list number")
        if (
            "." in word
            and len(word) <= 4
            and t + 1 < block.last
            and not doc.touches(t + 1)
            and doc.words[t + 1][0].isupper()
            and block.kind in ("line", "bullet")
        ):
            return Quantity(t, t + 1, t, t + 1, "number", note="section number")
    elif t == block.first + 1 and doc.low[t - 1] in ("(", "[", "#") and after in (")", "]") and len(word) <= 2:
        return Quantity(t, t + 1, t, t + 1, "number", note="list number")
    elif (
        after == ")"
        and len(word) <= 2
        and t > floor
        and doc.low[t - 1] in (":", ";")
        and t + 2 < n
        and doc.words[t + 2][0].islower()
        and "(" not in doc.words[max(sentence.first, t - 12) : t]
    ):
        return Quantity(t, t + 2, t, t + 1, "number", note="list number")  # "do now: 1) index fees; 2) put back"
    elif doc.low[t - 1] == "[" and after == "]" and len(word) <= 2:
        return Quantity(t, t + 1, t, t + 1, "number", note="note number")
    elif (
        after == "."
        and len(word) == 1
        and doc.touches(t + 1)
        and t + 2 < n
        and doc.words[t + 2][0].isupper()
        and t > 0
        and (doc.low[t - 1] == ":" or not doc.low[t - 1][0].isalnum() or word != "1")
        and re.search(
            rf"(?<![\w.]){int(word) - 1 or int(word) + 1}\. [A-Z]",
            doc.text[doc.blocks[sentence.block].start : doc.blocks[sentence.block].end],
        )
    ):
        # "Most read: 1. Lockdown 2. Covid-19": a list within a line
        return Quantity(t, t + 2, t, t + 1, "number", note="list number")
    return None


def ratio(doc: Document, t: int, floor: int) -> Quantity | None:
    """A ratio with a colon: "3:1", "60:40"."""
    words = doc.words
    word = words[t]
    if ":" in word:
        sides = word.split(":")
        if len(sides) != 2 or int(sides[0]) < 25 or int(sides[1]) == 0:
            return None
        value = plain(Decimal(repr(round(int(sides[0]) / int(sides[1]), 4))))
        return Quantity(t, t + 1, t, t + 1, "ratio", value=value, unit="ratio")
    if t + 2 >= doc.limit or words[t + 1] != ":" or not doc.touches(t + 1) or not doc.touches(t + 2):
        return None
    if not (word.isdecimal() and words[t + 2].isdecimal()) or len(word) > 3 or int(words[t + 2]) == 0:
        return None
    value = plain(Decimal(repr(round(int(word) / int(words[t + 2]), 4))))
    return Quantity(t, t + 3, t, t + 3, "ratio", value=value, unit="ratio")


def thousands(doc: Document, t: int, floor: int) -> Quantity | None:
    """The scale at the head of a column of accounts: "£’000", "$000s"."""
    low, words = doc.low, doc.words
    if words[t] != "000":
        return None
    first = t
    if first > floor and words[first - 1] in ("'", "’", "‘") and doc.touches(first):
        first -= 1
    if first > floor and words[first - 1] in CURRENCY_SIGNS and doc.touches(first):
        first -= 1
    last = t + 1
    if last < doc.limit and low[last] == "s" and doc.touches(last):
        last += 1
    return Quantity(first, last, t, t + 1, "vague", note="scale") if first < t or last > t + 1 else None
