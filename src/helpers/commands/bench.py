"""`reported-figures bench`: measure, and write what was found to bench/."""

from __future__ import annotations

import argparse

from helpers import bench, repository


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which (default: all): {', '.join(bench.names())}")


def run(arguments: argparse.Namespace) -> int:
    """Run the benches and say what they found."""
    root = repository.find()
    for name in arguments.names or bench.names():
        module = bench.load(name)
        print(f"{module.TITLE}\n  aim: {module.AIM}", flush=True)
        result = module.measure(root)
        for line in result.lines:
            print(f"  {line}", flush=True)
        path = bench.write(root, name, result)
        print(f"  written to {path.relative_to(root).as_posix()}", flush=True)
    return 0
