"""The ledger: reported figures alone, each with interval, context and the basis of what was inferred."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import coding, conventions, draft, ledger, sources, tables, vocabulary
from helpers.columns import REPORTED_KINDS
from helpers.corpus import Corpus


def build(corpus: Corpus, *, drafts: bool = False):
    """Make a corpus's ledger."""
    loaded = sources.load(corpus)
    reviewed = coding.load(corpus, "reviewed", loaded, vocabulary.load(corpus))
    return ledger.build(loaded, reviewed, conventions.load(corpus), draft.drafts(loaded) if drafts else None)


def test_the_shipped_ledger_is_the_reported_figures_of_the_reviewed_coding(shipped: Corpus) -> None:
    made = build(shipped)
    coded = tables.read(shipped, "coded_mentions")
    assert made["mention_id"].tolist() == coded.loc[coded["kind"].isin(REPORTED_KINDS), "mention_id"].tolist()
    assert tables.to_csv("ledger", made) == (shipped.tables / "ledger.csv").read_bytes().decode()


def test_every_value_lies_in_its_interval_or_on_its_open_bound(shipped: Corpus) -> None:
    for row in build(shipped).itertuples():
        assert pd.isna(row.low) or row.low <= row.value
        assert pd.isna(row.high) or row.high >= row.value


def test_a_figure_carries_its_context(small: Corpus) -> None:
    row = build(small).set_index("mention_id").loc["bees:70-75"]
    assert (row["value"], row["unit"], row["measure"]) == (1200, "hive", "hives")
    assert (row["period_start"], row["period_end"], row["geography"]) == ("2020-01", "2020-12", "kent")
    assert (row["coverage"], row["coverage_id"]) == (14, "bees:229-237")
    assert (row["published_by"], row["published_on"], row["published_on_basis"]) == (
        "The Weekly Hive",
        "2021-05-03",
        "stated",
    )


def test_the_basis_of_an_inferred_field_is_said(small: Corpus) -> None:
    made = build(small).set_index("mention_id")
    assert made.loc["bees:70-75", "geography_basis"] == "stated"
    assert made.loc["bees:167-170", "geography_basis"] == "inferred"
    assert made.loc["bees:167-170", "inferred_why"] == "geography: named once for the data set."
    assert made.loc["bees:229-237", "counted_by_basis"] == "not_stated"


def test_a_repeat_is_linked_to_the_one_that_stands_for_it(shipped: Corpus) -> None:
    made = build(shipped)
    repeats = made[made["same_as"].notna()]
    assert len(repeats) >= 5
    kept = ledger.without_repeats(made).set_index("mention_id")
    for row in repeats.itertuples():
        assert row.value == kept.loc[row.same_as, "value"]


def test_a_draft_enters_only_when_asked_for_by_name(small: Corpus) -> None:
    (small.coding / "bees.yml").unlink()
    assert build(small).empty
    drafted = build(small, drafts=True)
    assert not drafted.empty
    assert drafted["is_draft"].all()


@pytest.mark.parametrize("drafts", [True, False])
def test_a_reviewed_source_never_uses_its_draft(small: Corpus, drafts: bool) -> None:
    assert not build(small, drafts=drafts)["is_draft"].any()


def test_no_number_of_an_individual_case_is_in_the_ledger(shipped: Corpus) -> None:
    coded = tables.read(shipped, "coded_mentions")
    cases = coded[coded["kind"] == "case"]
    assert len(cases) > 0
    assert cases["quote"].isna().all()
    assert not set(cases["mention_id"]) & set(build(shipped)["mention_id"])
