"""The data package and the data dictionary, written from the one description of the columns."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from helpers.columns import TABLES, Column, Table
from helpers.corpus import Corpus

_PROFILE = "https://datapackage.org/profiles/2.0"
_DATE_PATTERN = r"\d{4}(-\d{2}(-\d{2})?)?"
_TYPES = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "date": "date"}
_TYPE_WORDS = {"yearmonth_or_date": "month or day", "number": "number", "integer": "whole number"}


def descriptor(corpus: Corpus) -> dict[str, Any]:
    """Describe the tables that lie in data/tables as a Data Package (version 2).

    Parameters
    ----------
    corpus
        Its tables are read for their size and hash only.
    """
    return {
        "$schema": f"{_PROFILE}/datapackage.json",
        "name": "reported-figures",
        "title": "Reported figures: every number in the sources, coded, tabulated and checked",
        "description": "Tables generated from the sources and their reviewed coding; without the texts of the sources.",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "resources": [
            _resource(corpus, table) for table in TABLES.values() if (corpus.tables / f"{table.name}.csv").exists()
        ],
    }


def write(corpus: Corpus) -> None:
    """Write data/datapackage.json and data/dictionary.md."""
    package = json.dumps(descriptor(corpus), indent=2, ensure_ascii=False) + "\n"
    (corpus.data / "datapackage.json").write_bytes(package.encode("utf-8"))
    (corpus.data / "dictionary.md").write_bytes(dictionary().encode("utf-8"))


def dictionary() -> str:
    """Return the data dictionary as Markdown: each table, what its rows are, and each of its columns."""
    parts = [
        "# Data dictionary\n",
        "Generated from `src/helpers/columns.py`; edit the descriptions there. Files are CSV in UTF-8 with a header line "
        "and line ends of one line feed; an empty cell is a missing value; a leading apostrophe guards text that a spreadsheet "
        "would compute. "
        "Intervals are open or closed as their flags say; an empty bound is none.\n",
    ]
    for table in TABLES.values():
        parts.append(f"## `{table.name}`: {table.title}\n")
        parts.append(f"{table.description} Key: {', '.join(f'`{name}`' for name in table.key)}.\n")
        parts.append("| column | type | description |\n|---|---|---|")
        parts += [_line(column) for column in table.columns]
        parts.append("")
    return "\n".join(parts)


def _line(column: Column) -> str:
    terms = f" One of {', '.join(column.terms)}." if column.terms else ""
    kind = _TYPE_WORDS.get(column.type, column.type) + (", required" if column.is_required else "")
    return f"| `{column.name}` | {kind} | {column.description}{terms} |".replace("<", "&lt;").replace(">", "&gt;")


def _resource(corpus: Corpus, table: Table) -> dict[str, Any]:
    content = (corpus.tables / f"{table.name}.csv").read_bytes()
    return {
        "name": table.name,
        "type": "table",
        "path": f"tables/{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILE}/tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.foreign:
        schema["foreignKeys"] = [
            {
                "fields": [column],
                "reference": {"resource": "" if target == table.name else target, "fields": [field]},
            }
            for column, target, field in table.foreign
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.is_required:
        constraints["required"] = True
    if column.terms:
        constraints["enum"] = list(column.terms)
    if column.type == "yearmonth_or_date":
        constraints["pattern"] = _DATE_PATTERN
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, "string"),
        "description": column.description,
    }
    if constraints:
        field["constraints"] = constraints
    return field
