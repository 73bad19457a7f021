"""What a person sees while notebooks run: which, at which cell, for how long."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from typing import TextIO

_QUIET_SECONDS = 5.0


class Progress:
    """Progress on a terminal (one line, rewritten) or in a log (a line per notebook, and one when nothing was said for a while).

    Parameters
    ----------
    n_notebooks
        How many there are to run.
    stream
        Where to write; standard error, so that the summary alone is on standard output.
    """

    def __init__(self, n_notebooks: int, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._is_terminal = self._stream.isatty()
        self._n_notebooks = n_notebooks
        self._n_done = 0
        self._running: dict[str, tuple[int, int, float]] = {}
        self._begin = time.monotonic()
        self._last = self._begin
        self._lock = threading.Lock()

    @property
    def seconds(self) -> float:
        """Time since the start."""
        return time.monotonic() - self._begin

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
            line = f"{self._clock()}  {name}  {n_cells} cells in {took:.1f} s  ({self._n_done} of {self._n_notebooks})"
            self._clear()
            self._write(f"{line}\n")

    def tick(self) -> None:
        """Show the present state; a log gets it only after some silence."""
        with self._lock:
            if not self._is_terminal and time.monotonic() - self._last < _QUIET_SECONDS:
                return
            line = f"{self._clock()}  {self._state()}"
            if self._is_terminal:
                width = shutil.get_terminal_size().columns - 1
                self._clear()
                self._write(line[:width])
            else:
                self._write(f"{line}\n")

    def clear(self) -> None:
        """Take the line off the terminal."""
        with self._lock:
            self._clear()

    def _state(self) -> str:
        running = ", ".join(f"{name} cell {number}/{n}" for name, (number, n, _) in sorted(self._running.items()))
        return running or "starting"

    def _clock(self) -> str:
        return f"{self.seconds:6.1f} s"

    def _clear(self) -> None:
        if self._is_terminal:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        self._last = time.monotonic()
        self._stream.write(text)
        self._stream.flush()
