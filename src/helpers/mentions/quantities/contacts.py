"""Addresses of the web, telephone numbers and postcodes, found in the text before its tokens are read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.mentions.layout import Document

WEB_MARK = re.compile(r"https?://|www\.|(?<=\w)@(?=\w)|\.(?:com|org|gov|net|co\.uk|org\.uk|gov\.uk|ac\.uk)\b")
PHONE = re.compile(
    r"(?<![\w£$€.,/-])(?:"
    r"(?:\+\d{1,3}[ \u00a0.-]?)(?:\(0\)[ \u00a0]?)?\(?\d{1,5}\)?(?:[ \u00a0.-]?\d{2,4}){1,4}"  # +44 (0)20 7946 0345
    r"|\(0\d{2,5}\)(?:[ \u00a0-]?\d{3,8}){1,3}"  # (01983) 123 456
    r"|0\d[ \u00a0-]\d{3,4}[ \u00a0-]\d{4}"  # 01 555 0134
    r"|1 \(\d{3}\) \d{3}[- ]\d{4}"
    r"|(?<=ABN )\d\d(?: \d{3}){3}"
    r"|0\d{2,4}[ \u00a0-]\d{3,8}(?:[ \u00a0-]\d{3,4}){0,2}"  # 0800 1111
    r"|0\d{9,10}"
    r"|\(\d{3}\)[ \u00a0-]?\d{3}[-. \u00a0]\d{4}"  # (613) 555-0134
    r"|(?:1[-. ])?\d{3}[-.]\d{3}[-.]\d{4}"
    r"|1[38]00[ \u00a0-]\d{3}(?:[ \u00a0-]?\d{3})?"  # 1800 737 732
    r"|1[ -]8\d\d[ -][\dA-Z]{3}[ -][\dA-Z]{4}"
    r"|1800 \d\d \d{4}"
    r"|1[38]00(?: \d\d){3}"  # 1800 66 66 66
    r"|\(\+\d{1,3}\)(?: \d{1,4}){2,4}"  # (+353) 1 498 4000
    r"|\d{3} \d{3}-\d{4}"  # 250 555-0137
    r"|116 ?\d{3}"
    r"|13 \d\d \d\d(?= *(?:$|\n|[.)]))"  # 13 11 14
    r")(?!\d)"
)
WEB_PARTS = ("://", "www.", "@", ".com", ".org", ".gov", ".net", ".uk")
"""What a text with an address of the web cannot be without."""
DIGIT_RUN = re.compile(r"[0-9](?:[0-9 \u00a0().-]{1,20}[0-9]{3}|(?<=1)3 [0-9]{2} [0-9]{2}\b)")
CODE_END = re.compile(r"[0-9][A-Z][A-Z0-9]")
POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)|(?<!\w)[A-Z]\d[A-Z] \d[A-Z]\d(?!\w)")


def contacts(doc: Document) -> Iterator[tuple[int, int, str]]:
    """Addresses of the web, telephone numbers and postcodes: (start, end, what).

    The patterns are dear, so each is tried only around what it cannot be without.
    """
    text = doc.text
    stop = 0
    for m in WEB_MARK.finditer(text) if any(part in text for part in WEB_PARTS) else ():
        if m.start() < stop:
            continue
        start, stop = m.start(), m.end()
        while start > 0 and m.start() - start < 80 and not text[start - 1].isspace():
            start -= 1
        while stop < len(text) and stop - start < 600 and not text[stop].isspace():
            stop += 1
        if any(c.isdecimal() for c in text[start:stop]):
            yield start, stop, "web"
    at = 0
    for m in DIGIT_RUN.finditer(text):
        if m.end() <= at:
            continue
        found = PHONE.search(text, max(at, m.start() - 6), min(len(text), m.end() + 12))
        if found is not None:
            at = found.end()
            yield found.start(), found.end(), "phone"
    for m in CODE_END.finditer(text):
        found = POSTCODE.search(text, max(0, m.start() - 5), min(len(text), m.end() + 4))
        if found is not None and found.start() <= m.start() < found.end():
            yield found.start(), found.end(), "postcode"
