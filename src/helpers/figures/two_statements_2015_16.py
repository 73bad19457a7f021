"""Two statements about one year side by side: what each says, of whom, and in what they differ."""

from __future__ import annotations

import re
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from helpers import selection
from helpers.errors import UserError
from helpers.figures import scales
from helpers.figures.bounds import Bounds, draw_bounds
from helpers.figures.canvas import Canvas, Weight, line_height, wrap
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.forces import behind, coverages
from helpers.figures.labels import counted, listed, number, period, plain, quoted, rows, source_labels
from helpers.figures.palette import BLUE, FAINT, INK, QUIET, STRIPE, VERDICTS, VERMILION_WORDS
from helpers.figures.stated_and_recomputed import operand_mentions
from helpers.figures.style import NORMAL, style
from helpers.ledger_rows import Period
from helpers.vocabulary import Vocabulary

MEASURE: Final = "cyber_flagged_sexual_offences"
PERIOD: Final = ("2015-04", "2016-03")

_NAME = (2.0, 28.0)
_COLUMNS = ((33.0, 58.0), (97.0, 58.0))
_RELATION = (159.0, 22.0)
_AXIS = (34.0, 114.0)
_QUOTE_MM = 7.0
_AXIS_TOP_MM = 20.0
_AXIS_MM = 10.0
_TABLE_TOP_MM = 33.0
_ROW_GAP_MM = 2.2
ASPECTS: Final = {
    "definition": "what is counted",
    "unit": "unit",
    "period": "when",
    "counted_by": "who counted",
    "geography": "area",
    "coverage": "the forces behind it",
    "form": "sort of number",
}
_RELATIONS: Final = {
    "same": "= same",
    "same_inferred": "= same (inferred)",
    "different": "≠ different",
    "unknown": "? not known",
}
_APART: Final = ("different", "unknown")
_RESTING: Final = " (inferred)"
_SHOWN_IF_APART: Final = ("unit", "form")
_LOOKS: Final = ((INK, "o"), (BLUE, "D"))


def statements(ledger: pd.DataFrame, measure: str, when: tuple[str, str]) -> list[dict[str, Any]]:
    """Return the two counts that two sources state of one measure and period, the earlier published first.

    Raises
    ------
    UserError
        If there are not exactly two, from two sources.
    """
    found = selection.figures(ledger, measure=measure, kind="statistic", period_start=when[0], period_end=when[1])
    told = [row for row, _ in selection.told_once(found)]
    if len(told) != 2 or told[0]["source_id"] == told[1]["source_id"]:
        raise UserError(
            f"data/tables/ledger.csv: {counted(len(told), 'count')} of {measure} for {period(*when)}, where two from two "
            "sources are to be set side by side; choose another measure or period"
        )
    return sorted(told, key=lambda row: str(row["published_on"]))


def relations(comparability: pd.DataFrame, first: str, second: str) -> dict[str, Any]:
    """Return the row of the comparability table for two mentions.

    Raises
    ------
    UserError
        If there is none.
    """
    for row in rows(comparability):
        if {row["mention_id_a"], row["mention_id_b"]} == {first, second}:
            return row
    raise UserError(f"data/tables/comparability.csv: no row for {first} and {second}; run 'reported-figures reproduce'")


def verdict_on(audit: pd.DataFrame, first: str, second: str) -> dict[str, Any] | None:
    """Return the audit's row that holds one of two mentions against the other; None where none is declared."""
    for row in rows(audit):
        if [row["claim_id"], *operand_mentions(row["operand_ids"])] in ([first, second], [second, first]):
            return row
    return None


def months_after(row: dict[str, Any]) -> int:
    """Return how many months after the end of its period a figure was published, from month to month."""
    end, published = Period(row["period_end"], row["period_end"]).last_day, str(row["published_on"])
    return (int(published[:4]) - end.year) * 12 + int(published[5:7]) - end.month


def _why(row: dict[str, Any], field: str) -> str:
    """Return why a field of a figure was inferred, '' where it was not."""
    found = re.search(rf"\b{field}: ([^.]+)\.", row["inferred_why"] or "")
    return found[1] if found else ""


def _cells(row: dict[str, Any], vocabulary: Vocabulary, coverage: dict[str, dict[str, Any]]) -> dict[str, str]:
    answered = coverage.get(row["coverage_id"] or "")
    said = behind(row, coverage, "not stated")
    if why := _why(row, "coverage"):
        said += f" (inferred: {why})"
    if answered is not None and answered["note"]:
        said += f". {answered['note']}"
    return {
        "definition": vocabulary.label(row["measure"]),
        "unit": plain(row["unit"] or "not stated"),
        "period": period(row["period_start"], row["period_end"]) or "not stated",
        "counted_by": vocabulary.label(row["counted_by"]) or "not stated",
        "geography": (vocabulary.label(row["geography"]) or "not stated")
        + (f" (inferred: {why})" if (why := _why(row, "geography")) else ""),
        "coverage": said,
        "form": f"{row['kind']} over {period(row['period_start'], row['period_end'])}",
    }


@style()
def draw_two_statements_2015_16(
    ledger: pd.DataFrame,
    sources: pd.DataFrame,
    comparability: pd.DataFrame,
    audit: pd.DataFrame,
    vocabulary: Vocabulary,
    *,
    measure: str = MEASURE,
    when: tuple[str, str] = PERIOD,
) -> tuple[Figure, pd.DataFrame]:
    """Set the two statements about one measure and year side by side, with every aspect in which they agree or differ.

    Parameters
    ----------
    ledger, sources, comparability, audit
        Tables.
    vocabulary
        For the names of measures, areas and bodies.
    measure, when
        Which statements: of what, and the first and last month.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks, one for each statement.

    Raises
    ------
    UserError
        If there are not exactly two statements, or the comparability table lacks their pair.
    """
    pair = statements(ledger, measure, when)
    relation = relations(comparability, pair[0]["mention_id"], pair[1]["mention_id"])
    verdict = verdict_on(audit, pair[0]["mention_id"], pair[1]["mention_id"])
    coverage = coverages(ledger)
    cells = [_cells(row, vocabulary, coverage) for row in pair]
    labels = source_labels(sources)
    resting = [aspect for aspect in _aspects(relation) if any(_why(row, aspect) for row in pair)]
    table = [
        (
            name,
            [wrap(cell[aspect], width) for cell, (_, width) in zip(cells, _COLUMNS, strict=True)],
            _RELATIONS[relation[f"{aspect}_relation"]] + (_RESTING if aspect in resting else ""),
        )
        for aspect, name in ASPECTS.items()
        if aspect not in _SHOWN_IF_APART or relation[f"{aspect}_relation"] in _APART
    ]
    table.append(("published", [wrap(_published(row), _COLUMNS[0][1]) for row in pair], ""))
    heights = [max(map(len, columns)) * line_height() + _ROW_GAP_MM for _, columns, _ in table]
    closing = wrap(_closing(relation, verdict, resting), 175.0)
    height = _TABLE_TOP_MM + sum(heights) + 3.0 + len(closing) * line_height() + 2.0
    canvas = Canvas("two_columns", height)
    scale = scales.amounts([0.0, *(end for row in pair for end in _bounds(row).ends())])
    panel = scale.panel(*_AXIS)
    scales.dress(canvas, panel, scale, _AXIS_TOP_MM, _AXIS_MM)
    canvas.text(
        _NAME[0],
        2.6,
        f"{vocabulary.label(measure).capitalize()}, {period(*when)}",
        size=NORMAL,
        weight="bold",
    )
    canvas.text(_NAME[0], _AXIS_TOP_MM + _AXIS_MM / 2, f"{plain(str(pair[0]['unit']))}s recorded", colour=QUIET)
    marks = []
    for place, (row, (left, width), (colour, marker)) in enumerate(zip(pair, _COLUMNS, _LOOKS, strict=True)):
        mark = mark_id("statement", row["mention_id"])
        fill = "#ffffff" if _bounds(row).is_excluded() else None
        canvas.marker(left + 1.0, _QUOTE_MM + 1.6, marker, colour=colour, fill=fill)
        canvas.text(left + 3.4, _QUOTE_MM + 1.6, quoted(row["quote"]), size=11, weight="bold")
        canvas.lines(left + 3.4, _QUOTE_MM + 5.6, wrap(labels[row["source_id"]], width - 4), colour=QUIET)
        y = _AXIS_TOP_MM + _AXIS_MM * (0.3 + 0.42 * place)
        draw_bounds(canvas, panel, y, _bounds(row), gid=mark, colour=colour, marker=marker, to_the_end=True)
        marks.append(_mark(mark, row, labels[row["source_id"]], cells[place], relation, verdict, resting))
    y = _TABLE_TOP_MM
    for place, ((name, columns, how), tall) in enumerate(zip(table, heights, strict=True)):
        if place % 2 == 0:
            canvas.box(0.5, y, canvas.width - 1, tall, facecolor=STRIPE, zorder=-2)
        middle = y + tall / 2
        is_apart = how.removesuffix(_RESTING) in [_RELATIONS[state] for state in _APART]
        canvas.text(_NAME[0], middle, name, weight="bold" if is_apart else "normal")
        for lines, (left, _) in zip(columns, _COLUMNS, strict=True):
            canvas.lines(left, middle, lines, weight="normal", colour=INK)
        weight: Weight = "bold" if is_apart else "normal"
        canvas.lines(
            _RELATION[0],
            middle,
            wrap(how, _RELATION[1], weight=weight),
            weight=weight,
            colour=VERMILION_WORDS if is_apart else QUIET,
        )
        y += tall
    canvas.line([_NAME[0], canvas.width - 2.0], [y + 0.6, y + 0.6], colour=FAINT, width=0.6)
    canvas.lines(_NAME[0], y + 3.0 + (len(closing) - 1) * line_height() / 2, closing)
    return canvas.figure, pd.DataFrame(marks)


def _bounds(row: dict[str, Any]) -> Bounds:
    return Bounds(row["value"], row["low"], row["high"], row["low_closed"], row["high_closed"])


def _published(row: dict[str, Any]) -> str:
    how = " (date inferred)" if row["published_on_basis"] == "inferred" else ""
    return f"{counted(months_after(row), 'month')} after the end of the year{how}"


def _closing(relation: dict[str, Any], verdict: dict[str, Any] | None, resting: list[str]) -> str:
    apart = [ASPECTS[aspect] for aspect in _aspects(relation)]
    said = (
        f"They differ in {listed(apart)}: the difference of the two numbers is no change."
        if apart
        else "Nothing keeps them apart."
    )
    if resting:
        said += f" That {listed([ASPECTS[aspect] for aspect in resting])} differ rests on what the coders inferred."
    if verdict is None:
        return said
    bare = f" (bare arithmetic: {VERDICTS[verdict['arithmetic']].words})" if verdict["arithmetic"] else ""
    return f"{said} Audit: {VERDICTS[verdict['verdict']].words}{bare}."


def _aspects(relation: dict[str, Any]) -> list[str]:
    return [aspect for aspect in ASPECTS if relation[f"{aspect}_relation"] in _APART]


def _mark(
    mark: str,
    row: dict[str, Any],
    label: str,
    cells: dict[str, str],
    relation: dict[str, Any],
    verdict: dict[str, Any] | None,
    resting: list[str],
) -> dict[str, Any]:
    return {
        "mark_id": mark,
        "mention_ids": " ".join([row["mention_id"], *([row["coverage_id"]] if row["coverage_id"] else [])]),
        "source": label,
        "quote": row["quote"],
        "value": row["value"],
        "low": row["low"],
        "high": row["high"],
        "low_closed": row["low_closed"],
        "high_closed": row["high_closed"],
        "period_start": row["period_start"],
        "period_end": row["period_end"],
        **cells,
        "months_after_the_period": months_after(row),
        "differ_in": "; ".join(ASPECTS[aspect] for aspect in _aspects(relation)) or None,
        "differ_by_inference_in": "; ".join(ASPECTS[aspect] for aspect in resting) or None,
        "verdict": verdict["verdict"] if verdict else None,
        "arithmetic": verdict["arithmetic"] if verdict else None,
        "reason": verdict["reason"] if verdict else None,
        "is_draft": row["is_draft"],
        "label": f"{label}: {quoted(row['quote'])}, {cells['geography']}, {cells['coverage']}",
    }


def caption_two_statements_2015_16(marks: pd.DataFrame) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of the figure.
    """
    first, second = rows(marks)
    when = period(first["period_start"], first["period_end"])
    said = f"{quoted(first['quote'])} and {quoted(second['quote'])} are both said of {first['definition']} in {when}"
    apart = listed(str(first["differ_in"]).split("; ")) if first["differ_in"] else ""
    resting = listed(str(first["differ_by_inference_in"]).split("; ")) if first["differ_by_inference_in"] else ""
    is_bound = first["high"] is None and first["low"] is not None
    later, earlier = (counted(row["months_after_the_period"], "month") for row in (second, first))
    return Caption(
        title=f"Two statements for {when}",
        claim=(
            f"{said}. They do not contradict each other, and their difference is no change: they differ in {apart}."
            if apart
            else f"{said}, and nothing that the sources state keeps them apart."
        ),
        alt=(
            f"Two statements on one axis from zero, above a table. {first['source']} says {quoted(first['quote'])}"
            + (f", drawn as an open dot at {number(first['low'])} with an arrow to larger numbers" if is_bound else "")
            + f"; {second['source']} says {quoted(second['quote'])}, drawn as a diamond. The table says of each what is "
            f"counted, when, by whom, in which area and from which forces. Area: {first['geography']}; "
            f"{second['geography']}. Forces: {first['coverage'].rstrip('.')}; {second['coverage'].rstrip('.')}."
        ),
        notes=(
            *([str(first["reason"])] if first["reason"] else []),
            *(
                [
                    f"That they differ in {resting} rests on an inference: the coders worked it out for at least one of the "
                    "two, the text does not say it of that number. Without it, whether they differ would not be known."
                ]
                if resting
                else []
            ),
            "What stands behind a quoted number of forces is the coders' note on what the source says, where they made one.",
        ),
        editor=(
            (
                "Is the later number a correction of the earlier one?",
                f"The sources do not say so. It was published {later} after the end of the year, the earlier one {earlier}; "
                "forces may have gone on recording and flagging in between, and the table says what else differs.",
            ),
            (
                f"Why is {quoted(first['quote'])} an arrow and not a bar?" if is_bound else "Why no bars?",
                "Because it names a lower end and nothing else. Every larger number keeps it, so that the other number "
                "keeps it says little."
                if is_bound
                else "Because the two would then look like one quantity that has grown.",
            ),
        ),
    )
