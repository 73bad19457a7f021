"""The machine's draft of the mentions of a corpus's sources, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers import tables
from helpers.coding import Coding
from helpers.mentions import Mention, read
from helpers.sources import Passage, Source, passage_at, passages


def drafts(sources: list[Source]) -> dict[str, list[Mention]]:
    """Read every source by machine, with its date of publication where that is known."""
    return {source.source_id: read(source.text, source.origin.published_on.value) for source in sources}


def mentions_table(
    sources: list[Source], drafted: dict[str, list[Mention]], reviewed: Mapping[str, Coding] | None = None
) -> pd.DataFrame:
    """Return the draft as a table, without a word of any individual's account.

    Parameters
    ----------
    sources
        The register.
    drafted
        Drafts by source.
    reviewed
        Reviewed codings by source: what the review calls a case is a case here too, whatever the machine took it for.

    Returns
    -------
    pandas.DataFrame
        Columns of :data:`helpers.columns.MENTIONS`. The measure is left out, since a draft phrases it in words of the source.
    """
    rows = []
    for source in sources:
        found = passages(source)
        coding = (reviewed or {}).get(source.source_id)
        cases = [mention for mention in coding.mentions if mention.kind == "case"] if coding else []
        for mention in drafted[source.source_id]:
            is_case = any(mention.start < case.end and case.start < mention.end for case in cases)
            rows.append(without_words(row(source, found, mention), is_case=is_case))
    return tables.frame("mentions", rows)


_PLACE = ("mention_id", "source_id", "start", "end", "passage_id")


def without_words(drafted: dict[str, Any], *, is_case: bool) -> dict[str, Any]:
    """Return a drafted row as it may be published: no phrase of the source, and of a case only place and kind."""
    if is_case or drafted["kind"] == "case":
        return {name: drafted[name] for name in _PLACE} | {"kind": "case"}
    return drafted | {"measure": None}


def row(source: Source, found: list[Passage], mention: Any) -> dict[str, Any]:
    """Return the columns that drafted and coded mentions share.

    Parameters
    ----------
    source
        The source.
    found
        Its passages.
    mention
        A drafted or coded mention.
    """
    passage = passage_at(found, mention.start)
    period_start, period_end = ends_of(mention.period)
    baseline_start, baseline_end = ends_of(mention.baseline_period)
    return {
        "mention_id": f"{source.source_id}:{mention.start}-{mention.end}",
        "source_id": source.source_id,
        "start": mention.start,
        "end": mention.end,
        "quote": None if mention.kind == "case" else mention.quote,
        "passage_id": f"{source.source_id}:{passage.start}-{passage.end}" if passage else None,
        "kind": mention.kind,
        "value": mention.value,
        "qualifier": mention.qualifier,
        "unit": mention.unit,
        "measure": mention.measure,
        "period_start": period_start,
        "period_end": period_end,
        "period_basis": mention.period_basis,
        "baseline_start": baseline_start,
        "baseline_end": baseline_end,
        "geography": mention.geography,
        "attributed_to": mention.attributed_to,
        "direction": mention.direction,
        "change_type": mention.change_type,
        "per": mention.per,
        "of": mention.of,
        "is_forecast": mention.forecast,
    }


def ends_of(period: str | None) -> tuple[str | None, str | None]:
    """Return first and last month (or day) of an ISO 8601 interval; a single month or day is both."""
    if not period:
        return None, None
    start, _, end = period.partition("/")
    return start, end or start
