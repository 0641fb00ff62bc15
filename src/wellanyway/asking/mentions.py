"""The words told that mean somebody or something, and whom, as views."""

from __future__ import annotations

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.facts import Fact
from wellanyway.told import Told
from wellanyway.views import Mention

__all__ = ["mentions"]


def mentions(told: Told) -> tuple[Mention, ...]:
    """All of them, in the order of the text; of two that begin together the longer first."""
    known = Acquaintance(told)
    found = sorted(told.facts("mention"), key=lambda fact: (fact.sentence, fact.start, -fact.end))
    return tuple(_mention(told, known, fact) for fact in found)


def _mention(told: Told, known: Acquaintance, fact: Fact) -> Mention:
    sentence = told.sentence(fact.sentence)
    start, end = fact.start - sentence.start, min(fact.end, sentence.end) - sentence.start
    who = fact.value.get("who")
    return Mention(
        sentence=fact.sentence,
        at=sentence.at,
        start=start,
        end=end,
        text=sentence.text[start:end],
        who=known.name(who) if isinstance(who, int) and who >= 0 else None,
        type=str(fact.value.get("type") or ""),
        form=str(fact.value.get("form") or ""),
    )
