"""The sixth stage: when each figure was counted.

A period is looked for in the clause of the figure, then in its sentence, in the heading above it, and in the figures told before it. What
is only relative ("last year", "a year earlier", "in the year to December") is resolved against the date of publication, or against the
period of the figure it is measured from.
"""

# ruff: noqa: E501, SIM102 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.mentions.dates import MONTHS, financial_span, span_before, year_span
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import TIME_UNITS, words
from helpers.mentions.model import FIGURE_KINDS, Quantity, Span
from helpers.mentions.numerals import NUMBER_WORDS

__all__ = ["attach_periods"]

NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + ")"
MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
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
    rf"|(?P<month_range>\b(?:between |from )?(?P<m1>{MONTH}) (?:and|to|until|through) (?P<m2>{MONTH})\b(?!\s+\d))"
    rf"|(?P<end_month>\b(?:at |by )?the end of (?P<end_name>{MONTH}|last month|last year|this month|this year)\b(?!\s+\d))"
    rf"|(?P<bare>\b(?:in|for|during|by|since|of|from|than|and) (?:early |late |mid[- ])?(?P<bare_name>{MONTH})\b(?!\s+(?:the\s+)?\d))"
    rf"|(?P<month_quarter>\b(?P<mq>{MONTH}) quarter\b)"
    rf"|(?P<lockdown>\b(?:the )?first (?:coronavirus |covid(?:-19)? |national |uk )?lockdown\b)"
    rf"|(?P<pandemic>\b(?:pre-pandemic|before the (?:pandemic|coronavirus))\b)"
    rf"|(?P<weekday>\b(?:on |last )(?P<day_name>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)",
    re.IGNORECASE,
)
MARKERS_BASELINE = frozenset({"since", "than", "against", "versus", "vs", "from", "before", "after", "over"})
PUBLISH = words(
    "published publishes publish released release announced said told released: updated posted reported issued "
    "launched revealed approved"
)
FIRST_WORDS = re.compile(
    r"\bfirst (?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) months\b(?: of (?P<year>(?:19|20)\d\d|this year|the year|lockdown))?",
    re.IGNORECASE,
)


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


class Calendar:
    """What is known of the text's time: publication, the periods it states, the last full year it counts."""

    def __init__(self, doc: Document, quantities: list[Quantity], published: Span | None) -> None:
        self.published = published
        self.stated: list[Span] = [
            q.span
            for q in quantities
            if q.form == "date"
            and q.kind == "period"
            and q.span is not None
            and q.span.start > 1000
            and q.note in ("financial", "year", "lead", "range", "quarter", "month")
        ]
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

    def last_year(self) -> Span | None:
        """What "last year" means: the latest full year that the text counts and that ended before publication, else the calendar year."""
        at = self.published
        if at is None:
            full = [s for s in self.stated if s.months == 12]
            return max(full, key=lambda s: s.end) if False else None
        near = [
            s
            for s in [*self.stated, *self.relative_years]
            if s.months == 12 and at.end - 14 <= s.end <= at.end and s.end < at.start + (12 if at.months == 12 else 1)
        ]
        calendar = year_span(at.start // 12 - 1)
        if calendar in near or not near:
            return calendar
        return max(near, key=lambda s: (s.end, s.start))

    def month(self, number: int) -> Span | None:
        """The latest such month not after publication."""
        at = self.published
        if at is None:
            years = [s.end // 12 for s in self.stated if s.months <= 12]
            if not years:
                return None
            index = 12 * max(years) + number - 1
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
    for m in re.finditer(rf"\byear (?:to|ending|ended)(?: the end of)? ({MONTH})\b(?!\s+\d)", doc.text, re.IGNORECASE):
        index = (published.end // 12) * 12 + MONTHS[m[1].lower()] - 1
        if index >= published.end:
            index -= 12
        spans.append(span_before(index, 12))
    return spans


def _count(word: str) -> int:
    word = word.strip().lower()
    return int(word) if word.isdigit() else NUMBER_WORDS.get(word, 1)


def _token_at(doc: Document, offset: int, first: int, last: int) -> int:
    low, high = first, last
    while low < high:
        middle = (low + high) // 2
        if doc.end[middle] <= offset:
            low = middle + 1
        else:
            high = middle
    return low


def _whens(doc: Document, sentence: int, dates: list[Quantity], calendar: Calendar) -> list[When]:
    """All period expressions of a sentence, in order."""
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
            index = -1 - span.start
            year = _quarter_year(calendar)
            span = Span(12 * year + 3 * index, 12 * year + 3 * index + 2) if year is not None else None
        elif q.note == "decade":
            continue
        if span is None:
            continue
        role = _role(low, q.first, s.first, q)
        found.append(
            When(
                q.first,
                q.last,
                span,
                role,
                stated,
                word=low[q.first - 1] if q.first > s.first else "",
                day=span.day is not None,
            )
        )
    begin, end = doc.start[s.first], doc.end[s.last - 1]
    taken = [(w.first, w.last) for w in found]
    for m in RELATIVE.finditer(doc.text, begin, end):
        first = _token_at(doc, m.start(), s.first, s.last - 1)
        last = _token_at(doc, m.end() - 1, s.first, s.last - 1) + 1
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
    for m in FIRST_WORDS.finditer(doc.text, begin, end):
        first = _token_at(doc, m.start(), s.first, s.last - 1)
        last = _token_at(doc, m.end() - 1, s.first, s.last - 1) + 1
        months = _count(m["n"])
        of_year = m["year"]
        begin_month: int | None = None
        if of_year and of_year[0].isdigit():
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
                    bool(of_year and of_year[0].isdigit()),
                )
            )
    found.sort(key=lambda w: w.first)
    return found


def _quarter_year(calendar: Calendar) -> int | None:
    years = [s for s in calendar.stated if s.months == 12 and s.start % 12 == 0]
    if calendar.published is not None:
        before = [s for s in years if s.start <= calendar.published.end]
        if before:
            return max(before, key=lambda s: s.start).start // 12
        return calendar.published.start // 12
    return max(years, key=lambda s: s.start).start // 12 if years else None


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
    if before == "since":
        return "opens"
    if before in ("than", "against", "versus", "vs", "before"):
        return "baseline"
    if before in ("in", "for", "of", "during", "at", "seen", "figure", "to", "with", "on", "by") or before == "":
        # "than in 2022", "compared with 2022", "80% more than the 378 seen in 2017/18"
        if before in ("in", "for", "during", "at", "of") and two in ("than", "against", "as"):
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
            "%",
            "cent",
            "percent",
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
    role = "baseline" if comparing else "at"
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
        words = m["ago"].lower().split()
        n = 1 if words[0] in ("a", "an") else _count(words[0])
        months = n * {"year": 12, "month": 1, "decade": 120, "quarter": 3}[TIME_UNITS.get(words[1], "year")]
        if words[2] == "later":
            return When(first, last, None, "shift_last", False, months=-months)
        if words[2] == "ago" and not (role == "baseline" or n == 1) and at is not None:
            return When(first, last, Span(at.start - months, at.end - months), role, False)
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
            span = calendar.last_year()
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
        if m["last_month"].lower().startswith("last") and at is not None and named.end >= at.start:
            named = named.shifted(-12)
        return When(first, last, named, "opens" if before == "since" else role, False)
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
        return When(first, last, Span(start_month, until.end), role if before != "from" else "at", False)
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
        return When(first, last, named, bare_role, False)
    if m["month_quarter"] is not None:
        named = calendar.month(MONTHS[m["mq"].lower()])
        return When(first, last, span_before(named.end, 3), role, False) if named else None
    if m["lockdown"] is not None:
        return When(first, last, Span(12 * 2020 + 2, 12 * 2020 + 2), "opens" if before == "since" else role, False)
    return None


def attach_periods(doc: Document, quantities: list[Quantity], published: Span | None) -> None:
    """Sets ``period``, ``period_basis`` and ``baseline`` of every reported figure."""
    calendar = Calendar(doc, quantities, published)
    by_sentence: dict[int, list[Quantity]] = {}
    for q in quantities:
        by_sentence.setdefault(q.sentence, []).append(q)
    focus: Span | None = None
    pending: list[Quantity] = []
    heading: Span | None = None
    heading_block = -1
    title_span = _title_span(doc, by_sentence, calendar)
    for index in sorted(by_sentence):
        members = by_sentence[index]
        sentence = doc.sentences[index]
        block = doc.blocks[sentence.block]
        figures = [q for q in members if q.kind in FIGURE_KINDS]
        dates = [q for q in members if q.form == "date" and q.kind == "period"]
        whens = _whens(doc, index, dates, calendar) if figures or block.kind == "line" else []
        if not figures:
            if block.kind in ("line",) and whens:
                spans = [w for w in whens if w.span is not None and w.role == "at" and not w.day]
                if spans:
                    heading, heading_block = spans[0].span, sentence.block
            continue
        if heading is not None and sentence.block - heading_block > 14:
            heading = None
        current = _sentence(doc, figures, whens, focus if focus is not None else None, heading, calendar)
        for q in figures:
            if q.period is None and not q.period_known:
                pending.append(q)
        if current is not None:
            focus = current
            heading = None if heading is not None and block.kind == "prose" else heading
    _inherit(doc, quantities, title_span, calendar)
    stated = set(calendar.stated) | {
        q.span
        for q in quantities
        if q.form == "date" and q.span is not None and q.note in ("day", "lead", "financial", "year")
    }
    stated |= {Span(s.start, s.end) for s in stated if s is not None}
    for q in quantities:
        if q.kind in FIGURE_KINDS:
            if q.period is None:
                q.period_basis = "not_stated"
            elif q.period in stated or q.period_basis == "stated":
                q.period_basis = "stated"
            else:
                q.period_basis = "relative"


def _title_span(doc: Document, by_sentence: dict[int, list[Quantity]], calendar: Calendar) -> Span | None:
    """The period named in the title or the first lines ("Annual Report 2022-23"), not the date of publication."""
    for index in sorted(by_sentence):
        block = doc.blocks[doc.sentences[index].block]
        if doc.sentences[index].block > 6 or block.kind == "prose":
            break
        for q in by_sentence[index]:
            if (
                q.form == "date"
                and q.kind == "period"
                and q.span is not None
                and q.note in ("financial", "year", "range", "lead", "quarter")
                and q.span.start > 1000
            ):
                return q.span
    return None


def _sentence(
    doc: Document,
    figures: list[Quantity],
    whens: list[When],
    focus: Span | None,
    heading: Span | None,
    calendar: Calendar,
) -> Span | None:
    """Gives each figure of a sentence its period from the expressions of that sentence; returns the period now in focus."""
    low = doc.low
    current: Span | None = None
    usable = [w for w in whens if w.role != "publication" and not _is_publication(doc, w)]
    # expressions that stand before every figure frame the sentence ("In 2015-16, the total was ...")
    frame = None
    for w in usable:
        if w.last <= figures[0].first and w.role in ("at", "opens") and w.span is not None:
            frame = w
    assigned: dict[int, When] = {}
    for n, q in enumerate(figures):
        if "cell" in q.tags:
            continue
        following = figures[n + 1].first if n + 1 < len(figures) else doc.sentences[q.sentence].last
        previous_end = figures[n - 1].last if n else doc.sentences[q.sentence].first
        own = [w for w in usable if q.last <= w.first < following]
        left = [w for w in usable if previous_end <= w.first and w.last <= q.first]
        choice, baseline = _choose(doc, q, own, left, n, figures)
        if baseline is not None:
            _set_baseline(q, baseline, focus, calendar)
        if choice is not None:
            assigned[n] = choice
    for n, q in enumerate(figures):
        if "cell" in q.tags:
            continue
        when = assigned.get(n)
        if when is not None:
            span = _resolve(when, q, focus if current is None else current, calendar, figures, n, usable)
            if span is not None:
                q.period = span
                q.period_basis = "stated" if when.stated else "relative"
                if (
                    q.kind == "change"
                    or (when.role not in ("shift", "shift_to", "shift_last") and not _compared(low, q, figures, n))
                ) and (current is None or span.end >= current.end):
                    current = span
            elif when.span is None:
                q.period_known = False
            continue
    # figures without an expression of their own
    for n, q in enumerate(figures):
        if "cell" in q.tags or q.period is not None or q.period_known:
            continue
        if _old_level(low, q, doc.sentences[q.sentence].first):
            # "up from 6,300", "from 655 to 670": an earlier level without a date of its own
            if not _pair_dated(q, figures, n, usable):
                q.period_known = True
            continue
        if frame is not None and frame.span is not None:
            q.period = frame.span if frame.role == "at" else _opened(q, frame.span, calendar)
            q.period_basis = "stated" if frame.stated else "relative"
            if current is None:
                current = q.period
            if frame.role == "opens" and q.kind == "change":
                q.period, q.baseline = None, frame.span
            continue
        if current is not None:
            # a figure of the same sentence: the one before it, else the one after it
            q.period = _neighbour(figures, n) or current
            q.period_basis = "relative"
    return current


def _is_publication(doc: Document, w: When) -> bool:
    """Such as "published on 23 April", "said on Thursday": when it was told, not when it was counted."""
    low = doc.low
    before = low[max(0, w.first - 5) : w.first]
    after = low[w.last : w.last + 3]
    if w.day and w.stated and (PUBLISH & set(before[-4:])):
        return True
    return bool({"published", "publication", "edition", "updated", "posted"} & set(before[-3:])) and not (
        {"in", "for"} & set(after)
    )


def _choose(
    doc: Document, q: Quantity, own: list[When], left: list[When], n: int, figures: list[Quantity]
) -> tuple[When | None, When | None]:
    """The expression that dates a figure and, for a change, the one that dates its baseline."""
    low = doc.low
    baseline: When | None = None
    choice: When | None = None
    is_change = q.kind == "change"
    for w in own:
        between = low[q.last : w.first]
        if ";" in between or len(between) > 26:
            break
        comparing = w.role in ("baseline", "shift_baseline", "opens", "shift_to_baseline")
        if is_change and (comparing or {"compared", "than", "against"} & set(between)):
            baseline = baseline or w
            continue
        if is_change and w.role in ("shift", "shift_to") and {"than", "from", "on", "with"} & set(between):
            baseline = baseline or w
            continue
        if q.kind == "rate" and q.unit == "ratio" and comparing:
            continue
        if w.role == "baseline" and not is_change:
            if ({"from"} & {w.word} and not between) or w.word == "from":
                # "12,925 offences from April 2017": a range would have been read whole
                choice = choice or w
                continue
            if {"than", "against", "versus", "compared"} & set(between):
                continue
            choice = choice or w
            continue
        if w.role in ("shift_baseline",) and not is_change:
            continue
        if "while" in between or "whereas" in between or ("but" in between and n + 1 < len(figures)):
            break
        choice = choice or w
        break
    if choice is None and left:
        w = left[-1]
        between = low[w.last : q.first]
        if len(between) < 30 and ";" not in between:
            if is_change and w.role in ("baseline", "shift_baseline", "opens"):
                baseline = baseline or w
            elif w.role in ("at", "shift", "shift_to", "shift_last", "until") or (
                w.role in ("baseline", "opens") and n == 0 and not is_change and w.word not in ("from",)
            ):
                # an expression between two figures belongs to the first, unless punctuation or "in ... it was" ties it to the second
                if n == 0 or _leans_right(low, w, q, figures[n - 1]):
                    choice = w
            elif w.role == "baseline" and n > 0 and not is_change and low[w.first - 1] in ("than", "in"):
                pass
    return choice, baseline


def _leans_right(low: list[str], w: When, q: Quantity, previous: Quantity) -> bool:
    """Whether an expression between two figures goes with the second: "..., and in 2018 it was 127", "; in the same months of 2017 30%"."""
    before = low[previous.last : w.first]
    after = low[w.last : q.first]
    if previous.period is not None:
        return True
    return bool(
        any(mark in before for mark in (",", ";", ":", "and", "but", "while", "–", "—", "("))
        and not any(mark in after for mark in (",", ";", "and", "but", "to", "from"))
    )


def _set_baseline(q: Quantity, when: When, focus: Span | None, calendar: Calendar) -> None:
    if when.span is not None:
        q.baseline = when.span
        return
    q.tags.add("baseline shift")
    q.note = q.note
    q.high = q.high
    if when.role == "shift_to_baseline":
        q.tags.add(f"baseline to {when.months}")
    else:
        q.tags.add(f"baseline back {when.months}")


def _resolve(
    when: When, q: Quantity, focus: Span | None, calendar: Calendar, figures: list[Quantity], n: int, usable: list[When]
) -> Span | None:
    if when.span is not None:
        if when.role == "opens" and q.kind != "change":
            return _opened(q, when.span, calendar)
        return when.span
    base = _base(when, figures, n, focus, usable, calendar)
    if base is None:
        return None
    if when.role in ("shift_to", "shift_to_baseline"):
        shift = 12 * (when.months - base.end // 12)
        return _day_shift(base, shift)
    if when.role == "shift_last":
        return _day_shift(base, -when.months)
    if when.word == "previous":
        return span_before(base.start - 1, when.months)
    return _day_shift(base, -when.months)


def _day_shift(span: Span, months: int) -> Span:
    shifted = span.shifted(months)
    if span.day:
        year, month = shifted.start // 12, shifted.start % 12 + 1
        return Span(shifted.start, shifted.end, f"{year:04}-{month:02}-{span.day[8:]}")
    return shifted


def _base(
    when: When, figures: list[Quantity], n: int, focus: Span | None, usable: list[When], calendar: Calendar
) -> Span | None:
    """The period from which "a year earlier" is counted: of the figure before it in the sentence, else the one in focus."""
    for k in range(n - 1, -1, -1):
        if figures[k].period is not None:
            return figures[k].period
    for w in usable:
        if w.span is not None and w.first < when.first and w.role in ("at", "baseline", "until"):
            return w.span
    if focus is not None:
        return focus
    return calendar.last_year() if when.months == 12 else None


def _opened(q: Quantity, span: Span, calendar: Calendar) -> Span | None:
    """Such as "since 2017" of a count: from there up to the publication."""
    if calendar.published is None:
        return None
    end = calendar.published.end
    return Span(span.start, max(end, span.start))


def _old_level(low: list[str], q: Quantity, first: int) -> bool:
    """Such as "from 655 to 670", "down from 37%", "compared with 5,699": an earlier level."""
    if q.kind == "change":
        return False
    at = q.first - 1
    while at >= first and low[at] in ("about", "around", "just", "nearly", "a", "the", "over", "under", "some", "only"):
        at -= 1
    if at < first or low[at] != "from":
        return False
    # "from 40 forces", "figures from 38": no earlier level
    before = low[at - 1] if at - 1 >= first else ""
    after = low[q.last : q.last + 6]
    return (
        "to" in after
        or before
        in (
            "up",
            "down",
            ",",
            "rose",
            "fell",
            "rise",
            "fall",
            "increase",
            "drop",
            "decrease",
            "grew",
            "increased",
            "decreased",
            "dropped",
            "gone",
            "risen",
            "fallen",
            "it",
            "declined",
            "climbed",
            "jumped",
            ")",
            "went",
            "%",
            "cent",
            "views",
            "people",
            "year",
            "month",
        )
        or (before.isalpha() and q.kind in ("share", "rate") and q.form == "percent")
    )


def _pair_dated(q: Quantity, figures: list[Quantity], n: int, usable: list[When]) -> bool:
    return False


def _compared(low: list[str], q: Quantity, figures: list[Quantity], n: int) -> bool:
    """Whether a figure is the older side of a comparison ("against 127 in 2018")."""
    at = q.first - 1
    back = low[max(0, at - 3) : at + 1]
    return bool({"against", "from", "with", "versus", "than"} & set(back)) and n > 0


def _neighbour(figures: list[Quantity], n: int) -> Span | None:
    """The period of the nearest figure of the sentence that is not an older side of a comparison."""
    for k in range(n - 1, -1, -1):
        period = figures[k].period
        if period is not None and "older" not in figures[k].tags:
            if k + 1 < len(figures) and figures[k].kind != "change":
                later = [f.period for f in figures if f.period is not None]
                if later and max(p.end for p in later) > period.end and n - k > 0:
                    return max(later, key=lambda p: p.end)
            return period
    for k in range(n + 1, len(figures)):
        if figures[k].period is not None:
            return figures[k].period
    return None


def _inherit(doc: Document, quantities: list[Quantity], title: Span | None, calendar: Calendar) -> None:
    """Figures of sentences without a date take the period in focus; those at the head of the text take the first that follows."""
    figures = [q for q in quantities if q.kind in FIGURE_KINDS]
    focus: Span | None = title
    basis = "stated"
    waiting: list[Quantity] = []
    by_sentence: dict[int, list[Quantity]] = {}
    for q in figures:
        by_sentence.setdefault(q.sentence, []).append(q)
    for index in sorted(by_sentence):
        members = by_sentence[index]
        latest: Span | None = None
        for q in members:
            if q.period is not None and "cell" not in q.tags and q.qualifier is not None and "future" not in q.tags:
                if latest is None or q.period.end > latest.end:
                    latest = q.period
        for q in members:
            if q.period is None and not q.period_known:
                if latest is not None:
                    q.period = latest
                elif focus is not None:
                    if _undated(doc, q):
                        continue
                    q.period = focus
                else:
                    waiting.append(q)
        if latest is not None:
            if focus is None or not _aside(latest, focus, calendar):
                focus = latest
            if waiting:
                for q in waiting:
                    if not _undated(doc, q):
                        q.period = latest
                waiting = []
    del basis
    for q in figures:
        for tag in q.tags:
            if tag.startswith("baseline back ") and q.period is not None:
                q.baseline = _day_shift(q.period, -int(tag[14:]))
            elif tag.startswith("baseline to ") and q.period is not None:
                q.baseline = _day_shift(q.period, 12 * (int(tag[12:]) - q.period.end // 12))


def _aside(span: Span, focus: Span, calendar: Calendar) -> bool:
    """An older period told in passing does not become the one in focus."""
    return span.end < focus.end and span.end <= focus.start


def _undated(doc: Document, q: Quantity) -> bool:
    """Present-tense or future statements take no period from the story before them."""
    sentence = doc.sentences[q.sentence]
    low = doc.low[sentence.first : sentence.last]
    words = set(low)
    return bool(
        {"will", "would", "could", "should", "expects", "expect", "plans", "forecast", "forecasts", "if"} & words
    ) and q.kind in ("money", "statistic", "change", "share")
