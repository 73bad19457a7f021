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


def test_without_any_coverage_nothing_is_known_even_of_one_recorder_source_and_period(made_ledger: MakeLedger) -> None:
    bare = PLAIN | {"coverage_id": None, "coverage": None, "coverage_basis": "not_stated"}
    ledger = made_ledger({"s:0-1": bare, "s:2-3": bare, "s:4-5": bare | EARLIER, "t:0-1": bare})
    first, *others = read_rows(ledger).values()
    assert [comparability.relate("coverage", first, other) for other in others] == ["unknown"] * 3


@pytest.mark.parametrize(
    ("aspect", "inferred"),
    [
        ("unit", {"unit_basis": "inferred"}),
        ("geography", {"geography_basis": "inferred"}),
        ("coverage", {"coverage_basis": "inferred"}),
        ("counted_by", {"counted_by_basis": "inferred"}),
        ("period", {"inferred_why": "geography: x. period: that of the data set."}),
        ("form", {"inferred_why": "period: that of the data set."}),
        ("definition", {"inferred_why": "measure: the paragraph before names the offence."}),
    ],
)
def test_what_is_the_same_only_by_inference_on_either_side_is_marked(
    pair: Callable[..., tuple[LedgerRow, LedgerRow]], aspect: str, inferred: dict[str, Any]
) -> None:
    first, second = pair(**inferred)
    assert comparability.relate(aspect, first, second) == "same_inferred"
    assert comparability.relate(aspect, second, first) == "same_inferred"


def test_a_word_that_ends_a_reason_is_no_field(pair: Callable[..., tuple[LedgerRow, LedgerRow]]) -> None:
    assert comparability.relate("period", *pair(inferred_why="geography: as said of the period: once.")) == "same"


def test_an_inferred_area_that_is_another_is_different(pair: Callable[..., tuple[LedgerRow, LedgerRow]]) -> None:
    assert comparability.relate("geography", *pair(geography="uk", geography_basis="inferred")) == "different"


def test_an_inferred_unit_is_the_nearest_term_so_another_beside_it_is_unknown(
    compared: Callable[..., dict[str, Any]],
) -> None:
    row = compared(unit="investigation", unit_basis="inferred")
    assert row["unit_relation"] == "unknown"
    assert "Unit: investigation; offence; the one inferred is only the nearest term." in row["what_differs"]


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
    assert row["relation_in_time"] == "other_period"
    assert (row["mention_id_a"], row["mention_id_b"]) == ("s:2-3", "s:0-1"), "the earlier period comes first"
    assert row["is_comparable"]
    assert row["differs_in"] is None
    assert row["comparable_if"] is None
    assert row["what_differs"] == "Period: 2015-16; 2018-19."


def test_what_differs_is_said_in_words_with_labels(compared: Callable[..., dict[str, Any]]) -> None:
    row = compared(geography="uk", measure="robbery", counted_by=None)
    assert not row["is_comparable"]
    assert row["differs_in"] == "geography; counted_by; definition"
    assert row["counted_by_relation"] == "unknown"
    assert row["what_differs"] == (
        "Period: 2015-16; 2018-19. Area: United Kingdom; England. "
        "Counted by: not stated; police. What is counted: robberies; thefts."
    )


def test_a_count_and_a_change_of_the_same_thing_differ_in_form_not_in_definition(
    compared: Callable[..., dict[str, Any]],
) -> None:
    row = compared(kind="change", change_type="relative")
    assert row["definition_relation"] == "same"
    assert row["differs_in"] == "form"
    assert "Form: relative change; count over a year." in row["what_differs"]


def test_a_count_of_a_quarter_and_one_of_a_year_differ_in_form(compared: Callable[..., dict[str, Any]]) -> None:
    row = compared(period_start="2018-01", period_end="2018-03")
    assert row["differs_in"] == "form"
    assert "Form: count over a quarter; count over a year." in row["what_differs"]


def test_counts_of_unknown_periods_have_forms_that_nobody_knows(made_ledger: MakeLedger) -> None:
    undated = PLAIN | {"period_start": None, "period_end": None}
    (row,) = comparability.table(made_ledger({"s:0-1": undated, "s:2-3": undated}), TERMS).to_dict("records")
    assert row["form_relation"] == "unknown"
    assert row["relation_in_time"] == "unknown"
    assert "Form: count over a period of unknown length for both." in row["what_differs"]


def test_shares_have_the_same_form_over_periods_of_any_length(made_ledger: MakeLedger) -> None:
    share = PLAIN | {"kind": "share", "value": 0.4}
    ledger = made_ledger({"s:0-1": share, "s:2-3": share | {"period_start": "2015-01", "period_end": "2015-03"}})
    (row,) = comparability.table(ledger, TERMS).to_dict("records")
    assert row["form_relation"] == "same"
    assert row["is_comparable"]


def test_rates_with_another_denominator_differ_in_form(made_ledger: MakeLedger) -> None:
    rate = PLAIN | {"kind": "rate", "per": "day"}
    ledger = made_ledger({"s:0-1": rate, "s:2-3": rate | {"per": "week"}})
    (row,) = comparability.table(ledger, TERMS).to_dict("records")
    assert (row["definition_relation"], row["form_relation"]) == ("same", "different")


def test_what_holds_only_by_inference_is_comparable_on_that_condition_alone(
    compared: Callable[..., dict[str, Any]],
) -> None:
    row = compared(coverage_basis="inferred", geography_basis="inferred")
    assert not row["is_comparable"]
    assert row["differs_in"] is None
    assert row["comparable_if"] == "geography; coverage"
    assert row["what_differs"].endswith("The same only if what is inferred holds: area, coverage.")


def test_an_inferred_period_is_a_condition_too(compared: Callable[..., dict[str, Any]]) -> None:
    row = compared(inferred_why="period: dated by the event.")
    assert (row["is_comparable"], row["comparable_if"]) == (False, "period; form")


def test_no_condition_helps_where_something_differs(compared: Callable[..., dict[str, Any]]) -> None:
    row = compared(coverage_basis="inferred", geography="uk")
    assert (row["differs_in"], row["comparable_if"]) == ("geography", None)


@pytest.mark.parametrize(
    ("start", "end", "in_time"),
    [("2018-04", "2019-03", "same_period"), ("2017-10", "2018-09", "overlapping"), (*EARLIER.values(), "other_period")],
)
def test_only_figures_of_periods_apart_are_compared_over_time(
    compared: Callable[..., dict[str, Any]], start: str, end: str, in_time: str
) -> None:
    row = compared(period_start=start, period_end=end)
    assert row["differs_in"] is None
    assert row["relation_in_time"] == in_time
    assert row["is_comparable"] == (in_time == "other_period")
    assert row["comparable_if"] is None


def test_a_period_that_nobody_states_is_not_comparable(compared: Callable[..., dict[str, Any]]) -> None:
    row = compared(period_start=None, period_end=None)
    assert row["period_relation"] == "unknown"
    assert not row["is_comparable"]
    assert row["mention_id_b"] == "s:2-3", "figures without a period come last"
    assert row["what_differs"].startswith("Period: 2018-19; not stated. Form: count over a year; count over a period")


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
    others = [f"{aspect}_relation" for aspect in COMPARABILITY_ASPECTS if aspect != "period"]
    on_condition = found[found["comparable_if"].notna()]
    for pairs, states in ((found[found["is_comparable"]], {"same"}), (on_condition, {"same", "same_inferred"})):
        assert set(pairs[others].to_numpy().ravel()) <= states
        assert set(pairs["relation_in_time"]) <= {"other_period"}
        assert pairs["differs_in"].isna().all()
    assert len(on_condition), "otherwise nothing was tried"
    assert found["what_differs"].str.len().gt(0).all()
