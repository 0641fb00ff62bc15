"""The words of an interruption made plain: what people say before and behind what they mean is taken off."""

from __future__ import annotations

import re

__all__ = ["QUALITIES", "bare", "straight", "subject_of"]

_SOUND = r"u+h+|u+m+|e+r+m*|h+m+|o+h+|a+h+|hey|ooh|wow"
_LEAD = re.compile(
    rf"""(?:{_SOUND}|please|so|and|but|or|wait|hold\son|hang\son|sorry|ok|okay|well|right|yeah|yes|now|alright|actually|anyway
    |excuse\sme|one\s(?:moment|second|sec)|(?:just\sa|a)\s(?:moment|second|sec)|quick\squestion|i\smean|like|btw|by\sthe\sway
    |remind\sme\sagain|remind\sme|tell\sme\sagain|tell\sme|(?:can|could|would|will)\syou\s(?:please\s)?(?:tell|remind|explain\sto)\sme(?:\sagain)?
    |do\syou\s(?:know|remember|recall)|any\sidea|i\s(?:forgot|forget|can'?t\s(?:remember|recall|tell)|couldn'?t\stell
    |don'?t\s(?:remember|recall|know|get|understand|see)(?!\s+(?:that|it|you)\W*$)|didn'?t\s(?:get|catch|understand)(?!\s+(?:that|it|you)\W*$)|was\swondering|want\sto\sknow|'d\slike\sto\sknow)
    |i'd\slike\sto\sknow|what\si\s(?:don'?t\sget|want\sto\sknow)\sis)
    (?:\s*[,.:;!…–—-]+\s*|\s+)(?=\S)""",
    re.IGNORECASE | re.VERBOSE,
)
_TAIL = re.compile(
    r"(?:[\s,]+(?:again|anyway|anyways|exactly|please|though|by the way|btw|or what|or something|so far|right now|now|just now|"
    r"at the moment|actually|even|then|really|in all this|in the story|in this story|in this|in the book))+$",
    re.IGNORECASE,
)
_HELL = re.compile(
    r"\b(who|what|where|why|how|when)((?:'s|s| is| was| are| did)?) (?:(?:the|in the) (?:heck|hell|devil|deuce)|on earth|in the world)\b",
    re.IGNORECASE,
)
_SLIPS = {
    slip: word
    for word, slips in (
        ("happened", "happend hapened hapend happenned"), ("what", "waht wat wht whta wut"), ("who", "woh whoo"), ("where", "wher whre"),
        ("why", "wy hwy whyy"), ("which", "wich whihc"), ("the", "teh hte"), ("again", "agian agin agen"), ("remind", "remnid"), ("did", "ddi didd"),
    )
    for slip in slips.split()
}  # fmt: skip
_SLIP = re.compile(rf"\b(?:{'|'.join(_SLIPS)})\b", re.IGNORECASE)
_ENDS = " \t?!.…,;:–—-"
_KEEPS = frozenset(
    {
        "and then",
        "what now",
        "so what",
        "why then",
        "who then",
        "what then",
        "how exactly",
        "come again",
        "say again",
    }
)

_FILLER = r"guy|fellow|fella|feller|chap|bloke|dude|person|character|thing|thingy|kid|lad"
_BEHIND = re.compile(rf"(?P<mark>the|this|that|those|these)? ?(?P<head>.+?) (?:{_FILLER})s?", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?:this|that|the) (?:{_FILLER})(?:,| called| named)? (?P<head>\S+(?: \S+)?)", re.IGNORECASE
)
QUALITIES = frozenset(
    """old young tall short fat thin little big small strange other same first second third last new poor rich nice mad drunk
    dead odd funny weird quiet blind deaf lame pretty ugly grey red black white dark fair one only whole""".split()
)
_ALL = re.compile(
    r"^(?:(?:my|your) favou?rite|good old|dear|our friend|all of|the famous|a certain) ", re.IGNORECASE
)


def straight(text: str) -> str:
    """On one line, apostrophes straight, slips of the fingers in the words that ask put right."""
    flat = " ".join(text.split()).replace("’", "'")
    return _SLIP.sub(lambda match: _SLIPS[match[0].lower()], flat)


def bare(text: str, *, keeps_tail: bool = False) -> str:
    """What is left of `straight` words without openers, closers and marks at either end; "" where nothing is."""
    found = text.strip(" \t,;:–—-*")
    while (match := _LEAD.match(found)) is not None and found.rstrip(_ENDS).lower() not in _KEEPS:
        found = found[match.end() :]
    found = _HELL.sub(r"\1\2", found.rstrip(_ENDS))
    while (
        not keeps_tail
        and (match := _TAIL.search(found)) is not None
        and match.start()
        and found.lower() not in _KEEPS
    ):
        found = found[: match.start()].rstrip(_ENDS)
    return found


def subject_of(words: str) -> str:
    """Whom or what some words mean, without what people put around a name: "this Jim guy" is Jim."""
    found = _ALL.sub("", words.strip(_ENDS + '"“”*'))
    if match := _BEFORE.fullmatch(found):
        found = match["head"]
    elif (match := _BEHIND.fullmatch(found)) and not _is_quality(match["head"]):
        mark = "the " if (match["mark"] or "").lower() == "the" else ""
        found = f"{mark}{match['head']}"
    first, _, rest = found.partition(" ")
    if rest and first.lower() in {"this", "that", "these", "those"}:
        found = rest if rest[:1].isupper() else f"the {rest}"
    return found


def _is_quality(words: str) -> bool:
    return all(word.lower() in QUALITIES for word in words.split()[-1:]) or words.lower() in {
        "the",
        "this",
        "that",
    }
