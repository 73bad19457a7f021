"""The command `reported-figures`: finds the sub-command's module, imports that one alone, and turns errors into exit statuses.

Each sub-command is a module of `helpers.commands` with

- `add_arguments(parser)`: its options,
- `run(arguments) -> int`: the work; its return value is the exit status.

A module is imported only when its command is called, so `read` never waits for pandas or matplotlib. The list of
commands and their summaries is here for the same reason; a test holds it against the modules.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from helpers.errors import ReportedFiguresError

COMMANDS = {
    "reproduce": "run every notebook, compare the results with the tree, put them in place",
    "test": "run every check: format, lint, types, tests and notebooks; writes nothing into the tree",
    "lab": "open the notebooks in JupyterLab, on a scratch copy",
    "read": "find and read every number mention of a text, HTML or PDF document",
    "add": "put a source into a corpus and draft its coding",
    "status": "say what is unreviewed, changed or failing in a corpus",
    "trace": "go from a mark, a row or a mention back to its sentence, and forth",
    "bench": "measure, beside the floor, and write the results to bench/",
}
"""Sub-command to its line in the help, in the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments
        The words after the program's name; those of the process if left out.

    Returns
    -------
    int
        0 done, 1 a check failed, 2 wrong use, 130 interrupted.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _dispatch(words)
    except ReportedFiguresError as error:
        print(f"reported-figures: {error.message}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("reported-figures: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has left (`| head`); Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _dispatch(words: list[str]) -> int:
    name = words[0] if words and words[0] in COMMANDS else None
    parser = argparse.ArgumentParser(
        prog="reported-figures",
        description="Every number in a source found, coded, tabulated, checked and drawn.",
        epilog="exit status: 0 done, 1 a check failed, 2 wrong use",
    )
    parser.add_argument("--version", action="store_true", help="print the version and end")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command, summary in COMMANDS.items():
        sub = commands.add_parser(command, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        if command == name:
            module = importlib.import_module(f"helpers.commands.{command}")
            module.add_arguments(sub)
    arguments = parser.parse_args(words)
    if arguments.version:
        from importlib.metadata import version

        print(version("reported-figures"))
        return 0
    if name is None:
        parser.print_help()
        return 2
    status: int = module.run(arguments)
    return status


if __name__ == "__main__":
    sys.exit(main())
