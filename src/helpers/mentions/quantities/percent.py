"""Percent signs, percentage points and basis points."""

from __future__ import annotations

import re

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import words
from helpers.mentions.quantities.tokens import HYPHENS

INDEX = re.compile(
    r"\b(?:index|indices|ftse|dow|nasdaq|sensex|nifty|nikkei|dax|hang seng|kospi|s&p|cac|closed|settled)\b",
    re.IGNORECASE,
)
"""What has points of its own: an index of a stock exchange."""
HYPHENED_PERCENT = words("per percent percentage basis point")
PERCENT_SIGNS = words("% percent pc pct ％")
AFTER_POINTS = words("up down higher lower more less above below better worse behind ahead clear")
"""Words behind points that compare them."""
BEFORE_POINTS = words("by rose fell up down")
"""Words of movement shortly before points."""


def percent_end(doc: Document, t: int) -> tuple[int, str]:
    """Such as "%", "per cent", "percentage points", "basis points" at token ``t``: (end, form); (t, "") where there is none."""
    low = doc.low
    n = doc.limit
    if t >= n:
        return t, ""
    at = t
    if low[at] in HYPHENS and doc.touches(at) and at + 1 < n and low[at + 1] in HYPHENED_PERCENT:
        at += 1
    word = low[at]
    end = t
    if word in PERCENT_SIGNS:
        end = at + 1
    elif word == "per" and at + 1 < n and low[at + 1] in ("cent", "cents"):
        end = at + 2
    elif word == "per" and at + 2 < n and low[at + 1] == "-" and low[at + 2] == "cent":
        end = at + 3
    if end > t:
        stop = end
        if stop < n and low[stop] in HYPHENS:
            stop += 1
        if stop < n and low[stop] in ("points", "point", "pts"):
            return stop + 1, "points"
        return end, "percent"
    if word in ("points", "point") and _after_shares(doc, t):
        return at + 1, "points"
    if word == "percentage":
        stop = at + 1
        if stop < n and low[stop] in HYPHENS:
            stop += 1
        if stop < n and low[stop] in ("points", "point", "pts"):
            return stop + 1, "points"
    if (
        word == "pp"
        or word in ("ppts", "ppt", "pps", "p.p", "pts")
        or (word == "p" and low[at + 1 : at + 3] == [".", "p"])
    ):
        if word == "p":
            end = at + 3
            if end < n and low[end] == "." and doc.touches(end):
                end += 1
            return end, "points"
        return at + 1, "points"
    if word == "basis" and at + 1 < n:
        stop = at + 1
        if low[stop] in HYPHENS and stop + 1 < n:
            stop += 1
        if low[stop] in ("points", "point"):
            return stop + 1, "basis"
    if word in ("bps", "bp"):
        return at + 1, "basis"
    return t, ""


def _after_shares(doc: Document, t: int) -> bool:
    """Whether bare "points" are those of a share: a small number, a movement beside it, and a per cent shortly before."""
    low = doc.low
    compared = t + 1 < doc.limit and low[t + 1] in AFTER_POINTS
    moved = t >= 3 and (low[t - 2] in BEFORE_POINTS or low[t - 3] in BEFORE_POINTS)
    if not compared and not moved and low[t - 5 : t - 1] != ["margin", "of", "error", "of"]:
        return False
    back = doc.text[max(0, doc.start[t] - 300) : doc.start[t]]
    if INDEX.search(back[-160:]):
        return False
    return "%" in back or "per cent" in back or "percent" in back
