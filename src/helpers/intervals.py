"""Intervals over exact fractions, with open, closed and missing ends.

A stated number is seldom a point: "more than 550" has no upper end, "37%" stands for anything that rounds to it.
Arithmetic here is on the sets themselves and exact: the result of ``X + Y`` is the set of all ``x + y``, ends included
or not as they are reached or not (Moore, Kearfott, Cloud: Introduction to Interval Analysis, SIAM 2009). Nothing is
rounded until a number is written to a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

__all__ = ["Interval", "Number", "exact", "hull", "maximum", "minimum"]

Number: TypeAlias = int | float | str | Decimal | Fraction


def exact(number: Number) -> Fraction:
    """Return a number as the fraction that its shortest decimal writing says.

    Parameters
    ----------
    number
        An integer, a decimal, a fraction, a decimal text, or a float: ``0.1`` becomes 1/10, not the nearest binary
        fraction.

    Raises
    ------
    ValueError
        If the number is not finite or the text is not a number.
    """
    if isinstance(number, Fraction):
        return number
    if isinstance(number, float):
        return Fraction(repr(float(number)))  # float() takes the name of a numpy scalar out of its repr
    return Fraction(number)


@dataclass(frozen=True, slots=True)
class _End:
    """One end of an interval: ``sign`` of infinity if it is missing, else the number; whether it is reached."""

    number: Fraction
    sign: int
    is_reached: bool

    @property
    def key(self) -> tuple[int, Fraction]:
        return (self.sign, self.number)


_ZERO = Fraction(0)


def _times(x: _End, y: _End) -> _End:
    if (x.sign == 0 and x.number == 0) or (y.sign == 0 and y.number == 0):
        return _End(_ZERO, 0, False)  # whether zero itself is reached is decided on the whole sets
    if x.sign or y.sign:
        one = x.sign or (1 if x.number > 0 else -1)
        other = y.sign or (1 if y.number > 0 else -1)
        return _End(_ZERO, one * other, False)
    return _End(x.number * y.number, 0, x.is_reached and y.is_reached)


@dataclass(frozen=True, slots=True)
class Interval:
    """A non-empty set of all numbers between two ends.

    Attributes
    ----------
    low, high
        The ends; None where there is none.
    low_closed, high_closed
        Whether the end belongs to the set; always False where there is none.

    Raises
    ------
    ValueError
        If no number lies between the ends.
    """

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        for name in ("low", "high"):
            end = getattr(self, name)
            if end is None:
                object.__setattr__(self, f"{name}_closed", False)
            elif not isinstance(end, Fraction):
                object.__setattr__(self, name, exact(end))
        if self.low is not None and self.high is not None:
            is_point = self.low == self.high and self.low_closed and self.high_closed
            if self.low >= self.high and not is_point:
                raise ValueError(f"no number lies in {self}")

    # Making

    @classmethod
    def point(cls, number: Number) -> Interval:
        """Return the set of one number."""
        value = exact(number)
        return cls(value, value)

    @classmethod
    def whole(cls) -> Interval:
        """Return the set of all numbers."""
        return cls(None, None)

    @classmethod
    def between(cls, low: Number, high: Number) -> Interval:
        """Return the set from ``low`` to ``high``, both included."""
        return cls(exact(low), exact(high))

    @classmethod
    def more_than(cls, number: Number, *, closed: bool = False) -> Interval:
        """Return the set of all numbers above ``number``; with ``closed``, that number too."""
        return cls(exact(number), None, closed)

    @classmethod
    def less_than(cls, number: Number, *, closed: bool = False) -> Interval:
        """Return the set of all numbers below ``number``; with ``closed``, that number too."""
        return cls(None, exact(number), False, closed)

    # Ends

    @property
    def _lower(self) -> _End:
        return _End(_ZERO, -1, False) if self.low is None else _End(self.low, 0, self.low_closed)

    @property
    def _upper(self) -> _End:
        return _End(_ZERO, 1, False) if self.high is None else _End(self.high, 0, self.high_closed)

    @classmethod
    def _of(cls, lower: _End, upper: _End) -> Interval:
        return cls(
            None if lower.sign else lower.number,
            None if upper.sign else upper.number,
            lower.is_reached,
            upper.is_reached,
        )

    @property
    def is_point(self) -> bool:
        """Whether the set has one number only."""
        return self.low is not None and self.low == self.high

    @property
    def is_whole(self) -> bool:
        """Whether the set has all numbers."""
        return self.low is None and self.high is None

    @property
    def is_bounded(self) -> bool:
        """Whether the set has both ends."""
        return self.low is not None and self.high is not None

    @property
    def width(self) -> Fraction | None:
        """Distance between the ends; None where one is missing."""
        return None if self.low is None or self.high is None else self.high - self.low

    # Arithmetic

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_closed,
            self.low_closed,
        )

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        corners = [_times(x, y) for x in (self._lower, self._upper) for y in (other._lower, other._upper)]
        has_zero = self.contains(0) or other.contains(0)

        def end(key: tuple[int, Fraction]) -> _End:
            # Away from zero a product can be extreme only in a corner; zero is reached if either set has it.
            is_zero = key == (0, _ZERO)
            is_reached = has_zero if is_zero else any(corner.is_reached for corner in corners if corner.key == key)
            return _End(key[1], key[0], is_reached)

        keys = [corner.key for corner in corners]
        return Interval._of(end(min(keys)), end(max(keys)))

    def reciprocal(self) -> Interval:
        """Return the smallest interval that has 1/x for each x of the set other than zero.

        Raises
        ------
        ZeroDivisionError
            If the set has no number but zero.
        """
        if self.is_point and self.low == 0:
            raise ZeroDivisionError("division by a quantity that is exactly zero")
        lower, upper = self._lower, self._upper
        is_above = lower.sign == 0 and lower.number >= 0
        is_below = upper.sign == 0 and upper.number <= 0
        if not (is_above or is_below):
            return Interval.whole()
        if is_below:
            return -((-self).reciprocal())
        new_upper = _End(_ZERO, 1, False) if lower.number == 0 else _End(1 / lower.number, 0, lower.is_reached)
        new_lower = _End(_ZERO, 0, False) if upper.sign else _End(1 / upper.number, 0, upper.is_reached)
        return Interval._of(new_lower, new_upper)

    def __truediv__(self, other: Interval) -> Interval:
        """Return the smallest interval with x/y for each x, and each y other than zero."""
        return self * other.reciprocal()

    # Comparison

    def contains(self, other: Interval | Number) -> bool:
        """Whether a number, or every number of another interval, lies in the set."""
        inner = other if isinstance(other, Interval) else Interval.point(other)
        return not (_below(inner, self) or _below(-inner, -self))

    def intersection(self, other: Interval) -> Interval | None:
        """Return the numbers that both sets have, or None."""
        lower = max(self._lower, other._lower, key=lambda end: (end.key, not end.is_reached))
        upper = min(self._upper, other._upper, key=lambda end: (end.key, end.is_reached))
        try:
            return Interval._of(lower, upper)
        except ValueError:
            return None

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both sets."""
        return self.intersection(other) is not None

    def distance(self, other: Interval) -> Fraction:
        """Return how far the sets lie apart; 0 where they meet or only an open end keeps them apart."""
        gaps = [_ZERO]
        for left, right in ((self, other), (other, self)):
            if left.high is not None and right.low is not None:
                gaps.append(right.low - left.high)
        return max(gaps)

    def is_surely_at_most(self, other: Interval) -> bool:
        """Whether each x of this set is at most each y of the other."""
        return self.high is not None and other.low is not None and self.high <= other.low

    def is_surely_less_than(self, other: Interval) -> bool:
        """Whether each x of this set is less than each y of the other."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and not (self.high_closed and other.low_closed))

    def may_be_at_most(self, other: Interval) -> bool:
        """Whether some x of this set is at most some y of the other."""
        return not other.is_surely_less_than(self)

    def may_be_less_than(self, other: Interval) -> bool:
        """Whether some x of this set is less than some y of the other."""
        return not other.is_surely_at_most(self)

    # Writing

    def fields(self, prefix: str = "") -> dict[str, float | bool | None]:
        """Return the four columns of a table: low, high, low_closed, high_closed; empty where an end is missing."""
        return {
            f"{prefix}low": None if self.low is None else float(self.low),
            f"{prefix}high": None if self.high is None else float(self.high),
            f"{prefix}low_closed": None if self.low is None else self.low_closed,
            f"{prefix}high_closed": None if self.high is None else self.high_closed,
        }

    def __str__(self) -> str:
        low = "(-∞" if self.low is None else f"{'[' if self.low_closed else '('}{float(self.low):.10g}"
        high = "∞)" if self.high is None else f"{float(self.high):.10g}{']' if self.high_closed else ')'}"
        return f"{low}, {high}"


def _below(inner: Interval, outer: Interval) -> bool:
    """Whether some number of the inner interval lies below all of the outer one."""
    if outer.low is None:
        return False
    if inner.low is None or inner.low < outer.low:
        return True
    return inner.low == outer.low and inner.low_closed and not outer.low_closed


def hull(intervals: Iterable[Interval]) -> Interval:
    """Return the smallest interval that has every number of the given ones.

    Raises
    ------
    ValueError
        If none is given.
    """
    parts = list(intervals)
    lower = min((part._lower for part in parts), key=lambda end: (end.key, not end.is_reached))
    upper = max((part._upper for part in parts), key=lambda end: (end.key, end.is_reached))
    return Interval._of(lower, upper)


def maximum(intervals: Iterable[Interval]) -> Interval:
    """Return the set of all max(x, y, ...) with x, y, ... from the given intervals, each taken on its own."""
    parts = list(intervals)
    # The greater lower end binds, at equal numbers the open one; the greatest upper end is reached if any reaches it.
    lower = max((part._lower for part in parts), key=lambda end: (end.key, not end.is_reached))
    upper = max((part._upper for part in parts), key=lambda end: (end.key, end.is_reached))
    return Interval._of(lower, upper)


def minimum(intervals: Iterable[Interval]) -> Interval:
    """Return the set of all min(x, y, ...) with x, y, ... from the given intervals, each taken on its own."""
    return -maximum(-part for part in intervals)
