"""Log-linear weights: how much each sign in a text speaks for each reading of a number.

The grammar proposes readings and names the signs that it sees (features: "the word before is *aged*", "the sentence has *court*").
Which reading the signs speak for, together, is a sum of weights. The weights are fitted by `helpers.fitting` on the hand-coded texts of
``tests/reading`` and stand in ``fitted/*.json`` as whole numbers, whose sums are the same in any order and on any machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import repeat
from typing import Any

__all__ = ["LabelWeights", "choice_weights", "choose", "label_weights"]


LANE = 32
"""Bits for the weight of one label."""
HALF, WHOLE = 1 << (LANE - 1), 1 << LANE


class LabelWeights:
    """Weights of a choice among fixed labels.

    The weights of one feature stand side by side in one integer, a lane of 32 bits for each label, so that adding features up is one
    addition each, whatever the number of labels.

    Parameters
    ----------
    labels
        What is chosen from.
    table
        Feature -> position of a label and weight for it, alternating.
    """

    def __init__(self, labels: tuple[str, ...], table: dict[str, list[int]]) -> None:
        self.labels = labels
        self._packed = {
            feature: sum(flat[k + 1] << (LANE * flat[k]) for k in range(0, len(flat), 2))
            for feature, flat in table.items()
        }

    def total(self, features: Iterable[str]) -> int:
        """Sum of the weights of the features, for all labels at once."""
        return sum(map(self._packed.get, features, repeat(0)))

    def lane(self, label: str, weight: int) -> int:
        """A weight for one label, to be added to a sum."""
        return weight << (LANE * self.labels.index(label))

    def best(self, total: int) -> str:
        """The label with the largest weight in a sum; the first of equals."""
        best, most = 0, None
        for k in range(len(self.labels)):
            weight = (total + HALF) % WHOLE - HALF
            total = (total - weight) >> LANE
            if most is None or weight > most:
                best, most = k, weight
        return self.labels[best]


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
    return LabelWeights(tuple(loaded["labels"]), loaded["weights"])


@cache
def choice_weights(name: str) -> dict[str, int]:
    """The fitted weights of a choice among candidates that the text offers: feature of a candidate -> weight."""
    weights: dict[str, int] = _load(name)["weights"]
    return weights
