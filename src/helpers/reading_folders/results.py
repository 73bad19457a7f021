"""The folder of results: whether it may be used, what stands in it, and files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from helpers.errors import UserError

__all__ = ["Results", "written_whole"]

_ID = re.compile(r"[0-9a-f]{16}\.(?:json|parquet)")
_TEMPORARY = re.compile(r"\..+\.writing")


class Results:
    """Paths of a folder of results.

    Parameters
    ----------
    folder
        The folder; it need not be there yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan = folder / "plan.json"
        self.all_files = folder / "files.csv"
        self.all_skipped = folder / "skipped.csv"
        self.plan_skipped = folder / "plan" / "skipped.json"

    def files_of(self, shard: str) -> Path:
        """Return the list of the files that a shard is to read."""
        return self.folder / "plan" / f"{shard}.json"

    def mentions(self, shard: str) -> Path:
        """Return the Parquet file of a shard."""
        return self.folder / "shards" / f"{shard}.parquet"

    def done(self, shard: str) -> Path:
        """Return the list of what came of each file of a shard; where it stands, the shard is done."""
        return self.folder / "files" / f"{shard}.json"

    def check(self, source: Path) -> None:
        """Refuse a folder that holds something else, or that the reading of `source` would meet.

        Raises
        ------
        UserError
            With the remedy.
        """
        if self.folder.resolve().is_relative_to(source.resolve()):
            raise UserError(f"{self.folder}: lies inside {source}, which is read; name a folder outside it for --out")
        if not self.folder.exists():
            return
        if not self.folder.is_dir():
            raise UserError(f"{self.folder}: is no folder; name a new one for --out")
        if not self.plan.exists():
            others = [path.name for path in self.folder.iterdir() if path.name not in ("plan", "shards", "files")]
            if others or any(path.is_file() for path in self.folder.glob("*/*") if not _is_ours(path.name)):
                raise UserError(f"{self.folder}: holds other files; name a new or an empty folder for --out")
            return
        content = read_json(self.plan)
        if not isinstance(content, dict) or "folder" not in content or "reader" not in content:
            raise UserError(f"{self.plan}: is no plan of this command; name a new or an empty folder for --out")
        read_before = Path(content["folder"])
        if read_before.is_dir() and not read_before.samefile(source):
            raise UserError(f"{self.folder}: holds what was read in {read_before}; name another folder for --out")

    def make(self) -> None:
        """Make the folders.

        Raises
        ------
        UserError
            If that is not possible.
        """
        try:
            for name in ("plan", "shards", "files"):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"{self.folder}: cannot be made ({error.strerror}); name another for --out") from None

    def tidy(self, shards: set[str] | None = None) -> None:
        """Remove what a killed run left half-written and, given the planned shards, what belongs to others."""
        for name in ("", "plan", "shards", "files"):
            for path in (self.folder / name).iterdir():
                is_of_others = shards is not None and bool(_ID.fullmatch(path.name)) and path.stem not in shards
                if _TEMPORARY.fullmatch(path.name) or (name and is_of_others):
                    path.unlink(missing_ok=True)


def _is_ours(name: str) -> bool:
    return bool(_ID.fullmatch(name) or _TEMPORARY.fullmatch(name) or name == "skipped.json")


def read_json(path: Path) -> Any:
    """Read a file that a plan or a shard wrote.

    Raises
    ------
    UserError
        If it is missing or damaged.
    """
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        raise UserError(f"{path}: is missing; make the plan with read --out DIR --plan FOLDER") from None
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: is damaged ({error}); delete it and run the same command again") from None


def write_json(path: Path, content: Any) -> None:
    """Write a file whole."""
    with written_whole(path) as temporary, temporary.open("w", encoding="ascii") as file:
        json.dump(content, file, indent=0)


@contextlib.contextmanager
def csv_written_whole(path: Path) -> Iterator[TextIO]:
    """Give a text file for a table, put in place when all is in it."""
    with written_whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        yield file


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a path beside a file's place; what is written there is put in place when all is well, and goes if not."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.writing")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
