"""Tables of notebook 03: the reviewed coding beside both blind codings and the draft, and how far they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers import agreement, draft, tables
from helpers.coding import Coding, Codings
from helpers.mentions import Mention
from helpers.sources import Source, passages
from helpers.vocabulary import Vocabulary


def coded_mentions_table(
    sources: list[Source],
    codings: Codings,
    drafted: Mapping[str, Sequence[Mention]],
) -> pd.DataFrame:
    """Return every mention of the reviewed coding, of the draft for a source that nobody reviewed.

    Returns
    -------
    pandas.DataFrame
        Columns of :data:`helpers.columns.CODED_MENTIONS`.
    """
    rows = []
    for source in sources:
        found = passages(source)
        coding = codings.reviewed.get(source.source_id)
        mentions: Sequence[Any] = coding.mentions if coding else drafted[source.source_id]
        others = {
            "first_kind": _mentions(codings.first, source),
            "second_kind": _mentions(codings.second, source),
            "draft_kind": list(drafted[source.source_id]),
        }
        beside = {name: dict(agreement.match(mentions, other)) for name, other in others.items()}
        for number, mention in enumerate(mentions):
            row = draft.row(source, found, mention)
            if coding is None:
                row = draft.without_words(row, is_case=False)
            else:
                row |= {
                    "counted_by": mention.counted_by,
                    "coverage_id": _id(source, mention.coverage),
                    "same_as": _id(source, mention.same_as),
                }
            row |= {"note": mention.note, "status": "reviewed" if coding else "draft"}
            for name, other in others.items():
                row[name] = other[beside[name][number]].kind if number in beside[name] else None
            rows.append(row)
    return tables.frame("coded_mentions", rows)


def agreement_table(
    codings: Codings,
    drafted: Mapping[str, Sequence[Mention]],
    vocabulary: Vocabulary,
) -> pd.DataFrame:
    """Return how far the codings agree, columns of :data:`helpers.columns.AGREEMENT`; no rows without a coding."""
    sets: dict[str, Mapping[str, Sequence[Any]]] = {
        "first": {source_id: coding.mentions for source_id, coding in codings.first.items()},
        "second": {source_id: coding.mentions for source_id, coding in codings.second.items()},
        "reviewed": {source_id: coding.mentions for source_id, coding in codings.reviewed.items()},
        "draft": drafted,
    }
    comparisons = ("first_second", "first_reviewed", "second_reviewed", "draft_reviewed")
    return tables.frame(
        "agreement",
        [
            row
            for comparison in comparisons
            for row in agreement.rows(
                comparison, sets[comparison.partition("_")[0]], sets[comparison.partition("_")[2]], vocabulary
            )
        ],
    )


def _mentions(codings: Mapping[str, Coding], source: Source) -> list[Any]:
    coding = codings.get(source.source_id)
    return list(coding.mentions) if coding else []


def _id(source: Source, reference: str | None) -> str | None:
    return f"{source.source_id}:{reference}" if reference else None
