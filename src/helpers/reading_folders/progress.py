"""What a person sees while a folder is read: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

from typing import TextIO

from helpers.status_line import StatusLine

_WIDTH = 24


def counted(n: int, noun: str) -> str:
    """Return a number with its noun: 1 file, 2 files."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


class ReadingProgress(StatusLine):
    """Progress by files.

    Parameters
    ----------
    n_files
        How many there are.
    n_before
        How many of them an earlier run has read.
    stream
        Where to write; standard error if left out.
    """

    def __init__(self, n_files: int, n_before: int, stream: TextIO | None = None) -> None:
        super().__init__(stream)
        self._n_files = n_files
        self._n_before = n_before
        self._n_done = n_before
        self._n_mentions = 0
        self._under_way: dict[str, int] = {}

    def at(self, shard: str, n_files: int) -> None:
        """Note how many files of a shard have been read."""
        self._under_way[shard] = n_files

    def done(self, shard: str, n_files: int, n_mentions: int) -> None:
        """Note that a shard is done."""
        self._under_way.pop(shard, None)
        self._n_done += n_files
        self._n_mentions += n_mentions

    def _state(self) -> str:
        n_read = self._n_done + sum(self._under_way.values())
        part = n_read / max(self._n_files, 1)
        bar = "#" * int(part * _WIDTH)
        line = f"[{bar:<{_WIDTH}}] {part:4.0%}  {n_read:,} of {counted(self._n_files, 'file')}"
        n_now = n_read - self._n_before
        if n_now and self.seconds > 1:
            line += f", {n_now / self.seconds:,.0f} a second, {self._left(n_read, n_now)} left"
        return line

    def _left(self, n_read: int, n_now: int) -> str:
        seconds = round((self._n_files - n_read) * self.seconds / n_now)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
