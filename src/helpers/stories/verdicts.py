"""What follows and what does not, in sentences: the verdicts of the audit and of the table of comparability."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.figures.labels import listed, plain, quoted, rows
from helpers.stories.selecting import Row, relation

_ASPECTS = {
    "unit": "unit",
    "period": "period",
    "geography": "area",
    "coverage": "coverage",
    "counted_by": "who counted",
    "definition": "what is counted",
    "form": "form (count, share, rate or change)",
}
_BARE = {
    "agrees": "the bare numbers would say yes",
    "agrees_by_rounding": "the bare numbers would leave it open",
    "agrees_by_truncation": "the bare numbers would say yes, if cut off",
    "differs": "the bare numbers would say no",
}
_STATES = (
    ("different", "differ in"),
    ("unknown", "leave open"),
    ("same_inferred", "share, if what is inferred holds,"),
    ("same", "share"),
)


def aspect_words(aspect: str) -> str:
    """Return an aspect of comparability in plain words."""
    return _ASPECTS.get(aspect, plain(aspect))


def verdict_said(audit: pd.DataFrame, relation_id: str) -> str:
    """Say one relation of the audit: the question, the verdict with what differs or is missing, and what follows."""
    row = relation(audit, relation_id)
    words = plain(row["verdict"])
    if row["verdict"] == "not_comparable" and row["differs_in"]:
        words += f" (differs in {_aspects(row['differs_in'])})"
    if row["verdict"] == "not_checkable" and row["missing"]:
        words += f" (missing: {row['missing']})"
    if row["arithmetic"]:
        words += f"; {_BARE[row['arithmetic']]}"
    return f"**{row['question']}** *{words[0].upper()}{words[1:]}.* {row['reason'] or ''}".rstrip()


def _aspects(cell: str) -> str:
    return listed([aspect_words(aspect) for aspect in cell.split("; ")])


def verdicts_said(audit: pd.DataFrame, relation_ids: Iterable[str]) -> str:
    """Say several relations of the audit, one after the other, as a list."""
    return "\n".join(f"- {verdict_said(audit, relation_id)}" for relation_id in relation_ids)


def moved_said(sensitivity: pd.DataFrame, relation_ids: Iterable[str]) -> str:
    """Say which of some verdicts would be others if a number were read by another convention."""
    wanted = list(relation_ids)
    tried = [row for row in rows(sensitivity) if row["relation_id"] in wanted]
    moved = [row for row in tried if row["is_moved"]]
    if not tried:
        return "No convention of reading numbers enters these verdicts."
    if not moved:
        return "None of these verdicts depends on how a number is read: every other convention that was tried gives the same."
    lines = [
        f"- {plain(row['relation_id'])}: {plain(row['verdict'])}, but {plain(row['other_verdict'])} if "
        f"{plain(row['convention_id'])} is set to {quoted(plain(row['other_setting']))}"
        for row in moved
    ]
    return "Some verdicts depend on how a number is read:\n\n" + "\n".join(lines)


def why_apart(pair: Row) -> str:
    """Say of a pair of figures what surely differs, what nobody states, and what is the same."""
    said = []
    for state, words in _STATES:
        found = [name for name in _ASPECTS if pair.get(f"{name}_relation") == state]
        if found:
            said.append(f"{words} {listed([aspect_words(name) for name in found])}")
    return f"They {'; they '.join(said)}."
