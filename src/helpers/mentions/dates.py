"""Dates, years, financial years and ranges of them, as written.

`date` reads the longest date expression that starts at a token and gives its end and its period by months. What a date does in
the sentence (period of a figure, baseline, date of publication) is settled later, in `periods`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import words
from helpers.mentions.model import Span
from helpers.mentions.numerals import NUMBER_WORDS

__all__ = ["MONTHS", "DateRead", "clock", "date", "is_year", "month_at", "parse_published", "span_before"]

MONTHS = {
    name: n + 1
    for n, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        )
    )
    for name in names
}
ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
DASHES = frozenset({"-", "–", "—", "‑", "−"})
RANGE_WORDS = frozenset({"to", "until", "through", "till"})
QUARTERS = {
    "first": 0,
    "second": 1,
    "third": 2,
    "fourth": 3,
    "final": 3,
    "last": 3,
    "1st": 0,
    "2nd": 1,
    "3rd": 2,
    "4th": 3,
}
YEAR_CUES = words(
    "in since of by from to until till between during early late mid year years before after for summer winter "
    "spring autumn fall than vs versus against through ending ended calendar end start beginning season "
    "christmas election elections and on or the a its their his her this our"
)
COUNT_CUES = words(
    "than over about around nearly almost some least roughly approximately to exactly under below only just"
)
NOT_NOUN = words(
    "was is has does as its his this versus plus perhaps thus across always besides unless less towards "
    "afterwards us has figures figure results result statistics data report survey census election elections "
    "elections' levels prices terms budget accounts olympics games awards sales revenues earnings profits championships "
    "playoffs finals elections"
)


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date expression: end token, period (None when the text alone does not give it), and its shape.

    ``shape`` is one of day, month, year, financial, range, quarter, half, decade, time, day_month.
    """

    last: int
    span: Span | None
    shape: str
    first: int = -1


def month_index(year: int, month: int) -> int:
    """Months since year 0."""
    return 12 * year + month - 1


def year_span(year: int) -> Span:
    """January to December."""
    return Span(12 * year, 12 * year + 11)


def financial_span(year: int) -> Span:
    """April of the year to March of the next."""
    return Span(12 * year + 3, 12 * year + 14)


def span_before(end: int, months: int) -> Span:
    """The period of so many months that ends with a month."""
    return Span(end - months + 1, end)


def parse_published(published: str | None) -> Span | None:
    """The date of publication given by the caller: a day, a month, a year, or nothing.

    Raises
    ------
    ValueError
        When the date has another form.
    """
    if not published or not str(published).strip():
        return None
    parts = str(published).strip().split("-")
    if not all(p.isdecimal() for p in parts) or len(parts) > 3 or len(parts[0]) != 4:
        raise ValueError(f"date of publication {published!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    year = int(parts[0])
    if len(parts) == 1:
        return year_span(year)
    month = int(parts[1])
    if not 1 <= month <= 12:
        raise ValueError(f"date of publication {published!r}: there is no month {month}")
    at = month_index(year, month)
    if len(parts) == 2:
        return Span(at, at)
    day = int(parts[2])
    if not 1 <= day <= 31:
        raise ValueError(f"date of publication {published!r}: there is no day {day}")
    return Span(at, at, f"{year:04}-{month:02}-{day:02}")


def month_at(doc: Document, t: int) -> int:
    """Number of the month that a token names, else 0. "may", "march", "dec" need their capital."""
    if t >= doc.limit:
        return 0
    number = MONTHS.get(doc.low[t], 0)
    return number if number and doc.words[t][0].isupper() else 0


def _year_number(word: str) -> int:
    if len(word) == 4 and word.isdecimal() and word.isascii():
        year = int(word)
        if 1000 <= year <= 2199:
            return year
    return 0


def is_year(doc: Document, t: int) -> bool:
    """Whether four digits are a year rather than a count.

    A year stands between 1900 and 2100 and is not followed by what it would count ("2,020 offences" may be printed without the
    comma); outside that it needs a preposition of time before it.
    """
    year = _year_number(doc.words[t])
    if not year:
        return False
    low = doc.low
    before = low[t - 1] if t else ""
    after = low[t + 1] if t + 1 < doc.limit else ""
    if before == "of" and t > 1 and low[t - 2] in ("average", "total", "maximum", "minimum"):
        return False
    if before in ("£", "$", "€", "₹", "#", "+") or after in (
        "%",
        "per",
        "percent",
        "pc",
        "million",
        "billion",
        "tonnes",
        "km",
        "people",
    ):
        if not (after == "per" or (after == "people" and before in ("in", "since"))):
            return False
        if after == "per" and before not in ("in", "since", "during"):
            return False
    if t + 1 < doc.limit and doc.touches(t + 1) and after.isalpha() and after != "s":
        return False  # 2000m
    noun_follows = (
        after.isalpha()
        and after.endswith("s")
        and not after.endswith("ss")
        and after not in NOT_NOUN
        and doc.words[t + 1][0].islower()
    )
    if (
        before in COUNT_CUES
        and (before != "to" or noun_follows)
        and (noun_follows or before not in ("around", "about", "to", "than", "over"))
        and not (before in ("below", "above") and not noun_follows and 1990 <= year <= 2035)
    ):
        return False
    if noun_follows and before not in YEAR_CUES:
        return False
    if noun_follows and before in ("of", "and", "or", "than", "by", "for") and not 1990 <= year <= 2035:
        return False
    if 1900 <= year <= 2100:
        return True
    return before in ("in", "since", "of", "from", "until", "between", "during", "circa", "by") and not noun_follows


def clock(doc: Document, t: int) -> int:
    """End of a clock time that starts at ``t`` ("06:00", "9.30am", "5 p.m.", "1100 GMT"), else ``t``."""
    low = doc.low
    n = doc.limit
    word = doc.words[t]
    if not word[0].isdecimal():
        return t
    last = t + 1
    is_clock = ":" in word
    if last < n and low[last] in ("am", "pm", "a.m", "p.m"):
        return last + 1
    if last + 2 < n and low[last] in ("a", "p") and low[last + 1] == "." and low[last + 2] == "m":
        last += 3
        if last < n and low[last] == "." and last + 1 < n and doc.low[last + 1][0].islower():
            last += 1
        return last
    if last < n and low[last] in ("gmt", "bst", "utc", "est", "edt", "ist", "cet", "et", "aest"):
        return last + 1
    if last < n and low[last] in ("o'clock", "noon"):
        return last + 1
    return last if is_clock else t


def _numeric_date(word: str) -> Span | None:
    for mark in "/.-":
        parts = word.split(mark)
        if len(parts) == 3:
            if not all(p.isdecimal() for p in parts):
                return None
            a, b, c = (int(p) for p in parts)
            if len(parts[0]) == 4:
                year, month, day = a, b, c
            else:
                day, month, year = a, b, c
                if month > 12 >= day:
                    day, month = month, day
                if len(parts[2]) == 2:
                    year += 2000 if year < 70 else 1900
            if 1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year <= 2199:
                at = month_index(year, month)
                return Span(at, at, f"{year:04}-{month:02}-{day:02}")
            return None
    return None


def _day_number(doc: Document, t: int) -> tuple[int, int]:
    """Day of a month at ``t`` and the token after it (its "st", "th" included); (0, t) where there is none."""
    if t >= doc.limit:
        return 0, t
    word = doc.words[t]
    if not (word.isdecimal() and len(word) <= 2 and word.isascii() and 1 <= int(word) <= 31):
        return 0, t
    last = t + 1
    if last < doc.limit and doc.low[last] in ORDINAL_ENDS and doc.touches(last):
        last += 1
    return int(word), last


def _year_after(doc: Document, t: int) -> tuple[int, int]:
    """A year at ``t``, a comma or "of" before it allowed; (0, t) where there is none."""
    low = doc.low
    n = doc.limit
    at = t
    if at < n and low[at] in (",", "of"):
        at += 1
    if at < n:
        year = _year_number(doc.words[at])
        if year and year >= 1500 and not (at + 1 < n and low[at + 1] in ("%", "per", "percent")):
            return year, at + 1
    return 0, t


def _single(doc: Document, t: int) -> DateRead | None:
    """One date without a range: day, month or year."""
    low, words = doc.low, doc.words
    n = doc.limit
    word = words[t]
    first = word[0]
    if first.isdecimal():
        if not word.isdecimal():
            span = _numeric_date(word) if word[-1].isdecimal() else None
            return DateRead(t + 1, span, "day") if span else None
        day, last = _day_number(doc, t)
        if day:
            at = last
            if at < n and low[at] == "of":
                at += 1
            month = month_at(doc, at)
            if month:
                at += 1
                if at < n and low[at] == "." and doc.touches(at) and at + 1 < n and words[at + 1].isdecimal():
                    at += 1
                year, end = _year_after(doc, at)
                if year:
                    index = month_index(year, month)
                    return DateRead(end, Span(index, index, f"{year:04}-{month:02}-{day:02}"), "day")
                return DateRead(at, Span(month, day), "day_month")
            return None
        year = _year_number(word)
        if year:
            return _year_form(doc, t, year)
        return None
    month = month_at(doc, t)
    if not month:
        return None
    if t + 1 < n and low[t + 1] == "quarter":
        named = _year_number(words[t + 2]) if t + 2 < n else 0
        if named:
            return DateRead(t + 3, span_before(month_index(named, month), 3), "quarter")
        return DateRead(t + 2, Span(month, 0), "month_quarter")
    at = t + 1
    if at < n and low[at] == "." and doc.touches(at):
        at += 1
    day, last = _day_number(doc, at)
    if day and not (last < n and low[last] in ("per", "%", "percent", "million")):
        stop = last
        if stop < n and (
            (low[stop] in DASHES and doc.touches(stop))
            or (low[stop] in ("and", "to") and t > 0 and low[t - 1] in ("between", "from"))
        ):
            until, after = _day_number(doc, stop + 1)
            if until > day and not month_at(doc, after):
                stop = after
        year, end = _year_after(doc, stop)
        if year:
            index = month_index(year, month)
            text_day = None if stop > last else f"{year:04}-{month:02}-{day:02}"
            return DateRead(end, Span(index, index, text_day), "day")
        return DateRead(stop, Span(month, day), "day_month")
    year, end = _year_after(doc, at)
    if year:
        index = month_index(year, month)
        if (
            end + 1 < n
            and low[end] == "/"
            and words[end + 1].isdecimal()
            and len(words[end + 1]) == 2
            and int(words[end + 1]) == (year + 1) % 100
        ):
            return DateRead(end + 2, Span(index, index + 12), "range")  # "May 2018/19"
        return DateRead(end, Span(index, index), "month")
    if at + 1 < n and low[at] in ("'", "’", "‘") and words[at + 1].isdecimal() and len(words[at + 1]) == 2:
        index = month_index(2000 + int(words[at + 1]), month)
        return DateRead(at + 2, Span(index, index), "month")
    return DateRead(t + 1, Span(month, 0), "bare_month")


def _year_form(doc: Document, t: int, year: int) -> DateRead | None:
    """A year, a financial year ("2018-19", "2018/2019") or a span of years ("2015-2019")."""
    low, words = doc.low, doc.words
    n = doc.limit
    if (
        t + 2 < n
        and (low[t + 1] in DASHES or low[t + 1] == "/")
        and words[t + 2].isdecimal()
        and doc.touches(t + 1)
        and doc.touches(t + 2)
    ):
        second = words[t + 2]
        if len(second) == 2 and int(second) == (year + 1) % 100:
            return DateRead(t + 3, financial_span(year), "financial")
        if len(second) == 2 and int(second) > year % 100 and low[t + 1] != "/" and 1900 <= year <= 2100:
            return DateRead(t + 3, Span(12 * year, 12 * (year - year % 100 + int(second)) + 11), "range")
        if len(second) == 4 and int(second) == year + 1 and low[t + 1] == "/":
            return DateRead(t + 3, financial_span(year), "financial")
        if len(second) == 4 and year < int(second) <= 2199 and year >= 1500:
            return DateRead(t + 3, Span(12 * year, 12 * int(second) + 11), "range")
    if t + 1 < n and doc.touches(t + 1) and low[t + 1] == "s" and year % 10 == 0:
        return DateRead(t + 2, Span(12 * year, 12 * (year + 9) + 11), "decade")
    if not is_year(doc, t):
        return None
    if t + 2 < n and words[t + 1] in ("Q", "H") and doc.touches(t + 2) and words[t + 2] in ("1", "2", "3", "4"):
        length = 3 if words[t + 1] == "Q" else 6
        start = 12 * year + length * (int(words[t + 2]) - 1)
        if start < 12 * year + 12:
            return DateRead(t + 3, Span(start, start + length - 1), "quarter")  # "2021 Q3"
    return DateRead(t + 1, year_span(year), "year")


BEFORE_CLOCK = frozenset({",", "at", "-", "–", "—", "|", "@", "/", "•", "·"})
"""What stands between a date and a clock time that are one."""
DOTTED_CLOCK = re.compile(r"(?:[01]\d|2[0-3])\.[0-5]\d")


def _quarter(doc: Document, t: int) -> DateRead | None:
    """Such as "Q3 2023", "H1 2024", "third quarter of 2023", "final quarter", "first half of 2024", "FY2023", "FY23"."""
    low, words = doc.low, doc.words
    n = doc.limit
    word = low[t]
    spaced = word == "fy" and t + 1 < n and words[t].isupper() and doc.start[t + 1] - doc.end[t] == 1
    if word in ("q", "h", "fy") and t + 1 < n and (doc.touches(t + 1) or spaced) and words[t + 1].isdecimal():
        number = words[t + 1]
        at = t + 2
        if word == "fy":
            year = _year_number(number) or (2000 + int(number) if len(number) == 2 else 0)
            if not year:
                return None
            if at + 1 < n and low[at] in ("/", "-", "–") and words[at + 1].isdecimal() and doc.touches(at):
                return DateRead(at + 2, financial_span(year), "financial")
            return DateRead(at, financial_span(year - 1), "financial")
        index = int(number) if len(number) == 1 else 0
        if not 1 <= index <= (4 if word == "q" else 2):
            return None
        length = 3 if word == "q" else 6
        if at + 2 < n and low[at] in DASHES and low[at + 1] == word and doc.touches(at) and words[at + 2].isdecimal():
            until = int(words[at + 2]) if len(words[at + 2]) == 1 else 0
            if index < until <= (4 if word == "q" else 2):
                length, at = length * (until - index + 1), at + 3  # "Q1-Q3 2024"
                year, end = _year_after(doc, at)
                if year:
                    start = 12 * year + (3 if word == "q" else 6) * (index - 1)
                    return DateRead(end, Span(start, start + length - 1), "quarter")
                return DateRead(at, None, "quarter")
        year, end = _year_after(doc, at)
        if year:
            start = 12 * year + length * (index - 1)
            return DateRead(end, Span(start, start + length - 1), "quarter")
        if at + 1 < n and low[at] == "fy" and doc.touches(at + 1) and words[at + 1].isdecimal():
            year = _year_number(words[at + 1]) or (2000 + int(words[at + 1]) if len(words[at + 1]) == 2 else 0)
            if year:
                start = 12 * (year - 1) + 3 + length * (index - 1)
                return DateRead(at + 2, Span(start, start + length - 1), "quarter")  # "Q3 FY24"
        return DateRead(at, None, "quarter")
    if (
        word.isdecimal()
        and len(word) == 1
        and t + 2 < n
        and low[t + 1] in ORDINAL_ENDS
        and low[t + 2] == "quarter"
        and 1 <= int(word) <= 4
    ):
        at = t + 3
        if at < n and low[at] in ("of", "in"):
            year, end = _year_after(doc, at + 1)
        else:
            year, end = _year_after(doc, at)
        if not year:
            return DateRead(at, Span(-int(word), 0), "bare_quarter")
        start = 12 * year + 3 * (int(word) - 1)
        return DateRead(end, Span(start, start + 2), "quarter")  # "3rd quarter of 2018"
    if (
        word.isdecimal()
        and len(word) == 1
        and t + 1 < n
        and low[t + 1] == "q"
        and doc.touches(t + 1)
        and 1 <= int(word) <= 4
    ):
        at = t + 2
        if at < n and words[at].isdecimal() and doc.touches(at) and len(words[at]) == 2:
            start = 12 * (2000 + int(words[at])) + 3 * (int(word) - 1)
            return DateRead(at + 1, Span(start, start + 2), "quarter")
        year, end = _year_after(doc, at)
        if year:
            start = 12 * year + 3 * (int(word) - 1)
            return DateRead(end, Span(start, start + 2), "quarter")
        return DateRead(at, None, "quarter")
    if word in QUARTERS and t + 1 < n and low[t + 1] in ("quarter", "half"):
        length = 3 if low[t + 1] == "quarter" else 6
        index = QUARTERS[word]
        if length == 6 and word not in ("first", "second"):
            return None
        at = t + 2
        if at < n and low[at] in ("of", "in"):
            stop = at + 1
            if stop < n and low[stop] in ("the", "this", "that", "last"):
                year_at = stop + 1
                if year_at < n and low[year_at] in ("financial", "fiscal", "calendar"):
                    year_at += 1
                if year_at < n and low[year_at] == "year":
                    # the half or quarter of a year that stands elsewhere
                    return DateRead(year_at + 1, Span(-1 - index if length == 3 else -11 - index, 0), "bare_quarter")
                stop += 1
            if stop < n and _year_number(words[stop]):
                year = _year_number(words[stop])
                start = 12 * year + length * index
                fin = _year_form(doc, stop, year)
                if fin is not None and fin.shape == "financial":
                    return DateRead(fin.last, Span(start + 3, start + length + 2), "quarter")
                return DateRead(stop + 1, Span(start, start + length - 1), "quarter")
        year, end = _year_after(doc, at)
        if year:
            start = 12 * year + length * index
            return DateRead(end, Span(start, start + length - 1), "quarter")
        if length == 3 and word != "last":
            # the n-th quarter of a year that stands elsewhere; `periods` finds the year
            return DateRead(at, Span(-1 - index, 0), "bare_quarter")
    return None


def _join(left: DateRead, right: DateRead) -> Span | None:
    """The period from one date to another; a missing year of the first is that of the second."""
    a, b = left.span, right.span
    if a is None or b is None:
        return None
    end = b.end
    if right.shape in ("day_month", "bare_month"):
        return None
    if left.shape in ("day_month", "bare_month"):
        month = a.start
        start = (end // 12) * 12 + month - 1
        if start > end:
            start -= 12
        return Span(start, end)
    return Span(a.start, end) if a.start <= end else None


def date(doc: Document, t: int) -> DateRead | None:
    """The longest date expression that starts at token ``t``, or None.

    A range is one expression ("April 2017 to March 2020", "21-22 May 2019", "2016 to 2019", and after "between" "2016 and
    2019"); a date with a clock time is one too. A month alone is no expression, but may begin a range.
    """
    quarter = _quarter(doc, t)
    if quarter is not None:
        return quarter
    low, words = doc.low, doc.words
    n = doc.limit
    word = words[t]
    # day ranges: 21-22 May 2019, 3 and 4 June
    day, last = _day_number(doc, t) if word[0].isdecimal() else (0, t)
    if day and last + 1 < n and (low[last] in DASHES or low[last] in ("to", "and", "&", "or")):
        until, after = _day_number(doc, last + 1)
        if until > day and month_at(doc, after if low[after : after + 1] != ["of"] else after + 1):
            second = _single(doc, last + 1)
            if second is not None and second.span is not None:
                if second.shape == "day":
                    return DateRead(second.last, Span(second.span.start, second.span.end), "range")
                return DateRead(second.last, second.span, "day_month")
    read = _single(doc, t)
    if read is None:
        return None
    last = read.last
    joined = read
    if last + 1 < n:
        between = t > 0 and low[t - 1] in ("between", "both")
        joiner = low[last]
        at = last + 1
        if (
            joiner in DASHES
            or joiner in RANGE_WORDS
            or (joiner == "and" and between)
            or (joiner == "up" and low[at] == "to")
        ):
            if joiner == "up":
                at += 1
            if at + 2 < n and low[at] in ("early", "late", "mid"):
                at += 2 if low[at + 1] in DASHES else 1
            second = _single(doc, at) if at < n else None
            plain_years = read.shape == "year" and second is not None and second.shape == "year"
            if (
                second is not None
                and second.shape != "bare_month"
                and not (read.shape == "year" and second.shape in ("day_month",))
            ):
                backwards = (
                    plain_years
                    and read.span is not None
                    and second.span is not None
                    and read.span.start >= second.span.start
                )
                # "fell from 2016 to 2,909" has no year after "to"; "rose in 2019 to 2020 cases" is excluded by is_year
                if not backwards:
                    span = _join(read, second)
                    joined = DateRead(second.last, span, "range" if span else "day_month")
    if joined.shape == "bare_month":
        return None
    last = joined.last
    # date and clock time together are one
    if last < n and joined.shape in ("day", "day_month", "range"):
        at = last
        while at < n and at < last + 2 and low[at] in BEFORE_CLOCK:
            at += 1
        if at < n and words[at][0].isdecimal():
            end = clock(doc, at)
            if end == at and joined.shape == "day" and DOTTED_CLOCK.fullmatch(words[at]):
                end = at + 1  # "24 Nov 2024 08.00"
            if end > at and low[last] != "|":
                return DateRead(end, joined.span, joined.shape)
    return joined


def lead(doc: Document, t: int) -> tuple[int, int]:
    """Words before a date that belong to it: "year ending", "12 months to the end of", "quarter to".

    Returns the first token of the whole expression and its length in months (0 where nothing is joined).
    """
    low = doc.low
    at = t - 1
    if at >= 2 and low[at] == "of" and low[at - 1] == "end" and low[at - 2] == "the":
        at -= 3
    elif at >= 1 and low[at] == "end" and low[at - 1] == "the":
        at -= 2
    elif at >= 0 and low[at] == "end":
        at -= 1
    if at < 1 or low[at] not in ("ending", "ended", "to", "end", "until", "ends"):
        return t, 0
    at -= 1
    if low[at] == "up":
        at -= 1
    unit = low[at]
    if unit in ("year", "quarter", "month", "week", "half-year"):
        return at, {"year": 12, "quarter": 3, "month": 1, "week": 1, "half-year": 6}[unit]
    if unit in ("months", "years", "weeks", "quarters") and at >= 1:
        word = low[at - 1]
        count = int(word) if word.isdecimal() and len(word) < 4 else NUMBER_WORDS.get(word, 0)
        start = at - 1
        if not count:
            return t, 0
        if at >= 4 and low[at - 2] == "-" and low[at - 3] in NUMBER_WORDS:
            count += NUMBER_WORDS[low[at - 3]]
            start = at - 3
        return start, count * {"months": 1, "years": 12, "weeks": 1, "quarters": 3}[unit] if unit != "weeks" else max(
            1, count // 4
        )
    return t, 0
