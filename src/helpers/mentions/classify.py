"""The fourth stage: what each number does in its sentence (its kind), with the sign and the type of a change."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import (
    AUXILIARIES,
    BARE_CHANGE_VERBS,
    COVERAGE_NOUNS,
    DETERMINERS,
    DOWN_NOUNS,
    DOWN_VERBS,
    PERSON_NOUNS,
    PREPOSITIONS,
    RATE_TIMES,
    STOPPERS,
    TIME_UNITS,
    UP_NOUNS,
    UP_VERBS,
    VERBS,
    words,
)
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import NUMBER_WORDS
from helpers.mentions.phrases import counts, is_verb, phrase
from helpers.mentions.quantities import INDEX

__all__ = ["classify", "clause"]

BREAKS = frozenset({".", ";", "?", "!", "•", "|"})
INTENSIFIERS = words(
    "by a an the further another huge massive sharp dramatic modest mere whopping staggering massive record "
    "slight some about around nearly almost over under just more less than at least up to as much many roughly "
    "approximately estimated only an extra additional total of steadily sharply slightly even still again well "
    "significant significantly substantial dramatically rapidly quickly respectively marginally fully further"
)
STRUCTURE_NOUNS = words(
    "categories category areas area ways way things thing reasons reason options option questions question "
    "aims aim pillars pillar themes theme steps step principles priorities sections parts chapters levels "
    "stages phases factors types kinds forms strands classes bands tiers objectives goals recommendations "
    "proposals points scenarios criteria elements aspects columns tables rows figures charts groups sides "
    "directions choices approaches dimensions components rules lessons facts tips signs myths conditions tests "
    "measures models versions languages letters words lines pages items topics fields quarters regions "
    "continents"
)
SUPERLATIVES = words(
    "largest biggest smallest highest lowest worst best top main key leading busiest poorest richest oldest "
    "youngest most least major big other remaining latest first last next same different separate following "
    "preceding so-called newest fastest hardest-hit worst-hit nearest"
)
COVERAGE_CUES = re.compile(
    r"\b(?:respond\w*|repl(?:y|ied|ies)|returned|answered|suppl(?:y|ied)|provid(?:e|ed)|gave|gathered|obtained|collected|submitted|freedom of information|foi|survey\w*|poll(?:ed|s)?|interview\w*|questionnaires?|sample[sd]?"
    r"|based on|rests? on|cover(?:s|ed|ing)?|asked|took part|taken part|participat\w+|data (?:from|on|for)|figures (?:from|for)|information from|audit(?:ed)?|requests? (?:made )?to|quizzed|questioned|tested|field trial|trial of|drawn from|come from|came from|completed|study of|studied|analysed|analyzed|monitored|missing|disclosed|shared|sent in)\b",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:last (?:year|month|week|quarter|time|autumn|spring|summer|winter)|previous|earlier|before|ago|since|year[- ]on[- ]year|a year|decade|prior|former(?:ly)?|used to|pre-?pandemic|then"
    r"|(?:as|than) (?:in|it was in|they were in|during|for|at the (?:start|end) of) (?:the )?(?:\w+ ){0,2}(?:(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|(?:figure|number|total|level|count|average|rate|sum|amount|toll)s? (?:\w+ ){0,3}?(?:for|in|of|from|recorded in|seen in) (?:the )?(?:\w+ ){0,2}(?:19|20)\d\d"
    r"|^(?:the|its|their|that of) [\d$£€][^;]{0,60}\bin (?:the )?(?:\w+ ){0,3}(?:(?:19|20)\d\d|last))\b",
    re.IGNORECASE,
)
INTEREST = re.compile(
    r"\b(?:interest rates?|bank rate|base rate|repo rate|policy rate|mortgage rates?|lending rate|savings? rates?|coupon|yields?|apr\b|aer\b|federal funds|cash rate|deposit rate|gilts?|bonds?|fixed[- ]rate|key rate|borrowing costs?|discount rate)\b",
    re.IGNORECASE,
)
INTEREST_MOVE = re.compile(r"\b(?:rates?|bank rate|base rate)\b.{0,40}\b(?:from|to|at|of)\b", re.IGNORECASE)


def clause(doc: Document, q: Quantity) -> tuple[int, int]:
    """Token range of the sentence that holds a quantity."""
    sentence = doc.sentences[q.sentence]
    return sentence.first, sentence.last


def classify(doc: Document, quantities: list[Quantity]) -> None:
    """Sets ``kind``, and for changes ``change_type``, ``direction`` and the signed value, of every quantity that has no kind yet."""
    previous: Quantity | None = None
    for i, q in enumerate(quantities):
        if not q.kind:
            before = previous if previous is not None and previous.sentence == q.sentence else None
            after = quantities[i + 1] if i + 1 < len(quantities) and quantities[i + 1].sentence == q.sentence else None
            _classify_one(doc, q, before, after, quantities[max(0, i - 8) : i])
        if q.kind not in ("period", "identifier", "furniture", "age"):
            previous = q


def _classify_one(
    doc: Document, q: Quantity, before: Quantity | None, after: Quantity | None, earlier: list[Quantity]
) -> None:
    form = q.form
    if form in MOVING:
        q.move = _direction(doc, q, before)
    if form in ("date", "time"):
        q.kind = "period"
    elif form in ("name", "number", "capital"):
        q.kind = "identifier"
    elif form == "contact":
        q.kind = "furniture"
    elif form == "age":
        q.kind = "age"
    elif form == "score":
        _score(doc, q)
    elif q.is_words and form == "count" and q.first and doc.low[q.first - 1] == "number":
        q.kind = "other"  # "the number two slot": a rank
    elif form in ("vague", "denominator", "compound", "ordinal") or _is_target(doc, q):
        q.kind = "other"
    elif form == "verb":
        _change(q, "relative", q.sign)
    elif form in ("times", "fold", "ratio"):
        _multiple(doc, q)
    elif form == "points":
        sign = q.move
        _change(q, "percentage_points", sign or q.sign or 1)
    elif form == "basis":
        _change(q, "percentage_points", q.move or q.sign or 1)
    elif form in ("percent", "fraction", "in"):
        _part(doc, q, before)
    elif form == "rate":
        q.kind = "rate"
    elif form == "of":
        _of(doc, q)
    elif form == "money":
        _money(doc, q, before)
    elif form == "span":
        _span(doc, q, before)
    elif form == "measured":
        sign = q.move
        if sign:
            _change(q, "absolute", sign)
        else:
            q.kind = "statistic"
    else:
        _count(doc, q, before, earlier)


MOVING = frozenset({"percent", "points", "basis", "count", "money", "measured", "fraction", "in", "span"})
"""Forms that may be a rise or a fall by so much."""


def _change(q: Quantity, change_type: str, sign: int) -> None:
    q.kind = "change"
    q.change_type = change_type
    sign = sign or 1
    if q.value is not None and sign < 0 < q.value:
        q.value = -q.value
    q.direction = "decrease" if sign < 0 else "increase"


TARGET_NOUNS = words("target targets limit limits threshold thresholds cap ceiling quota benchmark")
TARGET_TO = words("aim aims aiming policy goal goals legal statutory deadline objective")
TARGET_OF = words("maximum minimum standard standards margin allowance requirement entitlement")
TARGET_LINKS = words("of is was at to for from :")
WANTED = words(
    "want wants wanted pledge pledged pledges vowed vows aim aims aimed aiming promised hopes hoping target calling seeks goal"
)


def _is_target(doc: Document, q: Quantity) -> bool:
    """Targets, limits, thresholds and confidence levels: what should be or where counting begins, not what was counted."""
    low = doc.low
    first, last = clause(doc, q)
    left = low[max(first, q.first - 7) : q.first]
    right = low[q.last : min(last, q.last + 4)]
    if q.form == "money" and not (TARGET_NOUNS & set(left[-3:])):
        return _restricts(doc, q, first)
    if "confidence" in right or (right and right[0] in TARGET_NOUNS and right[0] != "benchmark"):
        return True
    if right[:1] in (["standard"], ["goal"], ["deadline"]):
        return True
    if q.first > first and low[q.first - 1] == "±":
        return True
    for k in range(len(left) - 1, -1, -1):
        word, tail = left[k], set(left[k + 1 :])
        if word in TARGET_TO:
            return bool({"to", "of", "is", "at"} & tail)
        if word == "confidence":
            return True
        if word in TARGET_OF:
            return bool({"of", "is", "was", "at", ":"} & tail)
        if word in TARGET_NOUNS:
            return bool(tail & TARGET_LINKS) or not tail
        if word in (";", ".", "but", "while"):
            break
    wide = set(low[max(first, q.first - 18) : q.first])
    if q.form in ("percent", "fraction", "verb", "points") and WANTED & wide:
        # "wants the number cut by a fifth", "the aim is to halve deaths": what is wished for
        return (q.form == "verb" and low[q.core] in BARE_CHANGE_VERBS) or low[q.first - 1] == "by"
    if left[-1:] == ["to"] and {"aim", "target", "goal"} & wide and "by" in wide:
        return True
    return _restricts(doc, q, first)


def _restricts(doc: Document, q: Quantity, first: int) -> bool:
    """A bound that only says which things are meant: "losses above $20,000", "counts below five", "firms with fewer than ten"."""
    if q.qualifier not in ("more_than", "less_than", "at_least", "at_most") or q.first == q.core or q.first <= first:
        return False
    if q.form not in ("count", "money", "measured", "span", "compound"):
        return False
    low = doc.low
    opener = low[q.first]
    before = low[q.first - 1]
    if before == "of" and q.form == "span" and low[q.first - 2] in SPELLS:
        return True  # "waits of more than 18 months"
    plural = (
        before.endswith("s") and len(before) > 3 and not before.endswith(("ss", "us", "is")) and before not in VERBS
    )
    if opener in ("above", "below") and (plural or before in PERSON_NOUNS) and before not in SUBJECT_VERBS:
        return True
    if before == "with" and q.first - 2 >= first:
        noun = low[q.first - 2]
        return (noun.endswith("s") and not noun.endswith("ss") and noun not in VERBS) or noun in PERSON_NOUNS
    if before in RESTRICTING:
        return q.form != "span" or before in ("waiting", "lasting", "exceeding")
    return False


SPELLS = words(
    "wait waits delay delays absence absences sentence sentences stay stays spell spells periods terms loans contracts"
)
SUBJECT_VERBS = words(
    "costs was is has earns makes pays totals as its this spends raises exceeds stands needs takes rates"
)
RESTRICTING = words("earning worth costing containing employing exceeding lasting measuring weighing")
# Verbs that take an amount without "by" and are then a change ("rose 34,000"); others take an object ("added 300 staff").
MOVES = words(
    "up down rose fell grew climbed jumped dropped slipped soared plunged rise fall increased decreased declined dipped "
    "gained tumbled surged sank slumped edged"
)
TAKES_OBJECT = words(
    "lost lose loses shed added adding add adds gained cut cuts raised raise raises raising picked shot recovered recover "
    "boost hit losing"
)
UP_PHRASES = words(
    "made make makes making set sets took taken take turned signed summed backed picked gave put broke end ended freed held "
    "used taking grow grew given build built"
)
COMPARATIVES_ALONE = words(
    "more less further additional extra better longer bigger fewer greater larger smaller faster slower"
)
RIGHT_UP = words(
    "increased up higher more above longer larger bigger greater faster extra additional heavier costlier dearer further"
)
RIGHT_DOWN = words("reduced decreased down lower fewer less below shorter smaller cheaper off slower worse")
COMPARED_WITH = COMPARATIVES_ALONE | words("slower worse cheaper lower higher off")
RIGHT_SKIP = words(
    "year-on-year annual yearly year - on yoy qoq y-o-y over month-on-month monthly quarterly real terms overall net sharp real-terms surprise further pay "
    "price cash month quarter tax"
)
OBJECT_LOSSES = words("cuts fell collapse expansion loss crash")


def _direction(doc: Document, q: Quantity, before: Quantity | None) -> int:
    """The sign of a change if the words around a number say that it is one, else 0.

    "rose (by) 12%", "a fall of 12%", "12% more", "a 12% rise", "12% down", "+12%", "the drop was 12%". "rose to 12%" and "from
    12%" are levels.
    """
    low = doc.low
    first, last = clause(doc, q)
    if q.sign and q.first < q.core and low[q.first] in ("+", "-", "−", "–"):
        return q.sign
    sign = _sign_right(doc, q, last)
    if sign is None:
        return 0
    if sign:
        return sign
    at = q.first - 1
    if at >= first and low[at] == "(":
        # "(12%)" restates the level before it, unless a list of changes goes on: "41%, followed by England (37%)"
        if (
            before is not None
            and before.kind == "change"
            and ("followed" in low[before.last : at] or before.first == at - 3)
        ):
            return -1 if before.direction == "decrease" else 1
        return 0
    if (
        at - 1 >= first
        and low[at] == ","
        and q.form == "percent"
        and (low[at - 1] in UP_NOUNS or low[at - 1] in DOWN_NOUNS)
    ):
        return 1 if low[at - 1] in UP_NOUNS else -1  # "the largest increase, 41%"
    if at >= first and low[at] == "or" and before is not None and before.kind == "change":
        return -1 if before.direction == "decrease" else 1
    if at >= first and low[at] in ("or", "equivalent", "equal"):
        sign = _from_to_before(doc, first, at)
        if sign:
            return sign
    sign = _sign_left(doc, q, first)
    if sign is None:
        return 0
    return sign or _sign_of_subject(doc, q, first)


def _sign_right(doc: Document, q: Quantity, last: int) -> int | None:
    """To the right: "12% more than", "a 12% rise in", "12% up on", "133 fewer", "5,000 more homes than"; None forbids a change."""
    low = doc.low
    at = q.last
    counted = q.form in ("count", "money", "measured")
    for step in range(4):
        if at + step >= last:
            return 0
        word = low[at + step]
        following = low[at + step + 1] if at + step + 1 < last else ""
        if word in UP_NOUNS or word in DOWN_NOUNS:
            if step and (low[at] in PREPOSITIONS or low[at] in (",", "(", "and")):
                return 0
            if word in OBJECT_LOSSES and counted:
                return 0
            if (
                word in ("cut", "drop")
                and not step
                and following in ("back", "down", "out", "off", "their", "its", "the")
            ):
                return 0  # "45% cut back on food"
            return 1 if word in UP_NOUNS else -1
        if step == 0 and word in RIGHT_UP:
            if word == "above" and counted and following not in ("the", "its", "their"):
                return 0
            if word == "up" and following in ("to", "for", "by"):
                return 0
            if word not in ("up", "higher", "above") and counted and not _than_follows(doc, at, last):
                return 0
            return 1
        if step == 0 and word in RIGHT_DOWN:
            if (word == "below" and counted and following not in ("the", "its", "their")) or (
                word == "off" and q.form in ("count", "measured")
            ):
                return 0
            return 0 if word == "down" and following == "the" else -1
        if word not in RIGHT_SKIP:
            return 0
    return 0


def _sign_left(doc: Document, q: Quantity, first: int) -> int | None:
    """To the left: "rose (by a huge) 12%", "a fall of 12%"; "to", "from" and "at" forbid a change (None)."""
    low = doc.low
    at = q.first - 1
    seen_by = False
    counted = q.form in ("count", "money", "measured")
    for _ in range(9):
        if at < first:
            return 0
        word = low[at]
        if word in ("to", "from"):
            return None
        if word in ("at", "in", "with", "for") and not seen_by:
            return 0 if word == "at" else None
        if word == "by":
            seen_by = True
        elif word == "of":
            return _sign_of_noun(low, first, at)
        elif word in UP_VERBS or word in DOWN_VERBS:
            sign = 1 if word in UP_VERBS else -1
            if word in COMPARATIVES_ALONE or word == "off":
                at -= 1
                continue  # part of a qualifier
            if word in ("lower", "higher"):
                return sign if low[at + 1] == "," or seen_by or at == q.first - 1 else None
            if word == "up" and low[at + 1] == "to" and at + 1 < q.first:
                at -= 1
                continue
            if (
                not seen_by
                and word in TAKES_OBJECT
                and (
                    counted
                    or q.form in ("span", "times")
                    or (word in ("lost", "lose", "raised", "raise") and at != q.first - 1)
                )
            ):
                return None
            if not seen_by and counted and word not in MOVES:
                return None
            if word == "up" and at > first and low[at - 1] in UP_PHRASES:
                return None
            if word == "down" and at > first and low[at - 1] in ("break", "broke", "shut", "closed", "turned"):
                return None
            if q.form == "count" and word in ("rise", "fall") and not seen_by and at != q.first - 1:
                return None
            return sign
        elif word in UP_NOUNS or word in DOWN_NOUNS:
            if seen_by or low[at + 1] in ("of", ":") or at == q.first - 1:
                return 1 if word in UP_NOUNS else -1
            return 0
        elif seen_by and counted and word in AGENT_VERBS and low[at + 1] == "by":
            return 0  # "it was still reported by nearly 63,000 people": those who did it
        elif seen_by:
            return _verb_left(low, first, at)  # "cut the number of thefts by": the verb may be far to the left
        elif word not in INTENSIFIERS and word not in ("-", "(", "year", "almost"):
            return 0
        at -= 1
    return 0


AGENT_VERBS = words(
    "reported used visited watched seen read signed attended bought owned followed shared made given held hired run led "
    "backed supported endorsed described cited named chosen taken faced experienced suffered filed committed viewed heard"
)


def _sign_of_noun(low: list[str], first: int, of: int) -> int:
    """Such as "a rise of", "an increase in price of", "an excess of"."""
    for back in (1, 2, 3, 4):
        at = of - back
        if at < first:
            break
        noun = low[at]
        if noun in UP_NOUNS or noun == "excess":
            return 1
        if noun in DOWN_NOUNS:
            return -1
        if noun in STOPPERS and noun != "in":
            break
    return 0


def _sign_of_subject(doc: Document, q: Quantity, first: int) -> int:
    """Such as "the rise was 1.9%", "the drop was steepest in cities, at 31%": a movement is the subject."""
    if q.form not in ("percent", "points", "fraction", "count") or q.first <= first:
        return 0
    low = doc.low
    at = q.first - 1
    while at >= first and low[at] in INTENSIFIERS and (low[at] != "at" or low[at + 1] in ("least", "most")):
        at -= 1
    if at < first or low[at] not in ("is", "was", "were", "are", "at", "reached", "averaged", "been"):
        return 0
    verb = at
    for at in range(verb - 1, first - 1, -1):
        word = low[at]
        if word in (";", ".", "but", "while"):
            return 0
        if (word in UP_NOUNS or word in DOWN_NOUNS) and at > first - 1:
            determined = at == first or any(
                w in ("the", "a", "an", "this", "that", "its", "their", "biggest", "largest", "average")
                for w in low[max(first, at - 3) : at]
            )
            head = low[at + 1] if at + 1 < verb else ""
            if determined and not (
                head.isalpha() and head not in STOPPERS and head not in AUXILIARIES and head not in VERBS
            ):
                if q.form == "count" and low[verb] != "was":
                    return 0
                return 1 if word in UP_NOUNS else -1
            return 0
    return 0


def _than_follows(doc: Document, at: int, last: int) -> bool:
    """Such as "than", "compared with" or the end of the clause behind "104 fewer", "5,000 more homes than"."""
    low = doc.low
    for word in low[at + 1 : min(last, at + 9)]:
        if word in ("than", "compared", "on"):
            return True
        if word in (".", ";", ","):
            return False
    return False


def _verb_left(low: list[str], first: int, at: int) -> int:
    """The sign of the nearest word of movement before "by"; comparatives are none."""
    for steps, t in enumerate(range(at, max(first, at - 13) - 1, -1)):
        word = low[t]
        if word in (";", ":", "which", "and") and steps > 6:
            return 0
        if word in COMPARED_WITH:
            continue
        if word in UP_VERBS or word in UP_NOUNS:
            return 1
        if word in DOWN_VERBS or word in DOWN_NOUNS:
            return -1
    return 0


def _from_to_before(doc: Document, first: int, at: int) -> int:
    """Such as "edged up from 655 to 670, or 2%": the sign of the movement named before."""
    low = doc.low[first:at]
    if "from" in low and "to" in low:
        for word in low:
            if word in UP_VERBS and word not in ("more", "further"):
                return 1
            if word in DOWN_VERBS and word not in ("less", "fewer"):
                return -1
    return 0


def _multiple(doc: Document, q: Quantity) -> None:
    """A multiple between two dates is a change ("three times as many as in 2019" = +2.0), between two groups a ratio."""
    low = doc.low
    first, last = clause(doc, q)
    stop = q.last
    commas = 0
    while stop < last and low[stop] not in BREAKS:
        if low[stop] in (",", "(", "–", "—"):
            commas += 1
            if commas > 0 and stop - q.last > 3:
                break
        stop += 1
    tail = " ".join(low[q.last : stop])
    left = low[max(first, q.first - 6) : q.first]
    sign = 0
    for word in reversed(left):
        if (
            (word in UP_VERBS and word not in ("more", "up", "further"))
            or word in UP_NOUNS
            or word in ("rose", "grew", "up")
        ):
            sign = 1
            break
        if (word in DOWN_VERBS and word not in ("less", "off")) or word in DOWN_NOUNS:
            sign = -1
            break
        if word in (",", ";"):
            break
    right = low[q.last : q.last + 2]
    if q.form == "fold" and (right[:1] and (right[0] in UP_NOUNS or right[0] in DOWN_NOUNS)):
        sign = 1 if right[0] in UP_NOUNS else -1
    word = low[q.core]
    if sign or (
        q.form != "ratio"
        and EARLIER.search(tail)
        and ("rate" not in tail or re.search(r"(?:19|20)\d\d|year|ago|earlier|before", tail))
    ):
        q.value = None if q.value is None else (q.value - 1 if sign >= 0 else q.value)
        if sign < 0 and q.value:
            q.value = round(1 - 1 / q.value, 4)
        q.unit = None
        _change(q, "relative", sign or 1)
        return
    if (
        word in ("double", "treble", "triple", "quadruple")
        and q.form == "times"
        and re.match(r"(?:the|its|their|last|that) (?:\w+ ){0,3}(?:in|for|of|on|recorded|counted|figure)\b", tail)
        and EARLIER.search(tail)
    ):
        q.value = None if q.value is None else q.value - 1
        q.unit = None
        _change(q, "relative", 1)
        return
    q.kind = "rate"
    q.unit = "ratio"


def _score(doc: Document, q: Quantity) -> None:
    """Such as "voted 4-1": a count of votes; any other score is a name of a result."""
    first, last = clause(doc, q)
    around = set(doc.low[max(first, q.first - 8) : min(last, q.last + 4)])
    if around & {"voted", "vote", "votes", "majority", "ruled", "ruling", "decision"}:
        q.kind, q.unit = "statistic", "vote"
        q.tags.add("unit")
    else:
        q.kind = "other"


def _part(doc: Document, q: Quantity, before: Quantity | None) -> None:
    """A per cent or fraction: share, change or interest rate."""
    low = doc.low
    first, last = clause(doc, q)
    sign = q.move
    if sign:
        right = " ".join(low[q.last : min(last, q.last + 6)])
        if (
            q.form != "percent"
            and re.match(r"(?:of|were|was|are)\b", right)
            and low[q.first - 1] not in UP_VERBS | DOWN_VERBS | {"by", "of"}
        ):
            q.kind = "share"
            return
        if q.form == "percent" and re.match(r"of\b", right) and low[q.first - 1] not in ("by", "of"):
            q.kind = "share"
            return
        if q.form == "percent" and _points_in_disguise(doc, q):
            _change(q, "percentage_points", sign)
            q.note = "written as per cent, is percentage points"
            return
        _change(q, "relative", sign)
        return
    if q.form == "percent":
        left = doc.text[doc.start[max(first, q.first - 14)] : doc.start[q.first]]
        right_text = doc.text[doc.end[q.last - 1] : doc.end[min(last, q.last + 5) - 1]]
        near = left[-70:] + " " + right_text[:40]
        if INTEREST.search(near) and not re.match(r"\s*of\b", right_text):
            q.kind = "rate"
            q.unit = "interest rate"
            return
    if (
        before is not None
        and before.kind == "change"
        and before.change_type == "relative"
        and q.sentence == before.sentence
        and q.form == "percent"
    ):
        # a list of changes: "up 13% in the West Midlands and 5% in London"
        between = low[before.last : q.first]
        if (
            between
            and between[-1] in ("and", ",")
            and not ({"is", "was", "were", "are", "of", "to", "while", "but"} & set(between))
            and ("from" not in between or low[q.last : q.last + 1] == ["from"])
            and len(between) < 9
            and low[q.last : q.last + 1] != ["of"]
        ):
            _change(q, "relative", -1 if before.direction == "decrease" else 1)
            return
    q.kind = "share"


def _points_in_disguise(doc: Document, q: Quantity) -> bool:
    """Such as "up by 5%, from 28% to 33%": the difference of two shares, printed as per cent."""
    at = q.last
    low = doc.low
    n = len(low)
    values: list[float] = []
    if at < n and low[at] == ",":
        at += 1
    if at >= n or low[at] != "from":
        return False
    for t in range(at + 1, min(n - 1, at + 12)):
        word = doc.words[t]
        if word[0].isdecimal() and low[t + 1] in ("%", "per", "percent"):
            try:
                values.append(float(word.replace(",", "")))
            except ValueError:
                return False
        if len(values) == 2:
            break
    if len(values) < 2 or q.value is None:
        return False
    difference = abs(values[1] - values[0])
    relative = difference / values[0] * 100 if values[0] else 0.0
    stated = abs(float(q.value)) * 100
    return abs(difference - stated) < abs(relative - stated) and abs(difference - stated) < 0.6


def _of(doc: Document, q: Quantity) -> None:
    unit = (q.unit or "").lower()
    first, last = clause(doc, q)
    doc.text[doc.start[first] : doc.end[last - 1]]
    before = doc.text[doc.start[first] : doc.start[q.first]][-80:]
    after = doc.text[doc.end[q.last - 1] : doc.end[last - 1]][:80]
    cue = COVERAGE_CUES.search(before) or COVERAGE_CUES.search(after)
    if cue is not None and (
        unit in COVERAGE_NOUNS
        or re.search(r"cover|suppl|respon|repl|gave|provid|return|complet|submit", cue[0], re.IGNORECASE)
    ):
        q.kind = "coverage"
    elif re.search(r"[’']s?\s+(?:worst|largest|biggest|main|top)", after[:20]) or (False):
        q.kind = "other"
    else:
        q.kind = "statistic"


def _money(doc: Document, q: Quantity, before: Quantity | None) -> None:
    low = doc.low
    first, _ = clause(doc, q)
    sign = q.move
    at = q.first - 1
    if sign:
        _change(q, "absolute", sign)
        return
    if low[q.core] == "1" and at >= first and low[at] in ("every", "each"):
        q.kind = "other"
        return
    if (
        q.value is not None
        and 0 < q.value < 1
        and re.search(r"\b(?:every|each) [£$€]1\b", doc.text[doc.start[first] : doc.start[q.first]])
    ):
        q.kind = "share"  # "of every £1 we spent, 89p"
        return
    q.kind = "money"


def _span(doc: Document, q: Quantity, before: Quantity | None) -> None:
    """A span of time says when ("in four years"), measures something ("took 11 weeks") or is a threshold ("over 18 months")."""
    low = doc.low
    first, last = clause(doc, q)
    left = low[max(first, q.first - 6) : q.first]
    left_set = set(left)
    right = low[q.last : min(last, q.last + 3)]
    unit = q.unit
    hyphenated = doc.words[q.last - 2] in ("-", "‑") if q.last >= 2 else False
    q.kind = "period"
    if hyphenated:
        return
    if right[:1] == ["old"]:
        q.kind = "age"
        return
    sign = 0
    if unit in ("hour", "minute", "second", "day", "week", "millisecond", "month", "year"):
        sign = (
            _direction(doc, q, before)
            if {"by", "rise", "fall", "increase", "rose", "fell"} & left_set
            or right[:1] in (["longer"], ["shorter"], ["more"], ["less"], ["fewer"], ["faster"])
            else 0
        )
    if right[:1] in (["ago"], ["earlier"], ["later"], ["before"], ["after"], ["previously"]) or left[-1:] in (
        ["past"],
        ["last"],
        ["previous"],
        ["next"],
        ["first"],
        ["final"],
        ["preceding"],
        ["recent"],
    ):
        return
    if sign:
        _change(q, "absolute", sign)
        return
    if before is not None and before.kind == "statistic" and before.form == "span" and before.unit == unit:
        between = low[before.last : q.first]
        if len(between) < 8 and {"(", "from", "to", "against", "with", "than"} & set(between):
            q.kind = "statistic"  # "23 weeks for inpatients (19 weeks in 2019)"
            return
    measured = {"average", "median", "mean", "typically", "typical"} & left_set or right[:2] == ["on", "average"]
    took = {
        "take",
        "takes",
        "took",
        "taken",
        "taking",
        "lasted",
        "lasts",
        "last",
        "was",
        "were",
        "is",
        "waits",
        "wait",
        "waited",
        "waiting",
        "totalled",
        "averaging",
        "averaged",
        "spent",
        "spend",
        "to",
        "from",
        "total",
    } & set(left[-4:])
    threshold = q.qualifier in ("more_than", "at_least", "less_than", "at_most") or left[-2:] in (
        ["longer", "than"],
        ["shorter", "than"],
    )
    waited = {
        "waited",
        "wait",
        "waiting",
        "lasting",
        "been",
        "stayed",
        "longer",
        "exceeding",
        "lived",
        "there",
    } & left_set
    if unit in ("hour", "minute", "second", "millisecond"):
        if (threshold and waited and not measured) or (
            q.qualifier == "at_most"
            and {"target", "standard", "should", "must", "seen", "discharged", "admitted", "aim", "aims"} & left_set
        ):
            q.kind = "other"
        else:
            q.kind = "statistic"
        return
    if measured:
        q.kind = "statistic"
        return
    if threshold and waited and left[-1:] != ["for"]:
        q.kind = "other" if q.qualifier in ("more_than", "at_least", "less_than") else "statistic"
        return
    if (
        unit in ("day", "week")
        and q.qualifier == "at_most"
        and ({"finished", "completed", "paid", "dealt", "processed", "answered", "resolved", "removed"} & left_set)
    ):
        q.kind = "statistic"
        return
    if (
        unit in ("day", "week", "month")
        and took
        and not ({"over", "in", "during", "for", "within", "since", "every"} & set(left[-2:]))
        and {"takes", "took", "take", "taken", "lasted", "waits", "wait", "average"}
        & set(low[max(first, q.first - 12) : q.first])
    ):
        q.kind = "statistic"
        return
    if (q.decimals and unit in ("day", "week", "month", "year")) or right[:3] == ["of", "running", "costs"]:
        q.kind = "statistic"


def noun_after(doc: Document, q: Quantity, last: int) -> tuple[int, int]:
    """The counted noun phrase that follows a numeral: token range, empty where none follows at once."""
    at = q.last
    low = doc.low
    if at < last and low[at] == "of" and at + 1 < last and low[at + 1] in DETERMINERS:
        at += 2
    while at < last and low[at] in ("“", "‘", '"', "'"):
        at += 1
    if (
        at >= last
        or (low[at] in STOPPERS and low[at] not in ("most", "least"))
        or not low[at][0].isalpha()
        or low[at] in NUMBER_WORDS
        or not (counts(doc, at, last) if q.form == "count" else not is_verb(doc, at, last))
    ):
        return at, at
    start, stop = phrase(doc, at, last)
    return (start, stop) if start == at or low[at] in ("most", "least") else (at, at)


def _last_rate(earlier: list[Quantity]) -> Quantity | None:
    """The latest rate per population among the numbers before."""
    for q in reversed(earlier):
        if q.kind == "rate" and q.per and q.unit != "ratio":
            return q
    return None


def _count(doc: Document, q: Quantity, before: Quantity | None, earlier: list[Quantity]) -> None:
    low = doc.low
    first, last = clause(doc, q)
    start, stop = noun_after(doc, q, last)
    noun = low[stop - 1] if stop > start else ""
    head = low[start:stop]
    left = low[max(first, q.first - 4) : q.first]
    value = q.value if q.value is not None else 0
    # an age: "the most common age was 13"
    if (
        not noun
        and "age" in low[max(first, q.first - 14) : q.first]
        and 0 < value < 110
        and {"was", "is", "were", "of", "at"} & set(left)
    ):
        q.kind = "age"
        return
    if (
        left[-1:] == ["before"]
        and not noun
        and 5 < value < 100
        and q.last < len(low)
        and low[q.last] in (",", ".", ":", ";", "and")
    ):
        q.kind = "age"
        return
    if not noun and left[-1:] in (["aged"], ["age"]):
        q.kind = "age"
        return
    sign = q.move
    if sign:
        _change(q, "absolute", sign)
        return
    if (
        before is not None
        and before.kind == "change"
        and before.change_type == "absolute"
        and not noun
        and q.last < last
    ):
        between = low[before.last : q.first]
        if between[-1:] == ["and"] and len(between) < 7 and low[q.last] in ("compared", "since", "on", "from", "in"):
            _change(q, "absolute", -1 if before.direction == "decrease" else 1)
            return  # "up by 4,300 since September and 48,000 compared with 2023"
    if not noun and q.core_end - q.core > 1 and value >= 1000:
        # "1.37 billion pounds, compared with 1.28 billion": an amount of the same money
        for near in reversed(earlier[-3:]):
            if near.currency is not None and near.sentence >= q.sentence - 1:
                q.currency, q.form = near.currency, "money"
                _money(doc, q, before)
                return
            if near.kind in ("statistic", "coverage"):
                break
    if (
        not noun
        and q.form == "count"
        and before is not None
        and before.form == "percent"
        and q.decimals
        and 0 < value <= 100
    ):
        between = low[before.last : q.first]
        if len(between) < 5 and {"from", "to", "against", "with", "than"} & set(between) and not q.is_words:
            # "13.5 per cent from 18.4": the sign is said once
            q.form, q.value = "percent", round(float(value) / 100, 10)
            q.kind = "share"
            return
    # points of an index or of a share
    if noun in ("points", "point") and stop - start == 1:
        sign = _points_sign(low, first, q)
        if sign and INDEX.search(doc.text, doc.start[first], doc.start[q.first]):
            _change(q, "absolute", sign)
            return
        if sign and isinstance(value, int | float) and value < 100 and _shares_near(doc, first, last, q):
            q.value = round(float(value) / 100, 10)
            _change(q, "percentage_points", sign)
            return
    if (q.is_words and value <= 12) or (value <= 12 and q.last - q.first == 1):
        if head and (
            head[0] in SUPERLATIVES and left[-1:] and left[-1] in ("the", "our", "its", "their", "top", "other")
        ):
            q.kind = "other"
            return
        if noun in STRUCTURE_NOUNS and not (
            noun in ("figures", "groups", "regions", "areas", "measures", "items", "tests", "pages", "points")
            and value > 5
        ):
            q.kind = "other"
            return
        if (
            left[-1:]
            and left[-1] in SUPERLATIVES
            and left[-1] not in ("other", "same", "most", "least", "latest", "next")
        ):
            q.kind = "other"
            return
        if (
            q.is_words
            and noun in ("countries", "nations", "states", "territories")
            and left[-2:] in (["of", "the"], ["all", "the"])
        ):
            q.kind = "other"  # "of the four countries": a known set
            return
        if q.qualifier == "at_least" and value == 1:
            q.kind = "other"
            return
        if (
            (doc.text[doc.end[q.last - 1] : doc.end[q.last - 1] + 1] in ("-", "‑"))
            and q.last + 1 < last
            and low[q.last + 1].isalpha()
        ):
            q.kind = "other"  # three-bedroom, two-tier
            return
    if left[-2:] == ["top", q.quote if False else ""] or left[-1:] == ["top"]:
        q.kind = "other"
        return
    # per time: "five crimes a week", "are recorded every week"
    per = _rate_right(doc, q, stop, last)
    if per is not None:
        q.kind, q.per = "rate", per
        return
    # "for every 100 vacancies there were 165"
    denominator = _rate_left(doc, q, first)
    if denominator is not None:
        q.kind, q.per = "rate", denominator
        return
    if left[-2:] in (["for", "every"], ["of", "every"], ["in", "every"]):
        q.kind = "other"
        return
    if not noun and "rate" in low[max(first, q.first - 6) : q.first] and q.form == "count":
        series = _last_rate(earlier)
        if series is not None:
            q.kind, q.per, q.unit = "rate", series.per, series.unit
            return
    if (
        before is not None
        and before.kind == "rate"
        and before.per
        and before.unit != "ratio"
        and not noun
        and q.form == "count"
        and _same_series(low, before, q)
    ):
        q.kind, q.per = "rate", before.per
        return
    if stop > start and _is_coverage(doc, q, first, last, start, stop):
        q.kind = "coverage"
        q.last = stop
        q.tags.add("noun inside")
        q.unit = None
        q.note = None
        return
    q.kind = "statistic"


def _same_series(low: list[str], before: Quantity, q: Quantity) -> bool:
    between = low[before.last : q.first]
    return (
        bool(
            {"from", "to", "with", "against", "compared", "than", "figure", "rate", "of", "average", "("} & set(between)
        )
        and len(between) < 14
        and ";" not in between
    )


def _points_sign(low: list[str], first: int, q: Quantity) -> int:
    for word in reversed(low[max(first, q.first - 5) : q.first]):
        if word in UP_VERBS or word in UP_NOUNS:
            return 1
        if word in DOWN_VERBS or word in DOWN_NOUNS:
            return -1
    for word in low[q.last : q.last + 3]:
        if word in ("up", "higher", "more", "above", "ahead"):
            return 1
        if word in ("down", "lower", "less", "below", "behind", "fewer"):
            return -1
    return 0


def _shares_near(doc: Document, first: int, last: int, q: Quantity) -> bool:
    text = doc.text[doc.start[first] : doc.end[last - 1]]
    return "%" in text or "per cent" in text or "percent" in text


def _rate_right(doc: Document, q: Quantity, stop: int, last: int) -> str | None:
    """The denominator of time that follows the counted noun: "offences a day", "are being recorded every week"."""
    low = doc.low
    at = stop
    steps = 0
    while at + 1 < last and steps < 13:
        word = low[at]
        if (
            word in (",", ";", ":", "(", ")")
            or word[0].isdecimal()
            or word in ("and", "but", "while", "which", "who", "since", "from", "than")
        ):
            return None
        if word in ("a", "an", "per", "each", "every"):
            unit = low[at + 1]
            if unit in ("single", "working", "calendar") and at + 2 < last:
                unit = low[at + 2]
            if unit in RATE_TIMES and unit not in ("head", "shift", "season", "second"):
                follower = low[at + 2] if at + 2 < last else ""
                if word in ("a", "an"):
                    if follower in (
                        "earlier",
                        "ago",
                        "later",
                        "before",
                        "after",
                        "on",
                        "old",
                        "of",
                        "in",
                        "when",
                        "that",
                        "which",
                        "long",
                        "later",
                        "and",
                        "from",
                        "-",
                        "at",
                        "or",
                    ) and follower not in ("in", "at", "on"):
                        return None
                    if low[at - 1] in (
                        "for",
                        "in",
                        "of",
                        "is",
                        "was",
                        "than",
                        "within",
                        "over",
                        "after",
                        "about",
                        "nearly",
                        "almost",
                        "to",
                        "from",
                        "half",
                        "quarter",
                        "into",
                        "as",
                        "with",
                        "by",
                        "just",
                        "only",
                        "took",
                        "such",
                    ):
                        return None
                return "year" if unit == "annum" else unit
            if word == "per" and unit in ("100", "1,000", "10,000", "100,000"):
                return None
        at += 1
        steps += 1
    return None


def _rate_left(doc: Document, q: Quantity, first: int) -> str | None:
    low = doc.low
    for at in range(max(first, q.first - 12), q.first - 1):
        if (
            low[at] in ("per", "every")
            and doc.words[at + 1][0].isdecimal()
            and doc.words[at + 1].replace(",", "") in ("100", "1000", "10000", "100000", "1000000", "10", "million")
        ):
            stop = at + 2
            while stop < q.first and low[stop].isalpha() and low[stop] not in STOPPERS and low[stop] not in VERBS:
                stop += 1
            return doc.quote(at + 1, stop)
    return None


def _is_coverage(doc: Document, q: Quantity, first: int, last: int, start: int, stop: int) -> bool:
    """Whether a count says what other figures are based on: "figures from 40 forces", "polled 1,480 nurses", "1,016 owners who answered"."""
    low = doc.low
    noun = low[stop - 1]
    if noun in TIME_UNITS:
        return False
    left_text = doc.text[doc.start[max(first, q.first - 9)] : doc.start[q.first]]
    right_text = doc.text[doc.end[stop - 1] : doc.end[min(last, stop + 6) - 1]]
    if re.search(
        r"(?:\b(?:survey(?:ed|s)?|poll(?:ed|s|ing)?|interview(?:ed|s)?|sample|quizzed|questioned|study|trial|census|panel|analysis|audit) (?:of|with|by)?\s*(?:\w+ ){0,3}$|\b(?:polled|surveyed|interviewed|questioned|quizzed|sampled|canvassed|asked)\s(?:\w+ ){0,2}$"
        r"|\b(?:data|figures?|information|responses?|returns?|replies|answers|statistics|records|evidence) (?:[\w’'-]+ ){0,6}(?:from|by|for|on|covering|of) (?:\w+ )?$|\b(?:request|requests|questions?|foi)\b(?: \w+){0,4} to (?:\w+ )?$|\bbased on (?:\w+ ){0,4}$|\brests? on $|\b(?:drawn|come|comes|came|compiled|taken) from (?:\w+ ){0,3}$|\bcover(?:s|ed|ing)? (?:\w+ ){0,1}$)",
        left_text,
        re.IGNORECASE,
    ):
        return noun in COVERAGE_NOUNS or (
            noun.endswith("s")
            and re.search(r"(?:survey|poll|interview|sample|trial|audit|based on|rests? on)", left_text, re.IGNORECASE)
            is not None
        )
    if noun in COVERAGE_NOUNS and re.match(
        r"\s*(?:\w+ ){0,4}?(?:respond(?:ed|ing)|replied|returned|answered|supplied|provided|gave|disclosed|took part|taking part|participated|who (?:answered|responded|replied|took part)|that (?:answered|responded|replied|supplied|provided|gave)|were (?:surveyed|interviewed|polled|questioned|asked)|surveyed|polled|interviewed|questioned|which (?:responded|replied|supplied|provided))\b",
        right_text,
        re.IGNORECASE,
    ):
        return True
    return (
        noun in ("respondents", "respondent", "interviews", "responses", "participants", "questionnaires")
        and re.search(r"\b(?:\(?from|of|by|on)\s*$|\($", left_text, re.IGNORECASE) is not None
    )
