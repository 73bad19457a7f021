"""What notebook 09 says: shares of a platform and figures on imagery, with every number from the tables or from a cited fact."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from helpers.context import Context
from helpers.errors import UserError
from helpers.figures.labels import counted, listed, number, percent, period, plain, quoted, rows
from helpers.figures.platform_shares import SHARES_OF, TOTALS_OF
from helpers.intervals import exact
from helpers.ledger import without_repeats
from helpers.ledger_rows import Period
from helpers.selection import figure, figures
from helpers.stories.reading_tables import measures_of
from helpers.stories.selecting import Row, pair, relation
from helpers.stories.verdicts import aspect_words, verdicts_said, why_apart
from helpers.vocabulary import Vocabulary

MATERIAL = "self_generated_material"
SHARES, TOTALS, IMAGES, ABUSE_MATERIAL = (
    "platform_shares",
    "recorded_online_offences",
    "image_sharing_by_children",
    "abuse_material",
)
ABOUT_SHARES = ("platform_share_rose", "platform_share_rise_in_points", "platform_cases_in_lockdown")
ABOUT_IMAGERY = ("self_generated_material_rise", "baseline_implied_by_rise", "charges_more_than_halved")


def shares(ledger: pd.DataFrame) -> list[Row]:
    """Return the shares of the platform, the earlier period first."""
    return sorted(figures(ledger, measure=SHARES_OF), key=lambda row: str(row["period_start"]))


def earlier_and_later(ledger: pd.DataFrame) -> tuple[Row, Row]:
    """Return the two shares of the platform.

    Raises
    ------
    UserError
        If there are not exactly two.
    """
    found = shares(ledger)
    if len(found) != 2:
        raise UserError(
            f"data/tables/ledger.csv: {len(found)} figures with measure {SHARES_OF}, where two are compared; "
            "change the notebook with the sources"
        )
    return found[0], found[1]


def total_beside(ledger: pd.DataFrame, share: Row) -> Row:
    """Return the total of recorded offences in the period of a share."""
    return figure(ledger, measure=TOTALS_OF, period_start=share["period_start"], period_end=share["period_end"])


def question_said(ledger: pd.DataFrame) -> str:
    """Put the question with the shares and the total as written."""
    before, after = earlier_and_later(ledger)
    total = total_beside(ledger, after)
    return (
        f"{after['published_by']} writes that Instagram was a factor in {quoted(after['quote'])} of online grooming "
        "cases "
        f"in {period(after['period_start'], after['period_end'])}, compared with {quoted(before['quote'])} in "
        f"{period(before['period_start'], before['period_end'])}; and that {quoted(total['quote'])} offences of sexual "
        "communication with a child "
        "were recorded in the later period. It is tempting to multiply. **Of which cases are the shares shares?**"
    )


def at_most(audit: pd.DataFrame) -> int:
    """Return the most offences that the later share can stand for, if it were a share of all recorded ones."""
    return math.floor(float(relation(audit, "platform_cases_in_lockdown")["computed_high"]))


def prediction_said(audit: pd.DataFrame) -> str:
    """Say what comes out of the guess; the upper end that follows is left to an exercise."""
    row = relation(audit, "platform_cases_in_lockdown")
    return (
        f"it cannot be said: only an upper end follows, and an exercise below asks for it; missing is {row['missing']}"
    )


def what_if(ledger: pd.DataFrame, known: Sequence[float]) -> pd.DataFrame:
    """Return how many offences a month would involve the platform if it were known in a part of all recorded offences.

    Parameters
    ----------
    ledger
        Columns of :data:`helpers.columns.LEDGER`.
    known
        Parts of the offences in which the platform is known, from 0 to 1.

    Returns
    -------
    pandas.DataFrame
        ``known`` (a percentage in words), ``before`` and ``after`` (a range of offences a month, in words).

    Raises
    ------
    UserError
        If a part is not between 0 and 1.
    """
    wrong = [part for part in known if not 0 < part <= 1]
    if wrong:
        raise UserError(f"platform_known: {wrong[0]} is not a part of the offences; give numbers above 0, up to 1")
    before, after = earlier_and_later(ledger)
    return pd.DataFrame(
        [
            {"known": percent(part), "before": _a_month(ledger, before, part), "after": _a_month(ledger, after, part)}
            for part in known
        ],
        columns=["known", "before", "after"],
    )


def _monthly(ledger: pd.DataFrame, share: Row) -> Fraction:
    total = total_beside(ledger, share)
    months = Period(total["period_start"], total["period_end"]).months
    if not months:
        raise UserError(f"data/tables/ledger.csv: the period of {total['mention_id']} does not consist of whole months")
    return exact(total["value"]) / months


def _a_month(ledger: pd.DataFrame, share: Row, part: float) -> str:
    offences = _monthly(ledger, share) * exact(part)
    low, high = (float(offences * exact(share[end])) for end in ("low", "high"))
    return number(round(low)) if low == high else f"{number(math.floor(low))} to {number(math.ceil(high))}"


def least_known_ratio(ledger: pd.DataFrame) -> float:
    """Return how many times as often the platform must be known later as before, for as many offences to involve it."""
    before, after = earlier_and_later(ledger)
    return float(_monthly(ledger, before) * exact(before["value"]) / (_monthly(ledger, after) * exact(after["value"])))


def known_ratios(ledger: pd.DataFrame) -> tuple[float, float]:
    """Return the least and the greatest `least_known_ratio` that the rounding of both shares leaves possible."""
    before, after = earlier_and_later(ledger)
    earlier, later = _monthly(ledger, before), _monthly(ledger, after)
    return (
        float(earlier * exact(before["low"]) / (later * exact(after["high"]))),
        float(earlier * exact(before["high"]) / (later * exact(after["low"]))),
    )


def what_if_said(ledger: pd.DataFrame) -> str:
    """Say when the number of offences would have fallen while the share rose."""
    low, high = known_ratios(ledger)
    if low > 1:
        as_often = "fell while the share rose, as far as rounding lets one say"
    elif high < 1:
        as_often = "rose"
    else:
        as_often = "cannot be told to have risen or fallen, as the shares are rounded"
    return (
        "Compare within a row. If the same forces stand behind both totals, which is not stated, and the platform was "
        f"known as often in both periods, the number a month {as_often}. If it was known less than about "
        f"{_range(low, high)} as often later (a range, as the shares are rounded), the number **fell while the share "
        "rose**. The source does not say how often it was known, so a rise in the share is not a rise in the number."
    )


def _range(low: float, high: float) -> str:
    """Write two parts as a range of percentages, one where they are the same to the whole."""
    ends = [percent(end, 0) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def shares_said(ledger: pd.DataFrame, audit: pd.DataFrame, comparability: pd.DataFrame) -> str:
    """Say what the shares allow."""
    before, after = earlier_and_later(ledger)
    apart = pair(comparability, before, after)
    lines = [
        f"- {quoted(after['quote'])} is read as {percent(after['low'], 1)} to {percent(after['high'], 1)}, "
        f"{quoted(before['quote'])} as "
        f"{percent(before['low'], 1)} to {percent(before['high'], 1)}. In relative terms the share grew by "
        f"{percent(relative_rise(ledger), 0)} ({_range(*relative_rises(ledger))}, as the shares are rounded); in "
        "percentage points it is the difference of the two. Both are right, and the first sounds larger.",
        f"- {why_apart(apart)} " + _may_be_compared(apart),
        verdicts_said(audit, ABOUT_SHARES),
    ]
    return "\n".join(lines)


def _may_be_compared(apart: Row) -> str:
    if apart["is_comparable"]:
        return "The two may be compared."
    if apart["comparable_if"]:
        inferred = listed([aspect_words(name) for name in apart["comparable_if"].split("; ")])
        return f"The two may be compared if what is inferred holds: {inferred}."
    return "The two may not be compared."


def relative_rise(ledger: pd.DataFrame) -> float:
    """Return by what part of itself the share rose, from the printed values."""
    before, after = earlier_and_later(ledger)
    return float(exact(after["value"]) / exact(before["value"]) - 1)


def relative_rises(ledger: pd.DataFrame) -> tuple[float, float]:
    """Return the smallest and the largest part of itself by which the share can have risen, as both are rounded."""
    before, after = earlier_and_later(ledger)
    return (
        float(exact(after["low"]) / exact(before["high"]) - 1),
        float(exact(after["high"]) / exact(before["low"]) - 1),
    )


def differing(ledger: pd.DataFrame, comparability: pd.DataFrame) -> list[str]:
    """Return the aspects in which the two shares surely differ."""
    apart = pair(comparability, *earlier_and_later(ledger))
    return [
        name.removesuffix("_relation")
        for name, value in apart.items()
        if name.endswith("_relation") and value == "different"
    ]


# Imagery


def imagery_measures(vocabulary: Vocabulary) -> list[str]:
    """Return the measures of imagery."""
    return measures_of(vocabulary, (ABUSE_MATERIAL, IMAGES))


def imagery(ledger: pd.DataFrame, audit: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the figures on imagery with what each counts and what the audit misses, for reading side by side.

    Returns
    -------
    pandas.DataFrame
        ``quote``, ``sort`` (a change or a number), ``counted`` (measure and unit), ``period``, ``compared_with``,
        ``counted_by``, ``verdict`` and ``missing``.
    """
    about = {row["claim_id"]: row for row in rows(audit) if row["relation_id"] in ABOUT_IMAGERY}
    wanted = imagery_measures(vocabulary)
    told = [row for name in wanted for row in rows(without_repeats(ledger)) if row["measure"] == name]
    return pd.DataFrame(
        [
            {
                "quote": quoted(row["quote"]),
                "sort": f"{row['direction'] or 'change'} of" if row["kind"] == "change" else "number of",
                "counted": f"{vocabulary.label(row['measure'])} (unit: {row['unit'] or 'not stated'})",
                "period": period(row["period_start"], row["period_end"]) or "not stated",
                "compared_with": (period(row["baseline_start"], row["baseline_end"]) or "not stated")
                if row["kind"] == "change"
                else "",
                "counted_by": vocabulary.label(row["counted_by"]) or "not stated",
                "verdict": plain(about[row["mention_id"]]["verdict"])
                if row["mention_id"] in about
                else "no claim to check",
                "missing": about[row["mention_id"]]["missing"] or "" if row["mention_id"] in about else "",
            }
            for row in told
        ],
        columns=["quote", "sort", "counted", "period", "compared_with", "counted_by", "verdict", "missing"],
    )


def imagery_said(ledger: pd.DataFrame, audit: pd.DataFrame, comparability: pd.DataFrame, vocabulary: Vocabulary) -> str:
    """Say what the figures on imagery allow."""
    ids = {row["mention_id"] for name in imagery_measures(vocabulary) for row in figures(ledger, measure=name)}
    pairs = [row for row in rows(comparability) if {row["mention_id_a"], row["mention_id_b"]} <= ids]
    fit = sum(bool(row["is_comparable"] or row["comparable_if"]) for row in pairs)
    return "\n".join(
        [
            f"- {counted(len(ids), 'figure')}; of the {counted(len(pairs), 'pair')} within one family "
            f"{number(fit) if fit else 'none'} may be "
            "compared, and figures of different families have nothing in common but the word image. So they stand in a "
            "table and not on an axis.",
            verdicts_said(audit, ABOUT_IMAGERY),
        ]
    )


def implied_baseline(ledger: pd.DataFrame, context: Context) -> float:
    """Return the earlier amount that the stated rise would imply, from the later amount that another publication gives."""
    rise = figure(ledger, measure=MATERIAL, kind="change")
    return float(exact(context.figure("self_generated_at_the_iwf").value) / (1 + exact(rise["value"])))


def came_out(ledger: pd.DataFrame, audit: pd.DataFrame, vocabulary: Vocabulary, context: Context) -> str:
    """Say what came out of the notebook."""
    before, after = earlier_and_later(ledger)
    own = [row for name in (SHARES_OF, *imagery_measures(vocabulary)) for row in figures(ledger, measure=name)]
    about = [relation(audit, name) for name in (*ABOUT_SHARES, *ABOUT_IMAGERY)]
    holds = [row for row in about if row["verdict"].startswith("agrees")]
    denominator = context.fact("platform_share_at_the_nspcc").reference
    return "\n".join(
        [
            f"- {counted(len(own), 'reported figure')} from "
            f"{counted(len({row['source_id'] for row in own}), 'source')}; "
            f"{number(len(holds))} of {counted(len(about), 'relation')} of the audit "
            f"{'agrees' if len(holds) == 1 else 'agree'}, the others cannot be checked: "
            f"{listed(list(dict.fromkeys(quoted(row['claim_quote']) for row in about if row not in holds)))}.",
            f"- What may be said{_if_inferred(audit)}: where a platform was recorded, Instagram's part was larger in "
            f"{period(after['period_start'], after['period_end'])} "
            f"than over {period(before['period_start'], before['period_end'])}. That the shares are of the cases where "
            f"a platform was recorded does not stand in the source; {denominator.publisher} says so "
            f"([{denominator.title}]({denominator.url})). What may not be said: how many offences that were, and whether "
            "they became more.",
            "- What may be said of imagery: that each body saw a rise or a fall in what it counts. What may not: that "
            "these are one trend.",
        ]
    )


def _if_inferred(audit: pd.DataFrame) -> str:
    held = relation(audit, "platform_share_rose")["holds_if"]
    aspects = listed([aspect_words(name) for name in held.split("; ")]) if held else ""
    return f", if what is inferred of {aspects} holds" if aspects else ""
