"""The trace: from mark, row or mention to the sentence, and forth; the words of a case are never shown."""

from __future__ import annotations

import csv
import json

import pytest

from helpers import tables
from helpers.command_line import main
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.sources import load
from helpers.trace import mentions_of, sentence_at, trace


def test_every_mark_of_every_figure_leads_back_to_sentences(shipped: Corpus) -> None:
    paths = sorted(shipped.figures.glob("*.csv"))
    assert paths
    coded = set(tables.read(shipped, "coded_mentions")["mention_id"]) | set(
        tables.read(shipped, "mentions")["mention_id"]
    )
    sources = {source.source_id for source in load(shipped)}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                place = f"{path.name}: {row['mark_id']}"
                mentions = {*row["mention_ids"].split(), *(row.get("draft_ids") or "").split()}
                assert mentions <= coded, place
                named = set((row.get("source_ids") or "").split())
                assert named <= sources, place
                assert mentions or named or row.get("fact_ids"), place


def test_a_mark_of_the_draft_leads_to_its_sentence_and_is_called_a_draft(shipped: Corpus) -> None:
    drafted = tables.read(shipped, "mentions")
    coded = set(tables.read(shipped, "coded_mentions")["mention_id"])
    only_drafted = drafted.loc[~drafted["mention_id"].isin(coded) & (drafted["kind"] != "case"), "mention_id"]
    for mention_id in only_drafted:
        (found,) = trace(shipped, mention_id)
        assert found.fields["status"] == "draft"
        assert found.quote in (found.sentence or "")


def test_every_ledger_row_stands_in_a_sentence_that_holds_its_quote(shipped: Corpus) -> None:
    sources = {source.source_id: source for source in load(shipped)}
    for row in tables.read(shipped, "ledger").itertuples():
        source = sources[row.source_id]
        start, end = sentence_at(source, row.start, row.end)
        assert row.quote in source.text[start:end]
        assert "\n\n" not in source.text[start:end]


def test_a_mention_leads_to_its_row_its_relations_and_its_marks(shipped: Corpus) -> None:
    (found,) = trace(shipped, "004_2fc8757fd597b28f:1831-1836")
    assert found.quote == "8,244"
    assert found.sentence is not None
    assert found.sentence.startswith("In 2015-16, the total was 4,042")
    used = " ".join(found.used_in)
    assert "ledger.csv" in used
    assert "audit.csv" in used
    assert "figures/" in used


def test_a_relation_leads_to_claim_and_operands(shipped: Corpus) -> None:
    audit = tables.read(shipped, "audit")
    row = audit[audit["operand_ids"].notna()].iloc[0]
    found = mentions_of(shipped, f"audit:{row['relation_id']}")
    assert found[0] == row["claim_id"]
    assert len(found) > 1 or row["operand_ids"].endswith(row["claim_id"])


def test_the_words_of_a_case_are_not_shown(shipped: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    coded = tables.read(shipped, "coded_mentions")
    for mention_id in coded.loc[coded["kind"] == "case", "mention_id"]:
        (found,) = trace(shipped, mention_id)
        assert found.sentence is None
        assert found.quote is None
    assert main(["trace", mention_id, "--corpus", str(shipped.root)]) == 0
    assert "its words are not shown" in capsys.readouterr().out


def test_the_formats_for_programs_hold_the_same_sentence(shipped: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    target = ["trace", "004_2fc8757fd597b28f:1831-1836", "--corpus", str(shipped.root)]
    assert main([*target, "--format", "jsonl"]) == 0
    as_json = json.loads(capsys.readouterr().out)
    assert main([*target, "--format", "csv"]) == 0
    (as_csv,) = csv.DictReader(capsys.readouterr().out.splitlines())
    assert as_csv["sentence"] == as_json["sentence"]


@pytest.mark.parametrize("target", ["nothing", "audit:nothing", "ledger:nothing:1-2", "every_reported_figure#nothing"])
def test_an_unknown_target_says_what_can_be_traced(shipped: Corpus, target: str) -> None:
    with pytest.raises(UserError, match="no figure, mark, row or mention|no such relation|no mark"):
        trace(shipped, target)
