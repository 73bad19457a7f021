"""Which blocks of a page are not its article: menus, related headlines, adverts, share counters, contact lines.

A block is furniture when it opens with words that only pages say ("Most read:", "Sign up"), when it stands under such a heading, or
when it counts readers rather than facts ("86 comments"). The article resumes at a paragraph that shares its words.
"""

# ruff: noqa: E501 - word lists and patterns stay on one line, and rules that are apart in English stay apart here.

from __future__ import annotations

import re

from helpers.mentions.layout import Block, Document
from helpers.mentions.lexicon import words

__all__ = ["furniture_blocks", "furniture_token"]

# Opens a line of furniture, whatever follows on the line.
LINE = re.compile(
    r"[\W_]*(?:read (?:more|next|also|on)\b|also (?:read|see|on)\b|see also\b|more (?:stories|news|headlines|from|on this|top stories|like this)\b"
    r"|(?:most|top) (?:read|popular|viewed|shared|stories|story|headlines|commented)\b|trending\b|shopping trends|popular (?:now|stories|articles|on)"
    r"|you (?:may|might) (?:also )?(?:like|be interested|enjoy)|don.?t miss\b|sign up\b|subscribe\b|subscriptions?:|log ?in\b|sign in\b|register (?:now|free)"
    r"|join (?:us|over|more than|our|\d[\d,]*) |get (?:the|our|your) (?:latest|free|daily|weekly)|newsletters?\b|advert(?:isement|ise)?\b|sponsored\b|promoted\b"
    r"|share(?:s|d)?(?: this| on|:|\s+\d|$)|\d[\d,.]*k? (?:shares?|comments?|views?|likes?|reactions?|retweets?|followers)\b|comments?(?:\s*\(|:|$| \d)|view (?:all|\d+) comments"
    r"|follow (?:us|on|@)|tags?:|topics?:|filed under|posted by\b|copyright\b|©|\(c\) ?\d|all rights reserved|cookies?\b.{0,40}(?:policy|settings)|privacy policy"
    r"|events?:|upcoming events|(?:latest |current |select |featured )?(?:jobs|vacancies|careers)\b(?!.{0,60}\b(?:rose|fell|were|was|lost)\b)"
    r"|weather:|today.s weather|loading|skip to\b|menu\b|shop(?:ping)?:|offers?:|deal(?:s| of the day):|competition:|win a|quiz:|poll:|podcast:|watch:|listen:|video:|gallery:"
    r"|in pictures|support (?:independent|our|us|quality)|donate\b|download (?:the|our|this|as|pdf)|print this|attachments?:|cite this|elsewhere(?: on|:)|in other news|editor.s picks?"
    r"|from the web|around the web|from our (?:partners|sponsors)|promo code|book (?:now|before|tickets)|tickets (?:from|on sale)|buy (?:now|tickets)|recuriter|recruiter:|salary:|closing date:"
    r"|registered (?:charity|office|in england)|company (?:no|number|registration)|vat (?:no|reg)|file size|page last updated .{0,3}\d+ views|back to top|next (?:article|story)|previous (?:article|story)"
    r"|related (?:stories|articles|news|content|links|topics|reading|posts|items|pages)\b|recommended\b|latest (?:news|stories|headlines|videos)\b|breaking:|live:|coming up:|on tv:|crossword"
    r"|lottery|horoscope|app store|google play|rate this|reading time|\d+ min(?:ute)?s? read|was this (?:page|article)|tel(?:ephone)?\s?:|phone\s?:|fax\s?:|call us\b)",
    re.IGNORECASE,
)
# A heading of this kind, alone on its line, puts what follows under it.
SECTION = re.compile(
    r"[\W_\d]*(?:(?:see )?more (?:latest |top |local |business |world |uk )?(?:news|stories|headlines|articles|latest news)|(?:see more )?more latest news|more from [\w' -]{2,40}|more (?:on|in) [\w' -]{2,40}|more [\w'’ -]{2,30} (?:articles|stories|news|headlines)|more stories on:?.{0,80}"
    r"|related(?: news| stories| articles| content| links| topics| reading| posts| items)?|(?:most|top) (?:read|popular|viewed|shared|stories|commented)(?: on [\w' -]+| in [\w' -]+| today)?"
    r"|trending(?: now)?|popular(?: now| stories| articles)?|recommended(?: for you| reading| stories)?|latest(?: news| stories| headlines| videos| jobs)?|read (?:next|more|also)|also read|you (?:may|might) (?:also )?(?:like|be interested in)"
    r"|(?:select |latest |featured |current |[\w']+ )?(?:jobs|vacancies|careers)|sign up|newsletters?|advertisement|sponsored(?: content| links)?|from the web|around the web|elsewhere on [\w' -]+|in other news"
    r"|editor.s picks?|don.?t miss|comments?|share this(?: story| article| page)?|what.s on|events|promoted stories|in case you missed it|tags|more reading|keep reading|up next|what to read next)[\W_]*",
    re.IGNORECASE,
)
READERS = re.compile(
    r"\d[\d,.]*k?[ -](?:shares?|comments?|views|likes|min(?:ute)?s?[ -]read|reactions|retweets|followers on)\b|\b(?:comments?|shares?|likes|views)\s*[(:]?\s*\d",
    re.IGNORECASE,
)
JOB = re.compile(
    r"(?:£|\$|€)\d[\d,.k]*(?:\s*[-–to]+\s*(?:£|\$|€)?\d[\d,.k]*)?\s*(?:per annum|p\.?a\.?\b|pro rata|a year plus|per hour|plus benefits)|\bpay award pending|\b(?:full|part)[- ]time,? permanent",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"(?:street|road|lane|avenue|house|square|place|drive|way|court|terrace|close|crescent|row|gardens|hill|boulevard|blvd|ave|rd|st|parade|quay|wharf|mews)$",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{5,}")
COMMON = words(
    "their there which would about after could other years people other since these those while where under "
    "first three between before during against"
)


def _content(text: str) -> set[str]:
    return {w.lower()[:6] for w in WORD.findall(text)} - COMMON


def furniture_blocks(doc: Document) -> list[bool]:
    """One flag for each block of the document: True for furniture."""
    text = doc.text
    blocks = doc.blocks
    flags = [False] * len(blocks)
    in_section = False
    topic: set[str] | None = None
    body_words = 0
    total = max(1, len(doc.words))
    for i, block in enumerate(blocks):
        length = block.last - block.first
        raw = text[block.start : min(block.end, block.start + 300)]
        if block.kind == "row":
            in_section = in_section and _few_numbers(block)
            flags[i] = in_section or (LINE.match(raw) is not None and block.table < 0)
            continue
        if block.kind == "line" and length <= 3 and not any(c.isalpha() for c in raw) and _alone(blocks, i):
            flags[i] = True  # "0 0": counters of shares and comments
            continue
        if block.kind == "line" and (body_words < 60 or block.first > total * 0.7) and _menu(raw):
            flags[i] = True
            continue
        line = LINE.match(raw) if length < 60 and _may_open(doc, block) else None
        section = length <= 12 and SECTION.fullmatch(raw.strip()) is not None
        if section and _is_heading_of_body(doc, i):
            section = False
        if section:
            in_section = True
            flags[i] = True
            continue
        if line is not None and not _sentence_like(block, raw, line):
            flags[i] = True
            if (
                block.first > total * 0.6
                and length <= 20
                and block.kind != "bullet"
                and (i + 1 < len(blocks) and blocks[i + 1].kind in ("line", "bullet"))
                and raw.rstrip().endswith(":")
            ):
                in_section = True
            if block.first > total * 0.55 and TAIL.match(raw):
                in_section = True
            follows = blocks[i + 1] if i + 1 < len(blocks) else None
            if block.first > total * 0.7 and follows is not None and follows.kind == "line" and RELATED.match(raw):
                in_section = True
            continue
        if length < 60 and _may_be_job(raw) and JOB.search(raw) is not None:
            flags[i] = True
            continue
        if length <= 14 and any(map(str.isdecimal, raw)) and READERS.search(raw) is not None:
            flags[i] = True
            continue
        if in_section:
            early = body_words < 80 or block.first < total * 0.35
            if early and length >= 15 and (block.kind == "prose" or text[block.end - 1] in ".!?"):
                in_section = False  # a menu above the article ends where sentences begin
            elif block.kind == "prose" and length >= 22:
                if topic is None:
                    topic = _topic(doc, flags, i)
                if len(_content(text[block.start : block.end]) & topic) >= 4:
                    in_section = False
            flags[i] = in_section
            continue
        if block.kind == "prose":
            body_words += length
    return flags


TAIL = re.compile(r"[\W_]*(?:more stories|more from|more news|©|copyright|share|\d[\d,]* shares)", re.IGNORECASE)
RELATED = re.compile(
    r"[\W_]*(?:read (?:more|next|also)|also read|related|most read|trending|top stories)", re.IGNORECASE
)
MENU_GAP = re.compile(r"\s[|›»·•>]\s|\s{3,}")
ALWAYS_FURNITURE = re.compile(
    r"[\W_]*(?:join|sign up|subscribe|don.?t miss|support|get |follow|advertise|register|book|log ?in|skip|read (?:more|next|also)|also read|most read|trending|\d)"
)
GOES_ON = re.compile(r"\s*[a-z]")
# First words of the lines that `LINE` knows: most lines of an article begin otherwise and need no search.
OPENERS = words(
    "read also see more most top trending shopping popular you don't don sign subscribe subscription subscriptions log login "
    "register join get newsletter newsletters advert advertise advertisement sponsored promoted share shares shared comments "
    "comment view follow tags tag topics topic filed posted copyright c all cookie cookies privacy events event upcoming latest "
    "current select featured jobs vacancies careers weather today today's loading skip menu shop offers offer deal deals "
    "competition win quiz poll podcast watch listen video gallery in support donate download print attachment attachments cite "
    "elsewhere editor editor's editors from around promo book tickets buy recuriter recruiter salary closing registered "
    "company vat file page back next previous related recommended breaking live coming on crossword lottery horoscope app google "
    "rate reading was tel telephone phone fax call"
)


def _alone(blocks: list[Block], i: int) -> bool:
    """Whether the lines around are longer: a column of numbers, one to a line, may be a table."""
    near = [blocks[k] for k in (i - 1, i + 1) if 0 <= k < len(blocks)]
    return all(block.last - block.first > 4 for block in near)


def _menu(raw: str) -> bool:
    """Short pieces between bars or angles are a menu or a list of headlines."""
    pieces = MENU_GAP.split(raw)
    return len(pieces) >= 4 and all(len(piece.split()) <= 4 for piece in pieces)


def _may_be_job(raw: str) -> bool:
    """Whether a line has a sign or word without which `JOB`, a slow search, finds nothing."""
    if "£" in raw or "$" in raw or "€" in raw:
        return True
    lowered = raw.lower()
    return "pending" in lowered or "permanent" in lowered


def _may_open(doc: Document, block: Block) -> bool:
    """Whether a block begins like a line of furniture: with one of its words, a digit or a sign."""
    for t in range(block.first, min(block.last, block.first + 4)):
        word = doc.low[t]
        if word[0].isalpha():
            return word in OPENERS or ("'" in word and not OPENERS.isdisjoint(word.split("'")))
        if word[0].isdecimal() or word == "©":
            return True
    return False


def _few_numbers(block: Block) -> bool:
    return len(block.cells) < 3


def _topic(doc: Document, flags: list[bool], before: int) -> set[str]:
    """Words of the article's opening: what an ongoing article will say again."""
    words: set[str] = set()
    taken = 0
    for block, flag in zip(doc.blocks[:before], flags, strict=False):
        if not flag:
            words |= _content(doc.text[block.start : block.end])
            taken += 1
            if taken > 8:
                break
    return words


def _sentence_like(block: Block, raw: str, marker: re.Match[str]) -> bool:
    """Whether a line that opens like furniture is a sentence of the article ("Share prices rose by 4% on Monday.")."""
    if block.last - block.first < 9:
        return False
    rest = raw[marker.end() :]
    if ":" in raw[: marker.end() + 2] or marker[0].strip(" \t").startswith(("©", "Copyright")):
        return False
    word = marker[0].strip().lower()
    if ALWAYS_FURNITURE.match(word):
        return False
    return block.kind == "prose" and GOES_ON.match(rest) is not None


def _is_heading_of_body(doc: Document, i: int) -> bool:
    """Such as "Latest" or "Comments" above long prose of the first half of a text may be a heading of the article."""
    if doc.blocks[i].first > len(doc.words) * 0.4:
        return False
    following = doc.blocks[i + 1 : i + 2]
    return bool(following) and following[0].kind == "prose" and following[0].last - following[0].first > 30


CALLS = words("call ring dial phone text calling dialling texting ringing freephone helpline")
REGISTERS = words("charity company vat registration registered")
BODIES = words("charity company")


def furniture_token(doc: Document, first: int, last: int) -> bool:
    """Whether a single number in the article is furniture: reading time, share counter, telephone short code, street number."""
    low = doc.low
    n = len(low)
    number = low[first]
    plain = number.isdecimal()
    after = low[last] if last < n else ""
    second = low[last + 1] if last + 1 < n else ""
    before = low[first - 1] if first else ""
    if after in ("comments", "comment", "shares", "likes", "views") and (
        second in ("", "|", "•", "·") or last + 1 >= n
    ):
        return True
    if (after in ("min", "mins", "minute") or low[last - 1] in ("min", "minute", "mins", "minutes")) and "read" in (
        after,
        second,
    ):
        return True
    if (
        plain
        and 3 <= len(number) <= 6
        and after not in ("people", "times")
        and not CALLS.isdisjoint(low[max(0, first - 3) : first])
    ):
        return True
    if (
        before == "or"
        and number in ("999", "911", "112", "101", "111", "000")
        and (low[first - 2].isdecimal() or after in ("in", "if", ".", "for"))
    ):
        return True
    if plain and len(number) <= 4 and last + 1 < n and doc.words[last][0].isupper():
        for at in (last + 1, last + 2):
            if (
                at < n
                and doc.words[at][0].isupper()
                and ADDRESS.match(doc.words[at])
                and (at + 1 >= n or not doc.words[at + 1][0].islower())
            ):
                return True
    if (
        before == "."
        and first >= 2
        and low[first - 2] in ("no", "number")
        and not REGISTERS.isdisjoint(low[max(0, first - 6) : first])
    ):
        return True
    if (
        plain
        and len(number) >= 5
        and before in ("number", "no", "no.", "registration")
        and not BODIES.isdisjoint(low[max(0, first - 4) : first])
    ):
        return True
    return before in ("issn", "isbn", "ein") or (first >= 2 and before == ":" and low[first - 2] in ("issn", "isbn"))
