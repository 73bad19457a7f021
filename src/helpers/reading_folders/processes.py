"""Shards side by side in processes of their own, so that a document that ends its reader ends nothing else.

Each process says which file it is about to read. Where one dies, the shard is read again in a new process that begins
with that file: if it dies once more, with nothing else read before, that file is the reason and is skipped.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

from helpers.documents import on_one_line
from helpers.errors import CheckFailed, UserError
from helpers.reading_folders import plan
from helpers.reading_folders.finding import shown
from helpers.reading_folders.plan import Shard
from helpers.reading_folders.progress import ReadingProgress, counted
from helpers.reading_folders.results import Results

__all__ = ["SECONDS_PER_FILE", "n_processors", "read_all"]

SECONDS_PER_FILE = 600.0
"""A file that takes longer ends its reader: the longest text that is read takes a tenth of it."""
_TIMES = 2
"""How often a file may end its reader before it is skipped."""
_TICK_SECONDS = 0.2
_CONTEXT = multiprocessing.get_context("spawn")


def n_processors() -> int:
    """Return the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Task:
    """A shard with what earlier attempts have shown about it."""

    shard: Shard
    deaths: Counter[int] = field(default_factory=Counter)
    skip: dict[int, str] = field(default_factory=dict)
    first: int | None = None


class _Process:
    """A process that reads one shard after the other."""

    def __init__(self, folder: Path, results: Path) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(theirs, folder, results), daemon=True)
        with _interrupts_held():
            self._process.start()
        theirs.close()
        self.task: _Task | None = None
        self.at: int | None = None
        self.since = time.monotonic()

    def give(self, task: _Task) -> None:
        self.task, self.at, self.since = task, None, time.monotonic()
        with contextlib.suppress(BrokenPipeError):  # it has died: its connection says so next
            self.connection.send((task.shard.id, task.skip, task.first))

    def kill(self) -> str:
        """End the process; return how it ended, or would have ended of itself."""
        self._process.join(0.5 if self._process.exitcode is None else 0)
        code = self._process.exitcode
        self._process.kill()
        self._process.join()
        self.connection.close()
        if code is None or code >= 0:
            return f"exit status {code}" if code is not None else "no answer"
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        return f"{name}, out of memory?" if name == "SIGKILL" else name

    def stop(self) -> None:
        """End the process at once, whatever it does."""
        self._process.kill()
        self._process.join()
        self.connection.close()


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach; their parent ends them."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def read_all(
    shards: Sequence[Shard], folder: Path, results: Results, n_processes: int, progress: ReadingProgress
) -> None:
    """Read shards side by side.

    Parameters
    ----------
    shards
        Which.
    folder
        The folder of the documents.
    results
        Where the results go.
    n_processes
        How many at a time.
    progress
        Where to say what has been done.

    Raises
    ------
    UserError
        If the results cannot be written.
    CheckFailed
        If processes end before they read anything.
    """
    tasks = deque(_Task(shard) for shard in shards)
    processes: list[_Process] = []
    try:
        while True:
            for process in processes:
                if process.task is None and tasks:
                    process.give(tasks.popleft())
            while tasks and len(processes) < n_processes:
                processes.append(_Process(folder, results.folder))
                processes[-1].give(tasks.popleft())
            busy = {process.connection: process for process in processes if process.task is not None}
            if not busy:
                return
            for ready in wait(list(busy), _TICK_SECONDS):
                process = busy[ready]  # type: ignore[index]
                if not _hear(process, progress):
                    processes.remove(process)
                    tasks.appendleft(_after_death(process, process.kill(), results, progress))
            for process in processes:
                if process.task is not None and time.monotonic() - process.since > SECONDS_PER_FILE:
                    process.stop()
                    processes.remove(process)
                    how = f"it took more than {SECONDS_PER_FILE:,.0f} s"
                    tasks.appendleft(_after_death(process, how, results, progress))
                    break
            progress.tick()
    finally:
        for process in processes:
            process.stop()


def _hear(process: _Process, progress: ReadingProgress) -> bool:
    """Take one message; False if the process has died."""
    task = process.task
    assert task is not None  # noqa: S101 - only busy processes are heard
    try:
        kind, content = process.connection.recv()
    except (EOFError, OSError):
        return False
    process.since = time.monotonic()
    if kind == "at":
        process.at, n_files = content
        progress.at(task.shard.id, n_files)
    elif kind == "done":
        progress.done(task.shard.id, *content)
        process.task = None
    else:
        raise UserError(content)
    return True


def _after_death(process: _Process, how: str, results: Results, progress: ReadingProgress) -> _Task:
    """Say it, and return the shard as it is to be read again."""
    task, at = process.task, process.at
    assert task is not None  # noqa: S101 - only busy processes die
    files = [on_one_line(shown(file.file)) for file in plan.files(results, task.shard.id)]
    what = f"shard {task.shard.id} ({counted(len(files), 'file')}, {files[0]} to {files[-1]})"
    progress.at(task.shard.id, 0)
    at = at if at is not None and at < len(files) else -1
    task.deaths[at] += 1
    is_last = task.deaths[at] >= _TIMES
    if at < 0:
        if is_last:
            raise CheckFailed(f"{what}: its process ended outside any file ({how}); give more memory or fewer --jobs")
        progress.say(f"reported-figures: {what}: its process ended ({how}); read again")
        return task
    task.first = None if is_last else at
    if is_last:
        task.skip[at] = f"ended its reader {_TIMES} times ({how}); split the document, or give more memory"
    then = "skipped, the shard read again without it" if is_last else "the shard read again, this file first"
    progress.say(f"reported-figures: {what}: its process ended at {files[at]} ({how}); {then}")
    return task


def _work(connection: Connection, folder: Path, results_folder: Path) -> None:
    """What a process does: read the shards that it is given, until nobody gives it any."""
    from helpers.reading_folders.reading import read_shard

    results = Results(results_folder)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            shard, skip, first = connection.recv()
            n_noted = 0

            def note(number: int) -> None:
                nonlocal n_noted
                connection.send(("at", (number, n_noted)))
                n_noted += 1

            try:
                found = read_shard(folder, results, shard, note=note, skip=skip, first=first)
            except BrokenPipeError:
                return
            except UserError as error:
                connection.send(("failed", error.message))
                return
            except OSError as error:
                where = f"{results_folder}: cannot be written ({error.strerror or error})"
                connection.send(("failed", f"{where}; make room and run the same command again"))
                return
            n_mentions = sum(outcome.n_mentions for outcome in found)
            connection.send(("done", (len(found), n_mentions)))
