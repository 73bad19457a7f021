"""Periods in words: one form for tables, sentences and figures."""

from __future__ import annotations

import subprocess
import sys

import pytest

from helpers import period_words
from helpers.figures import labels
from helpers.ledger_rows import Period


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2018-04", "2019-03", "2018-19"),
        ("2017-04", "2020-03", "2017-18 to 2019-20"),
        ("2020-04", "2020-06", "Apr to Jun 2020"),
        ("2020-03", "2021-01", "Mar 2020 to Jan 2021"),
        ("2020-01", "2020-12", "2020"),
        ("2019-01", "2020-12", "2019 to 2020"),
        ("2020-05", "2020-05", "May 2020"),
        ("2024-05-21", "2024-05-21", "21 May 2024"),
        ("2024-05-21", "2024-06-02", "21 May 2024 to 2 Jun 2024"),
        (None, "2019-03", "to Mar 2019"),
        ("2018-04", None, "from Apr 2018"),
        (None, None, ""),
    ],
)
def test_a_period_is_written_as_people_say_it(start: str | None, end: str | None, words: str) -> None:
    assert period_words.period(start, end) == words
    if start and end:
        assert str(Period(start, end)) == words


def test_figures_and_tables_share_the_form() -> None:
    assert labels.period is period_words.period
    assert labels.day_or_month is period_words.day_or_month


def test_periods_are_written_without_matplotlib() -> None:
    code = "import sys; import helpers.period_words, helpers.audit, helpers.comparability; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
