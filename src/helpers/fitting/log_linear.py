"""Log-linear models fitted by stochastic gradient descent: a choice among labels, and a choice among candidates.

Both maximise the probability of the coded choice with a penalty on large weights; steps are scaled by AdaGrad (Duchi,
Hazan and Singer 2011, Journal of Machine Learning Research 12), and the weights of the later passes are averaged. The
order of the examples is shuffled from a fixed seed, so that one set of texts gives one set of weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Choice", "Labelled", "fit_choices", "fit_labels"]

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]

PASSES = 14
RATE = 0.1
FIRST_SQUARES = 1e-2
SEED = 20240229


@dataclass(frozen=True)
class Labelled:
    """One choice among fixed labels: its features and the label chosen."""

    features: Sequence[str]
    label: str


@dataclass(frozen=True)
class Choice:
    """One choice among candidates: the features of each, and the positions of the right ones."""

    candidates: Sequence[Iterable[str]]
    right: frozenset[int]


def _index(sets: Iterable[Iterable[str]], least: int) -> dict[str, int]:
    """Positions of the features that occur often enough."""
    counts = Counter(feature for features in sets for feature in set(features))
    return {feature: n for n, feature in enumerate(sorted(f for f, times in counts.items() if times >= least))}


def _positions(features: Iterable[str], index: dict[str, int]) -> Positions:
    return np.array(sorted({index[f] for f in features if f in index}), dtype=np.int64)


def fit_labels(
    examples: Sequence[Labelled], labels: Sequence[str], least: int = 3, penalty: float = 0.002
) -> dict[str, Floats]:
    """Weights of each feature for each label.

    Parameters
    ----------
    examples
        The choices.
    labels
        What was chosen from.
    least
        Features seen in fewer examples are left out.
    penalty
        How strongly large weights are held back.
    """
    index = _index((e.features for e in examples), least)
    weights = np.zeros((len(index), len(labels)))
    squares = np.full_like(weights, FIRST_SQUARES)
    kept = np.zeros_like(weights)
    data = [(_positions(e.features, index), labels.index(e.label)) for e in examples]
    order = np.random.default_rng(SEED)
    averaged = 0
    for step in range(PASSES):
        for n in order.permutation(len(data)):
            at, label = data[n]
            scores = weights[at].sum(0)
            scores -= scores.max()
            chance = np.exp(scores)
            chance /= chance.sum()
            chance[label] -= 1
            gradient = chance[None, :] + penalty * weights[at]
            squares[at] += gradient * gradient
            weights[at] -= RATE * gradient / np.sqrt(squares[at])
        if step >= PASSES // 2:
            kept += weights
            averaged += 1
    kept /= averaged
    return {feature: kept[n] for feature, n in index.items()}


def fit_choices(examples: Sequence[Choice], least: int = 2, penalty: float = 0.03) -> dict[str, float]:
    """Weight of each feature of a candidate.

    Parameters
    ----------
    examples
        The choices; those without a right candidate, or with nothing but right ones, teach nothing and are left out.
    least
        Features of fewer candidates are left out.
    penalty
        How strongly large weights are held back.
    """
    useful = [e for e in examples if e.right and len(e.right) < len(e.candidates)]
    index = _index((features for e in useful for features in e.candidates), least)
    weights = np.zeros(len(index))
    squares = np.full_like(weights, FIRST_SQUARES)
    kept = np.zeros_like(weights)
    data = [([_positions(features, index) for features in e.candidates], np.array(sorted(e.right))) for e in useful]
    order = np.random.default_rng(SEED)
    averaged = 0
    for step in range(PASSES):
        for n in order.permutation(len(data)):
            candidates, right = data[n]
            scores = np.array([weights[at].sum() for at in candidates])
            chance = np.exp(scores - scores.max())
            wanted = np.zeros(len(candidates))
            wanted[right] = chance[right] / max(chance[right].sum(), 1e-12)
            difference = chance / chance.sum() - wanted
            for at, slope in zip(candidates, difference, strict=True):
                if abs(slope) > 1e-4:
                    gradient = slope + penalty * weights[at]
                    squares[at] += gradient * gradient
                    weights[at] -= RATE * gradient / np.sqrt(squares[at])
        if step >= PASSES // 2:
            kept += weights
            averaged += 1
    kept /= averaged
    return {feature: float(kept[n]) for feature, n in index.items()}
