"""Words about a person as an answer needs them: pronouns, verbs that agree, names with their possessive."""

from __future__ import annotations

import re

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.people.naming import NARRATOR
from wellanyway.memory.tally import Known

__all__ = ["agreed", "is_many", "owner", "pronoun", "shown"]

_MANY = re.compile(r"(?:the |his |her |my |our |their )?\w*(?:[^s]s|men|women|children|people|folk)$", re.IGNORECASE)
_FAMILY = re.compile(r"the [A-Z]\w+s$")


def shown(known: Acquaintance, one: Known) -> str:
    """The name somebody is shown by inside a sentence."""
    return known.name_of(one) or NARRATOR


def is_many(one: Known, name: str) -> bool:
    """Whether it takes a plural verb: "the Rooks", "the sailors"; a single person's name that ends in s does not."""
    if _FAMILY.match(name):
        return True
    return one.is_plural and not one.named or (one.is_plural and _MANY.match(name) is not None)


def pronoun(one: Known, name: str) -> str:
    """He, she or they."""
    if is_many(one, name) or not one.gender:
        return "they"
    return "he" if one.gender == "m" else "she"


def agreed(subject: str, one: Known, name: str, *, past: bool = False) -> str:
    """A form of "to be" that agrees with a name, or with the pronoun for it."""
    many = is_many(one, name) if subject == name else pronoun(one, name) == "they"
    if past:
        return "were" if many else "was"
    return "are" if many else "is"


def owner(name: str) -> str:
    """The possessive: Julia’s, the Rooks’."""
    return f"{name}’" if _FAMILY.match(name) else f"{name}’s"
