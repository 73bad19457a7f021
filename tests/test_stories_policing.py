"""The sentences of notebook 08: every number from the tables, and an error where a figure is missing."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from helpers import context, conventions, tables, vocabulary
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.stories import policing as story
from helpers.stories import reading_tables


@pytest.fixture(scope="module")
def made(shipped: Corpus) -> dict[str, pd.DataFrame]:
    return {name: tables.read(shipped, name) for name in ("ledger", "audit", "comparability", "sources")}


def test_the_question_quotes_the_numbers_as_written(made):
    said = story.question_said(made["ledger"])
    assert "“more than 84,000”" in said
    assert "“over 16,500”" in said


def test_a_missing_figure_is_an_error_that_says_which(made):
    with pytest.raises(UserError, match=story.CASES):
        story.question_said(made["ledger"][made["ledger"]["measure"] != story.CASES])


def test_a_quotient_without_an_end_is_said_to_have_none(made):
    assert "no upper end" in story.prediction_said(made["audit"])
    assert story.may_exceed_referrals(made["audit"])


def test_a_quotient_with_an_end_is_said_to_have_one(made):
    bounded = made["audit"].copy()
    bounded.loc[bounded["relation_id"] == "cases_for_each_referral", "computed_high"] = 0.25
    assert "at most 25" in story.prediction_said(bounded)
    assert not story.may_exceed_referrals(bounded)


def test_the_guess_about_writers_follows_from_the_ledger(shipped, made):
    choices = conventions.load(shipped).with_setting("reach_of_bounds", "next_round_number")
    most = story.quotient_of(made["ledger"], choices).high
    assert most == Fraction(16_600, 84_000)
    fewer = made["ledger"].copy()
    fewer.loc[fewer["measure"] == story.CASES, "value"] = 8_000
    assert story.quotient_of(fewer, choices).high < most


def test_no_share_of_referrals_is_spoken_of(shipped, made):
    said = [story.prediction_said(made["audit"]), story.question_said(made["ledger"])]
    assert not any("share" in words or "%" in words for words in said)


def with_value(ledger: pd.DataFrame, measure: str, value: float) -> pd.DataFrame:
    ledger = ledger.copy()
    ledger.loc[ledger["measure"] == measure, "value"] = value
    return ledger


def test_those_in_both_groups_follow_from_the_counts(made):
    assert story.in_both_groups(made["ledger"]) == (0, 17)
    more = with_value(made["ledger"], "arrests_positions_of_trust", 300)
    assert story.in_both_groups(more) == (102, 122)


def test_how_many_must_be_assumed_follows_from_the_printed_numbers(made):
    assert story.cases_needed(made["ledger"], 25) == 21_000
    assert story.people_needed(made["ledger"], 1) == 476_000
    fewer = with_value(made["ledger"], story.REFERRALS, 40_000)
    assert story.cases_needed(fewer, 25) == 10_000


def test_the_report_on_the_cost_is_said_to_be_later_by_the_months_between(shipped, made):
    facts = context.load(shipped)
    assert "published 11 months after the article" in story.cost_said(made["ledger"], facts)
    earlier = made["ledger"].assign(published_on="2021-11-12")
    assert "published 1 month after the article" in story.cost_said(earlier, facts)


def test_only_figures_of_one_definition_and_period_are_told_twice(made):
    assert story.told_twice(made["ledger"], made["comparability"], "arrests") == ["320", "More than 300"]
    none = made["comparability"].assign(definition_relation="different")
    assert story.told_twice(made["ledger"], none, "arrests") == []


def test_a_bound_is_a_figure_without_one_end(shipped, made):
    terms = vocabulary.load(shipped)
    bounds = story.bounds_only(made["ledger"], terms)
    assert "more than 550" in bounds
    assert "320" not in bounds
    assert story.bounds_only(made["ledger"], terms, ["police_resources"]) == []


def test_what_came_out_counts_the_tables(shipped, made):
    said = story.came_out(made["ledger"], made["audit"], made["comparability"], vocabulary.load(shipped))
    pairs = made["comparability"][made["comparability"]["family"] == "arrests"]
    fit = int(pairs["is_comparable"].sum())
    assert f"Of the {len(pairs)} pairs of figures on arrests, {fit or 'none'} may be compared" in said


def test_a_period_that_is_worked_out_says_so(shipped, made):
    table = reading_tables.in_words(
        made["ledger"], made["sources"], vocabulary.load(shipped), ["arrests_online_crackdown", story.REFERRALS]
    )
    assert table["period"].tolist() == ["Apr to Sep 2020 (worked out)", "2020"]
