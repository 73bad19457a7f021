"""Reading the numbers of a text: `read` finds every mention and says what it means; `value_of` reads one quote.

The stages can be used and tested alone: `layout` (tokens, sentences, tables), `numerals`, `quantities` (joined numbers),
`furniture` and `cases` (what is not the article's statistics), `tables`, `classify` (kind), `units`, `periods`, `places` and
`speakers`. Nothing here needs more than the standard library.
"""

from helpers.mentions.model import FIGURE_KINDS, KINDS, QUALIFIERS, Mention
from helpers.mentions.quotes import NumeralReading, value_of
from helpers.mentions.reader import read

__all__ = ["FIGURE_KINDS", "KINDS", "QUALIFIERS", "Mention", "NumeralReading", "read", "value_of"]
