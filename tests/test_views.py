"""Tables as readers see them: labels, percentages, periods and bounds in words; nothing of a case."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import about, narrative, tables, views, vocabulary
from helpers.corpus import Corpus
from helpers.showing import _html


def row(**fields: object) -> dict[str, object]:
    """Return a ledger row of a count from 4,042 to 4,042, changed by the given fields."""
    base = {"kind": "statistic", "unit": "offence", "change_type": None}
    return base | {"low": 4042.0, "high": 4042.0, "low_closed": True, "high_closed": True} | fields


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "4,042"),
        ({"low": 8000.0, "high": None, "low_closed": False}, "more than 8,000"),
        ({"low": 300000.0, "high": None}, "at least 300,000"),
        ({"low": None, "high": 20.0, "high_closed": False}, "less than 20"),
        ({"kind": "share", "low": 0.365, "high": 0.375}, "36.5% to 37.5%"),
        (
            {"kind": "change", "low": None, "high": -0.5, "high_closed": False, "change_type": "relative"},
            "less than −50%",
        ),
        ({"kind": "money", "unit": "GBP", "low": 1e10, "high": None}, "at least GBP 10,000,000,000"),
        ({"low": None, "high": None}, ""),
    ],
)
def test_an_interval_reads_as_a_person_would_say_it(fields: dict[str, object], words: str) -> None:
    assert views.interval(row(**fields)) == words


def test_the_ledger_shows_each_figure_once_with_labels_for_ids(shipped: Corpus) -> None:
    figures = tables.read(shipped, "ledger")
    shown = views.ledger(figures, tables.read(shipped, "sources"), vocabulary.load(shipped))
    assert len(shown) == int(figures["same_as"].isna().sum())
    assert not shown.astype(str).apply(lambda column: column.str.contains("_")).any(axis=None)
    asked = shown.loc[shown["as written"] == "“535”", "based on"]
    assert asked.tolist() == ["38 police forces (inferred)"]


def test_where_draft_and_review_differ_a_case_has_no_words(shipped: Corpus) -> None:
    coded = tables.read(shipped, "coded_mentions")
    shown = views.disagreements(coded.assign(draft_kind="other"), tables.read(shipped, "sources"))
    cases = shown[shown["review"] == "case"]
    assert len(cases) == int((coded["kind"] == "case").sum())
    assert set(cases["as written"]) == {"(individual account)"}


def test_the_audit_shows_recomputed_values_in_the_unit_of_the_claim(shipped: Corpus) -> None:
    shown = views.audit(tables.read(shipped, "audit"), tables.read(shipped, "ledger"))
    doubled = shown[(shown["stated"] == "“doubled”") & (shown["recomputed"] != "")]
    assert doubled["recomputed"].str.endswith("%").all()


def test_cells_are_escaped() -> None:
    assert "&lt;b&gt;" in _html(pd.DataFrame({"a": ["<b>"]}), "")


def test_prose_of_an_empty_corpus_says_so() -> None:
    assert "The ledger is empty" in narrative.ledger_said(tables.empty("ledger"))
    assert "No relation is declared" in narrative.audit_said(
        tables.empty("audit"), tables.empty("comparability"), tables.empty("sensitivity")
    )
    assert "Draft only" in narrative.draft_said(tables.empty("agreement"))


def test_prose_counts_come_from_the_tables(shipped: Corpus) -> None:
    figures = tables.read(shipped, "ledger")
    said = narrative.ledger_said(figures)
    assert said.startswith(f"- {len(figures)} reported figures from {figures['source_id'].nunique()} sources")
    assert "**" not in said
    drafted = figures.assign(is_draft=True)
    assert f"**{len(figures)} rows are machine drafts**" in narrative.ledger_said(drafted)


def test_a_corpus_without_a_note_says_that_it_has_none(small: Corpus) -> None:
    assert "No content note is given" in about.load(small).as_markdown()
    assert about.load(small).coded_by is None
