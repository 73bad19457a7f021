"""The files of weights: fitted numbers rounded to whole hundredths, small ones left out, with the texts that they come from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers.fitting.coded_texts import CodedText
from helpers.fitting.examples import Examples, Weights, examples
from helpers.fitting.log_linear import fit_choices, fit_labels
from helpers.mentions.kinds import NEAR
from helpers.mentions.model import KINDS
from helpers.mentions.weights import LabelWeights

__all__ = ["as_weights", "fingerprint", "fit", "fit_as_read", "write"]

UNIT = 100
SMALLEST = 3
"""Weights below so many hundredths are left out."""
SMALLEST_SHIPPED = 9
"""Likewise for the weights of labels in the files."""


def fingerprint(texts: Sequence[CodedText]) -> str:
    """One hash of texts and codings, by which a file of weights names what it was fitted to."""
    digest = hashlib.sha256()
    for coded in sorted(texts, key=lambda one: one.name):
        digest.update(coded.name.encode())
        digest.update(coded.text.encode("utf-8"))
        digest.update(coded.published.encode())
        digest.update(json.dumps(coded.mentions, sort_keys=True, default=str).encode("utf-8"))
    return digest.hexdigest()


def fit(shown: Sequence[Examples]) -> dict[str, dict[str, Any]]:
    """The contents of the three files of weights, by their stem."""
    labels = list(KINDS)
    table: dict[str, list[int]] = {}
    for feature, weights in fit_labels([e for one in shown for e in one.kinds], labels).items():
        rounded = [(n, round(float(w) * UNIT)) for n, w in enumerate(weights)]
        flat = [value for n, w in rounded if abs(w) >= SMALLEST for value in (n, w)]
        if flat:
            table[feature] = flat
    places = [prefix for prefix, _ in NEAR]
    out: dict[str, dict[str, Any]] = {"kinds": {"labels": labels, "places": places, "weights": table}}
    for name in ("units", "periods"):
        fitted = fit_choices([e for one in shown for e in getattr(one, name)])
        scaled = {feature: round(w * UNIT) for feature, w in fitted.items()}
        out[name] = {"weights": {feature: w for feature, w in scaled.items() if abs(w) >= SMALLEST}}
    return out


def as_weights(files: dict[str, dict[str, Any]]) -> Weights:
    """The contents of the files as the reader uses them."""
    kinds = LabelWeights(tuple(files["kinds"]["labels"]), files["kinds"]["weights"], tuple(files["kinds"]["places"]))
    return Weights(kinds, files["units"]["weights"], files["periods"]["weights"])


def fit_as_read(texts: Sequence[CodedText], folds: int = 3) -> dict[str, dict[str, Any]]:
    """Weights fitted to choices as they come up in reading, where those before may be mistaken.

    First each fold of the texts is read with weights fitted to the other folds and the coder's choices; then all
    are fitted to what was seen there (Ross, Gordon and Bagnell 2011, AISTATS: learning from the states that one's
    own choices lead to).
    """
    by_coder = [shown for one in texts for shown in [examples(one)] * one.copies]
    place = [n for n, one in enumerate(texts) for _ in range(one.copies)]
    as_read: list[Examples] = []
    for fold in range(folds):
        weights = as_weights(fit([shown for n, shown in zip(place, by_coder, strict=True) if n % folds != fold]))
        for n, one in enumerate(texts):
            if n % folds == fold:
                as_read += [examples(one, weights)] * one.copies
    return fit(as_read)


def write(folder: Path, files: dict[str, dict[str, Any]], texts: Sequence[CodedText]) -> None:
    """Writes the files of weights, one feature to a line so that a change can be read."""
    folder.mkdir(exist_ok=True)
    fitted_to = {"texts": len(texts), "mentions": sum(len(t.mentions) for t in texts), "sha256": fingerprint(texts)}
    shipped = {**files, "kinds": {**files["kinds"], "weights": _without_small(files["kinds"]["weights"])}}
    for name, content in shipped.items():
        head = {"fitted_to": fitted_to, **{key: value for key, value in content.items() if key != "weights"}}
        lines = ",\n".join(
            f"{_json(feature)}:{_json(weights)}" for feature, weights in sorted(content["weights"].items())
        )
        (folder / f"{name}.json").write_text(f'{_json(head)[:-1]},"weights":{{\n{lines}\n}}}}\n', "utf-8")


def _without_small(table: dict[str, list[int]]) -> dict[str, list[int]]:
    """The weights of labels that are large enough to be shipped: the reading is as good on texts kept apart, and loads sooner."""
    kept = {}
    for feature, flat in table.items():
        pairs = [
            value for k in range(0, len(flat), 2) if abs(flat[k + 1]) >= SMALLEST_SHIPPED for value in flat[k : k + 2]
        ]
        if pairs:
            kept[feature] = pairs
    return kept


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
