"""Magnitudes without a value."""

from __future__ import annotations

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import VAGUE, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import SCALES

BEFORE_MARKS = words("test exam average credit the high their its")
"""Words before "scores" that are marks, no twenties."""


def vague_scale(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "a few thousand", "several hundred", "a couple of hundred": a magnitude without a value as well."""
    low = doc.low
    at = t + 1
    if low[t] == "couple":
        at += 1
    if at >= doc.limit or low[at] not in SCALES:
        return None
    while at < doc.limit and low[at] in SCALES:
        at += 1
    first = t - 1 if t > floor and low[t - 1] == "a" else t
    return Quantity(first, at, t, at, "vague", is_words=True)


def vague(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "hundreds", "tens of thousands": a magnitude without a value."""
    low = doc.low
    n = doc.limit
    if low[t] not in VAGUE:
        return None
    if low[t] in ("tens", "scores") and not (t + 1 < n and low[t + 1] == "of"):
        return None
    if low[t] == "scores" and t + 2 >= n:
        return None
    if t and low[t - 1] in BEFORE_MARKS and low[t] == "scores":
        return None
    last = t + 1
    while last + 1 < n and low[last] == "of" and low[last + 1] in VAGUE:
        last += 2
    return Quantity(t, last, t, last, "vague", is_words=True)
