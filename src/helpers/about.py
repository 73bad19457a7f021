"""What a corpus is about: title, content note and where to find help, from data/corpus.yml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from helpers.corpus import Corpus
from helpers.yaml_files import YamlFile


class HelpLine(BaseModel):
    """Where someone finds help."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    who: str
    contact: str


class About(BaseModel):
    """What a corpus is about.

    Attributes
    ----------
    title
        The corpus in one line.
    content_note
        What a reader should know before opening it.
    help
        Where to find help.
    coded_by
        Who made the codings, in a sentence or two.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str | None = None
    content_note: str | None = None
    help: tuple[HelpLine, ...] = ()
    coded_by: str | None = None

    def as_markdown(self) -> str:
        """Return content note and help lines as Markdown."""
        note = self.content_note or "No content note is given for this corpus: data/corpus.yml has none."
        lines = [f"> **Content note.** {' '.join(note.split())}"]
        if self.help:
            lines += [">", "> **Where to find help** (numbers of the UK):", ">"]
            lines += [f"> - {line.name}, for {line.who}: {line.contact}" for line in self.help]
        return "\n".join(lines)


def load(corpus: Corpus) -> About:
    """Read data/corpus.yml; a corpus without one says so in its content note.

    Raises
    ------
    UserError
        With file and line, for unknown or missing fields.
    """
    path = corpus.data / "corpus.yml"
    return YamlFile.read(path, corpus.relative(path)).parse(About) if path.exists() else About()
