"""The figures of notebook 06, on a made-up corpus about visits to libraries: what is drawn, joined, left out and refused."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from matplotlib.lines import Line2D

from helpers import tables
from helpers.context import Context, Fact, OutsideFigure, Reference
from helpers.errors import UserError
from helpers.figures.checks import drawn_text, problems
from helpers.figures.corpus_map import caption_corpus_map, draw_corpus_map
from helpers.figures.lockdown_quarter import caption_lockdown_quarter, draw_lockdown_quarter
from helpers.figures.recorded_offences_by_year import (
    caption_recorded_offences_by_year,
    draw_recorded_offences_by_year,
    period_between,
)
from helpers.figures.two_statements_2015_16 import caption_two_statements_2015_16, draw_two_statements_2015_16
from helpers.vocabulary import Body, Geography, Measure, Unit, Vocabulary

NORTH, SOUTH = "north", "south"
EARLY, FIRST, LAST, ROUND, CHANGE = "north:0-9", "south:0-5", "south:10-15", "south:20-35", "south:40-47"
YEARS, QUARTER, NORTHERN, SOUTHERN = "south:50-56", "south:60-65", "north:20-32", "south:70-82"


def _year(start: int, years: int = 1) -> dict:
    return {"period_start": f"{start}-04", "period_end": f"{start + years}-03", "period_basis": "stated"}


def _exact(value: float) -> dict:
    closed = {"low_closed": True, "high_closed": True}
    return {"quote": f"{value:,}", "value": value, "low": value, "high": value} | closed


def _bound(value: float) -> dict:
    return {
        "quote": f"more than {value:,}",
        "value": value,
        "low": value,
        "low_closed": False,
        "qualifier": "more_than",
    }


VISITS = {"measure": "visits", "unit": "visit", "counted_by": "libraries", "geography": "both"}
COVERED = {"coverage_id": SOUTHERN, "coverage": 12}
PRINTED = {"published_by": "South Post", "published_on": "2019-06", "published_on_basis": "inferred"}
ROWS = {
    EARLY: VISITS
    | _bound(300)
    | _year(2015)
    | {"geography": "one", "coverage_id": NORTHERN, "coverage": 9, "published_by": "North Gazette", "published_on": "2016-06-21"},
    NORTHERN: _exact(9) | _year(2015) | {"kind": "coverage", "measure": "asked", "note": "Asked; nobody says who answered."},
    FIRST: VISITS | _exact(404) | _year(2015) | COVERED | PRINTED | {"note": "Named once."},
    LAST: VISITS | _exact(824) | _year(2018) | COVERED | PRINTED,
    ROUND: VISITS | _bound(800) | _year(2018) | COVERED | PRINTED,
    CHANGE: VISITS
    | {"kind": "change", "quote": "doubled", "value": 1, "low": 0.8, "high": 1.2}
    | _year(2018)
    | {"baseline_start": "2015-04", "baseline_end": "2016-03"}
    | COVERED
    | PRINTED,
    YEARS: VISITS | {"measure": "evenings"} | _exact(1800) | _year(2017, 3) | PRINTED,
    QUARTER: VISITS
    | {"measure": "evenings", "period_start": "2020-04", "period_end": "2020-06", "period_basis": "stated"}
    | _exact(240)
    | COVERED
    | PRINTED,
    SOUTHERN: _exact(12) | _year(2018) | {"kind": "coverage", "measure": "asked", "quote": "12 libraries"},
}  # fmt: skip


def _pair(first: str, second: str, **apart: str) -> dict:
    aspects = ("unit", "period", "geography", "coverage", "counted_by", "definition", "form")
    relations = {f"{aspect}_relation": apart.get(aspect, "same") for aspect in aspects}
    differs = [aspect for aspect in aspects if aspect != "period" and apart.get(aspect) in ("different", "unknown")]
    inferred = [aspect for aspect in aspects if apart.get(aspect) == "same_inferred"]
    is_course = "period" in apart and not differs
    return {
        "family": "visits",
        "mention_id_a": first,
        "mention_id_b": second,
        "measure_a": "visits",
        "measure_b": "visits",
        **relations,
        "differs_in": "; ".join(differs) or None,
        "relation_in_time": "other_period" if "period" in apart else "same_period",
        "is_comparable": is_course and not inferred,
        "comparable_if": "; ".join(inferred) or None if is_course else None,
        "what_differs": "Said elsewhere.",
    }


PAIRS = [
    _pair(EARLY, FIRST, geography="different", coverage="different"),
    _pair(EARLY, LAST, period="different", geography="different", coverage="different"),
    _pair(FIRST, LAST, period="different"),
]


def _relation(relation_id: str, claim: str, **more: object) -> dict:
    plain = {
        "relation_id": relation_id,
        "question": "Is it so?",
        "claim_id": claim,
        "claim_quote": ROWS[claim]["quote"],
        "compare": "equal",
        "group": "arithmetic",
        "verdict": "agrees",
        "expected": "agrees",
    }
    return plain | more


AUDIT = [
    _relation("doubled", CHANGE, operand_ids=f"a={FIRST}; b={LAST}", computed=1.04, verdict="agrees_by_rounding"),
    _relation(
        "same_year",
        EARLY,
        operand_ids=f"a={FIRST}",
        verdict="not_comparable",
        differs_in="geography; coverage",
        arithmetic="agrees",
        reason="Other libraries.",
    ),
    _relation(
        "lockdown_quarter_against_years_before",
        QUARTER,
        operand_ids=f"a={YEARS}",
        verdict="not_checkable",
        missing='whether claim ("240") and a ("1,800") have the same coverage',
        arithmetic="agrees",
    ),
    _relation("growth_in_each_year", YEARS, compare="none", verdict="not_checkable", missing="the totals"),
]


def _source(source_id: str, publisher: str, published_on: str) -> dict:
    return {
        "source_id": source_id,
        "file": f"{source_id}.txt",
        "sha256": "0" * 64,
        "n_bytes": 100,
        "n_characters": 100,
        "n_passages": 1,
        "n_furniture_passages": 0,
        "publisher": publisher,
        "publisher_basis": "stated",
        "author_basis": "not_stated",
        "title": "Visits",
        "title_basis": "stated",
        "published_on": published_on,
        "published_on_basis": "stated",
        "rights": "Made up.",
    }


def _measure(label: str) -> Measure:
    return Measure(label=label, family="visits", unit="visit", definition="Made up.", does_not_include="Nothing.")


VOCABULARY = Vocabulary(
    measures={
        "visits": _measure("visits to libraries"),
        "evenings": _measure("evening visits"),
        "asked": _measure("asked"),
    },
    units={"visit": Unit(definition="Made up.")},
    geographies={"one": Geography(label="North County"), "both": Geography(label="Both counties")},
    bodies={"libraries": Body(label="Libraries", kind="public", definition="Made up.")},
)
OPENED = Fact(
    kind="law",
    date="2017-04-03",
    label="libraries open in the evening",
    what="On 3 April 2017 libraries began to open in the evening.",
    reference=Reference(title="Act", publisher="County", url="https://example.org/act"),
)
CONTEXT = Context({"evening": OPENED})


def outside(start: int, value: int) -> Fact:
    """A number of evening visits in a year, from outside the sources."""
    figure = OutsideFigure(value=value, measure="evenings", period_start=f"{start}-04", period_end=f"{start + 1}-03")
    return OPENED.model_copy(update={"kind": "outside_figure", "figure": figure})


@pytest.fixture
def made(made_ledger):
    """The tables of the made-up corpus; a test changes what it is about."""
    rows = {mention: dict(row) for mention, row in ROWS.items()}
    return SimpleNamespace(
        rows=rows,
        ledger=lambda: made_ledger(rows),
        pairs=tables.frame("comparability", PAIRS),
        audit=tables.frame("audit", AUDIT),
        sources=tables.frame(
            "sources", [_source(NORTH, "North Gazette", "2016-06-21"), _source(SOUTH, "South Post", "2019-06")]
        ),
    )


def words(figure) -> str:
    return " ".join(text.text for text in drawn_text(figure))


def by_id(marks: pd.DataFrame) -> pd.DataFrame:
    return marks.set_index("mark_id")


class TestByYear:
    def draw(self, made, **more):
        options = {"measures": ("visits", "evenings"), "beginnings": {"evenings": "evening"}} | more
        return draw_recorded_offences_by_year(made.ledger(), made.pairs, made.audit, VOCABULARY, CONTEXT, **options)

    def test_only_totals_that_may_be_compared_are_joined(self, made):
        figure, marks = self.draw(made)
        assert problems(figure, "two_columns") == []
        joins = marks[marks["what"] == "join"]
        assert joins["mention_ids"].tolist() == [f"{FIRST} {LAST} {CHANGE}"]
        assert joins["change"].tolist() == [pytest.approx(824 / 404 - 1)]
        assert joins["not_stated_between"].tolist() == ["2016-17 to 2017-18"]

    def test_nothing_is_joined_where_the_table_keeps_all_apart(self, made):
        made.pairs["is_comparable"] = pd.Series([False] * len(made.pairs), dtype="boolean")
        _, marks = self.draw(made)
        assert set(marks["what"]) == {"total", "beginning"}
        assert "no two may be held against each other" in caption_recorded_offences_by_year(marks)["claim"]

    def test_what_a_join_rests_on_is_said_beside_it_and_in_the_claim(self, made):
        made.pairs.loc[2, ["is_comparable", "comparable_if"]] = [False, "geography; coverage"]
        figure, marks = self.draw(made)
        assert "comparable if what is inferred holds: area and the forces behind it" in words(figure)
        assert "if what is inferred of them holds" in caption_recorded_offences_by_year(marks)["claim"]

    def test_that_forces_were_only_asked_is_said(self, made):
        made.rows[NORTHERN]["measure"] = "forces_asked"
        assert "“9” asked" in words(self.draw(made)[0])

    def test_a_bound_is_joined_with_nothing_even_if_comparable(self, made):
        made.pairs["is_comparable"] = pd.Series([True] * len(made.pairs), dtype="boolean")
        _, marks = self.draw(made)
        assert [ids.split()[0] for ids in marks.loc[marks["what"] == "join", "mention_ids"]] == [FIRST]

    def test_the_arrow_of_a_bound_runs_beside_the_dots_to_the_top_of_the_axis(self, made):
        figure, _ = self.draw(made)
        lines = {line.get_gid(): line for line in figure.findobj(Line2D) if line.get_gid()}
        arrow, other = (lines[gid].get_xydata() for gid in (f"total.{EARLY}.arrow", f"total.{FIRST}"))
        last = lines[f"total.{LAST}"].get_xydata()
        assert arrow[0][0] > other[:, 0].mean()
        # millimetres from the top: the arrow ends above both other totals
        assert min(arrow[:, 1]) < min(other[0][1], last[0][1])

    def test_a_round_telling_stands_behind_the_exact_total(self, made):
        _, marks = self.draw(made)
        assert by_id(marks).loc[f"total.{LAST}", "mention_ids"] == f"{LAST} {ROUND} {SOUTHERN}"

    def test_a_total_of_several_years_is_drawn_at_its_mean_and_says_so(self, made):
        figure, marks = self.draw(made)
        assert by_id(marks).loc[f"total.{YEARS}", "a_year"] == 600
        assert "in 3 years: 600 a year in the mean" in words(figure)

    def test_a_quarter_is_no_year_and_is_named_as_left_out(self, made):
        _, marks = self.draw(made)
        assert QUARTER not in " ".join(marks["mention_ids"].dropna())
        assert any("“240” (Apr to Jun 2020)" in note for note in caption_recorded_offences_by_year(marks)["notes"])

    def test_the_coders_note_on_coverage_is_a_footnote_and_the_law_is_shaded(self, made):
        figure, _ = self.draw(made)
        assert "* Asked; nobody says who answered." in words(figure)
        assert "3 Apr 2017: libraries open in the evening; no such offence before" in words(figure)

    def test_the_beginning_is_a_mark_that_leads_to_its_fact(self, made):
        _, marks = self.draw(made)
        assert by_id(marks).loc["beginning.evening", "fact_ids"] == "evening"

    def test_a_measure_without_a_yearly_total_is_refused(self, made):
        with pytest.raises(UserError, match="no total of loans over whole years"):
            self.draw(made, measures=("visits", "loans"))

    def test_an_unknown_beginning_is_refused(self, made):
        with pytest.raises(UserError, match="no fact 'never'"):
            self.draw(made, beginnings={"visits": "never"})

    def test_what_lies_between_two_periods(self):
        assert period_between("2016-03", "2018-04") == "2016-17 to 2017-18"
        assert period_between("2016-03", "2016-04") == ""


class TestTwoStatements:
    WHEN = ("2015-04", "2016-03")

    def draw(self, made):
        return draw_two_statements_2015_16(
            made.ledger(), made.sources, made.pairs, made.audit, VOCABULARY, measure="visits", when=self.WHEN
        )

    def test_the_earlier_published_comes_first_and_every_difference_is_said(self, made):
        figure, marks = self.draw(made)
        assert problems(figure, "two_columns") == []
        assert marks["quote"].tolist() == ["more than 300", "404"]
        assert marks["differ_in"].tolist() == ["area; the forces behind it"] * 2
        assert marks["months_after_the_period"].tolist() == [3, 39]
        assert words(figure).count("≠ different") == 2

    def test_what_is_not_known_is_not_taken_as_the_same(self, made):
        made.pairs.loc[0, "counted_by_relation"] = "unknown"
        figure, marks = self.draw(made)
        assert "? not known" in words(figure)
        assert "who counted" in marks.loc[0, "differ_in"]

    def test_what_is_inferred_to_be_the_same_is_said_to_be(self, made):
        made.pairs.loc[0, "counted_by_relation"] = "same_inferred"
        figure, marks = self.draw(made)
        assert "= same (inferred)" in words(figure)
        assert "who counted" not in marks.loc[0, "differ_in"]

    def test_that_a_difference_rests_on_an_inference_is_said(self, made):
        assert "(inferred)" not in words(self.draw(made)[0]).replace("date inferred", "")
        made.rows[FIRST]["inferred_why"] = "coverage: named once."
        figure, marks = self.draw(made)
        assert problems(figure, "two_columns") == []
        assert marks["differ_by_inference_in"].tolist() == ["the forces behind it"] * 2
        assert "(inferred: named once)" in words(figure)
        notes = caption_two_statements_2015_16(marks)["notes"]
        assert any("they differ in the forces behind it rests on an inference" in note for note in notes)

    def test_a_bound_is_called_an_arrow(self, made):
        caption = caption_two_statements_2015_16(self.draw(made)[1])
        assert "open dot at 300 with an arrow" in caption["alt"]
        assert "they differ in area and the forces behind it" in caption["claim"]

    def test_one_statement_is_not_two(self, made):
        del made.rows[EARLY]
        with pytest.raises(UserError, match="1 count of visits for 2015-16, where two from two sources"):
            self.draw(made)

    def test_two_statements_of_one_source_are_refused(self, made):
        made.rows["south:90-95"] = made.rows.pop(EARLY)
        with pytest.raises(UserError, match="2 counts of visits for 2015-16"):
            self.draw(made)

    def test_a_pair_that_the_table_lacks_is_refused(self, made):
        made.pairs = made.pairs.iloc[1:]
        with pytest.raises(UserError, match=f"no row for {EARLY} and {FIRST}"):
            self.draw(made)


class TestLockdownQuarter:
    def draw(self, made, **more):
        return draw_lockdown_quarter(made.ledger(), made.audit, VOCABULARY, **more)

    def test_both_periods_become_rates_a_month(self, made):
        figure, marks = self.draw(made)
        assert problems(figure, "two_columns") == []
        assert by_id(marks).loc["rate.years_before", "per_month"] == 50
        assert by_id(marks).loc["rate.quarter", "per_month"] == 80

    def test_growth_leaves_the_last_year_a_lower_bound(self, made):
        _, marks = self.draw(made)
        last = by_id(marks).loc["rate.last-year"]
        assert (last["period_start"], last["period_end"], last["per_month_low"]) == ("2019-04", "2020-03", 50)
        assert pd.isna(last["per_month_high"])
        assert "may lie above the quarter" in caption_lockdown_quarter(marks)["claim"]

    def test_without_word_of_growth_no_such_year_is_drawn(self, made):
        made.audit.loc[made.audit["relation_id"] == "growth_in_each_year", "claim_id"] = QUARTER
        _, marks = self.draw(made)
        assert marks["name"].tolist() == ["years_before", "quarter"]

    def test_a_higher_level_gives_wider_intervals(self, made):
        narrow, wide = (by_id(self.draw(made, level=level)[1]).loc["rate.quarter"] for level in (0.8, 0.99))
        assert wide["per_month_low"] < narrow["per_month_low"] < narrow["per_month_high"] < wide["per_month_high"]

    def test_intervals_that_meet_are_not_said_to_be_apart(self, made):
        made.rows[QUARTER] |= _exact(152)
        caption = caption_lockdown_quarter(self.draw(made)[1])
        assert caption["editor"][0][1].startswith("The intervals meet")

    def test_the_audit_speaks_without_its_names_for_figures(self, made):
        assert "whether “240” and “1,800” have the same coverage" in words(self.draw(made)[0])

    def test_facts_become_notes_with_their_reference(self, made):
        notes = caption_lockdown_quarter(self.draw(made)[1], facts=[OPENED])["notes"]
        assert notes[-1] == f"{OPENED.what} (County: Act)"

    def test_what_is_not_said_is_a_sentence(self, made):
        assert "the source does not say whether “240”" in words(self.draw(made)[0])

    def test_a_period_that_was_worked_out_has_an_asterisk_and_its_footnote(self, made):
        assert "*" not in words(self.draw(made)[0])
        made.rows[QUARTER]["period_basis"] = "relative"
        figure, marks = self.draw(made)
        assert "Apr to Jun 2020*" in words(figure)
        assert "* worked out by the coders" in words(figure)
        notes = caption_lockdown_quarter(marks)["notes"]
        assert any("worked out: Apr to Jun 2020 (“240”)" in note for note in notes)
        assert problems(figure, "two_columns") == []

    def test_numbers_from_outside_leave_the_last_year(self, made):
        caption = caption_lockdown_quarter(self.draw(made)[1], outside=[outside(2017, 400), outside(2018, 500)])
        # 1,800 less 900 leave 900 in 12 months
        assert any(
            "leaves about 900 for 2019-20, about 75 a month: not above the 80" in note for note in caption["notes"]
        )
        assert "about 75 a month, not above the quarter, if the same forces" in caption["claim"]

    def test_more_in_the_last_year_lies_above_the_quarter(self, made):
        caption = caption_lockdown_quarter(self.draw(made)[1], outside=[outside(2017, 100), outside(2018, 500)])
        assert "about 100 a month, above the quarter" in caption["claim"]

    @pytest.mark.parametrize("years", [(2018,), (2017, 2019), (2017, 2018, 2019)])
    def test_numbers_from_outside_that_leave_a_gap_or_no_year_are_refused(self, made, years):
        with pytest.raises(UserError, match="is not about months of"):
            caption_lockdown_quarter(self.draw(made)[1], outside=[outside(year, 100) for year in years])

    def test_a_missing_relation_is_named(self, made):
        made.audit = made.audit.iloc[:1]
        with pytest.raises(UserError, match="no relation lockdown_quarter_against_years_before"):
            self.draw(made)

    def test_a_figure_without_period_has_no_rate(self, made):
        made.rows[YEARS] |= {"period_start": None, "period_end": None}
        with pytest.raises(UserError, match="has no period"):
            self.draw(made)


class TestMap:
    def draw(self, made, **more):
        return draw_corpus_map(made.ledger(), made.sources, VOCABULARY, **more)

    def test_each_figure_has_one_row_and_coverage_stands_beside_it(self, made):
        figure, marks = self.draw(made)
        assert problems(figure, "two_columns") == []
        assert [ids.split()[0] for ids in marks["mention_ids"]] == [EARLY, FIRST, LAST, CHANGE, YEARS, QUARTER]
        assert by_id(marks).loc[f"figure.{LAST}", "mention_ids"] == f"{LAST} {ROUND} {SOUTHERN}"
        assert "“12 libraries”" in words(figure)

    def test_sources_have_letters_by_date(self, made):
        _, marks = self.draw(made)
        assert by_id(marks).loc[f"figure.{EARLY}", "source"] == "A"
        assert by_id(marks).loc[f"figure.{LAST}", "source"] == "B"

    def test_the_claim_counts_measures_with_more_than_one_period_and_source(self, made):
        claim = caption_corpus_map(self.draw(made)[1])["claim"]
        assert claim.startswith(
            "2 sources give 6 figures of 2 measures. Only 2 of the measures have figures for more than one"
        )
        assert "only 1 has figures from more than one source" in claim

    def test_no_period_is_said_in_words(self, made):
        made.rows[EARLY] |= {"period_start": None, "period_end": None}
        figure, marks = self.draw(made)
        assert "no period stated" in words(figure)
        assert "Rows without a period: 1;" in caption_corpus_map(marks)["alt"]

    def test_sources_and_months_can_be_chosen(self, made):
        assert set(self.draw(made, only=[NORTH])[1]["source"]) == {"A"}
        assert [ids.split()[0] for ids in self.draw(made, first="2020-04")[1]["mention_ids"]] == [QUARTER]
        assert QUARTER not in " ".join(self.draw(made, last="2019-03")[1]["mention_ids"])

    def test_nothing_chosen_is_nothing_drawn(self, made):
        figure, marks = self.draw(made, first="2030-01")
        assert marks.empty
        assert "Nothing to draw" in words(figure)
        assert "no figure" in caption_corpus_map(marks)["claim"]
