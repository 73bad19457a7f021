"""Other readers in our fields: quantulum3's quantities are mapped in its favour, and what it cannot do stays undone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from helpers.errors import CheckFailed, UserError
from helpers.other_readers import digits, quantulum, quantulum_process

NONE = {"name": "dimensionless", "power": 1, "entity": "dimensionless", "currency": None}
PERCENT = {"name": "percentage", "power": 1, "entity": "dimensionless", "currency": None}
POUND = {"name": "pound sterling", "power": 1, "entity": "currency", "currency": "GBP"}
PENNY = {"name": "penny", "power": 1, "entity": "currency", "currency": None}
HOUR = {"name": "hour", "power": 1, "entity": "time", "currency": None}
MILE = {"name": "mile", "power": 1, "entity": "length", "currency": None}
MILLIMETRE = {"name": "millimetre", "power": 1, "entity": "length", "currency": None}
PERSON = {"name": "person", "power": 1, "entity": None, "currency": None}
PER_HOUR = HOUR | {"power": -1}


def mapped(
    text: str,
    value: float,
    *bases: dict[str, Any],
    unit: str = "",
    entity: str = "unknown",
    uncertainty: float | None = None,
    symbols: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Map a quantity that covers a whole text."""
    quantity = {
        "start": 0,
        "end": len(text),
        "value": value,
        "uncertainty": uncertainty,
        "unit": unit,
        "symbols": symbols,
        "entity": entity,
        "bases": list(bases),
    }
    return quantulum.as_mention(quantity, text)


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        (mapped("1,250", 1250.0, NONE), ("statistic", 1250, "exact", None, None)),
        (mapped("12%", 12.0, PERCENT), ("share", 0.12, "exact", None, None)),
        (mapped("10-15%", 12.5, PERCENT, uncertainty=2.5), ("share", 0.1, "exact", None, None)),
        (mapped("3 ± 1 mm", 3.0, MILLIMETRE, uncertainty=1.0, symbols=("mm",)), ("statistic", 3, "about", "mm", None)),
        (mapped("£3.2 million", 3.2e6, POUND, entity="currency"), ("money", 3.2e6, "exact", "GBP", None)),
        (mapped("£12 per hour", 12.0, POUND, PER_HOUR), ("money", 12, "exact", "GBP", "hour")),
        (mapped("50p", 50.0, PENNY, entity="currency"), ("money", 0.5, "exact", "GBP", None)),
        (mapped("4 hours", 4.0, HOUR, entity="time"), ("period", None, None, None, None)),
        (mapped("2021", 2021.0, NONE), ("period", None, None, None, None)),
        (mapped("3021", 3021.0, NONE), ("statistic", 3021, "exact", None, None)),
        (mapped("9 an hour", 9.0, PER_HOUR), ("rate", 9, "exact", None, "hour")),
        (mapped("9 people an hour", 9.0, PERSON, PER_HOUR), ("rate", 9, "exact", "person", "hour")),
        (
            mapped("50mph", 50.0, MILE, PER_HOUR, unit="mile per hour", entity="speed", symbols=("mph",)),
            ("statistic", 50, "exact", "mph", "hour"),
        ),
        (mapped("5 miles", 5.0, MILE, unit="mile", entity="length"), ("statistic", 5, "exact", "mile", None)),
    ],
)
def test_a_quantity_is_mapped_to_our_fields(mention, expected):
    kind, value, qualifier, unit, per = expected
    assert (mention["kind"], mention["qualifier"], mention["unit"], mention["per"]) == (kind, qualifier, unit, per)
    assert mention["value"] == (None if value is None else pytest.approx(value))


def test_a_percentage_left_as_a_number_would_not_be_our_share():
    """The case that must fail: 12% is 0.12 here, not 12."""
    assert mapped("12%", 12.0, PERCENT)["value"] != 12


def test_offsets_point_at_the_quote():
    text = "It cost £5."
    quantity = {
        "start": 8,
        "end": 10,
        "value": 5.0,
        "uncertainty": None,
        "unit": "",
        "symbols": (),
        "entity": "currency",
    }
    mention = quantulum.as_mention(quantity | {"bases": [POUND]}, text)
    assert text[mention["start"] : mention["end"]] == mention["quote"] == "£5"


def test_runs_of_digits_are_found_with_their_commas_and_points():
    assert [(mention["quote"], mention["value"]) for mention in digits.read("A25: 8,244 of 10.5 million, 1,2.")] == [
        ("25", 25),
        ("8,244", 8244),
        ("10.5", 10.5),
        ("1", 1),
        ("2", 2),
    ]


def test_the_lock_of_the_bench_has_hashes_and_no_address_and_no_classifier(repository: Path):
    lock = (repository / quantulum.LOCK).read_text("utf-8")
    names = re.findall(r"^([A-Za-z0-9-]+)==", lock, re.MULTILINE)
    assert "quantulum3" in names
    assert not {"scikit-learn", "joblib"} & set(names)
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[A-Za-z0-9])", lock))
    assert "://" not in lock
    project = (repository / "pyproject.toml").read_text("utf-8")
    (pinned,) = re.findall(r'^bench = \["(.+)"\]$', project, re.MULTILINE)
    assert f"{pinned} ;" in lock


def test_an_environment_that_fits_is_left_alone_and_another_lock_builds_it_anew(tmp_path: Path, monkeypatch):
    called: list[list[str]] = []

    def build(command: list[str]) -> None:
        called.append(command)
        (tmp_path / quantulum.ENVIRONMENT).mkdir(exist_ok=True)

    monkeypatch.setattr(quantulum, "_build", build)
    lock = tmp_path / quantulum.LOCK
    lock.parent.mkdir()
    lock.write_text("a==1\n")
    python = quantulum.environment(tmp_path)
    assert python.is_relative_to(tmp_path / quantulum.ENVIRONMENT)
    assert "--require-hashes" in called[1]
    assert quantulum.environment(tmp_path) == python
    assert len(called) == 2
    lock.write_text("a==2\n")
    quantulum.environment(tmp_path)
    assert len(called) == 4


def test_an_environment_that_cannot_be_built_is_said_with_a_way_out():
    with pytest.raises(UserError, match=r"cannot be built from bench/requirements\.lock.*bench reproduction"):
        quantulum._build([sys.executable, "-c", "raise SystemExit(1)"])


STAND_IN = """
import json, sys
task = json.load(sys.stdin)
found = {{"start": 0, "end": 3, "value": 12.0, "uncertainty": None, "unit": "", "symbols": [], "entity": "",
  "bases": [{{"name": "percentage", "power": 1, "entity": "", "currency": None}}]}}
{last}
answer = {{"version": "0", "lines_failed": 0, "texts_per_second": 2.0}}
json.dump(answer | {{"quantities": [[found] for _ in task["texts"]]}}, sys.stdout)
"""


@pytest.mark.parametrize("last", ["", "sys.exit('no such unit')"])
def test_its_process_answers_or_is_reported(tmp_path: Path, monkeypatch, last: str):
    script = tmp_path / "script.py"
    script.write_text(STAND_IN.format(last=last))
    monkeypatch.setattr(quantulum_process, "__file__", str(script))
    monkeypatch.setattr(quantulum, "environment", lambda root: Path(sys.executable))
    if last:
        with pytest.raises(CheckFailed, match="quantulum3: its process failed: no such unit"):
            quantulum.read_all(tmp_path, ["12%"], timed=["1"], seconds=0)
        return
    readings = quantulum.read_all(tmp_path, ["12%", "10%"], timed=["1"], seconds=0)
    assert [[mention["quote"] for mention in found] for found in readings.mentions] == [["12%"], ["10%"]]
    assert readings.texts_per_second == 2


def test_a_text_that_cannot_be_parsed_is_read_line_by_line_and_the_lines_that_fail_are_counted():
    def parse(text: str) -> list[int]:
        if "bad" in text:
            raise KeyError(text)
        return [len(text)]

    found, failed = quantulum_process.read_whole_or_by_line(parse, "ab\nbad\nabc\n", lambda n, at: {"n": n, "at": at})
    assert found == [{"n": 3, "at": 0}, {"n": 4, "at": 7}]
    assert failed == 1


def test_speed_counts_texts_and_not_the_first_reading():
    read: list[str] = []
    assert quantulum_process.texts_per_second(read.append, ["a", "b"], 0.01) > 0
    assert read[:4] == ["a", "a", "b", "a"]


def test_the_script_needs_nothing_of_ours(repository: Path):
    """It runs where our packages are not: imported alone it must not miss anything."""
    script = repository / "src" / "helpers" / "other_readers" / "quantulum_process.py"
    code = f"import runpy; print(sorted(runpy.run_path({str(script)!r})))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "texts_per_second" in done.stdout
    assert "helpers" not in script.read_text("utf-8")
