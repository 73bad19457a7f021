"""Benches: each says what it measures and aims at; its result is judged by its numbers and written for people and programs."""

from __future__ import annotations

import json

import pytest

from helpers import bench
from helpers.bench import reproduction
from helpers.errors import UserError


@pytest.mark.parametrize("name", bench.names())
def test_each_bench_says_what_it_measures_and_aims_at(name):
    module = bench.load(name)
    assert module.TITLE
    assert module.AIM
    assert callable(module.measure)


def test_an_unknown_bench_is_said():
    with pytest.raises(UserError, match=r"bench speed: there is none; there are .*reproduction"):
        bench.load("speed")


@pytest.mark.parametrize(("rounds", "ratio", "is_met"), [([(13.0, 10.0)], 1.3, True), ([(14.0, 10.0)], 1.4, False)])
def test_the_ratio_decides(rounds, ratio, is_met):
    result = reproduction.judge(rounds, 5)
    assert result.values["ratio"] == ratio
    assert result.is_met is is_met


def test_a_slow_moment_of_the_machine_does_not_decide():
    assert reproduction.judge([(10.0, 10.0), (90.0, 10.0), (11.0, 10.0)], 5).values["ratio"] == 1.1


def test_results_are_written_for_people_and_programs(tmp_path):
    path = bench.write(tmp_path, "reproduction", reproduction.judge([(14.0, 10.0)], 5))
    assert json.loads(path.read_text())["values"]["floor_seconds"] == [10.0]
    page = (tmp_path / "bench" / "README.md").read_text()
    assert "(not met)" in page
    assert "Ratio: 1.40" in page


def test_the_floor_runs_the_code_of_the_notebooks_as_plain_scripts(tmp_path):
    tree = tmp_path / "tree"
    (tree / "notebooks").mkdir(parents=True)
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "a",
        "metadata": {},
        "outputs": [],
        "source": "open('../mark', 'w')",
    }
    notebook = {"cells": [cell], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    (tree / "notebooks" / "01_a.ipynb").write_text(json.dumps(notebook))
    (script,) = reproduction.export([tree / "notebooks" / "01_a.ipynb"], tmp_path / "scripts")
    assert "open('../mark', 'w')" in script.read_text()
    assert reproduction.floor([script], tree, tmp_path) > 0
    assert not (tree / "mark").exists()
