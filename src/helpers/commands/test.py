"""`reported-figures test`: format, lint, types, then all tests, the notebooks among them. Writes nothing into the tree."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from helpers import repository
from helpers.errors import CheckFailed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--jobs", type=int, metavar="N", help="tests side by side (default: the number of processors)")
    parser.add_argument(
        "pytest", nargs="*", metavar="ARGUMENT", help="for pytest, behind -- : files, or options like -k"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run every check, also after one has failed; the tests come last, so their count is the last line."""
    root = repository.find()
    cache = cache_folder()
    variables = environment(cache)
    failed = []
    for name, command in checks(cache, arguments.pytest, arguments.jobs or os.cpu_count() or 1).items():
        print(f"== {name}: {' '.join(command[:3])}", flush=True)
        done = subprocess.run([sys.executable, "-m", *command], cwd=root, env=variables, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            failed.append(name)
    if failed:
        raise CheckFailed(f"failed: {', '.join(failed)}; what failed is said above")
    return 0


def checks(cache: Path, pytest: list[str], jobs: int) -> dict[str, list[str]]:
    """Return each check's command, by name, in order."""
    side_by_side = ["-n", str(jobs), "--dist", "worksteal"] if jobs > 1 else []
    return {
        "format": ["ruff", "format", "--check"],
        "lint": ["ruff", "check"],
        "types": ["mypy", "--cache-dir", str(cache / "mypy")],
        "tests": ["pytest", "-o", f"cache_dir={cache / 'pytest'}", *side_by_side, *pytest],
    }


def cache_folder() -> Path:
    """Return where the tools may keep what speeds up their next run: in the environment, not in the tree."""
    folder = Path(sys.prefix) / "cache"
    if sys.prefix != sys.base_prefix and os.access(sys.prefix, os.W_OK):
        folder.mkdir(exist_ok=True)
        return folder
    return Path(tempfile.gettempdir()) / "reported-figures-cache"


def environment(cache: Path) -> dict[str, str]:
    """Return the environment of the checks: no personal Jupyter or matplotlib settings, caches outside the tree."""
    return os.environ | {
        "HYPOTHESIS_STORAGE_DIRECTORY": str(cache / "hypothesis"),
        "IPYTHONDIR": str(cache / "ipython"),
        "JUPYTER_PLATFORM_DIRS": "1",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "MPLBACKEND": "agg",
        "PYTHONPYCACHEPREFIX": os.environ.get("PYTHONPYCACHEPREFIX", str(cache / "pycache")),
        "RUFF_CACHE_DIR": str(cache / "ruff"),
    }
