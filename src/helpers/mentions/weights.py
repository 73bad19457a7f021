"""Log-linear weights: how much each sign in a text speaks for each reading of a number.

The grammar proposes readings and names the signs that it sees (features: "the word before is *aged*", "the sentence
has *court*"). Which reading the signs speak for, together, is a sum of weights. The weights are fitted by
`helpers.fitting` on the hand-coded texts of ``tests/reading`` and stand in ``fitted/*.json`` as whole numbers, whose
sums are the same in any order and on any machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import repeat
from typing import Any

__all__ = ["LabelWeights", "choice_weights", "choose", "label_weights"]


LANE = 20
"""Bits for the weight of one label: sums of hundredths stay far below half a million."""


class LabelWeights:
    """Weights of a choice among fixed labels.

    The weights of one feature stand side by side in one integer, a lane of bits for each label, so that adding
    features up is one addition each, whatever the number of labels. Features that speak of a word in one of several
    sentences ("S court", "P court") stand side by side again under the word, so that a sentence is looked up once for
    all the places that it may have.

    Parameters
    ----------
    labels
        What is chosen from.
    table
        Feature -> position of a label and weight for it, alternating.
    places
        Prefixes of the features that speak of a word of a sentence.
    """

    def __init__(self, labels: tuple[str, ...], table: dict[str, list[int]], places: tuple[str, ...] = ()) -> None:
        self.labels = labels
        shifts = [LANE * k for k in range(len(labels))]
        self._width = LANE * len(labels)
        self._places = places
        offsets = {place: self._width * n for n, place in enumerate(places)}
        self._packed: dict[str, int] = {}
        self._words: dict[str, int] = {}
        for feature, flat in table.items():
            packed = 0
            pairs = iter(flat)
            for position in pairs:
                packed += next(pairs) << shifts[position]
            if feature[:2] in offsets:
                word = feature[2:]
                self._words[word] = self._words.get(word, 0) + (packed << offsets[feature[:2]])
            else:
                self._packed[feature] = packed

    def total(self, features: Iterable[str]) -> int:
        """Sum of the weights of the features, for all labels at once."""
        return sum(map(self._packed.get, features, repeat(0)))

    def total_by_place(self, words: Iterable[str]) -> list[int]:
        """Sums of the weights of the words of a sentence, one for each place that the sentence may have."""
        return _lanes(sum(map(self._words.get, words, repeat(0))), self._width, len(self._places))

    def lane(self, label: str, weight: int) -> int:
        """A weight for one label, to be added to a sum."""
        return weight << (LANE * self.labels.index(label))

    def best(self, total: int, without: frozenset[str] = frozenset()) -> str:
        """The label with the largest weight in a sum, some labels left aside; the first of equals."""
        weights = _lanes(total, LANE, len(self.labels))
        left = [(weight, -k) for k, weight in enumerate(weights) if self.labels[k] not in without]
        return self.labels[-max(left)[1]]


def _lanes(total: int, width: int, n: int) -> list[int]:
    """The signed numbers that stand side by side in one."""
    half, whole = 1 << (width - 1), (1 << width) - 1
    out = []
    for _ in range(n):
        lane = ((total + half) & whole) - half
        total = (total - lane) >> width
        out.append(lane)
    return out


def choose(offered: Iterable[tuple[Any, set[str]]], weights: dict[str, int]) -> Any:
    """The candidate for which its signs speak most; the first of equals.

    Parameters
    ----------
    offered
        Candidates with their signs, at least one.
    weights
        Weight of each sign.
    """
    get = weights.get
    best, most = None, None
    for candidate, signs in offered:
        score = sum(map(get, signs, repeat(0)))
        if most is None or score > most:
            best, most = candidate, score
    return best


def _load(name: str) -> dict[str, Any]:
    raw = resources.files("helpers.mentions").joinpath(f"fitted/{name}.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(raw)
    return loaded


@cache
def label_weights(name: str) -> LabelWeights:
    """The fitted weights of a choice among labels, by the stem of their file in ``fitted/``."""
    loaded = _load(name)
    return LabelWeights(tuple(loaded["labels"]), loaded["weights"], tuple(loaded["places"]))


@cache
def choice_weights(name: str) -> dict[str, int]:
    """The fitted weights of a choice among candidates that the text offers: feature of a candidate -> weight."""
    weights: dict[str, int] = _load(name)["weights"]
    return weights
