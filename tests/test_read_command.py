"""`reported-figures read`: its formats, and what it says about input that it cannot read."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.command_line import main
from helpers.mentions import read

TEXT = "Police recorded 83,930 robberies in 2019, a 12% rise.\r\nCall 101 – the “line” is open.\n"
HTML = """<!DOCTYPE html><html><head><title>Robbery</title></head><body><nav>Home 12 News</nav><article><h1>Robbery up</h1>
<p>Police recorded 83,930 robberies in 2019, a rise of 12% on the year before, the statistics office said on Thursday.</p>
<p>Homicides were fewer than in the years before, and the office asked readers to take care in comparing forces.</p>
</article></body></html>"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode("utf-8"))
    return path


def pdf(words: str) -> bytes:
    """A one-page PDF that shows the words; none make it a page without a text layer."""
    stream = f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode() if words else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_jsonl_has_one_object_for_each_mention_with_offsets_into_the_file(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(article), "--published", "2020", "--format", "jsonl"]) == 0
    found = rows(capsys)
    text = article.read_bytes().decode()
    assert [row["quote"] for row in found] == ["83,930", "2019", "12%", "101"]
    assert all(text[int(str(row["start"])) : int(str(row["end"]))] == row["quote"] for row in found)
    assert found == [mention.as_dict() for mention in read(text, "2020")]
    assert "file" not in found[0]


def test_several_files_are_told_apart(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.md"
    other.write_text("There were 5 fires.", "utf-8")
    assert main(["read", str(article), str(other), "--format", "jsonl"]) == 0
    assert [row["file"] for row in rows(capsys)] == [str(article)] * 4 + [str(other)]


def test_csv_is_a_table_that_no_spreadsheet_takes_for_formulas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Burglary (+4 per cent) rose.", "utf-8")
    assert main(["read", str(path), "--format", "csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert table[0]["quote"] == "'+4 per cent"
    assert table[0]["value"] == "0.04"


def test_text_marks_each_mention_in_place(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(article), "--published", "2020"]) == 0
    out = capsys.readouterr().out
    assert "[83,930|statistic 83,930 robbery 2019-01/2019-12]" in out
    assert "[101|furniture]" in out


def test_text_of_html_and_pdf_can_be_shown_and_carries_the_offsets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, sheet = tmp_path / "page.html", tmp_path / "sheet.pdf"
    page.write_text(HTML, "utf-8")
    sheet.write_bytes(pdf("Police recorded 83,930 robberies."))
    for path in (page, sheet):
        assert main(["read", str(path), "--text"]) == 0
        text = capsys.readouterr().out
        assert "83,930" in text
        assert main(["read", str(path), "--format", "jsonl"]) == 0
        for row in rows(capsys):
            assert text[int(str(row["start"])) : int(str(row["end"]))] == row["quote"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t ", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("none.html", b"<html><body><script>x()</script></body></html>", "no main text"),
        ("scan.pdf", pdf(""), "no text"),
        ("broken.pdf", b"%PDF-1.4 this is no PDF", "PDF"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["read", str(path), "--format", "jsonl"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert name in shown.err
    assert message in shown.err


def test_an_encrypted_pdf_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("12 fires"))))
    writer.encrypt("secret", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    assert main(["read", str(path)]) == 2
    assert "encrypted" in capsys.readouterr().err


def test_missing_files_folders_and_wrong_dates_are_wrong_use(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (
        ["read", str(tmp_path / "nowhere.txt")],
        ["read", str(tmp_path)],
        ["read", str(article), "--published", "yesterday"],
        ["read", str(article), "--published", "2024-13"],
    ):
        assert main(words) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpers.documents.LARGEST", 1000)
    path = tmp_path / "large.txt"
    path.write_bytes(b"12 fires. " * 200)
    assert main(["read", str(path)]) == 2
    assert "more than" in capsys.readouterr().err


def test_another_encoding_is_read_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("It cost £5 – “cheap”.".encode("cp1252"))
    assert main(["read", str(path), "--format", "jsonl"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["quote"] == "£5"
    assert "cp1252" in shown.err


def test_standard_input_is_read() -> None:
    program = "import sys; from helpers.command_line import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "read", "-", "--format", "jsonl"]
    done = subprocess.run(command, input=b"There were 12 fires.", capture_output=True, check=True)
    assert json.loads(done.stdout)["quote"] == "12"


def test_reading_starts_without_the_heavy_libraries(article: Path) -> None:
    program = (
        "import sys; from helpers.command_line import main; "
        f"main(['read', {str(article)!r}, '--format', 'jsonl']); "
        "print(sorted({'pandas', 'matplotlib', 'numpy', 'pydantic', 'trafilatura', 'pypdf'} & set(sys.modules)))"
    )
    begin = time.process_time()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert time.process_time() - begin < 5


@pytest.mark.skipif(sys.platform == "win32", reason="needs FIFOs")
def test_a_fifo_a_device_and_broken_links_end_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "self.txt").symlink_to("self.txt")
    for path, message in (
        (tmp_path / "pipe.txt", "FIFO"),
        (Path("/dev/zero"), "device"),
        (tmp_path / "gone.txt", "link to a file that is not there"),
        (tmp_path / "self.txt", "cannot be read"),
    ):
        assert main(["read", str(path)]) == 2
        shown = capsys.readouterr().err
        assert shown.count("\n") == 1
        assert message in shown


def test_a_name_with_a_line_break_stays_on_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(tmp_path / "a\nb.txt")]) == 2
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert "a\\nb.txt" in shown


def test_a_text_that_is_too_long_is_refused_before_it_is_read(
    article: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpers.documents.LARGEST_TEXT", 50)
    assert main(["read", str(article)]) == 2
    assert "characters of text are more than the 50" in capsys.readouterr().err
    monkeypatch.setattr("helpers.documents.LARGEST_TEXT", 500)
    assert main(["read", str(article)]) == 0


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16-LE"), ("utf-16-be", "UTF-16-BE"), ("utf-32", "UTF-32")],
)
def test_wide_encodings_are_read_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str, said: str
) -> None:
    path = tmp_path / "wide.txt"
    path.write_bytes("There were 12 fires – and £5 of damage.".encode(encoding))
    assert main(["read", str(path), "--format", "jsonl"]) == 0
    shown = capsys.readouterr()
    assert [json.loads(line)["quote"] for line in shown.out.splitlines()] == ["12", "£5"]
    assert f"read as {said}\n" in shown.err


def test_a_page_that_declares_its_encoding_is_read_by_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.html"
    page = HTML.replace("<title>", '<meta charset="iso-8859-2"><title>').replace("Homicides", "Žádné Homicides")
    path.write_bytes(page.encode("iso-8859-2"))
    assert main(["read", str(path), "--text"]) == 0
    shown = capsys.readouterr()
    assert "Žádné" in shown.out
    assert "read as iso8859-2, as it declares" in shown.err
    path.write_bytes(page.replace("iso-8859-2", "no-such").encode("iso-8859-2"))
    assert main(["read", str(path), "--text"]) == 0
    assert "read as cp1252\n" in capsys.readouterr().err


def test_pages_of_pictures_in_a_pdf_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("12 fires"))))
    page = writer.add_blank_page(612, 792)
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): DictionaryObject()})
    path = tmp_path / "mixed.pdf"
    writer.write(path)
    assert main(["read", str(path), "--text"]) == 0
    assert "1 page is a picture without text, of 2" in capsys.readouterr().err
    path.write_bytes(pdf("12 fires"))
    assert main(["read", str(path), "--text"]) == 0
    assert capsys.readouterr().err == ""
