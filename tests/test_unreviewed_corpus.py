"""Notebooks 01 to 05 on another corpus that nobody has reviewed: they run, say so, and keep drafts out until asked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from helpers import tables
from helpers.command_line import main
from helpers.corpus import Corpus

TEXTS = ("rural-theft", "homelessness-bulletin", "road-deaths")


def outputs(path: Path) -> str:
    """Return the words that an executed notebook shows."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    shown = [output.get("data", {}).get("text/plain", "") for cell in cells for output in cell.get("outputs", [])]
    return "\n".join("".join(text) for text in shown)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Corpus:
    root = tmp_path_factory.mktemp("unreviewed")
    (root / "seeds").mkdir()
    for name in TEXTS:
        shutil.copy(repository / "tests" / "reading" / "dev" / f"{name}.txt", root / "seeds" / f"{name}.txt")
    return Corpus.open(root)


@pytest.fixture(scope="module")
def without_drafts(corpus: Corpus) -> dict[str, str]:
    assert main(["reproduce", "--corpus", str(corpus.root)]) == 0
    return {path.stem: outputs(path) for path in corpus.notebooks.glob("*.ipynb")}


def test_they_run_to_the_end_and_write_inside_the_corpus_only(corpus: Corpus, without_drafts: dict[str, str]) -> None:
    assert sorted(without_drafts) == ["01_sources", "02_mentions", "03_coding", "04_ledger", "05_audit"]
    assert len(tables.read(corpus, "mentions")) > 50


def test_they_say_what_is_only_draft(without_drafts: dict[str, str]) -> None:
    for name in ("01_sources", "02_mentions", "03_coding"):
        assert "**Draft only**" in without_drafts[name]
    assert "The ledger is empty" in without_drafts["04_ledger"]


def test_drafts_stay_out_of_ledger_and_figures(corpus: Corpus, without_drafts: dict[str, str]) -> None:
    assert tables.read(corpus, "ledger").empty
    for path in corpus.figures.glob("*.csv"):
        header, *rows = path.read_text("utf-8").splitlines()
        assert header.startswith("mark_id")
        assert path.stem == "passages_map" or rows == [], path.name


def test_asked_for_by_name_they_enter_and_say_so(corpus: Corpus, without_drafts: dict[str, str]) -> None:
    assert main(["reproduce", "--corpus", str(corpus.root), "--drafts"]) == 0
    ledger = tables.read(corpus, "ledger")
    assert len(ledger) > 20
    assert ledger["is_draft"].all()
    assert "machine drafts" in outputs(corpus.notebooks / "04_ledger.ipynb")
    assert "DRAFT" in (corpus.figures / "every_reported_figure.svg").read_text("utf-8")
    assert "draft" in (corpus.figures / "every_reported_figure.md").read_text("utf-8").lower()
