"""Whether some words can be whom or what a question is about: a name, "the captain", a pronoun; no clause."""

from __future__ import annotations

import re

from wellanyway.asking.understanding.kinds import Kind
from wellanyway.reading.lexicon import GENDER
from wellanyway.reading.stems import STOPWORDS
from wellanyway.reading.titles import canonical_title

__all__ = ["DEICTIC", "PRONOUNS", "is_subject"]

PRONOUNS = frozenset("he she him her they them it".split())
DEICTIC = frozenset(
    {
        "that",
        "this",
        "that one",
        "this one",
        "the guy",
        "the man",
        "the woman",
        "the girl",
        "the boy",
        "those",
        "these",
    }
)
"""What points at somebody just spoken of."""

_NOBODY = frozenset(
    "we i you everyone everybody us me there here one someone somebody anyone anybody nobody nothing something anything all".split()
)
_MARKS = frozenset("the a an this that his her their my our its".split())
_OPEN = frozenset("old young little poor good dear big lady lord sir saint st".split())
_STATES = frozenset(
    """dead alive missing wrong right guilty married drunk ill sick hurt next left real true lying crying coming going talking
    speaking responsible here there it in on at behind first last happy sad angry afraid ok okay fine so like more most best worst
    up down out off away going doing""".split()
)
_RELATIVE = re.compile(r"\b(?:who|which|whom|what|why|how)\b")
_VERB = re.compile(r"\b(?:did|does|do|is|was|are|were|has|have|had|will|would|can|could|said)\b")
_ASKS_OF_THING = re.compile(
    r"(?:(?:the|his|her|their|its|\S+'s|\S+s')\s)?(?:real |first |last |full )?(?:name|colou?r|job|age|reason|point|plan|title|number|time|"
    r"problem|matter|weather|date|day|year|place|difference|answer|news|use|size)\b",
    re.IGNORECASE,
)


def is_subject(words: str, kind: Kind) -> bool:
    """Whether they can be the subject of a question of that kind. `words` are as `subject_of` gives them."""
    parts = words.lower().split()
    if not parts or parts[0].split("'")[0] in _NOBODY or _VERB.search(words.lower()) is not None:
        return False
    if "'" in parts[0] and parts[0].split("'")[0] in PRONOUNS | {"that", "this", "who", "what"}:
        return False
    if len(parts) == 1 and (parts[0] in PRONOUNS or parts[0] in DEICTIC):
        return True
    if kind is Kind.WHAT_IS and (_ASKS_OF_THING.match(words) or parts[0] in PRONOUNS | {"that", "this"}):
        return False
    if parts[0] in PRONOUNS - {"her"} or parts[-1] in STOPWORDS - {"s", "i"} or words.lower() == "the one":
        return False
    if parts[0] in _MARKS:
        is_doing = len(parts) > 2 and parts[-1].endswith("ing") and kind is Kind.WHAT_IS
        is_act = len(parts) > 2 and parts[1].endswith("ing") and kind is Kind.WHO_IS  # "who's that knocking?"
        most = 4 if kind is Kind.HAVE_MET else 8
        return len(parts) <= most and not is_doing and not is_act
    if _RELATIVE.search(words.lower()) is not None:
        return False
    if any(part[:1].isupper() for part in words.split()):
        return len(parts) <= 6
    return _is_lower_name(parts, kind)


def _is_lower_name(parts: list[str], kind: Kind) -> bool:
    """Of a name without capitals, as speech recognition writes it."""
    first = parts[0]
    if first.capitalize() in GENDER or canonical_title(first.capitalize()) is not None or first in _OPEN:
        return len(parts) <= 4
    if first in _STATES or (first in STOPWORDS and first not in {"will"}):
        return False
    if first.endswith(("ing", "ed")) and kind not in {Kind.WHAT_IS, Kind.HAPPEN}:
        return False
    joined = "and" in parts
    return len(parts) <= (6 if joined else 3) and not any(part in STOPWORDS - {"and", "s"} for part in parts)
