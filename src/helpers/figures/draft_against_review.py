"""The machine's draft against the review: what it found of the reviewed mentions, and what it marks beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import pandas as pd
from matplotlib.figure import Figure

from helpers.agreement import LEAST_OVERLAP, match
from helpers.columns import KINDS
from helpers.figures import scales
from helpers.figures.canvas import Canvas, nothing_to_draw, text_width
from helpers.figures.captions import Caption
from helpers.figures.contract import mark_id
from helpers.figures.labels import counted, number, percent, rows
from helpers.figures.palette import BLUE, INK, PURPLE, QUIET, SKY_BLUE
from helpers.figures.sheets import no_marks
from helpers.figures.style import style
from helpers.figures.what_the_numbers_are import reviewed

_NAMES = (2.0, 17.0)
_AXIS = (20.0, 40.0)
_WORDS = 63.5
_TOP_MM = 17.5
_ROW_MM = 4.2
_FOOT_MM = 8.5
_KEY_MM = (2.8, 6.4, 10.0)
_FOUND: Final = ("same_kind", "other_bounds", "other_kind")
_LOOKS: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "same_kind": ({"facecolor": BLUE}, "found, same kind"),
    "other_bounds": ({"facecolor": BLUE, "hatch": "....", "edgecolor": "#ffffff"}, "same kind, other bounds"),
    "other_kind": ({"facecolor": SKY_BLUE, "hatch": "/////", "edgecolor": INK}, "found, other kind"),
    "not_found": ({"facecolor": "#ffffff", "edgecolor": INK}, "not found"),
    "only_in_draft": ({"facecolor": "#ffffff", "hatch": "xxxx", "edgecolor": PURPLE}, "only in the draft"),
}
_KEY: Final = (("same_kind", "other_bounds"), ("other_kind", "not_found"), ("only_in_draft",))
_NO_ROWS = "no mention has been reviewed, so there is nothing to hold the draft against."
_RULE = (
    f"A mention counts as found when the draft has one that shares at least "
    f"{Fraction(LEAST_OVERLAP).limit_denominator(100)} of the characters that either has; with other bounds when it does not "
    "begin and end at the same characters."
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """What is matched: a place and a kind."""

    mention_id: str
    start: int
    end: int
    kind: str


def _by_source(table: list[dict[str, Any]]) -> dict[str, list[_Mention]]:
    made: dict[str, list[_Mention]] = {}
    for row in table:
        made.setdefault(row["source_id"], []).append(
            _Mention(row["mention_id"], int(row["start"]), int(row["end"]), row["kind"])
        )
    return made


def _matched(
    mentions: list[dict[str, Any]], drafted: list[dict[str, Any]]
) -> tuple[dict[str, _Mention], list[_Mention]]:
    """Return the draft's mention for each reviewed one that it found, and its mentions that match none."""
    found: dict[str, _Mention] = {}
    only: list[_Mention] = []
    of_draft = _by_source(drafted)
    for source, of_source in _by_source(mentions).items():
        others = of_draft.get(source, [])
        pairs = match(of_source, others)
        found |= {of_source[i].mention_id: others[j] for i, j in pairs}
        taken = {j for _, j in pairs}
        only += [mention for j, mention in enumerate(others) if j not in taken]
    return found, only


def _part(row: Mapping[str, Any], found: Mapping[str, _Mention] | None) -> str:
    """Return how the draft stands to a reviewed mention; without the draft its bounds are not known."""
    if found is None:
        if row["draft_kind"] is None:
            return "not_found"
        return "same_kind" if row["draft_kind"] == row["kind"] else "other_kind"
    other = found.get(row["mention_id"])
    if other is None:
        return "not_found"
    if other.kind != row["kind"]:
        return "other_kind"
    return "same_kind" if (other.start, other.end) == (int(row["start"]), int(row["end"])) else "other_bounds"


@style()
def draw_draft_against_review(
    coded_mentions: pd.DataFrame, mentions: pd.DataFrame | None = None
) -> tuple[Figure, pd.DataFrame]:
    """Draw a bar for each kind of the reviewed coding: found as that kind, found otherwise, not found.

    Parameters
    ----------
    coded_mentions
        Table.
    mentions
        Table of the machine's draft. With it, mentions found with other bounds are a class of their own, and what the draft
        marks and the review has not is drawn behind each bar, by the kind that the draft gives.

    Returns
    -------
    tuple of Figure and DataFrame
        The figure in one column's width, and its marks.
    """
    of_review = rows(reviewed(coded_mentions, drafts=False))
    if not of_review:
        return nothing_to_draw(_NO_ROWS, "one_column"), no_marks()
    found: dict[str, _Mention] | None = None
    only: list[_Mention] = []
    if mentions is not None:
        found, only = _matched(of_review, rows(mentions))
    members: dict[str, dict[str, list[str]]] = {}
    for row in of_review:
        members.setdefault(row["kind"], {}).setdefault(_part(row, found), []).append(row["mention_id"])
    for mention in only:
        members.setdefault(mention.kind, {}).setdefault("only_in_draft", []).append(mention.mention_id)
    kinds = [kind for kind in KINDS if kind in members]
    parts = [part for part in _LOOKS if any(part in members[kind] for kind in kinds)]
    most = max(sum(map(len, members[kind].values())) for kind in kinds)
    scale = scales.counts(most)
    panel = scale.panel(*_AXIS)
    body = len(kinds) * _ROW_MM
    canvas = Canvas("one_column", _TOP_MM + body + _FOOT_MM)
    scales.dress(canvas, panel, scale, _TOP_MM, body, labels_on_top=False)
    canvas.text(panel.left + panel.width / 2, canvas.height - 2.2, "mentions", align="center")
    for y, of_line in zip(_KEY_MM, _KEY, strict=True):
        x = _NAMES[0]
        for part in of_line:
            if part in parts:
                look, words = _LOOKS[part]
                canvas.box(x, y - 1.1, 3.6, 2.2, linewidth=0.5, **look)
                canvas.text(x + 4.4, y, words)
                x += 4.4 + text_width(words) + 2.6
    canvas.text(_WORDS, _TOP_MM - 4.8, "found of reviewed", colour=QUIET)
    canvas.text(_WORDS, _TOP_MM - 1.8, "(same kind)", colour=QUIET)
    marks: list[dict[str, Any]] = []
    for place, kind in enumerate(kinds):
        y = _TOP_MM + (place + 0.5) * _ROW_MM
        n_of_kind = sum(len(those) for part, those in members[kind].items() if part != "only_in_draft")
        canvas.text(_NAMES[0], y, kind)
        start = 0
        for part in parts:
            those = members[kind].get(part, [])
            if those:
                left, right = panel.x(start), panel.x(start + len(those))
                mark = mark_id("draft", kind, part)
                canvas.box(left, y - 1.25, right - left, 2.5, gid=mark, linewidth=0.5, **_LOOKS[part][0])
                start += len(those)
                marks.append(_mark(mark, kind, part, those, n_of_kind) | {"has_draft": mentions is not None})
        n_found = sum(len(members[kind].get(part, [])) for part in _FOUND)
        n_same = sum(len(members[kind].get(part, [])) for part in _FOUND[:2])
        canvas.text(_WORDS, y, f"{number(n_found)} of {number(n_of_kind)} ({number(n_same)})")
    return canvas.figure, pd.DataFrame(marks)


def _mark(mark: str, kind: str, part: str, those: list[str], n_of_kind: int) -> dict[str, Any]:
    is_only = part == "only_in_draft"
    said = {
        "same_kind": "found with the same kind",
        "other_bounds": "found with the same kind and other bounds",
        "other_kind": "found with another kind",
        "not_found": "not found",
    }
    return {
        "mark_id": mark,
        "mention_ids": None if is_only else " ".join(those),
        "draft_ids": " ".join(those) if is_only else None,
        "kind": kind,
        "part": part,
        "n": len(those),
        "n_of_kind": n_of_kind,
        "label": f"{kind}: {counted(len(those), 'mention')} only in the draft"
        if is_only
        else f"{kind}: {number(len(those))} of {counted(n_of_kind, 'reviewed mention')} {said[part]} by the draft",
    }


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
    n = {part: sum(row["n"] for row in drawn if row["part"] == part) for part in _LOOKS}
    total = sum(n_of for part, n_of in n.items() if part != "only_in_draft")
    found = sum(n[part] for part in _FOUND)
    same = n["same_kind"] + n["other_bounds"]
    has_draft = bool(drawn[0]["has_draft"])
    cases = {row["part"]: row["n"] for row in drawn if row["kind"] == "case"}
    n_cases = sum(n_of for part, n_of in cases.items() if part != "only_in_draft")
    as_cases = cases.get("same_kind", 0) + cases.get("other_bounds", 0)
    case_words = (
        f" Of {counted(n_cases, 'number')} of individual cases it marked {number(as_cases)} as such." if n_cases else ""
    )
    beside = (
        f" {counted(n['only_in_draft'], 'mention')} of the draft "
        f"{'matches' if n['only_in_draft'] == 1 else 'match'} nothing in the review."
        if has_draft
        else ""
    )
    kinds = list(dict.fromkeys(row["kind"] for row in drawn))
    table, said = [["kind", *(words for _, words in _LOOKS.values())]], []
    for kind in kinds:
        of_kind = {row["part"]: row["n"] for row in drawn if row["kind"] == kind}
        table.append([kind, *(number(of_kind.get(part, 0)) for part in _LOOKS)])
        n_found = sum(of_kind.get(part, 0) for part in _FOUND)
        n_all = n_found + of_kind.get("not_found", 0)
        if n_all and n_found - of_kind.get("other_kind", 0) < n_all:
            said.append(f"{kind} {number(n_found - of_kind.get('other_kind', 0))} of {number(n_all)}")
    return Caption(
        title=title,
        claim=(
            f"The draft found {number(found)} of {counted(total, 'reviewed mention')} ({percent(found / total, 0)}), "
            f"{number(same)} of them with the kind that the review gives.{case_words}{beside}"
        ),
        alt=(
            "A bar for each kind of mention, from zero, cut into what the draft found as that kind, found otherwise and did not "
            f"find{', and behind it what only the draft has' if has_draft else ''}. Kinds not all found as such: "
            f"{'; '.join(said) or 'none'}. Only in the draft: {number(n['only_in_draft'])}."
            if has_draft or said
            else "A bar for each kind of mention, from zero; the draft found all of each kind as that kind."
        ),
        table=table,
        notes=(
            _RULE,
            "What only the draft has stands at the kind that the draft gives it; no review has said what it is."
            if has_draft
            else "What only the draft has is not drawn; it stands in the precision of the table of agreement.",
        ),
        editor=(
            (
                "Is the draft measured against texts that its rules were written on?",
                "This figure cannot tell for its own corpus. Texts that were kept back from the making of the rules, each with "
                "its coding, stand in tests/reading/heldout/ of the suite's repository; how well it reads those says more.",
            ),
            (
                "Would a draft that marks everything look perfect here?",
                "No: what it marks beside the review is drawn behind each bar."
                if has_draft
                else "Yes, as far as this picture goes; its precision, in the table of agreement, would not.",
            ),
        ),
        width="one_column",
        trace="coded_mentions",
    )
