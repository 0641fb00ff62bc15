"""Whom "Father", "sir" and "my dear" mean where they call somebody: the one who is spoken to."""

from __future__ import annotations

from wellanyway.reading.entities import Entities
from wellanyway.reading.linking import Cue
from wellanyway.reading.page import Mention, Page

__all__ = ["addressed"]

_BEFORE = frozenset(
    "“ ‘ \" ' , — – -- ! ? . ; … ... oh ah o well yes no why good please dear poor old".split()
)
_BEHIND = frozenset("” ’ \" ' , — – -- ! ? . ; … ...".split())
_CALLS = frozenset(
    """sir madam ma'am ma’am miss father mother papa mamma mama mammy mummy mum dad daddy pop uncle aunt auntie aunty
    grandfather grandmother grandpa grandma granny brother sister son daughter cousin boy girl lad lass child man woman lady lord
    fellow friend chap dear dearest darling love sweetheart doctor captain colonel major general lieutenant sergeant
    inspector professor judge governor master mistress monsieur madame mademoiselle squire nurse""".split()
)
_OWNED = frozenset(
    "boy girl lad lass child man woman lady lord fellow friend chap dear dearest darling love son daughter sweetheart".split()
)
"""What "my" may stand before: "my father, you see" calls nobody."""


def addressed(page: Page, mention: Mention, cue: Cue, entities: Entities, otherwise: int) -> int:
    """Whom a noun that calls somebody means, where it is known who is spoken to; `otherwise` for any other mention."""
    if cue.addressee < 0 or cue.addressee == cue.speaker or not _calls(page, mention, cue):
        return otherwise
    one = entities.get(cue.addressee)
    if one is None or one.type != "PER" or one.is_plural:
        return otherwise
    gender = cue.wording.gender
    return otherwise if gender and one.gender and gender != one.gender else one.number


def _calls(page: Page, mention: Mention, cue: Cue) -> bool:
    """Whether a mention is such a noun and stands between stops."""
    wording = cue.wording
    if cue.speech < 0 or wording.is_plural or wording.head.lower() not in _CALLS:
        return False
    words = [page.word(at).lower() for at in range(mention.first, mention.last)]
    if len(words) > 3 or words[-1] != wording.head.lower():
        return False
    if words[0] == "my":
        if words[-1] not in _OWNED:
            return False
    elif wording.determiner or words == ["fellow"]:
        return False
    before = page.word(mention.first - 1).lower() if mention.first else "“"
    behind = page.word(mention.last) if mention.last < len(page.tokens) else "”"
    return before in _BEFORE and behind in _BEHIND
