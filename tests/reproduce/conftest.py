"""A made-up repository of three small notebooks, on which the whole engine can be tried in seconds."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from helpers.reproduce import Outcome, reproduce

Cells = Sequence[str]


def make_png(width: int, height: int, grey: Callable[[int, int], int]) -> bytes:
    """Return the bytes of a grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes(grey(x, y) for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Toy:
    """The made-up repository and what tests do with it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("seeds", "data/tables", "figures", "notebooks"):
            (root / folder).mkdir(parents=True)
        (root / "pyproject.toml").write_text('[project]\nname = "reported-figures"\n')
        (root / "seeds" / "one.txt").write_text("12 of 30 replied.\n")
        picture = base64.b64encode(make_png(8, 8, lambda x, y: 16 * x + y)).decode()
        self.notebook(
            "01_count",
            inputs=["seeds/*"],
            outputs=["data/tables/counts.csv"],
            cells=[
                "from pathlib import Path",
                "text = Path(corpus, 'seeds/one.txt').read_text()\nn_digits = sum(map(str.isdigit, text)) * factor",
                "Path(corpus, 'data/tables/counts.csv').write_text(f'text_id,n_digits\\none,{n_digits}\\n')\nn_digits",
            ],
            parameters='corpus = ".."\nfactor = 1\ndrafts = False',
        )
        self.notebook(
            "02_draw",
            inputs=["data/tables/counts.csv"],
            outputs=["figures/counts.*"],
            cells=[
                "from base64 import b64decode\nfrom pathlib import Path\nfrom IPython.display import display",
                "row = Path(corpus, 'data/tables/counts.csv').read_text().splitlines()[1].split(',')",
                f"picture = b64decode('{picture}')\n"
                "Path(corpus, 'figures/counts.png').write_bytes(picture)\n"
                "Path(corpus, 'figures/counts.csv').write_text(f'mark,value\\n{row[0]},{row[1]}\\n')\n"
                "display({'image/png': picture, 'text/plain': 'a picture'}, raw=True)\nprint('drawn', *row)",
            ],
        )
        self.notebook(
            "03_list",
            inputs=["data/tables/counts.csv"],
            outputs=["data/tables/list.csv"],
            cells=[
                "from pathlib import Path",
                "table = Path(corpus, 'data/tables/counts.csv').read_text()\n"
                "Path(corpus, 'data/tables/list.csv').write_text(table.replace('one', 'first'))\nprint(table)",
            ],
        )

    def notebook(
        self,
        name: str,
        inputs: Sequence[str],
        outputs: Sequence[str],
        cells: Cells,
        parameters: str = 'corpus = ".."',
        **metadata: Any,
    ) -> Path:
        """Write a notebook that has not been run."""
        content = {
            "cells": [
                {"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# {name}"},
                _code("parameters", parameters, ["parameters"]),
                *(_code(f"code-{number}", source, []) for number, source in enumerate(cells, start=1)),
            ],
            "metadata": {
                "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
                "reported_figures": {"inputs": list(inputs), "outputs": list(outputs)},
                **metadata,
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        path = self.root / "notebooks" / f"{name}.ipynb"
        path.write_text(json.dumps(content))
        return path

    def reproduce(self, corpus: Path | None = None, **options: Any) -> Outcome:
        """Run the engine in this process."""
        return reproduce(corpus or self.root, self.root, say=lambda line: None, **options)

    def state(self, corpus: Path | None = None) -> dict[str, str]:
        """Return every file of the tree with the hash of its bytes."""
        root = corpus or self.root
        return {
            path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }

    def edit(self, name: str, change: Callable[[dict[str, Any]], None]) -> None:
        """Change the content of a notebook."""
        path = self.root / "notebooks" / f"{name}.ipynb"
        content = json.loads(path.read_bytes())
        change(content)
        path.write_text(json.dumps(content))


def _code(name: str, source: str, tags: list[str]) -> Mapping[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {"tags": tags} if tags else {},
        "outputs": [],
        "source": source,
    }


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Toy:
    """A fresh made-up repository; scratch folders of its runs lie in the test's own temporary folder."""
    import tempfile

    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    return Toy(tmp_path / "toy")


@pytest.fixture(scope="session")
def executed_toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up repository that has been reproduced once; to be copied, not changed."""
    made = Toy(tmp_path_factory.mktemp("executed") / "toy")
    made.reproduce()
    return made.root


@pytest.fixture
def executed(executed_toy: Path, toy: Toy) -> Toy:
    """A made-up repository whose results are all as they should be."""
    import shutil

    shutil.rmtree(toy.root)
    shutil.copytree(executed_toy, toy.root)
    return toy


@pytest.fixture(scope="session")
def png() -> Callable[[int, int, Callable[[int, int], int]], bytes]:
    """Make small pictures."""
    return make_png
