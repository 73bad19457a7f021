"""The eighth stage: the body or person that releases or claims a figure."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import words
from helpers.mentions.model import FIGURE_KINDS, Quantity

__all__ = ["attach_speakers"]


def _with_possessives(text: str) -> frozenset[str]:
    """The words of a closed list and their forms with an apostrophe, which are one token."""
    return words(text) | {f"{word}'s" for word in text.split()}


NAME = (
    r"(?:[Tt]he )?((?:[A-Z][\w’'&.-]*)(?: (?:of|for|and|on|in|&|to)(?: the)? [A-Z][\w’'&-]*| [A-Z][\w’'&-]*| \([A-Z]{2,}\))*"
    r"(?: (?:department|council|charity|police|association|ministry|centre|office|agency))?)"
)
SAID = r"(?:said|says|say|reported|reports|revealed|reveals|estimates?|estimated|found|finds|announced|warned|claims?|claimed|shows?|showed|added|told|puts|put|calculates?|calculated|recorded|counted|noted|believes?|forecasts?|predicts?|expects)"
PATTERNS = (
    re.compile(
        rf"\b[Aa]ccording to (?:\w+ ){{0,4}}(?:by|from|of|published by|gathered by|released by|compiled by|obtained by) {NAME}"
    ),
    re.compile(rf"\b[Aa]ccording to {NAME}"),
    re.compile(
        rf"\b(?:figures|data|statistics|numbers|report|survey|analysis|research|findings|estimates|study|poll|review)\b(?: \w+){{0,3}} (?:from|by|released by|published by|gathered by|collected by|obtained by|compiled by|commissioned by) {NAME}"
    ),
    re.compile(
        rf"{NAME}(?:[’']s)? (?:own )?(?:figures|data|statistics|estimates|analysis|research|survey|records|report)\b(?: \w+){{0,3}} (?:show|shows|showed|suggest|suggests|reveal|reveals|indicate|put|published|released)"
    ),
    re.compile(rf"{NAME}(?:,[^,.;]{{2,60}},)? (?:has |have |had |also |last week |this week |yesterday )?{SAID}\b"),
    re.compile(rf"\b{SAID} (?:by )?{NAME}"),
)
# Words without which a pattern finds nothing: most sentences are spared most of the searches.
ACCORDING = frozenset({"according"})
SAYING = _with_possessives(
    "said says say reported reports revealed reveals estimate estimates estimated found find finds announced warned claim claims "
    "claimed show shows showed added told puts put calculate calculates calculated recorded counted noted believe believes forecast "
    "forecasts predict predicts expects"
)
SOURCES = words("figures data statistics numbers report survey analysis research findings estimates study poll review")
SHOWN = words("figures data statistics estimates analysis research survey records report")
SHOWING = _with_possessives("show shows showed suggest suggests reveal reveals indicate put published released")
CUES: tuple[tuple[re.Pattern[str], tuple[frozenset[str], ...]], ...] = tuple(
    zip(
        PATTERNS,
        ((ACCORDING,), (ACCORDING,), (SOURCES,), (SHOWN, SHOWING), (SAYING,), (SAYING,)),
        strict=True,
    )
)
POSSESSIVE = re.compile(r"[’']s$")
LONGEST = 1500
"""Characters of a sentence that are searched: keeps the time linear on text without full stops."""
NOT_BODIES = words(
    "He She They We It I In On At The A An This That These Those There But And Of For From Since Last More "
    "Most Some About Nearly Almost Over Under January February March April May June July August September "
    "October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday One Two Three Four "
    "Five Six Seven Eight Nine Ten Figures Data Homicides Police People Children"
)


def attach_speakers(doc: Document, quantities: list[Quantity]) -> None:
    """Sets ``attributed_to`` of reported figures: the body named in the sentence, else the one named for the data before."""
    focus: str | None = None
    seen: dict[int, str | None] = {}
    first_figure = next((q for q in quantities if q.kind in FIGURE_KINDS), None)
    if first_figure is None:
        return
    waiting: list[Quantity] = []
    for q in quantities:
        if q.kind not in FIGURE_KINDS:
            continue
        index = q.sentence
        if index not in seen:
            seen[index] = _speaker(doc, index)
        named = seen[index]
        if named is not None:
            focus = named
            for earlier in waiting:
                if index - earlier.sentence <= 4:
                    earlier.speaker = named
            waiting = []
        if focus is None:
            waiting.append(q)
        q.speaker = focus


def _speaker(doc: Document, index: int) -> str | None:
    """The body or person that a sentence names as its source."""
    s = doc.sentences[index]
    spoken = doc.low[s.first : s.last]
    sentence = ""
    for pattern, cues in CUES:
        if any(cue.isdisjoint(spoken) for cue in cues):
            continue
        if not sentence:
            begin = doc.start[s.first]
            sentence = doc.text[begin : min(doc.end[s.last - 1], begin + LONGEST)]
        for m in pattern.finditer(sentence):
            name = POSSESSIVE.sub("", m[1].strip(" ,.’'-"))
            if len(name) > 1 and name.split()[0] not in NOT_BODIES and not any(map(str.isdecimal, name)):
                return name
    return None
