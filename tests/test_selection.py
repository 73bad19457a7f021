"""Figures are picked by what they are; a figure that is not there, or not alone, is an error that says so."""

from __future__ import annotations

import pytest

from helpers.errors import UserError
from helpers.selection import figure, figures, told_once

ROUND = {"quote": "more than 8,000", "value": 8000, "low": 8000, "low_closed": False, "qualifier": "more_than"}
EXACT = {"quote": "8,244", "value": 8244, "low": 8244, "high": 8244, "low_closed": True, "high_closed": True}
SAME = {"measure": "visits", "period_start": "2018-04", "period_end": "2019-03"}


@pytest.fixture
def ledger(made_ledger):
    return made_ledger(
        {
            "a:0-5": SAME | ROUND,
            "a:9-14": SAME | EXACT,
            "a:20-25": SAME | EXACT | {"same_as": "a:9-14"},
            "b:0-5": SAME | EXACT | {"value": 9000, "low": 9000, "high": 9000},
            "b:9-10": {"measure": "loans", "value": 3},
        }
    )


def test_figures_are_found_by_their_cells_without_repeats_and_with_none_for_missing(ledger):
    found = figures(ledger, measure="visits", source_id="a")
    assert [row["mention_id"] for row in found] == ["a:0-5", "a:9-14"]
    assert found[0]["high"] is None
    assert [row["mention_id"] for row in figures(ledger, period_start=None)] == ["b:9-10"]


def test_the_one_figure_is_returned(ledger):
    assert figure(ledger, measure="loans")["value"] == 3


def test_a_missing_figure_is_named_by_what_was_asked(ledger):
    with pytest.raises(UserError, match=r"no figure with measure visits, period_start 2020-04"):
        figure(ledger, measure="visits", period_start="2020-04")


def test_a_figure_that_is_not_alone_is_an_error_with_all_of_them(ledger):
    with pytest.raises(UserError, match=r"3 figures with measure visits: a:0-5 \(more than 8,000\), a:9-14"):
        figure(ledger, measure="visits")


def test_an_unknown_column_is_a_defect_of_the_caller(ledger):
    with pytest.raises(ValueError, match="no column measures"):
        figures(ledger, measures="visits")


def test_a_round_telling_belongs_to_the_exact_one_of_its_source(ledger):
    told = told_once(figures(ledger, measure="visits"))
    assert [(row["mention_id"], [other["mention_id"] for other in also]) for row, also in told] == [
        ("a:9-14", ["a:0-5"]),
        ("b:0-5", []),
    ]


def test_a_contradiction_is_not_hidden(made_ledger):
    told = told_once(
        figures(made_ledger({"a:0-5": SAME | EXACT, "a:9-14": SAME | ROUND | {"value": 9000, "low": 9000}}))
    )
    assert [(row["mention_id"], also) for row, also in told] == [("a:0-5", []), ("a:9-14", [])]
