"""Looking at the notebooks and trying things out never dirties the tree."""

from __future__ import annotations

import json
import sys
import tempfile
from argparse import Namespace

import nbformat
from nbformat.sign import NotebookNotary

from helpers.commands import lab


def make_corpus(root):
    for folder in ("seeds", "data", "figures", "notebooks"):
        (root / folder).mkdir(parents=True)
    (root / "seeds" / "a.txt").write_text("12")
    (root / "pyproject.toml").write_text('name = "reported-figures"\n')
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", id="a")])
    for name in ("01_a", "06_b"):
        (root / "notebooks" / f"{name}.ipynb").write_text(nbformat.writes(notebook))
    return root


def test_the_copy_has_everything_and_another_corpus_gets_the_notebooks_that_run_on_it(tmp_path):
    root = make_corpus(tmp_path / "repository")
    found = lab.lay(root, root, tmp_path / "copy")
    assert sorted(found) == ["notebooks/01_a.ipynb", "notebooks/06_b.ipynb", "seeds/a.txt"]
    other = tmp_path / "other"
    (other / "seeds").mkdir(parents=True)
    assert sorted(lab.lay(other, root, tmp_path / "copy of other")) == ["notebooks/01_a.ipynb"]


def test_the_copies_are_trusted_so_that_their_pictures_show(tmp_path):
    root = make_corpus(tmp_path / "repository")
    lab.trust(sorted((root / "notebooks").iterdir()), tmp_path / "data")
    notary = NotebookNotary(data_dir=str(tmp_path / "data"))
    assert notary.check_signature(nbformat.read(root / "notebooks" / "01_a.ipynb", as_version=4))
    (tmp_path / "none").mkdir()
    stranger = NotebookNotary(data_dir=str(tmp_path / "none"))
    assert not stranger.check_signature(nbformat.read(root / "notebooks" / "01_a.ipynb", as_version=4))


def test_what_was_changed_in_the_copy_is_said_and_the_tree_stays(tmp_path, monkeypatch, capsys):
    root = make_corpus(tmp_path / "repository")
    monkeypatch.chdir(root)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    stand_in = tmp_path / "python"
    stand_in.write_text(f'#!/bin/sh\necho edited >> 01_a.ipynb\necho "$@" > {tmp_path}/arguments\n')
    stand_in.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(stand_in))
    assert lab.run(Namespace(corpus=None, options=["--no-browser"])) == 0
    shown = capsys.readouterr().out
    assert "JupyterLab works on a copy: " in shown
    assert "notebooks/01_a.ipynb" in shown
    assert "06_b" not in shown
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    arguments = (tmp_path / "arguments").read_text()
    assert arguments.startswith("-m jupyterlab --ServerApp.root_dir")
    assert arguments.endswith("--no-browser\n")
    assert json.loads((root / "notebooks" / "06_b.ipynb").read_text())
