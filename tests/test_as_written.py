"""How a number is written decides its interval: form, decimals, unit of the last digit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from helpers.as_written import AsWritten, as_written


@pytest.mark.parametrize(
    ("quote", "form", "decimals", "resolution"),
    [
        ("8,244", "digits", 0, Fraction(1)),
        ("more than 8,000", "digits", 0, Fraction(1)),
        ("37%", "digits", 0, Fraction(1, 100)),
        ("3.2 per cent", "digits", 1, Fraction(1, 1000)),
        ("8.5 million", "digits", 1, Fraction(100_000)),
        ("at least a staggering £10 billion", "digits", 0, Fraction(10**9)),
        ("A third", "fraction_words", None, None),
        ("one in five", "one_in_n", None, None),
        ("1 in 20", "one_in_n", None, None),
        ("more than halved", "multiple_words", None, None),
        ("five", "number_words", None, None),
        ("nothing to read", "number_words", None, None),
    ],
)
def test_form_and_resolution(quote: str, form: str, decimals: int | None, resolution: Fraction | None) -> None:
    assert as_written(quote) == AsWritten(form, decimals, resolution)
