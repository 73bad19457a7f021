"""The figure contract: five files or none, each mark led back to its mention, and nothing a printer would send back."""

from __future__ import annotations

import csv
import io
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
import nbformat
import pandas as pd
import pytest
from matplotlib.figure import Figure
from nbconvert import HTMLExporter
from PIL import Image
from pypdf import PdfReader

from helpers import figures, tables
from helpers.errors import UserError
from helpers.figures import contract, style
from helpers.figures.canvas import Canvas
from helpers.figures.checks import STAMP, contrast_with_white, drawn_text, problems
from helpers.figures.show import bundle

SVG = "{http://www.w3.org/2000/svg}"
ID = "north_libraries:10-25"
WORDS: dict[str, Any] = {"title": "Visits", "claim": "There were visits.", "alt": "One dot at 8,000."}


@style()
def one_dot(text: str = "visits", *, size: float = 7.0, colour: str = "#222222", gid: str = "dot") -> Figure:
    canvas = Canvas("one_column", 40)
    canvas.marker(40, 20, "o", gid=gid)
    canvas.text(10, 20, text, size=size, colour=colour)
    return canvas.figure


def marks(**changed: Any) -> pd.DataFrame:
    return pd.DataFrame([{"mark_id": "dot", "mention_ids": ID, "value": 8000, "label": "more than 8,000"} | changed])


def save(made: Any, figure: Figure | None = None, drawn: pd.DataFrame | None = None, **changed: Any) -> list[Path]:
    return figures.save(
        figure or one_dot(),
        changed.pop("name", "visits"),
        made.corpus,
        marks() if drawn is None else drawn,
        **(WORDS | {"width": "one_column"} | changed),
    )


def test_a_figure_is_five_files_and_nothing_else(libraries: Any) -> None:
    paths = save(libraries)
    assert [path.name for path in paths] == ["visits.svg", "visits.pdf", "visits.png", "visits.csv", "visits.md"]
    assert sorted(path.name for path in libraries.corpus.figures.iterdir()) == sorted(path.name for path in paths)


def test_a_mark_may_stand_for_a_fact_from_outside_the_sources(libraries: Any) -> None:
    (libraries.corpus.data / "context.yml").write_text(
        "facts:\n  act:\n    kind: law\n    date: 1850\n    label: the act\n    what: In 1850 an act came.\n"
        "    reference: {title: An act, publisher: A printer, url: 'https://example.org/act'}\n",
        encoding="utf-8",
    )
    paths = save(libraries, drawn=marks(mention_ids=None, fact_ids="act"))
    assert "In 1850 an act came. A printer: [An act](https://example.org/act)." in paths[-1].read_text(encoding="utf-8")
    assert paths[3].read_text(encoding="utf-8").splitlines()[0].startswith("mark_id,mention_ids,fact_ids")
    with pytest.raises(UserError, match="no fact 'bill'"):
        save(libraries, drawn=marks(mention_ids=None, fact_ids="bill"))


def test_the_same_content_gives_the_same_bytes_whatever_the_users_settings(libraries: Any) -> None:
    before = [path.read_bytes() for path in save(libraries)]
    with matplotlib.rc_context({"svg.fonttype": "path", "svg.hashsalt": None, "pdf.fonttype": 3, "font.size": 20}):
        again = [path.read_bytes() for path in save(libraries)]
    assert again == before


def test_no_file_carries_a_date_or_a_version(libraries: Any) -> None:
    svg, pdf, png, *_ = save(libraries)
    assert not {"CreationDate", "Producer", "Creator"} & {key.strip("/") for key in PdfReader(pdf).metadata or {}}
    assert "date" not in svg.read_text(encoding="utf-8").lower()
    assert not {"Software", "Creation Time"} & set(Image.open(png).info)


def test_the_svg_holds_text_as_text_its_words_and_an_id_for_each_mark(libraries: Any) -> None:
    root = ElementTree.fromstring(save(libraries)[0].read_bytes())
    assert root.findtext(f"{SVG}title") == "Visits"
    assert root.findtext(f"{SVG}desc") == "One dot at 8,000."
    assert [node.text for node in root.iter(f"{SVG}text")] == ["visits", "Sources: North Gazette 2019."]
    (mark,) = root.findall(f".//{SVG}g[@id='dot']")
    assert mark.findtext(f"{SVG}title") == "more than 8,000"


def test_the_pdf_embeds_its_fonts_and_holds_text_as_text(libraries: Any) -> None:
    page = PdfReader(save(libraries)[1]).pages[0]
    assert page.extract_text().split("\n") == ["visits", "Sources: North Gazette 2019."]
    for font in page["/Resources"]["/Font"].values():
        descendant = (
            font.get_object()["/DescendantFonts"][0].get_object()
            if "/DescendantFonts" in font.get_object()
            else font.get_object()
        )
        assert "/FontFile2" in descendant["/FontDescriptor"].get_object()


def test_the_png_has_300_dots_an_inch_at_print_size(libraries: Any) -> None:
    image = Image.open(save(libraries)[2])
    assert image.size == (1051, 550)  # 89 mm by 40 mm, and 6.6 mm for the line of sources
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.5)


def test_the_data_behind_the_picture_stands_beside_it_and_computes_nothing(libraries: Any) -> None:
    drawn = pd.concat([marks(), marks(mark_id="dot.two", value=0.1 + 0.2, label="=1+1")], ignore_index=True)
    figure = one_dot()
    with style():
        figure.add_artist(matplotlib.lines.Line2D([0.1], [0.1], marker="o", gid="dot.two"))
    rows = list(csv.reader(io.StringIO(save(libraries, figure, drawn)[3].read_text(encoding="utf-8"))))
    assert rows == [
        ["mark_id", "mention_ids", "value", "label"],
        ["dot", ID, "8000", "more than 8,000"],
        ["dot.two", ID, "0.3", "'=1+1"],
    ]


def test_the_caption_page_looks_its_sources_up_and_says_what_is_inferred(libraries: Any) -> None:
    drawn = marks(mention_ids=f"{ID} south_libraries:60-65 north_libraries:40-52")
    page = save(libraries, None, drawn, notes=["A *note*."], editor=[("Fair?", "Yes.")])[4].read_text(encoding="utf-8")
    assert page.startswith("# Visits\n")
    assert "![One dot at 8,000.](visits.svg)" in page
    assert "- North Gazette. *Visits \\| up*. 21 May 2019. (`north_libraries`)" in page
    assert "- South Post. Without title. Jun 2019. Inferred, not stated in the text: publisher and date." in page
    assert "- date: the year that is reported ended in March (`south_libraries`)" in page
    assert "- The period, from words such as “last year” and the date of publication. (`north_libraries:40-52`)" in page
    assert "A \\*note\\*." in page
    assert "**Fair?** Yes." in page
    assert "DRAFT" not in page


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"alt": " "}, "no alt text"),
        ({"title": ""}, "no title"),
        ({"claim": ""}, "no claim"),
        ({"alt": "There were  visits."}, "repeats title or claim"),
        ({"name": "Visits!"}, "lower-case letters"),
        ({"drawn": marks().iloc[:0]}, "nothing is drawn"),
        ({"drawn": marks().drop(columns="label")}, "no column label"),
        ({"drawn": marks(label="")}, "has no label"),
        ({"drawn": marks(mention_ids=None)}, "has no source"),
        ({"drawn": marks(mention_ids=" ", source_ids=" ")}, "has no source"),
        ({"drawn": marks(mark_id="8 000")}, "cannot be the id"),
        ({"drawn": pd.concat([marks(), marks()])}, "stands twice"),
        ({"drawn": marks(mark_id="square")}, "drawn 0 times"),
        ({"width": "two_columns"}, "89.0 mm wide where two columns are 183 mm"),
        ({"figure": one_dot(size=6.4)}, "6.4 pt"),
        ({"figure": one_dot("visits " * 20)}, "runs out of the picture"),
        ({"figure": one_dot(colour="#b8b8b8")}, "too pale"),
    ],
)
def test_what_breaks_the_contract_is_an_error_and_writes_nothing(
    libraries: Any, changed: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        save(libraries, **changed)
    assert not libraries.corpus.figures.exists()


def test_a_mark_whose_mention_or_source_is_not_in_the_tables_is_an_error(libraries: Any) -> None:
    with pytest.raises(UserError, match=r"leads to north_libraries:1-2, which is not in data/tables/ledger.csv"):
        save(libraries, None, marks(mention_ids="north_libraries:1-2"))
    with pytest.raises(UserError, match=r"source east_libraries is not in data/tables/sources.csv"):
        save(libraries, None, marks(mention_ids=None, source_ids="east_libraries"))


def test_a_mention_of_the_coding_is_no_row_of_the_ledger(libraries: Any) -> None:
    age = marks(mention_ids="north_libraries:160-166")
    with pytest.raises(UserError, match=r"not in data/tables/ledger.csv"):
        save(libraries, None, age)
    assert save(libraries, None, age, trace="coded_mentions")


def test_numbers_of_individual_cases_are_counted_and_never_drawn(libraries: Any) -> None:
    case = marks(mention_ids="north_libraries:170-174")
    with pytest.raises(ValueError, match="individual case"):
        save(libraries, None, case, trace="coded_mentions")
    assert save(libraries, None, case.drop(columns="value").assign(n=1), trace="coded_mentions")


def test_a_mark_drawn_twice_could_not_be_found(libraries: Any) -> None:
    figure = one_dot()
    with style():
        figure.add_artist(matplotlib.lines.Line2D([0.1], [0.1], marker="o", gid="dot"))
    with pytest.raises(ValueError, match="drawn 2 times"):
        save(libraries, figure)


@pytest.mark.parametrize(("across", "down"), [(8.0, 0.0), (0.0, 1.2)])
def test_texts_that_overlap_are_an_error_and_texts_that_touch_are_not(
    libraries: Any, across: float, down: float
) -> None:
    def two(x: float, y: float) -> Figure:
        with style():
            canvas = Canvas("one_column", 40)
            canvas.marker(80, 5, "o", gid="dot")
            canvas.text(10, 20, "visits and loans")
            canvas.text(10 + x, 20 + y, "loans")
        return canvas.figure

    with pytest.raises(ValueError, match="'visits and loans' and 'loans' overlap"):
        save(libraries, two(across, down))
    assert save(libraries, two(across * 5, down * 3))


@style()
def test_labels_of_ticks_that_are_not_drawn_are_not_counted() -> None:
    figure = Figure(figsize=(89 / 25.4, 40 / 25.4))
    axes = figure.add_axes((0.1, 0.3, 0.8, 0.5))
    axes.set_yticks([])
    axes.set_xticks([0, 1, 1.001, 50])
    axes.set_xlim(-0.1, 0.9)
    assert [text.text for text in drawn_text(figure)] == ["0"]


@style()
def test_turned_text_is_measured_as_it_stands() -> None:
    figure = Figure(figsize=(89 / 25.4, 40 / 25.4))
    figure.text(0.5, 0.5, "visits to libraries", rotation=90, ha="center", va="center")
    (box,) = drawn_text(figure)
    assert box.bottom - box.top > 5 * (box.right - box.left)


def test_a_font_of_this_machine_is_an_error(libraries: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # the shipped fonts look like a stranger's when matplotlib says that its own lie elsewhere
    monkeypatch.setattr("helpers.figures.checks.matplotlib.get_data_path", lambda: str(tmp_path))
    assert any("a font of this machine" in problem for problem in problems(one_dot(), "one_column"))


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast_with_white((0, 0, 0)) == pytest.approx(21)
    assert contrast_with_white((1, 1, 1)) == pytest.approx(1)
    assert contrast_with_white((0x76 / 255,) * 3) == pytest.approx(4.54, abs=0.01)


def test_a_figure_that_cannot_be_saved_leaves_the_old_one_as_it_was(
    libraries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in save(libraries)}

    def full_disk(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(contract, "_png", full_disk)
    with pytest.raises(OSError, match="No space left"):
        save(libraries, one_dot("loans"))
    assert {path: path.read_bytes() for path in sorted(libraries.corpus.figures.iterdir())} == dict(
        sorted(before.items())
    )


@pytest.mark.parametrize("is_draft", [True, False])
def test_a_figure_of_a_draft_carries_the_word(make: Callable[[str], Any], is_draft: bool) -> None:
    made = make("draft" if is_draft else "reviewed")
    figure = one_dot()
    svg, pdf, _, _, page = save(made, figure)
    assert (STAMP in svg.read_text(encoding="utf-8")) is is_draft
    assert ("DRAFT" in PdfReader(pdf).pages[0].extract_text()) is is_draft
    assert ("**DRAFT" in page.read_text(encoding="utf-8")) is is_draft
    assert not [artist for artist in figure.texts if artist.get_gid() == STAMP], "the figure itself is left as it was"


def test_a_mark_can_say_itself_that_it_is_a_draft(libraries: Any) -> None:
    assert STAMP in save(libraries, None, marks(is_draft=True))[0].read_text(encoding="utf-8")


def test_what_is_drawn_from_the_machines_reading_is_a_draft(libraries: Any) -> None:
    row = libraries.coded_mentions.iloc[[0]][[column.name for column in tables.TABLES["mentions"].columns]]
    tables.write(libraries.corpus, "mentions", row)
    assert STAMP in save(libraries, trace="mentions")[0].read_text(encoding="utf-8")


def test_a_table_without_rows_is_a_picture_that_says_so(libraries: Any) -> None:
    figure = figures.nothing_to_draw("no visit was counted.")
    empty = marks().iloc[:0]
    svg, _, _, data, page = save(libraries, figure, empty, width="two_columns")
    assert "Nothing to draw: no visit was counted." in svg.read_text(encoding="utf-8")
    assert data.read_text(encoding="utf-8") == "mark_id,mention_ids,value,label\n"
    assert "## Sources" not in page.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="and has marks"):
        save(libraries, figure, marks(), width="two_columns")


def test_a_saved_figure_is_shown_as_one_bundle_of_png_svg_and_words(libraries: Any) -> None:
    svg, _, _, _, _ = save(libraries)
    content, metadata = bundle(libraries.corpus, "visits")
    assert sorted(content) == ["image/png", "image/svg+xml", "text/plain"]
    assert content["image/svg+xml"] == svg.read_text(encoding="utf-8")
    assert content["text/plain"] == "Figure visits: One dot at 8,000."
    assert metadata["image/png"] == {"width": 336, "height": 176, "alt": "One dot at 8,000."}  # at 96 dots an inch


def test_a_figure_that_is_not_there_cannot_be_shown(libraries: Any) -> None:
    with pytest.raises(UserError, match=r"figures/visits.svg: no such figure"):
        figures.show(libraries.corpus, "visits")


def test_ids_of_marks_hold_what_they_stand_for() -> None:
    assert contract.mark_id("figure", ID) == f"figure.{ID}"
    assert contract.mark_id("pair", "a b", "c/d") == "pair.a-b.c-d"


def test_the_picture_names_its_sources_by_publisher_and_year_and_brackets_what_is_inferred(libraries: Any) -> None:
    both = marks(mention_ids=f"{ID} south_libraries:60-65")
    figure = one_dot()
    svg = save(libraries, figure, both)[0].read_text(encoding="utf-8")
    assert "Sources: North Gazette 2019; [South Post 2019]; [ ] inferred." in svg
    assert not [text for text in figure.texts if text.get_text().startswith("Sources")], (
        "the figure itself is left as it was"
    )


@pytest.mark.parametrize("width", ["one_column", "two_columns"])
def test_sources_that_find_no_room_under_the_picture_are_counted(width: Any) -> None:
    many = [{"source_id": f"s{n}", "publisher": f"Gazette of County {n}", "published_on": "2019"} for n in range(40)]
    lines = contract.named_sources(many, 2, width)
    assert len(lines) == (1 if width == "two_columns" else 2)
    words = " ".join(lines)
    kept = words.count("Gazette")
    assert 0 < kept < 40
    assert f"; {40 - kept} more on the caption page; 2 facts with references on the caption page." in words


def test_two_texts_of_one_publisher_and_year_are_named_once() -> None:
    twice = [{"source_id": name, "publisher": "Gazette", "published_on": "2019-05"} for name in ("a", "b")]
    assert contract.named_sources(twice, 0, "two_columns") == ["Sources: Gazette 2019."]
    assert contract.named_sources([], 0, "two_columns") == []


def test_in_words_says_each_mark_where_the_figure_gives_nothing_else(libraries: Any) -> None:
    def in_words(**given: Any) -> str:
        page = save(libraries, **given)[4].read_text(encoding="utf-8")
        return page.split("## In words\n\n")[1].split("\n## ")[0]

    assert in_words() == "more than 8,000\n"
    assert in_words(in_words=["One.", "Two|."]) == "- One.\n- Two\\|.\n"
    table = [["what", "n"], ["visits", "more than 8,000"]]
    assert in_words(table=table) == "| what | n |\n|---|---|\n| visits | more than 8,000 |\n"


def test_a_page_with_more_marks_than_anyone_reads_leads_to_the_data(libraries: Any) -> None:
    with style():
        canvas = Canvas("one_column", 40)
        for n in range(61):
            canvas.marker(n + 5, 20, "o", gid=f"dot.{n}")
    drawn = pd.concat([marks(mark_id=f"dot.{n}", label=f"dot {n}") for n in range(61)], ignore_index=True)
    page = save(libraries, canvas.figure, drawn)[4].read_text(encoding="utf-8")
    assert "Each of the 61 marks is said in words in the column label of visits.csv." in page


def test_marks_without_mentions_lead_back_to_their_sources_and_not_to_nought_mentions(libraries: Any) -> None:
    page = save(libraries, drawn=marks(mention_ids=None, source_ids="north_libraries"))[4].read_text(encoding="utf-8")
    assert "It leads back to 1 source." in page
    assert "0 mentions" not in page


def test_a_reason_that_refers_to_the_note_is_said_in_the_words_of_the_note(libraries: Any) -> None:
    ledger = tables.read(libraries.corpus, "ledger")
    first = ledger["mention_id"] == ID
    ledger.loc[first, "inferred_why"] = "counted_by: see note. period: the year that is reported."
    ledger.loc[first, "note"] = "The county speaks for its libraries."
    tables.write(libraries.corpus, "ledger", ledger)
    page = save(libraries)[4].read_text(encoding="utf-8")
    assert "- counted by: The county speaks for its libraries. period: the year that is reported." in page
    assert "see note" not in page


def test_marks_may_stand_for_mentions_of_the_draft_alone(libraries: Any) -> None:
    columns = [column.name for column in tables.TABLES["mentions"].columns]
    tables.write(libraries.corpus, "mentions", libraries.coded_mentions.iloc[[0]][columns])
    svg, *_, page = save(libraries, drawn=marks(mention_ids=None, draft_ids=ID))
    assert STAMP not in svg.read_text(encoding="utf-8"), "what is held against the review is not itself a draft"
    assert "`north_libraries`" in page.read_text(encoding="utf-8")
    with pytest.raises(UserError, match=r"north_libraries:1-2 is not in data/tables/mentions.csv"):
        save(libraries, drawn=marks(mention_ids=None, draft_ids="north_libraries:1-2"))


def test_the_alt_text_of_a_png_is_where_converters_look_for_it(libraries: Any) -> None:
    save(libraries, alt="One dot at 8,000 & no other.")
    content, metadata = bundle(libraries.corpus, "visits")
    output = nbformat.v4.new_output("display_data", {"image/png": content["image/png"]}, metadata=metadata)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("show()", outputs=[output])])
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(notebook)
    assert 'alt="One dot at 8,000 &amp; no other."' in page


def test_a_figure_is_shown_with_its_words_below_it(libraries: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    save(libraries, alt="One *dot* at 8,000.")
    shown: list[Any] = []
    # the package has a function of the module's name
    module = sys.modules["helpers.figures.show"]
    monkeypatch.setattr(module, "display", lambda content, **_: shown.append(content))
    figures.show(libraries.corpus, "visits")
    picture, words = shown
    assert {"image/png", "image/svg+xml"} <= set(picture)
    assert "One \\*dot\\* at 8,000. [More words, and the sources](../figures/visits.md)" in words.data
