"""Generated tables: written to and read from data/tables as CSV, always the same bytes for the same content."""

from __future__ import annotations

import csv
import io
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from helpers.columns import TABLES, Column
from helpers.corpus import Corpus
from helpers.errors import UserError

_DTYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"


def frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Make a table from rows.

    Parameters
    ----------
    name
        Table in :data:`helpers.columns.TABLES`.
    rows
        One mapping of column to value a row; absent columns are missing values.

    Returns
    -------
    pandas.DataFrame
        The table's columns in their order, with their types.

    Raises
    ------
    ValueError
        If a row has an unknown column, lacks a required value, uses a term outside a closed list, or if two rows have
        the same key: a defect of the caller.
    """
    table = TABLES[name]
    known = set(table.names())
    for row in rows:
        unknown = set(row) - known
        if unknown:
            raise ValueError(f"table {name} has no column {', '.join(sorted(unknown))}")
    data = {
        column.name: pd.Series([_plain(row.get(column.name)) for row in rows], dtype=_DTYPES.get(column.type, "str"))
        for column in table.columns
    }
    made = pd.DataFrame(data)
    problems = check(name, made)
    if problems:
        raise ValueError("; ".join(problems))
    return made


def check(name: str, content: pd.DataFrame) -> list[str]:
    """Return what in a frame does not fit its table: one sentence for each column or key at fault."""
    table = TABLES[name]
    problems = []
    if list(content.columns) != table.names():
        problems.append(f"table {name}: the columns are not those of its description")
        return problems
    for column in table.columns:
        values = content[column.name]
        if column.is_required and values.isna().any():
            problems.append(
                f"table {name}: {column.name} is missing in row {int(values.isna().to_numpy().argmax()) + 1}"
            )
        strangers = sorted(set(values.dropna()) - set(column.terms)) if column.terms else []
        if strangers:
            problems.append(f"table {name}: {column.name} has {', '.join(strangers)}, not in its list of terms")
    doubles = content.duplicated(list(table.key))
    if doubles.any():
        keys = content.loc[doubles, list(table.key)].iloc[0].tolist()
        problems.append(f"table {name}: the key {', '.join(map(str, keys))} stands twice")
    return problems


def to_csv(name: str, content: pd.DataFrame) -> str:
    """Return a table as CSV text: lines end with one line feed, no text is one that a spreadsheet would compute."""
    table = TABLES[name]
    columns = [content[column.name].tolist() for column in table.columns]
    lines = [",".join(table.names())]
    for row in zip(*columns, strict=True):
        lines.append(",".join(_quoted(_cell(column, value)) for column, value in zip(table.columns, row, strict=True)))
    return "\n".join(lines) + "\n"


def from_csv(name: str, text: str) -> pd.DataFrame:
    """Read a table from CSV text, the inverse of :func:`to_csv`.

    Raises
    ------
    UserError
        If the columns are not those of the table or a cell is not of its column's type.
    """
    table = TABLES[name]
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows or rows[0] != table.names():
        raise UserError(
            f"data/tables/{name}.csv:1: the columns are not those of the table; run 'reported-figures reproduce'"
        )
    parsed = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(table.columns):
            raise UserError(f"data/tables/{name}.csv:{number}: {len(row)} cells where {len(table.columns)} belong")
        parsed.append(
            {
                column.name: _value(column, cell, f"data/tables/{name}.csv:{number}")
                for column, cell in zip(table.columns, row, strict=True)
            }
        )
    try:
        return frame(name, parsed)
    except ValueError as error:
        raise UserError(f"data/tables/{name}.csv: {error}; run 'reported-figures reproduce'") from error


def write(corpus: Corpus, name: str, content: pd.DataFrame) -> None:
    """Write a table to data/tables.

    Raises
    ------
    ValueError
        If the content does not fit the table's description.
    """
    problems = check(name, content)
    if problems:
        raise ValueError("; ".join(problems))
    corpus.tables.mkdir(parents=True, exist_ok=True)
    (corpus.tables / f"{name}.csv").write_bytes(to_csv(name, content).encode("utf-8"))


def read(corpus: Corpus, name: str) -> pd.DataFrame:
    """Read a table from data/tables.

    Raises
    ------
    UserError
        If the table is missing or damaged.
    """
    path = corpus.tables / f"{name}.csv"
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise UserError(f"{corpus.relative(path)}: no such table; run 'reported-figures reproduce' first") from error
    return from_csv(name, text)


def text_of(value: Any) -> str | None:
    """Return a text cell's content, or None where it is missing."""
    return None if value is None or pd.isna(value) else str(value)


def number_text(value: float | Fraction) -> str:
    """Write a number with up to ten significant digits, without exponent or trailing zeros."""
    if isinstance(value, Fraction):
        decimal = Decimal(value.numerator) / Decimal(value.denominator)
    else:
        decimal = Decimal(repr(float(value)))
    if decimal == decimal.to_integral_value():
        return str(int(decimal))
    digits = max(0, 9 - decimal.adjusted())
    text = f"{round(decimal, digits):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def _cell(column: Column, value: Any) -> str:
    if value is None or pd.isna(value):
        return ""
    if column.type == "boolean":
        return "true" if value else "false"
    if column.type == "number":
        return number_text(value)
    if column.type == "integer":
        return str(int(value))
    text = str(value)
    return _GUARD + text if text.startswith((*_FORMULA_STARTS, _GUARD)) else text


def _quoted(cell: str) -> str:
    # csv.writer leaves a lone carriage return unquoted, which its own reader then takes for the end of a line.
    return '"' + cell.replace('"', '""') + '"' if any(character in cell for character in ',"\r\n') else cell


def _value(column: Column, cell: str, place: str) -> Any:
    if cell == "":
        return None
    try:
        if column.type == "integer":
            return int(cell)
        if column.type == "number":
            return float(cell)
    except ValueError as error:
        raise UserError(
            f"{place}: {column.name}: {cell!r} is not a number; run 'reported-figures reproduce'"
        ) from error
    if column.type == "boolean":
        if cell not in ("true", "false"):
            raise UserError(
                f"{place}: {column.name}: {cell!r} is neither true nor false; run 'reported-figures reproduce'"
            )
        return cell == "true"
    return cell.removeprefix(_GUARD)


def empty(name: str) -> pd.DataFrame:
    """Return a table without rows."""
    return frame(name, [])
