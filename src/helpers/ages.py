"""Stated ages as spans of completed years: which ages "under 10" means, and which "10 and under"."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from helpers.errors import UserError
from helpers.figures.labels import Row, rows
from helpers.mentions import value_of

# Tried in this order; each says from which to which completed year the group runs, where n is the number that is written.
_FORMS = (
    (re.compile(r"\bas young as\b|\b(?:and|or) (?:over|older|above)\b|\+$", re.IGNORECASE), "up"),
    (re.compile(r"\b(?:and|or) (?:under|younger|below)\b|\bup to\b", re.IGNORECASE), "down to it"),
    (re.compile(r"\b(?:under|below|younger than)\b", re.IGNORECASE), "below it"),
    (re.compile(r"\b(?:over|above|older than)\b", re.IGNORECASE), "above it"),
)


@dataclass(frozen=True, slots=True)
class Ages:
    """A group of ages in completed years.

    Attributes
    ----------
    first, last
        The youngest and the oldest age that belong to it; None for the last where no end is named.
    """

    first: int
    last: int | None

    def years(self, upto: int) -> set[int]:
        """Return the ages of the group, where it has no end up to a given one."""
        return set(range(self.first, (upto if self.last is None else self.last) + 1))


def ages_of(quote: str) -> Ages:
    """Return the ages that the words of a source name.

    Raises
    ------
    UserError
        If the words hold no age that can be read.
    """
    if span := re.search(r"\b(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})\b", quote):
        first, last = int(span[1]), int(span[2])
        if first <= last:
            return Ages(first, last)
    reading = value_of(quote)
    value = None if reading is None else reading.value
    if value is None or value != int(value) or not 0 <= value <= 120:
        raise UserError(
            f"no age can be read from the words {quote!r}; code the mention so that its quote holds the age"
        )
    age = int(value)
    form = next((form for pattern, form in _FORMS if pattern.search(quote)), "itself")
    return {
        "up": Ages(age, None),
        "above it": Ages(age + 1, None),
        "down to it": Ages(0, age),
        "below it": Ages(0, age - 1),
        "itself": Ages(age, age),
    }[form]


def stated_ages(coded_mentions: pd.DataFrame, ledger: pd.DataFrame, measures: set[str]) -> pd.DataFrame:
    """Return every age that a source names in aggregate, with the count that belongs to it where there is one.

    A count belongs to the first age that follows it in its passage: "535 of the victims were 13 years old".

    Parameters
    ----------
    coded_mentions, ledger
        Tables. Only mentions of kind ``age`` are read; ages in the account of an individual case are of kind ``case``.
    measures
        The measures that count victims or offences by age.

    Returns
    -------
    pandas.DataFrame
        ``mention_id``, ``source_id``, ``quote``, ``first_age``, ``last_age`` (empty where open), ``note``, ``is_draft``, and
        ``count_id``, ``count_quote``, ``count``, ``unit``, ``measure`` (empty where no count belongs to the age).

    Raises
    ------
    UserError
        If a count of one of the measures has no age behind it, or an age cannot be read.
    """
    by_id = {row["mention_id"]: row for row in rows(ledger) if row["measure"] in measures}
    mentions = rows(coded_mentions)
    counts: dict[str, Row] = {}
    for place, mention in enumerate(mentions):
        if mention["mention_id"] not in by_id:
            continue
        age = next(
            (
                later["mention_id"]
                for later in mentions[place + 1 :]
                if later["kind"] == "age" and later["passage_id"] == mention["passage_id"]
            ),
            None,
        )
        if age is None:
            raise UserError(
                f"{mention['mention_id']}: a count by age ({mention['quote']!r}) with no age behind it in its "
                "passage; code the age as a mention of kind age"
            )
        counts[age] = by_id[mention["mention_id"]]
    found = []
    for mention in mentions:
        if mention["kind"] != "age":
            continue
        ages, count = ages_of(str(mention["quote"])), counts.get(mention["mention_id"], {})
        found.append(
            {
                "mention_id": mention["mention_id"],
                "source_id": mention["source_id"],
                "quote": mention["quote"],
                "first_age": ages.first,
                "last_age": ages.last,
                "note": mention["note"],
                "is_draft": mention["status"] == "draft",
                "count_id": count.get("mention_id"),
                "count_quote": count.get("quote"),
                "count": count.get("value"),
                "unit": count.get("unit"),
                "measure": count.get("measure"),
            }
        )
    return pd.DataFrame(found, columns=COLUMNS)


COLUMNS = [
    "mention_id",
    "source_id",
    "quote",
    "first_age",
    "last_age",
    "note",
    "is_draft",
    "count_id",
    "count_quote",
    "count",
    "unit",
    "measure",
]
