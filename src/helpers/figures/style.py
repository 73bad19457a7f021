"""Sizes and the style sheet: what every figure has in common, at print size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import Final, Literal

import matplotlib
import matplotlib.style

Width = Literal["one_column", "two_columns"]

# One and two columns and the depth of a page in the guide for authors of Nature: 89 mm, 183 mm, 247 mm.
WIDTHS_MM: Final[dict[Width, float]] = {"one_column": 89.0, "two_columns": 183.0}
PAGE_MM: Final = 247.0
# Under each drawing a band is kept for the line that names its sources; one column needs two lines for it.
BAND_MM: Final[dict[Width, float]] = {"one_column": 6.6, "two_columns": 4.2}
LOWEST_MM: Final = 20.0
HIGHEST_MM: Final = PAGE_MM - max(BAND_MM.values())
PNG_DPI: Final = 300
MM_PER_INCH: Final = 25.4
POINTS_PER_MM: Final = 72 / MM_PER_INCH

SMALLEST_POINTS: Final = 6.5
SMALL: Final = 6.5
NORMAL: Final = 7.0
LARGE: Final = 7.5

FONT: Final = "DejaVu Sans"


@contextmanager
def style() -> Iterator[None]:
    """Apply the style sheet to whatever is made or saved inside; nothing of the user's own settings comes through."""
    with as_file(files("helpers.figures") / "reported_figures.mplstyle") as sheet, matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.style.use(sheet)
        yield
