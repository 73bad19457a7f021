"""Kernels for the runner: forked from the zygote where the platform can fork, started cold elsewhere."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self

BASE_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "encodings.idna",
    "psutil",
    "tornado.locks",
    "tornado.platform.asyncio",
    "tornado.queues",
)
"""What every kernel needs (a kernel would load some of these only as it starts), imported before the notebooks' own."""

CAN_FORK = sys.platform.startswith("linux")
"""Forking after imports is sound only where no system library keeps threads of its own."""


def environment(scratch: Path) -> dict[str, str]:
    """Return the environment of every kernel: this process's, less what could make two runs differ.

    Personal settings (Jupyter, IPython, matplotlib, user site-packages), language and time zone of the machine, and
    thread counts stay out. A kernelspec named python3 in the user's home would win without JUPYTER_PREFER_ENV_PATH.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "IPYTHON", "JUPYTER", "JPY_", "LC_", "MPL", "MATPLOTLIB"))
        or name in ("PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE", "MPLCONFIGDIR")
    }
    home = scratch / "home"
    home.mkdir(exist_ok=True)
    return kept | {
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter"),
        "JUPYTER_DATA_DIR": str(home / "jupyter-data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_PLATFORM_DIRS": "1",
        "LC_ALL": "C.UTF-8",
        "LANG": "C.UTF-8",
        "MATPLOTLIBRC": _matplotlibrc(),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
    }


def _matplotlibrc() -> str:
    """Return the path of the settings that matplotlib ships, found without importing it."""
    from importlib.util import find_spec

    found = find_spec("matplotlib")
    if found is None or not found.submodule_search_locations:
        return os.devnull
    return str(Path(next(iter(found.submodule_search_locations))) / "mpl-data" / "matplotlibrc")


class ForkedProcess:
    """A forked kernel, with the part of `subprocess.Popen` that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, zygote: Zygote) -> None:
        self.pid = pid
        self._zygote = zygote

    def poll(self) -> int | None:
        """Return the exit status, or None while the kernel runs."""
        return self._zygote.status_of(self.pid)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end."""
        return self._zygote.wait_for(self.pid, timeout)

    def send_signal(self, signal_number: int) -> None:
        """Send a signal, unless the kernel has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal_number)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)


class Zygote:
    """The runner's side of `helpers.reproduce.zygote`.

    Parameters
    ----------
    modules
        Modules to import before the first fork.
    environment
        Environment of the process and so of its kernels.
    """

    def __init__(self, modules: Sequence[str], environment: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair()
        self._socket = ours
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "helpers.reproduce.zygote", str(theirs.fileno()), *BASE_MODULES, *modules],
                env=dict(environment),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._pids: SimpleQueue[int | None] = SimpleQueue()
        self._statuses: dict[int, int] = {}
        self._changed = threading.Condition()
        self._forking = threading.Lock()
        self._has_ended = False
        self._reader = threading.Thread(target=self._read, name="zygote", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def fork(self, argv: Sequence[str], cwd: str, log: str, modules: Sequence[str] = ()) -> ForkedProcess:
        """Start a kernel, once these modules are imported."""
        with self._forking:
            request = {"argv": list(argv), "cwd": cwd, "log": log, "modules": [*BASE_MODULES, *modules]}
            try:
                self._socket.sendall(json.dumps(request).encode() + b"\n")
            except OSError as error:
                raise RuntimeError("the process that forks the kernels has ended") from error
            pid = self._pids.get()
        if pid is None:
            raise RuntimeError("the process that forks the kernels has ended")
        return ForkedProcess(pid, self)

    def status_of(self, pid: int) -> int | None:
        """Return the exit status of a kernel, None while it runs."""
        with self._changed:
            return self._statuses.get(pid, -signal.SIGKILL if self._has_ended else None)

    def wait_for(self, pid: int, timeout: float | None) -> int:
        """Wait for a kernel's end."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._has_ended or pid in self._statuses, timeout):
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            return self._statuses.get(pid, -signal.SIGKILL)

    def close(self) -> None:
        """End the zygote and every kernel that still runs."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:  # it is still importing
            self._process.kill()
            self._process.wait()
        self._reader.join()
        self._socket.close()

    def _read(self) -> None:
        pending = b""
        while True:
            try:
                received = self._socket.recv(65536)
            except OSError:
                received = b""
            if not received:
                break
            *lines, pending = (pending + received).split(b"\n")
            for line in lines:
                message: dict[str, Any] = json.loads(line)
                if "pid" in message:
                    self._pids.put(message["pid"])
                else:
                    with self._changed:
                        self._statuses[message["ended"]] = message["status"]
                        self._changed.notify_all()
        with self._changed:
            self._has_ended = True
            self._changed.notify_all()
        self._pids.put(None)
