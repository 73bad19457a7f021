"""All figures of a corpus on one sheet, small: for finding one, not for reading it."""

from __future__ import annotations

import io
import math
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import matplotlib
import numpy as np
from IPython.display import display
from PIL import Image, ImageDraw, ImageFont

from helpers.corpus import Corpus
from helpers.errors import UserError

NAME: Final = "contact_sheet"
ALL_COLUMNS = 4
_CELL = 460  # pixels across; four of them fill the width of a page on a screen
_PICTURE = 340
_CAPTION = 70
_GAP = 26
_LINE = 24
_FRAME = "#b8b8b8"
_INK = "#222222"
_QUIET = "#595959"
_COLOURS = 256
_STEP = 17  # sixteen levels of each colour, white and black among them
_LARGE = 18
_SMALL = 17
_WIDTH_ON_SCREEN = 940


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure on the sheet.

    Attributes
    ----------
    name
        File stem.
    title
        Title of its caption page.
    picture
        Its PNG.
    """

    name: str
    title: str
    picture: Path


def entries(corpus: Corpus) -> list[Entry]:
    """Return the figures that have a picture and a caption page, by name; the sheet itself is none.

    Raises
    ------
    UserError
        If a picture has no caption page, or its page no title.
    """
    found = []
    for picture in sorted(corpus.figures.glob("*.png")):
        if picture.stem == NAME:
            continue
        page = picture.with_suffix(".md")
        head = page.read_text("utf-8").partition("\n")[0] if page.is_file() else ""
        if not head.startswith("# "):
            raise UserError(
                f"{corpus.relative(picture)}: a picture without caption page; run 'reported-figures reproduce', or remove it"
            )
        found.append(Entry(picture.stem, head.removeprefix("# ").replace("\\", ""), picture))
    return found


def sheet(shown: Sequence[Entry], columns: int = ALL_COLUMNS) -> bytes:
    """Return a PNG with each figure small, its file name and its title under it; the same bytes for the same pictures.

    Parameters
    ----------
    shown
        Figures, in order.
    columns
        How many stand beside each other.

    Raises
    ------
    ValueError
        If there is none.
    """
    if not shown:
        raise ValueError("a contact sheet needs at least one figure")
    across = min(columns, len(shown))
    down = math.ceil(len(shown) / across)
    cell = _PICTURE + _CAPTION + _GAP
    made = Image.new("RGB", (across * (_CELL + _GAP) + _GAP, down * cell + _GAP), "#ffffff")
    draw = ImageDraw.Draw(made)
    bold, plain = _font("DejaVuSans-Bold", _LARGE), _font("DejaVuSans", _SMALL)
    for place, entry in enumerate(shown):
        left = _GAP + place % across * (_CELL + _GAP)
        top = _GAP + place // across * cell
        with Image.open(entry.picture) as opened:
            small = opened.convert("RGB")
        small.thumbnail((_CELL - 8, _PICTURE - 8), Image.Resampling.LANCZOS)
        draw.rectangle((left, top, left + _CELL - 1, top + _PICTURE - 1), outline=_FRAME)
        made.paste(small, (left + (_CELL - small.width) // 2, top + (_PICTURE - small.height) // 2))
        y = top + _PICTURE + 6
        draw.text((left, y), _fitted(entry.name, bold), fill=_INK, font=bold)
        for line in _lines(entry.title, plain)[:2]:
            y += _LINE
            draw.text((left, y), line, fill=_QUIET, font=plain)
    buffer = io.BytesIO()
    _with_few_colours(made).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def save_contact_sheet(corpus: Corpus) -> Path:
    """Write figures/contact_sheet.png from the pictures beside it, in one go.

    Raises
    ------
    UserError
        If there is no figure, or one has no caption page.
    """
    shown = entries(corpus)
    if not shown:
        raise UserError(
            f"{corpus.relative(corpus.figures)}: no figures for a contact sheet; run 'reported-figures reproduce'"
        )
    path = corpus.figures / f"{NAME}.png"
    making = path.with_name(f".{path.name}.making")
    making.write_bytes(sheet(shown))
    making.replace(path)
    return path


def show_contact_sheet(corpus: Corpus) -> None:
    """Show the saved sheet in a notebook, as wide as the page, with the names of the figures for those who cannot see it."""
    names = ", ".join(entry.name for entry in entries(corpus))
    picture = b64encode((corpus.figures / f"{NAME}.png").read_bytes()).decode("ascii")
    content = {"image/png": picture, "text/plain": f"All figures, small: {names}."}
    display(content, metadata={"image/png": {"width": _WIDTH_ON_SCREEN}}, raw=True)  # type: ignore[no-untyped-call]


def _with_few_colours(picture: Image.Image) -> Image.Image:
    """Return a picture in its most frequent colours, so that its file is small; unlike with a median cut, grey stays grey."""
    pixels = np.asarray(picture, dtype=np.int64)
    rounded = (pixels + _STEP // 2) // _STEP
    codes = (rounded[..., 0] * 256 + rounded[..., 1]) * 256 + rounded[..., 2]
    found, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
    colours = np.stack([found // 65536, found // 256 % 256, found % 256], axis=1) * _STEP
    # the most frequent first; equally frequent ones by their code, so that the order is always the same
    kept = colours[np.lexsort((found, -counts))][:_COLOURS]
    nearest = np.array([int(np.argmin(((kept - colour) ** 2).sum(axis=1))) for colour in colours])
    made = Image.fromarray(nearest[inverse].reshape(codes.shape).astype(np.uint8), "P")
    made.putpalette(kept.astype(np.uint8).tobytes())
    return made


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # a font that ships with matplotlib, so that every machine draws the same letters
    return ImageFont.truetype(str(Path(matplotlib.get_data_path(), "fonts", "ttf", f"{name}.ttf")), size)


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Break text into lines that fit a cell; the second is the last and ends in an ellipsis where more would follow."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if font.getlength(joined) <= _CELL or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > 2:
        lines = [lines[0], _fitted(" ".join(lines[1:]), font)]
    return [_fitted(line, font) for line in lines]


def _fitted(text: str, font: ImageFont.FreeTypeFont) -> str:
    if font.getlength(text) <= _CELL:
        return text
    while text and font.getlength(f"{text}…") > _CELL:
        text = text[:-1].rstrip()
    return f"{text}…"
