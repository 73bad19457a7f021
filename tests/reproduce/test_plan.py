"""The order follows from what notebooks declare, and every wrong declaration is named before anything runs."""

from __future__ import annotations

import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import UserError
from helpers.reproduce.plan import make, matches, overlap


def order(toy, **options):
    return [step.name for step in make(toy.root / "notebooks", corpus=toy.root, is_shipped=True, **options)]


def test_who_writes_goes_before_who_reads_whatever_the_number(toy):
    toy.notebook("00_last", ["figures/counts.csv"], ["figures/last.md"], ["pass"])
    assert order(toy) == ["01_count", "02_draw", "00_last", "03_list"]


def test_a_circle_is_named(toy):
    toy.notebook("04_a", ["data/tables/b.csv"], ["data/tables/a.csv"], ["pass"])
    toy.notebook("05_b", ["data/tables/a.csv"], ["data/tables/b.csv"], ["pass"])
    with pytest.raises(UserError, match=r"04_a, 05_b: each waits for what another of them writes"):
        order(toy)


def test_two_writers_of_one_file_are_named(toy):
    toy.notebook("04_again", ["seeds/*"], ["figures/*.png"], ["pass"])
    with pytest.raises(
        UserError, match=r"04_again.ipynb: its output 'figures/\*.png' is also 'figures/counts.\*' of 02_draw"
    ):
        order(toy)


def test_an_input_that_nothing_provides_is_named(toy):
    toy.notebook("04_more", ["data/vocabulry.yml"], ["figures/more.md"], ["pass"])
    with pytest.raises(UserError, match=r"04_more.ipynb: its input 'data/vocabulry.yml' is neither in the corpus"):
        order(toy)


@pytest.mark.parametrize(
    "declared",
    [
        None,
        {"inputs": []},
        {"inputs": ["../x"], "outputs": []},
        {"inputs": [], "outputs": ["/x"]},
        {"inputs": 1, "outputs": []},
    ],
)
def test_a_missing_or_wrong_declaration_is_named(toy, declared):
    toy.edit("03_list", lambda content: content["metadata"].update(reported_figures=declared))
    with pytest.raises(UserError, match=r"notebooks/03_list.ipynb: .*declare"):
        order(toy)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('corpus = "."', r'must have corpus = "\.\."'),
        ('corpus = ".."\nn = 1 + n', "may hold only NAME = LITERAL"),
        ('corpus = ".."\nimport os', "may hold only NAME = LITERAL"),
        ("corpus = ", "may hold only NAME = LITERAL"),
    ],
)
def test_a_parameters_cell_that_is_no_list_of_literals_is_named(toy, source, message):
    toy.edit("03_list", lambda content: content["cells"][1].update(source=source))
    with pytest.raises(UserError, match=f"notebooks/03_list.ipynb: the parameters cell {message}"):
        order(toy)


def test_a_missing_parameters_cell_is_named(toy):
    toy.edit("03_list", lambda content: content["cells"].pop(1))
    with pytest.raises(UserError, match=r"03_list\.ipynb: 0 cells are tagged 'parameters'"):
        order(toy)


def test_a_file_that_is_no_notebook_is_named(toy):
    (toy.root / "notebooks" / "04_bad.ipynb").write_text("{}")
    with pytest.raises(UserError, match=r"notebooks/04_bad.ipynb: not a notebook"):
        order(toy)


def test_no_notebooks_at_all_is_an_error(toy):
    for path in (toy.root / "notebooks").iterdir():
        path.unlink()
    with pytest.raises(UserError, match="no notebooks here"):
        order(toy)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("factor=2", 2),
        ("drafts=true", True),
        ("drafts=True", True),
        ("ratio=2", 2.0),
        ("name=12", "12"),
        ("name=a b", "a b"),
        ("rows=[1, 2]", [1, 2]),
        ("free=x", "x"),
    ],
)
def test_a_value_gets_the_type_of_its_default(toy, setting, value):
    literals = 'corpus = ".."\nfactor = 1\ndrafts = False\nratio = 0.5\nname = "x"\nrows = [0]\nfree = None'
    toy.edit("01_count", lambda content: content["cells"][1].update(source=literals))
    steps = make(toy.root / "notebooks", corpus=toy.root, is_shipped=True, settings=[f"01_count.{setting}"])
    (found,) = next(step for step in steps if step.name == "01_count").parameters.values()
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("name", ["01_count", "01", "count"])
def test_a_notebook_is_named_by_its_stem_number_or_word(toy, name):
    steps = make(toy.root / "notebooks", corpus=toy.root, is_shipped=True, settings=[f"{name}.factor=3"])
    assert {step.name: dict(step.parameters) for step in steps if step.parameters} == {"01_count": {"factor": 3}}


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("seeds/*", "seeds/a.txt", True),
        ("seeds/*", "seeds/deep/a.txt", False),
        ("data/**/*.yml", "data/coding/first/a.yml", True),
        ("data/**/*.yml", "data/a.yml", True),
        ("data/**", "data/coding/first/a.yml", True),
        ("figures/a.?sv", "figures/a.csv", True),
        ("figures/a.csv", "figures/aXcsv", False),
    ],
)
def test_patterns(pattern, path, fits):
    assert matches(pattern, path) is fits


WORDS = st.text("ab/.", max_size=6)
PATTERNS = st.text("ab/.*?", max_size=6)


@given(PATTERNS, PATTERNS, WORDS)
def test_patterns_that_share_a_path_overlap(one, other, path):
    if matches(one, path) and matches(other, path):
        assert overlap(one, other)


@given(PATTERNS, WORDS)
def test_a_path_overlaps_a_pattern_when_it_fits(pattern, path):
    assert overlap(pattern, path) == matches(pattern, path)


@given(st.text("ab.*?", max_size=6), st.text("ab.", max_size=6))
def test_within_one_folder_patterns_mean_what_the_shell_means(pattern, name):
    if "**" not in pattern:
        assert matches(pattern, name) == fnmatch.fnmatchcase(name, pattern)
