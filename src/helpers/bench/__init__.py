"""What is measured: one module per bench, found by its place here.

A bench is a module of this package with

- ``TITLE``: what is measured, in a few words,
- ``AIM``: what is aimed at, in words,
- ``measure(root) -> Result``: the work, for the repository at ``root``.

`reported-figures bench [NAME ...]` runs them, writes each result to ``bench/NAME.json`` and all of them, as a page to
read, to ``bench/README.md``. Results depend on the machine, so they are no part of the reproduction's byte identity.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from helpers.errors import UserError

FOLDER = "bench"


@dataclass(frozen=True, slots=True)
class Result:
    """What one bench found.

    Attributes
    ----------
    lines
        The findings as sentences.
    values
        The findings as numbers, with the unit in the name.
    is_met
        Whether the aim is met; None where there is no single answer.
    """

    lines: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    is_met: bool | None = None


def names() -> list[str]:
    """Return the names of all benches, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def load(name: str) -> ModuleType:
    """Return the module of a bench.

    Raises
    ------
    UserError
        If there is none of that name.
    """
    if name not in names():
        raise UserError(f"bench {name}: there is none; there are {', '.join(names())}")
    return importlib.import_module(f"{__name__}.{name}")


def write(root: Path, name: str, result: Result) -> Path:
    """Write the result of one bench and the page of all; return the result's file."""
    module = load(name)
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.json"
    content = {"bench": name, "title": module.TITLE, "aim": module.AIM} | asdict(result)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (folder / "README.md").write_text(page(folder), "utf-8")
    return path


def read(folder: Path, name: str) -> dict[str, Any] | None:
    """Return the result of one bench as it was written to a folder, None if there is none."""
    path = folder / f"{name}.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else None


def page(folder: Path) -> str:
    """Return the page that shows all results of a folder."""
    parts = [
        "# Measured\n\nWritten by `make bench`; the numbers are of the machine that it ran on. "
        "Each result is also in a file of its own, for programs.\n"
        "Notebook 02 shows how the readers compare, so `make reproduce` comes after.\n"
    ]
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text("utf-8"))
        verdict = {True: "met", False: "not met", None: "no single answer"}[content["is_met"]]
        lines = "\n".join(f"- {line}" for line in content["lines"])
        parts.append(f"## {content['title']}\n\nAim: {content['aim']} ({verdict}).\n\n{lines}\n")
    return "\n".join(parts)
