"""`reported-figures add`: put a source into a corpus and draft its coding."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("file", type=Path, help="the text, in UTF-8")
    parser.add_argument(
        "--corpus", type=Path, default=Path(), metavar="PATH", help="folder of the corpus (default: this folder)"
    )
    parser.add_argument(
        "--published", metavar="DATE", help="day, month or year of publication, such as 2024-05-21 or 2024-05"
    )
    parser.add_argument("--name", help="the source's id (default: the file's name without its ending)")


def run(arguments: argparse.Namespace) -> int:
    """Write the source, its origin file and the draft, and say what to do next."""
    from helpers.adding import add

    for path in add(arguments.corpus, arguments.file, arguments.published, arguments.name):
        print(f"wrote {path}")
    print(
        "next: fill in the origin file, review the draft, move it to data/coding/, then run 'reported-figures reproduce'"
    )
    return 0
