"""Fits the weights of the reader again: ``python -m helpers.fitting`` (a few minutes on one core)."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from helpers import repository
from helpers.fitting.coded_texts import CodedText, coded_texts, specified_texts
from helpers.fitting.weights_files import fit_as_read, write

SETS = ("train", "dev")
"""Folders of ``tests/reading`` that the weights are fitted to; the others are for measuring."""
FITTED = Path("src/helpers/mentions/fitted")


def texts_to_fit(root: Path) -> list[CodedText]:
    """The coded texts of the sets for fitting, and those of the specifications."""
    tests = root / "tests"
    return [*coded_texts(*(tests / "reading" / name for name in SETS)), *specified_texts(tests / "specs")]


def main() -> int:
    """Reads the coded texts, fits, and writes the files of weights into the checkout."""
    root = repository.find()
    begin = time.monotonic()
    texts = texts_to_fit(root)
    print(
        f"fitting to {len(texts)} texts with {sum(len(one.mentions) for one in texts):,} mentions ...", file=sys.stderr
    )
    write(root / FITTED, fit_as_read(texts), texts)
    print(f"wrote {FITTED} in {time.monotonic() - begin:.0f} s; run make test", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
