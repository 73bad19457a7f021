"""One digit changed, anywhere in a source, a coding or a relation, is named by a check.

Places where a changed digit changes nothing that is computed are listed in EQUIVALENT with the reason; every other change that no
check names fails the test.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from helpers import audit, coding, conventions, relations, sources, tables, vocabulary
from helpers.corpus import Corpus
from helpers.errors import ReportedFiguresError
from helpers.yaml_files import YamlFile

EQUIVALENT = {
    "note": "prose of the coders, which nothing is computed from",
    "inferred": "prose: the reason of an inference",
    "adjudicated": "prose: the reason of a decision",
    "override": "prose: the reason of an override",
    "comment": "a comment of the file",
}
EVERY = 5  # of the digits of the relations, each of which is checked by an audit of its own
PER_FIELD = 12  # changes for each field of each coding file: all fields of all files, within seconds
FIELD = re.compile(r"^(?:- |  )?([a-z_0-9]+):")


def other_digit(digit: str, seed: int) -> str:
    """Return another digit, which depends on the place so that all nine occur."""
    return str((int(digit) + 1 + seed % 9) % 10)


@pytest.fixture(scope="module")
def loaded(shipped: Corpus) -> list[sources.Source]:
    return sources.load(shipped)


@pytest.fixture(scope="module")
def terms(shipped: Corpus) -> vocabulary.Vocabulary:
    return vocabulary.load(shipped)


def test_a_changed_digit_in_a_source_is_named_by_the_anchor_of_its_mention(
    shipped: Corpus, loaded: list[sources.Source], terms: vocabulary.Vocabulary
) -> None:
    survivors, n = [], 0
    for source in loaded:
        path = coding.path_of(shipped, "reviewed", source.source_id)
        content = YamlFile.read(path).parse(coding.CodingFile)
        for place, digit in enumerate(source.text):
            if digit not in "0123456789":
                continue
            text = source.text[:place] + other_digit(digit, place) + source.text[place + 1 :]
            digest = hashlib.sha256(text.encode()).hexdigest()
            changed = dataclasses.replace(source, text=text, content=text.encode())
            rehashed = content.model_copy(update={"sha256": digest})
            named = {
                number
                for location, problem in coding.problems_of(rehashed, changed, terms, reviewed=True)
                for number in location[1:2]
                if "is not" in problem
            }
            covering = {i for i, mention in enumerate(content.mentions) if mention.start <= place < mention.end}
            n += 1
            if not covering <= named or not covering:
                survivors.append(f"{source.source_id}:{place}")
    assert n > 300
    assert survivors == []


def changes(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield field, place and changed file for single digits of a coding file, at most PER_FIELD a field."""
    done: Counter[str] = Counter()
    field, position = "comment", 0
    for line in text.splitlines(keepends=True):
        found = FIELD.match(line)
        if line.startswith("#"):
            field = "comment"
        elif found:
            field = found[1]
        for offset, character in enumerate(line):
            if character in "0123456789" and done[field] < PER_FIELD:
                done[field] += 1
                place = position + offset
                yield field, f"{field} at {place}", text[:place] + other_digit(character, place) + text[place + 1 :]
        position += len(line)


def test_a_changed_digit_in_a_reviewed_coding_is_named(
    shipped: Corpus, loaded: list[sources.Source], terms: vocabulary.Vocabulary, tmp_path
) -> None:
    survivors, n = [], 0
    blind = [coding.load(shipped, name, loaded, terms) for name in ("first", "second")]
    for source in loaded:
        path = coding.path_of(shipped, "reviewed", source.source_id)
        for field, place, text in changes(path.read_text("utf-8")):
            if field in EQUIVALENT:
                continue
            n += 1
            try:
                checked = coding.check(YamlFile(path.name, text), source, terms, reviewed=True)
                coding.check_adjudication(shipped, checked, [codings[source.source_id] for codings in blind])
            except ReportedFiguresError:
                continue
            survivors.append(f"{path.name}: {place}")
    assert n > 300
    assert survivors == []


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_changed_digit_in_the_anchor_or_value_of_a_blind_coding_is_named(
    shipped: Corpus, loaded: list[sources.Source], terms: vocabulary.Vocabulary, which: str
) -> None:
    survivors, n = [], 0
    for source in loaded:
        path = coding.path_of(shipped, which, source.source_id)
        for field, place, text in changes(path.read_text("utf-8")):
            if field not in ("quote", "start", "end"):
                continue
            n += 1
            try:
                coding.check(YamlFile(path.name, text), source, terms, reviewed=False)
            except ReportedFiguresError:
                continue
            survivors.append(f"{path.name}: {place}")
    assert n > 100
    assert survivors == []


def test_a_changed_digit_in_a_relation_is_named(shipped: Corpus) -> None:
    ledger = tables.read(shipped, "ledger")
    text = shipped.relations.read_text("utf-8")
    choices = conventions.load(shipped)
    survivors, n, digits = [], 0, 0
    for place, character in enumerate(text):
        line = text[text.rfind("\n", 0, place) + 1 : text.find("\n", place)]
        if character not in "0123456789" or line.lstrip().startswith("#"):
            continue
        digits += 1
        if digits % EVERY:
            continue
        changed = text[:place] + other_digit(character, place) + text[place + 1 :]
        n += 1
        try:
            declared = relations.parse(YamlFile("data/relations.yml", changed), ledger)
            audit.run(ledger, declared, choices)
        except ReportedFiguresError:
            continue
        survivors.append(f"{place}: {line.strip()}")
    assert n > 300
    assert survivors == []
