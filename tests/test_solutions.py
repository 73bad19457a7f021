"""Each thematic notebook has solutions, and each exercise of it is solved there with the tables as they are."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from helpers.reproduce.plan import LAST_GENERIC

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
SOLUTIONS = NOTEBOOKS / "solutions"
RIGHT = "**Right.**"


@dataclass(frozen=True)
class Exercise:
    """One call of ``check``: what the right answer is, the hint and the leeway, as code."""

    code: str


def cells(path: Path) -> list[str]:
    content = json.loads(path.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in content["cells"] if cell["cell_type"] == "code"]


def exercises(path: Path) -> list[Exercise]:
    """Return the exercises of a notebook in their order."""
    found = []
    for cell in cells(path):
        for node in ast.walk(ast.parse(cell)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "check":
                arguments = [*node.args[1:], *sorted(node.keywords, key=lambda keyword: keyword.arg or "")]
                found.append(Exercise(", ".join(ast.unparse(argument) for argument in arguments)))
    return found


def thematic(folder: Path) -> list[str]:
    """Return the notebooks that belong to the shipped corpus: those after the generic ones."""
    return sorted(path.stem for path in folder.glob("*.ipynb") if int(path.stem.split("_")[0]) > LAST_GENERIC)


def unmatched(notebooks: Path, solutions: Path) -> list[str]:
    """Return what is wrong between two folders: exercises without solutions, solutions without exercises."""
    found = []
    with_exercises = [name for name in thematic(notebooks) if exercises(notebooks / f"{name}.ipynb")]
    without = sorted(set(thematic(notebooks)) - set(with_exercises))
    solved = sorted(path.stem for path in solutions.glob("*.ipynb"))
    found += [f"notebooks/{name}.ipynb has no exercise" for name in without]
    found += [f"notebooks/{name}.ipynb has no solutions" for name in with_exercises if name not in solved]
    found += [f"notebooks/solutions/{name}.ipynb solves no notebook" for name in solved if name not in with_exercises]
    for name in sorted(set(with_exercises) & set(solved)):
        asked, answered = (exercises(folder / f"{name}.ipynb") for folder in (notebooks, solutions))
        if asked != answered:
            found.append(
                f"notebooks/solutions/{name}.ipynb does not solve the exercises of its notebook in their order"
            )
    return found


def said(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Run the code of a notebook in a folder and return what its exercises say."""
    shown: list[str] = []

    def keep(bundle: dict[str, Any], **_: Any) -> None:
        shown.append(bundle["text/plain"])

    monkeypatch.setattr("helpers.showing.display", keep)
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(cells(path), start=1):
        exec(compile(cell, f"{path.name}, cell {number}", "exec"), names)
    return [text for text in shown if text.startswith(("**Right", "**Not yet", "*Not answered"))]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what solutions read, laid out as the repository, so that they cannot write into it."""
    root = tmp_path_factory.mktemp("tree")
    for folder in ("seeds", "data"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / "notebooks" / "solutions").mkdir(parents=True)
    return root


def test_every_thematic_notebook_has_exercises_and_their_solutions_and_nothing_else_is_solved():
    assert thematic(NOTEBOOKS)
    assert unmatched(NOTEBOOKS, SOLUTIONS) == []


@pytest.mark.parametrize("name", sorted(path.stem for path in SOLUTIONS.glob("*.ipynb")))
def test_the_solutions_are_right(name, tree, monkeypatch):
    path = SOLUTIONS / f"{name}.ipynb"
    outcome = said(path, tree / "notebooks" / "solutions", monkeypatch)
    assert outcome == [RIGHT] * len(exercises(path))
    assert outcome


@pytest.mark.parametrize("name", sorted(path.stem for path in SOLUTIONS.glob("*.ipynb")))
def test_the_stored_solutions_show_that_they_are_right(name):
    path = SOLUTIONS / f"{name}.ipynb"
    content = json.loads(path.read_text("utf-8"))
    stored = [
        "".join(output["data"]["text/plain"])
        for cell in content["cells"]
        for output in cell.get("outputs", [])
        if "text/plain" in output.get("data", {})
    ]
    assert [text for text in stored if text == RIGHT] == [RIGHT] * len(exercises(path)), (
        f"run: jupyter execute --inplace notebooks/solutions/{name}.ipynb"
    )


# The checks themselves: each has a case that must fail.

QUESTION = "answer = None\ncheck(answer, right(), 'Look again.', within=1)"
ANSWER = "answer = 2\ncheck(answer, right(), 'Look again.', within=1)"


@pytest.fixture
def folders(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """Write small notebooks, given by stem and the code of their cells, into two folders."""

    def write(notebooks: dict[str, list[str]], solutions: dict[str, list[str]]) -> tuple[Path, Path]:
        made = tmp_path / "notebooks", tmp_path / "notebooks" / "solutions"
        for folder, contents in zip(made, (notebooks, solutions), strict=True):
            folder.mkdir()
            for name, code in contents.items():
                content = {"cells": [{"cell_type": "code", "source": cell} for cell in code]}
                (folder / f"{name}.ipynb").write_text(json.dumps(content), "utf-8")
        return made

    return write


def test_matching_folders_have_no_fault(folders):
    assert unmatched(*folders({"01_sources": [], "06_a": [QUESTION]}, {"06_a": [ANSWER]})) == []


@pytest.mark.parametrize(
    ("notebooks", "solutions", "fault"),
    [
        ({"06_a": [QUESTION]}, {}, "notebooks/06_a.ipynb has no solutions"),
        ({"06_a": ["print(1)"]}, {}, "notebooks/06_a.ipynb has no exercise"),
        ({"06_a": [QUESTION]}, {"06_a": [ANSWER], "07_b": [ANSWER]}, "solutions/07_b.ipynb solves no notebook"),
        ({"06_a": [QUESTION]}, {"06_a": [ANSWER, ANSWER]}, "solutions/06_a.ipynb does not solve"),
        ({"06_a": [QUESTION]}, {"06_a": [ANSWER.replace("right()", "2")]}, "solutions/06_a.ipynb does not solve"),
        (
            {"06_a": [QUESTION]},
            {"06_a": [ANSWER.replace("within=1", "within=9")]},
            "solutions/06_a.ipynb does not solve",
        ),
    ],
)
def test_a_fault_is_named(folders, notebooks, solutions, fault):
    assert any(fault in line for line in unmatched(*folders(notebooks, solutions)))


@pytest.mark.parametrize(
    ("answer", "verdict"), [("2", RIGHT), ("5", "**Not yet.** Look again."), ("None", "*Not answered")]
)
def test_a_run_says_whether_the_answer_is_right(folders, monkeypatch, tmp_path, answer, verdict):
    code = ["from helpers.exercises import check", f"answer = {answer}\ncheck(answer, 2, 'Look again.')"]
    _, solutions = folders({}, {"06_a": code})
    [outcome] = said(solutions / "06_a.ipynb", tmp_path, monkeypatch)
    assert outcome.startswith(verdict)


def test_a_solution_that_fails_is_not_passed_over(folders, monkeypatch, tmp_path):
    _, solutions = folders({}, {"06_a": ["answer = 1 / 0"]})
    with pytest.raises(ZeroDivisionError):
        said(solutions / "06_a.ipynb", tmp_path, monkeypatch)
