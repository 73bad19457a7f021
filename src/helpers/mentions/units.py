"""The fifth stage: the counted noun of each reported figure, also where it stands far off or is only meant.

In the order tried: the noun joined to the quote, the noun phrase behind the numeral or behind "of", the subject of the clause, the noun
of the figure before ("of these, 122 ..."; "The figure for 2019 was 8,244").
"""

# ruff: noqa: E501, SIM102 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from helpers.mentions.classify import noun_after
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import (
    AUXILIARIES,
    DETERMINERS,
    DOWN_NOUNS,
    DOWN_VERBS,
    IRREGULAR_SINGULARS,
    PREPOSITIONS,
    PRONOUNS,
    STOPPERS,
    TIME_UNITS,
    UP_NOUNS,
    UP_VERBS,
    VERBS,
    words,
)
from helpers.mentions.model import FIGURE_KINDS, Quantity

__all__ = ["attach_units", "singular"]

# Nouns that name a count of something else: the unit stands behind "of".
CONTAINERS = words(
    "number numbers total totals rate rates proportion proportions share shares percentage percentages level "
    "levels volume volumes value amount amounts cost costs count counts sum incidence average tally majority "
    "minority rest bulk part toll figure figures quantity growth rise fall increase decrease decline drop "
    "reduction estimate estimates prevalence record range series group groups set backlog list lot pair "
    "portion fraction half third quarter most many some all those any none one each every chance risk "
    "likelihood odds probability kind kinds type types sort sorts form forms surge jump change reports report "
    "instances instance cases case incidents incident examples output supply stock demand pool pace speed "
    "sales sale majority maximum minimum combined overall additional"
)
SOFT_CONTAINERS = words(
    "reports report instances instance cases case incidents incident examples output supply stock demand sales "
    "sale groups group growth change range series record chance risk cost costs value backlog list toll"
)
NOT_UNITS = words(
    "percent per cent year years month months week weeks day days time figure figures number numbers total "
    "rate rates increase rise fall decrease drop decline level levels record high low highest lowest average "
    "period end start share proportion percentage latest same least more most rest others other majority "
    "minority same quarter half third same ones total totals data statistics report it"
)
ADJECTIVES = words(
    "new old young total sexual violent serious high low recorded reported estimated further additional extra "
    "online different separate such own local national public private free full whole main major minor human "
    "social medical legal criminal financial fiscal annual monthly weekly daily overall average median mean "
    "good bad big small large long short black white british english irish american indian canadian australian "
    "european foreign domestic international global male female available possible likely known unknown due "
    "able eligible aged alone dead alive ill positive negative"
)


def singular(word: str) -> str:
    """Singular of an English noun, lower case but for abbreviations."""
    low = word.lower().replace("’", "'")
    if low in IRREGULAR_SINGULARS:
        return IRREGULAR_SINGULARS[low]
    if low.endswith("'s"):
        low = low[:-2]
    elif low.endswith("'"):
        low = low[:-1]
    if low in IRREGULAR_SINGULARS:
        return IRREGULAR_SINGULARS[low]
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        if low.endswith("ies") and len(low) > 4:
            return low[:-3] + "y"
        if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
            return low[:-2]
        if low.endswith("women"):
            return low[:-5] + "woman"
        return low[:-1]
    if low.endswith("women"):
        return low[:-5] + "woman"
    if low.endswith("men") and len(low) > 5:
        return low[:-3] + "man"
    return low


def attach_units(doc: Document, quantities: list[Quantity]) -> None:
    """Sets ``unit`` (and the words for ``measure``) of every reported figure."""
    previous: Quantity | None = None
    by_sentence: dict[int, list[Quantity]] = {}
    for q in quantities:
        by_sentence.setdefault(q.sentence, []).append(q)
    for q in quantities:
        if q.kind not in FIGURE_KINDS:
            continue
        if "cell" in q.tags:
            previous = q
            continue
        _attach(doc, q, previous)
        if q.unit is None and previous is not None:
            q.unit = previous.unit if previous.unit != "ratio" else None
        if q.unit == "interest rate" or q.unit != "ratio":
            previous = q


def _attach(doc: Document, q: Quantity, previous: Quantity | None) -> None:
    low = doc.low
    sentence = doc.sentences[q.sentence]
    first, last = sentence.first, sentence.last
    if q.currency is not None and q.kind in ("money", "change", "statistic", "rate", "share"):
        q.unit = q.currency
        return
    if (q.unit is not None and q.kind == "rate" and q.form in ("times", "fold", "ratio")) or q.unit in (
        "interest rate",
    ):
        return
    if q.form == "span":
        return
    if q.unit and ("unit" in q.tags or q.form == "measured"):
        return
    if "noun inside" in q.tags:
        if q.unit:
            q.unit = _name(doc, _find(low, q.core_end, q.last, q.unit))
            return
        unit = _inside(doc, q)
        if unit is not None:
            q.unit = unit
            return
    if q.unit == "time":
        return
    if q.kind == "change":
        unit = _of_change(doc, q, first, last, previous)
    elif q.form in ("percent", "fraction", "in", "of") or q.kind == "share":
        unit = _of_part(doc, q, first, last, previous)
    else:
        unit = _of_count(doc, q, first, last, previous)
    q.unit = unit


def _find(low: list[str], first: int, last: int, word: str) -> int:
    for t in range(last - 1, first - 1, -1):
        if low[t] == word:
            return t
    return last - 1


def _name(doc: Document, t: int) -> str:
    """Name of the unit whose head noun stands at ``t``; "forces" are police forces."""
    word = doc.words[t]
    name = singular(word)
    if name == "force" and t > 0 and doc.low[t - 1] in ("police", "the", "of"):
        return "police force"
    if word.isupper() and len(word) > 1 and len(word) < 6:
        return word
    if len(word) < 7 and word[:-1].isupper() and word.endswith("s") and len(word) > 2:
        return word[:-1]
    return name


def _inside(doc: Document, q: Quantity) -> str | None:
    """The counted noun within the quote: "5,843 incidents per 100,000 population"."""
    low = doc.low
    stop = q.core_end
    while stop < q.last and low[stop] not in ("per", "for", "in", "every", "a", "each"):
        stop += 1
    for t in range(stop - 1, q.core_end - 1, -1):
        if low[t].isalpha() and low[t] not in STOPPERS:
            return _name(doc, t)
    return None


def _head(doc: Document, start: int, stop: int) -> int | None:
    """Head noun of a phrase behind a numeral: the last word, or the last plural where something follows it."""
    low = doc.low
    end = stop
    while end > start and (
        (not low[end - 1].isalpha() and not low[end - 1][:1].isalpha())
        or low[end - 1] in ADJECTIVES
        or low[end - 1] in STOPPERS
        or low[end - 1] in VERBS
        or (
            low[end - 1].endswith("ly")
            and low[end - 1] not in ("family", "supply", "assembly", "butterfly", "monopoly", "fly")
        )
    ):
        end -= 1
    if end <= start:
        return None
    # "crimes involving": a plural followed by a participle ends the phrase
    for t in range(start, end - 1):
        word = low[t]
        plural = (
            word in IRREGULAR_SINGULARS
            and word
            not in (
                "police",
                "data",
                "staff",
                "news",
                "gas",
                "bus",
                "virus",
                "census",
                "campus",
                "status",
                "bonus",
                "gp",
                "works",
                "women's",
                "men's",
                "children's",
                "people's",
                "goods",
                "home",
                "earnings",
            )
        ) or (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and len(word) > 3)
        following = low[t + 1]
        if plural and (
            following.endswith(("ed", "ing"))
            or following in VERBS
            or following in ADJECTIVES
            or following.endswith("ly")
            or doc.words[t + 1][0].isupper()
        ):
            return t
    return end - 1


def _phrase_unit(doc: Document, start: int, stop: int, last: int, *, through: bool = True) -> str | None:
    """Unit of a noun phrase; containers ("number", "reports") are opened to the noun behind their "of"."""
    low = doc.low
    head = _head(doc, start, stop)
    if head is None:
        return None
    word = low[head]
    if word in CONTAINERS and through:
        after = head + 1
        if after < last and low[after] == "of":
            inner = _after_of(doc, after + 1, last)
            if inner is not None and word not in SOFT_CONTAINERS:
                return inner
            if inner is not None and word in (
                "instances",
                "instance",
                "examples",
                "output",
                "supply",
                "stock",
                "pool",
                "growth",
                "list",
                "backlog",
                "range",
                "groups",
                "group",
            ):
                return inner
    if word in NOT_UNITS or word in UP_NOUNS or word in DOWN_NOUNS:
        # "the homicide rate", "prison numbers": the word before says what of
        at = head - 1
        while at >= start and (low[at] in ADJECTIVES or low[at] in ("-", "’", "'")):
            at -= 1
        if at >= start and low[at].isalpha() and low[at] not in STOPPERS and low[at] not in NOT_UNITS:
            return _name(doc, at)
        return None
    return _name(doc, head)


def _after_of(doc: Document, at: int, last: int) -> str | None:
    """Unit of the noun phrase behind "of" or another preposition."""
    low = doc.low
    start = at
    while at < last and (
        low[at] in DETERMINERS
        or low[at] in ("the", "more", "than", "over", "about", "around", "nearly", "almost", "“", "‘", '"', "'")
        or low[at] == "of"
        or (doc.words[at][0].isdigit() and "," not in low[at] and len(low[at]) == 4)
    ):
        at += 1
        if at - start > 5:
            return None
    if at < last and low[at] in PRONOUNS:
        return None
    stop = at
    while stop < last and stop - at < 7:
        word = low[stop]
        if word in ("-", "‑", "/", "’", "'", "“", "‘", '"', "&") and stop + 1 < last and word not in (",",):
            stop += 1
            continue
        if not word[:1].isalpha() or word in STOPPERS or (word in VERBS and stop > at):
            break
        if stop > at and word.endswith("ed") and low[stop - 1].endswith("s"):
            break
        stop += 1
    if stop == at:
        return None
    return _phrase_unit(doc, at, stop, last)


def _of_count(doc: Document, q: Quantity, first: int, last: int, previous: Quantity | None) -> str | None:
    low = doc.low
    start, stop = noun_after(doc, q, last)
    at = q.last
    if at < last and low[at] == "of" and at + 1 < last and low[at + 1] in PRONOUNS:
        return previous.unit if previous is not None else None
    if stop > start:
        unit = _phrase_unit(doc, start, stop, last)
        if (
            unit is not None
            and unit not in TIME_UNITS
            and (
                low[start:stop]
                == [
                    "men",
                ]
                or True
            )
        ):
            return unit
    if at < last and low[at] == "of" and q.qualifier != "exact":
        inner = _after_of(doc, at + 1, last)
        if inner is not None:
            return inner
    # "(187)" restates what stands before it; "of these, 122 were"; "34 were passengers"
    if at < last and low[at] in ("were", "are", "was") and at + 1 < last and previous is not None:
        complement = low[at + 1]
        if (
            complement.isalpha()
            and complement.endswith("s")
            and complement not in STOPPERS
            and complement not in VERBS
            and not complement.endswith("ss")
        ):
            return _name(doc, at + 1)
    subject = _subject(doc, q, first)
    if subject is not None:
        return subject
    return previous.unit if previous is not None and previous.unit not in ("ratio", None) else None


def _of_part(doc: Document, q: Quantity, first: int, last: int, previous: Quantity | None) -> str | None:
    """The whole of a share: "37% of cases", "one in five adults"."""
    low = doc.low
    at = q.last
    if q.form == "in" or q.form == "of":
        start, stop = noun_after(doc, q, last)
        if stop > start:
            unit = _phrase_unit(doc, start, stop, last)
            if unit is not None:
                return unit
        if at < last and low[at] == "of":
            inner = _after_of(doc, at + 1, last)
            if inner is not None:
                return inner
    else:
        # "(48%) of cases", "a third all of child abuse", "half the"
        while at < last and low[at] in (")", "or", ","):
            at += 1
            if low[at - 1] != ")":
                break
        if at < last and low[at] == "all" and at + 1 < last and low[at + 1] == "of":
            at += 1
        if at < last and low[at] == "of":
            if (at + 1 < last and low[at + 1] in PRONOUNS and low[at + 1] not in ("that", "this", "all")) or (
                at + 2 < last and low[at + 1] == "those" and low[at + 2] in ("who", "asked", "surveyed", "polled")
            ):
                return previous.unit if previous is not None else None
            inner = _after_of(doc, at + 1, last)
            if inner is not None:
                return inner
            if previous is not None:
                return previous.unit
        if at < last and low[at] in ("the", "all", "their", "its") and q.form == "fraction":
            inner = _after_of(doc, at, last)
            if inner is not None:
                return inner
        if q.form == "fraction" or q.form == "percent":
            start, stop = noun_after(doc, q, last)
            if stop > start and low[start] not in VERBS and low[start] not in UP_VERBS and low[start] not in DOWN_VERBS:
                unit = _phrase_unit(doc, start, stop, last)
                if unit is not None and doc.low[stop - 1].endswith("s"):
                    return unit
    # "Of the 2,036 offences recorded last year, 12% were": the frame at the start of the sentence
    frame = _frame(doc, q, first, last)
    if frame is not None:
        return frame
    if (
        previous is not None
        and previous.sentence == q.sentence
        and previous.kind in ("share", "statistic", "coverage")
        and previous.unit
    ):
        return previous.unit
    if (
        previous is not None
        and previous.kind in ("share", "statistic", "coverage", "rate", "change")
        and previous.unit
        and previous.unit not in ("ratio", "interest rate")
        and len(previous.unit) > 3
    ):
        subject = _subject(doc, q, first)
        if previous.kind == "share" or subject is None or subject in NOT_UNITS:
            return previous.unit
        return previous.unit if previous.sentence >= q.sentence - 1 else subject
    return _subject(doc, q, first)


def _frame(doc: Document, q: Quantity, first: int, last: int) -> str | None:
    low = doc.low
    at = first
    while at < q.first and not low[at][0].isalpha():
        at += 1
    if at < q.first and low[at] in ("of", "among", "amongst"):
        start = at + 1
        while start < q.first and (low[start] in DETERMINERS or not low[start][0].isalpha()):
            start += 1
        if start < q.first and low[start] in PRONOUNS:
            return None
        return _after_of(doc, start, q.first)
    return None


def _of_change(doc: Document, q: Quantity, first: int, last: int, previous: Quantity | None) -> str | None:
    """What grew or fell: "a 12% rise in robberies", "12% more homes", "knife crime rose 7%"."""
    low = doc.low
    at = q.last
    if q.form == "count":
        start, stop = noun_after(doc, q, last)
        while start < stop and (low[start] in UP_VERBS or low[start] in DOWN_VERBS):
            start += 1
        if stop > start:
            unit = _phrase_unit(doc, start, stop, last)
            if unit is not None:
                return unit
    # "rise/increase/fall in X", "more X"
    for step in range(0, 6):
        t = at + step
        if t >= last:
            break
        word = low[t]
        if word in (",", ".", ";", "(", ")"):
            break
        if (word in UP_NOUNS or word in DOWN_NOUNS) and t + 1 < last and low[t + 1] in ("in", "of"):
            inner = _after_of(doc, t + 2, last)
            if inner is not None:
                return inner
        if (
            word in ("more", "fewer", "less", "extra", "additional")
            and t + 1 < last
            and low[t + 1].isalpha()
            and low[t + 1] not in STOPPERS
        ):
            start = t + 1
            stop = start
            while (
                stop < last
                and low[stop][:1].isalpha()
                and low[stop] not in STOPPERS
                and low[stop] not in VERBS
                and stop - start < 5
            ):
                stop += 1
            unit = _phrase_unit(doc, start, stop, last)
            if unit is not None:
                return unit
    if q.form == "verb" or q.form == "times":
        # "doubled the number of", "double the 72,000 hectares"
        if at < last and low[at] in ("the", "its", "their") and q.form == "times":
            inner = _after_of(doc, at, last)
            if inner is not None:
                return inner
        # "three times as many homes"
        if at + 2 < last and low[at] == "as" and low[at + 1] in ("many", "much"):
            start = at + 2
            stop = start
            while (
                stop < last
                and low[stop][:1].isalpha()
                and low[stop] not in STOPPERS
                and low[stop] not in VERBS
                and stop - start < 5
            ):
                stop += 1
            unit = _phrase_unit(doc, start, stop, last) if stop > start else None
            if unit is not None:
                return unit
    # "a rise of 12% in robberies"
    if at + 1 < last and low[at] == "in" and q.first > first and low[q.first - 1] in ("of", "than", "by"):
        back = low[max(first, q.first - 6) : q.first]
        if (
            (set(back) & UP_NOUNS or set(back) & DOWN_NOUNS)
            and not doc.words[at + 1][0].isdigit()
            and not doc.words[at + 1][0].isupper()
            and low[at + 1] not in ("the",)
        ) or (
            set(back) & (UP_NOUNS | DOWN_NOUNS)
            and at + 2 < last
            and low[at + 1] == "the"
            and low[at + 2] in ("number", "rate", "total", "cost", "price", "proportion", "share")
        ):
            inner = _after_of(doc, at + 1, last)
            if inner is not None and inner not in TIME_UNITS:
                return inner
    # "increase in X of 12%", "the rise in X was 12%"
    for t in range(q.first - 1, max(first, q.first - 14) - 1, -1):
        if (
            (low[t] in UP_NOUNS or low[t] in DOWN_NOUNS)
            and t + 1 < q.first
            and low[t + 1] in ("in", "of")
            and low[t + 1 : q.first] not in (["of"], ["of", "about"])
            and not (low[t + 1] == "of" and t + 2 >= q.first - 2)
        ):
            inner = _after_of(doc, t + 2, q.first)
            if inner is not None and inner not in TIME_UNITS:
                return inner
    if previous is not None and previous.sentence == q.sentence and q.first - previous.last <= 14:
        between = low[previous.last : q.first]
        if (
            (
                not ({"and", "while", "but", "whereas", ";"} & set(between))
                or (previous.kind == "change" and len(between) < 3)
            )
            and previous.unit
            and previous.unit != "ratio"
            and previous.form not in ("span",)
        ):
            return previous.unit
    subject = _subject(doc, q, first)
    if subject is not None:
        return subject
    return previous.unit if previous is not None else None


def _subject(doc: Document, q: Quantity, first: int) -> str | None:
    """Unit of the subject of the clause: the noun phrase before its verb, or the first of the clause."""
    low = doc.low
    # the start of the clause
    start = first
    verb = -1
    for t in range(q.first - 1, first - 1, -1):
        word = low[t]
        if word in (";", ":", "–", "—", "•") or (
            word in ("while", "but", "whereas", "although", "whilst") and t < q.first - 1
        ):
            start = t + 1
            break
        if word == "and" and verb > 0 and t + 1 < verb and low[t + 1] not in ("is",):
            # "burglary fell 7% and robbery rose": a new subject after "and" with its own verb
            if any(doc.words[k][0].isdigit() for k in range(max(first, t - 4), t)):
                start = t + 1
                break
        if (
            word in (AUXILIARIES | UP_VERBS | DOWN_VERBS | VERBS)
            and verb < 0
            and word not in ("more", "less", "fewer", "further", "living", "including")
        ):
            verb = t
        if q.first - t > 45:
            break
    end = verb if verb > start else q.first
    while end > start and (
        low[end - 1] in AUXILIARIES
        or low[end - 1] in ("also", "now", "still", "already", "even", "had", "not", "again", "itself")
    ):
        end -= 1
    # skip an introductory phrase: "In 2015-16, the total was"
    at = start
    comma = -1
    if at < end and low[at] in PREPOSITIONS | {
        "since",
        "meanwhile",
        "overall",
        "altogether",
        "taking",
        "according",
        "compared",
        "when",
        "at",
    }:
        for t in range(at, end):
            if low[t] == ",":
                comma = t
                break
        if comma > 0:
            at = comma + 1
    while at < end and (
        low[at] in DETERMINERS
        or not low[at][0].isalpha()
        or low[at] in ("there", "both", "that", "and", "then", "also", "but", "so", "which", "where", "who", "yet")
    ):
        if low[at] in ("that", "this", "it") and at + 1 >= end:
            return None
        at += 1
    stop = at
    while stop < end and stop - at < 9:
        word = low[stop]
        if word in ("-", "‑", "/", "’", "'", "“", "”", "‘", '"', "&", "(", ")") and stop > at:
            stop += 1
            continue
        if not word[:1].isalpha() or word in STOPPERS or (word in VERBS and stop > at):
            break
        stop += 1
    if stop == at:
        return None
    head = _head(doc, at, stop)
    if head is None:
        return None
    if low[head] in (
        "police",
        "officials",
        "officers",
        "government",
        "ministers",
        "council",
        "charity",
        "researchers",
        "company",
        "service",
        "department",
        "centre",
        "ons",
        "nspcc",
        "report",
        "survey",
        "study",
    ):
        return None
    if doc.words[head][0].isupper() and head > first and not doc.words[head].isupper() and q.form == "count":
        return None
    if (
        low[head] in CONTAINERS
        and stop < len(low)
        and low[stop] in ("of", "for")
        and low[head] not in ("cases", "reports", "incidents", "sales")
    ):
        if low[stop] == "of":
            inner = _after_of(doc, stop + 1, q.first)
            if inner is not None:
                return inner
        return None
    return _phrase_unit(doc, at, stop, q.first)
