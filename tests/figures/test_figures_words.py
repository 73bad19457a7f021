"""Words and scales on figures: numbers, periods and sources as a reader expects them, lines that fit their column."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.figures import labels, scales
from helpers.figures.canvas import Canvas, Panel, fit, printable, text_width, wrap
from helpers.figures.captions import markdown


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (8244, "8,244"),
        (-8244.5, "\N{MINUS SIGN}8,244"),
        (22.586, "22.6"),
        (0.123456, "0.123"),
        (1.31, "1.31"),
        (1e10, "10,000,000,000"),
        (-0.0001, "\N{MINUS SIGN}0.0001"),
    ],
)
def test_numbers_have_separators_three_digits_and_a_real_minus(value: float, written: str) -> None:
    assert labels.number(value) == written


def test_a_number_rounded_to_nought_has_no_sign() -> None:
    assert labels.number(-0.04, 1) == "0"


@pytest.mark.parametrize(
    ("fraction", "written"),
    [(0.37, "37%"), (0.07, "7%"), (1.04, "104%"), (0.375, "37.5%"), (-0.69, "\N{MINUS SIGN}69%")],
)
def test_fractions_are_written_as_percentages(fraction: float, written: str) -> None:
    assert labels.percent(fraction) == written


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (None, None, ""),
        ("2018-04", "2019-03", "2018-19"),
        ("2017-04", "2020-03", "2017-18 to 2019-20"),
        ("2019-01", "2019-12", "2019"),
        ("2018-01", "2019-12", "2018 to 2019"),
        ("2020-04", "2020-09", "Apr to Sep 2020"),
        ("2020-03", "2021-01", "Mar 2020 to Jan 2021"),
        ("2020-09", "2020-09", "Sep 2020"),
        ("2020-09-24", "2020-09-24", "24 Sep 2020"),
        ("1985-01", None, "from Jan 1985"),
        (None, "2016-06", "to Jun 2016"),
    ],
)
def test_periods_read_as_calendar_year_financial_year_or_months(
    start: str | None, end: str | None, written: str
) -> None:
    assert labels.period(start, end) == written


def test_a_source_is_its_publisher_and_date_and_two_alike_are_told_apart() -> None:
    sources = pd.DataFrame(
        {
            "source_id": ["a", "b", "c", "d"],
            "publisher": ["Gazette", "Gazette", None, "Post"],
            "published_on": ["2019-05-21", "2019-05-21", "2019", None],
        }
    )
    assert labels.source_labels(sources) == {
        "a": "Gazette, 21 May 2019 (a)",
        "b": "Gazette, 21 May 2019 (b)",
        "c": "c, 2019",
        "d": "Post, undated",
    }


WORDS = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=40)


@given(st.lists(WORDS, max_size=12), st.floats(8, 60))
def test_wrapped_lines_fit_their_column_and_lose_no_letter(words: list[str], width: float) -> None:
    lines = wrap(" ".join(words), width)
    assert all(text_width(line) <= width or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(" ".join(words).split()).replace(" ", "")


@given(st.lists(WORDS, min_size=1, max_size=12), st.floats(8, 60), st.integers(1, 3))
def test_text_cut_to_a_number_of_lines_ends_in_an_ellipsis(words: list[str], width: float, most: int) -> None:
    lines = wrap(" ".join(words), width, most=most)
    assert len(lines) <= most
    assert lines[-1].endswith("…") or lines == wrap(" ".join(words), width)


def test_a_letter_that_the_font_lacks_is_replaced_and_not_warned_about(recwarn: pytest.WarningsRecorder) -> None:
    assert printable("£½ “é” \N{CUNEIFORM SIGN KA TIMES ANSHE}") == "£½ “é” \N{REPLACEMENT CHARACTER}"
    assert text_width("\N{CUNEIFORM SIGN KA TIMES ANSHE}") > 0
    assert not recwarn.list


def test_one_line_is_cut_to_its_width() -> None:
    assert fit("visits to public libraries", 15).endswith("…")
    assert fit("visits", 15) == "visits"


@given(st.floats(0.1, 1e6), st.floats(1.1, 1e4), st.booleans())
def test_a_panel_keeps_the_order_of_values_and_stays_on_its_stretch(low: float, ratio: float, is_log: bool) -> None:
    panel = Panel(30, 40, low, low * ratio, is_log)
    middle = low * ratio**0.5
    assert 30 == panel.x(low) < panel.x(middle) < panel.x(low * ratio) == pytest.approx(70)
    assert panel.x(low / 2) == 30
    assert panel.x(low * ratio * 2) == pytest.approx(70)


@given(st.lists(st.floats(1e-3, 1e9), min_size=1, max_size=10))
def test_a_scale_holds_its_data(ends: list[float]) -> None:
    scale = scales.amounts(ends)
    assert scale.low <= min(ends) * (1 + 1e-9)
    assert max(ends) <= scale.high * (1 + 1e-9)
    assert scale.is_log or scale.low == 0


def test_amounts_that_differ_by_far_are_on_a_logarithmic_scale_and_nought_is_not() -> None:
    assert scales.amounts([10, 5000]).is_log
    assert not scales.amounts([10, 40]).is_log
    assert not scales.amounts([-10, 5000]).is_log
    assert scales.amounts([]).high > 0


def test_counts_have_whole_ticks() -> None:
    for most in (0, 1, 2, 3, 27):
        assert all(tick == int(tick) for tick in scales.counts(most).ticks)


def test_money_is_written_with_its_sign_or_code_and_a_scale_word() -> None:
    assert scales.money("GBP")(1e10) == "£10 billion"
    assert scales.money("GBP")(-2.5e6) == "\N{MINUS SIGN}£2.5 million"
    assert scales.money("SEK")(1500) == "1,500 SEK"


def test_changes_carry_their_sign() -> None:
    assert scales.changes([1.3]).labels[0] == "0%"
    assert scales.changes([1.3]).labels[-1].startswith("+")


@pytest.mark.parametrize("height", [10, 300])
def test_a_figure_that_fits_no_page_is_refused(height: float) -> None:
    with pytest.raises(ValueError, match="does not fit a page"):
        Canvas("one_column", height)


def test_markdown_in_a_title_stays_a_title() -> None:
    assert markdown("a *b* [c](d) | `e`\n f") == "a \\*b\\* \\[c\\](d) \\| \\`e\\` f"


def test_lists_and_counts_read_as_words() -> None:
    assert labels.listed([]) == ""
    assert labels.listed(["a"]) == "a"
    assert labels.listed(["a", "b", "c"]) == "a, b and c"
    assert labels.counted(1, "family", "families") == "1 family"
    assert labels.counted(2000, "family", "families") == "2,000 families"
