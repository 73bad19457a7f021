"""What is said of platform shares and imagery: from the tables, and never more than they allow."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import context, tables, vocabulary
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.figures.platform_shares import SHARES_OF, TOTALS_OF
from helpers.stories import platforms_and_imagery as story

NAME = "text"


@pytest.fixture
def ledger(made_ledger) -> pd.DataFrame:
    """Two shares of 20% and 30%, of 100 a month over two years and of 200 a month over a quarter."""
    early = {"period_start": "2018-04", "period_end": "2020-03"}
    late = {"period_start": "2020-04", "period_end": "2020-06"}
    share = {"measure": SHARES_OF, "kind": "share", "published_by": "A paper"}
    total = {"measure": TOTALS_OF}
    return made_ledger(
        {
            f"{NAME}:10-13": share | early | {"value": 0.2, "low": 0.195, "high": 0.205, "quote": "20%"},
            f"{NAME}:20-23": share | late | {"value": 0.3, "low": 0.295, "high": 0.305, "quote": "30%"},
            f"{NAME}:30-35": total | early | {"value": 2400, "low": 2400, "high": 2400},
            f"{NAME}:40-43": total | late | {"value": 600, "low": 600, "high": 600},
        }
    )


@pytest.fixture(scope="module")
def shipped_tables(shipped: Corpus) -> dict[str, pd.DataFrame]:
    return {name: tables.read(shipped, name) for name in ("ledger", "audit", "comparability")}


def test_what_if_scales_with_the_part_in_which_the_platform_is_known(ledger) -> None:
    found = story.what_if(ledger, [1.0, 0.5])
    assert found["known"].tolist() == ["100%", "50%"]
    assert found["before"].tolist() == ["19 to 21", "9 to 11"]
    assert found["after"].tolist() == ["59 to 61", "29 to 31"]


@pytest.mark.parametrize("part", [0, -0.1, 1.2])
def test_a_part_outside_the_whole_is_refused(ledger, part: float) -> None:
    with pytest.raises(UserError, match="platform_known: .* give numbers above 0, up to 1"):
        story.what_if(ledger, [part])


def test_the_ratio_is_where_both_periods_have_as_many(ledger) -> None:
    assert story.least_known_ratio(ledger) == pytest.approx((100 * 0.2) / (200 * 0.3))
    assert story.relative_rise(ledger) == pytest.approx(0.5)


def test_ranges_hold_the_printed_value_and_are_those_of_the_rounded_ends(ledger) -> None:
    assert story.known_ratios(ledger) == pytest.approx((0.195 / (2 * 0.305), 0.205 / (2 * 0.295)))
    assert story.relative_rises(ledger) == pytest.approx((0.295 / 0.205 - 1, 0.305 / 0.195 - 1))
    assert story.known_ratios(ledger)[0] < story.least_known_ratio(ledger) < story.known_ratios(ledger)[1]
    said = story.what_if_said(ledger)
    assert "known as often in both periods, the number a month rose" in said
    assert "less than about 32% to 35% as often later" in said
    assert "which is not stated" in said


@pytest.mark.parametrize(
    ("later_total", "said"),
    [(300, "the number a month fell while the share rose"), (405, "cannot be told to have risen or fallen")],
)
def test_a_number_is_only_said_to_have_risen_where_rounding_lets_it(ledger, later_total: int, said: str) -> None:
    ledger.loc[ledger["measure"] == TOTALS_OF, ["value", "low", "high"]] *= 1.0
    is_later = ledger["mention_id"] == f"{NAME}:40-43"
    ledger.loc[is_later, ["value", "low", "high"]] = later_total / 2
    assert said in story.what_if_said(ledger)


def test_a_total_that_is_not_of_whole_months_gives_no_rate(ledger) -> None:
    ledger.loc[ledger["mention_id"] == f"{NAME}:40-43", "period_end"] = "2020-06-11"
    ledger.loc[ledger["mention_id"] == f"{NAME}:20-23", "period_end"] = "2020-06-11"
    with pytest.raises(UserError, match="does not consist of whole months"):
        story.least_known_ratio(ledger)


def test_a_third_share_or_a_missing_total_stops_the_story(ledger, made_ledger) -> None:
    with pytest.raises(UserError, match="1 figures with measure .*, where two are compared"):
        story.earlier_and_later(ledger[ledger["mention_id"] != f"{NAME}:20-23"])
    with pytest.raises(UserError, match="no figure with measure sexual_communication_offences"):
        story.what_if(ledger[ledger["mention_id"] != f"{NAME}:40-43"], [1.0])


def test_no_more_than_the_audit_allows_is_said_of_the_number(shipped_tables) -> None:
    row = shipped_tables["audit"].set_index("relation_id").loc["platform_cases_in_lockdown"]
    assert story.at_most(shipped_tables["audit"]) <= row["computed_high"] < story.at_most(shipped_tables["audit"]) + 1
    assert row["missing"] in story.prediction_said(shipped_tables["audit"])


def test_every_figure_on_imagery_stands_in_the_table_with_its_verdict(shipped: Corpus, shipped_tables) -> None:
    terms = vocabulary.load(shipped)
    found = story.imagery(shipped_tables["ledger"], shipped_tables["audit"], terms)
    wanted = shipped_tables["ledger"]["measure"].isin(story.imagery_measures(terms)).sum()
    assert len(found) == wanted > 0
    assert set(found["verdict"]) <= {"not checkable", "no claim to check"}
    said = story.imagery_said(shipped_tables["ledger"], shipped_tables["audit"], shipped_tables["comparability"], terms)
    assert "none may be compared" in said


@pytest.mark.parametrize(
    ("is_comparable", "comparable_if", "said"),
    [
        (True, None, "The two may be compared."),
        (False, "coverage", "The two may be compared if what is inferred holds: coverage."),
        (False, None, "The two may not be compared."),
    ],
)
def test_the_sentences_follow_the_tables(
    shipped_tables, is_comparable: bool, comparable_if: str | None, said: str
) -> None:
    pairs = shipped_tables["comparability"].copy()
    pairs.loc[pairs["family"] == story.SHARES, ["is_comparable", "comparable_if"]] = [is_comparable, comparable_if]
    assert said in story.shares_said(shipped_tables["ledger"], shipped_tables["audit"], pairs)


def test_the_implied_earlier_amount_times_the_rise_is_the_later_one(shipped: Corpus, shipped_tables) -> None:
    facts = context.load(shipped)
    rise = shipped_tables["ledger"].set_index("measure").loc[story.MATERIAL, "value"]
    earlier = story.implied_baseline(shipped_tables["ledger"], facts)
    assert earlier * (1 + rise) == pytest.approx(facts.figure("self_generated_at_the_iwf").value)


def test_what_came_out_counts_the_verdicts(shipped: Corpus, shipped_tables) -> None:
    facts = context.load(shipped)
    said = story.came_out(shipped_tables["ledger"], shipped_tables["audit"], vocabulary.load(shipped), facts)
    about = shipped_tables["audit"].set_index("relation_id").loc[[*story.ABOUT_SHARES, *story.ABOUT_IMAGERY], "verdict"]
    n_hold = about.str.startswith("agrees").sum()
    assert f"{n_hold} of {len(about)} relations" in said
    assert "What may be said, if what is inferred of coverage holds" in said
    assert facts.fact("platform_share_at_the_nspcc").reference.url in said
    stated = shipped_tables["audit"].assign(holds_if=None)
    assert "What may be said: where" in story.came_out(
        shipped_tables["ledger"], stated, vocabulary.load(shipped), facts
    )
