"""Builds `.venv` from the lock: the same packages, checked by their hashes, on every machine.

Run as a file by any Python from 3.8 on, before anything is installed (`make` does it)::

    python3 src/helpers/environment.py            # build .venv if it is missing or was built from another lock
    python3 src/helpers/environment.py --newest   # in .venv.newest: the newest versions that pyproject.toml allows

The environment is built beside its place and renamed when it is whole, so an interrupted build leaves no half of one.
The pinned uv comes out of the same lock; pip is used for nothing but fetching it.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator, NoReturn  # noqa: UP035 - read by Python 3.8 too

PYTHON = (3, 11)
"""The pinned minor version."""

ROOT = Path(__file__).resolve().parents[2]
LOCK = "requirements.lock"
STAMP = "built-from"
_BIN = "Scripts" if os.name == "nt" else "bin"
_SUFFIX = ".exe" if os.name == "nt" else ""
_REMEDY = """\
Python {0}.{1} is needed and was not found. Any of these helps; then run the same command again:
  Debian, Ubuntu   apt-get install python{0}.{1} python{0}.{1}-venv
  Fedora           dnf install python{0}.{1}
  macOS            brew install python@{0}.{1}
  Windows          winget install Python.Python.{0}.{1}
  conda, mamba     conda env create -f environment.yml
  uv               uv python install {0}.{1}""".format(*PYTHON)


class BuildFailed(Exception):
    """The environment cannot be built; the message says why and what to do."""


def stamp(root: Path) -> str:
    """Return what an environment is built from: the lock, the project's own metadata, the place and the Python version.

    The tools' settings at the end of pyproject.toml do not count.
    """
    project = (root / "pyproject.toml").read_text("utf-8").split("\n[tool.")[0]
    lock = (root / LOCK).read_bytes()
    parts = (lock, project.encode(), str(root).encode(), repr(PYTHON).encode(), _CACHE_PTH.encode())
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def locked(lock: str, package: str) -> str:
    """Return the lines of one package in a lock: its version and its hashes."""
    found = re.search(rf"^{re.escape(package)}==.*(?:\n[ \t]+.*)*", lock, re.MULTILINE)
    if found is None:
        raise BuildFailed(f"{LOCK}: {package} is not in it; make the lock anew, as CONTRIBUTING.md says")
    return found[0] + "\n"


def find_python() -> str:
    """Return a Python of the pinned version."""
    own = getattr(sys, "_base_executable", None) or sys.executable
    candidates: list[list[str]] = [[own]]
    name = "python{}.{}".format(*PYTHON)
    candidates += [["py", "-{}.{}".format(*PYTHON)]] if os.name == "nt" else [[name], ["python3"]]
    for candidate in candidates:
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            code = f"import sys; print(sys.version_info[:2] == {PYTHON}, sys.executable)"
            answer = subprocess.run([*candidate, "-c", code], check=True, stdout=subprocess.PIPE, text=True)
            fits, _, path = answer.stdout.strip().partition(" ")
            if fits == "True":
                return path
    raise BuildFailed(_REMEDY)


_CACHE_PTH = "import sys; sys.pycache_prefix = sys.pycache_prefix or sys.prefix + '/cache/pycache'\n"
"""Bytecode goes into the environment and not into the tree."""


def build(root: Path, target: Path, *, newest: bool = False) -> None:
    """Build an environment and put it in place whole.

    Raises
    ------
    BuildFailed
        If there is no fitting Python or a step fails; nothing is left behind then.
    """
    building = target.with_name(target.name + ".building")
    _remove(building)
    try:
        building.mkdir()
        python, uv = find_python(), _uv(root, building)
        made = building / "environment"
        inside = str(made / _BIN / f"python{_SUFFIX}")
        quiet = ["--quiet"]
        _run([uv, "venv", *quiet, "--relocatable", "--python", python, str(made)])
        if newest:
            group = ["--group", f"{root / 'pyproject.toml'}:dev"]
            _run([uv, "pip", "install", *quiet, "--python", inside, "-r", str(root / "pyproject.toml"), *group])
        else:
            _run([uv, "pip", "sync", *quiet, "--python", inside, "--require-hashes", str(root / LOCK)])
        # Hashes and editable installs do not go together, so the project itself comes after, without dependencies.
        own = ["--no-deps", "--no-build-isolation", "--editable", str(root)]
        _run([uv, "pip", "install", *quiet, "--python", inside, *own])
        for packages in made.glob("lib/python*/site-packages"):
            (packages / "_reported_figures_cache.pth").write_text(_CACHE_PTH, "utf-8")
        (made / STAMP).write_text(stamp(root), "utf-8")
        _remove(target)
        made.rename(target)
    finally:
        _remove(building)
    _compile(root, target)


def _compile(root: Path, target: Path) -> None:
    """Lets the command for reading run once: the bytecode of its imports is there then, also where Python writes none later."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [str(target / _BIN / f"python{_SUFFIX}"), "-m", "helpers.command_line", "read", "README.md"]
    with contextlib.suppress(OSError):
        subprocess.run(
            command,
            cwd=root,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _uv(root: Path, folder: Path) -> str:
    """Return the pinned uv: the one on PATH if it is that version, else fetched by pip and checked by its hash."""
    lines = locked((root / LOCK).read_text("utf-8"), "uv")
    version = re.match(r"uv==([^ \\]+)", lines)
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        answer = subprocess.run(["uv", "--version"], check=True, stdout=subprocess.PIPE, text=True)
        if version and answer.stdout.split()[1:2] == [version[1]]:
            return "uv"
    requirements, made = folder / "uv.txt", folder / "uv"
    requirements.write_text(lines, "utf-8")
    options = ["install", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    options += ["--require-hashes", "-r", str(requirements)]
    python = find_python()
    has_pip = subprocess.run([python, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if has_pip.returncode == 0:
        _run([python, "-m", "pip", *options, "--target", str(made)])
        return str(made / "bin" / f"uv{_SUFFIX}")
    try:
        _run([python, "-m", "venv", str(made)])
    except BuildFailed as error:
        package = "python{}.{}-venv".format(*PYTHON)
        raise BuildFailed(
            f"{python} can make no environments; on Debian: apt-get install {package}\n{error}"
        ) from error
    _run([str(made / _BIN / f"python{_SUFFIX}"), "-m", "pip", *options])
    return str(made / _BIN / f"uv{_SUFFIX}")


def _run(command: list[str]) -> None:
    # An active environment or a search path of modules must not leak into the one that is built.
    variables = {
        name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")
    }
    variables["PIP_ROOT_USER_ACTION"] = "ignore"
    try:
        subprocess.run(command, check=True, env=variables, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        shown = " ".join(command[:3])
        raise BuildFailed(f"building the environment failed at: {shown} ...\n({error})") from error


def _remove(folder: Path) -> None:
    """Remove a folder; renamed first, so that nobody meets half of it."""
    if folder.exists():
        doomed = folder.with_name(f"{folder.name}.{os.getpid()}.old")
        folder.rename(doomed)
        shutil.rmtree(str(doomed), ignore_errors=True)


@contextlib.contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    """Wait while another build of this clone is at work."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (root / "pyproject.toml").open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def ensure(root: Path, *, newest: bool = False) -> tuple[Path, float | None]:
    """Build the environment unless it is there and fits.

    Returns
    -------
    tuple
        The environment, and the seconds that its building took, None if it was there.
    """
    target = root / (".venv.newest" if newest else ".venv")
    with _one_at_a_time(root):
        mark = target / STAMP
        if not newest and mark.is_file() and mark.read_text("utf-8") == stamp(root):
            return target, None
        for left in root.glob(f"{target.name}*.old"):
            shutil.rmtree(str(left), ignore_errors=True)
        begin = time.monotonic()
        print(f"building {target.name} from {'pyproject.toml' if newest else LOCK} ...", file=sys.stderr, flush=True)
        build(root, target, newest=newest)
        return target, time.monotonic() - begin


def main() -> int:
    """Build if needed; return the exit status."""
    parser = argparse.ArgumentParser(description="Build .venv from requirements.lock if it is missing or out of date.")
    parser.add_argument("--newest", action="store_true", help="build .venv.newest with the newest versions instead")
    arguments = parser.parse_args()

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    import signal

    signal.signal(signal.SIGTERM, stop)
    try:
        target, seconds = ensure(ROOT, newest=arguments.newest)
    except BuildFailed as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted; nothing is left behind", file=sys.stderr)
        return 130
    if seconds is not None:
        print(f"{target.name} is ready ({seconds:.0f} s)", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
