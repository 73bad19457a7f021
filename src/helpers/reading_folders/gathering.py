"""The end: that no file is lost, and the two tables that say what came of each."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from helpers.errors import CheckFailed
from helpers.reading_folders import plan
from helpers.reading_folders.finding import Skipped, shown
from helpers.reading_folders.plan import Plan
from helpers.reading_folders.reading import Outcome, outcomes
from helpers.reading_folders.results import Results, csv_written_whole, read_json
from helpers.spreadsheets import cell

__all__ = ["Totals", "gather"]


@dataclass(slots=True)
class Totals:
    """What came of a folder.

    Attributes
    ----------
    n_read
        Documents that were read.
    n_mentions
        Number mentions in them.
    n_skipped
        Paths that were found and not read.
    n_warnings
        Documents that were read with a warning, such as a guessed encoding.
    n_may_change
        Skipped paths that another try may read.
    """

    n_read: int = 0
    n_mentions: int = 0
    n_skipped: int = 0
    n_warnings: int = 0
    n_may_change: int = 0

    def count(self, outcome: Outcome) -> None:
        """Add one file."""
        if outcome.reason is None:
            self.n_read += 1
            self.n_mentions += outcome.n_mentions
            self.n_warnings += outcome.warning is not None
        else:
            self.n_skipped += 1
            self.n_may_change += outcome.may_change


def gather(results: Results, of: Plan) -> Totals:
    """Write `files.csv` and `skipped.csv` from the lists of all shards.

    Raises
    ------
    CheckFailed
        If a shard is not done, or a planned file is neither read nor skipped.
    """
    totals = Totals()
    with csv_written_whole(results.all_files) as files, csv_written_whole(results.all_skipped) as skipped:
        all_files, all_skipped = (csv.writer(file, lineterminator="\n") for file in (files, skipped))
        all_files.writerow(("file", "is_read", "n_mentions", "n_characters", "encoding", "note"))
        all_skipped.writerow(("file", "reason"))

        def write(outcome: Outcome) -> None:
            totals.count(outcome)
            file = cell(shown(outcome.file))
            if outcome.reason is None:
                numbers = (outcome.n_mentions, outcome.n_characters, outcome.encoding)
                all_files.writerow((file, "true", *numbers, cell(outcome.warning)))
            else:
                all_files.writerow((file, "false", "", "", "", cell(outcome.reason)))
                all_skipped.writerow((file, cell(outcome.reason)))

        for entry in read_json(results.plan_skipped):
            path = Skipped(*entry)
            write(Outcome(path.file, path.reason, path.may_change))
        for shard in of.shards:
            found = outcomes(results, shard.id)
            if found is None:
                raise CheckFailed(f"{results.folder}: shard {shard.id} is not read; run the same command again")
            for planned, outcome in zip(plan.files(results, shard.id), found, strict=False):
                if planned.file != outcome.file:
                    raise CheckFailed(_lost(results, shard.id, planned.file))
                write(outcome)
        n_found = of.n_files + of.n_skipped
        if totals.n_read + totals.n_skipped != n_found:
            raise CheckFailed(
                f"{results.folder}: {n_found:,} files found, {totals.n_read:,} read and {totals.n_skipped:,} skipped; "
                "delete its folder files/ and run the same command again"
            )
    return totals


def _lost(results: Results, shard: str, file: str) -> str:
    return f"{results.done(shard)}: {shown(file)} is lost; delete this list and run the same command again"
