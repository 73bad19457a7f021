"""`reported-figures trace`: from a mark or a row back to the sentence, and forth."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.trace import Trace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("target", help="FIGURE, FIGURE#MARK, audit:RELATION, ledger:MENTION or a mention id")
    parser.add_argument("--corpus", default=".", metavar="PATH", help="folder of the corpus (default: this folder)")
    parser.add_argument("--format", choices=("text", "jsonl", "csv"), default="text", help="text for people (default)")


def run(arguments: argparse.Namespace) -> int:
    """Print each traced mention: its sentence, its coding and where it is used."""
    from helpers.corpus import Corpus
    from helpers.trace import trace

    traces = trace(Corpus.open(arguments.corpus), arguments.target)
    if arguments.format == "jsonl":
        for found in traces:
            print(json.dumps(asdict(found), ensure_ascii=False))
    elif arguments.format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(["mention_id", "source", "sentence_start", "sentence_end", "quote", "sentence", "used_in"])
        for found in traces:
            row = [
                found.mention_id,
                found.source,
                found.sentence_start,
                found.sentence_end,
                found.quote,
                found.sentence,
            ]
            writer.writerow([*row, " | ".join(found.used_in)])
    else:
        print("\n\n".join(_in_words(found) for found in traces))
    return 0


def _in_words(found: Trace) -> str:
    lines = [found.mention_id, f"  {'source':14} {found.source}"]
    place = f"characters {found.sentence_start}-{found.sentence_end}"
    if found.sentence is None:
        lines.append(f"  {'sentence':14} {place}; part of an individual's account, so its words are not shown")
    else:
        lines.append(f"  {'sentence':14} {' '.join(found.sentence.split())}")
        lines.append(f"  {'':14} ({place}; the number: {found.quote!r})")
    lines += [f"  {name:14} {value}" for name, value in found.fields.items()]
    lines += [f"  {'used in':14} {use}" for use in found.used_in] or [
        f"  {'used in':14} nothing: it is not a reported figure"
    ]
    return "\n".join(lines)
