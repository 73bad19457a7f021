"""What a rate is taken of: "a day", "per 100,000 people"."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import RATE_TIMES, STOPPERS, TIME_UNITS, VERBS, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import NUMBER_WORDS, SCALES, numeral
from helpers.mentions.quantities.tokens import HYPHENS, is_number

PRICED = words(
    "head tonne ton barrel unit hectare acre share litre gallon kilo kg quintal person pupil student patient place bottle pint ticket bushel ounce pound megawatt-hour mile kilometre metre foot dose pop time throw piece"
)
DENOMINATOR_NOUNS = words(
    "people population residents inhabitants persons adults women births children men head households pupils workers "
    "homes patients prisoners girls boys employees users vehicles journeys flights dwellings students km miles views"
)
DENOMINATOR_STARTS = words("a an each every per /")
AFTER_STROKE = words("month year day week hour")
NO_DENOMINATOR = words("later earlier ago before after old long")
"""What shows "a year" to be a distance in time: "a year later"."""
OPENS_DENOMINATOR = words("per for in every each")
ENDS_COUNTED_NOUN = words("and but in from at by to")
"""Words that end the counted noun before a denominator."""


def denominator_at(doc: Document, t: int) -> tuple[int, str] | None:
    """The denominator that starts at token ``t``: "a day", "per week", "every 100,000 people", "per head"; (end, name)."""
    low = doc.low
    n = doc.limit
    if t + 1 >= n:
        return None
    word = low[t]
    if word in DENOMINATOR_STARTS:
        at = t + 1
        if word not in ("a", "an", "/") and is_number(doc, at):
            number = numeral(doc, at)
            if number is None or number.value < 2:
                return None
            end = number.last
            stop = end
            if stop < n and low[stop] in TIME_UNITS:
                return stop + 1, doc.quote(at, stop + 1)
            while (
                stop < n
                and stop - end < 3
                and low[stop].isalpha()
                and low[stop] not in STOPPERS
                and low[stop] not in VERBS
            ):
                stop += 1
                if low[stop - 1] in DENOMINATOR_NOUNS:
                    break
            return stop, doc.quote(at, stop)
        if at < n and low[at] in ("single", "working", "calendar"):
            at += 1
        if at < n and (low[at] in RATE_TIMES or (word == "/" and low[at] in AFTER_STROKE)):
            if word in ("a", "an"):
                if low[at] == "quarter":
                    return None
                if at + 1 < n and low[at + 1] in NO_DENOMINATOR:
                    return None  # "to 2,405 a year later"
            return at + 1, "year" if low[at] == "annum" else low[at]
        if (
            word == "per"
            and at < n
            and low[at].isalpha()
            and low[at] not in ("cent", "cents")
            and low[at] not in STOPPERS
        ):
            stop = at + 1
            if low[at] in ("square", "capita", "kilowatt") or (stop < n and low[at] == "metric"):
                if low[at] == "capita":
                    return stop, "head"
                if low[at] == "kilowatt" and low[stop : stop + 1] == ["-"]:
                    return stop + 2, "kilowatt-hour"
                return stop + 1, doc.quote(at, stop + 1)
            return stop, low[at]
    return None


def join_denominator(doc: Document, q: Quantity) -> None:
    """Rates: "nine a day", "53 per 100,000 people", "5,843 incidents per 100,000 population", "£200 a week".

    A denominator with a number of its own belongs to the quote even behind the counted noun; "a week" only where it follows the
    numeral at once.
    """
    low = doc.low
    n = doc.limit
    direct = denominator_at(doc, q.last)
    if direct is not None:
        end, name = direct
        if low[q.last] == "/" and q.form == "money" and name not in RATE_TIMES:
            return
        if q.form == "money":
            # the denominator of an amount stays outside the quote
            again = denominator_at(doc, end)
            q.per = f"{name} per {again[1]}" if again is not None and low[end] == "per" else name
            return
        if low[q.last] == "every" and name not in RATE_TIMES and not name[:1].isdecimal():
            return
        q.form, q.per, q.last = "rate", name, end
        return
    if q.form == "money":
        # "Rs 8,500 a hectare", "£10,000 a unit"
        if q.last + 1 < n and low[q.last] in ("a", "an") and low[q.last + 1] in PRICED:
            q.per = low[q.last + 1]
        return
    at = q.last
    while at < n and at - q.last < 6:
        word = low[at]
        if word in OPENS_DENOMINATOR:
            every = word in ("for", "in") and at + 2 < n and low[at + 1] in ("every", "each") and is_number(doc, at + 2)
            if word != "per" and not every:
                return
            start = at if word == "per" else at + 1
            denominator = denominator_at(doc, start)
            if denominator is None:
                return
            end, name = denominator
            if name[:1].isdecimal() or name.split()[0].lower() in NUMBER_WORDS:
                q.form, q.per, q.last = "rate", name, end
                q.tags.add("noun inside")
                q.unit = None
                q.note = str(at)
            return
        if (not word.isalpha() and word not in HYPHENS) or word in VERBS or word in ENDS_COUNTED_NOUN:
            return
        at += 1


def scale_denominator(doc: Document, t: int, floor: int) -> Quantity | None:
    """A bare scale word as denominator: "for every billion miles", "accidents per million flights"."""
    if t == 0 or t - 1 < floor or doc.low[t - 1] not in ("per", "every"):
        return None
    last = t + 1
    name = doc.low[last] if last < doc.limit and doc.low[last].isalpha() and doc.low[last] not in STOPPERS else ""
    value = SCALES[doc.low[t]]
    return Quantity(t, last, t, last, "denominator", value=value, per=f"{doc.low[t]} {name}".strip(), is_words=True)


def standalone_denominator(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "per 100,000 people" apart from the number that it divides is a mention of its own."""
    low = doc.low
    if t == 0 or low[t - 1] not in ("per", "every") or not is_number(doc, t):
        return None
    denominator = denominator_at(doc, t - 1)
    if denominator is None or (
        denominator[1].split()[0][:1].isalpha() and denominator[1].split()[0].lower() not in NUMBER_WORDS
    ):
        return None
    end, name = denominator
    number = numeral(doc, t)
    if number is None:
        return None
    # "every four years", "per 1,000" of an own number were taken by `join_denominator`
    if low[t - 1] == "every" and number.last < doc.limit and low[number.last] in TIME_UNITS:
        return None
    end = number.last
    return Quantity(
        t,
        end,
        t,
        number.last,
        "denominator",
        value=number.value,
        per=name,
        is_words=number.is_words,
    )
