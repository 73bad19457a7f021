"""The bench of the reader: a perfect reading scores one, a changed field lowers its own measure alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from helpers import bench, views
from helpers.bench import reading
from helpers.errors import UserError
from helpers.mentions import read
from helpers.narrative import readers_said
from helpers.other_readers import digits, quantulum

ROOT = Path(__file__).resolve().parents[1]
TEXT = "Police recorded 1,250 thefts in Kent in 2021, up 12% on 2020.\n"


def folder(path: Path, **change: object) -> Path:
    """Write a text with what the reader makes of it as its coding, one field of the first figure changed."""
    coded = [mention.as_dict() for mention in read(TEXT, "2022-02-01")]
    figure = next(mention for mention in coded if mention["kind"] == "statistic")
    figure.update(change)
    path.mkdir(exist_ok=True, parents=True)
    (path / "a.txt").write_text(TEXT, "utf-8")
    (path / "a.gold.yaml").write_text(yaml.safe_dump({"mentions": coded}), "utf-8")
    (path / "a.meta.yaml").write_text("published: '2022-02-01'\n", "utf-8")
    return path


def scored(path: Path) -> dict[str, float]:
    """Score what our reader makes of the texts of a folder."""
    texts = reading.load(path)
    return reading.score(texts, [reading.draft(text) for text in texts])


def test_a_reading_that_is_the_coding_scores_one(tmp_path: Path) -> None:
    scores = scored(folder(tmp_path))
    del scores[reading.CASES]  # the text has no case
    assert set(scores) == {reading.FOUND, reading.TOUCHED, *reading.MEASURES, reading.SIZES, reading.KIND}
    assert set(scores.values()) == {1.0}


@pytest.mark.parametrize(
    ("change", "lowered"),
    [
        ({"value": 7}, {*reading.MEASURES, reading.SIZES}),
        ({"value": -1250}, set(reading.MEASURES) - {"size of the value"}),
        ({"start": 0}, {reading.FOUND, *reading.MEASURES, reading.SIZES}),
        ({"unit": "lemon"}, {"value and unit", reading.ALL_FIELDS}),
        ({"period": "1999-01/1999-12"}, {"value and period", reading.ALL_FIELDS}),
        ({"qualifier": "about"}, {"value and qualifier", reading.ALL_FIELDS}),
        ({"kind": "rate"}, {"value and kind", reading.ALL_FIELDS, reading.KIND}),
    ],
)
def test_a_field_read_otherwise_lowers_its_own_measures(
    tmp_path: Path, change: dict[str, object], lowered: set[str]
) -> None:
    scores = scored(folder(tmp_path, **change))
    assert {name for name, value in scores.items() if value < 1 and name != reading.CASES} == lowered


def test_what_a_reader_says_nothing_about_is_left_out_of_its_scores(tmp_path: Path) -> None:
    texts = reading.load(folder(tmp_path))
    drafted = [[dict(mention, unit=None, period=None) for mention in reading.draft(text)] for text in texts]
    scores = reading.score(texts, drafted, {"value", "kind"})
    assert set(scores) == {
        *(reading.FOUND, reading.TOUCHED, reading.SIZES, reading.KIND),
        *("value", "size of the value", "value and kind"),
    }
    assert set(scores.values()) == {1.0}
    assert reading.score(texts, drafted)["value and unit"] < 1


def test_every_folder_with_codings_is_a_set(tmp_path: Path) -> None:
    folder(tmp_path / reading.FOLDER / "dev")
    folder(tmp_path / reading.FOLDER / "news" / "short")
    (tmp_path / reading.FOLDER / "empty").mkdir()
    assert list(reading.sets(tmp_path)) == ["dev", "news/short"]
    assert [reading.in_words(name) for name in reading.sets(tmp_path)] == ["developed on", "news/short"]


def test_a_repository_without_coded_texts_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="tests/reading: no coded texts"):
        reading.sets(tmp_path)


def judged(tmp_path: Path, name: str, **change: object) -> bench.Result:
    """Return the result of a bench whose set of texts holds one text, with three readers."""
    texts = reading.load(folder(tmp_path, **change))
    readers = {
        reading.OURS: reading.Reader("1", reading.FIELDS, {name: [reading.draft(text) for text in texts]}, 100.0),
        reading.QUANTULUM: reading.Reader("2", quantulum.FIELDS, {name: [[] for _ in texts]}, 5.04),
        reading.DIGITS: reading.Reader("3", digits.FIELDS, {name: [digits.read(text.text) for text in texts]}, 6210.0),
    }
    return reading.judge({name: texts}, readers)


@pytest.mark.parametrize(
    ("name", "change", "is_met"),
    [("heldout", {}, True), ("heldout", {"value": 7, "unit": "lemon"}, False), ("dev", {"value": 7}, None)],
)
def test_the_texts_held_back_decide(tmp_path: Path, name: str, change: dict[str, object], is_met: bool | None) -> None:
    assert judged(tmp_path, name, **change).is_met is is_met


def test_readers_stand_side_by_side_on_the_page_and_in_the_notebook(tmp_path: Path) -> None:
    result = judged(tmp_path, "heldout")
    bench.write(tmp_path, "reading", result)
    page = (tmp_path / "bench" / "README.md").read_text("utf-8")
    assert "mention found 1.00 (quantulum3 0.00, digits alone 1.00)" in page
    assert "; value and period 1.00; value, kind" in page
    assert "this reader 100, quantulum3 5, digits alone 6200" in page
    measured = bench.read(tmp_path / "bench", "reading")
    assert measured is not None
    shown = views.readers_compared(measured).set_index("what is compared")
    assert shown.loc[reading.FOUND, reading.OURS] == "1.00"
    assert shown.loc["value and period", reading.QUANTULUM] == ""
    assert shown.loc["texts of 6.5 KB a second"].tolist() == ["shipped sources", "100", "5.0", "6210"]
    said = readers_said(measured)
    assert "this reader (1), quantulum3 (2) and digits alone (3)" in said
    assert "10 ms for this reader, 200 ms for quantulum3 and 0.16 ms for digits alone" in said


def test_a_corpus_without_a_measurement_says_so(tmp_path: Path) -> None:
    assert bench.read(tmp_path, "reading") is None
    assert "no measurement" in readers_said(None)


def test_the_committed_result_has_the_shape_that_the_bench_writes(tmp_path: Path, repository: Path) -> None:
    committed = bench.read(repository / "bench", "reading")
    assert committed is not None
    made = judged(tmp_path, "heldout")
    assert set(committed["values"]) == set(made.values)
    assert committed["values"]["readers"].keys() == made.values["readers"].keys()
    for name, scores in committed["values"]["f1"].items():
        assert committed["values"]["sets"][name].keys() == made.values["sets"]["heldout"].keys()
        assert {reader: set(found) for reader, found in scores.items()} == {
            reader: set(found) for reader, found in made.values["f1"]["heldout"].items()
        }
        assert all(0 <= value <= 1 for found in scores.values() for value in found.values())
    assert all(speed > 0 for speed in committed["values"]["texts_per_second"].values())


@pytest.mark.parametrize("name", reading.sets(ROOT))
def test_the_hand_coded_texts_have_valid_anchors_and_no_digit_outside(repository: Path, name: str) -> None:
    paths = sorted(reading.sets(repository)[name].glob("*.gold.yaml"))
    assert paths
    for path in paths:
        text = path.with_name(path.name.replace(".gold.yaml", ".txt")).read_bytes().decode()
        end, covered = 0, set()
        for mention in yaml.safe_load(path.read_text("utf-8"))["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["quote"], path.name
            assert mention["start"] >= end, path.name
            end = mention["end"]
            covered |= set(range(mention["start"], end))
        assert [i for i, character in enumerate(text) if character.isdecimal() and i not in covered] == [], path.name
