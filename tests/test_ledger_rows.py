"""Rows of the ledger as records, and periods by their days and months."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from helpers import conventions, tables
from helpers.corpus import Corpus
from helpers.ledger_rows import Period, read_rows

MakeLedger = Callable[[Mapping[str, Mapping[str, Any]]], pd.DataFrame]


@pytest.mark.parametrize(
    ("start", "end", "days", "months"),
    [
        ("2018-04", "2019-03", 365, 12),
        ("2019-04", "2020-03", 366, 12),
        ("2020-02", "2020-02", 29, 1),
        ("2017-04", "2020-03", 1096, 36),
        ("2020-03-23", "2020-06-22", 92, None),
        ("2020-04-01", "2020-06-30", 91, 3),
        ("2020-09-24", "2020-09-24", 1, None),
        ("2019-12", "2020-01", 62, 2),
    ],
)
def test_periods_by_days_and_whole_months(start: str, end: str, days: int, months: int | None) -> None:
    period = Period(start, end)
    assert (period.days, period.months) == (days, months)


def test_numbers_are_exact_and_what_is_missing_is_none(made_ledger: MakeLedger) -> None:
    (row,) = read_rows(made_ledger({"s:0-1": {"value": 0.37, "resolution_as_written": 0.01}})).values()
    assert row.value == Fraction(37, 100)
    assert row.resolution_as_written == Fraction(1, 100)
    assert row.period is None
    assert row.coverage is None
    assert row.geography is None


def test_a_row_without_a_value_is_left_out(made_ledger: MakeLedger) -> None:
    assert list(read_rows(made_ledger({"s:0-1": {"value": None}, "s:2-3": {"value": 1}}))) == ["s:2-3"]


def test_the_intervals_of_the_shipped_ledger_are_those_of_the_conventions(shipped: Corpus) -> None:
    ledger = tables.read(shipped, "ledger")
    table = conventions.load(shipped)
    written = ledger.set_index("mention_id")[["low", "high", "low_closed", "high_closed"]].to_dict("index")
    for mention_id, row in read_rows(ledger).items():
        for column, expected in row.reading(table).interval.fields().items():
            found = written[mention_id][column]
            assert (None if pd.isna(found) else found) == pytest.approx(expected), (mention_id, column)
