"""What stands in a folder: documents to read, and what is skipped, with the reason; in the order of the paths."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.documents import SUFFIXES, special

__all__ = ["Found", "Skipped", "find", "shown"]


@dataclass(frozen=True, slots=True)
class Found:
    """A document.

    Attributes
    ----------
    file
        Path relative to the folder, with slashes.
    n_bytes
        Size.
    changed
        Time of its last change, in nanoseconds since 1970.
    """

    file: str
    n_bytes: int
    changed: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A path that is not read.

    Attributes
    ----------
    file
        Path relative to the folder; that of a folder ends with a slash.
    reason
        Why, with the remedy.
    may_change
        Whether another try may read it, as the reason does not lie in the document.
    """

    file: str
    reason: str
    may_change: bool = False


def shown(file: str) -> str:
    """Return a path as text; bytes that are no UTF-8 as escapes."""
    return os.fsencode(file).decode("utf-8", "backslashreplace")


def find(folder: Path, under: str = "") -> Iterator[Found | Skipped]:
    """Walk through a folder, one folder of entries in memory at a time.

    Parameters
    ----------
    folder
        The folder.
    under
        Where in it, with a slash at the end.
    """
    try:
        with os.scandir(folder / under) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Skipped(under or "./", f"the folder cannot be listed ({error.strerror}); check its permissions", True)
        return
    for entry in found:
        file = under + entry.name
        if entry.is_dir(follow_symlinks=False):
            if entry.name.startswith("."):
                yield Skipped(f"{file}/", "hidden folder; rename it if it holds documents")
            else:
                yield from find(folder, f"{file}/")
        else:
            yield _entry(entry, file)


def _entry(entry: os.DirEntry[str], file: str) -> Found | Skipped:
    try:
        status = entry.stat()
    except FileNotFoundError:
        return Skipped(file, "link to a file that is not there; copy the file itself", True)
    except OSError as error:
        return Skipped(file, f"cannot be looked at ({error.strerror}); check the path", True)
    if stat.S_ISDIR(status.st_mode):
        return Skipped(f"{file}/", "link to a folder, not followed; read that folder itself")
    if not stat.S_ISREG(status.st_mode):
        return Skipped(file, f"{special(status.st_mode)}, not a file")
    if entry.name.startswith("."):
        return Skipped(file, "hidden file; rename it if it is a document")
    suffix = Path(entry.name).suffix.lower()
    if suffix not in SUFFIXES:
        return Skipped(file, f"files of type {shown(suffix)} are not read; convert it to text, HTML or PDF")
    return Found(file, status.st_size, status.st_mtime_ns)
