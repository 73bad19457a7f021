"""Intervals: the arithmetic of sets of numbers, with ends that belong to them or not."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.intervals import Interval, exact, hull, maximum, minimum

# Small denominators make equal ends, touching ends and zeros frequent.
numbers = st.fractions(min_value=-4, max_value=4, max_denominator=3)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(numbers), draw(numbers)))
    if low == high:
        return Interval(low, high)
    shape = draw(st.sampled_from(["both", "both", "both", "no low", "no high", "none"]))
    return Interval(
        None if shape in ("no low", "none") else low,
        None if shape in ("no high", "none") else high,
        draw(st.booleans()),
        draw(st.booleans()),
    )


@st.composite
def intervals_with_member(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    interval = draw(intervals())
    candidate = draw(st.fractions(min_value=-9, max_value=9, max_denominator=7))
    places = [candidate]
    if interval.low is not None and interval.high is not None:
        places = [interval.low, interval.high, interval.low + (interval.high - interval.low) * abs(candidate) / 10]
    elif interval.low is not None:
        places = [interval.low, interval.low + abs(candidate)]
    elif interval.high is not None:
        places = [interval.high, interval.high - abs(candidate)]
    inside = [place for place in places if interval.contains(place)]
    assume(inside)
    return interval, draw(st.sampled_from(inside))


@st.composite
def interval_within(draw: st.DrawFn, outer: Interval) -> Interval:
    inner = outer.intersection(draw(intervals()))
    assume(inner is not None)
    assert inner is not None
    return inner


OPERATIONS: list[Callable[[Interval, Interval], Interval]] = [operator.add, operator.sub, operator.mul]


# What an interval is


def test_a_float_is_taken_as_the_decimal_that_was_written() -> None:
    assert exact(0.1) == Fraction(1, 10)
    assert exact(0.3333) == Fraction(3333, 10000)
    assert exact("0.37") == Fraction(37, 100)
    assert exact(1e10) == 10_000_000_000


def test_a_number_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="nan"):
        exact(float("nan"))


@pytest.mark.parametrize("ends", [(2, 1, True, True), (1, 1, True, False), (1, 1, False, False)])
def test_an_interval_without_any_number_is_refused(ends: tuple[int, int, bool, bool]) -> None:
    with pytest.raises(ValueError, match="no number lies in"):
        Interval(Fraction(ends[0]), Fraction(ends[1]), ends[2], ends[3])


def test_a_missing_end_is_never_closed() -> None:
    assert not Interval(None, Fraction(1)).low_closed
    assert Interval.more_than(550).fields() == {
        "low": 550.0,
        "high": None,
        "low_closed": False,
        "high_closed": None,
    }


def test_it_is_written_as_in_mathematics() -> None:
    assert str(Interval.more_than(550)) == "(550, ∞)"
    assert str(Interval.between("0.365", "0.375")) == "[0.365, 0.375]"
    assert str(Interval.less_than(20, closed=True)) == "(-∞, 20]"


# Arithmetic


@pytest.mark.parametrize("operation", OPERATIONS)
@given(x=intervals_with_member(), y=intervals_with_member())
def test_the_result_has_every_result_of_members(
    operation: Callable[..., Interval], x: tuple[Interval, Fraction], y: tuple[Interval, Fraction]
) -> None:
    assert operation(x[0], y[0]).contains(operation(x[1], y[1]))


@given(x=intervals_with_member(), y=intervals_with_member())
def test_a_quotient_has_every_quotient_of_members(x: tuple[Interval, Fraction], y: tuple[Interval, Fraction]) -> None:
    assume(y[1] != 0)
    assert (x[0] / y[0]).contains(x[1] / y[1])


@given(x=intervals_with_member(), y=intervals_with_member(), z=intervals_with_member())
def test_maximum_and_minimum_have_those_of_members(
    x: tuple[Interval, Fraction], y: tuple[Interval, Fraction], z: tuple[Interval, Fraction]
) -> None:
    sets, members = zip(x, y, z, strict=True)
    assert maximum(sets).contains(max(members))
    assert minimum(sets).contains(min(members))


@given(x=intervals(), y=intervals(), target=numbers)
def test_a_sum_has_nothing_else(x: Interval, y: Interval, target: Fraction) -> None:
    is_reachable = (Interval.point(target) - x).meets(y)
    assert (x + y).contains(target) == is_reachable


@given(x=intervals(), y=intervals(), target=numbers)
def test_a_product_has_nothing_else(x: Interval, y: Interval, target: Fraction) -> None:
    # For t other than zero, t is a product if some y other than zero has t/y in x; both signs of y are looked at alone.
    if target == 0:
        assert (x * y).contains(0) == (x.contains(0) or y.contains(0) or _has_both_signs(x * y))
        return
    parts = [y.intersection(side) for side in (Interval.more_than(0), Interval.less_than(0))]
    is_reachable = any(part is not None and (Interval.point(target) / part).meets(x) for part in parts)
    assert (x * y).contains(target) == is_reachable


def _has_both_signs(interval: Interval) -> bool:
    return not (interval.is_surely_at_most(Interval.point(0)) or Interval.point(0).is_surely_at_most(interval))


@given(x=intervals(), y=intervals())
def test_addition_and_multiplication_commute(x: Interval, y: Interval) -> None:
    assert x + y == y + x
    assert x * y == y * x
    assert hull([x, y]) == hull([y, x])
    assert x.intersection(y) == y.intersection(x)
    assert x.distance(y) == y.distance(x)


@given(x=intervals(), y=intervals(), z=intervals())
def test_addition_and_multiplication_associate(x: Interval, y: Interval, z: Interval) -> None:
    assert (x + y) + z == x + (y + z)
    assert (x * y) * z == x * (y * z)


@given(x=intervals(), y=intervals(), z=intervals())
def test_multiplying_out_never_narrows(x: Interval, y: Interval, z: Interval) -> None:
    assert (x * y + x * z).contains(x * (y + z))


@given(data=st.data(), x=intervals(), y=intervals())
def test_narrower_operands_never_widen_the_result(data: st.DataObject, x: Interval, y: Interval) -> None:
    inner_x, inner_y = data.draw(interval_within(x)), data.draw(interval_within(y))
    for operation in OPERATIONS:
        assert operation(x, y).contains(operation(inner_x, inner_y))
    if not (inner_y.is_point and inner_y.low == 0):
        assert (x / y).contains(inner_x / inner_y)
    assert maximum([x, y]).contains(maximum([inner_x, inner_y]))


@given(x=intervals())
def test_neutral_elements_and_double_negation(x: Interval) -> None:
    assert x + Interval.point(0) == x
    assert x * Interval.point(1) == x
    assert x * Interval.point(-1) == -x
    negative = -x
    assert -negative == x


@given(x=numbers, y=numbers)
def test_points_are_plain_arithmetic(x: Fraction, y: Fraction) -> None:
    for operation in OPERATIONS:
        assert operation(Interval.point(x), Interval.point(y)) == Interval.point(operation(x, y))  # type: ignore[arg-type]
    if y:
        assert Interval.point(x) / Interval.point(y) == Interval.point(x / y)


@given(low=st.integers(1, 9), width=st.integers(1, 9), sign=st.sampled_from([1, -1]), closed=st.booleans())
def test_the_reciprocal_of_the_reciprocal_is_the_same_away_from_zero(
    low: int, width: int, sign: int, closed: bool
) -> None:
    x = Interval(Fraction(low), Fraction(low + width), closed, not closed) * Interval.point(sign)
    assert x.reciprocal().reciprocal() == x


def test_open_ends_stay_open() -> None:
    more_than_550, four_thousand = Interval.more_than(550), Interval.point(4000)
    assert four_thousand + more_than_550 == Interval.more_than(4550)
    assert four_thousand / more_than_550 == Interval(Fraction(0), Fraction(4000, 550), False, False)


def test_zero_times_without_end_is_zero() -> None:
    assert Interval.point(0) * Interval.whole() == Interval.point(0)
    assert Interval(Fraction(0), Fraction(1), False, True) * Interval.more_than(1, closed=True) == Interval.more_than(0)


def test_division_by_exactly_zero_is_an_error() -> None:
    with pytest.raises(ZeroDivisionError, match="exactly zero"):
        Interval.point(1) / Interval.point(0)


def test_division_across_zero_bounds_nothing() -> None:
    assert (Interval.point(1) / Interval.between(-1, 1)).is_whole


# Comparison


@given(x=intervals_with_member(), y=intervals())
def test_meeting_is_having_a_number_in_common(x: tuple[Interval, Fraction], y: Interval) -> None:
    interval, member = x
    if y.contains(member):
        assert interval.meets(y)
        common = interval.intersection(y)
        assert common is not None
        assert common.contains(member)
    if not interval.meets(y):
        assert not y.contains(member)


@given(x=intervals(), y=intervals())
def test_containing_is_the_same_as_meeting_in_all_of_it(x: Interval, y: Interval) -> None:
    assert x.contains(y) == (x.intersection(y) == y)
    assert hull([x, y]).contains(x)
    assert hull([x, y]).contains(y)


@given(x=intervals(), y=intervals())
def test_distance_is_zero_where_they_meet(x: Interval, y: Interval) -> None:
    assert x.distance(y) >= 0
    if x.meets(y):
        assert x.distance(y) == 0


@given(x=intervals_with_member(), y=intervals_with_member())
def test_no_pair_of_members_is_nearer_than_the_distance(
    x: tuple[Interval, Fraction], y: tuple[Interval, Fraction]
) -> None:
    assert abs(x[1] - y[1]) >= x[0].distance(y[0])


@given(x=intervals_with_member(), y=intervals_with_member())
def test_order_of_sets_is_order_of_all_or_of_some_members(
    x: tuple[Interval, Fraction], y: tuple[Interval, Fraction]
) -> None:
    (first, a), (second, b) = x, y
    if first.is_surely_at_most(second):
        assert a <= b
    if first.is_surely_less_than(second):
        assert a < b
    if a <= b:
        assert first.may_be_at_most(second)
    if a < b:
        assert first.may_be_less_than(second)


def test_sets_that_touch_with_an_open_end_do_not_meet() -> None:
    assert not Interval.more_than(8000).meets(Interval.point(8000))
    assert Interval.more_than(8000).distance(Interval.point(8000)) == 0
    assert Interval.more_than(8000, closed=True).meets(Interval.point(8000))
    assert Interval.point(8000).is_surely_less_than(Interval.more_than(8000))


def test_distance_between_separate_sets_is_the_gap() -> None:
    assert Interval.between("0.855", "0.865").distance(Interval.between("0.84", "0.85")) == Fraction(5, 1000)


@given(x=intervals(), y=intervals(), member=numbers)
def test_the_hull_has_nothing_beyond_the_outer_ends(x: Interval, y: Interval, member: Fraction) -> None:
    both = hull([x, y])
    if both.contains(member) and not (x.contains(member) or y.contains(member)):
        assert not x.meets(y)
        assert _between(x, y, member) or _between(y, x, member)


def _between(left: Interval, right: Interval, member: Fraction) -> bool:
    point = Interval.point(member)
    return left.is_surely_at_most(point) and point.is_surely_at_most(right)
