"""Stated against recomputed: each relation of the audit with its verdict, what cannot be drawn as a table below."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

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

_QUESTION = (2.0, 52.0)
_QUOTE = (56.0, 26.0)
_AXIS = (86.5, 36.0)
_COMPUTED = (128.0, 28.0)
_VERDICT = (158.0, 24.0)
_SIGN_MM = 4.0
_WHY = (84.5, 71.0)
_VALUE = (84.5, 27.0)
_MISSING = (113.5, 68.0)
_TOP_MM = 0.5
_HEAD_MM = 9.5
_FOOT_MM = 4.5
_ROW_GAP_MM = 1.6
_WIDE = 0.5
_LIMITS = (0.1, 0.2, 0.5, 1.0, 2.0)
_MOST_IN_ALT = 8
_NO_ROWS = "no relation between reported figures is declared."
_CONDITION = "° holds if what is inferred holds; the table of the caption page names it"
_ALLOWED: Final = {
    # on which side of the recomputed value the stated one may lie, and whether it may reach it
    "at_most": ("left", True),
    "less_than": ("left", False),
    "at_least": ("right", True),
    "more_than": ("right", False),
}


@dataclass(frozen=True, slots=True)
class _Section:
    """Rows that are shown in one way.

    Attributes
    ----------
    title, words
        Its head.
    said
        What its rows are called in a sentence, for one and for more.
    scale
        equal (difference in per cent), bound (multiple on a logarithmic axis), or empty for a list.
    heads
        What stands over the columns of a list behind the stated number.
    """

    title: str
    words: str
    said: tuple[str, str]
    scale: str = ""
    heads: tuple[str, ...] = ()


_SECTIONS: Final = {
    "arithmetic": _Section("Recomputed from other figures", "", ("recomputed claim", "recomputed claims"), "equal"),
    "bound": _Section(
        "Held against a bound", "", ("claim held against a bound", "claims held against a bound"), "bound"
    ),
    "restatement": _Section(
        "Held against the same figure told elsewhere", "", ("restatement", "restatements"), "equal"
    ),
    "repeat": _Section(
        "Told twice",
        "one figure repeated: that the numbers agree is no evidence for them",
        ("repeat", "repeats"),
        heads=("told again as",),
    ),
    "not_comparable": _Section(
        "Not comparable",
        "the figures differ in more than the number; bare arithmetic would mislead",
        ("relation that is not comparable", "relations that are not comparable"),
        heads=("differs in",),
    ),
    "undecided": _Section(
        "Cannot be decided",
        "a value can be computed, and what is missing could turn the answer",
        ("relation that cannot be decided", "relations that cannot be decided"),
        heads=("computed", "missing"),
    ),
    "no_scale": _Section(
        "Without a scale",
        "the stated value is nought or not a number, so there is no per cent of it",
        ("relation without a scale", "relations without a scale"),
        heads=("recomputed",),
    ),
    "implied": _Section(
        "Implied by the sources",
        "the sources state nothing to check it against",
        ("implied value with nothing to check it against", "implied values with nothing to check them against"),
        heads=("implied", "missing for a check"),
    ),
    "not_computable": _Section(
        "Cannot be computed",
        "the sources leave out what it needs",
        ("value that cannot be computed", "values that cannot be computed"),
        heads=("missing",),
    ),
}
_WITH_VERDICT: Final = ("repeat", "not_comparable", "no_scale")
_AXES_SAID: Final = {
    "equal": ("difference in per cent of the stated value:", "recomputed (below)"),
    "bound": ("multiple of the stated value, logarithmic axis:", "limit, with the side it allows (below)"),
}


@dataclass(frozen=True, slots=True)
class _Entry:
    row: dict[str, Any]
    section: str
    write: Callable[[float], str]
    is_factor: bool
    question: list[str]
    quote: list[str]
    reading: list[str]
    first: list[str]
    second: list[str]
    verdict: list[str]

    @property
    def scale(self) -> str:
        return _SECTIONS[self.section].scale

    @property
    def height(self) -> float:
        columns = (
            len(self.question),
            len(self.quote) + len(self.reading),
            len(self.first),
            len(self.second),
            len(self.verdict),
        )
        return max(*columns, 2 if self.scale else 1) * line_height() + _ROW_GAP_MM


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


def as_factor(bounds: Bounds) -> Bounds:
    """Return a relative change as the factor between the two values: doubled is 2, not 1 more."""
    value, low, high = (None if end is None else 1 + end for end in (bounds.value, bounds.low, bounds.high))
    return Bounds(value, low, high, bounds.low_closed, bounds.high_closed)


def bounds_in_words(bounds: Bounds, write: Callable[[float], str]) -> str:
    """Write a value with its interval, an open bound as a bound: 22 (21.5 to 22.5), more than 50%; '' for none.

    A lower end of nought that is excluded is no news of a quotient of counts, so only the upper end is written.
    """
    low, high = bounds.low, bounds.high
    if low == 0 and not bounds.low_closed:
        low = None
    if low is not None and high is not None:
        if bounds.value is None:
            return _span(low, high, write)
        return write(bounds.value) + ("" if low == high else f" ({_span(low, high, write)})")
    if low is not None:
        return f"{'at least' if bounds.low_closed else 'more than'} {write(low)}"
    if high is not None:
        return f"{'at most' if bounds.high_closed else 'less than'} {write(high)}"
    return ""


def _bounds(row: Mapping[str, Any], name: str) -> Bounds:
    ends = (row[f"{name}_{end}"] for end in ("low", "high", "low_closed", "high_closed"))
    return Bounds(row[name], *ends)


def _span(low: float, high: float, write: Callable[[float], str]) -> str:
    """Write both ends, a word behind them only once: 1.8 to 2.2 times."""
    first, last = write(low), write(high)
    word = last.partition(" ")[2]
    return f"{first.removesuffix(f' {word}') if word else first} to {last}"


def _percent(value: float) -> str:
    return percent(value)


def _change(value: float) -> str:
    return scales.signed(value, _percent)


def _times(value: float) -> str:
    return f"{number(value)} times"


def _points(value: float) -> str:
    return f"{number(round(value * 100, 6))} points"


def _writer(row: Mapping[str, Any], ledger: Mapping[str, Mapping[str, Any]]) -> tuple[Callable[[float], str], bool]:
    """Return how the values of a relation are written, and whether they are changes told as multiples."""
    claim = ledger.get(row["claim_id"], {})
    kind = claim.get("kind")
    if row["compare"] == "none":
        return _result_writer(row, ledger), False
    if kind == "change" and claim.get("change_type") == "relative":
        is_factor = claim.get("form_as_written") == "multiple_words"
        return (_times, True) if is_factor else (_change, False)
    return (_percent if kind == "share" else number), False


def _result_writer(row: Mapping[str, Any], ledger: Mapping[str, Mapping[str, Any]]) -> Callable[[float], str]:
    """Return how a value is written that no claim gives a form to: a part of the same unit as percentage."""
    of = [ledger.get(mention, {}) for mention in operand_mentions(row["operand_ids"])]
    if len(of) != 2:
        return number
    formula, (one, other) = str(row["formula"] or ""), of
    is_same_unit = one.get("unit") is not None and one.get("unit") == other.get("unit")
    if re.fullmatch(r"\w+ / \w+", formula) and one.get("kind") == other.get("kind") == "statistic" and is_same_unit:
        return _percent
    if re.fullmatch(r"\w+ - \w+", formula) and one.get("kind") == other.get("kind") == "share":
        return _points
    return number


def _section(row: Mapping[str, Any]) -> str:
    if row["verdict"] == "not_comparable":
        return "not_comparable"
    if row["verdict"] == "not_checkable":
        if row["computed"] is None or row["group"] == "not_checkable":
            return "not_computable"
        return "implied" if row["group"] == "implied" else "undecided"
    if row["group"] == "repeat":
        return "repeat"
    if not row["stated"] or row["computed"] is None:
        return "no_scale"
    if row["compare"] not in _ALLOWED:
        return "restatement" if row["group"] == "restatement" else "arithmetic"
    # a multiple of the stated value needs both on one side of nought
    return "bound" if row["stated"] > 0 and row["computed"] > 0 else "no_scale"


def _aspects(cell: str | None) -> str:
    names = {"counted_by": "who counted", "attributed_to": "who says it"}
    return listed([names.get(aspect, plain(aspect)) for aspect in cell.split("; ")]) if cell else ""


def _columns(row: Mapping[str, Any], section: str, computed: str) -> tuple[str, str]:
    """Return what a list says behind the stated number, in one or two columns."""
    bare = f"bare arithmetic: {VERDICTS[row['arithmetic']].words}" if row["arithmetic"] else ""
    match section:
        case "not_comparable":
            return "; ".join(filter(None, (_aspects(row["differs_in"]) or "what is counted", bare))), ""
        case "not_computable":
            return row["missing"] or "not said", ""
        case "implied" | "undecided":
            return computed, "; ".join(filter(None, (row["missing"] or "not said", bare)))
        case _:
            return computed, ""


def _entries(audit: pd.DataFrame, ledger: pd.DataFrame) -> list[_Entry]:
    by_id = {row["mention_id"]: row for row in rows(ledger)}
    entries = []
    for row in rows(audit):
        section = _section(row)
        write, is_factor = _writer(row, by_id)
        stated, computed = (
            as_factor(bounds) if is_factor else bounds for bounds in (_bounds(row, "stated"), _bounds(row, "computed"))
        )
        if _SECTIONS[section].scale == "bound":
            at = limit(computed, 1, row["compare"]).value
            said = f"{plain(row['compare'])} {write(at)}" if at is not None else ""
        else:
            said = bounds_in_words(computed, write)
        first, second = ("", "") if _SECTIONS[section].scale else _columns(row, section, said or "no number")
        if section == "repeat":
            again = [by_id[mention]["quote"] for mention in operand_mentions(row["operand_ids"]) if mention in by_id]
            first = listed([quoted(quote) for quote in again]) or first
        reading = ""
        if not stated.is_point() and stated.low is not None and stated.high is not None:
            reading = f"read as {_span(stated.low, stated.high, write)}"
        mark = "°" if row["holds_if"] and (section in ("repeat", "no_scale") or _SECTIONS[section].scale) else ""
        has_two = len(_SECTIONS[section].heads) == 2
        wide = _VALUE[1] if has_two else _MISSING[0] + _MISSING[1] - _WHY[0] if section == "not_computable" else _WHY[1]
        entries.append(
            _Entry(
                row | {"computed_in_words": said},
                section,
                write,
                is_factor,
                wrap(row["question"], _QUESTION[1], most=4),
                wrap(quoted(row["claim_quote"]), _QUOTE[1], weight="bold", most=3),
                wrap(reading, _QUOTE[1], most=2) if reading and _SECTIONS[section].scale else [],
                wrap(said, _COMPUTED[1], most=3) if _SECTIONS[section].scale else wrap(first, wide, most=4),
                wrap(second, _MISSING[1], most=4) if second else [],
                wrap(VERDICTS[row["verdict"]].words + mark, _VERDICT[1] - _SIGN_MM),
            )
        )
    order = list(_SECTIONS)
    return sorted(entries, key=lambda entry: order.index(entry.section))


def _pages(entries: list[_Entry]) -> list[list[_Entry]]:
    return paginate(
        entries,
        height=lambda entry: entry.height,
        group=lambda entry: entry.section,
        head=lambda _: _HEAD_MM,
        margins=_TOP_MM + _FOOT_MM,
    )


def _limit(entries: list[_Entry]) -> float:
    """Return half the width of the axis: for all rows, or for nine in ten where an outlier would flatten the rest."""
    reach = sorted(
        max(abs(end) for bounds in _relative_to_stated(entry).values() for end in bounds.ends()) for entry in entries
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
    """Draw the stated and the recomputed interval of each relation of the audit, and list what cannot be drawn.

    Repeats of one figure are listed under a head of their own: that they agree is no evidence. So are values that the sources
    imply without stating anything to hold them against, with the value, and what cannot be computed at all.

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
    height = _TOP_MM + _HEAD_MM * len(sections) + sum(entry.height for entry in entries) + _FOOT_MM
    canvas = Canvas("two_columns", max(height, 20.0))
    drafts = {row["mention_id"] for row in rows(ledger) if row["is_draft"]}
    marks = []
    y = _TOP_MM
    for section in sections:
        members = [entry for entry in entries if entry.section == section]
        y += _HEAD_MM
        panel = _panel(canvas, members, y) if _SECTIONS[section].scale else None
        _head(canvas, section, y)
        for place, entry in enumerate(members):
            if place % 2 == 0:
                canvas.box(0.5, y, canvas.width - 1, entry.height, facecolor=STRIPE, zorder=-2)
            marks.append(_draw_row(canvas, panel, y + entry.height / 2, entry, drafts))
            y += entry.height
    if any("°" in line for entry in entries for line in entry.verdict):
        canvas.text(_QUESTION[0], canvas.height - 2.0, _CONDITION, colour=QUIET)
    return canvas.figure, pd.DataFrame(marks)


def _head(canvas: Canvas, section: str, top: float) -> None:
    about = _SECTIONS[section]
    canvas.text(_QUESTION[0], top - 6.4, about.title, size=NORMAL, weight="bold")
    x = _QUESTION[0] + text_width(about.title, NORMAL, "bold") + 2
    said, name = _AXES_SAID.get(about.scale, (about.words, ""))
    canvas.text(x, top - 6.4, said, colour=QUIET, slant="italic")
    if about.scale:
        x += text_width(said) + 3
        for marker, colour, words in (("o", INK, "stated (above)"), ("D", BLUE, name)):
            canvas.marker(x, top - 6.4, marker, colour=colour)
            canvas.text(x + 2, top - 6.4, words)
            x += text_width(words) + 5.5
    heads = [(_QUESTION, "asked"), (_QUOTE, "stated")]
    if about.scale:
        heads += [(_COMPUTED, "recomputed")]
    else:
        heads += list(zip((_WHY, _MISSING), about.heads, strict=False))
    if about.scale or section in _WITH_VERDICT:
        heads += [(_VERDICT, "verdict")]
    for (left, _), head in heads:
        canvas.text(left, top - 2.2, head, colour=QUIET)


def _panel(canvas: Canvas, members: list[_Entry], top: float) -> Panel:
    if members[0].scale == "equal":
        reach = _limit(members)
        scale, baseline = scales.changes([-reach, reach]), 0.0
    else:
        limits = [_relative_to_stated(entry)["computed"].value for entry in members]
        scale, baseline = scales.ratios([end for end in limits if end is not None]), 1.0
    panel = scale.panel(*_AXIS)
    scales.dress(canvas, panel, scale, top, sum(entry.height for entry in members), baseline=baseline)
    return panel


def _relative_to_stated(entry: _Entry) -> dict[str, Bounds]:
    """Return what is drawn of a row: both intervals in terms of the stated value."""
    row = entry.row
    stated, computed = _bounds(row, "stated"), _bounds(row, "computed")
    if entry.is_factor:
        stated, computed = as_factor(stated), as_factor(computed)
    value = stated.value or row["stated"]
    if entry.scale == "equal":
        return {"stated": relative(stated, value), "computed": relative(computed, value)}
    return {"stated": stated.scaled(1 / value), "computed": limit(computed, value, row["compare"])}


def _draw_row(canvas: Canvas, panel: Panel | None, y: float, entry: _Entry, drafts: set[str]) -> dict[str, Any]:
    row, about = entry.row, _SECTIONS[entry.section]
    mark = mark_id("relation", row["relation_id"])
    look = VERDICTS[row["verdict"]]
    canvas.lines(_QUESTION[0], y, entry.question)
    step = line_height()
    lower = len(entry.reading) * step / 2
    canvas.lines(_QUOTE[0], y - lower, entry.quote, weight="bold")
    if entry.reading:
        canvas.lines(_QUOTE[0], y + len(entry.quote) * step / 2, entry.reading, colour=QUIET)
    if about.scale or entry.section in _WITH_VERDICT:
        canvas.text(_VERDICT[0], y, look.symbol, weight="bold", colour=look.for_words, size=NORMAL)
        canvas.lines(_VERDICT[0] + _SIGN_MM, y, entry.verdict, colour=look.for_words)
    drawn = {"stated": Bounds(None, None, None), "computed": Bounds(None, None, None)}
    if panel is None:
        is_value = entry.section in ("repeat", "no_scale", "implied", "undecided")
        canvas.lines(_WHY[0], y, entry.first, gid=mark, colour=BLUE_WORDS if is_value else INK)
        canvas.lines(_MISSING[0], y, entry.second)
    else:
        drawn = _relative_to_stated(entry)
        draw_bounds(canvas, panel, y - 1.25, drawn["stated"], gid=f"{mark}.stated", colour=INK, to_the_end=True)
        draw_bounds(canvas, panel, y + 1.25, drawn["computed"], gid=mark, colour=BLUE, marker="D", to_the_end=True)
        canvas.lines(_COMPUTED[0], y, entry.first, colour=BLUE_WORDS)
    mentions = list(dict.fromkeys([row["claim_id"], *operand_mentions(row["operand_ids"])]))
    said = row["computed_in_words"]
    return {
        "mark_id": mark,
        "mention_ids": " ".join(mentions),
        "section": entry.section,
        "group": row["group"],
        "question": row["question"],
        "claim_quote": row["claim_quote"],
        "formula": row["formula"],
        "stated": row["stated"],
        "computed": row["computed"],
        "computed_in_words": said or None,
        "compare": row["compare"],
        "scale": {
            "equal": "difference in parts of the stated value" + (", both as factors" if entry.is_factor else ""),
            "bound": "multiple of the stated value",
        }.get(about.scale),
        **{
            f"{name}_{end}_drawn": value
            for name, bounds in drawn.items()
            for end, value in (("value", bounds.value), ("low", bounds.low), ("high", bounds.high))
        },
        "verdict": row["verdict"],
        "differs_in": row["differs_in"],
        "holds_if": row["holds_if"],
        "missing": row["missing"],
        "is_draft": not drafts.isdisjoint(mentions),
        "label": f"{row['question']} Stated: {quoted(row['claim_quote'])}"
        + (f"; {'implied' if entry.section == 'implied' else 'recomputed'}: {said}" if said else "")
        + f"; {_outcome(entry.section, row)}.",
    }


def _outcome(section: str, row: Mapping[str, Any]) -> str:
    if section in ("implied", "not_computable", "undecided"):
        words = _SECTIONS[section].title.lower() + (
            "" if section != "implied" else ", with nothing to check it against"
        )
        return f"{words}; missing: {row['missing'] or 'not said'}"
    words = VERDICTS[row["verdict"]].words
    if section == "not_comparable":
        return f"{words}: differs in {_aspects(row['differs_in']) or 'what is counted'}"
    return words + (f", if what is inferred holds ({_aspects(row['holds_if'])})" if row["holds_if"] else "")


def caption_stated_and_recomputed(marks: pd.DataFrame, *, page: int = 1, n_pages: int = 1) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of one page.
    page, n_pages
        Which page it is, of how many.
    """
    drawn = rows(marks)
    title = "Stated against recomputed"
    by_section = (
        {name: of_it for name in _SECTIONS if (of_it := [row for row in drawn if row["section"] == name])}
        if drawn
        else {}
    )
    has_axes = any(_SECTIONS[name].scale for name in by_section)
    if by_section and not has_axes:
        title += ": what cannot be drawn"
    if n_pages > 1:
        title += f" (page {page} of {n_pages})"
    if not drawn:
        return Caption(
            title=title,
            claim="There is no relation between reported figures to check.",
            alt=f"No picture: {_NO_ROWS}",
            width="two_columns",
        )
    said = [_tally(name, of_it) for name, of_it in by_section.items()]
    claim = f"Of {counted(len(drawn), 'relation')} between reported figures{on_page(n_pages)}: {'; '.join(said)}."
    return Caption(
        title=title,
        claim=claim,
        alt=_alt(by_section),
        table=[
            ["asked", "stated", "recomputed or implied", "outcome"],
            *(
                [
                    row["question"],
                    quoted(row["claim_quote"]),
                    row["computed_in_words"] or "",
                    _outcome(row["section"], row),
                ]
                for row in drawn
            ),
        ],
        notes=_notes(by_section),
        editor=_asked(by_section),
        width="two_columns",
    )


def _tally(section: str, members: list[dict[str, Any]]) -> str:
    one, more = _SECTIONS[section].said
    words = f"{number(len(members))} {one if len(members) == 1 else more}"
    if not _SECTIONS[section].scale and section not in ("repeat", "no_scale"):
        return words
    verdicts: dict[str, int] = {}
    for row in members:
        verdicts[row["verdict"]] = verdicts.get(row["verdict"], 0) + 1
    if len(verdicts) == 1:
        return f"{words} ({'each ' if len(members) > 1 else ''}{VERDICTS[members[0]['verdict']].words})"
    return f"{words} ({', '.join(f'{VERDICTS[verdict].words} {number(n)}' for verdict, n in verdicts.items())})"


def _alt(by_section: dict[str, list[dict[str, Any]]]) -> str:
    drawn = [row for name, of_it in by_section.items() if _SECTIONS[name].scale for row in of_it]
    lists = [_tally(name, of_it) for name, of_it in by_section.items() if not _SECTIONS[name].scale]
    parts = []
    if drawn:
        drawn.sort(key=lambda row: row["verdict"] != "differs")  # what disagrees is said first
        pairs = "; ".join(
            f"{quoted(row['claim_quote'])} against {row['computed_in_words']}, {VERDICTS[row['verdict']].words}"
            for row in drawn[:_MOST_IN_ALT]
        )
        rest = f"; and {number(len(drawn) - _MOST_IN_ALT)} more" if len(drawn) > _MOST_IN_ALT else ""
        parts.append(
            f"{counted(len(drawn), 'row')} on axes, the stated number above and the recomputed one below: {pairs}{rest}."
        )
    if lists:
        parts.append(f"{'Below, in' if drawn else 'A table in'} words: {'; '.join(lists)}.")
    implied = [
        f"{quoted(row['claim_quote'])}: {row['computed_in_words']}"
        for row in by_section.get("implied", [])
        if row["computed_in_words"]
    ]
    if implied:
        parts.append(f"Implied beside what is stated: {'; '.join(implied[:_MOST_IN_ALT])}.")
    return " ".join(parts)


def _notes(by_section: dict[str, list[dict[str, Any]]]) -> list[str]:
    notes = ["A verdict says whether numbers are consistent with each other; it never says which of them is wrong."]
    scales_used = {_SECTIONS[name].scale for name in by_section} - {""}
    if scales_used:
        notes.append(
            "Each row is scaled by its own stated value, so that magnitudes do not hide each other; distances compare within a "
            "row, and between rows only as percentages."
        )
        notes.append("A triangle at an end of the axis is a value beyond it; the number stands in the row.")
        notes.append(
            "A change told as a multiple (doubled) is drawn and written as a factor; how wide it is read follows from the "
            "conventions in use and stands below the quote."
        )
    if "bound" in scales_used:
        notes.append(
            "A bound is drawn as the limit that the recomputed number sets and an arrow to the side that it allows."
        )
    return notes


def _asked(by_section: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str]]:
    asked = []
    if any(_SECTIONS[name].scale for name in by_section):
        asked += [
            (
                "Does agreement mean that the numbers are right?",
                "No. Two numbers that agree may both be wrong, and most were taken from one another; the check finds slips, "
                "not truth.",
            ),
            (
                "Could every one of the checks that are drawn have failed?",
                "Yes: a relation that no value could break has no verdict and is listed in words. Whether a check was likely "
                "to fail is another matter.",
            ),
        ]
    if "repeat" in by_section:
        asked.append(
            (
                "Why are repeats not counted with the agreements?",
                "A text that tells one number twice agrees with itself. It would be news if it did not, so they are checked, "
                "and prove nothing when they pass.",
            )
        )
    if "not_comparable" in by_section:
        asked.append(
            (
                "Why are some relations not drawn, though they can be computed?",
                "To draw two numbers beside each other says that they may be compared. Where they may not, words say why.",
            )
        )
    if "implied" in by_section:
        asked.append(
            (
                "Are the implied values findings?",
                "No source states them. They follow if both numbers count the same things in the same place and time; what a "
                "check would need stands beside each.",
            )
        )
    if "not_computable" in by_section:
        asked.append(
            (
                "Are the claims that cannot be computed doubtful?",
                "Nothing is said about them either way: the sources leave out what a check needs, and that is all.",
            )
        )
    return asked
