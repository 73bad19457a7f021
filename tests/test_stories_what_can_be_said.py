"""Headlines beside what their numbers support: verdicts and reasons come from the audit, whatever it says."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import audit as auditing
from helpers import context, conventions, relations, tables, vocabulary
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.figures.timeline import FACTS
from helpers.stories import what_can_be_said as story

NAMES = ("sources", "ledger", "audit", "comparability", "sensitivity")


@pytest.fixture(scope="module")
def read(shipped: Corpus) -> dict[str, pd.DataFrame]:
    return {name: tables.read(shipped, name) for name in NAMES}


def test_every_source_has_its_headline_with_the_reason_and_verdict_of_the_audit(read) -> None:
    found = story.headlines(read["audit"], read["sources"])
    told = [title for title in found["headline"] if title]
    assert told == read["sources"].sort_values("published_on")["title"].tolist()
    by_id = read["audit"].set_index("relation_id")
    in_order = sorted(story.HEADLINES, key=lambda one: list(found["belief"]).index(one.belief))
    names = [name for headline in in_order for name in headline.relation_ids]
    for name, row in zip(names, found.itertuples(), strict=True):
        assert row.question == by_id.loc[name, "question"]
        assert row.reason
        assert by_id.loc[name, "reason"].startswith(row.reason)
        assert row.verdict.startswith(by_id.loc[name, "verdict"].replace("_", " "))


def test_a_condition_is_said_once_in_verdict_or_reason(read) -> None:
    for table in (story.headlines(read["audit"], read["sources"]), story.can_be_said(read["audit"])):
        said = (table["verdict"] + " " + table["reason"]).str.count("if what is inferred holds")
        assert said.max() == 1
    row = {"verdict": "not_checkable", "holds_if": "coverage", "reason": f"Why. {auditing.CONDITION}all."}
    assert story.reason_in_words(row) == row["reason"]
    assert story.reason_in_words(row | {"verdict": "agrees"}) == "Why."


def test_beliefs_hold_no_number() -> None:
    assert not any(character.isdigit() for headline in story.HEADLINES for character in headline.belief)


def test_another_verdict_in_the_audit_is_another_verdict_in_the_table(read) -> None:
    audit = read["audit"].copy()
    audit.loc[audit["relation_id"] == "doubled_from_exact_totals", "verdict"] = "differs"
    assert story.headlines(audit, read["sources"])["verdict"].eq("differs").sum() == 1


def test_one_publisher_can_be_chosen_and_an_unknown_one_is_named(read) -> None:
    assert len(story.headlines(read["audit"], read["sources"], publisher="LBC")) == len(
        story.HEADLINES[-1].relation_ids
    )
    with pytest.raises(
        UserError, match="publisher: 'The Bugle' is not in data/tables/sources.csv; the publishers are LocalGov"
    ):
        story.headlines(read["audit"], read["sources"], publisher="The Bugle")


def test_a_source_without_headline_and_a_headline_of_two_sources_are_errors(read) -> None:
    with pytest.raises(UserError, match="LBC, 21 May 2024: no headline is declared for it"):
        story.headlines(read["audit"], read["sources"], story.HEADLINES[:-1])
    mixed = story.Headline("All at once.", ("forces_asked_of_all", "doubled_from_exact_totals"))
    with pytest.raises(UserError, match="a headline's relations must be claims of one source"):
        story.headlines(read["audit"], read["sources"], (mixed,))


def test_the_tally_adds_up(read) -> None:
    found = story.tally(read["audit"], read["sources"]).set_index("source")
    assert found.drop(index="all").sum().tolist() == found.loc["all"].tolist()
    assert found.loc["all"].sum() == len(read["audit"])
    assert found.loc["all", [name for name in found if name in story.HOLDS]].sum() == story.n_that_hold(read["audit"])


def test_what_can_and_what_cannot_be_said_share_the_audit_out(read) -> None:
    can, cannot = story.can_be_said(read["audit"]), story.cannot_be_said(read["audit"])
    assert not set(can["question"]) & set(cannot["question"])
    assert len(can) + len(cannot) + story.n_repeats(read["audit"]) == len(read["audit"])
    assert (cannot["needed"] != "").all()


def test_a_verdict_that_rests_on_an_inference_says_so() -> None:
    row = {"verdict": "agrees", "holds_if": "geography; coverage", "differs_in": None, "missing": None}
    assert story.verdict_in_words(row) == "agrees, if what is inferred holds: area and coverage"


def test_aspects_are_counted_over_the_pairs(read) -> None:
    found = story.apart(read["comparability"])
    assert found["different"].is_monotonic_decreasing
    first = found.iloc[0]
    assert first["different"] == (read["comparability"][f"{first['aspect']}_relation"] == "different").sum()
    said = story.apart_said(read["comparability"], read["ledger"])
    assert f"is {first['in_words']}: in {first['different']} pairs it differs for certain" in said


def test_what_stating_the_coverage_would_change_is_counted(read) -> None:
    pairs = read["comparability"].copy()
    assert "would make none of these comparable" in story.apart_said(pairs, read["ledger"])
    n_before = story.n_only_coverage(pairs)
    others = [f"{name}_relation" for name in story.ASPECTS if name != "coverage"]
    chosen = pairs.index[(pairs["coverage_relation"] == "unknown") & (pairs["relation_in_time"] == "other_period")][:2]
    pairs.loc[chosen, others] = "same"
    assert "would make 2 of these comparable" in story.apart_said(pairs, read["ledger"])
    assert story.n_only_coverage(pairs) == n_before + 2


def test_a_number_told_round_and_exactly_makes_one_comparison(read) -> None:
    found = story.comparisons(read["comparability"], read["ledger"])
    assert sum(len(group) for group in found) == story.n_comparable(read["comparability"]) > len(found)
    said = story.apart_said(read["comparability"], read["ledger"])
    assert "2 of these pairs are one comparison, as “8,244” and “more than 8,000” tell one number" in said
    alone = read["comparability"][read["comparability"]["family"] == "platform_shares"]
    assert "one comparison" not in story.apart_said(alone, read["ledger"])


def test_numbers_elsewhere_are_laid_beside_those_of_the_same_kind_and_period(shipped: Corpus, read) -> None:
    found = story.retold(read["ledger"], context.load(shipped), vocabulary.load(shipped)).set_index("quote")
    row, there = story.other_total(read["ledger"], context.load(shipped))
    assert found.loc[f"“{row['quote']}”", "beside"].startswith(f"{row['value'] - there:g} higher here")
    assert found.loc["“6200”", "beside"].startswith("within what the printed number can stand for (6,150 to 6,250), of")
    assert found.loc["“more than 8,000”", "beside"].endswith("can stand for (more than 8,000)")
    assert found.loc["“122”", "beside"].startswith("the same number, described otherwise: ")
    assert found.loc["“at least 300,000”", "beside"] == "the same number"
    assert "“doubled”" not in found.index


def test_the_other_total_is_tried_on_every_relation(shipped: Corpus, read) -> None:
    declared, choices = relations.load(shipped, read["ledger"]), conventions.load(shipped)
    row, there = story.other_total(read["ledger"], context.load(shipped))
    assert story.moved_by(read["ledger"], declared, choices, row["mention_id"], there) == []
    assert "doubled_from_exact_totals" in story.moved_by(read["ledger"], declared, choices, row["mention_id"], 5000)
    said = story.other_total_said(read["ledger"], context.load(shipped), declared, choices)
    assert "no verdict would be another" in said
    rise = story.rise_with_other_total(read["ledger"], context.load(shipped))
    assert rise == pytest.approx(there / 4042 - 1)


def test_facts_within_the_years_of_a_measure_are_those_between_its_ends(shipped: Corpus, read) -> None:
    dated = context.load(shipped).of_kind(*FACTS)
    found = story.facts_within(read["ledger"], dated, "cyber_flagged_sexual_offences")
    assert {"cyber_flag", "sexual_communication"} <= set(found)
    assert not {"recorded_crime_status", "online_harms_white_paper"} & set(found)


def test_a_total_that_is_gone_is_named(shipped: Corpus, read) -> None:
    with pytest.raises(UserError, match="0 exact totals of cyber_flagged_sexual_offences for 2018-04 to 2019-03"):
        story.other_total(read["ledger"][read["ledger"]["quote"] != "8,244"], context.load(shipped))


def test_a_count_that_begins_with_its_rule_is_said_to(shipped: Corpus, read) -> None:
    facts, terms = context.load(shipped), vocabulary.load(shipped)
    assert story.begins_said(read["ledger"], facts, terms).count("in the very month of the rule") == len(story.BEGINS)
    later = read["ledger"].copy()
    is_flagged = later["measure"] == "cyber_flagged_sexual_offences"
    later.loc[is_flagged & (later["period_start"] == "2015-04"), "period_start"] = "2016-04"
    assert "not in the month of the rule, Apr 2015" in story.begins_said(later, facts, terms)


def test_a_convention_moves_what_the_table_of_sensitivity_says(shipped: Corpus, read) -> None:
    choices = conventions.load(shipped)
    moved = story.moved_with(read["sensitivity"], choices, "multiple_words")
    wanted = read["sensitivity"]["is_moved"] & (read["sensitivity"]["convention_id"] == "multiple_words")
    assert len(moved) == wanted.sum() > 0
    assert not moved["verdict"].str.contains("_").any()
    with pytest.raises(UserError, match=r"convention: 'luck' is not in data/conventions\.yml; there are about"):
        story.moved_with(read["sensitivity"], choices, "luck")


def test_what_came_out_says_so_when_figures_differ(read) -> None:
    audit = read["audit"].copy()
    assert "and none differ" in story.came_out(audit, read["comparability"], read["sources"], read["ledger"], 3)
    audit.loc[0, "verdict"] = "differs"
    assert "and 1 differ" in story.came_out(audit, read["comparability"], read["sources"], read["ledger"], 3)
