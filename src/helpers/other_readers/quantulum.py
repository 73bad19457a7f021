"""quantulum3, a general reader of quantities, with its results in our fields.

It runs in an environment of its own, built from ``bench/requirements.lock`` on the first use, so that what it needs never
meets what the suite needs. Its classifier, which wants scikit-learn, is not installed: units are chosen by its tables.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.errors import CheckFailed, UserError
from helpers.other_readers import quantulum_process

LOCK = "bench/requirements.lock"
ENVIRONMENT = ".venv.bench"

FIELDS = frozenset({"value", "kind", "qualifier", "unit"})
"""What it says of a quantity in some way; of places, periods and speakers it says nothing."""

_STAMP = "built-from"
_PARTS = {"penny": ("GBP", 100), "cent": ("USD", 100)}
_PLAIN_NAMES = {"degree angle": "degree"}
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LAST_WORD = re.compile(r"[^\W\d]+$|°\w$")
_PLUS_OR_MINUS = re.compile(r"±|\+\s*/?\s*-")

Quantity = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Readings:
    """What quantulum3 made of some texts.

    Attributes
    ----------
    version
        Its version.
    mentions
        For each text its quantities, in our fields.
    lines_failed
        Lines on which it raised an error.
    texts_per_second
        Its speed on the texts that were to be timed.
    """

    version: str
    mentions: list[list[dict[str, Any]]]
    lines_failed: int
    texts_per_second: float


def as_mention(quantity: Quantity, text: str) -> dict[str, Any]:
    """Return a quantity in our fields, each difference of convention settled in its favour.

    Percentages are shares, as fractions; currencies money; a bare number that looks like a year, and a span of time, a
    period; anything "per" something a rate. A range, which it gives as its middle and half its width, has its lower end.
    Of ± the middle is kept, with the qualifier about. Nouns that are counted are not among its units.

    Parameters
    ----------
    quantity
        As `quantulum_process.plain` gives it.
    text
        The text that it was read from.
    """
    quote = text[quantity["start"] : quantity["end"]]
    value, qualifier = quantity["value"], "exact"
    if quantity["uncertainty"] is not None:
        if _PLUS_OR_MINUS.search(quote):
            qualifier = "about"
        else:
            value -= quantity["uncertainty"]
    above = [base for base in quantity["bases"] if base["power"] > 0 and base["name"] != "dimensionless"]
    below = [base["name"] for base in quantity["bases"] if base["power"] < 0]
    kind, unit, divisor = _kind_and_unit(quantity, above, below, quote)
    is_period = kind == "period"
    return {
        "quote": quote,
        "start": quantity["start"],
        "end": quantity["end"],
        "kind": kind,
        "value": None if is_period else value / divisor,
        "qualifier": None if is_period else qualifier,
        "unit": unit,
        "per": " ".join(below) or None,
    }


def _kind_and_unit(
    quantity: Quantity, above: list[dict[str, Any]], below: list[str], quote: str
) -> tuple[str, str | None, int]:
    """Return kind and unit, and what the value is to be divided by."""
    first = above[0] if above else None
    if first is None:
        if below:
            return "rate", None, 1
        return ("period" if _YEAR.fullmatch(quote) else "statistic"), None, 1
    if first["name"] == "percentage":
        return "share", None, 100
    if first["name"] in _PARTS:
        code, parts = _PARTS[first["name"]]
        return "money", code, parts
    if first["entity"] == "currency":
        return "money", first["currency"] or first["name"], 1
    if not below and all(base["entity"] == "time" for base in above):
        return "period", None, 1
    if below and quantity["entity"] == "unknown":
        return "rate", " ".join(base["name"] for base in above), 1
    symbol = _LAST_WORD.search(quote)
    if symbol and symbol[0] in quantity["symbols"]:  # a text that says mm is coded with mm
        return "statistic", symbol[0], 1
    return "statistic", _PLAIN_NAMES.get(quantity["unit"], quantity["unit"]), 1


def read_all(root: Path, texts: Sequence[str], *, timed: Sequence[str], seconds: float) -> Readings:
    """Let quantulum3 read texts, and time it.

    Parameters
    ----------
    root
        The repository.
    texts
        To be read.
    timed
        To be read again and again, for the speed.
    seconds
        How long, in processor time.

    Raises
    ------
    UserError
        If its environment cannot be built.
    CheckFailed
        If its process fails.
    """
    command = [str(environment(root)), "-I", quantulum_process.__file__]
    task = json.dumps({"texts": list(texts), "timed": list(timed), "seconds": seconds})
    done = subprocess.run(command, input=task, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise CheckFailed(f"quantulum3: its process failed: {done.stderr[-2000:]}")
    answer = json.loads(done.stdout)
    mentions = [
        [as_mention(quantity, text) for quantity in quantities]
        for text, quantities in zip(texts, answer["quantities"], strict=True)
    ]
    return Readings(answer["version"], mentions, answer["lines_failed"], answer["texts_per_second"])


def environment(root: Path) -> Path:
    """Return the Python that has quantulum3; build its environment if it is missing or was built from another lock.

    Raises
    ------
    UserError
        If it cannot be built.
    """
    target = root / ENVIRONMENT
    inside = target / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = hashlib.sha256((root / LOCK).read_bytes() + sys.version.encode()).hexdigest()
    mark = target / _STAMP
    if mark.is_file() and mark.read_text("utf-8") == stamp:
        return inside
    print(f"  building {ENVIRONMENT} from {LOCK} ...", file=sys.stderr, flush=True)
    uv = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
    _build([str(uv), "venv", "--quiet", "--clear", "--python", sys.executable, str(target)])
    options = ["--quiet", "--python", str(inside), "--require-hashes", "--only-binary", ":all:"]
    _build([str(uv), "pip", "sync", *options, str(root / LOCK)])
    mark.write_text(stamp, "utf-8")
    return inside


def _build(command: list[str]) -> None:
    # An active environment or a search path of modules must not leak into the one that is built.
    variables = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    try:
        subprocess.run(command, check=True, env=variables, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise UserError(
            f"{ENVIRONMENT} cannot be built from {LOCK} (see above); is the network there? Run it again, "
            f"or leave this bench out: reported-figures bench reproduction ({error})"
        ) from error
