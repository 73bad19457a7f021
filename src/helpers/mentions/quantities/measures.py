"""Units of measurement joined to a numeral."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from decimal import Decimal

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import STOPPERS, UNIT_NAMES, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import Numeral, numeral, plain
from helpers.mentions.quantities.fractions import of_a_point
from helpers.mentions.quantities.percent import percent_end
from helpers.mentions.quantities.tokens import HYPHENS, is_number

MEASURES = {
    "acre": "acre", "acres": "acre", "hectare": "hectare", "hectares": "hectare", "mile": "mile", "miles": "mile", "metre": "metre",
    "metres": "metre", "meter": "metre", "meters": "metre", "kilometre": "kilometre", "kilometres": "kilometre", "degrees": "degree",
    "kilometers": "kilometre", "feet": "foot", "inches": "inch", "inch": "inch", "kilos": "kilo", "kilograms": "kilogram",
    "litres": "litre", "liters": "litre", "yards": "yard", "centimetres": "centimetre",
}  # fmt: skip
"""Physical units in full; short numerals carry them ("two hectares"), long ones are counts of them ("112 million tonnes")."""
ABBREVIATED = words(
    "mg g kg mm cm km ft mph kph kmh kw mw gw kwh mwh gwh twh kb mb gb tb mbps gbps ml ha ppm ppb lb lbs oz hz khz mhz ghz "
    "hp bhp rpm bpm mpg bpd mtpa kv horsepower kgs kms mcg µg μg ug"
)
"""Units that belong to the quote across a space as well: "586 lb-ft", "296 hp"."""
AS_PRINTED = {"Nm": "Nm", "PS": "PS", "W": "W", "Wh": "Wh", "kN": "kN", "MPa": "MPa", "kPa": "kPa"}
"""Units that are told from other words and units only by how they are printed."""
SINGULAR_MEASURES = words(
    "yard inch foot metre meter mile litre liter gallon kilometre kilometer pound centimetre page"
)
"""Units in the singular before another noun: "an 80 yard touchdown", "a 1.6 liter engine"."""
SMALLER = {"lb": ("oz",), "ft": ("in", "ins"), "foot": ("inch",), "m": ("cm",), "st": ("lb",), "kg": ("g",)}
"""The unit of a second numeral that belongs to the same measure: "6lb 2oz", "five feet nine inches"."""
AFTER_METRES = words("long tall high deep wide above below away from freestyle sprint race apart underwater")
"""What follows metres, where "m" might be million."""
BELOW_THE_STROKE = words("h hr s l kg m m² m³ ml day year km mi cm min ha")
"""What stands below the stroke of a compound unit: "km/h"."""


def join_percent_and_unit(doc: Document, q: Quantity, read: Numeral) -> None:
    """Percent signs and units that touch the numeral; a suffix "m" is million unless it is metres."""
    low = doc.low
    n = doc.limit
    if q.form == "money":
        return
    end, form = percent_end(doc, q.last)
    if not form and low[q.last : q.last + 2] == ["-", "odd"]:
        end, form = percent_end(doc, q.last + 2)
        q.qualifier = "about" if form else q.qualifier  # "70-odd per cent"
    if not form and isinstance(q.value, float) and q.value < 1:
        end = of_a_point(doc, q.last)
        form = "points" if end > q.last else ""
    if form:
        q.form, q.last = form, end
        if q.value is not None:
            scale = 10_000 if form == "basis" else 100
            q.value = plain(Decimal(repr(q.value)) / scale)
        return
    at = q.last
    if read.suffix in ("m", "t", "b", "mm"):
        after = low[at] if at < n else ""
        metres = read.suffix == "mm" or (read.suffix == "m" and (after in AFTER_METRES))
        if metres or (read.suffix in ("t", "b") and not (after.isalpha() and after not in STOPPERS)):
            q.value = plain(Decimal(repr(q.value)) / read.scale) if q.value is not None else None
            q.form, q.unit = "measured", {"m": "m", "mm": "mm", "t": "tonne", "b": "b"}[read.suffix]
        return
    square = at + 1 if at < n and low[at] in HYPHENS and doc.touches(at) else at
    if square + 1 < n and low[square] == "square":
        noun = square + 2 if low[square + 1] in HYPHENS and square + 2 < n else square + 1
        if low[noun] in MEASURES:
            q.form, q.unit, q.last = "measured", f"square {MEASURES[low[noun]]}", noun + 1
            return
    if at < n and doc.touches(at):
        end, unit = unit_after(doc, at)
        if unit is not None:
            q.form, q.unit, q.last = "measured", unit, end
            _smaller_part(doc, q)
            return
        if low[at] in ("°", "º"):
            stop = at + 1
            if stop < n and low[stop] in ("c", "f"):
                stop += 1
            q.form, q.unit, q.last = "measured", "°" + (low[stop - 1].upper() if stop > at + 1 else ""), stop
            if stop < n and doc.words[stop] in COMPASS and doc.start[stop] - doc.end[stop - 1] <= 1:
                q.last = stop + 1  # "60°S", "51.5074° N"
            return
        if doc.words[at] == "C" and _is_temperature(doc, q, at):
            q.form, q.unit, q.last = "measured", "°C", at + 1
            return
        if low[at] == "x" and not (at + 1 < n and doc.touches(at + 1) and doc.words[at + 1][0].isalnum()):
            q.form, q.unit, q.last = "times", "ratio", at + 1
            return
        if low[at] in HYPHENS and at + 1 < n and doc.touches(at + 1) and low[at + 1] == "fold":
            q.form, q.unit, q.last = "fold", "ratio", at + 2
            return
        if low[at] == "fold":
            q.form, q.unit, q.last = "fold", "ratio", at + 1
            return
        if low[at] == "s" and q.value in (20, 30, 40, 50, 60, 70, 80, 90):
            q.last = at + 1
            q.form = "age"
            return
    end, unit = unit_after(doc, at)
    if unit is not None:
        q.form, q.unit, q.last = "measured", unit, end  # "46.2 mm"
    elif (
        at < n and low[at] in MEASURES and doc.end[q.core_end - 1] - doc.start[q.core] <= 5 and q.core_end - q.core == 1
    ):
        q.form, q.unit, q.last = "measured", MEASURES[low[at]], at + 1  # "3 acres", "800 metres"
        _smaller_part(doc, q)
    elif (
        at + 1 < n
        and low[at] in SINGULAR_MEASURES
        and q.value != 1
        and low[at + 1].isalpha()
        and low[at + 1] not in STOPPERS
        and not q.is_words
    ):
        q.form, q.unit, q.last = "measured", MEASURES.get(low[at], UNIT_NAMES.get(low[at], low[at])), at + 1


COMPASS = frozenset("NSEW")


def unit_after(doc: Document, at: int) -> tuple[int, str | None]:
    """The unit that stands at token ``at``, behind a numeral: (its end, its name); (at, None) where there is none.

    It may touch the numeral ("80mg", "5W"), follow a hyphen ("100-mile", "60-mph") or, abbreviated, a space ("296 hp"). What it
    is divided or multiplied by belongs to it: "140 km/h", "kWh/100km", "586 lb-ft".
    """
    low, words = doc.low, doc.words
    n = doc.limit
    if at >= n:
        return at, None
    start = at
    touching = doc.touches(at)
    if touching and low[at] in HYPHENS:
        if at + 1 >= n or not doc.touches(at + 1) or len(low[at + 1]) < 3:
            return start, None
        at += 1
    word = low[at]
    name = AS_PRINTED.get(words[at]) if words[at] in AS_PRINTED else UNIT_NAMES.get(word)
    if name is None:
        return start, None
    if (
        not touching
        and (
            doc.start[at] - doc.end[at - 1] != 1
            or (word not in ABBREVIATED and (words[at] not in AS_PRINTED or len(word) == 1))
        )
        and (word != "pound" or low[at + 1 : at + 2] != ["-"])
    ):
        return start, None
    end = at + 1
    if end < n and doc.touches(end) and words[end][0].isalnum():
        return start, None
    if end + 1 < n and doc.touches(end) and doc.touches(end + 1):
        if words[end] == "/":
            stop = end + 1
            if words[stop].isdecimal() and stop + 1 < n and doc.touches(stop + 1):
                stop += 1  # "kWh/100km"
            if low[stop] in BELOW_THE_STROKE:
                return stop + 1, f"{name}/{doc.quote(end + 1, stop + 1)}"
        elif words[end] in ("-", "‑", "·") and word in ("lb", "pound", "kw", "mw") and low[end + 1] in MULTIPLIED:
            return end + 2, "pound-foot" if low[end + 1] != "hour" else f"{word}-hour"
    return (start, None) if word == "pound" else (end, name)


MULTIPLIED = words("ft feet foot hour")
"""What a unit is multiplied by, behind a hyphen: "lb-ft", "pound-feet"."""


def _smaller_part(doc: Document, q: Quantity) -> None:
    """Takes a second numeral in a smaller unit into the measure: "6lb 2oz", "5ft 10in", "five feet nine inches"."""
    units = SMALLER.get(q.unit or "", ())
    if not units or q.last + 1 >= doc.limit or not is_number(doc, q.last):
        return
    second = numeral(doc, q.last)
    if second is None or second.last >= doc.limit:
        return
    word = doc.low[second.last]
    if word in units or MEASURES.get(word, UNIT_NAMES.get(word)) in units:
        q.last = second.last + 1


def _is_temperature(doc: Document, q: Quantity, at: int) -> bool:
    """Whether "C" that touches a numeral means degrees: "-5C", "16C max", unlike "Flat 3C"."""
    if at + 1 < doc.limit and doc.touches(at + 1) and doc.words[at + 1][0].isalnum():
        return False
    before = doc.words[q.core - 1] if q.core else ""
    return not q.is_words and q.value is not None and q.value <= 60 and not (before[:1].isupper() and before.isalpha())
