"""Dates, years and clock times with the words that lead up to them."""

# ruff: noqa: SIM102 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from decimal import Decimal

from helpers.mentions import dates
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import CURRENCY_SIGNS, words
from helpers.mentions.model import Quantity, Span
from helpers.mentions.numerals import NUMBER_WORDS, plain
from helpers.mentions.quantities.tokens import HYPHENS

ALPHA_PREFIX_WORDS = words(
    "mid pre post under over early late sub mega top non circa plus minus about around ex anti max min approx "
    "nearly almost ages aged age per up"
)
TIME_ZONES = words("gmt bst utc est edt cdt cst pst pdt mst mdt ist cet et ct pt aest aedt")
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun")
AFTER_DAY = (
    words("st nd rd th of am pm a.m p.m a p gmt bst utc est edt cet ist et q o'clock noon to and & or") | HYPHENS
)
LAWS = words("act acts bill order regulations directive regulation code treaty convention")
APOSTROPHES = frozenset("'’‘")
SHORT_YEAR_TURN = 35
AFTER_LEAD = words("day month day_month range year bare_quarter quarter")
"""Shapes of date that "year ending" and the like may stand before."""
BEFORE_SHORT_YEAR = words("since in from to of by summer winter class")
"""Words before a year of two digits."""


def date_or_time(doc: Document, t: int, floor: int) -> Quantity | None:
    """Dates, years and clock times, with "year ending" and the like before them."""
    low = doc.low
    word = doc.words[t]
    if word.isdecimal():
        length = len(word)
        if length == 2 and t > floor and low[t - 1] in APOSTROPHES and _short_year(doc, t):
            year = int(word) + (2000 if int(word) <= SHORT_YEAR_TURN else 1900)
            return Quantity(t - 1, t + 1, t, t + 1, "date", span=dates.year_span(year), note="year")
        after = low[t + 1] if t + 1 < doc.limit else ""
        if length == 2 and after == "s" and word[1] == "0":
            return _decade(doc, t, floor)
        if length >= 3 and (after in ERAS or (t > floor and low[t - 1] in ("ad", "d", "."))):
            era = _era(doc, t, floor)
            if era is not None:
                return era
        if length == 3 or length > 4 or (length < 3 and after not in AFTER_DAY and after not in dates.MONTHS):
            return None  # neither a year nor a day of a month, and this tells at once
    if word[0].isdecimal():
        if ":" in word:
            lap = _lap(doc, t)
            if lap is not None:
                return lap
        end = dates.clock(doc, t)
        if end > t:
            # clock time, perhaps with a date behind it ("06:00, 21 May 2024", "5:14 p.m. CDT, Tuesday, May 14, 2024")
            at = end
            while (
                at < doc.limit
                and at < end + 5
                and (low[at] in (",", "on") or low[at] in TIME_ZONES or low[at] in WEEKDAYS)
            ):
                at += 1
            read = dates.date(doc, at) if at < doc.limit else None
            if read is not None and read.shape in ("day", "day_month"):
                return Quantity(t, read.last, t, read.last, "date", span=read.span, note=read.shape)
            if (
                end + 1 < doc.limit
                and (low[end] in HYPHENS or low[end] in ("to", "and", "until"))
                and doc.words[end + 1][0].isdecimal()
            ):
                if low[end] != "and" or (t > 0 and low[t - 1] == "between"):
                    until = dates.clock(doc, end + 1)
                    if until > end + 1:
                        return Quantity(t, until, t, until, "time")
            return Quantity(t, end, t, end, "time")
    if (
        low[t] == "q"
        and t == doc.blocks[doc.sentences[doc.sentence_of(t)].block].first
        and low[t + 2 : t + 3] in (["."], [":"], [")"])
    ):
        return None  # "Q1." numbers a question
    months = _months_of(doc, t)
    if months is not None:
        return months
    read = dates.date(doc, t)
    if read is None:
        return None
    if doc.touches(t) and doc.words[t - 1] in CURRENCY_SIGNS:
        return None
    if read.shape == "year" and t > 0 and low[t - 1] in LAWS and doc.words[t - 1][0].isupper():
        return None  # "the Freedom of Information Act 2000" is a name
    if read.shape == "year" and read.last < doc.limit and doc.words[read.last] in ("Act", "Regulations", "Directive"):
        return Quantity(t, read.last + 1, t, read.last, "name")  # "the 2016 Act"
    if (
        doc.touches(t)
        and low[t - 1] in HYPHENS
        and t >= 2
        and doc.touches(t - 1)
        and low[t - 2].isalpha()
        and low[t - 2] not in ALPHA_PREFIX_WORDS
    ):
        return None  # AB-2019: a name
    if doc.touches(t) and low[t - 1].isalpha() and low[t - 1] != "fy":
        return None
    if read.shape == "quarter" and low[t] in ("h", "q") and not doc.words[t][0].isupper():
        return None
    span = read.span
    first = t
    if read.shape in AFTER_LEAD:
        start, length = dates.lead(doc, t)
        if length and start < t:
            first = start
            span = dates.span_before(span.end, length) if span is not None and read.shape != "day_month" else span
            return Quantity(
                first,
                read.last,
                t,
                read.last,
                "date",
                span=span,
                note="lead" if read.shape != "day_month" else f"lead {length}",
            )
    return Quantity(first, read.last, t, read.last, "date", span=span, note=read.shape)


def _lap(doc: Document, t: int) -> Quantity | None:
    """A time that was run or swum, with tenths of a second: "1:36.6"; its value is in seconds."""
    if t + 2 >= doc.limit or doc.words[t + 1] != "." or not doc.touches(t + 1) or not doc.touches(t + 2):
        return None
    rest = doc.words[t + 2]
    if not rest.isdecimal() or len(rest) > 3:
        return None
    seconds = 0
    for part in doc.words[t].split(":"):
        seconds = 60 * seconds + int(part)
    value = plain(Decimal(f"{seconds}.{rest}"))
    return Quantity(t, t + 3, t, t + 3, "measured", value=value, unit="second", decimals=len(rest))


def _decade(doc: Document, t: int, floor: int) -> Quantity | None:
    """A decade in two digits: "the 90s", "the early 80s", "'90s"; "in her 90s" is an age, "in the 20s" may be anything."""
    low = doc.low
    tens = int(doc.words[t])
    if not doc.touches(t + 1) or tens < 50:
        return None
    span = Span(12 * (1900 + tens), 12 * (1909 + tens) + 11)
    if t > floor and low[t - 1] in APOSTROPHES and doc.touches(t):
        return Quantity(t - 1, t + 2, t, t + 2, "date", span=span, note="decade")
    at = t - 1
    if at > floor and low[at] in HYPHENS:
        at -= 1
    if at > floor and low[at] in ("early", "late", "mid"):
        at -= 1
    if at >= 1 and low[at] == "the" and low[at - 1] in BEFORE_DECADE:
        return Quantity(t, t + 2, t, t + 2, "date", span=span, note="decade")
    return None


def _era(doc: Document, t: int, floor: int) -> Quantity | None:
    """A year with its era: "500 BC", "AD 1000", "between A.D. 1000 and 1260"; it has no period by months."""
    words = doc.words
    last = t + 1
    first = t
    if last < doc.limit and words[last] in PRINTED_ERAS:
        last += 1
    elif words[t - 1] == "AD":
        first = t - 1
    elif t - 4 >= floor and words[t - 4 : t] == ["A", ".", "D", "."]:
        first = t - 4
    else:
        return None
    if first < t and last + 1 < doc.limit and words[last] in ("and", "to", "-", "–") and words[last + 1].isdecimal():
        if 3 <= len(words[last + 1]) <= 4 and int(words[last + 1]) > int(words[t]):
            last += 2
    return Quantity(first, last, t, last, "date", note="era")


ERAS = words("bc ad bce ce")
PRINTED_ERAS = words("BC AD BCE CE")
BEFORE_DECADE = words("in of since from during until by to and throughout")
"""Words before "the 90s" as a decade."""


def _short_year(doc: Document, t: int) -> bool:
    """Such as "since ’14" or a chart's "’14 ’15"; an opening quotation mark before a count ("‘14 people") is none."""
    if not doc.touches(t) or (t > 1 and doc.touches(t - 1)) or (t + 1 < doc.limit and doc.touches(t + 1)):
        return False
    before = doc.low[t - 2] if t > 1 else ""
    after = doc.low[t + 1] if t + 1 < doc.limit else ""
    line_ends = "\n" in doc.text[doc.end[t] : doc.start[t + 1]] if t + 1 < doc.limit else True
    return before in BEFORE_SHORT_YEAR or after in APOSTROPHES or line_ends


def _months_of(doc: Document, t: int) -> Quantity | None:
    """Part of a year by its months: "first two months of 2025"; the ordinal belongs to the quote, as in "final quarter"."""
    low = doc.low
    if low[t] != "first" or t + 4 >= doc.limit or low[t + 2] != "months" or low[t + 3] != "of":
        return None
    count = int(low[t + 1]) if low[t + 1].isdecimal() and len(low[t + 1]) < 3 else NUMBER_WORDS.get(low[t + 1], 0)
    year = doc.words[t + 4]
    if not 0 < count < 12 or not (len(year) == 4 and year.isdecimal() and 1800 < int(year) < 2200):
        return None
    start = 12 * int(year)
    return Quantity(t, t + 5, t, t + 5, "date", span=Span(start, start + count - 1), note="range")
