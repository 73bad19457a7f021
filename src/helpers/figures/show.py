"""Saved figures in a notebook: what is shown is the file, not a second rendering."""

from __future__ import annotations

import re
from base64 import b64encode
from html import unescape
from typing import Any

from IPython.display import Markdown, display

from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.figures.captions import markdown
from helpers.figures.style import PNG_DPI

_SCREEN_DPI = 96
_DESCRIPTION = re.compile(r"<desc>(.*?)</desc>", re.DOTALL)


def bundle(corpus: Corpus, name: str) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """Return a saved figure as one bundle of SVG, PNG and words, with the size at which a screen should show it.

    A notebook that is not trusted, such as a fresh clone, shows no SVG and falls back to the PNG. The alt text is in the SVG, as
    title and description, and in the metadata of the PNG, where nbconvert's classic template and other converters look for it.

    Parameters
    ----------
    corpus
        Corpus whose figure it is.
    name
        File stem of the figure.

    Returns
    -------
    tuple
        Content and metadata by MIME type.

    Raises
    ------
    UserError
        If the figure is not there.
    """
    files = {suffix: corpus.figures / f"{name}.{suffix}" for suffix in ("svg", "png")}
    for path in files.values():
        if not path.is_file():
            raise UserError(
                f"{corpus.relative(path)}: no such figure; save it first, or run 'reported-figures reproduce'"
            )
    png = files["png"].read_bytes()
    across, down = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    svg = files["svg"].read_text(encoding="utf-8")
    described = _DESCRIPTION.search(svg)
    alt = unescape(described[1]) if described else name
    content = {
        "image/png": b64encode(png).decode("ascii"),
        "image/svg+xml": svg,
        "text/plain": f"Figure {name}: {alt}",
    }
    return content, {"image/png": {"width": _on_screen(across), "height": _on_screen(down), "alt": alt}}


def in_words(corpus: Corpus, name: str) -> str:
    """Return a saved figure's alt text as Markdown, folded up, with the way to its caption page.

    JupyterLab and the newer templates of nbconvert give pictures of outputs no alt text, whatever the metadata say; so the
    words stand below the picture as well, where a screen reader finds them.

    Parameters
    ----------
    corpus
        Corpus whose figure it is.
    name
        File stem of the figure.

    Raises
    ------
    UserError
        If the figure is not there.
    """
    _, metadata = bundle(corpus, name)
    folder = corpus.figures.relative_to(corpus.root).as_posix()
    return (
        f"<details><summary>The figure in words</summary>\n\n{markdown(metadata['image/png']['alt'])} "
        f"[More words, and the sources](../{folder}/{name}.md)\n\n</details>"
    )


def show(corpus: Corpus, name: str) -> None:
    """Show a saved figure in a notebook, at print size, and below it its alt text, folded up.

    Parameters
    ----------
    corpus
        Corpus whose figure it is.
    name
        File stem of the figure.

    Raises
    ------
    UserError
        If the figure is not there.
    """
    content, metadata = bundle(corpus, name)
    display(content, metadata=metadata, raw=True)  # type: ignore[no-untyped-call]
    display(Markdown(in_words(corpus, name)))  # type: ignore[no-untyped-call]


def _on_screen(pixels: int) -> int:
    return round(pixels / PNG_DPI * _SCREEN_DPI)
