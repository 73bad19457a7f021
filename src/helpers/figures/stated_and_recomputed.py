"""Stated against recomputed: each relation of the audit, in per cent of the stated value, with its verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.figures import scales
from helpers.figures.bounds import Bounds, draw_bounds
from helpers.figures.canvas import Canvas, Panel, line_height, nothing_to_draw, text_width, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.labels import counted, listed, number, percent, plain, quoted, rows
from helpers.figures.palette import BLUE, BLUE_WORDS, INK, QUIET, STRIPE, VERDICTS
from helpers.figures.sheets import no_marks, page_of, paginate
from helpers.figures.style import NORMAL, style

_QUESTION = (2.0, 56.0)
_QUOTE = (60.0, 25.0)
_AXIS = (91.0, 40.0)
_COMPUTED = (139.0, 16.0)
_VERDICT = (157.0, 25.0)
_WHY = (87.0, 68.0)
_TOP_MM = 0.5
_HEAD_MM = 9.5
_HEAD_OF_LIST_MM = 6.5
_FOOT_MM = 2.0
_ROW_GAP_MM = 1.6
_LIMITS = (0.1, 0.2, 0.5, 1.0, 2.0)
_NO_ROWS = "no relation between reported figures is declared."
_DRAWN = "Recomputed"
_LISTED = {
    "not_comparable": ("Not comparable", "the figures differ in more than the number; bare arithmetic would mislead"),
    "not_checkable": ("Not checkable", "the source leaves out what the recomputation needs"),
    "": ("Without a scale", "the stated value is nought or not a number, so there is no per cent of it"),
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
        lines = max(len(self.question), len(self.quote), len(self.why), verdict, 2 if self.section == _DRAWN else 1)
        return lines * line_height() + _ROW_GAP_MM


def operand_mentions(operand_ids: str | None) -> list[str]:
    """Return the mentions in a cell of the audit's operand_ids, which holds name=mention_id pairs."""
    return [pair.partition("=")[2] for pair in operand_ids.split("; ")] if operand_ids else []


def relative(bounds: Bounds, stated: float) -> Bounds:
    """Return an interval as difference from the stated value, in parts of its size."""
    ends = [None if end is None else (end - stated) / abs(stated) for end in (bounds.value, bounds.low, bounds.high)]
    return Bounds(ends[0], ends[1], ends[2], bounds.low_closed, bounds.high_closed)


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
    return _DRAWN if row["stated"] and _computed(row).ends() else ""


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
    order = [_DRAWN, *_LISTED]
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
    return _HEAD_MM if entry.section == _DRAWN else _HEAD_OF_LIST_MM


def _limit(entries: list[_Entry]) -> float:
    """Return half the width of the axis: wide enough for nine rows in ten, so that one outlier does not flatten the rest."""
    reach = sorted(
        max(
            abs(end)
            for end in (*relative(_stated(entry.row), stated).ends(), *relative(_computed(entry.row), stated).ends())
        )
        for entry in entries
        if (stated := entry.row["stated"])
    )
    wanted = reach[int(0.9 * (len(reach) - 1))]
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
        panel = _panel(canvas, members, y) if section == _DRAWN else None
        if section != _DRAWN:
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
    limit = _limit(members)
    scale = scales.changes([-limit, limit])
    panel = scale.panel(*_AXIS)
    scales.dress(canvas, panel, scale, top, sum(entry.height for entry in members))
    canvas.text(_QUESTION[0], top - 6.6, _DRAWN, size=NORMAL, weight="bold")
    words = "difference in per cent of the stated value:"
    x = _QUESTION[0] + text_width(_DRAWN, NORMAL, "bold") + 2
    canvas.text(x, top - 6.6, words, colour=QUIET, slant="italic")
    x += text_width(words) + 3
    for marker, colour, name in (("o", INK, "as stated (above)"), ("D", BLUE, "recomputed (below)")):
        canvas.marker(x, top - 6.6, marker, colour=colour)
        canvas.text(x + 2, top - 6.6, name)
        x += text_width(name) + 7
    heads = ((_QUESTION, "asked"), (_QUOTE, "stated"), (_COMPUTED, "recomputed"), (_VERDICT, "verdict"))
    for (left, _), head in heads:
        canvas.text(left, top - 2.2, head, colour=QUIET)
    return panel


def _draw_row(canvas: Canvas, panel: Panel | None, y: float, entry: _Entry, drafts: set[str]) -> dict[str, Any]:
    row = entry.row
    mark = mark_id("relation", row["relation_id"])
    look = VERDICTS[row["verdict"]]
    canvas.lines(_QUESTION[0], y, entry.question)
    canvas.lines(_QUOTE[0], y, entry.quote, weight="bold")
    canvas.text(_VERDICT[0], y, look.symbol, weight="bold", colour=look.for_words, size=NORMAL)
    canvas.lines(_VERDICT[0] + 4, y, wrap(look.words, _VERDICT[1] - 4), colour=look.for_words)
    stated, computed = _stated(row), _computed(row)
    drawn = {"stated": Bounds(None, None, None), "computed": Bounds(None, None, None)}
    if panel is None:
        canvas.lines(_WHY[0], y, entry.why, gid=mark)
    else:
        drawn = {name: relative(bounds, row["stated"]) for name, bounds in (("stated", stated), ("computed", computed))}
        draw_bounds(canvas, panel, y - 1.25, drawn["stated"], gid=f"{mark}.stated", colour=INK, to_the_end=True)
        draw_bounds(canvas, panel, y + 1.25, drawn["computed"], gid=mark, colour=BLUE, marker="D", to_the_end=True)
        canvas.text(_COMPUTED[0], y, write_as(entry.kind, row["computed"]), colour=BLUE_WORDS)
    mentions = list(dict.fromkeys([row["claim_id"], *operand_mentions(row["operand_ids"])]))
    return {
        "mark_id": mark,
        "mention_ids": " ".join(mentions),
        "question": row["question"],
        "claim_quote": row["claim_quote"],
        "formula": row["formula"],
        "stated": row["stated"],
        "computed": row["computed"],
        **{
            f"{name}_{end}_difference": value
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
        (row for row in drawn if row["computed_value_difference"] is not None),
        key=lambda row: abs(row["computed_value_difference"]),
        default=None,
    )
    far = (
        " The recomputed value that lies furthest from the stated one is "
        f"{percent(abs(furthest['computed_value_difference']), 1)} away "
        f"from {quoted(furthest['claim_quote'])} ({VERDICTS[furthest['verdict']].words})."
        if furthest
        else ""
    )
    return Caption(
        title=title,
        claim=(
            f"Of {counted(len(drawn), 'relation')} between reported figures, {number(compared)} can be recomputed. "
            f"Verdicts: {said}."
        ),
        alt=(
            f"A table of {counted(len(drawn), 'row')}. Each recomputed row has a question, the number as stated and, beside "
            "an axis in per cent of the stated value, the stated interval above and the recomputed one below, with the "
            f"verdict in words. Verdicts: {said}.{far} Rows that are not comparable or not checkable are listed in words "
            "and not drawn."
        ),
        notes=(
            "A verdict says whether numbers are consistent with each other; it never says which of them is wrong.",
            "Each row is scaled by its own stated value, so that magnitudes do not hide each other; distances compare within a "
            "row, and between rows only as percentages.",
            "A triangle at an end of the axis is a value beyond it; the number stands in the row.",
        ),
        width="two_columns",
    )
