"""What came out of notebooks 01 to 05, in sentences whose numbers come from the tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.columns import REPORTED_KINDS, VERDICTS


def count(n: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 source", "5 sources"."""
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"


def listed(words: list[str]) -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def sources_said(sources: pd.DataFrame, passages: pd.DataFrame) -> str:
    """Say how many sources there are, what is inferred about them, and how much of them is page furniture."""
    characters = passages["end"] - passages["start"]
    furniture = passages["region"] == "furniture"
    share = characters[furniture].sum() / characters.sum() if len(passages) else 0
    lines = [
        f"- {count(len(sources), 'source')} with {count(len(passages), 'passage')}, of which {int(furniture.sum())} are "
        f"page furniture: {share:.0%} of the characters."
    ]
    for fact, words in (("published_on", "date of publication"), ("publisher", "publisher"), ("author", "author")):
        for basis, verb in (
            ("inferred", "is inferred, with the reason in the register"),
            ("not_stated", "is not known"),
        ):
            found = sources.loc[sources[f"{fact}_basis"] == basis, "source_id"].tolist()
            if found:
                lines.append(
                    f"- The {words} {verb} for {count(len(found), 'source')}: {listed([f'`{x}`' for x in found])}."
                )
    drafted = sorted(set(passages.loc[passages["region_basis"] == "draft", "source_id"]))
    if drafted:
        lines.append(f"- **Draft only**: nobody has reviewed the regions of {listed([f'`{x}`' for x in drafted])}.")
    return "\n".join(lines)


def mentions_said(mentions: pd.DataFrame) -> str:
    """Say what the machine found, by what the numbers do."""
    figures = int(mentions["kind"].isin(REPORTED_KINDS).sum())
    cases = int((mentions["kind"] == "case").sum())
    return "\n".join(
        [
            f"- The machine found {count(len(mentions), 'mention')}; it takes {figures} of them for reported figures.",
            f"- It takes {count(cases, 'number')} for part of an individual's account: their words are kept out of the table.",
        ]
    )


def draft_said(agreement: pd.DataFrame) -> str:
    """Say how good the draft is beside the review, with the recall of cases of its own."""
    table = _by_field(agreement)
    if ("draft_reviewed", "span") not in table:
        return "- **Draft only**: no source is reviewed, so nothing can be said about the worth of the draft."
    lines = []
    spans = table["draft_reviewed", "span"]
    lines.append(
        f"- The draft finds {spans['recall']:.1%} of the reviewed mentions (precision {spans['precision']:.1%})."
    )
    if ("draft_reviewed", "span: case") in table:
        cases = table["draft_reviewed", "span: case"]
        lines.append(f"- Of the numbers in individual accounts it recognises {cases['recall']:.1%} as such.")
    return "\n".join(lines)


def coding_said(coded: pd.DataFrame, agreement: pd.DataFrame, *, drafts: bool = False) -> str:
    """Say what is reviewed, what is only draft and where it goes, and how far the blind codings agree."""
    reviewed = coded[coded["status"] == "reviewed"]
    drafted = sorted(set(coded.loc[coded["status"] == "draft", "source_id"]))
    lines = []
    if len(reviewed):
        figures = int(reviewed["kind"].isin(REPORTED_KINDS).sum())
        lines.append(
            f"- {count(len(reviewed), 'mention')} of {count(reviewed['source_id'].nunique(), 'source')} are reviewed; {figures} "
            "of them are reported figures."
        )
    if drafted:
        fate = (
            "asked for by name, so they are let in and marked"
            if drafts
            else "their numbers enter no ledger and no figure"
        )
        lines.append(f"- **Draft only**: {listed([f'`{x}`' for x in drafted])}; {fate}.")
    table = _by_field(agreement)
    if ("first_second", "span") in table:
        spans, kinds = table["first_second", "span"], table["first_second", "kind"]
        lines.append(
            f"- The two blind codings agree on the spans with F1 {spans['f1']:.3f} and on the kind with kappa "
            f"{kinds['kappa']:.3f} (95% interval {kinds['kappa_low']:.3f} to {kinds['kappa_high']:.3f}, n = {kinds['n']})."
        )
    return "\n".join(lines) if lines else "- No mention was found."


def _by_field(agreement: pd.DataFrame) -> dict[tuple[str, str], dict[Any, Any]]:
    return {(row["comparison"], row["field"]): row for row in agreement.to_dict("records")}


def ledger_said(ledger: pd.DataFrame) -> str:
    """Say how many reported figures there are, how many repeat another, and how many are bounds."""
    if ledger.empty:
        return "- The ledger is empty: no coding has been reviewed, and drafts enter only when asked for with `drafts = True`."
    repeats = int(ledger["same_as"].notna().sum())
    bounds = int((ledger["low"].isna() | ledger["high"].isna()).sum())
    covered = int(ledger["coverage_id"].notna().sum())
    undated = int((ledger["period_basis"] == "not_stated").sum())
    lines = [
        f"- {count(len(ledger), 'reported figure')} from {count(ledger['source_id'].nunique(), 'source')}; {repeats} repeat "
        f"another, so {len(ledger) - repeats} stand for themselves.",
        f"- {bounds} of them are bounds only (such as 'more than'), {undated} have no period, and for {covered} the source says "
        "how many forces or bodies they are based on.",
    ]
    drafts = int(ledger["is_draft"].sum())
    if drafts:
        lines.append(
            f"- **{count(drafts, 'row')} are machine drafts** that nobody has reviewed; `is_draft` marks them."
        )
    return "\n".join(lines)


def audit_said(audit: pd.DataFrame, comparability: pd.DataFrame, sensitivity: pd.DataFrame) -> str:
    """Say the verdicts, how many pairs may be compared, and which verdicts depend on a convention."""
    if audit.empty:
        return "- No relation is declared in `data/relations.yml`, so nothing is recomputed."
    verdicts = audit["verdict"].value_counts()
    named = [f"{verdicts[verdict]} {verdict.replace('_', ' ')}" for verdict in VERDICTS if verdict in verdicts]
    lines = [f"- {count(len(audit), 'relation')} recomputed: {listed(named)}."]
    if len(comparability):
        comparable = int(comparability["is_comparable"].sum())
        lines.append(
            f"- Of {count(len(comparability), 'pair')} of figures of one family of measures, {comparable} may be compared as "
            "they stand; for every other pair the table says what differs or is unknown."
        )
    moved = sensitivity[sensitivity["is_moved"]]
    lines.append(
        f"- {count(moved['relation_id'].nunique(), 'verdict')} would change under another convention, in "
        f"{count(len(moved), 'trial')} of {len(sensitivity)}."
    )
    return "\n".join(lines)
