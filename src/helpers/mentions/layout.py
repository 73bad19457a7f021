"""The first stage: a text as tokens, sentences and blocks.

A text comes as prose, bullets, headings, tables in plain text and the debris of web pages. The stages after this one need
to know which words stand together, so a sentence never runs across a blank line, a bullet or a row of a table, while the
lines of a hard-wrapped paragraph (press releases, mail) are joined again.
"""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, compress
from typing import Any

from helpers.mentions.lexicon import words as word_set

__all__ = ["Block", "Document", "Sentence", "layout"]

TOKEN = re.compile(
    r"([a-zA-Z]+(?=[ ,.\n])"  # words first, as most tokens are; the plainest before all, as the test of ASCII is the fastest
    r"|[^\W\d_]+(?:['\u2019][^\W\d_]+)*"
    r"|(?=[\d.])(?:"  # one test spares most signs those of all the numbers
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?![\d])"  # 18/04/2018, 2018-04-18: numeric dates stay whole
    r"|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"  # 06:00
    r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"  # 1,234,567.8
    r"|\d{1,3},\d{1,2}(?=\s?(?:%|per ?cent\b|million\b|billion\b|trillion\b|bn\b|mn\b))"  # 48,9%: a decimal comma
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d+)?"  # 12,34,567 (Indian grouping)
    r"|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d+)?"  # 6 200 with a no-break or thin space
    r"|\d+(?:[.\u00b7]\d+)?"
    r"|(?<![\w.])\.\d+"  # .5
    r")|\S)"
)
BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
BULLET = re.compile(r"\s*(?:[-*+•◦▪‣·●○■□–—o>»]|\(?[a-z]\)|\(?\d{1,2}[.)])\s+(?=\S)")
CELL_GAP = re.compile(r"\s*\|\s*|\s*\t\s*|\s{2,}")
NUMBER_CELL = re.compile(
    r"[-+−–~<>≤≥]?\s?(?:[A-Z]{0,3}[£$€₹¥])?\s?[-+−–]?\d[\d,.\s]*(?:%|[a-zA-Z]{1,3}|p\.?p\.?|per cent| ?million| ?billion)?[*†‡a-z]?"
    r"|\(\d[\d.,]*%?\)|\.\.|:|-|–|—|n/?a|N/?A|\.\.\.|[xz]"
)
SPACED_ROW = re.compile(
    r"\s*(?P<label>[^\d\s|][^|\t]*?)(?P<cells>(?:\s+[-+−–]?[£$€]?\d[\d,.]*(?:/\d{2,4}|[–-]\d{2,4})?%?){2,})\s*"
)
ABBREVIATIONS = word_set(
    "mr mrs ms dr prof rev hon st sgt capt lt col gen sen rep gov pres no nos vs etc jan feb mar apr jun jul "
    "aug sep sept oct nov dec inc ltd co corp dept est approx fig figs p pp para paras vol ed cllr supt insp "
    "ch cf al rs mt ft e.g i.e eg ie u.s u.k u.n d.c a.m p.m"
)
TERMINAL = frozenset(".!?…")
CLOSING = "\"'”’)]»"
ENDINGS = TERMINAL | frozenset(CLOSING)
LONGEST = 250
"""Tokens that are read as one sentence at most: keeps the time linear on text without full stops."""


@dataclass(slots=True)
class Sentence:
    """Tokens ``first`` to ``last`` (half-open) that are read together."""

    first: int
    last: int
    block: int


@dataclass(slots=True)
class Block:
    """A paragraph, bullet, heading line or table row.

    ``kind`` is ``prose`` (ends like a sentence or is long), ``line`` (a heading or label), ``bullet`` or ``row``.
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    indent: int = 0
    table: int = -1
    cells: list[tuple[int, int]] = field(default_factory=list)
    gap: bool = True
    """True where a blank line (or the start of the text) stands before the block."""


@dataclass(slots=True)
class Document:
    """A text with its tokens: surface ``words``, lower-case ``low``, offsets ``start`` and ``end``."""

    text: str
    words: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    sentences: list[Sentence]
    blocks: list[Block]
    sentence_starts: list[int]
    numerals: dict[int, Any] = field(default_factory=dict)
    """Numerals read so far, by their first token."""
    relatives: dict[int, Any] | None = None
    """Relative expressions of time by sentence; None until a period asks (see `when`)."""
    limit: int = 0
    """End of the block that is being read: no expression runs across it."""
    groups_by_space: bool | None = None
    """Whether the text writes thousands with a space ("7 390"); None until a number asks."""

    def sentence_of(self, token: int) -> int:
        """Index of the sentence that holds a token."""
        return bisect_right(self.sentence_starts, token) - 1

    def quote(self, first: int, last: int) -> str:
        """The text of a half-open range of tokens."""
        return self.text[self.start[first] : self.end[last - 1]] if last > first else ""

    def touches(self, token: int) -> bool:
        """True when nothing stands between a token and the one before it."""
        return token > 0 and self.end[token - 1] == self.start[token]


def _cells(line: str, offset: int) -> list[tuple[int, int]]:
    """Offsets of the cells of a line that is split by bars, tabs or wide gaps."""
    cells, at = [], 0
    for gap in CELL_GAP.finditer(line):
        if gap.start() > at:
            cells.append((offset + at, offset + gap.start()))
        at = gap.end()
    if at < len(line):
        cells.append((offset + at, offset + len(line)))
    return cells


def _numeric(text: str, cell: tuple[int, int]) -> bool:
    return NUMBER_CELL.fullmatch(text, cell[0], cell[1]) is not None


def _rows(text: str, lines: list[tuple[int, int]]) -> dict[int, tuple[int, list[tuple[int, int]]]]:
    """Lines that are rows of plain-text tables: line index -> (table number, cells).

    A table is two or more neighbouring lines with the same delimiter that have cells in common, at least one of them with a
    number. One line with wide gaps is no table: it may be a menu.
    """
    found: dict[int, tuple[int, list[tuple[int, int]]]] = {}
    candidates: list[tuple[int, list[tuple[int, int]], str]] = []
    for n, (start, end) in enumerate(lines):
        line = text[start:end]
        body = line.strip()
        if "|" in line:
            kind = "|"
        elif "\t" in body:
            kind = "\t"
        elif "  " in body:
            kind = "  "
        else:
            if len(line) > 100 or not (body[-1].isdecimal() or body[-1] == "%"):
                continue
            spaced = SPACED_ROW.fullmatch(line)
            if spaced is None:
                continue
            cells = [(start + spaced.start("label"), start + spaced.end("label"))]
            cells += [
                (start + spaced.start("cells") + m.start(), start + spaced.start("cells") + m.end())
                for m in re.finditer(r"\S+", spaced["cells"])
            ]
            candidates.append((n, cells, " "))
            continue
        body = line.rstrip()
        lead = len(body) - len(body.lstrip(" \t|"))
        cells = _cells(body[lead:].rstrip("|").rstrip(), start + lead)
        if len(cells) > 1:
            candidates.append((n, cells, kind))
    table = -1
    i = 0
    while i < len(candidates):
        j = i + 1
        while j < len(candidates):
            before, here = candidates[j - 1], candidates[j]
            # a rule line ("---|---") may stand between two rows
            between = text[lines[before[0]][1] : lines[here[0]][0]]
            if here[0] - before[0] > 2 or between.count("\n") > 2 or (here[0] - before[0] == 2 and here[2] != "|"):
                break
            if here[2] != before[2] or abs(len(here[1]) - len(before[1])) > 1:
                break
            j += 1
        run = candidates[i:j]
        numbers = sum(_numeric(text, cell) for _, cells, _ in run for cell in cells[1:])
        width = max(len(cells) for _, cells, _ in run)
        total = sum(len(cells) - 1 for _, cells, _ in run)
        long_cells = sum(cell[1] - cell[0] > 90 for _, cells, _ in run for cell in cells)
        if len(run) > 1 and numbers >= 2 and numbers * 3 >= total and long_cells * 4 <= total and width > 1:
            table += 1
            for n, cells, _ in run:
                found[n] = (table, cells)
        i = j
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    """Start and end of the lines that hold more than white space."""
    lines = []
    at = 0
    for line in text.splitlines(keepends=True):
        if not line.isspace():
            lines.append((at, at + len(line.rstrip(BREAKS))))
        at += len(line)
    return lines


def layout(text: str) -> Document:
    """Tokens, sentences and blocks of a text; never fails, in time linear in its length."""
    lines = _lines(text)
    rows = _rows(text, lines)
    # no token holds white space at which lines are broken, so the whole text is split at once: gap, token, gap, ..., gap
    pieces = TOKEN.split(text)
    words = pieces[1::2]
    offsets = list(accumulate(map(len, pieces)))
    starts = offsets[0:-1:2]
    ends = offsets[1::2]
    low = "\n".join(words).lower().replace("’", "'").split("\n") if words else []
    endings = list(compress(range(len(words)), map(ENDINGS.__contains__, words)))
    endings.append(len(words))
    sentences: list[Sentence] = []
    blocks: list[Block] = []
    lengths = [end - start for start, end in lines]
    # hard-wrapped text has many lines of 50 to 112 characters and hardly a longer one
    wrapped = (
        len([n for n in lengths if 50 <= n <= 112]) >= 3 and len([n for n in lengths if n > 118]) <= len(lines) // 50
    )

    n = 0
    last = 0
    ending = 0
    while n < len(lines):
        start, end = lines[n]
        gap = n == 0 or _blank_between(text, lines[n - 1][1], start)
        row = rows.get(n)
        n += 1
        if row is not None:
            kind = "row"
        else:
            kind = "bullet" if BULLET.match(text, start, end) else "line"
            while n < len(lines) and n not in rows and _continues(text, lines[n - 1], lines[n], wrapped):
                n += 1
            end = lines[n - 1][1]
        first = last
        last = bisect_left(starts, end, first)
        if last == first:
            continue
        stop = ends[last - 1]
        if kind == "line" and (
            last - first > 24 or (last - first > 3 and text[start:stop].rstrip(CLOSING)[-1:] in TERMINAL)
        ):
            kind = "prose"
        index = len(blocks)
        block = Block(first, last, starts[first], stop, kind, starts[first] - start, gap=gap)
        if row is not None:
            block.table, block.cells = row
        blocks.append(block)
        at = first
        while endings[ending] < last:
            t = endings[ending]
            ending += 1
            if row is None and t < last - 1 and _ends_sentence(words, low, starts, ends, t, at):
                sentences.append(Sentence(at, t + 1, index))
                at = t + 1
        sentences.append(Sentence(at, last, index))
        if last - first > LONGEST and row is None:
            sentences[:] = _shortened(sentences, index)
    return Document(text, words, low, starts, ends, sentences, blocks, [s.first for s in sentences], limit=len(words))


def _shortened(sentences: list[Sentence], block: int) -> list[Sentence]:
    """The sentences with those of one block cut to `LONGEST` tokens."""
    kept = len(sentences)
    while kept and sentences[kept - 1].block == block:
        kept -= 1
    out = sentences[:kept]
    for sentence in sentences[kept:]:
        for at in range(sentence.first, sentence.last, LONGEST):
            out.append(Sentence(at, min(at + LONGEST, sentence.last), block))
    return out


def _blank_between(text: str, end: int, start: int) -> bool:
    """Whether a blank line stands between the end of a line and the start of the next."""
    if start - end < 2:
        return False
    return (text.count("\n", end, start) or text.count("\r", end, start)) > 1


def _continues(text: str, here: tuple[int, int], after: tuple[int, int], wrapped: bool) -> bool:
    """Whether a line goes on with the next one (a paragraph broken by a mail program or a converter)."""
    length = here[1] - here[0]
    small = text[after[0] : after[1]].lstrip()[:1].islower()
    if not (length > 35 if small else wrapped and 55 <= length <= 118):
        return False
    if _blank_between(text, here[1], after[0]) or BULLET.match(text, after[0], after[1]):
        return False
    unended = text[here[0] : here[1]].rstrip().rstrip(CLOSING)[-1:] not in TERMINAL
    return unended or (not small and length >= 60)


def _ends_sentence(words: list[str], low: list[str], starts: list[int], ends: list[int], t: int, at: int) -> bool:
    """Whether the mark or closing quotation mark at ``t`` ends the sentence that began at ``at``; a token follows it."""
    word = words[t]
    if word not in TERMINAL and not (t > at and words[t - 1] in TERMINAL):
        return False
    follower = words[t + 1]
    if ends[t] == starts[t + 1] or (follower[0].islower() and follower != "o"):
        return False  # closing quotation mark or a dot inside a name; "o" is a bullet
    return word != "." or _full_stop(words, low, starts, ends, t)


def _full_stop(words: list[str], low: list[str], starts: list[int], ends: list[int], t: int) -> bool:
    """Whether the full stop at ``t`` ends a sentence rather than an abbreviation or an initial."""
    if t == 0 or ends[t - 1] != starts[t]:
        return True
    before = low[t - 1]
    if before in ABBREVIATIONS:
        # "No. 5", "St. Mary", but "... in Dec. The ..." is rare enough to lose
        return (
            before in ("no", "co", "mar", "est", "al", "ms", "mt", "p", "ed", "etc") and not words[t + 1][0].isdecimal()
        )
    if len(before) == 1 and words[t - 1].isupper() and not (t >= 2 and ends[t - 2] == starts[t - 1]):
        # an initial ("J. Smith"), or U.S. before a small word
        return t >= 2 and words[t - 2] == "." and words[t + 1][0].isupper() and low[t + 1] in ("the", "in", "it", "a")
    return True
