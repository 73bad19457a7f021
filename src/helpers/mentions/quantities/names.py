"""Names with numbers, by how they are written."""

# ruff: noqa: E501, SIM102 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from helpers.mentions import dates
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import (
    CURRENCY_CODES,
    NAME_WORDS,
    NOT_NAMES,
    STOPPERS,
    TIME_UNITS,
    UNIT_NAMES,
    VERBS,
    words,
)
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import NUMBER_WORDS, SCALES, UNITS, numeral
from helpers.mentions.quantities.dates_and_times import ALPHA_PREFIX_WORDS, LAWS
from helpers.mentions.quantities.money import LETTERS_OF_MONEY
from helpers.mentions.quantities.tokens import HYPHENS, is_digits, run_around, starts_sentence

INDICES = words("ftse nikkei russell cac stoxx asx tsx fortune ibex topix nifty sensex")
NOT_LETTERED = words("m k bn b t mn tn p c f x s pm am ft")
# Words that number things and are counted themselves, or follow numbers of another sort.
COMMON_NAME_WORDS = words(
    "number series act bill form question issue item target area study trial group track part figure figures size key "
    "unit model line season pool rule scale version tables objective sector goal lane scenario option heat operation "
    "protocol lot block note exhibit act level route line test driver resolution"
)
PLURAL_NAME_WORDS = words(
    "sections articles paragraphs paras pages pp chapters tables figures clauses regulations rules phases stages grades bands "
    "tiers categories types rooms floors gates platforms routes junctions channels volumes issues units wards levels questions "
    "notes recommendations principles objectives goals options targets areas groups seasons episodes years classes schedules "
    "steps parts scenarios models series lines"
)
"""Words that number things, in the plural: the name runs to the second number ("pages 15-61", "chapters 3 to 5")."""
CODES = words("isbn issn ein doi upc vin uin urn acn nhs dx")
"""Letters before an identifier of several groups of digits."""
OUTSIDE_CODES = words("doi")
"""Those of them that stay outside the quote: the identifier says what it is."""
SHARING = words(
    "share shares tweet tweets like likes facebook twitter linkedin whatsapp comments views shared retweets email"
)
"""Words of the counters of a web page: their number is a count, no part of a name."""
HANDSETS = words("iphone galaxy pixel ipad")
SIZES = words("mini pro max plus ultra se air")
"""Words behind the number of a handset that belong to its name."""
INSIDE_LAW = words("of and the to for in ( ) ,")
"""What stands between the capitalised words of the name of a law."""
ABBREVIATED_NAME_WORDS = words("no nos vol art sec para fig")
"""Abbreviated words that number things, before their point."""
AFTER_AMOUNT = words("% per percent million billion thousand")
"""What shows that a number is an amount and no part of a name."""
AFTER_QUANTITY = words("% per percent million billion thousand bn m ° º")
"""What shows that a small number is a quantity and no part of a name."""


def name(doc: Document, t: int, floor: int) -> Quantity | None:
    """Names with numbers, by how they are written; each form is a function of its own below."""
    if not is_digits(doc.words[t]):
        return _capital_number(doc, t, floor)
    joined = doc.touches(t) or (t + 1 < doc.limit and doc.touches(t + 1))
    for form in JOINED_FORMS if joined else SPACED_FORMS:
        quantity = form(doc, t, floor)
        if quantity is not None:
            return quantity
    return None


def _capital_number(doc: Document, t: int, floor: int) -> Quantity | None:
    """Such as "BBC One", "Grade Seven": a capitalised number word after a capitalised name inside a sentence."""
    words, low = doc.words, doc.low
    word = words[t]
    if is_digits(word) or not word[0].isupper() or low[t] not in UNITS or t == 0:
        return None
    before = words[t - 1]
    if t <= floor or not (before[0].isupper() and before.isalpha()) or low[t - 1] in NOT_NAMES:
        return None
    if starts_sentence(doc, t - 1):
        return None
    after = low[t + 1] if t + 1 < doc.limit else ""
    if after in SCALES or (after and words[t + 1][0].islower() and after not in STOPPERS):
        return None
    return Quantity(t - 1, t + 1, t, t + 1, "name")


def _reference(doc: Document, t: int, floor: int) -> Quantity | None:
    """File and case numbers: "23/01873/FUL", "FA23/41", "reference 48811/23", "ISSN 2046-4037", "UIN 31882", "Act 1999"."""
    words, low = doc.words, doc.low
    word = words[t]
    n = doc.limit
    touching = doc.touches(t)
    before = low[t - 1] if t else ""
    if t - 1 >= floor and (before in CODES or (before == ":" and t - 2 >= floor and low[t - 2] in CODES)):
        return _code(doc, t, floor)
    if not word.isdecimal():
        return None
    if (
        t + 2 < n
        and words[t + 1] == "/"
        and t == floor
        and len(words[t + 2]) == 2
        and len(word) <= 3
        and doc.touches(t + 1)
        and doc.touches(t + 2)
        and words[t + 2].isdecimal()
        and t + 3 < n
        and words[t + 3][0].isupper()
        and doc.low[t + 3] not in dates.MONTHS
        and t == doc.blocks[doc.sentences[doc.sentence_of(t)].block].first
    ):
        return Quantity(t, t + 3, t, t + 1, "name")  # "84/19 Apologies": a minute, by its number and year
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
            first, last = run_around(doc, t)
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
    if before in ("reference", "ref") and len(word) >= 3:
        return Quantity(t - 1, t + 1, t, t + 1, "name")
    prefix = words[t - 1]
    capitals = prefix.isupper() and 2 <= len(prefix) <= 5 and prefix.isalpha() and before not in NOT_NAMES
    if capitals and len(word) >= 3 and before not in CURRENCY_CODES and doc.start[t] - doc.end[t - 1] == 1:
        after = low[t + 1] if t + 1 < n else ""
        block = doc.blocks[doc.sentences[doc.sentence_of(t)].block]
        counted = after.isalpha() and after not in STOPPERS and after not in VERBS
        if after == "(" and words[t + 2 : t + 3] in (["+"], ["-"], ["−"], ["–"]):
            return None  # "SPD 206 (+53)": seats won
        if (
            block.kind != "row"
            and not counted
            and after not in ("%", "per")
            and not (block.kind == "line" and len(word) == 4 and block.last - block.first > 6)
        ):
            return Quantity(t - 1, t + 1, t, t + 1, "name")
    return None


def _code(doc: Document, t: int, floor: int) -> Quantity:
    """An identifier in groups: "ISBN 978-0-306-40615-7", "EIN 12-3456789", "DOI: 10.9999/acm.ehab505"."""
    words = doc.words
    last = t + 1
    while last < doc.limit and last - t < 16:
        if (doc.touches(last) and (words[last][0].isalnum() or words[last] in "-/.‑–_")) or (
            words[last].isdecimal() and doc.start[last] - doc.end[last - 1] == 1
        ):
            last += 1
        else:
            break
    while last > t + 1 and not words[last - 1][0].isalnum():
        last -= 1
    first = t - 1 if doc.low[t - 1] in CODES else t - 2
    if doc.low[first] in OUTSIDE_CODES:
        first = t
    return Quantity(max(first, floor), last, t, t + 1, "name")


def _chain(doc: Document, t: int, floor: int) -> Quantity | None:
    """Digits in several groups: "192.168.0.1", "version 2.1.3", "35-10-0066-01", "90-90-90"."""
    words = doc.words
    if t + 2 >= doc.limit or not doc.touches(t + 1) or not doc.touches(t + 2):
        return None
    mark = words[t + 1]
    if mark == ".":
        at = t
        while at + 2 < doc.limit and words[at + 1] == "." and doc.touches(at + 1) and doc.touches(at + 2):
            if not words[at + 2][0].isdecimal():
                break
            at += 2
        if at == t or ":" in words[t]:
            return None
        return Quantity(t, at + 1, t, at + 1, "name", note="number with marks")
    groups = words[t].count("-") + 1
    if (
        mark not in HYPHENS
        or (groups == 1 and not words[t].isdecimal())
        or (t > floor and doc.touches(t) and words[t - 1] not in "([")
    ):
        return None
    at = t
    while (
        at + 2 < doc.limit
        and words[at + 1] in HYPHENS
        and words[at + 2][0].isdecimal()
        and doc.touches(at + 1)
        and doc.touches(at + 2)
        and words[at + 2].isalnum()
    ):
        at, groups = at + 2, groups + 1
    if groups < 3 and not (groups == 2 and words[at][0] == "0" and len(words[at]) > 2):
        return None
    if at + 2 < doc.limit and words[at + 1] in HYPHENS and doc.touches(at + 1) and doc.touches(at + 2):
        if len(words[at + 2]) > 2:
            return None
        at += 2  # "85-002-X"
    return Quantity(t, at + 1, t, at + 1, "name", note="number with marks")


def _start_of_law(doc: Document, t: int, floor: int) -> int:
    """First token of the name of a law that ends at ``t``: capitalised words, with "of", "and", "the" and brackets between them."""
    words = doc.words
    first = at = t
    while at > floor and t - at < 12:
        at -= 1
        if words[at][0].isupper():
            first = at
        elif doc.low[at] not in INSIDE_LAW:
            break
    while first < t and (
        doc.low[first] in ("the", "under", "section", "sections")
        or (starts_sentence(doc, first) and doc.low[first] in NOT_NAMES)
    ):
        first += 1
    return first


def _lettered(doc: Document, t: int, floor: int) -> Quantity | None:
    """Letters that touch the digits: A25, COP26, Covid-19, F-35, 5G, 4K."""
    words, low = doc.words, doc.low
    word = words[t]
    if not is_digits(word):
        return None
    n = doc.limit
    touching = doc.touches(t)
    before = low[t - 1] if t else ""
    if touching and words[t - 1].isalpha():
        if (before in CURRENCY_CODES and before != "cop") or (t > 1 and words[t - 2] == "$" and doc.touches(t - 1)):
            return None
        if before == "x" and words[t - 1] == "x" and t - 1 >= floor and not doc.touches(t - 1):
            read = numeral(doc, t)
            if read is not None and read.last == t + 1:
                return Quantity(t - 1, t + 1, t, t + 1, "times", value=read.value, unit="ratio", decimals=read.decimals)
        if words[t - 1] in LETTERS_OF_MONEY and not (t > 1 and doc.touches(t - 1)):
            read = numeral(doc, t)
            if read is not None and (read.last - t > 1 or "," in word):
                return None  # an amount of rand, peso or naira
        first, last = run_around(doc, t)
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
            first, last = run_around(doc, t)
            return Quantity(max(first, floor), last, t, t + 1, "name")
    if t + 1 < n and doc.touches(t + 1) and words[t + 1].isalpha():
        after = words[t + 1]
        if after in ("G", "D", "K") and word.isdecimal() and len(word) == 1:
            return Quantity(t, t + 2, t, t + 1, "name")
        if t + 2 < n and doc.touches(t + 2) and words[t + 2][0].isdecimal() and word.isdecimal():
            _, last = run_around(doc, t)
            if low[t + 1] == "x" or last - t > 3:
                return Quantity(t, last, t, t + 1, "name")  # "4x4", "1920x1080", "3fa5c9d2"
        if low[t + 1] in UNIT_NAMES:
            return None
        if after.isupper() and low[t + 1] not in NOT_LETTERED and word.isdecimal() and len(word) <= 3:
            _, last = run_around(doc, t)
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
    if not is_digits(word) or t == 0 or (doc.touches(t) and words[t - 1] != "."):
        return None
    n = doc.limit
    before = low[t - 1]
    after = low[t + 1] if t + 1 < n else ""
    if before == "." and t >= 2 and low[t - 2] in ABBREVIATED_NAME_WORDS and t - 2 >= floor:
        return Quantity(t - 2, t + 1, t, t + 1, "name")
    if words[t - 1] in ("Year", "Years") and t > floor and word.isdecimal() and int(word[:4]) <= 13 and word.isascii():
        return Quantity(t - 1, _second_number(doc, t), t, t + 1, "name")  # a school year
    if before in PLURAL_NAME_WORDS and t > floor and word.isdecimal() and len(word) <= 4:
        last = _second_number(doc, t)
        if last > t + 1:
            return Quantity(t - 1, last, t, t + 1, "name")
    if before not in NAME_WORDS or t <= floor or not words[t - 1].isalpha() or "," in word or len(word) > 4:
        return None
    if after in AFTER_AMOUNT:
        return None
    if before in COMMON_NAME_WORDS:
        # common nouns as well: a name only with a capital, and where no counted noun follows
        if not words[t - 1][0].isupper() or (
            after.isalpha()
            and after not in STOPPERS
            and after not in VERBS
            and not (before == "model" and not starts_sentence(doc, t - 1))
        ):
            return None
    last = t + 1
    if before in HANDSETS:
        while last < n and low[last] in SIZES and words[last][0].isupper():
            last += 1
    if last < n and doc.touches(last) and len(words[last]) == 1 and words[last].isalpha():
        last += 1
    return Quantity(t - 1, last, t, t + 1, "name")


def _second_number(doc: Document, t: int) -> int:
    """End of a name that runs from one number to another ("pages 15-61"); the end of the first where there is no second."""
    at = t + 1
    if at + 1 >= doc.limit or not (doc.low[at] in HYPHENS or doc.low[at] in ("to", "and", "&")):
        return t + 1
    second = doc.words[at + 1]
    if second.isdecimal() and second.isascii() and len(second) <= 4 and int(second) > int(doc.words[t]):
        return at + 2
    return t + 1


def _index(doc: Document, t: int, floor: int) -> Quantity | None:
    """Names of indices: "S&P 500", "FTSE 100", "Nikkei 225"."""
    words = doc.words
    if not words[t].isdecimal() or t == 0:
        return None
    before = doc.low[t - 1]
    if before in ("p", "sp") or before in INDICES:
        first = t - 1
        if before in INDICES and first >= 2 and words[first - 1] == "/" and words[first - 2] == "P":
            first -= 2
        if words[first] == "P":
            if first >= 2 and words[first - 1] == "&" and words[first - 2] == "S":
                first -= 2
            elif words[first - 1 : first] == ["S"]:
                first -= 1
            else:
                return None
        if first >= floor and len(words[t]) <= 4 and (before != "sp" or len(words[t]) == 3):
            return Quantity(first, t + 1, t, t + 1, "name")
    if (
        doc.touches(t)
        and words[t - 1] == "."
        and t - 2 >= floor
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
    if not words[t - 1][0].isupper() or not words[t - 1].isalpha() or before in NOT_NAMES or before in SHARING:
        return None
    if doc.start[t] - doc.end[t - 1] != 1 or starts_sentence(doc, t - 1):
        return None
    block = doc.blocks[doc.sentences[doc.sentence_of(t)].block]
    if block.kind == "row":
        return None
    n = doc.limit
    after = low[t + 1] if t + 1 < n else ""
    if after in HYPHENS and doc.touches(t + 1) and t + 2 < n and words[t + 2][0].isdecimal():
        return None  # a score or a range
    read = numeral(doc, t)
    if read is not None and read.last > t + 1:
        return None  # "Gauteng 71 902"
    if t + 1 == block.last and block.kind in ("line", "bullet") and _labels(doc, block.first, t):
        return None  # "Dyfed-Powys 51": a label and its number
    if _one_of_several(doc, t, floor):
        return None
    if after in AFTER_QUANTITY or after in TIME_UNITS:
        return None
    if after in (".", ",") and t + 2 < n and doc.touches(t + 2):
        return None
    if after.isalpha() and after not in STOPPERS and after not in VERBS and not words[t + 1][0].isupper():
        return None
    return Quantity(t - 1, t + 1, t, t + 1, "capital", value=int(word), decimals=None)


def _labels(doc: Document, first: int, t: int) -> bool:
    """Whether a line is a label of capitalised words before its number at ``t``, as in a list of places."""
    if t - first > 6 or not (t - first >= 2 or doc.words[first][0].isupper()):
        return False
    lines = doc.text[max(0, doc.start[first] - 120) : doc.start[first]].rsplit("\n", 2)
    after = doc.text[doc.end[t] : doc.end[t] + 120].split("\n", 2)
    neighbours = (lines[-2] if len(lines) > 1 else "", after[1] if len(after) > 1 else "")
    if not any(line.rstrip()[-1:].isdecimal() for line in neighbours):
        return False
    return all(
        word[0].isupper() or not word[0].isalpha() or word in ("and", "of", "the") for word in doc.words[first:t]
    )


def _one_of_several(doc: Document, t: int, floor: int) -> bool:
    """Whether numbers follow several names in turn: "138 deaths, South Western 116 and London 29"."""
    words = doc.words

    def pair(at: int) -> bool:
        """A capitalised word or two, then a number, from token ``at``."""
        for k in (at + 1, at + 2):
            if k < doc.limit and words[k].isdecimal():
                return all(words[i][0].isupper() and words[i].isalpha() for i in range(at, k)) and (
                    k + 1 == doc.limit or words[k + 1] in ".,;)" or doc.low[k + 1] == "and"
                )
        return False

    if t + 1 < doc.limit and (words[t + 1] in (",", ";") or doc.low[t + 1] == "and") and pair(t + 2):
        return True
    if t + 1 < doc.limit and words[t + 1] not in (".", ",", ";"):
        return False
    for start in (t - 1, t - 2):
        if start - 2 >= doc.sentences[doc.sentence_of(t)].first and words[start][0].isupper():
            joined = doc.low[start - 1]
            if joined in (",", "and", ";") and words[start - 2].isdecimal():
                return True
    return False


JOINED_FORMS = (_index, _reference, _chain, _lettered, _idiom_digits, _numbered, _after_capital)
SPACED_FORMS = (_index, _reference, _numbered, _after_capital)
"""The forms to try where nothing touches the digits."""
