"""The ledger: one row for each reported figure, with its interval, its context and the basis of what was inferred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers import draft, tables
from helpers.as_written import as_written
from helpers.coding import Coding
from helpers.columns import REPORTED_KINDS, TABLES
from helpers.conventions import Conventions, interval_of
from helpers.mentions import Mention
from helpers.sources import Source, passages

_INFERABLE = ("unit", "geography", "coverage", "counted_by", "attributed_to")


def build(
    sources: list[Source],
    reviewed: Mapping[str, Coding],
    conventions: Conventions,
    drafted: Mapping[str, Sequence[Mention]] | None = None,
) -> pd.DataFrame:
    """Make the ledger from the reviewed coding.

    Parameters
    ----------
    sources
        The register.
    reviewed
        Reviewed codings by source.
    conventions
        Choices in the reading of bounds and roundings.
    drafted
        Machine drafts by source, used only for sources without a reviewed coding, and only when they are given:
        drafts enter when asked for by name.

    Returns
    -------
    pandas.DataFrame
        Columns of :data:`helpers.columns.LEDGER`, in the order of the sources and offsets.
    """
    rows = []
    for source in sources:
        coding = reviewed.get(source.source_id)
        mentions: Sequence[Any] = coding.mentions if coding else (drafted or {}).get(source.source_id, ())
        coverage = {mention.reference: mention for mention in coding.mentions} if coding else {}
        found = passages(source)
        for mention in mentions:
            if mention.kind in REPORTED_KINDS and mention.value is not None:
                shared = draft.row(source, found, mention)
                rows.append(
                    shared | _figure(source, mention, conventions) | _context(source, mention, coverage, bool(coding))
                )
    names = set(TABLES["ledger"].names())
    return tables.frame("ledger", [{name: row[name] for name in row if name in names} for row in rows])


def _figure(source: Source, mention: Any, conventions: Conventions) -> dict[str, Any]:
    written = as_written(mention.quote)
    interval = interval_of(
        value=mention.value,
        qualifier=mention.qualifier,
        resolution_as_written=written.resolution,
        form_as_written=written.form,
        kind=mention.kind,
        conventions=conventions,
        change_type=mention.change_type,
    )
    return {
        **interval.fields(),
        "decimals_as_written": written.decimals,
        "resolution_as_written": written.resolution,
        "form_as_written": written.form,
    }


def _context(source: Source, mention: Any, by_reference: Mapping[str, Any], is_reviewed: bool) -> dict[str, Any]:
    origin = source.origin
    context: dict[str, Any] = {
        "published_by": origin.publisher.value,
        "published_on": origin.published_on.value,
        "published_on_basis": origin.published_on.basis,
        "note": mention.note,
        "is_draft": not is_reviewed,
    }
    if not is_reviewed:
        return context | {f"{field}_basis": _basis(getattr(mention, field, None), {}, field) for field in _INFERABLE}
    covering = by_reference.get(mention.coverage or "")
    return context | {
        "coverage_id": f"{source.source_id}:{mention.coverage}" if mention.coverage else None,
        "coverage": covering.value if covering else None,
        "coverage_of": covering.of if covering else None,
        "counted_by": mention.counted_by,
        "same_as": f"{source.source_id}:{mention.same_as}" if mention.same_as else None,
        "inferred_why": " ".join(f"{field}: {why}." for field, why in mention.inferred.items()) or None,
        **{f"{field}_basis": _basis(getattr(mention, field), mention.inferred, field) for field in _INFERABLE},
    }


def _basis(value: Any, inferred: Mapping[str, str], field: str) -> str:
    if value is None:
        return "not_stated"
    return "inferred" if field in inferred else "stated"


def without_repeats(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that stand for a figure of their own."""
    return ledger[ledger["same_as"].isna()]
