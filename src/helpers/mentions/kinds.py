"""The fifth stage: the kind of each number, what the grammar proposes weighed together with the words around.

`KindSigns` names what is seen around a number and what its sentence is like, whether it tells of somebody or counts;
the weights (`weights`) say how much each sign speaks for each kind. Numbers are taken in the order of the text, so
that the kind of the one before is a sign too: an account of a case, a list of changes and a menu go on.
"""

# ruff: noqa: E501 - lists of words and of signs stay on one line

from __future__ import annotations

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import (
    AUXILIARIES,
    COVERAGE_NOUNS,
    DETERMINERS,
    DOWN_NOUNS,
    DOWN_VERBS,
    PERSON_NOUNS,
    PREPOSITIONS,
    SINGULAR_PERSON,
    TIME_UNITS,
    UP_NOUNS,
    UP_VERBS,
    VERBS,
    words,
)
from helpers.mentions.model import KINDS, Quantity
from helpers.mentions.numerals import NUMBER_WORDS
from helpers.mentions.phrases import is_plural
from helpers.mentions.weights import LabelWeights, label_weights

__all__ = ["FORM_GROUPS", "KindSigns", "choose_kinds", "words_between"]

TELLING = words("he she his her him hers himself herself i my me we our")
COURT = words(
    "court jury judge jailed sentenced arrested charged pleaded guilty bail custody convicted prosecutor magistrates inquest coroner remanded admitted "
    "prison sentence denied detained fined police officers defendant trial heard hearing tribunal cps crown appeared stabbed shot murder murdered raped "
    "detective detectives scene suspect suspects victim's hospital ambulance crash collision firefighters died pronounced treated"
)
KIN = words(
    "mother father son daughter brother sister wife husband mum dad family couple baby boy girl man woman teenager widow grandmother grandfather partner "
    "parents boyfriend girlfriend friend neighbour"
)
COUNTING = words(
    "figures statistics data survey poll report total number numbers average rate proportion percentage recorded according compared increase decrease rise "
    "fall rose fell per cent percent % nationally overall estimated annual study analysis official published bulletin households respondents"
)
PAGE = words(
    "read more share shares comments subscribe newsletter cookies sign login menu copyright © reserved advertisement sponsored tel telephone email contact "
    "click follow photo image getty pa picture credit related trending popular latest tickets book offer sale discount delivery posted updated views likes "
    "min helpline call text freephone registered"
)
WANTED = words(
    "target targets limit limits threshold aim aims goal goals must should maximum minimum cap deadline pledge pledged promised plans plan proposed would "
    "could eligible required requirement allowed allowance standard rule rules law"
)
LEXICON: dict[str, tuple[str, ...]] = {}
for _name, _words in (
    ("telling", TELLING), ("court", COURT), ("kin", KIN), ("counting", COUNTING), ("page", PAGE), ("wanted", WANTED),
):  # fmt: skip
    for _word in _words:
        LEXICON[_word] = (*LEXICON.get(_word, ()), _name)

CLASSES: dict[str, str] = {}
for _name, _words in (
    ("person", PERSON_NOUNS), ("coverage", COVERAGE_NOUNS), ("verb", VERBS), ("one", SINGULAR_PERSON), ("number", frozenset(NUMBER_WORDS)),
    ("time", frozenset(TIME_UNITS)), ("preposition", PREPOSITIONS), ("determiner", DETERMINERS), ("auxiliary", AUXILIARIES),
    ("up noun", UP_NOUNS), ("down noun", DOWN_NOUNS), ("up verb", UP_VERBS), ("down verb", DOWN_VERBS),
):  # fmt: skip
    for _word in _words:
        CLASSES[_word] = _name

MOVEMENT = {
    **dict.fromkeys(UP_VERBS, "up"), **dict.fromkeys(DOWN_VERBS, "down"), **dict.fromkeys(UP_NOUNS, "a rise"), **dict.fromkeys(DOWN_NOUNS, "a fall"),
}  # fmt: skip
"""Words of rise and fall; a noun where a word is both."""
BREAKS = frozenset({".", ";", "!", "?", ")"})
QUOTATION = frozenset('“”"')
LONGEST_QUOTE = 80
"""Tokens that are looked back for an opening quotation mark."""

FORM_GROUPS = {
    "percent": "part", "fraction": "part", "in": "part", "points": "part", "basis": "part",
    "count": "count", "measured": "count", "of": "count", "rate": "count",
    "date": "when", "time": "when", "span": "when", "age": "age", "money": "money",
}  # fmt: skip


def words_between(between: list[str]) -> str:
    """The words between two things as one sign, in which all numbers are alike."""
    return " ".join(word if word[0].isalpha() or not word[0].isalnum() else "0" for word in between)


def word_class(doc: Document, t: int) -> str:
    """The class of a word that matters for counting: preposition, up verb, noun of people, capital, plural ..."""
    low = doc.low[t]
    found = CLASSES.get(low)
    if found is not None:
        return found
    first = doc.words[t][0]
    if first.isdecimal():
        return "digits"
    if not first.isalpha():
        return low
    if first.isupper():
        return "Capital" if not doc.words[t].isupper() else "CAPITALS"
    if low.endswith("ed"):
        return "-ed"
    if low.endswith("ing"):
        return "-ing"
    if low.endswith("ly"):
        return "-ly"
    if is_plural(low):
        return "plural"
    return "word"


def sentence_signs(doc: Document, index: int) -> list[str]:
    """Signs of a whole sentence: its words, and how many of each group of words it has."""
    sentence = doc.sentences[index]
    first, last = sentence.first, min(sentence.last, sentence.first + 80)
    low = doc.low
    found = {word for word in low[first:last] if word[0].isalpha() or word in "%©|"}
    out = list(found)
    groups: dict[str, int] = {}
    for word in found:
        for name in LEXICON.get(word, ()):
            groups[name] = groups.get(name, 0) + 1
    for name, n in groups.items():
        out.append(f"={name}")
        if n > 1:
            out.append(f"={name}2")
        if n > 3:
            out.append(f"={name}4")
    if "telling" in groups and "counting" not in groups:
        out.append("=tells")
    if "court" in groups and ("telling" in groups or "kin" in groups):
        out.append("=court case")
    return out


def place_signs(doc: Document, sentence: int, furniture: list[bool]) -> list[str]:
    """Signs of the block that holds a sentence: its sort and length, its place in the text, whether it looks like furniture."""
    s = doc.sentences[sentence]
    block = doc.blocks[s.block]
    out = [f"block {block.kind}"]
    length = block.last - block.first
    out.append(
        "block of "
        + ("3" if length <= 3 else "8" if length <= 8 else "15" if length <= 15 else "30" if length <= 30 else "more")
    )
    where = block.first / max(1, len(doc.words))
    out.append(
        "at "
        + (
            "start"
            if s.block < 4
            else "head"
            if where < 0.15
            else "end"
            if where > 0.9
            else "tail"
            if where > 0.75
            else "body"
        )
    )
    if furniture[s.block]:
        out.append("furniture")
        out.append(f"furniture {block.kind}")
    for step, name in ((-1, "before"), (1, "behind")):
        near = s.block + step
        if 0 <= near < len(doc.blocks):
            other = doc.blocks[near]
            if furniture[near]:
                out.append(f"furniture {name}")
            out.append(f"{name} {other.kind}")
    raw = doc.text[block.start : block.start + 2]
    out.append(
        "opens "
        + (
            "capital"
            if raw[:1].isupper()
            else "digit"
            if raw[:1].isdecimal()
            else "small"
            if raw[:1].isalpha()
            else raw[:1]
        )
    )
    end = doc.words[block.last - 1]
    out.append("ends " + (end if not end[0].isalnum() else "word"))
    return out


def _size(q: Quantity) -> str:
    value = q.value
    if value is None:
        return "none"
    v = abs(value)
    if v != int(v):
        return "fraction" if v < 1 else "decimal"
    for bound in (1, 2, 3, 5, 12, 31, 99, 120, 999, 9999, 99999, 999999):
        if v <= bound:
            return str(bound)
    return "large"


MAY_MOVE = frozenset({"part", "count", "money"})
LINKS = frozenset({"by", "of", "to", "from", "at", "in", "on", "with", "than", "was", "is", ","})
REACH_LEFT, REACH_RIGHT = 9, 6


def _movement(doc: Document, q: Quantity, first: int, last: int, group: str) -> list[str]:
    """The nearest word of rise or fall on either side, with what stands between it and the number."""
    low = doc.low
    out = []
    link = "-"
    for t in range(q.first - 1, max(first, q.first - REACH_LEFT) - 1, -1):
        word = low[t]
        name = MOVEMENT.get(word)
        if name is not None:
            out += [f"moves < {name} {link}", f"moves < {name} {link} {group}", f"moves < {word} {link}"]
            if q.first - t < 4:
                out.append(f"moves << {name} {link} {group}")
            break
        if link == "-" and word in LINKS:
            link = word
        elif word[0].isdecimal():
            link = "0"
    else:
        out.append(f"moves < nothing {group}")
    for t in range(q.last, min(last, q.last + REACH_RIGHT)):
        word = low[t]
        name = MOVEMENT.get(word)
        if name is not None:
            out += [f"moves > {name} {t - q.last}", f"moves > {name} {min(t - q.last, 2)} {group}", f"moves > {word}"]
            break
        if word in BREAKS or word[0].isdecimal():
            break
    return out


def _quoted(doc: Document, begin: int, t: int) -> bool:
    """Whether a token stands within quotation marks that opened in its paragraph."""
    inside = False
    words = doc.words
    for k in range(max(begin, t - LONGEST_QUOTE), t):
        mark = words[k]
        if mark in QUOTATION:
            inside = mark == "“" or (mark == '"' and not inside)
    return inside


def signs(
    doc: Document,
    q: Quantity,
    proposed: str,
    sign: int,
    before: Quantity | None,
    after: Quantity | None,
    place: list[str],
) -> list[str]:
    """Signs of one number.

    Parameters
    ----------
    doc, q
        The document and the number.
    proposed
        The kind that the grammar proposes for it, on the sentence alone.
    sign
        1 or -1 where the words around speak of a rise or fall by it, else 0.
    before, after
        The numbers next to it, the one before with its kind.
    place
        Signs of its block (`Context.place`).
    """
    low = doc.low
    sentence = doc.sentences[q.sentence]
    first, last = sentence.first, sentence.last
    form = q.form
    group = FORM_GROUPS.get(form, form)
    out = [
        "always", f"form {form}", f"form {form} {q.note}" if form in ("date", "age", "contact", "name") else f"size {_size(q)}",
        f"grammar {proposed}", f"grammar {proposed} {form}",
        f"qualifier {q.qualifier}", f"sign {sign}", f"sign {sign} {group}",
    ]  # fmt: skip
    out += place
    out.append(f"{place[0]} {group}")
    if q.is_words:
        out.append("in words")
        out.append(f"in words {form} {_size(q)}")
    if q.currency:
        out.append("currency")
    if q.per:
        out.append("per")
    if q.high is not None:
        out.append("range")
    if q.of is not None:
        out.append("of a total")
    if "shared sign" in q.tags:
        out.append("shared sign")
    # words to the left and right, each with its class
    t = q.first
    left1 = low[t - 1] if t > first else "^"
    left2 = low[t - 2] if t - 1 > first else "^"
    right1 = low[q.last] if q.last < last else "$"
    right2 = low[q.last + 1] if q.last + 1 < last else "$"
    cl1 = word_class(doc, t - 1) if t > first else "^"
    cl2 = word_class(doc, t - 2) if t - 1 > first else "^"
    cr1 = word_class(doc, q.last) if q.last < last else "$"
    cr2 = word_class(doc, q.last + 1) if q.last + 1 < last else "$"
    out += [
        f"<{left1}", f"<<{left2}", f"<{left2} {left1}", f">{right1}", f">>{right2}", f">{right1} {right2}",
        f"<{left1} {group}", f">{right1} {group}", f"<:{cl1}", f"<<:{cl2}", f">:{cr1}", f">>:{cr2}",
        f"<:{cl1} {group}", f">:{cr1} {group}", f"<:{cl2} {cl1}", f">:{cr1} {cr2}", f"<{left1}:{cr1}>",
    ]  # fmt: skip
    # the noun that it counts, as far as the next words tell
    at = q.last
    noun = ""
    while at < last and at - q.last < 5:
        word = low[at]
        if not word[0].isalpha():
            if word not in ("-", "'", "’", "‘", "“"):
                break
        elif word in PREPOSITIONS or word in AUXILIARIES or word in ("and", "or", "who", "that", "which"):
            break
        else:
            noun = word
            if is_plural(word):
                break
        at += 1
    if noun:
        out.append(f"noun {noun}")
        out.append(f"noun {noun[-4:]}~")
        out.append(f"noun:{CLASSES.get(noun, 'plural' if is_plural(noun) else 'word')} {group}")
        follow = low[at + 1] if at + 1 < last else "$"
        out.append(f"noun>{follow}")
    else:
        out.append("no noun")
        out.append(f"no noun {group}")
    window = low[max(first, t - 7) : t]
    for word in set(window):
        if word[0].isalpha():
            out.append(f"l {word}")
    for word in set(low[q.last : min(last, q.last + 7)]):
        if word[0].isalpha():
            out.append(f"r {word}")
    if group in MAY_MOVE:
        out += _movement(doc, q, first, last, group)
    opened = doc.blocks[sentence.block].first
    if _quoted(doc, opened, t):
        out.append("in speech")
        out.append(f"in speech {group}")
    if t == first or not any(w[0].isalnum() for w in low[first:t]):
        out.append("opens the sentence")
    if before is not None:
        near = "same" if before.sentence == q.sentence else "next" if before.sentence >= q.sentence - 1 else "far"
        out.append(f"after {before.kind} {near}")
        out.append(f"after {before.kind} {near} {group}")
        if near == "same":
            between = low[before.last : t]
            out.append(f"after {before.form} {form}")
            if len(between) <= 3:
                joint = words_between(between)
                out.append(f"joined {joint}")
                out.append(f"joined {joint} {before.kind} {group}")
    else:
        out.append("first number")
    if after is not None and after.sentence == q.sentence:
        out.append(f"before {after.form} {group}")
        if after.first - q.last <= 3:
            joint = " ".join(low[q.last : after.first])
            out.append(f"joins {joint} {after.form}")
    return out


class KindSigns:
    """The signs of all numbers of a document.

    Parameters
    ----------
    doc, quantities
        The document and its numbers, with the kinds that the grammar proposes.
    context
        What the place in the text says of each number: "furniture", "period" (a dateline) or nothing.
    furniture
        One flag for each block.
    """

    def __init__(self, doc: Document, quantities: list[Quantity], context: list[str], furniture: list[bool]) -> None:
        self.doc = doc
        self.quantities = quantities
        self.context = context
        self.furniture = furniture
        self.proposed = [q.kind for q in quantities]
        self.moves = [q.move for q in quantities]
        self._places: dict[int, list[str]] = {}
        self._sentences: dict[int, list[str]] = {}

    def sentence(self, index: int) -> list[str]:
        """Signs of a sentence; none outside the text."""
        if not 0 <= index < len(self.doc.sentences):
            return ["none"]
        if index not in self._sentences:
            self._sentences[index] = sentence_signs(self.doc, index)
        return self._sentences[index]

    def own(self, i: int) -> list[str]:
        """Signs of number ``i``; the numbers before it must have their kinds."""
        q = self.quantities[i]
        before = self.quantities[i - 1] if i else None
        after = self.quantities[i + 1] if i + 1 < len(self.quantities) else None
        block = self.doc.sentences[q.sentence].block
        if q.sentence not in self._places:
            self._places[q.sentence] = place_signs(self.doc, q.sentence, self.furniture)
        proposed = self.proposed[i]
        out = signs(self.doc, q, proposed, self.moves[i], before, after, self._places[q.sentence])
        in_place = self.context[i] or proposed
        out.append(f"place {in_place}")
        out.append(f"place {in_place} {q.form}")
        if self.context[i] == "furniture" and not self.furniture[block]:
            out.append("furniture alone")
        if "cell" in q.tags:
            out.append("cell")
            out.append(f"cell {proposed}")
        if before is not None and before.sentence == q.sentence - 1:
            out.append(f"last sentence {before.kind}")
        return out


def choose_kinds(found: KindSigns, weights: LabelWeights | None = None) -> None:
    """Gives every number the kind for which its signs speak most (by the fitted weights, unless others are given)."""
    weights = weights or label_weights("kinds")
    caution = weights.lane("case", CAUTION)
    around: dict[int, list[int]] = {}
    for i, q in enumerate(found.quantities):
        total = weights.total(found.own(i))
        for n, (_, step) in enumerate(NEAR):
            index = q.sentence + step
            if index not in around:
                around[index] = weights.total_by_place(found.sentence(index))
            total += around[index][n]
        q.kind = weights.best(total + caution, IMPOSSIBLE.get(q.form, NONE))


NONE: frozenset[str] = frozenset()
ALL_BUT = frozenset(KINDS)
OUTSIDE = frozenset({"case", "furniture", "other"})
IMPOSSIBLE = {
    "verb": ALL_BUT - OUTSIDE - {"change"},
    "points": ALL_BUT - OUTSIDE - {"change", "share"},
    "basis": ALL_BUT - OUTSIDE - {"change"},
    "date": ALL_BUT - OUTSIDE - {"period", "identifier"},
    "time": ALL_BUT - OUTSIDE - {"period"},
    "money": frozenset({"statistic", "coverage", "period", "age", "identifier"}),
    "percent": frozenset({"period", "age", "identifier"}),
    "age": frozenset({"money", "share", "change"}),
}
"""Kinds that a number of a form never has, whatever stands around it: "doubled" is no share, a date no count."""
CAUTION = 210
"""Extra weight for an account of a case: one that is missed would be tabulated, so doubt speaks for it."""
NEAR = (("S ", 0), ("P ", -1), ("N ", 1))
"""The sentences whose words are weighed: the number's own, the one before and the one behind."""
