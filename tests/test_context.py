"""Facts from outside the sources: each with its reference, each fault named by file, line and remedy."""

from __future__ import annotations

import re

import pytest

from helpers import context
from helpers.corpus import Corpus
from helpers.errors import UserError

FACT = """facts:
  flag:
    kind: recording
    date: 2015-04
    label: the flag
    what: In April 2015 the flag came.
    reference: {title: A page, publisher: A body, url: "https://example.org/page"}
"""


@pytest.fixture
def write(small: Corpus):
    def written(text: str) -> Corpus:
        (small.data / "context.yml").write_text(text, "utf-8")
        return small

    return written


def test_a_fact_is_cited_with_its_reference(write) -> None:
    facts = context.load(write(FACT))
    assert facts.cited("flag") == "- In April 2015 the flag came. (A body, [A page](https://example.org/page))"
    assert facts.table().loc[0, ["fact_id", "date", "label"]].tolist() == ["flag", "2015-04", "the flag"]


def test_a_corpus_without_the_file_has_no_facts(small: Corpus) -> None:
    assert context.load(small).facts == {}


def test_a_bare_year_is_a_date(write) -> None:
    assert context.load(write(FACT.replace("date: 2015-04", "date: 2015"))).fact("flag").date == "2015"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    date: 2015-04\n", "", r"context\.yml:2: facts\.flag: no date; only a definition can do without one"),
        ("2015-04", "2015-13", r"context\.yml:4: facts\.flag\.date: String should match"),
        ("https://example.org/page", "see there", r"context\.yml:7: facts\.flag\.reference\.url: String should match"),
        ("publisher: A body, ", "", r"context\.yml:7: facts\.flag\.reference\.publisher: missing; add it"),
        ("came.", "came", r"context\.yml:6: facts\.flag\.what: not a sentence; end it with a full stop"),
        ("kind: recording", "kind: rumour", r"context\.yml:3: facts\.flag\.kind: Input should be"),
        ("    label:", "    lable:", r"context\.yml:5: facts\.flag\.lable: unknown field"),
    ],
)
def test_a_fault_is_named_by_file_and_line(write, old: str, new: str, message: str) -> None:
    assert old in FACT
    with pytest.raises(UserError, match=message):
        context.load(write(FACT.replace(old, new)))


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("{value: 2015, unit: hive}", None),
        ("{value: 2014, unit: hive}", "the figure 2,014 does not stand in 'what'"),
        ("{value: 2015}", "neither measure nor unit"),
        ("{value: 2015, unit: parsec}", r"context\.yml:8: unit 'parsec' of flag is not in data/vocabulary\.yml"),
        ("{value: 2015, measure: luck}", r"context\.yml:8: measure 'luck' of flag is not in data/vocabulary\.yml"),
    ],
)
def test_a_number_stands_in_its_sentence_and_counts_a_term(write, figure: str, message: str | None) -> None:
    corpus = write(f"{FACT}    figure: {figure}\n")
    if message is None:
        assert context.load(corpus).figure("flag").value == 2015
    else:
        with pytest.raises(UserError, match=message):
            context.load(corpus)


def test_what_is_missing_is_asked_for(write) -> None:
    facts = context.load(write(FACT))
    with pytest.raises(UserError, match="no fact 'law'; add it with its reference"):
        facts.fact("law")
    with pytest.raises(UserError, match="the fact 'flag' has no figure"):
        facts.figure("flag")


def test_facts_of_a_kind_come_by_date(shipped: Corpus) -> None:
    dated = [fact.date for fact in context.load(shipped).of_kind("law", "recording", "event").values()]
    assert len(dated) > 5
    assert dated == sorted(dated)


def test_every_shipped_fact_has_a_reference_of_its_own(shipped: Corpus) -> None:
    facts = context.load(shipped).facts
    assert facts
    for fact_id, fact in facts.items():
        assert re.fullmatch(r"https?://[\w.-]+\.[a-z]+/\S*", fact.reference.url), fact_id
