"""The controlled vocabulary: measures, units, geographies and bodies, with definitions."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from helpers.corpus import Corpus
from helpers.yaml_files import YamlFile


class _Term(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)


class Measure(_Term):
    """What is counted.

    Attributes
    ----------
    label
        Short name for figures and prose.
    family
        Group of measures that a reader may be tempted to compare.
    unit
        The counted noun, a key of the units.
    definition, does_not_include
        What the term covers, and what it leaves out.
    """

    label: str
    family: str
    unit: str
    definition: str
    does_not_include: str


class Unit(_Term):
    """A counted noun or currency code."""

    definition: str
    aliases: tuple[str, ...] = ()


class Geography(_Term):
    """An area; ``short`` is its name where there is little room."""

    label: str
    short: str | None = None
    aliases: tuple[str, ...] = ()


class Body(_Term):
    """An organisation that counts, says or publishes."""

    label: str
    kind: str
    definition: str
    aliases: tuple[str, ...] = ()


class Vocabulary(BaseModel):
    """All controlled terms of a corpus, by their ids."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measures: dict[str, Measure] = Field(default_factory=dict)
    units: dict[str, Unit] = Field(default_factory=dict)
    geographies: dict[str, Geography] = Field(default_factory=dict)
    bodies: dict[str, Body] = Field(default_factory=dict)

    def label(self, term: str | None) -> str:
        """Return the label of a measure, geography or body; the term itself where it has none, '' for none."""
        if not term:
            return ""
        for terms in (self.measures, self.geographies, self.bodies):
            if term in terms:
                found: Measure | Geography | Body = terms[term]
                return found.label
        return term

    def short(self, geography: str | None) -> str:
        """Return a geography's short name, its label where it has none, the term itself where it is not known."""
        found = self.geographies.get(geography or "")
        return self.label(geography) if found is None else found.short or found.label

    def unit_of(self, phrase: str | None) -> str | None:
        """Return the unit that a phrase names: by its term, an alias, or the phrase's last word; else the phrase."""
        found = _named(phrase, {term: unit.aliases for term, unit in self.units.items()})
        if found is None and phrase and " " in phrase:
            found = _named(phrase.rsplit(" ", 1)[1], {term: unit.aliases for term, unit in self.units.items()})
        return found or phrase

    def geography_of(self, phrase: str | None) -> str | None:
        """Return the geography that a phrase names by label or alias; else the phrase."""
        return _named(phrase, {term: (area.label, *area.aliases) for term, area in self.geographies.items()}) or phrase

    def body_of(self, phrase: str | None) -> str | None:
        """Return the body that a phrase names by label or alias, an abbreviation in brackets aside; else the phrase."""
        bodies = {term: (body.label, *body.aliases) for term, body in self.bodies.items()}
        bare = phrase.partition(" (")[0] if phrase else phrase
        return _named(phrase, bodies) or _named(bare, bodies) or phrase


def _named(phrase: str | None, terms: dict[str, tuple[str, ...]]) -> str | None:
    if not phrase:
        return None
    wanted = phrase.casefold().removeprefix("the ").replace("\u2019", "'")
    for term, names in terms.items():
        if wanted in (name.casefold().removeprefix("the ") for name in (term, *names)):
            return term
    return None


def load(corpus: Corpus) -> Vocabulary:
    """Read data/vocabulary.yml; a corpus without one has an empty vocabulary.

    Raises
    ------
    UserError
        With file and line, for a missing or unknown field or a measure whose unit is not in the list of units.
    """
    if not corpus.vocabulary.exists():
        return Vocabulary()
    file = YamlFile.read(corpus.vocabulary, corpus.relative(corpus.vocabulary))
    vocabulary = file.parse(Vocabulary)
    for name, measure in vocabulary.measures.items():
        if measure.unit not in vocabulary.units:
            raise file.error(
                ("measures", name, "unit"), f"unit {measure.unit!r} of {name} is not under 'units'; add or correct it"
            )
    return vocabulary
