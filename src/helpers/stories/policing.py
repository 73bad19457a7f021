"""What notebook 08 says: arrests, referrals, cases and cost, with every number from the tables or from a cited fact."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.context import Context
from helpers.conventions import Conventions
from helpers.figures.labels import counted, listed, number, quoted, rows
from helpers.figures.tree_of_the_320 import ALL, CHOSEN, GROUPS, overlap_of
from helpers.intervals import Interval, exact
from helpers.ledger_rows import read_rows
from helpers.selection import figure
from helpers.stories.reading_tables import measures_of
from helpers.stories.selecting import relation
from helpers.stories.verdicts import verdict_said
from helpers.vocabulary import Vocabulary

REFERRALS, CASES, COST = "industry_referrals", "actionable_cases", "cost_of_child_sexual_abuse"
_HUNDRED = 100
_MONTH = pd.Timedelta(days=365.25 / 12)
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
        "no upper end, so the source does not bound it"
        if row["computed_high"] is None
        else f"at most {_of_hundred(row['computed_high'])}"
    )
    return f"{_of_hundred(row['computed'])} if the printed numbers were exact; as stated, {bound}"


def _of_hundred(quotient: float) -> str:
    return number(float(quotient) * _HUNDRED)


def referrals_said(audit: pd.DataFrame, ledger: pd.DataFrame, conventions: Conventions) -> str:
    """Say what referrals and cases allow, and what a guess about writers would add."""
    quotient = quotient_of(ledger, conventions.with_setting("reach_of_bounds", "next_round_number"))
    lines = [f"- {verdict_said(audit, name)}" for name in ABOUT_REFERRALS]
    if quotient.low is not None and quotient.high is not None:
        lines.append(
            "- If one believes that writers name the last round number below the true one, the quotient lies "
            f"between {_of_hundred(float(quotient.low))} and {_of_hundred(float(quotient.high))} cases for each "
            f"{_HUNDRED} referrals. That is a belief about writers, not a statement of the source."
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


def cases_needed(ledger: pd.DataFrame, for_each_hundred: int) -> float:
    """Return how many cases would be so many for each hundred referrals, if the referrals were as printed."""
    return float(exact(figure(ledger, measure=REFERRALS)["value"]) * for_each_hundred / _HUNDRED)


def may_exceed_referrals(audit: pd.DataFrame) -> bool:
    """Return whether the numbers as stated allow more cases than referrals."""
    high = relation(audit, "cases_for_each_referral")["computed_high"]
    return high is None or high > 1


# Arrests


def arrests_said(audit: pd.DataFrame) -> str:
    """Say what the numbers of arrests allow, with the audit's verdicts."""
    return "\n".join(f"- {verdict_said(audit, name)}" for name in ABOUT_ARRESTS)


def in_both_groups(ledger: pd.DataFrame) -> tuple[float, float]:
    """Return how many of the chosen offenders are in both groups, at least and at most."""
    whole = figure(ledger, measure=CHOSEN, qualifier="exact")["value"]
    parts = [figure(ledger, measure=name)["value"] for name in GROUPS]
    either, _ = overlap_of(whole, parts)
    return float(sum(parts) - (either.high or 0)), float(sum(parts) - (either.low or 0))


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


def people_needed(ledger: pd.DataFrame, per_cent: int) -> float:
    """Return how many people must pose a threat for the arrests to be so many per cent of them."""
    return float(exact(figure(ledger, measure=ALL)["value"]) * _HUNDRED / per_cent)


def cost_said(ledger: pd.DataFrame, context: Context) -> str:
    """Say what the article leaves out of the cost, and how much later the report that says it was published."""
    cost, report = figure(ledger, measure=COST), context.fact("cost_at_the_home_office")
    later = round((pd.Timestamp(str(report.date)) - pd.Timestamp(cost["published_on"])) / _MONTH)
    return (
        f"The report on the estimate, published {counted(later, 'month')} after the article, says that it is of "
        "*contact* abuse; the article, which opens with arrests from a crackdown on abuse *online*, says only “child "
        "sexual abuse”. The article does not say that the one is the cost of the other. A reader may put the two "
        "together all the same."
    )


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
            "what became of the other referrals, they do not show.",
        ]
    )
