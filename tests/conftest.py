"""Corpora that tests work on: copies, never the tree itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.corpus import Corpus

ROOT = Path(__file__).resolve().parents[1]


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
