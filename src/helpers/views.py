"""Tables as a reader wants to see them in a notebook: labels for ids, percentages for fractions, periods in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.columns import REPORTED_KINDS
from helpers.figures.labels import day_or_month, number, percent, period, plain, quoted, rows, source_labels
from helpers.vocabulary import Vocabulary


def amount(value: float | None, row: Mapping[Any, Any]) -> str:
    """Write a value of a figure in its unit: a share as a percentage, money with its currency; '' for none."""
    if value is None:
        return ""
    if row.get("kind") == "share" or (row.get("kind") == "change" and row.get("change_type") != "absolute"):
        return percent(value)
    return f"{row['unit']} {number(value)}" if row.get("kind") == "money" else number(value)


def interval(row: Mapping[Any, Any], prefix: str = "", kind: Mapping[Any, Any] | None = None) -> str:
    """Write an interval in words: "more than 8,000", "30% to 37%", "4,042".

    Parameters
    ----------
    row
        A row with ``low``, ``high``, ``low_closed`` and ``high_closed`` behind the prefix.
    prefix
        ``stated_`` or ``computed_`` in the audit.
    kind
        The ledger row that says in which unit the numbers are; the row itself if left out.
    """
    low, high = row[f"{prefix}low"], row[f"{prefix}high"]
    unit = kind or row
    if low is None and high is None:
        return ""
    if high is None:
        return f"{'at least' if row[f'{prefix}low_closed'] else 'more than'} {amount(low, unit)}"
    if low is None:
        return f"{'at most' if row[f'{prefix}high_closed'] else 'less than'} {amount(high, unit)}"
    return amount(low, unit) if low == high else f"{amount(low, unit)} to {amount(high, unit)}"


def register(sources: pd.DataFrame) -> pd.DataFrame:
    """Return the register of sources with the basis of each fact in words."""
    return pd.DataFrame(
        [
            {
                "source": row["source_id"],
                "published by": _with_basis(row["publisher"], row["publisher_basis"]),
                "on": _with_basis(day_or_month(str(row["published_on"] or "")), row["published_on_basis"]),
                "title": row["title"] or "",
                "why it was inferred so": row["inferred_why"] or "",
            }
            for row in rows(sources)
        ]
    )


def _with_basis(fact: str | None, basis: str) -> str:
    return "not stated" if basis == "not_stated" else f"{fact}{' (inferred)' if basis == 'inferred' else ''}"


def drafted(mentions: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return the reported figures of a machine draft, with what the machine makes of each."""
    labels = source_labels(sources)
    return pd.DataFrame(
        [
            {
                "source": labels[row["source_id"]],
                "as written": quoted(row["quote"]),
                "kind": row["kind"],
                "value": amount(row["value"], row),
                "qualifier": plain(row["qualifier"] or ""),
                "unit": row["unit"] or "",
                "period": period(row["period_start"], row["period_end"]),
                "place": row["geography"] or "",
                "said by": row["attributed_to"] or "",
            }
            for row in rows(mentions[mentions["kind"].isin(REPORTED_KINDS)])
        ]
    )


def disagreements(coded: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return the reviewed mentions whose kind the draft missed or took for another; a case without its words."""
    labels = source_labels(sources)
    reviewed = coded[
        (coded["status"] == "reviewed") & (coded["draft_kind"].isna() | (coded["draft_kind"] != coded["kind"]))
    ]
    return pd.DataFrame(
        [
            {
                "source": labels[row["source_id"]],
                "as written": quoted(row["quote"]) or "(individual account)",
                "review": row["kind"],
                "draft": row["draft_kind"] or "not found, or with other bounds",
            }
            for row in rows(reviewed)
        ]
    )


def ledger(figures: pd.DataFrame, sources: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the ledger without repeats: what each figure stands for, of what, when, where, by whom."""
    labels = source_labels(sources)
    shown = rows(figures[figures["same_as"].isna()])
    return pd.DataFrame(
        [
            {
                "as written": quoted(row["quote"]),
                "stands for": interval(row),
                "what": vocabulary.label(row["measure"]),
                "unit": row["unit"] + (f" per {row['per']}" if row["per"] else ""),
                "when": period(row["period_start"], row["period_end"]) or "not stated",
                "where": vocabulary.label(row["geography"]) or "not stated",
                "based on": coverage(row, figures),
                "said by": vocabulary.label(row["attributed_to"]) or "not stated",
                "source": labels[row["source_id"]],
            }
            for row in shown
        ]
    )


def coverage(row: Mapping[Any, Any], figures: pd.DataFrame) -> str:
    """Write what a figure is based on: "40 forces", and whether that is inferred; '' where the source does not say."""
    if row["coverage_id"] is None:
        return ""
    quote = figures.loc[figures["mention_id"] == row["coverage_id"], "quote"]
    words = str(quote.iloc[0]) if len(quote) else number(row["coverage"])
    return f"{words} (inferred)" if row["coverage_basis"] == "inferred" else words


def audit(checked: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the audit: question, stated and recomputed in their unit, verdict, and what follows."""
    by_id = {row["mention_id"]: row for row in rows(figures)}
    return pd.DataFrame(
        [
            {
                "group": plain(row["group"]),
                "question": row["question"],
                "stated": quoted(row["claim_quote"]),
                "recomputed": recomputed(row, by_id[row["claim_id"]]),
                "verdict": plain(row["verdict"]),
                "what follows, and what does not": row["reason"] or "",
            }
            for row in rows(checked)
        ]
    )


def recomputed(row: Mapping[Any, Any], claim: Mapping[Any, Any]) -> str:
    """Write the recomputed value of a relation, in the claim's unit where it has one of its own to be compared with."""
    kind = claim if row["compare"] != "none" else {"kind": "statistic"}
    return interval(row, "computed_", kind)


def moved(trials: pd.DataFrame, checked: pd.DataFrame) -> pd.DataFrame:
    """Return the verdicts that change under another convention, by their question."""
    questions = dict(zip(checked["relation_id"], checked["question"], strict=True))
    return pd.DataFrame(
        [
            {
                "question": questions[row["relation_id"]],
                "convention": plain(row["convention_id"]),
                "decided here": plain(row["setting"]),
                "tried": plain(row["other_setting"]),
                "verdict": plain(row["verdict"]),
                "verdict when tried": plain(row["other_verdict"]),
            }
            for row in rows(trials[trials["is_moved"]])
        ],
        columns=["question", "convention", "decided here", "tried", "verdict", "verdict when tried"],
    )


def pairs(comparability: pd.DataFrame, figures: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of figures of one family: each by its words, year and source, and what differs."""
    labels = source_labels(sources)
    by_id = {row["mention_id"]: row for row in rows(figures)}

    def words(mention_id: str) -> str:
        row = by_id[mention_id]
        when = period(row["period_start"], row["period_end"]) or "period not stated"
        return f"{quoted(row['quote'])}, {when} ({labels[row['source_id']]})"

    return pd.DataFrame(
        [
            {
                "one figure": words(row["mention_id_a"]),
                "the other": words(row["mention_id_b"]),
                "what differs or is unknown": row["what_differs"],
            }
            for row in rows(comparability)
        ],
        columns=["one figure", "the other", "what differs or is unknown"],
    )


def readers_compared(measured: Mapping[str, Any]) -> pd.DataFrame:
    """Return how well and how fast each reader reads, one column for a reader; '' where it says nothing of the kind.

    Parameters
    ----------
    measured
        The result of the bench ``reading``.
    """
    values = measured["values"]
    readers = list(values["readers"])
    found = []
    for name, scores in values["f1"].items():
        for measure in scores[readers[0]]:
            cells = {reader: scores[reader].get(measure) for reader in readers}
            found.append(
                {"texts": values["sets"][name]["in_words"], "what is compared": measure}
                | {reader: "" if cell is None else f"{cell:.2f}" for reader, cell in cells.items()}
            )
    speeds = values["texts_per_second"]
    found.append(
        {"texts": "shipped sources", "what is compared": "texts of 6.5 KB a second"}
        | {reader: f"{speeds[reader]:.0f}" if speeds[reader] >= 10 else f"{speeds[reader]:.1f}" for reader in readers}
    )
    return pd.DataFrame(found)
