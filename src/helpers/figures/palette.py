"""Colours and symbols: a palette that colour-blind readers can tell apart, and never colour alone.

The colours are those of Okabe, M. and Ito, K. (2008), "Color Universal Design: how to make figures and presentations that are
friendly to colorblind people", https://jfly.uni-koeln.de/color/. Every colour goes with a marker, a symbol or a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

BLACK: Final = "#000000"
ORANGE: Final = "#E69F00"
SKY_BLUE: Final = "#56B4E9"
GREEN: Final = "#009E73"
YELLOW: Final = "#F0E442"
BLUE: Final = "#0072B2"
VERMILION: Final = "#D55E00"
PURPLE: Final = "#CC79A7"

OKABE_ITO: Final = (BLACK, ORANGE, SKY_BLUE, GREEN, YELLOW, BLUE, VERMILION, PURPLE)

# Words in these colours, darkened until they stand out from white by 4.5 to 1.
BLUE_WORDS: Final = "#005f94"
GREEN_WORDS: Final = "#00694d"
VERMILION_WORDS: Final = "#a84a00"

INK: Final = "#222222"
QUIET: Final = "#595959"  # 7:1 on white: still readable in print
FAINT: Final = "#b8b8b8"
PALE: Final = "#ececec"
STRIPE: Final = "#f6f6f6"


@dataclass(frozen=True, slots=True)
class Look:
    """How a group of things is drawn.

    Attributes
    ----------
    colour
        Hexadecimal colour.
    marker
        Marker in matplotlib's letters.
    words
        What stands beside it, so that nobody depends on the colour.
    symbol
        A sign that says the same in one letter, where there is one.
    """

    colour: str
    marker: str
    words: str
    symbol: str = ""

    @property
    def for_words(self) -> str:
        """The colour for words: darker, where the colour itself is too light to read."""
        return {BLUE: BLUE_WORDS, GREEN: GREEN_WORDS, VERMILION: VERMILION_WORDS}.get(self.colour, self.colour)


KIND_GROUPS: Final[dict[str, Look]] = {
    "reported": Look(BLUE, "o", "reported figures"),
    "context": Look(GREEN, "D", "when, who, how old, names and limits"),
    "case": Look(VERMILION, "s", "individual cases (counted, never shown)"),
    "furniture": Look(QUIET, "x", "page furniture"),
}

KIND_GROUP: Final[dict[str, str]] = {
    "statistic": "reported",
    "change": "reported",
    "share": "reported",
    "rate": "reported",
    "money": "reported",
    "coverage": "reported",
    "period": "context",
    "age": "context",
    "identifier": "context",
    "other": "context",
    "case": "case",
    "furniture": "furniture",
}

VERDICTS: Final[dict[str, Look]] = {
    "agrees": Look(BLUE, "D", "agrees", "="),
    "agrees_by_rounding": Look(BLUE, "D", "agrees by rounding", "≈"),
    "agrees_by_truncation": Look(BLUE, "D", "agrees by truncation", "⌊"),
    "differs": Look(VERMILION, "D", "differs", "≠"),
    "not_checkable": Look(QUIET, "D", "not checkable", "?"),
    "not_comparable": Look(QUIET, "D", "not comparable", "∦"),
}
