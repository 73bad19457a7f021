"""The timeline, and the sheet of all figures."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from helpers import tables
from helpers.context import Fact
from helpers.errors import UserError
from helpers.figures import save
from helpers.figures.checks import drawn_text, problems
from helpers.figures.contact_sheet import Entry, entries, save_contact_sheet, sheet
from helpers.figures.timeline import caption_timeline, draw_timeline, year


def fact(date: str, label: str, kind: str = "law") -> Fact:
    reference = {"title": "A page", "publisher": "A body", "url": "https://example.org/page"}
    return Fact.model_validate(
        {"kind": kind, "date": date, "label": label, "what": f"{label}.", "reference": reference}
    )


FACTS = {
    "act": fact("2018-04-01", "public libraries act, with a long name of its own"),
    "count": fact("2018-06", "visits counted anew", "recording"),
    "flood": fact("2018-08", "flood", "event"),
}


@pytest.mark.parametrize(
    ("date", "is_end", "place"),
    [
        ("2018-01-01", False, 2018.0),
        ("2018-07", False, 2018.538),
        ("2018", False, 2018.5),
        ("2018", True, 2019.0),
        ("2018-12", True, 2019.0),
        ("2019-03", True, 2019.246),
    ],
)
def test_a_date_is_as_exact_as_it_is_stated(date: str, is_end: bool, place: float) -> None:
    assert year(date, is_end=is_end) == pytest.approx(place, abs=0.002)


def test_each_source_each_period_and_each_fact_is_a_mark(libraries: Any) -> None:
    figure, marks = draw_timeline(libraries.ledger, libraries.sources, FACTS, libraries.vocabulary)
    assert problems(figure, "two_columns") == []
    assert marks["what"].value_counts().to_dict() == {
        "publication": 2,
        "period": 3,
        "none": 2,
        "baseline": 1,
        "law": 1,
        "recording": 1,
        "event": 1,
    }
    drawn = " ".join(" ".join(ids.split()) for ids in marks["mention_ids"].dropna())
    coverage = libraries.ledger.loc[libraries.ledger["kind"] == "coverage", "mention_id"].iloc[0]
    repeat = libraries.ledger.loc[libraries.ledger["same_as"].notna(), "mention_id"].iloc[0]
    assert coverage not in drawn
    assert repeat not in drawn


def test_labels_stand_above_each_other_so_that_no_line_runs_through_an_earlier_one(libraries: Any) -> None:
    figure, _ = draw_timeline(libraries.ledger, libraries.sources, FACTS, libraries.vocabulary)
    tops = {text.text: text.top for text in drawn_text(figure)}
    assert tops[FACTS["act"].label] < tops["visits counted anew"] < tops["flood"]


def test_a_baseline_before_the_axis_is_said_and_not_stretched(libraries: Any) -> None:
    ledger = libraries.ledger.copy()
    ledger.loc[ledger["baseline_start"].notna(), ["baseline_start", "baseline_end"]] = ["1985-01", "1985-12"]
    figure, _ = draw_timeline(ledger, libraries.sources, FACTS, libraries.vocabulary)
    words = [text.text for text in drawn_text(figure)]
    assert "1985" in words
    assert "1986" not in words


@pytest.mark.parametrize(("rule", "is_said"), [("act", True), ("flood", False)])
def test_a_rule_is_said_to_begin_a_count_only_where_the_months_agree(libraries: Any, rule: str, is_said: bool) -> None:
    ledger = libraries.ledger[libraries.ledger["period_start"].fillna("2018-04") >= "2018-04"]
    _, marks = draw_timeline(ledger, libraries.sources, FACTS, libraries.vocabulary)
    claim = caption_timeline(marks, {"visits": rule}, libraries.vocabulary)["claim"]
    assert ("visits to public libraries in Apr 2018" in claim) is is_said


def test_the_caption_page_lists_the_references_of_the_facts(libraries: Any) -> None:
    text = "facts:\n" + "".join(
        f"  {name}:\n    kind: {one.kind}\n    date: {one.date}\n    label: {one.label}\n    what: {one.what}\n"
        "    reference: {title: A page, publisher: A body, url: 'https://example.org/page'}\n"
        for name, one in FACTS.items()
    )
    (libraries.corpus.data / "context.yml").write_text(text, encoding="utf-8")
    figure, marks = draw_timeline(libraries.ledger, libraries.sources, FACTS, libraries.vocabulary)
    paths = save(figure, "timeline", libraries.corpus, marks, **caption_timeline(marks, {}, libraries.vocabulary))
    page = paths[-1].read_text(encoding="utf-8")
    assert page.count("[A page](https://example.org/page)") == len(FACTS)


def test_without_sources_there_is_nothing_to_draw(libraries: Any) -> None:
    _, marks = draw_timeline(tables.empty("ledger"), tables.empty("sources"), {}, libraries.vocabulary)
    assert marks.empty
    assert caption_timeline(marks, {}, libraries.vocabulary)["claim"] == "There is no source."


def picture(folder: Path, name: str, colour: str, title: str | None) -> None:
    Image.new("RGB", (300, 200), colour).save(folder / f"{name}.png")
    if title is not None:
        (folder / f"{name}.md").write_text(f"# {title}\n\nWords.\n", encoding="utf-8")


def test_the_sheet_holds_every_figure_but_itself_and_has_the_same_bytes_again(libraries: Any) -> None:
    folder = libraries.corpus.figures
    folder.mkdir()
    for name, colour in (("visits", "#0072b2"), ("loans", "#e69f00")):
        picture(folder, name, colour, "A \\*title\\* that is far too long for one line, " * 4)
    path = save_contact_sheet(libraries.corpus)
    before = path.read_bytes()
    assert save_contact_sheet(libraries.corpus).read_bytes() == before
    assert [entry.name for entry in entries(libraries.corpus)] == ["loans", "visits"]
    assert entries(libraries.corpus)[0].title.startswith("A *title*")
    with Image.open(io.BytesIO(before)) as made:
        colours = {made.convert("RGB").getpixel(place) for place in ((250, 190), (740, 190))}
    assert len(colours) == 2
    assert sorted(path.name for path in folder.iterdir()) == [
        "contact_sheet.png",
        "loans.md",
        "loans.png",
        "visits.md",
        "visits.png",
    ]


def test_a_picture_without_caption_page_is_not_put_on_the_sheet_in_silence(libraries: Any) -> None:
    libraries.corpus.figures.mkdir()
    with pytest.raises(UserError, match="no figures for a contact sheet"):
        save_contact_sheet(libraries.corpus)
    picture(libraries.corpus.figures, "visits", "#0072b2", None)
    with pytest.raises(UserError, match=r"figures/visits\.png: a picture without caption page"):
        save_contact_sheet(libraries.corpus)


def test_a_sheet_grows_by_rows(tmp_path: Path) -> None:
    picture(tmp_path, "visits", "#0072b2", "Visits")
    one = Entry("visits", "Visits", tmp_path / "visits.png")
    sizes = [Image.open(io.BytesIO(sheet([one] * n, columns=2))).size for n in (1, 2, 3)]
    assert sizes[0][0] < sizes[1][0] == sizes[2][0]
    assert sizes[0][1] == sizes[1][1] < sizes[2][1]
    with pytest.raises(ValueError, match="at least one figure"):
        sheet([])
