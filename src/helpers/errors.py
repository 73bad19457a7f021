"""The two ways in which a command ends badly, each with its exit status.

Both carry one line for the person at the terminal. It names the file, the place in it and the remedy; the command
line prints it without a traceback. Anything else that is raised is a defect of the suite and keeps its traceback.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = ["CheckFailed", "ReportedFiguresError", "UserError"]


class ReportedFiguresError(Exception):
    """Base of the errors that a person can act on.

    Attributes
    ----------
    exit_status : int
        What the command line returns to the shell.
    """

    exit_status: ClassVar[int] = 2

    @property
    def message(self) -> str:
        """The line that is shown."""
        return str(self)


class UserError(ReportedFiguresError):
    """The input or the call is wrong; nothing was written (exit status 2)."""

    exit_status: ClassVar[int] = 2


class CheckFailed(ReportedFiguresError):
    """The call was right and a check of the content failed (exit status 1)."""

    exit_status: ClassVar[int] = 1
