"""The scratch folder of one notebook: what it declared to read, and nothing else.

Each notebook runs in a folder of its own that looks like the corpus but holds only its declared inputs: sources and
settings from the corpus, and tables that earlier notebooks have written in this very run. So the declared order is
proved, not assumed: an undeclared input is missing, a stale table cannot slip in, an undeclared output is seen and
can be laid at one notebook's door, and notebooks that run side by side cannot meet.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import CheckFailed
from helpers.reproduce.normal_form import dump, prepare
from helpers.reproduce.plan import Notebook, Step, is_pattern, matches, matching

FOLDERS = ("seeds", "data/coding", "data/tables", "figures", "notebooks")
"""Folders that a corpus always has, so that a notebook need not make them."""


def digest(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inputs_from_corpus(steps: Iterable[Step], corpus: Path) -> list[str]:
    """Return the files of the corpus that notebooks read and none of them writes, sorted."""
    steps = list(steps)
    written = [output for step in steps for output in step.outputs]
    return sorted(
        {
            path
            for step in steps
            for pattern in step.inputs
            for path in matching(corpus, pattern)
            if not any(matches(output, path) for output in written)
        }
    )


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The scratch folder of one step.

    Attributes
    ----------
    step
        The notebook and what it declares.
    root
        The folder that stands in for the corpus.
    notebook
        The content to execute.
    given
        Inputs with their sha256.
    """

    step: Step
    root: Path
    notebook: Notebook
    given: dict[str, str]

    @staticmethod
    def make_folders(root: Path) -> None:
        """Make the empty folders of a corpus."""
        for folder in FOLDERS:
            (root / folder).mkdir(parents=True, exist_ok=True)

    @classmethod
    def lay(cls, step: Step, root: Path, provided: dict[str, Path]) -> Sandbox:
        """Make the folder.

        Parameters
        ----------
        step
            The notebook.
        root
            Where; a folder of its own.
        provided
            Every file that there is to read so far, by its path in the corpus.
        """
        cls.make_folders(root)
        given = {}
        for path, origin in provided.items():
            if any(matches(pattern, path) for pattern in step.inputs):
                target = root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(origin, target)
                given[path] = digest(target)
        notebook = prepare(step.content)
        (root / "notebooks" / f"{step.name}.ipynb").write_bytes(dump(notebook))
        return cls(step, root, notebook, given)

    def collect(self) -> list[str]:
        """Return the files that the notebook has written, after checking them against its declaration.

        Raises
        ------
        CheckFailed
            If a declared output is missing, or an input or an undeclared file was written.
        """
        notebook = f"notebooks/{self.step.name}.ipynb"
        found = sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file())
        written = []
        for path in found:
            if path == notebook or any(part in ("__pycache__", ".ipynb_checkpoints") for part in path.split("/")):
                continue
            if path in self.given:
                if digest(self.root / path) != self.given[path]:
                    raise CheckFailed(f"{notebook}: it changed its input {path}; write results to files of its own")
            elif any(matches(output, path) for output in self.step.outputs):
                written.append(path)
            else:
                raise CheckFailed(
                    f"{notebook}: it wrote {path}, which is not among its declared outputs; declare it in the metadata"
                )
        for output in self.step.outputs:
            if not any(matches(output, path) for path in written):
                what = "nothing that fits" if is_pattern(output) else "not"
                raise CheckFailed(
                    f"{notebook}: it wrote {what} its declared output {output}; write it or take it out of the metadata"
                )
        for path in self.given.keys() - set(found):
            raise CheckFailed(f"{notebook}: it removed its input {path}; leave inputs as they are")
        return written

    def missing_declaration(self, message: str, corpus: Path) -> str | None:
        """Return the file of the corpus that an error message names and that the notebook did not declare, if there is one."""
        for path in sorted(path for path in corpus.glob("[!.]*/**/*") if path.is_file()):
            relative = path.relative_to(corpus).as_posix()
            if (
                relative in message
                and relative != f"notebooks/{self.step.name}.ipynb"
                and not any(matches(pattern, relative) for pattern in self.step.inputs)
            ):
                return relative
        return None
