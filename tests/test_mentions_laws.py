"""Laws of the reader: what holds for any text, shown by examples that hypothesis makes up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.mentions import FIGURE_KINDS, KINDS, QUALIFIERS, read, value_of

# fmt: off
PIECES = st.sampled_from([
    "12 ", " 3,400 ", "£5m", "37%", "per cent", "one in five", "a third", "doubled", "more than", "up to", "from",
    "to", "in 2019", "2018-19", "April 2020", "aged 13", "offences", "people", "police", "rose", "fell", "by",
    "of the", "44 forces", "13-year-old", "girl", "was jailed for", "three years", "\n", "\n\n", ". ", ", ", "- ",
    "", " ", "\t", "(", ")", "“", "”", "’", "–", "£", "$", "½", "twice as many", "per 100,000 people",
    "Read more:", "Tel: 01206 878178", "last year", "half", "Covid-19", "Kent 12 34", "a day", "between", "and",
    "+5", "-3", "0", "1.", "Q1.", "hundreds", "at least", "or more", "www.a.com/12", "%", "nine a day",
    "year to March",
])
# fmt: on
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=20).map("".join)
)
DATES = st.sampled_from(["", "2024", "2024-02", "2024-02-29", "1999-12-31"])
UNRELATED = "The garden was quiet. Nobody had come to see the roses, and the gate stood open."
BASE = (
    "Forces logged 45,627 offences in the year to March 2019. That is 7% more than the year before.\n\n"
    "About a third of them were in London. Burglary fell by 12 per cent to 366,718.\n"
)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(TEXTS, DATES)
def test_reading_never_fails_and_every_mention_points_at_its_quote(text: str, published: str) -> None:
    end = 0
    for mention in read(text, published):
        assert mention.start >= end, "mentions overlap or are out of order"
        assert mention.start < mention.end
        assert text[mention.start : mention.end] == mention.quote
        end = mention.end


@relaxed
@given(TEXTS)
def test_every_digit_lies_in_a_mention(text: str) -> None:
    covered = {k for mention in read(text) for k in range(mention.start, mention.end)}
    missed = [text[max(0, k - 15) : k + 15] for k, c in enumerate(text) if c in "0123456789" and k not in covered]
    assert not missed


@relaxed
@given(TEXTS, DATES)
def test_reading_twice_gives_the_same_bytes(text: str, published: str) -> None:
    first, second = (json.dumps([mention.as_dict() for mention in read(text, published)]) for _ in range(2))
    assert first == second


@relaxed
@given(TEXTS, DATES)
def test_fields_keep_to_their_lists(text: str, published: str) -> None:
    for mention in read(text, published):
        assert mention.kind in KINDS
        if mention.kind in FIGURE_KINDS:
            assert mention.qualifier in QUALIFIERS
            assert mention.period_basis in ("stated", "relative", "not_stated")
            assert (mention.period is None) == (mention.period_basis == "not_stated")
            assert mention.value is not None
        else:
            assert mention.value is None
            assert mention.unit is None
        assert (mention.kind == "change") == (mention.change_type is not None)
        if mention.kind == "change" and mention.value:
            assert (mention.value < 0) == (mention.direction == "decrease")


@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_an_unrelated_paragraph_leaves_the_other_mentions_as_they_were(place: str) -> None:
    first, second = BASE.split("\n\n")
    with_it = {
        "before": f"{UNRELATED}\n\n{BASE}",
        "between": f"{first}\n\n{UNRELATED}\n\n{second}",
        "after": f"{BASE}\n{UNRELATED}\n",
    }[place]
    meaning = ("quote", "kind", "value", "qualifier", "unit", "period", "baseline_period", "direction")
    alone, beside = (
        [tuple(getattr(mention, field) for field in meaning) for mention in read(text, "2019-06")]
        for text in (BASE, with_it)
    )
    assert beside == alone


@pytest.mark.parametrize(
    "piece",
    [
        "5% of 12 people. ",
        "12 and ",
        "1 2 3 4 ",
        "2019 ",
        "a-",
        "“",
        "1,111,",
        "Foo Bar 12 ",
        "x said y 5%\n",
        "1|2|",
        "9",
        "A",
    ],
)
def test_time_is_linear_in_the_length_of_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        best = 9e9
        for _ in range(2):
            begin = time.process_time()
            read(text, "2020")
            best = min(best, time.process_time() - begin)
        return best

    # four times the text may take a little over four times as long; a quadratic search would take sixteen times
    assert seconds(16_000) < 9 * seconds(4_000) + 0.05


@given(st.integers(0, 10**9))
def test_a_number_keeps_its_value_however_it_is_grouped(number: int) -> None:
    for written in (f"{number:,}", str(number), f"{number:,}".replace(",", "\u00a0")):
        reading = value_of(written)
        if reading is not None and reading.form == "count":
            assert reading.value == number
    grouped = value_of(f"{number:,} offences")
    assert grouped is not None
    assert grouped.value == number


@given(st.decimals(min_value=0, max_value=1000, places=1, allow_nan=False, allow_infinity=False))
def test_a_per_cent_is_a_part_of_one(share: object) -> None:
    reading = value_of(f"{share}%")
    assert reading is not None
    assert reading.is_percent
    assert reading.value == pytest.approx(float(str(share)) / 100)
    assert reading.decimals_as_written == 1


DEVELOPED_ON = Path(__file__).parent / "reading" / "dev"
ONE_OF_TWO_TIMES = Path(__file__).parent / "reading" / "train" / "o-10-jobs.txt"
"""A text with a figure that is compared with two times, of which one is its baseline."""
READ_ALL = (
    "import json, sys; from helpers.mentions import read;"
    "print([[m.as_dict() for m in read(text, '2023-05')] for text in json.load(sys.stdin)])"
)


def test_the_order_in_which_python_keeps_its_sets_changes_no_reading() -> None:
    texts = [path.read_text("utf-8") for path in (ONE_OF_TWO_TIMES, *sorted(DEVELOPED_ON.glob("*.txt")))]
    readings = {
        subprocess.run(
            [sys.executable, "-c", READ_ALL],
            input=json.dumps(texts),
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
        for seed in range(1, 5)
    }
    assert len(readings) == 1
