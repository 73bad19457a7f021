"""The papers around the suite hold what the folders hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from helpers import about
from helpers.corpus import Corpus
from helpers.yaml_files import YamlFile


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    return " ".join((repository / "README.md").read_text("utf-8").replace("\n> ", "\n").split())


def test_the_readme_lists_the_notebooks_of_the_folder(repository: Path, readme: str) -> None:
    assert sorted(set(re.findall(r"\(notebooks/(\w+)\.ipynb\)", readme))) == sorted(
        path.stem for path in (repository / "notebooks").glob("*.ipynb")
    )


def test_the_readme_lists_the_figures_of_the_folder(repository: Path, readme: str) -> None:
    stems = {path.stem for path in (repository / "figures").glob("*.md")}
    further_pages = {stem for stem in stems if re.sub(r"_\d+$", "", stem) in stems - {stem}}
    assert sorted(set(re.findall(r"\(figures/(\w+)\.md\)", readme))) == sorted(stems - further_pages)


def test_every_relative_link_of_the_papers_leads_somewhere(repository: Path) -> None:
    for name in ("README.md", "CONTRIBUTING.md", "data/coding/README.md"):
        path = repository / name
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{name} names {target}"


def test_the_readme_repeats_content_note_and_help_lines(shipped: Corpus, readme: str) -> None:
    said = about.load(shipped)
    assert said.content_note is not None
    assert " ".join(said.content_note.split()) in readme
    for line in said.help:
        assert f"{line.name}, for {line.who}: {line.contact}" in readme


def test_the_first_notebook_opens_with_the_content_note(repository: Path, shipped: Corpus) -> None:
    notebook = (repository / "notebooks" / "01_sources.ipynb").read_text("utf-8")
    contact = about.load(shipped).help[0].contact
    assert contact in notebook


def test_the_citation_file_has_what_its_format_requires(repository: Path) -> None:
    content = YamlFile.read(repository / "CITATION.cff").content
    assert {"cff-version", "message", "title", "authors"} <= set(content)
    assert content["cff-version"] == "1.2.0"
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", content["date-released"])
    project = (repository / "pyproject.toml").read_text("utf-8")
    assert f'version = "{content["version"]}"' in project


@pytest.mark.parametrize("folder", ["src", "notebooks", "data", "seeds", "figures"])
def test_no_file_names_a_path_of_one_machine(repository: Path, folder: str) -> None:
    pattern = re.compile(rb"(?<![A-Za-z0-9_.~-])/(?:home|Users|root|work)/[A-Za-z]")
    for path in (repository / folder).rglob("*"):
        if path.is_file() and path.suffix in {".py", ".ipynb", ".csv", ".md", ".yml", ".svg", ".json", ".toml"}:
            assert not pattern.search(path.read_bytes()), path


def test_yaml_files_of_the_corpus_are_read_by_any_yaml_reader(repository: Path) -> None:
    for path in (repository / "data").rglob("*.yml"):
        yaml.safe_load(path.read_text("utf-8"))
