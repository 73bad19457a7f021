"""Runs in the environment that has quantulum3, where our own packages are not: texts in, quantities out, as JSON.

Takes ``{"texts": [...], "timed": [...], "seconds": s}`` on standard input. Nothing but the standard library is imported
before `main`, so `texts_per_second` is the same loop for every reader.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any


def texts_per_second(read: Callable[[str], object], texts: Sequence[str], seconds: float) -> float:
    """Return how many texts one core reads in a second of processor time; the first reading, which loads, is not timed."""
    read(texts[0])
    n, begin = 0, time.process_time()
    while (spent := time.process_time() - begin) < seconds:
        read(texts[n % len(texts)])
        n += 1
    return n / spent


def plain(quantity: Any, units: Any, offset: int = 0) -> dict[str, Any]:
    """Return a quantity of quantulum3 as plain data, each base of its unit with entity and currency."""
    bases = []
    for dimension in quantity.unit.dimensions:
        known = units.names.get(dimension["base"])
        bases.append(
            {
                "name": dimension["base"],
                "power": dimension["power"],
                "entity": known.entity.name if known else None,
                "currency": known.currency_code if known else None,
            }
        )
    return {
        "start": offset + quantity.span[0],
        "end": offset + quantity.span[1],
        "value": quantity.value,
        "uncertainty": quantity.uncertainty,
        "unit": quantity.unit.name,
        "symbols": list(quantity.unit.symbols or ()),
        "entity": quantity.unit.entity.name,
        "bases": bases,
    }


def read_whole_or_by_line(
    parse: Callable[[str], list[Any]], text: str, give: Callable[[Any, int], dict[str, Any]]
) -> tuple[list[dict[str, Any]], int]:
    """Return the quantities of a text and the number of lines that could not be parsed; line by line where the whole cannot."""
    try:
        return [give(quantity, 0) for quantity in parse(text)], 0
    except Exception:  # whatever it is, it is counted
        found, failed, offset = [], 0, 0
        for line in text.splitlines(keepends=True):
            try:
                found += [give(quantity, offset) for quantity in parse(line)]
            except Exception:  # as above
                failed += 1
            offset += len(line)
        return found, failed


def main() -> int:
    """Read standard input, write standard output."""
    warnings.simplefilter("ignore")  # that its classifier is not installed
    from quantulum3 import load, parser  # type: ignore[import-not-found]

    task = json.load(sys.stdin)
    units = load.units("en_US")
    read = [
        read_whole_or_by_line(parser.parse, text, lambda quantity, offset: plain(quantity, units, offset))
        for text in task["texts"]
    ]

    def parse(text: str) -> object:
        return read_whole_or_by_line(parser.parse, text, lambda quantity, offset: {})

    answer = {
        "version": version("quantulum3"),
        "quantities": [quantities for quantities, _ in read],
        "lines_failed": sum(failed for _, failed in read),
        "texts_per_second": texts_per_second(parse, task["timed"], task["seconds"]),
    }
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
