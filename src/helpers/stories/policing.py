"""What notebook 08 says: arrests, referrals, cases and cost, with every number from the tables or from a cited fact."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.conventions import Conventions
from helpers.figures.labels import counted, listed, number, percent, quoted, rows
from helpers.figures.tree_of_the_320 import CHOSEN, GROUPS, overlap_of
from helpers.intervals import Interval
from helpers.ledger_rows import read_rows
from helpers.selection import figure
from helpers.stories.reading_tables import measures_of
from helpers.stories.selecting import relation
from helpers.stories.verdicts import verdict_said
from helpers.vocabulary import Vocabulary

REFERRALS, CASES, COST = "industry_referrals", "actionable_cases", "cost_of_child_sexual_abuse"
FAMILIES = ("referrals_and_cases", "arrests", "children_protected", "police_resources", "threat_estimates", "cost")
ABOUT_REFERRALS = ("cases_for_each_referral",)
ABOUT_ARRESTS = (
    "arrests_in_round_number",
    "most_dangerous_among_all_arrests",
    "groups_within_arrests",
    "high_harm_share",
)
ABOUT_THE_REST = (
    "children_safeguarded_for_each_arrest",
    "victims_for_each_suspect",
    "children_protected_in_two_operations",
    "arrests_against_threat",
    "cost_for_each_victim",
)


def question_said(ledger: pd.DataFrame) -> str:
    """Put the question with referrals and cases as written."""
    referrals, cases = figure(ledger, measure=REFERRALS), figure(ledger, measure=CASES)
    return (
        f"{referrals['published_by']} reports {quoted(referrals['quote'])} referrals from the technology industry, "
        f"said to have led to {quoted(cases['quote'])} actionable cases, and it counts arrests. **What do such "
        "numbers say about the work of the police, and what do they leave out?**"
    )


def prediction_said(audit: pd.DataFrame) -> str:
    """Say what comes out of the guess: the printed quotient, and whether the source bounds it."""
    row = relation(audit, "cases_for_each_referral")
    bound = (
        "no upper end, so the source bounds no share"
        if row["computed_high"] is None
        else f"at most {percent(row['computed_high'], 1)}"
    )
    return f"{percent(row['computed'], 1)} if the printed numbers were exact; as stated, {bound}"


def referrals_said(audit: pd.DataFrame, ledger: pd.DataFrame, conventions: Conventions) -> str:
    """Say what referrals and cases allow, and what a guess about writers would add."""
    quotient = quotient_of(ledger, conventions.with_setting("reach_of_bounds", "next_round_number"))
    lines = [f"- {verdict_said(audit, name)}" for name in ABOUT_REFERRALS]
    if quotient.low is not None and quotient.high is not None:
        lines.append(
            "- If one believes that writers name the last round number below the true one, the quotient lies "
            f"between {percent(float(quotient.low), 1)} and {percent(float(quotient.high), 1)}. That is a belief "
            "about writers, not a statement of the source."
        )
    return "\n".join(lines)


def quotient_of(ledger: pd.DataFrame, conventions: Conventions) -> Interval:
    """Return actionable cases over referrals as an interval, by some conventions."""
    readable = read_rows(ledger)
    cases, referrals = (
        readable[figure(ledger, measure=measure)["mention_id"]].reading(conventions).interval
        for measure in (CASES, REFERRALS)
    )
    return cases / referrals


def most_cases_for_each_hundred(ledger: pd.DataFrame, conventions: Conventions) -> float:
    """Return the most cases for each hundred referrals if both numbers lie below the next round one."""
    high = quotient_of(ledger, conventions.with_setting("reach_of_bounds", "next_round_number")).high
    return float("inf") if high is None else float(high * 100)


def may_exceed_referrals(audit: pd.DataFrame) -> bool:
    """Return whether the numbers as stated allow more cases than referrals."""
    high = relation(audit, "cases_for_each_referral")["computed_high"]
    return high is None or high > 1


# Arrests


def arrests_said(audit: pd.DataFrame) -> str:
    """Say what the numbers of arrests allow, with the audit's verdicts."""
    return "\n".join(f"- {verdict_said(audit, name)}" for name in ABOUT_ARRESTS)


def in_neither_group(ledger: pd.DataFrame) -> tuple[float, float]:
    """Return how many of the chosen offenders are in neither group, at least and at most."""
    whole = figure(ledger, measure=CHOSEN, qualifier="exact")["value"]
    _, neither = overlap_of(whole, [figure(ledger, measure=name)["value"] for name in GROUPS])
    return float(neither.low or 0), float(neither.high or 0)


def told_twice(ledger: pd.DataFrame, comparability: pd.DataFrame, family: str) -> list[str]:
    """Return the quotes of the figures of a family that share definition and period with another: one thing told twice."""
    quotes = {row["mention_id"]: str(row["quote"]) for row in rows(ledger)}
    pairs = [
        row
        for row in rows(comparability)
        if row["family"] == family
        and all(row[f"{aspect}_relation"].startswith("same") for aspect in ("definition", "period"))
    ]
    return sorted({quotes[row[f"mention_id_{side}"]] for row in pairs for side in "ab"})


# The rest


def rest_said(audit: pd.DataFrame) -> str:
    """Say what children protected, the threat and the cost allow, with the audit's verdicts."""
    return "\n".join(f"- {verdict_said(audit, name)}" for name in ABOUT_THE_REST)


def most_of_threat(audit: pd.DataFrame) -> float:
    """Return the greatest part of the assessed people that the arrests can be, in per cent."""
    return float(relation(audit, "arrests_against_threat")["computed_high"]) * 100


def bounds_only(ledger: pd.DataFrame, vocabulary: Vocabulary, families: Iterable[str] = FAMILIES) -> list[str]:
    """Return the quotes of the figures on policing that are bounds without another end."""
    measures = set(measures_of(vocabulary, families))
    own = [row for row in rows(ledger) if row["measure"] in measures and row["same_as"] is None]
    return [str(row["quote"]) for row in own if row["low"] is None or row["high"] is None]


def came_out(ledger: pd.DataFrame, audit: pd.DataFrame, comparability: pd.DataFrame, vocabulary: Vocabulary) -> str:
    """Say what came out of the notebook: figures, bounds, verdicts, and what is left open."""
    measures = set(measures_of(vocabulary, FAMILIES))
    own = [row for row in rows(ledger) if row["measure"] in measures and row["same_as"] is None]
    bounds = bounds_only(ledger, vocabulary)
    about = [relation(audit, name) for name in (*ABOUT_REFERRALS, *ABOUT_ARRESTS, *ABOUT_THE_REST)]
    agree = [row for row in about if row["verdict"].startswith("agrees")]
    pairs = [row for row in rows(comparability) if row["family"] == "arrests"]
    fit = sum(bool(row["is_comparable"]) for row in pairs)
    return "\n".join(
        [
            f"- {counted(len(own), 'reported figure')} on policing from "
            f"{counted(len({row['source_id'] for row in own}), 'source')}; {number(len(bounds))} of them are bounds "
            f"without another end ({listed([quoted(quote) for quote in bounds])}).",
            f"- {counted(len(about), 'relation')} of the audit: {number(len(agree))} agree, "
            f"{number(len(about) - len(agree))} cannot be checked or compared.",
            f"- Of the {counted(len(pairs), 'pair')} of figures on arrests, {number(fit) if fit else 'none'} may be "
            "compared as they stand.",
            "- The numbers show what was done and told. How much abuse there is, how many offenders there are and "
            "what part of the referrals was of use, they do not show.",
        ]
    )
