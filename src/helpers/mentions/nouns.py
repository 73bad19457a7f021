"""The noun phrases of a sentence: what its numbers may count."""

from __future__ import annotations

from typing import NamedTuple

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import VERBS
from helpers.mentions.phrases import FUNCTION_WORDS, head, is_verb, phrase

__all__ = ["NounPhrase", "noun_phrases"]


class NounPhrase(NamedTuple):
    """Tokens ``first`` to ``last`` (half-open) without article, and the head noun's token."""

    first: int
    last: int
    head: int


def noun_phrases(doc: Document, first: int, last: int) -> list[NounPhrase]:
    """All noun phrases between two tokens, in order."""
    found: list[NounPhrase] = []
    low = doc.low
    t = first
    while t < last:
        word = low[t]
        if not word[0].isalpha() or word in FUNCTION_WORDS or (word in VERBS and is_verb(doc, t, last)):
            t += 1
            continue
        start, stop = phrase(doc, t, last)
        if stop <= start:
            t += 1
            continue
        noun = head(doc, start, stop)
        if noun is not None:
            found.append(NounPhrase(start, stop, noun))
        t = max(stop, t + 1)
    return found
