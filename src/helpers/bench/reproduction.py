"""Time of a full reproduction, beside the floor: the same code without notebooks.

The floor: each notebook's code, exported by nbconvert to a plain script, run by plain Python on a complete copy of
the tree, two scripts at a time. It has no kernel, no outputs to keep, nothing to compare, and no order to respect.
Both are measured in turn in the same call, as whole processes.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from helpers.bench import Result
from helpers.errors import CheckFailed
from helpers.reproduce.kernels import environment

TITLE = "Time of a full reproduction"
AIM = "at most 1.3 times the floor (the notebooks' code as plain scripts, two at a time)"
LARGEST_RATIO = 1.3
_ROUNDS = 3
_AT_A_TIME = 2
_FOLDERS = ("seeds", "data", "figures", "notebooks", "bench")


def measure(root: Path) -> Result:
    """Measure both, in turn, `_ROUNDS` times."""
    with tempfile.TemporaryDirectory(prefix="reported-figures-bench-") as folder:
        tree = Path(folder) / "tree"
        for name in _FOLDERS:
            shutil.copytree(root / name, tree / name)
        shutil.copyfile(root / "pyproject.toml", tree / "pyproject.toml")
        scripts = export(sorted((root / "notebooks").glob("*.ipynb")), Path(folder) / "scripts")
        rounds = [(reproduction(tree), floor(scripts, tree, Path(folder))) for _ in range(_ROUNDS)]
    return judge(rounds, len(scripts))


def judge(rounds: list[tuple[float, float]], n_notebooks: int) -> Result:
    """Return the result of pairs of seconds, reproduction and floor."""
    seconds, floors = (statistics.median(values) for values in zip(*rounds, strict=True))
    ratio = statistics.median(ours / theirs for ours, theirs in rounds)
    processors = os.cpu_count() or 1
    lines = (
        f"A full reproduction of {n_notebooks} notebooks takes {seconds:.1f} s on {processors} processors, "
        f"the floor {floors:.1f} s (medians of {len(rounds)} rounds in turn).",
        f"Ratio: {ratio:.2f} (median of the rounds' ratios).",
    )
    values = {
        "reproduction_seconds": [round(ours, 2) for ours, _ in rounds],
        "floor_seconds": [round(theirs, 2) for _, theirs in rounds],
        "ratio": round(ratio, 3),
        "notebooks": n_notebooks,
        "processors": processors,
    }
    return Result(lines, values, ratio <= LARGEST_RATIO)


def export(notebooks: list[Path], folder: Path) -> list[Path]:
    """Export notebooks to plain scripts."""
    from nbconvert.exporters import PythonExporter

    folder.mkdir(parents=True)
    scripts = []
    for path in notebooks:
        code, _ = PythonExporter().from_filename(str(path))  # type: ignore[no-untyped-call]
        script = folder / f"{path.stem}.py"
        script.write_text(code, "utf-8")
        scripts.append(script)
    return scripts


def reproduction(tree: Path) -> float:
    """Return the seconds of a reproduction as people call it."""
    command = [sys.executable, "-m", "helpers.command_line", "reproduce", "--check"]
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begin
    if done.returncode == 2 or "results" not in done.stdout:
        raise CheckFailed(f"the reproduction did not come to its end: {done.stderr[-2000:]}")
    return seconds


def floor(scripts: list[Path], tree: Path, folder: Path) -> float:
    """Return the seconds of all scripts, two at a time, each on a copy of the tree of its own."""
    variables = environment(folder) | {"MPLBACKEND": "agg"}
    copies = list(_copies(scripts, tree, folder))

    def run(script: Path, copy: Path) -> None:
        done = subprocess.run(
            [sys.executable, str(script)],
            cwd=copy / "notebooks",
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise CheckFailed(f"{script.stem} as a plain script: {done.stderr[-2000:]}")

    begin = time.perf_counter()
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        list(pool.map(run, scripts, copies))
    seconds = time.perf_counter() - begin
    for copy in copies:
        shutil.rmtree(copy)
    return seconds


def _copies(scripts: list[Path], tree: Path, folder: Path) -> Iterator[Path]:
    for script in scripts:
        copy = folder / f"copy-{script.stem}"
        shutil.copytree(tree, copy)
        yield copy
