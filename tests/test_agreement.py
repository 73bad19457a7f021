"""Agreement: Cohen's kappa against published examples, spans one to one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.agreement import cohen_kappa, match, wilson


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    kind: str = "statistic"


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=12).map(
    lambda pairs: [Span(start, start + length) for start, length in pairs]
)


def test_kappa_and_interval_of_fleiss_cohen_and_everitt_1969() -> None:
    """Table 1 of the paper (n = 200, three diagnoses): kappa 0.429 with standard error 0.054."""
    counts = {(0, 0): 106, (0, 1): 10, (0, 2): 4, (1, 0): 22, (1, 1): 28, (1, 2): 10, (2, 0): 2, (2, 1): 12, (2, 2): 6}
    result = cohen_kappa([pair for pair, count in counts.items() for _ in range(count)])
    assert result.n == 200
    assert result.agreement == pytest.approx(0.70)
    assert result.kappa == pytest.approx(0.429, abs=5e-4)
    assert result.low is not None
    assert result.high is not None
    assert (result.high - result.low) / 2 / 1.959964 == pytest.approx(0.054, abs=5e-4)


def test_complete_agreement_still_has_an_interval_of_agreement() -> None:
    result = cohen_kappa([("a", "a")] * 5 + [("b", "b")] * 5)
    assert (result.kappa, result.low, result.high) == (1.0, 1.0, 1.0)
    assert result.agreement_low == pytest.approx(0.722, abs=1e-3)


def test_kappa_is_undefined_where_both_use_one_value() -> None:
    result = cohen_kappa([("a", "a")] * 3)
    assert result.kappa is None
    assert result.agreement == 1.0


def test_no_pairs_no_agreement() -> None:
    assert cohen_kappa([]).agreement is None


def test_wilson_interval_of_a_known_case() -> None:
    """Newcombe (1998), "Two-sided confidence intervals for the single proportion", 81 of 263: 0.2553 to 0.3662."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_never_exceeds_agreement_and_is_symmetric(pairs: list[tuple[str, str]]) -> None:
    result = cohen_kappa(pairs)
    turned = cohen_kappa([(y, x) for x, y in pairs])
    assert result.agreement is not None
    if result.kappa is not None:
        assert result.kappa <= result.agreement + 1e-12
        assert turned.kappa == pytest.approx(result.kappa)
        assert result.low <= result.kappa <= result.high  # type: ignore[operator]


@given(SPANS, SPANS)
def test_matching_is_one_to_one_and_symmetric_in_number(a: list[Span], b: list[Span]) -> None:
    pairs = match(a, b)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert len(match(b, a)) == len(pairs)


def test_less_than_a_third_of_overlap_is_no_match() -> None:
    assert match([Span(0, 4)], [Span(3, 7)]) == []
    assert match([Span(0, 2)], [Span(0, 6)]) == [(0, 0)]
