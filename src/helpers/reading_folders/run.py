"""The four ways to read a folder: all of it, its plan alone, one shard of the plan, and the end alone."""

from __future__ import annotations

import contextlib
import csv
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from importlib.resources import files as package_files
from pathlib import Path
from types import FrameType

from helpers.errors import UserError
from helpers.mentions.dates import parse_published
from helpers.reading_folders import plan, processes
from helpers.reading_folders.gathering import Totals, gather
from helpers.reading_folders.plan import FILES_PER_SHARD, Plan
from helpers.reading_folders.progress import ReadingProgress, counted
from helpers.reading_folders.reading import is_done, outcomes
from helpers.reading_folders.results import Results
from helpers.reproduce.locking import only_run

__all__ = ["dates_of", "gather_only", "plan_only", "read_folder", "read_one_shard"]

_WHAT = "reading into this folder"


def read_folder(
    folder: Path,
    out: Path,
    *,
    published: str = "",
    published_from: Path | None = None,
    files_per_shard: int = FILES_PER_SHARD,
    jobs: int | None = None,
) -> int:
    """Read a folder, or what is missing of it; return the exit status.

    Parameters
    ----------
    folder
        What to read.
    out
        Where the results go.
    published
        Date of publication of all documents.
    published_from
        Table with the dates of single documents.
    files_per_shard
        Files in a shard, on average.
    jobs
        How many shards at a time; the number of processors if left out.
    """
    with _planned(folder, out, published, published_from, files_per_shard) as (results, made):
        missing = [shard for shard in made.shards if not is_done(results, shard.id, again=True)]
        n_jobs = min(jobs or processes.n_processors(), len(missing))
        n_before = made.n_files - sum(shard.n_files for shard in missing)
        _say(_state(folder, made, n_before, len(missing), n_jobs))
        progress = ReadingProgress(made.n_files, n_before)
        if missing:
            results.all_files.unlink(missing_ok=True)
            results.all_skipped.unlink(missing_ok=True)
        try:
            with _termination_interrupts():
                processes.read_all(missing, made.folder, results, n_jobs, progress)
        except KeyboardInterrupt:
            progress.clear()
            done = [shard for shard in made.shards if is_done(results, shard.id, again=False)]
            n_files = sum(shard.n_files for shard in done)
            stands = f"{len(done):,} of {counted(len(made.shards), 'shard')} ({n_files:,} of {made.n_files:,} files)"
            _say(f"interrupted; {stands} stand in {out}, and the same command goes on from there")
            return 130
        finally:
            progress.clear()
        totals = gather(results, made)
    return _summary(out, results, totals, progress.seconds)


def plan_only(
    folder: Path,
    out: Path,
    *,
    published: str = "",
    published_from: Path | None = None,
    files_per_shard: int = FILES_PER_SHARD,
) -> int:
    """Write the plan and say how Snakemake reads it; return the exit status."""
    with _planned(folder, out, published, published_from, files_per_shard) as (results, made):
        n_done = sum(is_done(results, shard.id, again=False) for shard in made.shards)
    print(
        f"{counted(made.n_files, 'file')} in {counted(len(made.shards), 'shard')}, {n_done:,} of them done: {results.plan}"
    )
    snakefile = package_files("helpers") / "cluster" / "Snakefile"
    print(f"snakemake --snakefile {snakefile} --directory {out} --cores {processes.n_processors()}")
    return 0


def read_one_shard(out: Path, shard: str) -> int:
    """Read one shard of the plan, whether or not its files can be read; return the exit status."""
    results = Results(out)
    made = plan.load(results)
    found = [planned for planned in made.shards if planned.id == shard]
    if not found:
        raise UserError(f"{results.plan}: has no shard {shard}; make the plan again with --plan FOLDER")
    if not made.folder.is_dir():
        raise UserError(f"{made.folder}: the planned folder is not there; make the plan again with --plan FOLDER")
    results.make()
    if not is_done(results, shard, again=True):
        progress = ReadingProgress(found[0].n_files, 0)
        with _termination_interrupts():
            processes.read_all(found, made.folder, results, 1, progress)
        progress.clear()
    totals = Totals()
    for outcome in outcomes(results, shard) or ():
        totals.count(outcome)
    print(f"shard {shard}: {_read_and_skipped(totals)}")
    return 0


def gather_only(out: Path) -> int:
    """Write the tables of all files when every shard is done; return the exit status."""
    results = Results(out)
    return _summary(out, results, gather(results, plan.load(results)), None)


def dates_of(table: Path) -> dict[str, str]:
    """Read the dates of publication of single documents: a table with the columns file and published.

    Raises
    ------
    UserError
        If the table cannot be read, or a date is none.
    """
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {"file", "published"} <= set(reader.fieldnames or ()):
                raise UserError(f"{table}:1: has no columns file and published; name them in its first line")
            found = {}
            for row in reader:
                date = row["published"] or ""
                _check_date(date, f"{table}:{reader.line_num}")
                found[row["file"]] = date
            return found
    except OSError as error:
        raise UserError(f"{table}: cannot be read ({error.strerror}); check the path") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"{table}: is no CSV in UTF-8 ({error}); save it again as such") from None


def _check_date(date: str, where: str) -> None:
    try:
        parse_published(date)
    except ValueError as error:
        raise UserError(f"{where}: {error}") from None


@contextlib.contextmanager
def _planned(
    folder: Path, out: Path, published: str, published_from: Path | None, files_per_shard: int
) -> Iterator[tuple[Results, Plan]]:
    """Check everything that can be checked beforehand, take the lock, and plan."""
    _check_date(published, "--published")
    published_of: Mapping[str, str] = dates_of(published_from) if published_from else {}
    results = Results(out)
    plan.check(folder)
    results.check(folder)
    results.make()
    with only_run(out, _WHAT):
        made = plan.make(folder, results, published, published_of, files_per_shard)
        yield results, made


@contextlib.contextmanager
def _termination_interrupts() -> Iterator[None]:
    """Let SIGTERM end a run as tidily as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _state(folder: Path, made: Plan, n_before: int, n_missing: int, n_jobs: int) -> str:
    found = f"{folder}: {counted(made.n_files + made.n_skipped, 'file')} found"
    skipped = f", {made.n_skipped:,} of them no documents" if made.n_skipped else ""
    before = f"; {n_before:,} are read already" if n_before else ""
    if not n_missing:
        return f"{found}{skipped}{before}; nothing is left to read"
    left = f"; {counted(made.n_files - n_before, 'file')} to read in {counted(n_missing, 'shard')}"
    return f"{found}{skipped}{before}{left}, {n_jobs:,} at a time"


def _read_and_skipped(totals: Totals) -> str:
    return (
        f"{counted(totals.n_read, 'document')} read, {counted(totals.n_mentions, 'mention')}, "
        f"{counted(totals.n_skipped, 'file')} skipped"
    )


def _summary(out: Path, results: Results, totals: Totals, seconds: float | None) -> int:
    took = "" if seconds is None else f", in {seconds:,.1f} s"
    print(f"{_read_and_skipped(totals)}{took}: {results.folder / 'shards'}")
    if totals.n_warnings:
        print(f"{counted(totals.n_warnings, 'document')} read with a warning: column note of {results.all_files}")
    if totals.n_skipped:
        again = f"; {totals.n_may_change:,} of them are tried again when the same command runs again"
        print(f"skipped, with the reason: {results.all_skipped}{again if totals.n_may_change else ''}")
    return 1 if totals.n_skipped else 0


def _say(line: str) -> None:
    print(f"reported-figures: {line}", file=sys.stderr, flush=True)
