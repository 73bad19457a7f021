"""Putting results in place so that a run which ends at any moment leaves the tree as it was, or complete.

Several files cannot be replaced in one step. So a run goes through three states:

1. Everything is written to `.reproduce/staged/` inside the corpus (same file system, so that a rename cannot fail for
want of room)
   and flushed to the disk. A run that ends here, killed or out of disk, has touched nothing; what is staged is thrown
   away.
2. `.reproduce/journal.json` appears by one rename: the list of files with the sha256 they have and the one they get.
From here on
   the results are decided.
3. Each file is renamed over its target, a matter of a few milliseconds for all; then the journal goes.

Step 3 is done by a process forked for it, in a session of its own and deaf to interrupts, so a SIGKILL to the run
does not reach it; the run's lock stays held until it has ended. Only if that process too is killed, or the machine
stops, does a journal stay behind; the next run finishes it first. Finishing is safe to repeat, and it leaves alone
any file that somebody has changed since.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from helpers.errors import CheckFailed, UserError
from helpers.reproduce.sandbox import digest

FOLDER = ".reproduce"
_JOURNAL = "journal.json"
_STAGED = "staged"


def put_in_place(corpus: Path, results: Mapping[str, Path], seen: Mapping[str, str | None]) -> None:
    """Replace files of the corpus by results, all or none.

    Parameters
    ----------
    corpus
        Root of the corpus.
    results
        Path in the corpus to the file that is to stand there.
    seen
        Path in the corpus to the sha256 that the file had when the run began, None where there was none.

    Raises
    ------
    UserError
        If the disk is full or read-only, or a target was changed meanwhile; nothing has been replaced then.
    """
    if not results:
        return
    staging = corpus / FOLDER
    try:
        _stage(corpus, staging, results, seen)
    except OSError as error:
        shutil.rmtree(staging, ignore_errors=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise UserError(f"{corpus}: the disk is full; make room; nothing was changed") from error
        raise UserError(f"{error.filename or corpus}: {error.strerror}; nothing was changed") from error
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    _finish_apart(corpus)


def _stage(corpus: Path, staging: Path, results: Mapping[str, Path], seen: Mapping[str, str | None]) -> None:
    staged = staging / _STAGED
    shutil.rmtree(staging, ignore_errors=True)
    staged.mkdir(parents=True)
    device = staged.stat().st_dev
    entries = []
    for number, (path, result) in enumerate(sorted(results.items())):
        target = corpus / path
        present = digest(target) if target.is_file() else None
        if present != seen.get(path):
            raise UserError(f"{path}: was changed while the notebooks ran; nothing was put in place, run it again")
        folder = next(parent for parent in target.parents if parent.exists())
        if folder.stat().st_dev != device:
            raise UserError(f"{path}: lies on another file system than {corpus}; move the folder into the corpus")
        copy = staged / str(number)
        with result.open("rb") as source, copy.open("wb") as out:
            shutil.copyfileobj(source, out)
            out.flush()
            os.fsync(out.fileno())
        if target.exists():
            shutil.copymode(target, copy)
        entries.append({"path": path, "staged": str(number), "from": present, "to": digest(copy)})
    journal = staging / f"{_JOURNAL}.new"
    with journal.open("w", encoding="utf-8") as file:
        json.dump({"files": entries}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    _flush_folder(staged)
    journal.replace(staging / _JOURNAL)
    _flush_folder(staging)


def _finish_apart(corpus: Path) -> None:
    """Finish in a process that a kill of this one does not reach; in this one where there is no fork."""
    if not sys.platform.startswith("linux"):
        finish(corpus)
        return
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.setsid()
            for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(name, signal.SIG_IGN)
            finish(corpus)
            status = 0
        finally:
            os._exit(status)
    while True:
        with contextlib.suppress(InterruptedError):
            _, code = os.waitpid(pid, 0)
            break
    if code != 0:
        raise CheckFailed(f"{corpus}: putting the results in place was cut short; the next run will finish it")


def finish(corpus: Path) -> list[str]:
    """Finish or throw away what an earlier run left.

    Returns
    -------
    list of str
        Paths of the files that were put in place now. A file which somebody has changed since the journal was written
        keeps that change.
    """
    staging = corpus / FOLDER
    journal = staging / _JOURNAL
    placed: list[str] = []
    if journal.is_file():
        folders = set()
        for entry in json.loads(journal.read_text("utf-8"))["files"]:
            staged, target = staging / _STAGED / entry["staged"], corpus / entry["path"]
            present = digest(target) if target.is_file() else None
            if staged.is_file() and present == entry["from"]:
                target.parent.mkdir(parents=True, exist_ok=True)
                staged.replace(target)
                folders.add(target.parent)
                placed.append(entry["path"])
        for folder in folders:
            _flush_folder(folder)
        journal.unlink()
    shutil.rmtree(staging, ignore_errors=True)
    return placed


def is_pending(corpus: Path) -> bool:
    """Return whether an earlier run decided its results and did not finish putting them in place."""
    return (corpus / FOLDER / _JOURNAL).is_file()


def _flush_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the platform can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
