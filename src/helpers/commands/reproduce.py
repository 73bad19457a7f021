"""`reported-figures reproduce`: run every notebook, compare, put in place, and say what came of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from helpers import repository
from helpers.reproduce import Interrupted, Outcome, reproduce


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--corpus", type=Path, metavar="PATH", help="a corpus other than the shipped one; written to only inside it"
    )
    parser.add_argument("--check", action="store_true", help="compare only; exit status 1 if anything differs")
    parser.add_argument(
        "--drafts", action="store_true", help="let machine drafts into ledger and figures, marked as drafts"
    )
    parser.add_argument(
        "-p",
        dest="settings",
        action="append",
        default=[],
        metavar="NOTEBOOK.NAME=VALUE",
        help="set a parameter of a notebook; may be repeated",
    )
    parser.add_argument(
        "--jobs", type=_positive, metavar="N", help="notebooks side by side (default: the number of processors)"
    )
    parser.add_argument("--cold", action="store_true", help="start each kernel from nothing: slower, the same results")


def run(arguments: argparse.Namespace) -> int:
    """Run and print the summary."""
    root = repository.find()
    try:
        outcome = reproduce(
            arguments.corpus or root,
            root,
            check=arguments.check,
            drafts=arguments.drafts,
            settings=arguments.settings,
            jobs=arguments.jobs,
            cold=arguments.cold,
        )
    except Interrupted as interrupted:
        print(f"reported-figures: ended by {interrupted}; nothing was changed", file=sys.stderr)
        return 143 if str(interrupted) == "SIGTERM" else 130
    print("\n".join(summary(outcome)))
    return 1 if arguments.check and outcome.differences else 0


def summary(outcome: Outcome) -> Iterator[str]:
    """Yield the lines of the summary."""
    for name, value in outcome.counts.items():
        yield f"{name:<17} {value}"
    yield f"{'time':<17} {outcome.seconds:.1f} s"
    if not outcome.differences:
        yield f"identical: all {outcome.n_results} results are as committed"
        return
    moved = [difference for difference in outcome.differences if difference.kind != "stale"]
    stale = [difference for difference in outcome.differences if difference.kind == "stale"]
    if moved:
        done = "put in place" if outcome.is_in_place else "nothing was put in place"
        yield f"changed: {len(moved)} of {outcome.n_results} results; {done}"
    if stale:
        yield f"stale: {len(stale)} files that no notebook writes"
    for difference in (*moved, *stale):
        yield f"  {difference.kind:<8} {difference.path}"
        for detail in difference.details:
            yield f"             {detail}"


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text}: give a number from 1")
    return number
