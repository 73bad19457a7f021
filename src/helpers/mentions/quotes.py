"""What follows from a quote alone: its number, its bound, and how precisely it is written."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from helpers.mentions.layout import layout
from helpers.mentions.model import Number, Quantity
from helpers.mentions.numerals import numeral, plain
from helpers.mentions.quantities import quantities

__all__ = ["NumeralReading", "value_of"]


@dataclass(frozen=True, slots=True)
class NumeralReading:
    """The reading of one quote.

    Attributes
    ----------
    value : int, float or None
        The number stated, a per cent or fraction as a part of 1, pence as pounds; None for a vague magnitude ("hundreds"), a date or
        a name. A range has its lower end here.
    admissible : tuple of numbers
        All values that a coding may give to this quote: with either sign (a fall of 4% is -0.04), a multiple also less one ("three
        times as many" between two dates is +2.0), pence and per cent also as written, both ends of a range.
    qualifier : str
        The bound that the words of the quote state, "exact" where there is none.
    form : str
        How it is written (see `helpers.mentions.quantities`).
    is_percent, is_range, is_words : bool
        Per cent or percentage points; two ends; in words rather than digits.
    high : number or None
        Upper end of a range.
    of : number or None
        The total in "12 of the 14".
    currency : str or None
        ISO 4217 code.
    decimals_as_written : int or None
        Digits after the point of the numeral as written ("1.2bn" has 1); None for numbers in words.
    trailing_zeros : int
        Zeros at the end of an integer as written ("6,200" has 2), which may mean rounding.
    scale : int
        Factor of the scale word or suffix (1 without one).
    """

    value: Number | None
    admissible: tuple[Number, ...]
    qualifier: str
    form: str
    is_percent: bool
    is_range: bool
    is_words: bool
    high: Number | None
    of: Number | None
    currency: str | None
    decimals_as_written: int | None
    trailing_zeros: int
    scale: int

    def admits(self, value: Number, tolerance: float = 0.00006) -> bool:
        """Whether a coded value follows from the quote (rounded to four digits at the worst)."""
        return any(abs(float(value) - float(v)) <= max(tolerance, 1e-9 * abs(float(v))) for v in self.admissible)


def value_of(quote: str) -> NumeralReading | None:
    """Reads one quote; None when it holds no number."""
    doc = layout(quote)
    if not doc.words:
        return None
    found = list(quantities(doc))
    if not found:
        # "one" and "half" alone are numbers when somebody quoted them
        for t in range(len(doc.words)):
            read = numeral(doc, t)
            if read is not None:
                found = [
                    Quantity(
                        t,
                        read.last,
                        t,
                        read.last,
                        "count",
                        value=read.value,
                        is_words=read.is_words,
                        decimals=read.decimals,
                    )
                ]
                break
        if not found:
            return None
    q = max(found, key=lambda item: (item.value is not None, item.last - item.first))
    number = numeral(doc, q.core)
    scale = number.scale if number is not None else 1
    zeros = number.zeros if number is not None and not number.is_words else 0
    return NumeralReading(
        value=q.value,
        admissible=_admissible(q, scale),
        qualifier=q.qualifier,
        form=q.form,
        is_percent=q.form in ("percent", "points", "basis"),
        is_range=q.high is not None,
        is_words=q.is_words,
        high=q.high,
        of=q.of,
        currency=q.currency,
        decimals_as_written=None if q.is_words else (number.decimals if number is not None else None),
        trailing_zeros=zeros,
        scale=scale,
    )


def _admissible(q: Quantity, scale: int) -> tuple[Number, ...]:
    if q.value is None:
        return ()
    values: list[Number] = [q.value]
    if q.high is not None:
        values.append(q.high)
    if q.form in ("times", "fold") or q.unit == "time":
        values.append(q.value - 1)
        if q.value:
            values.append(round(1 - 1 / q.value, 4))
    if q.form == "percent":
        values.append(plain(Decimal(repr(q.value)) * 100))
    if q.form == "verb":
        values.append(q.value)
    if q.form == "span" and q.unit is not None and scale == 1:
        values.append(q.value)
    if q.form == "of" and q.of:
        values.append(plain(Decimal(repr(round(q.value / q.of, 4)))))
    out: list[Number] = []
    for value in values:
        for signed in (value, -value):
            if signed not in out:
                out.append(signed)
    return tuple(out)
