"""How English says at the beginning of a paragraph that time has passed, and in a scene's first lines when it is.

Closed lists of general English, written for this project. "Then", "soon" and "now" are not among them: they go on
with a scene as often as they begin one.
"""

from __future__ import annotations

import re

__all__ = ["JUMPS", "MEANWHILE", "WHEN"]

_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Christmas(?:\s(?:Eve|Day))?|Easter|Lady\sDay|Michaelmas"
_MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"
_SEASONS = r"spring|summer|autumn|fall|winter"
_PART = r"morning|forenoon|noon|midday|afternoon|evening|night|midnight|dawn|daybreak|dusk|nightfall|sunset|sunrise|twilight"
_LONG = r"hours?|days?|nights?|weeks?|fortnight|months?|years?|summers?|winters?"
_COUNT = (
    r"(?:about|nearly|almost|some|only|not|over|more\sthan|quite|barely|hardly)?\s?(?:an?|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|several|many|some|a\sfew|a\scouple\sof|half\san?|\d+)(?:\s(?:more|long|whole|good))?"
)
_LEAD = r"\W*(?:(?:and|but|so|well|now|then|at\s(?:last|length))\b,?\s)?"
_EARLY = r"(?:(?:very\s)?(?:early|late|later)\s(?:on\s|in\s)?)?"
_GONE = r"(?:passed|elapsed|went\s(?:by|on|past)|had\s(?:passed|elapsed|gone)|slipped|rolled|dragged|came\sand\swent)"

JUMPS = re.compile(
    rf"{_LEAD}(?P<when>"
    rf"{_EARLY}(?:on\s|in\s)?(?:the\s)?(?:next|following)\s(?:{_PART}|day|week|month|year|{_SEASONS}|{_DAYS})\b"
    rf"|{_EARLY}(?:on\s)?that\s(?:same\s|very\s)?(?:{_PART})\b(?!\s(?:was|is|were|had|when|which|in\s|on\swhich|of)\b)"
    rf"|(?:on|by)\sthe\s(?:(?:second|third|fourth|fifth|sixth|seventh|last)\s(?:{_PART}|day)|morrow)\b(?!\sof\s(?:{_MONTHS})\b)"
    rf"|{_EARLY}on\s(?:the\s)?(?:{_DAYS})(?:\s(?:{_PART}))?\b"
    rf"|(?:the\s)?(?:{_PART}|day|week|year)\s(?:after|following)\b(?!\s(?:the|a|an|his|her|my|this|that|day|week|year|night|morning|evening|which)\b)"
    rf"|{_COUNT}\s(?:{_LONG})\s(?:later|afterwards?|after\s(?:this|that))\b"
    rf"|{_COUNT}\s(?:{_LONG})\s{_GONE}\b"
    rf"|(?:after|in|within|at\sthe\send\sof)\s{_COUNT}\s(?:{_LONG})(?:[’']s?\s\w+)?\b(?=,|\s(?:he|she|they|I|we|it|there)\b)"
    rf"|(?:{_LONG}|the\s(?:{_SEASONS}|{_LONG}))\s{_GONE}\b"
    rf"|when\s(?:the\s)?(?:{_PART}|{_SEASONS}|{_DAYS})\s(?:came|arrived|fell|broke|dawned)\b"
    rf"|(?:at|towards?|about|by)\s(?:the\s)?(?:{_PART})\b(?=,|\s(?:he|she|they|I|we|of\sthe\s(?:next|same|following))\b)"
    rf"|it\swas\s(?:now\s|already\s|nearly\s|almost\s|just\s|late\s|early\s|long\s)?"
    rf"(?:(?:past|in\sthe|on\sthe|on|the|that)\s)?(?:(?:next|following|same)\s)?(?:{_PART}|{_DAYS})\b"
    rf"(?=\s(?:when|before|and|of)\b|[,.;])"
    rf")",
    re.IGNORECASE,
)
"""At the very beginning of a paragraph of narration: a scene at another time begins."""

_BETWEEN = r"(?:(?!(?:to|her|his|my|our|their|your|of|and|for|with)\s)\w+\s){0,2}?"
WHEN = re.compile(
    rf"\b(?P<when>"
    rf"(?:on|in|at|by|towards?|about|one|late|early)\s(?:(?:in|on)\s)?(?:(?:the|a|an|one|that)\s)?{_BETWEEN}(?:{_PART})\b"
    rf"(?:\s(?:in|of|on)\s(?:{_MONTHS}|{_SEASONS}|{_DAYS}|the\s\d\w*))?"
    rf"|(?:on|in|one)\s(?:(?:the|a|an)\s)?{_BETWEEN}(?:{_DAYS}|{_SEASONS})(?:\s(?:{_PART}))?\b(?:\sof\s(?:the\syear\s)?\d{{4}})?"
    rf"|(?:in|on|by)\s(?:the\s)?(?:\d\w*\s(?:of\s)?|\w+\sof\s|early\s|late\s)?(?:{_MONTHS})\b(?:,?\s(?:in\sthe\syear\s)?\d{{2,4}})?"
    rf"|in\s(?:the\syear\s(?:of\s(?:our|the)\s\w+\s)?)?(?:1[0-9]|20)\d\d\b"
    rf"|(?:at|about|towards?|past)\s(?:half[\s-]past\s|a\squarter\s(?:past|to)\s|nearly\s|about\s)?(?:\w+\s(?:past|to)\s)?"
    rf"\w+\so[’']clock\b(?:\s(?:in\sthe|on)\s(?:\w+\s)?(?:{_PART}|{_DAYS}))?"
    rf")",
    re.IGNORECASE,
)
"""In the first lines of a scene: when it is."""

MEANWHILE = re.compile(
    r"\W*(?:meanwhile|in\sthe\smean\s?(?:time|while)|all\sthis\s(?:time|while))\b", re.IGNORECASE
)
"""At the beginning of a paragraph: the scene may go over to others."""
