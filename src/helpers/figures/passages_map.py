"""Where the numbers stand: each source as a strip of body and page furniture, with its mentions by kind."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from helpers.figures import scales
from helpers.figures.canvas import Canvas, Panel, nothing_to_draw, text_width
from helpers.figures.captions import Caption, Trace, on_page
from helpers.figures.contract import mark_id
from helpers.figures.labels import counted, number, percent, quoted, rows, source_labels
from helpers.figures.palette import FAINT, INK, KIND_GROUP, KIND_GROUPS, PALE, QUIET
from helpers.figures.sheets import no_marks, page_of, paginate
from helpers.figures.style import style

_LANES = (2.0, 25.0)
_AXIS = (29.0, 147.0)
_AXIS_ALONE = (4.0, 170.0)  # without mentions there are no lanes to name
_TOP_MM = 7.0
_LABEL_MM = 5.0
_STRIP_MM = 3.0
_LANE_MM = 2.9
_GAP_MM = 2.5
_FOOT_MM = 9.0
_LANE_WORDS = {
    "reported": "reported figures",
    "context": "when, who, how old …",
    "case": "individual cases",
    "furniture": "furniture",
}
_NO_ROWS = "there is no source."


def _height(has_mentions: bool) -> float:
    return _LABEL_MM + _STRIP_MM + (len(KIND_GROUPS) * _LANE_MM if has_mentions else 0) + _GAP_MM


def _pages(sources: pd.DataFrame, has_mentions: bool) -> list[list[dict[str, Any]]]:
    return paginate(
        rows(sources),
        height=lambda _: _height(has_mentions),
        group=lambda _: None,
        head=lambda _: 0.0,
        margins=_TOP_MM + _FOOT_MM,
    )


def count_pages_passages_map(sources: pd.DataFrame, mentions: pd.DataFrame | None = None) -> int:
    """Return how many pages the sources fill; 1 where there is none.

    Parameters
    ----------
    sources, mentions
        As for :func:`draw_passages_map`.
    """
    return max(1, len(_pages(sources, mentions is not None)))


@style()
def draw_passages_map(
    sources: pd.DataFrame, passages: pd.DataFrame, mentions: pd.DataFrame | None = None, *, page: int = 1
) -> tuple[Figure, pd.DataFrame]:
    """Draw each source as a strip, and below it a tick for each mention.

    Parameters
    ----------
    sources, passages
        Tables.
    mentions
        Table of the reviewed coding or of the machine's draft; None for the passages alone. Of individual cases only the place is
        drawn.
    page
        Which page, from 1.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in two columns' width, and its marks: one for each passage and each mention.
    """
    pages = _pages(sources, mentions is not None)
    if not pages:
        return nothing_to_draw(_NO_ROWS), no_marks()
    shown = page_of(pages, page)
    labels = source_labels(sources)
    longest = max(int(row["n_characters"]) for row in rows(sources))
    scale = scales.amounts([0.0, float(longest)])
    panel = scale.panel(*(_AXIS_ALONE if mentions is None else _AXIS))
    body = len(shown) * _height(mentions is not None)
    canvas = Canvas("two_columns", _TOP_MM + body + _FOOT_MM)
    scales.dress(canvas, panel, scale, _TOP_MM, body, labels_on_top=False).grid(visible=False)
    canvas.text(
        panel.left + panel.width / 2, canvas.height - 2.2, "characters from the start of the text", align="center"
    )
    _draw_key(canvas, panel.left)
    marks: list[dict[str, Any]] = []
    of_passages, of_mentions = rows(passages), rows(mentions) if mentions is not None else []
    y = _TOP_MM
    for source in shown:
        source_id = source["source_id"]
        inside = [row for row in of_mentions if row["source_id"] == source_id]
        words = f"{number(source['n_characters'])} characters"
        if mentions is not None:
            words += f", {counted(len(inside), 'mention')}"
        canvas.text(panel.left, y + _LABEL_MM - 2.2, labels[source_id], weight="bold")
        canvas.text(
            panel.left + text_width(labels[source_id], weight="bold") + 2.5, y + _LABEL_MM - 2.2, words, colour=QUIET
        )
        y += _LABEL_MM
        canvas.text(_LANES[0], y + _STRIP_MM / 2, "text" if mentions is not None else "")
        marks += [
            _draw_passage(canvas, panel, y, row, labels[source_id])
            for row in of_passages
            if row["source_id"] == source_id
        ]
        y += _STRIP_MM
        if mentions is not None:
            lanes = {group: y + (place + 0.5) * _LANE_MM for place, group in enumerate(KIND_GROUPS)}
            for group, middle in lanes.items():
                canvas.text(_LANES[0], middle, _LANE_WORDS[group], colour=KIND_GROUPS[group].for_words)
                end = panel.x(float(source["n_characters"]))
                canvas.line([panel.left, end], [middle, middle], colour=PALE, width=0.4, zorder=0)
            marks += [_draw_mention(canvas, panel, lanes, row, labels[source_id]) for row in inside]
            y += len(KIND_GROUPS) * _LANE_MM
        y += _GAP_MM
    return canvas.figure, pd.DataFrame(marks)


def _draw_key(canvas: Canvas, left: float) -> None:
    x = left
    for region, words in (
        ("body", "body of the text"),
        ("furniture", "page furniture: menus, adverts, other headlines"),
    ):
        _strip(canvas, x, 2.0, 6.0, region, None)
        canvas.text(x + 7.5, 2.0 + _STRIP_MM / 2, words)
        x += 7.5 + text_width(words) + 6.0


def _strip(canvas: Canvas, left: float, top: float, width: float, region: str, gid: str | None) -> None:
    is_body = region == "body"
    canvas.box(
        left,
        top,
        width,
        _STRIP_MM,
        gid=gid,
        facecolor=FAINT if is_body else "#ffffff",
        edgecolor="#ffffff" if is_body else QUIET,
        hatch=None if is_body else "//////",
        linewidth=0.3,
    )


def _draw_passage(canvas: Canvas, panel: Panel, top: float, row: dict[str, Any], source: str) -> dict[str, Any]:
    mark = mark_id("passage", row["passage_id"])
    start, end = panel.x(float(row["start"])), panel.x(float(row["end"]))
    _strip(canvas, start, top, max(end - start, 0.1), row["region"], mark)
    return {
        "mark_id": mark,
        "mention_ids": None,
        "source_ids": row["source_id"],
        "source": source,
        "what": "passage",
        "start": row["start"],
        "end": row["end"],
        "region": row["region"],
        "kind": None,
        "is_draft": row["region_basis"] == "draft",
        "label": f"{source}: {row['role']}, {row['region']}, characters {row['start']} to {row['end']}",
    }


def _draw_mention(
    canvas: Canvas, panel: Panel, lanes: dict[str, float], row: dict[str, Any], source: str
) -> dict[str, Any]:
    mark = mark_id("mention", row["mention_id"])
    group = KIND_GROUP[row["kind"]]
    x, y = panel.x(float(row["start"])), lanes[group]
    canvas.line([x, x], [y - 1.1, y + 1.1], colour=KIND_GROUPS[group].colour or INK, width=0.8, gid=mark)
    # of an individual case nothing but its place is given
    words = "individual case" if row["kind"] == "case" else f"{quoted(row['quote'])}, {row['kind']}"
    return {
        "mark_id": mark,
        "mention_ids": row["mention_id"],
        "source_ids": row["source_id"],
        "source": source,
        "what": "mention",
        "start": row["start"],
        "end": row["end"],
        "region": None,
        "kind": row["kind"],
        "is_draft": row.get("status", "draft") == "draft",
        "label": f"{source}: {words}, character {row['start']}",
    }


def caption_passages_map(
    marks: pd.DataFrame, *, trace: Trace = "coded_mentions", page: int = 1, n_pages: int = 1
) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of one page.
    trace
        The table that the mentions came from.
    page, n_pages
        Which page it is, of how many.
    """
    drawn = rows(marks)
    mentions = [row for row in drawn if row["what"] == "mention"] if drawn else []
    title = "Where the numbers stand in each source" if mentions else "What is body and what is page furniture"
    if n_pages > 1:
        title += f" (page {page} of {n_pages})"
    if not drawn:
        return Caption(title=title, claim="There is no source to draw.", alt=f"No picture: {_NO_ROWS}", trace=trace)
    passages = [row for row in drawn if row["what"] == "passage"]
    names = {row["source_ids"]: row["source"] for row in drawn}
    parts = {
        source: _furniture_part([row for row in passages if row["source_ids"] == source])
        for source in dict.fromkeys(row["source_ids"] for row in passages)
    }
    each = [f"{names[source]}: {percent(part, 0)}" for source, part in parts.items()]
    claim = (
        f"Page furniture is {percent(_furniture_part(passages), 0)} of the characters of {counted(len(names), 'source')}"
        f"{on_page(n_pages)}{_range_in_words(parts, names)}"
    )
    groups = {group: sum(KIND_GROUP[row["kind"]] == group for row in mentions) for group in KIND_GROUPS}
    if mentions:
        claim += f", and holds {number(groups['furniture'])} of {counted(len(mentions), 'mention')} of numbers"
    alt = (
        f"One strip for each of {counted(len(names), 'source')}, as long as its text, filled where it is body and hatched where "
        f"it is page furniture. Part that is page furniture: {'; '.join(each)}."
    )
    if mentions:
        lanes = "; ".join(f"{KIND_GROUPS[group].words}: {number(n)}" for group, n in groups.items())
        alt += f" Below each strip, ticks mark the places of the mentions in four lanes: {lanes}."
    return Caption(
        title=title,
        claim=claim + ".",
        alt=alt,
        table=_table(drawn, parts, names, has_mentions=bool(mentions)),
        notes=(
            "All strips share one scale, so that lengths compare.",
            "A tick stands at the first character of a mention; of individual cases nothing but the place is given.",
        )
        if mentions
        else ("All strips share one scale, so that lengths compare.",),
        editor=(
            (
                "Why is the text itself not shown?",
                "It belongs to its publisher, and parts of it may be accounts of harm. Offsets lead to the place "
                "for whoever has it.",
            ),
            (
                "Who decided what is page furniture?",
                "Whoever reviewed the source, passage by passage; where nobody has, the machine's guess is drawn "
                "and the picture is "
                "marked as a draft.",
            ),
        ),
        trace=trace,
    )


def _furniture_part(passages: list[dict[str, Any]]) -> float:
    """Return the part of the characters that is page furniture; nought where there is no character."""
    characters = {"body": 0, "furniture": 0}
    for row in passages:
        characters[row["region"]] += row["end"] - row["start"]
    return characters["furniture"] / (sum(characters.values()) or 1)


def _range_in_words(parts: dict[str, float], names: dict[str, str]) -> str:
    if len(parts) < 2:
        return ""
    least, most = min(parts, key=parts.__getitem__), max(parts, key=parts.__getitem__)
    return f" (from {percent(parts[least], 0)} of {names[least]} to {percent(parts[most], 0)} of {names[most]})"


def _table(
    drawn: list[dict[str, Any]], parts: dict[str, float], names: dict[str, str], *, has_mentions: bool
) -> list[list[str]]:
    lanes = list(KIND_GROUPS) if has_mentions else []
    table = [
        ["source", "passages", "of them page furniture", "characters that are page furniture"]
        + [KIND_GROUPS[group].words for group in lanes]
    ]
    for source, part in parts.items():
        of_it = [row for row in drawn if row["source_ids"] == source]
        passages = [row for row in of_it if row["what"] == "passage"]
        kinds = [KIND_GROUP[row["kind"]] for row in of_it if row["what"] == "mention"]
        table.append(
            [
                names[source],
                number(len(passages)),
                number(sum(row["region"] == "furniture" for row in passages)),
                percent(part, 0),
                *(number(kinds.count(group)) for group in lanes),
            ]
        )
    return table
