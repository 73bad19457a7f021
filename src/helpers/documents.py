"""Documents of any kind as text: .txt and .md as they are, the main text of HTML, the text layer of PDF.

Only the standard library is imported until an HTML or PDF file is opened, so that reading plain text starts at once.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import UserError

__all__ = ["LARGEST", "DocumentText", "read_document"]

LARGEST = 100_000_000
"""The largest file that is opened, in bytes: more is a mistake or a data dump, not a document."""

TEXT_SUFFIXES = frozenset({".txt", ".md", ".text", ".markdown", ""})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
# Bytes that no text holds: one of them near the start says that a file is binary.
BINARY = bytes([0, 1, 2, 3, 4, 5, 6, 14, 15, 16, 17, 18, 19, 20])


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of one document.

    Attributes
    ----------
    name : str
        The path as given, or ``-``.
    text : str
        What is read; offsets of mentions count its code points.
    encoding : str
        How the bytes were decoded (``utf-8`` also for HTML and PDF).
    warning : str or None
        One line for the person when the encoding had to be guessed.
    """

    name: str
    text: str
    encoding: str
    warning: str | None = None


def read_document(path: str) -> DocumentText:
    """Opens a document and returns its text.

    Parameters
    ----------
    path
        A .txt, .md, .html or .pdf file, or ``-`` for standard input (plain text or HTML).

    Raises
    ------
    UserError
        When the file is missing, unreadable, too large, empty, binary, an encrypted or scanned PDF, or HTML without a main text.
    """
    name = path
    if path == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
        suffix = ""
    else:
        file = Path(path)
        suffix = file.suffix.lower()
        try:
            if file.is_dir():
                raise UserError(f"{path}: is a folder; name a file, or use --out for a folder of documents")
            size = file.stat().st_size
            if size > LARGEST:
                raise UserError(
                    f"{path}: {size:,} bytes is more than the {LARGEST:,} that are read; split the document"
                )
            data = file.read_bytes()
        except FileNotFoundError:
            raise UserError(f"{path}: there is no such file; check the path") from None
        except PermissionError:
            raise UserError(f"{path}: may not be read; check its permissions") from None
        except OSError as error:
            raise UserError(f"{path}: cannot be read ({error.strerror or error}); check the path") from None
    if len(data) > LARGEST:
        raise UserError(f"{name}: more than the {LARGEST:,} bytes that are read; split the document")
    if not data.strip():
        raise UserError(f"{name}: is empty; nothing to read")
    if data[:5] == b"%PDF-" or suffix == ".pdf":
        return DocumentText(name, _pdf_text(name, data), "utf-8")
    text, encoding, warning = _decode(name, data)
    if (
        suffix in HTML_SUFFIXES
        or (suffix == "" and _looks_like_html(text))
        or (suffix not in TEXT_SUFFIXES and _looks_like_html(text))
    ):
        text = _html_text(name, text)
    if not text.strip():
        raise UserError(f"{name}: holds only white space; nothing to read")
    return DocumentText(name, text, encoding, warning)


def _decode(name: str, data: bytes) -> tuple[str, str, str | None]:
    """UTF-8, else UTF-16 by its mark, else Windows-1252; a guess is said."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16"), "utf-16", f"{name}: not UTF-8; read as UTF-16"
        except UnicodeDecodeError:
            pass
    head = data[:8192]
    strange = sum(head.count(bytes([b])) for b in BINARY)
    if strange > len(head) // 1000:
        raise UserError(f"{name}: is binary, not a text, HTML or PDF document; convert it first")
    try:
        return data.decode("utf-8"), "utf-8", None
    except UnicodeDecodeError as error:
        at = error.start
    try:
        text = data.decode("cp1252")
        encoding = "cp1252"
    except UnicodeDecodeError:
        text = data.decode("latin-1")
        encoding = "latin-1"
    controls = sum(1 for c in text[:8192] if ord(c) < 32 and c not in "\t\n\r\f\v\x1b")
    if controls > max(4, len(text[:8192]) // 100):
        raise UserError(f"{name}: is binary, not a text, HTML or PDF document; convert it first")
    return text, encoding, f"{name}: not UTF-8 (byte {at}); read as {encoding}"


def _looks_like_html(text: str) -> bool:
    start = text[:1000].lstrip().lower()
    return start.startswith(("<!doctype html", "<html", "<head", "<body"))


def _html_text(name: str, html: str) -> str:
    import trafilatura

    try:
        text = trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True)
    except Exception as error:  # any parser error is the document's, and becomes one line
        raise UserError(
            f"{name}: cannot be parsed as HTML ({type(error).__name__}); save the page again or paste its text"
        ) from None
    if not text or not text.strip():
        raise UserError(f"{name}: the HTML has no main text; save the article's text as .txt")
    return str(text)


def _pdf_text(name: str, data: bytes) -> str:
    import io
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UserError(f"{name}: the PDF is encrypted; save a copy without password")
        pages = [page.extract_text() or "" for page in reader.pages]
    except UserError:
        raise
    except PyPdfError as error:
        raise UserError(f"{name}: is damaged or no PDF ({_line(error)}); export it again") from None
    except Exception as error:  # pypdf raises many kinds on damaged files
        raise UserError(f"{name}: cannot be read as PDF ({type(error).__name__}); export it again") from None
    text = "\n\n".join(pages)
    if not text.strip():
        raise UserError(f"{name}: the PDF has no text (a scan?); run text recognition on it first")
    return text.encode("utf-8", "replace").decode("utf-8")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__
