"""`reported-figures lab`: the notebooks in JupyterLab, on a scratch copy, so that looking and trying never dirties the tree."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from helpers import repository
from helpers.corpus import Corpus
from helpers.reproduce.plan import LAST_GENERIC
from helpers.reproduce.sandbox import digest

_FOLDERS = ("seeds", "data", "figures", "notebooks", "bench")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--corpus", type=Path, metavar="PATH", help="a corpus other than the shipped one")
    parser.add_argument(
        "options", nargs="*", metavar="OPTION", help="for JupyterLab, behind -- : for example --no-browser"
    )


def run(arguments: argparse.Namespace) -> int:
    """Copy, trust, open; at the end say what was changed in the copy and how to keep it."""
    root = repository.find()
    corpus = Corpus.open(arguments.corpus or root).root
    scratch = Path(tempfile.mkdtemp(prefix="reported-figures-lab-"))
    before = lay(corpus, root, scratch)
    data = scratch / ".jupyter"
    trust(sorted((scratch / "notebooks").rglob("*.ipynb")), data)
    print(f"JupyterLab works on a copy: {scratch}\nThe tree stays as it is. End with Ctrl-C.", flush=True)
    variables = os.environ | {"JUPYTER_DATA_DIR": str(data), "JUPYTER_PREFER_ENV_PATH": "1"}
    command = [sys.executable, "-m", "jupyterlab", "--ServerApp.root_dir", str(scratch), *arguments.options]
    with subprocess.Popen(command, cwd=scratch / "notebooks", env=variables) as process:
        while process.poll() is None:
            try:
                process.wait()
            except KeyboardInterrupt:  # JupyterLab has got it too, and asks
                continue
    changed = [path for path in _files(scratch) if before.get(path) != digest(scratch / path)]
    if changed:
        print(f"\nchanged in the copy, {scratch}:")
        for path in changed:
            print(f"  {path}")
        print("To keep a change, copy the file over the one in the tree, then run 'reported-figures reproduce'.")
    else:
        shutil.rmtree(scratch, ignore_errors=True)
        print("\nnothing was changed; the copy is removed")
    return 0


def lay(corpus: Path, root: Path, scratch: Path) -> dict[str, str]:
    """Copy a corpus, with the notebooks that it does not have yet, and return the sha256 of each file."""
    for folder in _FOLDERS:
        if (corpus / folder).is_dir():
            shutil.copytree(corpus / folder, scratch / folder, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        (scratch / folder).mkdir(exist_ok=True)
    if corpus != root:
        for path in sorted((root / "notebooks").glob("*.ipynb")):
            number = path.name.split("_")[0]
            copy = scratch / "notebooks" / path.name
            if number.isdigit() and int(number) <= LAST_GENERIC and not copy.exists():
                shutil.copyfile(path, copy)
    return {path: digest(scratch / path) for path in _files(scratch)}


def trust(notebooks: list[Path], data: Path) -> None:
    """Sign notebooks in a signature store of their own: JupyterLab shows no SVG of a notebook that it does not trust."""
    from nbformat import read
    from nbformat.sign import NotebookNotary

    data.mkdir(parents=True, exist_ok=True)
    notary = NotebookNotary(data_dir=str(data))  # type: ignore[no-untyped-call]
    for path in notebooks:
        notary.sign(read(path, as_version=4))  # type: ignore[no-untyped-call]


def _files(scratch: Path) -> list[str]:
    return sorted(
        path.relative_to(scratch).as_posix()
        for folder in _FOLDERS
        for path in (scratch / folder).rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(scratch).parts)
    )
