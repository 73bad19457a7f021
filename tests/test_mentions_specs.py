"""Every form that the reader promises, by the specification files in tests/specs: one file per form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers.mentions import KINDS, read

SPECS = sorted((Path(__file__).parent / "specs").glob("*.yaml"))


def load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text("utf-8"))


def examples() -> list[Any]:
    out = []
    for path in SPECS:
        spec = load(path)
        for n, case in enumerate(spec.get("read", [])):
            published = str(case.get("published", spec.get("published", "")))
            out.append(pytest.param(case["text"], published, case["mentions"], id=f"{path.stem}-{n}"))
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
