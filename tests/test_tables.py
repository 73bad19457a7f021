"""Tables: what is written is what is read, bytes depend on content alone, and a spreadsheet computes nothing."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import tables
from helpers.columns import TABLES
from helpers.corpus import Corpus
from helpers.errors import UserError

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), min_size=1, max_size=20)
RELATION = {
    "relation_id": "r",
    "group": "arithmetic",
    "question": "q",
    "claim_id": "s:0-1",
    "claim_quote": "1",
    "compare": "equal",
    "verdict": "agrees",
    "expected": "agrees",
}


@given(TEXT)
def test_any_text_survives_the_round_trip_and_starts_no_formula(text: str) -> None:
    made = tables.frame("audit", [RELATION | {"question": text}])
    written = tables.to_csv("audit", made)
    head, row = csv.reader(io.StringIO(written, newline=""))
    cell = row[head.index("question")]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert tables.from_csv("audit", written)["question"].tolist() == [text]


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_numbers_are_written_to_ten_significant_digits_without_exponent(value: float) -> None:
    text = tables.number_text(value)
    assert "e" not in text.lower()
    assert float(text) == pytest.approx(value, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.37, "0.37"),
        (10_000_000_000.0, "10000000000"),
        (Fraction(1, 3), "0.3333333333"),
        (-0.5, "-0.5"),
        (8244.0, "8244"),
    ],
)
def test_numbers_look_as_a_reader_writes_them(value: float | Fraction, text: str) -> None:
    assert tables.number_text(value) == text


def test_writing_twice_gives_the_same_bytes(tmp_path, small: Corpus) -> None:
    made = tables.frame("audit", [RELATION])
    tables.write(small, "audit", made)
    first = (small.tables / "audit.csv").read_bytes()
    tables.write(small, "audit", tables.read(small, "audit"))
    assert (small.tables / "audit.csv").read_bytes() == first
    assert b"\r" not in first


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "no column colour"),
        ({"verdict": "probably"}, "not in its list of terms"),
        ({"question": None}, "question is missing in row 1"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        tables.frame("audit", [RELATION | change])


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="the key r stands twice"):
        tables.frame("audit", [RELATION, RELATION])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("relation_id", "relation", "audit.csv:1: the columns"),
        (",agrees,", ",agrees,,", "audit.csv:2: "),
        ("agrees,", "perhaps,", "not in its list of terms"),
    ],
)
def test_a_damaged_table_names_file_and_line(small: Corpus, old: str, new: str, message: str) -> None:
    tables.write(small, "audit", tables.frame("audit", [RELATION]))
    path = small.tables / "audit.csv"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(UserError, match=message):
        tables.read(small, "audit")


def test_a_missing_table_says_how_to_make_it(small: Corpus) -> None:
    with pytest.raises(UserError, match=r"data/tables/ledger.csv: no such table; run 'reported-figures reproduce'"):
        tables.read(small, "ledger")


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_table_is_described_once_and_in_full(table) -> None:
    names = table.names()
    assert len(names) == len(set(names))
    assert set(table.key) <= set(names)
    assert all(column.description.endswith(".") for column in table.columns)
    for column, target, field in table.foreign:
        assert column in names
        assert field in TABLES[target].names()
