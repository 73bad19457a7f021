"""Exercises: a right answer is told right, a wrong one gets its hint, none is asked for."""

from __future__ import annotations

from fractions import Fraction

import pytest

from helpers.exercises import verdict


@pytest.mark.parametrize(
    ("answer", "right", "within"),
    [
        (3, 3, 0),
        (2.04, Fraction(4122, 2021), 0.01),
        (" Coverage", "coverage", 0),
        (["b", "a"], {"a", "b"}, 0),
        (True, True, 0),
    ],
)
def test_a_right_answer_is_told_right(answer: object, right: object, within: float) -> None:
    assert verdict(answer, right, "Look again.", within=within) == "**Right.**"


@pytest.mark.parametrize(
    ("answer", "right"), [(4, 3), ("unit", "coverage"), ({"a"}, {"a", "b"}), (1, True), ("three", 3), (float("nan"), 3)]
)
def test_a_wrong_answer_gets_its_hint(answer: object, right: object) -> None:
    assert verdict(answer, right, "Look again.") == "**Not yet.** Look again."


def test_no_answer_is_no_mistake() -> None:
    assert verdict(None, 3, "Look again.").startswith("*Not answered yet")
