"""Facts that do not stand in the sources: law, rules of recording, definitions, and what others publish about the same things.

They stand in data/context.yml, each with the place where it was looked up, so that a notebook can explain a term or set a
date without anybody having to believe it. They are no reported figures: they enter neither the ledger nor the audit.
"""

from __future__ import annotations

from typing import Annotated, Literal

import pandas as pd
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from helpers import vocabulary
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.vocabulary import Vocabulary
from helpers.yaml_files import YamlFile

__all__ = ["Context", "Fact", "OutsideFigure", "Reference", "load"]

FILE = "context.yml"
Kind = Literal["law", "recording", "event", "definition", "outside_figure"]


def _text_of_year(value: object) -> object:
    return str(value) if isinstance(value, int) else value  # YAML reads a bare year as a number


Date = Annotated[
    str, BeforeValidator(_text_of_year), Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
]
Month = Annotated[str, BeforeValidator(_text_of_year), Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2]))?$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1, str_strip_whitespace=True)


class Reference(_Part):
    """Where a fact was looked up.

    Attributes
    ----------
    title, publisher
        As the page gives them.
    url
        Its address.
    """

    title: str
    publisher: str
    url: str = Field(pattern=r"^https?://\S+$")


class OutsideFigure(_Part):
    """A number of a fact, so that a sentence can be computed with it.

    Attributes
    ----------
    value
        The number; a share as a fraction of one.
    measure, unit
        What it counts, or beside the figures of which measure it is laid: a measure, or only a unit, of the vocabulary.
    otherwise
        How the reference describes the number, where that is not the definition of the measure; None where it is.
    period_start, period_end
        Months, as in the ledger; None where the fact names none.
    geography
        Area, of the vocabulary.
    """

    value: int | float
    measure: str | None = None
    unit: str | None = None
    otherwise: str | None = None
    period_start: Month | None = None
    period_end: Month | None = None
    geography: str | None = None

    @model_validator(mode="after")
    def _counts_something(self) -> OutsideFigure:
        if not self.measure and not self.unit:
            raise ValueError("neither measure nor unit; say what the number counts")
        return self

    def written(self) -> tuple[str, ...]:
        """Return the ways in which the value may be written."""
        number = f"{self.value:,}"
        return (number, f"{round(self.value * 100, 10):g}%") if self.value <= 1 else (number, f"{self.value}")


class Fact(_Part):
    """One fact.

    Attributes
    ----------
    kind
        What sort of fact it is.
    date
        Day, month or year on which it took effect or was published; None for a definition without a date.
    label
        A few words for a timeline.
    what
        The fact, in sentences that can stand alone.
    figure
        Its number, where a sentence is computed with it.
    reference
        Where it was looked up.
    """

    kind: Kind
    date: Date | None = None
    label: str
    what: str
    figure: OutsideFigure | None = None
    reference: Reference

    @field_validator("what")
    @classmethod
    def _is_a_sentence(cls, what: str) -> str:
        if not what.endswith("."):
            raise ValueError("not a sentence; end it with a full stop")
        return what

    @model_validator(mode="after")
    def _says_its_number(self) -> Fact:
        if self.date is None and self.kind != "definition":
            raise ValueError("no date; only a definition can do without one")
        if self.figure and not any(words in self.what for words in self.figure.written()):
            raise ValueError(f"the figure {self.figure.written()[0]} does not stand in 'what'; correct one of them")
        return self

    def cited(self) -> str:
        """Return the fact with its reference, in Markdown."""
        return f"{self.what} ({self.reference.publisher}, [{self.reference.title}]({self.reference.url}))"


class _File(_Part):
    facts: dict[str, Fact] = Field(default_factory=dict)


class Context:
    """All facts of a corpus, by their ids, in the order of the file."""

    def __init__(self, facts: dict[str, Fact], name: str = f"data/{FILE}") -> None:
        self.facts = facts
        self.name = name

    def fact(self, fact_id: str) -> Fact:
        """Return a fact.

        Raises
        ------
        UserError
            If there is none of this id.
        """
        if fact_id not in self.facts:
            raise UserError(f"{self.name}: no fact {fact_id!r}; add it with its reference, or correct the id")
        return self.facts[fact_id]

    def figure(self, fact_id: str) -> OutsideFigure:
        """Return the number of a fact.

        Raises
        ------
        UserError
            If there is no such fact, or it has no number.
        """
        found = self.fact(fact_id).figure
        if found is None:
            raise UserError(f"{self.name}: the fact {fact_id!r} has no figure; add value and measure under 'figure'")
        return found

    def cited(self, *fact_ids: str) -> str:
        """Return facts with their references, one item of a Markdown list each."""
        return "\n".join(f"- {self.fact(fact_id).cited()}" for fact_id in fact_ids)

    def of_kind(self, *kinds: Kind) -> dict[str, Fact]:
        """Return the facts of some kinds, those with a date first, by date."""
        found = {fact_id: fact for fact_id, fact in self.facts.items() if fact.kind in kinds}
        return dict(sorted(found.items(), key=lambda item: (item[1].date is None, item[1].date or "")))

    def table(self, *fact_ids: str) -> pd.DataFrame:
        """Return facts as a table for reading; all of them where no id is given.

        Returns
        -------
        pandas.DataFrame
            Columns ``fact_id``, ``date`` (ISO, '' for none), ``label``, ``what``, ``reference``
            (publisher and title) and ``url``.
        """
        wanted = {fact_id: self.fact(fact_id) for fact_id in fact_ids} if fact_ids else self.facts
        return pd.DataFrame(
            [
                {
                    "fact_id": fact_id,
                    "date": fact.date or "",
                    "label": fact.label,
                    "what": fact.what,
                    "reference": f"{fact.reference.publisher}: {fact.reference.title}",
                    "url": fact.reference.url,
                }
                for fact_id, fact in wanted.items()
            ],
            columns=["fact_id", "date", "label", "what", "reference", "url"],
        )


def load(corpus: Corpus) -> Context:
    """Read data/context.yml; a corpus without one has no facts beside its sources.

    Raises
    ------
    UserError
        With file and line, for a missing or unknown field, a fact without a usable reference or date, a number that does not
        stand in its sentence, or a term that is not in the vocabulary.
    """
    path = corpus.data / FILE
    if not path.exists():
        return Context({})
    file = YamlFile.read(path, corpus.relative(path))
    facts = file.parse(_File).facts
    terms = vocabulary.load(corpus)
    for fact_id, fact in facts.items():
        for field, name in _unknown_terms(fact, terms):
            raise file.error(
                ("facts", fact_id, "figure", field),
                f"{field} {name!r} of {fact_id} is not in data/vocabulary.yml; add or correct it",
            )
    return Context(facts, file.name)


def _unknown_terms(fact: Fact, terms: Vocabulary) -> list[tuple[str, str]]:
    if fact.figure is None:
        return []
    used = (
        ("measure", fact.figure.measure, terms.measures),
        ("unit", fact.figure.unit, terms.units),
        ("geography", fact.figure.geography, terms.geographies),
    )
    return [(field, name) for field, name, known in used if name and name not in known]
