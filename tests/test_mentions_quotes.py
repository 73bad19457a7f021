"""What follows from a quote alone: the check that a coded value follows from its quote rests on this."""

from __future__ import annotations

import pytest

from helpers.mentions import value_of


@pytest.mark.parametrize(
    ("quote", "value", "qualifier"),
    [
        ("6200", 6200, "exact"),
        ("More than 550", 550, "more_than"),
        ("nearly 4,000", 4000, "nearly"),
        ("at least a staggering £10 billion", 10_000_000_000, "at_least"),
        ("37 per cent", 0.37, "exact"),
        ("A third", 0.3333, "exact"),
        ("more than halved", -0.5, "more_than"),
        ("doubled", 1, "exact"),
        ("One in five", 0.2, "exact"),
        ("40 of the 44 forces", 40, "exact"),
        ("53 per 100,000 people", 53, "exact"),
        ("£31,067 - £33,366", 31067, "exact"),
        ("three times", 3, "exact"),
        ("one", 1, "exact"),
        ("half", 0.5, "exact"),
        ("hundreds", None, "exact"),
        ("2018-19", None, "exact"),
    ],
)
def test_value_and_qualifier_follow_from_the_quote(quote: str, value: float | None, qualifier: str) -> None:
    reading = value_of(quote)
    assert reading is not None
    assert reading.value == value
    assert reading.qualifier == qualifier


def test_a_quote_without_a_number_has_no_reading() -> None:
    assert value_of("the police") is None
    assert value_of("") is None


@pytest.mark.parametrize(
    ("quote", "coded"),
    [
        ("4%", -0.04),
        ("three times", 2),
        ("half", -0.5),
        ("37%", 0.37),
        ("1 in 13", 0.0769),
        ("10 to 15 per cent", 0.15),
    ],
)
def test_a_coding_may_add_the_sign_or_take_the_base_off(quote: str, coded: float) -> None:
    reading = value_of(quote)
    assert reading is not None
    assert reading.admits(coded)


@pytest.mark.parametrize(("quote", "coded"), [("4%", 4.5), ("1,220", 1221), ("nearly 4,000", 3936), ("a third", 0.25)])
def test_another_value_does_not_follow(quote: str, coded: float) -> None:
    reading = value_of(quote)
    assert reading is not None
    assert not reading.admits(coded)


def test_precision_is_kept_as_written() -> None:
    reading = value_of("£1.2bn")
    assert reading is not None
    assert (reading.decimals_as_written, reading.scale, reading.currency) == (1, 10**9, "GBP")
    reading = value_of("6200")
    assert reading is not None
    assert (reading.decimals_as_written, reading.trailing_zeros) == (0, 2)
    reading = value_of("twenty")
    assert reading is not None
    assert (reading.is_words, reading.decimals_as_written) == (True, None)
    reading = value_of("5-10%")
    assert reading is not None
    assert (reading.is_range, reading.is_percent, reading.high) == (True, True, 0.1)
