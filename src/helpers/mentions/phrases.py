"""Noun phrases and verbs, as far as counting needs them: no parser, only which words can stand in a counted noun phrase.

English marks little, so three signs do the work: a closed class of words that end a phrase (`STOPPERS`), verbs known by
form and by what follows them, and plurals, since most numbers count plurals.
"""

from __future__ import annotations

from functools import lru_cache

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import (
    ADJECTIVES,
    AUXILIARIES,
    CURRENCY_SIGNS,
    DETERMINERS,
    HOMOGRAPHS,
    IRREGULAR_SINGULARS,
    PREPOSITIONS,
    PRONOUNS,
    STOPPERS,
    VERBS,
    words,
)
from helpers.mentions.numerals import NUMBER_WORDS, SCALES

__all__ = ["Phrase", "counts", "head", "is_plural", "is_verb", "phrase", "singular"]

COLLECTIVES = words(
    "people children women men police staff cattle teeth feet mice geese grandchildren schoolchildren policemen firemen "
    "fishermen aircraft series species premises livestock sheep fish data personnel criteria youth poultry"
)
NOUNS_IN_ED = words(
    "need seed bed feed speed breed weed shed deed moped bloodshed wed creed greed reed steed seabed watershed"
)
# Words that may stand before the noun without being counted.
LEADS = words("the last more than over about around nearly almost some just estimated only up to most least")
JOINERS = frozenset({"-", "‑", "/", "&", "'", "’", "‘", "“", "”", '"'})
# Adverbs in -ly end a phrase; these nouns only look like adverbs.
NOUNS_IN_LY = words("family supply assembly butterfly monopoly fly reply bully rally ally jelly belly anomaly italy")

Phrase = tuple[int, int]
"""Half-open token range of a noun phrase; empty where there is none."""


# The closed classes that one test asks for, joined: most words are in none of them.
SKIPPED = frozenset(DETERMINERS) | JOINERS | frozenset(NUMBER_WORDS) | frozenset(SCALES) | frozenset(CURRENCY_SIGNS)
FUNCTION_WORDS = frozenset(AUXILIARIES) | frozenset(STOPPERS)
NO_HEADS = frozenset(ADJECTIVES) | frozenset(STOPPERS) | frozenset(NUMBER_WORDS)
AFTER_HOMOGRAPHS = frozenset(DETERMINERS) | frozenset(PRONOUNS) | words("to up down by out that")
AFTER_PASTS = (
    frozenset(DETERMINERS)
    | frozenset(PRONOUNS)
    | frozenset(PREPOSITIONS)
    | frozenset(AUXILIARIES)
    | frozenset(CURRENCY_SIGNS)
    | words("up down out off that to not and , . ) more their only")
)
# Plurals that stand before another noun: "sports clubs", "police officers".
ATTRIBUTES = words(
    "sports goods arms sales works human mathematics physics economics politics news savings customs media communications "
    "systems operations series data police youth"
)
REMEMBERED = 8192
"""Words whose forms are kept: a text says the same ones again, and the memory stays flat over any number of texts."""


@lru_cache(maxsize=REMEMBERED)
def singular(word: str) -> str:
    """Singular of an English noun, lower case."""
    low = word.lower().replace("’", "'")
    if low in IRREGULAR_SINGULARS:
        return IRREGULAR_SINGULARS[low]
    if low.endswith("'s"):
        low = low[:-2]
    elif low.endswith("'"):
        low = low[:-1]
    if low in IRREGULAR_SINGULARS:
        return IRREGULAR_SINGULARS[low]
    if low.endswith("women"):
        return low[:-5] + "woman"
    if low.endswith("men") and len(low) > 5:
        return low[:-3] + "man"
    if len(low) <= 3 or not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return low
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return low[:-2]
    return low[:-1]


@lru_cache(maxsize=REMEMBERED)
def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in COLLECTIVES:
        return True
    if word in IRREGULAR_SINGULARS:
        return IRREGULAR_SINGULARS[word] != word and "'" not in word
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def is_verb(doc: Document, t: int, last: int) -> bool:
    """Whether the word at ``t``, inside or behind a noun phrase, is a verb there.

    Known verbs are; words that are noun and verb ("pay", "reports", "cost") and forms in -ed are verbs where an article,
    pronoun, preposition or number follows.
    """
    form = _verb_form(doc.low[t])
    if form in ("verb", ""):
        return form == "verb"
    if t + 1 >= last:
        return form == "past"
    after = doc.low[t + 1]
    if form == "homograph":
        return after in AFTER_HOMOGRAPHS or doc.words[t + 1][0].isdecimal()
    return after in AFTER_PASTS or doc.words[t + 1][0].isdecimal() or after.endswith("ly")


@lru_cache(maxsize=REMEMBERED)
def _verb_form(word: str) -> str:
    """Whether a word is always a "verb", may be one as "homograph" or "past", or (empty) is none."""
    if word in AUXILIARIES:
        return "verb"
    if word in HOMOGRAPHS:
        return "homograph"
    if word in VERBS:
        return "verb"
    return "past" if word.endswith("ed") and len(word) > 4 and word not in NOUNS_IN_ED else ""


@lru_cache(maxsize=REMEMBERED)
def _goes_on(word: str) -> bool:
    """Whether a word continues a noun phrase whatever stands around it: true of most nouns and adjectives."""
    return (
        len(word) > 1
        and word[0].isalpha()
        and "'" not in word
        and word not in STOPPERS
        and word not in NUMBER_WORDS
        and not word.endswith(("ing", "ed"))
        and not _verb_form(word)
    )


@lru_cache(maxsize=REMEMBERED)
def _can_be_head(word: str) -> bool:
    if not word[0].isalpha() or len(word) < 2 or word in NO_HEADS:
        return False
    adverb = word.endswith("ly") and word not in NOUNS_IN_LY
    past = word.endswith("ed") and word not in NOUNS_IN_ED
    return not adverb and not past


def counts(doc: Document, t: int, last: int) -> bool:
    """Whether the word right behind a numeral is counted by it: "six votes to nil", "42,000 working days"."""
    word = doc.low[t]
    if word in ("most", "least") and t + 1 < last:
        return doc.low[t + 1][0].isalpha()
    if not word[0].isalpha() or word in FUNCTION_WORDS:
        return False
    if word in HOMOGRAPHS and is_plural(word):
        return True
    if word.endswith("ing") and t + 1 < last and is_plural(doc.low[t + 1]):
        return True
    return not is_verb(doc, t, last)


def phrase(doc: Document, at: int, last: int, longest: int = 8) -> Phrase:
    """The noun phrase that starts at ``at`` (articles and possessives skipped), up to ``last``."""
    low, surface = doc.low, doc.words
    start = at
    while start < last:
        word = low[start]
        if not (
            word in SKIPPED
            or (word in LEADS and start - at < 6 and not (word == "to" and low[start - 1] != "up"))
            or surface[start][0].isdecimal()
            or ("'" in word and start + 1 < last and word.endswith(("'s", "s'")))
            or (word == "of" and start > at and low[start - 1] in ("all", "those", "these"))
        ):
            break
        start += 1
        if start - at > 9:
            return at, at
    stop = start
    while stop < last and stop - start < longest:
        word = low[stop]
        if _goes_on(word):
            stop += 1
            continue
        if word in JOINERS and stop > start and stop + 1 < last:
            stop += 1
            continue
        if (
            "'" in word
            and word.endswith(("'s", "s'"))
            and len(word) > 3
            and stop + 1 < last
            and low[stop + 1][0].isalpha()
            and low[stop + 1] not in STOPPERS
        ):
            # "the country's power": the possessor is not counted
            stop += 1
            start = stop
            continue
        if len(word) == 1 and surface[stop].isupper() and stop > start:
            stop += 1  # "category A videos"
            continue
        if stop > start + 1 and low[stop - 1] in ("-", "‑") and word[0].isalpha():
            stop += 1  # "looked-after children"
            continue
        if not word[0].isalpha() or word in STOPPERS or (word in NUMBER_WORDS and stop > start):
            break
        if stop > start and is_verb(doc, stop, last):
            break
        if stop > start and word.endswith(("ing", "ed")) and is_plural(low[stop - 1]):
            break
        stop += 1
    return start, stop


def head(doc: Document, start: int, stop: int) -> int | None:
    """Head noun of a phrase: its last plural, else its last noun."""
    low = doc.low
    end = stop
    while end > start and not _can_be_head(low[end - 1]):
        end -= 1
    if end <= start:
        return None
    if is_plural(low[end - 1]):
        return end - 1
    for t in range(end - 2, start - 1, -1):
        # "seven in ten reports name ...": what follows the plural is not counted
        if is_plural(low[t]) and low[t + 1] not in JOINERS and low[t] not in ATTRIBUTES:
            return t
    return end - 1
