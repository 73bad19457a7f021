"""Fitting: what a choice is learnt from, that it is learnt, and that the shipped weights are those of the texts in the tree."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest
import yaml

from helpers.fitting.__main__ import texts_to_fit
from helpers.fitting.coded_texts import PARTLY, coded_texts, pairs, specified_texts
from helpers.fitting.examples import examples
from helpers.fitting.log_linear import Choice, Labelled, fit_choices, fit_labels
from helpers.fitting.weights_files import as_weights, fingerprint, fit, write
from helpers.mentions.weights import LabelWeights, choose

ROOT = Path(__file__).parents[1]
TEXT = "Police recorded 1,250 thefts in Kent in 2021, up 12% on 2020.\n"
CODED = [
    {"quote": "1,250", "start": 16, "end": 21, "kind": "statistic", "value": 1250, "unit": "theft", "period": "2021-01/2021-12"},
    {"quote": "2021", "start": 40, "end": 44, "kind": "period"},
    {"quote": "12%", "start": 49, "end": 52, "kind": "change", "value": 0.12, "unit": "theft", "period": "2021-01/2021-12"},
    {"quote": "2020", "start": 56, "end": 60, "kind": "period"},
]  # fmt: skip


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """A folder with one coded text."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.gold.yaml").write_text(yaml.safe_dump({"mentions": CODED}), "utf-8")
    (tmp_path / "a.meta.yaml").write_text("published: '2022-02-01'\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["kinds", "units", "periods"])
def test_the_shipped_weights_are_those_of_the_coded_texts(name: str) -> None:
    shipped = json.loads(resources.files("helpers.mentions").joinpath(f"fitted/{name}.json").read_text("utf-8"))
    assert shipped["fitted_to"]["sha256"] == fingerprint(texts_to_fit(ROOT)), "run make weights, then make test"


def test_a_changed_coding_changes_the_fingerprint(coded: Path) -> None:
    before = fingerprint(coded_texts(coded))
    changed = [{**CODED[0], "unit": "lemon"}, *CODED[1:]]
    (coded / "a.gold.yaml").write_text(yaml.safe_dump({"mentions": changed}), "utf-8")
    assert fingerprint(coded_texts(coded)) != before


def test_a_text_shows_the_choices_that_its_coding_made(coded: Path) -> None:
    shown = examples(coded_texts(coded)[0])
    assert [one.label for one in shown.kinds] == ["statistic", "period", "change", "period"]
    assert len(shown.units) == len(shown.periods) == 2
    assert all(len(one.right) == 1 for one in (*shown.units, *shown.periods))


def test_a_field_that_a_specification_leaves_out_teaches_nothing(tmp_path: Path) -> None:
    spec = {"form": "x", "reason": "y", "read": [{"text": TEXT, "mentions": [{"quote": "12%", "kind": "change"}]}]}
    (tmp_path / "x.yaml").write_text(yaml.safe_dump(spec), "utf-8")
    (text,) = specified_texts(tmp_path)
    assert [mention[PARTLY] for mention in text.mentions] == [True]
    shown = examples(text)
    assert [one.label for one in shown.kinds] == ["change"]
    assert shown.units == shown.periods == []


def test_labels_are_learnt_from_their_signs() -> None:
    shown = [Labelled(["rain", "always"], "wet"), Labelled(["sun", "always"], "dry")] * 5
    fitted = fit_labels(shown, ["dry", "wet"])
    assert fitted["rain"][1] > 0.8 > -0.8 > fitted["rain"][0]
    assert abs(fitted["always"][0]) < 0.2


def test_candidates_are_learnt_from_their_signs() -> None:
    shown = [Choice([{"near"}, {"far"}], frozenset({0})), Choice([{"far"}, {"near"}, {"far"}], frozenset({1}))] * 5
    fitted = fit_choices(shown)
    assert fitted["near"] > 1 > fitted["far"]


def test_a_choice_without_a_right_candidate_teaches_nothing() -> None:
    assert fit_choices([Choice([{"near"}, {"far"}], frozenset())] * 5) == {}


def test_fitting_twice_gives_the_same_files(coded: Path, tmp_path: Path) -> None:
    texts = coded_texts(coded) * 3
    for name in ("once", "twice"):
        write(tmp_path / name, fit([examples(one) for one in texts]), texts)
    for path in (tmp_path / "once").iterdir():
        assert path.read_bytes() == (tmp_path / "twice" / path.name).read_bytes()


def test_what_was_fitted_is_chosen(coded: Path) -> None:
    weights = as_weights(fit([examples(one) for one in coded_texts(coded) * 3]))
    shown = examples(coded_texts(coded)[0], weights)
    (right,) = shown.units[0].right
    assert choose(enumerate(shown.units[0].candidates), weights.units) == right


def test_labels_side_by_side_in_one_integer_do_not_disturb_each_other() -> None:
    weights = LabelWeights(
        ("a", "b", "c"),
        {"x": [0, -700, 1, 300], "y": [1, -400, 2, 5], "S w": [0, -3, 2, 9], "P w": [1, 8]},
        ("S ", "P "),
    )
    assert weights.best(weights.total(["x"])) == "b"
    assert weights.best(weights.total(["x", "y", "unknown"])) == "c"
    own, before = weights.total_by_place(["w", "other"])
    assert weights.best(own) == "c"
    assert weights.best(before) == "b"
    assert weights.best(weights.total(["x"]) + weights.lane("a", 5000)) == "a"


def test_spans_pair_with_their_best_overlap_or_not_at_all() -> None:
    assert pairs([(0, 10), (20, 30)], [(1, 10), (8, 12), (29, 60)]) == [(0, 0)]
