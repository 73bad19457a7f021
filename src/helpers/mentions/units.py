"""The fifth stage: the counted noun of each reported figure, also where it stands far off or is only meant.

In the order tried: the noun inside the quote, the noun phrase behind the numeral or behind "of", the label before a colon, the
subject of the clause, the noun of the figure before ("of these, 122 ..."; "The figure for 2019 was 8,244").
"""

# ruff: noqa: E501 - patterns stay on one line

from __future__ import annotations

import re
from math import log

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import (
    AUXILIARIES,
    DETERMINERS,
    DOWN_NOUNS,
    DOWN_VERBS,
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
from helpers.mentions.phrases import counts, head, is_plural, is_verb, phrase, singular

__all__ = ["CONTAINERS", "NOT_UNITS", "SPEAKERS", "attach_units", "name_of_unit", "singular"]

# Nouns that name a count of something else: the unit stands behind their "of" or "for".
CONTAINERS = words(
    "number numbers total totals rate rates proportion proportions share shares percentage percentages level levels volume "
    "volumes value amount amounts sum incidence average tally majority minority rest bulk part toll figure figures quantity "
    "growth rise fall increase decrease decline drop reduction estimate estimates prevalence range set backlog list lot pair "
    "portion fraction half third quarter most many some all those any none one each every chance likelihood odds probability "
    "kind kinds type types sort sorts form forms surge jump change pool stock output majority instances instance examples "
    "handful tens dozens hundreds thousands millions count counts peak record"
)
NOT_UNITS = words(
    "percent per cent year years month months week weeks day days time figure figures number numbers total rate rates "
    "increase rise fall decrease drop decline level levels record high low highest lowest average period end start share "
    "proportion percentage latest same least more most rest others other majority minority quarter half third ones totals "
    "data statistics it point points top overall thing things reduction growth jump surge change toll count tally"
)
# A rate of these words is one of people.
OF_PEOPLE = words("unemployment employment inactivity jobless mortality literacy poverty")
SPEAKERS = words(
    "officials official officers government ministers council charity researchers company service department centre ons "
    "nspcc report survey study union police forces spokesman spokeswoman spokesperson minister chief commission agency office"
)
SAY = words(
    "said says say estimates estimate estimated shows show showed found finds reveals revealed suggests suggested claims "
    "claimed warned reported reports believes believe indicates announced noted fact added means"
)
TRANSITIVE = words(
    "cut cuts cutting reduce reduces reduced reducing increase increased increases increasing raise raised raises raising "
    "boost boosted lower lowered slash slashed improve improved"
)
INTRODUCTIONS = words("since meanwhile overall altogether taken when however compared last this once while but and")


def attach_units(doc: Document, quantities: list[Quantity]) -> None:
    """Sets ``unit`` of every reported figure."""
    previous: Quantity | None = None
    dollar = _dollar(doc)
    waiting: list[Quantity] = []
    by_value: dict[float, str] = {}
    earlier: list[Quantity] = []
    last_noun: Quantity | None = None
    for q in quantities:
        if q.currency == "USD" and dollar != "USD" and _bare_dollar(doc, q):
            q.currency = dollar
            q.unit = dollar if q.unit == "USD" else q.unit
        if q.kind not in FIGURE_KINDS:
            continue
        if "cell" in q.tags:
            if q.unit is None and previous is not None and previous.unit != "ratio":
                q.unit = _counted(previous)
            previous = q
            continue
        if earlier and earlier[-1].sentence != q.sentence:
            earlier = []
        noun = previous
        if previous is not None and previous.currency is not None and q.kind in ("change", "share") and _they(doc, q):
            noun = last_noun  # "Shares closed at 271p. They have gained 19%"
        _attach(doc, q, noun or previous, by_value, earlier)
        earlier.append(q)
        if q.currency is None and q.unit not in (None, "ratio", "interest rate"):
            last_noun = q
        if q.unit is None and previous is not None:
            q.unit = _counted(previous)
        if q.unit is None:
            waiting.append(q)
        elif waiting:
            # a headline before the first counted noun takes that noun
            for headline in waiting:
                headline.unit = _counted(q)
            waiting = []
        if q.unit is not None and q.value is not None and q.kind == "statistic" and q.currency is None:
            by_value.setdefault(float(q.value), q.unit)
        previous = q


def _they(doc: Document, q: Quantity) -> bool:
    """Whether the sentence opens with "they": what is meant are things, not the amount told last."""
    first = doc.sentences[q.sentence].first
    return "they" in doc.low[first : first + 3]


def _bare_dollar(doc: Document, q: Quantity) -> bool:
    """Whether an amount carries a "$" without letters before it."""
    for t in range(q.first, q.core):
        if doc.words[t] == "$":
            return not (doc.touches(t) and doc.words[t - 1].isalpha())
    return False


def _counted(q: Quantity) -> str | None:
    """The noun that later figures may mean: of a ratio, what it compares."""
    if q.unit == "ratio":
        return q.measure
    return q.unit


DOLLARS = {
    "AUD": re.compile(
        r"\b(?:Australia\w*|New South Wales|NSW|Queensland\w*|Victorian|Tasmania\w*|Sydney|Melbourne|Brisbane|Perth|Adelaide|Canberra|ASX)\b"
    ),
    "CAD": re.compile(
        r"\b(?:Canad\w+|Ontario|Quebec|Québec|Alberta|Manitoba|Saskatchewan|Nova Scotia|British Columbia|Ottawa|Toronto|Vancouver|Calgary|RCMP)\b"
    ),
    "NZD": re.compile(r"\b(?:New Zealand\w*|NZ|Auckland|Wellington|Christchurch|Otago)\b"),
    "SGD": re.compile(r"\bSingapore\w*"),
    "HKD": re.compile(r"\bHong Kong\b"),
}
"""Places that tell whose dollar is meant."""
OF_THE_STATES = re.compile(
    r"\b(?:U\.S\.|United States|American?s?|federal|Wall Street|US|USA|Washington|New York|California|Texas|Florida|Fed|Congress)(?!\w)"
)


def _dollar(doc: Document) -> str:
    """Whose dollar a bare "$" is: of the country whose places the text names most, else the United States'."""
    text = doc.text
    if "$" not in text:
        return "USD"
    counts = {code: len(places.findall(text)) for code, places in DOLLARS.items()}
    best = max(counts, key=lambda code: (counts[code], code))
    return best if counts[best] > len(OF_THE_STATES.findall(text)) else "USD"


def _attach(
    doc: Document, q: Quantity, previous: Quantity | None, by_value: dict[float, str], earlier: list[Quantity]
) -> None:
    sentence = doc.sentences[q.sentence]
    first, last = sentence.first, sentence.last
    if q.currency is not None:
        q.unit = q.currency
        return
    if q.kind == "rate" and q.form in ("times", "fold", "ratio"):
        q.measure = _compared_noun(doc, q, last) or (_counted(previous) if previous is not None else None)
        return
    if q.unit == "interest rate" or q.form == "span" or "rating" in q.tags:
        return
    if q.unit and ("unit" in q.tags or q.form == "measured"):
        return
    if "noun inside" in q.tags:
        unit = name_of_unit(doc, _find(doc.low, q.core_end, q.last, q.unit)) if q.unit else _inside(doc, q)
        if unit is not None:
            q.unit = unit
            return
    if q.unit is not None and (q.unit == "time" or q.kind == "rate"):
        return
    if q.kind == "change":
        q.unit = _of_change(doc, q, first, last, previous)
    elif q.form in ("percent", "fraction", "in", "of") or q.kind == "share":
        q.unit = _of_part(doc, q, first, last, previous)
    else:
        q.unit = _of_count(doc, q, first, last, previous, by_value, earlier)


def _find(low: list[str], first: int, last: int, word: str) -> int:
    for t in range(last - 1, first - 1, -1):
        if low[t] == word:
            return t
    return last - 1


def name_of_unit(doc: Document, t: int) -> str:
    """Name of the unit whose head noun stands at ``t``; the forces that count crimes are police forces."""
    word = doc.words[t]
    name = singular(word)
    if name == "force" and t > 0 and doc.low[t - 1] in ("police", "the", "of", "44", "43"):
        return "police force"
    if word.isupper() and 1 < len(word) < 6:
        return word
    if 2 < len(word) < 7 and word.endswith("s") and word[:-1].isupper():
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
            return name_of_unit(doc, t)
    return None


def _unit(doc: Document, start: int, stop: int, last: int) -> str | None:
    """Unit of a noun phrase; containers ("number", "rate") are opened to the noun behind their "of" or before them."""
    low = doc.low
    at = head(doc, start, stop)
    if at is None:
        return None
    word = low[at]
    if word in CONTAINERS:
        after = at + 1
        if (
            after < last
            and low[after] in ("of", "for", "among", "in")
            and not (low[after] == "in" and word not in UP_NOUNS | DOWN_NOUNS)
        ):
            inner = _behind(doc, after + 1, last)
            if inner is not None:
                return inner
    if word in NOT_UNITS or word in UP_NOUNS or word in DOWN_NOUNS:
        before = at - 1
        while before >= start and not (low[before][0].isalpha() and low[before] not in STOPPERS):
            before -= 1
        if before >= start and low[before] in OF_PEOPLE:
            return "person"
        inner_head = head(doc, start, before + 1) if before >= start else None
        if inner_head is not None and low[inner_head] not in NOT_UNITS:
            return name_of_unit(doc, inner_head)
        return None
    if doc.words[at][0].isupper() and doc.words[at].lower() in (
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ):
        return None
    return name_of_unit(doc, at)


def _behind(doc: Document, at: int, last: int) -> str | None:
    """Unit of the noun phrase behind a preposition; None for a pronoun."""
    probe = at
    while probe < last and doc.low[probe] in ("all", "the", "both") and probe - at < 2:
        probe += 1
    if probe < last and doc.low[probe] in PRONOUNS and doc.low[probe] not in ("this", "all", "that"):
        return None
    start, stop = phrase(doc, at, last)
    return _unit(doc, start, stop, last) if stop > start else None


def _after(doc: Document, q: Quantity, last: int) -> str | None:
    """Unit of the noun phrase that follows a numeral at once."""
    at = q.last
    low = doc.low
    while (
        at + 1 < last and low[at] in ("more", "fewer", "extra", "additional", "further") and low[at + 1] not in STOPPERS
    ):
        at += 1
    if at < last and low[at] in ("dead", "injured", "hurt", "missing", "wounded", "killed"):
        return "person"
    if (
        at >= last
        or (low[at] in STOPPERS and low[at] not in ("more", "fewer", "less", "such", "most", "least"))
        or not (low[at][0].isalpha() or low[at] in "“‘\"'")
    ):
        return None
    if not (counts(doc, at, last) if q.form == "count" else not is_verb(doc, at, last)):
        return None
    start, stop = phrase(doc, at, last)
    if stop > start and start - at <= 2 and not doc.words[at][0].isdecimal():
        return _unit(doc, start, stop, last)
    return None


def _compared_noun(doc: Document, q: Quantity, last: int) -> str | None:
    """What a ratio compares: "three times as much of the electricity as", "twice as many homes as"."""
    low = doc.low
    at = q.last
    if at + 1 < last and low[at] == "as" and low[at + 1] in ("much", "many"):
        at += 2
        if at < last and low[at] == "of":
            at += 1
        start, stop = phrase(doc, at, last)
        return _unit(doc, start, stop, last) if stop > start and low[at] != "as" else None
    return None


def _alike(q: Quantity, earlier: list[Quantity]) -> Quantity | None:
    """Of the counts before it in the sentence, the one nearest in size: "4,900 moderators in 11 hubs, down from 5,600"."""
    sizes = [
        (abs(log(abs(float(e.value)) / abs(float(q.value)))), -k, e)
        for k, e in enumerate(earlier)
        if e.value and q.value and e.kind in ("statistic", "coverage") and e.currency is None and e.unit
    ]
    if not sizes or min(sizes)[0] > 2.5:
        return None
    return min(sizes)[2]


def _of_count(
    doc: Document,
    q: Quantity,
    first: int,
    last: int,
    previous: Quantity | None,
    by_value: dict[float, str],
    earlier: list[Quantity],
) -> str | None:
    low = doc.low
    at = q.last
    if at + 1 < last and low[at] == "of":
        if low[at + 1] in PRONOUNS:
            complement = _complement(doc, at + 2, last)
            return complement or (_counted(previous) if previous is not None else _subject(doc, q, first))
        complement = None
        start, stop = phrase(doc, at + 1, last)
        if start > at + 1 and low[start - 1] in DETERMINERS | {"the"}:
            complement = _complement(doc, stop if stop > start else start + 1, last)
        unit = complement or (_unit(doc, start, stop, last) if stop > start else None)
        if unit is not None:
            return unit
    unit = _after(doc, q, last)
    if unit is not None:
        return unit
    complement = _complement(doc, at, last)
    if complement is not None:
        return complement
    if q.value is not None and float(q.value) in by_value and float(q.value) >= 10:
        return by_value[float(q.value)]
    if (
        at < last
        and low[at] in ("were", "are", "was")
        and low[at + 1 : at + 2] in (["aged"], ["killed"], ["injured"], ["arrested"], ["jailed"], ["under"])
    ):
        return "person"
    if q.first - 2 > first and low[q.first - 1] == "with" and low[q.first - 2] == "," and is_plural(low[q.first - 3]):
        return name_of_unit(doc, q.first - 3)
    inside = previous is not None and previous.sentence == q.sentence
    if inside and previous is not None:
        subject = _subject(doc, q, previous.last) if q.first - previous.last > 3 else None
        unit = (
            subject
            if subject is not None and q.first > previous.last + 3 and _has_verb(doc, previous.last, q.first)
            else None
        )
        if unit is not None:
            return unit
        if _counted(previous) is not None and previous.currency is None and previous.unit != "interest rate":
            return _counted(_alike(q, earlier) or previous)
    return _subject(doc, q, first)


def _complement(doc: Document, at: int, last: int) -> str | None:
    """Such as "69 of the dead were drivers", "34 were passengers": the noun behind the verb of being."""
    low = doc.low
    if at + 1 < last and low[at] in ("were", "are", "was") and is_plural(low[at + 1]) and low[at + 1] not in VERBS:
        after = low[at + 2] if at + 2 < last else "."
        if after in (",", ".", ";", "and", ")", "in", "from", "or"):
            return name_of_unit(doc, at + 1)
    return None


def _of_part(doc: Document, q: Quantity, first: int, last: int, previous: Quantity | None) -> str | None:
    """The whole of a share: "37% of cases", "one in five adults", "the share of homes was 12%"."""
    low = doc.low
    at = q.last
    if at + 1 < last and low[at] == "(":
        close = at
        while close < last and close - at < 8 and low[close] != ")":
            close += 1
        if close + 1 < last and low[close + 1] == "of":
            at = close + 1  # "almost half (48%) of the cases"
    while at < last and low[at] in (")", "or", ","):
        at += 1
        if low[at - 1] != ")":
            break
    if at + 2 < last and low[at] == "all" and low[at + 1] == "of":
        at += 1
    counted = _counted(previous) if previous is not None else None
    if (
        at + 2 < last
        and low[at] in ("share", "stake", "slice", "proportion", "minority", "majority")
        and low[at + 1] == "of"
    ):
        at += 1  # "a 27.4% share of the market"
    if at < last and low[at] == "of":
        target = low[at + 1] if at + 1 < last else ""
        unit = _behind(doc, at + 1, last)
        if unit is not None and target not in ("those", "them", "these", "it", "which", "whom"):
            return unit
        if counted is not None and previous is not None and previous.currency is None:
            return counted
        return _subject(doc, q, first) or counted
    if q.form in ("in", "of"):
        unit = _after(doc, q, last)
        if unit is not None:
            return unit
    if q.form == "fraction" and at < last and low[at] in ("the", "all", "their", "its", "our"):
        unit = _behind(doc, at, last)
        if unit is not None:
            return unit
    if (
        q.form in ("fraction", "percent")
        and at < last
        and not is_verb(doc, at, last)
        and low[at] not in UP_VERBS | DOWN_VERBS
    ):
        start, stop = phrase(doc, at, last)
        if stop > start == at and is_plural(low[stop - 1]):
            unit = _unit(doc, start, stop, last)
            if unit is not None:
                return unit
    if q.first - 1 > first and low[q.first - 1] == "of":
        # "a response rate of 20.2%"
        start = q.first - 2
        while start > first and low[start - 1] not in STOPPERS and low[start - 1][0].isalpha() and q.first - start < 6:
            start -= 1
        if low[q.first - 2] in ("rate", "share", "proportion", "percentage"):
            unit = _unit(doc, start, q.first - 1, q.first - 1)
            if unit is not None:
                return unit
    own = _subject_counts(doc, q, first)
    frame = _frame(doc, q, first) if not own else None
    if frame is not None:
        return frame
    if own:
        subject = _subject(doc, q, first)
        if subject is not None:
            return subject
    if counted is not None and previous is not None and previous.currency is None and previous.unit != "interest rate":
        near = previous.sentence >= q.sentence - 1
        if previous.kind == "share" or (near and previous.kind in ("statistic", "coverage", "change", "rate")):
            subject = _subject(doc, q, first)
            if previous.kind != "share" and subject is not None and previous.sentence != q.sentence:
                return subject if is_plural(subject + "s") and _subject_counts(doc, q, first) else counted
            return counted
    return _subject(doc, q, first) or counted


def _subject_counts(doc: Document, q: Quantity, first: int) -> bool:
    """Whether the clause opens with a rate or share of its own ("The unemployment rate was 4.0%")."""
    opening = set(doc.low[first : min(q.first, first + 9)])
    return bool(opening & {"rate", "share", "proportion", "percentage"})


def _frame(doc: Document, q: Quantity, first: int) -> str | None:
    """Such as "Of the 2,036 offences recorded last year, 12% were", "among single parents 58%"."""
    low = doc.low
    at = first
    while at < q.first and not low[at][0].isalpha():
        at += 1
    for t in range(q.first - 1, max(at, q.first - 8) - 1, -1):
        if low[t] in ("among", "amongst"):
            unit = _behind(doc, t + 1, q.first)
            if unit is not None:
                return unit
    if at < q.first and low[at] in ("of", "among", "amongst"):
        return _behind(doc, at + 1, q.first)
    return None


def _of_change(doc: Document, q: Quantity, first: int, last: int, previous: Quantity | None) -> str | None:
    """What grew or fell: "a 12% rise in robberies", "12% more homes", "cut spills by 8%", "knife crime rose 7%"."""
    low = doc.low
    at = q.last
    if q.form == "count":
        start = at
        while start < last and (low[start] in ("more", "fewer", "less", "extra", "additional", "further")):
            start += 1
        if start < last and not is_verb(doc, start, last) and low[start] not in STOPPERS and low[start][0].isalpha():
            begin, stop = phrase(doc, start, last)
            unit = _unit(doc, begin, stop, last) if stop > begin else None
            if unit is not None:
                return unit
    for t in range(at, min(last, at + 6)):
        word = low[t]
        if word in (",", ".", ";", "(", ")"):
            break
        if (word in UP_NOUNS or word in DOWN_NOUNS) and t + 1 < last and low[t + 1] in ("in", "of"):
            unit = _behind(doc, t + 2, last)
            if unit is not None and unit not in TIME_UNITS:
                return unit
        if (
            word in ("more", "fewer", "less", "extra", "additional")
            and t + 1 < last
            and low[t + 1][0].isalpha()
            and low[t + 1] not in STOPPERS
        ):
            start, stop = phrase(doc, t + 1, last)
            unit = _unit(doc, start, stop, last) if stop > start else None
            if unit is not None:
                return unit
    if q.form in ("verb", "times"):
        if (
            at < last
            and low[at] in ("the", "its", "their", "our")
            and (low[at] != "the" or q.form == "times" or low[at + 1 : at + 2] == ["number"])
        ):
            unit = _behind(doc, at, last)
            if unit is not None and unit not in TIME_UNITS:
                return unit
        unit = _compared_noun(doc, q, last)
        if unit is not None:
            return unit
        if low[at : at + 2] == ["as", "many"] and previous is not None and previous.sentence == q.sentence:
            return _counted(previous)
    unit = _changed_object(doc, q, first, last)
    if unit is not None:
        return unit
    inside = previous is not None and previous.sentence == q.sentence and _counted(previous) is not None
    apart = q.first - 2 >= first and low[q.first - 1] in ("up", "down") and low[q.first - 2] in (",", "(", "–", "—")
    if inside and previous is not None and apart:
        return _counted(previous)  # "arrived early, down 1.3 points"
    if inside and previous is not None and not _has_verb(doc, previous.last, q.first):
        own = q.first - previous.last > 3 and low[q.first - 1] in ("up", "down") and low[q.first - 2].isalpha()
        if not own or low[q.first - 2] in AUXILIARIES or low[q.first - 2] in STOPPERS:
            return _counted(previous)
    start = previous.last if inside and previous is not None else first
    subject = _subject(doc, q, start)
    if subject is None and start != first and previous is not None:
        return _counted(previous)
    if subject is not None:
        return subject
    return _counted(previous) if previous is not None else None


def _changed_object(doc: Document, q: Quantity, first: int, last: int) -> str | None:
    """The noun behind "rise in", or the object of "cut ... by"."""
    low = doc.low
    back = set(low[max(first, q.first - 6) : q.first])
    moved = back & (UP_NOUNS | DOWN_NOUNS)
    at = q.last
    if (
        moved
        and at + 1 < last
        and low[at] == "in"
        and not doc.words[at + 1][0].isdecimal()
        and not doc.words[at + 1][0].isupper()
    ):
        unit = _behind(doc, at + 1, last)
        if (
            unit is not None
            and unit not in TIME_UNITS
            and (is_plural(low[at + 1]) or low[at + 1] in DETERMINERS or low[at + 1] not in ("the",))
        ) and (
            low[at + 1] != "the" or (low[at + 2 : at + 3] and low[at + 2] in CONTAINERS | {"price", "cost", "value"})
        ):
            return unit
    for t in range(q.first - 1, max(first, q.first - 14) - 1, -1):
        word = low[t]
        if (
            (word in UP_NOUNS or word in DOWN_NOUNS)
            and t + 2 < q.first
            and low[t + 1] in ("in", "of")
            and low[t + 2] not in ("about", "more", "around", "nearly", "over", "just", "at", "almost", "up")
        ):
            unit = _behind(doc, t + 2, q.first)
            if unit is not None and unit not in TIME_UNITS:
                return unit
        if (
            word in TRANSITIVE
            and t + 1 < q.first
            and low[t + 1] not in ("by", "to", "from", "sharply", "more")
            and "by" in low[t : q.first]
        ):
            start, stop = phrase(doc, t + 1, q.first)
            unit = _unit(doc, start, stop, q.first) if stop > start else None
            if unit is not None:
                return unit
    return None


def _has_verb(doc: Document, start: int, stop: int) -> bool:
    """Whether a finite verb stands between two figures, so that the second may have a subject of its own."""
    low = doc.low
    for t in range(start, stop):
        word = low[t]
        if word in AUXILIARIES or (word in VERBS and is_verb(doc, t, stop)):
            return True
        if (word in UP_VERBS or word in DOWN_VERBS) and word.endswith(("ed", "ell", "ose", "ew", "ank")):
            return True
    return False


def _subject(doc: Document, q: Quantity, first: int) -> str | None:
    """Unit of the subject of the clause, or of the label before a colon ("URLs confirmed in 2017: 78,589")."""
    low = doc.low
    start = first
    verb = -1
    for t in range(q.first - 1, first - 1, -1):
        word = low[t]
        if word == ":" and t > first:
            return (
                _label(doc, first, t)
                if verb < 0 or low[t + 1] in ("there", "up", "down")
                else _clause_subject(doc, t + 1, verb, q)
            )
        if word in (";", "–", "—", "•") or (
            word in ("while", "but", "whereas", "although", "whilst", "when", "because", "after", "if", "where")
            and t < q.first - 1
            and verb > 0
        ):
            start = t + 1
            break
        if word == "as" and t > first and low[t - 1] in ("even", ",") and verb > t:
            start = t + 1  # "even as revenue rose 5.5%"
            break
        if (word == "that" and t > first and low[t - 1] in SAY) or (
            word in ("said", "says", "added", "claimed") and verb > t + 1
        ):
            start = t + 1
            break
        if word == "and" and 0 < t + 1 < verb and any(doc.words[k][0].isdecimal() for k in range(max(first, t - 5), t)):
            start = t + 1  # "burglary fell 7% and robbery rose": a new subject
            break
        if (
            verb < 0
            and (word in UP_VERBS or word in DOWN_VERBS or is_verb(doc, t, q.first))
            and word not in ("more", "less", "fewer", "further")
        ) and not (
            word in ("up", "down", "higher", "lower")
            and t > first
            and (low[t - 1] in AUXILIARIES or low[t - 1] in ("went", "go", "gone", "is"))
        ):
            verb = t
        if q.first - t > 45:
            break
    return _clause_subject(doc, start, verb, q)


def _label(doc: Document, first: int, colon: int) -> str | None:
    """Unit of a label before a colon, its bullet left out."""
    at = first
    while at < colon and not doc.low[at][0].isalpha():
        at += 1
    if at < colon and doc.low[at] == "o" and doc.words[at] == "o":
        at += 1
    start, stop = phrase(doc, at, colon)
    return _unit(doc, start, stop, colon) if stop > start else None


def _clause_subject(doc: Document, start: int, verb: int, q: Quantity) -> str | None:
    low = doc.low
    end = verb if verb > start else q.first
    while end > start and (
        low[end - 1] in AUXILIARIES
        or low[end - 1] in ("also", "now", "still", "already", "even", "not", "again", "itself", "(")
        or low[end - 1].endswith("ly")
    ):
        end -= 1
    if end > start and low[end - 1] in (
        "it",
        "that",
        "this",
        "they",
        "these",
        "those",
        "that's",
        "it's",
        "there's",
        "they're",
    ):
        return None
    if end - 1 > start and low[end - 1] in ("which", "who", "that"):
        # "the index, which gained two per cent"
        stop = end - 1
        if low[stop - 1] == ",":
            stop -= 1
        begin = stop
        while begin > start and low[begin - 1][0].isalpha() and low[begin - 1] not in STOPPERS:
            begin -= 1
        return _unit(doc, begin, stop, stop) if stop > begin else None
    at = start
    # an introductory phrase: "In 2015-16, the total was", "Taken as a whole, crime fell", "Nationally, deaths fell"
    for t in range(start, min(end, start + 14)):
        if low[t] == ",":
            word = low[start]
            aside = low[t + 1 : t + 3] in (["meanwhile", ","], ["however", ","], ["too", ","], ["though", ","])
            participle = word.endswith(("ed", "ing")) and t - start > 2
            adverbial = (
                word in PREPOSITIONS or word in INTRODUCTIONS or word.endswith("ly") or participle
            ) and not aside
            if adverbial and t + 1 < end:
                at = t + 1
            break
    else:
        if at < end and low[at] in PREPOSITIONS:
            for t in range(at, min(end, at + 8)):
                if doc.words[t][0].isdecimal() and t + 1 < end:
                    at = t + 1
                if low[t] in TIME_UNITS and t + 1 < end and low[t + 1] not in ("of", "to", "in"):
                    at = t + 1  # "Over the past five years losses have doubled"
                    break
    while at < end and (
        low[at] in DETERMINERS
        or not low[at][0].isalpha()
        or low[at] in ("there", "both", "and", "then", "also", "but", "so", "which", "where", "who", "yet", "when", "o")
    ):
        at += 1
    begin, stop = phrase(doc, at, end)
    if stop == begin:
        return None
    if stop < end and low[stop] == "and" and not (set(low[stop:end]) & (PREPOSITIONS | {","})):
        # "Health and Care Worker visas rose": the noun beside the verb is the one of both
        more = phrase(doc, stop + 1, end)
        if more[1] > more[0] and more[1] >= end - 1 and is_plural(low[more[1] - 1]) and not is_plural(low[stop - 1]):
            begin, stop = more
    noun = head(doc, begin, stop)
    if noun is None or low[noun] in SPEAKERS:
        return None
    named = doc.words[noun][0].isupper() and not doc.words[noun].isupper() and not is_plural(low[noun])
    if named and noun > start and ((q.form == "count" and noun > start + 1) or doc.words[noun - 1][0].isupper()):
        return None
    return _unit(doc, begin, stop, q.first)
