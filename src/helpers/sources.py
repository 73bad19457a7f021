"""Sources: the register of the texts, their decoded text, and their passages (body or page furniture).

A source is ``seeds/<source_id>.txt``, bytes as received, with ``seeds/<source_id>.origin.yml`` beside it: where it
comes from, what the text itself states, what is inferred and why, and the SHA-256 that its bytes must have.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from helpers import tables
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.mentions.furniture import furniture_blocks
from helpers.mentions.layout import layout
from helpers.yaml_files import YamlFile

IsoDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
_BLOCK = re.compile(r"\S(?:[^\n]|\n(?!\s*(?:\n|\Z)))*")
_RIGHTS_UNKNOWN = "Rights remain with the publisher."


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Statement(_Model):
    """One fact about a source.

    Attributes
    ----------
    value
        The fact, None where the text does not give it and it cannot be inferred.
    basis
        Whether the text states it, it was inferred, or it is not known.
    why
        Reason of an inference (required for one).
    """

    value: str | None = None
    basis: Literal["stated", "inferred", "not_stated"] = "not_stated"
    why: str | None = None

    @model_validator(mode="after")
    def _fits(self) -> Statement:
        if (self.value is None) != (self.basis == "not_stated"):
            raise ValueError("a value goes with basis stated or inferred, no value with not_stated")
        if self.basis == "inferred" and not self.why:
            raise ValueError("an inferred value needs 'why'; give the reason")
        return self


class DateStatement(Statement):
    """A date of publication: a day, month or year in ISO 8601."""

    value: IsoDate | None = None


class Region(_Model):
    """A reviewed stretch of a source that is not a plain paragraph of its body.

    Attributes
    ----------
    start, end
        Offsets in code points; passages that begin inside belong to the region.
    begins
        The first characters of the region, so that a moved offset is noticed.
    region
        Body or furniture.
    role
        What it is: headline, dateline, caption, related headlines, job advert ...
    """

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    begins: str = Field(min_length=1)
    region: Literal["body", "furniture"]
    role: str = Field(min_length=1)


class Origin(_Model):
    """What is known of where a source comes from."""

    source_id: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    publisher: Statement = Statement()
    author: Statement = Statement()
    title: Statement = Statement()
    published_on: DateStatement = DateStatement()
    received_as: str | None = None
    rights: str = _RIGHTS_UNKNOWN
    content_note: str | None = None
    regions: tuple[Region, ...] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its text and where it comes from.

    Attributes
    ----------
    source_id
        File stem in seeds/.
    path
        The text's file.
    content
        Bytes as received.
    text
        The decoded text; all offsets count its code points.
    origin
        The origin file's content; without one, all facts are not stated.
    has_origin
        Whether there is an origin file.
    """

    source_id: str
    path: Path
    content: bytes
    text: str
    origin: Origin
    has_origin: bool

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text between blank lines."""

    start: int
    end: int
    region: str
    role: str
    region_basis: str


def load(corpus: Corpus) -> list[Source]:
    """Read all sources of a corpus, in the order of their ids.

    Raises
    ------
    UserError
        For a file that is empty or not UTF-8, whose bytes do not match the recorded hash, that repeats another
        source, or whose origin file does not fit: file, place and remedy, one line for each.
    """
    paths = sorted(corpus.seeds.glob("*.txt"))
    if not paths:
        raise UserError("seeds/: no source (*.txt); put texts there or use 'reported-figures add FILE'")
    sources, problems = [], []
    for path in paths:
        try:
            sources.append(read(corpus, path))
        except UserError as error:
            problems.append(str(error))
    known: dict[str, str] = {}
    for source in sources:
        first = known.setdefault(source.sha256, source.source_id)
        if first != source.source_id:
            problems.append(f"seeds/{source.path.name}: same bytes as seeds/{first}.txt; remove one of the two")
    orphans = {path.name.removesuffix(".origin.yml") for path in corpus.seeds.glob("*.origin.yml")}
    for orphan in sorted(orphans - {path.stem for path in paths}):
        problems.append(
            f"seeds/{orphan}.origin.yml: there is no seeds/{orphan}.txt; restore the text or remove this file"
        )
    if problems:
        raise UserError("\n".join(problems))
    return sources


def read(corpus: Corpus, path: Path) -> Source:
    """Read one source and check it against its origin file.

    Raises
    ------
    UserError
        See :func:`load`.
    """
    shown = corpus.relative(path)
    content = path.read_bytes()
    text = decode(content, shown)
    origin_path = path.with_name(f"{path.stem}.origin.yml")
    if not origin_path.exists():
        digest = hashlib.sha256(content).hexdigest()
        return Source(path.stem, path, content, text, Origin(source_id=path.stem, sha256=digest), False)
    file = YamlFile.read(origin_path, corpus.relative(origin_path))
    origin = file.parse(Origin)
    if origin.source_id != path.stem:
        raise file.error(
            ("source_id",), f"source_id is {origin.source_id!r}, the file stem {path.stem!r}; make them equal"
        )
    digest = hashlib.sha256(content).hexdigest()
    if digest != origin.sha256:
        raise UserError(
            f"{shown}: the bytes do not match the sha256 in {origin_path.name}"
            f"{_lost_anchors(corpus, path.stem, text)}; "
            "restore the file as received, or record the new hash and code the source again"
        )
    for number, region in enumerate(origin.regions or ()):
        if region.end > len(text) or not text.startswith(region.begins, region.start):
            raise file.error(
                ("regions", number), f"the text at {region.start} does not begin {region.begins!r}; correct it"
            )
    return Source(path.stem, path, content, text, origin, True)


def decode(content: bytes, shown: str) -> str:
    """Decode a source's bytes.

    Raises
    ------
    UserError
        If they are not UTF-8, hold NUL bytes, or are blank.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{shown}: not UTF-8 at byte {error.start}; convert it to UTF-8 before adding it") from error
    if "\x00" in text:
        raise UserError(f"{shown}: holds NUL bytes, so it is not a text; extract the text first")
    if not text.strip():
        raise UserError(f"{shown}: empty; remove it or restore its content")
    return text


def passages(source: Source) -> list[Passage]:
    """Cut a source into passages and say which are page furniture.

    Regions declared in the origin file are the reviewed answer; without any, the machine's draft stands in.
    """
    blocks = [(found.start(), found.start() + len(found.group().rstrip())) for found in _BLOCK.finditer(source.text)]
    if source.origin.regions is not None:
        return [_declared(start, end, source.origin.regions) for start, end in blocks]
    document = layout(source.text)
    flags = furniture_blocks(document)
    spans = [(block.start, block.end) for block, flag in zip(document.blocks, flags, strict=True) if flag]
    return [
        Passage(start, end, *_drafted(start, end, spans), "draft")  # a block is furniture when half of it or more is
        for start, end in blocks
    ]


def _declared(start: int, end: int, regions: tuple[Region, ...]) -> Passage:
    for region in regions:
        if region.start <= start < region.end:
            return Passage(start, end, region.region, region.role, "reviewed")
    return Passage(start, end, "body", "paragraph", "reviewed")


def _drafted(start: int, end: int, spans: list[tuple[int, int]]) -> tuple[str, str]:
    covered = sum(max(0, min(end, b) - max(start, a)) for a, b in spans)
    return ("furniture", "furniture") if covered * 2 >= end - start else ("body", "paragraph")


def passage_at(found: list[Passage], position: int) -> Passage | None:
    """Return the passage that holds a position, or None for white space between passages."""
    return next((passage for passage in found if passage.start <= position < passage.end), None)


def _lost_anchors(corpus: Corpus, source_id: str, text: str) -> str:
    path = corpus.coding / f"{source_id}.yml"
    if not path.exists():
        return ""
    content = YamlFile.read(path, corpus.relative(path)).content or {}
    mentions: list[dict[str, Any]] = content.get("mentions") or []
    lost = [
        f"{source_id}:{mention['start']}-{mention['end']}"
        for mention in mentions
        if text[mention["start"] : mention["end"]] != mention["quote"]
    ]
    return f" (mentions that lost their anchor: {', '.join(lost)})" if lost else " (every mention keeps its anchor)"


def register_table(sources: list[Source]) -> pd.DataFrame:
    """Return the register of sources, columns of :data:`helpers.columns.SOURCES`."""
    rows = []
    for source in sources:
        found, origin = passages(source), source.origin
        facts = {
            "publisher": origin.publisher,
            "author": origin.author,
            "title": origin.title,
            "published_on": origin.published_on,
        }
        row: dict[str, Any] = {
            "source_id": source.source_id,
            "file": source.path.name,
            "sha256": source.sha256,
            "n_bytes": len(source.content),
            "n_characters": len(source.text),
            "n_passages": len(found),
            "n_furniture_passages": sum(passage.region == "furniture" for passage in found),
            "inferred_why": " ".join(f"{name}: {fact.why}" for name, fact in facts.items() if fact.basis == "inferred")
            or None,
            "rights": origin.rights,
            "content_note": origin.content_note,
        }
        for name, fact in facts.items():
            row[name], row[f"{name}_basis"] = fact.value, fact.basis
        rows.append(row)
    return tables.frame("sources", rows)


def passages_table(sources: list[Source]) -> pd.DataFrame:
    """Return the passages of all sources, columns of :data:`helpers.columns.PASSAGES`: offsets and hashes, no words."""
    return tables.frame(
        "passages",
        [
            {
                "passage_id": f"{source.source_id}:{passage.start}-{passage.end}",
                "source_id": source.source_id,
                "start": passage.start,
                "end": passage.end,
                "region": passage.region,
                "role": passage.role,
                "region_basis": passage.region_basis,
                "sha256": hashlib.sha256(source.text[passage.start : passage.end].encode("utf-8")).hexdigest(),
            }
            for source in sources
            for passage in passages(source)
        ],
    )
