"""How a number is written: its form and the unit of its last digit, which decide its interval."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from helpers.mentions import value_of

_WORD_FORMS = {
    "fraction": "fraction_words",
    "verb": "multiple_words",
    "times": "multiple_words",
    "fold": "multiple_words",
}


@dataclass(frozen=True, slots=True)
class AsWritten:
    """How a quote writes its number.

    Attributes
    ----------
    form
        One of :data:`helpers.columns.FORMS`.
    decimals
        Digits after the decimal point; None for words.
    resolution
        One unit of the last written digit, in the unit of the value: 37% has 0.01, 8.5 million 100,000; None for words.
    """

    form: str
    decimals: int | None
    resolution: Fraction | None


def as_written(quote: str) -> AsWritten:
    """Return how a quote writes its number; words that are a number only in their sentence count as number words."""
    reading = value_of(quote)
    if reading is None:
        return AsWritten("number_words", None, None)
    if reading.form == "in":
        return AsWritten("one_in_n", None, None)
    if reading.is_words or reading.decimals_as_written is None:
        return AsWritten(_WORD_FORMS.get(reading.form, "number_words"), None, None)
    per = Fraction(1, 100) if reading.is_percent else Fraction(1)
    return AsWritten(
        "digits", reading.decimals_as_written, per * reading.scale / Fraction(10) ** reading.decimals_as_written
    )
