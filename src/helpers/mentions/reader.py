"""The reader: all stages in order, from a text to its mentions."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re

from helpers.mentions.classify import classify
from helpers.mentions.dates import parse_published
from helpers.mentions.furniture import furniture_blocks, furniture_token
from helpers.mentions.kinds import KindSigns, choose_kinds
from helpers.mentions.layout import Document, layout
from helpers.mentions.lexicon import words
from helpers.mentions.model import FIGURE_KINDS, Mention, Quantity, Span
from helpers.mentions.period_choice import choose_periods
from helpers.mentions.periods import attach_periods
from helpers.mentions.phrases import singular
from helpers.mentions.places import attach_places
from helpers.mentions.quantities import quantities as find_quantities
from helpers.mentions.settle import settle
from helpers.mentions.speakers import attach_speakers
from helpers.mentions.tables import read_tables
from helpers.mentions.unit_choice import choose_units
from helpers.mentions.units import attach_units

__all__ = ["read"]

FORECAST = re.compile(
    r"\b(?:forecasts?|forecasted|predict(?:s|ed|ion)?|project(?:s|ed|ions?)|expect(?:s|ed)? (?:to|a|an)|will (?:be|reach|rise|fall|cost|need)|by 20[2-9]\d)\b",
    re.IGNORECASE,
)

PER_HEADING = re.compile(r"\bper (\d[\d,]* ?[a-z]+|head|capita|person|household)\s*:?\s*$", re.IGNORECASE)
DOTTED = re.compile(r"\.{3,}\s*(?:p\.?|page)?\s*$", re.IGNORECASE)
ROAD_FOLLOWERS = words(
    "at near in to from between and passing heading when after before towards eastbound westbound northbound southbound was is"
)


def read(text: str, published: str | None = None) -> list[Mention]:
    """All number mentions of a text, in order, without overlaps.

    Parameters
    ----------
    text
        The text as it is; offsets count its code points.
    published
        Date of publication, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; needed for "last year" and the like.

    Raises
    ------
    ValueError
        When ``published`` is no such date.
    """
    when = parse_published(published)
    draft = propose_kinds(text)
    if not draft.quantities:
        return []
    doc, found = draft.doc, draft.quantities
    proposed = [q.kind for q in found]
    choose_kinds(draft)
    for q, kind in zip(found, proposed, strict=True):
        settle(doc, q, kind)
    attach_units(doc, found)
    choose_units(doc, found)
    attach_periods(doc, found, when)
    choose_periods(doc, found, when)
    attach_places(doc, found)
    attach_speakers(doc, found)
    return _mentions(doc, found)


def propose_kinds(text: str) -> KindSigns:
    """The numbers of a text with the kinds that the grammar proposes, and the signs by which they are chosen."""
    doc = layout(text)
    found = find_quantities(doc) if doc.words else []
    for q in found:
        q.sentence = doc.sentence_of(q.core)
        if _road(doc, q):
            q.form = "name"
    furniture = furniture_blocks(doc)
    read_tables(doc, found)
    _lists_of_shares(doc, found)
    for q in found:
        q.written = q.value
    classify(doc, found)
    _rates_of_lists(doc, found)
    context = [_place(doc, q, furniture) for q in found]
    return KindSigns(doc, found, context, furniture)


def _place(doc: Document, q: Quantity, furniture: list[bool]) -> str:
    """What the place of a number in the text says of it: "furniture", "period" (a dateline) or nothing."""
    block = doc.sentences[q.sentence].block
    lettered = any(c.isalpha() for c in doc.words[q.core - 1]) if q.core > q.first else False
    if q.form == "contact" or _in_contents(doc, q) or (furniture_token(doc, q.core, q.last) and not lettered):
        return "furniture"
    if q.form in ("name", "number"):
        return ""
    if furniture[block]:
        return "period" if q.form == "date" and q.note == "day" and _dateline(doc, block) else "furniture"
    return ""


def _lists_of_shares(doc: Document, found: list[Quantity]) -> None:
    """The sign said once, after the last: "rising 0.1, 0.2 and 0.4 percentage points", "12 and 15 per cent"."""
    for i in range(len(found) - 1, 0, -1):
        q, before = found[i], found[i - 1]
        if (
            q.kind
            or before.kind
            or q.form not in ("percent", "points")
            or before.form != "count"
            or before.value is None
        ):
            continue
        between = doc.low[before.last : q.first]
        if between not in (["and"], ["or"]) and not (between == [","] and "shared sign" in q.tags):
            continue
        if before.value > 100 or before.is_words != q.is_words or before.qualifier != "exact":
            continue
        before.form = q.form
        before.value = round(before.value / 100, 10)
        before.tags.add("shared sign")


def _rates_of_lists(doc: Document, found: list[Quantity]) -> None:
    """The bare numbers of a list under a heading with a denominator ("Incidents per 100,000 people") are rates."""
    for i, block in enumerate(doc.blocks):
        if block.kind not in ("line", "bullet") or block.last - block.first > 14:
            continue
        m = PER_HEADING.search(doc.text, block.start, block.end)
        if m is None:
            continue
        stop = block.last
        for item in doc.blocks[i + 1 : i + 60]:
            if item.last - item.first > 8 or item.kind not in ("line", "bullet"):
                break
            stop = item.last
        noun = None
        head = [t for t in range(block.first, block.last) if doc.start[t] < m.start() and doc.low[t].isalpha()]
        if head:
            noun = singular(doc.low[head[-1]])
        for q in found:
            if block.last <= q.first < stop and q.kind == "statistic" and q.form == "count":
                q.kind, q.per, q.unit = "rate", m[1].strip(), noun


def _road(doc: Document, q: Quantity) -> bool:
    """Such as "eastbound on the 401": a road, as no noun follows that could be counted."""
    low = doc.low
    if (
        q.form != "count"
        or q.last - q.first != 1
        or q.first < 2
        or not low[q.first].isdecimal()
        or low[q.first - 1] != "the"
    ):
        return False
    if low[q.first - 2] not in ("on", "off", "along", "onto", "via"):
        return False
    after = low[q.last] if q.last < len(low) else "."
    return len(low[q.first]) <= 3 and (after in ROAD_FOLLOWERS or not after[0].isalnum())


def _in_contents(doc: Document, q: Quantity) -> bool:
    """A page number behind the dots of a table of contents: "Introduction ....... p2"."""
    at = doc.start[q.first]
    return doc.text[at - 1 : at] in (" ", ".", "\n", "\t") and DOTTED.search(doc.text, max(0, at - 12), at) is not None


def _dateline(doc: Document, block: int) -> bool:
    """Whether a block stands above the article, where a full date is that of its publication."""
    return block < 12 and all(b.kind != "prose" or b.last - b.first < 16 for b in doc.blocks[:block])


def _measure(doc: Document, q: Quantity) -> str | None:
    """What is counted, in a short phrase: the words behind the numeral up to the end of the clause, or the clause before it."""
    sentence = doc.sentences[q.sentence]
    words, low = doc.words, doc.low
    if "cell" in q.tags:
        block = doc.blocks[sentence.block]
        return doc.text[block.cells[0][0] : block.cells[0][1]].strip() if block.cells else None
    stop = q.last
    while (
        stop < sentence.last
        and stop - q.last < 14
        and low[stop] not in (".", ";", ",", "(", ")", "–", "—", ":")
        and not words[stop][0].isdecimal()
    ):
        stop += 1
    after = doc.quote(q.last, stop) if stop > q.last else ""
    if len(after) >= 12 and q.kind != "change":
        return " ".join(after.split())
    start = q.first
    while (
        start > sentence.first
        and q.first - start < 12
        and low[start - 1] not in (".", ";", ":", "(", ")")
        and not words[start - 1][0].isdecimal()
    ):
        start -= 1
    before = doc.quote(start, q.first) if start < q.first else ""
    phrase = " ".join((before or after).split()).strip(" ,")
    return phrase or q.unit


def _has_digit(word: str) -> bool:
    return any(c.isdecimal() for c in word)


def _period(span: Span | None) -> str | None:
    return span.iso if span is not None and span.start > 1000 else None


def _mentions(doc: Document, found: list[Quantity]) -> list[Mention]:
    mentions = []
    text = doc.text
    floor = 0
    forecasts: dict[int, bool] = {}
    for q in found:
        if q.form == "date" and not any(map(_has_digit, doc.words[q.first : q.last])):
            continue  # "the final quarter" says when and states no number
        start, end = doc.start[q.first], doc.end[q.last - 1]
        if start < floor:
            start = doc.start[q.core]
            if start < floor:
                continue
        floor = end
        quote = text[start:end]
        if q.kind not in FIGURE_KINDS:
            mentions.append(
                Mention(
                    quote,
                    start,
                    end,
                    q.kind or "other",
                    note=q.note if q.kind in ("identifier", "furniture") and q.form != "date" else None,
                )
            )
            continue
        if q.sentence not in forecasts:
            sentence = doc.sentences[q.sentence]
            forecasts[q.sentence] = (
                FORECAST.search(text, doc.start[sentence.first], doc.end[sentence.last - 1]) is not None
            )
        forecast = forecasts[q.sentence] and q.kind != "coverage"
        value = q.value
        note = q.note if q.note in ("written as per cent, is percentage points",) else None
        if q.high is not None and "range" in q.tags:
            note = f"range up to {q.high}, value is its lower end"
        mentions.append(
            Mention(
                quote,
                start,
                end,
                q.kind,
                value=value,
                qualifier=q.qualifier,
                unit=q.unit,
                measure=_measure(doc, q),
                period=_period(q.period),
                period_basis=q.period_basis if _period(q.period) else "not_stated",
                baseline_period=_period(q.baseline) if q.kind == "change" else None,
                geography=q.geography,
                attributed_to=q.speaker,
                direction=q.direction if q.kind == "change" else None,
                change_type=q.change_type if q.kind == "change" else None,
                per=q.per,
                of=q.of,
                forecast=True if forecast else None,
                note=note,
            )
        )
    return mentions
