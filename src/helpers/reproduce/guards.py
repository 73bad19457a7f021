"""What nbval does not see in a committed notebook.

nbval runs a cell without an execution count and does not compare it, passes when outputs were cleared, and obeys
comments and tags that switch it off. That PNG outputs, tables and figures are the ones that the code makes is left to
`reproduce --check`.
"""

from __future__ import annotations

import json
import re
from typing import Any

from helpers.reproduce.normal_form import normal_bytes
from helpers.reproduce.plan import source_of, tags_of

_SWITCHES = re.compile(r"#\s*(NBVAL_\w+|PYTEST_VALIDATE_IGNORE_OUTPUT)", re.IGNORECASE)
_ADDRESS = re.compile(r" at 0x[0-9a-f]{6,}")
_OTHER_PLACE = re.compile(r"(?<![\w/.])(?:/home/|/Users/|/root/|/tmp/|[A-Z]:\\)[^\s'\"]*")


def problems(name: str, stored: bytes) -> list[str]:
    """Return what is wrong with a committed notebook, one line each with place and remedy; empty if nothing is.

    Parameters
    ----------
    name
        File name, for the messages.
    stored
        Its bytes.
    """
    content: dict[str, Any] = json.loads(stored)
    code = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    again = "run 'reported-figures reproduce'"
    found = []
    expected = list(range(1, len(code) + 1))
    counts = [cell.get("execution_count") for cell in code]
    if counts != expected:
        place = next(number for number, count in zip(expected, counts, strict=True) if number != count)
        found.append(f"{name}, cell {place}: its execution count is {counts[place - 1]}, not {place}; {again}")
    if not any(cell.get("outputs") for cell in code):
        found.append(f"{name}: no cell has an output; {again}")
    elif not code[-1].get("outputs"):
        found.append(f"{name}, cell {len(code)}: the last cell says nothing; let it say what came out, then {again}")
    for number, cell in enumerate(code, start=1):
        found += [f"{name}, cell {number}: {problem}" for problem in _cell_problems(cell)]
    if not found and stored != normal_bytes(content):
        found.append(f"{name}: not in normal form; {again}")
    return found


def _cell_problems(cell: dict[str, Any]) -> list[str]:
    found = []
    if not source_of(cell).strip():
        found.append("it is empty; remove it")
    if _SWITCHES.search(source_of(cell)) or any(tag.lower().startswith(("nbval", "raises")) for tag in tags_of(cell)):
        found.append("it switches its comparison off; make its output stable instead")
    for output in cell.get("outputs", []):
        if output["output_type"] == "error":
            found.append(f"it stores the error {output.get('ename')}; correct the cell")
        if output.get("name") == "stderr":
            found.append("it writes to standard error; remove the cause of the warning")
        for text in _texts(output):
            if _ADDRESS.search(text):
                found.append("it shows the address of an object, which differs on each run; show its content")
            if other := _OTHER_PLACE.search(text):
                found.append(f"it shows a place on one machine, {other[0]}; show it relative to the corpus")
    return found


def _texts(output: dict[str, Any]) -> list[str]:
    shown = [value for kind, value in output.get("data", {}).items() if kind.startswith("text/")]
    return ["".join(value) for value in [*shown, output.get("text", "")]]
