"""Notebook 06: what the recorded online offences of the shipped corpus say, and what they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

import pandas as pd

from helpers import selection
from helpers.context import Context
from helpers.conventions import Conventions
from helpers.errors import UserError
from helpers.figures.forces import ASKED, behind, coverages
from helpers.figures.labels import counted, day_or_month, listed, number, percent, period, quoted, rows
from helpers.figures.lockdown_quarter import COMPARISON, compared, rate_of, rest_of_years
from helpers.figures.palette import VERDICTS
from helpers.figures.two_statements_2015_16 import ASPECTS, MEASURE, PERIOD, months_after, relations, statements
from helpers.intervals import exact
from helpers.ledger_rows import Period, read_rows
from helpers.rates import ratio
from helpers.vocabulary import Vocabulary

FAMILY: Final = "recorded_online_offences"
DOUBLED: Final = "doubled_from_exact_totals"
A_DAY: Final = "offences_a_day_from_year"
SAME_YEAR: Final = "same_year_in_two_sources"
TERMS: Final = (
    "recorded_crime",
    "recorded_crime_status",
    "recorded_crime_since",
    "cyber_flag",
    "sexual_communication",
    "freedom_of_information",
    "number_of_forces",
    "financial_year",
)
OUTSIDE: Final = "flagged_total_at_the_nspcc"
OUTSIDE_YEARS: Final = ("sexual_communication_2017_18", "sexual_communication_2018_19")
OUTSIDE_ANSWERED: Final = "flagged_first_year_in_the_guardian"
FEW: Final = "fewer_than_in_some_forces"
UNEVEN: Final = "cyber_flag_uneven"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Checked:
    """A relation of the audit with the rows of the ledger that it is about.

    Attributes
    ----------
    claim
        The figure that makes the claim.
    operands
        The figures that it is held against, by their names in the formula.
    result
        The audit's row.
    """

    claim: Row
    operands: dict[str, Row]
    result: Row

    @property
    def verdict(self) -> str:
        """The verdict in words."""
        return VERDICTS[self.result["verdict"]].words


def checked(ledger: pd.DataFrame, audit: pd.DataFrame, relation_id: str) -> Checked:
    """Return a relation of the audit with its figures.

    Raises
    ------
    UserError
        If the audit has no such relation, or the ledger not its figures.
    """
    found = [row for row in rows(audit) if row["relation_id"] == relation_id]
    if not found:
        raise UserError(f"data/tables/audit.csv: no relation {relation_id}; declare it in data/relations.yml")
    by_mention = {row["mention_id"]: row for row in rows(ledger)}
    pairs = [pair.partition("=") for pair in (found[0]["operand_ids"] or "").split("; ") if pair]
    wanted = {"claim": found[0]["claim_id"]} | {name: mention for name, _, mention in pairs}
    missing = [mention for mention in wanted.values() if mention not in by_mention]
    if missing:
        raise UserError(
            f"data/tables/ledger.csv: no {missing[0]}, which {relation_id} is about; run 'reported-figures reproduce'"
        )
    figures = {name: by_mention[mention] for name, mention in wanted.items()}
    return Checked(figures.pop("claim"), figures, found[0])


def source_ids(sources: pd.DataFrame, publishers: Sequence[str]) -> list[str]:
    """Return the sources of some publishers; none for none.

    Raises
    ------
    UserError
        If a publisher has no source.
    """
    known = {str(row["publisher"]): str(row["source_id"]) for row in rows(sources)}
    strangers = [name for name in publishers if name not in known]
    if strangers:
        raise UserError(f"no source of {listed(strangers)}; the publishers are {listed(list(known))}")
    return [known[name] for name in publishers]


def offences(ledger: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the figures on recorded online offences as a table for reading, with area, forces and source."""
    family = [name for name, measure in vocabulary.measures.items() if measure.family == FAMILY]
    forces = coverages(ledger)
    made = []
    for row in selection.figures(ledger):
        if row["measure"] not in family:
            continue
        made.append(
            {
                "stated": quoted(row["quote"]) + (f" per {row['per']}" if row["per"] else ""),
                "what": vocabulary.label(row["measure"]) + (" (change)" if row["kind"] == "change" else ""),
                "when": _when(row) + ("*" if row["period_basis"] == "relative" else ""),
                "area": vocabulary.label(row["geography"]) or "not stated",
                "forces": behind(row, forces, "not stated"),
                "counted": vocabulary.label(row["counted_by"]) or "not stated",
                "released": vocabulary.label(row["attributed_to"]) or "not stated",
                "source": f"{row['published_by']}, {day_or_month(row['published_on'])}",
                "start": row["period_start"],
            }
        )
    order = pd.DataFrame(made).sort_values(["what", "start", "source"], kind="stable")
    return order.drop(columns="start").reset_index(drop=True)


def definitions(vocabulary: Vocabulary) -> pd.DataFrame:
    """Return what each measure of recorded online offences counts, and what it does not."""
    return pd.DataFrame(
        [
            {"measure": measure.label, "definition": measure.definition, "without": measure.does_not_include}
            for measure in vocabulary.measures.values()
            if measure.family == FAMILY
        ]
    )


def prediction(ledger: pd.DataFrame, audit: pd.DataFrame) -> tuple[str, str]:
    """Return what came out of the change that a reader is to guess, and what to guess."""
    change = checked(ledger, audit, DOUBLED)
    first, last = change.operands["a"], change.operands["b"]
    what = (
        "how many times as many sexual offences against children police forces marked as online in "
        f"{_when(last)} as in {_when(first)}"
    )
    return f"{number(last['value'] / first['value'])} times", what


def change_said(ledger: pd.DataFrame, audit: pd.DataFrame, comparability: pd.DataFrame) -> str:
    """Say how the recorded offences changed, by the audit's verdict, and which figures may be compared at all."""
    change = checked(ledger, audit, DOUBLED)
    first, last = change.operands["a"], change.operands["b"]
    rate = checked(ledger, audit, A_DAY)
    family = [row for row in rows(comparability) if row["family"] == FAMILY]
    may = sum(bool(row["is_comparable"]) for row in family)
    may_if = sum(row["comparable_if"] is not None for row in family)
    one_period = sum(row["relation_in_time"] == "same_period" and not row["differs_in"] for row in family)
    apart = Counter(aspect for row in family for aspect in (row["differs_in"] or "").split("; ") if aspect)
    worst = ", ".join(f"{ASPECTS[aspect]} ({number(n)})" for aspect, n in apart.most_common())
    once = comparisons(ledger, comparability)
    twice = (
        f" ({counted(once, 'comparison')}, since a figure that is told round and exactly is counted with each telling)"
        if once < may_if
        else ""
    )
    return "\n".join(
        [
            f"- From {quoted(first['quote'])} in {_when(first)} to {quoted(last['quote'])} in {_when(last)} the recorded and "
            f"flagged offences rose by {percent(change.result['computed'], 0)}. The source says {quoted(change.claim['quote'])}; "
            f"the audit: **{change.verdict}**. {change.result['reason']}",
            f"- The same source says {quoted(rate.claim['quote'])} a {rate.claim['per']}; the audit: **{rate.verdict}**. "
            f"{rate.result['reason']}",
            f"- Of {counted(len(family), 'pair')} of figures on recorded online offences, {number(may)} may be compared over "
            f"time as they stand, {number(may_if)} if what is inferred of them holds{twice}, and {number(one_period)} tell one "
            f"number of one period twice. The others differ, or may differ, in: {worst}.",
        ]
    )


def comparisons(ledger: pd.DataFrame, comparability: pd.DataFrame) -> int:
    """Return how many comparisons hold if what is inferred holds, with a figure told round and exactly taken as one."""
    told = selection.told_once(selection.figures(ledger))
    finest = {row["mention_id"]: fine["mention_id"] for fine, coarser in told for row in (fine, *coarser)}
    pairs = [(row["mention_id_a"], row["mention_id_b"]) for row in rows(comparability) if _may_if(row)]
    return len({frozenset(finest.get(mention, mention) for mention in pair) for pair in pairs})


def _may_if(row: Row) -> bool:
    return row["family"] == FAMILY and row["comparable_if"] is not None


def who_counted_said(ledger: pd.DataFrame, audit: pd.DataFrame, vocabulary: Vocabulary, context: Context) -> str:
    """Say through whose hands a number went before it was printed, and how unevenly the forces counted."""
    last = checked(ledger, audit, DOUBLED).operands["b"]
    uneven = checked(ledger, audit, FEW)
    forces = "some of them" if last["coverage"] is None else f"{number(last['coverage'])} of them"
    return "\n".join(
        [
            f"- {quoted(last['quote'])} went through four hands: somebody reported an offence; a force recorded it and set the "
            f"flag, or did not (counted by: {vocabulary.label(last['counted_by'])}); "
            f"{vocabulary.label(last['attributed_to'])} asked the forces, and {forces} stand in the total; "
            f"{last['published_by']} printed it.",
            f"- Some forces recorded {quoted(uneven.claim['quote'])}; the audit: **{uneven.verdict}**. {uneven.result['reason']}",
            f"- {context.fact(UNEVEN).cited()}",
        ]
    )


def doubled_said(ledger: pd.DataFrame, audit: pd.DataFrame, conventions: Conventions, width: str) -> str:
    """Say whether the word that the source uses still covers the change if the word is read more or less narrowly."""
    change = checked(ledger, audit, DOUBLED)
    row = read_rows(ledger)[change.claim["mention_id"]]
    reading = row.reading(conventions.with_setting("multiple_words", width)).interval
    computed = exact(change.result["computed"])
    covers = "covers" if reading.contains(computed) else "does not cover"
    ends = [f"{percent(float(end), 0)}" for end in (reading.low, reading.high) if end is not None]
    return (
        f"Read with a width of {percent(float(Fraction(width)))} of the factor, {quoted(row.quote)} is a rise of "
        f"{' to '.join(ends)}. It {covers} the {percent(float(computed), 1)} that the two totals give."
    )


def outside_said(ledger: pd.DataFrame, audit: pd.DataFrame, context: Context) -> str:
    """Say what a number that stands outside the sources would change, and that the ledger keeps what the source states."""
    change, rate = checked(ledger, audit, DOUBLED), checked(ledger, audit, A_DAY)
    first, last = change.operands["a"], change.operands["b"]
    fact = context.fact(OUTSIDE)
    other = exact(context.figure(OUTSIDE).value)
    days = Period(last["period_start"], last["period_end"]).days
    rise = float(other / exact(first["value"]) - 1)
    apart = number(abs(float(other) - last["value"]))
    return (
        f"{fact.cited()} The article in the corpus has {quoted(last['quote'])}, {apart} apart. The ledger keeps what the source "
        f"states; nothing is corrected here. With {number(float(other))} the rise would be {percent(rise, 0)} and the rate "
        f"{number(float(other / days), 2)} a {rate.claim['per']}: neither {quoted(change.claim['quote'])} nor "
        f"{quoted(rate.claim['quote'])} tells the two numbers apart."
    )


def two_said(ledger: pd.DataFrame, audit: pd.DataFrame, context: Context) -> str:
    """Say why two statements for one year are no contradiction and no growth, and what another paper says of the earlier."""
    pair = checked(ledger, audit, SAME_YEAR)
    bare = f" (the bare arithmetic {VERDICTS[pair.result['arithmetic']].words})" if pair.result["arithmetic"] else ""
    later = pair.operands["a"]
    apart = listed([ASPECTS[name] for name in pair.result["differs_in"].split("; ")])
    asked = coverages(ledger).get(pair.claim["coverage_id"] or "")
    slip = (
        f"it is probably a slip in retelling that {pair.claim['published_by']} has {quoted(asked['quote'])} asked, and "
        if asked is not None and asked["measure"] == ASKED
        else ""
    )
    return "\n".join(
        [
            f"- The audit: **{pair.verdict}**{bare}; they differ in {apart}. {pair.result['reason']}",
            f"- {quoted(pair.claim['quote'])} was published {counted(months_after(pair.claim), 'month')} after the end of the "
            f"year, {quoted(later['quote'])} {counted(months_after(later), 'month')} after it.",
            f"- From outside: {context.fact(OUTSIDE_ANSWERED).cited()} If that is right, {slip}a later, larger total is what "
            "one expects when more forces answer. The ledger keeps what the sources state.",
        ]
    )


def lockdown_said(ledger: pd.DataFrame, audit: pd.DataFrame, context: Context, level: float) -> str:
    """Say what the quarter and the years before it allow one to conclude."""
    quarter, before, relation = compared(ledger, audit)
    rates = rate_of(quarter), rate_of(before)
    times, low, high = ratio(*rates, level)
    month, mean = (number(float(rate.value), 0) for rate in rates)
    law = context.fact("sexual_communication")
    facts = [context.fact(name) for name in OUTSIDE_YEARS]
    rest = rest_of_years(rate_of(before), Period(before["period_start"], before["period_end"]), facts)
    a_month = float(rest.rate.value)
    side = "above" if rest.rate.value > rates[0].value else "not above"
    return "\n".join(
        [
            f"- A month of {_when(quarter)} has {month} recorded offences, a mean month of {_when(before)} {mean}: {times:.2f} "
            f"times as many ({low:.2f} to {high:.2f} by chance alone, at {percent(level)}).",
            f"- The audit: **{VERDICTS[relation['verdict']].words}**. {relation['reason']}",
            f"- {law.cited()} So the years before are the first in which there was anything to record, and growth within them "
            "is what one expects of any new offence.",
            f"- For the first of the years there are numbers outside the sources: {' '.join(fact.cited() for fact in facts)} If "
            f"{quoted(before['quote'])} is of the same forces and holds both numbers, it leaves about "
            f"{number(float(rest.rate.count))} for {period(rest.period.start, rest.period.end)}, about {number(a_month, 0)} a "
            f"month: {side} the {month} of the quarter. The sources do not give that number, and it is in no table.",
        ]
    )


def conclusions(ledger: pd.DataFrame, audit: pd.DataFrame, comparability: pd.DataFrame) -> str:
    """Say what can be concluded on recorded online offences, and what cannot, with the figures that it rests on."""
    change = checked(ledger, audit, DOUBLED)
    first, last = change.operands["a"], change.operands["b"]
    same = checked(ledger, audit, SAME_YEAR)
    quarter, before, relation = compared(ledger, audit)
    joined = relations(comparability, first["mention_id"], last["mention_id"])
    inferred = listed([ASPECTS[aspect] for aspect in (joined["comparable_if"] or "").split("; ") if aspect])
    allowed = "may be compared" if joined["is_comparable"] or inferred else "may not be compared"
    condition = f", if what is inferred holds ({inferred})" if inferred else ""
    return "\n".join(
        [
            "**Can be concluded**",
            "",
            f"- {_told(first)} and {_told(last)} {allowed}{condition}. The forces of one data set recorded and flagged "
            f"{number(last['value'] / first['value'])} times as many offences ({change.verdict} with "
            f"{quoted(change.claim['quote'])}).",
            f"- {quoted(same.claim['quote'])} and {quoted(same.operands['a']['quote'])} for {_when(same.claim)} do not "
            "contradict each other.",
            "",
            "**Cannot be concluded**",
            "",
            "- That more offences were committed. Recording, flagging and reporting can each grow alone, and the first year of "
            "the count is the first year of the flag.",
            f"- That {_when(same.claim)} was undercounted in the earlier source: the two statements are {same.verdict}.",
            f"- That lockdown raised the number: {_told(quarter)} against {_told(before)} is "
            f"{VERDICTS[relation['verdict']].words}.",
            "- A number for the whole of any country: no source says that all forces of an area are in its total"
            + ("" if before["coverage_id"] else f", and for {quoted(before['quote'])} none says which are")
            + ".",
        ]
    )


def came_out(figures: Sequence[pd.DataFrame], audit: pd.DataFrame) -> str:
    """Say what the notebook drew, of how many sources, and what it leaves open."""
    mentions = {mention for marks in figures for cell in marks["mention_ids"].dropna() for mention in str(cell).split()}
    used = {mention.rpartition(":")[0] for mention in mentions}
    relations_used = (DOUBLED, A_DAY, FEW, SAME_YEAR, COMPARISON)
    verdicts = Counter(row["verdict"] for row in rows(audit) if row["relation_id"] in relations_used)
    said = listed([f"{number(n)} {VERDICTS[verdict].words}" for verdict, n in verdicts.items()])
    return "\n".join(
        [
            f"- {counted(len(figures), 'figure')} with {counted(sum(map(len, figures)), 'mark')}, which lead back to "
            f"{counted(len(mentions), 'mention')} in {counted(len(used), 'source')}.",
            f"- Verdicts used: {said}.",
            "- Open: which forces answered in each year, and how often the flag was set where it applied. Not in the sources: "
            "the totals of the years between.",
        ]
    )


# The right answers of the exercises.


def steps(ledger: pd.DataFrame, audit: pd.DataFrame) -> int:
    """Return how many yearly steps lie between the first and the last total."""
    change = checked(ledger, audit, DOUBLED)
    first, last = (str(change.operands[name]["period_start"]) for name in ("a", "b"))
    return int(last[:4]) - int(first[:4])


def largest_that_rounds(ledger: pd.DataFrame, audit: pd.DataFrame) -> int:
    """Return the largest total of the last year whose offences a day, rounded to whole numbers, are the printed ones."""
    rate = checked(ledger, audit, A_DAY)
    last = rate.operands["a"]
    days = Period(last["period_start"], last["period_end"]).days
    # one half is rounded up, so the total has to stay below it
    return ceil((exact(rate.claim["value"]) + Fraction(1, 2)) * days) - 1


def growth_a_step(ledger: pd.DataFrame, audit: pd.DataFrame) -> float:
    """Return the yearly growth that would lead from the first to the last total, were it the same in each step."""
    change = checked(ledger, audit, DOUBLED)
    return float((change.operands["b"]["value"] / change.operands["a"]["value"]) ** (1 / steps(ledger, audit)) - 1)


def least_in_the_remaining_force(ledger: pd.DataFrame, audit: pd.DataFrame) -> int:
    """Return how many offences one force recorded at least, if all others behind the last total stayed below the stated bound.

    Raises
    ------
    UserError
        If the source does not say how many forces there are, or the bound has no upper end.
    """
    uneven = checked(ledger, audit, FEW)
    last, bound = uneven.operands["a"], uneven.claim
    if last["coverage"] is None:
        raise UserError(f"data/tables/ledger.csv: no coverage for {last['mention_id']}; counting the forces needs one")
    if bound["high"] is None:
        raise UserError(
            f"data/tables/ledger.csv: no upper end for {bound['mention_id']}; a bound on each force needs one"
        )
    most = floor(exact(bound["high"])) if bound["high_closed"] else ceil(exact(bound["high"])) - 1
    return int(last["value"] - (last["coverage"] - 1) * most)


def largest_distance(ledger: pd.DataFrame) -> int:
    """Return by how many offences the later of two statements for one year can lie above the earlier, by their words alone.

    Raises
    ------
    UserError
        If the earlier statement has no lower end.
    """
    first, second = statements(ledger, MEASURE, PERIOD)
    if first["low"] is None:
        raise UserError(
            f"data/tables/ledger.csv: no lower end for {first['mention_id']}; choose a statement that has one"
        )
    least = ceil(exact(first["low"])) if first["low_closed"] else floor(exact(first["low"])) + 1
    return int(second["value"] - least)


def forces_without_a_rise(ledger: pd.DataFrame, audit: pd.DataFrame) -> float:
    """Return how many forces behind the years before would make the rate of a force in the quarter the same.

    Raises
    ------
    UserError
        If the source does not say how many forces are behind the quarter.
    """
    quarter, before, _ = compared(ledger, audit)
    if quarter["coverage"] is None:
        raise UserError(f"data/tables/ledger.csv: no coverage for {quarter['mention_id']}; the comparison needs one")
    return float(rate_of(before).value / (rate_of(quarter).value / exact(quarter["coverage"])))


def _when(row: Row) -> str:
    return period(row["period_start"], row["period_end"])


def _told(row: Row) -> str:
    return f"{quoted(row['quote'])} ({_when(row)})"
