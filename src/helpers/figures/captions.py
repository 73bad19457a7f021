"""The caption page of a figure: what it claims, what it shows in words, what is drawn, and where that comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NotRequired, TypedDict

from helpers.context import Fact
from helpers.figures.labels import counted, day_or_month, listed
from helpers.figures.style import Width

Trace = Literal["ledger", "coded_mentions", "mentions"]


class Caption(TypedDict):
    """The words of a figure, as keyword arguments of :func:`helpers.figures.contract.save`.

    Attributes
    ----------
    title
        A few words: what is shown.
    claim
        What the figure says, in a sentence.
    alt
        What the picture shows, for someone who cannot see it, with the values that carry the claim; short enough to be read
        aloud.
    in_words
        What is drawn, in sentences for someone who cannot see it; more than the alt text has room for.
    table
        The same as a table: its head, then its rows.
    notes
        How to read it, and what it leaves out: one sentence or two each.
    editor
        Questions of a critical reader, and the answers.
    width
        One or two journal columns.
    trace
        The table that its marks lead back to.
    """

    title: str
    claim: str
    alt: str
    in_words: NotRequired[Sequence[str]]
    table: NotRequired[Sequence[Sequence[str]]]
    notes: NotRequired[Sequence[str]]
    editor: NotRequired[Sequence[tuple[str, str]]]
    width: NotRequired[Width]
    trace: NotRequired[Trace]


def on_page(n_pages: int) -> str:
    """Return what a claim about one page of several must say."""
    return " on this page" if n_pages > 1 else ""


def one_line(text: str) -> str:
    """Put a text into one line."""
    return " ".join(text.split())


def markdown(text: str) -> str:
    """Put a text into one line in which Markdown reads no signs of its own."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|" else sign for sign in one_line(text))


def source_line(source: dict[str, Any]) -> str:
    """Write one entry of the list of sources: publisher, title, date; what the text does not state is said to be inferred.

    Parameters
    ----------
    source
        A row of the table of sources, missing values as None.
    """
    parts = [source.get("publisher") or "publisher not known"]
    if source.get("author"):
        parts.append(str(source["author"]))
    date = source.get("published_on")
    inferred = [
        name
        for name, field in (
            ("publisher", "publisher_basis"),
            ("author", "author_basis"),
            ("title", "title_basis"),
            ("date", "published_on_basis"),
        )
        if source.get(field) == "inferred"
    ]
    title = source.get("title")
    line = f"{markdown(': '.join([parts[0]] if len(parts) == 1 else parts))}. "
    line += f"*{markdown(str(title))}*. " if title else "Without title. "
    line += f"{day_or_month(str(date))}." if date else "Undated."
    if inferred:
        line += f" Inferred, not stated in the text: {listed(inferred)}."
    return f"{line} (`{source['source_id']}`)"


def in_brackets(source: dict[str, Any]) -> str:
    """Write publisher and year of a source; what the text does not state stands in brackets, as librarians write it.

    Parameters
    ----------
    source
        A row of the table of sources, missing values as None.
    """
    publisher = one_line(str(source.get("publisher") or source["source_id"]))
    year = str(source["published_on"])[:4] if source.get("published_on") else "undated"
    is_inferred = [source.get(field) == "inferred" for field in ("publisher_basis", "published_on_basis")]
    if all(is_inferred):
        return f"[{publisher} {year}]"
    return (
        f"[{publisher}] {year}"
        if is_inferred[0]
        else f"{publisher} [{year}]"
        if is_inferred[1]
        else f"{publisher} {year}"
    )


def page(
    *,
    name: str,
    title: str,
    claim: str,
    alt: str,
    notes: Sequence[str],
    editor: Sequence[tuple[str, str]],
    in_words: Sequence[str],
    table: Sequence[Sequence[str]],
    drawn: Sequence[str],
    sources: Sequence[dict[str, Any]],
    facts: Sequence[Fact] = (),
    inferred: Sequence[tuple[str, list[str]]],
    is_draft: bool,
) -> str:
    """Write the caption page in Markdown.

    Parameters
    ----------
    name
        File stem of the figure.
    title, claim, alt, notes, editor, in_words, table
        As in :class:`Caption`.
    drawn
        Sentences on what is drawn, from the marks.
    sources
        Rows of the table of sources that the marks lead back to.
    facts
        Facts from outside the sources that marks stand for.
    inferred
        Sentences on what is inferred, each with the ids that it is about.
    is_draft
        Whether a row is drawn that nobody has reviewed.
    """
    lines = [f"# {markdown(title)}", ""]
    if is_draft:
        lines += ["**DRAFT: drawn from a machine's reading that nobody has reviewed. Not to be quoted.**", ""]
    lines += [f"![{markdown(alt)}]({name}.svg)", "", f"**Claim.** {markdown(claim)}", ""]
    lines += ["## In words", ""]
    if len(in_words) == 1:
        lines += [markdown(in_words[0]), ""]
    elif in_words:
        lines += [*[f"- {markdown(words)}" for words in in_words], ""]
    if table:
        head, *body = ["| " + " | ".join(markdown(cell) for cell in row) + " |" for row in table]
        lines += [head, "|" + "---|" * len(table[0]), *body, ""]
    if not in_words and not table:
        lines += [markdown(alt), ""]
    lines += ["## What is drawn", "", *[f"- {one_line(sentence)}" for sentence in (*drawn, *map(markdown, notes))], ""]
    if editor:
        lines += ["## Asked of this figure", ""]
        for question, answer in editor:
            lines += [f"**{markdown(question)}** {markdown(answer)}", ""]
    if sources:
        lines += ["## Sources", "", *[f"- {source_line(source)}" for source in sources], ""]
    if facts:
        lines += ["## Facts from outside the sources", ""]
        lines += [
            f"- {markdown(fact.what)} {markdown(fact.reference.publisher)}: "
            f"[{markdown(fact.reference.title)}]({fact.reference.url})."
            for fact in facts
        ]
        lines += [""]
    if inferred:
        lines += ["## What is inferred", ""]
        lines += [f"- {markdown(why)} ({', '.join(f'`{name}`' for name in names)})" for why, names in inferred]
        lines += [""]
    return "\n".join(lines)


def drawn_sentences(
    name: str, n_marks: int, n_mentions: int, n_sources: int, size_mm: tuple[float, float]
) -> list[str]:
    """Return what the caption page says of the marks: how many, of how many mentions, at which size."""
    size = (
        f"Made for print at {size_mm[0]:.0f} by {size_mm[1]:.0f} mm: "
        f"[SVG]({name}.svg), [PDF]({name}.pdf), [PNG]({name}.png)."
    )
    if not n_marks:
        return ["Nothing but the sentence that says so.", size]
    each = f"{counted(n_marks, 'mark')}, each with a row in [{name}.csv]({name}.csv) and its id in the SVG"
    back = [counted(n, noun) for n, noun in ((n_mentions, "mention"), (n_sources, "source")) if n]
    if not back:
        return [f"{each}.", size]
    verb = "It leads" if n_marks == 1 else "They lead"
    return [f"{each}. {verb} back to {' in '.join(back)}.", size]
