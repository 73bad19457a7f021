"""The one description of every table and column.

The data package, the data dictionary and the CSV files are written from what stands here; no other place
names a column's type, unit or meaning. Closed lists of terms (kinds, qualifiers, verdicts ...) stand here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

KINDS = (
    "statistic",
    "change",
    "share",
    "rate",
    "money",
    "coverage",
    "period",
    "age",
    "case",
    "identifier",
    "furniture",
    "other",
)
REPORTED_KINDS = ("statistic", "change", "share", "rate", "money", "coverage")
QUALIFIERS = ("exact", "more_than", "at_least", "less_than", "at_most", "about", "nearly", "up_to")
CHANGE_TYPES = ("relative", "percentage_points", "absolute")
DIRECTIONS = ("increase", "decrease")
PERIOD_BASES = ("stated", "relative", "not_stated")
BASES = ("stated", "inferred", "not_stated")
REGIONS = ("body", "furniture")
FORMS = ("digits", "number_words", "fraction_words", "one_in_n", "multiple_words")
VERDICTS = (
    "agrees",
    "agrees_by_rounding",
    "agrees_by_truncation",
    "differs",
    "not_checkable",
    "not_comparable",
)
COMPARISONS = ("equal", "at_least", "at_most", "more_than", "less_than", "none")
COMPARABILITY_ASPECTS = ("unit", "period", "geography", "coverage", "counted_by", "definition", "form")
COMPARABILITY_STATES = ("same", "same_inferred", "different", "unknown")
RELATIONS_IN_TIME = ("same_period", "overlapping", "other_period", "unknown")
RELATION_GROUPS = ("repeat", "restatement", "arithmetic", "bound", "implied", "not_checkable")

ColumnType = Literal["string", "integer", "number", "boolean", "date", "yearmonth_or_date"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        Name in snake_case.
    type
        Type of the values; ``yearmonth_or_date`` is an ISO 8601 month or day.
    description
        Meaning, with the unit where the column has one of its own.
    is_required
        Whether every row must have a value.
    terms
        The closed list of allowed values, if there is one.
    """

    name: str
    type: ColumnType
    description: str
    is_required: bool = False
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order, its key, and where its rows lead back to.

    Attributes
    ----------
    name
        File stem in ``data/tables``.
    title
        Title in the data package and the dictionary.
    description
        What one row is.
    key
        Columns that together identify a row; rows are kept in the order in which they are written.
    foreign
        Column to (table, column) that its values must be found in.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[tuple[str, str, str], ...] = ()

    def names(self) -> list[str]:
        """Return the column names in order."""
        return [column.name for column in self.columns]


def _text(name: str, description: str, *, required: bool = False, terms: tuple[str, ...] = ()) -> Column:
    return Column(name, "string", description, required, terms)


def _integer(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, "integer", description, required)


def _number(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, "number", description, required)


def _flag(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, "boolean", description, required)


_SOURCE = _text("source_id", "Source: file stem of the text in seeds/.", required=True)
_MENTION = _text("mention_id", "Mention: <source_id>:<start>-<end>.", required=True)
_START = _integer("start", "First character of the quote, counted in Unicode code points from 0.", required=True)
_END = _integer("end", "Character after the last of the quote, in code points.", required=True)
_QUOTE = _text("quote", "The number as written, with its qualifier; empty for kind case.")
_PASSAGE = _text("passage_id", "Passage that the mention stands in.")
_KIND = _text("kind", "What the number does in the sentence.", required=True, terms=KINDS)

_FIGURE_FIELDS = (
    _number("value", "Stated value; shares and relative changes as fractions of 1 (37% = 0.37, doubled = 1)."),
    _text("qualifier", "How the source bounds the value.", terms=QUALIFIERS),
    _text("unit", "The counted noun, singular, or an ISO 4217 currency code."),
    _text("measure", "What is counted: a term of data/vocabulary.yml in the reviewed coding, a phrase in a draft."),
    Column("period_start", "yearmonth_or_date", "First month (or day) that the figure is about."),
    Column("period_end", "yearmonth_or_date", "Last month (or day) that the figure is about."),
    _text("period_basis", "How the period is known: stated, relative to the publication, or not.", terms=PERIOD_BASES),
    Column("baseline_start", "yearmonth_or_date", "For a change: first month of what it is compared with."),
    Column("baseline_end", "yearmonth_or_date", "For a change: last month of what it is compared with."),
    _text("geography", "Area the figure is about."),
    _text("attributed_to", "Body or person that releases or claims the figure, else the recorder."),
    _text("direction", "For a change: increase or decrease.", terms=DIRECTIONS),
    _text("change_type", "For a change: relative, in percentage points, or absolute.", terms=CHANGE_TYPES),
    _text("per", "For a rate: its denominator."),
    _number("of", "For a coverage or a part: the stated total."),
    _flag("is_forecast", "Whether the figure is a forecast."),
)

_INTERVAL_NOTE = "same unit as value; empty where unbounded"


def _interval(prefix: str, what: str) -> tuple[Column, ...]:
    return (
        _number(f"{prefix}low", f"Lower bound of {what}; {_INTERVAL_NOTE}."),
        _number(f"{prefix}high", f"Upper bound of {what}; {_INTERVAL_NOTE}."),
        _flag(f"{prefix}low_closed", "Whether the lower bound belongs to the interval; empty where unbounded."),
        _flag(f"{prefix}high_closed", "Whether the upper bound belongs to the interval; empty where unbounded."),
    )


SOURCES = Table(
    "sources",
    "Sources",
    "One row is one source text.",
    (
        _SOURCE,
        _text("file", "File in seeds/.", required=True),
        _text("sha256", "SHA-256 of the file's bytes.", required=True),
        _integer("n_bytes", "Size in bytes.", required=True),
        _integer("n_characters", "Length of the decoded text in Unicode code points.", required=True),
        _integer("n_passages", "Number of passages.", required=True),
        _integer("n_furniture_passages", "Number of passages that are page furniture.", required=True),
        _text("publisher", "Who published the text."),
        _text("publisher_basis", "Whether the text states the publisher.", required=True, terms=BASES),
        _text("author", "Author as stated."),
        _text("author_basis", "Whether the text states the author.", required=True, terms=BASES),
        _text("title", "Headline or title."),
        _text("title_basis", "Whether the text states a title.", required=True, terms=BASES),
        Column("published_on", "yearmonth_or_date", "Day or month of publication."),
        _text("published_on_basis", "Whether the text states the date.", required=True, terms=BASES),
        _text("inferred_why", "Why each inferred field was inferred so."),
        _text("rights", "Rights in the text.", required=True),
        _text("content_note", "What a reader should know before opening the text."),
    ),
    ("source_id",),
)

PASSAGES = Table(
    "passages",
    "Passages",
    "One row is one passage (a block of text between blank lines); offsets and hash only, no words.",
    (
        _text("passage_id", "Passage: <source_id>:<start>-<end>.", required=True),
        _SOURCE,
        _START,
        _END,
        _text("region", "Body of the text or page furniture.", required=True, terms=REGIONS),
        _text("role", "What the passage is: headline, paragraph, related headlines, job advert ...", required=True),
        _text("region_basis", "reviewed: declared in the origin file; draft: by the machine.", required=True),
        _text("sha256", "SHA-256 of the passage in UTF-8.", required=True),
    ),
    ("passage_id",),
    (("source_id", "sources", "source_id"),),
)

MENTIONS = Table(
    "mentions",
    "Machine draft of the mentions",
    "One row is one number mention as the machine read it; never used downstream unless drafts are asked for by name.",
    (_MENTION, _SOURCE, _START, _END, _QUOTE, _PASSAGE, _KIND, *_FIGURE_FIELDS),
    ("mention_id",),
    (("source_id", "sources", "source_id"), ("passage_id", "passages", "passage_id")),
)

READ = Table(
    "read",
    "Number mentions of the documents of a folder",
    "One row is one number mention as the machine read it, in the order of the files and of their text; nobody reviewed it.",
    (
        _text("file", "Document: path relative to the folder that was read.", required=True),
        _text("quote", "The number as written, with its qualifier.", required=True),
        _START,
        _END,
        _KIND,
        *_FIGURE_FIELDS[:4],
        _text("period", "Months (or day) that the figure is about, as an ISO 8601 interval: 2018-04/2019-03."),
        _FIGURE_FIELDS[6],
        _text("baseline_period", "For a change: months (or day) of what it is compared with, as an ISO 8601 interval."),
        *_FIGURE_FIELDS[9:15],
        _flag("forecast", "True where the figure is a forecast."),
        _text("note", "What the value does not say: the upper end of a range, the sort of an identifier."),
    ),
    ("file", "start"),
)
"""What `reported-figures read --out` writes for documents of one's own; no table of a corpus."""

CODED_MENTIONS = Table(
    "coded_mentions",
    "Reviewed coding beside both blind codings and the draft",
    "One row is one mention of the reviewed coding; in a corpus without review, of the draft, and status says so.",
    (
        _MENTION,
        _SOURCE,
        _START,
        _END,
        _QUOTE,
        _PASSAGE,
        _KIND,
        *_FIGURE_FIELDS,
        _text("counted_by", "Body that counted or recorded, a term of the vocabulary."),
        _text("coverage_id", "Mention that says how many forces or bodies the figure is based on."),
        _text("same_as", "Mention of which this one repeats the figure."),
        _text("note", "Reason, where a judgement was needed."),
        _text(
            "status", "Whether the row is reviewed or only a machine draft.", required=True, terms=("reviewed", "draft")
        ),
        _text("first_kind", "Kind in the first blind coding; empty where it has no such mention.", terms=KINDS),
        _text("second_kind", "Kind in the second blind coding; empty where it has no such mention.", terms=KINDS),
        _text("draft_kind", "Kind in the machine's draft; empty where it has no such mention.", terms=KINDS),
    ),
    ("mention_id",),
    (
        ("source_id", "sources", "source_id"),
        ("passage_id", "passages", "passage_id"),
        ("same_as", "coded_mentions", "mention_id"),
        ("coverage_id", "coded_mentions", "mention_id"),
    ),
)

AGREEMENT = Table(
    "agreement",
    "Agreement of the codings",
    "One row is one field in one comparison of two codings.",
    (
        _text(
            "comparison",
            "Which codings are compared.",
            required=True,
            terms=("first_second", "first_reviewed", "second_reviewed", "draft_reviewed"),
        ),
        _text(
            "field",
            "span (at least a third of overlap), span: exact (the same first and last character), span: KIND (overlap and the "
            "same kind), or the field compared on the matched spans.",
            required=True,
        ),
        _integer("n", "Matched pairs; for fields those that are compared.", required=True),
        _integer("n_first", "For spans: mentions of the first-named coding."),
        _integer("n_second", "For spans: mentions of the second-named coding."),
        _number("precision", "For spans: part of the first-named coding's mentions that match."),
        _number("recall", "For spans: part of the second-named coding's mentions that are matched."),
        _number("f1", "For spans: harmonic mean of precision and recall."),
        _number("agreement", "For fields: part of the pairs with the same value."),
        _number("agreement_low", "Lower end of the 95% Wilson interval of the agreement."),
        _number("agreement_high", "Upper end of the 95% Wilson interval of the agreement."),
        _number("kappa", "For fields: Cohen's kappa; empty where it is undefined because both use a single value."),
        _number("kappa_low", "Lower end of the 95% interval of kappa."),
        _number("kappa_high", "Upper end of the 95% interval of kappa."),
    ),
    ("comparison", "field"),
)

LEDGER = Table(
    "ledger",
    "Ledger of reported figures",
    "One row is one reported figure: a number stated as a statistic, change, share, rate, money or coverage.",
    (
        _MENTION,
        _SOURCE,
        _START,
        _END,
        _QUOTE,
        _text("kind", "What the number does in the sentence.", required=True, terms=REPORTED_KINDS),
        _text("same_as", "The mention of the same figure that stands for all its repeats; empty for that one."),
        *_FIGURE_FIELDS[:1],
        *_interval("", "what the source says"),
        _FIGURE_FIELDS[1],
        _integer("decimals_as_written", "Digits after the decimal point as written; empty for words."),
        _number("resolution_as_written", "One unit of the last written digit, same unit as value; empty for words."),
        _text("form_as_written", "How the number is written.", required=True, terms=FORMS),
        *_FIGURE_FIELDS[2:10],
        *(
            _text(
                f"{field}_basis", f"Whether the source states {what} of this very figure.", required=True, terms=BASES
            )
            for field, what in (("unit", "the unit"), ("geography", "the area"), ("coverage", "the coverage"))
        ),
        _text("coverage_id", "Mention that says how many forces or bodies the figure is based on."),
        _number("coverage", "How many forces or bodies that is."),
        _number("coverage_of", "Of how many, if stated."),
        _text("counted_by", "Body that counted or recorded."),
        _text("counted_by_basis", "Whether the source states who counted.", required=True, terms=BASES),
        *_FIGURE_FIELDS[10:11],
        _text("attributed_to_basis", "Whether the source names who says it.", required=True, terms=BASES),
        *_FIGURE_FIELDS[11:],
        _text("published_by", "Publisher of the source."),
        Column("published_on", "yearmonth_or_date", "Day or month of publication."),
        _text("published_on_basis", "Whether the source states its date.", required=True, terms=BASES),
        _text("inferred_why", "Why each inferred field of this row was inferred so."),
        _text("note", "The coders' note."),
        _flag("is_draft", "Whether the row is a machine draft that nobody reviewed.", required=True),
    ),
    ("mention_id",),
    (("source_id", "sources", "source_id"), ("same_as", "ledger", "mention_id")),
)

AUDIT = Table(
    "audit",
    "Audit: stated against recomputed",
    "One row is one declared relation between reported figures, recomputed.",
    (
        _text("relation_id", "Relation in data/relations.yml.", required=True),
        _text(
            "group",
            "What sort of check: repeat (one figure told twice: agreement is no evidence), restatement (one figure held against "
            "another told elsewhere or in rounder words), arithmetic (a claim recomputed from other figures), bound (a claim "
            "that must lie on one side), implied (computed, but the source states nothing to hold it against), not_checkable "
            "(nothing can be computed, or nothing that has a bound).",
            required=True,
            terms=RELATION_GROUPS,
        ),
        _text("question", "What is asked.", required=True),
        _text("claim_id", "Mention that makes the claim.", required=True),
        _text("claim_quote", "The claim's number as written.", required=True),
        _text("operand_ids", "Mentions it is recomputed from, as name=mention_id, separated by a semicolon and space."),
        _text("formula", "How it is recomputed."),
        _text(
            "compare",
            "How the claim must stand to the recomputed value; none where the source makes no claim about it.",
            required=True,
            terms=COMPARISONS,
        ),
        _number("stated", "Stated value."),
        *_interval("stated_", "the stated value"),
        _number("computed", "Value recomputed from the operands' stated values."),
        *_interval("computed_", "the recomputed value"),
        _text("verdict", "What the recomputation says.", required=True, terms=VERDICTS),
        _number("beyond_intervals", "For differs: distance between the two intervals, same unit as stated."),
        _text(
            "arithmetic",
            "What the bare arithmetic would say: for not_comparable, and for not_checkable where an aspect is unknown.",
            terms=VERDICTS[:4],
        ),
        _text("differs_in", "For not_comparable: the aspects that differ, separated by a semicolon and space."),
        _text(
            "unknown_in",
            "Aspects that must be the same and of which the sources do not say enough, separated by semicolon and space.",
        ),
        _text(
            "holds_if",
            "Aspects that must be the same and are so only by inference, separated by semicolon and space: the comparison "
            "holds if the inference does.",
        ),
        _text("missing", "For not_checkable: what is missing."),
        _text("expected", "The verdict declared in data/relations.yml with its reason.", required=True, terms=VERDICTS),
        _text("reason", "Why a verdict other than agrees is expected, or what follows and what does not."),
    ),
    ("relation_id",),
    (("claim_id", "ledger", "mention_id"),),
)

COMPARABILITY = Table(
    "comparability",
    "Comparability of the figures of one family of measures",
    "One row is one pair of figures of one family (repeats left out) with what differs between them.",
    (
        _text("family", "Family of measures in data/vocabulary.yml.", required=True),
        _text("mention_id_a", "The earlier figure (by period, then source).", required=True),
        _text("mention_id_b", "The later figure.", required=True),
        _text("measure_a", "Measure of the first.", required=True),
        _text("measure_b", "Measure of the second.", required=True),
        *(
            _text(
                f"{aspect}_relation",
                f"How the two stand in {aspect}; same_inferred: equal, but inferred for at least one of them.",
                required=True,
                terms=COMPARABILITY_STATES,
            )
            for aspect in COMPARABILITY_ASPECTS
        ),
        _text(
            "differs_in", "Aspects other than the period that differ or are unknown, separated by semicolon and space."
        ),
        _text(
            "relation_in_time",
            "How the periods lie: figures of one and the same period are restatements or parts, not a course over time.",
            required=True,
            terms=RELATIONS_IN_TIME,
        ),
        _flag(
            "is_comparable",
            "Whether the two may be compared over time: nothing but the period differs, and all of it is stated.",
            required=True,
        ),
        _text(
            "comparable_if",
            "Aspects that are inferred, separated by semicolon and space: the two may be compared over time if the inference "
            "holds. Empty where they may be compared without it, or not at all.",
        ),
        _text("what_differs", "The difference in words.", required=True),
    ),
    ("mention_id_a", "mention_id_b"),
    (("mention_id_a", "ledger", "mention_id"), ("mention_id_b", "ledger", "mention_id")),
)

SENSITIVITY = Table(
    "sensitivity",
    "Verdicts under other conventions",
    "One row is one relation under one other setting of a convention that changes its stated or recomputed interval; settings "
    "that leave both as they are were no trial of the relation and are left out.",
    (
        _text("convention_id", "Convention in data/conventions.yml.", required=True),
        _text("setting", "Setting in use.", required=True),
        _text("other_setting", "Setting tried.", required=True),
        _text("relation_id", "Relation in data/relations.yml.", required=True),
        _text("verdict", "Verdict under the setting in use.", required=True, terms=VERDICTS),
        _text("other_verdict", "Verdict under the setting tried.", required=True, terms=VERDICTS),
        _flag("is_moved", "Whether the verdict changes.", required=True),
    ),
    ("convention_id", "other_setting", "relation_id"),
    (("relation_id", "audit", "relation_id"),),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SOURCES,
        PASSAGES,
        MENTIONS,
        CODED_MENTIONS,
        AGREEMENT,
        LEDGER,
        AUDIT,
        COMPARABILITY,
        SENSITIVITY,
    )
}
