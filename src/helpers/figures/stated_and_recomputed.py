"""Stated against recomputed: each relation of the audit, in per cent of the stated value, with its verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.figures import scales
from helpers.figures.bounds import Bounds, draw_bounds
from helpers.figures.canvas import Canvas, Panel, line_height, nothing_to_draw, text_width, wrap
from helpers.figures.captions import Caption, on_page
from helpers.figures.contract import mark_id
from helpers.figures.labels import counted, listed, number, percent, plain, quoted, rows
from helpers.figures.palette import BLUE, BLUE_WORDS, INK, QUIET, STRIPE, VERDICTS
from helpers.figures.sheets import no_marks, page_of, paginate
from helpers.figures.style import NORMAL, style

_QUESTION = (2.0, 56.0)
_QUOTE = (60.0, 25.0)
_AXIS = (91.0, 38.0)
_COMPUTED = (136.0, 20.0)
_VERDICT = (158.0, 24.0)
_WHY = (87.0, 69.0)
_TOP_MM = 0.5
_HEAD_MM = 9.5
_HEAD_OF_LIST_MM = 6.5
_FOOT_MM = 2.0
_ROW_GAP_MM = 1.6
_WIDE = 0.5
_LIMITS = (0.1, 0.2, 0.5, 1.0, 2.0)
_NO_ROWS = "no relation between reported figures is declared."
_EQUAL = "Should be equal"
_BOUND = "Should keep a bound"
_ALLOWED = {
    # on which side of the recomputed value the stated one may lie, and whether it may reach it
    "at_most": ("left", True),
    "less_than": ("left", False),
    "at_least": ("right", True),
    "more_than": ("right", False),
}
_LISTED = {
    "not_comparable": ("Not comparable", "the figures differ in more than the number; bare arithmetic would mislead"),
    "not_checkable": ("Not checkable", "the source leaves out what the recomputation needs"),
    "": ("Without a scale", "the stated value is nought or not a number, so there is no per cent of it"),
}


_HEADS = {
    _EQUAL: ("difference in per cent of the stated value:", "recomputed (below)"),
    _BOUND: (
        "multiple of the stated value, on a logarithmic axis:",
        "recomputed limit, with the side it allows (below)",
    ),
}


@dataclass(frozen=True, slots=True)
class _Entry:
    row: dict[str, Any]
    section: str
    kind: str
    question: list[str]
    quote: list[str]
    why: list[str]

    @property
    def height(self) -> float:
        verdict = len(wrap(VERDICTS[self.row["verdict"]].words, _VERDICT[1] - 4))
        lines = max(len(self.question), len(self.quote), len(self.why), verdict, 2 if self.section in _HEADS else 1)
        return lines * line_height() + _ROW_GAP_MM


def operand_mentions(operand_ids: str | None) -> list[str]:
    """Return the mentions in a cell of the audit's operand_ids, which holds name=mention_id pairs."""
    return [pair.partition("=")[2] for pair in operand_ids.split("; ")] if operand_ids else []


def relative(bounds: Bounds, stated: float) -> Bounds:
    """Return an interval as difference from the stated value, in parts of its size."""
    ends = [None if end is None else (end - stated) / abs(stated) for end in (bounds.value, bounds.low, bounds.high)]
    return Bounds(ends[0], ends[1], ends[2], bounds.low_closed, bounds.high_closed)


def limit(bounds: Bounds, stated: float, compare: str) -> Bounds:
    """Return the recomputed limit of a bound as multiple of the stated value, open to the side that it allows."""
    side, is_closed = _ALLOWED[compare]
    ends = [end / stated for end in bounds.ends()]
    if side == "left":
        return Bounds(max(ends), None, max(ends), None, is_closed)
    return Bounds(min(ends), min(ends), None, is_closed, None)


def _stated(row: dict[str, Any]) -> Bounds:
    return Bounds(
        row["stated"], row["stated_low"], row["stated_high"], row["stated_low_closed"], row["stated_high_closed"]
    )


def _computed(row: dict[str, Any]) -> Bounds:
    return Bounds(
        row["computed"],
        row["computed_low"],
        row["computed_high"],
        row["computed_low_closed"],
        row["computed_high_closed"],
    )


def write_as(kind: str, value: float | None) -> str:
    """Write a computed value as its claim is written: shares and changes as percentages; '' for none."""
    if value is None:
        return ""
    if kind == "share":
        return percent(value, 1)
    if kind == "change":
        return scales.signed(value, lambda fraction: percent(fraction, 1))
    return number(value)


def _section(row: dict[str, Any]) -> str:
    if row["verdict"] in _LISTED:
        return str(row["verdict"])
    if not row["stated"] or row["computed"] is None:
        return ""
    if row["compare"] not in _ALLOWED:
        return _EQUAL
    # a multiple of the stated value needs both on one side of nought
    return _BOUND if row["stated"] > 0 and row["computed"] > 0 else ""


def _why(row: dict[str, Any], section: str, kind: str) -> str:
    if section == "not_comparable":
        words = f"differs in {listed([plain(aspect) for aspect in str(row['differs_in'] or 'what is counted').split('; ')])}"
        bare = f"; bare arithmetic: {VERDICTS[row['arithmetic']].words}" if row["arithmetic"] else ""
        return words + bare
    if section == "not_checkable":
        words = f"missing: {row['missing'] or 'not said'}"
        return f"{words}; bare arithmetic: {VERDICTS[row['arithmetic']].words}" if row["arithmetic"] else words
    return f"recomputed: {write_as(kind, row['computed']) or 'no number'}" if section == "" else ""


def _entries(audit: pd.DataFrame, ledger: pd.DataFrame) -> list[_Entry]:
    kinds = {row["mention_id"]: str(row["kind"]) for row in rows(ledger)}
    entries = []
    for row in rows(audit):
        section, kind = _section(row), kinds.get(row["claim_id"], "")
        entries.append(
            _Entry(
                row,
                section,
                kind,
                wrap(row["question"], _QUESTION[1], most=4),
                wrap(quoted(row["claim_quote"]), _QUOTE[1], weight="bold", most=3),
                wrap(_why(row, section, kind), _WHY[1], most=4),
            )
        )
    order = [*_HEADS, *_LISTED]
    return sorted(entries, key=lambda entry: order.index(entry.section))


def _pages(entries: list[_Entry]) -> list[list[_Entry]]:
    return paginate(
        entries,
        height=lambda entry: entry.height,
        group=lambda entry: entry.section,
        head=_head,
        margins=_TOP_MM + _FOOT_MM,
    )


def _head(entry: _Entry) -> float:
    return _HEAD_MM if entry.section in _HEADS else _HEAD_OF_LIST_MM


def _limit(entries: list[_Entry]) -> float:
    """Return half the width of the axis: for all rows, or for nine in ten where an outlier would flatten the rest."""
    reach = sorted(
        max(
            abs(end)
            for end in (*relative(_stated(entry.row), stated).ends(), *relative(_computed(entry.row), stated).ends())
        )
        for entry in entries
        if (stated := entry.row["stated"])
    )
    wanted = reach[-1] if reach[-1] <= _WIDE else reach[int(0.9 * (len(reach) - 1))]
    return next((limit for limit in _LIMITS if wanted <= limit), _LIMITS[-1])


@style()
def count_pages_stated_and_recomputed(audit: pd.DataFrame, ledger: pd.DataFrame) -> int:
    """Return how many pages the audit fills; 1 where it is empty.

    Parameters
    ----------
    audit, ledger
        Tables.
    """
    return max(1, len(_pages(_entries(audit, ledger))))


@style()
def draw_stated_and_recomputed(
    audit: pd.DataFrame, ledger: pd.DataFrame, *, page: int = 1
) -> tuple[Figure, pd.DataFrame]:
    """Draw the stated and the recomputed interval of each relation of the audit, and list what cannot be compared.

    Parameters
    ----------
    audit, ledger
        Tables.
    page
        Which page, from 1.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks.
    """
    pages = _pages(_entries(audit, ledger))
    if not pages:
        return nothing_to_draw(_NO_ROWS), no_marks()
    entries = page_of(pages, page)
    sections = list(dict.fromkeys(entry.section for entry in entries))
    heads = {entry.section: _head(entry) for entry in entries}
    height = _TOP_MM + sum(heads.values()) + sum(entry.height for entry in entries) + _FOOT_MM
    canvas = Canvas("two_columns", max(height, 20.0))
    drafts = {row["mention_id"] for row in rows(ledger) if row["is_draft"]}
    marks = []
    y = _TOP_MM
    for section in sections:
        members = [entry for entry in entries if entry.section == section]
        y += heads[section]
        panel = _panel(canvas, members, y) if section in _HEADS else None
        if panel is None:
            title, words = _LISTED[section]
            canvas.text(_QUESTION[0], y - 2.2, title, size=NORMAL, weight="bold")
            canvas.text(
                _QUESTION[0] + text_width(title, NORMAL, "bold") + 2, y - 2.2, words, colour=QUIET, slant="italic"
            )
        for place, entry in enumerate(members):
            if place % 2 == 0:
                canvas.box(0.5, y, canvas.width - 1, entry.height, facecolor=STRIPE, zorder=-2)
            marks.append(_draw_row(canvas, panel, y + entry.height / 2, entry, drafts))
            y += entry.height
    return canvas.figure, pd.DataFrame(marks)


def _panel(canvas: Canvas, members: list[_Entry], top: float) -> Panel:
    section = members[0].section
    if section == _EQUAL:
        reach = _limit(members)
        scale, baseline = scales.changes([-reach, reach]), 0.0
    else:
        limits = [_relative_to_stated(entry)["computed"].value for entry in members]
        scale, baseline = scales.ratios([end for end in limits if end is not None]), 1.0
    panel = scale.panel(*_AXIS)
    scales.dress(canvas, panel, scale, top, sum(entry.height for entry in members), baseline=baseline)
    canvas.text(_QUESTION[0], top - 6.6, section, size=NORMAL, weight="bold")
    words, name = _HEADS[section]
    x = _QUESTION[0] + text_width(section, NORMAL, "bold") + 2
    canvas.text(x, top - 6.6, words, colour=QUIET, slant="italic")
    x += text_width(words) + 3
    for marker, colour, said in (("o", INK, "as stated (above)"), ("D", BLUE, name)):
        canvas.marker(x, top - 6.6, marker, colour=colour)
        canvas.text(x + 2, top - 6.6, said)
        x += text_width(said) + 6
    heads = ((_QUESTION, "asked"), (_QUOTE, "stated"), (_COMPUTED, "recomputed"), (_VERDICT, "verdict"))
    for (left, _), head in heads:
        canvas.text(left, top - 2.2, head, colour=QUIET)
    return panel


def _relative_to_stated(entry: _Entry) -> dict[str, Bounds]:
    """Return what is drawn of a row: both intervals in terms of the stated value."""
    row, stated, computed = entry.row, _stated(entry.row), _computed(entry.row)
    if entry.section == _EQUAL:
        return {"stated": relative(stated, row["stated"]), "computed": relative(computed, row["stated"])}
    return {"stated": stated.scaled(1 / row["stated"]), "computed": limit(computed, row["stated"], row["compare"])}


def _draw_row(canvas: Canvas, panel: Panel | None, y: float, entry: _Entry, drafts: set[str]) -> dict[str, Any]:
    row = entry.row
    mark = mark_id("relation", row["relation_id"])
    look = VERDICTS[row["verdict"]]
    canvas.lines(_QUESTION[0], y, entry.question)
    canvas.lines(_QUOTE[0], y, entry.quote, weight="bold")
    canvas.text(_VERDICT[0], y, look.symbol, weight="bold", colour=look.for_words, size=NORMAL)
    canvas.lines(_VERDICT[0] + 4, y, wrap(look.words, _VERDICT[1] - 4), colour=look.for_words)
    drawn = {"stated": Bounds(None, None, None), "computed": Bounds(None, None, None)}
    if panel is None:
        canvas.lines(_WHY[0], y, entry.why, gid=mark)
    else:
        drawn = _relative_to_stated(entry)
        draw_bounds(canvas, panel, y - 1.25, drawn["stated"], gid=f"{mark}.stated", colour=INK, to_the_end=True)
        draw_bounds(canvas, panel, y + 1.25, drawn["computed"], gid=mark, colour=BLUE, marker="D", to_the_end=True)
        words = write_as(entry.kind, row["computed"])
        if entry.section == _BOUND:
            words = f"{plain(row['compare'])} {words}"
        canvas.lines(_COMPUTED[0], y, wrap(words, _COMPUTED[1], most=2), colour=BLUE_WORDS)
    mentions = list(dict.fromkeys([row["claim_id"], *operand_mentions(row["operand_ids"])]))
    return {
        "mark_id": mark,
        "mention_ids": " ".join(mentions),
        "question": row["question"],
        "claim_quote": row["claim_quote"],
        "formula": row["formula"],
        "stated": row["stated"],
        "computed": row["computed"],
        "compare": row["compare"],
        "scale": {_EQUAL: "difference in parts of the stated value", _BOUND: "multiple of the stated value"}.get(
            entry.section
        ),
        **{
            f"{name}_{end}_drawn": value
            for name, bounds in drawn.items()
            for end, value in (("value", bounds.value), ("low", bounds.low), ("high", bounds.high))
        },
        "verdict": row["verdict"],
        "differs_in": row["differs_in"],
        "missing": row["missing"],
        "is_draft": not drafts.isdisjoint(mentions),
        "label": (
            f"{row['question']} Stated: {quoted(row['claim_quote'])}"
            + (f"; recomputed: {write_as(entry.kind, row['computed'])}" if row["computed"] is not None else "")
            + f"; {look.words}."
        ),
    }


def caption_stated_and_recomputed(marks: pd.DataFrame, *, page: int = 1, n_pages: int = 1) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of one page.
    page, n_pages
        Which page it is, of how many.
    """
    title = "Stated against recomputed"
    if n_pages > 1:
        title += f" (page {page} of {n_pages})"
    drawn = rows(marks)
    if not drawn:
        return Caption(title=title, claim="There is no relation to recompute.", alt=f"No picture: {_NO_ROWS}")
    tally = {verdict: sum(row["verdict"] == verdict for row in drawn) for verdict in VERDICTS}
    said = ", ".join(f"{VERDICTS[verdict].words} {number(n)}" for verdict, n in tally.items() if n)
    compared = sum(tally[verdict] for verdict in tally if verdict not in _LISTED)
    furthest = max(
        (row for row in drawn if row["compare"] == "equal" and row["computed_value_drawn"] is not None),
        key=lambda row: abs(row["computed_value_drawn"]),
        default=None,
    )
    far = (
        " Of the values that should be equal, the one furthest from the stated value is "
        f"{percent(abs(furthest['computed_value_drawn']), 1)} away "
        f"from {quoted(furthest['claim_quote'])} ({VERDICTS[furthest['verdict']].words})."
        if furthest
        else ""
    )
    return Caption(
        title=title,
        claim=(
            f"Of {counted(len(drawn), 'relation')} between reported figures{on_page(n_pages)}, {number(compared)} "
            "can be recomputed. "
            f"Verdicts: {said}."
        ),
        alt=(
            f"A table of {counted(len(drawn), 'row')}. Each recomputed row has a question, the number as stated, "
            "an axis with "
            "the stated interval above and the recomputed one below, and the verdict in words. Where both should "
            "be equal the "
            "axis is in per cent of the stated value; where a bound is to be kept it is logarithmic and an arrow "
            "points to the "
            f"side that the recomputed limit allows. Verdicts: {said}.{far} Rows that are not comparable or not "
            "checkable are "
            "listed in words and not drawn."
        ),
        notes=(
            "A verdict says whether numbers are consistent with each other; it never says which of them is wrong.",
            "Each row is scaled by its own stated value, so that magnitudes do not hide each other; distances "
            "compare within a "
            "row, and between rows only as percentages.",
            "A triangle at an end of the axis is a value beyond it; the number stands in the row.",
        ),
        editor=(
            (
                "Does agreement mean that the numbers are right?",
                "No. Two numbers that agree may both be wrong, and most were taken from one another; the check "
                "finds slips, not truth.",
            ),
            (
                "Could every one of these checks have failed?",
                "Yes: a relation that no value could break is called not checkable and is listed, not drawn.",
            ),
            (
                "Why are some rows only listed?",
                "To draw two numbers beside each other says that they may be compared. Where they may not, words say why.",
            ),
        ),
        width="two_columns",
    )
