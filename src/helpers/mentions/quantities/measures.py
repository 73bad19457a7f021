"""Units of measurement joined to a numeral."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from decimal import Decimal

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import STOPPERS, UNIT_NAMES, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import Numeral, plain
from helpers.mentions.quantities.fractions import of_a_point
from helpers.mentions.quantities.percent import percent_end
from helpers.mentions.quantities.tokens import HYPHENS

MEASURES = {
    "acre": "acre", "acres": "acre", "hectare": "hectare", "hectares": "hectare", "mile": "mile", "miles": "mile", "metre": "metre",
    "metres": "metre", "meter": "metre", "meters": "metre", "kilometre": "kilometre", "kilometres": "kilometre", "degrees": "degree",
    "kilometers": "kilometre", "feet": "foot", "inches": "inch", "inch": "inch", "kilos": "kilo", "kilograms": "kilogram",
    "litres": "litre", "liters": "litre", "yards": "yard", "centimetres": "centimetre",
}  # fmt: skip
"""Physical units in full; short numerals carry them ("two hectares"), long ones are counts of them ("112 million tonnes")."""
ABBREVIATED = words(
    "mg g kg mm cm km ft mph kph kw mw gw kwh mwh gwh twh kb mb gb tb mbps gbps ml ha ppm lb lbs oz hz mhz ghz km/h"
)
AFTER_METRES = words("long tall high deep wide above below away from freestyle sprint race apart underwater")
"""What follows metres, where "m" might be million."""
BELOW_THE_STROKE = words("h hr s l kg m ml day year")
"""What stands below the stroke of a compound unit: "km/h"."""


def join_percent_and_unit(doc: Document, q: Quantity, read: Numeral) -> None:
    """Percent signs and units that touch the numeral; a suffix "m" is million unless it is metres."""
    low = doc.low
    n = doc.limit
    if q.form == "money":
        return
    end, form = percent_end(doc, q.last)
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
    if at + 1 < n and low[at] == "square" and low[at + 1] in MEASURES:
        q.form, q.unit, q.last = "measured", f"square {MEASURES[low[at + 1]]}", at + 2
        return
    if at < n and doc.touches(at):
        if low[at] in UNIT_NAMES and not (at + 1 < n and doc.touches(at + 1) and low[at + 1][0].isalnum()):
            q.form, q.unit, q.last = "measured", UNIT_NAMES[low[at]], at + 1
            if at + 2 < n and low[at + 1] == "/" and low[at + 2] in BELOW_THE_STROKE:
                q.unit, q.last = f"{q.unit}/{low[at + 2]}", at + 3  # "182km/h"
            return
        if low[at] in ("°", "º"):
            stop = at + 1
            if stop < n and low[stop] in ("c", "f"):
                stop += 1
            q.form, q.unit, q.last = "measured", "°" + (low[stop - 1].upper() if stop > at + 1 else ""), stop
            return
        if low[at] == "x" and not (at + 1 < n and doc.touches(at + 1)):
            q.form, q.unit, q.last = "times", "ratio", at + 1
            return
        if low[at] in HYPHENS and at + 1 < n and doc.touches(at + 1):
            unit = low[at + 1]
            if unit in UNIT_NAMES and len(unit) > 2:
                q.form, q.unit, q.last = "measured", UNIT_NAMES[unit], at + 2
                return
            if unit == "fold":
                q.form, q.unit, q.last = "fold", "ratio", at + 2
                return
        if low[at] == "fold":
            q.form, q.unit, q.last = "fold", "ratio", at + 1
            return
        if low[at] == "s" and q.value in (20, 30, 40, 50, 60, 70, 80, 90):
            q.last = at + 1
            q.form = "age"
            return
    if at < n and low[at] in UNIT_NAMES and len(low[at]) > 1 and doc.start[at] - doc.end[at - 1] == 1:
        if (not q.is_words and low[at] not in UNIT_NAMES.values()) or low[at] in ABBREVIATED:
            q.form, q.unit, q.last = "measured", UNIT_NAMES[low[at]], at + 1  # "46.2 mm"
    elif (
        at < n and low[at] in MEASURES and doc.end[q.core_end - 1] - doc.start[q.core] <= 5 and q.core_end - q.core == 1
    ):
        q.form, q.unit, q.last = "measured", MEASURES[low[at]], at + 1  # "3 acres", "800 metres"
