"""Every form that the reader promises, by the specification files in tests/specs: one file per form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers import forms
from helpers.mentions import KINDS, read

ROOT = Path(__file__).parents[1]
SPECS = sorted((Path(__file__).parent / "specs").glob("*.yaml"))


def load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text("utf-8"))


def examples() -> list[Any]:
    out = []
    for path in SPECS:
        spec = load(path)
        for n, case in enumerate(spec.get("read", [])):
            published = str(case.get("published", spec.get("published", "")))
            marks = [pytest.mark.xfail(strict=True, reason="a known misreading")] if case.get("misread") else []
            out.append(pytest.param(case["text"], published, case["mentions"], id=f"{path.stem}-{n}", marks=marks))
    return out


def silences() -> list[Any]:
    return [
        pytest.param(text, id=f"{path.stem}-not-{n}")
        for path in SPECS
        for n, text in enumerate(load(path).get("not_read", []))
    ]


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_specification_says_its_form_and_its_reason(path: Path) -> None:
    spec = load(path)
    assert set(spec) <= {"form", "reason", "published", "read", "not_read"}
    assert spec["form"]
    assert len(spec["reason"]) > 20
    assert spec["read"]


@pytest.mark.parametrize(("text", "published", "expected"), examples())
def test_a_form_is_read(text: str, published: str, expected: list[dict[str, Any]]) -> None:
    found = read(text, published)
    assert [mention.quote for mention in found] == [mention["quote"] for mention in expected]
    for mention, wanted in zip(found, expected, strict=True):
        assert mention.kind in KINDS
        assert {field: getattr(mention, field) for field in wanted} == wanted


@pytest.mark.parametrize("text", silences())
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert [mention.quote for mention in read(text)] == []


def test_the_list_of_forms_is_made_from_the_specifications() -> None:
    shown = (ROOT / forms.FORMS).read_text("utf-8")
    assert shown == forms.page(ROOT / forms.FORMS.parent), "run python -m helpers.forms"


def test_a_new_example_changes_the_list(tmp_path: Path) -> None:
    spec = {
        "form": "x|y",
        "reason": "z",
        "read": [{"text": "In 2019, 12 sat.", "mentions": [{"quote": "2019"}, {"quote": "12"}]}],
    }
    (tmp_path / "a.yaml").write_text(yaml.safe_dump({**spec, "not_read": ["at one"]}), "utf-8")
    assert "| [x\\|y](a.yaml) | z | In **2019**, **12** sat. | at one |" in forms.page(tmp_path)
