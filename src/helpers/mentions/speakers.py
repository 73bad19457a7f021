"""The eighth stage: the body or person that releases or claims a figure."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import words
from helpers.mentions.model import FIGURE_KINDS, Quantity

__all__ = ["attach_speakers"]

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
CUE = re.compile(
    rf"ccording to|\b{SAID}\b|\b(?:figures|data|statistics|numbers|report|survey|analysis|research|findings|estimates|study|poll|review|records)\b"
)
NOT_BODIES = words(
    "He She They We It I In On At The A An This That These Those There But And Of For From Since Last More "
    "Most Some About Nearly Almost Over Under January February March April May June July August September "
    "October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday One Two Three Four "
    "Five Six Seven Eight Nine Ten Figures Data Homicides Police People Children"
)


def attach_speakers(doc: Document, quantities: list[Quantity]) -> None:
    """Sets ``attributed_to`` of reported figures: the body named in the sentence, else the one named for the data before."""
    text = doc.text
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
            sentence = doc.sentences[index]
            seen[index] = _speaker(
                text[doc.start[sentence.first] : min(doc.end[sentence.last - 1], doc.start[sentence.first] + 1500)]
            )
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


def _speaker(sentence: str) -> str | None:
    if not CUE.search(sentence):
        return None
    for pattern in PATTERNS:
        for m in pattern.finditer(sentence):
            name = m[1].strip(" ,.’'-")
            name = re.sub(r"[’']s$", "", name)
            words = name.split()
            if (
                not words
                or (words[0] in NOT_BODIES and len(words) == 1)
                or len(name) < 2
                or any(c.isdecimal() for c in name)
            ):
                continue
            if words[0] in NOT_BODIES:
                continue
            return name
    return None
