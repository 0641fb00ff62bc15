"""Words about people and places as an answer needs them: pronouns, verbs that agree, possessives, "in" and "at"."""

from __future__ import annotations

import re

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.wording import NARRATOR
from wellanyway.memory.tally import Known

__all__ = ["agreed", "is_many", "owner", "placed", "pronoun", "shown"]

_FAMILY = re.compile(r"the [A-Z]\w+s$")
_INSIDE = re.compile(
    r"(?:room|house|town|city|village|street|garden|forest|woods?|cave|cabin|hall|kitchen|church|boat|carriage|country|valley|library|"
    r"study|parlour|hut|tent|cellar|tower|yard|cottage|castle|desert|office|lane|bedroom|passage|stable|attic|train|ship|log-house|stockade)$"
)
_ON = re.compile(
    r"(?:moor|island|beach|shore|hill|road|roof|deck|bridge|bank|stairs|steps|cliff|river|sea|quay|wharf|lawn|terrace|path)$"
)
_NOWHERE = re.compile(
    r"(?:his|her|my|our|their|your|its|this|that|here|there|some|every|any|no)\b|\w*side$", re.IGNORECASE
)


def shown(known: Acquaintance, one: Known) -> str:
    """The name somebody is shown by inside a sentence."""
    return known.name_of(one) or NARRATOR


def is_many(one: Known, name: str) -> bool:
    """Whether it takes a plural verb: "the Rooks", "the sailors"; one person's name that ends in s does not."""
    return _FAMILY.match(name) is not None or (one.is_plural and not one.named)


def pronoun(one: Known, name: str) -> str:
    """He, she, or they where it is many or neither is known."""
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


def placed(known: Acquaintance, number: int) -> str:
    """A place with the word that says in, on or at it; "" for none, or for one that cannot be told by its words."""
    place = known.chronicle.known(number) if number >= 0 else None
    if place is None or place.is_person:
        return ""
    name = known.name_of(place)
    if not name or _NOWHERE.match(name) or (name[:1].islower() and not name.startswith("the ")):
        return ""
    last = name.split()[-1].lower()
    if _ON.search(last) or place.type == "VEH":
        return f"on {name}"
    is_within = place.type == "GPE" or _INSIDE.search(last) is not None
    return f"{'in' if is_within else 'at'} {name}"
