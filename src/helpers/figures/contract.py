"""The figure contract: the only way in which a picture gets into figures/.

A figure is saved with the data that is drawn, with a caption and with sources that are looked up, never typed. What is
missing is an error: no alt text, no mark or no source, no figure. The same content gives the same bytes: no dates, no
versions, fixed ids.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from helpers import context, tables
from helpers.context import Fact
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.figures.canvas import NOTHING_TO_DRAW, line_height, printable, wrap
from helpers.figures.captions import Trace, drawn_sentences, in_brackets, one_line, page
from helpers.figures.checks import STAMP, problems
from helpers.figures.labels import counted, plain, rows
from helpers.figures.palette import QUIET, VERMILION
from helpers.figures.style import BAND_MM, FONT, MM_PER_INCH, PNG_DPI, SMALL, WIDTHS_MM, Width, style

SUFFIXES: Final = ("svg", "pdf", "png", "csv", "md")
FIRST_COLUMNS: Final = ("mark_id", "mention_ids")
OTHER_ID_COLUMNS: Final = ("source_ids", "fact_ids", "draft_ids")
STATED_COLUMNS: Final = ("value", "low", "high", "quote")
SOURCES_NAMED = "sources-named"
_MARGIN_MM = 2.0
_PNG_COLOURS = 256
_MOST_IN_WORDS = 60
_SEE_NOTE = re.compile(r"see note\b\.?")
_FIELD = re.compile(r"\b[a-z]+(?:_[a-z]+)+(?=:)")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_MARK_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]*")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


def mark_id(prefix: str, *parts: str) -> str:
    """Make the id of a mark from a word and the ids of what it stands for; signs that an id cannot have become hyphens."""
    return ".".join([prefix, *(re.sub(r"[^A-Za-z0-9_:-]+", "-", part) for part in parts)])


def save(
    figure: Figure,
    name: str,
    corpus: Corpus,
    marks: pd.DataFrame,
    title: str,
    claim: str,
    alt: str,
    *,
    notes: Sequence[str] = (),
    editor: Sequence[tuple[str, str]] = (),
    in_words: Sequence[str] = (),
    table: Sequence[Sequence[str]] = (),
    width: Width = "two_columns",
    trace: Trace = "ledger",
) -> list[Path]:
    """Write a figure: NAME.svg, .pdf, .png, .csv and .md in the corpus's folder of figures.

    All files are made in a folder of their own and checked before the first is put in place, each by one rename.

    Parameters
    ----------
    figure
        The figure at print size. Each mark of it carries its ``mark_id`` as gid.
    name
        File stem in snake_case.
    corpus
        Where sources are looked up and the files go.
    marks
        What is drawn, one row a mark: ``mark_id`` (unique), ``mention_ids`` (separated by a space), ``label``, and the values as
        drawn. A mark that stands for passages or for a whole source has ``source_ids`` instead of mentions, one that stands
        for a fact of data/context.yml ``fact_ids``, one that stands for mentions of the machine's draft ``draft_ids``.
        ``is_draft`` says which marks nobody has reviewed.
    title, claim, alt, notes, editor, in_words, table
        The words of the figure, as in :class:`helpers.figures.captions.Caption`. Where neither ``in_words`` nor ``table`` is
        given, the caption page says each mark by its label.
    width
        One or two journal columns.
    trace
        The table in which every mention of the marks must be found.

    Returns
    -------
    list of Path
        The files, in the order svg, pdf, png, csv, md.

    Raises
    ------
    ValueError
        If the figure breaks the contract: empty title, claim or alt text, no mark, a mark without source, without its id in the
        drawing, or with the number of an individual case; wrong size; text too small, cut off or overlapping.
    UserError
        If a mark's mention or source is not in the tables.
    """
    _check_words(name, title, claim, alt)
    is_empty = figure.get_gid() == NOTHING_TO_DRAW
    _check_marks(name, marks, is_empty=is_empty)
    mentions = _mentions_of(name, corpus, marks, trace)
    sources = _sources_of(name, corpus, marks)
    facts = _facts_of(corpus, marks)
    is_draft = _is_draft(marks, mentions, trace)
    size_mm = tuple(float(inches) * MM_PER_INCH for inches in figure.get_size_inches())
    with style():
        added: list[Artist] = [*_name_sources(figure, sources, facts, width)]
        if is_draft:
            added.append(_stamp(figure))
        try:
            faults = problems(figure, width)
            if faults:
                raise ValueError(f"figure {name}: {'; '.join(faults)}")
            content = {
                "svg": _svg(figure, name, title, alt, marks),
                "pdf": _pdf(figure, title, alt),
                "png": _png(figure),
                "csv": marks_csv(marks).encode("utf-8"),
            }
        finally:
            for artist in added:
                artist.remove()
    content["md"] = page(
        name=name,
        title=title,
        claim=claim,
        alt=alt,
        notes=notes,
        editor=editor,
        in_words=in_words if in_words or table else _marks_in_words(name, marks),
        table=table,
        drawn=drawn_sentences(name, len(marks), len(mentions), len(sources), (size_mm[0], size_mm[1])),
        sources=sources,
        facts=facts,
        inferred=_inferred(sources, mentions),
        is_draft=is_draft,
    ).encode("utf-8")
    return _put_in_place(corpus.figures, name, content)


def _marks_in_words(name: str, marks: pd.DataFrame) -> list[str]:
    labels = list(dict.fromkeys(one_line(str(label)) for label in marks["label"]))
    if len(labels) > _MOST_IN_WORDS:
        return [f"Each of the {counted(len(labels), 'mark')} is said in words in the column label of {name}.csv."]
    return labels


def ids(cell: object) -> list[str]:
    """Return the ids in a cell of ``mention_ids`` or ``source_ids``."""
    return [] if cell is None or pd.isna(cell) else str(cell).split()  # type: ignore[call-overload]


def marks_csv(marks: pd.DataFrame) -> str:
    """Return what is drawn as CSV text: ids first, label last, numbers in at most ten digits, no formulas."""
    first = [*FIRST_COLUMNS, *(column for column in OTHER_ID_COLUMNS if column in marks)]
    middle = [column for column in marks.columns if column not in (*first, "label")]
    columns = [*first, *middle, "label"]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows(marks[columns]):
        writer.writerow([_cell(row[column]) for column in columns])
    return buffer.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "true" if value else "false"
    if isinstance(value, int | float):
        return tables.number_text(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _check_words(name: str, title: str, claim: str, alt: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"figure {name!r}: a name is lower-case letters, digits and underscores")
    for what, words in (("title", title), ("claim", claim), ("alt text", alt)):
        if not words.strip():
            raise ValueError(f"figure {name}: no {what}; say it in words")
    if one_line(alt) in (one_line(title), one_line(claim)):
        raise ValueError(f"figure {name}: the alt text repeats title or claim; say what the picture shows")


def _check_marks(name: str, marks: pd.DataFrame, *, is_empty: bool) -> None:
    for column in (*FIRST_COLUMNS, "label"):
        if column not in marks:
            raise ValueError(f"figure {name}: the marks have no column {column}")
    if is_empty != marks.empty:
        raise ValueError(
            f"figure {name}: nothing is drawn; a chart without rows is made by nothing_to_draw"
            if marks.empty
            else f"figure {name}: it says that nothing is drawn, and has marks"
        )
    for row in rows(marks):
        mark = row["mark_id"]
        if not isinstance(mark, str) or not _MARK_ID.fullmatch(mark):
            raise ValueError(f"figure {name}: {mark!r} cannot be the id of a mark in an SVG")
        if not any(ids(row.get(column)) for column in ("mention_ids", *OTHER_ID_COLUMNS)):
            raise ValueError(
                f"figure {name}: mark {mark} has no source: neither mention_ids nor source_ids nor fact_ids"
            )
        if not row["label"]:
            raise ValueError(f"figure {name}: mark {mark} has no label")
    twice = marks.loc[marks["mark_id"].duplicated(), "mark_id"].tolist()
    if twice:
        raise ValueError(f"figure {name}: mark {twice[0]} stands twice")


def _mentions_of(name: str, corpus: Corpus, marks: pd.DataFrame, trace: Trace) -> list[dict[str, Any]]:
    """Return the rows of the traced table that the marks stand for, in the table's order."""
    wanted = {mention: str(row["mark_id"]) for row in rows(marks) for mention in ids(row["mention_ids"])}
    if not wanted:
        return []
    found = [row for row in rows(tables.read(corpus, trace)) if row["mention_id"] in wanted]
    missing = sorted(set(wanted) - {row["mention_id"] for row in found})
    if missing:
        raise UserError(
            f"figure {name}: mark {wanted[missing[0]]} leads to {missing[0]}, which is not in data/tables/{trace}.csv; "
            "draw it from that table, or run 'reported-figures reproduce'"
        )
    cases = {row["mention_id"] for row in found if row["kind"] == "case"}
    for row in rows(marks):
        if cases.intersection(ids(row["mention_ids"])) and any(
            row.get(column) is not None for column in STATED_COLUMNS
        ):
            raise ValueError(
                f"figure {name}: mark {row['mark_id']} draws a number of an individual case; these are only counted"
            )
    return found


def _sources_of(name: str, corpus: Corpus, marks: pd.DataFrame) -> list[dict[str, Any]]:
    wanted = {mention.rpartition(":")[0] for row in rows(marks) for mention in ids(row["mention_ids"])}
    wanted |= {source for row in rows(marks) for source in ids(row.get("source_ids"))}
    wanted |= _drafted_of(name, corpus, marks)
    if not wanted:
        return []
    found = [row for row in rows(tables.read(corpus, "sources")) if row["source_id"] in wanted]
    missing = sorted(wanted - {row["source_id"] for row in found})
    if missing:
        raise UserError(
            f"figure {name}: source {missing[0]} is not in data/tables/sources.csv; run 'reported-figures reproduce'"
        )
    return found


def _drafted_of(name: str, corpus: Corpus, marks: pd.DataFrame) -> set[str]:
    """Return the sources of the machine's mentions that marks stand for, once each mention is known to be in its table."""
    wanted = {mention for row in rows(marks) for mention in ids(row.get("draft_ids"))}
    missing = sorted(wanted - set(tables.read(corpus, "mentions")["mention_id"])) if wanted else []
    if missing:
        raise UserError(
            f"figure {name}: {missing[0]} is not in data/tables/mentions.csv; run 'reported-figures reproduce'"
        )
    return {mention.rpartition(":")[0] for mention in wanted}


def _facts_of(corpus: Corpus, marks: pd.DataFrame) -> list[Fact]:
    """Return the facts from outside the sources that the marks stand for, each once, in the order of the marks."""
    wanted = dict.fromkeys(fact for row in rows(marks) for fact in ids(row.get("fact_ids")))
    facts = context.load(corpus) if wanted else None
    return [facts.fact(fact_id) for fact_id in wanted] if facts else []


def _is_draft(marks: pd.DataFrame, mentions: list[dict[str, Any]], trace: Trace) -> bool:
    if "is_draft" in marks and any(row["is_draft"] for row in rows(marks)):
        return True
    if trace == "mentions":
        return bool(mentions)
    return any(row.get("is_draft") or row.get("status") == "draft" for row in mentions)


def _inferred(sources: list[dict[str, Any]], mentions: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """Return what is inferred, each reason once, with the sources or mentions that it is about."""
    about: dict[str, list[str]] = {}
    for row in sources:
        if row.get("inferred_why"):
            about.setdefault(_reason(row), []).append(row["source_id"])
    of_sources = set(about)
    for row in mentions:
        if row.get("inferred_why") and (why := _reason(row)) not in of_sources:
            about.setdefault(why, []).append(row["mention_id"])
    relative = [row["mention_id"] for row in mentions if row.get("period_basis") == "relative"]
    if relative:
        about["The period, from words such as “last year” and the date of publication."] = relative
    return list(about.items())


def _reason(row: dict[str, Any]) -> str:
    """Return why a row's fields are inferred: the words of its note stand where it refers to the note."""
    note = one_line(str(row.get("note") or "the note gives no reason."))
    why = _SEE_NOTE.sub(lambda _: note, str(row["inferred_why"]))
    return _FIELD.sub(lambda field: plain(field[0]), why)


def named_sources(sources: Sequence[dict[str, Any]], facts: int, width: Width) -> list[str]:
    """Return the lines that name the sources of a figure in the picture: publishers and years, what is inferred in brackets.

    Parameters
    ----------
    sources
        Rows of the table of sources.
    facts
        Number of facts from outside the sources.
    width
        One or two columns; two have one line, one has two. What does not fit is counted.
    """
    entries = list(dict.fromkeys(map(in_brackets, sources)))
    if not entries and not facts:
        return []
    ends = ["[ ] inferred"] if any("[" in entry for entry in entries) else []
    if facts:
        ends.insert(0, f"{counted(facts, 'fact')} with references on the caption page")
    room, most = WIDTHS_MM[width] - 2 * _MARGIN_MM, 1 if width == "two_columns" else 2
    for kept in range(len(entries), -1, -1):
        more = [f"{len(entries) - kept} more on the caption page"] if kept < len(entries) else []
        lines = wrap(f"Sources: {'; '.join([*entries[:kept], *more, *ends])}.", room)
        if len(lines) <= most:
            return lines
    return lines[:most]


def _name_sources(
    figure: Figure, sources: Sequence[dict[str, Any]], facts: Sequence[Fact], width: Width
) -> list[Artist]:
    """Write the sources into the band under the drawing."""
    across, down = (float(inches) * MM_PER_INCH for inches in figure.get_size_inches())
    lines = named_sources(sources, len(facts), width)
    top = BAND_MM[width] - 0.6
    return [
        figure.text(
            _MARGIN_MM / across,
            (top - (number + 0.5) * line_height()) / down,
            printable(line),
            fontsize=SMALL,
            color=QUIET,
            ha="left",
            va="center_baseline",
            parse_math=False,
            gid=SOURCES_NAMED if number == 0 else None,
        )
        for number, line in enumerate(lines)
    ]


def _stamp(figure: Figure) -> Artist:
    """Write DRAFT across the figure, behind the marks and their words."""
    across, down = figure.get_size_inches()
    return figure.text(
        0.5,
        0.5,
        "DRAFT",
        fontsize=min(across * 72 / 4.2, down * 72 / 1.6),
        fontweight="bold",
        color=VERMILION,
        alpha=0.16,
        ha="center",
        va="center",
        gid=STAMP,
        zorder=-1.5,  # over the stripes, under everything that says something
    )


def _svg(figure: Figure, name: str, title: str, alt: str, marks: pd.DataFrame) -> bytes:
    buffer = io.StringIO()
    nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
    figure.savefig(buffer, format="svg", metadata=nothing)
    text = buffer.getvalue()
    # a viewer without the font takes Verdana, whose letters are as wide
    text = text.replace(f"'{FONT}'", f"'{FONT}', Verdana, sans-serif")
    head, tag, rest = text.partition("<svg ")
    opening, end, body = rest.partition(">")
    words = (
        f"\n <title>{escape(one_line(title), quote=False)}</title>\n <desc>{escape(one_line(alt), quote=False)}</desc>"
    )
    text = f'{head}{tag}role="img" {opening}{end}{words}{body}'
    for row in rows(marks):
        group = f'<g id="{row["mark_id"]}">'
        n = text.count(group)
        if n != 1:
            raise ValueError(
                f"figure {name}: mark {row['mark_id']} is drawn {n} times; one artist must carry it as gid, and only one"
            )
        text = text.replace(group, f"{group}\n<title>{escape(one_line(str(row['label'])), quote=False)}</title>")
    return "\n".join(line.rstrip() for line in text.splitlines()).encode("utf-8") + b"\n"


def _pdf(figure: Figure, title: str, alt: str) -> bytes:
    buffer = io.BytesIO()
    words = {"Title": one_line(title), "Subject": one_line(alt)}
    figure.savefig(buffer, format="pdf", metadata={**words, "Creator": None, "Producer": None, "CreationDate": None})
    return buffer.getvalue()


def _png(figure: Figure) -> bytes:
    before = figure.dpi
    figure.set_dpi(PNG_DPI)
    try:
        canvas = FigureCanvasAgg(figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        image = Image.fromarray(
            np.asarray(
                canvas.buffer_rgba()  # type: ignore[no-untyped-call]
            )
        ).convert("RGB")
    finally:
        figure.set_dpi(before)
    # a chart has few colours: a palette makes the file a third as large, and a notebook holds it too
    few = image.quantize(_PNG_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    few.save(buffer, "PNG", dpi=(PNG_DPI, PNG_DPI))
    return buffer.getvalue()


def _put_in_place(folder: Path, name: str, content: dict[str, bytes]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.{suffix}" for suffix in SUFFIXES]
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as making:
        for path in paths:
            (Path(making) / path.name).write_bytes(content[path.suffix[1:]])
        for path in paths:
            (Path(making) / path.name).replace(path)
    return paths
