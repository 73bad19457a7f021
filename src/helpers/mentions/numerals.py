"""The second stage: numerals, in digits and in words, without what is joined to them.

A numeral is read where it starts: `numeral` takes a token position and gives the number there with its scale word ("1.2bn",
"two and a half million", "half a million", "45k"), or None. Percent signs, currencies, ranges, rates and qualifiers belong to
`quantities`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from helpers.mentions.layout import Document

__all__ = ["DIGITS", "FRACTIONS", "NUMBER_WORDS", "SCALES", "Numeral", "fraction", "numeral", "plain"]

Number = int | float

UNITS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    w: 10 * (n + 2)
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
}
NUMBER_WORDS = {**UNITS, **TENS, "dozen": 12, "nil": 0, "fourty": 40}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "lakh": 100_000,
    "crore": 10_000_000,
    "lakhs": 100_000,
    "crores": 10_000_000,
}
SUFFIXES = {
    "k": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mm": 1_000_000,
    "mln": 1_000_000,
    "mio": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "bln": 1_000_000_000,
    "tn": 1_000_000_000_000,
    "trn": 1_000_000_000_000,
    "t": 1_000_000_000_000,
}
FRACTIONS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "twentieth": 20,
    "hundredth": 100,
}
PLURAL_FRACTIONS = {
    "halves": 2,
    "thirds": 3,
    "quarters": 4,
    "fourths": 4,
    "fifths": 5,
    "sixths": 6,
    "sevenths": 7,
    "eighths": 8,
    "ninths": 9,
    "tenths": 10,
    "twelfths": 12,
    "twentieths": 20,
    "hundredths": 100,
}
VULGAR = frozenset("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅑⅒")
DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")
SPACED = re.compile(r"(?<![\d.,] )(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?! ?\d)(?=[ .,;)]|$)", re.MULTILINE)
GROUPED = re.compile(r"\d,\d{3}(?!\d)")
DIGITS = re.compile(r"[\d.][\d,.\u00b7\u00a0\u202f\u2009]*")


JOINS_NUMERAL = VULGAR | SUFFIXES.keys() | SCALES.keys() | {"and", "-"}
"""What may go on with a numeral behind its digits."""
NO_COUNT_AFTER = frozenset({"call", "ring", "dial", "text", "and", "or", "tel", "on"})
"""Words after which groups of digits parted by spaces are a telephone number, or two numbers."""
HALVES = {
    "1": {"2": "0.5", "3": "0.3333", "4": "0.25", "8": "0.125"},
    "2": {"3": "0.6667"},
    "3": {"4": "0.75", "8": "0.375"},
    "5": {"8": "0.625"},
    "7": {"8": "0.875"},
}
"""Fractions of digits behind a whole number, by their upper and lower number: "16 1/2"."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: tokens ``first`` to ``last``, its value, and how it is written.

    ``decimals`` are the digits after the point (of the written numeral, before its scale word), ``zeros`` the zeros at the end
    of an integer; ``scale`` is the factor of the scale word (1 without one).
    """

    first: int
    last: int
    value: Number
    is_words: bool
    decimals: int | None = None
    zeros: int = 0
    scale: int = 1
    suffix: str = ""


def plain(value: Decimal | int | float) -> Number:
    """An int where the number is whole, else the nearest float."""
    if isinstance(value, int):
        return value
    whole = int(value)
    return whole if value == whole else float(value)


def digits(word: str) -> Decimal | None:
    """The number that a token of digits writes (grouping removed), or None."""
    if len(word) > 30:
        return None  # no number that anybody states
    if word.isdecimal():
        return Decimal(word)
    cleaned = word
    if DECIMAL_COMMA.fullmatch(word):
        cleaned = word.replace(",", ".")
    for mark in ",\u00a0\u202f\u2009 ":
        if mark in cleaned:
            cleaned = cleaned.replace(mark, "")
    if "·" in cleaned:
        cleaned = cleaned.replace("·", ".")
    try:
        return Decimal(cleaned)
    except InvalidOperation:
        return None


def _scale_at(doc: Document, t: int) -> tuple[int, int]:
    """Factor and end of the scale words that begin at token ``t`` ("hundred million"); (1, t) where there are none."""
    factor = 1
    low = doc.low
    if t < doc.limit and low[t] == "-" and t + 1 < doc.limit and low[t + 1] in SCALES and doc.touches(t):
        t += 1  # "8-million"
    while t < doc.limit and low[t] in SCALES:
        factor *= SCALES[low[t]]
        t += 1
    return factor, t


def numeral(doc: Document, t: int) -> Numeral | None:
    """The numeral that starts at token ``t``, with its scale word, or None."""
    if t not in doc.numerals:
        doc.numerals[t] = _read(doc, t)
    read: Numeral | None = doc.numerals[t]
    return read


def _read(doc: Document, t: int) -> Numeral | None:
    word = doc.words[t]
    if word[0].isdecimal() or (word[0] == "." and len(word) > 1):
        return _in_digits(doc, t)
    if word in VULGAR:
        return Numeral(t, t + 1, plain(Decimal(repr(round(unicodedata.numeric(word), 4)))), False)
    return _in_words(doc, t)


def _in_digits(doc: Document, t: int) -> Numeral | None:
    word = doc.words[t]
    if "/" in word or ":" in word:
        return None
    low = doc.low
    n = doc.limit
    last = t + 1
    if word.isdecimal() and len(word) <= 30:
        following = low[last] if last < n else ""
        if following not in JOINS_NUMERAL and not following[:1].isdecimal():
            return Numeral(t, last, int(word), False, 0, len(word) - len(word.rstrip("0")))  # most numerals
    value = digits(word)
    if value is None:
        return None
    _, point, after = word.replace("·", ".").partition(".")
    if not point and DECIMAL_COMMA.fullmatch(word):
        _, point, after = word.partition(",")
    decimals = len(after) if point else 0
    whole = word.replace(",", "")
    zeros = 0 if point else len(whole) - len(whole.rstrip("0"))
    # 6 200 with an ordinary space: only before a word, so that columns of a table are not run together
    if (
        last < n
        and not point
        and "," not in word
        and len(word) <= 3
        and word[0] != "0"
        and doc.start[last] - doc.end[t] == 1
        and doc.text[doc.end[t]] == " "
        and len(doc.words[last]) == 3
        and doc.words[last].isdecimal()
        and doc.words[last].isascii()
        and (
            doc.words[last] == "000"
            or (last + 1 < n and (doc.low[last + 1].isalpha() or _group(doc, last + 1)))
            or _writes_groups_by_space(doc)
        )
        and not (t > 0 and doc.words[t - 1][-1:].isdecimal())
        and (low[t - 1 if t else 0] not in NO_COUNT_AFTER or _writes_groups_by_space(doc))
    ):
        joined = word
        stop = last
        while stop < n and _group(doc, stop):
            joined += doc.words[stop]
            stop += 1
        ends_like_a_count = (
            stop < n and doc.low[stop].isalpha() and doc.low[stop] not in ("in", "and", "to", "on", "by", "for")
        )
        if ends_like_a_count or doc.words[stop - 1] == "000" or _writes_groups_by_space(doc):
            value, last = Decimal(joined), stop
            zeros = len(joined) - len(joined.rstrip("0"))
    if (
        last + 2 < n
        and low[last + 1] == "/"
        and low[last] in HALVES
        and not point
        and doc.start[last] - doc.end[t] == 1
        and HALVES[low[last]].get(low[last + 2])
        and doc.touches(last + 1)
        and doc.touches(last + 2)
    ):
        value += Decimal(HALVES[low[last]][low[last + 2]])  # "16 1/2"
        last += 3
    if last < n and doc.words[last] in VULGAR and doc.touches(last):
        value += Decimal(repr(round(unicodedata.numeric(doc.words[last]), 4)))
        last += 1
    if last + 2 < n and low[last] == "and" and low[last + 1] == "a" and low[last + 2] == "half":
        value += Decimal("0.5")
        last += 3
    suffix = ""
    if (
        last < n
        and doc.touches(last)
        and low[last] in SUFFIXES
        and not (last + 1 < n and doc.touches(last + 1) and low[last + 1][0].isalnum())
    ):
        suffix = low[last]  # what m, t and b mean is settled with the currency and the noun, in `quantities`
        return Numeral(t, last + 1, plain(value * SUFFIXES[suffix]), False, decimals, zeros, SUFFIXES[suffix], suffix)
    factor, end = _scale_at(doc, last)
    if factor > 1:
        return Numeral(t, end, plain(value * factor), False, decimals, zeros, factor)
    if last < n and low[last] in ("bn", "mn", "tn", "bln", "mln", "m", "k") and t > 0 and doc.words[t - 1] in "£$€₹":
        suffix = low[last]  # "£1.2 bn"
        return Numeral(t, last + 1, plain(value * SUFFIXES[suffix]), False, decimals, zeros, SUFFIXES[suffix], suffix)
    if last < n and low[last] in ("bn", "mn", "tn"):
        return Numeral(
            t, last + 1, plain(value * SUFFIXES[low[last]]), False, decimals, zeros, SUFFIXES[low[last]], low[last]
        )
    return Numeral(t, last, plain(value), False, decimals, zeros)


def _writes_groups_by_space(doc: Document) -> bool:
    """Whether thousands are parted by ordinary spaces throughout the text: at least two counts are, and none by a comma."""
    if doc.groups_by_space is None:
        doc.groups_by_space = GROUPED.search(doc.text) is None and len(SPACED.findall(doc.text)) > 1
    return doc.groups_by_space


def _group(doc: Document, t: int) -> bool:
    return (
        t < doc.limit
        and len(doc.words[t]) == 3
        and doc.words[t].isdecimal()
        and doc.words[t].isascii()
        and doc.start[t] - doc.end[t - 1] == 1
        and doc.text[doc.end[t - 1]] == " "
    )


def _in_words(doc: Document, t: int) -> Numeral | None:
    """A number in words: "two hundred and fifty", "seventy-nine", "a hundred", "one and a half million", "half a million"."""
    low = doc.low
    n = doc.limit
    at = t
    word = low[at]
    article = False
    if word in ("a", "an", "half", "quarter"):
        if word in ("half", "quarter"):
            # "half a million", "quarter of a million"
            stop = at + 1
            if stop < n and low[stop] == "of":
                stop += 1
            if (
                stop + 1 < n
                and low[stop] in ("a", "an")
                and low[stop + 1] in ("million", "billion", "trillion", "dozen")
            ):
                scale = SCALES.get(low[stop + 1], 12)
                piece = Decimal(scale) / (2 if word == "half" else 4)
                return Numeral(t, stop + 2, plain(piece), True, None, 0, scale)
            return None
        if word == "an":
            return None
        if at + 1 >= n:
            return None
        if low[at + 1] in ("quarter", "half"):
            inner = _in_words(doc, at + 1)
            return None if inner is None else Numeral(t, inner.last, inner.value, True, None, 0, inner.scale)
        if low[at + 1] not in SCALES and low[at + 1] != "dozen":
            return None
        article = True
        at += 1
        word = low[at]
    total = Decimal(0)
    part: Decimal | None = Decimal(1) if article and word != "dozen" else None
    last = at
    scale = 1
    while at < n:
        word = low[at]
        if at > last and not article and doc.start[at] - doc.end[at - 1] > 2:
            break
        if word in UNITS or word in ("dozen", "nil"):
            if word == "dozen":
                part = (part or Decimal(1)) * 12
            elif part is not None and (
                part % 10 != 0 or part == 0 or (part % 100 < 20 and part % 100 != 0) or UNITS.get(word, 0) == 0
            ):
                break  # "five six" are two numbers
            elif part is not None and part % 100 != 0 and UNITS[word] > 9:
                break
            else:
                part = (part or Decimal(0)) + NUMBER_WORDS[word]
        elif word in TENS or word == "fourty":
            if part is not None and part % 100 != 0:
                break
            part = (part or Decimal(0)) + NUMBER_WORDS[word]
        elif word == "hundred":
            if part is None:
                return None
            part *= 100
            scale = max(scale, 100)
        elif word in SCALES:
            if part is None:
                return None
            total += part * SCALES[word]
            scale = max(scale, SCALES[word])
            part = Decimal(0)
        else:
            break
        at += 1
        last = at
        article = False
        if at >= n:
            break
        # joiners: a hyphen or "and" inside the number
        if low[at] in ("-", "‑", "–") and doc.touches(at) and at + 1 < n and doc.touches(at + 1):
            after = low[at + 1]
            if after in SCALES or (
                part is not None
                and part % 10 == 0
                and part % 100 >= 20
                and UNITS.get(after, 10) < 10
                and after != "zero"
            ):
                at += 1
                continue
            break
        if low[at] == "and" and at + 1 < n:
            after = low[at + 1]
            if (
                after == "a"
                and at + 2 < n
                and low[at + 2] in ("half", "quarter")
                and total == 0
                and part is not None
                and part < 20
            ):
                part += Decimal("0.5") if low[at + 2] == "half" else Decimal("0.25")
                at += 3
                last = at
                if at < n and low[at] in SCALES:
                    continue
                break
            if ((part is not None and part and part % 100 == 0) or (total and not part)) and (
                after in UNITS or after in TENS
            ):
                at += 1
                continue
            break
    if last == t or part is None:
        return None
    value = total + part
    return Numeral(t, last, plain(value), True, None, 0, scale)


def fraction(doc: Document, t: int) -> tuple[int, Number] | None:
    """A fraction in words or digits that starts at token ``t``: (end, value).

    "a third", "one-third", "two thirds", "three-quarters", "half", "1/3". Ordinals stay out: the last word must be a
    fraction's name, and a singular one needs an article or "one" before it ("half" needs none).
    """
    low = doc.low
    n = doc.limit
    word = low[t]
    if word == "half":
        return t + 1, 0.5
    top: Number
    if word in ("a", "an", "one"):
        top, at = 1, t + 1
    elif word in UNITS and 1 < UNITS[word] < 20:
        top, at = UNITS[word], t + 1
    elif (
        word.isdecimal()
        and len(word) <= 2
        and t + 2 < n
        and low[t + 1] == "/"
        and low[t + 2].isdecimal()
        and len(low[t + 2]) <= 2
    ):
        below = int(low[t + 2])
        if doc.touches(t + 1) and doc.touches(t + 2) and 0 < int(word) < below:
            return t + 3, plain(Decimal(repr(round(int(word) / below, 4))))
        return None
    elif word.isdecimal() and len(word) == 1 and int(word) > 1:
        top, at = int(word), t + 1
    else:
        return None
    if at < n and low[at] in ("-", "‑") and doc.touches(at):
        at += 1
    if at >= n:
        return None
    name = low[at]
    below = (FRACTIONS if top == 1 else PLURAL_FRACTIONS).get(name, 0)
    if not below or top >= below:
        return None
    return at + 1, plain(Decimal(repr(round(top / below, 4))))
