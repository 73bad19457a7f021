"""Counts over periods of different length, brought to one: how many a month, and how far chance alone moves that."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt
from statistics import NormalDist

from helpers.errors import UserError
from helpers.ledger_rows import Period

__all__ = ["MonthlyRate", "ratio"]


def _z(level: float) -> float:
    if not 0 < level < 1:
        raise UserError(f"level {level}: not a confidence level; give a number between 0 and 1, such as 0.95")
    return NormalDist().inv_cdf((1 + level) / 2)


@dataclass(frozen=True, slots=True)
class MonthlyRate:
    """A count of events over whole months.

    Attributes
    ----------
    count
        Number of events.
    months
        Number of months.
    """

    count: Fraction
    months: int

    @classmethod
    def over(cls, count: Fraction | float, period: Period) -> MonthlyRate:
        """Return the rate of a count over a period.

        Raises
        ------
        UserError
            If the period is not one of whole months, or the count not positive.
        """
        if period.months is None:
            raise UserError(f"the period {period} does not consist of whole months; a rate a month needs one that does")
        if count <= 0:
            raise UserError(f"a rate needs a count above 0, not {count}")
        return cls(Fraction(count), period.months)

    @property
    def value(self) -> Fraction:
        """Events a month."""
        return self.count / self.months

    def by_chance(self, level: float) -> tuple[float, float]:
        """Return the score interval of the rate, as if events came independently of each other.

        Events that come in clusters (one offender, many offences) scatter more, so the interval is the narrowest that could
        be right. For a count n and the normal quantile z it is n + z^2/2 -+ z sqrt(n + z^2/4) over the months; see Patil, V. V.
        and Kulkarni, H. V. (2012), "Comparison of confidence intervals for the Poisson mean: some new aspects", REVSTAT
        10(2), 211-227.

        Parameters
        ----------
        level
            Confidence level, such as 0.95.
        """
        z = _z(level)
        middle, reach = float(self.count) + z * z / 2, z * sqrt(float(self.count) + z * z / 4)
        return (middle - reach) / self.months, (middle + reach) / self.months


def ratio(later: MonthlyRate, earlier: MonthlyRate, level: float) -> tuple[float, float, float]:
    """Return how many times the earlier rate the later one is, with the ends that chance alone allows.

    The ends come from the normal approximation on the logarithm, with variance 1/n + 1/m for counts n and m, under the
    same independence as :meth:`MonthlyRate.by_chance`.
    """
    value = float(later.value / earlier.value)
    reach = _z(level) * sqrt(1 / float(later.count) + 1 / float(earlier.count))
    return value, exp(log(value) - reach), exp(log(value) + reach)
