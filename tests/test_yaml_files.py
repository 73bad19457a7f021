"""YAML that people edit: errors name file, line and remedy."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ConfigDict

from helpers import vocabulary
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.yaml_files import YamlFile


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    sizes: list[int] = []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: a\nsizes:\n- 1\n- two\n", r"things.yml:4: sizes: Input should be a valid integer"),
        ("sizes: [1]\n", r"things.yml:1: name: missing; add it"),
        ("name: a\ncolour: red\n", r"things.yml:2: colour: unknown field"),
        ("name: a\nname: b\n", r"things.yml:2: the key 'name' stands twice"),
        ("name: [a\n", r"things.yml:\d: "),
        ("", r"things.yml:1: name: missing"),
    ],
)
def test_a_fault_is_named_by_file_and_line(text: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        YamlFile("things.yml", text).parse(Thing)


def test_dates_stay_as_they_were_written() -> None:
    assert YamlFile("a.yml", "on: 2019-06-01\nmonth: 2019-06\n").content == {"on": "2019-06-01", "month": "2019-06"}


def test_a_missing_file_is_named(tmp_path) -> None:
    with pytest.raises(UserError, match="none.yml: no such file"):
        YamlFile.read(tmp_path / "none.yml")


def test_a_file_that_is_not_utf8_is_named(tmp_path) -> None:
    (tmp_path / "a.yml").write_bytes(b"name: caf\xe9\n")
    with pytest.raises(UserError, match="a.yml: not UTF-8 at byte 9"):
        YamlFile.read(tmp_path / "a.yml")


def test_phrases_are_brought_to_terms(shipped: Corpus) -> None:
    terms = vocabulary.load(shipped)
    assert terms.body_of("National Crime Agency (NCA)") == "national_crime_agency"
    assert terms.geography_of("the UK") == "united_kingdom"
    assert terms.unit_of("child sex offender") == "offender"
    assert terms.unit_of("lemon") == "lemon"


def test_a_measure_with_an_unknown_unit_is_named(small: Corpus) -> None:
    text = small.vocabulary.read_text("utf-8").replace("family: hives, unit: hive,", "family: hives, unit: swarm,", 1)
    small.vocabulary.write_text(text, "utf-8")
    with pytest.raises(UserError, match=r"data/vocabulary.yml:2: unit 'swarm' of hives is not under 'units'"):
        vocabulary.load(small)
