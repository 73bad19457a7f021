"""A made-up corpus on another subject: what public libraries in two invented counties report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers import tables
from helpers.corpus import Corpus
from helpers.vocabulary import Body, Geography, Measure, Unit, Vocabulary

NORTH, SOUTH = "north_libraries", "south_libraries"


def _figure(source: str, start: int, quote: str, kind: str, value: float | None, **more: Any) -> dict[str, Any]:
    return {
        "mention_id": f"{source}:{start}-{start + len(quote)}",
        "source_id": source,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "kind": kind,
        "value": value,
        "qualifier": "exact",
        "low": value,
        "high": value,
        "low_closed": None if value is None else True,
        "high_closed": None if value is None else True,
    } | more


FIGURES = [
    _figure(
        NORTH, 10, "more than 8,000", "statistic", 8000, qualifier="more_than", low_closed=False, high=None, high_closed=None,
        unit="visit", measure="visits", period_start="2018-04", period_end="2019-03", period_basis="stated",
    ),
    _figure(
        NORTH, 40, "nearly 4,000", "statistic", 4000, qualifier="nearly", low=1500, high_closed=False,
        unit="visit", measure="visits", period_start="2017-01", period_end="2017-12", period_basis="relative",
    ),
    _figure(
        NORTH, 70, "fewer than 20", "statistic", 20, qualifier="less_than", low=0, high_closed=False,
        unit="branch", measure="branches", period_basis="not_stated",
    ),
    _figure(NORTH, 90, "37%", "share", 0.37, low=0.365, high=0.375, unit="loan", measure="digital_loans"),
    _figure(
        NORTH, 110, "halved", "change", -0.5, direction="decrease", change_type="relative", unit="loan",
        measure="digital_loans", baseline_start="2014-01", baseline_end="2014-12",
    ),
    _figure(SOUTH, 5, "22", "rate", 22, low=21.5, high=22.5, unit="visit", measure="visits", per="day"),
    _figure(SOUTH, 30, "at least £1.2m", "money", 1.2e6, qualifier="at_least", high=None, high_closed=None, unit="GBP"),
    _figure(SOUTH, 60, "8,244", "statistic", 8244, unit="visit", measure="visits", period_start="2018-04", period_end="2019-03"),
    _figure(SOUTH, 80, "8,244", "statistic", 8244, unit="visit", measure="visits", same_as=f"{SOUTH}:60-65"),
    _figure(SOUTH, 100, "12 libraries", "coverage", 12, unit="library", measure="libraries_that_answered", of=14),
    _figure(SOUTH, 130, "scores of", "statistic", None, unit="visit", measure="visits"),
]  # fmt: skip
REST = [
    (NORTH, 150, "2019", "period"),
    (NORTH, 160, "aged 9", "age"),
    (NORTH, 170, None, "case"),
    (SOUTH, 150, "0161", "furniture"),
]
LEDGER_ONLY = ("low", "high", "low_closed", "high_closed")


@dataclass(frozen=True)
class Made:
    """The tables of the made-up corpus."""

    corpus: Corpus
    vocabulary: Vocabulary
    sources: pd.DataFrame
    passages: pd.DataFrame
    coded_mentions: pd.DataFrame
    ledger: pd.DataFrame
    audit: pd.DataFrame
    comparability: pd.DataFrame
    agreement: pd.DataFrame


@cache
def _sources() -> pd.DataFrame:
    common = {
        "sha256": "0" * 64,
        "n_bytes": 200,
        "n_characters": 200,
        "n_passages": 2,
        "n_furniture_passages": 1,
        "author_basis": "not_stated",
        "rights": "Made up.",
    }
    return tables.frame(
        "sources",
        [
            common
            | {
                "source_id": NORTH,
                "file": "north_libraries.txt",
                "publisher": "North Gazette",
                "publisher_basis": "stated",
                "title": "Visits | up",
                "title_basis": "stated",
                "published_on": "2019-05-21",
                "published_on_basis": "stated",
            },
            common
            | {
                "source_id": SOUTH,
                "file": "south_libraries.txt",
                "publisher": "South Post",
                "publisher_basis": "inferred",
                "title": None,
                "title_basis": "not_stated",
                "published_on": "2019-06",
                "published_on_basis": "inferred",
                "inferred_why": "date: the year that is reported ended in March",
            },
        ],
    )


@cache
def _passages() -> pd.DataFrame:
    return tables.frame(
        "passages",
        [
            {
                "passage_id": f"{source}:{start}-{end}",
                "source_id": source,
                "start": start,
                "end": end,
                "region": region,
                "role": "paragraph",
                "region_basis": "reviewed",
                "sha256": "0" * 64,
            }
            for source in (NORTH, SOUTH)
            for start, end, region in ((0, 145, "body"), (147, 200, "furniture"))
        ],
    )


@cache
def _coded(status: str) -> pd.DataFrame:
    rows = [{key: value for key, value in row.items() if key not in LEDGER_ONLY} for row in FIGURES]
    for source, start, quote, kind in REST:
        end = start + len(quote or "five")
        rows.append(
            {
                "mention_id": f"{source}:{start}-{end}",
                "source_id": source,
                "start": start,
                "end": end,
                "quote": quote,
                "kind": kind,
            }
        )
    for number, row in enumerate(rows):
        kind = row["kind"]
        row |= {"status": status, "first_kind": kind, "second_kind": kind}
        row["draft_kind"] = None if number % 4 == 3 else "other" if number % 4 == 2 else kind
    return tables.frame("coded_mentions", rows)


@cache
def _ledger(*, is_draft: bool) -> pd.DataFrame:
    common = {
        "form_as_written": "digits",
        "unit_basis": "stated",
        "geography_basis": "not_stated",
        "coverage_basis": "not_stated",
        "attributed_to_basis": "not_stated",
        "counted_by_basis": "not_stated",
        "published_on_basis": "stated",
        "is_draft": is_draft,
    }
    return tables.frame("ledger", [common | row for row in FIGURES])


@cache
def _audit() -> pd.DataFrame:
    claim = {
        "claim_id": f"{NORTH}:10-25",
        "claim_quote": "more than 8,000",
        "operand_ids": f"a={SOUTH}:60-65",
        "formula": "a",
    }
    stated = {"stated": 8000, "stated_low": 8000, "stated_low_closed": False}
    computed = {"computed": 8244, "computed_low": 8244, "computed_high": 8244}
    closed = {"computed_low_closed": True, "computed_high_closed": True}
    base = claim | {"compare": "equal"} | stated | computed | closed
    return tables.frame(
        "audit",
        [
            base
            | {
                "relation_id": "bound",
                "group": "restatement",
                "question": "Is it more?",
                "verdict": "agrees",
                "expected": "agrees",
            },
            base
            | {
                "relation_id": "twice",
                "group": "repeat",
                "question": "Is it the same where it is told again?",
                "verdict": "agrees",
                "expected": "agrees",
            },
            base
            | {
                "relation_id": "for_each_branch",
                "group": "implied",
                "compare": "none",
                "question": "How many is that for each branch?",
                "computed": 687.0,
                "computed_low": 687.0,
                "computed_high": None,
                "computed_low_closed": False,
                "computed_high_closed": None,
                "verdict": "not_checkable",
                "expected": "not_checkable",
                "missing": "a number for each branch",
            },
            base
            | {
                "relation_id": "far",
                "group": "arithmetic",
                "question": "Is it a tenth?",
                "computed": 80000,
                "computed_low": 80000,
                "computed_high": 80000,
                "verdict": "differs",
                "expected": "differs",
            },
            base
            | {
                "relation_id": "other_counties",
                "group": "restatement",
                "question": "Are both the same visits?",
                "verdict": "not_comparable",
                "expected": "not_comparable",
                "differs_in": "geography; coverage",
                "arithmetic": "agrees",
            },
            claim
            | {
                "relation_id": "nothing",
                "group": "not_checkable",
                "question": "What was it before?",
                "compare": "equal",
                "verdict": "not_checkable",
                "expected": "not_checkable",
                "missing": "the year before",
            },
        ],
    )


@cache
def _comparability() -> pd.DataFrame:
    pairs = (
        (f"{NORTH}:40-52", f"{NORTH}:10-25", "same", "other_period", True, None),
        (f"{NORTH}:10-25", f"{SOUTH}:60-65", "different", "same_period", False, None),
        (f"{NORTH}:40-52", f"{SOUTH}:60-65", "same_inferred", "other_period", False, "geography; coverage"),
    )
    return tables.frame(
        "comparability",
        [
            {
                "family": "visits_to_libraries",
                "mention_id_a": first,
                "mention_id_b": second,
                "measure_a": "visits",
                "measure_b": "visits",
                "unit_relation": "same",
                "period_relation": "same" if in_time == "same_period" else "different",
                "geography_relation": relation,
                "coverage_relation": "unknown" if relation == "different" else relation,
                "counted_by_relation": "same",
                "form_relation": "same",
                "definition_relation": "same",
                "relation_in_time": in_time,
                "is_comparable": is_comparable,
                "comparable_if": condition,
                "what_differs": "the period",
            }
            for first, second, relation, in_time, is_comparable, condition in pairs
        ],
    )


@cache
def _agreement() -> pd.DataFrame:
    return tables.frame(
        "agreement",
        [
            {
                "comparison": "first_second",
                "field": "span",
                "n": 14,
                "n_first": 16,
                "n_second": 14,
                "precision": 0.9,
                "recall": 1.0,
                "f1": 0.95,
            },
            {"comparison": "first_second", "field": "span: exact", "n": 12, "n_first": 16, "n_second": 14, "f1": 0.8},
            {
                "comparison": "first_second",
                "field": "unit",
                "n": 11,
                "agreement": 0.9,
                "agreement_low": 0.6,
                "agreement_high": 0.98,
                "kappa": 0.85,
                "kappa_low": -0.1,
                "kappa_high": 1.0,
            },
            {"comparison": "first_second", "field": "direction", "n": 1, "agreement": 1.0},
            {"comparison": "draft_reviewed", "field": "span", "n": 28, "precision": 0.9, "recall": 0.8, "f1": 0.85},
        ],
    )


@cache
def _vocabulary() -> Vocabulary:
    def measure(label: str, family: str, unit: str) -> Measure:
        return Measure(label=label, family=family, unit=unit, definition="Made up.", does_not_include="Nothing.")

    return Vocabulary(
        measures={
            "visits": measure("visits to public libraries", "visits_to_libraries", "visit"),
            "branches": measure("branches without a librarian", "branches", "branch"),
            "digital_loans": measure("loans of digital books", "loans", "loan"),
            "libraries_that_answered": measure("libraries that answered", "coverage", "library"),
        },
        units={name: Unit(definition="Made up.") for name in ("visit", "branch", "loan", "library")},
        geographies={"north": Geography(label="North County")},
        bodies={"county": Body(label="County", kind="government", definition="Made up.")},
    )


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Made]:
    """Write the made-up corpus to a scratch folder, its coding reviewed or only a draft."""

    def write(status: str = "reviewed") -> Made:
        root = tmp_path / "libraries"
        for folder in ("seeds", "data/tables"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        made = Made(
            corpus=Corpus.open(root),
            vocabulary=_vocabulary(),
            sources=_sources(),
            passages=_passages(),
            coded_mentions=_coded(status),
            ledger=_ledger(is_draft=status == "draft"),
            audit=_audit(),
            comparability=_comparability(),
            agreement=_agreement(),
        )
        for name in ("sources", "coded_mentions", "ledger"):
            tables.write(made.corpus, name, getattr(made, name))
        return made

    return write


@pytest.fixture
def libraries(make: Callable[[str], Made]) -> Made:
    """The made-up corpus, reviewed."""
    return make("reviewed")
