"""The counted noun of each reported figure, weighed among the nouns that the text offers.

Candidates are the noun phrases on both sides of the number, the nouns of the figures before it, those that the text
counts anywhere, the heading above, and the noun that the grammar proposes (`units`). Each comes with signs of how it
stands to the number.
"""

# ruff: noqa: E501 - lists of words and of signs stay on one line

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from helpers.mentions.kinds import FORM_GROUPS, words_between
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import (
    DETERMINERS,
    DOWN_NOUNS,
    DOWN_VERBS,
    PERSON_NOUNS,
    PREPOSITIONS,
    TIME_UNITS,
    UP_NOUNS,
    UP_VERBS,
    words,
)
from helpers.mentions.model import FIGURE_KINDS, Quantity
from helpers.mentions.nouns import NounPhrase, noun_phrases
from helpers.mentions.phrases import is_plural, is_verb, singular
from helpers.mentions.units import CONTAINERS, NOT_UNITS, SPEAKERS, name_of_unit
from helpers.mentions.weights import choice_weights, choose

__all__ = ["UnitCandidates", "choose_units", "is_fixed", "same_noun", "settled"]

IMPLIED: dict[str, frozenset[str]] = {
    "ratio": frozenset(),
    "interest rate": words("rate rates interest yield yields mortgage mortgages coupon lending borrowing"),
    "person": frozenset(),
    "price": words("inflation price prices cpi cpih rpi costs cost living"),
    "voter": words("vote votes voters poll polls turnout election referendum ballot"),
    "economy": words("economy gdp growth output recession"),
    "index": words("index ftse dow nasdaq sensex nikkei dax points shares"),
}
"""Nouns that are meant without being said ("inflation was 2%", "one in five think"), with words of the text that suggest them."""
MANY_BEHIND, MANY_BEFORE = 4, 5
AMOUNTS = frozenset({"share", "change", "money", "rate"})

Candidates = dict[str, tuple[str | None, set[str]]]
Add = Callable[[str | None, set[str]], None]


def same_noun(unit: str | None) -> str:
    """What two names of one unit have in common: the head noun, lower case, without plural."""
    parts = str(unit or "").lower().split(" of ")[0].replace("-", " ").split()
    return parts[-1].rstrip("s") if parts else ""


def is_fixed(q: Quantity) -> bool:
    """Whether the form of a number settles its unit: amounts of money, measured quantities, spans of time, ratios."""
    if q.currency is not None:
        return q.kind != "share"
    if q.form == "measured" or (q.form == "span" and q.unit is not None):
        return True
    if q.value == 1 and q.is_words and q.form == "count" and q.unit is not None:
        return True  # "one nurse" counts what follows
    return q.kind == "rate" and q.form in ("times", "fold", "ratio")


class UnitCandidates:
    """The nouns that a document offers to its figures.

    Parameters
    ----------
    doc, quantities
        The document and its numbers, with their kinds and the unit that the grammar proposes.
    """

    def __init__(self, doc: Document, quantities: list[Quantity]) -> None:
        self.doc = doc
        self.quantities = quantities
        self.proposed = [q.unit for q in quantities]
        self.history: list[tuple[Quantity, str | None]] = []
        self._last_of_kind: dict[str, tuple[Quantity, str | None]] = {}
        self._phrases: dict[int, list[NounPhrase]] = {}
        self._verbs: dict[int, bool] = {}
        self._headings: dict[int, list[NounPhrase]] = {}
        self._words: Counter[str] | None = None
        self._opening: list[NounPhrase] | None = None
        self._implied: list[str] | None = None
        self._counted: list[tuple[str, int, bool]] | None = None
        self._members: dict[int, list[Quantity]] = {}
        for q in quantities:
            self._members.setdefault(q.sentence, []).append(q)

    def phrases(self, sentence: int) -> list[NounPhrase]:
        """The noun phrases of a sentence."""
        if sentence not in self._phrases:
            s = self.doc.sentences[sentence]
            self._phrases[sentence] = noun_phrases(self.doc, s.first, min(s.last, s.first + 120))
        return self._phrases[sentence]

    def _is_verb(self, t: int, last: int) -> bool:
        if t not in self._verbs:
            self._verbs[t] = is_verb(self.doc, t, last)
        return self._verbs[t]

    def _times(self, word: str) -> str:
        """How often a text says a noun, in steps."""
        said = self._said()
        one = singular(word)
        n = said[word] + said[one if one != word else word + "s"]
        return str(n) if n < 4 else "6" if n < 7 else "many"

    def counted(self) -> list[tuple[str, int, bool]]:
        """The nouns that stand right behind numbers anywhere: noun, how often, whether a coverage has it."""
        if self._counted is None:
            times: Counter[str] = Counter()
            covering: set[str] = set()
            low = self.doc.low
            for q in self.quantities:
                if q.kind not in FIGURE_KINDS or q.currency is not None or FORM_GROUPS.get(q.form) != "count":
                    continue
                for p in self.phrases(q.sentence):
                    if q.core_end <= p.first <= q.last + 1:
                        noun = low[p.head]
                        if noun not in CONTAINERS and noun not in TIME_UNITS and noun not in NOT_UNITS:
                            unit = name_of_unit(self.doc, p.head)
                            times[unit] += 1
                            if q.kind == "coverage":
                                covering.add(unit)
                        break
            self._counted = [(unit, n, unit in covering) for unit, n in times.most_common(5)]
        return self._counted

    def of(self, i: int) -> Candidates:
        """The candidates of number ``i`` with their signs, by head noun."""
        q = self.quantities[i]
        doc, low = self.doc, self.doc.low
        kind, group = q.kind, FORM_GROUPS.get(q.form, q.form)
        sentence = doc.sentences[q.sentence]
        found: Candidates = {}

        def add(unit: str | None, signs: set[str]) -> None:
            key = same_noun(unit)
            if key in found:
                found[key][1].update(signs)
            else:
                found[key] = (unit, signs)

        phrases = self.phrases(q.sentence)
        behind = [p for p in phrases if p.first >= q.core_end]
        before = [p for p in phrases if p.last <= q.first]
        others = [other for other in self._members[q.sentence] if other is not q]
        for n, p in enumerate(behind[:MANY_BEHIND]):
            add(name_of_unit(doc, p.head), self._phrase_signs(q, p, "R", n + 1, others, kind, group))
        for n, p in enumerate(before[: -MANY_BEFORE - 1 : -1]):
            add(name_of_unit(doc, p.head), self._phrase_signs(q, p, "L", n + 1, others, kind, group))
        if before:
            add(name_of_unit(doc, before[0].head), {"opening", f"opening {kind}", f"opening {group}"})
        self._from_figures(q, kind, group, add)
        for rank, (unit, n, covering) in enumerate(self.counted()):
            signs = {f"D{rank + 1}", f"D{rank + 1} {kind}", f"D count {min(n, 4)} {kind}"}
            if covering:
                signs |= {"D coverage", f"D coverage {kind}"}
            add(unit, signs)
        row = doc.blocks[sentence.block].kind
        labelled = ":" in low[sentence.first : q.first]
        for n, p in enumerate(self._heading(sentence.block)):
            add(name_of_unit(doc, p.head), {f"H{n + 1}", f"H{n + 1} {kind}", f"H {row}", f"H{n + 1} {row} {labelled}"})
        for n, p in enumerate(self._title()):
            add(name_of_unit(doc, p.head), {f"title {n + 1}", f"title {n + 1} {kind}"})
        if self.proposed[i]:
            add(
                self.proposed[i],
                {"grammar", f"grammar {kind}", f"grammar {q.form}", f"grammar {kind} {q.form}"}
                | ({f"grammar cell {kind}"} if "cell" in q.tags else set()),
            )
        near = set(low[max(sentence.first, q.first - 4) : q.first]) | set(low[q.last : q.last + 3])
        for unit in self._suggested():
            signs = {f"implied {unit}", f"implied {unit} {kind}", f"implied {unit} {kind} {q.form}"}
            signs.update(f"{unit} near {word}" for word in near)
            add(unit, signs)
        add(None, {"none", f"none {kind}", f"none {kind} {q.form}"})
        for key, (_, signs) in found.items():
            signs |= {f"w {key}", f"w {key} {kind}", f"ends {key[-3:]}"}
            if "L1" in signs or "R1" in signs:
                signs.add(f"next to it {kind}")
        return found

    def _phrase_signs(
        self, q: Quantity, p: NounPhrase, side: str, order: int, others: list[Quantity], kind: str, group: str
    ) -> set[str]:
        doc, low = self.doc, self.doc.low
        sentence = doc.sentences[q.sentence]
        first, last = sentence.first, sentence.last
        noun = low[p.head]
        if side == "R":
            begin, end = q.last, p.first
            gap = low[begin:end] if end >= begin else ["inside"]
            joint = words_between(gap[:3])
        else:
            begin, end = p.last, q.first
            gap = low[begin:end]
            joint = words_between(gap[:2])
        crossed = min(sum(1 for other in others if begin <= other.first < end), 2)
        preposition = low[p.first - 1] if p.first > first else "^"
        if preposition in DETERMINERS and p.first - 1 > first:
            two = low[p.first - 2]
            preposition = f"{two} the" if two in PREPOSITIONS else "the"
        follower = low[p.last] if p.last < last else "$"
        distance = len(gap)
        far = str(distance) if distance < 5 else "8" if distance < 9 else "15" if distance < 16 else "30"
        signs = {
            f"{side}{order}", f"{side}{order} {kind}", f"{side}{order} {kind} {q.form}",
            f"{side} joined {joint} {group}", f"{side} joined {joint} {kind}",
            f"{side} crossed {crossed}", f"{side}{order} crossed {crossed} {kind}",
            f"after {preposition} {side}", f"after {preposition} {side} {kind}", f"before {follower} {side}", f"{side} gap {far} {group}",
        }  # fmt: skip
        if side == "R" and not gap:
            signs |= {"adjacent", f"adjacent {kind}", f"adjacent {group}"}
        signs |= {f"plural {side}", f"plural {kind}"} if is_plural(noun) else {f"singular {side} {group}"}
        if doc.words[p.head][0].isupper():
            signs |= {f"capital {side}", f"capital {kind}"}
        if noun in CONTAINERS:
            signs |= {"container", f"container {follower}"}
        if noun in NOT_UNITS:
            signs.add("not a unit")
        if noun in UP_NOUNS or noun in DOWN_NOUNS:
            signs.add("movement")
        if noun in TIME_UNITS:
            signs.add("time")
        if noun in PERSON_NOUNS:
            signs.add(f"person {kind}")
        if noun in SPEAKERS:
            signs.add(f"speaker {side}")
        if p.first == first or (p.first - 1 == first and low[first] in DETERMINERS):
            signs |= {"subject", f"subject {kind}", f"subject {group}"}
        counting = next((other.kind for other in others if other.last == p.first), None)
        if counting is not None:
            signs |= {f"counted by {counting} {side}", f"counted by {counting} {kind}"}
        if any(self._is_verb(t, last) for t in range(begin, end)):
            signs.add(f"verb between {side} {kind}")
        if p.last < last and (follower in UP_VERBS or follower in DOWN_VERBS or self._is_verb(p.last, last)):
            signs.add(f"before verb {side} {kind}")
        if low[p.head + 1 : p.head + 2] == [":"]:
            signs |= {"label", f"label {doc.words[p.head][0].isupper()} {kind}"}
        signs.add(f"said {self._times(noun)}")
        return signs

    def _from_figures(self, q: Quantity, kind: str, group: str, add: Add) -> None:
        """The nouns of the figures before."""
        low = self.doc.low
        for n, (other, unit) in enumerate(self.history[:-5:-1]):
            if not unit or (len(unit) == 3 and unit.isupper() and other.currency is not None and kind not in AMOUNTS):
                continue
            near = "same" if other.sentence == q.sentence else "next" if other.sentence >= q.sentence - 1 else "far"
            pair = f"{other.kind}>{kind}"
            signs = {f"P{n + 1}", f"P{n + 1} {near}", f"P{n + 1} {near} {pair}", f"P{n + 1} {pair} {group}"}
            if n == 0 and near == "same":
                between = low[other.last : q.first]
                joint = words_between(between) if len(between) < 4 else "long"
                signs |= {f"P joined {joint}", f"P joined {joint} {pair}"}
            add(unit, signs)
        last = self._last_of_kind.get(kind)
        if last is not None and last[1]:
            near = "near" if last[0].sentence >= q.sentence - 2 else "far"
            add(last[1], {f"K {near}", f"K {near} {kind}", f"K {near} {kind} {group} {last[0].form}"})

    def gave(self, q: Quantity, unit: str | None) -> None:
        """Records the unit that a figure was given, for the figures behind it."""
        self.history.append((q, unit))
        self._last_of_kind[q.kind] = (q, unit)

    def _suggested(self) -> list[str]:
        """The nouns that the words of the text may imply."""
        if self._implied is None:
            said = self._said()
            self._implied = [unit for unit, hints in IMPLIED.items() if not hints or not hints.isdisjoint(said)]
        return self._implied

    def _said(self) -> Counter[str]:
        """How often the text has each word."""
        if self._words is None:
            self._words = Counter(self.doc.low)
        return self._words

    def _title(self) -> list[NounPhrase]:
        """The first noun phrases of the opening lines, where a text says what it is about."""
        if self._opening is None:
            self._opening = []
            for block in self.doc.blocks[:4]:
                if block.last - block.first > 3:
                    self._opening = noun_phrases(self.doc, block.first, min(block.last, block.first + 30))[:4]
                    break
        return self._opening

    def _heading(self, block: int) -> list[NounPhrase]:
        """The first noun phrases of the heading above a block."""
        blocks = self.doc.blocks
        up = block - 1
        while up >= max(0, block - 13) and not (blocks[up].kind == "line" or up < 3):
            up -= 1
        if up < max(0, block - 13):
            return []
        if up not in self._headings:
            self._headings[up] = noun_phrases(self.doc, blocks[up].first, min(blocks[up].last, blocks[up].first + 40))[
                :3
            ]
        return self._headings[up]


def choose_units(doc: Document, quantities: list[Quantity]) -> None:
    """Gives every reported figure the noun for which its signs speak most."""
    weights = choice_weights("units")
    candidates = UnitCandidates(doc, quantities)
    for i, q in enumerate(quantities):
        if q.kind in FIGURE_KINDS:
            q.unit = settled(q) if is_fixed(q) else choose(candidates.of(i).values(), weights)
            candidates.gave(q, q.unit)


def settled(q: Quantity) -> str:
    """The unit that the form of a number settles (see `is_fixed`)."""
    return q.currency or q.unit or "ratio"
