"""Stated ages: words to spans of completed years, and which count belongs to which age."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import tables
from helpers.ages import Ages, ages_of, stated_ages
from helpers.corpus import Corpus
from helpers.errors import UserError

MEASURES = {"victims_aged_13", "victims_under_10", "offences_victim_10_and_under"}


@pytest.mark.parametrize(
    ("quote", "first", "last"),
    [
        ("13 years old", 13, 13),
        ("13", 13, 13),
        ("one year old", 1, 1),
        ("14-year-old", 14, 14),
        ("under 10", 0, 9),
        ("under-18s", 0, 17),
        ("aged 10 and under", 0, 10),
        ("10 or younger", 0, 10),
        ("as young as 10", 10, None),
        ("16 and over", 16, None),
        ("over 16", 17, None),
        ("aged 10 to 17", 10, 17),
        ("10-17", 10, 17),
    ],
)
def test_words_are_read_as_completed_years(quote: str, first: int, last: int | None) -> None:
    assert ages_of(quote) == Ages(first, last)


@pytest.mark.parametrize("quote", ["young", "aged 300", "2019"])
def test_words_without_an_age_are_an_error_that_names_them(quote: str) -> None:
    with pytest.raises(UserError, match=f"'{quote}'"):
        ages_of(quote)


@given(st.integers(1, 99))
def test_under_leaves_out_the_age_that_and_under_takes_in(age: int) -> None:
    under, and_under = ages_of(f"under {age}").years(age), ages_of(f"{age} and under").years(age)
    assert and_under - under == {age}


def test_a_count_belongs_to_the_age_behind_it(shipped: Corpus) -> None:
    named = stated_ages(tables.read(shipped, "coded_mentions"), tables.read(shipped, "ledger"), MEASURES)
    with_count = named[named["count"].notna()].set_index("count_quote")["quote"].to_dict()
    assert with_count == {"535": "13 years old", "272": "under 10", "185": "aged 10 and under"}


def test_ages_of_individual_cases_are_never_read(shipped: Corpus) -> None:
    coded = tables.read(shipped, "coded_mentions")
    cases = set(coded.loc[coded["kind"] == "case", "mention_id"])
    assert cases
    named = stated_ages(coded, tables.read(shipped, "ledger"), MEASURES)
    assert cases.isdisjoint({*named["mention_id"], *named["count_id"].dropna()})


def test_a_count_without_an_age_is_an_error_that_names_it(shipped: Corpus) -> None:
    coded = tables.read(shipped, "coded_mentions")
    without = coded[(coded["kind"] != "age") | (coded["quote"] != "aged 10 and under")]
    with pytest.raises(UserError, match=r"'185'\) with no age behind it"):
        stated_ages(without, tables.read(shipped, "ledger"), MEASURES)


def test_without_ages_the_table_is_empty() -> None:
    empty = tables.frame("coded_mentions", [])
    assert isinstance(stated_ages(empty, tables.frame("ledger", []), MEASURES), pd.DataFrame)
    assert stated_ages(empty, tables.frame("ledger", []), MEASURES).empty
