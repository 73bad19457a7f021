"""Currencies and signs around a numeral."""

# ruff: noqa: SIM102 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from decimal import Decimal

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import CURRENCY_CODES, CURRENCY_NOUNS, CURRENCY_SIGNS, DOLLAR_PREFIXES, HUNDREDTHS, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import plain
from helpers.mentions.quantities.tokens import HYPHENS, is_number

LETTERS_OF_MONEY = {"R": "ZAR", "P": "PHP", "N": "NGN"}
"""Single letters that mean a currency before an amount: R95 billion, P2.31 billion, N5,000."""
SHORT_CODES = words("sh rm rs rp tk re")
"""Codes of two letters that are words as well: only as they are printed."""
PRINTED_CODES = words("Rs RS RM Sh Rp Tk Re")
NATIONS_OF_MONEY = words("us canadian australian hong singapore zealand american swiss")
"""Words that say whose dollars or francs they are."""


def join_currency_and_sign(doc: Document, q: Quantity, floor: int) -> None:
    """£, US$, EUR, Rs before the numeral; pounds, cents, p, € after it; + or - before all."""
    low, words = doc.low, doc.words
    at = q.first
    if at > floor and words[at - 1] in CURRENCY_SIGNS and doc.start[at] - doc.end[at - 1] <= 1:
        q.currency = CURRENCY_SIGNS[words[at - 1]]
        at -= 1
        if words[at] == "$" and at > floor and doc.touches(at):
            prefix = DOLLAR_PREFIXES.get(low[at - 1])
            if prefix is not None:
                q.currency, at = prefix, at - 1
            elif low[at - 1] == "." and at >= 2 and low[at - 2] in ("u.s", "s") and doc.touches(at - 1):
                q.currency = "USD"
        q.first, q.form = at, "money"
    elif at > floor and low[at - 1] in CURRENCY_CODES and doc.words[at - 1][0].isupper() and not q.is_words:
        code = low[at - 1]
        if code not in SHORT_CODES or doc.words[at - 1] in PRINTED_CODES:
            q.currency, q.first, q.form = CURRENCY_CODES[code], at - 1, "money"
    elif at > floor and doc.words[at - 1] in LETTERS_OF_MONEY and doc.touches(at) and not q.is_words and _large(doc, q):
        q.currency, q.first, q.form = LETTERS_OF_MONEY[doc.words[at - 1]], at - 1, "money"
    elif at > floor + 1 and low[at - 1] == "." and low[at - 2] == "rs" and doc.touches(at - 1):
        q.currency, q.first, q.form = "INR", at - 2, "money"
    elif (
        q.last < doc.limit
        and words[q.last] in CURRENCY_SIGNS
        and words[q.last] in "€$£"
        and doc.touches(q.last)
        and not (q.last + 1 < doc.limit and doc.touches(q.last + 1) and words[q.last + 1][0].isdecimal())
    ):
        q.currency, q.last, q.form = CURRENCY_SIGNS[words[q.last]], q.last + 1, "money"
    else:
        stop = q.last
        prefix = ""
        if (
            stop + 1 < doc.limit
            and low[stop] in HYPHENS
            and doc.touches(stop)
            and low[stop + 1] in ("pound", "dollar", "euro")
        ):
            stop += 1
        if stop + 1 < doc.limit and low[stop] in NATIONS_OF_MONEY and low[stop + 1] in CURRENCY_NOUNS:
            prefix = low[stop]
            stop += 1
        if stop < doc.limit and low[stop] in CURRENCY_NOUNS:
            noun = low[stop]
            if noun in ("p", "c") and not doc.touches(stop):
                return
            if noun == "c" or (noun == "p" and q.is_words):
                return
            if noun in ("pounds", "pound") and stop + 1 < doc.limit and low[stop + 1] == "of" and (q.value or 0) < 1000:
                return  # 12 pounds of flour
            q.currency = {"canadian": "CAD", "australian": "AUD", "zealand": "NZD", "singapore": "SGD"}.get(
                prefix, CURRENCY_NOUNS[noun]
            )
            q.form, q.last = "money", stop + 1
            if noun in HUNDREDTHS and q.value is not None:
                q.value = plain(Decimal(repr(q.value)) / 100)
    at = q.first
    if (
        at > floor
        and words[at - 1] in ("+", "-", "−", "–")
        and doc.touches(at)
        and not (at >= 2 and doc.touches(at - 1) and (words[at - 2][0].isalnum() or words[at - 2] in "£$€%)"))
    ):
        block = doc.blocks[doc.sentences[doc.sentence_of(at)].block]
        if (
            at - 1 == block.first
            and block.kind == "bullet"
            and words[at - 1] == "-"
            and doc.start[at] > doc.end[at - 1]
        ):
            return
        q.sign = 1 if words[at - 1] == "+" else -1
        q.first = at - 1
    elif at > floor and low[at - 1] in ("minus", "plus") and not q.is_words and (at < 2 or not is_number(doc, at - 2)):
        if low[at - 1] == "minus":
            q.sign, q.first = -1, at - 1


def _large(doc: Document, q: Quantity) -> bool:
    """Whether a number is written like an amount: with thousands or a scale word ("R2 415", "P2.31 billion"), unlike "R22"."""
    return q.core_end - q.core > 1 or "," in doc.words[q.core]
