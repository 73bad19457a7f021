"""The third stage: numerals joined to their signs, currencies, scales, ranges, denominators and qualifiers.

The result says how a number is written (its ``form``), its value and its qualifier, from the words that touch it. It does
not yet say what the number does in its sentence: the same "48%" may be a share or a change, which `classify` settles. Each
module owns one kind of expression; `driver` says where one may begin, and `joined` in which order a numeral takes what
belongs to it.

Forms
-----
count, percent, points (percentage points), basis (basis points), money, fraction ("a third"), in ("one in five"),
of ("12 of the 14"), times ("three times"), fold, verb ("doubled"), ratio ("three to one"), rate ("53 per 100,000 people"),
denominator ("per 100,000 people" apart from its number), measured ("80mg"), span ("four years"), age, date, time,
score ("3-1"), vague ("hundreds"), name ("Outcome 21"), capital (a small number after a capitalised word),
compound ("three-bedroom"), ordinal ("22nd"), number (of a list), contact (phone, address of the web).
"""

from helpers.mentions.quantities.driver import quantities
from helpers.mentions.quantities.percent import INDEX
from helpers.mentions.quantities.qualifiers import qualifier

__all__ = ["INDEX", "qualifier", "quantities"]
