"""The bench of the reader: a perfect reading scores one, a changed field lowers its own measure alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from helpers.bench import reading
from helpers.mentions import read

TEXT = "Police recorded 1,250 thefts in Kent in 2021, up 12% on 2020.\n"


def folder(path: Path, **change: object) -> Path:
    """Write a text with what the reader makes of it as its coding, one field of the first figure changed."""
    coded = [mention.as_dict() for mention in read(TEXT, "2022-02-01")]
    figure = next(mention for mention in coded if mention["kind"] == "statistic")
    figure.update(change)
    (path / "a.txt").write_text(TEXT, "utf-8")
    (path / "a.gold.yaml").write_text(yaml.safe_dump({"mentions": coded}), "utf-8")
    (path / "a.meta.yaml").write_text("published: '2022-02-01'\n", "utf-8")
    return path


def test_a_reading_that_is_the_coding_scores_one(tmp_path: Path) -> None:
    scores = reading.score(folder(tmp_path))
    del scores["recall of cases"]  # the text has no case
    assert set(scores) == {reading.FOUND, *reading.MEASURES, "kind of the mentions found"}
    assert set(scores.values()) == {1.0}


@pytest.mark.parametrize(
    ("change", "lowered"),
    [
        ({"value": 7}, set(reading.MEASURES)),
        ({"unit": "lemon"}, {"value and unit", reading.ALL_FIELDS}),
        ({"period": "1999-01/1999-12"}, {"value and period", reading.ALL_FIELDS}),
        ({"qualifier": "about"}, {"value and qualifier", reading.ALL_FIELDS}),
        ({"kind": "rate"}, {"value and kind", reading.ALL_FIELDS, "kind of the mentions found"}),
    ],
)
def test_a_field_read_otherwise_lowers_its_own_measures(
    tmp_path: Path, change: dict[str, object], lowered: set[str]
) -> None:
    scores = reading.score(folder(tmp_path, **change))
    assert {name for name, value in scores.items() if value < 1 and name != "recall of cases"} == lowered


@pytest.mark.parametrize("name", reading.SETS.values())
def test_the_hand_coded_texts_have_valid_anchors_and_no_digit_outside(repository: Path, name: str) -> None:
    paths = sorted((repository / name).glob("*.gold.yaml"))
    assert len(paths) >= 10
    for path in paths:
        text = path.with_name(path.name.replace(".gold.yaml", ".txt")).read_bytes().decode()
        end, covered = 0, set()
        for mention in yaml.safe_load(path.read_text("utf-8"))["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["quote"], path.name
            assert mention["start"] >= end, path.name
            end = mention["end"]
            covered |= set(range(mention["start"], end))
        assert [i for i, character in enumerate(text) if character.isdecimal() and i not in covered] == [], path.name
