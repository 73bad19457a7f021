"""Platform shares: parts of a whole of unknown size, and beside each what it can be at most in numbers."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.context import Fact
from helpers.errors import UserError
from helpers.figures import save
from helpers.figures.checks import drawn_text, problems
from helpers.figures.platform_shares import caption_platform_shares, draw_platform_shares
from helpers.vocabulary import Measure, Vocabulary

TERMS = Vocabulary(
    measures={
        name: Measure(label=label, family="loans", unit="loan", definition="Made up.", does_not_include="Nothing.")
        for name, label in (("digital_loans", "loans of digital books"), ("visits", "visits"))
    }
)


def row(start: int, quote: str, value: float, low: float, high: float, **more: Any) -> dict[str, Any]:
    return {
        "mention_id": f"north_libraries:{start}-{start + len(quote)}",
        "quote": quote,
        "value": value,
        "low": low,
        "high": high,
        "measure": "digital_loans",
        "period_start": "2018-04",
        "period_end": "2019-03",
        "period_basis": "stated",
        "geography": None,
        "coverage": 12.0,
        "coverage_basis": "stated",
        "is_draft": False,
    } | more


EARLIER = row(90, "37%", 0.37, 0.365, 0.375)
LATER = row(60, "40%", 0.4, 0.4, 0.4, period_start="2019-04", period_end="2019-06", coverage=None)
TOTAL = row(10, "more than 8,000", 1200, 1200, 1200, measure="visits")


def test_a_share_stands_beside_the_total_of_its_period_brought_to_a_month() -> None:
    figure, marks = draw_platform_shares([LATER, EARLIER], [TOTAL], TERMS)
    assert marks["what"].tolist() == ["share", "total", "share"]
    total = marks.set_index("what").loc["total"]
    assert (total["months"], total["a_month"], total["at_most_a_month"]) == (12, 100, 37.5)
    assert total["mention_ids"].split() == [TOTAL["mention_id"], EARLIER["mention_id"]]
    assert problems(figure, "two_columns") == []


def test_what_is_at_most_is_never_rounded_down() -> None:
    figure, _ = draw_platform_shares([EARLIER], [TOTAL], TERMS)
    words = [text.text for text in drawn_text(figure)]
    assert "with the platform: at most 38 a month" in words
    assert any("37% (rounded: 36.5% to 37.5%)" in text for text in words)


def test_a_share_without_a_total_of_its_period_is_drawn_alone() -> None:
    figure, marks = draw_platform_shares([LATER], [TOTAL], TERMS)
    assert marks["what"].tolist() == ["share"]
    caption = caption_platform_shares(marks, None, TERMS)
    assert "no total is stated" in caption["alt"]
    assert "forces not stated" in " ".join(text.text for text in drawn_text(figure))


def test_two_totals_of_one_period_are_an_error() -> None:
    other = row(130, "nearly 900", 900, 900, 900, measure="visits")
    with pytest.raises(UserError, match=r"2 totals for 2018-19, .*; one of them must be named"):
        draw_platform_shares([EARLIER], [TOTAL, other], TERMS)


@pytest.mark.parametrize(
    ("is_comparable", "comparable_if", "said"),
    [
        (True, None, "The two differ in period only, so the share may be said to have risen"),
        (
            False,
            "coverage",
            "If what is inferred holds (that the same forces answered), the share may be said to have risen",
        ),
        (False, None, "The two may not be compared"),
    ],
)
def test_the_claim_follows_the_table_of_comparability(
    is_comparable: bool, comparable_if: str | None, said: str
) -> None:
    _, marks = draw_platform_shares([EARLIER, LATER], [TOTAL], TERMS)
    pair = {"is_comparable": is_comparable, "comparable_if": comparable_if}
    claim = caption_platform_shares(marks, pair, TERMS)["claim"]
    assert said in claim
    assert "at most 38 of 100 offences a month in 2018-19" in claim


def test_a_period_that_was_worked_out_has_an_asterisk_and_a_footnote() -> None:
    figure, marks = draw_platform_shares([EARLIER, LATER | {"period_basis": "relative"}], [TOTAL], TERMS)
    words = [text.text for text in drawn_text(figure)]
    assert "Apr to Jun 2019* (3 months)" in words
    assert any(text.startswith("* worked out") for text in words)
    assert problems(figure, "two_columns") == []
    notes = caption_platform_shares(marks, None, TERMS).get("notes", ())
    assert notes[-1].endswith("was worked out: Apr to Jun 2019.")
    figure, marks = draw_platform_shares([EARLIER, LATER], [TOTAL], TERMS)
    assert not any("*" in text.text for text in drawn_text(figure))
    assert "asterisk" not in " ".join(caption_platform_shares(marks, None, TERMS).get("notes", ()))


def test_coverage_that_is_only_inferred_is_said_to_be() -> None:
    figure, _ = draw_platform_shares([EARLIER | {"coverage_basis": "inferred"}], [], TERMS)
    assert "12 forces (inferred)" in " ".join(text.text for text in drawn_text(figure))


def test_what_another_publication_says_stands_in_the_notes_with_its_reference() -> None:
    _, marks = draw_platform_shares([EARLIER], [TOTAL], TERMS)
    fact = Fact.model_validate(
        {
            "kind": "definition",
            "label": "of which",
            "what": "Only loans with a known reader count.",
            "reference": {"title": "A page", "publisher": "A body", "url": "https://example.org/page"},
        }
    )
    notes = caption_platform_shares(marks, None, TERMS, elsewhere=fact).get("notes", ())
    assert notes[0] == "Only loans with a known reader count. (A body, https://example.org/page)"


def test_nothing_to_draw_is_said_and_saved(libraries: Any) -> None:
    figure, marks = draw_platform_shares([], [], TERMS)
    paths = save(figure, "platform_shares", libraries.corpus, marks, **caption_platform_shares(marks, None, TERMS))
    assert "no share of a platform" in paths[-1].read_text(encoding="utf-8")
