"""The declared checks of a corpus: which figure should follow from which, and whether it may be asked at all.

A check stands in data/relations.yml, names its figures by mention and quote, and declares the verdict it comes to. A
change of a source, a coding or a convention that changes the verdict is then noticed, never silently taken over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

import pandas as pd
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from helpers import wording
from helpers.columns import COMPARABILITY_ASPECTS, COMPARISONS, VERDICTS
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.formulas import Formula, FormulaError
from helpers.intervals import Interval, exact
from helpers.ledger_rows import LedgerRow, read_rows
from helpers.yaml_files import Location, YamlFile

__all__ = ["CLAIM", "Match", "Operand", "Relation", "group_of", "load"]

CLAIM = "claim"
_RESERVED = (CLAIM, *wording.RESULTS)
TAKEN = ("value", "of", "coverage", "coverage_of")
# A change is compared with a baseline: its baseline period must be the period of the earlier figure.
MATCHABLE = (*COMPARABILITY_ASPECTS, "baseline")
_NAME = r"^[a-z]+(_[a-z]+)*$"  # no digits: a number in this file is always one that a check holds against the ledger

_DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"


@dataclass(frozen=True, slots=True)
class Operand:
    """One figure of a check.

    Attributes
    ----------
    mention_id
        Row of the ledger.
    take
        Which of its numbers: the value, the stated total (`of`), or the number of forces (`coverage`, `coverage_of`).
    """

    mention_id: str
    take: str = "value"


@dataclass(frozen=True, slots=True)
class Match:
    """An aspect in which figures must be alike for the check to be meaningful; names of operands, or ``claim``."""

    aspect: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """One declared check.

    Attributes
    ----------
    relation_id, question
        Name, and what is asked.
    claim
        The figure that makes the claim.
    operands
        The figures that it is recomputed from, by the names that the formula uses.
    constants
        Other numbers of the formula.
    formula
        How it is recomputed; None where nothing can be.
    compare
        How the claim must stand to the recomputed value; ``none`` where the source claims nothing about it.
    must_match
        What must be alike.
    missing
        What is missing for a check; None where nothing is.
    expect, reason
        The declared verdict, and why, or what follows and what does not.
    arithmetic
        The declared verdict of the bare arithmetic, where it stands beside another verdict.
    expect_computed
        The declared recomputed value as written, where no verdict depends on it.
    place
        File and line, for messages.
    """

    relation_id: str
    question: str
    claim: Operand
    operands: Mapping[str, Operand]
    constants: Mapping[str, Fraction]
    formula: Formula | None
    compare: str
    must_match: tuple[Match, ...]
    missing: str | None
    expect: str
    reason: str | None
    arithmetic: str | None = None
    expect_computed: str | None = None
    place: str = ""


def group_of(relation: Relation, figures: Mapping[str, LedgerRow], computed: Interval | None) -> str:
    """Return what sort of check a relation is: one of :data:`helpers.columns.RELATION_GROUPS`.

    It follows from what is declared, what the ledger links and what is recomputed, so that nobody can call a repeat
    evidence: a repeat is one figure held against its own other mention.

    Parameters
    ----------
    relation
        The relation.
    figures
        Its rows of the ledger by name, the claim among them.
    computed
        What is recomputed; None where nothing is.
    """
    if relation.compare == "none":
        # Two lower bounds imply no ratio: any positive number is possible.
        is_open = computed is None or (computed.high is None and (computed.low is None or computed.low <= 0))
        return "not_checkable" if is_open else "implied"
    if relation.compare != "equal":
        return "bound"
    if relation.formula is None or relation.formula.text not in relation.operands:
        return "arithmetic"
    operand = relation.operands[relation.formula.text]
    is_told_twice = figures[relation.formula.text].figure_id == figures[CLAIM].figure_id
    return "repeat" if is_told_twice and operand.take == relation.claim.take else "restatement"


# The file

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
OperandName = Annotated[str, StringConstraints(pattern=_NAME)]


def _one_of(terms: tuple[str, ...]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in terms:
            raise ValueError(f"{value!r} is none of {', '.join(terms)}; correct it")
        return value

    return AfterValidator(check)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Operand(_Entry):
    mention: Text
    quote: str
    take: Annotated[str, _one_of(TAKEN)] = "value"


class _Constant(_Entry):
    value: int | float
    reason: Text


Aspect = Annotated[str, _one_of(MATCHABLE)]


class _Relation(_Entry):
    relation_id: Annotated[str, StringConstraints(pattern=_NAME)]
    question: Text
    claim: _Operand
    operands: dict[OperandName, _Operand] = Field(default_factory=dict)
    constants: dict[OperandName, _Constant] = Field(default_factory=dict)
    formula: str | None = None
    compare: Annotated[str, _one_of(COMPARISONS)]
    must_match: list[Aspect] | dict[Aspect, Literal["all"] | list[str]] = Field(default_factory=list)
    missing: Text | None = None
    expect: Annotated[str, _one_of(VERDICTS)]
    arithmetic: Annotated[str, _one_of(VERDICTS[:4])] | None = None
    expect_computed: Annotated[str, StringConstraints(pattern=_DECIMAL)] | None = None
    reason: Text | None = None


class _File(_Entry):
    relations: list[_Relation] = Field(default_factory=list)


def load(corpus: Corpus, ledger: pd.DataFrame) -> list[Relation]:
    """Read data/relations.yml and check it against the ledger; a corpus without one has no relations.

    Parameters
    ----------
    corpus
        The corpus.
    ledger
        Columns of :data:`helpers.columns.LEDGER`.

    Raises
    ------
    UserError
        With file, line and remedy for each entry at fault: an unknown mention, a quote that is not the ledger's, a formula
        that cannot be read or uses an unknown name, an operand that is not used, a relation that stands twice, a verdict
        without its reason.
    """
    if not corpus.relations.exists():
        return []
    return parse(YamlFile.read(corpus.relations, corpus.relative(corpus.relations)), ledger)


def parse(file: YamlFile, ledger: pd.DataFrame) -> list[Relation]:
    """Read relations from a YAML file that has been opened; see `load`."""
    entries = file.parse(_File).relations
    rows = read_rows(ledger)
    problems: list[UserError] = []
    lines: dict[str, int] = {}
    relations = []
    for number, entry in enumerate(entries):
        location: Location = ("relations", number)
        if entry.relation_id in lines:
            first = lines[entry.relation_id]
            problem = f"relation {entry.relation_id!r} stands on line {first} already; give this one another name"
            problems.append(file.error((*location, "relation_id"), problem))
        lines.setdefault(entry.relation_id, file.line((*location, "relation_id")))
        found = _problems(entry, rows)
        problems += [file.error((*location, *place), text) for place, text in found]
        if not found:
            relations.append(_relation(entry, f"{file.name}:{lines[entry.relation_id]}"))
    if problems:
        raise UserError("\n".join(map(str, problems)))
    return relations


def _relation(entry: _Relation, place: str) -> Relation:
    everyone = (CLAIM, *entry.operands)
    aspects = entry.must_match if isinstance(entry.must_match, dict) else dict.fromkeys(entry.must_match, "all")
    return Relation(
        relation_id=entry.relation_id,
        question=entry.question,
        claim=Operand(entry.claim.mention, entry.claim.take),
        operands={name: Operand(operand.mention, operand.take) for name, operand in entry.operands.items()},
        constants={name: exact(constant.value) for name, constant in entry.constants.items()},
        formula=None if entry.formula is None else Formula.read(entry.formula),
        compare=entry.compare,
        must_match=tuple(
            Match(aspect, everyone if isinstance(names, str) else tuple(names)) for aspect, names in aspects.items()
        ),
        missing=entry.missing,
        expect=entry.expect,
        reason=entry.reason,
        arithmetic=entry.arithmetic,
        expect_computed=entry.expect_computed,
        place=place,
    )


_Problem = tuple[Location, str]


def _problems(entry: _Relation, rows: Mapping[str, LedgerRow]) -> list[_Problem]:
    """Return what is wrong with an entry, each with its place in it."""
    problems: list[_Problem] = []
    problems += _operand_problems(("claim",), entry.claim, rows)
    for name, operand in entry.operands.items():
        problems += _operand_problems(("operands", name), operand, rows)
    problems += _identity_problems(entry)
    problems += _formula_problems(entry)
    problems += _match_problems(entry)
    problems += _wording_problems(entry)
    if entry.expect != "agrees" and not entry.reason:
        problems.append((("expect",), f"expects {entry.expect!r} without a reason; add 'reason'"))
    if entry.missing and entry.expect != "not_checkable":
        problems.append((("missing",), "something is missing, yet a verdict is expected; set 'expect: not_checkable'"))
    if entry.compare == "none" and not entry.missing:
        problems.append((("compare",), "nothing to compare with; say in 'missing' what is missing"))
    if entry.formula is None and not entry.missing:
        problems.append((("relation_id",), "no formula; add one, or say in 'missing' why there is none"))
    if entry.formula is None and entry.compare != "none":
        problems.append((("compare",), "nothing is recomputed; set 'compare: none' or add a formula"))
    has_idle_result = entry.compare == "none" and entry.formula is not None
    if has_idle_result and entry.expect_computed is None:
        problem = "no verdict depends on the recomputed value; write it here as text, so that a change is noticed"
        problems.append((("formula",), f"add 'expect_computed': {problem}"))
    if entry.expect_computed is not None and not has_idle_result:
        problems.append((("expect_computed",), "a verdict depends on the recomputed value already; take it out"))
    return problems


def _wording_problems(entry: _Relation) -> list[_Problem]:
    names = (CLAIM, *entry.operands)
    found = {
        field: wording.problem(text, names, is_computed=entry.formula is not None)
        for field, text in (("question", entry.question), ("reason", entry.reason), ("missing", entry.missing))
        if text
    }
    return [((field,), problem) for field, problem in found.items() if problem]


def _operand_problems(place: Location, operand: _Operand, rows: Mapping[str, LedgerRow]) -> list[_Problem]:
    row = rows.get(operand.mention)
    if row is None:
        source_id = operand.mention.rpartition(":")[0]
        elsewhere = [r.mention_id for r in rows.values() if r.source_id == source_id and r.quote == operand.quote]
        hint = f"; {operand.quote!r} stands at {', '.join(elsewhere)}" if elsewhere else ""
        problem = f"no reported figure {operand.mention!r} in the ledger{hint}; correct the mention"
        return [((*place, "mention"), problem)]
    if row.quote != operand.quote:
        problem = f"{operand.mention} reads {row.quote!r} in the ledger, not {operand.quote!r}; correct one of the two"
        return [((*place, "quote"), problem)]
    if operand.take != "value" and getattr(row, operand.take) is None:
        return [((*place, "take"), f"{operand.mention} has no {operand.take!r} in the ledger; take another number")]
    return []


def _identity_problems(entry: _Relation) -> list[_Problem]:
    """Each name is taken as free of the others, so one figure may not stand under two."""
    problems: list[_Problem] = []
    seen = {} if entry.compare == "none" else {(entry.claim.mention, entry.claim.take): CLAIM}
    for name, operand in entry.operands.items():
        key = (operand.mention, operand.take)
        if key in seen:
            problem = f"{name!r} and {seen[key]!r} are one figure; nothing can be checked against itself, use one name"
            problems.append((("operands", name), problem))
        seen.setdefault(key, name)
    return problems


def _formula_problems(entry: _Relation) -> list[_Problem]:
    named = {*entry.operands, *entry.constants}
    problems: list[_Problem] = [
        (("constants", name), f"{name!r} names an operand too; give the constant another name")
        for name in entry.constants
        if name in entry.operands
    ]
    for kind, names in (("operands", entry.operands), ("constants", entry.constants)):
        problems += [
            ((kind, name), f"{name!r} is a name of the audit's own; use another") for name in names if name in _RESERVED
        ]
    if entry.formula is None:
        return problems
    try:
        formula = Formula.read(entry.formula)
    except FormulaError as error:
        return [*problems, (("formula",), str(error))]
    known_periods = {CLAIM, *entry.operands}
    unknown = [name for name in formula.names if name not in named]
    unknown += [name for name in formula.periods if name not in known_periods]
    if unknown:
        problem = f"unknown name {', '.join(map(repr, unknown))}; add it to 'operands' or 'constants', or correct it"
        problems.append((("formula",), problem))
    for kind, names in (("operands", entry.operands), ("constants", entry.constants)):
        problems += [
            ((kind, name), f"{name!r} is not used in the formula; take it out or use it")
            for name in names
            if name not in {*formula.names, *formula.periods}
        ]
    return problems


def _match_problems(entry: _Relation) -> list[_Problem]:
    if not isinstance(entry.must_match, dict):
        if "baseline" not in entry.must_match:
            return []
        return [(("must_match",), "'baseline' needs names: the change first, then the earlier figure")]
    problems: list[_Problem] = []
    known = {CLAIM, *entry.operands}
    for aspect, names in entry.must_match.items():
        place = ("must_match", aspect)
        if isinstance(names, str):
            if aspect == "baseline":
                problems.append((place, "'baseline' needs names: the change first, then the earlier figure"))
            continue
        strangers = [name for name in names if name not in known]
        if strangers:
            problems.append((place, f"unknown name {', '.join(map(repr, strangers))}; use 'claim' or an operand"))
        elif len(set(names)) < 2:
            problems.append((place, "needs at least two names; add one, or write 'all'"))
    return problems
