"""`reported-figures status`: what is unreviewed, changed or failing in a corpus."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from dataclasses import asdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--corpus", default=".", metavar="PATH", help="folder of the corpus (default: this folder)")
    parser.add_argument("--format", choices=("text", "jsonl", "csv"), default="text", help="text for people (default)")


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; the exit status is 1 if a check fails."""
    from helpers.corpus import Corpus
    from helpers.status import findings

    found = findings(Corpus.open(arguments.corpus))
    if arguments.format == "jsonl":
        for finding in found:
            print(json.dumps(asdict(finding), ensure_ascii=False))
    elif arguments.format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(["level", "place", "message"])
        writer.writerows([[finding.level, finding.place, finding.message] for finding in found])
    else:
        for finding in found:
            print(f"{finding.level:10} {finding.place}: {finding.message}")
        if not found:
            print("nothing is unreviewed, changed or failing")
    return 1 if any(finding.level == "failing" for finding in found) else 0
