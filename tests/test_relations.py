"""Relations: declared checks are read, or refused with file, line and remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from helpers import audit, conventions, relations, tables
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.relations import Match, Operand, Relation
from helpers.yaml_files import YamlFile

MakeLedger = Callable[[Mapping[str, Mapping[str, Any]]], pd.DataFrame]

GOOD = """\
relations:
- relation_id: part_of_total
  question: Are the {claim} a part of the {a}?
  claim: {mention: "s:0-3", quote: "122"}
  operands:
    a: {mention: "s:9-12", quote: "320"}
    b: {mention: "s:0-3", quote: "122", take: of}
  constants:
    k: {value: 0.5, reason: half of them}
  formula: min(a, b) * k * days(claim)
  compare: at_most
  must_match: {unit: all, baseline: [claim, a]}
  expect: agrees
  reason: They are {computed:percent} of {a} in {claim.period}.
"""
IDLE = """\
relations:
- relation_id: implied_share
  question: What share?
  claim: {mention: "s:0-3", quote: "122"}
  operands:
    a: {mention: "s:9-12", quote: "320"}
  formula: a / a
  compare: none
  missing: a stated share
  expect: not_checkable
  expect_computed: "1"
  reason: None is stated.
"""


@pytest.fixture
def ledger(made_ledger: MakeLedger) -> pd.DataFrame:
    """Two figures: 122 of a stated total of 320, and 320."""
    return made_ledger({"s:0-3": {"value": 122, "quote": "122", "of": 320}, "s:9-12": {"value": 320, "quote": "320"}})


def parse(text: str, ledger: pd.DataFrame) -> list[Relation]:
    return relations.parse(YamlFile("data/relations.yml", text), ledger)


def test_a_relation_is_read_with_its_place(ledger: pd.DataFrame) -> None:
    (found,) = parse(GOOD, ledger)
    assert found.claim == Operand("s:0-3")
    assert found.operands == {"a": Operand("s:9-12"), "b": Operand("s:0-3", "of")}
    assert found.constants == {"k": Fraction(1, 2)}
    assert found.must_match == (Match("unit", ("claim", "a", "b")), Match("baseline", ("claim", "a")))
    assert found.place == "data/relations.yml:2"


def test_aspects_may_be_a_list_that_holds_for_all(ledger: pd.DataFrame) -> None:
    (found,) = parse(GOOD.replace("{unit: all, baseline: [claim, a]}", "[unit, period]"), ledger)
    assert [match.aspect for match in found.must_match] == ["unit", "period"]
    assert found.must_match[0].names == ("claim", "a", "b")


def test_an_implied_value_is_read_with_its_guard(ledger: pd.DataFrame) -> None:
    (found,) = parse(IDLE, ledger)
    assert (found.compare, found.expect_computed, found.missing) == ("none", "1", "a stated share")


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ('"s:9-12"', '"s:9-13"', 6, "no reported figure 's:9-13' in the ledger; '320' stands at s:9-12; correct"),
        ('"s:0-3", quote: "122"}\n  o', '"t:0-3", quote: "122"}\n  o', 4, "no reported figure 't:0-3'"),
        ('quote: "320"', 'quote: "230"', 6, "s:9-12 reads '320' in the ledger, not '230'; correct one of the two"),
        ("take: of", "take: all", 7, "'all' is none of value, of, coverage, coverage_of"),
        ("take: of", "take: coverage", 7, "s:0-3 has no 'coverage' in the ledger"),
        ('"122", take: of}', '"122"}', 7, "'b' and 'claim' are one figure; nothing can be checked against itself"),
        ("min(a, b)", "min(a, b, c)", 10, "unknown name 'c'; add it to 'operands' or 'constants'"),
        ("days(claim)", "days(k)", 10, "unknown name 'k'"),
        ("min(a, b)", "a", 7, "'b' is not used in the formula; take it out or use it"),
        ("* k", "", 9, "'k' is not used in the formula"),
        ("min(a, b)", "a ** b", 10, "'a ** b' is not allowed in a formula"),
        ("    k:", "    a:", 9, "'a' names an operand too"),
        ("    k:", "    computed:", 9, "'computed' is a name of the audit's own"),
        ("    k:", "    k2:", 9, "String should match pattern"),
        ("at_most\n", "at_mots\n", 11, "'at_mots' is none of equal, at_least"),
        ("unit: all", "colour: all", 12, "'colour' is none of unit, period"),
        ("unit: all", "unit: [claim, c]", 12, "unknown name 'c'; use 'claim' or an operand"),
        ("unit: all", "unit: [claim]", 12, "needs at least two names"),
        ("baseline: [claim, a]", "baseline: all", 12, "'baseline' needs names"),
        ("{unit: all, baseline: [claim, a]}", "[baseline]", 12, "'baseline' needs names"),
        ("expect: agrees", "expect: agree", 13, "'agree' is none of agrees, agrees_by_rounding"),
        ("expect: agrees\n  reason:", "expect: differs\n  missing:", 13, "expects 'differs' without a reason"),
        (
            "expect: agrees",
            "expect: agrees\n  missing: the rest",
            14,
            "something is missing, yet a verdict is expected",
        ),
        ("expect: agrees", 'expect: agrees\n  expect_computed: "1"', 14, "a verdict depends on the recomputed value"),
        ("part of the {a}", "part of the 320", 3, "the number '320' is typed; write a placeholder such as {claim}"),
        ("part of the {a}", "part of the {c}", 3, "unknown placeholder {c}; use one of claim, a, b, stated"),
        ("part of the {a}", "part of the {a.unit}", 3, "unknown placeholder {a.unit}"),
        ("part of the {a}", "part of the {a:percent}", 3, "unknown form 'percent' of {a}"),
        ("computed:percent", "computed:pounds", 14, "unknown form 'pounds'"),
        ("part of the {a}", "part of the {a", 3, "write placeholders as {claim}"),
        ("  compare: at_most\n", "", 2, "compare: missing; add it"),
        ("  compare: at_most\n", "  compare: none\n", 11, "nothing to compare with; say in 'missing'"),
        ("part_of_total", "part_of_2", 2, "String should match pattern"),
        ("  question", "  query", 3, "query: unknown field"),
    ],
)
def test_a_fault_names_file_line_and_remedy(
    ledger: pd.DataFrame, before: str, after: str, line: int, message: str
) -> None:
    assert before in GOOD
    with pytest.raises(UserError) as raised:
        parse(GOOD.replace(before, after, 1), ledger)
    assert any(
        text.startswith(f"data/relations.yml:{line}: ") and message in text for text in str(raised.value).splitlines()
    ), str(raised.value)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('  expect_computed: "1"\n', "", "add 'expect_computed'"),
        ('"1"', '"one"', "String should match pattern"),
        ("  missing: a stated share\n", "", "nothing to compare with"),
        ("  formula: a / a\n", "", "a verdict depends on the recomputed value already; take it out"),
        ("compare: none", "compare: equal", "a verdict depends on the recomputed value already; take it out"),
        ("  formula: a / a\n  compare: none", "  compare: equal", "set 'compare: none' or add a formula"),
    ],
)
def test_a_fault_in_an_implied_value(ledger: pd.DataFrame, before: str, after: str, message: str) -> None:
    assert before in IDLE
    with pytest.raises(UserError, match=r"data/relations\.yml:") as raised:
        parse(IDLE.replace(before, after, 1), ledger)
    assert message in str(raised.value)


def test_a_relation_that_stands_twice_names_both_lines(ledger: pd.DataFrame) -> None:
    twice = GOOD + GOOD.removeprefix("relations:\n")
    with pytest.raises(UserError, match=r"data/relations\.yml:15: relation 'part_of_total' stands on line 2 already"):
        parse(twice, ledger)


def test_all_faults_are_told_at_once(ledger: pd.DataFrame) -> None:
    broken = GOOD.replace('quote: "320"', 'quote: "230"').replace("take: of", "take: coverage")
    with pytest.raises(UserError) as raised:
        parse(broken, ledger)
    assert len(str(raised.value).splitlines()) == 2


def test_a_corpus_without_relations_has_none(small: Corpus, ledger: pd.DataFrame) -> None:
    small.relations.unlink(missing_ok=True)
    assert relations.load(small, ledger) == []


# The shipped relations


@pytest.fixture(scope="module")
def shipped_ledger(shipped: Corpus) -> pd.DataFrame:
    """The shipped ledger."""
    return tables.read(shipped, "ledger")


def test_the_shipped_relations_come_out_as_declared(shipped: Corpus, shipped_ledger: pd.DataFrame) -> None:
    declared = relations.load(shipped, shipped_ledger)
    found = audit.run(shipped_ledger, declared, conventions.load(shipped))
    assert len(found) == len(declared) > 40
    assert set(found["verdict"]) >= {"agrees", "agrees_by_rounding", "agrees_by_truncation", "not_comparable"}


def test_every_shipped_figure_is_asked_something_or_repeats_one(shipped: Corpus, shipped_ledger: pd.DataFrame) -> None:
    asked = {
        operand.mention_id
        for relation in relations.load(shipped, shipped_ledger)
        for operand in (relation.claim, *relation.operands.values())
    }
    # Nothing in the sources stands beside the number of officers trained.
    left_out = set(shipped_ledger["quote"][~shipped_ledger["mention_id"].isin(asked)])
    assert left_out == {"400"}


def test_no_sentence_of_the_audit_has_an_unfilled_placeholder(shipped: Corpus, shipped_ledger: pd.DataFrame) -> None:
    declared = relations.load(shipped, shipped_ledger)
    found = audit.run(shipped_ledger, declared, conventions.load(shipped))
    for column in ("question", "reason", "missing"):
        assert not found[column].dropna().str.contains(r"[{}]").any()


def test_a_changed_digit_anywhere_in_the_shipped_relations_is_named(
    shipped: Corpus, shipped_ledger: pd.DataFrame
) -> None:
    text = shipped.relations.read_text("utf-8")
    table = conventions.load(shipped)
    audit.run(shipped_ledger, parse(text, shipped_ledger), table)  # unchanged, they come out as declared
    places = [place for place, character in enumerate(text) if character.isdigit()]
    for place in places[:: len(places) // 40]:
        changed = text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
        with pytest.raises((UserError, audit.CheckFailed), match=r"data/relations\.yml:"):
            audit.run(shipped_ledger, parse(changed, shipped_ledger), table)
