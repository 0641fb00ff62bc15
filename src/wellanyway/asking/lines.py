"""What was said aloud so far and by whom: the reader's quotations as views."""

from __future__ import annotations

import re

from wellanyway.asking.acquaintance import Acquaintance
from wellanyway.facts import Fact
from wellanyway.told import Told
from wellanyway.views import Quotation

__all__ = ["last_line", "line", "line_with", "lines"]

_MARKS = "“”‘’\"'«»„「」—–-― "


def line(told: Told, fact: Fact, known: Acquaintance) -> Quotation:
    """One quotation as it is shown; its marks left off, its speaker by the name shown in the cast."""
    sentence = told.sentence(fact.sentence)
    text = told.block(sentence).text[fact.start : fact.end]
    start = len(text) - len(text.lstrip(_MARKS if text[:1] in _MARKS else " "))
    body = text[start:]
    if fact.value.get("closed") and body[-1:] in "”’\"'»“」":
        body = body[:-1]
    value = fact.value
    speaker = value.get("speaker")
    who = value.get("who", -1)
    if isinstance(who, int) and who >= 0 and (person := known.known(who)) is not None:
        speaker = person.name
    shown = value.get("shown", -1)
    is_shown = speaker is not None and isinstance(shown, int) and 0 <= shown < told.told_to
    return Quotation(
        sentence=fact.sentence,
        at=sentence.at,
        text=body.strip(),
        speaker=str(speaker) if speaker is not None else None,
        confidence=round(fact.confidence, 3) if speaker is not None else 0.0,
        evidence=told.evidence(int(str(shown))) if is_shown else None,
    )


def lines(told: Told) -> tuple[Quotation, ...]:
    """All quotations told, in order."""
    facts = told.facts()
    known = Acquaintance(facts)
    return tuple(line(told, fact, known) for fact in _in_order(facts))


def last_line(told: Told) -> Quotation | None:
    """The quotation told last."""
    facts = told.facts()
    found = _in_order(facts)
    return line(told, found[-1], Acquaintance(facts)) if found else None


def line_with(told: Told, words: str) -> Quotation | None:
    """The last quotation that holds these words."""
    wanted = _bare(words)
    if not wanted:
        return None
    facts = told.facts()
    known = Acquaintance(facts)
    for fact in reversed(_in_order(facts)):
        text = told.block(told.sentence(fact.sentence)).text[fact.start : fact.end]
        if wanted in _bare(text):
            return line(told, fact, known)
    return None


def _in_order(facts: object) -> list[Fact]:
    found = [fact for fact in facts if fact.kind == "quotation"]  # type: ignore[attr-defined]
    return sorted(found, key=lambda fact: (fact.sentence, fact.chapter, fact.block, fact.start))


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
