"""What notebook 05 says: verdicts by what sort of check they come from, pairs, and verdicts that depend on a reading."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from helpers import tables
from helpers.columns import RELATION_GROUPS
from helpers.corpus import Corpus
from helpers.narrative import audit_said


def audited(relation_id: str, group: str, verdict: str, **others: Any) -> dict[str, Any]:
    plain = {"question": f"Is {relation_id} so?", "claim_id": "s:0-1", "claim_quote": "doubled", "compare": "equal"}
    return plain | {"relation_id": relation_id, "group": group, "verdict": verdict, "expected": verdict} | others


def tried(relation_id: str, convention_id: str, other: str, before: str, after: str) -> dict[str, Any]:
    return {
        "relation_id": relation_id,
        "convention_id": convention_id,
        "setting": "0.10",
        "other_setting": other,
        "verdict": before,
        "other_verdict": after,
        "is_moved": before != after,
    }


@pytest.fixture(scope="module")
def read(shipped: Corpus) -> dict[str, pd.DataFrame]:
    return {name: tables.read(shipped, name) for name in ("audit", "comparability", "sensitivity")}


def said(*relations: dict[str, Any], trials: tuple[dict[str, Any], ...] = ()) -> list[str]:
    pairs = tables.frame("comparability", [])
    return audit_said(
        tables.frame("audit", list(relations)), pairs, tables.frame("sensitivity", list(trials))
    ).splitlines()


def test_repeats_are_counted_apart_and_called_no_evidence() -> None:
    lines = said(
        audited("a", "repeat", "agrees"),
        audited("b", "repeat", "agrees"),
        audited("c", "arithmetic", "agrees"),
        audited("d", "arithmetic", "differs"),
    )
    assert lines[0] == "- 4 relations, by what sort of check they are:"
    assert lines[1] == "    - 2 figures are told twice in one source (agreement is no evidence): 2 agree."
    assert lines[2] == "    - 2 claims are recomputed from other figures: 1 agrees and 1 differs."


def test_implied_values_and_what_cannot_be_computed_are_two_things() -> None:
    lines = said(audited("a", "implied", "not_checkable"), audited("b", "not_checkable", "not_checkable"))
    assert lines[1] == "    - 1 value is implied by the sources, which state nothing to hold it against."
    assert lines[2] == "    - 1 question can be asked and not be computed; the table says what is missing."


def test_a_verdict_that_rests_on_an_inference_is_counted_unless_it_is_a_repeat() -> None:
    resting = {"holds_if": "coverage"}
    lines = said(audited("a", "repeat", "agrees", **resting), audited("b", "bound", "not_comparable", **resting))
    assert not any("inferred" in line for line in lines)
    lines = said(audited("a", "bound", "agrees", **resting))
    assert "- 1 of these verdicts holds only if what is inferred holds; each names it." in lines


def test_a_verdict_that_moves_is_named_by_claim_reading_and_question() -> None:
    trials = (
        tried("a", "multiple_words", "0", "agrees_by_rounding", "differs"),
        tried("a", "multiple_words", "0.20", "agrees_by_rounding", "agrees_by_rounding"),
        tried("b", "rates", "one_unit", "agrees_by_truncation", "agrees_by_rounding"),
    )
    lines = said(audited("a", "arithmetic", "agrees_by_rounding"), audited("b", "arithmetic", "agrees"), trials=trials)
    assert lines[-3:] == [
        "- 2 verdicts would change under another convention, in 2 of 3 trials in which the convention changes an interval of "
        "the relation:",
        "    - \u201cdoubled\u201d: agrees by rounding, but differs if read strictly (multiple words: 0). Is a so?",
        "    - \u201cdoubled\u201d: agrees by truncation, but agrees by rounding if rates is one unit. Is b so?",
    ]


def test_nothing_that_moves_is_said_in_one_line() -> None:
    assert said(audited("a", "bound", "agrees"))[-1] == (
        "- 0 verdicts would change under another convention, in 0 of 0 trials in which the convention changes an interval of "
        "the relation."
    )


def test_pairs_of_one_period_are_counted_apart_from_comparisons_over_time(read: dict[str, pd.DataFrame]) -> None:
    pairs = read["comparability"]
    line = next(line for line in audit_said(**read).splitlines() if "pairs" in line)
    assert f"Of {len(pairs)} pairs" in line
    assert f"{int((pairs['relation_in_time'] == 'same_period').sum())} pairs are of one and the same period" in line
    stated = pairs.assign(is_comparable=pairs["comparable_if"].notna(), comparable_if=pd.NA)
    n = int(stated["is_comparable"].sum())
    changed = audit_said(read["audit"], stated, read["sensitivity"])
    assert f"{n} may be compared over time by what the sources state, and none if what is inferred holds." in changed


def test_every_shipped_relation_is_counted_in_one_group(read: dict[str, pd.DataFrame]) -> None:
    assert set(read["audit"]["group"]) == set(RELATION_GROUPS)
    repeats = read["audit"][read["audit"]["group"] == "repeat"]
    assert set(repeats["verdict"]) == {"agrees"}
