"""Wording: sentences about numbers in which no number is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import wording
from helpers.intervals import Interval
from helpers.ledger_rows import read_rows

MakeLedger = Callable[[Mapping[str, Mapping[str, Any]]], pd.DataFrame]
NAMES = ("claim", "a")


@pytest.fixture
def filled(made_ledger: MakeLedger) -> Callable[..., str]:
    """Fill a sentence about a claim and one figure."""
    claim = {"value": 8000, "quote": "more than 8,000", "period_start": "2018-04", "period_end": "2019-03"}
    figure = {"value": 5, "quote": "{5}", "coverage": 38, "baseline_start": "1985-01", "baseline_end": "1985-01"}
    rows = list(read_rows(made_ledger({"s:0-1": claim, "s:2-3": figure})).values())

    def make(text: str, value: Fraction | str = Fraction(1), high: str | None = None) -> str:
        computed = Interval(Fraction(0), None if high is None else Fraction(high))
        results = wording.results(Interval.more_than(8000), Fraction(8000), computed, Fraction(value))
        return wording.fill(text, dict(zip(NAMES, rows, strict=True)), results)

    return make


def test_quotes_and_context_come_from_the_ledger(filled: Callable[..., str]) -> None:
    assert filled('"{claim}" in {claim.period}') == '"more than 8,000" in 2018-19'
    assert filled("{a} from {a.coverage} since {a.baseline}") == "{5} from 38 since Jan 1985"
    assert filled("{a.period}") == "not stated"


@pytest.mark.parametrize(
    ("value", "number", "percent"),
    [
        ("22.586301", "22.6", "2,259%"),
        ("8244.4", "8,244", "824,440%"),
        ("0.38125", "0.381", "38.1%"),
        ("1.0396", "1.04", "104%"),
        ("0.0224406", "0.0224", "2.24%"),
        ("-0.5", "-0.5", "-50%"),
        ("0", "0", "0%"),
        ("0.00001234", "0.0000123", "0.00123%"),
    ],
)
def test_results_are_written_to_three_digits_or_to_the_whole(
    filled: Callable[..., str], value: str, number: str, percent: str
) -> None:
    assert filled("{computed}", value) == number
    assert filled("{computed:number}", value) == number
    assert filled("{computed:percent}", value) == percent


def test_points_are_percentages_without_the_sign(filled: Callable[..., str]) -> None:
    assert filled("{computed_low:points} to {computed_high:points} percentage points", high="0.085") == (
        "0 to 8.5 percentage points"
    )


@pytest.mark.parametrize(("high", "said"), [("457.5", "457"), ("457", "457"), ("457.99", "457"), (None, "without end")])
def test_a_count_is_whole_and_its_ends_are_rounded_inwards(
    filled: Callable[..., str], high: str | None, said: str
) -> None:
    assert filled("{computed_high:count}", high=high) == said
    assert filled("{stated_low:count}") == "8,000"
    assert filled("{computed:count}", "451.4") == "451"


def test_a_lower_end_of_a_count_is_rounded_up(filled: Callable[..., str]) -> None:
    results = wording.results(Interval(Fraction("445.3"), None), Fraction(450), None, None)
    assert wording.fill("{stated_low:count}", {}, results) == "446"


@pytest.mark.parametrize(
    ("baseline", "period", "between", "counted"),
    [
        (("2015-04", "2016-03"), ("2018-04", "2019-03"), "three", "four"),
        (("1985-01", "1985-12"), ("2024-01", "2024-12"), "39", "40"),
        (("2015-04", "2016-03"), ("2018-01", "2018-12"), "not stated", "not stated"),
        (("2018-04", "2019-03"), ("2015-04", "2016-03"), "not stated", "not stated"),
        ((None, None), ("2018-04", "2019-03"), "not stated", "not stated"),
    ],
)
def test_years_are_counted_from_the_periods_in_the_ledger(
    made_ledger: MakeLedger,
    baseline: tuple[str | None, str | None],
    period: tuple[str, str],
    between: str,
    counted: str,
) -> None:
    ends = dict(
        zip(("baseline_start", "baseline_end", "period_start", "period_end"), (*baseline, *period), strict=True)
    )
    (row,) = read_rows(made_ledger({"s:0-1": {"value": 1, "kind": "change", **ends}})).values()
    text = "{claim.years_between}, {claim.years_counted}"
    assert wording.problem(text, ("claim",), is_computed=False) is None
    assert wording.fill(text, {"claim": row}, {}) == f"{between}, {counted}"


def test_a_quote_over_two_lines_is_written_on_one(made_ledger: MakeLedger) -> None:
    (row,) = read_rows(made_ledger({"s:0-1": {"value": 38, "quote": "38\nforces"}})).values()
    assert wording.fill("{claim}", {"claim": row}, {}) == "38 forces"


def test_a_missing_end_is_said(filled: Callable[..., str]) -> None:
    assert filled("{stated} up to {stated_high}; {computed_low} to {computed_high}") == (
        "8,000 up to without end; 0 to without end"
    )
    assert filled("{computed_high:percent}", high="0.25") == "25%"


@given(st.text(max_size=60))
def test_any_text_is_accepted_or_refused_with_a_remedy(text: str) -> None:
    problem = wording.problem(text, NAMES, is_computed=True)
    assert problem is None or len(problem) > 20


def test_a_result_that_is_not_computed_is_unknown() -> None:
    assert wording.problem("{stated}", NAMES, is_computed=False) is None
    assert "unknown placeholder {computed}" in (wording.problem("{computed}", NAMES, is_computed=False) or "")


def test_digits_of_any_script_are_numbers() -> None:
    assert wording.problem("in ٣ years", NAMES, is_computed=False) is not None
