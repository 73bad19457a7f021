"""`reported-figures read`: every number mention of a document, for a person or for a program."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import TextIO

from helpers.documents import DocumentText, read_document
from helpers.errors import UserError
from helpers.mentions import FIGURE_KINDS, Mention, read
from helpers.spreadsheets import cell

COLUMNS = tuple(field.name for field in fields(Mention))
COLOURS = {
    "statistic": "36",
    "change": "35",
    "share": "32",
    "rate": "34",
    "money": "33",
    "coverage": "96",
    "case": "31",
    "furniture": "90",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "file",
        nargs="*",
        metavar="FILE",
        help="a .txt, .md, .html or .pdf document, or - for standard input; with --out a folder of them",
    )
    parser.add_argument(
        "--published",
        default="",
        metavar="DATE",
        help="date of publication (2024-11-05, 2024-11, 2024 or empty): what 'last year' is counted from",
    )
    parser.add_argument("--format", choices=("text", "jsonl", "csv"), help="text marks the mentions (default)")
    parser.add_argument("--text", action="store_true", help="print the text that is read (of HTML and PDF) and end")
    folders = parser.add_argument_group(
        "many documents", "read a folder of any size into Parquet; the same command again goes on where it was stopped"
    )
    folders.add_argument(
        "--out", type=Path, metavar="DIR", help="where to write; a new folder, or that of an earlier run"
    )
    folders.add_argument(
        "--published-from", type=Path, metavar="CSV", help="dates of single documents: columns file, published"
    )
    folders.add_argument("--jobs", type=_positive, metavar="N", help="processes (default: the number of processors)")
    folders.add_argument(
        "--files-per-shard", type=_positive, metavar="N", help="files in a shard, on average (default: 32)"
    )
    parts = folders.add_mutually_exclusive_group()
    parts.add_argument("--plan", action="store_true", help="only cut the folder into shards")
    parts.add_argument("--shard", metavar="ID", help="only read this shard of the plan")
    parts.add_argument(
        "--gather", action="store_true", help="only write the tables of all files, when all shards are read"
    )


def _positive(word: str) -> int:
    number = int(word)
    if number < 1:
        raise ValueError
    return number


def run(arguments: argparse.Namespace) -> int:
    """Reads each file in turn and prints its mentions, or reads a folder into Parquet."""
    if arguments.out is not None:
        return _folder(arguments)
    for option in ("published_from", "jobs", "files_per_shard", "plan", "shard", "gather"):
        if getattr(arguments, option):
            raise UserError(f"--{option.replace('_', '-')}: is for a folder; add --out DIR")
    if not arguments.file:
        raise UserError("read: no file is named; name one, or - for standard input")
    documents: list[DocumentText] = []
    for path in arguments.file:
        document = read_document(path)
        if document.warning:
            print(f"reported-figures: {document.warning}", file=sys.stderr)
        documents.append(document)
    out = sys.stdout
    if hasattr(out, "reconfigure"):
        out.reconfigure(encoding="utf-8", errors="replace", newline="")
    if arguments.text:
        for document in documents:
            out.write(document.text)
            if not document.text.endswith("\n"):
                out.write("\n")
        return 0
    read_documents = [(document, _read(document, arguments.published)) for document in documents]
    if arguments.format == "jsonl":
        _jsonl(out, read_documents)
    elif arguments.format == "csv":
        _csv(out, read_documents)
    else:
        _text(out, read_documents)
    return 0


def _folder(arguments: argparse.Namespace) -> int:
    """Imported here, as Parquet and processes are more than one document needs."""
    from helpers.reading_folders import run as folders

    if arguments.format or arguments.text:
        raise UserError("--out: writes Parquet; leave --format and --text away")
    if arguments.shard or arguments.gather:
        if arguments.file:
            raise UserError(f"{arguments.file[0]}: the plan knows its folder; leave it away")
        if arguments.gather:
            return folders.gather_only(arguments.out)
        return folders.read_one_shard(arguments.out, arguments.shard)
    if len(arguments.file) != 1:
        raise UserError(f"--out: reads one folder, and {len(arguments.file)} are named; name one")
    options = {"published": arguments.published, "published_from": arguments.published_from}
    if arguments.files_per_shard:
        options["files_per_shard"] = arguments.files_per_shard
    folder = Path(arguments.file[0])
    if arguments.plan:
        return folders.plan_only(folder, arguments.out, **options)
    return folders.read_folder(folder, arguments.out, jobs=arguments.jobs, **options)


def _read(document: DocumentText, published: str) -> list[Mention]:
    try:
        return read(document.text, published)
    except ValueError as error:
        raise UserError(f"--published: {error}") from None


def _jsonl(out: TextIO, documents: list[tuple[DocumentText, list[Mention]]]) -> None:
    for document, mentions in documents:
        for mention in mentions:
            row = mention.as_dict()
            if len(documents) > 1:
                row = {"file": document.name, **row}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _csv(out: TextIO, documents: list[tuple[DocumentText, list[Mention]]]) -> None:
    import csv

    writer = csv.writer(out, lineterminator="\n")
    several = len(documents) > 1
    writer.writerow(("file", *COLUMNS) if several else COLUMNS)
    for document, mentions in documents:
        for mention in mentions:
            row = [cell(getattr(mention, column)) for column in COLUMNS]
            writer.writerow([document.name, *row] if several else row)


def _label(mention: Mention) -> str:
    if mention.kind not in FIGURE_KINDS:
        return mention.kind
    parts = [mention.kind]
    if mention.value is not None:
        bound = "" if mention.qualifier in (None, "exact") else f"{str(mention.qualifier).replace('_', ' ')} "
        parts.append(f"{bound}{mention.value:,}" if isinstance(mention.value, int) else f"{bound}{mention.value:g}")
    if mention.unit:
        parts.append(mention.unit)
    if mention.per:
        parts.append(f"per {mention.per}")
    if mention.period:
        parts.append(mention.period)
    return " ".join(parts)


def _text(out: TextIO, documents: list[tuple[DocumentText, list[Mention]]]) -> None:
    """The document with each mention between brackets and its label behind it; in colour on a terminal."""
    colour = out.isatty()
    for document, mentions in documents:
        if len(documents) > 1:
            out.write(f"=== {document.name}\n")
        at = 0
        for mention in mentions:
            out.write(document.text[at : mention.start])
            marked = f"[{mention.quote}|{_label(mention)}]"
            out.write(f"\033[{COLOURS.get(mention.kind, '37')}m{marked}\033[0m" if colour else marked)
            at = mention.end
        out.write(document.text[at:])
        if not document.text.endswith("\n"):
            out.write("\n")
