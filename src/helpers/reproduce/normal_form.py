"""The normal form of an executed notebook: the same run gives the same bytes, whoever runs it and whenever.

Taken out: times, run identifiers, the machine's paths and the patch version of Python, which papermill, nbclient and
the kernel write into a notebook. Kept: everything that was computed.
"""

from __future__ import annotations

import copy
import json
import re
from typing import Any

Notebook = dict[str, Any]

_CELL_METADATA_OF_A_RUN = ("papermill", "execution", "ExecuteTime", "trusted")
_CELL_METADATA_OF_A_VIEW = ("collapsed", "scrolled", "jupyter", "editable", "slideshow")
_NOTEBOOK_METADATA = ("kernelspec", "language_info", "reported_figures", "title", "authors")
_CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def prepare(content: Notebook) -> Notebook:
    """Return a notebook as it goes into a run: without outputs, counts and injected cells, and with an id for each cell.

    An injected parameters cell of an earlier run would otherwise outlive the settings that it was made for.
    """
    notebook = copy.deepcopy(content)
    notebook["cells"] = [
        cell for cell in notebook["cells"] if "injected-parameters" not in cell.get("metadata", {}).get("tags", [])
    ]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    _name_cells(notebook)
    return notebook


def normalise(content: Notebook) -> Notebook:
    """Return an executed notebook in normal form; the argument stays as it is.

    Laws: applying it twice is applying it once; sources, outputs and counts are unchanged, except that neighbouring
    pieces of one output stream (which the kernel cuts as it flushes) become one.
    """
    notebook = copy.deepcopy(content)
    metadata = {key: value for key, value in notebook.get("metadata", {}).items() if key in _NOTEBOOK_METADATA}
    metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata["language_info"] = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}
    notebook["metadata"] = metadata
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    _name_cells(notebook)
    for cell in notebook["cells"]:
        for key in (*_CELL_METADATA_OF_A_RUN, *_CELL_METADATA_OF_A_VIEW):
            cell.setdefault("metadata", {}).pop(key, None)
        if not cell["metadata"].get("tags", True):
            del cell["metadata"]["tags"]
        cell["source"] = _joined(cell.get("source", ""))
        if cell["cell_type"] == "code":
            cell["outputs"] = _outputs(cell.get("outputs", []))
            cell.setdefault("execution_count", None)
    return notebook


def dump(notebook: Notebook) -> bytes:
    """Return the bytes of a notebook's file: sorted keys, one space of indent, text split into lines, as Jupyter writes it."""
    shown = copy.deepcopy(notebook)
    for cell in shown["cells"]:
        cell["source"] = _joined(cell["source"]).splitlines(keepends=True)
        for output in cell.get("outputs", []):
            if "text" in output:
                output["text"] = _joined(output["text"]).splitlines(keepends=True)
            data = output.get("data", {})
            for kind, value in data.items():
                if kind.startswith("text/") or kind in ("image/svg+xml", "application/javascript"):
                    data[kind] = _joined(value).splitlines(keepends=True)
    return (json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def normal_bytes(content: Notebook) -> bytes:
    """Return the bytes of a notebook in normal form."""
    return dump(normalise(content))


def _name_cells(notebook: Notebook) -> None:
    """Give each cell a stable id: its own where it has a valid one that no earlier cell has, else one from its position."""
    taken: set[str] = set()
    for position, cell in enumerate(notebook["cells"], start=1):
        name = cell.get("id", "")
        if "injected-parameters" in cell.get("metadata", {}).get("tags", []):
            name = "injected-parameters"  # papermill draws one at random
        if not isinstance(name, str) or not _CELL_ID.fullmatch(name) or name in taken:
            name = f"cell-{position:02d}"
            while name in taken:
                name += "-next"
        taken.add(name)
        cell["id"] = name


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def _outputs(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for output in outputs:
        output.pop("transient", None)
        if "text" in output:
            output["text"] = _joined(output["text"])
        if "data" in output:
            output["data"] = {
                kind: _joined(value) if isinstance(value, list) and kind != "application/json" else value
                for kind, value in output["data"].items()
            }
            output.setdefault("metadata", {})
        before = found[-1] if found else {}
        if output.get("output_type") == before.get("output_type") == "stream" and output["name"] == before["name"]:
            before["text"] += output["text"]
        else:
            found.append(output)
    return found
