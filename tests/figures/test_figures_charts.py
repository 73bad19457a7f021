"""The charts: each works on any corpus, draws what its table says, and says when there is nothing to draw."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from helpers import figures, tables
from helpers.columns import COMPARABILITY_ASPECTS
from helpers.figures import canvas, sheets, style
from helpers.figures.bounds import ARROW_MM, Bounds, draw_bounds
from helpers.figures.captions import Caption
from helpers.figures.checks import STAMP, drawn_text
from helpers.figures.contract import ids
from helpers.figures.labels import number
from helpers.figures.scales import Scale, amounts, with_room
from helpers.figures.stated_and_recomputed import bounds_in_words
from helpers.figures.style import MM_PER_INCH
from helpers.vocabulary import Vocabulary

Chart = Callable[[Any], tuple[Figure, pd.DataFrame]]

CHARTS: dict[str, tuple[Chart, Callable[[pd.DataFrame], Caption]]] = {
    "what_the_numbers_are": (
        lambda made: figures.draw_what_the_numbers_are(made.coded_mentions, made.sources),
        figures.caption_what_the_numbers_are,
    ),
    "every_reported_figure": (
        lambda made: figures.draw_every_reported_figure(made.ledger, made.sources, made.vocabulary),
        figures.caption_every_reported_figure,
    ),
    "stated_and_recomputed": (
        lambda made: figures.draw_stated_and_recomputed(made.audit, made.ledger),
        figures.caption_stated_and_recomputed,
    ),
    "agreement_of_codings": (
        lambda made: figures.draw_agreement_of_codings(made.agreement, made.coded_mentions),
        figures.caption_agreement_of_codings,
    ),
    "passages_map": (
        lambda made: figures.draw_passages_map(made.sources, made.passages, made.coded_mentions),
        figures.caption_passages_map,
    ),
    "draft_against_review": (
        lambda made: figures.draw_draft_against_review(made.coded_mentions),
        figures.caption_draft_against_review,
    ),
    "comparability_matrix": (
        lambda made: figures.draw_comparability_matrix(made.comparability, made.ledger, made.sources, made.vocabulary),
        figures.caption_comparability_matrix,
    ),
}


def artists(figure: Figure) -> dict[str, Artist]:
    return {artist.get_gid(): artist for artist in figure.findobj(lambda artist: artist.get_gid() is not None)}


def row(marks: pd.DataFrame, mark: str) -> dict[str, Any]:
    (found,) = marks[marks["mark_id"] == mark].to_dict("records")
    return found


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_keeps_the_contract_on_another_subject_and_draws_the_same_twice(libraries: Any, name: str) -> None:
    draw, caption = CHARTS[name]
    saved = []
    for _ in range(2):
        figure, marks = draw(libraries)
        paths = figures.save(figure, name, libraries.corpus, marks, **caption(marks))
        saved.append([path.read_bytes() for path in paths])
    assert saved[0] == saved[1]


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_without_rows_says_that_there_is_nothing_to_draw(libraries: Any, name: str) -> None:
    empty = {
        table: tables.empty(table)
        for table in ("sources", "passages", "coded_mentions", "ledger", "audit", "comparability", "agreement")
    }
    nothing = type(libraries)(corpus=libraries.corpus, vocabulary=Vocabulary(), **empty)
    draw, caption = CHARTS[name]
    figure, marks = draw(nothing)
    assert marks.empty
    assert "Nothing to draw: " in " ".join(text.text for text in drawn_text(figure))
    assert len(figures.save(figure, name, libraries.corpus, marks, **caption(marks))) == 5


@pytest.mark.parametrize("name", ["what_the_numbers_are", "draft_against_review"])
def test_a_draft_is_not_drawn_unless_asked_for(make: Callable[[str], Any], name: str) -> None:
    made = make("draft")
    draw, _ = CHARTS[name]
    _, marks = draw(made)
    assert marks.empty


def test_a_draft_that_is_asked_for_carries_the_word(make: Callable[[str], Any]) -> None:
    made = make("draft")
    figure, marks = figures.draw_what_the_numbers_are(made.coded_mentions, made.sources, drafts=True)
    paths = figures.save(figure, "drafts", made.corpus, marks, **figures.caption_what_the_numbers_are(marks))
    assert STAMP in paths[0].read_text(encoding="utf-8")


# What the numbers are


def test_bars_count_mentions_by_source_and_kind(libraries: Any) -> None:
    _, marks = CHARTS["what_the_numbers_are"][0](libraries)
    assert row(marks, "count.north_libraries.statistic")["n"] == 3
    assert row(marks, "count.south_libraries.statistic")["n"] == 3
    assert marks["n"].sum() == len(libraries.coded_mentions)
    drawn = [mention for cell in marks["mention_ids"] for mention in ids(cell)]
    assert sorted(drawn) == sorted(libraries.coded_mentions["mention_id"])


def test_bars_of_all_panels_start_at_zero_and_share_a_scale(libraries: Any) -> None:
    figure, marks = CHARTS["what_the_numbers_are"][0](libraries)
    drawn = artists(figure)
    lengths = {mark: drawn[mark].get_width() / n for mark, n in zip(marks["mark_id"], marks["n"], strict=True)}
    assert max(lengths.values()) == pytest.approx(min(lengths.values()))


def test_a_corpus_of_many_sources_shows_the_largest_and_the_rest_together(libraries: Any) -> None:
    n = 18
    sources = pd.concat([libraries.sources.iloc[[0]].assign(source_id=f"s{i:02}") for i in range(n)])
    mentions = pd.concat(
        [
            libraries.coded_mentions.iloc[:1].assign(source_id=f"s{i:02}", mention_id=f"s{i:02}:{j}-{j + 1}")
            for i in range(n)
            for j in range(n - i)
        ]
    )
    _, marks = figures.draw_what_the_numbers_are(mentions, sources)
    assert len(marks) == 15
    assert row(marks, "count.rest.statistic")["n"] == 1 + 2 + 3 + 4
    assert marks["n"].sum() == len(mentions)


# Every reported figure


def test_repeats_are_drawn_once_and_both_mentions_lead_back(libraries: Any) -> None:
    _, marks = CHARTS["every_reported_figure"][0](libraries)
    assert len(marks) == len(libraries.ledger) - 1
    assert row(marks, "figure.south_libraries:60-65")["mention_ids"] == "south_libraries:60-65 south_libraries:80-85"


@pytest.mark.parametrize(
    ("mark", "parts", "is_open"),
    [
        ("figure.north_libraries:10-25", {"arrow"}, True),  # more than 8,000
        ("figure.north_libraries:40-52", {"interval"}, True),  # nearly 4,000
        ("figure.north_libraries:90-93", {"ring"}, False),  # 37%
        ("figure.south_libraries:30-44", {"arrow"}, False),  # at least £1.2m
        ("figure.south_libraries:60-65", set(), False),  # 8,244
    ],
)
def test_a_bound_is_drawn_as_a_bound(libraries: Any, mark: str, parts: set[str], is_open: bool) -> None:
    drawn = artists(CHARTS["every_reported_figure"][0](libraries)[0])
    assert {gid.removeprefix(f"{mark}.") for gid in drawn if gid.startswith(f"{mark}.")} == parts
    assert (drawn[mark].get_markerfacecolor() == "#ffffff") is is_open


def test_more_than_points_to_the_right_and_fewer_than_to_the_left_of_its_number(libraries: Any) -> None:
    drawn = artists(CHARTS["every_reported_figure"][0](libraries)[0])
    for mark, sign in (("figure.north_libraries:10-25.arrow", 1), ("figure.north_libraries:70-83.interval", -1)):
        start, end = drawn[mark].get_xdata()
        assert (end - start) * sign > 0


def test_a_vague_number_has_a_row_in_words(libraries: Any) -> None:
    figure, marks = CHARTS["every_reported_figure"][0](libraries)
    assert artists(figure)["figure.south_libraries:130-139"].get_text() == "no number stated"
    assert pd.isna(row(marks, "figure.south_libraries:130-139")["value"])


def test_figures_of_different_units_share_no_axis(libraries: Any) -> None:
    figure, marks = CHARTS["every_reported_figure"][0](libraries)
    assert marks["group"].nunique() == len(figure.axes) == 5
    assert [axes.get_xscale() for axes in figure.axes] == ["log", "linear", "linear", "linear", "linear"]


def test_a_logarithmic_axis_is_said_in_words(libraries: Any) -> None:
    texts = " ".join(text.text for text in drawn_text(CHARTS["every_reported_figure"][0](libraries)[0]))
    assert "logarithmic axis: each grid line is ten times the one before" in texts


def test_a_period_worked_out_from_the_publication_is_marked(libraries: Any) -> None:
    texts = [text.text for text in drawn_text(CHARTS["every_reported_figure"][0](libraries)[0])]
    assert "2017*" in texts
    assert "2018-19" in texts


def test_a_long_ledger_goes_on_over_pages_and_loses_no_row(libraries: Any) -> None:
    row_ = libraries.ledger.iloc[[0]]
    ledger = pd.concat([row_.assign(mention_id=f"north_libraries:{i}-{i + 5}") for i in range(150)])
    n_pages = figures.count_pages_every_reported_figure(ledger, libraries.sources, libraries.vocabulary)
    assert n_pages > 1
    drawn: list[str] = []
    for page in range(1, n_pages + 1):
        _, marks = figures.draw_every_reported_figure(ledger, libraries.sources, libraries.vocabulary, page=page)
        drawn += marks["mention_ids"].tolist()
        assert (
            f"(page {page} of {n_pages})"
            in figures.caption_every_reported_figure(marks, page=page, n_pages=n_pages)["title"]
        )
    assert sorted(drawn) == sorted(ledger["mention_id"])
    with pytest.raises(ValueError, match="there is no page"):
        figures.draw_every_reported_figure(ledger, libraries.sources, libraries.vocabulary, page=n_pages + 1)


@pytest.mark.parametrize("field", ["geography", "coverage_id"])
def test_rows_alike_in_all_but_area_or_coverage_do_not_look_alike(libraries: Any, field: str) -> None:
    ledger = libraries.ledger.copy()
    first, second = "north_libraries:10-25", "south_libraries:60-65"
    asked = ledger["mention_id"] == "south_libraries:100-112"
    ledger.loc[ledger["mention_id"] == second, field] = (
        "north" if field == "geography" else ledger.loc[asked, "mention_id"].iloc[0]
    )
    ledger.loc[ledger["mention_id"] == second, ["coverage", "coverage_of"]] = (
        [12, 14] if field == "coverage_id" else [None, None]
    )
    _, marks = figures.draw_every_reported_figure(ledger, libraries.sources, libraries.vocabulary)
    assert row(marks, f"figure.{first}")["where"] == "area not stated"
    said = {"geography": "North County", "coverage_id": "area not stated; 12 of 14 libraries that answered"}
    assert row(marks, f"figure.{second}")["where"] == said[field]


def test_a_fall_by_more_than_half_ends_at_all_there_was(libraries: Any) -> None:
    halved = libraries.ledger["mention_id"] == "north_libraries:110-116"
    ledger = libraries.ledger[halved].assign(low=None, low_closed=None, high=-0.5, high_closed=False)
    figure, _ = figures.draw_every_reported_figure(ledger, libraries.sources, libraries.vocabulary)
    (axes,) = figure.axes
    left = axes.get_position().x0 * figure.get_size_inches()[0] * MM_PER_INCH
    assert axes.get_xlim()[0] == -1
    assert min(artists(figure)["figure.north_libraries:110-116.arrow"].get_xdata()) >= left


def test_every_arrow_to_the_right_has_room_on_its_axis(libraries: Any) -> None:
    figure, _marks = CHARTS["every_reported_figure"][0](libraries)
    right = max(axes.get_position().x1 for axes in figure.axes) * figure.get_size_inches()[0] * MM_PER_INCH
    arrows = [artist for gid, artist in artists(figure).items() if gid.startswith("figure.") and gid.endswith(".arrow")]
    assert len(arrows) == 2
    for arrow in arrows:
        start, end = arrow.get_xdata()
        assert end - start == pytest.approx(ARROW_MM)
        assert end < right


def test_a_scale_makes_room_only_where_an_arrow_needs_it() -> None:
    scale = amounts([10, 1000.0])
    assert with_room(scale, [20.0], 30.0, 6.0) == scale
    wider = with_room(scale, [1000.0], 30.0, 6.0)
    assert wider.panel(0, 30).x(1000.0) == pytest.approx(24.0)
    assert (wider.low, wider.ticks) == (scale.low, scale.ticks)
    linear = with_room(Scale(0, 10, False, (0, 10), ("0", "10")), [10.0, 2.0], 30.0, 6.0)
    assert linear.panel(0, 30).x(10.0) == pytest.approx(24.0)


def test_mentions_and_figures_are_counted_each_by_its_name(libraries: Any) -> None:
    _, marks = CHARTS["every_reported_figure"][0](libraries)
    caption = figures.caption_every_reported_figure(marks)
    n = len(libraries.ledger)
    assert caption["claim"].startswith(f"{n} mentions in 2 sources report {n - 1} figures. Of the {n - 1} figures, ")
    assert len(caption["table"]) == n
    assert ["“more than 8,000”", "above 8,000", "open"] in [list(cells[:3]) for cells in caption["table"]]


# Stated and recomputed


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(22, 22, 22), "22"),
        (Bounds(22, 21.5, 22.5), "22 (21.5 to 22.5)"),
        (Bounds(0.5, 0.5, None, False, None), "more than 0.5"),
        (Bounds(5, 5, None), "at least 5"),
        (Bounds(5, None, 5, None, False), "less than 5"),
        (Bounds(0.016, 0, 0.016, False, True), "at most 0.016"),  # nought is no news of a quotient of counts
        (Bounds(None, 1, 2), "1 to 2"),
        (Bounds(None, None, None), ""),
    ],
)
def test_a_bound_is_written_as_a_bound(bounds: Bounds, words: str) -> None:
    assert bounds_in_words(bounds, number) == words


def test_repeats_are_listed_apart_and_not_drawn_or_counted_with_what_agrees(libraries: Any) -> None:
    figure, marks = CHARTS["stated_and_recomputed"][0](libraries)
    twice = row(marks, "relation.twice")
    assert twice["section"] == "repeat"
    assert pd.isna(twice["computed_value_drawn"])
    claim = figures.caption_stated_and_recomputed(marks)["claim"]
    assert "1 recomputed claim (differs); 1 restatement (agrees); 1 repeat (agrees)" in claim
    assert "that the numbers agree is no evidence" in " ".join(text.text for text in drawn_text(figure))


def test_an_implied_value_is_shown_and_kept_apart_from_what_cannot_be_computed(libraries: Any) -> None:
    figure, marks = CHARTS["stated_and_recomputed"][0](libraries)
    assert row(marks, "relation.for_each_branch")["section"] == "implied"
    assert row(marks, "relation.nothing")["section"] == "not_computable"
    words = [text.text for text in drawn_text(figure)]
    assert words.index("Implied by the sources") < words.index("more than 687") < words.index("Cannot be computed")


def test_a_page_of_words_only_has_a_title_an_alt_text_and_answers_of_its_own(libraries: Any) -> None:
    audit = libraries.audit[libraries.audit["relation_id"].isin(["nothing", "other_counties"])]
    _, marks = figures.draw_stated_and_recomputed(audit, libraries.ledger)
    caption = figures.caption_stated_and_recomputed(marks)
    assert caption["title"] == "Stated against recomputed: what cannot be drawn"
    assert caption["alt"].startswith("A table in words: ")
    said = " ".join(part for pair in caption["editor"] for part in pair) + " ".join(caption["notes"])
    assert "axis" not in said
    assert "implied" not in said


def test_the_alt_text_gives_no_distance_but_both_numbers(libraries: Any) -> None:
    _, marks = CHARTS["stated_and_recomputed"][0](libraries)
    alt = figures.caption_stated_and_recomputed(marks)["alt"]
    assert "“more than 8,000” against 80,000, differs; “more than 8,000” against 8,244, agrees" in alt
    assert "away" not in alt


def test_a_change_told_as_a_multiple_is_a_factor(libraries: Any) -> None:
    ledger = libraries.ledger.copy()
    claim = ledger["mention_id"] == "north_libraries:110-116"
    ledger.loc[claim, ["quote", "form_as_written", "change_type"]] = ["doubled", "multiple_words", "relative"]
    audit = libraries.audit[libraries.audit["relation_id"] == "far"].assign(
        claim_id="north_libraries:110-116", claim_quote="doubled", stated=1.0, stated_low=0.8, stated_high=1.2,
        stated_low_closed=True, stated_high_closed=True, computed=1.04, computed_low=1.04, computed_high=1.04,
    )  # fmt: skip
    figure, marks = figures.draw_stated_and_recomputed(audit, ledger)
    drawn = row(marks, "relation.far")
    assert drawn["computed_in_words"] == "2.04 times"
    assert drawn["computed_value_drawn"] == pytest.approx(0.02)
    assert "read as 1.8 to 2.2" in " ".join(text.text for text in drawn_text(figure))


def test_what_holds_only_if_an_inference_does_is_marked_and_named(libraries: Any) -> None:
    audit = libraries.audit.iloc[[0]].assign(holds_if="coverage; counted_by")
    figure, marks = figures.draw_stated_and_recomputed(audit, libraries.ledger)
    assert "agrees°" in [text.text for text in drawn_text(figure)]
    (cells,) = figures.caption_stated_and_recomputed(marks)["table"][1:]
    assert cells[-1] == "agrees, if what is inferred holds (coverage and who counted)"


def test_the_stated_value_lies_at_zero_and_the_recomputed_one_as_far_as_it_differs(libraries: Any) -> None:
    _, marks = CHARTS["stated_and_recomputed"][0](libraries)
    drawn = row(marks, "relation.bound")
    assert drawn["stated_value_drawn"] == 0
    assert drawn["computed_value_drawn"] == pytest.approx(244 / 8000)
    assert pd.isna(drawn["stated_high_drawn"])


def test_what_is_not_comparable_or_not_checkable_is_listed_and_not_drawn(libraries: Any) -> None:
    figure, marks = CHARTS["stated_and_recomputed"][0](libraries)
    for mark in ("relation.other_counties", "relation.nothing"):
        assert pd.isna(row(marks, mark)["computed_value_drawn"])
        assert f"{mark}.stated" not in artists(figure)
    texts = " ".join(text.text for text in drawn_text(figure))
    assert "geography and coverage; bare arithmetic: agrees" in texts
    assert "the year before" in texts


def test_a_value_beyond_the_axis_is_a_triangle_at_its_end(libraries: Any) -> None:
    drawn = artists(CHARTS["stated_and_recomputed"][0](libraries)[0])
    assert drawn["relation.far"].get_marker() == ">"
    assert drawn["relation.bound"].get_marker() == "D"


@pytest.mark.parametrize(
    ("compare", "points", "is_filled"),
    [("at_most", "<", True), ("less_than", "<", False), ("at_least", ">", True), ("more_than", ">", False)],
)
def test_a_bound_to_be_kept_is_a_limit_with_the_side_that_it_allows(
    libraries: Any, compare: str, points: str, is_filled: bool
) -> None:
    audit = libraries.audit.iloc[[0]].assign(compare=compare)
    figure, marks = figures.draw_stated_and_recomputed(audit, libraries.ledger)
    assert row(marks, "relation.bound")["computed_value_drawn"] == pytest.approx(8244 / 8000)
    drawn = artists(figure)
    start, end = drawn["relation.bound.arrow"].get_xdata()
    assert ("<" if end < start else ">") == points
    assert (drawn["relation.bound"].get_markerfacecolor() != "#ffffff") is is_filled
    assert [axes.get_xscale() for axes in figure.axes] == ["log"]


def test_each_verdict_stands_as_sign_and_in_words(libraries: Any) -> None:
    texts = [text.text for text in drawn_text(CHARTS["stated_and_recomputed"][0](libraries)[0])]
    for sign, words in (("=", "agrees"), ("≠", "differs"), ("∦", "not comparable")):
        assert sign in texts
        assert words in texts


def test_marks_of_the_audit_lead_back_to_claim_and_operands(libraries: Any) -> None:
    _, marks = CHARTS["stated_and_recomputed"][0](libraries)
    assert row(marks, "relation.bound")["mention_ids"] == "north_libraries:10-25 south_libraries:60-65"


def test_a_relation_to_a_stated_nought_has_no_scale_and_is_listed(libraries: Any) -> None:
    audit = libraries.audit[libraries.audit["relation_id"] == "far"].assign(stated=0.0, stated_low=0.0)
    figure, marks = figures.draw_stated_and_recomputed(audit, libraries.ledger)
    assert pd.isna(row(marks, "relation.far")["computed_value_drawn"])
    assert {"Without a scale", "80,000"} <= {text.text for text in drawn_text(figure)}


# Agreement


def test_an_undefined_kappa_is_said_and_not_drawn_at_zero(libraries: Any) -> None:
    figure, marks = CHARTS["agreement_of_codings"][0](libraries)
    assert artists(figure)["agreement.first_second.direction"].get_text() == "none"
    assert pd.isna(row(marks, "agreement.first_second.direction")["kappa"])


def test_a_kappa_below_zero_is_on_the_axis(libraries: Any) -> None:
    low, _ = CHARTS["agreement_of_codings"][0](libraries)[0].axes[0].get_xlim()
    assert low < -0.1


def test_agreement_leads_back_to_the_sources_that_both_sides_coded(libraries: Any) -> None:
    coded = libraries.coded_mentions.copy()
    coded.loc[coded["source_id"] == "south_libraries", "second_kind"] = pd.NA
    _, marks = figures.draw_agreement_of_codings(libraries.agreement, coded)
    assert row(marks, "agreement.first_second.span")["source_ids"] == "north_libraries"
    assert row(marks, "agreement.draft_reviewed.span")["source_ids"] == "north_libraries south_libraries"


def test_more_comparisons_than_fit_are_refused(libraries: Any) -> None:
    with pytest.raises(ValueError, match="at most 2"):
        figures.draw_agreement_of_codings(
            libraries.agreement,
            libraries.coded_mentions,
            comparisons=("first_second", "first_reviewed", "draft_reviewed"),
        )


def test_the_picture_says_who_coded_and_how_sure_the_agreement_is(libraries: Any) -> None:
    who = "Both codings were made by one automated reader."
    figure, marks = figures.draw_agreement_of_codings(libraries.agreement, libraries.coded_mentions, coded_by=who)
    assert who in [text.text for text in drawn_text(figure)]
    caption = figures.caption_agreement_of_codings(marks, coded_by=who)
    assert who in caption["claim"]
    drawn = artists(figure)
    assert "agreement.first_second.unit.agreement.interval" in drawn
    assert "agreement.first_second.direction.agreement" in drawn, "kappa is undefined, the bare agreement is not"
    assert ["First and second coding, blind", "unit", "0.85", "90%", "60% to 98%", "11"] in caption["table"]


def test_without_a_word_on_who_coded_the_picture_says_that(libraries: Any) -> None:
    figure, _ = CHARTS["agreement_of_codings"][0](libraries)
    assert "Who coded is not said: data/corpus.yml has no coded_by." in [text.text for text in drawn_text(figure)]


def test_mentions_are_counted_for_each_of_the_two_codings_and_the_rule_is_stated(libraries: Any) -> None:
    figure, marks = CHARTS["agreement_of_codings"][0](libraries)
    words = [text.text for text in drawn_text(figure)]
    assert {"16 and 14", "all, overlap of 1/3", "all, very same characters"} <= set(words)
    assert "share at least 1/3 of the characters" in " ".join(figures.caption_agreement_of_codings(marks)["in_words"])


# Passages


def test_every_passage_and_every_mention_has_its_mark_in_its_place(libraries: Any) -> None:
    figure, marks = CHARTS["passages_map"][0](libraries)
    assert len(marks) == len(libraries.passages) + len(libraries.coded_mentions)
    drawn = artists(figure)
    first, second = drawn["passage.north_libraries:0-145"], drawn["passage.north_libraries:147-200"]
    assert first.get_width() / second.get_width() == pytest.approx(145 / 53)
    assert first.get_hatch() is None
    assert second.get_hatch()


def test_the_words_of_an_individual_case_stand_nowhere(libraries: Any) -> None:
    _, marks = CHARTS["passages_map"][0](libraries)
    assert (
        row(marks, "mention.north_libraries:170-174")["label"]
        == "North Gazette, 21 May 2019: individual case, character 170"
    )


def test_passages_alone_can_be_drawn_before_anything_is_coded(libraries: Any) -> None:
    _, marks = figures.draw_passages_map(libraries.sources, libraries.passages)
    assert len(marks) == len(libraries.passages)
    assert figures.caption_passages_map(marks)["title"] == "What is body and what is page furniture"


# Draft against review


def test_the_parts_of_a_bar_add_up_to_the_reviewed_mentions(libraries: Any) -> None:
    _, marks = CHARTS["draft_against_review"][0](libraries)
    assert marks["n"].sum() == len(libraries.coded_mentions)
    assert marks.groupby("part")["n"].sum().to_dict() == {"same_kind": 8, "other_kind": 4, "not_found": 3}


def test_with_the_draft_other_bounds_and_its_own_mentions_are_classes_of_their_own(libraries: Any) -> None:
    columns = [column.name for column in tables.TABLES["mentions"].columns]
    drafted = libraries.coded_mentions.iloc[:3][columns].copy()
    drafted.loc[drafted.index[0], "end"] += 3
    drafted.loc[drafted.index[1], "kind"] = "age"
    elsewhere = drafted.iloc[[0]].assign(mention_id="north_libraries:190-193", start=190, end=193, kind="money")
    drafted = pd.concat([drafted, elsewhere], ignore_index=True)
    figure, marks = figures.draw_draft_against_review(libraries.coded_mentions, drafted)
    assert marks.groupby("part")["n"].sum().to_dict() == {
        "same_kind": 1,
        "other_bounds": 1,
        "other_kind": 1,
        "not_found": len(libraries.coded_mentions) - 3,
        "only_in_draft": 1,
    }
    only = row(marks, "draft.money.only_in_draft")
    assert only["draft_ids"] == "north_libraries:190-193"
    assert ids(only["mention_ids"]) == []
    assert {"same kind, other bounds", "only in the draft"} <= {text.text for text in drawn_text(figure)}
    tables.write(libraries.corpus, "mentions", drafted)
    caption = figures.caption_draft_against_review(marks)
    assert "1 mention of the draft matches nothing in the review." in caption["claim"]
    assert figures.save(figure, "draft_against_review", libraries.corpus, marks, **caption)


def test_what_only_the_draft_has_of_sources_without_review_is_no_fault(libraries: Any) -> None:
    columns = [column.name for column in tables.TABLES["mentions"].columns]
    drafted = libraries.coded_mentions.iloc[[0]][columns].assign(source_id="east", mention_id="east:10-25")
    _, marks = figures.draw_draft_against_review(libraries.coded_mentions, drafted)
    assert set(marks["part"]) == {"not_found"}


def test_the_claim_counts_the_cases_that_the_draft_marked(libraries: Any) -> None:
    _, marks = CHARTS["draft_against_review"][0](libraries)
    assert (
        "Of 1 number of individual cases it marked 1 as such." in figures.caption_draft_against_review(marks)["claim"]
    )


# Comparability


def test_each_pair_stands_once_with_a_mark_for_each_aspect(libraries: Any) -> None:
    figure, marks = CHARTS["comparability_matrix"][0](libraries)
    assert len(marks) == len(COMPARABILITY_ASPECTS) * len(libraries.comparability)
    drawn = artists(figure)
    pair = "north_libraries:10-25.south_libraries:60-65"
    assert drawn[f"pair.{pair}.geography"].get_text() == "G"
    assert drawn[f"pair.{pair}.coverage"].get_text() == "C?"
    assert drawn[f"pair.{pair}.unit"].get_marker() == "."
    inferred = drawn["pair.north_libraries:40-52.south_libraries:60-65.geography"]
    assert (inferred.get_marker(), inferred.get_markerfacecolor()) == ("o", "#ffffff")


def test_a_family_can_be_drawn_alone(libraries: Any) -> None:
    made = (libraries.comparability, libraries.ledger, libraries.sources, libraries.vocabulary)
    assert figures.draw_comparability_matrix(*made, family="loans")[1].empty
    assert len(figures.draw_comparability_matrix(*made, family="visits_to_libraries")[1]) == 3 * len(
        COMPARABILITY_ASPECTS
    )


def test_a_family_wider_than_the_page_goes_on_in_blocks_and_loses_no_pair(libraries: Any) -> None:
    mentions = [f"north_libraries:{i}-{i + 1}" for i in range(100, 123)]
    ledger = pd.concat([libraries.ledger.iloc[[0]].assign(mention_id=mention) for mention in mentions])
    pairs = [(a, b) for number, b in enumerate(mentions) for a in mentions[:number]]
    comparability = pd.concat(
        [libraries.comparability.iloc[[0]].assign(mention_id_a=a, mention_id_b=b) for a, b in pairs]
    )
    made = (comparability, ledger, libraries.sources, libraries.vocabulary)
    drawn: list[str] = []
    for page in range(1, figures.count_pages_comparability_matrix(*made) + 1):
        drawn += figures.draw_comparability_matrix(*made, page=page)[1]["mark_id"].tolist()
    assert len(drawn) == len(set(drawn)) == len(COMPARABILITY_ASPECTS) * len(pairs)


def test_pairs_are_counted_by_what_may_be_done_with_them(libraries: Any) -> None:
    _figure, marks = CHARTS["comparability_matrix"][0](libraries)
    caption = figures.caption_comparability_matrix(marks)
    assert "1 may be compared over time by what the sources state, and 1 if what is inferred holds." in caption["claim"]
    assert "“nearly 4,000” (2017) and “8,244” (2018-19), inferred in geography, coverage" in caption["alt"]
    assert len(caption["table"]) == 1 + len(libraries.comparability)


def test_one_period_told_twice_is_a_restatement_and_never_a_comparison(libraries: Any) -> None:
    pair = libraries.comparability.iloc[[1]].assign(geography_relation="same", coverage_relation="same_inferred")
    made = (libraries.ledger, libraries.sources, libraries.vocabulary)
    _, marks = figures.draw_comparability_matrix(pair, *made)
    assert set(marks["may_be_compared"]) == {"restatement"}
    assert "None" not in figures.caption_comparability_matrix(marks)["claim"].partition(". ")[2]
    _, marks = figures.draw_comparability_matrix(libraries.comparability.iloc[[1]], *made)
    assert set(marks["may_be_compared"]) == {"neither"}


def test_periods_that_overlap_are_marked(libraries: Any) -> None:
    pair = libraries.comparability.iloc[[2]].assign(relation_in_time="overlapping", comparable_if=None)
    figure, _ = figures.draw_comparability_matrix(pair, libraries.ledger, libraries.sources, libraries.vocabulary)
    assert artists(figure)["pair.north_libraries:40-52.south_libraries:60-65.period"].get_text() == "P∩"


@pytest.mark.parametrize("name", CHARTS)
def test_in_words_says_more_than_the_alt_text(libraries: Any, name: str) -> None:
    draw, caption = CHARTS[name]
    figure, marks = draw(libraries)
    words = caption(marks)
    page = figures.save(figure, name, libraries.corpus, marks, **words)[-1].read_text(encoding="utf-8")
    in_words = page.split("## In words\n\n")[1].split("\n## ")[0]
    assert in_words.count("| ") > len(words["table"]) > 1
    assert words["alt"] not in in_words
    assert len(words["alt"]) < 1500


# Bounds and pages


@pytest.mark.parametrize(
    ("bounds", "parts"),
    [
        (Bounds(5, 5, 5), set()),
        (Bounds(5, 3, 8), {"interval"}),
        (Bounds(5, 5, None), {"arrow"}),
        (Bounds(5, None, 5), {"arrow"}),
        (Bounds(None, 3, 8), {""}),
        (Bounds(5, 4.999, 5.001), set()),  # hidden by its dot
    ],
)
@style()
def test_an_interval_has_ends_and_an_open_bound_an_arrow(bounds: Bounds, parts: set[str]) -> None:
    page = canvas.Canvas("one_column", 40)
    assert draw_bounds(page, canvas.Panel(10, 60, 0, 10), 20, bounds, gid="m")
    found = {gid.removeprefix("m").removeprefix(".") for gid in artists(page.figure)}
    assert found == (parts if bounds.value is None else parts | {""})


@style()
def test_nothing_is_drawn_of_nothing() -> None:
    page = canvas.Canvas("one_column", 40)
    assert not draw_bounds(page, canvas.Panel(10, 60, 0, 10), 20, Bounds(None, None, None), gid="m")
    assert not artists(page.figure)


def test_groups_stay_together_where_a_page_holds_them() -> None:
    def pages(entries: str, *, keep: bool) -> list[str]:
        shared = sheets.paginate(
            entries, height=lambda _: 40, group=str, head=lambda _: 7, margins=0, keep_together=keep
        )
        return ["".join(page) for page in shared]

    assert pages("aaabbbb", keep=False) == ["aaabb", "bb"]
    assert pages("aaabbbb", keep=True) == ["aaa", "bbbb"]
    assert pages("aabbbbbbbb", keep=True) == ["aabbb", "bbbbb"], "a group longer than a page is broken"


SHARED = (
    "bounds",
    "canvas",
    "captions",
    "checks",
    "contract",
    "labels",
    "palette",
    "scales",
    "sheets",
    "show",
    "style",
)


@pytest.mark.parametrize("module", [*CHARTS, *SHARED])
def test_no_chart_for_any_corpus_knows_the_shipped_one(repository: Path, shipped: Any, module: str) -> None:
    seeds = "|".join(path.stem for path in shipped.seeds.glob("*.txt"))
    text = (repository / "src" / "helpers" / "figures" / f"{module}.py").read_text(encoding="utf-8")
    assert not re.search(f"{seeds}|nspcc|police|offence|child", text, re.IGNORECASE)
