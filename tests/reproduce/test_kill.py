"""A run that is killed at any moment leaves the tree as it was, or complete, and the next run works."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from helpers.errors import UserError
from helpers.reproduce import placing

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs fork and /proc")

COMMAND = [sys.executable, "-m", "helpers.command_line", "reproduce"]


def start(root: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *options],
        cwd=root,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def processes_in(folder: Path) -> list[int]:
    """Processes that work in a folder or name it: kernels of a run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                place = str((entry / "cwd").readlink())
            except OSError:
                continue
            if place.startswith(str(folder)):
                found.append(int(entry.name))
    return found


def wait_until(condition, seconds=60.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(
    "moment", [random.Random(7 * k).uniform(0.2, 3.5) for k in range(5)], ids=lambda m: f"{m:.2f}s"
)
def test_killed_at_a_random_moment(executed, moment):
    (executed.root / "seeds" / "one.txt").write_text("12 of 300 replied.\n")
    before = executed.state()
    process = start(executed.root)
    time.sleep(moment)
    process.kill()
    process.communicate()
    # results that were decided are put in place by a process that the kill does not reach
    wait_until(lambda: not (executed.root / ".reproduce" / "journal.json").exists())
    left = {path: digest for path, digest in executed.state().items() if not path.startswith(".reproduce/")}
    changed = {path for path in left if left[path] != before.get(path)}
    complete = {
        "data/tables/counts.csv",
        "data/tables/list.csv",
        "figures/counts.csv",
        "notebooks/01_count.ipynb",
        "notebooks/02_draw.ipynb",
        "notebooks/03_list.ipynb",
    }
    assert changed in (set(), complete)
    assert wait_until(lambda: not processes_in(executed.root.parent / "tmp")), "kernels outlived the run"
    assert executed.reproduce().n_results == 7
    assert executed.reproduce(check=True).differences == ()
    assert not (executed.root / ".reproduce").exists()
    assert not list((executed.root.parent / "tmp").glob("reported-figures-*"))


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted(executed, number, status):
    slow = "import time\ntime.sleep(60)"
    executed.edit("01_count", lambda content: content["cells"][2].update(source=slow))
    before = executed.state()
    process = start(executed.root)
    assert wait_until(lambda: processes_in(executed.root.parent / "tmp"), 90)
    time.sleep(0.3)
    process.send_signal(number)
    _, said = process.communicate(timeout=90)
    assert process.returncode == status
    assert "nothing was changed" in said
    assert "Traceback" not in said
    assert executed.state() == before
    assert wait_until(lambda: not processes_in(executed.root.parent / "tmp"))
    assert not list((executed.root.parent / "tmp").glob("reported-figures-*"))


def test_the_second_of_two_runs_at_once_says_so_and_ends(executed):
    executed.edit("01_count", lambda content: content["cells"][2].update(source="import time\ntime.sleep(60)"))
    first = start(executed.root)
    try:
        assert wait_until(lambda: processes_in(executed.root.parent / "tmp"), 90)
        second = start(executed.root)
        _, said = second.communicate(timeout=90)
        assert second.returncode == 2
        assert "another reproduction of this corpus is running" in said
    finally:
        first.kill()
        first.communicate()
    # the lock of the dead run does not block
    executed.edit("01_count", lambda content: content["cells"][2].update(source="from pathlib import Path"))
    assert executed.reproduce(check=True).n_results == 7


def results_of(root: Path, tmp_path: Path) -> tuple[dict[str, Path], dict[str, str | None]]:
    """Five results: four files to replace and a new one."""
    results, seen = {}, {}
    for number in range(5):
        path = f"data/tables/t{number}.csv"
        new = tmp_path / f"new{number}"
        new.write_text(f"new {number}")
        results[path] = new
        if number < 4:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(f"old {number}")
            seen[path] = placing.digest(root / path)
    return results, seen


SLOW_PLACING = """
import json, os, signal, sys, time
from pathlib import Path
from helpers.reproduce import placing
root, what, after = Path(sys.argv[1]), sys.argv[4], int(sys.argv[5])
results, seen = json.loads(sys.argv[2]), json.loads(sys.argv[3])
replace, n_done = Path.replace, 0
def slow(self, target):
    global n_done
    replace(self, target)
    if self.parent.name == "staged":
        n_done += 1
        if what == "finisher" and n_done == after:
            os.kill(os.getpid(), signal.SIGKILL)
        if what == "run" and n_done == after:
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(0.2)
    elif what == "staging" and n_done == 0:
        os.kill(os.getpid(), signal.SIGKILL)
Path.replace = slow
if what == "before":
    placing._finish_apart = lambda corpus: os.kill(os.getpid(), signal.SIGKILL)
placing.put_in_place(root, {path: Path(new) for path, new in results.items()}, seen)
"""


def place_and_kill(root: Path, tmp_path: Path, what: str, after: int = 0) -> None:
    results, seen = results_of(root, tmp_path)
    shown = json.dumps({path: str(new) for path, new in results.items()})
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SLOW_PLACING), str(root), shown, json.dumps(seen), what, str(after)],
        check=False,
        capture_output=True,
    )


def content(root: Path) -> list[str]:
    return [path.read_text() for path in sorted((root / "data/tables").iterdir())]


OLD = [f"old {number}" for number in range(4)]
NEW = [f"new {number}" for number in range(5)]


@pytest.mark.parametrize("after", [1, 3, 5])
def test_a_run_killed_while_results_are_put_in_place_is_finished_by_itself(tmp_path, after):
    root = tmp_path / "corpus"
    place_and_kill(root, tmp_path, "run", after)
    assert wait_until(lambda: not (root / ".reproduce").exists())
    assert content(root) == NEW


@pytest.mark.parametrize("after", [1, 3, 5])
def test_when_that_is_killed_too_the_next_run_finishes(tmp_path, after):
    root = tmp_path / "corpus"
    place_and_kill(root, tmp_path, "finisher", after)
    assert placing.is_pending(root)
    assert content(root) == sorted([*NEW[:after], *OLD[after:]]) or after == 5
    assert len(placing.finish(root)) == 5 - after
    assert content(root) == NEW
    assert not (root / ".reproduce").exists()


def test_killed_when_the_results_were_decided_the_next_run_finishes(tmp_path):
    root = tmp_path / "corpus"
    place_and_kill(root, tmp_path, "before")
    assert content(root) == OLD
    placing.finish(root)
    assert content(root) == NEW


def test_killed_before_the_results_were_decided_nothing_has_happened(tmp_path):
    root = tmp_path / "corpus"
    results, seen = results_of(root, tmp_path)
    placing._stage(root, root / ".reproduce", results, seen)
    (root / ".reproduce" / "journal.json").rename(root / ".reproduce" / "journal.json.new")
    assert not placing.is_pending(root)
    assert placing.finish(root) == []
    assert content(root) == OLD
    assert not (root / ".reproduce").exists()


def test_finishing_leaves_alone_what_was_edited_since(tmp_path):
    root = tmp_path / "corpus"
    place_and_kill(root, tmp_path, "finisher", 1)
    (root / "data/tables/t2.csv").write_text("mine")
    assert placing.finish(root) == ["data/tables/t1.csv", "data/tables/t3.csv", "data/tables/t4.csv"]
    assert content(root) == ["new 0", "new 1", "mine", "new 3", "new 4"]


def test_a_read_only_corpus_is_said(tmp_path, monkeypatch):
    root = tmp_path / "corpus"
    results, seen = results_of(root, tmp_path)

    def refuse(self, **options):
        raise OSError(30, "Read-only file system", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(UserError, match="Read-only file system; nothing was changed"):
        placing.put_in_place(root, results, seen)


def test_a_check_says_that_an_earlier_run_was_cut_short(executed, tmp_path):
    place_and_kill(executed.root, tmp_path, "finisher", 1)
    from helpers.errors import CheckFailed

    with pytest.raises(CheckFailed, match="run it without --check"):
        executed.reproduce(check=True)
