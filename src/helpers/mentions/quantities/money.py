"""Currencies and signs around a numeral."""

# ruff: noqa: SIM102 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

from decimal import Decimal

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import CURRENCY_CODES, CURRENCY_NOUNS, CURRENCY_SIGNS, DOLLAR_PREFIXES, HUNDREDTHS, words
from helpers.mentions.model import Quantity
from helpers.mentions.numerals import plain
from helpers.mentions.quantities.tokens import HYPHENS, is_number

LETTERS_OF_MONEY = {"R": "ZAR", "P": "PHP", "N": "NGN"}
"""Single letters that mean a currency before an amount: R95 billion, P2.31 billion, N5,000."""
SHORT_CODES = words("sh rm rs rp tk re")
"""Codes of two letters that are words as well: only as they are printed."""
PRINTED_CODES = words("Rs RS RM Sh Rp Tk Re")
NATIONAL_MONEY = {
    "dollar": {
        "us": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD", "zealand": "NZD", "singapore": "SGD",
        "kong": "HKD", "jamaican": "JMD", "taiwan": "TWD", "namibian": "NAD", "fijian": "FJD", "bermudian": "BMD",
    },
    "franc": {"swiss": "CHF", "cfa": "XOF", "rwandan": "RWF", "congolese": "CDF", "burundian": "BIF"},
    "pound": {"british": "GBP", "egyptian": "EGP", "lebanese": "LBP", "syrian": "SYP", "sudanese": "SDG"},
    "crown": {"danish": "DKK", "norwegian": "NOK", "swedish": "SEK", "czech": "CZK", "icelandic": "ISK"},
    "krone": {"danish": "DKK", "norwegian": "NOK"},
    "krona": {"swedish": "SEK", "icelandic": "ISK"},
    "peso": {"mexican": "MXN", "argentine": "ARS", "philippine": "PHP", "chilean": "CLP", "colombian": "COP", "cuban": "CUP"},
    "rupee": {"indian": "INR", "pakistani": "PKR", "lankan": "LKR", "nepalese": "NPR", "nepali": "NPR", "mauritian": "MUR"},
    "shilling": {"kenyan": "KES", "kenya": "KES", "ugandan": "UGX", "uganda": "UGX", "tanzanian": "TZS", "somali": "SOS"},
    "dinar": {"kuwaiti": "KWD", "iraqi": "IQD", "jordanian": "JOD", "bahraini": "BHD", "serbian": "RSD", "algerian": "DZD"},
    "riyal": {"saudi": "SAR", "qatari": "QAR"},
    "rial": {"iranian": "IRR", "omani": "OMR"},
    "dirham": {"uae": "AED", "emirati": "AED", "moroccan": "MAD"},
    "yuan": {"chinese": "CNY"}, "yen": {"japanese": "JPY"}, "won": {"korean": "KRW"}, "lira": {"turkish": "TRY"},
    "rand": {"african": "ZAR"}, "naira": {"nigerian": "NGN"}, "rouble": {"russian": "RUB", "belarusian": "BYN"},
    "ruble": {"russian": "RUB", "belarusian": "BYN"}, "ringgit": {"malaysian": "MYR"}, "baht": {"thai": "THB"},
    "shekel": {"israeli": "ILS"}, "cedi": {"ghanaian": "GHS", "ghana": "GHS"}, "zloty": {"polish": "PLN"},
    "forint": {"hungarian": "HUF"}, "real": {"brazilian": "BRL"}, "reai": {"brazilian": "BRL"}, "rupiah": {"indonesian": "IDR"},
    "dong": {"vietnamese": "VND"}, "hryvnia": {"ukrainian": "UAH"}, "taka": {"bangladeshi": "BDT"}, "kwacha": {"zambian": "ZMW"},
    "sterling": {}, "euro": {},
}  # fmt: skip
"""Whose money it is, by its noun in the singular and the adjective before it ("7,199 Chinese yuan", "Danish crowns")."""
NATIONS_OF_MONEY = frozenset(nation for nations in NATIONAL_MONEY.values() for nation in nations)
PLURALS_OF_MONEY = {"kroner": "krone", "kronor": "krona", "crowns": "crown", "reais": "reai"}
SPACED_PREFIXES = {"US": "USD", "USD": "USD", "AUD": "AUD", "CAD": "CAD", "NZD": "NZD", "HK": "HKD", "NZ": "NZD"}
"""What stands before "$" across a space as well: "US $7.2 billion"."""


def join_currency_and_sign(doc: Document, q: Quantity, floor: int) -> None:
    """£, US$, EUR, Rs before the numeral; pounds, cents, p, € after it; + or - before all."""
    low, words = doc.low, doc.words
    at = q.first
    if at > floor and words[at - 1] in CURRENCY_SIGNS and doc.start[at] - doc.end[at - 1] <= 1:
        q.currency = CURRENCY_SIGNS[words[at - 1]]
        at -= 1
        if words[at] == "$" and at > floor and doc.touches(at):
            prefix = DOLLAR_PREFIXES.get(low[at - 1])
            if prefix is not None:
                q.currency, at = prefix, at - 1
        elif words[at] == "$" and at > floor and words[at - 1] in SPACED_PREFIXES and low[at - 2 : at - 1] != ["the"]:
            q.currency, at = SPACED_PREFIXES[words[at - 1]], at - 1
        if words[at] == "$" and at - 4 >= floor and words[at - 4 : at] == ["U", ".", "S", "."]:
            at -= 4
        q.first, q.form = at, "money"
    elif (
        at - 1 > floor
        and words[at - 2] == "$"
        and doc.touches(at)
        and doc.touches(at - 1)
        and words[at - 1].isupper()
        and low[at - 1] in DOLLAR_PREFIXES
    ):
        q.currency, q.first, q.form = DOLLAR_PREFIXES[low[at - 1]], at - 2, "money"  # "$US5,833"
    elif at > floor and low[at - 1] in CURRENCY_CODES and doc.words[at - 1][0].isupper() and not q.is_words:
        code = low[at - 1]
        if (code not in SHORT_CODES or doc.words[at - 1] in PRINTED_CODES) and not (code == "cop" and doc.touches(at)):
            q.currency, q.first, q.form = CURRENCY_CODES[code], at - 1, "money"
    elif at > floor and doc.words[at - 1] in LETTERS_OF_MONEY and doc.touches(at) and not q.is_words and _large(doc, q):
        q.currency, q.first, q.form = LETTERS_OF_MONEY[doc.words[at - 1]], at - 1, "money"
    elif at > floor + 1 and low[at - 1] == "." and low[at - 2] == "rs" and doc.touches(at - 1):
        q.currency, q.first, q.form = "INR", at - 2, "money"
    elif (
        q.last < doc.limit
        and words[q.last] in CURRENCY_SIGNS
        and words[q.last] in "€$£"
        and doc.touches(q.last)
        and not (q.last + 1 < doc.limit and doc.touches(q.last + 1) and words[q.last + 1][0].isdecimal())
    ):
        q.currency, q.last, q.form = CURRENCY_SIGNS[words[q.last]], q.last + 1, "money"
    elif q.last < doc.limit and (
        low[q.last] in CURRENCY_NOUNS or low[q.last] in BEFORE_MONEY or low[q.last] in HYPHENS
    ):
        _money_noun(doc, q)
    _sign(doc, q, floor)


BEFORE_MONEY = NATIONS_OF_MONEY | {"hong", "new", "sri", "south", "saudi"}


def _money_noun(doc: Document, q: Quantity) -> None:
    """The noun of a currency behind a numeral, with whose it is: "12 euros", "5p", "7,199 Chinese yuan"."""
    low = doc.low
    stop = q.last
    if (
        stop + 1 < doc.limit
        and low[stop] in HYPHENS
        and doc.touches(stop)
        and low[stop + 1] in ("pound", "dollar", "euro")
    ):
        stop += 1
    if low[stop] in BEFORE_MONEY:
        if low[stop] not in NATIONS_OF_MONEY or (stop + 1 < doc.limit and low[stop + 1] in NATIONS_OF_MONEY):
            stop += 1
        if stop + 1 < doc.limit and low[stop] in NATIONS_OF_MONEY:
            noun = low[stop + 1]
            noun = PLURALS_OF_MONEY.get(noun, noun.removesuffix("s"))
            code = NATIONAL_MONEY.get(noun, {}).get(low[stop])
            if code is not None:
                q.currency, q.form, q.last = code, "money", stop + 2
        return
    if low[stop] in CURRENCY_NOUNS:
        noun = low[stop]
        if noun in ("p", "c") and (q.is_words or not doc.touches(stop) or doc.words[stop].isupper()):
            return
        if noun == "pound" and low[stop + 1 : stop + 2] == ["-"]:
            return  # "275 pound-feet"
        if noun in ("pounds", "pound") and stop + 1 < doc.limit and low[stop + 1] == "of" and (q.value or 0) < 1000:
            return  # 12 pounds of flour
        q.currency = CURRENCY_NOUNS[noun]
        around = doc.text[max(0, doc.start[q.core] - 2000) : doc.start[q.core] + 2000]
        if noun in ("c", "cent", "cents") and "€" in around and "$" not in around:
            q.currency = "EUR"
        q.form, q.last = "money", stop + 1
        if noun in HUNDREDTHS and q.value is not None:
            q.value = plain(Decimal(repr(q.value)) / 100)


def _sign(doc: Document, q: Quantity, floor: int) -> None:
    """A sign before the numeral, or "minus"."""
    low, words = doc.low, doc.words
    at = q.first
    if (
        at > floor
        and words[at - 1] in ("+", "-", "−", "–")
        and doc.touches(at)
        and not (at >= 2 and doc.touches(at - 1) and (words[at - 2][0].isalnum() or words[at - 2] in "£$€%)"))
    ):
        block = doc.blocks[doc.sentences[doc.sentence_of(at)].block]
        if (
            at - 1 == block.first
            and block.kind == "bullet"
            and words[at - 1] == "-"
            and doc.start[at] > doc.end[at - 1]
        ):
            return
        q.sign = 1 if words[at - 1] == "+" else -1
        q.first = at - 1
    elif at > floor and low[at - 1] in ("minus", "plus") and not q.is_words and (at < 2 or not is_number(doc, at - 2)):
        if low[at - 1] == "minus":
            q.sign, q.first = -1, at - 1


def _large(doc: Document, q: Quantity) -> bool:
    """Whether a number is written like an amount: with thousands or a scale word ("R2 415", "P2.31 billion"), unlike "R22"."""
    return q.core_end - q.core > 1 or "," in doc.words[q.core]
