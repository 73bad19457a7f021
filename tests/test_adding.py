"""Adding a source, and the status of a corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import coding, sources, vocabulary
from helpers.adding import add
from helpers.command_line import main
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.status import findings
from helpers.yaml_files import YamlFile

TEXT = "Beekeepers in Kent counted 1,200 hives in 2020.\n\nThat is 25% more than in 2019.\n"


def test_an_added_source_keeps_its_bytes_and_can_be_loaded(tmp_path: Path) -> None:
    file = tmp_path / "bees.txt"
    file.write_bytes(TEXT.replace("\n", "\r\n").encode())
    add(tmp_path / "corpus", file, "2021-05")
    corpus = Corpus.open(tmp_path / "corpus")
    (source,) = sources.load(corpus)
    assert source.content == file.read_bytes()
    assert source.origin.published_on.value == "2021-05"


def test_the_draft_has_valid_anchors(tmp_path: Path) -> None:
    file = tmp_path / "bees.txt"
    file.write_text(TEXT, "utf-8")
    add(tmp_path / "corpus", file, None)
    corpus = Corpus.open(tmp_path / "corpus")
    drafted = YamlFile.read(corpus.coding / "draft" / "bees.yml").content["mentions"]
    assert {entry["quote"] for entry in drafted} >= {"1,200", "25%"}
    for entry in drafted:
        assert TEXT[entry["start"] : entry["end"]] == entry["quote"]
        assert TEXT[: entry["start"]].endswith(entry.get("prefix", ""))


def test_a_draft_is_not_taken_for_a_review(tmp_path: Path) -> None:
    file = tmp_path / "bees.txt"
    file.write_text(TEXT, "utf-8")
    add(tmp_path / "corpus", file, None)
    corpus = Corpus.open(tmp_path / "corpus")
    assert coding.load(corpus, "reviewed", sources.load(corpus), vocabulary.load(corpus)) == {}
    assert any("no reviewed coding" in finding.message for finding in findings(corpus))


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "empty"), (b"\xff\xfe5", "not UTF-8"), (TEXT.encode(), "same bytes as seeds/bees.txt")],
)
def test_what_cannot_be_added_is_refused_and_nothing_is_written(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "bees.txt"
    file.write_text(TEXT, "utf-8")
    add(tmp_path / "corpus", file, None)
    before = sorted((tmp_path / "corpus").rglob("*"))
    other = tmp_path / "wasps.txt"
    other.write_bytes(content)
    with pytest.raises(UserError, match=message):
        add(tmp_path / "corpus", other, None)
    assert sorted((tmp_path / "corpus").rglob("*")) == before


@pytest.mark.parametrize(("name", "message"), [("a/b", "not a name for a source"), ("bees", "exists already")])
def test_a_name_that_cannot_be_used_is_refused(tmp_path: Path, name: str, message: str) -> None:
    file = tmp_path / "bees.txt"
    file.write_text(TEXT, "utf-8")
    add(tmp_path / "corpus", file, None)
    other = tmp_path / "wasps.txt"
    other.write_text("There were 7 wasps.", "utf-8")
    with pytest.raises(UserError, match=message):
        add(tmp_path / "corpus", other, None, name)


def test_a_missing_file_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(tmp_path / "none.txt"), "--corpus", str(tmp_path)]) == 2
    assert "none.txt" in capsys.readouterr().err


def test_the_shipped_corpus_has_nothing_failing(shipped: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    assert [finding for finding in findings(shipped) if finding.level in ("failing", "changed")] == []
    assert main(["status", "--corpus", str(shipped.root)]) == 0
    capsys.readouterr()


def test_a_failing_check_ends_with_status_one(small: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    path = small.coding / "bees.yml"
    path.write_text(path.read_text("utf-8").replace("value: 1200", "value: 12"), "utf-8")
    assert main(["status", "--corpus", str(small.root)]) == 1
    assert "failing    data/coding/bees.yml:" in capsys.readouterr().out
