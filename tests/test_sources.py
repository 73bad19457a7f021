"""Sources: bytes as received, facts with their basis, passages that cover the text."""

from __future__ import annotations

import hashlib
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import sources
from helpers.corpus import Corpus
from helpers.errors import UserError


def test_the_shipped_sources_match_their_hashes_and_state_what_is_inferred(shipped: Corpus) -> None:
    loaded = sources.load(shipped)
    assert len(loaded) == 5
    assert all(source.sha256 == source.origin.sha256 for source in loaded)
    undated = [source.source_id for source in loaded if source.origin.published_on.basis == "inferred"]
    assert undated == ["001_6b1fe1c63d6a6fa6", "004_2fc8757fd597b28f"]
    assert all(source.origin.published_on.why for source in loaded if source.source_id in undated)


def test_passages_lie_in_order_and_leave_only_white_space_between(shipped: Corpus) -> None:
    for source in sources.load(shipped):
        end = 0
        for passage in sources.passages(source):
            assert passage.start >= end
            assert not source.text[end : passage.start].strip()
            end = passage.end
        assert not source.text[end:].strip()


@given(st.text(alphabet=st.sampled_from("ab 1\n\t\u2029"), max_size=60).filter(str.strip))
def test_any_text_is_cut_into_passages_without_loss(text: str) -> None:
    origin = sources.Origin(source_id="s", sha256="0" * 64, regions=())
    source = sources.Source("s", None, text.encode(), text, origin, True)  # type: ignore[arg-type]
    kept = "".join(text[passage.start : passage.end] for passage in sources.passages(source))
    assert "".join(kept.split()) == "".join(text.split())


def test_passages_are_published_without_words(shipped: Corpus) -> None:
    loaded = sources.load(shipped)
    table = sources.passages_table(loaded)
    texts = {source.source_id: source.text for source in loaded}
    for row in table.itertuples():
        words = texts[row.source_id][row.start : row.end]
        assert row.sha256 == hashlib.sha256(words.encode()).hexdigest()
    assert set(table.columns) == {"passage_id", "source_id", "start", "end", "region", "role", "region_basis", "sha256"}


def corrupt(corpus: Corpus, content: bytes) -> None:
    (corpus.seeds / "bees.txt").write_bytes(content)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"seeds/bees.txt: empty; remove it or restore its content"),
        (b" \n\n", r"seeds/bees.txt: empty"),
        (b"caf\xe9 5", r"seeds/bees.txt: not UTF-8 at byte 3; convert it"),
        (b"a\x00b", r"seeds/bees.txt: holds NUL bytes"),
        (
            b"another text with 7 words",
            r"seeds/bees.txt: the bytes do not match the sha256 in bees.origin.yml.*lost their anchor",
        ),
    ],
)
def test_a_bad_file_is_one_line_with_file_and_remedy(small: Corpus, content: bytes, message: str) -> None:
    corrupt(small, content)
    with pytest.raises(UserError, match=message) as error:
        sources.load(small)
    assert len(str(error.value).splitlines()) == 1


def test_lost_anchors_are_listed(small: Corpus) -> None:
    path = small.seeds / "bees.txt"
    path.write_text(path.read_text("utf-8").replace("1,200", "1,300"), "utf-8")
    with pytest.raises(UserError, match=r"mentions that lost their anchor: bees:70-75\)"):
        sources.load(small)


def test_a_duplicate_of_another_source_is_named(small: Corpus) -> None:
    shutil.copy(small.seeds / "bees.txt", small.seeds / "wasps.txt")
    with pytest.raises(UserError, match=r"seeds/wasps.txt: same bytes as seeds/bees.txt; remove one"):
        sources.load(small)


def test_an_origin_without_its_text_is_named(small: Corpus) -> None:
    shutil.copy(small.seeds / "bees.origin.yml", small.seeds / "wasps.origin.yml")
    with pytest.raises(UserError, match=r"seeds/wasps.origin.yml: there is no seeds/wasps.txt"):
        sources.load(small)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "basis: inferred, why: A made-up paper for the tests.",
            "basis: inferred",
            r"bees.origin.yml:3: .*needs 'why'",
        ),
        ('"2021-05-03"', '"2021-13-03"', r"bees.origin.yml:5: "),
        ("begins: Hives", "begins: Wasps", r"bees.origin.yml:7: the text at 0 does not begin 'Wasps'"),
        ("source_id: bees", "source_id: wasps", r"bees.origin.yml:1: source_id is 'wasps'"),
    ],
)
def test_a_wrong_origin_is_named_by_file_and_line(small: Corpus, old: str, new: str, message: str) -> None:
    path = small.seeds / "bees.origin.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(UserError, match=message):
        sources.load(small)


def test_a_folder_without_sources_says_what_to_do(tmp_path) -> None:
    (tmp_path / "seeds").mkdir()
    with pytest.raises(UserError, match=r"seeds/: no source"):
        sources.load(Corpus.open(tmp_path))


@pytest.mark.parametrize("folder", ["missing", "."])
def test_a_folder_that_is_no_corpus_is_named(tmp_path, folder: str) -> None:
    with pytest.raises(UserError, match="no such folder|not a corpus"):
        Corpus.open(tmp_path / folder)


def test_a_source_without_origin_file_is_read_with_nothing_stated(small: Corpus) -> None:
    (small.seeds / "bees.origin.yml").unlink()
    (source,) = sources.load(small)
    assert not source.has_origin
    assert source.origin.publisher.basis == "not_stated"
    assert {passage.region_basis for passage in sources.passages(source)} == {"draft"}
