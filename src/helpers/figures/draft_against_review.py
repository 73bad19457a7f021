"""The machine's draft against the review: per kind, how many reviewed mentions it found, and with the same kind."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from helpers.columns import KINDS
from helpers.figures import scales
from helpers.figures.canvas import Canvas, nothing_to_draw, text_width
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.labels import counted, number, percent, rows
from helpers.figures.palette import BLUE, INK, QUIET, SKY_BLUE
from helpers.figures.sheets import no_marks
from helpers.figures.style import style
from helpers.figures.what_the_numbers_are import reviewed

_NAMES = (2.0, 17.0)
_AXIS = (20.0, 42.0)
_WORDS = 65.0
_TOP_MM = 12.5
_ROW_MM = 4.2
_FOOT_MM = 8.5
_PARTS = ("same_kind", "other_kind", "not_found")
_LOOKS = {
    "same_kind": ({"facecolor": BLUE}, "found, same kind"),
    "other_kind": ({"facecolor": SKY_BLUE, "hatch": "/////", "edgecolor": INK}, "found, other kind"),
    "not_found": ({"facecolor": "#ffffff", "edgecolor": INK}, "not found"),
}
_NO_ROWS = "no mention has been reviewed, so there is nothing to hold the draft against."


@style()
def draw_draft_against_review(coded_mentions: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw a bar for each kind of the reviewed coding, in three parts: found as that kind, found as another, not found.

    Parameters
    ----------
    coded_mentions
        Table.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in one column's width, and its marks.
    """
    mentions = rows(reviewed(coded_mentions, drafts=False))
    if not mentions:
        return nothing_to_draw(_NO_ROWS, "one_column"), no_marks()
    kinds = [kind for kind in KINDS if any(row["kind"] == kind for row in mentions)]
    most = max(sum(row["kind"] == kind for row in mentions) for kind in kinds)
    scale = scales.counts(most)
    panel = scale.panel(*_AXIS)
    body = len(kinds) * _ROW_MM
    canvas = Canvas("one_column", _TOP_MM + body + _FOOT_MM)
    scales.dress(canvas, panel, scale, _TOP_MM, body, labels_on_top=False)
    canvas.text(panel.left + panel.width / 2, canvas.height - 2.2, "reviewed mentions", align="center")
    x = _NAMES[0]
    for part in _PARTS:
        look, words = _LOOKS[part]
        canvas.box(x, 2.0, 4.0, 2.2, linewidth=0.5, **look)
        canvas.text(x + 5.0, 3.1, words)
        x += 5.0 + text_width(words) + 3.5
    canvas.text(_WORDS, _TOP_MM - 5.4, "found of reviewed", colour=QUIET)
    canvas.text(_WORDS, _TOP_MM - 2.0, "(same kind)", colour=QUIET)
    marks = []
    for place, kind in enumerate(kinds):
        y = _TOP_MM + (place + 0.5) * _ROW_MM
        of_kind = [row for row in mentions if row["kind"] == kind]
        parts = {
            "same_kind": [row for row in of_kind if row["draft_kind"] == kind],
            "other_kind": [row for row in of_kind if row["draft_kind"] not in (kind, None)],
            "not_found": [row for row in of_kind if row["draft_kind"] is None],
        }
        canvas.text(_NAMES[0], y, kind)
        start = 0
        for part, members in parts.items():
            if members:
                left, right = panel.x(start), panel.x(start + len(members))
                mark = mark_id("draft", kind, part)
                canvas.box(left, y - 1.25, right - left, 2.5, gid=mark, linewidth=0.5, **_LOOKS[part][0])
                start += len(members)
                marks.append(
                    {
                        "mark_id": mark,
                        "mention_ids": " ".join(row["mention_id"] for row in members),
                        "kind": kind,
                        "part": part,
                        "n": len(members),
                        "n_of_kind": len(of_kind),
                        "label": f"{kind}: {number(len(members))} of {counted(len(of_kind), 'reviewed mention')} "
                        f"{_LOOKS[part][1].replace(',', ' with') if part != 'not_found' else 'not found'} by the draft",
                    }
                )
        found = len(of_kind) - len(parts["not_found"])
        canvas.text(_WORDS, y, f"{number(found)} of {number(len(of_kind))} ({number(len(parts['same_kind']))})")
    return canvas.figure, pd.DataFrame(marks)


def caption_draft_against_review(marks: pd.DataFrame) -> Caption:
    """Return the words of the figure, with every number taken from its marks.

    Parameters
    ----------
    marks
        Marks of the figure.
    """
    title = "What the machine's draft found of the reviewed mentions"
    drawn = rows(marks)
    if not drawn:
        return Caption(
            title=title,
            claim="There is no reviewed mention to hold the draft against.",
            alt=f"No picture: {_NO_ROWS}",
            width="one_column",
            trace="coded_mentions",
        )
    total = sum(row["n"] for row in drawn)
    found = sum(row["n"] for row in drawn if row["part"] != "not_found")
    same = sum(row["n"] for row in drawn if row["part"] == "same_kind")
    cases = [row for row in drawn if row["kind"] == "case"]
    case_words = (
        f" Of {counted(sum(row['n'] for row in cases), 'number')} of individual cases it marked "
        f"{number(sum(row['n'] for row in cases if row['part'] == 'same_kind'))} as such."
        if cases
        else ""
    )
    by_kind = []
    for kind in dict.fromkeys(row["kind"] for row in drawn):
        of_kind = {row["part"]: row["n"] for row in drawn if row["kind"] == kind}
        n = sum(of_kind.values())
        by_kind.append(
            f"{kind} {number(n - of_kind.get('not_found', 0))} of {number(n)}, same kind "
            f"{number(of_kind.get('same_kind', 0))}"
        )
    return Caption(
        title=title,
        claim=(
            f"The draft found {number(found)} of {counted(total, 'reviewed mention')} ({percent(found / total, 1)}), "
            f"{number(same)} of them with the kind that the review gives ({percent(same / total, 1)} of all).{case_words}"
        ),
        alt=(
            "A bar for each kind of mention, from zero, in three parts: found with the same kind, found with "
            "another kind, not "
            f"found. Found of reviewed: {'; '.join(by_kind)}."
        ),
        notes=(
            "A mention counts as found when the draft has one at the same place; what the draft marks and the "
            "review does not "
            "have is not drawn here, but stands in the precision of the table of agreement.",
        ),
        editor=(
            (
                "Is the draft measured against texts that its rules were written on?",
                "This figure cannot tell; how the reader does on texts that were kept back from its making is "
                "reported elsewhere.",
            ),
            (
                "What does the picture leave out?",
                "What the draft marks and the review does not: a draft that marks everything would look perfect "
                "here, and its "
                "precision, in the table of agreement, would not.",
            ),
        ),
        width="one_column",
        trace="coded_mentions",
    )
