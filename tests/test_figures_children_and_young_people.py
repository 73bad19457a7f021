"""The figures of notebook 07: shares with their definitions, and stated ages."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers import figures, tables, vocabulary
from helpers.corpus import Corpus
from helpers.figures.checks import drawn_text, problems
from helpers.figures.shares_by_children import caption_shares_by_children, draw_shares_by_children
from helpers.figures.stated_ages import caption_stated_ages, draw_stated_ages


def words(figure: Figure) -> str:
    return " ".join(text.text for text in drawn_text(figure))


@pytest.fixture(scope="module")
def made(shipped: Corpus) -> dict[str, pd.DataFrame]:
    return {
        name: tables.read(shipped, name) for name in ("ledger", "comparability", "sources", "coded_mentions", "audit")
    }


def shares(shipped: Corpus, made: dict[str, pd.DataFrame], ledger: pd.DataFrame | None = None):
    return draw_shares_by_children(
        made["ledger"] if ledger is None else ledger, made["comparability"], made["sources"], vocabulary.load(shipped)
    )


def ages(shipped: Corpus, made: dict[str, pd.DataFrame], coded: pd.DataFrame | None = None):
    coded = made["coded_mentions"] if coded is None else coded
    return draw_stated_ages(coded, made["ledger"], made["sources"], made["audit"], vocabulary.load(shipped))


def test_a_share_is_drawn_once_with_all_its_repeats(shipped, made):
    _, marks = shares(shipped, made)
    own = made["ledger"][made["ledger"]["measure"].isin(marks["measure"])]
    assert sorted(" ".join(marks["mention_ids"]).split()) == sorted(own["mention_id"])
    assert len(marks) == own["same_as"].isna().sum()


def test_a_bound_has_no_other_end_and_the_caption_says_so(shipped, made):
    _, marks = shares(shipped, made)
    bound = marks[marks["quote"] == "More than half"].iloc[0]
    assert pd.isna(bound["high"])
    assert "an arrow from above 50% upwards" in caption_shares_by_children(marks)["alt"]


def test_shares_with_different_wholes_are_not_said_to_have_grown(shipped, made):
    _, marks = shares(shipped, made)
    claim = caption_shares_by_children(marks)["claim"]
    assert "different wholes" in claim
    assert claim.endswith("No growth from one to the other follows.")


def test_what_is_the_same_is_not_called_different(shipped, made):
    same = made["comparability"].copy()
    for name in [column for column in same if column.endswith("_relation")]:
        same[name] = "same"
    figure, marks = draw_shares_by_children(made["ledger"], same, made["sources"], vocabulary.load(shipped))
    claim = caption_shares_by_children(marks)["claim"]
    assert "one whole" in claim
    assert "No growth" not in claim
    assert "differs" not in words(figure)


def test_what_a_source_leaves_out_is_said_to_be_not_stated(shipped, made):
    figure, _ = shares(shipped, made)
    assert words(figure).count("not stated") == 8  # period, place, recorder and coverage, of two shares


def test_an_inferred_body_is_not_named_as_if_the_source_named_it(shipped, made):
    figure, _ = shares(shipped, made)
    assert "no body is named" in words(figure)
    assert "Police forces" not in words(figure)
    assert "(nearest term; not said)" in words(figure)


def test_a_stated_body_and_unit_stand_as_they_are(shipped, made):
    stated = made["ledger"].assign(attributed_to_basis="stated", unit_basis="stated")
    figure, _ = shares(shipped, made, stated)
    assert "no body is named" not in words(figure)
    assert "nearest term" not in words(figure)


def test_an_inferred_body_without_a_reason_is_said_to_be_inferred(shipped, made):
    figure, _ = shares(shipped, made, made["ledger"].assign(inferred_why=None))
    assert "(inferred)" in words(figure)


def test_an_age_group_that_all_figures_are_about_has_a_dash_for_its_number(shipped, made):
    figure, _ = ages(shipped, made)
    assert "\N{EN DASH}" in words(figure)
    assert not [text for text in drawn_text(figure) if text.text == "all"]


def test_a_strip_covers_the_ages_that_are_meant(shipped, made):
    _, marks = ages(shipped, made)
    spans = {
        row.count_id.rpartition(":")[2]: (row.first_age, row.last_age)
        for row in marks.dropna(subset="count_id").itertuples()
    }
    assert sorted(spans.values()) == [(0, 9), (0, 10), (13, 13)]


def test_a_length_stands_for_ages_and_not_for_a_count(shipped, made):
    figure, marks = ages(shipped, made)
    widths = {artist.get_gid(): artist.get_width() for artist in figure.findobj(Rectangle) if artist.get_gid()}
    covered = (marks["last_age"].fillna(marks["first_age"]) - marks["first_age"] + 1).tolist()
    drawn = [widths[mark] for mark in marks["mark_id"]]
    by_age, by_width = (sorted(range(len(drawn)), key=of.__getitem__) for of in (covered, drawn))
    assert by_age == by_width
    assert "not how many" in words(figure)


def test_cases_are_not_drawn(shipped, made):
    _, marks = ages(shipped, made)
    coded = made["coded_mentions"]
    cases = set(coded.loc[coded["kind"] == "case", "mention_id"])
    assert cases.isdisjoint(" ".join(marks["mention_ids"]).split())


def test_the_claim_counts_what_is_drawn(shipped, made):
    _, marks = ages(shipped, made)
    claim = caption_stated_ages(marks, made["comparability"])["claim"]
    assert claim.startswith(f"{marks['source'].nunique()} sources name {len(marks)} ages")
    assert "none may be compared" in claim


def test_one_publisher_only(shipped, made):
    coded = made["coded_mentions"]
    one = coded[coded["source_id"] == coded.loc[coded["quote"] == "as young as 10", "source_id"].iloc[0]]
    figure, marks = ages(shipped, made, one)
    assert len(marks) == 1
    assert "no count by age" in words(figure)
    assert caption_stated_ages(marks, made["comparability"])["claim"]


def test_without_rows_a_picture_says_so_and_all_files_are_there(shipped, made, tmp_path):
    corpus = small_corpus(shipped, tmp_path)
    for name, (figure, marks), caption in (
        ("shares_by_children", shares(shipped, made, made["ledger"].iloc[:0]), caption_shares_by_children),
        (
            "stated_ages",
            ages(shipped, made, made["coded_mentions"].iloc[:0]),
            lambda marks: caption_stated_ages(marks, made["comparability"]),
        ),
    ):
        assert marks.empty
        assert len(figures.save(figure, name, corpus, marks, **caption(marks))) == 5


def test_the_contract_holds_and_refuses_an_age_of_an_unknown_mention(shipped, made, tmp_path):
    corpus = small_corpus(shipped, tmp_path)
    figure, marks = ages(shipped, made)
    assert problems(figure, "two_columns") == []
    figures.save(figure, "stated_ages", corpus, marks, **caption_stated_ages(marks, made["comparability"]))
    wrong = marks.assign(mention_ids=marks["mention_ids"].str.replace(":", ":9", regex=False))
    with pytest.raises(Exception, match="leads to"):
        figures.save(figure, "stated_ages", corpus, wrong, **caption_stated_ages(wrong, made["comparability"]))


def small_corpus(shipped: Corpus, root: Path) -> Corpus:
    """The tables that saving looks into, in a folder of their own."""
    (root / "seeds").mkdir(parents=True)
    corpus = Corpus.open(root)
    corpus.tables.mkdir(parents=True)
    for name in ("sources", "ledger", "coded_mentions"):
        (corpus.tables / f"{name}.csv").write_bytes((shipped.tables / f"{name}.csv").read_bytes())
    return corpus
