"""Counts over unequal periods become rates a month, with what chance alone allows."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import UserError
from helpers.ledger_rows import Period
from helpers.rates import MonthlyRate, ratio

COUNTS = st.integers(1, 10**6)
MONTHS = st.integers(1, 600)


def test_a_count_over_three_months():
    rate = MonthlyRate.over(1220, Period("2020-04", "2020-06"))
    assert (rate.months, rate.value) == (3, Fraction(1220, 3))


def test_the_score_interval_of_ten_events():
    # 10 + z^2/2 -+ z sqrt(10 + z^2/4) with z = 1.959964
    low, high = MonthlyRate(Fraction(10), 1).by_chance(0.95)
    assert (round(low, 3), round(high, 3)) == (5.432, 18.409)


def test_the_ratio_of_two_rates_has_symmetric_ends_on_the_logarithm():
    times, low, high = ratio(MonthlyRate(Fraction(200), 1), MonthlyRate(Fraction(100), 1), 0.95)
    assert times == 2
    assert low * high == pytest.approx(4)
    assert (round(low, 2), round(high, 2)) == (1.57, 2.54)


@given(COUNTS, MONTHS)
def test_the_interval_holds_the_rate_and_grows_with_the_level(count, months):
    rate = MonthlyRate(Fraction(count), months)
    (low, high), (lower, higher) = rate.by_chance(0.8), rate.by_chance(0.99)
    assert 0 < lower < low < rate.value < high < higher


@pytest.mark.parametrize("level", [0, 1, 95, -0.5])
def test_a_level_outside_nought_and_one_is_refused(level):
    with pytest.raises(UserError, match="between 0 and 1"):
        MonthlyRate(Fraction(10), 1).by_chance(level)


def test_a_period_that_breaks_a_month_is_refused():
    with pytest.raises(UserError, match="whole months"):
        MonthlyRate.over(10, Period("2020-04-02", "2020-06"))


@pytest.mark.parametrize("count", [0, -3])
def test_a_rate_needs_events(count):
    with pytest.raises(UserError, match="above 0"):
        MonthlyRate.over(count, Period("2020-04", "2020-06"))
