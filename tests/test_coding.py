"""The reviewed coding: anchored, complete, in the vocabulary; each fault is named by file, line and remedy."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from helpers import coding, sources, vocabulary
from helpers.corpus import Corpus
from helpers.errors import UserError


@dataclass
class Case:
    old: str
    new: str
    message: str


def load(corpus: Corpus) -> dict[str, coding.Coding]:
    """Read the reviewed coding of a corpus."""
    return coding.load(corpus, "reviewed", sources.load(corpus), vocabulary.load(corpus))


@pytest.mark.parametrize("which", coding.CODINGS)
def test_the_shipped_codings_pass_every_check(shipped: Corpus, which: str) -> None:
    checked = coding.load(shipped, which, sources.load(shipped), vocabulary.load(shipped))
    assert sorted(checked) == [source.source_id for source in sources.load(shipped)]


def test_every_digit_of_every_source_lies_in_a_reviewed_mention(shipped: Corpus) -> None:
    reviewed = load(shipped)
    for source in sources.load(shipped):
        covered = {i for mention in reviewed[source.source_id].mentions for i in range(mention.start, mention.end)}
        assert [i for i, character in enumerate(source.text) if character.isdecimal() and i not in covered] == []


def test_no_words_around_a_case_are_kept(shipped: Corpus) -> None:
    for checked in load(shipped).values():
        for mention in checked.mentions:
            if mention.kind == "case":
                assert (mention.prefix, mention.suffix, mention.note) == (None, None, None)


CASES = {
    "offset": Case("start: 70", "start: 71", r"bees.yml:11: the text at 71-75 is not '1,200'; it stands at 70-75"),
    "quote": Case("quote: 1,200", "quote: 1,300", r"the text at 70-75 is not '1,300'; it stands nowhere"),
    "prefix": Case("prefix: 'keepers", "prefix: 'sleepers", r"bees.yml:\d+: the text before '1,200' does not end"),
    "suffix": Case("suffix: ' hives in", "suffix: ' wasps in", r"bees.yml:\d+: the text after '1,200' does not begin"),
    "unit": Case("unit: hive", "unit: swarm", r"unit 'swarm' is not in data/vocabulary.yml; correct it or add"),
    "measure": Case("measure: hives\n", "measure: wasps\n", r"measure 'wasps' is not in data/vocabulary.yml"),
    "body": Case("counted_by: hive_society", "counted_by: wasp_society", r"counted_by 'wasp_society' is not in"),
    "place": Case("geography: kent", "geography: essex", r"geography 'essex' is not in"),
    "unit of measure": Case("unit: hive\n", "unit: club\n", r"unit 'club' is not that of hives, 'hive'"),
    "value": Case("value: 1200", "value: 12000", r"value 12000 does not follow from '1,200', which reads 1200"),
    "qualifier": Case(
        "qualifier: about", "qualifier: exact", r"qualifier exact does not follow from 'about a quarter'"
    ),
    "kind": Case("kind: coverage", "kind: coverings", r"'coverings' is none of"),
    "kind without value": Case("kind: furniture", "kind: statistic", r"a reported figure needs value, qualifier, unit"),
    "fields of a period": Case("kind: period", "kind: period\n  value: 3", r"kind period has no value"),
    "furniture": Case("kind: period", "kind: furniture", r"'3 May 2021' is coded furniture in the body"),
    "coverage": Case("coverage: 229-237", "coverage: 70-75", r"there is no mention of kind coverage at 70-75"),
    "same as": Case("unit: hive", "unit: hive\n  same_as: 1-2", r"there is no other reported figure at 1-2"),
    "period basis": Case("period_basis: stated", "period_basis: not_stated", r"period goes with period_basis"),
    "inferred": Case("inferred:\n    geography", "inferred:\n    colour", r"inferred names colour, which is no field"),
    "hash": Case("sha256: 1", "sha256: 2", r"bees.yml:2: the source's bytes are not those that were coded"),
    "source": Case("source_id: bees", "source_id: wasps", r"bees.yml:1: source_id is 'wasps'"),
    "field": Case("kind: period", "kind: period\n  colour: red", r"colour: unknown field"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_named_by_file_line_and_remedy(small: Corpus, name: str) -> None:
    case = CASES[name]
    path = small.coding / "bees.yml"
    text = path.read_text("utf-8")
    assert case.old in text
    path.write_text(text.replace(case.old, case.new, 1), "utf-8")
    with pytest.raises(UserError, match=case.message) as error:
        load(small)
    assert all(line.startswith("data/coding/bees.yml:") for line in str(error.value).splitlines())


def entries(corpus: Corpus) -> list[str]:
    """Return the coding file's head and its mentions as pieces of text."""
    return (corpus.coding / "bees.yml").read_text("utf-8").split("- quote:")


def test_a_missing_mention_is_named_by_its_digits(small: Corpus) -> None:
    head, *mentions = entries(small)
    (small.coding / "bees.yml").write_text("- quote:".join([head, *mentions[:4], *mentions[5:]]), "utf-8")
    with pytest.raises(UserError, match=r"missing after this mention: '300' at 167-170 \(line 7 of seeds/bees.txt\)"):
        load(small)


def test_mentions_out_of_order_are_refused(small: Corpus) -> None:
    head, *mentions = entries(small)
    mentions[0], mentions[1] = mentions[1], mentions[0]
    (small.coding / "bees.yml").write_text("- quote:".join([head, *mentions]), "utf-8")
    with pytest.raises(UserError, match="overlaps the mention before it or is out of order"):
        load(small)


def test_an_override_with_its_reason_lets_a_value_stand(small: Corpus) -> None:
    path = small.coding / "bees.yml"
    text = path.read_text("utf-8").replace(
        "value: 1200", "value: 12000\n  override: The paper printed a correction.", 1
    )
    path.write_text(text, "utf-8")
    assert load(small)["bees"].mentions[1].value == 12000


def test_a_repeat_must_repeat_the_figure(small: Corpus) -> None:
    path = small.coding / "bees.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("quote: 25%", "quote: 25%\n  same_as: 70-75", 1), "utf-8")
    with pytest.raises(UserError, match="70-75 differs in measure, value, qualifier or period"):
        load(small)


def test_a_coding_without_its_source_is_named(small: Corpus) -> None:
    (small.coding / "wasps.yml").write_text("source_id: wasps\nmentions: []\n", "utf-8")
    with pytest.raises(UserError, match=r"data/coding/wasps.yml: there is no source seeds/wasps.txt"):
        load(small)


def test_a_case_with_words_around_it_is_refused() -> None:
    with pytest.raises(ValueError, match="no words of the account"):
        coding.CodedMention(quote="14", start=0, end=2, kind="case", prefix="aged ")


def test_a_decision_against_both_blind_codings_needs_a_reason(shipped_copy: Corpus) -> None:
    path = shipped_copy.coding / "004_2fc8757fd597b28f.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("  period: 2015-04/2016-03", "  period: 2015-04/2017-03", 1), "utf-8")
    loaded = sources.load(shipped_copy)
    terms = vocabulary.load(shipped_copy)
    with pytest.raises(
        UserError, match=r"period '2015-04/2017-03' of '4,042' is in no blind coding; correct it or give"
    ):
        coding.load_all(shipped_copy, loaded, terms)
    reasoned = text.replace(
        "  period: 2015-04/2016-03", "  adjudicated: {period: Read in the annex.}\n  period: 2015-04/2017-03", 1
    )
    path.write_text(reasoned, "utf-8")
    assert coding.load_all(shipped_copy, loaded, terms).reviewed
