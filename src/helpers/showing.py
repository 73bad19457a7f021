"""Tables and sentences in a notebook: readable on a screen, the same bytes in every run."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd
from IPython.display import display

from helpers.tables import number_text

_CELL = "text-align: left; vertical-align: top"


def say(markdown: str) -> None:
    """Show Markdown whose numbers come from the data."""
    _display({"text/markdown": markdown, "text/plain": markdown})


def show_table(frame: pd.DataFrame, columns: Mapping[str, str] | None = None, *, caption: str = "") -> None:
    """Show columns of a table under headings in words.

    Parameters
    ----------
    frame
        The table.
    columns
        Column to heading, in the order in which they are shown; all columns under their own names if left out.
    caption
        A line above the table.
    """
    headings = columns or {str(name): str(name) for name in frame.columns}
    shown = pd.DataFrame({heading: [_text(value) for value in frame[name]] for name, heading in headings.items()})
    words = shown.to_string(index=False, justify="left") if len(shown) else "(no rows)"
    _display({"text/html": _html(shown, caption), "text/plain": f"{caption}\n{words}" if caption else words})


def _html(shown: pd.DataFrame, caption: str) -> str:
    head = "".join(f'<th style="{_CELL}">{escape(heading)}</th>' for heading in shown.columns)
    body = "\n".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in row) + "</tr>"
        for row in shown.itertuples(index=False)
    )
    above = f"<caption>{escape(caption)}</caption>\n" if caption else ""
    return f"<table>\n{above}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _display(bundle: dict[str, str]) -> None:
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def _text(value: object) -> str:
    if isinstance(value, float):
        return "" if pd.isna(value) else number_text(value)
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
