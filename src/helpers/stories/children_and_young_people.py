"""What notebook 07 says: children as victims and as suspects, with every number from the tables or from a cited fact."""

from __future__ import annotations

import math
from fractions import Fraction

import pandas as pd

from helpers.ages import Ages
from helpers.context import Context
from helpers.figures.labels import counted, listed, number, percent, quoted, rows
from helpers.intervals import exact
from helpers.ledger_rows import read_rows
from helpers.selection import figure
from helpers.stories.reading_tables import measures_of
from helpers.stories.selecting import Row, pair, relation
from helpers.stories.verdicts import verdict_said, why_apart
from helpers.vocabulary import Vocabulary

ALL_ABUSE, INVESTIGATIONS = "child_sexual_abuse_by_young_people", "investigations_with_child_suspect"
INCIDENTS, CHILDREN, CHARGED = "image_sharing_incidents", "children_sharing_images", "children_charged_image_sharing"
YOUNGEST, FLAGGED = "offences_victim_10_and_under", "cyber_flagged_sexual_offences"
SHARES, AGES, IMAGES = "share_committed_by_children", "victims_by_age", "image_sharing_by_children"
ABOUT_SHARES = ("third_against_more_than_half",)
ABOUT_AGES = (
    "youngest_victims_in_two_sources",
    "share_of_victims_aged_thirteen",
    "young_victims_share",
    "victims_by_age_within_offences",
)
ABOUT_IMAGES = ("baseline_implied_by_rise", "charges_more_than_halved")


def question_said(ledger: pd.DataFrame) -> str:
    """Put the question with the two shares as written."""
    third, half = _shares(ledger)
    return (
        f"{third['published_by']} reports that {quoted(third['quote'])} of child sexual abuse is committed by young "
        f"people themselves. {half['published_by']}, some years later, reports that {quoted(half['quote'])} of "
        "investigations with a child victim concern offences by other children. Both sentences are easy to "
        "remember, and together they seem to tell a story. **Do they?**"
    )


def _shares(ledger: pd.DataFrame) -> tuple[Row, Row]:
    return figure(ledger, measure=ALL_ABUSE), figure(ledger, measure=INVESTIGATIONS)


def points_apart(ledger: pd.DataFrame) -> float:
    """Return by how many percentage points the two shares lie apart at least, as bare numbers."""
    third, half = _shares(ledger)
    if half["low"] is None or third["high"] is None:
        return 0.0
    return float(max(Fraction(0), exact(half["low"]) - exact(third["high"])) * 100)


def prediction_said(ledger: pd.DataFrame, comparability: pd.DataFrame) -> str:
    """Say what comes out of the guess: the bare difference, and what it is worth."""
    said = why_apart(pair(comparability, *_shares(ledger)))
    return f"at least {number(points_apart(ledger), 1)} as bare numbers; as figures of one thing, nothing. {said}"


def shares_said(ledger: pd.DataFrame, comparability: pd.DataFrame, audit: pd.DataFrame) -> str:
    """Say what the two shares allow."""
    third, half = _shares(ledger)
    apart = pair(comparability, third, half)
    lines = [
        f"- {quoted(third['quote'])} is read as {percent(third['low'], 1)} to {percent(third['high'], 1)}; "
        f"{quoted(half['quote'])} as anything above {percent(half['low'], 1)}, with no upper end."
        if third["low"] is not None and half["low"] is not None
        else f"- {quoted(third['quote'])} and {quoted(half['quote'])} are read as bounds.",
        f"- {why_apart(apart)} What nobody states is not taken as equal.",
        *(f"- {verdict_said(audit, name)}" for name in ABOUT_SHARES),
    ]
    return "\n".join(lines)


def width_that_meets(ledger: pd.DataFrame) -> float:
    """Return how wide the first share must be read, as a part of itself, for the second to touch it."""
    third, half = _shares(ledger)
    written = read_rows(ledger)
    # the words mean a third exactly; the table holds its decimal writing
    meant = written[third["mention_id"]].value.limit_denominator(20)
    return float(written[half["mention_id"]].value / meant - 1)


def sure_differences(ledger: pd.DataFrame, comparability: pd.DataFrame) -> list[str]:
    """Return the aspects in which the two shares surely differ, as the table of comparability names them."""
    row = pair(comparability, *_shares(ledger))
    return [
        name.removesuffix("_relation")
        for name, value in row.items()
        if name.endswith("_relation") and name != "period_relation" and value == "different"
    ]


# Ages


def ages_said(named: pd.DataFrame, audit: pd.DataFrame, comparability: pd.DataFrame) -> str:
    """Say what the stated ages allow, with the audit's verdicts."""
    with_count = [row for row in rows(named) if row["count"] is not None]
    ids = {row["count_id"] for row in with_count}
    pairs = [row for row in rows(comparability) if {row["mention_id_a"], row["mention_id_b"]} <= ids]
    fit = sum(bool(row["is_comparable"]) for row in pairs)
    quotes = f" ({listed([quoted(row['count_quote']) for row in with_count])})" if with_count else ""
    verb = "has" if len(with_count) == 1 else "have"
    lines = [
        f"- {counted(len(named), 'age or age group is', 'ages or age groups are')} named; "
        f"{number(len(with_count)) if with_count else 'none'} of them {verb} a count{quotes}."
    ]
    if pairs:
        lines[0] += (
            f" Of the {counted(len(pairs), 'pair')} of these counts, {number(fit) if fit else 'none'} may be compared as "
            "they stand."
        )
    return "\n".join([*lines, *(f"- {verdict_said(audit, name)}" for name in ABOUT_AGES)])


def young_groups(named: pd.DataFrame) -> list[Row]:
    """Return the groups of young ages that have a count and begin with the youngest, in the order of the sources."""
    return [row for row in rows(named) if row["count"] is not None and row["first_age"] == 0]


def ages_in_one_group_only(named: pd.DataFrame) -> list[int]:
    """Return the ages that belong to some of the groups of young ages with a count, but not to all of them."""
    groups: list[set[int]] = [_ages(row).years(0) for row in young_groups(named)]
    if not groups:
        return []
    everywhere = set(groups[0]).intersection(*groups[1:])
    return sorted(set(groups[0]).union(*groups[1:]) - everywhere)


def _ages(row: Row) -> Ages:
    return Ages(int(row["first_age"]), None if row["last_age"] is None else int(row["last_age"]))


def to_make_up(ledger: pd.DataFrame, share: Fraction) -> int:
    """Return how many more offences must be against the youngest for them to be at least a share of the year's total."""
    young = figure(ledger, measure=YOUNGEST)
    same = {name: young[name] for name in ("source_id", "period_start", "kind", "qualifier")}
    total = figure(ledger, measure=FLAGGED, **same)
    return math.ceil(share * exact(total["value"]) - exact(young["value"]))


# Image sharing


def rise_from_outside(ledger: pd.DataFrame, context: Context) -> float:
    """Return the rise of incidents, in per cent, from the earlier number that another publication gives."""
    before = exact(context.figure("image_sharing_baseline").value)
    return float((exact(figure(ledger, measure=INCIDENTS)["value"]) / before - 1) * 100)


def images_said(ledger: pd.DataFrame, audit: pd.DataFrame, context: Context) -> str:
    """Say what the figures on image sharing allow, and what others publish about the same."""
    return "\n".join(
        [
            *(f"- {verdict_said(audit, name)}" for name in ABOUT_IMAGES),
            f"- {implied_against_outside(audit, context)}",
            f"- {charges_against_outside(ledger, context)}",
        ]
    )


def implied_against_outside(audit: pd.DataFrame, context: Context) -> str:
    """Hold the implied earlier number against the one that another publication gives."""
    row, outside = relation(audit, "baseline_implied_by_rise"), context.figure("image_sharing_baseline")
    is_inside = row["computed_low"] <= outside.value <= row["computed_high"]
    return (
        f"Another publication of the same data gives {number(outside.value)} for the earlier year, which lies "
        f"{'inside' if is_inside else 'outside'} the {number(math.ceil(row['computed_low']))} to "
        f"{number(math.floor(row['computed_high']))} that the rise would imply if it were said of incidents. "
        + (
            "So the rise was most likely one of incidents, and our source wrote of children: the difference lay in "
            "the unit, not in the arithmetic. Without the other publication this could not be known."
            if is_inside
            else "So the rise and the number most likely do not belong to one series."
        )
    )


def charges_against_outside(ledger: pd.DataFrame, context: Context) -> str:
    """Hold the fall in charges against the counts that another publication gives."""
    claim = figure(ledger, measure=CHARGED)
    before, after = (context.figure(name).value for name in ("charges_before", "charges_after"))
    change = exact(after) / exact(before) - 1
    is_kept = claim["high"] is not None and change < exact(claim["high"])
    return (
        f"{quoted(claim['quote'])} comes without numbers. Another publication gives {number(after)} charges after "
        f"{number(before)}, a fall of {percent(abs(float(change)), 1)}, which "
        f"{'keeps' if is_kept else 'does not keep'} the bound. How many of these cases were closed with Outcome 21 "
        "instead is not among these numbers."
    )


def came_out(ledger: pd.DataFrame, named: pd.DataFrame, audit: pd.DataFrame, vocabulary: Vocabulary) -> str:
    """Say what came out of the notebook: figures, sources, verdicts, and what is left open."""
    measures = measures_of(vocabulary, (SHARES, AGES, IMAGES))
    own = [row for row in rows(ledger) if row["measure"] in measures and row["same_as"] is None]
    about = [relation(audit, name) for name in (*ABOUT_SHARES, *ABOUT_AGES, *ABOUT_IMAGES)]
    bare = [row for row in about if row["verdict"] in ("not_comparable", "not_checkable")]
    return "\n".join(
        [
            f"- {counted(len(own), 'reported figure')} from "
            f"{counted(len({row['source_id'] for row in own}), 'source')}, and "
            f"{counted(len(named), 'stated age or age group', 'stated ages or age groups')}.",
            f"- {counted(len(about), 'relation')} of the audit; "
            + ("none" if len(bare) == len(about) else number(len(about) - len(bare)))
            + " of them can be checked and compared as it stands.",
            "- What the sources say of children as suspects are shares of different wholes; what they say of "
            "children as victims are counts without a total. No trend and no distribution of ages follows from "
            "them.",
        ]
    )
