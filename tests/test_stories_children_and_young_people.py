"""The sentences of notebook 07: every number from the tables, and an error where a figure is missing."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from helpers import context, conventions, tables, vocabulary
from helpers.ages import stated_ages
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.stories import children_and_young_people as story
from helpers.stories import reading_tables, selecting, verdicts


@pytest.fixture(scope="module")
def made(shipped: Corpus) -> dict[str, pd.DataFrame]:
    names = ("ledger", "audit", "comparability", "sensitivity", "sources", "coded_mentions")
    return {name: tables.read(shipped, name) for name in names}


@pytest.fixture(scope="module")
def named(shipped: Corpus, made: dict[str, pd.DataFrame]) -> pd.DataFrame:
    measures = set(reading_tables.measures_of(vocabulary.load(shipped), [story.AGES]))
    return stated_ages(made["coded_mentions"], made["ledger"], measures)


def changed(ledger: pd.DataFrame, measure: str, **cells: object) -> pd.DataFrame:
    ledger = ledger.copy()
    for column, cell in cells.items():
        ledger.loc[ledger["measure"] == measure, column] = cell
    return ledger


def test_a_wider_third_brings_the_shares_closer_until_they_touch(shipped, made):
    choices = conventions.load(shipped)
    widths = ("0.05", "0.10", "0.20", "0.45")
    apart = [
        story.points_apart(
            selecting.with_intervals(made["ledger"], selecting.read_otherwise(choices, fraction_words=width))
        )
        for width in widths
    ]
    assert apart == sorted(apart, reverse=True)
    meeting = selecting.read_otherwise(choices, fraction_words=str(story.width_that_meets(made["ledger"])))
    assert story.points_apart(selecting.with_intervals(made["ledger"], meeting)) == 0


def test_the_audit_by_the_conventions_of_the_corpus_is_the_table(shipped, made):
    again = selecting.audit_by(shipped, made["ledger"], conventions.load(shipped))
    pd.testing.assert_frame_equal(again, made["audit"], rtol=1e-9)


def test_a_verdict_moves_with_the_convention(shipped, made):
    moved = made["sensitivity"][made["sensitivity"]["is_moved"]].iloc[0]
    choices = conventions.load(shipped).with_setting(moved["convention_id"], moved["other_setting"])
    again = selecting.audit_by(shipped, made["ledger"], choices)
    assert selecting.relation(again, moved["relation_id"])["verdict"] == moved["other_verdict"]


def test_ages_without_a_count_are_said_to_have_none(made, named):
    said = story.ages_said(named[named["count"].isna()], made["audit"], made["comparability"])
    assert "none of them have a count." in said


def test_an_empty_setting_leaves_the_conventions_as_they_are(shipped, made):
    choices = conventions.load(shipped)
    assert selecting.read_otherwise(choices, fraction_words="") == choices
    again = selecting.with_intervals(made["ledger"], choices)
    pd.testing.assert_frame_equal(again, made["ledger"])


def test_an_unknown_setting_is_an_error_that_names_it(shipped):
    with pytest.raises(UserError, match="wide"):
        selecting.read_otherwise(conventions.load(shipped), fraction_words="wide")


def test_the_sentences_change_with_the_numbers(made):
    louder = changed(made["ledger"], story.ALL_ABUSE, quote="Two fifths", low=0.36, high=0.44)
    said = story.shares_said(louder, made["comparability"], made["audit"])
    assert "“Two fifths” is read as 36% to 44%" in said
    assert story.points_apart(louder) == pytest.approx(6)


def test_a_missing_share_is_an_error_that_says_which(made):
    without = made["ledger"][made["ledger"]["measure"] != story.ALL_ABUSE]
    with pytest.raises(UserError, match=story.ALL_ABUSE):
        story.question_said(without)


def test_a_missing_relation_is_an_error_that_says_which(made):
    without = made["audit"][made["audit"]["relation_id"] != "third_against_more_than_half"]
    with pytest.raises(UserError, match="third_against_more_than_half"):
        story.shares_said(made["ledger"], made["comparability"], without)


def test_a_pair_that_is_not_in_the_table_is_an_error(made):
    third, half = (selecting.Row(row) for row in ({"mention_id": "a:1-2"}, {"mention_id": "b:1-2"}))
    with pytest.raises(UserError, match="a:1-2 and b:1-2"):
        selecting.pair(made["comparability"], third, half)


def test_ages_in_one_group_only(named):
    assert story.ages_in_one_group_only(named) == [10]
    assert story.ages_in_one_group_only(named.iloc[:0]) == []


def test_how_many_more_make_up_a_share_follows_from_the_counts(made):
    missing = story.to_make_up(made["ledger"], Fraction(1, 20))
    young, total = 185, 8244
    assert young + missing - 1 < total / 20 <= young + missing
    fewer = changed(made["ledger"], story.YOUNGEST, value=85)
    assert story.to_make_up(fewer, Fraction(1, 20)) == missing + 100


def test_the_rise_from_an_outside_number_follows_from_both(shipped, made):
    facts = context.load(shipped)
    assert story.rise_from_outside(made["ledger"], facts) == pytest.approx(129.63, abs=0.01)
    assert story.rise_from_outside(changed(made["ledger"], story.INCIDENTS, value=5400), facts) == 100


def test_the_outside_number_is_said_to_lie_inside_only_where_it_does(shipped, made):
    facts = context.load(shipped)
    assert "lies inside" in story.implied_against_outside(made["audit"], facts)
    moved = made["audit"].copy()
    moved.loc[moved["relation_id"] == "baseline_implied_by_rise", "computed_low"] = 2705
    assert "lies outside" in story.implied_against_outside(moved, facts)


def test_the_fall_in_charges_is_held_against_the_bound(shipped, made):
    facts = context.load(shipped)
    assert "which keeps the bound" in story.charges_against_outside(made["ledger"], facts)
    steeper = changed(made["ledger"], story.CHARGED, high=-0.75)
    assert "does not keep" in story.charges_against_outside(steeper, facts)


def test_verdicts_are_said_with_what_differs_or_is_missing(made):
    apart = verdicts.verdict_said(made["audit"], "third_against_more_than_half")
    assert "Not comparable (differs in " in apart
    assert "what is counted" in apart
    assert "missing: " in verdicts.verdict_said(made["audit"], "charges_more_than_halved")


def test_a_verdict_that_moves_is_named_with_the_convention(made):
    assert verdicts.moved_said(made["sensitivity"].iloc[:0], story.ABOUT_SHARES).startswith("No convention")
    still = made["sensitivity"].assign(is_moved=False)
    tried = still["relation_id"].iloc[0]
    assert verdicts.moved_said(still, [tried]).startswith("None of these verdicts")
    moved = made["sensitivity"][made["sensitivity"]["is_moved"]]["relation_id"].iloc[0]
    assert "depend on how a number is read" in verdicts.moved_said(made["sensitivity"], [moved])


def test_units_are_one_only_where_none_is_missing(made):
    assert not selecting.have_one(made["ledger"], "unit", [story.INCIDENTS, story.CHILDREN])
    assert selecting.have_one(made["ledger"], "unit", [story.CHILDREN, story.CHARGED])
    assert not selecting.have_one(made["ledger"], "geography", [story.CHILDREN, story.CHARGED])


def test_publishers_are_chosen_by_name(made):
    chosen = selecting.published_by(made["coded_mentions"], made["sources"], ["LocalGov"])
    assert chosen["source_id"].nunique() == 1
    assert len(selecting.published_by(made["coded_mentions"], made["sources"], [])) == len(made["coded_mentions"])
    with pytest.raises(UserError, match="'LocalGoose'"):
        selecting.published_by(made["coded_mentions"], made["sources"], ["LocalGoose"])


def test_what_came_out_counts_the_tables(shipped, made, named):
    said = story.came_out(made["ledger"], named, made["audit"], vocabulary.load(shipped))
    assert f"{len(named)} stated ages" in said
    assert "none of them can be checked" in said


def test_a_table_for_reading_says_what_is_not_stated(shipped, made):
    terms = vocabulary.load(shipped)
    table = reading_tables.in_words(made["ledger"], made["sources"], terms, [story.CHARGED])
    assert table.loc[0, ["period", "compared_with", "area", "coverage"]].tolist() == ["not stated"] * 4
