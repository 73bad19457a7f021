"""The files of weights: fitted numbers rounded to whole thousandths, small ones left out, with the texts that they come from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers.fitting.coded_texts import CodedText
from helpers.fitting.examples import Examples, Weights, examples
from helpers.fitting.log_linear import fit_choices, fit_labels
from helpers.mentions.model import KINDS
from helpers.mentions.weights import LabelWeights

__all__ = ["as_weights", "fingerprint", "fit", "fit_as_read", "write"]

UNIT = 1000
SMALLEST = 30
"""Weights below so many thousandths decide nothing and are left out."""


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
    out: dict[str, dict[str, Any]] = {"kinds": {"labels": labels, "weights": table}}
    for name in ("units", "periods"):
        fitted = fit_choices([e for one in shown for e in getattr(one, name)])
        scaled = {feature: round(w * UNIT) for feature, w in fitted.items()}
        out[name] = {"weights": {feature: w for feature, w in scaled.items() if abs(w) >= SMALLEST}}
    return out


def as_weights(files: dict[str, dict[str, Any]]) -> Weights:
    """The contents of the files as the reader uses them."""
    kinds = LabelWeights(tuple(files["kinds"]["labels"]), files["kinds"]["weights"])
    return Weights(kinds, files["units"]["weights"], files["periods"]["weights"])


def fit_as_read(texts: Sequence[CodedText], folds: int = 3) -> dict[str, dict[str, Any]]:
    """Weights fitted to choices as they come up in reading, where those before may be mistaken.

    First each fold of the texts is read with weights fitted to the other folds and the coder's choices; then all are fitted to what was
    seen there (Ross, Gordon and Bagnell 2011, AISTATS: learning from the states that one's own choices lead to).
    """
    by_coder = [examples(one) for one in texts]
    as_read: list[Examples] = []
    for fold in range(folds):
        weights = as_weights(fit([shown for n, shown in enumerate(by_coder) if n % folds != fold]))
        as_read += [examples(one, weights) for n, one in enumerate(texts) if n % folds == fold]
    return fit(as_read)


def write(folder: Path, files: dict[str, dict[str, object]], texts: Sequence[CodedText]) -> None:
    """Writes the files of weights, one weight to a line so that a change can be read."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        fitted_to = {"texts": len(texts), "mentions": sum(len(t.mentions) for t in texts), "sha256": fingerprint(texts)}
        whole = {"fitted_to": fitted_to, **content}
        (folder / f"{name}.json").write_text(
            json.dumps(whole, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", "utf-8"
        )
