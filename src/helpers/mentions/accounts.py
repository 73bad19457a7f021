"""Accounts of one event or person that no single phrase gives away: court reports, police releases, a patient's story.

Each sentence is weighed by signs that general English has for telling rather than counting: somebody is arrested, pleads or is
sentenced; officers stop a car; "the two men"; "his" and "her"; "a claimant, who". A sentence that counts (per cent, totals, large
numbers, averages) weighs nothing and stops the account. What the sentences around tell decides with the sentence itself, so that
no rule needs to know the text.
"""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re

from helpers.mentions.layout import Block, Document
from helpers.mentions.lexicon import words
from helpers.mentions.model import Quantity

__all__ = ["spread_accounts"]

REACH = 3
"""How many sentences an account is looked for to either side."""
ENOUGH = 3
"""Weight of the sentence (counted twice) and of those around it that makes an account."""

ROLES = (
    "man|woman|boy|girl|teenager|youth|child|baby|toddler|pensioner|driver|motorist|cyclist|pedestrian|passenger|victim|suspect|student|pupil|mother|father|grandmother"
    "|grandfather|son|daughter|brother|sister|wife|husband|widow|nurse|teacher|soldier|doctor|worker|patient|resident|defendant|offender|burglar|robber|thief|gunman"
    "|attacker|claimant|customer|caller|tenant|couple|pair|family|trader|farmer|gardener|builder|landlord|director|employee|accused|householder|trio|gang|mum|dad"
    "|fraudster|conman|conwoman|dealer|user|lodger|carer|businessman|businesswoman|accountant|shopkeeper|volunteer|survivor|friend|neighbour|neighbor|partner|crook"
)
ANYONE = frozenset(ROLES.split("|")) | words("motherof fatherof")
# Steps of a prosecution, as they are told of somebody; "were" is left out where many may be meant.
COURT = re.compile(
    r"\b(?:pleaded|pled) (?:not )?guilty|\b(?:guilty|not guilty) (?:plea|to)\b|\b(?:he|she|who|[A-Z][a-z]+|pair|duo|couple|man|woman|accused|driver|suspect|defendant),? (?:\w+ )?(?:was|has been|had been|is|pair were|accused were|couple were) (?:\w+ )?(?:arrested|charged|jailed|sentenced|convicted|remanded|detained|bailed|prosecuted|disqualified|fined|indicted|extradited|released on)\b"
    r"|\b[Tt]he (?:drivers|men|women|boys|girls|suspects|teenagers|brothers|occupants|robbers|burglars) were (?:\w+ )?(?:arrested|charged|jailed|sentenced|detained)\b"
    r"|\b(?:taken into custody|behind bars|locked (?:him|her|them) up|avoided (?:prison|jail|a jail)|spared (?:jail|prison)|suspended sentence|community (?:service )?order|unpaid work|in mitigation|prosecuting|defending|victim surcharge|restraining order)\b"
    r"|\b(?:[Jj]ailing|[Ss]entencing|[Ff]ining) (?:him|her|them|[A-Z][a-z]+)\b|\bJudge [A-Z]|\b[Aa] (?:judge|court|jury|tribunal|inquest) (?:has |had )?(?:heard|ruled|blasted|branded|told|was told|found|ordered|awarded|sentenced|jailed)\b"
    r"|\b(?:the|[Tt]he) (?:prosecutor|jury|magistrates?|coroner|inquest|judge) (?:heard|was told|said|told|ruled|found|accepted|recorded)\b|\b(?:faces?|facing) (?:a |the |\w+ )?(?:\w+ )?(?:charges?|counts?|offen[cs]es?)\b|\bcounts? of\b|\bcharged with\b",
)
SCENE = re.compile(
    r"\b(?:officers?|police|troopers?|deputies|detectives?|firefighters|crews?|paramedics?|rescuers|gunmen|gunman|medics|investigators)\b (?:[\w-]+ ){0,9}?(?:were called|was called|responded|stopped|attended|arrived|seized|recovered|located|pulled over|attempted|initiated|shot|fired|found|arrested|noticed|observed|spotted|chased|pursued|opened|raided|searched|discovered)\b"
    r"|\b(?:at|from|to|of) the scene\b|\b(?:pulled over|pleaded for|opened fire|rushed to|pronounced dead|taken to hospital|was airlifted|traffic stop|no one was (?:injured|hurt)|nobody was (?:injured|hurt))\b",
    re.IGNORECASE,
)
# A person without a name: "a claimant, who", "A mother of two told us", "the couple, from Leeds, had".
SOMEBODY = re.compile(
    rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he) (?:[\w’'-]+ ){{0,4}}?(?:{ROLES})(?:[- ]?of[- ]?\w+)?(?:,? who\b|, (?:from|in|of|named|aged)\b|,? (?:at|in|from) [\w’' -]{{2,40}}? (?:waited|died|was|had|lost|paid|told)\b| (?:had |has |was |were )?(?:told us|told the|lost|paid|waited|died|swindled|stole|bought|sued|fled|escaped|claimed|admitted|denied|crashed|fell|never|since|ended up|posed)\b)",
)
SMALL_GROUP = re.compile(
    r"\b(?:[Aa]ll|[Tt]he|[Bb]oth|[Ee]ach|[Tt]hose|[Tt]hese) (?:of the )?(?:two |three |four |five |six )?(?:stolen |young |other |teenage |armed )?(?:men|women|boys|girls|drivers?|suspects?|teenagers|accused|victims|brothers|sisters|occupants|passengers|vehicles|cars|offenders|robbers|burglars|children)\b"
    r" (?:\w+ )?(?:were|was|had|have|then|fled|face|admitted|denied|inside|in the|recovered|stopped|arrested|from|aged|who)\b"
    r"|\b(?:[Tt]wo|[Tt]hree|[Ff]our) (?:[\w-]+ )?(?:men|women|boys|girls|drivers|suspects|teenagers|brothers|sisters|people|vehicles|cars|occupants)\b (?:\w+ ){0,3}?(?:inside|in the (?:vehicle|car|van|house|flat)|were (?:\w+ )?(?:arrested|taken|stopped|charged|detained|found|rescued|inside|treated|seen)|fled|escaped|face)\b"
    r"|\b(?:[Oo]ne|[Tt]wo|[Tt]hree|[Bb]oth) of (?:them|the (?:men|women|boys|girls|suspects)) (?:fled|escaped|was|were|died|had|ran|denied|admitted)\b",
)
PRONOUN = re.compile(r"\b(?:he|she|his|him|her|hers|himself|herself)\b", re.IGNORECASE)
# Who speaks for a body says "he added" too, and nothing is told of them.
OFFICIAL = re.compile(
    r"\b(?:minister|secretary|chief|director of|director (?:said|says|added)|chair(?:man|woman|person)?|head of|commissioner|president|professor|mp|councillor|cllr|spokes\w+|ceo|executive|manager|superintendent|governor|senator|mayor|analyst|economist|dr|sir|founder|leader|researchers?|author|campaigner|bank|shares|company|firm)\b",
    re.IGNORECASE,
)
SPEAKS = re.compile(
    r"\b(?:he|she) (?:also )?(?:said|says|added|adds|told|explained|expects?|expected|warned|urged)\b", re.I
)
# A first name or surname as the subject of a deed of daily life: "Sarah waited 14 months", "When Mark lost his job".
NAMED = re.compile(
    r"(?:^|[.“\"‘] ?|\b(?:[Ww]hen|[Aa]fter|[Bb]efore|[Bb]ut|[Aa]nd|[Aa]s) )[A-Z][a-z]+(?:,[^,]{3,40},| [A-Z][a-z]+)? (?:was handed|was given|was ordered|was told|was diagnosed|was charged|waited|lost|lives|lived|paid|owed|owes|stole|fell behind|spent|moved in|moved to|suffered|died|fled|used the|targeted|admitted|denied|said (?:his|her)|hid|borrowed|posed)\b"
)
COUNTS = re.compile(
    r"%|\bper cent\b|\bpercent\b|\b(?:figures|statistics|survey|overall|nationally|nationwide|statewide|on average|average|the number of|compared (?:with|to)|proportion|annual|year ending|each year|every year|per year|a year on year"
    r"|(?:in|for|during) (?:19|20)\d\d(?:[-/]\d\d)?\b(?! when)|according to (?:the )?(?:figures|data|report)|in total|tens of thousands|hundreds of|thousands of people|the total|in all)\b",
    re.IGNORECASE,
)
EXIST = re.compile(r"\b(?:there (?:were|are|was|is|have been|has been)|a total of)\b", re.IGNORECASE)
COUNT_FORMS = frozenset({"percent", "points", "fraction", "in", "of", "rate", "fold", "basis"})
HEADING = 12
LONGEST_LIST = 15
BULLETS = frozenset("·•*-–▪●o◦")
LARGE, LARGE_SUM = 50, 5_000_000


def _counts(text: str, numbers: list[Quantity]) -> bool:
    """Whether a sentence counts many: then no account goes through it."""
    if COUNTS.search(text):
        return True
    for q in numbers:
        if q.form in COUNT_FORMS:
            return True
        if isinstance(q.value, int | float):
            if q.form == "count" and q.value >= LARGE:
                return True
            if q.form == "money" and q.value >= LARGE_SUM:
                return True
    return False


def _is_heading(doc: Document, block: Block, numbers: list[Quantity]) -> bool:
    """A short line without a full stop that counts nothing, and is no item of a list."""
    if block.kind != "line" or block.last - block.first > HEADING or not doc.words[block.first][0].isalnum():
        return False
    return doc.words[block.last - 1] not in (".", "!", "?", ":", "”", '"') and all(
        q.form in ("name", "number") for q in numbers
    )


def _weight(text: str, low: list[str], official: bool) -> int:
    """How much a sentence tells of somebody: 0, 1 or 2."""
    weight = 0
    if COURT.search(text):
        weight += 2
    if SCENE.search(text):
        weight += 1
    if SMALL_GROUP.search(text):
        weight += 1
    if not official and not ANYONE.isdisjoint(low) and SOMEBODY.search(text):
        weight += 2
    pronoun = not official and PRONOUN.search(text) is not None and not SPEAKS.search(text)
    if pronoun:
        weight += 1
    if not official and NAMED.search(text):
        weight += 2 if pronoun else 1
    return min(weight, 2)


def spread_accounts(doc: Document, flags: list[int], counted: dict[int, list[Quantity]], furniture: list[bool]) -> None:
    """Marks further sentences of accounts in ``flags``, which holds those that `cases` found."""
    sentences = doc.sentences
    n = len(sentences)
    weights: dict[int, int] = {}

    def weigh(i: int) -> int:
        """Weight of a sentence, -1 where the account cannot go on."""
        found = weights.get(i)
        if found is not None:
            return found
        s = sentences[i]
        block = doc.blocks[s.block]
        if furniture[s.block] or block.kind == "row":
            found = -1
        elif not flags[i] and _is_heading(doc, block, counted.get(i, [])):
            found = -1  # something else begins
        else:
            text = doc.text[doc.start[s.first] : min(doc.end[s.last - 1], doc.start[s.first] + 1200)]
            if _counts(text, counted.get(i, [])):
                found = 2 if flags[i] else -1
            elif flags[i]:
                found = 2
            else:
                found = _weight(text, doc.low[s.first : s.last], OFFICIAL.search(text) is not None)
                if not found and counted.get(i) and EXIST.search(text):
                    found = -1  # "There were nine crashes": counted, not told
        weights[i] = found
        return found

    told = []
    for i in counted:
        if flags[i]:
            continue
        own = weigh(i)
        if own < 0:
            continue
        around, sides = 0, 0
        for step in (-1, 1):
            side = 0
            at, steps = i + step, 0
            while 0 <= at < n and steps < REACH and abs(at - i) <= LONGEST_LIST:
                other = weigh(at)
                if other < 0:
                    break
                side += other
                if other or doc.words[sentences[at].first][0] not in BULLETS:
                    steps += 1  # the items of a list of charges stand between, not apart
                at += step
            around += side
            sides += side > 0
        if (own and 2 * own + around >= ENOUGH) or (not own and sides == 2 and around >= ENOUGH + 1) or around >= 4:
            told.append(i)
    for i in told:
        flags[i] = 2
