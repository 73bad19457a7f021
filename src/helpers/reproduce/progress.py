"""What a person sees while notebooks run: which, at which cell, for how long."""

from __future__ import annotations

import time
from typing import TextIO

from helpers.status_line import StatusLine


class Progress(StatusLine):
    """Progress on a terminal (one line, rewritten) or in a log (a line per notebook, and one when nothing was said for a while).

    Parameters
    ----------
    n_notebooks
        How many there are to run.
    stream
        Where to write; standard error, so that the summary alone is on standard output.
    """

    def __init__(self, n_notebooks: int, stream: TextIO | None = None) -> None:
        super().__init__(stream)
        self._n_notebooks = n_notebooks
        self._n_done = 0
        self._running: dict[str, tuple[int, int, float]] = {}

    def cell(self, name: str, number: int, n_cells: int) -> None:
        """Note that a notebook has come to a cell (0: it has been started)."""
        with self._lock:
            begin = self._running.get(name, (0, 0, time.monotonic()))[2]
            self._running[name] = (number, n_cells, begin)
        self.tick()

    def done(self, name: str) -> None:
        """Note that a notebook has ended well."""
        with self._lock:
            _, n_cells, begin = self._running.pop(name)
            self._n_done += 1
        took = time.monotonic() - begin
        self.say(f"{self._clock()}  {name}  {n_cells} cells in {took:.1f} s  ({self._n_done} of {self._n_notebooks})")

    def _state(self) -> str:
        running = ", ".join(f"{name} cell {number}/{n}" for name, (number, n, _) in sorted(self._running.items()))
        return running or "starting"
