"""Formulas: what they may say, and the exact range of their values over intervals."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.formulas import Formula, FormulaError
from helpers.intervals import Interval

NAMES = ("a", "b", "c")


def between(low: str | int, high: str | int) -> Interval:
    return Interval.between(low, high)


# Reading


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "a.b",
        "a[0]",
        "a ** b",
        "a // b",
        "a if b else c",
        "lambda: a",
        "[a]",
        "'a'",
        "True",
        "a < b",
        "(a := 1)",
        "max(a)",
        "max(*a)",
        "max(a, key=b)",
        "abs(a)",
        "days(a + b)",
        "days(1)",
        "days",
        "A",
        "_a",
        "1j",
        "a b",
        "",
        "a +",
        "+".join(["a"] * 200),
    ],
)
def test_anything_but_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        Formula.read(text)


def test_a_refusal_names_the_part_and_what_is_allowed() -> None:
    with pytest.raises(FormulaError, match=r"'a \*\* 2' is not allowed.*max"):
        Formula.read("b + a ** 2")


def test_names_and_functions_of_periods_are_told_apart() -> None:
    formula = Formula.read("total / days(total) * months(other)")
    assert formula.names == ("total",)
    assert formula.periods == ("other", "total")
    assert formula.functions == ("days(total)", "months(other)")


def test_numbers_are_taken_as_written() -> None:
    assert Formula.read("0.1 + 0.2 - 1_000").at({}) == Fraction(3, 10) - 1000


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        Formula.read(text)
    except FormulaError:
        return


# Evaluating


def test_value_at_a_point_is_exact() -> None:
    assert Formula.read("(b-a)/a").at({"a": Fraction(3), "b": Fraction(4)}) == Fraction(1, 3)
    assert Formula.read("-max(a, b) + min(a, b, 2)").at({"a": Fraction(3), "b": Fraction(4)}) == -2


def test_a_name_that_stands_once_gives_the_exact_range() -> None:
    found = Formula.read("a / b").over({"a": between(1, 2), "b": Interval(Fraction(2), Fraction(4), False, True)})
    assert found.is_exact
    assert found.interval == Interval(Fraction(1, 4), Fraction(1), True, False)


def test_a_name_that_stands_twice_gives_the_exact_range_where_the_formula_is_monotone() -> None:
    found = Formula.read("(b-a)/a").over({"a": between("5698.5", "5699.5"), "b": between("5842.5", "5843.5")})
    assert found.is_exact
    assert found.interval == Interval(
        Fraction("5842.5") / Fraction("5699.5") - 1, Fraction("5843.5") / Fraction("5698.5") - 1
    )


def test_a_difference_with_itself_is_zero() -> None:
    found = Formula.read("a - a").over({"a": between(1, 5)})
    assert found.is_exact
    assert found.interval == Interval.point(0)


def test_an_end_that_is_not_reached_stays_open() -> None:
    found = Formula.read("(b-a)/a").over({"a": Interval(Fraction(1), Fraction(2), True, False), "b": between(4, 4)})
    assert found.interval == Interval(Fraction(1), Fraction(3), False, True)


def test_where_a_formula_turns_the_range_is_an_outer_bound_and_says_so() -> None:
    found = Formula.read("a * (1 - a)").over({"a": between(0, 1)})
    assert not found.is_exact
    assert found.interval.contains(between(0, "0.25"))


def test_a_name_without_end_that_stands_twice_is_an_outer_bound_and_the_other_form_is_exact() -> None:
    box = {"a": Interval.more_than(3000), "b": Interval.point(8244)}
    outer, exact = Formula.read("(b-a)/a").over(box), Formula.read("b/a - 1").over(box)
    assert not outer.is_exact
    assert exact.is_exact
    assert exact.interval == Interval(Fraction(-1), Fraction(8244, 3000) - 1, False, False)
    assert outer.interval.contains(exact.interval)


def test_a_divisor_that_may_be_zero_bounds_nothing() -> None:
    found = Formula.read("a / b").over({"a": between(1, 1), "b": between(-1, 1)})
    assert found.interval.is_whole
    assert not found.is_exact


def test_a_name_that_comes_near_a_divisor_of_zero() -> None:
    found = Formula.read("(b-a)/a").over({"a": Interval(Fraction(0), Fraction(1), False, True), "b": between(2, 3)})
    assert found.interval.high is None
    assert found.interval.contains(1)


# Laws

leaves = st.sampled_from([*NAMES, "1", "2", "0.5"])
formulas = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.tuples(parts, st.sampled_from("+-*/"), parts).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        st.tuples(st.sampled_from(["max", "min"]), parts, parts).map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
        parts.map(lambda part: f"-{part}"),
    ),
    max_leaves=6,
)
ends = st.integers(-3, 6).map(Fraction)
inside = st.fractions(0, 1, max_denominator=4)


@st.composite
def bounded(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(ends), draw(ends)))
    return Interval(low, high, low == high or draw(st.booleans()), low == high or draw(st.booleans()))


def member(interval: Interval, place: Fraction) -> Fraction:
    assert interval.low is not None
    assert interval.high is not None
    return interval.low + (interval.high - interval.low) * place


@given(
    text=formulas,
    box=st.fixed_dictionaries({name: bounded() for name in NAMES}),
    places=st.tuples(inside, inside, inside),
)
def test_every_value_inside_the_box_lies_in_the_range(
    text: str, box: dict[str, Interval], places: tuple[Fraction, ...]
) -> None:
    formula = Formula.read(text)
    point = {name: member(box[name], place) for name, place in zip(NAMES, places, strict=True)}
    assume(all(box[name].contains(point[name]) for name in formula.names))
    try:
        value, found = formula.at(point), formula.over(box)
    except ZeroDivisionError:
        return
    assert found.interval.contains(value)


@given(text=formulas, box=st.fixed_dictionaries({name: bounded() for name in NAMES}))
def test_an_exact_range_ends_where_values_come_arbitrarily_near(text: str, box: dict[str, Interval]) -> None:
    formula = Formula.read(text)
    try:
        found = formula.over(box)
    except ZeroDivisionError:
        return
    if not (found.is_exact and found.interval.is_bounded):
        return
    # A monotone formula, and one in which each name stands once, is extreme in a corner, or flat from there on.
    corners = []
    for choice in product((Fraction(0), Fraction(1)), repeat=len(NAMES)):
        point = {name: member(box[name], place) for name, place in zip(NAMES, choice, strict=True)}
        try:
            corners.append(formula.at(point))
        except ZeroDivisionError:
            return
    if "max" in text or "min" in text:
        assert found.interval.low <= min(corners)
        assert found.interval.high >= max(corners)
    else:
        assert (found.interval.low, found.interval.high) == (min(corners), max(corners))
    if all(interval.low_closed and interval.high_closed for interval in box.values()):
        assert found.interval.low_closed
        assert found.interval.high_closed


@given(text=formulas, box=st.fixed_dictionaries({name: bounded() for name in NAMES}))
def test_the_range_over_points_is_the_value(text: str, box: dict[str, Interval]) -> None:
    formula = Formula.read(text)
    point = {name: member(interval, Fraction(1, 2)) for name, interval in box.items()}
    try:
        value = formula.at(point)
    except ZeroDivisionError:
        return
    found = formula.over({name: Interval.point(number) for name, number in point.items()})
    assert found.interval == Interval.point(value)
    assert found.is_exact
