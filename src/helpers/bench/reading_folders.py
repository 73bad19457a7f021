"""Memory and speed of reading a folder: a thousand small documents, and ten times as many."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from helpers.bench import Result
from helpers.errors import CheckFailed

TITLE = "Reading folders of 1,000 and 10,000 documents"
AIM = "no process takes more than 1.1 times the memory for ten times the documents"
LARGEST_RATIO = 1.1
NUMBERS = (1_000, 10_000)
_CHARACTERS = 2_000
_PROGRAM = """
import resource, sys
from helpers.command_line import main
if __name__ == "__main__":
    status = main(sys.argv[1:])
    print(status, *(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""


def measure(root: Path) -> Result:
    """Read both folders, each by the command in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="reported-figures-bench-") as scratch:
        folder = Path(scratch)
        return judge({n: _read(root, folder, n) for n in NUMBERS})


def judge(found: dict[int, tuple[float, int, int]]) -> Result:
    """Return the result of numbers of documents with their seconds and the peaks, in KiB, of parent and readers."""
    few, many = min(found), max(found)
    ratio = max(found[many][1] / found[few][1], found[many][2] / found[few][2])
    lines = [
        f"{n:,} documents of {_CHARACTERS:,} characters: {seconds:.0f} s, {n / seconds:,.0f} a second; "
        f"at most {parent / 1024:.0f} MB in the process that leads and {readers / 1024:.0f} MB in each that reads."
        for n, (seconds, parent, readers) in sorted(found.items())
    ]
    values = {
        "documents": sorted(found),
        "seconds": [round(found[n][0], 1) for n in sorted(found)],
        "parent_kib": [found[n][1] for n in sorted(found)],
        "reader_kib": [found[n][2] for n in sorted(found)],
        "ratio": round(ratio, 3),
    }
    return Result((*lines, f"Ratio of the memory: {ratio:.2f} (the larger of both)."), values, ratio <= LARGEST_RATIO)


def _read(root: Path, folder: Path, n: int) -> tuple[float, int, int]:
    documents = folder / f"documents-{n}"
    make_documents(root, documents, n)
    command = [sys.executable, "-c", _PROGRAM, "read", "--out", str(folder / f"read-{n}"), str(documents)]
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begin
    if done.returncode != 0 or not done.stdout.splitlines()[-1].startswith("0 "):
        raise CheckFailed(f"reading {n:,} documents did not come to its end: {done.stderr[-2000:]}")
    _, parent, readers = done.stdout.splitlines()[-1].split()
    return seconds, int(parent), int(readers)


def make_documents(root: Path, folder: Path, n: int) -> None:
    """Write small documents, each another stretch of a shipped source."""
    sources = [path.read_text("utf-8") for path in sorted((root / "seeds").glob("*.txt"))]
    choose = random.Random(1)  # noqa: S311 - the same documents in every run
    for number in range(n):
        text = choose.choice(sources)
        start = choose.randrange(max(1, len(text) - _CHARACTERS))
        path = folder / f"{number // 500:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Document {number}.\n\n{text[start : start + _CHARACTERS]}", "utf-8")
