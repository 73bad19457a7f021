"""From a mark on a figure, a row of a table or a mention back to the sentence it came from, and forth again."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from helpers import tables
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.mentions.layout import layout
from helpers.sources import Source, load, passage_at, passages

_OPERAND = "="
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Trace:
    """Where one mention stands and where it is used.

    Attributes
    ----------
    mention_id
        The mention.
    source
        Publisher, title and date of its source.
    sentence_start, sentence_end
        Offsets of the sentence in the source, in code points.
    sentence
        The sentence; None for kind case, whose words are never repeated.
    quote
        The number as written; None for kind case.
    fields
        Coded fields that have a value.
    used_in
        Ledger row, audit relations, figures and marks that use the mention.
    """

    mention_id: str
    source: str
    sentence_start: int
    sentence_end: int
    sentence: str | None
    quote: str | None
    fields: dict[str, str]
    used_in: list[str] = field(default_factory=list)


def mentions_of(corpus: Corpus, target: str) -> list[str]:
    """Return the mentions that a figure, a mark, a row or a mention id stands for.

    Parameters
    ----------
    corpus
        The corpus.
    target
        ``figure``, ``figure#mark``, ``table:key`` (``audit:relation``, ``ledger:mention``), or a mention id.

    Raises
    ------
    UserError
        If the target is none of these; it names what can be traced.
    """
    name, _, mark = target.removeprefix("figures/").partition("#")
    path = (
        corpus.figures
        / f"{name.rsplit('.', 1)[0] if name.endswith(('.svg', '.png', '.pdf', '.csv', '.md')) else name}.csv"
    )
    if path.is_file():
        return _of_figure(path, mark)
    if target.startswith("audit:"):
        return _of_relation(corpus, target.removeprefix("audit:"))
    mention_id = target.removeprefix("ledger:").removeprefix("coded_mentions:")
    if ":" in mention_id and mention_id in _coded_or_drafted(corpus).index:
        return [mention_id]
    audit = tables.read(corpus, "audit") if (corpus.tables / "audit.csv").exists() else None
    if audit is not None and target in set(audit["relation_id"]):
        return _of_relation(corpus, target)
    figures = ", ".join(sorted(path.stem for path in corpus.figures.glob("*.csv"))) or "none yet"
    raise UserError(
        f"{target}: no figure, mark, row or mention of that name; give a figure ({figures}), FIGURE#MARK, "
        "audit:RELATION, ledger:MENTION or a mention id <source_id>:<start>-<end>"
    )


def _of_figure(path: Path, mark: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    chosen = [row for row in rows if not mark or row["mark_id"] == mark]
    if not chosen:
        marks = ", ".join(row["mark_id"] for row in rows[:5])
        raise UserError(
            f"figures/{path.name}: no mark {mark!r}; the marks are {marks}{' ...' if len(rows) > 5 else ''}"
        )
    found = list(dict.fromkeys(mention for row in chosen for mention in _mentions_of_mark(row)))
    if not found:
        raise UserError(
            f"figures/{path.name}: its marks stand for facts from outside the sources; data/context.yml has them"
            if any(row.get("fact_ids") for row in chosen)
            else f"figures/{path.name}: its marks stand for passages, not for mentions; data/tables/passages.csv has them"
        )
    return found


def _of_relation(corpus: Corpus, relation_id: str) -> list[str]:
    audit = tables.read(corpus, "audit")
    rows = audit[audit["relation_id"] == relation_id]
    if rows.empty:
        raise UserError(f"audit:{relation_id}: no such relation; the relations are {', '.join(audit['relation_id'])}")
    row = rows.iloc[0]
    operands = tables.text_of(row["operand_ids"]) or ""
    named = [operand.partition(_OPERAND)[2] for operand in operands.split("; ") if operand]
    return list(dict.fromkeys([str(row["claim_id"]), *named]))


def trace(corpus: Corpus, target: str) -> list[Trace]:
    """Trace a figure, a mark, a row or a mention to its sentences and to its uses.

    Raises
    ------
    UserError
        If the target is unknown, a table is missing, or a source no longer matches its hash.
    """
    wanted = mentions_of(corpus, target)
    coded = _coded_or_drafted(corpus)
    sources = {source.source_id: source for source in load(corpus)}
    uses = list(_uses(corpus))
    traces = []
    for mention_id in wanted:
        if mention_id not in coded.index:
            raise UserError(f"{mention_id}: drawn or used, but not coded; run 'reported-figures reproduce'")
        row = coded[coded["mention_id"] == mention_id].iloc[0]
        used_in: dict[str, list[str]] = {}
        for mentions, file, use in uses:
            if mention_id in mentions:
                used_in.setdefault(file, []).append(use)
        lines = [f"{file}: {_few(found)}" for file, found in used_in.items()]
        traces.append(_trace(sources[str(row["source_id"])], row, lines))
    return traces


def _coded_or_drafted(corpus: Corpus) -> pd.DataFrame:
    coded = tables.read(corpus, "coded_mentions")
    drafted = tables.read(corpus, "mentions")
    drafted = drafted[~drafted["mention_id"].isin(coded["mention_id"])].assign(status="draft")
    return pd.concat([coded, drafted]).set_index("mention_id", drop=False)


def _trace(source: Source, row: pd.Series, used_in: list[str]) -> Trace:
    start, end = int(row["start"]), int(row["end"])
    first, last = sentence_at(source, start, end)
    is_case = row["kind"] == "case"
    hidden = {
        "mention_id",
        "source_id",
        "start",
        "end",
        "quote",
        "passage_id",
        "first_kind",
        "second_kind",
        "draft_kind",
    }
    facts = source.origin
    named = [facts.publisher.value, facts.title.value, facts.published_on.value]
    return Trace(
        mention_id=str(row["mention_id"]),
        source=", ".join(name for name in named if name) or source.source_id,
        sentence_start=first,
        sentence_end=last,
        sentence=None if is_case else source.text[first:last],
        quote=None if is_case else source.text[start:end],
        fields={
            str(name): tables.number_text(value) if isinstance(value, float) else str(value)
            for name, value in row.items()
            if name not in hidden and not pd.isna(value) and value != ""
        },
        used_in=used_in,
    )


def sentence_at(source: Source, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the sentence that holds a span, or of its passage where no sentence does."""
    document = layout(source.text)
    number = bisect_right(document.start, start) - 1
    place = bisect_right([sentence.first for sentence in document.sentences], number) - 1
    if place >= 0:
        sentence = document.sentences[place]
        first, last = document.start[sentence.first], document.end[sentence.last - 1]
        if first <= start and end <= last:
            return first, last
    passage = passage_at(passages(source), start)
    return (passage.start, passage.end) if passage else (start, end)


def _mentions_of_mark(row: dict[str, str]) -> list[str]:
    """Return the mentions of a mark; one that stands for what only the machine's draft has names those."""
    return [*row["mention_ids"].split(), *(row.get("draft_ids") or "").split()]


def _few(uses: list[str]) -> str:
    more = f" and {len(uses) - _SHOWN} more" if len(uses) > _SHOWN else ""
    return ", ".join(uses[:_SHOWN]) + more


def _uses(corpus: Corpus) -> Iterator[tuple[set[str], str, str]]:
    if (corpus.tables / "ledger.csv").exists():
        for mention_id in tables.read(corpus, "ledger")["mention_id"]:
            yield {mention_id}, "data/tables/ledger.csv", f"row {mention_id}"
    if (corpus.tables / "audit.csv").exists():
        for relation_id, verdict in tables.read(corpus, "audit")[["relation_id", "verdict"]].itertuples(index=False):
            yield set(_of_relation(corpus, relation_id)), "data/tables/audit.csv", f"{relation_id} ({verdict})"
    for path in sorted(corpus.figures.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield set(_mentions_of_mark(row)), f"figures/{path.stem}.svg", f"mark {row['mark_id']}"
