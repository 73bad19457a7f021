"""What the reader returns, and the working records that its stages hand to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from helpers.columns import KINDS, QUALIFIERS, REPORTED_KINDS

__all__ = ["FIGURE_KINDS", "KINDS", "QUALIFIERS", "Mention", "Quantity", "Span"]

FIGURE_KINDS = frozenset(REPORTED_KINDS)
"""The kinds that are reported figures and may enter the ledger."""

Number = int | float


class Span(NamedTuple):
    """A period by months, both inclusive, counted from year 0 (``12 * year + month - 1``); ``day`` for a single day."""

    start: int
    end: int
    day: str | None = None

    @property
    def iso(self) -> str:
        """ISO 8601 interval by month ("2018-04/2019-03"), or the day."""
        if self.day:
            return self.day
        return f"{self.start // 12:04}-{self.start % 12 + 1:02}/{self.end // 12:04}-{self.end % 12 + 1:02}"

    @property
    def months(self) -> int:
        """Length in months."""
        return self.end - self.start + 1

    def shifted(self, months: int) -> Span:
        """The period of the same length that lies so many months later (earlier when negative)."""
        return Span(self.start + months, self.end + months)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a text where a number is stated.

    Offsets are half-open and count code points: ``text[start:end] == quote`` always holds. Fields that do not apply
    are None; the fields from ``value`` on are filled only for reported figures (see `FIGURE_KINDS`).
    """

    quote: str
    start: int
    end: int
    kind: str
    value: Number | None = None
    qualifier: str | None = None
    unit: str | None = None
    measure: str | None = None
    period: str | None = None
    period_basis: str | None = None
    baseline_period: str | None = None
    geography: str | None = None
    attributed_to: str | None = None
    direction: str | None = None
    change_type: str | None = None
    per: str | None = None
    of: Number | None = None
    forecast: bool | None = None
    note: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """All fields by name, in the order of the coding manual."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class Quantity:
    """A numeral joined to what belongs to it; the stages after `quantities` fill the fields below the form.

    ``first`` and ``last`` are half-open token positions of the quote, ``core`` and ``core_end`` those of the numeral
    alone. ``form`` is how the number is written (see `quantities`); it does not yet say what the number does.
    """

    first: int
    last: int
    core: int
    core_end: int
    form: str
    value: Number | None = None
    high: Number | None = None
    qualifier: str = "exact"
    currency: str | None = None
    of: Number | None = None
    per: str | None = None
    unit: str | None = None
    sign: int = 0
    span: Span | None = None
    is_words: bool = False
    decimals: int | None = None
    note: str | None = None
    amount_end: int = 0
    """End of an amount of money without its denominator."""
    # filled by the later stages
    move: int = 0
    """1 or -1 where the words around speak of a rise or a fall by this number."""
    written: Number | None = None
    """The value as written, before a fall makes it negative or a multiple becomes a change."""
    kind: str = ""
    direction: str | None = None
    change_type: str | None = None
    measure: str | None = None
    period: Span | None = None
    period_known: bool = False
    period_basis: str | None = None
    baseline: Span | None = None
    geography: str | None = None
    speaker: str | None = None
    forecast: bool = False
    sentence: int = -1
    tags: set[str] = field(default_factory=set)
