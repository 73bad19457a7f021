"""Quality and speed of the reader on hand-coded texts: those it was developed on, and those held back from its development."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from helpers.agreement import match
from helpers.bench import Result
from helpers.columns import REPORTED_KINDS
from helpers.mentions import read

TITLE = "The reader on hand-coded texts"
AIM = "F1 of 0.98 for mentions found and 0.72 for all five fields, on texts held back from development"

SETS = {"developed on": "tests/reading/dev", "held back": "tests/reading/heldout"}
FOUND, ALL_FIELDS = "mention found", "value, kind, qualifier, unit and period"
SPEED_BYTES = 6500
SPEED_SECONDS = 3.0
_AIMS = {FOUND: 0.98, ALL_FIELDS: 0.72}
_SHARE_TOLERANCE = 0.005
_SAME_NOUN = {"crime": "offence", "people": "person", "kid": "child"}

Coded = Mapping[str, Any]


def same_value(coded: Coded, drafted: Coded) -> bool:
    """Whether two values are the same; shares below one may differ by half a percentage point."""
    a, b = coded.get("value"), drafted.get("value")
    if a is None or b is None:
        return a is None and b is None
    tolerance = _SHARE_TOLERANCE if abs(a) < 1 and coded["kind"] == "share" else 0.0
    return abs(float(a) - float(b)) <= max(1e-6 * abs(float(a)), tolerance)


def head(unit: str | None) -> str:
    """Return the head noun of a unit in lower case: 'police force' has 'force'."""
    words = (unit or "").lower().split(" of ")[0].replace("-", " ").split()
    noun = words[-1].rstrip("s") if words else ""
    return _SAME_NOUN.get(noun, noun)


def _same_kind(coded: Coded, drafted: Coded) -> bool:
    return bool(coded["kind"] == drafted["kind"])


def _same_qualifier(coded: Coded, drafted: Coded) -> bool:
    return coded.get("qualifier") == drafted.get("qualifier")


def _same_unit(coded: Coded, drafted: Coded) -> bool:
    return head(coded.get("unit")) == head(drafted.get("unit"))


def _same_period(coded: Coded, drafted: Coded) -> bool:
    return (coded.get("period") or "") == (drafted.get("period") or "")


MEASURES: dict[str, tuple[Callable[[Coded, Coded], bool], ...]] = {
    "value": (same_value,),
    "value and kind": (same_value, _same_kind),
    "value and qualifier": (same_value, _same_qualifier),
    "value and unit": (same_value, _same_unit),
    "value and period": (same_value, _same_period),
    ALL_FIELDS: (same_value, _same_kind, _same_qualifier, _same_unit, _same_period),
}


def score(folder: Path) -> dict[str, float]:
    """Score the reader against the codings of a folder.

    Parameters
    ----------
    folder
        Holds NAME.txt, NAME.gold.yaml and NAME.meta.yaml (with ``published`` or ``published_inferred``).

    Returns
    -------
    dict
        F1 by measure (all but the first on reported figures only), the part of the matched mentions with the same kind, and
        the recall of cases.
    """
    hits, coded_total, drafted_total = Counter[str](), Counter[str](), Counter[str]()
    kinds = Counter[str]()
    for path in sorted(folder.glob("*.gold.yaml")):
        name = path.name.removesuffix(".gold.yaml")
        meta = yaml.safe_load((folder / f"{name}.meta.yaml").read_text("utf-8"))
        text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
        published = meta.get("published") or meta.get("published_inferred")
        coded = yaml.safe_load(path.read_text("utf-8"))["mentions"]
        drafted = [mention.as_dict() for mention in read(text, str(published) if published else None)]
        spans = [
            [SimpleNamespace(start=m["start"], end=m["end"], kind=m["kind"]) for m in found]
            for found in (coded, drafted)
        ]
        pairs = [(coded[i], drafted[j]) for i, j in match(spans[0], spans[1])]
        hits[FOUND] += len(pairs)
        coded_total[FOUND] += len(coded)
        drafted_total[FOUND] += len(drafted)
        kinds["same"] += sum(_same_kind(a, b) for a, b in pairs)
        kinds["cases"] += sum(m["kind"] == "case" for m in coded)
        kinds["cases read"] += sum(a["kind"] == b["kind"] == "case" for a, b in pairs)
        figures = [(a, b) for a, b in pairs if a["kind"] in REPORTED_KINDS and b["kind"] in REPORTED_KINDS]
        for measure, tests in MEASURES.items():
            hits[measure] += sum(all(test(a, b) for test in tests) for a, b in figures)
            coded_total[measure] += sum(m["kind"] in REPORTED_KINDS for m in coded)
            drafted_total[measure] += sum(m["kind"] in REPORTED_KINDS for m in drafted)
    scores = {
        measure: round(2 * hits[measure] / max(1, coded_total[measure] + drafted_total[measure]), 4)
        for measure in (FOUND, *MEASURES)
    }
    scores["kind of the mentions found"] = round(kinds["same"] / max(1, hits[FOUND]), 4)
    scores["recall of cases"] = round(kinds["cases read"] / max(1, kinds["cases"]), 4)
    return scores


def documents_per_second(folder: Path) -> float:
    """Return how many texts of 6.5 KB one core reads in a second; the texts of a folder are joined and cut to that size."""
    joined = "\n\n".join(path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt")))
    texts = [joined[start : start + SPEED_BYTES] for start in range(0, len(joined) - SPEED_BYTES, SPEED_BYTES)]
    read(texts[0])
    n, begin = 0, time.process_time()
    while time.process_time() - begin < SPEED_SECONDS:
        read(texts[n % len(texts)])
        n += 1
    return n / (time.process_time() - begin)


def measure(root: Path) -> Result:
    """Score the reader on every set and time it on the shipped sources."""
    scores = {name: score(root / folder) for name, folder in SETS.items()}
    speed = documents_per_second(root / "seeds")
    lines = [
        f"On the texts {name}: " + ", ".join(f"{measure} {value:.2f}" for measure, value in found.items()) + "."
        for name, found in scores.items()
    ]
    lines.append(f"Speed on the shipped sources: {speed:.0f} texts of 6.5 KB a second on one core (processor time).")
    held = scores["held back"]
    return Result(
        lines=tuple(lines),
        values={"f1": scores, "documents_per_second": round(speed, 1)},
        is_met=all(held[name] >= aim for name, aim in _AIMS.items()),
    )
