"""One environment: what pyproject.toml allows, what the lock pins, what environment.yml and the machines of CI install."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions, version

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers import environment


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((environment.ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def lock():
    return (environment.ROOT / environment.LOCK).read_text("utf-8")


@pytest.fixture(scope="module")
def pins(lock):
    """Package to the pinned versions with their markers."""
    found = {}
    for line in re.findall(r"^[A-Za-z0-9].*$", lock, re.MULTILINE):
        pin = Requirement(line.rstrip("\\ "))
        found.setdefault(canonicalize_name(pin.name), []).append(pin)
    return found


def requirements(project):
    return [Requirement(text) for text in (*project["project"]["dependencies"], *project["dependency-groups"]["dev"])]


def test_every_requirement_of_the_project_is_pinned_to_a_version_that_it_allows(project, pins):
    for requirement in requirements(project):
        here = [pin for pin in pins[canonicalize_name(requirement.name)] if pin.marker is None or pin.marker.evaluate()]
        (pin,) = here
        (exact,) = pin.specifier
        assert exact.operator == "=="
        assert requirement.specifier.contains(exact.version, prereleases=True), requirement


def test_the_lock_has_hashes_for_everything_and_no_address(lock):
    blocks = re.split(r"\n(?=[A-Za-z0-9])", lock)
    assert len(blocks) > 50
    for block in blocks:
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert "://" not in lock
    assert "--index" not in lock


def test_the_lock_is_what_is_installed(pins):
    installed = {canonicalize_name(found.name): found.version for found in distributions() if found.name}
    installed.pop("reported-figures", None)
    for tool in ("pip", "setuptools"):
        installed.pop(tool, None)
    pinned = {
        name: next(iter(pin.specifier)).version
        for name, candidates in pins.items()
        for pin in candidates
        if pin.marker is None or pin.marker.evaluate()
    }
    assert installed == pinned


def test_python_is_the_pinned_minor_version_everywhere(project):
    assert sys.version_info[:2] == environment.PYTHON
    major, minor = environment.PYTHON
    assert project["project"]["requires-python"] == f">={major}.{minor},<{major}.{minor + 1}"
    assert project["tool"]["ruff"]["target-version"] == f"py{major}{minor}"
    conda = yaml.safe_load((environment.ROOT / "environment.yml").read_text("utf-8"))
    assert f"python={major}.{minor}" in conda["dependencies"]
    assert Marker(f"python_full_version < '{major}.{minor + 1}'").evaluate()


def test_environment_yml_installs_the_same_lock_and_says_that_it_is_untested():
    text = (environment.ROOT / "environment.yml").read_text("utf-8")
    content = yaml.safe_load(text)
    assert content["name"] == "reported-figures"
    (from_pip,) = [entry["pip"] for entry in content["dependencies"] if isinstance(entry, dict)]
    assert from_pip == ["--require-hashes", f"-r {environment.LOCK}"]
    assert [entry for entry in content["dependencies"] if isinstance(entry, str)] == ["python=3.11", "pip"]
    assert "Not tested" in text


def test_the_pinned_uv_builds_the_environment(project, lock):
    (uv,) = [requirement for requirement in requirements(project) if requirement.name == "uv"]
    assert environment.locked(lock, "uv").startswith(f"uv{uv.specifier} ")
    assert str(uv.specifier) == f"=={version('uv')}"


def test_a_package_that_is_not_in_the_lock_is_said(lock):
    with pytest.raises(environment.BuildFailed, match=r"requirements.lock: uvw is not in it"):
        environment.locked(lock, "uvw")


@pytest.fixture
def clone(tmp_path):
    for name in ("pyproject.toml", environment.LOCK):
        (tmp_path / name).write_bytes((environment.ROOT / name).read_bytes())
    return tmp_path


def test_the_environment_is_built_again_when_the_lock_or_the_requirements_change_and_not_for_settings(clone):
    before = environment.stamp(clone)
    settings = clone / "pyproject.toml"
    settings.write_text(settings.read_text() + "\n[tool.other]\nx = 1\n")
    assert environment.stamp(clone) == before
    settings.write_text(settings.read_text().replace("dependencies = [", 'dependencies = [\n  "six",', 1))
    changed = environment.stamp(clone)
    assert changed != before
    (clone / environment.LOCK).write_text("# other\n")
    assert environment.stamp(clone) not in (before, changed)


def test_a_present_environment_is_left_alone(clone, monkeypatch):
    (clone / ".venv").mkdir()
    (clone / ".venv" / environment.STAMP).write_text(environment.stamp(clone))
    monkeypatch.setattr(environment, "build", lambda *arguments, **options: pytest.fail("built again"))
    assert environment.ensure(clone) == (clone / ".venv", None)


@pytest.mark.parametrize("failure", [environment.BuildFailed("no"), KeyboardInterrupt()])
def test_a_build_that_fails_or_is_interrupted_leaves_nothing_and_the_old_environment_stays(clone, monkeypatch, failure):
    (clone / ".venv").mkdir()
    (clone / ".venv" / "old").write_text("")

    def fail(command):
        (clone / ".venv.building" / "half").mkdir(exist_ok=True)
        raise failure

    monkeypatch.setattr(environment, "_uv", lambda root, folder: "uv")
    monkeypatch.setattr(environment, "_run", fail)
    with pytest.raises(type(failure)):
        environment.ensure(clone)
    assert [path.name for path in clone.glob(".venv*")] == [".venv"]
    assert (clone / ".venv" / "old").exists()


def test_what_a_killed_build_left_is_replaced(clone, monkeypatch):
    (clone / ".venv.building" / "environment").mkdir(parents=True)
    (clone / ".venv.1.old").mkdir()
    made = clone / ".venv.building" / "environment"

    def run(command):
        if command[1] == "venv":
            assert not made.exists()
            (made / "lib" / "python3.11" / "site-packages").mkdir(parents=True)

    monkeypatch.setattr(environment, "_uv", lambda root, folder: "uv")
    monkeypatch.setattr(environment, "_run", run)
    environment.ensure(clone)
    assert [path.name for path in clone.glob(".venv*")] == [".venv"]
    assert environment.ensure(clone) == (clone / ".venv", None)


def test_without_a_fitting_python_the_remedies_are_said(monkeypatch):
    monkeypatch.setattr(environment, "PYTHON", (3, 99))
    with pytest.raises(environment.BuildFailed, match=r"apt-get install python3\.11"):
        environment.find_python()


def test_the_script_that_builds_it_is_read_by_old_pythons_too():
    """It must say its remedy on machines whose Python is older than the pinned one."""
    source = (environment.ROOT / "src" / "helpers" / "environment.py").read_text("utf-8")
    compile(source, "environment.py", "exec", flags=0)
    import ast

    ast.parse(source, feature_version=(3, 8))
    assert not re.search(r"removeprefix|match |strict=|\bmatch_", source)


def test_the_makefile_offers_what_the_command_offers():
    shown = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=environment.ROOT, capture_output=True, text=True, check=True
    ).stdout
    for target in ("reproduce", "test", "lab", "bench", "clean", "help"):
        assert f"make {target}" in shown


def test_the_gate_runs_make_test_and_says_what_is_missing():
    script = (environment.ROOT / ".ci" / "run").read_text("utf-8")
    assert script.rstrip().endswith("exec make test")
    subprocess.run(["bash", "-n", str(environment.ROOT / ".ci" / "run")], check=True)
