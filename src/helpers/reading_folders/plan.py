"""The plan: the files of a folder, cut into shards that keep their names as long as their files stay as they are."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from helpers import documents, mentions
from helpers.columns import READ
from helpers.errors import UserError
from helpers.reading_folders.finding import Skipped, find
from helpers.reading_folders.results import Results, read_json, write_json

__all__ = ["FILES_PER_SHARD", "Plan", "Planned", "Shard", "check", "cut", "files", "load", "make", "reader_version"]

FILES_PER_SHARD = 32
"""Files in a shard, on average; twice as many at most."""
BYTES_PER_FILE = 128 * 1024
"""A shard is cut where it would have more bytes than this for each of its `FILES_PER_SHARD`."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file of a shard: what was found, and when the document was published ("" where that is not said)."""

    file: str
    n_bytes: int
    changed: int
    published: str


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard: its name, and what it holds."""

    id: str
    n_files: int
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All shards of a folder.

    Attributes
    ----------
    folder
        The folder that is read.
    shards
        In the order of the files.
    n_skipped
        Paths that were found and are not read.
    """

    folder: Path
    shards: tuple[Shard, ...]
    n_skipped: int

    @property
    def n_files(self) -> int:
        """Files that are to be read."""
        return sum(shard.n_files for shard in self.shards)


@functools.cache
def reader_version() -> str:
    """Return a hash of all that decides what is read in a file: code, columns, and the libraries for HTML and PDF."""
    of = hashlib.sha256(repr(READ).encode())
    for path in (Path(documents.__file__), *sorted(Path(mentions.__file__).parent.rglob("*"))):
        if path.is_file() and path.suffix != ".pyc":
            of.update(hashlib.sha256(path.read_bytes()).digest())
    for library in ("pypdf", "trafilatura", "lxml"):
        of.update(importlib.metadata.version(library).encode())
    return of.hexdigest()[:16]


def cut(files: Iterable[Planned], files_per_shard: int = FILES_PER_SHARD) -> Iterator[list[Planned]]:
    """Cut a sorted list of files into shards.

    Where a shard begins is decided by the names of the files themselves, so a file that comes or goes moves the
    bounds of its own shard alone; only where a shard would grow too large is it cut before.
    """
    shard: list[Planned] = []
    n_bytes = 0
    for file in files:
        is_full = len(shard) >= 2 * files_per_shard or n_bytes + file.n_bytes > BYTES_PER_FILE * files_per_shard
        if shard and (is_full or _begins(file.file, files_per_shard)):
            yield shard
            shard, n_bytes = [], 0
        shard.append(file)
        n_bytes += file.n_bytes
    if shard:
        yield shard


def _begins(file: str, files_per_shard: int) -> bool:
    digest = hashlib.sha256(file.encode("utf-8", "surrogateescape")).digest()
    return int.from_bytes(digest[:8], "big") % files_per_shard == 0


def name(files: list[Planned]) -> str:
    """Return the name of the shard that holds these files."""
    content = json.dumps([reader_version(), [astuple(file) for file in files]])
    return hashlib.sha256(content.encode("ascii")).hexdigest()[:16]


def make(
    folder: Path,
    results: Results,
    published: str = "",
    published_of: Mapping[str, str] | None = None,
    files_per_shard: int = FILES_PER_SHARD,
) -> Plan:
    """Walk through a folder, write the plan, and remove from the results what belongs to no shard of it.

    Parameters
    ----------
    folder
        What to read.
    results
        Where to write.
    published
        Date of publication of all documents.
    published_of
        File to date, for those that have another.
    files_per_shard
        How many files a shard holds, on average.

    Returns
    -------
    Plan
        As written.
    """
    published_of = published_of or {}
    skipped: list[Skipped] = []

    def planned() -> Iterator[Planned]:
        for entry in find(folder):
            if isinstance(entry, Skipped):
                skipped.append(entry)
            else:
                date = published_of.get(entry.file, published)
                yield Planned(entry.file, entry.n_bytes, entry.changed, date)

    shards = []
    for files in cut(planned(), files_per_shard):
        shard = Shard(name(files), len(files), sum(file.n_bytes for file in files))
        if not results.files_of(shard.id).exists():
            write_json(results.files_of(shard.id), [astuple(file) for file in files])
        shards.append(shard)
    write_json(results.plan_skipped, [astuple(entry) for entry in skipped])
    write_json(
        results.plan,
        {
            "folder": str(folder.resolve()),
            "reader": reader_version(),
            "n_skipped": len(skipped),
            "shards": [astuple(shard) for shard in shards],
        },
    )
    results.tidy({shard.id for shard in shards})
    return Plan(folder.resolve(), tuple(shards), len(skipped))


def check(folder: Path) -> None:
    """Look whether there is anything to plan.

    Raises
    ------
    UserError
        If the folder is none, cannot be listed or holds no files.
    """
    if not folder.exists():
        raise UserError(f"{folder}: there is no such folder; check the path")
    if not folder.is_dir():
        raise UserError(f"{folder}: is a file; name the folder that it lies in, or leave --out away")
    first = next(find(folder), None)
    if first is None:
        raise UserError(f"{folder}: holds no files; check the path")
    if isinstance(first, Skipped) and first.file == "./":
        raise UserError(f"{folder}: {first.reason}")


def load(results: Results) -> Plan:
    """Read the plan again, without a look at the folder.

    Raises
    ------
    UserError
        If there is none, or another version of the reader made it.
    """
    content = read_json(results.plan)
    if content["reader"] != reader_version():
        raise UserError(f"{results.plan}: another version of the reader made it; make it again with --plan FOLDER")
    shards = tuple(Shard(*shard) for shard in content["shards"])
    return Plan(Path(content["folder"]), shards, content["n_skipped"])


def files(results: Results, shard: str) -> list[Planned]:
    """Return the files of a shard."""
    return [Planned(*file) for file in read_json(results.files_of(shard))]
