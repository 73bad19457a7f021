"""Put a source into a corpus: its bytes as received, an origin file to fill in, and a draft of its coding."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from helpers import yaml_files
from helpers.coding import anchored
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.mentions import Mention, read
from helpers.sources import Origin, Source, decode

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_ORIGIN_HEAD = "# Where this source comes from: fill in what the text states; an inferred value needs 'why'.\n"
_DRAFT_HEAD = (
    "# Machine draft: nobody has reviewed it. Correct each mention by the manual (data/coding/manual.md), bring units,\n"
    "# measures, places and bodies to terms of data/vocabulary.yml, then move this file to data/coding/.\n"
)


def add(root: Path, file: Path, published: str | None, name: str | None = None) -> list[Path]:
    """Add a text to a corpus.

    Parameters
    ----------
    root
        Folder of the corpus; made, with its folder seeds/, if it is missing.
    file
        The text, in UTF-8.
    published
        Day, month or year of publication in ISO 8601, if known.
    name
        The source id; the file's stem if left out.

    Returns
    -------
    list of Path
        The files written: the text, its origin file, and the draft in data/coding/draft/.

    Raises
    ------
    UserError
        If the file cannot be read, is no text, or is in the corpus already; nothing is written then.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UserError(f"{file}: {error.strerror}; name a readable text file") from error
    text = decode(content, file.name)
    source_id = name or file.stem
    if not _NAME.fullmatch(source_id):
        raise UserError(f"{source_id}: not a name for a source; use --name with letters, digits, '-', '_' and '.'")
    digest = hashlib.sha256(content).hexdigest()
    seeds = root / "seeds"
    for other in sorted(seeds.glob("*.txt")) if seeds.is_dir() else []:
        if other.stem == source_id:
            raise UserError(f"seeds/{other.name}: exists already; choose another --name")
        if hashlib.sha256(other.read_bytes()).hexdigest() == digest:
            raise UserError(f"{file}: same bytes as seeds/{other.name}; nothing to add")
    seeds.mkdir(parents=True, exist_ok=True)
    corpus = Corpus.open(root)
    source = Source(
        source_id, seeds / f"{source_id}.txt", content, text, Origin(source_id=source_id, sha256=digest), True
    )
    written = {
        source.path: content,
        seeds / f"{source_id}.origin.yml": _origin(source, published).encode("utf-8"),
        corpus.coding / "draft" / f"{source_id}.yml": draft_file(source, read(text, published)).encode("utf-8"),
    }
    for path, bytes_ in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes_)
    return list(written)


def draft_file(source: Source, mentions: list[Mention]) -> str:
    """Return a machine draft in the form of a coding file."""
    content = {
        "source_id": source.source_id,
        "sha256": source.sha256,
        "mentions": [_entry(source, mention) for mention in mentions],
    }
    return _DRAFT_HEAD + yaml_files.dump(content)


def _entry(source: Source, mention: Mention) -> dict[str, Any]:
    anchor = anchored(source, mention.start, mention.end, mention.kind)
    said = {name: value for name, value in mention.as_dict().items() if value is not None and name not in anchor}
    return anchor | said


def _origin(source: Source, published: str | None) -> str:
    unknown = {"value": None, "basis": "not_stated"}
    first_line = source.text.strip().splitlines()[0].strip()
    content = {
        "source_id": source.source_id,
        "sha256": source.sha256,
        "publisher": unknown,
        "author": unknown,
        "title": {"value": first_line, "basis": "inferred", "why": "The first line of the text."},
        "published_on": {"value": published, "basis": "stated"} if published else unknown,
        "rights": "Rights remain with the publisher.",
    }
    # One fact a line: YAML would otherwise point the repeated 'unknown' back at its first place.
    return _ORIGIN_HEAD + "".join(yaml_files.dump({key: value}) for key, value in content.items())
