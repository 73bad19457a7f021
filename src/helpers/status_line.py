"""One line about work in progress: rewritten in place on a terminal, now and then a line of its own in a log."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from typing import TextIO

_QUIET_SECONDS = 5.0


class StatusLine:
    """A line that says how far the work is; a kind of work says it in `_state`.

    Parameters
    ----------
    stream
        Where to write; standard error, so that the summary alone is on standard output.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._is_terminal = self._stream.isatty()
        self._begin = time.monotonic()
        self._last = self._begin
        self._lock = threading.Lock()

    @property
    def seconds(self) -> float:
        """Time since the start."""
        return time.monotonic() - self._begin

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

    def say(self, line: str) -> None:
        """Write a line that stays."""
        with self._lock:
            self._clear()
            self._write(f"{line}\n")

    def clear(self) -> None:
        """Take the line off the terminal."""
        with self._lock:
            self._clear()

    def _state(self) -> str:
        raise NotImplementedError

    def _clock(self) -> str:
        return f"{self.seconds:6.1f} s"

    def _clear(self) -> None:
        if self._is_terminal:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        self._last = time.monotonic()
        self._stream.write(text)
        self._stream.flush()
