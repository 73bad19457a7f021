"""How far two codings agree: spans by F1, fields by Cohen's kappa on the matched spans.

The kappa of Cohen (1960), "A coefficient of agreement for nominal scales", with the large-sample standard error of
Fleiss, Cohen and Everitt (1969), "Large sample standard errors of kappa and weighted kappa". Where all pairs agree the
interval of kappa shrinks to a point, so the agreement itself is given too, with the interval of Wilson (1927).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Protocol

from helpers.columns import REPORTED_KINDS
from helpers.vocabulary import Vocabulary

LEAST_OVERLAP = 1 / 3
_Z = 1.959963984540054


class CodedLike(Protocol):
    """What is compared: a mention of a coding or of the machine's draft."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Character after the last."""

    @property
    def kind(self) -> str:
        """What the number does in the sentence."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """Agreement of pairs of nominal values.

    Attributes
    ----------
    n
        Number of pairs.
    agreement, agreement_low, agreement_high
        Part of the pairs that are equal, with its 95% Wilson interval; None without pairs.
    kappa, low, high
        Cohen's kappa with its 95% interval; None without pairs or where both use one and the same value throughout.
    """

    n: int
    agreement: float | None
    agreement_low: float | None
    agreement_high: float | None
    kappa: float | None
    low: float | None
    high: float | None


def overlap(a: CodedLike, b: CodedLike) -> float:
    """Return the intersection over the union of two half-open spans."""
    both = min(a.end, b.end) - max(a.start, b.start)
    return 0.0 if both <= 0 else both / (max(a.end, b.end) - min(a.start, b.start))


def match(a: Sequence[CodedLike], b: Sequence[CodedLike], *, least: float = LEAST_OVERLAP) -> list[tuple[int, int]]:
    """Pair the mentions of two codings one to one, best overlap first; less than a third of overlap is no match.

    Parameters
    ----------
    a, b
        The codings.
    least
        The smallest overlap that is a match; spans that share no character never are.

    Returns
    -------
    list of (int, int)
        Positions in ``a`` and ``b``, in the order of ``a``.
    """
    scored = sorted(
        ((overlap(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b)),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    pairs: list[tuple[int, int]] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for score, i, j in scored:
        if score < least or score == 0:
            break
        if i not in used_a and j not in used_b:
            pairs.append((i, j))
            used_a.add(i)
            used_b.add(j)
    return sorted(pairs)


def cohen_kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> Kappa:
    """Return agreement and Cohen's kappa of pairs of nominal values, with 95% intervals."""
    cells = Counter(pairs)
    n = sum(cells.values())
    if n == 0:
        return Kappa(0, None, None, None, None, None, None)
    rows: Counter[Hashable] = Counter()
    columns: Counter[Hashable] = Counter()
    for (row, column), count in cells.items():
        rows[row] += count
        columns[column] += count
    observed = sum(count for (row, column), count in cells.items() if row == column) / n
    low, high = wilson(round(observed * n), n)
    by_chance = sum(rows[value] * columns[value] for value in rows) / n**2
    if by_chance == 1:
        return Kappa(n, observed, low, high, None, None, None)
    kappa = (observed - by_chance) / (1 - by_chance)
    first = sum(cells[value, value] / n * (1 - (rows[value] + columns[value]) / n * (1 - kappa)) ** 2 for value in rows)
    second = (1 - kappa) ** 2 * sum(
        count / n * ((columns[row] + rows[column]) / n) ** 2 for (row, column), count in cells.items() if row != column
    )
    third = (kappa - by_chance * (1 - kappa)) ** 2
    error = sqrt(max(0.0, first + second - third) / n) / (1 - by_chance)
    return Kappa(n, observed, low, high, kappa, max(-1.0, kappa - _Z * error), min(1.0, kappa + _Z * error))


def wilson(successes: int, n: int) -> tuple[float, float]:
    """Return the 95% interval of a proportion by Wilson (1927)."""
    centre = (successes + _Z**2 / 2) / (n + _Z**2)
    half = _Z / (n + _Z**2) * sqrt(successes * (n - successes) / n + _Z**2 / 4)
    return max(0.0, centre - half), min(1.0, centre + half)


FIELDS = (
    "value",
    "qualifier",
    "unit",
    "measure",
    "period",
    "period_basis",
    "geography",
    "attributed_to",
    "counted_by",
)
_DRAFT_FIELDS = tuple(field for field in FIELDS if field not in ("measure", "counted_by"))


def rows(
    comparison: str,
    a: Mapping[str, Sequence[Any]],
    b: Mapping[str, Sequence[Any]],
    vocabulary: Vocabulary,
) -> list[dict[str, Any]]:
    """Compare two codings of several sources.

    Parameters
    ----------
    comparison
        Name of the comparison; with ``draft`` in front, the phrases of ``a`` are brought to vocabulary terms.
    a, b
        Mentions by source; sources that stand in only one of the two are left out.
    vocabulary
        Controlled terms.

    Returns
    -------
    list of dict
        Rows of :data:`helpers.columns.AGREEMENT`: spans, spans by kind, then fields.
    """
    pairs: list[tuple[Any, Any]] = []
    n_a = n_b = 0
    kinds_a: Counter[str] = Counter()
    kinds_b: Counter[str] = Counter()
    for source_id in sorted(set(a) & set(b)):
        pairs += [(a[source_id][i], b[source_id][j]) for i, j in match(a[source_id], b[source_id])]
        n_a, n_b = n_a + len(a[source_id]), n_b + len(b[source_id])
        kinds_a.update(mention.kind for mention in a[source_id])
        kinds_b.update(mention.kind for mention in b[source_id])
    if n_a == 0 or n_b == 0:
        return []
    exact = sum((x.start, x.end) == (y.start, y.end) for x, y in pairs)
    made = [
        _span_row(comparison, "span", n_a, n_b, len(pairs)),
        _span_row(comparison, "span: exact", n_a, n_b, exact),
    ]
    for kind in sorted(kinds_b):
        right = sum(x.kind == y.kind == kind for x, y in pairs)
        made.append(_span_row(comparison, f"span: {kind}", kinds_a[kind], kinds_b[kind], right))
    made.append(_field_row(comparison, "kind", [(x.kind, y.kind) for x, y in pairs]))
    figures = [(x, y) for x, y in pairs if x.kind in REPORTED_KINDS and y.kind in REPORTED_KINDS]
    is_draft = comparison.startswith("draft")
    for field in _DRAFT_FIELDS if is_draft else FIELDS:
        as_term = _terms(field, vocabulary) if is_draft else _same
        made.append(
            _field_row(
                comparison,
                field,
                [(_nominal(field, as_term(getattr(x, field))), _nominal(field, getattr(y, field))) for x, y in figures],
            )
        )
    return made


def _span_row(comparison: str, field: str, n_a: int, n_b: int, right: int) -> dict[str, Any]:
    precision = right / n_a if n_a else None
    recall = right / n_b if n_b else None
    hits = (precision or 0) + (recall or 0)
    return {
        "comparison": comparison,
        "field": field,
        "n": right,
        "n_first": n_a,
        "n_second": n_b,
        "precision": precision,
        "recall": recall,
        "f1": 2 * (precision or 0) * (recall or 0) / hits if hits else 0.0,
    }


def _field_row(comparison: str, field: str, pairs: list[tuple[Hashable, Hashable]]) -> dict[str, Any]:
    result = cohen_kappa(pairs)
    return {
        "comparison": comparison,
        "field": field,
        "n": result.n,
        "agreement": result.agreement,
        "agreement_low": result.agreement_low,
        "agreement_high": result.agreement_high,
        "kappa": result.kappa,
        "kappa_low": result.low,
        "kappa_high": result.high,
    }


def _same(value: Any) -> Any:
    return value


def _terms(field: str, vocabulary: Vocabulary) -> Callable[[Any], Any]:
    by_field: dict[str, Callable[[Any], Any]] = {
        "unit": vocabulary.unit_of,
        "geography": vocabulary.geography_of,
        "attributed_to": vocabulary.body_of,
    }
    return by_field.get(field, _same)


def _nominal(field: str, value: Any) -> Hashable:
    if field == "value":
        return None if value is None else f"{float(value):.4g}"  # thirds are coded to four digits
    return value if value is None else str(value)
