"""Expressions of time in a sentence, stated or relative, resolved against the date of publication."""


# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from helpers.mentions.dates import MONTHS, financial_span, span_before, year_span
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import TIME_UNITS, words
from helpers.mentions.model import Quantity, Span
from helpers.mentions.numerals import NUMBER_WORDS

__all__ = ["Calendar", "When", "day_shift", "expressions"]

NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + ")"
MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_SET = frozenset(WEEKDAYS)
# Words that can begin an expression, with what must follow them (nothing: always tried).
_AFTER_THE = words(
    "same previous preceding prior last past latest year quarter month most current end first financial calendar christmas"
)
_MONTH_NAMES = frozenset(name for name in MONTHS if len(name) > 4 or name in ("june", "july", "may"))
_BEFORE_MONTH = words("early late mid") | _MONTH_NAMES
_SPANS = words("year years month months decade decades quarter quarters")
STARTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(_MONTH_NAMES, words("and to until through quarter")),
    **dict.fromkeys(NUMBER_WORDS, _SPANS),
    **{str(n): _SPANS for n in range(1, 61)},
    **dict.fromkeys(("since", "of", "than", "and", "from"), _BEFORE_MONTH),
    "in": _BEFORE_MONTH | words("the same year quarter"),
    "for": _BEFORE_MONTH | words("the same"),
    "during": _BEFORE_MONTH | words("the same christmas"),
    "over": words("the same christmas"),
    "on": words("the same previous year") | WEEKDAY_SET,
    "at": words("the christmas"),
    "by": _BEFORE_MONTH | words("the"),
    "between": _MONTH_NAMES,
    "the": _AFTER_THE,
    "a": words("year month decade quarter"),
    "an": _SPANS,
    "year": words("on - to ending ended"),
    "quarter": words("to ending ended"),
    "compared": words("with to"),
    "last": words("year month quarter financial calendar fiscal spring summer autumn fall monsoon winter year's")
    | _MONTH_NAMES
    | WEEKDAY_SET,
    "this": words("year month quarter financial") | _MONTH_NAMES,
    "so": words("far"),
    "first": words("coronavirus covid national uk lockdown"),
    **dict.fromkeys(
        ("same", "previous", "preceding", "prior", "annually", "now", "currently", "today's", "pre"), frozenset()
    ),
    "before": words("the"),
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "monsoon": (6, 9)}
RELATIVE = re.compile(
    rf"(?P<same>\b(?:in |over |during |for |on )?(?:the )?same (?:period|months?|quarter|time|week|point|date|day)(?: (?:of|in))? (?:(?P<same_last>last year|the previous year|the year before|a year (?:earlier|ago|before))|(?P<same_year>(?:19|20)\d\d)))"
    rf"|(?P<ago>\b(?:a|an|one|{NUMBER})\s(?:years?|months?|decades?|quarters?)\s(?:ago|earlier|before|previously|later)\b)"
    rf"|(?P<on_year>\b(?:year[- ]on[- ]year|on (?:the )?(?:previous )?year\b|compared (?:with|to) (?:a year ago|last year)|from a year (?:earlier|ago)|annually))"
    rf"|(?P<previous>\b(?:the )?(?:previous|preceding|prior) (?P<previous_n>{NUMBER} )?(?P<previous_unit>year|years|month|months|quarter|quarters|financial year|calendar year|fiscal year)\b|\bthe (?P<before_unit>year|month|quarter) before(?: that)?\b)"
    rf"|(?P<last>\b(?:last|the latest|the past|the most recent) (?P<last_unit>year|month|quarter|financial year|calendar year|fiscal year)\b(?! of)|\blast year['’]s)"
    rf"|(?P<last_n>\b(?:in |over |during |for )?the (?:last|past|latest|previous) (?P<n>{NUMBER}) (?P<n_unit>years|months|quarters|weeks|decades)\b)"
    rf"|(?P<last_season>\blast (?P<season>spring|summer|autumn|fall|monsoon|winter)\b)"
    rf"|(?P<last_month>\b(?:last|this) (?P<named>{MONTH})\b)"
    rf"|(?P<this>\bthis (?P<this_unit>year|month|quarter|financial year)\b(?! of)|\bso far this year|\bthe current (?:financial )?year\b)"
    rf"|(?P<to_month>\b(?:the |in )?(?P<to_length>year|quarter|(?:{NUMBER}) months) (?:to|ending|ended|to the end of|ending in|up to)(?: the end of| end of| end)? (?P<to_name>{MONTH})\b(?!\s+\d))"
    rf"|(?P<month_range>\b(?:between |from |in )?(?P<m1>{MONTH}) (?:and|to|until|through) (?P<m2>{MONTH})(?P<range_last> (?:last|of last|the previous) year)?\b(?!\s+\d))"
    rf"|(?P<end_month>\b(?:at |by )?the end of (?P<end_name>{MONTH}|last month|last year|this month|this year)\b(?!\s+\d))"
    rf"|(?P<bare>\b(?:in|for|during|by|since|of|from|than|and) (?:early |late |mid[- ])?(?P<bare_name>{MONTH})(?P<bare_last> (?:last|of last|the previous) year)?\b(?!\s+(?:the\s+)?\d))"
    rf"|(?P<month_quarter>\b(?P<mq>{MONTH}) quarter\b)"
    rf"|(?P<lockdown>\b(?:the )?first (?:coronavirus |covid(?:-19)? |national |uk )?lockdown\b)"
    rf"|(?P<pandemic>\b(?:pre-pandemic|before the (?:pandemic|coronavirus))\b)"
    rf"|(?P<christmas>\b(?:over|at|during) (?:the )?christmas\b)"
    rf"|(?P<now>\b(?:now|currently|at present|today[’']s)\b)"
    rf"|(?P<weekday>\b(?:on |last )(?P<day_name>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)",
    re.IGNORECASE,
)
YEAR_TO = re.compile(rf"\byear (?:to|ending|ended)(?: the end of)? ({MONTH})\b(?!\s+\d)", re.IGNORECASE)
YEAR_ENDS = words("to ending ended")
FIRST_WORDS = re.compile(
    r"\bfirst (?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) months\b(?: of (?P<year>(?:19|20)\d\d|this year|the year|lockdown))?",
    re.IGNORECASE,
)


Relatives = tuple[list[tuple[int, re.Match[str]]], list[re.Match[str]]]
"""The matches of `RELATIVE`, each with its first token, and those of `FIRST_WORDS` in one sentence."""
NO_RELATIVES: Relatives = ([], [])


@dataclass(slots=True)
class When:
    """A period expression at tokens ``first`` to ``last``: its span, how it is meant, and whether it is stated.

    ``role``: ``at`` (in, during), ``baseline`` (since, from, than, compared with), ``opens`` (since, for counts), ``publication``,
    ``shift`` (resolved from the period of the figure it compares with; ``months`` says how far back) and ``until`` (by 2030).
    """

    first: int
    last: int
    span: Span | None
    role: str
    stated: bool
    months: int = 0
    word: str = ""
    day: bool = False
    ends: tuple[Span, Span] | None = None
    """First and last piece of a range ("between 2016 and 2019"): what a change runs from and to."""


class Calendar:
    """What is known of the text's time: publication, the periods it states, the last full year it counts."""

    def __init__(self, doc: Document, quantities: list[Quantity], published: Span | None) -> None:
        self.published = published
        self.stated: frozenset[Span] = frozenset(
            [
                q.span
                for q in quantities
                if q.form == "date"
                and q.kind == "period"
                and q.span is not None
                and q.span.start > 1000
                and q.note in ("financial", "year", "lead", "range", "quarter", "month")
            ]
        )
        if published is None:
            for q in quantities:
                if (
                    q.form == "date"
                    and q.note in ("day", "month")
                    and q.span is not None
                    and q.span.start > 1000
                    and q.first < 160
                    and q.kind == "period"
                ):
                    block = doc.blocks[doc.sentences[q.sentence].block]
                    if block.last - block.first < 25:
                        self.published = q.span
                        break
        self.relative_years = _years_to(doc, self.published)

    @cached_property
    def last_year(self) -> Span | None:
        """What "last year" means: the latest full year that the text counts and that ended before publication, else the calendar year."""
        at = self.published
        if at is None:
            full = [s for s in self.stated if s.months == 12]
            return max(full, key=lambda s: s.end) if False else None
        near = [
            s
            for s in [*self.stated, *self.relative_years]
            if s.months == 12
            and at.end - 14 <= s.end <= at.end
            and s.end < (at.start if at.months == 1 else at.end + 1)
        ]
        calendar = year_span(at.start // 12 - 1)
        if calendar in near or not near:
            return calendar
        return max(near, key=lambda s: (s.end, s.start))

    @cached_property
    def latest(self) -> int | None:
        """The latest year that the text states for a period of a year or less."""
        return max((s.end // 12 for s in self.stated if s.months <= 12), default=None)

    @cached_property
    def year_of_quarters(self) -> int | None:
        """The year meant by "the final quarter" without one."""
        years = [s.start // 12 for s in self.stated if s.months == 12 and s.start % 12 == 0]
        if self.published is not None:
            return max((y for y in years if 12 * y <= self.published.end), default=self.published.start // 12)
        return max(years, default=None)

    def month(self, number: int) -> Span | None:
        """The latest such month not after publication."""
        at = self.published
        if at is None:
            if self.latest is None:
                return None
            index = 12 * self.latest + number - 1
            return Span(index, index)
        end = at.end
        index = (end // 12) * 12 + number - 1
        if index > end:
            index -= 12
        return Span(index, index)


def _years_to(doc: Document, published: Span | None) -> list[Span]:
    """Years such as "the year to December" that the text counts without a year number."""
    if published is None:
        return []
    spans = []
    low = doc.low
    for t in compress(range(len(low)), map("year".__eq__, low)):
        m = YEAR_TO.match(doc.text, doc.start[t]) if t + 1 < len(low) and low[t + 1] in YEAR_ENDS else None
        if m is None:
            continue
        index = (published.end // 12) * 12 + MONTHS[m[1].lower()] - 1
        if index >= published.end:
            index -= 12
        spans.append(span_before(index, 12))
    return spans


def _count(word: str) -> int:
    word = word.strip().lower()
    return int(word) if word.isdecimal() else NUMBER_WORDS.get(word, 1)


def _token_at(doc: Document, offset: int, first: int, last: int) -> int:
    low, high = first, last
    while low < high:
        middle = (low + high) // 2
        if doc.end[middle] <= offset:
            low = middle + 1
        else:
            high = middle
    return low


def _can_begin(low: list[str], t: int, last: int) -> bool:
    """Whether what stands behind a word of `STARTS` lets it begin an expression; spares most words the long search."""
    word = low[t]
    kind = STARTS[word]
    if not kind:
        return True
    if t + 1 >= last:
        return False
    after = low[t + 1]
    if after in kind:
        return after != "the" or word == "before" or (t + 2 < last and low[t + 2] in _AFTER_THE)
    # "in six months to March", "the 12 months ended in June"
    return word in ("the", "in") and t + 2 < last and low[t + 2] == "months"


def _relative_matches(doc: Document) -> dict[int, Relatives]:
    """Matches of `RELATIVE` and of `FIRST_WORDS` by sentence, from left to right, tried only at words that can begin one."""
    found: dict[int, Relatives] = {}
    low, text, start = doc.low, doc.text, doc.start
    index, last, floor = -1, 0, 0
    for t in compress(range(len(low)), map(STARTS.__contains__, low)):
        while t >= last:
            index += 1
            last = doc.sentences[index].last
        if low[t] == "first":
            m = FIRST_WORDS.match(text, start[t], doc.end[last - 1])
            if m is not None:
                found.setdefault(index, ([], []))[1].append(m)
        if start[t] < floor or not _can_begin(low, t, last):
            continue
        m = RELATIVE.match(text, start[t], doc.end[last - 1])
        if m is not None:
            found.setdefault(index, ([], []))[0].append((t, m))
            floor = m.end()
    return found


def expressions(doc: Document, sentence: int, dates: list[Quantity], calendar: Calendar) -> list[When]:
    """All period expressions of a sentence, in order."""
    if doc.relatives is None:
        doc.relatives = _relative_matches(doc)
    relatives, openings = doc.relatives.get(sentence, NO_RELATIVES)
    s = doc.sentences[sentence]
    low = doc.low
    found: list[When] = []
    for q in dates:
        if q.form == "time":
            continue
        span = q.span
        stated = True
        if span is not None and q.note is not None and (q.note == "day_month" or q.note.startswith("lead ")):
            month, day = span.start, span.end
            named = calendar.month(month)
            stated = False
            if named is None:
                span = None
            elif q.note.startswith("lead "):
                span = span_before(named.end, int(q.note[5:]))
            else:
                span = Span(named.start, named.end, f"{named.start // 12:04}-{month:02}-{day:02}" if day else None)
        elif span is not None and q.note == "bare_quarter":
            half = span.start <= -11
            index = -11 - span.start if half else -1 - span.start
            length = 6 if half else 3
            year = calendar.year_of_quarters
            start = 12 * year + length * index if year is not None else 0
            if calendar.published is not None and start > calendar.published.end:
                start -= 12  # the fourth quarter told in February is that of the year before
            span = Span(start, start + length - 1) if year is not None else None
            stated = False
        elif span is not None and q.note == "month_quarter":
            named = calendar.month(span.start)
            span = span_before(named.end, 3) if named is not None else None
            stated = False
        elif q.note == "decade":
            continue
        if span is None:
            continue
        role = _role(low, q.first, s.first, q)
        if (
            q.note == "year"
            and q.first - 2 >= s.first
            and low[q.first - 1] == "of"
            and low[q.first - 2] in ("end", "start")
        ):
            # "at the end of 2023": its last month
            span = Span(span.end, span.end) if low[q.first - 2] == "end" else Span(span.start, span.start)
            if q.first - 4 >= s.first and low[q.first - 4] == "by":
                role = "until"
        ends = None
        if role == "at" and q.note == "range" and q.first > s.first and low[q.first - 1] in ("between", "from"):
            ends = _ends(span)
        found.append(
            When(
                q.first,
                q.last,
                span,
                role,
                stated,
                word=low[q.first - 1] if q.first > s.first else "",
                day=span.day is not None,
                ends=ends,
            )
        )
    taken = [(w.first, w.last) for w in found]
    for first, m in relatives:
        last = _token_at(doc, m.end() - 1, first, s.last - 1) + 1
        if (
            any(first < b and a < last for a, b in taken)
            and m.lastgroup not in ("same", "same_year", "same_last")
            and m["same"] is None
        ):
            continue
        when = _relative(m, first, last, low, s.first, calendar, found)
        if when is not None:
            if m["same"] is not None:
                found = [w for w in found if not (first <= w.first < last)]
            found.append(when)
    for m in openings:
        first = _token_at(doc, m.start(), s.first, s.last - 1)
        last = _token_at(doc, m.end() - 1, s.first, s.last - 1) + 1
        months = _count(m["n"])
        of_year = m["year"]
        begin_month: int | None = None
        if of_year and of_year[0].isdecimal():
            begin_month = 12 * int(of_year)
        elif of_year and "lockdown" in of_year.lower():
            begin_month = 12 * 2020 + 3
        elif of_year and calendar.published is not None:
            begin_month = calendar.published.start // 12 * 12
        if begin_month is not None:
            found = [w for w in found if not (first <= w.first < last)]
            found.append(
                When(
                    first,
                    last,
                    Span(begin_month, begin_month + months - 1),
                    "at",
                    bool(of_year and of_year[0].isdecimal()),
                )
            )
    found.sort(key=lambda w: w.first)
    return found


def _since_clause(low: list[str], start: int, first: int) -> bool:
    """Such as "Since the taskforce was set up last April, ...": the clause before the comma opens the period."""
    at = start
    while at < first and not low[at][0].isalpha():
        at += 1
    return at < first and low[at] == "since" and "," not in low[at:first]


def _role(low: list[str], first: int, start: int, q: Quantity) -> str:
    at = first - 1
    while (
        at >= start
        and low[at]
        in (
            "the",
            "early",
            "late",
            "mid",
            "-",
            "year",
            "start",
            "end",
            "beginning",
            "financial",
            "calendar",
            "month",
            "of",
        )
        and at > first - 5
    ):
        if low[at] == "of" and low[at - 1] in ("end", "start", "beginning"):
            at -= 1
            continue
        if low[at] in ("of",):
            break
        at -= 1
    before = low[at] if at >= start else ""
    two = low[at - 1] if at - 1 >= start else ""
    if _since_clause(low, start, first):
        return "opens"
    if before == "since" or (
        "since" in low[max(start, first - 6) : first] and "," not in low[max(start, first - 6) : first]
    ):
        return "opens"
    if before in ("than", "against", "versus", "vs", "before"):
        return "baseline"
    if before in ("in", "for", "of", "during", "at", "seen", "figure", "to", "with", "on", "by") or before == "":
        # "than in 2022", "compared with 2022", "80% more than the 378 seen in 2017/18"
        if before in ("in", "for", "during", "at", "of") and (
            two in ("than", "against") or (two == "as" and before not in ("of", "at"))
        ):
            return "baseline"
        if before in ("with", "to") and two in ("compared", "compares", "comparison"):
            return "baseline"
        if before == "by" and q.span is not None:
            return "until"
        if before == "on" and two in (
            "up",
            "down",
            "higher",
            "lower",
            "increase",
            "decrease",
            "rise",
            "fall",
            "more",
            "fewer",
            "less",
        ):
            return "baseline"
    if before == "from":
        return "baseline"
    if before in ("until", "till"):
        return "until"
    return "at"


def _relative(
    m: re.Match[str], first: int, last: int, low: list[str], start: int, calendar: Calendar, found: list[When]
) -> When | None:
    """A relative expression resolved; ``shift`` where it depends on the figure beside it."""
    at = calendar.published
    before = low[first - 1] if first > start else ""
    two = low[first - 2] if first - 1 > start else ""
    comparing = (
        before in ("than", "against", "versus", "vs", "from")
        or (
            before in ("with", "to", "on")
            and two
            in (
                "compared",
                "compares",
                "up",
                "down",
                "higher",
                "lower",
                "comparison",
                "increase",
                "decrease",
                "fall",
                "rise",
                "more",
                "fewer",
                "%",
                "cent",
            )
        )
        or (before in ("in", "for", "over", "during") and two in ("than", "as", "against"))
    )
    role = "baseline" if comparing else "opens" if before == "since" or _since_clause(low, start, first) else "at"
    if m["same"] is not None:
        if m["same_year"]:
            return When(
                first,
                last,
                None,
                "shift_to" if not comparing else "shift_to_baseline",
                True,
                months=int(m["same_year"]),
            )
        return When(
            first, last, None, "shift_baseline" if comparing or before in ("on",) else "shift", False, months=12
        )
    if m["ago"] is not None:
        spoken = m["ago"].lower().split()
        n = 1 if spoken[0] in ("a", "an") else _count(spoken[0])
        months = n * {"year": 12, "month": 1, "decade": 120, "quarter": 3}[TIME_UNITS.get(spoken[1], "year")]
        if spoken[2] == "later":
            return When(first, last, None, "shift_last", False, months=-months)
        if spoken[2] == "ago" and role != "baseline" and at is not None:
            return When(first, last, Span(at.start - months, at.end - months), "ago", False, months=months)
        return When(first, last, None, "shift_baseline" if comparing else "shift", False, months=months)
    if m["on_year"] is not None:
        return When(first, last, None, "shift_baseline", False, months=12)
    if m["previous"] is not None:
        unit = m["previous_unit"] or m["before_unit"]
        n = _count(m["previous_n"]) if m["previous_n"] else 1
        length = n * {"year": 12, "month": 1, "quarter": 3}[TIME_UNITS.get(unit.split()[-1].lower(), "year")]
        return When(
            first,
            last,
            None,
            "shift_baseline" if comparing or before in ("on",) else "shift",
            False,
            months=length,
            word="previous" if m["previous_n"] else "",
        )
    if m["last"] is not None:
        unit = (m["last_unit"] or "year").lower()
        if "year" in unit:
            span = calendar.last_year
        elif at is not None and unit == "month":
            span = Span(at.start - 1, at.start - 1)
        elif at is not None:
            quarter = at.start // 3 * 3 - 3
            span = Span(quarter, quarter + 2)
        else:
            span = None
        return When(first, last, span, role, False, word="last")
    if m["last_n"] is not None:
        n = _count(m["n"])
        months = n * {"year": 12, "month": 1, "quarter": 3, "week": 0, "decade": 120}[TIME_UNITS[m["n_unit"].lower()]]
        if at is None or not months:
            return None
        if "previous" in m["last_n"].lower():
            return When(
                first, last, None, "shift_baseline" if comparing else "shift", False, months=months, word="previous"
            )
        return When(
            first,
            last,
            span_before(at.start - 1 if at.months == 1 else at.end, months),
            "at" if not comparing else role,
            False,
            word="span",
        )
    if at is None and not (m["bare"] or m["month_range"] or m["to_month"] or m["end_month"] or m["lockdown"]):
        return None
    if m["last_season"] is not None and at is not None:
        season = m["season"].lower()
        if season not in SEASONS:
            return None
        a, b = SEASONS[season]
        year = at.start // 12
        if 12 * year + b - 1 >= at.start:
            year -= 1
        return When(first, last, Span(12 * year + a - 1, 12 * year + b - 1), role, False)
    if m["last_month"] is not None:
        named = calendar.month(MONTHS[m["named"].lower()])
        if named is None:
            return None
        if m["last_month"].lower().startswith("last") and at is not None and named.end >= at.start - 2:
            named = named.shifted(-12)
        return When(first, last, named, role, False)
    if m["this"] is not None and at is not None:
        unit = (m["this_unit"] or "year").lower()
        if unit == "month":
            return When(first, last, Span(at.start, at.end), role, False)
        if unit == "quarter":
            quarter = at.start // 3 * 3
            return When(first, last, Span(quarter, quarter + 2), role, False)
        if "financial" in m["this"].lower():
            year = (at.start - 3) // 12
            return When(first, last, financial_span(year), role, False)
        return When(first, last, year_span(at.start // 12), role, False)
    if m["to_month"] is not None:
        named = calendar.month(MONTHS[m["to_name"].lower()])
        if named is None:
            return None
        if at is not None and named.end >= at.start and at.months == 1:
            named = named.shifted(-12)
        spell = m["to_length"].lower()
        length = 12 if spell == "year" else 3 if spell == "quarter" else _count(spell.split()[0])
        return When(first, last, span_before(named.end, length), role, False)
    if m["month_range"] is not None:
        until = calendar.month(MONTHS[m["m2"].lower()])
        if until is None:
            return None
        start_month = until.end // 12 * 12 + MONTHS[m["m1"].lower()] - 1
        if start_month > until.end:
            start_month -= 12
        if m["range_last"] and at is not None:
            back = until.end // 12 - (at.start // 12 - 1)
            return When(first, last, Span(start_month - 12 * back, until.end - 12 * back), role, False)
        return When(
            first,
            last,
            Span(start_month, until.end),
            role if before != "from" else "at",
            False,
            ends=(Span(start_month, start_month), Span(until.end, until.end)),
        )
    if m["end_month"] is not None:
        name = m["end_name"].lower()
        if name in MONTHS:
            named = calendar.month(MONTHS[name])
        elif at is None:
            named = None
        elif name == "last month":
            named = Span(at.start - 1, at.start - 1)
        elif name == "last year":
            named = Span(at.start // 12 * 12 - 1, at.start // 12 * 12 - 1)
        elif name == "this month":
            named = Span(at.start, at.start)
        else:
            named = Span(at.start // 12 * 12 + 11, at.start // 12 * 12 + 11)
        return When(first, last, named, role, False) if named else None
    if m["bare"] is not None:
        if not m["bare_name"][0].isupper():
            return None
        named = calendar.month(MONTHS[m["bare_name"].lower()])
        word = low[first]
        if named is None:
            return None
        bare_role = {
            "since": "opens",
            "from": "baseline",
            "than": "baseline",
            "by": "until",
            "and": "at",
            "of": "at",
        }.get(word, role)
        if before in ("than", "as", "with", "against"):
            bare_role = "baseline"
        if word == "from" and "will" in low[start:first]:
            bare_role = "at"  # "bills will rise by 5% from April"
        if m["bare_last"] and at is not None:
            named = named.shifted(12 * (at.start // 12 - 1 - named.end // 12))
        elif at is not None and named.end < at.start and "will" in low[start:first]:
            named = named.shifted(12)
        return When(first, last, named, bare_role, False)
    if m["month_quarter"] is not None:
        named = calendar.month(MONTHS[m["mq"].lower()])
        return When(first, last, span_before(named.end, 3), role, False) if named else None
    if m["christmas"] is not None and at is not None:
        december = (at.start // 12) * 12 + 11
        if december > at.end:
            december -= 12
        return When(first, last, Span(december, december), role, False)
    if m["now"] is not None and at is not None:
        return When(first, last, Span(at.start, at.end) if at.months == 1 else None, "now", False)
    if m["weekday"] is not None and at is not None and at.day:
        return _weekday(m, first, last, at)
    if m["lockdown"] is not None:
        return When(first, last, Span(12 * 2020 + 2, 12 * 2020 + 2), "opens" if before == "since" else role, False)
    return None


def _ends(span: Span) -> tuple[Span, Span]:
    """First and last piece of a range: years where it runs over whole years, else months."""
    if span.start % 12 == 0 and span.end % 12 == 11 and span.months > 12:
        return Span(span.start, span.start + 11), Span(span.end - 11, span.end)
    return Span(span.start, span.start), Span(span.end, span.end)


def _weekday(m: re.Match[str], first: int, last: int, at: Span) -> When | None:
    """The latest such day not after publication."""
    from datetime import date, timedelta

    if at.day is None:
        return None
    try:
        published = date.fromisoformat(at.day)
    except ValueError:
        return None
    back = (published.weekday() - WEEKDAYS.index(m["day_name"].lower())) % 7
    day = published - timedelta(days=back)
    index = 12 * day.year + day.month - 1
    return When(first, last, Span(index, index, day.isoformat()), "weekday", False, day=True)


def day_shift(span: Span, months: int) -> Span:
    """A period moved by whole months; a day stays a day."""
    shifted = span.shifted(months)
    if span.day:
        year, month = shifted.start // 12, shifted.start % 12 + 1
        return Span(shifted.start, shifted.end, f"{year:04}-{month:02}-{span.day[8:]}")
    return shifted
