"""Reading one shard: each of its files is read or skipped with the reason, and the results are put in place whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from helpers.documents import Unreadable, on_one_line, read_document
from helpers.errors import UserError
from helpers.mentions import read
from helpers.reading_folders import plan
from helpers.reading_folders.finding import shown
from helpers.reading_folders.results import Results, read_json, write_json, written_whole
from helpers.reading_folders.schema import SCHEMA, batch

__all__ = ["Outcome", "is_done", "outcomes", "read_shard"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file.

    Attributes
    ----------
    file
        Path relative to the folder.
    reason
        Why it was skipped; None if it was read.
    may_change
        For a skipped file: whether another try may read it, as the reason does not lie in the document.
    encoding
        How its bytes were decoded.
    n_characters
        Length of its text.
    n_mentions
        Number mentions in it.
    warning
        What to know about a file that was read, such as a guessed encoding.
    """

    file: str
    reason: str | None = None
    may_change: bool = False
    encoding: str | None = None
    n_characters: int = 0
    n_mentions: int = 0
    warning: str | None = None


def read_shard(
    folder: Path,
    results: Results,
    shard: str,
    *,
    note: Callable[[int], None],
    skip: Mapping[int, str],
    first: int | None = None,
) -> list[Outcome]:
    """Read the files of a shard and put its two results in place.

    Parameters
    ----------
    folder
        The folder of the documents.
    results
        Where the plan stands and the results go.
    shard
        Name of the shard.
    note
        Told the number of each file before it is read, and the number of files before the results are written.
    skip
        Number of a file to the reason for which it is not to be opened.
    first
        Number of the file to begin with; the results stand in the order of the plan all the same.

    Returns
    -------
    list of Outcome
        One for each file, in the order of the plan.
    """
    files = plan.files(results, shard)
    found: dict[int, Outcome] = {}
    rows: dict[int, pa.RecordBatch] = {}
    for number in sorted(range(len(files)), key=lambda number: (number != first, number)):
        note(number)
        if number in skip:
            found[number] = Outcome(files[number].file, skip[number], may_change=True)
        else:
            found[number], rows[number] = _read(folder, files[number])
    note(len(files))
    in_order = [found[number] for number in range(len(files))]
    with written_whole(results.mentions(shard)) as temporary:
        table = pa.Table.from_batches([rows[number] for number in sorted(rows)], SCHEMA)
        pq.write_table(table, temporary, compression="zstd")
    write_json(results.done(shard), [astuple(outcome) for outcome in in_order])
    return in_order


def _read(folder: Path, planned: plan.Planned) -> tuple[Outcome, pa.RecordBatch]:
    path = str(folder / planned.file)
    start = f"{on_one_line(path)}: "
    try:
        document = read_document(path)
        mentions = read(document.text, planned.published)
        rows = batch(shown(planned.file), mentions)
    except UserError as error:
        reason = error.message.removeprefix(start)
        return Outcome(planned.file, reason, isinstance(error, Unreadable)), batch("", [])
    except Exception as error:  # a defect of the reader stops one document, not ten thousand
        said = " ".join(str(error).split())[:200]
        reason = f"the reader failed ({type(error).__name__}: {said}); report it with the document"
        return Outcome(planned.file, reason), batch("", [])
    warning = document.warning.removeprefix(start) if document.warning else None
    outcome = Outcome(
        planned.file,
        encoding=document.encoding,
        n_characters=len(document.text),
        n_mentions=len(mentions),
        warning=warning,
    )
    return outcome, rows


def outcomes(results: Results, shard: str) -> list[Outcome] | None:
    """Return what came of each file of a shard; None if it is not done, or its results are damaged."""
    try:
        found = [Outcome(*outcome) for outcome in read_json(results.done(shard))]
        n_rows = pq.read_metadata(results.mentions(shard)).num_rows
    except (UserError, OSError, TypeError, pa.ArrowInvalid):
        return None
    return found if n_rows == sum(outcome.n_mentions for outcome in found) else None


def is_done(results: Results, shard: str, *, again: bool) -> bool:
    """Whether a shard is done; with `again`, not if a file was skipped that another try may read."""
    found = outcomes(results, shard)
    return found is not None and not (again and any(outcome.may_change for outcome in found))
