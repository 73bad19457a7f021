"""Rows of plain-text tables: each number takes its meaning from the head of its column, the label of its row and the caption above."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re
from decimal import Decimal

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import CURRENCY_SIGNS, words
from helpers.mentions.model import Quantity, Span
from helpers.mentions.numerals import plain
from helpers.mentions.phrases import singular
from helpers.mentions.units import CONTAINERS, NOT_UNITS

__all__ = ["read_tables"]

CHANGE = re.compile(r"\b(?:change|difference|growth|increase|decrease|\+/-|% ?ch|y/y|yoy)\b", re.IGNORECASE)
SHARE = re.compile(r"%|\bper cent\b|\bpercent(?:age)?\b|\bshare\b|\bproportion\b", re.IGNORECASE)
RATE = re.compile(r"\b(?:per|for every) (\d[\d,]*(?: [a-z]+){0,2})|\brate\b", re.IGNORECASE)
PER = re.compile(
    r"\b(?:per|for every) (\d[\d,]*(?: [a-z]+){0,2}|head|capita|person|week|day|month|year)", re.IGNORECASE
)
SCALE = re.compile(
    r"(?:\(|(?<!\w))(?:in )?(?P<sign>[£$€]|(?:GBP|USD|EUR)(?= ))?\s?(?:in )?(?P<scale>[’']000s?|000s|thousands?|millions?|billions?|mn?\b|bn\b)\)?",
    re.IGNORECASE,
)
# Rows of accounts that a scale in the caption does not hold for.
UNSCALED = re.compile(
    r"%|\bper ?cent\b|\b(?:margin|ratio|employees|staff|headcount|workforce|people|per (?:\w+ )?share|number of)\b",
    re.IGNORECASE,
)
RANK = re.compile(r"\W*(?:rank(?:ing)?|position|place|no\.?|#)\W*$", re.IGNORECASE)
YEAR_ON_YEAR = re.compile(r"\b(?:year|annual|12 months|y/y|yoy)\b", re.IGNORECASE)
QUARTER = re.compile(r"\bquarter\b", re.IGNORECASE)
NOUN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SKIP = words(
    "of in by the and or for to on at all per change total other number share rate percentage main year years "
    "month quarter area region country police force local authority age group sex type category name date "
    "period source table figure annual cent with from"
)


def read_tables(doc: Document, quantities: list[Quantity]) -> None:
    """Sets kind, value, unit, per and period of the numbers in table rows; marks them so that the later stages leave them alone."""
    rows: dict[int, list[int]] = {}
    for i, block in enumerate(doc.blocks):
        if block.table >= 0:
            rows.setdefault(block.table, []).append(i)
    if not rows:
        return
    by_block: dict[int, list[Quantity]] = {}
    for q in quantities:
        by_block.setdefault(doc.sentences[q.sentence].block, []).append(q)
    for blocks in rows.values():
        _table(doc, blocks, by_block)


def _cell_of(cells: list[tuple[int, int]], offset: int) -> int:
    for n, (start, end) in enumerate(cells):
        if start <= offset < end:
            return n
    return -1


def _table(doc: Document, blocks: list[int], by_block: dict[int, list[Quantity]]) -> None:
    text = doc.text
    heads: list[int] = []
    for i in blocks:
        block = doc.blocks[i]
        found = by_block.get(i, [])
        numeric = [
            q
            for q in found
            if q.form not in ("date", "name", "denominator", "time", "vague")
            and _cell_of(block.cells, doc.start[q.core]) > 0
        ]
        whole = [q for q in numeric if q.form != "vague" and _fills(doc, q, block.cells)]
        if whole and not all(q.form == "date" for q in found):
            break
        heads.append(i)
    body = [i for i in blocks if i not in heads]
    if not body:
        return
    width = max(len(doc.blocks[i].cells) for i in body)
    columns: list[str] = [""] * width
    spans: list[Span | None] = [None] * width
    head_quantities = [q for i in heads for q in by_block.get(i, [])]
    for i in heads:
        cells = doc.blocks[i].cells
        shift = width - len(cells) if len(cells) < width else 0
        for n, (start, end) in enumerate(cells):
            at = n + shift
            if at < width:
                columns[at] = (columns[at] + " " + text[start:end]).strip()
        for q in by_block.get(i, []):
            at = _cell_of(cells, doc.start[q.core])
            if at >= 0 and at + shift < width and q.form == "date" and q.span is not None and q.span.start > 1000:
                spans[at + shift] = q.span
    for q in head_quantities:
        q.tags.add("cell")
        if not q.kind:
            if q.form == "date":
                q.kind, q.note = "period", "table header"
            elif q.form in ("name", "number"):
                q.kind = "identifier"
            else:
                q.kind = "other"
                q.note = "denominator in table header" if q.form == "denominator" else "table header"
    caption, caption_span = _caption(doc, blocks[0], by_block)
    caption_unit = _noun(caption)
    for i in body:
        block = doc.blocks[i]
        cells = block.cells
        shift = width - len(cells) if len(cells) < width else 0
        label = text[cells[0][0] : cells[0][1]]
        row_span: Span | None = None
        found = by_block.get(i, [])
        for q in found:
            if (
                q.form == "date"
                and _cell_of(cells, doc.start[q.core]) == 0
                and q.span is not None
                and q.span.start > 1000
            ):
                row_span = q.span
        figures: list[Quantity] = []
        for q in found:
            at = _cell_of(cells, doc.start[q.core])
            column = columns[at + shift] if 0 <= at + shift < width else ""
            q.tags.add("cell")
            if q.kind:
                continue
            if q.form == "date" and not (
                at > 0 and q.note == "year" and _fills(doc, q, cells) and not _looks_like_date_column(column)
            ):
                q.kind = "period"
                continue
            if at <= 0:
                _label_number(doc, q)
                continue
            if q.form == "date":
                q.form, q.span, q.value = "count", None, int(doc.words[q.core])
            if q.form in ("name", "number", "contact", "time", "age"):
                q.kind = {"contact": "furniture", "time": "period", "age": "age"}.get(q.form, "identifier")
                continue
            if RANK.match(column) and q.form == "count":
                q.kind, q.note = "other", "rank"
                continue
            kind = _cell(doc, q, label, column, caption)
            if kind not in ("other", "coverage"):
                own = _noun(column) if kind != "change" else None
                q.unit = (
                    q.currency
                    or (q.unit if q.form == "measured" else None)
                    or _unit(label, column, caption_unit, own, q, columns)
                )
                figures.append(q)
            q.period = (
                spans[at + shift]
                if 0 <= at + shift < width and spans[at + shift] is not None
                else row_span or (caption_span if kind != "change" or not any(spans) else None)
            )
            q.period_basis = "stated" if q.period is not None else None
            q.geography = _geography(label) if row_span is None else None
            if kind == "change" and q.period is None:
                known = [s for s in spans if s is not None]
                if known:
                    q.period = max(known, key=lambda s: s.end)
                    q.baseline = min(known, key=lambda s: s.end) if len(known) > 1 else None
            if kind == "change" and q.baseline is None and q.period is not None:
                if YEAR_ON_YEAR.search(column):
                    q.baseline = q.period.shifted(-12)
                elif QUARTER.search(column):
                    q.baseline = q.period.shifted(-3)
        dated = [s for s in spans if s is not None]
        if dated:
            for q in figures:
                if q.period is None:
                    q.period = max(dated, key=lambda s: s.end)
                    q.period_basis = "stated"


def _fills(doc: Document, q: Quantity, cells: list[tuple[int, int]]) -> bool:
    """Whether a number is all that its cell holds."""
    at = _cell_of(cells, doc.start[q.core])
    if at < 0:
        return False
    start, end = cells[at]
    rest = doc.text[start : doc.start[q.first]] + doc.text[doc.end[q.last - 1] : end]
    return not any(c.isalnum() for c in rest)


def _looks_like_date_column(column: str) -> bool:
    return re.search(r"\b(?:year|date|period|since|founded|opened|est)\b", column, re.IGNORECASE) is not None


def _label_number(doc: Document, q: Quantity) -> None:
    """Numbers in the label of a row: an age group, a scale, a name."""
    if q.form == "age":
        q.kind = "age"
    elif q.form in ("name", "number"):
        q.kind = "identifier"
    elif q.form == "date":
        q.kind = "period"
    elif (q.form == "count" and q.high is not None and q.high < 120) or (
        q.qualifier == "at_least" and (q.value or 0) < 120
    ):
        q.kind = "age"
    else:
        q.kind = "other"
        q.note = "row label"


def _scale(words: str) -> tuple[int, str | None]:
    found = SCALE.search(words)
    if found is None or not (
        words[found.start() : found.start() + 1] == "("
        or found["sign"]
        or found["scale"][0] in "’'0"
        or re.search(r"\b(?:in |\()?(?:thousands|millions|billions)\b", words, re.IGNORECASE)
    ):
        return 1, None
    scale = found["scale"].lower()
    factor = 1_000_000_000 if scale.startswith("b") else 1_000_000 if scale.startswith("m") else 1_000
    sign = found["sign"] or ""
    return factor, sign.upper() if sign.isalpha() else CURRENCY_SIGNS.get(sign)


def _cell(doc: Document, q: Quantity, label: str, column: str, caption: str) -> str:
    """Sets kind and value of one number in a table, and returns the kind."""
    _fill(doc, q, label, column, caption)
    return q.kind


def _fill(doc: Document, q: Quantity, label: str, column: str, caption: str) -> None:
    low = doc.low
    head = column or ""
    change = CHANGE.search(head) is not None and not re.search(r"\bchange of\b", head, re.IGNORECASE)
    if q.form not in ("points", "percent"):
        factor, currency = _scale(head)
        if factor == 1:
            factor, currency = _scale(label)
        if factor == 1 and SHARE.search(head) is None and UNSCALED.search(label) is None:
            factor, currency = _scale(caption[-60:])
        if currency is None and factor == 1:
            sign = re.search(r"[£$€]", head) or re.search(r"\([£$€]\)|[£$€]$", label)
            currency = CURRENCY_SIGNS[sign[0].strip("()")] if sign else None
        # a scale word of the label holds for counts, not for the rates and shares of other rows
        if factor > 1 and q.value is not None and not (q.decimals and SHARE.search(label) and not change):
            q.value = plain(Decimal(repr(q.value)) * factor)
        if currency is not None and q.currency is None:
            q.currency, q.form = currency, "money"
    # "(81)": a negative number in accounts
    if (
        q.first > 0
        and low[q.first - 1] == "("
        and q.last < len(low)
        and low[q.last] == ")"
        and q.form in ("count", "money")
    ):
        q.first -= 1
        q.last += 1
        if q.value is not None:
            q.value = -q.value
    percent_label = SHARE.search(label) is not None and "percentage point" not in label.lower()
    percent_column = SHARE.search(head) is not None
    if change or (q.sign and q.form != "money"):
        negative = q.sign < 0 or (q.value or 0) < 0
        if q.value is not None:
            q.value = abs(q.value)
            if q.form == "count" and (percent_label and not percent_column):
                q.value = plain(Decimal(repr(q.value)) / 100)
                q.change_type = "percentage_points"
            elif q.form == "count" and percent_column:
                q.value = plain(Decimal(repr(q.value)) / 100)
                q.change_type = "percentage_points" if re.search(r"point|pp", head) else "relative"
            elif q.form == "percent":
                q.change_type = "relative"
            elif q.form in ("points", "basis"):
                q.change_type = "percentage_points"
            else:
                q.change_type = "absolute"
            if negative:
                q.value = -q.value
        q.kind = "change"
        q.direction = "decrease" if negative else "increase"
        return
    per = PER.search(head) or PER.search(label)
    if per is not None:
        q.kind, q.per = "rate", per[1].strip()
        return
    if q.form == "percent":
        q.kind = "share"
        return
    if q.form == "money":
        q.kind = "money"
        return
    if (
        (percent_column or percent_label)
        and q.form == "count"
        and q.value is not None
        and abs(q.value) <= 100
        and not re.search(r"\bnumber\b", head, re.IGNORECASE)
    ):
        q.kind = "share"
        q.value = plain(Decimal(repr(q.value)) / 100)
        return
    if q.form in ("fraction", "in"):
        q.kind = "share"
    elif q.form in ("times", "ratio", "fold"):
        q.kind, q.unit = "rate", "ratio"
    elif q.form == "rate":
        q.kind = "rate"
    elif q.form == "vague":
        q.kind = "other"
    else:
        q.kind = "statistic"


def _noun(words: str) -> str | None:
    """The counted noun of a heading: the last plural before its first preposition."""
    words = re.sub(r"^\W*(?:table|figure|chart|annex|appendix)\s+[\w.]+\s*[:.–-]?\s*", "", words, flags=re.IGNORECASE)
    if not words:
        return None
    words = (
        re.split(r"\b(?:by|per|during|for|between|since|with)\b|[,;:(\d]", words, maxsplit=1, flags=re.IGNORECASE)[0]
        or words
    )
    before = re.split(r"\b(?:in|of|at|on|from|to|and|who)\b", words, maxsplit=1, flags=re.IGNORECASE)[0]
    for part in (before, words):
        for word in reversed(NOUN.findall(part)):
            low = word.lower()
            if low in ("people", "children", "women", "men", "staff", "police") or (
                low.endswith("s")
                and not low.endswith(("ss", "us", "is"))
                and low
                not in (
                    "figures",
                    "statistics",
                    "results",
                    "totals",
                    "years",
                    "months",
                    "points",
                    "thousands",
                    "millions",
                )
            ):
                if low in CONTAINERS and low not in ("cases", "reports", "incidents", "groups", "sales"):
                    continue
                return singular(word)
    return None


def _unit(label: str, column: str, caption: str | None, own: str | None, q: Quantity, columns: list[str]) -> str | None:
    if own is not None and own not in NOT_UNITS:
        return own
    per = PER.search(column) or PER.search(label)
    if per is not None:
        unit = _noun(label[: per.start()] if per.re.search(label) else "")
        if unit is not None:
            return unit
    if caption is not None:
        return caption
    for other in columns[1:]:
        unit = _noun(other)
        if unit is not None:
            return unit
    unit = _noun(label) if " " in label.strip() or label[:1].islower() else None
    if unit is not None:
        return unit
    if re.match(r"(?:un)?employed|employment|unemployment", label, re.IGNORECASE):
        return "person"
    return None


def _geography(label: str) -> str | None:
    words = label.strip(" *†:").split()
    if (
        words
        and len(words) <= 5
        and words[0][:1].isupper()
        and words[0].lower() not in ("total", "all", "other", "male", "female", "men", "women", "aged", "under", "over")
    ):
        return label.strip(" *†:")
    return None


def _caption(doc: Document, block: int, by_block: dict[int, list[Quantity]]) -> tuple[str, Span | None]:
    """The heading line above a table, with the period it names."""
    for back in (1, 2):
        at = block - back
        if at < 0:
            break
        above = doc.blocks[at]
        if (
            above.kind not in ("line", "prose")
            or above.last - above.first > 30
            or (above.kind == "prose" and not doc.text[above.start : above.end].rstrip().endswith(":"))
        ):
            break
        spans = [
            q.span for q in by_block.get(at, []) if q.form == "date" and q.span is not None and q.span.start > 1000
        ]
        span = spans[0] if spans else None
        return doc.text[above.start : above.end], span
    return "", None
