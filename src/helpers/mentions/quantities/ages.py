"""Ages and age groups."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import PERSON_NOUNS, STOPPERS, VERBS, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import numeral
from helpers.mentions.quantities.tokens import HYPHENS

BEFORE_AGE = (
    words(
        "as aged ages age of between under over turned turning turn turns her his their my in since early late mid at from about around just than"
    )
    | HYPHENS
)
AFTER_AGE = words("to and or year years yr yrs month months week weeks day days s + plus old 's") | HYPHENS
UNITS_OF_AGE = words("year years yr month months week weeks yrs day days")
INSIDE_AGED = words("over under about around at just from")
"""Words between "aged" and the number: "aged about 40"."""
BEFORE_UNDER = words("are were was be and the or")
"""Words before an "under 16" that may stand for a person."""
BEFORE_BARE_UNDER = words("are were was be and or the")
"""The same, where the number must also end the phrase."""
AFTER_BARE_UNDER = words(", . ; ) and or in at when")
"""What ends the phrase then."""
OPEN_AGES = words("over under older younger above below up upwards")
"""The last word of "and over", "or younger"."""


def age(doc: Document, t: int, floor: int) -> Quantity | None:
    """Ages: "aged 18 to 74 years", "13-year-old", "under 18s", "over-65s", "ten and under", "in her 20s"."""
    low, words = doc.low, doc.words
    n = doc.limit
    if not (t > 0 and low[t - 1] in BEFORE_AGE) and not (t + 1 < n and low[t + 1] in AFTER_AGE):
        return None  # most numbers are no ages, and this tells at once
    read = numeral(doc, t)
    if read is None or not isinstance(read.value, int) or read.value > 130 or read.suffix:
        return None
    at = read.last
    before = low[t - 1] if t > 0 else ""
    value = read.value
    first = t
    high: int | None = None
    # a second age: "18 to 74", "13- to 17-year-olds", "aged 16 and 17", "18-24"
    stop = at
    if stop < n and low[stop] in HYPHENS and stop + 1 < n and low[stop + 1] in ("to", "and", "or"):
        stop += 1
    if stop + 1 < n and (low[stop] in ("to", "and", "or") or low[stop] in HYPHENS):
        second = numeral(doc, stop + 1)
        if second is not None and isinstance(second.value, int) and second.value <= 130 and second.value > value:
            high, stop = second.value, second.last
        else:
            stop = at
    else:
        stop = at

    def year_old(i: int) -> int:
        """End of "-year-old(s)", "years old", "years of age" from token i."""
        j = i
        if j < n and low[j] in HYPHENS:
            j += 1
        if j < n and low[j] in UNITS_OF_AGE:
            k = j + 1
            if k < n and low[k] in HYPHENS:
                k += 1
            if k < n and low[k] in ("old", "olds"):
                return k + 1
            if k + 1 < n and low[k] == "of" and low[k + 1] == "age":
                return k + 2
        return i

    if before == "than" and t >= 2 and low[t - 2] in ("younger", "older") and t - 2 >= floor:
        stop += low[stop : stop + 1] == ["years"]
        return Quantity(t - 2, stop, t, at, "age", value=value, is_words=read.is_words)
    if (
        high is not None
        and low[stop : stop + 1] == ["s"]
        and doc.touches(stop)
        and 3 <= high <= 110
        and words[t].isdecimal()
    ):
        return Quantity(t, stop + 1, t, stop, "age", value=value, high=high)  # "12-17s"
    cue = before
    cue_at = t - 1
    if cue in HYPHENS and t >= 2:
        cue, cue_at = low[t - 2], t - 2
    if cue == "between" and t >= 2 and low[t - 2] in ("aged", "ages", "age"):
        cue, cue_at = low[t - 2], t - 2
    if cue in INSIDE_AGED and t >= 2 and low[t - 2] in ("aged", "ages"):
        cue, cue_at = "aged", t - 2
    end = stop
    if cue in ("aged", "ages"):
        first = cue_at
        if end < n and low[end] in ("years", "year") and low[end + 1 : end + 3] != ["of", "age"]:
            end += 1
        elif low[end : end + 3] == ["years", "of", "age"]:
            end += 3
        end = _and_over(doc, end)
        return Quantity(first, end, t, stop, "age", value=value, high=high, is_words=read.is_words)
    old = year_old(stop)
    if old > stop:
        if before in ("under", "over") and low[old - 1] in ("old", "olds"):
            first = t - 1
        return Quantity(
            first,
            old,
            t,
            stop,
            "age",
            value=value,
            high=high,
            is_words=read.is_words,
            note="singular" if low[old - 1] == "old" else None,
        )
    after = low[end] if end < n else ""
    if (cue in ("under", "over") and value <= 110 and not read.is_words) or (cue in ("under", "over") and value <= 30):
        plural = end < n and after == "s" and doc.touches(end)
        person = low[cue_at - 1] if cue_at > 0 else ""
        if plural or (after == "'s" and doc.touches(end)):
            return Quantity(cue_at, end + 1, t, stop, "age", value=value, high=high, is_words=read.is_words)
        if (
            (person in PERSON_NOUNS or person in BEFORE_UNDER or person.rstrip("s") in PERSON_NOUNS)
            and not (after.isalpha() and after not in STOPPERS and after not in VERBS and after not in PERSON_NOUNS)
            and after not in ("%", "per", "percent", "-")
            and not (person in BEFORE_BARE_UNDER and (after not in AFTER_BARE_UNDER or value < 4))
            and not (end + 1 < n and doc.touches(end) and after.isalpha())
            and high is None
            and before != "-"
        ) or (before in HYPHENS and cue in ("under", "over") and (plural or not after.isalpha())):
            return Quantity(cue_at, end, t, stop, "age", value=value, high=high, is_words=read.is_words)
    if cue in ("age", "ages") or (before == "of" and t >= 2 and low[t - 2] in ("age", "ages")):
        if low[end : end + 1] == ["years"]:
            end += 1
        end = _and_over(doc, end)
        bounded = t >= 4 and low[t - 3] == "the" and low[t - 4] in ("under", "over", "below", "above")
        return Quantity(
            t - 4 if bounded else t if before == "of" else (cue_at if cue == "ages" else t),
            end,
            t,
            stop,
            "age",
            value=value,
            high=high,
            is_words=read.is_words,
        )
    and_over = _and_over(doc, end)
    if and_over > end and value >= 4 and not read.is_words:
        word = low[and_over - 1]
        if (
            word in ("under", "over", "younger", "older")
            and not (low[end] == "or" and word in ("over", "under") and low[t - 1 : t] == ["£"])
            and (
                word in ("younger", "older")
                or t == doc.blocks[doc.sentences[doc.sentence_of(t)].block].first
                or (low[end] == "and" and word == "over" and value <= 100)
                or (t > 0 and (before in PERSON_NOUNS or before in ("those", "and", "(")))
            )
        ):
            return Quantity(t, and_over, t, stop, "age", value=value, high=high)
    if t > 1 and before == "as" and low[t - 2] in ("young", "old"):
        return Quantity(t, end, t, stop, "age", value=value, is_words=read.is_words)
    if t > 0 and before in ("turned", "turning", "turn", "turns") and value < 110:
        return Quantity(t, end, t, stop, "age", value=value, is_words=read.is_words)
    if (
        before in ("her", "his", "their", "my")
        and t >= 2
        and low[t - 2] in ("in", "since")
        and after == "s"
        and doc.touches(end)
    ):
        return Quantity(t, end + 1, t, stop, "age", value=value, note="singular")
    if (
        before in ("early", "late", "mid", "-")
        and after == "s"
        and end < n
        and doc.touches(end)
        and value in (20, 30, 40, 50, 60, 70, 80, 90)
        and words[t].isdecimal()
    ):
        return Quantity(t, end + 1, t, stop, "age", value=value, note="singular")
    return None


def decade_of_life(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "in his thirties", "in her late forties"."""
    before = doc.low[t - 1] if t else ""
    if before in LIFE_STAGES and t >= 2:
        before = doc.low[t - 2]
        if before in HYPHENS and t >= 3:
            before = doc.low[t - 3]
    if before not in OWNERS:
        return None
    return Quantity(t, t + 1, t, t + 1, "age", value=DECADES_OF_LIFE[doc.low[t]], is_words=True, note="singular")


DECADES_OF_LIFE = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
LIFE_STAGES = words("early late mid middle - ‑")
OWNERS = words("his her their my your our late mid early")


def _and_over(doc: Document, t: int) -> int:
    """End of "and over", "or under", "and older", "plus" after an age."""
    low = doc.low
    if t + 1 < doc.limit and low[t] in ("and", "or", "&") and low[t + 1] in OPEN_AGES:
        return t + 2
    if t < doc.limit and low[t] == "+" and doc.touches(t):
        return t + 1
    return t
