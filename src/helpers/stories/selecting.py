"""Verdicts, pairs and repeats out of the tables, and a ledger read by other conventions; figures: helpers.selection."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from helpers import audit, relations
from helpers.conventions import Conventions
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.figures.labels import rows
from helpers.ledger_rows import read_rows

Row = dict[str, Any]
_REMEDY = "correct the selection, or run 'reported-figures reproduce'"


def repeats(ledger: pd.DataFrame, mention_id: str) -> list[str]:
    """Return a mention and all that repeat its figure."""
    return [mention_id, *(row["mention_id"] for row in rows(ledger) if row["same_as"] == mention_id)]


def relation(audit: pd.DataFrame, relation_id: str) -> Row:
    """Return the row of one relation of the audit.

    Raises
    ------
    UserError
        If the audit has no such relation.
    """
    for row in rows(audit):
        if row["relation_id"] == relation_id:
            return row
    raise UserError(f"data/tables/audit.csv: no relation {relation_id}; declare it in data/relations.yml, or {_REMEDY}")


def pair(comparability: pd.DataFrame, one: Row, other: Row) -> Row:
    """Return what the table of comparability says of two figures, whichever stands first.

    Raises
    ------
    UserError
        If the table does not have the pair.
    """
    wanted = {one["mention_id"], other["mention_id"]}
    for row in rows(comparability):
        if {row["mention_id_a"], row["mention_id_b"]} == wanted:
            return row
    raise UserError(
        f"data/tables/comparability.csv: the pair {' and '.join(sorted(wanted))} is not there; the two must be of "
        f"one family of measures; {_REMEDY}"
    )


def published_by(table: pd.DataFrame, sources: pd.DataFrame, publishers: Collection[str]) -> pd.DataFrame:
    """Return the rows of a table whose source was published by one of some publishers; all rows where none is named.

    Raises
    ------
    UserError
        If a publisher is not in the register.
    """
    known = {str(row["source_id"]): row["publisher"] for row in rows(sources)}
    unknown = sorted(set(publishers) - {str(publisher) for publisher in known.values() if publisher})
    if unknown:
        raise UserError(
            f"publisher {unknown[0]!r} is not in data/tables/sources.csv; use some of "
            f"{', '.join(sorted(str(publisher) for publisher in known.values() if publisher))}"
        )
    if not publishers:
        return table
    return table[[known.get(str(source)) in publishers for source in table["source_id"]]]


def have_one(ledger: pd.DataFrame, column: str, measures: Collection[str]) -> bool:
    """Return whether all figures of some measures have one and the same cell in a column, and none is missing."""
    cells = [row[column] for row in rows(ledger) if row["measure"] in measures]
    return None not in cells and len(set(cells)) == 1


def read_otherwise(conventions: Conventions, **settings: str) -> Conventions:
    """Return conventions with some of them set otherwise; an empty setting leaves a convention as it is.

    Raises
    ------
    UserError
        If a convention or its setting is unknown.
    """
    for name, setting in settings.items():
        if setting:
            conventions = conventions.with_setting(name, setting)
    return conventions


def with_intervals(ledger: pd.DataFrame, conventions: Conventions) -> pd.DataFrame:
    """Return a ledger whose bounds are read by other conventions; what a source states stays as it is."""
    read = {mention: row.reading(conventions).interval.fields() for mention, row in read_rows(ledger).items()}
    changed = ledger.copy()
    for column in ("low", "high", "low_closed", "high_closed"):
        ends = [read[mention][column] if mention in read else None for mention in changed["mention_id"]]
        changed[column] = pd.Series(ends, index=changed.index, dtype=str(changed[column].dtype))
    return changed


def audit_by(corpus: Corpus, ledger: pd.DataFrame, conventions: Conventions) -> pd.DataFrame:
    """Return the audit of a ledger by some conventions, whatever verdicts come out.

    By the conventions of the corpus it is the table that the suite has written; by others, verdicts may move.
    """
    return audit.run(ledger, relations.load(corpus, ledger), conventions, is_guarded=False)
