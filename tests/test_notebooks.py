"""Every committed notebook says what its code says today; nothing about it is only looked at."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from helpers.reproduce import reproduce
from helpers.reproduce.guards import problems

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SANITIZE = ROOT / "tests" / "nbval_sanitize.cfg"
FOLDERS = ("seeds", "data", "figures", "notebooks", "bench")

each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def copy_of_the_tree(target: Path) -> Path:
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    shutil.copyfile(ROOT / "pyproject.toml", target / "pyproject.toml")
    return target


def state(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def nbval(notebook: Path) -> subprocess.CompletedProcess[str]:
    """Run nbval on one notebook, every output compared, in its own folder and with nobody's personal settings."""
    home = notebook.parents[1] / ".home"
    home.mkdir(exist_ok=True)
    variables = os.environ | {
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }
    for name in ("MPLBACKEND", "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_TESTRUNUID"):
        variables.pop(name, None)
    options = ["--nbval", "--nbval-sanitize-with", str(SANITIZE), "-p", "no:cacheprovider", "-p", "no:xdist", "-q"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--rootdir", str(notebook.parent), "-c", os.devnull, notebook.name],
        cwd=notebook.parent,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_there_are_notebooks():
    assert [path.stem.split("_")[0] for path in NOTEBOOKS[:5]] == ["01", "02", "03", "04", "05"]


@each_notebook
def test_nbval_finds_every_output_as_stored_and_tables_and_figures_stay_as_committed(notebook, tmp_path):
    root = copy_of_the_tree(tmp_path / "tree")
    before = state(root)
    done = nbval(root / "notebooks" / notebook.name)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    n_cells = sum(cell["cell_type"] == "code" for cell in json.loads(notebook.read_bytes())["cells"])
    assert f"{n_cells} passed" in done.stdout
    assert state(root) == before


@each_notebook
def test_counts_outputs_and_normal_form(notebook):
    assert problems(notebook.name, notebook.read_bytes()) == []


@each_notebook
def test_it_is_a_valid_notebook(notebook):
    nbformat.validate(nbformat.read(notebook, as_version=nbformat.NO_CONVERT))


def test_a_reproduction_gives_the_committed_tree_byte_for_byte(tmp_path):
    assert NOTEBOOKS
    root = copy_of_the_tree(tmp_path / "tree")
    outcome = reproduce(root, root, check=True, say=lambda line: None)
    assert [(difference.path, difference.kind, difference.details) for difference in outcome.differences] == []
    assert outcome.n_results > len(NOTEBOOKS)


# The checks themselves: each has a case that must fail.

CODE = {"cell_type": "code", "metadata": {}}
GOOD = {
    "cells": [
        CODE | {"id": "a", "execution_count": 1, "source": "corpus = '..'", "outputs": []},
        CODE
        | {
            "id": "b",
            "execution_count": 2,
            "source": "print(12)",
            "outputs": [{"output_type": "stream", "name": "stdout", "text": "12\n"}],
        },
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def changed(**cell) -> bytes:
    from helpers.reproduce.normal_form import normal_bytes

    content = json.loads(json.dumps(GOOD))
    content["cells"][1].update(cell)
    return normal_bytes(content)


def stream(text, name="stdout"):
    return [{"output_type": "stream", "name": name, "text": text}]


def test_a_good_notebook_has_no_problems():
    assert problems("a.ipynb", changed()) == []


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ({"execution_count": None}, "a.ipynb, cell 2: its execution count is None, not 2"),
        ({"execution_count": 5}, "a.ipynb, cell 2: its execution count is 5, not 2"),
        ({"outputs": []}, "a.ipynb: no cell has an output"),
        ({"outputs": stream("careful\n", "stderr")}, "cell 2: it writes to standard error"),
        ({"outputs": stream("<object at 0x7f1234567890>")}, "the address of an object"),
        (
            {"outputs": stream("read /home/me/corpus/seeds/a.txt")},
            "a place on one machine, /home/me/corpus/seeds/a.txt",
        ),
        (
            {"outputs": [{"output_type": "error", "ename": "ValueError", "evalue": "", "traceback": []}]},
            "the error ValueError",
        ),
        ({"source": "# NBVAL_IGNORE_OUTPUT\nprint(12)"}, "switches its comparison off"),
        ({"metadata": {"tags": ["nbval-skip"]}}, "switches its comparison off"),
        ({"source": " "}, "it is empty"),
    ],
)
def test_a_bad_cell_is_named(cell, message):
    assert any(message in problem for problem in problems("a.ipynb", changed(**cell)))


def test_a_notebook_that_is_not_in_normal_form_is_named():
    stored = json.dumps(json.loads(changed()), indent=2).encode()
    assert problems("a.ipynb", stored) == ["a.ipynb: not in normal form; run 'reported-figures reproduce'"]


def test_nbval_finds_a_changed_number(tmp_path):
    content = json.loads(json.dumps(GOOD))
    content["metadata"]["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    (tmp_path / "notebooks").mkdir()
    path = tmp_path / "notebooks" / "a.ipynb"
    path.write_text(json.dumps(content))
    assert nbval(path).returncode == 0
    content["cells"][1]["outputs"][0]["text"] = "13\n"
    path.write_text(json.dumps(content))
    done = nbval(path)
    assert done.returncode == 1
    assert "1 failed" in done.stdout


def test_what_nbval_overlooks_touches_no_number():
    rules = re.findall(r"^regex: (.*)$", SANITIZE.read_text(), re.MULTILINE)
    assert rules
    for number in ("1", "6,200", "37%", "2018-19", "0.5", "£1.2bn", "-3e-05"):
        assert not any(re.search(rule, number) for rule in rules)
