"""Rows of the ledger as typed records, for the modules that reason about figures rather than about tables."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from helpers import period_words
from helpers.conventions import Conventions, Reading, read_number
from helpers.intervals import exact

__all__ = ["LedgerRow", "Period", "read_rows"]

# Aspect of a figure to the field of the coding that says it; only some fields have a basis column of their own.
_FIELD_OF_ASPECT = {
    "unit": "unit",
    "period": "period",
    "geography": "geography",
    "coverage": "coverage",
    "counted_by": "counted_by",
    "definition": "measure",
}
_REASON = re.compile(r"(?:^|\. )([a-z_]+): ")


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time by its first and last month or day, as ISO 8601 text."""

    start: str
    end: str

    @property
    def first_day(self) -> datetime.date:
        """The first day of the first month, or the day."""
        return datetime.date.fromisoformat(self.start if len(self.start) > 7 else f"{self.start}-01")

    @property
    def last_day(self) -> datetime.date:
        """The last day of the last month, or the day."""
        if len(self.end) > 7:
            return datetime.date.fromisoformat(self.end)
        year, month = map(int, self.end.split("-"))
        return datetime.date(year, month, calendar.monthrange(year, month)[1])

    @property
    def days(self) -> int:
        """Number of days, the first and the last included."""
        return (self.last_day - self.first_day).days + 1

    @property
    def months(self) -> int | None:
        """Number of whole months; None where it does not start on a first or end on a last of a month."""
        after = self.last_day + datetime.timedelta(days=1)
        if self.first_day.day != 1 or after.day != 1:
            return None
        return (after.year - self.first_day.year) * 12 + after.month - self.first_day.month

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def __str__(self) -> str:
        return period_words.period(self.start, self.end)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One reported figure; fields as the columns of the ledger, and `inferred`: the aspects that the source does not state."""

    mention_id: str
    source_id: str
    start: int
    quote: str
    kind: str
    same_as: str | None
    value: Fraction
    qualifier: str
    resolution_as_written: Fraction | None
    form_as_written: str
    unit: str | None
    measure: str | None
    period: Period | None
    baseline: Period | None
    geography: str | None
    coverage_id: str | None
    coverage: Fraction | None
    coverage_of: Fraction | None
    counted_by: str | None
    attributed_to: str | None
    change_type: str | None
    per: str | None
    of: Fraction | None
    inferred: frozenset[str]

    @property
    def figure_id(self) -> str:
        """The mention that stands for the figure and all its repeats."""
        return self.same_as or self.mention_id

    @property
    def words(self) -> str:
        """The quote on one line."""
        return " ".join(self.quote.split())

    @property
    def years_between(self) -> int | None:
        """For a change: how many years the period lies after the baseline; None where they are not whole years apart."""
        if self.baseline is None or self.period is None:
            return None
        first, last = self.baseline.first_day, self.period.first_day
        is_whole = (first.month, first.day) == (last.month, last.day)
        return last.year - first.year if is_whole and last >= first else None

    @property
    def years_counted(self) -> int | None:
        """For a change: the same years with both end years counted, as "in four years" is sometimes said of three."""
        return None if self.years_between is None else self.years_between + 1

    def reading(self, conventions: Conventions) -> Reading:
        """Return what the figure as written stands for."""
        return read_number(
            self.value,
            self.qualifier,
            self.resolution_as_written,
            self.form_as_written,
            self.kind,
            conventions,
            self.change_type,
        )


def read_rows(ledger: pd.DataFrame) -> dict[str, LedgerRow]:
    """Return the rows of a ledger by mention, in their order; rows without a value are left out.

    Parameters
    ----------
    ledger
        Columns of :data:`helpers.columns.LEDGER`.
    """
    rows = (_row(record) for record in ledger.to_dict("records"))
    return {row.mention_id: row for row in rows if row is not None}


def _row(record: Mapping[Any, Any]) -> LedgerRow | None:
    cells: dict[str, Any] = {str(name): None if pd.isna(value) else value for name, value in record.items()}
    value = cells["value"]
    if value is None:
        return None

    def number(name: str) -> Fraction | None:
        cell = cells[name]
        return None if cell is None else exact(cell)

    def period(name: str) -> Period | None:
        start, end = cells[f"{name}_start"], cells[f"{name}_end"]
        return None if start is None or end is None else Period(str(start), str(end))

    return LedgerRow(
        mention_id=cells["mention_id"],
        source_id=cells["source_id"],
        start=int(cells["start"]),
        quote=cells["quote"],
        kind=cells["kind"],
        same_as=cells["same_as"],
        value=exact(value),
        qualifier=cells["qualifier"] or "exact",
        resolution_as_written=number("resolution_as_written"),
        form_as_written=cells["form_as_written"],
        unit=cells["unit"],
        measure=cells["measure"],
        period=period("period"),
        baseline=period("baseline"),
        geography=cells["geography"],
        coverage_id=cells["coverage_id"],
        coverage=number("coverage"),
        coverage_of=number("coverage_of"),
        counted_by=cells["counted_by"],
        attributed_to=cells["attributed_to"],
        change_type=cells["change_type"],
        per=cells["per"],
        of=number("of"),
        inferred=_inferred(cells),
    )


def _inferred(cells: Mapping[str, Any]) -> frozenset[str]:
    """Return the aspects whose value is inferred: by their basis, else by the reasons, which begin with the field."""
    named = set(_REASON.findall(cells["inferred_why"] or ""))
    return frozenset(
        aspect
        for aspect, field in _FIELD_OF_ASPECT.items()
        if cells.get(f"{field}_basis") == "inferred" or field in named
    )
