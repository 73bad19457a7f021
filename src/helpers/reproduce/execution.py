"""One notebook run by papermill, inside this process, on a kernel of ours.

papermill's own command spends most of its time on importing itself and on starting a kernel that imports the same
libraries again. Here it is imported once, and its engine gets kernels from `helpers.reproduce.kernels`.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import nbformat
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_core.utils import run_sync
from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook

from helpers.errors import CheckFailed, UserError
from helpers.reproduce.kernels import ForkedProcess, Zygote

Notebook = dict[str, Any]
Progress = Callable[[int], None]

ENGINE = "reported-figures"
_ARGUMENTS = ["--HistoryManager.enabled=False"]
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_LONGEST_SOCKET_NAME = 95
_SHOWN_TRACEBACK_LINES = 14


class _ForkProvisioner(LocalProvisioner):
    """Starts the kernel by a fork of the zygote; all else is as jupyter_client does it."""

    fork: Callable[[list[str], str], ForkedProcess]

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        argv = cmd[cmd.index("ipykernel_launcher") + 1 :]
        process = self.fork(argv, str(kwargs["cwd"]))
        self.process = process  # type: ignore[assignment]
        self.pid = self.pgid = process.pid  # a forked kernel leads a session of its own
        self.cwd = kwargs["cwd"]
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the end in short steps: jupyter_client's are as long as a notebook's whole end."""
        while self.process is not None and self.process.poll() is None:
            await asyncio.sleep(0.002)
        status = self.process.poll() if self.process is not None else 0
        self.process = None
        return status


class _Manager(AsyncKernelManager):
    """A kernel manager that does not wait longer than needed."""

    async def _async_wait(self, pollinterval: float = 0.1) -> None:
        await super()._async_wait(pollinterval=min(pollinterval, 0.002))


class Kernel:
    """A kernel that starts on its own while its notebook still waits for what it reads.

    Parameters
    ----------
    folder
        Where it works; must exist.
    zygote
        Where it is forked from; None starts a cold one.
    modules
        Modules that must have been imported before it is forked.
    """

    def __init__(self, folder: Path, zygote: Zygote | None, modules: Sequence[str] = ()) -> None:
        beside = folder.parents[1]
        self.folder = folder
        self.log = beside / "kernel.log"
        self.manager = _Manager(kernel_name="python3", connection_file=str(beside / "connection.json"))
        _talk_by_sockets_in(beside, self.manager)
        if zygote is not None:
            provisioner = _ForkProvisioner(kernel_spec=self.manager.kernel_spec, parent=self.manager)
            provisioner.fork = lambda argv, cwd: zygote.fork(argv, cwd, str(self.log), modules)
            self.manager.provisioner = provisioner
            run_sync(self.manager.start_kernel)(cwd=str(folder), extra_arguments=_ARGUMENTS)
        else:
            with self.log.open("ab") as log:
                run_sync(self.manager.start_kernel)(cwd=str(folder), extra_arguments=_ARGUMENTS, stdout=log, stderr=log)

    def kill(self) -> None:
        """End it at once; the notebook that runs on it ends with an error."""
        process = getattr(self.manager.provisioner, "process", None)
        if process is not None:
            with contextlib.suppress(OSError):
                process.kill()


def _talk_by_sockets_in(folder: Path, manager: AsyncKernelManager) -> None:
    """Connect by named sockets: files in a folder, or, where its name is too long for that, Linux's names without files.

    Port numbers are drawn before the kernel takes them, so kernels that start together can draw the same.
    """
    stem = str(folder / "k")
    if len(stem) > _LONGEST_SOCKET_NAME and sys.platform.startswith("linux"):
        stem = f"@reported-figures-{uuid4().hex}"
    if sys.platform == "win32" or len(stem) > _LONGEST_SOCKET_NAME:
        return
    manager.transport, manager.ip = "ipc", stem
    for number, channel in enumerate(("shell", "iopub", "stdin", "hb", "control"), start=1):
        setattr(manager, f"{channel}_port", number)


class _Engine(NBClientEngine):  # type: ignore[misc]
    """papermill's nbclient engine with our kernels and our progress."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, kernel: Any = None, progress: Any = None, **kwargs: Any
    ) -> None:
        """Execute the cells of a notebook on a kernel that has been started."""
        begin = nb_man.cell_start
        seen = 0

        def cell_start(cell: Any, *arguments: Any, **named: Any) -> None:
            nonlocal seen
            if cell.cell_type == "code":
                seen += 1
                progress(seen)
            begin(cell, *arguments, **named)

        nb_man.cell_start = cell_start
        client = PapermillNotebookClient(
            nb_man,
            km=kernel.manager,
            kernel_name=kernel_name,
            timeout=None,
            startup_timeout=120,
            resources={"metadata": {"path": str(kernel.folder)}},
            shutdown_kernel="immediate",
            log=logging.getLogger("papermill"),
        )
        client.owns_km = True  # so that it ends the kernel
        client.execute()


papermill_engines.register(ENGINE, _Engine)
logging.getLogger("papermill").setLevel(logging.CRITICAL)
logging.getLogger("papermill.parameterize").setLevel(logging.CRITICAL)


def execute(
    name: str, notebook: Notebook, kernel: Kernel, parameters: Mapping[str, Any], progress: Progress
) -> Notebook:
    """Run a notebook and return it with its outputs.

    Parameters
    ----------
    name
        File stem, for messages.
    notebook
        Prepared content.
    kernel
        A kernel that has been started for it.
    parameters
        Values other than the defaults; papermill injects them behind the parameters cell.
    progress
        Called with the number of the code cell that starts.

    Raises
    ------
    CheckFailed
        If a cell fails or the kernel dies.
    UserError
        If the disk is full.
    """
    position = 0

    def note(number: int) -> None:
        nonlocal position
        position = number
        progress(number)

    try:
        executed = execute_notebook(
            nbformat.from_dict(notebook),  # type: ignore[no-untyped-call]
            None,
            parameters=dict(parameters) or None,
            engine_name=ENGINE,
            kernel_name="python3",
            progress_bar=False,
            autosave_cell_every=0,
            kernel=kernel,
            progress=note,
        )
    except PapermillExecutionError as error:
        if error.ename == "OSError" and f"[Errno {errno.ENOSPC}]" in error.evalue:
            raise UserError(f"{_place(name, position)}: the disk is full ({error.evalue}); make room") from error
        raise CheckFailed(
            f"{_place(name, position)}: {error.ename}: {error.evalue}{_shown(error.traceback)}"
        ) from error
    except (DeadKernelError, RuntimeError) as error:
        raise CheckFailed(f"{_place(name, position)}: the kernel died{_log(kernel.log)}") from error
    return dict(executed)


def _place(name: str, cell: int) -> str:
    return f"notebooks/{name}.ipynb, cell {cell}"


def _shown(traceback: list[str]) -> str:
    lines = _ANSI.sub("", "\n".join(traceback)).splitlines()[-_SHOWN_TRACEBACK_LINES:]
    return "".join(f"\n    {line}" for line in lines)


def _log(log: Path) -> str:
    text = log.read_text("utf-8", "replace").strip() if log.is_file() else ""
    return "".join(f"\n    {line}" for line in text.splitlines()[-_SHOWN_TRACEBACK_LINES:])
