"""Rows of the ledger as typed records, for the modules that reason about figures rather than about tables."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from helpers.conventions import Conventions, Reading, read_number
from helpers.intervals import exact

__all__ = ["LedgerRow", "Period", "read_rows"]


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

    def __str__(self) -> str:
        return self.start if self.start == self.end else f"{self.start} to {self.end}"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One reported figure; fields as the columns of the ledger."""

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
    cells = {str(name): None if pd.isna(value) else value for name, value in record.items()}
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
    )
