"""Tables and sentences in a notebook: readable on a screen, the same bytes in every run."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from IPython.display import display

from helpers.tables import number_text


def say(markdown: str) -> None:
    """Show Markdown whose numbers come from the data."""
    _display({"text/markdown": markdown, "text/plain": markdown})


def show_table(frame: pd.DataFrame, columns: Mapping[str, str], *, caption: str = "") -> None:
    """Show columns of a table under headings in words.

    Parameters
    ----------
    frame
        The table.
    columns
        Column to heading, in the order in which they are shown.
    caption
        A line above the table.
    """
    shown = pd.DataFrame({heading: [_text(value) for value in frame[name]] for name, heading in columns.items()})
    html = shown.to_html(index=False, border=0, justify="left")
    words = shown.to_string(index=False, justify="left") if len(shown) else "(no rows)"
    if caption:
        html = f"<p><em>{caption}</em></p>\n{html}"
    _display({"text/html": html, "text/plain": words})


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
