"""Documents of any kind as text: .txt and .md as they are, the main text of HTML, the text layer of PDF.

Only the standard library is imported until an HTML or PDF file is opened, so that reading plain text starts at once.
"""

from __future__ import annotations

import codecs
import re
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import UserError

__all__ = ["LARGEST", "LARGEST_TEXT", "SUFFIXES", "DocumentText", "Unreadable", "on_one_line", "read_document"]

LARGEST = 100_000_000
"""The largest file that is opened, in bytes: more is a mistake or a data dump, not a document."""
LARGEST_TEXT = 10_000_000
"""The longest text that is read, in characters: the reader takes about 55 bytes of memory for each."""

TEXT_SUFFIXES = frozenset({".txt", ".md", ".text", ".markdown", ""})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
SUFFIXES = TEXT_SUFFIXES | HTML_SUFFIXES | {".pdf"}
"""The file name endings, in lower case, that are read in a folder."""
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


class Unreadable(UserError):
    """The file could not be opened or read: the reason lies in the machine or the path, not in the document."""


def on_one_line(name: str) -> str:
    """Return a file name as it can stand in a message: line breaks and other control characters as escapes."""
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", lambda found: repr(found[0])[1:-1], name)


def read_document(path: str) -> DocumentText:
    """Opens a document and returns its text.

    Parameters
    ----------
    path
        A .txt, .md, .html or .pdf file, or ``-`` for standard input (plain text or HTML).

    Raises
    ------
    Unreadable
        When the file is missing, no regular file, or may not be read.
    UserError
        When the file is too large, empty, binary, an encrypted or scanned PDF, or HTML without a main text.
    """
    name = on_one_line(path)
    if path == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
        suffix = ""
    else:
        data = _bytes(name, Path(path))
        suffix = Path(path).suffix.lower()
    if len(data) > LARGEST:
        raise UserError(f"{name}: more than the {LARGEST:,} bytes that are read; split the document")
    if not data.strip():
        raise UserError(f"{name}: is empty; nothing to read")
    encoding, warning = "utf-8", None
    if data[:5] == b"%PDF-" or suffix == ".pdf":
        text, warning = _pdf_text(name, data)
    else:
        text, encoding, warning = _decode(name, data)
        if suffix in HTML_SUFFIXES or (suffix not in TEXT_SUFFIXES - {""} and _looks_like_html(text)):
            text = _html_text(name, text)
    if not text.strip():
        raise UserError(f"{name}: holds only white space; nothing to read")
    if len(text) > LARGEST_TEXT:
        raise UserError(
            f"{name}: {len(text):,} characters of text are more than the {LARGEST_TEXT:,} that are read; "
            "split the document"
        )
    return DocumentText(path, text, encoding, warning)


def _bytes(name: str, file: Path) -> bytes:
    """The content of a regular file; nothing else is opened, since a FIFO or a device may never end."""
    try:
        found = file.stat()
        if stat.S_ISDIR(found.st_mode):
            raise Unreadable(f"{name}: is a folder; name a file, or use --out for a folder of documents")
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(f"{name}: is {special(found.st_mode)}, not a file; pipe its content into `read -`")
        if found.st_size > LARGEST:
            raise UserError(
                f"{name}: {found.st_size:,} bytes are more than the {LARGEST:,} that are read; split the document"
            )
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except FileNotFoundError:
        if file.is_symlink():
            raise Unreadable(f"{name}: is a link to a file that is not there; copy the file itself") from None
        raise Unreadable(f"{name}: there is no such file; check the path") from None
    except PermissionError:
        raise Unreadable(f"{name}: may not be read; check its permissions") from None
    except OSError as error:
        raise Unreadable(f"{name}: cannot be read ({error.strerror or error}); check the path") from None


def special(mode: int) -> str:
    """Return what a path is that is neither a file nor a folder, by its mode."""
    if stat.S_ISFIFO(mode):
        return "a FIFO"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"


def _decode(name: str, data: bytes) -> tuple[str, str, str | None]:
    """UTF-8, else UTF-16 or UTF-32, else what an HTML page declares, else Windows-1252; a guess is said."""
    wide = _wide_encoding(data)
    if wide is not None:
        try:
            return data.decode(wide), wide, f"{name}: not UTF-8; read as {wide.upper()}"
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
    declared = _declared_encoding(data)
    for encoding in (*declared, "cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    controls = sum(1 for c in text[:8192] if ord(c) < 32 and c not in "\t\n\r\f\v\x1b")
    if controls > max(4, len(text[:8192]) // 100):
        raise UserError(f"{name}: is binary, not a text, HTML or PDF document; convert it first")
    why = ", as it declares" if encoding in declared else ""
    return text, encoding, f"{name}: not UTF-8 (byte {at}); read as {encoding}{why}"


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 by its mark, or UTF-16 by the zero in every other byte."""
    if data[:4] in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        return "utf-32"
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    head = data[: min(len(data), 2048) // 2 * 2]
    for encoding, zeros, others in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if zeros.count(0) > 0.7 * len(zeros) and others.count(0) == 0:
            return encoding
    return None


def _declared_encoding(data: bytes) -> tuple[str, ...]:
    """The encoding that the head of an HTML page names, if Python knows it; none or one."""
    found = re.search(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", data[:2048])
    if found is None:
        return ()
    try:
        encoding = codecs.lookup(found[1].decode("ascii")).name
        "".encode(encoding)
    except LookupError:
        return ()
    return (encoding,) if encoding != "utf-8" else ()


def _looks_like_html(text: str) -> bool:
    start = text[:1000].lstrip().lower()
    return start.startswith(("<!doctype html", "<html", "<head", "<body"))


def _html_text(name: str, html: str) -> str:
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    import trafilatura

    try:
        text = trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True)
    except Exception as error:  # any parser error is the document's, and becomes one line
        raise UserError(
            f"{name}: cannot be parsed as HTML ({type(error).__name__}); save the page again or paste its text"
        ) from None
    if not text or not text.strip():
        raise UserError(f"{name}: the HTML has no main text; save the article's text as .txt")
    return _without_surrogates(str(text))


def _pdf_text(name: str, data: bytes) -> tuple[str, str | None]:
    """The text layer, and a warning where pages of pictures have none."""
    import io
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    encrypted = UserError(f"{name}: the PDF is encrypted; save a copy without password")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise encrypted
        pages = []
        n_pictures = 0
        for page in reader.pages:
            text = page.extract_text() or ""
            pages.append(text)
            n_pictures += not text.strip() and "/XObject" in (page.get("/Resources") or {})
    except UserError:
        raise
    except DependencyError:
        raise encrypted from None
    except PyPdfError as error:
        raise UserError(f"{name}: is damaged or no PDF ({_line(error)}); export it again") from None
    except Exception as error:  # pypdf raises many kinds on damaged files
        raise UserError(f"{name}: cannot be read as PDF ({type(error).__name__}); export it again") from None
    text = "\n\n".join(pages)
    if not text.strip():
        raise UserError(f"{name}: the PDF has no text (a scan?); run text recognition on it first")
    warning = None
    if n_pictures:
        what = "1 page is a picture" if n_pictures == 1 else f"{n_pictures} pages are pictures"
        warning = f"{name}: {what} without text, of {len(pages)} (scans?); run text recognition to read them too"
    return _without_surrogates(text), warning


def _without_surrogates(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__
