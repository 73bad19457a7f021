"""Hand-coded texts: NAME.txt, NAME.gold.yaml and NAME.meta.yaml in one folder, and how their mentions pair with what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

__all__ = ["PARTLY", "CodedText", "coded_texts", "pairs", "specified_texts"]

LEAST_OVERLAP = 1 / 3
"""Intersection over union of two spans below which they are not the same mention."""


@dataclass(frozen=True)
class CodedText:
    """A text with its hand coding.

    Attributes
    ----------
    name : str
        Stem of its files.
    text : str
        The text; offsets of the coding count its code points.
    published : str
        Date of publication, "" where unknown.
    mentions : list of dict
        The coded mentions in order, with the fields of the coding manual.
    copies : int
        How often it counts in fitting.
    """

    name: str
    text: str
    published: str
    mentions: list[dict[str, Any]]
    copies: int = 1


def coded_texts(*folders: Path) -> list[CodedText]:
    """All coded texts of the folders, by name."""
    found = []
    for folder in folders:
        for path in sorted(folder.glob("*.gold.yaml")):
            name = path.name.removesuffix(".gold.yaml")
            meta_path = folder / f"{name}.meta.yaml"
            meta = yaml.load(meta_path.read_text("utf-8"), Loader=yaml.CSafeLoader) if meta_path.exists() else {}
            published = meta.get("published") or meta.get("published_inferred") or ""
            text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
            found.append(
                CodedText(
                    name, text, str(published), yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)["mentions"]
                )
            )
    return found


PARTLY = "coded partly"
"""Key of a mention for which only the fields that stand there were coded."""


COPIES = 4
"""A specification is a promise: its few words count as often as a longer text's."""


def specified_texts(folder: Path) -> list[CodedText]:
    """The texts of specification files (see ``tests/specs/README.md``), with the fields that they give."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        spec = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        for n, case in enumerate(spec.get("read", [])):
            text, at, mentions = case["text"], 0, []
            for wanted in case["mentions"]:
                start = text.index(wanted["quote"], at)
                at = start + len(wanted["quote"])
                if "kind" in wanted:
                    mentions.append({**wanted, "start": start, "end": at, PARTLY: True})
            published = str(case.get("published", spec.get("published", "")))
            found.append(CodedText(f"{path.stem} {n}", text, published, mentions, COPIES))
    return found


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    both = min(a[1], b[1]) - max(a[0], b[0])
    return 0.0 if both <= 0 else both / (max(a[1], b[1]) - min(a[0], b[0]))


def pairs(first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs of overlapping spans, best overlap first."""
    scored = []
    start = 0
    for i, a in enumerate(first):
        while start < len(second) and second[start][1] <= a[0]:
            start += 1
        for j in range(start, len(second)):
            if second[j][0] >= a[1]:
                break
            overlap = _overlap(a, second[j])
            if overlap >= LEAST_OVERLAP:
                scored.append((-overlap, i, j))
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    out = []
    for _, i, j in sorted(scored):
        if i not in taken_first and j not in taken_second:
            taken_first.add(i)
            taken_second.add(j)
            out.append((i, j))
    return sorted(out)
