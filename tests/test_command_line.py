"""The frame of the command: what is offered, how it ends, what it imports."""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import command_line
from helpers.errors import CheckFailed, UserError


@pytest.mark.parametrize("name", command_line.COMMANDS)
def test_each_command_has_a_module_with_options_and_work(name):
    module = importlib.import_module(f"helpers.commands.{name}")
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    assert callable(module.run)


def test_each_module_is_offered():
    folder = Path(command_line.__file__).parent / "commands"
    assert {path.stem for path in folder.glob("[!_]*.py")} == set(command_line.COMMANDS)


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as ended:
        command_line.main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in command_line.COMMANDS)


@pytest.mark.parametrize("words", [[], ["reproduced"], ["reproduce", "--colour"], ["reproduce", "--jobs", "0"]])
def test_wrong_use_ends_with_2(words, capsys):
    try:
        status = command_line.main(words)
    except SystemExit as ended:
        status = ended.code
    assert status == 2


@pytest.mark.parametrize(("error", "status"), [(UserError("a.yml:3: wrong"), 2), (CheckFailed("moved"), 1)])
def test_errors_for_people_are_one_line_and_a_status(error, status, monkeypatch, capsys):
    def fail(words):
        raise error

    monkeypatch.setattr(command_line, "_dispatch", fail)
    assert command_line.main(["status"]) == status
    assert capsys.readouterr().err == f"reported-figures: {error}\n"


def test_a_defect_keeps_its_traceback(monkeypatch):
    def fail(words):
        raise ZeroDivisionError

    monkeypatch.setattr(command_line, "_dispatch", fail)
    with pytest.raises(ZeroDivisionError):
        command_line.main(["status"])


@pytest.mark.parametrize("command", ["read", "reproduce", "test", "lab", "bench"])
def test_a_command_starts_without_pandas_and_matplotlib(command):
    """Commands that people wait for import no more than they need; `reproduce` leaves these to its kernels."""
    code = (
        "import sys, importlib, argparse\n"
        f"importlib.import_module('helpers.command_line')\nimportlib.import_module('helpers.commands.{command}')\n"
        "print(*sorted({'pandas', 'matplotlib', 'seaborn', 'papermill', 'nbformat', 'numpy', 'IPython'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
