"""What the words of a mention say by themselves: its head, determiner, pronoun class, gender and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wellanyway.reading.lexicon import GENDER, TITLES

__all__ = ["FORMS", "PRONOUNS", "TYPES", "Wording", "head_of", "wording"]

TYPES = ("PER", "FAC", "GPE", "LOC", "VEH", "ORG")
FORMS = ("proper", "common", "pronoun")
_CLASSES = ("he", "she", "it", "I", "we", "you", "they", "who")
PRONOUNS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "he him his himself hisself",
            "she her hers herself",
            "it its itself",
            "i me my mine myself meself",
            "we us our ours ourselves",
            "you your yours yourself yourselves thou thee thy thine thyself ye yeh yer ee",
            "they them their theirs themselves em",
            "who whom whose which that this those these one ones some others other none all both each another",
        )
    )
    for word in words.split()
}
"""Pronoun in lower case -> number of its class: he, she, it, I, we, you, they, other."""

_CUTS = frozenset(
    "of in with who whom that which from at on to for , and or by whose as near under over behind -- — - ( ; : when where".split()
)
_MALE = frozenset(
    """man gentleman boy lad fellow father dad papa son brother uncle nephew husband king prince lord duke earl sir master
    widower bridegroom groom grandfather grandson stepfather knight monk friar priest parson vicar squire baron count emperor
    hero chap guy bloke lover waiter actor host landlord god wizard abbot bishop pope sultan caliph footman butler policeman
    fisherman nobleman clergyman huntsman woodman postman coachman watchman tradesman workman foreman seaman sailor
    soldier lieutenant captain colonel admiral father-in-law brother-in-law son-in-law godfather bachelor""".split()
)
_FEMALE = frozenset(
    """woman lady girl lass mother mamma mama mum daughter sister aunt niece wife queen princess duchess countess mistress
    widow bride grandmother granddaughter stepmother nun nurse maid maiden governess housekeeper landlady hostess actress
    waitress goddess witch heroine dame madam madame spinster empress baroness abbess sultana milkmaid housemaid
    gentlewoman noblewoman washerwoman charwoman seamstress laundress mother-in-law sister-in-law daughter-in-law godmother""".split()
)
_PLURAL = frozenset(
    """men women people children gentlemen ladies folk folks police crew boys girls friends brothers sisters parents
    servants soldiers sailors officers persons others couple pair crowd party company family twins guests neighbours
    neighbors strangers workmen fishermen policemen wives husbands sons daughters peasants passengers villagers natives""".split()
)
_SINGULAR_S = frozenset("ss us is".split())


@dataclass(frozen=True, slots=True)
class Wording:
    """One mention's words. `pronoun` is a class of `PRONOUNS` or -1; `words` are lower case, without determiner."""

    form: str
    head: str
    words: tuple[str, ...]
    determiner: str  # "a", "the", "poss", "this", "num" or ""
    pronoun: int
    gender: str  # "m", "f" or ""
    is_plural: bool


def head_of(words: Sequence[str]) -> int:
    """Index of the head: the last word before a complement, a relative clause, or a possessive mark."""
    end = next((i for i, word in enumerate(words) if i and word.lower() in _CUTS), len(words))
    at = end - 1
    while at > 0 and (words[at] in {"'s", "’s", "'", "’"} or not any(c.isalnum() for c in words[at])):
        at -= 1
    return at


def _determiner(word: str) -> str:
    if word in {"a", "an", "some", "another", "any", "every", "no", "each", "several", "many"}:
        return "a"
    if word == "the":
        return "the"
    if word in {"this", "that", "these", "those", "such"}:
        return "this"
    if word in {"my", "his", "her", "our", "your", "their", "its", "thy", "whose"}:
        return "poss"
    if word in {
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "twenty",
        "hundred",
    }:
        return "num"
    return ""


def wording(words: Sequence[str]) -> Wording:
    """What the words of a span say; case counts."""
    lower = [word.lower() for word in words]
    if len(words) == 1 and lower[0] in PRONOUNS and (words[0] == "I" or not _is_name(words[0])):
        number = PRONOUNS[lower[0]]
        return Wording(
            "pronoun",
            lower[0],
            (lower[0],),
            "",
            number,
            ("m", "f")[number] if number < 2 else "",
            number in {4, 6},
        )
    at = head_of(words)
    head = words[at]
    is_proper = head[:1].isupper() and not (at == 0 and _determiner(lower[0]))
    determiner = _determiner(lower[0]) if len(words) > 1 else ""
    if determiner == "" and any(word in {"'s", "’s"} for word in words[:at]):
        determiner = "poss"
    kept = tuple(
        w for i, w in enumerate(lower[: at + 1]) if (i or not determiner) and any(c.isalnum() for c in w)
    )
    return Wording(
        "proper" if is_proper else "common",
        lower[at],
        kept or (lower[at],),
        determiner,
        -1,
        _gender(words, at, is_proper=is_proper),
        _is_plural(lower, at, is_proper=is_proper),
    )


def _is_name(word: str) -> bool:
    return word.isupper() and len(word) > 2


def _gender(words: Sequence[str], at: int, *, is_proper: bool) -> str:
    head = words[at].lower()
    if head in _MALE:
        return "m"
    if head in _FEMALE:
        return "f"
    if is_proper:
        for word in words[:at]:
            told = TITLES.get(word.rstrip("."))
            if told:
                return told
        first = next((w for w in words[: at + 1] if w[:1].isupper() and w.rstrip(".") not in TITLES), "")
        return GENDER.get(first, "")
    return ""


def _is_plural(lower: Sequence[str], at: int, *, is_proper: bool) -> bool:
    head = lower[at]
    if "and" in lower[1:]:
        return True
    if is_proper:
        return head.endswith("s") and lower[0] == "the" and at == 1
    if head in _PLURAL:
        return True
    return head.endswith("s") and head[-2:] not in _SINGULAR_S and len(head) > 3
