"""Conventions: what a number as written stands for, and the table of choices behind it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import conventions
from helpers.columns import FORMS, QUALIFIERS
from helpers.conventions import interval_of, read_number
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.intervals import Interval

SHIPPED = conventions.load()
DIGITS = ("digits", 1)


def read(
    value: float | str,
    qualifier: str = "exact",
    form: str = "digits",
    resolution: float | None = 1,
    kind: str = "statistic",
    change_type: str | None = None,
    **settings: str,
) -> str:
    table = SHIPPED
    for name, setting in settings.items():
        table = table.with_setting(name, setting)
    return str(interval_of(value, qualifier, resolution, form, kind, table, change_type))


def words(value: float, form: str, kind: str = "share", qualifier: str = "exact", **settings: str) -> str:
    change_type = "relative" if kind == "change" else None
    return read(value, qualifier, form, None, kind, change_type, **settings)


# Numbers without qualifier


@pytest.mark.parametrize(
    ("value", "interval"),
    [(1220, "[1220, 1220]"), (4760, "[4760, 4760]"), (6200, "[6150, 6250]"), (709000, "[708500, 709500]")],
)
def test_a_count_is_exact_unless_it_ends_in_two_zeros(value: int, interval: str) -> None:
    assert read(value) == interval


def test_how_many_zeros_make_a_round_number_can_be_changed() -> None:
    assert read(6200, round_numbers="never") == "[6200, 6200]"
    assert read(4760, round_numbers="one_zero") == "[4755, 4765]"
    assert read(6200, round_numbers="three_zeros") == "[6200, 6200]"


def test_a_number_of_forces_is_never_rounded() -> None:
    assert read(100, kind="coverage") == "[100, 100]"


def test_a_scale_word_rounds_to_its_last_digit() -> None:
    assert read(8_500_000, resolution=100_000) == "[8450000, 8550000]"
    assert read(8_500_000, resolution=100_000, scale_words="one_unit") == "[8400000, 8600000]"
    assert read(8_500_000, resolution=100_000, scale_words="exact") == "[8500000, 8500000]"


def test_number_words_are_counts_in_words() -> None:
    assert read(3, form="number_words", resolution=None) == "[3, 3]"
    assert read(3_000_000, form="number_words", resolution=None) == "[2500000, 3500000]"


def test_a_percentage_stands_for_what_rounds_to_it() -> None:
    assert read(0.37, kind="share", resolution=0.01) == "[0.365, 0.375]"
    assert read(0.171, kind="share", resolution=0.001) == "[0.1705, 0.1715]"
    assert read(0.37, kind="share", resolution=0.01, rounding_ends="half_up") == "[0.365, 0.375)"
    assert read(0.03, kind="change", form="number_words", resolution=None, change_type="relative") == "[0.025, 0.035]"


def test_an_absolute_change_is_a_count() -> None:
    assert read(-104, kind="change", change_type="absolute") == "[-104, -104]"
    assert read(-1200, kind="change", change_type="absolute") == "[-1250, -1150]"


def test_a_rate_is_a_rounded_quotient() -> None:
    assert read(22, kind="rate") == "[21.5, 22.5]"
    assert read(1.94, kind="rate", resolution=0.01) == "[1.935, 1.945]"
    assert read(5, kind="rate", form="number_words", resolution=None) == "[4.5, 5.5]"


def test_written_decimals_are_rounded() -> None:
    assert read(2.5, resolution=0.1) == "[2.45, 2.55]"


def test_fractions_in_words_mean_the_fraction_and_are_loose() -> None:
    assert read_number(0.3333, "exact", None, "fraction_words", "share", SHIPPED).interval == Interval(
        Fraction(3, 10), Fraction(11, 30)
    )
    assert words(0.3333, "fraction_words", fraction_words="0") == "[0.3333333333, 0.3333333333]"
    assert words(0.0769, "one_in_n", one_in_n="0") == "[0.07692307692, 0.07692307692]"
    assert words(0.7, "one_in_n") == "[0.63, 0.77]"


def test_a_multiple_in_words_is_loose_in_its_factor() -> None:
    assert words(1, "multiple_words", "change") == "[0.8, 1.2]"
    assert words(-0.5, "multiple_words", "change") == "[-0.55, -0.45]"
    assert words(3, "multiple_words", "rate") == "[2.7, 3.3]"


# Qualifiers


def test_bounds_have_one_end() -> None:
    assert read(550, "more_than") == "(550, ∞)"
    assert read(300_000, "at_least") == "[300000, ∞)"
    assert read(20, "less_than") == "(-∞, 20)"
    assert read(20, "at_most") == "(-∞, 20]"
    assert read(20, "up_to") == "(-∞, 20]"
    assert words(0.3333, "fraction_words", qualifier="more_than") == "(0.3333333333, ∞)"


def test_bounds_can_be_taken_to_reach_to_the_next_round_number() -> None:
    near = {"reach_of_bounds": "next_round_number"}
    assert read(8000, "more_than", **near) == "(8000, 9000)"
    assert read(550, "more_than", **near) == "(550, 560)"
    assert read(10_000_000_000, "at_least", resolution=1_000_000_000, kind="money", **near) == "[1e+10, 2e+10]"
    assert read(20, "less_than", **near) == "(10, 20)"
    assert words(0.5, "fraction_words", qualifier="more_than", **near) == "(0.5, ∞)"


def test_a_fall_is_bounded_by_its_size() -> None:
    assert words(-0.5, "multiple_words", "change", "more_than") == "(-∞, -0.5)"
    assert read(-0.1, "less_than", resolution=0.01, kind="change", change_type="relative") == "(-0.1, ∞)"
    assert read(-0.1, "nearly", resolution=0.01, kind="change", change_type="relative") == "(-0.1, -0.09]"


def test_about_is_never_narrower_than_the_plain_number() -> None:
    assert read(4321, "about") == "[3888.9, 4753.1]"
    assert read(4000, "about") == read(4000) == "[3500, 4500]"
    assert read(3, "about", kind="rate") == "[2.5, 3.5]"
    assert read(4250, "about", about="0.02") == "[4165, 4335]"


def test_nearly_is_below_and_wider_in_words() -> None:
    assert read(4000, "nearly") == "[3600, 4000)"
    assert words(0.5, "fraction_words", qualifier="nearly") == "[0.425, 0.5)"
    assert words(1, "multiple_words", "change", "nearly") == "[0.7, 1)"
    assert read(4000, "nearly", more_than="closed") == "[3600, 4000]"


def test_up_to_can_be_taken_as_coming_near() -> None:
    assert read(4000, "up_to", up_to="nearly") == "[3600, 4000]"


def test_limits_of_kind_cut_what_cannot_be() -> None:
    cut = {"limits_of_kind": "applied"}
    assert words(0.5, "fraction_words", qualifier="more_than", **cut) == "(0.5, 1]"
    assert read(20, "less_than", **cut) == "[0, 20)"
    assert words(-0.5, "multiple_words", "change", "more_than", **cut) == "[-1, -0.5)"
    assert (
        read(0.08, "more_than", kind="change", resolution=0.01, change_type="percentage_points", **cut) == "(0.08, 1]"
    )


def test_the_reason_for_round_numbers_says_how_its_own_examples_are_read() -> None:
    reason = next(entry.reason for entry in SHIPPED if entry.convention_id == "round_numbers")
    for value, words in ((6200, "6200 is read as"), (400, "400 as")):
        read = interval_of(value, "exact", 1, "digits", "statistic", SHIPPED)
        assert read.low is not None
        assert read.high is not None
        assert f"{words} {int(read.low):,} to {int(read.high):,}" in reason
    assert interval_of(4760, "exact", 1, "digits", "statistic", SHIPPED) == Interval.point(4760)
    assert "4,760, with a single zero, is read as it stands" in reason


def test_a_vague_number_stands_for_any() -> None:
    assert interval_of(None, "exact", None, "number_words", "statistic", SHIPPED).is_whole


@pytest.mark.parametrize(("qualifier", "form"), [("some", "digits"), ("exact", "roman")])
def test_unknown_terms_are_a_defect_of_the_caller(qualifier: str, form: str) -> None:
    with pytest.raises(ValueError, match="unknown qualifier"):
        interval_of(1, qualifier, 1, form, "statistic", SHIPPED)


# Laws

values = st.integers(0, 30_000).map(Fraction) | st.fractions(0, 3, max_denominator=100)


@given(
    value=values,
    qualifier=st.sampled_from(QUALIFIERS),
    form=st.sampled_from(FORMS),
    kind=st.sampled_from(["statistic", "change", "share", "rate", "money", "coverage"]),
    sign=st.sampled_from([1, -1]),
)
def test_a_number_touches_its_own_interval(value: Fraction, qualifier: str, form: str, kind: str, sign: int) -> None:
    number = value * (sign if kind == "change" else 1)
    found = read_number(number, qualifier, 1 if form == "digits" else None, form, kind, SHIPPED)
    # Words mean a nearby fraction; bounds leave out the number itself but end there.
    assert found.interval.distance(Interval.point(number)) <= Fraction(1, 10_000)
    assert found.used


@given(value=values, form=st.sampled_from(FORMS), kind=st.sampled_from(["statistic", "share", "rate", "money"]))
def test_a_qualifier_never_contradicts_the_plain_number(value: Fraction, form: str, kind: str) -> None:
    resolution = 1 if form == "digits" else None
    about = interval_of(value, "about", resolution, form, kind, SHIPPED)
    plain = interval_of(value, "exact", resolution, form, kind, SHIPPED)
    above = interval_of(value, "at_least", resolution, form, kind, SHIPPED)
    below = interval_of(value, "at_most", resolution, form, kind, SHIPPED)
    assert about.contains(plain)
    assert above.meets(plain)
    assert below.meets(plain)
    assert above.intersection(below) is not None


# The table


def test_every_choice_in_the_shipped_table_has_reason_and_other_settings() -> None:
    assert len({entry.convention_id for entry in SHIPPED}) == len(SHIPPED.table) >= 15
    for entry in SHIPPED:
        assert entry.question.endswith("?")
        assert len(entry.reason) > 20
        assert entry.others
        assert entry.setting not in entry.others


def test_a_corpus_without_a_table_uses_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    assert conventions.load(Corpus.open(tmp_path)) == SHIPPED


def test_a_setting_can_be_changed_for_a_trial_only_to_one_that_is_known() -> None:
    assert SHIPPED.with_setting("about", "0.3").width("about") == Fraction(3, 10)
    assert SHIPPED.width("about") == Fraction(1, 10)
    with pytest.raises(UserError, match=r"convention about: '1\.5' is not a width"):
        SHIPPED.with_setting("about", "1.5")
    with pytest.raises(UserError, match="convention 'width' does not exist; use one of about"):
        SHIPPED.with_setting("width", "0.1")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("  about:\n", "  abuot:\n", "unknown convention 'abuot'"),
        ("  about:\n", "  abuot:\n", "convention 'about' is missing"),
        ("setting: at_most", "setting: at_least", "unknown setting 'at_least'; use one of at_most, nearly"),
        ('setting: "0.10"', 'setting: "10"', "'10' is not a width; give a fraction"),
        ("others: [nearly]", "others: [at_most]", "'at_most' stands twice"),
        ("others: [nearly]", "others: []", "at least 1 item"),
        ("    setting: open\n", "", "setting: missing; add it"),
        ("    setting: open\n", "    setting: open\n    colour: red\n", "colour: unknown field"),
    ],
)
def test_a_fault_in_the_table_names_file_and_line(tmp_path: Path, before: str, after: str, message: str) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "data").mkdir()
    text = conventions.shipped().read_text("utf-8")
    assert before in text
    (tmp_path / "data" / "conventions.yml").write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(UserError) as raised:
        conventions.load(Corpus.open(tmp_path))
    lines = [line for line in str(raised.value).splitlines() if message in line]
    assert lines
    assert lines[0].startswith("data/conventions.yml:")
    assert lines[0].split(":")[1].isdigit()
