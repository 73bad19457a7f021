"""The figures of notebook 08: from referrals to cases, and the tree of the arrests."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from helpers import conventions, figures, tables, vocabulary
from helpers.corpus import Corpus
from helpers.figures.checks import problems
from helpers.figures.referrals_to_cases import caption_referrals_to_cases, draw_referrals_to_cases
from helpers.figures.tree_of_the_320 import CHOSEN, caption_tree_of_the_320, draw_tree_of_the_320, overlap_of
from helpers.stories.selecting import read_otherwise, with_intervals


@pytest.fixture(scope="module")
def ledger(shipped: Corpus) -> pd.DataFrame:
    return tables.read(shipped, "ledger")


@pytest.fixture(scope="module")
def audit(shipped: Corpus) -> pd.DataFrame:
    return tables.read(shipped, "audit")


def test_bounds_are_drawn_without_another_end(shipped, ledger):
    _, marks = draw_referrals_to_cases(ledger, vocabulary.load(shipped), conventions.load(shipped))
    stated = marks[marks["reading"].isna()]
    assert len(stated) == 2
    assert stated["high"].isna().all()
    assert not stated["low_closed"].any()


def test_the_quotient_of_bounds_has_no_end_and_that_of_guesses_is_narrow(shipped, ledger):
    _, marks = draw_referrals_to_cases(ledger, vocabulary.load(shipped), conventions.load(shipped))
    as_written, guessed = (row for _, row in marks[marks["reading"].notna()].iterrows())
    assert pd.isna(as_written["high"])
    assert as_written["low"] == 0
    assert guessed["low"] <= as_written["value"] <= guessed["high"]
    assert guessed["high"] - guessed["low"] < 1


def test_the_claim_gives_no_share_as_stated(shipped, ledger):
    _, marks = draw_referrals_to_cases(ledger, vocabulary.load(shipped), conventions.load(shipped))
    claim = caption_referrals_to_cases(marks)["claim"]
    assert "both are lower bounds" in claim
    assert "does not bound how many cases came of each 100" in claim
    assert "share" not in claim
    assert "%" not in claim


def test_another_reading_of_bounds_is_drawn_and_worded(shipped, ledger):
    choices = read_otherwise(conventions.load(shipped), reach_of_bounds="next_round_number")
    _, marks = draw_referrals_to_cases(with_intervals(ledger, choices), vocabulary.load(shipped), choices)
    assert marks.loc[marks["reading"].isna(), "high"].notna().all()
    assert "the interval in which" in caption_referrals_to_cases(marks)["alt"]


def test_without_referrals_a_picture_says_so(shipped, ledger):
    figure, marks = draw_referrals_to_cases(
        ledger[ledger["measure"] != "industry_referrals"], vocabulary.load(shipped), conventions.load(shipped)
    )
    assert marks.empty
    assert caption_referrals_to_cases(marks)["alt"].startswith("No picture")
    assert figure.get_gid()


def test_bars_begin_at_nought_and_are_to_scale(shipped, ledger, audit):
    figure, marks = draw_tree_of_the_320(ledger, audit, vocabulary.load(shipped))
    patches = {patch.get_gid(): patch for patch in figure.findobj(Rectangle) if patch.get_gid()}
    bars = marks[marks["value"].notna()]
    lefts = {patches[mark].get_x() for mark in bars["mark_id"]}
    assert len(lefts) == 1
    upper = bars[bars["mark_id"].str.startswith("count.")].set_index("what")
    big, small = (upper.loc[name] for name in ("arrests_online_crackdown", CHOSEN))
    ratio = patches[big["mark_id"]].get_width() / patches[small["mark_id"]].get_width()
    assert ratio == pytest.approx(big["value"] / small["value"])


def test_what_may_not_be_compared_is_dashed_and_said(shipped, ledger, audit):
    _, marks = draw_tree_of_the_320(ledger, audit, vocabulary.load(shipped))
    assert marks.loc[(marks["what"] == CHOSEN), "is_dashed"].all()
    assert "does not follow" in caption_tree_of_the_320(marks)["claim"]


def test_what_agrees_is_not_dashed(shipped, ledger, audit):
    agreed = audit.assign(
        verdict=audit["verdict"].where(audit["relation_id"] != "most_dangerous_among_all_arrests", "agrees")
    )
    _, marks = draw_tree_of_the_320(ledger, agreed, vocabulary.load(shipped))
    assert not marks["is_dashed"].any()
    assert "does not follow" not in caption_tree_of_the_320(marks)["claim"]


def test_without_a_figure_of_the_tree_a_picture_says_so(shipped, ledger, audit):
    _, marks = draw_tree_of_the_320(ledger[ledger["measure"] != CHOSEN], audit, vocabulary.load(shipped))
    assert marks.empty


@pytest.mark.parametrize("name", ["referrals", "tree"])
def test_every_text_is_readable_at_print_size(shipped, ledger, audit, name):
    terms = vocabulary.load(shipped)
    figure, _ = (
        draw_referrals_to_cases(ledger, terms, conventions.load(shipped))
        if name == "referrals"
        else draw_tree_of_the_320(ledger, audit, terms)
    )
    assert problems(figure, "two_columns") == []


def test_marks_lead_back_to_the_ledger(shipped, ledger, audit, tmp_path):
    (tmp_path / "seeds").mkdir()
    corpus = Corpus.open(tmp_path)
    corpus.tables.mkdir(parents=True)
    for table in ("sources", "ledger"):
        (corpus.tables / f"{table}.csv").write_bytes((shipped.tables / f"{table}.csv").read_bytes())
    figure, marks = draw_tree_of_the_320(ledger, audit, vocabulary.load(shipped))
    assert len(figures.save(figure, "tree_of_the_320", corpus, marks, **caption_tree_of_the_320(marks))) == 5
    with pytest.raises(ValueError, match="no source"):
        figures.save(figure, "tree_of_the_320", corpus, marks.assign(mention_ids=""), **caption_tree_of_the_320(marks))


# Groups that may overlap


@given(st.integers(0, 60), st.lists(st.integers(0, 60), min_size=1, max_size=3))
def test_either_and_neither_make_up_the_whole(whole: int, parts: list[int]) -> None:
    parts = [min(part, whole) for part in parts]
    either, neither = overlap_of(whole, parts)
    assert either.low + neither.high == whole
    assert either.high + neither.low == whole
    assert 0 <= either.low <= either.high <= whole


@given(st.sets(st.integers(0, 15)), st.sets(st.integers(0, 15)))
def test_real_groups_lie_within_the_bounds(one: set[int], other: set[int]) -> None:
    either, neither = overlap_of(16, [len(one), len(other)])
    assert either.low <= len(one | other) <= either.high
    assert neither.low <= 16 - len(one | other) <= neither.high


def test_a_group_larger_than_the_whole_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        overlap_of(10, [12])
