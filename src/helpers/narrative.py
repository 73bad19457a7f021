"""What came out of notebooks 01 to 05, in sentences whose numbers come from the tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.columns import RELATION_GROUPS, REPORTED_KINDS, VERDICTS
from helpers.figures.labels import counted, listed


def sources_said(sources: pd.DataFrame, passages: pd.DataFrame) -> str:
    """Say how many sources there are, what is inferred about them, and how much of them is page furniture."""
    characters = passages["end"] - passages["start"]
    furniture = passages["region"] == "furniture"
    share = characters[furniture].sum() / characters.sum() if len(passages) else 0
    lines = [
        f"- {counted(len(sources), 'source')} with {counted(len(passages), 'passage')}, of which {int(furniture.sum())} are "
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
                    f"- The {words} {verb} for {counted(len(found), 'source')}: {listed([f'`{x}`' for x in found])}."
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
            f"- The machine found {counted(len(mentions), 'mention')}; it takes {figures} of them for reported figures.",
            f"- It takes {counted(cases, 'number')} for part of an individual's account: their words are kept out of the table.",
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


def readers_said(measured: Mapping[str, Any] | None) -> str:
    """Say on what the readers were measured and where our own is weakest, or that nothing was measured.

    Parameters
    ----------
    measured
        The result of the bench ``reading``; None for a corpus that has none.
    """
    if measured is None:
        return (
            "- This corpus has no measurement beside other readers: `make bench` measures on the hand-coded texts "
            "of the repository."
        )
    values = measured["values"]
    ours, *others = values["readers"]
    versions = listed([f"{name} ({reader['version']})" for name, reader in values["readers"].items()])
    lines = [f"- Compared: {versions}. An empty cell: the reader says nothing about that."]
    for name, found in values["f1"].items():
        size, own = values["sets"][name], found[ours]
        weakest = min(own, key=lambda measure: float(own[measure]))
        lines.append(
            f"- Texts {size['in_words']}: {size['texts']} with {counted(size['mentions'], 'mention')}, "
            f"{size['reported_figures']} of them reported figures. {ours.capitalize()} is weakest at "
            f"*{weakest}*: {own[weakest]:.2f}."
        )
    speeds = values["texts_per_second"]
    lines.append(
        f"- Time for one text of 6.5 KB on the machine that was measured: {_milliseconds(speeds[ours])} for {ours}, "
        f"{listed([f'{_milliseconds(speeds[name])} for {name}' for name in others])}."
    )
    return "\n".join(lines)


def _milliseconds(per_second: float) -> str:
    each = 1000 / per_second
    return f"{each:.2g} ms" if each < 100 else f"{each:.0f} ms"


def coding_said(coded: pd.DataFrame, agreement: pd.DataFrame, *, drafts: bool = False) -> str:
    """Say what is reviewed, what is only draft and where it goes, and how far the blind codings agree."""
    reviewed = coded[coded["status"] == "reviewed"]
    drafted = sorted(set(coded.loc[coded["status"] == "draft", "source_id"]))
    lines = []
    if len(reviewed):
        figures = int(reviewed["kind"].isin(REPORTED_KINDS).sum())
        lines.append(
            f"- {counted(len(reviewed), 'mention')} of {counted(reviewed['source_id'].nunique(), 'source')} are reviewed; "
            f"{figures} of them are reported figures."
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
        f"- {counted(len(ledger), 'reported figure')} from {counted(ledger['source_id'].nunique(), 'source')}; {repeats} repeat "
        f"another, so {len(ledger) - repeats} stand for themselves.",
        f"- {bounds} of them are bounds only (such as 'more than'), {undated} have no period, and for {covered} the source says "
        "how many forces or bodies they are based on.",
    ]
    drafts = int(ledger["is_draft"].sum())
    if drafts:
        lines.append(
            f"- **{counted(drafts, 'row')} are machine drafts** that nobody has reviewed; `is_draft` marks them."
        )
    return "\n".join(lines)


def audit_said(audit: pd.DataFrame, comparability: pd.DataFrame, sensitivity: pd.DataFrame) -> str:
    """Say the verdicts by the sort of check, how many pairs may be compared, and which verdicts depend on a convention."""
    if audit.empty:
        return "- No relation is declared in `data/relations.yml`, so nothing is recomputed."
    lines = [f"- {counted(len(audit), 'relation')}, by what sort of check they are:"]
    for group in RELATION_GROUPS:
        verdicts = audit.loc[audit["group"] == group, "verdict"].value_counts()
        if len(verdicts):
            named = [_verdicts_said(int(verdicts[verdict]), verdict) for verdict in VERDICTS if verdict in verdicts]
            said = "" if group in _NOTHING_TO_CHECK else f": {listed(named)}"
            lines.append(f"    - {counted(int(verdicts.sum()), *_GROUPS[group])}{said}.")
    resting = int((audit["holds_if"].notna() & audit["verdict"].isin(_HELD) & (audit["group"] != "repeat")).sum())
    if resting:
        lines.append(
            f"- {counted(resting, 'of these verdicts holds', 'of these verdicts hold')} only if what is inferred holds; each "
            "names it."
        )
    if len(comparability):
        lines.append(_pairs_said(comparability))
    moved = sensitivity[sensitivity["is_moved"]]
    lines.append(
        f"- {counted(moved['relation_id'].nunique(), 'verdict')} would change under another convention, in {len(moved)} of "
        f"{counted(len(sensitivity), 'trial')} in which the convention changes an interval of the relation"
        f"{':' if len(moved) else '.'}"
    )
    named_by = {row["relation_id"]: row for row in audit.to_dict("records")}
    lines += [f"    - {_moved_said(named_by[row['relation_id']], row)}" for row in moved.to_dict("records")]
    return "\n".join(lines)


_HELD = VERDICTS[:4]
_NOTHING_TO_CHECK = ("implied", "not_checkable")
_GROUPS = {
    "repeat": (
        "figure is told twice in one source (agreement is no evidence)",
        "figures are told twice in one source (agreement is no evidence)",
    ),
    "restatement": (
        "figure is held against the same told elsewhere or in rounder words",
        "figures are held against the same told elsewhere or in rounder words",
    ),
    "arithmetic": ("claim is recomputed from other figures", "claims are recomputed from other figures"),
    "bound": (
        "figure must be a part of another, or larger or smaller",
        "figures must be a part of another, or larger or smaller",
    ),
    "implied": (
        "value is implied by the sources, which state nothing to hold it against",
        "values are implied by the sources, which state nothing to hold them against",
    ),
    "not_checkable": (
        "question can be asked and not be computed; the table says what is missing",
        "questions can be asked and not be computed; the table says what is missing",
    ),
}


def _plain(term: str) -> str:
    return term.replace("_", " ")


def _verdicts_said(n: int, verdict: str) -> str:
    first, _, rest = _plain(verdict).partition(" ")
    if first in ("agrees", "differs"):
        first = first if n == 1 else first.removesuffix("s")
        return f"{n} {first} {rest}".rstrip()
    return f"{n} {'is' if n == 1 else 'are'} {first} {rest}"


def _pairs_said(comparability: pd.DataFrame) -> str:
    comparable = int(comparability["is_comparable"].sum())
    inferred = int(comparability["comparable_if"].notna().sum())
    one_period = comparability["relation_in_time"] == "same_period"
    alike = int((one_period & comparability["differs_in"].isna()).sum())
    return (
        f"- Of {counted(len(comparability), 'pair')} of figures of one family of measures, {comparable or 'none'} may be "
        f"compared over time by what the sources state, and {inferred or 'none'} "
        f"{'more ' if comparable and inferred else ''}if what is "
        f"inferred holds. {counted(int(one_period.sum()), 'pair is', 'pairs are')} of one and the same period and show no course "
        f"over time; {alike or 'none'} of these {'tells' if alike == 1 else 'tell'} one thing twice. For every other pair the "
        "table says what differs or is unknown."
    )


def _moved_said(relation: dict[Any, Any], trial: dict[Any, Any]) -> str:
    """Say a verdict that moves, by its claim and question, and under which reading."""
    setting, convention = _plain(trial["other_setting"]), _plain(trial["convention_id"])
    reading = f"read strictly ({convention}: {setting})" if setting in ("0", "exact") else f"{convention} is {setting}"
    claim = " ".join(str(relation["claim_quote"]).split())
    return (
        f"\u201c{claim}\u201d: {_plain(trial['verdict'])}, but {_plain(trial['other_verdict'])} if {reading}. "
        f"{relation['question']}"
    )
