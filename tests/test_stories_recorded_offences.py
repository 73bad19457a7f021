"""What notebook 06 says follows from the tables of the shipped corpus, and fails loudly where they no longer have it."""

from __future__ import annotations

import re
from fractions import Fraction
from types import SimpleNamespace

import pytest

from helpers import context, conventions, tables, vocabulary
from helpers.errors import UserError
from helpers.stories import recorded_offences as story


@pytest.fixture(scope="module")
def shipped_tables(shipped):
    names = ("ledger", "audit", "comparability", "sources")
    return SimpleNamespace(
        **{name: tables.read(shipped, name) for name in names},
        vocabulary=vocabulary.load(shipped),
        context=context.load(shipped),
        conventions=conventions.load(shipped),
    )


def value(ledger, mention_id):
    return ledger.set_index("mention_id").loc[mention_id, "value"]


def change(shipped_tables):
    return story.checked(shipped_tables.ledger, shipped_tables.audit, story.DOUBLED)


def test_the_right_answers_follow_from_the_totals(shipped_tables):
    ledger, audit = shipped_tables.ledger, shipped_tables.audit
    first, last = (change(shipped_tables).operands[name] for name in ("a", "b"))
    steps = story.steps(ledger, audit)
    assert first["value"] * (1 + story.growth_a_step(ledger, audit)) ** steps == pytest.approx(last["value"])
    printed = story.checked(ledger, audit, story.A_DAY).claim["value"]
    largest = story.largest_that_rounds(ledger, audit)
    assert (Fraction(largest, 365) + Fraction(1, 2)) // 1 == printed
    assert (Fraction(largest + 1, 365) + Fraction(1, 2)) // 1 == printed + 1
    below = story.checked(ledger, audit, story.FEW).claim["high"]
    remaining = story.least_in_the_remaining_force(ledger, audit)
    assert remaining + (last["coverage"] - 1) * (below - 1) == last["value"]
    earlier, later = story.statements(ledger, story.MEASURE, story.PERIOD)
    assert later["value"] - story.largest_distance(ledger) == earlier["low"] + 1


def test_a_force_without_bound_and_a_statement_without_lower_end_are_refused(shipped_tables):
    ledger, audit = shipped_tables.ledger.copy(), shipped_tables.audit
    uneven = story.checked(ledger, audit, story.FEW)
    ledger.loc[ledger["mention_id"] == uneven.claim["mention_id"], "high"] = None
    with pytest.raises(UserError, match="no upper end"):
        story.least_in_the_remaining_force(ledger, audit)
    ledger.loc[ledger["mention_id"] == uneven.operands["a"]["mention_id"], "coverage"] = None
    with pytest.raises(UserError, match="no coverage"):
        story.least_in_the_remaining_force(ledger, audit)
    earlier, _ = story.statements(ledger, story.MEASURE, story.PERIOD)
    ledger.loc[ledger["mention_id"] == earlier["mention_id"], "low"] = None
    with pytest.raises(UserError, match="no lower end"):
        story.largest_distance(ledger)


def test_with_the_answer_of_the_last_exercise_the_rates_of_a_force_are_equal(shipped_tables):
    quarter, before, _ = story.compared(shipped_tables.ledger, shipped_tables.audit)
    forces = story.forces_without_a_rise(shipped_tables.ledger, shipped_tables.audit)
    a_force = float(story.rate_of(quarter).value / Fraction(quarter["coverage"]))
    assert float(story.rate_of(before).value) / forces == pytest.approx(a_force)


def test_every_sentence_has_its_verdict_and_its_quotes(shipped_tables):
    told = story.change_said(shipped_tables.ledger, shipped_tables.audit, shipped_tables.comparability)
    assert f"“{change(shipped_tables).claim['quote']}”" in told
    assert f"**{change(shipped_tables).verdict}**" in told
    assert "not comparable" in story.two_said(shipped_tables.ledger, shipped_tables.audit, shipped_tables.context)
    assert "not checkable" in story.lockdown_said(
        shipped_tables.ledger, shipped_tables.audit, shipped_tables.context, 0.95
    )


def test_a_change_in_the_ledger_changes_the_sentence(shipped_tables):
    ledger = shipped_tables.ledger.copy()
    last = change(shipped_tables).operands["b"]["mention_id"]
    ledger.loc[ledger["mention_id"] == last, "value"] = 2 * value(ledger, last)
    before, _ = story.prediction(shipped_tables.ledger, shipped_tables.audit)
    after, _ = story.prediction(ledger, shipped_tables.audit)
    assert float(after.split()[0]) == pytest.approx(2 * float(before.split()[0]), rel=0.01)


def test_the_width_of_a_word_decides_whether_it_covers(shipped_tables):
    def said(width):
        return story.doubled_said(shipped_tables.ledger, shipped_tables.audit, shipped_tables.conventions, width)

    assert "It covers" in said("0.10")
    assert "It does not cover" in said("0")
    with pytest.raises(UserError, match="multiple_words"):
        said("wide")


def test_the_number_from_outside_is_cited_and_the_ledger_keeps_its_own(shipped_tables):
    told = story.outside_said(shipped_tables.ledger, shipped_tables.audit, shipped_tables.context)
    fact = shipped_tables.context.fact(story.OUTSIDE)
    assert fact.reference.url in told
    assert f"“{change(shipped_tables).operands['b']['quote']}”" in told


def test_what_another_paper_says_of_the_answers_is_cited_only_where_forces_were_asked(shipped_tables):
    ledger = shipped_tables.ledger.copy()
    told = story.two_said(ledger, shipped_tables.audit, shipped_tables.context)
    assert shipped_tables.context.fact(story.OUTSIDE_ANSWERED).reference.url in told
    assert "slip in retelling" in told
    ledger.loc[ledger["measure"] == "forces_asked", "measure"] = "forces_that_answered"
    assert "slip" not in story.two_said(ledger, shipped_tables.audit, shipped_tables.context)


def test_numbers_from_outside_leave_the_last_year_before_the_quarter(shipped_tables):
    told = story.lockdown_said(shipped_tables.ledger, shipped_tables.audit, shipped_tables.context, 0.95)
    _, before, _ = story.compared(shipped_tables.ledger, shipped_tables.audit)
    known = sum(shipped_tables.context.figure(name).value for name in story.OUTSIDE_YEARS)
    assert f"it leaves about {before['value'] - known:,.0f} for 2019-20" in told
    assert f"If “{before['quote']}” is of the same forces" in told


def test_a_figure_told_round_and_exactly_makes_one_comparison(shipped_tables):
    ledger, pairs = shipped_tables.ledger, shipped_tables.comparability
    may_if = pairs[(pairs["family"] == story.FAMILY) & pairs["comparable_if"].notna()]
    assert story.comparisons(ledger, pairs) < len(may_if)
    assert story.comparisons(ledger, may_if.iloc[:0]) == 0
    assert "since a figure that is told round and exactly" in story.change_said(ledger, shipped_tables.audit, pairs)


def test_aspects_stand_in_words(shipped_tables):
    told = story.change_said(shipped_tables.ledger, shipped_tables.audit, shipped_tables.comparability)
    assert "what is counted (" in told
    assert "definition (" not in told


def test_a_period_that_was_worked_out_has_an_asterisk(shipped_tables):
    table = story.offences(shipped_tables.ledger, shipped_tables.vocabulary).set_index("stated")
    quarter, before, _ = story.compared(shipped_tables.ledger, shipped_tables.audit)
    assert table.loc[f"“{quarter['quote']}”", "when"].endswith("*")
    assert not table.loc[f"“{before['quote']}”", "when"].endswith("*")


def test_the_table_of_offences_gives_area_and_forces_for_each_figure(shipped_tables):
    table = story.offences(shipped_tables.ledger, shipped_tables.vocabulary)
    assert {"area", "forces", "counted", "released"} <= set(table.columns)
    assert (table["area"] != "").all()
    assert "not stated" in set(table["forces"])


def test_publishers_are_found_and_strangers_named(shipped_tables):
    publisher, source = shipped_tables.sources.loc[0, ["publisher", "source_id"]]
    assert story.source_ids(shipped_tables.sources, [publisher]) == [source]
    with pytest.raises(UserError, match=r"no source of The Daily Nobody; the publishers are"):
        story.source_ids(shipped_tables.sources, ["The Daily Nobody"])


def test_a_relation_that_is_gone_is_named(shipped_tables):
    audit = shipped_tables.audit[shipped_tables.audit["relation_id"] != story.DOUBLED]
    with pytest.raises(UserError, match=f"no relation {story.DOUBLED}"):
        story.change_said(shipped_tables.ledger, audit, shipped_tables.comparability)


def test_a_figure_that_is_gone_is_named(shipped_tables):
    last = change(shipped_tables).operands["b"]["mention_id"]
    ledger = shipped_tables.ledger[shipped_tables.ledger["mention_id"] != last]
    with pytest.raises(UserError, match=re.escape(f"no {last}, which {story.DOUBLED} is about")):
        story.checked(ledger, shipped_tables.audit, story.DOUBLED)


def test_conclusions_say_what_cannot_be_concluded_too(shipped_tables):
    told = story.conclusions(shipped_tables.ledger, shipped_tables.audit, shipped_tables.comparability)
    assert told.index("**Can be concluded**") < told.index("**Cannot be concluded**")
    _, before, _ = story.compared(shipped_tables.ledger, shipped_tables.audit)
    assert f"for “{before['quote']}” none says which are." in told


def test_who_counted_names_the_hands_and_the_unevenness(shipped_tables):
    told = story.who_counted_said(
        shipped_tables.ledger, shipped_tables.audit, shipped_tables.vocabulary, shipped_tables.context
    )
    assert change(shipped_tables).operands["b"]["published_by"] in told
    assert shipped_tables.context.fact(story.UNEVEN).what in told
