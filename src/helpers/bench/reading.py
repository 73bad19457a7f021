"""Quality and speed of the reader on hand-coded texts, beside a general reader of quantities and a search for digits.

Every folder below ``tests/reading`` that holds codings is a set of texts. All readers get the same texts and are scored by the
same functions; what a reader says nothing about is left out of its scores, not counted against it.
"""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from helpers.agreement import match
from helpers.bench import Result
from helpers.columns import REPORTED_KINDS
from helpers.errors import UserError
from helpers.mentions import read
from helpers.other_readers import digits, quantulum
from helpers.other_readers.quantulum_process import texts_per_second

TITLE = "The reader on hand-coded texts"
AIM = "F1 of 0.98 for mentions found and 0.72 for all five fields, on texts held back from development"

FOLDER = "tests/reading"
HELD_BACK = "heldout"
_SETS_IN_WORDS = {"train": "fitted to", "dev": "developed on", HELD_BACK: "held back"}

OURS, QUANTULUM, DIGITS = "this reader", "quantulum3", "digits alone"
FIELDS = frozenset({"value", "kind", "qualifier", "unit", "period"})

FOUND, TOUCHED = "mention found", "mention touched"
ALL_FIELDS = "value, kind, qualifier, unit and period"
KIND, CASES = "kind of the mentions found", "recall of cases"
SIZES = "recall of the sizes of reported figures"
SPEED_BYTES = 6500
SPEED_SECONDS = 3.0
_AIMS = {FOUND: 0.98, ALL_FIELDS: 0.72}
_SHARE_TOLERANCE = 0.005
_SAME_NOUN = {"crime": "offence", "people": "person", "kid": "child"}

Coded = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text with its hand coding.

    Attributes
    ----------
    text
        What is read.
    published
        Its day of publication, None if unknown.
    coded
        Its mentions.
    """

    text: str
    published: str | None
    coded: tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """What is measured.

    Attributes
    ----------
    version
        Its version and what it runs on.
    fields
        The fields that it fills; measures of others are left out.
    drafted
        Set to the mentions of each of its texts.
    texts_per_second
        Its speed.
    """

    version: str
    fields: frozenset[str]
    drafted: Mapping[str, Sequence[Sequence[Coded]]]
    texts_per_second: float


def _same_number(coded: Coded, drafted: Coded, bare: Callable[[float], float]) -> bool:
    a, b = coded.get("value"), drafted.get("value")
    if a is None or b is None:
        return a is None and b is None
    tolerance = _SHARE_TOLERANCE if abs(a) < 1 and coded["kind"] == "share" else 0.0
    return abs(bare(float(a)) - bare(float(b))) <= max(1e-6 * abs(float(a)), tolerance)


def same_value(coded: Coded, drafted: Coded) -> bool:
    """Whether two values are the same; shares below one may differ by half a percentage point."""
    return _same_number(coded, drafted, float)


def same_size(coded: Coded, drafted: Coded) -> bool:
    """Whether two values are the same, whatever their signs: not every reader knows a fall when it sees one."""
    return _same_number(coded, drafted, abs)


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


MEASURES: dict[str, dict[str, Callable[[Coded, Coded], bool]]] = {
    "value": {"value": same_value},
    "size of the value": {"value": same_size},
    "value and kind": {"value": same_value, "kind": _same_kind},
    "value and qualifier": {"value": same_value, "qualifier": _same_qualifier},
    "value and unit": {"value": same_value, "unit": _same_unit},
    "value and period": {"value": same_value, "period": _same_period},
    ALL_FIELDS: {
        "value": same_value,
        "kind": _same_kind,
        "qualifier": _same_qualifier,
        "unit": _same_unit,
        "period": _same_period,
    },
}


def sets(root: Path) -> dict[str, Path]:
    """Return the sets of hand-coded texts: name, and folder with NAME.txt, NAME.gold.yaml and NAME.meta.yaml.

    Raises
    ------
    UserError
        If there is none.
    """
    folder = root / FOLDER
    found = sorted({path.parent for path in folder.rglob("*.gold.yaml")})
    if not found:
        raise UserError(f"{FOLDER}: no coded texts (NAME.gold.yaml) here; run this in a whole clone of the repository")
    return {path.relative_to(folder).as_posix(): path for path in found}


def in_words(name: str) -> str:
    """Return what a set is called in a sentence."""
    return _SETS_IN_WORDS.get(name, name)


def load(folder: Path) -> list[CodedText]:
    """Return the coded texts of a folder; the meta file names ``published`` or ``published_inferred``."""
    found = []
    for path in sorted(folder.glob("*.gold.yaml")):
        name = path.name.removesuffix(".gold.yaml")
        meta = yaml.safe_load((folder / f"{name}.meta.yaml").read_text("utf-8"))
        published = meta.get("published") or meta.get("published_inferred")
        text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
        coded = yaml.safe_load(path.read_text("utf-8"))["mentions"]
        found.append(CodedText(text, str(published) if published else None, tuple(coded)))
    return found


def draft(text: CodedText) -> list[Coded]:
    """Return what our own reader makes of a text."""
    return [mention.as_dict() for mention in read(text.text, text.published)]


def score(
    texts: Sequence[CodedText], drafted: Sequence[Sequence[Coded]], fields: Collection[str] = FIELDS
) -> dict[str, float]:
    """Score what a reader has drafted against the codings.

    Parameters
    ----------
    texts
        The coded texts.
    drafted
        For each of them the mentions that the reader finds.
    fields
        The fields that the reader fills.

    Returns
    -------
    dict
        F1 by measure, on reported figures only but for `FOUND` (overlap of a third) and `TOUCHED` (any overlap); the part of
        the coded figures whose size was read, whatever else the reader takes for a figure; the part of the matched
        mentions with the same kind; the recall of cases, where the reader tells them at all.
    """
    hits, n_coded, n_drafted = Counter[str](), Counter[str](), Counter[str]()
    kinds = Counter[str]()
    measures = {name: tests for name, tests in MEASURES.items() if tests.keys() <= set(fields)}
    for text, found in zip(texts, drafted, strict=True):
        spans = [
            [SimpleNamespace(start=m["start"], end=m["end"], kind=m["kind"]) for m in mentions]
            for mentions in (text.coded, found)
        ]
        pairs = [(text.coded[i], found[j]) for i, j in match(spans[0], spans[1])]
        hits[FOUND] += len(pairs)
        hits[TOUCHED] += len(match(spans[0], spans[1], least=0))
        for measure in (FOUND, TOUCHED):
            n_coded[measure] += len(text.coded)
            n_drafted[measure] += len(found)
        kinds["sizes read"] += sum(a["kind"] in REPORTED_KINDS and same_size(a, b) for a, b in pairs)
        kinds["same"] += sum(_same_kind(a, b) for a, b in pairs)
        kinds["cases"] += sum(m["kind"] == "case" for m in text.coded)
        kinds["cases read"] += sum(a["kind"] == b["kind"] == "case" for a, b in pairs)
        figures = [(a, b) for a, b in pairs if a["kind"] in REPORTED_KINDS and b["kind"] in REPORTED_KINDS]
        for measure, tests in measures.items():
            hits[measure] += sum(all(test(a, b) for test in tests.values()) for a, b in figures)
            n_coded[measure] += _n_figures(text.coded)
            n_drafted[measure] += _n_figures(found)
    scores = {
        measure: round(2 * hits[measure] / max(1, n_coded[measure] + n_drafted[measure]), 4)
        for measure in (FOUND, TOUCHED, *measures)
    }
    scores[SIZES] = round(kinds["sizes read"] / max(1, n_coded["value"]), 4)
    if "kind" in fields:
        scores[KIND] = round(kinds["same"] / max(1, hits[FOUND]), 4)
    if "period" in fields:  # only a reader of whole accounts knows whose they are
        scores[CASES] = round(kinds["cases read"] / max(1, kinds["cases"]), 4)
    return scores


def _n_figures(mentions: Sequence[Coded]) -> int:
    return sum(mention["kind"] in REPORTED_KINDS for mention in mentions)


def of_one_size(folder: Path) -> list[str]:
    """Return the texts of a folder, joined and cut to pieces of `SPEED_BYTES` characters."""
    joined = "\n\n".join(path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt")))
    return [joined[start : start + SPEED_BYTES] for start in range(0, len(joined) - SPEED_BYTES, SPEED_BYTES)]


def measure(root: Path) -> Result:
    """Let each reader read every set of texts, and time it on the shipped sources."""
    loaded = {name: load(folder) for name, folder in sets(root).items()}
    timed = of_one_size(root / "seeds")
    seconds = SPEED_SECONDS
    theirs = quantulum.read_all(
        root, [text.text for texts in loaded.values() for text in texts], timed=timed, seconds=seconds
    )
    quantities = iter(theirs.mentions)
    readers = {
        OURS: Reader(
            version("reported-figures"),
            FIELDS,
            {name: [draft(text) for text in texts] for name, texts in loaded.items()},
            texts_per_second(read, timed, seconds),
        ),
        QUANTULUM: Reader(
            theirs.version,
            quantulum.FIELDS,
            {name: [next(quantities) for _ in texts] for name, texts in loaded.items()},
            theirs.texts_per_second,
        ),
        DIGITS: Reader(
            f"Python {platform.python_version()}",
            digits.FIELDS,
            {name: [digits.read(text.text) for text in texts] for name, texts in loaded.items()},
            texts_per_second(digits.read, timed, seconds),
        ),
    }
    return judge(loaded, readers, lines_failed=theirs.lines_failed)


def judge(loaded: Mapping[str, Sequence[CodedText]], readers: Mapping[str, Reader], *, lines_failed: int = 0) -> Result:
    """Return the result of what the readers have drafted.

    Parameters
    ----------
    loaded
        Sets of coded texts by name.
    readers
        Readers by name, `OURS` first.
    lines_failed
        Lines on which quantulum3 raised an error.
    """
    scores = {
        name: {reader: score(texts, it.drafted[name], it.fields) for reader, it in readers.items()}
        for name, texts in loaded.items()
    }
    sizes = {
        name: {
            "in_words": in_words(name),
            "texts": len(texts),
            "mentions": sum(len(text.coded) for text in texts),
            "reported_figures": sum(_n_figures(text.coded) for text in texts),
        }
        for name, texts in loaded.items()
    }
    lines = []
    for name, found in scores.items():
        size = sizes[name]
        lines.append(
            f"On the texts {size['in_words']} ({size['texts']} texts, {size['mentions']} mentions, "
            f"{size['reported_figures']} of them reported figures): "
            + "; ".join(_beside(measure, found) for measure in found[OURS])
            + "."
        )
    speeds = {name: _two_figures(reader.texts_per_second) for name, reader in readers.items()}
    lines.append(
        "Texts of 6.5 KB a second on one core, shipped sources, processor time: "
        + ", ".join(f"{name} {speed:g}" for name, speed in speeds.items())
        + "."
    )
    lines.append(
        "Compared: "
        + ", ".join(f"{name} ({reader.version})" for name, reader in readers.items())
        + f". quantulum3 runs without its classifier and failed on {lines_failed} lines; "
        "it says nothing about periods, and only the size of a change."
    )
    held_back = scores.get(HELD_BACK)
    return Result(
        lines=tuple(lines),
        values={
            "readers": {
                name: {"version": reader.version, "fields": sorted(reader.fields)} for name, reader in readers.items()
            },
            "sets": sizes,
            "f1": scores,
            "texts_per_second": {name: round(reader.texts_per_second, 1) for name, reader in readers.items()},
            "quantulum3_lines_failed": lines_failed,
        },
        is_met=all(held_back[OURS][name] >= aim for name, aim in _AIMS.items()) if held_back else None,
    )


def _beside(measure: str, found: Mapping[str, Mapping[str, float]]) -> str:
    """Return a measure of our reader with that of the others, as far as they have it, in brackets."""
    others = [f"{name} {scores[measure]:.2f}" for name, scores in found.items() if name != OURS and measure in scores]
    return f"{measure} {found[OURS][measure]:.2f}" + (f" ({', '.join(others)})" if others else "")


def _two_figures(value: float) -> float:
    return float(f"{value:.2g}")
