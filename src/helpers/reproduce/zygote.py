"""A process that has the notebooks' imports done and forks a kernel from itself whenever one is asked for.

Starting a kernel and importing pandas, matplotlib and seaborn in it takes longer than most notebooks compute. Here
that is paid once. A forked kernel is a kernel like any other: its own process, its own working directory, nothing run
in it but imports. A test holds that warm and cold kernels give the same bytes.

This module runs as a program (``python -m helpers.reproduce.zygote FD MODULE...``) that speaks lines of JSON over one
socket. Asked with ``{"argv", "cwd", "log", "modules"}`` it answers ``{"pid"}``; it reports each end by ``{"ended",
"status"}``. When the socket closes, because the runner has ended or was killed, it kills its kernels and ends:
nothing outlives a run.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
from typing import Any, NoReturn


def serve(connection: socket.socket, modules: list[str]) -> None:
    """Import the modules one by one and answer, until the other side closes.

    A request is met as soon as the modules that it names are imported, so the first notebook need not wait for what
    only a later one uses.
    """
    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_number, signal.SIG_IGN)  # the runner decides; a Ctrl-C reaches the whole foreground group
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    # Nobody steps through these kernels, and loading the debugger takes most of a kernel's start.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    to_import = list(modules)
    requests: list[dict[str, Any]] = []
    children: set[int] = set()
    listened_to: list[Any] = [connection, wake_read]
    pending = b""
    try:
        while True:
            for request in [request for request in requests if not set(request["modules"]) & set(to_import)]:
                requests.remove(request)
                pid = os.fork()
                if pid == 0:
                    _become_kernel(request, connection, wake_read, wake_write)
                children.add(pid)
                _send(connection, {"pid": pid})
            ready, _, _ = select.select(listened_to, [], [], 0 if to_import else None)
            if wake_read in ready:
                os.read(wake_read, 4096)
                for pid, status in _ended(children):
                    _send(connection, {"ended": pid, "status": status})
            if connection in ready:
                received = connection.recv(65536)
                if not received:
                    return
                *lines, pending = (pending + received).split(b"\n")
                requests += [json.loads(line) for line in lines]
            if to_import:
                _import(to_import.pop(0))
    except ConnectionError:
        return
    finally:
        for pid in children:
            for kill in (os.killpg, os.kill):
                with contextlib.suppress(ProcessLookupError):
                    kill(pid, signal.SIGKILL)


def _import(module: str) -> None:
    gc.disable()
    # What cannot be imported fails in the notebook, with the message that belongs there.
    with contextlib.suppress(Exception):
        importlib.import_module(module)
    gc.freeze()  # pages shared with the kernels stay shared
    gc.enable()


def _ended(children: set[int]) -> list[tuple[int, int]]:
    found = []
    for pid in list(children):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            children.discard(pid)
            found.append((pid, os.waitstatus_to_exitcode(status)))
    return found


def _send(connection: socket.socket, message: dict[str, Any]) -> None:
    connection.sendall(json.dumps(message).encode() + b"\n")


def _become_kernel(request: dict[str, Any], connection: socket.socket, *descriptors: int) -> NoReturn:
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(signal_number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        connection.close()
        for descriptor in descriptors:
            os.close(descriptor)
        os.setsid()
        os.chdir(request["cwd"])
        log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.close(log)
        sys.argv = ["ipykernel_launcher", *request["argv"]]
        sys.path[:] = [entry for entry in sys.path if entry not in ("", request["cwd"])]
        from ipykernel.kernelapp import IPKernelApp

        IPKernelApp.launch_instance(argv=request["argv"])
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as channel:
        serve(channel, sys.argv[2:])
