"""What moved: which table, row and column; which figure and mark; which cell of which notebook.

On the reference platform results must equal the committed bytes. Elsewhere tables, drawn data and text must be equal
and pictures alike: both reduced to `_ALIKE_WIDTH` pixels of width and grey, the mean absolute difference is at most
`_ALIKE_MEAN` of full scale and at most `_ALIKE_SHARE` of the pixels differ by more than a quarter of it. Vector
pictures are judged by their PNG.
"""

from __future__ import annotations

import base64
import csv
import difflib
import io
import json
import platform
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from helpers.columns import TABLES

_ALIKE_WIDTH = 600
_ALIKE_MEAN = 0.01
_ALIKE_SHARE = 0.01
_SHOWN = 12
_SHOWN_LENGTH = 60
_SHOWN_BEFORE = 20

Kind = Literal["new", "changed", "stale"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not as committed.

    Attributes
    ----------
    path
        Path in the corpus.
    kind
        ``new`` was not there, ``changed`` has other content, ``stale`` is there and no notebook wrote it.
    details
        One line per difference, the most telling first.
    """

    path: str
    kind: Kind
    details: tuple[str, ...] = ()


def is_reference_platform() -> bool:
    """Return whether results must be equal byte for byte here: Linux on x86-64 with the pinned Python minor version."""
    return sys.platform == "linux" and platform.machine() == "x86_64" and sys.version_info[:2] == (3, 11)


def compare(path: str, committed: Path, result: Path, *, exactly: bool) -> Difference | None:
    """Compare a result with the committed file.

    Parameters
    ----------
    path
        Path in the corpus; its suffix says how to compare.
    committed, result
        The two files; the first may be absent.
    exactly
        Whether other bytes are always a difference; if not, pictures may be alike.

    Returns
    -------
    Difference or None
        None if there is nothing to put in place.
    """
    if not committed.is_file():
        return Difference(path, "new")
    old, new = committed.read_bytes(), result.read_bytes()
    if old == new or (not exactly and _is_alike(path, old, new)):
        return None
    return Difference(path, "changed", tuple(_details(path, old, new)) or ("the bytes differ, the content does not",))


def stale(corpus: Path, results: Iterable[str], *, folders: Sequence[str]) -> list[Difference]:
    """Return generated files of the committed tree that no notebook of this run has written.

    Parameters
    ----------
    corpus
        Root of the corpus.
    results
        Paths that this run has written.
    folders
        Folders that hold nothing but generated files.
    """
    written = set(results)
    found = []
    for folder in folders:
        for path in sorted((corpus / folder).rglob("*")):
            relative = path.relative_to(corpus).as_posix()
            if path.is_file() and relative not in written and not any(part.startswith(".") for part in path.parts[-1:]):
                found.append(Difference(relative, "stale", ("no notebook writes it; remove the file",)))
    return found


def _details(path: str, old: bytes, new: bytes) -> list[str]:
    suffix = Path(path).suffix
    try:
        if suffix == ".csv":
            return _shortened(_table_details(path, old.decode(), new.decode()))
        if suffix == ".ipynb":
            return _shortened(_notebook_details(json.loads(old), json.loads(new)))
        if suffix == ".png":
            return [_png_detail(old, new)]
        if suffix not in (".pdf", ".svg"):
            return _shortened(_text_details(old.decode(), new.decode()))
    except (ValueError, KeyError, TypeError, OSError) as error:
        return [f"the committed file cannot be read ({type(error).__name__})"]
    return ["the picture differs"]


def _shortened(lines: list[str]) -> list[str]:
    if len(lines) <= _SHOWN:
        return lines
    return [*lines[:_SHOWN], f"and {len(lines) - _SHOWN} more"]


def _table_details(path: str, old: str, new: str) -> list[str]:
    """Return cells that changed, rows and columns that came or went, each named by the row's key."""
    old_header, old_rows = _rows(old)
    new_header, new_rows = _rows(new)
    lines = [f"column {name} is new" for name in new_header if name not in old_header]
    lines += [f"column {name} is gone" for name in old_header if name not in new_header]
    key = _key(path, old_header, new_header, old_rows, new_rows)
    word = "mark" if path.startswith("figures/") else "row"
    old_by_key, new_by_key = _by_key(old_rows, key), _by_key(new_rows, key)
    for identity, row in new_by_key.items():
        before = old_by_key.get(identity)
        if before is None:
            lines.append(f"{word} {identity} is new")
            continue
        for column in new_header:
            if column in before and before[column] != row[column]:
                lines.append(f"{word} {identity}, {column}: {_arrow(before[column], row[column])}")
    lines += [f"{word} {identity} is gone" for identity in old_by_key if identity not in new_by_key]
    if not lines and list(old_by_key) != list(new_by_key):
        lines.append("the same rows in another order")
    return lines


def _rows(text: str) -> tuple[list[str], list[dict[str, str]]]:
    reader = csv.reader(io.StringIO(text))
    header = next(reader, [])
    return header, [dict(zip(header, row, strict=False)) for row in reader]


def _key(
    path: str,
    old_header: list[str],
    new_header: list[str],
    old_rows: list[dict[str, str]],
    new_rows: list[dict[str, str]],
) -> tuple[str, ...]:
    """Return the columns that name a row: the table's key, else the fewest leading columns that tell all rows apart."""
    shared = [name for name in new_header if name in old_header]
    table = TABLES.get(Path(path).stem) if path.startswith("data/tables/") else None
    if table is not None and set(table.key) <= set(shared):
        return table.key
    for length in range(1, len(shared) + 1):
        key = tuple(shared[:length])
        if all(
            len({tuple(row.get(name, "") for name in key) for row in rows}) == len(rows)
            for rows in (old_rows, new_rows)
        ):
            return key
    return ()


def _by_key(rows: list[dict[str, str]], key: tuple[str, ...]) -> dict[str, dict[str, str]]:
    if not key:
        return {str(number): row for number, row in enumerate(rows, start=1)}
    return {" / ".join(row.get(name, "") for name in key): row for row in rows}


def _notebook_details(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    old_cells = {cell.get("id", str(position)): cell for position, cell in enumerate(old["cells"])}
    new_ids = [cell["id"] for cell in new["cells"]]
    number = 0
    for cell in new["cells"]:
        is_code = cell["cell_type"] == "code"
        number += is_code
        place = f"cell {number}" if is_code else f"text behind cell {number}"
        before = old_cells.get(cell["id"])
        if before is None:
            lines.append(f"{place} is new")
            continue
        if _text(before.get("source", "")) != _text(cell["source"]):
            lines.append(f"{place}: its source changed")
        if is_code:
            lines += [f"{place}: {line}" for line in _cell_details(before, cell)]
    lines += [f"cell {name} is gone" for name in old_cells if name not in new_ids]
    return lines or ["metadata or layout of the file differs from the normal form"]


def _cell_details(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    lines = []
    if old.get("execution_count") != new["execution_count"]:
        lines.append(f"execution count {old.get('execution_count')} -> {new['execution_count']}")
    before, after = old.get("outputs", []), new["outputs"]
    if len(before) != len(after):
        lines.append(f"{len(before)} outputs -> {len(after)}")
    for position, (one, other) in enumerate(zip(before, after, strict=False), start=1):
        for kind in sorted(_contents(one).keys() | _contents(other).keys()):
            was, now = _contents(one).get(kind), _contents(other).get(kind)
            if was != now:
                lines.append(f"output {position} ({kind}): {_first_difference(kind, was, now)}")
    return lines


def _contents(output: dict[str, Any]) -> dict[str, str]:
    if "text" in output:
        return {str(output.get("name", "text")): _text(output["text"])}
    if "data" in output:
        return {kind: _text(value) for kind, value in output["data"].items()}
    return {str(output.get("output_type")): str(output.get("evalue", ""))}


def _text(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def _first_difference(kind: str, old: str | None, new: str | None) -> str:
    if old is None or new is None:
        return "came" if old is None else "went"
    if kind == "image/png":
        return _png_detail(base64.b64decode(old), base64.b64decode(new))
    if kind in ("image/svg+xml", "application/pdf"):
        return "the picture differs"
    return (_text_details(old, new) or ["white space differs"])[0]


def _text_details(old: str, new: str) -> list[str]:
    old_lines, new_lines = old.splitlines(), new.splitlines()
    lines = []
    matcher = difflib.SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for what, i, to_i, j, to_j in matcher.get_opcodes():
        if what == "equal":
            continue
        both = min(to_i - i, to_j - j)
        lines += [f"line {j + k + 1}: {_arrow(old_lines[i + k], new_lines[j + k])}" for k in range(both)]
        lines += [
            f"line {k + 1} is gone: {_cut(old_lines[k].strip(), 0)}"
            for k in range(i + both, to_i)
            if old_lines[k].strip()
        ]
        lines += [
            f"line {k + 1} is new: {_cut(new_lines[k].strip(), 0)}"
            for k in range(j + both, to_j)
            if new_lines[k].strip()
        ]
    return lines


def _arrow(old: str, new: str) -> str:
    """Return the two texts with an arrow between, shortened to the neighbourhood of where they part."""
    old, new = (re.sub(r"\s+", " ", text.strip()) for text in (old, new))
    pairs = enumerate(zip(old, new, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))
    begin = max(0, same - _SHOWN_BEFORE) if max(len(old), len(new)) > _SHOWN_LENGTH else 0
    return f"{_cut(old, begin)} -> {_cut(new, begin)}"


def _cut(text: str, begin: int) -> str:
    end = begin + _SHOWN_LENGTH
    return f"{'…' if begin else ''}{text[begin:end]!r}{'…' if end < len(text) else ''}"


def _png_detail(old: bytes, new: bytes) -> str:
    from PIL import Image, ImageChops

    with Image.open(io.BytesIO(old)) as one, Image.open(io.BytesIO(new)) as other:
        if one.size != other.size:
            return "size {}x{} -> {}x{} pixels".format(*one.size, *other.size)
        difference = ImageChops.difference(one.convert("RGBA"), other.convert("RGBA"))
        box = difference.getbbox(alpha_only=False)
        if box is None:
            return "the same pixels in other bytes"
        changed = sum(difference.convert("RGB").convert("L").point(lambda level: level > 0).histogram()[1:])
        left, top, right, bottom = box
        return f"{changed} pixels differ, all within x {left}-{right}, y {top}-{bottom} of {one.size[0]}x{one.size[1]}"


def _is_alike(path: str, old: bytes, new: bytes) -> bool:
    suffix = Path(path).suffix
    if suffix in (".svg", ".pdf"):
        return True  # judged by the PNG of the same figure
    if suffix == ".png":
        return png_is_alike(old, new)
    if suffix == ".ipynb":
        try:
            return _notebook_is_alike(json.loads(old), json.loads(new))
        except (ValueError, KeyError, TypeError):
            return False
    return old.replace(b"\r\n", b"\n") == new.replace(b"\r\n", b"\n")


def png_is_alike(old: bytes, new: bytes) -> bool:
    """Return whether two pictures are alike within the tolerance of this module."""
    from PIL import Image, ImageChops

    with Image.open(io.BytesIO(old)) as one, Image.open(io.BytesIO(new)) as other:
        if any(abs(a - b) > 0.02 * a for a, b in zip(one.size, other.size, strict=True)):
            return False
        size = (_ALIKE_WIDTH, max(1, round(one.size[1] * _ALIKE_WIDTH / one.size[0])))
        grey = [picture.convert("L").resize(size, Image.Resampling.BOX) for picture in (one, other)]
    histogram = ImageChops.difference(*grey).histogram()
    n_pixels = size[0] * size[1]
    mean = sum(level * count for level, count in enumerate(histogram)) / n_pixels / 255
    return mean <= _ALIKE_MEAN and sum(histogram[64:]) / n_pixels <= _ALIKE_SHARE


def _notebook_is_alike(old: dict[str, Any], new: dict[str, Any]) -> bool:
    if [_text(cell["source"]) for cell in old["cells"]] != [_text(cell["source"]) for cell in new["cells"]]:
        return False
    for before, after in zip(old["cells"], new["cells"], strict=True):
        if before.get("execution_count") != after.get("execution_count"):
            return False
        ours, theirs = before.get("outputs", []), after.get("outputs", [])
        if len(ours) != len(theirs):
            return False
        for one, other in zip(ours, theirs, strict=True):
            was, now = _contents(one), _contents(other)
            if was.keys() != now.keys():
                return False
            for kind in was.keys() - {"image/svg+xml"}:
                if kind == "image/png":
                    if not png_is_alike(base64.b64decode(was[kind]), base64.b64decode(now[kind])):
                        return False
                elif was[kind] != now[kind]:
                    return False
    return True
