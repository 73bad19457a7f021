"""Where the repository lies: the shipped corpus, the notebooks, the lock."""

from __future__ import annotations

from pathlib import Path

from helpers.errors import UserError

_MARK = 'name = "reported-figures"'


def find(start: Path | None = None) -> Path:
    """Return the root of the repository.

    Looks upwards from a folder (the working directory if left out), then where this package was installed from.

    Raises
    ------
    UserError
        If there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[2]):
        settings = folder / "pyproject.toml"
        if settings.is_file() and _MARK in settings.read_text("utf-8") and (folder / "notebooks").is_dir():
            return folder
    raise UserError(
        f"{here}: not inside a clone of the repository; change into it, or install the package from it (pip install -e)"
    )
