"""Which sentences tell the story of one person or one event.

Numbers in such an account never enter a table, so a sentence is taken for one at the least strong sign: an age given after a name, "a
13-year-old girl", "was jailed for", "in one case". The account goes on through the paragraph, and into the next where a pronoun ties
it to the same person, until the text counts again ("in total", "figures show").
"""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re

from helpers.mentions.accounts import spread_accounts
from helpers.mentions.layout import Document
from helpers.mentions.lexicon import SINGULAR_PERSON, words
from helpers.mentions.model import Quantity

__all__ = ["case_sentences"]

# One of these stands in every sentence that opens an account (ages after names and "13-year-old" apart).
HINTS = SINGULAR_PERSON | words(
    "case cases incident scenario example instance attack episode crash raid another inquest coroner court jury judge pleaded "
    "admitted guilty jailed sentenced imprisoned convicted remanded charged cautioned acquitted fined stabbed shot murdered "
    "killed killing airlifted rescued evicted pronounced life body died treated appeared changed dead injured injuring hurt "
    "wounded missing trapped evacuated stranded left claimed given handed gets got faces aged his her one user caller client customer couple family reader member "
    "householder survivor claimant respondent parent landlord trader shopkeeper employee name"
)
PERSON = "|".join(
    sorted(
        (SINGULAR_PERSON - {"officer", "worker", "lorry", "patient", "resident", "victim", "nurse", "doctor"}),
        key=len,
        reverse=True,
    )
)
OPENING = re.compile(
    r"\b(?:in (?:one|another|a third|a second|a separate|a further|a similar|one such|one typical|one recent|the worst) (?:\w+ )?(?:case|incident|scenario|example|instance|attack|episode|crash|raid)"
    r"|one (?:such|typical) case|case study|to take one example|in another, an?\b|in one, an?\b"
    r"|an? inquest|the inquest|the coroner(?!['’])|the court heard|the jury|the judge|crown court|magistrates.? court|pleaded guilty|pleaded not guilty|admitted (?:charges?|causing|murder|manslaughter|theft|fraud|stealing|polluting|breach)"
    r"|found guilty|was (?:jailed|sentenced|imprisoned|convicted|remanded|charged|cautioned|acquitted|fined|stabbed|shot|murdered|killed when|found dead|pronounced dead|airlifted|rescued by|evicted)"
    r"|were (?:each |both )?(?:jailed|sentenced to|found dead|pronounced dead|airlifted|given (?:a |an )?(?:\d+|suspended|life|prison|community)|handed)"
    r"|(?:given|handed|gets|got|faces) (?:(?:\w+|\d+)[- ])(?:years?|months?)(?! (?:ago|earlier|later))|one [a-z]+, (?=[A-Z])|aged \d\d? and \d\d?, (?:were|was|have|had|are|who)"
    r"|sentenced (?:an?|the|him|her|them) |jailed for|life imprisonment|found dead|his body|her body|died (?:when|after|at the scene|in hospital)|was treated for|due in court|appeared in court|life sentence"
    r"|one (?:of them|victim|woman|man|mother|father|patient|driver|motorist|user|girl|boy|caller|client|customer|tenant|family|couple|resident|farmer|pensioner|student|pupil|teacher|nurse|employee|worker|reader|householder|passenger|survivor|claimant|respondent|parent|teenager|landlord|trader|shopkeeper),? (?:who|was|had|told|said|says|described|lost|paid|from|in|aged|has|recalled|wrote|spent|waited|received|died|whose|named|were|reported)"
    r"|(?:his|her) (?:arrest|trial|sentence|conviction|laptop|computer|devices?|bail|guilty plea)|name (?:has been )?changed|not (?:her|his|their) real name)\b",
    re.IGNORECASE,
)
INDEFINITE = re.compile(
    rf"\ban? (?:[a-z-]+ ){{0,3}}(?:{PERSON})\b(?! (?:and|or) (?:girl|woman|boy|child))(?:,| who| was| told| said| had| has| from| in (?:her|his)| living| died| lost| lay| of [A-Z])",
    re.IGNORECASE,
)
# These may speak for many ("a patient waits"); a pronoun beside them makes it one.
TENTATIVE = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne) (?:[a-z-]+ ){0,2}(?:resident|victim|patient|nurse|doctor|officer|worker|client|customer|user|tenant|caller|claimant|member|reader|farmer|trader)\b(?: of [A-Z]\w+(?: \w+)?)?,? (?:said|told|had|has|was|described|recalled|lost|paid|aged|from|who)\b"
)
STORY_VERB = re.compile(
    r"\b(?:told|said|says|was|were|had|lost|paid|died|lay|fell|sent|found|moved|waited|spent|bought|received|arrested|stopped|drove|arrived|left|went|came|tried|became|lived|recalled|explained|posed|owed|escaped|lied)\b",
    re.IGNORECASE,
)
# An official speaks in the indefinite too ("a spokeswoman said"), and a general "a child" is nobody's story.
OFFICIAL = re.compile(
    r"\ban? (?:[a-z-]+ ){0,3}(?:spokes(?:wo)?man|spokesperson|official|investigator|analyst|economist|minister|professor|report|study|survey|review|union|source|campaigner)\b",
    re.IGNORECASE,
)
AGGREGATE = re.compile(
    r"\b(?:figures|statistics|data|survey|report (?:found|shows|says)|study|according to|in total|overall|nationally|nationwide|across the|on average|average|the number of|compared with|compared to"
    r"|in \d[\d,]* of (?:the |these |those )?(?:cases|instances|incidents|offences)|per cent of|% of|percent of|record(?:ed)? (?:number|high)|year ending|last year there|more than \d[\d,]* (?:people|cases|offences)|the rate|the total|statewide|proportion|estimates?)\b",
    re.IGNORECASE,
)
STRONG_AGGREGATE = re.compile(
    r"\b(?:figures|statistics|data (?:show|from|released)|survey|in total|nationally|nationwide|on average|the number of|compared with|according to (?:the )?(?:figures|data|report|[A-Z]{3,})|year ending|the rate of|proportion of"
    r"|in \d[\d,]* (?:of (?:the )?)?(?:cases|instances|incidents)|each year|every year|a year across|in all,|recorded \d|there (?:were|are|have been) (?:more than |over |about |nearly |almost |around )?\d[\d,]{2,})\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"%|\bper cent\b|\bpercent\b|\b(?:19|20)\d\d\b|\bagainst \d", re.IGNORECASE)
PRONOUN = re.compile(r"\b(?:he|she|his|her|him|hers|herself|himself)\b", re.IGNORECASE)
PRONOUN_OPENING = re.compile(
    r"[“\"‘'(\s]*(?:(?:when|after|before|while|following|despite|during|since|because|at|in|on|by|but|and|now|then|later|once|two|three) (?:[\w'’-]+ ){0,5})?(?:he|she|his|her|the (?:man|woman|girl|boy|teenager|teen|child|couple|family|suspect|victim|defendant|driver|pair|mother|father|daughter|son|accused|judge|court|coroner|jury|baby|student|pensioner|patient|attacker|gunman|widow|inquest|prosecutor|\d+-year-old))\b",
    re.IGNORECASE,
)
SUSPECT = re.compile(
    r"\bthe (?:suspect|defendant|accused|man|woman|girl|boy|teenager|attacker|victim|couple|family|gunman|driver|mother|baby)(?:'s|’s)? (?:was|were|had|has|is|told|said|died|then|later|admitted|claimed|denied|sent|used|met|fled)",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"\b(?:killed|died|dead|injured|hurt|wounded|missing|trapped|evacuated|rescued|stranded)\b.{0,80}\b(?:when (?:a|an|the|fire|gunmen|two)|after (?:a|an|the|fire|two) |in an? (?:[\w-]+ ){0,3}(?:crash|collision|fire|blaze|explosion|attack|shooting|stabbing|accident|bombing|pile-?up|landslide|blast|lorry|incident|derailment|ambush|raid|avalanche|flood|stampede)\b|(?:as|when) gunmen)",
    re.IGNORECASE,
)
# What an account has introduced and a later paragraph takes up again.
SCENE = re.compile(
    r"\b(?:the|his|her|their) (?:knife|weapon|gun|attack|attacker|shop|house|flat|crash|collision|fire|blaze|scene|incident|accused|boy|girl|pair|trio|gang|body|vehicle|car|lorry|driver|victim|boys|robbery|raid|stabbing|shooting)\b",
    re.IGNORECASE,
)
EXTREME = re.compile(r"\b(?:youngest|oldest|average|most common|commonest|median) ", re.IGNORECASE)
HEADLINE = re.compile(
    r"\b(?:dead|killed|hurt|injured|missing|rescued|stranded|wounded)\b,?(?: \d+ \w+)? (?:as|after|when) (?!\d)(?:an? |the )?\w+"
    r"|\b(?:killed|dead|hurt|injured) in [\w’ -]{2,40}(?:crash|collision|fire|blaze|explosion|attack|shooting|stabbing|pile-?up|blast|raid|accident)\b",
    re.IGNORECASE,
)
EVENT_SUBJECT = re.compile(
    r"\b(?:an? (?:[\w-]+ ){0,3}(?:crash|collision|fire|blaze|explosion|attack|shooting|stabbing|accident|bombing|pile-?up|landslide|blast|derailment|ambush|raid|avalanche|stampede))\b.{0,60}\b(?:killed|killing|injured|injuring|left|wounded|claimed)\b",
    re.IGNORECASE,
)
SPEECH = re.compile(
    r"[”\"’']\s*(?:,?\s*)(?:he|she|the (?:daughter|mother|father|son|couple|man|woman))\s+(?:said|says|told|added|adds|recalled|explains?)\b|\bsays? [A-Z]|\bsaid [A-Z]",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"[“\"‘'][^”\"]{0,300}\b(?:I|we|We|my|My|our|Our)\b")
SPEAKER_TITLE = re.compile(
    r"\b(?:minister|secretary|chief|director|chair(?:man|woman|person)?|head of|commissioner|president|professor|mp|councillor|cllr|spokes\w+|ceo|executive|manager|superintendent|constable|inspector|governor|senator|mayor|deputy|lead|analyst|economist|dr|sir|founder|officer|leader|attorney)\b",
    re.IGNORECASE,
)

# "70 per cent of those who died in hospital": a part of many, whatever follows.
PART_OF_MANY = re.compile(
    r"(?:%|\bper cent|\bpercent|\bquarters?|\bthirds?|\bhalf|\bmost) of (?:those|them|all|people|the (?:people|victims|deaths|cases))\b",
    re.IGNORECASE,
)


def _age_after_name(doc: Document, q: Quantity) -> bool:
    """Such as "Helen Marsh, 52, who", "Man, 34, in court", "Priya*, 26, paid", "John Smith (34)": an age beside a name or a role."""
    if (
        q.form not in ("count", "age")
        or not isinstance(q.value, int)
        or not 0 < q.value <= 110
        or q.last - q.first != 1
        or not doc.words[q.first].isdecimal()
    ):
        return False
    t = q.first
    low, words = doc.low, doc.words
    after = low[q.last] if q.last < len(low) else ""
    if t < 2:
        return False
    if low[t - 1] == "both" and t >= 3 and low[t - 2] == ",":
        return True
    if (low[t - 1] == "," and after in (",", ".", "and", "who", "from", "of", "was", ")", ";", "")) or (
        low[t - 1] == "(" and after == ")"
    ):
        at = t - 2
        if words[at] == "*":
            at -= 1
        if words[at] == "." and at >= 2 and len(words[at - 1]) == 1 and words[at - 1].isupper():
            at -= 1  # "Jens K., 38"
        word = words[at]
        if low[t - 1] == "(":
            return (
                at >= 1
                and word[0].isupper()
                and words[at - 1][0].isupper()
                and word.isalpha()
                and not word.isupper()
                and q.value >= 3
                and low[at] not in ("forces",)
            )
        if not word[:1].isalpha():
            return False
        if word[0].isupper() and not word.isupper():
            # a date ("March, 12") or a list of numbers ("Kent, 34, Essex, 22") is no name
            listed = (
                after == ","
                and q.last + 2 < len(words)
                and words[q.last + 1][0].isupper()
                and words[q.last + 2] in (",", "(")
            )
            return not listed and (
                at == 0
                or words[at - 1][0].isupper()
                or low[at] in SINGULAR_PERSON
                or not words[at - 1][0].isalnum()
                or low[at - 1]
                in (
                    "and",
                    "son",
                    "daughter",
                    "wife",
                    "husband",
                    "sister",
                    "brother",
                    "mother",
                    "father",
                    "with",
                    "of",
                    "told",
                    "by",
                    "named",
                    "like",
                    "says",
                    "said",
                    "added",
                    "explains",
                    "recalls",
                )
            )
        return low[at] in SINGULAR_PERSON or (low[at] in ("two", "three", "four", "one") and low[at - 1] == "of")
    return False


def case_sentences(doc: Document, quantities: list[Quantity], furniture: list[bool]) -> list[int]:
    """One mark for each sentence: 2 inside the account of a person, 1 inside that of an event, 0 elsewhere."""
    sentences = doc.sentences
    flags = [0] * len(sentences)
    counted: dict[int, list[Quantity]] = {}
    for q in quantities:
        counted.setdefault(q.sentence, []).append(q)
    strong: list[int] = []
    texts = [doc.text[doc.start[s.first] : min(doc.end[s.last - 1], doc.start[s.first] + 2500)] for s in sentences]
    # an account without a number in it or soon behind it has nothing to mark
    near = [False] * len(sentences)
    for i in counted:
        for k in range(max(0, i - 6), min(len(sentences), i + 4)):
            near[k] = True
    for i, sentence in enumerate(sentences):
        if not near[i] or furniture[sentence.block] or doc.blocks[sentence.block].kind == "row":
            strong.append(0)
            continue
        numbers = counted.get(i, [])
        hinted = not HINTS.isdisjoint(doc.low[sentence.first : sentence.last])
        strong.append(_opens(doc, texts[i], numbers, hinted) if hinted or numbers else 0)
    previous_block = -1
    active = 0
    for i, sentence in enumerate(sentences):
        block = doc.blocks[sentence.block]
        if not near[i] or furniture[sentence.block] or block.kind == "row":
            active = 0
            continue
        text = texts[i]
        same_block = sentence.block == previous_block
        previous_block = sentence.block
        if strong[i]:
            active = flags[i] = strong[i]
            if same_block and SUSPECT.search(text):
                # the sentences before told of the same event
                j = i - 1
                while (
                    j >= max(0, i - 6)
                    and sentences[j].block == sentence.block
                    and not STRONG_AGGREGATE.search(texts[j])
                ):
                    flags[j] = flags[j] or strong[i]
                    j -= 1
            continue
        if not active:
            if (
                same_block
                and strong[i] == 0
                and not HINTS.isdisjoint(doc.low[sentence.first : sentence.last])
                and SUSPECT.search(text)
                and i > 0
                and not AGGREGATE.search(texts[i - 1])
            ):
                active = flags[i] = 2
                for j in range(i - 1, max(-1, i - 5), -1):
                    if sentences[j].block != sentence.block or STRONG_AGGREGATE.search(texts[j]):
                        break
                    flags[j] = 2
            continue
        if STRONG_AGGREGATE.search(text):
            active = 0
            continue
        if same_block:
            if (AGGREGATE.search(text) and not PRONOUN.search(text)) or (active == 1 and COUNTED.search(text)):
                active = 0
                continue
            flags[i] = active
            if SUSPECT.search(text):
                # the paragraph began with the same case, before its person was named
                for j in range(i - 1, max(-1, i - 5), -1):
                    if sentences[j].block != sentence.block or STRONG_AGGREGATE.search(texts[j]):
                        break
                    flags[j] = flags[j] or active
            continue
        # a new paragraph: only a pronoun, or the words of the person, carry the account on
        if block.kind == "line" and block.last - block.first <= 12:
            active = 0
            continue
        carries = (
            PRONOUN_OPENING.match(text) is not None
            or SCENE.search(text) is not None
            or (
                FIRST_PERSON.match(text) is not None
                and PRONOUN.search(text) is not None
                and not SPEAKER_TITLE.search(text)
            )
        )
        if (
            carries
            and not AGGREGATE.search(text)
            and not (SPEAKER_TITLE.search(text) and re.search(r"\b(?:said|says|added|told)\b", text))
        ):
            flags[i] = active
        else:
            active = 0
    spread_accounts(doc, flags, counted, furniture)
    return flags


def _opens(doc: Document, text: str, counted: list[Quantity], hinted: bool) -> int:
    """Whether a sentence begins the account of a person (2) or an event (1)."""
    for q in counted:
        if _age_after_name(doc, q):
            q.tags.add("name age")
            return 2
        if q.form == "age" and q.note == "singular" and not EXTREME.search(text) and _one_person(doc, q):
            return 2
        if q.form == "age" and q.high is None and doc.low[q.first] == "aged" and _aged_one(doc, q, text):
            return 2
    if not hinted or (not PRONOUN.search(text) and PART_OF_MANY.search(text)):
        return 0
    if not counted:
        # sentences without numbers may still open an account that later ones fill
        return 2 if _opening(text) and not AGGREGATE.search(text) else 0
    if (
        EVENT.search(text)
        or EVENT_SUBJECT.search(text)
        or (len(text) < 110 and text[-1:] not in ".!?" and HEADLINE.search(text))
    ):
        return 0 if STRONG_AGGREGATE.search(text) else 1
    if not _opening(text) or (STRONG_AGGREGATE.search(text) and not PRONOUN.search(text)):
        return 0
    return 2 if PRONOUN.search(text) or INDEFINITE.search(text) else 1


def _aged_one(doc: Document, q: Quantity, text: str) -> bool:
    """Such as "a care worker aged 41", "his son, aged 12": a person before the age, and a pronoun or article for one."""
    before = doc.low[max(0, q.first - 5) : q.first]
    one = bool(SINGULAR_PERSON & set(before)) or (q.first > 0 and doc.words[q.first - 1][0].isupper())
    if {"under", "over", "older", "above", "below", "younger", "up"} & set(doc.low[q.first : q.last]):
        return False
    return (
        one
        and (bool({"a", "an", "his", "her", "the", "one"} & set(before)) or PRONOUN.search(text) is not None)
        and before[-1:] != ["children"]
    )


def _opening(text: str) -> bool:
    found = OPENING.search(text)
    if found is not None:
        return not _many(text, found)
    if TENTATIVE.search(text) and PRONOUN.search(text):
        return True
    found = INDEFINITE.search(text)
    if found is not None and not OFFICIAL.search(text):
        return STORY_VERB.search(text, found.end() - 12) is not None and not re.search(
            r"\b(?:each|every|any|if|should|would|can|could|may|must|means|when) an? (?:[a-z-]+ )?(?:child|man|woman|person|driver|patient|victim)",
            text,
            re.IGNORECASE,
        )
    return False


def _many(text: str, found: re.Match[str]) -> bool:
    """Such as "1,200 people were jailed": a count of people, not an account of one."""
    before = text[max(0, found.start() - 60) : found.start()]
    return (
        re.search(
            r"\b(?:people|offenders|men|women|suspects|drivers|of them|criminals|total|adults|defendants|youths|\d[\d,]{2,})\s*(?:\w+\s){0,3}$",
            before,
            re.IGNORECASE,
        )
        is not None
    )


def _one_person(doc: Document, q: Quantity) -> bool:
    """Such as "a 13-year-old girl", "the 34-year-old": one person, not an age group ("13-year-olds", "11 to 17 year old children")."""
    if q.high is not None or (q.first > 0 and doc.low[q.first - 1] in ("were", "are")):
        return False
    last = doc.low[q.last - 1]
    if last in ("olds",):
        return False
    n = len(doc.low)
    after = doc.low[q.last] if q.last < n else ""
    if last == "old" or last == "s":
        before = doc.low[max(0, q.first - 6) : q.first]
        if after.isalpha() and after in (
            "children",
            "girls",
            "boys",
            "people",
            "pupils",
            "students",
            "men",
            "women",
            "patients",
            "population",
            "age",
            "males",
            "females",
        ):
            return False
        if last == "s":
            return "her" in before or "his" in before
        if not after.isalpha() or after in SINGULAR_PERSON:
            return True
        # "a 12-year-old schoolboy", "a 300-year-old oak"
        span = doc.low[q.last : q.last + 4]
        return (
            bool(set(span) & SINGULAR_PERSON)
            or doc.words[q.last][0].isupper()
            or bool({"was", "who", "told", "said", "had", "from", "of"} & set(span))
        )
    return False
