"""Multiples: verbs ("doubled"), folds and times."""

from __future__ import annotations

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import BARE_CHANGE_VERBS, CHANGE_VERBS, FOLDS, MULTIPLES, RATE_TIMES, STOPPERS, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import plain
from helpers.mentions.quantities.qualifiers import qualifier
from helpers.mentions.quantities.tokens import HYPHENS

COMPARATIVE = words(
    "as more higher larger greater the that those what bigger less lower likelier longer faster fewer smaller "
    "heavier worse better its their over average of"
)
BEFORE_BARE_VERB = words("to will would could may might can than almost nearly and or did should about")
"""Words that show a bare "double" to be a verb: "to double", "almost triple"."""
AFTER_MULTIPLE = words("the that what those its their last figure")
"""Words that show "double" to be a multiple: "double the number"."""
NO_PLURALS = words("its this his is was has as")
"""Small words that end in s as a plural subject does."""
BEFORE_TENNIS = words("two both the mixed men's women's women men")
"""Words before "doubles" as a game and "halves" as parts."""
BEFORE_VERB_NOT_MULTIPLE = words("to will would could may")
"""Words that make "treble the" and "triple the" a verb, not a multiple."""


def change_verb(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "doubled", "more than halved", "double the number", "almost trebled"."""
    low = doc.low
    word = low[t]
    n = doc.limit
    value = CHANGE_VERBS.get(word)
    if value is None:
        value = BARE_CHANGE_VERBS.get(word)
        if value is None:
            return None
        before = low[t - 1] if t else ""
        after = low[t + 1] if t + 1 < n else ""
        to_verb = before in BEFORE_BARE_VERB
        multiple = after in AFTER_MULTIPLE
        if word == "halve" and not to_verb:
            return None
        if multiple and not (before in BEFORE_VERB_NOT_MULTIPLE and word != "double"):
            first, code = qualifier(doc, t)
            return Quantity(
                max(first, floor),
                t + 1,
                t,
                t + 1,
                "times",
                value={"double": 2, "treble": 3, "triple": 3}.get(word, 4),
                qualifier=code,
                is_words=True,
                unit="ratio",
            )
        plural = before.endswith("s") and before not in NO_PLURALS
        to_verb = to_verb or (plural and (not after.isalpha() or after in STOPPERS))
        if (
            not to_verb
            or after in ("-",)
            or (after.isalpha() and after not in STOPPERS and before in ("and", "or", "a", "about"))
        ):
            return None
    elif word in ("halves", "doubles", "triples") and (t == 0 or low[t - 1] in BEFORE_TENNIS):
        return None
    after = low[t + 1] if t + 1 < n else ""
    if (
        after in ("up", "glazed", "glazing")
        or (after == "down" and word in ("doubled", "doubling", "double"))
        or (after == "-")
    ):
        return None
    first, code = qualifier(doc, t)
    return Quantity(
        max(first, floor),
        t + 1,
        t,
        t + 1,
        "verb",
        value=plain(value),
        qualifier=code,
        is_words=True,
        sign=1 if value > 0 else -1,
    )


def multiple(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "twice as many", "three times higher", "3.5 times", "fourfold", "ten-fold"."""
    low = doc.low
    n = doc.limit
    word = low[t]
    if word in FOLDS:
        first, code = qualifier(doc, t)
        return Quantity(
            max(first, floor), t + 1, t, t + 1, "fold", value=FOLDS[word], qualifier=code, is_words=True, unit="ratio"
        )
    if word in MULTIPLES:
        after = low[t + 1] if t + 1 < n else ""
        first, code = qualifier(doc, t)
        if after in COMPARATIVE:
            return Quantity(
                max(first, floor),
                t + 1,
                t,
                t + 1,
                "times",
                value=MULTIPLES[word],
                qualifier=code,
                is_words=True,
                unit="ratio",
            )
        if after in ("a", "each", "every", "per") and t + 2 < n and low[t + 2] in RATE_TIMES:
            return Quantity(
                max(first, floor),
                t + 3,
                t,
                t + 1,
                "rate",
                value=MULTIPLES[word],
                qualifier=code,
                per=low[t + 2],
                is_words=True,
                unit="time",
            )
        return None
    return None


def join_times(doc: Document, q: Quantity) -> None:
    """Such as "three times as many" is a ratio; "three times a week" is a rate; "three times" alone counts occasions."""
    low = doc.low
    n = doc.limit
    at = q.last
    if at < n and low[at] in HYPHENS and at + 1 < n and low[at + 1] in ("times", "time") and doc.touches(at):
        at += 1
    if at >= n or low[at] != "times":
        return
    after = low[at + 1] if at + 1 < n else ""
    if after in COMPARATIVE:
        q.form, q.unit, q.last = "times", "ratio", at + 1
        return
    if after in ("a", "each", "every", "per") and at + 2 < n and low[at + 2] in RATE_TIMES:
        q.form, q.per, q.unit, q.last = "rate", low[at + 2], "time", at + 3
        return
    q.unit = "time"
