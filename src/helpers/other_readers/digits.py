"""The least that reads numbers: runs of digits. What it costs is the ceiling of speed, what it finds the floor of quality."""

from __future__ import annotations

import re
from typing import Any

FIELDS = frozenset({"value"})
"""What it says of a number."""

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def read(text: str) -> list[dict[str, Any]]:
    """Return every run of digits, taken for a count."""
    return [
        {
            "quote": found[0],
            "start": found.start(),
            "end": found.end(),
            "kind": "statistic",
            "value": float(found[0].replace(",", "")),
        }
        for found in _DIGITS.finditer(text)
    ]
