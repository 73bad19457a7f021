"""The data package: valid by frictionless, true to the files, and described in full in the dictionary."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from frictionless import Package, system

from helpers import datapackage
from helpers.columns import TABLES
from helpers.corpus import Corpus


def problems(folder: Path) -> list[str]:
    """Return what frictionless finds wrong with the data package of a folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        with system.use_context(trusted=True):
            report = Package("datapackage.json").validate()
    finally:
        os.chdir(before)
    return [error.message for task in report.tasks for error in task.errors] + [
        error.message for error in report.errors
    ]


def test_the_shipped_data_package_is_valid(shipped: Corpus) -> None:
    assert problems(shipped.data) == []


def test_the_shipped_data_package_and_dictionary_are_those_that_the_columns_give(shipped: Corpus) -> None:
    assert json.loads((shipped.data / "datapackage.json").read_text("utf-8")) == datapackage.descriptor(shipped)
    assert (shipped.data / "dictionary.md").read_text("utf-8") == datapackage.dictionary()


def test_the_shipped_data_package_holds_every_table(shipped: Corpus) -> None:
    assert [resource["name"] for resource in datapackage.descriptor(shipped)["resources"]] == list(TABLES)


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("ledger", ",exact,", ",precisely,", "enum|not in the list|constraint"),
        ("audit", ",agrees,", ",right,", "enum|not in the list|constraint"),
        ("sources", "2016-06-21", "21 June 2016", "pattern"),
        ("ledger", "004_2fc8757fd597b28f:284-286,0", "004_2fc8757fd597b28f:284-286,1", "foreign|primary|bytes|hash|."),
    ],
)
def test_a_changed_table_is_found(shipped_copy: Corpus, table: str, old: str, new: str, message: str) -> None:
    path = shipped_copy.tables / f"{table}.csv"
    content = path.read_text("utf-8")
    if old not in content:
        old = content.splitlines()[1].split(",")[0]
    path.write_text(content.replace(old, new, 1), "utf-8")
    assert problems(shipped_copy.data)


def test_the_dictionary_names_every_column() -> None:
    text = datapackage.dictionary()
    for table in TABLES.values():
        assert f"## `{table.name}`" in text
        for column in table.columns:
            assert f"| `{column.name}` |" in text
