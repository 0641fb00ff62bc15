"""Whether what a question takes for granted has been told: confirmed, contradicted, or not told.

Contradicted is said only where one told sentence has all that the clause says, of the same people, and the one says
that it is so and the other that it is not; everything less sure is not told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from wellanyway.asking.finding import passages
from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.understanding.question import understand
from wellanyway.reading.stems import STOPWORDS, stem, words
from wellanyway.told import Told
from wellanyway.views import Evidence

__all__ = ["Premise", "Standing", "check"]

_LOOKED_AT = 8
_LONGEST = 40  # words of a sentence that can be held against a clause
_NOT = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|neither|without|hardly|scarcely|cannot)\b|n['’]?t\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:if|whether|perhaps|maybe|might|could|would|should|may|thought|supposed|said to|seemed|as though|as if|wish|hope|pretend\w*|unless)\b|\?",
    re.IGNORECASE,
)
_OPPOSITES = {
    stem(one): stem(other)
    for pair in (
        "dead:alive", "open:shut", "open:closed", "married:single", "empty:full", "rich:poor", "deaf:hearing", "awake:asleep",
        "guilty:innocent", "friend:enemy", "brother:sister", "mother:father", "son:daughter", "young:old", "love:hate", "north:south",
    )
    for one, other in (pair.split(":"), pair.split(":")[::-1])
}  # fmt: skip
_LOOSE = frozenset(
    "each other really actually even ever still already also just so very much quite all year years day days time long now ago yet anyone anybody".split()
)


_STATES = frozenset("down up out off away over back in on here there gone".split())
_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|we|us|you|i|his|their)\b", re.IGNORECASE)


class Standing(StrEnum):
    """How a premise stands to what was told."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    NOT_TOLD = "not told"


@dataclass(frozen=True, slots=True)
class Premise:
    """A premise looked up, with the sentence that says so, if one does."""

    verdict: Standing
    evidence: Evidence | None = None


def check(told: Told, clause: str, known: Acquaintance | None = None) -> Premise:
    """Look up a clause such as "the bridge is down", with names in it and no pronouns where they are known."""
    acquaintance = known or Acquaintance(told)
    wanted = _claims(acquaintance, clause)
    if not wanted or _PRONOUN.search(clause):  # of nobody knows whom
        return Premise(Standing.NOT_TOLD)
    found = passages.find(told, understand(f"is it true that {clause}?"), shown=_LOOKED_AT)
    against: Premise | None = None
    for ordinal in found:
        standing = _standing(told, acquaintance, ordinal, clause, wanted)
        if standing is Standing.CONFIRMED:
            return Premise(standing, told.evidence(ordinal))
        if standing is Standing.CONTRADICTED and against is None:
            against = Premise(standing, told.evidence(ordinal))
    return against or Premise(Standing.NOT_TOLD)


def _claims(known: Acquaintance, clause: str) -> dict[str, int]:
    """The stems of what a clause says; one of a name goes with the number of who bears it, others with -1."""
    found: dict[str, int] = {}
    for word in re.findall(r"[^\W\d_][\w’'-]*", clause):
        low = re.sub(r"['’]s?$", "", word.lower())
        is_state = low in _STATES and clause.lower().endswith(low)
        if not is_state and (re.split(r"['’]", low)[0] in STOPWORDS or low in _LOOSE or _NOT.search(low)):
            continue
        is_name = word[:1].isupper() or len(low) > 3
        person = (
            known.find(low) if is_name and known.chronicle.names_having([low], proper_only=True) else None
        )
        found[stem(low)] = person.number if person is not None else -1
    return found


def _standing(told: Told, known: Acquaintance, ordinal: int, clause: str, wanted: dict[str, int]) -> Standing:
    """How a clause stands to one sentence."""
    text = " ".join(told.sentence(ordinal).text.split())
    said = [stem(word) for word in words(text)]
    if len(said) > _LONGEST or text.rstrip("”’\"' ").endswith("?"):
        return Standing.NOT_TOLD
    held, about = set(said), {known.chronicle.root(number) for number in known.chronicle.mentioned(ordinal)}
    lacking = [
        one for one, who in wanted.items() if one not in held and known.chronicle.root(who) not in about
    ]
    turned = [one for one in lacking if _OPPOSITES.get(one) in held]
    if (
        [one for one in lacking if one not in turned]
        or len(turned) > 1
        or all(who >= 0 for who in wanted.values())
    ):
        return Standing.NOT_TOLD
    if len(turned) == len(wanted):  # the opposite of something, of nobody knows whom
        return Standing.NOT_TOLD
    if _DOUBT.search(text) or _DOUBT.search(clause):
        return Standing.NOT_TOLD
    is_same = (_negations(text, wanted, turned) % 2 == _negations(clause, wanted, []) % 2) != bool(turned)
    if is_same:
        return Standing.CONFIRMED
    return Standing.CONTRADICTED if len(said) <= 3 * len(words(clause)) + 6 else Standing.NOT_TOLD


def _negations(text: str, wanted: dict[str, int], turned: list[str]) -> int:
    """How many words of denial stand near the words of a claim."""
    count = 0
    parts = re.findall(r"[\w’']+", text.lower())
    heads = {one for one, who in wanted.items() if who < 0} | {_OPPOSITES[one] for one in turned}
    for i, part in enumerate(parts):
        if _NOT.search(part) and heads & {
            stem(re.sub(r"['’]s?$", "", near)) for near in parts[max(0, i - 3) : i + 5]
        }:
            count += 1
    return count
