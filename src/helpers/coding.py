"""The coding of a source: every mention, anchored by quote, prefix and suffix, and checked against the text.

Three codings of one form lie in ``data/coding``: ``first/`` and ``second/`` are blind to each other and to the draft,
the files beside those folders are the reviewed (adjudicated) coding that everything downstream uses. The anchor is the
TextQuoteSelector of the W3C Web Annotation Data Model with offsets beside it; the rules are those of the coding manual.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from helpers.agreement import match
from helpers.columns import CHANGE_TYPES, DIRECTIONS, KINDS, PERIOD_BASES, QUALIFIERS, REPORTED_KINDS
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.mentions import value_of
from helpers.sources import Passage, Source, passage_at, passages
from helpers.vocabulary import Vocabulary
from helpers.yaml_files import Location, YamlFile

CODINGS = ("first", "second", "reviewed")
ANCHOR_LENGTH = 24
_DIGIT = re.compile(r"\d+")
_PERIOD = r"^\d{4}-\d{2}(-\d{2})?(/\d{4}-\d{2}(-\d{2})?)?$"
Period = Annotated[str, StringConstraints(pattern=_PERIOD)]
Reference = Annotated[str, StringConstraints(pattern=r"^\d+-\d+$")]


def _one_of(terms: tuple[str, ...]) -> AfterValidator:
    def check_term(value: str) -> str:
        if value not in terms:
            raise ValueError(f"{value!r} is none of {', '.join(terms)}; correct it")
        return value

    return AfterValidator(check_term)


Kind = Annotated[str, _one_of(KINDS)]
Qualifier = Annotated[str, _one_of(QUALIFIERS)]
PeriodBasis = Annotated[str, _one_of(PERIOD_BASES)]
Direction = Annotated[str, _one_of(DIRECTIONS)]
ChangeType = Annotated[str, _one_of(CHANGE_TYPES)]
_FIGURE_FIELDS = (
    "value",
    "qualifier",
    "unit",
    "measure",
    "period",
    "period_basis",
    "baseline_period",
    "geography",
    "attributed_to",
    "counted_by",
    "direction",
    "change_type",
    "per",
    "of",
    "forecast",
    "coverage",
    "same_as",
    "inferred",
    "override",
)
_ADJUDICATED_FIELDS = _FIGURE_FIELDS[: _FIGURE_FIELDS.index("coverage")]


class CodedMention(BaseModel):
    """One coded mention.

    Attributes
    ----------
    quote, start, end, prefix, suffix
        The anchor; mentions of kind case have no prefix or suffix, so that no words of the account are repeated.
    kind
        What the number does in the sentence.
    value ... forecast
        Fields of the coding manual, for reported figures only.
    counted_by
        Body that counted or recorded.
    coverage, same_as
        Reviewed coding only: ``start-end`` of the mention that gives the coverage, or of the figure that this repeats.
    inferred
        Field to reason, for what the source does not state.
    adjudicated
        Reviewed coding only: field to reason, where the review decides otherwise than both blind codings.
    override
        Reason why the value does not follow from the quote alone.
    note
        Reason, where a judgement was needed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    prefix: str | None = None
    suffix: str | None = None
    kind: Kind
    value: float | None = None
    qualifier: Qualifier | None = None
    unit: str | None = None
    measure: str | None = None
    period: Period | None = None
    period_basis: PeriodBasis | None = None
    baseline_period: Period | None = None
    geography: str | None = None
    attributed_to: str | None = None
    counted_by: str | None = None
    direction: Direction | None = None
    change_type: ChangeType | None = None
    per: str | None = None
    of: float | None = None
    forecast: bool | None = None
    coverage: Reference | None = None
    same_as: Reference | None = None
    inferred: dict[str, str] = Field(default_factory=dict)
    adjudicated: dict[str, str] = Field(default_factory=dict)
    override: str | None = None
    note: str | None = None

    @property
    def is_reported(self) -> bool:
        """Whether the mention is a reported figure."""
        return self.kind in REPORTED_KINDS

    @property
    def reference(self) -> str:
        """``start-end``, by which other mentions of the source name this one."""
        return f"{self.start}-{self.end}"

    @model_validator(mode="after")
    def _fits_its_kind(self) -> CodedMention:
        if self.end <= self.start:
            raise ValueError("end must lie after start")
        if self.kind == "case" and (self.prefix or self.suffix):
            raise ValueError("a case has no prefix or suffix; take them out so that no words of the account stand here")
        if not self.is_reported:
            given = [field for field in _FIGURE_FIELDS if field in self.model_fields_set and getattr(self, field)]
            if given:
                raise ValueError(f"kind {self.kind} has no {', '.join(given)}; take them out or correct the kind")
            return self
        missing = [f for f in ("value", "qualifier", "unit", "measure", "period_basis") if getattr(self, f) is None]
        if missing:
            raise ValueError(f"a reported figure needs {', '.join(missing)}; add them")
        if self.kind == "change":
            if self.direction is None or self.change_type is None:
                raise ValueError("a change needs direction and change_type; add them")
            if (self.direction == "decrease") != (self.value is not None and self.value < 0):
                raise ValueError("the sign of value and the direction do not agree; a decrease is negative")
        if (self.period is None) != (self.period_basis == "not_stated"):
            raise ValueError("period goes with period_basis stated or relative, no period with not_stated")
        for name, fields in (("inferred", self.inferred), ("adjudicated", self.adjudicated)):
            strangers = sorted(set(fields) - set(_FIGURE_FIELDS))
            if strangers:
                raise ValueError(f"{name} names {', '.join(strangers)}, which is no field; correct it")
        return self


class CodingFile(BaseModel):
    """A coding file.

    Attributes
    ----------
    source_id
        The source that is coded.
    sha256
        The bytes it was coded from (reviewed coding only).
    published_inferred, published_reason
        A coder's inference of the month of publication, where the text gives none.
    mentions
        Every mention, in order.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    source_id: str
    sha256: str | None = None
    published_inferred: str | None = None
    published_reason: str | None = None
    mentions: tuple[CodedMention, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """A checked coding of one source."""

    source_id: str
    mentions: tuple[CodedMention, ...]


@dataclass(frozen=True, slots=True)
class Codings:
    """The codings of a corpus, each by source."""

    first: dict[str, Coding]
    second: dict[str, Coding]
    reviewed: dict[str, Coding]


def path_of(corpus: Corpus, coding: str, source_id: str) -> Path:
    """Return where a coding of a source lies; ``coding`` is first, second or reviewed."""
    folder = corpus.coding if coding == "reviewed" else corpus.coding / coding
    return folder / f"{source_id}.yml"


def load(corpus: Corpus, coding: str, sources: Iterable[Source], vocabulary: Vocabulary) -> dict[str, Coding]:
    """Read and check one coding of the sources; sources without such a file are left out.

    Raises
    ------
    UserError
        One line for each problem, with file, line and remedy.
    """
    codings, problems = {}, []
    known = {source.source_id: source for source in sources}
    folder = corpus.coding if coding == "reviewed" else corpus.coding / coding
    for path in sorted(folder.glob("*.yml")):
        shown = corpus.relative(path)
        if path.stem not in known:
            problems.append(f"{shown}: there is no source seeds/{path.stem}.txt; restore it or remove this file")
            continue
        try:
            codings[path.stem] = check(
                YamlFile.read(path, shown), known[path.stem], vocabulary, reviewed=coding == "reviewed"
            )
        except UserError as error:
            problems.append(str(error))
    if problems:
        raise UserError("\n".join(problems))
    return codings


def load_all(corpus: Corpus, sources: Sequence[Source], vocabulary: Vocabulary) -> Codings:
    """Read and check all codings of a corpus, and the review against the blind codings.

    Raises
    ------
    UserError
        One line for each problem, with file, line and remedy.
    """
    first, second, reviewed = (load(corpus, name, sources, vocabulary) for name in CODINGS)
    for source_id, coding in reviewed.items():
        check_adjudication(corpus, coding, [blind[source_id] for blind in (first, second) if source_id in blind])
    return Codings(first, second, reviewed)


def check(file: YamlFile, source: Source, vocabulary: Vocabulary, *, reviewed: bool) -> Coding:
    """Check a coding file against its source, the vocabulary and the rules of the manual.

    Raises
    ------
    UserError
        One line for each problem, with file, line and remedy.
    """
    content = file.parse(CodingFile)
    problems = [
        str(file.error(place, problem))
        for place, problem in problems_of(content, source, vocabulary, reviewed=reviewed)
    ]
    if problems:
        raise UserError("\n".join(problems))
    return Coding(content.source_id, content.mentions)


def problems_of(
    content: CodingFile, source: Source, vocabulary: Vocabulary, *, reviewed: bool
) -> Iterator[tuple[Location, str]]:
    """Yield each place of a coding that does not fit its source, the vocabulary or the manual, with the problem."""
    if content.source_id != source.source_id:
        yield ("source_id",), f"source_id is {content.source_id!r}, the file stem {source.source_id!r}; make them equal"
    if reviewed and content.sha256 != source.sha256:
        yield ("sha256",), "the source's bytes are not those that were coded; code it again and record its sha256"
    by_reference = {mention.reference: mention for mention in content.mentions}
    found = passages(source)
    previous_end = 0
    for number, mention in enumerate(content.mentions):
        place: Location = ("mentions", number)
        for field, problem in _mention_problems(mention, source, vocabulary):
            yield (*place, *field), problem
        if mention.start < previous_end:
            yield place, f"{mention.quote!r} overlaps the mention before it or is out of order; correct the offsets"
        previous_end = max(previous_end, mention.end)
        for field, problem in _reference_problems(mention, by_reference):
            yield (*place, *field), problem
        if reviewed:
            for field, problem in _passage_problems(mention, found):
                yield (*place, *field), problem
    yield from _uncovered_digits(content, source)


def _mention_problems(
    mention: CodedMention, source: Source, vocabulary: Vocabulary
) -> Iterator[tuple[tuple[str, ...], str]]:
    text = source.text
    if text[mention.start : mention.end] != mention.quote:
        nearest = _nearest(text, mention.quote, mention.start)
        remedy = (
            f"it stands at {nearest}-{nearest + len(mention.quote)}"
            if nearest >= 0
            else "it stands nowhere in the text"
        )
        yield ("start",), f"the text at {mention.reference} is not {mention.quote!r}; {remedy}"
        return
    if mention.prefix is not None and not text[: mention.start].endswith(mention.prefix):
        yield ("prefix",), f"the text before {mention.quote!r} does not end with the prefix; correct the anchor"
    if mention.suffix is not None and not text.startswith(mention.suffix, mention.end):
        yield ("suffix",), f"the text after {mention.quote!r} does not begin with the suffix; correct the anchor"
    for field, terms in (
        ("unit", vocabulary.units),
        ("measure", vocabulary.measures),
        ("geography", vocabulary.geographies),
        ("attributed_to", vocabulary.bodies),
        ("counted_by", vocabulary.bodies),
    ):
        term = getattr(mention, field)
        if term is not None and term not in terms:
            yield (
                (field,),
                f"{field} {term!r} is not in data/vocabulary.yml; correct it or add the term with its definition",
            )
    measure = vocabulary.measures.get(mention.measure or "")
    if measure is not None and mention.unit != measure.unit:
        yield (
            ("unit",),
            f"unit {mention.unit!r} is not that of {mention.measure}, {measure.unit!r}; correct one of the two",
        )
    if mention.is_reported and mention.override is None:
        problem = value_problem(mention)
        if problem:
            yield ("value",), problem


def value_problem(mention: CodedMention) -> str | None:
    """Return why a coded value or qualifier does not follow from its quote, or None if it does."""
    reading = value_of(mention.quote)
    if mention.value is None:
        return None
    if reading is None or reading.value is None:
        return f"no value can be read from {mention.quote!r}; correct the quote or add 'override' with the reason"
    if not reading.admits(mention.value):
        return (
            f"value {mention.value:g} does not follow from {mention.quote!r}, which reads {reading.value:g}; "
            "correct it or add 'override' with the reason"
        )
    if reading.qualifier != mention.qualifier:
        return (
            f"qualifier {mention.qualifier} does not follow from {mention.quote!r}, which reads {reading.qualifier}; "
            "correct it or add 'override' with the reason"
        )
    return None


def _reference_problems(
    mention: CodedMention, by_reference: dict[str, CodedMention]
) -> Iterator[tuple[tuple[str, ...], str]]:
    if mention.coverage is not None:
        target = by_reference.get(mention.coverage)
        if target is None or target.kind != "coverage":
            yield ("coverage",), f"there is no mention of kind coverage at {mention.coverage}; correct the reference"
    if mention.same_as is not None:
        target = by_reference.get(mention.same_as)
        if target is None or not target.is_reported or target is mention:
            yield ("same_as",), f"there is no other reported figure at {mention.same_as}; correct the reference"
        elif target.same_as is not None:
            yield ("same_as",), f"{mention.same_as} is itself a repeat of {target.same_as}; refer to that one"
        elif (target.measure, target.value, target.qualifier, target.period) != (
            mention.measure,
            mention.value,
            mention.qualifier,
            mention.period,
        ):
            yield (
                ("same_as",),
                f"{mention.same_as} differs in measure, value, qualifier or period, so it is not the same figure",
            )


def _passage_problems(mention: CodedMention, found: list[Passage]) -> Iterator[tuple[tuple[str, ...], str]]:
    passage = passage_at(found, mention.start)
    if passage is None:
        return
    if mention.is_reported and passage.region == "furniture":
        yield (
            ("kind",),
            f"{mention.quote!r} stands in page furniture, so it is no reported figure; correct kind or region",
        )
    if mention.kind == "furniture" and passage.region == "body":
        yield ("kind",), f"{mention.quote!r} is coded furniture in the body of the text; correct kind or region"


def _uncovered_digits(content: CodingFile, source: Source) -> Iterator[tuple[Location, str]]:
    covered = [(mention.start, mention.end) for mention in content.mentions]
    for digits in _DIGIT.finditer(source.text):
        if not any(start <= digits.start() and digits.end() <= end for start, end in covered):
            after = sum(start < digits.start() for start, _ in covered)
            line = source.text.count("\n", 0, digits.start()) + 1
            yield (
                ("mentions", max(after - 1, 0)),
                f"missing after this mention: {digits.group()!r} at {digits.start()}-{digits.end()} "
                f"(line {line} of seeds/{source.path.name}) lies in no coded mention; add it",
            )


def check_adjudication(corpus: Corpus, reviewed: Coding, blind: Sequence[Coding]) -> None:
    """Check that the review decides for one of the blind codings, or gives a reason where it does not.

    Parameters
    ----------
    corpus
        Where the reviewed coding lies.
    reviewed
        The reviewed coding of a source.
    blind
        Its blind codings; without any, nothing is checked.

    Raises
    ------
    UserError
        One line for each field that agrees with no blind coding and has no reason in ``adjudicated``.
    """
    matched = [dict(match(reviewed.mentions, coding.mentions)) for coding in blind]
    problems: list[tuple[Location, str]] = []
    for number, mention in enumerate(reviewed.mentions):
        others = [
            coding.mentions[pairs[number]] for coding, pairs in zip(blind, matched, strict=True) if number in pairs
        ]
        for field in ("kind", *_ADJUDICATED_FIELDS) if others else ():
            value = getattr(mention, field)
            if field not in mention.adjudicated and all(getattr(other, field) != value for other in others):
                problems.append(
                    (
                        ("mentions", number, field),
                        f"{field} {value!r} of {mention.quote!r} is in no blind coding; "
                        f"correct it or give the reason under 'adjudicated: {field}'",
                    )
                )
    if problems:
        path = path_of(corpus, "reviewed", reviewed.source_id)
        file = YamlFile.read(path, corpus.relative(path))
        raise UserError("\n".join(str(file.error(place, problem)) for place, problem in problems))


def _nearest(text: str, quote: str, position: int) -> int:
    places = [found.start() for found in re.finditer(re.escape(quote), text)]
    return min(places, key=lambda place: abs(place - position), default=-1)


def anchored(source: Source, start: int, end: int, kind: str) -> dict[str, str | int]:
    """Return the anchor fields of a mention, taken from the text; prefix and suffix stay on the quote's line."""
    anchor: dict[str, str | int] = {"quote": source.text[start:end]}
    if kind != "case":
        prefix = source.text[max(0, start - ANCHOR_LENGTH) : start].rpartition("\n")[2]
        suffix = source.text[end : end + ANCHOR_LENGTH].partition("\n")[0]
        anchor |= {name: words for name, words in (("prefix", prefix), ("suffix", suffix)) if words}
    return anchor | {"start": start, "end": end}
