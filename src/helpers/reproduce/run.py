"""The whole run: plan, execute, check, compare, put in place."""

from __future__ import annotations

import ast
import contextlib
import importlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from types import FrameType, ModuleType
from typing import TYPE_CHECKING, Any

from helpers.corpus import Corpus
from helpers.errors import CheckFailed, ReportedFiguresError
from helpers.reproduce import placing
from helpers.reproduce.compare import Difference, compare, is_reference_platform, stale
from helpers.reproduce.kernels import CAN_FORK, Zygote, environment
from helpers.reproduce.locking import only_run, scratch
from helpers.reproduce.normal_form import normal_bytes
from helpers.reproduce.plan import Step, is_pattern, make, matching, source_of
from helpers.reproduce.progress import Progress
from helpers.reproduce.sandbox import Sandbox, digest, inputs_from_corpus

if TYPE_CHECKING:
    from helpers.reproduce.execution import Kernel

GENERATED_FOLDERS = ("data/tables", "figures")
"""Folders that hold nothing but what notebooks write."""


_KERNELS_AHEAD = 1
_importing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to.

    Attributes
    ----------
    n_results
        Files that the notebooks wrote, the notebooks themselves included.
    differences
        Files that are not as they were in the corpus.
    counts
        What the summary counts, by its name there.
    seconds
        Time from the start to the comparison.
    is_in_place
        Whether the results stand in the corpus now.
    """

    n_results: int
    differences: tuple[Difference, ...]
    counts: Mapping[str, str]
    seconds: float
    is_in_place: bool


class Interrupted(KeyboardInterrupt):
    """A signal asked the run to end."""


def reproduce(
    corpus_path: Path,
    repository: Path,
    *,
    check: bool = False,
    drafts: bool = False,
    settings: Sequence[str] = (),
    jobs: int | None = None,
    cold: bool = False,
    say: Callable[[str], None] = print,
) -> Outcome:
    """Run every notebook and bring the corpus's results up to date.

    Parameters
    ----------
    corpus_path
        Root of the corpus.
    repository
        Root of the repository, whose notebooks are run.
    check
        Compare and put nothing in place.
    drafts
        Let machine drafts into ledger and figures, marked as such.
    settings
        Notebook parameters, ``NOTEBOOK.NAME=VALUE``.
    jobs
        How many notebooks may run side by side; the number of processors if left out.
    cold
        Start each kernel from nothing instead of forking it.
    say
        Takes lines for the person who waits.

    Raises
    ------
    UserError
        If the call, a declaration or the corpus is wrong, the disk is full, or another run is at work. Nothing was
        changed.
    CheckFailed
        If a cell fails or a notebook writes other files than it declares. Nothing was changed.
    Interrupted
        If a signal came. Nothing was changed.
    """
    corpus = Corpus.open(corpus_path).root
    is_shipped = corpus == repository.resolve()
    with _signals_raise(), only_run(corpus):
        if check and placing.is_pending(corpus):
            raise CheckFailed(
                f"{corpus}: an earlier run was cut short while it put results in place; run it without --check"
            )
        if not check:
            for path in placing.finish(corpus):
                say(f"finished an earlier run: {path}")
        steps = make(repository / "notebooks", corpus=corpus, is_shipped=is_shipped, settings=settings, drafts=drafts)
        with scratch(corpus) as folder:
            return _run(steps, corpus, folder, check=check, jobs=jobs, cold=cold, is_shipped=is_shipped)


def _run(
    steps: list[Step], corpus: Path, folder: Path, *, check: bool, jobs: int | None, cold: bool, is_shipped: bool
) -> Outcome:
    progress = Progress(len(steps))
    before = _state(corpus, steps)
    variables = environment(folder)
    warm = CAN_FORK and not cold
    modules = list(dict.fromkeys(module for step in steps for module in modules_of(step)))
    with Zygote(modules, variables) if warm else contextlib.nullcontext() as zygote:
        results = _execute(steps, corpus, folder, zygote, jobs or _n_processors(), progress)
    progress.clear()
    exactly = is_reference_platform()
    found = (compare(path, corpus / path, result, exactly=exactly) for path, result in sorted(results.items()))
    differences = [difference for difference in found if difference is not None]
    in_place = {difference.path: results[difference.path] for difference in differences}
    differences += stale(corpus, results, folders=GENERATED_FOLDERS)
    counts = _counts(results)
    seconds = progress.seconds
    if not check:
        with _signals_ignored():
            placing.put_in_place(corpus, in_place, before)
    return Outcome(len(results), tuple(differences), counts, seconds, not check)


def _execute(
    steps: list[Step], corpus: Path, folder: Path, zygote: Zygote | None, n_jobs: int, progress: Progress
) -> dict[str, Path]:
    """Run all steps, each as soon as what it reads is there; return every file written.

    A table that one notebook has written in an earlier cell may be read by the next while the first goes on to draw.
    It must not be changed afterwards; that is checked.
    """
    provided = {path: corpus / path for path in inputs_from_corpus(steps, corpus)}
    results: dict[str, Path] = {}
    news: SimpleQueue[tuple[_Worker, dict[str, Path] | None]] = SimpleQueue()
    waiting = list(steps)
    workers: dict[str, _Worker] = {}
    running: set[str] = set()
    done: set[str] = set()

    def hire(step: Step) -> _Worker:
        if step.name not in workers:
            read = {output for other in steps for output in other.after.get(step.name, ()) if not is_pattern(output)}
            workers[step.name] = _Worker(step, sorted(read), corpus, folder, zygote, progress, news)
        return workers[step.name]

    try:
        while waiting or running:
            ready = [step for step in waiting if step.can_run(done, provided)]
            for step in ready[: n_jobs - len(running)]:
                waiting.remove(step)
                running.add(step.name)
                hire(step).begin(dict(provided))
            # The kernels of those that come next start meanwhile.
            for step in waiting[:_KERNELS_AHEAD]:
                hire(step)
            try:
                worker, written = news.get(timeout=0.5)
            except Empty:
                progress.tick()
                continue
            if written is not None:
                provided |= written
                continue
            worker.join()
            if worker.error is not None:
                raise worker.error
            running.discard(worker.step.name)
            done.add(worker.step.name)
            results |= worker.results
            provided |= worker.results
            progress.done(worker.step.name)
        for worker in workers.values():
            worker.check_what_was_read(results)
    except BaseException:
        progress.clear()
        if zygote is not None:
            zygote.close()
        for worker in workers.values():
            worker.stop()
        raise
    return results


class _Worker(threading.Thread):
    """Runs one step: starts its kernel at once, its cells when told to.

    Parameters
    ----------
    step
        The notebook.
    watched
        Outputs that others read: announced as soon as a cell has written them.
    corpus, folder
        The corpus, and the scratch folder of the run.
    zygote
        Where kernels are forked from; None starts cold ones.
    progress
        Told of each cell.
    news
        Where the end (None) and early outputs are announced.

    Attributes
    ----------
    results
        Files written, by their path in the corpus.
    error
        What went wrong, None if nothing did.
    """

    def __init__(
        self,
        step: Step,
        watched: Sequence[str],
        corpus: Path,
        folder: Path,
        zygote: Zygote | None,
        progress: Progress,
        news: SimpleQueue[tuple[_Worker, dict[str, Path] | None]],
    ) -> None:
        super().__init__(name=step.name, daemon=True)
        self.step = step
        self.results: dict[str, Path] = {}
        self.error: BaseException | None = None
        self._watched = watched
        self._seen: dict[str, str] = {}
        self._announced: set[str] = set()
        self._corpus, self._folder, self._zygote = corpus, folder, zygote
        self._progress, self._news = progress, news
        self._root = folder / step.name / "corpus"
        self._provided: dict[str, Path] | None = None
        self._told = threading.Event()
        self._kernel: Kernel | None = None
        self._sandbox: Sandbox | None = None
        Sandbox.make_folders(self._root)
        self.start()

    def begin(self, provided: dict[str, Path]) -> None:
        """Run the notebook, with these files to read."""
        self._provided = provided
        self._progress.cell(self.step.name, 0, self.step.n_cells)
        self._told.set()

    def stop(self) -> None:
        """End as soon as possible."""
        if self._kernel is not None:
            self._kernel.kill()
        self._told.set()
        self.join(timeout=3)

    def check_what_was_read(self, results: Mapping[str, Path]) -> None:
        """Hold what this notebook was given against what came out in the end.

        Raises
        ------
        CheckFailed
            If a file was written again after this notebook had got it.
        """
        for path, given in self._sandbox.given.items() if self._sandbox else ():
            if path in results and digest(results[path]) != given:
                raise CheckFailed(
                    f"{path}: was written again after {self.step.name} had read it; write it once, in one cell"
                )

    def run(self) -> None:
        """Do the work; the outcome is in the attributes."""
        try:
            self._kernel = _load_execution().Kernel(self._root / "notebooks", self._zygote, modules_of(self.step))
            self._told.wait()
            if self._provided is not None:
                self._sandbox = Sandbox.lay(self.step, self._root, self._provided)
                self.results = self._execute(self._sandbox, self._kernel)
        except BaseException as error:
            self.error = error
        self._news.put((self, None))

    def _execute(self, sandbox: Sandbox, kernel: Kernel) -> dict[str, Path]:
        step = self.step
        try:
            executed = _load_execution().execute(step.name, sandbox.notebook, kernel, step.parameters, self._at_cell)
        except ReportedFiguresError as error:
            undeclared = sandbox.missing_declaration(error.message, self._corpus)
            if undeclared is None:
                raise
            remedy = f"{undeclared} is in the corpus but not among the notebook's declared inputs; declare it"
            raise type(error)(f"{error.message}\n    {remedy}") from error
        self._look_at_outputs()
        written = {path: sandbox.root / path for path in sandbox.collect()}
        notebook = sandbox.root / "notebooks" / f"{step.name}.ipynb"
        notebook.write_bytes(normal_bytes(executed))
        written[f"notebooks/{step.name}.ipynb"] = notebook
        for path, file in written.items():
            if str(self._folder).encode() in file.read_bytes():
                raise CheckFailed(
                    f"{path}: holds the path of the folder that the notebook ran in; show paths relative to the corpus"
                )
        return written

    def _at_cell(self, number: int) -> None:
        """Note that a cell begins, which is when those before it have ended."""
        self._progress.cell(self.step.name, number, self.step.n_cells)
        written = self._look_at_outputs()
        if written:
            self._news.put((self, written))

    def _look_at_outputs(self) -> dict[str, Path]:
        """Return the watched outputs that have been written since the last look.

        Raises
        ------
        CheckFailed
            If one of them was changed by a later cell.
        """
        written = {}
        for path in self._watched:
            file = self._root / path
            if file.is_file():
                content = digest(file)
                if self._seen.setdefault(path, content) != content:
                    raise CheckFailed(
                        f"notebooks/{self.step.name}.ipynb: a later cell changed {path}, which others read; write it in one cell"
                    )
                if path not in self._announced:
                    self._announced.add(path)
                    written[path] = file
        return written


def _load_execution() -> ModuleType:
    """Import papermill and what it stands on, after the zygote was started, so that both import at once.

    jsonschema would load these two for string formats that no notebook's schema has; the first compiles a grammar for
    1.5 s.
    """
    with _importing:
        hidden = [name for name in ("rfc3987_syntax", "isoduration") if name not in sys.modules]
        sys.modules |= dict.fromkeys(hidden)  # type: ignore[arg-type]
        try:
            return importlib.import_module("helpers.reproduce.execution")
        finally:
            for name in hidden:
                del sys.modules[name]


def _state(corpus: Path, steps: Sequence[Step]) -> dict[str, str | None]:
    """Return the sha256 of every file that this run might replace, before it begins."""
    paths = {path for step in steps for output in step.outputs for path in matching(corpus, output)}
    paths |= {
        f"notebooks/{step.name}.ipynb" for step in steps if (corpus / "notebooks" / f"{step.name}.ipynb").is_file()
    }
    return {path: digest(corpus / path) for path in paths}


def modules_of(step: Step) -> list[str]:
    """Return the modules that a notebook imports, in order: what the zygote has ready for it."""
    found: dict[str, None] = {}
    for cell in step.content["cells"]:
        if cell["cell_type"] != "code":
            continue
        try:
            tree = ast.parse(source_of(cell))
        except SyntaxError:  # a magic; the cell says what it needs when it runs
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= dict.fromkeys(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found |= dict.fromkeys([node.module, *(f"{node.module}.{alias.name}" for alias in node.names)])
    return list(found)


def _counts(results: Mapping[str, Path]) -> dict[str, str]:
    """Return what the summary says of the tables and figures."""
    from collections import Counter

    from helpers.reproduce.compare import _rows

    def rows(table: str) -> list[dict[str, str]] | None:
        path = results.get(f"data/tables/{table}.csv")
        return None if path is None else _rows(path.read_text("utf-8"))[1]

    counts: dict[str, str] = {}
    for shown, table in (("sources", "sources"), ("mentions", "mentions"), ("reported figures", "ledger")):
        found = rows(table)
        if found is not None:
            counts[shown] = str(len(found))
    audit = rows("audit")
    if audit is not None:
        verdicts = Counter(row.get("verdict", "") for row in audit)
        listed = ", ".join(f"{number} {verdict}" for verdict, number in sorted(verdicts.items()))
        counts["verdicts"] = f"{len(audit)}" + (f" ({listed})" if listed else "")
    counts["figures"] = str(len({Path(path).stem for path in results if path.startswith("figures/")}))
    return counts


def _n_processors() -> int:
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def _signals_raise() -> Iterator[None]:
    """Let SIGTERM end a run as tidily as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Interrupted(signal.Signals(number).name)

    with _handlers(stop):
        yield


@contextlib.contextmanager
def _signals_ignored() -> Iterator[None]:
    """Do not be interrupted where it matters: it takes a moment only."""
    with _handlers(signal.SIG_IGN):
        yield


@contextlib.contextmanager
def _handlers(handler: Any) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    earlier = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, previous in earlier.items():
            signal.signal(number, previous)
