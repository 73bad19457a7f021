"""The period of each reported figure, weighed among those that the text offers.

Candidates are the expressions of time in the sentence, resolved (`when`), those of the sentences around and of the
heading, the periods of the figures before, the ones that the text names most, what the date of publication implies,
and what the grammar proposes (`periods`). Each comes with signs of how it stands to the number.
"""

# ruff: noqa: E501 - lists of words and of signs stay on one line

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from helpers.mentions.dates import span_before
from helpers.mentions.kinds import words_between
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import words
from helpers.mentions.model import FIGURE_KINDS, Quantity, Span
from helpers.mentions.periods import attach_basis, is_older
from helpers.mentions.weights import choice_weights, choose
from helpers.mentions.when import Calendar, When, day_shift, expressions

__all__ = ["PeriodCandidates", "choose_periods"]

COMPARING = words("compared than against versus vs from above below over on up down earlier before")
PRESENT = words("is are has have now currently remains stands stand")
ARTICLES = ("the", "a", "an")

Candidates = dict[str, tuple[Span | None, set[str]]]
Add = Callable[[Span | None, set[str]], None]


def _length(span: Span) -> str:
    if span.day:
        return "day"
    months = span.months
    if months == 12:
        return {0: "calendar", 3: "financial"}.get(span.start % 12, "year")
    return {1: "month", 3: "quarter", 6: "half"}.get(months, "many" if months > 12 else "months")


class PeriodCandidates:
    """The periods that a document offers to its figures.

    Parameters
    ----------
    doc, quantities
        The document and its numbers, with their kinds and the period that the grammar proposes.
    published
        The date of publication, if known.
    """

    def __init__(self, doc: Document, quantities: list[Quantity], published: Span | None) -> None:
        self.doc = doc
        self.quantities = quantities
        self.proposed = [q.period if q.period is not None and q.period.start > 1000 else None for q in quantities]
        self.calendar = Calendar(doc, quantities, published)
        self.published = self.calendar.published
        self.history: list[tuple[Quantity, Span | None]] = []
        self._last_of_kind: dict[str, tuple[Quantity, Span | None]] = {}
        self._said: dict[tuple[object, str, str], list[Span]] = {}
        self._whens: dict[int, list[When]] = {}
        self._opening: list[Span] | None = None
        self._members: dict[int, list[Quantity]] = {}
        for q in quantities:
            self._members.setdefault(q.sentence, []).append(q)
        at = self.published
        named: Counter[Span] = Counter()
        for i in range(len(doc.sentences)):
            for w in self.whens(i):
                if w.span is None or w.span.day or w.role not in ("at", "opens", "baseline") or w.span.start <= 1000:
                    continue
                if at is None or w.span.start <= at.end:
                    named[w.span] += 1 + (i < 6)
        self.named = named
        january = at.start // 12 * 12 if at is not None and at.months == 1 else -1
        self._this_year = Span(january, january + 11)
        parts = [
            span
            for span in named
            if span.start == january and 2 <= span.months < 12 and at is not None and span.end <= at.end
        ]
        self._so_far = max(parts, key=lambda span: span.end, default=None)
        self.most = [span for span, _ in sorted(named.items(), key=lambda item: (-item[1], -item[0].end))[:4]]
        past = [span for span in named if at is None or span.end <= at.end + 1]
        self.latest = max(past, key=lambda span: (span.end, span.months), default=None)
        self.latest_year = max((span for span in past if span.months == 12), key=lambda span: span.end, default=None)

    def whens(self, sentence: int) -> list[When]:
        """The expressions of time of a sentence; none outside the text."""
        if not 0 <= sentence < len(self.doc.sentences):
            return []
        if sentence not in self._whens:
            dates = [q for q in self._members.get(sentence, []) if q.form == "date" and q.kind in ("period", "case")]
            self._whens[sentence] = expressions(self.doc, sentence, dates, self.calendar)
        return self._whens[sentence]

    def of(self, i: int) -> Candidates:
        """The candidates of number ``i`` with their signs, by ISO interval ("" for none)."""
        q = self.quantities[i]
        doc, low = self.doc, self.doc.low
        kind = q.kind
        sentence = doc.sentences[q.sentence]
        block = doc.blocks[sentence.block]
        side = "old" if is_older(doc, q, sentence.first) else "now"
        found: Candidates = {}

        def add(span: Span | None, signs: set[str]) -> None:
            if span is not None and span.start <= 1000:
                return
            key = span.iso if span is not None else ""
            if key in found:
                found[key][1].update(signs)
            else:
                found[key] = (span, set(signs))

        own = self.whens(q.sentence)
        has = "-" if not own else "w" if len(own) == 1 else "ww"
        self._in_sentence(q, own, kind, side, add)
        self._from_figures(q, kind, side, has, add)
        for back in (1, 2, 3):
            near = q.sentence - back
            for w in self.whens(near):
                if w.span is not None and not w.span.day:
                    where = "block" if doc.sentences[near].block == sentence.block else "next"
                    add(w.span, {f"B{back} {where} {w.role}", f"B{back} {where}", f"B{back} {kind} {side}"})
        for ahead in (1, 2):
            for w in self.whens(q.sentence + ahead):
                if w.span is not None and not w.span.day:
                    add(w.span, {f"F{ahead} {w.role}", f"F{ahead} {block.kind} {sentence.block < 4}"})
        for named in self._title():
            add(named, {"title", f"title {kind}", f"title {side} {has}", f"title length {_length(named)}"})
        for w, near_heading in self._heading(q.sentence):
            span = w.span
            if span is not None:
                add(
                    Span(span.start, span.end),
                    {f"H {near_heading}", f"H {kind}", f"H length {_length(span)} {block.kind}", f"H {side}"},
                )
        for rank, span in enumerate(self.most):
            add(
                span,
                {
                    f"T{rank + 1}", f"T{rank + 1} {kind} {side}", f"T{rank + 1} {has}", f"T{rank + 1} length {_length(span)}",
                    f"T{rank + 1} said {min(self.named[span], 6)}",
                },
            )  # fmt: skip
        if self.latest is not None:
            add(self.latest, {"latest", f"latest {kind} {side}", f"latest {_length(self.latest)}"})
        if self.latest_year is not None:
            add(self.latest_year, {"latest year", f"latest year {kind} {side}"})
        self._from_publication(q, kind, side, has, add)
        proposed = self.proposed[i]
        if proposed is not None:
            signs = {"grammar", f"grammar {kind}", f"grammar {kind} {side}", f"grammar {has}"}
            add(proposed, signs | ({"grammar cell"} if "cell" in q.tags else set()))
        else:
            add(None, {"grammar none", f"grammar none {kind}", f"grammar none {side}"})
        signs = {
            "none", f"none {kind}", f"none {kind} {side}", f"none {has}", f"none {has} {kind} {side}",
            f"none at {self.published is not None}", f"none block {block.kind}", f"none first {not self.history}",
        }  # fmt: skip
        before = low[q.first - 1] if q.first > sentence.first else "^"
        signs |= {f"none after {before}", f"none after {before} {has}"}
        if before == "from" and self._reaches(q):
            signs |= {"none from to", f"none from to {has}"}
        around = low[max(sentence.first, q.first - 8) : min(sentence.last, q.last + 8)]
        signs.update(f"none near {word}" for word in around if word[0].isalpha())
        add(None, signs)
        at = self.published
        for span_found, marks in found.values():
            if span_found is None:
                marks.add(f"no period {kind}")
                continue
            marks |= {"a period", f"length {_length(span_found)} {kind}"}
            if at is not None:
                years = max(-1, min((at.end - span_found.end) // 12, 5))
                marks |= {f"years ago {years}", f"years ago {years} {side}"}
                if span_found.start > at.end:
                    marks.add("after publication")
            if self.named[span_found]:
                marks.add(f"named {min(self.named[span_found], 4)}")
        return found

    def bounded(self, q: Quantity, span: Span | None) -> Span | None:
        """The period chosen for a figure, within what the coding manual rules out and the text limits.

        The first of "from 655 to 670 in 2019" has none; where the text counts "the first ten months" of the year of its publication,
        "this year" is those months.
        """
        sentence = self.doc.sentences[q.sentence]
        is_level = q.kind not in ("change", "coverage") and q.first > sentence.first
        if is_level and self.doc.low[q.first - 1] == "from" and self._reaches(q):
            return None
        if span == self._this_year and self._so_far is not None:
            return self._so_far
        return span

    def _reaches(self, q: Quantity) -> bool:
        """Whether the level reached follows without a time between: "from 655 to 670 in 2019" dates the second only."""
        low = self.doc.low
        behind = next((o for o in self._members[q.sentence] if o.first > q.last and o.kind in FIGURE_KINDS), None)
        if behind is None or behind.first - q.last > 6 or "to" not in low[q.last : behind.first]:
            return False
        return not any(q.last <= w.first < behind.first for w in self.whens(q.sentence))

    def _in_sentence(self, q: Quantity, own: list[When], kind: str, age: str, add: Add) -> None:
        """Expressions of the figure's own sentence, to its right and left, and inside its quote."""
        doc, low = self.doc, self.doc.low
        sentence = doc.sentences[q.sentence]
        figures = [o for o in self._members[q.sentence] if o.kind in FIGURE_KINDS and o is not q]
        left1 = low[q.first - 1] if q.first > sentence.first else "^"
        before = [w for w in own if w.last <= q.first]
        behind = [w for w in own if w.first >= q.last]
        inside = [w for w in own if w.last > q.first and w.first < q.last]
        for side, whens in (("L", before[::-1]), ("R", behind), ("I", inside)):
            for order, w in enumerate(whens[:4]):
                if side == "R":
                    begin, end = q.last, w.first
                elif side == "L":
                    begin, end = w.last, q.first
                else:
                    begin = end = q.first
                gap = low[begin:end]
                crossed = min(sum(1 for o in figures if begin <= o.first < end), 3)
                preposition = low[w.first - 1] if w.first > sentence.first else "^"
                if preposition in ARTICLES:
                    preposition = (low[w.first - 2] if w.first - 1 > sentence.first else "^") + " the"
                follower = low[w.last] if w.last < sentence.last else "$"
                compares = "compares" if not COMPARING.isdisjoint(gap) else ""
                turn = "turn" if ";" in gap or "but" in gap or "while" in gap else "and" if "and" in gap else ""
                nearest = min((max(w.first - o.last, o.first - w.last) for o in figures), default=99)
                whose = "own" if nearest >= len(gap) else "theirs"
                opens = all(not word[0].isalnum() for word in low[sentence.first : max(sentence.first, w.first - 2)])
                far = len(gap) if len(gap) < 5 else 8 if len(gap) < 9 else 16 if len(gap) < 17 else 40
                place = f"{side}{order + 1}"
                role = f"{side} role {w.role}"
                signs = {
                    place, f"{place} {kind}", f"{place} {age}", f"{place} {kind} {age}", role, f"{role} {kind}", f"{role} {kind} {age}",
                    f"{side} after {preposition}", f"{side} after {preposition} {kind}", f"{side} after {preposition} {age}",
                    f"{side} begins {low[w.first]}", f"{side} begins {low[w.first]} {kind}", f"{side} crossed {crossed} {turn}{compares}",
                    f"{side} crossed {crossed} {kind} {age}", f"{side} {whose}", f"{side} {whose} {kind} {age}", f"{side} gap {far}",
                    f"{side} {turn}{compares} {kind} {age}", f"{side} before {follower}", f"{side} word {w.word} {w.role}",
                    f"{side} stated {w.stated} {w.role}", f"{left1} {side} {w.role}",
                }  # fmt: skip
                if len(gap) <= 3:
                    joint = words_between(gap)
                    signs |= {
                        f"{side} joined {joint}",
                        f"{side} joined {joint} {kind}",
                        f"{side} joined {joint} {left1}",
                    }
                else:
                    signs |= {
                        f"{side} gap opens {gap[0]}",
                        f"{side} gap ends {gap[-1]}",
                        f"{side} gap opens {gap[0]} {kind}",
                    }
                if opens:
                    signs |= {f"frame {side}", f"frame {side} {kind} {age}"}
                if w.ends is not None:
                    signs.add(f"range {kind}")
                self._resolved(q, w, signs, f"{side} {{}} {kind}", side, kind, age, preposition, add)

    def _resolved(
        self,
        q: Quantity,
        w: When,
        signs: set[str],
        form: str,
        side: str,
        kind: str,
        age: str,
        preposition: str,
        add: Add,
    ) -> None:
        """The periods that one expression may mean for the figure."""
        at = self.published

        def put(span: Span, *more: str) -> None:
            length = _length(span)
            marks = signs | {form.format(length), f"length {length} {side}", *more}
            if at is not None and span.start > at.end:
                marks.add("future")
            add(span, marks)

        if w.span is None:
            for name, base in self._bases(q):
                if base is None:
                    continue
                if w.role in ("shift_to", "shift_to_baseline"):
                    span = day_shift(base, 12 * (w.months - base.end // 12))
                elif w.word == "previous":
                    span = span_before(base.start - 1, w.months)
                else:
                    span = day_shift(base, -w.months)
                shift = f"shift {name}"
                marks = {
                    f"{shift} {w.role}",
                    f"{shift} {w.role} {kind}",
                    f"{shift} {kind} {age}",
                    f"{shift} {side} {age}",
                }
                add(span, signs | marks)
            return
        if w.role == "opens" and at is not None and kind != "change" and w.span.start <= at.end:
            put(Span(w.span.start, max(at.end, w.span.start)), f"opened {kind}")
            put(w.span, f"opens {kind}")
        elif w.span.day:
            put(w.span, f"a day {kind}", f"a day {kind} {preposition}")
            put(Span(w.span.start, w.span.end), f"month of a day {kind}", f"month of a day {preposition}")
        else:
            put(w.span)
        if w.ends is not None:
            put(w.ends[1], f"later end {kind}")
            put(w.ends[0], f"earlier end {kind} {age}")

    def _bases(self, q: Quantity) -> list[tuple[str, Span | None]]:
        """The periods from which "a year earlier" may be reckoned."""
        last = self.history[-1][1] if self.history else None
        same = None
        for other, span in reversed(self.history):
            if other.sentence != q.sentence or same is not None:
                break
            same = span
        at = self.published
        return [
            ("sentence", same),
            ("last", last),
            ("most", self.most[0] if self.most else None),
            ("latest", self.latest_year),
            ("publication", Span(at.start, at.end) if at is not None else None),
        ]

    def _from_figures(self, q: Quantity, kind: str, age: str, has: str, add: Add) -> None:
        """The periods of the figures before, and of the same figure said before."""
        doc, low = self.doc, self.doc.low
        sentence = doc.sentences[q.sentence]
        left1 = low[q.first - 1] if q.first > sentence.first else "^"
        for n, (other, span) in enumerate(self.history[:-4:-1]):
            if other.sentence == q.sentence:
                near = "same"
            elif other.sentence == q.sentence - 1:
                near = "next"
            else:
                near = "block" if doc.sentences[other.sentence].block == sentence.block else "far"
            tag = f"P{n + 1} {near}"
            signs = {
                tag, f"{tag} {other.kind}>{kind}", f"{tag} {age}", f"{tag} {kind} {age} {has}", f"{tag} {doc.blocks[sentence.block].kind}",
            }  # fmt: skip
            if near == "same":
                gap = low[other.last : q.first]
                signs.add(f"P{n + 1} joined " + (words_between(gap) if len(gap) < 4 else gap[-1] + "~"))
                if not COMPARING.isdisjoint(gap):
                    signs.add(f"P{n + 1} compares {kind} {age}")
            if span is None:
                add(None, {f"{sign} none" for sign in signs})
                continue
            add(span, signs | {f"P length {_length(span)} {near}"})
            if age == "old" and near in ("same", "next"):
                add(day_shift(span, -12), {f"P{n + 1} a year back", f"P{n + 1} a year back {left1}"})
        for span in self._said.get((q.value, q.form, kind), ()):
            add(span, {"said before"})
        if kind in self._last_of_kind:
            other, span = self._last_of_kind[kind]
            near = "near" if other.sentence >= q.sentence - 2 else "far"
            add(
                span,
                {
                    f"K {near} {span is None}",
                    f"K {near} {kind} {span is None}",
                    f"K {near} {kind} {age} {has} {span is None}",
                },
            )

    def gave(self, q: Quantity, span: Span | None) -> None:
        """Records the period that a figure was given, for the figures behind it."""
        self.history.append((q, span))
        self._last_of_kind[q.kind] = (q, span)
        if span is not None and isinstance(q.value, int | float) and (abs(q.value) >= 100 or q.decimals):
            spans = self._said.setdefault((q.value, q.form, q.kind), [])
            if span not in spans and len(spans) < 4:
                spans.append(span)

    def _from_publication(self, q: Quantity, kind: str, age: str, has: str, add: Add) -> None:
        at = self.published
        if at is None:
            return
        sentence = self.doc.sentences[q.sentence]
        if at.day:
            add(at, {"on publication", f"on publication {kind} {age}", f"on publication {has}"})
        around = self.doc.low[max(sentence.first, q.first - 10) : min(sentence.last, q.last + 8)]
        present = not PRESENT.isdisjoint(around)
        add(
            Span(at.start, at.end),
            {"publication", f"publication {kind} {age}", f"publication {has}", f"publication present {present} {kind}"},
        )
        if self.calendar.last_year is not None:
            add(self.calendar.last_year, {"last year", f"last year {kind}"})

    def _title(self) -> list[Span]:
        """The periods that the first sentences name."""
        if self._opening is None:
            self._opening = []
            for i in range(min(4, len(self.doc.sentences))):
                for w in self.whens(i):
                    if w.span is not None and not w.span.day and w.span not in self._opening:
                        self._opening.append(w.span)
        return self._opening[:3]

    def _heading(self, sentence: int) -> list[tuple[When, bool]]:
        """Expressions of the nearest heading above that has one, and whether it stands right above."""
        doc = self.doc
        block = doc.sentences[sentence].block
        up = block - 1
        i = sentence - 1
        while up >= max(0, block - 20):
            while i >= 0 and doc.sentences[i].block > up:
                i -= 1
            if doc.blocks[up].kind == "line" and i >= 0 and doc.sentences[i].block == up:
                whens = [w for w in self.whens(i) if w.span is not None]
                if whens:
                    return [(w, block - up < 2) for w in whens]
            up -= 1
        return []


def choose_periods(doc: Document, quantities: list[Quantity], published: Span | None) -> None:
    """Gives every reported figure the period for which its signs speak most, and says on what basis."""
    weights = choice_weights("periods")
    candidates = PeriodCandidates(doc, quantities, published)
    for i, q in enumerate(quantities):
        if q.kind in FIGURE_KINDS:
            q.period = candidates.bounded(q, choose(candidates.of(i).values(), weights))
            candidates.gave(q, q.period)
    attach_basis(quantities, candidates.calendar)
