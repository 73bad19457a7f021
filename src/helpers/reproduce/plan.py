"""What will run, in which order, with which parameters: settled and checked before anything is executed.

A notebook declares in its metadata what it reads and writes, as paths or patterns relative to the corpus::

    "reported_figures": {"inputs": ["seeds/*"], "outputs": ["data/tables/sources.csv"]}

From that follows the order (who writes what another reads goes first) and what may run side by side. `*` and `?` stay
inside one folder, `**` crosses folders.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from helpers.errors import UserError

LAST_GENERIC = 5
"""Notebooks up to this number run on any corpus; those after it belong to the shipped one."""

Notebook = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One notebook to run.

    Attributes
    ----------
    name
        File stem, for example ``04_ledger``.
    path
        The notebook as committed.
    content
        Its parsed JSON.
    inputs, outputs
        Declared patterns, relative to the corpus.
    defaults
        Parameters with their literal defaults.
    parameters
        Values that differ from the defaults.
    after
        Names of the steps whose outputs this one reads, with the outputs that are read. Where one of them is a pattern,
        which files it stands for is known only when that step has ended.
    """

    name: str
    path: Path
    content: Notebook = field(repr=False)
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    defaults: Mapping[str, Any]
    parameters: Mapping[str, Any]
    after: Mapping[str, frozenset[str]]

    def can_run(self, done: Collection[str], written: Collection[str]) -> bool:
        """Return whether everything that this step reads is there.

        Parameters
        ----------
        done
            Names of the steps that have ended.
        written
            Paths that steps still at work have finished writing.
        """
        return all(
            name in done or all(not is_pattern(output) and output in written for output in read)
            for name, read in self.after.items()
        )

    @property
    def n_cells(self) -> int:
        """Number of code cells that hold code: what is counted in progress and in messages."""
        return sum(cell["cell_type"] == "code" for cell in self.content["cells"])


def read_notebook(path: Path) -> Notebook:
    """Read a notebook's JSON.

    Raises
    ------
    UserError
        If the file is not a notebook of format 4.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
        if content["nbformat"] != 4 or not isinstance(content["cells"], list):
            raise ValueError
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise UserError(
            f"notebooks/{path.name}: not a notebook of format 4; open it in JupyterLab and save it"
        ) from error
    return dict(content)


def source_of(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell, which notebooks store as a string or as lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def tags_of(cell: Mapping[str, Any]) -> list[str]:
    """Return the tags of a cell."""
    return list(cell.get("metadata", {}).get("tags", []))


def parameters_of(content: Notebook, name: str) -> dict[str, Any]:
    """Return the literals that the cell tagged ``parameters`` assigns.

    Raises
    ------
    UserError
        If there is not exactly one such cell, or it holds anything but assignments of literals.
    """
    cells = [cell for cell in content["cells"] if "parameters" in tags_of(cell)]
    if len(cells) != 1:
        raise UserError(
            f"notebooks/{name}.ipynb: {len(cells)} cells are tagged 'parameters'; tag exactly one, with corpus = \"..\" in it"
        )
    found: dict[str, Any] = {}
    try:
        for statement in ast.parse(source_of(cells[0])).body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=target)], value=value):
                    found[target] = ast.literal_eval(value)
                case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value):
                    found[target] = ast.literal_eval(value)
                case _:
                    raise ValueError(f"line {statement.lineno}")
    except (SyntaxError, ValueError) as error:
        raise UserError(
            f"notebooks/{name}.ipynb: the parameters cell may hold only NAME = LITERAL ({error}); move other code below it"
        ) from error
    if found.get("corpus") != "..":
        raise UserError(f'notebooks/{name}.ipynb: the parameters cell must have corpus = ".."')
    return found


def make(
    folder: Path,
    *,
    corpus: Path,
    is_shipped: bool,
    settings: Sequence[str] = (),
    drafts: bool = False,
) -> list[Step]:
    """Return the steps in an order in which they can run.

    Parameters
    ----------
    folder
        Folder of the notebooks.
    corpus
        Root of the corpus that they will run on.
    is_shipped
        Whether that is the shipped corpus; on others only the generic notebooks run and inputs may be absent.
    settings
        Parameter settings as given on the command line, ``NOTEBOOK.NAME=VALUE``.
    drafts
        Whether to set the parameter ``drafts`` of the notebooks that have it.

    Raises
    ------
    UserError
        For an undeclared, unknown or ill-typed parameter, a notebook without declaration, two writers of one file, an
        input that nothing provides, or a circle.
    """
    contents = {path.stem: read_notebook(path) for path in sorted(folder.glob("*.ipynb")) if _runs(path, is_shipped)}
    if not contents:
        raise UserError(f"{folder}: no notebooks here; run this from the repository or pass --corpus of a corpus")
    defaults = {name: parameters_of(content, name) for name, content in contents.items()}
    parameters = _settings(defaults, settings, drafts)
    declared = {name: _declaration(content, name) for name, content in contents.items()}
    _check_writers(declared)
    if is_shipped:
        _check_inputs(declared, corpus)
    after = {
        name: {
            other: read
            for other, (_, outputs) in declared.items()
            if other != name
            and (read := frozenset(output for output in outputs if any(overlap(output, needed) for needed in inputs)))
        }
        for name, (inputs, _) in declared.items()
    }
    return [
        Step(
            name=name,
            path=folder / f"{name}.ipynb",
            content=contents[name],
            inputs=declared[name][0],
            outputs=declared[name][1],
            defaults=defaults[name],
            parameters=parameters[name],
            after=after[name],
        )
        for name in _order(after)
    ]


def _runs(path: Path, is_shipped: bool) -> bool:
    number = re.match(r"(\d+)_", path.name)
    return is_shipped or (number is not None and int(number[1]) <= LAST_GENERIC)


def _declaration(content: Notebook, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    declared = content.get("metadata", {}).get("reported_figures")
    remedy = 'declare {"reported_figures": {"inputs": [...], "outputs": [...]}} in the notebook\'s metadata'
    if not isinstance(declared, dict) or set(declared) != {"inputs", "outputs"}:
        raise UserError(f"notebooks/{name}.ipynb: its inputs and outputs are not declared; {remedy}")
    for patterns in declared.values():
        for pattern in patterns if isinstance(patterns, list) else [None]:
            if not isinstance(pattern, str) or pattern.startswith("/") or ".." in pattern.split("/") or "\\" in pattern:
                raise UserError(
                    f"notebooks/{name}.ipynb: {pattern!r} is not a path or pattern inside the corpus; {remedy}"
                )
    return tuple(declared["inputs"]), tuple(declared["outputs"])


def _check_writers(declared: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    names = list(declared)
    for position, name in enumerate(names):
        for other in names[position + 1 :]:
            for mine in declared[name][1]:
                for theirs in declared[other][1]:
                    if overlap(mine, theirs):
                        raise UserError(
                            f"notebooks/{other}.ipynb: its output {theirs!r} is also {mine!r} of {name}; "
                            "each file has one notebook that writes it"
                        )


def _check_inputs(declared: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]], corpus: Path) -> None:
    outputs = [output for _, written in declared.values() for output in written]
    for name, (inputs, _) in declared.items():
        for pattern in inputs:
            if not any(overlap(output, pattern) for output in outputs) and not any(matching(corpus, pattern)):
                raise UserError(
                    f"notebooks/{name}.ipynb: its input {pattern!r} is neither in the corpus nor written by a notebook; "
                    "correct the declaration in its metadata"
                )


def matching(root: Path, pattern: str) -> Iterable[str]:
    """Yield the files below a folder that a pattern matches, as relative paths with forward slashes, sorted."""
    if not is_pattern(pattern):
        if (root / pattern).is_file():
            yield pattern
        return
    for path in sorted(root.glob(pattern if not pattern.endswith("**") else pattern + "/*")):
        relative = path.relative_to(root).as_posix()
        if path.is_file() and matches(pattern, relative):
            yield relative


def is_pattern(text: str) -> bool:
    """Return whether a declared path stands for more than itself."""
    return any(character in text for character in "*?")


def matches(pattern: str, path: str) -> bool:
    """Return whether a path fits a pattern."""
    return _compiled(pattern).fullmatch(path) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    pieces = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile(
        "".join(pieces.get(piece, re.escape(piece)) for piece in re.split(r"(\*\*/|\*\*|\*|\?)", pattern) if piece)
    )


def overlap(one: str, other: str) -> bool:
    """Return whether some path could fit both patterns.

    `**` and `*` are both taken to cross folders when two patterns meet: that can only add an order between two
    notebooks, never lose one.
    """
    if not is_pattern(one):
        return matches(other, one)
    if not is_pattern(other):
        return matches(one, other)
    left, right = re.sub(r"\*+/?\*?", "*", one), re.sub(r"\*+/?\*?", "*", other)

    @cache
    def meet(i: int, j: int) -> bool:
        if i == len(left) and j == len(right):
            return True
        if i < len(left) and left[i] == "*":
            return meet(i + 1, j) or (j < len(right) and meet(i, j + 1))
        if j < len(right) and right[j] == "*":
            return meet(i, j + 1) or (i < len(left) and meet(i + 1, j))
        if i == len(left) or j == len(right):
            return False
        return (left[i] == right[j] or "?" in (left[i], right[j])) and meet(i + 1, j + 1)

    return meet(0, 0)


def _order(after: Mapping[str, Mapping[str, frozenset[str]]]) -> list[str]:
    """Return names so that each stands behind those it waits for; by number where there is a choice."""
    done: list[str] = []
    left = sorted(after)
    while left:
        ready = next((name for name in left if after[name].keys() <= set(done)), None)
        if ready is None:
            raise UserError(
                f"notebooks {', '.join(left)}: each waits for what another of them writes; "
                "break the circle in the inputs and outputs they declare"
            )
        done.append(ready)
        left.remove(ready)
    return done


def _settings(
    defaults: Mapping[str, Mapping[str, Any]], settings: Sequence[str], drafts: bool
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {name: {} for name in defaults}
    if drafts:
        with_drafts = [name for name, parameters in defaults.items() if "drafts" in parameters]
        if not with_drafts:
            raise UserError("--drafts: no notebook has a parameter 'drafts'; leave the option out")
        for name in with_drafts:
            found[name]["drafts"] = True
    for setting in settings:
        shape = re.fullmatch(r"([^.=]+)\.([^.=]+)=(.*)", setting, re.DOTALL)
        if shape is None:
            raise UserError(f"-p {setting}: write NOTEBOOK.NAME=VALUE, for example -p 04_ledger.drafts=True")
        notebook, parameter, text = shape.groups()
        named = [name for name in defaults if notebook in (name, name.split("_")[0], name.partition("_")[2])]
        if len(named) != 1:
            raise UserError(f"-p {setting}: no notebook {notebook!r}; there are {', '.join(sorted(defaults))}")
        name = named[0]
        if parameter == "corpus":
            raise UserError(f"-p {setting}: the corpus of all notebooks is chosen with --corpus PATH")
        if parameter not in defaults[name]:
            known = ", ".join(sorted(set(defaults[name]) - {"corpus"})) or "none"
            raise UserError(f"-p {setting}: {name} has no parameter {parameter!r}; its parameters: {known}")
        found[name][parameter] = _value(setting, text, defaults[name][parameter])
    return {
        name: {key: value for key, value in values.items() if value != defaults[name][key]}
        for name, values in found.items()
    }


def _value(setting: str, text: str, default: Any) -> Any:
    try:
        value = ast.literal_eval({"true": "True", "false": "False", "null": "None"}.get(text, text))
    except (SyntaxError, ValueError):
        value = text
    if isinstance(default, str) and not isinstance(value, str):
        value = text
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if default is not None and type(value) is not type(default):
        raise UserError(
            f"-p {setting}: {text!r} is not of the type of the default {default!r}; give a value of type {type(default).__name__}"
        )
    return value
