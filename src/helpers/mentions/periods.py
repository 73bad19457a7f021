"""The sixth stage: when each figure was counted.

Three passes. First each figure is given the expression of time that its own clause ties to it; a figure on the older side of a
comparison ("against 127 in 2018") is marked. Then the text's main period is found: the one that most figures name. Last, sentence by
sentence, what is relative to another figure ("a year earlier") is resolved, and figures without an expression take the period of
their neighbours, of the paragraph, of the heading, or the main one.
"""

# ruff: noqa: E501 - conditions and patterns stay on one line.

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from helpers.mentions.dates import span_before
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import AUXILIARIES, CURRENCY_SIGNS, VERBS, words
from helpers.mentions.model import FIGURE_KINDS, Quantity, Span
from helpers.mentions.numerals import NUMBER_WORDS
from helpers.mentions.when import Calendar, When, day_shift, expressions

__all__ = ["attach_basis", "attach_periods", "is_older"]

PUBLISH = words(
    "published publishes publish released release announced said told updated posted reported issued launched revealed "
    "approved say says warned unveiled"
)
ANNOUNCED = words("announced pledged promised unveiled approved agreed voted awarded set committed")
COMPARING = words("compared than against versus vs from above below over on")
CONTRAST = words("while whereas but which although though with")
SUPERLATIVES = words(
    "highest lowest first biggest largest most least worst best record smallest slowest fastest peak low high"
)
SHIFTS = ("shift", "shift_to", "shift_last", "shift_baseline", "shift_to_baseline")
FUTURE = re.compile(
    r"\b(?:will|would|could|should|may|might|expects?|plans?|forecasts?|if|allow|allows)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Line:
    """The figures of one sentence with its expressions of time."""

    sentence: int
    block: int
    figures: list[Quantity]
    whens: list[When]
    choice: dict[int, When] = field(default_factory=dict)
    older: set[int] = field(default_factory=set)


def attach_periods(doc: Document, quantities: list[Quantity], published: Span | None) -> None:
    """Sets ``period``, ``period_basis`` and ``baseline`` of every reported figure."""
    calendar = Calendar(doc, quantities, published)
    by_sentence: dict[int, list[Quantity]] = {}
    for q in quantities:
        by_sentence.setdefault(q.sentence, []).append(q)
    lines: list[Line] = []
    headings: dict[int, Span] = {}
    for index in sorted(by_sentence):
        line = _read_line(doc, index, by_sentence[index], calendar)
        if line.figures:
            lines.append(line)
        elif doc.blocks[line.block].kind == "line":
            spans = [w.span for w in line.whens if w.span is not None and w.role == "at" and not w.day]
            if spans:
                headings[line.block] = spans[0]
    main = _main_period(lines, headings, calendar.published) or _implied(lines, calendar.published)
    _fill(doc, lines, headings, main, calendar)
    _repeated(lines)
    _year_so_far(lines, calendar)


def _read_line(doc: Document, index: int, members: list[Quantity], calendar: Calendar) -> Line:
    """First pass over one sentence: its expressions of time, each tied to a figure where the clause does so."""
    sentence = doc.sentences[index]
    figures = [q for q in members if q.kind in FIGURE_KINDS]
    dates = [q for q in members if q.form == "date" and q.kind == "period"]
    line = Line(index, sentence.block, figures, [])
    if not figures and doc.blocks[sentence.block].kind != "line":
        return line
    if figures and all("cell" in q.tags for q in figures):
        return line
    line.whens = [w for w in expressions(doc, index, dates, calendar) if not _told(doc, w, figures)]
    if not figures or not line.whens:
        for n, q in enumerate(figures):
            if is_older(doc, q, sentence.first):
                line.older.add(n)
        return line
    # the numbers of a case also hold the expressions beside them
    stops = [q for q in members if q.kind in FIGURE_KINDS or q.kind == "case"]
    places = {id(q): k for k, q in enumerate(stops)}
    for n, q in enumerate(figures):
        if "cell" in q.tags:
            continue
        at = places[id(q)]
        before_end = stops[at - 1].last if at else sentence.first
        after_start = stops[at + 1].first if at + 1 < len(stops) else sentence.last
        own = [w for w in line.whens if q.last <= w.first < after_start]
        left = [w for w in line.whens if before_end <= w.first and w.last <= q.first]
        if is_older(doc, q, sentence.first) or (
            n
            and doc.low[q.first - 1] == "from"
            and figures[n - 1].form == q.form
            and q.kind not in ("change", "coverage")
        ):
            line.older.add(n)
        choice = _right(doc, q, own) or _left(doc, q, left, before_end, at == 0)
        if choice is not None:
            line.choice[n] = choice
            if choice.role in ("baseline", "shift_baseline", "shift_to_baseline", "shift", "shift_to", "ago"):
                line.older.add(n)
    return line


def _told(doc: Document, w: When, figures: list[Quantity]) -> bool:
    """Such as "published on 23 April", "said on Thursday", "announced ... in October": when it was told, not when it was counted."""
    low = doc.low
    begin = doc.sentences[doc.sentence_of(w.first)].first
    before = low[max(begin, w.first - 5) : w.first]
    after = low[w.last : w.last + 3]
    if w.role == "weekday":
        near = [q for q in figures if q.last <= w.first <= q.last + 4 or w.last <= q.first <= w.last + 3]
        return not near or bool(PUBLISH & set(low[max(0, w.first - 8) : w.first])) or bool(PUBLISH & set(after))
    if w.day and (PUBLISH & set(before[-4:])):
        return True
    return bool({"published", "publication", "edition", "updated", "posted"} & set(before[-3:])) and not (
        {"in", "for"} & set(after)
    )


def is_older(doc: Document, q: Quantity, first: int) -> bool:
    """The older side of a comparison: "from 655 to 670", "down from 37%", "against 127 in 2018", "compared with 5,699"."""
    if q.kind in ("change", "coverage"):
        return False
    low = doc.low
    at = q.first - 1
    while at >= first and low[at] in (
        "the",
        "a",
        "an",
        "just",
        "only",
        "its",
        "some",
        "about",
        "figure",
        "of",
        "total",
        "peak",
    ):
        at -= 1
    if at < first:
        return False
    word = low[at]
    before = low[at - 1] if at > first else ""
    if word in ("double", "twice", "times", "treble", "triple"):
        return True
    if word in ("against", "versus", "vs"):
        return True
    if word in ("with", "to") and before in ("compared", "compares", "comparison"):
        return True
    if (
        word == "than"
        and before in ("more", "fewer", "higher", "lower", "less", "longer")
        and q.first - at <= 3
        and q.qualifier == "exact"
    ):
        return True
    if word == "from":
        reached = any(
            low[t] == "to" and t + 1 < len(low) and _amount(doc, t + 1)
            for t in range(q.last, min(len(low), q.last + 9))
        )
        if reached or before in FROM_BEFORE:
            return True
        return q.form in ("percent", "money") and not before.isalpha()
    return False


def _amount(doc: Document, t: int) -> bool:
    """Whether a number, or what may stand before one, begins at a token."""
    word = doc.low[t]
    return (
        word[0].isdecimal()
        or word in NUMBER_WORDS
        or word in CURRENCY_SIGNS
        or word in ("about", "around", "just", "nearly", "almost", "more", "over", "a")
    )


FROM_BEFORE = words(
    "up down rose fell rise fall increase drop decrease grew increased decreased dropped gone risen fallen declined climbed "
    "jumped went % cent slid slipped improved worsened cut reduced raised percent"
) | {",", ")"}


def _right(doc: Document, q: Quantity, own: list[When]) -> When | None:
    """The expression behind a figure: "78,589 in 2017". One that dates a comparison is the baseline of a change, else not its own."""
    low = doc.low
    change = q.kind == "change"
    multiple = q.form == "times" or (q.form == "verb" and low[q.core] in ("double", "treble", "triple", "quadruple"))
    for w in own:
        between = set(low[q.last : w.first])
        if ";" in between or w.first - q.last > 28:
            return None
        if w.role == "now" or (w.role == "until" and w.first - q.last > 2):
            continue
        if w.role == "opens" and between & SUPERLATIVES and not change:
            continue  # "the highest number since records began in 2010"
        comparing = w.role in ("baseline", "shift_baseline", "opens", "shift_to_baseline")
        if change:
            if w.ends is not None and not comparing:
                q.baseline = w.ends[0]
                return When(w.first, w.last, w.ends[1], "at", w.stated)
            close = w.role in ("shift", "shift_to", "ago", "at") and bool(between & COMPARING)
            if comparing or close or (multiple and w.role != "now" and not (q.form == "verb" and w.first - q.last < 2)):
                _set_baseline(q, w)
                continue
            if w.role in ("shift", "shift_to", "ago") and not between:
                _set_baseline(q, w)  # "up 12% a year earlier" is rare; "12% more a year earlier" means the baseline
                continue
            return w
        if q.unit == "ratio" and comparing:
            continue
        if _compares(doc, q.last, w.first):
            continue
        if w.role == "baseline" and w.word == "from":
            return w
        if w.role == "baseline" or w.role == "shift_baseline" or w.role == "shift_to_baseline":
            continue
        if between & {"while", "whereas"}:
            return None
        return w
    return None


def _compares(doc: Document, first: int, last: int) -> bool:
    """Whether words of comparison stand there; "offences against children" compares nothing."""
    low = doc.low
    for t in range(first, last):
        word = low[t]
        if word in ("compared", "than", "versus", "vs"):
            return True
        if (
            word == "against"
            and t + 1 < last
            and (low[t + 1] in ("the", "a", "an", "just", "about", "only") or doc.words[t + 1][0].isdecimal())
        ):
            return low[t + 1] != "the" or (
                t + 2 < last and low[t + 2] in ("same", "previous", "figure", "number", "average", "total")
            )
    return False


def _is_compared(q: Quantity) -> bool:
    """Whether a figure has a baseline already, or an expression from which it will be reckoned."""
    return q.baseline is not None or any(tag.startswith("baseline") for tag in q.tags)


def _set_baseline(q: Quantity, w: When) -> None:
    """Gives a figure its baseline; the first expression that does so is the nearest, and stays."""
    if _is_compared(q):
        return
    if w.span is not None:
        q.baseline = w.span
    elif w.role in ("shift_to", "shift_to_baseline"):
        q.tags.add(f"baseline to {w.months}")
    else:
        q.tags.add(f"baseline back {w.months}")


def _left(doc: Document, q: Quantity, left: list[When], begin: int, is_first: bool) -> When | None:
    """The expression before a figure: "In 2015-16, the total was 4,042"; "in 2022, when the figure was 27,150"."""
    if not left:
        return None
    low = doc.low
    w = left[-1]
    after = low[w.last : q.first]
    if ";" in after or len(after) > 30:
        return None
    when_clause = after[:2] == [",", "when"] or after[:1] == ["when"] or after[:3] == [",", "in", "which"]
    if when_clause:
        if w.span is None:
            return When(w.first, w.last, None, w.role.replace("_baseline", ""), w.stated, months=w.months, word=w.word)
        return When(w.first, w.last, w.span, "at" if w.role != "opens" else "older", w.stated)
    if q.kind == "change":
        compared = _is_compared(q)
        if w.ends is not None and w.role == "at" and not compared:
            q.baseline = w.ends[0]
            return When(w.first, w.last, w.ends[1], "at", w.stated)
        if w.role in ("baseline", "shift_baseline", "shift_to_baseline"):
            _set_baseline(q, w)
            return None
        if w.role == "opens":
            if w.span is not None:
                q.baseline = w.span
            return None
    if after == ["("] and w.span is not None and w.role in ("baseline", "at", "opens"):
        return When(
            w.first, w.last, w.span, "at" if w.role == "at" else "ago", w.stated
        )  # "fewer than in 2019 (7,198)"
    if (
        after[:1] in (["figure"], ["level"], ["total"], ["average"], ["number"], ["rate"])
        and after[-1:] == ["of"]
        and w.span is not None
    ):
        return When(w.first, w.last, w.span, "ago", w.stated)  # "triple the 2015 figure of 10"
    if w.role in ("baseline", "shift_baseline", "shift_to_baseline", "until", "now"):
        return None
    if is_first:
        return w
    # between two figures: with the second only where punctuation parts it from the first
    before = low[begin : w.first]
    parted = [k for k, word in enumerate(before) if word in (",", ";", ":", "and", "but", "while", "–", "—", "(")]
    if (
        not parted
        or any(mark in after for mark in (";", "but", "to", "from"))
        or (after[:1] in ([","], ["and"], [")"]))
    ):
        return None
    return w


def _main_period(lines: list[Line], headings: dict[int, Span], published: Span | None) -> Span | None:
    """The period that most figures name, those at the head of the text counted more; else one named in a title."""
    score: Counter[Span] = Counter()
    order: dict[Span, int] = {}
    seen = 0
    undated = 0
    seen_before: dict[Span, int] = {}
    for line in lines:
        dated = False
        for n, q in enumerate(line.figures):
            w = line.choice.get(n)
            if w is not None and w.span is not None and published is not None and w.span.start > published.end:
                continue  # what is still to come is not when the text's figures were counted
            if w is None or w.span is None or n in line.older or w.role in ("now", "until", "ago", "weekday"):
                continue
            span = w.span
            if w.role == "opens":
                if published is None or q.kind == "change" or published.end - span.start > 11:
                    continue
                span = Span(span.start, max(span.start, published.end))
            dated = True
            seen_before.setdefault(span, undated)
            score[span] += (4 if seen == 0 else 2 if seen < 4 else 1) + (span.months >= 12)
            order.setdefault(span, len(order))
        seen += dated
        undated += not dated
    for block, span in headings.items():
        if block < 6 and span.months > 1:
            score[span] += 3
            order.setdefault(span, len(order))
    if not score:
        return None
    best = max(score, key=lambda span: (score[span], -order[span]))
    if (
        published is not None
        and best.end < published.start - STALE
        and score[best] < STALE_SCORE
        and best not in headings.values()
    ):
        return None  # "back to where it was in 2013"
    # a period named once, late and in passing is not that of the whole text
    return best if score[best] > 8 or seen_before.get(best, 0) < 4 else None


STALE_SCORE = 8
STALE = 24
"""Months before publication that make a period named by few figures one of comparison."""


def _implied(lines: list[Line], published: Span | None) -> Span | None:
    """The year that "up 2% on last year" speaks of: the one after that with which it compares."""
    if published is None:
        return None
    for line in lines:
        for n, q in enumerate(line.figures):
            base = q.baseline
            if q.kind == "change" and base is not None and base.months == 12 and base.end < published.start:
                after = base.shifted(12)
                if n not in line.choice and after.start <= published.end and after.end >= published.end - STALE:
                    return after
    return None


def _fill(doc: Document, lines: list[Line], headings: dict[int, Span], main: Span | None, calendar: Calendar) -> None:
    """Third pass: resolves what is relative to another figure and lets figures without an expression inherit."""
    local: Span | None = None
    local_block = -1
    heading: Span | None = None
    heading_keys = sorted(headings)
    at_heading = 0
    for line in lines:
        while at_heading < len(heading_keys) and heading_keys[at_heading] < line.block:
            if heading_keys[at_heading] > 5:
                heading = headings[heading_keys[at_heading]]
            at_heading += 1
        if local_block != line.block:
            local = None
        default = local or heading or main
        current: Span | None = None
        for n, q in enumerate(line.figures):
            if "cell" in q.tags:
                continue
            w = line.choice.get(n)
            if w is None:
                continue
            span = _resolve(w, q, n, line, default, calendar)
            if span is None:
                continue
            if q.kind == "money" and w.span is not None and _announced(doc, q, w):
                q.period_known = True
                continue
            q.period = span
            q.period_basis = "stated" if w.stated else "relative"
            if (
                n not in line.older
                and w.role not in ("now", "until", "older", "weekday")
                and (current is None or span.end > current.end)
            ):
                current = span
        frame = _frame(line)
        for n, q in enumerate(line.figures):
            if "cell" in q.tags or q.period is not None or q.period_known:
                continue
            if n in line.older and not _same_time(doc, q):
                q.period_known = True
                continue
            linked = _linked(doc, line, n)
            if linked is not None:
                q.period = linked
            elif frame is not None:
                q.period = frame
            elif current is not None and (default is None or current.end >= default.end):
                q.period = current
            elif not _undated(doc, q, default is local and local is not None):
                q.period = default
        if current is not None:
            # an older period told in passing does not carry on
            local = current if main is None or current.end >= main.end - 2 or heading is not None else None
            local_block = line.block
    _fill_baselines(lines)
    # a headline before the first period takes it
    horizon = calendar.published.end if calendar.published is not None else None
    first = None
    for line in lines:
        for n, q in enumerate(line.figures):
            if (
                first is None
                and q.period is not None
                and n not in line.older
                and (horizon is None or q.period.start <= horizon)
            ):
                first = q.period
    for line in lines:
        for q in line.figures:
            if q.period is not None:
                return
            if not q.period_known and "cell" not in q.tags:
                q.period = main or first


def _repeated(lines: list[Line]) -> None:
    """A figure said again, as in a headline, has the period that the text gives it where it dates it."""
    dated: dict[tuple[object, str, str], Span] = {}
    for line in lines:
        for n, q in enumerate(line.figures):
            w = line.choice.get(n)
            if w is not None and w.role == "at" and q.period is not None and n not in line.older and _telling(q):
                dated.setdefault((q.value, q.kind, q.form), q.period)
    for line in lines:
        for n, q in enumerate(line.figures):
            if n not in line.choice and n not in line.older and "cell" not in q.tags and _telling(q):
                q.period = dated.get((q.value, q.kind, q.form), q.period)


def _telling(q: Quantity) -> bool:
    """Whether a value is rare enough for two mentions of it to be one figure."""
    return isinstance(q.value, int | float) and (abs(q.value) >= 100 or (q.decimals is not None and q.decimals > 0))


def _year_so_far(lines: list[Line], calendar: Calendar) -> None:
    """Where the text counts "the first ten months" of the year of its publication, "this year" is those months."""
    at = calendar.published
    if at is None:
        return
    january = at.start // 12 * 12
    year = Span(january, january + 11)
    parts = [
        w.span
        for line in lines
        for w in line.whens
        if w.span is not None and w.span.start == january and 2 <= w.span.months < 12 and w.span.end <= at.end
    ]
    if not parts or at.months > 1:
        return
    part = max(parts, key=lambda span: span.end)
    for line in lines:
        for q in line.figures:
            if q.period == year:
                q.period = part


def _fill_baselines(lines: list[Line]) -> None:
    for line in lines:
        for q in line.figures:
            for tag in q.tags:
                if tag.startswith("baseline back ") and q.period is not None:
                    q.baseline = day_shift(q.period, -int(tag[14:]))
                elif tag.startswith("baseline to ") and q.period is not None:
                    q.baseline = day_shift(q.period, 12 * (int(tag[12:]) - q.period.end // 12))


def _resolve(w: When, q: Quantity, n: int, line: Line, default: Span | None, calendar: Calendar) -> Span | None:
    if q.kind == "change" and w.role == "at" and not w.stated and w.span is not None and w.span.months >= 24:
        return None  # "has doubled in the past five years": the later period is that of the text
    if w.role not in SHIFTS:
        if w.role == "opens" and w.span is not None and q.kind != "change":
            if calendar.published is None:
                return None
            return Span(w.span.start, max(calendar.published.end, w.span.start))
        if w.role == "ago" and default is not None and default.months >= 12 and w.months % 12 == 0 and w.months == 12:
            return day_shift(default, -w.months)
        return w.span
    base = _base(w, n, line, default)
    if base is None:
        base = calendar.last_year if w.months == 12 else None
    if base is None:
        return None
    if w.role in ("shift_to", "shift_to_baseline"):
        return day_shift(base, 12 * (w.months - base.end // 12))
    if w.word == "previous":
        return span_before(base.start - 1, w.months)
    return day_shift(base, -w.months)


def _base(w: When, n: int, line: Line, default: Span | None) -> Span | None:
    """The period from which "a year earlier" is reckoned: of the figure before it in the sentence, else the one in force."""
    for k in range(n - 1, -1, -1):
        if line.figures[k].period is not None:
            return line.figures[k].period
    for other in line.whens:
        if other.span is not None and other.first < w.first and other.role in ("at", "baseline"):
            return other.span
    return default


def _frame(line: Line) -> Span | None:
    """An expression that opens the sentence dates all its figures ("In 2015-16, ...")."""
    first = line.figures[0].first
    for w in line.whens:
        if (
            w.last <= first
            and w.role == "at"
            and w.span is not None
            and w.ends is None
            and not (w.span.months >= 24 and not w.stated and line.figures[0].kind == "change")
            and 0 in line.choice
            and line.choice[0] is w
        ):
            return w.span
    return None


def _linked(doc: Document, line: Line, n: int) -> Span | None:
    """Such as "22 deaths and 30 injuries in 2019", "more than 550 (553) in May": coordinated figures share their expression."""
    figures = line.figures
    if n > 0 and figures[n - 1].kind == "change" and figures[n - 1].period is not None and figures[n].kind != "change":
        between = doc.low[figures[n - 1].last : figures[n].first]
        if between[-1:] == ["to"]:
            return figures[n - 1].period  # "doubled in October 2022, to €160": the level reached
    if figures[n].kind == "change" and figures[n].form in ("times", "verb"):
        return None
    if n + 1 < len(figures) and figures[n + 1].period is not None and n + 1 not in line.older and n + 1 in line.choice:
        between = doc.low[figures[n].last : figures[n + 1].first]
        w = line.choice[n + 1]
        behind = w.first >= figures[n + 1].last and between[:1] != ["of"]  # "90% of the 430 million made in 2019"
        if (
            behind
            and len(between) < 9
            and not (set(between) & (CONTRAST | COMPARING | {";", "to", "was", "were", "had"}))
            and not any(word in AUXILIARIES or word in VERBS for word in between)
        ):
            return figures[n + 1].period
    if n > 0 and figures[n - 1].period is not None and n - 1 not in line.older:
        between = doc.low[figures[n - 1].last : figures[n].first]
        if len(between) < 4 and "(" in between:
            return figures[n - 1].period
    return None


def _same_time(doc: Document, q: Quantity) -> bool:
    """Such as "£140 a night, against £62 for other hotels": groups are compared, not times, where no time is named."""
    return not ({"from", "than"} & set(doc.low[max(0, q.first - 4) : q.first]))


def _announced(doc: Document, q: Quantity, w: When) -> bool:
    """Such as "announced an extra £150 million in October": the date is that of the announcement."""
    sentence = doc.sentences[q.sentence]
    back = doc.low[max(sentence.first, q.first - 8) : q.first]
    return bool({"announced", "pledged", "promised", "unveiled"} & set(back)) and w.first >= q.last


def _undated(doc: Document, q: Quantity, near: bool) -> bool:
    """Plans, prices and rules take no period from the story around them."""
    sentence = doc.sentences[q.sentence]
    if q.kind == "coverage":
        return False
    begin = doc.start[max(sentence.first, q.first - 14)]
    text = doc.text[begin : doc.end[min(sentence.last, q.last + 8) - 1]]
    return FUTURE.search(text) is not None and (q.kind != "rate" or not near)


def attach_basis(quantities: list[Quantity], calendar: Calendar) -> None:
    """Stated where the text gives the same period absolutely, else relative."""
    stated = set(calendar.stated)
    for q in quantities:
        if (
            q.form == "date"
            and q.span is not None
            and q.span.start > 1000
            and q.note in ("day", "lead", "financial", "year", "month")
        ):
            stated.add(q.span)
            stated.add(Span(q.span.start, q.span.end))
    for q in quantities:
        if q.kind in FIGURE_KINDS:
            if q.period is None:
                q.period_basis = "not_stated"
            elif q.period in stated or q.period_basis == "stated":
                q.period_basis = "stated"
            else:
                q.period_basis = "relative"
