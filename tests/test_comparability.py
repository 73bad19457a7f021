"""Comparability: what keeps two figures apart, and what nobody states is not taken as the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from helpers import comparability, tables, vocabulary
from helpers.columns import COMPARABILITY_ASPECTS
from helpers.corpus import Corpus
from helpers.ledger_rows import LedgerRow, read_rows
from helpers.vocabulary import Geography, Measure, Unit, Vocabulary

MakeLedger = Callable[[Mapping[str, Mapping[str, Any]]], pd.DataFrame]


def measure(label: str, family: str = "crimes") -> Measure:
    return Measure(label=label, family=family, unit="offence", definition="x", does_not_include="y")


TERMS = Vocabulary(
    measures={"theft": measure("thefts"), "robbery": measure("robberies"), "answers": measure("forces", "coverage")},
    units={"offence": Unit(definition="x")},
    geographies={"england": Geography(label="England"), "uk": Geography(label="United Kingdom")},
    bodies={},
)
PLAIN = {
    "value": 5,
    "unit": "offence",
    "measure": "theft",
    "geography": "england",
    "counted_by": "police",
    "period_start": "2018-04",
    "period_end": "2019-03",
    "coverage_id": "s:90-92",
    "coverage": 38,
}
EARLIER = {"period_start": "2015-04", "period_end": "2016-03"}


@pytest.fixture
def pair(made_ledger: MakeLedger) -> Callable[..., tuple[LedgerRow, LedgerRow]]:
    """Two figures that are alike but for the columns given for the second."""

    def make(other_source: bool = False, **changes: Any) -> tuple[LedgerRow, LedgerRow]:
        second = "t:2-3" if other_source else "s:2-3"
        rows = read_rows(made_ledger({"s:0-1": PLAIN, second: PLAIN | changes}))
        return rows["s:0-1"], rows[second]

    return make


@pytest.fixture
def compared(made_ledger: MakeLedger) -> Callable[..., dict[str, Any]]:
    """The row of the table for two figures: a plain one, and one with other columns, earlier unless it says otherwise."""

    def make(**changes: Any) -> dict[str, Any]:
        ledger = made_ledger({"s:0-1": PLAIN, "s:2-3": PLAIN | EARLIER | changes})
        (row,) = comparability.table(ledger, TERMS).to_dict("records")
        return {name: None if pd.isna(value) else value for name, value in row.items()}

    return make


# Aspects


@pytest.mark.parametrize(
    ("aspect", "changes"),
    [
        ("unit", {"unit": "victim"}),
        ("period", EARLIER),
        ("geography", {"geography": "uk"}),
        ("counted_by", {"counted_by": "charity"}),
        ("definition", {"measure": "robbery"}),
        ("coverage", {"coverage_id": "s:80-82", "coverage": 40}),
    ],
)
def test_each_aspect_is_same_different_or_unknown(
    pair: Callable[..., tuple[LedgerRow, LedgerRow]], aspect: str, changes: dict[str, Any]
) -> None:
    assert comparability.relate(aspect, *pair()) == "same"
    assert comparability.relate(aspect, *pair(**changes)) == "different"
    assert comparability.relate(aspect, *pair(**dict.fromkeys(changes))) == "unknown"


def test_an_equal_number_of_forces_is_not_the_same_set(pair: Callable[..., tuple[LedgerRow, LedgerRow]]) -> None:
    assert comparability.relate("coverage", *pair(coverage_id="s:80-82")) == "unknown"


def test_all_forces_are_the_same_forces(made_ledger: MakeLedger) -> None:
    everyone = PLAIN | {"coverage": 43, "coverage_of": 43}
    rows = read_rows(made_ledger({"s:0-1": everyone, "t:0-1": everyone | {"coverage_id": "t:5-6"}}))
    assert comparability.relate("coverage", *rows.values()) == "same"


def test_without_any_coverage_one_recorder_in_one_source_and_period_gives_one_data_set(
    made_ledger: MakeLedger,
) -> None:
    bare = PLAIN | {"coverage_id": None, "coverage": None}
    ledger = made_ledger({"s:0-1": bare, "s:2-3": bare, "s:4-5": bare | EARLIER, "t:0-1": bare})
    first, second, earlier, elsewhere = read_rows(ledger).values()
    assert comparability.relate("coverage", first, second) == "same"
    assert comparability.relate("coverage", first, earlier) == "unknown"
    assert comparability.relate("coverage", first, elsewhere) == "unknown"


def test_numbers_of_forces_are_their_own_coverage(made_ledger: MakeLedger) -> None:
    forces = PLAIN | {"kind": "coverage", "coverage_id": None, "coverage": None}
    ledger = made_ledger(
        {"s:0-1": forces | {"value": 38}, "s:2-3": forces | {"value": 38}, "s:4-5": forces | {"value": 40}}
    )
    first, second, third = read_rows(ledger).values()
    assert comparability.relate("coverage", first, second) == "unknown"
    assert comparability.relate("coverage", first, third) == "different"


def test_an_unknown_aspect_is_a_defect_of_the_caller(pair: Callable[..., tuple[LedgerRow, LedgerRow]]) -> None:
    with pytest.raises(ValueError, match="unknown aspect 'colour'"):
        comparability.relate("colour", *pair())


# The table


def test_two_years_of_one_series_differ_in_the_period_alone(compared: Callable[..., dict[str, Any]]) -> None:
    row = compared()
    assert (row["mention_id_a"], row["mention_id_b"]) == ("s:2-3", "s:0-1"), "the earlier period comes first"
    assert row["is_comparable"]
    assert row["differs_in"] is None
    assert row["what_differs"] == "Period: 2015-04 to 2016-03; 2018-04 to 2019-03."


def test_what_differs_is_said_in_words_with_labels(compared: Callable[..., dict[str, Any]]) -> None:
    row = compared(geography="uk", measure="robbery", counted_by=None)
    assert not row["is_comparable"]
    assert row["differs_in"] == "geography; counted_by; definition"
    assert row["counted_by_relation"] == "unknown"
    assert row["what_differs"] == (
        "Period: 2015-04 to 2016-03; 2018-04 to 2019-03. Area: United Kingdom; England. "
        "Counted by: not stated; police. What is counted: robberies; thefts."
    )


def test_a_count_and_a_change_of_the_same_thing_are_two_definitions(compared: Callable[..., dict[str, Any]]) -> None:
    row = compared(kind="change", change_type="relative")
    assert row["differs_in"] == "definition"
    assert "What is counted: thefts (relative change); thefts (count over 12 months)." in row["what_differs"]


def test_a_count_of_a_quarter_and_one_of_a_year_are_two_definitions(compared: Callable[..., dict[str, Any]]) -> None:
    row = compared(period_start="2018-01", period_end="2018-03")
    assert row["differs_in"] == "definition"
    assert "thefts (count over 3 months); thefts (count over 12 months)" in row["what_differs"]


def test_rates_with_another_denominator_are_two_definitions(made_ledger: MakeLedger) -> None:
    rate = PLAIN | {"kind": "rate", "per": "day"}
    ledger = made_ledger({"s:0-1": rate, "s:2-3": rate | {"per": "week"}})
    (row,) = comparability.table(ledger, TERMS).to_dict("records")
    assert row["definition_relation"] == "different"


def test_a_period_that_nobody_states_is_not_comparable(compared: Callable[..., dict[str, Any]]) -> None:
    row = compared(period_start=None, period_end=None)
    assert row["period_relation"] == "unknown"
    assert not row["is_comparable"]
    assert row["mention_id_b"] == "s:2-3", "figures without a period come last"
    assert row["what_differs"].startswith("Period: 2018-04 to 2019-03; not stated.")


def test_forces_of_an_equal_number_are_said_not_to_be_known_as_the_same(made_ledger: MakeLedger) -> None:
    forces = {"kind": "coverage", "measure": "answers", "unit": "police force", "value": 38, "quote": "38 forces"}
    ledger = made_ledger(
        {
            "s:90-92": PLAIN | forces | {"coverage": None, "coverage_id": None},
            "s:80-82": PLAIN | forces | {"coverage": None, "coverage_id": None},
            "s:0-1": PLAIN,
            "s:2-3": PLAIN | {"coverage_id": "s:80-82"},
        }
    )
    crimes = comparability.table(ledger, TERMS).query("family == 'crimes'")
    assert crimes["what_differs"].tolist() == ["Coverage: 38 forces for both; whether the same ones is not stated."]


def test_repeats_other_families_and_terms_outside_the_vocabulary_are_left_out(made_ledger: MakeLedger) -> None:
    ledger = made_ledger(
        {
            "s:0-1": PLAIN,
            "s:2-3": PLAIN | {"same_as": "s:0-1"},
            "s:4-5": PLAIN | {"measure": "answers"},
            "s:6-7": PLAIN | {"measure": "a phrase of a draft"},
        }
    )
    assert comparability.table(ledger, TERMS).empty


def test_without_vocabulary_there_are_no_families(made_ledger: MakeLedger) -> None:
    assert comparability.table(made_ledger({"s:0-1": PLAIN}), Vocabulary()).empty


def test_what_the_shipped_table_calls_comparable_differs_in_nothing_but_the_period(shipped: Corpus) -> None:
    found = comparability.table(tables.read(shipped, "ledger"), vocabulary.load(shipped))
    comparable = found[found["is_comparable"]]
    assert len(found) > len(comparable) > 0
    for aspect in COMPARABILITY_ASPECTS:
        if aspect != "period":
            assert (comparable[f"{aspect}_relation"] == "same").all()
    assert comparable["differs_in"].isna().all()
    assert found["what_differs"].str.len().gt(0).all()
