"""One reproduction of a corpus at a time, and the scratch folder that belongs to it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from helpers.errors import UserError

if sys.platform != "win32":
    import fcntl
else:
    import msvcrt


@contextlib.contextmanager
def only_run(corpus: Path, what: str = "reproduction of this corpus") -> Iterator[None]:
    """Hold the lock of a corpus, or of another folder that one run at a time may write to.

    The system drops the lock when its holder ends, however that happens, so a dead run never blocks. On POSIX it is
    taken on the folder itself: no lock file has to be written or left behind.

    Raises
    ------
    UserError
        If another run holds it.
    """
    busy = UserError(f"{corpus}: another {what} is running; wait for its end")
    if sys.platform == "win32":
        with (Path(tempfile.gettempdir()) / f"{_scratch_prefix(corpus)}lock").open("w") as file:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError as error:
                raise busy from error
            yield
        return
    descriptor = os.open(corpus, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise busy from error
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def scratch(corpus: Path) -> Iterator[Path]:
    """Make a scratch folder in the system's temporary folder and remove it at the end.

    The scratch is often in memory there, and a read-only checkout can still be checked. Called under `only_run`: any
    scratch of this corpus found here belongs to a run that was killed, and goes.
    """
    prefix = _scratch_prefix(corpus)
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
    try:
        folder = Path(tempfile.mkdtemp(prefix=prefix)).resolve()
    except OSError as error:
        raise UserError(f"{tempfile.gettempdir()}: {error.strerror}; make room or set TMPDIR") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _scratch_prefix(corpus: Path) -> str:
    return f"reported-figures-{hashlib.sha256(str(corpus.resolve()).encode()).hexdigest()[:10]}-"
