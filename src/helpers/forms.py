"""The list of forms that the reader reads, made from the specification files: ``python -m helpers.forms``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from helpers import repository

__all__ = ["FORMS", "page"]

FORMS = Path("tests/specs/FORMS.md")
"""Where the list stands in a checkout."""
EXAMPLES = 3

HEAD = """# The forms of numbers that are read, and what is left alone

Made from the specification files beside it by `python -m helpers.forms`; every example is a test. In bold, the number mentions.

| form | why the rule is as it is | examples | left alone |
|---|---|---|---|
"""


def page(specs: Path) -> str:
    """The list as Markdown, one row for each specification file.

    Parameters
    ----------
    specs
        Folder of the specification files.
    """
    rows = []
    for path in sorted(specs.glob("*.yaml")):
        spec = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        shown = sorted((case for case in spec["read"] if not case.get("misread")), key=lambda case: len(case["text"]))[
            :EXAMPLES
        ]
        examples = "<br>".join(_marked(case) for case in shown)
        silent = "<br>".join(_cell(text) for text in spec.get("not_read", [])[:EXAMPLES])
        rows.append(f"| [{_cell(spec['form'])}]({path.name}) | {_cell(spec['reason'])} | {examples} | {silent} |\n")
    return HEAD + "".join(rows)


def _marked(case: dict[str, Any]) -> str:
    """An example with its mentions in bold."""
    text, at, out = case["text"], 0, []
    for mention in case["mentions"]:
        start = text.index(mention["quote"], at)
        out += [_cell(text[at:start]), "**", _cell(mention["quote"]), "**"]
        at = start + len(mention["quote"])
    return "".join([*out, _cell(text[at:])])


def _cell(text: str) -> str:
    """A text as part of a cell: on one line, its own marks escaped."""
    for mark in "\\|*_<`[":
        text = text.replace(mark, "\\" + mark)
    return text.replace("\n", " ").replace("\t", " ") if text.strip() else " "


def main() -> int:
    """Writes the list into the checkout."""
    root = repository.find()
    (root / FORMS).write_text(page(root / FORMS.parent), "utf-8")
    print(f"wrote {FORMS}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
