"""What is unreviewed, changed or failing in a corpus."""

from __future__ import annotations

from dataclasses import dataclass

from helpers import coding, tables, vocabulary
from helpers.agreement import match
from helpers.corpus import Corpus
from helpers.draft import drafts
from helpers.errors import UserError
from helpers.sources import load


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    Attributes
    ----------
    level
        failing: a check fails; unreviewed: a person has to decide; changed: generated files are not up to date.
    place
        File, or file and mention.
    message
        What it is, and the remedy.
    """

    level: str
    place: str
    message: str


def findings(corpus: Corpus) -> list[Finding]:
    """Return everything in a corpus that wants a look, the failing checks first.

    Returns
    -------
    list of Finding
        Empty when every source is reviewed, every check passes and every table is there.
    """
    try:
        sources = load(corpus)
    except UserError as error:
        return [_failing(line) for line in str(error).splitlines()]
    found = [
        Finding(
            "unreviewed", f"seeds/{source.path.name}", "no origin file; 'reported-figures add' writes one to fill in"
        )
        for source in sources
        if not source.has_origin
    ]
    try:
        terms = vocabulary.load(corpus)
        reviewed = coding.load_all(corpus, sources, terms).reviewed
    except UserError as error:
        return [_failing(line) for line in str(error).splitlines()] + found
    drafted = drafts(sources)
    for source in sources:
        mentions = drafted[source.source_id]
        if source.source_id not in reviewed:
            place = f"data/coding/{source.source_id}.yml"
            found.append(
                Finding("unreviewed", place, f"no reviewed coding; the machine's draft has {len(mentions)} mentions")
            )
            continue
        coded = reviewed[source.source_id].mentions
        matched = {i for i, _ in match(mentions, coded)}
        found += [
            Finding(
                "unreviewed",
                f"{source.source_id}:{mention.start}-{mention.end}",
                f"the machine reads {mention.quote!r} as {mention.kind}, the review has none there; add it or leave it",
            )
            for i, mention in enumerate(mentions)
            if i not in matched and mention.kind != "case"
        ]
    return found + _tables(corpus)


def _failing(line: str) -> Finding:
    place, _, message = line.partition(": ")
    return Finding("failing", place, message)


def _tables(corpus: Corpus) -> list[Finding]:
    found = []
    for name in ("sources", "coded_mentions", "ledger", "audit"):
        try:
            content = tables.read(corpus, name)
        except UserError as error:
            found.append(Finding("changed", f"data/tables/{name}.csv", str(error).partition(": ")[2]))
            continue
        if name == "audit":
            odd = content[content["verdict"] != content["expected"]]
            found += [
                Finding(
                    "failing", f"audit:{row.relation_id}", f"the verdict is {row.verdict}, declared is {row.expected}"
                )
                for row in odd.itertuples()
            ]
    return found
