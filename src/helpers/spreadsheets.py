"""Cells of tables that somebody may open in a spreadsheet."""

from __future__ import annotations

__all__ = ["cell"]


def cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value
