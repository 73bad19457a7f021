"""Small questions about tokens that every part of the grammar asks."""

from __future__ import annotations

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import words
from helpers.mentions.numerals import NUMBER_WORDS

NUMERIC_STARTS = frozenset("0123456789.")
ORDINALS = words("first second third fourth fifth sixth seventh eighth ninth")
HYPHENS = frozenset({"-", "‑", "–", "—", "−"})


def is_digits(word: str) -> bool:
    """Whether a token is written in digits."""
    return word[0].isdecimal() or (word[0] == "." and len(word) > 1)


def run_around(doc: Document, t: int) -> tuple[int, int]:
    """The run of letters, digits and hyphens that touches a token on both sides."""
    words = doc.words
    first = t
    while (
        first > 0
        and doc.touches(first)
        and (
            words[first - 1][0].isalnum()
            or (
                words[first - 1] in ("-", "‑")
                and first >= 2
                and words[first - 2][0].isalnum()
                and doc.touches(first - 1)
            )
        )
    ):
        first -= 1
    last = t + 1
    n = doc.limit
    while (
        last < n
        and doc.touches(last)
        and (
            words[last][0].isalnum()
            or (
                words[last] in ("-", "‑", "/")
                and last + 1 < n
                and doc.touches(last + 1)
                and words[last + 1][0].isalnum()
            )
        )
    ):
        last += 1
    return first, last


def starts_sentence(doc: Document, t: int) -> bool:
    """Whether no word of its sentence stands before a token."""
    sentence = doc.sentences[doc.sentence_of(t)]
    first = sentence.first
    while first < sentence.last and not doc.words[first][0].isalnum():
        first += 1
    return t <= first


def is_number(doc: Document, t: int) -> bool:
    """Whether a token is a number, in digits or as a number word."""
    return t < doc.limit and (is_digits(doc.words[t]) or doc.low[t] in NUMBER_WORDS)
