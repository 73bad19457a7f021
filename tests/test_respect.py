"""No words of an individual's account leave the sources: not in a table, a figure, a caption or a notebook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers import coding, draft, sources, tables, vocabulary
from helpers.columns import TABLES
from helpers.corpus import Corpus
from helpers.mentions import Mention
from helpers.trace import sentence_at

LENGTH = 5  # words in a row that would repeat an account rather than use the same words by chance


def runs(text: str) -> set[str]:
    """Return every run of words of a text, without the signs between them."""
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[i : i + LENGTH]) for i in range(len(words) - LENGTH + 1)}


@pytest.fixture(scope="module")
def accounts(shipped: Corpus) -> set[str]:
    """Every run of words of the sentences that hold a case and no reported figure."""
    loaded = sources.load(shipped)
    reviewed = coding.load(shipped, "reviewed", loaded, vocabulary.load(shipped))
    found: set[str] = set()
    for source in loaded:
        mentions = reviewed[source.source_id].mentions
        figures = {sentence_at(source, mention.start, mention.end) for mention in mentions if mention.is_reported}
        for mention in mentions:
            span = sentence_at(source, mention.start, mention.end)
            if mention.kind == "case" and span not in figures:
                found |= runs(source.text[slice(*span)])
    assert len(found) > 100
    return found


def published(corpus: Corpus) -> list[Path]:
    """Return the files that are generated and published."""
    folders = {"data/tables": "*.csv", "figures": "*.*", "notebooks": "**/*.ipynb", "data/coding": "**/*.yml"}
    return [path for folder, pattern in folders.items() for path in sorted((corpus.root / folder).glob(pattern))]


def test_no_published_file_repeats_words_of_an_account(shipped: Corpus, accounts: set[str]) -> None:
    for path in published(shipped):
        if path.suffix in {".csv", ".md", ".svg", ".ipynb", ".yml"}:
            repeated = runs(path.read_text("utf-8").replace("\\n", " ")) & accounts
            assert not repeated, f"{path.name}: {sorted(repeated)[:3]}"


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if "quote" in table.names()])
def test_a_row_of_a_case_has_place_and_kind_alone(shipped: Corpus, name: str) -> None:
    coded = tables.read(shipped, "coded_mentions")
    cases = coded.loc[coded["kind"] == "case", "mention_id"]
    content = tables.read(shipped, name)
    if name == "ledger":
        assert not content["mention_id"].isin(cases).any()
        return
    rows = content[(content["kind"] == "case") | content["mention_id"].isin(cases)]
    assert len(rows) > 0
    free = [column.name for column in TABLES[name].columns if column.type != "integer" and not column.terms]
    kept = {"mention_id", "source_id", "passage_id"}
    assert rows[[column for column in free if column not in kept]].isna().all(axis=None)


def test_what_the_review_calls_a_case_is_one_in_the_draft_table_too(shipped: Corpus) -> None:
    source = next(source for source in sources.load(shipped) if source.source_id.startswith("004"))
    reviewed = coding.load(shipped, "reviewed", sources.load(shipped), vocabulary.load(shipped))
    case = next(mention for mention in reviewed[source.source_id].mentions if mention.kind == "case")
    misread = Mention(
        case.quote, case.start, case.end, "statistic", value=1, unit="girl", measure="words of the account"
    )
    checked = {source.source_id: coding.Coding(source.source_id, (case,))}
    row = draft.mentions_table([source], {source.source_id: [misread]}, checked).iloc[0]
    assert row["kind"] == "case"
    assert row[["quote", "value", "unit", "measure"]].isna().all()


def test_the_draft_table_has_no_phrases_of_the_source_for_a_measure(shipped: Corpus) -> None:
    assert tables.read(shipped, "mentions")["measure"].isna().all()
