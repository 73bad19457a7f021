"""No file of a figure shows a template that nobody filled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers import conventions, tables, vocabulary
from helpers.corpus import Corpus
from helpers.figures.referrals_to_cases import caption_referrals_to_cases, draw_referrals_to_cases

_STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL)  # the braces of a style sheet are no template


def unfilled(path: Path) -> list[str]:
    """Return the words around each brace in the text of a file."""
    text = _STYLE.sub("", path.read_text("utf-8"))
    return [text[max(0, found.start() - 30) : found.end() + 30] for found in re.finditer(r"[{}]", text)]


def test_no_file_of_a_figure_has_an_unfilled_template(shipped: Corpus) -> None:
    files = sorted(path for path in shipped.figures.iterdir() if path.suffix in (".md", ".csv", ".svg"))
    assert files
    assert {path.name: found for path in files if (found := unfilled(path))} == {}


def test_the_words_of_a_drawn_quotient_are_filled(shipped: Corpus) -> None:
    ledger = tables.read(shipped, "ledger")
    _, marks = draw_referrals_to_cases(ledger, vocabulary.load(shipped), conventions.load(shipped))
    assert not marks["label"].str.contains("[{}]").any()
    assert not any("{" in str(value) for value in caption_referrals_to_cases(marks).values())


@pytest.mark.parametrize(
    ("name", "text", "n_found"),
    [
        ("a.md", "the printed numbers stand as {number(value)}", 2),
        ("a.csv", "mark_id,label\nm.1,it is {value\n", 1),
        ("a.svg", "<svg><style>*{stroke-linejoin: round}</style><title>19.6</title></svg>", 0),
        ("a.svg", "<svg><style>*{stroke-linejoin: round}</style><title>{value}</title></svg>", 2),
    ],
)
def test_a_template_is_found_and_a_style_sheet_is_not_one(tmp_path: Path, name: str, text: str, n_found: int) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert len(unfilled(path)) == n_found
