"""Words around a number that bound it."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import AFTER_QUALIFIERS, BETWEEN_QUALIFIER, QUALIFIER_LAST, QUALIFIERS, STOPPERS, words
from helpers.mentions.model import Quantity
from helpers.mentions.quantities.tokens import HYPHENS, is_digits, is_number

PLACED = words("over under above below within some")
"""Prepositions of place and topic that bound a number only where they touch it."""
BEFORE_TOPIC = words("concerned worried talk information tell told know what how questions asked learn")
"""Words before an "about" that names a topic: "concerned about 3 cases"."""
BEFORE_OTHER_OVER = words("all took handed control left rolled")
"""Words before an "over" that goes with them: "took over", "all over"."""
BEFORE_LEVEL = words(
    "add adds added adding went go goes rose rise rises rising risen climbed moved is was were back lead leading run follow it shot jumped grew edged crept inched ticked going runs stands owned own owning stood"
)
"""Words before an "up to" that states the level reached: "rose up to 40%", "is up to 12"."""
TAKES_AFTER_QUALIFIER = words("count percent money measured span fraction in")
COMPARED = words("more less over under above fewer")


def qualifier(doc: Document, first: int) -> tuple[int, str]:
    """The qualifier whose words touch the token ``first`` from the left: (its first token, its code).

    Words such as "a staggering" may stand between. ``(first, "exact")`` where there is none.
    """
    low = doc.low
    at = first
    for _ in range(4):
        if at == 0:
            return first, "exact"
        if low[at - 1] in QUALIFIER_LAST:
            found = _qualifier_ending(doc, at)
            if found is not None:
                bare = at < first and low[at] in ("a", "an", "another") and first - at == 1
                if bare and at - found[0] == 1 and low[found[0]] in PLACED:
                    return first, "exact"  # "a row over a £4 vape"
                return found
        if low[at - 1] not in BETWEEN_QUALIFIER:
            return first, "exact"
        at -= 1
    return first, "exact"


def _qualifier_ending(doc: Document, end: int) -> tuple[int, str] | None:
    low = doc.low
    for length in (5, 4, 3, 2, 1):
        at = end - length
        if at < 0:
            continue
        code = QUALIFIERS.get(" ".join(low[at:end]))
        if code is None:
            continue
        before = low[at - 1] if at else ""
        word = low[end - 1]
        if word == ">" and at == doc.blocks[doc.sentences[doc.sentence_of(at)].block].first:
            return None  # a bullet
        if length == 1:
            if word == "about" and before in BEFORE_TOPIC:
                return None
            if word == "above" and before in ("the", "as", "and"):
                return None
            if word in ("under", "below", "above", "over") and before in ("from", "just", "well"):
                return None
            if word == "over" and before in BEFORE_OTHER_OVER:
                return None
        if low[end - 2 : end] == ["up", "to"] and before in BEFORE_LEVEL:
            return None
        if low[end - 2 : end] == ["close", "to"] and before in ("brought", "came", "come", "live"):
            return None
        if code in ("more_than", "less_than") and word == "than" and before in ("no", "not", "any"):
            return None  # the longer phrase would have matched
        return at, code
    return None


def join_after_qualifier(doc: Document, q: Quantity) -> None:
    """Such as "or more", "or fewer", "or so", "plus", "+" behind a numeral, "-odd"."""
    low = doc.low
    n = doc.limit
    at = q.last
    if at >= n or q.form not in TAKES_AFTER_QUALIFIER:
        return
    if low[at] == "+" and doc.touches(at) and not (at + 1 < n and doc.touches(at + 1) and is_digits(doc.words[at + 1])):
        q.qualifier, q.last = "at_least", at + 1
        return
    if low[at] in HYPHENS and at + 1 < n and doc.touches(at) and low[at + 1] in ("plus", "odd"):
        q.qualifier, q.last = ("at_least" if low[at + 1] == "plus" else "about"), at + 2
        return
    if (
        low[at] == "plus"
        and q.form in ("count", "money")
        and not (at + 1 < n and is_number(doc, at + 1))
        and at + 1 < n
        and low[at + 1].isalpha()
        and low[at + 1] not in STOPPERS
        and not doc.words[at + 1][0].isupper()
    ):
        q.qualifier, q.last = "at_least", at + 1
        return
    code = AFTER_QUALIFIERS.get((low[at], low[at + 1])) if at + 1 < n else None
    if code is not None and q.qualifier == "exact":
        if low[at] == "at" and at + 2 < n and (is_number(doc, at + 2) or low[at + 2] in ("a", "part", "some", "half")):
            return
        if low[at + 1] in COMPARED and at + 2 < n and low[at + 2] == "than":
            return
        q.qualifier, q.last = code, at + 2
