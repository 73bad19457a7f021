"""The third stage: numerals joined to their signs, currencies, scales, ranges, denominators and qualifiers.

The result says how a number is written (its ``form``), its value and its qualifier, from the words that touch it. It does not yet
say what the number does in its sentence: the same "48%" may be a share or a change, which `classify` settles.

Forms
-----
count, percent, points (percentage points), basis (basis points), money, fraction ("a third"), in ("one in five"), of ("12 of the 14"),
times ("three times"), fold, verb ("doubled"), ratio ("three to one"), rate ("53 per 100,000 people"), denominator ("per 100,000 people"
apart from its number), measured ("80mg"), span ("four years"), age, date, time, score ("3-1"), vague ("hundreds"), name
("Outcome 21"), number (of a list), contact (phone, address of the web).
"""

# ruff: noqa: E501, SIM102 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from helpers.mentions import dates
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import (
    AFTER_QUALIFIERS,
    BARE_CHANGE_VERBS,
    BETWEEN_QUALIFIER,
    CHANGE_VERBS,
    CURRENCY_CODES,
    CURRENCY_NOUNS,
    CURRENCY_SIGNS,
    DOLLAR_PREFIXES,
    DOWN_VERBS,
    FOLDS,
    HUNDREDTHS,
    MULTIPLES,
    NAME_WORDS,
    NOT_NAMES,
    PERSON_NOUNS,
    QUALIFIER_LAST,
    QUALIFIERS,
    RATE_TIMES,
    STOPPERS,
    TIME_UNITS,
    UNIT_NAMES,
    UP_VERBS,
    VAGUE,
    VERBS,
    words,
)
from helpers.mentions.model import Quantity, Span
from helpers.mentions.numerals import FRACTIONS, NUMBER_WORDS, SCALES, UNITS, VULGAR, Numeral, fraction, numeral, plain

__all__ = ["qualifier", "quantities"]

WEB_MARK = re.compile(r"https?://|www\.|(?<=\w)@(?=\w)|\.(?:com|org|gov|net|co\.uk|org\.uk|gov\.uk|ac\.uk)\b")
PHONE = re.compile(
    r"(?<![\w£$€.,/-])(?:"
    r"(?:\+\d{1,3}[ \u00a0.-]?)(?:\(0\)[ \u00a0]?)?\(?\d{1,5}\)?(?:[ \u00a0.-]?\d{2,4}){1,4}"  # +44 (0)20 7946 0345
    r"|\(0\d{2,5}\)(?:[ \u00a0-]?\d{3,8}){1,3}"  # (01983) 123 456
    r"|0\d[ \u00a0-]\d{3,4}[ \u00a0-]\d{4}"  # 01 555 0134
    r"|1 \(\d{3}\) \d{3}[- ]\d{4}"
    r"|(?<=ABN )\d\d(?: \d{3}){3}"
    r"|0\d{2,4}[ \u00a0-]\d{3,8}(?:[ \u00a0-]\d{3,4}){0,2}"  # 0800 1111
    r"|0\d{9,10}"
    r"|\(\d{3}\)[ \u00a0-]?\d{3}[-. \u00a0]\d{4}"  # (613) 555-0134
    r"|(?:1[-. ])?\d{3}[-.]\d{3}[-.]\d{4}"
    r"|1[38]00[ \u00a0-]\d{3}(?:[ \u00a0-]?\d{3})?"  # 1800 737 732
    r"|1[ -]8\d\d[ -][\dA-Z]{3}[ -][\dA-Z]{4}"
    r"|1800 \d\d \d{4}"
    r"|116 ?\d{3}"
    r"|13 \d\d \d\d(?= *(?:$|\n|[.)]))"  # 13 11 14
    r")(?!\d)"
)
NUMERIC_STARTS = frozenset("0123456789.")
DIGIT_RUN = re.compile(r"\d[\d \u00a0().-]{1,20}\d{3}|\b13 \d\d \d\d\b")
CODE_END = re.compile(r"\d[A-Z](?:[A-Z]|\d)")
POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)|(?<!\w)[A-Z]\d[A-Z] \d[A-Z]\d(?!\w)")
COMPARATIVE = words(
    "as more higher larger greater the that those what bigger less lower likelier longer faster fewer smaller "
    "heavier worse better its their over average of"
)
ALPHA_PREFIX_WORDS = words(
    "mid pre post under over early late sub mega top non circa plus minus about around ex anti max min approx "
    "nearly almost ages aged age per up"
)
PRICED = words(
    "head tonne ton barrel unit hectare acre share litre gallon kilo kg quintal person pupil student patient place bottle pint ticket bushel ounce pound megawatt-hour mile kilometre metre foot dose pop time throw piece"
)
TIME_ZONES = words("gmt bst utc est edt cdt cst pst pdt mst mdt ist cet et ct pt aest aedt")
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun")
MEASURES = {
    "acre": "acre", "acres": "acre", "hectare": "hectare", "hectares": "hectare", "mile": "mile", "miles": "mile", "metre": "metre",
    "metres": "metre", "meter": "metre", "meters": "metre", "kilometre": "kilometre", "kilometres": "kilometre", "degrees": "degree",
    "kilometers": "kilometre", "feet": "foot", "inches": "inch", "inch": "inch", "kilos": "kilo", "kilograms": "kilogram",
    "litres": "litre", "liters": "litre", "yards": "yard", "centimetres": "centimetre",
}  # fmt: skip
"""Physical units in full; short numerals carry them ("two hectares"), long ones are counts of them ("112 million tonnes")."""
ABBREVIATED = words(
    "mg g kg mm cm km ft mph kph kw mw gw kwh mwh gwh twh kb mb gb tb mbps gbps ml ha ppm lb lbs oz hz mhz ghz km/h"
)
ORDINALS = words("first second third fourth fifth sixth seventh eighth ninth")
HYPHENS = frozenset({"-", "‑", "–", "—", "−"})
BEFORE_AGE = (
    words(
        "as aged ages age of between under over turned turning turn turns her his their my in since early late mid at from about around just"
    )
    | HYPHENS
)
AFTER_AGE = words("to and or year years yr yrs month months week weeks day days s + plus old 's") | HYPHENS
AFTER_DAY = (
    words("st nd rd th of am pm a.m p.m a p gmt bst utc est edt cet ist et q o'clock noon to and & or") | HYPHENS
)
INDICES = words("ftse nikkei russell cac stoxx asx tsx fortune ibex topix nifty sensex")
LAWS = words("act acts bill order regulations directive regulation code treaty convention")
NOT_LETTERED = words("m k bn b t mn tn p c f x s pm am ft")
# Words that number things and are counted themselves, or follow numbers of another sort.
COMMON_NAME_WORDS = words(
    "number series act bill form question issue item target area study trial group track part figure figures size key "
    "unit model line season pool rule scale version tables objective sector goal lane scenario option heat operation "
    "protocol lot block note exhibit act level route line test driver resolution"
)
DENOMINATOR_NOUNS = words(
    "people population residents inhabitants persons adults women births children men head households pupils workers "
    "homes patients prisoners girls boys employees users vehicles journeys flights dwellings students km miles views"
)
ONE_AFTER = words(
    "in out per percent % hundred thousand million billion trillion year month week day hour minute third half "
    "quarter fifth tenth sixth eighth seventh ninth year's month's week's"
)
IDIOMS_AFTER = words(
    "off stop time sided way fits man woman liner size upmanship piece track trick hit shot handed on by goal point run try"
)
NOT_FRACTION_AFTER = words(
    "world party time person year day consecutive successive straight term term's place quarter half year's "
    "reading wave season man woman child son daughter day's week month since chance runway suspect victim such "
    "round option country edition lockdown attempt phase stage floor book series night occasion event "
    "anniversary meeting annual in-a-row"
)
AFTER_FRACTION = words(
    "of all more less higher lower bigger larger smaller fewer longer were was are is have had has said say "
    "want ( ) , . ; : ? ! to in on over from since by and or but – — - that who which as than the their its "
    "this those these do did would will could cent believe believed think thought felt reported told agreed "
    "live lived work worked came come went took take did didn't don't never now also still down up compared "
    "between last at for with among when if while below above after full empty again did feel feel use used "
    "knew know need needed failed"
)


def _digit(word: str) -> bool:
    return word[0].isdecimal() or (word[0] == "." and len(word) > 1)


def qualifier(doc: Document, first: int) -> tuple[int, str]:
    """The qualifier whose words touch the token ``first`` from the left: (its first token, its code).

    Words such as "a staggering" may stand between. ``(first, "exact")`` where there is none.
    """
    low = doc.low
    at = first
    for _ in range(4):
        if at == 0:
            return first, "exact"
        if low[at - 1] in QUALIFIER_LAST:
            found = _qualifier_ending(doc, at)
            if found is not None:
                bare = at < first and low[at] in ("a", "an", "another") and first - at == 1
                if (
                    bare
                    and at - found[0] == 1
                    and low[found[0]] in ("over", "under", "above", "below", "within", "some")
                ):
                    return first, "exact"  # "a row over a £4 vape"
                return found
        if low[at - 1] not in BETWEEN_QUALIFIER:
            return first, "exact"
        at -= 1
    return first, "exact"


def _qualifier_ending(doc: Document, end: int) -> tuple[int, str] | None:
    low = doc.low
    for length in (5, 4, 3, 2, 1):
        at = end - length
        if at < 0:
            continue
        code = QUALIFIERS.get(" ".join(low[at:end]))
        if code is None:
            continue
        before = low[at - 1] if at else ""
        word = low[end - 1]
        if length == 1:
            if False:
                return None
            if word == "about" and before in (
                "concerned",
                "worried",
                "talk",
                "information",
                "tell",
                "told",
                "know",
                "what",
                "how",
                "questions",
                "asked",
                "learn",
            ):
                return None
            if word == "above" and before in ("the", "as", "and"):
                return None
            if word in ("under", "below", "above", "over") and before in ("from", "just", "well"):
                return None
            if word == "over" and before in ("all", "took", "handed", "control", "left", "rolled"):
                return None
        if low[end - 2 : end] == ["up", "to"] and before in (
            "went", "go", "goes", "rose", "rise", "rises", "rising", "risen", "climbed", "moved", "is", "was", "were", "back", "lead", "leading", "run", "follow",
            "it", "shot", "jumped", "grew", "edged", "crept", "inched", "ticked", "going", "runs", "stands", "owned", "own", "owning", "stood",
        ):  # fmt: skip
            return None
        if low[end - 2 : end] == ["close", "to"] and before in ("brought", "came", "come", "live"):
            return None
        if code in ("more_than", "less_than") and word == "than" and before in ("no", "not", "any"):
            return None  # the longer phrase would have matched
        return at, code
    return None


def _web_and_phone(doc: Document) -> Iterator[tuple[int, int, str]]:
    """Addresses of the web, telephone numbers and postcodes: (start, end, what).

    The patterns are dear, so each is tried only around what it cannot be without.
    """
    text = doc.text
    stop = 0
    for m in WEB_MARK.finditer(text):
        if m.start() < stop:
            continue
        start, stop = m.start(), m.end()
        while start > 0 and m.start() - start < 80 and not text[start - 1].isspace():
            start -= 1
        while stop < len(text) and stop - start < 600 and not text[stop].isspace():
            stop += 1
        if any(c.isdecimal() for c in text[start:stop]):
            yield start, stop, "web"
    at = 0
    for m in DIGIT_RUN.finditer(text):
        if m.end() <= at:
            continue
        found = PHONE.search(text, max(at, m.start() - 6), min(len(text), m.end() + 12))
        if found is not None:
            at = found.end()
            yield found.start(), found.end(), "phone"
    for m in CODE_END.finditer(text):
        found = POSTCODE.search(text, max(0, m.start() - 5), min(len(text), m.end() + 4))
        if found is not None and found.start() <= m.start() < found.end():
            yield found.start(), found.end(), "postcode"


def quantities(doc: Document) -> list[Quantity]:
    """Every number in a document, joined, in order, without overlaps."""
    found: list[Quantity] = []
    reserved = sorted(_web_and_phone(doc))
    words, low, starts = doc.words, doc.low, doc.start
    n = len(words)
    next_reserved = 0
    block = -1
    after = 0
    floor = 0  # tokens before this belong to the mention found last
    if any(c in VULGAR or c.isdecimal() for c in set(doc.text) if not c.isascii()):
        candidates = [
            k
            for k in range(n)
            if low[k] in TRIGGERS or words[k][0].isdecimal() or words[k][0] in NUMERIC_STARTS or words[k] in VULGAR
        ]
    else:
        candidates = [k for k, word in enumerate(low) if word in TRIGGERS or word[0] in NUMERIC_STARTS]
    for t in candidates:
        if t < after:
            continue
        word = words[t]
        c = word[0]
        is_digit = c.isdecimal() or (c == "." and len(word) > 1)
        if not is_digit and c not in VULGAR:
            if low[t] not in TRIGGERS:
                continue
            following = NEXT_WORDS.get(low[t])
            if following is not None and not (t + 1 < n and low[t + 1] in following):
                continue
        if t >= doc.limit or block < 0:
            block += 1
            while doc.blocks[block].last <= t:
                block += 1
            doc.limit = doc.blocks[block].last
        while next_reserved < len(reserved) and reserved[next_reserved][1] <= starts[t]:
            next_reserved += 1
        if next_reserved < len(reserved) and reserved[next_reserved][0] <= doc.end[t] - 1 and is_digit:
            begin, stop, what = reserved[next_reserved]
            first = t
            while first > floor and starts[first - 1] >= begin:
                first -= 1
            last = t + 1
            while last < n and doc.end[last] <= stop:
                last += 1
            if what == "web":
                first, last = t, t + 1
            if starts[first] >= begin - 1:
                found.append(Quantity(first, last, first, last, "name" if what == "postcode" else "contact", note=what))
                after = floor = last
                continue
        quantity = _at(doc, t, max(floor, doc.blocks[block].first), found)
        if quantity is None:
            continue
        if quantity.first < floor and found:
            # an expression that starts inside the one before it ("12 months" + "to March 2021") takes its place
            while found and found[-1].last > quantity.first:
                found.pop()
        found.append(quantity)
        floor = quantity.last
        after = max(quantity.last, t + 1)
    doc.limit = n
    return found


def _at(doc: Document, t: int, floor: int, found: list[Quantity]) -> Quantity | None:
    """The quantity whose numeral starts at token ``t``."""
    word = doc.low[t]
    for piece in TRIGGERS.get(word, PIECES_OF_DIGITS):
        quantity = piece(doc, t, floor)
        if quantity is not None:
            return quantity
    return None


# --- pieces of the grammar, in the order in which they are tried ---------------------------------------------------------------


def _list_number(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "1." or "2.1" at the start of a line numbers the line; the point belongs to the quote."""
    if not _digit(doc.words[t]):
        return None
    word = doc.words[t]
    sentence = doc.sentences[doc.sentence_of(t)]
    block = doc.blocks[sentence.block]
    if block.kind == "row" or len(word) > 4 or "," in word:
        return None
    n = doc.limit
    after = doc.low[t + 1] if t + 1 < n else ""
    if t == block.first:
        if (
            after in (".", ")")
            and t + 2 < block.last
            and doc.touches(t + 1)
            and len(word) <= 2
            and not doc.touches(t + 2)
        ):
            return Quantity(t, t + 2, t, t + 1, "number", note="list number")
        if (
            "." in word
            and len(word) <= 4
            and t + 1 < block.last
            and not doc.touches(t + 1)
            and doc.words[t + 1][0].isupper()
            and block.kind in ("line", "bullet")
        ):
            return Quantity(t, t + 1, t, t + 1, "number", note="section number")
    elif t == block.first + 1 and doc.low[t - 1] in ("(", "[", "#") and after in (")", "]") and len(word) <= 2:
        return Quantity(t, t + 1, t, t + 1, "number", note="list number")
    elif doc.low[t - 1] == "[" and after == "]" and len(word) <= 2:
        return Quantity(t, t + 1, t, t + 1, "number", note="note number")
    elif (
        after == "."
        and len(word) == 1
        and doc.touches(t + 1)
        and t + 2 < n
        and doc.words[t + 2][0].isupper()
        and t > 0
        and (doc.low[t - 1] == ":" or not doc.low[t - 1][0].isalnum() or word != "1")
        and re.search(
            rf"(?<![\w.]){int(word) - 1 or int(word) + 1}\. [A-Z]",
            doc.text[doc.blocks[sentence.block].start : doc.blocks[sentence.block].end],
        )
    ):
        # "Most read: 1. Lockdown 2. Covid-19": a list within a line
        return Quantity(t, t + 2, t, t + 1, "number", note="list number")
    return None


def _date(doc: Document, t: int, floor: int) -> Quantity | None:
    """Dates, years and clock times, with "year ending" and the like before them."""
    low = doc.low
    word = doc.words[t]
    if word.isdecimal():
        length = len(word)
        if length == 2 and t > floor and low[t - 1] in APOSTROPHES and _short_year(doc, t):
            year = int(word) + (2000 if int(word) <= SHORT_YEAR_TURN else 1900)
            return Quantity(t - 1, t + 1, t, t + 1, "date", span=dates.year_span(year), note="year")
        after = low[t + 1] if t + 1 < doc.limit else ""
        if length == 3 or length > 4 or (length < 3 and after not in AFTER_DAY and after not in dates.MONTHS):
            return None  # neither a year nor a day of a month, and this tells at once
    if word[0].isdecimal():
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
    if (
        doc.touches(t)
        and low[t - 1] in HYPHENS
        and t >= 2
        and doc.touches(t - 1)
        and low[t - 2].isalpha()
        and low[t - 2] not in ALPHA_PREFIX_WORDS
    ):
        return None  # AB-2019: a name
    if doc.touches(t) and low[t - 1].isalpha() and low[t - 1] not in ("fy",):
        return None
    if read.shape == "quarter" and low[t] in ("h", "q") and not doc.words[t][0].isupper():
        return None
    span = read.span
    first = t
    if read.shape in ("day", "month", "day_month", "range", "year", "bare_quarter", "quarter"):
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


APOSTROPHES = frozenset("'’‘")
SHORT_YEAR_TURN = 35


def _short_year(doc: Document, t: int) -> bool:
    """Such as "since ’14" or a chart's "’14 ’15"; an opening quotation mark before a count ("‘14 people") is none."""
    if not doc.touches(t) or (t > 1 and doc.touches(t - 1)) or (t + 1 < doc.limit and doc.touches(t + 1)):
        return False
    before = doc.low[t - 2] if t > 1 else ""
    after = doc.low[t + 1] if t + 1 < doc.limit else ""
    line_ends = "\n" in doc.text[doc.end[t] : doc.start[t + 1]] if t + 1 < doc.limit else True
    return (
        before in ("since", "in", "from", "to", "of", "by", "summer", "winter", "class")
        or after in APOSTROPHES
        or line_ends
    )


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


def _name(doc: Document, t: int, floor: int) -> Quantity | None:
    """Names with numbers, by how they are written; each form is a function of its own below."""
    for form in (_capital_number, _reference, _lettered, _idiom_digits, _numbered, _index, _after_capital):
        quantity = form(doc, t, floor)
        if quantity is not None:
            return quantity
    return None


def _capital_number(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "BBC One", "Grade Seven": a capitalised number word after a capitalised name inside a sentence."""
    words, low = doc.words, doc.low
    word = words[t]
    if _digit(word) or not word[0].isupper() or low[t] not in UNITS or t == 0:
        return None
    before = words[t - 1]
    if not (before[0].isupper() and before.isalpha()) or low[t - 1] in NOT_NAMES or _starts_sentence(doc, t - 1):
        return None
    after = low[t + 1] if t + 1 < doc.limit else ""
    if after in SCALES or (after and words[t + 1][0].islower() and after not in STOPPERS):
        return None
    return Quantity(t - 1, t + 1, t, t + 1, "name")


def _reference(doc: Document, t: int, floor: int) -> Quantity | None:
    """File and case numbers: "23/01873/FUL", "FA23/41", "reference 48811/23", "ISSN 2046-4037", "UIN 31882", "Act 1999"."""
    words, low = doc.words, doc.low
    word = words[t]
    if not word.isdecimal():
        return None
    n = doc.limit
    touching = doc.touches(t)
    before = low[t - 1] if t else ""
    if (
        t + 2 < n
        and words[t + 1] in ("/", "-")
        and doc.touches(t + 1)
        and doc.touches(t + 2)
        and words[t + 2].isdecimal()
    ):
        second = words[t + 2]
        slashed = words[t + 1] == "/" and max(len(word), len(second)) >= 3 and not (len(word) == 4 and len(second) <= 4)
        hyphened = (
            words[t + 1] == "-"
            and len(word) == len(second) == 4
            and (before in ("issn", "isbn", ":") or not 1900 <= int(word) <= 2100)
        )
        if (slashed and "," not in second) or hyphened:
            first, last = _run(doc, t)
            if (
                low[first - 1 : first]
                in (["reference"], ["ref"], ["issn"], ["isbn"], ["case"], ["application"], ["log"])
                and not hyphened
            ):
                first -= 1
            return Quantity(max(first, floor), last, t, t + 1, "name")
    if touching or t <= floor - 1 or t == 0:
        return None
    if before in LAWS and words[t - 1][0].isupper() and len(word) == 4:
        return Quantity(_start_of_law(doc, t - 1, floor), t + 1, t, t + 1, "name")
    if (
        before in ("reference", "ref", "incident", "crimestoppers")
        and len(word) >= 3
        and before in ("reference", "ref")
    ):
        return Quantity(t - 1, t + 1, t, t + 1, "name")
    prefix = words[t - 1]
    capitals = prefix.isupper() and 2 <= len(prefix) <= 5 and prefix.isalpha() and before not in NOT_NAMES
    if capitals and len(word) >= 3 and before not in CURRENCY_CODES and doc.start[t] - doc.end[t - 1] == 1:
        after = low[t + 1] if t + 1 < n else ""
        block = doc.blocks[doc.sentences[doc.sentence_of(t)].block]
        counted = after.isalpha() and after not in STOPPERS and after not in VERBS
        if (
            block.kind != "row"
            and not counted
            and after not in ("%", "per")
            and not (block.kind == "line" and len(word) == 4 and block.last - block.first > 6)
        ):
            return Quantity(t - 1, t + 1, t, t + 1, "name")
    return None


def _start_of_law(doc: Document, t: int, floor: int) -> int:
    """First token of the name of a law that ends at ``t``: capitalised words, with "of", "and", "the" and brackets between them."""
    words = doc.words
    first = at = t
    while at > floor and t - at < 12:
        at -= 1
        if words[at][0].isupper():
            first = at
        elif doc.low[at] not in ("of", "and", "the", "to", "for", "in", "(", ")", ","):
            break
    while first < t and (
        doc.low[first] in ("the", "under", "section", "sections")
        or (_starts_sentence(doc, first) and doc.low[first] in NOT_NAMES)
    ):
        first += 1
    return first


def _lettered(doc: Document, t: int, floor: int) -> Quantity | None:
    """Letters that touch the digits: A25, COP26, Covid-19, F-35, 5G, 4K."""
    words, low = doc.words, doc.low
    word = words[t]
    if not _digit(word):
        return None
    n = doc.limit
    touching = doc.touches(t)
    before = low[t - 1] if t else ""
    if touching and words[t - 1].isalpha():
        if before in CURRENCY_CODES:
            return None
        if words[t - 1] in LETTERS_OF_MONEY and not (t > 1 and doc.touches(t - 1)):
            read = numeral(doc, t)
            if read is not None and (read.last - t > 1 or "," in word):
                return None  # an amount of rand, peso or naira
        first, last = _run(doc, t)
        if (
            before == "q"
            and words[t - 1] == "Q"
            and first == doc.blocks[doc.sentences[doc.sentence_of(t)].block].first
            and last < n
            and low[last] in (".", ":", ")")
        ):
            last += 1  # "Q1." numbers a question, and its point belongs to it
        return Quantity(max(first, floor), last, t, t + 1, "name")
    if touching and before in HYPHENS and t >= 2 and doc.touches(t - 1) and words[t - 2].isalpha():
        prefix = low[t - 2]
        known = prefix in ALPHA_PREFIX_WORDS or prefix in dates.MONTHS or prefix in SCALES or prefix in NUMBER_WORDS
        if not known and (words[t - 2][0].isupper() or prefix == "covid"):
            first, last = _run(doc, t)
            return Quantity(max(first, floor), last, t, t + 1, "name")
    if t + 1 < n and doc.touches(t + 1) and words[t + 1].isalpha() and low[t + 1] not in UNIT_NAMES:
        after = words[t + 1]
        if after in ("G", "D", "K") and word.isdecimal() and len(word) == 1:
            return Quantity(t, t + 2, t, t + 1, "name")
        if after.isupper() and low[t + 1] not in NOT_LETTERED and word.isdecimal() and len(word) <= 3:
            _, last = _run(doc, t)
            return Quantity(t, last, t, t + 1, "name")
    return None


def _idiom_digits(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as 9/11, 7/7 (names) and 24/7 (an idiom)."""
    if t + 2 < doc.limit and doc.low[t + 1] == "/" and doc.touches(t + 1) and doc.touches(t + 2):
        pair = (doc.words[t], doc.words[t + 2])
        if pair in (("9", "11"), ("7", "7"), ("24", "7"), ("50", "50")):
            return Quantity(t, t + 3, t, t + 3, "name" if pair[0] in "97" else "vague")
    return None


def _numbered(doc: Document, t: int, floor: int) -> Quantity | None:
    """A word that numbers things before the number: "section 28", "Outcome 21", "type 1", "category 2 calls", "No. 10"."""
    words, low = doc.words, doc.low
    word = words[t]
    if not _digit(word) or t == 0 or (doc.touches(t) and words[t - 1] != "."):
        return None
    n = doc.limit
    before = low[t - 1]
    after = low[t + 1] if t + 1 < n else ""
    if before == "." and t >= 2 and low[t - 2] in ("no", "nos", "vol", "art", "sec", "para", "fig") and t - 2 >= floor:
        return Quantity(t - 2, t + 1, t, t + 1, "name")
    if words[t - 1] == "Year" and t > floor and word.isdecimal() and int(word[:4]) <= 13 and word.isascii():
        return Quantity(t - 1, t + 1, t, t + 1, "name")  # a school year
    if before not in NAME_WORDS or t <= floor or not words[t - 1].isalpha() or "," in word or len(word) > 4:
        return None
    if after in ("%", "per", "percent", "million", "billion", "thousand"):
        return None
    if before in COMMON_NAME_WORDS:
        # common nouns as well: a name only with a capital, and where no counted noun follows
        if not words[t - 1][0].isupper() or (after.isalpha() and after not in STOPPERS and after not in VERBS):
            return None
    last = t + 1
    if last < n and doc.touches(last) and len(words[last]) == 1 and words[last].isalpha():
        last += 1
    return Quantity(t - 1, last, t, t + 1, "name")


def _index(doc: Document, t: int, floor: int) -> Quantity | None:
    """Names of indices: "S&P 500", "FTSE 100", "Nikkei 225"."""
    words = doc.words
    if not words[t].isdecimal() or t == 0:
        return None
    if words[t - 1] == "P" and t >= 3 and words[t - 2] == "&" and words[t - 3] == "S" and t - 3 >= floor:
        return Quantity(t - 3, t + 1, t, t + 1, "name")
    if doc.low[t - 1] in INDICES and t - 1 >= floor and len(words[t]) <= 4:
        return Quantity(t - 1, t + 1, t, t + 1, "name")
    if (
        doc.touches(t)
        and words[t - 1] == "."
        and t >= 2
        and words[t - 2].isupper()
        and doc.touches(t - 1)
        and words[t - 2].isalpha()
    ):
        return Quantity(t - 2, t + 1, t, t + 1, "name")  # ID.3
    return None


def _after_capital(doc: Document, t: int, floor: int) -> Quantity | None:
    """A small number after a capitalised word inside a sentence: "Radio 4", "Hall 4", "Windows 11", "Clear Ground 2028"."""
    words, low = doc.words, doc.low
    word = words[t]
    if not word.isdecimal() or t <= floor or t == 0 or doc.touches(t) or len(word) > 3:
        return None
    before = low[t - 1]
    if not words[t - 1][0].isupper() or not words[t - 1].isalpha() or before in NOT_NAMES:
        return None
    if doc.start[t] - doc.end[t - 1] != 1 or _starts_sentence(doc, t - 1):
        return None
    if doc.blocks[doc.sentences[doc.sentence_of(t)].block].kind == "row":
        return None
    n = doc.limit
    after = low[t + 1] if t + 1 < n else ""
    if after in ("%", "per", "percent", "million", "billion", "thousand", "bn", "m", "°", "º") or after in TIME_UNITS:
        return None
    if after in (".", ",") and t + 2 < n and doc.touches(t + 2):
        return None
    if after.isalpha() and after not in STOPPERS and after not in VERBS and not words[t + 1][0].isupper():
        return None
    return Quantity(t - 1, t + 1, t, t + 1, "capital", value=int(word), decimals=None)


def _run(doc: Document, t: int) -> tuple[int, int]:
    """The run of letters, digits and hyphens that touches a token on both sides."""
    words = doc.words
    first = t
    while (
        first > 0
        and doc.touches(first)
        and (
            words[first - 1][0].isalnum()
            or (
                words[first - 1] in ("-", "‑")
                and first >= 2
                and words[first - 2][0].isalnum()
                and doc.touches(first - 1)
            )
        )
    ):
        first -= 1
    last = t + 1
    n = doc.limit
    while (
        last < n
        and doc.touches(last)
        and (
            words[last][0].isalnum()
            or (
                words[last] in ("-", "‑", "/")
                and last + 1 < n
                and doc.touches(last + 1)
                and words[last + 1][0].isalnum()
            )
        )
    ):
        last += 1
    return first, last


def _starts_sentence(doc: Document, t: int) -> bool:
    sentence = doc.sentences[doc.sentence_of(t)]
    first = sentence.first
    while first < sentence.last and not doc.words[first][0].isalnum():
        first += 1
    return t <= first


def _age(doc: Document, t: int, floor: int) -> Quantity | None:
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
        if j < n and low[j] in ("year", "years", "yr", "month", "months", "week", "weeks", "yrs", "day", "days"):
            k = j + 1
            if k < n and low[k] in HYPHENS:
                k += 1
            if k < n and low[k] in ("old", "olds"):
                return k + 1
            if k + 1 < n and low[k] == "of" and low[k + 1] == "age":
                return k + 2
        return i

    cue = before
    cue_at = t - 1
    if cue in HYPHENS and t >= 2:
        cue, cue_at = low[t - 2], t - 2
    if cue == "between" and t >= 2 and low[t - 2] in ("aged", "ages", "age"):
        cue, cue_at = low[t - 2], t - 2
    if cue in ("over", "under", "about", "around", "at", "just", "from") and t >= 2 and low[t - 2] in ("aged", "ages"):
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
        if low[t - 1 : t] and before in ("under", "over") and low[old - 1] in ("old", "olds"):
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
            (
                person in PERSON_NOUNS
                or person in ("are", "were", "was", "be", "be", "and", "the", "or")
                or person.rstrip("s") in PERSON_NOUNS
            )
            and not (after.isalpha() and after not in STOPPERS and after not in VERBS and after not in PERSON_NOUNS)
            and after not in ("%", "per", "percent", "-")
            and not (
                person in ("are", "were", "was", "be", "and", "or", "the")
                and (after not in (",", ".", ";", ")", "and", "or", "in", "at", "when") or value < 4)
            )
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


def _and_over(doc: Document, t: int) -> int:
    """End of "and over", "or under", "and older", "plus" after an age."""
    low = doc.low
    if (
        t + 1 < doc.limit
        and low[t] in ("and", "or", "&")
        and low[t + 1] in ("over", "under", "older", "younger", "above", "below", "up", "upwards")
    ):
        return t + 2
    if t < doc.limit and low[t] in ("+",) and doc.touches(t):
        return t + 1
    return t


def _change_verb(doc: Document, t: int, floor: int) -> Quantity | None:
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
        to_verb = before in (
            "to",
            "will",
            "would",
            "could",
            "may",
            "might",
            "can",
            "than",
            "almost",
            "nearly",
            "and",
            "or",
            "did",
            "should",
            "about",
        )
        multiple = after in ("the", "that", "what", "those", "its", "their", "last", "figure")
        if word == "halve" and not to_verb:
            return None
        if multiple and not (before in ("to", "will", "would", "could", "may") and word != "double"):
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
        plural = before.endswith("s") and before not in ("its", "this", "his", "is", "was", "has", "as")
        to_verb = to_verb or (plural and (not after.isalpha() or after in STOPPERS))
        if (
            not to_verb
            or after in ("-",)
            or (after.isalpha() and after not in STOPPERS and before in ("and", "or", "a", "about"))
        ):
            return None
    elif word in ("halves", "doubles", "triples") and (
        t == 0 or low[t - 1] in ("two", "both", "the", "mixed", "men's", "women's", "women", "men")
    ):
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


def _vague(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "hundreds", "tens of thousands": a magnitude without a value."""
    low = doc.low
    n = doc.limit
    if low[t] not in VAGUE:
        return None
    if low[t] in ("tens", "scores") and not (t + 1 < n and low[t + 1] == "of"):
        return None
    if low[t] in ("scores",) and not (t + 2 < n and low[t + 1] == "of"):
        return None
    if t and low[t - 1] in ("test", "exam", "average", "credit", "the", "high", "their", "its") and low[t] == "scores":
        return None
    last = t + 1
    while last + 1 < n and low[last] == "of" and low[last + 1] in VAGUE:
        last += 2
    first = t
    if t and low[t - 1] == "the" and low[t] in ("millions", "thousands", "hundreds", "billions"):
        first = t
    return Quantity(first, last, t, last, "vague", is_words=True)


def _multiple(doc: Document, t: int, floor: int) -> Quantity | None:
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


def _fraction(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "a third", "two-thirds", "half", "three quarters": a part of a whole, unless an ordinal or a name ("half-term")."""
    low = doc.low
    n = doc.limit
    read = fraction(doc, t)
    start = t
    if read is None or (not doc.words[t][0].isdecimal() and low[t] not in UNITS and numeral(doc, t) is not None):
        return None  # "half a million" is a count
    last, value = read
    name = low[last - 1]
    after = low[last] if last < n else ""
    before = low[t - 1] if t else ""
    two = low[last + 1] if last + 1 < n else ""
    touching = last < n and doc.touches(last)
    if name in ("half", "quarter"):
        if before in (
            "first",
            "second",
            "third",
            "fourth",
            "final",
            "last",
            "this",
            "next",
            "each",
            "other",
            "better",
            "per",
            "every",
            "previous",
            "latter",
            "same",
            "fiscal",
            "latest",
            "one-and-a",
        ) and not (name == "half" and after == "of"):
            return None
        if before in HYPHENS and doc.touches(t) and low[t] == name:
            return None  # "first-half profit"
        if after in HYPHENS and touching and two not in ("a",):
            return None
        if (
            after
            in (
                "time",
                "term",
                "past",
                "marathon",
                "brother",
                "sister",
                "way",
                "hour",
                "dozen",
                "hearted",
                "back",
                "final",
                "finals",
                "century",
                "price",
            )
            and after != "price"
        ):
            return None
        if after in ("an", "a") and two in (
            "hour",
            "mile",
            "dozen",
            "day",
            "year",
            "pint",
            "point",
            "decade",
            "century",
            "degree",
        ):
            if two in ("hour", "day", "year", "decade", "century"):
                return Quantity(t, last + 2, t, last, "span", value=value, is_words=True, unit=two)
            return None
        if before == "and" and name == "half" and low[t] == "half":
            pass
    if name in FRACTIONS and low[t] in ("a", "an") and name not in ("half", "quarter"):
        # an ordinal reads the same: "a third consecutive month", "a third man"
        if after not in AFTER_FRACTION and after.isalpha() and last < n:
            return None
        if after in NOT_FRACTION_AFTER:
            return None
    if name == "quarter" and low[t] in ("a", "one") and before in ("per", "for", "every", "once") and after != "of":
        return None
    if (
        name == "quarter"
        and low[t] in ("a",)
        and (after in ("of",) and two in ("growth", "decline", "falling", "rising"))
    ):
        return None
    if low[t] == "half" and False:
        return None
    if before in ("a", "the", "one") and low[t] == "half" and t > floor and low[t - 1] in ("a", "one"):
        start = t - 1
    if start > 1 and low[start - 1] == "and" and low[t] in ("a", "half") and low[start - 2] in NUMBER_WORDS:
        return None
    first, code = qualifier(doc, start)
    points = _of_a_point(doc, last)
    if points > last:
        return Quantity(
            max(first, floor),
            points,
            start,
            last,
            "points",
            value=plain(Decimal(repr(value)) / 100),
            qualifier=code,
            is_words=True,
        )
    return Quantity(
        max(first, floor),
        last,
        start,
        last,
        "fraction",
        value=value,
        qualifier=code,
        is_words=not low[t][0].isdecimal(),
    )


def _of_a_point(doc: Document, t: int) -> int:
    """End of "(of) a percentage point" behind a fraction ("half a percentage point", "0.7 of a point"), else ``t``."""
    low = doc.low
    at = t
    if at < doc.limit and low[at] == "of":
        at += 1
    if low[at : at + 2] in (["a", "percentage"], ["one", "percentage"]) and low[at + 2 : at + 3] == ["point"]:
        return at + 3 if at + 3 <= doc.limit else t
    return t


def _numeric(doc: Document, t: int, floor: int) -> Quantity | None:
    """A numeral with everything that is joined to it."""
    low, words = doc.low, doc.words
    n = doc.limit
    read = numeral(doc, t)
    if read is None:
        if words[t][0].isdecimal():
            last = t + 1
            return Quantity(t, last, t, last, "name", note="number with marks")
        return None
    word = low[t]
    after = low[read.last] if read.last < n else ""
    if read.is_words and not _counts_in_words(doc, t, read, after):
        return None
    touching = read.last < n and doc.touches(read.last)
    if touching and read.is_words and after in HYPHENS and read.last + 1 < n and low[read.last + 1] in ORDINALS:
        return None  # "the twenty-first conference"
    if touching and after in ("st", "nd", "rd", "th") and words[t].isdecimal():
        century = read.last + 1 < n and low[read.last + 1] in ("century", "centuries")
        return Quantity(t, read.last + (2 if century else 1), t, read.last, "time" if century else "ordinal")
    q = Quantity(t, read.last, t, read.last, "count", value=read.value, is_words=read.is_words, decimals=read.decimals)
    _currency_and_sign(doc, q, floor)
    _percent_and_unit(doc, q, read)
    if q.form == "count":
        _rating(doc, q)
    if q.form in ("count", "percent", "money", "measured", "points"):
        _share_in(doc, q)
    if q.form in ("count", "percent", "money", "measured", "points"):
        _range(doc, q)
    if q.form == "count":
        _span(doc, q)
    if q.form == "count":
        _compound(doc, q)
    if q.form == "count":
        _of_total(doc, q)
    if q.form == "count":
        _times(doc, q)
    if q.form in ("count", "money", "measured"):
        q.amount_end = q.last
        _per(doc, q)
    if q.first >= floor:
        first, code = qualifier(doc, q.first)
        if first >= floor and code != "exact":
            sentence = doc.sentences[doc.sentence_of(t)]
            if first >= sentence.first:
                q.first, q.qualifier = first, code
    else:
        q.first = floor
    _after_qualifier(doc, q)
    if word == "one" and q.form == "count" and q.qualifier == "exact" and read.last == t + 1 and after in ONE_AFTER:
        return None
    return q


def _counts_in_words(doc: Document, t: int, read: Numeral, after: str) -> bool:
    """Whether a number word states a number: not "one" as pronoun or article, "two-way", "zero tolerance", "no one"."""
    low = doc.low
    word = low[t]
    before = low[t - 1] if t else ""
    single = read.last == t + 1
    if not single:
        return True
    touching = read.last < doc.limit and doc.touches(read.last)
    second = low[read.last + 1] if read.last + 1 < doc.limit else ""
    if word == "one":
        if second == "in" and after.isalpha() and _is_one_of(doc, read.last):
            return True  # "one woman in four"
        if touching and after in HYPHENS:
            return second in TIME_UNITS or (second in ("in", "third", "fifth", "quarter", "tenth") and second != "time")
        if after in ONE_AFTER and not (
            after == "day" and before not in ("in", "than", "within", "for", "just", "only")
        ):
            if after in ("in",):
                return _is_number(doc, read.last + 1) or second in ("every", "each")
            if after == "out":
                return second == "of"
            return True
        if before in ("and", "with", ",") and after.isalpha() and after not in STOPPERS and after not in VERBS:
            # one of several counts: "22 people in that corridor and one nurse"
            start = max(doc.sentences[doc.sentence_of(t)].first, t - 12)
            if any(_is_number(doc, k) for k in range(start, t - 1)):
                return True
        if before in ("least", "than"):
            return True
        return before in ("to",) and t >= 2 and _is_number(doc, t - 2)
    if word in ("zero", "nil"):
        return not (
            after
            in ("tolerance", "sum", "carbon", "emission", "emissions", "waste", "hours", "hour", "in", "-", "based")
            or before in ("net", "ground", "near", "absolute", "sub", "-")
        )
    if touching and after in HYPHENS:
        return not (second in IDIOMS_AFTER and second not in ("year",)) or second in TIME_UNITS
    if word == "dozen":
        return before in ("a", "half", "two", "three", "several", "few")
    return not (before in ("big", "famous") and doc.words[t][0].isupper())


def _is_number(doc: Document, t: int) -> bool:
    return t < doc.limit and (_digit(doc.words[t]) or doc.low[t] in NUMBER_WORDS)


def _currency_and_sign(doc: Document, q: Quantity, floor: int) -> None:
    """£, US$, EUR, Rs before the numeral; pounds, cents, p, € after it; + or - before all."""
    low, words = doc.low, doc.words
    at = q.first
    if at > floor and words[at - 1] in CURRENCY_SIGNS and doc.start[at] - doc.end[at - 1] <= 1:
        q.currency = CURRENCY_SIGNS[words[at - 1]]
        at -= 1
        if words[at] == "$" and at > floor and doc.touches(at):
            prefix = DOLLAR_PREFIXES.get(low[at - 1])
            if prefix is not None:
                q.currency, at = prefix, at - 1
            elif low[at - 1] == "." and at >= 2 and low[at - 2] in ("u.s", "s") and doc.touches(at - 1):
                q.currency = "USD"
        q.first, q.form = at, "money"
    elif at > floor and low[at - 1] in CURRENCY_CODES and doc.words[at - 1][0].isupper() and not q.is_words:
        code = low[at - 1]
        if code not in ("sh", "rm", "rs", "rp", "tk", "re") or doc.words[at - 1] in (
            "Rs",
            "RS",
            "RM",
            "Sh",
            "Rp",
            "Tk",
            "Re",
        ):
            q.currency, q.first, q.form = CURRENCY_CODES[code], at - 1, "money"
    elif at > floor and doc.words[at - 1] in LETTERS_OF_MONEY and doc.touches(at) and not q.is_words and _large(doc, q):
        q.currency, q.first, q.form = LETTERS_OF_MONEY[doc.words[at - 1]], at - 1, "money"
    elif at > floor + 1 and low[at - 1] == "." and low[at - 2] == "rs" and doc.touches(at - 1):
        q.currency, q.first, q.form = "INR", at - 2, "money"
    elif (
        q.last < doc.limit
        and words[q.last] in CURRENCY_SIGNS
        and words[q.last] in "€$£"
        and doc.touches(q.last)
        and not (q.last + 1 < doc.limit and doc.touches(q.last + 1) and words[q.last + 1][0].isdecimal())
    ):
        q.currency, q.last, q.form = CURRENCY_SIGNS[words[q.last]], q.last + 1, "money"
    else:
        stop = q.last
        prefix = ""
        if (
            stop + 1 < doc.limit
            and low[stop] in HYPHENS
            and doc.touches(stop)
            and low[stop + 1] in ("pound", "dollar", "euro")
        ):
            stop += 1
        if (
            stop + 1 < doc.limit
            and low[stop] in ("us", "canadian", "australian", "hong", "singapore", "zealand", "american", "swiss")
            and low[stop + 1] in CURRENCY_NOUNS
        ):
            prefix = low[stop]
            stop += 1
        if stop < doc.limit and low[stop] in CURRENCY_NOUNS:
            noun = low[stop]
            if noun in ("p", "c") and not doc.touches(stop):
                return
            if noun == "c" or (noun in ("p",) and q.is_words):
                return
            if (
                noun in ("pounds", "pound")
                and stop + 1 < doc.limit
                and low[stop + 1] in ("of", "a", "in")
                and (q.value or 0) < 1000
                and low[stop + 1 : stop + 2] == ["of"]
            ):
                return  # 12 pounds of flour
            q.currency = {"canadian": "CAD", "australian": "AUD", "zealand": "NZD", "singapore": "SGD"}.get(
                prefix, CURRENCY_NOUNS[noun]
            )
            q.form, q.last = "money", stop + 1
            if noun in HUNDREDTHS and q.value is not None:
                q.value = plain(Decimal(repr(q.value)) / 100)
    at = q.first
    if (
        at > floor
        and words[at - 1] in ("+", "-", "−", "–")
        and doc.touches(at)
        and not (at >= 2 and doc.touches(at - 1) and (words[at - 2][0].isalnum() or words[at - 2] in "£$€%)"))
    ):
        if words[at - 1] in ("–", "-") and at >= 2 and (words[at - 2][0].isdecimal()) and False:
            return
        block = doc.blocks[doc.sentences[doc.sentence_of(at)].block]
        if (
            at - 1 == block.first
            and block.kind == "bullet"
            and words[at - 1] == "-"
            and doc.start[at] > doc.end[at - 1]
        ):
            return
        q.sign = 1 if words[at - 1] == "+" else -1
        q.first = at - 1
    elif at > floor and low[at - 1] in ("minus", "plus") and not q.is_words and (at < 2 or not _is_number(doc, at - 2)):
        if low[at - 1] == "minus":
            q.sign, q.first = -1, at - 1


LETTERS_OF_MONEY = {"R": "ZAR", "P": "PHP", "N": "NGN"}
"""Single letters that mean a currency before an amount: R95 billion, P2.31 billion, N5,000."""


def _large(doc: Document, q: Quantity) -> bool:
    """Whether a number is written like an amount: with thousands or a scale word ("R2 415", "P2.31 billion"), unlike "R22"."""
    return q.core_end - q.core > 1 or "," in doc.words[q.core]


def _percent_end(doc: Document, t: int) -> tuple[int, str]:
    """Such as "%", "per cent", "percentage points", "basis points" at token ``t``: (end, form); (t, "") where there is none."""
    low = doc.low
    n = doc.limit
    if t >= n:
        return t, ""
    at = t
    if (
        low[at] in HYPHENS
        and doc.touches(at)
        and at + 1 < n
        and low[at + 1] in ("per", "percent", "percentage", "basis", "point")
    ):
        at += 1
    word = low[at]
    end = t
    if word in ("%", "percent", "pc", "pct", "％"):
        end = at + 1
    elif word == "per" and at + 1 < n and low[at + 1] in ("cent", "cents"):
        end = at + 2
    elif word == "per" and at + 2 < n and low[at + 1] == "-" and low[at + 2] == "cent":
        end = at + 3
    if end > t:
        stop = end
        if stop < n and low[stop] in HYPHENS:
            stop += 1
        if stop < n and low[stop] in ("points", "point", "pts") and not (low[stop] == "point" and False):
            return stop + 1, "points"
        return end, "percent"
    if word in ("points", "point") and _after_shares(doc, t):
        return at + 1, "points"
    if word == "percentage":
        stop = at + 1
        if stop < n and low[stop] in HYPHENS:
            stop += 1
        if stop < n and low[stop] in ("points", "point", "pts"):
            return stop + 1, "points"
    if (
        word == "pp"
        or word in ("ppts", "ppt", "pps", "p.p", "pts")
        or (word == "p" and low[at + 1 : at + 3] == [".", "p"])
    ):
        if word == "p":
            end = at + 3
            if end < n and low[end] == "." and doc.touches(end):
                end += 1
            return end, "points"
        return at + 1, "points"
    if word == "basis" and at + 1 < n:
        stop = at + 1
        if low[stop] in HYPHENS and stop + 1 < n:
            stop += 1
        if low[stop] in ("points", "point"):
            return stop + 1, "basis"
    if word in ("bps", "bp"):
        return at + 1, "basis"
    return t, ""


INDEX = re.compile(
    r"\b(?:index|indices|ftse|dow|nasdaq|sensex|nifty|nikkei|dax|hang seng|kospi|s&p|cac|closed|settled)\b",
    re.IGNORECASE,
)
"""What has points of its own: an index of a stock exchange."""


def _after_shares(doc: Document, t: int) -> bool:
    """Whether bare "points" are those of a share: a small number, a movement beside it, and a per cent shortly before."""
    low = doc.low
    if low[t + 1 : t + 2] not in (
        ["up"],
        ["down"],
        ["higher"],
        ["lower"],
        ["more"],
        ["less"],
        ["above"],
        ["below"],
    ) and not (
        t >= 3
        and (low[t - 2] in ("by", "rose", "fell", "up", "down") or low[t - 3] in ("by", "rose", "fell", "up", "down"))
    ):
        return False
    back = doc.text[max(0, doc.start[t] - 300) : doc.start[t]]
    if INDEX.search(back[-160:]):
        return False
    return "%" in back or "per cent" in back or "percent" in back


def _percent_and_unit(doc: Document, q: Quantity, read: Numeral) -> None:
    """Percent signs and units that touch the numeral; a suffix "m" is million unless it is metres."""
    low = doc.low
    n = doc.limit
    if q.form == "money":
        return
    end, form = _percent_end(doc, q.last)
    if not form and isinstance(q.value, float) and q.value < 1:
        end = _of_a_point(doc, q.last)
        form = "points" if end > q.last else ""
    if form:
        q.form, q.last = form, end
        if q.value is not None:
            scale = 10_000 if form == "basis" else 100
            q.value = plain(Decimal(repr(q.value)) / scale)
        return
    at = q.last
    if read.suffix in ("m", "t", "b", "mm", "g") and read.suffix:
        after = low[at] if at < n else ""
        metres = read.suffix == "mm" or (
            read.suffix == "m"
            and (
                after
                in (
                    "long",
                    "tall",
                    "high",
                    "deep",
                    "wide",
                    "above",
                    "below",
                    "away",
                    "from",
                    "freestyle",
                    "sprint",
                    "race",
                    "apart",
                    "underwater",
                )
                or (after in (".", ",", ")") and False)
            )
        )
        if metres or (read.suffix in ("t", "b") and not (after.isalpha() and after not in STOPPERS)):
            q.value = plain(Decimal(repr(q.value)) / read.scale) if q.value is not None else None
            q.form, q.unit = "measured", {"m": "m", "mm": "mm", "t": "tonne", "b": "b"}[read.suffix]
        return
    if at + 1 < n and low[at] == "square" and low[at + 1] in MEASURES:
        q.form, q.unit, q.last = "measured", f"square {MEASURES[low[at + 1]]}", at + 2
        return
    if at < n and doc.touches(at):
        if low[at] in UNIT_NAMES and not (at + 1 < n and doc.touches(at + 1) and low[at + 1][0].isalnum()):
            q.form, q.unit, q.last = "measured", UNIT_NAMES[low[at]], at + 1
            if (
                at + 2 < n
                and low[at + 1] == "/"
                and low[at + 2] in ("h", "hr", "s", "l", "kg", "m", "ml", "day", "year")
            ):
                q.unit, q.last = f"{q.unit}/{low[at + 2]}", at + 3  # "182km/h"
            return
        if low[at] in ("°", "º"):
            stop = at + 1
            if stop < n and low[stop] in ("c", "f"):
                stop += 1
            q.form, q.unit, q.last = "measured", "°" + (low[stop - 1].upper() if stop > at + 1 else ""), stop
            return
        if low[at] == "x" and not (at + 1 < n and doc.touches(at + 1)):
            q.form, q.unit, q.last = "times", "ratio", at + 1
            return
        if low[at] in HYPHENS and at + 1 < n and doc.touches(at + 1):
            unit = low[at + 1]
            if unit in UNIT_NAMES and len(unit) > 2:
                q.form, q.unit, q.last = "measured", UNIT_NAMES[unit], at + 2
                return
            if unit == "fold":
                q.form, q.unit, q.last = "fold", "ratio", at + 2
                return
        if low[at] == "fold":
            q.form, q.unit, q.last = "fold", "ratio", at + 1
            return
        if low[at] == "s" and q.value in (20, 30, 40, 50, 60, 70, 80, 90):
            q.last = at + 1
            q.form = "age"
            return
    if at < n and low[at] in UNIT_NAMES and len(low[at]) > 1 and doc.start[at] - doc.end[at - 1] == 1:
        if (not q.is_words and low[at] not in UNIT_NAMES.values()) or low[at] in ABBREVIATED:
            q.form, q.unit, q.last = "measured", UNIT_NAMES[low[at]], at + 1  # "46.2 mm"
    elif (
        at < n and low[at] in MEASURES and doc.end[q.core_end - 1] - doc.start[q.core] <= 5 and q.core_end - q.core == 1
    ):
        q.form, q.unit, q.last = "measured", MEASURES[low[at]], at + 1  # "3 acres", "800 metres"


def _thousands(doc: Document, t: int, floor: int) -> Quantity | None:
    """The scale at the head of a column of accounts: "£’000", "$000s"."""
    low, words = doc.low, doc.words
    if words[t] != "000":
        return None
    first = t
    if first > floor and words[first - 1] in ("'", "’", "‘") and doc.touches(first):
        first -= 1
    if first > floor and words[first - 1] in CURRENCY_SIGNS and doc.touches(first):
        first -= 1
    last = t + 1
    if last < doc.limit and low[last] == "s" and doc.touches(last):
        last += 1
    return Quantity(first, last, t, t + 1, "vague", note="scale") if first < t or last > t + 1 else None


def _rating(doc: Document, q: Quantity) -> None:
    """A mark out of a best mark: "4.7/5", "8/10"."""
    at = q.last
    if at + 1 < doc.limit and doc.low[at] == "/" and doc.touches(at) and doc.touches(at + 1):
        best = doc.words[at + 1]
        if best in ("5", "10", "20", "50", "100") and q.value is not None and q.value <= int(best):
            q.form, q.of, q.unit, q.last = "of", int(best), "rating", at + 2
            q.tags.add("rating")


def _share_in(doc: Document, q: Quantity) -> None:
    """Such as "one in five", "nine in 10", "1-in-5", "seven out of ten", "one in every 200", "four to one"."""
    low = doc.low
    n = doc.limit
    at = q.last
    if q.form != "count" or at + 1 >= n or not isinstance(q.value, int):
        return
    hyphen = low[at] in HYPHENS and doc.touches(at)
    if hyphen:
        at += 1
    joiner = low[at]
    if q.value == 1 and not hyphen and at + 2 < n and low[at + 1] == "in" and _is_one_of(doc, at):
        at += 1  # "one woman in four"
        joiner = "in"
    if joiner == "in":
        at += 1
    elif joiner == "out" and low[at + 1] == "of":
        at += 2
    elif joiner == "of" and low[at + 1] in ("every", "each"):
        at += 1
    elif joiner == "to" and q.core_end - q.core == 1:
        # "four to one", "three-to-one", "10 to 1"
        stop = at + 1
        if stop < n and low[stop] in HYPHENS:
            stop += 1
        if (
            stop < n
            and low[stop] in ("one", "1")
            and q.value > 1
            and not (stop + 1 < n and (low[stop + 1] in SCALES or low[stop + 1] in ("%", "in")))
        ):
            q.form, q.unit, q.last = "ratio", "ratio", stop + 1
        return
    else:
        return
    if hyphen and at < n and low[at] in HYPHENS:
        at += 1
    while at < n and low[at] in ("every", "each", "the", "all"):
        if low[at] in ("the", "all") and joiner == "in":
            return
        at += 1
    if at >= n or (not _is_number(doc, at) and low[at] not in ("a",)):
        return
    second = numeral(doc, at)
    if second is None or not isinstance(second.value, int) or second.value < 2:
        return
    if second.value <= q.value or q.value < 1:
        return
    after = low[second.last] if second.last < n else ""
    if joiner == "in" and q.value > 20 and second.value not in (100, 1000, 10_000, 100_000):
        return  # "45 in 2019", "300 in 900 homes"
    if (
        joiner == "in"
        and 1900 <= second.value <= 2100
        and second.last == at + 1
        and "," not in doc.words[at]
        and second.value != 2000
    ):
        return
    if joiner == "in" and (after in TIME_UNITS and not hyphen) and q.value > 1:
        return  # "two in five years"
    if joiner == "in" and after in ("%", "per", "percent"):
        return
    if joiner == "out" and (q.value > 20 or second.value > 20) and second.value not in (100, 1000):
        q.form, q.of, q.last = "of", second.value, second.last
        _counted_noun(doc, q)
        return
    q.form = "in"
    q.value = plain(Decimal(repr(round(q.value / second.value, 4 if second.value <= 1000 else 10))))
    q.last = second.last
    q.tags.add("every" if low[at - 1] in ("every", "each") else "in")


def _is_one_of(doc: Document, t: int) -> bool:
    """Whether the noun at ``t`` is one of so many: "one woman in four", "one respondent in every 25"."""
    low = doc.low
    at = t + 2
    if low[at] in ("every", "each") and at + 1 < doc.limit:
        at += 1
    if not low[t].isalpha() or low[t] in STOPPERS or low[t] in TIME_UNITS or not _is_number(doc, at):
        return False
    second = numeral(doc, at)
    follower = low[second.last] if second is not None and second.last < doc.limit else ""
    return (
        second is not None and 2 <= second.value <= 1000 and follower not in TIME_UNITS and follower not in ("%", "per")
    )


def _range(doc: Document, q: Quantity) -> None:
    """Ranges as one mention: "5-10%", "£31,067 - £33,366", "between 10 and 15", "three or four". "from A to B" of a change is two."""
    low, words = doc.low, doc.words
    n = doc.limit
    at = q.last
    if at + 1 >= n or q.value is None:
        return
    before = low[q.first - 1] if q.first else ""
    joiner = low[at]
    dash = joiner in ("-", "–", "—", "−", "‑")
    if not dash and joiner not in ("to", "and", "or"):
        return
    if dash and low[at + 1] == "to" and low[at + 1 : at + 2] == ["to"]:
        at += 1
    between = before in ("between", "ranging", "anywhere") or (
        before == "from"
        and q.first >= 2
        and low[q.first - 2]
        in ("ranging", "range", "ranged", "ranges", "anywhere", "vary", "varied", "varying", "varies")
    )
    if joiner == "and" and before != "between":
        if not (before in ("of", "by") and q.first >= 2 and low[q.first - 2] == "between"):
            return
    second_at = at + 1
    currency_second = None
    if second_at < n and words[second_at] in CURRENCY_SIGNS:
        currency_second = CURRENCY_SIGNS[words[second_at]]
        second_at += 1
    if second_at >= n or not _is_number(doc, second_at):
        return
    if doc.start[second_at] - doc.end[q.last - 1] > 6:
        return
    block = doc.blocks[doc.sentences[doc.sentence_of(q.core)].block]
    if block.kind == "row" and not doc.touches(at):
        return
    second = numeral(doc, second_at)
    if second is None:
        return
    end, form = _percent_end(doc, second.last)
    value = second.value
    if before == "by" and joiner == "to" and value > 3 * q.value:
        return  # "rose by 6,408 to 25,773": a change and the level reached, no range
    if form:
        value = plain(Decimal(repr(value)) / (10_000 if form == "basis" else 100))
    if q.form in ("percent", "points") and not form:
        return
    if q.form == "count" and form:
        raw = q.value
        first_value = plain(Decimal(repr(raw)) / (10_000 if form == "basis" else 100))
    else:
        first_value = q.value
    if q.form == "money":
        if currency_second is None and not (q.currency and second.scale >= 1 and (second.scale > 1 or dash or between)):
            return
        if second.scale > 1 and doc.start[q.core_end - 1] and first_value < 1000 and _scale_of(doc, q) == 1:
            first_value = plain(Decimal(repr(first_value)) * second.scale)
    elif currency_second is not None:
        return
    elif (
        q.form == "count"
        and second.scale > 1
        and _scale_of(doc, q) == 1
        and not form
        and first_value * second.scale < value
    ):
        first_value = plain(Decimal(repr(first_value)) * second.scale)
    if joiner == "to" and not between and first_value and value > 5 * first_value:
        return  # "raised by 26,000 to 173,000": two values
    if joiner == "or":
        if not (
            form == ""
            and q.form == "count"
            and isinstance(value, int)
            and isinstance(first_value, int)
            and value - first_value in (1, 2, 3, 5)
            and first_value > 1
            and value < 20
        ):
            return
    elif joiner == "to" and not between:
        verb = before
        back = q.first - 1
        if verb in ("by", "of", "some", "about", "around") and back > 0:
            back -= 1
            verb = low[back]
        if before == "from" or (before in ("by",) and not form):
            if before == "from" or verb in UP_VERBS or verb in DOWN_VERBS:
                return
        if (verb in UP_VERBS or verb in DOWN_VERBS) and (q.form in ("percent", "points", "money") or not form):
            return
        if q.is_words != second.is_words and not form:
            pass
    if first_value == value:
        return
    if first_value > value or first_value < 0:
        if (
            dash
            and doc.touches(at)
            and doc.touches(second_at)
            and q.form == "count"
            and not form
            and len(words[q.core]) <= 2
            and value < 100
        ):
            q.form, q.last = "score", second.last
        return
    if dash and q.form == "count" and not form and first_value == 0:
        q.form, q.last = "score", second.last
        return
    q.high = value
    q.value = first_value
    q.last = end if form else second.last
    if form:
        q.form = form
    elif q.last < n and doc.touches(q.last) and low[q.last] in UNIT_NAMES:
        q.form, q.unit, q.last = "measured", UNIT_NAMES[low[q.last]], q.last + 1
    elif q.last < n and low[q.last] in CURRENCY_NOUNS and len(low[q.last]) > 1 and q.form == "count":
        q.form, q.currency, q.last = "money", CURRENCY_NOUNS[low[q.last]], q.last + 1
    q.tags.add("range")


def _scale_of(doc: Document, q: Quantity) -> int:
    return 1 if q.core_end - q.core == 1 else 1000


def _span(doc: Document, q: Quantity) -> None:
    """Spans of time: "four years", "two-day", "12-month", "3½ hours", "five more years"."""
    low = doc.low
    n = doc.limit
    at = q.last
    if (at < n and low[at] in HYPHENS and doc.touches(at)) or (
        at < n
        and low[at]
        in (
            "more",
            "full",
            "consecutive",
            "successive",
            "straight",
            "whole",
            "calendar",
            "financial",
            "working",
            "further",
            "solid",
            "long",
            "extra",
            "additional",
            "previous",
            "such",
            "school",
        )
        and at + 1 < n
        and low[at + 1] in TIME_UNITS
    ):
        at += 1
    if at < n and low[at] in TIME_UNITS:
        unit = TIME_UNITS[low[at]]
        if (
            unit in ("term", "season", "night", "quarter", "second")
            and low[at] in ("term", "season", "second", "quarter")
            and (q.value or 0) != 1
            and low[at - 1] not in HYPHENS
        ):
            return
        if low[at] in ("second", "min", "ms") and not (
            low[at - 1] in HYPHENS or q.value == 1 or low[at + 1 : at + 2] == ["read"]
        ):
            return
        if (
            isinstance(q.value, int)
            and q.value > 1000
            and unit in ("day", "week", "month", "year")
            and low[q.last] not in TIME_UNITS
        ):
            return  # "42,000 working days" are counted
        q.form, q.unit, q.last = "span", unit, at + 1
        smaller = {
            "year": ("month", "week", "day"),
            "month": ("week", "day"),
            "hour": ("minute",),
            "minute": ("second",),
            "week": ("day",),
        }
        rest = numeral(doc, q.last + 1) if low[q.last : q.last + 1] == ["and"] and q.last + 2 < n else None
        if rest is not None and rest.last < n and TIME_UNITS.get(low[rest.last], "") in smaller.get(unit, ()):
            q.last = rest.last + 1  # "three years and four months"


def _compound(doc: Document, q: Quantity) -> None:
    """A number that is part of a compound adjective: "three-bedroom", "16-bed"; it labels, it does not count."""
    at = q.last
    if at + 1 >= doc.limit or doc.low[at] not in ("-", "‑") or not doc.touches(at) or not doc.touches(at + 1):
        return
    if doc.low[at + 1].isalpha() and doc.low[at + 1] not in (
        "in",
        "to",
        "and",
        "or",
        "out",
        "plus",
        "odd",
        "a",
        "fold",
    ):
        q.form, q.last = "compound", at + 2


def _of_total(doc: Document, q: Quantity) -> None:
    """Such as "12 of the 14 groups", "40 of 44 forces", "17 out of its 30 schools": one mention with its total and counted noun."""
    low = doc.low
    n = doc.limit
    at = q.last
    if at + 1 >= n:
        return
    # a counted noun may stand before "of": "12 groups of the 14" is too rare to read
    if low[at] == "out" and low[at + 1] == "of":
        at += 2
    elif low[at] == "of":
        at += 1
    else:
        return
    while at < n and (
        low[at].endswith("'s")
        or low[at]
        in (
            "the",
            "its",
            "their",
            "his",
            "her",
            "my",
            "nation",
            "country",
            "all",
            "these",
            "those",
            "our",
            "a",
            "total",
            "nearly",
            "almost",
            "around",
            "about",
            "some",
            "more",
            "than",
            "over",
        )
    ):
        at += 1
        if at - q.last > 5:
            return
    if at >= n or not _is_number(doc, at):
        return
    if dates.is_year(doc, at):
        return
    second = numeral(doc, at)
    if second is None or second.value <= (q.value or 0):
        return
    _after, form = _percent_end(doc, second.last)
    if form or (second.last < n and low[second.last] in TIME_UNITS):
        return
    q.form, q.of, q.last = "of", second.value, second.last
    _counted_noun(doc, q)


def _counted_noun(doc: Document, q: Quantity) -> None:
    """Takes the counted noun behind "12 of the 14" into the quote, as the manual wants."""
    low = doc.low
    at = q.last
    n = doc.limit
    stop = at
    while (
        stop < n
        and stop - at < 4
        and low[stop].isalpha()
        and low[stop] not in STOPPERS
        and low[stop] not in VERBS
        and doc.start[stop] - doc.end[stop - 1] == 1
    ):
        stop += 1
        if low[stop - 1].endswith("s") and not low[stop - 1].endswith("ss"):
            break
    if stop > at:
        q.last = stop
        q.unit = low[stop - 1]
        q.tags.add("noun inside")


def _times(doc: Document, q: Quantity) -> None:
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


def _denominator(doc: Document, t: int) -> tuple[int, str] | None:
    """The denominator that starts at token ``t``: "a day", "per week", "every 100,000 people", "per head"; (end, name)."""
    low = doc.low
    n = doc.limit
    if t + 1 >= n:
        return None
    word = low[t]
    if word in ("a", "an", "each", "every", "per", "/"):
        at = t + 1
        if word not in ("a", "an", "/") and _is_number(doc, at):
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
        if at < n and (low[at] in RATE_TIMES or (word == "/" and low[at] in ("month", "year", "day", "week", "hour"))):
            if word in ("a", "an"):
                if low[at] == "quarter":
                    return None
                if at + 1 < n and low[at + 1] in ("later", "earlier", "ago", "before", "after", "old", "long"):
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


def _per(doc: Document, q: Quantity) -> None:
    """Rates: "nine a day", "53 per 100,000 people", "5,843 incidents per 100,000 population", "£200 a week".

    A denominator with a number of its own belongs to the quote even behind the counted noun; "a week" only where it follows the
    numeral at once.
    """
    low = doc.low
    n = doc.limit
    direct = _denominator(doc, q.last)
    if direct is not None:
        end, name = direct
        if (
            low[q.last] in ("a", "an", "each", "every", "/")
            and q.form == "money"
            and low[q.last] == "/"
            and name not in RATE_TIMES
        ):
            return
        if q.form == "money":
            # the denominator of an amount stays outside the quote
            again = _denominator(doc, end)
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
        if word in ("per", "for", "in", "every", "each") and at > q.last - 1:
            every = (
                word in ("for", "in") and at + 2 < n and low[at + 1] in ("every", "each") and _is_number(doc, at + 2)
            )
            if word != "per" and not every:
                return
            start = at if word == "per" else at + 1
            denominator = _denominator(doc, start)
            if denominator is None:
                return
            end, name = denominator
            if name[:1].isdecimal() or name.split()[0].lower() in NUMBER_WORDS:
                q.form, q.per, q.last = "rate", name, end
                q.tags.add("noun inside")
                q.unit = None
                q.note = str(at)
            return
        if (
            (not word.isalpha() and word not in HYPHENS)
            or word in VERBS
            or word in ("and", "but", "in", "from", "at", "by", "to")
        ):
            return
        at += 1


def _after_qualifier(doc: Document, q: Quantity) -> None:
    """Such as "or more", "or fewer", "or so", "plus", "+" behind a numeral, "-odd"."""
    low = doc.low
    n = doc.limit
    at = q.last
    if at >= n or q.form not in ("count", "percent", "money", "measured", "span", "fraction", "in"):
        return
    if low[at] in ("+",) and doc.touches(at) and not (at + 1 < n and doc.touches(at + 1) and _digit(doc.words[at + 1])):
        q.qualifier, q.last = "at_least", at + 1
        return
    if low[at] in HYPHENS and at + 1 < n and doc.touches(at) and low[at + 1] in ("plus", "odd"):
        q.qualifier, q.last = ("at_least" if low[at + 1] == "plus" else "about"), at + 2
        return
    if (
        low[at] == "plus"
        and q.form in ("count", "money")
        and not (at + 1 < n and _is_number(doc, at + 1))
        and at + 1 < n
        and low[at + 1].isalpha()
        and low[at + 1] not in STOPPERS
        and not doc.words[at + 1][0].isupper()
    ):
        q.qualifier, q.last = "at_least", at + 1
        return
    code = AFTER_QUALIFIERS.get((low[at], low[at + 1])) if at + 1 < n else None
    if code is not None and q.qualifier == "exact":
        if low[at] == "at" and at + 2 < n and (_is_number(doc, at + 2) or low[at + 2] in ("a", "one", "two")):
            return
        if (
            low[at + 1] in ("more", "less", "over", "under", "above", "fewer")
            and at + 2 < n
            and low[at + 2] in ("than",)
        ):
            return
        q.qualifier, q.last = code, at + 2


def _standalone_denominator(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "per 100,000 people" apart from the number that it divides is a mention of its own."""
    low = doc.low
    if t == 0 or low[t - 1] not in ("per", "every") or not _is_number(doc, t):
        return None
    denominator = _denominator(doc, t - 1)
    if denominator is None or (
        denominator[1].split()[0][:1].isalpha() and denominator[1].split()[0].lower() not in NUMBER_WORDS
    ):
        return None
    end, name = denominator
    number = numeral(doc, t)
    if number is None:
        return None
    # "every four years", "per 1,000" of an own number were taken by `_per`
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


PIECES_OF_DIGITS = (
    _thousands,
    _list_number,
    _age,
    _date,
    _name,
    _standalone_denominator,
    _fraction,
    _numeric,
)
"""Tried in this order at a token of digits: what takes more of the text comes first."""
PIECES_OF_NUMBER_WORDS = (_age, _name, _standalone_denominator, _fraction, _numeric)
TRIGGERS = {
    **dict.fromkeys(NUMBER_WORDS, PIECES_OF_NUMBER_WORDS),
    **dict.fromkeys(("a", "an", "half", "quarter"), (_fraction, _numeric)),
    **dict.fromkeys(dates.MONTHS, (_date,)),
    **dict.fromkeys(("q", "h", "fy", "first", "second", "third", "fourth", "final"), (_date,)),
    **dict.fromkeys((*CHANGE_VERBS, *BARE_CHANGE_VERBS), (_change_verb,)),
    **dict.fromkeys((*FOLDS, *MULTIPLES), (_multiple,)),
    **dict.fromkeys(VAGUE, (_vague,)),
}
"""Words at which a number may begin, with the pieces to try there."""
# These words are frequent, and begin a number only before the words listed with them.
NEXT_WORDS = {
    **dict.fromkeys(("a", "an"), frozenset(FRACTIONS) | frozenset(SCALES) | {"dozen", "quarter", "half"}),
    **dict.fromkeys(("second", "third", "fourth", "final"), frozenset({"quarter", "half"})),
    "first": frozenset({"quarter", "half"}) | frozenset(NUMBER_WORDS) | frozenset(str(n) for n in range(2, 13)),
}
