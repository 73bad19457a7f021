"""The seventh stage: the place that a figure holds for, as the text names it."""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re

from helpers.mentions.layout import Document
from helpers.mentions.lexicon import words
from helpers.mentions.model import FIGURE_KINDS, Quantity

__all__ = ["attach_places"]

NAMES = (
    "England, Wales and Northern Ireland|England and Wales|Scotland and Northern Ireland|England|Scotland|Wales|Northern Ireland|United Kingdom|Great Britain|Britain|"
    "Republic of Ireland|Ireland|United States|European Union|Europe|North America|South America|Latin America|Africa|Asia|Australia|New Zealand|Canada|India|China|"
    "Japan|Germany|France|Spain|Italy|Portugal|Netherlands|Belgium|Switzerland|Austria|Sweden|Norway|Denmark|Finland|Poland|Hungary|Czech Republic|Greece|Turkey|Russia|"
    "Ukraine|Brazil|Mexico|Argentina|Chile|Colombia|South Africa|Nigeria|Kenya|Ghana|Ethiopia|Egypt|Israel|Gaza|Saudi Arabia|Iran|Iraq|Afghanistan|Pakistan|Bangladesh|"
    "Sri Lanka|Nepal|Indonesia|Malaysia|Singapore|Philippines|Vietnam|Thailand|South Korea|North Korea|Hong Kong|Taiwan|London|Greater London|Greater Manchester|Manchester|"
    "Birmingham|Liverpool|Leeds|Sheffield|Bristol|Newcastle|Nottingham|Leicester|Edinburgh|Glasgow|Aberdeen|Dundee|Cardiff|Swansea|Belfast|Dublin|Cork|Galway|Limerick|"
    "Cornwall|Devon|Dorset|Somerset|Kent|Sussex|Surrey|Essex|Suffolk|Norfolk|Hampshire|Isle of Wight|Lincolnshire|Yorkshire|West Yorkshire|South Yorkshire|North Yorkshire|"
    "Lancashire|Cumbria|Merseyside|Cheshire|Derbyshire|Staffordshire|Shropshire|Warwickshire|Worcestershire|Gloucestershire|Oxfordshire|Cambridgeshire|Hertfordshire|"
    "Bedfordshire|Buckinghamshire|Berkshire|Wiltshire|Northumberland|Durham|West Midlands|East Midlands|North East|North West|South East|South West|East of England|"
    "New York|California|Texas|Florida|Illinois|Ohio|Michigan|Pennsylvania|Georgia|Virginia|Washington|Massachusetts|New Jersey|Ontario|Quebec|British Columbia|Alberta|"
    "New South Wales|Victoria|Queensland|Western Australia|South Australia|Tasmania|Northern Territory"
)


def _by_initial(names: list[str]) -> str:
    """Alternatives grouped by their first letter, in their order: a word then meets 26 of them instead of all."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name[0], []).append(name[1:])
    return "|".join(f"{initial}(?:{'|'.join(rest)})" for initial, rest in groups.items())


PLACE = re.compile(
    rf"\b(?:(?:{_by_initial(NAMES.split('|'))})\b|the (UK|US|EU)\b|(UK|U\.S\.|USA|EU)\b(?!['’]s most)|(worldwide|globally|nationwide|nationally|across the country)\b)"
)
IN_PLACE = re.compile(
    r"\b(?:in|across|throughout|around|within|for|of) (?:the )?((?:[A-Z][a-z]+(?: (?:and|of|upon|on|&) (?=[A-Z]))?[ -]?){1,4}(?:County|Island|Islands|City|Region|Valley|Coast)?)(?=[\s,.;:)’']|$)"
)
COUNTRIES = frozenset(
    {"UK", "England and Wales", "England", "Scotland", "Wales", "US", "Canada", "Australia", "Ireland", "India"}
)
OFFICE = re.compile(
    r"(?:Department|Ministry|Minister|Secretary|Office|Board|Institute|Bureau|Bank|University|College|Council|House|Commission)\s$"
)
NOT_PLACES = words(
    "January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday Freedom Information Commons Lords Parliament Christmas Easter "
    "Covid Section Act Police Government Home Office Department Ministry Council Labour Conservative Child "
    "Children Crime Health National Royal Internet Facebook Instagram Snapchat Twitter Google Mr Mrs Ms Dr Sir "
    "The This That These Those He She It They We State"
)


def attach_places(doc: Document, quantities: list[Quantity]) -> None:
    """Sets ``geography`` of reported figures: the place in the clause, else the one that the data set was given."""
    by_sentence: dict[int, list[Quantity]] = {}
    for q in quantities:
        if q.kind in FIGURE_KINDS:
            by_sentence.setdefault(q.sentence, []).append(q)
    focus: str | None = None
    main = _first_place(doc)
    for index in sorted(by_sentence):
        sentence = doc.sentences[index]
        begin, end = doc.start[sentence.first], doc.end[sentence.last - 1]
        found = _places(doc.text, begin, end)
        members = by_sentence[index]
        for q in members:
            if q.geography is not None:
                continue
            if not found:
                q.geography = focus or main
                continue
            position = doc.start[q.first]
            q.geography = min(
                found,
                key=lambda place: (
                    abs(place[0] - position) if place[0] > position else 1.5 * (position - place[0]),
                    place[0],
                ),
            )[1]
        if found:
            wide = [place for place in found if place[1] in COUNTRIES]
            if wide or focus is None:
                focus = (wide or found)[0][1]


def _places(text: str, begin: int, end: int) -> list[tuple[int, str]]:
    found = [(m.start(), m[1] or m[2] or m[3] or m[0]) for m in PLACE.finditer(text, begin, end)]
    taken = {at for at, _ in found}
    for m in IN_PLACE.finditer(text, begin, end):
        name = m[1].strip(" -")
        words = name.replace("-", " ").split()
        if (
            any(w in NOT_PLACES for w in words)
            or not words
            or OFFICE.search(text, max(begin, m.start() - 14), m.start() + 1)
        ):
            continue
        if any(abs(at - m.start(1)) < len(name) + 1 for at in taken):
            continue
        found.append((m.start(1), name))
    found.sort()
    return found


def _first_place(doc: Document) -> str | None:
    """The first place named in the opening of the text."""
    stop = doc.end[min(len(doc.words), 140) - 1] if doc.words else 0
    m = PLACE.search(doc.text, 0, stop)
    return None if m is None else m[1] or m[2] or m[3] or m[0]
