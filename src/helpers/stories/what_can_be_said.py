"""What notebook 10 says: headlines beside what their numbers support, and what would be needed to say more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from helpers import audit as auditing
from helpers.columns import COMPARABILITY_ASPECTS
from helpers.context import Context, Fact, OutsideFigure
from helpers.conventions import Conventions
from helpers.errors import UserError
from helpers.figures.labels import (
    counted,
    day_or_month,
    listed,
    number,
    percent,
    period,
    plain,
    quoted,
    rows,
    source_labels,
)
from helpers.ledger import without_repeats
from helpers.relations import Relation
from helpers.selection import figures
from helpers.stories.selecting import Row, relation
from helpers.stories.verdicts import aspect_words
from helpers.vocabulary import Vocabulary

HOLDS: Final = ("agrees", "agrees_by_rounding", "agrees_by_truncation")
ASPECTS: Final = tuple(name for name in COMPARABILITY_ASPECTS if name != "period")
REPEAT: Final = "repeat"
BEGINS: Final = {
    "cyber_flagged_sexual_offences": "cyber_flag",
    "sexual_communication_offences": "sexual_communication",
}
"""Measures that a rule made countable, each with the fact in data/context.yml that is the rule."""


@dataclass(frozen=True, slots=True)
class Headline:
    """What a headline lets a reader believe, and the relations that say what its numbers support.

    Attributes
    ----------
    belief
        A sentence without numbers; nobody wrote it, it is what a hurried reader may take away.
    relation_ids
        Relations of the audit whose claims stand in the source.
    """

    belief: str
    relation_ids: tuple[str, ...]


HEADLINES: Final = (
    Headline(
        "Police know how many sex offences against children involve the internet, and it is thousands a year.",
        ("forces_asked_of_all", "same_year_in_two_sources"),
    ),
    Headline(
        "Ever more children possess and share sexual images.",
        ("baseline_implied_by_rise", "charges_more_than_halved"),
    ),
    Headline(
        "That many children are abused online in the UK each day, and twice as many as a few years before.",
        ("offences_a_day_from_year", "doubled_from_exact_totals"),
    ),
    Headline(
        "The most dangerous offenders are off the streets.",
        ("most_dangerous_among_all_arrests", "high_harm_share", "arrests_against_threat"),
    ),
    Headline(
        "More children than before commit serious sexual abuse, and by now they commit most of it.",
        ("third_against_more_than_half",),
    ),
)


def headlines(
    audit: pd.DataFrame, sources: pd.DataFrame, declared: Sequence[Headline] = HEADLINES, *, publisher: str = ""
) -> pd.DataFrame:
    """Return each headline beside the belief it allows, what its numbers support, and the verdicts.

    Parameters
    ----------
    audit, sources
        Tables.
    declared
        Beliefs with their relations; the source of each follows from the claims.
    publisher
        Only the rows of this publisher; '' for all.

    Returns
    -------
    pandas.DataFrame
        A row for each relation: ``source``, ``headline``, ``belief`` (in the first row of a headline only), ``question``,
        ``verdict`` and ``reason``, in order of publication.

    Raises
    ------
    UserError
        If a belief's claims stand in more than one source, a source has no belief, or there is no such publisher.
    """
    labels = source_labels(sources)
    of_source: dict[str, Headline] = {}
    for headline in declared:
        found = {relation(audit, name)["claim_id"].rpartition(":")[0] for name in headline.relation_ids}
        if len(found) != 1 or found & of_source.keys():
            raise UserError(
                f"the relations {', '.join(headline.relation_ids)} make claims of {listed(sorted(found))}; "
                "a headline's relations must be claims of one source, and each source has one headline"
            )
        of_source[found.pop()] = headline
    register = sorted(rows(sources), key=lambda row: str(row["published_on"] or "9"))
    left_out = [labels[row["source_id"]] for row in register if row["source_id"] not in of_source]
    if left_out:
        raise UserError(f"{listed(left_out)}: no headline is declared for it; add one with its relations")
    if publisher and publisher not in {row["publisher"] for row in register}:
        names = ", ".join(str(row["publisher"]) for row in register)
        raise UserError(f"publisher: {publisher!r} is not in data/tables/sources.csv; the publishers are {names}")
    return pd.DataFrame(
        [
            row
            for source in register
            if publisher in ("", source["publisher"])
            for row in _headline(source, labels[source["source_id"]], of_source[source["source_id"]], audit)
        ],
        columns=["source", "headline", "belief", "question", "verdict", "reason"],
    )


def _headline(source: Row, label: str, headline: Headline, audit: pd.DataFrame) -> list[dict[str, str]]:
    told = {"source": label, "headline": source["title"] or "no title", "belief": headline.belief}
    made = []
    for place, name in enumerate(headline.relation_ids):
        row = relation(audit, name)
        first = told if place == 0 else dict.fromkeys(told, "")
        made.append(
            first | {"question": row["question"], "verdict": verdict_in_words(row), "reason": reason_in_words(row)}
        )
    return made


def reason_in_words(row: Row) -> str:
    """Return the reason of a verdict, without its condition where the words of the verdict name it already."""
    reason = str(row["reason"] or "")
    return reason.partition(auditing.CONDITION)[0].rstrip() if row["verdict"] in HOLDS and row["holds_if"] else reason


def verdict_in_words(row: Row) -> str:
    """Write a verdict, with what differs, is missing or only inferred where that is the reason."""
    words = plain(row["verdict"])
    if row["verdict"] == "not_comparable" and row["differs_in"]:
        return f"{words}: differs in {_aspects(row['differs_in'])}"
    if row["verdict"] == "not_checkable" and row["missing"]:
        return f"{words}: missing is {row['missing']}"
    if row["verdict"] in HOLDS and row["holds_if"]:
        return f"{words}, if what is inferred holds: {_aspects(row['holds_if'])}"
    return words


def _aspects(cell: str) -> str:
    return listed([aspect_words(name) for name in cell.split("; ")])


def n_that_hold(audit: pd.DataFrame) -> int:
    """Return how many relations of the audit agree in one of the three ways."""
    return int(audit["verdict"].isin(HOLDS).sum())


def n_repeats(audit: pd.DataFrame) -> int:
    """Return how many of the relations that agree only hold a figure against its own repetition."""
    return int((audit["verdict"].isin(HOLDS) & (audit["group"] == REPEAT)).sum())


def prediction_said(audit: pd.DataFrame) -> str:
    """Say what comes out of the guess."""
    tally = [(verdict, int((audit["verdict"] == verdict).sum())) for verdict in audit["verdict"].unique()]
    return (
        f"{n_that_hold(audit)} of {len(audit)}, and {n_repeats(audit)} of these only because a figure is told twice; "
        + listed([f"{plain(verdict)} {n}" for verdict, n in tally])
    )


def tally(audit: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return how many relations of each source's claims have which verdict.

    Returns
    -------
    pandas.DataFrame
        ``source`` and a column for each verdict that occurs, in words; the last row is the sum.
    """
    labels = source_labels(sources)
    verdicts = list(dict.fromkeys(audit["verdict"]))
    made = []
    for source in sorted(rows(sources), key=lambda row: str(row["published_on"] or "9")):
        own = audit[audit["claim_id"].str.rpartition(":")[0] == source["source_id"]]
        counts = {verdict: int((own["verdict"] == verdict).sum()) for verdict in verdicts}
        made.append({"source": labels[source["source_id"]], **counts})
    made.append({"source": "all", **{verdict: int((audit["verdict"] == verdict).sum()) for verdict in verdicts}})
    return pd.DataFrame(made, columns=["source", *verdicts])


def verdict_columns(table: pd.DataFrame) -> dict[str, str]:
    """Return the columns of a tally with their headings."""
    return {str(name): plain(str(name)) for name in table.columns}


def can_be_said(audit: pd.DataFrame) -> pd.DataFrame:
    """Return the relations that agree, those left out in which a figure is only told twice: question, claim, verdict, reason."""
    return _shown(audit[audit["verdict"].isin(HOLDS) & (audit["group"] != REPEAT)])


def cannot_be_said(audit: pd.DataFrame) -> pd.DataFrame:
    """Return the relations that can be neither confirmed nor denied, with what would be needed."""
    return _shown(audit[~audit["verdict"].isin(HOLDS)])


def _shown(found: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "question": row["question"],
                "claim": quoted(row["claim_quote"]),
                "verdict": verdict_in_words(row) if row["verdict"] in HOLDS else plain(row["verdict"]),
                "needed": _needed(row),
                "reason": reason_in_words(row),
            }
            for row in rows(found)
        ],
        columns=["question", "claim", "verdict", "needed", "reason"],
    )


def _needed(row: Row) -> str:
    if row["missing"]:
        return str(row["missing"])
    return f"figures that do not differ in {_aspects(row['differs_in'])}" if row["differs_in"] else ""


# Pairs


def apart(comparability: pd.DataFrame) -> pd.DataFrame:
    """Return in how many pairs of figures of one family each aspect differs for certain, and in how many nobody states it.

    Returns
    -------
    pandas.DataFrame
        ``aspect``, ``in_words``, ``different``, ``unknown``, the aspect that differs in most pairs first.
    """
    made = [
        {
            "aspect": name,
            "in_words": aspect_words(name),
            "different": _n(comparability, name, "different"),
            "unknown": _n(comparability, name, "unknown"),
        }
        for name in ASPECTS
    ]
    made.sort(key=lambda row: (-int(str(row["different"])), -int(str(row["unknown"])), str(row["aspect"])))
    return pd.DataFrame(made, columns=["aspect", "in_words", "different", "unknown"])


def n_comparable(comparability: pd.DataFrame) -> int:
    """Return how many pairs may be compared over time, those included for which an inference must hold."""
    return int((comparability["is_comparable"] | comparability["comparable_if"].notna()).sum())


def apart_said(comparability: pd.DataFrame, ledger: pd.DataFrame) -> str:
    """Say how many pairs may be compared, what keeps the others apart, and whether stating the coverage would help."""
    most = rows(apart(comparability))[0]
    open_pairs = comparability[comparability["coverage_relation"] == "unknown"]
    n_helped = int(_is_alike_but_for_coverage(open_pairs, in_time="other_period").sum())
    others = [f"{name}_relation" for name in ASPECTS if name != "coverage"]
    n_differ = int((open_pairs[others] == "different").any(axis=1).sum())
    helped = (
        f"Coverage differs in {number(_n(comparability, 'coverage', 'different'))} and is not stated in "
        f"{number(len(open_pairs))}"
    )
    if len(open_pairs):
        helped += (
            f", but stating it would make {number(n_helped) if n_helped else 'none'} of these comparable over time: "
            f"{_part_in_words(n_differ, len(open_pairs))} differ in something else too"
        )
    return (
        f"Of {counted(len(comparability), 'pair')} of figures that a reader may be tempted to compare, "
        f"{_comparable_in_words(comparability, ledger)}. What keeps most of the others apart is {most['in_words']}: in "
        f"{counted(most['different'], 'pair')} it differs for certain. {helped}. So what one wants is not a longer list "
        "of figures, but the same thing counted twice, with a line on who was asked and who answered."
    )


def _n(comparability: pd.DataFrame, aspect: str, relation_of: str) -> int:
    return int((comparability[f"{aspect}_relation"] == relation_of).sum())


def _part_in_words(n: int, of: int) -> str:
    if n == of:
        return "all of them"
    return f"{'nearly all' if n >= 0.9 * of else number(n)} of them"


def _is_alike_but_for_coverage(comparability: pd.DataFrame, *, in_time: str = "") -> pd.Series[bool]:
    others = [f"{name}_relation" for name in ASPECTS if name != "coverage"]
    is_alike = comparability[others].isin(["same", "same_inferred"]).all(axis=1)
    return is_alike & (comparability["relation_in_time"] == in_time) if in_time else is_alike


def n_only_coverage(comparability: pd.DataFrame) -> int:
    """Return in how many pairs coverage, differing or not stated, is all that stands in the way; periods are left aside."""
    is_open = comparability["coverage_relation"].isin(["different", "unknown"])
    return int((is_open & _is_alike_but_for_coverage(comparability)).sum())


def n_of_one_period(comparability: pd.DataFrame) -> int:
    """Return how many pairs report on one and the same period, so that they are no comparison over time at all."""
    return int((comparability["relation_in_time"] == "same_period").sum())


def comparisons(comparability: pd.DataFrame, ledger: pd.DataFrame) -> list[list[Row]]:
    """Return the pairs that may be compared over time, those together whose figures count the same thing in the same periods.

    One number told round and told exactly makes two pairs with a third, and one comparison.
    """
    found = comparability[comparability["is_comparable"] | comparability["comparable_if"].notna()]
    by_id = {row["mention_id"]: row for row in rows(ledger)}
    grouped: dict[frozenset[tuple[str, ...]], list[Row]] = {}
    for row in rows(found):
        ends = (by_id[row["mention_id_a"]], by_id[row["mention_id_b"]])
        told = frozenset((end["measure"], str(end["period_start"]), str(end["period_end"])) for end in ends)
        grouped.setdefault(told, []).append(row)
    return list(grouped.values())


def _comparable_in_words(comparability: pd.DataFrame, ledger: pd.DataFrame) -> str:
    sure, all_told = int(comparability["is_comparable"].sum()), n_comparable(comparability)
    stated = f"{number(sure) if sure else 'none'} may be compared over time on what is stated"
    more = f"{number(all_told - sure)}{' more' if sure else ''}"
    said = stated if sure == all_told else f"{stated}, and {more} if what is inferred holds"
    quotes = {row["mention_id"]: quoted(row["quote"]) for row in rows(ledger)}
    for group in comparisons(comparability, ledger):
        if len(group) > 1:
            ends = [{row["mention_id_a"], row["mention_id_b"]} for row in group]
            told = sorted(set[str]().union(*ends) - set.intersection(*ends))
            said += (
                f" ({number(len(group))} of these pairs are one comparison, as {listed([quotes[name] for name in told])} "
                "tell one number, once round and once exactly)"
            )
    return said


# The same numbers elsewhere


def retold(ledger: pd.DataFrame, context: Context, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return figures of the sources beside what others publish of the same measure and period.

    Returns
    -------
    pandas.DataFrame
        ``quote``, ``source`` (who published it), ``measure``, ``period``, ``elsewhere`` (the fact with its reference) and
        ``beside`` (how the two numbers stand).
    """
    told = rows(without_repeats(ledger))
    made = []
    for fact in context.of_kind("outside_figure").values():
        if fact.figure is None:
            continue
        for row in told:
            if row["measure"] != fact.figure.measure or not _is_told_alike(row, fact):
                continue
            made.append(
                {
                    "quote": quoted(row["quote"]),
                    "source": row["published_by"],
                    "measure": vocabulary.label(row["measure"]),
                    "period": period(row["period_start"], row["period_end"]) or "not stated",
                    "elsewhere": f"{fact.what} ({fact.reference.publisher}: {fact.reference.title})",
                    "beside": _beside(row, fact.figure),
                }
            )
    return pd.DataFrame(made, columns=["quote", "source", "measure", "period", "elsewhere", "beside"])


def _is_told_alike(row: Row, fact: Fact) -> bool:
    """Whether a figure and a fact give the same sort of number, of one period as far as both say."""
    if fact.figure is None or row["value"] is None or row["kind"] in ("change", "rate"):
        return False
    stated = (row["period_start"], row["period_end"])
    return None in stated or stated == (fact.figure.period_start, fact.figure.period_end)


def _beside(row: Row, outside: OutsideFigure) -> str:
    there = outside.value
    is_inside = (row["low"] is None or row["low"] <= there) and (row["high"] is None or there <= row["high"])
    if row["value"] == there:
        said = "the same number"
    elif is_inside:
        said = f"within what the printed number can stand for ({_ends(row)})"
    else:
        difference = row["value"] - there
        said = f"{number(abs(difference))} {'higher' if difference > 0 else 'lower'} here ({percent(abs(difference) / there, 2)})"
    return f"{said}, {outside.otherwise}" if outside.otherwise else said


def _ends(row: Row) -> str:
    """Write what a printed number can stand for, in words."""
    low, high = (None if row[end] is None else number(row[end]) for end in ("low", "high"))
    if low and not high:
        return f"{low} or more" if row["low_closed"] else f"more than {low}"
    if high and not low:
        return f"{high} or less" if row["high_closed"] else f"less than {high}"
    return f"{low} to {high}"


def other_total(ledger: pd.DataFrame, context: Context) -> tuple[Row, float]:
    """Return the source's exact total of flagged offences for which another publication gives another number, and that number.

    Raises
    ------
    UserError
        If the ledger has no such total, or the fact no number.
    """
    outside = context.figure("flagged_total_at_the_nspcc")
    found = [
        row
        for row in figures(
            ledger,
            measure=outside.measure,
            kind="statistic",
            period_start=outside.period_start,
            period_end=outside.period_end,
        )
        if row["qualifier"] == "exact"
    ]
    if len(found) != 1:
        raise UserError(
            f"data/tables/ledger.csv: {len(found)} exact totals of {outside.measure} for {outside.period_start} to "
            f"{outside.period_end}, where "
            "one is held against the fact flagged_total_at_the_nspcc; correct the fact's figure in data/context.yml"
        )
    return found[0], outside.value


def moved_by(
    ledger: pd.DataFrame, relations: Sequence[Relation], conventions: Conventions, mention_id: str, value: float
) -> list[str]:
    """Return the relations whose verdict would be another if one figure had another value."""
    changed = ledger.copy()
    changed.loc[changed["mention_id"] == mention_id, ["value", "low", "high"]] = value
    with_it, without = (auditing.run(frame, relations, conventions, is_guarded=False) for frame in (changed, ledger))
    is_moved = with_it["verdict"] != without["verdict"]
    return [str(name) for name in with_it.loc[is_moved, "relation_id"]]


def rise_with_other_total(ledger: pd.DataFrame, context: Context) -> float:
    """Return by what part of itself the earliest exact total of the same source grew, up to the number given elsewhere."""
    row, there = other_total(ledger, context)
    exact = [
        one
        for one in figures(ledger, measure=row["measure"], kind="statistic", source_id=row["source_id"])
        if one["qualifier"] == "exact" and one["period_start"]
    ]
    first = min(exact, key=lambda one: str(one["period_start"]))
    return float(there / first["value"] - 1)


def other_total_said(
    ledger: pd.DataFrame, context: Context, relations: Sequence[Relation], conventions: Conventions
) -> str:
    """Say what hangs on the total that is another elsewhere."""
    row, there = other_total(ledger, context)
    using = [
        one
        for one in relations
        if row["mention_id"] in {operand.mention_id for operand in (one.claim, *one.operands.values())}
    ]
    moved = moved_by(ledger, relations, conventions, row["mention_id"], there)
    what = (
        f"verdicts of {listed([plain(name) for name in moved])} would be others"
        if moved
        else "no verdict would be another"
    )
    fact = context.fact("flagged_total_at_the_nspcc")
    return (
        f"{row['published_by']} prints {quoted(row['quote'])} where the body that collected the answers gives "
        f"{number(there)} ([{fact.reference.title}]({fact.reference.url})): a difference of "
        f"{number(abs(row['value'] - there))}. A slip of one digit in retelling would explain it; which number is "
        "right "
        "cannot be seen from the text, and the ledger keeps what the source states. "
        f"{counted(len(using), 'relation')} of the audit use this total; with the other number {what}."
    )


# Time


def first_month(ledger: pd.DataFrame, measure: str) -> str:
    """Return the first month on which a figure of a measure reports."""
    starts = [row["period_start"] for row in figures(ledger, measure=measure) if row["period_start"]]
    if not starts:
        raise UserError(f"data/tables/ledger.csv: no figure of {measure} with a period")
    return str(min(starts))


def facts_within(ledger: pd.DataFrame, facts: Mapping[str, Fact], measure: str) -> list[str]:
    """Return the dated facts between the start of the first and the end of the last period of a measure."""
    ends = [row["period_end"] for row in figures(ledger, measure=measure) if row["period_end"]]
    first, last = first_month(ledger, measure), str(max(ends))
    return [name for name, fact in facts.items() if fact.date and first <= fact.date[:7] <= last]


def begins_said(ledger: pd.DataFrame, context: Context, vocabulary: Vocabulary) -> str:
    """Say of each measure that a rule made countable how its first period stands to the rule."""
    lines = []
    for measure, fact_id in BEGINS.items():
        fact, start = context.fact(fact_id), first_month(ledger, measure)
        rule = (fact.date or "")[:7]
        how = (
            "in the very month of the rule" if start == rule else f"not in the month of the rule, {day_or_month(rule)}"
        )
        lines.append(
            f"- The first figure of {vocabulary.label(measure)} reports on a period that begins in "
            f"{day_or_month(start)}, {how}: {fact.cited()}"
        )
    return "\n".join(lines)


# Conventions


def moved_with(sensitivity: pd.DataFrame, conventions: Conventions, convention: str) -> pd.DataFrame:
    """Return the verdicts that move when one convention is set otherwise.

    Returns
    -------
    pandas.DataFrame
        Rows of the table of sensitivity, its terms in words.

    Raises
    ------
    UserError
        If there is no such convention.
    """
    known = [one.convention_id for one in conventions]
    if convention not in known:
        raise UserError(f"convention: {convention!r} is not in data/conventions.yml; there are {', '.join(known)}")
    found = sensitivity[(sensitivity["convention_id"] == convention) & sensitivity["is_moved"]]
    terms = ("relation_id", "setting", "other_setting", "verdict", "other_verdict")
    return found.assign(**{name: found[name].map(plain) for name in terms})


def robust_said(audit: pd.DataFrame, sensitivity: pd.DataFrame) -> str:
    """Say how many verdicts move under some convention at all."""
    moved = sensitivity[sensitivity["is_moved"]]
    names = [plain(name) for name in dict.fromkeys(moved["convention_id"])]
    return (
        f"Of {counted(len(audit), 'relation')}, {number(moved['relation_id'].nunique())} would have another verdict "
        "under "
        f"some other setting of a convention ({listed(names) or 'none'}); the verdicts of the others do not depend on "
        "how a "
        "number is read."
    )


def came_out(
    audit: pd.DataFrame, comparability: pd.DataFrame, sources: pd.DataFrame, ledger: pd.DataFrame, n_facts: int
) -> str:
    """Say what came out of the notebook."""
    n = n_that_hold(audit)
    n_differ = int((audit["verdict"] == "differs").sum())
    return "\n".join(
        [
            f"- {counted(len(sources), 'headline')} beside what its numbers support; {number(n)} of "
            f"{counted(len(audit), 'relation')} hold ({number(n_repeats(audit))} of them only repeat a figure), "
            f"{number(len(audit) - n - n_differ)} can be neither confirmed nor "
            f"denied, and {number(n_differ) if n_differ else 'none'} differ.",
            f"- Of {counted(len(comparability), 'pair')} of figures, {_comparable_in_words(comparability, ledger)}.",
            f"- {counted(n_facts, 'fact')} from outside the sources, each with its reference.",
            "- The sources allow one to say what bodies counted, recorded and arrested, within their own bounds. They "
            "do not allow one to say how many "
            "children were harmed, whether harm grew, or who caused most of it.",
        ]
    )
