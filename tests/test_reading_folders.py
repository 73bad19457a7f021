"""`reported-figures read --out`: a folder of any size, in shards; nothing is lost, whatever happens on the way."""

from __future__ import annotations

import csv
import dataclasses
import json
import multiprocessing
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from helpers.bench import reading_folders as bench
from helpers.columns import READ
from helpers.command_line import main
from helpers.documents import DocumentText, Unreadable
from helpers.errors import CheckFailed, UserError
from helpers.mentions import Mention, read
from helpers.reading_folders import plan, processes, reading
from helpers.reading_folders.finding import Found, Skipped, find
from helpers.reading_folders.gathering import gather
from helpers.reading_folders.plan import Planned, cut, name
from helpers.reading_folders.progress import ReadingProgress
from helpers.reading_folders.results import Results, csv_written_whole, written_whole
from helpers.reading_folders.schema import SCHEMA, batch

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and FIFOs")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve documents in three folders."""
    root = tmp_path / "documents"
    for number in range(12):
        path = root / f"{number % 3}" / f"{number:02}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Police recorded {number + 20} robberies last year.", "utf-8")
    return root


@pytest.fixture
def by_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that know what a test has replaced, and start at once."""
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("needs fork")
    monkeypatch.setattr(processes, "_CONTEXT", multiprocessing.get_context("fork"))


@pytest.fixture
def reads_like(monkeypatch: pytest.MonkeyPatch, by_fork: None) -> Callable[[Callable[[Path], None]], None]:
    """Do something before a document is opened."""
    opened = reading.read_document

    def use(before: Callable[[Path], None]) -> None:
        def read_document(path: str) -> DocumentText:
            before(Path(path))
            return opened(path)

        monkeypatch.setattr(reading, "read_document", read_document)

    return use


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def skipped(out: Path) -> dict[str, str]:
    return {row["file"]: row["reason"] for row in table(out / "skipped.csv")}


def rows(out: Path) -> list[dict[str, object]]:
    found = ds.dataset(out / "shards").to_table().to_pylist()
    return sorted(found, key=lambda row: (row["file"], row["start"]))


def content(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for name in ("shards", "files") for path in (out / name).iterdir()}


def times(out: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (out / "shards").iterdir()}


# What is written


def test_a_folder_becomes_typed_and_described_rows(
    folder: Path, tmp_path: Path, by_fork: None, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["read", "--out", str(out), "--published", "2020", "--files-per-shard", "2", "--jobs", "2"]
    assert main([*words, str(folder)]) == 0
    shown = capsys.readouterr()
    assert "12 documents read, 12 mentions, 0 files skipped" in shown.out
    assert "12 files found; 12 files to read" in shown.err
    found = rows(out)
    one = read("Police recorded 20 robberies last year.", "2020")[0]
    assert found[0] == {"file": "0/00.txt", **one.as_dict()}
    assert {row["value"] for row in found} == set(range(20, 32))
    assert {row["period"] for row in found} == {"2019-01/2019-12"}
    assert [row["file"] for row in table(out / "files.csv")] == sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.txt")
    )
    assert skipped(out) == {}
    first = pq.ParquetFile(next((out / "shards").iterdir()))
    assert first.schema_arrow == SCHEMA
    assert first.metadata.row_group(0).column(0).compression == "ZSTD"
    assert all(field.metadata[b"description"] for field in first.schema_arrow)
    assert not list(out.rglob(".*"))


def test_the_columns_are_those_of_a_mention() -> None:
    assert READ.names() == ["file", *(field.name for field in dataclasses.fields(Mention))]


def test_a_number_that_no_column_holds_is_left_to_its_quote() -> None:
    mention = Mention("1" + "0" * 400, 0, 401, "statistic", value=10**400)
    assert batch("a", [mention]).to_pylist()[0]["value"] is None
    assert batch("a", [dataclasses.replace(mention, value=12)]).to_pylist()[0]["value"] == 12.0


def test_single_documents_can_have_dates_of_their_own(folder: Path, tmp_path: Path, by_fork: None) -> None:
    dates = tmp_path / "dates.csv"
    dates.write_text("file,published\n1/01.txt,2010-05\n", "utf-8")
    words = ["read", "--published", "2020", "--published-from", str(dates), "--out", str(tmp_path / "out")]
    assert main([*words, str(folder)]) == 0
    periods = {row["file"]: row["period"] for row in rows(tmp_path / "out")}
    assert periods.pop("1/01.txt") == "2009-01/2009-12"
    assert set(periods.values()) == {"2019-01/2019-12"}


# The plan


def files_of(names: list[str], n_bytes: int = 100) -> list[Planned]:
    return [Planned(name, n_bytes, 1, "") for name in names]


def test_a_file_that_comes_or_goes_moves_the_bounds_of_its_own_shard_alone() -> None:
    names = [f"{number:04}.txt" for number in range(2000)]
    before = {name(files) for files in cut(files_of(names), 16)}
    for changed in ([*names[:1000], "0999b.txt", *names[1000:]], names[:700] + names[701:]):
        after = {name(files) for files in cut(files_of(sorted(changed)), 16)}
        assert len(before - after) <= 2
        assert before != after


def test_shards_keep_within_their_bounds_and_lose_nothing() -> None:
    names = [f"{number:04}.txt" for number in range(2000)]
    shards = list(cut(files_of(names), 16))
    assert [file.file for files in shards for file in files] == names
    assert max(map(len, shards)) <= 32
    heavy = list(cut(files_of(names[:40], n_bytes=plan.BYTES_PER_FILE * 6), 16))
    assert max(map(len, heavy)) <= 2
    assert sum(map(len, heavy)) == 40


@pytest.mark.parametrize("change", [{"n_bytes": 101}, {"changed": 2}, {"published": "2020"}, {"file": "b.txt"}])
def test_a_shard_has_another_name_when_anything_of_a_file_has_changed(change: dict[str, object]) -> None:
    file = Planned("a.txt", 100, 1, "")
    assert name([file]) == name([dataclasses.replace(file)])
    assert name([dataclasses.replace(file, **change)]) != name([file])


def test_another_version_of_the_reader_reads_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = name(files_of(["a.txt"]))
    monkeypatch.setattr(plan, "reader_version", lambda: "another")
    assert name(files_of(["a.txt"])) != before


# What is found in a folder


@ON_POSIX
def test_what_is_no_document_is_listed_and_never_opened(folder: Path, tmp_path: Path) -> None:
    (folder / "loop").symlink_to(folder)
    (folder / "self").symlink_to("self")
    (folder / "gone.txt").symlink_to("nowhere")
    (folder / "linked.txt").symlink_to(folder / "0" / "00.txt")
    (folder / ".hidden.txt").write_text("12 fires")
    (folder / ".git").mkdir()
    (folder / ".git" / "object.txt").write_text("12 fires")
    (folder / "table.xlsx").write_bytes(b"PK")
    (folder / "README").write_text("12 fires")
    os.mkfifo(folder / "pipe.txt")
    listening = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(folder)
    try:
        listening.bind("socket.txt")
    finally:
        os.chdir(here)
        listening.close()
    entries = list(find(folder))
    reasons = {entry.file: entry.reason for entry in entries if isinstance(entry, Skipped)}
    for file, word in {
        "loop/": "link to a folder",
        "self": "cannot be looked at",
        "gone.txt": "not there",
        ".hidden.txt": "hidden",
        ".git/": "hidden folder",
        "table.xlsx": ".xlsx",
        "pipe.txt": "FIFO",
        "socket.txt": "socket",
    }.items():
        assert word in reasons.pop(file)
    assert reasons == {}
    found = [entry.file for entry in entries if isinstance(entry, Found)]
    assert len(found) == 14
    assert {"linked.txt", "README"} < set(found)


def test_a_folder_that_cannot_be_listed_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "1":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (lost,) = [entry for entry in find(folder) if isinstance(entry, Skipped)]
    assert lost.file == "1/"
    assert "Permission denied" in lost.reason
    assert lost.may_change


# Bad files


def test_bad_files_are_skipped_with_the_reason_and_the_others_read(
    folder: Path, tmp_path: Path, by_fork: None, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "none.html").write_text("<html><body><script>x()</script></body></html>")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 this is no PDF")
    (folder / "latin.txt").write_bytes(b"The caf\xe9 had 5 fires.")
    (folder / "letter.docx").write_bytes(b"PK")
    (folder / "=1.txt").write_text("12 fires")
    out = tmp_path / "out"
    assert main(["read", "--out", str(out), str(folder)]) == 1
    shown = capsys.readouterr()
    assert "14 documents read" in shown.out
    assert "5 files skipped" in shown.out
    reasons = skipped(out)
    for file, word in {
        "binary.txt": "binary",
        "empty.txt": "empty",
        "none.html": "no main text",
        "broken.pdf": "PDF",
        "letter.docx": "docx",
    }.items():
        assert word in reasons.pop(file)
    assert reasons == {}
    of_all = {row["file"]: row for row in table(out / "files.csv")}
    assert len(of_all) == 19
    assert of_all["latin.txt"]["encoding"] == "cp1252"
    assert "cp1252" in of_all["latin.txt"]["note"]
    assert "'=1.txt" in of_all
    assert str(folder) not in (out / "files.csv").read_text()


def test_a_defect_of_the_reader_stops_one_document(
    folder: Path, tmp_path: Path, reads_like: Callable[[Callable[[Path], None]], None]
) -> None:
    def fail(path: Path) -> None:
        if path.name == "04.txt":
            raise ZeroDivisionError("by\nzero")

    reads_like(fail)
    assert main(["read", "--out", str(tmp_path / "out"), str(folder)]) == 1
    assert skipped(tmp_path / "out") == {
        "1/04.txt": "the reader failed (ZeroDivisionError: by zero); report it with the document"
    }
    assert len(rows(tmp_path / "out")) == 11


def test_what_could_not_be_opened_is_tried_again(
    folder: Path,
    tmp_path: Path,
    reads_like: Callable[[Callable[[Path], None]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    closed = True

    def refuse(path: Path) -> None:
        if path.name == "04.txt" and closed:
            raise Unreadable(f"{path}: may not be read; check its permissions")

    reads_like(refuse)
    out = tmp_path / "out"
    words = ["read", "--out", str(out), "--files-per-shard", "2", str(folder)]
    assert main(words) == 1
    assert "1 of them are tried again" in capsys.readouterr().out
    before = times(out)
    closed = False
    assert main(words) == 0
    assert len(rows(out)) == 12
    assert sum(before[file] != time for file, time in times(out).items()) == 1


# A process that dies


def test_a_document_that_ends_its_reader_is_the_only_one_that_is_lost(
    folder: Path,
    tmp_path: Path,
    reads_like: Callable[[Callable[[Path], None]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    def die(path: Path) -> None:
        if path.name == "04.txt":
            os.kill(os.getpid(), signal.SIGKILL)

    reads_like(die)
    assert main(["read", "--out", str(tmp_path / "out"), "--jobs", "2", str(folder)]) == 1
    reasons = skipped(tmp_path / "out")
    assert list(reasons) == ["1/04.txt"]
    assert "SIGKILL" in reasons["1/04.txt"]
    assert len(rows(tmp_path / "out")) == 11
    shown = capsys.readouterr().err
    assert "its process ended at 1/04.txt (SIGKILL, out of memory?); the shard read again, this file first" in shown
    assert "files, " in shown


def test_a_process_that_dies_once_loses_nothing(
    folder: Path, tmp_path: Path, reads_like: Callable[[Callable[[Path], None]], None]
) -> None:
    mark = tmp_path / "died"

    def die_once(path: Path) -> None:
        if path.name == "04.txt" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    reads_like(die_once)
    assert main(["read", "--out", str(tmp_path / "out"), str(folder)]) == 0
    assert mark.exists()
    assert [row["file"] for row in rows(tmp_path / "out")] == sorted(f"{n % 3}/{n:02}.txt" for n in range(12))
    for path in (tmp_path / "out" / "files").iterdir():
        files = [file for file, *_ in json.loads(path.read_text())]
        assert files == sorted(files)


def test_a_document_that_takes_for_ever_is_given_up(
    folder: Path,
    tmp_path: Path,
    reads_like: Callable[[Callable[[Path], None]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "SECONDS_PER_FILE", 0.5)
    reads_like(lambda path: time.sleep(60 if path.name == "04.txt" else 0))
    assert main(["read", "--out", str(tmp_path / "out"), str(folder)]) == 1
    assert "took more than" in skipped(tmp_path / "out")["1/04.txt"]
    assert len(rows(tmp_path / "out")) == 11


def test_processes_that_end_before_they_read_end_the_run(
    folder: Path, tmp_path: Path, by_fork: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reading, "read_shard", lambda *arguments, **options: os._exit(7))
    assert main(["read", "--out", str(tmp_path / "out"), str(folder)]) == 1
    assert "exit status 7" in capsys.readouterr().err
    assert not (tmp_path / "out" / "files.csv").exists()


def test_a_full_disk_is_said_in_one_line_and_nothing_is_half_written(
    folder: Path, tmp_path: Path, by_fork: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def write_half(table: object, path: Path, **options: object) -> None:
        path.write_bytes(b"PAR1")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq, "write_table", write_half)
    assert main(["read", "--out", str(tmp_path / "out"), str(folder)]) == 2
    assert "No space left on device" in capsys.readouterr().err.splitlines()[-1]
    assert content(tmp_path / "out") == {}


# Stopped and gone on with


@pytest.fixture(scope="module")
def read_at_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A folder of documents, one to a shard, and the results of an undisturbed run."""
    documents, out = (tmp_path_factory.mktemp("stopped") / name for name in ("documents", "out"))
    documents.mkdir()
    sentence = "Police recorded {} robberies in 2019, a rise of {}% on the year before. "
    for number in range(30):
        text = "".join(sentence.format(number + k, k + 2) for k in range(4))
        (documents / f"{number:03}.txt").write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "_CONTEXT", multiprocessing.get_context("fork"))
        assert main(["read", "--out", str(out), "--jobs", "1", "--files-per-shard", "1", str(documents)]) == 0
    return documents, content(out)


@ON_POSIX
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_goes_on_where_it_was(
    read_at_once: tuple[Path, dict[str, bytes]],
    tmp_path: Path,
    by_fork: None,
    capsys: pytest.CaptureFixture[str],
    number: signal.Signals,
) -> None:
    documents, whole = read_at_once
    out = tmp_path / "out"
    words = ["--jobs", "1", "--files-per-shard", "1", str(documents)]
    command = [sys.executable, "-m", "helpers.command_line", "read", "--out", str(out), *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as running:
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline and len(list(out.glob("files/*.json"))) < 3:
            time.sleep(0.005)
        running.send_signal(number)
        said = running.communicate()[1]
    assert not (out / "files.csv").exists()
    if number == signal.SIGKILL:
        assert running.returncode == -signal.SIGKILL
        time.sleep(0.3)  # its readers end with the shard that they are at
    else:
        assert running.returncode == 130
        assert "shards (" in said.splitlines()[-1]
        assert said.splitlines()[-1].endswith("and the same command goes on from there")
        assert "Traceback" not in said
    before = times(out)
    assert len(before) >= 3
    assert main(["read", "--out", str(out), *words]) == 0
    assert " are read already; " in capsys.readouterr().err
    kept = [file for file, time in times(out).items() if before.get(file) == time]
    assert len(kept) >= 3
    assert content(out) == whole
    assert not list(out.rglob("*.writing"))
    capsys.readouterr()
    after = times(out)
    assert main(["read", "--out", str(out), *words]) == 0
    assert "nothing is left to read" in capsys.readouterr().err
    assert times(out) == after


def test_only_what_has_changed_is_read_again(folder: Path, tmp_path: Path, by_fork: None) -> None:
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    words = ["--files-per-shard", "2", str(folder)]
    assert main(["read", "--out", str(out), *words]) == 0
    before = times(out)
    (folder / "1" / "04.txt").write_text("Police recorded 99 robberies.")
    (folder / "2" / "05.txt").unlink()
    (folder / "0" / "00b.txt").write_text("There were 77 fires.")
    assert main(["read", "--out", str(out), *words]) == 0
    assert main(["read", "--out", str(fresh), *words]) == 0
    assert content(out) == content(fresh)
    assert {99.0, 77.0} < {row["value"] for row in rows(out)}
    assert any(before.get(file) == time for file, time in times(out).items())
    assert len(table(out / "files.csv")) == 12


@pytest.mark.parametrize("damage", ["gone", "cut", "other"])
def test_a_damaged_shard_is_read_again(folder: Path, tmp_path: Path, by_fork: None, damage: str) -> None:
    out = tmp_path / "out"
    words = ["read", "--out", str(out), "--files-per-shard", "2", str(folder)]
    assert main(words) == 0
    whole = content(out)
    one, other, *_ = sorted((out / "shards").iterdir(), key=lambda path: path.stat().st_size)[::-1]
    if damage == "gone":
        one.unlink()
    elif damage == "cut":
        one.write_bytes(one.read_bytes()[:-20])
    else:
        pq.write_table(pq.read_table(other).slice(0, 0), one)
    assert main(words) == 0
    assert content(out) == whole


def test_a_file_that_is_in_no_list_is_noticed(folder: Path, tmp_path: Path, by_fork: None) -> None:
    out = tmp_path / "out"
    assert main(["read", "--out", str(out), str(folder)]) == 0
    results = Results(out)
    (shard, *_) = plan.load(results).shards
    path = results.done(shard.id)
    kept = [(*outcome[:5], 0, *outcome[6:]) for outcome in json.loads(path.read_text())][:-1]
    path.write_text(json.dumps(kept))
    pq.write_table(SCHEMA.empty_table(), results.mentions(shard.id))
    with pytest.raises(CheckFailed, match=r"12 files found, 11 read and 0 skipped"):
        gather(results, plan.load(results))
    path.write_text(json.dumps([("other.txt", *kept[0][1:]), *kept[1:]]))
    with pytest.raises(CheckFailed, match=r"00\.txt is lost"):
        gather(results, plan.load(results))


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a"

    def fail() -> None:
        with written_whole(path) as temporary:
            temporary.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []
    with csv_written_whole(path) as file:
        file.write("whole")
    assert path.read_text() == "whole"


# Wrong use


def test_wrong_use_is_one_line_with_the_remedy_and_changes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, other, file = tmp_path / "empty", tmp_path / "other", folder / "0" / "00.txt"
    empty.mkdir()
    other.mkdir()
    (other / "thesis.doc").write_text("")
    alien = tmp_path / "alien"
    alien.mkdir()
    (alien / "plan.json").write_text("[]")
    dates, no_dates = tmp_path / "dates.csv", tmp_path / "no.csv"
    dates.write_text("file,published\n0/00.txt,soon\n")
    no_dates.write_text("a,b\n")
    out = str(tmp_path / "out")
    for words, message in [
        (["--out", out, str(empty)], "holds no files"),
        (["--out", out, str(tmp_path / "nowhere")], "no such folder"),
        (["--out", out, str(file)], "is a file"),
        (["--out", out, str(folder), str(empty)], "2 are named"),
        (["--out", out], "0 are named"),
        (["--out", str(folder / "out"), str(folder)], "lies inside"),
        (["--out", str(folder), str(folder)], "lies inside"),
        (["--out", str(other), str(folder)], "holds other files"),
        (["--out", str(alien), str(folder)], "is no plan"),
        (["--out", str(file), str(folder / "1")], "is no folder"),
        (["--out", str(file / "in"), str(folder / "1")], "cannot be made"),
        (["--out", out, "--text", str(folder)], "leave --format and --text away"),
        (["--out", out, "--published", "soon", str(folder)], "--published"),
        (["--out", out, "--published-from", str(dates), str(folder)], "dates.csv:2"),
        (["--out", out, "--published-from", str(no_dates), str(folder)], "no columns file and published"),
        (["--out", out, "--shard", "0123", str(folder)], "leave it away"),
        (["--out", out, "--shard", "0123"], "make the plan"),
        (["--out", out, "--gather"], "make the plan"),
        (["--jobs", "2", str(file)], "add --out"),
        ([], "no file is named"),
    ]:
        assert main(["read", *words]) == 2, words
        shown = capsys.readouterr().err
        assert shown.count("\n") == 1, shown
        assert message in shown
        assert not Path(out).exists()


def test_results_of_another_folder_are_not_mixed(
    folder: Path, tmp_path: Path, by_fork: None, capsys: pytest.CaptureFixture[str]
) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    assert main(["read", "--out", str(out), str(folder)]) == 0
    shutil.copytree(folder, other)
    assert main(["read", "--out", str(out), str(other)]) == 2
    assert "holds what was read in" in capsys.readouterr().err
    folder.rename(tmp_path / "moved")
    before = times(out)
    assert main(["read", "--out", str(out), str(tmp_path / "moved")]) == 0
    assert times(out) == before


# Shard by shard: what the Snakefile calls


def test_shards_can_be_read_one_by_one(
    folder: Path, tmp_path: Path, by_fork: None, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty.txt").write_bytes(b"")
    out, whole = tmp_path / "out", tmp_path / "whole"
    words = ["--files-per-shard", "2", str(folder)]
    assert main(["read", "--out", str(out), "--plan", *words]) == 0
    assert "snakemake --snakefile" in capsys.readouterr().out
    assert content(out) == {}
    shards = [shard.id for shard in plan.load(Results(out)).shards]
    for shard in shards[:-1]:
        assert main(["read", "--out", str(out), "--shard", shard]) == 0
    assert main(["read", "--out", str(out), "--gather"]) == 1
    assert f"shard {shards[-1]} is not read" in capsys.readouterr().err
    assert not (out / "files.csv").exists()
    assert main(["read", "--out", str(out), "--shard", shards[-1]]) == 0
    assert "1 file skipped" in capsys.readouterr().out
    assert main(["read", "--out", str(out), "--gather"]) == 1
    assert skipped(out) == {"empty.txt": "is empty; nothing to read"}
    assert main(["read", "--out", str(whole), *words]) == 1
    assert content(out) == content(whole)
    assert main(["read", "--out", str(out), "--shard", "0" * 16]) == 2
    assert "has no shard" in capsys.readouterr().err


def test_a_plan_of_another_version_is_refused(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["read", "--out", str(tmp_path / "out"), "--plan", str(folder)]) == 0
    monkeypatch.setattr(plan, "reader_version", lambda: "another")
    with pytest.raises(UserError, match="another version of the reader"):
        plan.load(Results(tmp_path / "out"))


def test_the_snakefile_calls_what_there_is(repository: Path) -> None:
    text = (repository / "src" / "helpers" / "cluster" / "Snakefile").read_text("utf-8")
    results = Results(Path())
    for path in (results.mentions("{shard}"), results.done("{shard}"), results.all_files, results.all_skipped):
        assert f'"{path.as_posix()}"' in text
    for option in ("--gather", "--shard {wildcards.shard}"):
        assert f"read --out . {option}" in text


@pytest.mark.skipif(shutil.which("snakemake") is None, reason="the extra `cluster` is not in the lock")
def test_the_snakefile_runs(folder: Path, tmp_path: Path, repository: Path) -> None:
    out = tmp_path / "out"
    assert main(["read", "--out", str(out), "--plan", str(folder)]) == 0
    snakefile = repository / "src" / "helpers" / "cluster" / "Snakefile"
    command = f"{sys.executable} -m helpers.command_line"
    words = ["--snakefile", str(snakefile), "--directory", str(out), "--cores", "2", "--config", f"command={command}"]
    subprocess.run(["snakemake", *words], check=True, capture_output=True)
    assert len(table(out / "files.csv")) == 12


# What a person sees


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        text = ""

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> None:
            self.text += text

        def flush(self) -> None:
            pass

    terminal = Terminal()
    progress = ReadingProgress(10, 2, terminal)  # type: ignore[arg-type]
    progress.done("a", 2, 30)
    progress.at("b", 1)
    progress.tick()
    assert "[############            ]  50%  5 of 10 files" in terminal.text
    assert "\n" not in terminal.text


def test_the_memory_of_both_folders_decides() -> None:
    assert bench.judge({1000: (5.0, 1000, 2000), 10000: (50.0, 1050, 2100)}).is_met
    assert not bench.judge({1000: (5.0, 1000, 2000), 10000: (50.0, 1000, 3000)}).is_met


def test_the_documents_of_the_bench_are_the_same_in_every_run(tmp_path: Path, repository: Path) -> None:
    for run in ("a", "b"):
        bench.make_documents(repository, tmp_path / run, 3)
    texts = [[path.read_text() for path in sorted((tmp_path / run).rglob("*.txt"))] for run in ("a", "b")]
    assert texts[0] == texts[1]
    assert len(set(texts[0])) == 3


def test_laws_of_cutting_hold_for_any_sizes() -> None:
    choose = random.Random(7)
    for _ in range(50):
        files = [Planned(f"{n:04}", choose.choice((0, 10, 10**6, 10**8)), 1, "") for n in range(choose.randrange(200))]
        shards = list(cut(files, choose.choice((1, 4, 32))))
        assert [file for shard in shards for file in shard] == files
        assert all(shards)
