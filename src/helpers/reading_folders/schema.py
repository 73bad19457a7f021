"""The columns of the Parquet files, from their description in `helpers.columns`."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from helpers.columns import READ
from helpers.mentions import Mention

__all__ = ["SCHEMA", "batch"]

_TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}

SCHEMA = pa.schema(
    [
        pa.field(column.name, _TYPES[column.type], not column.is_required, {"description": column.description})
        for column in READ.columns
    ],
    {"title": READ.title, "description": READ.description},
)
"""Types, what may be empty, and the description of each column."""

_NUMBERS = frozenset(column.name for column in READ.columns if column.type == "number")
_OF_MENTIONS = [column.name for column in READ.columns if column.name != "file"]


def batch(file: str, mentions: Sequence[Mention]) -> pa.RecordBatch:
    """Return the rows of one document."""
    columns: list[Sequence[object]] = [[file] * len(mentions)]
    for name in _OF_MENTIONS:
        values = [getattr(mention, name) for mention in mentions]
        columns.append([_float(value) for value in values] if name in _NUMBERS else values)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, SCHEMA, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def _float(value: int | float | None) -> float | None:
    """A number as a float; one that no float can hold is left to its quote."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return None
