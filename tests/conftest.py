"""Corpora that tests work on: copies, never the tree itself."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import configuration, settings

from helpers import tables
from helpers.corpus import Corpus

ROOT = Path(__file__).resolve().parents[1]

# Laws are tried on the same cases in every run, and leave nothing in the tree.
configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "reported-figures-hypothesis")
settings.register_profile("suite", max_examples=50, deadline=None, derandomize=True, database=None)
settings.register_profile("thorough", max_examples=2000, deadline=None, database=None)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The repository's root; to be read only."""
    return ROOT


@pytest.fixture(scope="session")
def shipped() -> Corpus:
    """The shipped corpus; to be read only."""
    return Corpus.open(ROOT)


@pytest.fixture
def shipped_copy(tmp_path: Path) -> Corpus:
    """A copy of the shipped corpus that a test may change."""
    root = tmp_path / "corpus"
    for folder in ("seeds", "data", "figures"):
        shutil.copytree(ROOT / folder, root / folder)
    return Corpus.open(root)


@pytest.fixture
def small(tmp_path: Path) -> Corpus:
    """A corpus of one short source with origin file, vocabulary and reviewed coding."""
    root = tmp_path / "small"
    shutil.copytree(ROOT / "tests" / "corpora" / "small", root)
    return Corpus.open(root)


@pytest.fixture
def made_ledger() -> Callable[[Mapping[str, Mapping[str, Any]]], pd.DataFrame]:
    """Make a ledger from mention ids and their columns; what is not given is the plainest there is."""

    def make(rows: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
        filled = []
        for mention_id, row in rows.items():
            source_id, _, place = mention_id.rpartition(":")
            start, end = place.split("-")
            plain = {
                "mention_id": mention_id,
                "source_id": source_id,
                "start": int(start),
                "end": int(end),
                "quote": str(row.get("value")),
                "kind": "statistic",
                "qualifier": "exact",
                "form_as_written": "digits",
                "resolution_as_written": 1,
                "unit_basis": "stated",
                "geography_basis": "stated",
                "coverage_basis": "stated",
                "attributed_to_basis": "stated",
                "counted_by_basis": "stated",
                "published_on_basis": "stated",
                "is_draft": False,
            }
            filled.append(plain | dict(row))
        return tables.frame("ledger", filled)

    return make
